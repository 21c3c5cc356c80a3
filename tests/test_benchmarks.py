"""The measuring kit: it measures the same network everywhere, really changes what it says, and judges what it found.

Nothing here looks at a clock: what is tested is the kit, not the speed.
"""

import hashlib
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from benchmarks import changes, check, hugo, hugo_site, make_corpus, measuring, plot, renew, run, tables
from builder import build

TODAY = make_corpus.TODAY


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A small corpus on disk."""
    out = tmp_path_factory.mktemp("corpus") / "root"
    make_corpus.write(out, 60, 25, seed=3)
    return out


@pytest.fixture
def root(corpus, tmp_path):
    """A corpus that may be changed."""
    return shutil.copytree(corpus, tmp_path / "root")


def texts(root):
    """Every file in a folder, by its path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# The corpus -----------------------------------------------------------------------------------------------------------


def test_the_network_that_figures_are_of_never_changes():
    whole = hashlib.sha256()
    for path, text in make_corpus.files(1000, 100, 1):
        whole.update(f"{path}\0{text}\0".encode())

    assert whole.hexdigest() == "c7a39672b64e24fa55e232beedfd1d5b500b3da73ab55fa353bb15a1909e755f"


def test_a_very_large_network_has_a_pseudonym_for_everyone_who_wants_one():
    few, many = (make_corpus.peopled(make_corpus.Dice(1), [], size, 0) for size in (50, 10_001))

    assert make_corpus.most_masked(few) == 99
    assert make_corpus.most_masked(many) > 10_001


# Changes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", changes.CHANGES, ids=lambda change: change.name)
def test_a_change_changes_one_file_each_time(root, change):
    leaves = {one.name: one for one in changes.CHANGES}.get(run.LEAVES.get(change.name, ""))
    for n in range(3):
        if leaves:
            leaves.make(root, n)
        before = texts(root)
        change.make(root, n)
        after = texts(root)

        assert len([path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]) == 1


@pytest.mark.parametrize("change", changes.CHANGES, ids=lambda change: change.name)
def test_a_folder_is_still_without_mistakes_after_a_change(root, change):
    leaves = {one.name: one for one in changes.CHANGES}.get(run.LEAVES.get(change.name, ""))
    for one in (leaves, change):
        if one:
            one.make(root, 0)

    assert [one for one in build.check(root, TODAY).problems if one.severity == "error"] == []


def test_a_change_that_finds_nothing_to_change_says_so(tmp_path):
    path = tmp_path / "ana.md"
    path.write_text("naam: Ana\n")

    with pytest.raises(ValueError, match="nothing to change"):
        changes.edited(path, ("^titel: .*$", lambda _: "titel: x"))


# Measuring ------------------------------------------------------------------------------------------------------------


def test_work_of_a_child_is_counted_and_so_is_its_memory():
    work = "x = b'x' * 60_000_000; [i * i for i in range(2_000_000)]"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"

    idle, busy = (measuring.spent([sys.executable, "-c", program]) for program in ("pass", parent))

    assert busy.cpu > idle.cpu
    assert busy.megabytes > idle.megabytes + 40


def test_memory_of_whoever_measures_is_not_counted():
    large = b"x" * 100_000_000

    assert measuring.spent([sys.executable, "-c", "pass"]).megabytes < len(large) / 2_000_000


def test_a_program_that_fails_is_no_measurement():
    with pytest.raises(measuring.subprocess.CalledProcessError):
        measuring.spent([sys.executable, "-c", "raise SystemExit(3)"])


def test_one_byte_and_one_name_make_another_digest(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    first = measuring.digest(tmp_path)
    (tmp_path / "a").write_bytes(b"2")
    second = measuring.digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")

    assert len({first, second, measuring.digest(tmp_path)}) == 3


def test_what_differs_between_two_folders_is_named(tmp_path):
    for name, files in (("one", {"same": "x", "other": "x", "gone": ""}), ("two", {"same": "x", "other": "y"})):
        (tmp_path / name).mkdir()
        for path, text in files.items():
            (tmp_path / name / path).write_text(text)

    assert measuring.differing(tmp_path / "one", tmp_path / "two") == ["gone", "other"]


def test_a_site_that_is_not_that_of_a_cold_build_is_found_out(corpus, tmp_path):
    place = run.Place(shutil.copytree(corpus, tmp_path / "root"), tmp_path / "site")
    run.built(place, run.forget)
    run.compare(place, "cold")
    (place.out / "index.html").write_text("not what was built")

    with pytest.raises(run.Differs, match=r"1 files differ .* index\.html"):
        run.compare(place, "cold")


def test_a_round_tells_what_was_written_and_how_long_each_phase_took(corpus, tmp_path):
    place = run.Place(shutil.copytree(corpus, tmp_path / "root"), tmp_path / "site")

    cold, again = run.built(place, run.forget), run.built(place, run.rest)

    assert cold.files == len(measuring.inventory(place.out)) and cold.size > 1_000_000
    assert set(cold.phases) == {"read", "match", "plan", "search", "write"}
    assert (again.files, again.size) == (0, 0)


def test_the_middle_of_the_rounds_is_told_with_the_ends():
    rounds = [run.Round(measuring.Spent(cpu, cpu, cpu, 0, b""), 5, 10, {"read": cpu}) for cpu in (3.0, 1.0, 2.0)]

    found = run.figures(rounds)

    assert (found["cpu"], found["least"], found["most"], found["megabytes"]) == (2, 1, 3, 3)
    assert found["phases"] == {"read": 2}


# The pages ------------------------------------------------------------------------------------------------------------

FIGURE = {"cpu": 1234.5, "least": 1, "most": 2, "wall": 3, "megabytes": 1234, "files": 10, "bytes": 5_000, "phases": {}}
ABOUT = {"date": "2026-11-22", "version": "1", "machine": "m"}


@pytest.mark.parametrize("tongue", tables.TONGUES, ids=["en", "nl"])
def test_a_page_shows_what_was_measured_and_every_word_is_there(tongue):
    results = {
        "situations": {"1000": {**ABOUT, "situations": dict.fromkeys(run.SITUATIONS, FIGURE)}},
        "growth": {
            **ABOUT,
            "growth": [{"profiles": n, "cold": FIGURE, "one": FIGURE, "nothing": FIGURE} for n in (1, 2)],
        },
    }
    page = "<!-- measured: situations 1000 -->\nstale\n<!-- end -->\n<!-- measured: growth -->\n<!-- end -->\n"

    once = tables.renewed(page, results, tongue)

    assert "stale" not in once and once.count("\n| ") == (1 + len(run.SITUATIONS)) + (1 + 2)
    assert {"en": "1,234", "nl": "1.234"}["en" if tongue.decimal == "." else "nl"] in once
    assert tables.renewed(once, results, tongue) == once
    assert tables.ENGLISH.keys() == tables.DUTCH.keys()


@pytest.mark.parametrize("tongue", tables.TONGUES, ids=["en", "nl"])
def test_the_pages_hold_the_tables_of_what_is_kept(tongue):
    text = tongue.page.read_text("utf-8")

    assert tables.renewed(text, renew.kept(), tongue) == text
    assert {found["name"].partition(" ")[0] for found in tables.MARKED.finditer(text)} == set(tables.TABLES)


def test_a_day_that_is_measured_again_has_one_line_in_the_history():
    told = {"cold": FIGURE, "own fields": FIGURE, "nothing": FIGURE}
    hand = [{"date": "2026-11-22", "version": "as it was", "profiles": 10}]

    twice = renew.remembered(renew.remembered(hand, "2026-11-22", 10, told), "2026-11-22", 10, told)

    assert len(twice) == 2 and twice[0] == hand[0]


def test_a_plot_can_be_read_by_who_does_not_see_it():
    words = plot.Words("Cost & size", "people", "s", "even", {"cold": "all", "one": "one"}, ",")

    drawn = ElementTree.fromstring(plot.plot([1000, 8000], {"cold": [3.5, 30], "one": [0.4, 0.4]}, words))

    name = "{http://www.w3.org/2000/svg}"
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{name}title") == "Cost & size"
    assert drawn.findtext(f"{name}desc") == "all: 1000: 3,5 s, 8000: 30 s; one: 1000: 0,4 s, 8000: 0,4 s."
    assert "10.000" in "".join(drawn.itertext())


def test_names_beside_lines_never_stand_on_each_other():
    assert plot.apart([50, 40, 44]) == [76, 40, 58]


def test_what_is_kept_is_json_that_says_when_and_on_what():
    found = json.loads(renew.RESULTS.read_text("utf-8"))

    assert found["history"]
    assert all({"date", "version", "machine"} <= one.keys() for one in found.get("situations", {}).values())
    assert Path(renew.RESULTS).is_relative_to(measuring.PROJECT / "benchmarks")


# The check ------------------------------------------------------------------------------------------------------------

FOUND = {"cold": {"CPU": 5.0, "MB": 100.0, "files": 10}}


def test_what_is_over_its_budget_is_named_with_how_much():
    budgets = {"cold": {"CPU": 4.0, "MB": 100.0, "files": 10}}

    assert check.judged(FOUND, budgets) == ["cold: 5.00 CPU is 25% over the budget of 4.00."]


def test_what_is_within_its_budget_is_fine():
    budgets = {"cold": {"CPU": 5.0, "MB": 150.0, "files": 10}}

    assert check.judged(FOUND, budgets) == [] == check.missing(FOUND, budgets)


def test_nothing_gets_out_of_the_check_by_having_no_budget_or_no_figure():
    assert check.missing(FOUND, {"cold": {"CPU": 5.0, "files": 10}}) == ["cold: there is no budget of MB."]
    assert check.missing({"cold": {"CPU": 1.0}}, {"cold": {"CPU": 5.0, "MB": 1.0}}) == ["cold: MB was not measured."]
    assert check.missing({}, {"cold": {"CPU": 5.0}}) == ["cold: CPU was not measured."]


def test_instructions_are_judged_only_where_they_are_counted():
    budgets = {"cold": {"instructions": 1000.0}}

    assert check.judged({"cold": {}}, budgets) == [] == check.missing({"cold": {}}, budgets)
    assert len(check.judged({"cold": {"instructions": 1001}}, budgets)) == 1


def test_a_new_budget_has_room_and_leaves_what_cannot_be_counted_here():
    before = {"budgets": {"cold": {"CPU": 1.0, "instructions": 77.0}}}

    budgets = check.renewed(FOUND, before)["budgets"]["cold"]

    assert budgets == {"instructions": 77.0, "CPU": 6.5, "MB": 115.0, "files": 10.5}
    assert check.judged(FOUND, {"cold": budgets}) == []
    assert check.judged({"cold": {**FOUND["cold"], "CPU": 6.6}}, {"cold": budgets})


def test_a_machine_that_counts_no_instructions_is_understood():
    counted = "# started on Sun\n\n1234567,,instructions:u,2000,100.00,,\n"

    assert check.counted(counted) == 1234567
    assert check.counted(counted.replace("1234567", "<not supported>")) is None
    assert check.counted("") is None


@pytest.mark.parametrize(("over", "code"), [(1, 0), (0.5, 1)], ids=["within", "over"])
def test_the_check_fails_when_a_figure_is_over_its_budget(monkeypatch, tmp_path, capsys, over, code):
    budgets = {"budgets": {"cold": {sort: one * over for sort, one in FOUND["cold"].items()}}}
    (tmp_path / "budgets.json").write_text(json.dumps(budgets))
    monkeypatch.setattr(check, "BUDGETS", tmp_path / "budgets.json")
    monkeypatch.setattr(check, "measured", lambda rounds: FOUND)

    assert check.main([]) == code
    assert ("--renew" in capsys.readouterr().err) is bool(code)


def test_a_busy_moment_is_no_failure_and_what_is_slow_twice_is(monkeypatch, tmp_path):
    (tmp_path / "budgets.json").write_text(json.dumps({"budgets": {"cold": {"CPU": 4.0}}}))
    monkeypatch.setattr(check, "BUDGETS", tmp_path / "budgets.json")

    for times, code in (((5.0, 3.9), 0), ((5.0, 4.1), 1), ((3.9,), 0)):
        rounds = iter(times)
        monkeypatch.setattr(check, "measured", lambda _, rounds=rounds: {"cold": {"CPU": next(rounds)}})
        assert check.main([]) == code


def test_every_situation_has_its_budgets():
    budgets = json.loads(check.BUDGETS.read_text("utf-8"))["budgets"]

    assert set(budgets) == {"cold", "nothing", "one change"}
    assert all({"CPU", "MB"} <= sorts.keys() for sorts in budgets.values())
    assert {"files", "kB"} <= budgets["cold"].keys()


def test_the_work_that_a_build_is_held_against_never_changes():
    assert measuring.spent(check.calibration()).said.decode().strip() == "7d1411cf96575da5"


# Hugo -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(corpus, tmp_path_factory):
    """The corpus with its site, and a site for Hugo of each sort."""
    folder = tmp_path_factory.mktemp("hugo")
    root = shutil.copytree(corpus, folder / "root")
    build.build(root, folder / "site", TODAY)
    for variant in hugo_site.VARIANTS:
        hugo_site.write(hugo_site.Site(root, folder / "site", folder / variant), variant)
    return folder


def test_hugo_reads_the_files_that_we_read(built):
    for kind in ("profiles", "assignments"):
        for path in (built / "root/content" / kind).iterdir():
            ours, theirs = path.read_text("utf-8"), (built / "plain/content" / kind / path.name).read_text("utf-8")

            assert theirs.endswith(ours.removeprefix("---\n"))
            assert yaml.safe_load(theirs.split("---\n")[1])["title"]


def test_every_page_of_ours_has_its_file_for_hugo(built):
    ours = {path.relative_to(built / "site").as_posix() for path in (built / "site").rglob("*.html")}
    given = list((built / "plain/content").rglob("*.html"))
    people, work = (list((built / "plain/content" / kind).glob("[!_]*")) for kind in ("profiles", "assignments"))
    matched = list((built / "plain/content/matches").glob("*/*.md"))

    made = [path for path in ours if hugo_site.kind_of(path) in hugo_site.MADE]
    assert len(ours) - len(made) == len(given)
    counts = Counter(hugo_site.kind_of(path) for path in made)
    assert counts["profile-matches"] + counts["assignment-matches"] == len(matched)
    assert counts["assignment"] == len(work) and counts["profile"] <= len(people)


def test_every_kind_of_page_that_hugo_makes_has_our_frame_around_its_template(built):
    for kind in hugo_site.MADE:
        layout = (built / f"plain/layouts/{kind}.html").read_text("utf-8")

        assert layout.startswith("<!doctype html>") and layout.rstrip().endswith("</html>")
        assert '<footer class="bottom">' in layout and '<nav class="main-nav"' in layout
        assert '"../' not in layout
        assert layout.count("<main") == layout.count("</main>") == 1


def test_a_match_of_hugo_is_in_the_markup_of_ours(built):
    match = (built / "plain/layouts/_partials/match.html").read_text("utf-8")

    lights, parts = re.findall(r"{{ range \$one\.(?:lights|criteria) }}(<li>.*</li>)$", match, re.MULTILINE)[:2]
    assert re.findall("{{ (.*?) }}", lights)[::2] == ["index $words.lightnames .name", ".state", ".why"]
    assert re.sub("<[^>]*>", "", parts).startswith("{{ index $words.criteria .name }}{{ div (int .points) 100 }}/")
    assert re.search(r'width="{{ div \(mul 10+ \(int \.points\)\) \(or \(int \.of\) 1\) }}%?"', parts)
    assert "LIGHT" not in match and "PART" not in match


def test_matches_are_given_as_our_build_published_them(built):
    path = next(path for path in sorted((built / "site/api/v1/matches/profiles").iterdir()) if path.stat().st_size > 9)
    page = built / f"plain/content/matches/profiles/{path.stem}.md"

    given = json.loads(page.read_text("utf-8"))["found"]

    assert [one.pop("fits") is not None for one in given] and given == json.loads(path.read_text("utf-8"))


def test_without_matches_there_are_none_and_related_content_is_given_none(built):
    assert not (built / "without matches/content/matches").exists()
    assert not (built / "without matches/layouts/profile-matches.html").exists()
    pages = list((built / "related/content/matches").glob("*/*.md"))
    assert pages and all("found" not in json.loads(path.read_text("utf-8")) for path in pages)
    assert json.loads((built / "related/hugo.json").read_text("utf-8"))["related"]["indices"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("profiles/ana.html", "profile"),
        ("profiles/page/3/index.html", "profiles"),
        ("skills/water/page/2.html", "skill"),
        ("skills/index.html", "skills"),
        ("matches/assignments/dam.html", "assignment-matches"),
        ("somewhere/else.html", None),
    ],
)
def test_a_page_of_hugo_is_of_the_kind_that_we_would_make(path, kind):
    assert hugo_site.kind_of(hugo_site.as_ours(path)) == kind


def test_kinds_of_pages_that_differ_too_much_in_size_are_named():
    kinds = {
        "profile": {"ours": 100, "hugo": 109},
        "skill": {"ours": 100, "hugo": 89},
        "field": {"ours": 9, "hugo": 10},
    }

    assert hugo.unlike(kinds) == ["skill", "field"]


def test_a_pinned_hugo_is_all_that_the_comparison_installs():
    named = re.findall(r"^([a-z][\w-]*)==", hugo.REQUIREMENTS.read_text("utf-8"), re.MULTILINE)

    assert named == ["hugo"]
