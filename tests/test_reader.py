"""A program that starts at the front door and reads all there is: it finds everything, and nothing that is broken."""

import json
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest

from builder import build
from builder.visibility import Edition
from tests.reader import Found, amiss, everything
from tests.test_exports import TODAY, outputs

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
    there = {path.relative_to(demo).as_posix() for path in (demo / "api").rglob("*.json*")}

    assert {one.url.removeprefix(BASE) for one in found} == there


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


# Other networks, and the other edition --------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["public", "internal"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
def test_every_kind_of_network_is_read_like_any_other(scenario: Path, edition: Edition) -> None:
    directory = build.check(scenario, TODAY, edition).directory
    assert directory is not None
    base = directory.settings.base_url or ""
    made = {base + path: data for path, data in outputs(directory).items() if path.endswith(".json")}
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


def test_every_reference_leads_to_something(found: tuple[Found, ...]) -> None:
    lists = sorted({*REFERS.values()} & {one.name.removesuffix(".json") for one in found})
    ids = {name: {one["id"] for listed in named(found, f"{name}.json") for one in listed} for name in lists}
    (words,) = named(found, "vocabularies.json")
    ids |= {name: {one["id"] for one in terms} for name, terms in words["vocabularies"].items()}
    made = [pair for one in found if one.name.startswith(RECORDS) for row in rows(one.said) for pair in references(row)]

    assert {kind for kind, _ in made} == {*REFERS.values()}
    assert sorted({(kind, one) for kind, one in made if one not in ids[kind]}) == []
