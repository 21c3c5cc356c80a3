"""Who fits which work best: the lists of `match`, found without looking at every pair, and without looking twice.

Only people who share something with the work are looked at; people who are equal in what a question reads of them are
asked it once; and what was judged the last time is judged again only where something changed that matching reads. The
answers themselves are `match`'s.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from .. import match
from ..directory import Directory
from ..match import Context
from .cells import REASONS, Column, cells_in, column, mended, place
from .crowd import crowd, judged
from .lists import Barred, Ranking, Scores, barred_from, best_people, best_work, guests_in, left_out, rows
from .memory import (
    Keys,
    Lists,
    Memory,
    People,
    Work,
    changed_people,
    keys,
    marks,
    packed,
    packed_ranking,
    placed,
    places_of,
    ranking_in,
    wanting,
    worth_keeping,
)
from .teams import Formed, teams

__all__ = ("REASONS", "Barred", "Memory", "Ranking", "Scores", "ranked", "ranked_since")

Columns = Mapping[str, Column]

MANY = 300_000  # pairs: from here arrays are quicker, with all that they take


def ranked(directory: Directory) -> Ranking:
    """The lists of all work that looks for people, and of everyone who wants matches."""
    return ranked_since(directory, Memory())[0]


def ranked_since(
    directory: Directory, last: Memory, given: Context | None = None, digests: Mapping[str, bytes] | None = None
) -> tuple[Ranking, Memory]:
    """The same lists, and what to remember for the next time: what is as it was then costs next to nothing.

    `digests` may hold one for each profile: whoever has the one she had has the same record, and it is not read.
    """
    given = given or match.context(directory)
    known = marks(given, digests or {})
    people = wanting(directory.profiles, known, last)
    work = {slug: one for slug, one in directory.assignments.items() if match.is_matched(one, directory.today)}
    now = keys(given, people, work, known, last)
    if now == last.keys:
        return ranking_in(last.lists), last if known == last.marks else replace(last, marks=known)
    if now.frame != last.keys.frame:
        last = Memory()
    changed = changed_people(now, last)
    if _pairs(now, last, changed) > MANY:
        from .at_once import ranked_at_once  # to load numpy takes longer than a small network does

        columns, ranking, pools = ranked_at_once(given, people, work)
        return ranking, worth_keeping(Memory(now, known, tuple(people), columns, packed_ranking(ranking), pools))
    places = placed(last.places, people)
    columns = _columns(given, people, work, places, now, last, changed)
    formed = teams(given, people, work, columns, places, now, last, changed)
    lists = _lists(columns, places, now, last, changed, formed)
    return ranking_in(lists), worth_keeping(Memory(now, known, places, columns, lists, formed.pools))


def _pairs(now: Keys, last: Memory, changed: frozenset[str]) -> int:
    """How many pairs are to be looked at."""
    work = sum(key != last.keys.work.get(slug) for slug, key in now.work.items())
    return work * len(now.people) + len(changed & now.people.keys()) * (len(now.work) - work)


def _columns(
    given: Context,
    people: People,
    work: Work,
    places: tuple[str, ...],
    now: Keys,
    last: Memory,
    changed: frozenset[str],
) -> dict[str, Column]:
    """The column of all work: what changed is judged beside everyone, and who changed beside the rest."""
    kept = {slug for slug, key in now.work.items() if key == last.keys.work.get(slug)}
    stale = places_of(changed, last.places)
    everyone = range(len(places)) if len(kept) < len(work) else ()
    all_of_them = crowd({number: people[places[number]] for number in everyone if places[number]})
    newcomers = crowd({number: people[places[number]] for number in places_of(changed, places)})
    return {
        slug: mended(last.columns[slug], stale, judged(one, newcomers, given))
        if slug in kept
        else column(judged(one, all_of_them, given))
        for slug, one in work.items()
    }


def _lists(
    columns: Columns, places: tuple[str, ...], now: Keys, last: Memory, changed: frozenset[str], formed: Formed
) -> Lists:
    """The lists: those that stand on the same columns are those of the last time."""
    other = {slug: cells for slug, cells in columns.items() if cells != last.columns.get(slug)}
    slugs = sorted(columns)
    across = rows([columns[slug] for slug in slugs], _touched(columns, places, now, last, changed))
    people = {places[number]: row for number, row in across.items() if places[number]}
    guests, guest_work, before = guests_in(places), guests_in(slugs), last.lists
    best = {slug: best_people(cells, places, guests) for slug, cells in other.items()}
    out = {slug: left_out(cells, guests) for slug, cells in other.items()}
    fits = {slug: best_work(row, slugs, guest_work) for slug, row in people.items()}
    bars = {slug: barred_from(row, slugs, guest_work) for slug, row in people.items()}
    return Lists(
        packed(best, before.by_assignment, columns),
        packed(fits, before.by_profile, now.people),
        packed(out, before.excluded_by_assignment, columns),
        packed(bars, before.barred_by_profile, now.people),
        packed(formed.fresh, before.teams, formed.pools),
    )


def _touched(
    columns: Columns, places: tuple[str, ...], now: Keys, last: Memory, changed: frozenset[str]
) -> frozenset[int]:
    """The places of everyone whose lists may be other ones: who changed, and whom work that changed is about."""
    work = [slug for slug in {**columns, **last.columns} if now.work.get(slug) != last.keys.work.get(slug)]
    about = (set(cells_in(columns.get(slug, b""))) ^ set(cells_in(last.columns.get(slug, b""))) for slug in work)
    return frozenset(places_of(changed, places)).union(place(cell) for cells in about for cell in cells)
