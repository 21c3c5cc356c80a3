"""The words of the network as SKOS, read back by others."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import settings as with_settings
from hypothesis import strategies as some
from pyld import jsonld
from rdflib import DC, DCTERMS, FOAF, RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from builder import concepts
from builder.exports import skos
from builder.model import Term
from builder.vocabulary import vocabulary
from tests.test_concepts import ESCO, LAW, TAX, told
from tests.test_exports import demo
from tests.worlds import term

HERE = "https://gids.example.org/vocabulary/skills/"
ELSEWHERE = "https://kopie.example.org/gids/"  # where a copy of a site without an address stands
FIRST = URIRef(HERE + "#term-law")
TRUE_OF_ALL = """
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    ASK {{ {} }}
"""
# What SKOS forbids, by the number that its reference gives it. None of these may be found.
FORBIDDEN = {
    "S9: a scheme is no concept": "?one a skos:ConceptScheme, skos:Concept",
    "S13: best, other and hidden words are apart": (
        "{ ?one skos:prefLabel ?word ; skos:altLabel ?word } UNION "
        "{ ?one skos:prefLabel ?word ; skos:hiddenLabel ?word } UNION "
        "{ ?one skos:altLabel ?word ; skos:hiddenLabel ?word }"
    ),
    "S14: one best word for each language": ("?one skos:prefLabel ?a, ?b . FILTER(?a != ?b && lang(?a) = lang(?b))"),
    "S27: what is above is no neighbour": "?one skos:related ?other ; skos:broader+ ?other",
    "S27, turned around": "?one skos:related ?other . ?other skos:broader+ ?one",
    "S46: the same is not also broader or beside": (
        "?one skos:exactMatch ?other ; skos:broadMatch|skos:narrowMatch|skos:relatedMatch ?other"
    ),
    "nothing is broader than itself": "?one skos:broader+ ?one",
}
# What must be true of every concept, as a pattern that finds one of which it is not.
MISSING = {
    "links go both ways": (
        "{ ?one skos:broader ?two . FILTER NOT EXISTS { ?two skos:narrower ?one } } UNION "
        "{ ?one skos:narrower ?two . FILTER NOT EXISTS { ?two skos:broader ?one } } UNION "
        "{ ?one skos:related ?two . FILTER NOT EXISTS { ?two skos:related ?one } } UNION "
        "{ ?one skos:topConceptOf ?two . FILTER NOT EXISTS { ?two skos:hasTopConcept ?one } } UNION "
        "{ ?two skos:hasTopConcept ?one . FILTER NOT EXISTS { ?one skos:topConceptOf ?two } }"
    ),
    "everything is in the scheme": (
        "?one a skos:Concept . FILTER NOT EXISTS { ?one skos:inScheme ?scheme . ?scheme a skos:ConceptScheme }"
    ),
    "everything has a word and a short name": (
        "?one a skos:Concept . FILTER NOT EXISTS { ?one skos:prefLabel ?word ; skos:notation ?name }"
    ),
    "what has nothing above it is at the top": (
        "?one a skos:Concept . FILTER NOT EXISTS { ?one skos:broader ?two } "
        "FILTER NOT EXISTS { ?one skos:topConceptOf ?scheme }"
    ),
}


def turtle(files: Mapping[str, bytes], name: str = "skills", base: str = ELSEWHERE) -> Graph:
    """A list as rdflib reads the Turtle."""
    path = f"api/v1/vocabularies/{name}.ttl"
    return Graph().parse(data=files[path], format="turtle", publicID=base + path)


def json_ld(files: Mapping[str, bytes], name: str = "skills", base: str = ELSEWHERE) -> Graph:
    """A list as PyLD reads the JSON-LD, with nothing to ask of the network."""
    path = f"api/v1/vocabularies/{name}.jsonld"
    statements = jsonld.to_rdf(
        json.loads(files[path]), {"base": base + path, "format": "application/n-quads", "documentLoader": refused}
    )
    return Graph().parse(data=statements, format="nt")


def refused(address: str, options: Any) -> Any:
    raise AssertionError(f"asked for {address}")


def amiss(graph: Graph) -> list[str]:
    """What of the rules of SKOS a graph breaks."""
    return [rule for rule, pattern in {**FORBIDDEN, **MISSING}.items() if graph.query(TRUE_OF_ALL.format(pattern))]


@cache
def demo_names() -> tuple[str, ...]:
    return tuple(sorted(path.split("/")[-1][:-4] for path in demo() if path.endswith(".ttl")))


def unsound() -> tuple[Term, ...]:
    """Words of which the links and the words themselves contradict each other."""
    return (
        term("law", label={"nl": "Recht"}, synonyms=("Recht", "wet", "wet"), jargon=("wet", "Recht", "jus")),
        term("tax", broader=("law",), related=("law",)),
        term("duty", broader=("tax",), related=("law",)),
        term("hen", broader=("egg",)),
        term("egg", broader=("hen",)),
    )


# The rules of SKOS ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["skills", "fields", "forms", "strengths", "regions", "vervoer"])
def test_every_list_of_the_demo_keeps_the_rules_of_skos(name: str) -> None:
    assert name in demo_names()
    assert amiss(turtle(demo(), name)) == []


def test_words_and_links_that_contradict_each_other_are_left_out() -> None:
    graph = turtle(told(*unsound()))

    assert amiss(graph) == []
    assert set(graph.objects(FIRST, SKOS.altLabel)) == {Literal("wet", "nl")}
    assert set(graph.objects(FIRST, SKOS.hiddenLabel)) == {Literal("jus", "nl")}
    assert set(graph.subject_objects(SKOS.related)) == set()


@pytest.mark.parametrize("rule", [*FORBIDDEN, *MISSING])
def test_a_list_that_breaks_a_rule_is_seen(rule: str) -> None:
    graph = turtle(told(LAW, TAX))
    law, tax = FIRST, URIRef(HERE + "#term-tax")
    for statement in (
        (law, RDF.type, SKOS.ConceptScheme),
        (law, SKOS.altLabel, Literal("Recht", "nl")),
        (law, SKOS.prefLabel, Literal("Wet", "nl")),
        (tax, SKOS.related, law),
        (law, SKOS.related, tax),
        (law, SKOS.relatedMatch, URIRef(ESCO)),
        (law, SKOS.broader, tax),
        (tax, SKOS.narrower, URIRef(HERE + "#term-x")),
        (URIRef(HERE + "#term-x"), RDF.type, SKOS.Concept),
    ):
        graph.add(statement)

    assert rule in amiss(graph)


# Two spellings of the same --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["skills", "fields", "forms", "strengths", "regions", "vervoer"])
def test_turtle_and_json_ld_say_the_same(name: str) -> None:
    assert isomorphic(turtle(demo(), name), json_ld(demo(), name))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_another_reader_of_json_ld_says_the_same_too() -> None:
    files = told(LAW, TAX)
    read = Graph().parse(data=files["api/v1/vocabularies/skills.jsonld"], format="json-ld", publicID=ELSEWHERE)

    assert isomorphic(read, turtle(files))


def test_the_same_words_give_the_same_bytes_in_whatever_order_they_stand() -> None:
    assert told(LAW, TAX) == told(TAX, LAW)


# What is said of a word -----------------------------------------------------------------------------------------------


def test_a_word_is_said_in_every_language_it_has_and_told_apart_by_what_it_is_for() -> None:
    graph = turtle(told(LAW, TAX))

    assert set(graph.objects(FIRST, SKOS.prefLabel)) == {Literal("Recht", "nl"), Literal("Law", "en")}
    assert set(graph.objects(FIRST, SKOS.altLabel)) == {Literal("rechten", "nl")}
    assert set(graph.objects(FIRST, SKOS.hiddenLabel)) == {Literal("jus", "nl")}
    assert set(graph.objects(FIRST, SKOS.definition)) == {Literal("Wat mag.", "nl")}
    assert graph.value(FIRST, SKOS.notation) == Literal("law")


def test_the_same_concept_elsewhere_is_an_exact_match() -> None:
    graph = turtle(told(LAW, TAX))

    assert set(graph.objects(FIRST, SKOS.exactMatch)) == {URIRef(ESCO), URIRef("https://example.org/law")}


def test_an_address_that_two_words_claim_is_only_close_to_both() -> None:
    graph = turtle(told(LAW, term("tax", esco=ESCO)))

    assert set(graph.subjects(SKOS.closeMatch, URIRef(ESCO))) == {FIRST, URIRef(HERE + "#term-tax")}
    assert (FIRST, SKOS.exactMatch, URIRef(ESCO)) not in graph


def test_a_word_leads_to_the_page_that_shows_it() -> None:
    assert turtle(told(LAW)).value(FIRST, FOAF.page) == URIRef("https://gids.example.org/skills/law.html")


def test_a_list_says_what_it_is_who_made_it_and_under_which_licence() -> None:
    graph, scheme = turtle(told(LAW)), URIRef(HERE)
    maker = graph.value(scheme, DCTERMS.creator)

    assert graph.value(scheme, DCTERMS.title) == Literal("Vaardigheden van Wisselwerk", "nl")
    assert isinstance(maker, BNode)
    assert graph.value(maker, FOAF.name) == Literal("Gemeente Nieuw-Vechten")
    assert graph.value(scheme, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_a_licence_that_nobody_knows_is_told_in_its_own_words() -> None:
    graph = turtle(told(LAW, licence='Alleen met "taart"'))

    assert graph.value(URIRef(HERE), DC.rights) == Literal('Alleen met "taart"')
    assert graph.value(URIRef(HERE), DCTERMS.license) is None


# A site that does not know where it stands ----------------------------------------------------------------------------


@pytest.mark.parametrize("reader", [turtle, json_ld])
def test_without_an_address_of_the_site_everything_is_found_from_the_file_itself(reader: Any) -> None:
    graph = reader(told(LAW, TAX, base_url=None))
    law = URIRef(ELSEWHERE + "vocabulary/skills/#term-law")

    assert (URIRef(ELSEWHERE + "vocabulary/skills/"), RDF.type, SKOS.ConceptScheme) in graph
    assert graph.value(law, FOAF.page) == URIRef(ELSEWHERE + "skills/law.html")
    assert (URIRef(ELSEWHERE + "vocabulary/skills/#term-tax"), SKOS.broader, law) in graph


# Hostile words --------------------------------------------------------------------------------------------------------


HOSTILE = 'x" . <https://evil.example.org/> a "\\u0041\n\'\'\' """ @nl\t\r^^<y> \U0001f600 \x7f\\'


def test_a_word_cannot_say_more_than_it_is() -> None:
    files = told(term("law", label={"nl": HOSTILE}, synonyms=(HOSTILE + "2",), explanation=HOSTILE))
    graph = turtle(files)

    assert graph.value(FIRST, SKOS.prefLabel) == Literal(HOSTILE, "nl")
    assert graph.value(FIRST, SKOS.definition) == Literal(HOSTILE, "nl")
    assert URIRef("https://evil.example.org/") not in set(graph.subjects())
    assert isomorphic(graph, json_ld(files))


def test_an_address_cannot_end_where_it_wants() -> None:
    graph = turtle(told(term("law", uris=('https://example.org/> . <x:y> a <z:"{}|\\^`\n',))))

    (found,) = graph.objects(FIRST, SKOS.exactMatch)
    assert str(found) == "https://example.org/%3E%20.%20%3Cx:y%3E%20a%20%3Cz:%22%7B%7D%7C%5C%5E%60%0A"


@with_settings(max_examples=60)
@given_any(some.lists(some.text(some.characters(exclude_categories=("Cs",)), min_size=1), min_size=1, max_size=4))
def test_any_words_are_read_back_as_they_were(texts: list[str]) -> None:
    words = vocabulary("skills", [term("law", label={"nl": texts[0]}, synonyms=tuple(texts[1:]))])
    (one,) = concepts.concepts(words, "nl")
    written = "".join(f"<x:y> <x:z> {skos._text(text, 'nl')} .\n" for text in (*one.prefer.values(), *one.other))
    read = {str(found) for found in Graph().parse(data=written, format="turtle").objects()}

    assert read == set(texts)


def test_a_name_of_a_list_is_what_people_call_it() -> None:
    assert concepts.scheme_of(ESCO) == "ESCO"
    assert concepts.scheme_of("https://linkeddata.competentnl.nl/id/1") == "CompetentNL"
    assert concepts.scheme_of("https://identifier.overheid.nl/tooi/id/gemeente/gm0344") == "TOOI"
    assert concepts.scheme_of("https://www.example.org/law") == "example.org"
    assert concepts.scheme_of("https://notcompetentnl.nl/1") == "notcompetentnl.nl"


def test_several_addresses_in_one_list_are_told_apart() -> None:
    found = concepts.named(("https://example.org/1", ESCO, "https://example.org/2"))

    assert [name for _, name in found] == ["example.org", "ESCO", "example.org 2"]


def test_an_own_list_that_is_not_for_all_has_no_file_in_public() -> None:
    files = told(LAW, clans=(term("red"),))

    assert not [path for path in files if "clans" in path]
