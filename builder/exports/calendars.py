"""Events for a calendar: iCalendar (RFC 5545), one file for each and one with all."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from ..frame import Frame, address, joined
from ..lines import text, written
from ..model import Event
from ..pages import path_of
from .feeds import EMPTY

# Since 1996, and as long as nobody decides otherwise: the last Sundays of March and October.
ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZNAME:CEST",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZNAME:CET",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
HERE = "TZID=Europe/Amsterdam"


def calendar(frame: Frame, *events: Event) -> bytes:
    """A calendar of these events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{text(frame.settings.title)}//Wisselwerk//NL"]
    if any(is_timed(one) for one in events):
        lines += ZONE
    for one in events:
        lines += entry(frame, one)
    return written((*lines, "END:VCALENDAR"))


def entry(frame: Frame, one: Event) -> Iterator[str]:
    """An event in the calendar. A campaign takes nobody's time, so it leaves the days free."""
    url, where = address(frame, path_of("event", one.slug)), one.place or ""
    yield "BEGIN:VEVENT"
    yield f"UID:{one.slug}@{urlsplit(frame.settings.base_url or '').hostname or 'wisselwerk.invalid'}"
    yield f"DTSTAMP:{one.confirmed_on or EMPTY:%Y%m%d}T000000Z"  # the day of the build would be news every night
    yield from times(one)
    yield f"SUMMARY:{text(one.title)}"
    where = joined(where, frame.words["event.online"] if one.online else "")
    if where:
        yield f"LOCATION:{text(where)}"
    if one.body_text:
        yield f"DESCRIPTION:{text(one.body_text)}"
    if frame.settings.base_url:
        yield f"URL:{url}"
    if one.assignments or one.profiles:
        yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def is_timed(one: Event) -> bool:
    """Whether an event has hours: of several days we need both, to tell when each day ends."""
    return bool(one.begins and (one.ends or not one.last_day))


def times(one: Event) -> Iterator[str]:
    """When it is: whole days up to the day after the last, or hours, which come back on each of the days."""
    last = one.last_day or one.day
    if not is_timed(one):
        yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{after(last):%Y%m%d}"
        return
    yield f"DTSTART;{HERE}:{moment(one.day, one.begins or '')}"
    if one.ends:
        night = one.begins is not None and one.ends <= one.begins  # it ends the next day
        yield f"DTEND;{HERE}:{moment(after(one.day) if night else one.day, one.ends)}"
    if last > one.day:
        yield f"RRULE:FREQ=DAILY;COUNT={(last - one.day).days + 1}"


def after(day: date) -> date:
    """The next day; people write 9999-12-31 for never."""
    return day + timedelta(days=1) if day < date.max else day


def moment(day: date, clock: str) -> str:
    """A time on a day, as a clock on the wall has it."""
    return f"{day:%Y%m%d}T{clock.replace(':', '')}00"
