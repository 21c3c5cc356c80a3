"""Work on many things, in slices, spread over processes when there is enough of it.

Whatever an executor of `concurrent.futures` stands for can do the slices. Forked processes inherit all that was made so
far, so only numbers and results travel. Other processes are told by an order how to make the same again.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

R = TypeVar("R")
Work = Callable[[int, int], R]  # what is done to the things from one number up to another
Slice = tuple[int, int]

START = "WISSELWERK_START"  # `spawn` makes processes begin anew where they could be forked
LEAST = 400  # things that pay for a process of their own
SMALLEST, LARGEST = 32, 1024  # things in a slice: what is made of neighbours is kept at hand, as far as there is room
USEFUL = 8  # processes: each makes for itself what many pages share, and some machines have more than one may use
TRIES = 2  # pools that may break before the work is done without


class Order(NamedTuple):
    """How a process that inherits nothing comes to do the same work."""

    begin: Callable[[bytes], Work[Any]]  # stands at the top of a module, for only its name travels
    data: bytes


class Task(NamedTuple, Generic[R]):
    """Work on `total` things. Whoever does a slice twice must do no harm."""

    total: int
    work: Work[R]
    order: Callable[[], Order] | None = None


class Crew(NamedTuple):
    """Who does the work: this many processes."""

    jobs: int = 1


ALONE = Crew()


def useful() -> int:
    """How many processes are of use: one for each processor that this one may use, up to a point."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, USEFUL)


def hands(total: int, crew: Crew) -> int:
    """How many of a crew so much work is for; there is always one."""
    return max(1, min(crew.jobs, total // LEAST))


def results(task: Task[R], crew: Crew = ALONE) -> Iterator[tuple[int, int, R]]:
    """What came of every slice, as it comes; a mistake is raised as it would be without processes.

    A slice that failed, or whose process was killed, is done again: in the end by this process.
    """
    jobs = hands(task.total, crew) if task.order or _may_fork() else 1
    left = list(_slices(task.total, jobs))
    if jobs > 1:  # what every slice needs is loaded once, before processes are made
        first = left.pop(0)
        yield *first, task.work(*first)
        yield from _together(task, jobs, left)
    for start, stop in left:
        yield start, stop, task.work(start, stop)


def _slices(total: int, jobs: int) -> Iterator[Slice]:
    """One small slice, then large ones, and small ones again: nobody waits long for another to end."""
    start, size = 0, SMALLEST
    while start < total:
        yield start, min(total, start + size)
        start += size
        size = min(LARGEST, max(SMALLEST, (total - start) // (jobs * 3))) if jobs > 1 else SMALLEST


def _together(task: Task[R], jobs: int, left: list[Slice]) -> Iterator[tuple[int, int, R]]:
    """What processes make of slices; what they do not come to is still there in the end."""
    from concurrent.futures import BrokenExecutor  # most builds have little to do

    from .pools import opened, piece, spread

    forked = _may_fork()
    begin, given = task.order() if task.order and not forked else (_same, task.work)
    for _ in range(TRIES):
        try:
            with opened(jobs, begin, given, forked) as pool:
                for found in spread(pool, piece, tuple(left), jobs):
                    left.remove(found[:2])
                    yield found
            return
        except BrokenExecutor:
            continue
        except Exception:  # noqa: BLE001  # met again by whoever does the rest, where it has its place in the order
            return


def _same(work: Work[R]) -> Work[R]:
    return work


def _may_fork() -> bool:
    """Whether processes can be copied safely: not where the system, or a second thread, is in the way."""
    return sys.platform == "linux" and os.environ.get(START) != "spawn" and threading.active_count() == 1
