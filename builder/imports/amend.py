"""Adds to a list of words that people keep by hand: what they wrote stays as it is, to the letter."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from .. import documents
from ..convert import made_terms
from ..model import Term
from ..spelling import key_of
from ..writing import is_plain

KEYS = {"id": "id", "label": "label", "esco": "esco", "uris": "uris", "adressen": "uris"}


class Addition(NamedTuple):
    """What a word is given: how it is called in more languages, and addresses."""

    label: Mapping[str, str]
    esco: str
    uris: tuple[str, ...]


class Insertion(NamedTuple):
    """A text at a place; `line` and `column` count from 0."""

    line: int
    column: int
    text: str


def added(path: str, raw: bytes, additions: Mapping[str, Addition]) -> bytes | None:
    """The list with what is added to its words; None when it cannot be added without touching what stands there."""
    document = documents.listing(path, raw)
    if isinstance(document, list) or not isinstance(document.node, yaml.SequenceNode):
        return None
    lines = raw.decode("utf-8").split("\n")
    places = [
        one
        for node in document.node.value
        if isinstance(node, yaml.MappingNode)
        for one in _insertions(node, additions)
    ]
    # From the end, so that the places before stay where they are; at one place the last first, for the same reason.
    for _, one in sorted(enumerate(places), key=lambda one: (one[1].line, one[1].column, one[0]), reverse=True):
        if one.line >= len(lines):
            lines.append("")
        line = lines[one.line]
        lines[one.line] = line[: one.column] + one.text + line[one.column :]
    new = "\n".join(lines).encode()
    return new if _as_meant(path, raw, new, additions) else None


def _insertions(node: yaml.MappingNode, additions: Mapping[str, Addition]) -> Iterator[Insertion]:
    """Where in a word something is put."""
    pairs = {KEYS.get(key_of(str(key.value))): (key, value) for key, value in node.value}
    if "id" not in pairs or "label" not in pairs or str(pairs["id"][1].value) not in additions:
        return
    addition, (key, label) = additions[str(pairs["id"][1].value)], pairs["label"]
    if addition.label and isinstance(label, yaml.MappingNode):
        yield _into(label, [f"{one}: {_token(text, label)}" for one, text in addition.label.items()])
    new = [f"esco: {_token(addition.esco, node)}"] if addition.esco else []
    if addition.uris and "uris" in pairs:
        uris = pairs["uris"][1]
        if isinstance(uris, yaml.SequenceNode):
            yield _into(uris, [f"{'' if uris.flow_style else '- '}{_token(one, uris)}" for one in addition.uris])
    elif addition.uris:
        tokens = ", ".join(_quoted(one) for one in addition.uris)
        new.append(f"adressen: [{tokens}]")
    if new and node.flow_style:
        yield _into(node, new)
    elif new:
        yield _below(label, key.start_mark.column, new)


def _into(node: yaml.CollectionNode, parts: list[str]) -> Insertion:
    """At the end of a mapping or a list: within its brackets, or on lines of its own."""
    if node.flow_style:
        text = ", ".join(parts)
        return Insertion(node.end_mark.line, node.end_mark.column - 1, f", {text}" if node.value else text)
    last = node.value[-1]
    return _below(last[1] if isinstance(last, tuple) else last, node.start_mark.column, parts)


def _below(node: yaml.Node, indent: int, parts: list[str]) -> Insertion:
    """On the lines after a value."""
    end = _end(node)
    return Insertion(end, 0, "".join(f"{' ' * indent}{part}\n" for part in parts))


def _end(node: yaml.Node) -> int:
    """The first line after a value; the parser counts what is empty below a block as part of it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.line) + (1 if node.end_mark.column else 0)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _token(text: str, around: yaml.CollectionNode) -> str:
    """A text as it stands within brackets or on a line."""
    return _quoted(text) if around.flow_style else text if is_plain(text) else _always(text)


def _quoted(text: str) -> str:
    """A text within brackets, where a comma would end it."""
    return text if is_plain(text) and not set(text) & set(",[]{}") else _always(text)


def _always(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_meant(path: str, old: bytes, new: bytes, additions: Mapping[str, Addition]) -> bool:
    """Whether the new list says what the old one said and what was added, and nothing else."""
    before, after = _terms(path, old), _terms(path, new)
    return after == [_with(one, additions[one.id]) if one.id in additions else one for one in before]


def _terms(path: str, raw: bytes) -> list[Term]:
    document = documents.listing(path, raw)
    return [] if isinstance(document, list) else [term for term, _ in made_terms(document).record]


def _with(one: Term, addition: Addition) -> Term:
    from msgspec.structs import replace

    return replace(
        one,
        label={**one.label, **addition.label},
        esco=one.esco or addition.esco or None,
        uris=(*one.uris, *addition.uris),
    )
