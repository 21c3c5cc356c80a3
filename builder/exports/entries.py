"""The published lists, in JSON: a card of each, that says where all of it is."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from .. import facts, model, sketches
from ..frame import API, Frame, address
from ..pages import path_of
from .packed import packed
from .provenance import FrontDoor, Licence, stated

PLAIN = frozenset({str, int, bool, date, type(None)})  # what is told as it is


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


# The page of each, and its entry, by kind of record.
LISTED: Mapping[str, tuple[str, type[Entry]]] = {
    "profiles": ("profile", ProfileEntry),
    "assignments": ("assignment", AssignmentEntry),
    "organisations": ("organisation", OrganisationEntry),
    "pools": ("pool", PoolEntry),
    "events": ("event", EventEntry),
}
TIME = ("hours", "available_from", "paused_until")


def entries(kind: str) -> Callable[..., bytes]:
    """The view of a list: every card as an entry."""
    page, entry = LISTED[kind]
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
