"""People under another name: what the public edition must not show of them, and the address they get there."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import is_
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from . import prose
from .model import Certificate, Engagement, Experience, PortfolioItem, Profile, Record, Visibility
from .slugs import better_slug

# What tells who it is, whatever the writer says of it; then what stays hidden as long as the writer says nothing.
NEVER = ("name", "sort_name", "photo", "owner", "links", "aliases", "invited_by")
UNLESS_SAID = ("organisation", "contact")
SHOWN_BODY = frozenset({"body", "body_html", "body_text"})
# An image in Markdown: what it is told to be, with brackets in it at most two deep, and where it stands.
PICTURE = re.compile(
    r"!\[(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*\])*\]"
    r"""(?:\((?:[^()"'\\]|\\.|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\([^()]*\))*\)|\[[^\[\]]*\])?""",
    re.DOTALL,
)
PACK = msgspec.msgpack.Encoder().encode
HIDDEN: Mapping[str, Visibility] = dict.fromkeys((*NEVER, *UNLESS_SAID), "internal")


def is_hidden(record: Record) -> bool:
    """Whether a file is about somebody who goes by another name."""
    return isinstance(record, Profile) and bool(record.pseudonym)


def is_masked(record: Record, edition: str) -> bool:
    """Whether this edition shows somebody under another name only: then the co-ordinator alone knows who it is."""
    return edition == "public" and is_hidden(record)


def public_slug(person: Profile) -> str:
    """The address of somebody in the public edition: made of the pseudonym, for the name of a file is often a name."""
    return better_slug(person.pseudonym or "")


def masked(person: Profile) -> Profile:
    """Somebody under her pseudonym: no client, colleague, link, file or image leads to her.

    The fields of `HIDDEN` were taken out before. Who does not show where she works is not matched: a list of the work
    that she is barred from would tell it.
    """
    person = _without_pictures(person)
    return replace(
        person,
        slug=public_slug(person),
        images={},
        experience=tuple(_without_client(one) for one in person.experience),
        engagements=tuple(_only_time(one) for one in person.engagements),
        certificates=tuple(_unlinked(one) for one in person.certificates),
        portfolio=tuple(_unlinked_item(one) for one in person.portfolio),
        matching=person.matching and bool(person.organisation),
    )


def _without_pictures(person: Profile) -> Profile:
    """Somebody without the images in her texts: what is told of a picture tells where it was taken, and of whom."""
    if b"![" not in PACK(person):  # as it mostly is, and sooner told than by a look at every text
        return person
    texts = ((name, getattr(person, name)) for name in person.__struct_fields__ if name not in SHOWN_BODY)
    kept = {name: new for name, value in texts if (new := _unpictured(value)) is not value}
    if "![" not in person.body:
        return replace(person, **kept) if kept else person
    body = prose.prose(PICTURE.sub("", person.body))  # the text alone: its source may name a picture elsewhere
    return replace(person, **kept, body=body.text, body_html=str(body.html), body_text=body.text)


def _unpictured(value: Any) -> Any:
    """A value without images in Markdown; the same when it holds none."""
    if isinstance(value, str):
        return PICTURE.sub("", value).strip() if "![" in value else value
    if isinstance(value, Struct):
        parts = ((name, getattr(value, name)) for name in value.__struct_fields__)
        new = {name: one for name, old in parts if (one := _unpictured(old)) is not old}
        return replace(value, **new) if new else value
    if isinstance(value, Mapping):
        return {key: _unpictured(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        each = [_unpictured(one) for one in value]
        return value if all(map(is_, each, value)) else type(value)(one for one in each if one != "")
    return value


def _without_client(one: Experience) -> Experience:
    return replace(one, organisation=None, confidential=True, together_with=(), link=None)


def _only_time(one: Engagement) -> Engagement:
    """The time that work takes: its title says too often for whom it is, and its assignment always does."""
    return Engagement(title="", hours=one.hours, days=one.days, start=one.start, end=one.end, confidential=True)


def _unlinked(one: Certificate) -> Certificate:
    return replace(one, link=None) if one.link else one


def _unlinked_item(one: PortfolioItem) -> PortfolioItem:
    return replace(one, link=None, file=None) if one.link or one.file else one


# What tells all the same ----------------------------------------------------------------------------------------------

WORD = re.compile(r"\w+")
LONG = 3  # letters: a shorter word only tells when it is written just so, as `Bo` does and `bo` does not
PARTICLES = frozenset({"van", "den", "der", "ten", "ter", "het", "von", "und", "des", "del", "las", "los"})


def telling(person: Profile) -> frozenset[str]:
    """The words that tell who somebody is: of her name and of her address for mail."""
    mail = (person.contact.email or "").partition("@")[0] if person.contact else ""
    said = " ".join((person.name or "", person.sort_name or "", mail.replace("_", " ")))
    return frozenset(word for word in _words(said) if len(word) > 1 and word not in PARTICLES)


def told_in(text: str, words: frozenset[str]) -> str:
    """The first of these words in a text, as it stands there; empty when there is none."""
    return next((word for word in WORD.findall(text.replace("_", " ")) if _key(word) in words), "")


def names_in(names: Iterable[str]) -> re.Pattern[str]:
    """What finds the first of these names in a text; a short one only as it is written, for it may be a word too."""
    each = (re.escape(name) if len(name) <= ACRONYM else f"(?i:{re.escape(name)})" for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


ACRONYM = 5  # letters


def _words(text: str) -> Iterable[str]:
    return (_key(word) for word in WORD.findall(text))


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    return better_slug(word) if len(word) >= LONG else word if word[:1].isupper() else ""
