"""Charts of figures: bars in a table, each beside its number."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .. import phrases
from ..frame import Frame, told
from .pieces import WHOLE


class Cell(NamedTuple):
    """A number in words, and how long its bar is on a scale of a thousand; no bar when the number is unsaid."""

    said: str
    width: int | None


class Line(NamedTuple):
    """What is counted, the page it leads to, and its numbers."""

    label: str
    page: str
    item: str
    cells: tuple[Cell, ...]


class Chart(NamedTuple):
    """Bars in a table, with the main thing in a sentence above them."""

    title: str
    said: str
    first: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()  # what the numbers leave out


Row = tuple[str, str, str, tuple[int | None, ...]]  # label, page, item and numbers


def chart(
    frame: Frame, name: str, said: str, heads: Iterable[str], rows: Sequence[Row], notes: Iterable[str] = ()
) -> Chart:
    """Bars of one scale."""
    words, most = frame.words, max((count for *_, counts in rows for count in counts if count), default=1)
    return Chart(
        title=words[f"figures.{name}"],
        said=said,
        first=words[f"figures.by.{name}"] if rows else "",
        heads=tuple(words[f"figures.head.{head}"] for head in heads),
        lines=tuple(
            Line(label, page, item, tuple(cell(frame, count, most) for count in counts))
            for label, page, item, counts in rows
        ),
        notes=tuple(note for note in notes if note),
    )


def cell(frame: Frame, count: int | None, most: int) -> Cell:
    """A number with its bar."""
    return Cell(number(frame, count), None if count is None else WHOLE * count // most)


def number(frame: Frame, count: int | None) -> str:
    """A number, or that it is a small one."""
    return (
        told(frame, "figures.few", least=frame.settings.rules.fewest)
        if count is None
        else phrases.number(frame.words, count)
    )
