"""What a tag of a page may be: its element, its attributes, and where it may lead. What is not named here is amiss."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .faults import Fault, fault, in_tag

# The policy of every page, and of a page that only leads on to where something stands now.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
CSP_MOVED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'"
)

# Attributes that any element may have.
STATES = "atomic busy checked current disabled expanded haspopup hidden invalid live modal multiselectable orientation "
STATES += "pressed readonly relevant required selected sort valuemax valuemin valuenow valuetext"
TEXTS = "label roledescription placeholder"
TO_IDS = "activedescendant controls describedby details errormessage flowto labelledby owns"
ANYWHERE = frozenset({
    "class", "id", "lang", "dir", "hidden", "title", "tabindex", "role", "translate",
    *(f"aria-{name}" for name in f"{STATES} {TEXTS} {TO_IDS}".split()),
})  # fmt: skip
OF_SCRIPTS = re.compile(r"data-[a-z]+(?:-[a-z]+)*")  # what our own scripts read


def _each(names: str, attributes: str = "") -> Mapping[str, frozenset[str]]:
    return dict.fromkeys(names.split(), frozenset(attributes.split()))


# What a shape may say of how it looks.
LOOKS = (
    "fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin opacity transform x y width height"
)
ELEMENTS: Mapping[str, frozenset[str]] = {
    **_each("html", "prefix"), **_each("head title body header footer main nav section article aside search address"),
    **_each("div span p ul dl dt dd h1 h2 h3 h4 h5 h6 strong em b i s small abbr dfn kbd mark code pre sup sub"),
    **_each("br wbr hr figure figcaption caption thead tbody tfoot tr summary template noscript legend"),
    **_each("meta", "charset http-equiv content name property"),
    **_each("link", "rel href type as crossorigin hreflang media sizes"),
    **_each("script", "src defer type async"), **_each("a", "href rel hreflang target download type"),
    **_each("ol", "start reversed"), **_each("li", "value"), **_each("time", "datetime"), **_each("blockquote", "cite"),
    **_each("img", "src alt width height loading decoding"), **_each("table"),
    **_each("th", "scope colspan rowspan headers abbr"), **_each("td", "colspan rowspan headers"),
    **_each("form", "action method autocomplete novalidate"), **_each("label", "for"), **_each("fieldset", "disabled"),
    **_each("input", "name type value checked required readonly disabled maxlength minlength min max step pattern "
                     "placeholder autocomplete inputmode list accept multiple spellcheck autocapitalize form size"),
    **_each("button", "type name value disabled form"),
    **_each("select", "name multiple size required autocomplete form"),
    **_each("option", "value selected disabled label"), **_each("optgroup", "label disabled"), **_each("datalist"),
    **_each("textarea", "name rows cols maxlength placeholder required readonly autocomplete spellcheck form"),
    **_each("details", "open name"), **_each("progress", "value max"),
    **_each("meter", "value min max low high optimum"),
    **_each("output", "for form name"),
    **_each("svg", f"viewbox preserveaspectratio focusable xmlns shape-rendering {LOOKS}"),
    **_each("g symbol defs desc", f"viewbox preserveaspectratio font-family font-size font-weight text-anchor {LOOKS}"),
    **_each("path", f"d {LOOKS}"), **_each("circle", f"cx cy r {LOOKS}"), **_each("ellipse", f"cx cy rx ry {LOOKS}"),
    **_each("rect", f"rx ry {LOOKS}"), **_each("line", f"x1 y1 x2 y2 {LOOKS}"),
    **_each("polyline polygon", f"points {LOOKS}"),
    **_each("text tspan", f"dx dy textlength lengthadjust text-anchor font-family font-size font-weight {LOOKS}"),
    **_each("use", f"href {LOOKS}"),
}  # fmt: skip

# Where addresses stand, and what kind each may be: of the site itself, or to the web, a mailbox or a telephone.
OWN, WEB, MAIL = "own", "web", "mail"
ADDRESSES: Mapping[tuple[str, str], frozenset[str]] = {
    ("a", "href"): frozenset({OWN, WEB, MAIL}),
    ("link", "href"): frozenset({OWN, WEB}),
    ("blockquote", "cite"): frozenset({WEB}),
    **dict.fromkeys((("form", "action"), ("script", "src"), ("img", "src"), ("use", "href")), frozenset({OWN})),
}
ASKED_FOR = frozenset({"stylesheet", "icon", "preload"})  # relations for which a browser fetches what they name
RELATIONS = ASKED_FOR | {"alternate", "canonical", "license", "next", "prev", "author", "help", "search"}
METAS = frozenset(
    {
        "viewport",
        "description",
        "robots",
        "referrer",
        "color-scheme",
        "theme-color",
        "author",
        "generator",
        "twitter:card",
    }
)
INPUTS = frozenset({
    "text", "search", "checkbox", "radio", "number", "date", "email", "url", "tel", "file", "range", "submit", "reset",
})  # fmt: skip
TO_OTHERS = frozenset({"for", "list", "form", "headers", *(f"aria-{name}" for name in TO_IDS.split())})
DATA = ("application/json", "application/ld+json")

# An ordinary attribute: a name, and a value that holds no sign with which a tag begins or ends.
ATTRIBUTE = r"""[a-zA-Z][a-zA-Z0-9:-]*(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+))?"""
SHAPE = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)((?:\s+{ATTRIBUTE})*)\s*/?>")
EACH = re.compile(r"""([a-zA-Z:-][a-zA-Z0-9:-]*)(?:=("[^"]*"|'[^']*'|[^\s"'<>=`]+))?(?=\s|$)""")
WEB_ADDRESS = re.compile(
    r"https?://[a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_-]+)*(?::\d{1,5})?(?:[/?#][^\s\\<>\"\x00-\x1f\x7f]*)?"
)
TO_MAIL = re.compile(r"(?:mailto:[^\s\\<>\"\x00-\x1f\x7f]*|tel:\+?[0-9;=a-z-]+)")
OF_OURS = re.compile(
    r"(?!//)(?:[^:\\\s<>\"\x00-\x20\x7f]*|[^:/?#\\\s<>\"\x00-\x20\x7f]*[/?#][^\\\s<>\"\x00-\x20\x7f]*)"
)
REFRESH = re.compile(r"0; ?url=(.+)")
MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?|(\d{4}-\d\d)|\d{4}|P[\dDWMYTHS]+"
)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|")


class Tag(NamedTuple):
    """What follows from a tag: what is amiss, the names it has and leads to on its page, and its files of the site."""

    amiss: tuple[Fault, ...]
    names: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    web: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def tag(text: str) -> Tag:
    """A tag as it stands in a page."""
    if text.lower() == "<!doctype html>":
        return Tag(())
    shape = SHAPE.fullmatch(text)
    if shape is None:
        return Tag((in_tag(fault("tag"), text),))
    name = shape[1].lower()
    found = [(one[1].lower(), html.unescape(_bare(one[2] or ""))) for one in EACH.finditer(shape[2])]
    said = dict(found)
    wrong = [*_unknown(name, said), *_misused(name, said)]
    wrong += [fault("attribute-twice")] if len(said) < len(found) else []
    addresses = [(at, value.strip()) for at, value in said.items() if (name, at) in ADDRESSES]
    addresses += [("content", _onward(said))] if "http-equiv" in said and _onward(said) else []
    wrong += [
        fault("address", value=value) for at, value in addresses if _kind(value) not in ADDRESSES.get((name, at), {OWN})
    ]
    own = tuple([value for _, value in addresses if _kind(value) == OWN and not value.startswith("#") and value])
    leads = [one for at, value in said.items() if at in TO_OTHERS for one in value.split()]
    leads += [value[1:] for _, value in addresses if value.startswith("#") and value != "#"]
    web = tuple([value for _, value in addresses if _kind(value) == WEB])
    amiss = tuple([in_tag(one, text) for one in wrong])
    return Tag(amiss, (said["id"],) if said.get("id") else (), tuple(leads), own, web)


def _bare(value: str) -> str:
    return value[1:-1] if value[:1] in ('"', "'") else value


def _unknown(name: str, said: Mapping[str, str]) -> Iterator[Fault]:
    """What is on no list."""
    if name not in ELEMENTS:
        yield fault("element", name=name)
        return
    allowed = ELEMENTS[name]
    for at in said:
        if at not in allowed and at not in ANYWHERE and not OF_SCRIPTS.fullmatch(at):
            yield fault("attribute", name=at)


def _misused(name: str, said: Mapping[str, str]) -> Iterator[Fault]:
    """What is on a list, with a value that may not be there."""
    if name in BY_ELEMENT:
        yield from BY_ELEMENT[name](said)
    if "datetime" in said and not _is_moment(said["datetime"]):
        yield fault("moment", value=said["datetime"])
    for at in ("lang", "hreflang"):
        if at in said and not LANGUAGE.fullmatch(said[at]):
            yield fault("language", value=said[at])
    if "id" in said and (not said["id"] or re.search(r"\s", said["id"])):
        yield fault("id")


def _script(said: Mapping[str, str]) -> Iterator[Fault]:
    kind = said.get("type", "")
    if "src" not in said and kind not in DATA:
        yield fault("script")
    if "src" in said and (kind or not said["src"].partition("?")[0].endswith(".js")):
        yield fault("script-address", value=said["src"])


def _input(said: Mapping[str, str]) -> Iterator[Fault]:
    if said.get("type", "text") not in INPUTS:
        yield fault("input", value=said["type"])


def _link_out(said: Mapping[str, str]) -> Iterator[Fault]:
    if said.get("target") and "noopener" not in said.get("rel", "").split():
        yield fault("opener")


def _form(said: Mapping[str, str]) -> Iterator[Fault]:
    if said.get("method", "get").lower() != "get":
        yield fault("method", value=said["method"])


def _related(said: Mapping[str, str]) -> Iterator[Fault]:
    relations = frozenset(said.get("rel", "").split())
    if not relations or not relations <= RELATIONS:
        yield fault("relation", value=said.get("rel", ""))
    if relations & ASKED_FOR and _kind(said.get("href", "").strip()) != OWN:
        yield fault("from-elsewhere")


def _meta(said: Mapping[str, str]) -> Iterator[Fault]:
    if "name" in said and said["name"] not in METAS:
        yield fault("meta", name=said["name"])
    if "property" in said and not re.fullmatch(r"og:[a-z_:]+", said["property"]):
        yield fault("meta", name=said["property"])
    if said.get("charset", "utf-8").lower() != "utf-8":
        yield fault("charset", value=said["charset"])
    if "http-equiv" in said and not _onward(said) and said.get("content") not in (CSP, CSP_MOVED):
        yield fault("browser-order", name=said["http-equiv"])


BY_ELEMENT: Mapping[str, Callable[[Mapping[str, str]], Iterator[Fault]]] = {
    "script": _script, "input": _input, "a": _link_out, "form": _form, "link": _related, "meta": _meta,
}  # fmt: skip


def _onward(said: Mapping[str, str]) -> str:
    """Where a page leads on to by itself, at once."""
    found = REFRESH.fullmatch(said.get("content", "")) if said.get("http-equiv", "").lower() == "refresh" else None
    return found[1] if found else ""


def _kind(value: str) -> str:
    """What kind of address this is; empty for one that may stand nowhere."""
    if WEB_ADDRESS.fullmatch(value):
        return WEB
    if TO_MAIL.fullmatch(value):
        return MAIL
    return OWN if OF_OURS.fullmatch(value) else ""


def _is_moment(value: str) -> bool:
    found = MOMENT.fullmatch(value)
    try:
        return found is not None and (found[1] is None or bool(date.fromisoformat(found[1])))
    except ValueError:
        return False
