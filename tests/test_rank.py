from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from builder import match
from builder.directory import Directory
from builder.rank import MOST_PEOPLE, MOST_WORK, REASONS, UNTOLD, Barred, Ranking, ranked
from tests.worlds import TODAY, any_directory, directory, person, work


def by_hand(world: Directory) -> Ranking:
    """The same lists from `match` alone, by looking at every pair."""
    given_ = match.context(world)
    people = {slug: one for slug, one in world.profiles.items() if one.matching}
    jobs = {slug: one for slug, one in world.assignments.items() if match.is_matched(one, world.today)}
    pairs = [match.pair(given_, one, job) for job in jobs.values() for one in people.values()]
    near = [(both, *_judged(both, given_.frame)) for both in pairs if _have_something(both, given_.frame)]
    fit = [(-points, both.profile.slug, both.assignment.slug) for both, points, _, reason in near if not reason]
    out = [
        (-skills, both.assignment.slug, reason, both.profile.slug)
        for both, _, skills, reason in near
        if reason and reason not in UNTOLD
    ]
    return Ranking(
        {job: _best((points, who) for points, who, what in fit if what == job)[:MOST_PEOPLE] for job in jobs},
        {one: _best((points, what) for points, who, what in fit if who == one)[:MOST_WORK] for one in people},
        {job: _counts(reason for _, what, reason, _ in out if what == job) for job in jobs},
        {
            one: Barred(
                tuple((what, reason) for _, what, reason, who in sorted(out) if who == one)[:MOST_WORK],
                _counts(reason for _, _, reason, who in out if who == one),
            )
            for one in people
        },
    )


def _best(found: Iterable[tuple[int, str]]) -> tuple[tuple[str, int], ...]:
    return tuple((slug, -points) for points, slug in sorted(found))


def _have_something(both: match.Pair, frame: match.MatchFrame) -> bool:
    parts = {one.name: one.part(both, frame)[0] for one in match.CRITERIA}
    return match.in_common(parts["skills"], parts["learning"], parts["fields"], asks=match.asks(both.assignment, frame))


def _judged(both: match.Pair, frame: match.MatchFrame) -> tuple[int, int, str | None]:
    return match.score(both, frame), match.CRITERIA[0].part(both, frame)[0], match.exclusion(both, frame)


def _counts(reasons) -> tuple[tuple[str, int], ...]:
    counts = Counter(reasons)
    return tuple((reason, counts[reason]) for reason in REASONS if counts[reason])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_lists_are_those_of_looking_at_every_pair_in_a_network_of_some_size(seed):
    world = any_directory(Random(seed), 250, 40, terms=60)

    assert ranked(world) == by_hand(world)


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(0, 25), st.integers(0, 12), st.integers(1, 30))
def test_the_lists_are_those_of_looking_at_every_pair_in_any_small_network(seed, people, jobs, terms):
    world = any_directory(Random(seed), people, jobs if people else 0, terms)

    assert ranked(world) == by_hand(world)


def test_the_dice_throw_every_reason_and_every_band():
    """Or the comparison above would compare little."""
    worlds = [ranked(any_directory(Random(seed), 250, 40, terms=60)) for seed in (1, 2, 3)]

    reasons = {reason for one in worlds for counts in one.excluded_by_assignment.values() for reason, _ in counts}
    bands = {match.band(points) for one in worlds for best in one.by_assignment.values() for _, points in best}
    assert reasons == set(REASONS)
    assert bands == {"strong", "good", "chance", "touch"}


def test_worked_example_three_people_for_one_job():
    """All of the skill; a level short and half the hours; and nothing of what is asked."""
    job = work(skills={"drafting": 3}, hours=16)
    world = directory(
        person("ana", skills={"drafting": 3}, hours=16),
        person("bo", skills={"drafting": 2}, hours=8),
        person("cas", skills={"planning": 5}, hours=16),
        job,
    )

    found = ranked(world)

    # skills 6,000 or 75% of it; availability 1,500 or half of it; place 30% of 900; another layer 400
    assert found.by_assignment == {"bridge": (("ana", 8_170), ("bo", 5_920))}
    assert found.by_profile == {"ana": (("bridge", 8_170),), "bo": (("bridge", 5_920),), "cas": ()}


def test_a_tie_is_settled_by_name():
    world = directory(
        *(person(one, skills={"drafting": 3}) for one in ("zoe", "bo", "ana")), work(skills={"drafting": 3})
    )

    assert [who for who, _ in ranked(world).by_assignment["bridge"]] == ["ana", "bo", "zoe"]


def test_twenty_people_and_ten_jobs_are_enough():
    crowd = [person(f"p{n:02}", skills={"drafting": 3}) for n in range(30)]
    jobs = [work(f"w{n:02}", skills={"drafting": 3}) for n in range(15)]

    found = ranked(directory(*crowd, *jobs))

    assert {len(best) for best in found.by_assignment.values()} == {20}
    assert {len(best) for best in found.by_profile.values()} == {10}


def test_the_work_shows_numbers_and_only_her_own_page_the_reason():
    world = directory(
        person("ana", skills={"drafting": 3}, paused_until=TODAY),
        person("bo", skills={"drafting": 3}, ring="own"),
        person("cas", skills={"drafting": 3}, ring="own"),
        person("dee", skills={"planning": 3}, ring="own"),
        work(skills={"drafting": 3}),
    )

    found = ranked(world)

    assert found.by_assignment == {"bridge": ()}
    assert found.excluded_by_assignment == {"bridge": (("paused", 1), ("own-ring", 2))}
    assert found.barred_by_profile["ana"] == Barred((("bridge", "paused"),), (("paused", 1),))
    assert found.barred_by_profile["dee"] == Barred((), ())


def test_what_her_skills_fit_best_stands_first_among_what_she_is_barred_from():
    ana = person(skills={"drafting": 3}, ring="own")
    jobs = [work(f"w{level}", skills={"drafting": level}) for level in (5, 4, 3)]

    barred = ranked(directory(ana, *jobs)).barred_by_profile["ana"]

    assert barred.assignments == (("w3", "own-ring"), ("w4", "own-ring"), ("w5", "own-ring"))


def test_what_is_hers_already_is_not_told_again():
    world = directory(person(skills={"drafting": 3}), work(skills={"drafting": 3}, team_size=2, filled_by=("ana",)))

    found = ranked(world)

    assert found.by_profile == {"ana": ()}
    assert found.excluded_by_assignment == {"bridge": ()}
    assert found.barred_by_profile == {"ana": Barred((), ())}


def test_work_that_looks_for_nobody_is_in_no_list():
    jobs = [work("a", status="filled"), work("b", kind="signal"), work("c", closes=TODAY)]

    assert list(ranked(directory(*jobs)).by_assignment) == ["c"]


@given(st.integers(0, 10**9), st.integers(0, 29))
def test_to_switch_matching_off_leaves_no_trace_of_a_person(seed, number):
    """Not in a list, not in a number, not in how rare a skill is: as if she were not there."""
    world = any_directory(Random(seed), 30, 10, 20)
    who = f"person-{number:05}"
    off = changed(world.profiles[who], matching=False)
    others = {slug: one for slug, one in world.profiles.items() if slug != who}

    assert ranked(directory_of(world, [*others.values(), off])) == ranked(directory_of(world, others.values()))


@given(st.integers(0, 10**9), st.randoms(use_true_random=False))
def test_the_order_of_the_files_never_matters(seed, dice):
    world = any_directory(Random(seed), 20, 8, 20)
    people = list(world.profiles.values())
    shuffled = replace(
        directory_of(world, dice.sample(people, len(people))),
        profiles={one.slug: one for one in dice.sample(people, len(people))},
        assignments=dict(dice.sample(list(world.assignments.items()), len(world.assignments))),
    )

    assert ranked(shuffled) == ranked(world)


def directory_of(world: Directory, people) -> Directory:
    """A world with other people."""
    return directory(
        *people,
        *world.assignments.values(),
        *world.organisations.values(),
        skills=world.skills.terms.values(),
        regions=world.vocabularies["regions"].terms.values(),
    )
