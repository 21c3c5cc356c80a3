"""A person and an organisation as linked data (schema.org, in JSON-LD), for programs that read pages.

It stands in public only, and in the first language only: it says the same in each, and a page in four languages would
be made four times. Addresses in it are in full, so it has them when the site knows its own.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from markupsafe import Markup

from ..concepts import addresses, home
from ..frame import Frame, address, json_in_script, labels
from ..model import Certificate, Organisation, Profile
from ..pseudonyms import is_masked
from ..webaddress import problem_of

CONTEXT = "https://schema.org"
NO_AUTHORITY = frozenset({"external", "union", "other"})  # layers that are not of government
OIN = re.compile("[0-9]{20}")
Node = dict[str, Any]


def person(frame: Frame, one: Profile, organisation: Organisation | None) -> Markup:
    """The page of a person, and who it is about. Of a guest her own network tells it."""
    if not is_told(frame) or one.origin:
        return Markup()
    page = page_of(frame, "ProfilePage", "profile", one.slug)
    if one.confirmed_on:
        page["dateModified"] = one.confirmed_on
    if is_masked(one, frame.edition):
        return json_in_script({**page, "mainEntity": {"@type": "Person", "alternateName": one.pseudonym}})
    return json_in_script({**page, "mainEntity": _person(frame, one, organisation)})


def organisation(frame: Frame, one: Organisation) -> Markup:
    """The page of an organisation, and which that is."""
    if not is_told(frame):
        return Markup()
    page = page_of(frame, "WebPage", "organisation", one.slug)
    region = frame.vocabularies["regions"].terms.get(one.region or "")
    where = {"areaServed": labels(frame, "regions")[region.id]} if region else {}
    return json_in_script({**page, "mainEntity": {**house_and_site(frame, one), **where}})


def is_told(frame: Frame) -> bool:
    """Whether pages hold linked data here."""
    return frame.edition == "public" and not frame.prefix


def page_of(frame: Frame, kind: str, name: str, slug: str) -> Node:
    """A page by its address and its language."""
    found: Node = {"@context": CONTEXT, "@type": kind}
    if frame.settings.base_url:
        found["url"] = address(frame, frame.path_of(name, slug))
    found["inLanguage"] = frame.language
    return found


def house_and_site(frame: Frame, one: Organisation) -> Node:
    """An organisation with its own site, where a page or a vacancy is about it."""
    return {**house(frame, one), **({"sameAs": one.website} if one.website else {})}


def house(frame: Frame, one: Organisation) -> Node:
    """An organisation by its official address, else by its page; other ids stand beside that."""
    found: Node = {"@type": "Organization" if one.layer in NO_AUTHORITY else "GovernmentOrganization"}
    page = address(frame, frame.path_of("organisation", one.slug)) if frame.settings.base_url else ""
    official = one.official_id or ""
    if official.startswith(("https://", "http://")) and not problem_of(official):
        found["@id"] = official
    elif page:
        found["@id"] = page
    found["name"] = one.name
    if one.short_name:
        found["alternateName"] = one.short_name
    if official and found.get("@id") != official:
        scheme = {"propertyID": "OIN"} if is_oin(official) else {}
        found["identifier"] = {"@type": "PropertyValue", **scheme, "value": official}
    if page:
        found["url"] = page
    return found


def is_oin(official: str) -> bool:
    """Whether an official id is a number of an authority in the Netherlands."""
    return OIN.fullmatch(official) is not None


def _person(frame: Frame, one: Profile, organisation: Organisation | None) -> Node:
    found: Node = {"@type": "Person"}
    known = frame.settings.base_url
    if known:
        found["url"] = address(frame, frame.path_of("profile", one.slug))
        found["@id"] = f"{found['url']}#person"
    found["name"] = one.name or one.pseudonym or one.slug
    photo = one.images.get(one.photo.file) if one.photo and known else None
    told = (
        ("jobTitle", one.role),
        ("description", one.headline),
        ("image", address(frame, f"profiles/{photo}") if photo else None),
        ("worksFor", house_of(frame, organisation) if organisation else None),
        ("knowsAbout", [term(frame, claim.skill) for claim in one.skills]),
        ("knowsLanguage", [spoken.language for spoken in one.languages]),
        ("hasCredential", [_certificate(each) for each in one.certificates]),
        ("sameAs", [link.url for link in one.links]),
    )
    return {**found, **{name: value for name, value in told if value}}


def _certificate(one: Certificate) -> Node:
    found: Node = {"@type": "EducationalOccupationalCredential", "name": one.title}
    if one.issuer:
        found["recognizedBy"] = {"@type": "Organization", "name": one.issuer}
    told = (("dateCreated", one.issued), ("expires", one.expires), ("url", one.link))
    return {**found, **{name: value for name, value in told if value}}


def house_of(frame: Frame, one: Organisation) -> msgspec.Raw:
    """An organisation that many people work for, made once."""
    made = _houses(frame)
    if one.slug not in made:
        made[one.slug] = msgspec.Raw(msgspec.json.encode(house(frame, one)))
    return made[one.slug]


@lru_cache(maxsize=8)
def _houses(_: Frame) -> dict[str, msgspec.Raw]:
    return {}


def term(frame: Frame, skill: str) -> msgspec.Raw | str:
    """A skill as a term of the network's list, with its addresses elsewhere; a word that is no term stands alone."""
    return _terms(frame).get(skill, skill)


@lru_cache(maxsize=8)
def _terms(frame: Frame) -> Mapping[str, msgspec.Raw]:
    words, where = labels(frame, "skills"), home(frame.settings, "skills", frame.path_of)
    found = {}
    for name, one in frame.vocabularies["skills"].terms.items():
        node: Node = {"@type": "DefinedTerm", "name": words[name], "termCode": name}
        if frame.settings.base_url:
            node |= {"@id": where.term(name), "inDefinedTermSet": where.scheme}
        same = addresses(one)
        found[name] = msgspec.Raw(msgspec.json.encode({**node, "sameAs": same} if same else node))
    return found
