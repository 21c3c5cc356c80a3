"""Work on many things, in slices, spread over processes when there is enough of it.

Whatever an executor of `concurrent.futures` stands for can do the slices. Forked processes inherit all that was made so
far, so only numbers and results travel. Other processes are told by an order how to make the same again.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait as wait_for
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
    """Who does the work."""

    jobs: int = 1


ALONE = Crew()


def useful() -> int:
    """How many processes are of use: one for each processor that this one may use, up to a point."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, USEFUL)


def results(task: Task[R], crew: Crew = ALONE) -> Iterator[tuple[int, int, R]]:
    """What came of every slice, as it comes; a mistake is raised as it would be without processes.

    A slice that failed, or whose process was killed, is done again: in the end by this process.
    """
    jobs = min(crew.jobs, task.total // LEAST) if task.order or _may_fork() else 1
    left = list(_slices(task.total, max(jobs, 1)))
    if jobs > 1:  # what every slice needs is loaded once, before processes are made
        first = left.pop(0)
        yield *first, task.work(*first)
    for _ in range(TRIES if jobs > 1 else 0):
        try:
            with _pool(task, jobs) as pool:
                for found in _spread(pool, left, jobs):
                    left.remove(found[:2])
                    yield found
            return
        except BrokenExecutor:
            continue
        except Exception:  # noqa: BLE001  # met again below, where it has its own place in the order
            break
    for start, stop in left:
        yield start, stop, task.work(start, stop)


def _slices(total: int, jobs: int) -> Iterator[Slice]:
    """One small slice, then large ones, and small ones again: nobody waits long for another to end."""
    start, size = 0, SMALLEST
    while start < total:
        yield start, min(total, start + size)
        start += size
        size = min(LARGEST, max(SMALLEST, (total - start) // (jobs * 3))) if jobs > 1 else SMALLEST


def _spread(pool: Executor, slices: Sequence[Slice], jobs: int) -> Iterator[tuple[int, int, Any]]:
    """What comes of slices in a pool. Few wait in line, so that little is lost when one fails."""
    rest, running = iter(list(slices)), dict[Future[Any], Slice]()
    while True:
        for start, stop in rest:
            running[pool.submit(_slice, start, stop)] = start, stop
            if len(running) > jobs + 1:
                break
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            start, stop = running.pop(future)
            yield start, stop, future.result()


@contextmanager
def _pool(task: Task[Any], jobs: int) -> Iterator[Executor]:
    """Processes that know the work; none is left when something goes wrong, and none when this process ends."""
    forked = _may_fork()
    begin, given = task.order() if task.order and not forked else (_same, task.work)
    before = set(active_children())
    pool = ProcessPoolExecutor(
        jobs, get_context("fork" if forked else "spawn"), initializer=_begin, initargs=(begin, given)
    )
    try:
        yield pool
    except BaseException:
        for one in set(active_children()) - before:
            one.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _may_fork() -> bool:
    """Whether processes can be copied safely: not where the system, or a second thread, is in the way."""
    return sys.platform == "linux" and os.environ.get(START) != "spawn" and threading.active_count() == 1


# In the processes


_work: list[Work[Any]] = []  # what this process does


def _begin(begin: Callable[[Any], Work[Any]], given: Any) -> None:
    """Makes ready for slices. An interruption is for the first process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    threading.Thread(target=_follow, daemon=True).start()
    _work[:] = [begin(given)]


def _same(work: Work[Any]) -> Work[Any]:
    return work


def _follow() -> None:
    """Ends with the process that began this one, however that ended."""
    first = parent_process()
    if first is not None:
        wait_for([first.sentinel])
        os._exit(1)


def _slice(start: int, stop: int) -> Any:
    return _work[0](start, stop)
