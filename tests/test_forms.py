"""The forms of working: what must be arranged for each, who allows it, and for whom work opens when."""

import re
from datetime import date
from typing import Any

import msgspec
import pytest

from builder.directory import Directory
from builder.model import Arrangement, Profile, RingOpening
from builder.phrases import phrases
from builder.settings import Rules, Settings
from builder.views import forms as views
from builder.vocabulary import vocabulary
from tests.small_site import TEMPLATES, frame, settings, site
from tests.worlds import directory, house, person, term, work

SECONDMENT = term(
    "secondment",
    label={"nl": "Detachering", "en": "Secondment"},
    explanation="Je werkt *elders*.",
    synonyms=("uitlenen",),
    to_arrange=(
        Arrangement(topic="procurement", text="Vraag inkoop", ring="everyone"),
        Arrangement(topic="pension", text="Vraag ABP"),
        Arrangement(topic="time", text="Kies dagen"),
        Arrangement(topic="other", text="Zeg het samen", ring="own"),
    ),
)
EXCHANGE = term("exchange", label={"nl": "Ruil", "en": "Exchange"})


def world(*records: Any, rules: Rules | None = None, language: str = "nl", **more: Any) -> Directory:
    """A directory with two forms of working."""
    given: Settings = settings(rules=rules or Rules(), language=language, **more)
    made = directory(*records, settings=given)
    words = {**made.vocabularies, "forms": vocabulary("forms", [SECONDMENT, EXCHANGE])}
    return msgspec.structs.replace(made, vocabularies=words)


def words(page: str) -> str:
    """What a page says, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))


def test_a_form_tells_what_must_be_arranged_by_what_it_is_about() -> None:
    page = words(site(world())["forms/secondment.html"])

    assert "Ook wel: uitlenen" in page
    assert (
        "Tijd Kies dagen Pensioen Vraag ABP Inkoop Vraag inkoop (als iemand van buiten de overheid komt)"
        " Overig Zeg het samen (als iemand bij dezelfde organisatie werkt)" in page
    )
    assert "nog geen lijst" in words(site(world())["forms/exchange.html"])


def test_a_form_tells_what_the_rules_of_the_network_ask() -> None:
    rules = Rules(return_for=("exchange",), consent="before-work", most_hours_elsewhere=8)
    pages = site(world(rules=rules))

    assert "afspraak over terugkeren" in words(pages["forms/exchange.html"])
    assert "afspraak over terugkeren" not in words(pages["forms/secondment.html"])
    assert "toestemming voordat je begint" in words(pages["forms/exchange.html"])
    assert "hoogstens 8 uur per week" in words(pages["forms/exchange.html"])


def test_an_organisation_that_names_no_form_allows_every_form() -> None:
    any_form, strict = house("city"), house("dike", "water-board", forms=("exchange",))
    pages = site(world(any_form, strict))

    assert "Alle organisaties in deze gids staan dit toe." in words(pages["forms/exchange.html"])
    assert "1 van de 2 organisaties staan dit toe. Organisaties City" in words(pages["forms/secondment.html"])
    assert '<a href="../forms/exchange.html">Ruil</a>' in pages["organisations/dike.html"]


def people(count: int) -> list[Profile]:
    """Two who take any form, and others who only exchange."""
    return [person(f"p{n}", forms=("exchange",) if n > 1 else ()) for n in range(count)]


@pytest.mark.parametrize(
    ("form", "said"), [("exchange", "6 mensen staan hiervoor open"), ("secondment", "Minder dan 5 mensen")]
)
def test_people_are_counted_and_few_are_not_counted_out(form: str, said: str) -> None:
    assert said in words(site(world(*people(6)))[f"forms/{form}.html"])


def test_open_work_stands_on_the_page_of_its_form_and_leads_there() -> None:
    pages = site(world(work("bridge", forms=("secondment",)), work("past", forms=("secondment",), status="withdrawn")))

    assert "Bridge" in words(pages["forms/secondment.html"])
    assert "Past" not in words(pages["forms/secondment.html"])
    assert "../search/index.html?kind=assignment&amp;state=open&amp;form=secondment" in pages["forms/secondment.html"]
    assert '<a href="../forms/secondment.html">Detachering</a>' in pages["assignments/bridge.html"]


def test_words_of_the_network_say_their_language_on_a_page_in_another() -> None:
    dutch = frame(world())
    english = msgspec.structs.replace(dutch, language="en", words=phrases(TEMPLATES, "en"))
    told = [views.form(one, "secondment", (), 0, 0, (), 0)["tongue"] for one in (dutch, english)]

    assert told == ["", "nl"]


@pytest.mark.parametrize(
    ("ring", "told", "untold"),
    [
        ("own", ["Kies dagen", "Zeg het samen"], ["Vraag inkoop"]),
        ("everyone", ["Kies dagen", "Zeg het samen", "Vraag inkoop"], []),
    ],
)
def test_work_tells_what_must_be_arranged_for_whom_it_is_open(ring: str, told: list[str], untold: list[str]) -> None:
    page = words(site(world(work(forms=("secondment", "exchange"), ring=ring)))["assignments/bridge.html"])

    assert [one for one in told if one not in page] == []
    assert [one for one in untold if one in page] == []


def test_what_a_later_ring_needs_is_told_from_the_first_day() -> None:
    opens = (RingOpening(ring="everyone", day=date(2027, 6, 1)),)
    page = words(site(world(work(forms=("secondment",), ring="own", opens=opens)))["assignments/bridge.html"])

    assert "Vraag inkoop (als iemand van buiten de overheid komt)" in page


def test_work_that_is_over_asks_for_nothing_more() -> None:
    page = words(site(world(work(forms=("secondment",), status="finished")))["assignments/bridge.html"])

    assert "Kies dagen" not in page


def test_rings_that_open_one_after_the_other_stand_in_a_row_with_their_days() -> None:
    opens = (RingOpening(ring="government", day=date(2026, 11, 1)), RingOpening(ring="everyone", day=date(2027, 1, 1)))
    page = site(world(work(ring="own", opens=opens)))["assignments/bridge.html"]

    row = re.findall(r'<li(?: class="(\w+)")?>([^<]+)<br><span class="soft small">([^<]+)</span>', page)
    assert row == [
        ("reached", "De eigen organisatie", "nu open"),
        ("reached", "De hele overheid", "open sinds 1 november 2026"),
        ("", "Iedereen", "vanaf 1 januari 2027"),
    ]


def test_work_for_one_ring_needs_no_row_of_rings() -> None:
    assert 'class="rings"' not in site(world(work(ring="government")))["assignments/bridge.html"]


def test_work_that_somebody_does_is_open_for_nobody() -> None:
    given = world(work("bridge"), work("quay", status="filled"), work("past", status="finished"))
    pages = site(given)

    said = ["open voor" in words(pages[f"assignments/{one}.html"]) for one in ("bridge", "quay", "past")]
    assert said == [True, False, False]
