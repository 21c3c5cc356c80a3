"""Files that people bring: a resume, a table, a spreadsheet, what LinkedIn gives, lists of words."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from builder import report
from builder.convert import made
from builder.documents import Document, document, listing
from builder.imports import Brought, Known, Unreadable, Wish, brought, known, settled, telling
from builder.imports.linkedin import TABLES
from builder.model import KINDS
from builder.phrases import Phrases, phrases, say
from builder.report import visible
from builder.shipped import templates_folder
from tests import samples
from tests.fuzz.oracles import is_plain, told

TODAY = date(2026, 12, 1)
PARTED = b"\x1f"
MOST = 40  # drafts that are looked at
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>",
    b"</sheetData></worksheet>",
)


@cache
def folder() -> Path:
    """A folder that lasts as long as the process, in memory where there is such a place."""
    place = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    KEPT.append(place)
    return Path(place.name)


KEPT: list[Any] = []


@cache
def here() -> Known:
    """A small network with every kind of thing in it."""
    return known(samples.world(folder() / "root"), TODAY)


@cache
def words() -> Phrases:
    """The words of the terminal and of the problems."""
    return {**phrases(templates_folder(), "cli/nl"), **report.wording(templates_folder(), "nl")}


def door(name: str, file: str, raw: bytes, **more: Any) -> None:
    """What is brought in is told in plain lines, and what is written our own reader takes without an error."""
    place = folder() / file
    place.write_bytes(raw)
    try:
        found = brought(name, Wish(place, **more), here())
    except Unreadable as amiss:
        values = {one: value if isinstance(value, int) else str(value) for one, value in amiss.values.items()}
        refusal = visible(say(words(), f"cli.import.no.{amiss.code}", **values))
    else:
        written_well(found)
        return
    assert is_plain(refusal) and refusal


def written_well(found: Brought) -> None:
    """What is brought in is told in plain lines, and our own reader takes what would be written."""
    good, refused = settled(found.drafts[:MOST], here())
    assert all(map(is_plain, telling.told([*found.remarks, *refused], words())))
    for one in good:
        read = document(one.draft.path, one.text.encode())
        assert isinstance(read, Document), one.text
        assert not made(read, KINDS[one.draft.kind], one.draft.slug).broken, one.text
        told(one.warnings)
    if found.addition:
        path, text = found.addition
        before = found.amended or (here().root / path).read_bytes()
        assert isinstance(listing(path, before + text.encode()), Document), text


def resume(raw: bytes) -> None:
    """A JSON Resume."""
    door("jsonresume", "resume.json", raw, organisation="city")


def table(raw: bytes) -> None:
    """A CSV file of people, or of work."""
    kind = "assignment" if raw.startswith(b"1") else "profile"
    door("table", "table.csv", raw[1:], organisation="city", kind=kind)


def organisations(raw: bytes) -> None:
    """A table of the register of authorities."""
    door("organisations", "houses.csv", raw)


def spreadsheet(raw: bytes) -> None:
    """A spreadsheet: rows of XML in a good one, a whole sheet, or the file itself."""
    sheet = raw[1:] if raw.startswith(b"0") else SHEET[0] + raw[1:] + SHEET[1]
    whole = (
        raw
        if raw.startswith(b"PK")
        else _zip(
            {
                "[Content_Types].xml": TYPES.encode(),
                "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
                "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
                "xl/workbook.xml": BOOK.encode(),
                "xl/worksheets/sheet1.xml": sheet,
            }
        )
    )
    door("table", "table.xlsx", whole, organisation="city")


def _related(what: str, target: str) -> bytes:
    return RELATED.format(f'<Relationship Id="rId1" Type="{OFFICE}/{what}" Target="{target}"/>').encode()


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inner in files.items():
            archive.writestr(zipfile.ZipInfo(name), inner)
    return out.getvalue()


def linkedin(raw: bytes) -> None:
    """What LinkedIn gives: its tables one after another, or the file itself."""
    names = [f"{name.capitalize()}.csv" for name in TABLES]
    whole = raw if raw.startswith(b"PK") else _zip(dict(zip(names, raw.split(PARTED), strict=False)))
    door("linkedin", "export.zip", whole, organisation="city")


SPELLED: Sequence[str] = ("ttl", "xml", "jsonld", "nt", "csv", "json")


def vocabulary(raw: bytes) -> None:
    """A list of words, in one of the spellings of RDF or in a table."""
    which = SPELLED[raw[0] % len(SPELLED)] if raw else "ttl"
    door("vocabulary", f"words.{which}", raw[1:])
