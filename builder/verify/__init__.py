"""The finished site looked at, whatever the templates and the content said: at each file before it is published, and
at a whole site that stands.

Every rule is a list of what may be there. What is on no list is amiss.
"""

from collections.abc import Callable

from .faults import Fault
from .files import amiss
from .links import Stands, anywhere
from .pages import TAG, Known
from .tags import CSP, CSP_MOVED, DATA, tag

__all__ = ("CSP", "CSP_MOVED", "DATA", "PageError", "looking", "verified")

Check = Callable[[str, bytes], None]


class PageError(Exception):
    """A file that may not be published: a fault in a template or in the program, never in content."""

    def __init__(self, path: str, fault: Fault) -> None:
        """`path` is the file, and `fault` what is amiss with it."""
        super().__init__(path, fault)
        self.path, self.fault = path, fault


def looking(stands: Stands = anywhere, home: str = "") -> Check:
    """A look at files of one site: raises `PageError` at what may not be published.

    `stands` says which files the site will have, and `home` is its address.
    """
    given = Known(stands, home)

    def look(path: str, data: bytes) -> None:
        if wrong := amiss(path, data, given):
            raise PageError(path, wrong[0])
        given.places.clear()  # of pages that stand later

    return look


def verified(path: str, text: str) -> None:
    """Raises `PageError` when a piece of the page at `path` holds a tag that pages of a site never hold."""
    for one in TAG.findall(text.encode()):
        for wrong in tag(one.decode()).amiss:
            raise PageError(path, wrong)
