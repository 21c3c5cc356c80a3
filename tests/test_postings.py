"""Work and events as search engines read them."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from builder.model import Claim, Event, Need, Organisation, Origin, RingOpening, Term
from builder.views.postings import moment
from tests.linked import SCHEMA, expanded, scripts, values
from tests.small_site import settings, site
from tests.worlds import TODAY, directory, house, person, work

TOOI = "https://identifier.overheid.nl/tooi/id/waterschap/ws0155"
DIKE = house("dike", "water-board", official_id=TOOI)
PLAIN: dict[str, Any] = {
    "kind": "vacancy",
    "goal": "Een *dijk* die blijft.",
    "place": "Soesterhoogt",
    "ring": "everyone",
    "published_on": date(2026, 11, 20),
    "closes": date(2026, 12, 18),
    "start": date(2027, 1, 4),
    "end": date(2027, 6, 30),
    "hours": 16,
    "pay": "salary",
    "skills": (Need(skill="drafting"),),
}


def shown(house: Organisation = DIKE, edition: str = "public", **rest: Any) -> list[dict[str, Any]]:
    """The linked data on the page of some work."""
    options = rest.pop("settings", {})
    given = directory(house, work("bridge", **{**PLAIN, **rest}), settings=settings(**options))
    return scripts(site(replace(given, edition=edition))["assignments/bridge.html"])


def told(**rest: Any) -> dict[str, Any]:
    (found,) = shown(**rest)
    return expanded(found)


# A vacancy ------------------------------------------------------------------------------------------------------------


def test_work_that_is_open_to_everyone_is_a_vacancy_with_all_that_is_required():
    found = told()

    assert found["@type"] == [f"{SCHEMA}JobPosting"]
    assert values(found, "title") == ["Bridge"]
    assert values(found, "description") == ["<p>Een <em>dijk</em> die blijft.</p>\n"]
    assert values(found, "datePosted") == ["2026-11-20"]
    (address,) = values(values(found, "jobLocation")[0], "address")
    assert values(address, "addressLocality") == ["Soesterhoogt"]
    (organisation,) = values(found, "hiringOrganization")
    assert (organisation["@id"], organisation["@type"]) == (TOOI, [f"{SCHEMA}GovernmentOrganization"])
    assert values(organisation, "name") == ["Dike"]


def test_a_vacancy_tells_what_else_is_known():
    found = told()

    assert values(found, "validThrough") == ["2026-12-18T23:59:59"]
    assert values(found, "employmentType") == ["PART_TIME", "TEMPORARY"]
    assert values(found, "workHours") == ["16 uur per week"]
    assert values(found, "jobStartDate") == ["2027-01-04"]
    assert values(found, "url") == ["https://example.org/gids/assignments/bridge.html"]
    assert values(values(found, "identifier")[0], "value") == ["bridge"]
    assert values(found, "directApply") == [False]
    (skill,) = values(found, "skills")
    assert (skill["@type"], values(skill, "name")) == ([f"{SCHEMA}DefinedTerm"], ["drafting"])


def test_a_salary_is_never_made_up():
    assert not [name for name in told() if "alary" in name]


@pytest.mark.parametrize(
    "one",
    [
        {"ring": "government"},
        {"ring": "government", "opens": (RingOpening(ring="everyone", day=date(2026, 12, 2)),)},
        {"status": "filled"},
        {"closes": date(2026, 11, 30)},
        {"published_on": date(2026, 12, 2)},
        {"confidential": True},
        {"kind": "exchange"},
        {"kind": "shadowing"},
        {"kind": "initiative"},
        {"kind": "signal"},
        {"pay": "own-salary"},
        {"forms": ("exchange",)},
        {"edition": "internal"},
        {"origin": Origin(source="linge", id="bridge", network="Linge")},
        {"settings": {"fictional": True}},
        # something that is required is missing
        {"published_on": None},
        {"place": None},
        {"goal": None},
        {"organisation": ""},
    ],
    ids=str,
)
def test_what_not_everybody_can_be_taken_on_for_is_no_vacancy(one):
    assert shown(**one) == []


def test_work_is_a_vacancy_from_the_day_on_which_it_opens_for_everyone():
    opened = (RingOpening(ring="everyone", day=TODAY),)

    assert values(told(ring="own", opens=opened), "datePosted") == ["2026-12-01"]


def test_work_from_anywhere_says_in_which_country_when_the_official_id_tells():
    found = told(place=None, remote="yes")

    assert values(found, "jobLocationType") == ["TELECOMMUTE"]
    assert values(values(found, "applicantLocationRequirements")[0], "name") == ["NL"]
    assert shown(house("dike", "water-board"), place=None, remote="yes") == []


@pytest.mark.parametrize(
    ("one", "types"),
    [
        ({"pay": "unpaid"}, ["VOLUNTEER"]),
        ({"hours": 36}, ["FULL_TIME", "TEMPORARY"]),
        ({"hours": None, "end": None}, []),
        ({"end": None, "pay": None}, ["PART_TIME"]),
    ],
)
def test_the_sort_of_employment_follows_from_pay_hours_and_end(one, types):
    assert values(told(**one), "employmentType") == types


def test_who_is_no_authority_is_an_organisation_and_an_oin_is_told_as_such():
    (firm,) = values(told(house=house("dike", "external", official_id="00000001234567890000")), "hiringOrganization")

    assert firm["@type"] == [f"{SCHEMA}Organization"]
    assert firm["@id"] == "https://example.org/gids/organisations/dike.html"
    assert values(values(firm, "identifier")[0], "value") == ["00000001234567890000"]


def test_a_skill_leads_to_its_public_addresses():
    esco = "http://data.europa.eu/esco/skill/1"
    term = Term(id="drafting", label={"nl": "Schrijven"}, esco=esco)
    given = directory(DIKE, work("bridge", **PLAIN), skills=(term,), settings=settings())
    (data,) = scripts(site(given)["assignments/bridge.html"])

    assert values(values(expanded(data), "skills")[0], "sameAs") == [esco]


@pytest.mark.parametrize("house", [DIKE, house("dike", "water-board")], ids=["official", "unknown"])
def test_a_vacancy_speaks_of_the_same_organisation_and_skill_as_other_pages(house):
    ana = person("ana", organisation="dike", skills=(Claim(skill="drafting"),))
    made = site(directory(house, ana, work("bridge", **PLAIN), settings=settings()))
    (job,), (page,) = scripts(made["assignments/bridge.html"]), scripts(made["profiles/ana.html"])
    (owner,) = values(expanded(page), "mainEntity")

    assert values(expanded(job), "hiringOrganization")[0]["@id"] == values(owner, "worksFor")[0]["@id"]
    assert values(expanded(job), "skills")[0]["@id"] == values(owner, "knowsAbout")[0]["@id"]


def test_nothing_can_leave_the_script():
    hostile = "</script><script>alert(1)</script>"
    given = directory(DIKE, work("bridge", **{**PLAIN, "title": hostile, "place": hostile}), settings=settings())
    page = site(given)["assignments/bridge.html"]

    assert "<script>alert" not in page
    assert values(expanded(scripts(page)[0]), "title") == [hostile]


def test_no_other_page_looks_like_a_vacancy():
    given = directory(DIKE, work("bridge", **PLAIN), settings=settings())

    assert [path for path, page in site(given).items() if "JobPosting" in page] == ["assignments/bridge.html"]


# Events ---------------------------------------------------------------------------------------------------------------


def event(**rest: Any) -> list[dict[str, Any]]:
    one = Event(**{"slug": "meet", "title": "Meet", "day": date(2027, 3, 11), **rest})
    given = replace(directory(DIKE, work("bridge"), settings=settings()), events={"meet": one})
    return scripts(site(given)["events/meet.html"])


def test_an_event_has_its_hours_its_place_and_its_organiser():
    (data,) = event(begins="09:30", ends="12:00", place="Stadhuis", organiser="dike")
    found = expanded(data)

    assert found["@type"] == [f"{SCHEMA}Event"]
    assert values(found, "startDate") == ["2027-03-11T09:30:00+01:00"]
    assert values(found, "endDate") == ["2027-03-11T12:00:00+01:00"]
    assert values(values(found, "location")[0], "name") == ["Stadhuis"]
    assert values(found, "eventAttendanceMode") == [f"{SCHEMA}OfflineEventAttendanceMode"]
    assert values(values(found, "organizer")[0], "name") == ["Dike"]


def test_who_cannot_come_joins_online():
    (data,) = event(place="Stadhuis", online=True, sign_up="https://example.org/aanmelden")
    _, online = values(expanded(data), "location")

    assert values(expanded(data), "eventAttendanceMode") == [f"{SCHEMA}MixedEventAttendanceMode"]
    assert values(online, "url") == ["https://example.org/aanmelden"]


@pytest.mark.parametrize(
    "one",
    [{}, {"place": "Stadhuis", "day": date(2026, 11, 30)}, {"place": "Stadhuis", "assignments": ("bridge",)}],
    ids=["without a place", "over", "a campaign"],
)
def test_what_nobody_can_go_to_is_no_event(one):
    assert event(**one) == []


@pytest.mark.parametrize(
    ("day", "offset"),
    [("2027-03-27", 1), ("2027-03-28", 2), ("2027-10-30", 2), ("2027-10-31", 1), ("2024-03-31", 2)],
)
def test_summer_time_lasts_from_the_last_sunday_of_march_to_that_of_october(day, offset):
    assert moment(date.fromisoformat(day), "12:00") == f"{day}T12:00:00+0{offset}:00"
