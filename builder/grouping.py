"""The plan of a site in one language: what is about one thing stands together, and so do all lists."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from . import exports, moved, pages
from .frame import Frame
from .glances import Glances
from .manifest import Manifest
from .model import Record
from .pages import Material, OfPeople, OfRecords, Page
from .plan import Digests, Due, Group, Output, Planned, together
from .render import MISSING, render
from .sketches import Sketch

LISTS = "lists"  # the name of their group; those of the others hold a slash


class Row(NamedTuple):
    """A page or document that there is for every item of some sort."""

    make: Callable[[Page, Frame, str, tuple[Any, ...]], bytes]
    page: Page
    mark: bytes


class Bundle(NamedTuple):
    """All that is made of one thing."""

    rows: Sequence[Row]
    marks: bytes


class Grouped(NamedTuple):
    """What there is in a language: files that stand alone, and groups; those alike are as they were, by name."""

    outputs: list[Planned]
    groups: list[Group]
    alike: list[str]
    everyone: bytes  # a hash of what all that is about people shows, unless they are tied to others


Tell = Callable[[Row, Any], Output]
Items = Iterable[tuple[Row, Any]]


def grouped(
    material: Material, frame: Frame, shared: bytes, lasting: bytes, digests: Digests, last: Manifest, glances: Glances
) -> Grouped:
    """Every page, and in the first language every document; `lasting` is the mark of what no day changes."""
    rows = [Row(make, page, lasting if page.path in exports.LASTING else shared) for make, page in _pages(frame)]
    lists = [one for one in rows if not isinstance(one.page.each, OfPeople | OfRecords)]
    whole = [one for one in lists if one.make is moved.render or one.page.name in pages.OF_WHOLE_RECORDS]
    tell = partial(_output, frame=frame, material=material, digests=digests)
    group = partial(_group, prefix=frame.prefix, tell=tell, last=last)

    def of_one(kind: str, bundle: Bundle, item: Record | Sketch) -> Group:
        glance = glances.at(bundle.marks, len(bundle.rows), item)
        return group(f"{kind}/{item.slug}", partial(_beside, bundle.rows, item), glance)

    listed = group(
        LISTS, partial(_each, [one for one in lists if one not in whole], material), glances.of_lists(shared)
    )
    alike = list[str]()
    slugs = list(material.directory.people)
    known, everyone = last.bundles.get(listed.name), glances.of_everyone(shared)
    is_same = known is not None and known.glance == listed.glance
    if is_same or last.everyone.get(frame.prefix) == everyone:
        same = glances.are_as_they_were(alone=not is_same)
        names = {slug: f"{frame.prefix}Profile/{slug}" for slug in slugs if same(slug)}
        alike = [name for name in names.values() if name in last.bundles]
        slugs = [slug for slug in slugs if names.get(slug) not in last.bundles]
    groups = [listed, *(of_one(*one) for one in _of_records(rows, material))]
    people = map(material.directory.people.__getitem__, slugs)
    groups += [of_one("Profile", bundle, one) for one, bundle in _of_people(rows, material, people)]
    return Grouped([tell(row, item) for row, item in _each(whole, material)], groups, alike, everyone)


def _pages(frame: Frame) -> Iterator[tuple[Callable[..., bytes], Page]]:
    """Every row of the tables, with what makes it."""
    ways = {moved.render: moved.ROWS, render: pages.PAGES, _document: () if frame.prefix else exports.DATA}
    for make, rows in ways.items():
        yield from ((make, page) for page in rows if not (frame.prefix and page.path == MISSING))


def _document(page: Page, frame: Frame, _: str, shown: tuple[Any, ...]) -> bytes:
    data: Any = page.view(frame, *shown)
    return bytes(data)


# What belongs together ------------------------------------------------------------------------------------------------


def _each(rows: Iterable[Row], material: Material) -> Items:
    return ((row, item) for row in rows for item in row.page.each(material))


def _beside(rows: Iterable[Row], item: Any) -> Items:
    return ((row, item) for row in rows)


def _bundle(rows: Sequence[Row]) -> Bundle:
    return Bundle(rows, b"".join(sorted({row.mark for row in rows})))


def _of_records(rows: Iterable[Row], material: Material) -> Iterator[tuple[str, Bundle, Record]]:
    """Every record but people: of which kind, and all that is made of it."""
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    items: dict[tuple[str, str], Record] = {}
    for row in rows:
        for one in row.page.each(material) if isinstance(row.page.each, OfRecords) else ():
            items[type(one).__name__, one.slug] = one
            found[type(one).__name__, one.slug].append(row)
    return ((kind, _bundle(found[kind, slug]), one) for (kind, slug), one in items.items())


def _of_people(rows: Iterable[Row], material: Material, people: Iterable[Sketch]) -> Iterator[tuple[Sketch, Bundle]]:
    """These people with the rows that there are for them: nearly all have the same, so these are put together once."""
    theirs = [(row, row.page.each.has) for row in rows if isinstance(row.page.each, OfPeople)]
    known: dict[tuple[bool, ...], Bundle] = {}
    for one in people:
        those = tuple([has(material, one) for _, has in theirs])
        if those not in known:
            known[those] = _bundle([row for (row, _), has in zip(theirs, those, strict=True) if has])
        if any(those):
            yield one, known[those]


# Outputs and groups ---------------------------------------------------------------------------------------------------


def _output(row: Row, item: Any, frame: Frame, material: Material, digests: Digests) -> Output:
    """The output of a row for something, or for the person of whom this is the sketch."""
    whole = material.directory.profiles[item.slug] if isinstance(item, Sketch) else item
    shown, path = row.page.shows(material, whole), pages.landing(row.page, item)
    key = digests.key(row.mark, row.page.name, path, shown)
    return Output(frame.prefix + path, key, partial(row.make, row.page, frame, path, shown))


def _group(name: str, found: Callable[[], Items], glance: bytes, *, prefix: str, tell: Tell, last: Manifest) -> Group:
    """What stands together in the plan; what it shows is only held on to where that is not what it was."""

    def outputs() -> Sequence[Output]:
        return [tell(row, item) for row, item in found()]

    def due() -> Sequence[Due]:
        return [Due(prefix + pages.landing(row.page, item), tell, row, item) for row, item in found()]

    name = prefix + name
    before = last.bundles.get(name)
    if before is None:
        return Group(name, b"", due, glance)
    if glance and before.glance == glance:
        return Group(name, before.key, outputs, glance)
    told = outputs()
    key = together([one.key for one in told])
    return Group(name, key, outputs if before.key == key else lambda: told, glance)
