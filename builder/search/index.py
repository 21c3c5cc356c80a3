"""The files of the search: one small list of what there is, and everything else named by its content."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct

from ..words import LINKS, LITTLE_WORDS
from . import columns, memory
from .columns import Labels
from .entries import FIELDS, Folded
from .memory import EntryAt, Memory
from .numbers import LISTING, Name
from .pieces import Pieces

FOLDER = "search/"
LIST = "index"
VERSION = 3  # of the files: the browser reads no other, and gets a new one with every change of the program

# How lunr weighs: its own two constants, written down so that the browser and the tests use the same.
K1, B = 1.2, 0.75

NAMED = 512  # names that the list itself holds; where there are more, it holds the lists of so many of them each:
LISTED = 64


class Index(Struct, frozen=True):
    """The names of the files, and the memory for the next time: a little, and pieces, of which every file is one."""

    names: tuple[str, ...]
    memory: Memory
    pieces: Pieces

    @property
    def made(self) -> dict[str, Callable[[], bytes]]:
        """How each file is made, by its path."""
        return {path_of(name): partial(self.pieces.__getitem__, name) for name in self.names}

    @property
    def files(self) -> dict[str, bytes]:
        """Every file."""
        return {path: make() for path, make in self.made.items()}


def index(
    language: str,
    names: Sequence[Name],
    fresh: Iterable[int],
    entry_at: EntryAt,
    labels: Labels | None = None,
    previous: tuple[Memory, Sequence[str], Mapping[str, bytes]] | None = None,
) -> Index:
    """The search of these entries: those at fresh places as `entry_at` gives them, the others as the previous had them.

    It is the same with and without a previous index (its memory, the names of its files, its pieces); without one, all
    are fresh.
    """
    own = labels or {}
    if not previous:
        pieces = Pieces()
        return listed(memory.made(language, names, entry_at, own, pieces), (), pieces)
    before, files, there = previous
    pieces = Pieces(there)
    found = memory.renewed(before, names, fresh, entry_at, own, pieces) if before.language == language else None
    return listed(found, files, pieces) if found else _anew(language, names, {*fresh}, entry_at, own, before, there)


def _anew(
    language: str,
    names: Sequence[Name],
    fresh: set[int],
    entry_at: EntryAt,
    labels: Labels,
    before: Memory,
    there: Mapping[str, bytes],
) -> Index:
    """The search of these entries from nothing, with those that are not fresh as they were."""
    known = dict(memory.known(before, there))

    def entry(place: int) -> Folded:
        return entry_at(place) if place in fresh else known[names[place]]

    pieces = Pieces()
    return listed(memory.made(language, names, entry, labels, pieces), (), pieces)


def listed(found: Memory, before: Iterable[str], pieces: Pieces) -> Index:
    """The index of a memory, with its list of files; files of before that it has no more are let go."""
    lists: list[str] = []

    def named(content: bytes) -> str:
        lists.append(pieces.put(content))
        return lists[-1]

    pieces.write(LIST, msgspec.json.encode(contents(found, named)))
    names = dict.fromkeys([*files(found), *lists, LIST])
    pieces.drop({*before} - names.keys())
    return Index(tuple(names), found, pieces)


def files(found: Memory) -> Iterator[str]:
    """The names of the files, but for the lists."""
    yield from (found.there, found.words, *found.listing, *found.cards)
    yield from (one.name for one in found.shards)
    yield from (one.file for one in (*found.facets.values(), *found.orders.values()))
    yield from (name for one in found.lengths for name in one.files)


def path_of(name: str) -> str:
    """Where a file lands."""
    return f"{FOLDER}{name}.json"


def contents(found: Memory, named: Callable[[bytes], str]) -> dict[str, Any]:
    """The list of files, with what every question needs to know."""
    return {
        "version": VERSION,
        "language": found.language,
        "entries": len(found.names),
        "numbers": max(found.places, default=-1) + 1,
        "there": found.there,
        "listing": LISTING,
        "listed": found.listing,
        "k1": K1,
        "b": B,
        "little": LITTLE_WORDS.get(found.language, ""),
        "links": LINKS.get(found.language, ()),
        "span": columns.SPAN,
        "fields": [
            {"name": field.name, "boost": field.boost, "total": one.total, "lengths": one.files}
            for field, one in zip(FIELDS, found.lengths, strict=True)
        ],
        "facets": [
            {"name": name, "first": one.first, "last": one.last, "size": one.size, "file": one.file}
            for name, one in found.facets.items()
        ],
        "orders": [
            {"name": name, "first": one.first, "last": one.last, "file": one.file} for name, one in found.orders.items()
        ],
        "words": found.words,
        "shards": shortened([(one.first, one.name) for one in found.shards], named),
        "block": found.block,
        "cards": shortened([(name,) for name in found.cards], named),
    }


def shortened(names: Sequence[tuple[str, ...]], named: Callable[[bytes], str]) -> dict[str, Any]:
    """Names as the list holds them: where they are many, by way of lists of so many of them each."""
    if len(names) <= NAMED:
        return {"lists": 0, "names": names}
    parts = [names[start : start + LISTED] for start in range(0, len(names), LISTED)]
    return {"lists": LISTED, "names": [(*part[0][:-1], named(msgspec.json.encode(part))) for part in parts]}
