"""The fields that can be written in each kind of record, as the types of `model` and `settings` have them."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import msgspec
import msgspec.inspect as types

from . import model, settings
from .model import Part, Record


class Field(NamedTuple):
    """A field that can be written."""

    name: str
    dutch: str
    sentence: str
    shown: str  # who sees it when the writer says nothing: "public" or "internal"
    required: bool
    type: types.Type  # of its value


def struct_of(kind: type[msgspec.Struct]) -> types.StructType:
    """A kind with its fields and their types, as msgspec sees it."""
    return _structs()[kind]


@cache
def _structs() -> Mapping[type[msgspec.Struct], types.StructType]:
    """All kinds and their parts, looked at together: that costs once what each alone would."""
    found: dict[type[msgspec.Struct], types.StructType] = {}

    def gather(kind: types.Type) -> None:
        match kind:
            case types.StructType():
                found[kind.cls] = kind
                for one in kind.fields:
                    gather(one.type)
            case types.Metadata():
                gather(kind.type)
            case types.UnionType():
                for each in kind.types:
                    gather(each)
            case types.VarTupleType():
                gather(kind.item_type)

    for kind in types.multi_type_info(
        [Record, *model.KINDS.values(), settings.Settings, model.Term, settings.Past, settings.Crosswalk]
    ):
        gather(kind)
    return found


@cache
def fields_of(kind: type[msgspec.Struct]) -> Mapping[str, Field]:
    """The fields of a kind that can be written, by English name."""
    found = {}
    for one in struct_of(kind).fields:
        if isinstance(one.type, types.Metadata) and one.type.extra_json_schema:
            said = one.type.extra_json_schema
            shown = (one.type.extra or {}).get("shown", "public")
            found[one.name] = Field(one.name, said["title"], said["description"], shown, one.required, one.type)
    return found


@cache
def part_of(kind: type[msgspec.Struct], name: str) -> type[Part] | None:
    """The part that a field holds, when it holds one and not a list of them."""
    held = _held(kind, name)
    return part_in(held) if held else None


@cache
def listed_part_of(kind: type[msgspec.Struct], name: str) -> type[Part] | None:
    """The part of which a field holds a list."""
    held = _held(kind, name)
    return part_in(held.item_type) if isinstance(held, types.VarTupleType) else None


def _held(kind: type[msgspec.Struct], name: str) -> types.Type | None:
    held = next((one.type for one in struct_of(kind).fields if one.name == name), None)
    while isinstance(held, types.Metadata | types.UnionType):
        held = held.type if isinstance(held, types.Metadata) else held.types[0]
    return held


def part_in(kind: types.Type) -> type[Part] | None:
    """The part that a type is, when it is one."""
    while isinstance(kind, types.Metadata):
        kind = kind.type
    return kind.cls if isinstance(kind, types.StructType) and issubclass(kind.cls, Part) else None


@cache
def spellings(kind: type[msgspec.Struct]) -> Mapping[str, str]:
    """Both spellings of every key → the English name."""
    return {word: one.name for one in fields_of(kind).values() for word in (one.dutch, one.name)}


def words_of(kind: types.Type) -> Iterator[str]:
    """The words a field is limited to, for the reference."""
    while isinstance(kind, types.Metadata):
        kind = kind.type
    if isinstance(kind, types.UnionType | types.CustomType):
        for one in getattr(kind, "types", ()):
            yield from words_of(one)
    elif isinstance(kind, types.VarTupleType):
        yield from words_of(kind.item_type)
    elif isinstance(kind, types.LiteralType):
        yield from (str(one) for one in kind.values)
