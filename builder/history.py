"""What stands in a Git repository, read object by object: nothing is checked out, and nothing in it is run."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from . import photos
from .documents import MAX_LIST
from .source import IMAGES

SYMLINK, SUBMODULE, PROGRAM, PLAIN = "120000", "160000", "100755", "100644"
# The settings of the machine and of the repository that could make Git run something are set aside.
QUIET = (
    "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}", "-c", "diff.external=", "-c", "protocol.allow=never",
)  # fmt: skip
ALONE = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_ATTR_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C",
}  # fmt: skip


class Leaf(NamedTuple):
    """A file in a version: how it is kept, the name of its content and its size."""

    mode: str
    name: str
    size: int


Tree = Mapping[str, Leaf]  # by path


class Step(NamedTuple):
    """What happened to a file between two versions; a path is empty where there is no file."""

    before: str
    after: str


class NoVersion(Exception):  # noqa: N818  # a state of the world, worded in the locales
    """A version that is not in the repository, or has nothing in common with the other: what was asked for."""

    def __init__(self, asked: str) -> None:
        super().__init__(asked)
        self.asked = asked


def commit(root: Path, asked: str) -> str:
    """The full name of a version: a branch, a tag or a commit."""
    try:
        said = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{asked}^{{commit}}")
    except (subprocess.CalledProcessError, ValueError, OSError):
        raise NoVersion(asked) from None
    return said.decode().strip()


def parting(root: Path, base: str, head: str) -> tuple[str, ...]:
    """The versions where two histories part; there may be more than one when branches were merged crosswise."""
    try:
        return tuple(_git(root, "merge-base", "--all", base, head).decode().split())
    except subprocess.CalledProcessError:
        raise NoVersion(head) from None


def tree(root: Path, version: str) -> Tree:
    """All files of a version."""
    return leaves(_git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", version))


def leaves(listed: bytes) -> Tree:
    """The files that `git ls-tree -z -l` lists."""
    found = {}
    for row in listed.split(b"\0"):
        if row:
            about, _, path = row.partition(b"\t")
            mode, _, name, size = about.decode("ascii").split()
            # Bytes that are no UTF-8 stay what they are; a report shows them escaped.
            found[path.decode("utf-8", "surrogateescape")] = Leaf(mode, name, int(size) if size != "-" else 0)
    return found


def steps(root: Path, before: str, after: str) -> tuple[Step, ...]:
    """What happened between two versions, with a file that moved told as one step."""
    said = _git(
        root, "diff-tree", "-r", "-z", "--raw", "-M", "-l1000", "--no-ext-diff", "--no-textconv", before, after
    )  # fmt: skip
    rows = iter(said.decode("utf-8", "surrogateescape").split("\0"))
    found = []
    for row in rows:
        if not row:
            continue
        status, path = row.split()[-1], next(rows)
        if status[0] == "R":
            found.append(Step(path, next(rows)))
        else:
            found.append(Step("" if status[0] == "A" else path, "" if status[0] == "D" else path))
    return tuple(found)


def contents(root: Path, leaves: Iterable[Leaf], limit: int) -> Mapping[str, bytes]:
    """What stands in plain files that are no larger than the limit, by the name of the content."""
    names = sorted({one.name for one in leaves if one.size <= limit and one.mode in (PLAIN, PROGRAM)})
    said = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode()) if names else b""
    found, at = {}, 0
    for name in names:
        end = said.index(b"\n", at)
        size = int(said[at:end].split()[-1])
        found[name] = said[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def before(root: Path, head: str, day: date) -> str | None:
    """The version that stood when a day began (in UTC), on the main line of a history; None when there was none."""
    moment = f"--before={day.isoformat()}T00:00:00Z"
    return _git(root, "rev-list", "-1", "--first-parent", moment, head, "--").decode().strip() or None


def is_shallow(root: Path) -> bool:
    """Whether only the last part of the history was fetched."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def laid_out(folder: Path, root: Path, tree: Tree, last: Tree | None = None) -> None:
    """The content of a version as files; what is no plain file, or would land elsewhere, is left out.

    With the version that lies there already, only what differs is touched.
    """
    wanted, lies = ({path: leaf for path, leaf in of.items() if _lands_inside(path)} for of in (tree, last or {}))
    for path in (path for path, leaf in lies.items() if wanted.get(path) != leaf):
        (folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder that is not empty stays
            (folder / path).parent.rmdir()
    fresh = [path for path, leaf in wanted.items() if lies.get(path) != leaf]
    for limit, paths in (
        (photos.MAX_BYTES, [path for path in fresh if Path(path).suffix.lower() in IMAGES]),
        (MAX_LIST, [path for path in fresh if Path(path).suffix in (".md", ".yaml")]),
    ):
        texts = contents(root, [wanted[path] for path in paths], limit)
        for path in paths:
            raw = texts.get(wanted[path].name)
            if raw is not None:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(raw)


def _lands_inside(path: str) -> bool:
    parts = path.split("/")
    return (
        parts[0] == "content"
        and 2 < len(parts) < 5
        and not any(part.startswith(".") or _is_too_long(part) or not part.isprintable() for part in parts)
    )


def _is_too_long(name: str) -> bool:
    """Whether a name may not fit on a disk, where letters of some scripts weigh more than others."""
    return len(name) > 120 or len(os.fsencode(name)) > 255


def _git(root: Path, *asked: str, given: bytes = b"") -> bytes:
    known = {**ALONE, "PATH": os.environ.get("PATH", os.defpath)}
    done = subprocess.run(  # noqa: S603  # the name of the program is ours, what follows cannot be an option
        ["git", "-C", str(root), *QUIET, *asked],  # noqa: S607  # each system keeps its Git in a place of its own
        input=given,
        capture_output=True,
        env=known,
        check=True,
    )
    return done.stdout
