"""How far the skills that are asked are there, and the skills that somebody can learn here."""

from collections import OrderedDict
from collections.abc import Mapping
from operator import mul
from typing import NamedTuple

from msgspec import Struct

from ..model import Assignment, Claim, Importance, Need
from .pairs import MatchFrame, Pair
from .reasons import Why, because

IMPORTANCE: Mapping[Importance, int] = {"must": 3, "should": 2, "nice": 1}
USUAL_LEVEL = 3  # of a claim without a level
BELOW, ABOVE, LEAST_ABOVE = 25, 10, 70  # per cent a level below or above, and what "more than asked" keeps
WISH = 40  # per cent that a learning wish is worth for a skill that is asked and can be learnt here
# From here a skill fits: one level below (7,500), or far above in a narrower term (6,300); not two levels below or a
# broader term (5,000).
ENOUGH = 6_000
NOT_ASKED = 2_000  # the skill part of work that asks for no skills: less than any good fit


class SkillFit(Struct, frozen=True, cache_hash=True):
    """How far a skill that is asked is there."""

    skill: str
    importance: Importance
    asked: int | None
    has: int | None  # the level of the claim that counts
    through: str | None  # the term claimed, or wished for, that counts; none when nothing does
    credit: int  # of 10,000
    learnable: bool


Way = tuple[int, SkillFit]  # the better fit has the higher number: its credit, then its level


class Asked(NamedTuple):
    """The skills that work asks for, to be held beside what many people have."""

    needs: tuple[Need, ...]  # that the network has a word for
    places: tuple[int, ...]  # where they stand among all
    nothing: tuple[Way, ...]  # how far each is there for somebody who has nothing like it
    serves: frozenset[str]  # the skills that serve any
    learnt: frozenset[str]  # the wishes that serve any: where a skill can be learnt
    claims: dict[tuple[str, int | None], tuple[tuple[int, Way], ...]]  # what a claim serves, as far as it was asked
    wishes: dict[str, tuple[tuple[int, Way], ...]]  # and a wish
    weights: dict[tuple[int, ...], tuple[int, ...]]  # how much each weighs where skills are so rare


def skill_fits(both: Pair, frame: MatchFrame) -> tuple[SkillFit, ...]:
    """How far each skill that is asked is there; a skill that the network has no word for is not judged."""
    asked, teaches = asked_by(both.assignment, frame), both.assignment.teaches
    best = list(asked.nothing)
    for one in both.profile.skills:
        if one.skill in asked.serves:
            for at, way in asked.claims.get((one.skill, one.level)) or _claimed(asked, one, teaches, frame):
                if way[0] > best[at][0]:
                    best[at] = way
    for wish in both.profile.learns:
        if wish in asked.learnt:
            for at, way in asked.wishes.get(wish) or _wished(asked, wish, teaches, frame):
                if way[0] > best[at][0]:
                    best[at] = way
    return tuple([fit for _, fit in best])


def asked_by(assignment: Assignment, frame: MatchFrame) -> Asked:
    """What work asks, worked out once for all the people beside it."""
    key = id(assignment), id(frame)
    known = _ASKED.get(key)
    if known is None:
        if len(_ASKED) >= MOST_ASKED:
            _ASKED.popitem(last=False)  # the oldest
        known = _ASKED[key] = (assignment, frame, _asked(assignment, frame))
    return known[2]


# What is kept holds on to its work, so that no other can come to bear its id meanwhile; some 10 kB each.
_ASKED: OrderedDict[tuple[int, int], tuple[Assignment, MatchFrame, Asked]] = OrderedDict()
MOST_ASKED = 8192


def level_fit(asked: int | None, has: int | None) -> int:
    """How well a level serves the one asked, per cent: a higher one is enough and a little less than spot on."""
    if asked is None:
        return 100
    more = (USUAL_LEVEL if has is None else has) - asked
    return max(LEAST_ABOVE, 100 - ABOVE * more) if more >= 0 else max(0, 100 + BELOW * more)


def weight(need: Need, rarity: int) -> int:
    """What a need weighs among the needs: its importance times how rare it is."""
    return IMPORTANCE[need.importance] * rarity


def taught(both: Pair, frame: MatchFrame) -> tuple[str, ...]:
    """The skills this work teaches that this person wants to learn."""
    wishes, teaches = both.profile.learns, both.assignment.teaches
    return tuple([one for one in teaches if not frame.near[one].keys().isdisjoint(wishes)]) if wishes else ()


def mean_fit(fits: tuple[SkillFit, ...], both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    """The weighted mean of the credits."""
    if not fits:
        return NOT_ASKED, because("skills.not-asked")
    asked = asked_by(both.assignment, frame)
    weights = asked.weights.get(both.rarity) or _weights(asked, both.rarity)
    found = [one.credit for one in fits]
    part = sum(map(mul, found, weights)) // sum(weights)
    enough = len([one for one in found if one >= ENOUGH])
    if enough == len(fits):
        return part, because("skills.all", n=enough)
    if enough:
        return part, because("skills.some", fit=enough, asked=len(fits))
    return part, because("skills.near" if part else "skills.none")


def _asked(assignment: Assignment, frame: MatchFrame) -> Asked:
    places = tuple([at for at, need in enumerate(assignment.skills) if frame.near[need.skill]])
    needs = tuple([assignment.skills[at] for at in places])
    nothing = tuple([(-1, _fit(need, assignment.teaches, 0, None, None)) for need in needs])
    serves = {skill for need in needs for skill in frame.near[need.skill]}
    learnt = {wish for need in needs if need.skill in assignment.teaches for wish in frame.near[need.skill]}
    return Asked(needs, places, nothing, frozenset(serves), frozenset(learnt), {}, {}, {})


def _claimed(asked: Asked, one: Claim, teaches: tuple[str, ...], frame: MatchFrame) -> tuple[tuple[int, Way], ...]:
    """The needs that a claim serves, and how far."""
    found = asked.claims[one.skill, one.level] = tuple(
        [
            (
                at,
                _way(_fit(need, teaches, level_fit(need.level, one.level) * near, one.level or USUAL_LEVEL, one.skill)),
            )
            for at, need in enumerate(asked.needs)
            if (near := frame.near[need.skill].get(one.skill)) is not None
        ]
    )
    return found


def _wished(asked: Asked, wish: str, teaches: tuple[str, ...], frame: MatchFrame) -> tuple[tuple[int, Way], ...]:
    """The needs that a wish serves where they can be learnt, and how far."""
    found = asked.wishes[wish] = tuple(
        [
            (at, _way(_fit(need, teaches, WISH * near, None, wish)))
            for at, need in enumerate(asked.needs)
            if need.skill in teaches and (near := frame.near[need.skill].get(wish)) is not None
        ]
    )
    return found


def _way(fit: SkillFit) -> Way:
    return fit.credit * 10 + (fit.has or 0), fit


def _fit(need: Need, teaches: tuple[str, ...], credit: int, has: int | None, through: str | None) -> SkillFit:
    return SkillFit(need.skill, need.importance, need.level, has, through, credit, need.skill in teaches)


def _weights(asked: Asked, rarity: tuple[int, ...]) -> tuple[int, ...]:
    found = asked.weights[rarity] = tuple(
        [weight(need, rarity[at]) for at, need in zip(asked.places, asked.needs, strict=True)]
    )
    return found
