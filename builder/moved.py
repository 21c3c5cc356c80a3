"""The addresses that files had before: on each stands a page that leads on, when the file asks for it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from .addresses import earlier
from .frame import Frame, address
from .model import KINDS, Profile
from .pages import PATHS, Material, Page, path_of
from .render import environment, everywhere, root_of
from .sketches import called


class Moved(NamedTuple):
    """An earlier name, and what stands under the new one."""

    slug: str
    to: str
    name: str


def render(page: Page, frame: Frame, path: str, shown: tuple[Any, ...]) -> bytes:
    """A page that leads on by itself, for people and for search engines."""
    root = root_of(frame, path)
    view = {**everywhere(frame, root), **page.view(frame, *shown), "address": address(frame, "")}
    return environment(frame).get_template("moved.html").render(view).encode()


def _each(kind: str) -> Callable[[Material], Iterable[Moved]]:
    def each(given: Material) -> Iterable[Moved]:
        if kind == "profiles":
            there: Iterable[Any] = (given.directory.profiles[slug] for slug in given.directory.census.moved)
        else:
            there = getattr(given.directory, kind).values()
        for one in there:
            for name in one.aliases:
                yield Moved(earlier(name), one.slug, _name(one))

    return each


def _name(one: Any) -> str:
    """What a page is called."""
    if isinstance(one, Profile):
        return called(one)
    return str(getattr(one, "title", "") or one.name)


def _shows(_: Material, one: Moved) -> tuple[str, str]:
    return one.to, one.name


def _view(page: str) -> Callable[..., Mapping[str, Any]]:
    return lambda frame, slug, name: {"title": name, "to": path_of(page, slug), "prefix": frame.prefix}


ROWS: tuple[Page, ...] = tuple(
    Page(f"moved-{page}", PATHS[page].replace("{sheet}", ""), _each(kind), _shows, _view(page))
    for kind, record in KINDS.items()
    for page in [record.__name__.lower()]
)
