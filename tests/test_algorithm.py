"""What the site tells of its matching for a register of algorithms."""

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import asdict

from builder import build, match
from builder.exports import documents
from builder.model import Contact, Link
from builder.phrases import SiteLanguage
from builder.settings import Algorithm, Assessment, Repository, Source, Weights
from tests.small_site import frame, full_world, settings, site
from tests.worlds import directory

ROOT = Path(__file__).parents[1]
WHOLE = Algorithm(
    since=date(2026, 3, 2),
    category="impactful",
    lawful_basis="Artikel 1",
    laws=(Link(label="Wet", url="https://wet.example.org"), Link(url="https://los.example.org")),
    assessments=(Assessment(title="DPIA", link="https://dpia.example.org"), Assessment(title="IAMA")),
    assessments_note="Besproken.",
    processing="https://register.example.org",
    provider="Intern ontwikkeld",
    code="https://code.example.org",
)

# The fields of version 1.0 with the most characters that the register takes, from its public code; its text allows a
# short description of 350. The first seven are the ones it does not do without.
MUST = {"name": 100, "description_short": 350, "organization": 100, "status": 0, "contact_email": 500,
        "publication_category": 0, "lang": 0}  # fmt: skip
MAY = {
    "category": 0, "begin_date": 7, "website": 500, "url": 500, "goal": 2500, "proportionality": 2500,
    "human_intervention": 2500, "risks": 2500, "lawful_basis": 2500, "lawful_basis_grouping": 0,
    "process_index_url": 500, "impacttoetsen_grouping": 0, "impacttoetsen": 2500, "source_data": 2500,
    "source_data_grouping": 0, "methods_and_models": 5000, "provider": 200, "publiccode": 500, "standard_version": 0,
    "tags": 2500,
}  # fmt: skip
STANDARD = MUST | MAY


def told(**rest: Any) -> Any:
    """The document of a small network."""
    return json.loads(documents.algorithm(frame(directory(settings=settings(**rest)))))


@pytest.mark.parametrize("language", get_args(SiteLanguage))
@pytest.mark.parametrize("fictional", [True, False])
def test_a_network_that_tells_everything_has_every_field_of_the_standard(language: str, fictional: bool) -> None:
    contact = Contact(email="team@example.org")
    found = told(language=language, fictional=fictional, contact=contact, algorithm=WHOLE)

    assert found["standard"]["version"] == found["entry"]["standard_version"] == "1.0"
    assert found["entry"].keys() == STANDARD.keys()
    assert found["unsaid"] == []


@pytest.mark.parametrize("language", get_args(SiteLanguage))
def test_no_text_is_longer_than_the_register_takes(language: str) -> None:
    entry = told(language=language, fictional=True, algorithm=WHOLE)["entry"]

    assert [name for name, most in STANDARD.items() if most and len(entry.get(name, "")) > most] == []


def test_what_the_network_did_not_tell_is_not_there_and_is_named() -> None:
    found = told(base_url=None)

    assert found["unsaid"] == [
        "begin_date", "contact_email", "website", "publication_category", "url", "lawful_basis",
        "lawful_basis_grouping", "process_index_url", "impacttoetsen_grouping", "impacttoetsen",
        "source_data_grouping", "provider", "publiccode",
    ]  # fmt: skip
    assert found["entry"].keys() == STANDARD.keys() - set(found["unsaid"])


def test_what_the_network_told_stands_in_the_fields_of_the_register() -> None:
    entry = told(operator="Gemeente Vechtstad", algorithm=WHOLE)["entry"]

    assert entry["organization"] == "Gemeente Vechtstad"
    assert entry["begin_date"] == "2026-03"
    assert entry["publication_category"] == "Impactvolle algoritmes"
    assert entry["lawful_basis_grouping"] == [
        {"title": "Wet", "link": "https://wet.example.org"},
        {"title": "https://los.example.org", "link": "https://los.example.org"},
    ]
    assert entry["impacttoetsen_grouping"] == [{"title": "DPIA", "link": "https://dpia.example.org"}, {"title": "IAMA"}]
    assert entry["process_index_url"] == "https://register.example.org"
    assert entry["publiccode"] == "https://code.example.org"


def test_matching_is_in_use_unless_the_network_names_a_later_day() -> None:
    given = directory(settings=settings())
    later = Algorithm(since=given.today.replace(year=given.today.year + 1))

    assert told()["entry"]["status"] == "In gebruik"
    assert told(algorithm=Algorithm(since=given.today))["entry"]["status"] == "In gebruik"
    assert told(algorithm=later)["entry"]["status"] == "In ontwikkeling"


def test_it_says_where_the_page_and_the_data_are_and_no_repository_that_is_closed() -> None:
    files = Repository(url="https://github.com/example/gids", public=False)
    closed, opened = (told(repository=one)["entry"] for one in (files, Repository(url=files.url)))

    assert closed["website"] == "https://example.org/gids/matching/"
    assert closed["url"] == "https://example.org/gids/api/v1/algorithm.json"
    assert [one["link"] for one in closed["source_data_grouping"]] == ["https://example.org/gids/data/"]
    assert [one["link"] for one in opened["source_data_grouping"]] == ["https://example.org/gids/data/", files.url]


@pytest.mark.parametrize("language", get_args(SiteLanguage))
def test_other_networks_are_named_as_a_source_of_data_when_there_are_any(language: str) -> None:
    sources = (Source(id="buren", url="https://buren.example.org/"), Source(id="zuid", url="https://zuid.example.org/"))
    alone, joined = (told(language=language, sources=one)["entry"] for one in ((), sources))

    assert joined["source_data"].startswith(alone["source_data"])
    assert " 2 " in joined["source_data"].removeprefix(alone["source_data"])
    assert len(joined["source_data"]) <= STANDARD["source_data"]
    assert joined["source_data_grouping"] == [
        *alone["source_data_grouping"],
        {"title": "buren", "link": "https://buren.example.org/"},
        {"title": "zuid", "link": "https://zuid.example.org/"},
    ]


@pytest.mark.parametrize("language", get_args(SiteLanguage))
def test_it_says_which_version_was_read_and_what_could_not_be_established(language: str) -> None:
    found = told(language=language)

    assert (found["standard"]["version"], found["standard"]["text"]) == ("1.0", "1.0.10")
    assert len(found["unknown"]) == 3
    assert "1.0.10" in found["unknown"][0]


def test_the_numbers_are_those_of_the_program_and_of_the_network() -> None:
    weights = Weights(skills=50, learning=18)
    found = told(weights=weights)

    assert found["formula"]["weights"] == {name: 100 * weight for name, weight in asdict(weights).items()}
    assert found["formula"]["bands"] == dict(match.BANDS)
    assert "vaardigheden 5000, leerwens 1800, tijd 1500" in found["entry"]["methods_and_models"]
    assert "raakvlak 0" in found["entry"]["methods_and_models"]


@pytest.mark.parametrize("language", get_args(SiteLanguage))
def test_every_reason_to_rule_out_a_match_is_told(language: str) -> None:
    found = told(language=language)
    words = frame(directory(settings=settings(language=language))).words

    assert found["formula"]["exclusions"] == [one.reason for one in match.EXCLUSIONS]
    for one in match.EXCLUSIONS:
        assert words[f"algorithm.reason.{one.reason}"] in found["entry"]["methods_and_models"]


def test_it_speaks_the_language_of_the_site_and_says_so() -> None:
    assert told()["entry"]["lang"] == "nld"
    assert told(language="en")["entry"]["lang"] == "eng"
    assert told(language="de")["entry"]["lang"] == "deu"
    assert "artikel 22 van de AVG" in told()["entry"]["human_intervention"]
    assert "article 22 of the GDPR" in told(language="en")["entry"]["human_intervention"]
    assert "Artikel 22 der DSGVO" in told(language="de")["entry"]["human_intervention"]


def test_german_nouns_keep_their_capitals_inside_a_sentence() -> None:
    assert "Fähigkeiten 6000, Lernwunsch 800" in told(language="de")["entry"]["methods_and_models"]


def test_made_up_people_are_called_made_up() -> None:
    assert told(fictional=True)["fictional"] is True
    assert told(fictional=True)["entry"]["description_short"].endswith("de mensen zijn verzonnen.")
    assert "verzonnen" not in told()["entry"]["description_short"]


def test_the_page_about_matching_shows_what_was_told_and_leads_to_the_document() -> None:
    page = site(full_world(settings(algorithm=WHOLE)))["matching/index.html"]

    assert 'href="../api/v1/algorithm.json"' in page
    for said in ("2 maart 2026", "Impactvol algoritme", "Artikel 1", "DPIA, IAMA. Besproken.", "Intern ontwikkeld"):
        assert f"<dd>{said}</dd>" in page
    for one in ("wet", "los", "dpia", "register", "code"):
        assert f'href="https://{one}.example.org"' in page


def test_the_page_about_matching_does_not_hide_what_was_not_told() -> None:
    page = site(full_world(settings()))["matching/index.html"]

    assert page.count("<dd>nog niet verteld</dd>") == 5


def test_the_demo_leaves_the_questions_of_law_to_the_lawyers() -> None:
    given = build.check(ROOT, date(2026, 12, 1)).directory
    assert given is not None
    found = json.loads(documents.algorithm(frame(given)))

    assert found["entry"]["begin_date"] == "2026-03"
    assert {"publication_category", "lawful_basis", "publiccode"} <= set(found["unsaid"])
