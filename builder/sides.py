"""The two sides of a match: a person and a piece of work, each with all that a page or document of matches shows of it.

A side is made once and stands in every list that its person or work is in, so it also needs hashing only once.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from .cards import WorkCard
from .directory import Directory
from .lazy import Lazy
from .lists import Cards
from .match import RAREST, Context, House, Pair
from .model import Assignment, Contact, Profile
from .pseudonyms import is_masked
from .sketches import PersonCard


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


Side = TypeVar("Side", PersonSide, WorkSide)


class Made(Lazy[Side]):
    """The sides of these slugs, each made when it is asked for the first time."""

    def __init__(self, slugs: Iterable[str], make: Callable[[str], Side]) -> None:
        super().__init__(dict.fromkeys(slugs).keys())
        self._make: Callable[[str], Side] = make
        self._made: dict[str, Side] = {}

    def __getitem__(self, slug: str) -> Side:
        if slug not in self._made:
            if slug not in self:
                raise KeyError(slug)
            self._made[slug] = self._make(slug)
        return self._made[slug]


def sides(directory: Directory, given: Context, cards: Cards) -> Sides:
    """The sides of everyone and of all work."""

    def person(slug: str) -> PersonSide:
        one = directory.profiles[slug]
        home, left = given.houses.get(one.organisation), given.left.get(slug, ())
        return PersonSide(one, home, cards.people[slug], mail_of(one, directory), left)

    def work(slug: str) -> WorkSide:
        one = directory.assignments[slug]
        rarity = tuple([given.rarity.get(need.skill, RAREST) for need in one.skills])
        return WorkSide(one, given.houses.get(one.organisation), rarity, cards.work[slug], mail_of(one, directory))

    return Sides(Made(directory.profiles, person), Made(directory.assignments, work))


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
