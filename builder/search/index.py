"""The files of the search: one small list of what there is, and everything else named by its content."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from ..words import LINKS, LITTLE_WORDS, stemmer
from . import postings, wordlist
from .entries import FACETS, FIELDS, ORDERS, Facets, Folded, Terms, facets_of, taken_apart, with_parts
from .postings import Rows
from .wordlist import Words

FOLDER = "search/"
VERSION = 2  # of the files: the browser reads no other, and gets a new one with every change of the program

# How lunr weighs: its own two constants, written down so that the browser and the tests use the same.
K1, B = 1.2, 0.75

# How many cards stand in a file. A hit fetches its whole block, so blocks are small; but every block
# has its name in the list, so a large directory has larger ones.
BLOCKS = ((4_000, 8), (40_000, 16))
LARGEST_BLOCK = 32
SPAN = 4096  # entries in a file of lengths
MOST = 50_000  # words: a longer field counts as one of this length, for the characters end there
NOUGHT = 35  # the character for no length: from here on hardly any is escaped
NAMED = 512  # names that the list itself holds; where there are more, it holds the lists of so many of them each:
LISTED = 64

Labels = Mapping[str, Mapping[str, str]]  # facet → value → what people read


class Column(Struct, frozen=True, array_like=True):
    """What is written of a facet, and the first and the last entry that have a value."""

    first: int
    last: int
    written: bytes


class Memory(Struct, frozen=True):
    """What an earlier index leaves behind so that the next one only works on what changed."""

    language: str
    entries: list[Folded]
    lengths: list[list[int]]  # field → how many terms each entry has there
    words: Words
    rows: Rows
    labels: dict[str, dict[str, str]]
    facets: dict[str, Column]


class Index(Struct, frozen=True):
    """The files by path, and the memory for the next time."""

    files: dict[str, bytes]
    memory: Memory


def index(
    entries: Sequence[Folded], language: str, labels: Labels | None = None, previous: Memory | None = None
) -> Index:
    """All files of the search, the same with or without a previous memory."""
    own = {facet: dict(values) for facet, values in (labels or {}).items()}
    if previous and fits(previous, entries, language):
        memory = renewed(previous, entries, own)
    else:
        memory = made(entries, language, own)
    return Index(files(memory), memory)


def fits(memory: Memory, entries: Sequence[Folded], language: str) -> bool:
    """Whether the memory is of the same entries in the same order."""
    return memory.language == language and list(map(name, memory.entries)) == list(map(name, entries))


def name(entry: Folded) -> tuple[str, str]:
    """What an entry is known by."""
    return entry.kind, entry.id


def made(entries: Sequence[Folded], language: str, labels: dict[str, dict[str, str]]) -> Memory:
    """The memory of these entries, made from nothing."""
    apart = [taken_apart(entry, language) for entry in entries]
    words = wordlist.listed((spelled for _, spelled in apart), language)
    found = [with_parts(terms, spelled, words.parts) for terms, spelled in apart]
    lengths = [[len(terms.get(field, ())) for terms in found] for field in range(len(FIELDS))]
    return Memory(language, list(entries), lengths, words, postings.rows(found), labels, facets(entries, labels))


def renewed(before: Memory, entries: Sequence[Folded], labels: dict[str, dict[str, str]]) -> Memory:
    """The memory of the same entries, some of which changed."""
    language = before.language
    texts = [n for n, (old, new) in enumerate(zip(before.entries, entries, strict=True)) if old.text != new.text]
    was, now = ([taken_apart(some[n], language)[1] for n in texts] for some in (before.entries, entries))
    words = wordlist.relisted(before.words, was, now, language)

    def termed(entry: Folded, listed: Words) -> Terms:
        return with_parts(*taken_apart(entry, language), listed.parts)

    touched = sorted({*texts, *holders(before, words)})
    old = {number: termed(before.entries[number], before.words) for number in touched}
    new = {number: termed(entries[number], words) for number in touched}
    lengths = [column.copy() for column in before.lengths]
    for number, found in new.items():
        for field, column in enumerate(lengths):
            column[number] = len(found.get(field, ()))
    rows = postings.changed(before.rows, old, new)
    alike = labels == before.labels and all(map(same_facets, before.entries, entries))
    columns = before.facets if alike else facets(entries, labels)
    return Memory(language, list(entries), lengths, words, rows, labels, columns)


def same_facets(old: Folded, new: Folded) -> bool:
    """Whether an entry stayed under the same values."""
    return old.facets == new.facets


def holders(before: Memory, words: Words) -> Iterator[int]:
    """The entries with a compound whose parts are others now, because a word came to the directory or left it."""
    if words.parts is before.words.parts:
        return
    # What came or went only stands in texts that changed, and those are looked at anyway.
    parts = before.words.parts.items() ^ words.parts.items()
    changed = {word for word, _ in parts if word in before.words.entries and word in words.entries}
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
        "entries": len(memory.entries),
        "k1": K1,
        "b": B,
        "little": LITTLE_WORDS.get(memory.language, ""),
        "links": LINKS.get(memory.language, ()),
        "fields": [
            {"name": field.name, "boost": field.boost, "total": sum(column), "lengths": list(map(named, spans(column)))}
            for field, column in zip(FIELDS, memory.lengths, strict=True)
        ],
        "facets": [
            {"name": facet, "first": one.first, "last": one.last, "size": len(one.written), "file": named(one.written)}
            for facet, one in memory.facets.items()
        ],
        "orders": [
            {"name": order, "first": first, "file": named(encoded(days)), "last": first + len(days) - 1}
            for order, (first, days) in orders(memory.entries).items()
        ],
        "words": named(encoded([group for _, group in sorted(memory.words.groups.items())])),
        "shards": listed([(first, named(shard)) for first, shard in postings.shards(memory.rows)], named),
        "block": block(len(memory.entries)),
        "cards": listed([(named(cards),) for cards in blocks(memory.entries)], named),
        "span": SPAN,
    }
    return {**found, f"{FOLDER}index.json": encoded(contents)}


def listed(names: Sequence[tuple[str, ...]], named: Callable[[bytes], str]) -> dict[str, Any]:
    """Names as the list holds them: where they are many, by way of lists of so many of them each."""
    if len(names) <= NAMED:
        return {"lists": 0, "names": names}
    parts = [names[start : start + LISTED] for start in range(0, len(names), LISTED)]
    return {"lists": LISTED, "names": [(*part[0][:-1], named(encoded(part))) for part in parts]}


def spans(column: Sequence[int]) -> Iterator[bytes]:
    """Lengths, so many to a file, a character each: that is smaller than digits, and nothing has to be taken apart."""
    for start in range(0, len(column), SPAN):
        yield encoded("".join(chr(NOUGHT + min(length, MOST)) for length in column[start : start + SPAN]))


def encoded(value: Any) -> bytes:
    """JSON on one line."""
    return msgspec.json.encode(value)


def facets(entries: Sequence[Folded], labels: Labels) -> dict[str, Column]:
    """The facets that have any values, in their order."""
    held = list(map(facets_of, entries))
    columns = ((facet, column(held, facet, labels.get(facet, {}))) for facet in FACETS)
    return {facet: one for facet, one in columns if one}


def column(entries: Sequence[Facets], facet: str, labels: Mapping[str, str]) -> Column | None:
    """The values of a facet: for each its id, its label, and the entries that have it, as gaps."""
    holders: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for value in entry.get(facet, ()):
            holders.setdefault(value, []).append(number)
    if not holders:
        return None
    values = [[value, labels.get(value, ""), *postings.gaps(holders[value])] for value in sorted(holders)]
    first, last = min(numbers[0] for numbers in holders.values()), max(numbers[-1] for numbers in holders.values())
    return Column(first, last, encoded(values))


def orders(entries: Sequence[Folded]) -> dict[str, tuple[int, list[int]]]:
    """The orders that any entry has a day for: the first entry with one, and the days from there to the last."""
    found = {}
    for number, order in enumerate(ORDERS):
        days = [entry.days[number] for entry in entries]
        dated = [place for place, day in enumerate(days) if day]
        if dated:
            found[order] = dated[0], days[dated[0] : dated[-1] + 1]
    return found


def block(entries: int) -> int:
    """How many cards stand in one file."""
    return next((size for most, size in BLOCKS if entries <= most), LARGEST_BLOCK)


def blocks(entries: Sequence[Folded]) -> Iterator[bytes]:
    """The cards, so many to a file."""
    size = block(len(entries))
    for start in range(0, len(entries), size):
        yield b"[" + b",".join(entry.card for entry in entries[start : start + size]) + b"]"
