"""The files of the search: one small list of what there is, and everything else named by its content."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from ..words import LITTLE_WORDS, stemmer
from . import postings, wordlist
from .entries import FACETS, FIELDS, Counted, Terms, terms
from .postings import Rows
from .wordlist import Words

FOLDER = "search/"
VERSION = 1

# How lunr weighs: its own two constants, written down so that the browser and the tests use the same.
K1, B = 1.2, 0.75

# How many cards stand in a file. A hit fetches its whole block, so blocks are small; but every block
# has its name in the list, so a large directory has larger ones.
BLOCKS = ((4_000, 8), (40_000, 16))
LARGEST_BLOCK = 32

Labels = Mapping[str, Mapping[str, str]]  # facet → value → what people read


class Memory(Struct, frozen=True):
    """What an earlier index leaves behind so that the next one only works on what changed."""

    language: str
    counted: list[Counted]
    lengths: list[list[int]]  # field → how many terms each entry has there
    words: Words
    rows: Rows
    labels: dict[str, dict[str, str]]
    facets: dict[str, bytes]  # facet → what is written of it


class Index(Struct, frozen=True):
    """The files by path, and the memory for the next time."""

    files: dict[str, bytes]
    memory: Memory


def index(
    counted: Sequence[Counted], language: str, labels: Labels | None = None, previous: Memory | None = None
) -> Index:
    """All files of the search, the same with or without a previous memory."""
    own = {facet: dict(values) for facet, values in (labels or {}).items()}
    if previous and fits(previous, counted, language):
        memory = renewed(previous, counted, own)
    else:
        memory = made(counted, language, own)
    return Index(files(memory), memory)


def fits(memory: Memory, counted: Sequence[Counted], language: str) -> bool:
    """Whether the memory is of the same entries in the same order."""
    return memory.language == language and list(map(name, memory.counted)) == list(map(name, counted))


def name(entry: Counted) -> tuple[str, str]:
    """What an entry is known by."""
    return entry.kind, entry.id


def made(counted: Sequence[Counted], language: str, labels: dict[str, dict[str, str]]) -> Memory:
    """The memory of these entries, made from nothing."""
    words = wordlist.listed((entry.words for entry in counted), language)
    lengths: list[list[int]] = [[] for _ in FIELDS]

    def measured() -> Iterator[Terms]:
        for entry in counted:
            found = terms(entry, words.parts)
            for field, column in enumerate(lengths):
                column.append(sum(found[field].values()) if field in found else 0)
            yield found

    rows = postings.rows(measured())
    return Memory(language, list(counted), lengths, words, rows, labels, facets(counted, labels))


def renewed(before: Memory, counted: Sequence[Counted], labels: dict[str, dict[str, str]]) -> Memory:
    """The memory of the same entries, some of which changed."""
    texts = [
        number
        for number, (old, new) in enumerate(zip(before.counted, counted, strict=True))
        if old.terms != new.terms or old.words != new.words
    ]
    words = wordlist.relisted(
        before.words,
        [before.counted[number].words for number in texts],
        [counted[number].words for number in texts],
        before.language,
    )
    touched = sorted({*texts, *holders(before, words)})
    old = {number: terms(before.counted[number], before.words.parts) for number in touched}
    new = {number: terms(counted[number], words.parts) for number in touched}
    lengths = [column.copy() for column in before.lengths]
    for number, found in new.items():
        for field, column in enumerate(lengths):
            column[number] = sum(found.get(field, {}).values())
    rows = postings.changed(before.rows, old, new)
    alike = labels == before.labels and all(map(same_facets, before.counted, counted))
    columns = before.facets if alike else facets(counted, labels)
    return Memory(before.language, list(counted), lengths, words, rows, labels, columns)


def same_facets(old: Counted, new: Counted) -> bool:
    """Whether an entry stayed under the same values."""
    return old.facets == new.facets


def holders(before: Memory, words: Words) -> Iterator[int]:
    """The entries with a compound whose parts are others now, because a word came to the directory or left it."""
    if words.parts is before.words.parts:
        return
    changed = {word for word, _ in before.words.parts.items() ^ words.parts.items()}
    for row in postings.found(before.rows, sorted(set(map(stemmer(before.language), changed)))):
        yield from chain.from_iterable(row.values())


def files(memory: Memory) -> dict[str, bytes]:
    """Every file by its path, the list of them included."""
    found: dict[str, bytes] = {}

    def named(content: bytes) -> str:
        """The name of a file, which it gets from what is in it."""
        called = blake2b(content, digest_size=6).hexdigest()
        found[f"{FOLDER}{called}.json"] = content
        return called

    contents: dict[str, Any] = {
        "version": VERSION,
        "language": memory.language,
        "entries": len(memory.counted),
        "k1": K1,
        "b": B,
        "little": LITTLE_WORDS.get(memory.language, ""),
        "fields": [
            {"name": field.name, "boost": field.boost, "total": sum(column), "lengths": named(encoded(column))}
            for field, column in zip(FIELDS, memory.lengths, strict=True)
        ],
        "facets": [{"name": facet, "file": named(values)} for facet, values in memory.facets.items()],
        "words": named(encoded([group for _, group in sorted(memory.words.groups.items())])),
        "shards": [[first, named(shard)] for first, shard in postings.shards(memory.rows)],
        "block": block(len(memory.counted)),
        "cards": [named(cards) for cards in blocks(memory.counted)],
    }
    return {**found, f"{FOLDER}index.json": encoded(contents)}


def encoded(value: Any) -> bytes:
    """JSON on one line."""
    return msgspec.json.encode(value)


def facets(counted: Sequence[Counted], labels: Labels) -> dict[str, bytes]:
    """The facets that have any values, in their order, written."""
    columns = {facet: column(counted, facet, labels.get(facet, {})) for facet in FACETS}
    return {facet: encoded(values) for facet, values in columns.items() if values}


def column(counted: Sequence[Counted], facet: str, labels: Mapping[str, str]) -> list[Any]:
    """The values of a facet: for each its id, its label, and the entries that have it, as gaps."""
    holders: dict[str, list[int]] = {}
    for number, entry in enumerate(counted):
        for value in entry.facets.get(facet, ()):
            holders.setdefault(value, []).append(number)
    return [[value, labels.get(value, ""), *postings.gaps(holders[value])] for value in sorted(holders)]


def block(entries: int) -> int:
    """How many cards stand in one file."""
    return next((size for most, size in BLOCKS if entries <= most), LARGEST_BLOCK)


def blocks(counted: Sequence[Counted]) -> Iterator[bytes]:
    """The cards, so many to a file."""
    size = block(len(counted))
    for start in range(0, len(counted), size):
        yield b"[" + b",".join(entry.card for entry in counted[start : start + size]) + b"]"
