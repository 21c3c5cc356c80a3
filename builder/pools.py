"""Processes that do the slices of some work: copies of this one, new ones that are told by an order, or others' own."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait as wait_for
from typing import Any, NamedTuple

Work = Callable[[int, int], Any]
Slice = tuple[int, int]


PATIENCE = 600  # seconds in which somebody elsewhere should have done a slice


class Hired(NamedTuple):
    """Processes that wait for slices."""

    executor: Executor
    jobs: int
    piece: Callable[..., Any]  # what is asked of them: with `told`, and a slice
    told: tuple[Any, ...] = ()
    patience: float | None = None


def spread(hired: Hired, slices: Sequence[Slice]) -> Iterator[tuple[int, int, Any]]:
    """What comes of slices. Few wait in line, so that little is lost when one fails."""
    rest, running = iter(slices), dict[Future[Any], Slice]()
    while True:
        for start, stop in rest:
            running[hired.executor.submit(hired.piece, *hired.told, start, stop)] = start, stop
            if len(running) > hired.jobs + 1:
                break
        if not running:
            return
        done = wait(running, hired.patience, return_when=FIRST_COMPLETED).done
        if not done:
            raise BrokenExecutor("nobody answers")
        for future in done:
            start, stop = running.pop(future)
            yield start, stop, future.result()


@contextmanager
def opened(jobs: int, begin: Callable[[Any], Work], given: Any, forked: bool) -> Iterator[Hired]:
    """Processes that know the work; none is left when something goes wrong, and none when this process ends."""
    before = set(active_children())
    way = get_context("fork" if forked else "spawn")
    pool = ProcessPoolExecutor(jobs, way, initializer=_begin, initargs=(begin, given))
    try:
        yield Hired(pool, jobs, piece)
    except BaseException:
        for one in set(active_children()) - before:
            one.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


# In the processes


_work: list[Work] = []  # what this process does


def piece(start: int, stop: int) -> Any:
    """A slice, in a process that knows what is to be done."""
    return _work[0](start, stop)


def _begin(begin: Callable[[Any], Work], given: Any) -> None:
    """Makes ready for slices. An interruption is for the first process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    threading.Thread(target=_follow, daemon=True).start()
    _work[:] = [begin(given)]


def _follow() -> None:
    """Ends with the process that began this one, however that ended."""
    first = parent_process()
    if first is not None:
        wait_for([first.sentinel])
        os._exit(1)


# In the processes of others


_lock = threading.Lock()  # theirs may have several threads, and what pages share is made for one
_told: dict[str, Work] = {}


def told_piece(begin: Callable[[bytes], Work], name: str, order: bytes, start: int, stop: int) -> Any:
    """A slice, in a process that is told each time what is to be done, and remembers the last."""
    with _lock:
        if name not in _told:
            _told.clear()
            _told[name] = begin(order)
        return _told[name](start, stop)
