"""The directory in numbers: how much there is of everything, and never anything about a few people (`disclosure`)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct

from . import facts
from .directory import Directory
from .disclosure import REST, enough, together
from .filling import Filling, filling
from .hours import Exchange, Hiring, exchange, hiring, year
from .model import Assignment

MOST = 10  # skills in a list
BEFORE, AFTER = 6, 5  # months around this one
DONE: Mapping[facts.State, str] = {"filled": "filled", "running": "filled", "finished": "finished", "open": "open"}


class Count(Struct, frozen=True):
    """How many people and how much open work belong to a term; people are None when there are only a few."""

    term: str
    people: int | None
    work: int


class Month(Struct, frozen=True):
    """The work that begins in a month: 2026-11."""

    month: str
    open: int
    filled: int
    finished: int


class Figures(Struct, frozen=True, kw_only=True):
    """Everything the page of figures tells."""

    fewest: int  # how large a smaller group of people is, stays unsaid
    people: int | None
    open_work: int
    organisations: int
    pools: int
    states: tuple[tuple[str, int], ...]  # state → how much work
    months: tuple[Month, ...]
    fields: tuple[Count, ...]
    layers: tuple[Count, ...]
    asked: tuple[Count, ...]
    offered: tuple[Count, ...]
    done_by: tuple[tuple[str, int], ...]  # how far somebody came for work that was filled → how much of it
    away: int | None  # how many people did work for another organisation
    year: tuple[date, date]  # the first and the last day of what follows
    filling: Filling
    exchange: Exchange
    hiring: Hiring


def figures(directory: Directory) -> Figures:
    """The numbers of a directory."""
    work = directory.assignments.values()
    states = {one.slug: facts.state(one, directory.today) for one in work}
    fewest = directory.settings.rules.fewest
    return Figures(
        fewest=fewest,
        people=enough(len(directory.people), fewest),
        open_work=sum(state == "open" for state in states.values()),
        organisations=len(directory.organisations),
        pools=len(directory.pools),
        states=by_state(states.values()),
        months=by_month(work, directory.today),
        fields=by_field(directory),
        layers=by_layer(directory),
        asked=most_asked(directory),
        offered=most_offered(directory),
        done_by=by_distance(directory),
        away=away(directory, fewest),
        year=year(directory.today),
        filling=filling(directory),
        exchange=exchange(directory),
        hiring=hiring(directory),
    )


# Work -----------------------------------------------------------------------------------------------------------------

STATES: tuple[facts.State, ...] = ("open", "coming", "filled", "running", "finished", "closed", "withdrawn")


def by_state(states: Iterable[facts.State]) -> tuple[tuple[str, int], ...]:
    """How much work there is in each state, in the order of its life."""
    found = Counter(states)
    return tuple((state, found[state]) for state in STATES if found[state])


def by_month(work: Iterable[Assignment], today: date) -> tuple[Month, ...]:
    """The work of a year by the month in which it begins: half a year back and the months ahead."""
    found = Counter(
        (month_of(one.start), DONE[state]) for one in work if one.start and (state := facts.state(one, today)) in DONE
    )
    months = [month_of(month_from(today, distance)) for distance in range(-BEFORE, AFTER + 1)]
    return tuple(
        Month(month, found[month, "open"], found[month, "filled"], found[month, "finished"]) for month in months
    )


def month_of(day: date) -> str:
    """The month of a day: 2026-11."""
    return day.isoformat()[:7]


def month_from(day: date, distance: int) -> date:
    """The first day of a month some months before or after."""
    years, month = divmod(day.month - 1 + distance, 12)
    return date(day.year + years, month + 1, 1)


# People and work ------------------------------------------------------------------------------------------------------


def by_field(directory: Directory) -> tuple[Count, ...]:
    """The people and the open work of every field of work; somebody may work in several."""
    people = Counter(term for one in directory.people.values() for term in set(one.fields))
    work = Counter(term for one in open_work(directory) for term in set(one.fields))
    terms = directory.vocabularies["fields"].terms
    fewest = directory.settings.rules.fewest
    found = [Count(term, enough(people[term], fewest), work[term]) for term in terms if people[term] or work[term]]
    return tuple(sorted(found, key=most_people(fewest)))


def by_layer(directory: Directory) -> tuple[Count, ...]:
    """The people and the open work of every layer of government; layers with a few people are counted together."""
    layers = {slug: one.layer for slug, one in directory.organisations.items()}
    people = Counter(layers.get(one.organisation, REST) for one in directory.people.values())
    work = Counter(layers.get(one.organisation, REST) for one in open_work(directory))
    fewest = directory.settings.rules.fewest
    small = together(people, fewest) | ({REST} & work.keys())
    found = [
        Count(layer, people[layer], work[layer]) for layer in sorted(people.keys() | work.keys()) if layer not in small
    ]
    rest = Count(REST, enough(sum(people[layer] for layer in small), fewest), sum(work[layer] for layer in small))
    return (*sorted(found, key=most_people(fewest)), *([rest] if small else []))


def most_asked(directory: Directory) -> tuple[Count, ...]:
    """The skills that most open work asks for."""
    found = [one for one in by_skill(directory) if one.work]
    return tuple(sorted(found, key=lambda one: (-one.work, one.term))[:MOST])


def most_offered(directory: Directory) -> tuple[Count, ...]:
    """The skills that most people have."""
    order = most_people(directory.settings.rules.fewest)
    return tuple(sorted((one for one in by_skill(directory) if one.people != 0), key=order)[:MOST])


def by_skill(directory: Directory) -> Iterable[Count]:
    """The people who have a skill and the open work that asks for it; words outside the vocabulary stay out."""
    for term in directory.skills.terms:
        people, work = len(directory.claimed_by.get(term, ())), len(directory.asked_by.get(term, ()))
        yield Count(term, enough(people, directory.settings.rules.fewest), work)


def most_people(fewest: int) -> Callable[[Count], tuple[int, int, str]]:
    """The order of counts: most people first; of groups whose size is unsaid, the order says nothing either."""
    return lambda one: (-(fewest - 1 if one.people is None else one.people), -one.work, one.term)


def open_work(directory: Directory) -> list[Assignment]:
    """The work one can respond to."""
    return [one for one in directory.assignments.values() if facts.is_open(one, directory.today)]


# Across organisations -------------------------------------------------------------------------------------------------

DISTANCES = ("own", "same-layer", "other-layer")


def by_distance(directory: Directory) -> tuple[tuple[str, int], ...]:
    """How much work was done by somebody of its own organisation, of another one, and of another layer."""
    found = Counter(
        max(distances, key=DISTANCES.index)
        for one in directory.assignments.values()
        if (distances := [far for slug in one.filled_by if (far := distance(directory, slug, one))])
    )
    return tuple((far, found[far]) for far in DISTANCES if found[far])


def people_away(directory: Directory) -> frozenset[str]:
    """Who did work for another organisation."""
    return frozenset(
        slug
        for one in directory.assignments.values()
        for slug in one.filled_by
        if distance(directory, slug, one) in ("same-layer", "other-layer")
    )


def away(directory: Directory, fewest: int) -> int | None:
    """How many people did work for another organisation, when neither they nor the others are a few."""
    gone = people_away(directory)
    stayed = len(directory.people.keys() - gone)
    return None if enough(stayed, fewest) is None else enough(len(gone), fewest)


def distance(directory: Directory, slug: str, work: Assignment) -> str:
    """How far somebody comes for work; nothing when one of the organisations is not known here."""
    person, organisations = directory.people.get(slug), directory.organisations
    home = organisations.get(person.organisation) if person else None
    there = organisations.get(work.organisation)
    if home is None or there is None:
        return ""
    if home.slug == there.slug:
        return "own"
    return "same-layer" if home.layer == there.layer else "other-layer"
