"""Teams beside work: who covers what, and what nobody covers."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from .. import match
from ..frame import Chip, Frame, chip, told, worded
from ..match import ENOUGH, Cover
from ..phrases import listed, number
from ..sides import PersonSide, WorkSide, paired
from .heads import Head, person_head, rounded
from .pieces import first_name

Found = tuple[int, tuple[PersonSide, ...]]  # the points of a team, and its members
Together = tuple[str, str, tuple[tuple[str, str], ...]]  # work, and with whom: slugs and names


class MemberView(NamedTuple):
    """A member of a team: what she brings, and how far she comes alone."""

    head: Head
    brings: str
    learns: str
    alone: str


class CoverView(NamedTuple):
    """A skill that is asked, and who covers it how well."""

    skill: Chip
    asked: str
    who: str
    has: str
    fit: str


class TeamView(NamedTuple):
    """A team, explained."""

    title: str
    points: str
    members: tuple[MemberView, ...]
    covers: tuple[CoverView, ...]
    missing: str


def teams_of(frame: Frame, work: WorkSide, found: Sequence[Found], people: int) -> dict[str, Any]:
    """What the page of some work, with so many people in its list, tells of teams."""
    told_ones = [team_view(frame, work, *one) for one in found]
    views = [view for view in told_ones if len(view.members) > 1]
    near, places = any(view.missing for view in told_ones[:1]), match.places_left(work.assignment)
    few = told(frame, "team.few", n=people, places=number(frame.words, places)) if people < places else ""
    single = "few" if few else "single-near" if near else "single"
    return {
        "teams": views,
        "teams_title": frame.words["team.title-near" if near else "team.title"],
        "teams_lede": few or told(frame, "team.lede", n=places),
        "team_of_one": told_ones[0] if told_ones and not views else None,
        "single_title": frame.words["team." + single + "-title"],
        "single_lede": few or frame.words["team." + single],
    }


def team_view(frame: Frame, work: WorkSide, points: int, people: Sequence[PersonSide]) -> TeamView:
    """A team in words."""
    pairs = [paired(one, work) for one in people]
    found = match.covers(pairs, frame.matching)
    cards = {one.card.slug: one.card for one in people}
    return TeamView(
        listed(frame.words, [first_name(one.card.name) for one in people]),
        told(frame, "team.points", points=rounded(points)),
        tuple(
            MemberView(
                person_head(frame, one.card),
                worded(frame, "skills", brought(found, one.card.slug)),
                worded(frame, "skills", learnt(found, one.card.slug)),
                told(frame, "match.score", score=rounded(match.alone(both, frame.matching))),
            )
            for one, both in zip(people, pairs, strict=True)
        ),
        tuple(cover_view(frame, one, first_name(cards[one.by].name) if one.by else "") for one in found),
        worded(frame, "skills", [one.fit.skill for one in found if one.fit.credit < ENOUGH]),
    )


def brought(found: Sequence[Cover], slug: str) -> list[str]:
    """The skills for which a member is enough."""
    return [one.fit.skill for one in found if one.by == slug and one.fit.credit >= ENOUGH]


def learnt(found: Sequence[Cover], slug: str) -> list[str]:
    """The skills that a member does not have and came to learn."""
    return [one.fit.skill for one in found if one.by == slug and one.fit.has is None]


def cover_view(frame: Frame, one: Cover, name: str) -> CoverView:
    """A skill in words: asked, there, and whether that is enough."""
    words, fit = frame.words, one.fit
    state = "yes" if fit.credit >= ENOUGH else "ask" if fit.credit else "no"
    has = words[f"level.{fit.has}"] if fit.has else words["team.wish"] if fit.credit else ""
    through = chip(frame, "skills", fit.through).label if fit.through and fit.through != fit.skill else ""
    return CoverView(
        chip(frame, "skills", fit.skill),
        told(frame, "team.asked", level=words[f"level.{fit.asked}"]) if fit.asked else "",
        name or words["team.nobody"],
        told(frame, "team.through", skill=through, level=has) if through else has,
        words[f"team.{state}"],
    )


def together_view(frame: Frame, found: Sequence[Together]) -> list[tuple[str, str, str]]:
    """The work for which somebody is in a team, and with whom: told to her."""
    return [
        (slug, title, told(frame, "team.with", names=listed(frame.words, [name for _, name in others])))
        for slug, title, others in found
    ]
