"""Whether building became slower, larger or more hungry: a build of 1,000 people beside budgets.json.

    TMPDIR=/dev/shm python -m benchmarks.check              fails when something is over its budget
    TMPDIR=/dev/shm python -m benchmarks.check --renew      writes the budgets anew, from what is measured now

CPU is told as so many times the work of calibration.py, which runs in turn with the builds: a slow machine is slow at
both. Where the processor counts instructions for us (`perf stat`), those are held against a budget too; on other
machines that is left out and said. Files, bytes and memory do not depend on speed, and have budgets of their own.
"""

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from . import measuring, run
from .changes import own_fields

BUDGETS = Path(__file__).with_name("budgets.json")
PROFILES = 1000
ROOM = {"CPU": 30, "instructions": 5, "MB": 15, "files": 5, "kB": 10}  # hundredths above what was measured
RENEW = (
    "When that is meant, write the budgets anew with `python -m benchmarks.check --renew`, and say in the commit what "
    "it is spent on."
)
Figures = Mapping[str, Mapping[str, float]]  # situation → sort → how much


def main(argv: Sequence[str] | None = None) -> int:
    """Judges; 1 when something is over its budget."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--renew", action="store_true", help="write the budgets anew")
    asked = parser.parse_args(argv)
    found: Figures = measured(asked.rounds)
    budgets = json.loads(BUDGETS.read_text(encoding="utf-8")) if BUDGETS.exists() else {}
    if asked.renew:
        BUDGETS.write_text(json.dumps(renewed(found, budgets), indent=1) + "\n", encoding="utf-8")
        return 0
    if judged(found, budgets["budgets"]):
        found = least(found, measured(asked.rounds))  # what is slower stays slower; a busy moment passes
    print(f"{measuring.machine()}\n\n{told(found, budgets['budgets'])}\n")
    over = [*judged(found, budgets["budgets"]), *missing(found, budgets["budgets"])]
    for line in over:
        print(line, file=sys.stderr)
    if over:
        print(RENEW, file=sys.stderr)
    return int(bool(over))


# Judging --------------------------------------------------------------------------------------------------------------


def judged(found: Figures, budgets: Figures) -> list[str]:
    """What is over its budget, in words; a budget for what could not be measured here says nothing."""
    return [
        f"{situation}: {figure(found[situation][sort])} {sort} is {100 * found[situation][sort] / budget - 100:.0f}% "
        f"over the budget of {figure(budget)}."
        for situation, sorts in budgets.items()
        for sort, budget in sorts.items()
        if found.get(situation, {}).get(sort, 0) > budget
    ]


def least(one: Figures, other: Figures) -> Figures:
    """The lesser of two figures of each sort."""
    return {
        situation: {sort: min(value, other.get(situation, {}).get(sort, value)) for sort, value in sorts.items()}
        for situation, sorts in one.items()
    }


def missing(found: Figures, budgets: Figures) -> list[str]:
    """What has no budget, or was not measured though it can be everywhere: a check may not get out of it."""
    lacks = [
        f"{situation}: there is no budget of {sort}."
        for situation, sorts in found.items()
        for sort in sorts
        if sort not in budgets.get(situation, {}) and sort != INSTRUCTIONS
    ]
    gone = [
        f"{situation}: {sort} was not measured."
        for situation, sorts in budgets.items()
        for sort in sorts
        if sort not in found.get(situation, {}) and sort != INSTRUCTIONS
    ]
    return lacks + gone


def renewed(found: Figures, before: Mapping[str, Any]) -> dict[str, Any]:
    """Budgets with some room above what was measured; those of instructions stay when they cannot be measured here."""
    old: Figures = before.get("budgets", {})
    budgets: dict[str, dict[str, float]] = {}
    for situation, sorts in found.items():
        kept = {sort: one for sort, one in old.get(situation, {}).items() if sort == INSTRUCTIONS}
        budgets[situation] = {**kept, **{sort: rounded(one * (100 + ROOM[sort]) / 100) for sort, one in sorts.items()}}
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return {"room in hundredths": ROOM, "measured with": python, "budgets": budgets}


def told(found: Figures, budgets: Figures) -> str:
    """What was measured beside the budgets."""
    lines = ["| | | measured | budget |", "|---|---|---|---|"]
    for situation, sorts in found.items():
        for sort, one in sorts.items():
            budget = budgets.get(situation, {}).get(sort)
            lines.append(f"| {situation} | {sort} | {figure(one)} | {figure(budget) if budget else 'none'} |")
    if not any(INSTRUCTIONS in sorts for sorts in found.values()):
        lines += ["", "This machine does not count instructions, so they are not judged."]
    return "\n".join(lines)


def figure(value: float) -> str:
    """A figure as people read it."""
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def rounded(value: float) -> float:
    """Three figures are enough."""
    return float(f"{value:.3g}")


# Measuring ------------------------------------------------------------------------------------------------------------

INSTRUCTIONS = "instructions"
UNIT = "CPU"


def measured(rounds: int) -> dict[str, dict[str, float]]:
    """Every situation in every sort of figure."""
    with run.world(PROFILES, PROFILES // 10, 1) as place:
        measuring.spent(calibration())
        run.built(place, run.forget)  # what Python compiles is not counted
        turns: Mapping[str, run.Prepare] = {
            run.COLD: run.forget,
            run.NOTHING: run.rest,
            "one change": lambda at, n: own_fields(at.root, n),
        }
        found = {name: beside(place, prepare, rounds) for name, prepare in turns.items()}
        for name, prepare in turns.items():
            prepare(place, rounds)
            counted = instructions([*run.command("build", place.root), "--out", str(place.out)])
            if counted:
                found[name][INSTRUCTIONS] = counted
    return found


def beside(place: run.Place, prepare: run.Prepare, rounds: int) -> dict[str, float]:
    """A situation, with its CPU as so many times the work of fixed size before and after it."""
    units = [measuring.spent(calibration()).cpu]
    done = []
    for n in range(rounds):
        done.append(run.built(place, prepare, n))
        units.append(measuring.spent(calibration()).cpu)
    ratios = [one.spent.cpu / ((units[n] + units[n + 1]) / 2) for n, one in enumerate(done)]
    figures = {UNIT: median(ratios), "MB": median(one.spent.megabytes for one in done)}
    if prepare is run.forget:
        figures |= {"files": done[-1].files, "kB": done[-1].size / 1000}
    return figures


def calibration() -> list[str]:
    """The command of the work of fixed size."""
    return [sys.executable, "-m", "benchmarks.calibration"]


def instructions(program: Sequence[str]) -> int | None:
    """How many instructions a program takes; None where nobody counts them."""
    perf = shutil.which("perf")
    if not perf:
        return None
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as counts:
        command = [perf, "stat", "-x", ",", "-e", "instructions:u", "-o", counts.name, "--", *program]
        done = subprocess.run(command, cwd=measuring.PROJECT, capture_output=True, check=False)  # noqa: S603  # our own
        return counted(counts.read()) if done.returncode == 0 else None


def counted(told: str) -> int | None:
    """The number in what perf writes; None when it says that it could not count."""
    rows = [line.split(",") for line in told.splitlines() if "instructions" in line and not line.startswith("#")]
    return int(rows[0][0]) if rows and rows[0][0].isdigit() else None


if __name__ == "__main__":
    sys.exit(main())
