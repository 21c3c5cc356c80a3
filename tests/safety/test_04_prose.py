"""Requirement 4: Markdown becomes nothing but harmless elements, whatever it asks for."""

import html5lib
import pytest
from markdown_it import MarkdownIt

from builder import markdown, prose
from tests.hostile import odd
from tests.hostile.cases import by_hand
from tests.hostile.harmless import ELSEWHERE

ALLOWED = {
    "p": (), "br": (), "hr": (), "em": (), "strong": (), "s": (), "blockquote": (), "ul": (), "li": (), "pre": (),
    "table": (), "thead": (), "tbody": (), "tr": (), **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), ()),
    "ol": ("start",), "code": ("class",), "td": ("class",), "th": ("class", "scope"),
    "a": ("href", "rel", "title"), "img": ("src", "alt", "title"),
}  # fmt: skip
WRITTEN = {
    case.path.rpartition("/")[2]: case.payload.partition("\n---\n")[2] for case in by_hand() if case.sort == "markdown"
}
LARGE = {name: next(iter(files.values())).decode().partition("\n---\n")[2] for name, files in odd.bodies().items()}


def amiss(html: str) -> list[str]:
    """What stands in a piece of HTML that prose may not become."""
    found = []
    for one in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if one.tag == "DOCUMENT_FRAGMENT":
            continue
        given = dict(one.attrib)
        found += [str(one.tag)] if one.tag not in ALLOWED else []
        found += [f"{one.tag} {name}" for name in given if name not in ALLOWED.get(one.tag, ())]
        href = given.get("href")
        if href is not None and not any(form.fullmatch(href) for form in ELSEWHERE.values()):
            found.append(f"href {href}")
        if href is not None and href.startswith("http") and given.get("rel") != "noopener nofollow ugc":
            found.append(f"rel {given.get('rel')}")
    return found


@pytest.mark.parametrize("name", WRITTEN)
def test_04_whatever_is_written_only_plain_elements_come_of_it(name: str) -> None:
    assert amiss(str(prose.html(WRITTEN[name]))) == []


def test_04_the_same_look_tells_of_what_another_writer_would_make() -> None:
    open_handed = MarkdownIt("commonmark", {"html": True}).enable("table")
    open_handed.validateLink = lambda url: True  # type: ignore[method-assign]

    told = {name: amiss(open_handed.render(text)) for name, text in WRITTEN.items()}

    assert sum(bool(one) for one in told.values()) > 80
    assert amiss('<p style="text-align:right" id="results">') == ["p style", "p id"]


def test_04_columns_are_aligned_by_a_class_and_nobody_chooses_an_id() -> None:
    html = prose.html("# Results {#results}\n\na|b\n:-:|-:\nc|d")

    assert 'class="align-center"' in html and 'class="align-right"' in html
    assert " id=" not in html and "style=" not in html


@pytest.mark.parametrize("name", LARGE)
def test_04_a_body_that_asks_for_much_is_refused_or_becomes_no_larger_than_it_may(name: str) -> None:
    made = prose.prose(LARGE[name])

    if made.problems == prose.REFUSED:
        assert made.html == ""
    else:
        assert len(made.html) <= 2_000 + 12 * len(LARGE[name])
    assert amiss(str(made.html)) == []


@pytest.mark.parametrize("name", ["brackets", "references", "references-long", "tables", "quotes", "lists", "images"])
def test_04_bombs_are_refused_before_they_are_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prose.html(LARGE[name]) == ""
    assert [one.code for one in prose.problems(LARGE[name])] == ["too-complex"]

    monkeypatch.setattr(markdown, "_is_too_much", lambda source: False)
    monkeypatch.setattr(markdown, "_tokens", read := lambda source: pytest.fail("it was read"))

    with pytest.raises(pytest.fail.Exception):
        prose.html(LARGE[name][: markdown.LONGEST])
    assert read is markdown._tokens
