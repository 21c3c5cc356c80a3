"""What others build on: each document says where it comes from, follows its schema, and keeps what it promised.

`python -m tests.test_api` adds what is new to the record of what was promised (`tests/api/v1.json`).
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from builder import exports
from builder.licences import terms
from builder.model import Origin, Profile
from tests.promise import RECORD, Promise, broken, promise, recorded, together, written
from tests.test_exports import SITE, WORLD, demo, documents, made, read, world

FRONT = f"{SITE}api/v1/directory.json"
ORIGIN = Origin(
    source="buren", id="eva", network="Buren", url="https://buren.example.org/profiles/eva.html",
    directory="https://buren.example.org/api/v1/directory.json", licence="CC-BY-4.0", harvested=date(2026, 11, 30),
)  # fmt: skip


# Licence and provenance -----------------------------------------------------------------------------------------------


def objects(given: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    """Every document, and every row of a list."""
    for path in documents(given):
        found = json.loads(given[path])
        yield from ((path, one) for one in (found if isinstance(found, list) else [found]))


@pytest.mark.parametrize("site", [world, demo])
def test_every_object_says_what_may_be_done_with_it_and_who_keeps_it(site: Any) -> None:
    front = read("directory", site())
    own = [(path, one) for path, one in objects(site()) if "origin" not in one and "csv-metadata" not in path]

    assert own
    assert {(one["licence"], one["directory"]) for _, one in own} == {(front["licence"], front["directory"])}


def test_a_guest_says_what_its_own_network_says() -> None:
    guest = Profile(slug="eva", name="Eva", organisation="city", origin=ORIGIN)
    eva = read("profiles/eva", made(*WORLD, guest))

    assert (eva["licence"], eva["directory"]) == ("CC-BY-4.0", ORIGIN.directory)
    assert eva["origin"] == {
        "source": "buren", "id": "eva", "network": "Buren", "url": ORIGIN.url, "directory": ORIGIN.directory,
        "licence": "CC-BY-4.0", "harvested": "2026-11-30",
    }  # fmt: skip


def test_a_guest_of_which_no_licence_is_known_does_not_get_ours() -> None:
    guest = Profile(slug="eva", name="Eva", organisation="city", origin=replace(ORIGIN, licence=None, directory=None))
    eva = read("profiles/eva", made(*WORLD, guest))

    assert (eva["licence"], eva["directory"]) == (None, None)


def test_the_front_door_says_which_promise_holds_and_who_answers() -> None:
    front = read("directory")

    assert front["api"] == "1.0"
    assert front["directory"] == FRONT
    assert front["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert front["contact"] == {"name": None, "role": None, "email": "wie@example.org", "route": None}


def test_a_licence_is_known_by_its_name_however_it_is_written() -> None:
    assert terms("cc by 4.0").name == "CC-BY-4.0"
    assert terms("https://example.org/licence").url == "https://example.org/licence"
    assert terms("Ask us").url is None


def test_the_front_door_leads_to_every_document_and_every_schema() -> None:
    resources = read("directory")["resources"]
    leads = {one["url"].replace("{id}", "*") for one in resources}
    schemas = {one["schema"] for one in resources} - {None}

    def pattern(path: str) -> str:
        folder, _, name = path.rpartition("/")
        one_of_many = folder not in ("api/v1", "feed") and not folder.endswith(("schemas", "published", "vocabularies"))
        return f"{SITE}{folder}/*.{name.rpartition('.')[2]}" if one_of_many else SITE + path

    assert {
        pattern(path) for path in world() if path.startswith(("api/", "feed/", "calendar/", "cards/", "resumes/"))
    } == leads
    assert schemas == {SITE + path for path in world() if "/schemas/published/" in path}


def test_every_document_in_json_has_a_schema() -> None:
    resources = read("directory", demo())["resources"]
    documents = [one for one in resources if "/api/v1/" in one["url"] and one["type"] == "application/json"]

    assert len(documents) > 15
    assert [one["name"] for one in documents if one["schema"] is None] == []


def test_a_front_door_without_an_address_leads_on_from_the_root_of_the_site() -> None:
    front = read("directory", made(*WORLD, base_url=None))

    assert front["directory"] == "api/v1/directory.json"
    assert front["links"]["profiles"] == "api/v1/profiles.json"
    assert front["url"] is None


def test_what_there_is_one_of_has_a_name() -> None:
    links = read("directory")["links"]

    assert links["profiles"] == f"{SITE}api/v1/profiles.json"
    assert links["hours"] == f"{SITE}api/v1/hours.csv"
    assert read("directory")["page"] == f"{SITE}data/"


# Tables ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["overview", "hours"])
def test_the_columns_of_a_table_are_those_that_are_described(name: str) -> None:
    told = read(f"{name}.csv-metadata", demo())
    heads, *rows = demo()[f"api/v1/{name}.csv"].decode().split("\r\n")
    columns = told["tableSchema"]["columns"]

    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "nl"}]
    assert told["url"] == f"{name}.csv"
    assert told["dc:license"] == {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}
    assert heads.split(",") == [one["titles"] for one in columns]
    assert rows


@pytest.mark.parametrize("name", ["overview", "hours"])
def test_every_cell_holds_what_its_column_promises(name: str) -> None:
    columns = read(f"{name}.csv-metadata", demo())["tableSchema"]["columns"]
    read_as: Mapping[str, Any] = {"string": str, "anyURI": str, "integer": int, "date": date.fromisoformat}

    for row in csv.DictReader(demo()[f"api/v1/{name}.csv"].decode().splitlines()):
        for one in columns:
            cell = row[one["name"]]
            assert cell or not one.get("required"), one["name"]
            for value in cell.split(one["separator"]) if "separator" in one else [cell]:
                assert not value or read_as[one["datatype"]](value) is not None


# What was promised stays ----------------------------------------------------------------------------------------------


def now() -> Promise:
    return promise(world(), [row.path for row in exports.DATA])


def main() -> int:
    """Add to the record what is new; refuse when something would break those who read the documents."""
    new = now()
    old = recorded() if RECORD.exists() else {**new, "documents": {}}
    if lost := broken(old, new):
        print(*lost, sep="\n", file=sys.stderr)
        return 1
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(written(together(old, new)), encoding="utf-8", newline="\n")
    return 0


def test_nothing_that_was_published_is_gone_or_has_changed() -> None:
    assert broken(recorded(), now()) == [], "within version 1 something may be added, and nothing taken away"


def changed(change: str, **told: Any) -> list[str]:
    """What is broken when a field of a small document goes from how it was to `told`."""
    field = {"type": ["string"], "always": True, "choices": ["open", "shut"]}
    old: Promise = {
        "addresses": ["a.json"],
        "links": ["list"],
        "tables": {"t": ["id"]},
        "documents": {"door": {"state": field}},
    }
    new = {**old, "documents": {"door": {change: {**field, **told}}}}
    return broken(old, new)


@pytest.mark.parametrize(
    ("told", "lost"),
    [
        ({"type": ["integer"]}, "door: state: may now be integer"),
        ({"type": ["null", "string"]}, "door: state: may now be null"),
        ({"always": False}, "door: state: is no longer always there"),
        ({"choices": ["open"]}, "door: state: can no longer be shut"),
    ],
)
def test_what_would_break_a_reader_is_seen(told: Any, lost: str) -> None:
    assert changed("state", **told) == [lost]


def test_a_field_an_address_or_a_column_that_goes_is_seen() -> None:
    old: Promise = {"addresses": ["a.json"], "links": ["list"], "tables": {"t": ["id", "day"]}, "documents": {}}

    assert changed("standing") == ["door: state: is gone"]
    assert broken(old, {**old, "addresses": []}) == ["a.json: an address is gone"]
    assert broken(old, {**old, "links": []}) == ["directory: links.list: is gone"]
    assert broken(old, {**old, "tables": {"t": ["id"]}}) == ["t.csv: the column day is gone"]


def test_more_is_no_break() -> None:
    old = now()
    more = {**old, "addresses": [*old["addresses"], "api/v1/more.json"], "tables": {**old["tables"], "more": ["id"]}}
    more["documents"] = {**old["documents"], "profile": {**old["documents"]["profile"], "shoe": {"type": ["integer"]}}}

    assert broken(old, more) == []
    assert changed("state", choices=["ajar", "open", "shut"]) == []


def test_the_promise_reads_lists_parts_and_what_may_be_nothing() -> None:
    found = now()["documents"]

    assert found["profiles"]["[].organisation.name"] == {"type": ["string"], "always": True}
    assert found["profiles"]["[].organisation"]["type"] == ["null", "object"]
    assert found["profile"]["skills[].level"]["type"] == ["integer", "null"]
    assert found["assignment"]["derived.state"]["always"]
    assert "open" in found["assignment"]["derived.state"]["choices"]
    assert found["skill"]["label.*"]["type"] == ["string"]


if __name__ == "__main__":
    sys.exit(main())
