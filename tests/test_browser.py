"""The search as people use it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import PHONE, WIDE, answered, tab_to

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture
def search(opened: Open) -> Callable[..., Page]:
    """Opens the search page with a question in the address, and waits for the answer."""

    def asked(text: str, width: int = WIDE, **more: str) -> Page:
        page = opened(f"search/index.html?{urlencode({'q': text, **more})}", width)
        answered(page)
        return page

    return asked


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


def test_nobody_can_ask_in_public_which_people_have_time(search: Callable[..., Page]) -> None:
    page = search("", kind="profile")
    names = page.locator("#facets summary").all_inner_texts()

    assert "Organisatie" in names
    assert {"Beschikbaar", "Uren per week"}.isdisjoint(names)


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
