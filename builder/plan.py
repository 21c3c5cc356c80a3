"""What there is to write: every output with a key that is a hash of all it shows.

Two outputs with one key have the same bytes, so what has the key it had last time need not be made again. A cold
build is the same plan beside an empty manifest.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec


class Output(NamedTuple):
    """A file of the site: where it lands, its key, and how its bytes are made when they are needed."""

    path: str
    key: bytes
    make: Callable[[], bytes]


class Digests:
    """Hashes of values; a record that stands on many pages is hashed once."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}
        self._kept: list[msgspec.Struct] = []  # an id is only good as long as its object lives
        self._pack = msgspec.msgpack.Encoder(order="deterministic").encode

    def key(self, stamp: bytes, name: str, path: str, shown: tuple[Any, ...]) -> bytes:
        """The key of an output: what makes it, where it lands and everything it shows."""
        parts = [stamp, name.encode(), b"\0", path.encode(), b"\0"]
        self._gather(shown, parts)
        return _hash(b"".join(parts))

    def _gather(self, values: tuple[Any, ...], parts: list[bytes]) -> None:
        """The records by their hashes, tuples with a sign at both ends, all else as it is."""
        for value in values:
            known = self._known.get(id(value))
            if known is not None:
                parts.append(known)
            elif isinstance(value, tuple):
                parts.append(b"(")
                self._gather(value, parts)
                parts.append(b")")
            elif isinstance(value, msgspec.Struct):
                known = self._known[id(value)] = _hash(type(value).__name__.encode() + self._pack(value))
                self._kept.append(value)
                parts.append(known)
            else:
                parts.append(self._pack(value))


def stamp(parts: Iterable[bytes]) -> bytes:
    """The hash of what every output shares: program, templates, words, settings, vocabularies, day and edition."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def colliding(outputs: Iterable[Output]) -> Iterator[str]:
    """Paths that two outputs claim, also where capitals are all that differs."""
    seen: set[str] = set()
    for output in outputs:
        folded = output.path.casefold()
        if folded in seen:
            yield output.path
        seen.add(folded)
