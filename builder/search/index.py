"""The files of the search: one small list of what there is, and everything else named by its content."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import Struct

from ..words import LINKS, LITTLE_WORDS
from . import columns, kept, postings
from .columns import Labels
from .entries import FIELDS, Folded
from .memory import Change, Memory, Name, made, name, renewed
from .postings import Shard

FOLDER = "search/"
VERSION = 2  # of the files: the browser reads no other, and gets a new one with every change of the program

# How lunr weighs: its own two constants, written down so that the browser and the tests use the same.
K1, B = 1.2, 0.75

# How many cards stand in a file. A hit fetches its whole block, so blocks are small; but every block
# has its name in the list, so a large directory has larger ones.
BLOCKS = ((4_000, 8), (40_000, 16))
LARGEST_BLOCK = 32
NAMED = 512  # names that the list itself holds; where there are more, it holds the lists of so many of them each:
LISTED = 64


class Index(Struct, frozen=True):
    """How each file is made, by path, and the memory for the next time."""

    made: dict[str, Callable[[], bytes]]
    memory: Memory

    @property
    def files(self) -> dict[str, bytes]:
        """Every file."""
        return {path: make() for path, make in self.made.items()}


def index(
    language: str,
    names: Sequence[Name],
    fresh: Iterable[tuple[int, Folded]],
    labels: Labels | None = None,
    previous: Memory | None = None,
) -> Index:
    """The search of these entries: those that are fresh, by place, and the others as the previous index had them.

    It is the same with and without a previous index; without one, all are fresh.
    """
    own = labels or {}
    if previous:
        entries = dict(fresh)
        found = renewed(previous, names, entries, own) if previous.language == language else None
        if found:
            return filed(*found, previous)
        known = {name(entry): entry for chunk in previous.chunks for entry in kept.unpacked(chunk)}
        fresh = ((place, entries.get(place) or known[one]) for place, one in enumerate(names))
    return filed(made(language, (entry for _, entry in fresh), own), Change(), None)


def filed(memory: Memory, change: Change, previous: Memory | None) -> Index:
    """The files of a memory; what did not change since the previous one has the name it had there."""
    same = None if change.moved else previous
    named = msgspec.structs.replace(
        memory,
        shards=list(shards(memory, change.terms, same.shards if same else ())),
        blocks=blocks(memory, change.cards, same.blocks if same else ()),
    )
    return Index(files(named), named)


def shards(memory: Memory, changed: Sequence[str], before: Iterable[Shard]) -> Iterator[Shard]:
    """The shards with their names. Nothing has to be hashed where no term from the first to the last changed."""
    known = {(one.first, one.last): one.name for one in before if not _between(changed, one)}
    for one in postings.shards(memory.rows):
        same = known.get((one.first, one.last))
        yield msgspec.structs.replace(one, name=same or called(postings.content(memory.rows, one)))


def _between(changed: Sequence[str], shard: Shard) -> bool:
    """Whether any of these terms would stand in a shard."""
    place = bisect_left(changed, shard.first)
    return place < len(changed) and changed[place] <= shard.last


def blocks(memory: Memory, changed: frozenset[int], before: Sequence[str]) -> list[str]:
    """The names of the files with cards."""
    size = block(len(memory.cards))
    stale = {place // size for place in changed}
    numbers = range(-(-len(memory.cards) // size))
    return [before[n] if before and n not in stale else called(cards(memory, n)) for n in numbers]


def called(content: bytes) -> str:
    """The name of a file, which it gets from what is in it."""
    return blake2b(content, digest_size=6).hexdigest()


def files(memory: Memory) -> dict[str, Callable[[], bytes]]:
    """How every file is made, by its path, the list of them included."""
    found: dict[str, Callable[[], bytes]] = {}

    def put(name: str, make: Callable[[], bytes]) -> str:
        found[f"{FOLDER}{name}.json"] = make
        return name

    def named(content: bytes) -> str:
        return put(called(content), partial(bytes, content))

    shards = [(one.first, put(one.name, partial(postings.content, memory.rows, one))) for one in memory.shards]
    blocks = [(put(name, partial(cards, memory, number)),) for number, name in enumerate(memory.blocks)]
    contents: dict[str, Any] = {
        "version": VERSION,
        "language": memory.language,
        "entries": len(memory.names),
        "k1": K1,
        "b": B,
        "little": LITTLE_WORDS.get(memory.language, ""),
        "links": LINKS.get(memory.language, ()),
        "span": columns.SPAN,
        "fields": [
            {
                "name": field.name,
                "boost": field.boost,
                "total": columns.total(column),
                "lengths": list(map(named, columns.spans(column))),
            }
            for field, column in zip(FIELDS, memory.lengths, strict=True)
        ],
        "facets": [
            {"name": facet, "first": one.first, "last": one.last, "size": len(one.written), "file": named(one.written)}
            for facet, one in memory.facets.items()
        ],
        "orders": [
            {"name": order, "first": first, "file": named(encoded(days)), "last": first + len(days) - 1}
            for order, (first, days) in columns.orders(memory.days).items()
        ],
        "words": named(encoded([group for _, group in sorted(memory.words.groups.items())])),
        "shards": listed(shards, named),
        "block": block(len(memory.names)),
        "cards": listed(blocks, named),
    }
    return {**found, f"{FOLDER}index.json": partial(bytes, encoded(contents))}


def listed(names: Sequence[tuple[str, ...]], named: Callable[[bytes], str]) -> dict[str, Any]:
    """Names as the list holds them: where they are many, by way of lists of so many of them each."""
    if len(names) <= NAMED:
        return {"lists": 0, "names": names}
    parts = [names[start : start + LISTED] for start in range(0, len(names), LISTED)]
    return {"lists": LISTED, "names": [(*part[0][:-1], named(encoded(part))) for part in parts]}


def encoded(value: Any) -> bytes:
    """JSON on one line."""
    return msgspec.json.encode(value)


def block(entries: int) -> int:
    """How many cards stand in one file."""
    return next((size for most, size in BLOCKS if entries <= most), LARGEST_BLOCK)


def cards(memory: Memory, number: int) -> bytes:
    """The cards in one file."""
    size = block(len(memory.cards))
    return b"[" + b",".join(memory.cards[number * size : (number + 1) * size]) + b"]"
