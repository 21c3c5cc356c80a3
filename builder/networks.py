"""Other networks whose people and work are shown here: what came of each source."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from .settings import Source
from .snapshots import Failure

# good: harvested and fresh. failing: the last try failed, and the last good snapshot is shown. silent: that is too old,
# and nothing of it is shown. waiting: never harvested. broken: the snapshot cannot be read.
NetworkState = Literal["good", "failing", "silent", "waiting", "broken"]


def is_guest(slug: str) -> bool:
    """Whether a slug is that of an entry of another network: `<source>.<id>`. A name of our own never holds a point."""
    return "." in slug


class Amiss(Struct, frozen=True):
    """What is the matter with an entry of a source: it was left out, or part of it was."""

    kind: str
    id: str
    code: str
    values: Mapping[str, str] = {}
    left_out: bool = True


class Double(Struct, frozen=True):
    """The same person in two networks, as a link on a profile declares."""

    slug: str  # here, or with the other source
    other: str  # of the source
    mutual: bool  # whether both profiles say so; then the entry of the source is not shown beside the other


class Unmapped(Struct, frozen=True):
    """A word of the source that we have no word for."""

    vocabulary: str
    term: str
    label: str
    times: int


class Network(Struct, frozen=True, kw_only=True):
    """A source and what came of it."""

    source: Source
    state: NetworkState
    title: str
    operator: str = ""
    licence: str = ""
    site: str = ""
    harvested: date | None = None
    tried: date | None = None
    failure: Failure | None = None
    people: int = 0  # shown here
    work: int = 0
    amiss: tuple[Amiss, ...] = ()
    doubles: tuple[Double, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
