"""What the files hold of every entry in a row of numbers: its lengths, its days, and who has which value of a facet."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise

import msgspec
from msgspec import Struct

from . import postings
from .entries import FACETS, KIND, ORDERS, Facets
from .numbers import NOUGHT, Name
from .pieces import Pieces

Labels = Mapping[str, Mapping[str, str]]  # facet → value → what people read
Holders = dict[str, "array[int]"]  # value → the entries that have it
Edits = Mapping[str, Mapping[str, Mapping[int, int]]]  # facet → value → entry → one where it came, nought where it left

SPAN = 4096  # numbers in a file of lengths
MOST = 50_000  # words: a longer field counts as one of this length, for the characters end there


class Lengths(Struct, frozen=True, array_like=True):
    """How long a field is in all entries together, and the files that tell it of each."""

    total: int
    files: tuple[str, ...]


class Column(Struct, frozen=True, array_like=True):
    """What is known of some entries: the number of the first and of the last of them, the bytes, and the file."""

    first: int
    last: int
    size: int
    file: str
    labels: bytes = b""  # the hash of what people read


# Lengths


def length(terms: Sequence[str]) -> str:
    """The character for how many terms there are."""
    return chr(NOUGHT + min(len(terms), MOST))


def lengths(column: str, numbers: Sequence[int], pieces: Pieces) -> Lengths:
    """The lengths of a field in files, a character each: smaller than digits, and nothing has to be taken apart."""
    found = (msgspec.json.encode(column[start:stop]) for start, stop in spans(numbers))
    return Lengths(_total(column), tuple(map(pieces.put, found)))


def relengthened(
    before: Lengths,
    was: Sequence[int],
    now: Sequence[int],
    left: Iterable[int],
    come: Mapping[int, str],
    pieces: Pieces,
) -> Lengths:
    """The lengths of a field after entries left and others came or changed; with all numbers, as they were and are."""
    left, files, more = set(left), list(before.files), 0
    if not left and not come:
        return before
    old, new = spans(was), spans(now)
    for span in range(len(new)):
        touched = {number: one for number, one in come.items() if number // SPAN == span}
        start, stop = old[span] if span < len(old) else (0, 0)
        if span < len(files) and not touched and not any(number // SPAN == span for number in left):
            continue
        column = msgspec.json.decode(pieces[files[span]], type=str) if start < stop else ""
        held = dict(zip(was[start:stop], column, strict=True))
        held = {number: one for number, one in held.items() if number not in left} | touched
        fresh = "".join([held[number] for number in now[slice(*new[span])]])
        more += _total(fresh) - _total(column)
        files[span : span + 1] = [pieces.put(msgspec.json.encode(fresh))]
    for name in files[len(new) :]:
        more -= _total(msgspec.json.decode(pieces[name], type=str))
    return Lengths(before.total + more, tuple(files[: len(new)]))


def spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """For every file of lengths, which of these numbers are in it: from where to where."""
    ends = [bisect_left(numbers, start) for start in range(0, numbers[-1] + 1 + SPAN, SPAN)] if numbers else []
    return list(pairwise(ends))


def _total(column: str) -> int:
    """How long a field is in all entries together."""
    return sum(array("I", column.encode("utf-32"))[1:]) - NOUGHT * len(column)


# Facets


def held(columns: dict[str, Holders], number: int, facets: Facets) -> None:
    """Adds the values of an entry; entries come in the order of their numbers."""
    for facet, values in facets.items():
        for value in values if facet != KIND else ():
            columns.setdefault(facet, {}).setdefault(value, array("I")).append(number)


def facets(columns: Mapping[str, Holders], labels: Labels, pieces: Pieces) -> dict[str, Column]:
    """The facets that have any values, in their order."""
    found = {}
    for facet in FACETS[1:]:
        values = {value: [0, *postings.gaps(numbers)] for value, numbers in columns.get(facet, {}).items()}
        if values:
            found[facet] = _column(values, labels.get(facet, {}), pieces)
    return found


def refaceted(before: Mapping[str, Column], edits: Edits, labels: Labels, pieces: Pieces) -> dict[str, Column]:
    """The facets after values left some entries and came to some, or are called otherwise."""
    found = {}
    for facet in FACETS[1:]:
        there, own = before.get(facet), labels.get(facet, {})
        if there and facet not in edits and there.labels == _hash(own):
            found[facet] = there
            continue
        rows = msgspec.json.decode(pieces[there.file]) if there else []
        values = {value: [0, *gaps] for value, _, *gaps in rows}
        for value, counts in edits.get(facet, {}).items():
            postings.recount(values.setdefault(value, [0]), counts)
        if any(len(posting) > 1 for posting in values.values()):
            found[facet] = _column(values, own, pieces)
    return found


def kinds(names: Sequence[Name], numbers: Sequence[int], pieces: Pieces) -> dict[str, Column]:
    """The first facet: entries of a kind have the numbers from one to another, which says it all."""
    held: dict[str, tuple[int, int]] = {}
    for (kind, _), number in zip(names, numbers, strict=True):
        first, last = held.get(kind, (number, number))
        held[kind] = min(first, number), max(last, number)
    written = msgspec.json.encode([[kind, "", *held[kind]] for kind in sorted(held)])
    return {KIND: Column(0, max(numbers), len(written), pieces.put(written))} if held else {}


def _column(values: Mapping[str, list[int]], labels: Mapping[str, str], pieces: Pieces) -> Column:
    """The values of a facet: for each its id, its label, and the entries that have it, as gaps after a nought."""
    some = [(value, posting) for value, posting in sorted(values.items()) if len(posting) > 1]
    written = msgspec.json.encode([[value, labels.get(value, ""), *posting[1:]] for value, posting in some])
    first, last = min(posting[1] for _, posting in some) - 1, max(sum(posting) for _, posting in some) - 1
    return Column(first, last, len(written), pieces.put(written), _hash(labels))


def _hash(labels: Mapping[str, str]) -> bytes:
    return blake2b(msgspec.msgpack.encode(labels), digest_size=8).digest()


def changed(old: Iterable[tuple[int, Facets]], new: Iterable[tuple[int, Facets]]) -> Edits:
    """The values that left entries or came to them."""
    found: dict[str, dict[str, dict[int, int]]] = {}
    was, now = (
        {(facet, value, number) for number, values in some for facet in values for value in values[facet]}
        for some in (old, new)
    )
    for facet, value, number in sorted(was ^ now):
        found.setdefault(facet, {}).setdefault(value, {})[number] = int((facet, value, number) in now)
    return found


# Orders


def orders(days: Sequence[Mapping[int, int]], pieces: Pieces) -> dict[str, Column]:
    """The orders that any entry has a day for: the days from the first entry that has one to the last."""
    found = {}
    for order, column in zip(ORDERS, days, strict=True):
        if column:
            first, last = min(column), max(column)
            written = msgspec.json.encode([column.get(number, 0) for number in range(first, last + 1)])
            found[order] = Column(first, last, len(written), pieces.put(written))
    return found


def reordered(
    before: Mapping[str, Column], left: Iterable[int], come: Mapping[int, Sequence[int]], pieces: Pieces
) -> dict[str, Column]:
    """The orders after entries left, and others came or changed."""
    left = set(left)
    if not left and not come:
        return dict(before)
    found: dict[str, Column] = {}
    for place, order in enumerate(ORDERS):
        there = before.get(order)
        days = msgspec.json.decode(pieces[there.file], type=list[int]) if there else []
        was = {number: day for number, day in enumerate(days, there.first if there else 0) if day}
        now = {number: day for number, day in was.items() if number not in left}
        now |= {number: one[place] for number, one in come.items()}
        now = {number: day for number, day in now.items() if day}
        if there and now == was:
            found[order] = there
        else:
            found |= orders([now if one == order else {} for one in ORDERS], pieces)
    return found
