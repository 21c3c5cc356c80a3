"""The entries as an index keeps them: packed in chunks, so that the next opens only those with something changed."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from .entries import Folded

CHUNK = 64  # entries; a chunk that grows to more than twice as many is cut
_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(list[Folded]).decode


class Chunk(Struct, frozen=True, array_like=True):
    """Entries that stand one after another."""

    size: int
    packed: bytes


def packed(entries: Sequence[Folded]) -> Chunk:
    """Entries in a chunk; texts of people are alike, so that they pack to a quarter."""
    return Chunk(len(entries), zlib.compress(_PACK(entries), 1))


def unpacked(chunk: Chunk) -> list[Folded]:
    """The entries in a chunk."""
    return _UNPACK(zlib.decompress(chunk.packed))


def opened(chunks: Iterable[Chunk]) -> Iterator[tuple[int, int, Chunk]]:
    """The chunks, each with the place of its first entry and that of the one after its last."""
    stop = 0
    for chunk in chunks:
        start, stop = stop, stop + chunk.size
        yield start, stop, chunk


def at(chunks: Sequence[Chunk], places: Iterable[int]) -> dict[int, Folded]:
    """The entries at these places."""
    wanted = set(places)
    held = ((start, chunk) for start, stop, chunk in opened(chunks) if not wanted.isdisjoint(range(start, stop)))
    found = ((start + n, entry) for start, chunk in held for n, entry in enumerate(unpacked(chunk)))
    return {place: entry for place, entry in found if place in wanted}


def renewed(chunks: Sequence[Chunk], moved: Sequence[int], fresh: Mapping[int, Folded], total: int) -> list[Chunk]:
    """The chunks after entries moved (to -1 where they left) and others came or changed, by their places now."""
    if not chunks:
        return list(cut([fresh[place] for place in range(total)]))
    found: list[Chunk] = []
    first = begins(chunks, moved, total)
    for (start, stop, chunk), new, end in zip(opened(chunks), first, [*first[1:], total], strict=True):
        came = {place: fresh[place] for place in range(new, end) if place in fresh}
        if not came and min(moved[start:stop]) >= 0:
            found.append(chunk)
            continue
        held = dict(zip(moved[start:stop], unpacked(chunk), strict=True)) | came
        held.pop(-1, None)
        found += cut([held[place] for place in sorted(held)])
    return found


def begins(chunks: Sequence[Chunk], moved: Sequence[int], total: int) -> list[int]:
    """Where each chunk begins now: what comes between two chunks belongs to the first of them."""
    found, later = [], total
    for start, stop, _ in reversed(list(opened(chunks))):
        later = next((place for place in moved[start:stop] if place >= 0), later)
        found.append(later)
    return [0, *found[-2::-1]]


def cut(entries: Sequence[Folded]) -> Iterator[Chunk]:
    """These entries in a chunk, or in several when they are many."""
    step = CHUNK if len(entries) > 2 * CHUNK else max(len(entries), 1)
    for start in range(0, len(entries), step):
        yield packed(entries[start : start + step])
