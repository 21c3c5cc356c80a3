"""What is gathered while one file is read: where its values stand, what is amiss, and its texts as they are taken."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec
from yaml import Node

from .markdown import composed, seen
from .places import path_in, written_in
from .problems import Problem, Severity, problem

Reader = Callable[[Node, int, "Reading"], Any]  # at a spot, by its number; None when there is nothing, or nothing good

BLANK = dict.fromkeys(map(ord, "\u00ad\u3164\uffa0"))  # letters that are only room for another


class Mark(NamedTuple):
    """A place in the YAML of a file, as a node tells its own: line and column count from 0."""

    line: int
    column: int


Marked = tuple[int, str | int, str | None, Any]  # a `Spot` with the mark of a node for its line and column
BEGIN: Marked = (0, "", "", Mark(0, 0))


class Reading(msgspec.Struct):
    """What is gathered while one file is read."""

    path: str
    first_line: int
    problems: list[Problem] = []
    meant: set[str] = set()  # fields that a misspelt key was probably meant to be
    spots: list[Marked] = msgspec.field(default_factory=lambda: [BEGIN])  # the first is the file itself

    def line(self, node: Node) -> int:
        """The line of the file on which a node begins, from 1."""
        line: int = node.start_mark.line
        return self.first_line + line + 1

    def spot(self, node: Node, within: int, step: str | int, written: str | None = None) -> int:
        """Remembers where a value stands and what it is called there; gives the number of the spot."""
        self.spots.append((within, step, written, node.start_mark))
        return len(self.spots) - 1

    def path_of(self, at: int) -> str:
        """The field path of a spot in English, such as skills[0].level."""
        within, step, _, _ = self.spots[at]
        return path_in(self.path_of(within), step) if at else ""

    def written(self, at: int) -> str:
        """The field path of a spot as it was written."""
        within, step, written, _ = self.spots[at]
        return written_in(self.written(within), step, written) if at else ""

    def amiss(
        self,
        node: Node,
        at: int,
        code: str,
        severity: Severity = "error",
        values: Mapping[str, object] = {},
        **more: object,
    ) -> None:
        """Notes a mistake at a node; `at` is the spot it belongs to."""
        line, column = self.line(node), node.start_mark.column + 1
        filled = {**values, **more}
        found = problem(self.path, line, column, code, filled, field=self.written(at), severity=severity)
        self.problems.append(found)


def clear(text: str) -> str:
    """A text composed, without what nobody can see."""
    return composed(seen(text).translate(BLANK)).strip()


def shortened(text: str) -> str:
    """A text as a report quotes it: on one line, and of a long one the beginning."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"
