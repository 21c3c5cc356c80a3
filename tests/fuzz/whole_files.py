"""Whole files of content by the dice: every field of the model, good, nearly good or wild, in every style of YAML.

The fields come from the model itself, so that one that is added tomorrow is tried too.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec.inspect as types
from hypothesis import Phase, settings
from hypothesis import strategies as st

from builder.model import KINDS
from builder.spelling import CHOICES
from tests import samples

Value = Any  # a text, a list of values, or a list of pairs


class File(NamedTuple):
    """A file in the making."""

    kind: str
    front: tuple[tuple[str, Value], ...]
    body: str


def tries(few: int) -> settings:
    """Few tries, always the same ones; with `--hypothesis-profile fuzz` as many as it says, and others each time."""
    usual = settings.default.max_examples <= 100
    many = few if usual else settings.default.max_examples
    phases = [Phase.explicit, Phase.reuse, Phase.generate]  # making a whole file smaller takes minutes
    return settings(max_examples=many, derandomize=usual, deadline=None, phases=phases)


class Pairs(list[Any]):
    """The pairs of a mapping, in their order, a key perhaps twice."""


# Values ---------------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from((
    "drafting", "Zoë van ’t Hoff", "a: b", "a #b", "- a", "no", "0777", "null", "~", "2021", "[a]", "{a}", "'", '"',
    "*a*", "<b>x</b>", "https://example.org/", "javascript:alert(1)", "ana@example.org", "@ana", "{{ a }}", "%", "|",
    "&a", "!a", "\\", ">", "...", "---", "a\nb", " a ", "مرحبا", "日本", "👩‍👩‍👧", "e\u0301", "\u200b", "x" * 300,
    "=1+1",
))  # fmt: skip
ANY_TEXT = WORDS | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WILD = st.recursive(
    ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(ANY_TEXT, inner), max_size=3).map(Pairs),
    max_leaves=6,
)
DAYS = st.dates().map(str)
NEARLY = {
    types.DateType: st.sampled_from(("2026-02-30", "31-03-2026", "31 maart 2026", "2026", "tbd", "9999-12-31")),
    types.IntType: st.sampled_from(("0", "-1", "61", "101", "4,0", "vier", "4 uur", "60 %", "٣", "9" * 30)),
    types.BoolType: st.sampled_from(("misschien", "Ja", "TRUE", "1")),
}  # fmt: skip
READ = {
    "moment": DAYS | st.sampled_from(("2021", "2021-03")), "mail": st.just("ana@example.org"), "login": st.just("ana"),
    "web": st.sampled_from(("https://example.org/a?b=c#d", "http://xn--nxasmq6b.example/", "https://Exämple.org")),
    "place": st.just("https://intranet/a"), "file": st.just("a.jpg"), "asset": st.just("a.png"),
    "clock": st.just("09:30"),
    "language": st.sampled_from(("nl", "Duits", "fy")), "text": st.sampled_from(("One.\n\nTwo.", "# a", "a  \nb")),
}  # fmt: skip


def good(kind: types.Type, extra: Mapping[str, Any] = {}) -> st.SearchStrategy[Value]:  # noqa: C901  # a row per type
    """What a field of this type should hold."""
    match kind:
        case types.Metadata():
            return good(kind.type, {**extra, **(kind.extra or {})})
        case types.UnionType():
            return good(next(one for one in kind.types if not isinstance(one, types.NoneType)), extra)
        case types.VarTupleType():
            return st.lists(values(kind.item_type), max_size=3)
        case types.StructType():
            return part(kind)
        case types.DictType():
            return st.lists(st.tuples(ANY_TEXT, values(kind.value_type)), max_size=2).map(Pairs)
        case types.LiteralType():
            words = [str(one) for one in kind.values]
            return st.sampled_from(words + [CHOICES.get(one, one) for one in words])
        case types.BoolType():
            return st.sampled_from(("ja", "nee", "yes", "no", "true"))
        case types.DateType():
            return DAYS
        case types.IntType():
            low, high = kind.ge or 1, kind.le or 9
            return st.integers(low, high).map(str)
        case types.StrType():
            if "ref" in extra:
                return st.sampled_from(samples.REFERENCE.get(extra["ref"], ("city", "police")))
            return READ.get(extra.get("as", ""), WORDS)
    return ANY_TEXT


def part(kind: types.StructType) -> st.SearchStrategy[Value]:
    """A part, with some of its fields."""
    named = [one for one in kind.fields if one.name in _written(kind)]
    some = st.lists(st.sampled_from(named), max_size=4, unique_by=lambda one: one.name) if named else st.just([])
    needed = [one for one in named if one.required]
    return some.flatmap(
        lambda few: st.tuples(*[field(one) for one in {one.name: one for one in [*needed, *few]}.values()])
    ).map(Pairs)


def values(kind: types.Type) -> st.SearchStrategy[Value]:
    """Mostly what should be there, now and then nearly that, or anything."""
    bare = kind
    while isinstance(bare, types.Metadata | types.UnionType):
        bare = bare.type if isinstance(bare, types.Metadata) else bare.types[0]
    near = NEARLY.get(type(bare), ANY_TEXT)
    return st.integers(0, 9).flatmap(lambda n: WILD if n == 9 else near if n == 8 else good(kind))


def field(one: types.Field) -> st.SearchStrategy[tuple[str, Value]]:
    """A field under its Dutch or its English key, or under one that is nearly that."""
    names = (one.name, _dutch(one))
    odd = st.sampled_from((one.name.upper(), _dutch(one).replace("_", " "), _dutch(one)[:-1], f"x-{one.name}", "bsn"))
    key = st.integers(0, 19).flatmap(lambda n: odd if n == 19 else st.sampled_from(names))
    return st.tuples(key, values(one.type))


def _dutch(one: types.Field) -> str:
    assert isinstance(one.type, types.Metadata) and one.type.extra_json_schema
    title: str = one.type.extra_json_schema["title"]
    return title


def _written(kind: types.StructType) -> frozenset[str]:
    """The fields that people can write."""
    return frozenset(
        one.name for one in kind.fields if isinstance(one.type, types.Metadata) and one.type.extra_json_schema
    )


# Files ----------------------------------------------------------------------------------------------------------------

BODIES = st.lists(
    st.sampled_from((
        "# Kop\n\n", "Een *alinea* met [een link](https://example.org/).\n\n", "- a\n- b\n\n",
        "| a | b |\n|:-|-:|\n| 1 | 2 |\n\n", "> > a\n\n",
        "<script>alert(1)</script>\n", "![x](a.jpg)\n\n", "[y](javascript:alert(1))\n\n", "```html\n<b>\n```\n",
        "[a]: https://e.org 'x\"y'\n", "{% raw %}{{ a }}\n", "---\n", "<!-- a -->\n", "Setext\n===\n", "&lt;&#x202e;\n",
    )),
    max_size=5,
).map("".join) | st.text(max_size=40)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> File:
    """A file of some kind."""
    kind = draw(st.sampled_from(tuple(KINDS)))
    info = types.type_info(KINDS[kind])
    assert isinstance(info, types.StructType)
    named = [one for one in info.fields if one.name in _written(info)]
    some = draw(st.lists(st.sampled_from(named), max_size=8, unique_by=lambda one: one.name))
    usual = [one for one in named if one.required or one.name in ("name", "role", "goal", "result", "start", "end")]
    left_out = draw(st.integers(0, 30))
    chosen = {one.name: one for n, one in enumerate([*usual, *some]) if n != left_out}
    return File(kind, tuple(draw(field(one)) for one in chosen.values()), draw(BODIES))


def plain(value: Value) -> Any:
    """A value as another writer of YAML takes it; of two keys that are the same the last counts."""
    if isinstance(value, Pairs):
        return {key: plain(one) for key, one in value}
    return [plain(one) for one in value] if isinstance(value, list) else value


def is_once(value: Value) -> bool:
    """Whether no key stands twice in a mapping."""
    if isinstance(value, Pairs):
        return len({key for key, _ in value}) == len(value) and all(is_once(one) for _, one in value)
    return all(map(is_once, value)) if isinstance(value, list) else True


# Styles ---------------------------------------------------------------------------------------------------------------

SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ -")


@st.composite
def written(draw: st.DrawFn, file: File) -> bytes:
    """A file in any style of YAML: block and flow, quoted, folded and literal, with comments and blank lines."""
    rows: list[str] = []
    for key, value in file.front:
        rows += _noise(draw)
        rows += _entry(draw, f"{_scalar(draw, key)}:", value, 0)
    front = "\n".join(rows)
    ends = draw(st.sampled_from(("\n", "\n", "\n", "\r\n")))
    text = f"---\n{front}\n---\n{file.body}"
    return (text.replace("\n", ends) if "\r" not in text else text).encode("utf-8", "replace")


def _noise(draw: st.DrawFn) -> list[str]:
    return draw(st.sampled_from(([], [], [], [""], ["# a comment: [x"], [" # another"])))


def _entry(draw: st.DrawFn, head: str, value: Value, indent: int) -> list[str]:
    """The lines of a key or a dash with its value."""
    space = " " * indent
    if isinstance(value, str):
        style = draw(st.sampled_from(("plain", "plain", "block")))
        if style == "block" and _fits_block(value):
            sign = draw(st.sampled_from(("|", "|-", ">-", "|+")))
            return [f"{space}{head} {sign}", *(f"{space}   {line}".rstrip() for line in value.split("\n"))]
        return [f"{space}{head} {_scalar(draw, value)}{draw(st.sampled_from(('', '', '  # why')))}"]
    if not value or draw(st.booleans()):
        return [f"{space}{head} {_flow(draw, value)}"]
    rows = [f"{space}{head}"]
    deeper = indent + draw(st.sampled_from((1, 2, 4)))
    for one in value:
        if isinstance(value, Pairs):
            rows += _entry(draw, f"{_scalar(draw, one[0])}:", one[1], deeper)
        else:
            rows += _noise(draw) + _entry(draw, "-", one, deeper)
    return rows


def _fits_block(text: str) -> bool:
    return bool(text.strip()) and text == text.strip() and text.isprintable() and "\n\n" not in text


def _flow(draw: st.DrawFn, value: Value) -> str:
    if isinstance(value, str):
        return _scalar(draw, value)
    if isinstance(value, Pairs):
        return "{" + ", ".join(f"{_scalar(draw, key)}: {_flow(draw, one)}" for key, one in value) + "}"
    return "[" + ", ".join(_flow(draw, one) for one in value) + "]"


def _scalar(draw: st.DrawFn, text: str) -> str:
    """A text on one line: as it is where that can be, else in quotes of some sort."""
    style = draw(st.sampled_from(("plain", "plain", "single", "double")))
    if style == "plain" and text and text == text.strip() and {*text} <= SAFE and text[0] != "-" and text != "null":
        return text
    if style == "single" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")
