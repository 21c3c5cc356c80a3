"""The end of work: what it brought, who looks after that now, and where others read about it."""

import re
from datetime import date
from typing import Any

from lxml import etree

from builder import pages
from builder.exports import DATA
from builder.frame import lacking
from builder.model import Assignment
from builder.rank import ranked
from tests.small_site import frame, settings, site
from tests.test_forms import words
from tests.worlds import directory, house, person, work

ENDED = date(2026, 9, 1)


def done(slug: str = "bridge", **more: Any) -> Assignment:
    """Work that Ana finished."""
    return work(slug, **{"status": "finished", "end": ENDED, "filled_by": ("ana",), **more})


def made(*records: Any) -> dict[str, str]:
    """The site of these records, and Ana."""
    return site(directory(person("ana"), *records, settings=settings()))


def test_finished_work_tells_what_it_brought_and_who_looks_after_that() -> None:
    told = {"outcome": "Een brug", "reflection": "Begin eerder", "result_owner": "Team wegen"}
    page = words(made(done(**told, filled_on=date(2026, 2, 3)))["assignments/bridge.html"])

    assert "Gedaan door A Ana" in page
    assert "Opbrengst Een brug Terugblik Begin eerder Wie zorgt nu voor het resultaat Team wegen" in page
    assert "Vervuld op 3 februari 2026" in page


def test_finished_work_of_which_nothing_is_told_says_so() -> None:
    assert "nog niet verteld" in words(made(done())["assignments/bridge.html"])
    assert "nog niet verteld" not in words(made(done(outcome="Een brug"))["assignments/bridge.html"])
    assert "nog niet verteld" not in words(made(work())["assignments/bridge.html"])


def test_stories_are_told_with_the_last_first_and_only_of_work_that_is_over() -> None:
    records = (
        done("old", outcome="Een pad", end=date(2026, 3, 1)),
        done("new", reflection="Begin eerder", result_owner="Team wegen"),
        done("mute"),
        work("busy", status="filled", filled_by=("ana",), outcome="Al veel"),
    )
    page = made(*records)["stories/index.html"]

    assert re.findall(r'<h2[^>]*><a href="../assignments/(\w+).html"', page) == ["new", "old"]
    assert "Terugblik: Begin eerder Gedaan door: Ana Wie zorgt nu voor het resultaat: Team wegen" in words(page)
    assert "klaar op 1 september 2026" in words(page)


def test_the_front_door_tells_one_story_when_there_is_one() -> None:
    without, given = (
        made(done()),
        made(done(outcome="Een brug"), done("older", outcome="Een pad", end=date(2026, 3, 1))),
    )

    assert ("Alle verhalen" in words(without["index.html"]), "Alle verhalen" in words(given["index.html"])) == (
        False,
        True,
    )
    assert ("Een brug" in words(given["index.html"]), "Een pad" in words(given["index.html"])) == (True, False)


def test_stories_have_a_feed() -> None:
    given = directory(person("ana"), done(outcome="Een *brug*"), settings=settings())
    row = next(one for one in DATA if one.path == "feed/stories.xml")
    feed: Any = etree.fromstring(row.view(frame(given), *row.shows(pages.material(given, ranked(given)), None)))

    assert feed.xpath("//*[local-name()='summary']/text()") == ["Een brug"]
    assert feed.xpath("//*[local-name()='updated']/text()") == ["2026-09-01T00:00:00Z"] * 2


def test_work_that_is_fit_for_a_first_assignment_can_be_found_when_there_is_any() -> None:
    link = "search/index.html?kind=assignment&amp;state=open&amp;first=yes"

    assert link in made(work(first_assignment=True))["assignments/index.html"]
    assert link in made(work(first_assignment=True))["new/index.html"]
    assert "first" in lacking(directory(work(), done("past", first_assignment=True)))
    assert "first" not in lacking(directory(work(first_assignment=True)))


def external(**more: Any) -> dict[str, str]:
    """The site with work of a foundation that signed the conditions."""
    given = {"conditions": "Geen winst", "conditions_signed": date(2026, 3, 2), **more}
    return made(house("city"), house("help", "external", **given), work(organisation="help"))


def test_an_external_party_tells_what_it_signed_and_what_it_may_do() -> None:
    page = words(external(conditions_until=date(2027, 3, 1))["organisations/help.html"])

    assert "Partij van buiten" in page
    assert "Voorwaarden getekend op 2 maart 2026 Voorwaarden gelden tot en met 1 maart 2027" in page
    assert "Mag reageren op Klussen die voor iedereen open zijn" in page
    assert "Partij van buiten" not in words(external()["organisations/city.html"])


def test_work_of_an_external_party_says_so_in_one_line() -> None:
    dated, undated = external(conditions_until=date(2027, 3, 1)), external()
    line = "Help is een partij van buiten de overheid. Voorwaarden getekend op 2 maart 2026"

    assert f"{line}, geldig tot en met 1 maart 2027." in words(dated["assignments/bridge.html"])
    assert f"{line}." in words(undated["assignments/bridge.html"])
