"""The front door, the pages of fixed text, and the search."""

from collections.abc import Sequence
from typing import Any, get_args

from markupsafe import Markup

from .. import facts
from ..cards import EventCard, Story, Tally, WorkCard
from ..frame import Frame, json_in_script, told
from ..model import (
    Layer,
)
from ..search import FIELDS, ORDERS, TIMES
from ..sketches import PersonCard
from ..words import LANGUAGES
from .contacts import contact_lines
from .following import feeds
from .pieces import View, event_view, facets_of, person_view, spoken, story_view, tally, work_view

KINDS = ("profile", "assignment", "organisation", "pool", "event")
SENTENCES = ("none", "loading", "trouble", "why", "missing", "skilled", "remove")  # that the search says


def home(
    frame: Frame,
    counts: tuple[int, ...],
    new: Sequence[PersonCard | WorkCard],
    few: Sequence[PersonCard],
    work: Sequence[WorkCard],
    stories: Sequence[Story],
    events: Sequence[EventCard],
    fields: Tally,
) -> View:
    """The front door."""
    settings = frame.settings
    people, open_work, organisations = counts
    own = settings.language if settings.language != frame.language else ""
    return {
        "title": frame.words["home.title"],
        "description": settings.tagline or frame.words["home.lede"],
        "crumbs": (),
        "tagline": spoken(settings.tagline, own) if settings.tagline else frame.words["home.lede"],
        "people": told(frame, "count.people", n=people) if people else "",
        "open_work": told(frame, "count.open", n=open_work) if open_work else "",
        "organisations": told(frame, "count.organisations", n=organisations),
        "new": [
            ("person", person_view(frame, one)) if isinstance(one, PersonCard) else ("work-card", work_view(frame, one))
            for one in new
        ],
        "few": [person_view(frame, one) for one in few],
        "work": [work_view(frame, one) for one in work],
        "stories": [story_view(frame, one) for one in stories],
        "events": [event_view(frame, one) for one in events],
        "fields": tally(frame, "fields", fields),
        "feeds": feeds(
            frame, (frame.words["assignments.title"], "assignments"), (frame.words["stories.title"], "stories")
        ),
    }


def text_page(name: str, title_key: str) -> Any:
    """A view for a page of fixed text."""

    def view(frame: Frame) -> View:
        title = frame.words[title_key]
        return {
            "title": title,
            "crumbs": ((title, name, ""),),
            "operator": frame.settings.operator,
            "contact": contact_lines(frame, frame.settings.contact),
            "edition": frame.edition,
            "repository": frame.settings.repository,
        }

    return view


about, accessibility = text_page("about", "about.title"), text_page("accessibility", "accessibility.title")


def missing(frame: Frame) -> View:
    """What an address that leads nowhere says."""
    return {"title": frame.words["missing.title"], "crumbs": (), "indexed": False}


def search(frame: Frame, fields: Tally) -> View:
    """The page for searching; a script fills it, and the fields of work stand there for who has none."""
    title = frame.words["search.title"]
    return {
        "title": title,
        "crumbs": ((title, "search", ""),),
        "indexed": False,
        "stemmer": f"stemmer-{LANGUAGES[frame.language]}.js",
        "script_words": search_words(frame),
        "fields": tally(frame, "fields", fields),
    }


def search_words(frame: Frame) -> Markup:
    """The sentences the script says, as JSON that cannot leave its element."""
    words = frame.words
    found = {
        "language": words["own.locale"],
        **{key: {n: words[f"search.{key}.{n}"] for n in ("one", "other")} for key in ("count", "without")},
        "partial": {n: words[f"search.partial.{n}"] for n in ("none", "one", "other")},
        **{key: words[f"search.{key}"] for key in SENTENCES},
        "sorts": {order: words[f"search.sort.{order}"] for order in ("fit", "listed", "name", *ORDERS)},
        "kinds": {kind: words[f"kind.{kind}"] for kind in KINDS},
        "fields": {field.name: words[f"search.field.{field.name}"] for field in FIELDS},
        "colon": words["sign.colon"],
        "facets": {name: words[f"search.facet.{name}"] for name in facets_of(frame)},
        "values": {
            "kind": {kind: words[f"kinds.{kind}"] for kind in KINDS},
            "ring": {ring: words[f"ring.{ring}"] for ring in facts.RINGS},
            "first": {"yes": words["work.first"]},
            "state": {state: words[f"state.{state}"] for state in get_args(facts.State)},
            "layer": {layer: words[f"choice.{layer}"] for layer in get_args(Layer)},
            **{facet: {one: words[f"search.{facet}.{one}"] for one in values} for facet, values in TIMES.items()},
        },
        "order": list(facets_of(frame)),
        "open": ["kind", "field"],
    }
    return json_in_script(found)
