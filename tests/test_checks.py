"""What the fields of one record must hold together."""

from datetime import date

import pytest

from builder.checks import CHECKS, flaws, twice
from builder.model import KINDS, Claim, Engagement, Event, Experience, LanguageSkill, Need, Photo, Pool, RingOpening
from tests.worlds import person, work

JANUARY, MARCH = date(2027, 1, 15), date(2027, 3, 15)
GIG = {"goal": "Weten wat er ligt", "result": "Een kaart", "start": JANUARY, "end": MARCH}


def found(record, beside=()):
    return [(one.at, one.code) for one in flaws(record, beside)]


def test_every_kind_is_checked():
    assert set(CHECKS) == {*KINDS.values()}


def test_a_person_with_a_name_and_a_line_is_a_whole_profile():
    assert found(person(role="Adviseur")) == []
    assert found(person(name=None, pseudonym="Meeuw", role="Adviseur")) == []


@pytest.mark.parametrize("line", ["role", "headline", "does", "good_at", "would_like", "body"])
def test_one_line_about_the_person_is_enough(line):
    assert found(person(**{line: "Kaarten"})) == []


def test_a_skill_says_something_too():
    assert found(person(skills={"schrijven": 3})) == []


def test_a_name_alone_says_nothing():
    assert found(person()) == [("", "says-nothing")]


def test_somebody_must_have_a_name():
    assert found(person(name=None, role="Adviseur")) == [("", "no-name")]


def test_an_end_comes_after_its_start():
    engaged = (Engagement(title="Kade", start=MARCH, end=JANUARY),)

    assert found(person(role="A", available_from=MARCH, available_until=JANUARY)) == [
        ("available_until", "end-before-start")
    ]
    assert found(person(role="A", engagements=engaged)) == [("engagements[0].end", "end-before-start")]
    assert found(work(**GIG | {"end": date(2027, 1, 14)})) == [("end", "end-before-start")]


def test_a_thing_may_begin_and_end_on_one_day():
    assert found(work(**GIG | {"end": JANUARY})) == []
    assert found(person(role="A", available_from=MARCH, available_until=MARCH)) == []


@pytest.mark.parametrize(("start", "end", "amiss"), [
    ("2021", "2021-03", False), ("2021-03", "2021", False), ("2021-03-31", "2021-03", False), ("2021", "2020-12", True),
    ("2021-03", "2021-02", True), ("2021-03-31", "2021-03-30", True), ("2021", None, False), (None, "2021", False),
])  # fmt: skip
def test_years_months_and_days_are_compared_as_far_as_both_say(start, end, amiss):
    experience = (Experience(title="Kade", start=start, end=end),)

    assert bool(found(person(role="A", experience=experience))) == amiss


def test_what_is_said_twice_is_told_at_the_second():
    claims = [Claim(skill="schrijven"), Claim(skill="plannen"), Claim(skill="Schrijven", level=4)]
    languages = (LanguageSkill(language="nl"), LanguageSkill(language="nl", level="C1"))

    assert found(person(skills=claims)) == [("skills[2]", "said-twice")]
    assert found(person(role="A", learns=("a", "b", "a"))) == [("learns[2]", "said-twice")]
    assert found(person(role="A", languages=languages)) == [("languages[1]", "said-twice")]
    assert found(Pool(name="Kade", members=("ana", "ana"))) == [("members[1]", "said-twice")]
    assert found(work(skills=[Need(skill="a"), Need(skill="a")], **GIG)) == [("skills[1]", "said-twice")]


def test_words_that_turn_out_to_be_one_are_found_when_they_are_settled():
    assert [one.at for one in twice(person(skills=[Claim(skill="schrijven"), Claim(skill="schrijven", level=2)]))] == [
        "skills[1]"
    ]
    assert list(twice(Pool(name="Kade", members=("ana", "ana")))) == []


def test_a_photo_lies_beside_its_profile_and_is_described():
    described, bare = Photo(file="ana.jpg", alt="Ana lacht"), Photo(file="ana.jpg")

    assert found(person(role="A", photo=described), ("ana.jpg",)) == []
    assert found(person(role="A", photo=described)) == [("photo.file", "photo-missing")]
    assert found(person(role="A", photo=bare), ("ana.jpg",)) == [("photo.file", "photo-without-alt")]


def test_a_gig_has_a_goal_a_result_a_head_and_a_tail():
    assert [code for _, code in found(work())] == ["no-goal", "no-result", "no-head-or-tail"]
    assert {one.severity for one in flaws(work())} == {"warning"}
    assert found(work(goal="A", result="B", start=JANUARY, weeks=8)) == []


@pytest.mark.parametrize("kind", ["vacancy", "shadowing", "initiative", "signal"])
def test_other_work_need_not(kind):
    assert found(work(kind=kind)) == []


def test_work_closes_before_it_begins_and_after_it_was_posted():
    assert found(work(**GIG, closes=MARCH)) == [("closes", "closes-after-start")]
    assert found(work(**GIG, closes=MARCH, status="filled")) == []
    assert found(work(**GIG, published_on=JANUARY, closes=date(2027, 1, 1))) == [("closes", "closes-before-published")]


def test_a_ring_that_opens_is_wider_than_the_ring_that_is_open():
    later = {ring: (RingOpening(ring=ring, day=JANUARY),) for ring in ("own", "government", "everyone")}

    assert found(work(**GIG, ring="government", opens=later["everyone"])) == []
    assert found(work(**GIG, ring="government", opens=later["government"])) == [("opens[0]", "ring-already-open")]
    assert found(work(**GIG, ring="government", opens=later["own"])) == [("opens[0]", "ring-already-open")]


def test_a_status_and_what_is_written_beside_it_agree():
    assert found(work(**GIG, status="finished")) == [("status", "finished-without-outcome")]
    assert found(work(**GIG, status="finished", outcome="Een kaart")) == []
    assert found(work(**GIG, filled_by=("ana",))) == [("filled_by", "filled-but-open")]
    assert found(work(**GIG, filled_by=("ana",), status="filled")) == []
    days = {"published_on": date(2026, 12, 1), "filled_on": date(2026, 11, 30)}
    assert found(work(**GIG, **days, status="filled")) == [("filled_on", "filled-before-published")]


def test_an_event_of_one_day_ends_after_it_begins():
    day = {"title": "Kadedag", "day": JANUARY}

    assert found(Event(**day, begins="13:00", ends="09:30")) == [("ends", "ends-before-begins")]
    assert found(Event(**day, begins="13:00", ends="09:30", last_day=MARCH)) == []
    assert found(Event(**day, last_day=date(2027, 1, 14))) == [("last_day", "end-before-start")]
