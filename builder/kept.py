"""What is worked out once for all builds, kept where Python keeps its own compiled modules, or nowhere."""

import marshal
import os
import sys
from typing import Any

from .shipped import HERE

FOLDER = HERE / "__pycache__"


def load(name: str, mark: str) -> Any:
    """What was kept under a name, made of what this mark stands for; None when there is nothing."""
    try:
        return marshal.loads((FOLDER / _file(name, mark)).read_bytes())  # noqa: S302  # as trusted as a .pyc beside it
    except (OSError, ValueError, EOFError, TypeError):
        return None


def store(name: str, mark: str, value: Any) -> None:
    """Keeps a value in the place of what an earlier mark stood for; it is no loss where that is not allowed."""
    path = FOLDER / _file(name, mark)
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        FOLDER.mkdir(exist_ok=True)
        fresh.write_bytes(marshal.dumps(value))
        for old in FOLDER.glob(_file(name, "*")):
            old.unlink(missing_ok=True)
        os.replace(fresh, path)
    except OSError:
        return


def _file(name: str, mark: str) -> str:
    return f"{name}-{mark}.{sys.implementation.cache_tag}"
