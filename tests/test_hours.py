"""The hours between organisations, and that nobody can be found in them."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain, combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from builder import hours
from builder.directory import Directory
from builder.hours import Flow, Share
from builder.model import Assignment, Profile
from builder.settings import Rules
from tests.worlds import CITY, DIKE, SETTINGS, directory, house, person, work

FEWEST = 5
TOWN = house("town")
RIVER = house("river", "water-board")
HOUSES = (CITY, TOWN, DIKE, RIVER)
LAYERS = {one.slug: one.layer for one in HOUSES}


def done(slug: str, *people: str, **rest: Any) -> Assignment:
    """Work of ten weeks in the last year, eight hours a week: eighty hours."""
    days = {"start": date(2026, 9, 1), "weeks": 10, "hours": 8}
    return work(slug, **{"status": "finished", "filled_by": people, **days, **rest})


def crowd(count: int, name: str, home: str = "city") -> list[Profile]:
    """Some people of one organisation."""
    return [person(f"{name}-{n}", organisation=home) for n in range(count)]


def each(people: Sequence[Profile], to: str, **rest: Any) -> list[Assignment]:
    """A piece of work for each of these people."""
    return [done(f"for-{one.slug}", one.slug, organisation=to, **rest) for one in people]


def world(*records: Any, **rules: Any) -> Directory:
    """A directory of two municipalities and two water boards."""
    return directory(*HOUSES, *records, settings=msgspec.structs.replace(SETTINGS, rules=Rules(**rules)))


# Hours ----------------------------------------------------------------------------------------------------------------


def test_hours_are_those_of_a_week_times_the_weeks() -> None:
    (one,) = hours.shares(world(person("ana"), done("bridge", "ana")))

    assert one == Share("ana", "city", "dike", 80, hired=False)


def test_people_who_do_work_together_share_its_hours() -> None:
    found = list(hours.shares(world(person("ana"), person("bob"), person("cleo"), done("a", "ana", "bob", "cleo"))))

    assert [one.hours for one in found] == [27, 27, 27]


def test_the_hours_of_a_team_are_those_of_each_place_in_it() -> None:
    found = list(
        hours.shares(world(person("ana"), person("bob"), person("cleo"), done("a", "ana", "bob", team_size=4)))
    )

    assert [one.hours for one in found] == [80, 80]


def test_a_year_is_twelve_whole_months() -> None:
    assert hours.year(date(2026, 11, 22)) == (date(2025, 11, 1), date(2026, 10, 31))
    assert hours.year(date(2026, 1, 1)) == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("of", "counted"),
    [
        ({"start": date(2025, 11, 24), "weeks": 2}, 8),  # of its fourteen days, seven lie in the year
        ({"start": date(2026, 11, 17), "weeks": 9, "status": "filled"}, 16),  # until the end of November
        ({"start": date(2026, 11, 17), "weeks": None, "status": "filled"}, 16),  # it goes on
        ({"start": date(2027, 1, 4), "status": "filled"}, 0),
        ({"start": date(2024, 1, 4)}, 0),
        ({"status": "withdrawn"}, 0),
        ({"status": "open"}, 0),
        ({"hours": None}, 0),
        ({"start": None}, 0),
    ],
)
def test_only_the_weeks_of_filled_work_in_the_year_count(of: dict[str, Any], counted: int) -> None:
    assert sum(one.hours for one in hours.shares(world(person("ana"), done("a", "ana", **of)))) == counted


def test_work_from_elsewhere_that_does_not_say_its_hours_is_told_apart() -> None:
    found = hours.exchange(
        world(
            person("ana"),
            done("a", "ana", hours=None),
            done("b", "ana", start=None),
            done("c", "ana", weeks=None),
            done("own", "ana", organisation="city", hours=None),
            done("later", "ana", start=date(2027, 1, 4), status="filled"),
        )
    )

    assert found.unknown == 3


# Flows ----------------------------------------------------------------------------------------------------------------


def test_a_flow_with_enough_people_is_told_by_organisation() -> None:
    people = crowd(5, "a")

    assert hours.exchange(world(*people, *each(people, "dike"))).flows == (Flow("organisation", "city", "dike", 400),)


def test_flows_of_a_few_people_are_told_by_layer() -> None:
    people = [*crowd(3, "a"), *crowd(2, "b", "town")]

    found = hours.exchange(world(*people, *each(people, "dike")))

    assert found.flows == (Flow("layer", "municipality", "water-board", 400),)


def test_what_is_too_small_for_a_layer_counts_in_the_whole() -> None:
    people = [*crowd(3, "a"), *crowd(2, "b", "dike")]

    found = hours.exchange(world(*people, *each(people[:3], "dike"), *each(people[3:], "town")))

    assert found.flows == (Flow("rest", "", "", 400),)


def test_of_fewer_people_than_that_nothing_is_told() -> None:
    people = crowd(4, "a")

    found = hours.exchange(world(*people, *each(people, "dike")))

    assert (found.flows, found.few) == ((), True)


def test_a_few_that_remain_take_the_smallest_flow_with_them() -> None:
    many, one = crowd(6, "a"), crowd(1, "b", "dike")
    others = crowd(5, "c", "town")

    found = hours.exchange(world(*many, *one, *others, *each(many, "dike"), *each(one, "town"), *each(others, "river")))

    assert found.flows == (Flow("organisation", "city", "dike", 480), Flow("rest", "", "", 480))


def test_one_person_who_did_much_is_still_one_person() -> None:
    much = [done(f"work-{n}", "ana") for n in range(9)]

    assert hours.exchange(world(person("ana"), *much)).flows == ()


def test_confidential_work_counts_without_its_organisation() -> None:
    people = crowd(5, "a")

    found = hours.exchange(world(*people, *each(people, "dike", confidential=True)))

    assert found.flows == (Flow("rest", "", "", 400),)


def test_the_network_chooses_how_few_is_few() -> None:
    people = crowd(3, "a")

    assert hours.exchange(world(*people, *each(people, "dike"), fewest=3)).flows
    assert not hours.exchange(world(*people, *each(people, "dike"), fewest=4)).flows


# What may have been hired ---------------------------------------------------------------------------------------------


def test_work_for_which_one_would_hire_is_counted_in_hours() -> None:
    people = crowd(5, "a")
    found = hours.hiring(world(*people, *each(people, "city", reason="illness"), hire_rate=100))

    assert (found.hours, found.rate) == (400, 100)


@pytest.mark.parametrize("reason", ["development", None])
def test_work_for_which_nobody_hires_does_not_count(reason: str | None) -> None:
    people = crowd(5, "a")

    assert hours.hiring(world(*people, *each(people, "city", reason=reason))).hours == 0


def test_hours_that_a_few_people_spared_are_not_told() -> None:
    people = crowd(4, "a")

    assert hours.hiring(world(*people, *each(people, "city", reason="peak"))).hours is None


def test_nor_are_hours_that_with_a_flow_would_tell_of_a_few() -> None:
    people = crowd(6, "a")
    works = [*each(people[:5], "dike", reason="peak"), *each(people[5:], "dike")]

    assert hours.exchange(world(*people, *works)).flows == (Flow("organisation", "city", "dike", 480),)
    assert hours.hiring(world(*people, *works)).hours is None  # 480 - 400 is one person


# What can be worked out -----------------------------------------------------------------------------------------------

parts = some.lists(
    some.builds(
        Share,
        person=some.sampled_from([f"p{n}" for n in range(9)]),
        giver=some.sampled_from(sorted(LAYERS)),
        taker=some.sampled_from(sorted(LAYERS)),
        hours=some.integers(1, 40),
        hired=some.booleans(),
        told=some.sampled_from([True, True, True, False]),
    ),
    max_size=40,
)


def lies_in(one: Share, flow: Flow, flows: Sequence[Flow]) -> bool:
    """Whether the reader counts a share under a flow, from what the page says of it."""
    if one.giver == one.taker:
        return False
    by_house = {(told.giver, told.taker) for told in flows if told.scale == "organisation"}
    by_layer = {(told.giver, told.taker) for told in flows if told.scale == "layer"}
    house_, layer = (one.giver, one.taker), (LAYERS[one.giver], LAYERS[one.taker])
    if one.told and house_ in by_house:
        return flow.scale == "organisation" and (flow.giver, flow.taker) == house_
    if one.told and layer in by_layer:
        return flow.scale == "layer" and (flow.giver, flow.taker) == layer
    return flow.scale == "rest"


def in_span(wanted: Sequence[int], rows: Sequence[Sequence[int]]) -> bool:
    """Whether a row can be made of other rows: by adding them up and taking them away, any number of times."""
    basis: list[tuple[int, list[Fraction]]] = []

    def reduced(row: list[Fraction]) -> list[Fraction]:
        for at, known in basis:
            row = [a - row[at] / known[at] * b for a, b in zip(row, known, strict=True)]
        return row

    for row in rows:
        left = reduced([Fraction(n) for n in row])
        at = next((n for n, value in enumerate(left) if value), None)
        if at is not None:
            basis.append((at, left))
    return not any(reduced([Fraction(n) for n in wanted]))


def subsets(count: int) -> Iterator[tuple[int, ...]]:
    """All choices of some, and at least one."""
    return chain.from_iterable(combinations(range(count), n) for n in range(1, count + 1))


@given(parts, some.integers(3, 6))
def test_nothing_about_a_few_people_can_be_worked_out_from_all_that_is_told(found: list[Share], fewest: int) -> None:
    across = [one for one in found if one.giver != one.taker]
    made = hours.groups(across, LAYERS, fewest)
    flows = [Flow(*key, sum(one.hours for one in of)) for key, of in made.items()]
    hired = [one for one in found if one.hired]
    told = [*flows, *(["hired"] if hours.separate(hired, made, fewest) else [])]

    def columns(one: Share) -> tuple[bool, ...]:
        return tuple(one.hired if number == "hired" else lies_in(one, number, flows) for number in told)  # type: ignore[arg-type]

    # Shares that count in the same numbers cannot be told apart: what can be worked out is made of whole such atoms.
    atoms = sorted({columns(one) for one in found})
    people = {atom: {one.person for one in found if columns(one) == atom} for atom in atoms}
    rows = [[int(atom[n]) for atom in atoms] for n in range(len(told))]
    for chosen in subsets(len(atoms)):
        who = set().union(*(people[atoms[n]] for n in chosen))
        if len(who) < fewest:
            assert not in_span([int(n in chosen) for n in range(len(atoms))], rows), (told, who)


@given(parts, some.integers(3, 6))
def test_every_hour_counts_once_in_what_is_told(found: list[Share], fewest: int) -> None:
    across = [one for one in found if one.giver != one.taker]
    made = hours.groups(across, LAYERS, fewest)
    flows = [Flow(*key, sum(one.hours for one in of)) for key, of in made.items()]

    assert all(flow.hours == sum(one.hours for one in across if lies_in(one, flow, flows)) for flow in flows)
    assert not flows or sum(flow.hours for flow in flows) == sum(one.hours for one in across)
