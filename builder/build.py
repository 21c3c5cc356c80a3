"""The product in the order it happens: content → directory → matches → plan → site."""

import hashlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from . import (
    __version__,
    content,
    exports,
    findable,
    guests,
    match,
    moved,
    pages,
    photos,
    publish,
    rank,
    report,
    share,
    source,
    theme,
    untold,
    visibility,
)
from .apart import unknown_houses
from .assets import Assets, assets
from .checks import Flaw
from .content import Content, Known
from .directory import Directory, relate
from .findable import Kept
from .frame import Frame, Offer, Tongue, lacking, tongues
from .model import KINDS, Organisation
from .networks import Network, is_guest
from .pages import Material
from .phrases import phrases
from .plan import Digests, Output, colliding, stamp
from .problems import Problem, errors
from .pseudonyms import is_masked
from .publish import Refusal, Report, Written
from .render import MISSING, render
from .settings import Rules
from .shipped import HERE, templates_folder
from .stages import ALONE, Crew, Order
from .standing import too_few
from .stores import Store
from .verify import verified
from .visibility import Edition

Tick = Callable[[str, int, int], None]  # what is being done, how far, of how much


def unwatched(phase: str, done: int, total: int) -> None:  # the shape of a Tick
    """For builds that nobody looks at."""


class State(msgspec.Struct, frozen=True):
    """What one build leaves for the next: all of it can be thrown away."""

    files: Mapping[str, Known] = {}
    manifest: Mapping[str, Written] = {}
    ranking: rank.Memory = rank.Memory()
    search: Mapping[str, Kept] = {}  # by language


class Checked(NamedTuple):
    """A folder that was read: its directory (None without usable settings), its problems, and what was remembered."""

    directory: Directory | None
    problems: tuple[Problem, ...]
    content: Content
    home: Directory | None = None  # the part of it that the network keeps itself
    networks: tuple[Network, ...] = ()  # and what came of each source of the rest


class Plan(NamedTuple):
    """What there is to write, and what making the plan leaves for the next time."""

    directory: Directory
    home: Directory  # the part of it that the network keeps itself
    outputs: list[Output]
    ranked: rank.Memory
    kept: Mapping[str, Kept]


# How a process that knows nothing makes outputs of this folder and state, into a staging folder or to be sent back.
Remake = Callable[[Path, Path, date, Edition, str | None, State, Path | None, Sequence[Output]], Order]


class Built(NamedTuple):
    """What a build did."""

    directory: Directory
    home: Directory  # the part of it that the network keeps itself
    problems: tuple[Problem, ...]
    report: Report
    seconds: Mapping[str, float]  # of wall time, per phase


def check(
    root: Path,
    today: date,
    edition: Edition = "public",
    memory: content.Memory | None = None,
    base_url: str | None = None,
    crew: Crew = ALONE,
    tick: Tick = unwatched,
) -> Checked:
    """Everything in a folder read, related and judged. The problems are those of `build`, in the order of the files."""
    read = content.read(root, memory or {}, crew, partial(tick, "read"))
    problems = list(read.problems)
    if read.settings is None:
        return Checked(None, tuple(sorted(problems)), read)
    home, unrelated = relate(read.entities, read.vocabularies, read.settings, edition, today)
    problems += unrelated
    if base_url:
        home = msgspec.structs.replace(home, settings=msgspec.structs.replace(home.settings, base_url=base_url))
    directory, networks, flaws = guests.joined(home, read.harvested)
    amiss = (*_unknown_houses(read, read.settings.rules), *too_few(home.standing), *flaws)
    problems += content.told_of_settings(read, amiss)
    return Checked(directory, tuple(sorted(problems)), read, home, networks)


def _unknown_houses(read: content.Content, rules: Rules) -> Iterator[Flaw]:
    """What the rule on who cannot work for whom names and is not there."""
    houses = [one for one in read.entities if one.kind == "organisations"]
    records = [one.record for one in houses if isinstance(one.record, Organisation)]
    return unknown_houses(rules, [one.slug for one in houses], records)


def advised(root: Path, checked: Checked) -> tuple[Problem, ...]:
    """The problems of a folder, with advice on the files that have no mistake in them: one thing at a time."""
    from .advice import advice  # only `check` gives it, and a build should not wait for its words

    read, wrong = checked.content, {one.path for one in errors(checked.problems)}
    if read.settings is None or not read.settings.rules.advice:
        return checked.problems
    good = [one for one in read.entities if one.path not in wrong]
    told = advice(good, read.vocabularies, read.settings, partial(content.text, root))
    return tuple(sorted([*checked.problems, *told]))


def build(
    root: Path,
    out: Path,
    today: date,
    edition: Edition = "public",
    *,
    strict: bool = False,
    base_url: str | None = None,
    most_dropped: int | None = None,
    tick: Tick = unwatched,
    crew: Crew = ALONE,
    remake: Remake | None = None,
    store: Store | None = None,
) -> Built:
    """The site of a folder, written to `out`, or to a store: then `out` is only a place to work at.

    What is broken is left out and reported. Raises `Refusal` when nothing may be written: no usable settings,
    mistakes under `strict`, an output that is in use, belongs to somebody else or to the other edition, or from which
    more than `most_dropped` hundredths of the entries would vanish. A `crew` of many needs to know how outputs are
    made by a process that knows nothing: `remake`.
    """
    watch = Watch(tick)
    mark = mark_of(template_folders(root), out)
    with publish.locked(out):
        with watch("read"):
            state = _state(state_file(root, out, edition), mark)
            checked = check(root, today, edition, state.files, base_url, crew, tick)
        if checked.directory is None:
            raise Refusal("no-settings")
        if strict and any(one.severity == "error" for one in checked.problems):
            raise Refusal("strict")
        _same_edition(out, edition, store)
        if most_dropped is not None:
            _not_much_dropped(out, checked.directory, most_dropped, store)
        plan = planned(root, edition, checked, state, mark, watch)
        with watch("write"):
            new = State(checked.content.memory, {}, plan.ranked, plan.kept)
            order = partial(remake, root, out, today, edition, base_url, new) if remake else None
            heard = partial(tick, "write")
            manifest, report = publish.publish(out, plan.outputs, state.manifest, verified, heard, crew, order, store)
            new = msgspec.structs.replace(new, manifest=manifest)
            if new != state:
                publish.remember(state_file(root, out, edition), new, mark)
    return Built(plan.directory, plan.home, checked.problems, report, watch.seconds)


def planned(root: Path, edition: Edition, checked: Checked, state: State, mark: bytes, watch: "Watch") -> Plan:
    """Everything there is to write for a folder that was read, and what matching and search leave for the next time."""
    directory, home = checked.directory, checked.home
    assert directory is not None and home is not None
    folders = template_folders(root)
    with watch("match"):
        context = match.context(directory)
        ranking, ranked = rank.ranked_since(directory, state.ranking, context)
        read = checked.content
        sources = _sources(read, edition)
        told = _told(checked, edition)
        material = pages.material(directory, ranking, told, sources, context, read.past, home, checked.networks)
    with watch("plan"):
        given = assets(folders, directory.settings.theme)
        offers = exports.offers(material)
        frames = [frame_of(home, context.frame, folders, given, one, offers) for one in tongues(directory.settings)]
        stamps = [stamp((mark, *_shared(home, one, given, one.today))) for one in frames]
        lasting = [stamp((mark, *_shared(home, one, given, None))) for one in frames]
        digests = Digests()
        for kind, of_kind in directory.digests.items():
            for slug, digest in of_kind.items():
                digests.vouch(getattr(directory, kind)[slug], digest)
        outputs = [
            *_assets(given),
            *_images(root, directory, checked.content),
            *(one for each in zip(frames, stamps, lasting, strict=True) for one in _planned(material, *each, digests)),
        ]
    with watch("search"):
        kept = {}
        for frame, shared in zip(frames, stamps, strict=True):
            last = state.search.get(frame.language, Kept())
            kept[frame.language], files = findable.indexed(material, frame, shared, digests, last)
            outputs += [one._replace(path=frame.prefix + one.path) for one in files]
        # What is about the same thing stands together: it often needs the same explanation.
        outputs.sort(key=lambda one: one.path.rpartition("/")[2].partition(".")[0])
        for path in colliding(outputs):
            raise ValueError(f"two outputs for {path}")
    return Plan(directory, home, outputs, ranked, kept)


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


def _planned(material: Material, frame: Frame, shared: bytes, lasting: bytes, digests: Digests) -> Iterator[Output]:
    """Every page, and in the first language every document, with its key."""
    ways = {moved.render: moved.ROWS, render: pages.PAGES, _document: () if frame.prefix else exports.DATA}
    for make, page in ((make, page) for make, rows in ways.items() for page in rows):
        if frame.prefix and page.path == MISSING:
            continue
        mark = lasting if page.path in exports.LASTING else shared
        for item in page.each(material):
            path, shown = pages.landing(page, item), page.shows(material, item)
            key = digests.key(mark, page.name, path, shown)
            yield Output(frame.prefix + path, key, partial(make, page, frame, path, shown))


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


def _told(checked: Checked, edition: Edition) -> tuple[Problem, ...]:
    """What the status page tells of: not of what this edition does not show."""
    records = {one.path: (one.slug, one.record) for one in checked.content.entities if one.record is not None}
    return untold.to_tell(checked.problems, records, edition) if checked.problems else ()


def _sources(read: Content, edition: Edition) -> Mapping[tuple[str, str], str]:
    """The files that pages lead to: not to that of somebody with a pseudonym, whose name it may have."""
    return {
        (one.kind, one.slug): one.path
        for one in read.entities
        if one.record is None or not is_masked(one.record, edition)
    }


# The last build, and this one


def state_file(root: Path, out: Path, edition: Edition) -> Path:
    """Where the state of a build is kept: beside the content, one for each output."""
    place = hashlib.blake2b(str(out.resolve()).encode(), digest_size=4).hexdigest()
    return root / ".wisselwerk" / f"{edition}-{place}.state"


def _state(path: Path, mark: bytes) -> State:
    found = publish.remembered(path, State, mark)
    return found if isinstance(found, State) else State()


def _same_edition(out: Path, edition: Edition, store: Store | None) -> None:
    """Refuses to put one edition where the other stands."""
    try:
        standing = msgspec.json.decode(store.read(publish.MARK) if store else (out / publish.MARK).read_bytes())
    except (OSError, msgspec.DecodeError):
        return
    if standing.get("edition") != edition:
        raise Refusal("other-edition", folder=out.name, edition=str(standing.get("edition")))


def _not_much_dropped(out: Path, directory: Directory, most: int, store: Store | None) -> None:
    """Refuses to take many entries off the site at once, which is more often a mistake than meant.

    Guests do not count: another network takes its entries off when it likes.
    """
    if store:
        parts = [path.split("/") for path in store.standing() if path.endswith(".json")]
        there = [(one[2], one[3].removesuffix(".json")) for one in parts if one[:2] == ["api", "v1"] and len(one) == 4]
        there = [(kind, slug) for kind, slug in there if kind in KINDS]
    else:
        there = [(kind, path.stem) for kind in KINDS for path in (out / "api/v1" / kind).glob("*.json")]
    standing = [(kind, slug) for kind, slug in there if not is_guest(slug)]
    gone = [slug for kind, slug in standing if slug not in getattr(directory, kind)]
    if len(gone) * 100 > most * len(standing):
        raise Refusal("much-dropped", gone=str(len(gone)), total=str(len(standing)), most=str(most))


class Watch:
    """How long each phase takes, told to whoever is watching."""

    def __init__(self, tick: Tick = unwatched) -> None:
        self.seconds: dict[str, float] = {}
        self._tick = tick

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        began = time.perf_counter()
        self._tick(phase, 0, 0)
        yield
        self.seconds[phase] = round(time.perf_counter() - began, 3)
