"""`python -m builder` is `wisselwerk`."""

import os
import sys
from typing import NoReturn

from .cli import main


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
