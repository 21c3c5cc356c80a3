"""The page of figures for machines: the same numbers, with the same left out."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from .. import figures, hours
from ..filling import End, Soon
from ..frame import Frame, choice
from ..model import AssignmentKind
from ..settings import Past
from .provenance import FrontDoor, Licence

FEW = "null when there are a few: fewer than `fewest`, or when a few could be found by subtraction"


class Period(Struct, frozen=True):
    """The year that is told: twelve whole months."""

    first: date
    last: date


class Taken(Struct, frozen=True):
    """Within how many days a quarter, a half and three quarters of some work were filled."""

    kind: Annotated[AssignmentKind | None, Meta(description="null for all kinds together")]
    assignments: int
    quarter: int
    half: int
    three_quarters: int


class Filled(Struct, frozen=True):
    """What became of the work of the year."""

    ended: Annotated[Mapping[End, int], Meta(description="how much was filled, closed without anyone, or withdrawn")]
    undated: Annotated[int, Meta(description="work that is over and does not say when: not counted")]
    time_to_fill: Annotated[tuple[Taken, ...], Meta(description="of five pieces of work or more")]
    untimed: Annotated[int, Meta(description="filled work of which the time is not known: not counted")]


class Hours(Struct, frozen=True):
    """Hours from one to another: between organisations, else between layers of government, else all the rest."""

    scale: hours.Scale
    giver: Annotated[str | None, Meta(description="the id of the organisation, or the layer")]
    taker: Annotated[str | None, Meta(description="the id of the organisation, or the layer")]
    hours: int


class Hire(Struct, frozen=True):
    """The hours of work for which one would otherwise hire."""

    hours: Annotated[int | None, Meta(description=FEW)]
    rate: Annotated[int | None, Meta(description="euros an hour, when the network says so")]


class Share(Struct, frozen=True):
    """The people and the open work of a field of work, a layer of government or a skill."""

    id: str
    people: Annotated[int | None, Meta(description=FEW)]
    open_assignments: int


class GapMonth(Struct, frozen=True):
    """A skill on the first day of a month."""

    month: str
    asked: Annotated[int, Meta(description="how much open work asked for it")]
    gap: Annotated[bool, Meta(description="whether nobody offered it")]


class GapSkill(Struct, frozen=True):
    """A skill that was a gap, with the months in which work asked for it."""

    id: str
    months: tuple[GapMonth, ...]


class Gaps(Struct, frozen=True):
    """The gaps of the months behind us."""

    made_on: date | None
    months: tuple[str, ...]
    skills: tuple[GapSkill, ...]


class FiguresDocument(Struct, frozen=True, kw_only=True):
    """The directory in numbers, and never anything about a few people."""

    fewest: Annotated[int, Meta(description="the smallest group of people that is counted")]
    people: Annotated[int | None, Meta(description=FEW)]
    open_assignments: int
    year: Period
    filled: Filled
    hours: Annotated[tuple[Hours, ...] | None, Meta(description="null when all of it is about a few people")]
    hours_unknown: Annotated[int, Meta(description="work across organisations without hours or days: not counted")]
    hiring: Hire
    layers: tuple[Share, ...]
    fields: tuple[Share, ...]
    asked: Annotated[tuple[Share, ...], Meta(description="the skills that most open work asks for")]
    offered: Annotated[tuple[Share, ...], Meta(description="the skills that most people have")]
    past: Annotated[Gaps | None, Meta(description="what `wisselwerk look-back` found, when it was run")]
    licence: Licence
    directory: FrontDoor


def document(found: figures.Figures, past: Past | None, licence: str | None, directory: str | None) -> FiguresDocument:
    """The numbers of a directory."""
    filling, exchange = found.filling, found.exchange
    every = (*([filling.soon] if filling.soon else []), *filling.kinds)
    return FiguresDocument(
        fewest=found.fewest,
        people=found.people,
        open_assignments=found.open_work,
        year=Period(*found.year),
        filled=Filled(dict(filling.ends), filling.undated, tuple(map(taken, every)), filling.untimed),
        hours=None if exchange.few else tuple(map(flow, exchange.flows)),
        hours_unknown=exchange.unknown,
        hiring=Hire(found.hiring.hours, found.hiring.rate),
        past=gaps(past) if past else None,
        licence=licence,
        directory=directory,
        **{name: tuple(map(share, getattr(found, name))) for name in ("layers", "fields", "asked", "offered")},
    )


def taken(one: Soon) -> Taken:
    """How soon some work was filled."""
    return Taken(one.kind, one.work, one.quarter, one.half, one.most)


def flow(one: hours.Flow) -> Hours:
    """Hours from one to another."""
    return Hours(one.scale, one.giver or None, one.taker or None, one.hours)


def gaps(past: Past) -> Gaps:
    """The gaps over time."""
    skills = (
        GapSkill(one.skill, tuple(GapMonth(each.month, each.asked, each.gap) for each in one.months))
        for one in past.gaps
    )
    return Gaps(past.made_on, past.months, tuple(skills))


def share(one: figures.Count) -> Share:
    """A term, counted."""
    return Share(one.term, one.people, one.work)


def named(frame: Frame, one: hours.Flow, term: str, names: Mapping[str, str]) -> str:
    """The name of what stands at an end of a flow."""
    return names[term] if one.scale == "organisation" else choice(frame, term) if one.scale == "layer" else ""
