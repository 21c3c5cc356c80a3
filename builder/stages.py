"""Work on many things, in slices, spread over processes when there is enough of it.

Whatever an executor of `concurrent.futures` stands for can do the slices. Forked processes inherit all that was made so
far, so only numbers and results travel. Other processes are told by an order how to make the same again.
"""

import os
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from .pools import Hired  # what it takes is loaded when there is work for it

R = TypeVar("R")
Work = Callable[[int, int], R]  # what is done to the things from one number up to another
Slice = tuple[int, int]

START = "WISSELWERK_START"  # `spawn` makes processes begin anew where they could be forked
LEAST = 400  # things that pay for a process of their own
LARGEST_AWAY = 256  # where what is made has to travel
SMALLEST, LARGEST = 32, 1024  # things in a slice: what is made of neighbours is kept at hand, as far as there is room
USEFUL = 8  # processes: each makes for itself what many pages share, and some machines have more than one may use
TRIES = 2  # pools that may break before the work is done without


class Order(NamedTuple):
    """How a process that inherits nothing comes to do the same work."""

    begin: Callable[[bytes], Work[Any]]  # stands at the top of a module, for only its name travels
    data: bytes


class Away(NamedTuple, Generic[R]):
    """How the work is done where none of our files are: by an order that holds them, and what to do with the result."""

    order: Callable[[], Order]
    take: Callable[[int, int, Any], R]


class Task(NamedTuple, Generic[R]):
    """Work on `total` things. Whoever does a slice twice must do no harm."""

    total: int
    work: Work[R]
    order: Callable[[], Order] | None = None
    away: Away[R] | None = None


def unheard(_: Exception) -> None:
    """For work that nobody looks at."""


class Crew(NamedTuple):
    """Who does the work: this many processes, and for what can be done elsewhere a cluster."""

    jobs: int = 1
    cluster: "Callable[[Order], AbstractContextManager[Hired]] | None" = None
    tell: Callable[[Exception], None] = unheard  # why others could not do what goes well here


ALONE = Crew()


class Refusal(Exception):  # noqa: N818  # a state of the world, worded in the locales under `refusal.<code>`
    """Why nothing was written: the code of a sentence and what fills it."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


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
    elsewhere = crew.cluster is not None and task.away is not None and task.total >= 2 * LEAST
    jobs = hands(task.total, crew) if task.order or _may_fork() else 1
    failed: Exception | None = None
    left = list(_slices(task.total, jobs, LARGEST_AWAY if elsewhere else LARGEST))
    if jobs > 1 or elsewhere:  # what every slice needs is loaded once, before processes are made
        first = left.pop(0)
        yield *first, task.work(*first)
        failed = yield from _together(task, jobs, crew, left)
    for start, stop in left:
        found = task.work(start, stop)
        if failed is not None:  # not of the work: it goes well here
            crew.tell(failed)
            failed = None
        yield start, stop, found


def _slices(total: int, jobs: int, largest: int) -> Iterator[Slice]:
    """One small slice, then large ones, and small ones again: nobody waits long for another to end."""
    start, size = 0, SMALLEST
    while start < total:
        yield start, min(total, start + size)
        start += size
        size = min(largest, max(SMALLEST, (total - start) // (jobs * 3)))


def _together(
    task: Task[R], jobs: int, crew: Crew, left: list[Slice]
) -> Generator[tuple[int, int, R], None, Exception | None]:
    """What others make of slices; what they do not come to is still there in the end, with the reason."""
    from concurrent.futures import BrokenExecutor  # most builds have little to do

    from .pools import spread

    failed: Exception | None = None
    for _ in range(TRIES):
        hired, take = _hired(task, jobs, crew)
        try:
            with hired as others:
                for start, stop, found in spread(others, tuple(left)):
                    left.remove((start, stop))
                    yield start, stop, take(start, stop, found)
            return None
        except BrokenExecutor as broken:
            failed = broken
        except Refusal:
            raise
        except Exception as mistake:  # noqa: BLE001  # met again by whoever does the rest, in its place in the order
            return mistake
    return failed


def _hired(
    task: Task[R], jobs: int, crew: Crew
) -> tuple["AbstractContextManager[Hired]", Callable[[int, int, Any], R]]:
    """Who does the work for now, and what to do with what they give."""
    from .pools import opened

    if crew.cluster is not None and task.away is not None:
        return crew.cluster(task.away.order()), task.away.take
    forked = _may_fork()
    begin, given = task.order() if task.order and not forked else (_same, task.work)
    return opened(jobs, begin, given, forked), _as_it_is


def _as_it_is(_: int, __: int, found: R) -> R:
    return found


def _same(work: Work[R]) -> Work[R]:
    return work


def _may_fork() -> bool:
    """Whether processes can be copied safely: not where the system, or a second thread, is in the way."""
    return sys.platform == "linux" and os.environ.get(START) != "spawn" and threading.active_count() == 1
