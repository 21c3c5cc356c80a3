"""What a build does not load: a change is waited for, and most of that time would go to what it has no use for."""

import subprocess
import sys
from pathlib import Path

import pytest

from builder.exports import DATA, documents, tables
from builder.exports.offers import PUBLISHED, TABLES, WRITTEN
from builder.frame import Late, fetched
from builder.pages import PAGES, Page
from builder.schema import KINDS
from tests import samples

PROJECT = Path(__file__).parent.parent
ASKED = """
import sys
from builder.cli import main
assert main(["build", "--root", sys.argv[1], "--out", sys.argv[2], "--today", "2026-11-21"]) < 2
print("\\n".join(sys.modules))
"""


def loaded(root: Path, out: Path) -> set[str]:
    """The modules that a build in a process of its own has loaded when it is done."""
    asked = [sys.executable, "-c", ASKED, str(root), str(out)]
    return set(subprocess.run(asked, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.split())


def test_a_build_with_nothing_changed_loads_nothing_that_makes_pages(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    first = loaded(root, tmp_path / "site")
    second = loaded(root, tmp_path / "site")

    heavy = {"jinja2", "markdown_it", "PIL", "segno", "httpx", "openpyxl", "numpy"}
    views = {"builder.views.people", "builder.views.form", "builder.exports.documents", "builder.resumes"}
    assert {"jinja2", "markdown_it", *views} <= first
    assert second & (heavy | views) == set()


@pytest.mark.parametrize("page", [*PAGES, *DATA], ids=lambda page: page.path)
def test_the_view_that_a_row_names_is_there(page: Page) -> None:
    assert isinstance(page.view, Late)
    assert callable(fetched(page.view))


def test_the_names_of_what_is_described_are_those_of_the_descriptions() -> None:
    assert tuple(documents.PUBLISHED) == PUBLISHED
    assert tuple(KINDS) == WRITTEN
    assert tuple(tables.TABLES) == TABLES
