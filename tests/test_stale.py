"""What nobody confirmed for long: the list of it, and what a page says and asks."""

import re
from pathlib import Path

import pytest

from builder.cli import main
from tests import samples
from tests.repositories import BASE, person, repository

DAY = ["--today", "2026-11-21"]


def test_files_are_listed_by_what_becomes_of_them_and_people_are_not_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = {"ana": "2025-10-01", "bob": "2024-01-01", "cleo": "2026-10-01"}
    files = {f"content/profiles/{one}.md": person(one.title(), one, confirmed_on=day) for one, day in days.items()}
    repository(tmp_path, {**BASE, **files})

    assert main(["stale", "--root", str(tmp_path), *DAY]) == 0
    said = capsys.readouterr().out

    assert said.startswith("Van de site gehaald, want langer dan 18 maanden niet bevestigd: 1 profiel.\n\n- `content/")
    assert said.index("bob.md") < said.index("Misschien verouderd") < said.index("ana.md")
    assert "cleo" not in said and "nobody" not in said and "Bob" not in said


def test_other_files_are_asked_after_too_while_people_rely_on_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = {"confirmed_on": "2024-01-01"}
    work = {"title": "Werk", "organisation": "city", "goal": "a", "result": "b", "start": "2027-01-01", "weeks": 4}
    repository(tmp_path, BASE)
    samples.write(tmp_path, "content/organisations/city.md", {"name": "City", "layer": "municipality", **old})
    samples.write(tmp_path, "content/assignments/wanted.md", {**work, **old})
    samples.write(tmp_path, "content/assignments/gone.md", {**work, "status": "withdrawn", **old})
    samples.write(tmp_path, "content/assignments/never.md", work)
    samples.write(tmp_path, "content/pools/fresh.md", {"name": "Pool", "confirmed_on": "2026-11-01"})
    samples.write(tmp_path, "content/events/day.md", {"title": "Day", "day": "2027-01-01", **old})

    assert main(["stale", "--root", str(tmp_path), *DAY]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Organisaties, pools en klussen die langer dan 12 maanden niet bevestigd zijn: 2 best")
    assert re.findall(r"- `content/(.*)`", said) == ["assignments/wanted.md", "organisations/city.md"]


def test_a_network_that_is_up_to_date_hears_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path)

    assert main(["stale", "--root", str(tmp_path), *DAY]) == 0
    assert capsys.readouterr().out == "Geen enkel bestand werd te lang geleden bevestigd.\n"
    assert main(["stale", "--root", str(tmp_path / "nowhere"), *DAY]) == 1


def test_a_part_that_is_none_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("much", "101%", "-1"):
        assert main(["build", "--root", str(tmp_path), f"--most-dropped={part}", *DAY]) == 2
        assert f"'{part}' is geen deel van honderd" in capsys.readouterr().err


# On the pages ---------------------------------------------------------------------------------------------------------

WORK = {"title": "Werk", "organisation": "city", "goal": "a", "result": "b"}
PAGES = {
    "assignments/wanted": WORK | {"start": "2027-01-01", "weeks": 4},
    "assignments/running": WORK | {"start": "2026-10-01", "weeks": 40, "status": "filled"},
    "assignments/missed": WORK | {"start": "2026-01-01", "weeks": 4},
    "assignments/withdrawn": WORK | {"start": "2027-01-01", "weeks": 4, "status": "withdrawn"},
    "organisations/town": {"name": "Town", "layer": "municipality"},
    "pools/pool": {"name": "Pool"},
    "events/coming": {"title": "Day", "day": "2027-01-01"},
    "events/gone": {"title": "Day", "day": "2026-01-01"},
    "profiles/zoe": {"name": "Zoe", "organisation": "city", "role": "x"},
}


def built(root: Path, **more: str) -> dict[str, str]:
    """The pages of a network that keeps its files where they can be changed."""
    repository(root, BASE)
    for name, front in PAGES.items():
        samples.write(root, f"content/{name}.md", front | more)
    assert main(["build", "--root", str(root), *DAY]) == 0
    return {name: (root / f"site/{name}.html").read_text("utf-8") for name in PAGES}


def asked(page: str) -> list[str]:
    """What can be done at the bottom of a page, beside changing it."""
    (links,) = re.findall(r'<p class="source">(.*?)</p>', page, re.DOTALL)
    return [words for words in re.findall(r"<a [^>]*>([^<]*)</a>", links) if words != "Wijzig deze pagina"]


def test_each_page_asks_its_owner_what_fits_it(tmp_path: Path) -> None:
    pages = built(tmp_path)

    assert {name: asked(page) for name, page in pages.items()} == {
        "assignments/wanted": ["Bevestig dat deze klus nog openstaat", "Trek deze klus in"],
        "assignments/running": ["Bevestig dat dit nog klopt", "Trek deze klus in"],
        "assignments/missed": ["Trek deze klus in"],
        "assignments/withdrawn": [],
        "organisations/town": ["Bevestig dat dit nog klopt"],
        "pools/pool": ["Bevestig dat dit nog klopt", "Verwijder deze pool"],
        "events/coming": ["Bevestig dat dit doorgaat", "Verwijder deze bijeenkomst"],
        "events/gone": [],
        "profiles/zoe": ["Bevestig dat dit nog klopt", "Verwijder mijn profiel"],
    }
    for page in pages.values():
        assert {*re.findall(r'aria-describedby="(confirm|withdraw)"', page)} == {
            *re.findall(r'<p [^>]*id="(confirm|withdraw)"', page)
        }


def test_where_files_are_kept_nowhere_nothing_is_asked(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City"})

    assert main(["build", "--root", str(root), *DAY]) == 0
    for page in root.glob("site/*/*.html"):
        assert 'id="withdraw"' not in page.read_text("utf-8"), page
        assert 'id="confirm"' not in page.read_text("utf-8"), page


def test_a_page_says_that_it_is_old_until_it_is_confirmed(tmp_path: Path) -> None:
    old = "Deze pagina is lang niet bevestigd."
    before, after = (built(tmp_path / day, confirmed_on=day) for day in ("2025-09-01", "2026-11-20"))

    assert {name for name, page in before.items() if old in page} == {
        "assignments/wanted", "organisations/town", "pools/pool",
    }  # fmt: skip
    assert not any(old in page for page in after.values())
    assert all("Bevestigd op 20 november 2026" in page for page in after.values())
