"""Searches for bytes that break something: the time is shared among the doors.

    python -m tests.fuzz --minutes 60             every door
    python -m tests.fuzz --minutes 5 markdown     one door, or more
    python -m tests.fuzz --keep                   what was learnt goes into the small corpus of each door

What it came to is added to tests/fuzz/report.json; `--anew` begins that again. The first time atheris is put in
.venv/fuzz, from requirements/fuzz.txt. What goes wrong is kept in tests/fuzz/findings/ and told on the screen.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz import report, targets

TOOLS = targets.PROJECT / ".venv/fuzz"
REQUIREMENTS = targets.PROJECT / "requirements/fuzz.txt"
KEPT_BYTES, KEPT_FILES = 12_000, 24  # of the corpus of a door


def main(argv: Sequence[str] | None = None) -> int:
    """Tries the doors one after another; 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("doors", nargs="*", metavar="door", help=f"one of: {', '.join(targets.TARGETS)}")
    parser.add_argument("--minutes", type=float, default=60, help="for all of them together")
    parser.add_argument("--anew", action="store_true", help="forget what earlier searches came to")
    parser.add_argument("--keep", action="store_true", help="keep what reaches most as the corpus of the suite")
    parser.add_argument("--grown", type=Path, help="a folder in which what was learnt lasts until the next time")
    asked = parser.parse_args(argv)
    if unknown := [one for one in asked.doors if one not in targets.TARGETS]:
        parser.error(f"no such door: {', '.join(unknown)}")
    doors = asked.doors or list(targets.TARGETS)
    if asked.anew:
        report.forget()
    tools = _tools()
    seconds = max(1, round(asked.minutes * 60 / len(doors)))
    found = 0
    with tempfile.TemporaryDirectory() as place:
        for name in doors:
            folder = (asked.grown or Path(place)) / name
            folder.mkdir(parents=True, exist_ok=True)
            one = hunted(name, seconds, folder, tools)
            report.add(name, one)
            found += one.found
            print(f"{name:18} {one.runs:>9} runs  {one.edges:>5} edges  {one.found:>3} found", flush=True)
            if asked.keep:
                _keep(name, folder)
    return int(found > 0)


def hunted(name: str, seconds: int, folder: Path, tools: str) -> report.Hunt:
    """A door tried in a process of its own, which is begun again when an input took too long or too much."""
    runs = edges = 0
    spent = 0.0
    before = {*targets.kept(name)}
    log = folder / "log"
    with log.open("wb") as out:
        while spent < seconds:
            at, began = out.tell(), time.monotonic()
            left = str(max(1, round(seconds - spent)))
            command = [sys.executable, "-m", "tests.fuzz.hunt", name, left, str(folder)]
            done = subprocess.run(  # noqa: PLW1510  # how it ended is looked at
                command, cwd=targets.PROJECT, env=_environment(tools), stdout=out, stderr=out
            )
            told = log.read_bytes()[at:].decode("utf-8", "replace")
            ended = re.search(r"Done (\d+) runs in (\d+) second", told)
            pulses = re.findall(r"^#(\d+)\s+\w+\s+cov: (\d+)", told, re.MULTILINE)
            runs += int(ended[1]) if ended else int(pulses[-1][0]) if pulses else 0
            edges = max(edges, *(int(cov) for _, cov in pulses)) if pulses else edges
            for line in re.findall(r"^FOUND .*", told, re.MULTILINE):
                print(f"{name}: {line}", flush=True)
            if not pulses:
                raise SystemExit(f"{name} did not begin:\n{told[-3000:]}")
            spent += int(ended[2]) if ended else time.monotonic() - began
            if done.returncode:
                print(f"{name}: ended early, with {done.returncode}\n{told[-1500:]}", flush=True)
    return report.Hunt(runs, round(spent), edges, len({*targets.kept(name)} - before))


def _keep(name: str, folder: Path) -> None:
    """Some of what was learnt, short and long: the search itself makes each as short as it can be."""
    corpus = targets.CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    for one in corpus.iterdir():
        one.unlink()
    found = sorted((folder / "grown").iterdir(), key=lambda one: (one.stat().st_size, one.name))
    room = KEPT_BYTES
    for one in found[:: max(1, len(found) // KEPT_FILES)][:KEPT_FILES]:
        size = one.stat().st_size
        if size <= room:
            (corpus / one.name).write_bytes(one.read_bytes())
            room -= size


def _environment(tools: str) -> dict[str, str]:
    path = [str(targets.PROJECT), tools, os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path)), "PYTHONWARNINGS": "ignore"}


def _tools() -> str:
    """Where atheris is: at hand already, or put in a folder of its own."""
    if find_spec("atheris"):
        return ""
    if not TOOLS.exists():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
        subprocess.run([*pip, "--target", str(TOOLS), "-r", str(REQUIREMENTS)], check=True)
    return str(TOOLS)


if __name__ == "__main__":
    sys.exit(main())
