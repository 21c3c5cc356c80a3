"""What a ranking leaves for the next: a piece for everyone and for all work, and what tells who and what changed.

A piece holds what matching reads of somebody and the first rows of her lists. When she changes, what she was to all
work can be worked out again, so that it need not be remembered.
"""

import hashlib
import sys
from collections.abc import Iterable, Mapping
from itertools import chain, compress
from operator import attrgetter, ne
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..lazy import Lazy
from ..match import Context, House, MatchFrame
from ..model import Assignment, Profile
from ..shelves import came
from .lists import piece_in, teams_in

People = Mapping[str, Profile]  # who want matches, by slug
Work = Mapping[str, Assignment]  # what looks for people, by slug


class Memory(Struct, frozen=True, array_like=True):
    """What one ranking leaves for the next."""

    frame: bytes = b""  # a hash of what is the same for every pair
    world: bytes = b""  # the organisations and the words, packed
    marks: Mapping[str, bytes] = {}  # what is known of everyone's file: who has the mark she had is as she was
    keys: Mapping[str, bytes] = {}  # of all work, a hash of what matching reads; with the key it had it is as it was
    people: Mapping[str, bytes] = {}  # a piece for everyone
    work: Mapping[str, bytes] = {}  # and for all work
    teams: Mapping[str, bytes] = {}  # of team work
    pools: Mapping[str, bytes] = {}  # of team work: who can make a difference for its teams, as far as that was asked


class World(Struct, frozen=True, array_like=True):
    """What people and work are judged with beside their own records."""

    houses: Mapping[str, House]
    rarity: Mapping[str, int]
    near: Mapping[str, Mapping[str, int]]


# The same for all -----------------------------------------------------------------------------------------------------


def frame_key(frame: MatchFrame) -> bytes:
    """Of everything but which skills are near: that is in the keys of the work that asks for them."""
    return _hash(_pack((sys.byteorder, frame.today, frame.language, frame.apart, frame.shares, frame.regions)))


def world_of(given: Context) -> bytes:
    """The organisations and the words."""
    return _pack(World(given.houses, given.rarity, given.frame.near))


def world_in(packed: bytes) -> World:
    """The organisations and the words of before; none when there is no before."""
    return _world(packed) if packed else World({}, {}, {})


def before(given: Context, was: World, left: Mapping[str, tuple[House, ...]]) -> Context:
    """How things were in the same frame; `left` is where those who changed had worked until lately."""
    return replace(
        given,
        frame=replace(given.frame, near=was.near),
        houses=was.houses,
        rarity=was.rarity,
        left={**given.left, **left},
    )


# People: read only as far as something changed ------------------------------------------------------------------------


class Wanting(Lazy[Profile]):
    """Everyone who wants matches; a record is asked for only by who needs it."""

    def __init__(self, profiles: Mapping[str, Profile], slugs: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(slugs).keys())
        self._profiles = profiles

    def __getitem__(self, slug: str) -> Profile:
        if slug not in self:
            raise KeyError(slug)
        return self._profiles[slug]


class Changes(NamedTuple):
    """Who and what changed, came or left."""

    people: frozenset[str]
    work: frozenset[str]


def marks(given: Context, digests: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """What is known of everyone who has a digest: that, and where she worked until lately."""
    left = {slug: digests[slug] + _pack(houses) for slug, houses in given.left.items() if slug in digests}
    return {**digests, **left}


def wanting(profiles: Mapping[str, Profile], now: Mapping[str, bytes], last: Memory) -> tuple[Wanting, set[str]]:
    """Everyone who wants matches, and those of whom it is not known that they are as they were; `now` are the marks."""
    other = set(profiles).difference(now).union(slug for slug in _with_other_marks(now, last) if slug in profiles)
    wants = {*(last.people.keys() - other), *(slug for slug in other if profiles[slug].matching)}
    return Wanting(profiles, filter(wants.__contains__, profiles)), other


def _with_other_marks(now: Mapping[str, bytes], last: Memory) -> Iterable[str]:
    """Everyone who has not the mark she had."""
    if list(now) == list(last.marks):  # as it mostly is, and then quicker to see than by asking for each
        return compress(now, map(ne, now.values(), last.marks.values()))
    return (slug for slug in now if now[slug] != last.marks.get(slug))


def others(now: Memory, last: Memory) -> frozenset[str] | None:
    """Everyone of whom the record, the matches or the teams may not be as they were; None when that may be all."""
    found, formed = came(now.people, last.people), came(now.teams, last.teams)
    if found is None or formed is None:
        return None
    teams = (
        team for known in (now.teams, last.teams) for work in formed if work in known for team in teams_in(known[work])
    )
    return found.union(_with_other_marks(now.marks, last), *(team.members for team in teams))


def changes(
    given: Context, people: People, other: Iterable[str], keys: Mapping[str, bytes], was: World, last: Memory
) -> Changes:
    """Who and what changed; of the people only `other` may have, as long as no organisation did."""
    moved = {slug for slug, _ in given.houses.items() ^ was.houses.items()}
    asked = (slug for slug in (people if moved else other) if slug in people)
    changed = [slug for slug in asked if _has_changed(people[slug], given, moved, last)]
    work = {slug for slug, _ in keys.items() ^ last.keys.items()}
    return Changes(frozenset(changed).union(set(last.people).difference(people)), frozenset(work))


def _has_changed(one: Profile, given: Context, moved: set[str], last: Memory) -> bool:
    known = last.people.get(one.slug)
    return known is None or one.organisation in moved or piece_in(known).read != read_of_person(one, given)


# What is read ---------------------------------------------------------------------------------------------------------

READ_OF_PEOPLE = (
    "slug", "owner", "organisation", "skills", "learns", "fields", "hours", "available_from", "available_until",
    "engagements", "most_engagements", "paused_until", "stays", "ring", "forms", "place", "region", "travels_to",
    "remote", "languages",
)  # fmt: skip
READ_OF_WORK = (
    "slug", "owner", "kind", "organisation", "start", "end", "weeks", "hours", "fields", "skills", "teaches",
    "languages", "place", "region", "remote", "forms", "ring", "opens", "incompatible", "filled_by",
    "team_size",
)  # fmt: skip

_pack = msgspec.msgpack.Encoder(order="deterministic").encode
_world = msgspec.msgpack.Decoder(World).decode
_read_of_people = attrgetter(*READ_OF_PEOPLE)
_read_of_work = attrgetter(*READ_OF_WORK)


def read_of_person(one: Profile, given: Context) -> bytes:
    """All that matching reads of a person but where she works: that is told of the organisations."""
    return _pack((_read_of_people(one), given.left.get(one.slug, ())))


def read_of_work(one: Assignment) -> bytes:
    """All that matching reads of work itself."""
    return _pack(_read_of_work(one))


def _values(kind: Any, names: tuple[str, ...]) -> Any:
    """The type of these fields of a record, in a row."""
    types = {one.name: one.type for one in msgspec.structs.fields(kind)}
    return tuple.__class_getitem__(tuple([types[name] for name in names]))


_PERSON: Any = tuple.__class_getitem__((_values(Profile, READ_OF_PEOPLE), tuple[House, ...]))
_person = msgspec.msgpack.Decoder(_PERSON).decode
_work = msgspec.msgpack.Decoder(_values(Assignment, READ_OF_WORK)).decode


def person_in(read: bytes) -> tuple[Profile, tuple[House, ...]]:
    """Somebody as far as matching read of her, and where she had worked until lately."""
    values, left = _person(read)
    return Profile(name="", **dict(zip(READ_OF_PEOPLE, values, strict=True))), left


def work_in(read: bytes) -> Assignment:
    """Work as far as matching read of it."""
    return Assignment(title="", **dict(zip(READ_OF_WORK, _work(read), strict=True)))


# Keys of work ---------------------------------------------------------------------------------------------------------


def keys(given: Context, work: Work) -> Mapping[str, bytes]:
    """The keys of all work."""
    houses = {slug: _pack(one) for slug, one in given.houses.items()}
    near = {skill: _pack((terms, given.rarity[skill])) for skill, terms in given.frame.near.items()}

    def key(one: Assignment) -> bytes:
        asked = chain((need.skill for need in one.skills), one.teaches)
        return _hash(
            b"".join([read_of_work(one), houses.get(one.organisation, b""), *[near[skill] for skill in asked]])
        )

    return {slug: key(one) for slug, one in work.items()}


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
