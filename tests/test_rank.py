import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from builder import match
from builder.directory import Directory
from builder.model import Assignment, Claim, Origin, Profile
from builder.networks import is_guest
from builder.rank import REASONS, Barred, Memory, Ranking, lists, mending, ranked, ranked_since
from builder.rank.lists import (
    GUEST_WORK,
    GUEST_WORK_OF_ONE,
    GUESTS,
    GUESTS_OF_ONE,
    MOST_PEOPLE,
    MOST_WORK,
    of_work,
    packed,
    piece_in,
)
from builder.rank.memory import READ_OF_PEOPLE, READ_OF_WORK
from builder.rank.reasons import UNTOLD
from builder.settings import Weights
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
        {job: _best(_some((points, who) for points, who, what in fit if what == job)) for job in jobs},
        {one: _best(_some_work((points, what) for points, who, what in fit if who == one)) for one in people},
        {job: _counts(reason for _, what, reason, who in out if what == job and not is_guest(who)) for job in jobs},
        {
            one: Barred(
                tuple(row[1:] for row in _some_work(row[:3] for row in out if row[3] == one)),
                _counts(reason for _, what, reason, who in out if who == one and not is_guest(what)),
            )
            for one in people
        },
        {job: _teams(given_, pairs, jobs[job]) for job in jobs if match.team_work(jobs[job], given_.frame)},
    )


def _teams(given_: match.Context, pairs: list[match.Pair], job: Assignment) -> tuple[match.Team, ...]:
    """The teams of everyone who fits; how they are found is told in `test_teams`."""
    frame = given_.frame
    beside = [both for both in pairs if both.assignment is job and not is_guest(both.profile.slug)]
    able = [match.candidate(both, match.score(both, frame), frame) for both in beside if match.is_match(both, frame)]
    return match.teams(able, match.places_left(job), sum(match.weights(beside[0], frame))) if able else ()


def _some(found, own: int = MOST_PEOPLE, most: int = GUESTS, of_one: int = GUESTS_OF_ONE):
    """The best of our own, and a few guests beside them: the second of each row is a slug."""
    rows = sorted(found)
    guests = [row for row in rows if is_guest(row[1])]
    sources = {row[1].partition(".")[0] for row in guests}
    few = [row for one in sources for row in [row for row in guests if row[1].startswith(f"{one}.")][:of_one]]
    return sorted([*[row for row in rows if not is_guest(row[1])][:own], *sorted(few)[:most]])


def _some_work(found):
    return _some(found, MOST_WORK, GUEST_WORK, GUEST_WORK_OF_ONE)


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


@pytest.mark.parametrize("seed", [4, 5])
def test_the_lists_are_those_of_looking_at_every_pair_when_there_are_guests(seed):
    world = any_directory(Random(seed), 240, 60, terms=60)
    visited_ = visited(world)
    found = ranked(visited_)

    assert found == by_hand(visited_)
    assert max(sum(is_guest(who) for who, _ in best) for best in found.by_assignment.values()) == GUESTS
    assert max(sum(is_guest(what) for what, _ in best) for best in found.by_profile.values()) == GUEST_WORK


@pytest.mark.parametrize("seed", [4, 5])
def test_guests_take_the_place_of_nobody(seed):
    world = visited(any_directory(Random(seed), 240, 60, terms=60))
    own = remade(world, people=_own(world.profiles), jobs=_own(world.assignments))
    found, alone = ranked(world), ranked(own)

    assert {one: _own_of(found.by_assignment[one]) for one in alone.by_assignment} == alone.by_assignment
    assert {one: _own_of(found.by_profile[one]) for one in alone.by_profile} == alone.by_profile
    assert {one: found.excluded_by_assignment[one] for one in own.assignments if one in found.by_assignment} == (
        alone.excluded_by_assignment
    )
    assert {one: found.barred_by_profile[one].counts for one in alone.by_profile} == {
        one: barred.counts for one, barred in alone.barred_by_profile.items()
    }
    assert {one: found.teams[one] for one in alone.teams} == alone.teams


@pytest.mark.parametrize("seed", [4, 5])
def test_what_is_remembered_never_shows_when_guests_come_and_go(seed):
    world = any_directory(Random(seed), 120, 30, terms=60)
    _, memory = ranked_since(world, Memory())

    for now in (visited(world), visited(world, every=5), world):
        found, memory = ranked_since(now, as_read_back(memory))
        assert found == ranked(now)


def visited(world: Directory, every: int = 2) -> Directory:
    """The same world, in which many of the people and the work are guests of three sources."""

    def come(records):
        sources = ("linge", "eem", "vecht")
        rows = enumerate(records.values())
        return [
            guest(changed(one, slug=f"{sources[n % 7 % 3]}.{one.slug}")) if n % every == 0 else one for n, one in rows
        ]

    return remade(world, people=come(world.profiles), jobs=come(world.assignments))


def guest(one):
    return changed(one, origin=Origin(source=one.slug.partition(".")[0], id="x", network="Linge"))


# All at once: with arrays ---------------------------------------------------------------------------------------------


@pytest.fixture
def arrays(monkeypatch):
    """Every network is large enough for arrays."""
    monkeypatch.setattr(mending, "MANY", -1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9), st.integers(0, 25), st.integers(0, 12), st.integers(1, 30), st.booleans())
def test_with_arrays_the_lists_are_those_of_looking_at_every_pair(arrays, seed, people, jobs, terms, guests):
    world = any_directory(Random(seed), people, jobs if people else 0, terms)
    world = visited(world, every=3) if guests else world

    assert ranked(world) == by_hand(world)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("come", [lambda world: world, visited], ids=["own", "guests"])
def test_with_arrays_the_lists_and_the_memory_are_the_same_in_a_network_of_some_size(monkeypatch, seed, come):
    world = come(any_directory(Random(seed), 250, 60, terms=60))
    found, memory = ranked_since(world, Memory())
    monkeypatch.setattr(mending, "MANY", -1)
    with_arrays, the_memory = ranked_since(world, Memory())

    assert with_arrays == found
    assert changed(the_memory, pools={}) == changed(memory, pools={})


def test_with_arrays_edits_show_as_without(arrays):
    dice = Random(3)
    world, other = (any_directory(dice, 60, 20, terms=30) for _ in range(2))

    for edit in EDITS:
        world = edit(world, other, dice)
        assert ranked(world) == by_hand(world)


def test_what_waits_to_be_sorted_in_is_never_much(monkeypatch):
    """And how much waits at a time does not show."""
    world = any_directory(Random(1), 120, 40, terms=30)
    without = ranked(world)
    monkeypatch.setattr(mending, "MANY", -1)
    monkeypatch.setattr("builder.rank.lowest.MOST_WAITING", 50)
    monkeypatch.setattr("builder.rank.weighed.MOST_KNOWN", 2)

    assert ranked(world) == without


def test_more_forms_than_a_number_has_bits_are_told_apart(arrays):
    forms = [f"form-{n}" for n in range(80)]
    people = [person(f"p{n:02}", skills={"drafting": 3}, forms=(one,)) for n, one in enumerate(forms)]
    world = directory(*people, work(skills={"drafting": 3}, forms=(forms[70], forms[3], "internal")))

    assert ranked(world) == by_hand(world)
    assert [who for who, _ in ranked(world).by_assignment["bridge"]] == ["p03", "p70"]


def test_a_small_network_never_waits_for_arrays():
    code = "from tests.test_rank import *; ranked(any_directory(Random(1), 30, 9)); print('numpy' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", f"import sys; {code}"]) == b"False\n"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are only copied on Linux")
def test_arrays_bring_no_threads():
    code = "import builder.rank.at_once, os; print(len(os.listdir('/proc/self/task')))"
    known = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}

    assert subprocess.check_output([sys.executable, "-c", code], env=known) == b"1\n"


def test_one_source_brings_no_more_than_half_of_the_guests():
    guests = [guest(person(f"{name}.p{n}", skills={"drafting": 3})) for name in ("a", "b", "c") for n in range(9)]
    found = ranked(directory(*guests, person("ana", skills={"drafting": 1}), work(skills={"drafting": 3})))

    assert [who for who, _ in found.by_assignment["bridge"]] == [
        *(f"{name}.p{n}" for name in ("a", "b") for n in range(GUESTS_OF_ONE)), "ana",
    ]  # fmt: skip


def _own(records):
    return [one for slug, one in records.items() if not is_guest(slug)]


def _own_of(scores):
    return tuple(row for row in scores if not is_guest(row[0]))


def test_guests_do_not_change_how_rare_a_skill_is():
    own = [person(f"p{n}", skills={"drafting": 3}) for n in range(3)]
    guests = [
        changed(person(f"g{n}", skills={"planning": 3}), origin=Origin(source="linge", id="x", network="Linge"))
        for n in range(9)
    ]
    needs = work(skills={"drafting": 3, "planning": 3})

    assert match.context(directory(*own, *guests, needs)).rarity == match.context(directory(*own, needs)).rarity


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

    # skills 6,000 or 75% of it; availability 1,500 or half of it; another layer 400; elsewhere, so nothing for place
    assert found.by_assignment == {"bridge": (("ana", 7_900), ("bo", 5_650))}
    assert found.by_profile == {"ana": (("bridge", 7_900),), "bo": (("bridge", 5_650),), "cas": ()}


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
    shuffled = changed(
        directory_of(world, dice.sample(people, len(people))),
        profiles={one.slug: one for one in dice.sample(people, len(people))},
        assignments=dict(dice.sample(list(world.assignments.items()), len(world.assignments))),
    )

    assert ranked(shuffled) == ranked(world)


def directory_of(world: Directory, people) -> Directory:
    """A world with other people."""
    return remade(world, people=people)


# The second time ------------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(0, 25), st.integers(0, 12), st.integers(1, 30))
def test_what_is_remembered_never_shows_in_the_lists_whatever_was_edited(seed, people, jobs, terms):
    dice = Random(seed)
    world, other = (any_directory(dice, people, jobs if people else 0, terms) for _ in range(2))
    _, memory = ranked_since(world, Memory())

    for _ in range(6):
        for _ in range(dice.choice([0, 1, 1, 1, 2, 5])):
            world = dice.choice(EDITS)(world, other, dice)
        found, memory = ranked_since(world, as_read_back(memory))
        assert found == ranked(world)


@pytest.mark.parametrize("spare", [0, 2, 6])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_remembered_never_shows_in_a_network_of_some_size(seed, spare, monkeypatch):
    for length in ("PEOPLE", "WORK"):
        monkeypatch.setattr(lists, length, getattr(lists, length)._replace(spare=spare))
    dice = Random(seed)
    world, other = (any_directory(dice, 200, 30, terms=60) for _ in range(2))
    _, memory = ranked_since(world, Memory())

    for edit in EDITS:
        world = edit(world, other, dice)
        found, memory = ranked_since(world, as_read_back(memory))
        assert found == ranked(world)


def test_what_is_as_it_was_is_not_looked_at_again():
    """Told by a memory that lies: only who changed is judged, so the others stay where it put them."""
    world = directory(*(person(one, skills={"drafting": 3}) for one in ("ana", "bo")), work(skills={"drafting": 3}))
    found, memory = ranked_since(world, Memory())
    lie = changed(memory, work={"bridge": packed(of_work(piece_in(memory.work["bridge"]).read, [(1, "ana", 0)]))})
    edited = remade(world, people=[world.profiles["ana"], changed(world.profiles["bo"], stays=True, hours=8)])

    assert ranked_since(world, lie)[0].by_assignment == {"bridge": (("ana", 9_999),)}
    assert ranked_since(edited, lie)[0].by_assignment == {"bridge": (("ana", 9_999),)}
    assert ranked_since(edited, lie)[0].excluded_by_assignment == {"bridge": (("stays", 1),)}
    assert ranked_since(edited, lie)[0].by_profile == {"ana": found.by_profile["ana"], "bo": ()}


def test_only_what_a_change_touches_is_looked_into():
    world = directory(
        *(
            person(one, skills={skill: 3})
            for one, skill in zip("abc", ("drafting", "drafting", "planning"), strict=True)
        ),
        *(work(skill, skills={skill: 3}) for skill in ("drafting", "planning", "writing")),
    )
    digests = digests_of(world)
    _, memory = ranked_since(world, Memory(), None, digests)
    after = remade(world, people={**world.profiles, "a": person("a", skills={"drafting": 2})}.values())
    people, jobs = Shelf(memory.people), Shelf(memory.work)

    found, mended = ranked_since(
        after, changed(memory, people=Standing(people), work=Standing(jobs)), None, {**digests, "a": b"another"}
    )

    assert (people.read, jobs.read) == ({"a"}, {"drafting"})
    assert (mended.people.fresh.keys(), mended.work.fresh.keys()) == ({"a"}, {"drafting"})
    assert found == ranked(after)


class Standing(Mapping):
    """Pieces that stand elsewhere until somebody asks for one."""

    def __init__(self, shelf):
        self._shelf = shelf

    def __getitem__(self, slug):
        return self._shelf[slug]

    def __iter__(self):
        return iter(self._shelf)

    def __len__(self):
        return len(self._shelf)


def test_a_record_with_the_digest_it_had_is_not_read():
    world = any_directory(Random(1), 40, 12, 20)
    world = remade(world, jobs=[changed(one, team_size=None) for one in world.assignments.values()])
    digests = digests_of(world)
    _, memory = ranked_since(world, Memory(), None, digests)
    slug = next(iter(memory.people))
    after = remade(world, people={**world.profiles, slug: changed(world.profiles[slug], hours=5)}.values())
    shelf = Shelf(after.profiles)

    found, _ = ranked_since(
        changed(after, profiles=shelf), as_read_back(memory), match.context(after), {**digests, slug: b"another"}
    )

    assert found == ranked(after)
    assert shelf.read == {slug}


def test_beside_work_that_changed_only_those_are_read_who_may_share_something_with_it():
    people = [
        person("a", skills={"drafting": 3}),
        person("b", skills={"planning": 3}),
        person("c", learns=("writing",)),
    ]
    world = directory(*people, work(skills={"drafting": 3}), work("roof", skills={"writing": 3}))
    digests = digests_of(world)
    _, memory = ranked_since(world, Memory(), None, digests)
    after = remade(world, jobs=[world.assignments["roof"], work(skills={"drafting": 2, "presenting": 3})])
    shelf = Shelf(after.profiles)

    found, _ = ranked_since(changed(after, profiles=shelf), memory, match.context(after), digests)

    assert found == ranked(after)
    assert shelf.read == {"a"}


class Shelf(dict):
    """Records by slug, with a note of which were read."""

    def __init__(self, records):
        super().__init__(records)
        self.read = set()

    def __getitem__(self, slug):
        self.read.add(slug)
        return super().__getitem__(slug)


def digests_of(world: Directory) -> dict[str, bytes]:
    return {slug: msgspec.msgpack.encode(one) for slug, one in world.profiles.items()}


@settings(max_examples=40)
@given(st.integers(0, 10**9), st.integers(0, 25), st.integers(0, 12), st.integers(1, 30))
def test_what_digests_vouch_for_never_shows_in_the_lists_whatever_was_edited(seed, people, jobs, terms):
    """Whether all records have one, or some, or none."""
    dice = Random(seed)
    world, other = (any_directory(dice, people, jobs if people else 0, terms) for _ in range(2))
    memory = Memory()

    for _ in range(7):
        digests, often = digests_of(world), dice.choice([0, 0.8, 1, 1])
        some = {slug: digest for slug, digest in digests.items() if dice.random() < often}
        found, memory = ranked_since(world, as_read_back(memory), None, some)
        assert found == ranked(world)
        for _ in range(dice.choice([0, 1, 1, 2])):
            world = dice.choice(EDITS)(world, other, dice)


@pytest.mark.parametrize("seed", [1, 2])
def test_teams_are_mended_as_they_would_be_formed_anew(seed, monkeypatch):
    """Also after everything was worked out at once, and after so many left that everyone has to be looked at again."""
    dice = Random(seed)
    world = any_directory(dice, 150, 20, terms=20)
    monkeypatch.setattr(mending, "MANY", -1)
    _, memory = ranked_since(world, Memory())
    monkeypatch.setattr(mending, "MANY", 300_000)

    for _ in range(25):
        people = list(world.profiles.values())
        number, field = dice.randrange(len(people)), dice.choice(["skills", "hours", "place", "forms"])
        best = [slug for ones in ranked(world).teams.values() for one in ones for slug in one.members]
        if best and dice.random() < 0.7:
            number = next(n for n, one in enumerate(people) if one.slug == dice.choice(best[:1]))
        people[number] = changed(people[number], **{field: getattr(dice.choice(people), field)})
        world = remade(world, people=people)
        found, memory = ranked_since(world, as_read_back(memory))
        assert found.teams == by_hand(world).teams


@pytest.mark.parametrize("text", ["headline", "body", "role", "does"])
def test_a_text_is_not_read_for_matching(text):
    world = directory(person(skills={"drafting": 3}), work(skills={"drafting": 3}))
    _, memory = ranked_since(world, Memory())

    written = remade(world, people=[changed(world.profiles["ana"], **{text: "Other words"})])

    assert ranked_since(written, memory)[1] is memory


def test_another_day_is_another_ranking():
    """Even when the memory lies about everything else."""
    world = directory(person(skills={"drafting": 3}), work(skills={"drafting": 3}))
    _, memory = ranked_since(world, Memory())
    lie = changed(memory, work={"bridge": b""}, people={"ana": b""})
    tomorrow = remade(world, today=TODAY + timedelta(days=1))

    assert ranked_since(tomorrow, lie)[0] == ranked(tomorrow)


def test_the_keys_hold_what_matching_says_that_it_reads_of_a_person():
    noted = {"matching"}  # who does not want it is not there at all
    for row in (*match.EXCLUSIONS, *match.CRITERIA):
        row.reads(Noted(person(), noted))

    assert {*READ_OF_PEOPLE, "matching"} == noted


def test_the_keys_hold_what_matching_reads_of_a_pair():
    world = any_directory(Random(1), 60, 20, 20)
    context = match.context(world)
    of_people, of_work = set(), set()
    for job in world.assignments.values():
        beside = match.beside(context, Noted(job, of_work))
        for one in world.profiles.values():
            both = beside(Noted(one, of_people))
            for row in match.EXCLUSIONS:
                assert row.reason in {"closed", "matching-off"} or row.bars(both, context.frame) in {True, False}
            assert match.score(both, context.frame) >= 0

    assert of_people - {*READ_OF_PEOPLE} == set()
    assert of_work - {*READ_OF_WORK} == set()
    assert {"skills", "hours"} <= of_people & of_work


class Noted:
    """A record that notes what is asked of it."""

    def __init__(self, record, names):
        self._record, self._names = record, names

    def __getattr__(self, name):
        self._names.add(name)
        return getattr(self._record, name)


def as_read_back(memory: Memory) -> Memory:
    """A memory that was written and read, as between two builds."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(memory), type=Memory)


# Edits: each gives a world in which something is as in another, or as the dice say


def remade(world: Directory, *, people=None, jobs=None, houses=None, **rest) -> Directory:
    """A world with other records, words, settings or another day."""
    return directory(
        *(world.profiles.values() if people is None else people),
        *(world.assignments.values() if jobs is None else jobs),
        *(world.organisations.values() if houses is None else houses),
        **{
            "skills": world.skills.terms.values(),
            "regions": world.vocabularies["regions"].terms.values(),
            "today": world.today,
            "settings": world.settings,
            **rest,
        },
    )


def one_field(kind: str, records: str, fields: tuple[str, ...]):
    """An edit of one field of one record, whatever it says in a record of another world."""

    def edit(world: Directory, other: Directory, dice: Random) -> Directory:
        ours, theirs = (list(getattr(one, records).values()) for one in (world, other))
        if not ours or not theirs:
            return world
        number, field = dice.randrange(len(ours)), dice.choice(fields)
        ours[number] = changed(ours[number], **{field: getattr(dice.choice(theirs), field)})
        return remade(world, **{kind: ours})

    return edit


def some_claim_more(world: Directory, other: Directory, dice: Random) -> Directory:
    """A skill that was rare is not any more."""
    claim = Claim(skill=dice.choice([*world.skills.terms]), level=dice.choice([None, 1, 3, 5]))
    people = [
        one if dice.random() < 0.5 or claim.skill in {had.skill for had in one.skills}
        else changed(one, skills=(*one.skills, claim))
        for one in world.profiles.values()
    ]  # fmt: skip
    return remade(world, people=people)


def some_go(world: Directory, other: Directory, dice: Random) -> Directory:
    return remade(
        world,
        people=[one for one in world.profiles.values() if dice.random() < 0.9],
        jobs=[one for one in world.assignments.values() if dice.random() < 0.9],
    )


def some_come(world: Directory, other: Directory, dice: Random) -> Directory:
    """Before, between and after those who are there, or in their place."""
    people, jobs = (dice.sample([*one.values()], min(2, len(one))) for one in (other.profiles, other.assignments))
    named = [changed(one, slug=one.slug[dice.choice([0, 0, 1, 3]) :]) for one in (*people, *jobs)]
    return remade(
        world,
        people={**world.profiles, **{one.slug: one for one in named if isinstance(one, Profile)}}.values(),
        jobs={**world.assignments, **{one.slug: one for one in named if isinstance(one, Assignment)}}.values(),
    )


def one_is_renamed(world: Directory, other: Directory, dice: Random) -> Directory:
    people, jobs = list(world.profiles.values()), list(world.assignments.values())
    for records in (people, jobs):
        if records and dice.random() < 0.7:
            number = dice.randrange(len(records))
            records[number] = changed(records[number], slug=dice.choice("abz") + records[number].slug[1:])
    return remade(world, people=people, jobs=jobs)


def hers_already(world: Directory, other: Directory, dice: Random) -> Directory:
    """Somebody's own initiative."""
    people, jobs = list(world.profiles.values()), list(world.assignments.values())
    if jobs:
        people[:1] = [changed(one, owner=("maker",)) for one in people[:1]]
        number = dice.randrange(len(jobs))
        jobs[number] = changed(jobs[number], kind="initiative", owner=("maker",))
    return remade(world, people=people, jobs=jobs)


def another_order(world: Directory, other: Directory, dice: Random) -> Directory:
    people = list(world.profiles.items())
    return changed(world, profiles=dict(dice.sample(people, len(people))))


def other_rules(world: Directory, other: Directory, dice: Random) -> Directory:
    """What is the same for every pair."""
    rules = changed(world.settings.rules, incompatible={"house-01": ("province",), "police": ("judiciary",)})
    return dice.choice(
        [
            remade(world, today=world.today + timedelta(days=dice.choice([-40, -1, 1, 40]))),
            remade(world, settings=changed(world.settings, weights=Weights(skills=dice.randrange(90), place=30))),
            remade(world, settings=changed(world.settings, language=dice.choice(["nl", "en"]))),
            remade(world, settings=changed(world.settings, rules=rules)),
            remade(world, skills=other.skills.terms.values()),
            remade(world, regions=other.vocabularies["regions"].terms.values()),
            remade(world, regions=[one.id for one in world.vocabularies["regions"].terms.values()]),
        ]
    )


def houses_go(world: Directory, other: Directory, dice: Random) -> Directory:
    return remade(world, houses=[one for one in world.organisations.values() if dice.random() < 0.9])


EDITS = (
    one_field("people", "profiles", tuple(one for one in Profile.__struct_fields__ if one != "slug")),
    one_field("people", "profiles", (*READ_OF_PEOPLE[1:], "matching", "headline")),
    one_field("jobs", "assignments", (*READ_OF_WORK[1:], "status", "closes", "published_on", "title")),
    one_field("houses", "organisations", ("name", "layer", "forms", "incompatible", "place", "region")),
    some_claim_more,
    some_go,
    some_come,
    one_is_renamed,
    hers_already,
    another_order,
    other_rules,
    houses_go,
)
