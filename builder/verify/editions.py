"""Which edition a site is, and whether every file of it is of that edition."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..phrases import LANGUAGES, phrases
from ..shipped import templates_folder

SAYS = "api/v1/directory.json"  # where a site says what it is
INSIDE = re.compile(rb'"(?:visibility|edition)":\s?"(?:internal|draft)"')
FOR_MEMBERS = re.compile(r"(?:^|/)coordination/")  # pages that the public edition does not have
NOT_FOUND = b'<meta name="robots" content="noindex, nofollow">'


class Said(NamedTuple):
    """What a site says of itself: its edition, and its address when it knows that."""

    edition: str = ""
    home: str = ""


def said(site: Path) -> Said:
    """What a site says of itself; nothing when it does not say."""
    try:
        found = msgspec.json.decode((site / SAYS).read_bytes(), type=dict[str, object])
    except (OSError, msgspec.DecodeError):
        return Said()
    return Said(str(found.get("edition") or ""), str(found.get("url") or ""))


def amiss(path: str, data: bytes, edition: str) -> Iterator[str]:
    """What in a file is not of this edition."""
    page = path.endswith(".html")
    if edition != "internal":
        if FOR_MEMBERS.search(path):
            yield "a page for members in a public site"
        if any(mark in data for mark in _marks()) if page else INSIDE.search(data):
            yield "of the internal edition, in a public site"
    elif page and NOT_FOUND not in data:
        yield "an internal page that search engines may show"
    elif path == "sitemap.xml":
        yield "an internal site with a list for search engines"
    elif path == "robots.txt" and b"\nDisallow: /" not in data:
        yield "an internal site that robots may read"


@lru_cache(maxsize=1)
def _marks() -> tuple[bytes, ...]:
    """What stands at the foot of every page of the internal edition, in each language."""
    told = [phrases(templates_folder(), one)["footer.internal"] for one in LANGUAGES]
    return tuple([f'<p class="made-up">{html.escape(one)}</p>'.encode() for one in told])
