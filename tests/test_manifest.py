"""The order in which a site is made."""

from builder.manifest import TOGETHER, in_order
from builder.plan import Output


def landing(*paths: str) -> list[Output]:
    return [Output(path, b"", bytes) for path in paths]


def test_the_pages_of_some_people_are_made_kind_by_kind() -> None:
    found = in_order(landing("matches/ana.html", "people/ben.html", "matches/ben.html", "people/ana.html"))

    assert [one.path for one in found] == ["matches/ana.html", "matches/ben.html", "people/ana.html", "people/ben.html"]


def test_all_about_one_person_is_made_before_what_is_about_people_far_down_the_list() -> None:
    many = [f"{kind}/{n:04}.html" for kind in ("matches", "people") for n in range(TOGETHER)]

    found = [one.path for one in in_order(landing(*many))]

    assert found.index("people/0001.html") < found.index("matches/0300.html")
