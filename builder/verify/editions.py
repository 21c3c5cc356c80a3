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
from .faults import Fault, fault

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


def amiss(path: str, data: bytes, edition: str) -> Iterator[Fault]:
    """What in a file is not of this edition."""
    page = path.endswith(".html")
    if edition != "internal":
        if FOR_MEMBERS.search(path):
            yield fault("for-members")
        if any(mark in data for mark in _marks()) if page else INSIDE.search(data):
            yield fault("internal")
    elif page and NOT_FOUND not in data:
        yield fault("shown-by-search")
    elif path == "sitemap.xml":
        yield fault("listed-for-search")
    elif path == "robots.txt" and b"\nDisallow: /" not in data:
        yield fault("open-to-robots")


@lru_cache(maxsize=1)
def _marks() -> tuple[bytes, ...]:
    """What stands at the foot of every page of the internal edition, in each language."""
    told = [phrases(templates_folder(), one)["footer.internal"] for one in LANGUAGES]
    return tuple([f'<p class="made-up">{html.escape(one)}</p>'.encode() for one in told])
