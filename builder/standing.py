"""How a network stands for what its members agreed to bring, and whether there are enough people to open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from .checks import Flaw
from .model import Assignment, Organisation, Profile, Record
from .settings import Rules


class Counts(NamedTuple):
    """As much of a file as counts for how the network stands."""

    organisation: str  # for which it counts
    visibility: str


def counts(record: Record | None) -> Counts:
    """What counts of a record; a file that cannot be read is taken to be meant for everybody."""
    if isinstance(record, Profile):
        return Counts(record.organisation, record.visibility)
    if isinstance(record, Assignment):
        return Counts("" if record.status == "withdrawn" else record.organisation, record.visibility)
    return Counts("", record.visibility if record else "public")


class Short(Struct, frozen=True):
    """A member that brings less than was agreed: what it brings, and how much more is asked."""

    organisation: str
    people: int
    work: int
    more_people: int
    more_work: int


class Standing(Struct, frozen=True, kw_only=True):
    """What a network can count of its rules. Only the internal edition knows which members fall short."""

    members: int = 0
    with_people: int = 0  # members that bring the people that were agreed
    with_work: int = 0
    externals: int = 0  # parties from outside government
    people: int = 0  # profiles that everybody may see
    ready: int = 0  # from how many they are published
    held_back: int = 0  # profiles that would be public without a mistake in them, or were not confirmed for too long
    short: tuple[Short, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether there are too few people to publish any; one file with a mistake does not take everyone off."""
        return self.people + self.held_back < self.ready


def standing_of(
    organisations: Iterable[Organisation], people: Sequence[Counts], work: Sequence[Counts], rules: Rules
) -> Standing:
    """How the network stands, by all that could be published in some edition."""
    organisations = sorted(organisations, key=lambda one: one.slug)
    members = [one for one in organisations if is_member(one)]
    bring, ask = Counter(one.organisation for one in people), Counter(one.organisation for one in work)
    found = [
        Short(
            one.slug,
            bring[one.slug],
            ask[one.slug],
            max(0, rules.least_people - bring[one.slug]),
            max(0, rules.least_work - ask[one.slug]),
        )
        for one in members
    ]
    return Standing(
        members=len(members),
        with_people=sum(not one.more_people for one in found),
        with_work=sum(not one.more_work for one in found),
        externals=sum(one.layer == "external" for one in organisations),
        people=sum(one.visibility == "public" for one in people),
        ready=rules.ready,
        short=tuple(one for one in found if one.more_people or one.more_work),
    )


def is_member(one: Organisation) -> bool:
    """Whether an organisation is a member, and so brings people and work; a party from outside is a guest."""
    return one.member and one.layer != "external"


def shortfalls(one: Short) -> Iterator[Flaw]:
    """What to tell a member that falls short."""
    if one.more_people:
        values = {"n": one.people, "more": one.more_people, "least": one.people + one.more_people}
        yield Flaw("name", "too-few-people", values, "warning")
    if one.more_work:
        values = {"n": one.work, "more": one.more_work, "least": one.work + one.more_work}
        yield Flaw("name", "too-little-work", values, "warning")


def too_few(found: Standing) -> Iterator[Flaw]:
    """What to tell a network that is not ready to open."""
    if found.waits:
        yield Flaw("rules.ready", "not-ready", {"n": found.people, "ready": found.ready}, "warning")
