"""Who together cover what work asks: the smallest team that comes close to the most that people can cover.

A team covers a skill as well as the one of its members who fits it best. What the best team is follows from all teams
there could be; it is found among the few people whom nobody outdoes in everything, without a look at teams that cannot
be better. Only in two cases the search is not complete: among more than `MOST_COMPARED` such people it takes the first
few at each skill, in all and by score, and members after the first `MOST_AT_ONCE` are added one by one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import accumulate, takewhile
from operator import ge
from typing import NamedTuple

from msgspec import Struct

from ..model import Assignment
from .fits import ENOUGH, SkillFit, skill_fits, weight
from .pairs import MatchFrame, Pair

MOST_TEAMS = 3
WORTH = 500  # of 10,000: what a smaller team may cover less than the best
# To look for the very best team stays quick among so many people and up to so many members. Of 30 assignments in a
# network of 10,000 people two had more who are not outdone (36 and 43), and a fifth member hardly ever adds anything.
MOST_COMPARED = 32
MOST_AT_ONCE = 4


class Team(Struct, frozen=True):
    """People who together cover what work asks."""

    members: tuple[str, ...]  # the best match first
    points: int  # how far what is asked is covered, of 10,000


class Candidate(NamedTuple):
    """Somebody who may be in a team."""

    slug: str
    score: int  # of the match
    parts: tuple[int, ...]  # for each skill that is asked: the credit, times what the skill weighs


Parts = tuple[int, ...]
Members = tuple[Candidate, ...]
Search = Callable[[Members, Sequence[Candidate]], Members]  # a team, and who is able → the best team of its size
Sieve = Callable[[Sequence[Candidate]], Sequence[Candidate]]  # people → the same without some whom others outdo


class Cover(Struct, frozen=True):
    """A skill that is asked, and the member of a team who fits it best."""

    by: str | None  # nobody when nobody has anything like it
    fit: SkillFit


# What asks for a team -------------------------------------------------------------------------------------------------


def team_work(one: Assignment, frame: MatchFrame) -> bool:
    """Whether people could share work: two or more are still looked for, and two or more skills are asked."""
    return places_left(one) > 1 and sum(bool(frame.near[need.skill]) for need in one.skills) > 1


def places_left(one: Assignment) -> int:
    """How many people are still looked for."""
    return (one.team_size or 1) - len(one.filled_by)


# What a team covers ---------------------------------------------------------------------------------------------------


def covers(team: Sequence[Pair], frame: MatchFrame) -> tuple[Cover, ...]:
    """Who covers each of the skills that are asked; of equals the first."""
    everyone = [[(both.profile.slug, fit) for fit in skill_fits(both, frame)] for both in team]
    best = [max(ways, key=lambda way: way[1].credit) for ways in zip(*everyone, strict=True)]
    return tuple([Cover(slug if fit.credit else None, fit) for slug, fit in best])


def candidate(both: Pair, score: int, frame: MatchFrame) -> Candidate:
    """A person as somebody who may be in a team for this work."""
    parts = zip(skill_fits(both, frame), weights(both, frame), strict=True)
    return Candidate(both.profile.slug, score, tuple([fit.credit * heavy for fit, heavy in parts]))


def alone(both: Pair, frame: MatchFrame) -> int:
    """How far somebody alone covers what is asked, of 10,000."""
    return sum(candidate(both, 0, frame).parts) // sum(weights(both, frame))


def weights(both: Pair, frame: MatchFrame) -> tuple[int, ...]:
    """What each skill that is asked, and that the network has a word for, weighs."""
    needs = zip(both.assignment.skills, both.rarity, strict=True)
    return tuple([weight(need, rarity) for need, rarity in needs if frame.near[need.skill]])


# The best teams -------------------------------------------------------------------------------------------------------


def teams(
    candidates: Iterable[Candidate], most: int, heavy: int, search: Search | None = None, sieve: Sieve | None = None
) -> tuple[Team, ...]:
    """Up to three teams of at most so many people, the best first; nobody is in two of them.

    `heavy` is what all skills that are asked weigh together. Somebody who does best alone is a team of one, and then
    there is no other; a second and a third team are told when they too cover enough. `search` may find the best team
    of a size in another way; it is the same team. `sieve` may leave out people beforehand.
    """
    left, found = list(candidates), list[Team]()
    while len(found) < MOST_TEAMS:
        best = team(sieve(left) if sieve else left, most, WORTH * heavy, search)
        points = covered(best) // heavy
        if not points or (found and (points < ENOUGH or len(best) == 1)):
            break
        found.append(Team(tuple([one.slug for one in sorted(best, key=_by_score)]), points))
        left = [one for one in left if one not in best] if len(best) > 1 else []
    return tuple(found)


def are_same(found: Sequence[Team], kept: Sequence[Candidate], others: Sequence[Candidate]) -> bool:
    """Whether these teams are found of those who were kept, whoever of the others is there too.

    As long as somebody who is kept outdoes each of the others, nobody else is outdone because of them.
    """
    for one in (*found, None)[:MOST_TEAMS]:
        if not all(any(_outdoes(each, other) for each in kept) for other in others if any(other.parts)):
            return False
        if one is None or len(one.members) == 1:
            break
        kept = [each for each in kept if each.slug not in one.members]
    return True


def _outdoes(one: Candidate, other: Candidate) -> bool:
    return all(map(ge, one.parts, other.parts)) and _by_score(one) < _by_score(other)


def team(candidates: Iterable[Candidate], most: int, slack: int, search: Search | None = None) -> Members:
    """The smallest team within `slack` of what the best team covers; of its size the best."""
    best = list(_grown(compared(candidates), most, search or _best))
    return next((one for one in best if covered(one) >= covered(best[-1]) - slack), ())


def covered(members: Members) -> int:
    """How far these people together cover what is asked: for each skill the best part, added up."""
    return sum(map(max, zip(*[one.parts for one in members], strict=True)))


def compared(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Who can make a difference in a team: when they are many, the first few at each skill, in all and by score."""
    able = not_outdone(candidates)
    if len(able) > MOST_COMPARED:
        best_at = (sorted(able, key=lambda one: -one.parts[at]) for at in range(len(able[0].parts)))
        orders = [able, sorted(able, key=_in_all), *best_at]
        able = list(dict.fromkeys(one for places in zip(*orders, strict=True) for one in places))[:MOST_COMPARED]
    return sorted(able, key=_in_all)


def not_outdone(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those whom nobody outdoes, the highest score first.

    Whoever is no better at any skill than somebody with a higher score could be replaced by her in every team.
    """
    found = list[Candidate]()
    seen = set[Parts]()  # who is as good at every skill as somebody before is outdone, and of very many people most are
    for one in sorted(candidates, key=_by_score):
        if one.parts in seen:
            continue
        seen.add(one.parts)
        if any(one.parts) and not any(all(map(ge, other.parts, one.parts)) for other in found):
            found.append(one)
    return found


def _grown(able: Sequence[Candidate], most: int, search: Search) -> Iterator[Members]:
    """The best team of one, of two and so on, until a member more adds nothing."""
    best: Members = ()
    for size in range(1, min(most, len(able)) + 1):
        larger = min([(*best, one) for one in able if one not in best], key=_order)
        if covered(larger) == covered(best):
            break
        best = search(larger, able) if size <= MOST_AT_ONCE else larger
        yield best


def _best(so_far: Members, able: Sequence[Candidate], chosen: Members = (), reached: Parts = ()) -> Members:
    """The best team of its size: the one so far, or one of those chosen and some of who is able.

    Together people add at most what each of them would add alone, and cover at most what all who are left cover, so
    whoever adds most is looked at first, and nobody is looked at any more when that could not make a better team.
    """
    left = len(so_far) - len(chosen)
    with_each = [tuple(map(max, reached, one.parts)) if reached else one.parts for one in able]
    ways = sorted(zip(with_each, able, strict=True), key=lambda way: -sum(way[0]))
    if left == 1:
        return min(so_far, *[(*chosen, one) for one in _last(ways)], key=_order)
    sums, limits = [sum(parts) for parts, _ in ways], _limits([parts for parts, _ in ways])
    already, mine = sum(reached), sum([one.score for one in chosen])
    order = _order(so_far)
    for at, (parts, one) in enumerate(ways[: len(ways) - left + 1]):
        most = min(sum(sums[at : at + left]) - (left - 1) * already, limits[at])
        scores = sum(nlargest(left, [other.score for _, other in ways[at:]]))
        if (-most, -mine - scores) > order[:2]:
            break
        better = _best(so_far, [other for _, other in ways[at + 1 :]], (*chosen, one), parts)
        if better is not so_far:
            so_far, order = better, _order(better)
    return so_far


def _last(ways: Sequence[tuple[Parts, Candidate]]) -> list[Candidate]:
    """Who may be the last member: of those with whom most is covered, who stand first, the best matches."""
    most = sum(ways[0][0]) if ways else 0
    equal = [one for _, one in takewhile(lambda way: sum(way[0]) == most, ways)]
    return [min(equal, key=_by_score)] if equal else []


def _limits(rows: Sequence[Parts]) -> list[int]:
    """For each row what it and all that follow cover together."""
    return [sum(parts) for parts in accumulate(reversed(rows), lambda one, other: tuple(map(max, one, other)))][::-1]


def _order(members: Members) -> tuple[int, int, list[str]]:
    """The order of teams of one size: what they cover, then how well they match one by one, then by name."""
    return -covered(members), -sum([one.score for one in members]), sorted([one.slug for one in members])


def _by_score(one: Candidate) -> tuple[int, str]:
    return -one.score, one.slug


def _in_all(one: Candidate) -> tuple[int, str]:
    return -sum(one.parts), one.slug
