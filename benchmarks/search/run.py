"""What a search costs and finds, beside other searches on the same content with the same questions.

    npm ci --prefix benchmarks/search
    python benchmarks/search/run.py ROOT [--only ours] [--questions 200]

ROOT is a folder of content, such as make_corpus.py makes, or a file that entries.py made of one. The table is that of
RESULTS.md. Bytes are in gzip; scripts are counted apart, for they are the same for every question and are kept.
"""

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from entries import Found, found, read
from playwright.sync_api import Browser, Page, sync_playwright
from queries import KINDS, Query, World, queries

from builder import search
from builder.words import LANGUAGES

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "templates" / "static"
SEARCHES = {"ours": "Wisselwerk", "pagefind": "Pagefind", "minisearch": "MiniSearch", "lunr": "lunr, whole index"}
SCRIPTS = (".js", ".pagefind", ".html")  # what Pagefind runs is named so
PAGE = '<!doctype html><html lang="LANGUAGE"><link rel="icon" href="data:,"><body><script src="page.js"></script>'
SLOWER = 4  # times, as a phone is


class Outcome(NamedTuple):
    """What was measured of one search."""

    name: str
    fetched: list[int]  # bytes of each first question
    scripts: int
    took: list[float]  # milliseconds of each question when all is there
    slow: list[float]  # how long the page stood still, each time
    good: dict[str, int]  # kind of question → how many were answered well


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--only", nargs="*", choices=SEARCHES, default=list(SEARCHES))
    parser.add_argument("--questions", type=int, default=200)
    asked = parser.parse_args(argv)
    given = read(asked.root) if asked.root.is_file() else found(asked.root)
    every = queries(World(given.entries, given.labels, given.language))
    some = every[:: max(1, len(every) // asked.questions)]
    with tempfile.TemporaryDirectory(prefix="wisselwerk-") as name:
        folder = Path(name)
        laid_out(folder, given, set(asked.only) - {"ours"})
        with served(folder) as (home, log), launched() as browser:
            outcomes = [measured(browser, home, log, name, some, given) for name in asked.only]
            print(f"{len(given.entries):,} entries, {len(some)} questions\n")
            print(table(outcomes, some))
            if "ours" in asked.only:
                took = timed(browser, home, "slowed", some, SLOWER)["took"]
                print(f"\n{SLOWER} times slower, as on a phone: {median(took):.1f} ms, p95 {late(took):.1f} ms")
    return 0


def laid_out(folder: Path, given: Found, others: set[str]) -> None:
    """Writes the indexes, the scripts and a page."""
    names = [(entry.kind, entry.id) for entry in given.entries]
    index = search.index(given.language, names, range(len(names)), given.entries.__getitem__, given.labels)
    (folder / "search").mkdir()
    for path, data in index.files.items():
        (folder / path).write_bytes(data)
    shutil.copytree(STATIC / "search", folder / "scripts")
    for name in ("lunr.js", "stemmer-base.js"):
        shutil.copy(STATIC / "vendor" / name, folder / "scripts" / name)
    shutil.copy(STATIC / "vendor" / f"stemmer-{LANGUAGES[given.language]}.js", folder / "scripts" / "stemmer.js")
    shutil.copy(HERE / "page.js", folder / "page.js")
    page = PAGE.replace("LANGUAGE", given.language)
    (folder / "index.html").write_text(page, encoding="utf-8")
    if "minisearch" in others:
        shutil.copy(HERE / "node_modules/minisearch/dist/umd/index.js", folder / "scripts" / "minisearch.js")
    if others:
        texts = folder / "texts.json"
        lines = (entry.text.split("\n") for entry in given.entries)
        texts.write_bytes(msgspec.json.encode([(title, ". ".join([title, *rest])) for title, *rest in lines]))
        made = [str(HERE / "others.mjs"), str(texts), str(folder / "others"), given.language, *sorted(others)]
        subprocess.run(["node", "--max-old-space-size=8000", *made], check=True, stdout=sys.stderr)  # noqa: S603, S607


def measured(
    browser: Browser, home: str, log: dict[str, int], name: str, some: Sequence[Query], given: Found
) -> Outcome:
    """What one search fetches for a first question, how long it takes when all is there, and what it finds."""
    numbers = search.numbered([(entry.kind, entry.id) for entry in given.entries])
    places = {number: place for place, number in enumerate(numbers if name == "ours" else range(len(numbers)))}
    fetched, scripts, good = [], 0, dict.fromkeys(KINDS, 0)
    for query in some:
        with visit(browser, home, name) as page:
            hits = [places[number] for number in page.evaluate("text => ask(text)", query.text)]
            good[query.kind] += bool(set(query.good) & set(hits)) if query.good else not hits
        scripts = sum(size for path, size in log.items() if path.endswith(SCRIPTS))
        fetched.append(sum(log.values()) - scripts)
        log.clear()
    last = timed(browser, home, name, some)
    log.clear()
    return Outcome(name, fetched, scripts, last["took"], last["slow"], good)


def timed(browser: Browser, home: str, name: str, some: Sequence[Query], slower: int = 1) -> Any:
    """How long each question takes once its files are there."""
    texts = [query.text for query in some]
    with visit(browser, home, name) as page:
        page.evaluate("texts => timed(texts)", texts)
        if slower > 1:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        return page.evaluate("texts => timed(texts)", texts)


@contextmanager
def visit(browser: Browser, home: str, name: str) -> Iterator[Page]:
    """A page with a search, in a browser that has kept nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(home)
    page.evaluate("name => begin(name)", name)
    yield page
    context.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, says nothing, and writes down how large each is in gzip."""

    protocol_version = "HTTP/1.1"
    log: dict[str, int] = {}  # noqa: RUF012 (one server, one log)
    sizes: dict[str, int] = {}  # noqa: RUF012

    def log_message(self, *_: Any) -> None:
        """The terminal is for the table."""

    def do_GET(self) -> None:
        """A file."""
        path = self.translate_path(self.path)
        if Path(path).is_file():
            if path not in self.sizes:
                data = Path(path).read_bytes()
                self.sizes[path] = min(len(data), len(gzip.compress(data, 6)))
            self.log[path] = self.sizes[path]
        super().do_GET()


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Where the folder stands on this computer, and what is fetched from it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", Quiet.log
        server.shutdown()


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"])


def table(outcomes: Sequence[Outcome], some: Sequence[Query]) -> str:
    """The outcomes in Markdown: a search in each column."""
    many = {kind: sum(query.kind == kind for query in some) for kind in KINDS}
    rows = [
        ("first search, median kB", [f"{median(one.fetched) / 1000:,.1f}" for one in outcomes]),
        ("first search, p95 kB", [f"{late(one.fetched) / 1000:,.1f}" for one in outcomes]),
        ("scripts, kB", [f"{one.scripts / 1000:,.1f}" for one in outcomes]),
        ("when all is there, median ms", [f"{median(one.took):.1f}" for one in outcomes]),
        ("when all is there, p95 ms", [f"{late(one.took):.1f}" for one in outcomes]),
        ("page stood still over 50 ms, times", [str(len(one.slow)) for one in outcomes]),
        *((f"good: {kind} ({many[kind]})", [str(one.good[kind]) for one in outcomes]) for kind in KINDS),
        (f"good: all ({len(some)})", [str(sum(one.good.values())) for one in outcomes]),
    ]
    head = ["", *(SEARCHES[one.name] for one in outcomes)]
    lines = [head, ["---", *["--:"] * len(outcomes)], *([name, *cells] for name, cells in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def late(values: Sequence[float]) -> float:
    """The one that nineteen in twenty do not pass."""
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
