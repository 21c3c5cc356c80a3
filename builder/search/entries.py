"""What can be found: an entry for each page worth finding, and the terms counted in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
FACETS = ("kind", "field", "skill", "region", "layer", "organisation", "form", "ring", "state", "language")


class Entry(Struct, frozen=True):
    """One thing to be found: a profile, an assignment, an organisation, a pool or an event."""

    kind: str
    id: str
    fields: Mapping[str, str]  # name of the field → its visible text
    facets: Mapping[str, Sequence[str]]  # facet → the ids of its values
    card: Mapping[str, Any]  # what a hit shows


class Counted(Struct, frozen=True):
    """An entry as the index wants it; the same entry always gives the same value, so it can be kept."""

    kind: str
    id: str
    terms: bytes  # number of the field → term → how often, packed: it is seldom opened again
    words: str  # every word written in the entry, in order, with spaces between
    facets: dict[str, tuple[str, ...]]
    card: bytes


def filed(written: Mapping[str, int], language: str) -> dict[str, int]:
    """How often each term occurs, given how often each word does."""
    stems = words.filing(language)
    found: dict[str, int] = {}
    for word, times in written.items():
        for term in stems(word):
            found[term] = found.get(term, 0) + times
    return found


def facets(entry: Entry) -> Mapping[str, Sequence[str]]:
    """The facets of an entry, of which its kind is always one."""
    return {"kind": (entry.kind,), **entry.facets}


Terms = dict[int, dict[str, int]]
_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(Terms)


def counted(entry: Entry, language: str) -> Counted:
    """The terms of an entry, counted by field, with the stems of this language."""
    texts = sorted((NUMBERS[name], text) for name, text in entry.fields.items() if text)
    written = {field: Counter(words.written(text)) for field, text in texts}
    seen = set().union(*written.values())
    return Counted(
        entry.kind,
        entry.id,
        _PACK.encode({field: filed(counts, language) for field, counts in written.items()}),
        " ".join(sorted(set(chain.from_iterable(map(words.forms, seen))))),
        {facet: tuple(sorted(set(values))) for facet, values in facets(entry).items() if values},
        msgspec.json.encode({"kind": entry.kind, "id": entry.id, **entry.card}, order="deterministic"),
    )


def terms(entry: Counted, compounds: Mapping[str, tuple[str, ...]]) -> Terms:
    """Field → term → how often, with the parts of its compounds as a field of their own."""
    found = _UNPACK.decode(entry.terms)
    held = compounds.keys() & entry.words.split()
    parts = Counter(chain.from_iterable(compounds[word] for word in held))
    return found | {PARTS: parts} if parts else found
