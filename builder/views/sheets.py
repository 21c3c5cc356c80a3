"""The pages of a list that is too long for one."""

from typing import Any, NamedTuple

from ..frame import Frame, told
from .pieces import facets_of


class Pager(NamedTuple):
    """The pages of a list: numbers, and 0 where some are left out."""

    name: str
    item: str
    here: int
    pages: tuple[int, ...]
    before: int
    after: int


def pager(name: str, item: str, page: int, pages: int) -> Pager | None:
    """The pages of a list: the ends and the neighbours of this one."""
    if pages < 2:
        return None
    near = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    shown: list[int] = []
    for number in near:
        if shown and number > shown[-1] + 1:
            shown.append(0)
        shown.append(number)
    return Pager(name, item, page, tuple(shown), page - 1, page + 1 if page < pages else 0)


def titled(frame: Frame, key: str, page: int) -> str:
    """The title of a list, with the number of its page after the first."""
    return key if page == 1 else told(frame, "page.numbered", title=key, page=page)


def sheet_of(frame: Frame, title: str, name: str, item: str, page: int, pages: int) -> dict[str, Any]:
    """What every page of a list has."""
    return {
        "title": titled(frame, title, page),
        "heading": title,
        "first": page == 1,
        "pager": pager(name, item, page, pages),
        "names": " ".join(("q", "sort", *facets_of(frame))),  # what the address of a list may ask
    }
