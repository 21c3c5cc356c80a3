"""The teams for all work that asks for more than one: of people who fit it, and only where something changed."""

from collections.abc import Collection, Mapping, Sequence

from .. import match
from ..match import WHOLE, Context, Team
from ..model import Assignment
from ..networks import is_guest
from .cells import Column, cells_in, place, short, why_not
from .memory import People, Work

Teams = Mapping[str, tuple[Team, ...]]


def teams(
    given: Context,
    people: People,
    work: Work,
    columns: Mapping[str, Column],
    places: Sequence[str],
    before: Teams,
    same: Collection[str],
) -> Teams:
    """The teams of all team work, by slug; `same` is the work that has the teams it had before."""
    asking = {slug: one for slug, one in work.items() if match.team_work(one, given.frame)}
    return {
        slug: before[slug] if slug in same else formed(given, people, one, columns[slug], places)
        for slug, one in sorted(asking.items())
    }


def formed(given: Context, people: People, one: Assignment, column: Column, places: Sequence[str]) -> tuple[Team, ...]:
    """The teams for one piece of work, of our own people: nobody who is barred is in its column without a reason."""
    beside = match.beside(given, one)
    able = [
        match.candidate(beside(people[places[place(cell)]]), WHOLE - short(cell), given.frame)
        for cell in cells_in(column)
        if not why_not(cell) and not is_guest(places[place(cell)])
    ]
    heavy = sum(match.weight(need, given.rarity[need.skill]) for need in one.skills if given.frame.near[need.skill])
    return match.teams(able, match.places_left(one), heavy)
