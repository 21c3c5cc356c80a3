"""The news in words: one set of values, which Markdown, plain text and mail write each in its own way."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from .. import match
from ..cards import EventCard, Story, WorkCard
from ..frame import Frame, address, date_of, joined, told, worded
from ..pages import path_of
from ..sides import PersonSide, WorkSide, paired
from ..sketches import PersonCard
from ..views import pieces
from .news import Elsewhere, Fits, News

MOST_WORK, MOST_PEOPLE, MOST_OTHERS = 12, 12, 8  # of a section; the rest is on the site
FEW = 3  # people who are named beside work; of more only the number, or it would be a choice


class Line(NamedTuple):
    """A line below a title; in a language of its own, when that is another one."""

    text: str
    language: str = ""


class Link(NamedTuple):
    """Words that lead to an address."""

    label: str
    href: str


class Entry(NamedTuple):
    """One piece of news: a title that leads to it, and some lines."""

    title: Line
    href: str
    lines: tuple[Line, ...]


class Section(NamedTuple):
    """A heading with news below it."""

    heading: str
    lede: str
    entries: tuple[Entry, ...]
    more: tuple[Link, ...]


class Digest(NamedTuple):
    """All of it, in the language of its readers."""

    language: str
    title: str
    note: str  # above everything: that it is not for everybody
    nothing: str  # when there is no news
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    links: tuple[Link, ...]


def digest(frame: Frame, found: News, since: date) -> Digest:
    """The news of a directory in words."""
    words, day = frame.words, date_of(frame, since)
    sections = tuple(section for section in _sections(frame, found) if section.entries)
    return Digest(
        language=frame.language,
        title=told(frame, "digest.title", title=frame.settings.title, day=day),
        note=words["digest.inside"] if frame.edition == "internal" else "",
        nothing="" if sections else told(frame, "digest.none", day=day),
        sections=sections,
        closing=tuple(_closing(frame, found.exact)),
        links=(
            Link(words["home.join"], _to(frame, "new")),
            Link(words["digest.change"], _to(frame, "privacy")),
        ),
    )


def _closing(frame: Frame, exact: bool) -> Iterator[str]:
    """Who sends it, and what it was made of."""
    contact = frame.settings.contact
    yield joined(told(frame, "digest.from", operator=frame.settings.operator), contact.email if contact else "")
    yield told(frame, "digest.made", day=date_of(frame, frame.today))
    if not exact:
        yield frame.words["digest.by-dates"]


def _sections(frame: Frame, found: News) -> Iterator[Section]:
    """Work first: that is what people look for. Then what they may miss, then each other."""
    words = frame.words

    def section(
        name: str, make: Callable[[Frame, Any], Entry], ones: Sequence[Any], most: int, more: Link, lede: str = ""
    ) -> Section:
        rest = [told(frame, "digest.rest", n=len(ones) - most)] if len(ones) > most else []
        link = more._replace(label=joined(*rest, more.label))
        return Section(words[name], lede, tuple([make(frame, one) for one in ones[:most]]), (link,))

    def to(page: str, label: str) -> Link:
        return Link(words[label], _to(frame, page))

    all_work, all_people = to("assignments", "home.all-work"), to("profiles", "home.all-people")
    how = to("matching", "matching.title")
    people = "digest.people" if found.exact else "digest.confirmed"
    yield section("digest.work", _work, found.work, MOST_WORK, all_work, words["digest.work-lede"])
    yield section("digest.closing", _closes, found.closing, MOST_OTHERS, all_work)
    yield section(people, _person, found.people, MOST_PEOPLE, all_people, words["digest.people-lede"])
    yield section("digest.fits", _fits, found.fits, MOST_OTHERS, how, words["digest.fits-lede"])
    yield section("digest.stories", _story, found.stories, MOST_OTHERS, to("stories", "home.all-stories"))
    yield section("events.title", _event, found.events, MOST_OTHERS, to("events", "home.all-events"))
    yield section("digest.elsewhere", _elsewhere, found.elsewhere, MOST_OTHERS, to("networks", "networks.title"))


def _to(frame: Frame, name: str, slug: str = "") -> str:
    """The whole address of a page in the language of the digest."""
    return address(frame, frame.prefix + path_of(name, slug))


# One piece of news ----------------------------------------------------------------------------------------------------


def _work(frame: Frame, card: WorkCard) -> Entry:
    """Work that is new: what it is, for whom, and until when one can respond."""
    view, tongue = pieces.work_view(frame, card), pieces.tongue(frame, card)
    ring = told(frame, "work.open-for", ring=frame.words[f"ring.{card.ring}"]) if card.ring else ""
    lines = (
        Line(joined(view.kind, _house(frame, card))),
        Line(view.gist, tongue),
        Line(joined(*view.facts)),
        Line(joined(ring, view.closes, frame.words["work.first"] if view.first else "")),
    )
    return _entry(Line(view.title, tongue), _to(frame, "assignment", card.slug), lines)


def _closes(frame: Frame, card: WorkCard) -> Entry:
    """Work that closes soon."""
    view, tongue = pieces.work_view(frame, card), pieces.tongue(frame, card)
    lines = (Line(joined(view.closes, _house(frame, card))),)
    return _entry(Line(view.title, tongue), _to(frame, "assignment", card.slug), lines)


def _house(frame: Frame, card: WorkCard) -> str:
    """For whom work is."""
    if card.confidential:
        return frame.words["person.confidential"]
    return card.organisation.name if card.organisation else ""


def _person(frame: Frame, card: PersonCard) -> Entry:
    """Somebody who is new; whether she has time stands on her own page alone."""
    tongue = pieces.tongue(frame, card)
    lines = (
        Line(card.role or "", tongue),
        Line(card.organisation.name if card.organisation else ""),
        Line(card.headline or "", tongue),
    )
    return _entry(Line(card.name), _to(frame, "profile", card.slug), lines)


def _fits(frame: Frame, found: Fits) -> Entry:
    """Work with how many people are new in its list. Only colleagues read who, and only when that leaves nobody out."""
    card, people = found.work.card, found.people
    lines = [Line(joined(told(frame, "digest.new-matches", n=len(people)), _house(frame, card)))]
    if frame.edition == "internal" and len(people) <= FEW:
        lines += [Line(_why(frame, one, found.work)) for one in people]
    title = Line(card.title, pieces.tongue(frame, card))
    return _entry(title, _to(frame, "assignment-matches", card.slug), lines)


def _why(frame: Frame, person: PersonSide, work: WorkSide) -> str:
    """Why somebody fits work, in words."""
    found = match.explained(paired(person, work), frame.matching)
    fits, learns = worded(frame, "skills", [one.skill for one in found.fits]), worded(frame, "skills", found.learns)
    said = [
        frame.words[f"match.band.{found.band}"],
        told(frame, "digest.fits-skills", skills=fits) if fits else "",
        told(frame, "digest.learns", skills=learns) if learns else "",
    ]
    return f"{person.card.name}{frame.words['sign.colon']} {joined(*said)}"


def _story(frame: Frame, one: Story) -> Entry:
    """Work that is done, with what came of it."""
    view = pieces.story_view(frame, one)
    tongue = pieces.tongue(frame, one.work)
    lines = (Line(joined(_house(frame, one.work), view.ended)), Line(view.work.outcome or view.reflection, tongue))
    return _entry(Line(view.work.title, tongue), _to(frame, "assignment", one.work.slug), lines)


def _event(frame: Frame, card: EventCard) -> Entry:
    """A day on which people meet."""
    when = date_of(frame, card.day)
    if card.last_day:
        when = told(frame, "until", start=when, end=date_of(frame, card.last_day))
    online = frame.words["event.online"] if card.online else ""
    tongue = pieces.tongue(frame, card)
    lines = (Line(joined(when, card.begins)), Line(card.place or "", tongue), Line(online))
    return _entry(Line(card.title, tongue), _to(frame, "event", card.slug), lines)


def _elsewhere(frame: Frame, found: Elsewhere) -> Entry:
    """Another network with something new: how much, and the page that has it."""
    said = (
        told(frame, "digest.new-people", n=found.people) if found.people else "",
        told(frame, "digest.new-work", n=found.work) if found.work else "",
    )
    return _entry(Line(found.network.title), _to(frame, "network", found.network.source.id), (Line(joined(*said)),))


def _entry(title: Line, href: str, lines: Iterable[Line]) -> Entry:
    """A piece of news without empty lines; whatever somebody wrote stands on one."""
    kept = tuple(Line(" ".join(one.text.split()), one.language) for one in lines if one.text.strip())
    return Entry(Line(" ".join(title.text.split()), title.language), href, kept)
