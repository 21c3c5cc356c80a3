"""How well the demo can be searched: questions that people ask, put to the engine that runs in their browser.

`python -m tests.test_findable` writes the figures in the documentation anew.
"""

import gzip
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from builder import build

PROJECT = Path(__file__).resolve().parent.parent
sys.path.append(str(PROJECT / "tests"))  # where pytest looks by itself

from search.browser import answers  # noqa: E402

TODAY = date(2026, 11, 21)
QUESTIONS = PROJECT / "tests" / "search" / "quality.txt"
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
FIRST = 5  # hits that people look at
ENOUGH = 95  # per cent
MOST = 60_000  # bytes, in gzip, before anything is searched
RENEW = "write it anew with: .venv/bin/python -m tests.test_findable"

Tail = tuple[str, str, str]
SAID: Mapping[str, tuple[str, Tail]] = {
    "docs/zoeken.md": (
        "| soort vraag | vragen | goed |\n|---|--:|--:|\n",
        ("samen", "In de proef mist het zoeken nu deze vragen:", "In de proef mist het zoeken nu geen enkele vraag."),
    ),
    "docs/search.md": (
        "| kind of question | questions | good |\n|---|--:|--:|\n",
        (
            "together",
            "In the trial, search now misses these questions:",
            "In the trial, search now misses no question.",
        ),
    ),
}


class Question(NamedTuple):
    """What somebody types, and the pages she hopes to find."""

    kind: tuple[str, str]  # in Dutch and in English
    text: str
    wanted: frozenset[str]


def questions() -> list[Question]:
    """The questions in the file."""
    found, kind = [], ("", "")
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            dutch, _, english = line[3:].partition(" | ")
            kind = dutch, english
        elif " = " in line:
            text, _, wanted = line.partition(" = ")
            found.append(Question(kind, text, frozenset(wanted.split())))
    return found


def index(site: Path) -> dict[str, bytes]:
    """The files of the search."""
    return {f"search/{path.name}": path.read_bytes() for path in (site / "search").glob("*.json")}


def answered(site: Path, asked: Sequence[Question]) -> list[tuple[Question, bool]]:
    """Each question, and whether a page that was hoped for is among the first hits."""
    replies = answers(index(site), *({"text": one.text, "size": FIRST} for one in asked))
    return [(one, not one.wanted.isdisjoint(ids(reply))) for one, reply in zip(asked, replies, strict=True)]


def ids(reply: Mapping[str, Any]) -> list[str]:
    """What was found."""
    return [hit["card"]["id"] for hit in reply["hits"]]


def figures(name: str, found: Sequence[tuple[Question, bool]]) -> str:
    """A table of how many questions were answered well, and what was missed."""
    head, (together, missed, none) = SAID[name]
    own = list(SAID).index(name)
    kinds: dict[str, list[bool]] = {}
    for one, good in found:
        kinds.setdefault(one.kind[own], []).append(good)
    rows = [*kinds.items(), (f"**{together}**", [good for _, good in found])]
    table = "".join(f"| {kind} | {len(all_)} | {sum(all_)} |\n" for kind, all_ in rows)
    misses = "".join(f"- `{one.text}`\n" for one, good in found if not good)
    return f"\n{head}{table}\n{missed}\n\n{misses}\n" if misses else f"\n{head}{table}\n{none}\n\n"


@pytest.fixture(scope="module")
def found(demo: Path) -> list[tuple[Question, bool]]:
    """The questions, put to the demo."""
    return answered(demo, questions())


def test_nearly_every_question_finds_what_was_hoped_for_among_the_first_hits(
    found: list[tuple[Question, bool]],
) -> None:
    missed = [one.text for one, good in found if not good]

    assert len({one.text for one, _ in found}) == len(found) >= 150
    assert 100 * len(missed) <= (100 - ENOUGH) * len(found), missed


def test_what_people_hope_to_find_is_there(demo: Path) -> None:
    slugs = {path.stem for path in demo.glob("*/*.html")}

    assert {slug for one in questions() for slug in one.wanted} <= slugs


@pytest.mark.parametrize("name", SAID)
def test_the_figures_are_those_of_the_trial(found: list[tuple[Question, bool]], name: str) -> None:
    written = FIGURES.search((PROJECT / name).read_text(encoding="utf-8"))

    assert written and written[0] == figures(name, found), RENEW


def test_the_search_page_is_light_before_anything_is_searched(demo: Path) -> None:
    page = demo / "search" / "index.html"
    named = re.findall(r'(?:\.\./)+(assets/[^" ]+\.(?:js|css))', page.read_text(encoding="utf-8"))
    files = {page, *(demo / path for path in named)}

    assert len(files) >= 9
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= MOST


def main() -> None:
    """Write the figures anew."""
    with tempfile.TemporaryDirectory() as folder:
        build.build(PROJECT, Path(folder) / "site", TODAY)
        found = answered(Path(folder) / "site", questions())
    for name in SAID:
        page = PROJECT / name
        page.write_text(FIGURES.sub(lambda _: figures(name, found), page.read_text(encoding="utf-8")), encoding="utf-8")  # noqa: B023


if __name__ == "__main__":
    main()
