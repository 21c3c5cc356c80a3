"""What is never scored: each reason not to meet looks at little of the person."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import NamedTuple

from .. import facts
from ..apart import House, are_apart
from ..model import Assignment, Profile
from .pairs import Context, MatchFrame, Pair
from .periods import span

NOT_MATCHED = frozenset({"signal"})  # kinds that tell something and ask for nobody
NOT_GOVERNMENT = frozenset({"external"})
WITHIN = "internal"  # the form that stays within one organisation
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2", "native")


class Exclusion(NamedTuple):
    """A reason not to meet: `reads` is all it looks at of a person; from work it does not concern it bars nobody."""

    reason: str
    bars: Callable[[Pair, MatchFrame], bool]
    reads: Callable[[Profile], Hashable]
    concerns: Callable[[Assignment, Context], bool] = lambda *_: True


def exclusion(both: Pair, frame: MatchFrame) -> str | None:
    """Why this person and this work cannot meet: the first reason, or none."""
    return next((one.reason for one in EXCLUSIONS if one.bars(both, frame)), None)


def is_matched(assignment: Assignment, today: date) -> bool:
    """Whether work looks for people now."""
    return assignment.kind not in NOT_MATCHED and facts.is_open(assignment, today) and not _hides_client(assignment)


def _hides_client(assignment: Assignment) -> bool:
    """Whether nobody may know who asks: who is barred from the work would tell it."""
    return assignment.confidential and not assignment.organisation


def shared_forms(both: Pair) -> tuple[str, ...] | None:
    """The forms that the person, the work and both organisations accept; None when nobody names any."""
    own = is_own(both)
    houses = () if own else (both.client, both.home)
    named = [one.forms for one in (both.assignment, both.profile, *houses) if one is not None and one.forms]
    if not named:
        return None
    first, *rest = named
    left = [one for one in first if own or one != WITHIN]
    for forms in rest:
        left = [one for one in left if one in forms]
    return tuple(left)


def is_own(both: Pair) -> bool:
    """Whether the work is in the person's own organisation."""
    return both.profile.organisation == both.assignment.organisation != ""


def _is_closed(both: Pair, frame: MatchFrame) -> bool:
    return not is_matched(both.assignment, frame.today)


def _is_off(both: Pair, _: MatchFrame) -> bool:
    return not both.profile.matching


def _is_hers(both: Pair, _: MatchFrame) -> bool:
    """She does it already, or it is her own initiative."""
    profile, assignment = both.profile, both.assignment
    started = assignment.kind == "initiative" and any(one in assignment.owner for one in profile.owner)
    return profile.slug in assignment.filled_by or started


def _is_paused(both: Pair, frame: MatchFrame) -> bool:
    return facts.is_paused(both.profile, frame.today)


def stays_put(both: Pair, _: MatchFrame) -> bool:
    """She would rather stay where she is, and this is elsewhere."""
    return both.profile.stays and not is_own(both)


def _looks_nearer(both: Pair, _: MatchFrame) -> bool:
    ring = both.profile.ring
    return not is_own(both) and (ring == "own" or (ring == "government" and not _is_government(both.client)))


def ring_is_closed(both: Pair, frame: MatchFrame) -> bool:
    """The work is not open yet to the organisation where she works."""
    ring = facts.ring_today(both.assignment, frame.today)
    return not is_own(both) and ring != "everyone" and (ring != "government" or not _is_government(both.home))


def _is_government(one: House | None) -> bool:
    return one is not None and one.layer not in NOT_GOVERNMENT


def is_incompatible(both: Pair, frame: MatchFrame) -> bool:
    """A rule of the network, of either organisation (both ways) or of the work keeps the two apart."""
    home, client = both.home, both.client
    return (
        home is not None and client is not None and are_apart(home, client, frame.apart, both.assignment.incompatible)
    )


def is_cooling_off(both: Pair, frame: MatchFrame) -> bool:
    """An organisation where she worked until lately is kept apart from this one."""
    client, listed = both.client, both.assignment.incompatible
    return client is not None and any(are_apart(one, client, frame.apart, listed) for one in both.left)


def _may_cool_off(work: Assignment, given: Context) -> bool:
    """Whether anybody left a house that is kept apart from the one that asks: mostly there is no such person."""
    client, rules = given.houses.get(work.organisation), given.frame.apart
    left = {house.slug: house for houses in given.left.values() for house in houses}
    return client is not None and any(are_apart(one, client, rules, work.incompatible) for one in left.values())


def _has_no_form(both: Pair, _: MatchFrame) -> bool:
    return shared_forms(both) == ()


def _misses_it(both: Pair, frame: MatchFrame) -> bool:
    """No day on which there is work and somebody has time."""
    first, last = span(both.assignment, frame.today)
    profile = both.profile
    start, end = profile.available_from or first, profile.available_until or last
    return start > last or end < first or end < start


def _lacks_a_language(both: Pair, frame: MatchFrame) -> bool:
    """A language that is asked is not spoken well enough; the network's own is spoken unless it says otherwise."""
    spoken = {_language(frame.language): len(CEFR)}
    spoken |= {_language(one.language): _cefr(one.level, len(CEFR)) for one in both.profile.languages}
    return any(spoken.get(_language(one.language), -1) < _cefr(one.level, 0) for one in both.assignment.languages)


def _language(tag: str) -> str:
    return tag.partition("-")[0].casefold()


def _cefr(level: str | None, unsaid: int) -> int:
    return unsaid if level is None else CEFR.index(level)


def _stand(one: Profile) -> Hashable:
    """Where a person stands among the organisations, and how far she looks."""
    return one.organisation, one.ring, one.stays


EXCLUSIONS = (
    Exclusion("closed", _is_closed, lambda _: None),
    Exclusion("matching-off", _is_off, lambda one: one.matching),
    Exclusion(
        "yours",
        _is_hers,
        lambda one: (one.slug, one.owner),
        lambda work, _: bool(work.filled_by) or work.kind == "initiative",
    ),
    Exclusion("paused", _is_paused, lambda one: one.paused_until),
    Exclusion("stays", stays_put, _stand),
    Exclusion("own-ring", _looks_nearer, _stand),
    Exclusion("ring", ring_is_closed, _stand),
    Exclusion("incompatible", is_incompatible, _stand),
    Exclusion("cooling-off", is_cooling_off, lambda one: one.slug, _may_cool_off),
    Exclusion("forms", _has_no_form, lambda one: (one.organisation, one.forms)),
    Exclusion("time", _misses_it, lambda one: (one.available_from, one.available_until)),
    Exclusion("language", _lacks_a_language, lambda one: one.languages, lambda work, _: bool(work.languages)),
)
