"""What stands in a file, as located text: YAML nodes that still know their line, and a body of Markdown.

Nothing here knows what a profile is. A file becomes a `Document`, or it becomes problems.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from .problems import Problem, problem

MAX_FRONT_MATTER = 32_768  # bytes
MAX_BODY = 32_768
MAX_LIST = 1_048_576  # a vocabulary or the settings: kept by co-ordinators, and real ones are long
MAX_DEPTH = 20

OPENING = re.compile(r"---[^\S\n]*(?=\n|\Z)")  # before the front matter, and behind it
CLOSING = re.compile(r"\n---[^\S\n]*(?=\n|\Z)")

PRINTABLE = bytes((10, *range(32, 127)))
# Control characters but tab and the line ends; bidirectional controls; lone surrogates cannot be decoded from UTF-8.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
# Other signs for a new line are no line to an editor: they become a space, so that line numbers agree.
SPACES = re.compile("[\u0085\u2028\u2029]")

# Only a text with one of these can hold an anchor, an alias, a tag or an escaped control character; the rest is
# composed at once. Most have none of the signs that it takes, and a sign is found much sooner than a pattern.
SUSPECT_SIGNS = "&*!\\"
SUSPECT = re.compile(r"(?:^|[\s\[\{,:-])(?:[&*]\S|!)|\\[0abefvxuUNLP]", re.MULTILINE)
# A block level takes at least one more column, and a level on one line takes a bracket: nesting deeper than the limit
# has half of it at the start of some line, or in brackets.
DEEP = re.compile(rf"\n[ ?:-]{{{MAX_DEPTH // 2}}}")
# A list or mapping on one line, with nothing in it that may open another or hide its end: these nest one deep.
FLAT = re.compile(r"""[\[{][^\[\]{}"'#\n]*[\]}]""")


class Document(NamedTuple):
    """A file as located text: a mapping (or, for vocabularies, a list) of YAML nodes and the body."""

    path: str
    node: yaml.Node
    first_line: int  # the line of the file on which the YAML begins, from 0
    body: str
    body_line: int  # the line on which the body begins, from 1


def document(path: str, raw: bytes) -> Document | list[Problem]:
    """A content file as located text: front matter and body, or a .yaml file that is all front matter."""
    text = _text(path, raw)
    if not isinstance(text, str):
        return text
    if path.endswith(".yaml"):
        return _composed(path, text, 0, "", 0, MAX_FRONT_MATTER)
    if not text.strip():
        return [problem(path, 1, 1, "empty")]
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    first_line = text.count("\n", 0, start) + 1
    opening = OPENING.match(text, start)
    if opening is None:
        return [problem(path, first_line, 1, "no-front-matter")]
    closing = CLOSING.search(text, opening.end())
    if closing is None:
        return [problem(path, first_line, 1, "front-matter-open")]
    front, after = text[opening.end() + 1 : closing.start() + 1], text[closing.end() + 1 :]
    body = after.strip("\n")
    body_line = first_line + front.count("\n") + 1
    body_line += 1 + len(after) - len(after.lstrip("\n")) if body else 0
    if _is_longer(body, MAX_BODY):
        return [problem(path, body_line, 1, "body-too-large", limit=MAX_BODY // 1024)]
    return _composed(path, front or "\n", first_line, body, body_line, MAX_FRONT_MATTER)


def listing(path: str, raw: bytes) -> Document | list[Problem]:
    """A vocabulary or the settings: YAML alone, which may be long."""
    text = _text(path, raw)
    return _composed(path, text, 0, "", 0, MAX_LIST) if isinstance(text, str) else text


def _text(path: str, raw: bytes) -> str | list[Problem]:
    """The text of a file: UTF-8, without byte order marks, with plain line ends and no hidden controls."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _plain(raw[: error.start].decode()).split("\n")
        return [problem(path, len(before), len(before[-1]) + 1, "not-utf8")]
    if raw.translate(None, PRINTABLE).decode().isprintable():
        return text  # as nearly all are
    text = SPACES.sub(" ", _plain(text))
    return [
        problem(path, line, column, "control-character", character=f"U+{ord(text[at]):04X}")
        for at, line, column in _places(text, FORBIDDEN)
    ] or text


def _plain(text: str) -> str:
    """A text without byte order marks, its lines ended as ours are."""
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")


def _places(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Where a pattern stands: offset, line and column; the first on each line."""
    last = 0
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line != last:
            yield match.start(), line, match.start() - text.rfind("\n", 0, match.start())
            last = line


class _Composer(CParser):
    """PyYAML's C parser making nodes whose scalars stay text.

    YAML would read the postcode 01234 as 668 and the country NO as false, so nothing is resolved.
    """

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)

    def resolve(self, *_: Any) -> str:
        return "str"

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing to resolve by path."""

    def ascend_resolver(self) -> None:
        """Nothing to resolve by path."""


def _composed(path: str, text: str, first_line: int, body: str, body_line: int, limit: int) -> Document | list[Problem]:
    """The YAML of a file as nodes, or the one mistake on which YAML stops."""
    if _is_longer(text, limit):
        return [problem(path, first_line + 1, 1, "front-matter-too-large", limit=limit // 1024)]
    try:
        # Composing is recursive in C: depth is looked at first, event by event, where it could be a danger.
        refused = _refused(path, text, first_line) if _suspect(text) else None
        node = None if refused else _Composer(text).get_single_node()
    except yaml.YAMLError as error:
        return [_explained(path, text, first_line, error)]
    if refused:
        return [refused]
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value and not node.style):
        return [problem(path, first_line + 1, 1, "empty")]
    return Document(path, node, first_line, body, body_line)


def _is_longer(text: str, limit: int) -> bool:
    """Whether a text takes more bytes; a letter takes four at most."""
    return 4 * len(text) > limit and len(text.encode()) > limit


def _suspect(text: str) -> bool:
    """Whether a text has to be looked at event by event before it is composed."""
    opened = text.count("[") + text.count("{")
    if opened >= MAX_DEPTH // 2 and opened - len(FLAT.findall(text)) >= MAX_DEPTH // 2 - 1:
        return True
    signs = any(map(text.__contains__, SUSPECT_SIGNS)) and SUSPECT.search(text)
    return bool(signs or DEEP.search(text) or DEEP.match(f"\n{text[:MAX_DEPTH]}"))


def _refused(path: str, text: str, first_line: int) -> Problem | None:
    """The first anchor, alias, tag or too deep nesting."""
    depth = 0
    for event in yaml.parse(text, yaml.CLoader):
        code = None
        if isinstance(event, yaml.AliasEvent):
            code = "yaml-alias"
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            code = "yaml-anchor"
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            code = "yaml-tag"
        elif isinstance(event, yaml.ScalarEvent) and (FORBIDDEN.search(event.value) or SPACES.search(event.value)):
            code = "yaml-escape"
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            code = "yaml-deep" if depth > MAX_DEPTH else None
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if code:
            mark: Any = event.start_mark
            values = {"limit": MAX_DEPTH, "text": text.split("\n")[mark.line].strip()[:60]}
            return problem(path, first_line + mark.line + 1, mark.column + 1, code, values)
    return None


# What the YAML parser says, what that usually means to the writer. The first part that fits counts.
EXPLAINED = (
    ("mapping values are not allowed", "yaml-colon"),
    ("found unexpected end of stream", "yaml-quote"),
    ("while scanning a quoted scalar", "yaml-quote"),
    ("could not find expected ':'", "yaml-no-colon"),
    ("did not find expected ',' or", "yaml-bracket"),
    ("did not find expected node content", "yaml-bracket"),
    ("did not find expected '-' indicator", "yaml-indent"),
    ("did not find expected key", "yaml-indent"),
    ("expected a single document", "yaml-two-documents"),
    ("did not find expected <document start>", "yaml-two-documents"),
    ("found undefined", "yaml-alias"),
    ("while scanning an anchor", "yaml-alias"),
    ("while scanning an alias", "yaml-alias"),
    ("while parsing a tag", "yaml-tag"),
    ("while scanning a tag", "yaml-tag"),
    ("found unknown escape character", "yaml-escape"),
)


def _explained(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Problem:
    """The plain cause of a YAML error, at its place."""
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    code = next((code for part, code in EXPLAINED if part in said), "yaml")
    found, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = began or found if code in ("yaml-quote", "yaml-bracket", "yaml-no-colon") else found or began
    lines = text.split("\n")
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    if code == "yaml-colon" and ": " not in lines[line][:column]:
        code = "yaml-indent"
        before = lines[line - 1] if line else ""
        if before.strip() and ":" not in before and _indent(before) == _indent(lines[line]):
            code, line, column = "yaml-no-colon", line - 1, _indent(before)
    elif code == "yaml-indent" and re.search(r""":\s+(['"]).*\1\s*[^\s#]""", lines[line]):
        code = "yaml-after-quote"
    if "cannot start any token" in said:
        code = "yaml-tab" if "\t" in lines[line][: column + 1] else "yaml-start"
    elif code in ("yaml-indent", "yaml-no-colon", "yaml") and re.match(r" *\t", lines[line]):
        code, column = "yaml-tab", lines[line].index("\t")
    return problem(path, first_line + line + 1, column + 1, code, text=lines[line].strip()[:60])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
