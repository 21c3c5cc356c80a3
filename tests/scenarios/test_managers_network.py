"""Managers from all layers of government, by invitation: short work without a bill, and worth a visit without any."""

from pathlib import Path

import pytest

from tests.visits import Built, Site

STORIES = {
    "de-begroting-van-een-ander": "hield de dijk",
    "na-de-zomer": "Drie mensen namen verlof, en kwamen terug",
    "tegenspraak-voor-de-wet": "Negen bezwaren, waarvan zes in de wet zijn opgelost",
    "twee-balies": "Het team draait sinds juni samen",
    "zes-uur-na-het-lek": "na veertig minuten wist iedereen wie wat deed",
}


@pytest.fixture
def site(built: Built) -> Site:
    """The circle as a visitor sees it."""
    return built("managers-network")


def test_there_is_nothing_to_mend(site: Site) -> None:
    assert site.problems == ()


def test_a_visitor_sees_without_any_open_work_what_there_is_instead(site: Site) -> None:
    front = site.page("index.html")

    assert "er staat geen werk open" in front.text
    assert "0 open klussen" not in front.text
    assert {"overview/index.html", "stories/index.html", "events/winterontbijt.html"} <= set(front.links)
    assert any(to.startswith("profiles/") and not to.endswith("index.html") for to in front.links)


def test_a_visitor_of_the_empty_list_of_work_is_led_to_what_was_done(site: Site) -> None:
    page = site.page("assignments/index.html")

    assert "Er staat nu geen klus open." in page.text
    assert "overview/index.html" in page.links


@pytest.mark.parametrize("slug", STORIES)
def test_every_finished_piece_of_work_tells_what_came_of_it(slug: str, site: Site) -> None:
    assert STORIES[slug] in site.page("overview/index.html").text
    assert STORIES[slug] in site.page(f"assignments/{slug}.html").text
    assert "Terugblik" in site.page(f"assignments/{slug}.html").headings


def test_a_visitor_reads_all_stories_in_one_place_with_who_looks_after_the_result(site: Site) -> None:
    page = site.page("stories/index.html")

    assert [slug for slug in STORIES if f"assignments/{slug}.html" not in page.links] == []
    assert "Wie zorgt nu voor het resultaat: Gemeentesecretaris van Vlietmonde" in page.text


def test_a_visitor_writes_to_the_circle_to_reach_a_member(site: Site) -> None:
    page = site.page("profiles/odette-van-marwijk.html")

    assert "Vraag naar Odette" in page.text
    assert "kring@dwarskring.example.org" in page.text


def test_hours_that_cannot_be_told_apart_are_not_drawn(site: Site) -> None:
    page = site.page("figures/index.html")

    assert "85 uur voor een andere organisatie" in page.text
    assert "Andere stromen samen" not in page.text


def test_nobody_is_sent_to_matches_that_cannot_be_there(site: Site) -> None:
    people = [page for page in site.pages if page.startswith("profiles/")]

    assert [page for page in people if any(to.startswith("matches/") for to in site.page(page).links)] == []


def test_all_work_was_unpaid_and_crossed_a_layer_of_government(site: Site) -> None:
    layers = {one["id"]: one["layer"] for one in site.data("api/v1/organisations.json")}
    people = {one["id"]: layers[one["organisation"]["id"]] for one in site.data("api/v1/profiles.json")}

    for slug in STORIES:
        work = site.data(f"api/v1/assignments/{slug}.json")
        assert work["pay"] == "unpaid"
        assert layers[work["organisation"]] not in {people[one] for one in work["filled_by"]}


def test_every_layer_of_government_is_at_the_table(site: Site) -> None:
    layers = {one["layer"] for one in site.data("api/v1/organisations.json")}

    assert layers >= {"municipality", "province", "water-board", "ministry", "agency", "police", "judiciary"}


def uninvited(root: Path) -> None:
    """Somebody comes in whom nobody asked."""
    path = root / "content/profiles/selma-yildirim.md"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("uitgenodigd_door")), "utf-8")


def test_who_was_not_invited_does_not_get_in(built: Built) -> None:
    site = built("managers-network", change=uninvited)

    assert [one.path for one in site.errors] == ["content/profiles/selma-yildirim.md"]
    assert "profiles/selma-yildirim.html" not in site.paths


def test_who_invited_whom_stays_within_the_circle(built: Built, site: Site) -> None:
    inside = built("managers-network", "internal")

    assert "Ellen Hooghiemstra" in inside.page("profiles/joris-coppelmans.html").text
    assert "Ellen Hooghiemstra" not in site.page("profiles/joris-coppelmans.html").text


def test_a_visitor_reads_that_one_comes_in_by_invitation(site: Site) -> None:
    rules = site.page("rules/index.html").section("Wie er in staat")

    assert "Je komt erin op uitnodiging." in rules.text
    assert "dat ziet alleen het netwerk zelf" in rules.text
