"""People and organisations as linked data: read by a processor of JSON-LD, with the words of schema.org."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pyld import jsonld

from builder.directory import Directory
from builder.model import Certificate, LanguageSkill, Link, Origin, Photo
from builder.pages import PAGES, landing, material
from builder.rank import ranked
from builder.render import render
from tests.small_site import frame, settings
from tests.worlds import directory, house, person, term

S = "https://schema.org/"
LINKS = ("sameAs", "url", "image", "isBasedOn", "inDefinedTermSet")
# As much of the context of schema.org as these pages use, written from its definitions of terms.
CONTEXT = {
    "@vocab": S,
    "id": "@id",
    "type": "@type",
    **{name: {"@id": S + name, "@type": "@id"} for name in LINKS},
    **{name: {"@id": S + name, "@type": S + "Date"} for name in ("dateModified", "dateCreated", "expires")},
}
# What each type of schema.org may say here, of its own or of what it is a kind of.
THING = {"name", "url", "description", "sameAs", "image", "identifier", "alternateName", "mainEntity"}
MAY: Mapping[str, set[str]] = {
    "ProfilePage": THING | {"dateModified", "inLanguage", "isBasedOn"},
    "WebPage": THING | {"inLanguage"},
    "Person": THING | {"jobTitle", "worksFor", "knowsAbout", "knowsLanguage", "hasCredential"},
    "GovernmentOrganization": THING | {"areaServed"},
    "Organization": THING | {"areaServed"},
    "DefinedTerm": THING | {"termCode", "inDefinedTermSet"},
    "EducationalOccupationalCredential": THING | {"recognizedBy", "dateCreated", "expires"},
    "PropertyValue": THING | {"propertyID", "value"},
}
MUST: Mapping[str, set[str]] = {"ProfilePage": {"mainEntity"}, "DefinedTerm": {"name", "termCode"}}
GM = "https://identifier.overheid.nl/tooi/id/gemeente/gm0344"


def loader(address: str, _: Any = None) -> Mapping[str, Any]:
    """The context, without a network."""
    assert address == "https://schema.org"
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": CONTEXT}}


def page(given: Directory, path: str, **changes: Any) -> str:
    """A page of a directory."""
    known, of = msgspec.structs.replace(frame(given), **changes), material(given, ranked(given))
    row = next(row for row in PAGES for item in row.each(of) if landing(row, item) == path)
    item = next(item for item in row.each(of) if landing(row, item) == path)
    return render(row, known, path, row.shows(of, item)).decode()


def linked(html: str) -> list[Any]:
    """The linked data in a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(one) for one in found]


def expanded(html: str) -> Any:
    """The same as a processor sees it, each property by its whole name."""
    (found,) = linked(html)
    (one,) = jsonld.expand(found, {"documentLoader": loader})
    return one


def short(node: Any) -> Any:
    """A processed node with short names again, and a single value as itself."""
    if isinstance(node, list):
        values = [short(one) for one in node]
        return values[0] if len(values) == 1 else values
    if not isinstance(node, dict):
        return node
    if "@value" in node:
        return node["@value"]
    return node["@id"] if set(node) == {"@id"} else {name.removeprefix(S): short(one) for name, one in node.items()}


def nodes(node: Any) -> list[Mapping[str, Any]]:
    """Every node with a type, however deep."""
    held = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    inner = [each for one in held for each in nodes(one)]
    return [node, *inner] if isinstance(node, dict) and "@type" in node and "@value" not in node else inner


SKILLS = (
    term("drafting", esco="http://data.europa.eu/esco/skill/1", uris=("https://words.example/1",)),
    term("planning"),
)
ANA = person(
    name="Ana <b>&", role="Jurist", headline="Vraag </script>", skills={"drafting": 4, "planning": None, "los": None},
    languages=(LanguageSkill(language="nl", level="native"), LanguageSkill(language="en")),
    links=(Link(url="https://example.org/ana"),), confirmed_on=date(2026, 11, 1),
    certificates=(Certificate(title="Vaarbewijs", issuer="Haven", issued="2019", expires="2029-01"),),
    photo=Photo(file="ana.jpg"), images={"ana.jpg": "ana-1.jpg"},
)  # fmt: skip


def world(*people: Any, **rest: Any) -> Directory:
    city = house("city", name="De Stad", official_id=GM, website="https://stad.example/")
    return directory(*people, city, house("dike", "water-board", official_id="00000001001234567890"),
                     house("union", "union"), skills=SKILLS, settings=settings(**rest))  # fmt: skip


def test_a_page_tells_programs_who_it_is_about() -> None:
    found = short(expanded(page(world(ANA), "profiles/ana.html")))
    home = "https://example.org/gids"

    about = found.pop("mainEntity")
    assert found == {
        "@type": S + "ProfilePage", "url": f"{home}/profiles/ana.html",
        "inLanguage": "nl", "dateModified": "2026-11-01",
    }  # fmt: skip
    assert about == {
        "@id": f"{home}/profiles/ana.html#person", "@type": S + "Person", "url": f"{home}/profiles/ana.html",
        "name": "Ana <b>&", "jobTitle": "Jurist", "description": "Vraag </script>",
        "image": f"{home}/profiles/ana-1.jpg", "knowsLanguage": ["nl", "en"], "sameAs": "https://example.org/ana",
        "worksFor": {"@id": GM, "@type": S + "GovernmentOrganization", "name": "De Stad",
                     "url": f"{home}/organisations/city.html"},
        "knowsAbout": [
            {"@id": f"{home}/vocabulary/skills/#term-drafting", "@type": S + "DefinedTerm", "name": "drafting",
             "termCode": "drafting", "inDefinedTermSet": f"{home}/vocabulary/skills/",
             "sameAs": ["http://data.europa.eu/esco/skill/1", "https://words.example/1"]},
            {"@id": f"{home}/vocabulary/skills/#term-planning", "@type": S + "DefinedTerm", "name": "planning",
             "termCode": "planning", "inDefinedTermSet": f"{home}/vocabulary/skills/"},
            "los",
        ],
        "hasCredential": {
            "@type": S + "EducationalOccupationalCredential", "name": "Vaarbewijs", "dateCreated": "2019",
            "expires": "2029-01", "recognizedBy": {"@type": S + "Organization", "name": "Haven"},
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "kind", "said"),
    [
        ("city", "GovernmentOrganization", {"@id": GM, "sameAs": "https://stad.example/"}),
        ("dike", "GovernmentOrganization",
         {"identifier": {"@type": S + "PropertyValue", "propertyID": "OIN", "value": "00000001001234567890"}}),
        ("union", "Organization", {"@id": "https://example.org/gids/organisations/union.html"}),
    ],
)  # fmt: skip
def test_an_organisation_is_known_by_its_official_id(slug: str, kind: str, said: Mapping[str, Any]) -> None:
    about = short(expanded(page(world(), f"organisations/{slug}.html")))["mainEntity"]

    assert about["@type"] == S + kind
    assert {name: about.get(name) for name in said} == said


def test_of_a_pseudonym_only_that_is_told() -> None:
    hidden = msgspec.structs.replace(ANA, name=None, pseudonym="Zee Meeuw", organisation="city")
    found = short(expanded(page(world(hidden), "profiles/ana.html")))

    assert found["mainEntity"] == {"@type": S + "Person", "alternateName": "Zee Meeuw"}


def test_of_a_guest_her_own_network_tells_it() -> None:
    there = Origin(source="there", id="bo", network="There", url="https://there.example/profiles/bo.html")
    guest = msgspec.structs.replace(ANA, slug="there.bo", origin=there)

    assert linked(page(world(guest), "profiles/there.bo.html")) == []


def test_without_an_address_of_its_own_a_site_gives_none() -> None:
    (found,) = linked(page(world(ANA, base_url=None), "profiles/ana.html"))

    assert "https://example.org/gids" not in json.dumps(found) and "image" not in found["mainEntity"]
    assert found["mainEntity"]["worksFor"]["@id"] == GM


def test_it_stands_in_public_and_in_the_first_language_alone() -> None:
    given = world(ANA)

    assert linked(page(given, "profiles/ana.html", edition="internal")) == []
    assert linked(page(given, "profiles/ana.html", prefix="en/", language="en")) == []


def test_everything_in_the_demo_says_only_what_its_type_can_say(demo: Path) -> None:
    seen = set()
    for path in sorted([*demo.glob("profiles/*.html"), *demo.glob("organisations/*.html")]):
        for found in linked(path.read_text("utf-8")):
            (whole,) = jsonld.expand(found, {"documentLoader": loader})
            for node in nodes(whole):
                (kind,) = (one.removeprefix(S) for one in node["@type"])
                said = {name.removeprefix(S) for name in node if not name.startswith("@")}
                assert MUST.get(kind, set()) <= said <= MAY[kind], (path.name, kind, said)
                seen.add(kind)

    assert {"ProfilePage", "WebPage", "Person", "GovernmentOrganization", "DefinedTerm"} <= seen
    assert not any(linked(path.read_text("utf-8")) for path in demo.glob("en/profiles/*.html"))
