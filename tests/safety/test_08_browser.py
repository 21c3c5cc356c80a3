"""Requirement 8, in a browser: pages that hold what strangers wrote do and ask nothing by themselves."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.hostile import browsed, tripwires
from tests.hostile.browsed import COUNTED, Site
from tests.hostile.tripwires import PLANTED, Trip, planted, told, tripped

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_08_pages_with_hundreds_of_payloads_trip_nothing(hostile_site: Site, chromium: Browser, edition: str) -> None:
    folder, trips = hostile_site.editions[edition], list[Trip]()
    addresses = sorted(browsed.pages(folder))[:: 24 if edition == "public" else 37]
    with browsed.watching(folder, chromium, trips) as watch:
        browsed.walked(watch, addresses)

    assert len(hostile_site.held) > 200 and len(addresses) > 18
    assert trips == [], told(trips)


@pytest.fixture(scope="module")
def harmed(hostile_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few pages of the site, in each of which something was planted."""
    here = tmp_path_factory.mktemp("planted") / "dir"
    shutil.copytree(hostile_site.editions["public"] / "assets", here / "assets")
    page = (hostile_site.editions["public"] / "about/index.html").read_text("utf-8")
    (here / "planted").mkdir()
    for sort in PLANTED:
        (here / f"planted/{sort}.html").write_text(planted(sort, page), "utf-8")
    return here


@pytest.mark.parametrize("sort", PLANTED)
def test_08_every_tripwire_can_be_tripped(harmed: Path, chromium: Browser, sort: str) -> None:
    with browsed.watching(harmed, chromium, []) as watch:
        assert sort in tripped(watch, f"planted/{sort}.html")


def test_08_a_browser_keeps_no_pages_that_were_left(
    hostile_site: Site, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tripwires, "CLEARED", 10)
    with browsed.watching(hostile_site.editions["public"], chromium, []) as watch:
        metrics = watch.page.context.new_cdp_session(watch.page)
        metrics.send("Performance.enable")
        browsed.walked(watch, ["about/index.html"] * 10)
        found = {one["name"]: one["value"] for one in metrics.send("Performance.getMetrics")["metrics"]}

    assert found["Documents"] < 5


def test_08_every_tripwire_counts_for_one_figure() -> None:
    sorts = [sort for each in COUNTED.values() for sort in each]

    assert sorted(sorts) == sorted({*PLANTED, "silent"})
