"""The rows of the index: for every term, the entries that have it, by field, and how often."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise, repeat

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


class Shard(Struct, frozen=True, array_like=True):
    """Rows that stand in one file: the first and the last term, where they are among the rows, and the file's name."""

    first: str
    last: str
    start: int
    stop: int
    name: str = ""


def shards(rows: Rows) -> Iterator[Shard]:
    """The rows cut by the first letters of their terms."""
    ends = places(rows)
    largest = next((size for most, size in SHARDS if ends[-1] <= most), LARGEST_SHARD)
    for start, stop in cuts(rows.terms, ends, largest):
        yield Shard(rows.terms[start], rows.terms[stop - 1], ends[start], ends[stop])


def content(rows: Rows, shard: Shard) -> bytes:
    """What stands in the file of a shard."""
    return b"[" + rows.written[shard.start : shard.stop - 1] + b"]"


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


Columns = list[defaultdict[str, "array[int]"]]  # number of a field → term → the entries, as often as they have it


def columns() -> Columns:
    """Columns with nothing in them. Numbers are packed: there are hundreds for each entry."""
    return [defaultdict(lambda: array("I")) for _ in FIELDS]


def fill(columns: Columns, number: int, found: Terms) -> None:
    """Adds the terms of an entry; entries come in their order."""
    for field, terms in found.items():
        column = columns[field]
        for term in terms:
            column[term].append(number)


def rows(columns: Columns) -> Rows:
    """The rows of what was filled in; the columns are emptied on the way."""
    terms = sorted(set().union(*columns))
    sizes, whole = [], bytearray()
    for term in terms:
        held = ((field, column.pop(term, None)) for field, column in enumerate(columns))
        row = written(term, [[field, *gaps(numbers)] for field, numbers in held if numbers])
        sizes.append(len(row))
        whole += row
    return Rows(terms, sizes, bytes(whole))


def renumbered(before: Rows, moved: Sequence[int]) -> Rows:
    """The rows after entries came between others or left: none of those that left is in a row any more."""
    steps = breaks(moved)
    sizes, pieces = [], []
    for start, stop in pairwise(places(before)):
        term, *fields = msgspec.json.decode(before.written[start : stop - 1])
        # A posting is written in gaps, so that all that changes is the one gap across each break.
        shifts = [shift(posting, steps) for posting in fields]
        row = written(term, fields) if any(shifts) else before.written[start:stop]
        sizes.append(len(row))
        pieces.append(row)
    return Rows(before.terms, sizes, b"".join(pieces))


def breaks(moved: Sequence[int]) -> list[tuple[int, int]]:
    """From which entry on entries stand how much further than those before."""
    found, last = [], 0
    for old, new in enumerate(moved):
        if new >= 0 and new - old != last:
            found.append((old, new - old - last))
            last = new - old
    return found


def shift(posting: list[int], steps: Iterable[tuple[int, int]]) -> bool:
    """Moves the entries of a posting, after the number of its field; whether any did."""
    reached = passed(posting)
    found = [(bisect_left(reached, first), more) for first, more in steps]
    for at, more in found:
        if at < len(posting):
            posting[at] += more
    return any(at < len(posting) for at, _ in found)


def passed(posting: Sequence[int]) -> list[int]:
    """For every place in a posting the entry that is reached there; at the field, the one before the first."""
    return list(accumulate(map(max, islice(posting, 1, None), repeat(0)), initial=-1))


def changed(before: Rows, edits: Mapping[str, Row]) -> Rows:
    """The rows with new counts; other rows are copied as they are."""
    ends = places(before)
    terms: list[str] = []
    sizes: list[int] = []
    copied: list[bytes] = []
    done = 0
    for term in sorted(edits):
        place, there = found_at(before.terms, term)
        row = msgspec.json.decode(before.written[ends[place] : ends[place + 1] - 1])[1:] if there else []
        row = edited(row, edits[term])
        fresh = written(term, row) if row else b""
        terms += before.terms[done:place] + [term] * bool(row)
        sizes += before.sizes[done:place] + [len(fresh)] * bool(row)
        copied += before.written[ends[done] : ends[place]], fresh
        done = place + there
    copied.append(before.written[ends[done] :])
    return Rows(terms + before.terms[done:], sizes + before.sizes[done:], b"".join(copied))


def differences(old: Mapping[int, Terms], new: Mapping[int, Terms]) -> dict[str, Row]:
    """For every term whose count changed, the new counts; nought where it went away."""
    edits: dict[str, Row] = {}
    for number in sorted({*old, *new}):
        for field in range(len(FIELDS)):
            was, now = (Counter(terms.get(number, {}).get(field)) for terms in (old, new))
            for term, _ in was.items() ^ now.items():
                edits.setdefault(term, {}).setdefault(field, {})[number] = now[term]
    return edits


def edited(row: Sequence[list[int]], edits: Row) -> list[list[int]]:
    """The row with new counts; a count of nought takes the entry out."""
    fields = {posting[0]: posting for posting in row}
    for field, counts in edits.items():
        recount(fields.setdefault(field, [field]), counts)
    return [fields[field] for field in sorted(fields) if len(fields[field]) > 1]


def recount(posting: list[int], counts: Mapping[int, int]) -> None:
    """Puts entries with their counts in a posting; it is never taken apart, for it may be long and the counts few."""
    reached = passed(posting)
    for entry in sorted(counts, reverse=True):  # from the end, so that the places before it stay what they were
        at, many = bisect_left(reached, entry), counts[entry]
        before = reached[at - 1]
        stop = at
        if at < len(reached) and reached[at] == entry:
            stop += 2 if at + 1 < len(posting) and posting[at + 1] < 0 else 1
        # The next gap is that from this entry, or from the one before when this one leaves.
        if stop < len(posting):
            posting[stop] += (entry - before) * ((stop > at) - (many > 0))
        posting[at:stop] = [entry - before, -many][: min(many, 2)]


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
