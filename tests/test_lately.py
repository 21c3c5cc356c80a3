"""What is new this month, and that nobody has the best place for ever."""

from datetime import date, timedelta

from builder.lately import MONTH, lately
from builder.lists import Cards
from tests.small_site import site
from tests.worlds import CITY, TODAY, directory, house, person, work

LONG_AGO = TODAY - MONTH


def names(*records, today=TODAY):
    """The slugs of what is new among these records, in order."""
    world = directory(*records, today=today)
    return [card.slug for card in lately(world, Cards(world))]


def test_new_is_what_was_posted_or_confirmed_in_the_last_month():
    assert names(person("ana", confirmed_on=TODAY), work("bridge", published_on=TODAY - MONTH + timedelta(days=1))) == [
        "bridge",
        "ana",
    ]
    assert names(person("ana", confirmed_on=LONG_AGO), work("bridge", published_on=LONG_AGO)) == []
    assert names(person("ana"), work("bridge")) == []


def test_only_open_work_is_new():
    assert names(work("bridge", published_on=TODAY, status="filled")) == []
    assert names(work("bridge", published_on=TODAY + timedelta(days=1))) == []


def test_who_pauses_is_not_pushed_forward():
    assert names(person("ana", confirmed_on=TODAY, paused_until=TODAY)) == []
    assert names(person("ana", confirmed_on=TODAY, paused_until=TODAY - timedelta(days=1))) == ["ana"]


def test_work_and_people_come_in_turn_and_the_rest_after():
    people = [person(f"person-{n}", confirmed_on=TODAY) for n in range(4)]
    found = names(*people, work("bridge", published_on=TODAY), work("canal", published_on=TODAY))

    assert [slug.split("-")[0] in ("bridge", "canal") for slug in found] == [True, False, True, False, False, False]


def test_the_order_stands_for_a_month_and_then_changes():
    people = [person(f"person-{n}", confirmed_on=date(2026, 12, 20)) for n in range(9)]
    on = {day: names(*people, today=day) for day in (date(2026, 12, 20), date(2026, 12, 31), date(2027, 1, 1))}

    assert on[date(2026, 12, 20)] == on[date(2026, 12, 31)] == names(*reversed(people), today=date(2026, 12, 31))
    assert sorted(on[date(2027, 1, 1)]) == sorted(on[date(2026, 12, 31)])
    assert on[date(2027, 1, 1)] != on[date(2026, 12, 31)] != sorted(on[date(2026, 12, 31)])


def test_who_is_no_member_is_not_counted_among_who_takes_part():
    front = site(directory(CITY, house("agency-of-trade", "agency", member=False), person("ana")))["index.html"]

    assert "1 organisatie doet mee" in front
