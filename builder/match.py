"""How well a person and a piece of work fit: exactly, and for reasons that can be said aloud.

This is the whole rule. `rank` finds the same lists faster and may not know better.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from . import facts, phrases
from .directory import Directory
from .model import CHOICES, Assignment, Importance, Need, Organisation, Profile, Weights
from .phrases import Phrases
from .vocabulary import folded, nearness, within

Band = Literal["strong", "good", "chance", "touch"]
LightState = Literal["yes", "ask", "no", "human"]
Voice = Literal["about", "you"]
Value = int | str | date | tuple[str, ...]

WHOLE = 10_000  # every part, and the score
BANDS: tuple[tuple[Band, int], ...] = (("strong", 7_500), ("good", 5_500), ("chance", 3_500), ("touch", 0))
IMPORTANCE: Mapping[Importance, int] = {"must": 3, "should": 2, "nice": 1}
RARITY = ((4, 2), (16, 3), (64, 4))  # claimed by more than one in so many people: the class; 5 when rarer
RAREST = 5
USUAL_LEVEL = 3  # of a claim without a level
BELOW, ABOVE, LEAST_ABOVE = 25, 10, 70  # per cent a level below or above, and what "more than asked" keeps
WISH = 40  # per cent that a learning wish is worth for a skill that is asked and can be learnt here
# From here a skill fits: one level below (7,500), or far above in a narrower term (6,300); not two levels below or a
# broader term (5,000).
ENOUGH = 6_000
NOT_ASKED = 2_000  # the skill part of work that asks for no skills: less than any good fit
LEAST, LEAST_WISH = 1_500, 5_000  # what a person and work need in common to be a match at all

NOT_MATCHED = frozenset({"signal"})  # kinds that tell something and ask for nobody
NOT_GOVERNMENT = frozenset({"external"})
NO_LAYER = frozenset({"external", "union", "other"})  # these cross no layer of government
WITHIN = "internal"  # the form that stays within one organisation
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2", "native")


# What goes in, and what comes out -------------------------------------------------------------------------------------


class House(Struct, frozen=True):
    """What a match needs to know of an organisation."""

    slug: str
    layer: str
    names: tuple[str, ...]  # folded: by which rules of incompatibility may name it
    forms: tuple[str, ...]
    incompatible: tuple[str, ...]  # folded
    place: str | None
    region: str | None


class Pair(Struct, frozen=True):
    """A person beside a piece of work, with the little of the network that bears on the two."""

    profile: Profile
    assignment: Assignment
    home: House | None  # where the person works
    client: House | None  # who asks
    rarity: tuple[int, ...]  # the class of each skill asked, 2 (common) to 5 (rare)


class MatchFrame(Struct, frozen=True, kw_only=True):
    """What is the same for every pair: rules, weights, the day, and the words the network shares."""

    today: date
    language: str
    apart: tuple[tuple[str, tuple[str, ...]], ...]  # folded: who cannot work for whom
    shares: Mapping[str, int]  # criterion → what it weighs of 10,000
    near: Mapping[str, Mapping[str, int]]  # skill asked or taught → what serves it
    regions: Mapping[str, frozenset[str]]  # region → itself and all it is part of


class Context(Struct, frozen=True, kw_only=True):
    """What pairs are made with."""

    frame: MatchFrame
    houses: Mapping[str, House]
    rarity: Mapping[str, int]  # skill asked → its class


class Why(Struct, frozen=True):
    """A reason: the key of a phrase without its voice, and what fills the blanks."""

    key: str
    values: Mapping[str, Value] = {}


class Criterion(Struct, frozen=True):
    """What one criterion adds to the score; the points of all criteria together are the score."""

    name: str
    points: int
    of: int
    why: Why


class SkillFit(Struct, frozen=True):
    """How far a skill that is asked is there."""

    skill: str
    importance: Importance
    asked: int | None
    has: int | None  # the level of the claim that counts
    through: str | None  # the term claimed, or wished for, that counts; none when nothing does
    credit: int  # of 10,000
    learnable: bool


class Light(Struct, frozen=True):
    """One of the five things to know before coffee."""

    name: str
    state: LightState
    why: Why


class Match(Struct, frozen=True):
    """A pair explained."""

    profile: str
    assignment: str
    score: int
    band: Band
    criteria: tuple[Criterion, ...]
    fits: tuple[SkillFit, ...]
    missing: tuple[SkillFit, ...]
    learns: tuple[str, ...]
    lights: tuple[Light, ...]


def context(directory: Directory) -> Context:
    """What pairs of this directory are made with."""
    settings, work = directory.settings, directory.assignments.values()
    asked = sorted(
        {need.skill for one in work for need in one.skills} | {skill for one in work for skill in one.teaches}
    )
    regions = directory.vocabularies["regions"]
    frame = MatchFrame(
        today=directory.today,
        language=settings.language,
        apart=tuple(
            (folded(one), tuple(folded(other) for other in others))
            for one, others in settings.rules.incompatible.items()
        ),
        shares=shares(settings.weights),
        near={skill: nearness(directory.skills, skill) for skill in asked},
        regions={region: within(regions, region) for region in regions.terms},
    )
    people = sum(one.matching for one in directory.profiles.values())
    rarity = {
        skill: _rarity(sum(one.matching for one in directory.claimed_by.get(skill, ())), people) for skill in asked
    }
    return Context(
        frame=frame,
        houses={slug: house(one) for slug, one in directory.organisations.items()},
        rarity=rarity,
    )


def pair(given: Context, profile: Profile, assignment: Assignment) -> Pair:
    """A person beside a piece of work."""
    return beside(given, assignment)(profile)


def beside(given: Context, assignment: Assignment) -> Callable[[Profile], Pair]:
    """Sets people beside a piece of work."""
    client = given.houses.get(assignment.organisation)
    rarity = tuple([given.rarity.get(need.skill, RAREST) for need in assignment.skills])
    return lambda one: Pair(one, assignment, given.houses.get(one.organisation), client, rarity)


def house(organisation: Organisation) -> House:
    """An organisation as a match sees it."""
    one = organisation
    names = (one.slug, one.name, one.short_name or one.name, one.layer, CHOICES[one.layer])
    return House(
        one.slug,
        one.layer,
        tuple(sorted({folded(name) for name in names})),
        one.forms,
        tuple(folded(name) for name in one.incompatible),
        one.place,
        one.region,
    )


def shares(weights: Weights) -> Mapping[str, int]:
    """The weights as parts of 10,000 that add up; what rounding leaves goes to the largest remainders."""
    given = {name: max(0, weight) for name, weight in msgspec.structs.asdict(weights).items()}
    total = sum(given.values())
    if not total:
        return shares(Weights())
    parts = {name: WHOLE * weight // total for name, weight in given.items()}
    by_remainder = sorted(given, key=lambda name: -(WHOLE * given[name] % total))
    for name in by_remainder[: WHOLE - sum(parts.values())]:
        parts[name] += 1
    return parts


def band(score: int) -> Band:
    """A score in a word."""
    return next(name for name, least in BANDS if score >= least)


def score(both: Pair, frame: MatchFrame) -> int:
    """How well the two fit, 0 to 10,000; whether they may meet is `exclusion`'s to say."""
    return sum(points(frame, one.name, one.part(both, frame)[0]) for one in CRITERIA)


def points(frame: MatchFrame, criterion: str, part: int) -> int:
    """What a part (0 to 10,000) of a criterion adds to the score."""
    return frame.shares[criterion] * part // WHOLE


def is_match(both: Pair, frame: MatchFrame) -> bool:
    """Whether the two belong in each other's lists: nothing bars it, and they have something in common."""
    parts = (_skills(both, frame)[0], _learning(both, frame)[0], _fields(both, frame)[0])
    return exclusion(both, frame) is None and in_common(*parts, asks=asks(both.assignment, frame))


def in_common(skills: int, learning: int, fields: int, *, asks: bool) -> bool:
    """Whether there is something to talk about: skills, a wish that comes true, or a field if no skills are asked."""
    return learning >= LEAST_WISH or (skills >= LEAST if asks else fields > 0)


def asks(assignment: Assignment, frame: MatchFrame) -> bool:
    """Whether work asks for skills that the network has a word for."""
    return any(frame.near[need.skill] for need in assignment.skills)


def explain(both: Pair, frame: MatchFrame) -> Match:
    """A pair in criteria, skills and lights."""
    needs, learns = skill_fits(both, frame), taught(both, frame)
    parts = [("skills", *_mean(needs, both, frame))]
    parts += [(one.name, *one.part(both, frame)) for one in CRITERIA if one.name != "skills"]
    criteria = tuple([Criterion(name, points(frame, name, part), frame.shares[name], why) for name, part, why in parts])
    total = sum([one.points for one in criteria])
    forms = shared_forms(both)
    return Match(
        profile=both.profile.slug,
        assignment=both.assignment.slug,
        score=total,
        band=band(total),
        criteria=criteria,
        fits=tuple([one for one in needs if one.credit >= ENOUGH]),
        missing=tuple([one for one in needs if one.credit < ENOUGH]),
        learns=learns,
        lights=(
            _wants(both, frame, learns),
            _may(both, frame, forms),
            _fit(total, needs),
            _agreed(both, frame, forms),
            _clicks(both.profile),
        ),
    )


def explained(both: Pair, frame: MatchFrame) -> Match:
    """`explain`, remembered for a while: a page and a document tell the same pair shortly after each other."""
    key = (*map(id, (both.profile, both.assignment, both.home, both.client, frame)), both.rarity)
    known = _RECENT.get(key)
    if known is None:
        if len(_RECENT) >= MOST_RECENT:
            _RECENT.clear()
        known = _RECENT[key] = (both, frame, explain(both, frame))
    return known[2]


# What is remembered is kept alive by its entry, so that no other object can come to bear its id meanwhile.
_RECENT: dict[tuple[object, ...], tuple[Pair, MatchFrame, Match]] = {}
MOST_RECENT = 512


def spoken(why: Why, voice: Voice, words: Phrases, label: Callable[[str, str], str]) -> str:
    """A reason as a sentence: about a person, or to her. `label` gives the word for an id of a kind."""
    values = {name: _spoken(name, value, words, label) for name, value in why.values.items()}
    return phrases.say(words, f"match.{voice}.{why.key}", **values)


def _spoken(name: str, value: Value, words: Phrases, label: Callable[[str, str], str]) -> object:
    if isinstance(value, tuple):
        return ", ".join(label(name, one) for one in value)
    if isinstance(value, date):
        return phrases.day(words, value)
    return label("regions", value) if name == "region" and isinstance(value, str) else value


# Criteria: each gives a part of 10,000 and the reason -----------------------------------------------------------------


def skill_fits(both: Pair, frame: MatchFrame) -> tuple[SkillFit, ...]:
    """How far each skill that is asked is there; a skill that the network has no word for is not judged."""
    return tuple([_skill_fit(need, both, frame) for need in both.assignment.skills if frame.near[need.skill]])


def level_fit(asked: int | None, has: int | None) -> int:
    """How well a level serves the one asked, per cent: a higher one is enough and a little less than spot on."""
    if asked is None:
        return 100
    more = (USUAL_LEVEL if has is None else has) - asked
    return max(LEAST_ABOVE, 100 - ABOVE * more) if more >= 0 else max(0, 100 + BELOW * more)


def weight(need: Need, rarity: int) -> int:
    """What a need weighs among the needs: its importance times how rare it is."""
    return IMPORTANCE[need.importance] * rarity


def taught(both: Pair, frame: MatchFrame) -> tuple[str, ...]:
    """The skills this work teaches that this person wants to learn."""
    wishes = both.profile.learns
    return tuple(one for one in both.assignment.teaches if any(wish in frame.near[one] for wish in wishes))


def _skill_fit(need: Need, both: Pair, frame: MatchFrame) -> SkillFit:
    near, learnable = frame.near[need.skill], need.skill in both.assignment.teaches
    ways = [
        (level_fit(need.level, one.level) * near[one.skill], one.level or USUAL_LEVEL, one.skill)
        for one in both.profile.skills
        if one.skill in near
    ]
    ways += [(WISH * near[wish], 0, wish) for wish in both.profile.learns if learnable and wish in near]
    credit, has, through = max(ways, key=lambda way: way[:2], default=(0, 0, None))
    return SkillFit(need.skill, need.importance, need.level, has or None, through, credit, learnable)


def _skills(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    return _mean(skill_fits(both, frame), both, frame)


def _mean(fits: tuple[SkillFit, ...], both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    """The weighted mean of the credits."""
    if not fits:
        return NOT_ASKED, Why("skills.not-asked")
    needs = zip(both.assignment.skills, both.rarity, strict=True)
    weights = [weight(need, rarity) for need, rarity in needs if frame.near[need.skill]]
    part = sum([one.credit * heavy for one, heavy in zip(fits, weights, strict=True)]) // sum(weights)
    enough = sum([one.credit >= ENOUGH for one in fits])
    if enough == len(fits):
        return part, Why("skills.all", {"n": enough})
    if enough:
        return part, Why("skills.some", {"fit": enough, "asked": len(fits)})
    return part, Why("skills.near" if part else "skills.none")


def _learning(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    teaches, wishes = both.assignment.teaches, both.profile.learns
    if not teaches:
        return 0, Why("learning.not-taught")
    best = max((frame.near[one].get(wish, 0) for one in teaches for wish in wishes), default=0)
    return 100 * best, Why("learning.wish", {"skills": taught(both, frame)}) if best else Why("learning.no-wish")


def _availability(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    """The share of the hours, over the share of the period, that somebody has."""
    profile, asked = both.profile, both.assignment.hours
    first, last = span(both.assignment, frame.today)
    if facts.is_full(profile, first):
        return 0, Why("availability.full")
    period, free = _period(profile, first, last), facts.hours_free(profile, first)
    whole = period == 100
    share: Mapping[str, Value] = {} if whole else {"share": period}
    if free is None and asked is not None:
        return 50 * period, Why("availability.unknown" if whole else "availability.unknown-and-period", share)
    if free is None or asked is None or free >= asked:
        return 100 * period, Why("availability.fits" if whole else "availability.period", share)
    key = "availability.hours" if whole else "availability.hours-and-period"
    return 100 * free // asked * period, Why(key, {"free": free, "asked": asked, **share})


def span(assignment: Assignment, today: date) -> tuple[date, date]:
    """The days on which there is work from now on; work without an end goes on for ever."""
    return max(assignment.start or today, today), facts.last_day(assignment) or date.max


def _period(profile: Profile, first: date, last: date) -> int:
    """The share of the period that somebody can do, per cent; half of a period without end when it is not the whole."""
    start, end = max(profile.available_from or first, first), min(profile.available_until or last, last)
    if start > end:
        return 0
    if (start, end) == (first, last):
        return 100
    return 50 if last == date.max else 100 * ((end - start).days + 1) // ((last - first).days + 1)


def _place(both: Pair, frame: MatchFrame) -> tuple[int, Why]:
    profile, assignment = both.profile, both.assignment
    remote = {profile.remote, assignment.remote}
    place, region = _where(assignment, both.client)
    home, home_region = _where(profile, both.home)
    if place and home and folded(place) == folded(home):
        return WHOLE, Why("place.same", {"place": place})
    if assignment.remote == "yes" and "no" not in remote:
        return WHOLE, Why("place.remote")
    around = frame.regions.get(region, {region}) if region else ()
    if region and home_region and region in frame.regions.get(home_region, {home_region}):
        return 7_500, Why("place.region", {"region": region})
    if region and any(one in around for one in profile.travels_to):
        return 7_500, Why("place.travels", {"region": region})
    if not region or not home_region:
        return 5_000, Why("place.unknown")
    can = "no" not in remote and remote != {None}  # what nobody said is not promised
    return (3_000, Why("place.hybrid")) if can else (0, Why("place.elsewhere"))


def _where(one: Profile | Assignment, own: House | None) -> tuple[str | None, str | None]:
    """Place and region; those of the organisation where nothing else is said."""
    elsewhere = one.place and own and folded(one.place) != folded(own.place or "")
    return (one.place, one.region) if one.region or elsewhere or own is None else (own.place, own.region)


def _layers(both: Pair, _: MatchFrame) -> tuple[int, Why]:
    layers = {one.layer if one else "other" for one in (both.home, both.client)}
    if layers & NO_LAYER:
        return 0, Why("layers.unknown")
    return (WHOLE, Why("layers.crosses")) if len(layers) == 2 else (0, Why("layers.same"))


def _fields(both: Pair, _: MatchFrame) -> tuple[int, Why]:
    asked = tuple(dict.fromkeys(both.assignment.fields))
    if not asked:
        return 0, Why("fields.not-asked")
    shared = tuple(one for one in asked if one in both.profile.fields)
    return WHOLE * len(shared) // len(asked), Why("fields.shared", {"fields": shared}) if shared else Why("fields.none")


# Exclusions: never scored, and each looks at little of the person -----------------------------------------------------


def exclusion(both: Pair, frame: MatchFrame) -> str | None:
    """Why this person and this work cannot meet: the first reason, or none."""
    return next((one.reason for one in EXCLUSIONS if one.bars(both, frame)), None)


def is_matched(assignment: Assignment, today: date) -> bool:
    """Whether work looks for people now."""
    return assignment.kind not in NOT_MATCHED and facts.is_open(assignment, today)


def shared_forms(both: Pair) -> tuple[str, ...] | None:
    """The forms that the person, the work and both organisations accept; None when nobody names any."""
    profile, assignment = both.profile, both.assignment
    own = _own(both)
    houses = () if own else tuple(one.forms for one in (both.client, both.home) if one)
    named = [forms for forms in (assignment.forms, profile.forms, *houses) if forms]
    if not named:
        return None
    return tuple(one for one in named[0] if all(one in forms for forms in named) and (own or one != WITHIN))


def _own(both: Pair) -> bool:
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


def _stays(both: Pair, _: MatchFrame) -> bool:
    return both.profile.stays and not _own(both)


def _looks_nearer(both: Pair, _: MatchFrame) -> bool:
    ring = both.profile.ring
    return not _own(both) and (ring == "own" or (ring == "government" and not _is_government(both.client)))


def _ring_is_closed(both: Pair, frame: MatchFrame) -> bool:
    ring = facts.ring_today(both.assignment, frame.today)
    return not _own(both) and ring != "everyone" and (ring != "government" or not _is_government(both.home))


def _is_government(one: House | None) -> bool:
    return one is not None and one.layer not in NOT_GOVERNMENT


def _is_incompatible(both: Pair, frame: MatchFrame) -> bool:
    """A rule of the network, of either organisation (both ways) or of the work keeps the two apart."""
    home, client = both.home, both.client
    if home is None or client is None or home.slug == client.slug:
        return False
    listed = [folded(one) for one in both.assignment.incompatible]
    if _names(home, (*listed, *client.incompatible)) or _names(client, home.incompatible):
        return True
    return any(
        (one in home.names and _names(client, others)) or (one in client.names and _names(home, others))
        for one, others in frame.apart
    )


def _names(one: House, words: tuple[str, ...]) -> bool:
    return any(word in one.names for word in words)


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


# Lights ---------------------------------------------------------------------------------------------------------------


def _wants(both: Pair, frame: MatchFrame, learns: tuple[str, ...]) -> Light:
    profile = both.profile
    if _stays(both, frame):
        return Light("wants", "no", Why("wants.stays"))
    if learns:
        return Light("wants", "yes", Why("wants.learns", {"skills": learns}))
    if profile.hours is not None:
        return Light("wants", "yes", Why("wants.hours", {"hours": profile.hours}))
    if profile.wants or profile.would_like or profile.learns or profile.available_from:
        return Light("wants", "yes", Why("wants.said"))
    return Light("wants", "ask", Why("wants.unknown"))


def _may(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
    if _ring_is_closed(both, frame) or _is_incompatible(both, frame):
        return Light("may", "no", Why("may.barred"))
    if forms == ():
        return Light("may", "no", Why("may.no-form"))
    if _own(both):
        return Light("may", "yes", Why("may.own"))
    if forms and both.home and both.home.forms:
        return Light("may", "yes", Why("may.forms", {"forms": forms}))
    return Light("may", "ask", Why("may.unknown"))


def _fit(total: int, needs: tuple[SkillFit, ...]) -> Light:
    fit = sum(one.credit >= ENOUGH for one in needs)
    why = Why("fits.some", {"fit": fit, "asked": len(needs)}) if needs else Why("fits.not-asked")
    return Light("fits", "yes" if band(total) in {"strong", "good"} else "ask", why)


def _agreed(both: Pair, frame: MatchFrame, forms: tuple[str, ...] | None) -> Light:
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
    is_long = consent.until >= (first if last == date.max else last)
    until = {"day": consent.until}
    return (
        Light("agreed", "yes", Why("agreed.until", until))
        if is_long
        else Light("agreed", "ask", Why("agreed.too-short", until))
    )


def _clicks(profile: Profile) -> Light:
    return Light("clicks", "human", Why("clicks.coffee" if profile.contact else "clicks.organisation"))


# The tables -----------------------------------------------------------------------------------------------------------


class Judged(NamedTuple):
    """A criterion: `reads` is all it looks at of a person, so that equal people need judging once."""

    name: str
    part: Callable[[Pair, MatchFrame], tuple[int, Why]]
    reads: Callable[[Profile], Hashable]


class Exclusion(NamedTuple):
    """A reason not to meet: `reads` is all it looks at of a person; from work it does not concern it bars nobody."""

    reason: str
    bars: Callable[[Pair, MatchFrame], bool]
    reads: Callable[[Profile], Hashable]
    concerns: Callable[[Assignment], bool] = lambda _: True


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
        lambda work: bool(work.filled_by) or work.kind == "initiative",
    ),
    Exclusion("paused", _is_paused, lambda one: one.paused_until),
    Exclusion("stays", _stays, _stand),
    Exclusion("own-ring", _looks_nearer, _stand),
    Exclusion("ring", _ring_is_closed, _stand),
    Exclusion("incompatible", _is_incompatible, _stand),
    Exclusion("forms", _has_no_form, lambda one: (one.organisation, one.forms)),
    Exclusion("time", _misses_it, lambda one: (one.available_from, one.available_until)),
    Exclusion("language", _lacks_a_language, lambda one: one.languages, lambda work: bool(work.languages)),
)


def _rarity(people: int, among: int) -> int:
    """The class of a skill that so many people claim."""
    return next((rare for parts, rare in RARITY if people * parts > among), RAREST)
