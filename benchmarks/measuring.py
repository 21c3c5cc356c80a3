"""What a program uses, as the system counts it, and what it leaves on disk."""

import hashlib
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
COUNTED = Path(__file__).with_name("counted.py")
LOOK_EVERY = 0.1  # seconds, at the memory of all processes together


class Spent(NamedTuple):
    """What a process used, with all the processes it started."""

    cpu: float  # seconds, its own and the system's for it
    wall: float  # seconds
    megabytes: float  # the most memory that one of the processes held
    together: float  # the most that all held at one time; pages they share count once; 0 where nobody can tell
    said: bytes  # what it printed


def spent(program: Sequence[str], folder: Path = PROJECT) -> Spent:
    """Runs a program to its end. Raises when it fails."""
    with tempfile.NamedTemporaryFile("r", encoding="ascii") as usage:
        counted = [sys.executable, "-I", "-S", str(COUNTED), usage.name, *program]
        began = time.perf_counter()
        with subprocess.Popen(counted, cwd=folder, stdout=subprocess.PIPE) as process, looking(process.pid) as seen:  # noqa: S603  # our own
            said = process.communicate()[0]
        wall = time.perf_counter() - began
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, program, said)
        cpu, most = map(float, usage.read().split())
    return Spent(cpu, wall, (most / 1024 if sys.platform == "darwin" else most) / 1024, max(seen) / 1024, said)


# Memory of all processes together -------------------------------------------------------------------------------------


@contextmanager
def looking(pid: int) -> Iterator[list[int]]:
    """A list that grows with the kilobytes that a process and all below it hold, now and then, as long as it runs."""
    seen, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(LOOK_EVERY):
            family = with_children(pid)[1:]  # without the small one that counts
            # One process alone is counted by the system itself, and looking costs what it is looking at some time.
            if len(family) > 1:
                seen.append(sum(map(held, family)))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def with_children(pid: int) -> list[int]:
    """A process and all it started; it alone where the system does not tell."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in found for one in with_children(int(child)))]


def held(pid: int) -> int:
    """The kilobytes that a process holds: of a page that it shares with others its part; 0 when it is gone."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)
    return int(found[1]) if found else 0


# What is on disk ------------------------------------------------------------------------------------------------------

Inventory = Mapping[str, tuple[int, int, int]]


def inventory(out: Path) -> Inventory:
    """Every file of the site: its size, and what changes when it is written anew."""
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            seen = os.stat(os.path.join(folder, name))
            found[os.path.relpath(os.path.join(folder, name), out)] = (seen.st_size, seen.st_mtime_ns, seen.st_ino)
    return found


def digest(out: Path) -> str:
    """One number for all files in a folder, their names and their bytes."""
    whole = hashlib.sha256()
    for path in sorted(inventory(out)):
        data = (out / path).read_bytes()
        whole.update(f"{path}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()


def differing(one: Path, other: Path) -> list[str]:
    """The files that are not in both folders with the same bytes."""
    ours, theirs = inventory(one), inventory(other)
    both = ours.keys() & theirs.keys()
    return sorted(
        (ours.keys() ^ theirs.keys()) | {p for p in both if (one / p).read_bytes() != (other / p).read_bytes()}
    )


# The machine ----------------------------------------------------------------------------------------------------------


def machine() -> str:
    """What it was measured on."""
    try:
        about = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        about = ""
    model = re.search(r"^model name\s*: (.+)$", about, re.MULTILINE)
    name = model[1] if model else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
