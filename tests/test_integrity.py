"""What the network agreed on, held beside files: the cases of `tests/broken/` tell the mistakes, these the borders."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from builder import integrity
from builder.apart import are_apart, house, known_as, left_by, shared_names
from builder.model import Assignment, Consent, Contact, Engagement, Organisation, Profile, Record
from builder.settings import Rules, Settings
from builder.vocabulary import find_form, vocabulary
from tests.worlds import CITY, DIKE, TODAY, person, work
from tests.worlds import house as organisation

POLICE, COURT = organisation("police-hq", "police"), organisation("court", "judiciary", name="The Court")
KINDS = {Organisation: "organisations", Profile: "profiles", Assignment: "assignments"}


def codes(
    record: Record, *others: Record, rules: Rules | None = None, written: Iterable[str] = (), broken: Iterable[str] = ()
) -> list[str]:
    """What is wrong with a record, among others and four organisations."""
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS.values()}
    for one in (CITY, DIKE, POLICE, COURT, *others, record):
        found[KINDS[type(one)]][one.slug] = one
    settings = Settings(title="T", operator="O", rules=rules or Rules())
    beside = integrity.network(found, settings, vocabulary("forms", ()), TODAY, tuple(broken))
    return [one.code for one in integrity.flaws(KINDS[type(record)], record, beside, lambda: tuple(written))]


def busy(organisation: str | None = "The Court", **rest: Any) -> tuple[Engagement, ...]:
    return (Engagement(title="Work", organisation=organisation, **rest),)


# Work that runs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["The Court", "court", "the court", "Court"])
def test_the_organisation_of_an_engagement_is_known_by_its_names(line: str) -> None:
    assert codes(person(organisation="police-hq", engagements=busy(line))) == ["engagement-apart"]


def test_an_engagement_is_for_the_organisation_of_its_assignment() -> None:
    engaged = busy(None, assignment="verdicts")

    found = codes(person(organisation="police-hq", engagements=engaged), work("verdicts", organisation="court"))

    assert found == ["engagement-apart"]


@pytest.mark.parametrize("line", ["Some bureau", None])
def test_an_organisation_nobody_knows_is_kept_apart_from_none(line: str | None) -> None:
    assert codes(person(organisation="police-hq", engagements=busy(line))) == []


@pytest.mark.parametrize("days", [{"end": date(2026, 11, 30)}, {"start": date(2026, 12, 2)}])
def test_only_what_runs_today_is_held_against_somebody(days: dict[str, date]) -> None:
    assert codes(person(organisation="police-hq", engagements=busy(**days))) == []


def test_the_work_itself_may_keep_her_organisation_away() -> None:
    job = work("survey", organisation="dike", incompatible=("municipality",))

    assert codes(person(engagements=busy(None, assignment="survey")), job) == ["engagement-apart"]


def test_a_form_goes_within_her_own_house_whatever_the_house_allows_elsewhere() -> None:
    strict = organisation("city", forms=("secondment",))

    assert codes(person(engagements=busy("city", form="internal")), strict) == []
    assert codes(person(engagements=busy("dike", form="exchange")), strict) == ["engagement-form-not-allowed"]


def test_the_form_is_that_of_the_assignment_when_it_has_only_one() -> None:
    job = work("survey", organisation="dike", forms=("secondment",))

    assert codes(person(engagements=busy(None, assignment="survey")), job) == ["engagement-without-return"]


def test_hours_within_her_own_house_are_not_elsewhere() -> None:
    engaged = (*busy("dike", hours=8), *busy("city", hours=20), *busy(None, hours=20))

    assert codes(person(engagements=engaged), rules=Rules(most_hours_elsewhere=8)) == []
    assert codes(person(engagements=engaged), rules=Rules(most_hours_elsewhere=7)) == ["hours-elsewhere"]


@pytest.mark.parametrize("consent", [Consent(state="not-needed"), Consent(state="given", until=TODAY)])
def test_consent_that_is_given_or_not_needed_is_enough(consent: Consent) -> None:
    engaged = person(engagements=busy("dike"), consent=consent)

    assert codes(engaged, rules=Rules(consent="before-work")) == []
    assert codes(engaged, rules=Rules(consent="before-listing")) == []


def test_what_is_missing_before_listing_is_said_once() -> None:
    assert codes(person(engagements=busy("dike")), rules=Rules(consent="before-listing")) == ["listed-without-consent"]


@pytest.mark.parametrize(("status", "expected"), [("filled", ["filled-apart"]), ("finished", []), ("withdrawn", [])])
def test_only_work_that_runs_is_held_against_who_does_it(status: Any, expected: list[str]) -> None:
    job = work(organisation="court", start=date(2026, 11, 1), status=status, filled_by=("ana",))

    assert codes(job, person(organisation="police-hq")) == expected


def test_work_without_a_first_day_is_held_against_who_will_do_it() -> None:
    job = work(organisation="court", status="filled", filled_by=("ana",))

    assert codes(job, person(organisation="police-hq")) == ["filled-apart"]


def test_what_she_left_counts_on_the_day_the_work_begins() -> None:
    left = person(engagements=busy("police-hq", end=date(2026, 11, 1)))
    six = Rules(cooling_off_months=6)
    soon, later = (
        work(organisation="court", start=start, status="filled", filled_by=("ana",))
        for start in (date(2027, 1, 1), date(2027, 6, 1))
    )

    assert codes(soon, left, rules=six) == ["filled-cooling-off"]
    assert codes(later, left, rules=six) == []


def test_the_hours_of_an_engagement_are_those_of_its_assignment_when_it_says_none() -> None:
    job = work("survey", organisation="dike", hours=20)
    sixteen = Rules(most_hours_elsewhere=16)

    assert codes(person(engagements=busy(None, assignment="survey")), job, rules=sixteen) == ["hours-elsewhere"]
    assert codes(person(engagements=busy(None, assignment="survey", hours=8)), job, rules=sixteen) == []


def test_hours_for_a_name_nobody_knows_may_be_for_her_own_house() -> None:
    found = codes(person(engagements=busy("City Council", hours=20)), rules=Rules(most_hours_elsewhere=16))

    assert found == ["hours-elsewhere-by-name"]


def test_a_draft_or_a_mistake_of_somebody_else_is_held_against_nobody() -> None:
    verdicts: dict[str, Any] = {"organisation": "court", "end": date(2026, 11, 1), "filled_by": ("ana",)}
    done = work("verdicts", status="finished", **verdicts)
    draft = work("verdicts", status="finished", visibility="draft", **verdicts)
    engaged = person(organisation="police-hq", engagements=busy(None, assignment="verdicts", hours=20))
    left = person(engagements=busy("police-hq"))
    rules = Rules(cooling_off_months=6, most_hours_elsewhere=16, incompatible={"police": ("judiciary",)})

    assert codes(engaged, done, rules=rules) == ["engagement-apart", "hours-elsewhere"]
    assert codes(left, done, rules=rules) == ["engagement-cooling-off"]
    for one in (engaged, left):
        assert codes(one, draft, rules=rules) == []
        assert codes(one, done, rules=rules, broken=("verdicts",)) == []


# Who may take part, and with which fields -----------------------------------------------------------------------------


def test_the_last_day_of_the_conditions_still_counts() -> None:
    party = organisation("bureau", "external", conditions="Signed", conditions_signed=TODAY, conditions_until=TODAY)

    assert codes(party) == []


def test_a_rule_about_outside_parties_says_nothing_of_a_government() -> None:
    assert codes(CITY, rules=Rules(externals="no")) == []


def test_a_field_that_must_be_there_is_there_when_it_says_something() -> None:
    rules = Rules(required={"profiles": ("role", "contact.email", "x-Team")})
    full = person(role="Clerk", contact=Contact(email="ana@example.org"), extra={"x_team": "Water"})

    assert codes(full, rules=rules) == []
    assert codes(person(contact=Contact(name="Ana"), extra={"x-team": ""}), rules=rules) == [
        "required-field", "required-field", "required-own-field",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["null", "~", " ", ["", "~"], {}])
def test_an_own_field_that_says_nothing_is_not_filled_in(written: Any) -> None:
    rules = Rules(required={"profiles": ("X-Team",)})

    assert codes(person(extra={"x-team": "Water"}), rules=rules) == []
    assert codes(person(extra={"x-team": written}), rules=rules) == ["required-own-field"]


def test_a_draft_need_not_agree_with_anything_yet() -> None:
    rules = Rules(required={"profiles": ("role",)}, admission="invitation", consent="before-listing")
    draft = person(organisation="police-hq", engagements=busy(), visibility="draft")

    assert codes(draft, rules=rules) == []


def test_a_choice_that_is_the_usual_one_counts_when_it_was_written() -> None:
    rules = Rules(required={"profiles": ("matching", "ring")})

    assert codes(person(), rules=rules) == ["required-field", "required-field"]
    assert codes(person(matching=False, ring="own"), rules=rules) == []
    assert codes(person(), rules=rules, written=("matching", "ring")) == []


def test_a_name_that_two_organisations_have_leads_to_neither() -> None:
    two = (organisation("gb-a", short_name="GB"), organisation("gb-b", short_name="GB"))
    draft = organisation("gb-b", short_name="GB", visibility="draft")

    assert "gb" not in known_as(two)
    assert shared_names(two) == {"gb": ("gb-a", "gb-b")}
    assert known_as((two[0], draft))["gb"] == "gb-a"


@pytest.mark.parametrize("written", ["detachering", "Detachering", "secondment"])
def test_the_usual_forms_go_by_one_key_in_a_network_without_a_list(written: str) -> None:
    assert find_form(vocabulary("forms", ()), written) == "secondment"
    assert find_form(vocabulary("forms", ()), "op proef") == "op proef"


# Apart ----------------------------------------------------------------------------------------------------------------


def test_who_is_kept_apart_is_so_both_ways_and_never_from_itself() -> None:
    rules = (("police", ("judiciary",)),)
    police, court = house(POLICE), house(COURT)

    assert are_apart(police, court, rules) and are_apart(court, police, rules)
    assert not are_apart(police, police, (("police", ("police",)),))


def left(rules: Rules, *engagements: Engagement, done: tuple[Assignment, ...] = ()) -> dict[str, date]:
    known = {"the-court": "court", "court": "court", "city": "city"}
    found = left_by(person(engagements=engagements), done, {}, known, rules, TODAY)
    return {client: until for client, (until, _) in found.items()}


def test_the_rules_of_a_house_hold_for_so_many_months_after_the_last_day() -> None:
    six = Rules(cooling_off_months=6)

    assert left(six, *busy(end=date(2026, 6, 1))) == {"court": date(2026, 12, 1)}
    assert left(six, *busy(end=date(2026, 5, 31))) == {}
    assert left(six, *busy(end=TODAY)) == {}, "it still runs"
    assert left(Rules(), *busy(end=date(2026, 11, 1))) == {}


def test_work_she_filled_counts_like_an_engagement_and_her_own_house_does_not() -> None:
    done = work(organisation="court", end=date(2026, 11, 1), status="finished", filled_by=("ana",))
    six = Rules(cooling_off_months=6)

    assert left(six, done=(done,)) == {"court": date(2027, 5, 1)}
    assert left(six, *busy("city", end=date(2026, 11, 1))) == {}
