"""Looking back into a real history, and what the site makes of it."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from builder import build, history, lookback
from builder.cli import main
from builder.content import read
from builder.past import FILE, past, written
from builder.settings import Past, PastMonth, PastSkill
from tests.repositories import git
from tests.repositories import written as commit_

TODAY = date(2026, 11, 22)
SETTINGS = "title: Net\noperator: Us\nlanguage: en\n"
SKILLS = "- {id: drafting, label: Drafting}\n- {id: planning, label: Planning}\n- {id: secret, label: Secret}\n"
Files = Mapping[str, str | None]


def person(name: str, *skills: str, **rest: str) -> str:
    """A profile."""
    more = "".join(f"{key}: {value}\n" for key, value in rest.items())
    return f"---\nname: {name}\norganisation: city\nrole: advisor\nskills: [{', '.join(skills)}]\n{more}---\n"


def work(title: str, *skills: str, **rest: str) -> str:
    """Open work."""
    more = "".join(f"{key}: {value}\n" for key, value in rest.items())
    return (
        f"---\ntitle: {title}\norganisation: city\ngoal: A\nresult: B\nstart: 2027-06-01\nweeks: 4\n"
        f"skills: [{', '.join(skills)}]\n{more}---\n"
    )


BEGIN: Files = {
    "directory.yaml": SETTINGS,
    "content/vocabulary/skills.yaml": SKILLS,
    "content/organisations/city.md": "---\nname: City\nlayer: municipality\n---\n",
    "content/profiles/ana.md": person("Ana", "planning"),
    "content/assignments/bridge.md": work("Bridge", "drafting", "planning"),
}
# The day of each version, and what it changed.
STORY: tuple[tuple[str, Files], ...] = (
    ("2026-08-10", BEGIN),
    ("2026-08-31", {"content/assignments/canal.md": work("Canal", "drafting")}),
    ("2026-09-30", {"content/profiles/bob.md": person("Bob", "drafting")}),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a history of three months."""
    git(tmp_path, "init", "-q", "-b", "main")
    for day, files in STORY:
        told(tmp_path, day, files)
    return tmp_path


def told(root: Path, day: str, files: Files) -> None:
    """A new version on a day."""
    when = f"{day}T12:00:00Z"
    commit_(root, files, GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE=when)


def seen(root: Path, months: int = 4) -> Past:
    """What looking back finds."""
    found = lookback.look_back(root, root, TODAY, months)
    assert found is not None
    return found


# In the history -------------------------------------------------------------------------------------------------------


def test_a_gap_is_seen_in_every_month_until_somebody_offers_it(root: Path) -> None:
    (one,) = seen(root).gaps

    assert (one.skill, [(each.month, each.asked, each.gap) for each in one.months]) == (
        "drafting",
        [("2026-09", 2, True), ("2026-10", 2, False), ("2026-11", 2, False)],
    )


def test_months_before_there_was_anything_are_not_told(root: Path) -> None:
    assert seen(root, 12).months == ("2026-09", "2026-10", "2026-11")


def test_only_the_version_at_the_beginning_of_a_month_counts(root: Path) -> None:
    told(root, "2026-11-01", {"content/assignments/quay.md": work("Quay", "secret")})  # at noon

    assert "secret" not in {one.skill for one in seen(root).gaps}


def test_a_file_that_was_broken_then_does_not_count_then(root: Path) -> None:
    told(root, "2026-09-30", {"content/profiles/bob.md": "---\nname: [\n---\n"})

    (one,) = seen(root).gaps
    assert [each.gap for each in one.months] == [True, True, True]


def test_what_only_colleagues_may_see_is_not_looked_at(root: Path) -> None:
    told(root, "2026-10-15", {"content/assignments/hush.md": work("Hush", "secret", visibility="internal")})

    assert "secret" not in {one.skill for one in seen(root).gaps}


def test_work_that_was_closed_by_then_asks_for_nothing(root: Path) -> None:
    told(root, "2026-10-15", {"content/assignments/gone.md": work("Gone", "secret", closes="2026-10-20")})

    assert "secret" not in {one.skill for one in seen(root).gaps}


def test_a_folder_that_became_a_file_is_read_as_what_it_was(root: Path) -> None:
    told(
        root,
        "2026-09-30",
        {"content/profiles/bob.md": None, "content/profiles/bob/index.md": person("Bob", "drafting")},
    )
    told(root, "2026-10-30", {"content/profiles/bob/index.md": None, "content/profiles/bob.md": person("Bob")})

    (one,) = seen(root).gaps
    assert [each.gap for each in one.months] == [True, False, True]


def test_a_link_in_an_old_version_leads_nowhere(root: Path, tmp_path: Path) -> None:
    (root / "content/profiles/cleo.md").symlink_to(tmp_path / "directory.yaml")
    told(root, "2026-09-30", {})

    assert [each.gap for each in seen(root).gaps[0].months] == [True, False, False]


def test_the_same_history_and_day_give_the_same_file(root: Path) -> None:
    assert written(seen(root), "nl", "x") == written(seen(root), "nl", "x")


# The file -------------------------------------------------------------------------------------------------------------


def test_only_the_skills_with_most_months_are_kept() -> None:
    skills = {f"s{n:02}": (1, True) for n in range(30)}
    found = past({"2026-10": skills, "2026-11": {"s29": (1, True), "s28": (5, False)}}, TODAY)

    assert len(found.gaps) == 20
    assert [one.skill for one in found.gaps[:3]] == ["s29", "s28", "s00"]


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_what_is_written_is_read_back(tmp_path: Path, language: str) -> None:
    months = (PastMonth(month="2026-10", asked=3, gap=True), PastMonth(month="2026-11", asked=1))
    found = Past(made_on=TODAY, months=("2026-10", "2026-11"), gaps=(PastSkill(skill="drafting", months=months),))
    (tmp_path / FILE).write_text(written(found, language, "Made"), encoding="utf-8")

    assert read(tmp_path, {}).past == found


def test_the_file_names_nobody(root: Path) -> None:
    text = written(seen(root), "en", "Made")

    assert not re.search("ana|bob|bridge|canal|city", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("months: [2026-10]\npeople: [Ana]\n", "unknown-key"),
        ("gaps:\n  - skill: drafting\n    months: [{month: soon, asked: 1}]\n", "moment"),
        ("- a\n", "not-keys"),
        ("months: &a [2026-10]\n", "yaml-anchor"),
    ],
)
def test_a_mistake_in_the_file_is_told_and_leaves_the_site_without_it(root: Path, text: str, code: str) -> None:
    (root / FILE).write_text(text, encoding="utf-8")
    found = read(root, {})

    assert [(one.path, one.code) for one in found.problems if one.path == FILE] == [(FILE, code)]


# The command ----------------------------------------------------------------------------------------------------------


def test_the_command_writes_the_file_and_the_site_shows_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["look-back", "--root", str(root), "--today", "2026-11-22", "--months", "4"]) == 0
    assert capsys.readouterr().out == "Written: figures.yaml. Months: 3. Skills that were a gap: 1.\n"

    build.build(root, root / "site", TODAY)
    page = (root / "site/figures/index.html").read_text(encoding="utf-8")
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "From September 2026 until November 2026 there was 1 skill that work asked for and nobody offered." in said
    assert "A gap in 1 month of 3. Somebody has offered it since October 2026." in said
    assert page.count('class="met"') == 2


def test_without_the_file_the_page_says_nothing_of_it(root: Path) -> None:
    build.build(root, root / "site", TODAY)

    assert "Gaps over time" not in (root / "site/figures/index.html").read_text(encoding="utf-8")


def test_a_network_that_began_this_month_is_told_to_wait(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["look-back", "--root", str(root), "--today", "2026-08-12"]) == 1

    said = capsys.readouterr().err
    assert said == "There is no whole month yet to look back on. Try again from the first of next month.\n"
    assert not (root / FILE).exists()


def test_the_rest_of_a_history_that_was_cut_off_can_be_fetched_as_told(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path_factory.mktemp("cut")
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(cut))
    asked = ["look-back", "--root", str(cut), "--today", "2026-09-12"]

    assert main(asked) == 1
    told = re.search(r"git (fetch --unshallow)$", capsys.readouterr().err.strip())
    assert told
    git(cut, *told[1].split())
    assert main(asked) == 0


def test_a_folder_without_a_history_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "directory.yaml").write_text(SETTINGS, encoding="utf-8")

    assert main(["look-back", "--root", str(tmp_path)]) == 2
    assert f"The folder {tmp_path.name} has no history in Git." in capsys.readouterr().err


def test_the_version_of_a_day_is_the_last_one_before_it(root: Path) -> None:
    head = history.commit(root, "HEAD")

    assert history.before(root, head, date(2026, 8, 1)) is None
    assert history.before(root, head, date(2026, 9, 30)) == git(root, "rev-parse", "HEAD~1")
    assert history.before(root, head, date(2026, 10, 1)) == head
