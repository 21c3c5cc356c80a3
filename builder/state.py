"""What one build leaves for the next: all of it can be thrown away.

One file, in parts that are read when somebody asks for them: a build in which nothing changed looks at the first alone.
What is foreign, cut short or spoilt is as good as nothing.
"""

import os
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from . import content, rank, relate
from .findable import Kept
from .manifest import Manifest
from .problems import Problem
from .sight import Look


class Spoilt(Exception):  # noqa: N818  # a state of the disk: the build begins anew
    """A part of the state does not hold what was written there."""


class Outcome(Struct, frozen=True, array_like=True):
    """What a build came to, and what it was made of: with the same to read and to write, it comes to that again."""

    program: Look = b""  # what the program and its templates looked like
    own: Look = b""  # and all that the network keeps itself
    asked: bytes = b""  # the day, the edition, the address
    paints: bool = False  # whether what can be installed to make pictures counts
    folders: Mapping[str, int] = {}  # of the site, with the time of each; 0 when that says too little
    counts: Mapping[str, int] = {}
    problems: tuple[Problem, ...] = ()
    files: int = 0


class Place(Struct, frozen=True, array_like=True):
    """Where a part stands in the file, and its checksum."""

    size: int
    check: int


class State:
    """The parts, each read when it is needed."""

    def __init__(self, path: Path | None = None) -> None:
        self.mark, self._path, self._start = b"", path, 0
        self._places: Mapping[str, Place] = {}
        if path is not None:
            self._open(path)

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> "State":
        """A state that knows no more than these parts, packed."""
        made = cls()
        for name, raw in parts.items():
            setattr(made, name, msgspec.msgpack.decode(raw, type=KINDS[name]))
        return made

    def _open(self, path: Path) -> None:
        try:
            with open(path, "rb") as file:
                self.mark, size = file.read(MARK), int.from_bytes(file.read(4), "big")
                places = msgspec.msgpack.decode(file.read(size), type=dict[str, Place])
                self._start = file.tell()
                whole = os.fstat(file.fileno()).st_size
        except (OSError, msgspec.MsgspecError):
            self.mark = b""
            return
        if whole == self._start + sum(one.size for one in places.values()) and list(places) == list(KINDS):
            self._places = places
        else:
            self.mark = b""

    def packed(self, name: str) -> bytes:
        """A part as it stands in the file."""
        if name not in self._places or self._path is None:
            return b""
        names = list(self._places)
        before = sum(self._places[one].size for one in names[: names.index(name)])
        with open(self._path, "rb") as file:
            file.seek(self._start + before)
            raw = file.read(self._places[name].size)
        if zlib.crc32(raw) != self._places[name].check:
            raise Spoilt(name)
        return raw

    def _part(self, name: str) -> Any:
        raw = self.packed(name)
        try:
            return msgspec.msgpack.decode(raw, type=KINDS[name]) if raw else EMPTY[name]
        except msgspec.MsgspecError:
            raise Spoilt(name) from None

    @cached_property
    def outcome(self) -> Outcome:
        """What the build came to."""
        found: Outcome = self._part("outcome")
        return found

    @cached_property
    def files(self) -> content.Memory:
        """What became of each file."""
        found: content.Memory = self._part("files")
        return found

    @cached_property
    def people(self) -> relate.Memory:
        """What became of everyone."""
        found: relate.Memory = self._part("people")
        return found

    @cached_property
    def manifest(self) -> Manifest:
        """What stands on disk."""
        found: Manifest = self._part("manifest")
        return found

    @cached_property
    def ranking(self) -> rank.Memory:
        """What the matching knew."""
        found: rank.Memory = self._part("ranking")
        return found

    @cached_property
    def search(self) -> Mapping[str, Kept]:
        """What the search knew, by language."""
        found: Mapping[str, Kept] = self._part("search")
        return found


MARK = 16  # bytes: the hash of the program that wrote it
KINDS: Mapping[str, Any] = {
    "outcome": Outcome,
    "files": dict[str, content.Known],
    "people": dict[str, relate.Kept],
    "manifest": Manifest,
    "ranking": rank.Memory,
    "search": dict[str, Kept],
}
EMPTY: Mapping[str, Any] = {
    "outcome": Outcome(),
    "files": {},
    "people": {},
    "manifest": Manifest(),
    "ranking": rank.Memory(),
    "search": {},
}


def remember(path: Path, mark: bytes, parts: Mapping[str, Any], last: State) -> None:
    """Replaces the state at once. A part that is the very one of the last time is copied as it stands."""
    raw = {name: _raw(name, parts[name], last) for name in KINDS}
    places = msgspec.msgpack.encode({name: Place(len(one), zlib.crc32(one)) for name, one in raw.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with open(fresh, "wb") as file:
        file.writelines((mark, len(places).to_bytes(4, "big"), places, *raw.values()))
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def _raw(name: str, value: Any, last: State) -> bytes:
    same = last.__dict__.get(name) is value
    return (same and last.packed(name)) or msgspec.msgpack.encode(value)
