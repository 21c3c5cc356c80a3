"""Who fits which work best: the lists of `match`, found without looking at every pair, and without looking twice.

Only people who share something with the work are looked at; people who are equal in what a question reads of them are
asked it once; and what was judged the last time is judged again only where something changed that matching reads. The
answers themselves are `match`'s.
"""

from collections.abc import Mapping

from .. import match
from ..directory import Directory
from ..match import Context
from .cells import REASONS, Column, cells_in, column, mended, place
from .crowd import crowd, judged
from .lists import Barred, Ranking, Scores, barred_from, best_people, best_work, guests_in, left_out, rows
from .memory import Keys, Memory, People, Work, keys, placed, ranking_in, remembered
from .teams import teams

__all__ = ("REASONS", "Barred", "Memory", "Ranking", "Scores", "ranked", "ranked_since")

Columns = Mapping[str, Column]

MANY = 300_000  # pairs: from here arrays are quicker, with all that they take


def ranked(directory: Directory) -> Ranking:
    """The lists of all work that looks for people, and of everyone who wants matches."""
    return ranked_since(directory, Memory())[0]


def ranked_since(directory: Directory, last: Memory, given: Context | None = None) -> tuple[Ranking, Memory]:
    """The same lists, and what to remember for the next time: what is as it was then costs next to nothing."""
    given = given or match.context(directory)
    people = {slug: one for slug, one in directory.profiles.items() if one.matching}
    work = {slug: one for slug, one in directory.assignments.items() if match.is_matched(one, directory.today)}
    now = keys(given, people, work)
    if now == last.keys:
        return ranking_in(last), last
    if now.frame != last.keys.frame:
        last = Memory()
    if _pairs(now, last) > MANY:
        from .at_once import ranked_at_once  # to load numpy takes longer than a small network does

        columns, ranking = ranked_at_once(given, people, work)
        return ranking, remembered(now, tuple(people), columns, ranking)
    places = placed(last.places, people)
    columns = _columns(given, people, work, places, now, last)
    ranking = _ranking(given, people, work, columns, places, now, last)
    return ranking, remembered(now, places, columns, ranking)


def _pairs(now: Keys, last: Memory) -> int:
    """How many pairs are to be looked at."""
    work = sum(key != last.keys.work.get(slug) for slug, key in now.work.items())
    people = sum(key != last.keys.people.get(slug) for slug, key in now.people.items())
    return work * len(now.people) + people * (len(now.work) - work)


def _columns(
    given: Context, people: People, work: Work, places: tuple[str, ...], now: Keys, last: Memory
) -> dict[str, Column]:
    """The column of all work: what changed is judged beside everyone, and who changed beside the rest."""
    kept = {slug for slug, key in now.work.items() if key == last.keys.work.get(slug)}
    same = {slug for slug, key in now.people.items() if key == last.keys.people.get(slug)}
    standing = {number: people[slug] for number, slug in enumerate(places) if slug}
    stale = [number for number, slug in enumerate(last.places) if slug and slug not in same]
    everyone = crowd(standing if len(kept) < len(work) else {})
    newcomers = crowd({number: one for number, one in standing.items() if one.slug not in same})
    return {
        slug: mended(last.columns[slug], stale, judged(one, newcomers, given))
        if slug in kept
        else column(judged(one, everyone, given))
        for slug, one in work.items()
    }


def _ranking(
    given: Context, people: People, work: Work, columns: Columns, places: tuple[str, ...], now: Keys, last: Memory
) -> Ranking:
    """The lists: those that stand on the same columns are those of the last time."""
    before = ranking_in(last)
    same = {slug for slug, cells in columns.items() if cells == last.columns.get(slug)}
    slugs = sorted(columns)
    across = rows([columns[slug] for slug in slugs], _touched(columns, places, now, last))
    place_of = {slug: number for number, slug in enumerate(places)}
    guests, guest_work = guests_in(places), guests_in(slugs)
    return Ranking(
        by_assignment={
            slug: before.by_assignment[slug] if slug in same else best_people(cells, places, guests)
            for slug, cells in columns.items()
        },
        by_profile={
            slug: best_work(across[place_of[slug]], slugs, guest_work)
            if place_of[slug] in across
            else before.by_profile[slug]
            for slug in now.people
        },
        excluded_by_assignment={
            slug: before.excluded_by_assignment[slug] if slug in same else left_out(cells, guests)
            for slug, cells in columns.items()
        },
        barred_by_profile={
            slug: barred_from(across[place_of[slug]], slugs, guest_work)
            if place_of[slug] in across
            else before.barred_by_profile[slug]
            for slug in now.people
        },
        teams=teams(given, people, work, columns, places, before.teams, same & _settled(columns, places, now, last)),
    )


def _settled(columns: Columns, places: tuple[str, ...], now: Keys, last: Memory) -> frozenset[str]:
    """The work that asks what it asked, of people who have what they had: two scores can be equal by chance."""
    changed = _changed(places, now, last)
    kept = [slug for slug, key in now.work.items() if key == last.keys.work.get(slug)]
    return frozenset(slug for slug in kept if changed.isdisjoint(map(place, cells_in(columns[slug]))))


def _changed(places: tuple[str, ...], now: Keys, last: Memory) -> frozenset[int]:
    """The places of everyone who changed, came or left."""
    return frozenset(number for number, slug in enumerate(places) if now.people.get(slug) != last.keys.people.get(slug))


def _touched(columns: Columns, places: tuple[str, ...], now: Keys, last: Memory) -> frozenset[int]:
    """The places of everyone whose lists may be other ones: who changed, and whom work that changed is about."""
    changed = _changed(places, now, last)
    work = [slug for slug in {**columns, **last.columns} if now.work.get(slug) != last.keys.work.get(slug)]
    about = (set(cells_in(columns.get(slug, b""))) ^ set(cells_in(last.columns.get(slug, b""))) for slug in work)
    return frozenset(changed.union(place(cell) for cells in about for cell in cells))
