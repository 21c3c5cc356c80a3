"""The keys of a mapping: each fills the field that it names, and one that is unknown, said twice or missing is told."""

import difflib
from collections.abc import Mapping
from functools import cache, partial
from typing import Any, NamedTuple

import msgspec
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from .fields import Field, fields_of, spellings
from .model import Part, Record
from .places import path_in
from .problems import problem
from .reading import Reader, Reading, clear, shortened
from .spelling import PRIVATE_KEYS, key_of


class Key(NamedTuple):
    """A key that is known: the field that it fills, and how what stands there is read."""

    name: str
    read: Reader


def values_of(
    node: Node, at: int, reading: Reading, kind: type[msgspec.Struct], known: Mapping[str, Key]
) -> dict[str, Any] | None:
    """The values of a mapping's fields; None when one that is required is missing or wrong."""
    if not isinstance(node, MappingNode):
        reading.amiss(node, at, "not-a-mapping" if at else "not-keys", values=example_of(kind))
        return None
    spots = reading.spots
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    first: dict[str, Node] = {}  # each key as it was first met
    spoken = cache(partial(_spoken, node, kind))
    for key, value in node.value:
        field = known.get(key.value) if isinstance(key, ScalarNode) else None
        written = key.value if field else key_text(key)
        field = field or known.get(key_of(written))
        name = field.name if field else key_of(written)
        if field and name not in first:
            first[name] = key
            spots.append((at, name, written, value.start_mark))
            got = field.read(value, len(spots) - 1, reading)
            if got is not None:
                values[name] = got
            continue
        spot = reading.spot(key, at, field.name if field else written, written)
        if name in first:
            reading.amiss(key, spot, "key-twice", first=reading.line(first[name]))
            continue
        first[name] = key
        if name.startswith("x_") and issubclass(kind, Record):
            extra[written] = _plain(value, spot, reading)
        else:
            _unknown(key, spot, name, reading, spoken())
    if extra:
        values["extra"] = extra
    return values if is_complete(node, at, kind, values, reading) else None


@cache
def _required(kind: type[msgspec.Struct]) -> Mapping[str, Field]:
    return {one.name: one for one in fields_of(kind).values() if one.required}


def is_complete(node: Node, at: int, kind: type[msgspec.Struct], values: Mapping[str, Any], reading: Reading) -> bool:
    """Whether all that is required is there; says so when a field is missing, not when it was wrong."""
    required = _required(kind)
    if required.keys() <= values.keys():
        return True
    missing = [one for one in required.values() if one.name not in values]
    spots = {spot[1]: at + n for n, spot in enumerate(reading.spots[at:]) if spot[0] == at}
    wrong = {one.field for one in reading.problems}
    for one in missing:
        there = spots.get(one.name)
        if there is None and path_in(reading.path_of(at), one.name) in reading.meant:
            continue  # it is there, misspelt, and that was said
        if there is None:
            reading.amiss(node, at, "missing", values=_told(kind, one))
            continue
        written, mark = reading.written(there), reading.spots[there][3]
        if not any(field == written or field.startswith((written + ".", written + "[")) for field in wrong):
            line, told = reading.first_line + mark.line + 1, _told(kind, one)
            reading.problems.append(problem(reading.path, line, mark.column + 1, "empty-field", told, field=written))
    return False


def example_of(kind: type[msgspec.Struct]) -> Mapping[str, object]:
    """A field to begin with, in its two spellings."""
    fields = fields_of(kind).values()
    one = next((one for one in fields if one.required), next(iter(fields)))
    return {"example": one.dutch, "example_en": one.name}


def _told(kind: type[msgspec.Struct], one: Field) -> Mapping[str, object]:
    """What can be said of a field: its two spellings, and where its sentence stands in the locales."""
    return {
        "name": one.dutch, "key": one.name, "help": f"{kind.__name__.lower()}.{one.name}", "sentence": one.sentence,
    }  # fmt: skip


def _unknown(key: Node, at: int, plain: str, reading: Reading, words: Mapping[str, str]) -> None:
    if plain == "<<":
        reading.amiss(key, at, "yaml-merge")
    elif plain in PRIVATE_KEYS:
        reading.amiss(key, at, "private-key", key=plain)
    else:
        near = difflib.get_close_matches(plain, words, 1, 0.6)
        if near:
            reading.meant.add(path_in(reading.path_of(reading.spots[at][0]), words[near[0]]))
        code = "unknown-key-near" if near else "unknown-key"
        reading.amiss(key, at, code, key=shortened(key_text(key)), near="".join(near))


def _spoken(node: MappingNode, kind: type[msgspec.Struct]) -> Mapping[str, str]:
    """The keys of a kind in the language that a mapping is written in; in both when that cannot be told."""
    given, fields = {key_of(key_text(key)) for key, _ in node.value}, fields_of(kind).values()
    dutch, english = {one.dutch for one in fields}, {one.name for one in fields}
    lean = len(given & dutch - english) - len(given & english - dutch)
    chosen = dutch if lean > 0 else english if lean < 0 else dutch | english
    return {word: name for word, name in spellings(kind).items() if word in chosen}


def has_own_keys(node: MappingNode, kind: type[Part]) -> bool:
    """Whether a mapping is written with the fields of a part, rather than in its short form."""
    return not spellings(kind).keys().isdisjoint([key_of(str(key.value)) for key, _ in node.value])


def keys_once(node: Node, at: int, reading: Reading) -> None:
    """Tells of a key that stands in a mapping twice."""
    first: dict[str, int] = {}
    for key, _ in node.value:
        name = key_text(key)
        if name in first:
            reading.amiss(key, at, "key-twice", first=first[name])
        first.setdefault(name, reading.line(key))


def key_text(key: Node) -> str:
    """A key as it was written; a list or a mapping is no key that anybody means."""
    return clear(key.value) if isinstance(key, ScalarNode) else "{…}"


def _plain(node: Node, at: int, reading: Reading) -> Any:
    """An `x-…` value as text, lists and mappings."""
    if isinstance(node, SequenceNode):
        return [_plain(one, at, reading) for one in node.value]
    if isinstance(node, ScalarNode):
        return node.value if node.value.isascii() else clear(node.value)
    keys_once(node, at, reading)
    return {key_text(key): _plain(value, at, reading) for key, value in node.value}
