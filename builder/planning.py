"""All that there is to put on disk for a directory: every file with a key, and what makes it."""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from . import __version__, exports, findable, match, moved, pages, photos, report, share, source, theme, visibility
from .assets import Assets, assets
from .content import Content
from .directory import Directory
from .findable import Kept
from .frame import Frame, Offer, Tongue, lacking, tongues
from .glances import Glances, Lone
from .manifest import Manifest
from .model import KINDS, Record
from .pages import Material
from .phrases import phrases
from .plan import Digests, Group, Output, stamp
from .problems import Problem
from .render import MISSING, render
from .shipped import HERE, templates_folder


class Site(NamedTuple):
    """The plan of a site, without its search."""

    outputs: list[Output]
    groups: list[Group]
    frames: Sequence[Frame]  # one for each language
    stamps: Sequence[bytes]  # and what is the same for all its outputs
    digests: Digests


def site_of(
    root: Path,
    read: Content,
    given: Material,
    matching: match.MatchFrame,
    folders: tuple[Path, ...],
    mark: bytes,
    last: Manifest,
    lone: Lone,
) -> Site:
    """Every output but those of the search; `lone` are the people with whom no file of somebody else has to do."""
    directory, home = given.directory, given.home
    shipped, offers = assets(folders, directory.settings.theme), exports.offers(given)
    frames = [frame_of(home, matching, folders, shipped, one, offers) for one in tongues(directory.settings)]
    stamps = [stamp((mark, *_shared(home, one, shipped, one.today))) for one in frames]
    lasting = [stamp((mark, *_shared(home, one, shipped, None))) for one in frames]
    digests = Digests()
    for kind, of_kind in directory.digests.items():
        for slug, digest in of_kind.items():
            digests.vouch(getattr(directory, kind)[slug], digest)
    outputs, groups = [*_assets(shipped), *_images(root, directory, read)], list[Group]()
    glances = Glances(given, lone, digests)
    for each in zip(frames, stamps, lasting, strict=True):
        more, grouped = _rows(given, *each, digests, last, glances)
        outputs += more
        groups += grouped
    return Site(outputs, groups, frames, stamps, digests)


def indexed(site: Site, given: Material, last: Mapping[str, Kept]) -> tuple[Mapping[str, Kept], list[Output]]:
    """The search of every language: what to keep of it, and its files."""
    kept, outputs = {}, list[Output]()
    for frame, shared in zip(site.frames, site.stamps, strict=True):
        before = last.get(frame.language, Kept())
        kept[frame.language], files = findable.indexed(given, frame, shared, site.digests, before)
        outputs += [one._replace(path=frame.prefix + one.path) for one in files]
    return kept, outputs


# What is the same for every output


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates and assets are looked for: the network's own folder, then those that come with the program."""
    own, shipped = root / "templates", templates_folder()
    return (shipped,) if not own.is_dir() or own.resolve() == shipped.resolve() else (own, shipped)


def frame_of(
    directory: Directory,
    matching: match.MatchFrame,
    folders: tuple[Path, ...],
    given: Assets,
    tongue: Tongue,
    offers: tuple[Offer, ...] = (),
) -> Frame:
    """What every page of one language may know."""
    settings, shipped = directory.settings, folders[-1]
    every = tongues(settings)
    return Frame(
        settings=settings,
        edition=directory.edition,
        today=directory.today,
        language=tongue.language,
        words=phrases(shipped, tongue.language),
        problem_words=report.wording(shipped, tongue.language),
        vocabularies=directory.vocabularies,
        matching=matching,
        path_of=pages.path_of,
        asset=given.path,
        folders=folders,
        version=__version__,
        prefix=tongue.prefix,
        tongues=every if len(every) > 1 else (),
        lacks=lacking(directory),
        colours=theme.seen(given.files, settings.theme)[0] if settings.share_images else {},
        painter=share.painter() if settings.share_images else "",
        opening=directory.standing if directory.standing.waits and directory.edition == "public" else None,
        offers=offers,
    )


def _shared(directory: Directory, frame: Frame, given: Assets, today: date | None) -> Iterator[bytes]:
    """What touches every output when it changes; without a day what touches those that no day changes."""
    pack = msgspec.msgpack.Encoder(order="deterministic").encode
    drawn = frame.painter, share.letters() if frame.settings.share_images else b""
    own = sorted(frame.lacks), frame.opening, frame.offers, drawn
    yield pack((frame.settings, frame.edition, today, frame.language, given.folder, *own))
    yield pack([tuple(one.terms.values()) for one in directory.vocabularies.values()])
    # What matching adds to the frame follows from these: nothing of it needs a hash of its own.


def mark_of(folders: tuple[Path, ...], out: Path) -> bytes:
    """The hash of the program and the templates, and of where the site goes: another mark, another build."""
    whole = hashlib.blake2b(f"{sys.version_info[:2]} {out.resolve()}".encode(), digest_size=16)
    ours = ((HERE, "*.py"), *((folder, "*.html") for folder in folders), *((folder, "*.yaml") for folder in folders))
    for folder, pattern in ours:
        for path in sorted(folder.rglob(pattern)):
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.digest()


# The plan


class _Row(NamedTuple):
    """A row for one thing."""

    make: Callable[[pages.Page, Frame, str, tuple[Any, ...]], bytes]
    page: pages.Page
    mark: bytes
    item: Any


def _rows(
    material: Material,
    frame: Frame,
    shared: bytes,
    lasting: bytes,
    digests: Digests,
    last: Manifest,
    glances: Glances,
) -> tuple[list[Output], list[Group]]:
    """Every page, and in the first language every document: what is about one record in a group, and the rest."""
    ways = {moved.render: moved.ROWS, render: pages.PAGES, _document: () if frame.prefix else exports.DATA}
    outputs: list[Output] = []
    about: defaultdict[str, list[_Row]] = defaultdict(list)
    for make, page in ((make, page) for make, rows in ways.items() for page in rows):
        if frame.prefix and page.path == MISSING:
            continue
        mark = lasting if page.path in exports.LASTING else shared
        for item in page.each(material):
            if isinstance(item, Record):
                about[f"{frame.prefix}{type(item).__name__}/{item.slug}"].append(_Row(make, page, mark, item))
            else:
                outputs.append(_output(_Row(make, page, mark, item), frame, material, digests))
    return outputs, [_group(name, rows, frame, material, digests, last, glances) for name, rows in about.items()]


def _output(row: _Row, frame: Frame, material: Material, digests: Digests) -> Output:
    shown = row.page.shows(material, row.item)
    return _told_output(row, frame, shown, digests.parts(shown), digests)


def _told_output(row: _Row, frame: Frame, shown: tuple[Any, ...], parts: bytes, digests: Digests) -> Output:
    path = pages.landing(row.page, row.item)
    key = digests.key_of(row.mark, row.page.name, path, parts)
    return Output(frame.prefix + path, key, partial(row.make, row.page, frame, path, shown))


def _group(
    name: str,
    rows: Sequence[_Row],
    frame: Frame,
    material: Material,
    digests: Digests,
    last: Manifest,
    glances: Glances,
) -> Group:
    """All that is about one thing; what it shows is only held on to where that is not what it was."""
    bundle, marks = last.bundles.get(name), b"".join(sorted({row.mark for row in rows}))
    glance = glances.at(marks, len(rows), rows[0].item)
    if glance and bundle and bundle.glance == glance:
        return Group(name, bundle.key, lambda: [_output(row, frame, material, digests) for row in rows], glance)
    shown = [row.page.shows(material, row.item) for row in rows]
    parts = [digests.parts(one) for one in shown]
    names = " ".join([row.page.name for row in rows])
    key = digests.key_of(marks, name, names, b"".join(parts))
    if bundle and bundle.key == key:
        return Group(name, key, lambda: [_output(row, frame, material, digests) for row in rows], glance)
    told = [_told_output(row, frame, one, part, digests) for row, one, part in zip(rows, shown, parts, strict=True)]
    return Group(name, key, lambda: told, glance)


def _document(page: pages.Page, frame: Frame, _: str, shown: tuple[Any, ...]) -> bytes:
    data: Any = page.view(frame, *shown)
    return bytes(data)


def _assets(given: Assets) -> Iterator[Output]:
    for name, data in given.files.items():
        yield Output(given.path(name), stamp((data,)), partial(bytes, data))


def _images(root: Path, directory: Directory, read: Content) -> Iterator[Output]:
    """The images that a page of this edition shows."""
    folders = {(one.kind, one.slug): one.path.rpartition("/")[0] for one in read.entities}
    for kind in KINDS:
        records: Mapping[str, Any] = getattr(directory, kind)
        for slug, record in records.items():
            for name, published in record.images.items():
                if visibility.shows_image(record, name):
                    make = partial(_image, root, f"{folders[kind, slug]}/{name}")
                    yield Output(f"{kind}/{published}", stamp((published.encode(),)), make)


def _image(root: Path, path: str) -> bytes:
    raw = source.load(root, path, photos.MAX_BYTES)
    if isinstance(raw, Problem):
        raise FileNotFoundError(path)
    return photos.reencoded(raw)
