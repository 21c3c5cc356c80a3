"""What can be found: an entry for each page worth finding, and the terms in it."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from .. import words


class Field(Struct, frozen=True):
    """A kind of text in an entry, and how much a word weighs when it is found there."""

    name: str
    boost: int


FIELDS = (
    Field("title", 10),  # the name of a person or organisation, the title of a piece of work
    Field("role", 8),  # headline, role or kind of organisation
    Field("skills", 8),
    Field("fields", 6),  # of work
    Field("organisation", 4),
    Field("place", 4),
    Field("goal", 4),  # of an assignment, with its result
    Field("meta", 2),  # whatever else the card shows
    Field("body", 2),
    Field("synonyms", 1),  # other words and jargon for the skills and fields named above
    Field("parts", 1),  # of compounds anywhere in the entry: filled by the index, never by the caller
)
PARTS = len(FIELDS) - 1
NUMBERS = {field.name: number for number, field in enumerate(FIELDS[:PARTS])}

# The groups people narrow a search by, in the order they are shown.
FACETS = (
    "kind", "field", "skill", "organisation", "layer", "region", "form", "ring", "first", "free", "hours", "state",
    "language", "network",
)  # fmt: skip

KIND = FACETS[0]

# Of two facets the values are groups, in their order: when people have time, and for how many hours a week.
TIMES = {"free": ("now", "soon", "later"), "hours": ("to-8", "to-16", "to-24", "more")}

# The days by which hits can be put in order, beside how well they fit.
ORDERS = ("new", "closing")


class Entry(Struct, frozen=True):
    """One thing to be found: a profile, an assignment, an organisation, a pool or an event."""

    kind: str
    id: str
    fields: Mapping[str, str]  # name of the field → its visible text
    facets: Mapping[str, Sequence[str]]  # facet → the ids of its values
    card: Mapping[str, Any]  # what a hit shows
    days: Mapping[str, date] = {}  # order → the day it goes by


class Folded(Struct, frozen=True, array_like=True):
    """An entry as the index wants it; the same entry always gives the same value, so it can be kept."""

    kind: str
    id: str
    text: str  # a line for each field: its words, folded, with spaces between
    facets: bytes  # facet → the ids of its values, packed: they are seldom looked at again
    card: bytes  # as JSON
    days: tuple[int, ...] = (0,) * len(ORDERS)  # for each order the number of its day, nought for none


Facets = dict[str, tuple[str, ...]]
_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(Facets).decode


def facets(entry: Entry) -> Mapping[str, Sequence[str]]:
    """The facets of an entry, of which its kind is always one."""
    return {KIND: (entry.kind,), **entry.facets}


def folded(entry: Entry) -> Folded:
    """An entry with its texts in words, whatever the language."""
    lines = [""] * PARTS
    for name, text in entry.fields.items():
        lines[NUMBERS[name]] = " ".join(words.written(text))
    return Folded(
        entry.kind,
        entry.id,
        "\n".join(lines),
        _PACK({facet: sorted(set(values)) for facet, values in facets(entry).items() if values}),
        msgspec.json.encode({"kind": entry.kind, "id": entry.id, **entry.card}, order="deterministic"),
        tuple(entry.days[order].toordinal() if order in entry.days else 0 for order in ORDERS),
    )


def facets_of(entry: Folded) -> Facets:
    """The facets of an entry, unpacked."""
    return _UNPACK(entry.facets)


Terms = dict[int, list[str]]  # number of the field → its terms, as often as they occur
Spelled = tuple[str, ...]  # every form of every word in an entry, once


def taken_apart(entry: Folded, language: str) -> tuple[Terms, Spelled]:
    """The terms of an entry in this language, and the words it was made of."""
    stems = words.filing(language)
    fields = [line.split() for line in entry.text.split("\n")]
    found = {field: list(chain.from_iterable(map(stems, line))) for field, line in enumerate(fields) if line}
    return found, tuple(set(chain.from_iterable(map(words.forms, set().union(*fields)))))


def with_parts(terms: Terms, spelled: Spelled, compounds: Mapping[str, tuple[str, ...]]) -> Terms:
    """The terms of an entry, with the parts of the compounds among its words as a field of their own."""
    held = compounds.keys() & spelled
    return {**terms, PARTS: list(chain.from_iterable(map(compounds.__getitem__, held)))} if held else terms
