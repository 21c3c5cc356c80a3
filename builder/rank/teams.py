"""The teams for all work that asks for more than one: of people who fit it, and only where something changed.

Most people who fit are outdone by so many that no team can ever need them. The others are remembered, so that who
changed only has to be set beside those.
"""

from collections.abc import Collection, Iterable
from itertools import islice
from operator import ge
from typing import NamedTuple

import msgspec
from msgspec import Struct

from .. import match
from ..match import WHOLE, Candidate, Context, Team
from ..model import Assignment
from ..networks import is_guest
from .few import Row
from .memory import People

SPARE = 6  # how many who are remembered may leave before everyone has to be looked at again


class Pool(NamedTuple):
    """Who can make a difference in the teams for a piece of work: everyone whom no more than `depth` people outdo."""

    depth: int
    able: tuple[Candidate, ...]

    def serves(self, one: Assignment) -> bool:
        """Whether the teams for this work can be made of it."""
        return self.depth >= depth_of(one)


UNKNOWN = Pool(-1, ())
teams_in = msgspec.msgpack.Decoder(tuple[Team, ...]).decode


# Packed, with those who cover most apart: mostly they are enough to see that somebody makes no difference ------------


class _Packed(Struct, frozen=True, array_like=True):
    depth: int
    strong: tuple[Candidate, ...]
    others: bytes


_encode = msgspec.msgpack.Encoder().encode
_packed = msgspec.msgpack.Decoder(_Packed).decode
_candidates = msgspec.msgpack.Decoder(tuple[Candidate, ...]).decode


def packed_pool(pool: Pool) -> bytes:
    """A pool as it is remembered."""
    able, most = sorted(pool.able, key=lambda one: (-sum(one.parts), one.slug)), 2 * (pool.depth + 1)
    return _encode(_Packed(pool.depth, tuple(able[:most]), _encode(able[most:])))


def pool_in(packed: bytes) -> Pool:
    """A pool that was remembered."""
    one = _packed(packed)
    return Pool(one.depth, (*one.strong, *_candidates(one.others)))


def is_touched(packed: bytes, gone: Iterable[str], come: Iterable[Candidate]) -> bool:
    """Whether a pool may be another one after some people went, as far as they were in it, and others came."""
    one = _packed(packed)
    return (
        one.depth < 0
        or any(_encode(slug) in packed for slug in gone)
        or any(any(each.parts) and not _is_outdone(each, one.strong, one.depth) for each in come)
    )


# Made and mended ------------------------------------------------------------------------------------------------------


def depth_of(one: Assignment) -> int:
    """How many people are taken away before the last team is looked for."""
    return match.places_left(one) * (match.MOST_TEAMS - 1)


def teams_of(one: Assignment, able: Iterable[Candidate], given: Context) -> tuple[Team, ...]:
    """The teams for one piece of work, of these people."""
    heavy = sum(match.weight(need, given.rarity[need.skill]) for need in one.skills if given.frame.near[need.skill])
    return match.teams(able, match.places_left(one), heavy)


def pool_of(one: Assignment, able: Iterable[Candidate]) -> Pool:
    """Who of these people can make a difference."""
    depth = depth_of(one) + SPARE
    found = list[Candidate]()
    for each in sorted(able, key=_by_score):
        if any(each.parts) and not _is_outdone(each, found, depth):
            found.append(each)
    return Pool(depth, tuple(found))


def candidates(given: Context, people: People, one: Assignment, rows: Iterable[Row]) -> list[Candidate]:
    """Those of our own people who fit the work: nobody who is barred is in a row without a reason."""
    beside = match.beside(given, one)
    return [
        match.candidate(beside(people[slug]), WHOLE - short, given.frame)
        for short, slug, why in rows
        if not why and not is_guest(slug)
    ]


def mended_pool(pool: Pool, changed: Collection[str], now: Iterable[Candidate]) -> Pool:
    """The pool after some people changed, of whom those fit now; the very same one when that makes no difference.

    Each who leaves may have been all that kept somebody else out, so afterwards it goes one less deep. Who comes is
    outdone by as many in the pool as in all, as far as that matters: the first of them are in it themselves.
    """
    fresh = {one.slug: one for one in now}
    kept = [one for one in pool.able if one.slug not in changed or fresh.get(one.slug) == one]
    known = {one.slug for one in kept}
    depth = pool.depth - len(pool.able) + len(kept)
    come = [one for one in fresh.values() if one.slug not in known and any(one.parts)]
    more = [one for one in come if not _is_outdone(one, [*kept, *come], depth)]
    return pool if len(kept) == len(pool.able) and not more else Pool(depth, (*kept, *more))


def _is_outdone(one: Candidate, others: Iterable[Candidate], depth: int) -> bool:
    """Whether more than so many come before somebody and are as good at every skill."""
    better = (each for each in others if all(map(ge, each.parts, one.parts)) and _by_score(each) < _by_score(one))
    return next(islice(better, max(0, depth), None), None) is not None


def _by_score(one: Candidate) -> tuple[int, str]:
    return -one.score, one.slug
