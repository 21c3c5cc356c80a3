"""Linked data as an independent program reads it: schema.org without a network, from a small context of our own."""

import json
from collections.abc import Mapping
from typing import Any

from lxml import html
from pyld import jsonld

SCHEMA = "https://schema.org/"
# What the context of schema.org says of the words we use: all stand in one vocabulary, and these hold addresses.
CONTEXT: Mapping[str, Any] = {
    "@vocab": SCHEMA,
    **{
        name: {"@id": f"{SCHEMA}{name}", "@type": "@id"}
        for name in ("url", "sameAs", "image", "eventStatus", "eventAttendanceMode", "license")
    },
}


def scripts(page: str) -> list[dict[str, Any]]:
    """The linked data in a page, as it stands there."""
    found = html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(one) for one in found]


def expanded(data: Mapping[str, Any]) -> dict[str, Any]:
    """The only thing that some linked data tells of, with every word in full."""
    (found,) = jsonld.expand(dict(data), {"documentLoader": _loaded})
    return dict(found)


def values(found: Mapping[str, Any], name: str) -> list[Any]:
    """What is said under a word of schema.org: texts and numbers as they are, addresses, and whatever has parts."""
    return [one.get("@value", one.get("@id") if set(one) == {"@id"} else one) for one in found.get(SCHEMA + name, [])]


def _loaded(url: str, _: Mapping[str, Any]) -> dict[str, Any]:
    assert url in (SCHEMA, "https://schema.org"), f"{url} is not at hand"
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json",
            "document": {"@context": dict(CONTEXT)}}  # fmt: skip
