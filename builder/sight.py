"""What can be told of files without opening them: enough to know that nobody touched them since they were read."""

import os
import struct
import time
from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from pathlib import Path

Look = bytes  # of a file: its size, both its times and its number; nothing when these cannot be relied on
Sight = Mapping[str, Look]  # by path

_PACK = struct.Struct("<qqqQ").pack
SECOND = 1_000_000_000
TICK = SECOND // 50  # two changes within a tick of the clock can leave the same time
COARSE = 2 * SECOND  # and some file systems keep whole seconds alone


def sight(root: Path, places: Iterable[str]) -> Sight:
    """What these files, and all that lies in these folders, look like: by path from the root."""
    began = time.time_ns()
    return {
        path: _look(found, began)
        for place in places
        for path, found in _stats(f"{root}/{place}", place)
    }  # fmt: skip


def whole(seen: Sight) -> Look:
    """One look for all of it; nothing when one of them cannot be relied on."""
    if not all(seen.values()):
        return b""
    return blake2b(
        b"\n".join([os.fsencode(path) + look for path, look in sorted(seen.items())]), digest_size=16
    ).digest()


# The site as it stands ------------------------------------------------------------------------------------------------


def times(places: Iterable[Path], folders: Iterable[str]) -> list[Mapping[str, int]]:
    """For each place the time of each of these folders in it: 0 when it may change again without another time."""
    time.sleep(TICK / SECOND)  # what was written just now can be told from what comes after
    began, ordered = time.time_ns(), sorted(folders)
    return [
        {folder: last for folder in ordered if (last := _time(place / folder, began)) is not None} for place in places
    ]


def _time(folder: Path, began: int) -> int | None:
    try:
        last = os.stat(folder).st_mtime_ns
    except FileNotFoundError:
        return None
    return last if last < began - (TICK if last % SECOND else COARSE) else 0


def untouched(out: Path, known: Mapping[str, int]) -> Set[str]:
    """The folders in which no name came, went or was put in another's place."""
    found = set()
    for folder, last in known.items():
        try:
            if last and os.stat(f"{out}/{folder}").st_mtime_ns == last:
                found.add(folder)
        except OSError:
            continue
    return found


def folders_of(paths: Iterable[str]) -> Set[str]:
    """Every folder on the way to these files, the first one too."""
    found = {path.rpartition("/")[0] for path in paths}
    for folder in tuple(found):
        while folder := folder.rpartition("/")[0]:
            found.add(folder)
    return found | {""}


def _look(found: os.stat_result, began: int) -> Look:
    """A file that was just written may be written again without looking any different."""
    last = max(found.st_mtime_ns, found.st_ctime_ns)
    if last > began - (TICK if last % SECOND else COARSE):
        return b""
    return _PACK(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _stats(place: str, path: str) -> Iterator[tuple[str, os.stat_result]]:
    """Everything but folders; what is not there is not told of. A link is looked at itself."""
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        yield from _stats(entry.path, f"{path}/{entry.name}")
                else:
                    yield f"{path}/{entry.name}", entry.stat(follow_symlinks=False)
    except NotADirectoryError:
        yield path, os.stat(place, follow_symlinks=False)
    except (FileNotFoundError, PermissionError):
        return
