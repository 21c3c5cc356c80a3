"""From files to the directory of one edition: references settled, rules held, what may not be seen left out.

People are by far the most, and what becomes of nearly all of them follows from their own file and from the little that
is the same for everyone: the words, the settings, the day and the organisations. That is remembered. Whoever mentions
other people or work, or is mentioned by work, is judged anew at every build.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from . import facts, integrity, own, selections, telltale
from .checks import Flaw, twice
from .directory import LAYERS, Directory, Entity, by_reference
from .lookups import finder, known, taken
from .model import KINDS, Assignment, Profile, Record
from .places import placed
from .problems import Problem
from .pseudonyms import is_hidden
from .references import refers, settled
from .settings import Rules, Settings
from .shelves import Ref, Shelves
from .source import better_slug
from .standing import Standing, shortfalls, standing_of
from .visibility import Edition, seen
from .vocabulary import Vocabulary


class Kept(Struct, frozen=True, array_like=True):
    """What became of somebody's file: true as long as the file and the world are the same."""

    digest: bytes  # of the file
    world: bytes
    problems: tuple[Problem, ...]
    good: bool  # nothing in it keeps it off the site
    visibility: str
    house: str  # the organisation she works for
    shown_house: str  # the same, as this edition may tell it
    shown: Ref  # the record as this edition shows it; nothing when it does not
    hash: bytes  # of that


Memory = Mapping[str, Kept]  # by path


class Related(NamedTuple):
    """The directory of an edition, what is amiss between its files, and what to remember."""

    directory: Directory
    problems: list[Problem]
    memory: Memory


class Judged(NamedTuple):
    """A file with its references settled, all that is amiss with it, and whether it can be shown."""

    entity: Entity
    record: Record | None
    problems: tuple[Problem, ...]
    good: bool


class Seen(NamedTuple):
    """Somebody as an edition shows her, and the hash of that when it is known."""

    entity: Entity
    record: Profile
    hash: bytes


class Member(NamedTuple):
    """As much of a person as counts for her organisation."""

    organisation: str
    visibility: str


PACK = msgspec.msgpack.Encoder().encode
UNPACK = msgspec.msgpack.Decoder(Profile)


def relate(
    entities: Sequence[Entity],
    vocabularies: Mapping[str, Vocabulary],
    settings: Settings,
    edition: Edition,
    today: date,
) -> tuple[Directory, list[Problem]]:
    """The directory of an edition, and what is amiss between its files."""
    return related(entities, vocabularies, settings, edition, today)[:2]


def related(
    entities: Sequence[Entity],
    vocabularies: Mapping[str, Vocabulary],
    settings: Settings,
    edition: Edition,
    today: date,
    last: Memory | None = None,
    shelves: Shelves | None = None,
) -> Related:
    """The same, where `last` remembers what became of people's files, and how they are shown stands on the shelves."""
    last, shelves = last or {}, shelves or Shelves()
    in_order = sorted(entities, key=lambda one: one.slug)
    same = {one.path for one in in_order if one.digest and _digest(last.get(one.path)) == one.digest}
    beside = Beside(entities, same, vocabularies, settings, edition, today)
    others = [beside.judged(one) for one in in_order if one.kind != "profiles"]
    world = _world(beside, [one.entity for one in others if one.entity.kind == "organisations" and one.good])
    people = [one for one in in_order if one.kind == "profiles"]
    kept = {
        one.path: last[one.path]
        for one in people
        if one.path in same and last[one.path].world == world and one.slug not in beside.network.done
    }
    fresh = {one.path: beside.judged(one) for one in people if one.path not in kept}
    problems = [found for one in others for found in one.problems]
    problems += [found for one in people for found in (kept.get(one.path) or fresh[one.path]).problems]

    standing, short = _standing(others, fresh.values(), kept.values(), settings.rules, edition)
    records, digests = _shown(others, edition)
    waits = standing.waits and edition == "public"
    told = {} if waits else _people(people, kept, fresh, edition, shelves)
    directory = _directory(beside, records, told, digests, standing)
    # Where there are too few people to show any, nobody can tell what they would show.
    memory = {} if waits else kept | dict(_remembered(beside, fresh, world, directory, shelves))
    return Related(directory, problems + short, memory)


def _digest(kept: Kept | None) -> bytes:
    return kept.digest if kept else b""


# One file beside the rest ---------------------------------------------------------------------------------------------


class Beside:
    """What a file is held beside: the words, the settings, the day, and what it may refer to."""

    def __init__(
        self,
        entities: Sequence[Entity],
        same: set[str],
        vocabularies: Mapping[str, Vocabulary],
        settings: Settings,
        edition: Edition,
        today: date,
    ) -> None:
        self.entities, self.vocabularies, self.settings = entities, vocabularies, settings
        self.edition, self.today = edition, today
        self.known = known(entities)
        self._taken = taken(entities, same)
        self._sure = {
            to: frozenset(name for name, slug in names.items() if name == slug) for to, names in self.known.items()
        }
        self._sure |= {to: frozenset(vocabulary.terms) for to, vocabulary in vocabularies.items()}
        self._fields = {kind: own.own_fields(settings, kind) for kind in KINDS}
        self._of_any = own.fields_of_any(settings)
        self._settled: dict[str, tuple[Record, list[Problem]]] = {}

    @cached_property
    def network(self) -> integrity.Network:
        """What the rules are about: also what is broken or hidden counts beside other files."""
        records: dict[str, Any] = {kind: {} for kind in KINDS} | {"profiles": _People(self)}
        broken = set()
        for one in self.entities:
            if one.kind == "profiles":
                continue
            record, unknown = self.settled(one)
            if record is not None:
                records[one.kind][one.slug] = record
            if one.kind == "assignments" and (one.broken or any(found.severity == "error" for found in unknown)):
                broken.add(one.slug)
        return integrity.network(records, self.settings, self.vocabularies["forms"], self.today, broken)

    def settled(self, one: Entity) -> tuple[Record | None, list[Problem]]:
        """A record with its references settled, and those that lead nowhere."""
        if one.record is None:
            return None, []
        if one.path not in self._settled:
            found: list[Problem] = []
            record = settled(one.record, finder(one, self.known, self.vocabularies, found), sure=self._sure)
            record, amiss = own.settled(record, self._fields[one.kind], self.vocabularies, self._of_any)
            found += placed(one.path, one.places(), amiss) if amiss else []
            self._settled[one.path] = record, found
        return self._settled[one.path]

    def judged(self, one: Entity) -> Judged:
        """A file with all that is amiss with it."""
        record, unknown = self.settled(one)
        if record is None:
            return Judged(one, None, (), False)
        found = [*unknown, *_amiss(one, record, self.settings, self.today, self.network)]
        if one.path in self._taken:
            found += placed(one.path, one.places(), self._taken[one.path])
        kept_off = one.broken or any(flaw.severity == "error" or flaw.code == "left-out" for flaw in found)
        return Judged(one, record, tuple(found), not kept_off)


class _People(Mapping[str, Profile]):
    """Everyone whose file could be read, with its references settled when somebody asks."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._files = {one.slug: one for one in beside.entities if one.kind == "profiles"}

    def __getitem__(self, slug: str) -> Profile:
        record, _ = self._beside.settled(self._files[slug])
        if not isinstance(record, Profile):
            raise KeyError(slug)
        return record

    def __iter__(self) -> Iterator[str]:
        return (slug for slug, one in self._files.items() if one.record is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


# What is remembered ---------------------------------------------------------------------------------------------------

OTHERS = frozenset({"profiles", "assignments", "pools", "events"})  # what is not the same for everyone


def _world(beside: Beside, houses: Iterable[Entity]) -> bytes:
    """The hash of what is the same for everyone; `houses` are the organisations that can be shown."""
    organisations = [(one.path, one.digest) for one in beside.entities if one.kind == "organisations"]
    words = [tuple(one.terms.values()) for one in beside.vocabularies.values()]
    day = beside.edition, beside.today
    pack = msgspec.msgpack.Encoder(order="deterministic").encode
    told = pack((beside.settings, day, sorted(organisations), sorted(one.slug for one in houses), words))
    return hashlib.blake2b(told, digest_size=16).digest()


def _remembered(
    beside: Beside, fresh: Mapping[str, Judged], world: bytes, directory: Directory, shelves: Shelves
) -> Iterator[tuple[str, Kept]]:
    """Those whose own file says it all."""
    for path, one in fresh.items():
        record, digest = one.record, one.entity.digest
        if not isinstance(record, Profile) or not digest or _is_tied(record, beside.network):
            continue
        shown = directory.profiles.get(record.slug) if one.good else None
        ref = shelves.put(PACK(shown)) if shown else b""
        house = shown.organisation if shown else ""
        yield path, Kept(
            digest, world, one.problems, one.good, record.visibility, record.organisation, house,
            ref, directory.digests["profiles"].get(record.slug, b""),
        )  # fmt: skip


def _is_tied(one: Profile, network: integrity.Network) -> bool:
    """Whether what becomes of somebody depends on the files of others."""
    return bool(one.pseudonym or one.aliases) or one.slug in network.done or refers(one, OTHERS)


# How the network stands -----------------------------------------------------------------------------------------------


def _standing(
    others: Sequence[Judged], fresh: Iterable[Judged], kept: Iterable[Kept], rules: Rules, edition: Edition
) -> tuple[Standing, list[Problem]]:
    """How the network stands, and what to tell the members that fall short."""
    fresh, kept = tuple(fresh), tuple(kept)
    records = _published(others)
    judged = [one.record for one in fresh if one.good and isinstance(one.record, Profile)]
    known = [one for one in kept if one.good]
    people = [Member(one.organisation, one.visibility) for one in judged]
    people += [Member(one.house, one.visibility) for one in known]
    standing = standing_of({**records, "profiles": [one for one in people if one.visibility != "draft"]}, rules)
    short = {one.organisation: one for one in standing.short}
    homes = [
        one.entity for one in others if one.good and one.entity.kind == "organisations" and one.entity.slug in short
    ]
    told = [found for one in homes for found in placed(one.path, one.places(), shortfalls(short[one.slug]))]
    if edition == "public":
        # What everybody can count as well: more would tell for whom somebody works, or whose work it is.
        shown: dict[str, list[Any]] = {
            kind: [visible for one in of_kind if (visible := seen(one, "public"))] for kind, of_kind in records.items()
        }
        told_of = [visible for one in judged if (visible := seen(one, "public"))]
        members = [Member(one.organisation, one.visibility) for one in told_of]
        members += [Member(one.shown_house, one.visibility) for one in known if one.visibility == "public"]
        standing = msgspec.structs.replace(standing_of({**shown, "profiles": members}, rules), short=())
    held_back = sum(not one.good and (one.record is None or one.record.visibility == "public") for one in fresh)
    held_back += sum(not one.good and one.visibility == "public" for one in kept)
    return msgspec.structs.replace(standing, held_back=held_back), told


def _published(others: Iterable[Judged]) -> dict[str, list[Record]]:
    """All that could be published in some edition, but people."""
    records: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for one in others:
        if one.good and one.record is not None and one.record.visibility != "draft":
            records[one.entity.kind].append(one.record)
    return records


# What an edition shows ------------------------------------------------------------------------------------------------


def _shown(others: Iterable[Judged], edition: Edition) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, bytes]]]:
    """What an edition may show beside people, by kind and slug, and the files that say all there is in it."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    digests: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
    for entity, record, _, good in others:
        visible = record and good and seen(record, edition)
        if visible:
            records[entity.kind][visible.slug] = visible
            if visible is entity.record and entity.digest and not is_hidden(visible):
                digests[entity.kind][entity.slug] = entity.digest
    return records, digests


def _people(
    people: Iterable[Entity], kept: Mapping[str, Kept], fresh: Mapping[str, Judged], edition: Edition, shelves: Shelves
) -> Mapping[str, Seen]:
    """Everyone whom an edition may show, by the slug she has there and in the order of those."""
    found = []
    for one in people:
        known = kept.get(one.path)
        if known is None:
            record = fresh[one.path].record if fresh[one.path].good else None
            visible = record and seen(record, edition)
            if isinstance(visible, Profile):
                found.append(Seen(one, visible, b""))
        elif known.hash:
            found.append(Seen(one, UNPACK.decode(shelves.take(known.shown)), known.hash))
    return {one.record.slug: one for one in sorted(found, key=lambda one: one.record.slug)}


def _directory(
    beside: Beside,
    records: dict[str, dict[str, Any]],
    people: Mapping[str, Seen],
    digests: dict[str, dict[str, bytes]],
    standing: Standing,
) -> Directory:
    everyone = {slug: one.record for slug, one in people.items()}
    renamed = {one.entity.slug: slug for slug, one in people.items() if slug != one.entity.slug}
    kept_apart = _kept_apart({**records, "profiles": everyone}) if beside.edition == "public" else {}
    here = {kind: frozenset(of_kind) - kept_apart.get(kind, frozenset()) for kind, of_kind in records.items()}
    here["profiles"] = frozenset(everyone) - kept_apart.get("profiles", frozenset())
    here["houses"] = here["organisations"] | LAYERS

    def shown(at: str, to: str, text: str) -> str | None:
        """A reference to something that is not in this edition is not shown."""
        named = renamed.get(text, text) if to == "profiles" else text
        if to not in here or named in here[to]:
            return named
        return "" if to == "organisations" and at == "organisation" else None

    kept: dict[str, dict[str, Any]] = {
        kind: {slug: settled(record, shown, LED_TO, here) for slug, record in of_kind.items()}
        for kind, of_kind in records.items()
    }
    kept["profiles"] = {
        slug: one.record if one.hash else settled(one.record, shown, LED_TO, here) for slug, one in people.items()
    }
    settings = _with_rules_of(records["organisations"], beside.known["houses"], beside.settings)
    if settings.selections:
        chosen = selections.of_edition(settings.selections, records["organisations"])
        settings = msgspec.structs.replace(settings, selections=chosen)
    told = {
        kind: {slug: digest for slug, digest in of_kind.items() if kept[kind][slug] is records[kind][slug]}
        for kind, of_kind in digests.items()
    }
    told["profiles"] = {
        slug: one.hash or hashlib.blake2b(PACK(kept["profiles"][slug]), digest_size=16).digest()
        for slug, one in people.items()
        if one.entity.digest
    }
    return _with_relations(kept, told, settings, beside, standing)


def _with_relations(
    kept: dict[str, dict[str, Any]],
    digests: dict[str, dict[str, bytes]],
    settings: Settings,
    beside: Beside,
    standing: Standing,
) -> Directory:
    people: Mapping[str, Profile] = kept["profiles"]
    work: Mapping[str, Assignment] = kept["assignments"]
    open_work = [one for one in work.values() if facts.is_open(one, beside.today)]
    return Directory(
        settings=settings,
        edition=beside.edition,
        today=beside.today,
        standing=standing,
        vocabularies=beside.vocabularies,
        **kept,
        people_of=by_reference(people.values(), lambda one: (one.organisation,)),
        work_of=by_reference(work.values(), lambda one: (one.organisation,)),
        events_of=by_reference(kept["events"].values(), lambda one: (one.organiser,)),
        pools_of=by_reference(kept["pools"].values(), lambda one: one.members),
        work_by=by_reference(work.values(), lambda one: one.filled_by),
        pool_work=by_reference(work.values(), lambda one: (one.pool,)),
        claimed_by=by_reference(people.values(), lambda one: (claim.skill for claim in one.skills)),
        wished_by=by_reference(people.values(), lambda one: one.learns),
        asked_by=by_reference(open_work, lambda one: (need.skill for need in one.skills)),
        digests=digests,
    )


LED_TO = frozenset({*KINDS, "houses"})


def _kept_apart(records: Mapping[str, Mapping[str, Any]]) -> Mapping[str, frozenset[str]]:
    """What no other file leads to in the public edition: a pool or a job would tell whose people or work it is."""
    people: Iterable[Profile] = records["profiles"].values()
    work: Iterable[Assignment] = records["assignments"].values()
    return {
        "profiles": frozenset(one.slug for one in people if one.pseudonym and not one.organisation),
        "assignments": frozenset(one.slug for one in work if one.confidential),
    }


def _with_rules_of(organisations: Mapping[str, Any], houses: Mapping[str, str], settings: Settings) -> Settings:
    """The settings with the rules about organisations and layers of this edition: another name is not to be told."""
    ids = {*organisations, *LAYERS}

    def is_here(word: str) -> bool:
        return houses.get(word, houses.get(better_slug(word))) in ids

    old = settings.rules.incompatible
    new = {one: kept for one in old if is_here(one) and (kept := tuple(filter(is_here, old[one])))}
    if new == old:
        return settings
    return msgspec.structs.replace(settings, rules=msgspec.structs.replace(settings.rules, incompatible=new))


# What can only be judged beside the settings


def _amiss(
    entity: Entity, record: Record, settings: Settings, today: date, network: integrity.Network
) -> list[Problem]:
    again = twice(record) if record is not entity.record else ()  # other words may have become the same word
    found = [
        *again,
        *_work_load(record, settings.rules, today),
        *_too_old(record, settings.rules, today),
        *telltale.flaws(record, settings, network.organisations),
    ]
    agreed = integrity.flaws(entity.kind, record, network, entity.places)
    found += [one for one in agreed if not (entity.broken and _unread(one, record, entity.places()))]
    return placed(entity.path, entity.places(), found) if found else []


def _unread(flaw: Flaw, record: Record, places: Mapping[str, Any]) -> bool:
    """Whether a flaw misses a field that was written, and of which the mistake in it is told already."""
    path = flaw.at or str(flaw.values.get("key", ""))
    value: Any = record
    for name in path.split("."):
        value = getattr(value, name, None)
    return path in places and value is None


def _work_load(record: Record, rules: Rules, today: date) -> Iterator[Flaw]:
    """A week that holds more hours than a week has."""
    if isinstance(record, Profile):
        load = facts.load(record, rules, today)
        if load.overloaded:
            values = {"hours": load.hours, "most": rules.full_time_hours, "percent": load.percent}
            yield Flaw("engagements", "overload", values, "warning")


def _too_old(record: Record, rules: Rules, today: date) -> Iterator[Flaw]:
    """A profile that nobody confirmed for too long."""
    if isinstance(record, Profile) and facts.freshness(record, rules, today) == "left-out":
        values = {"months": rules.left_out_after_months, "day": record.confirmed_on}
        yield Flaw("confirmed_on", "left-out", values, "warning")
