"""Which profiles nobody confirmed for long: numbers and names of files, for the list that co-ordinators get."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from . import content
from .facts import freshness
from .model import Profile
from .phrases import Phrases, say

MOST = 500  # on one list; an issue has a limit


class Stale(NamedTuple):
    """The files of profiles, by what becomes of them."""

    flagged: tuple[str, ...]  # on the site, with a note that it may be out of date
    left_out: tuple[str, ...]  # no longer on the site
    months: tuple[int, int]  # after how many months each happens


def stale(root: Path, today: date) -> Stale | None:
    """The profiles to ask after; None without usable settings."""
    read = content.read(root, {})
    if read.settings is None:
        return None
    rules = read.settings.rules
    found = [
        (freshness(one.record, rules, today), one.path) for one in read.entities if isinstance(one.record, Profile)
    ]
    flagged, left_out = (
        tuple(sorted(path for state, path in found if state == name)) for name in ("stale", "left-out")
    )
    return Stale(flagged, left_out, (rules.stale_after_months, rules.left_out_after_months))


def listed(found: Stale, words: Phrases) -> str:
    """The list in Markdown. It names files, not people."""
    parts = []
    rows = ("left-out", found.left_out, found.months[1]), ("flagged", found.flagged, found.months[0])
    for name, paths, months in rows:
        if paths:
            shown = "".join(f"- `{path}`\n" for path in paths[:MOST])
            rest = len(paths) - MOST
            more = say(words, "report.more", n=rest) + "\n" if rest > 0 else ""
            heading = say(words, f"cli.stale.{name}", people=say(words, "report.people", n=len(paths)), months=months)
            parts.append(f"{heading}\n\n{shown}{more}")
    if not parts:
        return f"{words['cli.stale.none']}\n"
    return "\n".join([*parts, f"{words['cli.stale.how']}\n"])
