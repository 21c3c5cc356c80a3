"""What every page may know, and how pages word what they show."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup
from msgspec import Struct

from . import facts
from .directory import Directory
from .match import MatchFrame
from .phrases import Phrases, day, phrases, say
from .settings import Settings
from .shipped import templates_folder
from .spelling import USUAL_FORMS
from .standing import Standing
from .visibility import Edition
from .vocabulary import Vocabulary, label


class Frame(Struct, frozen=True, eq=False, kw_only=True):
    """What every page may know, whatever it is about; a change in it touches all of them."""

    settings: Settings
    edition: Edition
    today: date
    language: str
    words: Phrases
    problem_words: Phrases  # `problem.<code>` and `hint.<code>`, for the status page
    vocabularies: Mapping[str, Vocabulary]
    matching: MatchFrame
    path_of: Callable[..., str]  # the name of a page and a slug → where it lands, from the root of its language
    asset: Callable[[str], str]  # "site.css" → where it lands, from the root of the site
    folders: tuple[Path, ...]  # where templates are looked for, the network's own first
    version: str
    prefix: str = ""  # the folder of this language; the first stands at the root of the site
    tongues: tuple["Tongue", ...] = ()  # every language of the site, when there are more
    lacks: frozenset[str] = frozenset()  # the lists with nothing on them: no page leads there
    colours: Mapping[str, str] = {}  # the tokens of the theme by day, when pictures are drawn
    painter: str = ""  # the version of what makes pixels of those, when it is installed
    opening: Standing | None = None  # how the network stands while it shows no people yet
    offers: tuple["Offer", ...] = ()  # what machines can fetch

    @property
    def up(self) -> str:
        """The way from the root of this language to the root of the site."""
        return "../" * self.prefix.count("/")


class Tongue(NamedTuple):
    """A language of the site: its folder, and its name as those who speak it say it."""

    language: str
    prefix: str
    name: str


def tongues(settings: Settings) -> tuple[Tongue, ...]:
    """The languages of a site, the first at the root and the others each in a folder."""
    found = dict.fromkeys((settings.language, *settings.languages))
    return tuple(Tongue(one, f"{one}/" if n else "", name_of(one)) for n, one in enumerate(found))


def name_of(language: str) -> str:
    """What those who speak a language call it."""
    return phrases(templates_folder(), language)["own.name"]


def lacking(directory: Directory) -> frozenset[str]:
    """The lists that a young or small network has nothing for yet."""
    work, skills = directory.assignments, (directory.census.skilled, directory.asked_by)
    held = {
        "assignments": any(facts.is_open(one, directory.today) for one in work.values()),
        "overview": bool(work),
        "stories": any(
            facts.state(one, directory.today) == "finished" for one in work.values() if one.outcome or one.reflection
        ),
        "first": any(one.first_assignment and facts.is_open(one, directory.today) for one in work.values()),
        "pools": bool(directory.pools),
        "forms": bool(directory.vocabularies["forms"].terms),
        "events": bool(directory.events),
        "skills": any(skills),
        "gaps": any(skills),
        "networks": bool(directory.settings.sources),
        "vocabulary": any(one.terms for one in directory.vocabularies.values()),
    }
    return frozenset(name for name, there in held.items() if not there)


class Late(Struct, frozen=True):
    """A view by its room and its name, fetched when it is first shown: loading all costs more than a small build."""

    room: str
    name: str
    of: str = ""  # for a view that is made for one kind

    def __call__(self, frame: Frame, *shown: Any) -> Any:
        """What the view makes of what is shown."""
        return fetched(self)(frame, *shown)


@lru_cache(maxsize=512)
def fetched(one: Late) -> Callable[..., Any]:
    """The view itself."""
    view: Callable[..., Any] = getattr(import_module(one.room), one.name)
    return view(one.of) if one.of else view


API = "api/v1"  # where the documents are


class Offer(NamedTuple):
    """Something that machines can fetch: one file, or one for each of a list."""

    path: str  # `{slug}` stands for an id
    type: str  # the media type
    schema: str = ""  # the name of the schema it follows
    of: str = ""  # the list whose ids it is for
    every: bool = True  # whether all of that list have one

    @property
    def name(self) -> str:
        """How it is called: its address inside the documents, or inside the site."""
        return self.path.removeprefix(f"{API}/").replace("{slug}", "{id}")


def address(frame: Frame, path: str) -> str:
    """Where a file of the site is found: from the root of the site, or in full when the site knows its address."""
    path = path.removesuffix("index.html")
    base = frame.settings.base_url
    return f"{base.rstrip('/')}/{path}" if base else path


class Chip(NamedTuple):
    """A term as a small link; without a slug it is a word the vocabulary does not have."""

    label: str
    slug: str


@lru_cache(maxsize=32)
def labels(frame: Frame, kind: str) -> Mapping[str, str]:
    """The words for all terms of a vocabulary in the language of the site."""
    vocabulary = frame.vocabularies[kind]
    return {term: label(vocabulary, term, frame.language) for term in vocabulary.terms}


@lru_cache(maxsize=8192)  # most terms stand on many pages
def chip(frame: Frame, kind: str, term: str) -> Chip:
    """A term with its page; a word that is no term stands for itself."""
    found = labels(frame, kind).get(term)
    if found is not None:
        return Chip(found, term)
    usual = kind == "forms" and term in USUAL_FORMS
    return Chip(frame.words[f"choice.{term}"] if usual else term, "")


def chips(frame: Frame, kind: str, terms: Iterable[str]) -> tuple[Chip, ...]:
    """Terms with their pages."""
    return tuple([chip(frame, kind, term) for term in terms])


def worded(frame: Frame, kind: str, terms: Iterable[str]) -> str:
    """Terms in a row: a, b, c."""
    return ", ".join([chip(frame, kind, term).label for term in terms])


def choice(frame: Frame, value: str) -> str:
    """The word for a choice."""
    return frame.words[f"choice.{value}"]


@lru_cache(maxsize=4096)
def date_of(frame: Frame, when: date | None) -> str:
    """A day in words, or nothing."""
    return "" if when is None else day(frame.words, when)


def told(frame: Frame, key: str, **values: object) -> str:
    """A phrase with its blanks filled."""
    return say(frame.words, key, **values)


def joined(*parts: str | None) -> str:
    """What there is of these, with a point between."""
    return " · ".join([part for part in parts if part])


def json_in_script(value: Any) -> Markup:
    """A value as JSON that stands safely inside a script element."""
    text = msgspec.json.encode(value).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  # whatever could leave the element is written as an escape
