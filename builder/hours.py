"""The hours that people work for other organisations, and what they may have saved on hired work.

A year is twelve whole months, until the one before this: so a figure changes once a month, and nobody can see in two
days that follow each other what one of them brought.

Work counts when it is filled and says its hours a week, its head and, once it is over, its tail. Its hours in the
year are the hours a week times the weeks of it that lie in them, for each place in the team; who are with more
than there are places, share them. They are rounded for each person to whole hours, and go from the organisation of the
person to that of the work.

What is told is a list of flows that have nothing in common (`disclosure`): between two organisations where enough
people stand behind it, else between two layers of government, else among the rest, each with all its hours. Totals
follow from those alone. The rest is about enough people too, or takes the smallest flows with it until it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec import Struct

from . import facts
from .directory import Directory
from .disclosure import REST, nobody_or_enough
from .model import Assignment, Reason

HIRED: frozenset[Reason] = frozenset({"illness", "peak", "unique", "vacancy"})  # for which one would hire
DONE: frozenset[facts.State] = frozenset({"filled", "running", "finished"})
MONTHS = 12

Scale = Literal["organisation", "layer", "rest"]


class Flow(Struct, frozen=True):
    """Hours from one to another: organisations by their id, layers by their name, the rest without either."""

    scale: Scale
    giver: str
    taker: str
    hours: int


class Exchange(Struct, frozen=True):
    """The hours of a year across organisations; without flows when there are too few people to tell of any."""

    flows: tuple[Flow, ...]
    few: bool  # whether there was something that cannot be told
    unknown: int  # pieces of work by people from elsewhere that do not say their hours or days


class Hiring(Struct, frozen=True):
    """The hours of a year of work for which one would hire; None when they are about a few people."""

    hours: int | None
    rate: int | None  # euros an hour


class Share(NamedTuple):
    """What one person did of one piece of work."""

    person: str
    giver: str
    taker: str
    hours: int
    hired: bool  # whether one would hire for it
    told: bool = True  # whether the organisation may be named


Key = tuple[Scale, str, str]
Groups = Mapping[Key, Sequence[Share]]


def exchange(directory: Directory) -> Exchange:
    """The hours across organisations in a year."""
    found = [one for one in shares(directory) if one.giver != one.taker]
    layers = {slug: one.layer for slug, one in directory.organisations.items()}
    flows = groups(found, layers, directory.settings.rules.fewest)
    told = [Flow(*key, sum(one.hours for one in of)) for key, of in flows.items()]
    order = ("organisation", "layer", "rest").index
    told.sort(key=lambda one: (order(one.scale), -one.hours, one.giver, one.taker))
    return Exchange(tuple(told), bool(found) and not flows, sum(unknown(directory)))


def hiring(directory: Directory) -> Hiring:
    """The hours of a year for which one would hire, when no few people can be found in them."""
    fewest, every = directory.settings.rules.fewest, list(shares(directory))
    layers = {slug: one.layer for slug, one in directory.organisations.items()}
    across = [one for one in every if one.giver != one.taker]
    wanted = [one for one in every if one.hired]
    safe = separate(wanted, groups(across, layers, fewest), fewest)
    return Hiring(sum(one.hours for one in wanted) if safe else None, directory.settings.rules.hire_rate)


def year(today: date) -> tuple[date, date]:
    """The first and the last day of the year that is told: twelve months, the last of them is over."""
    first = today.replace(day=1)
    return facts.months_after(first, -MONTHS), first - timedelta(days=1)


# Who did what ---------------------------------------------------------------------------------------------------------


def shares(directory: Directory) -> Iterator[Share]:
    """Everybody's part in every piece of work of the year."""
    today, people, houses = directory.today, directory.people, directory.organisations
    for one in directory.assignments.values():
        doing = [slug for slug in one.filled_by if slug in people] if one.organisation in houses else []
        days = days_within(one, today) if doing else None
        if not days or not one.hours:
            continue
        places = min(one.team_size or 1, len(doing))
        part = (2 * one.hours * places * days + 7 * len(doing)) // (14 * len(doing))  # rounded
        for slug in doing:
            home = people[slug].organisation
            if home in houses and part:
                yield Share(slug, home, one.organisation, part, one.reason in HIRED, not one.confidential)


def days_within(one: Assignment, today: date) -> int | None:
    """How many days of filled work lie in the year; None when it does not tell."""
    state, tail, (since, until) = facts.state(one, today), facts.last_day(one), year(today)
    if state not in DONE:
        return 0
    if one.start is None or (tail is None and state == "finished"):
        return None
    return max(0, (min(tail or until, until) - max(one.start, since)).days + 1)


def unknown(directory: Directory) -> Iterator[bool]:
    """For each piece of work by people from elsewhere, whether its hours cannot be counted."""
    for one in directory.assignments.values():
        homes = {directory.people[slug].organisation for slug in one.filled_by if slug in directory.people}
        if one.organisation and homes - {one.organisation, ""}:
            days = days_within(one, directory.today)
            yield days is None or (days > 0 and not one.hours)


# Which flows are told -------------------------------------------------------------------------------------------------


def groups(found: Iterable[Share], layers: Mapping[str, str], fewest: int) -> Groups:
    """The shares in flows, each about enough people; none at all when they are too few together."""
    told: dict[Key, Sequence[Share]] = {}
    left = list(found)
    for scale, ends in (("organisation", houses_of), ("layer", layers_of(layers))):
        flows = _grouped(scale, ends, (one for one in left if one.told))  # type: ignore[arg-type]  # they are scales
        told |= {key: of for key, of in flows.items() if large(of, fewest)}
        small = (of for key, of in flows.items() if key not in told)
        left = [*(share for of in small for share in of), *(one for one in left if not one.told)]
    while left and not large(left, fewest) and told:
        left += told.pop(min(told, key=lambda key: (key[0] == "organisation", len(told[key]), key)))
    if left and not large(left, fewest):
        return {}
    return {**told, ("rest", "", ""): left} if left else told


def houses_of(one: Share) -> tuple[str, str]:
    """From which organisation to which."""
    return one.giver, one.taker


def layers_of(layers: Mapping[str, str]) -> Callable[[Share], tuple[str, str]]:
    """From which layer to which."""
    return lambda one: (layers.get(one.giver, REST), layers.get(one.taker, REST))


def _grouped(scale: Scale, ends: Callable[[Share], tuple[str, str]], found: Iterable[Share]) -> Groups:
    flows: dict[Key, list[Share]] = {}
    for one in found:
        flows.setdefault((scale, *ends(one)), []).append(one)
    return flows


def large(found: Iterable[Share], fewest: int) -> bool:
    """Whether enough people stand behind some hours."""
    return len({one.person for one in found}) >= fewest


def separate(wanted: Sequence[Share], flows: Groups, fewest: int) -> bool:
    """Whether the hours of some shares can be told beside the flows, so that no difference is about a few people.

    Whole flows can be taken from them. What then remains, and what remains of the flows that are in it in part, has to
    be about nobody or about enough people.
    """
    inside = set(wanted)
    partly = [of for of in flows.values() if 0 < sum(one in inside for one in of) < len(of)]
    whole = {one for of in flows.values() if all(one in inside for one in of) for one in of}
    remains = (one.person for one in wanted if one not in whole)
    beside = (one.person for of in partly for one in of if one not in inside)
    return nobody_or_enough(remains, fewest) and nobody_or_enough(beside, fewest)
