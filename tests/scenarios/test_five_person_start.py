"""Five people without HR behind it: no rules, and files of a name, an organisation and one line look like a site."""

import pytest

from tests.visits import Built, Site

PEOPLE = ("fenna-dijkgraaf", "gijs-oldenziel", "marijn-de-wit", "said-amrani", "tineke-wobbes")


@pytest.fixture
def site(built: Built) -> Site:
    """The network as a visitor sees it."""
    return built("five-person-start")


def test_nobody_is_asked_for_more_than_three_lines(site: Site) -> None:
    assert site.problems == ()


def test_a_visitor_meets_all_five_on_the_page_of_people(site: Site) -> None:
    met = site.page("profiles/index.html").links

    assert [f"profiles/{slug}.html" for slug in PEOPLE if f"profiles/{slug}.html" not in met] == []
