"""What the searches came to, for the table of docs/security.md. Making it never starts a search."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.fuzz import targets
from tests.safety.figures import Row

KEPT = Path(__file__).parent / "report.json"
ROWS = (
    Row("doors", "ingangen waar bytes van buiten binnenkomen", "doors that bytes from outside come in by"),
    Row("minutes", "minuten gezocht met libFuzzer", "minutes of search with libFuzzer"),
    Row("runs", "keer geprobeerd", "tries"),
    Row("edges", "plekken in het programma die daarbij bereikt zijn", "places in the program that were reached"),
    Row("found", "vondsten, elk een geval in de tests", "findings, each a case in the tests"),
    Row("open", "vondsten die nog stuk zijn", "findings that are still broken", 0),
)


class Hunt(NamedTuple):
    """A search at one door."""

    runs: int
    seconds: int
    edges: int
    found: int


def add(name: str, one: Hunt) -> None:
    """Adds a search to what earlier ones at the same door came to."""
    kept = hunts()
    before = kept.get(name, Hunt(0, 0, 0, 0))
    runs, seconds, found = before.runs + one.runs, before.seconds + one.seconds, before.found + one.found
    kept[name] = Hunt(runs, seconds, max(before.edges, one.edges), found)
    told = {name: kept[name]._asdict() for name in targets.TARGETS if name in kept}
    KEPT.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def hunts() -> dict[str, Hunt]:
    """What the searches at each door came to."""
    told = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return {name: Hunt(**one) for name, one in told.items()}


def forget() -> None:
    """Begins again."""
    KEPT.unlink(missing_ok=True)


def figures() -> dict[str, int]:
    """The figures of the table; whether a finding is still broken is tried now."""
    kept = hunts()
    return {
        "doors": len(kept),
        "minutes": sum(one.seconds for one in kept.values()) // 60,
        "runs": sum(one.runs for one in kept.values()),
        "edges": sum(one.edges for one in kept.values()),
        "found": sum(1 for name in targets.TARGETS for _ in (targets.FINDINGS / name).glob("*")),
        "open": sum(1 for _ in broken()),
    }


def broken() -> Iterator[Path]:
    """The cases on which something still goes wrong."""
    for name, target in targets.TARGETS.items():
        for path in targets.kept(name):
            try:
                target.tried(path.read_bytes())
            except Exception:  # noqa: BLE001  # whatever it is, it is open
                yield path
