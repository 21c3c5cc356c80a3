"""Putting a plan on disk: under a lock, only what differs, and never half.

What differs is made and looked at beside the output, and only then the site is put in place. When anything fails on the
way, what stands there stays as it is.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from .plan import Planned
from .stages import ALONE, Away, Crew, Order, Task, Work, results
from .stages import Refusal as Refusal  # noqa: PLC0414  # others know it as ours
from .stores import Store
from .swap import can_change_names, carried_over, exchanged, folder, leaning, names, replaced, swept

MARK = "api/v1/directory.json"  # a folder that holds this was made by a build
AT_ONCE = 128  # files made, then looked at, then written: a processor does quickly what it just did


class Written(msgspec.Struct, frozen=True, array_like=True):
    """An output as it stands on disk."""

    key: bytes
    size: int


Manifest = Mapping[str, Written]
Check = Callable[[str, bytes], None]
Stands = Callable[[str], bool]  # whether there will be such a file
Remake = Callable[[Path | None, Sequence[Planned]], Order]  # of outputs into a folder, or to be sent back


class Report(NamedTuple):
    """What a publish did, in files."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    spared: bool = False  # whether there is a spare now


class Rest(NamedTuple):
    """What stands there beside the plan."""

    files: int = 0  # so many, and all in folders that are
    untouched: Set[str] = frozenset()  # nothing came, went or took another's place in them: no need to look there
    spared: bool = False  # whether the spare is what the site is


def unheard() -> None:
    """For what nobody needs to know."""


NOTHING_ELSE = Rest()


def unwritable(error: OSError) -> Refusal:
    """The same said of what the system would not do."""
    code = {
        errno.ENOSPC: "disk-full", errno.EDQUOT: "disk-full", errno.EFBIG: "disk-full",
        errno.EACCES: "not-allowed", errno.EPERM: "not-allowed", errno.EROFS: "not-allowed",
    }.get(error.errno or 0, "unwritable")  # fmt: skip
    return Refusal(code, place=str(error.filename or ""), why=str(error.strerror or error))


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Holds the output for one build; a second build is refused."""
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = out.parent / f".{out.name}.lock"
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("locked", folder=out.name) from None
        swept(out)
        yield
    finally:
        os.close(handle)


def publish(
    out: Path,
    outputs: Sequence[Planned],
    manifest: Manifest,
    looking: Callable[[Stands], Check],
    tick: Callable[[int, int], None] = lambda *_: None,
    crew: Crew = ALONE,
    order: Remake | None = None,
    store: Store | None = None,
    rest: Rest = NOTHING_ELSE,
    begin: Callable[[], None] = unheard,
) -> tuple[Manifest, Report]:
    """Brings the folder to the plan; a check that is `looking` raises when bytes may not be published, `tick` hears
    how many are made.

    The `crew` makes what differs; by the `order` a process that does not know the plan makes it again. With a `store`
    the site stands there, and `out` is only a place to work at. What is part of the `rest` stays as it is. `begin` is
    called when all is made and what stands there is about to change. Gives the manifest of what stands there of the
    plan.
    """
    if store:
        standing = store.standing()
    else:
        standing = _still_standing(out, manifest, rest.untouched) if rest.untouched else standing_in(out)
    if standing and MARK not in standing and not rest.files:
        raise Refusal("not-ours", folder=out.name)
    same, dirty = {}, []
    for one in outputs:
        last = manifest.get(one.path)
        if last is not None and last.key == one.key and last.size == standing.get(one.path):
            same[one.path] = last
        else:
            dirty.append(one)
    planned = {one.path for one in outputs}
    gone = sorted(path for path in standing if path not in planned)
    check = looking(_will_stand(out, planned, frozenset(gone), rest))
    staging, spared = names(out).staging, rest.spared
    try:
        written = _staged(staging, dirty, check, tick, crew, order)
        if store:
            begin()
            with _half():
                _sent(store, staging, written, gone)
        elif written or gone:
            whole = (not standing or len(dirty) > len(outputs) // 2) and not rest.files
            spared = _placed(out, written, gone, same if whole else None, begin, ready=rest.spared)
    finally:
        if staging.exists():
            shutil.rmtree(staging)
    return {**same, **written}, Report(tuple(written), len(same) + rest.files, tuple(gone), spared)


def _placed(
    out: Path, written: Manifest, gone: Sequence[str], same: Manifest | None, begin: Callable[[], None], *, ready: bool
) -> bool:
    """Puts what was made in place: with the `same` as a whole, or what differs. Gives whether a spare is left."""
    if not can_change_names(out):
        with _half():
            replaced(out, written, gone, begin)
    elif same is not None:
        exchanged(out, same, begin)
    else:
        carried_over(out, written, gone, begin, ready=ready)
        return True
    return False


@contextmanager
def _half() -> Iterator[None]:
    """For what cannot be undone: what the system would not do is said to have left the site half old and half new."""
    try:
        yield
    except OSError as error:
        raise Refusal("half-replaced", why=unwritable(error).values["why"]) from error


def _will_stand(out: Path, planned: Set[str], gone: Set[str], rest: Rest) -> Stands:
    """Whether a file is of the plan, or stands there already and stays."""
    if not rest.files:
        return planned.__contains__
    return lambda path: path in planned or (path not in gone and (out / path).is_file())


def standing_in(out: Path) -> dict[str, int]:
    """The files in the output with their sizes; names that begin with a point are not ours."""
    return _standing(out, [""])


def _still_standing(out: Path, manifest: Manifest, untouched: Set[str]) -> dict[str, int]:
    """The same, looking only where something may have come or gone."""
    found = {path: one.size for path, one in manifest.items() if path.rpartition("/")[0] in untouched}
    others = {path.rpartition("/")[0] for path in manifest} | {""}
    pending = [f"{one}/" if one else "" for one in sorted(others - untouched) if (out / one).is_dir()]
    return found | _standing(out, pending, others | untouched)


def _standing(out: Path, pending: list[str], known: Container[str] = ()) -> dict[str, int]:
    """The files in these folders of the output with their sizes, and in those in them that are not known."""
    found: dict[str, int] = {}
    pending = pending if out.is_dir() else []
    while pending:
        at = pending.pop()
        # An open folder saves the system from walking the whole path for every file.
        handle = os.open(f"{out}/{at}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with os.scandir(handle) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == "." and name != ".well-known":
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if at + name not in known:
                            pending.append(f"{at}{name}/")
                    else:
                        found[at + name] = entry.stat(follow_symlinks=False).st_size
        finally:
            os.close(handle)
    return found


def _staged(
    staging: Path,
    dirty: Sequence[Planned],
    check: Check,
    tick: Callable[[int, int], None],
    crew: Crew,
    order: Remake | None,
) -> dict[str, Written]:
    """Everything that differs, made and looked at, in a folder beside the output."""
    staging.mkdir(mode=0o755)
    task = Task(len(dirty), writing(staging, dirty, check))
    if order:
        away = Away(partial(order, None, dirty), partial(_received, staging, dirty))
        task = task._replace(order=partial(order, staging, dirty), away=away)
    made, done = [(b"", 0)] * len(dirty), 0
    for start, stop, found in results(task, crew):
        made[start:stop] = found
        done += stop - start
        tick(done, len(dirty))
    return {one.path: Written(key, size) for one, (key, size) in zip(dirty, made, strict=True)}


def writing(staging: Path, dirty: Sequence[Planned], check: Check) -> Work[list[tuple[bytes, int]]]:
    """The work of making some of these outputs; gives their keys and sizes."""
    folders: set[str] = set()

    def work(start: int, stop: int) -> list[tuple[bytes, int]]:
        done = list[tuple[bytes, int]]()
        for at in range(start, stop, AT_ONCE):
            those = dirty[at : min(at + AT_ONCE, stop)]
            made = _looked_at(those, check)
            for one, (_, data) in zip(those, made, strict=True):
                _write(staging, one.path, data, folders)
            done += [(key, len(data)) for key, data in made]
        return done

    return work


def making(dirty: Sequence[Planned], check: Check) -> Work[list[tuple[bytes, bytes]]]:
    """The work of making some of these outputs; gives their keys and their bytes."""

    def work(start: int, stop: int) -> list[tuple[bytes, bytes]]:
        return _looked_at(dirty[start:stop], check)

    return work


def _received(
    staging: Path, dirty: Sequence[Planned], start: int, stop: int, found: list[tuple[bytes, bytes]]
) -> list[tuple[bytes, int]]:
    """What was made elsewhere put in the folder."""
    folders: set[str] = set()
    for one, (_, data) in zip(dirty[start:stop], found, strict=True):
        _write(staging, one.path, data, folders)
    return [(key, len(data)) for key, data in found]


def _looked_at(those: Sequence[Planned], check: Check) -> list[tuple[bytes, bytes]]:
    told = [one.told() for one in those]
    made = [one.make() for one in told]
    for one, data in zip(told, made, strict=True):
        check(one.path, data)
    return [(one.key, data) for one, data in zip(told, made, strict=True)]


def _sent(store: Store, staging: Path, written: Iterable[str], gone: Sequence[str]) -> None:
    """What was made put in the store, in the same order; what says that a site stands there comes last of all."""
    paths = sorted(written, key=leaning)
    store.send(staging, [path for path in paths if path != MARK])
    store.remove(gone)
    store.send(staging, [path for path in paths if path == MARK])


def _write(root: Path, path: str, data: bytes, folders: set[str]) -> None:
    folder(root, path, folders)
    # What a process that was killed left half is written again.
    handle = os.open(f"{root}/{path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    with open(handle, "wb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
