"""What whoever keeps a network going wants to know today, so that nobody has to count by hand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

from . import facts, tenure
from .directory import Directory
from .lists import Cards
from .model import Assignment, Contact, Organisation, Pool, Profile, Record
from .problems import Problem
from .sketches import Named, called

MOST = 200  # rows of a section; the count tells of all
CLOSING = 14  # days: work that closes within them wants people now

Kind = Literal["profile", "assignment", "organisation", "pool"]
FOLDERS: Mapping[Kind, str] = {
    "profile": "profiles",
    "assignment": "assignments",
    "organisation": "organisations",
    "pool": "pools",
}


class Who(Struct, frozen=True):
    """Whom or what a row is about, and where to turn."""

    kind: Kind
    slug: str
    name: str
    organisation: Named | None
    mail: str
    source: str
    language: str | None


class Item(Struct, frozen=True, kw_only=True):
    """A row: each section fills what it tells."""

    who: Who
    day: date | None = None
    until: date | None = None
    hours: int | None = None
    forms: tuple[str, ...] = ()
    about: str = ""  # as somebody wrote it
    contact: str = ""
    people: int = 0  # too few
    work: int = 0
    tag: str = ""  # a key of ours


class Section(Struct, frozen=True):
    """A question with its answer: how many there are, and the first of them."""

    name: str
    total: int
    items: tuple[Item, ...]


class Desk(Struct, frozen=True):
    """All there is to look after today."""

    sections: tuple[Section, ...]
    proposed: int  # words that are in no vocabulary
    left_out: int  # files with a mistake
    waits: tuple[int, int] | None  # profiles there are, of those with which the public edition opens


class Room(NamedTuple):
    """What the questions are asked of."""

    directory: Directory
    sources: Mapping[tuple[str, str], str]

    @property
    def today(self) -> date:
        """The day it is."""
        return self.directory.today

    @property
    def people(self) -> Iterable[Profile]:
        """Everyone."""
        return self.directory.profiles.values()

    @property
    def work(self) -> Iterable[Assignment]:
        """All work."""
        return self.directory.assignments.values()

    def who(self, kind: Kind, one: Profile | Assignment | Organisation | Pool) -> Who:
        """Whom or what a row is about."""
        house = one if isinstance(one, Organisation) else self.directory.organisations.get(one.organisation or "")
        name = called(one) if isinstance(one, Profile) else one.title if isinstance(one, Assignment) else one.name
        around = Named(house.slug, house.name) if house is not None and house is not one else None
        mail = _mail(one.contact) or (_mail(house.contact) if house else "")
        return Who(kind, one.slug, name, around, mail, self.sources.get((FOLDERS[kind], one.slug), ""), one.language)


def desk(
    directory: Directory, cards: Cards, problems: Iterable[Problem], sources: Mapping[tuple[str, str], str]
) -> Desk:
    """What there is to look after."""
    room = Room(directory, sources)
    sections = []
    for name, found in SECTIONS:
        items = sorted(found(room), key=_order)
        sections.append(Section(name, len(items), tuple(items[:MOST])))
    broken = {one.path for one in problems if one.severity == "error"}
    standing = directory.standing
    waits = (standing.people, standing.ready) if standing.waits else None
    return Desk(tuple(sections), len(cards.proposed.counts), len(broken), waits)


def _order(one: Item) -> tuple[date, str, str]:
    """The nearest day first; without a day last."""
    return one.day or date.max, one.who.kind, one.who.slug


# People ---------------------------------------------------------------------------------------------------------------


def free(room: Room) -> Iterator[Item]:
    """Who said there is time, and may be matched: from the first day on which there is any."""
    for one in room.people:
        said = one.hours is not None or one.days or one.available_from is not None
        first = facts.free_from(one, room.today) if said and one.matching and not one.stays else None
        if first is not None:
            yield Item(
                who=room.who("profile", one),
                day=first,
                until=one.available_until,
                hours=facts.hours_free(one, first),
                forms=one.forms,
                tag=_when(first, room.today),
            )


def _when(day: date, today: date) -> str:
    if day <= today:
        return "now"
    return "month" if (day.year, day.month) == (today.year, today.month) else "later"


def returning(room: Room) -> Iterator[Item]:
    """Who comes back soon, and from what."""
    for one in room.people:
        back = tenure.returns_within(one, room.directory.settings.rules, room.today)
        if back is not None:
            yield Item(
                who=room.who("profile", one),
                day=back.day,
                about=back.engagement.title if back.engagement else "",
                contact=(one.return_arrangement.contact or "") if one.return_arrangement else "",
                tag="agreed" if back.agreed else "ends",
            )


def lapsing(room: Room) -> Iterator[Item]:
    """Whose consent ends in this calendar month."""
    for one in room.people:
        if one.consent and tenure.lapses_this_month(one, room.today):
            yield Item(who=room.who("profile", one), day=one.consent.until, forms=one.consent.scope)


def lapsed(room: Room) -> Iterator[Item]:
    """Whose consent is over."""
    for one in room.people:
        if one.consent and facts.consent_state(one, room.today) == "lapsed":
            yield Item(who=room.who("profile", one), day=one.consent.until, forms=one.consent.scope)


def unconsented(room: Room) -> Iterator[Item]:
    """Who is at work on something that no consent covers."""
    for one in room.people:
        for engagement in tenure.unconsented(one, room.today):
            forms = (engagement.form,) if engagement.form else ()
            yield Item(who=room.who("profile", one), day=engagement.end, forms=forms, about=engagement.title)


def overloaded(room: Room) -> Iterator[Item]:
    """Whose week holds more than a full week."""
    for one in room.people:
        load = facts.load(one, room.directory.settings.rules, room.today)
        if load.overloaded:
            yield Item(who=room.who("profile", one), hours=load.hours)


def paused(room: Room) -> Iterator[Item]:
    """Who wants to be left in peace, and until when."""
    for one in room.people:
        if facts.is_paused(one, room.today):
            yield Item(who=room.who("profile", one), day=one.paused_until)


def stale(room: Room) -> Iterator[Item]:
    """Whose profile was not confirmed for long, and the day on which it goes."""
    rules = room.directory.settings.rules
    for one in room.people:
        if one.confirmed_on and facts.freshness(one, rules, room.today) == "stale":
            gone = facts.months_after(one.confirmed_on, rules.left_out_after_months)
            yield Item(who=room.who("profile", one), day=tenure.later(gone, 1), until=one.confirmed_on)


def unconfirmed(room: Room) -> Iterator[Item]:
    """Whose profile says nowhere when it was last right."""
    return (Item(who=room.who("profile", one)) for one in room.people if one.confirmed_on is None)


# Work, and what is around it ------------------------------------------------------------------------------------------


def closing(room: Room) -> Iterator[Item]:
    """Open work that soon closes."""
    last = tenure.later(room.today, CLOSING)
    for one in room.work:
        if one.closes is not None and one.closes <= last and facts.is_open(one, room.today):
            yield Item(who=room.who("assignment", one), day=one.closes, hours=one.hours, forms=one.forms)


def missed(room: Room) -> Iterator[Item]:
    """Work that closed without anyone."""
    for one in room.work:
        if facts.state(one, room.today) == "closed":
            tail = facts.last_day(one)
            yield Item(who=room.who("assignment", one), day=min(day for day in (one.closes, tail) if day is not None))


def untold(room: Room) -> Iterator[Item]:
    """Work that is done, and nobody told what came of it."""
    for one in room.work:
        if one.filled_by and not one.outcome and facts.state(one, room.today) == "finished":
            names = (called(found) for slug in one.filled_by if (found := room.directory.profiles.get(slug)))
            yield Item(who=room.who("assignment", one), day=facts.last_day(one), contact=", ".join(names))


def outdated(room: Room) -> Iterator[Item]:
    """Organisations, pools and open work that nobody confirmed for long."""
    directory = room.directory
    kinds: tuple[tuple[Kind, Iterable[Organisation | Pool | Assignment]], ...] = (
        ("organisation", directory.organisations.values()),
        ("pool", directory.pools.values()),
        ("assignment", directory.assignments.values()),
    )
    for kind, records in kinds:
        for one in records:
            if _is_stale(one, room):
                yield Item(who=room.who(kind, one), day=one.confirmed_on, tag=kind)


def _is_stale(one: Record, room: Room) -> bool:
    return facts.is_stale(one, room.directory.settings.rules, room.today)


def members(room: Room) -> Iterator[Item]:
    """Members that bring fewer people or less work than was agreed."""
    for one in room.directory.standing.short:
        who = room.who("organisation", room.directory.organisations[one.organisation])
        yield Item(who=who, people=one.more_people, work=one.more_work)


def conditions(room: Room) -> Iterator[Item]:
    """Outside parties whose signed conditions end soon, or ended."""
    last = tenure.later(room.today, tenure.SOON)
    for one in room.directory.organisations.values():
        if one.conditions_until is not None and one.conditions_until <= last:
            tag = "over" if one.conditions_until < room.today else ""
            yield Item(who=room.who("organisation", one), day=one.conditions_until, tag=tag)


def _mail(contact: Contact | None) -> str:
    return (contact and contact.email) or ""


# The questions, in the order in which the page asks them
SECTIONS: tuple[tuple[str, Callable[[Room], Iterable[Item]]], ...] = (
    ("returning", returning),
    ("lapsing", lapsing),
    ("lapsed", lapsed),
    ("unconsented", unconsented),
    ("overloaded", overloaded),
    ("paused", paused),
    ("stale", stale),
    ("unconfirmed", unconfirmed),
    ("closing", closing),
    ("missed", missed),
    ("untold", untold),
    ("outdated", outdated),
    ("members", members),
    ("conditions", conditions),
    ("free", free),  # the longest by far, and nothing has to be done about it
)
