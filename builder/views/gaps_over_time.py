"""The gaps of the months behind us: for each skill a row of months, and in words what became of it."""

from typing import NamedTuple

from ..frame import Frame, chip, told
from ..phrases import moment
from ..settings import Past, PastMonth, PastSkill

MOST_MONTHS = 24
STEP, HEIGHT = 10, 40  # of a month in the drawing


class Stroke(NamedTuple):
    """A month: its bar from the bottom up, and whether it was a gap."""

    x: int
    y: int
    height: int
    gap: bool


class Row(NamedTuple):
    """A skill with its months, and what became of it."""

    label: str
    item: str
    strokes: tuple[Stroke, ...]
    said: str


class PastView(NamedTuple):
    """The months that were looked at, and the skills that were a gap in them."""

    said: str
    width: int
    height: int
    rows: tuple[Row, ...]


def over_time(frame: Frame, past: Past | None) -> PastView | None:
    """The gaps over time; nothing when nobody looked back."""
    months = tuple(sorted(set(past.months)))[-MOST_MONTHS:] if past else ()
    if past is None or not months:
        return None
    first, last = moment(frame.words, months[0]), moment(frame.words, months[-1])
    found = [(one, {each.month: each for each in one.months if each.month in months}) for one in past.gaps]
    gaps = [(one, of) for one, of in found if any(each.gap for each in of.values())]
    most = max((each.asked for _, of in gaps for each in of.values()), default=1)
    return PastView(
        said=told(frame, "figures.past-said", n=len(gaps), first=first, last=last),
        width=STEP * len(months),
        height=HEIGHT,
        rows=tuple(row(frame, one, [of.get(month) for month in months], most) for one, of in gaps),
    )


def row(frame: Frame, one: PastSkill, months: list[PastMonth | None], most: int) -> Row:
    """A skill and its months."""
    term = chip(frame, "skills", one.skill)
    strokes = tuple(
        Stroke(STEP * n + 1, HEIGHT - height, height, each.gap)
        for n, each in enumerate(months)
        if each and each.asked
        for height in (max(4, HEIGHT * each.asked // most),)
    )
    count = sum(each.gap for each in months if each)
    said = f"{told(frame, 'figures.past-months', n=count, all=len(months))} {became(frame, months)}"
    return Row(term.label, term.slug, strokes, said)


def became(frame: Frame, months: list[PastMonth | None]) -> str:
    """What became of a gap: it is still one, somebody offers it since a month, or nobody asks for it any more."""
    last = max(n for n, each in enumerate(months) if each and each.gap)
    after = next((each for each in months[last + 1 :] if each and each.asked), None)
    if last == len(months) - 1:
        return frame.words["figures.past-still"]
    if after is not None:
        return told(frame, "figures.past-filled", month=moment(frame.words, after.month))
    return frame.words["figures.past-unasked"]
