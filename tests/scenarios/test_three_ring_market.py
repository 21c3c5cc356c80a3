"""A market in three rings: work is for the own organisation first, then for government, then for everyone, by date."""

from datetime import date
from pathlib import Path

import pytest

from tests.visits import Built, Site

EVE, FIRST = date(2026, 12, 31), date(2027, 1, 1)  # on the first, two pieces of work open for all of government
OPENING = ("stadhuis-verbouwen", "zaaksysteem-testen")
ELSEWHERE = ("ama-owusu", "berend-jan-snel", "jelmer-kooistra", "roos-hoekzema")  # who work for other authorities
TESTER, BUREAU = "profiles/berend-jan-snel.html", "profiles/valerie-dumont.html"


@pytest.fixture
def eve(built: Built) -> Site:
    """The market on New Year's Eve."""
    return built("three-ring-market", today=EVE)


@pytest.fixture
def first(built: Built) -> Site:
    """The market on New Year's Day."""
    return built("three-ring-market", today=FIRST)


def test_there_is_nothing_to_mend(eve: Site) -> None:
    assert eve.problems == ()


@pytest.mark.parametrize("slug", OPENING)
def test_a_visitor_sees_which_work_opens_for_all_authorities_on_1_january(slug: str, eve: Site, first: Site) -> None:
    before, after = (site.page(f"assignments/{slug}.html").section("Voor wie open").text for site in (eve, first))

    assert "De eigen organisatie nu open" in before
    assert "De hele overheid vanaf 1 januari 2027" in before
    assert "De hele overheid open sinds 1 januari 2027" in after
    assert "Iedereen vanaf 1 " in after  # on a later day


@pytest.mark.parametrize("rule", ["Laat inkoop de drempel controleren", "Vraag minstens drie offertes"])
def test_what_procurement_must_arrange_is_told_long_before_anybody_from_outside_may_come(rule: str, eve: Site) -> None:
    page = eve.page("assignments/stadhuis-verbouwen.html").text

    assert rule in page
    assert "(als iemand van buiten de overheid komt)" in page


def test_a_supervisor_of_hired_work_finds_all_that_must_be_arranged_on_one_page(eve: Site) -> None:
    page = eve.page("forms/hire.html")

    assert page.text.count("(als iemand van buiten de overheid komt)") == 4
    assert {"organisations/bureau-stadswerk.html", "organisations/gemeente-merenburg.html"} <= set(page.links)


def test_a_member_of_another_authority_finds_the_work_on_the_day_that_it_opens(eve: Site, first: Site) -> None:
    matches = "matches/assignments/zaaksysteem-testen.html"

    assert TESTER not in eve.page(matches).links
    assert TESTER in first.page(matches).links
    assert "assignments/zaaksysteem-testen.html" in first.page("matches/profiles/berend-jan-snel.html").links


def test_of_those_who_may_not_come_yet_only_the_number_is_told(eve: Site) -> None:
    page = eve.page("matches/assignments/zaaksysteem-testen.html")

    assert "is dit werk nog niet open" in page.text
    assert "Berend-Jan" not in page.text


def test_on_the_first_day_exactly_the_pages_of_that_work_and_of_who_may_now_come_change(eve: Site, first: Site) -> None:
    expected = {
        *(f"assignments/{slug}.html" for slug in OPENING),
        *(f"matches/assignments/{slug}.html" for slug in OPENING),
        *(f"matches/profiles/{slug}.html" for slug in ELSEWHERE),
    }
    of_the_day = {"figures/index.html", "status/index.html", "supervisors/index.html"}  # which tell of months and days

    assert eve.pages == first.pages
    assert {page for page in eve.pages if eve.read(page) != first.read(page)} - of_the_day == expected


def test_work_for_the_own_organisation_stays_there(first: Site) -> None:
    assert "open voor de eigen organisatie" in first.page("assignments/cijfers-voor-de-raad.html").text
    assert "profiles/ama-owusu.html" not in first.page("matches/assignments/cijfers-voor-de-raad.html").links


def test_a_party_from_outside_waits_for_the_third_ring(first: Site, built: Built) -> None:
    february = built("three-ring-market", today=date(2027, 3, 1))

    assert BUREAU not in first.page("matches/assignments/stadhuis-verbouwen.html").links
    assert BUREAU in february.page("matches/assignments/stadhuis-verbouwen.html").links


def test_a_visitor_reads_what_a_party_from_outside_signed(eve: Site) -> None:
    page = eve.page("organisations/bureau-stadswerk.html")

    assert "Partij van buiten" in page.text
    assert "Wij nemen niemand in dienst die bij een lid werkt." in page.text


def unsigned(root: Path) -> None:
    """The party from outside did not sign."""
    path = root / "content/organisations/bureau-stadswerk.md"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("voorwaarden_getekend")), "utf-8")


def test_who_signed_nothing_has_nobody_on_the_market(built: Built) -> None:
    site = built("three-ring-market", today=EVE, change=unsigned)

    assert "content/organisations/bureau-stadswerk.md" in {one.path for one in site.errors}
    assert site.naming("Valerie Dumont") == []
