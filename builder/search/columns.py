"""What the files hold of every entry in a row of numbers: its lengths, its days, and who has which value of a facet."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from . import postings
from .entries import FACETS, ORDERS, Facets

T = TypeVar("T")
Labels = Mapping[str, Mapping[str, str]]  # facet → value → what people read
Holders = dict[str, "array[int]"]  # value → the entries that have it
Edits = Mapping[str, Mapping[str, tuple[int, ...]]]  # facet → value → entries

SPAN = 4096  # entries in a file of lengths
NOUGHT = 35  # the character for no length: from here on hardly any is escaped
MOST = 50_000  # words: a longer field counts as one of this length, for the characters end there


class Column(Struct, frozen=True, array_like=True):
    """What is written of a facet, and the first and the last entry that have a value."""

    first: int
    last: int
    written: bytes


def held(columns: dict[str, Holders], number: int, facets: Facets) -> None:
    """Adds the values of an entry; entries come in their order."""
    for facet, values in facets.items():
        for value in values:
            columns.setdefault(facet, {}).setdefault(value, array("I")).append(number)


def facets(columns: Mapping[str, Mapping[str, Sequence[int]]], labels: Labels) -> dict[str, Column]:
    """The facets that have any values, in their order."""
    return {
        facet: column(columns[facet], labels.get(facet, {})) for facet in FACETS if any(columns.get(facet, {}).values())
    }


def column(holders: Mapping[str, Sequence[int]], labels: Mapping[str, str]) -> Column:
    """The values of a facet: for each its id, its label, and the entries that have it, as gaps."""
    some = {value: numbers for value, numbers in sorted(holders.items()) if numbers}
    values = [[value, labels.get(value, ""), *postings.gaps(numbers)] for value, numbers in some.items()]
    first, last = min(numbers[0] for numbers in some.values()), max(numbers[-1] for numbers in some.values())
    return Column(first, last, msgspec.json.encode(values))


def refaceted(
    before: Mapping[str, Column], gone: Edits, come: Edits, moved: Sequence[int] | None, old: Labels, new: Labels
) -> dict[str, Column]:
    """The facets after values went from some entries, the entries moved, and values came to some."""
    found: dict[str, Column] = {}
    for facet in FACETS:
        touched = moved is not None or facet in gone or facet in come or old.get(facet) != new.get(facet)
        if not touched:
            found |= {facet: before[facet]} if facet in before else {}
            continue
        holders = dict(taken(before[facet])) if facet in before else {}
        for value, numbers in gone.get(facet, {}).items():
            holders[value] = sorted({*holders[value]}.difference(numbers))
        if moved is not None:
            holders = {value: [moved[number] for number in numbers] for value, numbers in holders.items()}
        for value, numbers in come.get(facet, {}).items():
            holders[value] = sorted({*holders.get(value, ()), *numbers})
        found |= facets({facet: holders}, new)
    return found


def taken(column: Column) -> Iterator[tuple[str, list[int]]]:
    """The values of a written facet, each with the entries that have it."""
    for value, _, *numbers in msgspec.json.decode(column.written):
        yield value, list(postings.counts(numbers))


def by_value(facets: Iterable[tuple[int, Facets]]) -> dict[str, dict[str, tuple[int, ...]]]:
    """Facet → value → these entries."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for number, values in facets:
        for facet, ids in values.items():
            for value in ids:
                numbers = found.setdefault(facet, {})
                numbers[value] = (*numbers.get(value, ()), number)
    return found


def placed(column: Iterable[T], moved: Sequence[int] | None, come: Mapping[int, T]) -> list[T]:
    """A column after entries moved (to -1 where they left) and others came or changed, by the places they have now."""
    if moved is None:
        found = list(column)
        for place, value in come.items():
            found[place] = value
        return found
    stay = {place for place in moved if place in come}
    found = [value for value, place in zip(column, moved, strict=True) if place >= 0 and place not in stay]
    for place in sorted(come):
        found.insert(place, come[place])
    return found


def relengthened(column: str, moved: Sequence[int] | None, come: Mapping[int, str]) -> str:
    """The lengths of a field after entries moved and others came or changed."""
    if moved is None and all(column[place] == one for place, one in come.items()):
        return column
    return "".join(placed(column, moved, come))


def spans(column: str) -> Iterator[bytes]:
    """Lengths, so many to a file, a character each: that is smaller than digits, and nothing has to be taken apart."""
    for start in range(0, len(column), SPAN):
        yield msgspec.json.encode(column[start : start + SPAN])


def total(column: str) -> int:
    """How long a field is in all entries together."""
    return sum(array("I", column.encode("utf-32"))[1:]) - NOUGHT * len(column)


def length(terms: Sequence[str]) -> str:
    """The character for how many terms there are."""
    return chr(NOUGHT + min(len(terms), MOST))


def orders(days: Sequence[Sequence[int]]) -> dict[str, tuple[int, Sequence[int]]]:
    """The orders that any entry has a day for: the first entry with one, and the days from there to the last."""
    found = {}
    for order, column in zip(ORDERS, days, strict=True):
        dated = [place for place, day in enumerate(column) if day]
        if dated:
            found[order] = dated[0], column[dated[0] : dated[-1] + 1]
    return found
