"""The record of processing: complete by the model, honest about what only the network can say, and safe to open."""

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from markdown_it import MarkdownIt

from builder import personal
from builder.cli import main
from builder.doctor import findings
from builder.exports import documents
from builder.exports.processing import ProcessingRecord, markdown, processing
from builder.fields import fields_of
from builder.model import KINDS, Contact
from builder.networks import Network
from builder.phrases import SiteLanguage
from builder.settings import OwnField, Processing, Processor, Repository, Settings, Source
from builder.visibility import usually
from tests.small_site import frame, full_world, settings, site
from tests.worlds import directory

TODAY = date(2026, 11, 22)
WHOLE = Processing(
    controller="Gemeente Vechtstad",
    joint=("Waterschap De Lange Vaart",),
    officer=Contact(name="Fenna Groen", email="fg@example.org"),
    lawful_basis="Artikel 6, eerste lid, onder e",
    processors=(Processor(name="Rekencentrum", task="site", country="Nederland", agreement="2026"),),
    transfers="Geen",
    retention="Een maand",
    security="Twee stappen",
    since=date(2026, 3, 2),
)


def record(**rest: Any) -> ProcessingRecord:
    """The record of a small network."""
    return processing(frame(directory(settings=settings(**rest))))


def text(**rest: Any) -> str:
    """The same as a text."""
    known = frame(directory(settings=settings(**rest)))
    return markdown(known, processing(known))


# The data -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_field_of_the_model_has_a_category_or_tells_of_nobody(kind: type[Any]) -> None:
    placed = [*personal.NOBODY[kind], *(name for names in personal.PERSONAL[kind].values() for name in names)]

    assert sorted(placed) == sorted(fields_of(kind))


def test_every_field_of_somebody_is_told_in_the_record_with_who_sees_it() -> None:
    found = [one for one in personal.categories() if one.kind == "profiles"]
    told = {at.partition(".")[0] for one in found for at in (*one.public, *one.internal, *one.files)}
    inside = {at for one in found for at in one.internal}

    assert told == set(fields_of(KINDS["profiles"]))
    assert inside == {*usually(KINDS["profiles"]), "matching"}
    assert {"tests", "side_jobs", "contact.phone", "consent.by"} <= inside


def test_what_the_record_says_is_only_in_the_files_is_in_no_document() -> None:
    assert documents.NOT_PUBLISHED & {name for kind in KINDS.values() for name in fields_of(kind)} == personal.IN_FILES
    assert personal.INSIDE == documents.INSIDE


@pytest.mark.parametrize("language", get_args(SiteLanguage))
def test_fields_are_spelled_as_files_write_them(language: str) -> None:
    said = text(language=language)

    assert ("`wil_leren`" in said) is (language == "nl")
    assert ("`learns`" in said) is (language != "nl")


def test_the_own_fields_of_a_network_are_personal_data_too() -> None:
    own = (OwnField(key="x-lichting"), OwnField(key="x-rooster", visibility="internal"))
    (found,) = [one for one in record(own_fields=own).data if one.public == ("x-lichting",)]

    assert found.internal == ("x-rooster",)


# What only the network knows ------------------------------------------------------------------------------------------


def test_what_is_missing_is_named_by_its_setting_and_nothing_is_made_up() -> None:
    found = record()

    assert found.missing == (
        "verwerking.verantwoordelijke", "verwerking.functionaris", "verwerking.grondslag", "verwerking.verwerkers",
        "verwerking.doorgifte", "verwerking.bewaartermijn", "verwerking.beveiliging", "verwerking.sinds",
    )  # fmt: skip
    assert (found.controller.name, found.lawful_basis, found.transfers, found.since) == (None, None, None, None)
    assert text().count("**nog in te vullen**") == 8
    assert "- `verwerking.grondslag`" in text()


def test_a_network_in_english_reads_the_settings_in_english() -> None:
    assert record(language="en").missing[:2] == ("processing.controller", "processing.officer")


def test_what_the_network_said_stands_under_its_heading() -> None:
    found, said = record(processing=WHOLE), text(processing=WHOLE)

    assert found.missing == ()
    assert "nog in te vullen" not in said.replace("## Nog in te vullen", "")
    for part in ("Gemeente Vechtstad", "Waterschap De Lange Vaart", "Fenna Groen · fg&#64;example.org", "Geen"):
        assert part in said
    assert "Rekencentrum · site · Nederland · 2026" in said


@pytest.mark.parametrize("language", get_args(SiteLanguage))
def test_every_heading_that_article_30_asks_for_is_there(language: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(text(language=language, processing=WHOLE))
    headings = [tokens[n + 1].content for n, one in enumerate(tokens) if one.type == "heading_open"]

    assert [heading[:2] for heading in headings if heading[1] == "."] == ["a.", "b.", "c.", "d.", "e.", "f.", "g."]
    assert sum(one.type == "table_open" for one in tokens) == 1


def test_months_come_from_the_rules_and_other_networks_from_the_sources() -> None:
    sources = (Source(id="buren", url="https://buren.example.org/", keep_days=9),)
    found, alone = record(sources=sources), record()

    assert "Na 18 maanden" in found.retention_known[0]
    assert "buren" in found.retention_known[-1] and "9 dagen" in found.retention_known[-1]
    assert [(one.id, one.url) for one in found.networks] == [("buren", "https://buren.example.org/")]
    assert (alone.networks, len(alone.origins)) == ((), 1)
    assert [one for one in found.subjects if one not in alone.subjects] == [
        "mensen uit andere netwerken, met wat die zelf openbaar maken"
    ]


def test_it_says_who_can_read_the_files() -> None:
    url = "https://github.com/example/gids"
    opened, closed = (record(repository=Repository(url=url, public=one)) for one in (True, False))

    assert opened.recipients[-1].startswith("Iedereen kan de bestanden zelf lezen")
    assert "niet openbaar" in closed.recipients[-1]


def test_words_of_the_network_cannot_become_markup() -> None:
    harm = Processing(controller="# [x](https://evil.example) | <b>", lawful_basis="1. a\n\n# b", joint=("**x**",))
    tokens = MarkdownIt("commonmark").enable("table").parse(text(processing=harm))
    inside = [child for one in tokens for child in one.children or ()]

    assert not [one for one in inside if one.type in ("link_open", "html_inline", "image")]
    assert sum(one.type == "heading_open" for one in tokens) == text(processing=WHOLE).count("\n#") + 1


# Where it is told -----------------------------------------------------------------------------------------------------


def test_the_page_about_privacy_tells_who_answers_for_the_data() -> None:
    page = site(full_world(settings(processing=WHOLE)))["privacy/index.html"]

    for said in ("Gemeente Vechtstad", "Fenna Groen", "Rekencentrum", "Een maand"):
        assert said in page
    assert 'id="processing"' not in site(full_world(settings()))["privacy/index.html"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A network that said nothing of it yet."""
    (tmp_path / "directory.yaml").write_text("title: Net\noperator: Us\nlanguage: en\n", encoding="utf-8")
    return tmp_path


def test_the_doctor_names_what_is_missing_as_soon_as_there_are_real_people(root: Path) -> None:
    assert [one for one in findings(root, TODAY) if one.name == "processing"] == []
    for path, said in {
        "organisations/city.md": "name: City\nlayer: municipality",
        "profiles/ana.md": "name: Ana\norganisation: city\nrole: Clerk",
    }.items():
        (root / "content" / path).parent.mkdir(parents=True)
        (root / "content" / path).write_text(f"---\n{said}\n---\n", encoding="utf-8")

    (found,) = [one for one in findings(root, TODAY) if one.name == "processing"]
    assert (found.good, found.optional) == (False, True)
    assert str(found.values["names"]).startswith("processing.controller, processing.officer")

    with (root / "directory.yaml").open("a", encoding="utf-8") as file:
        file.write("fictional: yes\n")
    assert [one for one in findings(root, TODAY) if one.name == "processing"] == []


def test_the_command_writes_a_text_or_json_by_the_name_of_the_file(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", "processing", "--root", str(root), "--today", "2026-11-22"]

    assert main([*asked, "--out", str(root / "record.json")]) == 0
    found = json.loads((root / "record.json").read_text(encoding="utf-8"))
    assert found["built"] == "2026-11-22"
    assert found["missing"][0] == "processing.controller"
    capsys.readouterr()
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert said.startswith("# Record of processing: Net\n")
    assert main([*asked, "--out", str(root / "record.md")]) == 0
    assert (root / "record.md").read_text(encoding="utf-8") == said
    assert main([*asked, "ana"]) == 2


def test_every_setting_that_is_asked_for_is_one() -> None:
    assert set(personal.ASKED) < set(fields_of(Processing))
    assert "processing" in fields_of(Settings)


def test_another_network_is_called_what_it_calls_itself() -> None:
    east = Source(id="oost", url="https://oost.example.org/")
    known = frame(directory(settings=settings(sources=(east,))))
    harvested = Network(source=east, state="good", title="Netwerk Oost", operator="Provincie Oost")

    found = processing(known, (harvested,))

    assert (found.networks[0].title, found.networks[0].operator) == ("Netwerk Oost", "Provincie Oost")
    assert "Wat van Netwerk Oost komt" in found.retention_known[-1]
    assert "- Netwerk Oost · Provincie Oost: https" in markdown(known, found)
