"""From files to the directory of one edition: references settled, rules held, what may not be seen left out.

What became of files is remembered, as long as what that follows from is the same (`verdicts`). After most changes that
is so for all but the file that changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import msgspec

from . import facts, selections, verdicts
from .beside import Beside, Judged
from .directory import LAYERS, Directory, Entity, by_reference, skills_of
from .lazy import Later
from .lookups import known
from .model import KINDS, Assignment, Organisation, Profile, Record
from .places import placed
from .problems import Problem
from .pseudonyms import is_hidden
from .references import settled
from .settings import Settings
from .shelves import Ref, Shelves, hash_in
from .sketches import Census, Records, Sketch, Sketches, census, sketch
from .slugs import better_slug
from .standing import Counts, Standing, counts, shortfalls, standing_of
from .verdicts import Files, Kept, Memory, Shown
from .visibility import Edition, seen
from .vocabulary import Vocabulary


class Related(NamedTuple):
    """The directory of an edition, what is amiss between its files, and what to remember."""

    directory: Directory
    problems: list[Problem]
    memory: Memory


class Given(NamedTuple):
    """The files by their names, with what became of each: those that are as they were, and those that were judged."""

    entities: Sequence[Entity]
    beside: Beside
    kept: Files  # by path
    fresh: Mapping[str, Judged]  # by path, as is the next one
    visible: Mapping[str, Record]  # what the edition may show of the fresh ones
    last: Files
    shelves: Shelves

    def verdict(self, one: Entity) -> Kept | Judged:
        """What became of a file."""
        return self.kept.get(one.path) or self.fresh[one.path]

    def put(self, path: str, record: Record) -> Ref:
        """Puts what is shown of a file on a shelf, unless it stands there already."""
        before = self.last.get(path)
        return self.shelves.put(PACK(record), before.shown if before else b"")

    def shown(self, one: Entity) -> Counts | None:
        """What everybody may count of a file; nothing of one that is not shown."""
        if known := self.kept.get(one.path):
            return known.shown_counts if known.slug else None
        return counts(record) if (record := self.visible.get(one.path)) else None


class Seen(NamedTuple):
    """Somebody as an edition shows her: a record, or what is remembered."""

    entity: Entity
    record: Profile | None
    kept: Kept | None


PACK = msgspec.msgpack.Encoder().encode
RECORDS = {kind: msgspec.msgpack.Decoder(of_kind) for kind, of_kind in KINDS.items()}


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
    """The same, where `last` remembers what became of files, and how they are shown stands on the shelves."""
    in_order = sorted(entities, key=lambda one: one.slug)
    beside = partial(Beside, in_order, known(in_order), vocabularies, settings, edition, today)
    common = verdicts.common(in_order, vocabularies, settings, edition, today)
    last, shelves = last or Memory(), shelves or Shelves()
    begun = in_order, beside, common, last, shelves
    given = _little_changed(*begun) or _anew(*begun)

    problems = [found for one in in_order for found in given.verdict(one).problems]
    records = _records(given)
    standing, short = _standing(given, records["organisations"].values())
    waits = standing.waits and edition == "public"
    directory = _directory(given, records, {} if waits else _people(given), standing, last.census)
    # Where there are too few people to show any, nobody can tell what they would show.
    return Related(directory, problems + short, Memory() if waits else _remembered(given, directory, common))


def _little_changed(
    entities: Sequence[Entity], beside: Callable[..., Beside], common: bytes, last: Memory, shelves: Shelves
) -> Given | None:
    """What became of the files when only those changed that have to do with no others; None when more did."""
    kept = verdicts.as_they_were(common, entities, last)
    if not kept:
        return None
    by_organisations = beside(others=[one for one in entities if one.kind == "organisations"], same=kept.keys())
    fresh = {one.path: by_organisations.judged(one) for one in entities if one.path not in kept}
    given = _given(entities, by_organisations, kept, fresh, last.files, shelves)

    def is_alone(path: str, one: Judged) -> bool:
        """Whether it can be judged so: nobody else's verdict changes by it, and its own comes from nobody else."""
        if (before := last.files.get(path)) is None:
            return one.record is None  # nor could it be read the last time
        return verdicts.is_alone(one, by_organisations) and (path in given.visible) == bool(before.slug)

    return given if all(is_alone(path, one) for path, one in fresh.items()) else None


def _anew(
    entities: Sequence[Entity], beside: Callable[..., Beside], common: bytes, last: Memory, shelves: Shelves
) -> Given:
    """What became of the files: all are judged but those that have to do with no others and are as they were."""
    alone = {path: one for path, one in last.files.items() if one.alone}
    same = {one.path for one in entities if one.path in alone and alone[one.path].digest == one.digest}
    by_all = beside(others=[one for one in entities if one.kind != "profiles"], same=same)
    others = {one.path: by_all.judged(one) for one in by_all.others}
    is_same = verdicts.world(common, _houses(entities, {}, others)) == last.world
    still = same if is_same else ()
    kept = {one.path: alone[one.path] for one in entities if one.path in still and one.slug not in by_all.mentioned}
    people = {one.path: by_all.judged(one) for one in entities if one.kind == "profiles" and one.path not in kept}
    return _given(entities, by_all, kept, {**others, **people}, last.files, shelves)


def _given(
    entities: Sequence[Entity],
    beside: Beside,
    kept: Files,
    fresh: Mapping[str, Judged],
    last: Files,
    shelves: Shelves,
) -> Given:
    shown = {path: seen(one.record, beside.edition) for path, one in fresh.items() if one.good and one.record}
    visible = {path: record for path, record in shown.items() if record is not None}
    return Given(entities, beside, kept, fresh, visible, last, shelves)


def _houses(entities: Iterable[Entity], kept: Files, fresh: Mapping[str, Judged]) -> list[str]:
    """The organisations that can be shown."""
    houses = (one for one in entities if one.kind == "organisations")
    return [one.slug for one in houses if (kept.get(one.path) or fresh[one.path]).good]


def _remembered(given: Given, directory: Directory, common: bytes) -> Memory:
    """What became of the files, for the next time."""

    def known(one: Judged) -> Kept:
        shown, alone = _shown(given, directory, one.entity.path), verdicts.is_alone(one, given.beside)
        return verdicts.remembered(one, given.beside.edition, shown, alone=alone)

    found = {**given.kept, **{path: known(one) for path, one in given.fresh.items() if one.entity.digest}}
    files = {one.path: found[one.path] for one in given.entities if one.path in found}
    world = verdicts.world(common, _houses(given.entities, given.kept, given.fresh))
    return Memory(files, world, verdicts.ties(common, given.entities, files), directory.census)


def _shown(given: Given, directory: Directory, path: str) -> Shown | None:
    """A file that was judged, as the directory shows it."""
    visible, kind = given.visible.get(path), given.fresh[path].entity.kind
    if visible is None:
        return None
    slug = visible.slug
    if isinstance(directory.profiles, Records) and kind == "profiles":
        drawn, house = msgspec.Raw(PACK(directory.people[slug])), directory.house_of[slug]
        return Shown(slug, Counts(house, visible.visibility), directory.profiles.refs[slug], b"", drawn)
    record = getattr(directory, kind)[slug]
    return Shown(slug, counts(record), given.put(path, record), directory.digests[kind].get(slug, b""))


# How the network stands -----------------------------------------------------------------------------------------------


def _standing(given: Given, houses: Iterable[Organisation]) -> tuple[Standing, list[Problem]]:
    """How the network stands, and what to tell the members that fall short; `houses` are those that are shown."""
    rules, became = given.beside.settings.rules, [(one, given.verdict(one)) for one in given.entities]
    meant = [(one, verdict) for one, verdict in became if verdict.good and verdict.counts.visibility != "draft"]
    homes = [one for one, _ in meant if one.kind == "organisations"]
    members = [record for one in homes if isinstance(record := one.record, Organisation)]
    standing = standing_of(members, *_counts((one.kind, verdict.counts) for one, verdict in meant), rules)
    short = {one.organisation: one for one in standing.short}
    fall_short = (one for one in homes if one.slug in short)
    told = [found for one in fall_short for found in placed(one.path, one.places(), shortfalls(short[one.slug]))]
    if given.beside.edition == "public":
        # What everybody can count as well: more would tell for whom somebody works, or whose work it is.
        shown = ((one.kind, counts) for one in given.entities if (counts := given.shown(one)))
        standing = msgspec.structs.replace(standing_of(houses, *_counts(shown), rules), short=())
    off = [verdict.counts for one, verdict in became if one.kind == "profiles" and not verdict.good]
    return msgspec.structs.replace(standing, held_back=sum(one.visibility == "public" for one in off)), told


def _counts(found: Iterable[tuple[str, Counts]]) -> tuple[list[Counts], list[Counts]]:
    """What counts of people, and of work."""
    counts: dict[str, list[Counts]] = {kind: [] for kind in KINDS}
    for kind, one in found:
        counts[kind].append(one)
    return counts["profiles"], counts["assignments"]


# What an edition shows ------------------------------------------------------------------------------------------------


def _records(given: Given) -> dict[str, dict[str, Any]]:
    """What the edition may show beside people, by kind and slug; what is remembered has its references settled."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for one in given.entities:
        known = given.kept.get(one.path)
        if one.kind == "profiles" or (known and not known.slug):
            continue
        shown = RECORDS[one.kind].decode(given.shelves.take(known.shown)) if known else given.visible.get(one.path)
        if shown is not None:
            records[one.kind][shown.slug] = shown
    return records


def _vouched(given: Given) -> dict[str, dict[str, bytes]]:
    """The hashes that say all there is in what is shown beside people."""
    hashes: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
    for one in given.entities:
        known, shown = given.kept.get(one.path), given.visible.get(one.path)
        if one.kind == "profiles":
            continue
        if known and known.hash:
            hashes[one.kind][known.slug] = known.hash
        elif shown is not None and shown is one.record and one.digest and not is_hidden(shown):
            hashes[one.kind][one.slug] = one.digest
    return hashes


def _people(given: Given) -> Mapping[str, Seen]:
    """Everyone whom the edition may show, by the slug she has there and in the order of those."""
    found = {}
    for one in given.entities:
        if one.kind != "profiles":
            continue
        known, record = given.kept.get(one.path), given.visible.get(one.path)
        if known and known.slug:
            found[known.slug] = Seen(one, None, known)
        elif isinstance(record, Profile):
            found[record.slug] = Seen(one, record, None)
    return dict(sorted(found.items()))


def _directory(
    given: Given, records: dict[str, dict[str, Any]], people: Mapping[str, Seen], standing: Standing, last: Census
) -> Directory:
    beside = given.beside
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
        for kind, of_kind in _vouched(given).items()
    }
    refs = {
        slug: one.kept.shown if one.kept else given.put(one.entity.path, kept["profiles"][slug])
        for slug, one in people.items()
    }
    told["profiles"] = {slug: hash_in(refs[slug]) for slug, one in people.items() if one.entity.digest}
    drawn: Mapping[str, Sketch] = {
        slug: sketch(kept["profiles"][slug], kept["organisations"]) for slug, one in people.items() if not one.kept
    }
    packed = {slug: bytes(one.kept.sketch) for slug, one in people.items() if one.kept}
    all_of_them = Sketches(people, drawn, packed)
    # Where one of them is other than it was, or something beside people is, lists are, and ask for each.
    is_same = all_of_them.hash == last.sketches
    is_quiet = is_same and all(one.entity.kind == "profiles" for one in given.fresh.values())
    sketches = all_of_them if is_quiet else all_of_them.whole()
    house_of = {
        slug: one.kept.shown_counts.organisation if one.kept else drawn[slug].organisation
        for slug, one in people.items()
    }
    work: Mapping[str, Assignment] = kept["assignments"]
    open_work = [one for one in work.values() if facts.is_open(one, beside.today)]
    return Directory(
        settings=settings,
        edition=beside.edition,
        today=beside.today,
        standing=standing,
        vocabularies=beside.vocabularies,
        **{**kept, "profiles": Records(refs, kept["profiles"], given.shelves)},
        people=sketches,
        people_of=Later(lambda: by_reference(sketches.values(), lambda one: (one.organisation,))),
        work_of=by_reference(work.values(), lambda one: (one.organisation,)),
        events_of=by_reference(kept["events"].values(), lambda one: (one.organiser,)),
        pools_of=by_reference(kept["pools"].values(), lambda one: one.members),
        work_by=by_reference(work.values(), lambda one: one.filled_by),
        pool_work=by_reference(work.values(), lambda one: (one.pool,)),
        claimed_by=Later(lambda: by_reference(sketches.values(), skills_of)),
        wished_by=Later(lambda: by_reference(sketches.values(), lambda one: one.learns)),
        asked_by=by_reference(open_work, lambda one: (need.skill for need in one.skills)),
        house_of=house_of,
        census=last if is_same else census(sketches, all_of_them.hash),
        digests=told,
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
