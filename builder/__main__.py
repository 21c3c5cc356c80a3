"""`python -m builder` is `wisselwerk`."""

import gc
import os
import sys
from typing import NoReturn

gc.disable()  # loading the program makes no cycles: looking for them costs a tenth of it

from .cli import main  # noqa: E402


def run() -> NoReturn:
    """The command as a program of its own.

    It leaves without taking apart what it built in memory, which would cost as much as a tenth of a build.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads it any more
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    run()
