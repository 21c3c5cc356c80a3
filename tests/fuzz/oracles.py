"""What must hold of whatever comes out, judged without asking the program: it may be wrong in the same way."""

import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import html5lib
import msgspec

from builder import report
from builder.phrases import Phrases
from builder.problems import Problem
from builder.shipped import templates_folder

MOST_TOLD = 10  # of which GitHub shows every one
# Signs that turn the reading order around.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ELEMENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("p", "br", "hr", "em", "strong", "s", "blockquote", "ul", "li", "pre"), frozenset()),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr"), frozenset()),
    "a": frozenset({"href", "rel", "title"}),
    "code": frozenset({"class"}),
    "img": frozenset({"src", "alt", "title"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"class"}),
    "th": frozenset({"class", "scope"}),
}
CLASS = re.compile(r"align-(?:left|right|center)|language-[a-z0-9-]{1,20}")


@cache
def words_of(language: str) -> Phrases:
    """The words of problems."""
    return report.wording(templates_folder(), language)


def is_plain(text: str, *, lines: bool = False) -> bool:
    """Whether a text holds nothing that moves the cursor, turns the reading order or cannot be written."""
    return not any(
        c in TURNING or (unicodedata.category(c) in ("Cc", "Cs") and not (lines and c in "\n\t")) for c in text
    )


def sound(problems: Sequence[Problem], path: str, raw: bytes | None = None) -> None:
    """Every problem is of this file, stands at a place in it, and can be told."""
    lines = _lines(raw) if raw is not None else None
    for one in problems:
        assert one.path == path, one
        assert one.line >= 0 and one.column >= 0, one
        if lines is not None:
            assert one.line <= len(lines), one
            assert not one.line or one.column <= len(lines[one.line - 1]) + 1, one
    told(problems)


def _lines(raw: bytes) -> list[str]:
    """The lines of a file as an editor counts them."""
    text = raw.decode("utf-8", "surrogateescape").replace("\ufeff", "")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def told(problems: Sequence[Problem]) -> None:
    """Problems can be told in every language and form, and nothing in them can move a cursor or end a line."""
    some = problems[:MOST_TOLD]
    for language in ("nl", "en"):
        for one in some:
            said = report.told(one, words_of(language))
            for text in (said.path, said.field, said.message, said.hint):
                assert is_plain(text), (one, text)
            assert said.message and said.hint, one
    annotations = report.github(some, words_of("nl")).split("\n")
    assert annotations.pop() == "" and len(annotations) == len(some)
    for line in annotations:
        assert re.fullmatch(r"::(?:error|warning|notice) (?:[^:]|:(?!:))*::(?:[^:]|:(?!:))*:?", line), line
    found = msgspec.json.decode(report.json(some, words_of("en")))
    assert [(one["path"], one["line"], one["code"]) for one in found] == [
        (report.visible(one.path), one.line, one.code) for one in some
    ]


def harmless(html: str, files: Sequence[str] = ()) -> None:
    """HTML in which a parser of browsers finds nothing but elements, attributes and addresses that do no harm."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        name = element.tag
        assert isinstance(name, str) and name in ELEMENTS, (name, html[:500])
        for attribute, value in element.attrib.items():
            assert attribute in ELEMENTS[name], (name, attribute, value)
            if attribute in ("href", "src"):
                assert value in files or _is_good_address(value, attribute), (name, attribute, value)
            if attribute == "class":
                assert CLASS.fullmatch(value), value
            assert is_plain(value), (name, attribute, value)
        if name == "a" and element.attrib.get("href", "").startswith("http"):
            assert {"noopener", "nofollow", "ugc"} <= {*element.attrib.get("rel", "").split()}, html[:500]


def _is_good_address(value: str, attribute: str) -> bool:
    """Whether a browser that follows this stays out of trouble; an image never comes from elsewhere."""
    scheme = urlsplit(value).scheme
    if attribute == "src" or scheme not in ("http", "https"):
        return attribute == "href" and scheme in ("mailto", "tel")
    found = urlsplit(value)
    return bool(found.hostname) and value.isascii() and "@" not in found.netloc and "\\" not in value


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        yield from (one for name in value.__struct_fields__ for one in texts(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (one for pair in value.items() for half in pair for one in texts(half))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (one for each in value for one in texts(each))


def clean(value: Any) -> None:
    """No text in a value holds what no page may show."""
    for text in texts(value):
        assert is_plain(text, lines=True), text
