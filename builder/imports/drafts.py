"""A content file in the making: who asks for it, what the network knows, and how it is stored when it is good."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from .. import content
from ..content import Content
from ..documents import FORBIDDEN
from ..problems import Problem
from ..slugs import better_slug
from ..vocabulary import Vocabulary, find, folded, nearest

# What no file may hold, and what no encoding knows.
CONTROLS = re.compile(f"{FORBIDDEN.pattern}|[\ud800-\udfff]")


class Unreadable(Exception):  # noqa: N818  # it is told, not raised to a programmer
    """Why a file cannot be brought in: a code, and what fills its words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Wish(NamedTuple):
    """What somebody asks for."""

    file: Path
    organisation: str = ""
    slug: str = ""  # the name of the file to write, when the writer chose one
    kind: str = "profile"
    mapping: Path | None = None
    only: tuple[str, ...] = ()
    uris: tuple[str, ...] = ()  # of words: those that were asked for by address
    narrower: bool = False  # with what is narrower
    into: str = "skills"  # the list they are for
    look: bool = False  # only to look at: nothing of the list may change


class Known(NamedTuple):
    """What the network has, and what day it is."""

    root: Path
    content: Content
    today: date

    @property
    def language(self) -> str:
        """The language of the network."""
        return self.content.settings.language if self.content.settings else "nl"

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The words of the network."""
        return self.content.vocabularies

    @property
    def names(self) -> Mapping[str, str]:
        """Every name of an organisation, as a file would be called → the file."""
        found: dict[str, str] = {}
        for one in self.content.entities:
            if one.kind == "organisations":
                spellings = (getattr(one.record, "name", None), getattr(one.record, "short_name", None))
                for name in (one.slug, *(better_slug(each) for each in spellings if each)):
                    found.setdefault(name, one.slug)
        return found


class Remark(NamedTuple):
    """Something to tell whoever asked: the key of a phrase, and what fills it."""

    code: str
    values: Mapping[str, object] = {}
    problem: Problem | None = None  # told in its own words, as {message}


class Draft(NamedTuple):
    """A file in the making: English field names → plain values."""

    kind: str  # the folder of content
    slug: str
    front: Mapping[str, Any]
    body: str = ""
    place: str = ""  # where it came from, such as a row of a table
    cells: Mapping[str, str] = {}  # field → the cell it came from

    @property
    def path(self) -> str:
        """Where it goes, from the root."""
        return f"content/{self.kind}/{self.slug}.md"


class Brought(NamedTuple):
    """What came out of a file."""

    drafts: tuple[Draft, ...]
    remarks: tuple[Remark, ...] = ()
    addition: tuple[str, str] | None = None  # a list of words, and what is to be added at its end
    amended: bytes | None = None  # that list, when something within it changes
    esco: bool = False  # whether what is added is of ESCO, which wants to be named


class Settled(NamedTuple):
    """A draft that may be written: its file passes `check`."""

    draft: Draft
    text: str
    warnings: tuple[Problem, ...]


def known(root: Path, today: date) -> Known:
    """What there is in a folder; it must be a network."""
    here = Known(root, content.read(root, {}), today)
    if here.content.settings is None:
        raise Unreadable("network", root=root)
    return here


def loaded(path: Path, limit: int) -> bytes:
    """The bytes of a file that somebody named; `limit` is in bytes."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise Unreadable("file", file=path) from error
    if len(raw) > limit:
        raise Unreadable("too-large", file=path, limit=limit // 1_048_576)
    return raw


# Words of the network


def skilled(words: Vocabulary, texts: Iterable[str]) -> tuple[list[str], list[Remark]]:
    """Skills as the network calls them, each once, and what was made of those that it does not know.

    A word that the vocabulary knows becomes its term. Any other stays as it was written: what lies near is told, but
    only the person knows whether it is the same.
    """
    found: list[str] = []
    remarks: list[Remark] = []
    seen: set[str] = set()
    for text in (" ".join(one.split()) for one in texts):
        term = find(words, text)
        if not text or (term or text).casefold() in seen:
            continue
        seen.add((term or text).casefold())
        if len(text) > 80 and term is None:
            remarks.append(Remark("skill-long", {"name": text[:60] + "…"}))
            continue
        found.append(term or text)
        if term and folded(term) != folded(text):
            remarks.append(Remark("skill-mapped", {"name": f"{text} → {term}"}))
        elif term is None and words.terms:
            near = nearest(words, text)
            told = f"{text} ({', '.join(near)})" if near else text
            remarks.append(Remark("skill-near" if near else "skill-unknown", {"name": told}))
    return found, remarks


def employer(here: Known, wish: Wish, names: Iterable[str]) -> tuple[str, list[Remark]]:
    """The organisation of a person: the one that was asked for, else the first of the names that the network has."""
    houses = here.names
    if wish.organisation:
        asked = houses.get(better_slug(wish.organisation))
        if asked is None:
            raise Unreadable("unknown-organisation", name=wish.organisation, names=", ".join(_near(wish, houses)))
        return asked, []
    for name in names:
        if better_slug(name) in houses:
            slug = houses[better_slug(name)]
            return slug, [Remark("organisation", {"house": name, "slug": slug})]
    raise Unreadable("organisation", names=", ".join(dict.fromkeys(houses.values())) or "—")


def _near(wish: Wish, houses: Mapping[str, str]) -> Sequence[str]:
    import difflib

    close = difflib.get_close_matches(better_slug(wish.organisation), list(houses), 3, 0.5)
    return list(dict.fromkeys(houses[one] for one in close)) or list(dict.fromkeys(houses.values()))


def cut(text: str, most: int) -> str:
    """A text on one line, no longer than a field may hold."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    head = plain[: most - 1] if plain[most - 1] == " " else plain[: most - 1].rpartition(" ")[0] or plain[: most - 1]
    return head.rstrip(" ,;.") + "…"


def introduced(front: dict[str, Any], body: str) -> list[Remark]:
    """Gives a profile that says nothing of the person the title of what was done last: a page needs a line."""
    if body or any(front.get(name) for name in ("role", "headline", "does", "skills")):
        return []
    titles = [one["title"] for name in ("experience", "education") for one in front.get(name, ()) if one.get("title")]
    front["role"] = titles[0] if titles else ""
    return [Remark("role", {"role": titles[0]})] if titles else []


def clean(value: Any) -> Any:
    """A value without the characters that no file may hold."""
    if isinstance(value, str):
        return CONTROLS.sub("", value)
    if isinstance(value, Mapping):
        return {clean(name): clean(one) for name, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list | tuple) else value


# Written


def stored(settled: Settled, root: Path, *, force: bool = False) -> bool:
    """Writes a new file; without `force` never over another, even one that appeared just now."""
    path = root / settled.draft.path
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise Unreadable("outside", path=settled.draft.path)
    new = path.with_name(f".{path.name}.new") if force else path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(settled.text)
        if force:
            new.replace(path)
    except FileExistsError:
        return False
    except OSError as error:
        raise Unreadable("write", path=settled.draft.path) from error
    return True
