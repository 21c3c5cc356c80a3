"""Rows of text from a spreadsheet or a CSV file, whatever made it."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from .drafts import Remark, Unreadable, loaded

MAX_FILE = 16 * 1_048_576
MAX_UNPACKED = 96 * 1_048_576  # of a spreadsheet: a ZIP of XML
MAX_PARTS = 2_000
MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_SCANNED = 2_000_000  # cells, with the empty ones between those that hold something
MAX_CELL = 32_767  # as many as a spreadsheet lets stand in a cell

ERRORS = frozenset({"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#N/B"})
GAP = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"(?: ?\n){3,}")
# How things are packed in a ZIP: other ways may take gigabytes to unpack a few bytes, and nobody uses them for these.
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")


class Table(NamedTuple):
    """A table as text: every row with its number in the file, as a spreadsheet would show it."""

    rows: Sequence[tuple[int, tuple[str, ...]]]
    remarks: tuple[Remark, ...] = ()


def table(path: Path) -> Table:
    """The rows of a spreadsheet (.xlsx) or of a CSV file."""
    raw = loaded(path, MAX_FILE)
    if raw.startswith(b"PK\x03\x04"):
        return _spreadsheet(raw)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old-spreadsheet", file=path.name)
    return _csv(raw)


def tidy(text: str) -> str:
    """A cell without long gaps: searching in those takes long, and they say nothing."""
    return EMPTY_LINES.sub("\n\n", GAP.sub(" ", text)).strip()


def letters(column: int) -> str:
    """The name of a column, from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


# CSV


def decoded(raw: bytes) -> tuple[str, bool]:
    """The text of a file, and whether it had to be read as that of an old Windows program."""
    for sign, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(sign):
            return raw.decode(encoding, errors="replace"), False
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), True


def _csv(raw: bytes) -> Table:
    text, old = decoded(raw)
    found = list(_limited(lines(text)))
    rows = [(n, tuple(tidy(cell) for cell in line)) for n, line in enumerate(found, 1)]
    return Table([row for row in rows if any(row[1])], (Remark("encoding"),) if old else ())


def lines(text: str) -> Iterator[list[str]]:
    """The rows of a CSV file, as they stand."""
    if "\x00" in text:
        raise Unreadable("table")
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error as error:
        raise Unreadable("table") from error


def _delimiter(text: str) -> str:
    """What stands most between the words of the first line that has any; commas when nothing does."""
    lines = (re.sub(r'"[^"]*"', "", line) for line in text[:100_000].splitlines())
    head = next((line for line in lines if re.search(r"[;,\t]", line)), "")
    return max(",;\t", key=head.count)


def _limited(found: Iterator[list[str]]) -> Iterator[list[str]]:
    for n, line in enumerate(found):
        if n >= MAX_ROWS or len(line) > MAX_COLUMNS:
            raise Unreadable("too-many", rows=MAX_ROWS, columns=MAX_COLUMNS)
        yield [cell[:MAX_CELL] for cell in line]


# Spreadsheets


def _spreadsheet(raw: bytes) -> Table:
    """The first sheet that shows something. Formulas count for what they came to when the file was last saved."""
    _unpacks_small(raw)
    import openpyxl  # only spreadsheets need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: colours, pictures, rules
            books = [openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=one) for one in (True, False)]
            names = [one.title for one in books[0].worksheets if one.sheet_state == "visible"]
            if not names:
                raise Unreadable("table")
            for name in names:
                rows, remarks = _cells(books[0][name], books[1][name])
                if rows:
                    others = [one for one in names if one != name]
                    told = [Remark("sheet", {"sheet": name, "others": ", ".join(others)})] if others else []
                    return Table(rows, (*told, *remarks))
    except Unreadable:
        raise
    except Exception as error:  # a damaged sheet breaks its reader in more ways than can be named
        raise Unreadable("table") from error
    return Table(())


def _cells(values: Any, formulas: Any) -> tuple[list[tuple[int, tuple[str, ...]]], list[Remark]]:
    """The rows of a sheet as text, and the cells in which nothing can be read."""
    found: list[tuple[int, tuple[str, ...]]] = []
    remarks: list[Remark] = []
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a sheet says of its own size may be anything
    both = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
    scanned = 0
    for n, (row, written) in enumerate(both, 1):
        scanned += len(row) + 1
        wide = any(value is not None for value in row[MAX_COLUMNS:])
        if wide or scanned > MAX_SCANNED or len(found) >= MAX_ROWS:
            raise Unreadable("too-many", rows=MAX_ROWS, columns=MAX_COLUMNS)
        cells = []
        for column, value in enumerate(row[:MAX_COLUMNS]):
            text = _text(value)
            formula = written[column] if column < len(written) else None
            if text in ERRORS or (value is None and isinstance(formula, str) and formula.startswith("=")):
                remarks.append(Remark("formula", {"name": f"{letters(column)}{n} ({text or str(formula)[:60]})"}))
                text = ""
            cells.append(text)
        if any(cells):
            found.append((n, tuple(cells)))
    return found, remarks


def _text(value: Any) -> str:
    """A cell as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case timedelta():
            return str(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return tidy(str(value)[:MAX_CELL])


def _unpacks_small(raw: bytes) -> None:
    """Refuses a spreadsheet that unpacks to more than a real one does, or that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or not {part.compress_type for part in parts} <= PACKED:
                raise Unreadable("hostile")
            left = MAX_UNPACKED
            for part in parts:
                with archive.open(part) as file:
                    inner = file.read(left + 1)
                left -= len(inner)
                if left < 0 or (part.filename.endswith((".xml", ".rels")) and ENTITY.search(inner.replace(b"\0", b""))):
                    raise Unreadable("hostile")
    except Unreadable:
        raise
    except Exception as error:  # as above: broken ZIPs break in many ways
        raise Unreadable("table") from error
