"""What many tests stand on: the demo site, and a browser; each made once for each process."""

import asyncio
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from builder import build, swap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# No test measures time, and these least of all: a busy machine is no mistake.
settings.register_profile("untimed", deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=5_000)  # pytest --hypothesis-profile fuzz tests/fuzz
settings.load_profile("untimed")

PROJECT = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _no_day_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests say themselves what day it is."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.fixture(scope="session", autouse=True)
def _no_wait_for_the_disk() -> Iterator[None]:
    """Thousands of small sites are thrown away at once: that none is lost with the power is not worth the waiting."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(swap, "flushed", lambda folder: None)
        yield


@pytest.fixture(scope="module", autouse=True)
def _swept() -> Iterator[None]:
    """A command looks for no cycles, so after one that was tried here nobody does: they would fill the memory."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def own_loop() -> Iterator[None]:
    """For tests that fetch: a browser that an earlier test opened keeps an event loop running in this thread."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture(scope="session")
def demo_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo content."""
    root = tmp_path_factory.mktemp("demo") / "root"
    for folder in ("content", "mappings"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copy(PROJECT / "directory.yaml", root)
    return root


@pytest.fixture(scope="session")
def demo(demo_root: Path) -> Path:
    """The demo site, in every language there is."""
    os.umask(0o022)
    build.build(demo_root, demo_root.parent / "site", TODAY)
    return demo_root.parent / "site"


@pytest.fixture(scope="session")
def demo_inside(demo_root: Path) -> Path:
    """The internal edition of the demo."""
    os.umask(0o022)
    build.build(demo_root, demo_root.parent / "inside", TODAY, "internal")
    return demo_root.parent / "inside"


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One browser for all that follows."""
    from tests.browsing import launched  # only tests that open pages need what it takes

    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def home(demo: Path) -> Iterator[str]:
    """Where the demo stands on this computer."""
    from tests.browsing import served

    with served(demo) as address:
        yield address


@pytest.fixture(scope="session")
def visitor(chromium: "Browser") -> "Iterator[BrowserContext]":
    """Somebody with an ordinary browser, who has been here before: the site keeps nothing, but files are at hand."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def opened(chromium: "Browser", visitor: "BrowserContext", home: str) -> "Iterator[Callable[..., Page]]":
    """Opens a page of the demo; afterwards no page may have complained, asked a question or called another host."""
    from tests.browsing import WIDE, overhear

    pages: list[Page] = []
    complaints: list[str] = []

    def open_(address: str = "", width: int = WIDE, **more: Any) -> "Page":
        page = chromium.new_page(**more) if more else visitor.new_page()
        pages.append(page)
        overhear(page, home, complaints)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(home + address)
        return page

    yield open_
    for page in pages:
        page.close()
    assert complaints == []
