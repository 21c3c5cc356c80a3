"""The catalogue for portals of open data, as programs read it that know nothing of this one."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Namespace, URIRef

from builder import build
from builder.visibility import Edition
from tests import linked, samples
from tests.test_exports import SITE, TODAY, WORLD, demo, made, read, world

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
PLACE = "api/v1/dataset.jsonld"
# What DCAT-AP-NL 3.0 requires (the shapes of Geonovum, version 3.0.0).
ASKED = (
    DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.accessRights, DCTERMS.creator, DCTERMS.publisher,
    DCAT.contactPoint, DCAT.theme,
)  # fmt: skip


def graph(given: Mapping[str, bytes]) -> Graph:
    """What PyLD makes of it, with nothing to ask of the network, as rdflib reads that."""
    options = {"format": "application/n-quads", "documentLoader": refused}
    return Graph().parse(data=jsonld.to_rdf(json.loads(given[PLACE]), options), format="nt")


def refused(address: str, options: Any) -> Any:
    raise AssertionError(f"asked for {address}")


@cache
def of_demo() -> Graph:
    return graph(demo())


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_two_programs_read_the_same_from_it() -> None:
    again = Graph().parse(data=demo()[PLACE], format="json-ld")

    assert len(again) == len(of_demo()) > 100
    assert set(again) == set(of_demo())


def test_every_data_set_says_what_the_dutch_profile_asks() -> None:
    found = list(of_demo().subjects(RDF.type, DCAT.Dataset))

    assert len(found) == 5
    for one in found:
        assert [asked for asked in ASKED if of_demo().value(one, asked) is None] == []
        assert of_demo().value(one, DCTERMS.accrualPeriodicity) == URIRef(f"{EU}frequency/DAILY")
        assert of_demo().value(one, DCTERMS.language) == URIRef(f"{EU}language/NLD")
        assert (of_demo().value(one, DCAT.contactPoint), RDF.type, VCARD.Kind) in of_demo()


def test_the_catalogue_has_every_data_set_and_says_who_answers() -> None:
    (catalogue,) = of_demo().subjects(RDF.type, DCAT.Catalog)
    contact = of_demo().value(catalogue, DCAT.contactPoint)

    assert set(of_demo().objects(catalogue, DCAT.dataset)) == set(of_demo().subjects(RDF.type, DCAT.Dataset))
    assert of_demo().value(contact, VCARD.hasEmail) == URIRef("mailto:coordinator@wisselwerk.example.org")
    publisher = of_demo().value(catalogue, DCTERMS.publisher)
    assert str(of_demo().value(publisher, FOAF.name)) == "Bedrijfsvoering Polder en Plassen"


def test_every_file_of_a_data_set_is_offered_at_the_front_door_with_its_licence() -> None:
    offered = {one["url"]: one["type"] for one in read("directory", demo())["resources"]}
    files = list(of_demo().subjects(RDF.type, DCAT.Distribution))

    assert len(files) >= 8
    for one in files:
        place, kind = of_demo().value(one, DCAT.downloadURL), of_demo().value(one, DCAT.mediaType)
        assert str(kind).endswith(offered[str(place)])
        assert of_demo().value(one, DCAT.accessURL) == place
        assert of_demo().value(one, DCTERMS.license) == URIRef("https://creativecommons.org/publicdomain/zero/1.0/")


@pytest.mark.parametrize(("edition", "rights"), [("public", "PUBLIC"), ("internal", "RESTRICTED")])
def test_only_the_public_edition_is_open_to_everybody(edition: Edition, rights: str) -> None:
    found = set(graph(world(edition)).objects(None, DCTERMS.accessRights))

    assert found == {URIRef(f"{EU}access-right/{rights}")}


def test_a_site_that_does_not_know_its_address_has_no_catalogue() -> None:
    assert f"{SITE}{PLACE}" in read("directory")["links"].values()
    assert PLACE not in made(*WORLD, base_url=None)


def test_a_network_without_a_contact_is_reached_on_its_site() -> None:
    found = graph(made(*WORLD, contact=""))
    contact = next(found.objects(None, DCAT.contactPoint))

    assert found.value(contact, VCARD.hasEmail) is None
    assert found.value(contact, VCARD.hasURL) == URIRef(f"{SITE}about/")


def test_what_is_made_up_says_so() -> None:
    found = of_demo().subjects(RDF.type, DCAT.Dataset)

    assert all("verzonnen" in str(of_demo().value(one, DCTERMS.description)) for one in found)


# For search engines ---------------------------------------------------------------------------------------------------


def page(tmp_path: Path, **rest: Any) -> str:
    """The page about the data of a small network."""
    root = samples.world(tmp_path / "root")
    settings = {"title": "Gids", "operator": "Gemeente", "base_url": SITE, **rest}
    samples.write(root, "directory.yaml", settings)
    build.build(root, tmp_path / "site", TODAY)
    return (tmp_path / "site/data/index.html").read_text("utf-8")


def test_the_page_tells_search_engines_of_the_data(tmp_path: Path) -> None:
    (data,) = linked.scripts(page(tmp_path))
    found = linked.expanded(data)

    assert found["@type"] == ["https://schema.org/Dataset"]
    assert linked.values(found, "license") == ["https://creativecommons.org/licenses/by/4.0/"]
    places = {one["contentUrl"] for one in data["distribution"]}
    assert {f"{SITE}api/v1/directory.json", f"{SITE}api/v1/assignments.json"} <= places


def test_search_engines_are_told_of_nothing_made_up(tmp_path: Path) -> None:
    assert linked.scripts(page(tmp_path, fictional=True)) == []
