"""Sixteen authorities of one province: each brings people and projects, and most work 60% at home and 40% elsewhere."""

from pathlib import Path

import pytest

from tests.visits import Built, Site

MEMBERS, PEOPLE = 16, 17
SHORT = ("Gemeente Dijkerveer", "Gemeente Ossenwaard")  # who bring somebody, and no work yet
FULL = "profiles/sevda-aktas.html"  # who does more than a week holds


@pytest.fixture
def site(built: Built) -> Site:
    """The network as a visitor sees it."""
    return built("provincial-network")


@pytest.fixture
def internal(built: Built) -> Site:
    """The network as its members see it."""
    return built("provincial-network", "internal")


def test_nothing_is_wrong_and_who_falls_short_is_told(site: Site) -> None:
    assert site.errors == []
    assert site.warnings == [
        ("organisations/gemeente-dijkerveer.md", "too-little-work"),
        ("organisations/gemeente-ossenwaard.md", "too-little-work"),
        ("profiles/sevda-aktas.md", "overload"),
    ]


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_the_rules_say_how_many_members_bring_what_was_agreed(edition: str, built: Built) -> None:
    rules = built("provincial-network", edition).page("rules/index.html")

    assert "Elk lid brengt minstens 1 mens in. nu 16 van de 16 leden" in rules.section("Leden").text
    assert "Elk lid brengt minstens 1 klus in. nu 14 van de 16 leden" in rules.section("Leden").text


@pytest.mark.parametrize("member", SHORT)
def test_only_the_members_read_who_falls_short(member: str, site: Site, internal: Site) -> None:
    assert member in internal.page("rules/index.html").text.partition("Wie nog iets mist")[2]
    assert member not in site.page("rules/index.html").text


def test_the_co_ordinator_finds_who_falls_short_with_what_is_lacking(internal: Site) -> None:
    page = internal.page("coordination/index.html")

    assert "Leden die te weinig brengen (2)" in page.text
    assert {"organisations/gemeente-dijkerveer.html", "organisations/gemeente-ossenwaard.html"} <= set(page.links)


def test_a_visitor_reads_the_rules_in_plain_sentences(site: Site) -> None:
    rules = site.page("rules/index.html").text

    assert "In elk profiel staat ook: werkvelden, kernkwaliteiten en ervaring." in rules
    assert "spreek je vooraf af hoe je terugkomt: Detachering." in rules
    assert "Voor andere organisaties werk je samen hoogstens 20 uur per week." in rules


def test_a_visitor_finds_every_authority(site: Site) -> None:
    links = site.page("organisations/index.html").links

    assert sum(to.startswith("organisations/") for to in links) == MEMBERS + 1  # and one guest


def test_everybody_tells_fields_of_work_strengths_and_experience(site: Site) -> None:
    people = [page for page in site.pages if page.startswith("profiles/") and not page.endswith("index.html")]
    wanted = {"Werkvelden", "Kernkwaliteiten", "Wat ik deed"}

    assert len(people) == PEOPLE
    assert [address for address in people if not wanted <= set(site.page(address).headings)] == []


def without_strengths(root: Path) -> None:
    """Somebody leaves out what this network asks of everyone."""
    path = root / "content/profiles/coen-aartsma.md"
    path.write_text(path.read_text("utf-8").replace("kernkwaliteiten:\n  - nauwkeurig\n", ""), "utf-8")


def test_a_member_who_leaves_out_her_strengths_hears_that_this_network_asks_them(built: Built) -> None:
    changed = built("provincial-network", change=without_strengths)

    assert {
        one.path for one in changed.problems if one.field == "kernkwaliteiten" or "kernkwaliteiten" in str(one)
    } == {"content/profiles/coen-aartsma.md"}


def test_a_visitor_sees_that_somebody_has_more_than_a_full_week(site: Site) -> None:
    week = site.page(FULL).section("Tijd")

    assert "Samen 40 uur: dat is meer dan een volle werkweek." in week.text
    assert "nu geen uren vrij" in week.text


def test_a_week_of_sixty_and_forty_hundredths_is_full_and_not_too_full(site: Site) -> None:
    week = site.page("profiles/yasmina-el-ouali.html").section("Tijd")

    assert "Eigen werk" in week.text
    assert "22 uur per week" in week.text
    assert "14 uur per week" in week.text
    assert "meer dan een volle werkweek" not in week.text


def test_all_work_is_a_secondment_or_at_the_public_rate(site: Site) -> None:
    forms = {form for one in site.data("api/v1/assignments.json") for form in _forms(site, one["id"])}

    assert forms == {"secondment", "public-rate"}


def _forms(site: Site, slug: str) -> list[str]:
    return list(site.data(f"api/v1/assignments/{slug}.json")["forms"])


def test_a_supervisor_reads_what_this_network_asks_of_her(site: Site) -> None:
    asks = site.page("supervisors/index.html").section("Wat dit netwerk vraagt")

    assert "Akkoord is nodig voordat een klus begint." in asks.text
    assert "Een afspraak over terugkeer hoort bij: Detachering." in asks.text
    assert "Hoogstens 20 uur per week voor andere organisaties." in asks.text


def test_who_gave_consent_stays_within_the_network(site: Site, internal: Site) -> None:
    assert "teamleider" not in site.page("profiles/yasmina-el-ouali.html").section("Afspraken").text
    assert "teamleider" in internal.page("profiles/yasmina-el-ouali.html").text


def test_the_co_ordinator_sees_who_has_too_full_a_week(site: Site, internal: Site) -> None:
    full = internal.page("coordination/index.html").section("Meer dan een volle week")

    assert FULL in full.links
    assert "40 uur per week" in full.text
    assert "coordination/index.html" not in site.paths
