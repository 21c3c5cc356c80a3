"""Texts of strangers: Markdown, addresses, and what goes out to calendars, address books, spreadsheets and feeds."""

import csv
import io
import re
import unicodedata
from urllib.parse import urlsplit
from xml.etree import ElementTree

from builder import lines, prose, webaddress
from builder.exports import atom, tables
from builder.markdown import escaped
from builder.problems import Problem, problem
from tests.fuzz.oracles import harmless, is_plain, told

IMAGES = {"a.jpg": "x/a-00.jpg"}
FILES = {"cv.pdf": "x/cv-00.pdf"}
KNOWN = (*IMAGES.values(), *FILES.values())
# A definition at the end makes the reader of Markdown read all of a text, instead of only what cannot be told.
WHOLE = "\n\n[zzzq]: https://zzzq.example/\n"


def markdown(raw: bytes) -> None:
    """A text becomes harmless HTML, about as long as itself, and the same whichever way it is read."""
    text = raw.decode("utf-8", "surrogateescape")
    found = prose.prose(text, images=IMAGES, files=FILES)
    assert found == prose.prose(text, images=IMAGES, files=FILES)
    harmless(str(found.html), KNOWN)
    assert len(found.html) <= 4_000 + 20 * len(text)
    assert is_plain(found.text), found.text
    rows = text.count("\n") + text.count("\r") + 1
    assert all(1 <= one.line <= rows and one.column >= 1 for one in found.problems), found.problems
    told([_problem(one) for one in found.problems])
    whole = prose.prose(text + WHOLE, images=IMAGES, files=FILES)
    if prose.REFUSED not in (found.problems, whole.problems) and found.text and "zzzq" not in str(whole.html):
        assert str(whole.html) == str(found.html)
    # What is written for forges shows as the text it is.
    harmless(str(prose.html(escaped(text))), ())


def _problem(flaw: prose.Flaw) -> Problem:
    values = dict(flaw.values)
    if "reason" not in values:
        return problem("x", flaw.line, flaw.column, f"prose-{flaw.code}", values)
    return problem("x", flaw.line, flaw.column, f"link-{values['reason']}", {"value": values["address"]})


def addresses(raw: bytes) -> None:
    """What may be linked to is an address that browsers read as we do, in one spelling."""
    first, _, second = raw.decode("utf-8", "replace").partition("\n")
    for text in (first, second):
        found = webaddress.web_address(text)
        assert (found is None) == (webaddress.problem_of(text) is not None)
        if found is not None:
            parts = urlsplit(found)
            assert parts.scheme in ("http", "https") and parts.hostname and found.isascii() and found.isprintable()
            assert not parts.username and not parts.password and "\\" not in parts.netloc
            assert not re.search(r"[\s\"'<>`]", found), found
            assert webaddress.web_address(found) == found
        mail = webaddress.mail_address(text)
        assert mail is None or re.fullmatch(r"mailto:[!-~]+@[a-z0-9._-]+", mail), mail
        dialled = webaddress.tel_address(text)
        assert dialled is None or re.fullmatch(r"tel:\+?[0-9]{3,15}", dialled), dialled
    below, folder = webaddress.web_address(first), webaddress.web_address(second)
    if webaddress.lies_under(first, second) and below and folder:
        assert urlsplit(below).hostname == urlsplit(folder).hostname


def calendars(raw: bytes) -> None:
    """A text in a calendar or an address book is one line, in pieces of 75 octets, and is read back as it was."""
    text = raw.decode("utf-8", "replace")
    written = lines.written([f"NOTE:{lines.text(text)}", "END:VCARD"])
    pieces = written.split(b"\r\n")
    assert pieces[-2:] == [b"END:VCARD", b""]
    assert all(len(one) <= 75 for one in pieces)
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", written)
    whole = written.decode().replace("\r\n ", "").split("\r\n")[0].removeprefix("NOTE:")
    assert "\n" not in whole and "\r" not in whole
    assert _unescaped(whole) == "".join(
        c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or unicodedata.category(c) != "Cc"
    )


def _unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL)


def spreadsheets(raw: bytes) -> None:
    """No cell begins as a formula, also where a semicolon parts cells, and cells are read back but for that mark."""
    given = raw.decode("utf-8", "replace").replace("\0", "").split("\x1f")[:20]
    (row,) = csv.reader(io.StringIO(tables.table((), [given]).decode().removeprefix("\r\n"), newline=""))
    assert len(row) == len(given)
    for cell, text in zip(row, given, strict=True):
        for part in re.split(";", cell):
            assert not re.match("[\t\r]|\\s*[=+@\uff1d\uff0b\uff0d\uff20-]", part), (cell, text)
        assert cell.replace("'", "") == text.replace("'", "")


def feeds(raw: bytes) -> None:
    """A text in a feed is read by a parser of XML as the same text, without what XML cannot hold."""
    text = raw.decode("utf-8", "replace")
    found = ElementTree.fromstring(atom.element("title", text))
    kept = "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    assert len(found) == 0
    assert _line_ends(found.text or "") == _line_ends(kept)


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def messages(raw: bytes) -> None:
    """Whatever stands in a path, a field or a value, a message stays one message."""
    parts = [*raw.decode("utf-8", "replace").split("\x1f"), "", "", ""]
    found = problem(parts[0], 1, 1, "unknown-key-near", {"key": parts[2], "near": parts[1]}, field=parts[1])
    told([found])
