"""The shape of the program: rooms in one order, each importing only what stands above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILDER = Path(__file__).parent.parent / "builder"

# From the top: reading, then judging, then telling, then writing. The last ones begin a command and use all the rest.
ROOMS = (
    "shipped", "installed", "lazy", "pools", "stages", "stores",
    "problems", "kept", "phrases", "lines", "report", "webaddress", "markdown", "prose", "slugs", "documents", "source",
    "model", "settings", "fields", "spelling", "values",
    "snapshots", "networks",
    "checks", "places", "reading", "keys", "readers", "convert",
    "past", "writing", "asked", "forge", "references", "pseudonyms",
    "visibility", "words", "shelves", "sketches", "personal", "telltale", "untold", "vocabulary",
    "facts", "tenure", "photos", "contrast", "drawings", "theme", "apart", "selections", "own", "agreed",
    "integrity", "standing",
    "addresses", "directory", "lookups", "beside", "verdicts", "relate",
    "disclosure", "hours", "filling", "figures", "crosswalks", "foreign",
    "sight", "memory", "entities", "content", "advice", "history", "guard", "doubles", "guests", "match", "rank",
    "licences", "search", "cards", "lists", "neighbours", "coordination", "lately", "sides", "frame", "share",
    "concepts",
    "vcard", "resumes",
    "views", "material", "shows",
    "pages", "templates", "render",
    "moved", "plan", "findable", "schema", "exports", "assets", "swap", "publish", "digested", "verify", "manifest",
    "glances", "grouping",
    "planning", "state", "unchanged", "build", "orders", "cluster", "outcome", "members", "inspection", "preview",
    "paper", "lookback", "digest", "fmt", "new",
    "starters", "asking", "tell", "doctor", "stale", "serve", "imports", "harvest", "clock", "authoring", "commands",
    "cli", "__main__",
    "published", "reference", "parts", "sbom",
)  # fmt: skip


def rooms() -> list[str]:
    """Every module and folder of the package."""
    found = [path.stem for path in BUILDER.glob("*.py")] + [path.parent.name for path in BUILDER.glob("*/__init__.py")]
    return sorted(set(found) - {"__init__"})


def imports(room: str) -> Iterator[str]:
    """The rooms that a room imports, wherever in its text."""
    files = [BUILDER / f"{room}.py"] if (BUILDER / f"{room}.py").exists() else sorted((BUILDER / room).rglob("*.py"))
    for file in files:
        depth = len(file.relative_to(BUILDER).parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.level == depth or (node.module or "").startswith("builder")):
                module = (node.module or "").removeprefix("builder").removeprefix(".")
                yield from [module.split(".")[0]] if module else [one.name for one in node.names]


def test_every_room_has_its_place() -> None:
    assert sorted(ROOMS) == rooms()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_stands_above_it(room: str) -> None:
    allowed = {*ROOMS[: ROOMS.index(room)], room, "__version__"}

    assert set(imports(room)) <= allowed
