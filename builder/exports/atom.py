"""Feeds to subscribe to (Atom, RFC 4287): what is new in a list, the same every night until something changes."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from .. import prose
from ..cards import EventCard, Story, WorkCard
from ..concepts import PAGE
from ..facts import LONG_AGO
from ..frame import Frame, address, chip, date_of, joined
from ..pages import path_of
from ..selections import asked_for, called
from ..settings import Selection
from ..sketches import PersonCard
from ..views.pieces import is_plain

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # may not stand in XML


class Entry(NamedTuple):
    """One thing in a feed; its page is its id."""

    page: str
    slug: str
    title: str
    day: date
    summary: str = ""
    author: str = ""
    language: str = ""  # of the text, when it says so itself


# What there is to follow ----------------------------------------------------------------------------------------------


def work(frame: Frame, cards: Sequence[WorkCard], days: Sequence[date]) -> bytes:
    """The open work, what was posted last first."""
    return feed(
        frame,
        "feed/assignments.xml",
        frame.words["footer.assignments"],
        page(frame, "assignments"),
        of_work(cards, days),
    )


def stories(frame: Frame, *found: tuple[Story, date]) -> bytes:
    """What finished work brought, what ended last first."""
    told = (of_one(one.work, day, one.work.outcome or one.reflection) for one, day in found)
    return feed(frame, "feed/stories.xml", frame.words["stories.title"], page(frame, "stories"), told)


def people(frame: Frame, cards: Sequence[PersonCard], days: Sequence[date]) -> bytes:
    """The profiles, what was confirmed last first. When somebody has time is told on her own page alone."""
    return feed(
        frame, "feed/people.xml", frame.words["profiles.title"], page(frame, "profiles"), of_people(cards, days)
    )


def events(frame: Frame, cards: Sequence[EventCard], days: Sequence[date]) -> bytes:
    """What is on and what is coming."""
    told = (
        Entry(
            "event",
            one.slug,
            one.title,
            day,
            joined(date_of(frame, one.day), one.begins, one.place),
            "",
            one.language or "",
        )
        for one, day in zip(cards, days, strict=True)
    )
    return feed(frame, "feed/events.xml", frame.words["events.title"], page(frame, "events"), told)


def of_term(kind: str) -> Callable[..., bytes]:
    """The feed of a term of a vocabulary: the open work that is about it."""

    def view(frame: Frame, term: str, cards: Sequence[WorkCard], days: Sequence[date]) -> bytes:
        label = chip(frame, kind, term).label
        return feed(frame, f"feed/{kind}/{term}.xml", label, page(frame, PAGE[kind], term), of_work(cards, days))

    return view


def of_organisation(frame: Frame, slug: str, name: str, cards: Sequence[WorkCard], days: Sequence[date]) -> bytes:
    """The open work of an organisation."""
    return feed(frame, f"feed/organisations/{slug}.xml", name, page(frame, "organisation", slug), of_work(cards, days))


def selected_work(frame: Frame, one: Selection, cards: Sequence[WorkCard], days: Sequence[date]) -> bytes:
    """The open work of a selection."""
    return feed(frame, f"feed/selections/{one.id}.xml", *about(frame, one), of_work(cards, days))


def selected_people(frame: Frame, one: Selection, cards: Sequence[PersonCard], days: Sequence[date]) -> bytes:
    """The people of a selection."""
    return feed(frame, f"feed/people/{one.id}.xml", *about(frame, one), of_people(cards, days))


def about(frame: Frame, one: Selection) -> tuple[str, str]:
    """What a selection is called, and where the search shows the same."""
    return called(one, frame.language), f"{page(frame, 'search')}?{urlencode(asked_for(one))}"


def page(frame: Frame, name: str, slug: str = "") -> str:
    """The address of a page."""
    return address(frame, path_of(name, slug))


# Entries --------------------------------------------------------------------------------------------------------------


def of_work(cards: Sequence[WorkCard], days: Sequence[date]) -> Iterable[Entry]:
    """Work, each piece with its goal."""
    return (of_one(card, day, card.gist) for card, day in zip(cards, days, strict=True))


def of_one(card: WorkCard, day: date, summary: str) -> Entry:
    """A piece of work, with the organisation as who says it."""
    author = card.organisation.name if card.organisation else ""
    return Entry("assignment", card.slug, card.title, day, summary, author, card.language or "")


def of_people(cards: Sequence[PersonCard], days: Sequence[date]) -> Iterable[Entry]:
    """People, with what they do and what one may come to them for."""
    for card, day in zip(cards, days, strict=True):
        said = joined(card.role, card.organisation.name if card.organisation else None)
        summary = ". ".join(part for part in (said, card.headline) if part)
        yield Entry("profile", card.slug, card.name, day, summary, "", card.language or "")


# XML ------------------------------------------------------------------------------------------------------------------


def feed(frame: Frame, path: str, label: str, shown_at: str, entries: Iterable[Entry]) -> bytes:
    """A feed. It was last changed on the day of its newest entry."""
    settings, given = frame.settings, tuple(entries)
    newest = max((one.day for one in given), default=LONG_AGO)  # the day of the build would be news every night
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{legal(frame.language)}">',
        element("title", f"{settings.title}: {label}" if label else settings.title),
        element("subtitle", settings.tagline) if settings.tagline else "",
        element("id", address(frame, path)),
        f'<link href="{legal(address(frame, path))}" rel="self" type="application/atom+xml"/>',
        f'<link href="{legal(shown_at)}" rel="alternate" type="text/html"/>',
        element("updated", moment(newest)),
        f"<author>{element('name', settings.operator)}</author>",
        element("rights", settings.licence),
        *(written(frame, one) for one in given),
        "</feed>",
    ]
    return "".join(f"{line}\n" for line in lines if line).encode()


def written(frame: Frame, one: Entry) -> str:
    """One entry."""
    url = legal(page(frame, one.page, one.slug))
    language = f' xml:lang="{legal(one.language)}"' if one.language and one.language != frame.language else ""
    summary = one.summary if is_plain(one.summary) else prose.text(one.summary)
    lines = (
        f"<entry{language}>",
        element("title", one.title),
        f"<id>{url}</id>",
        f'<link href="{url}" rel="alternate" type="text/html"/>',
        element("updated", moment(one.day)),
        f"<author>{element('name', one.author)}</author>" if one.author else "",
        element("summary", summary) if summary else "",
        "</entry>",
    )
    return "\n".join(line for line in lines if line)


def element(name: str, text: str) -> str:
    """An element that holds a text."""
    return f"<{name}>{legal(text)}</{name}>"


def legal(text: str) -> str:
    """A text as it may stand in XML, between elements and in an attribute."""
    return escape(without_illegal(text))


def without_illegal(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return ILLEGAL.sub("", text)


def moment(day: date) -> str:
    """The beginning of a day, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"
