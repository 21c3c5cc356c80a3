"""Work and events as search engines read them: JobPosting and Event of schema.org, where that is what they are."""

import re
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from .. import facts
from ..cards import is_campaign
from ..frame import Frame, address, json_in_script
from ..model import Assignment, AssignmentKind, Event, Organisation
from ..sketches import Named
from . import linked
from .pieces import hours_of, passage

Data = dict[str, Any]

# What somebody outside can be taken on for. The others ask for a post of one's own, or are no work yet.
KINDS: frozenset[AssignmentKind] = frozenset({"gig", "project", "vacancy"})
INSIDE = frozenset({"exchange", "internal"})  # forms that one needs a post for
TOOI = "https://identifier.overheid.nl/tooi/id/"
IMAGE = re.compile(r"<img\b[^>]*>")


# Work -----------------------------------------------------------------------------------------------------------------


def posting(frame: Frame, one: Assignment, organisation: Organisation | None) -> Markup:
    """Work as a vacancy, for the script of its page; empty when everybody cannot apply, or something is missing."""
    if organisation is None or not is_for_everyone(frame, one):
        return Markup()
    posted = posted_on(one, frame.today)
    said, where = description(one), job_location(one, organisation)
    if not (posted and said and where):
        return Markup()
    found = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": one.title,
        "description": said,
        "url": address(frame, frame.prefix + frame.path_of("assignment", one.slug))
        if frame.settings.base_url
        else None,
        "identifier": {"@type": "PropertyValue", "name": frame.settings.title, "value": one.slug},
        "datePosted": posted.isoformat(),
        "validThrough": f"{one.closes}T23:59:59" if one.closes else None,  # without hours the day itself is too late
        "hiringOrganization": linked.house_and_site(frame, organisation),
        **where,
        "employmentType": employment(frame, one),
        "workHours": hours_of(frame, one.hours) or None,
        "jobStartDate": one.start.isoformat() if one.start else None,
        "skills": [linked.term(frame, need.skill) for need in one.skills] or None,
        "directApply": False,
    }
    return json_in_script(filled(found))


def is_for_everyone(frame: Frame, one: Assignment) -> bool:
    """Whether anybody may apply today, to be taken on by who asks: nobody who keeps another salary, nothing made up."""
    return (
        frame.edition == "public"
        and not frame.settings.fictional
        and one.origin is None
        and one.kind in KINDS
        and not one.confidential
        and one.pay != "own-salary"
        and (not one.forms or not INSIDE.issuperset(one.forms))
        and facts.is_open(one, frame.today)
        and facts.ring_today(one, frame.today) == "everyone"
    )


def posted_on(one: Assignment, today: date) -> date | None:
    """The day on which work was posted for everyone, when it says so."""
    opened = [opening.day for opening in one.opens if opening.ring == "everyone" and opening.day <= today]
    return max([*([one.published_on] if one.published_on else []), *opened], default=None)


def description(one: Assignment) -> str:
    """What the work is, as safe HTML without images, which search engines do not take here."""
    return IMAGE.sub("", f"{passage(one.goal)}{passage(one.result)}{one.body_html}")


def job_location(one: Assignment, organisation: Organisation) -> Data:
    """Where the work is done: in a town, or anywhere in the country that the official id of the organisation tells."""
    official = organisation.official_id or ""
    country = "NL" if official.startswith(TOOI) or linked.is_oin(official) else None
    found: Data = {}
    if one.place:
        where = {"@type": "PostalAddress", "addressLocality": one.place, "addressCountry": country}
        found["jobLocation"] = {"@type": "Place", "address": filled(where)}
    if one.remote == "yes" and country:
        found["jobLocationType"] = "TELECOMMUTE"
        found["applicantLocationRequirements"] = {"@type": "Country", "name": country}
    return found


def employment(frame: Frame, one: Assignment) -> list[str]:
    """Which sort of employment it is, as far as that is known."""
    if one.pay == "unpaid":
        return ["VOLUNTEER"]
    full = frame.settings.rules.full_time_hours
    found = ["FULL_TIME" if one.hours >= full else "PART_TIME"] if one.hours else []
    return [*found, "TEMPORARY"] if facts.last_day(one) or one.weeks else found


# Events ---------------------------------------------------------------------------------------------------------------


def meeting(frame: Frame, one: Event, organiser: Named | None) -> Markup:
    """An event one can still go to, for the script of its page; empty for a campaign and for a place nobody named."""
    page = place(frame, "event", one.slug)
    places = locations(one, page)
    over = (one.last_day or one.day) < frame.today
    if frame.edition != "public" or over or is_campaign(one) or not places:
        return Markup()
    mode = "Mixed" if len(places) > 1 else "Online" if one.online else "Offline"
    start, end = spans(one)
    found = {
        "@context": "https://schema.org/",
        "@type": "Event",
        "name": one.title,
        "startDate": start,
        "endDate": end,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": places if len(places) > 1 else places[0],
        "description": one.body_text or None,
        "organizer": organised(frame, organiser) if organiser else None,
        "url": page,
    }
    return json_in_script(filled(found))


def organised(frame: Frame, one: Named) -> Data:
    """Who organises an event."""
    return filled({"@type": "Organization", "name": one.name, "url": place(frame, "organisation", one.slug)})


def locations(one: Event, page: str | None) -> list[Data]:
    """The building and the address on the web."""
    found: list[Data] = []
    if one.place:
        found.append({"@type": "Place", "name": one.place, "address": one.place})
    if one.online and (one.sign_up or page):
        found.append({"@type": "VirtualLocation", "url": one.sign_up or page})
    return found


def spans(one: Event) -> tuple[str, str | None]:
    """When an event begins and ends: days, or moments when it says hours."""
    last = one.last_day or one.day
    if not one.begins:
        return one.day.isoformat(), last.isoformat() if one.last_day else None
    if one.ends and one.ends <= one.begins and last < date.max:
        last += timedelta(days=1)  # it ends in the night
    end = moment(last, one.ends) if one.ends else last.isoformat() if one.last_day else None
    return moment(one.day, one.begins), end


def moment(day: date, clock: str) -> str:
    """A moment by the clock in Amsterdam: summer time is from the last Sunday of March to that of October."""
    summer = last_sunday(day.year, 3) <= day < last_sunday(day.year, 10)
    return f"{day.isoformat()}T{clock}:00{'+02:00' if summer else '+01:00'}"


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def place(frame: Frame, page: str, slug: str) -> str | None:
    """The whole address of a page, when the site knows its own."""
    return address(frame, frame.prefix + frame.path_of(page, slug)) if frame.settings.base_url else None


def filled(given: Data) -> Data:
    """What is there of it."""
    return {name: value for name, value in given.items() if value is not None}
