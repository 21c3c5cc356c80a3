"""Lists every folder backwards, as another file system might."""

import os
from collections.abc import Iterator
from typing import Any

scandir, listdir = os.scandir, os.listdir


class Backwards:
    """What `os.scandir` gives, the last entry first."""

    def __init__(self, *given: Any) -> None:
        with scandir(*given) as entries:
            self._entries = iter(list(entries)[::-1])

    def __enter__(self) -> "Backwards":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing stays open."""

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def close(self) -> None:
        """Nothing stays open."""


os.scandir = Backwards  # type: ignore[assignment,misc]
os.listdir = lambda *given: sorted(listdir(*given), reverse=True)  # type: ignore[assignment]
