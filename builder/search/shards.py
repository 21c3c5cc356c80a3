"""The rows of the index in files: each holds the terms from one to another, and few files change with few rows."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec
from msgspec import Struct

from . import postings
from .pieces import Pieces
from .postings import Posting, Row

# How many bytes a shard may hold, unless a single term needs more. A search fetches a shard for every word,
# so shards are small; but each has its name in the list, so a large directory has larger ones.
SHARDS = ((10_000_000, 8_000),)
LARGEST_SHARD = 24_000


class Family(Struct, frozen=True, array_like=True):
    """Terms that begin alike: the first and the last of them, and the bytes of their rows."""

    first: str
    last: str
    size: int


class Shard(Struct, frozen=True, array_like=True):
    """Families that stand in one file, and its name."""

    families: tuple[Family, ...]
    name: str

    @property
    def first(self) -> str:
        """The first term."""
        return self.families[0].first

    @property
    def last(self) -> str:
        """The last term."""
        return self.families[-1].last


Opening = Callable[[Family], Iterable[Family]]


def filed(rows: Mapping[str, bytes], pieces: Pieces) -> list[Shard]:
    """The shards of these rows, which come in the order of their terms."""
    terms = [Family(term, term, len(row) + 1) for term, row in rows.items()]
    found, at = [], iter(rows.items())
    for group in cut(terms, lambda one: (one,)):
        content = []
        for term, row in at:
            content.append(row)
            if term == group[-1].last:
                break
        found.append(Shard(group, pieces.put(joined(content))))
    return found


def refiled(before: Sequence[Shard], edits: Mapping[str, Row], pieces: Pieces) -> list[Shard]:
    """The shards after some counts changed. Only those are read that hold one of them, or get what another had."""
    if not edits:
        return list(before)
    opened = Opened(before, pieces)
    for term, row in edits.items():
        opened.edit(term, row)
    places = range(max(len(before), 1))
    some = chain.from_iterable(opened.terms(at) if at in opened.edited else before[at].families for at in places)
    same = {(one.first, one.last): one.name for place, one in enumerate(before) if place not in opened.edited}
    return [
        Shard(group, same.get((group[0].first, group[-1].last)) or pieces.put(opened.content(group)))
        for group in cut(list(some), opened.within)
    ]


class Opened:
    """The rows of shards, each read when it is needed."""

    def __init__(self, shards: Sequence[Shard], pieces: Mapping[str, bytes]) -> None:
        self.edited: set[int] = set()
        self._shards, self._pieces = shards, pieces
        self._firsts = [shard.first for shard in shards]
        self._rows: dict[int, dict[str, list[Posting]]] = {}

    def row(self, term: str) -> Row:
        """In which entries a term stands."""
        return {posting[0]: postings.counts(posting[1:]) for posting in self._at(self._place(term)).get(term, ())}

    def edit(self, term: str, edits: Row) -> None:
        """Changes the counts of a term."""
        place = self._place(term)
        rows = self._at(place)
        row = postings.edited(rows.get(term, ()), edits)
        if row:
            rows[term] = row
        else:
            rows.pop(term, None)
        self.edited.add(place)

    def terms(self, place: int) -> list[Family]:
        """The terms of a shard, each a family of its own."""
        return [Family(term, term, len(written(term, row)) + 1) for term, row in sorted(self._at(place).items())]

    def within(self, family: Family) -> list[Family]:
        """The terms of a family."""
        return [one for one in self.terms(self._place(family.first)) if family.first <= one.first <= family.last]

    def content(self, group: Sequence[Family]) -> bytes:
        """The file of a group of families."""
        first, last = group[0].first, group[-1].last
        rows = chain.from_iterable(
            sorted(self._at(place).items()) for place in range(self._place(first), self._place(last) + 1)
        )
        return joined(written(term, row) for term, row in rows if first <= term <= last)

    def _place(self, term: str) -> int:
        return max(bisect_right(self._firsts, term) - 1, 0)

    def _at(self, place: int) -> dict[str, list[Posting]]:
        if place not in self._rows:
            shards = self._shards[place : place + 1]
            rows = chain.from_iterable(msgspec.json.decode(self._pieces[shard.name]) for shard in shards)
            self._rows[place] = {term: row for term, *row in rows}
        return self._rows[place]


def cut(terms: list[Family], opening: Opening) -> Iterator[tuple[Family, ...]]:
    """Where one shard ends and the next begins.

    Terms that begin alike stay together where they fit, so that a change in one place moves few of the others.
    """
    whole = sum(one.size for one in terms)
    largest = next((size for most, size in SHARDS if whole <= most), LARGEST_SHARD)
    group: list[Family] = []
    size = 0
    for family in families(terms, largest, 0, opening):
        if group and size + family.size > largest:
            yield tuple(group)
            group, size = [], 0
        group.append(family)
        size += family.size
    if group:
        yield tuple(group)


def families(terms: list[Family], largest: int, alike: int, opening: Opening) -> list[Family]:
    """The terms in families with no more first letters alike than it takes for each to fit.

    What was a family before is taken for one term as long as nothing parts it.
    """
    size = sum([one.size for one in terms])
    if terms and (size <= largest or terms[0].first == terms[-1].last):
        return terms if len(terms) == 1 else [Family(terms[0].first, terms[-1].last, size)]
    found: list[Family] = []
    start, letters = 0, alike + 1
    while start < len(terms):
        beginning = terms[start].first[:letters]
        # A term with no more letters than these is a family of its own.
        more = beginning + "\uffff" * (len(beginning) == letters)
        end = max(bisect_left(terms, more, start, key=_first), start + 1)
        if terms[end - 1].last[:letters] != beginning:
            terms[end - 1 : end] = opening(terms[end - 1])
            continue
        found += families(terms[start:end], largest, letters, opening)
        start = end
    return found


def _first(family: Family) -> str:
    return family.first


def written(term: str, row: Sequence[Posting]) -> bytes:
    """A row as JSON: the term, then for every field its number and its posting."""
    return msgspec.json.encode([term, *row])


def joined(rows: Iterable[bytes]) -> bytes:
    """Rows as a file."""
    return b"[" + b",".join(rows) + b"]"
