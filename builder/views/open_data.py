"""The page that explains the data to people: what there is, what one may do with it and how to fetch it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ..frame import API, Frame, Offer, address, json_in_script, told
from ..licences import terms
from .contacts import contact_lines
from .pieces import View

FRONT = f"{API}/directory.json"
GROUPS = ("records", "matching", "words", "tables", "follow", "about")
# Where something belongs, by how its address begins; the first that fits.
BEGINS: Sequence[tuple[str, str]] = (
    (f"{API}/matches", "matching"),
    (f"{API}/teams", "matching"),
    (f"{API}/skills", "words"),
    (f"{API}/vocabular", "words"),
    ("cards/", "records"),
    ("resumes/", "records"),
    ("networks/", "about"),
    (f"{API}/", "about"),
)
PLACEHOLDER = "https://www.example.org/"  # for a site that does not know its own address

EXAMPLE = """\
import json
from urllib.request import urlopen

FRONT = "{front}"
front = json.load(urlopen(FRONT))
work = json.load(urlopen(front["links"]["assignments"]))

for one in work:
    if one["state"] == "open":
        print(one["title"], one["url"])
"""


class Address(NamedTuple):
    """A file, or a pattern for many; without a link it is a pattern."""

    name: str
    link: str  # from the root of the site
    schema: str = ""


class Row(NamedTuple):
    """Something to fetch."""

    label: str
    addresses: tuple[Address, ...]
    amount: str


def data(frame: Frame, counts: Sequence[tuple[str, int]]) -> View:
    """What there is, in groups, with the promise and two examples."""
    words, settings = frame.words, frame.settings
    title = words["data.title"]
    front = address(frame, FRONT) if settings.base_url else PLACEHOLDER + FRONT
    return {
        "title": title,
        "description": frame.words["data.lede"],
        "crumbs": ((title, "data", ""),),
        "operator": settings.operator,
        "contact": contact_lines(frame, settings.contact),
        "licence": terms(settings.licence),
        "groups": groups(frame, dict(counts)),
        "linked": linked(frame),
        "more": {
            frame.words["data.group.words"]: ("vocabulary", frame.words["vocabulary.title"], words["data.more.words"]),
            frame.words["data.group.follow"]: ("following", frame.words["follow.title"], words["data.more.follow"]),
        },
        "front": front,
        "curl": f"curl {front}\n",
        "example": EXAMPLE.format(front=front),
    }


def linked(frame: Frame) -> Markup:
    """The data as a data set for search engines; empty when it is not for everybody, or made up."""
    settings, licence = frame.settings, terms(frame.settings.licence)
    if not settings.base_url or settings.fictional or frame.edition != "public":
        return Markup()
    files = [one for one in frame.offers if not one.of and one.schema and one.path.startswith(f"{API}/")]
    return json_in_script(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": f"{frame.words['data.title']}: {settings.title}",
            "description": f"{frame.words['data.lede']} {frame.words['data.ask.people']}",
            "url": address(frame, frame.prefix + frame.path_of("data")),
            "license": licence.url or licence.name,
            "isAccessibleForFree": True,
            "inLanguage": settings.language,
            "creator": {"@type": "Organization", "name": settings.operator},
            "distribution": [
                {"@type": "DataDownload", "name": one.name, "encodingFormat": one.type,
                 "contentUrl": address(frame, one.path)}
                for one in files
            ],
        }
    )  # fmt: skip


def groups(frame: Frame, counts: Mapping[str, int]) -> list[tuple[str, list[Row]]]:
    """Everything there is to fetch: a list stands in one row with what there is of each in it."""
    shown = [one for one in frame.offers if is_shown(one)]
    tables = {one.path.partition(".")[0]: one.path for one in frame.offers if one.path.endswith(".csv-metadata.json")}
    together: dict[str, list[Offer]] = {}
    for one in sorted(shown, key=lambda one: bool(one.of)):  # the list before what is in it
        together.setdefault(subject(one), []).append(one)
    rows: dict[str, list[Row]] = {group: [] for group in GROUPS}
    for found in sorted(together.values(), key=lambda found: shown.index(found[0])):
        rows[group_of(found[0])].append(row(frame, found, tables, counts))
    return [(frame.words[f"data.group.{group}"], of_group) for group, of_group in rows.items() if of_group]


def is_shown(one: Offer) -> bool:
    """Whether an offer has a place of its own: other pages tell of each list of words and of each feed of something."""
    return not (one.path.endswith(".csv-metadata.json") or "/schemas/" in one.path or one.path.startswith(ELSEWHERE))


def group_of(one: Offer) -> str:
    """The group of an offer: what has a list is a record, unless it is a word."""
    if one.type == "text/csv":
        return "tables"
    begins = next((group for start, group in BEGINS if one.path.startswith(start)), "follow")  # feeds, calendars
    return "records" if begins == "about" and subject(one) in RECORDS else begins


FEEDS = ("skills", "fields", "regions", "organisations", "selections", "people")
ELSEWHERE = (f"{API}/vocabularies/", *(f"feed/{one}/" for one in FEEDS))
RECORDS = ("profiles", "assignments", "organisations", "pools", "events")


def subject(one: Offer) -> str:
    """What makes offers stand in one row: a list and each of it."""
    name = one.name.partition("/")[0].partition(".")[0]
    listed = one.path.startswith(f"{API}/") and name in (*RECORDS, "skills") and one.type == "application/json"
    return name if listed else one.name


def row(frame: Frame, offers: Sequence[Offer], tables: Mapping[str, str], counts: Mapping[str, int]) -> Row:
    """Offers about the same, in words."""
    first = offers[0]
    key = f"offer.{re.sub(r'[^a-z0-9]+', '-', first.name.lower())}"
    count = None if first.of else counts.get("assignments" if first.name == "overview.csv" else subject(first))
    return Row(
        frame.words.get(key, first.name),
        tuple(
            Address(pattern(frame, one) if one.of else one.name, "" if one.of else one.path, described(one, tables))
            for one in offers
        ),
        "" if count is None else told(frame, "data.entries", n=count),
    )


def pattern(frame: Frame, one: Offer) -> str:
    """The whole address of one of many, with a place for its id."""
    return address(frame, one.path).replace("{slug}", "{id}")


def described(one: Offer, tables: Mapping[str, str]) -> str:
    """Where it is told what stands in a file: its schema, or the columns of a table."""
    if one.schema:
        return f"{API}/schemas/published/{one.schema}.json"
    return tables.get(one.path.partition(".")[0], "") if one.type == "text/csv" else ""
