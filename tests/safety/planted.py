"""Faults of our own making, one for each rule of the verifier: put in a copy of a finished site, each must be told."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple


class Planted(NamedTuple):
    """A fault: in a copy of which file, how its bytes change, and what must be told of that copy."""

    base: str
    change: Callable[[bytes], bytes]
    told: str


PERSON, DATA, CARD = (
    "profiles/youssef-benhaddou.html",
    "api/v1/profiles/youssef-benhaddou.json",
    "cards/youssef-benhaddou.vcf",
)
CALENDAR, FEED = "feed/events.ics", "feed/events.xml"
TABLE, TURTLE, DRAWING = "api/v1/overview.csv", "api/v1/vocabularies/skills.ttl", "networks/linge.svg"
STYLE, FONT = "assets/*/site.css", "assets/*/vendor/noto-sans.woff2"


def into(old: str, new: str) -> Callable[[bytes], bytes]:
    """Words replaced once; whoever plants must find the place."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, f"no place {old}"
        return data.replace(old.encode(), new.encode(), 1)

    return change


def inside(tag: str, told: str) -> Planted:
    """A tag in the main part of a page."""
    return Planted(PERSON, into("</main>", f"{tag}</main>"), told)


def after(more: str | bytes) -> Callable[[bytes], bytes]:
    """Something at the end."""
    return lambda data: data + (more if isinstance(more, bytes) else more.encode())


def only(data: bytes) -> Callable[[bytes], bytes]:
    """Something in the place of all that was there."""
    return lambda _: data


def planted(site: Path, faults: Mapping[str, Planted]) -> Mapping[str, Planted]:
    """Copies of files with a fault in each, beside what they are copies of; gives them by where they stand."""
    found = {}
    for n, one in enumerate(faults.values()):
        (base,) = site.glob(one.base)
        file = base.with_name(f"planted-{n}{base.suffix}")
        file.write_bytes(one.change(base.read_bytes()))
        file.chmod(0o644)
        found[file.relative_to(site).as_posix()] = one
    return found


PAGES: Mapping[str, Planted] = {
    "element": inside("<iframe></iframe>", "element iframe"),
    "element-object": inside('<object data="x"></object>', "element object"),
    "element-style": inside("<style>p{}</style>", "element style"),
    "element-base": Planted(PERSON, into("<title>", '<base href="/"><title>'), "element base"),
    "comment": inside("<!-- made by hand -->", "not written as tags of pages are"),
    "attribute-script": inside('<p onclick="x()">x</p>', "attribute onclick"),
    "attribute-style": inside('<p style="color:red">x</p>', "attribute style"),
    "attribute-unknown": inside('<p made-up="x">x</p>', "attribute made-up"),
    "attribute-of-another": inside('<p srcdoc="x">x</p>', "attribute srcdoc"),
    "attribute-twice": inside('<p class="a" class="b">x</p>', "an attribute twice"),
    "tag-spoilt": inside('<p class="x"lang="nl">x</p>', "not written as tags of pages are"),
    "cut-inside-a-tag": inside('<p title="</main>" onclick="x()">x</p>', "not written as tags of pages are"),
    "script-inside": inside("<script>alert(1)</script>", "a script inside a page"),
    "script-elsewhere": inside('<script src="https://elsewhere.example/x.js"></script>', "src https://elsewhere"),
    "script-module": inside('<script src="x.js" type="module"></script>', "src x.js"),
    "image-elsewhere": inside('<img src="https://elsewhere.example/x.png" alt="">', "src https://elsewhere"),
    "image-data": inside('<img src="data:image/png;base64,AA" alt="">', "src data:"),
    "style-elsewhere": inside('<link rel="stylesheet" href="https://elsewhere.example/x.css">', "from another site"),
    "fetched-ahead": inside('<link rel="dns-prefetch" href="https://elsewhere.example/">', "rel dns-prefetch"),
    "scheme-javascript": inside('<a href="javascript:alert(1)">x</a>', "href javascript:"),
    "scheme-hidden": inside('<a href=" java&#x73;cript:alert(1)">x</a>', "href javascript:"),
    "scheme-data": inside('<a href="data:text/html,x">x</a>', "href data:"),
    "scheme-blob": inside('<a href="blob:x">x</a>', "href blob:"),
    "scheme-view-source": inside('<a href="view-source:https://example.org/">x</a>', "href view-source:"),
    "user-in-address": inside('<a href="https://you@elsewhere.example/">x</a>', "href https://you@"),
    "no-scheme": inside('<a href="//elsewhere.example/">x</a>', "href //"),
    "opened-elsewhere": inside('<a href="https://example.org/" target="_blank">x</a>', "target without noopener"),
    "form-elsewhere": inside('<form action="https://elsewhere.example/"></form>', "action https://"),
    "form-post": inside('<form action="../search/index.html" method="post"></form>', "method post"),
    "input-password": inside('<input type="password">', "type password"),
    "policy-lost": Planted(PERSON, into("http-equiv", "name"), "does not begin with the policy"),
    "policy-other": Planted(PERSON, into("object-src 'none'; ", ""), "does not begin with the policy"),
    "policy-late": Planted(
        PERSON, into('<meta charset="utf-8">', '<meta charset="utf-8"><title>x</title>'), "does not begin"
    ),
    "link-nowhere": inside('<a href="nobody.html">x</a>', "leads nowhere"),
    "link-above": inside('<a href="../../index.html">x</a>', "leads nowhere"),
    "link-from-root": inside('<a href="/profiles/index.html">x</a>', "leads nowhere"),
    "other-language-nowhere": Planted(
        PERSON, into('hreflang="de" href="https://wisselwerk.example.org/de/profiles/', 'hreflang="de" '
             'href="https://wisselwerk.example.org/de/profiel/'), "leads nowhere",
    ),
    "onward-nowhere": inside('<meta http-equiv="refresh" content="0; url=gone.html">', "leads nowhere"),
    "onward-elsewhere": inside('<meta http-equiv="refresh" content="0; url=https://a.example/">', "content https"),
    "onward-slowly": inside('<meta http-equiv="refresh" content="9; url=index.html">', "http-equiv refresh"),
    "id-twice": inside('<p id="main">x</p>', "the id main twice"),
    "id-empty": inside('<p id="">x</p>', "an empty id"),
    "id-other-quotes": inside("<p id='x'>x</p>", "an id that is not written"),
    "place-on-page": inside('<a href="#nowhere">x</a>', "no id nowhere"),
    "label-for": inside('<label for="nowhere">x</label>', "no id nowhere"),
    "labelledby": inside('<p aria-labelledby="main nowhere">x</p>', "no id nowhere"),
    "describedby": inside('<p aria-describedby="nowhere">x</p>', "no id nowhere"),
    "controls": inside('<button type="button" aria-controls="nowhere">x</button>', "no id nowhere"),
    "place-elsewhere": inside('<a href="../index.html#nowhere">x</a>', "no id nowhere in index.html"),
    "moment": inside('<time datetime="2026-02-30">x</time>', "datetime 2026-02-30"),
    "language": inside('<p lang="the Dutch one">x</p>', "lang the Dutch one"),
    "data-ends-element": inside('<script type="application/json">"</b>"</script>', "a sign that is not escaped"),
    "data-ampersand": inside('<script type="application/json">"a&amp;b"</script>', "a sign that is not escaped"),
    "data-spoilt": inside('<script type="application/ld+json">{"a":NaN}</script>', "no strict JSON"),
    "bytes": Planted(PERSON, after(b"\xff"), "no UTF-8"),
}  # fmt: skip

FILES: Mapping[str, Planted] = {
    "json-nan": Planted(DATA, into(":", ":NaN,"), "no strict JSON"),
    "json-twice": Planted(DATA, into("{", '{"name":"Somebody else",'), "the key name twice"),
    "json-half": Planted(DATA, lambda data: data[:100], "no strict JSON"),
    "xml-half": Planted(FEED, lambda data: data[:300], "no XML"),
    "xml-entity": Planted(FEED, into("<feed", '<!DOCTYPE feed [<!ENTITY a "b">]><feed'), "a declaration in XML"),
    "xml-style": Planted(FEED, into("<feed", '<?xml-stylesheet href="x"?><feed'), "an instruction in XML"),
    "drawing-script": Planted(DRAWING, into("</svg>", "<script>x</script></svg>"), "element script"),
    "drawing-foreign": Planted(DRAWING, into("</svg>", "<foreignObject/></svg>"), "element foreignObject"),
    "drawing-attribute": Planted(DRAWING, into("<svg ", '<svg onload="x()" '), "attribute onload"),
    "drawing-elsewhere": Planted(DRAWING, into("</svg>", '<use href="https://a.example/#a"/></svg>'), "href https://a"),
    "drawing-fill": Planted(DRAWING, into("</svg>", '<path fill="url(https://a.example/)"/></svg>'), "fill url("),
    "card-line-end": Planted(CARD, into("\r\n", "\n"), "does not end in CR LF"),
    "card-long": Planted(CARD, into("KIND:", f"X-LONG:{'x' * 80}\r\nKIND:"), "more than 75 octets"),
    "card-open": Planted(CARD, into("END:VCARD\r\n", ""), "VCARD does not end"),
    "card-control": Planted(CARD, into("KIND:", "X-A:\x07\r\nKIND:"), "a control character"),
    "calendar-order": Planted(CALENDAR, into("END:VEVENT", "END:VTODO"), "without its beginning"),
    "calendar-begin": Planted(CALENDAR, into("BEGIN:VCALENDAR", "X:Y"), "does not begin with BEGIN:VCAL"),
    "table-formula": Planted(TABLE, only(b"one,two\r\n=1+1,2\r\n"), "a cell that is worked out: =1+1"),
    "table-formula-wide": Planted(TABLE, only("one,two\r\n＋1,2\r\n".encode()), "a cell that is worked out: ＋1"),
    "table-row": Planted(TABLE, after("one,two\r\n"), "rows of different lengths"),
    "turtle-open": Planted(TURTLE, after("<https://a.example/> dct:title "), "a statement that does not end"),
    "turtle-sign": Planted(TURTLE, after("{ x }"), "no Turtle at"),
    "turtle-prefix": Planted(TURTLE, after("<https://a.example/> untold:title 1 ."), "the prefix untold: is not told"),
    "style-import": Planted(STYLE, after('@import "x.css";'), "a style that fetches or runs"),
    "style-elsewhere": Planted(STYLE, after("p{background:url(https://a.example/x.png)}"), "url(https:"),
    "style-data": Planted(STYLE, after("p{background:url(data:image/png;base64,AA)}"), "url(data:"),
    "style-nowhere": Planted(STYLE, after("p{background:url(gone.png)}"), "url(gone.png)"),
    "style-coded": Planted(STYLE, after("p{background:\\75 rl(https://a.example/)}"), "a style that fetches or runs"),
    "text-control": Planted("robots.txt", into("User", "\x1b[2JUser"), "a control character"),
    "font": Planted(FONT, only(b"<svg>"), "not what its name says"),
    "for-members-document": Planted(DATA, into("{", '{"visibility":"internal",'), "of the internal edition"),
    "for-members-foot": inside(
        '<p class="made-up">Interne editie: niet delen buiten het netwerk</p>', "of the internal edition"
    ),
    "machine": inside("<p>/srv/machine/of/kim/site</p>", "the machine that made it"),
    "member-value": inside("<p>Bel <b>Sandra</b> Abspoel maar</p>", "what only members may read: sandra abspoel"),
}  # fmt: skip
# Files that were not there: what they hold, their mode, and what must be told of them.
NEW: Mapping[str, tuple[bytes, int, str]] = {
    "profiles/Anna.txt": (b"", 0o644, "a name that not every machine can keep"),
    "profiles/an na.txt": (b"", 0o644, "a name that not every machine can keep"),
    "profiles/con.txt": (b"", 0o644, "a name that not every machine can keep"),
    "profiles/a..txt": (b"", 0o644, "a name that not every machine can keep"),
    f"profiles/{'a' * 240}.txt": (b"", 0o644, "a name of more than 240 signs"),
    "assets/0/a.txt": (b"", 0o644, "but for capitals"),
    "assets/0/A.txt": (b"", 0o644, ""),
    "profiles/.htaccess": (b"", 0o644, "a hidden name"),
    "profiles/open.txt": (b"", 0o666, "its mode is 666, not 644"),
    "profiles/run.txt": (b"", 0o755, "its mode is 755, not 644"),
    "photos/other.jpg": (b"<script>", 0o644, "not what its name says"),
    "photos/place.jpg": (b"\xff\xd8\xff\xe1\0\x10Exif\0\0MM", 0o644, "a note on where"),
    "profiles/x.exe": (b"MZ", 0o644, "of a kind that a site does not hold"),
    "coordination/x.txt": (b"", 0o644, "a page for members in a public site"),
}
# Values that the demo shows to members alone, and a path that no content holds.
VALUES, TRACES = ("Sandra Abspoel", "sandra.abspoel@example.org"), (b"/srv/machine/of/kim",)


def plant(site: Path) -> Mapping[str, str]:
    """Every fault, each in a file of its own; gives what must be told, by file."""
    told = {path: one.told for path, one in planted(site, {**PAGES, **FILES}).items()}
    for path, (data, mode, what) in NEW.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        file.chmod(mode)
        told |= {path: what} if what else {}
    os.symlink("/etc/hostname", site / "profiles/linked.txt")
    os.mkfifo(site / "profiles/pipe.txt", 0o644)
    (site / "shut").mkdir(0o750)
    return told | {
        "profiles/linked.txt": "a link", "profiles/pipe.txt": "no file and no folder", "shut": "its mode is 750",
    }  # fmt: skip
