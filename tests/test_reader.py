"""A program that starts at the front door and reads all there is: it finds everything, and nothing that is broken."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import lxml.html
import pytest

from builder import build
from builder.networks import is_guest
from builder.visibility import Edition
from tests import samples
from tests.reader import Found, amiss, everything
from tests.test_exports import TODAY, outputs
from tests.visits import Page

SCENARIOS = sorted(path.parent for path in (Path(__file__).parent / "scenarios").glob("*/directory.yaml"))
ROOT = Path(__file__).parents[1]
BASE = "https://wisselwerk.example.org/"


def fetch(folder: Path, address: str) -> Any:
    """What stands at an address of a built site, as JSON."""
    file = folder / address.removeprefix(BASE)
    return json.loads(file.read_bytes()) if file.is_file() else None


@pytest.fixture(scope="module")
def found(demo: Path) -> tuple[Found, ...]:
    return tuple(everything(f"{BASE}api/v1/directory.json", partial(fetch, demo)))


def named(found: tuple[Found, ...], name: str) -> list[Any]:
    return [one.said for one in found if one.name == name]


def test_all_that_is_there_is_found(found: tuple[Found, ...], demo: Path) -> None:
    there = {path.relative_to(demo).as_posix() for at in ("api", "resumes") for path in (demo / at).rglob("*.json*")}
    guests = {path for path in there if is_guest(re.sub(r"\.(csv-metadata\.)?json(ld)?$", "", path.rpartition("/")[2]))}

    assert {one.url.removeprefix(BASE) for one in found} == there - guests


def test_a_guest_stands_in_no_list_and_says_where_it_is_from(found: tuple[Found, ...], demo: Path) -> None:
    rows = {
        one["id"] for kind in ("profiles", "assignments", "organisations") for one in named(found, f"{kind}.json")[0]
    }
    matched = {one["profile"] for each in named(found, "matches/assignments/{id}.json") for one in each}
    guests = [one for one in sorted(matched) if is_guest(one)]

    assert guests
    assert [one for one in rows if is_guest(one)] == []
    for one in guests:
        said = fetch(demo, f"{BASE}api/v1/profiles/{one}.json")
        document = Found(one, said["json"], said, f"{BASE}api/v1/schemas/published/profile.json")
        assert list(amiss(document, partial(fetch, demo))) == []
        assert said["origin"]["source"] == one.partition(".")[0]
        assert said["licence"] == said["origin"]["licence"]


def test_every_document_follows_the_schema_it_names(found: tuple[Found, ...], demo: Path) -> None:
    get = lru_cache(partial(fetch, demo))

    assert [problem for one in found for problem in amiss(one, get)] == []


def test_every_page_and_document_that_is_named_is_there(found: tuple[Found, ...], demo: Path) -> None:
    (front,) = named(found, "directory.json")
    leads = {*front["links"].values(), front["page"], *(one for each in front["resources"] for one in linked(each))}
    leads |= {address for one in found for row in rows(one.said) for address in linked(row)}

    assert len(leads) > 500
    assert [one for one in sorted(leads) if not there(demo, one)] == []


def linked(said: Any) -> Iterator[str]:
    """Where something says it is, who keeps it and what it follows; an address with a blank is none yet."""
    places = (said.get(name) for name in ("url", "json", "directory", "schema", "$id"))
    return (one for one in places if isinstance(one, str) and "{" not in one and one.startswith(BASE))


def there(folder: Path, address: str) -> bool:
    path = folder / address.removeprefix(BASE)
    return path.is_file() or (path / "index.html").is_file()


# The page that explains it --------------------------------------------------------------------------------------------


APART = (  # pages of their own tell of these
    "vocabularies/", "feed/skills/", "feed/fields/", "feed/regions/", "feed/organisations/", "feed/selections/",
    "feed/people/",
)  # fmt: skip


def page_of(folder: Path, language: str = "") -> Page:
    return Page("data/", lxml.html.document_fromstring((folder / language / "data/index.html").read_text("utf-8")))


def test_the_example_on_the_page_prints_the_open_work(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = next(one.text_content() for one in page_of(demo).part.iter("code") if "import json" in one.text_content())

    with patch("urllib.request.urlopen", lambda address: BytesIO((demo / address.removeprefix(BASE)).read_bytes())):
        exec(code, {})

    work = json.loads((demo / "api/v1/assignments.json").read_text("utf-8"))
    assert capsys.readouterr().out.splitlines() == [
        f"{one['title']} {one['url']}" for one in work if one["state"] == "open"
    ]


@pytest.mark.parametrize("language", ["", "en", "de", "fr"])
def test_the_page_names_all_that_can_be_fetched_in_words(demo: Path, language: str) -> None:
    told = page_of(demo, language)
    front = fetch(demo, f"{BASE}api/v1/directory.json")
    texts = (one.text_content().removeprefix(BASE) for one in told.part.xpath("//table//li/*[1]"))
    named = {text.removeprefix("api/v1/") for text in texts}  # of one of many the whole address is told
    rows = [one.text_content().strip() for one in told.part.xpath("//table/tbody//th")]

    offered = {one["name"] for one in front["resources"] if "schemas/" not in one["name"]}
    assert named == {one for one in offered if not one.endswith(".csv-metadata.json") and not one.startswith(APART)}
    assert sorted(named & set(rows)) == [], "each has words of its own in the locales: offer.<name>"


def test_the_page_says_how_much_there_is_of_each(demo: Path) -> None:
    rows = {one.text_content().split("\n")[0] for one in page_of(demo).part.xpath("//table/tbody//th")}

    assert any(one.startswith("Organisaties") and "16 stuks" in one for one in rows)


def test_what_is_no_longer_made_is_no_longer_offered(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    build.build(root, tmp_path / "site", TODAY)
    before = (tmp_path / "site/data/index.html").read_text("utf-8")

    (root / "content/events/event.md").unlink()
    build.build(root, tmp_path / "site", TODAY)
    build.build(root, tmp_path / "cold", TODAY)

    after, cold = ((tmp_path / one / "data/index.html").read_text("utf-8") for one in ("site", "cold"))
    assert "calendar/{id}.ics" in before
    assert "calendar/{id}.ics" not in after
    assert after == cold


# Other networks, and the other edition --------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["public", "internal"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
def test_every_kind_of_network_is_read_like_any_other(scenario: Path, edition: Edition) -> None:
    directory = build.check(scenario, TODAY, edition).directory
    assert directory is not None
    base = directory.settings.base_url or ""
    made = {base + path: data for path, data in outputs(directory).items() if path.endswith((".json", ".jsonld"))}
    get = lru_cache(lambda address: json.loads(made[address]) if address in made else None)

    found = list(everything(f"{base}api/v1/directory.json", get))

    assert {one.url for one in found} == made.keys()
    assert [problem for one in found for problem in amiss(one, get)] == []


# References -----------------------------------------------------------------------------------------------------------

# What refers to something else, by the name of the field, in whichever document it stands.
REFERS = {
    "organisation": "organisations", "organiser": "organisations", "members": "profiles", "filled_by": "profiles",
    "together_with": "profiles", "profiles": "profiles", "profile": "profiles", "by": "profiles", "pool": "pools",
    "pools": "pools", "work": "assignments", "assignments": "assignments", "assignment": "assignments",
    "skill": "skills", "learns": "skills", "teaches": "skills", "missing": "skills", "skills": "skills",
    "fields": "fields", "forms": "forms", "region": "regions", "travels_to": "regions",
}  # fmt: skip
RECORDS = ("profiles", "assignments", "organisations", "pools", "events", "matches/", "teams/")
# People may write the name of where they worked, and words that the network does not have yet.
FREE = {"experience", "engagements", "side_jobs", "contact", "counts"}


def references(said: Any) -> Iterator[tuple[str, str]]:
    """The ids that a document names, each with the list it is from."""
    for name, value in said.items() if isinstance(said, dict) else ():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and name in REFERS and one:
                yield REFERS[name], one
            elif isinstance(one, dict) and name in REFERS and "id" in one:
                yield REFERS[name], one["id"]
            elif isinstance(one, dict) and name not in FREE:
                yield from references(one)


def rows(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said]


def test_every_reference_leads_to_something(found: tuple[Found, ...], demo: Path) -> None:
    lists = sorted({*REFERS.values()} & {one.name.removesuffix(".json") for one in found})
    ids = {name: {one["id"] for listed in named(found, f"{name}.json") for one in listed} for name in lists}
    (words,) = named(found, "vocabularies.json")
    ids |= {name: {one["id"] for one in terms} for name, terms in words["vocabularies"].items()}
    made = [pair for one in found if one.name.startswith(RECORDS) for row in rows(one.said) for pair in references(row)]

    assert {kind for kind, _ in made} == {*REFERS.values()}
    assert sorted({(kind, one) for kind, one in made if one not in ids[kind] and not is_guest(one)}) == []
    for kind, one in {pair for pair in made if is_guest(pair[1])}:
        assert fetch(demo, f"{BASE}api/v1/{kind}/{one}.json") is not None
