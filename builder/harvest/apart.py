"""Judging what came, in a process of its own: it can be ended, whatever it is busy with."""

import asyncio
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


async def apart(work: Callable[..., T], *given: Any) -> T:
    """What a function gives; who waits no longer ends it."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_told, args=(there, work, given))
    process.start()
    there.close()
    try:
        found, amiss = await asyncio.to_thread(here.recv)
    finally:
        process.kill()
        process.join()
    if amiss is not None:
        raise amiss
    done: T = found
    return done


def _told(there: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    """Does the work, and tells what came of it or what went wrong."""
    try:
        there.send((work(*given), None))
    except Exception as amiss:  # noqa: BLE001  # told to who waits
        there.send((None, amiss))
