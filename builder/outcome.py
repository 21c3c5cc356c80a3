"""What is told of a build: how far it is, and what came of it."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import click
import msgspec

from . import report
from .build import Built, Tick, unwatched
from .phrases import Phrases, say

EVERY = 50  # things; a bar that moves at each costs more than some of them


@contextmanager
def progress(words: Phrases) -> Any:
    """A bar for each long phase on a terminal, without colour; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    bars: dict[str, Any] = {}

    def tick(phase: str, done: int, total: int) -> None:
        if total and phase not in bars:
            bars[phase] = click.progressbar(length=total, label=words[f"cli.phase.{phase}"], file=sys.stderr)
        if total and (done - bars[phase].pos >= EVERY or done == total):
            bars[phase].update(done - bars[phase].pos)
            if done == total:
                bars[phase].render_finish()

    try:
        yield cast("Tick", tick)
    finally:
        for bar in bars.values():
            if not bar.finished:
                bar.render_finish()


def data(built: Built, words: Phrases) -> str:
    """One JSON object: counts, problems, files and seconds per phase."""
    return msgspec.json.encode(
        {
            "counts": built.counts,
            "problems": [report.told(one, words) for one in built.problems],
            "files": {
                "written": len(built.report.written),
                "unchanged": built.report.unchanged,
                "removed": len(built.report.removed),
            },
            "seconds": built.seconds,
        }
    ).decode()


def told(built: Built, out: Path | str, words: Phrases) -> str:
    """One line: what the site holds, and how many files it took."""
    number = built.counts
    return say(
        words, "report.built", out=out,
        people=say(words, "report.people", n=number["profiles"]),
        work=say(words, "report.work", n=number["assignments"]),
        written=say(words, "report.written", n=len(built.report.written)),
        unchanged=built.report.unchanged, removed=len(built.report.removed),
    )  # fmt: skip
