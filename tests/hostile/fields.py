"""Every field that the model knows, with a payload in it: derived, so that a field of tomorrow is attacked too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle, islice
from typing import Any, NamedTuple

import msgspec.inspect as types
import yaml

from builder import model
from builder.fields import fields_of, listed_part_of, part_of, struct_of
from tests import samples
from tests.hostile.payloads import Payload, payloads

Path = tuple[str | int, ...]  # the way to a value in front matter, such as ("skills", 0, "level")
MARK = "HERE-STANDS-A-PAYLOAD"


class Spot(NamedTuple):
    """A place where a payload can stand: the kind of file, and the way to a field; nothing is the body."""

    kind: str
    path: Path


def spots() -> list[Spot]:
    """Every field of every kind, with the fields of its parts; each mapping with keys of the writer; and each body."""
    found = []
    for kind, record in model.KINDS.items():
        found += [Spot(kind, path) for path in ways(record)]
        found += [Spot(kind, ("x-own",)), Spot(kind, ("x-own", "deeper")), Spot(kind, ())]
    return found


def ways(kind: type[Any]) -> Iterator[Path]:
    """The way to each field of a kind, to the first item of each list, and to what a mapping has under some key."""
    for name in fields_of(kind):
        yield (name,)
        part, item = part_of(kind, name), listed_part_of(kind, name)
        yield from ((name, *inner) for inner in (ways(part) if part else ()))
        yield from ((name, 0, *inner) for inner in (ways(item) if item else ()))
        held = _bare(next(one.type for one in struct_of(kind).fields if one.name == name))
        if isinstance(held, types.VarTupleType) and not item:
            yield (name, 0)
        elif isinstance(held, types.DictType):
            yield (name, "key")


def _bare(held: types.Type) -> types.Type:
    """A type without what is said about it, and without nothing."""
    while isinstance(held, types.Metadata | types.UnionType):
        held = held.type if isinstance(held, types.Metadata) else held.types[0]
    return held


def written(spot: Spot, payload: Payload) -> str:
    """A file of which every field is right, but the one that holds the payload."""
    text = _around(spot)
    if spot.path:
        return text.replace(MARK, payload.yaml)
    return f"{text}\n{payload.text}\n\n[a link]({payload.text}) ![an image]({payload.text})\n"


@cache
def _around(spot: Spot) -> str:
    """The file, with a mark where the payload comes."""
    record = model.KINDS[spot.kind]
    front = dict(_right(record))
    front.pop("aliases", None)  # an earlier address belongs to one file
    front.pop("opens", None)  # beside another ring, the days on which it opens are wrong
    if spot.kind == "profiles":
        front["findable"] = True
    if spot.path:
        _put(front, spot.path, record)
    text = yaml.dump(front, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n\n{samples.BODIES[spot.kind]}\n"


@cache
def _right(record: type[Any]) -> Mapping[str, Any]:
    """Front matter with every field filled in as it should be."""
    return samples.front(record)


def _put(front: dict[str, Any], path: Path, record: type[Any]) -> None:
    """Puts the mark at the end of the way, and around it what must be there."""
    name, *rest = path
    assert isinstance(name, str)
    part, inner = part_of(record, name) or listed_part_of(record, name), rest[1:] if rest[:1] == [0] else rest
    if part is None or not inner:
        front[name] = _nested(rest)
        return
    held = dict(_right(part))
    _put(held, tuple(inner), part)
    front[name] = [held] if rest[0] == 0 else held


def _nested(rest: Sequence[str | int]) -> Any:
    """The mark within as many lists and mappings as the rest of a way says."""
    if not rest:
        return MARK
    return [_nested(rest[1:])] if rest[0] == 0 else {rest[0]: _nested(rest[1:])}


def tries(each: int | None = None, given: Iterable[Spot] | None = None) -> Iterator[tuple[Spot, Payload]]:
    """What is tried where. Every spot gets `each` payloads, in turn, so that each payload comes somewhere; or all."""
    all_of_them = list(payloads())
    turn = cycle(all_of_them)
    for spot in spots() if given is None else given:
        yield from ((spot, one) for one in (all_of_them if each is None else islice(turn, each)))


def by_sort(given: Iterable[Spot] | None = None) -> Iterator[tuple[Spot, Payload]]:
    """One payload of each sort in every spot, each time another one of the sort."""
    sorts: dict[str, list[Payload]] = {}
    for one in payloads():
        sorts.setdefault(one.sort, []).append(one)
    turns: Sequence[Iterator[Payload]] = [cycle(of_sort) for of_sort in sorts.values()]
    for spot in spots() if given is None else given:
        yield from ((spot, next(turn)) for turn in turns)
