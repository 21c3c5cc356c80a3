"""Packed pieces of what a build remembers, on disk until somebody asks for one.

Some hundreds of pieces stand together on a shelf, which is a file that never changes: when pieces of it are no longer
needed, a new one takes its place. A piece is known by the number of its shelf and its own hash, so that what is spoilt
is noticed when it is taken.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from .lazy import Lazy

Ref = bytes  # the number of a shelf and the hash of a piece; nothing for no piece

NUMBER = 4  # bytes of a reference that say on which shelf the piece stands
HASH = 16  # bytes that say which it is
FULL = 500_000  # bytes: then a shelf is put on disk
MOST_OPEN = 64  # files at once: a system may allow a process no more than some hundreds


class Spoilt(Exception):  # noqa: N818  # a state of the disk: the build begins anew
    """What was remembered does not hold what was written there."""


def hash_in(ref: Ref) -> bytes:
    """The hash of the piece that this leads to."""
    return ref[NUMBER:]


class Shelf(msgspec.Struct, frozen=True, array_like=True):
    """A shelf on disk: the name of its file, and how many pieces stand on it. Behind them stands a list of them."""

    name: str
    count: int
    size: int  # bytes of all pieces together


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """Where a piece stands in its file."""

    start: int
    size: int


class _Open:
    """A shelf that is looked at: its file, which is closed with it, and where each piece stands in it."""

    def __init__(self, path: str, shelf: Shelf) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        listed = self.read(Spot(shelf.size, os.fstat(self._file).st_size))
        self.spots = msgspec.msgpack.decode(listed, type=dict[bytes, Spot])

    def read(self, spot: Spot) -> bytes:
        """What stands there; where a process was forked, each reads for itself."""
        return os.pread(self._file, spot.size, spot.start)

    def __del__(self) -> None:
        if hasattr(self, "_file"):  # there was one to open
            os.close(self._file)


class Shelves:
    """All pieces: those of the last build, and those that came since. Without a folder they are kept in memory."""

    def __init__(self, folder: Path | None = None, standing: Mapping[int, Shelf] | None = None) -> None:
        self._folder = folder
        self._standing = dict(standing or {})
        self._open: dict[int, _Open] = {}
        self._new: dict[bytes, bytes] = {}  # by hash: what stands on no disk yet
        last = max(self._standing, default=0)
        self._number = last if last and self._standing[last].size < FULL // 2 else last + 1
        self._size = 0

    def put(self, piece: bytes, before: Ref = b"") -> Ref:
        """Keeps a piece; gives what it is asked for by: as `before` when that is the same piece."""
        known = _hash(piece)
        if hash_in(before) == known:
            return before
        if known not in self._new:
            self._new[known] = piece
            self._size += len(piece)
        ref = self._number.to_bytes(NUMBER, "big") + known
        if self._folder is not None and self._size > FULL:
            self._write(self._number, {**self._all_of(self._number), **self._new})
            self._new, self._size, self._number = {}, 0, self._number + 1
        return ref

    def take(self, ref: Ref) -> bytes:
        """A piece. Raises `Spoilt` when it does not stand there as it was put."""
        number, known = int.from_bytes(ref[:NUMBER], "big"), ref[NUMBER:]
        if known in self._new:
            return self._new[known]
        shelf = self._open.get(number) or self._opened(number)
        spot = shelf.spots.get(known)
        piece = shelf.read(spot) if spot else b""
        if spot is None or _hash(piece) != known:
            raise Spoilt(ref.hex())
        return piece

    def settled(self, live: Iterable[Ref]) -> Mapping[int, Shelf]:
        """Puts these pieces on disk, and gives the shelves: nothing else stands on them, and they are by number."""
        needed: defaultdict[bytes, set[bytes]] = defaultdict(set)
        for ref in live:
            needed[ref[:NUMBER]].add(ref[NUMBER:])
        found: dict[int, Shelf] = {}
        for key in sorted(needed):
            number, hashes = int.from_bytes(key, "big"), needed[key]
            shelf = self._standing.get(number)
            is_open = number == self._number and bool(self._new)
            if shelf is None or shelf.count != len(hashes) or is_open:
                shelf = self._write(number, {one: self.take(key + one) for one in sorted(hashes)})
            found[number] = shelf
        return found

    def sweep(self, kept: Mapping[int, Shelf]) -> None:
        """Takes away every file but those of these shelves."""
        names = {shelf.name for shelf in kept.values()}
        for name in _names(self._folder) if self._folder else ():
            if name not in names:
                os.unlink(f"{self._folder}/{name}")

    def _opened(self, number: int) -> _Open:
        shelf = self._standing.get(number)
        try:
            if shelf is None:
                raise Spoilt(str(number))
            found = _Open(f"{self._folder}/{shelf.name}", shelf)
        except (OSError, msgspec.MsgspecError):
            raise Spoilt(str(number)) from None
        while len(self._open) >= MOST_OPEN:
            del self._open[next(iter(self._open))]
        self._open[number] = found
        return found

    def _all_of(self, number: int) -> Mapping[bytes, bytes]:
        """Every piece that stands on a shelf on disk."""
        key = number.to_bytes(NUMBER, "big")
        return {one: self.take(key + one) for one in self._opened(number).spots} if number in self._standing else {}

    def _write(self, number: int, pieces: Mapping[bytes, bytes]) -> Shelf:
        """Puts a shelf on disk. The name of its file says what is in it: no other is ever written over."""
        assert self._folder is not None
        spots, start = {}, 0
        for known, piece in pieces.items():
            spots[known] = Spot(start, len(piece))
            start += len(piece)
        listed = msgspec.msgpack.encode(spots)
        name = f"{number}-{_hash(listed).hex()}"
        self._folder.mkdir(parents=True, exist_ok=True)
        with open(self._folder / f"{name}.new", "wb") as file:
            file.writelines([*pieces.values(), listed])
        os.replace(self._folder / f"{name}.new", self._folder / name)
        self._open.pop(number, None)
        self._standing[number] = Shelf(name, len(pieces), start)
        return self._standing[number]


class Shelved(Lazy[bytes]):
    """Pieces by name, each taken from its shelf when it is asked for."""

    def __init__(self, refs: Mapping[str, Ref], shelves: Shelves) -> None:
        super().__init__(refs.keys())
        self.refs, self._shelves = refs, shelves

    def __getitem__(self, name: str) -> bytes:
        return self._shelves.take(self.refs[name])


class Pieces(Lazy[bytes]):
    """The pieces of these names: the fresh ones, and else those of before."""

    def __init__(self, names: Iterable[str], fresh: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
        super().__init__(dict.fromkeys(names).keys())
        self.fresh, self.before = fresh, before

    def __getitem__(self, name: str) -> bytes:
        if name not in self:
            raise KeyError(name)
        return self.fresh[name] if name in self.fresh else self.before[name]


def pieces(names: Iterable[str], fresh: Mapping[str, bytes], before: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The pieces of these names: the fresh ones, and else those of before."""
    if isinstance(before, dict):
        return {name: fresh[name] if name in fresh else before[name] for name in names}
    return Pieces(names, fresh, before)


def came(now: Mapping[str, bytes], before: Mapping[str, bytes]) -> frozenset[str] | None:
    """The names of pieces that were not there before, or were others; None when that is not known."""
    if now is before:
        return frozenset()
    return frozenset(now.fresh) if isinstance(now, Pieces) and now.before is before else None


def hash_of(known: Mapping[str, bytes], name: str) -> bytes:
    """The hash of a piece, without looking into it where it stands on a shelf; nothing when it is not there."""
    if isinstance(known, Pieces):
        known = known.fresh if name in known.fresh else known.before
    if isinstance(known, Shelved):
        return hash_in(known.refs.get(name, b""))
    piece = known.get(name)
    return b"" if piece is None else _hash(piece)


def put_all(known: Mapping[str, bytes], shelves: Shelves) -> Mapping[str, Ref]:
    """Keeps these pieces: those that stand on a shelf stay there."""
    if isinstance(known, Shelved):
        return known.refs
    if isinstance(known, Pieces) and isinstance(known.before, Shelved):
        fresh, refs = known.fresh, known.before.refs
        return {name: shelves.put(fresh[name]) if name in fresh else refs[name] for name in known}
    return {name: shelves.put(piece) for name, piece in known.items()}


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=HASH).digest()


def _names(folder: Path) -> Iterator[str]:
    """The files in a folder."""
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entry.name for entry in entries)
    except FileNotFoundError:
        return
