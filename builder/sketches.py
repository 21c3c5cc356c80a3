"""A sketch of somebody: the little that lists, counts and neighbours need, whoever looks at the whole record or not.

What is remembered of thousands of people is mostly this. Their records stay on a shelf until a page is about them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

import msgspec
from msgspec import Struct

from .lazy import Lazy
from .model import Claim, Organisation, Origin, Profile
from .shelves import Ref, Shelves
from .visibility import images_shown
from .words import fold


class Named(Struct, frozen=True):
    """An organisation beside something of its own: no counts, so that a newcomer does not touch every neighbour."""

    slug: str
    name: str


class PersonCard(Struct, frozen=True, cache_hash=True):
    """A person in a list."""

    slug: str
    name: str
    role: str | None
    headline: str | None
    organisation: Named | None
    place: str | None
    remote: str | None
    hours: int | None
    available_from: date | None
    paused_until: date | None
    fields: tuple[str, ...]
    skills: tuple[str, ...]
    learns: tuple[str, ...]
    language: str | None = None  # of the texts, when they say it themselves
    stays: bool = False  # would rather stay in the own post
    origin: Origin | None = None


class Sketch(Struct, frozen=True, array_like=True, kw_only=True):
    """A person as lists and counts need her: a card, and the fields of the record that it does not show."""

    card: PersonCard
    hash: bytes  # of the card
    sorted_as: str
    organisation: str
    region: str | None
    skills: tuple[Claim, ...]
    strengths: tuple[str, ...]
    forms: tuple[str, ...]
    confirmed_on: date | None
    matching: bool
    findable: bool
    moved: bool  # whether her file had other names before
    engaged: bool  # whether there is work she does or did beside her post
    images: tuple[tuple[str, str], ...]  # those that are shown: the name of the file, and where it lands

    @property
    def slug(self) -> str:
        """Whom it is of."""
        return self.card.slug

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of work she knows."""
        return self.card.fields

    @property
    def learns(self) -> tuple[str, ...]:
        """The skills she wants to learn."""
        return self.card.learns

    @property
    def origin(self) -> Origin | None:
        """Of a guest: who keeps her."""
        return self.card.origin


class Sketches(Lazy[Sketch]):
    """The sketches of the people with these slugs: those that there are, and those that are packed."""

    def __init__(self, slugs: Iterable[str], there: Mapping[str, Sketch], packed: Mapping[str, bytes]) -> None:
        super().__init__(dict.fromkeys(slugs).keys())
        self._there, self._packed = dict(there), packed

    def __getitem__(self, slug: str) -> Sketch:
        found = self._there.get(slug)
        if found is None:
            found = self._there[slug] = SKETCH(self._packed[slug])
        return found

    def whole(self) -> Mapping[str, Sketch]:
        """All of them, where they will be asked for."""
        there, packed = self._there, self._packed
        return {slug: there[slug] if slug in there else SKETCH(packed[slug]) for slug in self}

    @cached_property
    def hash(self) -> bytes:
        """Of all sketches together."""
        packed, there = self._packed, self._there
        return hash_of_all(packed[slug] if slug in packed else PACK(there[slug]) for slug in self)


def hash_of_all(packed: Iterable[bytes]) -> bytes:
    """The hash of sketches together, from their packed form."""
    return hashlib.blake2b(b"".join(packed), digest_size=16).digest()


class Census(Struct, frozen=True, array_like=True):
    """What everyone together comes to, as far as every build asks for it: the same as long as all sketches are."""

    sketches: bytes = b""  # the hash of all of them
    matched: int = 0  # people who take part in matching, without guests
    claims: Mapping[str, int] = {}  # skill → how many of those claim it
    skilled: bool = False  # whether anybody claims a skill, or would like to learn one
    engaged: tuple[str, ...] = ()  # who does or did work beside her post
    moved: tuple[str, ...] = ()  # whose file had other names before


def census(people: Mapping[str, Sketch], known: bytes = b"") -> Census:
    """The census of these people; the hash of all their sketches may be `known`."""
    matched = [one for one in people.values() if one.matching and one.origin is None]
    return Census(
        known or hash_of_all(map(PACK, people.values())),
        len(matched),
        Counter(claim.skill for one in matched for claim in one.skills),
        any(one.skills or one.learns for one in people.values()),
        tuple([slug for slug, one in people.items() if one.engaged]),
        tuple([slug for slug, one in people.items() if one.moved]),
    )


def sketch(one: Profile, organisations: Mapping[str, Organisation]) -> Sketch:
    """The sketch of a person; the organisations are those that are shown."""
    card = person_card(one, organisations)
    return Sketch(
        card=card,
        hash=hashlib.blake2b(PACK(card), digest_size=16).digest(),
        sorted_as=fold(one.sort_name or called(one)),
        organisation=one.organisation,
        region=one.region,
        skills=one.skills,
        strengths=one.strengths,
        forms=one.forms,
        confirmed_on=one.confirmed_on,
        matching=one.matching,
        findable=one.findable,
        moved=bool(one.aliases),
        engaged=bool(one.engagements),
        images=images_shown(one),
    )


def sketches(people: Mapping[str, Profile], organisations: Mapping[str, Organisation]) -> dict[str, Sketch]:
    """The sketches of these people."""
    return {slug: sketch(one, organisations) for slug, one in people.items()}


def person_card(one: Profile, organisations: Mapping[str, Organisation]) -> PersonCard:
    """The card of a person."""
    home = organisations.get(one.organisation)
    return PersonCard(
        slug=one.slug,
        name=called(one),
        role=one.role,
        headline=one.headline,
        organisation=Named(home.slug, home.name) if home else None,
        place=one.place,
        remote=one.remote,
        hours=one.hours,
        available_from=one.available_from,
        paused_until=one.paused_until,
        fields=one.fields,
        skills=tuple([claim.skill for claim in one.skills[:3]]),
        learns=one.learns,
        language=one.language,
        stays=one.stays,
        origin=one.origin,
    )


def called(profile: Profile) -> str:
    """What we call someone."""
    return profile.pseudonym or profile.name or profile.slug


class Records(Lazy[Profile]):
    """The records of people: those that there are, and all of them to be had from a shelf."""

    def __init__(self, refs: Mapping[str, Ref], there: Mapping[str, Profile], shelves: Shelves) -> None:
        super().__init__(refs.keys())
        self.refs, self._shelves = refs, shelves
        self._there = dict(there)

    def __getitem__(self, slug: str) -> Profile:
        found = self._there.get(slug)
        if found is None:
            found = self._there[slug] = UNPACK(self._shelves.take(self.refs[slug]))
        return found


PACK = msgspec.msgpack.Encoder(order="deterministic").encode
UNPACK = msgspec.msgpack.Decoder(Profile).decode
SKETCH = msgspec.msgpack.Decoder(Sketch).decode
