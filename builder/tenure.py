"""Between two posts: when somebody comes back, what the supervisor agreed to, and what each day of the week holds."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from . import facts
from .model import Day, Engagement, Profile
from .settings import Rules

SOON = 60  # days: what ends within them is worth a word today
WEEK: tuple[Day, ...] = Day.__args__  # type: ignore[attr-defined]
WORKDAYS = 5


def later(day: date, days: int) -> date:
    """A day so many days on; people write 9999-12-31 for never."""
    return day + timedelta(days=days) if day < date(9990, 1, 1) else date.max


# Coming back ----------------------------------------------------------------------------------------------------------


class Return(Struct, frozen=True):
    """The day somebody comes back: as it was agreed, or the end of what runs now."""

    day: date
    agreed: bool
    engagement: Engagement | None  # that she comes back from, when one is known


def comes_back(profile: Profile, rules: Rules, today: date) -> Return | None:
    """When somebody comes back to the own post: as agreed, else when what keeps her away longest ends."""
    away = _away(profile, rules, today)
    latest = max(away, key=lambda one: one.end or date.max, default=None)
    back = profile.return_arrangement
    if back is not None and back.day is not None and back.day >= today:
        return Return(back.day, True, latest)
    return Return(latest.end, False, latest) if latest is not None and latest.end is not None else None


def returns_within(profile: Profile, rules: Rules, today: date, days: int = SOON) -> Return | None:
    """When somebody comes back, if that is soon."""
    found = comes_back(profile, rules, today)
    return found if found is not None and found.day <= later(today, days) else None


def needs_return(forms: Collection[str], return_for: Collection[str]) -> bool:
    """Whether every one of these forms asks for an arrangement about coming back."""
    return bool(forms) and all(form in return_for for form in forms)


def _away(profile: Profile, rules: Rules, today: date) -> tuple[Engagement, ...]:
    """What keeps somebody away: the forms one comes back from, or all that runs when no form is named."""
    running = facts.running(profile, today)
    return tuple(one for one in running if one.form in rules.return_for) or running


# Consent --------------------------------------------------------------------------------------------------------------


def consent_ends(profile: Profile, today: date) -> date | None:
    """The last day of a consent that holds today."""
    consent = profile.consent
    return consent.until if consent and facts.consent_state(profile, today) == "given" else None


def lapses_this_month(profile: Profile, today: date) -> bool:
    """Whether a consent that holds today ends in this calendar month."""
    end = consent_ends(profile, today)
    return end is not None and (end.year, end.month) == (today.year, today.month)


def is_to_ask(profile: Profile, today: date, days: int = SOON) -> bool:
    """Whether it is time to ask the supervisor: never asked, lapsed, or soon to lapse."""
    if facts.consent_state(profile, today) in ("to-ask", "lapsed"):
        return True
    end = consent_ends(profile, today)
    return end is not None and end <= later(today, days)


def unconsented(profile: Profile, today: date) -> tuple[Engagement, ...]:
    """What runs now and no consent covers: none was given, it lapsed, or it is for other forms of working."""
    return tuple(
        one
        for one in facts.running(profile, today)
        if facts.consent_state(profile, today, (one.form,) if one.form else ()) in ("to-ask", "lapsed")
    )


# The week -------------------------------------------------------------------------------------------------------------


class DayPart(Struct, frozen=True):
    """A day of the week: what it is for, and the engagements on it. `none`: no time, and nobody says for what."""

    day: Day
    kind: Literal["engagement", "free", "appointment", "none"]
    engagements: tuple[Engagement, ...] = ()


def week(profile: Profile, today: date) -> tuple[DayPart, ...]:
    """The days of somebody's week; empty when no days are named."""
    running = facts.running(profile, today)
    taken = {day: tuple(one for one in running if day in one.days) for day in WEEK}
    if not profile.days and not any(taken.values()):
        return ()
    days = [day for place, day in enumerate(WEEK) if place < WORKDAYS or day in profile.days or taken[day]]
    rest = [day for day in days if not taken[day] and day not in profile.days]
    own: Literal["appointment", "none"] = "appointment" if _fills(profile.appointment, len(rest)) else "none"
    return tuple(
        DayPart(day, "engagement", taken[day]) if taken[day] else DayPart(day, "free" if day in profile.days else own)
        for day in days
    )


def _fills(appointment: int | None, days: int) -> bool:
    """Whether an appointment takes all of so many days: 60% takes three of five."""
    return appointment is not None and 100 * (days - 1) < appointment * WORKDAYS
