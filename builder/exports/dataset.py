"""What is published here as a catalogue of data sets, for portals of open data: DCAT, as DCAT-AP-NL 3.0 asks it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..frame import API, Frame, Offer, address
from ..licences import terms
from ..model import Contact
from ..pages import path_of
from .offers import DATASET as PLACE
from .packed import packed

EU = "http://publications.europa.eu/resource/authority"
LANGUAGES: Mapping[str, str] = {"nl": "NLD", "en": "ENG", "de": "DEU", "fr": "FRA"}
FORMATS: Mapping[str, str] = {
    "application/json": "JSON",
    "application/ld+json": "JSON_LD",
    "application/atom+xml": "ATOM",
    "text/csv": "CSV",
    "text/turtle": "RDF_TURTLE",
}
# Each data set: the word for it, what it is about in a sentence, and the offers that hold it, as far as they are made.
SETS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "profiles": ("footer.profiles", "offer.profiles-json", ("profiles.json", "feed/people.xml")),
    "assignments": (
        "footer.overview", "offer.assignments-json", ("assignments.json", "overview.csv", "feed/assignments.xml"),
    ),
    "organisations": ("footer.organisations", "offer.organisations-json", ("organisations.json", "hours.csv")),
    "events": ("footer.events", "offer.events-json", ("events.json", "feed/events.xml")),
    "words": ("data.group.words", "offer.vocabularies-json", ("vocabularies.json", "skills.json")),
}  # fmt: skip
LINKS = (
    "accessRights", "accrualPeriodicity", "conformsTo", "language", "license", "format", "theme", "accessURL",
    "downloadURL", "landingPage", "mediaType", "page", "homepage", "hasEmail", "hasURL", "dataset", "distribution",
    "themeTaxonomy",
)  # fmt: skip
DCAT = (
    "Catalog", "Dataset", "Distribution", "contactPoint", "dataset", "distribution", "theme", "accessURL",
    "downloadURL", "landingPage", "mediaType", "themeTaxonomy",
)  # fmt: skip
DCT = (
    "accessRights", "accrualPeriodicity", "conformsTo", "creator", "description", "format", "identifier", "language",
    "license", "publisher", "title",
)  # fmt: skip
FOAF, VCARD = ("Agent", "name", "page", "homepage"), ("Kind", "Organization", "fn", "hasEmail", "hasURL")
SPACES: Mapping[str, tuple[str, Sequence[str]]] = {
    "dcat": ("http://www.w3.org/ns/dcat#", DCAT),
    "dct": ("http://purl.org/dc/terms/", DCT),
    "foaf": ("http://xmlns.com/foaf/0.1/", FOAF),
    "vcard": ("http://www.w3.org/2006/vcard/ns#", VCARD),
}


def dataset(frame: Frame, offers: Sequence[Offer]) -> bytes:
    """The catalogue, with a data set for each thing that somebody may look for."""
    at = address(frame, PLACE)
    settings = frame.settings
    named = {one.name: one for one in offers}
    return packed(
        {
            "@context": context(frame.language),
            "@id": at,
            "@type": "Catalog",
            "title": f"{frame.words['data.title']}: {settings.title}",
            "description": frame.words["data.lede"],
            "homepage": address(frame, path_of("data")),
            "themeTaxonomy": f"{EU}/data-theme",
            **answering(frame),
            **licence(frame, "license"),
            "dataset": [one_set(frame, at, name, named) for name in SETS],
        }
    )


def context(language: str) -> dict[str, Any]:
    """What each key means: no program has to fetch it."""
    words: dict[str, Any] = {prefix: space for prefix, (space, _) in SPACES.items()}
    for prefix, (_, names) in SPACES.items():
        for name in names:
            words[name] = {"@id": f"{prefix}:{name}", "@type": "@id"} if name in LINKS else f"{prefix}:{name}"
    return {**words, "identifier": {"@id": "dct:identifier", "@language": None}, "@language": language}


def one_set(frame: Frame, at: str, name: str, named: Mapping[str, Offer]) -> dict[str, Any]:
    """A data set, with the files that hold it."""
    label, about, files = SETS[name]
    made_up = f" {frame.words['footer.fictional']}." if frame.settings.fictional else ""
    open_to = "PUBLIC" if frame.edition == "public" else "RESTRICTED"
    return {
        "@id": f"{at}#{name}",
        "@type": "Dataset",
        "identifier": f"{at}#{name}",
        "title": f"{frame.words[label]}: {frame.settings.title}",
        "description": f"{frame.words[about]}. {frame.words['data.ask.people']}{made_up}",
        "accessRights": f"{EU}/access-right/{open_to}",
        "accrualPeriodicity": f"{EU}/frequency/DAILY",
        "theme": f"{EU}/data-theme/GOVE",
        "language": f"{EU}/language/{LANGUAGES[frame.language]}",
        "landingPage": address(frame, path_of("data")),
        "page": address(frame, path_of("data")),
        **answering(frame),
        "distribution": [
            {"@id": f"{at}#{one.name}", **distribution(frame, one)} for one in map(named.get, files) if one is not None
        ],
    }


def distribution(frame: Frame, one: Offer) -> dict[str, Any]:
    """A file that holds a data set."""
    found = {
        "@type": "Distribution",
        "title": one.name,
        "accessURL": address(frame, one.path),
        "downloadURL": address(frame, one.path),
        "mediaType": f"https://www.iana.org/assignments/media-types/{one.type}",
        "format": f"{EU}/file-type/{FORMATS[one.type]}",
        "language": f"{EU}/language/{LANGUAGES[frame.language]}",
        **licence(frame, "license"),
    }
    described = f"{API}/schemas/published/{one.schema}.json" if one.schema else ""
    return {**found, "conformsTo": address(frame, described)} if described else found


def licence(frame: Frame, key: str) -> dict[str, str]:
    """The address of the licence, when it has one."""
    url = terms(frame.settings.licence).url
    return {key: url} if url else {}


def answering(frame: Frame) -> dict[str, Any]:
    """Who publishes it, and whom to ask."""
    operator = {"@type": "Agent", "@id": address(frame, "#operator"), "name": frame.settings.operator}
    return {"publisher": operator, "creator": operator, "contactPoint": card(frame, frame.settings.contact)}


def card(frame: Frame, contact: Contact | None) -> dict[str, Any]:
    """The contact of the network; who gave none is reached on the site."""
    named = (contact.name or contact.role) if contact else None
    email = {"hasEmail": f"mailto:{contact.email}"} if contact and contact.email else {}
    return {
        "@id": address(frame, "#contact"),
        "@type": ["Kind", "Organization"],
        "fn": named or frame.settings.operator,
        "hasURL": address(frame, path_of("about")),
        **email,
    }
