"""Calendars (iCalendar, RFC 5545): events and the days on which work closes, one file for each and one with all."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit

from ..cards import WorkCard
from ..facts import LONG_AGO
from ..frame import Frame, address, joined, told
from ..lines import text, written
from ..model import Event
from ..pages import path_of
from ..views.pieces import gist

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
    zone = ZONE if any(is_timed(one) for one in events) else ()
    return calendar_of(frame, "events.title", (*zone, *(line for one in events for line in entry(frame, one))))


def closing(frame: Frame, work: Sequence[WorkCard], days: Sequence[date]) -> bytes:
    """A calendar of the last days on which people can respond to this work."""
    told_of = zip(work, days, strict=True)
    return calendar_of(frame, "calendar.closing", (line for one, day in told_of for line in last_day(frame, one, day)))


def calendar_of(frame: Frame, name: str, lines: Iterable[str]) -> bytes:
    """A calendar, under the name that programs show beside their others."""
    title = text(frame.settings.title)
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{title}//Wisselwerk//NL")
    return written((*head, f"X-WR-CALNAME:{title}: {text(frame.words[name])}", *lines, "END:VCALENDAR"))


def entry(frame: Frame, one: Event) -> Iterator[str]:
    """An event in the calendar. A campaign takes nobody's time, so it leaves the days free."""
    url, where = address(frame, path_of("event", one.slug)), one.place or ""
    yield "BEGIN:VEVENT"
    yield f"UID:{one.slug}@{host(frame)}"
    yield f"DTSTAMP:{one.confirmed_on or LONG_AGO:%Y%m%d}T000000Z"  # the day of the build would be news every night
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


def last_day(frame: Frame, one: WorkCard, stamped: date) -> Iterator[str]:
    """The day on which work closes: a whole day that stays free. Most calendars show no tasks, so it is an event."""
    if one.closes is None:
        return
    organisation = one.organisation.name if one.organisation else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{one.slug}@{host(frame)}"
    yield f"DTSTAMP:{stamped:%Y%m%d}T000000Z"
    yield from whole_days(one.closes, one.closes)
    yield "SUMMARY:" + text(told(frame, "calendar.closes", title=one.title))
    yield "DESCRIPTION:" + text("\n".join(part for part in (organisation, gist(one.gist)) if part))
    if frame.settings.base_url:
        yield f"URL:{address(frame, path_of('assignment', one.slug))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def host(frame: Frame) -> str:
    """What makes the name of an entry one of its kind in the world."""
    return urlsplit(frame.settings.base_url or "").hostname or "wisselwerk.invalid"


def is_timed(one: Event) -> bool:
    """Whether an event has hours: of several days we need both, to tell when each day ends."""
    return bool(one.begins and (one.ends or not one.last_day))


def times(one: Event) -> Iterator[str]:
    """When it is: whole days, or hours, which come back on each of the days."""
    last = one.last_day or one.day
    if not is_timed(one):
        yield from whole_days(one.day, last)
        return
    yield f"DTSTART;{HERE}:{moment(one.day, one.begins or '')}"
    if one.ends:
        night = one.begins is not None and one.ends <= one.begins  # it ends the next day
        yield f"DTEND;{HERE}:{moment(after(one.day) if night else one.day, one.ends)}"
    if last > one.day:
        yield f"RRULE:FREQ=DAILY;COUNT={(last - one.day).days + 1}"


def whole_days(first: date, last: date) -> Iterator[str]:
    """Days without hours; a calendar names the day after the last."""
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after(last):%Y%m%d}"


def after(day: date) -> date:
    """The next day; people write 9999-12-31 for never."""
    return day + timedelta(days=1) if day < date.max else day


def moment(day: date, clock: str) -> str:
    """A time on a day, as a clock on the wall has it."""
    return f"{day:%Y%m%d}T{clock.replace(':', '')}00"
