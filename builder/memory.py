"""What is remembered of the files of content: as long as a file is the same, nobody reads it again."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from . import source
from .convert import Made
from .model import Record
from .places import Place, Spot, places_of
from .problems import Problem, problem
from .shelves import Ref, Shelves
from .sight import Look, Sight

Make = Callable[[str, bytes], Made]
NOTHING: Sight = MappingProxyType({})


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What became of a file, under the hash of what was read. The parts stay packed until somebody asks."""

    digest: bytes
    value: Ref  # a record, a list of terms or the settings; nothing when a mistake keeps it off
    spots: Ref  # of its fields; nothing for a record as long as nobody asked where they stand
    problems: tuple[Problem, ...]
    look: Look = b""  # of the file and the images beside it, when it was read; nothing when that says too little


class Fresh(msgspec.Struct, frozen=True, array_like=True):
    """The same of a file that was read just now: what will stand on a shelf comes along, packed."""

    digest: bytes
    value: bytes
    spots: bytes
    problems: tuple[Problem, ...]


Memory = Mapping[str, Known]  # by path


class Reader(NamedTuple):
    """Where files are read from, what is known of them, what is known now, and what they look like."""

    root: Path
    memory: Memory
    now: dict[str, Known]
    shelves: Shelves
    seen: Sight = NOTHING

    def value(self, path: str, kind: Any, make: Make, *, limit: int = source.MAX_FILE) -> Any:
        """What a file holds: remembered when its bytes are the same, else made."""
        look = self.seen.get(path, b"")
        if not self.is_same(path, look):
            self.known(path, source.load(self.root, path, limit), look, make)
        ref = self.now[path].value
        return decoder(kind).decode(self.shelves.take(ref)) if ref else None

    def is_same(self, path: str, look: Look) -> bool:
        """Whether a file looks as it did, so that what is known of it is still true."""
        last = self.memory.get(path)
        if not look or last is None or last.look != look:
            return False
        self.now[path] = last
        return True

    def known(self, path: str, raw: bytes | Problem, look: Look, make: Make, salt: tuple[str, ...] = ()) -> None:
        """Finds what there is to know of a file: as it was when its bytes (and the images beside it) are the same."""
        last = self.memory.get(path)
        if last is not None and isinstance(raw, bytes) and last.digest == digest_of(salt, raw):
            self.now[path] = last if last.look == look else msgspec.structs.replace(last, look=look)
        else:
            self.now[path] = self.stored(read(path, raw, make, salt), look if isinstance(raw, bytes) else b"")

    def stored(self, fresh: Fresh, look: Look) -> Known:
        """What is known of a file, with the rest put on a shelf."""
        value = self.shelves.put(fresh.value) if fresh.value else b""
        spots = self.shelves.put(fresh.spots) if fresh.spots else b""
        return Known(fresh.digest, value, spots, fresh.problems, look)

    def places_in(self, path: str) -> Mapping[str, Place]:
        """Where the fields stand in a file of which that is remembered."""
        ref = self.now[path].spots
        return places_of(_SPOTS.decode(self.shelves.take(ref))) if ref else {}


def read(path: str, raw: bytes | Problem, make: Make, salt: tuple[str, ...] = ()) -> Fresh:
    """What becomes of a file of which these are the bytes."""
    if isinstance(raw, Problem):
        return Fresh(b"", b"", pack(()), (_not_there(raw),))
    new = make(path, raw)
    value = b"" if new.record is None else pack(new.record)
    return Fresh(
        digest_of(salt, raw), value, b"" if isinstance(new.record, Record) else pack(new.spots), tuple(new.problems)
    )


def _not_there(amiss: Problem) -> Problem:
    """A missing settings file is a beginning, not a broken disk."""
    return problem(source.SETTINGS, 0, 0, "no-settings") if amiss.path == source.SETTINGS else amiss


@cache
def decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """What reads back a value of this kind."""
    return msgspec.msgpack.Decoder(kind)


_SPOTS = msgspec.msgpack.Decoder(tuple[Spot, ...])
pack = msgspec.msgpack.Encoder().encode


def hash_of(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def digest_of(salt: tuple[str, ...], raw: bytes) -> bytes:
    return hash_of("\0".join((*salt, "")).encode() + raw)
