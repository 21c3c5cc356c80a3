"""What is scored: each criterion gives a part of 10,000 and the reason."""

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from .. import facts
from ..apart import House
from ..model import Assignment, Profile
from ..vocabulary import folded
from .fits import mean_fit, skill_fits, taught
from .pairs import WHOLE, MatchFrame, Pair
from .periods import free_share, span
from .reasons import Value, Why, because

NO_LAYER = frozenset({"external", "union", "other"})  # these cross no layer of government


class Judged(NamedTuple):
    """A criterion: `reads` is all it looks at of a person, so that equal people need judging once."""

    name: str
    part: Callable[[Pair, MatchFrame], tuple[int, Why]]
    reads: Callable[[Profile], Hashable]


def _skills(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    return mean_fit(skill_fits(both, frame), both, frame)


def _learning(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    teaches, wishes = both.assignment.teaches, both.profile.learns
    if not teaches:
        return 0, because("learning.not-taught")
    near = [found for one in teaches for wish in wishes if (found := frame.near[one].get(wish))]
    if not near:
        return 0, because("learning.no-wish")
    return 100 * max(near), because("learning.wish", skills=taught(both, frame))


def _availability(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    """The share of the hours, over the share of the period, that somebody has."""
    profile, asked = both.profile, both.assignment.hours
    first, last = span(both.assignment, frame.today)
    if facts.is_full(profile, first):
        return 0, because("availability.full")
    period, free = free_share(profile, first, last), facts.hours_free(profile, first)
    whole = period == 100
    share: Mapping[str, Value] = {} if whole else {"share": period}
    if free is None and asked is not None:
        return 50 * period, because("availability.unknown" if whole else "availability.unknown-and-period", **share)
    if free is None or asked is None or free >= asked:
        return 100 * period, because("availability.fits" if whole else "availability.period", **share)
    key = "availability.hours" if whole else "availability.hours-and-period"
    return 100 * free // asked * period, because(key, free=free, asked=asked, **share)


def _place(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    (place, region), (home, home_region) = where(both.assignment, both.client), where(both.profile, both.home)
    if place and home and folded(place) == folded(home):
        return WHOLE, because("place.same", place=place)
    return _near(both, region, home_region, frame)


def by_region(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    """How near the two are when they are not in the same place."""
    (_, region), (_, home_region) = where(both.assignment, both.client), where(both.profile, both.home)
    return _near(both, region, home_region, frame)


def _near(both: Pair, region: str | None, home_region: str | None, frame: MatchFrame) -> tuple[int, Why]:
    profile, assignment = both.profile, both.assignment
    remote = {profile.remote, assignment.remote}
    if assignment.remote == "yes" and "no" not in remote:
        return WHOLE, because("place.remote")
    around = frame.regions.get(region, {region}) if region else ()
    if region and home_region and region in frame.regions.get(home_region, {home_region}):
        return 7_500, because("place.region", region=region)
    if region and any(one in around for one in profile.travels_to):
        return 7_500, because("place.travels", region=region)
    if not region or not home_region:
        return 5_000, because("place.unknown")
    can = "no" not in remote and remote != {None}  # what nobody said is not promised
    return (3_000, because("place.hybrid")) if can else (0, because("place.elsewhere"))


def where(one: Profile | Assignment, own: House | None) -> tuple[str | None, str | None]:
    """Place and region; those of the organisation where nothing else is said."""
    elsewhere = one.place and own and folded(one.place) != folded(own.place or "")
    return (one.place, one.region) if one.region or elsewhere or own is None else (own.place, own.region)


def _layers(both: Pair, _: MatchFrame) -> tuple[int, Why]:
    layers = {one.layer if one else "other" for one in (both.home, both.client)}
    if layers & NO_LAYER:
        return 0, because("layers.unknown")
    return (WHOLE, because("layers.crosses")) if len(layers) == 2 else (0, because("layers.same"))


def _fields(both: Pair, _: MatchFrame) -> tuple[int, Why]:
    asked = tuple(dict.fromkeys(both.assignment.fields))
    if not asked:
        return 0, because("fields.not-asked")
    shared = tuple([one for one in asked if one in both.profile.fields])
    if not shared:
        return 0, because("fields.none")
    return WHOLE * len(shared) // len(asked), because("fields.shared", fields=shared)


CRITERIA = (
    Judged("skills", _skills, lambda one: (one.skills, one.learns)),
    Judged("learning", _learning, lambda one: one.learns),
    Judged(
        "availability",
        _availability,
        lambda one: (one.hours, one.available_from, one.available_until, one.engagements, one.most_engagements),
    ),
    Judged("place", _place, lambda one: (one.organisation, one.place, one.region, one.travels_to, one.remote)),
    Judged("layers", _layers, lambda one: one.organisation),
    Judged("fields", _fields, lambda one: one.fields),
)
