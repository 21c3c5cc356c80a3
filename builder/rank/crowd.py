"""People judged beside work, many at once: those who share something with it, in classes of equals."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain, groupby
from typing import Generic, NamedTuple, TypeVar

from .. import match
from ..directory import Directory
from ..match import CRITERIA, EXCLUSIONS, WHOLE, Context, Exclusion, Judged, MatchFrame, Pair
from ..model import Assignment, Need, Profile
from .few import Row
from .reasons import NUMBERS

Credits = Mapping[int, int]  # person → part or credit, of 10,000
Answer = TypeVar("Answer")


class Question(NamedTuple, Generic[Answer]):
    """Something to ask of a person and work."""

    classes: Sequence[int]  # person → her class: who are in one get the same answer
    examples: Sequence[Profile]  # class → somebody in it
    ask: Callable[[Pair, MatchFrame], Answer]


class Crowd(NamedTuple):
    """People by number."""

    slugs: Sequence[str]
    claims: Mapping[str, Mapping[int | None, Sequence[int]]]  # skill → level → people
    wishes: Mapping[str, Sequence[int]]  # skill → people
    fields: Mapping[str, Sequence[int]]  # field of work → people
    bars: Sequence[tuple[Sequence[Exclusion], Question[str | None]]]  # in the order of the reasons
    points: Sequence[Question[int]]  # for every criterion but skills and wishes
    known: dict[Hashable, Credits]  # what was found out of its skills and wishes so far


def crowd(people: Mapping[str, Profile]) -> Crowd:
    """These people."""
    claims: defaultdict[str, defaultdict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    wishes: defaultdict[str, list[int]] = defaultdict(list)
    fields: defaultdict[str, list[int]] = defaultdict(list)
    everyone = list(people.values())
    for number, one in enumerate(everyone):
        for claim in one.skills:
            claims[claim.skill][claim.level].append(number)
        for skill in one.learns:
            wishes[skill].append(number)
        for field in one.fields:
            fields[field].append(number)
    asked = [one for one in EXCLUSIONS if one.reason not in {"closed", "matching-off"}]
    bars = [tuple(rows) for _, rows in groupby(asked, lambda one: one.reads)]
    judging = [one for one in CRITERIA if one.name not in {"skills", "learning"}]
    return Crowd(
        list(people),
        claims,
        wishes,
        fields,
        [(rows, _question(everyone, rows[0].reads, _first_of(rows))) for rows in bars],
        [_question(everyone, one.reads, _points_of(one)) for one in judging],
        {},
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


def _points_of(row: Judged) -> Callable[[Pair, MatchFrame], int]:
    """What a criterion adds to the score of a pair."""
    return lambda both, frame: match.points(frame, row.name, row.part(both, frame)[0])


def sharing(work: Iterable[Assignment], directory: Directory, frame: MatchFrame) -> set[str]:
    """Everyone who may have something in common with any of this work, told without a look at her record."""
    every = list(work)
    if not all(match.asks(one, frame) for one in every):
        return set(directory.profiles)
    skills = {skill for one in every for skill in chain((need.skill for need in one.skills), one.teaches)}
    terms = {term for skill in skills for term in frame.near[skill]}
    having = (found.get(term, ()) for found in (directory.claimed_by, directory.wished_by) for term in sorted(terms))
    return {one.slug for people in having for one in people}


# One assignment -------------------------------------------------------------------------------------------------------


def judged(one: Assignment, among: Crowd, given: Context) -> list[Row]:
    """A row for everyone with something in common with this work: who fits, and who is barred for what is told."""
    frame = given.frame
    if not _shares(one, among, frame):
        return []
    skills, wishes = _skill_parts(one, among, frame, given.rarity), _wish_parts(one, among, frame)
    left, found = _in_common(one, among, skills, wishes), list[Row]()
    if not left:
        return found
    pair = match.beside(given, one)
    missing = match.NOT_ASKED if skills is None else 0
    skills = skills or {}
    for rows, question in among.bars:
        if any(row.concerns(one, given) for row in rows):
            reasons = _answers(question, left, pair, frame)
            found += [
                (WHOLE - skills.get(person, missing), among.slugs[person], NUMBERS[reason])
                for person, reason in zip(left, reasons, strict=True)
                if reason in NUMBERS
            ]
            left = [person for person, reason in zip(left, reasons, strict=True) if reason is None]
    points = [
        [match.points(frame, "skills", skills.get(person, missing)) for person in left],
        [match.points(frame, "learning", wishes.get(person, 0)) for person in left],
        *(_answers(question, left, pair, frame) for question in among.points),
    ]
    return found + [(WHOLE - sum(row), among.slugs[person], 0) for person, *row in zip(left, *points, strict=True)]


def _answers(
    question: Question[Answer], people: Sequence[int], pair: Callable[[Profile], Pair], frame: MatchFrame
) -> list[Answer]:
    """What each of these people gets for an answer."""
    classes = [question.classes[person] for person in people]
    answers = {number: question.ask(pair(question.examples[number]), frame) for number in set(classes)}
    return [answers[number] for number in classes]


def _shares(one: Assignment, among: Crowd, frame: MatchFrame) -> bool:
    """Whether anybody has any of what this work asks or teaches: of few people mostly nobody does."""
    asks = [need.skill for need in one.skills if frame.near[need.skill]]
    return any(_serves(skill, among, frame) for skill in (*asks, *one.teaches)) or not asks


def _serves(skill: str, among: Crowd, frame: MatchFrame) -> bool:
    """Whether anybody claims a skill, or one that is near it, or wishes to learn it."""
    key = "serves", skill
    if key not in among.known:
        near = frame.near[skill]
        among.known[key] = {0: 1} if any(one in among.claims or one in among.wishes for one in near) else {}
    return bool(among.known[key])


def _in_common(one: Assignment, among: Crowd, skills: Credits | None, wishes: Credits) -> list[int]:
    """The people who have something in common with this work, in any order but always the same."""
    if skills is None:
        sharing = (person for field in one.fields for person in among.fields.get(field, ()))
        able = dict.fromkeys(sharing)
    else:
        able = dict.fromkeys(person for person, part in skills.items() if part >= match.LEAST)
    return list(able | dict.fromkeys(person for person, part in wishes.items() if part >= match.LEAST_WISH))


def _skill_parts(one: Assignment, among: Crowd, frame: MatchFrame, rarity: Mapping[str, int]) -> Credits | None:
    """The skill part of everyone who has something of what is asked; None when nothing is."""
    sums: defaultdict[int, int] = defaultdict(int)
    whole = 0
    for need in one.skills:
        if frame.near[need.skill]:
            heavy = match.weight(need, rarity[need.skill])
            whole += heavy
            for person, credit in _credits(need, need.skill in one.teaches, among, frame).items():
                sums[person] += heavy * credit
    return {person: total // whole for person, total in sums.items()} if whole else None


def _credits(need: Need, learnable: bool, among: Crowd, frame: MatchFrame) -> Credits:
    """The best credit of everyone who has something that serves a need."""
    key = need.skill, need.level, learnable
    if key not in among.known:
        ways = [
            (match.level_fit(need.level, level) * percent, people)
            for term, percent in frame.near[need.skill].items()
            for level, people in among.claims.get(term, {}).items()
        ]
        if learnable:
            ways += [
                (match.WISH * percent, among.wishes.get(one, ())) for one, percent in frame.near[need.skill].items()
            ]
        among.known[key] = _best(ways)
    return among.known[key]


def _wish_parts(one: Assignment, among: Crowd, frame: MatchFrame) -> Credits:
    """The learning part of everyone with a wish that this work serves."""
    key = "wishes", one.teaches
    if key not in among.known:
        near = (pair for skill in one.teaches for pair in frame.near[skill].items())
        among.known[key] = _best([(100 * percent, among.wishes.get(wish, ())) for wish, percent in near])
    return among.known[key]


def _best(ways: Iterable[tuple[int, Sequence[int]]]) -> Credits:
    """The highest number each person comes with."""
    best: dict[int, int] = {}
    for credit, people in sorted(ways, key=lambda way: way[0]):
        best.update(dict.fromkeys(people, credit))
    return best
