"""How far the skills that are asked are there, and the skills that somebody can learn here."""

from collections.abc import Mapping

from msgspec import Struct

from ..model import Importance, Need
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


class SkillFit(Struct, frozen=True):
    """How far a skill that is asked is there."""

    skill: str
    importance: Importance
    asked: int | None
    has: int | None  # the level of the claim that counts
    through: str | None  # the term claimed, or wished for, that counts; none when nothing does
    credit: int  # of 10,000
    learnable: bool


def skill_fits(both: Pair, frame: MatchFrame) -> tuple[SkillFit, ...]:
    """How far each skill that is asked is there; a skill that the network has no word for is not judged."""
    return tuple([_skill_fit(need, both, frame) for need in both.assignment.skills if frame.near[need.skill]])


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
    wishes = both.profile.learns
    return tuple(one for one in both.assignment.teaches if any(wish in frame.near[one] for wish in wishes))


def mean_fit(fits: tuple[SkillFit, ...], both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    """The weighted mean of the credits."""
    if not fits:
        return NOT_ASKED, Why("skills.not-asked")
    needs = zip(both.assignment.skills, both.rarity, strict=True)
    weights = [weight(need, rarity) for need, rarity in needs if frame.near[need.skill]]
    part = sum([one.credit * heavy for one, heavy in zip(fits, weights, strict=True)]) // sum(weights)
    enough = sum([one.credit >= ENOUGH for one in fits])
    if enough == len(fits):
        return part, because("skills.all", n=enough)
    if enough:
        return part, because("skills.some", fit=enough, asked=len(fits))
    return part, Why("skills.near" if part else "skills.none")


def _skill_fit(need: Need, both: Pair, frame: MatchFrame) -> SkillFit:
    near, learnable = frame.near[need.skill], need.skill in both.assignment.teaches
    ways = [
        (level_fit(need.level, one.level) * near[one.skill], one.level or USUAL_LEVEL, one.skill)
        for one in both.profile.skills
        if one.skill in near
    ]
    ways += [(WISH * near[wish], 0, wish) for wish in both.profile.learns if learnable and wish in near]
    credit, has, through = max(ways, key=lambda way: way[:2], default=(0, 0, None))
    return SkillFit(need.skill, need.importance, need.level, has or None, through, credit, learnable)
