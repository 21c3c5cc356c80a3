"""Measures everything anew and writes the tables of docs/performance.md and docs/snelheid.md.

    TMPDIR=/dev/shm python -m benchmarks.renew
    TMPDIR=/dev/shm python -m benchmarks.renew --parts situations --profiles 1000
    python -m benchmarks.renew --parts pages               only the tables, from what was measured before

What was measured is kept in benchmarks/results.json after each part, so that a part that fails costs no other.
"""

import argparse
import json
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from builder import __version__

from . import measuring, run, tables

RESULTS = measuring.PROJECT / "benchmarks/results.json"
PARTS = ("situations", "growth", "hugo", "pages")


def main(argv: Sequence[str] | None = None) -> int:
    """Measures the parts that are asked for; 1 when one of them failed."""
    asked = options().parse_args(argv)
    parts = [one.strip() for one in asked.parts.split(",")]
    failed = False
    for part in parts:
        if part == "pages":
            continue
        try:
            results = {**kept(), **MEASURE[part](asked, kept())}
        except (subprocess.SubprocessError, OSError, run.Differs):
            traceback.print_exc()
            failed = True
            continue
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{part} done", file=sys.stderr)
    tables.renew(kept())
    return int(failed)


def options() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.renew", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--parts", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--profiles", default="1000,10000", help="the sizes of the situations")
    parser.add_argument("--sizes", default="1000,2000,4000,8000,16000", help="the sizes of the growth")
    parser.add_argument("--hugo", default="1000,5000,10000", help="the sizes of the comparison with Hugo")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--date", default=date.today().isoformat(), help="the day that stands beside the figures")  # noqa: DTZ011  # the day here
    return parser


def kept() -> dict[str, Any]:
    """What was measured until now."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8"))) if RESULTS.exists() else {}


def stamped(asked: argparse.Namespace, found: Mapping[str, Any]) -> dict[str, Any]:
    """Figures with when and on what they were measured."""
    return {"date": asked.date, "version": __version__, "machine": measuring.machine(), **found}


def situations(asked: argparse.Namespace, before: Mapping[str, Any]) -> dict[str, Any]:
    """Every situation at every size, and a line in the history for each."""
    found = dict(before.get("situations", {}))
    history = list(before.get("history", []))
    for size in map(int, asked.profiles.split(",")):
        with run.world(size, size // 10, 1) as place:
            told = dict(run.measured(place, asked.rounds, list(run.SITUATIONS), verify=False))
        found[str(size)] = stamped(asked, {"situations": told})
        history = remembered(history, asked.date, size, told)
    return {"situations": found, "history": history}


def remembered(history: Sequence[Mapping[str, Any]], day: str, size: int, told: Mapping[str, Any]) -> list[Any]:
    """The history with a line for this day and size; a day measured again takes the place of its first line."""
    line = {
        "date": day,
        "version": __version__,
        "profiles": size,
        "cold": told[run.COLD]["cpu"],
        "one": told["own fields"]["cpu"],
        "nothing": told[run.NOTHING]["cpu"],
        "megabytes": told[run.COLD]["megabytes"],
    }
    # A line that was written by hand says in words which version it is of.
    others = [one for one in history if (one["date"], one["version"], one["profiles"]) != (day, __version__, size)]
    return [*others, line]


def growth(asked: argparse.Namespace, _: Mapping[str, Any]) -> dict[str, Any]:
    """The table and the plot of the growth."""
    return {"growth": stamped(asked, run.grown([int(one) for one in asked.sizes.split(",")], 1, asked.rounds))}


def beside_hugo(asked: argparse.Namespace, _: Mapping[str, Any]) -> dict[str, Any]:
    """The comparison with Hugo."""
    from . import hugo, hugo_site

    sizes = {size: hugo.SIZES.get(size, hugo_site.VARIANTS) for size in map(int, asked.hugo.split(","))}
    return {"hugo": stamped(asked, hugo.compared(asked.rounds, sizes))}


MEASURE: Mapping[str, Callable[[argparse.Namespace, Mapping[str, Any]], dict[str, Any]]] = {
    "situations": situations,
    "growth": growth,
    "hugo": beside_hugo,
}

if __name__ == "__main__":
    sys.exit(main())
