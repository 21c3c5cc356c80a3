"""The files in the folder: which there are, what does not belong there, and their bytes."""

import difflib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .documents import MAX_BODY, MAX_FRONT_MATTER
from .problems import Problem, problem
from .slugs import MAX_SLUG, RESERVED, SLUG, better_slug

MAX_FILE = MAX_FRONT_MATTER + MAX_BODY + 1024  # bytes
VOCABULARY = "vocabulary"
HARVESTED = "harvested"
MAPPINGS = "mappings"  # beside the content
SETTINGS = "directory.yaml"

IMAGES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
IGNORED = frozenset({".gitkeep", "README.md"})


class Found(NamedTuple):
    """A content file: where it is, what folder of content it is in, and the name it gives its page."""

    path: str  # from the root, with /
    kind: str
    slug: str
    beside: tuple[str, ...] = ()  # the images in the same folder


def find(root: Path, kinds: Iterable[str]) -> tuple[list[Found], list[Problem]]:
    """The content files under `content/`, by path, and what does not belong there."""
    found: list[Found] = []
    problems: list[Problem] = []
    kinds = tuple(kinds)
    for folder in _folders(root / "content", (*kinds, VOCABULARY), problems, hidden=HARVESTED):
        place = f"content/{folder.name}"
        for entry in _entries(Path(folder.path), place, problems) if folder.name in kinds else ():
            _look_at(entry, f"content/{folder.name}/{entry.name}", folder.name, found, problems)
    found.sort(key=lambda one: kinds.index(one.kind))
    return found, problems + _twice(found)


def vocabulary_files(root: Path) -> tuple[list[str], list[Problem]]:
    """The files in `content/vocabulary/`."""
    folder = root / "content" / VOCABULARY
    paths: list[str] = []
    problems: list[Problem] = []
    if folder.is_dir() and not folder.is_symlink():
        for entry in _entries(folder, f"content/{VOCABULARY}", problems):
            path = f"content/{VOCABULARY}/{entry.name}"
            odd = _odd(entry)
            if odd:
                problems.append(problem(path, 0, 0, odd, name=entry.name))
            elif entry.name not in IGNORED:
                paths.append(path)
    return paths, problems


def source_files(root: Path, folder: str, suffix: str, sources: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Which sources have a file in a folder that holds one for each, and what else lies there."""
    found: list[str] = []
    problems: list[Problem] = []
    known, place = frozenset(sources), root / folder
    if place.is_symlink() and folder == MAPPINGS:
        return [], [problem(folder, 0, 0, "link-in-content")]
    if not place.is_dir() or place.is_symlink() or place.parent.is_symlink():
        return [], []  # in `content`, which told of it
    for entry in _entries(place, folder, problems):
        path, name = f"{folder}/{entry.name}", entry.name.removesuffix(suffix)
        if odd := _odd(entry):
            problems.append(problem(path, 0, 0, odd, name=entry.name))
        elif entry.name.endswith(suffix) and name in known:
            found.append(name)
        elif entry.name not in IGNORED:
            values = {"name": entry.name, "choices": ", ".join(f"{one}{suffix}" for one in sorted(known))}
            code = "no-such-source" if known else "no-sources"
            problems.append(problem(path, 0, 0, code, values, severity="warning"))
    return found, problems


def load(root: Path, path: str, limit: int = MAX_FILE, too_large: str = "too-large") -> bytes | Problem:
    """The bytes of a file that stays inside the root and under its limit; `too_large` is the code when it does not."""
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return problem(path, 0, 0, "cannot-read")
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return problem(path, 0, 0, "not-a-file")
        raw = os.read(handle, min(limit, found.st_size) + 1)
    finally:
        os.close(handle)
    return problem(path, 0, 0, too_large, limit=limit // 1024) if len(raw) > limit else raw


def _entries(folder: Path, path: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What lies in a folder that is at this path from the root, by name; a name that is no text cannot be told of."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except PermissionError:
        problems.append(problem(path, 0, 0, "cannot-read"))
        return []
    for entry in found:
        if not _is_text(entry.name):
            place = f"{path}/{os.fsencode(entry.name).decode(errors='backslashreplace')}"
            problems.append(problem(place, 0, 0, "name-not-utf8"))
    return [entry for entry in found if _is_text(entry.name)]


def _is_text(name: str) -> bool:
    """Whether a name on disk is UTF-8: other bytes come as lone surrogates, which nothing can write down."""
    return name.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def _folders(content: Path, names: Sequence[str], problems: list[Problem], hidden: str) -> Iterator[os.DirEntry[str]]:
    """The folders of content that we know; whatever else lies there would never be read.

    `hidden` is one that is there as well and that nobody writes in.
    """
    if content.is_symlink():
        problems.append(problem("content", 0, 0, "link-in-content"))
    elif content.is_dir():
        for entry in _entries(content, "content", problems):
            path = f"content/{entry.name}"
            if entry.is_symlink():
                problems.append(problem(path, 0, 0, "link-in-content"))
            elif entry.name in (*names, hidden) and entry.is_dir(follow_symlinks=False):
                yield entry
            elif entry.name.startswith(".") and entry.name not in IGNORED:
                problems.append(problem(path, 0, 0, "hidden-file", name=entry.name))
            elif entry.name not in IGNORED:
                near = difflib.get_close_matches(entry.name.casefold(), names, 1, 0.5)
                code = "unknown-folder-near" if near else "unknown-folder"
                values = {"name": entry.name, "near": "".join(near), "choices": ", ".join(names)}
                problems.append(problem(path, 0, 0, code, values))


def _look_at(entry: os.DirEntry[str], path: str, kind: str, found: list[Found], problems: list[Problem]) -> None:
    """One name in a folder of content: a file, a folder with an index.md, or something that does not belong."""
    name = unicodedata.normalize("NFC", entry.name)
    if name in IGNORED and entry.is_file(follow_symlinks=False):
        return
    if entry.is_dir(follow_symlinks=False) and not name.startswith("."):
        _look_into(entry, path, kind, found, problems)
    elif odd := _odd(entry):
        problems.append(problem(path, 0, 0, odd, name=name))
    elif not name.endswith((".md", ".yaml")):
        problems.append(problem(path, 0, 0, "unknown-file", name=name))
    elif _good_slug(name.rpartition(".")[0], path, problems):
        found.append(Found(path, kind, name.rpartition(".")[0]))


def _look_into(entry: os.DirEntry[str], path: str, kind: str, found: list[Found], problems: list[Problem]) -> None:
    """A folder of one entity: its index.md and the images beside it."""
    beside: list[str] = []
    amiss: list[Problem] = []
    index = None
    for inner in _entries(Path(entry.path), path, amiss):
        place = f"{path}/{inner.name}"
        odd = _odd(inner)
        if odd:
            amiss.append(problem(place, 0, 0, odd, name=inner.name))
        elif inner.name in ("index.md", "index.yaml") and index is None:
            index = place
        elif inner.name == "index.yaml":
            amiss.append(problem(place, 0, 0, "slug-twice", name=entry.name, other=index))
        elif os.path.splitext(inner.name)[1].lower() in IMAGES:
            beside.append(inner.name)
        elif inner.name not in IGNORED:
            amiss.append(problem(place, 0, 0, "unknown-file", name=inner.name))
    if index is None:  # then nothing in the folder is where it should be, and once is enough
        problems.append(problem(path, 0, 0, "folder-without-index"))
        return
    problems += amiss
    if _good_slug(entry.name, path, problems):
        found.append(Found(index, kind, entry.name, tuple(beside)))


def _odd(entry: os.DirEntry[str]) -> str | None:
    """What is wrong with a thing that is no plain file in sight: the code of a problem."""
    if entry.name.startswith(".") and entry.name not in IGNORED:
        return "hidden-file"
    if entry.is_symlink():
        return "link-in-content"
    if entry.is_dir(follow_symlinks=False):
        return "folder-too-deep"
    return None if entry.is_file(follow_symlinks=False) else "not-a-file"


def _good_slug(slug: str, path: str, problems: list[Problem]) -> bool:
    """Whether a file name can be the name of a page; a problem with a better name when it cannot."""
    if slug.casefold() in RESERVED:
        problems.append(problem(path, 0, 0, "slug-reserved", name=slug))
    elif len(slug) > MAX_SLUG or not SLUG.fullmatch(slug):
        better = better_slug(slug)
        problems.append(problem(path, 0, 0, "slug" if better else "slug-without-letters", name=slug, better=better))
    else:
        return True
    return False


def _twice(found: list[Found]) -> list[Problem]:
    """Names used for two pages, over all kinds."""
    first: dict[str, str] = {}
    problems = []
    for one in found:
        if one.slug in first:
            problems.append(problem(one.path, 0, 0, "slug-twice", name=one.slug, other=first[one.slug]))
        first.setdefault(one.slug, one.path)
    return problems
