"""What is new since a day: beside the directory of then, or else by the dates that files name."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import NamedTuple

from .. import facts, match
from ..cards import EventCard, Story, WorkCard
from ..directory import Directory
from ..material import Material
from ..model import Assignment, Origin, Profile
from ..networks import Network, is_guest
from ..sides import PersonSide, WorkSide
from ..sketches import PersonCard
from .before import Before

SOON, LATEST = timedelta(days=14), timedelta(days=31)  # what closes soon: as far ahead as the news looks back
AHEAD = timedelta(days=62)  # for which events are told


FIT = frozenset({"strong", "good"})


class Fits(NamedTuple):
    """Open work with the people who are new in its list, in an order that favours nobody."""

    work: WorkSide
    people: tuple[PersonSide, ...]


class Elsewhere(NamedTuple):
    """Another network, with how many of its people and how much of its open work are new here."""

    network: Network
    people: int
    work: int


class News(NamedTuple):
    """What there is to tell; who left is not."""

    work: tuple[WorkCard, ...]
    closing: tuple[WorkCard, ...]
    people: tuple[PersonCard, ...]
    fits: tuple[Fits, ...]
    stories: tuple[Story, ...]
    events: tuple[EventCard, ...]
    elsewhere: tuple[Elsewhere, ...]
    exact: bool  # whether a directory of then told it


def news(given: Material, since: date, then: Before | None) -> News:
    """What is new in a directory since the beginning of a day."""
    directory, made, today = given.home, given.cards, given.home.today
    work = [card for card in made.open_work if _is_new_work(directory.assignments[card.slug], since, today, then)]
    rest = [card for card in made.open_work if card not in work]
    last = today + min(max(today - since, SOON), LATEST)
    people = [directory.profiles[card.slug] for card in made.everyone]
    new = [one.slug for one in people if not facts.is_paused(one, today) and _is_new_person(one, since, then)]
    return News(
        work=tuple(work),
        closing=tuple(card for card in rest if card.closes and card.closes <= last),
        people=tuple(made.people[slug] for slug in _mixed(new, since)),
        fits=tuple(_new_fits(given, rest, since, then)) if then else (),
        stories=tuple(one for one in made.stories if _is_new_story(one, since, then)),
        events=tuple(
            one for one in made.coming if one.day <= today + AHEAD or (then and ("events", one.slug) not in then.names)
        ),
        elsewhere=tuple(_elsewhere(given, then)) if then else (),
        exact=then is not None,
    )


# One of each ----------------------------------------------------------------------------------------------------------


def _is_new_work(one: Assignment, since: date, today: date, then: Before | None) -> bool:
    """Whether open work could not be answered on that day, or not by as many."""
    if then is None:
        return facts.news(one, today) >= since
    was = then.names.get(("assignments", one.slug))
    before = then.directory.assignments.get(was or "")
    if before is None:
        return was != ""  # what a mistake kept off the site that day is no news
    return not facts.is_open(before, since) or _reach(one, today) > _reach(before, since)


def _reach(one: Assignment, day: date) -> int:
    ring = facts.ring_today(one, day)
    return facts.RINGS.index(ring) if ring else -1


def _is_new_person(one: Profile, since: date, then: Before | None) -> bool:
    """Whether somebody was not shown yet, under whatever name; without a history, whether she confirmed since."""
    if then is None:
        return one.confirmed_on is not None and one.confirmed_on >= since
    was = then.names.get(("profiles", one.slug))
    return was is None or (was != "" and was not in then.directory.profiles)


def _is_new_story(one: Story, since: date, then: Before | None) -> bool:
    """Whether nothing was told yet of what work brought."""
    if then is None:
        return one.ended is not None and one.ended >= since
    was = then.names.get(("assignments", one.work.slug))
    before = then.directory.assignments.get(was or "")
    if before is None:
        return was != ""
    return facts.state(before, since) != "finished" or not (before.outcome or before.reflection)


# Matches --------------------------------------------------------------------------------------------------------------


def _new_fits(given: Material, work: Sequence[WorkCard], since: date, then: Before) -> Iterator[Fits]:
    """The people who are in the list of work and were not, when they fit it or can learn there what they want to."""
    both = given.sides
    for card in work:
        earlier = then.ranking.by_assignment.get(then.names.get(("assignments", card.slug), ""))
        if earlier is None:
            continue
        listed = {"", *(slug for slug, _ in earlier)}  # who was off the site by a mistake is not new either
        found = [
            slug
            for slug, score in given.ranking.by_assignment.get(card.slug, ())
            if not is_guest(slug)
            and then.names.get(("profiles", slug)) not in listed
            and (match.band(score) in FIT or _learns(given.home, slug, card.slug))
        ]
        if found:
            yield Fits(both.work[card.slug], tuple([both.people[slug] for slug in _mixed(found, since)]))


def _learns(directory: Directory, person: str, work: str) -> bool:
    """Whether a wish to learn comes true."""
    return not set(directory.profiles[person].learns).isdisjoint(directory.assignments[work].teaches)


def _mixed(slugs: Iterable[str], since: date) -> list[str]:
    """In an order of their own for every digest: not by name and not by score, so that nobody always comes first."""
    return sorted(slugs, key=lambda slug: blake2b(f"{since} {slug}".encode(), digest_size=8).digest())


# Other networks -------------------------------------------------------------------------------------------------------


def _elsewhere(given: Material, then: Before) -> Iterator[Elsewhere]:
    """The networks of which something is shown that was not there yet."""
    for network in given.networks:
        people, work = (
            [one for one in of_kind.values() if one.origin and _came(network.source.id, kind, one.origin, then)]
            for kind, of_kind in (("profiles", given.directory.profiles), ("assignments", given.directory.assignments))
        )
        found = Elsewhere(network, len(people), sum(given.cards.work[one.slug].state == "open" for one in work))
        if found.people or found.work:
            yield found


def _came(source: str, kind: str, origin: Origin, then: Before) -> bool:
    return origin.source == source and (source, kind, origin.id) not in then.guests
