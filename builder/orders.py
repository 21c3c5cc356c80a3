"""What a process that knows nothing of a build is told, so that it makes the same plan and does its slices."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from .build import Watch, check, planned
from .manifest import wanted
from .plan import Output, Planned
from .planning import mark_of, template_folders
from .publish import Check, making, writing
from .shelves import Shelves
from .shipped import templates_folder
from .stages import Order, Refusal, Work
from .state import EMPTY, State, refs
from .unchanged import READ
from .verify import looking
from .visibility import Edition


class Making(msgspec.Struct, frozen=True, array_like=True):
    """The order for some outputs. All that was found out before comes along, packed."""

    root: str
    out: str
    today: date
    edition: Edition
    base_url: str | None
    state: Mapping[str, bytes]  # parts of it, packed
    pieces: tuple[bytes, ...]  # and what they need of the shelves
    dirty: tuple[tuple[str, bytes], ...]  # paths with their keys
    staging: str | None  # where they are written; they are sent back when there is no such place
    files: Mapping[str, bytes] = {}  # of the root, where there is no such folder


def remake(
    root: Path,
    out: Path,
    today: date,
    edition: Edition,
    base_url: str | None,
    state: Mapping[str, Any],
    shelves: Shelves,
    staging: Path | None,
    dirty: Sequence[Planned],
) -> Order:
    """The order to make these outputs: in a folder, or anywhere, to be sent back."""
    keys = tuple([(one.path, one.told().key) for one in dirty])
    parts = {name: msgspec.msgpack.encode(part) for name, part in state.items()}
    pieces = tuple([shelves.take(ref) for ref in refs({**EMPTY, **state})])
    told = Making(str(root.resolve()), str(out.resolve()), today, edition, base_url, parts, pieces, keys, None)
    if staging is None:
        away = msgspec.structs.replace(told, files=dict(_files(root)))
        return Order(begin_away, zlib.compress(msgspec.msgpack.encode(away), 1))
    return Order(begin, msgspec.msgpack.encode(msgspec.structs.replace(told, staging=str(staging.resolve()))))


def begin(data: bytes) -> Work[list[tuple[bytes, int]]]:
    """The work of writing outputs of the same plan."""
    told = msgspec.msgpack.decode(data, type=Making)
    assert told.staging is not None
    return writing(Path(told.staging), *_same_plan(told, Path(told.root)))


def begin_away(data: bytes) -> Work[list[tuple[bytes, bytes]]]:
    """The work of making outputs of the same plan, from the files that came along."""
    import tempfile

    told = msgspec.msgpack.decode(zlib.decompress(data), type=Making)
    folder = tempfile.TemporaryDirectory(prefix="wisselwerk-")
    root = Path(folder.name).resolve()
    for path, raw in told.files.items():
        place = root / path
        if not place.resolve().is_relative_to(root):
            raise ValueError(f"{path} is outside the folder")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)
    make = making(*_same_plan(told, root))

    def work(start: int, stop: int) -> list[tuple[bytes, bytes]]:
        assert folder.name  # photos are read from it: it stays as long as there is work
        return make(start, stop)

    return work


def _same_plan(told: Making, root: Path) -> tuple[list[Output], Check]:
    """The outputs, in a plan made again, and how they are looked at. Raises `Refusal` when it is another plan."""
    mark = mark_of(template_folders(root), Path(told.out))
    last = State.of(told.state, told.pieces)
    checked = check(root, told.today, told.edition, told.base_url, last)
    plan = planned(root, told.edition, checked, last, mark, Watch())
    made = {one.path: one for one in wanted(plan.outputs, plan.groups, last.manifest, last.shelves, whole=True).outputs}
    dirty = [one for path, key in told.dirty if path in made and (one := made[path].told()).key == key]
    # A key is a hash of all that an output shows, of the program too: the same keys say that this is the same plan.
    if len(dirty) != len(told.dirty):
        raise Refusal("other-plan")
    return dirty, looking(made.__contains__, plan.home.settings.base_url or "")


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that a build reads of a folder."""
    for name in READ:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path.read_bytes()


@cache
def program() -> str:
    """What makes the bytes here: the program, Python, and the packages that they follow from."""
    return mark_of((templates_folder(),), Path("/")).hex()
