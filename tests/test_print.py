"""The demo site on paper: a profile is a CV of two pages, and nothing on paper asks for a click."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import served

pytestmark = pytest.mark.browser

Printed = Callable[[str], tuple[int, Page]]


@pytest.fixture(scope="module")
def sheet(chromium: Browser, demo: Path) -> Iterator[Page]:
    """A page of a browser that shows what would be printed, and the demo site within its reach."""
    with served(demo) as home:
        page = chromium.new_page(base_url=home)
        page.emulate_media(media="print")
        yield page
        page.close()


def pages(sheet: Page) -> int:
    """How many pages of paper it takes."""
    paper = sheet.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def largest(demo: Path, pattern: str, most: int) -> list[str]:
    """The largest pages of a sort."""
    found = sorted((path for path in demo.glob(pattern) if path.stem != "index"), key=lambda path: path.stat().st_size)
    return [path.relative_to(demo).as_posix() for path in found[-most:]]


def test_a_profile_prints_as_a_cv_of_two_pages(sheet: Page, demo: Path) -> None:
    taken = {}
    for address in largest(demo, "profiles/*.html", 10):
        sheet.goto(address)
        taken[address] = pages(sheet)

    assert len(taken) == 10
    assert max(taken.values()) == 2, taken


def test_an_assignment_prints_on_two_pages_at_most(sheet: Page, demo: Path) -> None:
    for address in largest(demo, "assignments/*.html", 3):
        sheet.goto(address)
        assert pages(sheet) <= 2, address


@pytest.mark.parametrize(
    "pattern",
    [
        "profiles/*.html",
        "assignments/*.html",
        "matches/profiles/*.html",
        "matches/assignments/*.html",
        "figures/*.html",
    ],
)
def test_paper_holds_no_menu_button_or_folded_text(sheet: Page, demo: Path, pattern: str) -> None:
    (address,) = largest(demo, pattern, 1) or [pattern.replace("*", "index")]
    sheet.goto(address)

    assert sheet.locator("h1").is_visible()
    for what in ("header", "footer", "nav", ".nl-button", "details", ".source"):
        assert sheet.locator(what).filter(visible=True).count() == 0, what


def test_the_bars_and_tables_of_the_figures_stand_on_paper(sheet: Page) -> None:
    sheet.goto("figures/index.html")

    assert sheet.locator("table.bars").first.evaluate("table => getComputedStyle(table).display") == "table"
    assert sheet.locator(".bar svg").first.is_visible()


def test_a_link_to_elsewhere_shows_its_address_on_paper(sheet: Page, demo: Path) -> None:
    said = "link => getComputedStyle(link, '::after').content"
    elsewhere = 'main .links a[href^="http"], main .plain a[href^="http"]'
    address = next(
        path
        for path in largest(demo, "profiles/*.html", 99)
        if re.search(r'links">.*?href="http', (demo / path).read_text())
    )
    sheet.goto(address)
    link = sheet.locator(elsewhere).first

    assert f"({link.get_attribute('href')})" in link.evaluate(said).replace('"', "").replace(" ", "")
    assert sheet.locator("main .chips a").first.evaluate(said) == "none"


def test_a_business_card_prints_on_one_card(sheet: Page, demo: Path) -> None:
    (address,) = largest(demo, "cards/*.html", 1)
    sheet.goto(address)
    paper = sheet.pdf(prefer_css_page_size=True)
    size = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)

    assert pages(sheet) == 1
    assert size and [round(float(side) / 72 * 25.4) for side in size.groups()] == [85, 55]
    assert sheet.locator("h1").filter(visible=True).count() == 0
    assert sheet.locator(".business-card .qr").is_visible()


def test_all_of_a_card_stands_on_it(sheet: Page, demo: Path) -> None:
    for address in largest(demo, "cards/*.html", 99):
        sheet.goto(address)
        over = sheet.locator(".business-card").evaluate("card => card.scrollHeight - card.clientHeight")
        assert over <= 0, address
