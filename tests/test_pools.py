"""The page of a pool."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from builder import facts
from builder.directory import Directory
from builder.model import Contact, Engagement, Pool, Profile
from builder.settings import Rules
from tests.small_site import settings, site
from tests.worlds import TODAY, directory, person, work

PAGE = "pools/flex.html"
NAMES = ("ana", "bo", "cas", "dee", "eva")


def member(slug: str, hours: int | None = 10, **rest: object) -> Profile:
    """Somebody of the pool, who works four hours now."""
    return person(slug, hours=hours, engagements=(Engagement(title="Now", hours=4),), **rest)


def world(*people: Profile, edition: str = "public", jobs: tuple = (), **said: object) -> Directory:
    """A pool of these people, with work meant for it."""
    given = directory(*people, *jobs, settings=settings(rules=Rules(fewest=5)))
    pool = Pool(slug="flex", name="Flexpool", members=tuple(one.slug for one in people), **said)
    return replace(given, edition=edition, pools={"flex": pool}, pool_work={"flex": jobs})


def test_the_hours_of_a_group_are_in_use_free_or_later():
    people = [
        member("ana"),
        member("bo", available_from=date(2027, 3, 1)),
        member("cas", paused_until=TODAY),
        member("dee", hours=None),
    ]

    assert facts.hours_together(people, TODAY) == facts.GroupHours(people=3, used=12, free=6, later=12)


def test_five_who_tell_their_hours_are_counted_together():
    page = site(world(*map(member, NAMES)))[PAGE]

    assert "5 van de 5 leden zeggen hoeveel uur er per week voor klussen is." in page
    assert re.search(r"In gebruik</span><span>20 uur per week", page)
    assert re.search(r"Vrij</span><span>30 uur per week", page)


def test_fewer_than_the_smallest_group_are_not_counted():
    people = [*map(member, NAMES[:4]), member("eva", hours=None)]

    assert "Tijd in de pool" not in site(world(*people))[PAGE]
    assert "Tijd in de pool" in site(world(*people, edition="internal"))[PAGE]


def test_only_the_internal_edition_has_a_row_for_each_member():
    people = [member("ana", name="Ana Bos"), member("bo", name="Bo Dam", paused_until=date(2027, 1, 5))]
    public, internal = (site(world(*people, edition=edition))[PAGE] for edition in ("public", "internal"))
    rows = [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", row)).strip() for row in re.findall("<tr>.*?</tr>", internal)]

    assert "<table" not in public
    assert rows[1:] == [
        "Ana Bos 4 uur per week 6 uur per week nu",
        "Bo Dam 4 uur per week 6 uur per week Wil even rust tot en met 5 januari 2027",
    ]


def test_the_work_stands_in_sections_and_what_is_done_has_its_result():
    jobs = (
        work("a", title="Open werk", ring="everyone"),
        work("b", title="Lopend werk", status="filled", filled_by=("ana",), start=date(2026, 10, 1)),
        work("c", title="Klaar werk", status="finished", outcome="Iedereen blij.", filled_by=("ana",)),
    )
    page = site(world(member("ana", name="Ana Bos"), jobs=jobs))[PAGE]
    places = [page.index(one) for one in ("Werk dat mensen zoekt", "Open werk", "Loopt nu", "Lopend werk")]

    assert places == sorted(places)
    assert "Iedereen blij." in page[page.index("Afgerond, met resultaat") :]
    assert "Ana Bos" in page[page.index("Iedereen blij.") :]


def test_a_pool_without_work_says_so():
    assert "Er is nu geen klus voor deze pool." in site(world(member("ana")))[PAGE]


@pytest.mark.parametrize(
    ("admission", "said"), [("open", "Iedereen kan meedoen."), ("invitation", "Je komt erbij op uitnodiging.")]
)
def test_the_page_says_how_one_gets_in(admission, said):
    page = site(world(member("ana"), admission=admission, contact=Contact(email="pool@example.org")))[PAGE]

    assert f"{said}" in page
    assert '<a href="#contact">' in page


def test_what_two_or_more_members_can_do_is_told():
    people = [person("ana", skills={"drafting": 3, "planning": 2}), person("bo", skills={"drafting": 1})]
    page = site(world(*people))[PAGE]

    assert "drafting (2)" in page
    assert "planning (1)" not in page


def test_a_member_sees_her_pools_and_what_she_did_with_its_result():
    done = work("c", title="Klaar werk", status="finished", outcome="Iedereen blij.", filled_by=("ana",), pool="flex")
    given = world(member("ana"), jobs=(done,))
    page = site(replace(given, pools_of={"ana": (given.pools["flex"],)}))["profiles/ana.html"]

    assert "Flexpool" in page
    assert "Klaar werk" in page
    assert "Iedereen blij." in page
