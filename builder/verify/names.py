"""How files of a site may be called and may stand on disk: the same everywhere, and readable by all."""

import re
import stat
from collections.abc import Iterable, Iterator
from os import stat_result

from .faults import Fault, fault

FILE, FOLDER = 0o644, 0o755
# Only beside styles and scripts a name may have capitals.
STEP = r"(?!(?:con|prn|aux|nul|com\d|lpt\d)[./])"  # what Windows keeps for itself, whatever the ending
OURS = re.compile(rf"(?:\.well-known/)?(?:{STEP}[a-z0-9_][a-z0-9_-]*/)*{STEP}[a-z0-9_]+(?:(?:\.|-+)[a-z0-9_]+)*")
ASSET = re.compile(rf"assets/[a-z0-9]+/(?:{STEP}[A-Za-z0-9_-]+/)*{STEP}[A-Za-z0-9_]+(?:(?:\.|-+)[A-Za-z0-9_]+)*")
LONGEST = 240
# Of whoever publishes, at the top: git, and what hosts of pages look for.
OF_HOSTS = frozenset({".git", ".gitattributes", ".gitignore", ".nojekyll", ".domains"})


def amiss(path: str) -> list[Fault]:
    """What is amiss with the name of a file."""
    wrong = [] if OURS.fullmatch(path) or ASSET.fullmatch(path) else [fault("name")]
    if len(path) > LONGEST:
        wrong.append(fault("name-long", most=LONGEST))
    return wrong


def same(paths: Iterable[str]) -> Iterator[str]:
    """Paths that are another's where capitals make no difference."""
    seen: set[str] = set()
    for path in paths:
        if path.casefold() in seen:
            yield path
        seen.add(path.casefold())


def standing(found: stat_result) -> Iterator[Fault]:
    """What is amiss with how a file or a folder stands on disk."""
    if stat.S_ISLNK(found.st_mode):
        yield fault("linked")
        return
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        yield fault("no-file")
        return
    mode, wanted = stat.S_IMODE(found.st_mode), FOLDER if stat.S_ISDIR(found.st_mode) else FILE
    if mode != wanted:
        yield fault("mode", mode=f"{mode:o}", wanted=f"{wanted:o}")
