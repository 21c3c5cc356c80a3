"""Selections that others can subscribe to: what the settings say of them, judged, and what each of them takes."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from .apart import known_as
from .checks import Flaw
from .model import Assignment, Organisation
from .phrases import LANGUAGES
from .references import settled
from .settings import Selection
from .sketches import Sketch
from .slugs import MAX_SLUG, RESERVED, SLUG, better_slug
from .vocabulary import Vocabulary, find, find_form, nearest

# The groups of words: within a group one is enough, and each group has to agree.
GROUPS = ("fields", "skills", "regions", "forms", "organisations", "layers")
# The same as the search knows them, so that a selection can be looked at there.
FACETS = {
    "fields": "field", "skills": "skill", "regions": "region", "forms": "form", "organisations": "organisation",
    "layers": "layer",
}  # fmt: skip


class Chosen(NamedTuple):
    """The selections that can be followed, and what is wrong with those that were written."""

    selections: tuple[Selection, ...]
    flaws: tuple[Flaw, ...]


# Judging --------------------------------------------------------------------------------------------------------------


def judged(
    given: Sequence[Selection],
    vocabularies: Mapping[str, Vocabulary],
    organisations: Iterable[Organisation],
    slugs: Iterable[str],
) -> Chosen:
    """The selections with every word as an id. One that would take more than it says, is left out and told."""
    houses = {**known_as(organisations), **{slug: slug for slug in slugs}}
    found: dict[str, Selection] = {}
    flaws: list[Flaw] = []
    for n, one in enumerate(given):
        amiss: list[Flaw] = []
        new = settled(one, _finder(f"selections[{n}].", vocabularies, houses, amiss))
        wrong = [*_id(n, one, found), *_nothing(n, one)]
        flaws += [*amiss, *wrong, *_first(n, one)]
        if not wrong and narrows(one, new):
            found[one.id] = new
    return Chosen(tuple(found.values()), tuple(flaws))


def narrows(written: Selection, left: Selection) -> bool:
    """Whether every group that was written has a word left: without one, it would take everything."""
    return all(bool(getattr(written, name)) == bool(getattr(left, name)) for name in GROUPS)


def _id(n: int, one: Selection, before: Mapping[str, Selection]) -> Iterator[Flaw]:
    at = f"selections[{n}].id"
    if len(one.id) > MAX_SLUG or not SLUG.fullmatch(one.id) or one.id in RESERVED:
        better = better_slug(one.id)
        usable = better and better not in RESERVED and better != one.id
        yield Flaw(at, "selection-id-near" if usable else "selection-id", {"value": one.id, "near": better})
    elif one.id in before:
        yield Flaw(at, "selection-twice", {"value": one.id})


def _nothing(n: int, one: Selection) -> Iterator[Flaw]:
    if not any(getattr(one, name) for name in GROUPS) and not (one.first_assignment and one.about == "assignments"):
        yield Flaw(f"selections[{n}]", "selection-empty", {"value": one.id})


def _first(n: int, one: Selection) -> Iterator[Flaw]:
    if one.first_assignment and one.about == "profiles":
        yield Flaw(f"selections[{n}].first_assignment", "selection-first-of-people", {"value": one.id}, "warning")


def _finder(
    at: str, vocabularies: Mapping[str, Vocabulary], houses: Mapping[str, str], amiss: list[Flaw]
) -> Callable[[str, str, str], str | None]:
    """Settles the words of one selection; what leads nowhere is left out and told, with what lies near."""

    def settle(field: str, to: str, text: str) -> str | None:
        words = vocabularies.get(to)
        if words is None:
            found = houses.get(text) or houses.get(better_slug(text))
        else:
            found = find_form(words, text) if to == "forms" else find(words, text) if words.terms else text
        if found is None:
            near = nearest(words, text) if words else _near(text, houses)
            values = {"value": text, "near": ", ".join(near)}
            amiss.append(Flaw(at + field, "selection-unknown-near" if near else "selection-unknown", values))
        return found

    return settle


def _near(text: str, houses: Mapping[str, str]) -> tuple[str, ...]:
    close = difflib.get_close_matches(better_slug(text), list(houses), 3, 0.6)
    return tuple(dict.fromkeys(houses[name] for name in close))


def of_edition(given: Iterable[Selection], organisations: Mapping[str, Organisation]) -> tuple[Selection, ...]:
    """The selections with the organisations of this edition alone: another name is not to be told."""
    found = []
    for one in given:
        there = tuple(slug for slug in one.organisations if slug in organisations)
        if there or not one.organisations:
            found.append(msgspec.structs.replace(one, organisations=there))
    return tuple(found)


# Following ------------------------------------------------------------------------------------------------------------


def called(one: Selection, language: str) -> str:
    """What a selection is called in a language, else in another."""
    labels = one.label
    return next((labels[each] for each in (language, "", *LANGUAGES, *sorted(labels)) if each in labels), one.id)


def asked_for(one: Selection) -> tuple[tuple[str, str], ...]:
    """What the search has to be asked to show the same: pairs of a facet and a value."""
    kind = (("kind", "assignment"), ("state", "open")) if one.about == "assignments" else (("kind", "profile"),)
    words = [(FACETS[name], word) for name in GROUPS for word in getattr(one, name)]
    first = [("first", "yes")] if one.first_assignment and one.about == "assignments" else []
    return (*kind, *words, *first)


def taken(one: Selection, records: Mapping[str, Any], organisations: Mapping[str, Organisation]) -> Iterator[str]:
    """What belongs to a selection, by slug: what the search would find with the same words."""
    about_work = one.about == "assignments"
    has: dict[str, Callable[[Any], tuple[Any, ...]]] = {**HAS, "layers": partial(_layer, organisations)}
    tests = [(has[name], frozenset(wanted)) for name in GROUPS if (wanted := getattr(one, name))]
    for slug, record in records.items():
        if about_work and one.first_assignment and not record.first_assignment:
            continue
        if not any(wanted.isdisjoint(words(record)) for words, wanted in tests):
            yield slug


def _skills(record: Sketch | Assignment) -> tuple[str, ...]:
    """Of a person what she can, of work what it asks and teaches."""
    taught = record.teaches if isinstance(record, Assignment) else ()
    return (*[one.skill for one in record.skills], *taught)


def _layer(organisations: Mapping[str, Organisation], record: Sketch | Assignment) -> tuple[str, ...]:
    organisation = organisations.get(record.organisation)
    return (organisation.layer,) if organisation else ()


HAS: Mapping[str, Callable[[Any], tuple[Any, ...]]] = {
    "fields": attrgetter("fields"),
    "skills": _skills,
    "regions": lambda record: (record.region,),
    "forms": attrgetter("forms"),
    "organisations": lambda record: (record.organisation,),
}
