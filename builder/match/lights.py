"""The five things to know before coffee."""

from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from .. import facts, tenure
from ..model import Profile
from .exclusions import is_cooling_off, is_incompatible, is_own, ring_is_closed, shared_forms, stays_put
from .pairs import MatchFrame, Pair
from .periods import span
from .reasons import Value, Why, because
from .scores import band

LightState = Literal["yes", "ask", "no", "human"]


class Light(Struct, frozen=True, cache_hash=True):
    """One of the five things to know before coffee."""

    name: str
    state: LightState
    why: Why


@lru_cache(maxsize=8192)
def light(name: str, state: LightState, why: str, **values: Value) -> Light:
    """A light with its reason."""
    return Light(name, state, because(why, **values))


def five_lights(
    both: Pair, frame: MatchFrame, total: int, fit: int, asked: int, learns: tuple[str, ...]
) -> tuple[Light, ...]:
    """Wants, may, fits, agreed and clicks, in the order in which people ask."""
    forms = shared_forms(both)
    return (
        _wants(both, frame, learns),
        _may(both, frame, forms),
        _fit(total, fit, asked),
        _agreed(both, frame, forms),
        _clicks(both.profile),
    )


def _wants(both: Pair, frame: MatchFrame, learns: tuple[str, ...]) -> Light:
    profile = both.profile
    if stays_put(both, frame):
        return light("wants", "no", "wants.stays")
    if learns:
        return light("wants", "yes", "wants.learns", skills=learns)
    if profile.hours is not None:
        return light("wants", "yes", "wants.hours", hours=profile.hours)
    if profile.wants or profile.would_like or profile.learns or profile.available_from:
        return light("wants", "yes", "wants.said")
    return light("wants", "ask", "wants.unknown")


def _may(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
    if ring_is_closed(both, frame) or is_incompatible(both, frame) or is_cooling_off(both, frame):
        return light("may", "no", "may.barred")
    if forms == ():
        return light("may", "no", "may.no-form")
    if is_own(both):
        return light("may", "yes", "may.own")
    if forms and both.home and both.home.forms:
        return light("may", "yes", "may.forms", forms=forms)
    return light("may", "ask", "may.unknown")


def _fit(total: int, fit: int, asked: int) -> Light:
    state: LightState = "yes" if band(total) in ("strong", "good") else "ask"
    return light("fits", state, "fits.some", fit=fit, asked=asked) if asked else light("fits", state, "fits.not-asked")


def _agreed(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
    """Whether all is agreed: the consent covers this work and, where its form asks for that, the return is arranged."""
    found = _consented(both, frame, forms)
    unarranged = both.profile.return_arrangement is None and not is_own(both)
    if not unarranged or not tenure.needs_return(forms or (), frame.return_for):
        return found
    if found.state == "yes":
        return light("agreed", "ask", "agreed.no-return")
    return light("agreed", "ask", "agreed.to-ask-return") if found.why.key == "agreed.to-ask" else found


def _consented(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
    """Whether the consent covers this work: in force, for this form, and to the last day."""
    consent = both.profile.consent
    state = facts.consent_state(both.profile, frame.today)
    if consent is None or state != "given":
        return light("agreed", "yes" if state == "not-needed" else "ask", f"agreed.{state}")
    if not facts.covers(consent, forms or ()):
        return light("agreed", "ask", "agreed.other-form")
    if consent.until is None:
        return light("agreed", "yes", "agreed.given")
    first, last = span(both.assignment, frame.today)
    if consent.until >= (first if last == date.max else last):
        return light("agreed", "yes", "agreed.until", day=consent.until)
    return light("agreed", "ask", "agreed.too-short", day=consent.until)


def _clicks(profile: Profile) -> Light:
    if profile.contact:
        return light("clicks", "human", "clicks.coffee")
    nameless = profile.pseudonym and not profile.name  # then the co-ordinator alone knows who it is
    return light("clicks", "human", "clicks.coordinator" if nameless else "clicks.organisation")
