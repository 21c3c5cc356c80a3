"""The pages that tell which words have a public address."""

from datetime import date
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from builder import build
from builder.frame import lacking
from builder.model import Term
from builder.settings import OwnField
from builder.vocabulary import vocabulary
from tests.samples import write
from tests.small_site import settings, site
from tests.test_concepts import ESCO, LAW
from tests.worlds import directory, person, term, work

AWAY = ("../../away", "../../../../away", "/tmp/away", "index", "..")
LISTS = "vocabulary/index.html"
SKILLS = "vocabulary/skills/index.html"
GIVEN = (LAW, term("tax"), term("drafting"), term("owls"))


def pages(*records: object, **more: tuple[Term, ...]) -> dict[str, str]:
    """Every page of a network with a few words."""
    given = directory(*records, skills=GIVEN, settings=settings())  # type: ignore[arg-type]
    words = {name: vocabulary(name, terms) for name, terms in more.items()}
    return site(replace(given, vocabularies={**given.vocabularies, **words}))


def rows(page: str) -> dict[str, str]:
    """The text of every row of a page, by the address that leads there."""
    found = html.fromstring(page).xpath("//*[starts-with(@id, 'term-')]")
    return {one.get("id"): " ".join(text.strip() for text in one.itertext() if text.strip()) for one in found}


@pytest.mark.parametrize("words", [(), (LAW,)], ids=["none", "one"])
def test_the_foot_of_every_page_leads_there_when_there_are_words(words: tuple[Term, ...]) -> None:
    given = directory(skills=words, regions=())

    assert ("vocabulary" not in lacking(given)) is bool(words)


def test_every_list_is_told_with_how_many_of_its_words_have_an_address() -> None:
    (row,) = (
        one for one in html.fromstring(pages()[LISTS]).xpath("//tbody/tr") if "Vaardigheden" in one.text_content()
    )

    assert [cell.text_content() for cell in row] == ["Vaardigheden", "4", "1", "skills.ttl, skills.jsonld"]


def test_the_names_of_the_lists_elsewhere_are_counted() -> None:
    tally = html.fromstring(pages()[LISTS]).xpath("//ul[@class='tally']/li")

    assert [[part.text for part in one] for one in tally] == [["ESCO", "1"], ["example.org", "1"]]


def test_a_word_leads_to_the_same_concept_elsewhere() -> None:
    page = html.fromstring(pages()[SKILLS])

    assert page.xpath("//*[@id='term-law']//td/a/@href") == [ESCO, "https://example.org/law"]
    assert page.xpath("//*[@id='term-law']//td/a")[0].text_content().startswith("ESCO: ")
    assert "1 van de 4 woorden heeft een openbaar adres." in page.text_content()


def test_words_without_an_address_are_told_with_who_uses_them_the_most_used_first() -> None:
    found = rows(
        pages(
            person("ana", skills={"drafting": 3, "tax": 3}),
            person("bo", skills={"tax": 3}),
            work("bridge", skills={"tax": 3}),
        )[SKILLS]
    )

    assert list(found.items())[1:] == [
        ("term-tax", "tax 2 1"),
        ("term-drafting", "drafting 1 0"),
        ("term-owls", "owls"),
    ]


def test_every_word_has_a_place_of_its_own_that_leads_to_its_page() -> None:
    page = html.fromstring(pages()[SKILLS])

    for one in GIVEN:
        assert page.xpath(f"//*[@id='term-{one.id}']//a/@href")[0] == f"../../skills/{one.id}.html"


def test_strengths_are_counted_and_have_no_page_of_their_own() -> None:
    given = pages(person("ana", strengths=("calm",)), strengths=(term("calm"), term("quick")))

    assert rows(given["vocabulary/strengths/index.html"]) == {"term-calm": "calm 1", "term-quick": "quick"}
    assert "Nog geen van deze woorden" in given["vocabulary/strengths/index.html"]


def test_a_list_of_an_own_field_is_called_what_the_field_is_called() -> None:
    field = OwnField(key="x-tool", type="term", vocabulary="tools", label={"nl": "Gereedschap"})
    given = directory(settings=settings(own_fields=(field,)))
    words = {**given.vocabularies, "tools": vocabulary("tools", (term("saw"),))}

    assert (
        '<h1 class="nl-heading nl-heading--level-1">Gereedschap</h1>'
        in (site(replace(given, vocabularies=words))["vocabulary/tools/index.html"])
    )


def test_a_word_cannot_put_a_page_where_it_wants(tmp_path: Path) -> None:
    root = tmp_path / "in" / "root"
    write(root, "directory.yaml", {"title": "T", "operator": "O"})
    write(root, "content/vocabulary/skills.yaml", [{"id": one, "label": {"nl": one}} for one in (*AWAY, "ok")])

    build.build(root, root / "site", date(2026, 12, 1))
    assert {path.name for path in (root / "site/skills").iterdir()} == {"index.html", "ok.html"}
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["root"]
    assert not list((root / "site/api").rglob("away*"))


def test_a_network_without_words_says_so() -> None:
    assert "nog geen woordenlijsten" in site(directory(skills=(), regions=()))[LISTS]


def test_the_page_of_a_skill_tells_all_its_addresses() -> None:
    found = html.fromstring(pages()["skills/law.html"]).xpath("//p[@class='source']/a")

    assert [(one.text, one.get("href")) for one in found] == [
        ("ESCO", ESCO),
        ("example.org", "https://example.org/law"),
    ]
