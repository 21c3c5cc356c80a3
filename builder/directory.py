"""The directory: everything that is shown in one edition on one day, with its relations both ways."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar, get_args

import msgspec
from msgspec import Struct

from . import addresses, facts, integrity, own, selections, telltale
from .apart import known_as, shared_names
from .checks import Flaw, twice
from .model import KINDS, Assignment, Event, Layer, Organisation, Pool, Profile, Record
from .places import place_of, placed
from .problems import Problem, Severity, problem
from .pseudonyms import is_hidden
from .references import settled
from .settings import Rules, Settings
from .source import better_slug
from .spelling import CHOICES
from .standing import Standing, shortfalls, standing_of
from .visibility import Edition, seen
from .vocabulary import Vocabulary, find, find_form, nearest


class Entity(NamedTuple):
    """A content file that was read: the record, None when none could be made, and where its fields stand."""

    path: str
    kind: str
    slug: str
    record: Record | None
    places: Callable[[], Mapping[str, tuple[int, int, str]]]  # asked for only when there is something to say
    broken: bool = False  # a mistake keeps it off the site; what it refers to is looked at all the same
    digest: bytes = b""  # of the file and the images beside it


class Read(NamedTuple):
    """A file with its references settled, and those that lead nowhere."""

    entity: Entity
    record: Record | None
    unknown: list[Problem]


class Directory(Struct, frozen=True, kw_only=True):
    """What is published. Every mapping is by slug and in the order of the slugs.

    Records hold only what this edition may show, with references resolved to ids of things that are in it: an
    organisation that is not shown is the empty text, a person or pool that is not shown is left out of the lists.
    A skill that is no term of the vocabulary stays as it was written (`skill not in skills.terms`).
    """

    settings: Settings
    edition: Edition
    today: date
    vocabularies: Mapping[str, Vocabulary]  # skills, fields, forms, strengths, regions

    profiles: Mapping[str, Profile]
    assignments: Mapping[str, Assignment]
    organisations: Mapping[str, Organisation]
    pools: Mapping[str, Pool]
    events: Mapping[str, Event]

    people_of: Mapping[str, tuple[Profile, ...]]  # organisation → its people
    work_of: Mapping[str, tuple[Assignment, ...]]  # organisation → its assignments
    events_of: Mapping[str, tuple[Event, ...]]  # organisation → what it organises
    pools_of: Mapping[str, tuple[Pool, ...]]  # profile → the pools she is in
    work_by: Mapping[str, tuple[Assignment, ...]]  # profile → the assignments she fills or filled
    pool_work: Mapping[str, tuple[Assignment, ...]]  # pool → the assignments meant for it
    claimed_by: Mapping[str, tuple[Profile, ...]]  # skill → who claims it
    wished_by: Mapping[str, tuple[Profile, ...]]  # skill → who wants to learn it
    asked_by: Mapping[str, tuple[Assignment, ...]]  # skill → the open work that asks for it

    standing: Standing = Standing()
    digests: Mapping[str, Mapping[str, bytes]] = {}  # kind → slug → the file, where that says all there is in a record

    @property
    def skills(self) -> Vocabulary:
        """The vocabulary of skills."""
        return self.vocabularies["skills"]


def relate(
    entities: Sequence[Entity],
    vocabularies: Mapping[str, Vocabulary],
    settings: Settings,
    edition: Edition,
    today: date,
) -> tuple[Directory, list[Problem]]:
    """The directory of an edition, and what is amiss between its files."""
    problems: list[Problem] = []
    known, taken = _known(entities), _taken(entities)
    sure = {to: frozenset(name for name, slug in names.items() if name == slug) for to, names in known.items()}
    sure |= {to: frozenset(vocabulary.terms) for to, vocabulary in vocabularies.items()}
    fields = {kind: own.own_fields(settings, kind) for kind in KINDS}
    of_any = own.fields_of_any(settings)
    in_order = sorted(entities, key=lambda one: one.slug)
    read = [_settled(one, known, vocabularies, sure, fields[one.kind], of_any) for one in in_order]
    broken = {one.entity.slug for one in read if one.entity.kind == "assignments" and _is_broken(one)}
    network = integrity.network(_all(read), settings, vocabularies["forms"], today, broken)
    good: list[Read] = []
    for one in read:
        entity, record, unknown = one
        if record is None:
            continue
        found = [*unknown, *_amiss(entity, record, settings, today, network)]
        if entity.path in taken:
            found += placed(entity.path, entity.places(), taken[entity.path])
        problems += found
        if not entity.broken and not any(one.severity == "error" or one.code == "left-out" for one in found):
            good.append(one)
    standing, short = _standing(good, settings.rules, edition)
    standing = msgspec.structs.replace(standing, held_back=_held_back(read, good))
    waits = standing.waits and edition == "public"
    shown = [one for one in good if not (waits and one.entity.kind == "profiles")]
    records, renamed, digests = _shown(shown, edition)
    settings = _with_rules_of(records["organisations"], known["houses"], settings)
    if settings.selections:
        chosen = selections.of_edition(settings.selections, records["organisations"])
        settings = msgspec.structs.replace(settings, selections=chosen)
    return _directory(records, renamed, digests, vocabularies, settings, edition, today, standing), problems + short


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


def _shown(
    read: Iterable[Read], edition: Edition
) -> tuple[Mapping[str, Mapping[str, Any]], Mapping[str, str], Mapping[str, Mapping[str, bytes]]]:
    """What an edition may show, by kind and slug, who goes by another slug there, and the files that say it all."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    renamed: dict[str, str] = {}  # people who are under their pseudonym in this edition: from their own slug
    digests: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
    for entity, record, _ in read:
        visible = record and seen(record, edition)
        if record is not None and visible is not None:
            records[entity.kind][visible.slug] = visible
            if visible.slug != entity.slug:
                renamed[entity.slug] = visible.slug
            if record is entity.record and entity.digest and not is_hidden(record):
                digests[entity.kind][entity.slug] = entity.digest
    if renamed:
        records["profiles"] = dict(sorted(records["profiles"].items()))
    return records, renamed, digests


def _standing(good: Sequence[Read], rules: Rules, edition: Edition) -> tuple[Standing, list[Problem]]:
    """How the network stands, and what to tell the members that fall short."""
    records: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for one in good:
        if one.record is not None and one.record.visibility != "draft":
            records[one.entity.kind].append(one.record)
    standing = standing_of(records, rules)
    short = {one.organisation: one for one in standing.short}
    homes = [one.entity for one in good if one.entity.kind == "organisations" and one.entity.slug in short]
    told = [found for one in homes for found in placed(one.path, one.places(), shortfalls(short[one.slug]))]
    return _standing_in_public(records, rules) if edition == "public" else standing, told


def _standing_in_public(records: Mapping[str, Sequence[Record]], rules: Rules) -> Standing:
    """What everybody can count as well: more would tell for whom somebody works, or whose work it is."""
    shown = {
        kind: [visible for one in of_kind if (visible := seen(one, "public"))] for kind, of_kind in records.items()
    }
    return msgspec.structs.replace(standing_of(shown, rules), short=())


def _held_back(read: Sequence[Read], good: Sequence[Read]) -> int:
    """How many people a mistake or their age keeps off the site: their own file, and nobody else's."""
    out = {one.entity.path for one in read if one.entity.kind == "profiles"} - {one.entity.path for one in good}
    return sum(one.entity.path in out and (one.record is None or one.record.visibility == "public") for one in read)


def _settled(
    entity: Entity,
    known: Mapping[str, Mapping[str, str]],
    vocabularies: Mapping[str, Vocabulary],
    sure: Mapping[str, frozenset[str]],
    fields: own.Own,
    of_any: own.Own,
) -> Read:
    found: list[Problem] = []
    if entity.record is None:
        return Read(entity, None, found)
    record = settled(entity.record, _finder(entity, known, vocabularies, found), sure=sure)
    record, amiss = own.settled(record, fields, vocabularies, of_any)
    found += placed(entity.path, entity.places(), amiss) if amiss else []
    return Read(entity, record, found)


def _is_broken(one: Read) -> bool:
    """Whether a file has a mistake of its own in it."""
    return one.entity.broken or any(found.severity == "error" for found in one.unknown)


def _all(read: Iterable[Read]) -> Mapping[str, Mapping[str, Record]]:
    """Everything that could be read, by kind and slug: also what is broken or hidden counts beside other files."""
    found: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
    for one in read:
        if one.record is not None:
            found[one.entity.kind][one.entity.slug] = one.record
    return found


# References


def _known(entities: Sequence[Entity]) -> Mapping[str, Mapping[str, str]]:
    """For each folder of content, the words that lead to a file: its slug, and for organisations their names.

    A file with a mistake in it is known too: one mistake is one problem, not one for everybody who mentions it.
    """
    known: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    layers = {word: layer for layer in get_args(Layer) for word in (layer, CHOICES[layer])}
    for entity in entities:
        known[entity.kind][entity.slug] = entity.slug
    named = known_as(one.record for one in entities if isinstance(one.record, Organisation))
    shared = shared_names(one.record for one in entities if isinstance(one.record, Organisation))
    known["shared"] = {name: ", ".join(slugs) for name, slugs in shared.items()}
    known["organisations"] = {**named, **known["organisations"]}
    known["houses"] = {**known["organisations"], **layers}
    return known


def _taken(entities: Sequence[Entity]) -> Mapping[str, list[Flaw]]:
    """The addresses that files ask for and cannot have, by path."""
    asking = [
        addresses.File(one.path, one.slug, one.record)
        for one in entities
        if one.record is not None and (one.record.aliases or is_hidden(one.record))
    ]
    return addresses.amiss(asking, {one.slug: one.path for one in entities}) if asking else {}


# A reference that leads nowhere: what happens to the file. A word of the network's is kept as it was written; a
# person or assignment that is gone is left out of the list, or removing one profile would break other people's files.
UNKNOWN: Mapping[str, tuple[str, Severity, bool]] = {
    #                  code                    severity   kept
    "organisations": ("unknown-organisation", "error", True),
    "pools": ("unknown-pool", "error", True),
    "houses": ("unknown-house", "warning", True),
    "forms": ("unknown-form", "error", True),
    "regions": ("unknown-region", "warning", True),
    "skills": ("unknown-skill", "warning", True),
    "fields": ("unknown-field-of-work", "warning", True),
    "profiles": ("unknown-profile", "warning", False),
    "assignments": ("unknown-assignment", "warning", False),
}


def _finder(
    entity: Entity,
    known: Mapping[str, Mapping[str, str]],
    vocabularies: Mapping[str, Vocabulary],
    problems: list[Problem],
) -> Callable[[str, str, str], str | None]:
    """Settles the references of one file: to an id, or to a problem with the nearest names."""

    def settle(at: str, to: str, text: str) -> str | None:
        vocabulary = vocabularies.get(to)
        if vocabulary is not None and to == "forms":
            found = find_form(vocabulary, text)
        elif vocabulary is not None:
            if text in vocabulary.terms or not vocabulary.terms:
                return text
            found = find(vocabulary, text)
        else:
            names = known[to]
            found = text if text in names and names[text] == text else names.get(better_slug(text))
        if found is not None or to not in UNKNOWN:  # strengths are free: people have their own words for them
            return text if found is None or found == text else found
        code, severity, kept = UNKNOWN[to]
        line, column, written = place_of(entity.places(), at)
        shared = known["shared"].get(better_slug(text)) if to in ("organisations", "houses") else None
        near = nearest(vocabulary, text) if vocabulary else _near(better_slug(text), known[to])
        values = {"value": text, "near": shared or ", ".join(near)}
        code = "shared-name" if shared else f"{code}-near" if near else code
        problems.append(problem(entity.path, line, column, code, values, field=written, severity=severity))
        return text if kept else None

    return settle


def _near(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    import difflib

    close = difflib.get_close_matches(text, list(known), 3, 0.6)
    return tuple(dict.fromkeys(name if known[name] in LAYERS else known[name] for name in close))


LAYERS = frozenset(get_args(Layer))  # a file names them in its own language


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


# Relations


def _directory(
    records: Mapping[str, Mapping[str, Any]],
    renamed: Mapping[str, str],
    digests: Mapping[str, Mapping[str, bytes]],
    vocabularies: Mapping[str, Vocabulary],
    settings: Settings,
    edition: Edition,
    today: date,
    standing: Standing,
) -> Directory:
    kept_apart = _kept_apart(records) if edition == "public" else {}
    here = {kind: frozenset(of_kind) - kept_apart.get(kind, frozenset()) for kind, of_kind in records.items()}
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
    people: Mapping[str, Profile] = kept["profiles"]
    work: Mapping[str, Assignment] = kept["assignments"]
    open_work = [one for one in work.values() if facts.is_open(one, today)]
    return Directory(
        settings=settings,
        edition=edition,
        today=today,
        standing=standing,
        vocabularies=vocabularies,
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
        digests={
            kind: {slug: digest for slug, digest in of_kind.items() if kept[kind][slug] is records[kind][slug]}
            for kind, of_kind in digests.items()
        },
    )


def _kept_apart(records: Mapping[str, Mapping[str, Any]]) -> Mapping[str, frozenset[str]]:
    """What no other file leads to in the public edition: a pool or a job would tell whose people or work it is."""
    people: Iterable[Profile] = records["profiles"].values()
    work: Iterable[Assignment] = records["assignments"].values()
    return {
        "profiles": frozenset(one.slug for one in people if one.pseudonym and not one.organisation),
        "assignments": frozenset(one.slug for one in work if one.confidential),
    }


R = TypeVar("R")
LED_TO = frozenset({*KINDS, "houses"})


def by_reference(records: Iterable[R], keys: Callable[[R], Iterable[str | None]]) -> Mapping[str, tuple[R, ...]]:
    """Records by what they refer to, in the order of the keys."""
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            if key:
                found[key].append(record)
    return {key: tuple(found[key]) for key in sorted(found)}
