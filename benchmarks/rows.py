"""What each row of the site costs: a page or document is made, hashed and looked at, and its bytes are counted.

    python benchmarks/make_corpus.py /dev/shm/network --profiles 5000 --assignments 500
    python benchmarks/rows.py /dev/shm/network --only matches

The outputs are made in the order of a build, so that what one leaves for the next counts as it does there. Times are of
the processor, in microseconds for one output; templates are compiled before the clock runs.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from make_corpus import TODAY

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # the program of this very folder

from builder import build, exports, match, pages, planning, rank, verify  # noqa: E402
from builder.assets import assets  # noqa: E402
from builder.frame import Frame, tongues  # noqa: E402
from builder.manifest import in_order  # noqa: E402
from builder.material import Material  # noqa: E402
from builder.plan import Digests  # noqa: E402
from builder.render import render  # noqa: E402

Make = Callable[[pages.Page, Frame, str, tuple[Any, ...]], bytes]


class Row(NamedTuple):
    """A row of the site, how its outputs are made, and how many there are."""

    page: pages.Page
    make: Make
    items: Sequence[Any]


class One(NamedTuple):
    """An output to make."""

    row: Row
    path: str
    item: Any


class Cost(NamedTuple):
    """What one output cost, in nanoseconds, and its bytes."""

    key: int
    make: int
    look: int
    size: int


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a table, the dearest row first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--sample", type=int, default=1000, help="outputs of a row to make, spread over all")
    parser.add_argument("--only", action="append", default=[], help="rows with this in their path")
    asked = parser.parse_args(argv)
    gc.disable()  # as the command does
    frame, material = known(asked.root)
    rows = [row for row in all_rows(material) if not asked.only or any(one in row.page.path for one in asked.only)]
    plan = in_order(one for row in rows for one in sampled(row, asked.sample))
    warm(frame, material, rows)
    digests = Digests()
    print(table(rows, plan, [cost(frame, material, one, digests) for one in plan]))
    return 0


def known(root: Path) -> tuple[Frame, Material]:
    """What every output of a folder may know, and what it is made of."""
    checked = build.check(root, TODAY)
    directory, home = checked.directory, checked.home
    if directory is None or home is None:
        raise SystemExit(f"{root}: no settings")
    context = match.context(directory)
    ranking, _ = rank.ranked_since(directory, rank.Memory(), context)
    material = pages.material(directory, ranking, (), {}, context, checked.content.past, home, checked.networks)
    folders = build.template_folders(root)
    given = assets(folders, directory.settings.theme)
    tongue = tongues(directory.settings)[0]
    return planning.frame_of(home, context.frame, folders, given, tongue, exports.offers(material)), material


def all_rows(material: Material) -> Iterator[Row]:
    """Every page and every document."""
    for make, table in ((render, pages.PAGES), (document, exports.DATA)):
        yield from (Row(page, make, list(page.each(material))) for page in table)


def document(page: pages.Page, frame: Frame, _: str, shown: tuple[Any, ...]) -> bytes:
    """The bytes of a document."""
    return bytes(page.view(frame, *shown))  # type: ignore[arg-type]


def sampled(row: Row, most: int) -> Iterator[One]:
    """So many outputs of a row, spread over all: rows about the same people take the same ones."""
    step = -(-len(row.items) // most) or 1
    return (One(row, pages.landing(row.page, item), item) for item in row.items[::step])


def warm(frame: Frame, material: Material, rows: Iterable[Row]) -> None:
    """Makes the first of every row, so that all is loaded and compiled."""
    for row in rows:
        for one in sampled(row, 1):
            row.make(row.page, frame, one.path, row.page.shows(material, one.item))


LOOK = verify.looking()


def cost(frame: Frame, material: Material, one: One, digests: Digests) -> Cost:
    """What an output costs."""
    page, clock = one.row.page, time.process_time_ns
    began = clock()
    shown = page.shows(material, one.item)
    digests.key(b"", page.name, one.path, shown)
    planned = clock()
    data = one.row.make(page, frame, one.path, shown)
    made = clock()
    LOOK(one.path, data)
    return Cost(planned - began, made - planned, clock() - made, len(data))


def table(rows: Sequence[Row], plan: Sequence[One], found: Sequence[Cost]) -> str:
    """The rows with their costs as Markdown."""
    told = sorted((line for row in rows if (line := mean(row, plan, found))), reverse=True)
    heads = ("seconds of all", "MB of all", "row", "all", "made", "key µs", "make µs", "look µs", "bytes")
    whole = f"| {sum(one[0] for one in told):.2f} | {sum(one[1] for one in told):.1f} | together |" + " |" * 6
    lines = [" | ".join(f"{one:.2f}" if isinstance(one, float) else str(one) for one in line) for line in told]
    return "\n".join([f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", *(f"| {one} |" for one in lines), whole])


def mean(row: Row, plan: Sequence[One], found: Sequence[Cost]) -> tuple[Any, ...]:
    """What an output of a row costs, and what all of them would cost; nothing for a row without any."""
    mine = [cost for one, cost in zip(plan, found, strict=True) if one.row is row]
    if not mine:
        return ()
    total, (key, make, look, size) = len(row.items), (sum(each) / len(mine) for each in zip(*mine, strict=True))
    seconds, megabytes = total * (key + make + look) / 1e9, total * size / 1e6
    return seconds, megabytes, row.page.path, total, len(mine), key / 1e3, make / 1e3, look / 1e3, round(size)


if __name__ == "__main__":
    raise SystemExit(main())
