"""The days on which there is work, and which of them somebody has."""

from datetime import date

from .. import facts
from ..model import Assignment, Profile


def span(assignment: Assignment, today: date) -> tuple[date, date]:
    """The days on which there is work from now on; work without an end goes on for ever."""
    return max(assignment.start or today, today), facts.last_day(assignment) or date.max


def free_share(profile: Profile, first: date, last: date) -> int:
    """The share of the period that somebody can do, per cent; half of a period without end when it is not the whole."""
    start, end = max(profile.available_from or first, first), min(profile.available_until or last, last)
    if start > end:
        return 0
    if (start, end) == (first, last):
        return 100
    return 50 if last == date.max else 100 * ((end - start).days + 1) // ((last - first).days + 1)
