"""The story of `builder/match/teams.py`: who together cover what work asks."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import match, tell
from builder.match.teams import (
    MOST_COMPARED,
    WORTH,
    Candidate,
    Team,
    are_same,
    candidate,
    compared,
    covered,
    covers,
    not_outdone,
    team,
    teams,
)
from builder.model import Need
from builder.phrases import phrases
from builder.rank import ranked
from builder.rank.many_teams import best_of_all
from builder.shipped import templates_folder
from tests.worlds import TODAY, any_directory, directory, person, work

NEEDS = {"drafting": 3, "planning": 3, "writing": 3}


def by_hand(people, most, slack):
    """The same team by looking at every one there could be."""
    able = [one for one in people if any(one.parts)]
    ways = [way for size in range(1, most + 1) for way in combinations(able, size)]
    if not ways:
        return ()
    enough = max(map(covered, ways)) - slack
    return min(
        (way for way in ways if covered(way) >= enough),
        key=lambda way: (len(way), -covered(way), -sum(one.score for one in way), sorted(one.slug for one in way)),
    )


def slugs(members):
    return sorted(one.slug for one in members)


def anyone(draw_parts):
    """People by their scores and parts."""
    return [Candidate(f"p{n:02}", score, tuple(parts)) for n, (score, *parts) in enumerate(draw_parts)]


PARTS = st.integers(1, 5).flatmap(
    lambda needs: st.lists(
        st.tuples(st.integers(0, 3), *[st.sampled_from([0, 0, 5, 9, 10]) for _ in range(needs)]), max_size=9
    )
)


# The best team --------------------------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(PARTS, st.integers(1, 4), st.integers(0, 8))
def test_the_team_is_the_best_of_all_there_could_be(parts, most, slack):
    people = anyone(parts)

    assert slugs(team(people, most, slack)) == slugs(by_hand(people, most, slack))


@settings(max_examples=200)
@given(PARTS, st.integers(1, 4), st.integers(0, 8))
def test_to_look_at_every_team_with_arrays_gives_the_same_one(parts, most, slack):
    people = anyone(parts)

    assert slugs(team(people, most, slack, best_of_all)) == slugs(team(people, most, slack))


@pytest.mark.parametrize("seed", range(5))
def test_the_pair_is_the_best_in_a_network_of_some_size(seed):
    dice = Random(seed)
    people = [
        Candidate(
            f"p{n:03}", dice.randrange(3000, 9000), tuple(dice.choice([0, 0, 4, 9, 10]) * w for w in (9, 6, 3, 4))
        )
        for n in range(150)
    ]

    assert slugs(team(people, 2, 10)) == slugs(by_hand(people, 2, 10))


@given(PARTS, st.integers(1, 4))
def test_the_order_of_the_people_does_not_matter(parts, most):
    people = anyone(parts)

    assert slugs(team(people[::-1], most, 3)) == slugs(team(people, most, 3))


@given(PARTS)
def test_whoever_is_left_out_beforehand_could_be_replaced_by_somebody(parts):
    people = anyone(parts)
    kept = not_outdone(people)

    for one in (one for one in people if one not in kept and any(one.parts)):
        assert any(
            other.score >= one.score and all(a >= b for a, b in zip(other.parts, one.parts, strict=True))
            for other in kept
        )


def test_a_smaller_team_is_preferred_when_a_member_more_adds_little():
    people = [Candidate("ana", 8, (100, 95)), Candidate("bo", 8, (90, 100))]

    assert slugs(team(people, 2, slack=5)) == ["ana"]
    assert slugs(team(people, 2, slack=4)) == ["ana", "bo"]


def test_of_teams_that_cover_the_same_the_better_matches_come_first_and_then_the_names():
    ana, bo, cas, dee = (Candidate(slug, score, parts) for slug, score, parts in (
        ("ana", 5, (10, 0)), ("bo", 6, (10, 0)), ("cas", 5, (0, 10)), ("dee", 5, (0, 10)),
    ))  # fmt: skip

    assert slugs(team([dee, cas, bo, ana], 2, 0)) == ["bo", "cas"]


def test_a_large_team_grows_one_by_one_after_the_fourth_member():
    people = [Candidate(f"p{n}", 5, tuple(10 if n == at else 0 for at in range(6))) for n in range(6)]

    assert slugs(team(people, 6, 0)) == ["p0", "p1", "p2", "p3", "p4", "p5"]
    assert len(team(people, 5, 0)) == 5


def test_of_very_many_people_the_best_at_each_skill_are_compared():
    dice = Random(1)
    people = [Candidate(f"p{n:03}", n, tuple(dice.randrange(1, 9999) for _ in range(6))) for n in range(300)]
    found = compared(people)

    assert len(not_outdone(people)) > MOST_COMPARED == len(found)
    assert all(max(one.parts[at] for one in found) == max(one.parts[at] for one in people) for at in range(6))


@settings(max_examples=300)
@given(PARTS, st.integers(0, 3), st.integers(1, 3), st.integers(0, 8))
def test_teams_are_only_told_to_be_the_same_when_they_are(parts, few, most, heavy):
    everyone = anyone(parts)
    kept, others = everyone[few:], everyone[:few]
    found = teams(everyone, most, 1 + heavy)

    assert not are_same(found, kept, others) or teams(kept, most, 1 + heavy) == found


def test_who_is_outdone_changes_no_team():
    both = [Candidate("ana", 5, (10_000, 0)), Candidate("bo", 5, (0, 10_000))]
    found = teams(both, 2, 2)

    assert are_same(found, [*both, Candidate("dee", 5, (0, 9_000))], [Candidate("cas", 4, (0, 9_000))])
    assert not are_same(found, both, [Candidate("cas", 4, (0, 9_000))])


# Up to three ----------------------------------------------------------------------------------------------------------


def test_nobody_is_in_two_teams():
    people = [Candidate(slug, 5, parts) for slug, parts in (
        ("ana", (10_000, 0)), ("bo", (0, 10_000)), ("cas", (7_500, 0)), ("dee", (0, 7_500)),
    )]  # fmt: skip

    assert teams(people, 2, 2) == (Team(("ana", "bo"), 10_000), Team(("cas", "dee"), 7_500))


def test_a_second_team_covers_enough_or_is_not_told():
    people = [Candidate(slug, 5, parts) for slug, parts in (
        ("ana", (10_000, 0)), ("bo", (0, 10_000)), ("cas", (5_000, 0)), ("dee", (0, 5_000)),
    )]  # fmt: skip

    assert teams(people, 2, 2) == (Team(("ana", "bo"), 10_000),)


def test_somebody_who_covers_it_all_is_told_alone():
    people = [Candidate("ana", 5, (10_000, 10_000)), Candidate("bo", 9, (10_000, 0)), Candidate("cas", 9, (0, 10_000))]

    assert teams(people, 2, 2) == (Team(("ana",), 10_000),)


def test_there_are_no_more_than_three():
    people = [Candidate(f"{who}{n}", 5, (10_000, 0) if who == "a" else (0, 10_000)) for n in range(5) for who in "ab"]

    assert len(teams(people, 2, 2)) == 3


# In a directory -------------------------------------------------------------------------------------------------------


def test_a_duo_covers_together_what_neither_covers_alone():
    world = directory(
        person("ana", skills={"drafting": 3, "planning": 3}),
        person("bo", skills={"writing": 3}),
        person("cas", skills={"planning": 3}),
        work(skills=NEEDS, team_size=2),
    )

    assert ranked(world).teams == {"bridge": (Team(("ana", "bo"), 10_000),)}


def test_who_covers_what_at_which_level_is_told():
    one = work(skills={**NEEDS, "presenting": 3}, team_size=2)
    world = directory(
        person("ana", skills={"drafting": 3, "planning": 1}), person("bo", skills={"planning": 2, "writing": 4}), one
    )
    given_ = match.context(world)

    found = covers([match.pair(given_, world.profiles[slug], one) for slug in ("ana", "bo")], given_.frame)

    assert [(each.by, each.fit.skill, each.fit.has, each.fit.credit) for each in found] == [
        ("ana", "drafting", 3, 10_000),
        ("bo", "planning", 2, 7_500),
        ("bo", "writing", 4, 9_000),
        (None, "presenting", None, 0),
    ]


def test_what_a_team_covers_is_what_its_points_say():
    """The mean of the credits, weighed as the skill part of a match weighs them."""
    one = work(skills=[Need(skill="drafting", level=3), Need(skill="planning", importance="nice")], team_size=2)
    world = directory(person("ana", skills={"drafting": 2}), person("bo", skills={"planning": 3}), one)
    given_ = match.context(world)
    heavy, light = match.weights(match.pair(given_, world.profiles["ana"], one), given_.frame)

    (found,) = ranked(world).teams["bridge"]

    assert found.points == (7_500 * heavy + 10_000 * light) // (heavy + light)


def test_the_terminal_tells_of_teams_too():
    world = directory(person("ana", skills={"drafting": 3}), person("bo", skills={"planning": 3}), work(
        skills={"drafting": 3, "planning": 3}, team_size=2
    ))  # fmt: skip

    told = tell.matches(world, "bridge", phrases(templates_folder(), "en"))

    assert "Together: Ana and Bo (together 100 of 100)\n  drafting: Ana, on my own (100/100)\n" in told


@pytest.mark.parametrize(
    "bar", [{"matching": False}, {"paused_until": TODAY}, {"ring": "own"}, {"available_until": TODAY}]
)
def test_whoever_is_barred_from_the_work_is_in_no_team(bar):
    world = directory(
        person("ana", skills={"drafting": 3, "planning": 3}),
        person("bo", skills={"writing": 3}, **bar),
        person("cas", skills={"writing": 2}),
        work(skills=NEEDS, team_size=2, start=TODAY.replace(year=2027)),
    )

    assert [one.members for one in ranked(world).teams["bridge"]] == [("ana", "cas")]


@pytest.mark.parametrize("less", [{"team_size": None}, {"team_size": 1}, {"skills": {"drafting": 3}}])
def test_work_for_one_or_with_one_skill_asks_for_no_team(less):
    world = directory(person("ana", skills=NEEDS), work(**{"skills": NEEDS, "team_size": 2, **less}))

    assert ranked(world).teams == {}


def test_only_the_places_that_are_left_are_filled():
    everyone = [person(slug, skills={skill: 3}) for slug, skill in zip("abc", NEEDS, strict=True)]
    world = directory(*everyone, person("zoe"), work(skills=NEEDS, team_size=3, filled_by=("zoe",)))

    assert [len(one.members) for one in ranked(world).teams["bridge"]] == [2]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_teams_are_made_of_people_in_nobodys_way_and_are_the_best_by_hand(seed):
    world = any_directory(Random(seed), 60, 30, terms=20)
    given_, found = match.context(world), ranked(world).teams
    assert sum(len(one.members) > 1 for ones in found.values() for one in ones) > 3

    for slug, ones in found.items():
        job = world.assignments[slug]
        pairs = [match.pair(given_, one, job) for one in world.profiles.values()]
        able = [
            candidate(both, match.score(both, given_.frame), given_.frame)
            for both in pairs
            if match.is_match(both, given_.frame)
        ]
        heavy = sum(match.weights(pairs[0], given_.frame))
        best = by_hand(able, min(match.places_left(job), 3), WORTH * heavy)
        if match.places_left(job) <= 3:
            assert sorted(ones[0].members if ones else ()) == slugs(best)
