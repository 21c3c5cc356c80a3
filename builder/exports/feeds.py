"""What robots come for: feeds of work, a map of the site, who may look where, and whom to warn."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from .. import prose
from ..cards import Story, WorkCard
from ..frame import API, Frame, address
from ..pages import path_of

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # may not stand in XML
MOST_ENTRIES = 100
EMPTY = date(2000, 1, 1)  # when a feed without entries was made: the day of the build would be news every night
GOOD_FOR = timedelta(
    days=180
)  # how long the address for warnings holds, from the first of the month; a build renews it


def atom(frame: Frame, *work: tuple[WorkCard, date]) -> bytes:
    """The open work, what was posted last first."""
    return feed_of(
        frame, "feed/assignments.xml", "assignments", frame.settings.title, [(*one, one[0].gist) for one in work]
    )


def stories(frame: Frame, *found: tuple[Story, date]) -> bytes:
    """What finished work brought, what ended last first."""
    title = f"{frame.settings.title}: {frame.words['stories.title']}"
    told = [(one.work, day, one.work.outcome or one.reflection) for one, day in found]
    return feed_of(frame, "feed/stories.xml", "stories", title, told)


def feed_of(frame: Frame, path: str, page: str, title: str, work: Iterable[tuple[WorkCard, date, str]]) -> bytes:
    """A feed of work, each with its day and what is told of it, beside the page that lists the same."""
    newest = sorted(work, key=lambda one: (-one[1].toordinal(), one[0].slug))[:MOST_ENTRIES]
    settings = frame.settings
    feed = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": frame.language})
    add(feed, "title", title)
    if settings.tagline:
        add(feed, "subtitle", settings.tagline)
    add(feed, "id", address(frame, path))
    add(feed, "link", href=address(frame, path), rel="self", type="application/atom+xml")
    add(feed, "link", href=address(frame, path_of(page)), rel="alternate", type="text/html")
    add(feed, "updated", moment(max((day for _, day, _ in newest), default=EMPTY)))
    add(add(feed, "author"), "name", settings.operator)
    for card, day, summary in newest:
        entry(frame, add(feed, "entry"), card, day, summary)
    return written(feed)


def entry(frame: Frame, into: Xml.Element, card: WorkCard, day: date, summary: str) -> None:
    """A piece of work in the feed."""
    url = address(frame, path_of("assignment", card.slug))
    add(into, "title", card.title)
    add(into, "id", url)
    add(into, "link", href=url, rel="alternate", type="text/html")
    add(into, "updated", moment(day))
    if card.organisation:
        add(add(into, "author"), "name", card.organisation.name)
    if summary:
        add(into, "summary", prose.text(summary))


def sitemap(frame: Frame, *paths: str) -> bytes:
    """The pages that search engines may show."""
    whole = Xml.Element("urlset", {"xmlns": SITEMAP, **({"xmlns:xhtml": XHTML} if frame.tongues else {})})
    for path in paths:
        for prefix in [one.prefix for one in frame.tongues] or [""]:
            url = add(whole, "url")
            add(url, "loc", address(frame, prefix + path))
            for other in frame.tongues:
                here = address(frame, other.prefix + path)
                add(url, "xhtml:link", rel="alternate", hreflang=other.language, href=here)
    return written(whole)


def robots(frame: Frame) -> bytes:
    """Who may look where. The documents under `api/` cannot ask to be left out of a search engine, so this asks it."""
    settings = frame.settings
    root = urlsplit(settings.base_url or "/").path.rstrip("/")
    if frame.edition == "internal":
        return lines(("User-agent", "*"), ("Disallow", f"{root}/"))
    site = [("Sitemap", address(frame, "sitemap.xml"))] if settings.base_url else []
    return lines(("User-agent", "*"), ("Disallow", f"{root}/{API.partition('/')[0]}/"), *site)


def security(frame: Frame) -> bytes:
    """Whom to warn about a weakness (RFC 9116)."""
    contact, place = frame.settings.contact, address(frame, ".well-known/security.txt")
    canonical = [("Canonical", place)] if frame.settings.base_url else []
    return lines(
        ("Contact", f"mailto:{contact.email if contact else ''}"),
        ("Expires", moment(frame.today.replace(day=1) + GOOD_FOR)),
        ("Preferred-Languages", ", ".join(dict.fromkeys((frame.language, "en")))),
        *canonical,
    )


def lines(*pairs: tuple[str, str]) -> bytes:
    """Names and values, a line each."""
    return "".join(f"{name}: {value}\n" for name, value in pairs).encode()


def moment(day: date) -> str:
    """The beginning of a day, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    """A new element in another, with text that may stand in XML."""
    found = Xml.SubElement(parent, name, {key: legal(value) for key, value in attributes.items()})
    found.text = None if text is None else legal(text)
    return found


def legal(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return ILLEGAL.sub("", text)


def written(whole: Xml.Element) -> bytes:
    """A document, one element a line."""
    Xml.indent(whole)
    text: bytes = Xml.tostring(whole, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
