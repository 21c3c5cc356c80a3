"""What is remembered of a pair, in one number: the place of the person, how far it is from perfect, and why not.

The column of a piece of work holds such numbers, in order, for everyone who belongs in a list of it: eight bytes each.
"""

import sys
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..match import EXCLUSIONS, WHOLE

Column = bytes

NUMBER: Final = "Q"  # eight bytes, in the order of this machine
ORDER = sys.byteorder

# What needs no telling: work that looks for nobody, people who want no matches, and what is hers already.
UNTOLD = ("closed", "matching-off", "yours")
REASONS = tuple(one.reason for one in EXCLUSIONS if one.reason not in UNTOLD)
NUMBERS = {reason: number for number, reason in enumerate(REASONS, 1)}  # 0 is for who fits

_REASON, _SHORT = 4, 14  # bits
_PLACE = _REASON + _SHORT


def fits(place: int, points: int) -> int:
    """Somebody who fits, with the score."""
    return place << _PLACE | (WHOLE - points) << _REASON


def barred(place: int, skills: int, reason: str) -> int:
    """Somebody who is barred for a reason that is told, with her skill part."""
    return place << _PLACE | (WHOLE - skills) << _REASON | NUMBERS[reason]


def place(cell: int) -> int:
    """Whom it is about."""
    return cell >> _PLACE


def short(cell: int) -> int:
    """How far the score, or the skill part of who is barred, is from perfect."""
    return cell >> _REASON & (1 << _SHORT) - 1


def why_not(cell: int) -> int:
    """The number of the reason; 0 for who fits."""
    return cell & (1 << _REASON) - 1


def columned(places: Any, shorts: Any, whys: Any) -> Any:
    """The cells of many people, as arrays."""
    return places << _PLACE | shorts << _REASON | whys


def column(cells: Iterable[int]) -> Column:
    """The column of these cells."""
    return array(NUMBER, sorted(cells)).tobytes()


def cells_in(one: Column) -> list[int]:
    """The cells of a column, in the order of the places."""
    return memoryview(one).cast(NUMBER).tolist()


def cells_at(one: Column, places: Iterable[int]) -> Iterator[int]:
    """The cells of some places, as far as there are any."""
    cells = memoryview(one).cast(NUMBER)
    for wanted in places:
        at = bisect_left(cells, wanted << _PLACE)
        if at < len(cells) and place(cells[at]) == wanted:
            yield cells[at]


def mended(one: Column, stale: Iterable[int], fresh: Iterable[int]) -> Column:
    """A column with other cells for the stale places; the very same one when that changes nothing."""
    old, new = set(cells_at(one, stale)), set(fresh)
    if old == new:
        return one
    cells = array(NUMBER, one)
    for cell in sorted(old):
        del cells[bisect_left(cells, cell)]
    for cell in sorted(new):
        insort(cells, cell)
    return cells.tobytes()
