"""Located text becomes records, and every mistake on the way becomes a problem.

One walk over the types of `model` builds a reader for each field; there is no second description that could disagree.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

import msgspec
import msgspec.inspect as types
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from . import checks, model, settings
from .markdown import composed, seen
from .model import Part, Record
from .places import Place, Spot, path_in, placed, places_of, written_in
from .problems import Problem, Severity, errors, problem
from .source import Document
from .spelling import CHOICES, PRIVATE_KEYS, SHORT
from .values import READERS, TextError, day, line, number, truth

Reader = Callable[[Node, int, "Reading"], Any]  # at a spot, by its number; None when there is nothing, or nothing good
Choose = Callable[[str], Any]

WORDS = (model.Claim, model.Need, model.LanguageSkill)  # parts that people write as a row of words
BLANK = dict.fromkeys(map(ord, "\u00ad\u3164\uffa0"))  # letters that are only room for another
NOTHING = frozenset({"", "null", "~", "Null", "NULL"})
REPEATED, MOST_REPEATED = 40, 2_000  # letters of a text that may well come again, and how many of those are kept
TEMPLATE_TEXT = re.compile(r"\b(?:ENTER|VUL)\b.*\b(?:HERE|IN)\b|(?i:lorem ipsum)|\{\{.*\}\}|\{%.*%\}")


class Mark(NamedTuple):
    """A place in the YAML of a file, as a node tells its own: line and column count from 0."""

    line: int
    column: int


Marked = tuple[int, str | int, str | None, Any]  # a `Spot` with the mark of a node for its line and column
BEGIN: Marked = (0, "", "", Mark(0, 0))


class Reading(msgspec.Struct):
    """What is gathered while one file is read."""

    path: str
    first_line: int
    problems: list[Problem] = []
    meant: set[str] = set()  # fields that a misspelt key was probably meant to be
    spots: list[Marked] = msgspec.field(default_factory=lambda: [BEGIN])  # the first is the file itself

    def line(self, node: Node) -> int:
        """The line of the file on which a node begins, from 1."""
        line: int = node.start_mark.line
        return self.first_line + line + 1

    def spot(self, node: Node, within: int, step: str | int, written: str | None = None) -> int:
        """Remembers where a value stands and what it is called there; gives the number of the spot."""
        self.spots.append((within, step, written, node.start_mark))
        return len(self.spots) - 1

    def path_of(self, at: int) -> str:
        """The field path of a spot in English, such as skills[0].level."""
        within, step, _, _ = self.spots[at]
        return path_in(self.path_of(within), step) if at else ""

    def written(self, at: int) -> str:
        """The field path of a spot as it was written."""
        within, step, written, _ = self.spots[at]
        return written_in(self.written(within), step, written) if at else ""

    def amiss(
        self,
        node: Node,
        at: int,
        code: str,
        severity: Severity = "error",
        values: Mapping[str, object] = {},
        **more: object,
    ) -> None:
        """Notes a mistake at a node; `at` is the spot it belongs to."""
        line, column = self.line(node), node.start_mark.column + 1
        filled = {**values, **more}
        found = problem(self.path, line, column, code, filled, field=self.written(at), severity=severity)
        self.problems.append(found)


class Made(NamedTuple):
    """What became of one file: a record with the spots of its fields, or nothing, and the problems met.

    A record with an error in it is there too, as far as it could be made, so that its references can be looked at:
    it is `broken`, and is not for showing.
    """

    record: Any
    marked: Sequence[Marked]
    problems: list[Problem]
    first_line: int = 0

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where each field stands, in the file: asked for only when there is something to say."""
        first = self.first_line + 1
        return tuple([(one, step, said, first + at.line, 1 + at.column) for one, step, said, at in self.marked])

    @property
    def broken(self) -> bool:
        """Whether a mistake keeps it off the site."""
        return self.record is None or bool(errors(self.problems))

    @property
    def places(self) -> Mapping[str, Place]:
        """Where each field stands."""
        return places_of(self.spots)


def made(document: Document, kind: type[Record], slug: str, beside: tuple[str, ...] = ()) -> Made:
    """A record of this kind; None when too little is right to make one.

    `beside` names the images in the record's own folder.
    """
    reading = _begun(document)
    values = _fields(document.node, 0, reading, kind)
    reading.spots.append((0, "body", "", Mark(document.body_line - document.first_line - 1, 0)))
    record = None if values is None else kind(slug=slug, body=document.body, **values)
    found = _made(record, reading)
    flaws = list(checks.flaws(record, beside)) if record is not None else []
    if flaws:
        places = found.places
        told = [flaw for flaw in flaws if not any(_is_wrong(at, places, reading) for at in flaw.lacks)]
        reading.problems += placed(document.path, places, told)
    return found


def _made(record: Any, reading: Reading) -> Made:
    return Made(record, reading.spots, reading.problems, reading.first_line)


def _begun(document: Document) -> Reading:
    """The reading of a file of which only the beginning is known."""
    return Reading(document.path, document.first_line)


def made_part(document: Document, kind: type[Part]) -> Made:
    """A mapping without slug and body, such as the settings."""
    reading = _begun(document)
    values = _fields(document.node, 0, reading, kind)
    part = None if values is None else kind(**values)
    broken = any(one.severity == "error" for one in reading.problems)
    return _made(None if broken else part, reading)


def made_terms(document: Document) -> Made:
    """The terms of a vocabulary, each with its place; a bad term is left out and reported."""
    reading = _begun(document)
    if not isinstance(document.node, SequenceNode):
        reading.amiss(document.node, 0, "vocabulary-not-a-list")
        return Made([], (), reading.problems)
    terms = []
    for n, node in enumerate(document.node.value):
        at = reading.spot(node, 0, n, _id_of(node) or None)
        values = _fields(node, at, reading, model.Term)
        if values is not None:
            terms.append((model.Term(**values), (reading.line(node), node.start_mark.column + 1, reading.written(at))))
    return Made(terms, (), reading.problems)


def _id_of(term: Node) -> str:
    """What a term is called in a report."""
    pairs = term.value if isinstance(term, MappingNode) else ()
    return next((str(value.value) for key, value in pairs if _key_text(key) == "id"), "")[:60]


# Fields


class Field(NamedTuple):
    """A field as the reader meets it."""

    name: str
    dutch: str
    sentence: str
    shown: str  # who sees it when the writer says nothing: "public" or "internal"
    required: bool
    read: Reader


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
            found[one.name] = Field(
                one.name, said["title"], said["description"], shown, one.required, _reader(one.type)
            )
    return found


@cache
def part_of(kind: type[msgspec.Struct], name: str) -> type[Part] | None:
    """The part that a field holds, when it holds one and not a list of them."""
    held = _held(kind, name)
    return _struct_of(held) if held else None


@cache
def listed_part_of(kind: type[msgspec.Struct], name: str) -> type[Part] | None:
    """The part of which a field holds a list."""
    held = _held(kind, name)
    return _struct_of(held.item_type) if isinstance(held, types.VarTupleType) else None


def _held(kind: type[msgspec.Struct], name: str) -> types.Type | None:
    held = next((one.type for one in struct_of(kind).fields if one.name == name), None)
    while isinstance(held, types.Metadata | types.UnionType):
        held = held.type if isinstance(held, types.Metadata) else held.types[0]
    return held


@cache
def spellings(kind: type[msgspec.Struct]) -> Mapping[str, str]:
    """Both spellings of every key → the English name."""
    return {word: one.name for one in fields_of(kind).values() for word in (one.dutch, one.name)}


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """A key as people type it, without capitals, spaces and hyphens."""
    return re.sub(r"[\s-]+", "_", unicodedata.normalize("NFC", text).strip().casefold())


def _fields(node: Node, at: int, reading: Reading, kind: type[msgspec.Struct]) -> dict[str, Any] | None:
    """The values of a mapping's fields; None when one that is required is missing or wrong."""
    if not isinstance(node, MappingNode):
        reading.amiss(node, at, "not-a-mapping" if at else "not-keys", values=_example(kind))
        return None
    known, spots = _by_spelling(kind), reading.spots
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    first: dict[str, Node] = {}  # each key as it was first met
    spoken = cache(partial(_spoken, node, kind))
    for key, value in node.value:
        field = known.get(key.value) if isinstance(key, ScalarNode) else None
        written = key.value if field else _key_text(key)
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
    return values if _complete(node, at, kind, values, reading) else None


@cache
def _by_spelling(kind: type[msgspec.Struct]) -> Mapping[str, Field]:
    return {word: fields_of(kind)[name] for word, name in spellings(kind).items()}


@cache
def _required(kind: type[msgspec.Struct]) -> Mapping[str, Field]:
    return {one.name: one for one in fields_of(kind).values() if one.required}


def _complete(node: Node, at: int, kind: type[msgspec.Struct], values: Mapping[str, Any], reading: Reading) -> bool:
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


def _example(kind: type[msgspec.Struct]) -> Mapping[str, object]:
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
        reading.amiss(key, at, code, key=_short(_key_text(key)), near="".join(near))


def _spoken(node: MappingNode, kind: type[msgspec.Struct]) -> Mapping[str, str]:
    """The keys of a kind in the language that a mapping is written in; in both when that cannot be told."""
    given, fields = {key_of(_key_text(key)) for key, _ in node.value}, fields_of(kind).values()
    dutch, english = {one.dutch for one in fields}, {one.name for one in fields}
    lean = len(given & dutch - english) - len(given & english - dutch)
    chosen = dutch if lean > 0 else english if lean < 0 else dutch | english
    return {word: name for word, name in spellings(kind).items() if word in chosen}


def _key_text(key: Node) -> str:
    """A key as it was written; a list or a mapping is no key that anybody means."""
    return _clear(key.value) if isinstance(key, ScalarNode) else "{…}"


def _clear(text: str) -> str:
    """A text composed, without what nobody can see."""
    return composed(seen(text).translate(BLANK)).strip()


def _plain(node: Node, at: int, reading: Reading) -> Any:
    """An `x-…` value as text, lists and mappings."""
    if isinstance(node, SequenceNode):
        return [_plain(one, at, reading) for one in node.value]
    if isinstance(node, ScalarNode):
        return node.value if node.value.isascii() else _clear(node.value)
    found: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key, value in node.value:
        name = _key_text(key)
        if name in found:
            reading.amiss(key, at, "key-twice", first=first[name])
        first.setdefault(name, reading.line(key))
        found[name] = _plain(value, at, reading)
    return found


def _is_wrong(at: str, places: Mapping[str, Place], reading: Reading) -> bool:
    """Whether a field was written and a mistake in it reported: then it is not missed too."""
    written = places.get(at, (0, 0, ""))[2]
    return at in reading.meant or (bool(written) and any(one.field.startswith(written) for one in reading.problems))


# Readers, made from the types


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
    keyed = _struct_of(item)
    # A sentence may hold a comma; a row of skills, forms or names with commas was meant as a list.
    words = keyed in WORDS if keyed else not _is_free_text(item)

    def many(node: Node, at: int, reading: Reading) -> tuple[Any, ...] | None:
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        if isinstance(node, ScalarNode):
            if node.value.strip() in NOTHING:
                return None
            if words and re.search(r"[,;\n]", node.value):
                first, *_ = re.split(r"\s*[,;\n]\s*", node.value.strip())
                reading.amiss(node, at, "list-as-text", value=_short(node.value), first=first)
                return None
        elif isinstance(node, MappingNode) and keyed and not _own_keys(node, keyed):
            nodes = [MappingNode(node.tag, [pair], pair[0].start_mark, pair[1].end_mark) for pair in node.value]
            if keyed not in WORDS:  # of these it is told that they were said twice, in whatever words
                _keys_once(node, at, reading)
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


def _keys_once(node: MappingNode, at: int, reading: Reading) -> None:
    """Tells of a key that stands in a mapping twice."""
    first: dict[str, int] = {}
    for key, _ in node.value:
        name = _key_text(key)
        if name in first:
            reading.amiss(key, at, "key-twice", first=first[name])
        first.setdefault(name, reading.line(key))


def _struct_of(kind: types.Type) -> type[Part] | None:
    while isinstance(kind, types.Metadata):
        kind = kind.type
    return kind.cls if isinstance(kind, types.StructType) and issubclass(kind.cls, Part) else None


def _is_free_text(kind: types.Type) -> bool:
    """Whether any sentence goes, rather than a name or one of a few words."""
    extra = (kind.extra or {}) if isinstance(kind, types.Metadata) else {}
    while isinstance(kind, types.Metadata):
        kind = kind.type
    return isinstance(kind, types.StrType) and not extra


def _own_keys(node: MappingNode, kind: type[Part]) -> bool:
    """Whether a mapping is written with the fields of a part, rather than in its short form."""
    return not spellings(kind).keys().isdisjoint([key_of(str(key.value)) for key, _ in node.value])


def _part(kind: type[Part]) -> Reader:
    """A part: with its own fields, or in a short form (`text`, or `text: other`)."""

    short = SHORT.get(kind, ())

    def part(node: Node, at: int, reading: Reading) -> Any:
        if isinstance(node, ScalarNode):
            if node.value.strip() in NOTHING:
                return None
            if not short:
                reading.amiss(node, at, "not-a-mapping", values=_example(kind))
                return None
            return _filled(kind, {short[0]: node}, node, at, reading)
        if isinstance(node, MappingNode) and len(short) > 1 and len(node.value) == 1 and not _own_keys(node, kind):
            key, value = node.value[0]
            pair = {short[0]: value, short[1]: key} if kind is model.Link else {short[0]: key, short[1]: value}
            return _filled(kind, pair, node, at, reading)
        values = _fields(node, at, reading, kind)
        return None if values is None else kind(**values)

    return part


def _filled(kind: type[Part], given: Mapping[str, Node], node: Node, at: int, reading: Reading) -> Any:
    """A part from the nodes of its short form."""
    values, fields = {}, fields_of(kind)
    for name, value in given.items():
        got = fields[name].read(value, reading.spot(value, at, name), reading)
        if got is not None:
            values[name] = got
    return kind(**values) if _complete(node, at, kind, values, reading) else None


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
            name = _key_text(key)
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
                node, at, "choice-near" if near else "choice", value=_short(text), choices=", ".join(dutch),
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
                node, at, amiss.code, values={"value": _short(text), "low": low, "high": high, **amiss.values}
            )
            return None
        if longest is not None and len(text) > longest:
            reading.amiss(node, at, "too-long", limit=longest, length=len(text))
            return None
        if (low is not None and value < low) or (high is not None and value > high):
            reading.amiss(node, at, "out-of-range", value=_short(text), low=low, high=high)
            return None
        if isinstance(value, str) and _is_template_text(value):
            reading.amiss(node, at, "template-text", "warning", value=_short(text))
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
        text = _clear(text)
    return None if text in NOTHING and not (node.style and text) else text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"


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
