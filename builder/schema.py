"""JSON Schemas of what people may write, for editors and forms: made from the same types that read the files.

A schema knows the canonical spelling of keys and choices. `check` forgives more (capitals, "jan 2026", a missing
hyphen) and also looks at what a schema cannot: whether dates are in order, whether a reference leads somewhere.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec
import msgspec.inspect as types

from . import model, own
from .fields import Field, fields_of, struct_of
from .model import Link, Part, Record
from .phrases import Phrases
from .settings import OwnField, Settings
from .spelling import CHOICES, LANGUAGE_NAMES, LEVELS, SHORT
from .vocabulary import Vocabulary

Schema = dict[str, Any]
Spelling = Literal["nl", "en"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[str, type[Part | Record]] = {
    **{kind.__name__.lower(): kind for kind in model.KINDS.values()},
    "term": model.Term,
    "settings": Settings,
}


FOLDERS = {kind.__name__.lower(): folder for folder, kind in model.KINDS.items()}


class Wording(NamedTuple):
    """How the schemas of one document are worded, and what was met on the way that is described once."""

    language: Spelling | None
    vocabularies: Mapping[str, Vocabulary]
    words: Phrases
    shared: dict[str, Schema]


def schema(
    kind: str,
    language: Spelling | None = None,
    vocabularies: Mapping[str, Vocabulary] = {},
    words: Mapping[str, str] = {},
    settings: Settings | None = None,
) -> Schema:
    """What the front matter of a kind may hold, in the keys and choices of one language or of both.

    `vocabularies` give examples of terms; `words` (`help.<kind>.<field>`) the sentence for each field; `settings` the
    fields of a network's own.
    """
    wording = Wording(language, vocabularies, words, {})
    whole = _mapping_of(KINDS[kind], wording)
    if settings is not None and kind in FOLDERS:
        whole["properties"] |= _own(own.own_fields(settings, FOLDERS[kind]), settings.language, wording)
    about = {"title": kind, "description": KINDS[kind].__doc__}
    return {"$schema": DIALECT, **about, **whole, "$defs": dict(sorted(wording.shared.items()))}


def keys(field: Field, language: Spelling | None) -> tuple[str, ...]:
    """How a key is spelled: in one language, or Dutch first and then English."""
    spelled = {"nl": field.dutch, "en": field.name}
    return (spelled[language],) if language else tuple(dict.fromkeys(spelled.values()))


def help_for(kind: type[msgspec.Struct], field: Field, words: Phrases) -> str:
    """The sentence for a field: for this kind, for the kind it comes from, else the one of the model."""
    names = (f"help.{one.__name__.lower()}.{field.name}" for one in kind.__mro__)
    sentence = next((words[name] for name in names if name in words), field.sentence)
    return sentence[0].upper() + sentence[1:] + ("" if sentence.endswith((".", "?", "!")) else ".")


def _own(fields: own.Own, language: str, wording: Wording) -> Schema:
    """The network's own fields, each with its name in the language of the network."""
    return {one.key: {"title": own.label_of(one, language), **_own_value(one, wording)} for one in fields.values()}


def _own_value(one: OwnField, wording: Wording) -> Schema:
    """What may stand in a field of the network's own: one value or a list of them, or nothing yet."""
    if one.type == "text":
        return {}
    terms = wording.vocabularies.get(one.vocabulary or "")
    item: Schema = {
        "number": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]{1,6}$"}]},
        "date": dict(DATE),
        "yes-no": {"enum": [True, False, *_spelled(["yes", "no"], wording)]},
        "link": {"type": "string", "format": "uri"},
        "term": {"type": "string", **({"examples": list(terms.terms)} if terms else {})},
    }[one.type]
    return {"anyOf": [item, {"type": "array", "items": item}, {"type": "null"}]}


# Mappings -------------------------------------------------------------------------------------------------------------


def _mapping_of(kind: type[Part | Record], wording: Wording) -> Schema:
    """A mapping with the fields of a kind."""
    needed = [keys(field, wording.language) for field in fields_of(kind).values() if field.required]
    spelled: Schema = {
        "type": "object",
        "properties": {
            key: _field(kind, field, key, wording)
            for field in fields_of(kind).values()
            for key in keys(field, wording.language)
        },
        "additionalProperties": False,
    }
    if issubclass(kind, Record):
        spelled["patternProperties"] = {"^x[-_]": {}}
    if alone := [spellings[0] for spellings in needed if len(spellings) == 1]:
        spelled["required"] = alone
    if either := [spellings for spellings in needed if len(spellings) > 1]:
        spelled["allOf"] = [{"oneOf": [{"required": [key]} for key in spellings]} for spellings in either]
    return spelled


def _field(kind: type[Part | Record], field: Field, key: str, wording: Wording) -> Schema:
    title = key.replace("_", " ").capitalize()
    sentence = help_for(kind, field, wording.words)
    value = _value(types_of(kind)[field.name], wording)
    return {"title": title, "description": sentence, **(_something(value) if field.required else _or_nothing(value))}


def _something(value: Schema) -> Schema:
    """The same, where an empty text is not enough."""
    return {**value, "minLength": 1} if "maxLength" in value else value


def _or_nothing(value: Schema) -> Schema:
    """The same, or a key with nothing behind it."""
    if "enum" in value:
        return {**value, "enum": [*value["enum"], None]}
    if isinstance(value.get("type"), list):
        return {**value, "type": [*value["type"], "null"]}
    if "anyOf" in value:
        return {**value, "anyOf": [*value["anyOf"], {"type": "null"}]}
    return {"anyOf": [value, {"type": "null"}]}


@cache
def types_of(kind: type[msgspec.Struct]) -> Mapping[str, types.Type]:
    """The types of the fields of a kind, by English name."""
    return {one.name: one.type for one in struct_of(kind).fields}


# Values, made from the types ------------------------------------------------------------------------------------------


def _value(kind: types.Type, wording: Wording, extra: Mapping[str, Any] = {}) -> Schema:  # noqa: C901  # a row per type
    """What may be written for a value of this type."""
    match kind:
        case types.Metadata():
            return _value(kind.type, wording, {**extra, **(kind.extra or {})})
        case types.UnionType():
            return _value(next(one for one in kind.types if not isinstance(one, types.NoneType)), wording, extra)
        case types.VarTupleType():
            return _many(kind.item_type, wording)
        case types.StructType() if issubclass(kind.cls, Part):
            return _part(kind.cls, wording)
        case types.DictType():
            return _words_by_key(kind, wording)
        case types.LiteralType():
            return {"enum": _spelled([str(one) for one in kind.values], wording)}
        case types.BoolType():
            return {"enum": [True, False, *_spelled(["yes", "no"], wording)]}
        case types.DateType():
            return dict(DATE)
        case types.IntType():
            return _number(kind, extra.get("as", ""))
        case types.StrType():
            return _text(kind, wording, extra)
    raise TypeError(kind)


def _many(item: types.Type, wording: Wording) -> Schema:
    """A list; one value alone, or a mapping of short forms, will do."""
    one = _value(item, wording)
    part = part_in(item)
    if part is None:
        single = one if "enum" in one else {"allOf": [one, {"pattern": "^[^,;\\n]*$"}]}
        return {"anyOf": [{"type": "array", "items": one}, single]}
    ways: list[Schema] = [{"type": "array", "items": one}, one]
    if len(SHORT.get(part, ())) > 1:
        ways.append(_pairs(part, wording))
    return {"anyOf": ways}


def part_in(kind: types.Type) -> type[Part] | None:
    """The part that a type stands for, if it does."""
    while isinstance(kind, types.Metadata):
        kind = kind.type
    return kind.cls if isinstance(kind, types.StructType) and issubclass(kind.cls, Part) else None


def _part(kind: type[Part], wording: Wording) -> Schema:
    """A part: in its short forms, or with its own fields."""
    if kind.__name__ not in wording.shared:
        wording.shared[kind.__name__] = {}  # known before it is made, for a part may hold its own kind
        wording.shared[kind.__name__] = _forms(kind, wording)
    return _shared(kind.__name__)


def _shared(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _forms(kind: type[Part], wording: Wording) -> Schema:
    short = SHORT.get(kind, ())
    full = _mapping_of(kind, wording)
    if not short:
        return full
    ways = [_value(types_of(kind)[short[0]], wording)]
    if len(short) > 1:
        ways.append({**_pairs(kind, wording), "maxProperties": 1})
    return {"anyOf": [*ways, full]}


def _pairs(kind: type[Part], wording: Wording) -> Schema:
    """A mapping of short forms, `text: other`, without the keys of the part."""
    first, second = SHORT[kind]
    own = [key for field in fields_of(kind).values() for key in keys(field, None)]
    behind = first if kind is Link else second
    value = _value(types_of(kind)[behind], wording)
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"not": {"enum": own}},
        "additionalProperties": value if kind is Link else _or_nothing(value),
    }


def _words_by_key(kind: types.DictType, wording: Wording) -> Schema:
    """A mapping with keys of the writer's own. Where it holds texts, one text stands for the language of the site."""
    value = _value(kind.value_type, wording)
    by_key: Schema = {"type": "object", "additionalProperties": value}
    return {"anyOf": [value, by_key]} if "maxLength" in value else by_key


# Scalars. An editor takes 2021 and 60 for numbers, a file is read as text: both are good here. ------------------------

MONTH, DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
DATE: Schema = {"type": ["string"], "pattern": f"^[0-9]{{4}}-{MONTH}-{DAY}$", "examples": ["2026-03-31"]}
LINE: Schema = {"type": ["string", "number"]}
LEVEL: Schema = {"enum": [*range(1, 6), *map(str, range(1, 6)), *LEVELS]}
UNITS = {"percentage": " ?(%|procent|percent)?", "hours": " ?(u|uur|uren|h|hours?)?( ?(per|p/|/) ?(week|w))?"}
TEXTS: Mapping[str, Schema] = {
    "moment": {
        "type": ["string", "integer"],
        "pattern": f"^(19|20|21)[0-9]{{2}}(-{MONTH}(-{DAY})?)?$",
        "minimum": 1900,
        "maximum": 2199,
        "examples": ["2021", "2021-03", "2021-03-31"],
    },
    "mail": {"type": ["string"], "pattern": r"^(mailto:)?[^\s@]+@[^\s@]+$"},
    "web": {"type": ["string"], "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$", "examples": ["https://www.example.org/"]},
    "place": {"type": ["string"], "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"},
    "file": {"type": ["string"], "pattern": r"^[^./\\][^/\\]*$"},
    "asset": {"type": ["string"], "pattern": "^[A-Za-z0-9_-][A-Za-z0-9._-]*$"},
    "clock": {"type": ["string"], "pattern": "^([01]?[0-9]|2[0-3])[:.][0-5][0-9]( ?(u|uur))?$", "examples": ["09:30"]},
    "login": {"type": ["string", "integer"], "pattern": "^@?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$"},
}
LANGUAGE: Schema = {
    "anyOf": [
        {"type": ["string"], "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
        {"enum": [*LANGUAGE_NAMES]},
    ],
    "examples": ["nl", "fy", "en", "de"],
}


def _number(kind: types.IntType, how: str) -> Schema:
    """A whole number, with its unit if the writer likes."""
    if how == "level":
        return dict(LEVEL)
    limits = {"minimum": kind.ge, "maximum": kind.le}
    written: Schema = {"type": ["integer", "string"], "pattern": f"^[0-9]{{1,6}}{UNITS.get(how, '')}$"}
    return written | {name: limit for name, limit in limits.items() if limit is not None}


def _text(kind: types.StrType, wording: Wording, extra: Mapping[str, Any]) -> Schema:
    """A text. What refers to a list of the network names its terms, and takes other words too."""
    if extra.get("as") == "language":
        wording.shared["Language"] = LANGUAGE
        return _shared("Language")
    text = dict(TEXTS.get(extra.get("as", ""), LINE))
    if kind.max_length is not None:
        text["maxLength"] = kind.max_length
    vocabulary = wording.vocabularies.get(extra.get("ref", ""))
    if vocabulary is None or not vocabulary.terms:
        return text
    wording.shared[vocabulary.name] = {**text, "examples": [*vocabulary.terms]}
    return _shared(vocabulary.name)


def _spelled(choices: Iterable[str], wording: Wording) -> list[str]:
    """Choices in one language, or in both: Dutch first."""
    english = in_order(choices)
    spellings = {"nl": [CHOICES.get(one, one) for one in english], "en": english}
    both = spellings[wording.language] if wording.language else [*spellings["nl"], *spellings["en"]]
    return list(dict.fromkeys(both))


def in_order(choices: Iterable[str]) -> list[str]:
    """Choices in the order of the model, for the types themselves know them by the alphabet."""
    order = {word: place for place, word in enumerate(CHOICES)}
    return sorted(choices, key=lambda one: (order.get(one, -1), one))
