"""What only members may read of a folder: values that may stand nowhere in its public site."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from . import build
from .directory import Directory
from .model import KINDS
from .shelves import Shelves
from .state import State
from .verdicts import Memory
from .verify.traces import held, indexed, normal

SHORTEST = 8  # signs: a shorter value may be any word
# Words of a list, days and small numbers stand everywhere.
OF_A_LIST = re.compile(r"[a-z-]+|\d{4}-\d\d(?:-\d\d(?:T[\d:.+Z-]*)?)?|(?:[.:,+ ()-]*\d){0,8}[.:,+ ()-]*")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
NOT_SHOWN = frozenset({"body_html"})


def values(root: Path, today: date) -> tuple[str, ...]:
    """Every text that the internal edition of a folder shows and the public one does not hold anywhere."""
    shelves = Shelves()
    first = build.check(root, today, "public", last=State.knowing({}, Memory(), shelves))
    again = build.check(root, today, "internal", last=State.knowing(first.content.memory, Memory(), shelves))
    inside, outside = again.directory, first.directory
    if inside is None or outside is None:
        return ()
    shown = _sentences({*_about(outside), *_texts(outside)})
    found = {one for one in _sentences({*_texts(inside)}) - shown if not OF_A_LIST.fullmatch(one)}
    sought = indexed(found)
    known = {one for text in shown for one in held("", text.encode(), sought)}
    return tuple(sorted(one for one in found if normal(one) not in known))


def _texts(directory: Directory) -> Iterator[str]:
    """Every text in the records of a directory."""
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
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_SHOWN:
                yield from _leaves(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _leaves(one)


def _sentences(texts: Iterable[str]) -> set[str]:
    """What the texts say, but for what is too short to know again."""
    return {part for one in texts if len(one) >= SHORTEST for part in SENTENCE.split(one) if len(part) >= SHORTEST}
