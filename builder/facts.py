"""What follows from the records and the day, and is therefore never written in a file."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from .model import Assignment, Claim, Consent, ConsentState, Engagement, Event, Need, Profile, Record, Ring
from .settings import Rules
from .sketches import Sketch
from .vocabulary import BROADER, Vocabulary, nearness

State = Literal["coming", "open", "closed", "filled", "running", "finished", "withdrawn"]
Freshness = Literal["fresh", "stale", "left-out", "unknown"]

RINGS: tuple[Ring, ...] = ("own", "government", "everyone")


# Assignments ----------------------------------------------------------------------------------------------------------


def state(assignment: Assignment, today: date) -> State:
    """Where an assignment is in its life.

    *coming*: posted, or open to anyone, on a later day. *open*: one can respond. *closed*: the last day to respond, or
    the work itself, went by without anyone. *filled*: somebody will do it. *running*, *finished*, *withdrawn*.
    """
    tail = last_day(assignment)
    over = tail is not None and tail < today
    if assignment.status in {"withdrawn", "finished"}:
        return assignment.status
    if assignment.status == "filled":
        begun = assignment.start is not None and assignment.start <= today
        return "finished" if over else "running" if begun else "filled"
    if over or (assignment.closes is not None and assignment.closes < today):
        return "closed"
    posted = assignment.published_on is None or assignment.published_on <= today
    return "open" if posted and ring_today(assignment, today) else "coming"


def is_open(assignment: Assignment, today: date) -> bool:
    """Whether one can respond."""
    return state(assignment, today) == "open"


def last_day(assignment: Assignment) -> date | None:
    """The tail: as written, or from the head and the number of weeks."""
    if assignment.end is None and assignment.start is not None and assignment.weeks is not None:
        return _after(assignment.start, weeks=assignment.weeks, days=-1)
    return assignment.end


def widest_ring(assignment: Assignment) -> Ring:
    """The widest ring that work is open for, or will be on a later day."""
    return max((assignment.ring, *(one.ring for one in assignment.opens)), key=RINGS.index)


def ring_today(assignment: Assignment, today: date) -> Ring | None:
    """The widest ring that may respond; none when the first has yet to open.

    `ring` is open at once unless `opens` has a day for it; no ring opens before a narrower one that has a day.
    """
    if not assignment.opens:
        return assignment.ring
    days = {one.ring: one.day for one in sorted(assignment.opens, key=lambda one: one.day)}
    widest: Ring | None = None
    for ring in RINGS:
        if ring in days and days[ring] > today:
            break
        if ring in days or ring == assignment.ring:
            widest = ring
    return widest


LONG_AGO = date(2000, 1, 1)


def news(assignment: Assignment, today: date) -> date:
    """The day on which work was posted or opened for more people, else when it was confirmed; never just today.

    Work that says none of these was news long ago, or it would be news again every night.
    """
    posted = [assignment.published_on] if assignment.published_on else []
    opened = [opening.day for opening in assignment.opens if opening.day <= today]
    return max([*posted, *opened], default=assignment.confirmed_on or LONG_AGO)


# People ---------------------------------------------------------------------------------------------------------------


class LoadPart(Struct, frozen=True):
    """One thing in somebody's week."""

    kind: Literal["appointment", "engagement", "free"]
    title: str  # of the engagement
    hours: int
    percent: int  # of a full-time week


class Load(Struct, frozen=True):
    """What somebody's week holds: the appointment and the engagements that run, then what is free for more."""

    hours: int  # without the free ones
    percent: int
    overloaded: bool  # more than a full-time week
    parts: tuple[LoadPart, ...]


def load(profile: Profile, rules: Rules, today: date) -> Load:
    """How full somebody's week is."""
    full = rules.full_time_hours
    parts = []
    if profile.appointment is not None:
        own = (profile.appointment * full + 50) // 100
        parts.append(LoadPart("appointment", "", own, profile.appointment))
    parts += [
        LoadPart("engagement", one.title, one.hours, _percent(one.hours, full))
        for one in running(profile, today)
        if one.hours is not None
    ]
    hours = sum(part.hours for part in parts)
    free = hours_free(profile, today)
    if free and (profile.available_until is None or profile.available_until >= today):
        parts.append(LoadPart("free", "", free, _percent(free, full)))
    return Load(hours, _percent(hours, full), hours > full, tuple(parts))


def running(profile: Profile, day: date) -> tuple[Engagement, ...]:
    """The engagements that run on a day."""
    return tuple([one for one in profile.engagements if _runs(one, day)])


def hours_free(profile: Profile, day: date) -> int | None:
    """The hours a week left for something new: those meant for assignments, less what runs; unknown when not said."""
    if profile.hours is None:
        return None
    return max(0, profile.hours - hours_used(profile, day))


def is_full(profile: Profile, day: date) -> bool:
    """Whether somebody already does the most engagements at the same time."""
    most = profile.most_engagements
    return most is not None and sum(_runs(one, day) for one in profile.engagements) >= most


def free_from(profile: Profile, today: date) -> date | None:
    """The first day on which somebody has time for something new; none when that day is not known or never comes."""
    ends = [one.end for one in profile.engagements] + [profile.paused_until]
    turns = [profile.available_from, *(_after(day, days=1) for day in ends if day is not None)]
    days = sorted({today, *(day for day in turns if day is not None and day > today)})
    return next((day for day in days if _has_time(profile, day)), None)


def is_paused(profile: Profile, today: date) -> bool:
    """Whether somebody wants no requests now; the day itself still counts."""
    return profile.paused_until is not None and profile.paused_until >= today


def consent_state(profile: Profile, today: date, forms: Collection[str] = ()) -> ConsentState:
    """What the supervisor agrees to: for one of these forms, or in general. Nothing said means still to ask."""
    consent = profile.consent
    if consent is None:
        return "to-ask"
    if consent.state == "given" and consent.until is not None and consent.until < today:
        return "lapsed"
    if consent.state == "given" and not covers(consent, forms):
        return "to-ask"
    return consent.state


def covers(consent: Consent, forms: Collection[str]) -> bool:
    """Whether a consent is meant for one of these forms; without a scope, or without forms, it is."""
    return not consent.scope or not forms or any(form in consent.scope for form in forms)


def freshness(record: Record | Sketch, rules: Rules, today: date) -> Freshness:
    """Whether somebody saw lately that a record is still right; what was never confirmed is never left out."""
    seen = record.confirmed_on
    if seen is None:
        return "unknown"
    if months_after(seen, rules.left_out_after_months) < today:
        return "left-out"
    return "stale" if months_after(seen, rules.stale_after_months) < today else "fresh"


def is_stale(record: Record, rules: Rules, today: date) -> bool:
    """Whether nobody confirmed for long what is still to be relied on: not work or a day that went by."""
    if isinstance(record, Event) or (isinstance(record, Assignment) and state(record, today) not in ("coming", "open")):
        return False
    return freshness(record, rules, today) in ("stale", "left-out")


@lru_cache(maxsize=4096)
def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    last = 31 if month == 11 else (date(year, month + 2, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def end_of_month(day: date, months: int) -> date:
    """The last day of the month some months later: a day to propose that is not another one every night."""
    return months_after(day.replace(day=1), months + 1) - timedelta(days=1)


# The network ----------------------------------------------------------------------------------------------------------


class Balance(Struct, frozen=True):
    """A skill with how many people claim it and how much open work asks for it."""

    skill: str
    people: int
    work: int


class Gap(Struct, frozen=True):
    """A skill that open work asks for and nobody claims; `near` are claimed terms that come close, best first."""

    skill: str
    work: tuple[str, ...]
    near: tuple[str, ...]


class GroupHours(Struct, frozen=True):
    """The hours a week of a group: in use now, free now, and later, which is also for who pauses."""

    people: int  # who say how many hours they have; the hours are theirs
    used: int
    free: int
    later: int


def hours_together(people: Iterable[Profile], today: date) -> GroupHours:
    """What the people of a group who tell it do and have for assignments."""
    given = [one for one in people if one.hours is not None]
    used = sum(hours_used(one, today) for one in given)
    open_now = sum(hours_free(one, today) or 0 for one in given)
    free = sum(hours_free(one, today) or 0 for one in given if _has_time(one, today))
    return GroupHours(len(given), used, free, open_now - free)


def hours_used(profile: Profile, day: date) -> int:
    """The hours a week of the engagements that run on a day."""
    return sum([one.hours or 0 for one in running(profile, day)])


def supply_and_demand(people: Iterable[Sketch], work: Iterable[Assignment], today: date) -> tuple[Balance, ...]:
    """The skills that people claim and open work asks for: most asked first, then most claimed."""
    claimed, asked = _counted(one.skills for one in people), _counted(one.skills for one in work if is_open(one, today))
    balances = (Balance(skill, claimed[skill], asked[skill]) for skill in claimed.keys() | asked.keys())
    return tuple(sorted(balances, key=lambda one: (-one.work, -one.people, one.skill)))


def gaps(
    skills: Vocabulary, claimed_by: Mapping[str, Sequence[Sketch]], asked_by: Mapping[str, Sequence[Assignment]]
) -> tuple[Gap, ...]:
    """The terms that open work asks for and nobody claims, not even in narrower terms; most asked first."""
    found = []
    for skill in sorted(asked_by):
        near = [(term, percent) for term, percent in nearness(skills, skill).items() if claimed_by.get(term)]
        if skill in skills.terms and asked_by[skill] and all(percent < _ENOUGH for _, percent in near):
            found.append(Gap(skill, tuple(one.slug for one in asked_by[skill]), tuple(term for term, _ in near)))
    return tuple(sorted(found, key=lambda one: (-len(one.work), one.skill)))


_ENOUGH = BROADER + 1  # a narrower claim fills a gap; a broader or related one only comes near


def _percent(hours: int, full: int) -> int:
    return (100 * hours + full // 2) // full


def _runs(one: Engagement, day: date) -> bool:
    return (one.start is None or one.start <= day) and (one.end is None or one.end >= day)


def _has_time(profile: Profile, day: date) -> bool:
    return (
        not is_paused(profile, day)
        and (profile.available_from is None or profile.available_from <= day)
        and (profile.available_until is None or profile.available_until >= day)
        and not is_full(profile, day)
        and hours_free(profile, day) != 0
    )


@lru_cache(maxsize=4096)
def _after(day: date, **time: int) -> date:
    """A day some time later; people write 9999-12-31 for never."""
    return day + timedelta(**time) if day < date(9990, 1, 1) else date.max


def _counted(lists: Iterable[Iterable[Claim | Need]]) -> Counter[str]:
    """How many of the lists name a skill."""
    return Counter(skill for one in lists for skill in {entry.skill for entry in one})
