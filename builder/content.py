"""The content of a folder, read and checked file by file; what did not change is remembered from the last run."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from . import agreed, crosswalks, foreign, own, photos, prose, selections, sight, source, theme, visibility, vocabulary
from .checks import Flaw
from .convert import Made, made, made_part, made_terms
from .directory import Entity
from .foreign import Harvest
from .model import KINDS, VOCABULARIES, Organisation, Record, Term
from .past import FILE as PAST
from .places import Place, Spot, placed, places_of
from .problems import Problem, Severity, errors, problem
from .settings import Crosswalk, Past, Settings, Theme
from .shelves import Ref, Shelves
from .sight import Look, Sight
from .snapshots import FOLDER as HARVESTED
from .stages import ALONE, Crew, Order, Task, Work, hands, results
from .vocabulary import Vocabulary

SETTINGS = "directory.yaml"
Make = Callable[[str, bytes], Made]
Tick = Callable[[int, int], None]  # how many of how many were read
NOTHING: Sight = MappingProxyType({})


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What became of a file, under the hash of what was read. The parts stay packed until somebody asks."""

    digest: bytes
    value: Ref  # a record, a list of terms or the settings; nothing when a mistake keeps it off
    spots: Ref  # of its fields; nothing for a record as long as nobody asked where they stand
    problems: tuple[Problem, ...]
    look: Look = b""  # of the file and the images beside it, when it was read; nothing when that says too little


class Fresh(msgspec.Struct, frozen=True, array_like=True):
    """The same of a file that was read just now: what will stand on a shelf comes along, packed."""

    digest: bytes
    value: bytes
    spots: bytes
    problems: tuple[Problem, ...]


Memory = Mapping[str, Known]  # by path


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
    reader = _Reader(root, {}, {}, Shelves())
    settings = reader.value(SETTINGS, Settings, _settings, limit=source.MAX_LIST)
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
    reader = _Reader(root, memory, {}, shelves or Shelves(), seen)
    settings = reader.value(SETTINGS, Settings, _settings, limit=source.MAX_LIST)
    look = settings.theme if settings else Theme()
    settings, unlike = _themed(root, settings, reader)
    unusable = theme.refused(look, settings.theme) if settings else frozenset()
    vocabularies, amiss = _vocabularies(reader, settings)
    written = settings.sources if settings else ()
    settings, unclear = _agreed(settings, vocabularies, reader)
    found, misplaced = source.find(root, KINDS)
    refused = {one.path for one in misplaced if one.code == "slug-twice"}
    reader = reader._replace(memory={**memory, **_first_read(reader, found, crew, tick)})
    entities = []
    for one in found:
        known = _known(reader, one)
        take = _nothing if one.path in refused or not known.value else _Kept(one.kind, reader.shelves, known.value)
        broken = bool(known.problems) and bool(errors(known.problems))
        entities.append(Entity(one.path, one.kind, one.slug, take, partial(reader.places, one), broken, known.digest))
    settings, unchosen = _chosen(settings, vocabularies, entities, reader)
    past = reader.value(PAST, Past, _past, limit=source.MAX_LIST) if os.path.lexists(root / PAST) else None
    places = {id(one): f"sources[{n}]" for n, one in enumerate(written)}
    harvested, strange = _harvested(reader, settings, vocabularies, entities, places)
    problems = [flaw for known in reader.now.values() for flaw in known.problems]
    amiss = [*misplaced, *amiss, *unlike, *unclear, *strange, *unchosen, *problems]
    at = partial(reader.places_in, SETTINGS)
    return Content(settings, vocabularies, tuple(entities), tuple(amiss), reader.now, at, past, harvested, unusable)


def _images_beside(root: Path, one: source.Found) -> Mapping[str, bytes | Problem]:
    return {name: _image(root, _beside(one, name)) for name in one.beside}


def _salt(images: Mapping[str, bytes | Problem]) -> tuple[str, ...]:
    """What makes a file with other images beside it another file."""
    return tuple(f"{name} {_hash(raw).hex() if isinstance(raw, bytes) else raw.code}" for name, raw in images.items())


def _first_read(reader: "_Reader", found: Iterable[source.Found], crew: Crew, tick: Tick) -> Mapping[str, Known]:
    """What becomes of files that were never read before, when these are many: a crew reads them."""
    new = tuple([one for one in found if one.path not in reader.memory]) if crew.jobs > 1 else ()
    if hands(len(new), crew) == 1:
        return {}
    order = partial(Order, begin, msgspec.msgpack.encode((str(reader.root.resolve()), new)))
    known, done = dict[str, Known](), 0
    for start, stop, raw in results(Task(len(new), reading(reader.root, new), order), crew):
        for one, fresh in zip(new[start:stop], FRESH.decode(raw), strict=True):
            known[one.path] = reader.stored(fresh, _look(reader.seen, one))
        done += stop - start
        tick(done, len(new))
    return known


FRESH = msgspec.msgpack.Decoder(list[Fresh])


def reading(root: Path, found: Sequence[source.Found]) -> Work[bytes]:
    """The work of reading some of these files; gives what is known of them, packed."""

    def work(start: int, stop: int) -> bytes:
        return msgspec.msgpack.encode([_fresh(root, one) for one in found[start:stop]])

    return work


def begin(data: bytes) -> Work[bytes]:
    """The same work in a process that was told which files."""
    root, found = msgspec.msgpack.decode(data, type=tuple[str, tuple[source.Found, ...]])
    return reading(Path(root), found)


def text(root: Path, path: str) -> str:
    """All that stands in a file that was read."""
    raw = source.load(root, path)
    return "" if isinstance(raw, Problem) else raw.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")


class _Kept:
    """A record that is unpacked when somebody asks for it, and then is always the same one."""

    __slots__ = ("_kind", "_record", "_ref", "_shelves")

    def __init__(self, kind: str, shelves: Shelves, ref: Ref) -> None:
        self._kind, self._shelves, self._ref = kind, shelves, ref
        self._record: Any = None

    def __call__(self) -> Any:
        if self._record is None:
            self._record = _decoder(KINDS[self._kind]).decode(self._shelves.take(self._ref))
        return self._record


def _nothing() -> None:
    """For a file that can have no record."""


class _Reader(NamedTuple):
    """Where files are read from, what is known of them, what is known now, and what they look like."""

    root: Path
    memory: Memory
    now: dict[str, Known]
    shelves: Shelves
    seen: Sight = NOTHING

    def value(self, path: str, kind: Any, make: Make, *, limit: int = source.MAX_FILE) -> Any:
        """What a file holds: remembered when its bytes are the same, else made."""
        look = self.seen.get(path, b"")
        if not self.is_same(path, look):
            self.known(path, source.load(self.root, path, limit), look, make)
        ref = self.now[path].value
        return _decoder(kind).decode(self.shelves.take(ref)) if ref else None

    def is_same(self, path: str, look: Look) -> bool:
        """Whether a file looks as it did, so that what is known of it is still true."""
        last = self.memory.get(path)
        if not look or last is None or last.look != look:
            return False
        self.now[path] = last
        return True

    def known(self, path: str, raw: bytes | Problem, look: Look, make: Make, salt: tuple[str, ...] = ()) -> None:
        """Finds what there is to know of a file: as it was when its bytes (and the images beside it) are the same."""
        last = self.memory.get(path)
        if last is not None and isinstance(raw, bytes) and last.digest == _digest(salt, raw):
            self.now[path] = last if last.look == look else msgspec.structs.replace(last, look=look)
        else:
            self.now[path] = self.stored(_read(path, raw, make, salt), look if isinstance(raw, bytes) else b"")

    def stored(self, fresh: Fresh, look: Look) -> Known:
        """What is known of a file, with the rest put on a shelf."""
        value = self.shelves.put(fresh.value) if fresh.value else b""
        spots = self.shelves.put(fresh.spots) if fresh.spots else b""
        return Known(fresh.digest, value, spots, fresh.problems, look)

    def places(self, found: source.Found) -> Mapping[str, Place]:
        """Where the fields of a record stand: read once more for the few that have something to be said of them.

        It is remembered then, for the same is to be said the next time.
        """
        known = self.now[found.path]
        if not known.spots:
            spots = self.shelves.put(_pack(_spots(self.root, found, known.digest)))
            self.now[found.path] = msgspec.structs.replace(known, spots=spots)
        return self.places_in(found.path)

    def places_in(self, path: str) -> Mapping[str, Place]:
        """Where the fields stand in a file of which that is remembered."""
        ref = self.now[path].spots
        return places_of(_SPOTS.decode(self.shelves.take(ref))) if ref else {}


def _known(reader: _Reader, one: source.Found) -> Known:
    """What there is to know of a file with an entity in it, and of the images beside it."""
    look = _look(reader.seen, one)
    if not reader.is_same(one.path, look):
        images = _images_beside(reader.root, one)
        raw = source.load(reader.root, one.path)
        reader.known(one.path, raw, look, partial(_record, one, images), _salt(images))
    return reader.now[one.path]


def _fresh(root: Path, one: source.Found) -> Fresh:
    """The same of a file of which nothing is remembered."""
    images = _images_beside(root, one)
    return _read(one.path, source.load(root, one.path), partial(_record, one, images), _salt(images))


def _read(path: str, raw: bytes | Problem, make: Make, salt: tuple[str, ...] = ()) -> Fresh:
    """What becomes of a file of which these are the bytes."""
    if isinstance(raw, Problem):
        return Fresh(b"", b"", _pack(()), (_not_there(raw),))
    new = make(path, raw)
    value = b"" if new.record is None else _pack(new.record)
    return Fresh(
        _digest(salt, raw), value, b"" if isinstance(new.record, Record) else _pack(new.spots), tuple(new.problems)
    )


def _look(seen: Sight, one: source.Found) -> Look:
    """What a file looks like, with the images beside it."""
    if not one.beside:
        return seen.get(one.path, b"")
    looks = {name: seen.get(_beside(one, name), b"") for name in one.beside}
    own = seen.get(one.path, b"")
    return sight.whole({**looks, "": own})


def _spots(root: Path, found: source.Found, digest: bytes) -> tuple[Spot, ...]:
    """Where the fields of a file stand, unless it is another file by now."""
    raw = source.load(root, found.path)
    if isinstance(raw, Problem) or _digest(_salt(_images_beside(root, found)), raw) != digest:
        return ()
    document = source.document(found.path, raw)
    return () if isinstance(document, list) else made(document, KINDS[found.kind], found.slug, found.beside).spots


def _not_there(amiss: Problem) -> Problem:
    """A missing settings file is a beginning, not a broken disk."""
    return problem(SETTINGS, 0, 0, "no-settings") if amiss.path == SETTINGS else amiss


def _record(found: source.Found, images: Mapping[str, bytes | Problem], path: str, raw: bytes) -> Made:
    document = source.document(path, raw)
    if isinstance(document, list):
        return Made(None, (), document)
    good, amiss = _images(found, images)
    new = made(document, KINDS[found.kind], found.slug, found.beside)
    body = prose.prose(document.body, images=good)
    problems = [*new.problems, *amiss, *_told(path, document.body_line, body.problems)]
    record = new.record
    if record is not None and (flaws := list(visibility.flaws(record))):
        problems += placed(path, new.places, flaws)
    if record is not None:
        shown = {"body_html": str(body.html), "body_text": body.text, "images": good}
        record = msgspec.structs.replace(record, **shown) if document.body or good else record
    return new._replace(record=record, problems=problems)


def _told(path: str, first: int, flaws: Iterable[prose.Flaw]) -> Iterator[Problem]:
    """The flaws in a body at their places in the file. A body that cannot be shown keeps its file off the site."""
    html_at = 0
    for flaw in flaws:
        if flaw.code == "html-shown" and flaw.line == html_at:
            continue  # a table is many tags on a line: the first says it all
        html_at = flaw.line if flaw.code == "html-shown" else html_at
        severity: Severity = "error" if flaw.code == "too-complex" else "warning"
        values = dict(flaw.values)
        code = f"prose-{flaw.code}"
        if "reason" in values:  # an address is wrong in a text as it is in a field
            code, values = f"link-{values['reason']}", {"value": values["address"]}
        yield problem(path, first + flaw.line - 1, flaw.column, code, values, severity=severity)


def _images(found: source.Found, images: Mapping[str, bytes | Problem]) -> tuple[dict[str, str], list[Problem]]:
    """The names on the site of the images that can be shown, and what is wrong with the others."""
    good, problems = {}, []
    for name, raw in images.items():
        flaw = raw if isinstance(raw, Problem) else photos.amiss(_beside(found, name), raw)
        if flaw is not None:
            problems.append(flaw)
        elif isinstance(raw, bytes):
            good[name] = f"{found.slug}/{photos.published_name(name, raw)}"
    return good, problems


def _image(root: Path, path: str) -> bytes | Problem:
    return source.load(root, path, photos.MAX_BYTES, "image-too-large")


def _beside(found: source.Found, name: str) -> str:
    """The path of a file in the folder of a record."""
    return f"{found.path.rpartition('/')[0]}/{name}"


def _settings(path: str, raw: bytes) -> Made:
    document = source.listing(path, raw)
    if isinstance(document, list):
        return Made(None, (), document)
    new = made_part(document, Settings)
    if isinstance(new.record, Settings) and new.record.languages:
        return new._replace(record=msgspec.structs.replace(new.record, language=new.record.languages[0]))
    return new


def _past(path: str, raw: bytes) -> Made:
    document = source.listing(path, raw)
    return Made(None, (), document) if isinstance(document, list) else made_part(document, Past)


def _harvested(
    reader: _Reader,
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
            crosswalk = reader.value(path, Crosswalk, _crosswalk, limit=source.MAX_LIST) or crosswalk
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
    document = source.listing(path, raw)
    return Made(None, (), document) if isinstance(document, list) else made_part(document, Crosswalk)


def _taken(name: str, path: str, raw: bytes) -> Made:
    """What a snapshot holds; it is read once, and remembered as long as the file is the same."""
    new = foreign.read(name, raw)
    return Made(new.taken, (), [problem(path, 0, 0, new.code, severity=new.severity)] if new.code else [])


def _themed(root: Path, settings: Settings | None, reader: _Reader) -> tuple[Settings | None, list[Problem]]:
    """The settings without what cannot be used of the look, and what is wrong with it."""
    if settings is None or settings.theme == Theme():
        return settings, []
    amiss = list(theme.flaws(root, settings.theme))
    shown = msgspec.structs.replace(settings, theme=theme.usable(settings.theme, amiss))
    return shown, placed(SETTINGS, reader.places_in(SETTINGS), amiss)


def _agreed(
    settings: Settings | None, vocabularies: Mapping[str, Vocabulary], reader: _Reader
) -> tuple[Settings | None, list[Problem]]:
    """The settings without what nobody can follow, and what that is."""
    if settings is None:
        return settings, []
    found, amiss = agreed.settled(settings, vocabularies)
    return found, placed(SETTINGS, reader.places_in(SETTINGS), amiss) if amiss else []


def _chosen(
    settings: Settings | None, vocabularies: Mapping[str, Vocabulary], entities: Iterable[Entity], reader: _Reader
) -> tuple[Settings | None, list[Problem]]:
    """The settings with the selections that can be followed, and what is wrong with the others."""
    if settings is None or not settings.selections:
        return settings, []
    houses = [one for one in entities if one.kind == "organisations"]
    records = [one.record for one in houses if isinstance(one.record, Organisation)]
    found, amiss = selections.judged(settings.selections, vocabularies, records, [one.slug for one in houses])
    shown = msgspec.structs.replace(settings, selections=found)
    return shown, placed(SETTINGS, reader.places_in(SETTINGS), amiss) if amiss else []


def told_of_settings(read: Content, amiss: Iterable[Flaw]) -> list[Problem]:
    """What is to be told of the settings when all that was read is known."""
    found = list(amiss)
    return placed(SETTINGS, read.places(), found) if found else []


def _terms(path: str, raw: bytes) -> Made:
    document = source.listing(path, raw)
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


def _vocabularies(reader: _Reader, settings: Settings | None) -> tuple[Mapping[str, Vocabulary], list[Problem]]:
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
        terms = reader.value(path, list[Term], _terms, limit=source.MAX_LIST)
        found[name] = vocabulary.vocabulary(name, terms or ())
    return found, problems


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """What reads back a value of this kind."""
    return msgspec.msgpack.Decoder(kind)


_SPOTS = msgspec.msgpack.Decoder(tuple[Spot, ...])
_pack = msgspec.msgpack.Encoder().encode


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _digest(salt: tuple[str, ...], raw: bytes) -> bytes:
    return _hash("\0".join((*salt, "")).encode() + raw)
