from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builder import match
from builder.match import Match, fits
from builder.model import (
    Assignment,
    Claim,
    Consent,
    Contact,
    Engagement,
    LanguageSkill,
    Need,
    Organisation,
    Profile,
    ReturnArrangement,
    RingOpening,
)
from builder.settings import Rules, Settings, Weights
from tests.worlds import CITY, DIKE, TODAY, any_directory, directory, house, person, term, work

YESTERDAY, TOMORROW = date(2026, 11, 30), date(2026, 12, 2)
LAW = (
    term("law"),
    term("tax-law", broader=("law",)),
    term("boat-tax", broader=("tax-law",)),
    term("maths", related=("law",)),
)


def explained(profile: Profile, assignment: Assignment, *houses: Organisation, **world: Any) -> Match:
    both, frame = beside(profile, assignment, *houses, **world)
    return match.explain(both, frame)


def barred(profile: Profile, assignment: Assignment, *houses: Organisation, **world: Any) -> str | None:
    return match.exclusion(*beside(profile, assignment, *houses, **world))


def beside(profile: Profile, assignment: Assignment, *houses: Organisation, **world: Any):
    given = match.context(directory(profile, assignment, *houses, **world))
    return match.pair(given, profile, assignment), given.frame


def part(name: str, found: Match) -> int:
    """A criterion per cent of what it can be."""
    one = next(one for one in found.criteria if one.name == name)
    return 100 * one.points // one.of


def why(name: str, found: Match) -> tuple[str, Mapping[str, Any]]:
    rows = [*found.criteria, *found.lights]
    one = next(one for one in rows if one.name == name)
    return one.why.key, dict(one.why.values)


def light(name: str, found: Match) -> tuple[str, str]:
    one = next(one for one in found.lights if one.name == name)
    return one.state, one.why.key


# The skills -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "has", "credit"),
    [
        (3, 3, 100),
        (4, 3, 75),
        (5, 3, 50),
        (5, 1, 0),
        (3, 4, 90),
        (1, 4, 70),
        (1, 5, 70),
        (None, 1, 100),
        (3, None, 100),
        (4, None, 75),
        (None, None, 100),
    ],
)
def test_a_level_below_costs_25_and_a_level_above_10_but_never_under_70(asked, has, credit):
    found = explained(person(skills={"drafting": has}), work(skills={"drafting": asked}))

    assert part("skills", found) == credit


@pytest.mark.parametrize(
    ("claimed", "asked", "credit"),
    [
        ("tax-law", "tax-law", 100),
        ("tax-law", "law", 90),
        ("boat-tax", "law", 81),
        ("law", "tax-law", 50),
        ("law", "boat-tax", 25),
        ("maths", "law", 30),
        ("maths", "tax-law", 0),
    ],
)
def test_a_narrower_claim_serves_most_of_a_need_and_a_broader_or_related_one_some(claimed, asked, credit):
    found = explained(person(skills={claimed: 3}), work(skills={asked: 3}), skills=LAW)

    assert part("skills", found) == credit


def test_the_best_claim_counts():
    found = explained(person(skills={"law": 5, "boat-tax": 3, "tax-law": 2}), work(skills={"tax-law": 3}), skills=LAW)

    assert part("skills", found) == 90  # narrower and at level: more than 75 for one level below, or 40 for broader


def test_must_weighs_3_should_2_and_nice_1():
    needs = [
        Need(skill="drafting", importance="must"),
        Need(skill="planning", importance="should"),
        Need(skill="writing", importance="nice"),
    ]

    def with_skill(skill: str) -> int:
        crowd = [person(f"p{one}", skills={one: 3}) for one in ("drafting", "planning", "writing")]
        given = match.context(directory(*crowd, work(skills=needs)))
        both = match.pair(given, person(skills={skill: 3}), work(skills=needs))
        return part("skills", match.explain(both, given.frame))

    assert [with_skill(one) for one in ("drafting", "planning", "writing")] == [50, 33, 16]


@pytest.mark.parametrize(
    ("claimants", "people", "rarity"),
    [(2, 4, 2), (1, 4, 3), (1, 3, 2), (1, 16, 4), (2, 16, 3), (1, 64, 5), (2, 64, 4), (0, 3, 5)],
)
def test_a_skill_that_more_than_a_quarter_claims_weighs_2_and_a_rarer_one_up_to_5(claimants, people, rarity):
    crowd = [person(f"p{n}", skills={"drafting": 1} if n < claimants else ()) for n in range(people)]
    job = work(skills={"drafting": 3})

    assert match.context(directory(*crowd, job)).rarity == {"drafting": rarity}


def test_worked_example_a_common_must_and_a_rare_nice_give_6_of_11_when_only_the_must_is_there():
    """The must is claimed by all (class 2): 3 × 2 = 6. The nice is claimed by nobody (class 5): 1 × 5 = 5."""
    needs = [Need(skill="drafting", level=3), Need(skill="planning", importance="nice")]

    found = explained(person(skills={"drafting": 3}), work(skills=needs))

    assert found.criteria[0].points == 6_000 * (10_000 * 6 // 11) // 10_000 == 3_272
    assert why("skills", found) == ("skills.some", {"fit": 1, "asked": 2})


def test_a_wish_counts_40_for_a_skill_that_can_be_learnt_here():
    ana = person(learns=("drafting",))

    assert part("skills", explained(ana, work(skills={"drafting": 4}, teaches=("drafting",)))) == 40
    assert part("skills", explained(ana, work(skills={"drafting": 4}))) == 0


def test_work_without_skills_gets_a_fifth_for_them_and_can_never_be_a_good_match():
    ana = person(place="Here", fields=("water",), learns=("drafting",), hours=8)
    job = work(place="Here", fields=("water",), teaches=("drafting",), hours=8)

    found = explained(ana, job)

    assert [one.points for one in found.criteria] == [1_200, 800, 1_500, 900, 400, 400]
    assert (found.score, found.band) == (5_200, "chance")
    assert why("skills", found) == ("skills.not-asked", {})


def test_a_skill_the_network_has_no_word_for_is_not_judged():
    job = work(skills={"drafting": 3, "brass-band": 3})

    found = explained(person(skills={"drafting": 3, "brass-band": 1}), job)

    assert part("skills", found) == 100
    assert [one.skill for one in (*found.fits, *found.missing)] == ["drafting"]


def test_what_is_missing_tells_the_level_that_is_asked_and_the_one_that_is_there():
    job = work(skills={"drafting": 4, "planning": 2, "writing": 3}, teaches=("writing",))

    found = explained(person(skills={"drafting": 2, "planning": 2}), job)

    assert [(one.skill, one.has) for one in found.fits] == [("planning", 2)]
    assert [(one.skill, one.asked, one.has, one.learnable) for one in found.missing] == [
        ("drafting", 4, 2, False),
        ("writing", 3, None, True),
    ]


# The other criteria ---------------------------------------------------------------------------------------------------


def test_worked_example_a_perfect_match_of_another_layer_has_all_10_000_points():
    ana = person(skills={"drafting": 3}, learns=("planning",), hours=16, place="Here", fields=("water",))
    job = work(skills={"drafting": 3}, teaches=("planning",), hours=16, place="here", fields=("water",))

    found = explained(ana, job)

    assert [(one.name, one.points, one.of) for one in found.criteria] == [
        ("skills", 6_000, 6_000),
        ("learning", 800, 800),
        ("availability", 1_500, 1_500),
        ("place", 900, 900),
        ("layers", 400, 400),
        ("fields", 400, 400),
    ]
    assert (found.score, found.band, found.learns) == (10_000, "strong", ("planning",))


def test_the_points_of_the_criteria_are_the_score_whatever_the_weights():
    weights = Weights(skills=7, learning=3, availability=3, place=2, layers=1, fields=1)

    assert sum(match.shares(weights).values()) == 10_000
    assert match.shares(weights)["skills"] == 4_118
    assert match.shares(Weights(skills=0, learning=0, availability=0, place=0, layers=-5, fields=0)) == match.shares(
        Weights()
    )


@pytest.mark.parametrize(
    ("mine", "asked", "points", "key"),
    [
        ({"hours": 16}, {"hours": 16}, 100, "fits"),
        ({"hours": 40}, {"hours": 16}, 100, "fits"),
        ({"hours": 12}, {"hours": 16}, 75, "hours"),
        ({"hours": 12}, {}, 100, "fits"),
        ({}, {"hours": 16}, 50, "unknown"),
        (
            {"available_from": date(2027, 1, 6)},
            {"start": date(2027, 1, 1), "weeks": 1, "hours": 8},
            14,
            "unknown-and-period",
        ),
        ({"available_from": date(2027, 1, 6)}, {"start": date(2027, 1, 1), "end": date(2027, 1, 10)}, 50, "period"),
        (
            {"available_until": date(2027, 1, 5), "hours": 4},
            {"start": date(2027, 1, 1), "end": date(2027, 1, 10), "hours": 8},
            25,
            "hours-and-period",
        ),
        ({"available_until": date(2027, 1, 5)}, {"start": date(2027, 1, 1)}, 50, "period"),
        ({"hours": 16, "engagements": (Engagement(title="Now", hours=8),)}, {"hours": 16}, 50, "hours"),
        ({"most_engagements": 1, "engagements": (Engagement(title="Now"),)}, {}, 0, "full"),
    ],
)
def test_time_is_the_share_of_the_hours_over_the_share_of_the_period(mine, asked, points, key):
    found = explained(person(**mine), work(**asked))

    assert (part("availability", found), why("availability", found)[0]) == (points, f"availability.{key}")


def test_nobody_has_time_for_what_is_over():
    for last_day in (date(2026, 11, 29), YESTERDAY):
        assert part("availability", explained(person(), work(start=date(2026, 11, 1), end=last_day))) == 0


def test_an_engagement_that_ends_before_the_work_begins_takes_no_hours():
    ana = person(hours=16, engagements=(Engagement(title="Now", hours=16, end=date(2026, 12, 31)),))

    assert part("availability", explained(ana, work(start=date(2027, 1, 1), hours=16))) == 100


@pytest.mark.parametrize(
    ("mine", "asked", "points", "key"),
    [
        ({"place": "Den Haag"}, {"place": "den haag"}, 100, "same"),
        ({"remote": "hybrid"}, {"remote": "yes", "region": "eem"}, 100, "remote"),
        ({"remote": "no"}, {"remote": "yes", "region": "eem"}, 0, "elsewhere"),
        ({"region": "eem"}, {"region": "eem"}, 75, "region"),
        ({"region": "eem"}, {"region": "land"}, 75, "region"),
        ({"region": "land"}, {"region": "eem"}, 0, "elsewhere"),
        ({"region": "land", "remote": "hybrid"}, {"region": "eem"}, 30, "hybrid"),
        ({"travels_to": ("eem",)}, {"region": "eem"}, 75, "travels"),
        ({"travels_to": ("land",)}, {"region": "eem"}, 75, "travels"),
        ({}, {"remote": "no"}, 0, "elsewhere"),
        ({}, {}, 0, "elsewhere"),
        ({}, {"remote": "hybrid"}, 30, "hybrid"),
        ({"place": "Elsewhere"}, {}, 50, "unknown"),
        ({}, {"place": "Nieuw-Vechten"}, 100, "same"),
    ],
)
def test_place_looks_at_town_remote_region_and_travel_and_else_at_the_organisations(mine, asked, points, key):
    regions = [term("land"), term("eem", broader=("land",)), term("vecht", broader=("land",))]
    found = explained(person(**mine), work(**asked), regions=regions)

    assert (part("place", found), why("place", found)[0]) == (points, f"place.{key}")


@pytest.mark.parametrize(
    ("home", "client", "points"),
    [
        ("municipality", "water-board", 100),
        ("municipality", "municipality", 0),
        ("external", "municipality", 0),
        ("municipality", "union", 0),
    ],
)
def test_crossing_layers_of_government_counts_and_other_parties_are_no_layer(home, client, points):
    found = explained(person(), work(), house("city", home), house("dike", client))

    assert part("layers", found) == points


def test_fields_count_for_the_share_that_is_known():
    found = explained(person(fields=("water", "money")), work(fields=("water", "roads")))

    assert (part("fields", found), why("fields", found)[1]) == (50, {"fields": ("water",)})


def test_a_wish_for_something_narrower_than_what_is_taught_counts_90():
    found = explained(person(learns=("boat-tax",)), work(teaches=("tax-law",)), skills=LAW)

    assert (part("learning", found), found.learns) == (90, ("tax-law",))


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (10_000, "strong"),
        (7_500, "strong"),
        (7_499, "good"),
        (5_500, "good"),
        (5_499, "chance"),
        (3_499, "touch"),
        (0, "touch"),
    ],
)
def test_a_score_has_a_word(score, band):
    assert match.band(score) == band


# Exclusions -----------------------------------------------------------------------------------------------------------

SPOKEN = (LanguageSkill(language="en", level="B2"),)
DUTCH = (LanguageSkill(language="nl", level="C2"),)


@pytest.mark.parametrize(
    ("mine", "asked", "reason"),
    [
        ({}, {}, None),
        ({}, {"status": "filled"}, "closed"),
        ({}, {"closes": YESTERDAY}, "closed"),
        ({}, {"published_on": TOMORROW}, "closed"),
        ({}, {"kind": "signal"}, "closed"),
        ({"matching": False}, {}, "matching-off"),
        ({}, {"filled_by": ("ana",)}, "yours"),
        ({"owner": ("ana",)}, {"owner": ("ana",), "kind": "initiative"}, "yours"),
        ({"owner": ("ana",)}, {"owner": ("ana",)}, None),
        ({"paused_until": TODAY}, {}, "paused"),
        ({"paused_until": YESTERDAY}, {}, None),
        ({"stays": True}, {}, "stays"),
        ({"stays": True, "organisation": "dike"}, {}, None),
        ({"ring": "own"}, {}, "own-ring"),
        ({"ring": "own", "organisation": "dike"}, {"ring": "own"}, None),
        ({}, {"ring": "own"}, "ring"),
        ({}, {"ring": "own", "opens": (RingOpening(ring="government", day=TODAY),)}, None),
        ({}, {"ring": "own", "opens": (RingOpening(ring="government", day=TOMORROW),)}, "ring"),
        ({"organisation": ""}, {}, "ring"),
        ({"organisation": ""}, {"ring": "everyone"}, None),
        ({"forms": ("secondment",)}, {"forms": ("unpaid",)}, "forms"),
        ({"forms": ("secondment",)}, {"forms": ("unpaid", "secondment")}, None),
        ({"forms": ("internal",)}, {}, "forms"),
        ({"forms": ("internal",), "organisation": "dike"}, {"forms": ("internal", "unpaid")}, None),
        ({"available_from": date(2027, 2, 1)}, {"end": date(2027, 1, 31)}, "time"),
        ({"available_from": date(2027, 1, 31)}, {"end": date(2027, 1, 31)}, None),
        ({"available_until": date(2026, 12, 31)}, {"start": date(2027, 1, 1)}, "time"),
        ({"available_until": YESTERDAY}, {"start": date(2026, 1, 1)}, "time"),
        ({}, {"languages": SPOKEN}, "language"),
        ({"languages": (LanguageSkill(language="en", level="B1"),)}, {"languages": SPOKEN}, "language"),
        ({"languages": (LanguageSkill(language="en-GB", level="native"),)}, {"languages": SPOKEN}, None),
        ({"languages": (LanguageSkill(language="en"),)}, {"languages": SPOKEN}, None),
        ({}, {"languages": DUTCH}, None),
        ({"languages": (LanguageSkill(language="nl", level="A2"),)}, {"languages": DUTCH}, "language"),
    ],
)  # fmt: skip
def test_some_pairs_cannot_meet_and_the_first_reason_is_told(mine, asked, reason):
    assert barred(person(**mine), work(**asked)) == reason


def test_external_parties_come_in_when_everyone_may():
    outside = house("city", "external")

    assert barred(person(), work(), outside, DIKE) == "ring"
    assert barred(person(), work(ring="everyone"), outside, DIKE) is None


def test_who_looks_within_government_is_not_matched_outside():
    assert barred(person(ring="government"), work(ring="everyone"), CITY, house("dike", "external")) == "own-ring"


@pytest.mark.parametrize("layers", [("police", "judiciary"), ("prosecution", "police"), ("judiciary", "prosecution")])
def test_who_tracks_down_prosecutes_and_judges_stay_apart_unless_the_network_says_otherwise(layers):
    home, client = house("city", layers[0]), house("dike", layers[1])
    free = Settings(title="T", operator="O", rules=Rules(incompatible={}))

    assert barred(person(), work(), home, client) == "incompatible"
    assert barred(person(), work(), client, home) == "incompatible"
    assert barred(person(), work(), home, client, settings=free) is None


@pytest.mark.parametrize("word", ["city", "municipality", "Gemeente", "Stad Nieuw-Vechten"])
def test_an_organisation_is_barred_by_its_slug_its_layer_in_two_languages_or_its_name(word):
    city = house("city", name="Stad Nieuw-Vechten")
    rules = Settings(title="T", operator="O", rules=Rules(incompatible={"dike": (word,)}))

    assert barred(person(), work(incompatible=(word,)), city, DIKE) == "incompatible"
    assert barred(person(), work(), city, house("dike", "water-board", incompatible=(word,))) == "incompatible"
    assert barred(person(organisation="dike"), work(organisation="city"), city, DIKE, settings=rules) == "incompatible"


def test_nobody_is_incompatible_with_the_own_organisation():
    police = house("city", "police", incompatible=("police",))

    assert barred(person(), work(organisation="city"), police) is None


COOLING = Settings(title="T", operator="O", rules=Rules(cooling_off_months=6))


@pytest.mark.parametrize(
    ("line", "last_day", "expected"),
    [
        ("Police Hq", date(2026, 9, 1), "cooling-off"),
        ("Police Hq", date(2026, 5, 1), None),
        ("Police Hq", date(2027, 9, 1), None),
        ("City", date(2026, 9, 1), None),
        ("Some bureau", date(2026, 9, 1), None),
    ],
)
def test_the_rules_of_a_house_still_hold_for_who_left_it_lately(line, last_day, expected):
    court, police = house("dike", "judiciary"), house("police-hq", "police")
    ana = person(engagements=(Engagement(title="Work", organisation=line, end=last_day),))

    assert barred(ana, work(), CITY, court, police, settings=COOLING) == expected
    assert barred(ana, work(), CITY, court, police) is None


def test_both_organisations_must_allow_the_form():
    city, dike = house("city", forms=("secondment",)), house("dike", forms=("unpaid",))

    assert barred(person(), work(), city, dike) == "forms"
    assert barred(person(organisation="dike"), work(), city, dike) is None


def test_without_a_skill_wish_or_field_in_common_there_is_no_match():
    ana = person(skills={"drafting": 3}, fields=("water",))

    assert match.is_match(*beside(ana, work(skills={"drafting": 3})))
    assert not match.is_match(*beside(ana, work(skills={"planning": 3}, fields=("water",))))
    assert match.is_match(*beside(ana, work(fields=("water",))))
    assert not match.is_match(*beside(ana, work(fields=("roads",))))
    assert match.is_match(
        *beside(replace(ana, learns=("planning",)), work(skills={"writing": 3}, teaches=("planning",)))
    )


# Lights ---------------------------------------------------------------------------------------------------------------


def test_there_are_five_lights_and_only_coffee_can_tell_the_last():
    found = explained(person(contact=Contact(email="ana@example.org")), work())

    assert [one.name for one in found.lights] == ["wants", "may", "fits", "agreed", "clicks"]
    assert light("clicks", found) == ("human", "clicks.coffee")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("ask", "wants.unknown")),
        ({"wants": ("iets met water",)}, ("yes", "wants.said")),
        ({"hours": 8}, ("yes", "wants.hours")),
        ({"hours": 8, "learns": ("drafting",)}, ("yes", "wants.learns")),
        ({"hours": 8, "stays": True}, ("no", "wants.stays")),
    ],
)
def test_she_wants_what_her_profile_says(said, expected):
    assert light("wants", explained(person(**said), work(teaches=("drafting",)))) == expected


def test_whether_she_may_is_known_when_her_organisation_says_so():
    city = house("city", forms=("secondment", "unpaid"))

    assert light("may", explained(person(), work(forms=("secondment",)), city, DIKE)) == ("yes", "may.forms")
    assert light("may", explained(person(), work(forms=("secondment",)))) == ("ask", "may.unknown")
    assert light("may", explained(person(), work(forms=("exchange",)), city, DIKE)) == ("no", "may.no-form")
    assert light("may", explained(person(organisation="dike"), work())) == ("yes", "may.own")
    assert light("may", explained(person(), work(ring="own"))) == ("no", "may.barred")


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (None, ("ask", "agreed.to-ask")),
        (Consent(state="not-needed"), ("yes", "agreed.not-needed")),
        (Consent(), ("yes", "agreed.given")),
        (Consent(until=date(2027, 6, 30)), ("yes", "agreed.until")),
        (Consent(until=date(2027, 6, 29)), ("ask", "agreed.too-short")),
        (Consent(until=YESTERDAY), ("ask", "agreed.lapsed")),
        (Consent(scope=("unpaid",)), ("ask", "agreed.other-form")),
        (Consent(scope=("unpaid", "secondment")), ("yes", "agreed.given")),
    ],
)
def test_consent_covers_the_form_and_the_whole_period(consent, expected):
    job = work(forms=("secondment",), start=date(2027, 1, 1), end=date(2027, 6, 30))

    back = ReturnArrangement(agreement="Own post")
    assert light("agreed", explained(person(consent=consent, return_arrangement=back), job)) == expected


@pytest.mark.parametrize(
    ("consent", "forms", "expected"),
    [
        (Consent(), ("secondment",), ("ask", "agreed.no-return")),
        (Consent(state="not-needed"), ("secondment",), ("ask", "agreed.no-return")),
        (None, ("secondment",), ("ask", "agreed.to-ask-return")),
        (Consent(), ("secondment", "unpaid"), ("yes", "agreed.given")),  # it may well be unpaid, beside the job
        (Consent(), (), ("yes", "agreed.given")),
    ],
)
def test_a_form_one_comes_back_from_asks_for_an_arrangement_about_that(consent, forms, expected):
    assert light("agreed", explained(person(consent=consent), work(forms=forms))) == expected


def test_work_in_the_own_organisation_needs_no_arrangement_about_coming_back():
    own = person(organisation="dike", consent=Consent())

    assert light("agreed", explained(own, work(forms=("secondment",)))) == ("yes", "agreed.given")


# Properties -----------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10_000), st.integers(0, 59), st.integers(0, 9))
def test_a_score_is_the_sum_of_its_points_and_between_0_and_10_000(seed, person_number, work_number):
    world = any_directory(Random(seed), 60, 10, terms=40)
    given_ = match.context(world)
    both = match.pair(given_, world.profiles[f"person-{person_number:05}"], world.assignments[f"work-{work_number:04}"])
    found = match.explain(both, given_.frame)

    assert found.score == match.score(both, given_.frame) == sum(one.points for one in found.criteria)
    assert all(0 <= one.points <= one.of for one in found.criteria)
    assert 0 <= found.score <= 10_000


CLAIMS = st.lists(st.builds(Claim, skill=st.sampled_from([one.id for one in LAW]), level=st.none() | st.integers(1, 5)))
NEEDS = st.lists(
    st.builds(
        Need,
        skill=st.sampled_from([one.id for one in LAW]),
        level=st.none() | st.integers(1, 5),
        importance=st.sampled_from(["must", "should", "nice"]),
    ),
    min_size=1,
)


@given(st.lists(st.tuples(CLAIMS, st.lists(st.sampled_from([one.id for one in LAW]))), max_size=4), NEEDS, st.data())
def test_what_is_kept_of_work_gives_everyone_the_best_of_her_own_ways(people, needs, data):
    """Beside one piece of work stand several people, and each gets what the formula gives her alone."""
    teaches = tuple(data.draw(st.lists(st.sampled_from([one.id for one in LAW]), unique=True)))
    both, frame = beside(person(), work(skills=needs, teaches=teaches), skills=LAW)
    for claims, wishes in people:
        ana = person(skills=claims, learns=wishes)
        fits = match.skill_fits(replace(both, profile=ana), frame)

        assert fits == tuple(best_fit(need, ana, teaches, frame) for need in both.assignment.skills)


def test_of_more_work_than_there_is_room_for_the_oldest_is_left_out_and_nothing_else_changes(monkeypatch):
    monkeypatch.setattr(fits, "MOST_ASKED", 2)
    pairs = [beside(person(skills={"law": 3}), work(skills={"law": level}), skills=LAW) for level in (2, 3, 5)]
    fits._ASKED.clear()
    credit = [match.skill_fits(both, frame)[0].credit for both, frame in pairs]

    assert [kept[0] for kept in fits._ASKED.values()] == [both.assignment for both, _ in pairs[1:]]
    assert credit == [9_000, 10_000, 5_000]
    assert [match.skill_fits(both, frame)[0].credit for both, frame in pairs] == credit


def best_fit(need: Need, one: Profile, teaches: tuple[str, ...], frame: match.MatchFrame) -> match.SkillFit:
    """The best of all ways, told from the formula; of equal ways the first."""
    near, learnable = frame.near[need.skill], need.skill in teaches
    ways = [
        (match.level_fit(need.level, claim.level) * near[claim.skill], claim.level or 3, claim.skill)
        for claim in one.skills
        if claim.skill in near
    ]
    ways += [(match.WISH * near[wish], 0, wish) for wish in one.learns if learnable and wish in near]
    credit, has, through = max(ways, key=lambda way: way[:2], default=(0, 0, None))
    return match.SkillFit(need.skill, need.importance, need.level, has or None, through, credit, learnable)


@given(CLAIMS, NEEDS, st.data())
def test_to_claim_one_more_skill_never_lowers_the_score(claims, needs, data):
    """While the classes of rarity stay: they are kept in the pair."""
    more = data.draw(st.builds(Claim, skill=st.sampled_from([one.skill for one in needs]), level=st.integers(1, 5)))
    both, frame = beside(person(skills=claims), work(skills=needs), skills=LAW)
    richer = replace(both, profile=person(skills=[*claims, more]))

    assert match.score(richer, frame) >= match.score(both, frame)


@given(st.integers(0, 10_000))
def test_a_question_reads_no_more_of_a_person_than_it_says(seed):
    """Two people who are equal in what is read get the same answer, whatever else sets them apart."""
    world = any_directory(Random(seed), 12, 6, terms=20)
    given_ = match.context(world)
    for job in world.assignments.values():
        for table in (match.EXCLUSIONS, match.CRITERIA):
            for row in table:
                answers: dict[Any, Any] = {}
                for one in world.profiles.values():
                    ask = row.bars if isinstance(row, match.Exclusion) else row.part
                    answer = ask(match.pair(given_, one, job), given_.frame)
                    assert answers.setdefault(row.reads(one), answer) == answer


@given(st.integers(0, 10_000))
def test_a_reason_bars_nobody_from_work_it_does_not_concern(seed):
    world = any_directory(Random(seed), 6, 6, terms=20)
    given_ = match.context(world)
    for job in world.assignments.values():
        for row in match.EXCLUSIONS:
            if not row.concerns(job, given_):
                assert not any(row.bars(match.pair(given_, one, job), given_.frame) for one in world.profiles.values())


# Words ----------------------------------------------------------------------------------------------------------------


def test_a_reason_is_said_in_words_with_labels_days_and_numbers():
    words = {
        "match.about.skills.all.one": "de gevraagde vaardigheid past",
        "match.you.learning.wish": "je wilt dit leren: {skills}",
        "match.about.agreed.until": "akkoord tot en met {day}",
        "match.about.place.region": "zelfde regio: {region}",
        "date.day": "{day} {month} {year}",
        "month.6": "juni",
        "list.and": "{first} en {last}",
    }

    def label(kind: str, one: str) -> str:
        return f"{one} ({kind})"

    def said(key: str, voice: match.Voice = "about", **values: match.Value) -> str:
        return match.spoken(match.because(key, **values), voice, words, label)

    assert said("skills.all", n=1) == "de gevraagde vaardigheid past"
    assert said("learning.wish", "you", skills=("law", "maths")) == "je wilt dit leren: law (skills) en maths (skills)"
    assert said("agreed.until", day=date(2027, 6, 30)) == "akkoord tot en met 30 juni 2027"
    assert said("place.region", region="eem") == "zelfde regio: eem (regions)"
