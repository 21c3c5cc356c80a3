"""Requirement 15: what others read from the site starts nothing in a spreadsheet, an address book or a calendar."""

import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
import vobject
from lxml import etree

from builder import build, lines
from builder.exports import atom, tables
from tests.hostile import cases, harmless
from tests.hostile.payloads import TEXTS, quoted

SAID = [one for sort in ("formula", "line", "markup", "template") for one in TEXTS[sort] if len(one) < 190]
TITLES = [one for one in SAID if not re.search("[\0-\x08\x0e-\x1f\x7f-\x9f]", one)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which every name, title and place is something that could start."""
    here = tmp_path_factory.mktemp("exports")
    root = cases.laid(here / "root", [])
    for n, title in enumerate(TITLES):
        said = quoted(title)
        work = f"goal: {said}\noutcome: {said}\nring: everyone\npublished_on: 2026-11-01\ncloses: 2027-01-01\n"
        fronts = {
            "profiles": f"name: {said}\norganisation: city\nrole: {said}\nheadline: {said}\nfindable: yes\n",
            "assignments": f"title: {said}\norganisation: dike\nplace: {said}\n{work}",
            "events": f"title: {said}\nday: 2027-01-01\nplace: {said}\n",
        }
        for kind, front in fronts.items():
            body = title.replace("---", "")
            (root / f"content/{kind}/{kind[:2]}-{n}.md").write_text(f"---\n{front}---\n\n{body}\n", "utf-8")
    build.build(root, here / "site", cases.TODAY, "internal")
    return here / "site"


def told(site: Path, suffix: str) -> Iterator[str]:
    """What the corpus's own look tells of the files of a sort."""
    for path in site.rglob(f"*{suffix}"):
        yield from (f"{path.name}: {one}" for one in harmless.LOOKS[suffix](path.read_bytes(), suffix))


@pytest.mark.parametrize(("suffix", "most"), [(".csv", 1), (".vcf", 40), (".ics", 40), (".xml", 5)])
def test_15_nothing_starts_in_any_of_them(suffix: str, most: int, site: Path) -> None:
    assert len(list(site.rglob(f"*{suffix}"))) >= most
    assert list(told(site, suffix)) == []


def test_15_titles_come_back_from_a_calendar_as_they_were_written(site: Path) -> None:
    for n, title in enumerate(TITLES):
        (event,) = icalendar.Calendar.from_ical((site / f"calendar/ev-{n}.ics").read_bytes()).walk("VEVENT")
        assert set(event) <= {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL"}
        assert clean(str(event["SUMMARY"])) == clean(title)


def test_15_names_come_back_from_an_address_book_as_they_were_written(site: Path) -> None:
    for n, title in enumerate(TITLES):
        card = vobject.readOne((site / f"cards/pr-{n}.vcf").read_bytes().decode())
        assert clean(card.fn.value) == clean(title)


def clean(text: str) -> str:
    """A text as a line of the site: without what nobody sees."""
    return " ".join(re.sub("[\u200b\u00ad]", "", text).split())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", ";=", "\u00a0="])
def test_15_a_cell_that_begins_as_a_formula_gets_a_sign_before_it(sign: str) -> None:
    written = str(tables.cell(f"{sign}1"))

    assert not any(harmless.FORMULA.match(part) for part in written.split(";"))
    assert any(harmless.FORMULA.match(part) for part in f"{sign}1".split(";")), "which is needed"
    assert tables.cell(-1) == -1 and tables.cell("a-b") == "a-b"


def test_15_lines_are_folded_at_75_octets_and_never_inside_a_letter() -> None:
    for length in range(70, 80):
        raw = lines.written([f"NOTE:{'é' * length}", f"NOTE:{'a' * length}", f"NOTE:{'€' * length}"])

        assert max(map(len, raw.split(b"\r\n"))) <= 75
        assert raw.replace(b"\r\n ", b"").decode().count("é") == length
        assert all(piece.decode() is not None for piece in raw.split(b"\r\n"))


def test_15_separators_are_escaped_and_controls_left_out() -> None:
    assert lines.text("a\\b,c;d\r\ne\nf\rg\x00\x1b\x9bh\ti") == "a\\\\b\\,c\\;d\\ne\\nf\\nghi"


def test_15_atom_holds_no_sign_that_xml_does_not_know() -> None:
    raw = "".join(map(chr, [*range(0x30), 0x7F, 0x9B, 0xD800, 0xFFFE, 0xFFFF, 0x1F600])) + "<&>"

    element = etree.fromstring(atom.element("title", raw).encode())

    assert element.text is not None and element.text.endswith("\U0001f600<&>")
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(b"<title>\x1b</title>")


@pytest.mark.parametrize(
    ("suffix", "raw"),
    [
        (".csv", b"title\r\n=1+1\r\n"),
        (".csv", b"title\r\na;=1+1\r\n"),
        (".vcf", b"BEGIN:VCARD\r\nX-STRUCK:1\r\n"),
        (".vcf", b"FN:a\nb\r\n"),
        (".ics", b"SUMMARY:" + b"a" * 80 + b"\r\n"),
        (".ics", b"SUMMARY:a\x1b\r\n"),
        (".ics", b"ATTENDEE:mailto:a@example.org\r\n"),
        (".xml", b"<!DOCTYPE x [<!ENTITY e 'x'>]><x>&e;</x>"),
        (".xml", b"<x onload='struck()'/>"),
        (".xml", b"<x>\x1b</x>"),
    ],
)
def test_15_the_same_look_tells_of_what_could_start(suffix: str, raw: bytes) -> None:
    assert list(harmless.LOOKS[suffix](raw, suffix)) != []
