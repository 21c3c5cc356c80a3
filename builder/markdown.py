"""How Markdown is read: cleaned of what nobody sees, refused when it asks for too much work, and taken apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

LONGEST = 32_768
DEEPEST = 20

# Paragraphs without any sign that Markdown knows. Most of what people write is no more than that, and needs no reader.
_WORDS = r"(?![-+=\s]|\d+[.)])[^\n*_`\[\]<>&\\!~|#@:{}]*+(?::(?!-)[^\n*_`\[\]<>&\\!~|#@:{}]*+)*+(?<!\s)"
PLAIN = re.compile(rf"(?:{_WORDS}(?:\n|\Z)|\n)*+")
# Paragraphs, headings and lists that can be told from their first letters: of these only the lines need a reader.
_LINE = r"""(?:!?\[|\*\*?|__?|[`("'])?[^\W\d_][^\n]*+(?<!\s)"""
_ITEM = rf"(?:{_WORDS}(?=\n|\Z)|{_LINE})"
PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
HEADING = re.compile(r"(#{1,6}) ([^\s#](?:[^\n#]*[^\s#])?)")
LIST = re.compile(rf"([-*+]) {_ITEM}(?:\n\1 {_ITEM})*+")

# Signs that are markup anywhere in a line, addresses that become links by themselves, and what is markup at its start.
_MARKS = re.compile(r"[\\`*_{}\[\]<>|~&$^@]|(?<=[A-Za-z]):(?=//)|(?<=www)\.|^(?:[-+=#:!>]|\d+(?=[.)]))", re.IGNORECASE)
_STRAY = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BLANK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Nothing to see, or a change of reading order. A joiner stays where it joins two pictures into one.
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
# Someone's keyboard put a no-break space behind the sign that makes a heading or a list.
_MARK_NBSP = re.compile(r"^([ \t]*(?:#{1,6}|[-*+>]|\d{1,9}[.)]))\u00a0+", re.MULTILINE)
_DELIMITERS = re.compile(r"[ \t>]*[|:-][-:| \t]*$")
_GAPS = ("softbreak", "hardbreak", "html_inline")
MOST_STACKED = 30
_STACKED = re.compile(r"[^\w\0-\x7f]{31,}")
_LIGHT = "*_~`&\\|#"
_HEAVY = "[!<>\n"
# What begins with one of these may go on behind an empty line, or tells something of another place in the text.
_FAR = ("```", "~~~", "<!--", "]:")
_TURNS = re.compile(r"[\n!&*<\[\\\]_`~]")
_NESTING = ("- ", "+ ", "* ", "> ", ". ", ") ", "\t", "![")
_COUNTED = (_LIGHT + _HEAVY + "-+.)\t").encode()
_DEAREST = 5  # no sign counts for more


def clean(written: str) -> str:
    """The text line for line, composed, without what nobody can see."""
    shown = seen(written.replace("\r\n", "\n").replace("\r", "\n"))
    if shown.isascii():
        return shown
    whole = composed(shown)
    return _MARK_NBSP.sub(lambda found: found[1] + " ", whole) if "\xa0" in whole else whole


def composed(shown: str) -> str:
    """The text with each letter in one piece."""
    if shown.isascii():
        return shown
    many = len(shown.encode()) - len(shown) > MOST_STACKED  # else no row of signs is that long
    return unicodedata.normalize("NFC", _STACKED.sub(_unstacked, shown) if many else shown)


def _unstacked(run: re.Match[str]) -> str:
    """Thirty signs are enough for any letter; putting thousands in order takes very long."""
    return run[0][:MOST_STACKED] if any(map(unicodedata.combining, run[0])) else run[0]


def seen(written: str) -> str:
    """The text without what is never seen, and with spaces for other signs of a new line or page."""
    if written.replace("\n", "").replace("\t", "").replace("\xa0", "").isprintable():
        return written
    return _UNSEEN.sub("", _BLANK.sub(" ", written))


def folded(words: str) -> str:
    """The words on one line, a space between them."""
    return " ".join(seen(words.replace("\xad", "")).split())


def parse(source: str) -> "list[Token] | None":
    """What a clean text is made of, or nothing when it asks for far more work or room than its length."""
    if not source.strip():
        return []
    if len(source) > LONGEST or _is_too_much(source):
        return None
    tokens = _tokens(source)
    # What lies deeper than this the reader leaves out, and we do not let words vanish.
    deep = any(token.level >= DEEPEST - 1 for token in tokens)
    return None if deep or _room(tokens, source) > 2_000 + 10 * len(source) else tokens


def _tokens(source: str) -> "list[Token]":
    """What a text is made of: what can be told block by block, and what the reader makes of the rest."""
    from markdown_it.token import Token

    if any(map(source.__contains__, _FAR)):
        return _reader().parse(source)
    tokens: list[Token] = []
    marked: list[str] = []
    first = line = 0
    for block in source.split("\n\n"):
        words = block.strip("\n")
        if words and PLAIN.fullmatch(words):
            tokens += _read(marked, first)
            tokens.append(Token("plain", "p", 0, content=words))
            marked = []
        elif words and (told := _told(words, line + block.index(words))):
            tokens += _read(marked, first)
            tokens += told
            marked = []
        elif words or marked:
            first = first if marked else line
            marked.append(block)
        line += block.count("\n") + 2
    return tokens + _read(marked, first)


def _told(words: str, first: int) -> "Sequence[Token]":
    """The tokens of a block that ends whatever stands before it, when it is a paragraph or heading beyond doubt."""
    if PARAGRAPH.fullmatch(words):
        return _edge("paragraph_open", "p"), _line(words, first), _edge("paragraph_close", "p")
    if heading := HEADING.fullmatch(words):
        tag = f"h{len(heading[1])}"
        return _edge("heading_open", tag), _line(heading[2], first), _edge("heading_close", tag)
    return ()


def _read(blocks: Sequence[str], first: int) -> "list[Token]":
    """What a part of a text is made of: a list by its lines, anything else as the reader says, on these lines."""
    source = "\n\n".join(blocks)
    words = source.strip("\n")
    if not words:
        return []
    if LIST.fullmatch(words):
        return _list(words.split("\n"), first + source.index(words))
    tokens = _reader().parse(source)
    for token in tokens:
        token.map = token.map and [first + line for line in token.map]
    return tokens


def _list(lines: Iterable[str], first: int) -> "list[Token]":
    """A list with an item on each line."""
    before = _edge("list_item_open", "li"), _edge("paragraph_open", "p", hidden=True)
    after = _edge("paragraph_close", "p", hidden=True), _edge("list_item_close", "li")
    items = [(*before, _line(line[2:], n), *after) for n, line in enumerate(lines, first)]
    return [_edge("bullet_list_open", "ul"), *chain.from_iterable(items), _edge("bullet_list_close", "ul")]


def _line(words: str, first: int) -> "Token":
    """The words of a block with the marks in them."""
    from markdown_it.token import Token

    if _TURNS.search(words):
        (token,) = _reader().parseInline(words)
    else:
        token = Token("inline", "", 0, content=words, children=[Token("text", "", 0, content=words)])
    token.map = [first, first + words.count("\n") + 1]
    return token


@cache
def _edge(kind: str, tag: str, *, hidden: bool = False) -> "Token":
    """What opens or closes a block; nobody changes these, so one of each will do."""
    from markdown_it.token import Token

    return Token(kind, tag, 0, hidden=hidden)


def passages(tokens: "Iterable[Token]") -> Iterator[tuple[str, str]]:
    """The words of each block, with the kind of token that opened it."""
    opened = ""
    for token in tokens:
        if token.type == "inline":
            yield opened, plain(token.children or ())
        elif token.type in ("fence", "code_block"):
            yield token.type, token.content
        elif token.type == "plain":
            yield "paragraph_open", token.content
        opened = token.type


def plain(children: "Iterable[Token]") -> str:
    """The words of a line of text; of an image, its description."""
    return "".join(
        plain(child.children) if child.children else " " if child.type in _GAPS else child.content for child in children
    )


def _is_too_much(source: str) -> bool:
    """Whether a text asks for more work than its length allows; so few signs that it cannot are counted at once."""
    most = 1_000 + 3 * len(source) // 10
    signs = len(raw := source.encode()) - len(raw.translate(None, _COUNTED))
    return ("|" in source or _DEAREST * signs > most) and _work(source) > most


def _work(source: str) -> int:
    """A measure of the time it takes to read this: words cost little, marks and lines more, what nests most."""
    filled = sum(map(_filled, source.split("\n\n"))) if "|" in source else 0
    light, heavy, nesting = (sum(map(source.count, signs)) for signs in (_LIGHT, _HEAVY, _NESTING))
    return light + 2 * heavy + 3 * nesting + 2 * filled


def _filled(block: str) -> int:
    """At most so many cells nobody wrote, that fill rows up to the width of the head of their table."""
    lines = block.split("\n")
    width = max((line.count("|") for line in lines if _DELIMITERS.match(line)), default=0)
    return max(0, width * len(lines) - block.count("|"))


def _room(tokens: "Sequence[Token]", source: str) -> int:
    """At least so much HTML would come of this."""
    size = sum(len(token.tag) + 4 for token in tokens if not token.hidden)
    if "]:" in source:
        links = (link for token in tokens for link in token.children or () if link.attrs)
        size += sum(45 + sum(len(str(value)) for value in link.attrs.values()) for link in links)
    return size


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # Commands that show no prose start without it.

    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    # HTML is recognised so that we can tell its writer; it is shown as text.
    reader.block.ruler.at("html_block", _comment, {"alt": ["paragraph", "reference", "blockquote"]})
    # Only these signs can begin or end something here: at hyphens, colons and the like there is no need to look.
    reader.inline.terminator_re = _TURNS
    # Every address comes through as written: the page decides, and says why.
    reader.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    reader.normalizeLink = reader.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    return reader


def _comment(state: "StateBlock", first: int, last: int, silent: bool) -> bool:
    """A comment is a note to the writer: it stays in the file, also when it has empty lines."""
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("<!--", start):
        return False
    end = state.src.find("-->", start + 4, start + LONGEST // 8)
    line = next((line for line in range(first, last) if 0 <= end <= state.eMarks[line]), None)
    if line is None or state.src[end + 3 : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
    return True


# Writing Markdown -----------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text on one line in which Markdown finds nothing to do; the entity keeps forges from calling people."""
    return _MARKS.sub(_harmless, one_line(text))


def _harmless(sign: re.Match[str]) -> str:
    if sign[0] == "@":
        return "&#64;"
    return f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}"


def one_line(text: str) -> str:
    """A text without ends of lines and what moves the cursor."""
    return _STRAY.sub(" ", text).strip()
