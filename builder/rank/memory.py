"""What a ranking leaves for the next: the column of all work, and a key for everything that matching reads."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from ..match import Context, MatchFrame, Team
from ..model import Assignment, Profile
from .cells import ORDER, Column
from .lists import Barred, Ranking, Scores

People = Mapping[str, Profile]  # who want matches, by slug
Work = Mapping[str, Assignment]  # what looks for people, by slug

MOST_BYTES = 200_000_000  # of columns: what would make the state too large to carry around is not remembered


class Keys(Struct, frozen=True, array_like=True):
    """Hashes of what matching reads; what has the key it had is judged as it was."""

    frame: bytes = b""
    homes: bytes = b""
    people: Mapping[str, bytes] = {}
    work: Mapping[str, bytes] = {}


class Lists(Struct, frozen=True, array_like=True):
    """A ranking, each list of it packed: most of them are never looked at when little changed."""

    by_assignment: Mapping[str, bytes] = {}
    by_profile: Mapping[str, bytes] = {}
    excluded_by_assignment: Mapping[str, bytes] = {}
    barred_by_profile: Mapping[str, bytes] = {}
    teams: Mapping[str, bytes] = {}


class Memory(Struct, frozen=True, array_like=True):
    """What one ranking leaves for the next: eight bytes for each pair, and the lists."""

    keys: Keys = Keys()
    marks: Mapping[str, bytes] = {}  # what is known of everyone's file: who has the mark she had is as she was
    places: tuple[str, ...] = ()  # who is where in the columns; nobody where the slug is empty
    columns: Mapping[str, Column] = {}
    lists: Lists = Lists()
    pools: Mapping[str, bytes] = {}  # of team work: who can make a difference for its teams, as far as that was asked


Item = TypeVar("Item")
_encode = msgspec.msgpack.Encoder().encode


class Unpacked(Mapping[str, Item]):
    """Packed lists, each unpacked when it is asked for."""

    def __init__(self, packed: Mapping[str, bytes], kind: Any) -> None:
        self._packed, self._decoder = packed, msgspec.msgpack.Decoder(kind)

    def __getitem__(self, slug: str) -> Item:
        found: Item = self._decoder.decode(self._packed[slug])
        return found

    def __contains__(self, slug: object) -> bool:
        return slug in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def packed(fresh: Mapping[str, Any], before: Mapping[str, bytes], slugs: Iterable[str]) -> dict[str, bytes]:
    """The lists of these slugs: the fresh ones, and else those of before."""
    encoded = {slug: _encode(one) for slug, one in fresh.items()}
    return {slug: encoded[slug] if slug in encoded else before[slug] for slug in slugs}


def packed_ranking(one: Ranking) -> Lists:
    """A whole ranking packed."""
    return Lists(*[packed(lists, {}, lists) for lists in msgspec.structs.astuple(one)])


def ranking_in(lists: Lists) -> Ranking:
    """The ranking that is remembered."""
    return Ranking(
        Unpacked(lists.by_assignment, Scores),
        Unpacked(lists.by_profile, Scores),
        Unpacked(lists.excluded_by_assignment, Scores),
        Unpacked(lists.barred_by_profile, Barred),
        Unpacked(lists.teams, tuple[Team, ...]),
    )


def worth_keeping(memory: Memory) -> Memory:
    """A memory, unless columns were not kept or are too large to carry around."""
    columns = memory.columns
    too_large = len(columns) < len(memory.keys.work) or sum(map(len, columns.values())) > MOST_BYTES
    return Memory() if too_large else memory


# People: read only as far as something changed ------------------------------------------------------------------------


class Wanting(Mapping[str, Profile]):
    """Everyone who wants matches; a record is asked for only by who needs it."""

    def __init__(self, profiles: Mapping[str, Profile], slugs: Iterable[str]) -> None:
        self._profiles, self._slugs = profiles, dict.fromkeys(slugs)

    def __getitem__(self, slug: str) -> Profile:
        if slug not in self._slugs:
            raise KeyError(slug)
        return self._profiles[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)


def marks(given: Context, digests: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """What is known of everyone who has a digest: that, and where she worked until lately."""
    left = {slug: digests[slug] + _pack(houses) for slug, houses in given.left.items() if slug in digests}
    return {**digests, **left}


def wanting(profiles: Mapping[str, Profile], now: Mapping[str, bytes], last: Memory) -> Wanting:
    """Everyone who wants matches; `now` are the marks."""
    other = _with_other_marks(profiles, now, last)
    wants = {*(last.keys.people.keys() - other), *(slug for slug in other if profiles[slug].matching)}
    return Wanting(profiles, filter(wants.__contains__, profiles))


def _with_other_marks(profiles: Iterable[str], now: Mapping[str, bytes], last: Memory) -> set[str]:
    """Everyone of whom it is not known that she is as she was."""
    if now == last.marks:  # as it mostly is, and much quicker to see than by going by everyone
        return {slug for slug in profiles if slug not in now}
    return {slug for slug in profiles if slug not in now or now[slug] != last.marks.get(slug)}


def changed_people(now: Keys, last: Memory) -> frozenset[str]:
    """Everyone who changed, came or left."""
    return frozenset(slug for slug, _ in now.people.items() ^ last.keys.people.items())


# Places: a person keeps hers as long as she is there ------------------------------------------------------------------


def placed(last: Sequence[str], people: People) -> tuple[str, ...]:
    """Who is where: newcomers take the places that were free, and then new ones.

    A place that is left now stays empty this time, so that a column that is the same is about the same people.
    """
    if len(last) == len(people) and all(map(people.__contains__, last)):
        return tuple(last)
    known = set(last)
    newcomers = (slug for slug in people if slug not in known)
    stand = [(slug if slug in people else "") if slug else next(newcomers, "") for slug in last]
    return (*stand, *newcomers)


def places_of(slugs: Collection[str], places: Sequence[str]) -> list[int]:
    """Where these people are, in order."""
    return [number for number, slug in enumerate(places) if slug in slugs]


# Keys -----------------------------------------------------------------------------------------------------------------

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
_read_of_people = attrgetter(*READ_OF_PEOPLE)
_read_of_work = attrgetter(*READ_OF_WORK)


def keys(given: Context, people: People, work: Work, now: Mapping[str, bytes], last: Memory) -> Keys:
    """The keys of all that is ranked; who has the mark she had keeps her key, as long as no organisation changed."""
    homes = {slug: _pack(one) for slug, one in given.houses.items()}
    whole = _hash(_pack(homes))
    other = _with_other_marks(people, now, last) if whole == last.keys.homes else set(people)
    left = {slug: _pack(houses) for slug, houses in given.left.items()}
    near = {skill: _pack(terms) for skill, terms in given.frame.near.items()}

    def key(slug: str) -> bytes:
        one = people[slug]
        return _hash(_pack(_read_of_people(one)) + homes.get(one.organisation, b"") + left.get(slug, b""))

    return Keys(
        _frame_key(given.frame),
        whole,
        {slug: key(slug) if slug in other else last.keys.people[slug] for slug in people},
        {slug: _key_of_work(given, one, near) for slug, one in work.items()},
    )


def _frame_key(frame: MatchFrame) -> bytes:
    """Of everything but which skills are near: that is in the keys of the work that asks for them."""
    return _hash(_pack((ORDER, frame.today, frame.language, frame.apart, frame.shares, frame.regions)))


def _key_of_work(given: Context, one: Assignment, near: Mapping[str, bytes]) -> bytes:
    client = given.houses.get(one.organisation)
    rarity = [given.rarity[need.skill] for need in one.skills]
    terms = [near[skill] for skill in chain((need.skill for need in one.skills), one.teaches)]
    return _hash(_pack((_read_of_work(one), client, rarity, terms)))


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
