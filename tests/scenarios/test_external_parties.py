"""Authorities that let outside parties in: under signed conditions, after everybody else, and never against a rule."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import build
from builder.visibility import Edition
from tests.visits import TODAY, Built, Site

HERE = Path(__file__).parent / "external-parties"
PARTIES = ("ingenieursbureau-de-waag", "stichting-de-buurtkamer")
WAAG = "content/organisations/ingenieursbureau-de-waag.md"
IN_COURT = """lopend:
  - titel: Wachtkamers
    organisatie: Rechtbank Lindewaard
    uren_per_week: 4
    van: 2026-11-02
"""
Change = Callable[..., Site]  # a file, what it says, and what it says instead


@pytest.fixture
def site(built: Built) -> Site:
    """The network as a visitor sees it."""
    return built("external-parties")


@pytest.fixture
def with_change(tmp_path: Path) -> Change:
    """The network when one of its files says something else."""

    def built(path: str, old: str, new: str, edition: Edition = "public") -> Site:
        root = tmp_path / "root"
        shutil.copytree(HERE, root, ignore=shutil.ignore_patterns(".wisselwerk"))
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")
        done = build.build(root, tmp_path / "site", TODAY, edition)
        return Site(tmp_path / "site", done.problems)

    return built


def test_check_asks_for_nothing(site: Site) -> None:
    assert site.problems == ()


# A visitor ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("party", PARTIES)
def test_an_outside_party_is_called_one(site: Site, party: str) -> None:
    assert site.page(f"organisations/{party}.html").text.startswith("Partij van buiten")


@pytest.mark.parametrize(
    ("party", "condition"),
    [(PARTIES[0], "brengt een jaar lang geen offerte uit"), (PARTIES[1], "doet mee zonder winst")],
)
def test_a_visitor_reads_what_an_outside_party_agreed_to(site: Site, party: str, condition: str) -> None:
    assert condition in site.page(f"organisations/{party}.html").text


def test_a_visitor_sees_when_an_outside_party_signed_and_until_when_it_holds(site: Site) -> None:
    known = site.page("organisations/ingenieursbureau-de-waag.html").section("In het kort").text

    assert "getekend op 1 juni 2026" in known
    assert "gelden tot en met 31 december 2040" in known
    assert "Website dewaag.example.org" in known


@pytest.mark.parametrize(
    ("work", "told"),
    [("kade-aan-de-lindestraat", True), ("dijken-in-het-donker", True), ("soep-en-cijfers", False)],
    ids=["open", "open later", "never"],
)
def test_what_the_purchase_asks_stands_at_work_that_outside_parties_may_do(site: Site, work: str, told: bool) -> None:
    assert ("vraagt de opdrachtgever drie offertes" in site.page(f"assignments/{work}.html").text) is told


def test_the_rings_stand_in_their_order_with_their_days(site: Site) -> None:
    rings = site.page("assignments/dijken-in-het-donker.html").section("Voor wie open").rows()

    assert rings == [
        "De eigen organisatie nu open",
        "De hele overheid open sinds 2 november 2026",
        "Iedereen vanaf 11 januari 2027",
    ]


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
        ("douwe-brandsma", "Een wachtkamer waar je rustig wacht", "je werkte kort geleden voor een organisatie"),
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
        ("wachtkamer-van-de-rechtbank", "douwe-brandsma"),
    ],
)
def test_nobody_else_reads_who_may_not(site: Site, work: str, person: str) -> None:
    assert f"profiles/{person}.html" not in site.page(f"matches/assignments/{work}.html").links
    assert person not in site.read(f"matches/assignments/{work}.html")
    assert person not in site.read(f"api/v1/matches/assignments/{work}.json")


def test_the_rules_say_in_plain_words_who_may_join_and_what_cannot_be(site: Site) -> None:
    rules = site.page("rules/index.html").text

    assert "doet mee als zij de voorwaarden heeft getekend, en zolang die gelden" in rules
    assert "Wie opspoort, wie vervolgt en wie oordeelt, werken niet bij elkaar" in rules
    assert "Ingenieursbureau De Waag gaat niet samen met Omgevingsdienst Lindewaard" in rules
    assert "Na afloop van werk blijft dit nog 12 maanden zo" in rules


def test_work_of_an_outside_party_says_that_it_is_one(site: Site) -> None:
    assert (
        "Stichting De Buurtkamer is een partij van buiten de overheid"
        in site.page("assignments/soep-en-cijfers.html").text
    )


# A supervisor ---------------------------------------------------------------------------------------------------------


def test_the_police_say_beforehand_what_cannot_be(site: Site) -> None:
    assert "Werk bij rechtbank of parket kan niet" in site.page("organisations/politie-lindewaard.html").text


# The co-ordinator -----------------------------------------------------------------------------------------------------


def test_a_party_whose_conditions_passed_is_told_and_left_out_with_its_people(with_change: Change) -> None:
    site = with_change(WAAG, "voorwaarden_tot: 2040-12-31", "voorwaarden_tot: 2026-11-30")

    assert found(site) == {
        "organisations/ingenieursbureau-de-waag.md": "external-conditions-over",
        "profiles/rutger-bloemendal.md": "of-party-outside",
    }
    assert [path for path in site.pages if "de-waag" in path or "bloemendal" in path] == []


def test_the_co_ordinator_is_warned_before_conditions_pass(with_change: Change) -> None:
    site = with_change(WAAG, "voorwaarden_tot: 2040-12-31", "voorwaarden_tot: 2026-12-31", "internal")

    ending = site.page("coordination/index.html").section("Voorwaarden die aflopen (1)").text

    assert "Ingenieursbureau De Waag" in ending
    assert "31 december 2026" in ending


def test_a_party_that_did_not_sign_is_no_part_of_the_network(with_change: Change) -> None:
    site = with_change(WAAG, "voorwaarden_getekend_op: 2026-06-01\n", "")

    assert found(site)["organisations/ingenieursbureau-de-waag.md"] == "external-not-signed"


def test_a_network_that_wants_no_outside_parties_says_so_of_each(with_change: Change) -> None:
    site = with_change("directory.yaml", "externen: voorwaarden", "externen: nee")

    assert [file for file, code in found(site).items() if code == "external-not-allowed"] == [
        f"organisations/{party}.md" for party in PARTIES
    ]


def test_the_police_cannot_have_somebody_at_work_in_the_court(with_change: Change) -> None:
    site = with_change("content/profiles/esra-guler.md", "contact:", f"{IN_COURT}contact:")

    assert found(site) == {"profiles/esra-guler.md": "engagement-apart"}


def test_who_left_the_police_lately_cannot_be_at_work_in_the_court(with_change: Change) -> None:
    site = with_change("content/profiles/douwe-brandsma.md", "lopend:\n", IN_COURT)

    assert found(site) == {"profiles/douwe-brandsma.md": "engagement-cooling-off"}


def test_the_door_of_the_court_opens_again_when_the_months_are_over(with_change: Change) -> None:
    site = with_change("directory.yaml", "afkoelmaanden: 12", "afkoelmaanden: 2")

    assert "assignments/wachtkamer-van-de-rechtbank.html" in site.page("matches/profiles/douwe-brandsma.html").links


def found(site: Site) -> dict[str, str]:
    """The mistakes by file."""
    return {one.path.removeprefix("content/"): one.code for one in site.errors}
