"""The pages of matches: every pair with its reasons."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from msgspec import Struct

from .. import facts, match
from ..cards import WorkCard
from ..frame import Frame, chip, choice, date_of, told
from ..match import Pair, SkillFit, Why
from ..model import Organisation
from ..pseudonyms import is_masked
from ..sides import PersonSide, WorkSide, paired
from ..sketches import called
from .heads import Head, person_head, rounded, work_head
from .origins import guest
from .pieces import View, first_name, gist, spoken, tongue
from .teams import Found, Together, teams_of, together_view
from .work import ring_words, span


class PartView(Struct, frozen=True, cache_hash=True):
    """What one criterion adds to a match, and why."""

    name: str
    points: str
    width: int  # of a hundred
    line: str


class Light(Struct, frozen=True, cache_hash=True):
    """One of the five lights, in words."""

    state: str
    name: str
    said: str


class MatchView(NamedTuple):
    """An explained match."""

    head: Head
    band: str
    score: str
    brief: bool  # little in common: the reasons stay folded
    parts: tuple[PartView, ...]
    lights: tuple[Light, ...]
    fits: str
    missing: str
    learns: str
    coffee: str
    mail: str


def profile_matches(
    frame: Frame,
    person: PersonSide,
    found: Sequence[WorkSide],
    barred: Sequence[WorkCard],
    reasons: Sequence[str],
    counts: Sequence[tuple[str, int]],
    together: Sequence[Together],
    any_work: bool,
) -> View:
    """The work that fits somebody, told to her."""
    one, words, today = person.profile, frame.words, frame.today
    name = called(one)
    title = told(frame, "person.matches", name=first_name(name))
    return {
        "title": title,
        "crumbs": (
            (frame.words["profiles.title"], "profiles", ""),
            (name, "profile", one.slug),
            (title, "profile-matches", one.slug),
        ),
        "indexed": False,
        "slug": one.slug,
        "name": name,
        "wishes": [
            *([told(frame, "person.paused-until", day=date_of(frame, one.paused_until))] * facts.is_paused(one, today)),
            *([words["person.stays"] + ". " + words["person.stays-here"]] * one.stays),
        ],
        "matches": [match_view(frame, paired(person, work), "you", work) for work in found],
        "barred": [
            (card.slug, card.title, frame.words[f"match.barred.you.{reason}"])
            for card, reason in zip(barred, reasons, strict=True)
        ],
        "counts": [(words[f"match.barred.you.{reason}"], count) for reason, count in counts]
        if sum(count for _, count in counts) > len(barred)
        else [],  # all of it stands in the list already
        "any_work": any_work,
        **guest(frame, one),
        "together": together_view(frame, together),
    }


def assignment_matches(
    frame: Frame,
    work: WorkSide,
    organisation: Organisation | None,
    found: Sequence[PersonSide],
    counts: Sequence[tuple[str, int]],
    teams: Sequence[Found],
) -> View:
    """The people who fit a piece of work, one by one and together."""
    one = work.assignment
    state = facts.state(one, frame.today)
    title = told(frame, "work.matches-of", title=one.title)
    return {
        "title": title,
        "crumbs": (
            (frame.words["assignments.title"], "assignments", ""),
            (spoken(one.title, tongue(frame, one)), "assignment", one.slug),
            (frame.words["work.matches"], "assignment-matches", one.slug),
        ),
        "indexed": False,
        "slug": one.slug,
        "kind": choice(frame, one.kind),
        "state": state,
        "state_label": frame.words[f"state.{state}"],
        "organisation": organisation,
        "heading": one.title,
        "rings": ring_words(frame, one),
        "goal": spoken(gist(one.goal or ""), tongue(frame, one)),
        "result": gist(one.result or ""),
        "span": span(frame, one),
        "matches": [match_view(frame, paired(person, work), "about", person) for person in found],
        "counts": [told(frame, f"match.barred.{reason}", n=count) for reason, count in counts],
        "barred_text": told(frame, "matches.barred-text", n=sum(count for _, count in counts)),
        **teams_of(frame, work, teams, len(found)),
        **guest(frame, one),
    }


def match_view(frame: Frame, both: Pair, voice: match.Voice, other: PersonSide | WorkSide) -> MatchView:
    """A pair, explained beside the one of the two that it is about."""
    found = match.explained(both, frame.matching)
    brief = found.band == "touch"
    if isinstance(other, PersonSide):
        head, coffee, mail = about_person(frame, other, both.assignment.title)
    else:
        head, coffee, mail = about_work(frame, other.card, other.mail)
    return MatchView(
        head=head,
        band=frame.words[f"match.band.{found.band}"],
        score=scored(frame, rounded(found.score)),
        brief=brief,
        parts=tuple([part_view(frame, voice, brief, one) for one in found.criteria]),
        lights=tuple([light(frame, voice, one) for one in found.lights]),
        fits=", ".join([skill(frame, one.skill) for one in found.fits]),
        missing=", ".join([lacking(frame, one) for one in found.missing]),
        learns=", ".join([skill(frame, one) for one in found.learns]),
        coffee=coffee,
        mail=mail,
    )


def about_person(frame: Frame, one: PersonSide, title: str) -> tuple[Head, str, str]:
    """Above a match: somebody, the invitation to her, and the link to write."""
    # Only the co-ordinator can pass a letter on to somebody with a pseudonym and no address.
    masked = is_masked(one.profile, frame.edition) and not one.profile.contact
    said = subject(frame, title, one.card.name if masked else "")
    return person_head(frame, one.card), invitation(frame, first_name(one.card.name)), mail_to(one.mail, said)


@lru_cache(maxsize=8192)  # it stands in the lists of many people
def about_work(frame: Frame, card: WorkCard, mail: str) -> tuple[Head, str, str]:
    """The same of work."""
    said = subject(frame, card.title)
    return work_head(frame, card), frame.words["match.coffee-about"], mail_to(mail, said)


def mail_to(mail: str, subject: str) -> str:
    """A link that opens a letter; none without an address."""
    return f"mailto:{mail}?subject={subject}" if mail else ""


# The same few words are told again and again.


@lru_cache(maxsize=1024)
def scored(frame: Frame, points: int) -> str:
    """A score."""
    return told(frame, "match.score", score=points)


@lru_cache(maxsize=1024)
def invitation(frame: Frame, name: str) -> str:
    """The invitation to somebody."""
    return told(frame, "match.coffee", name=name)


@lru_cache(maxsize=8192)
def skill(frame: Frame, term: str) -> str:
    """The word for a skill."""
    return chip(frame, "skills", term).label


@lru_cache(maxsize=8192)
def part_view(frame: Frame, voice: match.Voice, with_points: bool, one: match.Criterion) -> PartView:
    """One criterion, in points of a hundred."""
    points, of, colon = rounded(one.points), rounded(one.of), frame.words["sign.colon"]
    label, share = frame.words[f"match.criterion.{one.name}"], f"{points}/{of}"
    line = f"{label} {share}" if with_points else label
    width = min(100, 100 * points // of) if of else 0
    return PartView(label, share, width, f"{line}{colon} {said(frame, voice, one.why)}")


@lru_cache(maxsize=8192)
def light(frame: Frame, voice: match.Voice, one: match.Light) -> Light:
    """One of the five lights."""
    return Light(one.state, frame.words[f"match.light.{one.name}"], said(frame, voice, one.why))


def said(frame: Frame, voice: match.Voice, why: Why) -> str:
    """A reason as a sentence."""
    return match.spoken(why, voice, frame.words, lambda kind, term: chip(frame, kind, term).label)


@lru_cache(maxsize=8192)
def subject(frame: Frame, title: str, name: str = "") -> str:
    """What a letter about a match is headed; it names whom it is for when somebody else has to pass it on."""
    if name:
        return quote(told(frame, "match.subject-for", title=title, name=name))
    return quote(told(frame, "match.subject", title=title))


@lru_cache(maxsize=8192)
def lacking(frame: Frame, one: SkillFit) -> str:
    """A skill that is asked and not there, with what is there or can be learnt."""
    label = skill(frame, one.skill)
    if one.learnable:
        return told(frame, "match.learnable", skill=label)
    if one.has and one.asked and one.has < one.asked and one.through == one.skill:
        return told(frame, "match.lower", skill=label, level=frame.words[f"level.{one.has}"])
    return label
