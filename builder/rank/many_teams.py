"""Teams for work that very many people fit: only those are looked at who can make a difference."""

import numpy as np

from .. import match
from ..match import WHOLE, Candidate, Context, Team
from ..model import Assignment
from .firsts import place_in_group
from .throng import Names, Numbers, Throng
from .weighed import Weighed, credits_of


def formed_at_once(one: Assignment, found: Weighed, among: Throng, names: Names, given: Context) -> tuple[Team, ...]:
    """The teams for one piece of work, of our own people who fit it."""
    fit = (found.why == 0) & names.own[found.people]
    people, scores = found.people[fit], WHOLE - found.short[fit]
    needs = [need for need in one.skills if given.frame.near[need.skill]]
    heavy = [match.weight(need, given.rarity[need.skill]) for need in needs]
    parts = [credits_of(need, need.skill in one.teaches, among, given.frame)[people] for need in needs]
    order = names.order[people]
    most = match.places_left(one)
    # Those who stand behind so many equals stay behind one when the members of two teams are taken away.
    few = _first_of_equals(parts, np.lexsort((order, -scores)), most * (match.MOST_TEAMS - 1) + 1)
    rows = zip(*[(part[few] * weight).tolist() for part, weight in zip(parts, heavy, strict=True)], strict=True)
    able = zip(order[few].tolist(), scores[few].tolist(), rows, strict=True)
    return match.teams([Candidate(names.slugs[at], score, part) for at, score, part in able], most, sum(heavy))


def _first_of_equals(parts: list[Numbers], in_order: Numbers, most: int) -> Numbers:
    """Of those with the same credits the first so many in this order."""
    alike = np.lexsort([one[in_order] for one in parts])  # leaves equals in order
    rows = np.stack([one[in_order][alike] for one in parts])
    other = np.any(rows[:, 1:] != rows[:, :-1], axis=0)
    group = np.cumsum(np.concatenate([[0], other])) if rows.shape[1] else rows[0]
    return in_order[alike][place_in_group(group) < most]
