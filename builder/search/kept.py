"""The entries as an index keeps them: in blocks by their numbers, of which only those with a change are opened."""

import zlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from .entries import Folded
from .pieces import Pieces

# How many numbers a file of cards is for, of which more than half are taken. A hit fetches its whole block, so blocks
# are small; but every block has its name in the list, so a large directory has larger ones.
BLOCKS = ((8_192, 12), (81_920, 24))
LARGEST_BLOCK = 48

Block = dict[int, Folded]  # by number
_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(Block).decode
_CARDS = msgspec.json.Decoder(list[msgspec.Raw]).decode
NOBODY = b"0"  # in the place of the card of a number that no entry has


def size(numbers: int) -> int:
    """How many numbers a block is for, when there are so many."""
    return next((size for most, size in BLOCKS if numbers <= most), LARGEST_BLOCK)


def closed(block: int, entries: Block, size: int, pieces: Pieces) -> str:
    """Keeps the entries of a block, their cards apart; gives the name of the file with those."""
    # Texts of people are alike, so that they pack to a quarter; cards are only kept as they are shown.
    bare = {number: msgspec.structs.replace(one, card=b"") for number, one in sorted(entries.items())}
    pieces.write(_named(block), zlib.compress(_PACK(bare), 1) if bare else b"")
    places = range(block * size, max(bare, default=-1) + 1)
    cards = [entries[number].card if number in entries else NOBODY for number in places]
    return pieces.put(b"[" + b",".join(cards) + b"]")


def opened(block: int, cards: str, size: int, pieces: Mapping[str, bytes]) -> Block:
    """The entries of a block; `cards` is the file of their cards."""
    packed = pieces.get(_named(block))
    if not packed:
        return {}
    shown = _CARDS(pieces[cards])
    bare = _UNPACK(zlib.decompress(packed))
    return {number: msgspec.structs.replace(one, card=bytes(shown[number % size])) for number, one in bare.items()}


def at(cards: Sequence[str], numbers: Iterable[int], size: int, pieces: Mapping[str, bytes]) -> Block:
    """The entries with these numbers."""
    wanted = set(numbers)
    held = (opened(block, cards[block], size, pieces) for block in sorted({number // size for number in wanted}))
    return {number: entry for block in held for number, entry in block.items() if number in wanted}


def renewed(cards: Sequence[str], left: Iterable[int], came: Block, size: int, total: int, pieces: Pieces) -> list[str]:
    """The files of cards after entries left, and others came or changed; `total` is one more than the last number."""
    left = set(left)
    found = list(cards)[: blocks(total, size)]
    found += [""] * (blocks(total, size) - len(found))
    for block in sorted({number // size for number in (*left, *came)}):
        held = opened(block, cards[block], size, pieces) if block < len(cards) else {}
        held = {number: one for number, one in held.items() if number not in left}
        held |= {number: one for number, one in came.items() if number // size == block}
        if block < len(found):
            found[block] = closed(block, held, size, pieces)
        else:
            pieces.write(_named(block), b"")
    return [name or pieces.put(b"[]") for name in found]


def blocks(total: int, size: int) -> int:
    """How many blocks there are."""
    return -(-total // size)


def _named(block: int) -> str:
    return f"entries/{block}"
