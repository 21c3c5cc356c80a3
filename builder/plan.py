"""What there is to write: every output with a key that is a hash of all it shows.

Two outputs with one key have the same bytes, so what has the key it had last time need not be made again. A cold
build is the same plan beside an empty manifest: there is no key to compare with, so each is found when it is made.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import msgspec


class Output(NamedTuple):
    """A file of the site: where it lands, its key, and how its bytes are made when they are needed."""

    path: str
    key: bytes
    make: Callable[[], bytes]

    def told(self) -> "Output":
        """The same, with its key."""
        return self


class Due:
    """A file that did not stand there: what it shows, and its key, are found when it is made, and not held on to."""

    __slots__ = ("_item", "_row", "_tell", "path")  # there are very many in a build from nothing

    key = b""

    def __init__(self, path: str, tell: Callable[[Any, Any], Output], row: Any, item: Any) -> None:
        self.path, self._tell, self._row, self._item = path, tell, row, item

    def told(self) -> Output:
        """The output."""
        return self._tell(self._row, self._item)


Planned: TypeAlias = Output | Due


class Group(NamedTuple):
    """All outputs that are about one thing: with the key it had, all of them are as they were."""

    name: str
    key: bytes  # of the keys of its outputs together; nothing where these are due
    outputs: Callable[[], Sequence[Planned]]  # asked for when the key differs
    glance: bytes = (
        b""  # a hash of what all that is shown follows from, found with less work; empty where there is none
    )


# MessagePack never uses the byte c1, so no packed value can be read as one of these.
OPEN, CLOSE, HASHED = b"\xc1(", b"\xc1)", b"\xc1#"
NOTHING = msgspec.msgpack.encode(())
NONE = msgspec.msgpack.encode(None)
PLAIN = frozenset({str, int, bool, type(None), date})


class Digests:
    """Hashes of values; a record, or a named tuple of records, that stands on many pages is hashed once.

    `given` knows the hash of some values, whenever they are met.
    """

    def __init__(self, given: Callable[[Any], bytes] = lambda _: b"") -> None:
        self._known: dict[int, bytes] = {}
        self._given = given
        self._kept: list[Any] = []  # an id is only good as long as its object lives
        self._pack = msgspec.msgpack.Encoder(order="deterministic").encode

    def key(self, stamp: bytes, name: str, path: str, shown: tuple[Any, ...]) -> bytes:
        """The key of an output: what makes it, where it lands and everything it shows."""
        parts = [stamp, name.encode(), b"\0", path.encode(), b"\0"]
        self._gather(shown, parts)
        return _hash(b"".join(parts))

    def of(self, value: Any) -> bytes:
        """The hash of one record, or of nothing."""
        if value is None:  # there is only one, and where it stands among words and numbers it is packed with those
            return NONE
        return self._known.get(id(value)) or self._hashed(value)

    def vouch(self, value: Any, digest: bytes) -> None:
        """Takes a hash for a record from whoever knows it already: of all that the record follows from."""
        self._known[id(value)] = HASHED + digest
        self._kept.append(value)

    def _gather(self, values: tuple[Any, ...], parts: list[bytes]) -> None:
        """What is plain as it is, a tuple between two signs, all else by its hash."""
        if PLAIN.issuperset(map(type, values)):
            parts.append(self._pack(values) if values else NOTHING)
            return
        parts.append(OPEN)
        known = self._known.get
        for one in values:
            part = known(id(one))  # lists are mostly of cards met before
            if part is None:
                kind = type(one)
                if kind is tuple:
                    self._gather(one, parts)
                    continue
                part = self._pack(one) if kind in PLAIN else self._hashed(one)
            parts.append(part)
        parts.append(CLOSE)

    def _hashed(self, value: Any) -> bytes:
        """The hash of a record or a mapping, or of a named tuple, which may hold records."""
        inner: list[bytes] = []
        if given := self._given(value):
            self.vouch(value, given)
            return self._known[id(value)]
        if isinstance(value, tuple):
            self._gather(value, inner)
        else:
            inner.append(self._pack(value))
        known = self._known[id(value)] = HASHED + _hash(type(value).__name__.encode() + b"".join(inner))
        self._kept.append(value)
        return known


def stamp(parts: Iterable[bytes]) -> bytes:
    """The hash of what every output shares: program, templates, words, settings, vocabularies, day and edition."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def together(keys: Iterable[bytes]) -> bytes:
    """The key of a group whose outputs have these, in their order."""
    return _hash(b"".join(keys))


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def colliding(outputs: Iterable[Planned]) -> Iterator[str]:
    """Paths that two outputs claim, also where capitals are all that differs."""
    seen: set[str] = set()
    for output in outputs:
        folded = output.path.casefold()
        if folded in seen:
            yield output.path
        seen.add(folded)
