"""The whole ranking at once, with arrays: for a network in which there are very many pairs."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .. import match
from ..match import Context
from ..model import Assignment
from .few import Few, Firsts, Row, cut, source_of
from .lists import PEOPLE, WORK, Piece, Scores, packed
from .lowest import NOTHING, Lowest
from .many_teams import formed_at_once
from .memory import People, Work, read_of_person, read_of_work
from .reasons import REASONS
from .teams import packed_pool
from .throng import Names, Numbers, throng
from .weighed import Weighed, weighed

Packed = dict[str, bytes]


def ranked_at_once(given: Context, people: People, work: Work) -> tuple[Packed, Packed, Packed, Packed]:
    """The pieces of all people and of all work, the teams and the pools."""
    among, names = throng(list(people.values()), list(work.values()), given), _names(list(people))
    known = _Known(list(people), sorted(work))
    pieces, teams, pools = Packed(), Packed(), Packed()
    for slug, one in work.items():
        found = weighed(one, among, given)
        known.add(slug, found)
        pieces[slug] = packed(_piece_of(one, found, names))
        if match.team_work(one, given.frame):
            pool, formed = formed_at_once(one, found, among, names, given)
            pools[slug], teams[slug] = packed_pool(pool), packed(formed)
    return {slug: packed(piece) for slug, piece in known.pieces(given, people)}, pieces, teams, pools


def rows_at_once(work: Work, people: People, given: Context) -> dict[str, list[Row]]:
    """What everyone is to each of these pieces of work."""
    among, slugs = throng(list(people.values()), list(work.values()), given), list(people)

    def rows(found: Weighed) -> list[Row]:
        who = (slugs[number] for number in found.people.tolist())
        return list(zip(found.short.tolist(), who, found.why.tolist(), strict=True))

    return {slug: rows(weighed(one, among, given)) for slug, one in work.items()}


# Of a piece of work ---------------------------------------------------------------------------------------------------


def _names(slugs: Sequence[str]) -> Names:
    in_order = sorted(slugs)
    comes = {slug: number for number, slug in enumerate(in_order)}
    sources = np.array([source_of(slug) for slug in slugs], dtype=object)
    of_each = {source: np.array(sources == source, dtype=bool) for source in sorted({*sources.tolist()})}
    own = of_each.get("", np.zeros(len(slugs), dtype=bool))
    return Names(in_order, np.array([comes[slug] for slug in slugs], dtype=np.int64), own, of_each)


def _piece_of(one: Assignment, found: Weighed, names: Names) -> Piece:
    fit = found.why == 0
    people, most = found.people[fit], max(1, len(names.slugs))
    numbers = found.short[fit] * most + names.order[people]  # they sort as the list does: the best first, then by name
    few = {source: _few(numbers[of_it[people]], source, names) for source, of_it in names.sources.items()}
    counts = np.bincount(found.why[names.own[found.people]], minlength=len(REASONS) + 1)
    return Piece(read_of_work(one), _those_there(few), {}, _counts(counts.tolist()))


def _few(numbers: Numbers, source: str, names: Names) -> Few:
    """The lowest so many, in order; one more tells that there are others."""
    many = PEOPLE.of(source) + PEOPLE.spare + 1
    lowest = np.sort(np.partition(numbers, many)[:many] if len(numbers) > many else numbers).tolist()
    rows = [(number // len(names.slugs), names.slugs[number % len(names.slugs)], 0) for number in lowest]
    return cut(rows, PEOPLE, source)


def _those_there(few: Firsts) -> Firsts:
    return {source: one for source, one in few.items() if one.rows}


def _counts(of_each: Sequence[int]) -> Scores:
    """The reasons that occur; the number of each in the order of the reasons, after that of who fits."""
    return tuple([(reason, count) for reason, count in zip(REASONS, of_each[1:], strict=True) if count])


# Of a person ----------------------------------------------------------------------------------------------------------

_WHY, _WORK = 4, 24  # bits for why not, and for that and which work


class _Known:
    """What all work is to each person: the first of what fits her and of what she is barred from."""

    def __init__(self, people: Sequence[str], work: Sequence[str]) -> None:
        self._people, self._work = people, work
        self._number = {slug: number for number, slug in enumerate(work)}
        sources = sorted({source_of(slug) for slug in work})
        self._fits = {source: Lowest(len(people), WORK.of(source) + WORK.spare + 1) for source in sources}
        self._bars = {source: Lowest(len(people), WORK.of(source) + WORK.spare + 1) for source in sources}
        self._counts = np.zeros((len(people), len(REASONS) + 1), dtype=np.int32)

    def add(self, slug: str, found: Weighed) -> None:
        source, fit = source_of(slug), found.why == 0
        numbers = found.short << _WORK | self._number[slug] << _WHY | found.why
        self._fits[source].add(found.people[fit], numbers[fit])
        self._bars[source].add(found.people[~fit], numbers[~fit])
        if not source:
            self._counts[found.people, found.why] += 1

    def pieces(self, given: Context, people: People) -> Iterator[tuple[str, Piece]]:
        """The piece of each person."""
        fits, bars = self._firsts(self._fits), self._firsts(self._bars)
        for slug, fit, bar, counts in zip(self._people, fits, bars, self._counts, strict=True):
            yield slug, Piece(read_of_person(people[slug], given), fit, bar, _counts(counts.tolist()))

    def _firsts(self, of_each: Mapping[str, Lowest]) -> Iterator[Firsts]:
        rows = {source: lowest.rows() for source, lowest in of_each.items()}
        for number in range(len(self._people)):
            yield _those_there({source: cut(self._rows(row[number]), WORK, source) for source, row in rows.items()})

    def _rows(self, row: Numbers) -> list[Row]:
        return [
            (one >> _WORK, self._work[(one & (1 << _WORK) - 1) >> _WHY], one & (1 << _WHY) - 1)
            for one in row[row != NOTHING].tolist()
        ]
