"""Faults of our own making, one for each rule of the verifier: put in a copy of a finished site, each must be told."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from builder.verify.faults import Fault, fault


class Planted(NamedTuple):
    """A fault: in a copy of which file, how its bytes change, and what must be told of that copy."""

    base: str
    change: Callable[[bytes], bytes]
    told: Fault


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


def inside(tag: str, told: Fault) -> Planted:
    """A tag in the main part of a page."""
    return Planted(PERSON, into("</main>", f"{tag}</main>"), told)


def address(value: str) -> Fault:
    """An address that may not stand where it was put."""
    return fault("address", value=value)


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


def is_told(wanted: Fault, found: Iterable[Fault]) -> bool:
    """Whether what was planted is among what was found; of its values those that matter here."""
    return any(one.code == wanted.code and set(wanted.values) <= set(one.values) for one in found)


NOWHERE = fault("id-missing", name="nowhere")
PAGES: Mapping[str, Planted] = {
    "element": inside("<iframe></iframe>", fault("element", name="iframe")),
    "element-object": inside('<object data="x"></object>', fault("element", name="object")),
    "element-style": inside("<style>p{}</style>", fault("element", name="style")),
    "element-base": Planted(PERSON, into("<title>", '<base href="/"><title>'), fault("element", name="base")),
    "comment": inside("<!-- made by hand -->", fault("tag")),
    "attribute-script": inside('<p onclick="x()">x</p>', fault("attribute", name="onclick")),
    "attribute-style": inside('<p style="color:red">x</p>', fault("attribute", name="style")),
    "attribute-unknown": inside('<p made-up="x">x</p>', fault("attribute", name="made-up")),
    "attribute-of-another": inside('<p srcdoc="x">x</p>', fault("attribute", name="srcdoc")),
    "attribute-twice": inside('<p class="a" class="b">x</p>', fault("attribute-twice")),
    "tag-spoilt": inside('<p class="x"lang="nl">x</p>', fault("tag")),
    "cut-inside-a-tag": inside('<p title="</main>" onclick="x()">x</p>', fault("tag")),
    "script-inside": inside("<script>alert(1)</script>", fault("script")),
    "script-elsewhere": inside(
        '<script src="https://elsewhere.example/x.js"></script>', address("https://elsewhere.example/x.js")
    ),
    "script-module": inside('<script src="x.js" type="module"></script>', fault("script-address", value="x.js")),
    "image-elsewhere": inside(
        '<img src="https://elsewhere.example/x.png" alt="">', address("https://elsewhere.example/x.png")
    ),
    "image-data": inside('<img src="data:image/png;base64,AA" alt="">', address("data:image/png;base64,AA")),
    "style-from-elsewhere": inside(
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">', fault("from-elsewhere")
    ),
    "fetched-ahead": inside(
        '<link rel="dns-prefetch" href="https://elsewhere.example/">', fault("relation", value="dns-prefetch")
    ),
    "scheme-javascript": inside('<a href="javascript:alert(1)">x</a>', address("javascript:alert(1)")),
    "scheme-hidden": inside('<a href=" java&#x73;cript:alert(1)">x</a>', address("javascript:alert(1)")),
    "scheme-data": inside('<a href="data:text/html,x">x</a>', address("data:text/html,x")),
    "scheme-blob": inside('<a href="blob:x">x</a>', address("blob:x")),
    "scheme-view-source": inside(
        '<a href="view-source:https://example.org/">x</a>', address("view-source:https://example.org/")
    ),
    "user-in-address": inside(
        '<a href="https://you@elsewhere.example/">x</a>', address("https://you@elsewhere.example/")
    ),
    "no-scheme": inside('<a href="//elsewhere.example/">x</a>', address("//elsewhere.example/")),
    "opened-elsewhere": inside('<a href="https://example.org/" target="_blank">x</a>', fault("opener")),
    "form-elsewhere": inside(
        '<form action="https://elsewhere.example/"></form>', address("https://elsewhere.example/")
    ),
    "form-post": inside('<form action="../search/index.html" method="post"></form>', fault("method", value="post")),
    "input-password": inside('<input type="password">', fault("input", value="password")),
    "policy-lost": Planted(PERSON, into("http-equiv", "name"), fault("policy")),
    "policy-other": Planted(PERSON, into("object-src 'none'; ", ""), fault("policy")),
    "policy-late": Planted(
        PERSON, into('<meta charset="utf-8">', '<meta charset="utf-8"><title>x</title>'), fault("policy")
    ),
    "link-nowhere": inside('<a href="nobody.html">x</a>', fault("leads-nowhere", tag='<a href="nobody.html">')),
    "link-above": inside('<a href="../../index.html">x</a>', fault("leads-nowhere")),
    "link-from-root": inside('<a href="/profiles/index.html">x</a>', fault("leads-nowhere")),
    "other-language-nowhere": Planted(
        PERSON, into('hreflang="de" href="https://wisselwerk.example.org/de/profiles/', 'hreflang="de" '
             'href="https://wisselwerk.example.org/de/profiel/'), fault("leads-nowhere"),
    ),
    "onward-nowhere": inside('<meta http-equiv="refresh" content="0; url=gone.html">', fault("leads-nowhere")),
    "onward-elsewhere": inside(
        '<meta http-equiv="refresh" content="0; url=https://a.example/">', address("https://a.example/")
    ),
    "onward-slowly": inside(
        '<meta http-equiv="refresh" content="9; url=index.html">', fault("browser-order", name="refresh")
    ),
    "id-twice": inside('<p id="main">x</p>', fault("id-twice", name="main")),
    "id-empty": inside('<p id="">x</p>', fault("id")),
    "id-other-quotes": inside("<p id='x'>x</p>", fault("id-quotes")),
    "place-on-page": inside('<a href="#nowhere">x</a>', NOWHERE),
    "label-for": inside('<label for="nowhere">x</label>', NOWHERE),
    "labelledby": inside('<p aria-labelledby="main nowhere">x</p>', NOWHERE),
    "describedby": inside('<p aria-describedby="nowhere">x</p>', NOWHERE),
    "controls": inside('<button type="button" aria-controls="nowhere">x</button>', NOWHERE),
    "place-elsewhere": inside(
        '<a href="../index.html#nowhere">x</a>', fault("place-missing", name="nowhere", page="index.html")
    ),
    "moment": inside('<time datetime="2026-02-30">x</time>', fault("moment", value="2026-02-30")),
    "language-of-link": inside(
        '<a href="../index.html" lang="nl" hreflang="Dutch!">x</a>', fault("language", value="Dutch!")
    ),
    "meta": inside('<meta name="keywords" content="x">', fault("meta", name="keywords")),
    "meta-property": inside('<meta property="fb:app" content="x">', fault("meta", name="fb:app")),
    "charset": inside('<meta charset="latin1">', fault("charset", value="latin1")),
    "language": inside('<p lang="the Dutch one">x</p>', fault("language", value="the Dutch one")),
    "data-ends-element": inside('<script type="application/json">"</b>"</script>', fault("data-sign")),
    "data-ampersand": inside('<script type="application/json">"a&amp;b"</script>', fault("data-sign")),
    "data-spoilt": inside('<script type="application/ld+json">{"a":NaN}</script>', fault("no-json-at", byte="6")),
    "bytes-in-ids": Planted(PERSON, after(b'<p id="\xff"><p id="\xff">'), fault("id-twice", name="\ufffd")),
    "bytes": Planted(PERSON, after(b"\xff"), fault("no-utf-8")),
}  # fmt: skip

FILES: Mapping[str, Planted] = {
    "json-nan": Planted(DATA, into(":", ":NaN,"), fault("no-json-at")),
    "json-twice": Planted(DATA, into("{", '{"name":"Somebody else",'), fault("key-twice", name="name")),
    "json-half": Planted(DATA, lambda data: data[:100], fault("no-json")),
    "json-deep": Planted(DATA, only(b"[" * 100_000 + b"]" * 100_000), fault("json-deep")),
    "json-bytes": Planted(DATA, only(b'{"name":"\xff"}'), fault("no-utf-8")),
    "xml-half": Planted(FEED, lambda data: data[:300], fault("no-xml")),
    "xml-entity": Planted(FEED, into("<feed", '<!DOCTYPE feed [<!ENTITY a "b">]><feed'), fault("xml-declaration")),
    "xml-style": Planted(FEED, into("<feed", '<?xml-stylesheet href="x"?><feed'), fault("xml-instruction")),
    "drawing-script": Planted(DRAWING, into("</svg>", "<script>x</script></svg>"), fault("element", name="script")),
    "drawing-foreign": Planted(
        DRAWING, into("</svg>", "<foreignObject/></svg>"), fault("element", name="foreignObject")
    ),
    "drawing-attribute": Planted(DRAWING, into("<svg ", '<svg onload="x()" '), fault("attribute", name="onload")),
    "drawing-elsewhere": Planted(
        DRAWING, into("</svg>", '<use href="https://a.example/#a"/></svg>'), address("https://a.example/#a")
    ),
    "drawing-fill": Planted(
        DRAWING, into("</svg>", '<path fill="url(https://a.example/)"/></svg>'), address("url(https://a.example/)")
    ),
    "card-line-end": Planted(CARD, into("\r\n", "\n"), fault("line-end")),
    "card-long": Planted(CARD, into("KIND:", f"X-LONG:{'x' * 80}\r\nKIND:"), fault("line-long", most="75")),
    "card-open": Planted(CARD, into("END:VCARD\r\n", ""), fault("end-missing", name="VCARD")),
    "card-control": Planted(CARD, into("KIND:", "X-A:\x07\r\nKIND:"), fault("control-character")),
    "calendar-order": Planted(CALENDAR, into("END:VEVENT", "END:VTODO"), fault("end-alone", line="END:VTODO")),
    "calendar-begin": Planted(CALENDAR, into("BEGIN:VCALENDAR", "X:Y"), fault("beginning", wanted="BEGIN:VCALENDAR")),
    "table-formula": Planted(TABLE, only(b"one,two\r\n=1+1,2\r\n"), fault("formula", cell="=1+1")),
    "table-formula-wide": Planted(TABLE, only("one,two\r\n＋1,2\r\n".encode()), fault("formula", cell="＋1")),
    "table-quote": Planted(TABLE, after('one,"two\r\n'), fault("no-table")),
    "table-row": Planted(TABLE, after("one,two\r\n"), fault("rows")),
    "turtle-open": Planted(TURTLE, after("<https://a.example/> dct:title "), fault("statement-open")),
    "turtle-sign": Planted(TURTLE, after("{ x }"), fault("no-turtle")),
    "turtle-prefix": Planted(
        TURTLE, after("<https://a.example/> untold:title 1 ."), fault("prefix-untold", name="untold:")
    ),
    "style-import": Planted(STYLE, after('@import "x.css";'), fault("style")),
    "style-elsewhere": Planted(
        STYLE, after("p{background:url(https://a.example/x.png)}"), fault("style-address", value="https://a.example/x.png")
    ),
    "style-data": Planted(
        STYLE,
        after("p{background:url(data:image/png;base64,AA)}"),
        fault("style-address", value="data:image/png;base64,AA"),
    ),
    "style-nowhere": Planted(STYLE, after("p{background:url(gone.png)}"), fault("style-address", value="gone.png")),
    "style-coded": Planted(STYLE, after("p{background:\\75 rl(https://a.example/)}"), fault("style")),
    "text-control": Planted("robots.txt", into("User", "\x1b[2JUser"), fault("control-character")),
    "font": Planted(FONT, only(b"<svg>"), fault("not-its-kind")),
    "for-members-document": Planted(DATA, into("{", '{"visibility":"internal",'), fault("internal")),
    "for-members-foot": inside(
        '<p class="made-up">Interne editie: niet delen buiten het netwerk</p>', fault("internal")
    ),
    "machine": inside("<p>/srv/machine/of/kim/site</p>", fault("machine", text="/srv/machine/of/kim")),
    "member-value": inside("<p>Bel <b>Sandra</b> Abspoel maar</p>", fault("member-text", text="sandra abspoel")),
}  # fmt: skip
# Files that were not there: what they hold, their mode, and what must be told of them.
NEW: Mapping[str, tuple[bytes, int, Fault | None]] = {
    "profiles/Anna.txt": (b"", 0o644, fault("name")),
    "profiles/an na.txt": (b"", 0o644, fault("name")),
    "profiles/con.txt": (b"", 0o644, fault("name")),
    "profiles/a\udcff.txt": (b"", 0o644, fault("name")),  # a byte that is no UTF-8
    "profiles/a..txt": (b"", 0o644, fault("name")),
    f"profiles/{'a' * 240}.txt": (b"", 0o644, fault("name-long", most="240")),
    "assets/0/a.txt": (b"", 0o644, fault("name-again")),
    "assets/0/A.txt": (b"", 0o644, None),
    "profiles/.htaccess": (b"", 0o644, fault("hidden")),
    "profiles/open.txt": (b"", 0o666, fault("mode", mode="666", wanted="644")),
    "profiles/run.txt": (b"", 0o755, fault("mode", mode="755", wanted="644")),
    "photos/other.jpg": (b"<script>", 0o644, fault("not-its-kind")),
    "photos/place.jpg": (b"\xff\xd8\xff\xe1\0\x10Exif\0\0MM", 0o644, fault("photo-note")),
    "profiles/x.exe": (b"MZ", 0o644, fault("kind")),
    "coordination/x.txt": (b"", 0o644, fault("for-members")),
}
# Values that the demo shows to members alone, and a path that no content holds.
VALUES, TRACES = ("Sandra Abspoel", "sandra.abspoel@example.org"), (b"/srv/machine/of/kim",)


def plant(site: Path) -> Mapping[str, Fault]:
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
        "profiles/linked.txt": fault("linked"), "profiles/pipe.txt": fault("no-file"),
        "shut": fault("mode", mode="750", wanted="755"),
    }  # fmt: skip
