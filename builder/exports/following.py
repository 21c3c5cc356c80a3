"""What feeds and calendars tell of: which lists there are to follow, and what is in each, the last news first."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from .. import selections
from ..cards import EventCard, WorkCard
from ..facts import LONG_AGO
from ..model import Assignment, Record
from ..pages import Material, OfRecords, Sheet
from ..settings import Selection
from ..sketches import PersonCard

MOST_ENTRIES = 100
Card = WorkCard | PersonCard | EventCard
Shown = tuple[tuple[Card, ...], tuple[date, ...]]  # the newest of a list, and for each the day on which it was news


# One for each of what -------------------------------------------------------------------------------------------------


def in_feeds(slugs: Callable[[Material], Iterable[str]]) -> Callable[[Material], Iterable[Sheet]]:
    """One for each of these, when the site knows its own address: a feed has to say where it is from.

    Also where there is nothing yet: who waits for work should not have to come back to see whether there is a feed.
    """
    return lambda given: (Sheet(slug, 1) for slug in slugs(given)) if given.directory.settings.base_url else ()


def terms(kind: str) -> Callable[[Material], Iterable[Sheet]]:
    """Every term of a vocabulary."""
    return in_feeds(lambda given: given.directory.vocabularies[kind].terms)


organisations = in_feeds(
    lambda given: (slug for slug, one in given.directory.organisations.items() if one.origin is None)
)


def chosen(about: str) -> Callable[[Material], Iterable[Sheet]]:
    """Every selection of people, or of work."""
    return in_feeds(lambda given: (one.id for one in given.directory.settings.selections if one.about == about))


@OfRecords
def closing_work(given: Material) -> Iterable[Assignment]:
    """The open work that says when it closes."""
    return (given.directory.assignments[card.slug] for card in given.cards.open_work if card.closes)


# What each shows ------------------------------------------------------------------------------------------------------


def newest(cards: Iterable[Card], days: Mapping[str, date]) -> Shown:
    """The newest of some cards."""
    found = sorted(cards, key=lambda card: (-days[card.slug].toordinal(), card.slug))[:MOST_ENTRIES]
    return tuple(found), tuple([days[card.slug] for card in found])


def open_work(given: Material, _: None) -> tuple[Any, ...]:
    """The open work."""
    return newest(given.cards.open_work, given.cards.news)


def work_of_term(kind: str) -> Callable[[Material, Sheet], tuple[Any, ...]]:
    """The open work of a term."""
    return lambda given, one: (one.slug, *newest(given.cards.work_in[kind].get(one.slug, ()), given.cards.news))


def work_of_organisation(given: Material, one: Sheet) -> tuple[Any, ...]:
    """An organisation and its open work."""
    cards = given.cards.work_in["organisations"].get(one.slug, ())
    return one.slug, given.cards.organisations[one.slug].name, *newest(cards, given.cards.news)


def selected_work(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """A selection and the open work in it."""
    one, directory = selection(given, sheet), given.directory
    work = {card.slug: directory.assignments[card.slug] for card in given.cards.open_work}
    found = selections.taken(one, work, directory.organisations)
    return one, *newest((given.cards.work[slug] for slug in found), given.cards.news)


def everyone(given: Material, _: None) -> tuple[Any, ...]:
    """The people whose profile was confirmed last."""
    return confirmed(given, (card.slug for card in given.cards.everyone))


def selected_people(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """A selection and the people in it."""
    one, directory = selection(given, sheet), given.directory
    people = {card.slug: directory.people[card.slug] for card in given.cards.everyone}
    return one, *confirmed(given, selections.taken(one, people, directory.organisations))


def confirmed(given: Material, slugs: Iterable[str]) -> Shown:
    """The people who confirmed their profile last. A pause changes nothing here: it would tell who has time."""
    people = given.directory.people
    days = {slug: people[slug].confirmed_on or LONG_AGO for slug in slugs}
    return newest((given.cards.people[slug] for slug in days), days)


def coming(given: Material, _: None) -> tuple[Any, ...]:
    """What is on and what is coming."""
    days = {one.slug: given.directory.events[one.slug].confirmed_on or LONG_AGO for one in given.cards.coming}
    return newest(given.cards.coming, days)


def selection(given: Material, sheet: Sheet) -> Selection:
    """The selection with this id."""
    return next(one for one in given.directory.settings.selections if one.id == sheet.slug)


def closing(given: Material, one: Record) -> tuple[Any, ...]:
    """Work that closes, and the day on which that was last looked at."""
    return (given.cards.work[one.slug],), (looked_at(given.directory.assignments[one.slug]),)


def all_closing(given: Material, _: None) -> tuple[Any, ...]:
    """The same of all work that closes, what closes first before the rest."""
    found = [given.directory.assignments[one.slug] for one in closing_work(given)]
    return tuple([given.cards.work[one.slug] for one in found]), tuple([looked_at(one) for one in found])


def looked_at(one: Assignment) -> date:
    """The last day on which somebody wrote or confirmed some work, as far as it says."""
    return max([day for day in (one.published_on, one.confirmed_on) if day], default=LONG_AGO)
