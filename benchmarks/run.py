"""What building costs: cold, with nothing changed, with one profile changed, and checking alone.

    python benchmarks/run.py --profiles 1000 --assignments 100

Each round is a new process. CPU time and memory are those of the process and all it started, as the system counted
them, so that start-up is included and other work on the machine hardly matters.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TODAY = "2026-11-21"


class Spent(NamedTuple):
    """What one process used."""

    seconds: float  # of CPU, its own and the system's for it
    megabytes: float  # the most memory that one process held


class Round(NamedTuple):
    """One measurement: what was used, and which files of the site it wrote."""

    spent: Spent
    files: int
    size: int  # bytes of those files


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--assignments", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="wisselwerk-") as folder:
        root, out = Path(folder) / "root", Path(folder) / "site"
        make = [f"--profiles={asked.profiles}", f"--assignments={asked.assignments}", f"--seed={asked.seed}"]
        spent([sys.executable, str(HERE / "make_corpus.py"), str(root), *make])
        spent(command("check", root))  # the first time, Python compiles itself
        print(f"{machine()}\n`{command_line(make, asked.rounds)}`\n")
        print(table(measured(root, out, asked.rounds)))
    return 0


def measured(root: Path, out: Path, rounds: int) -> Iterator[tuple[str, list[Round]]]:
    """Each situation with its rounds."""
    situations: Mapping[str, Callable[[], None]] = {
        "cold build": lambda: forget(root, out),
        "nothing changed": lambda: None,
        "one profile changed": lambda: change(root),
    }
    for name, prepare in situations.items():
        yield name, [built(root, out, prepare) for _ in range(rounds)]
    yield "check", [Round(spent(command("check", root)), 0, 0) for _ in range(rounds)]


def built(root: Path, out: Path, prepare: Callable[[], None]) -> Round:
    """A build after something was done to the folder."""
    prepare()
    before = inventory(out)
    used = spent([*command("build", root), "--out", str(out)])
    written = [size for path, (size, *stamp) in inventory(out).items() if before.get(path) != (size, *stamp)]
    return Round(used, len(written), sum(written))


def command(name: str, root: Path) -> list[str]:
    """A command of the program, on the day of the corpus."""
    return [sys.executable, "-m", "builder", name, "--root", str(root), "--today", TODAY]


def spent(program: Sequence[str]) -> Spent:
    """Runs a program to its end."""
    with subprocess.Popen(program, cwd=HERE.parent, stdout=subprocess.DEVNULL) as process:  # noqa: S603  # our own
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, program)
    kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    return Spent(used.ru_utime + used.ru_stime, kilobytes / 1024)


def inventory(out: Path) -> Mapping[str, tuple[int, int, int]]:
    """Every file of the site: its size, and what changes when it is written anew."""
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            seen = os.stat(os.path.join(folder, name))
            found[os.path.join(folder, name)] = (seen.st_size, seen.st_mtime_ns, seen.st_ino)
    return found


# What happens to the folder -------------------------------------------------------------------------------------------


def forget(root: Path, out: Path) -> None:
    """As if nothing was ever built."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(root / ".wisselwerk", ignore_errors=True)


def change(root: Path) -> None:
    """Edits the line that tells what somebody does, and the level of the first skill."""
    path = min((root / "content" / "profiles").iterdir())
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^aanspreken_op: .*$", turned, text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^(vaardigheden:\n  - [a-z-]+: )(\d)$", other_level, text, count=1, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def turned(line: re.Match[str]) -> str:
    """Another line of the same length, and the first one again the next time."""
    words = line[0].partition(": ")[2].strip('"').split()
    return f'aanspreken_op: "{" ".join(reversed(words))}"'


def other_level(found: re.Match[str]) -> str:
    """One level higher, and from the highest to the lowest."""
    return f"{found[1]}{int(found[2]) % 5 + 1}"


# What is told ---------------------------------------------------------------------------------------------------------


def table(measured: Iterator[tuple[str, list[Round]]]) -> str:
    """The rounds as a table in Markdown: the median, and between what the rounds lay."""
    lines = ["| | CPU s, median | min–max | peak MB | files written | kB written |", "|---|---|---|---|---|---|"]
    for name, rounds in measured:
        seconds = sorted(one.spent.seconds for one in rounds)
        memory = max(one.spent.megabytes for one in rounds)
        files, size = rounds[-1].files, rounds[-1].size / 1000
        lines.append(
            f"| {name} | {statistics.median(seconds):.2f} | {seconds[0]:.2f}–{seconds[-1]:.2f} "
            f"| {memory:.0f} | {files:,} | {size:,.0f} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """What it was measured on."""
    try:
        about = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        about = ""
    model = re.search(r"^model name\s*: (.+)$", about, re.MULTILINE)
    name = model[1] if model else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def command_line(make: Sequence[str], rounds: int) -> str:
    """The command that measures this again."""
    return f"python benchmarks/run.py {' '.join(make)} --rounds={rounds}"


if __name__ == "__main__":
    sys.exit(main())
