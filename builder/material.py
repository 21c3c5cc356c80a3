"""What pages are made of, and how a long list is cut into sheets."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from . import match
from .cards import Tally, gathered, tally
from .directory import Directory
from .figures import Figures, figures
from .lists import Cards
from .networks import Network
from .problems import Problem
from .rank import Ranking
from .settings import Past
from .sides import Sides, sides

SHEET = 48  # how many cards stand on one page of a list


class Material(NamedTuple):
    """What pages are made of."""

    directory: Directory  # everything that is shown
    home: Directory  # what the network keeps itself: the same when there are no guests
    ranking: Ranking
    problems: tuple[Problem, ...]
    cards: Cards
    sources: Mapping[tuple[str, str], str]  # kind and slug → the file it was written in, for the edit links
    sides: Sides  # what a match shows of a person and of work
    together: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]  # person → the work she is in a team for, with whom
    figures: Callable[[], Figures]
    past: Past | None = None
    networks: tuple[Network, ...] = ()  # what came of each source


class Sheet(NamedTuple):
    """One page of a list; `page` counts from 1."""

    slug: str
    page: int


def material(
    directory: Directory,
    ranking: Ranking,
    problems: tuple[Problem, ...] = (),
    sources: Mapping[tuple[str, str], str] | None = None,
    context: match.Context | None = None,
    past: Past | None = None,
    home: Directory | None = None,
    networks: tuple[Network, ...] = (),
) -> Material:
    """What the pages of this directory are made of; `home` is the part of it that the network keeps itself."""
    home = home or directory
    made = Cards(directory, home)
    both = sides(directory, context or match.context(directory), made)
    return Material(
        directory,
        home,
        ranking,
        problems,
        made,
        sources or {},
        both,
        together(ranking),
        cache(partial(figures, home)),
        past,
        networks,
    )


def together(ranking: Ranking) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """For everyone in a team: the work, and the other members."""
    return gathered(
        (one, (work, tuple(other for other in team.members if other != one)))
        for work, found in ranking.teams.items()
        for team in found
        if len(team.members) > 1
        for one in team.members
    )


def sheets(slug: str, total: int) -> Iterable[Sheet]:
    """The pages of a list; an empty list has one page too."""
    return (Sheet(slug, number) for number in range(1, pages_for(total) + 1))


def pages_for(total: int) -> int:
    """How many pages a list takes."""
    return max(1, -(-total // SHEET))


def cut(found: Sequence[Any], sheet: Sheet) -> tuple[Any, ...]:
    """The part of a list that stands on one page."""
    return tuple(found[(sheet.page - 1) * SHEET : sheet.page * SHEET])


def lengths(found: Mapping[str, Sequence[Any]]) -> Tally:
    """How much there is of each."""
    return tally(Counter({term: len(ones) for term, ones in found.items() if term}))
