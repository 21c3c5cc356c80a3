"""A file of a site, by its name and by what it is."""

from . import formats, names, pages
from .faults import Fault
from .pages import Known


def amiss(path: str, data: bytes, given: Known) -> list[Fault]:
    """All that is amiss with a file."""
    wrong = names.amiss(path)
    wrong += pages.amiss(path, data, given) if path.endswith(".html") else formats.amiss(path, data, given.stands)
    return wrong
