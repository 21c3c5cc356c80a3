"""Many mistakes at once: what a twentieth of broken files costs, what is told of them, and a large proposal."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks import make_corpus, measuring
from tests.safety.figures import Row

PROFILES, WORK, BROKEN_IN = 10_000, 1_000, 20  # one file in twenty
PROPOSED = 2_000  # files in one proposal
ROUNDS = 1
TODAY = make_corpus.TODAY.isoformat()
READABLE = 250  # lines in a terminal
Way = Callable[[str, Random], str | bytes]


def _key(name: str, value: str) -> Way:
    """A field with another value, at the top or in the place of the one that is there."""

    def spoilt(text: str, _: Random) -> str:
        head, sign, rest = text.removeprefix("---\n").partition("\n---")
        lines = [line for line in head.split("\n") if not line.startswith(f"{name}:")]
        return "\n".join(["---", f"{name}: {value}", *lines]) + sign + rest

    return spoilt


def _swapped(old: str, new: str) -> Way:
    return lambda text, _: text.replace(old, new, 1)


# Each leaves a file in which `check` finds an error.
WAYS: dict[str, Way] = {
    "nothing in it": lambda text, _: "",
    "no front matter": lambda text, _: text.removeprefix("---\n"),
    "front matter without an end": lambda text, _: text.replace("\n---", "\n"),
    "a colon too many": _key("functie", "a: b: c"),
    "a quote that does not end": _key("functie", '"a'),
    "a bracket that does not end": _key("functie", "[a, b"),
    "a tab": _swapped("---\n", "---\nfunctie:\n\t- a\n"),
    "an anchor": _key("functie", "&a b"),
    "an alias": _key("functie", "*a"),
    "a tag": _key("functie", "!!python/object:os.system a"),
    "nested too deep": _key("functie", "[" * 30 + "]" * 30),
    "two documents": _swapped("---\n", "---\na: b\n--- c\n"),
    "a key twice": _swapped("---\n", "---\nwebsite: a\nwebsite: b\n"),
    "a key misspelt": _swapped("---\n", "---\neigennaar: a\n"),
    "a key nobody knows": _swapped("---\n", "---\nzzzzqqqq: a\n"),
    "a day that is not there": _key("bevestigd_op", "2026-02-30"),
    "a day in words": _key("bevestigd_op", "volgende week"),
    "a choice misspelt": _key("zichtbaarheid", "openbaaar"),
    "a choice nobody knows": _key("zichtbaarheid", "misschien"),
    "a list where one belongs": _key("organisatie", "[a, b]"),
    "a mapping where one belongs": _key("organisatie", "{a: b}"),
    "nothing where something must be": _key("organisatie", ""),
    "an address that runs": _key("links", "['javascript:alert(1)']"),
    "too long": _key("plaats", "a" * 300),
    "not UTF-8": lambda text, _: text.encode() + b"\xe9\xe8",
    "a control character": lambda text, _: text + "\x1b[31m",
    "turned around": lambda text, _: text + "\u202e",
    "a body too large": lambda text, dice: text + "a b c d e\n" * (3_500 + dice.randrange(100)),
    "a body that asks too much": lambda text, _: text + "*a **b " * 2_000,
    "a skill without a level that can be": _key("vaardigheden", "[{vaardigheid: plannen, niveau: 9}]"),
}  # fmt: skip

ROWS = (
    Row("files", "bestanden van mensen en klussen", "files of people and of work"),
    Row("broken", f"daarvan stuk, op {len(WAYS)} manieren", f"of those broken, in {len(WAYS)} ways"),
    Row("untold", "kapotte bestanden waarover niets gemeld wordt", "broken files of which nothing is told", 0),
    Row("problems", "meldingen", "problems told"),
    Row("in_json", "meldingen in JSON", "problems in JSON", "problems"),
    Row("lines", "regels daarvan in de terminal", "lines of them in the terminal"),
    Row("unreadable", "of dat er meer zijn dan 250", "whether those are more than 250", 0),
    Row("ratio", "bouw met fouten, CPU gedeeld door die zonder", "build with mistakes, CPU divided by one without"),
    Row("too_slow", "of dat meer is dan anderhalf", "whether that is more than one and a half", 0),
    Row("proposed", "bestanden in een voorstel aan dit netwerk", "files in a proposal to this network"),
    Row("check", "seconden CPU om het te controleren", "seconds of CPU to check it"),
    Row("over", "of dat meer is dan tien", "whether that is more than ten", 0),
    Row("guard", "seconden CPU voor wie wat mag wijzigen", "seconds of CPU for who may change what"),
    Row("preview", "seconden CPU voor het voorbeeld", "seconds of CPU for the preview"),
)


def spoilt(root: Path, every: int, seed: int) -> list[str]:
    """Breaks one file in so many, each in another way than the one before; gives their paths."""
    dice, ways = Random(seed), list(WAYS.values())
    files = content_files(root)
    chosen = sorted(dice.sample(files, len(files) // every))
    for n, path in enumerate(chosen):
        file = root / path
        made = ways[n % len(ways)](file.read_text("utf-8"), dice)
        file.write_bytes(made.encode() if isinstance(made, str) else made)
    return chosen


def content_files(root: Path) -> list[str]:
    """The files of people and of work."""
    found = (path for kind in ("profiles", "assignments") for path in (root / "content" / kind).glob("*.md"))
    return sorted(path.relative_to(root).as_posix() for path in found)


# What it costs --------------------------------------------------------------------------------------------------------


def figures(
    profiles: int = PROFILES, work: int = WORK, proposed: int = PROPOSED, rounds: int = ROUNDS
) -> dict[str, Any]:
    """Tries a network with and without mistakes in turn, and a large proposal to it."""
    with tempfile.TemporaryDirectory() as place:
        clean, broken = Path(place) / "clean", Path(place) / "broken"
        make_corpus.write(clean, profiles, work, 1)
        shutil.copytree(clean, broken)
        paths = spoilt(broken, BROKEN_IN, 1)
        ratio = median(built(broken) / built(clean) for _ in range(rounds))
        found = told(broken, paths)
        costs = proposal(clean, proposed)
        files = len(content_files(clean))
    return {
        "files": files,
        "broken": len(paths),
        **found,
        "ratio": f"{ratio:.2f}",
        "too_slow": int(ratio > 1.5),
        "proposed": proposed,
        **{name: f"{seconds:.1f}" for name, seconds in costs.items()},
        "over": int(costs["check"] > 10),
    }


def told(root: Path, paths: Sequence[str]) -> dict[str, int]:
    """What `check` tells of a network in which these files are broken."""
    listed = json.loads(said("check", "--root", str(root), "--today", TODAY, "--format", "json").said)
    lines = said("check", "--root", str(root), "--today", TODAY).said.decode().splitlines()
    counted = sum(map(int, re.findall(r"\d+", lines[-1].replace(".", ""))))  # 550 errors, 200 warnings, 3 advice
    wrong = {one["path"] for one in listed if one["severity"] == "error"}
    return {
        "untold": len({*paths} - wrong),
        "problems": counted,
        "in_json": len(listed),
        "lines": len(lines),
        "unreadable": int(len(lines) > READABLE),
    }


def built(root: Path) -> float:
    """The CPU of a build from nothing."""
    out = root.with_name("site")
    for folder in (out, root / ".wisselwerk"):
        shutil.rmtree(folder, ignore_errors=True)
    return said("build", "--root", str(root), "--out", str(out), "--today", TODAY).cpu


def proposal(root: Path, many: int) -> dict[str, float]:
    """The CPU of each step of the workflow for a proposal that changes, adds and breaks so many files."""
    _git(root, "init", "-q", "-b", "main")
    _committed(root)
    files = content_files(root)[: many - many // 20]
    for n, path in enumerate(files):
        text = (root / path).read_text("utf-8")
        (root / path).write_text(
            text + "\nNog een regel.\n" if n % BROKEN_IN else text.replace("naam:", "naaam:", 1), "utf-8"
        )
    for path in files[: many - len(files)]:
        text = (root / path).read_text("utf-8")
        (root / path.replace(".md", "-nieuw.md")).write_text(text, "utf-8")
    _committed(root)
    place, page = str(root), str(root.with_name("preview.html"))
    versions = ("--base", "HEAD^1", "--head", "HEAD", "--author", "somebody")
    return {
        "guard": said("guard", "--repository", place, *versions, "--format", "github").cpu,
        "check": said("check", "--root", place, "--today", TODAY, "--format", "github").cpu,
        "preview": said(
            "preview", "HEAD^1..HEAD", "--root", place, "--repository", place, "--out", page, "--today", TODAY
        ).cpu,
    }


def said(*asked: str) -> measuring.Spent:
    """What a command used and printed; that it found mistakes is no failure."""
    return measuring.spent([sys.executable, "-c", RUN, *asked])


# Mistakes give 1, which is what is wanted here; anything else ends it.
RUN = "import sys; from builder.cli import main; sys.exit(main(sys.argv[1:]) > 1)"


def _committed(root: Path) -> None:
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x")


def _git(root: Path, *asked: str) -> None:
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(root), *asked], env=alone, check=True)
