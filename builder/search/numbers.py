"""The number of each entry: it follows from the names alone, and few are others when an entry comes or leaves."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise

import msgspec

Name = tuple[str, str]  # kind and id

NOUGHT = 35  # the character for no gap: from here on hardly any is escaped in JSON
FULL = 65  # entries for a hundred numbers, at most: with more, each that comes moves more of the others
LISTING = 1024  # entries in a file that tells their order


def numbered(names: Sequence[Name]) -> list[int]:
    """The numbers of these entries, those of a kind together.

    Every entry has a number where it would like to stand, by the hash of its name. Who comes later in the order of
    those takes the next one that is free, so that an entry that comes only moves the few that stand right behind it.
    """
    places: dict[str, list[int]] = {}
    for place, (kind, _) in enumerate(names):
        places.setdefault(kind, []).append(place)
    found, start, last = [0] * len(names), 0, -1
    for kind, own in places.items():
        many = room(len(own))
        for wish, _, place in sorted((wished(kind, names[place][1]), names[place][1], place) for place in own):
            found[place] = last = max(start + (wish * many >> 64), last + 1)
        start += many
    return found


def room(entries: int) -> int:
    """How many numbers there are for so many entries: it grows in steps, for each step moves nearly everyone."""
    least = max(8, -(-entries * 100 // FULL))
    step = 1 << (least.bit_length() - 3)
    return -(-least // step) * step


def wished(kind: str, id_: str) -> int:
    """A number of 64 bits that a name always has."""
    return int.from_bytes(blake2b(f"{kind}/{id_}".encode(), digest_size=8).digest(), "big")


def there(numbers: Iterable[int]) -> bytes:
    """Which numbers are taken: a character for the gap before each."""
    return msgspec.json.encode("".join(chr(NOUGHT + after - one) for one, after in pairwise([-1, *sorted(numbers)])))


def listing(numbers: Sequence[int]) -> Iterator[bytes]:
    """The numbers in the order in which entries are listed, so many to a file."""
    for start in range(0, len(numbers), LISTING):
        yield msgspec.json.encode(numbers[start : start + LISTING])
