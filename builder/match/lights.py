"""The five things to know before coffee."""

from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from .. import facts, tenure
from ..model import Profile
from .exclusions import is_cooling_off, is_incompatible, is_own, ring_is_closed, shared_forms, stays_put
from .fits import ENOUGH, SkillFit
from .pairs import MatchFrame, Pair
from .periods import span
from .reasons import Why, because
from .scores import band

LightState = Literal["yes", "ask", "no", "human"]


class Light(Struct, frozen=True):
    """One of the five things to know before coffee."""

    name: str
    state: LightState
    why: Why


def five_lights(
    both: Pair, frame: MatchFrame, total: int, needs: tuple[SkillFit, ...], learns: tuple[str, ...]
) -> tuple[Light, ...]:
    """Wants, may, fits, agreed and clicks, in the order in which people ask."""
    forms = shared_forms(both)
    return (
        _wants(both, frame, learns),
        _may(both, frame, forms),
        _fit(total, needs),
        _agreed(both, frame, forms),
        _clicks(both.profile),
    )


def _wants(both: Pair, frame: MatchFrame, learns: tuple[str, ...]) -> Light:
    profile = both.profile
    if stays_put(both, frame):
        return Light("wants", "no", Why("wants.stays"))
    if learns:
        return Light("wants", "yes", because("wants.learns", skills=learns))
    if profile.hours is not None:
        return Light("wants", "yes", because("wants.hours", hours=profile.hours))
    if profile.wants or profile.would_like or profile.learns or profile.available_from:
        return Light("wants", "yes", Why("wants.said"))
    return Light("wants", "ask", Why("wants.unknown"))


def _may(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
    if ring_is_closed(both, frame) or is_incompatible(both, frame) or is_cooling_off(both, frame):
        return Light("may", "no", Why("may.barred"))
    if forms == ():
        return Light("may", "no", Why("may.no-form"))
    if is_own(both):
        return Light("may", "yes", Why("may.own"))
    if forms and both.home and both.home.forms:
        return Light("may", "yes", because("may.forms", forms=forms))
    return Light("may", "ask", Why("may.unknown"))


def _fit(total: int, needs: tuple[SkillFit, ...]) -> Light:
    return _fitting(band(total) in {"strong", "good"}, sum([one.credit >= ENOUGH for one in needs]), len(needs))


@lru_cache(maxsize=1024)  # most work asks for a few skills
def _fitting(well: bool, fit: int, asked: int) -> Light:
    why = because("fits.some", fit=fit, asked=asked) if asked else Why("fits.not-asked")
    return Light("fits", "yes" if well else "ask", why)


def _agreed(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
    """Whether all is agreed: the consent covers this work and, where its form asks for that, the return is arranged."""
    found = _consented(both, frame, forms)
    unarranged = both.profile.return_arrangement is None and not is_own(both)
    if not unarranged or not tenure.needs_return(forms or (), frame.return_for):
        return found
    if found.state == "yes":
        return Light("agreed", "ask", Why("agreed.no-return"))
    return Light("agreed", "ask", Why("agreed.to-ask-return")) if found.why.key == "agreed.to-ask" else found


def _consented(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
    """Whether the consent covers this work: in force, for this form, and to the last day."""
    consent = both.profile.consent
    state = facts.consent_state(both.profile, frame.today)
    if consent is None or state != "given":
        return Light("agreed", "yes" if state == "not-needed" else "ask", Why(f"agreed.{state}"))
    if not facts.covers(consent, forms or ()):
        return Light("agreed", "ask", Why("agreed.other-form"))
    if consent.until is None:
        return Light("agreed", "yes", Why("agreed.given"))
    first, last = span(both.assignment, frame.today)
    if consent.until >= (first if last == date.max else last):
        return Light("agreed", "yes", because("agreed.until", day=consent.until))
    return Light("agreed", "ask", because("agreed.too-short", day=consent.until))


def _clicks(profile: Profile) -> Light:
    if profile.contact:
        return Light("clicks", "human", Why("clicks.coffee"))
    nameless = profile.pseudonym and not profile.name  # then the co-ordinator alone knows who it is
    return Light("clicks", "human", Why("clicks.coordinator" if nameless else "clicks.organisation"))
