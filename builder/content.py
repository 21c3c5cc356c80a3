"""The content of a folder, read and checked; what did not change is remembered from the last run."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from . import agreed, crosswalks, documents, foreign, own, selections, source, theme, vocabulary
from .checks import Flaw
from .convert import Made, made_part, made_terms
from .directory import Entity
from .entities import Tick, entity, first_read
from .foreign import Harvest
from .memory import NOTHING, Memory, Reader
from .model import KINDS, VOCABULARIES, Organisation, Term
from .past import FILE as PAST
from .places import Place, placed
from .problems import Problem, Severity, problem
from .settings import Crosswalk, Past, Settings, Theme
from .shelves import Shelves
from .sight import Sight
from .snapshots import FOLDER as HARVESTED
from .source import SETTINGS
from .stages import ALONE, Crew
from .vocabulary import Vocabulary


class Content(NamedTuple):
    """All there is in a folder."""

    settings: Settings | None  # None when directory.yaml is missing or wrong
    vocabularies: Mapping[str, Vocabulary]
    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    memory: Memory  # for the next run
    places: Callable[[], Mapping[str, Place]]  # where the settings stand in their file
    past: Past | None = None  # when the co-ordinator looked back
    harvested: tuple[Harvest, ...] = ()  # what was harvested of each source in the settings
    refused: frozenset[str] = frozenset()  # the files of the look that cannot be used


def settings_of(root: Path) -> Content:
    """The settings and the lists of words alone, with the mistakes in the settings: all there is before any file."""
    reader = Reader(root, {}, {}, Shelves())
    settings = reader.value(SETTINGS, Settings, _settings, limit=documents.MAX_LIST)
    vocabularies, _ = _vocabularies(reader, settings)
    settings, amiss = _agreed(settings, vocabularies, reader)
    places = partial(reader.places_in, SETTINGS)
    return Content(settings, vocabularies, (), (*reader.now[SETTINGS].problems, *amiss), reader.now, places)


def read(
    root: Path,
    memory: Memory,
    shelves: Shelves | None = None,
    seen: Sight = NOTHING,
    crew: Crew = ALONE,
    tick: Tick = lambda *_: None,
) -> Content:
    """Everything in the folder, with the mistakes met on the way.

    What is remembered stands on the `shelves`, and so will what is read. A file that looks in `seen` as it did when it
    was read for the memory is not opened again.
    """
    reader = Reader(root, memory, {}, shelves or Shelves(), seen)
    settings = reader.value(SETTINGS, Settings, _settings, limit=documents.MAX_LIST)
    look = settings.theme if settings else Theme()
    settings, unlike = _themed(root, settings, reader)
    unusable = theme.refused(look, settings.theme) if settings else frozenset()
    vocabularies, amiss = _vocabularies(reader, settings)
    written = settings.sources if settings else ()
    settings, unclear = _agreed(settings, vocabularies, reader)
    found, misplaced = source.find(root, KINDS)
    refused = {one.path for one in misplaced if one.code == "slug-twice"}
    reader = reader._replace(memory={**memory, **first_read(reader, found, crew, tick)})
    entities = [entity(reader, one, one.path in refused) for one in found]
    settings, unchosen = _chosen(settings, vocabularies, entities, reader)
    past = reader.value(PAST, Past, _past, limit=documents.MAX_LIST) if os.path.lexists(root / PAST) else None
    places = {id(one): f"sources[{n}]" for n, one in enumerate(written)}
    harvested, strange = _harvested(reader, settings, vocabularies, entities, places)
    problems = [flaw for known in reader.now.values() for flaw in known.problems]
    amiss = [*misplaced, *amiss, *unlike, *unclear, *strange, *unchosen, *problems]
    at = partial(reader.places_in, SETTINGS)
    return Content(settings, vocabularies, tuple(entities), tuple(amiss), reader.now, at, past, harvested, unusable)


def text(root: Path, path: str) -> str:
    """All that stands in a file that was read."""
    raw = source.load(root, path)
    return "" if isinstance(raw, Problem) else raw.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def told_of_settings(read: Content, amiss: Iterable[Flaw]) -> list[Problem]:
    """What is to be told of the settings when all that was read is known."""
    found = list(amiss)
    return placed(SETTINGS, read.places(), found) if found else []


def _settings(path: str, raw: bytes) -> Made:
    document = documents.listing(path, raw)
    if isinstance(document, list):
        return Made(None, (), document)
    new = made_part(document, Settings)
    if isinstance(new.record, Settings) and new.record.languages:
        return new._replace(record=msgspec.structs.replace(new.record, language=new.record.languages[0]))
    return new


def _themed(root: Path, settings: Settings | None, reader: Reader) -> tuple[Settings | None, list[Problem]]:
    """The settings without what cannot be used of the look, and what is wrong with it."""
    if settings is None or settings.theme == Theme():
        return settings, []
    amiss = list(theme.flaws(root, settings.theme))
    shown = msgspec.structs.replace(settings, theme=theme.usable(settings.theme, amiss))
    return shown, placed(SETTINGS, reader.places_in(SETTINGS), amiss)


def _agreed(
    settings: Settings | None, vocabularies: Mapping[str, Vocabulary], reader: Reader
) -> tuple[Settings | None, list[Problem]]:
    """The settings without what nobody can follow, and what that is."""
    if settings is None:
        return settings, []
    found, amiss = agreed.settled(settings, vocabularies)
    return found, placed(SETTINGS, reader.places_in(SETTINGS), amiss) if amiss else []


def _chosen(
    settings: Settings | None, vocabularies: Mapping[str, Vocabulary], entities: Iterable[Entity], reader: Reader
) -> tuple[Settings | None, list[Problem]]:
    """The settings with the selections that can be followed, and what is wrong with the others."""
    if settings is None or not settings.selections:
        return settings, []
    houses = [one for one in entities if one.kind == "organisations"]
    records = [one.record for one in houses if isinstance(one.record, Organisation)]
    found, amiss = selections.judged(settings.selections, vocabularies, records, [one.slug for one in houses])
    shown = msgspec.structs.replace(settings, selections=found)
    return shown, placed(SETTINGS, reader.places_in(SETTINGS), amiss) if amiss else []


def _vocabularies(reader: Reader, settings: Settings | None) -> tuple[Mapping[str, Vocabulary], list[Problem]]:
    """The network's lists of words, with those of its own fields. A list that is not there is empty: any word goes.

    Without settings nobody knows which fields of its own a network has, and no list is told to be of none.
    """
    paths, problems = source.vocabulary_files(reader.root)
    more = sorted(own.lists(settings))
    found: dict[str, Vocabulary] = {name: vocabulary.vocabulary(name, ()) for name in (*VOCABULARIES, *more)}
    for path in paths:
        file = path.rpartition("/")[2]
        name = file.removesuffix(".yaml")
        if name not in found or name == file:
            if settings is not None or name == file:
                problems.append(problem(path, 0, 0, "unknown-vocabulary", name=name, choices=", ".join(VOCABULARIES)))
            continue
        terms = reader.value(path, list[Term], _terms, limit=documents.MAX_LIST)
        found[name] = vocabulary.vocabulary(name, terms or ())
    return found, problems


def _terms(path: str, raw: bytes) -> Made:
    document = documents.listing(path, raw)
    if isinstance(document, list):
        return Made([], (), document)
    new = made_terms(document)
    terms = [term for term, _ in new.record]
    for n, code, values in vocabulary.flaws(terms):
        _, (line, column, written) = new.record[n]
        told = f"term-{code.removeprefix('term-')}"
        severity: Severity = "warning" if code in vocabulary.DOUBTS else "error"
        new.problems.append(problem(path, line, column, told, dict(values), field=written, severity=severity))
    return Made([term for term in terms if vocabulary.has_place(term)], (), new.problems)


def _harvested(
    reader: Reader,
    settings: Settings | None,
    vocabularies: Mapping[str, Vocabulary],
    entities: Iterable[Entity],
    places: Mapping[int, str],
) -> tuple[tuple[Harvest, ...], list[Problem]]:
    """What lies there of each source in the settings, and what lies there of none."""
    sources = settings.sources if settings else ()
    names = [one.id for one in sources]
    snapshots, odd = source.source_files(reader.root, HARVESTED, ".json", names)
    mapped, misplaced = source.source_files(reader.root, source.MAPPINGS, ".yaml", names)
    found, problems = [], [*odd, *misplaced] if settings else []
    houses = frozenset(one.slug for one in entities if one.kind == "organisations")
    for one in sources:
        crosswalk, amiss = Crosswalk(), list[Problem]()
        if one.id in mapped:
            path = f"{source.MAPPINGS}/{one.id}.yaml"
            crosswalk = reader.value(path, Crosswalk, _crosswalk, limit=documents.MAX_LIST) or crosswalk
            flaws = list(crosswalks.flaws(crosswalk, vocabularies, houses))
            amiss = placed(path, reader.places_in(path), flaws) if flaws else amiss
        taken, there = None, one.id in snapshots
        if there:
            path = f"{HARVESTED}/{one.id}.json"
            taken = reader.value(path, foreign.Taken, partial(_taken, one.id), limit=foreign.MAX_SNAPSHOT)
        problems += amiss
        found.append(Harvest(one, places[id(one)], there, taken, crosswalk))
    return tuple(found), problems


def _crosswalk(path: str, raw: bytes) -> Made:
    document = documents.listing(path, raw)
    return Made(None, (), document) if isinstance(document, list) else made_part(document, Crosswalk)


def _taken(name: str, path: str, raw: bytes) -> Made:
    """What a snapshot holds; it is read once, and remembered as long as the file is the same."""
    new = foreign.read(name, raw)
    return Made(new.taken, (), [problem(path, 0, 0, new.code, severity=new.severity)] if new.code else [])


def _past(path: str, raw: bytes) -> Made:
    document = documents.listing(path, raw)
    return Made(None, (), document) if isinstance(document, list) else made_part(document, Past)
