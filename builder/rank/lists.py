"""The lists that people see, made of columns."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, TypeVar

from msgspec import Struct

from ..match import WHOLE, Team
from ..networks import is_guest
from .cells import NUMBER, REASONS, Column, cells_at, cells_in, place, short, why_not

MOST_PEOPLE = 20  # in the list of an assignment
MOST_WORK = 10  # in the list of a person, and of the work she is barred from
# Guests stand beside those and take the place of none: so many, and so many of one source.
GUESTS, GUESTS_OF_ONE = 10, 5
GUEST_WORK, GUEST_WORK_OF_ONE = 5, 3

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


# Own and guests -------------------------------------------------------------------------------------------------------

Guests = Mapping[int, str]  # where a guest stands → the source


def guests_in(slugs: Iterable[str]) -> Guests:
    """The guests among people or work in this order."""
    return {number: slug.partition(".")[0] for number, slug in enumerate(slugs) if is_guest(slug)}


def _few(found: Iterable[int], source_of: Callable[[int], str], most: int, of_one: int) -> list[int]:
    """The first of these guests, no more than so many and so many of one source."""
    counts: Counter[str] = Counter()
    kept: list[int] = []
    for one in found:
        source = source_of(one)
        if len(kept) < most and counts[source] < of_one:
            counts[source] += 1
            kept.append(one)
    return kept


# Of a piece of work: from its column ----------------------------------------------------------------------------------


def best_people(one: Column, places: Sequence[str], guests: Guests) -> Scores:
    """Who fits the work best, and the best of the guests beside them; `places` says who is where."""
    fitting = [cell for cell in cells_in(one) if not why_not(cell)]
    if not guests:
        return _people(_nearest(fitting, places), places)
    visiting = sorted((cell for cell in fitting if place(cell) in guests), key=_order(places))
    few = _few(visiting, lambda cell: guests[place(cell)], GUESTS, GUESTS_OF_ONE)
    own = _nearest([cell for cell in fitting if place(cell) not in guests], places)
    return _people(sorted([*own, *few], key=_order(places)), places)


def _nearest(fitting: Sequence[int], places: Sequence[str]) -> list[int]:
    """Those who fit best, in order."""
    least = sorted(map(short, fitting))[:MOST_PEOPLE][-1:]  # most are too far from it to need a name
    return sorted((cell for cell in fitting if short(cell) <= least[0]), key=_order(places))[:MOST_PEOPLE]


def _order(places: Sequence[str]) -> Callable[[int], tuple[int, str]]:
    """The best first, and of equals by name."""
    return lambda cell: (short(cell), places[place(cell)])


def _people(cells: Iterable[int], places: Sequence[str]) -> Scores:
    return tuple([(places[place(cell)], WHOLE - short(cell)) for cell in cells])


def left_out(one: Column, guests: Guests) -> Scores:
    """How many of our own people are barred from the work, and why."""
    cells = cells_in(one)
    return _counted(map(why_not, (cell for cell in cells if place(cell) not in guests) if guests else cells))


def _counted(reasons: Iterable[int]) -> Scores:
    counts = Counter(reasons)
    return tuple([(reason, counts[number]) for number, reason in enumerate(REASONS, 1) if counts[number]])


# Of a person: from her row across the columns -------------------------------------------------------------------------

Row = Sequence[int]  # numbers that sort as the lists do: how far from perfect, which work, why not

Number = TypeVar("Number", int, Any)
_WHY = 4  # bits for why not
_WORK = 32  # bits for that and which work


def rows(columns: Iterable[Column], places: Set[int]) -> Mapping[int, Row]:
    """What all work, in the order of its slugs, holds for the people in these places."""
    found = {one: array(NUMBER) for one in sorted(places)}
    for number, one in enumerate(columns):
        for cell in _cells_of(one, places):
            found[place(cell)].append(numbered(short(cell), number, why_not(cell)))
    return found


def numbered(short: Number, work: int, why: Number) -> Number:
    """What a row holds of one piece of work; of one for many people when given arrays."""
    return short << _WORK | work << _WHY | why


def _cells_of(one: Column, places: Set[int]) -> Iterable[int]:
    """The cells of these places; a few are quicker looked up one by one."""
    if len(places) < MOST_PEOPLE:
        return cells_at(one, sorted(places))
    return (cell for cell in cells_in(one) if place(cell) in places)


def best_work(row: Row, work: Sequence[str], guests: Guests) -> Scores:
    """The work that fits a person best; `work` are the slugs in order."""
    found = _first(sorted([one for one in row if not _why_not(one)]), guests)
    return tuple([(_slug(one, work), WHOLE - (one >> _WORK)) for one in found])


def barred_from(row: Row, work: Sequence[str], guests: Guests) -> Barred:
    """The work a person is barred from."""
    found = [one for one in row if _why_not(one)]
    own = (one for one in found if _number(one) not in guests)
    return Barred(first_barred(found, work, guests), _counted(map(_why_not, own)))


def first_barred(found: Row, work: Sequence[str], guests: Guests) -> tuple[tuple[str, str], ...]:
    """The first of the work a person is barred from, and why."""
    few = _first(sorted(found), guests)
    return tuple([(_slug(one, work), REASONS[_why_not(one) - 1]) for one in few])


def _first(found: Sequence[int], guests: Guests) -> Sequence[int]:
    """The first of the work of the network itself, and of that of guests beside it."""
    if not guests:
        return found[:MOST_WORK]
    visiting = (one for one in found if _number(one) in guests)
    few = _few(visiting, lambda one: guests[_number(one)], GUEST_WORK, GUEST_WORK_OF_ONE)
    return sorted([*[one for one in found if _number(one) not in guests][:MOST_WORK], *few])


def _why_not(one: int) -> int:
    return one & (1 << _WHY) - 1


def _slug(one: int, work: Sequence[str]) -> str:
    return work[_number(one)]


def _number(one: int) -> int:
    return (one & (1 << _WORK) - 1) >> _WHY
