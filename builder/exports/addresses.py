"""Where the files of the site are found by whoever reads a file apart from it."""

from ..frame import Frame

API = "api/v1"


def address(frame: Frame, path: str) -> str:
    """Where a file of the site is found: from the root of the site, or in full when the site knows its address."""
    path = path.removesuffix("index.html")
    base = frame.settings.base_url
    return f"{base.rstrip('/')}/{path}" if base else path
