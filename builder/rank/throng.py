"""Very many people at once, by number: what matching reads of them, as arrays."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .. import match
from ..match import CRITERIA, EXCLUSIONS, Context, House, MatchFrame, Pair
from ..model import Assignment, Profile
from ..vocabulary import folded

Numbers: TypeAlias = NDArray[np.int64]
People: TypeAlias = NDArray[np.int32]  # numbers of people, the lowest first
Answers: TypeAlias = NDArray[np.bool_]
Masks: TypeAlias = NDArray[Any]  # sets of forms, as bits

UNSAID = 0  # a day that is not said; a word that is not said
ANY = -1  # the forms of who names none: every bit
NEVER = date.max.toordinal() + 1  # the last day of who names none


class Table(NamedTuple):
    """Something to ask of who is alike and of work that is alike: each two of those are asked once."""

    classes: Numbers  # person → class
    examples: Sequence[tuple[Profile, House | None]]  # class → somebody in it, and where she works
    reads: Callable[[Assignment], Hashable]  # all it looks at of work
    ask: Callable[[Pair, MatchFrame], int]
    known: dict[Hashable, Numbers]  # what it reads of work → class → answer


class Left(NamedTuple):
    """Who worked where until lately."""

    people: People
    houses: Numbers  # beside the people: which of these
    every: Mapping[House, Profile]  # and somebody who left it
    known: dict[Hashable, People]  # what is read of work → who left a house that is kept apart from it


class Engaged(NamedTuple):
    """What people do already: a row for each engagement."""

    people: People
    first: Numbers
    last: Numbers
    hours: Numbers
    known: dict[int, tuple[Numbers, Numbers]]  # day → how much runs, and the hours it takes


class Throng(NamedTuple):
    """People by number."""

    number: Mapping[str, int]
    owned: Mapping[str, Sequence[int]]  # owner → people
    claims: Mapping[str, Mapping[int | None, People]]  # skill → level → people
    wishes: Mapping[str, People]  # skill → people
    fields: Mapping[str, People]  # field of work → people
    tables: Mapping[str, Table]  # by reason or criterion
    left: Left
    forms: Mapping[str, int]  # form → its bit
    agreed: Masks  # person → the forms she accepts
    agreed_at_home: Masks  # and her organisation
    home: Numbers  # person → her organisation
    homes: Mapping[str, int]
    place: Numbers  # person → where she is
    places: Mapping[str, int]  # folded
    start: Numbers  # person → the first day she has time
    end: Numbers  # and the last
    hours: Numbers  # a week; -1 where it is not said
    most: Numbers  # engagements at the same time; -1 where it is not said
    engaged: Engaged
    credits: dict[Hashable, Numbers]  # what was found out of claims and wishes so far


class Names(NamedTuple):
    """Who is called what."""

    slugs: Sequence[str]  # in order
    order: Numbers  # person → where her slug comes
    own: Answers  # person → whether she is one of ours
    sources: Mapping[str, Answers]  # source → whether a person is of it; we are of none


def throng(people: Sequence[Profile], work: Iterable[Assignment], given: Context) -> Throng:
    """These people, in this order, as far as this work asks."""
    claims: defaultdict[str, defaultdict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    owned: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(people):
        for claim in one.skills:
            claims[claim.skill][claim.level].append(number)
        for owner in one.owner:
            owned[owner].append(number)
    homes, home = _coded([one.organisation for one in people])
    places, place = _coded([folded(match.where(one, given.houses.get(one.organisation))[0] or "") for one in people])
    bits = _bits(people, work, given)
    houses = [given.houses.get(one) for one in homes]
    at_home = _masks([one.forms if one else () for one in houses], bits)
    return Throng(
        {one.slug: number for number, one in enumerate(people)},
        owned,
        {skill: {level: _people(who) for level, who in levels.items()} for skill, levels in claims.items()},
        _sharing(one.learns for one in people),
        _sharing(one.fields for one in people),
        _tables(people, work, given),
        _left(people, given),
        bits,
        _masks([one.forms for one in people], bits),
        at_home[home],
        home,
        homes,
        place,
        places,
        _days([one.available_from for one in people], UNSAID),
        _days([one.available_until for one in people], NEVER),
        _counts([one.hours for one in people]),
        _counts([one.most_engagements for one in people]),
        _engaged(people),
        {},
    )


def _people(numbers: Sequence[int]) -> People:
    return np.array(numbers, dtype=np.int32)


def _coded(words: Sequence[str]) -> tuple[Mapping[str, int], Numbers]:
    """Words as numbers, in the order in which they come; the empty one is 0."""
    codes = {word: number for number, word in enumerate(dict.fromkeys(["", *words]))}
    return codes, np.array([codes[word] for word in words], dtype=np.int64)


def _days(days: Iterable[date | None], unsaid: int) -> Numbers:
    return np.array([unsaid if day is None else day.toordinal() for day in days], dtype=np.int64)


def _counts(counts: Iterable[int | None]) -> Numbers:
    return np.array([-1 if one is None else one for one in counts], dtype=np.int64)


def _sharing(rows: Iterable[Iterable[str]]) -> Mapping[str, People]:
    """Who has each of these words."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(rows):
        for word in dict.fromkeys(words):
            found[word].append(number)
    return {word: _people(numbers) for word, numbers in found.items()}


# Tables ---------------------------------------------------------------------------------------------------------------


def _tables(people: Sequence[Profile], work: Iterable[Assignment], given: Context) -> Mapping[str, Table]:
    """What depends on little of a person and on little of work."""
    bars: Mapping[str, Callable[[Pair, MatchFrame], bool]] = {one.reason: one.bars for one in EXCLUSIONS}
    parts = {one.name: one.part for one in CRITERIA}
    words = _words_of_rules(work, given)

    def rules(one: House | None) -> Hashable:
        return one and (words.intersection(one.names), one.incompatible)

    def home(one: Profile) -> House | None:
        return given.houses.get(one.organisation)

    def layer(one: Profile) -> str | None:
        house = home(one)
        return house.layer if house else None

    def near(one: Profile | Assignment) -> Hashable:
        return match.where(one, given.houses.get(one.organisation))[1], one.remote

    def with_travels(one: Profile) -> Hashable:
        return near(one), frozenset(one.travels_to)

    def table(
        reads: Callable[[Profile], Hashable],
        reads_of_work: Callable[[Assignment], Hashable],
        ask: Callable[[Pair, MatchFrame], int],
    ) -> Table:
        numbers: dict[Hashable, int] = {}
        classes = [numbers.setdefault(reads(one), len(numbers)) for one in people]
        examples = dict(zip(reversed(classes), reversed(people), strict=True))
        both = [(examples[one], home(examples[one])) for one in range(len(numbers))]
        return Table(np.array(classes, dtype=np.int64), both, reads_of_work, ask, {})

    return {
        "paused": table(lambda one: one.paused_until, lambda _: None, bars["paused"]),
        "stays": table(lambda one: one.stays, lambda _: None, bars["stays"]),
        "own-ring": table(lambda one: one.ring, lambda one: one.organisation, bars["own-ring"]),
        "ring": table(layer, lambda one: (one.ring, one.opens), bars["ring"]),
        "incompatible": table(
            lambda one: rules(home(one)),
            lambda one: (rules(given.houses.get(one.organisation)), one.incompatible),
            bars["incompatible"],
        ),
        "language": table(lambda one: one.languages, lambda one: one.languages, bars["language"]),
        "layers": table(layer, lambda one: one.organisation, lambda *both: parts["layers"](*both)[0]),
        "region": table(with_travels, near, lambda *both: match.by_region(*both)[0]),
    }


def _words_of_rules(work: Iterable[Assignment], given: Context) -> frozenset[str]:
    """All words by which rules may name a house: other names of houses make no difference."""
    listed = [*(one.incompatible for one in given.houses.values()), *(map(folded, one.incompatible) for one in work)]
    return frozenset(chain(*listed, *((one, *others) for one, others in given.frame.apart)))


# Forms, houses that were left, engagements ----------------------------------------------------------------------------


def _bits(people: Iterable[Profile], work: Iterable[Assignment], given: Context) -> Mapping[str, int]:
    """A bit for every form that anybody names."""
    named = dict.fromkeys(one.forms for ones in (people, work, given.houses.values()) for one in ones)
    words = dict.fromkeys([match.WITHIN, *(form for forms in named for form in forms)])
    return {form: 1 << number for number, form in enumerate(words)}


def mask(forms: Iterable[str], bits: Mapping[str, int]) -> int:
    """Forms as bits."""
    return sum({bits[form] for form in forms}) or ANY


def _masks(rows: Iterable[Iterable[str]], bits: Mapping[str, int]) -> Masks:
    masks = [mask(forms, bits) for forms in rows]
    return np.array(masks, dtype=np.int64 if len(bits) < 63 else object)  # numbers of Python are slow and never full


def _left(people: Sequence[Profile], given: Context) -> Left:
    rows = [(number, house) for number, one in enumerate(people) for house in given.left.get(one.slug, ())]
    every = {house: people[number] for number, house in rows}
    codes = {house: code for code, house in enumerate(every)}
    return Left(
        _people([who for who, _ in rows]), np.array([codes[house] for _, house in rows], dtype=np.int64), every, {}
    )


def _engaged(people: Sequence[Profile]) -> Engaged:
    rows = [(number, one) for number, person in enumerate(people) for one in person.engagements]
    return Engaged(
        _people([number for number, _ in rows]),
        _days([one.start for _, one in rows], UNSAID),
        _days([one.end for _, one in rows], NEVER),
        np.array([one.hours or 0 for _, one in rows], dtype=np.int64),
        {},
    )
