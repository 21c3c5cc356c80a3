"""The rows of the index: for every term, the entries that have it, by field, and how often."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, repeat

import msgspec
from msgspec import Struct

from .entries import FIELDS, Terms

# How many bytes a shard may hold, unless a single term needs more. A search fetches a shard for every word,
# so shards are small; but each has its name in the list, so a large directory has larger ones.
SHARDS = ((10_000_000, 8_000),)
LARGEST_SHARD = 24_000

Row = dict[int, dict[int, int]]  # number of a field → number of an entry → how often


class Rows(Struct, frozen=True):
    """All rows in the order of their terms, written one after the other as JSON, each with a comma behind it."""

    terms: list[str]
    sizes: list[int]
    written: bytes


def shards(rows: Rows) -> Iterator[tuple[str, bytes]]:
    """The rows cut by the first letters of their terms: the first term of each shard, and the shard."""
    ends = places(rows)
    largest = next((size for most, size in SHARDS if ends[-1] <= most), LARGEST_SHARD)
    for start, stop in cuts(rows.terms, ends, largest):
        yield rows.terms[start], b"[" + rows.written[ends[start] : ends[stop] - 1] + b"]"


def places(rows: Rows) -> list[int]:
    """Where each row begins, and where the last one ends."""
    return list(accumulate(rows.sizes, initial=0))


def cuts(terms: Sequence[str], ends: Sequence[int], largest: int) -> Iterator[tuple[int, int]]:
    """Where one shard ends and the next begins.

    Terms that begin alike stay together where they fit, so that a change in one place moves few of the others.
    """
    start = stop = 0
    for first, last in families(terms, ends, largest, 0, len(terms), 0):
        if start < first and ends[last] - ends[start] > largest:
            yield start, stop
            start = first
        stop = last
    if start < stop:
        yield start, stop


def families(
    terms: Sequence[str], ends: Sequence[int], largest: int, start: int, stop: int, alike: int
) -> Iterator[tuple[int, int]]:
    """The terms from start to stop, in groups with no more first letters alike than it takes for each to fit."""
    if ends[stop] - ends[start] <= largest or stop - start == 1:
        yield start, stop
        return
    while start < stop:
        beginning = terms[start][: alike + 1]
        end = bisect_left(terms, beginning + "\uffff", start, stop) if len(beginning) > alike else start + 1
        yield from families(terms, ends, largest, start, end, alike + 1)
        start = end


def rows(entries: Iterable[Terms]) -> Rows:
    """The rows of all entries, made from nothing."""
    columns: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in FIELDS]
    for number, found in enumerate(entries):
        for field, terms in found.items():
            column = columns[field]
            for term in terms:
                column[term].append(number)
    table: defaultdict[str, list[list[int]]] = defaultdict(list)
    for field, column in enumerate(columns):
        for term, numbers in column.items():
            table[term].append([field, *gaps(numbers)])
    terms = sorted(table)
    fresh = [written(term, table[term]) for term in terms]
    return Rows(terms, [len(row) for row in fresh], b"".join(fresh))


def changed(before: Rows, old: Mapping[int, Terms], new: Mapping[int, Terms]) -> Rows:
    """The rows after the numbered entries changed from old to new; other rows are copied as they are."""
    edits = differences(old, new)
    ends = places(before)
    terms: list[str] = []
    sizes: list[int] = []
    copied: list[bytes] = []
    done = 0
    for term in sorted(edits):
        place, there = found_at(before.terms, term)
        row = edited(read(before.written[ends[place] : ends[place + 1] - 1]) if there else {}, edits[term])
        fresh = written(term, [[field, *gaps(entries(posting))] for field, posting in row.items()]) if row else b""
        terms += before.terms[done:place] + [term] * bool(row)
        sizes += before.sizes[done:place] + [len(fresh)] * bool(row)
        copied += before.written[ends[done] : ends[place]], fresh
        done = place + there
    copied.append(before.written[ends[done] :])
    return Rows(terms + before.terms[done:], sizes + before.sizes[done:], b"".join(copied))


def differences(old: Mapping[int, Terms], new: Mapping[int, Terms]) -> dict[str, Row]:
    """For every term whose count changed, the new counts; nought where it went away."""
    edits: dict[str, Row] = {}
    for number in sorted(new):
        for field in range(len(FIELDS)):
            was, now = Counter(old[number].get(field)), Counter(new[number].get(field))
            for term, _ in was.items() ^ now.items():
                edits.setdefault(term, {}).setdefault(field, {})[number] = now[term]
    return edits


def edited(row: Row, edits: Row) -> Row:
    """The row with new counts; a count of nought takes the entry out."""
    fresh = {
        field: {entry: count for entry, count in sorted((row.get(field, {}) | edits.get(field, {})).items()) if count}
        for field in sorted(row.keys() | edits.keys())
    }
    return {field: posting for field, posting in fresh.items() if posting}


def found(rows: Rows, terms: Iterable[str]) -> Iterator[Row]:
    """The rows of those terms that have one."""
    ends = places(rows)
    for term in terms:
        place, there = found_at(rows.terms, term)
        if there:
            yield read(rows.written[ends[place] : ends[place + 1] - 1])


def found_at(terms: Sequence[str], term: str) -> tuple[int, bool]:
    """Where a term stands or would stand, and whether it does."""
    place = bisect_left(terms, term)
    return place, place < len(terms) and terms[place] == term


def written(term: str, fields: Sequence[list[int]]) -> bytes:
    """A row as JSON: the term, then for every field its number and its posting."""
    return msgspec.json.encode([term, *fields]) + b","


def read(row: bytes) -> Row:
    """A row that was written before."""
    _, *postings = msgspec.json.decode(row)
    return {field: counts(posting) for field, *posting in postings}


def entries(posting: Mapping[int, int]) -> Iterator[int]:
    """Each entry as often as it counts."""
    return chain.from_iterable(map(repeat, posting.keys(), posting.values()))


def gaps(posting: Iterable[int]) -> Iterator[int]:
    """Each entry as its distance from the one before, which packs well; then minus how often, if more than once."""
    last, count = -1, 1
    for entry in posting:
        if entry == last:
            count += 1
            continue
        if count > 1:
            yield -count
            count = 1
        yield entry - last
        last = entry
    if count > 1:
        yield -count


def counts(posting: Iterable[int]) -> dict[int, int]:
    """The entries and their counts in a posting written with gaps."""
    found: dict[int, int] = {}
    entry = -1
    for number in posting:
        if number > 0:
            entry += number
            found[entry] = 1
        else:
            found[entry] = -number
    return found
