"""A programme of a year: job-shadowing, exchanges and meetings, a few hours a week, and nobody leaves her post."""

import re

import pytest

from tests.visits import Built, Site

VISITS = ("meelopen-langs-de-stuwen", "meelopen-aan-de-balie", "meelopen-met-de-griffier")
HOSTS = ("okke-zijlmans", "gerda-ten-hove", "nienke-folkertsma")


@pytest.fixture
def site(built: Built) -> Site:
    """The programme as a visitor sees it."""
    return built("programme")


def test_check_asks_for_nothing(site: Site) -> None:
    assert site.problems == ()


# A visitor ------------------------------------------------------------------------------------------------------------


def test_there_is_work_to_watch_and_work_to_swap(site: Site) -> None:
    assert {one["kind"] for one in site.data("api/v1/assignments.json")} == {"shadowing", "exchange"}


def test_nothing_asks_more_than_four_hours_a_week(site: Site) -> None:
    assert [one["id"] for one in site.data("api/v1/assignments.json") if one["hours"] > 4] == []


def test_nothing_asks_for_a_secondment(site: Site) -> None:
    assert [path for path in site.naming("detachering") if path.endswith(".html")] == []


def test_meetings_that_come_stand_apart_from_those_that_were(site: Site) -> None:
    page = site.page("events/index.html")

    assert "Terugkomavond" in page.section("Komt eraan").text
    assert "Aftrap met soep" in page.section("Geweest").text


def test_a_meeting_can_be_put_in_a_calendar(site: Site) -> None:
    assert "calendar/terugkomavond-januari.ics" in site.page("events/terugkomavond-januari.html").links

    evening = site.read("calendar/terugkomavond-januari.ics").splitlines()

    assert "SUMMARY:Terugkomavond" in evening
    assert "DTSTART;TZID=Europe/Amsterdam:20270121T193000" in evening


def test_a_week_takes_five_days_of_a_calendar(site: Site) -> None:
    week = site.read("calendar/buurtweek.ics").splitlines()

    assert "DTSTART;VALUE=DATE:20270412" in week
    assert "DTEND;VALUE=DATE:20270417" in week  # a calendar names the day after


def test_all_meetings_stand_in_one_calendar(site: Site) -> None:
    assert site.read("feed/events.ics").count("BEGIN:VEVENT") == 3


def test_a_campaign_shows_what_one_can_go_and_see_and_with_whom(site: Site) -> None:
    week = site.page("events/buurtweek.html")

    assert [slug for slug in VISITS if f"assignments/{slug}.html" not in week.links] == []
    assert [slug for slug in HOSTS if f"profiles/{slug}.html" not in week.links] == []
    assert "12 april 2027 tot 16 april 2027" in week.text


@pytest.mark.parametrize("slug", VISITS)
def test_what_belongs_to_a_campaign_leads_back_to_it(site: Site, slug: str) -> None:
    assert "events/buurtweek.html" in site.page(f"assignments/{slug}.html").links


# A member -------------------------------------------------------------------------------------------------------------


def test_what_somebody_wants_to_learn_decides_more_than_what_she_can(site: Site) -> None:
    weights = site.data("api/v1/algorithm.json")["formula"]["weights"]

    assert weights["learning"] > weights["skills"]


def test_a_member_is_led_to_what_she_wants_to_see(site: Site) -> None:
    first = site.page("matches/profiles/gerda-ten-hove.html").headings

    assert "Een ochtend langs drie stuwen" in first


def test_a_first_assignment_is_called_one(site: Site) -> None:
    assert "eerste klus" in site.page("assignments/meelopen-aan-de-balie.html").text


# A supervisor ---------------------------------------------------------------------------------------------------------


def test_a_supervisor_sees_the_hours_the_day_and_the_end(site: Site) -> None:
    told = site.page("profiles/fatma-yildirim.html").text

    assert re.search("Wat nu loopt .* Uitwisseling · vrijdag · .* tot 18 december 2026", told)


def test_for_a_few_hours_nobody_writes_to_her_supervisor(site: Site) -> None:
    assert [path for path in site.naming("Vraag je leidinggevende om akkoord") if path.startswith("profiles/")] == []


def test_a_supervisor_reads_how_few_hours_it_is_and_that_nobody_leaves(site: Site) -> None:
    asked = site.page("supervisors/index.html").text

    assert "Hoogstens 4 uur per week voor andere organisaties" in asked
    assert "Een afspraak over terugkeer hoort bij" not in asked


def test_whoever_has_no_hour_left_says_so_with_the_day_on_which_that_ends(site: Site) -> None:
    assert "nu geen uren vrij vanaf 19 december 2026" in site.page("profiles/fatma-yildirim.html").text


def test_what_no_organisation_says_is_no_empty_column(site: Site) -> None:
    said = site.page("supervisors/index.html").rows("th")

    assert "Een profiel is geen doelwit" in said
    assert "Regel voor terugkeer" not in said


def test_the_rules_say_in_plain_words_how_light_it_is(site: Site) -> None:
    rules = site.page("rules/index.html").text

    assert "Voor andere organisaties werk je samen hoogstens 4 uur per week" in rules
    assert "Een afspraak over terugkeer is nergens verplicht" in rules
    assert "mag in je profiel staan, maar hoeft niet" in rules


# The co-ordinator -----------------------------------------------------------------------------------------------------


def test_the_hosts_stand_together_with_what_they_agreed(site: Site) -> None:
    pool = site.page("pools/gastheren-en-gastvrouwen.html")

    assert [slug for slug in HOSTS if f"profiles/{slug}.html" not in pool.links] == []
    assert "Je mag altijd nee zeggen" in pool.section("Spelregels").text


def test_what_was_seen_is_kept_when_a_day_is_over(site: Site) -> None:
    row = next(one for one in site.page("overview/index.html").rows("tr") if "gemaal" in one)

    assert "afgerond" in row
    assert "vooral luistert" in row


def test_the_co_ordinator_sees_whose_exchange_ends_soon(built: Built) -> None:
    desk = built("programme", "internal").page("coordination/index.html")

    assert "Fatma Yıldırım" in desk.section("Wie komt binnen 60 dagen terug").text
