"""What one build leaves for the next: all of it can be thrown away.

One file, in parts that are read when somebody asks for them: a build in which nothing changed looks at the first alone.
The parts say what is known of everything; what is seldom asked for stands on shelves beside them. What is foreign, cut
short or spoilt is as good as nothing.
"""

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from . import memory, rank, verdicts
from .findable import Kept
from .manifest import Manifest
from .problems import Problem
from .shelves import Ref, Shelf, Shelved, Shelves, Spoilt, put_all
from .sight import Look


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
    spare: Mapping[str, int] = {}  # the folders of the site's spare, with the time of each


class Place(Struct, frozen=True, array_like=True):
    """Where a part stands in the file, and its checksum."""

    size: int
    check: int


class Contents(Struct, frozen=True, array_like=True):
    """What the file holds, and what stands beside it."""

    parts: Mapping[str, Place]
    shelves: Mapping[int, Shelf]


class Ranked(Struct, frozen=True, array_like=True):
    """What the matching knew, with its pieces on shelves."""

    frame: bytes = b""
    world: bytes = b""
    marks: Mapping[str, bytes] = {}
    keys: Mapping[str, bytes] = {}
    people: Mapping[str, Ref] = {}
    work: Mapping[str, Ref] = {}
    teams: Mapping[str, Ref] = {}
    pools: Mapping[str, Ref] = {}


class Found(Struct, frozen=True, array_like=True):
    """What the search of a language knew, with its pieces on shelves."""

    shared: bytes
    keys: tuple[bytes, ...]
    files: tuple[str, ...]
    listed: bytes
    memory: msgspec.Raw
    pieces: Mapping[str, Ref]


ON_SHELVES = ("people", "work", "teams", "pools", "pieces")  # of what the matching and the search knew
S = TypeVar("S", bound=Struct)


def shelved(memory: Struct, kind: type[S], shelves: Shelves) -> S:
    """What the matching or the search knows, put on shelves."""
    whole = asdict(memory)
    return kind(**{name: put_all(one, shelves) if name in ON_SHELVES else one for name, one in whole.items()})


def unshelved(known: Struct, kind: type[S], shelves: Shelves) -> S:
    """The same, each piece to be taken when it is asked for."""
    whole = asdict(known)
    return kind(**{name: Shelved(one, shelves) if name in ON_SHELVES else one for name, one in whole.items()})


def learnt(
    files: memory.Memory, judged: verdicts.Memory, ranked: rank.Memory, found: Mapping[str, Kept], shelves: Shelves
) -> dict[str, Any]:
    """The parts that are known before anything is written, with what is seldom asked for put on shelves."""
    search = {language: shelved(one, Found, shelves) for language, one in found.items()}
    return {"files": files, "judged": judged, "ranking": shelved(ranked, Ranked, shelves), "search": search}


class State:
    """The parts, each read when it is needed, and the shelves."""

    def __init__(self, path: Path | None = None) -> None:
        self.mark, self._path = b"", path
        self._places: Mapping[str, Place] = {}
        self.shelves = Shelves(beside(path)) if path else Shelves()
        if path is not None and not _unsettled(path).exists():
            self._open(path)

    @classmethod
    def empty(cls, path: Path) -> "State":
        """A state that knows nothing, and will be kept here."""
        made = cls()
        made.shelves = Shelves(beside(path))
        return made

    @classmethod
    def knowing(cls, files: memory.Memory, judged: verdicts.Memory, shelves: Shelves) -> "State":
        """A state that knows what was read, and will not be kept."""
        made = cls()
        made.files, made.judged, made.shelves = files, judged, shelves
        return made

    @classmethod
    def of(cls, parts: Mapping[str, bytes], pieces: Iterable[bytes]) -> "State":
        """A state that knows no more than these parts, packed, and these pieces."""
        made = cls()
        for name, raw in parts.items():
            setattr(made, name, msgspec.msgpack.decode(raw, type=KINDS[name]))
        for piece in pieces:
            made.shelves.put(piece)
        return made

    def _open(self, path: Path) -> None:
        try:
            with open(path, "rb") as file:
                mark, whole = file.read(MARK), os.fstat(file.fileno()).st_size
                file.seek(-LENGTH, os.SEEK_END)
                size = int.from_bytes(file.read(LENGTH), "big")
                file.seek(-LENGTH - size, os.SEEK_END)
                told = msgspec.msgpack.decode(file.read(size), type=Contents)
        except (OSError, msgspec.MsgspecError):
            return
        parts = MARK + sum(one.size for one in told.parts.values())
        if list(told.parts) == list(KINDS) and whole == parts + size + LENGTH:
            self.mark, self._places, self.shelves = mark, told.parts, Shelves(beside(path), told.shelves)

    def packed(self, name: str) -> bytes:
        """A part as it stands in the file."""
        if name not in self._places or self._path is None:
            return b""
        names = list(self._places)
        before = sum(self._places[one].size for one in names[: names.index(name)])
        with open(self._path, "rb") as file:
            file.seek(MARK + before)
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
    def files(self) -> memory.Memory:
        """What is known of each file."""
        found: memory.Memory = self._part("files")
        return found

    @cached_property
    def judged(self) -> verdicts.Memory:
        """What became of each file beside the others."""
        found: verdicts.Memory = self._part("judged")
        return found

    @cached_property
    def manifest(self) -> Manifest:
        """What stands on disk."""
        found: Manifest = self._part("manifest")
        return found

    @cached_property
    def ranking(self) -> Ranked:
        """What the matching knew."""
        found: Ranked = self._part("ranking")
        return found

    def matches(self) -> rank.Memory:
        """The same, each piece to be taken when it is asked for."""
        return unshelved(self.ranking, rank.Memory, self.shelves)

    @cached_property
    def search(self) -> Mapping[str, Found]:
        """What the search knew, by language."""
        found: Mapping[str, Found] = self._part("search")
        return found

    def indices(self) -> Mapping[str, Kept]:
        """The same, each piece to be taken when it is asked for."""
        return {language: unshelved(one, Kept, self.shelves) for language, one in self.search.items()}


MARK = 16  # bytes: the hash of the program that wrote it
LENGTH = 4  # bytes: of the list of parts, which stands behind them
KINDS: Mapping[str, Any] = {
    "outcome": Outcome,
    "files": dict[str, memory.Known],
    "judged": verdicts.Memory,
    "manifest": Manifest,
    "ranking": Ranked,
    "search": dict[str, Found],
}
EMPTY: Mapping[str, Any] = {
    "outcome": Outcome(),
    "files": {},
    "judged": verdicts.Memory(),
    "manifest": Manifest(),
    "ranking": Ranked(),
    "search": {},
}


def beside(path: Path) -> Path:
    """The folder of the shelves of a state."""
    return path.with_suffix(".shelves")


def unsettle(path: Path) -> None:
    """Says on disk that the site is about to change: until `settle`, the state may tell of another one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _unsettled(path).touch(0o644)
    for place in (_unsettled(path), path.parent):
        handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def settle(path: Path) -> None:
    """Says that the state tells of what stands there."""
    _unsettled(path).unlink(missing_ok=True)


def _unsettled(path: Path) -> Path:
    return path.with_suffix(".unsettled")


def refs(parts: Mapping[str, Any]) -> Iterator[Ref]:
    """What these parts need of the shelves."""
    files: memory.Memory = parts["files"]
    judged: verdicts.Memory = parts["judged"]
    manifest: Manifest = parts["manifest"]
    for known in files.values():
        yield from filter(None, (known.value, known.spots))
    yield from (kept.shown for kept in judged.files.values() if kept.shown)
    yield from (bundle.files for bundle in manifest.bundles.values())
    ranking: Ranked = parts["ranking"]
    for those in (ranking.people, ranking.work, ranking.teams, ranking.pools):
        yield from those.values()
    search: Mapping[str, Found] = parts["search"]
    for one in search.values():
        yield from one.pieces.values()


def remember(path: Path, mark: bytes, parts: Mapping[str, Any], last: State) -> None:
    """Replaces the state at once. A part that is the very one of the last time is copied as it stands.

    What stands on its shelves and is needed no longer, is gone from the disk: people may have taken it out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    standing = last.shelves.settled(refs(parts))
    fresh, places = path.with_name(path.name + ".new"), {}
    with open(fresh, "wb") as file:
        file.write(mark)
        for name in KINDS:  # one after the other: together they may be larger than all else in memory
            raw = _raw(name, parts[name], last)
            places[name] = Place(len(raw), zlib.crc32(raw))
            file.write(raw)
        told = msgspec.msgpack.encode(Contents(places, standing))
        file.write(told + len(told).to_bytes(LENGTH, "big"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    last.shelves.sweep(standing)


def _raw(name: str, value: Any, last: State) -> bytes:
    same = last.__dict__.get(name) is value
    return (same and last.packed(name)) or msgspec.msgpack.encode(value)
