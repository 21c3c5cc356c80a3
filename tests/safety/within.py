"""A build that tells what its look at every file takes: the seconds of CPU of that, and of all of it."""

import sys
from collections.abc import Callable
from time import process_time
from unittest import mock

from builder import build
from builder.cli import main
from builder.verify import Check, looking

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


if __name__ == "__main__":
    with mock.patch.object(build, "looking", timed):
        code = main(["build", "--jobs", "1", *sys.argv[1:]])
    print(f"\n{sum(spent)} {process_time()}")
    sys.exit(code)
