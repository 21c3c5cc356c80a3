"""Every door that bytes of strangers come in by: what is tried there, and with what it begins."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from builder.fields import spellings
from builder.model import KINDS, Term
from builder.settings import Settings
from tests.fuzz import content_files, doors, elsewhere, looks, wording

PROJECT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
CORPUS, FINDINGS, SEEDS = HERE / "corpus", HERE / "findings", HERE / "seeds"
KIND_OF_FILE = {kind: (f"content/{kind}/*.md", f"tests/broken/*/content/{kind}/*.md") for kind in KINDS}

RESUMES = ("tests/imports/*/*.json", "resume*.json")
SIGNS = (
    "---\n", "\n---\n", "- ", ": ", "? ", "|\n  ", ">-\n  ", "&a ", "*a", "!!", "<<: ", "{a: b}", "[a]", "\u202e", "'",
    '"',
)  # fmt: skip
MARKS = (
    "](", "![", "[a]: ", "```\n", "~~~", "|-|\n", "|:-:|", "# ", "> ", "- ", "1. ", "**", "_", "~~", "`", "<!--", "-->",
    "<b>", "https://", "javascript:", "mailto:", "data:", "//", "&#x3a;", "&lt;", "\\", "\n\n", "  \n", "    ",
    "\u200d", "a.jpg", "cv.pdf",
)  # fmt: skip
JSON = ('{"', '":', '",', "[]", "{}", "null", "true", "1e400", '"\\ud800"', "\\u0000", '"id":"', '"body":"')
HEADS = ("naam", "organisatie", "vaardigheden", "titel", "beschikbaar_vanaf", ";", ",", '"', "\n", "\t", "(4)")
ROWS = ('<c r="A1" t="inlineStr"><is><t>', "</t></is></c>", "<row>", "</row>", "<f>", "<v>", 't="d"', 't="s"')
GIVEN = ("\x1f", "First Name,Last Name\n", "Company Name,Title,Started On\n", "Name\n", '"', "Jan 2020")
REGISTER = ("naam;uri\n", "https://identifier.overheid.nl/tooi/id/gemeente/gm0344", ";", "provincie", "einddatum")
TURTLE = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n", "skos:prefLabel", "a skos:Concept", '"@nl',
    "<https://e.org/a>", "skos:broader", "conceptUri,preferredLabel,altLabels\n",
)  # fmt: skip

DRAWN = (
    "<style>", "<use href='#a'/>", "<path d='M0 0h9'/>", "<g id='a'>", "</g>", "<!--", "-->", "<![CDATA[", "]]>",
    "<?x ?>", "<!DOCTYPE svg ", "url(#a)", "url(//e.org)", "@import", "/*", "*/", "<x:g>",
    " xmlns:x='http://www.w3.org/2000/svg'",
    " xlink:href=", " style='", " fill='", " onload='a()'", "&#x75;", "&amp;", "<metadata>", "<clipPath id='b'>",
    " xmlns='http://www.w3.org/1999/xhtml'", "<linearGradient>", "<tspan>",
)  # fmt: skip
STYLED = (
    ":root{", "--petrol:", "--saffron:", "}", ";", "@media (prefers-color-scheme: dark){", "@media print{", "/*", "*/",
    "url(", "image(", "rgb(1,2,3)", "var(--petrol)", "'", '"', "\\", "@import", "color-scheme:dark", ".theme", "html,",
    "<!--", "expression(", "@", "\n", "#123456",
)  # fmt: skip


class Target(NamedTuple):
    """A door by which bytes come in."""

    tried: Callable[[bytes], None]
    begins: tuple[str, ...] = ()  # the files that a search begins with: of the project, or of seeds/
    words: tuple[str, ...] = ()  # what it may put together
    longest: int = 4_000  # bytes
    parted: bytes = b""  # what stands between the cases of one file


def _keys(*kinds: type) -> tuple[str, ...]:
    return tuple(sorted({f"{word}: " for kind in kinds for word in spellings(kind)}))


TARGETS: dict[str, Target] = {
    "reader": Target(content_files.reader, ("tests/broken/*/content/profiles/*.md",), SIGNS),
    **{
        kind: Target(tried, KIND_OF_FILE[kind], (*SIGNS, *_keys(KINDS[kind])))
        for kind, tried in content_files.KIND.items()
    },
    "settings": Target(
        content_files.PART["settings"],
        ("directory.yaml", "tests/broken/*/directory.yaml", "tests/scenarios/*/directory.yaml"),
        (*SIGNS, *_keys(Settings)),
        8_000,
    ),
    "crosswalk": Target(content_files.PART["crosswalk"], ("mappings/*.yaml",), SIGNS),
    "terms": Target(content_files.terms, ("tests/*/*/content/vocabulary/*.yaml",), (*SIGNS, *_keys(Term))),
    "markdown": Target(wording.markdown, ("tests/prose/*.txt", "content/*/*.md"), MARKS, 700, b"\n.\n"),
    "addresses": Target(wording.addresses, ("addresses*.txt",), (*MARKS, "@", "xn--", "%2f", "..", ":443"), 300),
    "calendars": Target(wording.calendars, (), ("\r\n", "\\n", "\\", ";", ",", "\u2028"), 600),
    "cells": Target(wording.spreadsheets, (), ("\x1f", "=", "+", "-", "@", "\uff1d", ";", '"', "\t", "\r"), 300),
    "feeds": Target(wording.feeds, (), ("]]>", "&", "<", "\ufffe", "\x0b"), 300),
    "messages": Target(wording.messages, (), ("\x1f", "::", "%0A", "\r", "\x1b[", "\u202e", "{value}"), 300),
    "jsonresume": Target(doors.resume, RESUMES, JSON, 8_000),
    "table": Target(doors.table, ("table-*.csv",), HEADS, 2_000),
    "spreadsheet": Target(doors.spreadsheet, ("sheet.xml",), (*ROWS, *HEADS), 2_000),
    "linkedin": Target(doors.linkedin, ("linkedin*",), GIVEN, 2_000),
    "register": Target(doors.organisations, ("register.csv",), (*REGISTER, *HEADS), 2_000),
    "vocabulary": Target(doors.vocabulary, ("words.*",), (*TURTLE, *JSON), 2_000),
    "snapshot": Target(elsewhere.snapshot, ("snapshot*.json",), (*JSON, '"source":"linge"', '"format":1'), 4_000),
    "site": Target(elsewhere.site, ("site*.txt",), (*JSON, "\x1f", '"api":"1.0"', '"title":"', '"operator":"'), 4_000),
    "resumes": Target(elsewhere.listed, RESUMES, JSON, 8_000),
    "logo": Target(looks.logo, ("templates/static/*.svg", "logo*.svg"), DRAWN, 3_000),
    "style": Target(looks.style, ("style*.css",), STYLED, 1_500),
    "photos": Target(elsewhere.photo, ("photo*",), ("Exif\0\0", "IHDR", "IDAT", "RIFF", "WEBPVP8 "), 4_000),
    "reviews": Target(elsewhere.reviews, ("reviews.jsonl",), (*JSON, '"login":"', '"APPROVED"', "\n"), 500),
}  # fmt: skip


def kept(name: str) -> list[Path]:
    """What is tried at a door in the suite: the small corpus, and everything that was ever found there."""
    return [*_files(CORPUS / name), *_files(FINDINGS / name)]


def _files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.glob("*") if one.is_file())


def beginnings(name: str) -> Iterator[bytes]:
    """What a search at a door begins with: files of the project, and some that were made for it."""
    for pattern in TARGETS[name].begins:
        for path in sorted(PROJECT.glob(pattern)) if "/" in pattern else ():
            raw = path.read_bytes()
            yield from raw.split(TARGETS[name].parted) if TARGETS[name].parted else [raw]
    yield from own(name)


def own(name: str) -> Iterator[bytes]:
    """Those that were made for it."""
    for pattern in TARGETS[name].begins:
        yield from (path.read_bytes() for path in sorted(SEEDS.glob(pattern)) if "/" not in pattern)


def dictionary(words: Iterable[str]) -> str:
    """Words as libFuzzer reads them."""
    signs = ("".join(f"\\x{byte:02x}" for byte in one.encode("utf-8", "surrogatepass")) for one in words)
    return "".join(f'"{one}"\n' for one in signs)
