"""The directory: everything that is shown in one edition on one day, with its relations both ways."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeVar, get_args

from msgspec import Struct

from .model import Assignment, Event, Layer, Organisation, Pool, Profile, Record
from .settings import Settings
from .sketches import Census, Sketch
from .standing import Standing
from .visibility import Edition
from .vocabulary import Vocabulary


class Entity(NamedTuple):
    """A content file that was read: the record, None when none could be made, and where its fields stand."""

    path: str
    kind: str
    slug: str
    take: Callable[[], Record | None]  # the same record each time
    places: Callable[[], Mapping[str, tuple[int, int, str]]]  # asked for only when there is something to say
    broken: bool = False  # a mistake keeps it off the site; what it refers to is looked at all the same
    digest: bytes = b""  # of the file and the images beside it

    @property
    def record(self) -> Record | None:
        """The record."""
        return self.take()


def holding(record: Record | None) -> Callable[[], Record | None]:
    """What gives a record that is there already."""
    return lambda: record


class Directory(Struct, frozen=True, kw_only=True):
    """What is published. Every mapping is by slug and in the order of the slugs.

    Records hold only what this edition may show, with references resolved to ids of things that are in it: an
    organisation that is not shown is the empty text, a person or pool that is not shown is left out of the lists.
    A skill that is no term of the vocabulary stays as it was written (`skill not in skills.terms`).
    """

    settings: Settings
    edition: Edition
    today: date
    vocabularies: Mapping[str, Vocabulary]  # skills, fields, forms, strengths, regions

    profiles: Mapping[str, Profile]  # to look at one of them; for what all have, their sketches are there at once
    people: Mapping[str, Sketch]
    assignments: Mapping[str, Assignment]
    organisations: Mapping[str, Organisation]
    pools: Mapping[str, Pool]
    events: Mapping[str, Event]

    people_of: Mapping[str, tuple[Sketch, ...]]  # organisation → its people
    work_of: Mapping[str, tuple[Assignment, ...]]  # organisation → its assignments
    events_of: Mapping[str, tuple[Event, ...]]  # organisation → what it organises
    pools_of: Mapping[str, tuple[Pool, ...]]  # profile → the pools she is in
    work_by: Mapping[str, tuple[Assignment, ...]]  # profile → the assignments she fills or filled
    pool_work: Mapping[str, tuple[Assignment, ...]]  # pool → the assignments meant for it
    claimed_by: Mapping[str, tuple[Sketch, ...]]  # skill → who claims it
    wished_by: Mapping[str, tuple[Sketch, ...]]  # skill → who wants to learn it
    asked_by: Mapping[str, tuple[Assignment, ...]]  # skill → the open work that asks for it

    house_of: Mapping[str, str]  # profile → the organisation she works for
    census: Census = Census()
    standing: Standing = Standing()
    digests: Mapping[str, Mapping[str, bytes]] = {}  # kind → slug → a hash that says all there is in a record

    @property
    def skills(self) -> Vocabulary:
        """The vocabulary of skills."""
        return self.vocabularies["skills"]


def skills_of(one: Sketch) -> Iterator[str]:
    """The skills that somebody claims."""
    return (claim.skill for claim in one.skills)


R = TypeVar("R")
LAYERS = frozenset(get_args(Layer))  # a file names them in its own language


def by_reference(records: Iterable[R], keys: Callable[[R], Iterable[str | None]]) -> Mapping[str, tuple[R, ...]]:
    """Records by what they refer to, in the order of the keys."""
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            if key:
                found[key].append(record)
    return {key: tuple(found[key]) for key in sorted(found)}
