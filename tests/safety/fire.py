"""Publishing while everything goes wrong: who looks sees the old site whole or the new one, and nothing between.

A small network goes from version to version: one sentence by another of the same length, somebody who leaves and comes
back, the name of an organisation, and the title on every page. Builds are killed, at random moments and at each call
to the system in turn; the disk is full at each of those calls; a reader reads the site all the while.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from builder import build
from builder.digested import tree_digest
from builder.publish import Refusal
from tests import samples
from tests.safety.figures import PROJECT, Row

TODAY = date(2026, 11, 21)
Digest = str
ROWS = (
    Row("killed", "bouwen gestopt op een willekeurig moment (kill -9)", "builds killed at a random moment (kill -9)"),
    Row("whole after a kill", "daarna een hele site", "a whole site after it", "killed"),
    Row("readings", "keer dat een lezer intussen alles las", "times that a reader read everything meanwhile"),
    Row("readings of a whole site", "waarvan een hele site", "of which a whole site", "readings"),
    Row("moments", "bouwen gestopt bij een aanroep van het systeem", "builds killed at a call to the system"),
    Row("whole after each", "daarna een hele site", "a whole site after it", "moments"),
    Row("full", "aanroepen van het systeem waarbij de schijf vol was", "calls to the system with a full disk"),
    Row("whole when full", "daarna een hele site, en gezegd waarom", "a whole site after it, and told why", "full"),
    Row("rebuilt", "bouwen na zo’n storing", "builds after such a failure"),
    Row("same as cold", "gelijk aan een bouw vanaf niets", "equal to a build from nothing", "rebuilt"),
)


# The versions of a network --------------------------------------------------------------------------------------------


def one_sentence(root: Path) -> None:
    """Another sentence of the same length, so that no size tells of it."""
    _rewritten(root / "content/profiles/cleo.md", "name: Cleo", "name: Clea")


def one_leaves(root: Path) -> None:
    (root / "content/profiles/bob.md").unlink()


def new_name(root: Path) -> None:
    _rewritten(root / "content/organisations/dike.md", "name: Dike", "name: The water board of the long dike")


def new_title(root: Path) -> None:
    """What is on every page."""
    _rewritten(root / "directory.yaml", "title: Test", "title: Tested")


CHANGES: Mapping[str, Callable[[Path], None]] = {
    "sentence": one_sentence,
    "leaver": one_leaves,
    "name": new_name,
    "title": new_title,
}


def _rewritten(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8")


class Versions(NamedTuple):
    """Folders of a network as it was and became, and what a build from nothing gives for each."""

    roots: Mapping[str, Path]
    digests: Mapping[str, Digest]


def versions(folder: Path) -> Versions:
    """The network as it was, and with each of the changes alone."""
    roots = {"first": samples.world(folder / "first")}
    for name, change in CHANGES.items():
        roots[name] = Path(shutil.copytree(roots["first"], folder / name))
        change(roots[name])
    return Versions(roots, {name: cold(root) for name, root in roots.items()})


def cold(root: Path) -> Digest:
    """What a build from nothing gives."""
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(shutil.copytree(root, Path(scratch, "root"), ignore=shutil.ignore_patterns(".wisselwerk", "site")))
        build.build(whole, Path(scratch, "site"), TODAY)
        return tree_digest(Path(scratch, "site"))


def become(root: Path, version: Path) -> None:
    """Makes the content of a network that of a version; what the last build left stays."""
    shutil.rmtree(root / "content", ignore_errors=True)
    shutil.copytree(version / "content", root / "content")
    shutil.copy(version / "directory.yaml", root)


# Killed at any moment -------------------------------------------------------------------------------------------------


class Fire(NamedTuple):
    """What came of a number of builds that were killed."""

    killed: int
    whole: int
    rebuilt: int
    same: int


def killed(known: Versions, root: Path, kills: int, seed: int) -> Fire:
    """Builds one version after the other, killed at moments that a seed decides; now and then one that may finish."""
    dice, out = random.Random(seed), root / "site"
    become(root, known.roots["first"])
    longest = _seconds(root)
    done, whole, rebuilt, same = 0, 0, 0, 0
    while done < kills:
        name = dice.choice(list(known.roots))
        become(root, known.roots[name])
        if not _died(root, dice.uniform(0.1, 1.05) * longest):
            continue
        done += 1
        whole += tree_digest(out) in known.digests.values()
        if done % 4 == 0:
            build.build(root, out, TODAY)
            rebuilt += 1
            same += tree_digest(out) == known.digests[name]
    return Fire(done, whole, rebuilt, same)


def started(root: Path, stderr: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
    asked = ["build", "--root", str(root), "--out", str(root / "site"), "--today", TODAY.isoformat()]
    # A session of its own, so that the processes that help it die with it.
    return subprocess.Popen(
        [sys.executable, "-m", "builder", *asked], cwd=PROJECT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=stderr,
    )  # fmt: skip


def _seconds(root: Path) -> float:
    """How long a build takes here, the longest of three."""
    took = []
    for _ in range(3):
        shutil.rmtree(root / ".wisselwerk", ignore_errors=True)
        began = time.monotonic()
        started(root).wait()
        took.append(time.monotonic() - began)
    return max(took)


def _died(root: Path, after: float) -> bool:
    """Starts a build and kills it after so many seconds; False when it was done before."""
    process = started(root)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


# A reader all the while -----------------------------------------------------------------------------------------------


class Readings(NamedTuple):
    """What a reader saw: each reading of the whole site, and those that were of no site that ever was."""

    done: list[Digest]
    wrong: list[str]


@contextmanager
def read_all_the_while(out: Path, known: Sequence[Digest]) -> Iterator[Readings]:
    """Reads the site that stands there over and over.

    A reading in which another site took its place is of two sites, and says nothing: what counts is that a folder which
    stands under the name is whole, and stays as it is as long as it stands there.
    """
    found, over = Readings([], []), threading.Event()

    def reading() -> None:
        while not over.is_set():
            try:
                before, digest, after = _which(out), tree_digest(out), _which(out)
            except FileNotFoundError as missing:
                if not out.is_dir():
                    found.wrong.append(str(missing))
                continue
            if before == after:
                found.done.append(digest)
                if digest not in known:
                    found.wrong.append(digest)

    reader = threading.Thread(target=reading)
    reader.start()
    try:
        yield found
    finally:
        over.set()
        reader.join()


def _which(out: Path) -> tuple[int, int]:
    """Which folder has the name, and since when."""
    found = out.stat()
    return found.st_ino, found.st_ctime_ns


# At each call to the system -------------------------------------------------------------------------------------------

CALLS = ("open", "replace", "rename", "link", "mkdir", "unlink", "rmdir", "fsync")


@contextmanager
def failing(at: int, fail: Callable[[], None]) -> Iterator[list[int]]:
    """Does this at the so-manieth call that changes something on disk; gives how many there were."""
    calls, real = [0], {name: getattr(os, name) for name in CALLS}

    def counted(name: str) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            changes = name != "open" or given[1] & (os.O_WRONLY | os.O_RDWR)
            if changes:
                calls[0] += 1
                if calls[0] == at:
                    fail()
            return real[name](*given, **more)

        return call

    try:
        for name in CALLS:
            setattr(os, name, counted(name))
        yield calls
    finally:
        for name, call in real.items():
            setattr(os, name, call)


def died() -> NoReturn:
    os._exit(FAILED)


def disk_full() -> NoReturn:
    raise OSError(28, "No space left on device")


class Moment(NamedTuple):
    """What came of a build in which one call failed."""

    whole: bool  # what stood there is a whole site, the old one or the new one
    told: bool  # the build died, said why nothing was written, or could do without
    same: bool  # the next build gives what a build from nothing gives


def moments(
    known: Versions, name: str, folder: Path, fail: Callable[[], None], every: int = 1, first: int = 1
) -> Iterator[Moment]:
    """Builds a version over the first one, with each call in turn (or one of so many) that fails."""
    root, saved = folder / "root", folder / "saved"
    shutil.copytree(known.roots["first"], root)
    for one in ("first", "sentence", "first"):  # so that there is a spare
        become(root, known.roots[one])
        build.build(root, root / "site", TODAY)
    become(root, known.roots[name])
    shutil.copytree(root, saved)
    sites = (known.digests["first"], known.digests[name])
    for at in count(first, every):
        shutil.rmtree(root)
        shutil.copytree(saved, root)  # in the same place, or the state would be that of another site
        code = _in_a_child(root, at, fail)
        if code == NO_SUCH_CALL:
            return
        standing = tree_digest(root / "site")
        told = code == FAILED or (code == WENT_ON and standing == sites[1])
        back = at % 2 == 0  # somebody takes the change back, or builds again
        if back:
            become(root, known.roots["first"])
        build.build(root, root / "site", TODAY)
        yield Moment(standing in sites, told, tree_digest(root / "site") == sites[0 if back else 1])


NO_SUCH_CALL, WENT_ON, FAILED = 3, 4, 9


def _in_a_child(root: Path, at: int, fail: Callable[[], None]) -> int:
    """What became of a build in a process of its own in which this call failed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with failing(at, fail) as calls:
                try:
                    build.build(root, root / "site", TODAY)
                    code = WENT_ON if calls[0] >= at else NO_SUCH_CALL
                except Refusal:
                    code = FAILED
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# All of it ------------------------------------------------------------------------------------------------------------


EVERY: Mapping[str, int] = {"sentence": 1, "leaver": 1, "title": 5}


def figures() -> dict[str, int]:
    """200 kills, and a failure at every call to the system, or one of so many, in which a change is published."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        known = versions(folder / "versions")
        root = Path(shutil.copytree(known.roots["first"], folder / "root"))
        build.build(root, root / "site", TODAY)
        with read_all_the_while(root / "site", list(known.digests.values())) as readings:
            fire = killed(known, root, 200, seed=8)
        dead, full = (
            [
                one
                for name, n in EVERY.items()
                for one in moments(known, name, folder / f"{fail.__name__}-{name}", fail, n)
            ]
            for fail in (died, disk_full)
        )
    return {
        "killed": fire.killed,
        "whole after a kill": fire.whole,
        "readings": len(readings.done),
        "readings of a whole site": len(readings.done) - len(readings.wrong),
        "moments": len(dead),
        "whole after each": sum(one.whole for one in dead),
        "full": len(full),
        "whole when full": sum(one.whole and one.told for one in full),
        "rebuilt": fire.rebuilt + len(dead) + len(full),
        "same as cold": fire.same + sum(one.same for one in [*dead, *full]),
    }
