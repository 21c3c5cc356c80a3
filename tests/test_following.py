"""Feeds and calendars that people subscribe to, as other programs read them."""

from datetime import date
from typing import Any

import feedparser
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from msgspec.structs import replace

from builder import pages
from builder.directory import Directory
from builder.exports import DATA, atom
from builder.model import Event, Origin, RingOpening
from builder.rank import ranked
from builder.settings import Selection
from tests.small_site import frame, settings, site
from tests.worlds import CITY, DIKE, directory, person, work

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.org/gids/"
WATER = Selection(id="water", label={"nl": "Alles met water"}, layers=("water-board",))
WRITERS = Selection(id="writers", label={"nl": "Schrijvers"}, about="profiles", skills=("drafting", "writing"))
WORLD = (
    CITY,
    DIKE,
    person("ana", skills={"drafting": 4}, hours=8, available_from=date(2027, 1, 4), confirmed_on=date(2026, 11, 2)),
    person("bo", skills={"planning": 2}, role="Griffier", headline="Bel me", confirmed_on=date(2026, 11, 9)),
    work("bridge", skills={"drafting": 3}, published_on=date(2026, 11, 20), closes=date(2026, 12, 18), region="vecht"),
    work("lock", teaches=("drafting",), published_on=date(2026, 11, 3), goal="Een **sluis**."),
    work("square", organisation="city", published_on=date(2026, 11, 10), region="eem"),
)


def small(*records: Any, **rest: Any) -> Directory:
    return directory(*records, settings=settings(**{"selections": (WATER, WRITERS), **rest}))


def outputs(given: Directory) -> dict[str, bytes]:
    """The feeds and calendars, by path."""
    material, known = pages.material(given, ranked(given)), frame(given)
    return {
        pages.landing(row, item): row.view(known, *row.shows(material, item))
        for row in DATA
        if row.path.startswith(("feed/", "closing/"))
        for item in row.each(material)
    }


def parsed(given: Directory, path: str) -> Any:
    found = feedparser.parse(outputs(given)[path])
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(given: Directory, path: str) -> list[str]:
    return [one.title for one in parsed(given, path).entries]


# Which feeds there are ------------------------------------------------------------------------------------------------


def test_each_word_organisation_and_selection_has_a_feed_also_without_work():
    feeds = {path for path in outputs(small(*WORLD)) if path.endswith(".xml")}

    assert feeds == {
        "feed/assignments.xml", "feed/events.xml", "feed/people.xml", "feed/stories.xml",
        "feed/skills/drafting.xml", "feed/skills/planning.xml", "feed/skills/presenting.xml", "feed/skills/writing.xml",
        "feed/regions/eem.xml", "feed/regions/vecht.xml",
        "feed/organisations/city.xml", "feed/organisations/dike.xml",
        "feed/selections/water.xml", "feed/people/writers.xml",
    }  # fmt: skip


def test_a_site_that_does_not_know_its_address_has_calendars_alone():
    assert set(outputs(small(*WORLD, base_url=None))) == {"closing/bridge.ics", "feed/closing.ics", "feed/events.ics"}


@pytest.mark.parametrize(
    ("path", "entries"),
    [
        ("feed/assignments.xml", ["Bridge", "Square", "Lock"]),
        ("feed/skills/drafting.xml", ["Bridge", "Lock"]),  # asked, and taught
        ("feed/skills/planning.xml", []),
        ("feed/regions/eem.xml", ["Square"]),
        ("feed/organisations/dike.xml", ["Bridge", "Lock"]),
        ("feed/selections/water.xml", ["Bridge", "Lock"]),
        ("feed/people.xml", ["Bo", "Ana"]),
        ("feed/people/writers.xml", ["Ana"]),
    ],
)
def test_a_feed_has_what_belongs_in_it_and_the_newest_first(path, entries):
    assert titles(small(*WORLD), path) == entries


def test_a_guest_is_followed_in_its_own_network():
    guest = work(
        "linge.quay",
        skills={"drafting": 3},
        published_on=date(2026, 11, 21),
        closes=date(2026, 12, 4),
        origin=Origin(source="linge", id="quay", network="Linge"),
    )

    assert outputs(small(*WORLD, guest)) == outputs(small(*WORLD))


# What a selection takes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        ({"skills": ("drafting", "writing")}, ["Bridge", "Lock"]),
        ({"regions": ("vecht", "eem")}, ["Bridge", "Square"]),
        ({"regions": ("vecht", "eem"), "layers": ("municipality",)}, ["Square"]),
        ({"organisations": ("city",), "skills": ("drafting",)}, []),
        ({"first_assignment": True}, []),
    ],
)
def test_every_group_has_to_agree_and_one_word_of_a_group_is_enough(asked, entries):
    given = small(*WORLD, selections=(Selection(id="mine", label={}, **asked),))

    assert titles(given, "feed/selections/mine.xml") == entries


def test_a_selection_leads_to_the_search_with_the_same_words():
    found = parsed(small(*WORLD), "feed/people/writers.xml").feed

    assert found.title == "Netwerk: Schrijvers"
    assert found.link == f"{SITE}search/?kind=profile&skill=drafting&skill=writing"


# What a feed tells ----------------------------------------------------------------------------------------------------


def test_a_feed_of_people_does_not_tell_who_has_time():
    told = outputs(small(*WORLD))["feed/people.xml"].decode()
    busy = [one if one.slug != "ana" else person("ana", skills={"drafting": 4}, confirmed_on=date(2026, 11, 2),
            paused_until=date(2027, 6, 1), hours=24) for one in WORLD]  # fmt: skip

    assert "Griffier · City. Bel me" in told
    assert outputs(small(*busy))["feed/people.xml"].decode() == told


def test_a_ring_that_opens_is_news():
    opened = work(
        "bridge", published_on=date(2026, 9, 1), opens=(RingOpening(ring="everyone", day=date(2026, 11, 30)),)
    )
    (entry,) = parsed(small(opened), "feed/assignments.xml").entries

    assert entry.updated == "2026-11-30T00:00:00Z"


def test_nothing_is_news_on_another_day_without_a_reason():
    early, late = (directory(*WORLD, settings=settings(), today=date(2026, 12, day)) for day in (1, 2))

    assert outputs(early) == outputs(late)


def test_a_text_says_its_language_and_loses_its_marks():
    given = small(work("lock", title="Lock", goal="A **lock**.", language="en", published_on=date(2026, 11, 3)))
    entry = etree.fromstring(outputs(given)["feed/assignments.xml"]).find(f"{ATOM}entry")

    assert entry.findtext(f"{ATOM}summary") == "A lock."
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_feed_holds_no_more_than_a_hundred_of_the_newest():
    many = [work(f"work-{n:03}", published_on=date(2026, 1, 1 + n % 28)) for n in range(120)]
    found = parsed(small(*many), "feed/assignments.xml").entries

    assert len(found) == 100
    assert found[0].updated == "2026-01-28T00:00:00Z"


TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
FRAME = frame(small(*WORLD))
CARD = pages.material(small(*WORLD), ranked(small(*WORLD))).cards.work["bridge"]


@given(TEXT, TEXT)
def test_a_feed_is_valid_whatever_people_write(title, goal):
    card = replace(CARD, title=title, gist=goal)

    assert_valid(etree.fromstring(atom.work(FRAME, (card,), (date(2026, 11, 20),))), f"{SITE}feed/assignments.xml")


def test_every_feed_is_valid():
    for path, data in outputs(small(*WORLD)).items():
        if path.endswith(".xml"):
            assert_valid(etree.fromstring(data), f"{SITE}{path}")


def assert_valid(feed: Any, address: str) -> None:
    """What RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2, 4.2.7)."""
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    assert feed.findtext(f"{ATOM}id") == address
    assert [one.get("href") for one in feed.findall(f"{ATOM}link[@rel='self']")] == [address]
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entries = feed.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(ids) and all(one.startswith(SITE) for one in ids)
    for one in entries:
        assert one.find(f"{ATOM}title") is not None and one.find(f"{ATOM}link[@rel='alternate']") is not None
        assert date.fromisoformat(one.findtext(f"{ATOM}updated").removesuffix("T00:00:00Z"))
    assert feed.findtext(f"{ATOM}updated") == max(
        (one.findtext(f"{ATOM}updated") for one in entries), default="2000-01-01T00:00:00Z"
    )


# Calendars ------------------------------------------------------------------------------------------------------------


def days(given: Directory, path: str) -> list[Any]:
    return icalendar.Calendar.from_ical(outputs(given)[path]).walk("VEVENT")


def test_the_day_on_which_work_closes_goes_in_a_calendar_as_a_free_day():
    (found,) = days(small(*WORLD), "closing/bridge.ics")

    assert (found.start, found.end) == (date(2026, 12, 18), date(2026, 12, 19))
    assert found["SUMMARY"] == "Sluit vandaag: Bridge"
    assert (found["UID"], found["URL"]) == ("bridge@example.org", f"{SITE}assignments/bridge.html")
    assert (found["TRANSP"], str(found["DTSTAMP"].dt.date())) == ("TRANSPARENT", "2026-11-20")
    assert not found.walk("VALARM")


def test_only_open_work_that_closes_is_in_the_calendar_of_closing_days():
    gone = work("gone", closes=date(2026, 11, 1))
    filled = work("filled", closes=date(2026, 12, 20), status="filled", filled_by=("ana",))
    soon = work("soon", closes=date(2026, 12, 3))

    assert [one["UID"] for one in days(small(*WORLD, gone, filled, soon), "feed/closing.ics")] == [
        "soon@example.org",
        "bridge@example.org",
    ]
    assert not {"closing/gone.ics", "closing/filled.ics"} & outputs(small(*WORLD, gone, filled, soon)).keys()


# Pages ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("assignments/index.html", "assignments"),
        ("profiles/index.html", "people"),
        ("stories/index.html", "stories"),
        ("events/index.html", "events"),
        ("skills/drafting.html", "skills/drafting"),
        ("regions/eem.html", "regions/eem"),
        ("organisations/dike.html", "organisations/dike"),
    ],
)
def test_the_head_of_a_page_leads_readers_to_its_feed(page, feed):
    found = html.fromstring(site(small(*WORLD))[page])

    assert found.xpath("//head/link[@type='application/atom+xml']/@href") == [f"../feed/{feed}.xml"]


def test_one_page_leads_to_every_feed_but_those_of_skills():
    given = small(*WORLD)
    links = set(html.fromstring(site(given)["following/index.html"]).xpath("//main//a/@href"))
    feeds = {path for path in outputs(given) if path.startswith("feed/") and not path.startswith("feed/skills/")}

    assert {f"../{path}" for path in feeds} <= links


def test_selections_stand_under_the_list_they_choose_from():
    shown = site(small(*WORLD))
    works = html.fromstring(shown["assignments/index.html"]).xpath("//*[@id='selections']//a")
    people = html.fromstring(shown["profiles/index.html"]).xpath("//*[@id='selections']//a")

    assert [one.get("href") for one in works] == [
        "../search/index.html?kind=assignment&state=open&layer=water-board",
        "../feed/selections/water.xml",
    ]
    assert [one.text for one in people] == ["Schrijvers", "feed"]


def test_without_an_address_the_page_says_why_there_are_no_feeds():
    page = html.fromstring(site(small(*WORLD, base_url=None))["following/index.html"])

    assert [one for one in page.xpath("//main//a/@href") if one.endswith(".xml")] == []
    assert "kent haar eigen adres niet" in page.text_content()


def test_an_event_that_is_coming_is_followed_until_it_is_over():
    given = small(*WORLD)
    given = given.__class__(**{name: getattr(given, name) for name in given.__struct_fields__} | {
        "events": {one.slug: one for one in (
            Event(slug="meet", title="Meet", day=date(2027, 3, 11), begins="09:30", place="Stadhuis"),
            Event(slug="past", title="Past", day=date(2026, 3, 11)),
        )}
    })  # fmt: skip
    (entry,) = parsed(given, "feed/events.xml").entries

    assert entry.summary == "11 maart 2027 · 09:30 · Stadhuis"
