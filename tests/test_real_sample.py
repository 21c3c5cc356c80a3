"""Real content, with all its oddities: nothing stops us, nothing is left out without a word, and the pages hold."""

import json
import re
from pathlib import Path

import pytest

from benchmarks import real_sample
from benchmarks.make_corpus import TODAY
from builder import build, report
from builder.shipped import templates_folder
from builder.vocabulary import find

SOURCE = Path(__file__).parents[2] / "shared" / "data" / "real-sample"
KINDS = ("organisations", "profiles", "assignments")

pytestmark = pytest.mark.skipif(not SOURCE.is_dir(), reason="the sample of real content lies outside the repository")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The sample as a folder of content."""
    folder = tmp_path_factory.mktemp("sample") / "root"
    assert real_sample.main([str(SOURCE), str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def checked(root):
    """The sample, read and judged."""
    return build.check(root, TODAY)


@pytest.fixture(scope="module")
def site(root):
    """The sample as a site."""
    out = root.parent / "site"
    build.build(root, out, TODAY)
    return out


def sources(root):
    """The content files, by kind and slug."""
    return {(kind, path.stem): path for kind in KINDS for path in (root / "content" / kind).iterdir()}


def left_out(root, checked):
    """The content files that are not in the directory, as paths from the root."""
    shown = {(kind, slug) for kind in KINDS for slug in getattr(checked.directory, kind)}
    return [path.relative_to(root).as_posix() for key, path in sources(root).items() if key not in shown]


def words(html):
    """What a reader reads of a page."""
    return " ".join(re.sub(r"<(script|template)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


# The folder -----------------------------------------------------------------------------------------------------------


def test_every_record_of_the_sample_has_a_file(root):
    found = [kind for kind, _ in sources(root)]

    for kind, name in (("profiles", "profiles.jsonl"), ("assignments", "positions.jsonl")):
        assert found.count(kind) == len(real_sample.rows(SOURCE / name))


def test_the_list_of_skills_that_comes_with_it_has_no_mistakes(checked):
    skills = checked.directory.skills

    assert [one for one in checked.problems if one.path.startswith("content/vocabulary/")] == []
    assert find(skills, "Node.js") == find(skills, "NodeJS") == "nodejs"
    assert len({find(skills, "C"), find(skills, "C++"), find(skills, "C#")}) == 3


def test_what_was_written_stays_as_it_was_written(root):
    record = real_sample.rows(SOURCE / "positions.jsonl")[9]

    text = (root / "content" / "assignments" / "testfile.md").read_text(encoding="utf-8")

    assert record["body_markdown"].strip() in text


# Checking -------------------------------------------------------------------------------------------------------------


def test_every_file_is_in_the_directory_or_has_an_error(root, checked):
    errors = {one.path for one in checked.problems if one.severity == "error"}

    missing = left_out(root, checked)

    assert 0 < len(missing) < len(sources(root)) / 3
    assert sorted(missing) == sorted(errors)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_problem_has_a_line_and_a_hint(checked, language):
    wording = report.wording(templates_folder(), language)

    for one in checked.problems:
        told = report.told(one, wording)
        assert told.line > 0, told
        assert told.message, told
        assert told.hint, told
        assert "{value}" not in told.message + told.hint


def test_a_day_that_is_not_known_yet_is_said_to_be_no_day(checked):
    placeholders = {one.field for one in checked.problems if one.code == "date-placeholder"}

    assert placeholders == {"published_on", "closes"}


def test_code_of_another_program_is_pointed_at_where_it_stands(root, checked):
    found = [one for one in checked.problems if one.code == "prose-template-code"]

    assert found
    for one in found:
        line = (root / one.path).read_text(encoding="utf-8").split("\n")[one.line - 1]
        assert line[one.column - 1 :].startswith(("{{", "{%"))


# The site -------------------------------------------------------------------------------------------------------------


def test_everything_in_the_directory_has_a_page(site, checked):
    for kind in KINDS:
        for slug in getattr(checked.directory, kind):
            assert (site / kind / f"{slug}.html").is_file(), (kind, slug)


def test_every_file_that_was_left_out_is_on_the_status_page_of_the_network_itself(root, site, checked):
    inside = root.parent / "inside"
    build.build(root, inside, TODAY, "internal")

    internal, public = (words((out / "status" / "index.html").read_text(encoding="utf-8")) for out in (inside, site))

    for path in left_out(root, checked):
        assert f"{path}:" in internal
        assert path not in public


def test_a_name_and_a_role_make_a_page_without_empty_parts(site, checked):
    sparse = [
        one
        for one in checked.directory.profiles.values()
        if one.role and not (one.body or one.skills or one.experience or one.links)
    ]
    assert sparse
    for one in sparse:
        html = (site / "profiles" / f"{one.slug}.html").read_text(encoding="utf-8")
        assert one.name in words(re.search(r"<h1.*?</h1>", html, re.DOTALL)[0])
        assert not re.search(r"<(h[1-6]|dt|dd|li|p|ul|dl)\b[^>]*>\s*</\1>", html)
        assert not re.search(r"\bNone\b|Undefined", words(html))


def test_text_of_another_program_is_shown_and_never_run(root, site, checked):
    templated = [one for one in checked.directory.assignments.values() if "{{ page." in one.body]
    assert templated
    for one in templated:
        html = (site / "assignments" / f"{one.slug}.html").read_text(encoding="utf-8")
        assert html.count("{{ page.") >= one.body_html.count("{{ page.") > 0


def test_html_in_a_text_is_shown_as_it_was_typed(site, checked):
    typed = [one for one in checked.directory.assignments.values() if "<div" in one.body]
    assert typed
    for one in typed:
        html = (site / "assignments" / f"{one.slug}.html").read_text(encoding="utf-8")
        assert "&lt;div" in html


def test_a_person_can_be_found_by_name(site, checked):
    cards = {path.name: path.read_text(encoding="utf-8") for path in (site / "search").rglob("*.json")}
    everything = "".join(cards.values())

    for one in checked.directory.profiles.values():
        assert json.dumps(one.name, ensure_ascii=False)[1:-1] in everything, one.name
