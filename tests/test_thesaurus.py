"""Words of others, taken by their address: from ESCO, from any list in SKOS and from another network."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder import content
from builder.cli import main
from builder.imports import Unreadable, rdf
from builder.imports.amend import Addition, added
from builder.model import Term
from tests.test_concepts import LAW, TAX, told
from tests.worlds import term

DAY = ("--today", "2026-12-01")
AT = "http://data.europa.eu/esco/skill/"
OTHER = "https://words.example.org/"
LIST = "content/vocabulary/skills.yaml"
WRITTEN = f"""\
# Wat wij kunnen. Dit staat hier al jaren zo.
- id: law
  label: {{nl: Recht}}  # een mooi vak
  breder: []
  esco: {AT}law
- id: tax
  label:
    nl: Belasting

- id: old
  label: {{nl: Oud}}
"""
TURTLE = f"""\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{OTHER}trade> a skos:Concept ; skos:prefLabel "handel"@nl, "trade"@en .
<{OTHER}market> a skos:Concept ; skos:prefLabel "markt"@nl, "market"@en, "Markt"@de ;
    skos:altLabel "marktplein"@nl, "mart"@en ;
    skos:hiddenLabel "mrkt"@nl ; skos:definition "Waar men koopt."@nl ; skos:broader <{OTHER}trade> .
<{OTHER}stall> a skos:Concept ; skos:prefLabel "kraam"@nl ; skos:broader <{OTHER}market> ; skos:exactMatch <{AT}stall> .
<{OTHER}law> a skos:Concept ; skos:prefLabel "recht en regels"@nl, "law"@en, "Recht"@de ; skos:exactMatch <{AT}law> .
<{OTHER}tax> a skos:Concept ; skos:prefLabel "belasting"@nl .
<{OTHER}fin> a skos:Concept ; skos:prefLabel "kala"@fi .
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A network with three words, in Dutch and English."""
    for path, text in {
        "directory.yaml": "titel: Gids\nbeheerder: Stad\ntaal: nl\ntalen: [nl, en]\n",
        LIST: WRITTEN,
        "content/vocabulary/strengths.yaml": "- id: calm\n  label: {nl: rustig}\n",
    }.items():
        (tmp_path / "root" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / path).write_text(text)
    return tmp_path / "root"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may ask anything of anybody."""

    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)


def bring(root: Path, text: str | bytes, *more: str, name: str = "list.ttl") -> int:
    """What the command gives for a file."""
    file = root.parent / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["import", "vocabulary", str(file), "--root", str(root), *DAY, *more])


def words(root: Path, name: str = "skills") -> dict[str, Term]:
    """The words of a list, which must be without mistakes."""
    found = content.read(root, {})
    assert found.problems == ()
    return dict(found.vocabularies[name].terms)


def same(path: str) -> str:
    """The address of a concept."""
    return OTHER + path


# What is taken --------------------------------------------------------------------------------------------------------


def test_a_concept_is_taken_by_its_address_in_the_languages_of_the_network(root: Path) -> None:
    assert bring(root, TURTLE, "--uri", same("market")) == 0
    market = words(root)["markt"]

    assert market.label == {"nl": "markt", "en": "market"}
    assert market.synonyms == ("marktplein",)
    assert market.jargon == ("mrkt",)
    assert market.explanation == "Waar men koopt."
    assert (market.esco, market.uris) == (None, (same("market"),))
    assert words(root).keys() == {"law", "tax", "old", "markt"}


def test_an_address_of_esco_stands_where_those_belong(root: Path) -> None:
    bring(root, TURTLE, "--uri", AT + "stall")
    stall = words(root)["kraam"]

    assert (stall.esco, stall.uris) == (AT + "stall", (same("stall"),))


def test_what_is_narrower_comes_along_when_that_is_asked_and_keeps_its_place(root: Path) -> None:
    bring(root, TURTLE, "--uri", same("trade"), "--with-narrower")
    found = words(root)

    assert found["markt"].broader == ("handel",)
    assert found["kraam"].broader == ("markt",)


def test_a_wider_word_that_was_not_taken_is_not_named(root: Path) -> None:
    bring(root, TURTLE, "--uri", same("stall"))

    assert words(root)["kraam"].broader == ()


def test_addresses_may_stand_in_a_file(root: Path) -> None:
    (root.parent / "these.txt").write_text(f"# van de werkgroep\n{same('market')}\n\n{same('stall')}\n")

    assert bring(root, TURTLE, "--uris", str(root.parent / "these.txt")) == 0
    assert {"markt", "kraam"} <= words(root).keys()


def test_words_can_go_into_another_list(root: Path) -> None:
    bring(root, TURTLE, "--uri", same("market"), "--list", "strengths")

    assert words(root, "strengths").keys() == {"calm", "markt"}


def test_an_address_that_is_not_in_the_file_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(root, TURTLE, "--uri", same("nowhere")) == 1
    assert f"Deze adressen staan niet in het bestand: {same('nowhere')}" in capsys.readouterr().out


def test_a_word_in_no_language_of_the_network_is_told_and_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(root, TURTLE, "--uri", same("fin")) == 1
    assert f"niet overgenomen: {same('fin')}" in capsys.readouterr().out


# What is there already ------------------------------------------------------------------------------------------------


def test_a_word_with_the_same_address_gains_languages_and_addresses_and_keeps_what_was_written(root: Path) -> None:
    assert bring(root, TURTLE, "--uri", same("law")) == 0
    law = words(root)["law"]

    assert law.label == {"nl": "Recht", "en": "law"}
    assert (law.esco, law.uris) == (AT + "law", (same("law"),))
    assert (root / LIST).read_text() == WRITTEN.replace(
        "{nl: Recht}  # een mooi vak\n",
        "{nl: Recht, en: law}  # een mooi vak\n  adressen: [https://words.example.org/law]\n",
    )


def test_taking_the_same_once_more_changes_nothing(root: Path) -> None:
    bring(root, TURTLE, "--uri", same("law"), "--uri", same("market"))
    before = (root / LIST).read_bytes()

    assert bring(root, TURTLE, "--uri", same("law"), "--uri", same("market")) == 1
    assert (root / LIST).read_bytes() == before


def test_a_word_that_is_written_the_same_is_a_question_and_not_an_answer(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(root, TURTLE, "--uri", same("tax")) == 1
    assert f"tax ← {same('tax')}" in capsys.readouterr().out
    assert (root / LIST).read_text() == WRITTEN


def test_a_look_first_leaves_the_list_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = root.parent / "look.yaml"

    assert bring(root, TURTLE, "--uri", same("market"), "--uri", same("law"), "--out", str(out)) == 0
    assert (root / LIST).read_text() == WRITTEN
    assert [one["id"] for one in yaml.safe_load(out.read_text())] == ["markt"]
    assert "Je lijst is niet gewijzigd." in capsys.readouterr().out
    assert bring(root, TURTLE, "--uri", same("market"), "--out", str(out)) == 2


# Adding to what people wrote ------------------------------------------------------------------------------------------

MORE = Addition({"en": "a, b: c", "fr": "à l’essai"}, AT + "x", (OTHER + "x,y", OTHER + "z"))


@pytest.mark.parametrize(
    "text",
    [
        "- id: law\n  label: {nl: Recht}\n",
        "- {id: law, label: {nl: Recht}}\n",
        "- id: law\n  label:\n    nl: Recht\n\n\n# onderaan\n",
        "- id: law\n  label:\n    nl: Recht  # zo heet het",
        "- id: law\n  label: {nl: Recht,\n    de: Recht}\n  uitleg: |\n    Wat mag.\n",
        "- adressen: [https://example.org/a]\n  label: {}\n  id: law\n",
        "- id: law\n  uris:\n    - https://example.org/a\n  # en\n  label:\n    nl: Recht\n- id: b\n  label: {nl: B}\n",
        "-   id: law\n    label: {nl: Recht}\n    uris: []\n",
    ],
)
def test_what_stands_in_a_list_stays_to_the_letter(text: str) -> None:
    new = added(LIST, text.encode(), {"law": MORE})

    assert new is not None
    (law,) = (one for one in yaml.safe_load(new) if one["id"] == "law")
    assert (law["label"]["en"], law["label"]["fr"], law["esco"]) == ("a, b: c", "à l’essai", AT + "x")
    assert (law.get("adressen") or law.get("uris"))[-2:] == [OTHER + "x,y", OTHER + "z"]
    left = iter(new.decode())
    assert all(letter in left for letter in text)


@pytest.mark.parametrize("text", ["- id: law\n  label: {nl: Recht,}\n", "- id: law\n  label: Recht\n", "geen: lijst\n"])
def test_where_nothing_can_be_added_safely_nothing_is(text: str) -> None:
    assert added(LIST, text.encode(), {"law": MORE}) is None


def test_what_could_not_be_added_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / LIST).write_text(WRITTEN.replace("{nl: Recht}", "{nl: Recht,}"))

    assert bring(root, TURTLE, "--uri", same("law")) == 1
    assert f"Doe het zelf: law ← en: law, {same('law')}" in capsys.readouterr().out


# Whatever the spelling ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "name"), [("turtle", "x.ttl"), ("xml", "x.rdf"), ("json-ld", "x.jsonld"), ("nt", "x.nt")]
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_spelling_of_skos_is_read(form: str, name: str, root: Path) -> None:
    from rdflib import Graph

    text = Graph().parse(data=TURTLE, format="turtle").serialize(format=form)

    assert bring(root, text, "--uri", same("market"), name=name) == 0
    assert words(root)["markt"].label == {"nl": "markt", "en": "market"}


def test_words_that_are_things_of_their_own_are_read_too(root: Path) -> None:
    text = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
        f'<{same("market")}> a skos:Concept ; xl:prefLabel [ xl:literalForm "markt"@nl ] .'
    )

    bring(root, text, "--uri", same("market"))
    assert words(root)["markt"].label == {"nl": "markt"}


@pytest.mark.parametrize(
    "name", ["api/v1/vocabularies/skills.ttl", "api/v1/vocabularies/skills.jsonld", "api/v1/vocabularies.json"]
)
def test_the_words_of_another_network_come_in_from_whatever_it_publishes(name: str, root: Path) -> None:
    theirs = told(LAW, TAX, term("bees", label={"nl": "Imkeren", "en": "Bees"}, synonyms=("bijen",), broader=("tax",)))

    assert bring(root, theirs[name], name=name.rpartition("/")[2]) == 0
    found = words(root)
    assert found["imkeren"].label == {"nl": "Imkeren", "en": "Bees"}
    assert found["imkeren"].synonyms == ("bijen",)
    assert found["imkeren"].uris == ("https://gids.example.org/vocabulary/skills/#term-bees",)
    assert bring(root, theirs[name], name=name.rpartition("/")[2]) == 1


def test_a_list_that_the_other_network_does_not_have_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = told(LAW)["api/v1/vocabularies.json"]

    assert bring(root, theirs, "--list", "strengths", name="vocabularies.json") == 1
    assert "In dit bestand staat geen lijst 'strengths'. Er zijn: regions, skills" in capsys.readouterr().err


def test_a_list_that_the_network_does_not_have_is_wrong_use(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(root, TURTLE, "--list", "birds") == 2
    assert "Er is geen lijst 'birds'." in capsys.readouterr().err


def test_a_table_of_esco_is_taken_by_address_too(root: Path) -> None:
    head = "conceptUri,preferredLabel,altLabels,description\n"
    table = head + f"{AT}law,wetgeving,,\n{AT}bees,imkeren,bijen,Bijen.\n{AT}c,c,,\n"

    assert bring(root, table, "--uri", AT + "bees", name="skills_nl.csv") == 0
    assert words(root)["imkeren"].esco == AT + "bees"
    assert "# Uit ESCO" in (root / LIST).read_text()


def test_a_table_in_another_language_gives_the_words_that_are_there_that_language(root: Path) -> None:
    bring(root, f"conceptUri,preferredLabel\n{AT}law,legislation\n", name="skills_en.csv")

    assert words(root)["law"].label == {"nl": "Recht", "en": "legislation"}


# Hostile files --------------------------------------------------------------------------------------------------------

CONCEPT = {"@id": same("x"), "@type": "http://www.w3.org/2004/02/skos/core#Concept"}
REMOTE = "https://evil.example.org/context.jsonld"
HOSTILE: dict[str, tuple[str, str, str]] = {
    "a context elsewhere": ("x.jsonld", json.dumps({"@context": REMOTE, **CONCEPT}), "remote"),
    "one in a list": ("x.jsonld", json.dumps({"@context": [{}, REMOTE], **CONCEPT}), "remote"),
    "one further down": ("x.jsonld", json.dumps({"@context": {}, "@graph": [{"a": {"@context": REMOTE}}]}), "remote"),
    "one for a term": ("x.jsonld", json.dumps({"@context": {"a": {"@id": "x:y", "@context": REMOTE}}}), "remote"),
    "an import": ("x.jsonld", json.dumps({"@context": {"@version": 1.1, "@import": REMOTE}}), "remote"),
    "one that is spelled out": ("x.jsonld", json.dumps({"@context": REMOTE}).replace("@", "\\u0040", 1), "remote"),
    "an entity": ("x.rdf", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rdf:RDF>&a;</rdf:RDF>', "doctype"),
    "a doctype in capitals or not": ("x.xml", "<?xml version='1.0'?>\n<!doctype r><r/>", "doctype"),
    "another encoding": ("x.rdf", '<?xml version="1.0" encoding="utf-16"?><r/>', "not-concepts"),
    "half of a sentence": ("x.ttl", "@prefix skos: <http://x/> . <a> skos:b", "not-concepts"),
    "brackets": ("x.ttl", "@prefix a: <http://x/> . a:b a:c " + "[ a:d " * 20_000, "not-concepts"),
    "nesting": ("x.json", "[" * 100_000, "not-concepts"),
    "words that are no words": ("x.json", json.dumps({"vocabularies": {"skills": [{"id": 3}]}}), "not-concepts"),
    "nothing": ("x.nt", "nothing at all\n", "not-concepts"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_wants_more_than_to_be_read_is_refused_in_plain_words(
    case: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, text, code = HOSTILE[case]
    from builder.cli import words_of

    assert bring(root, text, name=name) == 1
    assert words_of("nl")[f"cli.import.no.{code}"].format(file=name) == capsys.readouterr().err.strip()
    assert (root / LIST).read_text() == WRITTEN


def test_a_file_that_says_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdf, "MAX_STATEMENTS", 5)

    with pytest.raises(Unreadable, match="statements"):
        rdf.concepts(TURTLE, "turtle", "x.ttl")


def test_words_of_others_cannot_break_the_list(root: Path) -> None:
    nasty = 'a: b # c\\", {x} [y]\\n- id: z'
    text = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{OTHER}x> a skos:Concept ; skos:prefLabel "{nasty}"@nl ; skos:altLabel "{nasty} 2"@nl, "\\u202Eom"@nl ; '
        f'skos:definition "---\\n- id: q"@nl ; skos:exactMatch <javascript:alert(1)>, <http://127.0.0.1/x> .'
    )

    assert bring(root, text) == 0
    (new,) = words(root).keys() - {"law", "tax", "old"}
    assert words(root)[new].uris == (OTHER + "x",)


def test_without_what_reads_skos_the_way_to_get_it_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rdflib", None)

    assert bring(root, TURTLE) == 1
    assert "pip install 'wisselwerk[skos]'" in capsys.readouterr().err


@pytest.mark.parametrize("circle", [("a", "b"), ("b", "a")])
def test_words_that_are_part_of_each_other_do_not_come_in_as_a_circle(circle: tuple[str, str], root: Path) -> None:
    one, other = circle
    text = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{OTHER}{one}> a skos:Concept ; skos:prefLabel "{one}{one}"@nl ; skos:broader <{OTHER}{other}> .\n'
        f'<{OTHER}{other}> a skos:Concept ; skos:prefLabel "{other}{other}"@nl ; skos:broader <{OTHER}{one}> .\n'
    )

    assert bring(root, text) == 0
    assert sum(len(found.broader) for found in words(root).values()) == 1
