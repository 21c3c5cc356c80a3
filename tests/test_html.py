"""Every page of the demo in every language, as the checker of the people who write down HTML reads it."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builder.phrases import LANGUAGES

CHECKER = Path(__file__).parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# What it says of a good page, and why the page is good.
EXPECTED: Mapping[str, str] = {
    "Resource violates Content Security Policy .* blocked by “(style|script)-src” directive": (
        "a file has no host for 'self' to mean; the walks hold every page to its policy in a browser"
    ),
    "Inline script violates Content Security Policy": "data in a page is not run, so browsers do not forbid it",
}


@pytest.fixture(scope="module")
def said(demo: Path, demo_inside: Path) -> list[dict[str, Any]]:
    """All it says."""
    command = ["java", "-Xss2m", "-jar", CHECKER, "--skip-non-html", "--exit-zero-always", "--format", "json"]
    inside = sorted(demo_inside.rglob("coordination/index.html"))
    assert len(inside) == len(LANGUAGES)
    done = subprocess.run([*command, demo, *inside], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    messages = json.loads(done.stderr)["messages"]
    assert isinstance(messages, list)
    return messages


def test_every_page_is_good_html_and_nothing_is_warned_of(said: list[dict[str, Any]]) -> None:
    wrong = Counter(
        f"{one['message']} {one.get('extract', '')}"
        for one in said
        if not any(re.match(pattern, one["message"]) for pattern in EXPECTED)
    )

    assert wrong == {}


@pytest.mark.parametrize("pattern", EXPECTED)
def test_nothing_is_overlooked_that_is_not_said(said: list[dict[str, Any]], pattern: str) -> None:
    assert [one for one in said if re.match(pattern, one["message"])]


def test_a_mistake_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang=nl><title>Dag</title><ul><p>Dag</p></ul>")
    command = ["java", "-jar", CHECKER, "--errors-only", "--exit-zero-always", "--format", "json", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "not allowed as child of element “ul”" in done.stderr
