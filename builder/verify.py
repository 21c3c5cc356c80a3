"""What a page may hold: looked at once more when it is finished, whatever the templates and the content said."""

import html
import re
from collections.abc import Iterator

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self' https:"
)

TAG = re.compile(rb"<[a-zA-Z!?][^>]*>")  # closing tags add nothing
# What differs from page to page and needs no closer look: links to other pages and to mail, and descriptions.
PLAIN = re.compile(
    rb"<(?:"
    rb'a (?:class="[a-z -]*" )?href="(?:mailto:[^"]*|'
    rb'(?:\.\./)*[a-z0-9-]+(?:/[a-z0-9-]+)*\.(?:html(?:#[a-z-]+)?|vcf|json))"|'
    rb'meta (?:name="description"|property="og:(?:title|description)") content="[^"]*"'
    rb")>"
)
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
    new = {tag for tag in set(TAG.findall(data)) - GOOD if not PLAIN.fullmatch(tag)}
    wrong = [f"{tag.decode()} ({why})" for tag in sorted(new) for why in amiss(tag.decode())]
    if wrong:
        raise PageError(f"{path}: {wrong[0]}")
    if len(GOOD) > MOST_GOOD:
        GOOD.clear()
    GOOD.update(new)


# Most tags of a site are the same, so each is looked at once; a bound keeps a very large site out of memory.
GOOD: set[bytes] = set()
MOST_GOOD = 200_000


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
