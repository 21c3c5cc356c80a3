"""A directory that a union runs: the operator is not the employer, and people may go by a pseudonym."""

import pytest

from tests.visits import Built, Site

EMPLOYERS = ("gemeente-havenmonde", "keuringsdienst-verkeer", "veiligheidsregio-de-delta", "waterschap-schorrenland")
HIDDEN = {
    "steltloper": "waterschap-schorrenland",
    "nachtuil": "veiligheidsregio-de-delta",
    "achterstevoren": "gemeente-havenmonde",
}
TELLING = ("mosselman", "obdeijn", "mimoun", "geertjan", "geert-jan", "chantal", "rachid")  # of names, files, accounts


@pytest.fixture
def site(built: Built) -> Site:
    """The directory as a visitor sees it, and an employer too."""
    return built("union-run")


def test_check_asks_for_nothing(site: Site) -> None:
    assert site.problems == ()


# A visitor ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pseudonym", ["Steltloper", "Nachtuil", "Achterstevoren"])
def test_a_visitor_meets_people_by_the_name_they_chose(site: Site, pseudonym: str) -> None:
    assert pseudonym in site.page("profiles/index.html").links.values()


def test_the_page_on_privacy_says_that_the_union_answers(site: Site) -> None:
    answers = site.page("privacy/index.html").section("Vragen over privacy").text

    assert "Vakbond Het Publieke Werk" in answers
    assert "gids@publiekewerk.example.org" in answers


def test_the_front_door_shows_no_work_twice(site: Site) -> None:
    door = site.page("index.html").rows("h3")

    assert "Een maand dagdienst proberen" in door
    assert sorted(door) == sorted(set(door))


@pytest.mark.parametrize("slug", HIDDEN)
def test_a_message_to_a_pseudonym_goes_through_the_union(site: Site, slug: str) -> None:
    contact = site.page(f"profiles/{slug}.html").section("Contact").text

    assert "Dit is een schuilnaam" in contact
    assert "gids@publiekewerk.example.org" in contact


# A member -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", TELLING)
def test_no_byte_of_the_site_tells_who_is_behind_a_pseudonym(site: Site, word: str) -> None:
    told = [path for path in site.paths if word in path or word.encode() in (site.folder / path).read_bytes().lower()]

    assert told == []


@pytest.mark.parametrize("employer", EMPLOYERS)
def test_no_public_page_lists_who_of_an_employer_has_time(site: Site, employer: str) -> None:
    people = site.page(f"organisations/{employer}.html").section("Mensen").text

    assert "uur per week" not in people
    assert "vanaf" not in people


def test_the_public_list_of_people_does_not_say_who_has_time(site: Site) -> None:
    assert "uur per week" not in site.page("profiles/index.html").text


@pytest.mark.parametrize(("slug", "employer"), HIDDEN.items())
def test_the_page_of_a_pseudonym_does_not_say_who_the_employer_is(site: Site, slug: str, employer: str) -> None:
    name = site.data(f"api/v1/organisations/{employer}.json")["name"]

    for path in (f"profiles/{slug}.html", f"api/v1/profiles/{slug}.json"):
        assert employer not in site.read(path)
        assert name not in site.read(path)


@pytest.mark.parametrize(("slug", "employer"), HIDDEN.items())
def test_the_page_of_an_employer_does_not_lead_to_a_pseudonym(site: Site, slug: str, employer: str) -> None:
    assert slug not in site.read(f"organisations/{employer}.html")


@pytest.mark.parametrize("path", ["pools/meedenkers.html", "assignments/brief-over-nachtdiensten.html"])
def test_what_a_pseudonym_did_with_others_does_not_tell_on_her(site: Site, path: str) -> None:
    assert [slug for slug in HIDDEN if slug in site.read(path).lower()] == []


def test_a_member_chooses_without_asking_her_employer(site: Site) -> None:
    agreed = site.page("assignments/meldpunt-roosters.html").text

    assert "Je werkgever hoeft het niet te weten" in agreed


def test_who_does_not_want_to_be_matched_is_in_no_list_of_matches(site: Site) -> None:
    assert [path for path in site.naming("piotr-wisniewski") if "matches/" in path] == []


# A supervisor ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("employer", EMPLOYERS)
def test_every_employer_says_that_a_profile_is_no_target(site: Site, employer: str) -> None:
    assert "Een profiel is geen doelwit" in site.page(f"organisations/{employer}.html").headings


def test_an_employer_reads_that_consent_is_between_people(site: Site) -> None:
    assert "Wanneer iemand akkoord vraagt, spreken jullie zelf af" in site.page("supervisors/index.html").text


def test_no_profile_asks_an_employer_for_leave(site: Site) -> None:
    assert [path for path in site.naming("Vraag je leidinggevende om akkoord") if path.startswith("profiles/")] == []


# The co-ordinator -----------------------------------------------------------------------------------------------------


def test_the_union_itself_knows_who_is_who(built: Built) -> None:
    own = built("union-run", "internal").page("profiles/chantal-obdeijn.html").text

    assert "Nachtuil" in own
    assert "Veiligheidsregio De Delta" in own
