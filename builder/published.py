"""The reference of the published documents, made from their schemas so that it cannot drift."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from .exports import DATA, documents
from .exports.offers import schema_of
from .phrases import Phrases, say

Part = Mapping[str, Any]
COLUMNS = ("field", "type", "always", "meaning")


def published(words: Phrases) -> str:
    """Every document with its fields, and every part of one, as a page in Markdown."""
    return "\n\n".join(_page(words)) + "\n"


def _page(words: Phrases) -> Iterator[str]:
    shapes, parts = {name: documents.shape(name) for name in documents.PUBLISHED}, _parts()
    whole = {_name(_inner(one)): name for name, one in shapes.items()}
    yield f"# {words['reference.data.title']}"
    yield f"<!-- {words['reference.made']} -->"
    yield words["reference.data.intro"]
    yield f"## {words['reference.data.documents']}"
    for name, one in shapes.items():
        part = _name(_inner(one))
        yield f"### {name}"
        yield _where(name, "items" in one, words)
        yield from _section(parts[part], words)
    yield f"## {words['reference.data.parts']}"
    yield words["reference.data.parts-text"]
    for part in sorted(parts.keys() - whole.keys()):
        yield f"### {part}"
        yield from _section(parts[part], words)


@cache
def _parts() -> dict[str, Part]:
    """Every part of a document, by its name."""
    found: dict[str, Part] = {}
    for name in documents.PUBLISHED:
        found |= {part: one for part, one in documents.shape(name)["$defs"].items() if "properties" in one}
    return found


def _inner(shape: Part) -> Part:
    """What a document is, or what a list is of."""
    found: Part = shape.get("items", shape)
    return found


def _name(part: Part) -> str:
    return str(part["$ref"]).rpartition("/")[2]


def _where(name: str, many: bool, words: Phrases) -> str:
    """Where documents of a kind are, and whether they are lists."""
    known = frozenset(documents.PUBLISHED)
    found = [row.path.replace("{slug}", "{id}") for row in DATA if schema_of(row.path, known) == name]
    places = ", ".join(f"`{path}`" for path in found)
    return say(words, f"reference.data.{'list' if many else 'one'}", places=places, schema=f"{name}.json")


def _section(part: Part, words: Phrases) -> Iterator[str]:
    """What a part is, and a row for each of its fields."""
    if part.get("description"):
        yield part["description"]
    always = part.get("required", ())
    rows = [
        (f"`{field}`", _type(one, words), words["reference.yes" if field in always else "reference.no"], _meaning(one))
        for field, one in part["properties"].items()
    ]
    heads = [words[f"reference.data.column.{one}"] for one in COLUMNS]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))


def _meaning(one: Part) -> str:
    found = one.get("description") or next(
        (each["description"] for each in one.get("anyOf", ()) if "description" in each), ""
    )
    return str(found).replace("|", "&#124;")


def _type(one: Part, words: Phrases) -> str:
    """What a field holds: a type of JSON, a part with a link, or the words it may be."""
    if "anyOf" in one:
        return ", ".join(_type(each, words) for each in one["anyOf"])
    if "$ref" in one:
        name = _name(one)
        return f"[{name}](#{name.lower()})" if name in _parts() else name
    if "enum" in one:
        return ", ".join(f"`{value}`" for value in one["enum"] if value is not None)
    kind = one.get("type")
    if kind == "array":
        return say(words, "reference.data.many", of=_type(one["items"], words)) if "items" in one else "array"
    if kind == "object" and isinstance(one.get("additionalProperties"), dict):
        return say(words, "reference.data.by-name", of=_type(one["additionalProperties"], words))
    return f"{kind} ({one['format']})" if "format" in one else str(kind or "any")
