"""What Markdown becomes: safe HTML for the page, plain text for search, and flaws for the writer to mend."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markupsafe import Markup
from msgspec import Struct

from .markdown import PLAIN, clean, folded, parse, passages, plain, seen
from .webaddress import mail_address, problem_of, tel_address, web_address

if TYPE_CHECKING:
    from markdown_it.token import Token

Files = Mapping[str, str]
Passage = tuple[str, str]
Finding = tuple[str, str, dict[str, str]]

# Every element that prose can become, with the attributes it may carry.
ALLOWED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("p", "br", "hr", "em", "strong", "s", "blockquote", "ul", "li", "pre"), frozenset()),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr"), frozenset()),
    "a": frozenset({"href", "rel", "title"}),
    "code": frozenset({"class"}),
    "img": frozenset({"src", "alt", "title"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"class"}),
    "th": frozenset({"class", "scope"}),
}
OUTGOING = "noopener nofollow ugc"
SUMMARY = 160
MOST = 20
SHORT = 4_000  # a longer text may ask too much, and that is for the reader to judge
NONE: Files = {}


class Flaw(Struct, frozen=True):
    """Something in a body that its writer should know; lines and columns count from 1."""

    code: str
    line: int
    column: int
    values: tuple[tuple[str, str], ...] = ()


class Prose(Struct, frozen=True):
    """All that a body gives when it is read once."""

    html: Markup
    text: str
    problems: tuple[Flaw, ...]


def prose(markdown: str, *, base_level: int = 2, files: Files = NONE, images: Files = NONE) -> Prose:
    """The body as a page shows it, `files` and `images` leading from a name in its folder to an address on the site."""
    source = clean(markdown)
    if len(source) <= SHORT and PLAIN.fullmatch(source):
        return _paragraphs(source)
    tokens = parse(source)
    if tokens is None:
        return Prose(Markup(), "", REFUSED)
    said = list(passages(tokens))
    flaws = _settle(tokens, source, files, images)
    return Prose(_written(tokens, base_level), _joined(said), flaws)


def _paragraphs(source: str) -> Prose:
    """What `prose` gives of plain paragraphs."""
    blocks = [block for block in re.split(r"\n{2,}", escape(source.strip("\n"))) if block]
    whole = "".join(f"<p>{block}</p>\n" for block in blocks)
    return Prose(Markup(whole), folded(source), ())  # noqa: S704 - the words are escaped


def html(markdown: str, *, base_level: int = 2, files: Files = NONE, images: Files = NONE) -> Markup:
    """The body as HTML that holds nothing but what `ALLOWED` names."""
    return prose(markdown, base_level=base_level, files=files, images=images).html


def problems(markdown: str, *, files: Files = NONE, images: Files = NONE) -> tuple[Flaw, ...]:
    """What the writer should know, in the order of the text."""
    source = clean(markdown)
    tokens = parse(source)
    return REFUSED if tokens is None else _settle(tokens, source, files, images)


def text(markdown: str) -> str:
    """The words a reader sees, on one line."""
    return _joined(_said(markdown))


def summary(markdown: str, length: int = SUMMARY) -> str:
    """The first sentences, or as many words as fit."""
    return _lead(_said(markdown), length)


def _said(markdown: str) -> list[Passage]:
    return list(passages(parse(clean(markdown)) or ()))


def _joined(said: Sequence[Passage]) -> str:
    return folded(" ".join(words for _, words in said))


_SENTENCE = re.compile(r"[.!?…][\"'”’)»]*(?=\s)")


def _lead(said: Sequence[Passage], length: int = SUMMARY) -> str:
    """Paragraphs before anything else: a heading or a table is not a sentence."""
    words = _joined([passage for passage in said if passage[0] == "paragraph_open"]) or _joined(said)
    if len(words) <= length:
        return words
    ends = [found.end() for found in _SENTENCE.finditer(words, 0, length + 1)]
    if ends and ends[-1] >= length // 2:
        return words[: ends[-1]]
    return (words[:length].rpartition(" ")[0] or words[: length - 1]).rstrip(" ,;:-–") + "…"


# Deciding: where links and images lead, and what to tell the writer.

_TEMPLATE = re.compile(r"\{[%{:]")
_UNSPACED = re.compile(r"^#{1,6}[^\W\d_].*", re.MULTILINE)
REFUSED = (Flaw("too-complex", 1, 1),)


def _settle(tokens: "Sequence[Token]", source: str, files: Files, images: Files) -> tuple[Flaw, ...]:
    """Decides in the tokens what every link and image becomes, and gives what the writer should know first."""
    found: list[tuple[Token, Finding]] = []
    for before, token in pairwise(tokens):
        if token.type == "inline":
            found += [(token, finding) for finding in _in_block(before, token)]
            found += [(token, finding) for finding in _in_line(token.children or [], files, images)]
    lines = source.split("\n") if found else []
    flaws = {_flaw(lines, token, *finding): None for token, finding in found[:MOST]}
    return tuple(sorted(flaws, key=lambda flaw: (flaw.line, flaw.column)))


def _flaw(lines: Sequence[str], block: "Token", code: str, sought: str, values: dict[str, str]) -> Flaw:
    line, column = _place(lines, block.map, sought)
    return Flaw(code, line, column, tuple(sorted(values.items())))


def _in_block(before: "Token", token: "Token") -> Iterator[Finding]:
    if before.markup == "-" and before.type == "heading_open" and ("\n" in token.content or len(token.content) > 80):
        yield "heading-by-accident", token.content[:1], {}
    if "#" in token.content and (found := _UNSPACED.search(token.content)):
        yield "heading-without-space", found[0], {"text": _short(found[0])}


def _in_line(children: "list[Token]", files: Files, images: Files) -> list[Finding]:
    found: list[Finding] = []
    open_links: list[int] = []
    for index, token in enumerate(children):
        linked = any(not children[link].hidden for link in open_links)
        if token.type == "text":
            if "{" in token.content and (mark := _TEMPLATE.search(token.content)):
                found.append(("template-code", mark[0], {"text": _short(token.content[mark.start() :])}))
        elif token.type == "link_open":
            open_links.append(index)
            found += _link(token, children[index + 1], files, linked)
        elif token.type == "link_close":
            opening = open_links.pop()
            token.hidden = children[opening].hidden
            found += _labelled(children[opening], children[opening + 1 : index])
        elif token.type == "image":
            found += _image(token, images, linked)
        elif token.type == "html_inline" and not token.content.startswith(("<!--", "</")):
            found.append(("html-shown", token.content, {"text": _short(token.content)}))
    return found


def _link(token: "Token", label: "Token", files: Files, linked: bool) -> list[Finding]:
    written = str(token.attrs["href"])
    address, reason = _destination(written, files)
    token.attrs["href"] = address
    token.hidden = linked or not address
    if address and token.markup == "autolink" and not written.isascii():
        label.content = address  # A name in look-alike letters shows as what it is.
    return [("link-refused", written, {"address": _short(written), "reason": reason})] if reason else []


def _destination(written: str, files: Files) -> tuple[str, str]:
    """The address a link gets, or why it gets none."""
    scheme = written.strip()[:7].lower()
    if scheme == "mailto:":
        return (address, "") if (address := mail_address(written)) else ("", "bad-mailbox")
    if scheme.startswith("tel:"):
        return (address, "") if (address := tel_address(written)) else ("", "bad-telephone")
    if (name := _name(written)) in files:
        return files[name], ""
    if address := web_address(written):
        return address, ""
    reason = problem_of(written) or ""
    return "", _nearby(written) if reason == "no-scheme" else reason


def _nearby(written: str) -> str:
    """What an address without a scheme was meant to be."""
    first, slash, _ = written.partition("/")
    if written.startswith("#"):
        return "fragment"
    return "no-scheme" if first.startswith("www.") or (slash and "." in first.strip(".")) else "unknown-file"


def _name(written: str) -> str:
    return unicodedata.normalize("NFC", unquote(written)).removeprefix("./")


def _labelled(opening: "Token", label: "Sequence[Token]") -> list[Finding]:
    if opening.hidden or folded(plain(label)):
        return []
    opening.content = address = str(opening.attrs["href"])
    return [("link-without-text", address, {"address": _short(address)})]


def _image(token: "Token", images: Files, linked: bool) -> list[Finding]:
    """An image of one's own stays; one from elsewhere becomes a link; of any other only the description is left."""
    written, alt = str(token.attrs["src"]), folded(plain(token.children or ()))
    shown = {"address": _short(written)}
    token.children, token.content = None, alt
    if (name := _name(written)) in images and alt:
        token.attrs |= {"src": images[name], "alt": alt}
        return []
    address = None if name in images else web_address(written)
    token.type, token.content = "text" if linked or not address else "far_image", alt or address or ""
    token.attrs["href"] = address or ""
    if name in images:
        return [("image-without-alt", written, shown)]
    return [("image-elsewhere", written, shown)] if address else [("image-unknown", written, shown)]


def _place(lines: Sequence[str], block: "list[int] | None", sought: str) -> tuple[int, int]:
    """Where in its block this was written; a reference may have been written anywhere, and encoded nowhere."""
    first, end = block or (0, len(lines))
    sought = sought.partition("\n")[0]
    for line in (*range(first, min(end, len(lines))), *range(len(lines))):
        if (column := lines[line].find(sought)) >= 0:
            return line + 1, column + 1
    return first + 1, 1


def _short(words: str) -> str:
    words = folded(words)
    return words if len(words) <= 80 else words[:79] + "…"


# Writing: what is not in these tables does not get out.

_BLOCKS: Mapping[str, str] = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "hr": "<hr>\n",
    "table_open": "<table>\n",
    "table_close": "</table>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
    "th_close": "</th>",
    "td_close": "</td>",
}
_INLINE: Mapping[str, str] = {
    "softbreak": "\n",
    "hardbreak": "<br>\n",
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
    "link_close": "</a>",
}
_LANGUAGE = re.compile(r"[a-z0-9-]{1,20}")
# An element without words is a riddle to whoever hears the page read aloud.
_HOLLOW = re.compile(r"<p>\s*</p>\n|<(h[1-6])>\s*</\1>\n")


def _written(tokens: "Sequence[Token]", base_level: int) -> Markup:
    parts: list[str] = []
    outline: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts += map(_inline, token.children or ())
        elif token.type == "heading_open":
            outline = [*(above for above in outline if above < token.tag), token.tag]
            parts.append(f"<h{min(base_level + len(outline) - 1, 6)}>")
        elif token.type == "heading_close":
            parts.append(f"</h{min(base_level + len(outline) - 1, 6)}>\n")
        elif token.type == "plain":
            parts.append(f"<p>{escape(token.content)}</p>\n")
        elif not token.hidden:
            parts.append(_BLOCKS.get(token.type) or _block(token))
    whole = seen("".join(parts)).replace('<th scope="col"></th>', "<td></td>")
    return Markup(_HOLLOW.sub("", whole))  # noqa: S704 - every part of it was escaped or comes from a table above


def _block(token: "Token") -> str:
    if token.type in ("fence", "code_block"):
        language = token.info.strip().partition(" ")[0].lower()
        kind = f' class="language-{language}"' if _LANGUAGE.fullmatch(language) else ""
        return f"<pre><code{kind}>{escape(token.content)}</code></pre>\n"
    if token.type == "ordered_list_open":
        start = token.attrs.get("start", 1)
        return "<ol>\n" if start == 1 else f'<ol start="{int(start)}">\n'
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    align = f' class="align-{escape(side)}"' if side else ""
    return {"th_open": f'<th scope="col"{align}>', "td_open": f"<td{align}>"}[token.type]


def _inline(token: "Token") -> str:
    if token.type == "text":
        return escape(token.content)
    if token.hidden:
        return ""
    if (fixed := _INLINE.get(token.type)) is not None:
        return fixed
    return _INLINE_WRITERS[token.type](token)


def _link_open(token: "Token") -> str:
    href = str(token.attrs["href"])
    away = f' rel="{OUTGOING}"' if href.startswith(("https://", "http://")) else ""
    return f'<a href="{escape(href)}"{away}{_title(token)}>{escape(token.content)}'


def _own_image(token: "Token") -> str:
    return f'<img src="{escape(str(token.attrs["src"]))}" alt="{escape(str(token.attrs["alt"]))}"{_title(token)}>'


def _title(token: "Token") -> str:
    title = token.attrs.get("title")
    return f' title="{escape(folded(str(title)))}"' if title else ""


_INLINE_WRITERS: "Mapping[str, Callable[[Token], str]]" = {
    "link_open": _link_open,
    "image": _own_image,
    "far_image": lambda token: f"{_link_open(token)}</a>",
    "code_inline": lambda token: f"<code>{escape(token.content)}</code>",
    "html_inline": lambda token: "" if token.content.startswith("<!--") else escape(token.content),
}
