"""One piece of work beside very many people: what `crowd.judged` finds, with arrays.

What a rule reads of people as numbers (days, hours, sets of forms) is worked out here in whole numbers as `match` does;
all else is asked of `match` itself, once for who and what is alike.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
from msgspec.structs import replace

from .. import match
from ..match import EXCLUSIONS, WHOLE, Context, Exclusion, MatchFrame, Pair
from ..model import Assignment, Need
from ..vocabulary import folded
from .reasons import NUMBERS
from .throng import ANY, NEVER, UNSAID, Answers, Numbers, People, Throng, mask

MOST_KNOWN = 64  # arrays of credits, or of engagements that run on a day, to have at hand
ELSEWHERE = ("stays", "own-ring", "ring", "incompatible")  # what bars nobody from work in her own organisation
NOT_TOLD = len(NUMBERS) + 1  # why not, for what needs no telling


Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Weighed(NamedTuple):
    """Everyone who has something in common with the work and is not barred for what needs no telling."""

    people: Numbers  # in order
    short: Numbers  # how far the score, or the skill part of who is barred, is from perfect
    why: Numbers  # the number of the reason; 0 for who fits


def weighed(one: Assignment, among: Throng, given: Context) -> Weighed:
    """What this work is to all of these people."""
    frame = given.frame
    skills, wishes = _skill_parts(one, among, given), _wish_parts(one, among, frame)
    people = _in_common(one, among, skills, wishes)
    skill = np.full(len(people), match.NOT_ASKED) if skills is None else skills[people]
    why = _why_not(one, among, given, people)
    parts = {
        "skills": skill,
        "learning": wishes[people],
        "availability": _availability(one, among, given, people),
        "place": _place(one, among, given, people),
        "layers": _answers("layers", one, among, given, people),
        "fields": _fields(one, among, people),
    }
    score = np.sum([match.points(frame, name, part) for name, part in parts.items()], axis=0, dtype=np.int64)
    told = why != NOT_TOLD
    return Weighed(people[told], (WHOLE - np.where(why, skill, score))[told], why[told])


def _answers(name: str, one: Assignment, among: Throng, given: Context, people: Numbers) -> Numbers:
    """What each of these people gets for an answer; to what is asked of people elsewhere as if she is one of them."""
    table, client = among.tables[name], given.houses.get(one.organisation)
    key = table.reads(one)
    if key not in table.known:
        pairs = [Pair(who, one, home, client, ()) for who, home in table.examples]
        if name in ELSEWHERE:
            pairs = [_elsewhere(both) for both in pairs]
        table.known[key] = np.array([table.ask(both, given.frame) for both in pairs], dtype=np.int64)
    return table.known[key][table.classes[people]]


def _elsewhere(both: Pair) -> Pair:
    """A pair in which the person does not work where the work is, whatever else is true of the place where she does."""
    home = both.home and replace(both.home, slug="")
    return replace(both, profile=replace(both.profile, organisation=""), home=home)


# What there is in common ----------------------------------------------------------------------------------------------


def _in_common(one: Assignment, among: Throng, skills: Numbers | None, wishes: Numbers) -> Numbers:
    able = _fields_shared(one, among) > 0 if skills is None else skills >= match.LEAST
    return np.flatnonzero(able | (wishes >= match.LEAST_WISH))


def _skill_parts(one: Assignment, among: Throng, given: Context) -> Numbers | None:
    """The skill part of everyone; None when nothing is asked."""
    needs = [
        (need, match.weight(need, given.rarity[need.skill])) for need in one.skills if given.frame.near[need.skill]
    ]
    if not needs:
        return None
    sums = np.zeros(len(among.home), dtype=np.int64)
    for need, heavy in needs:
        sums += heavy * credits_of(need, need.skill in one.teaches, among, given.frame)
    sums //= sum(heavy for _, heavy in needs)
    return sums


def credits_of(need: Need, learnable: bool, among: Throng, frame: MatchFrame) -> Numbers:
    """Everyone's best credit for what serves a need."""

    def ways() -> Iterable[tuple[int, People]]:
        for term, percent in frame.near[need.skill].items():
            for level, people in among.claims.get(term, {}).items():
                yield match.level_fit(need.level, level) * percent, people
            if learnable and term in among.wishes:
                yield match.WISH * percent, among.wishes[term]

    return _remembered(among.credits, (need.skill, need.level, learnable), lambda: _best(ways(), among))


def _wish_parts(one: Assignment, among: Throng, frame: MatchFrame) -> Numbers:
    """Everyone's learning part."""
    near = (pair for skill in one.teaches for pair in frame.near[skill].items())
    return _best(((100 * percent, among.wishes[wish]) for wish, percent in near if wish in among.wishes), among)


def _best(ways: Iterable[tuple[int, People]], among: Throng) -> Numbers:
    """The highest number each person comes with: the higher ones are written over the lower ones."""
    best = np.zeros(len(among.home), dtype=np.int64)
    for credit, people in sorted(ways, key=lambda way: way[0]):
        best[people] = credit
    return best


def _remembered(known: dict[Key, Made], key: Key, make: Callable[[], Made]) -> Made:
    """What was made before, or is made now; only so much of it is kept, as each is as long as there are people."""
    if key not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[key] = make()
    return known[key]


# Why not --------------------------------------------------------------------------------------------------------------


def _why_not(one: Assignment, among: Throng, given: Context, people: Numbers) -> Numbers:
    """The first reason that bars each of these people."""
    why = np.zeros(len(people), dtype=np.int64)
    for row in EXCLUSIONS:
        if row.reason not in {"closed", "matching-off"}:  # nobody of whom that is true is here
            why[(why == 0) & _barred(row, one, among, given, people)] = NUMBERS.get(row.reason, NOT_TOLD)
    return why


def _barred(row: Exclusion, one: Assignment, among: Throng, given: Context, people: Numbers) -> Answers:
    if row.reason in BARS:
        return BARS[row.reason](one, among, given, people)
    if not row.concerns(one, given):
        return np.zeros(len(people), dtype=bool)
    bars: Answers = _answers(row.reason, one, among, given, people) != 0
    return bars & ~_is_own(one, among, people) if row.reason in ELSEWHERE else bars


def _is_hers(one: Assignment, among: Throng, _: Context, people: Numbers) -> Answers:
    doing = [among.number[slug] for slug in one.filled_by if slug in among.number]
    started = [who for owner in one.owner for who in among.owned.get(owner, ())] if one.kind == "initiative" else []
    return np.isin(people, [*doing, *started])


def _is_cooling_off(one: Assignment, among: Throng, given: Context, people: Numbers) -> Answers:
    """Whether a house that was left is kept apart from this one: asked of each house, not of each person."""
    left, key = among.left, (one.organisation, one.incompatible)
    if key not in left.known:
        client, rarity = given.houses.get(one.organisation), ()
        pairs = (Pair(who, one, None, client, rarity, (house,)) for house, who in left.every.items())
        apart = [match.is_cooling_off(both, given.frame) for both in pairs]
        left.known[key] = left.people[np.array(apart, dtype=bool)[left.houses]]
    return np.isin(people, left.known[key])


def _has_no_form(one: Assignment, among: Throng, given: Context, people: Numbers) -> Answers:
    client, within = given.houses.get(one.organisation), among.forms[match.WITHIN]
    shared = among.agreed[people] & mask(one.forms, among.forms)
    wide = shared & among.agreed_at_home[people] & mask(client.forms if client else (), among.forms)
    bars: Answers = np.where(_is_own(one, among, people), shared == 0, (wide != ANY) & (wide & ~within == 0))
    return bars


def _is_own(one: Assignment, among: Throng, people: Numbers) -> Answers:
    own: Answers = among.home[people] == (among.homes.get(one.organisation, -1) if one.organisation else -1)
    return own


def _misses_it(one: Assignment, among: Throng, given: Context, people: Numbers) -> Answers:
    first, last = _span(one, given)
    start, end = among.start[people], among.end[people]
    start, end = np.where(start == UNSAID, first, start), np.where(end == NEVER, last, end)
    return (start > last) | (end < first) | (end < start)


BARS: Mapping[str, Callable[[Assignment, Throng, Context, Numbers], Answers]] = {
    "yours": _is_hers,
    "cooling-off": _is_cooling_off,
    "forms": _has_no_form,
    "time": _misses_it,
}


# Points ---------------------------------------------------------------------------------------------------------------


def _availability(one: Assignment, among: Throng, given: Context, people: Numbers) -> Numbers:
    """The share of the hours, over the share of the period, that somebody has."""
    first, last = _span(one, given)
    running, taken = _busy(first, among)
    most, hours = among.most[people], among.hours[people]
    period = _free_share(first, last, among, people)
    free = np.maximum(0, hours - taken[people])
    if one.hours is None:
        part = 100 * period
    else:
        short = (hours != -1) & (free < one.hours)
        part = np.where(short, 100 * free // max(1, one.hours) * period, np.where(hours == -1, 50, 100) * period)
    return np.where((most != -1) & (running[people] >= most), 0, part)


def _busy(day: int, among: Throng) -> tuple[Numbers, Numbers]:
    """How much everyone does on a day, and the hours it takes."""

    def counted() -> tuple[Numbers, Numbers]:
        engaged = among.engaged
        run = (engaged.first <= day) & (engaged.last >= day)
        running, taken = np.zeros_like(among.home), np.zeros_like(among.home)
        np.add.at(running, engaged.people[run], 1)
        np.add.at(taken, engaged.people[run], engaged.hours[run])
        return running, taken

    return _remembered(among.engaged.known, day, counted)


def _free_share(first: int, last: int, among: Throng, people: Numbers) -> Numbers:
    start, end = np.maximum(among.start[people], first), np.minimum(among.end[people], last)
    some = 50 if last == NEVER - 1 else 100 * (end - start + 1) // max(1, last - first + 1)
    return np.where(start > end, 0, np.where((start == first) & (end == last), 100, some))


def _span(one: Assignment, given: Context) -> tuple[int, int]:
    first, last = match.span(one, given.frame.today)
    return first.toordinal(), last.toordinal()


def _place(one: Assignment, among: Throng, given: Context, people: Numbers) -> Numbers:
    place = folded(match.where(one, given.houses.get(one.organisation))[0] or "")
    same = among.place[people] == (among.places.get(place, -1) if place else -1)
    return np.where(same, WHOLE, _answers("region", one, among, given, people))


def _fields(one: Assignment, among: Throng, people: Numbers) -> Numbers:
    asked = len(dict.fromkeys(one.fields))
    return WHOLE * _fields_shared(one, among)[people] // max(1, asked)


def _fields_shared(one: Assignment, among: Throng) -> Numbers:
    """How many of the fields of this work everyone has."""
    shared = np.zeros_like(among.home)
    for field in dict.fromkeys(one.fields):
        if field in among.fields:
            shared[among.fields[field]] += 1
    return shared
