"""How tests look at a built site as people do: the pages by their address, as headings, text and links."""

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import html

from builder.problems import Problem, errors

SCENARIOS = tuple(sorted(path.parent.name for path in (Path(__file__).parent / "scenarios").glob("*/directory.yaml")))
TODAY = date(2026, 12, 1)  # in the scenarios

# Words in these run on in their line; anything else begins a line of its own.
INLINE = frozenset({"a", "abbr", "b", "bdi", "cite", "code", "data", "em", "i", "mark", "q", "small", "span", "strong",
                    "sub", "sup", "time", "wbr"})  # fmt: skip
UNSEEN = frozenset({"script", "style", "template", "noscript"})


class Page(NamedTuple):
    """A page, or a part of one."""

    address: str  # from the root of the site
    part: html.HtmlElement

    @property
    def text(self) -> str:
        """What there is to read, on one line."""
        return " ".join("".join(_read(self.part)).split())

    @property
    def headings(self) -> list[str]:
        """Its headings, from the top."""
        return [Page(self.address, one).text for one in self.part.xpath(".//h1 | .//h2 | .//h3")]

    @property
    def links(self) -> dict[str, str]:
        """Where its links to other pages lead, from the root of the site: the words of the first link to each."""
        found: dict[str, str] = {}
        for one in self.part.iter("a"):
            to = urlsplit(one.get("href", ""))
            if to.path and not to.scheme:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(self.address), unquote(to.path)))
                found.setdefault(path, Page(self.address, one).text)
        return found

    @property
    def indexed(self) -> bool:
        """Whether search engines may show it."""
        return not self.part.getroottree().xpath("//meta[@name='robots'][contains(@content, 'noindex')]")

    def section(self, heading: str) -> "Page":
        """The part under a heading that begins with these words."""
        for one in self.part.xpath(".//section | .//aside"):
            if any(title.startswith(heading) for title in Page(self.address, one).headings[:1]):
                return Page(self.address, one)
        raise AssertionError(f"{self.address} has no section {heading!r}, but {self.headings}")

    def rows(self, of: str = "li") -> list[str]:
        """The text of each item of its lists, or of each of some other element, such as `tr`."""
        return [Page(self.address, one).text for one in self.part.iter(of)]


class Site(NamedTuple):
    """What a build made of a folder of content."""

    folder: Path
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """The mistakes that keep something off the site."""
        return errors(self.problems)

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """What `check` asks attention for: the file and the code."""
        return [(one.path.removeprefix("content/"), one.code) for one in self.problems if one.severity == "warning"]

    @property
    def paths(self) -> frozenset[str]:
        """Every file, from the root of the site."""
        return _paths(self.folder)

    @property
    def pages(self) -> list[str]:
        """Every page."""
        return sorted(path for path in self.paths if path.endswith(".html"))

    def page(self, address: str) -> Page:
        """The main part of a page, such as `profiles/anna.html`."""
        return Page(address, next(self.whole(address).part.iter("main")))

    def whole(self, address: str) -> Page:
        """A page with its head, its menu and its foot."""
        return Page(address, html.document_fromstring(self.read(address)))

    def read(self, path: str) -> str:
        """The text of any file."""
        return (self.folder / path).read_text("utf-8")

    def read_bytes(self, path: str) -> bytes:
        """Any file as it was written."""
        return (self.folder / path).read_bytes()

    def data(self, path: str) -> Any:
        """What a file of data says, such as `api/v1/profiles.json`."""
        return json.loads(self.read(path))

    def naming(self, words: str) -> list[str]:
        """The files in which these words stand."""
        sought = re.compile(re.escape(words), re.IGNORECASE)
        kinds = (".html", ".json", ".xml", ".csv", ".ics", ".vcf", ".txt")
        return sorted(path for path in self.paths if path.endswith(kinds) and sought.search(self.read(path)))


@cache
def _paths(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _read(part: html.HtmlElement) -> Iterator[str]:
    if not isinstance(part.tag, str) or part.tag in UNSEEN:
        return
    space = "" if part.tag in INLINE else " "
    yield space
    yield part.text or ""
    for one in part:
        yield from _read(one)
        yield one.tail or ""
    yield space


# Builds a scenario: its name, and if need be the edition, the day and what is changed in its folder first.
Built = Callable[..., Site]
