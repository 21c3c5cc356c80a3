"""The pictures in the documentation, taken anew: `python -m tests.pictures`.

The demo site as it stands on 21 November 2026, at the two widths of the tour, and the profile that the README writes.
"""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page

from builder import build
from tests.browsing import PHONE, WIDE, answered, launched, served

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
TOUR = DOCS / "tour"
TODAY = date(2026, 11, 21)
HEIGHTS = {WIDE: 1000, PHONE: 860}  # pixels of a page that a picture shows
COLOURS = 256


def as_it_is(page: Page) -> None:
    """Nothing done yet."""


def answer(page: Page) -> None:
    """The search has answered."""
    answered(page)


def narrowed(page: Page) -> None:
    """Somebody opened the filters of a list and chose one."""
    page.locator("#filters > summary").click()
    page.locator("#facets summary").first.click()
    page.locator("#facets label").nth(1).click()
    answered(page)
    page.evaluate("scrollTo(0, 0)")


class View(NamedTuple):
    """A stop of the tour: `name` is the name of its pictures."""

    name: str
    address: str
    before: Callable[[Page], None] = as_it_is
    dark: bool = False


# fmt: off
VIEWS = (
    View("home",         "index.html"),
    View("people",       "profiles/index.html", narrowed),
    View("profile",      "profiles/ans-kortekaas.html"),
    View("matches",      "matches/profiles/ans-kortekaas.html"),
    View("work",         "assignments/index.html"),
    View("assignment",   "assignments/verkiezingsteam-maart-2027.html"),
    View("search",       "search/index.html?q=vergunningen", answer),
    View("organisation", "organisations/gemeente-nieuw-vechten.html"),
    View("skills",       "skills/index.html"),
    View("figures",      "figures/index.html"),
    View("german",       "de/index.html"),
    View("dark",         "matches/profiles/ans-kortekaas.html", dark=True),
)
# fmt: on


def names() -> list[str]:
    """The files of the tour."""
    return [f"{view.name}-{width}.png" for view in VIEWS for width in HEIGHTS]


def take(browser: Browser, address: str, to: Path, width: int, view: View) -> None:
    """A picture of the top of a page, in few colours."""
    page = browser.new_page(
        viewport={"width": width, "height": HEIGHTS[width]}, color_scheme="dark" if view.dark else "light"
    )
    page.goto(address)
    view.before(page)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=to)
    page.close()
    with Image.open(to) as taken:
        taken.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            to, optimize=True
        )


def main() -> None:
    """Takes them all."""
    from tests.test_docs import environment, played, text_of  # it plays what the README tells

    TOUR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        root, site = Path(folder, "netwerk"), Path(folder, "site")
        build.build(PROJECT, site, TODAY)
        with served(site) as home:
            for view in VIEWS:
                for width in HEIGHTS:
                    take(browser, home + view.address, TOUR / f"{view.name}-{width}.png", width, view)
        root.mkdir()
        shutil.copytree(PROJECT / "content/vocabulary", root / "content/vocabulary")
        played(text_of("README.md"), root, environment(Path(folder), "nl"))
        profile = root / "site/profiles/anna-de-vries.html"
        take(browser, profile.as_uri(), DOCS / "profiel.png", WIDE, VIEWS[0])


if __name__ == "__main__":
    main()
