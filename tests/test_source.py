"""The folder is read whole, with the line of everything, and nothing outside it."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.documents import MAX_DEPTH, Document, document, listing
from builder.model import KINDS
from builder.problems import Problem
from builder.slugs import MAX_SLUG, SLUG, better_slug
from builder.source import find, load, vocabulary_files

GOOD = "---\nnaam: Anna\n---\n\nHallo.\n"


def laid_out(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(GOOD, "utf-8")
    return root


def slugs(root):
    return [(one.kind, one.slug) for one in find(root, KINDS)[0]]


def codes(problems):
    return [one.code for one in problems]


def read(text):
    return document("content/profiles/anna.md", text if isinstance(text, bytes) else text.encode())


def code(text):
    (amiss,) = read(text)
    return amiss.code, amiss.line, amiss.column


# Which files there are


def test_a_file_or_a_folder_with_an_index_is_one_thing(tmp_path):
    root = laid_out(tmp_path, "content/profiles/anna.md", "content/profiles/bob/index.md", "content/pools/kade.yaml")

    assert slugs(root) == [("profiles", "anna"), ("profiles", "bob"), ("pools", "kade")]
    assert find(root, KINDS)[1] == []


def test_images_beside_an_index_come_along(tmp_path):
    root = laid_out(
        tmp_path, "content/profiles/bob/index.md", "content/profiles/bob/b.PNG", "content/profiles/bob/a.jpg"
    )

    assert [one.beside for one in find(root, KINDS)[0]] == [("a.jpg", "b.PNG")]


def test_files_come_in_the_order_of_the_kinds_and_then_of_their_names(tmp_path):
    root = laid_out(
        tmp_path, "content/events/a.md", "content/profiles/z.md", "content/profiles/b.md", "content/organisations/x.md"
    )

    assert slugs(root) == [("organisations", "x"), ("profiles", "b"), ("profiles", "z"), ("events", "a")]


def test_notes_for_co_ordinators_are_left_alone(tmp_path):
    root = laid_out(
        tmp_path,
        "content/README.md",
        "content/profiles/README.md",
        "content/profiles/.gitkeep",
        "content/vocabulary/README.md",
    )

    assert find(root, KINDS) == ([], [])
    assert vocabulary_files(root) == ([], [])


def test_an_empty_root_is_no_mistake(tmp_path):
    assert find(tmp_path, KINDS) == ([], [])
    assert vocabulary_files(tmp_path) == ([], [])


@pytest.mark.parametrize("path", ["content", "content/profiles", "content/vocabulary"])
def test_a_folder_that_is_a_link_is_refused_and_never_entered(tmp_path, path):
    laid_out(tmp_path / "elsewhere", "profiles/anna.md", "anna.md", "skills.yaml")
    (tmp_path / "root" / path).parent.mkdir(parents=True)
    (tmp_path / "root" / path).symlink_to(tmp_path / "elsewhere")

    found, problems = find(tmp_path / "root", KINDS)

    assert (found, codes(problems)) == ([], ["link-in-content"])
    assert vocabulary_files(tmp_path / "root") == ([], [])


@given(st.text(max_size=80))
def test_a_better_name_is_a_good_one_or_none(name):
    better = better_slug(name)

    assert better == "" or (SLUG.fullmatch(better) and len(better) <= MAX_SLUG)
    assert better_slug(better) == better
    assert better_slug(unicodedata.normalize("NFD", name)) == better_slug(unicodedata.normalize("NFC", name))


# Reading a file


def test_nothing_is_read_through_a_link(tmp_path):
    laid_out(tmp_path, "secret.md")
    (tmp_path / "anna.md").symlink_to("secret.md")

    assert load(tmp_path, "anna.md").code == "cannot-read"


def test_a_pipe_does_not_keep_us_waiting(tmp_path):
    os.mkfifo(tmp_path / "anna.md")

    assert load(tmp_path, "anna.md").code == "not-a-file"


def test_no_more_is_read_than_may_be(tmp_path):
    (tmp_path / "anna.md").write_bytes(b"x" * 101)

    assert load(tmp_path, "anna.md", 101) == b"x" * 101
    assert load(tmp_path, "anna.md", 100).code == "too-large"


# A file as located text


def test_front_matter_and_body_know_their_lines():
    found = read("\n---\nnaam: Anna\n---\n\n\nHallo.\n\n")

    assert (found.first_line, found.body, found.body_line) == (2, "Hallo.", 7)


def test_only_a_line_of_three_dashes_ends_the_front_matter():
    found = read("--- \nnaam: A --- B\nwerk: |\n  ---\n---\t\n----\n---")

    assert (found.body, found.body_line) == ("----\n---", 6)


def test_a_body_may_begin_with_a_line_of_spaces():
    found = read("---\nnaam: Anna\n---\n  \nHallo.\n")

    assert (found.body, found.body_line) == ("  \nHallo.", 4)


def test_a_yaml_file_is_all_front_matter():
    found = document("content/pools/kade.yaml", b"naam: Kade\n")

    assert (found.first_line, found.body) == (0, "")


@pytest.mark.parametrize(
    "written", ["01234", "no", "NO", "1e3", "0777", "2026-02-30", "null", "~", "9" * 6000, "12:30:45"]
)
def test_every_scalar_stays_the_text_that_was_written(written):
    ((_, value),) = read(f"---\nwaarde: {written}\n---\n").node.value

    assert value.value == written


@pytest.mark.parametrize(("text", "place"), [
    ("---\nnaam: A: b\n---\n", ("yaml-colon", 2, 8)),
    ("---\nnaam: 'A\nplaats: B\n---\n", ("yaml-quote", 2, 7)),
    ("---\nnaam: [A\nplaats: B\n---\n", ("yaml-bracket", 2, 7)),
    ("---\nnaam A\nplaats: B\n---\n", ("yaml-no-colon", 2, 1)),
    ("---\nnaam: &a A\n---\n", ("yaml-anchor", 2, 7)),
    ("---\nnaam: !!bool misschien\n---\n", ("yaml-tag", 2, 7)),
    ("---\nnaam: A\n  plaats: B\n---\n", ("yaml-indent", 3, 9)),
    ("---\nnaam: A\n\tplaats: B\n---\n", ("yaml-tab", 3, 1)),
    ('---\nnaam: "A\\0"\n---\n', ("yaml-escape", 2, 7)),
    ("", ("empty", 1, 1)),
    (" \n\n", ("empty", 1, 1)),
    ("---\n---\n", ("empty", 2, 1)),
    ("---\n--- # nothing\n---\n", ("empty", 2, 1)),
    ("Hallo", ("no-front-matter", 1, 1)),
    ("---\nnaam: A", ("front-matter-open", 1, 1)),
    (b"---\nnaam: Priv\xe9\n---\n", ("not-utf8", 2, 11)),
    ("---\rnaam: één ".encode() + b"\xe9\n---\n", ("not-utf8", 2, 11)),
    ("---\nnaam: A\x00\n---\n", ("control-character", 2, 8)),
])  # fmt: skip
def test_what_cannot_be_read_is_told_at_its_place(text, place):
    assert code(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "? " * 50_000,
        "\n".join(" " * n + "a:" for n in range(200)),
        "[[a], " * 5_000,
        "{a: [b], c: " * 2_000,
        '["]", ' * 5_000,
        "['}', " * 5_000,
        "[a, # ]\n" * 5_000,
    ],
)
def test_deep_nesting_is_refused_before_it_is_entered(text):
    assert code(f"---\n{text}\n---\n")[0] in {"yaml-deep", "front-matter-too-large"}
    assert listing("content/vocabulary/skills.yaml", text.encode())[0].code == "yaml-deep"


def test_many_short_lists_are_not_deep():
    assert isinstance(listing("content/vocabulary/skills.yaml", b"- {id: a, jargon: [b, c]}\n" * 1_000), Document)


OPENINGS = {"[": "]", "{a: ": "}", "[[b], ": "]", "{c: {d: e}, a: ": "}", '["]", ': "]", "['}', ": "]", "[ # ]\n": "]"}


@given(st.lists(st.sampled_from(list(OPENINGS)), min_size=1, max_size=2 * MAX_DEPTH))
def test_nesting_is_counted_whatever_stands_beside_it(openings):
    text = "".join(openings) + "x" + "".join(OPENINGS[one] for one in reversed(openings))
    deepest = max(n + (2 if one in ("[[b], ", "{c: {d: e}, a: ") else 1) for n, one in enumerate(openings))

    assert isinstance(listing("directory.yaml", text.encode()), Document) == (deepest <= MAX_DEPTH)


def test_nesting_may_go_as_deep_as_the_limit():
    assert isinstance(read(f"---\na: {'[' * (MAX_DEPTH - 1)}{']' * (MAX_DEPTH - 1)}\n---\n"), Document)


def test_line_ends_and_marks_of_other_machines_change_nothing():
    plain = read(GOOD)

    for other in (GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r"), "\ufeff" + GOOD):
        found = read(other)
        assert (found.body, found.body_line, found.first_line) == (plain.body, plain.body_line, plain.first_line)


YAMLISH = st.text("-?:[]{},&*!|>'\"%@#~\n\t ab0\\xe\u2028\ufeff", max_size=80)


def within(text, problems):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return all(0 <= one.line <= len(lines) + 1 for one in problems)


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | YAMLISH.map(str.encode))
def test_any_bytes_are_a_document_or_problems(raw):
    for shape in (raw, b"---\n" + raw + b"\n---\n"):
        for found in (
            document("content/profiles/a.md", shape),
            document("content/pools/a.yaml", shape),
            listing("a.yaml", shape),
        ):
            if not isinstance(found, Document):
                assert found
                assert all(isinstance(one, Problem) for one in found)
                assert within(shape.decode("latin-1"), found)


def test_every_code_of_yaml_is_a_case():
    """What libyaml says is explained by a table; a case for each row shows that the words still fit."""
    from builder.documents import EXPLAINED

    cases = Path(__file__).parent / "broken"
    told = {text for case in cases.glob("*/expected.json") for text in case.read_text("utf-8").split('"')}

    assert {code for _, code in EXPLAINED} - told == set()
