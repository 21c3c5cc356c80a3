"""What was harvested from another network: one file for each source, which the build reads like any other content.

A snapshot holds the documents as the source published them, so that it can be compared with what stands there; what
may be shown of them is judged anew at every build (`guests`).
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

FOLDER = "content/harvested"
KINDS = ("organisations", "profiles", "assignments")  # what is harvested
FORMAT = 1


class Failure(Struct, frozen=True, omit_defaults=True):
    """Why a source could not be harvested: a code of `harvest.failed.<code>`, and what fills its blanks."""

    code: str
    values: Mapping[str, str] = {}


class Missed(Struct, frozen=True, omit_defaults=True):
    """An entry that was listed and could not be taken."""

    kind: str
    id: str
    code: str
    values: Mapping[str, str] = {}


class SourceTerm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A word of the source's own vocabulary."""

    id: str
    label: Mapping[str, str] = {}
    synonyms: tuple[str, ...] = ()
    esco: str | None = None
    uris: tuple[str, ...] = ()


class Snapshot(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source as it was when it last answered well."""

    format: int = FORMAT
    source: str  # its id in the settings
    url: str  # where it was asked
    title: str = ""
    operator: str = ""
    licence: str = ""
    language: str = ""
    site: str = ""  # where people read it
    api: str = ""  # the version of its documents
    built: date | None = None  # the day for which it says it holds
    harvested: date | None = None  # when all of it was last read
    tried: date | None = None  # when it was last asked
    failure: Failure | None = None  # of that last time
    digest: str = ""  # of the documents
    etags: Mapping[str, str] = {}  # path → the mark of the version that was read
    terms: Mapping[str, tuple[SourceTerm, ...]] = {}  # vocabulary → its words
    organisations: tuple[Mapping[str, Any], ...] = ()
    profiles: tuple[Mapping[str, Any], ...] = ()
    assignments: tuple[Mapping[str, Any], ...] = ()
    missed: tuple[Missed, ...] = ()


def digest(snapshot: Snapshot) -> str:
    """The hash of the documents, whatever the order of their keys: sha256 in hexadecimal."""
    documents = {kind: getattr(snapshot, kind) for kind in KINDS}
    return hashlib.sha256(msgspec.json.encode(documents, order="deterministic")).hexdigest()


def written(snapshot: Snapshot) -> bytes:
    """The file: a line for each document, so that a comparison of two shows what came and what went."""
    head = msgspec.to_builtins(msgspec.structs.replace(snapshot, organisations=(), profiles=(), assignments=()))
    lines = [f"  {_packed(name)}: {_packed(value)}" for name, value in head.items()]
    for kind in KINDS:
        if found := getattr(snapshot, kind):
            rows = ",\n".join(f"    {_packed(one)}" for one in found)
            lines.append(f"  {_packed(kind)}: [\n{rows}\n  ]")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _packed(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
