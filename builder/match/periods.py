"""The days on which there is work, and which of them somebody has."""

from datetime import date

from .. import facts
from ..model import Assignment, Profile


def span(assignment: Assignment, today: date) -> tuple[date, date]:
    """The days on which there is work from now on; work without an end goes on for ever."""
    last = assignment.end or (facts.last_day(assignment) if assignment.weeks else None)
    start = assignment.start
    return today if start is None or start < today else start, last or date.max


def free_share(profile: Profile, first: date, last: date) -> int:
    """The share of the period that somebody can do, per cent; half of a period without end when it is not the whole."""
    start, end = profile.available_from, profile.available_until
    start, end = first if start is None or start < first else start, last if end is None or end > last else end
    if start > end:
        return 0
    if start == first and end == last:
        return 100
    return 50 if last == date.max else 100 * ((end - start).days + 1) // ((last - first).days + 1)
