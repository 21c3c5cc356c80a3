"""Teams for work that very many people fit: only those are looked at who can make a difference."""

from collections.abc import Sequence
from functools import cache, reduce
from itertools import combinations

import numpy as np

from .. import match
from ..match import WHOLE, Candidate, Context, Members, Team
from ..model import Assignment
from .teams import SPARE, Pool, depth_of
from .throng import Names, Numbers, Throng
from .weighed import Weighed, credits_of

STRONG = (12, 32, 256)  # people with whom all others are compared: those who cover most


def formed_at_once(
    one: Assignment, found: Weighed, among: Throng, names: Names, given: Context
) -> tuple[Pool, tuple[Team, ...]]:
    """Who can make a difference in the teams for one piece of work, of our own people who fit it, and the teams."""
    fit = (found.why == 0) & names.own[found.people]
    people, short = found.people[fit], found.short[fit]
    needs = [need for need in one.skills if given.frame.near[need.skill]]
    heavy = [match.weight(need, given.rarity[need.skill]) for need in needs]
    parts = [
        credits_of(need, need.skill in one.teaches, among, given.frame)[people] * weight
        for need, weight in zip(needs, heavy, strict=True)
    ]
    depth = depth_of(one) + SPARE
    order = short * len(among.home) + names.order[people]
    few = _seldom_outdone(parts, order, depth)
    rows = zip(*[part[few].tolist() for part in parts], strict=True)
    able = zip(names.order[people[few]].tolist(), (WHOLE - short[few]).tolist(), rows, strict=True)
    pool = Pool(depth, tuple([Candidate(names.slugs[at], score, row) for at, score, row in able]))
    number = {each.slug: at for at, each in enumerate(pool.able)}

    def sieve(left: Sequence[Candidate]) -> list[Candidate]:
        at = few[np.array([number[each.slug] for each in left], dtype=np.int64)]
        return [left[each] for each in _seldom_outdone([part[at] for part in parts], order[at], 0).tolist()]

    return pool, match.teams(pool.able, match.places_left(one), sum(heavy), best_of_all, sieve)


def _seldom_outdone(parts: list[Numbers], order: Numbers, most: int) -> Numbers:
    """Those whom no more than so many of the strongest outdo: who come before them and are as good at every skill."""
    everyone = np.arange(len(order))
    for strong in STRONG:  # a few outdo most people, and then few are left to be compared with more
        covers = sum(part[everyone] for part in parts)
        best = everyone[np.argsort(-covers)[:strong]]
        outdone = order[best, None] < order[None, everyone]
        for part in parts:
            outdone &= part[best, None] >= part[None, everyone]
        everyone = everyone[np.count_nonzero(outdone, axis=0) <= most]
    return everyone


def best_of_all(so_far: Members, able: Sequence[Candidate]) -> Members:
    """The best team of the size of the one so far, by looking at every one there could be."""
    in_order = sorted(able, key=lambda one: one.slug)  # so of equal teams the first is the one that comes first by name
    parts, scores = np.array([one.parts for one in in_order]).T, np.array([one.score for one in in_order])
    ways = _ways(len(able), len(so_far))
    covers = reduce(np.maximum, (parts[:, way] for way in ways)).sum(axis=0)
    best = np.flatnonzero(covers == covers.max())
    first = best[np.argmax(scores[ways[:, best]].sum(axis=0))]
    return tuple([in_order[one] for one in ways[:, first]])


@cache
def _ways(people: int, size: int) -> Numbers:
    """Every team of a size: the first members, the second members and so on."""
    ways = np.array([*combinations(range(people), size)], dtype=np.int64)
    return np.ascontiguousarray(ways.T)
