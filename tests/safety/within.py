"""A build that tells what its look at every file takes: the seconds of CPU of that, and of all of it."""

import sys
from collections.abc import Callable
from time import process_time
from unittest import mock

from builder import build
from builder.cli import main
from builder.verify import Check, looking

ROUNDS = 10_000
spent: list[float] = []


def timed(*asked: Callable[[str], bool], **more: str) -> Check:
    """The look of a build, with a watch beside it."""
    look = looking(*asked, **more)

    def timed_look(path: str, data: bytes) -> None:
        began = process_time()
        try:
            look(path, data)
        finally:
            spent.append(process_time() - began)

    return timed_look


def watch() -> float:
    """What looking at the watch adds each time."""
    began = process_time()
    for _ in range(ROUNDS):
        process_time()
    return (process_time() - began) / ROUNDS


if __name__ == "__main__":
    own = watch()
    with mock.patch.object(build, "looking", timed):
        code = main(["build", "--jobs", "1", *sys.argv[1:]])
    print(f"\n{sum(spent) - own * len(spent)} {process_time() - 2 * own * len(spent)}")
    sys.exit(code)
