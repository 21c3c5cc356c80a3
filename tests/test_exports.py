"""What machines read of the directory."""

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from msgspec.structs import replace

from builder import build, exports, match, pages, planning, rank
from builder.assets import assets
from builder.directory import Entity, holding
from builder.exports.tables import cell
from builder.frame import Frame, tongues
from builder.model import (
    Assignment,
    Claim,
    Consent,
    Contact,
    Event,
    Experience,
    Link,
    Need,
    Organisation,
    Photo,
    Pool,
    PortfolioItem,
    Profile,
    Record,
    ReturnArrangement,
    SideJob,
    Term,
    TestResult,
)
from builder.phrases import phrases
from builder.relate import relate
from builder.settings import Settings
from builder.shipped import templates_folder
from builder.visibility import Edition
from builder.vocabulary import vocabulary

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 12, 1)
SITE = "https://exchange.example.org/gids/"
KINDS = {Organisation: "organisations", Profile: "profiles", Assignment: "assignments", Pool: "pools", Event: "events"}
TERMS = (
    Term(id="drafting", label={"nl": "Schrijven", "en": "Drafting"}, synonyms=("opstellen",)),
    Term(id="law", label={"": "Recht"}, esco="http://data.europa.eu/esco/skill/1", related=("drafting",)),
)
WORLD: tuple[Record, ...] = (
    Organisation(slug="city", name="Gemeente", layer="municipality"),
    Organisation(slug="dike", name="Waterschap", layer="water-board", website="https://dike.example.org"),
    Profile(
        slug="ana",
        name="Ana",
        organisation="city",
        role="Jurist",
        skills=(Claim(skill="drafting", level=4), Claim(skill="law")),
        appointment=60,
        hours=12,
        consent=Consent(),
        extra={"x-b": "2", "x-a": {"d": "1", "c": ["0"]}},
        body="# Hallo\n\nIk ben **Ana**.",
    ),
    Profile(slug="bo", name="Bo", organisation="dike", skills=(Claim(skill="law", level=2),), findable=True),
    Profile(slug="off", name="Off", organisation="dike", skills=(Claim(skill="law", level=2),), matching=False),
    Assignment(
        slug="bridge",
        title="Brug",
        organisation="dike",
        team_size=2,
        goal="Een *brug* die open kan.",
        skills=(Need(skill="drafting", level=3), Need(skill="law", level=5)),
        teaches=("law",),
        start=date(2027, 1, 4),
        weeks=10,
        hours=16,
        published_on=date(2026, 11, 20),
    ),
    Assignment(
        slug="done", title="Klaar", organisation="city", status="finished", filled_by=("bo",), outcome="Het staat."
    ),
    Pool(slug="pool", name="Pool", organisation="city", members=("ana", "bo")),
    Event(slug="day", title="Dag", day=date(2026, 11, 3), organiser="city"),
)


def made(
    *records: Record,
    edition: Edition = "public",
    base_url: str | None = SITE,
    language: Any = "nl",
    contact: str = "wie@example.org",
) -> Mapping[str, bytes]:
    """Every output of these records, by path."""
    settings = Settings(
        title="Gids", operator="Gemeente", language=language, base_url=base_url, contact=Contact(email=contact or None)
    )
    names = {"skills": TERMS, "fields": (), "forms": (), "strengths": (), "regions": ()}
    words = {name: vocabulary(name, terms) for name, terms in names.items()}
    entities = [Entity(f"{one.slug}.md", KINDS[type(one)], one.slug, holding(one), dict) for one in records]
    directory, _ = relate(entities, words, settings, edition, TODAY)
    return outputs(directory)


def outputs(directory: Any) -> dict[str, bytes]:
    material = pages.material(directory, rank.ranked(directory))
    frame = Frame(
        settings=directory.settings,
        edition=directory.edition,
        today=directory.today,
        language=directory.settings.language,
        words=phrases(templates_folder(), directory.settings.language),
        problem_words={},
        vocabularies=directory.vocabularies,
        matching=match.context(directory).frame,
        path_of=pages.path_of,
        asset=str,
        folders=(),
        version="1.0",
    )
    return {
        row.path.format(slug=getattr(item, "slug", "")): bytes(row.view(frame, *row.shows(material, item)))  # type: ignore[arg-type]
        for row in exports.DATA
        for item in row.each(material)
    }


@cache
def world(edition: Edition = "public") -> Mapping[str, bytes]:
    return made(*WORLD, edition=edition)


@cache
def demo() -> Mapping[str, bytes]:
    directory = build.check(ROOT, TODAY).directory
    assert directory is not None
    return outputs(directory)


def read(path: str, given: Mapping[str, bytes] | None = None) -> Any:
    return json.loads((given or world())[f"api/v1/{path}.json"])


# The promise of the documents -----------------------------------------------------------------------------------------


def schema_name(path: str) -> str:
    """Which published schema a document promises to follow."""
    if path.endswith(".csv-metadata.json"):
        return "table"
    _, _, kind, *rest = path.removesuffix(".json").split("/")
    return kind if kind in ("matches", "teams") else kind.removesuffix("s") if rest else kind


def documents(given: Mapping[str, bytes]) -> list[str]:
    ours = (path for path in given if path.startswith("api/v1/") and path.endswith(".json"))
    return [path for path in ours if not path.startswith("api/v1/schemas/")]


@cache
def orphaned() -> Mapping[str, bytes]:
    """The same world, when one of its organisations is not shown."""
    return made(*(one if one.slug != "dike" else replace(one, visibility="internal") for one in WORLD))


@pytest.mark.parametrize("site", [world, demo, orphaned])
def test_every_document_follows_its_published_schema(site: Any) -> None:
    given = site()
    validators: dict[str, Any] = {}
    for path in documents(given):
        name = schema_name(path)
        schema = read(f"schemas/published/{name}", given)
        validators.setdefault(name, jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()))
        assert [error.message for error in validators[name].iter_errors(json.loads(given[path]))] == [], path

    assert validators.keys() == {name.split("/")[-1][:-5] for name in given if "/schemas/published/" in name}


@pytest.mark.parametrize("site", [world, demo])
def test_no_document_says_more_than_its_schema_knows(site: Any) -> None:
    for path in documents(site()):
        schema = closed(read(f"schemas/published/{schema_name(path)}", site()))
        assert [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(site()[path]))] == []


def closed(schema: Any) -> Any:
    """The same schema, without room for anything that is not in it."""
    if isinstance(schema, dict):
        inner = {key: closed(value) for key, value in schema.items()}
        return {**inner, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else inner
    return [closed(one) for one in schema] if isinstance(schema, list) else schema


def test_the_schemas_are_schemas_with_an_address_of_their_own() -> None:
    schemas = {path: json.loads(data) for path, data in world().items() if path.startswith("api/v1/schemas/")}

    for path, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"] == SITE + path
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "api/v1/schemas/profile.json" in schemas
    assert "naam" in schemas["api/v1/schemas/profile.json"]["properties"]


def test_a_published_schema_has_room_for_what_comes_later() -> None:
    schemas = [json.loads(data) for path, data in world().items() if "/schemas/published/" in path]

    assert all("Within version 1" in one["$comment"] for one in schemas)
    assert all(
        b'"additionalProperties":false' not in packed for path, packed in world().items() if "/published/" in path
    )


def test_a_document_that_breaks_the_promise_is_seen() -> None:
    validator = jsonschema.Draft202012Validator(read("schemas/published/profile"))

    assert not validator.is_valid({**read("profiles/ana"), "hours": "twelve"})
    assert not validator.is_valid({key: one for key, one in read("profiles/ana").items() if key != "derived"})


# The documents --------------------------------------------------------------------------------------------------------


def test_the_directory_tells_what_it_is_and_where_its_lists_are() -> None:
    front = read("directory")

    assert front["title"] == "Gids"
    assert front["operator"] == "Gemeente"
    assert front["licence"] == "CC-BY-4.0"
    assert front["built"] == "2026-12-01"
    assert front["edition"] == "public"
    assert front["version"] == "1.0"
    assert front["counts"] == {
        "profiles": 3, "assignments": 2, "open_assignments": 1, "organisations": 2, "pools": 1, "events": 1,
        "skills": 2,
    }  # fmt: skip
    assert all(address.removeprefix(SITE) in world() for address in front["links"].values())


def test_a_list_has_a_card_of_each_with_the_page_and_the_document() -> None:
    ana, *others = read("profiles")

    assert [one["id"] for one in others] == ["bo", "off"]
    assert ana["url"] == f"{SITE}profiles/ana.html"
    assert ana["json"] == f"{SITE}api/v1/profiles/ana.json"
    assert ana["organisation"] == {"id": "city", "name": "Gemeente"}
    assert read("assignments")[1]["filled_by"] == ["bo"]


def test_every_record_has_a_document() -> None:
    for record in WORLD:
        assert read(f"{KINDS[type(record)]}/{record.slug}")["id"] == record.slug


def test_a_document_is_the_record_with_what_follows_from_it() -> None:
    ana = read("profiles/ana")

    assert ana["skills"] == [{"skill": "drafting", "level": 4}, {"skill": "law"}]
    assert ana["body"] == "# Hallo\n\nIk ben **Ana**."
    assert ana["derived"]["load"]["hours"] == 22
    assert (ana["derived"]["free_now"], ana["derived"]["free_from"]) == (True, None)
    assert ana["derived"]["pools"] == ["pool"]
    assert read("profiles/bo")["derived"]["work"] == ["done"]
    assert read("assignments/bridge")["derived"] == {
        "state": "open", "ring_today": "government", "last_day": "2027-03-14",
    }  # fmt: skip
    assert read("organisations/dike")["derived"] == {"people": 2, "open_work": 1}
    assert read("events/day")["derived"] == {"over": True}


def test_an_organisation_that_is_not_shown_is_the_empty_text() -> None:
    assert read("profiles/bo", orphaned())["organisation"] == ""
    assert read("profiles", orphaned())[1]["organisation"] is None


def test_a_choice_that_was_left_to_us_is_spelled_out_and_what_was_not_said_is_left_out() -> None:
    ana = read("profiles/ana")

    assert ana["ring"] == "everyone"
    assert ana["consent"] == {"state": "given"}
    assert "headline" not in ana
    assert "engagements" not in ana


def test_a_skill_has_its_words_its_neighbours_and_how_many() -> None:
    law = read("skills/law")

    assert law["label"] == {"nl": "Recht"}
    assert law["esco"] == "http://data.europa.eu/esco/skill/1"
    assert law["related"] == ["drafting"]
    assert (law["people"], law["wishes"], law["work"]) == (3, 0, 1)
    assert [one["id"] for one in read("skills")] == ["drafting", "law"]


def test_addresses_begin_at_the_root_of_a_site_that_does_not_know_its_own() -> None:
    given = made(*WORLD, base_url=None)

    assert read("profiles/ana", given)["url"] == "profiles/ana.html"
    assert read("profiles", given)[0]["json"] == "api/v1/profiles/ana.json"
    assert {"sitemap.xml", "feed/assignments.xml"} & given.keys() == set()


# Matches --------------------------------------------------------------------------------------------------------------


def test_a_match_has_the_shape_that_others_build_on() -> None:
    ana, bo = read("matches/assignments/bridge")

    assert ana.keys() == {
        "profile", "assignment", "score", "band", "criteria", "missing", "learns", "lights", "licence", "directory",
    }  # fmt: skip
    assert (ana["profile"], bo["profile"], ana["assignment"]) == ("ana", "bo", "bridge")
    assert ana["score"] > bo["score"]
    assert all(one.keys() == {"name", "points", "of", "why"} for one in ana["criteria"])
    assert [one["name"] for one in ana["lights"]] == ["wants", "may", "fits", "agreed", "clicks"]
    assert bo["missing"][0]["skill"] == "drafting"


@pytest.mark.parametrize("site", [world, demo])
def test_the_points_of_the_criteria_add_up_to_the_score(site: Any) -> None:
    found = [one for path in site() if "/matches/" in path for one in json.loads(site()[path])]

    assert found
    assert all(sum(each["points"] for each in one["criteria"]) == one["score"] for one in found)
    assert all(sum(each["of"] for each in one["criteria"]) == 10_000 for one in found)


def test_the_best_match_comes_first_and_both_sides_tell_the_same_of_a_pair() -> None:
    of_people = {path: json.loads(demo()[path]) for path in demo() if "/matches/profiles/" in path}
    pairs = {(one["profile"], one["assignment"]): one for found in of_people.values() for one in found}
    of_work = [json.loads(demo()[path]) for path in demo() if "/matches/assignments/" in path]

    assert all(
        [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True) for found in of_work
    )
    shared = [one for found in of_work for one in found if (one["profile"], one["assignment"]) in pairs]
    assert shared
    assert all(one == pairs[one["profile"], one["assignment"]] for one in shared)


def test_a_team_says_who_covers_what_and_what_is_missing() -> None:
    skills = {"ana": (Claim(skill="drafting", level=2),), "bo": (Claim(skill="law", level=3),)}
    site = made(*(replace(one, skills=skills[one.slug]) if one.slug in skills else one for one in WORLD))

    (found,) = read("teams/bridge", site)

    assert found["members"] == ["ana", "bo"]
    assert [(one["skill"], one["by"], one["level"], one["credit"]) for one in found["covers"]] == [
        ("drafting", "ana", 2, 7500),
        ("law", "bo", 3, 5000),
    ]
    assert found["missing"] == ["law"]


def test_work_for_one_has_no_document_of_teams() -> None:
    alone = made(*(replace(one, team_size=1) if isinstance(one, Assignment) else one for one in WORLD))

    assert "api/v1/teams/bridge.json" in world()
    assert [path for path in alone if path.startswith("api/v1/teams/")] == []


def test_a_reason_is_a_sentence_in_the_language_of_the_site() -> None:
    def reason(language: str) -> str:
        found: str = read("matches/profiles/ana", made(*WORLD, language=language))[0]["criteria"][0]["why"]
        return found

    assert reason("nl") == "1 van de 2 gevraagde vaardigheden passen"
    assert reason("en") == "1 of the 2 skills asked for fit"


def test_nobody_is_matched_against_her_will() -> None:
    assert "api/v1/matches/profiles/off.json" not in world()
    assert b'"off"' not in world()["api/v1/matches/assignments/bridge.json"]


# What may not be seen -------------------------------------------------------------------------------------------------

CANARY = "kanarie"
SECRETS: tuple[Record, ...] = (
    *WORLD,
    Organisation(slug="kanarie-huis", name="kanarie", layer="other", visibility="internal"),
    Profile(slug="kanarie", name="kanarie", organisation="city", role="x", visibility="internal"),
    Profile(slug="kanarie-b", name="kanarie", organisation="city", role="x", visibility="draft"),
    Assignment(slug="kanarie-klus", title="kanarie", organisation="dike", visibility="internal", filled_by=("bo",)),
    Pool(slug="kanarie-pool", name="kanarie", members=("ana",), visibility="internal"),
    Event(slug="kanarie-dag", title="kanarie", day=TODAY, visibility="internal"),
    Profile(
        slug="cleo",
        name="kanarie",
        pseudonym="Cleo",
        organisation="dike",
        owner=("kanarie",),
        role="x",
        headline="kanarie",
        photo=Photo(file="kanarie.jpg", alt="kanarie"),
        images={"kanarie.jpg": "kanarie-1.jpg"},
        skills=(Claim(skill="law", level=2),),
        side_jobs=(SideJob(title="kanarie"),),
        tests=(TestResult(title="kanarie", result="kanarie"),),
        contact=Contact(phone="kanarie", name="Cleo"),
        consent=Consent(by="kanarie", note="kanarie"),
        return_arrangement=ReturnArrangement(agreement="terug", contact="kanarie"),
        links=(Link(url="https://kanarie.example.org"),),
        field_visibility={"headline": "internal", "links": "internal", "foto": "internal", "body": "internal"},
        body="kanarie",
        body_html="<p>kanarie</p>",
        body_text="kanarie",
    ),
    Assignment(
        slug="open",
        title="Open",
        organisation="dike",
        skills=(Need(skill="law"),),
        goal="kanarie",
        contact=Contact(phone="kanarie"),
        field_visibility={"goal": "internal"},
    ),
)


def test_the_public_edition_holds_nothing_internal() -> None:
    shown = made(*SECRETS)

    assert "api/v1/profiles/cleo.json" in shown
    assert [path for path, data in shown.items() if CANARY in path or CANARY in data.decode()] == []


def test_the_internal_edition_does_show_it() -> None:
    shown = made(*SECRETS, edition="internal")

    assert shown.keys() > made(*SECRETS).keys() - {"sitemap.xml"}
    for field in (
        "name",
        "headline",
        "side_jobs",
        "tests",
        "contact",
        "consent",
        "return_arrangement",
        "links",
        "body",
    ):
        assert CANARY in str(read("profiles/cleo", shown)[field]), field


def test_who_may_edit_a_file_and_what_is_hidden_in_it_are_nobody_elses_business() -> None:
    cleo = read("profiles/cleo", made(*SECRETS, edition="internal"))

    assert {"owner", "field_visibility", "images"} & cleo.keys() == set()


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_a_confidential_organisation_is_not_named(edition: Edition) -> None:
    done = Experience(title="Onderzoek", organisation="kanarie", confidential=True)
    given = made(*WORLD, Profile(slug="cleo", name="Cleo", organisation="city", experience=(done,)), edition=edition)

    assert read("profiles/cleo", given)["experience"] == [{"title": "Onderzoek", "confidential": True}]
    assert CANARY.encode() not in given["api/v1/profiles/cleo.json"]


def test_files_are_told_by_where_they_are_on_the_site() -> None:
    items = (PortfolioItem(title="Kaart", file="kaart.png"), PortfolioItem(title="Weg", file="weg.png"))
    cleo = Profile(
        slug="cleo", name="Cleo", organisation="city", photo=Photo(file="ik.jpg", alt="Ik"), portfolio=items,
        images={"ik.jpg": "ik-1a2b.jpg", "kaart.png": "kaart-3c4d.png"},
    )  # fmt: skip
    told = read("profiles/cleo", made(*WORLD, cleo))

    assert told["photo"] == {"file": f"{SITE}profiles/ik-1a2b.jpg", "alt": "Ik"}
    assert told["portfolio"] == [{"title": "Kaart", "file": f"{SITE}profiles/kaart-3c4d.png"}, {"title": "Weg"}]


# The same in, the same out --------------------------------------------------------------------------------------------


def test_the_order_in_which_files_are_found_or_keys_are_written_changes_nothing() -> None:
    ana = next(one for one in WORLD if one.slug == "ana")
    turned = Profile(**{name: getattr(ana, name) for name in ana.__struct_fields__} | {"extra": turn(ana.extra)})
    shuffled = [turned if one is ana else one for one in reversed(WORLD)]

    assert made(*shuffled) == world()


def turn(given: Any) -> Any:
    return {key: turn(one) for key, one in reversed(given.items())} if isinstance(given, dict) else given


def test_every_output_is_text_that_ends_with_a_line_end() -> None:
    for path, data in demo().items():
        assert data.decode().endswith("\n"), path


# Lists for spreadsheets -----------------------------------------------------------------------------------------------


def table(given: Mapping[str, bytes], name: str = "overview") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(given[f"api/v1/{name}.csv"].decode(), newline="")))


def test_the_overview_has_a_row_for_all_work() -> None:
    bridge, done = table(world())

    assert (bridge["id"], bridge["state"], bridge["organisation_name"]) == ("bridge", "open", "Waterschap")
    assert (bridge["start"], bridge["end"], bridge["hours"]) == ("2027-01-04", "2027-03-14", "16")
    assert (bridge["skills"], bridge["url"]) == ("drafting | law", f"{SITE}assignments/bridge.html")
    assert (done["state"], done["filled_by"], done["outcome"]) == ("finished", "bo", "Het staat.")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n@"])
def test_no_cell_is_a_formula(sign: str) -> None:
    assert str(cell(f"{sign}1+1")).startswith("'")
    assert str(cell(f"klus;{sign}1+1")).startswith("klus;'")


def test_ordinary_cells_stay_as_they_are() -> None:
    for text in ("Brug", "a - b; c", "twee+drie", "wie@example.org", "", "'s ochtends"):
        assert cell(text) == text


def test_a_title_cannot_bring_a_formula_into_the_overview() -> None:
    given = made(
        *WORLD, Assignment(slug="bad", title='=HYPERLINK("https://x.example")', organisation="city", place="@SUM(1)")
    )
    row = next(one for one in table(given) if one["id"] == "bad")

    assert row["title"] == '\'=HYPERLINK("https://x.example")'
    assert row["place"] == "'@SUM(1)"


# Feed, sitemap, robots ------------------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_the_open_work_with_the_day_it_was_posted() -> None:
    feed = etree.fromstring(world()["feed/assignments.xml"])
    (entry,) = feed.findall(f"{ATOM}entry")

    assert feed.findtext(f"{ATOM}title") == "Gids: Open klussen"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-20T00:00:00Z"
    assert entry.findtext(f"{ATOM}title") == "Brug"
    assert entry.findtext(f"{ATOM}id") == f"{SITE}assignments/bridge.html"
    assert entry.findtext(f"{ATOM}summary") == "Een brug die open kan."


def test_the_last_posted_comes_first_and_work_without_a_day_is_no_news() -> None:
    more = [
        Assignment(slug="old", title="Oud", organisation="city", published_on=date(2026, 2, 1)),
        Assignment(slug="seen", title="Gezien", organisation="city", confirmed_on=date(2026, 11, 25)),
        Assignment(slug="bare", title="Kaal", organisation="city"),
    ]
    feed = etree.fromstring(made(*WORLD, *more)["feed/assignments.xml"])

    assert [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")] == ["Gezien", "Brug", "Oud", "Kaal"]
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2026-11-25T00:00:00Z"


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    odd = Assignment(slug="odd", title="A\x00B\x0b <b>&amp; \ufffe", organisation="city", goal="C\x1bD")
    feed = etree.fromstring(made(*WORLD, odd)["feed/assignments.xml"])

    assert feed.findtext(f"{ATOM}entry[2]/{ATOM}title") == "AB <b>&amp; "


def test_the_sitemap_has_the_pages_that_may_be_indexed_and_no_others() -> None:
    directory = build.check(ROOT, TODAY).directory
    assert directory is not None
    folders = planning.template_folders(ROOT)
    frame = planning.frame_of(
        directory, match.context(directory).frame, folders, assets(folders), tongues(directory.settings)[0]
    )
    material = pages.material(directory, rank.ranked(directory))
    indexed = {
        pages.landing(page, item).removesuffix("index.html")
        for page in pages.PAGES
        for item in page.each(material)
        if page.view(frame, *page.shows(material, item)).get("indexed", True)
    }
    listed = etree.fromstring(demo()["sitemap.xml"]).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")

    assert {str(one.text).removeprefix(str(directory.settings.base_url)) for one in listed} == indexed


def test_a_person_stands_in_the_sitemap_only_when_she_says_so() -> None:
    sitemap = world()["sitemap.xml"].decode()

    assert f"{SITE}profiles/bo.html<" in sitemap
    assert f"{SITE}profiles/ana.html" not in sitemap


def test_robots_are_asked_to_leave_documents_and_people_alone_and_the_internal_edition_altogether() -> None:
    assert world()["robots.txt"].decode().splitlines() == [
        "User-agent: *", "Disallow: /gids/api/", "Disallow: /gids/feed/people", f"Sitemap: {SITE}sitemap.xml",
    ]  # fmt: skip
    assert world("internal")["robots.txt"].decode().splitlines() == ["User-agent: *", "Disallow: /gids/"]
    assert "sitemap.xml" not in world("internal")


def test_whoever_finds_a_weakness_learns_whom_to_tell() -> None:
    told = dict(line.split(": ", 1) for line in world()[".well-known/security.txt"].decode().splitlines())

    assert told["Contact"] == "mailto:wie@example.org"
    assert re.fullmatch(r"2027-\d\d-\d\dT00:00:00Z", told["Expires"])
    assert told["Preferred-Languages"] == "nl, en"
    assert told["Canonical"] == f"{SITE}.well-known/security.txt"
    assert ".well-known/security.txt" not in made(*WORLD, contact="")


# Figures --------------------------------------------------------------------------------------------------------------


def test_the_hours_between_organisations_are_the_same_in_both_documents() -> None:
    rows, told = table(demo(), "hours"), read("figures", demo())["hours"]

    assert [(row["scale"], row["from"], row["to"], int(row["hours"])) for row in rows] == [
        (one["scale"], one["giver"] or "", one["taker"] or "", one["hours"]) for one in told
    ]
    assert rows[0]["from_name"] == "Provincie Middenland"


def test_the_figures_name_no_number_of_a_few_people() -> None:
    told = read("figures")

    assert (told["people"], told["fewest"]) == (None, 5)  # there are three
    assert [one["people"] for one in told["offered"]] == [None, None]
    assert told["hours"] is None or told["hours"] == []
