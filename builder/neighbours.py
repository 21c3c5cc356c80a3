"""Other networks as an edition may tell of them: what came of each source, and what of it is shown here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

import msgspec
from msgspec import Struct

from .cards import WorkCard, gathered, urgency
from .lists import Cards
from .model import SourceKind
from .networks import Amiss, Network, NetworkState, Unmapped
from .sketches import PersonCard
from .snapshots import Failure
from .visibility import Edition, tells_address

Reasons = tuple[tuple[str, int], ...]  # why, and how often


class Pairing(Struct, frozen=True):
    """The same person in two networks: whom we show, and whether both say so."""

    slug: str
    name: str
    other: str
    mutual: bool


class Neighbour(Struct, frozen=True, kw_only=True):
    """A source as this edition tells of it: in public counts, and no entry by its id."""

    id: str
    title: str
    operator: str
    kind: SourceKind
    takes: tuple[str, ...]  # people, work
    licence: str
    url: str  # where to read it; empty when that is inside somebody's own computer network
    state: NetworkState
    harvested: date | None
    tried: date | None
    until: date | None  # the last day on which this snapshot is shown
    failure: Failure | None
    people: int
    work: int
    left_out: Reasons
    remarks: Reasons  # shown, but not as it was published there
    unmapped: tuple[Unmapped, ...]
    doubles: int  # said on both sides
    claims: int  # said on one side
    entries: tuple[Amiss, ...] = ()  # in the internal edition: which entries, and why
    pairs: tuple[Pairing, ...] = ()


def neighbours(networks: Iterable[Network], edition: Edition, made: Cards) -> tuple[Neighbour, ...]:
    """Every source, by its name; `made` has the names of who is in two networks."""
    found = [neighbour(one, edition, made) for one in networks]
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id)))


def brief(one: Network, edition: Edition) -> Neighbour:
    """A source without what is only to be looked after."""
    return msgspec.structs.replace(neighbour(one, edition, None), entries=(), unmapped=(), remarks=())


def neighbour(one: Network, edition: Edition, made: Cards | None) -> Neighbour:
    """A source as an edition may tell of it."""
    source, internal = one.source, edition == "internal"
    hidden = not tells_address(source, edition)
    mutual = sum(double.mutual for double in one.doubles)
    return Neighbour(
        id=source.id,
        title=one.title or source.id,
        operator=one.operator,
        kind=source.kind,
        takes=taken(source.kinds),
        licence=one.licence,
        url="" if hidden else one.site or source.url,
        state=one.state,
        harvested=one.harvested,
        tried=one.tried,
        until=one.harvested + timedelta(days=source.keep_days) if one.harvested else None,
        failure=Failure(code=one.failure.code) if one.failure and hidden else one.failure,
        people=one.people,
        work=one.work,
        left_out=reasons(why(amiss) for amiss in one.amiss if amiss.left_out),
        remarks=reasons(why(amiss) for amiss in one.amiss if not amiss.left_out),
        unmapped=one.unmapped,
        doubles=mutual,
        claims=len(one.doubles) - mutual,
        entries=one.amiss if internal else (),
        pairs=tuple(pairings(one, made)) if internal and made else (),
    )


TAKEN = ("profiles", "assignments")


def taken(kinds: Iterable[str]) -> tuple[str, ...]:
    """What is harvested of a source: what its settings say, or both."""
    return tuple(kind for kind in TAKEN if kind in set(kinds)) or TAKEN


def why(one: Amiss) -> str:
    """The code of a reason: of what could not even be taken, why that was."""
    return one.values.get("why", one.code) if one.code == "missed" else one.code


def reasons(codes: Iterable[str]) -> Reasons:
    """How often each reason occurs, the most frequent first."""
    return tuple(sorted(Counter(codes).items(), key=lambda one: (-one[1], one[0])))


def pairings(one: Network, made: Cards) -> Iterable[Pairing]:
    """Who is in two networks, as far as that person is shown here anyhow."""
    for double in one.doubles:
        if double.slug in made.people:
            yield Pairing(double.slug, made.people[double.slug].name, double.other.partition(".")[2], double.mutual)


# What is shown of each ------------------------------------------------------------------------------------------------

Card = WorkCard | PersonCard


@lru_cache(maxsize=1)
def guests(made: Cards) -> Mapping[str, tuple[Card, ...]]:
    """The work and the people of each source: work by its urgency, then people by name."""
    work = sorted(made.work.values(), key=urgency)
    found: Iterable[Card] = (*work, *made.people.values())
    return gathered((source, card) for card in found for source in (source_of(card.slug),) if source)


def source_of(slug: str) -> str:
    """The source an entry came from; nothing for what the network keeps itself, whose slugs hold no point."""
    source, point, _ = slug.partition(".")
    return source if point else ""
