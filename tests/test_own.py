"""Fields of a network's own: what they are called, hold and show, and who finds them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder import build, content
from builder.own import label_of
from builder.schema import schema
from builder.settings import OwnField
from tests.samples import write
from tests.test_broken import laid_out

TODAY = date(2026, 12, 1)
OWN: tuple[dict[str, Any], ...] = (
    {"key": "x-transport", "label": {"nl": "Vervoer", "en": "Transport"}, "type": "term", "vocabulary": "transport"},
    {"key": "x-visit", "label": {"nl": "Langskomen"}, "type": "yes-no"},
    {"key": "x-since", "label": {"nl": "Sinds", "en": "Since"}, "type": "date"},
    {"key": "x-page", "label": {"nl": "Pagina", "en": "Page"}, "type": "link"},
    {"key": "x-count", "label": {"nl": "Aantal", "en": "Count"}, "type": "number"},
    {"key": "x-team", "visibility": "internal"},
)
SAID = {
    "x-other": "Zomaar iets",
    "x-transport": ["Fiets", "trein"],
    "x-visit": "yes",
    "x-since": "2021-03-01",
    "x-page": "https://bücher.example/ana/",
    "x-count": "1200",
    "x_team": "Waterploeg",
}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base of the broken cases with six fields of its own, all filled by one person."""
    root = laid_out(tmp_path_factory.mktemp("own") / "root")
    write(root, "directory.yaml", {"title": "T", "operator": "O", "languages": ["nl", "en"], "own_fields": [*OWN]})
    terms = [
        {"id": "bike", "label": {"nl": "Fiets", "en": "Bicycle"}, "synonyms": ["karretje"]},
        {"id": "train", "label": {"nl": "Trein", "en": "Train"}},
    ]
    write(root, "content/vocabulary/transport.yaml", terms)
    write(root, "content/profiles/ana.md", {"name": "Ana", "organisation": "gemeente-lindewoud", "role": "R", **SAID})
    return root


def built(network: Path, out: Path, edition: Any = "public") -> Path:
    build.build(network, out, TODAY, edition)
    return out


def test_a_list_of_words_that_an_own_field_names_is_read_and_any_other_is_not(network: Path) -> None:
    assert build.check(network, TODAY).problems == ()

    write(network, "content/vocabulary/colours.yaml", [{"id": "red", "label": {"nl": "Rood"}}])
    assert [one.code for one in build.check(network, TODAY).problems] == ["unknown-vocabulary"]
    (network / "content/vocabulary/colours.yaml").unlink()


def test_without_readable_settings_no_list_of_words_is_said_to_be_of_no_use(network: Path) -> None:
    settings = network / "directory.yaml"
    kept = settings.read_text("utf-8")
    settings.write_text("title: [\n", "utf-8")

    assert {one.path for one in build.check(network, TODAY).problems} == {"directory.yaml"}
    settings.write_text(kept, "utf-8")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "profiles/ana.html",
            ("Vervoer Fiets, Trein", "Langskomen ja", "Sinds 1 maart 2021", "Aantal 1.200", "Other Zomaar iets"),
        ),
        (
            "en/profiles/ana.html",
            ("Transport Bicycle, Train", "Langskomen yes", "Since 1 March 2021", "Count 1,200", "Other Zomaar iets"),
        ),
    ],
)
def test_a_page_tells_own_fields_in_the_language_of_its_reader(
    network: Path, tmp_path: Path, page: str, expected: tuple[str, ...]
) -> None:
    from lxml import html

    shown = html.parse(built(network, tmp_path / "site") / page)
    said = [f"{one.text_content()} {one.getnext().text_content()}" for one in shown.iter("dt")]

    assert [one for one in said if one in expected] == [*expected]
    assert shown.xpath('//dd/a[contains(@rel, "ugc")]/@href') == ["https://xn--bcher-kva.example/ana/"]


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_an_own_field_is_seen_by_whom_the_network_says(network: Path, tmp_path: Path, edition: Any) -> None:
    site = built(network, tmp_path / "site", edition)
    files = [path.read_bytes() for path in site.rglob("*") if path.is_file()]

    assert any(b"Waterploeg" in one for one in files) == (edition == "internal")


def test_a_file_may_say_otherwise(network: Path) -> None:
    said = {"name": "Bo", "organisation": "gemeente-lindewoud", "role": "R", "x-team": "A", "x-visit": "yes"}
    write(network, "content/profiles/bo.md", {**said, "field_visibility": {"x-team": "public", "x-visit": "internal"}})
    directory = build.check(network, TODAY).directory
    (network / "content/profiles/bo.md").unlink()

    assert directory is not None
    assert directory.profiles["bo"].extra == {"x-team": "A"}


def test_data_keeps_the_value_and_names_terms_by_their_id(network: Path) -> None:
    directory = build.check(network, TODAY).directory

    assert directory is not None
    assert directory.profiles["ana"].extra["x-transport"] == ["bike", "train"]
    assert directory.profiles["ana"].extra["x-visit"] == "yes"


def test_own_fields_are_found_by_their_terms_and_other_words_for_them(network: Path, tmp_path: Path) -> None:
    found = b"".join(path.read_bytes() for path in (built(network, tmp_path / "site") / "search").rglob("*.json"))

    assert b"karretj" in found
    assert b"waterploeg" not in found


def test_the_schema_describes_the_fields_of_a_network(network: Path) -> None:
    read = content.settings_of(network)

    made = schema("profile", "en", read.vocabularies, settings=read.settings)["properties"]

    assert made["x-since"]["title"] == "Sinds"
    assert made["x-transport"]["anyOf"][0]["examples"] == ["bike", "train"]
    assert "x-since" not in schema("settings", "en", settings=read.settings)["properties"]


def test_a_field_is_named_in_the_language_asked_else_in_another_else_by_its_key() -> None:
    assert label_of(OwnField(key="x-team", label={"de": "Gruppe", "fr": "Équipe"}), "fr") == "Équipe"
    assert label_of(OwnField(key="x-team", label={"de": "Gruppe"}), "nl") == "Gruppe"
    assert label_of(OwnField(key="x-favourite-team"), "nl") == "Favourite team"


@pytest.mark.parametrize(
    "fields",
    [
        [{"key": "x-pass", "visibility": "internal", "type": "term", "vocabulary": "none"}],
        [{"key": "x-pass", "visibility": "internal", "type": "term"}],
        [{"key": "X pass", "visibility": "internal"}],
        [{"key": "x-pass"}, {"key": "x-pass", "visibility": "internal"}],
        [{"key": "x-pass", "visibility": "internal"}, {"key": "x-pass"}],
        [{"key": "pass", "visibility": "internal"}, {"key": "x-pass"}],
        [{"key": "x-pass", "visibility": "internal", "kinds": ["assignments"]}],
    ],
)
def test_a_field_that_is_not_public_stays_so_whatever_is_wrong_with_it(tmp_path: Path, fields: Any) -> None:
    root = laid_out(tmp_path / "root")
    write(root, "directory.yaml", {"title": "T", "operator": "O", "own_fields": fields})
    ana = {"name": "Ana", "organisation": "gemeente-lindewoud", "role": "R", "x-pass": "Zilverberg"}
    write(root, "content/profiles/ana.md", ana)

    assert "Zilverberg" not in (built(root, tmp_path / "public") / "profiles/ana.html").read_text("utf-8")
    internal = built(root, tmp_path / "internal", "internal") / "profiles/ana.html"
    assert "Zilverberg" in internal.read_text("utf-8")
