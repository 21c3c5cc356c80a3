"""The ways people go through the site, on a phone and on a desk, told as they go them.

On every page they pass nothing may go wrong: no error, nothing the policy forbids, no failed or foreign request, and
nothing to scroll sideways for.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.pages import PAGES
from builder.phrases import phrases, say
from builder.shipped import templates_folder
from tests.browsing import INSIDE, LANGUAGES, PHONE, SIDEWAYS, WIDE, answered, examples, overhear, tab_to

pytestmark = pytest.mark.browser

WORDS = phrases(templates_folder(), "nl")
BOTH = pytest.mark.parametrize("width", [PHONE, WIDE])

# Every page looks at its own width, also when more comes on it later, and complains when it is too narrow for it.
TOO_WIDE = """addEventListener("DOMContentLoaded", () => new ResizeObserver(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) console.error(`${location.pathname} is ${scrollWidth - clientWidth} px too wide`);
}).observe(document.body))"""
# What has the focus, when no two pixels of outline show it, when it is off the screen, or under something else.
UNSEEN = """() => {
  const one = document.activeElement, { left, top, right, bottom, width, height } = one.getClientRects()[0];
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const over = document.elementFromPoint(left + Math.min(width / 2, 40), top + Math.min(height / 2, 12));
  return [
    one === document.body && "nothing has the focus",
    (outlineStyle === "none" || parseFloat(outlineWidth) < 2) && "no outline",
    (right > innerWidth || left < 0 || bottom <= 0 || top >= innerHeight) && "off the screen",
    !(over && (one.contains(over) || over.contains(one))) && `under ${over && over.outerHTML.slice(0, 60)}`,
  ].filter(Boolean).map(what => `${what}: ${one.outerHTML.slice(0, 80)}`);
}"""

Walk = Callable[..., Page]


@pytest.fixture
def walk(chromium: Browser, home: str) -> Iterator[Walk]:
    """Somebody comes in; when she has left, no page may have complained."""
    complaints: list[str] = []
    left = []

    def begin(width: int, address: str = "", **more: Any) -> Page:
        visitor = chromium.new_context(viewport={"width": width, "height": 800}, **more)
        visitor.add_init_script(TOO_WIDE)
        left.append(visitor)
        page = visitor.new_page()
        overhear(page, home, complaints)
        page.goto(home + address)
        return page

    yield begin
    for visitor in left:
        visitor.close()
    assert complaints == []


def path(page: Page) -> str:
    """Which page of the site this is."""
    return urlsplit(page.url).path.lstrip("/")


def heading(page: Page) -> str:
    """What the page is about."""
    return page.locator("h1").inner_text()


def section(page: Page, key: str) -> Locator:
    """The part of a page under a heading."""
    return page.locator("main section").filter(has=page.get_by_role("heading", name=WORDS[key], exact=True))


# Find, react, understand ----------------------------------------------------------------------------------------------


@BOTH
def test_one_finds_a_colleague_and_how_to_reach_her(walk: Walk, width: int) -> None:
    page = walk(width)
    page.get_by_label(WORDS["search.label"]).fill("klare taal")
    page.get_by_role("button", name=WORDS["search.submit"]).click()
    answered(page)
    hit = page.locator('#results > li[data-kind="profile"]').first.get_by_role("link")
    name = hit.inner_text()
    hit.click()

    expect(page.locator("h1")).to_have_text(name)
    assert "taal" in section(page, "person.can").inner_text().lower()
    reach = section(page, "contact.title").locator('a[href^="mailto:"]').first
    expect(reach).to_be_visible()
    mailed = page.get_by_role("link", name=re.compile("Mail|Vraag")).first.get_attribute("href")
    assert (mailed or "").startswith(str(reach.get_attribute("href")))


@BOTH
def test_one_finds_work_what_it_asks_and_how_to_react(walk: Walk, width: int) -> None:
    page = walk(width)
    page.get_by_role("navigation", name=WORDS["nav.label"]).get_by_role("link", name=WORDS["nav.assignments"]).click()
    closing = re.compile(say(WORDS, "work.closes", day="[0-9]+"))
    card = page.locator(".cards > li").filter(has_text=closing).first
    closes, title = card.get_by_text(closing).inner_text(), card.locator("h3").inner_text()
    card.get_by_role("link").click()

    assert heading(page) == title
    assert closes in page.locator(".page-head").inner_text()
    asked = section(page, "work.asked").locator("li").all_inner_texts()
    assert asked and all("\n" in one for one in asked), "each with what it is and how much it matters"
    assert page.get_by_role("link", name=WORDS["work.ask"]).get_attribute("href").startswith("mailto:")  # type: ignore[union-attr]
    assert "@" in section(page, "contact.title").inner_text()
    page.get_by_role("link", name=WORDS["work.matches"]).click()
    assert title in heading(page)


@BOTH
def test_one_understands_why_work_fits(walk: Walk, demo: Path, width: int) -> None:
    rich = examples(demo, "profile-matches")[-1]
    page = walk(width, rich.removeprefix("matches/"))
    name = heading(page)
    page.locator("main").get_by_role("link", name=re.compile("passen|past")).first.click()
    assert path(page) == rich
    assert name.split()[0] in heading(page)

    first = page.locator(".match").filter(has_text=f"{WORDS['match.missing']}:").first
    lights = [
        one.split(":", 1)
        for one in first.get_by_role("list", name=WORDS["match.lights"]).locator("li").all_inner_texts()
    ]
    states = [WORDS[f"match.state.{state}"] for state in ("yes", "ask", "no", "human")]
    assert [light for light, _ in lights] == [
        WORDS[f"match.light.{light}"] for light in ("wants", "may", "fits", "agreed", "clicks")
    ]
    for _, said in lights:
        state, _, reason = said.strip().partition(",")
        assert state in states
        assert len(reason.strip()) > 1
    bands = "|".join(WORDS[f"match.band.{band}"] for band in ("strong", "good", "chance", "touch"))
    assert re.fullmatch(rf"({bands}) \d+ van 100", first.locator(".band").inner_text())
    assert re.search(rf"{WORDS['match.missing']}: \w+", first.locator(".why").inner_text())
    points = [one.split("/") for one in first.locator(".parts li > span:last-child").all_inner_texts()]
    assert sum(int(most) for _, most in points) == 100
    assert f" {sum(int(got) for got, _ in points)} van" in first.locator(".band").inner_text()
    first.locator("summary").click()
    assert first.locator("details li").filter(visible=True).count() == len(points)

    title = first.locator("h3").inner_text()
    coffee = first.locator("a.nl-button")
    if (coffee.get_attribute("href") or "").startswith("mailto:"):
        first.locator("h3 a").click()
    else:
        coffee.click()
    assert heading(page) == title
    assert section(page, "contact.title").is_visible()


# Other languages ------------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_one_reads_a_deep_page_in_another_language_and_comes_back(
    walk: Walk, demo: Path, language: str, width: int
) -> None:
    deep = examples(demo, "assignment-matches")[-1]
    page = walk(width, deep)
    page.locator(f'a[hreflang="{language}"]').click()

    assert path(page) == f"{language}/{deep}"
    assert page.locator("html").get_attribute("lang") == language
    theirs = phrases(templates_folder(), language)
    expect(page.get_by_role("navigation", name=theirs["nav.label"])).to_contain_text(theirs["nav.profiles"])
    page.get_by_role("navigation", name=theirs["nav.label"]).get_by_role("link", name=theirs["nav.search"]).click()
    assert path(page) == f"{language}/search/index.html"
    page.go_back()
    page.get_by_role("link", name="Nederlands").click()
    assert path(page) == deep
    assert page.locator("html").get_attribute("lang") == "nl"


# On paper -------------------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_profile_on_paper_says_all_it_says_on_a_screen_on_two_sheets(
    walk: Walk, demo: Path, language: str, width: int
) -> None:
    prefix = "" if language == LANGUAGES[0] else f"{language}/"
    page = walk(width, prefix + examples(demo, "profile")[-1])
    # What work asked stands on its own page; paper has no room for it.
    for_screens = page.locator("main .screen-only, main .source, main .cards .chips").all_inner_texts()
    shown = page.locator("main").inner_text().splitlines()
    page.emulate_media(media="print")
    printed = squeezed(page.locator("main").inner_text())

    for_a_screen = {line for text in for_screens for line in text.splitlines()}
    assert [line for line in shown if line not in for_a_screen and squeezed(line) not in printed] == []
    assert page.locator("header, footer, nav").filter(visible=True).count() == 0
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2


def squeezed(text: str) -> str:
    """What it says, wherever a line ends."""
    return "".join(text.split())


# Without scripts ------------------------------------------------------------------------------------------------------


@BOTH
def test_without_scripts_one_comes_from_the_front_page_to_a_person_who_fits(walk: Walk, width: int) -> None:
    page = walk(width, java_script_enabled=False)
    page.get_by_role("navigation", name=WORDS["nav.label"]).get_by_text(WORDS["nav.assignments"]).click()
    page.locator(".cards a").first.click()
    page.get_by_role("link", name=WORDS["work.matches"]).click()
    page.locator(".matches h3 a").first.click()

    assert re.fullmatch(r"profiles/[^/]+\.html", path(page))
    assert page.locator("h1").is_visible()
    assert page.evaluate(SIDEWAYS) == 0


@BOTH
def test_without_scripts_the_form_leads_to_lists_that_work(walk: Walk, width: int) -> None:
    page = walk(width, java_script_enabled=False)
    page.get_by_label(WORDS["search.label"]).fill("water")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=water")
    said = page.locator("main").inner_text()

    assert WORDS["search.no-script"] in said
    assert WORDS["search.hint"] not in said
    page.locator("main").get_by_role("link", name="Water en bodem").click()
    assert heading(page) == "Water en bodem"
    assert page.locator(".cards > li").count() > 0
    assert page.evaluate(SIDEWAYS) == 0


@BOTH
def test_without_scripts_every_page_there_is_one_of_is_one_step_from_the_front_page(walk: Walk, width: int) -> None:
    page = walk(width, java_script_enabled=False)
    addresses = page.locator("a").evaluate_all("all => all.map(one => one.href)")
    led = {urlsplit(address).path.lstrip("/") for address in addresses}
    single = {one.path.replace("{sheet}", "") for one in PAGES if "{slug}" not in one.path and one.name not in INSIDE}

    assert single - led - {"404.html"} == set()
    for address in sorted(single - {"404.html"}):
        page.goto(urlsplit(page.url)._replace(path=f"/{address}", query="", fragment="").geturl())
        assert heading(page)
        assert page.evaluate(SIDEWAYS) == 0, address


# With keys alone ------------------------------------------------------------------------------------------------------


@BOTH
def test_one_can_skip_search_narrow_open_and_go_back_with_keys_alone(walk: Walk, width: int) -> None:
    page = walk(width)
    page.keyboard.press("Tab")
    expect(page.locator(".nl-skip-link")).to_be_focused()
    assert page.evaluate(UNSEEN) == []
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "#q", most=1)
    page.keyboard.type("klare taal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=klare+taal")
    answered(page)
    everything = page.locator("#count").inner_text()
    if width == PHONE:
        tab_to(page, "#filters > summary")
        page.keyboard.press("Enter")
    tab_to(page, '#facets input[value="profile"]')
    page.keyboard.press("Space")
    expect(page.locator("#count")).not_to_have_text(everything)
    answered(page)
    assert page.evaluate("document.activeElement.value") == "profile"
    asked = page.url
    tab_to(page, "#results a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/profiles/*.html")
    page.go_back()
    answered(page)

    assert page.url == asked
    assert page.locator('#facets input[value="profile"]').is_checked()


@BOTH
@pytest.mark.parametrize("name", ["home", "search", "profile", "assignment-matches", "assignments"])
def test_wherever_tab_leads_one_sees_where_one_is(walk: Walk, demo: Path, name: str, width: int) -> None:
    question = "?q=klare+taal&kind=profile" if name == "search" else ""
    page = walk(width, examples(demo, name)[-1] + question)
    if question:
        answered(page)
    places = page.locator(":is(a[href], button, input, select, summary, [tabindex='0'])").filter(visible=True).count()
    been = 0
    for _ in range(min(places, 60)):
        page.keyboard.press("Tab")
        assert page.evaluate(UNSEEN) == []
        been += 1

    assert been >= 25
