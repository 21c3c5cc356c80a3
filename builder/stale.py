"""Which files nobody confirmed for long: numbers and names of files, for the list that co-ordinators get."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from . import content
from .facts import freshness, is_stale
from .model import Profile
from .phrases import Phrases, say

MOST = 500  # on one list; an issue has a limit


class Stale(NamedTuple):
    """The files of profiles by what becomes of them, and the others."""

    flagged: tuple[str, ...]  # on the site, with a note that it may be out of date
    left_out: tuple[str, ...]  # no longer on the site
    others: tuple[str, ...]  # of organisations, pools and work: they stay on the site, with such a note
    months: tuple[int, int]  # after how many months each happens


def stale(root: Path, today: date) -> Stale | None:
    """The files to ask after; None without usable settings."""
    read = content.read(root, {})
    if read.settings is None:
        return None
    rules = read.settings.rules
    records = {one.path: one.record for one in read.entities if one.record is not None}
    found = [(path, records[path]) for path in sorted(records)]
    people = [(path, freshness(one, rules, today)) for path, one in found if isinstance(one, Profile)]
    flagged, left_out = (tuple(path for path, state in people if state == name) for name in ("stale", "left-out"))
    others = tuple(path for path, one in found if not isinstance(one, Profile) and is_stale(one, rules, today))
    return Stale(flagged, left_out, others, (rules.stale_after_months, rules.left_out_after_months))


def listed(found: Stale, words: Phrases) -> str:
    """The list in Markdown. It names files, not people."""
    parts = []
    soon, late = found.months
    rows = ("left-out", found.left_out, late), ("flagged", found.flagged, soon), ("others", found.others, soon)
    for name, paths, months in rows:
        if paths:
            shown = "".join(f"- `{path}`\n" for path in paths[:MOST])
            rest = len(paths) - MOST
            more = say(words, "report.more", n=rest) + "\n" if rest > 0 else ""
            many = "report.files" if name == "others" else "report.people"
            heading = say(words, f"cli.stale.{name}", many=say(words, many, n=len(paths)), months=months)
            parts.append(f"{heading}\n\n{shown}{more}")
    if not parts:
        return f"{words['cli.stale.none']}\n"
    return "\n".join([*parts, f"{words['cli.stale.how']}\n"])
