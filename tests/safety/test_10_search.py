"""Requirement 10: what people write reaches scripts as text alone, and no word of it is a word of the language."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
STATIC = PROJECT / "templates/static"
SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
# Ways in which text becomes markup or a program.
SINKS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc|DOMParser|parseFromString|setHTML\w*)\b|"
    r"\bdocument\s*\.\s*write(?:ln)?\b|\beval\s*\(|\bnew\s+Function\b|\bFunction\s*\(|"
    r"\bset(?:Timeout|Interval)\s*\(\s*[\"'`]|\bsetAttribute\s*\(\s*[\"'`]on|javascript:|\bimport\s*\("
)
# A question in the language of lunr would be read as a program of its own.
QUERY = re.compile(r"\.search\s*\(\s*[a-z]\w*\s*\)|lunr\.QueryParser")
# Objects that are filled by name, with what names them: fields of a file, which come from the model.
BY_FIELD = {
    "change.js": {"found", "kept"}, "form.js": {"vocabularies"}, "questions.js": {"found"}, "rules.js": {"values"},
}  # fmt: skip


def bare(text: str) -> str:
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.DOTALL)


def filled(text: str) -> set[str]:
    """Plain objects that begin empty, and so are filled by name."""
    return set(re.findall(r"\b(?:const|let|var)\s+(\w+)\s*=\s*\{\}", bare(text)))


def test_10_no_script_makes_markup_or_a_program_of_text() -> None:
    found = {path.name: SINKS.findall(bare(path.read_text("utf-8"))) for path in SCRIPTS}

    assert len(SCRIPTS) > 14
    # A list brings the search page of its own site, whose parts were escaped when that was made.
    assert {name: sinks for name, sinks in found.items() if sinks} == {"list.js": ["DOMParser", "parseFromString"]}


@pytest.mark.parametrize(
    "line",
    [
        "row.innerHTML = name;", "row.insertAdjacentHTML('beforeend', name)", "document.write(name)", "eval(name)",
        "new Function(name)", "setTimeout('go()', 1)", "row.setAttribute('onclick', name)", "location = 'javascript:x'",
    ],
)  # fmt: skip
def test_10_a_script_that_does_is_told(line: str) -> None:
    assert SINKS.search(bare(line))
    assert not SINKS.search(bare(f"// {line.replace('javascript:', '')}\nrow.textContent = name;"))


def test_10_lunr_is_given_terms_and_never_a_question_in_its_own_language() -> None:
    found = {path.name: QUERY.findall(bare(path.read_text("utf-8"))) for path in SCRIPTS}
    used = set(re.findall(r"\blunr\.(\w+)", bare((STATIC / "search/engine.js").read_text("utf-8"))))

    assert {name: asked for name, asked in found.items() if asked} == {}
    assert used == {"Pipeline", "TokenSet"}


def test_10_a_question_in_that_language_is_told() -> None:
    assert QUERY.search("index.search(typed)")
    assert QUERY.search("new lunr.QueryParser(typed, query)")


def test_10_what_is_named_by_content_is_a_map() -> None:
    found = {path.name: filled(path.read_text("utf-8")) for path in SCRIPTS}

    assert {name: names for name, names in found.items() if names} == BY_FIELD
    assert not any(found[path.name] for path in SCRIPTS if path.parent.name == "search")


def test_10_a_plain_object_is_told() -> None:
    assert filled("const counts = {};\ncounts[skill] = 1;") == {"counts"}
    assert filled("const counts = new Map();") == set()
