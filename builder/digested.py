"""A finished site in one number: the same files with the same bytes give the same, whatever the machine."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from .publish import standing_in


def tree_digest(folder: Path) -> str:
    """What stands in the folder; names that begin with a point are not ours, `.well-known` is."""
    return digest_of(standing_in(folder), lambda path: sha256_of(folder / path))


def digest_of(paths: Iterable[str], sha256: Callable[[str], str]) -> str:
    """SHA-256 of a line for each file, in the order of the bytes of their paths: path, NUL, SHA-256 of its data."""
    whole = hashlib.sha256()
    for name, path in sorted((_on_disk(path), path) for path in paths):
        whole.update(b"%s\0%s\n" % (name, sha256(path).encode()))
    return whole.hexdigest()


def _on_disk(path: str) -> bytes:
    """The bytes of a path, also of one that is no UTF-8."""
    return path.encode("utf-8", "surrogateescape")


def sha256_of(file: Path) -> str:
    """Of what a file holds."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
