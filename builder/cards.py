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


class Cards(Struct, frozen=True, kw_only=True, eq=False):
    """Every card of a directory, and the lists that pages cut their sheets from.

    The mappings by slug hold guests too; lists and counts are of what the network keeps itself.
    """

    organisations: Mapping[str, OrganisationCard]
    people: Mapping[str, PersonCard]  # in the order of the names
    work: Mapping[str, WorkCard]
    pools: Mapping[str, PoolCard]
    events: Mapping[str, EventCard]

    everyone: tuple[PersonCard, ...]
    open_work: tuple[WorkCard, ...]  # what closes first comes first
    all_work: tuple[WorkCard, ...]  # the same, then what is filled, finished or withdrawn
    stories: tuple[Story, ...]  # the last that ended first
    coming: tuple[EventCard, ...]
    past: tuple[EventCard, ...]

    people_in: Mapping[str, Mapping[str, tuple[PersonCard, ...]]]  # fields, regions, organisations → id → people
    work_in: Mapping[str, Mapping[str, tuple[WorkCard, ...]]]  # the same for open work, and forms and skills
    visitors: Mapping[str, tuple[PersonCard, ...]]  # organisation, own or a guest → the guests who work there
    visiting_work: Mapping[str, tuple[WorkCard, ...]]  # the same for open work
    news: Mapping[str, date]  # open work → the day on which it was news
    claims: Mapping[str, tuple[Claimed, ...]]
    wishes: Mapping[str, tuple[PersonCard, ...]]
    asks: Mapping[str, tuple[Asked, ...]]
    balance: Mapping[str, tuple[facts.Balance, ...]]  # organisation → what its people offer and its work asks
    gaps: tuple[facts.Gap, ...]
    elsewhere: Mapping[str, tuple[Placed, ...]]  # organisation → its people at work for others
    everywhere: Tally  # field of work → how many people
    campaigns: Mapping[str, tuple[EventCard, ...]]  # assignment → the campaigns it is in
    states: Tally  # state → how much work
    proposed: Tally  # skill that is no term of the vocabulary → how often it is named


def cards(directory: Directory, home: Directory | None = None) -> Cards:
    """All cards of a directory; `home` is the part of it that the network keeps itself, when there are guests."""
    home = home or directory
    organisations = {slug: Named(slug, one.name) for slug, one in directory.organisations.items()}
    by_name = sorted(directory.people.items(), key=lambda one: (one[1].sorted_as, one[0]))
    people = {slug: one.card for slug, one in by_name}
    work = {slug: work_card(one, directory, organisations, people) for slug, one in directory.assignments.items()}
    pools = {slug: pool_card(one, organisations) for slug, one in directory.pools.items()}
    events = {slug: event_card(one, organisations) for slug, one in directory.events.items()}
    everyone = tuple(card for card in people.values() if card.origin is None)
    all_work = tuple(sorted((card for card in work.values() if card.origin is None), key=urgency))
    open_work = tuple(card for card in all_work if card.state == "open")
    by_day = sorted(events.values(), key=lambda card: (card.day, card.slug))
    in_field = gathered((term, card) for card in everyone for term in card.fields)
    sketched, assignments = home.people, home.assignments
    found_states = Counter(card.state for card in all_work)
    return Cards(
        organisations={
            slug: organisation_card(one, home if one.origin is None else directory)
            for slug, one in directory.organisations.items()
        },
        people=people,
        work=work,
        pools=pools,
        events=events,
        everyone=everyone,
        open_work=open_work,
        stories=stories(assignments, all_work, home.today),
        all_work=all_work,
        coming=tuple(card for card in by_day if (card.last_day or card.day) >= directory.today),
        past=tuple(card for card in reversed(by_day) if (card.last_day or card.day) < directory.today),
        people_in={
            "fields": in_field,
            "regions": gathered((sketched[card.slug].region or "", card) for card in everyone),
            "organisations": gathered((sketched[card.slug].organisation, card) for card in everyone),
        },
        work_in={
            "fields": gathered((term, card) for card in open_work for term in card.fields),
            "forms": gathered((term, card) for card in open_work for term in card.forms),
            "regions": gathered((assignments[card.slug].region or "", card) for card in open_work),
            "organisations": gathered((assignments[card.slug].organisation, card) for card in open_work),
            "skills": gathered((skill, card) for card in open_work for skill in _skills(assignments[card.slug])),
        },
        news={card.slug: facts.news(assignments[card.slug], directory.today) for card in open_work},
        visitors=gathered((directory.people[one.slug].organisation, one) for one in people.values() if one.origin),
        visiting_work=gathered(
            (directory.assignments[one.slug].organisation, one)
            for one in sorted((one for one in work.values() if one.origin and one.state == "open"), key=urgency)
        ),
        claims=gathered(
            (claim.skill, Claimed(card, claim.level)) for card in everyone for claim in sketched[card.slug].skills
        ),
        wishes=gathered((skill, card) for card in everyone for skill in card.learns),
        asks=gathered(
            (need.skill, Asked(card, need.level, need.importance))
            for card in open_work
            for need in assignments[card.slug].skills
        ),
        balance={
            slug: facts.supply_and_demand(home.people_of.get(slug, ()), home.work_of.get(slug, ()), home.today)
            for slug in home.organisations
        },
        gaps=facts.gaps(home.skills, home.claimed_by, home.asked_by),
        elsewhere=gathered(
            (sketched[slug].organisation, Placed(people[slug], card))
            for card in all_work
            for slug, _ in card.filled_by
            if sketched[slug].organisation != assignments[card.slug].organisation
        ),
        everywhere=tally(Counter({term: len(found) for term, found in in_field.items()})),
        campaigns=gathered((slug, events[one.slug]) for one in directory.events.values() for slug in one.assignments),
        states=Tally(tuple((state, count) for state in STATES if (count := found_states[state]))),
        proposed=tally(Counter(term for term in named_skills(home) if term not in home.skills.terms)),
    )


def organisation_card(one: Organisation, directory: Directory) -> OrganisationCard:
    """The card of an organisation."""
    return OrganisationCard(
        slug=one.slug,
        name=one.name,
        layer=one.layer,
        place=one.place,
        people=len(directory.people_of.get(one.slug, ())),
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


def named_skills(directory: Directory) -> Iterable[str]:
    """Every skill that is named anywhere, as often as it is."""
    for person in directory.people.values():
        yield from (claim.skill for claim in person.skills)
        yield from person.learns
    for work in directory.assignments.values():
        yield from (need.skill for need in work.skills)
        yield from work.teaches


def _skills(work: Assignment) -> Iterable[str]:
    """The skills that work asks for or teaches, each once."""
    return dict.fromkeys((*[need.skill for need in work.skills], *work.teaches))


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
