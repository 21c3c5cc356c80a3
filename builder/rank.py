"""Who fits which work best: the lists of `match`, found without looking at every pair.

Only people who share something with the work are looked at, and people who are equal in what a question reads of them
are asked it once for each assignment. The answers themselves are `match`'s.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from . import match
from .directory import Directory
from .match import CRITERIA, EXCLUSIONS, Context, Exclusion, MatchFrame, Pair, Why
from .model import Assignment, Need, Profile

MOST_PEOPLE = 20  # in the list of an assignment
MOST_WORK = 10  # in the list of a person, and of the work she is barred from

Scores = tuple[tuple[str, int], ...]
Credits = Mapping[int, int]  # person → part or credit, of 10,000
Answer = TypeVar("Answer")

# What needs no telling: work that looks for nobody, people who want no matches, and what is hers already.
UNTOLD = ("closed", "matching-off", "yours")
REASONS = tuple(one.reason for one in EXCLUSIONS if one.reason not in UNTOLD)


class Barred(Struct, frozen=True):
    """The work a person has something in common with and cannot be matched to."""

    assignments: tuple[tuple[str, str], ...]  # with the reason; where her skills fit best first
    counts: Scores  # reason → how much work


class Ranking(Struct, frozen=True):
    """The best matches both ways, and who was left out for what; by slug, in the order of the slugs."""

    by_assignment: Mapping[str, Scores]  # profile → score, best first
    by_profile: Mapping[str, Scores]  # assignment → score, best first
    excluded_by_assignment: Mapping[str, Scores]  # reason → how many people
    barred_by_profile: Mapping[str, Barred]


def ranked(directory: Directory) -> Ranking:
    """The lists of all work that looks for people, and of everyone who wants matches."""
    given = match.context(directory)
    crowd = _crowd([one for one in directory.profiles.values() if one.matching])
    by_assignment: dict[str, Scores] = {}
    excluded: dict[str, Scores] = {}
    fitting: dict[str, list[tuple[int, str]]] = {one.slug: [] for one in crowd.people}
    barred: dict[str, list[tuple[int, str, str]]] = {one.slug: [] for one in crowd.people}
    known: dict[Hashable, Credits] = {}
    for one in directory.assignments.values():
        if not match.is_matched(one, directory.today):
            continue
        found, left_out = _judged(one, crowd, given, known)
        for person, points in found:
            fitting[person].append((-points, one.slug))
        for person, skills, reason in left_out:
            barred[person].append((-skills, one.slug, reason))
        best = sorted((-points, person) for person, points in found)
        by_assignment[one.slug] = tuple((person, -points) for points, person in best[:MOST_PEOPLE])
        excluded[one.slug] = _counted(reason for _, _, reason in left_out)
    return Ranking(
        by_assignment,
        {person: tuple((work, -points) for points, work in sorted(one)[:MOST_WORK]) for person, one in fitting.items()},
        excluded,
        {person: _barred(sorted(one)) for person, one in barred.items()},
    )


def _barred(found: Sequence[tuple[int, str, str]]) -> Barred:
    return Barred(
        tuple((work, reason) for _, work, reason in found[:MOST_WORK]), _counted(reason for _, _, reason in found)
    )


def _counted(reasons: Iterable[str]) -> Scores:
    counts = Counter(reasons)
    return tuple((reason, counts[reason]) for reason in REASONS if counts[reason])


# The crowd: people by what they share with work, and in classes of equals ---------------------------------------------


class Question(NamedTuple, Generic[Answer]):
    """Something to ask of a person and work."""

    classes: Sequence[int]  # person → her class: who are in one get the same answer
    examples: Sequence[Profile]  # class → somebody in it
    ask: Callable[[Pair, MatchFrame], Answer]


class Crowd(NamedTuple):
    """Everyone who wants matches, by number."""

    people: Sequence[Profile]
    claims: Mapping[str, Mapping[int | None, Sequence[int]]]  # skill → level → people
    wishes: Mapping[str, Sequence[int]]  # skill → people
    fields: Mapping[str, Sequence[int]]  # field of work → people
    bars: Sequence[tuple[Sequence[Exclusion], Question[str | None]]]  # in the order of the reasons
    parts: Sequence[tuple[str, Question[tuple[int, Why]]]]  # by criterion, those of skills and wishes apart


def _crowd(people: Sequence[Profile]) -> Crowd:
    claims: defaultdict[str, defaultdict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    wishes: defaultdict[str, list[int]] = defaultdict(list)
    fields: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(people):
        for claim in one.skills:
            claims[claim.skill][claim.level].append(number)
        for skill in one.learns:
            wishes[skill].append(number)
        for field in one.fields:
            fields[field].append(number)
    asked = [one for one in EXCLUSIONS if one.reason not in {"closed", "matching-off"}]
    bars = [tuple(rows) for _, rows in groupby(asked, lambda one: one.reads)]
    parts = [one for one in CRITERIA if one.name not in {"skills", "learning"}]
    return Crowd(
        people,
        claims,
        wishes,
        fields,
        [(rows, _question(people, rows[0].reads, _first_of(rows))) for rows in bars],
        [(one.name, _question(people, one.reads, one.part)) for one in parts],
    )


def _question(
    people: Sequence[Profile], reads: Callable[[Profile], Hashable], ask: Callable[[Pair, MatchFrame], Answer]
) -> Question[Answer]:
    numbers: dict[Hashable, int] = {}
    classes = [numbers.setdefault(reads(one), len(numbers)) for one in people]
    examples = dict(zip(reversed(classes), reversed(people), strict=True))
    return Question(classes, [examples[number] for number in range(len(numbers))], ask)


def _first_of(rows: tuple[Exclusion, ...]) -> Callable[[Pair, MatchFrame], str | None]:
    """The first of these reasons that bars a pair."""

    def reason(both: Pair, frame: MatchFrame) -> str | None:
        for row in rows:
            if row.bars(both, frame):
                return row.reason
        return None

    return reason


# One assignment -------------------------------------------------------------------------------------------------------


def _judged(
    one: Assignment, crowd: Crowd, given: Context, known: dict[Hashable, Credits]
) -> tuple[list[tuple[str, int]], list[tuple[str, int, str]]]:
    """Everyone with something in common with this work: who fits, with the score; who is barred, by skills and why."""
    skills = _skill_parts(one, crowd, given, known)
    wishes = _wish_parts(one, crowd, given.frame, known)
    left, barred = _in_common(one, crowd, skills, wishes), list[tuple[str, int, str]]()
    pair = match.beside(given, one)
    missing = match.NOT_ASKED if skills is None else 0
    skills = skills or {}
    for rows, question in crowd.bars:
        if any(row.concerns(one) for row in rows):
            reasons = list(zip(left, _answers(question, left, pair, given.frame), strict=True))
            left = [person for person, reason in reasons if reason is None]
            barred += [
                (crowd.people[person].slug, skills.get(person, missing), reason)
                for person, reason in reasons
                if reason is not None and reason not in UNTOLD
            ]
    columns = {
        "skills": [skills.get(person, missing) for person in left],
        "learning": [wishes.get(person, 0) for person in left],
        **{name: [part for part, _ in _answers(judged, left, pair, given.frame)] for name, judged in crowd.parts},
    }
    points = ([match.points(given.frame, name, part) for part in parts] for name, parts in columns.items())
    return [(crowd.people[person].slug, sum(row)) for person, *row in zip(left, *points, strict=True)], barred


def _answers(
    question: Question[Answer], people: Sequence[int], pair: Callable[[Profile], Pair], frame: MatchFrame
) -> list[Answer]:
    """What each of these people gets for an answer."""
    classes = [question.classes[person] for person in people]
    answers = {number: question.ask(pair(question.examples[number]), frame) for number in set(classes)}
    return [answers[number] for number in classes]


def _in_common(one: Assignment, crowd: Crowd, skills: Credits | None, wishes: Credits) -> list[int]:
    """The people who have something in common with this work, in any order but always the same."""
    if skills is None:
        sharing = (person for field in one.fields for person in crowd.fields.get(field, ()))
        able = dict.fromkeys(sharing)
    else:
        able = dict.fromkeys(person for person, part in skills.items() if part >= match.LEAST)
    return list(able | dict.fromkeys(person for person, part in wishes.items() if part >= match.LEAST_WISH))


def _skill_parts(one: Assignment, crowd: Crowd, given: Context, known: dict[Hashable, Credits]) -> Credits | None:
    """The skill part of everyone who has something of what is asked; None when nothing is."""
    sums: defaultdict[int, int] = defaultdict(int)
    whole = 0
    for need in one.skills:
        if given.frame.near[need.skill]:
            heavy = match.weight(need, given.rarity[need.skill])
            whole += heavy
            for person, credit in _credits(need, need.skill in one.teaches, crowd, given.frame, known).items():
                sums[person] += heavy * credit
    return {person: total // whole for person, total in sums.items()} if whole else None


def _credits(need: Need, learnable: bool, crowd: Crowd, frame: MatchFrame, known: dict[Hashable, Credits]) -> Credits:
    """The best credit of everyone who has something that serves a need."""
    key = need.skill, need.level, learnable
    if key not in known:
        ways = [
            (match.level_fit(need.level, level) * percent, people)
            for term, percent in frame.near[need.skill].items()
            for level, people in crowd.claims.get(term, {}).items()
        ]
        if learnable:
            ways += [
                (match.WISH * percent, crowd.wishes.get(one, ())) for one, percent in frame.near[need.skill].items()
            ]
        known[key] = _best(ways)
    return known[key]


def _wish_parts(one: Assignment, crowd: Crowd, frame: MatchFrame, known: dict[Hashable, Credits]) -> Credits:
    """The learning part of everyone with a wish that this work serves."""
    key = "wishes", one.teaches
    if key not in known:
        near = (pair for skill in one.teaches for pair in frame.near[skill].items())
        known[key] = _best([(100 * percent, crowd.wishes.get(wish, ())) for wish, percent in near])
    return known[key]


def _best(ways: Iterable[tuple[int, Sequence[int]]]) -> Credits:
    """The highest number each person comes with."""
    best: dict[int, int] = {}
    for credit, people in sorted(ways, key=lambda way: way[0]):
        best.update(dict.fromkeys(people, credit))
    return best
