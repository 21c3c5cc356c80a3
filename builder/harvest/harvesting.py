"""Sources asked side by side, and what came of each kept in its snapshot."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from .. import __version__
from ..settings import Settings, Source
from ..snapshots import FOLDER, FORMAT, KINDS, Failure, Snapshot, digest, written
from . import repository, resumes, wisselwerk
from .errand import Errand
from .fetch import Door, Limits, Refused, Wires, weight

AT_ONCE = 4  # sources
MAX_SNAPSHOT = 64 * 1_048_576  # bytes
DOORS: Mapping[str, Callable[[Errand, Door], Awaitable[Snapshot]]] = {
    "wisselwerk": wisselwerk.harvested,
    "jsonresume": resumes.harvested,
    "git": repository.harvested,
}


class Change(NamedTuple):
    """How much of a kind there is now, and what differs from before."""

    total: int
    new: int
    changed: int
    gone: int


class Harvest(NamedTuple):
    """What came of a source this time."""

    source: Source
    snapshot: Snapshot  # as it is kept now
    changes: Mapping[str, Change]  # by kind
    renewed: bool  # whether the file became another
    was: Mapping[str, str] = {}  # what it said of itself before, where that changed: title, operator, licence


def harvest(
    root: Path,
    settings: Settings,
    sources: Iterable[Source],
    today: date,
    limits: Limits | None = None,
    wires: Wires | None = None,
    *,
    dry: bool = False,
) -> list[Harvest]:
    """Asks sources, and keeps what they say. `dry` keeps nothing. Raises OSError when all were asked."""
    agent = f"wisselwerk/{__version__}" + (f" (+{settings.base_url})" if settings.base_url else "")
    errands = [Errand(source, kept(root, source), today, root, settings) for source in sources]
    snapshots = asyncio.run(_all(errands, agent, limits or Limits(), wires or Wires()))
    found, unwritten = [], []
    for errand, now in zip(errands, snapshots, strict=True):
        last, renewed = errand.last, now != errand.last
        try:
            if renewed and not dry:
                keep(root, now)
        except OSError as amiss:
            unwritten.append(amiss)
        found.append(Harvest(errand.source, now, changes(last, now), renewed, was(last, now)))
    if unwritten:
        raise unwritten[0]
    return found


async def _all(errands: Sequence[Errand], agent: str, limits: Limits, wires: Wires) -> list[Snapshot]:
    """A few sources at a time, and all of them before the night is over."""
    end = asyncio.get_running_loop().time() + limits.night
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(errand: Errand) -> Snapshot:
        async with turns:
            left = max(0.0, end - asyncio.get_running_loop().time())
            return await _harvested(errand, agent, limits._replace(whole=min(limits.whole, left)), wires)

    return list(await asyncio.gather(*map(one, errands)))


async def _harvested(errand: Errand, agent: str, limits: Limits, wires: Wires) -> Snapshot:
    """The snapshot of today; when the source fails the last good one, with why."""
    source, today = errand.source, errand.today
    try:
        async with asyncio.timeout(limits.whole), Door(agent, inside=source.inside, limits=limits, wires=wires) as door:
            fresh = await DOORS[source.kind](errand, door)
        if len(written(fresh)) > MAX_SNAPSHOT:
            raise Refused("too-large", url=source.url, limit=weight(MAX_SNAPSHOT))
    except TimeoutError:
        return _failed(errand, Refused("slow", host=source.url))
    except Refused as amiss:
        return _failed(errand, amiss)
    except Exception as amiss:  # noqa: BLE001  # whatever it is, the other sources go on
        return _failed(errand, Refused("unforeseen", what=type(amiss).__name__))
    fresh = replace(fresh, harvested=today, tried=today)
    return replace(fresh, digest=digest(fresh))


def _failed(errand: Errand, why: Refused) -> Snapshot:
    return replace(errand.before, tried=errand.today, failure=Failure(why.code, why.values))


def changes(last: Snapshot | None, now: Snapshot) -> Mapping[str, Change]:
    """What differs between two snapshots of a source."""
    found = {}
    for kind in KINDS:
        old, new = (_by_id(one, kind) for one in (last, now))
        both = [name for name in new if name in old]
        changed = sum(_told(old[name]) != _told(new[name]) for name in both)
        found[kind] = Change(len(new), len(new) - len(both), changed, len(old) - len(both))
    return found


def was(last: Snapshot | None, now: Snapshot) -> Mapping[str, str]:
    """What a source said of itself before, where it says something else now."""
    found = {name: getattr(last, name) for name in ("title", "operator", "licence")} if last and last.harvested else {}
    return {name: said for name, said in found.items() if said != getattr(now, name)}


def _by_id(snapshot: Snapshot | None, kind: str) -> dict[str, Mapping[str, Any]]:
    return {str(one.get("id")): one for one in getattr(snapshot, kind)} if snapshot else {}


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of somebody; what follows from it changes with the days."""
    return {name: value for name, value in document.items() if name != "derived"}


# The file -------------------------------------------------------------------------------------------------------------


def path_of(root: Path, source: str) -> Path:
    """Where the snapshot of a source is."""
    return root / FOLDER / f"{source}.json"


def kept(root: Path, source: Source) -> Snapshot | None:
    """What was harvested before, unless it cannot be read or is of another address."""
    try:
        with path_of(root, source.id).open("rb") as file:
            raw = file.read(MAX_SNAPSHOT + 1)
        found = msgspec.json.decode(raw, type=Snapshot)
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    same = found.format == FORMAT and (found.source, found.url) == (source.id, source.url)
    return found if same and len(raw) <= MAX_SNAPSHOT else None


def keep(root: Path, snapshot: Snapshot) -> None:
    """Writes the file at once or not at all; it goes nowhere else, whatever lies there."""
    path = path_of(root, snapshot.source)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise OSError(path)
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    with new.open("xb") as file:
        file.write(written(snapshot))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def forgotten(root: Path, settings: Settings, *, dry: bool = False) -> list[str]:
    """Takes away what was harvested from sources that the settings no longer name, and tells which."""
    named = {one.id for one in settings.sources}
    folder = root / FOLDER
    left = [path for path in sorted(folder.glob("*.json")) if path.stem not in named and not path.name.startswith(".")]
    for path in left if not dry and folder.resolve().is_relative_to(root.resolve()) else ():
        path.unlink()
    return [path.stem for path in left]
