"""What a night changes: the same files built on two days differ where a day makes a difference, and nowhere else."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from builder import build
from tests import samples
from tests.samples import write

Site = dict[str, bytes]
EVE, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
TELL_THE_DAY = {"status/index.html", "api/v1/directory.json", "api/v1/algorithm.json"}
MONTHLY = {
    ".well-known/security.txt",  # must be renewed in time
    "figures/index.html",  # shows months, and a year of whole ones
    "api/v1/figures.json",
    "supervisors/index.html",  # proposes a day
}
NO_CONSENT = {"consent": "not-needed"}  # a letter that asks for it gives a day that moves with the month
ANA = {"name": "Ana", "organisation": "city", "skills": {"drafting": 4}, "confirmed_on": "2026-09-09"} | NO_CONSENT
BRIDGE = {
    "title": "Bridge", "organisation": "dike", "skills": {"drafting": 3}, "start": "2027-03-01", "weeks": 10,
    "ring": "government", "published_on": "2026-09-09", "contact": {"email": "bridge@example.org"},
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A city with Ana, a water board with Bob, a bridge to draw and a lock to plan, and words for them."""
    root = tmp_path / "root"
    settings = {"title": "Test", "operator": "City", "base_url": "https://example.org/", "contact": "co@example.org"}
    write(root, "directory.yaml", settings)
    for name, ids in {"skills": ["drafting", "planning"], "forms": ["secondment"]}.items():
        write(root, f"content/vocabulary/{name}.yaml", [{"id": one, "label": {"nl": one}} for one in ids])
    write(root, "content/organisations/city.md", {"name": "City", "layer": "municipality"})
    write(root, "content/organisations/dike.md", {"name": "Dike", "layer": "water-board"})
    write(root, "content/profiles/ana.md", ANA)
    write(
        root,
        "content/profiles/bob.md",
        {"name": "Bob", "organisation": "dike", "skills": {"drafting": 2}, **NO_CONSENT},
    )
    write(
        root,
        "content/profiles/cleo.md",
        {"name": "Cleo", "organisation": "city", "skills": {"planning": 2}, **NO_CONSENT},
    )
    write(root, "content/assignments/bridge.md", BRIDGE)
    write(root, "content/assignments/lock.md", {"title": "Lock", "organisation": "dike", "skills": {"planning": 3}})
    return root


@pytest.fixture
def on(root: Path, tmp_path: Path) -> Callable[[date], Site]:
    """The site of a day, built in the place of that of the day before."""

    def built(day: date) -> Site:
        out = tmp_path / "site"
        build.build(root, out, day)
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    return built


def changed(before: Site, after: Site) -> set[str]:
    """Where two sites differ."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def words(site: Site, path: str) -> str:
    """What a page says, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", site[path].decode()))


def test_a_night_on_which_nothing_is_due_changes_only_what_tells_the_day(
    root: Path, on: Callable[[date], Site]
) -> None:
    write(
        root, "content/profiles/dirk.md", {"name": "Dirk", "organisation": "dike", "role": "Clerk"}
    )  # has yet to ask for consent

    assert changed(on(date(2026, 12, 8)), on(date(2026, 12, 9))) == TELL_THE_DAY


def test_a_night_of_a_world_in_which_every_field_is_filled_changes_no_more(tmp_path: Path) -> None:
    root, sites = samples.world(tmp_path / "root"), []
    for day in (date(2026, 12, 8), date(2026, 12, 9)):
        build.build(root, tmp_path / "site", day)
        sites.append({path.name: path.read_bytes() for path in (tmp_path / "site/profiles").iterdir()})

    assert changed(*sites) == set()


def test_work_that_runs_tells_its_week_once_a_week(root: Path, on: Callable[[date], Site]) -> None:
    write(root, "content/assignments/bridge.md", BRIDGE | {"status": "filled", "filled_by": "ana"})
    sites = [on(date(2027, 3, 1) + timedelta(days=n)) for n in range(1, 9)]

    nights = [changed(*pair) - TELL_THE_DAY for pair in pairwise(sites)]
    assert nights == [set()] * 5 + [{"assignments/bridge.html"}] + [set()]
    assert "week 2 van 10" in words(sites[-1], "assignments/bridge.html")


def test_a_ring_that_opens_changes_the_work_and_who_may_do_it(root: Path, on: Callable[[date], Site]) -> None:
    write(
        root,
        "content/assignments/bridge.md",
        BRIDGE | {"ring": "own", "opens": [{"ring": "government", "day": "2027-01-01"}]},
    )
    before, after = on(EVE), on(NEW_YEAR)

    found = {re.sub(r"^search/[0-9a-f]{12}\.", "search/*.", path) for path in changed(before, after)}
    assert found == TELL_THE_DAY | MONTHLY | {
        "assignments/bridge.html",
        "matches/assignments/bridge.html",
        "matches/profiles/ana.html",
        "api/v1/assignments.json",
        "api/v1/assignments/bridge.json",
        "api/v1/matches/assignments/bridge.json",
        "api/v1/matches/profiles/ana.json",
        "api/v1/overview.csv",
        "feed/assignments.xml",
        "feed/organisations/dike.xml",
        "feed/skills/drafting.xml",
        "search/index.json",
        "search/*.json",
    }
    assert "Ana" not in words(before, "matches/assignments/bridge.html")
    assert "Ana" in words(after, "matches/assignments/bridge.html")
    assert "<updated>2027-01-01T" in after["feed/assignments.xml"].decode()


# For each date that passes with the old year: the file, the page that tells it, and what it says before and after.
RUNS_OUT = {"start": "2026-12-01", "end": "2026-12-31", "weeks": None, "status": "filled", "filled_by": "ana"}
DUE: dict[str, tuple[str, dict[str, Any], str, str, str]] = {
    "it opens": ("assignments/bridge", {"published_on": "2027-01-01"}, "assignments/bridge", "komt eraan", "Klus open"),
    "it closes": ("assignments/bridge", {"closes": "2026-12-31"}, "assignments/bridge", "Klus open", "gesloten"),
    "it is over": ("assignments/bridge", RUNS_OUT, "assignments/bridge", "loopt", "afgerond"),
    "time ends": (
        "profiles/ana",
        {"hours": 8, "available_until": "2026-12-31"},
        "profiles/ana",
        "8 uur",
        "Had tijd tot en met 31 december",
    ),
    "time begins": (
        "profiles/ana",
        {"hours": 8, "available_from": "2027-01-01"},
        "profiles/ana",
        "vanaf 1 januari",
        "8 uur",
    ),
    "a pause ends": ("profiles/ana", {"paused_until": "2026-12-31"}, "profiles/ana", "even rust", "Ana"),
    "consent ends": ("profiles/ana", {"consent": {"until": "2026-12-31"}}, "profiles/ana", "gegeven", "verlopen"),
    "it is old": ("profiles/ana", {"confirmed_on": "2025-12-31"}, "profiles/ana", "Ana", "lang niet bevestigd"),
}


@pytest.mark.parametrize("case", DUE)
def test_a_date_that_passes_changes_its_pages_and_nobody_elses(
    root: Path, on: Callable[[date], Site], case: str
) -> None:
    name, more, page, was, becomes = DUE[case]
    front = {**(BRIDGE if "bridge" in name else ANA), **more}
    write(root, f"content/{name}.md", {key: value for key, value in front.items() if value is not None})
    before, after = on(EVE), on(NEW_YEAR)

    told, tells = words(before, f"{page}.html"), words(after, f"{page}.html")
    assert was in told
    assert becomes in tells
    assert told != tells
    assert not [path for path in changed(before, after) if "cleo" in path]


def test_a_profile_that_nobody_confirmed_for_too_long_leaves_no_file(root: Path, on: Callable[[date], Site]) -> None:
    write(root, "content/profiles/ana.md", ANA | {"confirmed_on": "2025-07-01"})
    before, after = on(NEW_YEAR), on(NEW_YEAR + timedelta(days=1))

    assert any("ana" in path for path in before)
    assert not [path for path in after if "ana" in path.split("/")[-1]]
    assert not [path for path, data in after.items() if b"Ana" in data]


def test_a_party_whose_conditions_passed_leaves_with_its_people(root: Path, on: Callable[[date], Site]) -> None:
    signed = {"conditions": "No profit", "conditions_signed": "2026-01-01", "conditions_until": "2026-12-31"}
    write(root, "content/organisations/aid.md", {"name": "Aid", "layer": "external", **signed})
    write(root, "content/profiles/fay.md", {"name": "Fay", "organisation": "aid", "role": "Helper", **NO_CONSENT})
    before, after = on(EVE), on(NEW_YEAR)

    assert {"organisations/aid.html", "profiles/fay.html"} <= before.keys() - after.keys()
    assert not [path for path in changed(before, after) if "ana" in path or "cleo" in path]
