"""A site that stands elsewhere than in a folder: in whatever store fsspec can reach."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .stages import Refusal

AT_ONCE = 256  # files that are on their way together, where the store can take more than one


class Store(NamedTuple):
    """A place in a store, with a door as small as publishing needs."""

    files: Any  # a filesystem of fsspec
    base: str

    def standing(self) -> dict[str, int]:
        """The files that stand there, with their sizes."""
        found = self.files.find(self.base, detail=True)
        start = self.base.rstrip("/") + "/"
        return {path.removeprefix(start): int(one["size"]) for path, one in found.items()}

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises `OSError` when there is none."""
        return bytes(self.files.cat_file(self._at(path)))

    def send(self, folder: Path, paths: Sequence[str]) -> None:
        """Puts files of a folder there, those that come first before the others. A file is there whole or not."""
        for n in range(0, len(paths), AT_ONCE):
            some = paths[n : n + AT_ONCE]
            self.files.put([str(folder / path) for path in some], [self._at(path) for path in some])

    def remove(self, paths: Sequence[str]) -> None:
        """Takes files away."""
        for n in range(0, len(paths), AT_ONCE):
            self.files.rm([self._at(path) for path in paths[n : n + AT_ONCE]])

    def _at(self, path: str) -> str:
        return f"{self.base.rstrip('/')}/{path}"


def opened(url: str) -> Store:
    """The store behind an address. Raises `Refusal` when nothing here knows the way."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise Refusal("store-missing") from None
    try:
        files, base = url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise Refusal("store-unknown", url=url, why=str(error)) from None
    return Store(files, base)


def beside(root: Path, url: str) -> Path:
    """Where on this machine a site in a store is worked at."""
    return root / ".wisselwerk" / hashlib.blake2b(url.encode(), digest_size=4).hexdigest()
