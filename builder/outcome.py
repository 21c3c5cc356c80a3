"""What is told of a build: how far it is, and what came of it."""

import sys
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import click
import msgspec

from . import report
from .build import Built, Tick, unwatched
from .phrases import Phrases, say


@contextmanager
def progress(words: Phrases) -> Any:
    """A bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    bars: dict[str, Any] = {}

    def tick(phase: str, done: int, total: int) -> None:
        if total and phase not in bars:
            bars[phase] = click.progressbar(length=total, label=words[f"cli.phase.{phase}"], file=sys.stderr)
        if total and (done % 50 == 0 or done == total):
            bars[phase].update(done - bars[phase].pos)

    yield cast("Tick", tick)
    for bar in bars.values():
        bar.render_finish()


def data(built: Built, words: Phrases) -> str:
    """One JSON object: counts, problems, files and seconds per phase."""
    return msgspec.json.encode(
        {
            "counts": counts(built),
            "problems": [report.told(one, words) for one in built.problems],
            "files": {
                "written": len(built.report.written),
                "unchanged": built.report.unchanged,
                "removed": len(built.report.removed),
            },
            "seconds": built.seconds,
        }
    ).decode()


def counts(built: Built) -> Mapping[str, int]:
    """How many of each kind are in the directory."""
    directory = built.home
    return {
        "profiles": len(directory.profiles),
        "assignments": len(directory.assignments),
        "organisations": len(directory.organisations),
        "pools": len(directory.pools),
        "events": len(directory.events),
    }


def told(built: Built, out: Path, words: Phrases) -> str:
    """One line: what the site holds, and how many files it took."""
    number = counts(built)
    return say(
        words, "report.built", out=out,
        people=say(words, "report.people", n=number["profiles"]),
        work=say(words, "report.work", n=number["assignments"]),
        written=say(words, "report.written", n=len(built.report.written)),
        unchanged=built.report.unchanged, removed=len(built.report.removed),
    )  # fmt: skip
