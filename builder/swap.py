"""The site put in place: the new one is made whole beside the old one, and the two change names in one step.

Most files of a new site are those of the old one, under a second name. So that a small change need not name them all
anew, the folder that was replaced is kept as a spare, and brought to what the site is: nothing old is left in it.
Where a folder cannot change its name (it is mounted, or holds a folder of somebody else's), files are replaced one by
one, what others lean on first.
"""

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from msgspec import Struct

ONE_NAME = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
AT_FDCWD, RENAME_EXCHANGE = -100, 2
Begin = Callable[[], None]


class Names(Struct, frozen=True):
    """The folders beside a site that are ours."""

    staging: Path  # where what differs is made
    spare: Path  # the site that was replaced
    old: Path  # the same for a moment, where two folders cannot change names at once


def names(out: Path) -> Names:
    """Where a site is worked at: beside it, or in it when it is mounted, for nothing beside it can be moved into it."""
    where = out if out.is_mount() else out.parent
    return Names(*(where / f".{out.name}.{one}" for one in ("staging", "spare", "old")))


def swept(out: Path) -> None:
    """Clears what a build that was stopped left behind; a site that had lost its name for a moment gets it back."""
    beside = names(out)
    if beside.old.exists() and not out.exists():
        os.rename(beside.old, out)
    for left in (beside.staging, beside.old):
        _cleared(left)


def flushed(folder: Path) -> None:
    """Waits until all that was written where this folder stands would survive a loss of power."""
    import ctypes  # what it takes is loaded when something is written

    call = getattr(ctypes.CDLL(None), "syncfs", None)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if call is None or call(handle) != 0:
            os.sync()
    finally:
        os.close(handle)


# Three ways to put it in place: each says so just before it touches what stands there --------------------------------


def can_change_names(out: Path) -> bool:
    """Whether another folder may take the place of this one: not when it is mounted, or holds one such as `.git`."""
    if not out.is_dir():
        return True
    if out.is_mount():
        return False
    with os.scandir(out) as entries:
        return not any(one.name.startswith(".") and one.name != ".well-known" and one.is_dir() for one in entries)


def exchanged(out: Path, same: Iterable[str], begin: Begin) -> None:
    """What was made, completed with these files of the site, takes its place. No spare is left."""
    beside, folders = names(out), set[str]()
    _cleared(beside.spare)
    for path in same:
        folder(beside.staging, path, folders)
        _named(out / path, beside.staging / path)
    for entry in os.scandir(out) if out.is_dir() else ():
        if entry.name.startswith(".") and entry.name != ".well-known" and entry.is_file(follow_symlinks=False):
            shutil.copyfile(entry.path, beside.staging / entry.name, follow_symlinks=False)
    flushed(beside.staging)
    begin()
    if out.exists():
        _changed_names(beside.staging, out, beside.old)
    else:
        os.rename(beside.staging, out)


def carried_over(out: Path, written: Collection[str], gone: Collection[str], begin: Begin, *, ready: bool) -> None:
    """What was made and what vanished is brought into the spare, and that takes the place of the site.

    The spare is `ready` when it is known to be what the site is; otherwise it is made anew.
    """
    beside, folders = names(out), set[str]()
    if not ready:
        _cleared(beside.spare)
        os.mkdir(beside.spare, 0o755)
        _mirrored(str(out), str(beside.spare))
    for path in written:
        folder(beside.spare, path, folders)
        os.replace(beside.staging / path, beside.spare / path)
    _removed(beside.spare, gone)
    flushed(beside.spare)
    begin()
    _changed_names(beside.spare, out, beside.old)
    _caught_up(out, beside.spare, [*written, *gone])


def replaced(out: Path, written: Iterable[str], gone: Iterable[str], begin: Begin) -> None:
    """What was made is put in place one by one, then what vanished is removed."""
    beside, folders = names(out), set[str]()
    _cleared(beside.spare)
    flushed(beside.staging)
    begin()
    for path in sorted(written, key=leaning):
        folder(out, path, folders)
        os.replace(beside.staging / path, out / path)
    _removed(out, gone)


def leaning(path: str) -> tuple[int, str]:
    """What others lean on first, what is about one thing next, lists after it and the front page last."""
    if path.startswith(("assets/", "search/")) and path not in ("search/index.html", "search/index.json"):
        return 0, path
    if path == "index.html":
        return 3, path
    is_list = "/" not in path or "/index" in path or (path.startswith("api/") and path.count("/") == 2)
    return (2 if is_list else 1), path


def folder(root: Path, path: str, made: set[str]) -> None:
    """Makes the folder of a file, once."""
    name = path.rpartition("/")[0]
    if name not in made:
        os.makedirs(f"{root}/{name}", mode=0o755, exist_ok=True)
        made.add(name)


# The spare ------------------------------------------------------------------------------------------------------------


def _caught_up(out: Path, spare: Path, behind: Iterable[str]) -> None:
    """Brings the spare to what the site is."""
    folders, gone = set[str](), []
    for path in behind:
        there = spare / path
        there.unlink(missing_ok=True)
        try:
            folder(spare, path, folders)
            _named(out / path, there)
        except FileNotFoundError:
            gone.append(path)
    _prune(spare, gone)


def _mirrored(one: str, other: str) -> None:
    """Gives every file in a folder a second name in another."""
    with os.scandir(one) as entries:
        for entry in entries:
            there = f"{other}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                os.mkdir(there, 0o755)
                _mirrored(entry.path, there)
            else:
                _named(entry.path, there)


def _named(file: Path | str, second: Path | str) -> None:
    """Gives a file a second name, or where files have but one, makes a copy of it."""
    try:
        os.link(file, second, follow_symlinks=False)
    except OSError as error:
        if error.errno not in ONE_NAME:
            raise
        shutil.copy2(file, second, follow_symlinks=False)


def _removed(root: Path, gone: Iterable[str]) -> None:
    paths = list(gone)
    for path in paths:
        (root / path).unlink(missing_ok=True)
    _prune(root, paths)


def _prune(root: Path, gone: Iterable[str]) -> None:
    """Removes the folders that held nothing but what vanished."""
    folders = {str(parent) for path in gone for parent in Path(path).parents if str(parent) != "."}
    for name in sorted(folders, key=len, reverse=True):
        try:
            (root / name).rmdir()
        except OSError:
            continue


def _cleared(place: Path) -> None:
    if place.exists():
        shutil.rmtree(place)


# Two names ------------------------------------------------------------------------------------------------------------


def _changed_names(new: Path, out: Path, old: Path) -> None:
    """Gives each of the two folders the name of the other, in one step where the system can."""
    if not _exchange(new, out):
        os.rename(out, old)
        os.rename(new, out)
        os.rename(old, new)


def _exchange(one: Path, other: Path) -> bool:
    """Two names exchanged at once (Linux `renameat2`); False when the system cannot."""
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
