"""From files to the directory of one edition: references settled, rules held, what may not be seen left out.

People are by far the most, and what becomes of nearly all of them follows from their own file and from the little that
is the same for everyone: the words, the settings, the day and the organisations. That is remembered. Whoever mentions
other people or work, or is mentioned by work, is judged anew at every build.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from . import facts, integrity, selections
from .beside import Beside, Judged
from .directory import LAYERS, Directory, Entity, by_reference, skills_of
from .model import KINDS, Assignment, Profile, Record
from .places import placed
from .problems import Problem
from .pseudonyms import is_hidden
from .references import refers, settled
from .settings import Rules, Settings
from .shelves import Ref, Shelves
from .sketches import Records, Sketch, sketch
from .slugs import better_slug
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
    sketch: msgspec.Raw  # the little that lists show of her; packed None when she is not shown


Memory = Mapping[str, Kept]  # by path


class Related(NamedTuple):
    """The directory of an edition, what is amiss between its files, and what to remember."""

    directory: Directory
    problems: list[Problem]
    memory: Memory


class Seen(NamedTuple):
    """Somebody as an edition shows her: a record, or what is remembered."""

    entity: Entity
    record: Profile | None
    kept: Kept | None


class Member(NamedTuple):
    """As much of a person as counts for her organisation."""

    organisation: str
    visibility: str


Visible = Mapping[str, Record | None]  # by path, each as the edition shows it; None when it does not

PACK = msgspec.msgpack.Encoder().encode
UNPACK = msgspec.msgpack.Decoder(Sketch)


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

    visible = {
        one.entity.path: seen(one.record, edition) for one in (*others, *fresh.values()) if one.good and one.record
    }
    standing, short = _standing(others, fresh.values(), kept.values(), settings.rules, edition, visible)
    records, digests = _shown(others, visible)
    waits = standing.waits and edition == "public"
    told = {} if waits else _people(people, kept, visible)
    directory = _directory(beside, records, told, digests, standing, shelves)
    # Where there are too few people to show any, nobody can tell what they would show.
    memory = {} if waits else kept | dict(_remembered(beside, fresh, world, directory, shelves))
    return Related(directory, problems + short, memory)


def _digest(kept: Kept | None) -> bytes:
    return kept.digest if kept else b""


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
        if not isinstance(record, Profile) or not digest or _is_tied(one.entity, record, beside.network):
            continue
        shown = directory.profiles.get(record.slug) if one.good else None
        ref = shelves.put(PACK(shown)) if shown else b""
        drawn = msgspec.Raw(PACK(directory.people[record.slug] if shown else None))
        house = shown.organisation if shown else ""
        yield path, Kept(
            digest, world, one.problems, one.good, record.visibility, record.organisation, house,
            ref, directory.digests["profiles"].get(record.slug, b""), drawn,
        )  # fmt: skip


def _is_tied(entity: Entity, one: Profile, network: integrity.Network) -> bool:
    """Whether what becomes of somebody depends on the files of others, also those that are not there yet."""
    mentions = entity.record is not None and refers(entity.record, OTHERS)
    return bool(one.pseudonym or one.aliases) or one.slug in network.done or mentions


# How the network stands -----------------------------------------------------------------------------------------------


def _standing(
    others: Sequence[Judged],
    fresh: Iterable[Judged],
    kept: Iterable[Kept],
    rules: Rules,
    edition: Edition,
    visible: Visible,
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
        shown: dict[str, list[Any]] = {kind: [] for kind in KINDS}
        for one in others:
            if (record := visible.get(one.entity.path)) is not None:
                shown[one.entity.kind].append(record)
        told_of = (visible.get(one.entity.path) for one in fresh)
        members = [Member(one.organisation, one.visibility) for one in told_of if isinstance(one, Profile)]
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


def _shown(others: Iterable[Judged], visible: Visible) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, bytes]]]:
    """What an edition may show beside people, by kind and slug, and the files that say all there is in it."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    digests: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
    for entity, *_ in others:
        shown = visible.get(entity.path)
        if shown is not None:
            records[entity.kind][shown.slug] = shown
            if shown is entity.record and entity.digest and not is_hidden(shown):
                digests[entity.kind][entity.slug] = entity.digest
    return records, digests


def _people(people: Iterable[Entity], kept: Mapping[str, Kept], visible: Visible) -> Mapping[str, Seen]:
    """Everyone whom an edition may show, by the slug she has there and in the order of those."""
    found = {}
    for one in people:
        known = kept.get(one.path)
        if known is None:
            record = visible.get(one.path)
            if isinstance(record, Profile):
                found[record.slug] = Seen(one, record, None)
        elif known.shown:
            found[one.slug] = Seen(one, None, known)
    return dict(sorted(found.items()))


def _directory(
    beside: Beside,
    records: dict[str, dict[str, Any]],
    people: Mapping[str, Seen],
    digests: dict[str, dict[str, bytes]],
    standing: Standing,
    shelves: Shelves,
) -> Directory:
    fresh = {slug: one.record for slug, one in people.items() if one.record is not None}
    renamed = {people[slug].entity.slug: slug for slug in fresh if slug != people[slug].entity.slug}
    kept_apart = _kept_apart({**records, "profiles": fresh}) if beside.edition == "public" else {}
    here = {kind: frozenset(of_kind) - kept_apart.get(kind, frozenset()) for kind, of_kind in records.items()}
    here["profiles"] = frozenset(people) - kept_apart.get("profiles", frozenset())
    here["houses"] = here["organisations"] | LAYERS

    def shown(at: str, to: str, text: str) -> str | None:
        """A reference to something that is not in this edition is not shown."""
        named = renamed.get(text, text) if to == "profiles" else text
        if to not in here or named in here[to]:
            return named
        return "" if to == "organisations" and at == "organisation" else None

    kept: dict[str, dict[str, Any]] = {
        kind: {slug: settled(record, shown, LED_TO, here) for slug, record in of_kind.items()}
        for kind, of_kind in {**records, "profiles": fresh}.items()
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
        slug: one.kept.hash if one.kept else hashlib.blake2b(PACK(kept["profiles"][slug]), digest_size=16).digest()
        for slug, one in people.items()
        if one.entity.digest
    }
    sketches = {
        slug: UNPACK.decode(one.kept.sketch) if one.kept else sketch(kept["profiles"][slug], kept["organisations"])
        for slug, one in people.items()
    }
    on_shelves = {slug: one.kept.shown for slug, one in people.items() if one.kept}
    profiles = Records(sketches, kept["profiles"], on_shelves, shelves)
    return _with_relations({**kept, "profiles": profiles}, sketches, told, settings, beside, standing)


def _with_relations(
    kept: Mapping[str, Mapping[str, Any]],
    people: Mapping[str, Sketch],
    digests: dict[str, dict[str, bytes]],
    settings: Settings,
    beside: Beside,
    standing: Standing,
) -> Directory:
    work: Mapping[str, Assignment] = kept["assignments"]
    open_work = [one for one in work.values() if facts.is_open(one, beside.today)]
    return Directory(
        settings=settings,
        edition=beside.edition,
        today=beside.today,
        standing=standing,
        vocabularies=beside.vocabularies,
        **kept,
        people=people,
        people_of=by_reference(people.values(), lambda one: (one.organisation,)),
        work_of=by_reference(work.values(), lambda one: (one.organisation,)),
        events_of=by_reference(kept["events"].values(), lambda one: (one.organiser,)),
        pools_of=by_reference(kept["pools"].values(), lambda one: one.members),
        work_by=by_reference(work.values(), lambda one: one.filled_by),
        pool_work=by_reference(work.values(), lambda one: (one.pool,)),
        claimed_by=by_reference(people.values(), skills_of),
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
