"""Matches and teams as they are published, in JSON, with every reason in words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from .. import match
from ..frame import Frame, chip
from ..match import Pair
from ..sides import PersonSide, WorkSide, paired
from .packed import packed
from .provenance import FrontDoor, Licence, stated


class Criterion(Struct, frozen=True):
    """What one criterion adds to the score, and why."""

    name: str
    points: int
    of: int
    why: Annotated[str, Meta(description="a sentence in the language of the site")]


class Light(Struct, frozen=True):
    """One of the five things to know before coffee."""

    name: str
    state: match.LightState
    why: Annotated[str, Meta(description="a sentence in the language of the site")]


class Match(Struct, frozen=True, kw_only=True):
    """A person beside a piece of work: how well they fit, of 10,000, and why."""

    profile: str
    assignment: str
    score: Annotated[int, Meta(ge=0, le=match.WHOLE)]
    band: match.Band
    criteria: Annotated[tuple[Criterion, ...], Meta(description="their points add up to the score")]
    missing: Annotated[tuple[match.SkillFit, ...], Meta(description="the skills that are asked and not enough there")]
    learns: Annotated[tuple[str, ...], Meta(description="the skills this person wants to learn and can learn here")]
    lights: tuple[Light, ...]
    licence: Licence
    directory: FrontDoor


def matches_of_work(frame: Frame, work: WorkSide, people: Sequence[PersonSide]) -> bytes:
    """The people who fit some work, best first."""
    return packed([_match(frame, paired(one, work)) for one in people])


def matches_of_person(frame: Frame, person: PersonSide, work: Sequence[WorkSide]) -> bytes:
    """The work that fits somebody, best first."""
    return packed([_match(frame, paired(person, one)) for one in work])


class Cover(Struct, frozen=True):
    """A skill that is asked, and the member of a team who fits it best."""

    skill: str
    by: Annotated[str | None, Meta(description="the profile; null when nobody has anything like it")]
    level: Annotated[int | None, Meta(description="of the claim that counts; null for a wish to learn it")]
    credit: Annotated[int, Meta(ge=0, le=match.WHOLE)]


class Team(Struct, frozen=True, kw_only=True):
    """People who together cover what an assignment asks."""

    members: Annotated[tuple[str, ...], Meta(description="their profiles, the best match first")]
    covers: tuple[Cover, ...]
    missing: Annotated[tuple[str, ...], Meta(description="the skills that are asked and not enough there")]
    points: Annotated[int, Meta(ge=0, le=match.WHOLE, description="how far what is asked is covered")]
    licence: Licence
    directory: FrontDoor


def teams(frame: Frame, work: WorkSide, found: Sequence[tuple[int, Sequence[PersonSide]]]) -> bytes:
    """The teams for some work, best first; nobody is in two of them."""
    return packed([_team(frame, [paired(one, work) for one in people], points) for points, people in found])


def _team(frame: Frame, members: Sequence[Pair], points: int) -> Team:
    covers = match.covers(members, frame.matching)
    return Team(
        members=tuple(both.profile.slug for both in members),
        covers=tuple(Cover(one.fit.skill, one.by, one.fit.has, one.fit.credit) for one in covers),
        missing=tuple(one.fit.skill for one in covers if one.fit.credit < match.ENOUGH),
        points=points,
        **stated(frame),
    )


def _match(frame: Frame, both: Pair) -> Match:
    one = match.explained(both, frame.matching)
    return Match(
        profile=one.profile,
        assignment=one.assignment,
        score=one.score,
        band=one.band,
        criteria=tuple([_criterion(frame, each) for each in one.criteria]),
        missing=one.missing,
        learns=one.learns,
        lights=tuple([_light(frame, each) for each in one.lights]),
        **stated(frame),
    )


@lru_cache(maxsize=8192)  # the same stand in many matches
def _criterion(frame: Frame, one: match.Criterion) -> Criterion:
    return Criterion(one.name, one.points, one.of, spoken(frame, one.why))


@lru_cache(maxsize=8192)
def _light(frame: Frame, one: match.Light) -> Light:
    return Light(one.name, one.state, spoken(frame, one.why))


def spoken(frame: Frame, why: match.Why) -> str:
    """A reason as a sentence about the person."""
    return match.spoken(why, "about", frame.words, lambda kind, term: chip(frame, kind, term).label)
