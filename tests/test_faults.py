"""What may not be on a site has words for whoever runs it, in every language."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from builder import verify
from builder.cli import words_of
from builder.inspection import placed, sentence
from builder.phrases import LANGUAGES
from builder.verify.faults import MOST_SHOWN, fault

ROOM = Path(verify.__file__).parent
DOCS = Path(__file__).parent.parent / "docs"
BEGINNING = "cli.verify.fault."


class Made(NamedTuple):
    """Where a fault is made: which code, and the names of what it is about."""

    code: str
    names: frozenset[str]


def made() -> Iterator[Made]:
    """Every fault that the look can tell, gathered where it is made. Those of a tag get the tag on their way."""
    for file in sorted(ROOM.glob("*.py")):
        of_tags = {"tag"} if file.name == "tags.py" else set[str]()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="fault"), args=[ast.Constant(value=str(code))], keywords=named):
                    yield Made(code, frozenset({str(one.arg) for one in named} | of_tags))
                case ast.Call(func=ast.Name(id="fault" | "Fault")) if file.name != "faults.py":
                    pytest.fail(f"{file.name}:{node.lineno} makes a fault of which the code is not to be read there")


def blanks(phrase: str) -> set[str]:
    """What is filled in."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words_and_all_words_have_a_fault(language: str) -> None:
    words = words_of(language)

    told = {key.removeprefix(BEGINNING) for key in words if key.startswith(BEGINNING)}
    assert told == {one.code for one in made()}
    assert len(told) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_words_ask_for_every_fault_gives(language: str) -> None:
    words = words_of(language)

    assert [one for one in made() if not blanks(words[f"{BEGINNING}{one.code}"]) <= one.names] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_told_whole(language: str) -> None:
    words = words_of(language)

    for one in made():
        told = sentence(fault(one.code, **dict.fromkeys(one.names, "Groen")), words)
        assert "{" not in told
        assert told.endswith((".", "Groen", "644", "`", "wisselwerk build"))
        assert told[0].isupper() or not told[0].isalpha()


def test_what_was_read_moves_nothing_on_the_screen_and_never_fills_it() -> None:
    words = words_of("nl")

    told = placed("a\x1b[2J.html", fault("leads-nowhere", tag=f'<a\n{"x" * 9_999}\u202e">'), words)

    assert told.isprintable()
    assert told.startswith(r"a\x1b[2J.html: Dit leidt nergens heen: <a\nxxx")
    assert len(told) < MOST_SHOWN + 60


def test_braces_in_a_page_are_no_blanks() -> None:
    words = words_of("en")

    assert (
        sentence(fault("leads-nowhere", tag='<a href="{n}{tag}">'), words) == 'This leads nowhere: <a href="{n}{tag}">'
    )


@pytest.mark.parametrize(("page", "language"), [("security.md", "en"), ("veiligheid.md", "nl")])
def test_the_docs_show_faults_as_they_are_told(page: str, language: str) -> None:
    words, text = words_of(language), (DOCS / page).read_text("utf-8")

    for one in (
        fault("leads-nowhere", tag='<a href="nobody.html">'),
        fault("attribute", name="onclick", tag='<p onclick="x()">'),
    ):
        assert f"    {placed('profiles/anna.html', one, words)}\n" in text
