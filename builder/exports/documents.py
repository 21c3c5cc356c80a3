"""The published documents, in JSON. Their shape is a promise: a field may be added, never renamed or taken away."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import astuple, replace

from .. import cards, facts, model
from ..concepts import spoken as spoken_in
from ..figures import Figures
from ..frame import API, Frame, Offer, address
from ..model import Assignment, Event, Organisation, Pool, Profile, Record
from ..neighbours import Neighbour
from ..schema import DIALECT, schema
from ..settings import Past
from . import algorithm as register
from . import concepts, front, matched, numbers, tables
from . import networks as others
from .entries import LISTED, PLAIN, Entry, SkillEntry, where
from .packed import packed
from .provenance import stated

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
    place = {**where(frame, kind, LISTED[kind][0], one.slug), **stated(frame, one.origin)}
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


WHOLE: Mapping[str, type[Struct]] = {
    "profiles": document_type(Profile, ProfileFacts),
    "assignments": document_type(Assignment, AssignmentFacts),
    "organisations": document_type(Organisation, OrganisationFacts),
    "pools": document_type(Pool, PoolFacts),
    "events": document_type(Event, EventFacts),
}
PUBLISHED: Mapping[str, Any] = {
    "directory": front.DirectoryDocument,
    "algorithm": register.AlgorithmDocument,
    "figures": numbers.FiguresDocument,
    "networks": tuple[others.NetworkEntry, ...],
    **{kind: tuple[entry, ...] for kind, (_, entry) in LISTED.items()},  # type: ignore[valid-type]
    **{page: WHOLE[kind] for kind, (page, _) in LISTED.items()},
    "skills": tuple[SkillEntry, ...],
    "skill": SkillDocument,
    "vocabularies": concepts.VocabulariesDocument,
    "matches": tuple[matched.Match, ...],
    "teams": tuple[matched.Team, ...],
    "table": tables.TableDocument,
}
