"""The two sides of a match: a person and a piece of work, each with all that a page or document of matches shows of it.

A side is made once and stands in every list that its person or work is in, so it also needs hashing only once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from .cards import Cards, PersonCard, WorkCard
from .directory import Directory
from .match import RAREST, Context, House, Pair
from .model import Assignment, Contact, Profile
from .pseudonyms import is_masked


class PersonSide(NamedTuple):
    """Somebody who may be matched."""

    profile: Profile
    home: House | None
    card: PersonCard
    mail: str  # where to ask for a coffee
    left: tuple[House, ...] = ()


class WorkSide(NamedTuple):
    """Work that may be matched."""

    assignment: Assignment
    client: House | None
    rarity: tuple[int, ...]
    card: WorkCard
    mail: str


class Sides(NamedTuple):
    """Everyone and all work, by slug."""

    people: Mapping[str, PersonSide]
    work: Mapping[str, WorkSide]


def sides(directory: Directory, given: Context, cards: Cards) -> Sides:
    """The sides of everyone and of all work."""
    people = {
        slug: PersonSide(
            one,
            given.houses.get(one.organisation),
            cards.people[slug],
            mail_of(one, directory),
            given.left.get(slug, ()),
        )
        for slug, one in directory.profiles.items()
    }
    work = {
        slug: WorkSide(
            one,
            given.houses.get(one.organisation),
            tuple([given.rarity.get(need.skill, RAREST) for need in one.skills]),
            cards.work[slug],
            mail_of(one, directory),
        )
        for slug, one in directory.assignments.items()
    }
    return Sides(people, work)


def paired(person: PersonSide, work: WorkSide) -> Pair:
    """The two beside each other, as `match` looks at them."""
    return Pair(person.profile, work.assignment, person.home, work.client, work.rarity, person.left)


def mail_of(one: Profile | Assignment, directory: Directory) -> str:
    """Where to write: the contact of a person or of work, else of the organisation, else of the co-ordinator."""
    organisation = directory.organisations.get(one.organisation)
    house = None if is_masked(one, directory.edition) else organisation
    ours = None if one.origin else directory.settings.contact  # who keeps a guest answers for it
    return _mail(one.contact) or _mail(house.contact if house else None) or _mail(ours)


def _mail(contact: Contact | None) -> str:
    return (contact and contact.email) or ""
