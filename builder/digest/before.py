"""A directory as it was when a day began, and which file of then is which of today."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from .. import guard, history, lookback, rank
from ..content import Content
from ..directory import Directory
from ..history import Step
from ..model import Record
from ..rank import Ranking
from ..relate import relate
from ..settings import Settings
from ..snapshots import FOLDER, Snapshot
from ..visibility import Edition, seen

MOST_SNAPSHOT = 64_000_000  # bytes of what was harvested from one source
Name = tuple[str, str]  # a kind and the slug it is shown under


class NoHistory(Exception):  # noqa: N818  # a state of the world, worded in the locales under `cli.digest.<code>`
    """The history does not tell what stood there that day: there is none, or it begins later."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Before(NamedTuple):
    """What stood there, seen from today."""

    directory: Directory
    ranking: Ranking
    names: Mapping[Name, str]  # what is shown today → its slug of then; empty when its file could not be shown
    guests: frozenset[tuple[str, str, str]] = frozenset()  # what was harvested by then: source, kind and id


def before(root: Path, repository: Path, since: date, settings: Settings, now: Content, edition: Edition) -> Before:
    """The directory when a day began, by the rules of today; raises `NoHistory`."""
    try:
        head = history.commit(repository, "HEAD")
    except history.NoVersion:
        raise NoHistory("no-history") from None
    if not any(path.startswith("content/") for path in history.tree(repository, head)):
        raise NoHistory("no-history")  # it is the history of something else
    version = history.before(repository, head, since)
    if version is None:  # a history that begins later tells nothing of what stood elsewhere before
        raise NoHistory("shallow" if history.is_shallow(repository) else "later")
    with tempfile.TemporaryDirectory() as folder:
        found = list(lookback.versions(Path(folder), root, repository, head, [since]))
    read = found[0][1] if found else Content(settings, now.vocabularies, (), (), {}, dict)  # there was nothing yet
    steps = history.steps(repository, version, head)
    guests = frozenset(_guests(repository, version))
    directory, problems = relate(read.entities, read.vocabularies, settings, edition, since)
    off = {one.path for one in problems if one.severity == "error" or one.code == "left-out"}
    off |= {one.path for one in read.entities if one.broken or one.record is None}
    return Before(directory, rank.ranked(directory), dict(_names(now, read, off, steps, edition)), guests)


# Which is which -------------------------------------------------------------------------------------------------------


def _names(
    now: Content, then: Content, off: set[str], steps: tuple[Step, ...], edition: Edition
) -> Iterator[tuple[Name, str]]:
    """Everything shown today of which the file was there for readers of this edition too."""
    shown = {(one.kind, one.slug): _shown(one.record, edition, one.path in off) for one in then.entities}
    records = {(one.kind, one.slug): one.record for one in then.entities}
    moved = _moved(steps)
    for one in now.entities:
        visible = seen(one.record, edition) if one.record is not None else None
        if one.record is None or visible is None:
            continue
        earlier = [(one.kind, slug) for slug in (one.slug, *one.record.aliases)]
        source = moved.get((one.kind, one.slug))
        if source and _is_same(records.get(source), one.record):
            earlier.append(source)
        was = next((shown[name] for name in earlier if name in shown), None)
        if was is not None:
            yield (one.kind, visible.slug), was


def _shown(record: Record | None, edition: Edition, off: bool) -> str | None:
    """The slug under which a file was shown: None when it was for others, empty when it was left out of the site."""
    visible = seen(record, edition) if record is not None else None
    if record is not None and visible is None:
        return None
    return "" if off or visible is None else visible.slug


def _moved(steps: tuple[Step, ...]) -> Mapping[Name, Name]:
    """For each file that looks like one that is gone, that one: two people may well write much the same."""
    pairs = ((guard.thing_of(one.after), guard.thing_of(one.before)) for one in steps if one.before != one.after)
    return {(new.kind, new.slug): (old.kind, old.slug) for new, old in pairs if new and old}


def _is_same(old: Record | None, new: Record) -> bool:
    """Whether two files are about the same: somebody under one name or with one account, work under one title."""
    if old is None or set(old.owner) & set(new.owner):
        return old is not None
    return any(getattr(old, name, None) == getattr(new, name, "") for name in ("name", "title"))


def _guests(repository: Path, version: str) -> Iterator[tuple[str, str, str]]:
    """Everything that was harvested in a version; a snapshot that cannot be read tells nothing."""
    leaves = {path: leaf for path, leaf in history.tree(repository, version).items() if path.startswith(f"{FOLDER}/")}
    texts = history.contents(repository, leaves.values(), MOST_SNAPSHOT)
    for leaf in leaves.values():
        with suppress(msgspec.MsgspecError, ValueError):
            found = msgspec.json.decode(texts.get(leaf.name, b""), type=Snapshot)
            for kind in ("profiles", "assignments"):
                for one in getattr(found, kind):
                    yield found.source, kind, str(one.get("id", ""))
