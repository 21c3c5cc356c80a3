"""Requirement 7: every page says first what a browser may do with it, and a browser holds it to that."""

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builder.verify import CSP, CSP_MOVED

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WANTED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)


class First(HTMLParser):
    """The tags that a browser meets before it knows the policy of a page, and that policy."""

    def __init__(self) -> None:
        super().__init__()
        self.before: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Each until the policy was met."""
        if not self.policy and ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""
        elif not self.policy:
            self.before.append(tag)


def met(page: str) -> tuple[list[str], str]:
    """What a browser meets first."""
    found = First()
    found.feed(page)
    return found.before, found.policy


def parts(policy: str) -> frozenset[str]:
    return frozenset(policy.split("; "))


def test_07_the_policy_is_the_one_asked_for_and_a_font_of_our_own() -> None:
    assert parts(CSP) - parts(WANTED) == {"font-src 'self'"}
    assert parts(WANTED) <= parts(CSP)
    assert parts(CSP_MOVED) - parts(WANTED) == {"font-src 'self'", "form-action 'none'"}


@pytest.mark.parametrize("edition", ["demo", "demo_inside"])
def test_07_every_page_begins_with_it(edition: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(edition)
    found = {path: met(path.read_text("utf-8")[:2_000]) for path in sorted(site.rglob("*.html"))}

    assert len(found) > 3_000
    assert {
        path for path, one in found.items() if one[0] != ["html", "head", "meta"] or one[1] not in (CSP, CSP_MOVED)
    } == set()


def test_07_a_policy_that_comes_late_or_not_at_all_is_told(demo: Path) -> None:
    page = (demo / "index.html").read_text("utf-8")

    assert met(page.replace("<head>", '<head><link rel="stylesheet" href="x.css">', 1))[0] != ["html", "head", "meta"]
    assert met(page.replace("Content-Security-Policy", "x", 1))[1] == ""


TRIED = """<script>document.title = "ran"</script><img id="far" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<p id="styled" style="position:fixed">x</p><p id="told" onclick="document.title='clicked'">x</p>"""


@pytest.fixture
def tried(demo: Path, tmp_path: Path) -> Iterator[str]:
    """Two pages of the site into which somebody got what should not be there; one of them lost its policy."""
    from tests.browsing import served

    site = tmp_path / "site"
    shutil.copytree(demo / "assets", site / "assets")
    page = (demo / "index.html").read_text("utf-8").replace("</main>", f"{TRIED}</main>")
    (site / "index.html").write_text(page, "utf-8")
    (site / "open.html").write_text(page.replace("Content-Security-Policy", "x"), "utf-8")
    with served(site) as home:
        yield home


@pytest.mark.parametrize(("page", "holds"), [("index.html", True), ("open.html", False)])
def test_07_a_browser_runs_nothing_that_got_into_a_page(
    tried: str, chromium: "Browser", page: str, holds: bool
) -> None:
    opened = chromium.new_page()
    opened.goto(tried + page)
    opened.locator("#told").evaluate("one => one.click()")

    ran = opened.title() in ("ran", "clicked")
    shown = opened.locator("#far").evaluate("one => one.complete && one.naturalWidth > 0")
    styled = opened.locator("#styled").evaluate("one => getComputedStyle(one).position === 'fixed'")
    opened.close()

    assert (ran, styled) == (not holds, not holds)
    assert not (holds and shown)
