"""How tests open pages: a server of files, one browser, and an ear for what a page complains about."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, Response, sync_playwright

from builder import pages, phrases
from builder.pages import PAGES

LANGUAGES: tuple[str, ...] = phrases.SiteLanguage.__args__
INSIDE = tuple(page.name for page in PAGES if page.each is pages.inside)  # in the internal edition alone
SORTS = tuple(page.name for page in PAGES if page.name not in INSIDE)
WIDE, PHONE, NARROWEST = 1280, 360, 320
AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # whatever a page asks for, nothing leaves this machine
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"  # keeps the connection, which is much quicker

    def log_message(self, *_: Any) -> None:
        """The terminal is for the tests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where a site stands on this computer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser."""
    found = shutil.which("chromium")
    if not found:
        pytest.fail("Chromium is not here: `make test` installs it", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def overhear(page: Page, home: str, complaints: list[str]) -> None:
    """Writes down what goes wrong on a page: errors, what its policy forbids, what fails, and calls to other hosts."""

    def asked(request: Request) -> None:
        complaints.extend([] if request.url.startswith((home, "data:")) else [f"asked {request.url}"])

    def failed(request: Request) -> None:
        # A page that is left while it still loads gives up the rest: nothing failed.
        complaints.extend([] if request.failure == "net::ERR_ABORTED" else [f"{request.failure} {request.url}"])

    def came(response: Response) -> None:
        complaints.extend([f"{response.status} {response.url}"] if response.status >= 400 else [])

    def interrupted(dialog: Dialog) -> None:
        complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", interrupted)
    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("response", came)


def examples(site: Path, name: str) -> list[str]:
    """The addresses of the pages of a sort, the smallest first: most of what may stand on one stands on the last.

    A page that only leads on, from a name that a file had before, is none of them.
    """
    patterns = {page.name: page.path.replace("{slug}", "*").replace("{sheet}", "") for page in PAGES}
    lists = {site / pattern for pattern in patterns.values() if "*" not in pattern}
    found = {path for path in site.glob(patterns[name]) if b'http-equiv="refresh"' not in path.read_bytes()}
    paths = sorted(found - lists if "*" in patterns[name] else found, key=lambda path: (path.stat().st_size, path))
    return [path.relative_to(site).as_posix() for path in paths]


def answered(page: Page) -> None:
    """Waits until the search has said something."""
    page.locator("#count", has_text=re.compile(r"\S")).wait_for()
    page.locator("#progress").wait_for(state="hidden")
    assert page.locator("#trouble").is_hidden()
    assert page.locator("#count").inner_text()


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Presses Tab until the focus is on one of these."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")
