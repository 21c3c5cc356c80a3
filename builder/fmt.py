"""Content files brought into one order and one spelling: what they say stays, and so does every comment.

A file is read, written anew, and woven through with its comments. It is replaced only when what is read back is the
same record, so the worst that can happen to a file is nothing.
"""

import os
import stat
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
import yaml

from .convert import made
from .documents import SPACES, Document, document
from .fields import spellings, struct_of
from .model import Link, Part, Record
from .problems import Problem, errors
from .source import Found
from .spelling import NOTHING, SHORT, key_of
from .writing import Path as Place
from .writing import Row, Slot, rows, slots, whole

Node = yaml.Node


class Met(NamedTuple):
    """A field or an item as it was met in a file."""

    line: int
    column: int
    place: Place
    leans: int = 0  # 1 when its key is Dutch and nothing else, -1 when it is English


class Comment(NamedTuple):
    """A comment, where it stood; `apart` when an empty line stood above it."""

    line: int
    column: int
    text: str
    beside: bool  # at the end of a line with something on it
    apart: bool = False


def chosen(found: Sequence[Found], root: Path, paths: Sequence[Path]) -> list[Found] | Path:
    """The content files that paths name, or that lie in the folders they name; or a path that names none."""
    wanted: set[str] = set()
    for path in paths:
        named = os.path.relpath(os.path.abspath(path), os.path.abspath(root)).replace(os.sep, "/")
        met = {one.path for one in found if named in (".", one.path) or one.path.startswith(f"{named}/")}
        if not met:
            return path
        wanted |= met
    return [one for one in found if not paths or one.path in wanted]


def tidied(found: Found, kind: type[Record], raw: bytes, language: str = "nl") -> str | list[Problem] | None:
    """A file as `written` would write it, with its comments; or the errors for which it is left alone.

    None for a file that would not be read as the same: one can write YAML that nobody foresaw.
    It keeps the language of its keys; `language` is for a file of which that cannot be told.
    """
    read = document(found.path, raw)
    if not isinstance(read, Document):
        return read
    before = made(read, kind, found.slug, found.beside)
    if before.broken:
        return errors(before.problems)
    record = _without_empty_parts(before.record)
    met = list(_met(read.node, kind, ()))
    lean = sum(one.leans for one in met)
    spelling = "nl" if lean > 0 else "en" if lean < 0 else language
    head = list(rows(kind, _front(record, (), frozenset(one.place for one in met)), spelling))
    aims = list(_aims(list(_comments(_front_matter(found.path, read, raw), read.node)), met))
    if aims:
        head = _woven(_with_blanks(head, {one.place[0] for one in aims if one.place}, kind, spelling), aims)
    front_only = found.path.endswith(".yaml")
    text = "".join(f"{row.text}\n" for row in head) if front_only else whole(head, read.body)
    again = document(found.path, text.encode())
    after = made(again, kind, found.slug, found.beside).record if isinstance(again, Document) else None
    return text if after == record else None


def replace(path: Path, text: str) -> None:
    """Puts a text in the place of a file, at once or not at all."""
    handle, fresh = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(fresh, stat.S_IMODE(path.stat().st_mode))
        os.replace(fresh, path)
    except BaseException:
        os.unlink(fresh)
        raise


# What stands in the file


def _front_matter(path: str, read: Document, raw: bytes) -> list[str]:
    """The lines of the YAML, as the parser met them."""
    text = raw.decode("utf-8").replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = SPACES.sub(" ", text).split("\n")
    if path.endswith(".yaml"):
        return lines
    closing = next(n for n in range(read.first_line, len(lines)) if lines[n].rstrip() == "---")
    return lines[read.first_line : closing]


def _met(node: Node, kind: type[msgspec.Struct], within: Place) -> Iterator[Met]:
    """The fields of a mapping, and all within them."""
    known = {slot.name: slot for slot in slots(kind)}
    for key, value in node.value:
        name = spellings(kind).get(key_of(key.value))
        place = (*within, name or _own_key(key))
        leans = 0
        if name and known[name].dutch != name:
            leans = -1 if key_of(key.value) == name else 1
        yield Met(key.start_mark.line, key.start_mark.column, place, leans)
        if name:
            yield from _met_in(value, known[name], place)
        else:
            yield from _met_own(value, place)


def _met_in(node: Node, slot: Slot, place: Place) -> Iterator[Met]:
    """What is met in the value of a field."""
    if not slot.many:
        yield from _met_one(node, slot, place)
        return
    for n, (item, column) in enumerate(_items(node, slot)):
        yield Met(item.start_mark.line, column, (*place, n))
        yield from _met_one(item, slot, (*place, n))


def _items(node: Node, slot: Slot) -> Iterator[tuple[Node, int]]:
    """The items of a list, with the column of their dash; one value alone is a list, and so is a row of short forms."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode) or item.value.strip() not in NOTHING:
                yield item, item.start_mark.column if node.flow_style else node.start_mark.column
    elif isinstance(node, yaml.MappingNode) and slot.part and not _own_keys(node, slot.part):
        for pair in node.value:
            item = yaml.MappingNode(node.tag, [pair], pair[0].start_mark, pair[1].end_mark)
            yield item, item.start_mark.column


def _met_one(node: Node, slot: Slot, place: Place) -> Iterator[Met]:
    """What is met in one value: the fields of a part, be it in its short form."""
    short = SHORT.get(slot.part, ()) if slot.part else ()
    if short and isinstance(node, yaml.ScalarNode):
        yield Met(node.start_mark.line, node.start_mark.column, (*place, short[0]))
    elif slot.part and isinstance(node, yaml.MappingNode):
        if len(node.value) == 1 and len(short) > 1 and not _own_keys(node, slot.part):
            names = ("label", "url") if slot.part is Link else short
            for name, one in zip(names, node.value[0], strict=False):
                yield Met(one.start_mark.line, one.start_mark.column, (*place, name))
        else:
            yield from _met(node, slot.part, place)
    elif slot.how == "mapping" and isinstance(node, yaml.MappingNode):
        yield from _met_own(node, place)


def _met_own(node: Node, place: Place) -> Iterator[Met]:
    """What is met under a key of the writer's own."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, _own_key(key))
            yield Met(key.start_mark.line, key.start_mark.column, inner)
            yield from _met_own(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            column = item.start_mark.column if node.flow_style else node.start_mark.column
            yield Met(item.start_mark.line, column, (*place, n))
            yield from _met_own(item, (*place, n))


def _own_key(key: Node) -> str:
    return key.value.strip() if isinstance(key, yaml.ScalarNode) else "{…}"


def _own_keys(node: yaml.MappingNode, part: type[Part]) -> bool:
    return any(key_of(str(key.value)) in spellings(part) for key, _ in node.value)


# What the file says


def _front(record: Record | Part, within: Place, written: frozenset[Place]) -> dict[str, Any]:
    """The plain values of a record: what was written, also where the program would have taken it for granted."""
    usual = {one.name: one.default for one in struct_of(type(record)).fields}
    found = {}
    for slot in slots(type(record)):
        value, place = getattr(record, slot.name), (*within, slot.name)
        if value not in (None, (), {}) and (place in written or value != usual[slot.name]):
            found[slot.name] = _plain(value, place, written)
    return {**found, **record.extra} if isinstance(record, Record) else found


def _without_empty_parts(record: Record) -> Record:
    """The same record without parts of which nothing was filled in: a file says no more with them."""
    held = {slot.name: getattr(record, slot.name) for slot in slots(type(record)) if slot.part and not slot.many}
    empty = {name: None for name, part in held.items() if part and not any(msgspec.structs.astuple(part))}
    return msgspec.structs.replace(record, **empty) if empty else record


def _plain(value: Any, place: Place, written: frozenset[Place]) -> Any:
    if isinstance(value, Part):
        first = SHORT.get(type(value), ())[:1]
        return _front(value, place, written) or {name: getattr(value, name) for name in first}
    if isinstance(value, tuple):
        return [_plain(one, (*place, n), written) for n, one in enumerate(value)]
    return value


# Comments


class Aim(NamedTuple):
    """What a comment tells of, and on which side of it the comment stands."""

    comment: Comment
    where: Literal["top", "above", "behind", "below", "end"]
    place: Place


def _comments(lines: Sequence[str], node: Node) -> Iterator[Comment]:
    """The comments among the lines of the YAML: each sign that begins one and stands in no text."""
    texts = _texts(node)
    apart = False
    for n, line in enumerate(lines):
        for at, sign in enumerate(line):
            begins = sign == "#" and (at == 0 or line[at - 1] in " \t")
            if begins and not any(start <= (n, at) < end for start, end in texts.get(n, ())):
                beside = bool(line[:at].strip())
                yield Comment(n, at, line[at:].rstrip(), beside, apart and not beside)
                break
        apart = not line.strip()


def _texts(node: Node) -> dict[int, list[tuple[tuple[int, int], tuple[int, int]]]]:
    """Where texts stand, from and to which line and column, for each line they are on."""
    found = defaultdict(list)
    for one in _scalars(node):
        start, end = (one.start_mark.line, one.start_mark.column), (one.end_mark.line, one.end_mark.column)
        if one.style in ("|", ">"):
            start = (start[0] + 1, 0)  # a comment may stand behind the sign
        for line in range(start[0], end[0] + 1):
            found[line].append((start, end))
    return found


def _scalars(node: Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    else:
        for pair in node.value:
            for one in pair:
                yield from _scalars(one)


def _aims(comments: Sequence[Comment], met: Sequence[Met]) -> Iterator[Aim]:
    """What each comment tells of, seen from where it stands."""
    for comment in comments:
        before = [one for one in met if one.line < comment.line]
        after = next((one for one in met if one.line > comment.line), None)
        if comment.beside:
            here = next((one for one in met if one.line == comment.line), before[-1] if before else met[0])
            yield Aim(comment, "behind", here.place)
        elif after and not before and _stands_apart(comment, comments, met[0].line):
            yield Aim(comment, "top", ())
        elif after and (not before or comment.column <= after.column):
            yield Aim(comment, "above", after.place)
        elif comment.column <= met[0].column:
            yield Aim(comment, "end", ())
        else:
            fits = (one.place for one in reversed(before) if one.column <= comment.column)
            yield Aim(comment, "below", next(fits, met[0].place))


def _stands_apart(comment: Comment, comments: Sequence[Comment], first: int) -> bool:
    """Whether a comment above the first field tells of the whole file: an empty line stands between the two."""
    between = [one for one in comments if comment.line <= one.line < first]
    return any(one.apart for one in between[1:]) or first - between[-1].line > 1


def _with_blanks(head: list[Row], needed: set[str | int], kind: type[Record], spelling: str) -> list[Row]:
    """The rows with those of empty fields of which a comment tells: it helps whoever fills them."""
    there = {place[0] for row in head for place in row.begins}
    order = [slot.name for slot in slots(kind)]
    for slot in slots(kind):
        if slot.name in needed - there:
            later = {*order[order.index(slot.name) + 1 :]}
            comes = (n for n, row in enumerate(head) if row.begins and _follows(row.begins[0][0], later, order))
            key = slot.dutch if spelling == "nl" else slot.name
            head.insert(next(comes, len(head)), Row(f"{key}:", ((slot.name,),)))
    return head


def _follows(name: str | int, later: set[str], order: Sequence[str]) -> bool:
    return name in later or name not in order


def _woven(head: Sequence[Row], aims: Sequence[Aim]) -> list[Row]:
    """The rows with the comments among them, each where it stood: above, behind or below the same thing."""
    at = {place: n for n, row in reversed(list(enumerate(head))) for place in row.begins}
    above: dict[int, list[Row]] = defaultdict(list)
    below: dict[int, list[tuple[int, list[Row]]]] = defaultdict(list)  # how deep they lie, and the comments
    behind: dict[int, str] = {}
    top: list[Row] = []
    for comment, where, place in aims:
        row = _row_of(place, at)
        indent = _indent(head[row].text)
        if where == "behind" and row not in behind:
            behind[row] = comment.text
        elif where == "below":
            inside = head[row].begins.index(place) if place in head[row].begins else 0
            below[_last(row, head, place)].append((len(place), _told(comment, indent + "  " * inside)))
        elif where == "top":
            top += _told(comment, "")
        elif where == "end":
            above[len(head)] += _told(comment, "")
        else:
            above[row] += _told(comment, indent)
    woven = [*top, Row("")] if top else []
    for n, one in enumerate(head):
        said = one._replace(text=f"{one.text}  {behind[n]}") if n in behind else one
        under = sorted(below[n], key=lambda one: -one[0])  # what is under an item, then what is under its list
        woven += [*above[n], said, *(row for _, rows in under for row in rows)]
    woven += above[len(head)]
    while not woven[0].text:
        woven.pop(0)
    return woven


def _row_of(place: Place, at: dict[Place, int]) -> int:
    """The row on which a thing begins, or else what it is in."""
    while place and place not in at:
        place = place[:-1]
    return at.get(place, 0)


def _last(row: int, head: Sequence[Row], place: Place) -> int:
    """The last row of what begins on a row."""
    last = row
    for n in range(row + 1, len(head)):
        begins = head[n].begins
        if begins and begins[0][: len(place)] != place:
            break
        last = n
    return last


def _told(comment: Comment, indent: str) -> list[Row]:
    return [*([Row("")] if comment.apart else []), Row(indent + comment.text)]


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" "))]
