"""Looking back: the gaps on the first of each month behind us, from the history of the repository.

Every version is read by the ordinary reader with the rules of today: what was broken then does not count. Only what the
public edition would have shown is looked at, and only numbers come out.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from . import content, history
from .content import Content
from .facts import gaps, months_after
from .history import Tree
from .memory import Memory
from .past import past
from .relate import relate
from .settings import Past, Settings
from .shelves import Shelves
from .source import SETTINGS


def look_back(root: Path, repository: Path, today: date, months: int) -> Past | None:
    """The gaps of so many months; None without usable settings. Raises `history.NoVersion` without a history."""
    settings = content.read(root, {}).settings
    if settings is None:
        return None
    head = history.commit(repository, "HEAD")
    seen = {}
    with tempfile.TemporaryDirectory() as folder:
        for day, read in versions(Path(folder), root, repository, head, firsts(today, months)):
            seen[day.isoformat()[:7]] = gaps_on(read, settings, day)
    return past(seen, today)


def firsts(today: date, months: int) -> list[date]:
    """The first days of the months behind us, the last of them this month's."""
    return [months_after(today.replace(day=1), n - months + 1) for n in range(months)]


def versions(folder: Path, root: Path, repository: Path, head: str, days: list[date]) -> Iterator[tuple[date, Content]]:
    """The content as it stood when each of these days began, where there was any."""
    tree: Tree = {}
    memory: Memory = {}
    shelves = Shelves()
    (folder / SETTINGS).write_bytes((root / SETTINGS).read_bytes())
    for day in days:
        version = history.before(repository, head, day)
        if version is None:
            continue
        new = history.tree(repository, version)
        history.laid_out(folder, repository, new, tree)
        read = content.read(folder, memory, shelves)
        tree, memory = new, read.memory
        if read.entities:
            yield day, read


def gaps_on(read: Content, settings: Settings, day: date) -> dict[str, tuple[int, bool]]:
    """The skills that open work asked for on a day: how much work, and whether nobody offered them."""
    directory, _ = relate(read.entities, read.vocabularies, settings, "public", day)
    missing = {one.skill for one in gaps(directory.skills, directory.claimed_by, directory.asked_by)}
    return {
        skill: (len(work), skill in missing)
        for skill, work in directory.asked_by.items()
        if skill in directory.skills.terms
    }
