"""Every page of the site as a row: where it lands, one for each of what, what it shows, and how that is told."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from . import views
from .cards import Cards
from .directory import Directory
from .problems import Problem
from .views import Frame as Frame  # for whoever makes pages

SHEET = 48  # how many cards stand on one page of a list


class Material(NamedTuple):
    """What pages are made of."""

    directory: Directory
    ranking: Any
    problems: tuple[Problem, ...]
    cards: Cards
    sources: Mapping[tuple[str, str], str]  # kind and slug → the file it was written in, for the edit links


class Sheet(NamedTuple):
    """One page of a list; `page` counts from 1."""

    slug: str
    page: int


class Page(NamedTuple):
    """A row: `name` is also the name of the template."""

    name: str
    path: str
    each: Callable[[Material], Iterable[Any]]
    shows: Callable[[Material, Any], tuple[Any, ...]]
    view: Callable[..., Mapping[str, Any]]


def path_of(name: str, slug: str = "", page: int = 1) -> str:
    """Where a page lands, from the root of the site."""
    return PATHS[name].format(slug=slug, page="index" if page == 1 else page)


def landing(page: Page, item: Any) -> str:
    """Where the output for an item lands: a record by its slug, a sheet by its number."""
    return path_of(page.name, getattr(item, "slug", ""), getattr(item, "page", 1))


def once(_: Material) -> tuple[None]:
    """For a page there is one of."""
    return (None,)


PAGES: tuple[Page, ...] = (
    Page("about", "about/index.html", once, lambda material, item: (), views.about),
)
PATHS = {page.name: page.path for page in PAGES}
