"""Pages as HTML: the shell around them is made once, and each page fills its blanks."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from msgspec.structs import replace

from .frame import Frame, address
from .pages import Page, path_of
from .phrases import say

if TYPE_CHECKING:
    from jinja2 import Environment, Template

Url = Callable[..., str]

# What each page fills in. The marks hold a character that content and templates cannot hold.
BLANKS = ("title", "description", "robots", "crumbs", "main")
MARK = "\x01{}\x01"
# Of the page itself: for links to it in other languages, from the root of a language and as an address says it; and
# what else stands in its head.
OWN = ("path", "place", "head")
# What a page may tell machines in its head, and does not: where the same stands first, feeds to follow, itself as
# linked data, and a picture.
NO_HEAD: Mapping[str, Any] = {"canonical": "", "feeds": (), "linked": "", "picture": None}
MISSING = "404.html"
CUT = "\x02"  # between the crumbs, the head and the rest of a page; as little in content as that of the marks
ASIDE, ROOT = MARK.format("aside"), MARK.format("root")  # what differs between the lists that a card stands in

# The sections of the site, with the pages that stand under them.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "profiles": ("profiles", "profile", "profile-card", "profile-matches", "field", "region"),
    "assignments": ("assignments", "overview", "assignment", "assignment-matches", "stories", "forms", "form"),
    "organisations": ("organisations", "organisation"),
    "search": ("search",),
}


def render(page: Page, frame: Frame, path: str, shown: tuple[Any, ...]) -> bytes:
    """The bytes of one output."""
    view = page.view(frame, *shown)
    root = root_of(frame, path)
    known = {**everywhere(frame, root), **NO_HEAD, **view}
    own = path_of("home") if path == MISSING else path
    crumbs, head, main = template(frame, f"whole/pages/{page.name}.html").render(known).split(CUT)
    filled = {
        "title": escape(view["title"]),
        "description": escape(view.get("description") or view["title"]),
        "robots": "index, follow" if view.get("indexed", True) and frame.edition == "public" else "noindex, nofollow",
        "crumbs": crumbs,
        "main": main,
        "path": own,
        "place": own.removesuffix("index.html"),
        "head": head,
    }
    # Each piece becomes bytes by itself: joined first, one sign like – would make all of the text twice as large.
    return b"".join(
        [part if isinstance(part, bytes) else filled[part].encode() for part in shell(frame, page.name, root)]
    )


def root_of(frame: Frame, path: str) -> str:
    """The way from a page to the root of the site.

    The page for what is not there is served at any address, so it alone has to say where the site stands.
    """
    if path == MISSING:
        return urlsplit(frame.settings.base_url or "/").path.rstrip("/") + "/"
    return "../" * path.count("/")


@lru_cache(maxsize=64)
def everywhere(frame: Frame, root: str) -> Mapping[str, Any]:
    """What every template can use: words, links and settings."""
    return {
        "t": frame.words,
        "url": links(root),
        "card": partial(card, frame, root),
        "cards": partial(cards, frame, root),
        "part": partial(part, frame, root),
        "each": partial(each, frame, root),
        "asset": lambda name: root + frame.up + frame.asset(name),
        "root": root,  # of the pages in this language
        "base": root + frame.up,  # of the site
        "settings": frame.settings,
        "internal": frame.edition == "internal",
        "opening": opening(frame),
        "language": frame.language,
        "lacks": frame.lacks,
    }


def opening(frame: Frame) -> str:
    """When people come on the site, as long as there are too few to show any."""
    found = frame.opening
    return say(frame.words, "opening.text", ready=found.ready, people=found.people) if found else ""


def card(frame: Frame, root: str, name: str, one: Any) -> Markup:
    """A part of a list."""
    return cards(frame, root, name, (one,))


def cards(frame: Frame, root: str, name: str, found: Iterable[Any]) -> Markup:
    """Parts of a list. The same card stands in many lists, in some with a word beside it."""
    made = [str(escape(one.aside)).join(card_around(frame, name, one.alone or one, bool(one.aside))) for one in found]
    return Markup("\n".join(made).replace(ROOT, root))  # noqa: S704  # of templates alone


@lru_cache(maxsize=16_384)
def card_around(frame: Frame, name: str, one: Any, beside: bool) -> tuple[str, ...]:
    """A card, made once for all lists: whole, or cut where something stands beside it."""
    known = {**everywhere(frame, ROOT), "one": replace(one, aside=ASIDE) if beside else one}
    return tuple(template(frame, f"parts/{name}.html").render(known).split(ASIDE))


def each(frame: Frame, root: str, name: str, ones: Iterable[Any]) -> Markup:
    """Small parts that stand on many pages, one after the other: each is made once."""
    return Markup("\n".join([part(frame, root, name, one) for one in ones]))  # noqa: S704  # each is markup


@lru_cache(maxsize=16_384)  # some 400 bytes each
def part(frame: Frame, root: str, name: str, one: Any) -> Markup:
    """A part with nothing beside it."""
    return Markup(template(frame, f"parts/{name}.html").render({**everywhere(frame, root), "one": one}))  # noqa: S704  # a template


def links(root: str) -> Url:
    """A function for links: `url("profile", person)` leads from this page to hers."""

    def url(name: str, item: Any = "", page: int = 1) -> str:
        return root + path_of(name, getattr(item, "slug", item), page)

    return url


@lru_cache(maxsize=256)
def shell(frame: Frame, name: str, root: str) -> tuple[bytes | str, ...]:
    """The base template around a page, cut where the page fills it: bytes, the name of a blank, bytes … bytes."""
    sections = [(section, here(section, name)) for section in SECTIONS]
    whole = (
        environment(frame)
        .get_template("base.html")
        .render(
            everywhere(frame, root),
            page=name,
            sections=sections,
            operated=say(frame.words, "footer.operated", operator=frame.settings.operator),
            made_with=say(frame.words, "footer.made-with", version=frame.version),
            address=address(frame, ""),
            tongues=frame.tongues,
            **{blank: Markup(MARK.format(blank)) for blank in (*BLANKS, *OWN)},  # noqa: S704  # our own marks
        )
    )
    parts = re.split("\x01([a-z]+)\x01", whole)
    lost = set(BLANKS) - set(parts[1::2])
    if lost:
        raise ValueError(f"base.html has no place for {', '.join(sorted(lost))}")
    return tuple([part if place % 2 else part.encode() for place, part in enumerate(parts)])


def here(section: str, name: str) -> str:
    """How the menu marks a section: the page itself, or one below it."""
    if section == name:
        return "page"
    return "true" if name in SECTIONS[section] else ""


@lru_cache(maxsize=256)  # Jinja looks a while for one that it has
def template(frame: Frame, name: str) -> "Template":
    """A template by its name."""
    return environment(frame).get_template(name)


@lru_cache(maxsize=8)
def environment(frame: Frame) -> "Environment":
    """The templates: the network's own folder before ours. Nothing of the content is ever compiled."""
    from jinja2 import StrictUndefined  # only when something is rendered

    from .templates import Compiled, Direct, Quick, Worded

    made = Direct(
        loader=Worded(frame.folders, frame.words, CUT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(frame.language),
    )
    made.template_class = Quick
    return made
