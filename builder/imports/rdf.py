"""Lists of words in SKOS, in whatever spelling of RDF: read as hostile input, and never over a network."""

import json
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from .drafts import Unreadable

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

MAX_RDF = 32 * 1_048_576
MAX_STATEMENTS = 400_000
HERE = "https://file.invalid/api/v1/vocabularies/list"  # where a file without an address is said to stand
ENTITY = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
FORMS: Mapping[str, str] = {
    ".ttl": "turtle", ".n3": "turtle", ".nt": "nt", ".rdf": "xml", ".xml": "xml", ".owl": "xml", ".skos": "xml",
    ".jsonld": "json-ld", ".json": "json-ld",
}  # fmt: skip

Spoken = Mapping[str, tuple[str, ...]]  # language → words
NOTHING: Spoken = {}


class Concept(NamedTuple):
    """A word of somebody else."""

    key: str  # its address, or what stands for it in the file
    label: Spoken
    synonyms: Spoken = NOTHING
    jargon: Spoken = NOTHING
    means: Spoken = NOTHING
    broader: tuple[str, ...] = ()  # keys, or labels in the same file
    same: tuple[str, ...] = ()  # the addresses that others say are the same


def form_of(suffix: str, text: str) -> str:
    """How a file is spelled: by its name, else by how it begins. Empty when it is no RDF."""
    begin = text[:2000].lstrip("\ufeff \t\r\n")
    if begin[:1] in ("{", "["):
        return "json-ld"
    if begin[:5] == "<?xml" or begin.startswith("<rdf:RDF"):
        return "xml"
    if re.match(r"(?:#[^\n]*\n\s*)*(?:@prefix|@base|PREFIX|BASE)\b", begin, re.IGNORECASE):
        return "turtle"
    return FORMS.get(suffix.lower(), "")


def concepts(text: str, form: str, name: str) -> list[Concept]:
    """Every concept of a file, by address."""
    found = sorted(_concepts(_graph(_harmless(text, form, name), form, name)), key=lambda one: one.key)
    if not found:
        raise Unreadable("not-concepts", file=name)
    return found


def _harmless(text: str, form: str, name: str) -> str:
    """The same text, when nothing in it asks for more than the text itself."""
    if form == "xml" and ENTITY.search(text):
        raise Unreadable("doctype", file=name)
    if form != "json-ld":
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not-concepts", file=name) from error
    if asks(value):
        raise Unreadable("remote", file=name)
    return json.dumps(value)  # what was looked at is what is read


def asks(value: Any) -> bool:
    """Whether a part of JSON-LD wants to fetch what its keys mean."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            context = one.get("@context")
            if "@import" in one or any(isinstance(each, str) for each in _listed(context)):
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _graph(text: str, form: str, name: str) -> "Graph":
    try:
        from rdflib import Graph
        from rdflib.plugins.stores.memory import Memory
    except ImportError as error:
        raise Unreadable("no-rdflib", file=name) from error

    class Capped(Memory):
        """A store that is full at some time."""

        held = 0

        def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
            """Takes one more statement."""
            self.held += 1
            if self.held > MAX_STATEMENTS:
                raise Unreadable("statements", file=name, limit=MAX_STATEMENTS)
            super().add(triple, context, quoted)

    graph = Graph(store=Capped())
    try:
        with _quiet():
            graph.parse(data=text, format=form, publicID=HERE)
    except Unreadable:
        raise
    except Exception as error:  # each of its parsers fails in ways of its own, and all mean the same
        raise Unreadable("not-concepts", file=name) from error
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """What the library remarks on a file is for nobody here."""
    logger = logging.getLogger("rdflib")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def _concepts(graph: "Graph") -> Iterator[Concept]:
    from rdflib import RDF, SKOS, URIRef

    found = {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(SKOS.prefLabel)}
    for one in found:
        if isinstance(one, URIRef):
            below = graph.subjects(SKOS.narrower, one)
            yield Concept(
                key=str(one),
                label=_spoken(graph, one, "prefLabel"),
                synonyms=_spoken(graph, one, "altLabel"),
                jargon=_spoken(graph, one, "hiddenLabel"),
                means=_spoken(graph, one, "definition"),
                broader=_addresses([*graph.objects(one, SKOS.broader), *below]),
                same=_addresses(graph.objects(one, SKOS.exactMatch)),
            )


def _addresses(found: Any) -> tuple[str, ...]:
    from rdflib import URIRef

    return tuple(sorted({str(one) for one in found if isinstance(one, URIRef)}))


def _spoken(graph: "Graph", one: "Node", name: str) -> Spoken:
    """The words of a concept by language: as they stand, or as things of their own (SKOS-XL)."""
    from rdflib import SKOS, Literal, Namespace

    larger = Namespace("http://www.w3.org/2008/05/skos-xl#")
    apart = (text for each in graph.objects(one, larger[name]) for text in graph.objects(each, larger.literalForm))
    found: dict[str, set[str]] = {}
    for text in (*graph.objects(one, SKOS[name]), *apart):
        if isinstance(text, Literal) and text.strip():
            found.setdefault((text.language or "").lower(), set()).add(str(text))
    return {language: tuple(sorted(texts)) for language, texts in sorted(found.items())}
