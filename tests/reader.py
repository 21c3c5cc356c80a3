"""Somebody who reads a directory and knows nothing of it but the address of its front door.

All addresses come from there: this is what the page about the data promises to whoever writes a program.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import jsonschema

Fetch = Callable[[str], Any]  # an address → what stands there, None when there is nothing


class Found(NamedTuple):
    """A document: where it was, what it holds, and the schema it promises to follow."""

    name: str
    url: str
    said: Any
    schema: str | None


def everything(front_door: str, fetch: Fetch) -> Iterator[Found]:
    """Every JSON document of a directory. Raises `LookupError` when one that was promised is not there."""
    front = fetch(front_door)
    major, _ = front["api"].split(".")
    if major != "1":
        raise LookupError(f"version {front['api']}: not known here")
    whole = {one["name"]: one for one in front["resources"] if one["of"] is None}
    for one in front["resources"]:
        if not one["type"].endswith("json"):
            continue
        for address in addresses(one, whole, fetch):
            said = fetch(address)
            if said is not None:
                yield Found(one["name"], address, said, one["schema"])
            elif one["every"]:
                raise LookupError(address)


def addresses(resource: Any, whole: Any, fetch: Fetch) -> Iterator[str]:
    """The address of a resource, or one for each id of the list it belongs to."""
    if resource["of"] is None:
        yield resource["url"]
        return
    for entry in fetch(whole[f"{resource['of']}.json"]["url"]):
        yield resource["url"].replace("{id}", entry["id"])


def amiss(found: Found, fetch: Fetch) -> Iterator[str]:
    """Where a document is not what its schema says."""
    if found.schema:
        schema = fetch(found.schema)
        checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        yield from (f"{found.url}: {one.json_path}: {one.message}" for one in checker.iter_errors(found.said))
