"""The lists that pages cut their sheets from: cards by what they have in common, each made when it is asked for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from . import facts
from .cards import (
    STATES,
    Asked,
    Claimed,
    EventCard,
    OrganisationCard,
    Placed,
    PoolCard,
    Story,
    Tally,
    WorkCard,
    event_card,
    gathered,
    organisation_card,
    pool_card,
    stories,
    tally,
    urgency,
    work_card,
)  # fmt: skip
from .directory import Directory
from .lazy import Lazy
from .model import Assignment, Organisation
from .sketches import Named, PersonCard, Sketch, Sketches


class _ByName(Lazy[PersonCard]):
    """The cards of people by slug; they are only put in order when somebody goes through all of them."""

    def __init__(self, people: Mapping[str, Sketch]) -> None:
        super().__init__(people.keys())
        self._people = people

    def __getitem__(self, slug: str) -> PersonCard:
        return self._people[slug].card

    def __iter__(self) -> Iterator[str]:
        return iter(self._in_order)

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return _by_name(self._people)


def _by_name(people: Mapping[str, Sketch]) -> Sequence[str]:
    """The slugs of people in the order of their names."""
    return sorted(people, key=lambda slug: (people[slug].sorted_as, slug))


class Cards:
    """Every card of a directory, and the lists that pages cut their sheets from, each made when somebody asks for it.

    The mappings by slug hold guests too; lists and counts are of what the network keeps itself: its `home`.
    """

    def __init__(self, directory: Directory, home: Directory | None = None) -> None:
        self._directory, self._home = directory, home or directory

    # By slug

    @cached_property
    def organisations(self) -> Mapping[str, OrganisationCard]:
        """Organisations."""
        ours, all_there_is = ((at, Counter(at.house_of.values())) for at in (self._home, self._directory))

        def card(one: Organisation) -> OrganisationCard:
            directory, people = ours if one.origin is None else all_there_is
            return organisation_card(one, directory, people[one.slug])

        return {slug: card(one) for slug, one in self._directory.organisations.items()}

    @cached_property
    def people(self) -> Mapping[str, PersonCard]:
        """People, in the order of their names."""
        people = self._directory.people
        if isinstance(people, Sketches):
            return _ByName(people)
        return {slug: people[slug].card for slug in _by_name(people)}

    @cached_property
    def work(self) -> Mapping[str, WorkCard]:
        """Work."""
        directory, houses = self._directory, self._houses
        return {slug: work_card(one, directory, houses, self.people) for slug, one in directory.assignments.items()}

    @cached_property
    def pools(self) -> Mapping[str, PoolCard]:
        """Pools."""
        return {slug: pool_card(one, self._houses) for slug, one in self._directory.pools.items()}

    @cached_property
    def events(self) -> Mapping[str, EventCard]:
        """Events."""
        return {slug: event_card(one, self._houses) for slug, one in self._directory.events.items()}

    @cached_property
    def _houses(self) -> Mapping[str, Named]:
        return {slug: Named(slug, one.name) for slug, one in self._directory.organisations.items()}

    # Lists

    @cached_property
    def everyone(self) -> tuple[PersonCard, ...]:
        """People by name."""
        return tuple(card for card in self.people.values() if card.origin is None)

    @cached_property
    def all_work(self) -> tuple[WorkCard, ...]:
        """Open work, what closes first before the rest; then what is filled, finished or withdrawn."""
        return tuple(sorted((card for card in self.work.values() if card.origin is None), key=urgency))

    @cached_property
    def open_work(self) -> tuple[WorkCard, ...]:
        """The part of that which is open."""
        return tuple(card for card in self.all_work if card.state == "open")

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Stories, the last that ended first."""
        return stories(self._home.assignments, self.all_work, self._home.today)

    @cached_property
    def coming(self) -> tuple[EventCard, ...]:
        """Events that are not over, by day."""
        return tuple(card for card in self._by_day if (card.last_day or card.day) >= self._directory.today)

    @cached_property
    def past(self) -> tuple[EventCard, ...]:
        """Events that are over, the last first."""
        return tuple(card for card in reversed(self._by_day) if (card.last_day or card.day) < self._directory.today)

    @cached_property
    def _by_day(self) -> Sequence[EventCard]:
        return sorted(self.events.values(), key=lambda card: (card.day, card.slug))

    # What belongs together

    @cached_property
    def people_in(self) -> Mapping[str, Mapping[str, tuple[PersonCard, ...]]]:
        """Fields, regions or organisations → id → people."""
        sketched = self._home.people
        return {
            "fields": gathered((term, card) for card in self.everyone for term in card.fields),
            "regions": gathered((sketched[card.slug].region or "", card) for card in self.everyone),
            "organisations": gathered((sketched[card.slug].organisation, card) for card in self.everyone),
        }

    @cached_property
    def work_in(self) -> Mapping[str, Mapping[str, tuple[WorkCard, ...]]]:
        """Fields, forms, regions, organisations or skills → id → open work."""
        open_work, assignments = self.open_work, self._home.assignments
        return {
            "fields": gathered((term, card) for card in open_work for term in card.fields),
            "forms": gathered((term, card) for card in open_work for term in card.forms),
            "regions": gathered((assignments[card.slug].region or "", card) for card in open_work),
            "organisations": gathered((assignments[card.slug].organisation, card) for card in open_work),
            "skills": gathered((skill, card) for card in open_work for skill in _skills(assignments[card.slug])),
        }

    @cached_property
    def visitors(self) -> Mapping[str, tuple[PersonCard, ...]]:
        """Organisation, own or a guest → the guests who work there."""
        guests = (one for one in self.people.values() if one.origin)
        return gathered((self._directory.people[one.slug].organisation, one) for one in guests)

    @cached_property
    def visiting_work(self) -> Mapping[str, tuple[WorkCard, ...]]:
        """The same for open work."""
        guests = (one for one in self.work.values() if one.origin and one.state == "open")
        return gathered(
            (self._directory.assignments[one.slug].organisation, one) for one in sorted(guests, key=urgency)
        )

    @cached_property
    def news(self) -> Mapping[str, date]:
        """Open work → the day on which it was news."""
        return {card.slug: facts.news(self._home.assignments[card.slug], self._home.today) for card in self.open_work}

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claimed, ...]]:
        """Skill → who has it."""
        sketched = self._home.people
        return gathered(
            (claim.skill, Claimed(card, claim.level)) for card in self.everyone for claim in sketched[card.slug].skills
        )

    @cached_property
    def wishes(self) -> Mapping[str, tuple[PersonCard, ...]]:
        """Skill → who wants it."""
        return gathered((skill, card) for card in self.everyone for skill in card.learns)

    @cached_property
    def asks(self) -> Mapping[str, tuple[Asked, ...]]:
        """Skill → the open work that asks for it."""
        return gathered(
            (need.skill, Asked(card, need.level, need.importance))
            for card in self.open_work
            for need in self._home.assignments[card.slug].skills
        )

    @cached_property
    def balance(self) -> Mapping[str, tuple[facts.Balance, ...]]:
        """Organisation → what its people offer and its work asks."""
        home = self._home
        return {
            slug: facts.supply_and_demand(home.people_of.get(slug, ()), home.work_of.get(slug, ()), home.today)
            for slug in home.organisations
        }

    @cached_property
    def gaps(self) -> tuple[facts.Gap, ...]:
        """What is asked and nobody offers."""
        return facts.gaps(self._home.skills, self._home.claimed_by, self._home.asked_by)

    @cached_property
    def elsewhere(self) -> Mapping[str, tuple[Placed, ...]]:
        """Organisation → its people at work for others."""
        sketched, assignments = self._home.people, self._home.assignments
        return gathered(
            (sketched[slug].organisation, Placed(self.people[slug], card))
            for card in self.all_work
            for slug, _ in card.filled_by
            if sketched[slug].organisation != assignments[card.slug].organisation
        )

    @cached_property
    def campaigns(self) -> Mapping[str, tuple[EventCard, ...]]:
        """Assignment → the campaigns it is in."""
        return gathered(
            (slug, self.events[one.slug]) for one in self._directory.events.values() for slug in one.assignments
        )

    # Counts

    @cached_property
    def everywhere(self) -> Tally:
        """Field of work → how many people."""
        return tally(Counter({term: len(found) for term, found in self.people_in["fields"].items()}))

    @cached_property
    def states(self) -> Tally:
        """State → how much work."""
        found = Counter(card.state for card in self.all_work)
        return Tally(tuple((state, count) for state in STATES if (count := found[state])))

    @cached_property
    def proposed(self) -> Tally:
        """Skill that is no term of the vocabulary → how often it is named."""
        terms = self._home.skills.terms
        return tally(Counter(term for term in named_skills(self._home) if term not in terms))


def named_skills(directory: Directory) -> Iterable[str]:
    """Every skill that is named anywhere, as often as it is."""
    for person in directory.people.values():
        yield from (claim.skill for claim in person.skills)
        yield from person.learns
    for work in directory.assignments.values():
        yield from (need.skill for need in work.skills)
        yield from work.teaches


def _skills(work: Assignment) -> Iterable[str]:
    """The skills that work asks for or teaches, each once."""
    return dict.fromkeys((*[need.skill for need in work.skills], *work.teaches))
