"""The published documents, in JSON. Their shape is a promise: a field may be added, never renamed or taken away."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import astuple, replace

from .. import cards, facts, match, model, sketches
from ..concepts import spoken as spoken_in
from ..figures import Figures
from ..frame import API, Frame, Offer, address, chip
from ..match import Pair
from ..model import Assignment, Event, Organisation, Pool, Profile, Record
from ..neighbours import Neighbour
from ..pages import path_of
from ..schema import DIALECT, schema
from ..settings import Past
from ..sides import PersonSide, WorkSide, paired
from . import algorithm as register
from . import concepts, front, numbers, tables
from . import networks as others
from .provenance import FrontDoor, Licence, stated

JSON = msgspec.json.Encoder(order="deterministic")  # the fields of a Struct as they stand, the keys of a mapping sorted


def packed(value: Any) -> bytes:
    """A value as JSON."""
    return JSON.encode(value) + b"\n"


PLAIN = frozenset({str, int, bool, date, type(None)})  # what is told as it is


# Lists: a card of each ------------------------------------------------------------------------------------------------


class Entry(Struct, frozen=True, kw_only=True):
    """One of a list: where to find all of it."""

    id: str
    url: Annotated[str, Meta(description="the page: in full, or from the root of the site")]
    json: Annotated[str, Meta(description="the whole document")]
    licence: Licence
    directory: FrontDoor


class Named(Struct, frozen=True):
    """An organisation by its id and its name."""

    id: str
    name: str


class ProfileEntry(Entry, frozen=True, kw_only=True):
    """A person in a list."""

    name: str
    role: str | None
    headline: str | None
    organisation: Named | None
    place: str | None
    remote: model.Remote | None
    hours: Annotated[int | None, Meta(description="hours a week for assignments; in public only in the document")]
    available_from: Annotated[date | None, Meta(description="in public only in the document")]
    paused_until: Annotated[date | None, Meta(description="in public only in the document")]
    fields: tuple[str, ...]
    skills: Annotated[tuple[str, ...], Meta(description="the first of the skills; the document has all, with levels")]
    learns: tuple[str, ...]


class AssignmentEntry(Entry, frozen=True, kw_only=True):
    """A piece of work in a list."""

    title: str
    kind: model.AssignmentKind
    organisation: Named | None
    gist: Annotated[str, Meta(description="the goal, or else the result")]
    state: facts.State
    ring: Annotated[model.Ring | None, Meta(description="the widest ring that may respond today")]
    start: date | None
    end: date | None
    weeks: int | None
    hours: int | None
    place: str | None
    remote: model.Remote | None
    closes: date | None
    forms: tuple[str, ...]
    fields: tuple[str, ...]
    skills: Annotated[tuple[str, ...], Meta(description="the first of the skills; the document has all, with levels")]
    teaches: tuple[str, ...]
    first_assignment: bool
    filled_by: tuple[str, ...]
    outcome: str
    confidential: Annotated[bool, Meta(description="true when it is not told for whom this is")]


class OrganisationEntry(Entry, frozen=True, kw_only=True):
    """An organisation in a list."""

    name: str
    layer: model.Layer
    place: str | None
    people: int
    work: Annotated[int, Meta(description="open work")]


class PoolEntry(Entry, frozen=True, kw_only=True):
    """A pool in a list."""

    name: str
    organisation: Named | None
    purpose: str
    admission: model.Admission
    fields: tuple[str, ...]
    members: int


class EventEntry(Entry, frozen=True, kw_only=True):
    """An event in a list."""

    title: str
    day: date
    last_day: date | None
    begins: str | None
    place: str | None
    online: bool
    organiser: Named | None
    campaign: Annotated[bool, Meta(description="true when it is about work or people, for a while")]


class SkillEntry(Entry, frozen=True, kw_only=True):
    """A skill in a list."""

    label: Annotated[Mapping[str, str], Meta(description="the word, per language")]
    esco: Annotated[str | None, Meta(description="the ESCO address of the same concept")]
    people: Annotated[int, Meta(description="how many people have it")]
    wishes: Annotated[int, Meta(description="how many people want to learn it")]
    work: Annotated[int, Meta(description="how much open work asks for it")]


TIME = ("hours", "available_from", "paused_until")


def entries(kind: str) -> Callable[..., bytes]:
    """The view of a list: every card as an entry."""
    page, entry, _ = KINDS[kind]
    own = [name for name in entry.__struct_fields__ if name not in Entry.__struct_fields__]

    def view(frame: Frame, *found: Any) -> bytes:
        # No list tells in public who has time: see `pieces.person_view`.
        untold = dict.fromkeys(TIME) if kind == "profiles" and frame.edition == "public" else {}
        same = {**stated(frame), **untold}
        return packed([entry(**{**where(frame, kind, page, one.slug), **shown(one, own), **same}) for one in found])

    return view


def where(frame: Frame, kind: str, page: str, slug: str) -> dict[str, str]:
    """An id, its page and its document."""
    return {"id": slug, "url": address(frame, path_of(page, slug)), "json": address(frame, f"{API}/{kind}/{slug}.json")}


def shown(card: Struct, names: list[str]) -> dict[str, Any]:
    """What an entry tells of a card."""
    values = [(name, getattr(card, name)) for name in names]
    return {name: value if type(value) in PLAIN else by_id(value) for name, value in values}


def by_id(value: Any) -> Any:
    """A value of a card: organisations by id and name, and people by id alone."""
    if isinstance(value, sketches.Named):
        return Named(value.slug, value.name)
    if value and isinstance(value, tuple) and isinstance(value[0], tuple):
        return tuple(one[0] for one in value)
    return value


# Whole documents: the record, where it is, and what follows from it ---------------------------------------------------


class ProfileFacts(Struct, frozen=True, kw_only=True):
    """What follows from a profile today."""

    load: facts.Load
    hours_free: Annotated[int | None, Meta(description="hours a week left for something new; null when not said")]
    free_now: Annotated[
        bool | None,
        Meta(description="true when there is time for something new today; null when nothing is said of it"),
    ]
    free_from: Annotated[
        date | None, Meta(description="the first later day there is time; null when that is now, unknown or never")
    ]
    paused: bool
    freshness: facts.Freshness
    consent: Annotated[model.ConsentState | None, Meta(description="null when the profile does not tell")]
    pools: tuple[str, ...]
    work: Annotated[tuple[str, ...], Meta(description="the assignments this person does or did")]


class AssignmentFacts(Struct, frozen=True, kw_only=True):
    """What follows from an assignment today."""

    state: facts.State
    ring_today: Annotated[model.Ring | None, Meta(description="the widest ring that may respond today")]
    last_day: date | None


class OrganisationFacts(Struct, frozen=True, kw_only=True):
    """What follows from an organisation today."""

    people: int
    open_work: int


class PoolFacts(Struct, frozen=True, kw_only=True):
    """What follows from a pool."""

    work: Annotated[tuple[str, ...], Meta(description="the assignments meant for this pool")]


class EventFacts(Struct, frozen=True, kw_only=True):
    """What follows from an event today."""

    over: bool


# What is about the file rather than about what it describes, or is told otherwise. Who may edit it stays out: the
# account behind a pseudonym is often a name.
NOT_PUBLISHED = frozenset({"slug", "body_html", "body_text", "images", "owner", "field_visibility"})


def document_type(kind: type[Record], derived: type[Struct]) -> type[Struct]:
    """The published form of a kind, for its schema."""
    place = [(one.name, one.type) for one in msgspec.structs.fields(Entry)]
    own = [(one.name, one.type) for one in msgspec.structs.fields(kind) if one.required]
    rest = [
        (one.name, one.type, default_of(one))
        for one in msgspec.structs.fields(kind)
        if not one.required and one.name not in NOT_PUBLISHED
    ]
    fields: list[Any] = [*place, ("derived", derived), *own, *rest]
    return msgspec.defstruct(f"{kind.__name__}Document", fields, namespace={"__doc__": kind.__doc__}, kw_only=True)


def default_of(one: msgspec.structs.FieldInfo) -> Any:
    """The default of a field, whichever way it was given."""
    made = one.default_factory
    return one.default if made is msgspec.NODEFAULT else msgspec.field(default_factory=made)


# Who wants no matches is told in public in no list or count: a document by name does not tell it either.
INSIDE = frozenset({"matching"})


def document(frame: Frame, kind: str, one: Record, derived: Struct, untold: frozenset[str] = frozenset()) -> bytes:
    """A record with its address and what follows from it. An organisation that is not shown is the empty text."""
    own = said(one)
    for name in untold:
        own.pop(name, None)
    place = {**where(frame, kind, KINDS[kind].page, one.slug), **stated(frame, one.origin)}
    return packed({**place, "derived": derived, **own})


@cache
def required(kind: type[Struct]) -> frozenset[str]:
    """The fields that a record of a kind always has."""
    return frozenset([one.name for one in msgspec.structs.fields(kind) if one.required])


COUNTED = frozenset({int, bool})  # nought and no say something


def said(value: Struct) -> dict[str, Any]:
    """What a record says: choices that were left to us are spelled out, and what was not said at all is left out."""
    kind = type(value)
    must, fields = required(kind), zip(kind.__struct_fields__, astuple(value), strict=True)
    unpublished = NOT_PUBLISHED if issubclass(kind, Record) else ()
    return {
        name: one if type(one) in PLAIN else told(one)
        for name, one in fields
        if (one or type(one) in COUNTED or name in must) and name not in unpublished
    }


def told(value: Any) -> Any:
    """What a value of a field says, which may be made of parts."""
    if isinstance(value, Struct):
        return said(value)
    if value and type(value) is tuple and type(value[0]) is not str:
        return [told(one) for one in value]
    return value


def published(frame: Frame, one: Profile) -> Profile:
    """A profile with the addresses of its files."""

    def file(name: str | None) -> str | None:
        found = one.images.get(name or "")
        return address(frame, f"profiles/{found}") if found else None

    if one.photo is None and not any(item.file for item in one.portfolio):
        return one
    photo = file(one.photo.file) if one.photo else None
    return replace(
        one,
        portfolio=tuple(replace(item, file=file(item.file)) if item.file else item for item in one.portfolio),
        photo=replace(one.photo, file=photo) if one.photo and photo else None,
    )


def profile(frame: Frame, one: Profile, pools_in: tuple[str, ...], work: tuple[str, ...]) -> bytes:
    """A whole profile."""
    rules, today = frame.settings.rules, frame.today
    first = facts.free_from(one, today)
    unsaid = first == today and one.hours is None and one.available_from is None  # to be listed is not to be available
    derived = ProfileFacts(
        load=facts.load(one, rules, today),
        hours_free=facts.hours_free(one, today),
        free_now=None if unsaid else first == today,
        free_from=first if first != today else None,
        paused=facts.is_paused(one, today),
        freshness=facts.freshness(one, rules, today),
        consent=facts.consent_state(one, today) if one.consent else None,
        pools=pools_in,
        work=work,
    )
    return document(
        frame, "profiles", published(frame, one), derived, INSIDE if frame.edition == "public" else frozenset()
    )


def assignment(frame: Frame, one: Assignment) -> bytes:
    """A whole assignment."""
    derived = AssignmentFacts(
        state=facts.state(one, frame.today),
        ring_today=facts.ring_today(one, frame.today),
        last_day=facts.last_day(one),
    )
    return document(frame, "assignments", one, derived)


def organisation(frame: Frame, one: Organisation, card: cards.OrganisationCard) -> bytes:
    """A whole organisation."""
    return document(frame, "organisations", one, OrganisationFacts(people=card.people, open_work=card.work))


def pool(frame: Frame, one: Pool, work: tuple[str, ...]) -> bytes:
    """A whole pool."""
    return document(frame, "pools", one, PoolFacts(work=work))


def event(frame: Frame, one: Event) -> bytes:
    """A whole event."""
    return document(frame, "events", one, EventFacts(over=(one.last_day or one.day) < frame.today))


# Skills ---------------------------------------------------------------------------------------------------------------


class SkillDocument(SkillEntry, frozen=True, kw_only=True):
    """A skill of the vocabulary."""

    synonyms: tuple[str, ...]
    jargon: tuple[str, ...]
    broader: tuple[str, ...]
    related: tuple[str, ...]
    uris: Annotated[tuple[str, ...], Meta(description="other public addresses of the same concept")]
    explanation: str | None


def skills(frame: Frame, *counts: tuple[str, int, int, int]) -> bytes:
    """The vocabulary of skills, with what the network has and asks."""
    return packed([SkillEntry(**_skill(frame, *one)) for one in counts])


def skill(frame: Frame, term: str, people: int, wishes: int, work: int) -> bytes:
    """A skill with all that the vocabulary says of it."""
    words = frame.vocabularies["skills"]
    one = words.terms[term]
    return packed(
        SkillDocument(
            **_skill(frame, term, people, wishes, work),
            synonyms=one.synonyms,
            jargon=one.jargon,
            broader=words.broader.get(term, ()),
            related=words.related.get(term, ()),
            uris=one.uris,
            explanation=one.explanation,
        )
    )


def _skill(frame: Frame, term: str, people: int, wishes: int, work: int) -> dict[str, Any]:
    one = frame.vocabularies["skills"].terms[term]
    counts = {"people": people, "wishes": wishes, "work": work}
    label = spoken_in(one, frame.language)
    return {**where(frame, "skills", "skill", term), **stated(frame), "label": label, "esco": one.esco, **counts}


# Matches --------------------------------------------------------------------------------------------------------------


class Criterion(Struct, frozen=True):
    """What one criterion adds to the score, and why."""

    name: str
    points: int
    of: int
    why: Annotated[str, Meta(description="a sentence in the language of the site")]


class Light(Struct, frozen=True):
    """One of the five things to know before coffee."""

    name: str
    state: match.LightState
    why: Annotated[str, Meta(description="a sentence in the language of the site")]


class Match(Struct, frozen=True, kw_only=True):
    """A person beside a piece of work: how well they fit, of 10,000, and why."""

    profile: str
    assignment: str
    score: Annotated[int, Meta(ge=0, le=match.WHOLE)]
    band: match.Band
    criteria: Annotated[tuple[Criterion, ...], Meta(description="their points add up to the score")]
    missing: Annotated[tuple[match.SkillFit, ...], Meta(description="the skills that are asked and not enough there")]
    learns: Annotated[tuple[str, ...], Meta(description="the skills this person wants to learn and can learn here")]
    lights: tuple[Light, ...]
    licence: Licence
    directory: FrontDoor


def matches_of_work(frame: Frame, work: WorkSide, people: Sequence[PersonSide]) -> bytes:
    """The people who fit some work, best first."""
    return packed([_match(frame, paired(one, work)) for one in people])


def matches_of_person(frame: Frame, person: PersonSide, work: Sequence[WorkSide]) -> bytes:
    """The work that fits somebody, best first."""
    return packed([_match(frame, paired(person, one)) for one in work])


class Cover(Struct, frozen=True):
    """A skill that is asked, and the member of a team who fits it best."""

    skill: str
    by: Annotated[str | None, Meta(description="the profile; null when nobody has anything like it")]
    level: Annotated[int | None, Meta(description="of the claim that counts; null for a wish to learn it")]
    credit: Annotated[int, Meta(ge=0, le=match.WHOLE)]


class Team(Struct, frozen=True, kw_only=True):
    """People who together cover what an assignment asks."""

    members: Annotated[tuple[str, ...], Meta(description="their profiles, the best match first")]
    covers: tuple[Cover, ...]
    missing: Annotated[tuple[str, ...], Meta(description="the skills that are asked and not enough there")]
    points: Annotated[int, Meta(ge=0, le=match.WHOLE, description="how far what is asked is covered")]
    licence: Licence
    directory: FrontDoor


def teams(frame: Frame, work: WorkSide, found: Sequence[tuple[int, Sequence[PersonSide]]]) -> bytes:
    """The teams for some work, best first; nobody is in two of them."""
    return packed([_team(frame, [paired(one, work) for one in people], points) for points, people in found])


def _team(frame: Frame, members: Sequence[Pair], points: int) -> Team:
    covers = match.covers(members, frame.matching)
    return Team(
        members=tuple(both.profile.slug for both in members),
        covers=tuple(Cover(one.fit.skill, one.by, one.fit.has, one.fit.credit) for one in covers),
        missing=tuple(one.fit.skill for one in covers if one.fit.credit < match.ENOUGH),
        points=points,
        **stated(frame),
    )


def _match(frame: Frame, both: Pair) -> Match:
    one = match.explained(both, frame.matching)
    return Match(
        profile=one.profile,
        assignment=one.assignment,
        score=one.score,
        band=one.band,
        criteria=tuple([_criterion(frame, each) for each in one.criteria]),
        missing=one.missing,
        learns=one.learns,
        lights=tuple([_light(frame, each) for each in one.lights]),
        **stated(frame),
    )


@lru_cache(maxsize=8192)  # the same stand in many matches
def _criterion(frame: Frame, one: match.Criterion) -> Criterion:
    return Criterion(one.name, one.points, one.of, spoken(frame, one.why))


@lru_cache(maxsize=8192)
def _light(frame: Frame, one: match.Light) -> Light:
    return Light(one.name, one.state, spoken(frame, one.why))


def spoken(frame: Frame, why: match.Why) -> str:
    """A reason as a sentence about the person."""
    return match.spoken(why, "about", frame.words, lambda kind, term: chip(frame, kind, term).label)


# The directory itself, and the schemas --------------------------------------------------------------------------------


def directory(frame: Frame, counts: Sequence[tuple[str, int]], offers: Sequence[Offer]) -> bytes:
    """The front door for machines."""
    return packed(front.document(frame, counts, offers))


def vocabularies(frame: Frame) -> bytes:
    """All words of the network."""
    return packed(concepts.vocabularies(frame))


def algorithm(frame: Frame) -> bytes:
    """How matching works here, as an entry for a register of algorithms."""
    return packed(register.algorithm(frame))


def figures(frame: Frame, found: Figures, __: Sequence[tuple[str, str]], past: Past | None) -> bytes:
    """The directory in numbers."""
    return packed(numbers.document(found, past, **stated(frame)))


def networks(frame: Frame, *found: Neighbour) -> bytes:
    """The other networks that are shown here."""
    return packed(list(others.entries(frame, found)))


def schema_to_write(frame: Frame, kind: str) -> bytes:
    """The schema of what people write: in both spellings, explained in the language of the site."""
    made = schema(kind, None, frame.vocabularies, frame.words, frame.settings)
    return packed({**made, "$id": address(frame, f"{API}/schemas/{kind}.json")})


OPEN = "Within version 1 fields and choices may be added and nothing goes: pass over what you do not know."


def schema_to_read(frame: Frame, name: str) -> bytes:
    """The schema of a published document."""
    place = {"$schema": DIALECT, "$id": address(frame, f"{API}/schemas/published/{name}.json"), "title": name}
    return packed({**place, "$comment": OPEN, **shape(name)})


def shape(name: str) -> dict[str, Any]:
    """What a published document holds, whatever the site."""
    (whole,), parts = msgspec.json.schema_components([PUBLISHED[name]], ref_template="#/$defs/{name}")
    return {**whole, "$defs": _for_readers(parts)}


def _for_readers(part: Any) -> Any:
    """A part of a schema without what is meant for writers: the Dutch keys, and how long a text may be."""
    if isinstance(part, dict):
        ours = ((key, one) for key, one in part.items() if isinstance(one, dict) or key not in ("title", "maxLength"))
        return {key: _for_readers(one) for key, one in ours}
    return [_for_readers(one) for one in part] if isinstance(part, list) else part


# The tables -----------------------------------------------------------------------------------------------------------


class Kind(NamedTuple):
    """A kind of record as it is published."""

    page: str
    entry: type[Entry]
    document: type[Struct]


KINDS: Mapping[str, Kind] = {
    "profiles": Kind("profile", ProfileEntry, document_type(Profile, ProfileFacts)),
    "assignments": Kind("assignment", AssignmentEntry, document_type(Assignment, AssignmentFacts)),
    "organisations": Kind("organisation", OrganisationEntry, document_type(Organisation, OrganisationFacts)),
    "pools": Kind("pool", PoolEntry, document_type(Pool, PoolFacts)),
    "events": Kind("event", EventEntry, document_type(Event, EventFacts)),
}
PUBLISHED: Mapping[str, Any] = {
    "directory": front.DirectoryDocument,
    "algorithm": register.AlgorithmDocument,
    "figures": numbers.FiguresDocument,
    "networks": tuple[others.NetworkEntry, ...],
    **{name: tuple[kind.entry, ...] for name, kind in KINDS.items()},  # type: ignore[name-defined]
    **{kind.page: kind.document for kind in KINDS.values()},
    "skills": tuple[SkillEntry, ...],
    "skill": SkillDocument,
    "vocabularies": concepts.VocabulariesDocument,
    "matches": tuple[Match, ...],
    "teams": tuple[Team, ...],
    "table": tables.TableDocument,
}
