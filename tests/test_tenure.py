"""When somebody comes back, what the supervisor agreed to, and what each day of the week holds."""

from datetime import date, timedelta

import pytest

from builder import tenure
from builder.model import Consent, Engagement, ReturnArrangement
from builder.settings import Rules
from tests.worlds import TODAY, person

RULES = Rules()
SPRING, SUMMER = date(2027, 3, 1), date(2027, 7, 1)
YESTERDAY = TODAY - timedelta(days=1)


def back(day):
    return ReturnArrangement(agreement="Own post", day=day)


# Coming back


def test_somebody_comes_back_on_the_day_that_was_agreed():
    ana = person(return_arrangement=back(SPRING), engagements=(Engagement(title="Quay", end=SUMMER),))

    found = tenure.comes_back(ana, RULES, TODAY)

    assert (found.day, found.agreed, found.engagement.title) == (SPRING, True, "Quay")


def test_without_an_agreed_day_the_work_that_runs_longest_tells():
    ana = person(engagements=(Engagement(title="Quay", end=SPRING), Engagement(title="Lock", end=SUMMER)))

    found = tenure.comes_back(ana, RULES, TODAY)

    assert (found.day, found.agreed, found.engagement.title) == (SUMMER, False, "Lock")


def test_a_secondment_tells_more_than_a_few_hours_beside_the_job():
    away = Engagement(title="Quay", form="secondment", end=SPRING)
    beside = Engagement(title="Lock", form="beside-job", end=SUMMER)

    assert tenure.comes_back(person(engagements=(away, beside)), RULES, TODAY).day == SPRING


@pytest.mark.parametrize(
    "rest",
    [
        {},
        {"return_arrangement": back(YESTERDAY)},
        {"return_arrangement": back(None)},
        {"engagements": (Engagement(title="Over", end=YESTERDAY),)},
        {"engagements": (Engagement(title="Later", start=SPRING, end=SUMMER),)},
        {"engagements": (Engagement(title="Quay", end=SPRING), Engagement(title="For good"))},
    ],
)
def test_when_no_day_is_known_nobody_is_said_to_come_back(rest):
    assert tenure.comes_back(person(**rest), RULES, TODAY) is None


@pytest.mark.parametrize(("days", "soon"), [(0, True), (60, True), (61, False)])
def test_soon_is_within_sixty_days(days, soon):
    ana = person(return_arrangement=back(TODAY + timedelta(days=days)))

    assert (tenure.returns_within(ana, RULES, TODAY) is not None) is soon


# Consent


def test_a_consent_has_an_end_only_as_long_as_it_holds():
    assert tenure.consent_ends(person(consent=Consent(until=SPRING)), TODAY) == SPRING
    assert tenure.consent_ends(person(consent=Consent(until=YESTERDAY)), TODAY) is None
    assert tenure.consent_ends(person(consent=Consent(state="not-needed", until=SPRING)), TODAY) is None
    assert tenure.consent_ends(person(), TODAY) is None


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (TODAY, True),
        (date(2026, 12, 31), True),
        (YESTERDAY, False),
        (date(2027, 1, 1), False),
        (date(2027, 12, 1), False),
    ],
)
def test_this_month_is_the_month_of_the_calendar(until, expected):
    assert tenure.lapses_this_month(person(consent=Consent(until=until)), TODAY) is expected


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (None, True),
        (Consent(state="to-ask"), True),
        (Consent(state="lapsed"), True),
        (Consent(until=YESTERDAY), True),
        (Consent(until=TODAY + timedelta(days=60)), True),
        (Consent(until=TODAY + timedelta(days=61)), False),
        (Consent(until=date.max), False),
        (Consent(), False),
        (Consent(state="not-needed"), False),
    ],
)
def test_it_is_time_to_ask_when_there_is_no_consent_or_soon_no_more(consent, expected):
    assert tenure.is_to_ask(person(consent=consent), TODAY) is expected


def test_work_that_runs_is_covered_by_a_consent_for_its_form():
    quay, lock = Engagement(title="Quay", form="exchange"), Engagement(title="Lock")
    scoped = Consent(scope=("secondment",))

    assert tenure.unconsented(person(engagements=(quay, lock)), TODAY) == (quay, lock)
    assert tenure.unconsented(person(engagements=(quay, lock), consent=scoped), TODAY) == (quay,)
    assert tenure.unconsented(person(engagements=(quay, lock), consent=Consent()), TODAY) == ()
    assert tenure.unconsented(person(engagements=(quay,), consent=Consent(state="not-needed")), TODAY) == ()


# The week


def kinds(**rest):
    return [one.kind for one in tenure.week(person(**rest), TODAY)]


def test_a_week_without_named_days_is_not_shown():
    assert kinds(appointment=60, engagements=(Engagement(title="Quay", hours=8),)) == []


def test_each_day_holds_an_engagement_time_for_more_or_the_own_work():
    quay = Engagement(title="Quay", days=("monday", "tuesday"))

    found = tenure.week(person(appointment=40, days=("tuesday", "friday"), engagements=(quay,)), TODAY)

    assert [one.kind for one in found] == ["engagement", "engagement", "appointment", "appointment", "free"]
    assert found[1].engagements == (quay,)


def test_days_that_an_appointment_does_not_fill_are_not_called_own_work():
    assert kinds(days=("friday",), appointment=60) == ["none", "none", "none", "none", "free"]
    assert kinds(days=("friday",)) == ["none", "none", "none", "none", "free"]
    assert kinds(days=("friday",), appointment=80) == ["appointment"] * 4 + ["free"]


def test_a_weekend_day_shows_only_for_who_names_it():
    assert len(kinds(days=("monday",))) == 5
    assert kinds(engagements=(Engagement(title="Quay", days=("sunday",)),)) == ["none"] * 5 + ["engagement"]


def test_what_does_not_run_today_takes_no_day():
    over = Engagement(title="Over", days=("monday",), end=YESTERDAY)

    assert kinds(engagements=(over,)) == []
