"""What became of the work of a year (`hours.year`), and how soon somebody was found for it.

Work is settled on the day it was filled (`filled_on`), or else on its last day to respond, or else on its head; work
that nobody took on the day it closed; work that was withdrawn on its last day to respond, if that went by, or else on
the day it was posted. The time to fill counts only work that says both when it was posted and when it was filled.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from . import facts
from .directory import Directory
from .hours import year
from .model import Assignment, AssignmentKind

LEAST = 5  # pieces of work; of fewer, halves and quarters say nothing

End = Literal["filled", "nobody", "withdrawn"]
ENDS: Mapping[facts.State, End] = {
    "filled": "filled", "running": "filled", "finished": "filled", "closed": "nobody", "withdrawn": "withdrawn",
}  # fmt: skip


class Soon(Struct, frozen=True):
    """Within how many days a quarter, a half and three quarters of some work were filled; no kind is all work."""

    kind: AssignmentKind | None
    work: int
    quarter: int
    half: int
    most: int


class Filling(Struct, frozen=True):
    """The work of a year: how it ended, and how soon it was filled."""

    ends: tuple[tuple[End, int], ...]
    undated: int  # work that is over and does not tell when
    soon: Soon | None  # of all work; None when it is too little
    kinds: tuple[Soon, ...]
    untimed: int  # filled work that does not tell how long it took


def filling(directory: Directory) -> Filling:
    """What became of the work of a directory in a year."""
    today = directory.today
    since, until = year(today)
    over = [
        (one, end, settled_on(one, end, today))
        for one in directory.assignments.values()
        if (end := ENDS.get(facts.state(one, today)))
    ]
    lately = [(one, end) for one, end, day in over if day and since <= day <= until]
    found = Counter(end for _, end in lately)
    filled = [one for one, end in lately if end == "filled"]
    timed = [(one.kind, taken) for one in filled if (taken := days_to_fill(one)) is not None]
    return Filling(
        ends=tuple((end, found[end]) for end in get_args(End) if found[end]),
        undated=sum(day is None for _, _, day in over),
        soon=soon(None, [taken for _, taken in timed]),
        kinds=tuple(by_kind(timed)),
        untimed=len(filled) - len(timed),
    )


def settled_on(one: Assignment, end: End, today: date) -> date | None:
    """The day on which it was known what became of work that is over; None when it does not tell."""
    match end:
        case "filled":
            day = one.filled_on or one.closes or one.start
        case "nobody":
            tail = facts.last_day(one)
            day = min((day for day in (one.closes, tail) if day), default=None)
        case "withdrawn":
            day = one.closes if one.closes and one.closes <= today else one.published_on
    return min(day, today) if day else None


def days_to_fill(one: Assignment) -> int | None:
    """The days from posting to filling, when both are known and follow each other."""
    if one.published_on is None or one.filled_on is None or one.filled_on < one.published_on:
        return None
    return (one.filled_on - one.published_on).days


def by_kind(timed: Sequence[tuple[AssignmentKind, int]]) -> Iterator[Soon]:
    """How soon the work of each kind was filled, for kinds of which there is enough."""
    for kind in get_args(AssignmentKind):
        found = soon(kind, [taken for of, taken in timed if of == kind])
        if found:
            yield found


def soon(kind: AssignmentKind | None, days: Sequence[int]) -> Soon | None:
    """Within how many days each quarter of some work was filled; None of too little work."""
    if len(days) < LEAST:
        return None
    ranked = sorted(days)
    quarter, half, most = (ranked[(len(ranked) * n + 3) // 4 - 1] for n in (1, 2, 3))
    return Soon(kind, len(ranked), quarter, half, most)
