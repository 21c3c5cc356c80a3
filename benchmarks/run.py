"""What building costs: cold, with nothing changed, and after one change of each sort.

    python -m benchmarks.run --profiles 1000 --assignments 100
    python -m benchmarks.run --verify --rounds 1            is every site the same as one built from nothing?
    python -m benchmarks.run --sizes 1000,2000,4000         how the cost grows
    python -m benchmarks.run --json run.json                the same in figures for programs

Each round is a new process. CPU time is that of the process and all it started, as the system counted it, so that
start-up is included and other work on the machine matters less. Run it on a machine with nothing else to do.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from . import make_corpus, measuring
from .changes import CHANGES, Change, own_fields

TODAY = make_corpus.TODAY.isoformat()
COLD, NOTHING, CHECK = "cold", "nothing", "check"


class Round(NamedTuple):
    """One measurement: what was used, which files of the site it wrote, and how long each phase took."""

    spent: measuring.Spent
    files: int = 0
    size: int = 0  # bytes of those files
    phases: Mapping[str, float] = {}  # seconds of wall time


class Place(NamedTuple):
    """Where content lies and where its site goes."""

    root: Path
    out: Path

    @property
    def fresh(self) -> Path:
        """Where a second site goes, to compare."""
        return self.out.with_name("fresh")


class Differs(Exception):  # noqa: N818  # what was found, not what went wrong
    """A site is not the same as one that was built from nothing."""


def main(argv: Sequence[str] | None = None) -> int:
    """Prints tables; 1 when a site differs from a cold build."""
    asked = options().parse_args(argv)
    sizes = [int(one) for one in asked.sizes.split(",")] if asked.sizes else []
    try:
        told = grown(sizes, asked.seed, asked.rounds) if sizes else whole(asked)
    except Differs as differs:
        print(differs, file=sys.stderr)
        return 1
    print(f"{measuring.machine()}\n")
    print(growth_table(told["growth"]) if sizes else table(told["situations"]))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def options() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--assignments", type=int, help="a tenth of the profiles, unless you say otherwise")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--situations", default="", help=f"some of: {', '.join(SITUATIONS)}")
    parser.add_argument("--verify", action="store_true", help="compare every site with one built from nothing")
    parser.add_argument("--sizes", help="numbers of profiles, with commas: cold, one change and nothing for each")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    return parser


def whole(asked: argparse.Namespace) -> dict[str, Any]:
    """All situations at one size."""
    chosen = [one.strip() for one in asked.situations.split(",") if one.strip()] or list(SITUATIONS)
    work = asked.profiles // 10 if asked.assignments is None else asked.assignments
    with world(asked.profiles, work, asked.seed) as place:
        found = measured(place, asked.rounds, chosen, verify=asked.verify)
        return {"machine": measuring.machine(), "profiles": asked.profiles, "situations": dict(found)}


class world:  # noqa: N801  # it is used as a function
    """A corpus in a folder of its own, that is gone afterwards."""

    def __init__(self, profiles: int, assignments: int, seed: int) -> None:
        self._size = profiles, assignments, seed
        self._folder = tempfile.TemporaryDirectory(prefix="wisselwerk-")

    def __enter__(self) -> Place:
        place = Place(Path(self._folder.name) / "root", Path(self._folder.name) / "site")
        make_corpus.write(place.root, *self._size)
        return place

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


# Situations -----------------------------------------------------------------------------------------------------------


Prepare = Callable[[Place, int], None]


def forget(place: Place, _: int = 0) -> None:
    """As if nothing was ever built."""
    shutil.rmtree(place.out, ignore_errors=True)
    shutil.rmtree(place.root / ".wisselwerk", ignore_errors=True)


def rest(_: Place, __: int = 0) -> None:
    """Nothing happens."""


def changing(change: Change) -> Prepare:
    """What happens before a round in which something changes."""
    return lambda place, n: change.make(place.root, n)


BUILDS: Mapping[str, Prepare] = {COLD: forget, NOTHING: rest, **{one.name: changing(one) for one in CHANGES}}
SITUATIONS = (*BUILDS, CHECK)
LEAVES = {"profile removed": "profile added", "assignment removed": "assignment added"}


def measured(place: Place, rounds: int, chosen: Iterable[str], *, verify: bool) -> Iterator[tuple[str, Any]]:
    """Each situation with its figures."""
    measuring.spent(command("check", place.root))  # the first time, Python compiles itself
    names = list(chosen)
    if COLD not in names:
        built(place, forget)
    for name in names:
        if name == CHECK:
            yield name, figures([Round(measuring.spent(command("check", place.root))) for _ in range(rounds)])
            continue
        arrive(place, LEAVES.get(name), names, rounds)
        found = [built(place, BUILDS[name], n) for n in range(rounds)]
        if verify:
            compare(place, name)
        yield name, figures(found)


def arrive(place: Place, before: str | None, names: Sequence[str], rounds: int) -> None:
    """What is to be taken away is there first, also when nobody measures how it came."""
    if before and before not in names:
        for n in range(rounds):
            BUILDS[before](place, n)
        built(place, rest)


def built(place: Place, prepare: Prepare, n: int = 0) -> Round:
    """A build after something was done to the folder for the nth time."""
    prepare(place, n)
    before = measuring.inventory(place.out)
    used = measuring.spent([*command("build", place.root), "--out", str(place.out), "--format", "json"])
    after = measuring.inventory(place.out)
    written = [size for path, (size, *stamp) in after.items() if before.get(path) != (size, *stamp)]
    return Round(used, len(written), sum(written), json.loads(used.said)["seconds"])


def command(name: str, root: Path) -> list[str]:
    """A command of the program, on the day of the corpus. What `check` has to say is no failure."""
    if name == "check":
        look = "import sys; from builder.cli import main; sys.exit(main(sys.argv[1:]) > 1)"
        return [sys.executable, "-c", look, name, "--root", str(root), "--today", TODAY]
    return [sys.executable, "-m", "builder", name, "--root", str(root), "--today", TODAY]


def compare(place: Place, name: str) -> None:
    """Raises when the site is not what a cold build makes."""
    remembered = place.root / ".wisselwerk"
    aside = shutil.copytree(remembered, remembered.with_name("remembered"))
    shutil.rmtree(place.fresh, ignore_errors=True)
    measuring.spent([*command("build", place.root), "--out", str(place.fresh), "--format", "json"])
    try:
        if measuring.digest(place.out) != measuring.digest(place.fresh):
            wrong = measuring.differing(place.out, place.fresh)
            raise Differs(f"{name}: {len(wrong)} files differ from a cold build, such as {', '.join(wrong[:3])}")
    finally:
        shutil.rmtree(place.fresh)
        shutil.rmtree(remembered)
        aside.rename(remembered)


# Figures --------------------------------------------------------------------------------------------------------------


def figures(rounds: Sequence[Round]) -> dict[str, Any]:
    """Medians of some rounds, and between what the CPU times lay."""
    cpu = sorted(one.spent.cpu for one in rounds)
    return {
        "cpu": round(median(cpu), 3),
        "least": round(cpu[0], 3),
        "most": round(cpu[-1], 3),
        "wall": round(median(one.spent.wall for one in rounds), 3),
        "megabytes": round(max(one.spent.megabytes for one in rounds)),
        "together": round(max(one.spent.together or one.spent.megabytes for one in rounds)),
        "files": round(median(one.files for one in rounds)),
        "bytes": round(median(one.size for one in rounds)),
        "phases": {name: round(median(one.phases[name] for one in rounds), 3) for name in rounds[0].phases},
        "rounds": len(rounds),
    }


def grown(sizes: Sequence[int], seed: int, rounds: int) -> dict[str, Any]:
    """Cold, one change and nothing at each size; of large ones a round is enough, as noise is small beside them."""
    one = Change("one", own_fields)
    found = []
    for size in sizes:
        some = rounds if size <= 4000 else min(rounds, 3) if size <= 16_000 else 1
        with world(size, size // 10, seed) as place:
            cold = figures([built(place, forget) for _ in range(some)])
            changed = figures([built(place, changing(one), n) for n in range(max(some, 3))])
            nothing = figures([built(place, rest) for _ in range(max(some, 3))])
            found.append({"profiles": size, COLD: cold, "one": changed, NOTHING: nothing})
    return {"machine": measuring.machine(), "growth": found}


def table(situations: Mapping[str, Mapping[str, Any]]) -> str:
    """The situations as a table in Markdown."""
    lines = [
        "| | CPU s | min–max | wall s | MB | MB together | files | kB | seconds per phase |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, one in situations.items():
        phases = ", ".join(f"{phase} {seconds:.2f}" for phase, seconds in one["phases"].items())
        cpu = f"{one['cpu']:.2f} | {one['least']:.2f}–{one['most']:.2f} | {one['wall']:.2f}"
        memory = f"{one['megabytes']} | {one['together']}"
        lines.append(f"| {name} | {cpu} | {memory} | {one['files']:,} | {one['bytes'] / 1000:,.0f} | {phases} |")
    return "\n".join(lines)


def growth_table(growth: Sequence[Mapping[str, Any]]) -> str:
    """The sizes as a table in Markdown."""
    lines = [
        "| profiles | cold s | ms a profile | one change s | nothing s | MB | files |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in growth:
        cold, size = one[COLD], one["profiles"]
        lines.append(
            f"| {size:,} | {cold['cpu']:.2f} | {1000 * cold['cpu'] / size:.2f} | {one['one']['cpu']:.2f} "
            f"| {one[NOTHING]['cpu']:.2f} | {cold['megabytes']} | {cold['files']:,} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
