"""The first of very many rows: those that a list shows and some more, kept up as rows come and go.

Our own and the guests of each source are kept apart, as a list shows so many of each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from ..networks import is_guest

# How far somebody and work are from perfect, which of the other side it is, and the number of the reason: rows sort as
# the lists do.
Row = tuple[int, str, int]


class Few(Struct, frozen=True, array_like=True):
    """The first rows of one source."""

    rows: tuple[Row, ...] = ()
    whole: bool = True  # whether there are no others


Firsts = Mapping[str, Few]  # source → its rows; our own are those of no source


class Length(NamedTuple):
    """How many rows a list shows; guests stand beside our own and take the place of none."""

    own: int
    guests: int
    of_one: int  # guests of one source
    spare: int  # known beyond those of each source: so many may go before everything is judged again

    def of(self, source: str) -> int:
        """How many of one source."""
        return self.of_one if source else self.own


def source_of(slug: str) -> str:
    """Where somebody or work comes from."""
    return slug.partition(".")[0] if is_guest(slug) else ""


def firsts(rows: Iterable[Row], length: Length) -> Firsts:
    """The first of all these rows."""
    return {source: cut(sorted(few), length, source) for source, few in sorted(_by_source(rows).items())}


def cut(rows: Sequence[Row], length: Length, source: str, *, whole: bool = True) -> Few:
    """As many of these rows, in order, as are to be known; whether they were all there are."""
    most = length.of(source) + length.spare
    return Few(tuple(rows[:most]), whole and len(rows) <= most)


def shown(known: Firsts, length: Length) -> list[Row]:
    """The rows that a list shows."""
    own = known[""].rows[: length.own] if "" in known else ()
    guests = sorted([row for source, few in known.items() if source for row in few.rows[: length.of_one]])
    return sorted([*own, *guests[: length.guests]]) if guests else list(own)


def mended(known: Firsts, gone: Iterable[Row], come: Iterable[Row], length: Length) -> Firsts | None:
    """The first rows after some went and some came; None when that leaves too few that are known."""
    lost, won, fresh = _by_source(gone), _by_source(come), dict(known)
    for source in sorted({*lost, *won}):
        few = _mended(known.get(source, Few()), lost[source], won[source], length, source)
        if few is None:
            return None
        fresh[source] = few
    return fresh


def _mended(few: Few, gone: Collection[Row], come: Collection[Row], length: Length, source: str) -> Few | None:
    """Who comes after the last that is known may come after others too, and is let go."""
    near = [row for row in come if few.whole or (row,) <= few.rows[-1:]]
    rows = sorted([*(row for row in few.rows if row not in gone), *near])
    enough = few.whole or len(rows) >= length.of(source)
    return cut(rows, length, source, whole=few.whole) if enough else None


def _by_source(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[source_of(row[1])].append(row)
    return found
