"""What editors are told that people may write."""

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from builder import convert, documents, model
from builder.content import read
from builder.schema import KINDS, schema

ROOT = Path(__file__).parents[1]
DEMO = sorted((path, kind) for kind in model.KINDS for path in (ROOT / "content" / kind).rglob("*.md"))
SPELLINGS = (None, "nl", "en")


def plain(node: yaml.Node) -> Any:
    """YAML as text, lists and mappings: a scalar stays what was typed, and nothing typed is nothing."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(one) for one in node.value]
    return node.value or None


def written(text: str) -> Any:
    document = documents.document("a.md", f"---\n{text}\n---\n".encode())
    assert not isinstance(document, list), document
    return plain(document.node)


@cache
def validator(kind: str, language: Any) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(kind, language))


def amiss(kind: str, content: Any, language: Any = None) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(kind, language).iter_errors(content)]


def checked(kind: str, text: str) -> Any:
    """What `check` makes of the same text: a record, or None."""
    document = documents.document("a.md", f"---\n{text}\n---\n".encode())
    assert not isinstance(document, list)
    return convert.made_part(document, KINDS[kind]).record  # type: ignore[arg-type]


@pytest.mark.parametrize("language", SPELLINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_schema_in_every_spelling(kind: str, language: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind, language))


@pytest.mark.parametrize(("path", "kind"), DEMO, ids=[f"{kind}/{path.stem}" for path, kind in DEMO])
def test_every_file_of_the_demo_is_valid_in_both_spellings_and_in_dutch(path: Path, kind: str) -> None:
    document = documents.document(path.name, path.read_bytes())
    assert not isinstance(document, list)
    name = model.KINDS[kind].__name__.lower()

    assert amiss(name, plain(document.node)) == []
    assert amiss(name, plain(document.node), "nl") == []


def test_the_settings_and_the_terms_of_the_demo_are_valid() -> None:
    settings = documents.listing("directory.yaml", (ROOT / "directory.yaml").read_bytes())
    skills = documents.listing("skills.yaml", (ROOT / "content/vocabulary/skills.yaml").read_bytes())
    assert not isinstance(settings, list)
    assert not isinstance(skills, list)

    assert amiss("settings", plain(settings.node), "nl") == []
    assert [wrong for term in plain(skills.node) for wrong in amiss("term", term)] == []


GOOD = [
    ("profile", "naam: Ana\norganisatie: utrecht\nfunctie: Jurist"),
    ("profile", "name: Ana\norganisation: utrecht\nhours: 12 uur per week\nappointment: 60%"),
    ("profile", "naam: Ana\norganisation: utrecht\nskills: schrijven"),
    ("profile", "naam: Ana\norganisatie: utrecht\nvaardigheden: {schrijven: 4, rekenen: basis}"),
    ("profile", "naam: Ana\norganisatie: utrecht\nlinks:\n  - https://example.org\n  - Blog: https://example.org"),
    ("profile", "naam: Ana\norganisatie: utrecht\ntoestemming: gegeven\nbeschikbaar_vanaf:"),
    ("profile", "naam: Ana\norganisatie: utrecht\nx-schaal: 11\nzichtbaarheid_per_veld: {functie: intern}"),
    ("event", "titel: Markt\ndatum: 2026-03-31\nbegintijd: 9.30 uur"),
    ("term", "id: schrijven\nlabel: Schrijven"),
]


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_short_forms_units_and_empty_keys_are_good_here_and_for_check(kind: str, text: str) -> None:
    assert amiss(kind, written(text)) == []
    assert checked(kind, text)


BROKEN = [
    ("profile", "naam: Ana"),  # no organisation
    ("profile", "naam: Ana\norganisatie:"),
    ("profile", "naam: Ana\norganisatie: utrecht\norganisation: utrecht"),
    ("profile", "naam: Ana\norganisatie: utrecht\nvaardigheid: schrijven"),
    ("profile", "naam: Ana\norganisatie: utrecht\nbsn: 123456782"),
    ("profile", "naam: Ana\norganisatie: utrecht\nvaardigheden: [{schrijven: goeroe}]"),
    ("profile", "naam: Ana\norganisatie: utrecht\nvaardigheden: [{niveau: 3}]"),
    ("profile", "naam: Ana\norganisatie: utrecht\nwil_leren: schrijven, rekenen"),
    ("profile", "naam: Ana\norganisatie: utrecht\ndagen: [dinsdag, zondagmiddag]"),
    ("profile", "naam: Ana\norganisatie: utrecht\nbeschikbaar_vanaf: 31-03-2026"),
    ("profile", "naam: Ana\norganisatie: utrecht\nlinks: [javascript:alert(1)]"),
    ("profile", "naam: Ana\norganisatie: utrecht\nfoto: ../ana.jpg"),
    ("event", "titel: Markt\ndatum: binnenkort"),
    ("term", "label: Schrijven"),
]


@pytest.mark.parametrize(("kind", "text"), BROKEN)
def test_mistakes_are_seen_here_and_by_check(kind: str, text: str) -> None:
    assert amiss(kind, written(text))
    assert checked(kind, text) is None


def test_an_editor_may_read_numbers_and_truths_before_the_schema_does() -> None:
    person = {"naam": "Ana", "organisatie": "utrecht", "uren_per_week": 12, "matching": False, "wat_ik_doe": None}
    person |= {"vaardigheden": [{"schrijven": 4}], "opleiding": [{"titel": "Recht", "afgerond": 2012}]}

    assert amiss("profile", person) == []
    assert amiss("profile", {**person, "uren_per_week": 61})
    assert amiss("profile", {**person, "vaardigheden": [{"schrijven": 6}]})


def test_one_language_knows_no_keys_or_choices_of_the_other() -> None:
    dutch = {"titel": "Klus", "organisatie": "utrecht", "soort": "klus"}
    english = {"title": "Gig", "organisation": "utrecht", "kind": "gig"}

    assert amiss("assignment", dutch, "nl") == []
    assert amiss("assignment", english, "en") == []
    assert amiss("assignment", english, "nl")
    assert amiss("assignment", {**dutch, "soort": "gig"}, "nl")


def test_the_terms_of_the_network_are_examples_and_no_limits() -> None:
    vocabularies = read(ROOT, {}).vocabularies
    made = schema("profile", "nl", vocabularies)

    assert made["$defs"]["skills"]["examples"] == [*vocabularies["skills"].terms]
    assert "enum" not in made["$defs"]["skills"]


def test_a_field_is_explained_in_a_sentence_of_the_words_that_are_given() -> None:
    words = {"help.profile.organisation": "Waar je werkt", "help.record.owner": "Wie dit bestand mag wijzigen"}
    made = schema("profile", "nl", words=words)["properties"]

    assert made["organisatie"]["description"] == "Waar je werkt."
    assert made["eigenaar"]["description"] == "Wie dit bestand mag wijzigen."
    assert made["functie"]["description"] == "Your post, in words others understand."


def test_choices_stand_in_the_order_of_the_model() -> None:
    days = schema("profile", "nl")["properties"]["dagen"]["anyOf"][0]["items"]["enum"]

    assert days == ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def test_parts_are_described_once() -> None:
    made = schema("profile")

    assert {"Claim", "Experience", "Contact"} <= made["$defs"].keys()
    assert made["properties"]["vaardigheden"]["anyOf"][0]["items"] == {"$ref": "#/$defs/Claim"}
