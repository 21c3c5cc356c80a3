"""The front door for machines: what this directory is, and where everything is that can be fetched."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from ..frame import API, Frame, Offer, address
from ..licences import terms
from ..pages import path_of
from .provenance import FRONT_DOOR, VERSION


class Counts(Struct, frozen=True, kw_only=True):
    """How much there is of everything that this network keeps itself."""

    profiles: int
    assignments: int
    open_assignments: int
    organisations: int
    pools: int
    events: int
    skills: int


class Answering(Struct, frozen=True, kw_only=True):
    """Who answers for the data."""

    name: str | None
    role: str | None
    email: str | None
    route: Annotated[str | None, Meta(description="another way, for example through the secretariat")]


class Resource(Struct, frozen=True, kw_only=True):
    """Something to fetch: one document, or one for each id of a list."""

    name: str
    url: Annotated[str, Meta(description="where it is; `{id}` stands for an id of the list named in `of`")]
    type: Annotated[str, Meta(description="the media type")]
    schema: Annotated[str | None, Meta(description="the JSON Schema that it follows")]
    of: Annotated[
        str | None, Meta(description="the list, or the list of words, whose ids fill `{id}`; null for one document")
    ]
    every: Annotated[bool, Meta(description="false when not every id of that list has one: then there is none to find")]


class DirectoryDocument(Struct, frozen=True, kw_only=True):
    """What this directory is, and where its lists are. Begin here."""

    api: Annotated[str, Meta(pattern=r"^\d+\.\d+$", description="the version of these documents: see the page `data`")]
    title: str
    tagline: str | None
    operator: str
    contact: Annotated[Answering | None, Meta(description="who answers for the data, when the network says so")]
    licence: Annotated[str, Meta(description="the licence of all that this network publishes here")]
    licence_url: Annotated[str | None, Meta(description="the text of the licence, when its address is known")]
    directory: Annotated[str, Meta(description="the address of this document")]
    page: Annotated[str, Meta(description="the page that explains these documents to people")]
    fictional: Annotated[bool, Meta(description="true when the people are made up")]
    language: str
    languages: Annotated[tuple[str, ...], Meta(description="the languages of the site, the first first")]
    edition: Annotated[str, Meta(description="public or internal")]
    built: Annotated[date, Meta(description="the day for which everything holds")]
    version: Annotated[str, Meta(description="of the program that made this")]
    url: Annotated[str | None, Meta(description="the address of the site, when it knows its own")]
    counts: Counts
    links: Annotated[Mapping[str, str], Meta(description="the lists and the other single documents, by name")]
    resources: Annotated[tuple[Resource, ...], Meta(description="all that can be fetched, with its schema")]


def document(frame: Frame, counts: Sequence[tuple[str, int]], offers: Sequence[Offer]) -> DirectoryDocument:
    """The front door, with the way to everything."""
    settings = frame.settings
    return DirectoryDocument(
        api=VERSION,
        title=settings.title,
        tagline=settings.tagline,
        operator=settings.operator,
        contact=answering(frame),
        licence=settings.licence,
        licence_url=terms(settings.licence).url,
        directory=address(frame, FRONT_DOOR),
        page=address(frame, path_of("data")),
        fictional=settings.fictional,
        language=frame.language,
        languages=tuple(one.language for one in frame.tongues) or (frame.language,),
        edition=frame.edition,
        built=frame.today,
        version=frame.version,
        url=settings.base_url,
        counts=Counts(**dict(counts)),
        links=links(frame, offers),
        resources=tuple(resource(frame, one) for one in offers),
    )


def answering(frame: Frame) -> Answering | None:
    """The contact of the network, without the telephone: that is for the page of the internal edition."""
    one = frame.settings.contact
    return Answering(name=one.name, role=one.role, email=one.email, route=one.route) if one else None


def links(frame: Frame, offers: Iterable[Offer]) -> dict[str, str]:
    """What there is one of, by name; the first has the name without an ending."""
    found: dict[str, str] = {}
    for one in offers:
        if not one.of and "/schemas/" not in one.path:
            short = one.name.partition(".")[0] if one.path.startswith(API) else one.name
            found[one.name if short in found else short] = address(frame, one.path)
    return found


def resource(frame: Frame, one: Offer) -> Resource:
    """What is offered, with its addresses in full."""
    return Resource(
        name=one.name,
        url=address(frame, one.path.replace("{slug}", "{id}")),
        type=one.type,
        schema=address(frame, f"{API}/schemas/published/{one.schema}.json") if one.schema else None,
        of=one.of or None,
        every=one.every,
    )
