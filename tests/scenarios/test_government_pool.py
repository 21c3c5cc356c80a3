"""A pool of central government: all work on one page, and every first step is the employee's own."""

import pytest

from tests.visits import Built, Site


@pytest.fixture
def site(built: Built) -> Site:
    """The pool as a visitor sees it."""
    return built("government-pool")


def test_check_asks_for_nothing(site: Site) -> None:
    assert site.problems == ()


# A visitor ------------------------------------------------------------------------------------------------------------


def test_one_page_has_all_work_open_filled_and_closed(site: Site) -> None:
    listed = site.page("overview/index.html").links
    work = [path for path in site.pages if path.startswith("assignments/") and path != "assignments/index.html"]

    assert [path for path in work if path not in listed] == []


@pytest.mark.parametrize("state", ["open", "komt eraan", "loopt", "gesloten", "afgerond"])
def test_the_overview_counts_the_work_in_each_state(site: Site, state: str) -> None:
    assert any(row.startswith(f"{state}: ") for row in site.page("overview/index.html").rows())


def test_the_overview_says_who_did_the_work_and_what_came_of_it(site: Site) -> None:
    row = next(one for one in site.page("overview/index.html").rows("tr") if "bezwaarformulier" in one)

    assert "Jelmer Haitsma, Soraya Lachmon" in row
    assert "van 31 vragen naar 7" in row


def test_somebody_offers_what_nobody_asked_for(site: Site) -> None:
    offer = site.page("assignments/aanbod-ochtend-op-de-dijk.html")

    assert offer.rows("p")[0].startswith("Eigen initiatief")
    assert "marnix.vanoeveren@example.org" in offer.text


def test_a_signal_is_open_and_asks_no_dates(site: Site) -> None:
    signal = site.page("assignments/signaal-woo-verzoeken.html")

    assert signal.rows("p")[0].startswith("Signaal")
    assert "assignments/signaal-woo-verzoeken.html" in site.page("assignments/index.html").links
    assert "Kop:" not in signal.text


def test_every_person_is_reached_by_a_route_of_her_own(site: Site) -> None:
    pages = [path for path in site.pages if path.startswith("profiles/") and not path.startswith("profiles/index")]
    own = {path: f"{path.removeprefix('profiles/').removesuffix('.html').split('-')[0]}." for path in pages}

    assert [path for path, name in own.items() if name not in site.page(path).section("Contact").text] == []


# A member -------------------------------------------------------------------------------------------------------------


def test_a_score_stands_beside_a_match_and_nowhere_else(site: Site) -> None:
    scored = {path for path in site.naming("van 100") if path.endswith(".html")}

    assert scored
    assert [path for path in scored if not path.startswith("matches/")] == []


def test_the_list_of_people_is_in_the_order_of_their_names(site: Site) -> None:
    met = [path for path in site.page("profiles/index.html").links if path.startswith("profiles/")]

    assert met == [f"profiles/{slug}.html" for slug in (
        "barend-oskam", "hester-oudekerk", "jelmer-haitsma", "koen-abbring", "marnix-van-oeveren", "noura-el-bakkali",
        "soraya-lachmon", "tobias-wennekes", "willemijn-draaisma", "zeynep-aktan",
    )]  # fmt: skip


def test_who_switched_matching_off_has_a_page_and_no_matches(site: Site) -> None:
    assert "Doet niet mee met matchen" in site.page("profiles/barend-oskam.html").text
    assert [path for path in site.naming("barend-oskam") if path.startswith(("matches/", "api/v1/matches/"))] == []


def test_a_member_reads_on_her_own_page_why_something_is_not_there(site: Site) -> None:
    kept_off = site.page("matches/profiles/tobias-wennekes.html").section("Waarom niet in de lijst")

    assert "Tienduizend inspecties in één plaatje" in kept_off.text
    assert "je zoekt dichter bij huis" in kept_off.text


def test_nobody_else_reads_that_she_was_kept_off(site: Site) -> None:
    asking = site.page("matches/assignments/inspecties-in-een-plaatje.html")

    assert "Tobias" not in asking.text
    assert "profiles/tobias-wennekes.html" not in asking.links


def test_the_rules_say_who_may_be_in_it(site: Site) -> None:
    rules = site.page("rules/index.html").text

    assert "Wie bij een van de organisaties werkt, kan zelf een profiel maken" in rules
    assert "Partijen van buiten doen niet mee" in rules


# A supervisor ---------------------------------------------------------------------------------------------------------


def test_a_supervisor_sees_who_comes_back_and_when(site: Site) -> None:
    agreed = site.page("profiles/hester-oudekerk.html").section("Afspraken").text

    assert "1 maart 2027" in agreed
    assert "Elke vrijdag ben ik gewoon op mijn eigen plek" in agreed


def test_a_supervisor_reads_what_the_organisation_asks_of_her(site: Site) -> None:
    page = site.page("organisations/ministerie-van-water-en-wegen.html")

    assert "De medewerker zet de eerste stap" in page.text
    assert "nooit een reden om iemand aan te wijzen" in page.text


def test_a_supervisor_reads_when_her_consent_is_needed(site: Site) -> None:
    asked = site.page("supervisors/index.html").text

    assert "Akkoord is nodig voordat een klus begint" in asked
    assert "Een afspraak over terugkeer hoort bij: Detachering" in asked


def test_a_secondment_has_a_list_of_what_must_be_arranged(site: Site) -> None:
    arranged = site.page("forms/secondment.html").section("Dit moet geregeld zijn").text

    assert "De dag en de plek van terugkeer staan op papier" in arranged
    assert "Je eigen dienst betaalt door" in arranged


def test_who_still_has_to_ask_finds_the_letter_on_his_own_page(site: Site) -> None:
    letter = site.page("profiles/koen-abbring.html").text

    assert "Vraag je leidinggevende om akkoord" in letter
    assert "over elke klus praten we opnieuw" in letter


# The co-ordinator -----------------------------------------------------------------------------------------------------


def test_the_entry_for_the_register_of_algorithms_lacks_nothing_the_network_can_say(site: Site) -> None:
    assert site.data("api/v1/algorithm.json")["unsaid"] == []


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("organization", "Rijksdienst Loopbaan en Leren"),
        ("begin_date", "2026-04"),
        ("publication_category", "Overige algoritmes"),
        ("process_index_url", "https://aanzet.example.org/verwerkingsregister"),
    ],
)
def test_the_entry_says_what_only_the_network_knows(site: Site, field: str, says: str) -> None:
    assert site.data("api/v1/algorithm.json")["entry"][field] == says


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("Gesloten zonder iemand (1)", "Een inkoopkalender die men ook gebruikt"),
        ("Even met rust laten (1)", "Zeynep Aktan"),
        ("Hier hoeft nu niets", "Voor alles wat loopt is er akkoord"),
    ],
)
def test_the_co_ordinator_sees_what_asks_for_attention(built: Built, section: str, says: str) -> None:
    assert says in built("government-pool", "internal").page("coordination/index.html").section(section).text


def test_what_the_co_ordinator_sees_is_in_no_public_page(site: Site) -> None:
    assert [path for path in site.paths if "coordination" in path] == []
