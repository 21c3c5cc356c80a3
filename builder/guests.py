"""Guests: people and work that another network keeps, beside those of the network itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from . import facts
from .checks import Flaw
from .crosswalks import Words, translator
from .directory import LAYERS, Directory, by_reference, skills_of
from .doubles import doubles
from .foreign import Harvest, Taken
from .model import VOCABULARIES, Assignment, Claim, Need, Organisation, Origin, Profile, Record
from .networks import Amiss, Double, Network, NetworkState, Unmapped
from .phrases import LANGUAGES
from .references import settled
from .settings import Source
from .sketches import Census, census, hash_of_all, sketches
from .visibility import tells_address
from .webaddress import lies_under

T = TypeVar("T", bound=Record)
S = TypeVar("S", Claim, Need)

LED_ASTRAY = frozenset({"left-out", "not-public"})  # what is left out as it should be: nothing to mend there


class Joined(NamedTuple):
    """The directory with its guests, what came of each source, and what to tell of it at its place in the settings."""

    directory: Directory
    networks: tuple[Network, ...]
    flaws: tuple[Flaw, ...]


class Party(NamedTuple):
    """The guests of one source."""

    harvest: Harvest
    profiles: Mapping[str, Profile] = {}
    assignments: Mapping[str, Assignment] = {}
    organisations: Mapping[str, Organisation] = {}
    amiss: tuple[Amiss, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()


def joined(home: Directory, harvested: Sequence[Harvest]) -> Joined:
    """What a network keeps itself, with the guests of all sources."""
    if not harvested:
        return Joined(home, (), ())
    parties = [
        _party(home, one, one.taken) if one.taken and state_of(one, home.today) in ("good", "failing") else Party(one)
        for one in harvested
    ]
    people = {slug: one for party in parties for slug, one in party.profiles.items()}
    found = doubles(home, people)
    twice = {one.other for one in found if one.mutual}
    parties = [_without(party, twice) for party in parties]
    networks = tuple(_network(party, found, home.today) for party in parties)
    parties = [one if tells_address(one.harvest.source, home.edition) else _unplaced(one) for one in parties]
    return Joined(_with(home, parties), networks, tuple(flaw for one in parties for flaw in _told(one, home)))


def state_of(harvest: Harvest, today: date) -> NetworkState:
    """How a source stands today."""
    if not harvest.there:
        return "waiting"
    if harvest.taken is None:
        return "broken"
    head = harvest.taken.head
    if head.harvested is None:
        return "waiting"
    if today - head.harvested > timedelta(days=harvest.source.keep_days):
        return "silent"
    return "failing" if head.failure else "good"


# One source -----------------------------------------------------------------------------------------------------------


def _party(home: Directory, harvest: Harvest, taken: Taken) -> Party:
    """The guests of a source in our words, each under a slug of its own."""
    source, rules, amiss = harvest.source, home.settings.rules, list(taken.amiss)
    people = _most(taken.profiles, harvest, "profiles", amiss)
    work = _most(taken.assignments, harvest, "assignments", amiss)
    old = {one.slug for one in people if facts.freshness(one, rules, home.today) == "left-out"}
    amiss += [Amiss("profiles", slug, "left-out") for slug in sorted(old)]
    here = {
        "profiles": frozenset(one.slug for one in people) - old,
        "assignments": frozenset(one.slug for one in work),
    }
    settings = home.settings
    languages = tuple(dict.fromkeys((settings.language, *settings.languages, taken.head.language, *LANGUAGES)))
    reading = _Reading(
        harvest,
        _houses(home, harvest, taken),
        here,
        translator(harvest.crosswalk, taken.head.terms, home.vocabularies, languages),
        taken.head.language if taken.head.language not in ("", settings.language) else None,
        Counter(),
        amiss,
    )
    profiles = [_guest(one, reading) for one in people if one.slug not in old]
    assignments = [_guest(one, reading) for one in work]
    named = {one.organisation for one in profiles} | {one.organisation for one in assignments}
    amiss += _alike(home, taken, harvest.crosswalk.organisations)
    kept = (one for one in taken.organisations if reading.houses.get(one.slug) == f"{source.id}.{one.slug}")
    organisations = [_guest(one, reading) for one in kept if f"{source.id}.{one.slug}" in named]
    unmapped = [Unmapped(name, word, label, times) for (name, word, label), times in reading.unmapped.items()]
    return Party(
        harvest,
        _by_slug(profiles),
        _by_slug(assignments),
        _by_slug(organisations),
        tuple(amiss),
        tuple(sorted(unmapped, key=lambda one: (-one.times, one.vocabulary, one.term))),
    )


def _most(records: tuple[T, ...], harvest: Harvest, kind: str, amiss: list[Amiss]) -> tuple[T, ...]:
    """The entries of a kind that the settings want, as far as they want them."""
    wanted = harvest.source.kinds
    if wanted and kind not in wanted:
        return ()
    amiss += [Amiss(kind, one.slug, "too-many") for one in records[harvest.source.most :]]
    return records[: harvest.source.most]


def _by_slug(records: Iterable[T]) -> Mapping[str, T]:
    return {one.slug: one for one in sorted(records, key=lambda one: one.slug)}


def _houses(home: Directory, harvest: Harvest, taken: Taken) -> Mapping[str, str]:
    """What each organisation of a source is here: one of ours only when a co-ordinator wrote it, else a guest.

    Anybody can publish our official id, and whose people somebody is decides what work she may answer.
    """
    found = {}
    for one in taken.organisations:
        mapped = harvest.crosswalk.organisations.get(one.slug, "")
        found[one.slug] = mapped if mapped in home.organisations else f"{harvest.source.id}.{one.slug}"
    given = harvest.source.organisation
    if given and given in home.organisations:
        found.setdefault(given, given)
    return found


def _alike(home: Directory, taken: Taken, mapped: Mapping[str, str]) -> Iterator[Amiss]:
    """Organisations that seem to be one of ours: by their official id, or by their name. Who wrote a line knows it."""
    ids = {_official(one): one for one in home.organisations.values() if one.official_id}
    names = {one.name.casefold(): one for one in home.organisations.values()}
    for one in (one for one in taken.organisations if one.slug not in mapped):
        same = ids.get(_official(one)) if one.official_id else None
        ours = same or names.get(one.name.casefold())
        if ours is not None:
            told = {"there": one.name, "here": ours.name, "slug": ours.slug}
            yield Amiss("organisations", one.slug, "same-id" if same else "same-name", told, left_out=False)


def _official(one: Organisation) -> str:
    """An official id without what makes no difference."""
    return (one.official_id or "").strip().casefold().rstrip("/").partition("://")[2] or (one.official_id or "").strip()


# One guest ------------------------------------------------------------------------------------------------------------


class _Reading(NamedTuple):
    """What is needed to read the entries of a source, and what is noted meanwhile."""

    harvest: Harvest
    houses: Mapping[str, str]  # organisation there → what it is here
    here: Mapping[str, frozenset[str]]  # profiles, assignments → their ids that are shown
    words: Words
    language: str | None  # of what does not say it itself, when it is another one than ours
    unmapped: Counter[tuple[str, str, str]]  # vocabulary, word and label
    amiss: list[Amiss]


def _guest(one: T, reading: _Reading) -> T:
    """An entry with its words and references as they are here."""
    source = reading.harvest.source

    def find(_: str, to: str, text: str) -> str | None:
        if to in VOCABULARIES:
            return _word(to, text, reading)
        if to == "organisations":
            return reading.houses.get(text, "")
        if to == "houses":
            return text if text in LAYERS else reading.houses.get(text)
        return f"{source.id}.{text}" if text in reading.here.get(to, ()) else None

    new = settled(one, find)
    new = _with_forms(one, new, reading)
    if isinstance(new, Profile | Assignment):
        new = replace(new, skills=_once(new.skills))
    if isinstance(one, Profile) and isinstance(new, Profile) and one.pseudonym and not one.organisation:
        new = replace(new, matching=False)  # a list of the work that she is barred from would tell where she works
    if isinstance(new, Profile) and not new.organisation and source.organisation:
        new = replace(new, organisation=reading.houses.get(source.organisation, ""))
    language = one.language or reading.language
    return replace(new, slug=f"{source.id}.{one.slug}", language=language, origin=_origin(one, reading))


def _word(name: str, text: str, reading: _Reading) -> str | None:
    """A word as it is here. What we have no word for stays as the source calls it, and matches nothing."""
    ours, label = reading.words(name, text)
    if ours is not None:
        return ours
    reading.unmapped[name, text, label] += 1
    return None if name == "forms" else label


def _with_forms(one: T, new: T, reading: _Reading) -> T:
    """An entry that named forms, and none that we know, keeps what it named: no form at all would mean any form."""
    given = getattr(one, "forms", ())
    if given and not getattr(new, "forms", ()):
        new = replace(new, forms=tuple(dict.fromkeys(reading.words("forms", form).label for form in given)))
    if isinstance(one, Profile) and isinstance(new, Profile) and one.consent and new.consent:
        scope = one.consent.scope
        if scope and not new.consent.scope:
            labels = tuple(dict.fromkeys(reading.words("forms", form).label for form in scope))
            new = replace(new, consent=replace(new.consent, scope=labels))
    return new


def _once(skills: tuple[S, ...]) -> tuple[S, ...]:
    """Each skill once: two words there may be one here, and then the higher level counts."""
    best: dict[str, S] = {}
    for one in skills:
        if one.skill not in best or (one.level or 0) > (best[one.skill].level or 0):
            best[one.skill] = one
    return tuple(best.values())


def _origin(one: Record, reading: _Reading) -> Origin | None:
    """Where an entry is from, as far as the settings of the source bear that out."""
    origin, source = one.origin, reading.harvest.source
    if origin is None:
        return None
    url, front = origin.url, origin.directory
    return replace(
        origin,
        url=url if url and is_own(url, source) else None,
        directory=front if front and lies_under(front, source.url) else None,
        licence=origin.licence or source.licence,
    )


def is_own(url: str, source: Source) -> bool:
    """Whether an address is one of a source: below the address in our settings, for what it says itself proves nothing.

    Resumes may lie anywhere on the host of their list. A repository is no place where people read it.
    """
    if source.kind == "jsonresume":
        return lies_under(url, f"https://{source.url.partition('://')[2].partition('/')[0]}/")
    return source.kind == "wisselwerk" and lies_under(url, source.url)


# All together ---------------------------------------------------------------------------------------------------------


def _without(party: Party, twice: set[str]) -> Party:
    """The guests of a source without those that are shown already, and that nothing else then leads to."""
    if twice.isdisjoint(party.profiles):
        return party
    profiles = {slug: one for slug, one in party.profiles.items() if slug not in twice}

    def shown(_: str, __: str, text: str) -> str | None:
        return None if text in twice else text

    only = frozenset({"profiles"})
    return party._replace(
        profiles={slug: settled(one, shown, only) for slug, one in profiles.items()},
        assignments={slug: settled(one, shown, only) for slug, one in party.assignments.items()},
    )


def _unplaced(party: Party) -> Party:
    """The guests of a source without where they stand there, for who may not know where that is."""
    return party._replace(
        profiles=_nowhere(party.profiles),
        assignments=_nowhere(party.assignments),
        organisations=_nowhere(party.organisations),
    )


def _nowhere(records: Mapping[str, T]) -> Mapping[str, T]:
    return {
        slug: replace(one, origin=one.origin and replace(one.origin, url=None, directory=None))
        for slug, one in records.items()
    }


def _with(home: Directory, parties: Sequence[Party]) -> Directory:
    """The directory with its guests."""
    people = [one for party in parties for one in party.profiles.values()]
    work = [one for party in parties for one in party.assignments.values()]
    houses = [one for party in parties for one in party.organisations.values()]
    if not (people or work or houses):
        return home
    asked = [one for one in work if facts.is_open(one, home.today)]
    organisations = _merged(home.organisations, {one.slug: one for one in houses})
    drawn = sketches({one.slug: one for one in people}, organisations)
    return replace(
        home,
        people=_merged(home.people, drawn),
        profiles=_merged(home.profiles, {one.slug: one for one in people}),
        assignments=_merged(home.assignments, {one.slug: one for one in work}),
        organisations=organisations,
        people_of=_added(home.people_of, by_reference(drawn.values(), lambda one: (one.organisation,))),
        work_of=_added(home.work_of, by_reference(work, lambda one: (one.organisation,))),
        work_by=_added(home.work_by, by_reference(work, lambda one: one.filled_by)),
        claimed_by=_added(home.claimed_by, by_reference(drawn.values(), skills_of)),
        wished_by=_added(home.wished_by, by_reference(drawn.values(), lambda one: one.learns)),
        asked_by=_added(home.asked_by, by_reference(asked, lambda one: (need.skill for need in one.skills))),
        house_of=_merged(home.house_of, {slug: one.organisation for slug, one in drawn.items()}),
        census=_with_guests(home.census, census(drawn)),
    )


def _with_guests(own: Census, more: Census) -> Census:
    """The census of a network with that of its guests, who do not count for how rare a skill is."""
    return replace(
        own,
        sketches=hash_of_all((own.sketches, more.sketches)),
        skilled=own.skilled or more.skilled,
        engaged=tuple(sorted((*own.engaged, *more.engaged))),
        moved=tuple(sorted((*own.moved, *more.moved))),
    )


def _merged(own: Mapping[str, Any], more: Mapping[str, Any]) -> Mapping[str, Any]:
    return dict(sorted({**own, **more}.items()))


def _added(own: Mapping[str, tuple[Any, ...]], more: Mapping[str, tuple[Any, ...]]) -> Mapping[str, tuple[Any, ...]]:
    return dict(sorted({**own, **{key: (*own.get(key, ()), *found) for key, found in more.items()}}.items()))


def _network(party: Party, found: Sequence[Double], today: date) -> Network:
    """What came of a source."""
    source, taken = party.harvest.source, party.harvest.taken
    state, mine = state_of(party.harvest, today), f"{source.id}."
    head = taken.head if taken else None
    return Network(
        source=source,
        state=state,
        title=(head.title if head else "") or source.id,
        operator=head.operator if head else "",
        licence=(head.licence if head else "") or source.licence or "",
        site=head.site if head and is_own(head.site, source) else "",
        harvested=head.harvested if head else None,
        tried=head.tried if head else None,
        failure=head.failure if head else None,
        people=len(party.profiles),
        work=len(party.assignments),
        amiss=party.amiss,
        doubles=tuple(one for one in found if one.other.startswith(mine)),
        unmapped=party.unmapped,
    )


def _told(party: Party, home: Directory) -> Iterator[Flaw]:
    """What to tell the co-ordinator of a source: once for all of its entries."""
    source, state = party.harvest.source, state_of(party.harvest, home.today)
    if state == "silent":
        yield Flaw(party.harvest.at, "source-silent", {"source": source.id, "days": source.keep_days}, "warning")
    if source.organisation and source.organisation not in home.organisations:
        values = {"value": source.organisation}
        yield Flaw(f"{party.harvest.at}.organisation", "source-organisation", values, "warning")
    amiss = [one for one in party.amiss if one.left_out and one.code not in LED_ASTRAY]
    if amiss:
        few = ", ".join(dict.fromkeys(f"{one.kind}/{one.id}" for one in amiss[:3]))
        yield Flaw(party.harvest.at, "source-amiss", {"source": source.id, "n": len(amiss), "few": few}, "warning")
