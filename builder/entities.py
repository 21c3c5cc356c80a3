"""The files with an entity in them: each read with its text and the images beside it, many of them by a crew."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from . import documents, photos, prose, sight, source, visibility
from .convert import Made, made
from .directory import Entity
from .memory import Fresh, Known, Reader, decoder, digest_of, hash_of, pack, read
from .model import KINDS
from .places import Place, Spot, placed
from .problems import Problem, Severity, errors, problem
from .shelves import Ref, Shelves
from .sight import Look, Sight
from .stages import Crew, Order, Task, Work, hands, results

Tick = Callable[[int, int], None]  # how many of how many were read


def entity(reader: Reader, one: source.Found, refused: bool) -> Entity:
    """What a file holds; a file that is refused has no record."""
    known = _known(reader, one)
    take = _nothing if refused or not known.value else _Kept(one.kind, reader.shelves, known.value)
    broken = bool(known.problems) and bool(errors(known.problems))
    return Entity(one.path, one.kind, one.slug, take, partial(_places, reader, one), broken, known.digest)


def first_read(reader: Reader, found: Iterable[source.Found], crew: Crew, tick: Tick) -> Mapping[str, Known]:
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


class _Kept:
    """A record that is unpacked when somebody asks for it, and then is always the same one."""

    __slots__ = ("_kind", "_record", "_ref", "_shelves")

    def __init__(self, kind: str, shelves: Shelves, ref: Ref) -> None:
        self._kind, self._shelves, self._ref = kind, shelves, ref
        self._record: Any = None

    def __call__(self) -> Any:
        if self._record is None:
            self._record = decoder(KINDS[self._kind]).decode(self._shelves.take(self._ref))
        return self._record


def _nothing() -> None:
    """For a file that can have no record."""


def _known(reader: Reader, one: source.Found) -> Known:
    """What there is to know of a file with an entity in it, and of the images beside it."""
    look = _look(reader.seen, one)
    if not reader.is_same(one.path, look):
        images = _images_beside(reader.root, one)
        raw = source.load(reader.root, one.path)
        reader.known(one.path, raw, look, partial(_record, one, images), _salt(images))
    return reader.now[one.path]


def _places(reader: Reader, found: source.Found) -> Mapping[str, Place]:
    """Where the fields of a record stand: read once more for the few that have something to be said of them.

    It is remembered then, for the same is to be said the next time.
    """
    known = reader.now[found.path]
    if not known.spots:
        spots = reader.shelves.put(pack(_spots(reader.root, found, known.digest)))
        reader.now[found.path] = msgspec.structs.replace(known, spots=spots)
    return reader.places_in(found.path)


def _spots(root: Path, found: source.Found, digest: bytes) -> tuple[Spot, ...]:
    """Where the fields of a file stand, unless it is another file by now."""
    raw = source.load(root, found.path)
    if isinstance(raw, Problem) or digest_of(_salt(_images_beside(root, found)), raw) != digest:
        return ()
    document = documents.document(found.path, raw)
    return () if isinstance(document, list) else made(document, KINDS[found.kind], found.slug, found.beside).spots


def _fresh(root: Path, one: source.Found) -> Fresh:
    """The same of a file of which nothing is remembered."""
    images = _images_beside(root, one)
    return read(one.path, source.load(root, one.path), partial(_record, one, images), _salt(images))


def _look(seen: Sight, one: source.Found) -> Look:
    """What a file looks like, with the images beside it."""
    if not one.beside:
        return seen.get(one.path, b"")
    looks = {name: seen.get(_beside(one, name), b"") for name in one.beside}
    own = seen.get(one.path, b"")
    return sight.whole({**looks, "": own})


def _record(found: source.Found, images: Mapping[str, bytes | Problem], path: str, raw: bytes) -> Made:
    document = documents.document(path, raw)
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


def _images_beside(root: Path, one: source.Found) -> Mapping[str, bytes | Problem]:
    return {name: _image(root, _beside(one, name)) for name in one.beside}


def _image(root: Path, path: str) -> bytes | Problem:
    return source.load(root, path, photos.MAX_BYTES, "image-too-large")


def _beside(found: source.Found, name: str) -> str:
    """The path of a file in the folder of a record."""
    return f"{found.path.rpartition('/')[0]}/{name}"


def _salt(images: Mapping[str, bytes | Problem]) -> tuple[str, ...]:
    """What makes a file with other images beside it another file."""
    return tuple(f"{name} {hash_of(raw).hex() if isinstance(raw, bytes) else raw.code}" for name, raw in images.items())
