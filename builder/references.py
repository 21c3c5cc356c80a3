"""What records refer to, found by walking the types of the model once."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter, is_
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import msgspec
import msgspec.inspect as types

from .fields import struct_of

# Gives the id a text leads to; takes the field path, what is referred to ("skills", "organisations") and the text.
# None takes the reference out.
T = TypeVar("T", bound=msgspec.Struct)
Find = Callable[[str, str, str], str | None]
Sure = Mapping[str, frozenset[str]]  # what is referred to ("skills") → its ids
NONE: frozenset[str] = frozenset()
NOTHING: Sure = MappingProxyType({})


class Slot(NamedTuple):
    """A field that refers to something, itself or in its parts."""

    name: str
    to: str  # "" when the references are inside the parts
    many: bool
    parts: tuple["Slot", ...] = ()


@cache
def slots(kind: type[msgspec.Struct], only: frozenset[str] | None = None) -> tuple[Slot, ...]:
    """The fields of a kind that hold references, to anything or only to some."""
    return tuple(slot for one in struct_of(kind).fields for slot in _slot(one.name, one.type, only))


def _slot(name: str, kind: types.Type, only: frozenset[str] | None) -> Iterator[Slot]:
    to, many = "", False
    while not isinstance(kind, types.StrType | types.StructType):
        match kind:
            case types.Metadata():
                to = (kind.extra or {}).get("ref", to)
                kind = kind.type
            case types.UnionType():
                kind = next(one for one in kind.types if not isinstance(one, types.NoneType))
            case types.VarTupleType():
                kind, many = kind.item_type, True
            case _:
                return
    if isinstance(kind, types.StructType):
        parts = slots(kind.cls, only)
        if parts:
            yield Slot(name, "", many, parts)
    elif to and (only is None or to in only):
        yield Slot(name, to, many)


def settled(record: T, find: Find, only: frozenset[str] | None = None, sure: Sure = NOTHING) -> T:
    """The record with every reference as `find` settles it; the same record when nothing changes.

    `sure` holds the ids that stand for themselves, so that most records need no asking.
    """
    fields = slots(type(record), only)
    if _is_sure(record, fields, sure):
        return record
    new: T = _settled(record, fields, "", find)
    return new


def refers(record: msgspec.Struct, only: frozenset[str]) -> bool:
    """Whether a record refers to anything of these."""
    return not _is_sure(record, slots(type(record), only), NOTHING)


def _is_sure(record: Any, fields: tuple[Slot, ...], sure: Sure) -> bool:
    for name, to, many, parts in fields:
        now = getattr(record, name)
        if not now:
            continue
        if parts:
            for inner in parts:
                if not _are_sure(now if many else (now,), inner, sure):
                    return False
        elif not sure.get(to, NONE).issuperset(now if many else (now,)):
            return False
    return True


def _are_sure(parts: tuple[Any, ...], slot: Slot, sure: Sure) -> bool:
    """Whether a field refers in all parts of a list to what there is: looked at together, since most lists are long."""
    name, to, many, inner = slot
    if inner:
        return all(_is_sure(one, (slot,), sure) for one in parts)
    said = map(attrgetter(name), parts)
    return sure.get(to, NONE).issuperset(chain.from_iterable(said) if many else filter(None, said))


def _settled(record: Any, fields: tuple[Slot, ...], at: str, find: Find) -> Any:
    changes: dict[str, Any] = {}
    for name, to, many, parts in fields:
        now = getattr(record, name)
        if not now:
            continue
        if many:
            new: Any = _settled_many(now, to, parts, at + name, find)
        elif parts:
            new = _settled(now, parts, f"{at}{name}.", find)
        else:
            new = find(at + name, to, now)
        if new is not now:
            changes[name] = new
    return msgspec.structs.replace(record, **changes) if changes else record


def _settled_many(now: tuple[Any, ...], to: str, parts: tuple[Slot, ...], at: str, find: Find) -> tuple[Any, ...]:
    if parts:
        new = [_settled(one, parts, f"{at}[{n}].", find) for n, one in enumerate(now)]
    else:
        new = [find(f"{at}[{n}]", to, one) for n, one in enumerate(now)]
    if all(map(is_, new, now)):
        return now
    return tuple(dict.fromkeys(one for one in new if one is not None))
