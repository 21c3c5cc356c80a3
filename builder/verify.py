"""What a page may hold: looked at once more when it is finished, whatever the templates and the content said."""

import html
import re
from collections.abc import Iterator, Sequence

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self' https:"
)

# What needs no closer look: plain elements, links to pages and to mail, and descriptions. Closing tags add nothing.
PAGE = rb"(?:\.\./)*[a-z0-9-]+(?:/[a-z0-9-]+)*\.(?:html(?:#[a-z-]+)?|vcf|json)"
PLAIN = (
    rb'(?:li|p|span|h[1-6]|ul|div|d[dlt]|section|article)(?:>| class="[a-z0-9 -]*">)',
    rb'a (?:class="[a-z -]*" )?href="(?:mailto:[^"]*|' + PAGE + rb')">',
    rb'meta (?:name="description"|property="og:(?:title|description)") content="[^"]*">',
)
TAG = re.compile(rb"<(?!/|" + b"|".join(PLAIN) + rb")[a-zA-Z!?][^>]*>")
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
ELEMENTS = frozenset({
    "html", "head", "meta", "title", "link", "script", "body", "header", "footer", "main", "nav", "section",
    "article", "aside", "div", "span", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
    "h6", "strong", "em", "b", "i", "s", "small", "abbr", "time", "mark", "code", "pre", "blockquote", "br", "wbr",
    "hr", "img", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "form",
    "label", "input", "button", "select", "option", "optgroup", "datalist", "fieldset", "legend", "textarea", "details",
    "summary", "template", "noscript", "progress", "meter", "output", "svg", "path", "circle", "rect", "line", "g",
    "polyline", "polygon", "text", "desc", "use", "symbol", "defs", "address", "dfn", "kbd", "sup", "sub", "search",
})  # fmt: skip
ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href"})
DATA = ("application/json", "application/ld+json")
SAFE = re.compile(r"(?:https?://|mailto:|tel:|#|data:image/svg\+xml|\.{0,2}/|[^:/?#\s]*(?:[/?#]|$))")


class PageError(Exception):
    """A page that may not be published: a fault in a template, never in content."""


def verified(path: str, data: bytes) -> None:
    """Raises `PageError` when a page holds an element, attribute or address that pages of this site never hold."""
    if not path.endswith(".html"):
        return
    same, parts = parted(data)
    new = {tag for part in parts for tag in TAG.findall(part)} - GOOD
    wrong = [f"{tag.decode()} ({why})" for tag in sorted(new) for why in amiss(tag.decode())]
    if wrong:
        raise PageError(f"{path}: {wrong[0]}")
    if len(GOOD) > MOST_GOOD or len(SAME) > MOST_SAME:
        GOOD.clear()
        SAME.clear()
    GOOD.update(new)
    SAME.add(same)


def parted(data: bytes) -> tuple[bytes, Sequence[bytes]]:
    """What a page has in common with others, and its parts without that when it was looked at before."""
    top, main, foot = data.find(b"<body"), data.find(b"</header>"), data.rfind(b"</main>")
    if not 0 < top < main < foot:
        return b"", (data,)
    same = data[top:main] + data[foot:]
    return same, (data[:top], data[main:foot]) if same in SAME else (data,)


# Most tags of a site are the same, and so are the header and the footer of most pages: each is looked at once. A bound
# keeps a very large site out of memory.
GOOD: set[bytes] = set()
SAME: set[bytes] = set()
MOST_GOOD, MOST_SAME = 50_000, 500


def amiss(tag: str) -> tuple[str, ...]:
    """What is wrong with a tag."""
    return tuple(_amiss(tag))


def _amiss(tag: str) -> Iterator[str]:
    if tag.lower() == "<!doctype html>":
        return
    name, *_ = re.split(r"[\s/>]", tag.lstrip("</"), maxsplit=1)
    if name.lower() not in ELEMENTS:
        yield "element"
    given = {
        one[1].lower(): html.unescape((one[2] or "").strip("\"'")) for one in ATTRIBUTE.finditer(tag[len(name) + 1 :])
    }
    for attribute, value in given.items():
        if attribute.startswith("on") or attribute in ("style", "srcdoc"):
            yield attribute
        if attribute in ADDRESSES and not SAFE.match(value.strip()):
            yield attribute
    if tag.startswith("<script") and "src" not in given and given.get("type") not in DATA:
        yield "inline script"
    address = given.get("src", given.get("href", ""))
    elsewhere = address.startswith(("http:", "https:", "//")) and given.get("rel") not in ("canonical", "alternate")
    if name in ("script", "link", "img") and elsewhere:
        yield "from another site"
