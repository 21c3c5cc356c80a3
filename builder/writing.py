"""Writing a content file: the one way this project does it, so that files of many hands look alike.

The rules, for whoever writes the same in another language; the bytes must be the same too.

The file
    A line `---`, the rows of the fields, a line `---`. When there is a body: an empty line, the body without the line
    ends around it, a line end. Lines end in `\\n`, and no line is wrapped.
Fields
    In the order of the model: what a kind has of its own comes before what every record has (`slots` gives them so).
    Last come the keys that begin with `x-`, in the order given. Keys and choices are spelled in Dutch when the language
    is `nl` and in English otherwise. Nothing, an empty text, and a list or mapping without anything in it are left out;
    `False` and 0 are not nothing.
Lists, parts and mappings
    `key:` and below it, two spaces further, `- ` before each item, or a row for each field.
    A part with nothing but the first field of its short form (`spelling.SHORT`) is written as that text alone, unless
    that is null, Null, NULL or ~.
    A part of PAIRED with just the two fields of its short form is written `first: second`, a link `label: address`; not
    when the first is longer than 200 characters, or would be read as the name of a field of that part.
    A list of one account is written as that account, unless it has a space, a comma or a semicolon in it.
Values
    True and false are `ja` and `nee`, or `yes` and `no`. A day is 2026-03-31; a percentage 60%.
    A text is composed (NFC). In a field that may have several lines its lines end in `\\n`, other signs for a new line
    are spaces, and WHITE is taken off both ends. In the name of a file a line end becomes a space too, and in any other
    field every run of WHITE becomes one space.
    A text with a line end in it becomes a block: `|`, and each line two spaces further than the key or the dash; an
    empty line stays empty. One that a block cannot hold (UNBLOCKED) is put in quotes.
    Any other text is plain when `is_plain` says so, and else between double quotes. In those `\\`, `"`, the line end
    and the tab become `\\\\`, `\\"`, `\\n` and `\\t`; all else stands as it is. Digits stand plain where the field asks
    for a number, a day or a moment.
    Nothing is mended: what `check` would refuse is written, and `check` refuses it.
    The keys of a mapping, such as the fields in `field_visibility`, keep their spelling and their spaces.
Keys of the network's own (`x-…`)
    A text keeps its spaces. A block that does not end in a line end begins with `|-`; one that ends in more than one is
    put in quotes. An empty text is `""`, an empty list `[]`, an empty mapping `{}`; true and false are `true`, `false`.
Notes
    A row with `# ` above the field, one for each line of the note. The note of a field that has no value stands where
    the field would stand: an example to fill in.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import msgspec
import msgspec.inspect as types

from . import model
from .fields import fields_of, spellings, struct_of, words_of
from .model import Part, Record
from .spelling import CHOICES, SHORT, key_of

Path = tuple[str | int, ...]

# Parts of which two fields go on one line. In others the first is a title: a poor key, and more is soon told of it.
PAIRED = (model.Claim, model.Need, model.LanguageSkill, model.RingOpening, model.Link)
LONGEST_KEY = 200
QUOTED_NOTHING = frozenset({'"null"', '"Null"', '"NULL"', '"~"'})  # which a part in its short form would be read as

WHITE = "\t\n\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
RUN = re.compile(f"[{WHITE}]+")
AROUND = re.compile(rf"\A[{WHITE}]+|[{WHITE}]+\Z")
ENDS = re.compile("\r\n|\r")
SPACES = re.compile("[\u0085\u2028\u2029]")

# What a plain text may not begin with, and not hold.
SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@`=~<.+")
UNPLAIN = re.compile("^[ ]|[ ]$|:[ ]|:$|[ ]#|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# What some reader of YAML would take for something else: nothing, yes or no, a number, a time, a day.
RESEMBLES = re.compile(
    r"null|true|false|yes|no|on|off|y|n|[0-9][0-9_,.:]*(?:e[+-]?[0-9]+)?|0[xob][0-9a-f_]+"
    r"|[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[t ].*)?)?",
    re.IGNORECASE | re.ASCII,
)
UNBLOCKED = re.compile(r"\A[ \n\t]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\n\n\Z")
# Digits that are meant as digits, by what the field asks for.
DIGITS: Mapping[str, re.Pattern[str]] = {
    "number": re.compile("0|[1-9][0-9]*"),
    "date": re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "moment": re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}"),
}


class Row(NamedTuple):
    """A line of the file, and what begins on it: fields and items, the outermost first."""

    text: str
    begins: tuple[Path, ...] = ()


class Slot(NamedTuple):
    """A field as the writer meets it."""

    name: str
    dutch: str
    how: str  # line, text, file, login, moment, date, number, percentage, flag, choice, mapping or part
    many: bool = False
    words: tuple[str, ...] = ()  # of a choice
    part: type[Part] | None = None


# A piece of YAML: a text as it is written, a block of lines, items, or keys with their values.
class Block(NamedTuple):
    sign: str
    lines: tuple[str, ...]


class Items(NamedTuple):
    all: tuple["Piece", ...]


class Pair(NamedTuple):
    name: str
    key: str
    value: "Piece"


class Pairs(NamedTuple):
    all: tuple[Pair, ...]


Piece = str | Block | Items | Pairs


def written(
    kind: type[Record],
    front: Mapping[str, Any],
    body: str = "",
    *,
    language: str = "nl",
    notes: Mapping[str, str] = {},
) -> str:
    """A content file from plain values by English names; reading it gives the same record."""
    return whole(rows(kind, front, language, notes), body)


def whole(head: Iterable[Row], body: str) -> str:
    """A file from the rows of its front matter and its body."""
    front = "".join(f"{one.text}\n" for one in head)
    story = ENDS.sub("\n", body).strip("\n")
    return f"---\n{front}---\n" + (f"\n{story}\n" if story else "")


def rows(
    kind: type[Record | Part], front: Mapping[str, Any], language: str = "nl", notes: Mapping[str, str] = {}
) -> Iterator[Row]:
    """The rows of the front matter, or of a file that is all front matter."""
    filled = {one.name: one for one in _pairs(kind, front, language == "nl").all}
    for name in dict.fromkeys([*(slot.name for slot in slots(kind)), *filled]):
        for line in notes[name].strip("\n").split("\n") if name in notes else ():
            yield Row(f"# {line}".rstrip())
        if name in filled:
            yield from _pair_rows(filled[name], (), "")


# From values to pieces


@cache
def slots(kind: type[msgspec.Struct]) -> tuple[Slot, ...]:
    """The fields of a kind in the order in which they are written: its own first, then what every record has."""
    held = {one.name: one.type for one in struct_of(kind).fields}
    shared = fields_of(Record) if issubclass(kind, Record) else {}
    order = sorted(fields_of(kind).values(), key=lambda field: field.name in shared)
    return tuple(_slot(field.name, field.dutch, held[field.name]) for field in order)


def _slot(name: str, dutch: str, kind: types.Type) -> Slot:
    extra: dict[str, Any] = {}
    many = False
    while isinstance(kind, types.Metadata | types.UnionType | types.VarTupleType):
        if isinstance(kind, types.Metadata):
            extra |= kind.extra or {}
            kind = kind.type
        elif isinstance(kind, types.UnionType):
            kind = next(one for one in kind.types if not isinstance(one, types.NoneType))
        else:
            kind, many, extra = kind.item_type, True, {}
    if isinstance(kind, types.DictType):
        return Slot(name, dutch, "mapping", many, tuple(words_of(kind.value_type)))
    if isinstance(kind, types.StructType) and issubclass(kind.cls, Part):
        return Slot(name, dutch, "part", many, part=kind.cls)
    return Slot(name, dutch, _how(kind, extra.get("as", "")), many, tuple(words_of(kind)))


def _how(kind: types.Type, read_as: str) -> str:
    match kind:
        case types.BoolType():
            return "flag"
        case types.DateType():
            return "date"
        case types.LiteralType():
            return "choice"
        case types.IntType():
            return "percentage" if read_as == "percentage" else "number"
    return read_as if read_as in ("text", "file", "login", "moment") else "line"


def _pairs(kind: type[msgspec.Struct], front: Mapping[str, Any], dutch: bool) -> Pairs:
    """The fields that have a value, and the keys of the network's own."""
    known = {slot.name for slot in slots(kind)}
    own = [key for key in front if key not in known]
    strange = [key for key in own if not key_of(key).startswith("x_") or not issubclass(kind, Record)]
    if strange:
        raise KeyError(f"{kind.__name__} has no field {strange[0]}")
    found = []
    for slot in slots(kind):
        piece = _piece(slot, front.get(slot.name), dutch)
        if piece is not None:
            found.append(Pair(slot.name, slot.dutch if dutch else slot.name, piece))
    found += [Pair(key, _key_token(key), _own(front[key])) for key in own if front[key] is not None]
    return Pairs(tuple(found))


def _piece(slot: Slot, value: Any, dutch: bool) -> Piece | None:
    """The value of a field; None when there is nothing in it."""
    if slot.many and value is not None:
        values = value if isinstance(value, list | tuple) else [value]
        items = tuple(piece for one in values if (piece := _one(slot, one, dutch)) is not None)
        if slot.how == "login" and len(items) == 1 and isinstance(items[0], str) and not re.search("[ ,;]", items[0]):
            return items[0]
        return Items(items) if items else None
    return _one(slot, value, dutch)


def _one(slot: Slot, value: Any, dutch: bool) -> Piece | None:
    """One value: that of a field, or an item of its list."""
    if value is None:
        return None
    if slot.part:
        return _part(slot.part, value, dutch)
    if slot.how == "mapping":
        inner = Slot("", "", "choice" if slot.words else "line", words=slot.words)
        pieces = ((key, _one(inner, one, dutch)) for key, one in value.items())
        pairs = tuple(Pair(key, _key_token(key), piece) for key, piece in pieces if piece is not None)
        return Pairs(pairs) if pairs else None
    if isinstance(value, bool):
        return ("ja" if value else "nee") if dutch else ("yes" if value else "no")
    if isinstance(value, int):
        return f"{value}%" if slot.how == "percentage" else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _text(slot, value, dutch)


def _text(slot: Slot, value: str, dutch: bool) -> Piece | None:
    if slot.how == "text":
        text = AROUND.sub("", _lines(_composed(value)))
        return _block(text, "|") if "\n" in text else _token(text) if text else None
    text = AROUND.sub("", _lines(_composed(value)).replace("\n", " ")) if slot.how == "file" else _line(value)
    if dutch and text in slot.words:
        text = CHOICES.get(text, text)
    digits = DIGITS.get(slot.how)
    return (text if digits and digits.fullmatch(text) else _token(text)) if text else None


def _part(kind: type[Part], value: Mapping[str, Any], dutch: bool) -> Piece | None:
    """A part, in its short form where that says it all."""
    pairs = _pairs(kind, value, dutch).all
    short = SHORT.get(kind, ())
    given = {one.name: one.value for one in pairs}
    if len(pairs) == 1 and pairs[0].name in short[:1] and pairs[0].value not in QUOTED_NOTHING:
        return pairs[0].value
    if kind in PAIRED and set(given) == set(short):
        first, second = ("label", "url") if kind is model.Link else short
        key = _line(str(value[first]))
        if key_of(key) not in spellings(kind) and len(key) <= LONGEST_KEY:
            return Pairs((Pair(first, str(given[first]), given[second]),))
    return Pairs(pairs) if pairs else None


def _own(value: Any) -> Piece:
    """A value of the network's own, as it is."""
    if isinstance(value, Mapping):
        pairs = tuple(Pair(str(key), _key_token(str(key)), _own(one)) for key, one in value.items() if one is not None)
        return Pairs(pairs) if pairs else "{}"
    if isinstance(value, list | tuple):
        items = tuple(_own(one) for one in value if one is not None)
        return Items(items) if items else "[]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    text = _lines(_composed(value))
    return _block(text, "|" if text.endswith("\n") else "|-") if "\n" in text else _token(text)


def _key_token(key: str) -> str:
    """A key of the writer's own."""
    return _token(_lines(_composed(key)))


# Texts


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _lines(text: str) -> str:
    """A text whose lines end as ours do."""
    return SPACES.sub(" ", ENDS.sub("\n", text))


def _line(text: str) -> str:
    """A text on one line."""
    return RUN.sub(" ", _composed(text)).strip(" ")


def _block(text: str, sign: str) -> Piece:
    return _quoted(text) if UNBLOCKED.search(text) else Block(sign, tuple(text.removesuffix("\n").split("\n")))


def _token(text: str) -> str:
    return text if is_plain(text) else _quoted(text)


def is_plain(text: str) -> bool:
    """Whether a text on one line can stand without quotes, and nobody would take it for anything but a text."""
    return bool(text) and text[0] not in SIGNS and not UNPLAIN.search(text) and not RESEMBLES.fullmatch(text)


def _quoted(text: str) -> str:
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(sign, escaped)
    return f'"{text}"'


# From pieces to rows


def _pair_rows(pair: Pair, within: Path, indent: str) -> Iterator[Row]:
    path = (*within, pair.name)
    match pair.value:
        case str():
            yield Row(f"{indent}{pair.key}: {pair.value}", (path,))
        case Block(sign, lines):
            yield Row(f"{indent}{pair.key}: {sign}", (path,))
            yield from _block_rows(lines, indent + "  ")
        case _:
            yield Row(f"{indent}{pair.key}:", (path,))
            yield from _rows(pair.value, path, indent + "  ")


def _rows(piece: Piece, path: Path, indent: str) -> Iterator[Row]:
    match piece:
        case str():
            yield Row(f"{indent}{piece}")
        case Block(sign, lines):
            yield Row(f"{indent}{sign}")
            yield from _block_rows(lines, indent)
        case Pairs(pairs):
            for pair in pairs:
                yield from _pair_rows(pair, path, indent)
        case Items(items):
            for n, item in enumerate(items):
                first, *others = _rows(item, (*path, n), indent + "  ")
                yield Row(f"{indent}- {first.text[len(indent) + 2 :]}", ((*path, n), *first.begins))
                yield from others


def _block_rows(lines: Sequence[str], indent: str) -> Iterator[Row]:
    for line in lines:
        yield Row(indent + line if line else "")
