"""The criteria added up, and the sum in a word."""

from functools import lru_cache
from typing import Any, Literal, TypeVar

from msgspec import Struct

from .criteria import CRITERIA
from .pairs import WHOLE, MatchFrame, Pair
from .reasons import Why

Part = TypeVar("Part", int, Any)
Band = Literal["strong", "good", "chance", "touch"]
BANDS: tuple[tuple[Band, int], ...] = (("strong", 7_500), ("good", 5_500), ("chance", 3_500), ("touch", 0))


class Criterion(Struct, frozen=True, cache_hash=True):
    """What one criterion adds to the score; the points of all criteria together are the score."""

    name: str
    points: int
    of: int
    why: Why


@lru_cache(maxsize=8192)  # the same one for the same: what it becomes on a page is looked up by it
def criterion(name: str, of: int, part: int, why: Why) -> Criterion:
    """What a part (0 to 10,000) of a criterion adds, when it counts for so much."""
    return Criterion(name, of * part // WHOLE, of, why)


def score(both: Pair, frame: MatchFrame) -> int:
    """How well the two fit, 0 to 10,000; whether they may meet is `exclusion`'s to say."""
    return sum(points(frame, one.name, one.part(both, frame)[0]) for one in CRITERIA)


def points(frame: MatchFrame, criterion: str, part: Part) -> Part:
    """What a part (0 to 10,000) of a criterion adds to the score; of many pairs when given an array."""
    return frame.shares[criterion] * part // WHOLE


@lru_cache(maxsize=WHOLE + 1)
def band(score: int) -> Band:
    """A score in a word."""
    return next(name for name, least in BANDS if score >= least)
