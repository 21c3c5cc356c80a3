"""A file of a site, by its name and by what it is."""

from collections.abc import Iterator

from . import formats, names, pages
from .faults import Fault
from .pages import Known


def amiss(path: str, data: bytes, given: Known) -> Iterator[Fault]:
    """All that is amiss with a file."""
    yield from names.amiss(path)
    yield from pages.amiss(path, data, given) if path.endswith(".html") else formats.amiss(path, data, given.stands)
