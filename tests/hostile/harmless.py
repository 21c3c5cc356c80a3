"""Looks at a finished site with other eyes than the builder's: what in it is not as a harmless site is.

Pages are parsed as browsers parse them (html5lib), feeds by lxml, calendars, cards and tables line by line. Everything
here is a list of what may be, of its own making: what is not named is told.
"""

import csv
import io
import json
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
from lxml import etree


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


ELEMENTS = words(
    "html head body title meta link script header footer main nav section article aside search div span p a ul ol li dl"
    " dt dd h1 h2 h3 h4 h5 h6 strong em b i s small time code pre blockquote br hr img figure figcaption table caption"
    " thead tbody tfoot tr th td form label input button select option optgroup datalist fieldset legend textarea"
    " details summary template noscript output abbr mark kbd dfn address progress meter wbr"
)
DRAWN = words("svg path rect circle line g polyline polygon text title desc use symbol defs")
ATTRIBUTES = words(
    "id class lang dir href src rel type name content charset title alt hidden role value for method action"
    " required checked selected disabled readonly placeholder rows cols min max minlength maxlength step pattern"
    " list autocomplete inputmode datetime scope colspan rowspan headers start reversed width height media as hreflang"
    " download open"
    " multiple size tabindex loading decoding spellcheck novalidate label property crossorigin integrity defer sizes"
    " enctype accept translate target http-equiv autocapitalize"
    # what pictures are drawn with
    " viewbox d x y x1 x2 y1 y2 cx cy r rx ry fill stroke points transform focusable preserveaspectratio text-anchor"
    " stroke-width fill-opacity xmlns shape-rendering font-family font-size font-weight textlength lengthadjust"
)
OWN_ATTRIBUTES = re.compile(r"(?:aria|data)-[a-z-]+")
ADDRESSES = ("href", "src", "action")
BESIDE = re.compile(r"(?:\.\./)*[A-Za-z0-9._~/-]*(?:\?[^\s<>\"]*)?(?:#[^\s<>\"]*)?")
CSP = "Content-Security-Policy"
MOVED = re.compile(rf"refresh 0; ?url={BESIDE.pattern}")  # where something stood under an earlier name
WEB = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:[/?#][!#$%&()*+,./0-9:;=?@A-Z_a-z~\[\]-]*)?")
ELSEWHERE: Mapping[str, re.Pattern[str]] = {
    "http": WEB,
    "https": WEB,
    "mailto": re.compile(r"mailto:[!-~]*"),
    "tel": re.compile(r"tel:\+?[0-9]+"),
}
UGC = {"noopener", "nofollow", "ugc"}
CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
LINES = {
    ".ics": re.compile(
        r"(?:BEGIN|END|VERSION|PRODID|X-WR-CALNAME|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|LOCATION|DESCRIPTION|URL|TRANSP"
        r"|RRULE|TZID|TZNAME|TZOFFSETFROM|TZOFFSETTO)[:;]"
    ),
    ".vcf": re.compile(
        r"(?:BEGIN|END|VERSION|KIND|UID|FN|N|ORG|TITLE|EMAIL|TEL|LANG|CATEGORIES|NOTE|URL|PHOTO|SOURCE|REV)[:;]"
    ),
}
FORMULA = re.compile(r"\s*[=+@＝＋－＠-]|[\t\r]")


def harms(site: Path) -> Iterator[str]:
    """What is not as it should be in a finished site, each with its file."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not (path.is_dir() or stat.S_ISREG(path.lstat().st_mode)) or path.is_symlink():
            yield f"{name}: no plain file"
        elif path.is_file():
            look = LOOKS.get(path.suffix, _other)
            yield from (f"{name}: {one}" for one in look(path.read_bytes(), path.suffix))


def _page(raw: bytes, _: str) -> Iterator[str]:
    text = raw.decode("utf-8")
    if CONTROLS.search(text):
        yield f"control {CONTROLS.search(text)!r}"
    tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=True)
    ids: set[str] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield "a comment"
            continue
        space, _, tag = element.tag[1:].rpartition("}")
        known = DRAWN if space.endswith("/svg") else ELEMENTS if space.endswith("/xhtml") else ()
        if tag not in known:
            yield f"element {tag} of {space}"
        given = {name.rpartition("}")[2].lower(): value for name, value in element.attrib.items()}
        yield from _attributes(tag, given, ids)
        if tag == "script":
            yield from _script(given, element.text or "")


def _attributes(tag: str, given: Mapping[str, str], ids: set[str]) -> Iterator[str]:
    for name in given:
        if name not in ATTRIBUTES and not OWN_ATTRIBUTES.fullmatch(name):
            yield f"attribute {name} on {tag}"
    if (mark := given.get("id")) is not None:
        if mark in ids or not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_.-]*", mark):
            yield f"id {mark!r}, twice or odd"
        ids.add(mark)
    for name in ADDRESSES:
        if name in given:
            yield from _address(tag, name, given)
    if given.get("http-equiv", CSP) != CSP and not MOVED.fullmatch(f"{given['http-equiv']} {given.get('content')}"):
        yield f"meta {given['http-equiv']} {given.get('content')!r}"


def _address(tag: str, name: str, given: Mapping[str, str]) -> Iterator[str]:
    written = given[name]
    read = re.sub(r"[\t\n\r]", "", written.strip("\0\x01\x02\x03\x1f ")).replace("\\", "/")  # as browsers read it
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", read)
    if read != written or read.startswith("//"):
        yield f"{name} {written!r} on {tag}"
    elif scheme is None:
        if not BESIDE.fullmatch(written):
            yield f"{name} {written!r} on {tag}"
    elif scheme[1] not in ELSEWHERE or not ELSEWHERE[scheme[1]].fullmatch(written):
        yield f"{name} {written!r} on {tag}"
    elif tag not in ("a", "form", "link") or (tag == "link" and given.get("rel") not in ("canonical", "alternate")):
        yield f"{tag} asks {written!r} of another site"
    elif scheme[1].startswith("http"):
        place = urlsplit(written)
        if place.username is not None or not (place.hostname or "").isascii():
            yield f"{name} {written!r} on {tag}"
        if (place.hostname or "").endswith((".example", "example.com")) and set(given.get("rel", "").split()) < UGC:
            yield f"a stranger's {written!r} without rel"


def _script(given: Mapping[str, str], text: str) -> Iterator[str]:
    if given.get("type") in ("application/json", "application/ld+json"):
        yield from _json(text.encode(), "")
        if re.search("[<>&\u2028\u2029]", text):
            yield "JSON that could end its element"
    elif "src" not in given or text.strip():
        yield f"script {text[:60]!r}"


def _json(raw: bytes, _: str) -> Iterator[str]:
    def refused(word: str) -> Any:
        raise ValueError(word)

    try:
        json.loads(raw.decode("utf-8"), parse_constant=refused)
    except ValueError as error:
        yield f"JSON that is none: {error}"


def _xml(raw: bytes, _: str) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        yield f"XML that is none: {error}"
        return
    if tree.getroottree().docinfo.doctype:
        yield "a document type"
    for element in tree.iter():
        if not isinstance(element.tag, str) and not raw.startswith(b"<?xml"):
            yield "an instruction"
        for name, value in element.attrib.items():
            if str(name).startswith("on") or re.match(r"\s*(?:javascript|data|vbscript):", str(value), re.IGNORECASE):
                yield f"attribute {name}={value!r}"


def _folded(raw: bytes, suffix: str) -> Iterator[str]:
    if not raw.endswith(b"\r\n") or b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        yield "a line that does not end in CR LF"
    for line in raw.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} octets"
        if CONTROLS.search(line.decode("utf-8")):
            yield f"control in {line!r}"
    for whole in raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]:
        if not LINES[suffix].match(whole):
            yield f"line {whole[:60]!r}"


def _table(raw: bytes, _: str) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells"
        yield from (f"formula {cell[:60]!r}" for cell in row for part in cell.split(";") if FORMULA.match(part))


def _plain(raw: bytes, _: str) -> Iterator[str]:
    if CONTROLS.search(raw.decode("utf-8")):
        yield "a control character"


def _photo(raw: bytes, _: str) -> Iterator[str]:
    """A JPEG begins and ends as one, and holds nothing but what draws it."""
    if not raw.startswith(b"\xff\xd8\xff") or not raw.endswith(b"\xff\xd9"):
        yield "no JPEG from begin to end"
    if any(
        word in raw for word in (b"Exif", b"ICC_PROFILE", b"struck", b"<script", b"http://ns.adobe.com", b"PK\x03\x04")
    ):
        yield "something beside the picture"


def _style(raw: bytes, _: str) -> Iterator[str]:
    """A style sheet in which all that begins also ends, and that names nothing outside the site."""
    text = raw.decode("utf-8")
    if CONTROLS.search(text):
        yield "a control character"
    open_ = ""
    for found in PIECES.finditer(text):
        piece = found[0]
        if piece in OPENS:
            open_ += OPENS[piece]
        elif piece in OPENS.values() and open_[-1:] != piece:
            yield f"{piece} that closes nothing"
        elif piece in OPENS.values():
            open_ = open_[:-1]
        elif piece in ("/*", '"', "'", "\\", "<!--", "-->"):
            yield f"{piece} in {text[found.start() - 30 : found.end() + 30]!r}"
        elif piece.startswith("@") and piece.lower() not in AT_RULES:
            yield f"rule {piece}"
        elif found["call"] and not BESIDE.fullmatch(found["address"].strip().strip("\"'")):
            yield f"{piece[:60]}"
    if open_:
        yield f"{len(open_)} that are open in the end"


# Whole comments and texts, addresses, and each sign that could begin what ends elsewhere.
PIECES = re.compile(
    r"/\*.*?\*/|\"(?:[^\"\n\\]|\\.)*\"|'(?:[^'\n\\]|\\.)*'|(?P<call>(?:url|src|image|image-set)\()(?P<address>[^)]*)\)"
    r"|\\[-:./%@&<>,=|~+?\[\](){}!*#\w]|@[\w-]+|<!--|-->|/\*|[\"'\\(){}\[\]]",
    re.DOTALL | re.IGNORECASE,
)
OPENS: Mapping[str, str] = {"(": ")", "[": "]", "{": "}"}
AT_RULES = words("@media @font-face @page @bottom-right @supports @layer @container @property @keyframes")


def _drawing(raw: bytes, _: str) -> Iterator[str]:
    """A drawing of shapes, that lead to no other place than the drawing itself."""
    yield from _xml(raw, _)
    try:
        tree = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return
    for element in tree.iter():
        name = etree.QName(element) if isinstance(element.tag, str) else None
        if name is None or name.namespace != "http://www.w3.org/2000/svg" or name.localname.lower() not in SHAPES:
            yield f"element {element.tag}"
        said = {etree.QName(at).localname.lower(): str(value) for at, value in element.attrib.items()}
        if not said.get("href", "#").startswith("#"):
            yield f"href {said['href']}"
        style = element.text or "" if name and name.localname.lower() == "style" else ""
        for text in (*said.values(), style):
            if LEADS_OUT.search(re.sub(r"/\*.*?\*/", "", text)):
                yield f"leads out: {text[:60]!r}"


LEADS_OUT = re.compile(r"url\(\s*[\"']?(?!#)|@import|\\[0-9a-f]|image-set|image\(", re.IGNORECASE)
SHAPES = DRAWN | words("ellipse tspan lineargradient radialgradient stop clippath mask style")


def _nothing(raw: bytes, _: str) -> Iterator[str]:
    """Scripts, fonts and pieces of the search are the builder's own."""
    yield from ()


def _other(raw: bytes, suffix: str) -> Iterator[str]:
    yield f"a file of another sort: {suffix or 'without any'}"


LOOKS: Mapping[str, Callable[[bytes, str], Iterator[str]]] = {
    ".html": _page, ".json": _json, ".jsonld": _json, ".webmanifest": _json, ".xml": _xml, ".atom": _xml,
    ".svg": _drawing,
    ".ics": _folded, ".vcf": _folded, ".csv": _table, ".txt": _plain, ".yml": _plain, ".ttl": _plain, ".yaml": _plain,
    ".jpg": _photo, ".css": _style, **dict.fromkeys((".js", ".woff2", ".ico", ".png", ".mjs", ".bin"), _nothing),
}  # fmt: skip
