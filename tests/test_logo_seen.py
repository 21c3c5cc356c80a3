"""A logo of a network's own in the header, as somebody sees it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from builder import build
from tests.browsing import served

pytestmark = pytest.mark.browser

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 112 40"><path fill="#154273" d="M0 0h112v40H0z"/></svg>'
SETTINGS = (
    "title: Werk in de Streek\noperator: De Streek\nlanguage: nl\ntheme: {logo: {file: arms.svg, alt: De Streek}}\n"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("logo")
    (root / "templates/static").mkdir(parents=True)
    (root / "templates/static/arms.svg").write_text(LOGO, "utf-8")
    (root / "directory.yaml").write_text(SETTINGS, "utf-8")
    build.build(root, root / "site", date(2026, 7, 1))
    with served(root / "site") as address:
        yield address


def opened(browser: Browser, place: str, width: int, *, dark: bool) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    page.goto(place)
    return page


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_name_of_the_site_is_not_broken_beside_a_wide_logo(chromium: Browser, place: str, width: int) -> None:
    page = opened(chromium, place, width, dark=False)

    logo, name = (page.locator(f".brand {one}").bounding_box() for one in ("img", "span"))
    line = page.locator(".brand").evaluate("one => parseFloat(getComputedStyle(one).lineHeight)")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert logo and name
    assert logo["width"] > 2.5 * logo["height"]
    assert name["height"] < 2.5 * line and name["x"] + name["width"] <= width
    assert wide <= width


@pytest.mark.parametrize(("dark", "ground"), [(False, "rgba(0, 0, 0, 0)"), (True, "rgb(255, 255, 255)")])
def test_a_logo_that_was_drawn_for_white_stands_on_white_in_the_dark(
    chromium: Browser, place: str, dark: bool, ground: str
) -> None:
    page = opened(chromium, place, 360, dark=dark)

    found = page.locator(".logo").evaluate("one => getComputedStyle(one).backgroundColor")
    page.close()

    assert found == ground
