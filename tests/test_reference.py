"""The reference of all fields."""

import re
from pathlib import Path
from typing import Any

import pytest

from builder import documents
from builder.convert import made_part
from builder.exports.documents import PUBLISHED, shape
from builder.fields import fields_of
from builder.model import KINDS, Record, Term
from builder.phrases import phrases
from builder.published import published
from builder.reference import DATA_PAGES, EXAMPLES, FILES, NETWORK, PAGES, anchor, bare, parts_of, reference, wording
from builder.schema import part_in, types_of
from builder.settings import Settings
from builder.shipped import templates_folder
from builder.spelling import SHORT

ROOT = Path(__file__).parents[1]
LANGUAGES: tuple[Any, ...] = ("nl", "en")
EVERYTHING = (*FILES, *parts_of(FILES), *NETWORK, *parts_of(NETWORK))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_up_to_date(language: Any) -> None:
    page = ROOT / "docs" / PAGES[language]

    assert page.read_text(encoding="utf-8") == reference(language, wording(language)), (
        "make it anew with: python -m builder.reference"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_of_the_data_is_up_to_date(language: Any) -> None:
    page = ROOT / "docs" / DATA_PAGES[language]

    assert page.read_text(encoding="utf-8") == published(wording(language)), (
        "make it anew with: python -m builder.reference"
    )


def test_every_field_of_every_document_has_a_row() -> None:
    page = published(wording("en"))

    for name in PUBLISHED:
        for part, one in shape(name)["$defs"].items():
            rows = page.partition(f"### {part}\n")[2].partition("\n### ")[0]
            for field in one.get("properties", {}) if f"### {part}\n" in page else {}:
                assert f"| `{field}` | " in rows, (part, field)
        assert f"\n### {name}\n" in page
    for to in set(re.findall(r"\]\(#([\w-]+)\)", page)):
        assert f"\n### {to}\n" in page.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_row_with_both_spellings(language: Any) -> None:
    rows = set(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", reference(language, wording(language)), re.MULTILINE))

    for kind in EVERYTHING:
        for field in fields_of(kind).values():
            assert ((field.dutch, field.name) if language == "nl" else (field.name, field.dutch)) in rows


def test_every_kind_of_file_is_told_of() -> None:
    assert set(FILES) == {Record, *KINDS.values()}
    assert set(NETWORK) == {Term, Settings}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_heading_of_the_page(language: Any) -> None:
    page = reference(language, wording(language))
    headings = [anchor(one) for one in re.findall(r"^#+ (.+)$", page, re.MULTILINE)]

    assert len(headings) == len(set(headings))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(headings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_as_many_cells_as_its_table(language: Any) -> None:
    for table in re.findall(r"(?:^\|.*\|\n)+", reference(language, wording(language)), re.MULTILINE):
        assert len({row.count(" | ") for row in table.splitlines()}) == 1, table


def test_a_row_says_what_it_is_how_it_is_written_whether_it_must_and_who_sees_it() -> None:
    page = reference("nl", wording("nl"))

    assert "| `datum` | `day` | De dag. | een dag: `2026-03-31` | ja | iedereen |" in page
    assert "| `telefoon` | `phone` | Een telefoonnummer. | tekst op één regel | nee | alleen intern |" in page
    assert "| `days` | `dagen` | The days you have time. | list, each one of: `monday`, `tuesday`," in reference(
        "en", wording("en")
    )


def test_both_languages_have_the_same_words() -> None:
    dutch, english = (phrases(templates_folder(), f"reference/{language}") for language in LANGUAGES)

    assert dutch.keys() == english.keys()


def test_every_field_is_explained_in_dutch() -> None:
    page = reference("nl", wording("nl"))

    english = {field.sentence for kind in EVERYTHING for field in fields_of(kind).values()}
    assert [sentence for sentence in english if f"| {sentence[0].upper()}{sentence[1:]}. |" in page] == []


def test_every_part_with_a_short_form_has_an_example() -> None:
    assert EXAMPLES.keys() == SHORT.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", EXAMPLES)
def test_an_example_can_be_written_like_that(part: Any, language: Any) -> None:
    kind, field = next(
        (kind, field)
        for kind in EVERYTHING
        for field in fields_of(kind).values()
        if part_in(bare(types_of(kind)[field.name])) is part
    )
    text = f"{field.dutch if language == 'nl' else field.name}:\n  {EXAMPLES[part][language]}\n"
    document = documents.document("a.yaml", text.encode())
    assert not isinstance(document, list)
    made = made_part(document, kind)  # type: ignore[arg-type]

    assert {problem.code for problem in made.problems} <= {"missing"}
    assert any(place.startswith(field.name) for place in made.places)
