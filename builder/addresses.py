"""The addresses that files ask for beside their own: of a pseudonym, and of the names they had before."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .checks import Flaw
from .model import Profile, Record
from .pseudonyms import is_hidden, public_slug
from .slugs import MAX_SLUG, RESERVED, SLUG, better_slug


class File(NamedTuple):
    """A file with the name that its own address is made of."""

    path: str
    slug: str
    record: Record


class Wish(NamedTuple):
    """An address that a file asks for, and the field in which it does."""

    path: str
    at: str
    code: str  # what the codes of its mistakes begin with
    written: str
    slug: str


def amiss(files: Iterable[File], taken: Mapping[str, str]) -> Mapping[str, list[Flaw]]:
    """By the path of a file: what it asks for and cannot have. `taken` is the name of every file with its path.

    An address belongs to one file, whatever it is about: who follows a link should never meet somebody else.
    """
    wishes: defaultdict[str, list[Wish]] = defaultdict(list)
    for file in files:
        for wish in _wishes(file):
            wishes[wish.slug].append(wish)
    found: defaultdict[str, list[Flaw]] = defaultdict(list)
    for slug, asked in wishes.items():
        for wish in asked:
            for flaw in _amiss(wish, taken.get(slug, ""), [one.path for one in asked if one is not wish]):
                found[wish.path].append(flaw)
    return found


def earlier(name: str) -> str:
    """The address that belongs to an earlier name of a file."""
    return re.sub(r"\.(md|yaml)$", "", name)


def _wishes(file: File) -> Iterator[Wish]:
    if isinstance(file.record, Profile) and is_hidden(file.record):
        name = file.record.pseudonym or ""
        yield Wish(file.path, "pseudonym", "pseudonym", name, public_slug(file.record))
    for n, name in enumerate(file.record.aliases):
        yield Wish(file.path, f"aliases[{n}]", "alias", name, earlier(name))


def _amiss(wish: Wish, owner: str, others: list[str]) -> Iterator[Flaw]:
    if owner == wish.path and wish.at == "pseudonym":
        owner = ""  # the file is named after the pseudonym, as it should be
    if not SLUG.fullmatch(wish.slug) or len(wish.slug) > MAX_SLUG or wish.slug in RESERVED:
        better = better_slug(wish.written)
        code = f"{wish.code}-slug-better" if better and better != wish.slug else f"{wish.code}-slug"
        yield Flaw(wish.at, code, {"name": wish.written, "better": better})
    elif other := owner or "".join(others[:1]):
        yield Flaw(wish.at, f"{wish.code}-taken", {"name": wish.slug, "other": other})
