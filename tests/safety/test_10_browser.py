"""Requirement 10: whatever somebody types, puts in an address, or leaves in a browser, is text to every script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.hostile import browsed, cases, typed
from tests.hostile.browsed import Site
from tests.hostile.tripwires import Trip, Watch, told
from tests.safety.figures import amiss

pytestmark = pytest.mark.browser
SHARE = 20  # one in so many is tried here; `python -m tests.safety browser` tries them all
TEXTS = list(browsed.texts_tried())[::SHARE]


@pytest.fixture
def watch(hostile_site: Site, chromium: Browser) -> Iterator[Watch]:
    """A window on the public edition, in which nothing may happen that should not."""
    trips: list[Trip] = []
    with browsed.watching(hostile_site.editions["public"], chromium, trips) as watch:
        yield watch
    assert trips == [], told(trips)


def test_10_what_is_typed_into_the_search_is_text(watch: Watch) -> None:
    assert browsed.asked(watch, [browsed.SEARCH, *browsed.LISTS], TEXTS) > 20


def test_10_what_stands_in_an_address_is_text(watch: Watch) -> None:
    assert browsed.addressed(watch, TEXTS[::2]) > 10


def test_10_a_filter_with_the_name_of_something_of_the_language_is_a_word(watch: Watch) -> None:
    page = browsed.opened(watch, f"{browsed.SEARCH}?layer=constructor&state=__proto__&ring=toString")
    page.wait_for_function(browsed.ANSWERED)
    browsed.look(watch)

    chips = " ".join(page.locator("#chosen li").all_inner_texts())
    assert [word in chips for word in ("constructor", "__proto__", "toString", "function", "object")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_10_what_is_typed_into_a_form_is_what_its_file_says_and_check_judges_alike(
    watch: Watch, hostile_site: Site
) -> None:
    assert browsed.filled(watch, hostile_site.small, TEXTS) == (len(TEXTS), [])


def test_10_a_form_that_is_not_of_one_mind_with_check_is_told(
    watch: Watch, hostile_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.form(watch, "profiles")

    assert list(typed.misjudged(watch, hostile_site.small, "profiles", "xyz")) == []
    monkeypatch.setattr(typed, "FINISH", typed.FINISH.replace(".dataset.field)", ".dataset.field).concat('role')"))
    assert list(typed.misjudged(watch, hostile_site.small, "profiles", "xyz")) != []


def test_10_a_file_that_is_brought_into_a_form_is_text(watch: Watch, hostile_site: Site) -> None:
    found: list[cases.Case] = [*hostile_site.held, *hostile_site.refused][::SHARE]

    assert browsed.brought(watch, found) > 20


def test_10_what_a_browser_keeps_is_text(watch: Watch) -> None:
    assert browsed.stored(watch, list(browsed.kept_odd())[:: 2 * SHARE]) > 15


def test_10_a_field_that_was_left_empty_of_what_is_odd_can_be_filled(watch: Watch, hostile_site: Site) -> None:
    typed.form(watch, "profiles")
    typed.stored(watch, "profiles", '{"typed": {"fields": 5, "skills": [null], "role": {"x": 1}}}')

    expect(watch.page.locator("#f-role")).to_have_value("")
    assert list(typed.misjudged(watch, hostile_site.small, "profiles", "Schrijver")) == []


def test_10_every_figure_has_a_line(hostile_site: Site, chromium: Browser) -> None:
    found = browsed.counted(hostile_site, chromium, every=150)

    assert found.keys() == {row.key for row in browsed.ROWS}
    assert amiss("browser", found) == []
