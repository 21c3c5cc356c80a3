"""Five people without HR behind it: no rules, and files of a name, an organisation and one line look like a site."""

import pytest

from tests.visits import Built, Site

PEOPLE = ("fenna-dijkgraaf", "gijs-oldenziel", "marijn-de-wit", "said-amrani", "tineke-wobbes")
# What there is nothing of, and the heading or link that would lead to it.
NOTHING = (
    "Open klussen",
    "Elkaar ontmoeten",
    "Totaaloverzicht",
    "Pools",
    "Bijeenkomsten",
    "Vaardigheden",
    "Werkvelden",
)


@pytest.fixture
def site(built: Built) -> Site:
    """The network as a visitor sees it."""
    return built("five-person-start")


def test_nobody_is_asked_for_more_than_three_lines(site: Site) -> None:
    assert site.problems == ()


@pytest.mark.parametrize("address", ["index.html", "profiles/index.html"])
def test_a_visitor_meets_all_five_at_once(address: str, site: Site) -> None:
    met = site.page(address).links

    assert [slug for slug in PEOPLE if f"profiles/{slug}.html" not in met] == []


@pytest.mark.parametrize("address", ["index.html", "organisations/gemeente-hallumerwaard.html", "figures/index.html"])
def test_no_part_of_a_page_is_there_for_what_they_do_not_have(address: str, site: Site) -> None:
    assert [words for words in NOTHING if words in site.page(address).headings] == []
    assert " 0 " not in f" {site.page(address).text} "


def test_a_visitor_is_not_sent_to_pages_without_anything_on_them(site: Site) -> None:
    empty = {f"{name}/index.html" for name in ("overview", "stories", "pools", "events", "forms", "skills", "gaps")}
    ways = [address for address in site.pages if address not in {*empty, "search/index.html"}]

    assert [(address, to) for address in ways for to in sorted(empty & set(site.whole(address).links))] == []


def test_a_visitor_reads_what_she_may_come_for(site: Site) -> None:
    page = site.page("profiles/tineke-wobbes.html")

    assert "Kaarten die ook een bewoner kan lezen." in page.text
    assert page.links["organisations/waterschap-de-breede-a.html"] == "Waterschap De Breede A"
    assert "matches/profiles/tineke-wobbes.html" not in page.links


def test_a_visitor_reaches_somebody_who_gave_no_address_through_the_five(site: Site) -> None:
    page = site.page("profiles/tineke-wobbes.html")

    assert "Vraag naar Tineke" in page.text
    assert "vijf@aantafel.example.org" in page.section("Contact").text


def test_nobody_is_told_to_ask_her_supervisor_for_saying_what_she_is_good_at(site: Site) -> None:
    assert [address for address in site.pages if "leidinggevende om akkoord" in site.page(address).text] == []


def test_a_member_finds_the_form_from_every_page(site: Site) -> None:
    pages = [address for address in site.pages if address not in ("404.html", "new/index.html")]

    assert [address for address in pages if "new/index.html" not in site.whole(address).links] == []
