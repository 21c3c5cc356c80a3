"""The cases: each with its files, what is tried in them and of which sort; and folders that hold many at once."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from builder import build
from builder.problems import errors
from tests import samples
from tests.hostile import fields, odd
from tests.hostile.payloads import Payload

TODAY = date(2026, 12, 1)
FILES = Path(__file__).parent / "files"


class Case(NamedTuple):
    """Something hostile: its name, the files it is made of by their paths, what is tried, and the sort of that."""

    name: str
    files: Mapping[str, bytes]
    payload: str
    sort: str

    @property
    def path(self) -> str:
        """The file that is judged."""
        return next(iter(self.files))


def cases(derived: Iterable[tuple[fields.Spot, Payload]] | None = None) -> Iterator[Case]:
    """All that ordinary files can hold: derived from the model, written by hand, and made by code."""
    yield from by_field(fields.by_sort() if derived is None else derived)
    yield from by_hand()
    yield from by_code()


def by_field(derived: Iterable[tuple[fields.Spot, Payload]]) -> Iterator[Case]:
    """A file for each field with a payload in it."""
    for n, (spot, payload) in enumerate(derived):
        way = "-".join(map(str, spot.path)).replace("_", "-").lower() or "body"
        path = f"content/{spot.kind}/{spot.kind[:2]}{n}-{way}"[: len("content/") + len(spot.kind) + 55].rstrip("-")
        text = fields.written(spot, payload).encode("utf-8", "surrogatepass")
        yield Case(f"{way}: {payload.sort} {n}", {f"{path}.md": text}, payload.text, payload.sort)


def by_hand() -> Iterator[Case]:
    """The files in `files/`, each the whole of a profile; its folder says the sort."""
    for file in sorted(FILES.rglob("*.md")):
        raw = file.read_bytes()
        path = f"content/profiles/hand-{file.parent.name}-{file.stem}.md"
        yield Case(f"{file.parent.name}: {file.stem}", {path: raw}, raw.decode(errors="replace"), file.parent.name)


def by_code() -> Iterator[Case]:
    """Files that are too large, too odd or too binary to stand in Git."""
    for sort, made in (("yaml", odd.front_matter()), ("markdown", odd.bodies()), ("image", odd.images())):
        for name, files in made.items():
            digest = hashlib.blake2b(next(iter(files.values())), digest_size=4).hexdigest()
            yield Case(f"{sort}: {name}", files, digest, sort)


# Folders --------------------------------------------------------------------------------------------------------------


def laid(root: Path, found: Iterable[Case]) -> Path:
    """A small network in which all is well, with these cases beside the rest."""
    samples.world(root)
    for case in found:
        for path, raw in case.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(raw)
    return root


def gathered(root: Path, found: Iterable[Case]) -> tuple[Case, ...]:
    """Lays the cases that a build takes in into one folder, which has no mistake then; gives those that lie there.

    Names, headlines, bodies, skills, titles and links hold hundreds of payloads then, and one build shows them all.
    """
    found = tuple(found)
    laid(root, found)
    refused = {one.path for one in errors(build.check(root, TODAY, "internal").problems)}
    kept = tuple(case for case in found if refused.isdisjoint(case.files))
    for case in found:
        for path in () if case in kept else case.files:
            (root / path).unlink()
    return kept
