"""Cards: the little that lists and neighbours show of a record, made once for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct

from . import facts
from .directory import Directory
from .model import Assignment, Event, Organisation, Origin, Pool
from .sketches import Named, PersonCard

A = TypeVar("A")
B = TypeVar("B")


class OrganisationCard(Struct, frozen=True):
    """An organisation in a list."""

    slug: str
    name: str
    layer: str
    place: str | None
    people: int
    work: int
    origin: Origin | None = None  # of a guest: who keeps it


class WorkCard(Struct, frozen=True, cache_hash=True):
    """A piece of work in a list."""

    slug: str
    title: str
    kind: str
    organisation: Named | None
    gist: str
    state: str
    ring: str | None
    start: date | None
    end: date | None
    weeks: int | None
    hours: int | None
    place: str | None
    remote: str | None
    closes: date | None
    forms: tuple[str, ...]
    fields: tuple[str, ...]
    skills: tuple[str, ...]
    teaches: tuple[str, ...]
    first_assignment: bool
    filled_by: tuple[tuple[str, str], ...]
    outcome: str
    language: str | None = None
    confidential: bool = False  # for whom it is, is not told
    origin: Origin | None = None


class Story(Struct, frozen=True):
    """Finished work with what came of it and what was learnt."""

    work: WorkCard
    ended: date | None  # when that is known
    reflection: str
    result_owner: str


class PoolCard(Struct, frozen=True):
    """A pool in a list."""

    slug: str
    name: str
    organisation: Named | None
    purpose: str
    admission: str
    fields: tuple[str, ...]
    members: int


class EventCard(Struct, frozen=True):
    """An event in a list."""

    slug: str
    title: str
    day: date
    last_day: date | None
    begins: str | None
    place: str | None
    online: bool
    organiser: Named | None
    campaign: bool = False  # about work or people, for a while
    language: str | None = None


class Claimed(Struct, frozen=True):
    """Somebody who claims a skill, and how well."""

    person: PersonCard
    level: int | None


class Asked(Struct, frozen=True):
    """Open work that asks for a skill, and how well."""

    work: WorkCard
    level: int | None
    importance: str


class Placed(Struct, frozen=True):
    """Somebody who does or did work for another organisation."""

    person: PersonCard
    work: WorkCard


class MemberHours(Struct, frozen=True):
    """The time of one member, for the internal edition."""

    slug: str
    name: str
    used: int
    free: int | None
    first: date | None  # day on which there is time for something new
    paused_until: date | None


class Tally(Struct, frozen=True):
    """How often something occurs, by id: the most frequent first."""

    counts: tuple[tuple[str, int], ...]


def organisation_card(one: Organisation, directory: Directory, people: int) -> OrganisationCard:
    """The card of an organisation for which so many people work."""
    return OrganisationCard(
        slug=one.slug,
        name=one.name,
        layer=one.layer,
        place=one.place,
        people=people,
        work=sum(facts.is_open(work, directory.today) for work in directory.work_of.get(one.slug, ())),
        origin=one.origin,
    )


def work_card(
    one: Assignment,
    directory: Directory,
    organisations: Mapping[str, Named],
    people: Mapping[str, PersonCard],
) -> WorkCard:
    """The card of a piece of work."""
    return WorkCard(
        slug=one.slug,
        title=one.title,
        kind=one.kind,
        organisation=organisations.get(one.organisation),
        gist=one.goal or one.result or "",
        state=facts.state(one, directory.today),
        ring=facts.ring_today(one, directory.today),
        start=one.start,
        end=facts.last_day(one),
        weeks=one.weeks,
        hours=one.hours,
        place=one.place,
        remote=one.remote,
        closes=one.closes,
        forms=one.forms,
        fields=one.fields,
        skills=tuple(need.skill for need in one.skills[:4]),
        teaches=one.teaches,
        first_assignment=one.first_assignment,
        filled_by=tuple((slug, people[slug].name) for slug in one.filled_by if slug in people),
        outcome=one.outcome or "",
        language=one.language,
        confidential=one.confidential and not one.organisation,
        origin=one.origin,
    )


def stories(assignments: Mapping[str, Assignment], all_work: Iterable[WorkCard], today: date) -> tuple[Story, ...]:
    """Finished work of which something is told."""
    finished = ((assignments[card.slug], card) for card in all_work if card.state == "finished")
    found = [
        Story(card, ended(one, today), one.reflection or "", one.result_owner or "")
        for one, card in finished
        if one.outcome or one.reflection
    ]
    return tuple(sorted(found, key=lambda story: (-(story.ended or date.min).toordinal(), story.work.slug)))


def ended(one: Assignment, today: date) -> date | None:
    """The day on which finished work ended, unless it was done before the day that was meant."""
    last = facts.last_day(one)
    return last if last and last <= today else None


def pool_card(one: Pool, organisations: Mapping[str, Named]) -> PoolCard:
    """The card of a pool."""
    return PoolCard(
        slug=one.slug,
        name=one.name,
        organisation=organisations.get(one.organisation or ""),
        purpose=one.purpose or "",
        admission=one.admission,
        fields=one.fields,
        members=len(one.members),
    )


def event_card(one: Event, organisations: Mapping[str, Named]) -> EventCard:
    """The card of an event."""
    return EventCard(
        slug=one.slug,
        title=one.title,
        day=one.day,
        last_day=one.last_day,
        begins=one.begins,
        place=one.place,
        online=one.online,
        organiser=organisations.get(one.organiser or ""),
        campaign=is_campaign(one),
        language=one.language,
    )


def is_campaign(one: Event) -> bool:
    """Whether an event is about some work or people."""
    return bool(one.assignments or one.profiles)


STATES = ("open", "coming", "filled", "running", "closed", "finished", "withdrawn")


def urgency(card: WorkCard) -> tuple[int, date, date, str]:
    """Open work before the rest; what closes or begins first before what closes or begins later."""
    return STATES.index(card.state), card.closes or date.max, card.start or date.max, card.slug


def gathered(pairs: Iterable[tuple[A, B]]) -> dict[A, tuple[B, ...]]:
    """What belongs to each, in the order of the pairs."""
    found: dict[A, list[B]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def tally(counter: Counter[str]) -> Tally:
    """The counts, the highest first and then by id."""
    return Tally(tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0]))))
