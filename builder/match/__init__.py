"""How well a person and a piece of work fit: exactly, and for reasons that can be said aloud.

This is the whole rule. `rank` finds the same lists faster and may not know better.
"""

from collections import OrderedDict

from msgspec import Struct

from ..apart import House, house
from ..model import Assignment
from .criteria import CRITERIA, Judged, by_region, where
from .exclusions import EXCLUSIONS, WITHIN, Exclusion, exclusion, is_cooling_off, is_matched, shared_forms
from .fits import ENOUGH, IMPORTANCE, NOT_ASKED, WISH, SkillFit, level_fit, mean_fit, skill_fits, taught, weight
from .lights import Light, LightState, five_lights
from .pairs import RAREST, RARITY, WHOLE, Context, MatchFrame, Pair, beside, context, pair, shares
from .periods import span
from .reasons import Value, Voice, Why, because, spoken
from .scores import BANDS, Band, Criterion, band, criterion, points, score
from .teams import (
    MOST_TEAMS,
    WORTH,
    Candidate,
    Cover,
    Members,
    Team,
    alone,
    are_same,
    candidate,
    covers,
    places_left,
    team_work,
    teams,
    weights,
)

__all__ = (
    "BANDS", "CRITERIA", "ENOUGH", "EXCLUSIONS", "IMPORTANCE", "LEAST", "LEAST_WISH", "MOST_TEAMS", "NOT_ASKED",
    "RAREST", "RARITY", "WHOLE", "WISH", "WITHIN", "WORTH", "Band", "Candidate", "Context", "Cover", "Criterion",
    "Exclusion", "House", "Judged", "Light", "LightState", "Match", "MatchFrame", "Members", "Pair", "SkillFit",
    "Team", "Value", "Voice", "Why", "alone", "are_same", "asks", "band", "because", "beside", "by_region",
    "candidate", "context", "covers", "exclusion", "explain", "explained", "house", "in_common", "is_cooling_off",
    "is_match", "is_matched", "level_fit", "pair", "places_left", "points", "score", "shared_forms", "shares",
    "skill_fits", "span", "spoken", "taught", "team_work", "teams", "weight", "weights", "where",
)  # fmt: skip

LEAST, LEAST_WISH = 1_500, 5_000  # what a person and work need in common to be a match at all


class Match(Struct, frozen=True):
    """A pair explained."""

    profile: str
    assignment: str
    score: int
    band: Band
    criteria: tuple[Criterion, ...]
    fits: tuple[SkillFit, ...]
    missing: tuple[SkillFit, ...]
    learns: tuple[str, ...]
    lights: tuple[Light, ...]


def explain(both: Pair, frame: MatchFrame) -> Match:
    """A pair in criteria, skills and lights."""
    needs, learns, of = skill_fits(both, frame), taught(both, frame), frame.shares
    skills, *others = CRITERIA
    criteria = (
        criterion(skills.name, of[skills.name], *mean_fit(needs, both, frame)),
        *[criterion(one.name, of[one.name], *one.part(both, frame)) for one in others],
    )
    total = sum([one.points for one in criteria])
    fits = tuple([one for one in needs if one.credit >= ENOUGH])
    return Match(
        profile=both.profile.slug,
        assignment=both.assignment.slug,
        score=total,
        band=band(total),
        criteria=criteria,
        fits=fits,
        missing=tuple([one for one in needs if one.credit < ENOUGH]),
        learns=learns,
        lights=five_lights(both, frame, total, len(fits), len(needs), learns),
    )


def explained(both: Pair, frame: MatchFrame) -> Match:
    """`explain`, remembered for a while: a page and a document tell the same pair shortly after each other."""
    key = (*map(id, (both.profile, both.assignment, both.home, both.client, frame)), both.rarity)
    known = _RECENT.get(key)
    if known is None:
        if len(_RECENT) >= MOST_RECENT:
            _RECENT.popitem(last=False)  # the oldest
        known = _RECENT[key] = (both, frame, explain(both, frame))
    return known[2]


# What is remembered is kept alive by its entry, so that no other object can come to bear its id meanwhile.
_RECENT: OrderedDict[tuple[object, ...], tuple[Pair, MatchFrame, Match]] = OrderedDict()
MOST_RECENT = 1024


def is_match(both: Pair, frame: MatchFrame) -> bool:
    """Whether the two belong in each other's lists: nothing bars it, and they have something in common."""
    part = {one.name: one.part(both, frame)[0] for one in CRITERIA}
    shared = in_common(part["skills"], part["learning"], part["fields"], asks=asks(both.assignment, frame))
    return shared and exclusion(both, frame) is None


def in_common(skills: int, learning: int, fields: int, *, asks: bool) -> bool:
    """Whether there is something to talk about: skills, a wish that comes true, or a field if no skills are asked."""
    return learning >= LEAST_WISH or (skills >= LEAST if asks else fields > 0)


def asks(assignment: Assignment, frame: MatchFrame) -> bool:
    """Whether work asks for skills that the network has a word for."""
    return any(frame.near[need.skill] for need in assignment.skills)
