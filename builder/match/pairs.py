"""A person beside a piece of work, and what is made once for every such pair."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec
from msgspec import Struct

from ..apart import Apart, House, apart, house, known_as, left_by
from ..directory import Directory
from ..model import Assignment, Profile
from ..settings import Weights
from ..vocabulary import nearness, within

WHOLE = 10_000  # every part, and the score
RARITY = ((4, 2), (16, 3), (64, 4))  # claimed by more than one in so many people: the class; 5 when rarer
RAREST = 5


class Pair(Struct, frozen=True):
    """A person beside a piece of work, with the little of the network that bears on the two."""

    profile: Profile
    assignment: Assignment
    home: House | None  # where the person works
    client: House | None  # who asks
    rarity: tuple[int, ...]  # the class of each skill asked, 2 (common) to 5 (rare)
    left: tuple[House, ...] = ()  # where the person worked until lately, so that the rules of that house still hold


class MatchFrame(Struct, frozen=True, kw_only=True):
    """What is the same for every pair: rules, weights, the day, and the words the network shares."""

    today: date
    language: str
    apart: Apart
    return_for: tuple[str, ...]  # the forms that need an arrangement about coming back
    shares: Mapping[str, int]  # criterion → what it weighs of 10,000
    near: Mapping[str, Mapping[str, int]]  # skill asked or taught → what serves it
    regions: Mapping[str, frozenset[str]]  # region → itself and all it is part of


class Context(Struct, frozen=True, kw_only=True):
    """What pairs are made with."""

    frame: MatchFrame
    houses: Mapping[str, House]
    rarity: Mapping[str, int]  # skill asked → its class
    left: Mapping[str, tuple[House, ...]] = {}  # profile → where she worked until lately


def context(directory: Directory) -> Context:
    """What pairs of this directory are made with."""
    settings, work = directory.settings, directory.assignments.values()
    asked = sorted(
        {need.skill for one in work for need in one.skills} | {skill for one in work for skill in one.teaches}
    )
    regions = directory.vocabularies["regions"]
    frame = MatchFrame(
        today=directory.today,
        language=settings.language,
        apart=apart(settings.rules),
        return_for=settings.rules.return_for,
        shares=shares(settings.weights),
        near={skill: nearness(directory.skills, skill) for skill in asked},
        regions={region: within(regions, region) for region in regions.terms},
    )
    # Guests who come and go do not change how rare a skill is: the census leaves them out.
    claims, people = directory.census.claims, directory.census.matched
    rarity = {skill: _rarity(claims.get(skill, 0), people) for skill in asked}
    houses = {slug: house(one) for slug, one in directory.organisations.items()}
    return Context(frame=frame, houses=houses, rarity=rarity, left=_left(directory, houses))


def _left(directory: Directory, houses: Mapping[str, House]) -> Mapping[str, tuple[House, ...]]:
    """Where people worked until lately, for whom that is anywhere."""
    rules, work = directory.settings.rules, directory.assignments
    if not rules.cooling_off_months:
        return {}
    houses_of_ours = (one for one in directory.organisations.values() if one.origin is None)
    known = {**known_as(directory.organisations.values()), **known_as(houses_of_ours)}  # a guest takes no name of ours
    found = {
        slug: left_by(directory.profiles[slug], directory.work_by.get(slug, ()), work, known, rules, directory.today)
        for slug in sorted({*directory.census.engaged, *directory.work_by} & directory.people.keys())
    }
    return {slug: tuple(houses[one] for one in left if one in houses) for slug, left in found.items() if left}


def pair(given: Context, profile: Profile, assignment: Assignment) -> Pair:
    """A person beside a piece of work."""
    return beside(given, assignment)(profile)


def beside(given: Context, assignment: Assignment) -> Callable[[Profile], Pair]:
    """Sets people beside a piece of work."""
    client = given.houses.get(assignment.organisation)
    rarity = tuple([given.rarity.get(need.skill, RAREST) for need in assignment.skills])
    houses, left = given.houses, given.left
    return lambda one: Pair(one, assignment, houses.get(one.organisation), client, rarity, left.get(one.slug, ()))


def shares(weights: Weights) -> Mapping[str, int]:
    """The weights as parts of 10,000 that add up; what rounding leaves goes to the largest remainders."""
    given = {name: max(0, weight) for name, weight in msgspec.structs.asdict(weights).items()}
    total = sum(given.values())
    if not total:
        return shares(Weights())
    parts = {name: WHOLE * weight // total for name, weight in given.items()}
    by_remainder = sorted(given, key=lambda name: -(WHOLE * given[name] % total))
    for name in by_remainder[: WHOLE - sum(parts.values())]:
        parts[name] += 1
    return parts


def _rarity(people: int, among: int) -> int:
    """The class of a skill that so many people claim."""
    return next((rare for parts, rare in RARITY if people * parts > among), RAREST)
