"""The figures of docs/security.md and docs/veiligheid.md: what was tried, and what came of it.

    python -m tests.safety             tries everything at full size and writes the figures anew
    python -m tests.safety hostile     one part, or more

A part is a module with `ROWS` and `figures()`. What was found is kept in `figures.json`, and the tables follow from it.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).parent / "figures.json"
# Each part with the module that knows it, in the order of the tables.
PARTS: Mapping[str, str] = {
    "hostile": "tests.hostile.tried",
    "shared": "tests.hostile.networks",
    "browser": "tests.hostile.browsed",
    "verify": "tests.safety.verifying",
    "fuzz": "tests.fuzz.report",
    "fire": "tests.safety.fire",
    "variants": "tests.safety.variants",
    "load": "tests.safety.load",
}
PAGES = {"nl": PROJECT / "docs/veiligheid.md", "en": PROJECT / "docs/security.md"}
MEASURED = {
    "nl": "Gemeten op {day}: `python -m tests.safety {part}`",
    "en": "Measured on {day}: `python -m tests.safety {part}`",
}
HEAD = {"nl": "| geprobeerd | uitkomst |", "en": "| tried | outcome |"}


class Row(NamedTuple):
    """A line of a table: a figure by its key, what it is called, and what it must be if it must be something."""

    key: str
    nl: str
    en: str
    must: int | str | None = None  # a number, or the key of another figure that it must equal


def rows(part: str) -> tuple[Row, ...]:
    """The lines of the table of a part."""
    found: tuple[Row, ...] = import_module(PARTS[part]).ROWS
    return found


def kept() -> dict[str, Any]:
    """What was found the last time, by part: `{"day": …, "figures": {…}}`."""
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return found


def amiss(part: str, figures: Mapping[str, Any]) -> list[str]:
    """What is not as it must be."""
    musts = [(one, figures[one.must] if isinstance(one.must, str) else one.must) for one in rows(part)]
    return [
        f"{one.key} is {figures[one.key]}, not {must}" for one, must in musts if must not in (None, figures[one.key])
    ]


def table(part: str, found: Mapping[str, Any], language: str) -> str:
    """The table of a part, in Markdown."""
    point = {"nl": ",", "en": "."}[language]
    lines = [f"| {getattr(one, language)} | {_number(found['figures'][one.key], point)} |" for one in rows(part)]
    said = MEASURED[language].format(day=found["day"], part=part)
    return "\n".join([f"{said}", "", HEAD[language], "|---|--:|", *lines])


def _number(value: Any, point: str) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", "." if point == "," else ",")
    return str(value).replace(".", point)


def page(text: str, language: str, found: Mapping[str, Any]) -> str:
    """A page with its tables made anew: each stands between two comments."""
    for part, one in found.items():
        mark = re.compile(rf"(<!-- measured: {part} -->\n).*?(<!-- /measured -->)", re.DOTALL)
        text = mark.sub(rf"\1\n{table(part, one, language)}\n\n\2", text)
    return text


def renewed(parts: list[str]) -> list[str]:
    """Tries these parts, keeps and writes what was found; gives what is not as it must be."""
    found, wrong = kept(), []
    for part in parts:
        print(f"{part} …", flush=True)
        figures = dict(import_module(PARTS[part]).figures())
        wrong += [f"{part}: {one}" for one in amiss(part, figures)]
        found[part] = {"day": datetime.now(tz=UTC).date().isoformat(), "figures": figures}
        print(json.dumps(figures), flush=True)
        ordered = {name: found[name] for name in PARTS if name in found}
        KEPT.write_text(json.dumps(ordered, indent=2) + "\n", "utf-8")
    for language, place in PAGES.items():
        place.write_text(page(place.read_text("utf-8"), language, kept()), "utf-8")
    return wrong
