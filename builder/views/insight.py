"""How matching works, and how the directory stands."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from .. import match, rank, report
from ..cards import (
    Tally,
)
from ..frame import Frame, choice, date_of, told
from ..phrases import listed, number, percent
from ..problems import Problem
from ..rank.lists import GUEST_WORK, GUESTS, MOST_PEOPLE, MOST_WORK
from ..vocabulary import BROADER, NARROWER, RELATED
from .heads import rounded
from .pieces import WHOLE, View


def matching(frame: Frame) -> View:
    """The formula, from the very numbers it uses."""
    words, title = frame.words, frame.words["matching.title"]
    return {
        "title": title,
        "description": words["matching.lede"],
        "crumbs": ((title, "matching", ""),),
        "weights": [
            (
                words[f"match.criterion.{name}"],
                rounded(share),
                WHOLE * share // match.WHOLE,
                words[f"matching.weight.{name}"],
            )
            for name, share in frame.matching.shares.items()
        ],
        "levels": [
            (
                told(frame, f"matching.level.{'below' if gap < 0 else 'above' if gap else 'same'}", n=abs(gap)),
                percent(words, match.level_fit(3, 3 + gap)),
            )
            for gap in range(-4, 5)  # of five levels
        ],
        "near": [(words[f"matching.near.{name}"], percent(words, worth)) for name, worth in NEAR],
        "importance": [(words[f"importance.{name}"], f"{weight}×") for name, weight in match.IMPORTANCE.items()],
        "rarity": [
            *((told(frame, "matching.rarity", n=parts), f"{weight}×") for parts, weight in match.RARITY),
            (words["matching.rarest"], f"{match.RAREST}×"),
        ],
        "bands": [(words[f"match.band.{name}"], rounded(least)) for name, least in match.BANDS],
        "teams": told(frame, "matching.teams-text", worth=rounded(match.WORTH), teams=match.MOST_TEAMS),
        "wish": told(frame, "matching.wish", share=percent(words, match.WISH)),
        "reasons": [words[f"matching.reason.{reason}"] for reason in rank.REASONS],
        "common": told(frame, "matching.common", least=rounded(match.LEAST)),
        "lists": _lists(frame),
        "lights": [(words[f"match.light.{name}"], words[f"matching.light.{name}"]) for name in LIGHTS],
        "entry": register_facts(frame),
        "sources": register_links(frame),
    }


def _lists(frame: Frame) -> str:
    """How long the lists are; of guests a network without sources need not tell."""
    text = told(frame, "matching.lists", work=MOST_WORK, people=MOST_PEOPLE)
    guests = told(frame, "matching.lists-guests", work=GUEST_WORK, people=GUESTS)
    return f"{text} {guests}" if frame.settings.sources else text


def register_facts(frame: Frame) -> list[tuple[str, str]]:
    """What only the network can say of its matching, and what it has not said yet."""
    words, own = frame.words, frame.settings.algorithm
    assessments = (", ".join(one.title for one in own.assessments), own.assessments_note)
    facts = {
        "operator": frame.settings.operator,
        "since": date_of(frame, own.since),
        "category": choice(frame, own.category) if own.category else "",
        "lawful_basis": own.lawful_basis,
        "assessments": ". ".join(part for part in assessments if part),
        "provider": own.provider,
    }
    return [(words[f"algorithm.label.{name}"], said or words["algorithm.unsaid"]) for name, said in facts.items()]


def register_links(frame: Frame) -> list[tuple[str, str]]:
    """Where more can be read of it."""
    words, own = frame.words, frame.settings.algorithm
    found = [
        *((one.label or one.url, one.url) for one in own.laws),
        *((one.title, one.link) for one in own.assessments),
        (words["algorithm.processing"], own.processing),
        (words["algorithm.code"], own.code),
    ]
    return [(label, url) for label, url in found if url]


LIGHTS = ("wants", "may", "fits", "agreed", "clicks")
NEAR = (("same", 100), ("narrower", NARROWER), ("broader", BROADER), ("related", RELATED))


def status(
    frame: Frame,
    left_out: Sequence[tuple[str, int, int]],
    problems: Sequence[Problem],
    stale: int,
    names: Sequence[tuple[str, str, str]],
    proposed: Tally,
    counts: Sequence[tuple[str, int]],
) -> View:
    """What was left out, what may be out of date, and which words are proposed."""
    words, title, rules = frame.words, frame.words["status.title"], frame.settings.rules
    return {
        "title": title,
        "crumbs": ((title, "status", ""),),
        "indexed": False,
        "built": date_of(frame, frame.today),
        "edition": words[f"edition.{frame.edition}"],
        "version": frame.version,
        "counts": [(words[f"kinds.{kind}"], number(words, count)) for kind, count in counts],
        "left_out": [
            (words.get(f"folder.{folder}", folder), errors, warnings) for folder, errors, warnings in left_out
        ],
        "files": files(frame, problems),
        "stale": told(frame, "status.stale", n=stale),
        "names": names,
        "stale_after": told(
            frame, "status.stale-text", months=rules.stale_after_months, out=rules.left_out_after_months
        ),
        "proposed": proposed.counts,
    }


class ProblemView(NamedTuple):
    """A mistake, and the other places in its file that ask for the same."""

    place: str
    warning: bool
    field: str
    message: str
    hint: str
    also: str


class FileView(NamedTuple):
    """A file with its mistakes, errors first."""

    path: str
    errors: int
    warnings: int
    problems: tuple[ProblemView, ...]


def files(frame: Frame, problems: Sequence[Problem]) -> list[FileView]:
    """The files in which something is not right: first those that are left out, then those with a warning."""
    found = [file_view(frame, path, tuple(ones)) for path, ones in groupby(sorted(problems, key=where), path_of)]
    return sorted(found, key=lambda file: not file.errors)


def path_of(one: Problem) -> str:
    """The file a mistake is in."""
    return one.path


def where(one: Problem) -> tuple[str, bool, int, int]:
    """The order of mistakes: by file, in which errors come first."""
    return one.path, one.severity == "warning", one.line, one.column


def file_view(frame: Frame, path: str, problems: Sequence[Problem]) -> FileView:
    """A file; where the same has to be done at several places, that is said once."""
    same: dict[tuple[str, str, str, str], list[report.Told]] = {}
    for one in (report.told(one, frame.problem_words) for one in problems):
        same.setdefault((one.severity, one.code, one.field, one.hint), []).append(one)
    errors = sum(one.severity == "error" for one in problems)
    shown = tuple(problem_view(frame, first, others) for first, *others in same.values())
    return FileView(path, errors, len(problems) - errors, shown)


def problem_view(frame: Frame, one: report.Told, others: Sequence[report.Told]) -> ProblemView:
    """A mistake: where it stands, in which field, what is wrong and one thing to do."""
    lines = sorted({other.line for other in others} - {one.line})
    return ProblemView(
        f"{one.path}:{one.line}" if one.line else one.path,
        one.severity == "warning",
        one.field,
        one.message,
        one.hint,
        told(frame, "status.also", lines=listed(frame.words, [str(one) for one in lines])) if lines else "",
    )
