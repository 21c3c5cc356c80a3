"""Names that people have and that programs have stumbled over: never refused, and shown as they are written."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import html5lib
import vobject

from builder import build
from tests import samples
from tests.hostile.payloads import quoted

TODAY = date(2026, 12, 1)
GOOD = (
    "Sam O'Brien", "Ana O’Brien", "Null", "Anna Null", "True", "No", "Yes", "On", "Nan", "Inf", "Undefined", "None",
    "Nee Ja", "N", "O", "Y", "Al", "IJsbrand IJzerman", "Ijsbrand", "Ýr Jónsdóttir", "N'Golo Kanté",
    "Müller-Lüdenscheidt", "Jan van 't Hoff", "'t Hart", "Teresa d'Ávila", "Nguyễn Thị Minh Khai", "Đặng Đức",
    "محمد علي", "فاطمة الزهراء", "יעל כהן", "Ελένη Παπαδοπούλου", "Анна Іванівна", "王小明", "山田花子", "김민준",
    "अनीता शर्मा", "ஆனந்தி", "ກຸ້ງ", "සුනිල්", "ሰላም ተስፋዬ", "ნინო ბერიძე", "Անի Հակոբյան", "สมชาย ใจดี", "မောင်မောင်",
    "Łukasz Żółć", "Søren Ångström", "Þórður Æsir", "Ștefan Ț", "Ağa İnce", "Çağlar Şimşek", "Françoise Bœuf",
    "José María de la Cruz y Peña", "Jean-Luc", "Xi", "X", "Ng", "Wu", "Æ", "Ö", "Martin Luther King jr.",
    "Prins Willem-Alexander Claus George Ferdinand", "Anna (Ans) de Wit", "Dr. ir. A.B. van der Berg, MSc",
    "Jan & Piet", "Kim 2", "4chan", "1", "007", "0", "-", "1e3", "0x1F", "2026-11-21", "12:30", "~Tilde",
    "#Hashtag",    "@jan", "a: b", "- x", "? x", "!x", "*x", "&x", "%x", "[x]", "{x}", "Jan | Piet", "50% Anna", "C++",
    "a <3 b", "Smith; Jones", "Berg, Anna van den", "\"Ans\" de Wit", "Back\\slash", "Šimůnek", "Ḥasan", "Ṣafiyya",
    "ʻOkina Kaʻahumanu", "Aʼyn", "Zoë", "Rene\u0301e", "Ó Súilleabháin", "von und zu Guttenberg", "D’Angelo",
    "MacDonald", "van der Ploeg-Ögürlü",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschae", "👩‍💻 Ana", "ﬁona", "Ⅳ",
    "Test", "Admin",
    "index", "Search", "constructor", "__proto__", "toString", "script", "alert", "select", "con",
)  # fmt: skip


def tried(here: Path) -> tuple[int, int]:
    """How many names there are, and how many were refused, or came out otherwise than they were written."""
    root = samples.world(here / "root")
    for n, name in enumerate(GOOD):
        front = f"---\nname: {quoted(name)}\norganisation: city\nrole: Clerk\ncontact: {{email: a@example.org}}\n---\n"
        (root / f"content/profiles/good-{n}.md").write_text(front, "utf-8")
    told = [one.path for one in build.check(root, TODAY).problems]
    build.build(root, here / "site", TODAY)
    damaged = [n for n, name in enumerate(GOOD) if name_shown(here / "site", f"good-{n}") != {expected(name)}]
    return len(GOOD), len(damaged) + len(told)


def expected(name: str) -> str:
    """A name as it should be shown: composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_shown(site: Path, slug: str) -> set[str]:
    """Every way in which a person is called on her page, in her document, in her card and in the list of people."""
    return set(_names(site, slug))


def _names(site: Path, slug: str) -> Iterator[str]:
    page = html5lib.parse((site / f"profiles/{slug}.html").read_bytes(), namespaceHTMLElements=False)
    heading = page.find(".//h1")
    assert heading is not None
    yield " ".join("".join(heading.itertext()).split())
    yield json.loads((site / f"api/v1/profiles/{slug}.json").read_bytes())["name"]
    cards = json.loads((site / "api/v1/profiles.json").read_bytes())
    yield from (one["name"] for one in cards if one["id"] == slug)
    yield vobject.readOne((site / f"cards/{slug}.vcf").read_bytes().decode("utf-8")).fn.value
