"""What machines read, and what pages lean on: each read as strictly as its form can be."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from xml.parsers import expat

import msgspec

from .faults import Fault, fault
from .links import Stands, landing
from .tags import ELEMENTS

Look = Callable[[str, bytes, Stands], Iterable[Fault]]
CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
RAW, DECODE, ENCODE = (
    msgspec.json.Decoder(msgspec.Raw).decode,
    msgspec.json.Decoder().decode,
    msgspec.json.Encoder().encode,
)


def amiss(path: str, data: bytes, stands: Stands) -> Iterable[Fault]:
    """All that is amiss with a file that is no page."""
    look = LOOKS.get(path.rpartition(".")[2])
    return look(path, data, stands) if look else (fault("kind"),)


def _json(_: str, data: bytes, __: Stands) -> Sequence[Fault]:
    """Numbers that are numbers, and nothing else than one value."""
    return strict(data)


def strict(data: bytes) -> Sequence[Fault]:
    """What a strict reader says of JSON."""
    try:
        RAW(data)
        if not data.isascii():
            data.decode()
    except (ValueError, RecursionError) as error:
        return (_unread(error),)
    return ()


def keys(data: bytes) -> Iterator[Fault]:
    """A key that stands twice in JSON: readers differ on which of the two counts."""
    try:
        read = DECODE(data)
        # What is written as we write it is as long when it is written again, unless a key was lost on the way.
        if len(ENCODE(read)) != len(data) - data.endswith(b"\n"):
            json.loads(data, object_pairs_hook=_once)
    except Twice as key:
        yield fault("key-twice", name=key)
    except (ValueError, RecursionError) as error:
        yield _unread(error)


def _unread(error: Exception) -> Fault:
    """Why data are no strict JSON, with the place if the reader tells it."""
    if isinstance(error, UnicodeDecodeError):
        return fault("no-utf-8")
    if isinstance(error, RecursionError):
        return fault("json-deep")
    place = BYTE.search(str(error))
    return fault("no-json-at", byte=int(place[1]) + 1) if place else fault("no-json")


BYTE = re.compile(r"\(byte (\d+)\)$")


class Twice(Exception):  # noqa: N818  # ends the reading, and is told as a fault
    """A key that stands twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Twice(next(key for key, _ in pairs if [one for one, _ in pairs].count(key) > 1))
    return found


def _xml(_: str, data: bytes, __: Stands) -> Iterator[Fault]:
    """Well-formed, and nothing in it that asks a reader to fetch or to count."""
    yield from _declared(data)
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        yield fault("no-xml", line=error.lineno, column=error.offset + 1)


def _declared(data: bytes) -> Iterator[Fault]:
    if b"<!" in data:
        yield fault("xml-declaration")
    if data.count(b"<?") > data.startswith(b"<?xml "):
        yield fault("xml-instruction")


def _svg(_: str, data: bytes, __: Stands) -> Iterator[Fault]:
    """Shapes alone, that lead only to each other."""
    yield from _declared(data)
    wrong: list[Fault] = []
    around: list[str] = []
    styles: list[str] = []

    def begun(name: str, said: Mapping[str, str]) -> None:
        around.append(name)
        if name.lower() not in DRAWN:
            wrong.append(fault("element", name=name, tag=f"<{name}>"))
            return
        allowed = ELEMENTS.get(name.lower(), frozenset()) | OF_DRAWINGS
        for at, value in said.items():
            if at.lower() not in allowed:
                wrong.append(fault("attribute", name=at, tag=f'<{name} {at}="{value}">'))
            elif at == "style":
                styles.append(value)
            elif _leads_out(value) or (at == "href" and not value.startswith("#")):
                wrong.append(fault("address", value=value, tag=f'<{name} {at}="{value}">'))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.EndElementHandler = lambda _: around.pop()
    parser.CharacterDataHandler = lambda text: styles.append(text) if around[-1] == "style" else None
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        yield fault("no-xml", line=error.lineno, column=error.offset + 1)
    style = "".join(styles)
    if _leads_out(style) or FETCHES.search(style.lower().encode()):
        wrong.append(fault("style"))
    yield from dict.fromkeys(wrong)


def _leads_out(value: str) -> bool:
    """Whether a text leads anywhere but to a part of its own drawing."""
    return "url(" in WITHIN.sub("", value).lower()


WITHIN = re.compile(r"url\(\s*([\"']?)#[\w.:-]+\1\s*\)", re.IGNORECASE)
DRAWN = frozenset({
    "svg", "g", "symbol", "defs", "title", "desc", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon",
    "text", "tspan", "use", "lineargradient", "radialgradient", "stop", "clippath", "mask", "style",
})  # fmt: skip
OF_DRAWINGS = frozenset({
    "id", "class", "lang", "role", "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby", "xmlns",
    "xmlns:xlink", "version", "xml:space", "href", "style", "viewbox", "preserveaspectratio", "width", "height", "x",
    "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "d", "points", "dx", "dy", "transform",
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display",
    "visibility", "paint-order", "vector-effect", "clip-path", "clip-rule", "clippathunits", "mask", "maskunits",
    "maskcontentunits", "offset", "stop-color", "stop-opacity", "gradientunits", "gradienttransform", "spreadmethod",
    "font-family", "font-size", "font-style", "font-weight", "text-anchor", "letter-spacing", "textlength",
    "lengthadjust", "shape-rendering", "text-rendering",
})  # fmt: skip


LONGEST_LINE = 75  # octets


def _lines(path: str, data: bytes, _: Stands) -> Iterator[Fault]:
    """Calendars and cards: lines of at most 75 octets that end in CR LF, and all that begins also ends."""
    yield from _text(path, data, _)
    lines = data.split(b"\r\n")
    if lines.pop() or data.count(b"\n") != len(lines) or data.count(b"\r") != len(lines):
        yield fault("line-end")
    if max(map(len, lines), default=0) > LONGEST_LINE:
        yield fault("line-long", most=LONGEST_LINE)
    first = b"BEGIN:VCARD" if path.endswith(".vcf") else b"BEGIN:VCALENDAR"
    if not lines or lines[0] != first:
        yield fault("beginning", wanted=first.decode())
    open_: list[bytes] = []
    for line in [one for one in lines if one.startswith((b"BEGIN:", b"END:"))]:
        if line[:1] == b"B":
            open_.append(line[6:])
        elif not open_ or open_.pop() != line[4:]:
            yield fault("end-alone", line=line.decode(errors="replace"))
            return
    if open_:
        yield fault("end-missing", name=open_[-1].decode(errors="replace"))


def text(data: bytes) -> Iterator[Fault]:
    """Whether this is text at all."""
    try:
        data.decode()
    except UnicodeDecodeError:
        yield fault("no-utf-8")


def _text(_: str, data: bytes, __: Stands) -> Iterator[Fault]:
    """Text without signs that steer a machine."""
    yield from text(data)
    if len(data.translate(None, CONTROL)) != len(data):
        yield fault("control-character")


def _csv(path: str, data: bytes, stands: Stands) -> Iterator[Fault]:
    """As many cells in every row, and none that a spreadsheet would work out."""
    yield from _text(path, data, stands)
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        yield fault("no-table", line=reader.line_num)
        return
    if len({len(row) for row in rows}) != 1:
        yield fault("rows")
    for cell in dict.fromkeys(cell for row in rows for cell in row if cell[:1] in WORKED_OUT and not NUMBER(cell)):
        yield fault("formula", cell=cell[:40])


WORKED_OUT = frozenset("=+-@\t\r＝＋－＠")
NUMBER = re.compile(r"-\d+(?:\.\d+)?").fullmatch
TURTLE = re.compile(
    rb'(?:#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n\r]|\\.)*"|<[^\x00-\x20<>"{}|^`\\]*>|@prefix\b|@base\b|'
    rb"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*|\^\^|[-+]?\d+(?:\.\d+)?|_:[\w.-]*\w|[\w-]*:(?:[\w:%\\-]|\.(?=[\w:%-]))*|"
    rb"\ba\b|\btrue\b|\bfalse\b|[;,.()\[\]])\s*|\s+"
)


def _turtle(path: str, data: bytes, stands: Stands) -> Iterator[Fault]:
    """Made of the signs of Turtle, with what is opened closed and every prefix told."""
    yield from _text(path, data, stands)
    at, depth, pieces = 0, 0, list[bytes]()
    while at < len(data):
        found = TURTLE.match(data, at)
        if found is None:
            yield fault("no-turtle", at=data[at : at + 20].decode(errors="replace"))
            return
        if piece := found[0].strip():
            pieces.append(piece)
        at = found.end()
    for piece in pieces:
        depth += (piece in (b"[", b"(")) - (piece in (b"]", b")"))
    if depth or not pieces or pieces[-1] != b".":
        yield fault("statement-open")
    told = {after for piece, after in pairwise(pieces) if piece == b"@prefix"}
    used = {piece.partition(b":")[0] + b":" for piece in pieces if piece[:1] not in b'<"_#' and b":" in piece}
    yield from (fault("prefix-untold", name=one.decode()) for one in sorted(used - told))


def _css(path: str, data: bytes, stands: Stands) -> Iterator[Fault]:
    """Nothing fetched but what stands in the site."""
    yield from _text(path, data, stands)
    bare = re.sub(rb"/\*.*?\*/", b"", data, flags=re.DOTALL)
    small = bare.lower()  # a pattern that takes letters as they are is quicker
    if FETCHES.search(re.sub(rb"\"[^\"\n]*\"|'[^'\n]*'", b'""', small)):
        yield fault("style")
    for one in ADDRESS.finditer(small):
        address = bare[one.start(1) : one.end(1)].strip().strip(b"\"'").decode(errors="replace")
        if re.match(r"[a-z][a-z0-9+.-]*:|/", address, re.IGNORECASE) or not stands(landing(path, address)):
            yield fault("style-address", value=address)


ADDRESS = re.compile(rb"(?:url|src|image|image-set)\(\s*([^)]*)\)")
# A word that is written with the numbers of its letters is there to be overlooked.
FETCHES = re.compile(rb"@import|expression\s*\(|-moz-binding|\bbehavior\s*:|\\[0-9a-f]")


def _begins(*heads: bytes) -> Look:
    """A file that is known by its first bytes, and holds no note on where or by whom it was made."""

    def look(_: str, data: bytes, __: Stands) -> Iterator[Fault]:
        if not data.startswith(heads):
            yield fault("not-its-kind")
        if any(note in data[:65_536] for note in NOTES):
            yield fault("photo-note")

    return look


NOTES = (b"Exif\0\0", b"http://ns.adobe.com/xap/", b"eXIf", b"Photoshop 3.0")
LOOKS: Mapping[str, Look] = {
    **dict.fromkeys(("json", "jsonld"), _json),
    **dict.fromkeys(("ics", "vcf"), _lines),
    **dict.fromkeys(("txt", "js"), _text),
    "xml": _xml,
    "svg": _svg,
    "csv": _csv,
    "ttl": _turtle,
    "css": _css,
    "woff2": _begins(b"wOF2"),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    **dict.fromkeys(("jpg", "jpeg"), _begins(b"\xff\xd8\xff")),
    "webp": _begins(b"RIFF"),
    "ico": _begins(b"\0\0\1\0"),
}
