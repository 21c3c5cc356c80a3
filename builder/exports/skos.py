"""A list of words as SKOS, in Turtle and in JSON-LD: two spellings of the same statements."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..concepts import Concept, Home, concepts, home, safe
from ..frame import Frame, told
from ..licences import terms
from ..views.vocabularies import list_title
from ..webaddress import web_address
from .packed import packed

PREFIXES: Mapping[str, str] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
LANGUAGE_MAPS = ("prefLabel", "altLabel", "hiddenLabel", "definition")
LINKS = (
    "broader", "narrower", "related", "exactMatch", "closeMatch", "inScheme", "topConceptOf", "hasTopConcept",
)  # fmt: skip
# What each key of the JSON means.
CONTEXT: Mapping[str, Any] = {
    **PREFIXES,
    **{name: f"skos:{name}" for name in ("Concept", "ConceptScheme", "notation")},
    **{name: {"@id": f"skos:{name}", "@container": "@language"} for name in LANGUAGE_MAPS},
    **{name: {"@id": f"skos:{name}", "@type": "@id"} for name in LINKS},
    "title": {"@id": "dct:title", "@container": "@language"},
    "creator": {"@id": "dct:creator"},
    "name": {"@id": "foaf:name"},
    "licence": {"@id": "dct:license", "@type": "@id"},
    "rights": {"@id": "dc:rights"},
    "page": {"@id": "foaf:page", "@type": "@id"},
}

Spoken = Mapping[str, tuple[str, ...]]  # language → texts


# Turtle ---------------------------------------------------------------------------------------------------------------


def turtle(frame: Frame, name: str) -> bytes:
    """A list of words in Turtle."""
    at, found = home(frame.settings, name, frame.path_of), concepts(frame.vocabularies[name], frame.language)
    head = [f"@prefix {prefix}: <{meaning}> ." for prefix, meaning in PREFIXES.items()]
    if not at.base:
        head.insert(0, f"@base <../../../{frame.path_of('vocabulary-list', name).removesuffix('index.html')}> .")
    blocks = [_statements(at.scheme, "skos:ConceptScheme", _scheme(frame, at, found))]
    blocks += [_statements(at.term(one.id), "skos:Concept", _concept(frame, at, one)) for one in found]
    return ("\n".join(head) + "\n\n" + "\n".join(blocks)).encode()


def _statements(address: str, kind: str, said: Iterable[tuple[str, Iterable[str]]]) -> str:
    """All that is said of one thing."""
    lines = [f"    {name} {', '.join(values)}" for name, values in said if values]
    return " ;\n".join([f"{_link(address)} a {kind}", *lines]) + " .\n"


def _scheme(frame: Frame, at: Home, found: Iterable[Concept]) -> list[tuple[str, list[str]]]:
    title, creator, licence, rights = _about(frame, at.name)
    return [
        ("dct:title", [_text(title, frame.language)]),
        ("dct:creator", [f"[ a foaf:Organization ; foaf:name {_text(creator)} ]"]),
        ("dct:license", [_link(licence)] if licence else []),
        ("dc:rights", [_text(rights)] if rights else []),
        ("skos:hasTopConcept", [_link(at.term(one.id)) for one in found if not one.broader]),
    ]


def _concept(frame: Frame, at: Home, one: Concept) -> list[tuple[str, list[str]]]:
    words = _words(frame, one)
    links = _links(at, one)
    page = at.page(one.id)
    return [
        *((f"skos:{name}", [_text(text, tongue) for tongue, texts in said.items() for text in texts])
          for name, said in words.items()),
        ("skos:notation", [_text(one.id)]),
        *((f"skos:{name}", [_link(address) for address in found]) for name, found in links.items()),
        ("foaf:page", [_link(page)] if page else []),
    ]  # fmt: skip


def _link(address: str) -> str:
    return f"<{safe(address)}>"


ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = str.maketrans({**{chr(one): f"\\u{one:04X}" for one in (*range(32), 127)}, **ESCAPES})


def _text(text: str, tongue: str = "") -> str:
    """A text between quotes, in a language."""
    return f'"{text.translate(_ESCAPED)}"{"@" if tongue else ""}{tongue}'


# JSON-LD --------------------------------------------------------------------------------------------------------------


def json_ld(frame: Frame, name: str) -> bytes:
    """The same list in JSON-LD, with all that its keys mean in the document itself."""
    at, found = home(frame.settings, name, frame.path_of), concepts(frame.vocabularies[name], frame.language)
    place = f"../../../{frame.path_of('vocabulary-list', name).removesuffix('index.html')}"
    context = CONTEXT if at.base else {"@base": place, **CONTEXT}
    title, creator, licence, rights = _about(frame, name)
    scheme = {
        "@id": at.scheme,
        "@type": "ConceptScheme",
        "title": {frame.language: title},
        "creator": {"@type": "foaf:Organization", "name": creator},
        "licence": licence,
        "rights": rights,
        "hasTopConcept": [at.term(one.id) for one in found if not one.broader],
    }
    words = [
        {
            "@id": at.term(one.id),
            "@type": "Concept",
            **_words(frame, one),
            "notation": one.id,
            **_links(at, one),
            "page": at.page(one.id),
        }
        for one in found
    ]
    graph = [{key: value for key, value in one.items() if value or key == "@id"} for one in (scheme, *words)]
    return packed({"@context": context, "@graph": graph})


# What both say --------------------------------------------------------------------------------------------------------


def _about(frame: Frame, name: str) -> tuple[str, str, str, str]:
    """The title of a list, who made it, and the address of its licence or else what is said of that."""
    settings = frame.settings
    title = told(frame, "vocabulary.of", name=list_title(frame, name), network=settings.title)
    licence = web_address(terms(settings.licence).url or "") or ""
    return title, settings.operator, safe(licence), "" if licence else settings.licence


def _words(frame: Frame, one: Concept) -> Mapping[str, Spoken]:
    tongue = frame.language
    return {
        "prefLabel": {language: (word,) for language, word in one.prefer.items()},
        "altLabel": {tongue: one.other} if one.other else {},
        "hiddenLabel": {tongue: one.hidden} if one.hidden else {},
        "definition": {tongue: (one.means,)} if one.means else {},
    }


def _links(at: Home, one: Concept) -> Mapping[str, list[str]]:
    return {
        "broader": [at.term(each) for each in one.broader],
        "narrower": [at.term(each) for each in one.narrower],
        "related": [at.term(each) for each in one.related],
        "exactMatch": [safe(each) for each in one.exact],
        "closeMatch": [safe(each) for each in one.close],
        "inScheme": [at.scheme],
        "topConceptOf": [] if one.broader else [at.scheme],
    }
