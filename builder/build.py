"""The product in the order it happens: content → directory → matches → plan → site."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from . import (
    content,
    guests,
    match,
    pages,
    publish,
    rank,
    relate,
    untold,
    verdicts,
)
from .apart import unknown_houses
from .checks import Flaw
from .content import Content
from .directory import Directory, Entity
from .findable import Kept
from .glances import Lone
from .manifest import Wanted, made, wanted
from .model import KINDS, Organisation
from .networks import Network, is_guest
from .plan import Group, Planned
from .planning import indexed, mark_of, site_of, template_folders
from .problems import Problem, errors
from .pseudonyms import is_masked
from .publish import Refusal, Report
from .settings import Rules
from .shelves import Shelves, Spoilt
from .sight import Sight, folders_of, times, untouched
from .stages import ALONE, Crew, Order
from .standing import too_few
from .state import Outcome, State, learnt, remember, settle, unsettle
from .stores import Store
from .swap import names
from .unchanged import READ, Looks, asked, is_as_it_was, looked
from .verify import looking
from .visibility import Edition

T = TypeVar("T")
COUNTED = ("profiles", "assignments", "organisations", "pools", "events")
Tick = Callable[[str, int, int], None]  # what is being done, how far, of how much


def unwatched(phase: str, done: int, total: int) -> None:  # the shape of a Tick
    """For builds that nobody looks at."""


class Checked(NamedTuple):
    """A folder that was read: its directory (None without usable settings), its problems, and what was remembered."""

    directory: Directory | None
    problems: tuple[Problem, ...]
    content: Content
    home: Directory | None = None  # the part of it that the network keeps itself
    networks: tuple[Network, ...] = ()  # and what came of each source of the rest
    judged: verdicts.Memory = verdicts.Memory()  # what became of every file


class Plan(NamedTuple):
    """What there is to write, and what making the plan leaves for the next time."""

    directory: Directory
    home: Directory  # the part of it that the network keeps itself
    outputs: list[Planned]
    groups: list[Group]
    alike: list[str]  # groups that are as they were
    everyone: Mapping[str, bytes]
    ranked: rank.Memory
    kept: Mapping[str, Kept]


# How a process that knows nothing makes outputs of this folder, of which it is told what became of it so far, into a
# staging folder or to be sent back.
Remake = Callable[
    [Path, Path, date, Edition, str | None, Mapping[str, Any], Shelves, Path | None, Sequence[Planned]], Order
]


class Built(NamedTuple):
    """What a build did."""

    counts: Mapping[str, int]  # of what the network keeps itself, by kind
    problems: tuple[Problem, ...]
    report: Report
    seconds: Mapping[str, float]  # of wall time, per phase
    directory: Directory | None = None  # all that is shown; not there when nothing changed since the last build


def check(
    root: Path,
    today: date,
    edition: Edition = "public",
    base_url: str | None = None,
    last: State | None = None,
    seen: Sight | None = None,
    crew: Crew = ALONE,
    tick: Tick = unwatched,
) -> Checked:
    """Everything in a folder read, related and judged. The problems are those of `build`, in the order of the files."""
    last = last or State()
    read = content.read(root, last.files, last.shelves, seen or {}, crew, partial(tick, "read"))
    problems = list(read.problems)
    if read.settings is None:
        return Checked(None, tuple(sorted(problems)), read)
    home, unrelated, found = relate.related(
        read.entities, read.vocabularies, read.settings, edition, today, last.judged, last.shelves
    )
    problems += unrelated
    if base_url:
        home = msgspec.structs.replace(home, settings=msgspec.structs.replace(home.settings, base_url=base_url))
    directory, networks, flaws = guests.joined(home, read.harvested)
    amiss = (*_unknown_houses(read, read.settings.rules), *too_few(home.standing), *flaws)
    problems += content.told_of_settings(read, amiss)
    return Checked(directory, tuple(sorted(problems)), read, home, networks, found)


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
    mistakes under `strict`, an output that is in use, among what is read, of somebody else or of the other edition, or
    from which more than `most_dropped` hundredths of the entries would vanish. A `crew` of many needs to know how
    outputs are made by a process that knows nothing: `remake`.
    """
    watch, out = Watch(tick), out.resolve()
    if any(out.is_relative_to(root.resolve() / name) for name in READ):
        raise Refusal("among-files", folder=out.name)
    order = _Order(root, out, today, edition, strict, base_url, most_dropped, crew, remake, store)
    try:
        with publish.locked(out):
            state = State(state_file(root, out, edition))
            try:
                return _built(order, state, watch)
            except Spoilt:
                return _built(order, State.empty(state_file(root, out, edition)), watch)
    except OSError as error:
        raise publish.unwritable(error) from error


class _Order(NamedTuple):
    """What was asked for."""

    root: Path
    out: Path
    today: date
    edition: Edition
    strict: bool
    base_url: str | None
    most_dropped: int | None
    crew: Crew
    remake: Remake | None
    store: Store | None


def _built(order: _Order, state: State, watch: "Watch") -> Built:
    root, out, edition, base_url = order.root, order.out, order.edition, order.base_url
    with watch("read"):
        look = looked(root, out)
        program = look.program and look.program == state.outcome.program
        mark = state.mark if program else mark_of(template_folders(root), out)
        last = state if mark == state.mark else State.empty(state_file(root, out, edition))
        wish = asked(order.today, edition, base_url, paints=last.outcome.paints)
        if not order.store and is_as_it_was(look, wish, out, last.outcome):
            return _again(last.outcome, order.strict, watch)
        checked = check(root, order.today, edition, base_url, last, look.seen, order.crew, watch.tick)
    _not_refused(order, checked)
    trusted = frozenset() if order.store else untouched(out, last.outcome.folders)
    whole = not trusted or trusted != last.outcome.folders.keys()
    plan = planned(root, edition, checked, last, mark, watch, whole=whole)
    with watch("write"):
        given = wanted(plan.outputs, plan.groups, last.manifest, last.shelves, whole=whole, alike=plan.alike)
        spared = _is_spared(out, last.outcome, whole=whole)
        rest = publish.Rest(sum(one.count for one in given.kept.values()), trusted, spared)
        return _written(order, look, checked, plan, given, rest, last, mark, watch)


def _not_refused(order: _Order, checked: Checked) -> None:
    """Raises why nothing may be written."""
    if checked.directory is None:
        raise Refusal("no-settings")
    if order.strict and errors(checked.problems):
        raise Refusal("strict")
    _same_edition(order.out, order.edition, order.store)
    if order.most_dropped is not None:
        _not_much_dropped(order.out, checked.directory, order.most_dropped, order.store)


def planned(
    root: Path, edition: Edition, checked: Checked, last: State, mark: bytes, watch: "Watch", *, whole: bool = True
) -> Plan:
    """Everything there is to write for a folder that was read, and what matching and search leave for the next time.

    Unless the site is looked at as a `whole`, what certainly is as it was is named and no more.
    """
    directory, home, read = checked.directory, checked.home, checked.content
    assert directory is not None and home is not None
    with watch("match"):
        context = match.context(directory)
        before = last.matches()
        ranking, ranked = rank.ranked_since(directory, before, context, directory.digests.get("profiles"))
        sources, told = _sources(checked, edition), _told(checked, edition)
        material = pages.material(directory, ranking, told, sources, context, read.past, home, checked.networks)
    with watch("plan"):
        alone, others = _alone(checked), None if whole else rank.others(ranked, before)
        if others is not None:  # a page leads to the file it follows from
            stood_alone = {path for path, one in last.judged.files.items() if one.alone}
            others = others.union(slug for slug, path in alone.items() if path not in stood_alone)
        lone = Lone(alone, ranked, others)
        site = site_of(root, read, material, context.frame, template_folders(root), mark, last.manifest, lone)
    with watch("search"):
        kept, found = indexed(site, material, last.indices())
    return Plan(directory, home, [*site.outputs, *found], site.groups, site.alike, site.everyone, ranked, kept)


def _written(
    order: _Order,
    look: Looks,
    checked: Checked,
    plan: Plan,
    given: Wanted,
    rest: publish.Rest,
    last: State,
    mark: bytes,
    watch: "Watch",
) -> Built:
    """The plan put on disk, and what the next build needs to know beside it."""
    out, file = order.out, state_file(order.root, order.out, order.edition)
    parts = learnt(checked.content.memory, checked.judged, plan.ranked, plan.kept, last.shelves)
    remake = (
        partial(order.remake, order.root, out, order.today, order.edition, order.base_url, parts, last.shelves)
        if order.remake
        else None
    )
    tick, looker = partial(watch.tick, "write"), partial(looking, home=plan.home.settings.base_url or "")
    files, report = publish.publish(
        out, given.outputs, given.before, looker, tick, order.crew, remake, order.store, rest, partial(unsettle, file)
    )
    counts = {kind: len(getattr(plan.home, kind)) for kind in COUNTED}
    paints = plan.home.settings.share_images
    wish, total = asked(order.today, order.edition, order.base_url, paints=paints), len(files) + rest.files
    # Where a site stands in a store, nothing is known of its folders; a spare that is not there has none.
    folders = set[str]() if order.store else {*folders_of(files), *last.outcome.folders}
    stood, spare = times((out, names(out).spare), folders)
    outcome = Outcome(
        look.program, look.own, wish, paints, stood, counts, checked.problems, total, spare if report.spared else {}
    )
    parts |= {"outcome": outcome, "manifest": made(given, files, last.shelves, plan.everyone)}
    kept = {name: _same(part, getattr(last, name)) for name, part in parts.items()}
    try:
        if any(part is not getattr(last, name) for name, part in kept.items()):
            remember(file, mark, kept, last)
    except OSError as error:
        raise Refusal("not-remembered", why=error.strerror or str(error)) from error
    settle(file)
    return Built(counts, checked.problems, report, watch.seconds, plan.directory)


def _is_spared(out: Path, last: Outcome, *, whole: bool) -> bool:
    """Whether the spare is still what the site is: nobody touched either since the last build."""
    return not whole and bool(last.spare) and untouched(names(out).spare, last.spare) == last.spare.keys()


def _same(new: T, old: T) -> T:
    """The old one when the new one holds the same, so that it need not be packed again."""
    return old if new == old else new


def _again(last: Outcome, strict: bool, watch: "Watch") -> Built:
    """What the last build came to, which this one comes to as well."""
    if strict and errors(last.problems):
        raise Refusal("strict")
    return Built(last.counts, last.problems, Report((), last.files, ()), watch.seconds)


# What pages are told of the files


def _alone(checked: Checked) -> Mapping[str, str]:
    """The files of people, by slug, with which nobody else's file has anything to do."""
    known = checked.judged.files
    return {one.slug: one.path for one in checked.content.entities if one.path in known and known[one.path].alone}


def _told(checked: Checked, edition: Edition) -> tuple[Problem, ...]:
    """What the status page tells of: not of what this edition does not show."""
    about = {one.path for one in checked.problems}
    told_of = [one for one in checked.content.entities if one.path in about]
    records = {one.path: (one.slug, one.record) for one in told_of if one.record is not None}
    return untold.to_tell(checked.problems, records, edition) if checked.problems else ()


def _sources(checked: Checked, edition: Edition) -> Mapping[tuple[str, str], str]:
    """The files that pages lead to: not to that of somebody with a pseudonym, whose name it may have."""

    def is_told(one: Entity) -> bool:
        if known := checked.judged.files.get(one.path):
            return bool(known.slug) and not known.masked
        return one.record is not None and not is_masked(one.record, edition)

    return {(one.kind, one.slug): one.path for one in checked.content.entities if is_told(one)}


# The last build, and this one


def state_file(root: Path, out: Path, edition: Edition) -> Path:
    """Where the state of a build is kept: beside the content, one for each output."""
    place = hashlib.blake2b(str(out.resolve()).encode(), digest_size=4).hexdigest()
    return root / ".wisselwerk" / f"{edition}-{place}.state"


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
        self.tick = tick

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        began = time.perf_counter()
        self.tick(phase, 0, 0)
        yield
        self.seconds[phase] = round(time.perf_counter() - began, 3)
