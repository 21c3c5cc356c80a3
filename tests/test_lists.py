"""The lists of people and of work: whole as they are, and narrowed by who has scripts."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PHONE, SIDEWAYS, WIDE, tab_to
from tests.test_accessibility import UNROLL, barriers

pytestmark = pytest.mark.browser

LISTS = {"profiles": "profile", "assignments": "assignment", "overview": "assignment"}
MOST = 2_000  # bytes, in gzip, that a list carries for those who may want to narrow it
LINKS = '//div[@id="listed"]//*[self::h3 or self::th]/a/@href'
SUMMARY = "#filters > summary"

Open = Callable[..., Page]


def listed(demo: Path, name: str) -> list[str]:
    """The slugs on all sheets of a list, in their order."""
    sheets = [demo / name / "index.html", *sorted((demo / name / "index").glob("*.html"))]
    return [Path(link).stem for sheet in sheets for link in html.fromstring(sheet.read_bytes()).xpath(LINKS)]


def unfolded(page: Page) -> Page:
    """Unfolds what narrows a list, and waits for it."""
    page.locator(SUMMARY).click()
    said(page)
    return page


def said(page: Page, what: str | re.Pattern[str] = re.compile(r"\d")) -> None:
    """Waits until the page says how much there is."""
    expect(page.locator("#count")).to_have_text(what)
    expect(page.locator("#progress")).to_be_hidden()


def group(page: Page, name: str) -> None:
    """Unfolds a group of filters."""
    page.locator("#facets summary").get_by_text(name, exact=True).click()
    page.locator("#facets details[open] label").first.wait_for()


def box(page: Page, facet: str, value: str) -> tuple[Any, int]:
    """The box for a filter, and the number beside it."""
    found = page.locator(f'#facets input[name="{facet}"][value="{value}"]')
    return found, int(found.locator("xpath=..").locator('[data-fill="count"]').inner_text())


def asked(page: Page) -> list[tuple[str, str]]:
    """The question in the address."""
    return parse_qsl(urlsplit(page.url).query)


def test_without_scripts_a_list_is_whole_and_offers_nothing_that_would_not_work(opened: Open, demo: Path) -> None:
    page = opened("profiles/index.html", java_script_enabled=False)

    assert not page.locator("#search").is_visible()
    assert page.locator("#listed .cards > li").count() == 48
    assert page.locator(".pager").is_visible()
    assert len(set(listed(demo, "profiles"))) > 48


def test_a_list_fetches_nothing_of_the_search_before_somebody_wants_it(opened: Open, home: str) -> None:
    page, fetched = opened("about/index.html"), []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page.goto(home + "assignments/index.html?utm=elsewhere#main")
    page.wait_for_load_state("networkidle")
    assert [path for path in fetched if "search/" in path and not path.endswith("/list.js")] == []

    unfolded(page)
    assert "/search/index.json" in fetched


@pytest.mark.parametrize("name", LISTS)
def test_what_a_list_carries_for_it_is_light(demo: Path, name: str) -> None:
    page = html.fromstring((demo / name / "index.html").read_bytes())
    [script] = page.xpath("//script")
    file = (demo / name) / script.get("src")

    assert "defer" in script.attrib
    assert (
        sum(len(gzip.compress(part)) for part in (file.read_bytes(), html.tostring(page.get_element_by_id("search"))))
        < MOST
    )


@pytest.mark.parametrize("name", LISTS)
def test_what_is_narrowed_is_exactly_the_list(opened: Open, demo: Path, name: str) -> None:
    page = opened(f"{name}/index.html?sort=new&n=1000")
    said(page)
    found = page.locator("#results > li").evaluate_all("all => all.map(({dataset}) => [dataset.kind, dataset.id])")

    assert sorted(slug for _, slug in found) == sorted(listed(demo, name))
    assert {kind for kind, _ in found} == {LISTS[name]}


def test_narrowed_work_stands_in_the_order_of_the_list(opened: Open, demo: Path) -> None:
    page = opened("assignments/index.html?layer=municipality&n=1000")
    said(page)
    found = page.locator("#results > li").evaluate_all("all => all.map(({dataset}) => dataset.id)")

    days = {one["id"]: one["closes"] for one in json.loads((demo / "api/v1/assignments.json").read_text())}

    assert len(found) > 10
    assert [days[slug] for slug in found] == sorted(days[slug] for slug in found)
    assert page.locator("#sort option:checked").inner_text() == "Sluit het eerst"


@pytest.mark.parametrize(
    ("name", "width"), [("profiles", WIDE), ("profiles", PHONE), ("assignments", PHONE), ("overview", WIDE)]
)
def test_a_filter_narrows_a_list_and_without_it_the_list_is_back(opened: Open, name: str, width: int) -> None:
    page = opened(f"{name}/index.html", width)
    whole = page.locator("#listed").inner_text()
    unfolded(page)
    assert page.locator("#listed").is_visible()
    assert page.locator('#facets summary:text-is("Soort")').count() == 0
    group(page, "Werkveld")
    first, there = box(page, "field", "digitale-overheid")
    first.check()
    said(page, re.compile(rf"^{there} "))

    expect(page.locator("#listed")).to_be_hidden()
    expect(first).to_be_focused()
    assert page.locator("#results > li").count() == min(there, 12)
    assert asked(page) == [("field", "digitale-overheid")]
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate(UNROLL)
    assert barriers(page) == []
    page.locator("#chosen button").click()
    expect(page.locator("#listed")).to_be_visible()
    expect(page.locator(SUMMARY)).to_be_focused()
    assert page.locator("#listed").inner_text() == whole
    assert page.locator("#results > li").count() == 0
    assert urlsplit(page.url).query == ""
    page.go_back()
    said(page, re.compile(rf"^{there} "))
    assert first.is_checked()


def test_filters_and_words_work_together_without_a_mouse(opened: Open) -> None:
    page = opened("profiles/index.html")
    tab_to(page, SUMMARY)
    page.keyboard.press("Enter")
    said(page)
    expect(page.locator(SUMMARY)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("taal")
    page.keyboard.press("Enter")
    said(page, re.compile(r"^\d+ resultaten$"))
    expect(page.locator("#listed")).to_be_hidden()
    words = page.locator("#count").inner_text()
    tab_to(page, "#facets summary")
    page.keyboard.press("Enter")
    page.locator("#facets input").first.wait_for()
    tab_to(page, "#facets input")
    page.keyboard.press("Space")
    expect(page.locator("#count")).not_to_have_text(words)

    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert [name for name, _ in asked(page)] == ["q", "field"]
    page.reload()
    said(page)
    assert [name for name, _ in asked(page)] == ["q", "field"]
    assert page.locator("#q").input_value() == "taal"
    assert page.locator("#q").is_visible()


def test_the_second_sheet_of_a_list_can_be_narrowed_too_and_comes_back(opened: Open) -> None:
    page = opened("profiles/index/2.html?layer=municipality")
    said(page)
    assert not page.locator("#q").is_visible()
    [link] = page.locator("#results a").first.evaluate_all("all => all.map((one) => one.href)")

    assert re.search(r"/profiles/[a-z-]+\.html$", link)
    page.locator("#chosen button").click()
    expect(page.locator("#listed")).to_be_visible()
    assert page.locator("#listed [aria-current=page]").inner_text().endswith("2")


def test_filters_that_leave_nothing_help_to_widen(opened: Open) -> None:
    page = opened("profiles/index.html?q=taal&layer=mars")
    said(page, "Niets gevonden")
    expect(page.locator("#listed")).to_be_hidden()

    page.locator("#without").click()
    said(page)
    assert asked(page) == [("q", "taal")]
    assert page.locator("#results > li").first.get_attribute("data-kind") == "profile"


@pytest.mark.parametrize("lost", ["**/search/index.html", "**/search/index.json"])
def test_when_it_cannot_work_the_list_says_so_and_stands(chromium: Browser, home: str, lost: str) -> None:
    page = chromium.new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(home + "profiles/index.html")
    page.locator(SUMMARY).click()
    expect(page.locator("#trouble")).to_contain_text("Verfijnen lukt nu niet")

    assert page.locator("#listed .cards > li").count() == 48
    assert page.locator("#listed").is_visible()
    expect(page.locator("#progress")).to_be_hidden()
    page.unroute_all()
    page.locator(SUMMARY).click()
    page.locator(SUMMARY).click()
    said(page)
    assert page.locator("#trouble").is_hidden()
    page.close()
