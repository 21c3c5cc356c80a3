"""The lists that people see, made of columns."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from msgspec import Struct

from ..match import WHOLE, Team
from .cells import NUMBER, REASONS, Column, cells_at, cells_in, place, short, why_not

MOST_PEOPLE = 20  # in the list of an assignment
MOST_WORK = 10  # in the list of a person, and of the work she is barred from

Scores = tuple[tuple[str, int], ...]


class Barred(Struct, frozen=True):
    """The work a person has something in common with and cannot be matched to."""

    assignments: tuple[tuple[str, str], ...]  # with the reason; where her skills fit best first
    counts: Scores  # reason → how much work


class Ranking(Struct, frozen=True):
    """The best matches both ways, and who was left out for what; by slug, in the order of the slugs."""

    by_assignment: Mapping[str, Scores]  # profile → score, best first
    by_profile: Mapping[str, Scores]  # assignment → score, best first
    excluded_by_assignment: Mapping[str, Scores]  # reason → how many people
    barred_by_profile: Mapping[str, Barred]
    teams: Mapping[str, tuple[Team, ...]] = {}  # of work that asks for more than one: who can do it together


# Of a piece of work: from its column ----------------------------------------------------------------------------------


def best_people(one: Column, places: Sequence[str]) -> Scores:
    """Who fits the work best; `places` says who is where."""
    fitting = [cell for cell in cells_in(one) if not why_not(cell)]
    least = sorted(map(short, fitting))[:MOST_PEOPLE][-1:]  # most are too far from it to need a name
    found = sorted([(less, places[place(cell)]) for cell in fitting if (less := short(cell)) <= least[0]])
    return tuple([(person, WHOLE - less) for less, person in found[:MOST_PEOPLE]])


def left_out(one: Column) -> Scores:
    """How many people are barred from the work, and why."""
    return _counted(map(why_not, cells_in(one)))


def _counted(reasons: Iterable[int]) -> Scores:
    counts = Counter(reasons)
    return tuple([(reason, counts[number]) for number, reason in enumerate(REASONS, 1) if counts[number]])


# Of a person: from her row across the columns -------------------------------------------------------------------------

Row = Sequence[int]  # numbers that sort as the lists do: how far from perfect, which work, why not

_WHY = 4  # bits for why not
_WORK = 32  # bits for that and which work


def rows(columns: Iterable[Column], places: Set[int]) -> Mapping[int, Row]:
    """What all work, in the order of its slugs, holds for the people in these places."""
    found = {one: array(NUMBER) for one in sorted(places)}
    for number, one in enumerate(columns):
        for cell in _cells_of(one, places):
            found[place(cell)].append(short(cell) << _WORK | number << _WHY | why_not(cell))
    return found


def _cells_of(one: Column, places: Set[int]) -> Iterable[int]:
    """The cells of these places; a few are quicker looked up one by one."""
    if len(places) < MOST_PEOPLE:
        return cells_at(one, sorted(places))
    return (cell for cell in cells_in(one) if place(cell) in places)


def best_work(row: Row, work: Sequence[str]) -> Scores:
    """The work that fits a person best; `work` are the slugs in order."""
    found = sorted([one for one in row if not _why_not(one)])
    return tuple([(_slug(one, work), WHOLE - (one >> _WORK)) for one in found[:MOST_WORK]])


def barred_from(row: Row, work: Sequence[str]) -> Barred:
    """The work a person is barred from."""
    found = sorted([one for one in row if _why_not(one)])
    first = [(_slug(one, work), REASONS[_why_not(one) - 1]) for one in found[:MOST_WORK]]
    return Barred(tuple(first), _counted(map(_why_not, found)))


def _why_not(one: int) -> int:
    return one & (1 << _WHY) - 1


def _slug(one: int, work: Sequence[str]) -> str:
    return work[(one & (1 << _WORK) - 1) >> _WHY]
