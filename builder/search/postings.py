"""The rows of the index: for every term, the entries that have it, by field, and how often."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, repeat

import msgspec

from .entries import FIELDS, Terms

Row = dict[int, dict[int, int]]  # number of a field → number of an entry → how often
Posting = list[int]  # the number of a field, then the entries that have a term there, as gaps with their counts
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


def rows(columns: Columns) -> dict[str, bytes]:
    """The rows of what was filled in, by their terms, in order; the columns are emptied on the way."""
    found = {}
    for term in sorted(set().union(*columns)):
        held = ((field, column.pop(term, None)) for field, column in enumerate(columns))
        found[term] = msgspec.json.encode([term, *([field, *gaps(numbers)] for field, numbers in held if numbers)])
    return found


def differences(old: Mapping[int, Terms], new: Mapping[int, Terms]) -> dict[str, Row]:
    """For every term whose count changed, the new counts; nought where it went away."""
    edits: dict[str, Row] = {}
    for number in sorted({*old, *new}):
        for field in range(len(FIELDS)):
            was, now = (Counter(terms.get(number, {}).get(field)) for terms in (old, new))
            for term, _ in was.items() ^ now.items():
                edits.setdefault(term, {}).setdefault(field, {})[number] = now[term]
    return edits


def edited(row: Iterable[Posting], edits: Row) -> list[Posting]:
    """The row with new counts; a count of nought takes the entry out."""
    fields = {posting[0]: posting for posting in row}
    for field, counts in edits.items():
        recount(fields.setdefault(field, [field]), counts)
    return [fields[field] for field in sorted(fields) if len(fields[field]) > 1]


def recount(posting: Posting, counts: Mapping[int, int]) -> None:
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


def passed(posting: Sequence[int]) -> list[int]:
    """For every place in a posting the entry that is reached there; at the field, the one before the first."""
    return list(accumulate(map(max, islice(posting, 1, None), repeat(0)), initial=-1))


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
