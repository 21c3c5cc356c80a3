"""The copy of their own data that members can ask LinkedIn for: a ZIP with tables.

Six tables are opened and no other: messages, contacts and whatever else is in it are never read. Of those six, the
columns named below are taken over and no other: not the day of birth, the address or the telephone number.
"""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..resumes import tongue
from ..slugs import better_slug
from ..vocabulary import folded
from . import tabular
from .drafts import Brought, Draft, Known, Remark, Unreadable, Wish, cut, employer, introduced, loaded, skilled
from .moments import dated

MAX_ZIP = 64 * 1_048_576
MAX_DIRECTORY = 4 * 1_048_576  # the list of what is in a ZIP, which is read whole
MAX_TABLE = 2 * 1_048_576
MAX_ROWS = 200

# The tables, and the columns that are looked at. Languages of the member show in neither: the headers are English.
TABLES: Mapping[str, tuple[str, ...]] = {
    "profile": ("First Name", "Last Name", "Headline", "Summary", "Geo Location", "Websites"),
    "positions": ("Company Name", "Title", "Description", "Started On", "Finished On"),
    "education": ("School Name", "Degree Name", "End Date"),
    "skills": ("Name",),
    "languages": ("Name", "Proficiency"),
    "certifications": ("Name", "Url", "Authority", "Started On", "Finished On"),
}
# What LinkedIn calls how well somebody speaks, in four languages, and the level of Europe that lies nearest.
PROFICIENCY: Mapping[str, str] = {
    folded(words): level
    for level, all_words in {
        "A2": ("Elementary proficiency", "Basisvaardigheid", "Grundkenntnisse", "Compétence élémentaire",
               "Notions de base"),
        "B1": ("Limited working proficiency", "Beperkte werkvaardigheid", "Gute Kenntnisse",
               "Compétence professionnelle limitée"),
        "B2": ("Professional working proficiency", "Professionele werkvaardigheid", "Verhandlungssicher",
               "Compétence professionnelle"),
        "C1": ("Full professional proficiency", "Volledige professionele vaardigheid", "Fließend",
               "Capacité professionnelle complète"),
        "native": ("Native or bilingual proficiency", "Moedertaal of tweetalig", "Muttersprache oder zweisprachig",
                   "Bilingue ou langue natale", "Native or bilingual", "Moedertaal", "Muttersprache",
                   "Langue maternelle"),
    }.items()
    for words in all_words
}  # fmt: skip
ADDRESS = re.compile(r"https?://[^\s,\]\)>\"']+")
# How LinkedIn rounds a place.
AROUND = re.compile(
    r"^greater\s+|\s+(?:area|en omgeving|metropolitan area|e dintorni|et périphérie|und umgebung)$", re.IGNORECASE
)

Row = Mapping[str, str]


def brought(wish: Wish, here: Known) -> Brought:
    """A profile from somebody's own data."""
    tables = _tables(loaded(wish.file, MAX_ZIP))
    about = next(iter(tables["profile"]), {})
    name = " ".join(one for one in (about.get("First Name", ""), about.get("Last Name", "")) if one)
    if not name and not wish.slug:
        raise Unreadable("profile", file=wish.file.name)
    positions = tables["positions"]
    now = [one for one in positions if not one.get("Finished On")]
    house, remarks = employer(here, wish, [one.get("Company Name", "") for one in now])
    skills, mapped = skilled(here.vocabularies["skills"], [one.get("Name", "") for one in tables["skills"]])
    spoken, unsure = _languages(tables["languages"])
    summary = about.get("Summary", "").strip()
    front: dict[str, Any] = {
        "name": cut(name, 200),
        "organisation": house,
        "role": cut(now[0].get("Title", ""), 200) if now else "",
        "headline": cut(about.get("Headline", ""), 200),
        "does": summary if len(summary) <= 4000 else "",
        "skills": [{"skill": one} for one in skills],
        "experience": [_experience(one) for one in positions],
        "education": [_education(one) for one in tables["education"]],
        "certificates": [_certificate(one) for one in tables["certifications"] if one.get("Name")],
        "languages": spoken,
        "place": _place(about.get("Geo Location", "")),
        "links": [{"url": one} for one in dict.fromkeys(ADDRESS.findall(about.get("Websites", "")))],
        "visibility": "draft",
    }
    missing = [f"{name.capitalize()}.csv" for name, rows in tables.items() if not rows]
    if missing:
        remarks.append(Remark("tables-missing", {"names": ", ".join(missing)}))
    body = "" if len(summary) <= 4000 else summary
    remarks += introduced(front, body)
    draft = Draft("profiles", wish.slug or better_slug(name), front, body)
    return Brought((draft,), (*remarks, *_dates(tables), *mapped, *unsure, Remark("linkedin-left")))


# The ZIP


def _tables(raw: bytes) -> Mapping[str, Sequence[Row]]:
    """The six tables, each as rows by the English names of their columns; those that are not there are empty."""
    if _directory_size(raw) > MAX_DIRECTORY:
        raise Unreadable("hostile")
    found: dict[str, Sequence[Row]] = dict.fromkeys(TABLES, ())
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name, info in _wanted(archive.infolist()).items():
                if info.compress_type not in tabular.PACKED:
                    raise Unreadable("hostile")
                with archive.open(info) as file:
                    inner = file.read(MAX_TABLE + 1)
                if len(inner) > MAX_TABLE:
                    raise Unreadable("hostile")
                found[name] = _rows(inner, TABLES[name])
    except Unreadable:
        raise
    except Exception as error:  # broken ZIPs break in more ways than can be named
        raise Unreadable("zip") from error
    return found


def _directory_size(raw: bytes) -> int:
    """How long the list of what is in a ZIP says it is; reading it costs memory before anything else is known."""
    at = raw.rfind(b"PK\x05\x06", max(0, len(raw) - 65_557))
    if at < 0 or len(raw) < at + 22:
        raise Unreadable("zip")
    size: int = struct.unpack_from("<I", raw, at + 12)[0]
    return size


def _wanted(infos: Iterable[zipfile.ZipInfo]) -> Mapping[str, zipfile.ZipInfo]:
    """The tables we open, by their names in small letters; of two with one name that nearest the top."""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in sorted(infos, key=lambda one: (one.filename.count("/"), one.filename)):
        folder, _, name = info.filename.replace("\\", "/").rpartition("/")
        table = name.casefold().removesuffix(".csv")
        if name.casefold().endswith(".csv") and table in TABLES and "__MACOSX" not in folder:
            found.setdefault(table, info)
    return found


def _rows(raw: bytes, columns: Sequence[str]) -> Sequence[Row]:
    """The rows of a table; the header may have lines before it, and any case."""
    text, _ = tabular.decoded(raw)
    known = {folded(one): one for one in columns}
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise Unreadable("zip") from error
    head = next((n for n, line in enumerate(lines[:10]) if any(folded(one) in known for one in line)), None)
    if head is None:
        return ()
    names = [known.get(folded(one)) for one in lines[head]]
    rows = [
        {name: cell.strip() for name, cell in zip(names, line, strict=False) if name and cell.strip()}
        for line in lines[head + 1 : head + 1 + MAX_ROWS]
    ]
    return [row for row in rows if row]


# From rows to fields


def _experience(row: Row) -> dict[str, Any]:
    where = row.get("Company Name", "")
    return {
        "title": cut(row.get("Title") or where, 200),
        "organisation": cut(where, 200) if row.get("Title") else "",
        "start": dated(row.get("Started On", "")),
        "end": dated(row.get("Finished On", "")),
        "description": row.get("Description", "")[:4000],
    }


def _education(row: Row) -> dict[str, Any]:
    school = row.get("School Name", "")
    degree = row.get("Degree Name", "")
    title = {"title": cut(degree or school, 200), "school": cut(school, 200) if degree else ""}
    return {**title, "completed": dated(row.get("End Date", ""))}


def _certificate(row: Row) -> dict[str, Any]:
    return {
        "title": cut(row["Name"], 200),
        "issuer": cut(row.get("Authority", ""), 200),
        "issued": dated(row.get("Started On", "")),
        "expires": dated(row.get("Finished On", "")),
        "link": row.get("Url", ""),
    }


def _languages(rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[Remark]]:
    """Languages with the level that lies nearest to what was said, each once."""
    found: dict[str, dict[str, Any]] = {}
    remarks = []
    for row in rows:
        name, said = row.get("Name", ""), row.get("Proficiency", "")
        tag = tongue(name)
        if not tag:
            remarks.append(Remark("language-unknown", {"name": cut(name, 60)}))
            continue
        level = PROFICIENCY.get(folded(said))
        found.setdefault(tag, {"language": tag, "level": level})
        if level and level != "native":
            remarks.append(Remark("language-level", {"name": f"{name}: {level} ({said})"}))
    return list(found.values()), remarks


def _place(text: str) -> str:
    return cut(AROUND.sub("", text.partition(",")[0].strip()), 200)


def _dates(tables: Mapping[str, Sequence[Row]]) -> list[Remark]:
    """The dates that could not be read."""
    odd = [
        row[column]
        for name in ("positions", "education", "certifications")
        for row in tables[name]
        for column in ("Started On", "Finished On", "End Date")
        if row.get(column) and dated(row[column]) is None
    ]
    return [Remark("date", {"name": cut(one, 60)}) for one in dict.fromkeys(odd)]
