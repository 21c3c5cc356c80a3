"""An event that is about work or people: a campaign."""

import re
from datetime import date

from msgspec.structs import replace

from builder import findable
from builder.directory import Directory, Entity, holding
from builder.model import Event
from builder.relate import relate
from builder.vocabulary import vocabulary
from tests.small_site import frame, settings, site
from tests.worlds import CITY, DIKE, TODAY, directory, person, work

WORK = (
    work("bridge", title="Brug", ring="everyone"),
    work("canal", title="Kanaal", status="finished", outcome="Het water loopt.", filled_by=("ana",)),
)


def campaign(**rest: object) -> Event:
    """Two pieces of work and somebody, for a while."""
    said = {"day": TODAY, "last_day": date(2027, 3, 1), "assignments": ("canal", "bridge"), "profiles": ("ana",)}
    return Event(**{"slug": "winter", "title": "Winterklaar", **said, **rest})  # type: ignore[arg-type]


def world(*events: Event) -> Directory:
    return replace(directory(person("ana", name="Ana Bos"), *WORK), events={one.slug: one for one in events})


def test_a_campaign_shows_its_period_its_work_and_its_people() -> None:
    page = site(world(campaign()))["events/winter.html"]

    assert "<strong>Campagne</strong>" in page
    assert "1 december 2026 tot 1 maart 2027" in page
    assert "loopt nu" in page
    assert page.index("De klussen van deze campagne") < page.index("Brug") < page.index("Kanaal")
    assert "Ana Bos" in page[page.index("De mensen van deze campagne") :]
    assert "Wat ervan kwam" not in page


def test_a_campaign_that_is_over_tells_what_came_of_it() -> None:
    page = site(world(campaign(day=date(2026, 3, 1), last_day=date(2026, 6, 1))))["events/winter.html"]

    assert "1 van de 2 klussen vond iemand." in page
    assert "Het water loopt." in page


def test_an_ordinary_event_is_no_campaign() -> None:
    pages = site(world(Event(slug="meet", title="Koffie", day=TODAY)))

    assert "<strong>Bijeenkomst</strong>" in pages["events/meet.html"]
    assert "Campagne" not in pages["events/index.html"]


def test_the_list_says_what_is_a_campaign() -> None:
    assert "<strong>Campagne</strong>" in site(world(campaign()))["events/index.html"]


def test_a_campaign_that_began_is_on_and_not_coming() -> None:
    days = ((date(2026, 11, 1), "now"), (date(2026, 12, 2), "soon"))  # it is 1 December
    found = [campaign(slug=slug, title=slug, day=day, last_day=date(2027, 1, 9)) for day, slug in days]
    page = site(world(*found))["events/index.html"]

    assert re.findall(r">(Loopt nu|Komt eraan|now|soon)<", page) == ["Loopt nu", "now", "Komt eraan", "soon"]


def test_the_page_of_work_says_which_campaign_it_is_in() -> None:
    found = site(world(campaign()))

    assert re.search(
        r"Hoort bij campagne</dt><dd><a href=[^>]+events/winter.html[^>]*>Winterklaar", found["assignments/bridge.html"]
    )
    assert "Winterklaar" not in found["profiles/ana.html"]


def test_what_is_hidden_or_gone_drops_out_of_a_campaign() -> None:
    records = (
        ("profiles", person("ana", visibility="internal")),
        ("assignments", replace(WORK[0], visibility="draft")),
        ("assignments", replace(WORK[1], filled_by=())),
        ("organisations", CITY),
        ("organisations", DIKE),
        ("events", campaign(assignments=("canal", "bridge", "gone"))),
    )
    entities = [Entity(f"{one.slug}.md", kind, one.slug, holding(one), dict) for kind, one in records]
    words = {name: vocabulary(name, ()) for name in ("skills", "fields", "forms", "strengths", "regions")}

    found, problems = relate(entities, words, settings(), "public", TODAY)

    assert found.events["winter"].assignments == ("canal",)
    assert found.events["winter"].profiles == ()
    assert [one.code for one in problems] == ["unknown-assignment"]


def test_a_campaign_is_found_as_one() -> None:
    given = world(campaign())

    entry = next(row for row in findable.ROWS if row.kind == "event").entry(frame(given), campaign(), None)

    assert (entry.fields["role"], entry.card["line"]) == ("Campagne", "Campagne")
