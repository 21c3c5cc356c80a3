"""Authorities that let outside parties in: under signed conditions, after everybody else, and never against a rule."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import build
from builder.build import Checked
from tests.visits import TODAY, Built, Site

HERE = Path(__file__).parent / "external-parties"
PARTIES = ("ingenieursbureau-de-waag", "stichting-de-buurtkamer")
Change = Callable[..., Checked]


@pytest.fixture
def site(built: Built) -> Site:
    """The network as a visitor sees it."""
    return built("external-parties")


@pytest.fixture
def checked(tmp_path: Path) -> Change:
    """What `check` finds in a copy of the network in which one file says something else."""

    def changed(path: str, old: str, new: str) -> Checked:
        root = tmp_path / "root"
        shutil.copytree(HERE, root, ignore=shutil.ignore_patterns(".wisselwerk"))
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")
        return build.check(root, TODAY)

    return changed


def test_check_asks_for_nothing(site: Site) -> None:
    assert site.problems == ()


# A visitor ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("party", PARTIES)
def test_an_outside_party_is_called_one(site: Site, party: str) -> None:
    assert site.page(f"organisations/{party}.html").text.startswith("Buiten de overheid")


@pytest.mark.parametrize(
    ("party", "condition"),
    [(PARTIES[0], "brengt een jaar lang geen offerte uit"), (PARTIES[1], "doet mee zonder winst")],
)
def test_a_visitor_reads_what_an_outside_party_agreed_to(site: Site, party: str, condition: str) -> None:
    assert condition in site.page(f"organisations/{party}.html").text


def test_a_visitor_sees_from_which_day_work_is_open_to_everyone(site: Site) -> None:
    text = site.page("assignments/dijken-in-het-donker.html").text

    assert "open voor de hele overheid" in text
    assert "vanaf 11 januari 2027 voor iedereen" in text


def test_work_opens_to_everyone_on_its_day(site: Site) -> None:
    assert "open voor iedereen" in site.page("assignments/kade-aan-de-lindestraat.html").text


# A member -------------------------------------------------------------------------------------------------------------


def test_an_engineer_from_outside_matches_what_is_open_to_him(site: Site) -> None:
    matched = site.page("matches/assignments/kade-aan-de-lindestraat.html").links

    assert "profiles/rutger-bloemendal.html" in matched


@pytest.mark.parametrize(
    ("person", "work", "because"),
    [
        ("rutger-bloemendal", "Dijken lezen in het donker", "dit werk is nu nog niet open voor jouw organisatie"),
        ("rutger-bloemendal", "Vergunningen zonder wachtrij", "jouw organisatie is hier niet mee te verenigen"),
        ("esra-guler", "Een wachtkamer waar je rustig wacht", "jouw organisatie is hier niet mee te verenigen"),
    ],
)
def test_who_may_not_reads_why_on_her_own_page(site: Site, person: str, work: str, because: str) -> None:
    kept_off = site.page(f"matches/profiles/{person}.html").section("Waarom niet in de lijst").text

    assert f"{work} {because}" in kept_off


@pytest.mark.parametrize(
    ("work", "person"),
    [
        ("dijken-in-het-donker", "rutger-bloemendal"),
        ("vergunningen-zonder-wachtrij", "rutger-bloemendal"),
        ("wachtkamer-van-de-rechtbank", "esra-guler"),
    ],
)
def test_nobody_else_reads_who_may_not(site: Site, work: str, person: str) -> None:
    assert f"profiles/{person}.html" not in site.page(f"matches/assignments/{work}.html").links
    assert person not in site.read(f"matches/assignments/{work}.html")


# A supervisor ---------------------------------------------------------------------------------------------------------


def test_the_police_say_beforehand_what_cannot_be(site: Site) -> None:
    assert "Werk bij rechtbank of parket kan niet" in site.page("organisations/politie-lindewaard.html").text
