"""What is promised to those who read the documents, and what would break them.

`tests/api/v1.json` is the record of what was published: addresses, names in the front door, the columns of the tables
and the fields of each document with their JSON types. Something may be added to it, nothing is taken away within
version 1. Choices may be added too: who meets a word that is new reads it as one it does not know.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

RECORD = Path(__file__).parent / "api" / "v1.json"
Promise = dict[str, Any]


def promise(outputs: Mapping[str, bytes], addresses: list[str]) -> Promise:
    """What a site promises: from its published schemas, its tables and the table of outputs."""
    links = sorted(json.loads(outputs["api/v1/directory.json"])["links"])
    found: Promise = {"addresses": sorted(addresses), "links": links, "tables": {}, "documents": {}}
    for path in sorted(outputs):
        name = path.rpartition("/")[2].partition(".")[0]
        if path.startswith("api/v1/schemas/published/"):
            found["documents"][name] = fields(json.loads(outputs[path]))
        elif path.endswith(".csv"):
            found["tables"][name] = outputs[path].decode().partition("\r\n")[0].split(",")
    return found


def fields(schema: Any) -> dict[str, Any]:
    """The fields of a document by their path: what they hold, whether they are always there, and their choices."""
    found: dict[str, Any] = {}
    for path, types, required, choices in _fields(schema, schema, "", True):
        known = found.setdefault(path, {"type": [], "always": required})
        known["type"] = sorted({*known["type"], *types})
        known["always"] = known["always"] and required
        if choices:
            known["choices"] = sorted({*known.get("choices", ()), *choices})
    return dict(sorted(found.items()))


def _fields(whole: Any, part: Any, path: str, required: bool) -> Iterator[tuple[str, list[str], bool, list[str]]]:
    if "$ref" in part:
        part = {**whole["$defs"][part["$ref"].rpartition("/")[2]], **{k: v for k, v in part.items() if k != "$ref"}}
    for one in part.get("anyOf", ()):
        yield from _fields(whole, one, path, required)
    choices = [str(one) for one in part.get("enum", ())]
    kind = part.get("type") or (["string"] if choices else [])
    types = kind if isinstance(kind, list) else [f"{kind}/{part['format']}" if "format" in part else kind]
    if types or not part.get("anyOf"):
        yield path, [one for one in types if one], required, choices
    for name, one in part.get("properties", {}).items():
        yield from _fields(whole, one, f"{path}.{name}".lstrip("."), name in part.get("required", ()))
    for key, sign in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(part.get(key), dict):
            yield from _fields(whole, part[key], path + sign, False)


def broken(old: Promise, new: Promise) -> list[str]:
    """What was promised and no longer holds."""
    found = [f"{path}: an address is gone" for path in old["addresses"] if path not in new["addresses"]]
    found += [f"directory: links.{name}: is gone" for name in old["links"] if name not in new["links"]]
    for table, columns in old["tables"].items():
        gone = [one for one in columns if one not in new["tables"].get(table, ())]
        found += [f"{table}.csv: the column {one} is gone" for one in gone]
    for name, promised in old["documents"].items():
        now = new["documents"].get(name, {})
        found += [f"{name}: {path or 'all of it'}: {what}" for path in promised for what in _lost(promised, now, path)]
    return found


def _lost(promised: Mapping[str, Any], now: Mapping[str, Any], path: str) -> Iterator[str]:
    """What a field lost: who reads it counts on its types, on its being there, and on the meaning of each choice."""
    old, new = promised[path], now.get(path)
    if new is None:
        yield "is gone"
        return
    if more := sorted({*new["type"]} - {*old["type"]}):
        yield f"may now be {', '.join(more)}"
    if old["always"] and not new["always"]:
        yield "is no longer always there"
    if gone := sorted({*old.get("choices", ())} - {*new.get("choices", ())}):
        yield f"can no longer be {', '.join(gone)}"


def together(old: Promise, new: Promise) -> Promise:
    """The record with what is new in it."""
    columns = {
        name: list(dict.fromkeys([*old["tables"].get(name, ()), *of_table])) for name, of_table in new["tables"].items()
    }
    lists = {name: sorted({*old[name], *new[name]}) for name in ("addresses", "links")}
    return {**new, **lists, "tables": columns}


def recorded() -> Promise:
    """The record."""
    found: Promise = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def written(given: Promise) -> str:
    """The record with a line for each field, so that a comparison of two shows what came."""
    documents = ",\n".join(
        f"    {json.dumps(name)}: {{\n"
        + ",\n".join(f"      {json.dumps(path)}: {json.dumps(one)}" for path, one in of_document.items())
        + "\n    }"
        for name, of_document in sorted(given["documents"].items())
    )
    addresses = ",\n".join(f"    {json.dumps(one)}" for one in given["addresses"])
    tables = ",\n".join(f"    {json.dumps(name)}: {json.dumps(one)}" for name, one in sorted(given["tables"].items()))
    parts = (
        f'"addresses": [\n{addresses}\n  ]',
        f'"links": {json.dumps(given["links"])}',
        f'"tables": {{\n{tables}\n  }}',
        f'"documents": {{\n{documents}\n  }}',
    )
    return "{\n  " + ",\n  ".join(parts) + "\n}\n"
