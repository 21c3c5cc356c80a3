"""What robots come for: a map of the site, who may look where, and whom to warn."""

from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from ..frame import API, Frame, address
from .atom import moment, without_illegal

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
PEOPLE = "feed/people"  # the list of people and the selections of people
GOOD_FOR = timedelta(
    days=180
)  # how long the address for warnings holds, from the first of the month; a build renews it


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
    """Who may look where. Documents and feeds of people cannot ask to be left out of a search engine: this asks it."""
    settings = frame.settings
    root = urlsplit(settings.base_url or "/").path.rstrip("/")
    if frame.edition == "internal":
        return lines(("User-agent", "*"), ("Disallow", f"{root}/"))
    site = [("Sitemap", address(frame, "sitemap.xml"))] if settings.base_url else []
    closed = [("Disallow", f"{root}/{API.partition('/')[0]}/"), ("Disallow", f"{root}/{PEOPLE}")]
    return lines(("User-agent", "*"), *closed, *site)


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


def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    """A new element in another, with text that may stand in XML."""
    found = Xml.SubElement(parent, name, {key: without_illegal(value) for key, value in attributes.items()})
    found.text = None if text is None else without_illegal(text)
    return found


def written(whole: Xml.Element) -> bytes:
    """A document, one element a line."""
    Xml.indent(whole)
    text: bytes = Xml.tostring(whole, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
