"""A region across borders: every page in four languages, and everybody writes in her own."""

from typing import TYPE_CHECKING

import pytest

from tests.visits import Built, Page, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDERS = {"nl": "", "de": "de/", "fr": "fr/", "en": "en/"}
DUTCH, GERMAN, FRENCH = "lei-crombag", "irmgard-theissen", "bastien-leroy"
SAID = {
    "gemeente-beekgrens": ("nl", "Over de grens werken is gewoon werken"),
    "stadt-rurbach": ("de", "kommt mit Ideen zurück"),
    "commune-de-valfontaine": ("fr", "Un collègue qui revient"),
}
each_language = pytest.mark.parametrize("language", FOLDERS)


@pytest.fixture
def site(built: Built) -> Site:
    """The region as a visitor sees it."""
    return built("cross-border")


def test_check_asks_for_nothing(site: Site) -> None:
    assert site.problems == ()


# A visitor ------------------------------------------------------------------------------------------------------------


@each_language
def test_every_page_stands_in_every_language(site: Site, language: str) -> None:
    first = [path for path in site.pages if not path.startswith(("de/", "fr/", "en/")) and path != "404.html"]

    assert [path for path in first if FOLDERS[language] + path not in site.paths] == []


@pytest.mark.parametrize(
    ("language", "skills"),
    [("nl", "Dijkonderhoud"), ("de", "Deichpflege"), ("fr", "Entretien des digues"), ("en", "Dyke maintenance")],
)
def test_a_skill_is_called_by_its_name_in_the_language_of_the_page(site: Site, language: str, skills: str) -> None:
    assert skills in site.page(f"{FOLDERS[language]}profiles/{DUTCH}.html").text


def test_a_german_word_finds_who_wrote_in_dutch(site: Site, chromium: "Browser") -> None:
    from tests.browsing import answered, served

    with served(site.folder) as home:
        page = chromium.new_page()
        page.goto(f"{home}de/search/index.html?q=Deichpflege")
        answered(page)

        assert page.locator(f"#results a[href$='profiles/{DUTCH}.html']").count() == 1
        page.close()


@each_language
@pytest.mark.parametrize(("slug", "wrote"), [(DUTCH, "nl"), (GERMAN, "de"), (FRENCH, "fr"), ("aoife-brennan", "en")])
def test_a_story_says_in_which_language_it_was_written(site: Site, language: str, slug: str, wrote: str) -> None:
    story = site.data(f"api/v1/profiles/{slug}.json")["body"]

    assert spoken(site.whole(f"{FOLDERS[language]}profiles/{slug}.html"), story) == wrote


@each_language
@pytest.mark.parametrize("slug", SAID)
def test_what_an_organisation_says_keeps_its_language_too(site: Site, language: str, slug: str) -> None:
    wrote, words = SAID[slug]

    assert spoken(site.whole(f"{FOLDERS[language]}organisations/{slug}.html"), words) == wrote


@each_language
def test_there_are_people_and_work_on_every_side(site: Site, language: str) -> None:
    for side in ("dutch-side", "german-side", "belgian-side"):
        region = site.page(f"{FOLDERS[language]}regions/{side}.html")

        assert any(path.startswith(f"{FOLDERS[language]}profiles/") for path in region.links)
        assert any(path.startswith(f"{FOLDERS[language]}assignments/") for path in region.links)


# A member -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "asked"),
    [("nl", "Duits (B1)"), ("de", "Deutsch (B1)"), ("fr", "allemand (B1)"), ("en", "German (B1)")],
)
def test_work_says_which_language_it_asks_and_how_well(site: Site, language: str, asked: str) -> None:
    assert asked in site.page(f"{FOLDERS[language]}assignments/hoogwater-oefenen.html").text


@pytest.mark.parametrize(
    ("language", "because"),
    [
        ("nl", "er is een taal nodig die niet in je profiel staat"),
        ("de", "Sprache"),
        ("fr", "langue"),
        ("en", "language"),
    ],
)
def test_who_lacks_a_language_reads_it_on_her_own_page(site: Site, language: str, because: str) -> None:
    own = site.page(f"{FOLDERS[language]}matches/profiles/thijs-van-loon.html")

    assert "Une seule carte pour trois pays" in own.part.text_content()
    assert because in own.text


@each_language
def test_nobody_else_reads_who_lacks_a_language(site: Site, language: str) -> None:
    assert "Thijs" not in site.page(f"{FOLDERS[language]}matches/assignments/carte-des-crues.html").text


def test_a_neighbour_who_speaks_it_well_enough_is_a_match(site: Site) -> None:
    assert f"profiles/{GERMAN}.html" in site.page("matches/assignments/hoogwater-oefenen.html").links


# A supervisor ---------------------------------------------------------------------------------------------------------


@each_language
def test_every_organisation_that_has_people_out_says_how_they_return(site: Site, language: str) -> None:
    page = site.whole(f"{FOLDERS[language]}profiles/hendrik-kaltenbach.html")

    assert spoken(page, "Ihre Stelle bleibt Ihre Stelle") == "de"


@each_language
def test_the_papers_for_a_secondment_keep_the_language_of_the_network(site: Site, language: str) -> None:
    assert spoken(site.whole(f"{FOLDERS[language]}forms/secondment.html"), "A1-formulier") == "nl"


@pytest.mark.parametrize(
    ("language", "most"), [("nl", "16 uur"), ("de", "16 Stunden"), ("fr", "16 heures"), ("en", "16 hours")]
)
def test_the_rules_can_be_read_on_every_side(site: Site, language: str, most: str) -> None:
    assert most in site.page(f"{FOLDERS[language]}rules/index.html").text


@each_language
def test_a_supervisor_reads_what_every_side_promises_in_its_own_language(site: Site, language: str) -> None:
    page = site.whole(f"{FOLDERS[language]}supervisors/index.html")

    assert {slug: spoken(page, words) for slug, (_, words) in SAID.items()} == {
        slug: wrote for slug, (wrote, _) in SAID.items()
    }


# The co-ordinator -----------------------------------------------------------------------------------------------------


def test_every_word_of_the_vocabulary_has_a_label_in_four_languages(site: Site) -> None:
    labels = {term["id"]: set(term["label"]) for term in site.data("api/v1/skills.json")}

    assert {term: found for term, found in labels.items() if found != set(FOLDERS)} == {}


@pytest.mark.parametrize(
    ("language", "free"),
    [("nl", "Wie is wanneer vrij"), ("de", "Wer ist wann frei"), ("fr", "Qui est libre"), ("en", "Who is free")],
)
def test_the_co_ordinator_works_in_her_own_language(built: Built, language: str, free: str) -> None:
    desk = built("cross-border", "internal").page(f"{FOLDERS[language]}coordination/index.html")

    assert any(heading.startswith(free) for heading in desk.headings)


def spoken(page: Page, words: str) -> str:
    """The language that a page says these words are in."""
    places = page.part.xpath(
        "//body//*[not(self::script)][contains(normalize-space(text()), $words)]", words=words[:40]
    )
    assert places, f"{page.address} does not say {words[:40]!r}"
    said: str = places[0].xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
    return said
