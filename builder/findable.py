"""What the search finds: an entry for each record, in the words people would look for."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

import msgspec

from . import own, search, shelves
from .agreed import OURS
from .cards import is_campaign
from .directory import Directory
from .facts import free_from, hours_free, months_after, ring_today, state
from .frame import Frame, chip, choice, date_of, labels, told, worded
from .model import Assignment, Event, Organisation, Pool, Profile, Record
from .networks import Network
from .pages import Material, path_of
from .plan import Digests, Output, stamp
from .search import Entry
from .settings import OwnField
from .sketches import called
from .spelling import key_of
from .views.pieces import FOLDERS, flat, tongue
from .vocabulary import Vocabulary

MOST_STALE = 4  # when more than one in so many entries is to be made anew, all are: that is quicker then
SOON = 3  # months
HOURS = (8, 16, 24)  # a week: where one group ends and the next begins
LABELLED = {"field": "fields", "skill": "skills", "region": "regions", "form": "forms"}  # facet → vocabulary
LANGUAGE = "language."  # what the keys of the words for languages begin with


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What the search of the last build leaves: looked into only when something changed."""

    shared: bytes = b""  # what the entries have in common
    keys: tuple[bytes, ...] = ()  # the hash of what each entry shows
    files: tuple[str, ...] = ()  # the names of all files
    listed: bytes = b""  # the key of the list of files
    memory: msgspec.Raw = msgspec.Raw(b"\xc0")  # what is read at every change, packed
    pieces: Mapping[str, bytes] = {}  # by name, each read when a change needs it: the files, and more


class Row(NamedTuple):
    """A kind of thing that can be found."""

    kind: str
    each: Callable[[Directory], Mapping[str, Any]]
    shows: Callable[[Directory, Any], tuple[Any, ...]]
    entry: Callable[..., Entry]


def indexed(material: Material, frame: Frame, shared: bytes, digests: Digests, last: Kept) -> tuple[Kept, list[Output]]:
    """What to keep for the next time, and the files of the search.

    When nothing that can be found changed, the files are those of the last time.
    """
    directory = material.directory
    there = everything(directory)
    keys = tuple([_key(directory, digests, row, slug) for row, slug in there])
    if shared == last.shared and keys == last.keys:
        return last, _outputs(last.files, last.listed, last.pieces)
    names = [(row.kind, slug) for row, slug in there]
    memory = msgspec.msgpack.decode(last.memory, type=search.Memory | None) if shared == last.shared else None
    stale: Sequence[int] = _stale(names, keys, memory.names, last.keys) if memory else range(len(names))
    if len(stale) * MOST_STALE > len(names):
        memory, stale = None, range(len(names))
    labels = facet_labels(frame, directory, material.networks)
    previous = (memory, last.files, last.pieces) if memory else None
    new = search.index(
        frame.language, names, stale, lambda place: found(frame, directory, *there[place]), labels, previous
    )
    listed = stamp((new.pieces[search.LIST],))
    packed = msgspec.Raw(msgspec.msgpack.encode(new.memory))
    pieces = shelves.pieces(list(new.pieces), new.pieces.fresh, new.pieces.before)
    kept = Kept(shared, keys, new.names, listed, packed, pieces)
    return kept, _outputs(new.names, listed, new.pieces)


def _stale(
    names: Sequence[search.Name], keys: Sequence[bytes], known: Sequence[search.Name], before: Sequence[bytes]
) -> list[int]:
    """The places of entries that were not there before, or showed something else."""
    if names == known:
        return [place for place, (new, old) in enumerate(zip(keys, before, strict=True)) if new != old]
    was = dict(zip(known, before, strict=True))
    return [place for place, (name, key) in enumerate(zip(names, keys, strict=True)) if was.get(name) != key]


def _outputs(names: Iterable[str], listed: bytes, pieces: Mapping[str, bytes]) -> list[Output]:
    """The files. Every one but the list is named by what is in it, so that its name is key enough."""
    return [
        Output(
            search.path_of(name), listed if name == search.LIST else name.encode(), partial(pieces.__getitem__, name)
        )
        for name in names
    ]


def everything(directory: Directory) -> list[tuple[Row, str]]:
    """All that can be found: of which kind, and its slug."""
    return [(row, slug) for row in ROWS for slug in row.each(directory)]


def _key(directory: Directory, digests: Digests, row: Row, slug: str) -> bytes:
    """The hash of what the entry of one of them is made of. A person's record is not unpacked to find it."""
    told = directory.digests.get("profiles", {}).get(slug) if row.kind == "profile" else None
    if told:
        return told + digests.of(directory.organisations.get(directory.house_of[slug]))
    return b"".join(map(digests.of, row.shows(directory, row.each(directory)[slug])))


def found(frame: Frame, directory: Directory, row: Row, slug: str) -> search.Folded:
    """The entry of one of them, as the index wants it."""
    given = row.shows(directory, row.each(directory)[slug])
    return search.folded(_in_network(frame, row.entry(frame, *given), given[0]))


def _in_network(frame: Frame, entry: Entry, record: Record) -> Entry:
    """An entry with the network that keeps it, where there is more than one."""
    if not frame.settings.sources:
        return entry
    kept = record.origin.source if record.origin else OURS
    return msgspec.structs.replace(entry, facets={**entry.facets, "network": (kept,)})


def _profile(frame: Frame, person: Profile, organisation: Organisation | None) -> Entry:
    skills = tuple(claim.skill for claim in person.skills)
    experience = (
        text for one in person.experience for text in (one.title, one.organisation, one.result, one.description)
    )
    listed = (*person.wants, *person.knows, *(one.title for one in person.certificates), *experience)
    return Entry(
        kind="profile",
        id=person.slug,
        fields=_filled(
            title=called(person),
            role=_said(person.role, person.headline),
            skills=_said(worded(frame, "skills", skills), worded(frame, "skills", person.learns)),
            fields=_said(worded(frame, "fields", person.fields), worded(frame, "strengths", person.strengths)),
            organisation=_names(organisation),
            place=_said(person.place, worded(frame, "regions", (person.region,) if person.region else ())),
            meta=worded(frame, "forms", person.forms),
            body=_said(
                *(person.does, person.good_at, person.would_like, person.ambitions, *listed),
                *(person.body_text, _own(frame, person)),
            ),
            synonyms=_synonyms(frame, skills=skills, fields=person.fields),
        ),
        facets={
            "field": person.fields,
            "skill": _known(frame.vocabularies["skills"], skills),
            "region": (person.region,) if person.region else (),
            "layer": (organisation.layer,) if organisation else (),
            "organisation": (person.organisation,) if person.organisation else (),
            "form": person.forms,
            # In public nobody can ask for a list of who has time in some organisation: it would look like a surplus.
            **(_time(person, frame.today) if frame.edition == "internal" else {}),
            "language": tuple(one.language for one in person.languages),
        },
        card={
            "url": path_of("profile", person.slug),
            "title": called(person),
            "role": person.role or "",
            "line": person.headline or "",
            "meta": _listed(organisation.name if organisation else "", person.place, _network(frame, person)),
            "skills": [chip(frame, "skills", skill).label for skill in skills],
            **_tongues(frame, person, "role", "line"),
        },
        days=_days(new=person.confirmed_on),
    )


def _assignment(frame: Frame, work: Assignment, organisation: Organisation | None) -> Entry:
    skills = (*(need.skill for need in work.skills), *work.teaches)
    ring = ring_today(work, frame.today)
    standing = state(work, frame.today)
    open_until = work.closes if standing == "open" else None
    closes = told(frame, "work.closes", day=date_of(frame, open_until)) if open_until else ""
    return Entry(
        kind="assignment",
        id=work.slug,
        fields=_filled(
            title=work.title,
            role=_said(work.role, *dict.fromkeys((choice(frame, work.kind), frame.words["kind.assignment"]))),
            skills=worded(frame, "skills", skills),
            fields=worded(frame, "fields", work.fields),
            organisation=_names(organisation),
            place=_said(work.place, worded(frame, "regions", (work.region,) if work.region else ())),
            goal=_said(work.goal, work.result),
            meta=_said(worded(frame, "forms", work.forms), frame.words["work.first"] if work.first_assignment else ""),
            body=_said(
                work.outcome, work.reflection, work.facilities, work.agreements, work.body_text, _own(frame, work)
            ),
            synonyms=_synonyms(frame, skills=skills, fields=work.fields),
        ),
        facets={
            "field": work.fields,
            "skill": _known(frame.vocabularies["skills"], skills),
            "region": (work.region,) if work.region else (),
            "layer": (organisation.layer,) if organisation else (),
            "organisation": (work.organisation,) if work.organisation else (),
            "form": work.forms,
            "ring": (ring,) if ring else (),
            "first": ("yes",) if work.first_assignment else (),
            "hours": _week(work.hours),
            "state": (standing,),
            "language": tuple(one.language for one in work.languages),
        },
        card={
            "url": path_of("assignment", work.slug),
            "title": work.title,
            "line": work.goal or "",
            "meta": _listed(
                choice(frame, work.kind),
                organisation.name if organisation else frame.words["person.confidential"] if work.confidential else "",
                frame.words[f"state.{standing}"],
                closes,
                _network(frame, work),
            ),
            "skills": [chip(frame, "skills", skill).label for skill in skills],
            **_tongues(frame, work, "title", "line"),
        },
        days=_days(new=work.published_on, closing=open_until),
    )


def _organisation(frame: Frame, one: Organisation) -> Entry:
    return Entry(
        kind="organisation",
        id=one.slug,
        fields=_filled(
            title=_names(one),
            role=_said(choice(frame, one.layer), frame.words["kind.organisation"]),
            place=_said(one.place, worded(frame, "regions", (one.region,) if one.region else ())),
            body=_said(one.stance, one.no_target, one.return_rule, one.conditions, one.body_text, _own(frame, one)),
        ),
        facets={"layer": (one.layer,), "region": (one.region,) if one.region else ()},
        card={
            "url": path_of("organisation", one.slug),
            "title": one.name,
            "line": "",
            "meta": _listed(choice(frame, one.layer), one.place, _network(frame, one)),
        },
        days=_days(new=one.confirmed_on),
    )


def _pool(frame: Frame, one: Pool, organisation: Organisation | None) -> Entry:
    return Entry(
        kind="pool",
        id=one.slug,
        fields=_filled(
            title=one.name,
            fields=worded(frame, "fields", one.fields),
            organisation=_names(organisation),
            goal=one.purpose or "",
            body=_said(one.way_of_working, *one.rules, one.body_text, _own(frame, one)),
            synonyms=_synonyms(frame, fields=one.fields),
        ),
        facets={"field": one.fields, "organisation": (one.organisation,) if one.organisation else ()},
        card={
            "url": path_of("pool", one.slug),
            "title": one.name,
            "line": one.purpose or "",
            "meta": _listed(organisation.name if organisation else ""),
            **_tongues(frame, one, "line"),
        },
        days=_days(new=one.confirmed_on),
    )


def _event(frame: Frame, one: Event, organisation: Organisation | None) -> Entry:
    return Entry(
        kind="event",
        id=one.slug,
        fields=_filled(
            title=one.title,
            role=frame.words["kind.campaign" if is_campaign(one) else "kind.event"],
            fields=worded(frame, "fields", one.fields),
            organisation=_names(organisation),
            place=one.place or "",
            body=_said(one.body_text, _own(frame, one)),
            synonyms=_synonyms(frame, fields=one.fields),
        ),
        facets={"field": one.fields, "organisation": (one.organiser,) if one.organiser else ()},
        card={
            "url": path_of("event", one.slug),
            "title": one.title,
            "line": frame.words["kind.campaign"] if is_campaign(one) else "",
            "meta": _listed(date_of(frame, one.day), one.place, organisation.name if organisation else ""),
            **_tongues(frame, one, "title"),
        },
        days=_days(new=one.confirmed_on),
    )


def _network(frame: Frame, record: Record) -> str:
    """What the card of a guest says: who keeps it."""
    return told(frame, "guest.from", network=record.origin.network) if record.origin else ""


def _own(frame: Frame, record: Record) -> str:
    """The texts and terms of the network's own fields, with other words for the terms."""
    fields = own.own_fields(frame.settings, FOLDERS[type(record)])
    found = ((fields.get(key_of(key)), value) for key, value in record.extra.items())
    return _said(*(_own_words(frame, field, value) for field, value in found if field))


def _own_words(frame: Frame, field: OwnField, value: Any) -> str:
    if field.type == "text":
        return flat(value)
    if field.type == "term" and field.vocabulary:
        terms = own.items(value)
        return _said(
            worded(frame, field.vocabulary, terms), *(_others(frame, field.vocabulary).get(one) for one in terms)
        )
    return ""


def _with_organisation(directory: Directory, record: Any) -> tuple[Any, ...]:
    """A record and the organisation it belongs to."""
    slug = record.organiser if isinstance(record, Event) else record.organisation
    return record, directory.organisations.get(slug or "")


ROWS = (
    Row("profile", lambda directory: directory.profiles, _with_organisation, _profile),
    Row("assignment", lambda directory: directory.assignments, _with_organisation, _assignment),
    Row("organisation", lambda directory: directory.organisations, lambda _, record: (record,), _organisation),
    Row("pool", lambda directory: directory.pools, _with_organisation, _pool),
    Row("event", lambda directory: directory.events, _with_organisation, _event),
)


def _time(person: Profile, today: date) -> dict[str, tuple[str, ...]]:
    """When somebody has time, and how many hours a week then."""
    day = free_from(person, today)
    if day is None:
        return {}
    when = bisect_left((today, months_after(today, SOON)), day)
    return {"free": (search.TIMES["free"][when],), "hours": _week(hours_free(person, day))}


def _week(hours: int | None) -> tuple[str, ...]:
    """The group that so many hours a week belong to."""
    return (search.TIMES["hours"][bisect_left(HOURS, hours)],) if hours else ()


def _days(**days: date | None) -> dict[str, date]:
    return {order: day for order, day in days.items() if day}


def _tongues(frame: Frame, record: Record, *texts: str) -> dict[str, dict[str, str]]:
    """The language of texts on a card, when it is another one than that of the page."""
    language = tongue(frame, record)
    return {"tongues": dict.fromkeys(texts, language)} if language else {}


def facet_labels(frame: Frame, directory: Directory, networks: Iterable[Network] = ()) -> dict[str, dict[str, str]]:
    """The words for the values of facets that travel with the index; the page brings those of fixed choices."""
    return {
        "network": {OURS: frame.settings.title, **{one.source.id: one.title for one in networks}},
        **{facet: dict(labels(frame, name)) for facet, name in LABELLED.items()},
        "organisation": {slug: one.name for slug, one in directory.organisations.items()},
        "language": {key[len(LANGUAGE) :]: name for key, name in frame.words.items() if key.startswith(LANGUAGE)},
    }


def _synonyms(frame: Frame, **terms: Iterable[str]) -> str:
    """Other words for terms."""
    return _said(*(_others(frame, name).get(one) for name, ids in terms.items() for one in ids))


@lru_cache(maxsize=32)
def _others(frame: Frame, name: str) -> Mapping[str, str]:
    """Other words for each term of a vocabulary: synonyms, jargon, other languages, and what is one step broader."""
    vocabulary = frame.vocabularies[name]
    own = {
        id_: _said(
            *(text for language, text in term.label.items() if language != frame.language),
            *term.synonyms,
            *term.jargon,
        )
        for id_, term in vocabulary.terms.items()
    }
    named = labels(frame, name)
    wider = {id_: [text for one in ids for text in (named[one], own[one])] for id_, ids in vocabulary.broader.items()}
    return {id_: _said(text, *wider.get(id_, ())) for id_, text in own.items()}


def _known(vocabulary: Vocabulary, terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(term for term in terms if term in vocabulary.terms)


def _names(organisation: Organisation | None) -> str:
    return _said(organisation.name, organisation.short_name) if organisation else ""


def _filled(**fields: str) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}


def _said(*texts: str | None) -> str:
    return ". ".join(text for text in texts if text)


def _listed(*texts: str | None) -> list[str]:
    return [text for text in texts if text]
