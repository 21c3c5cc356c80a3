"""The whole ranking at once, with arrays: for a network in which there are very many pairs."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from .. import match
from ..match import WHOLE, Context, Team
from .cells import REASONS, Column, columned
from .firsts import NOTHING, Firsts
from .lists import (
    GUEST_WORK_OF_ONE,
    GUESTS,
    GUESTS_OF_ONE,
    MOST_PEOPLE,
    MOST_WORK,
    Barred,
    Ranking,
    Scores,
    best_work,
    first_barred,
    guests_in,
    numbered,
)
from .many_teams import formed_at_once
from .memory import MOST_BYTES, People, Work
from .throng import Names, Numbers, throng
from .weighed import Weighed, weighed


def ranked_at_once(given: Context, people: People, work: Work) -> tuple[dict[str, Column], Ranking, dict[str, bytes]]:
    """The columns, the lists and the pools; no column at all when together they are too large to remember."""
    among, names = throng(list(people.values()), list(work.values()), given), _names(list(people))
    rows, columns = _Rows(list(people), sorted(work)), _Columns()
    best, left_out, teams = dict[str, Scores](), dict[str, Scores](), dict[str, tuple[Team, ...]]()
    pools = dict[str, bytes]()
    for slug, one in work.items():
        found = weighed(one, among, given)
        rows.add(slug, found)
        columns.add(slug, found)
        best[slug] = _best_people(found, names)
        left_out[slug] = _counts(np.bincount(found.why[names.own[found.people]], minlength=len(REASONS) + 1))
        if match.team_work(one, given.frame):
            pool, teams[slug] = formed_at_once(one, found, among, names, given)
            pools[slug] = msgspec.msgpack.encode(pool)
    ranking = Ranking(best, rows.best(), left_out, rows.barred(), dict(sorted(teams.items())))
    return columns.kept, ranking, dict(sorted(pools.items()))


class _Columns:
    """Columns, until they are too many."""

    def __init__(self) -> None:
        self.kept: dict[str, Column] = {}
        self._room = MOST_BYTES

    def add(self, slug: str, found: Weighed) -> None:
        self._room -= 8 * len(found.people)
        if self._room < 0:
            self.kept.clear()
        else:
            self.kept[slug] = columned(found.people, found.short, found.why).tobytes()


# Of a piece of work ---------------------------------------------------------------------------------------------------


def _names(slugs: Sequence[str]) -> Names:
    in_order = sorted(slugs)
    comes = {slug: number for number, slug in enumerate(in_order)}
    source_of = guests_in(slugs)
    guests = {one: np.zeros(len(slugs), dtype=bool) for one in sorted(set(source_of.values()))}
    for number, source in source_of.items():
        guests[source][number] = True
    own = np.array([number not in source_of for number in range(len(slugs))], dtype=bool)
    return Names(in_order, np.array([comes[slug] for slug in slugs], dtype=np.int64), own, guests)


def _best_people(found: Weighed, names: Names) -> Scores:
    """Who fits the work best, and the best of the guests beside them."""
    fit = found.why == 0
    people, most = found.people[fit], max(1, len(names.slugs))
    numbers = found.short[fit] * most + names.order[people]  # they sort as the list does: the best first, then by name
    few = [_lowest(numbers[guests[people]], GUESTS_OF_ONE) for guests in names.sources.values()]
    own = _lowest(numbers[names.own[people]], MOST_PEOPLE)
    visiting = sorted(number for some in few for number in some)[:GUESTS]
    return tuple([(names.slugs[one % most], WHOLE - one // most) for one in sorted([*own, *visiting])])


def _lowest(numbers: Numbers, most: int) -> list[int]:
    """The lowest so many, in order."""
    few = np.partition(numbers, most)[:most] if len(numbers) > most else numbers
    return [int(one) for one in np.sort(few)]


def _counts(of_each: Numbers) -> Scores:
    """The reasons that occur; the number of each in the order of the reasons, after that of who fits."""
    return tuple([(reason, int(count)) for reason, count in zip(REASONS, of_each[1:], strict=True) if count])


# Of a person ----------------------------------------------------------------------------------------------------------


class _Rows:
    """What all work is to each person: the first few of what fits her and of what she is barred from."""

    def __init__(self, people: Sequence[str], work: Sequence[str]) -> None:
        self._people, self._work, self._guests = people, work, guests_in(work)
        self._number = {slug: number for number, slug in enumerate(work)}
        most = {"": MOST_WORK, **dict.fromkeys(self._guests.values(), GUEST_WORK_OF_ONE)}
        self._fits = {source: Firsts(len(people), few) for source, few in most.items()}
        self._bars = {source: Firsts(len(people), few) for source, few in most.items()}
        self._counts = np.zeros((len(people), len(REASONS) + 1), dtype=np.int64)

    def add(self, slug: str, found: Weighed) -> None:
        number = self._number[slug]
        source = self._guests.get(number, "")
        numbers, fit = numbered(found.short, number, found.why), found.why == 0
        self._fits[source].add(found.people[fit], numbers[fit])
        self._bars[source].add(found.people[~fit], numbers[~fit])
        if not source:
            self._counts[found.people, found.why] += 1

    def best(self) -> dict[str, Scores]:
        """The work that fits each person best."""
        rows = zip(self._people, _joined(self._fits), strict=True)
        return {slug: best_work(row, self._work, self._guests) for slug, row in rows}

    def barred(self) -> dict[str, Barred]:
        """The work each person is barred from."""
        rows = zip(self._people, _joined(self._bars), self._counts, strict=True)
        return {
            slug: Barred(first_barred(row, self._work, self._guests), _counts(of_each)) for slug, row, of_each in rows
        }


def _joined(firsts: Mapping[str, Firsts]) -> Iterator[list[int]]:
    """For each person what is first of every source."""
    for row in np.concatenate([one.rows() for one in firsts.values()], axis=1):
        yield row[row != NOTHING].tolist()
