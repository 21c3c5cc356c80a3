"""A worker that dies halfway; workers load this file."""

import os
import signal
from pathlib import Path

from builder import orders
from builder.stages import Order, Work


def begin_mortal(data: bytes) -> Work[list[bytes]]:
    """The work of a worker that dies halfway; whoever comes after it lives."""
    work, word = orders.begin_away(data), Path(os.environ["DIED"])

    def mortal(start: int, stop: int) -> list[bytes]:
        if start > 1000 and not word.exists():
            word.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return work(start, stop)

    return mortal


def remake(*told: object) -> Order:
    """The order for such a worker."""
    return orders.remake(*told)._replace(begin=begin_mortal)  # type: ignore[arg-type]
