"""What one can follow: the feeds and calendars of a page, the selections, and the page that lists them all."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from ..frame import Frame, chip
from ..selections import asked_for, called
from ..sketches import Named
from .pieces import View

KINDS = {"fields": "field", "regions": "region", "organisations": "organisation"}  # and the pages of each


class Feed(NamedTuple):
    """A feed: what it is called in the head of a page, and where it is from the root of the site."""

    label: str
    path: str


class Choice(NamedTuple):
    """A selection: what it is called, its feed when there is one, and what to ask the search for the same."""

    label: str
    path: str
    query: str


def feeds(frame: Frame, *given: tuple[str, str]) -> tuple[Feed, ...]:
    """Feeds by their labels and paths; none when the site does not know its own address."""
    if frame.settings.base_url is None:
        return ()
    return tuple(Feed(f"{frame.settings.title}: {label}", f"feed/{path}.xml") for label, path in given)


def selections(frame: Frame, about: str) -> tuple[Choice, ...]:
    """The selections of people, or of work."""
    folder = "people" if about == "profiles" else "selections"
    return tuple(
        Choice(
            called(one, frame.language),
            f"feed/{folder}/{one.id}.xml" if frame.settings.base_url else "",
            urlencode(asked_for(one)),
        )
        for one in frame.settings.selections
        if one.about == about
    )


def following(frame: Frame, organisations: Sequence[Named]) -> View:
    """Everything there is to follow."""
    words = frame.words
    lists = [("assignments", "assignments"), ("people", "profiles"), ("stories", "stories"), ("events", "events")]
    houses = [(one.slug, one.name) for one in organisations]
    terms = [(kind, terms_of(frame, kind)) for kind in ("fields", "regions")]
    given = feeds(frame, *((words[f"{page}.title"], path) for path, page in lists))
    return {
        "title": words["follow.title"],
        "description": words["follow.lede"],
        "crumbs": ((words["follow.title"], "following", ""),),
        "feeds": given,
        "main": [(words[f"footer.{page}"], page, f"feed/{path}.xml") for path, page in lists] if given else [],
        "of_work": selections(frame, "assignments"),
        "of_people": selections(frame, "profiles"),
        "groups": [
            (words[f"follow.{kind}"], KINDS[kind], f"feed/{kind}/", found)
            for kind, found in (*terms, ("organisations", houses))
            if found and given
        ],
    }


def terms_of(frame: Frame, kind: str) -> list[tuple[str, str]]:
    """The terms of a vocabulary with their words, in the order of those."""
    found: Iterable[tuple[str, str]] = (
        (term, chip(frame, kind, term).label) for term in frame.vocabularies[kind].terms
    )
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))
