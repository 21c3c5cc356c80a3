"""What only members may read of a folder: values that may stand nowhere in its public site."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from . import build
from .directory import Directory
from .model import KINDS

SHORTEST = 8  # signs: a shorter value may be any word
# Words of a list, days and numbers stand everywhere.
OF_A_LIST = re.compile(r"[a-z-]+|[\d.:T+ -]+")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
NOT_SHOWN = frozenset({"body_html"})


def values(root: Path, today: date) -> tuple[str, ...]:
    """Every text that the internal edition of a folder shows and the public one does not hold anywhere."""
    inside, outside = (build.check(root, today, edition).directory for edition in ("internal", "public"))
    if inside is None or outside is None:
        return ()
    known = " ".join([*_texts(outside), *_about(outside)]).casefold()
    found = dict.fromkeys(one for one in _texts(inside) if len(one) >= SHORTEST and not OF_A_LIST.fullmatch(one))
    return tuple(sorted(one for one in found if one.casefold() not in known))


def _texts(directory: Directory) -> Iterator[str]:
    """Every text in the records of a directory, sentence by sentence."""
    for kind in KINDS:
        for one in getattr(directory, kind).values():
            yield from _leaves(msgspec.to_builtins(one))


def _about(directory: Directory) -> Iterator[str]:
    """Every text of the network itself: its settings and its lists of words."""
    yield from _leaves(msgspec.to_builtins(directory.settings))
    for one in directory.vocabularies.values():
        yield from _leaves(msgspec.to_builtins(one))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (part for part in SENTENCE.split(value) if part)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_SHOWN:
                yield from _leaves(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _leaves(one)
