"""Above a match: the person or the work that it is about."""

from functools import lru_cache
from typing import NamedTuple

from ..cards import WorkCard
from ..frame import Frame, choice, joined
from ..sketches import PersonCard
from .origins import network_of
from .pieces import hours_of, hue, initials, period, tongue


class Head(NamedTuple):
    """What a match is about: a person or work, with two lines below the name."""

    page: str
    slug: str
    name: str
    initials: str  # of a person
    hue: int
    line: str
    place: str
    name_in: str = ""  # the language of the name and of the line, when it is another one than that of the page
    line_in: str = ""
    network: str = ""  # of a guest: who keeps it


def person_head(frame: Frame, card: PersonCard) -> Head:
    """Above a match: the person."""
    place = card.organisation.name if card.organisation else ""
    return Head(
        "profile",
        card.slug,
        card.name,
        initials(card.name),
        hue(card.slug),
        card.role or "",
        place,
        line_in=tongue(frame, card),
        network=network_of(frame, card),
    )


@lru_cache(maxsize=8192)
def work_head(frame: Frame, card: WorkCard) -> Head:
    """Above a match: the work."""
    place = joined(choice(frame, card.kind), card.organisation.name if card.organisation else "")
    span = joined(period(frame, card.start, card.end, card.weeks), hours_of(frame, card.hours))
    language, network = tongue(frame, card), network_of(frame, card)
    return Head("assignment", card.slug, card.title, "", 0, span, place, name_in=language, network=network)


def rounded(points: int) -> int:
    """Points of ten thousand as points of a hundred."""
    return (points + 50) // 100
