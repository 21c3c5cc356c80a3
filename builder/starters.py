"""Whole networks to begin from: each a folder of settings and content, like one kind of network there is."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

SETTINGS, CONTENT = "directory.yaml", "content"


def names(starters: Path) -> tuple[str, ...]:
    """The networks one can begin like."""
    return tuple(sorted(path.parent.name for path in starters.glob(f"*/{SETTINGS}")))


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Names that are there, with what looks most like this one first."""
    alike = {one: SequenceMatcher(None, name.casefold(), one).ratio() for one in known}
    return tuple(sorted(alike, key=lambda one: (-alike[one], one)))


def files(starters: Path, name: str) -> Mapping[str, bytes]:
    """What a starter holds, by path."""
    folder = starters / name
    paths = [folder / SETTINGS, *sorted(path for path in (folder / CONTENT).rglob("*") if path.is_file())]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def is_free(folder: Path) -> bool:
    """Whether a network can begin here: nothing is there yet, or no more than an empty repository."""
    return not folder.exists() or (folder.is_dir() and {one.name for one in folder.iterdir()} <= {".git"})
