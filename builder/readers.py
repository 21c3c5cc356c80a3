"""A reader for each field, made from its type; there is no second description that could disagree."""

import difflib
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec
import msgspec.inspect as types
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from . import model, settings
from .fields import fields_of, part_in, spellings
from .keys import Key, example_of, has_own_keys, is_complete, key_text, keys_once, values_of
from .model import Part
from .reading import Reader, Reading, clear, shortened
from .spelling import CHOICES, NOTHING, SHORT, WORDS, key_of
from .values import READERS, TextError, day, line, number, truth

Choose = Callable[[str], Any]

REPEATED, MOST_REPEATED = 40, 2_000  # letters of a text that may well come again, and how many of those are kept
TEMPLATE_TEXT = re.compile(r"\b(?:ENTER|VUL)\b.*\b(?:HERE|IN)\b|(?i:lorem ipsum)|\{\{.*\}\}|\{%.*%\}")


@cache
def keys_of(kind: type[msgspec.Struct]) -> Mapping[str, Key]:
    """How what stands at each key of a kind is read, by both spellings of the key."""
    keys = {one.name: Key(one.name, _reader(one.type)) for one in fields_of(kind).values()}
    return {word: keys[name] for word, name in spellings(kind).items()}


def _reader(kind: types.Type, extra: Mapping[str, Any] = {}) -> Reader:  # noqa: C901  # a row per type
    """How a value of this type is read."""
    match kind:
        case types.Metadata():
            return _reader(kind.type, {**extra, **(kind.extra or {})})
        case types.UnionType():
            return _reader(next(one for one in kind.types if not isinstance(one, types.NoneType)), extra)
        case types.VarTupleType():
            return _many(_reader(kind.item_type), kind.item_type)
        case types.StructType() if issubclass(kind.cls, Part):
            return _part(kind.cls)
        case types.DictType():
            return _mapping(_reader(kind.value_type))
        case types.LiteralType():
            return _choice(tuple(str(one) for one in kind.values))
        case types.BoolType():
            return _scalar(truth)
        case types.DateType():
            return _scalar(day)
        case types.IntType():
            return _scalar(READERS.get(extra.get("as", ""), number), low=kind.ge, high=kind.le)
        case types.StrType():
            return _scalar(READERS.get(extra.get("as", ""), line), longest=kind.max_length)
    raise TypeError(kind)


def _many(read: Reader, item: types.Type) -> Reader:
    """A list. One value alone is a list of one; a mapping lists short forms."""
    keyed = part_in(item)
    # A sentence may hold a comma; a row of skills, forms or names with commas was meant as a list.
    words = keyed in WORDS if keyed else not _is_free_text(item)

    def many(node: Node, at: int, reading: Reading) -> tuple[Any, ...] | None:
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        if isinstance(node, ScalarNode):
            if node.value.strip() in NOTHING:
                return None
            if words and re.search(r"[,;\n]", node.value):
                first, *_ = re.split(r"\s*[,;\n]\s*", node.value.strip())
                reading.amiss(node, at, "list-as-text", value=shortened(node.value), first=first)
                return None
        elif isinstance(node, MappingNode) and keyed and not has_own_keys(node, keyed):
            nodes = [MappingNode(node.tag, [pair], pair[0].start_mark, pair[1].end_mark) for pair in node.value]
            if keyed not in WORDS:  # of these it is told that they were said twice, in whatever words
                keys_once(node, at, reading)
        found, spots = [], reading.spots
        for n, one in enumerate(nodes):
            spots.append((at, n, None, one.start_mark))
            if isinstance(one, ScalarNode) and one.value.strip() in NOTHING:
                continue
            got = read(one, len(spots) - 1, reading)
            if got is not None:
                found.append(got)
        return tuple(found) if found or not nodes else None  # `[]` says that there are none, also where some are usual

    return many


def _is_free_text(kind: types.Type) -> bool:
    """Whether any sentence goes, rather than a name or one of a few words."""
    extra = (kind.extra or {}) if isinstance(kind, types.Metadata) else {}
    while isinstance(kind, types.Metadata):
        kind = kind.type
    return isinstance(kind, types.StrType) and not extra


def _part(kind: type[Part]) -> Reader:
    """A part: with its own fields, or in a short form (`text`, or `text: other`)."""

    short = SHORT.get(kind, ())

    def part(node: Node, at: int, reading: Reading) -> Any:
        if isinstance(node, ScalarNode):
            if node.value.strip() in NOTHING:
                return None
            if not short:
                reading.amiss(node, at, "not-a-mapping", values=example_of(kind))
                return None
            return _filled(kind, {short[0]: node}, node, at, reading)
        if isinstance(node, MappingNode) and len(short) > 1 and len(node.value) == 1 and not has_own_keys(node, kind):
            key, value = node.value[0]
            pair = {short[0]: value, short[1]: key} if kind is model.Link else {short[0]: key, short[1]: value}
            return _filled(kind, pair, node, at, reading)
        values = values_of(node, at, reading, kind, keys_of(kind))
        return None if values is None else kind(**values)

    return part


def _filled(kind: type[Part], given: Mapping[str, Node], node: Node, at: int, reading: Reading) -> Any:
    """A part from the nodes of its short form."""
    values, keys = {}, keys_of(kind)
    for name, value in given.items():
        got = keys[name].read(value, reading.spot(value, at, name), reading)
        if got is not None:
            values[name] = got
    return kind(**values) if is_complete(node, at, kind, values, reading) else None


# What could stand in a mapping with keys of the writer's own, in both spellings.
EXAMPLES = {
    "field_visibility": ("plaats", "place"), "label": ("nl", "nl"), "incompatible": ("politie", "police"),
    "required": ("profielen", "profiles"),
    **dict.fromkeys(("skills", "fields", "strengths"), ("plannen", "planning")),
    "forms": ("detachering", "secondment"), "regions": ("vechtstreek", "vechtstreek"),
    "organisations": ("gemeente-nieuw-vechten", "gemeente-nieuw-vechten"),
}  # fmt: skip


EMPTY_TOO = frozenset(settings.Crosswalk.__struct_fields__)  # there an empty word says that we have none


def _mapping(read: Reader) -> Reader:
    """A mapping with keys of the writer's own; one text alone stands for the language of the site."""

    def mapping(node: Node, at: int, reading: Reading) -> dict[str, Any] | None:
        field = str(reading.spots[at][1])
        example, example_en = EXAMPLES[field]
        if isinstance(node, ScalarNode):
            if node.value.strip() in NOTHING:
                return None
            if field != "label":
                reading.amiss(node, at, "not-a-mapping", example=example, example_en=example_en)
                return None
            got = read(node, at, reading)
            return None if got is None else {"": got}
        if not isinstance(node, MappingNode):
            reading.amiss(node, at, "not-a-mapping", example=example, example_en=example_en)
            return None
        values: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key, value in node.value:
            name = key_text(key)
            spot = reading.spot(value, at, name, name)
            if name in first:
                reading.amiss(key, spot, "key-twice", first=first[name])
                continue
            first[name] = reading.line(key)
            got = read(value, spot, reading)
            if got is not None:
                values[name] = got
            elif field in EMPTY_TOO and isinstance(value, ScalarNode) and not value.value.strip():
                values[name] = ""
        return values if values or not node.value else None  # `{}` says that there are none, as `[]` does

    return mapping


def _choice(words: tuple[str, ...]) -> Reader:
    """One of a few words, in either spelling."""
    order = {word: n for n, word in enumerate(CHOICES)}
    words = tuple(sorted(words, key=lambda word: order.get(word, -1)))
    known = {key_of(spelled): word for word in words for spelled in (CHOICES.get(word, word), word)}
    dutch = [CHOICES.get(word, word) for word in words]

    def choice(node: Node, at: int, reading: Reading) -> str | None:
        if isinstance(node, ScalarNode) and (found := known.get(node.value)) is not None:
            return found
        text = _scalar_text(node, at, reading)
        if text is None:
            return None
        found = known.get(key_of(text))
        if found is None:
            near = difflib.get_close_matches(key_of(text), list(known), 1, 0.6)
            meant = known[near[0]] if near else ""
            reading.amiss(
                node, at, "choice-near" if near else "choice", value=shortened(text), choices=", ".join(dutch),
                near=CHOICES.get(meant, meant), choices_en=", ".join(words), near_en=meant,
            )  # fmt: skip
        return found

    return choice


def _scalar(choose: Choose, *, low: int | None = None, high: int | None = None, longest: int | None = None) -> Reader:
    """A single text made into a value, within its limits."""

    good: dict[str, Any] = {}  # what short texts became: the same words stand in file after file

    def scalar(node: Node, at: int, reading: Reading) -> Any:
        if isinstance(node, ScalarNode) and (value := good.get(node.value)) is not None:
            return value
        text = _scalar_text(node, at, reading)
        if text is None:
            return None
        try:
            value = choose(text)
        except TextError as amiss:
            reading.amiss(
                node, at, amiss.code, values={"value": shortened(text), "low": low, "high": high, **amiss.values}
            )
            return None
        if longest is not None and len(text) > longest:
            reading.amiss(node, at, "too-long", limit=longest, length=len(text))
            return None
        if (low is not None and value < low) or (high is not None and value > high):
            reading.amiss(node, at, "out-of-range", value=shortened(text), low=low, high=high)
            return None
        if isinstance(value, str) and _is_template_text(value):
            reading.amiss(node, at, "template-text", "warning", value=shortened(text))
        elif len(node.value) <= REPEATED and len(good) < MOST_REPEATED and text not in NOTHING:
            good[node.value] = value
        return value

    return scalar


def _is_template_text(text: str) -> bool:
    """Whether a text was left as it stood in the template; most are told apart without looking at every letter."""
    may = "{" in text or "ENTER" in text or "VUL" in text or "psum" in text.lower()
    return may and TEMPLATE_TEXT.search(text) is not None


def _scalar_text(node: Node, at: int, reading: Reading) -> str | None:
    if not isinstance(node, ScalarNode):
        code = "list-for-one" if isinstance(node, SequenceNode) else "mapping-for-one"
        reading.amiss(node, at, code)
        return None
    text = node.value.strip()
    if not text.isascii():
        text = clear(text)
    return None if text in NOTHING and not (node.style and text) else text
