"""Pages for everybody: every sort of page, in every language, on every screen, in every colour.

What axe judges by the words and the marks of a page is judged of every sort of page in every language at both widths.
What it judges by colours (`COLOURS`) is judged of every sort in both themes by day and in the dark at both widths, in
one language: the languages take turns, since colours are the same in all of them. So every pair of sort, language,
width, theme and scheme meets, and nothing is judged twice that cannot differ.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder import assets, theme
from builder.pages import PAGES
from builder.settings import Theme
from builder.shipped import templates_folder
from tests.browsing import AXE, INSIDE, LANGUAGES, NARROWEST, PHONE, SORTS, WIDE, answered, examples, overhear, served

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
PAPER = {"light": "#fbfaf6", "high-contrast": "#ffffff"}  # the ground of each theme by day
THEMES = tuple(PAPER)
SINGLE = frozenset(page.name for page in PAGES if "{slug}" not in page.path)
SPARSE = tuple(name for name in SORTS if name not in SINGLE)
# Every sort of page in every language; for what is not there, there is one page.
SPOKEN = [(name, one) for name in SORTS for one in LANGUAGES[: 1 if name == "missing" else None]]
EVERY = pytest.mark.parametrize("name", SORTS)
# What a search can have come to: hits of all kinds, hits with filters, a near word, nothing that the filters leave.
ANSWERS = ("?q=klus", "?q=klare+taal&kind=profile&language=nl&sort=new", "?q=omgevinhswetx", "?q=zzzzqqq")

UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def screen(chromium: Browser) -> Iterator[Page]:
    """One window, in which page after page is looked at; the sheet of the other theme is at hand."""
    sheet = theme.sheet(assets.assets((templates_folder(),)).files, Theme(name="high-contrast"))
    visitor = chromium.new_context()
    visitor.route("**/high-contrast.css", lambda route: route.fulfill(body=sheet, content_type="text/css"))
    yield visitor.new_page()
    visitor.close()


@pytest.fixture
def opened(screen: Page, home: str, demo: Path) -> Iterator[Open]:
    """Opens the largest page of a sort with all that is folded opened; in the end it may not have complained."""
    complaints: list[str] = []
    overhear(screen, home, complaints)

    def open_(name: str, language: str = LANGUAGES[0], width: int = WIDE, question: str = "", nth: int = -1) -> Page:
        prefix = "" if language == LANGUAGES[0] else f"{language}/"
        screen.emulate_media(
            color_scheme="light", reduced_motion="reduce", forced_colors="none", contrast="no-preference"
        )
        screen.set_viewport_size({"width": width, "height": 900})
        screen.goto(home + prefix + examples(demo, name)[nth] + question)
        if question:
            answered(screen)
        screen.evaluate(UNFOLD)
        if screen.locator("form.refine").count():  # the filters of a list come when it unfolds, and unfold too
            expect(screen.locator("#facets details").first).to_be_visible()
            answered(screen)
            screen.evaluate(UNFOLD)
        expect(screen.locator("#facets details:not(:has(input))")).to_have_count(0)
        screen.evaluate(UNROLL)
        return screen

    yield open_
    assert complaints == []


def dressed(page: Page, name: str) -> None:
    """Gives the page another theme: the first sheet is all in which sites with different themes differ."""
    if name != "light":
        page.evaluate(
            """address => new Promise(done => {
              const link = document.querySelector('link[rel="stylesheet"]');
              link.addEventListener("load", done);
              link.href = address;
            })""",
            "/high-contrast.css",
        )
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--paper')") == PAPER[name]


def barriers(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe finds wrong, and what it cannot tell."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return list(page.evaluate(BARRIERS, rules))


# In every language ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), SPOKEN)
def test_every_sort_of_page_is_accessible_in_every_language(opened: Open, name: str, language: str) -> None:
    page = opened(name, language)

    assert page.locator("html").get_attribute("lang") == language
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page) == [], width


@pytest.mark.parametrize(("name", "language"), SPOKEN)
def test_every_sort_of_page_fits_any_screen_and_twice_the_size_of_text(opened: Open, name: str, language: str) -> None:
    page = opened(name, language)

    for width in (NARROWEST, PHONE, WIDE, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(LOST) == [], width
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (PHONE, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(LOST) == [], f"{width}, large text"


@pytest.mark.parametrize("name", SPARSE)
def test_a_page_with_little_on_it_is_accessible_and_fits(opened: Open, name: str) -> None:
    page = opened(name, nth=0)

    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page) == [], width
        assert page.evaluate(LOST) == [], width


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("question", ANSWERS)
def test_an_answer_is_accessible_in_every_colour_and_fits(opened: Open, question: str, width: int) -> None:
    page = opened("search", width=width, question=question)

    assert page.locator("#empty").is_visible() == (page.locator("#results > li").count() == 0)
    assert barriers(page) == []
    assert page.evaluate(LOST) == []
    assert page.evaluate(SMALL) == []
    for look in THEMES:
        page.emulate_media(color_scheme="light")
        dressed(page, look)
        assert barriers(page, COLOURS) == [], look
        page.emulate_media(color_scheme="dark")
        assert barriers(page, COLOURS) == [], f"{look}, dark"


# In the internal edition ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", INSIDE)
def test_a_page_of_the_internal_edition_is_accessible_and_fits_in_every_language_and_colour(
    screen: Page, demo_inside: Path, name: str, language: str
) -> None:
    complaints: list[str] = []
    prefix = "" if language == LANGUAGES[0] else f"{language}/"
    with served(demo_inside) as inside:
        overhear(screen, inside, complaints)
        screen.goto(inside + prefix + examples(demo_inside, name)[-1])
        for width in (WIDE, PHONE, NARROWEST):
            screen.set_viewport_size({"width": width, "height": 900})
            assert barriers(screen) == [], width
            assert screen.evaluate(LOST) == [], width
        for look in THEMES:
            screen.emulate_media(color_scheme="light")
            dressed(screen, look)
            assert barriers(screen, COLOURS) == [], look
            screen.emulate_media(color_scheme="dark")
            assert barriers(screen, COLOURS) == [], f"{look}, dark"
    assert complaints == []


# In every colour ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", THEMES)
@EVERY
def test_every_sort_of_page_can_be_read_in_both_themes_by_day_and_in_the_dark(
    opened: Open, name: str, look: str
) -> None:
    turn = SORTS.index(name) % len(LANGUAGES)
    page = opened(name, LANGUAGES[0 if name == "missing" else turn])
    dressed(page, look)

    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert barriers(page, COLOURS) == [], f"{width}, {scheme}"


@pytest.mark.parametrize("look", THEMES)
@EVERY
def test_one_sees_where_one_is(opened: Open, name: str, look: str) -> None:
    page = opened(name)
    dressed(page, look)

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(UNSEEN) == [], scheme


@EVERY
def test_colours_of_ones_own_leave_everything_to_see(opened: Open, name: str) -> None:
    page = opened(name)
    plain = page.evaluate(GROUND)
    page.emulate_media(forced_colors="active", color_scheme="dark")

    assert page.evaluate(GROUND) == "rgb(0, 0, 0)" != plain
    assert page.evaluate(FLAT) == []


def test_who_asks_for_more_contrast_gets_it(opened: Open) -> None:
    page = opened("home")
    page.emulate_media(contrast="more")

    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@EVERY
def test_nothing_moves_or_hides_for_who_asks_for_less_motion(opened: Open, name: str) -> None:
    page = opened(name)

    assert page.evaluate(MOVING) == []


# With any hand --------------------------------------------------------------------------------------------------------


@EVERY
def test_everything_one_can_press_is_large_enough(opened: Open, name: str) -> None:
    page = opened(name, width=PHONE)

    assert page.evaluate(SMALL) == []


@EVERY
def test_the_first_thing_tab_reaches_skips_to_the_content(opened: Open, name: str) -> None:
    page = opened(name)
    page.keyboard.press("Tab")
    link = page.locator(".nl-skip-link")

    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_on_a_short_page_the_foot_stands_at_the_bottom(opened: Open) -> None:
    page = opened("missing")
    page.set_viewport_size({"width": WIDE, "height": 1600})

    assert page.locator("footer").evaluate("foot => Math.round(foot.getBoundingClientRect().bottom)") == 1600


# What is wrong, and what axe cannot tell. It leaves the contrast of the dots of a level to people: they are for the eye
# alone, in the colour of the text, and the words beside them say the same. So do the names in a drawing of flows, in
# the colours of text on a card; the table below it says them again.
BARRIERS = """async rules => {
  const { violations, incomplete } = await axe.run({
    runOnly: rules,
    rules: rules.some(one => one.startsWith("wcag")) ? { "target-size": { enabled: true } } : {},
    resultTypes: ["violations", "incomplete"],
    preload: false,
  });
  const untold = incomplete.map(one => ({
    ...one, nodes: one.nodes.filter(({ target, html }) =>
      !target.join().endsWith('.dots[aria-hidden="true"]') && !html.startsWith("<text ")),
  }));
  return [...violations, ...untold].flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}"""
# Gives what scrolls within the page its whole length.
UNROLL = """() => [...document.querySelectorAll("body *")].filter(one => getComputedStyle(one).overflowY === "auto")
  .forEach(one => { one.style.maxBlockSize = "none"; })"""
# How far the page scrolls sideways, and boxes that cut off their text; a summary cut at three lines says it goes on.
LOST = """() => {
  const far = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll("body *")].filter(one => {
    const { overflowX, overflowY } = getComputedStyle(one);
    return /hidden|clip/.test(overflowX + overflowY) && one.clientWidth > 1
      && !one.closest(".visually-hidden, thead, .clamp, svg")
      && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  });
  return [...(far > 0 ? [`${far} px too wide`] : []), ...cut.map(one => one.outerHTML.slice(0, 80))];
}"""
# Buttons, boxes and links that stand alone; a link within a sentence is as high as its line, and WCAG asks no more.
SMALL = """() => [...document.querySelectorAll("a, button, input, select, summary, textarea")].filter(one => {
  const { width, height } = one.getBoundingClientRect();
  const alone = getComputedStyle(one).display !== "inline" || one.tagName !== "A";
  return alone && width && !one.closest(".nl-skip-link") && Math.min(width, height) < 24;
}).map(one => `${one.outerHTML.slice(0, 80)} ${JSON.stringify(one.getBoundingClientRect())}`)"""
# What can have the focus without two pixels of outline around it in the colour meant for that.
UNSEEN = """() => {
  const colour = document.createElement("i");
  document.body.append(colour);
  colour.style.color = "var(--focus)";
  const meant = getComputedStyle(colour).color;
  colour.remove();
  return [...document.querySelectorAll("a[href], button, input, select, summary, textarea")].filter(one => {
    one.focus({ focusVisible: true });
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    return document.activeElement === one
      && (outlineStyle === "none" || parseFloat(outlineWidth) < 2 || outlineColor !== meant);
  }).map(one => one.outerHTML.slice(0, 80));
}"""
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
# Where colours are somebody's own: shapes that only had a ground, and text and drawings in the colour behind them. The
# code on a card brings its own white ground.
FLAT = """() => {
  const paint = one => getComputedStyle(one);
  const see = one => one.getBoundingClientRect().width > 1;
  const ground = paint(document.documentElement).backgroundColor;
  const behind = one => {
    const own = paint(one).backgroundColor;
    return !own.endsWith(", 0)") ? own : one.parentElement ? behind(one.parentElement) : ground;
  };
  const bare = [...document.querySelectorAll(".badge, .face:not(img), .chips span")].filter(
    one => paint(one).borderTopWidth === "0px");
  const gone = [...document.querySelectorAll("main svg:not(.qr) :is(path, circle, rect, line):not(symbol *)")].filter(
    one => see(one) && [paint(one).fill, paint(one).stroke].every(colour => colour === ground || colour === "none"));
  const unread = [...document.querySelectorAll("body *:not(svg *)")].filter(
    one => see(one) && /\\S/.test([...one.childNodes].map(node => node.nodeType === 3 ? node.data : "").join(""))
      && paint(one).color === behind(one));
  return [...bare, ...gone, ...unread].map(one => one.outerHTML.slice(0, 80));
}"""
MOVING = """() => [...document.querySelectorAll("body *")].filter(one => {
  const { transitionDuration, animationName, opacity } = getComputedStyle(one);
  return parseFloat(transitionDuration) > 0 || animationName !== "none" || opacity === "0";
}).map(one => one.outerHTML.slice(0, 80))"""
