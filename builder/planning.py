"""All that there is to put on disk for a directory: every file with a key, and what makes it."""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from . import (
    __version__,
    exports,
    findable,
    grouping,
    match,
    pages,
    photos,
    report,
    share,
    source,
    theme,
    visibility,
    words,
)
from .assets import Assets, assets
from .content import Content
from .directory import Directory, Entity
from .findable import Kept
from .frame import Frame, Offer, Tongue, lacking, tongues
from .glances import Glances, Lone
from .installed import installed
from .manifest import Manifest
from .model import Profile
from .pages import Material
from .phrases import phrases
from .plan import Digests, Group, Output, Planned, stamp
from .problems import Problem
from .shipped import HERE, templates_folder
from .sketches import PersonCard, Sketches


class Site(NamedTuple):
    """The plan of a site, without its search."""

    outputs: list[Planned]
    groups: list[Group]
    alike: list[str]  # groups that are as they were, by name: what they show was not asked
    everyone: Mapping[str, bytes]  # language → a hash of what all that is about people shows
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
    shipped, offers = assets(folders, directory.settings.theme, read.refused), exports.offers(given)
    frames = [frame_of(home, matching, folders, shipped, one, offers) for one in tongues(directory.settings)]
    stamps = [stamp((mark, *_shared(home, one, shipped, one.today))) for one in frames]
    lasting = [stamp((mark, *_shared(home, one, shipped, None))) for one in frames]
    digests = _digests(directory)
    outputs: list[Planned] = [*_assets(shipped), *_images(root, directory, read)]
    groups, alike, everyone = list[Group](), list[str](), dict[str, bytes]()
    glances = Glances(given, lone, digests)
    for each in zip(frames, stamps, lasting, strict=True):
        found = grouping.grouped(given, *each, digests, last, glances)
        outputs += found.outputs
        groups += found.groups
        alike += found.alike
        everyone[each[0].prefix] = found.everyone
    return Site(outputs, groups, alike, everyone, frames, stamps, digests)


def indexed(site: Site, given: Material, last: Mapping[str, Kept]) -> tuple[Mapping[str, Kept], list[Output]]:
    """The search of every language: what to keep of it, and its files."""
    kept, outputs = {}, list[Output]()
    for frame, shared in zip(site.frames, site.stamps, strict=True):
        before = last.get(frame.language, Kept())
        kept[frame.language], files = findable.indexed(given, frame, shared, site.digests, before)
        outputs += [one._replace(path=frame.prefix + one.path) for one in files]
    words.forget()
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
    """The hash of the program, what it needs, the templates and where the site goes: another mark, another build."""
    whole = hashlib.blake2b(f"{sys.version_info[:2]} {installed()} {out.resolve()}".encode(), digest_size=16)
    ours = ((HERE, "*.py"), *((folder, "*.html") for folder in folders), *((folder, "*.yaml") for folder in folders))
    for folder, pattern in ours:
        for path in sorted(folder.rglob(pattern)):
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.digest()


def _digests(directory: Directory) -> Digests:
    """Hashes, with those that are known of records and cards."""
    people, told = directory.profiles, directory.digests.get("profiles", {})

    def of_person(value: Any) -> bytes:
        """That of somebody's record or card: it is only met when it was unpacked."""
        if isinstance(value, PersonCard):
            drawn = directory.people.get(value.slug)
            return drawn.hash if drawn and drawn.card is value else b""
        is_hers = isinstance(value, Profile) and people.get(value.slug) is value
        return told.get(value.slug, b"") if is_hers else b""

    digests = Digests(of_person)
    for one in () if isinstance(directory.people, Sketches) else directory.people.values():
        digests.vouch(one.card, one.hash)
    for kind, of_kind in directory.digests.items():
        if kind != "profiles":
            for slug, digest in of_kind.items():
                digests.vouch(getattr(directory, kind)[slug], digest)
    return digests


# Files that are there already


def _assets(given: Assets) -> Iterator[Output]:
    for name, data in given.files.items():
        yield Output(given.path(name), stamp((data,)), partial(bytes, data))


def _images(root: Path, directory: Directory, read: Content) -> Iterator[Output]:
    """The images that a page of this edition shows."""
    for one in read.entities:
        folder = one.path.rpartition("/")[0]
        shown = getattr(directory, one.kind).keys() if folder.count("/") == IN_OWN_FOLDER else ()
        for name, published in _images_of(directory, one) if one.slug in shown else ():
            make = partial(_image, root, f"{folder}/{name}")
            yield Output(f"{one.kind}/{published}", stamp((published.encode(),)), make)


IN_OWN_FOLDER = "content/profiles/ana".count("/")


def _images_of(directory: Directory, one: Entity) -> Iterable[tuple[str, str]]:
    """The name of each image, and where it lands."""
    if one.kind == "profiles":
        return directory.people[one.slug].images
    return visibility.images_shown(getattr(directory, one.kind)[one.slug])


def _image(root: Path, path: str) -> bytes:
    raw = source.load(root, path, photos.MAX_BYTES)
    if isinstance(raw, Problem):
        raise FileNotFoundError(path)
    return photos.reencoded(raw)
