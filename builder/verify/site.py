"""A finished site as a whole: every file by the rules of a build, and all that needs more than one file."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..digested import digest_of
from ..stages import ALONE, Crew, Task, results
from . import editions, files, formats, names, pages, traces
from .faults import Fault, fault


class Finding(NamedTuple):
    """Something that may not be: in which file, and what."""

    path: str
    fault: Fault


class Seen(NamedTuple):
    """What was looked at, and what came of it."""

    files: int
    pages: int
    size: int
    edition: str
    digest: str
    findings: tuple[Finding, ...]


class Looked(NamedTuple):
    """What came of one file."""

    sha256: str
    size: int
    amiss: tuple[Fault, ...]
    places: tuple[tuple[str, str], ...]  # in other files that it leads to, unless a file before it led there


def seen(site: Path, traced: Sequence[bytes] = (), values: traces.Values | None = None, crew: Crew = ALONE) -> Seen:
    """A finished site looked at. `traced` are paths that should stand nowhere, `values` what only members may read."""
    paths, findings = _standing(site)
    said = editions.said(site)
    given = pages.Known(frozenset(paths).__contains__, said.home)
    look = partial(_looked, site, given, said.edition, tuple(traced), values or {})
    found: dict[str, Looked] = {}

    def work(start: int, stop: int) -> list[Looked]:
        return [look(path) for path in paths[start:stop]]

    for start, stop, those in results(Task(len(paths), work), crew):
        found.update(zip(paths[start:stop], those, strict=True))
    findings += [Finding(path, wrong) for path, one in found.items() for wrong in one.amiss]
    findings += [Finding(path, fault("name-again")) for path in names.same(sorted(paths))]
    findings += _without_place(site, {path: one.places for path, one in found.items()})
    if not said.edition:
        findings.append(Finding(editions.SAYS, fault("no-site")))
    return Seen(
        len(paths),
        sum(path.endswith(".html") for path in paths),
        sum(one.size for one in found.values()),
        said.edition,
        digest_of(found, lambda path: found[path].sha256),
        tuple(sorted(set(findings))),
    )


def _looked(
    site: Path, given: pages.Known, edition: str, traced: tuple[bytes, ...], values: traces.Values, path: str
) -> Looked:
    with open(f"{site}/{path}", "rb", buffering=0) as file:
        data = file.read()
    wrong = [*files.amiss(path, data, given), *editions.amiss(path, data, edition), *traces.told(data, traced)]
    wrong += formats.text(data) if path.endswith(".html") else ()
    wrong += formats.keys(data) if path.endswith((".json", ".jsonld")) else ()
    wrong += [fault("member-text", text=one) for one in traces.held(path, data, values)]
    places = tuple(sorted(given.places))
    given.places.clear()
    return Looked(hashlib.sha256(data).hexdigest(), len(data), tuple(wrong), places)


def _standing(site: Path) -> tuple[list[str], list[Finding]]:
    """The files that can be read, and what is amiss with how they and their folders stand."""
    paths, findings, pending = list[str](), list[Finding](), [""]
    while pending:
        at = pending.pop()
        with os.scandir(site / at) as entries:
            for one in sorted(entries, key=lambda entry: entry.name):
                path = f"{at}{one.name}"
                if one.name.startswith(".") and path != ".well-known":
                    findings += [] if path in names.OF_HOSTS else [Finding(path, fault("hidden"))]
                    continue
                findings += [Finding(path, wrong) for wrong in names.standing(one.stat(follow_symlinks=False))]
                if one.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif one.is_file(follow_symlinks=False):
                    paths.append(path)
    return sorted(paths), findings


def _without_place(site: Path, places: Mapping[str, Iterable[tuple[str, str]]]) -> Iterator[Finding]:
    """Links to a place in another page that is not there."""
    wanted: dict[str, dict[str, str]] = {}
    for path, those in places.items():
        for target, name in those:
            wanted.setdefault(target, {}).setdefault(name, path)
    for target, asked in sorted(wanted.items()):
        file = site / target
        there = pages.ids(file.read_bytes()) if target.endswith(".html") and file.is_file() else None
        for name, path in asked.items():
            if there is not None and name not in there:
                yield Finding(path, fault("place-missing", name=name, page=target))
