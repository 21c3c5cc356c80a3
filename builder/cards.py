"""Cards: the little that lists and neighbours show of a record, made once for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import Struct

from .directory import Directory
from .model import Assignment, Contact, Event, Organisation, Pool, Profile

Counts = tuple[tuple[str, int], ...]


class OrganisationCard(Struct, frozen=True):
    """An organisation in a list."""

    slug: str
    name: str
    layer: str
    place: str | None
    region: str | None
    contact: Contact | None
    people: int
    work: int


class PersonCard(Struct, frozen=True):
    """A person in a list."""

    slug: str
    name: str
    role: str | None
    headline: str | None
    organisation: OrganisationCard | None
    place: str | None
    remote: str
    hours: int | None
    available_from: date | None
    paused_until: date | None
    fields: tuple[str, ...]
    skills: tuple[str, ...]
    learns: tuple[str, ...]


class WorkCard(Struct, frozen=True):
    """A piece of work in a list."""

    slug: str
    title: str
    kind: str
    organisation: OrganisationCard | None
    gist: str
    state: str
    ring: str
    start: date | None
    end: date | None
    weeks: int | None
    hours: int | None
    place: str | None
    remote: str
    closes: date | None
    forms: tuple[str, ...]
    fields: tuple[str, ...]
    skills: tuple[str, ...]
    teaches: tuple[str, ...]
    first_assignment: bool
    filled_by: tuple[tuple[str, str], ...]
    outcome: str


class PoolCard(Struct, frozen=True):
    """A pool in a list."""

    slug: str
    name: str
    organisation: OrganisationCard | None
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
    organiser: OrganisationCard | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Every card of a directory, and the lists that pages cut their sheets from."""

    organisations: Mapping[str, OrganisationCard]
    people: Mapping[str, PersonCard]
    work: Mapping[str, WorkCard]
    pools: Mapping[str, PoolCard]
    events: Mapping[str, EventCard]
