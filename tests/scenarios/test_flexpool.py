"""A self-steering flexpool inside one municipality: work with a head, a tail and a result, often done together."""

import pytest

from tests.visits import Built, Site

DONE = {  # finished work, who did it, and what came of it
    "brieven-van-burgerzaken": (["annemiek-roelofs"], "ging van 90 naar 52 per week"),
    "gesprek-over-de-markt": (["esmee-lubbers", "gerben-stroink"], "De markt blijft op zaterdag"),
    "kelder-leeg": (["carolien-van-eijsden", "dirk-jan-hoekema"], "340 meter papier bekeken"),
    "speeltuinen-in-kaart": (["bilal-haddouch", "dirk-jan-hoekema"], "47 speeltuinen bekeken"),
}
RUNNING = {
    "wachtrij-aan-de-balie": ["annemiek-roelofs", "bilal-haddouch"],
    "welkomstmap": ["annemiek-roelofs", "esmee-lubbers"],
}
OPEN = ("havendag", "subsidieregels-op-een-rij")


@pytest.fixture
def site(built: Built) -> Site:
    """The flexpool as a visitor sees it."""
    return built("flexpool")


def test_there_is_nothing_to_mend(site: Site) -> None:
    assert site.problems == ()


@pytest.mark.parametrize("slug", [*DONE, *RUNNING, *OPEN])
def test_a_visitor_sees_the_head_the_tail_and_the_result_of_every_piece_of_work(slug: str, site: Site) -> None:
    page = site.page(f"assignments/{slug}.html")

    assert "Kop: " in page.text
    assert "Staart: " in page.text
    assert "Resultaat" in page.headings


@pytest.mark.parametrize("slug", DONE)
def test_a_visitor_reads_who_did_the_work_and_what_came_of_it(slug: str, site: Site) -> None:
    people, outcome = DONE[slug]
    page = site.page(f"assignments/{slug}.html")

    assert [one for one in people if f"profiles/{one}.html" not in page.links] == []
    assert {"Opbrengst", "Terugblik"} <= set(page.headings)
    assert outcome in page.text


@pytest.mark.parametrize("slug", RUNNING)
def test_work_that_two_do_together_names_them_both(slug: str, site: Site) -> None:
    links = site.page(f"assignments/{slug}.html").links

    assert [one for one in RUNNING[slug] if f"profiles/{one}.html" not in links] == []


def test_the_pool_shows_all_it_does_and_did_in_one_place(site: Site) -> None:
    links = site.page("pools/flexpool-vaarmond.html").links

    assert [slug for slug in (*DONE, *RUNNING, *OPEN) if f"assignments/{slug}.html" not in links] == []
    assert sum(to.startswith("profiles/") for to in links) == 8


def test_a_member_who_does_two_things_at_once_sees_what_is_left_of_her_week(site: Site) -> None:
    week = site.page("profiles/annemiek-roelofs.html").section("Tijd")

    assert "Wachtrij aan de balie korter" in week.text
    assert "Welkomstmap voor nieuwe collega's" in week.text
    assert "nu nog 2 uur vrij" in week.text
    assert "meer dan een volle werkweek" not in week.text


def test_a_member_sees_on_her_page_what_she_did_and_does_for_the_pool(site: Site) -> None:
    links = site.page("profiles/annemiek-roelofs.html").links

    assert {to for to in links if to.startswith("assignments/")} >= {
        "assignments/brieven-van-burgerzaken.html",
        "assignments/wachtrij-aan-de-balie.html",
        "assignments/welkomstmap.html",
    }


@pytest.mark.parametrize(
    ("member", "results"),
    [
        ("annemiek-roelofs", ["brieven-van-burgerzaken"]),
        ("dirk-jan-hoekema", ["kelder-leeg", "speeltuinen-in-kaart"]),
        ("gerben-stroink", ["gesprek-over-de-markt"]),
    ],
)
def test_a_member_page_lists_her_results(member: str, results: list[str], site: Site) -> None:
    page = site.page(f"profiles/{member}.html")

    assert [slug for slug in results if DONE[slug][1] not in page.text] == []


def test_the_pool_shows_how_its_hours_are_used(site: Site) -> None:
    time = site.page("pools/flexpool-vaarmond.html").text.partition("Tijd in de pool")[2]

    assert "8 van de 8 leden zeggen hoeveel uur er per week voor klussen is." in time
    assert "20 uur per week" in time.partition("In gebruik")[2].partition("Vrij")[0]


@pytest.mark.parametrize("slug", DONE)
def test_the_pool_shows_what_came_of_its_work(slug: str, site: Site) -> None:
    assert DONE[slug][1] in site.page("pools/flexpool-vaarmond.html").text


def test_work_for_two_shows_which_two_can_do_it_together(site: Site) -> None:
    pairs = site.page("matches/assignments/havendag.html").section("Samen kunnen zij dit")

    assert "Dirk-Jan en Bilal" in pairs.headings


@pytest.mark.parametrize("slug", OPEN)
def test_all_work_stays_within_the_municipality(slug: str, site: Site) -> None:
    page = site.page(f"assignments/{slug}.html")

    assert "open voor de eigen organisatie" in page.text
    assert "hele overheid" not in page.text


def test_each_member_says_of_which_team_she_is_in_the_words_of_this_network(site: Site) -> None:
    assert "Team Burgerzaken" in site.page("profiles/annemiek-roelofs.html").text
    assert "Team Buitendienst" in site.page("profiles/dirk-jan-hoekema.html").text


def test_a_supervisor_need_not_sign_for_each_piece_of_work(site: Site) -> None:
    asks = site.page("supervisors/index.html").section("Wat dit netwerk vraagt")

    assert "Akkoord is nodig" not in asks.text
    assert "terugkeer is nergens verplicht" in asks.text


def test_a_supervisor_reads_what_to_arrange_for_work_within_the_house(site: Site) -> None:
    page = site.page("forms/internal.html")

    assert "Spreek met je leidinggevende af hoeveel uur per week je in de pool werkt" in page.text
    assert "Het netwerk vraagt niet om toestemming van je leidinggevende." in page.text
