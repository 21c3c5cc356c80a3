from datetime import date

import pytest

from builder import facts
from builder.facts import Balance, Gap, LoadPart
from builder.model import Consent, Engagement, RingOpening
from builder.settings import Rules
from tests.worlds import TODAY, directory, person, term, work

YESTERDAY, TOMORROW = date(2026, 11, 30), date(2026, 12, 2)
RULES = Rules()


# Assignments


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ({}, "open"),
        ({"closes": TODAY}, "open"),
        ({"closes": YESTERDAY}, "closed"),
        ({"start": date(2026, 1, 1), "end": YESTERDAY}, "closed"),
        ({"published_on": TOMORROW}, "coming"),
        ({"opens": (RingOpening(ring="government", day=TOMORROW),)}, "coming"),
        ({"status": "filled"}, "filled"),
        ({"status": "filled", "start": TOMORROW}, "filled"),
        ({"status": "filled", "start": TODAY}, "running"),
        ({"status": "filled", "start": date(2026, 10, 1), "weeks": 8}, "finished"),
        ({"status": "finished"}, "finished"),
        ({"status": "withdrawn", "closes": YESTERDAY}, "withdrawn"),
    ],
)
def test_the_state_of_work_follows_from_its_days(written, state):
    assert facts.state(work(**written), TODAY) == state
    assert facts.is_open(work(**written), TODAY) == (state == "open")


def test_eight_weeks_from_a_monday_end_on_a_sunday():
    assert facts.last_day(work(start=date(2026, 11, 2), weeks=8)) == date(2026, 12, 27)


def test_work_that_ends_beyond_all_calendars_still_has_a_last_day():
    assert facts.last_day(work(start=date(9999, 12, 1), weeks=8)) == date.max


RING_DAYS = {
    "own": date(2026, 12, 1),
    "government": date(2026, 12, 15),
    "everyone": date(2027, 1, 1),
}


@pytest.mark.parametrize(
    ("day", "ring"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), "own"),
        (date(2026, 12, 14), "own"),
        (date(2026, 12, 15), "government"),
        (date(2027, 1, 1), "everyone"),
    ],
)
def test_rings_open_one_after_another(day, ring):
    opens = tuple(RingOpening(ring=ring, day=when) for ring, when in RING_DAYS.items())

    assert facts.ring_today(work(ring="own", opens=opens), day) == ring
    assert facts.ring_today(work(opens=opens), day) == ring  # the ring left out: the days tell it all


def test_a_ring_without_a_day_is_open_at_once():
    assert facts.ring_today(work(ring="everyone"), TODAY) == "everyone"
    assert facts.ring_today(work(ring="own", opens=(RingOpening(ring="everyone", day=TOMORROW),)), TODAY) == "own"


def test_no_ring_opens_before_a_narrower_one():
    opens = (RingOpening(ring="own", day=TOMORROW), RingOpening(ring="everyone", day=YESTERDAY))

    assert facts.ring_today(work(ring="everyone", opens=opens), TODAY) is None


# People


def test_60_percent_and_16_hours_are_38_hours_of_36_and_too_much():
    ana = person(appointment=60, engagements=(Engagement(title="Bridge", hours=16),))

    load = facts.load(ana, RULES, TODAY)

    assert (load.hours, load.percent, load.overloaded) == (38, 106, True)
    assert load.parts == (LoadPart("appointment", "", 22, 60), LoadPart("engagement", "Bridge", 16, 44))


def test_a_full_week_is_no_overload_and_what_ended_does_not_count():
    past = Engagement(title="Bridge", hours=16, end=YESTERDAY)

    assert not facts.load(person(appointment=100, engagements=(past,)), RULES, TODAY).overloaded


def test_free_hours_stand_in_the_week_but_are_no_load():
    load = facts.load(person(appointment=50, hours=8), RULES, TODAY)

    assert load.hours == 18
    assert load.parts[-1] == LoadPart("free", "", 8, 22)


def test_hours_for_assignments_are_less_what_runs_on_that_day():
    ana = person(hours=16, engagements=(Engagement(title="Bridge", hours=12, start=TODAY, end=TODAY),))

    assert [facts.hours_free(ana, day) for day in (YESTERDAY, TODAY, TOMORROW)] == [16, 4, 16]
    assert facts.hours_free(person(), TODAY) is None


def test_nobody_has_less_than_no_hours():
    assert facts.hours_free(person(hours=4, engagements=(Engagement(title="Bridge", hours=8),)), TODAY) == 0


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ({}, TODAY),
        ({"available_from": YESTERDAY}, TODAY),
        ({"available_from": TOMORROW}, TOMORROW),
        ({"paused_until": TODAY}, TOMORROW),
        ({"available_until": YESTERDAY}, None),
        ({"hours": 8, "engagements": (Engagement(title="Bridge", hours=8, end=TODAY),)}, TOMORROW),
        ({"hours": 8, "engagements": (Engagement(title="Bridge", hours=8),)}, None),
        ({"most_engagements": 1, "engagements": (Engagement(title="Bridge", end=TODAY),)}, TOMORROW),
        ({"most_engagements": 1, "engagements": (Engagement(title="Bridge", end=date.max),)}, None),
        ({"paused_until": TODAY, "available_from": date(2027, 1, 1)}, date(2027, 1, 1)),
    ],
)
def test_the_first_day_with_time_follows_from_what_she_said(said, day):
    assert facts.free_from(person(**said), TODAY) == day


@pytest.mark.parametrize(
    ("seen", "freshness"),
    [
        (None, "unknown"),
        (date(2025, 12, 1), "fresh"),
        (date(2025, 11, 30), "stale"),
        (date(2025, 6, 1), "stale"),
        (date(2025, 5, 31), "left-out"),
    ],
)
def test_a_record_is_stale_after_twelve_months_and_left_out_after_eighteen(seen, freshness):
    assert facts.freshness(person(confirmed_on=seen), RULES, TODAY) == freshness


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert facts.months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert facts.months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert facts.months_after(date.max, 12) == date.max


@pytest.mark.parametrize(
    ("consent", "forms", "state"),
    [
        (None, (), "to-ask"),
        (Consent(state="not-needed"), ("secondment",), "not-needed"),
        (Consent(), ("secondment",), "given"),
        (Consent(until=TODAY), (), "given"),
        (Consent(until=YESTERDAY), (), "lapsed"),
        (Consent(scope=("internal",)), ("secondment",), "to-ask"),
        (Consent(scope=("internal", "secondment")), ("secondment", "unpaid"), "given"),
        (Consent(scope=("internal",)), (), "given"),
        (Consent(state="lapsed"), (), "lapsed"),
    ],
)
def test_consent_holds_until_its_day_and_for_its_forms(consent, forms, state):
    assert facts.consent_state(person(consent=consent), TODAY, forms) == state


# The network


def test_supply_and_demand_counts_people_and_open_work_once_each():
    people = [person("ana", skills={"drafting": 2, "planning": 3}), person("bo", skills={"planning": 1})]
    jobs = [work("a", skills={"writing": 3, "planning": 2}), work("b", skills={"writing": 1}, status="filled")]

    assert facts.supply_and_demand(people, jobs, TODAY) == (
        Balance("planning", 2, 1),
        Balance("writing", 0, 1),
        Balance("drafting", 1, 0),
    )


def test_a_gap_is_asked_and_claimed_by_nobody_though_a_broader_claim_comes_near():
    words = [
        term("law"),
        term("tax-law", broader=("law",)),
        term("sailing"),
        term("tax-on-boats", broader=("tax-law",)),
    ]
    ana = person(skills={"law": 5})
    jobs = [work("a", skills={"tax-law": 3, "law": 1}), work("b", skills={"tax-law": None, "sailing": 2, "zzz": 1})]
    world = directory(ana, *jobs, skills=words)

    found = facts.gaps(world.skills, world.claimed_by, world.asked_by)

    assert found == (Gap("tax-law", ("a", "b"), ("law",)), Gap("sailing", ("b",), ()))


def test_a_narrower_claim_fills_the_gap():
    words = [term("law"), term("tax-law", broader=("law",))]
    world = directory(person(skills={"tax-law": 1}), work(skills={"law": 3}), skills=words)

    assert facts.gaps(world.skills, world.claimed_by, world.asked_by) == ()
