"""What people and machines see of other networks, from what came of each source."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from msgspec.structs import replace

from builder import exports, pages
from builder.directory import Directory
from builder.material import SHEET, Sheet
from builder.model import Contact, Origin
from builder.networks import Amiss, Double, Network, NetworkState, Unmapped
from builder.phrases import LANGUAGES, phrases
from builder.rank import ranked
from builder.settings import Settings, Source
from builder.snapshots import Failure
from builder.views.badge import SHAPES
from builder.visibility import Edition
from tests.small_site import TEMPLATES, frame, settings, site
from tests.test_pages import HOSTILE, Elements
from tests.worlds import TODAY, directory, person, work

STATES: tuple[NetworkState, ...] = NetworkState.__args__
EAST = Source(id="oost", url="https://oost.example.org/gids/", keep_days=14)
ORIGIN = Origin(source="oost", id="x", network="Netwerk Oost")
BUILDER = TEMPLATES.parent / "builder"
WORDS = {language: phrases(TEMPLATES, language) for language in LANGUAGES}
SVG = "{http://www.w3.org/2000/svg}"


def network(**rest: Any) -> Network:
    """A network in the east that was harvested two days ago."""
    return Network(**{
        "source": EAST, "state": "good", "title": "Netwerk Oost", "operator": "Provincie Oost", "licence": "CC-BY-4.0",
        "site": "https://oost.example.org/gids/", "harvested": date(2026, 11, 29), "tried": date(2026, 11, 29),
        **rest,
    })  # fmt: skip


def world(*records: Any, edition: Edition = "public", given: Settings | None = None) -> Directory:
    """A directory with one person of its own."""
    return replace(directory(person("ana"), *records, settings=given or settings()), edition=edition)


def text(page: str) -> str:
    """The words of the main part of a page."""
    return " ".join(" ".join(Elements(page[page.index("<main") :]).words).split())


def told(one: Network, edition: Edition = "public", **more: Any) -> str:
    """What the page of networks says of a source."""
    return text(site(world(edition=edition, **more), networks=(one,))["networks/index.html"])


# The page of all networks ---------------------------------------------------------------------------------------------


def test_without_sources_the_page_says_how_others_can_harvest_this_directory() -> None:
    page = text(site(world())["networks/index.html"])

    assert "toont nu geen mensen of werk van andere netwerken" in page
    assert "volgens de licentie CC-BY-4.0" in page
    assert "Het adres om op te halen: https://example.org/gids/" in page


def test_the_page_of_open_data_leads_to_it() -> None:
    assert 'href="../networks/index.html"' in site(world())["data/index.html"]


@pytest.mark.parametrize(("sources", "led"), [((), False), ((EAST,), True)])
def test_the_foot_of_every_page_leads_there_when_there_are_sources(sources: tuple[Source, ...], led: bool) -> None:
    from builder.frame import lacking

    assert ("networks" not in lacking(world(given=settings(sources=sources)))) is led


def test_a_network_says_whose_it_is_and_how_fresh_it_is() -> None:
    page = told(network(people=12, work=3))

    for said in ("Netwerk Oost", "Provincie Oost", "CC-BY-4.0", "29 november 2026 (2 dagen geleden)", "Actueel",
                 "mensen en klussen", "een gids van Wisselwerk", "12 mensen en 3 klussen"):  # fmt: skip
        assert said in page, said


def test_a_network_harvested_today_says_so() -> None:
    assert "1 december 2026 (vandaag)" in told(network(harvested=TODAY, tried=TODAY))


def test_a_network_from_which_only_work_is_taken_says_so() -> None:
    page = told(network(source=replace(EAST, kinds=("assignments",))))

    assert "We halen op klussen" in page


def test_when_the_last_try_failed_the_page_says_what_failed_what_is_shown_and_until_when() -> None:
    page = told(network(state="failing", tried=TODAY, failure=Failure("gone-for-good", {})))

    assert "Oudere stand" in page
    assert "Op 1 december 2026 lukte het ophalen niet. Je ziet hier wat er op 29 november 2026 stond." in page
    assert "een andere reden (gone-for-good)" in page
    assert "tot en met 13 december 2026" in page


def test_a_source_that_was_silent_for_too_long_says_that_nothing_is_shown() -> None:
    page = told(network(state="silent", harvested=date(2026, 11, 1), tried=TODAY))

    assert "Sinds 1 november 2026 is dit netwerk niet meer opgehaald" in page
    assert "Hier te zien" not in page


@pytest.mark.parametrize("state", ["waiting", "broken"])
def test_a_source_of_which_there_is_nothing_yet_has_its_place_too(state: NetworkState) -> None:
    made = site(world(), networks=(Network(source=EAST, state=state, title="oost"),))

    assert "None" not in text(made["networks/index.html"])
    assert "Van dit netwerk is hier nu niets te zien." in text(made["networks/oost.html"])


@pytest.mark.parametrize("path", ["networks/index.html", "networks/oost.html"])
def test_a_source_that_never_answered_well_says_that_it_was_tried_and_what_failed(path: str) -> None:
    failed = Network(
        source=EAST, state="waiting", title="oost", tried=TODAY, failure=Failure("gone", {"url": EAST.url})
    )

    page = text(site(world(), networks=(failed,))[path])

    assert "Op 1 december 2026 lukte het ophalen niet. Eerder is dit netwerk nog niet opgehaald" in page
    assert "https://oost.example.org/gids/ is er niet." in page


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_a_word_and_a_shape(state: NetworkState) -> None:
    page = site(world(), networks=(network(state=state),))["networks/index.html"]

    assert len(re.findall(r'<p class="state"><svg[^>]* aria-hidden="true"[^>]*>\s*<(?:circle|path|rect)', page)) == 1


def test_networks_stand_by_name() -> None:
    west = network(source=replace(EAST, id="west"), title="alfa")

    page = site(world(), networks=(network(), west))["networks/index.html"]

    assert page.index('id="west"') < page.index('id="oost"')


LEFT = (
    Amiss("profiles", "kanarie-1", "no-name"),
    Amiss("profiles", "kanarie-2", "missed", {"why": "no-name"}),
    Amiss("assignments", "kanarie-3", "odd", {"value": "kanarie"}, left_out=False),
)


def test_in_public_the_page_counts_what_was_left_out_and_names_none_of_it() -> None:
    made = site(world(), networks=(network(amiss=LEFT),))

    assert "heeft geen naam 2" in text(made["networks/index.html"])
    assert [path for path, page in made.items() if "kanarie" in page] == []


def test_inside_the_page_says_which_entries_and_why() -> None:
    page = told(network(amiss=LEFT), "internal")

    assert [f"kanarie-{n}" in page for n in (1, 2, 3)] == [True, True, True]


def test_a_word_that_we_do_not_have_is_shown_with_how_often_and_where_a_mapping_goes() -> None:
    words = (Unmapped("skills", "gis", "Kaarten maken", 3), Unmapped("fields", "water", "Water", 1))

    page = told(network(unmapped=words), edition="internal")

    assert "Kaarten maken 3" in page
    assert "Werkvelden (1) Water 1" in page
    assert "mappings/oost.yaml" in page


def test_what_only_a_co_ordinator_can_do_is_not_told_in_public() -> None:
    page = told(network(unmapped=(Unmapped("skills", "gis", "Kaarten maken", 3),)))

    assert "tellen niet mee tussen hen en ons" in page
    assert "mappings/" not in page
    assert "directory.yaml" not in page


def test_every_reason_that_the_program_gives_has_words_in_every_language() -> None:
    given = {code for room in ("foreign", "guests") for code in codes(BUILDER / f"{room}.py")} - {"missed"}

    assert len(given) > 9
    assert [(code, one) for one in LANGUAGES for code in given if f"networks.why.{code}" not in WORDS[one]] == []


def codes(file: Path) -> Iterator[str]:
    """The codes with which a room says that something is the matter with an entry."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Amiss", "Left"):
            (code,) = node.args[2:3] if node.func.id == "Amiss" else node.args[:1]
            for each in ast.walk(code):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


DOUBLES = (
    Double("ana", "oost.anna", True),
    Double("weg", "oost.kanarie", True),
    Double("ana", "oost.a", False),
)


def test_doubles_are_counted_in_public_and_named_nowhere() -> None:
    made = site(world(), networks=(network(doubles=DOUBLES),))

    page = text(made["networks/index.html"])
    assert "2 mensen zeggen in beide netwerken dat het om dezelfde persoon gaat." in page
    assert "1 persoon zegt dat maar in één van de twee." in page
    assert "anna" not in page
    assert "kanarie" not in page


def test_inside_a_double_is_named_when_that_person_is_shown_here_anyhow() -> None:
    page = told(network(doubles=DOUBLES), "internal")

    assert "Ana anna" in page
    assert "kanarie" not in page


def test_an_address_inside_a_network_of_computers_is_told_inside_only() -> None:
    hidden = network(
        source=replace(EAST, inside=True, url="https://kanarie.intra/"),
        site="https://kanarie.intra/",
        failure=Failure("refused", {"host": "kanarie.intra"}),
        state="failing",
    )

    assert "kanarie" not in "".join(site(world(), networks=(hidden,)).values())
    assert "kanarie" not in "".join(documents(hidden).values())
    assert "kanarie.intra" in told(hidden, "internal")


def test_what_a_source_says_of_itself_is_text_and_never_too_long() -> None:
    hostile = network(
        title=HOSTILE, operator=HOSTILE + "x" * 5000, licence=HOSTILE, failure=Failure(HOSTILE, {"a": HOSTILE}),
        state="failing", unmapped=(Unmapped(HOSTILE, HOSTILE, HOSTILE, 1),),
        amiss=(Amiss(HOSTILE, HOSTILE, HOSTILE, {HOSTILE: HOSTILE}),),
    )  # fmt: skip

    for edition in ("public", "internal"):
        for path, page in site(world(edition=edition), networks=(hostile,)).items():  # type: ignore[arg-type]
            found = Elements(page)
            assert not [one for one in found.all("img") if one.get("src") == "x"], path
            assert "alert" not in "".join(str(one) for one in found.all("script")), path
            assert "x" * 500 not in page, path


def test_a_sentence_of_which_a_source_leaves_out_a_value_can_be_said_all_the_same() -> None:
    from builder.views.networks import Blanks

    assert "{host} zweeg".format_map(Blanks({})) == "… zweeg"


# The page of one network ----------------------------------------------------------------------------------------------


def test_a_network_has_a_page_with_its_work_and_its_people_each_marked() -> None:
    guests = person("oost.bo", organisation="", origin=ORIGIN), work("oost.dam", organisation="", origin=ORIGIN)

    page = site(world(*guests), networks=(network(people=1, work=1),))["networks/oost.html"]

    assert 'href="../profiles/oost.bo.html"' in page
    assert 'href="../assignments/oost.dam.html"' in page
    assert page.count('<span class="badge">Van Netwerk Oost</span>') == 2
    assert 'href="../profiles/ana.html"' not in page
    assert 'href="../search/index.html?network=oost"' in page
    assert '<meta name="robots" content="noindex' in page


def test_a_long_list_is_cut_into_pages() -> None:
    many = [person(f"oost.p{n}", organisation="") for n in range(SHEET)]

    made = site(world(*many, work("oost.dam", organisation="")), networks=(network(),))

    assert "profiles/oost." in made["networks/oost/2.html"]
    assert "assignments/oost.dam.html" in made["networks/oost.html"]
    assert "assignments/oost.dam.html" not in made["networks/oost/2.html"]


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_the_list_of_a_network_does_not_tell_who_has_time(edition: Edition) -> None:
    guest = person("oost.bo", organisation="", hours=12, available_from=date(2027, 2, 1))

    page = text(site(world(guest, edition=edition), networks=(network(),))["networks/oost.html"])

    assert "12 uur" not in page
    assert "februari 2027" not in page


def test_the_page_gives_a_network_the_picture_for_its_own_site() -> None:
    page, picture = site(world(), networks=(network(people=3),))["networks/oost.html"], etree.tostring(badge(network()))

    assert page.count('aria-labelledby="oost-title"') == picture.count(b'aria-labelledby="oost-title"') == 1
    assert "https://example.org/gids/networks/oost.svg" in page


def test_a_network_of_which_nothing_is_shown_is_offered_no_picture_that_says_otherwise() -> None:
    assert "oost.svg" not in site(world(), networks=(network(),))["networks/oost.html"]


def test_the_page_of_a_guest_says_where_to_change_it_and_leads_to_whom_to_mail_when_it_must_go_at_once() -> None:
    guest = person("oost.bo", organisation="", origin=ORIGIN)
    mail = Contact(name="Ko", email="ko@example.org")

    made = site(world(guest, given=settings(contact=mail)), networks=(network(people=1),))

    assert "Wijzigen kan daar." in text(made["profiles/oost.bo.html"])
    assert "networks/index.html#your_network" in made["profiles/oost.bo.html"]
    stop = made["networks/index.html"].partition('id="your_network"')[2]
    assert "mailto:ko@example.org" in stop.partition("</section>")[0]


# The badge ------------------------------------------------------------------------------------------------------------


def documents(one: Network, edition: Edition = "public", **more: Any) -> dict[str, str]:
    """What machines read of a source."""
    given = world(edition=edition, **more)
    material, known = pages.material(given, ranked(given), networks=(one,)), frame(given)
    return {
        pages.landing(row, item): bytes(row.view(known, *row.shows(material, item))).decode()  # type: ignore[arg-type]
        for row in exports.DATA
        if "networks" in row.path
        for item in row.each(material)
    }


def badge(one: Network, **more: Any) -> Any:
    return etree.fromstring(documents(one, **more)["networks/oost.svg"].encode())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_badge_says_in_words_and_a_shape_how_a_network_stands(state: NetworkState, language: Any) -> None:
    given = settings(language=language)
    picture = badge(network(state=state, people=1234), given=given)

    words = frame(world(given=given)).words
    assert words[f"networks.state.{state}"] in picture.findtext(f"{SVG}desc")
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").get("id") == picture.get("aria-labelledby")
    assert picture.get("lang") == language
    assert len(picture.findall(f"{SVG}g")[0]) == 2  # the shape, and the mark on it


def test_no_two_things_that_differ_have_one_shape() -> None:
    shapes = {state: shape for state, (_, shape) in SHAPES.items()}

    assert shapes.keys() == set(STATES)
    assert len({shapes["good"], shapes["failing"], shapes["silent"], shapes["waiting"]}) == 4


def test_a_badge_has_a_day_and_never_an_age_for_a_picture_stays_as_it_is() -> None:
    said = badge(network(people=2)).findtext(f"{SVG}desc")

    assert said == "Netwerk Oost: Actueel · 2 mensen · 29 november 2026"
    assert "geleden" not in documents(network())["networks/oost.svg"]


def test_a_badge_asks_for_nothing_and_runs_nothing() -> None:
    source = documents(network(title=HOSTILE), given=settings(title=HOSTILE))["networks/oost.svg"]

    assert {etree.QName(one).localname for one in etree.fromstring(source.encode()).iter()} <= {
        "svg", "title", "desc", "rect", "g", "circle", "path", "text",
    }  # fmt: skip
    assert re.findall(r"url\(|href|@import|<style|<script|\bon\w+=\"", source) == []


@pytest.mark.parametrize("title", ["Gids", "W" * 200, "i" * 200, "网络" * 40, "a\u0301" * 60, "Netwerk & <Co>"])
def test_no_text_sticks_out_of_a_badge_however_long_a_title_is(title: str) -> None:
    picture = badge(network(), given=settings(title=title))

    whole = int(picture.get("width"))
    for line in picture.iter(f"{SVG}text"):
        assert int(line.get("x")) + int(line.get("textLength")) < whole
    assert whole < 800
    assert title in picture.findtext(f"{SVG}title")


# For machines ---------------------------------------------------------------------------------------------------------


def entry(one: Network, **more: Any) -> Any:
    (found,) = json.loads(documents(one, **more)["api/v1/networks.json"])
    return found


def test_the_document_says_how_each_network_stands_and_follows_its_schema() -> None:
    given = world()
    schema = json.loads(exports.documents.schema_to_read(frame(given), "networks"))
    made = entry(network(people=2, amiss=LEFT, doubles=DOUBLES, state="failing", failure=Failure("slow"), tried=TODAY))

    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate([made])
    assert (made["id"], made["state"], made["failure"], made["people"]) == ("oost", "failing", "slow", 2)
    assert (made["harvested"], made["tried"], made["shown_until"]) == ("2026-11-29", "2026-12-01", "2026-12-13")
    assert (made["left_out"], made["remarks"], made["doubles"]) == ({"no-name": 2}, {"odd": 1}, 2)
    assert made["badge"] == "https://example.org/gids/networks/oost.svg"


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_the_document_names_nobody(edition: Edition) -> None:
    made = documents(network(amiss=LEFT, doubles=DOUBLES), edition)["api/v1/networks.json"]

    assert "kanarie" not in made
    assert "anna" not in made


def test_the_front_door_leads_to_the_document() -> None:
    front = json.loads(exports.documents.directory(frame(world()), *exports.at_the_door(material(), None)))

    assert front["links"]["networks"] == "https://example.org/gids/api/v1/networks.json"


def material() -> pages.Material:
    """The material of a small world."""
    given = world()
    return pages.material(given, ranked(given))


def test_every_source_has_a_sheet_even_with_nothing_on_it() -> None:
    given = material()._replace(networks=(network(state="waiting"),))

    assert list(pages.network_sheets(given)) == [Sheet("oost", 1)]


def test_the_page_of_a_network_stands_in_no_sitemap() -> None:
    found = exports.addresses(material()._replace(networks=(network(),)), None)

    assert "networks/index.html" in found
    assert "networks/oost.html" not in found
