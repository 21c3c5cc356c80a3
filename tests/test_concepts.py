"""The words of the network, for other networks to read."""

import json
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from builder import concepts
from builder.model import Arrangement, Term
from builder.settings import OwnField
from builder.visibility import Edition
from builder.vocabulary import vocabulary
from tests.test_exports import outputs
from tests.worlds import SETTINGS, directory, term

ESCO = "http://data.europa.eu/esco/skill/f60b0a50-2e7b-46f8-9b9c-2809b10991f9"
LAW = term(
    "law",
    label={"nl": "Recht", "en": "Law"},
    synonyms=("rechten",),
    jargon=("jus",),
    esco=ESCO,
    uris=("https://example.org/law",),
    explanation="Wat mag.",
)
TAX = term("tax", broader=("law",), related=("drafting",))
SECRET = OwnField(key="x-clan", type="term", vocabulary="clans", visibility="internal")


def told(
    *skills: Term,
    edition: Edition = "public",
    base_url: str | None = "https://gids.example.org/",
    licence: str = "CC-BY-4.0",
    **lists: tuple[Term, ...],
) -> Mapping[str, bytes]:
    """Every document of a network with these words, some of them in lists of its own."""
    given = directory(skills=(*skills, term("drafting")))
    own = (SECRET, OwnField(key="x-tool", type="term", vocabulary="tools"))
    words = {**given.vocabularies, **{name: vocabulary(name, terms) for name, terms in lists.items()}}
    settings = replace(SETTINGS, own_fields=own, base_url=base_url, licence=licence)
    return outputs(replace(given, vocabularies=words, settings=settings, edition=edition))


def read(given: Mapping[str, bytes]) -> Mapping[str, Any]:
    """The lists of words by name, and in each the terms by id."""
    found = json.loads(given["api/v1/vocabularies.json"])["vocabularies"]
    return {name: {one["id"]: one for one in terms} for name, terms in found.items()}


# One document with all words ------------------------------------------------------------------------------------------


def test_one_document_tells_all_there_is_to_know_of_a_word() -> None:
    law = read(told(LAW))["skills"]["law"]

    assert law == {
        "id": "law",
        "uri": "https://gids.example.org/vocabulary/skills/#term-law",
        "label": {"nl": "Recht", "en": "Law"},
        "synonyms": ["rechten"],
        "jargon": ["jus"],
        "broader": [],
        "related": [],
        "esco": ESCO,
        "uris": ["https://example.org/law"],
        "explanation": "Wat mag.",
        "to_arrange": [],
    }


def test_links_between_words_are_ids_and_a_neighbour_is_told_of_both() -> None:
    words = read(told(LAW, TAX))["skills"]

    assert words["tax"]["broader"] == ["law"]
    assert words["drafting"]["related"] == ["tax"]


def test_what_a_form_of_working_asks_to_arrange_is_told() -> None:
    loan = term("loan", to_arrange=(Arrangement(topic="Loon", text="Blijft."),))

    assert read(told(forms=(loan,)))["forms"]["loan"]["to_arrange"] == [{"topic": "Loon", "text": "Blijft."}]


def test_a_list_of_an_own_field_is_told_to_whom_the_field_is_shown() -> None:
    lists = {"tools": (term("saw"),), "clans": (term("red"),)}

    assert read(told(**lists)).keys() == {"skills", "regions", "tools"}
    assert read(told(**lists, edition="internal")).keys() == {"skills", "regions", "tools", "clans"}


def test_a_word_without_a_language_is_in_that_of_the_network_unless_there_is_one() -> None:
    assert concepts.spoken(term("law", label={"": "Recht"}), "nl") == {"nl": "Recht"}
    assert concepts.spoken(term("law", label={"": "Jus", "NL": "Recht"}), "nl") == {"nl": "Recht"}


def test_a_language_that_no_format_can_write_is_that_of_the_network() -> None:
    assert concepts.spoken(term("law", label={'n"l': "Recht"}), "nl") == {"nl": "Recht"}


def test_the_front_door_leads_to_the_words() -> None:
    links = json.loads(told(LAW)["api/v1/directory.json"])["links"]

    assert links["vocabularies"] == "https://gids.example.org/api/v1/vocabularies.json"
