"""Events in a calendar, as another program reads them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.exports.calendars import calendar
from builder.frame import Frame
from builder.lines import MOST_OCTETS, folded
from builder.model import Event
from tests.small_site import frame, settings
from tests.worlds import directory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def read(**event):
    """The only event of a calendar."""
    one = Event(**{"slug": "meet", "title": "Meet", "day": date(2027, 3, 11), **event})
    (found,) = icalendar.Calendar.from_ical(calendar(the_frame(), one)).walk("VEVENT")
    return found


def the_frame() -> Frame:
    return frame(directory(settings=settings()))


def test_a_day_without_hours_is_a_whole_day():
    found = read()

    assert (found.start, found.end) == (date(2027, 3, 11), date(2027, 3, 12))


def test_several_days_end_on_the_day_after_the_last():
    found = read(last_day=date(2027, 3, 15))

    assert (found.start, found.end) == (date(2027, 3, 11), date(2027, 3, 16))


@pytest.mark.parametrize(("day", "hours_from_utc"), [(date(2027, 3, 11), 1), (date(2027, 7, 1), 2)])
def test_hours_are_those_of_amsterdam_in_winter_and_in_summer(day, hours_from_utc):
    found = read(day=day, begins="13:30", ends="16:30")

    assert found.start == datetime.combine(day, datetime.min.time(), AMSTERDAM).replace(hour=13, minute=30)
    assert found.start.utcoffset().total_seconds() == 3600 * hours_from_utc
    assert (found.end - found.start).total_seconds() == 3 * 3600


def test_hours_come_back_on_each_of_several_days():
    found = read(day=date(2027, 2, 11), last_day=date(2027, 2, 12), begins="09:30", ends="16:00")

    assert found.end.date() == date(2027, 2, 11)
    assert found["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [2]}


def test_a_day_with_only_a_beginning_has_no_end():
    found = read(begins="09:00")

    assert found.start.hour == 9
    assert "DTEND" not in found


def test_several_days_with_only_a_beginning_are_whole_days():
    assert read(begins="09:00", last_day=date(2027, 3, 12)).start == date(2027, 3, 11)


def test_the_place_and_the_page_are_told():
    found = read(place="City hall; room 2, left", online=True)

    assert found["LOCATION"] == "City hall; room 2, left · online"
    assert found["URL"] == "https://example.org/gids/events/meet.html"
    assert found["UID"] == "meet@example.org"


def test_a_campaign_leaves_the_days_free():
    assert read(assignments=("bridge",))["TRANSP"] == "TRANSPARENT"
    assert "TRANSP" not in read()


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


@given(TEXT, TEXT)
def test_any_text_comes_back_as_it_was(title, body):
    found = read(title=title, body_text=body)

    assert found["SUMMARY"] == title
    assert found.get("DESCRIPTION", "") == body


@given(TEXT)
def test_no_line_is_longer_than_a_calendar_takes(text):
    pieces = folded(text).split("\r\n ")

    assert "".join(pieces) == text
    assert all(len((" " * (n > 0) + piece).encode()) <= MOST_OCTETS for n, piece in enumerate(pieces))


def test_nothing_can_be_slipped_in():
    found = read(title="Meet\r\nDTEND:20000101\r\nX-EVIL:1")

    assert "X-EVIL" not in found
    assert found.end == date(2027, 3, 12)


def test_a_calendar_of_no_events_is_a_calendar():
    assert icalendar.Calendar.from_ical(calendar(the_frame())).walk("VEVENT") == []
