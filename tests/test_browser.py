"""The demo site as people meet it: with or without a mouse, with or without scripts, on any screen."""

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, Response, expect, sync_playwright

from builder.pages import PAGES

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SORTS = [page.name for page in PAGES]
LOOKED_AT = ("home", "profile", "assignment", "assignment-matches", "skills", "search")
WIDE, PHONE, NARROWEST = 1280, 360, 320

Open = Callable[..., Page]


# The site and the browser ---------------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"  # keeps the connection, which is much quicker

    def log_message(self, *_: Any) -> None:
        """The terminal is for the tests."""


@pytest.fixture(scope="session")
def site(demo: Path) -> Iterator[str]:
    """Where the demo site stands on this computer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(demo))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")  # not longer: other modules start a browser of their own, and Playwright wants one
def chromium() -> Iterator[Browser]:
    """One browser for all that follows."""
    found = shutil.which("chromium")
    if not found:
        pytest.fail("Chromium is not here: `make test` installs it", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visitor(chromium: Browser) -> BrowserContext:
    """Somebody with an ordinary browser, who has been here before: the site keeps nothing, but files are at hand."""
    return chromium.new_context()


@pytest.fixture
def opened(chromium: Browser, visitor: BrowserContext, site: str) -> Iterator[Open]:
    """Opens a page of the site; afterwards no page may have complained, asked a question or called another host."""
    pages: list[Page] = []
    complaints: list[str] = []

    def asked(request: Request) -> None:
        complaints.extend([] if request.url.startswith((site, "data:")) else [f"asked {request.url}"])

    def came(response: Response) -> None:
        complaints.extend([f"{response.status} {response.url}"] if response.status >= 400 else [])

    def interrupted(dialog: Dialog) -> None:
        complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def watch(page: Page) -> None:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", interrupted)
        page.on("request", asked)
        page.on("response", came)

    def open_(address: str = "", width: int = WIDE, **more: Any) -> Page:
        page = chromium.new_page(**more) if more else visitor.new_page()
        pages.append(page)
        watch(page)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site + address)
        return page

    yield open_
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture
def search(opened: Open) -> Callable[..., Page]:
    """Opens the search page with a question in the address, and waits for the answer."""

    def asked(text: str, width: int = WIDE, **more: str) -> Page:
        page = opened(f"search/index.html?{urlencode({'q': text, **more})}", width)
        answered(page)
        return page

    return asked


@pytest.fixture(scope="session")
def address(demo: Path) -> Callable[[str], str]:
    """The address of the largest page of a sort: most of what may stand on such a page stands on that one."""
    patterns = {page.name: page.path.replace("{slug}", "*").replace("{sheet}", "") for page in PAGES}

    def largest(name: str) -> str:
        lists = {demo / pattern for pattern in patterns.values() if "*" not in pattern}
        found = set(demo.glob(patterns[name]))
        paths = sorted(found - lists if "*" in patterns[name] else found)
        return max(paths, key=lambda path: path.stat().st_size).relative_to(demo).as_posix()

    return largest


def answered(page: Page) -> None:
    """Waits until the search has said something."""
    page.locator("#progress").wait_for(state="hidden")
    assert page.locator("#trouble").is_hidden()
    assert page.locator("#count").inner_text()


def hits(page: Page) -> list[tuple[str, str]]:
    """The kind and the id of every hit shown."""
    shown = page.locator("#results > li").evaluate_all("all => all.map(({dataset}) => [dataset.kind, dataset.id])")
    return [(kind, slug) for kind, slug in shown]


def total(page: Page) -> int:
    """How many hits the page says there are."""
    said = re.match(r"\d+", page.locator("#count").inner_text())
    return int(said[0]) if said else 0


def asked(page: Page) -> list[tuple[str, str]]:
    """The question in the address."""
    return parse_qsl(urlsplit(page.url).query)


def value(page: Page, facet: str, name: str) -> tuple[Any, int]:
    """The box for a value of a facet, and the number beside it."""
    box = page.locator(f'#facets input[name="{facet}"][value="{name}"]')
    return box, int(box.locator("xpath=..").locator('[data-fill="count"]').inner_text())


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Presses Tab until the focus is on one of these."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


# Finding --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["klussen", "klus", "Klussen!"])
def test_the_everyday_word_for_work_lists_work_and_says_how_much(search: Callable[..., Page], word: str) -> None:
    page = search(word)

    assert {kind for kind, _ in hits(page)} == {"assignment"}
    assert len(hits(page)) == 10 < total(page)
    assert page.locator("#count").get_attribute("role") == "status"


def test_a_kind_of_work_lists_that_kind_first(search: Callable[..., Page]) -> None:
    page = search("vacatures")

    assert hits(page)[0][0] == "assignment"
    assert page.locator("#results > li").first.locator("li").first.inner_text() == "Vacature"


def test_a_short_word_finds_the_compound_it_stands_in(search: Callable[..., Page]) -> None:
    assert ("assignment", "omgevingsplan-zeven-dorpen") in hits(search("wet", n="50"))


def test_accents_and_one_wrong_letter_do_not_matter(search: Callable[..., Page]) -> None:
    assert hits(search("coordinatie")) == hits(search("coördinatie")) != []
    assert hits(search("omgevinswet")) == hits(search("omgevingswet")) != []


def test_jargon_finds_who_used_the_plain_word(search: Callable[..., Page]) -> None:
    page = search("brievenproject")

    assert ("assignment", "brieven-zonder-kopzorgen") in hits(page)
    assert "een ander woord voor hetzelfde" in page.locator("#results > li").first.inner_text()


def test_a_hit_marks_what_was_found_and_names_the_skill(search: Callable[..., Page]) -> None:
    page = search("klare taal")

    assert {text.lower() for text in page.locator("#results mark").all_inner_texts()} >= {"klare", "taal"}
    assert page.locator("#results > li").filter(has_text="Vaardigheden: ").first.locator("mark").count() >= 2


def test_work_that_closes_first_can_stand_on_top(search: Callable[..., Page], demo: Path) -> None:
    work = json.loads((demo / "api/v1/assignments.json").read_text())
    days = {one["id"]: one["closes"] for one in work if one["state"] == "open" and one.get("closes")}
    page = search("", kind="assignment", state="open", sort="closing", n="50")
    shown = [days[slug] for _, slug in hits(page) if slug in days]

    assert len(shown) > 20
    assert shown == sorted(shown)
    page.get_by_label("Volgorde").select_option("Soort en naam")
    expect(page.locator("#count")).to_be_visible()
    assert "sort" not in dict(asked(page))


def test_a_chosen_filter_is_taken_away_where_it_is_seen_without_a_mouse(search: Callable[..., Page]) -> None:
    page = search("taal", kind="profile", language="de")
    before = total(page)
    tab_to(page, "#chosen button")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Haal filter weg: Soort: Mensen"
    page.keyboard.press("Enter")
    expect(page.locator("#chosen button")).to_have_text(["Taal: Duits ×"])
    answered(page)

    assert total(page) >= before
    expect(page.locator("#chosen button")).to_be_focused()
    assert asked(page) == [("q", "taal"), ("language", "de")]


def test_people_can_be_narrowed_to_who_has_time_soon(search: Callable[..., Page]) -> None:
    page = search("", kind="profile", free="soon")

    assert 0 < total(page) < 60
    box, there = value(page, "free", "soon")
    assert box.is_checked() and there == total(page)
    assert [
        label.split("\n")[0] for label in page.locator('#facets label:has(input[name="free"])').all_inner_texts()
    ] == [
        "nu",
        "binnen drie maanden",
        "later",
    ]


def test_everyone_finds_herself_by_name(search: Callable[..., Page], demo: Path) -> None:
    page = search("")
    people = json.loads((demo / "api/v1/profiles.json").read_text())
    lost = []
    for person in people:
        page.fill("#q", person["name"])
        page.keyboard.press("Enter")
        answered(page)
        lost += [] if ("profile", person["id"]) == hits(page)[:1][0] else [person["name"]]

    assert len(people) > 50
    assert lost == []


def test_a_filter_narrows_to_the_number_beside_it(search: Callable[..., Page]) -> None:
    page = search("gemeente")
    box, there = value(page, "kind", "profile")
    box.check()
    expect(page.locator("#count")).to_have_text(re.compile(rf"{there} "))
    other, more = value(page, "kind", "pool")
    other.check()

    expect(page.locator("#count")).to_have_text(re.compile(rf"{there + more} "))
    assert {kind for kind, _ in hits(page)} <= {"profile", "pool"}
    assert asked(page) == [("q", "gemeente"), ("kind", "profile"), ("kind", "pool")]


def test_the_address_keeps_the_filters_and_back_takes_the_last_away(search: Callable[..., Page]) -> None:
    page = search("klus")
    before = total(page)
    page.locator("#facets summary").get_by_text("Bestuurslaag").click()
    box, there = value(page, "layer", "province")
    box.check()
    expect(page.locator("#count")).to_have_text(re.compile(rf"{there} "))
    page.reload()
    answered(page)

    assert total(page) == there < before
    assert value(page, "layer", "province")[0].is_checked()
    page.go_back()
    expect(page.locator("#count")).to_have_text(re.compile(rf"{before} "))
    assert not value(page, "layer", "province")[0].is_checked()


def test_when_nothing_is_found_a_near_word_helps(search: Callable[..., Page]) -> None:
    page = search("omgevinhswetx")

    assert page.locator("#count").inner_text() == "Niets gevonden"
    assert not page.locator("#facets").is_visible()
    page.locator("#nearest a").first.click()
    expect(page.locator("#results > li").first).to_be_visible()
    assert asked(page) == [("q", "omgevingswet")]


def test_when_filters_leave_nothing_they_can_be_dropped(search: Callable[..., Page]) -> None:
    page = search("omgevingswet", kind="event")

    assert hits(page) == []
    page.locator("#without").click()
    expect(page.locator("#results > li").first).to_be_visible()
    assert asked(page) == [("q", "omgevingswet")]


def test_more_hits_come_below_and_the_reader_goes_on_there(search: Callable[..., Page]) -> None:
    page = search("klus")
    before = hits(page)
    page.locator("#more").click()
    expect(page.locator("#results > li")).to_have_count(20)

    assert hits(page)[:10] == before
    assert page.evaluate("document.activeElement.closest('li').dataset.id") == hits(page)[10][1]
    assert ("n", "20") in asked(page)


@pytest.mark.parametrize(
    "text",
    [
        "__proto__",
        "constructor",
        "<img src=x onerror=alert(1)>",
        "\"'><script>alert(1)</script>",
        ":",
        "~1 ^",
        "+title:* -body:?",
        "{{ 7*7 }}",
        "\u202eklus",
        "x" * 10_000,
        "klus " * 2_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_question_is_only_text(search: Callable[..., Page], text: str) -> None:
    page = search(text)

    assert page.locator("#q").input_value() == text
    assert page.locator("#count").inner_text() == "Niets gevonden" or hits(page)
    assert page.locator("main :is(img, iframe, script:not([type], [src*='search.']))").count() == 0


def test_typing_and_enter_searches(opened: Open) -> None:
    page = opened("search/index.html")
    page.get_by_label("Wat of wie zoek je?").fill("  klare taal ")
    page.keyboard.press("Enter")
    answered(page)

    assert asked(page) == [("q", "klare taal")]
    assert hits(page)


def test_one_can_find_and_filter_and_go_there_without_a_mouse(opened: Open) -> None:
    page = opened("search/index.html")
    tab_to(page, "#q")
    page.keyboard.type("klare taal")
    page.keyboard.press("Enter")
    answered(page)
    before = total(page)
    tab_to(page, '#facets input[value="profile"]')
    page.keyboard.press("Space")
    expect(page.locator("#count")).not_to_have_text(re.compile(rf"^{before} "))

    assert page.evaluate("document.activeElement.value") == "profile"
    tab_to(page, "#results a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/profiles/*.html")
    assert page.locator("h1").count() == 1


def test_what_is_searched_is_fetched_only_when_somebody_searches(opened: Open) -> None:
    page, fetched = opened("about/index.html"), []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page.get_by_role("navigation", name="Hoofdmenu").get_by_text("Zoeken").click()
    page.wait_for_load_state("networkidle")

    assert "/search/index.html" in fetched
    assert not [path for path in fetched if path.endswith(".json")]
    with page.expect_request("**/search/index.json"):
        page.locator("#q").focus()


def test_a_jump_within_the_page_asks_nothing(opened: Open) -> None:
    page = opened("search/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")

    assert page.locator("#count").inner_text() == ""
    assert hits(page) == []


def test_on_a_phone_the_filters_wait_folded_above_the_hits(search: Callable[..., Page]) -> None:
    page = search("klus", PHONE)

    assert not page.locator("#facets").is_visible()
    expect(page.locator("#results > li").first).to_be_in_viewport()
    page.locator("summary").get_by_text("Filters").click()
    value(page, "kind", "assignment")[0].check()
    expect(page.locator("#count")).to_be_visible()
    assert ("kind", "assignment") in asked(page)


def test_the_form_on_the_front_page_leads_to_the_answer(opened: Open) -> None:
    page = opened()
    page.get_by_label("Wat of wie zoek je?").fill("klussen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=klussen")
    answered(page)

    assert hits(page)[0][0] == "assignment"


# Without scripts ------------------------------------------------------------------------------------------------------


def test_without_scripts_one_comes_from_the_front_page_to_a_person_who_fits(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    page.get_by_role("navigation", name="Hoofdmenu").get_by_text("Klussen").click()
    page.locator(".cards a").first.click()
    page.get_by_role("link", name="Wie past bij deze klus").click()
    page.locator(".matches h3 a").first.click()

    assert re.fullmatch(r"/profiles/[^/]+\.html", urlsplit(page.url).path)
    assert page.locator("h1").is_visible()


def test_without_scripts_the_search_page_leads_to_fields_of_work(opened: Open) -> None:
    page = opened("search/index.html?q=water", java_script_enabled=False)
    page.locator("main").get_by_role("link", name="Water en bodem").click()

    assert page.locator("h1").inner_text() == "Water en bodem"


def test_without_scripts_the_search_page_says_what_works(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    page.fill("#q", "klussen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=klussen")

    assert "De lijsten werken altijd" in page.locator("main").inner_text()
    assert "typefout" not in page.locator("main").inner_text()
    page.locator('main a[href$="assignments/index.html"]').locator("visible=true").click()
    assert page.locator(".cards > li").count() > 20


# Every sort of page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SORTS)
def test_a_page_of_every_sort_is_accessible_and_fits(opened: Open, address: Callable[[str], str], name: str) -> None:
    page = opened(address(name))

    assert barriers(page) == []
    assert beyond(page) == 0
    for width in (PHONE, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        assert beyond(page) == 0, width
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert barriers(page) == []


@pytest.mark.parametrize("text", ["klus", "omgevinhswetx"])
@pytest.mark.parametrize("width", [WIDE, PHONE, NARROWEST])
def test_an_answer_is_accessible_and_fits(search: Callable[..., Page], text: str, width: int) -> None:
    page = search(text, width)

    assert barriers(page) == []
    assert beyond(page) == 0


@pytest.mark.parametrize("width", [WIDE, PHONE, NARROWEST])
def test_an_answer_with_filters_and_an_order_is_accessible_and_fits(search: Callable[..., Page], width: int) -> None:
    page = search("klare taal", width, kind="profile", language="nl", free="soon", sort="new")

    assert page.locator("#chosen button").count() == 3
    assert beyond(page) == 0
    assert barriers(page) == []


@pytest.mark.parametrize("how", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"])
def test_one_can_read_in_the_dark_and_in_colours_of_ones_own(
    opened: Open, address: Callable[[str], str], how: dict[str, str]
) -> None:
    page = opened(**how)
    plain = opened().evaluate("getComputedStyle(document.body).backgroundColor")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != plain
    for name in LOOKED_AT:
        page.goto(urlsplit(page.url)._replace(path=f"/{address(name)}").geturl())
        assert barriers(page) == [], name


@pytest.mark.parametrize("name", LOOKED_AT)
def test_the_first_thing_tab_reaches_skips_to_the_content(
    opened: Open, address: Callable[[str], str], name: str
) -> None:
    page = opened(address(name))
    page.keyboard.press("Tab")
    link = page.locator(".nl-skip-link")

    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_on_a_short_page_the_foot_stands_at_the_bottom(opened: Open) -> None:
    page = opened("404.html")
    page.set_viewport_size({"width": WIDE, "height": 1600})

    assert page.locator("footer").evaluate("foot => Math.round(foot.getBoundingClientRect().bottom)") == 1600


def barriers(page: Page) -> list[str]:
    """What axe finds wrong, with all that is folded opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        """async () => (await axe.run({
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          rules: {"target-size": {enabled: true}},
          resultTypes: ["violations"],
        })).violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`))"""
    )
    return list(found)


def beyond(page: Page) -> int:
    """How far the page can be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
