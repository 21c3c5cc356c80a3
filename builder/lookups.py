"""What the words in a file lead to: addresses, names and terms that there are, and the nearest where there is none."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from itertools import count
from typing import get_args

from . import addresses
from .apart import known_as, shared_names
from .checks import Flaw
from .directory import LAYERS, Entity
from .model import KINDS, Layer, Organisation
from .places import place_of
from .problems import Problem, Severity, problem
from .pseudonyms import is_hidden
from .slugs import better_slug
from .spelling import CHOICES
from .vocabulary import Vocabulary, find, find_form, nearest


def known(entities: Sequence[Entity]) -> Mapping[str, Mapping[str, str]]:
    """For each folder of content, the words that lead to a file: its slug, and for organisations their names.

    A file with a mistake in it is known too: one mistake is one problem, not one for everybody who mentions it.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    layers = {word: layer for layer in get_args(Layer) for word in (layer, CHOICES[layer])}
    for entity in entities:
        found[entity.kind][entity.slug] = entity.slug
    houses = [one.record for one in entities if one.kind == "organisations"]
    named = known_as(one for one in houses if isinstance(one, Organisation))
    shared = shared_names(one for one in houses if isinstance(one, Organisation))
    found["shared"] = {name: ", ".join(slugs) for name, slugs in shared.items()}
    found["organisations"] = {**named, **found["organisations"]}
    found["houses"] = {**found["organisations"], **layers}
    return found


def taken(entities: Sequence[Entity], same: Collection[str]) -> Mapping[str, list[Flaw]]:
    """The addresses that files ask for and cannot have, by path; what is remembered of somebody (`same`) asks none."""
    asking = [
        addresses.File(one.path, one.slug, one.record)
        for one in entities
        if one.path not in same and one.record is not None and (one.record.aliases or is_hidden(one.record))
    ]
    return addresses.amiss(asking, {one.slug: one.path for one in entities}) if asking else {}


# A reference that leads nowhere: what happens to the file. A word of the network's is kept as it was written; a
# person or assignment that is gone is left out of the list, or removing one profile would break other people's files.
UNKNOWN: Mapping[str, tuple[str, Severity, bool]] = {
    #                  code                    severity   kept
    "organisations": ("unknown-organisation", "error", True),
    "pools": ("unknown-pool", "error", True),
    "houses": ("unknown-house", "warning", True),
    "forms": ("unknown-form", "error", True),
    "regions": ("unknown-region", "warning", True),
    "skills": ("unknown-skill", "warning", True),
    "fields": ("unknown-field-of-work", "warning", True),
    "profiles": ("unknown-profile", "warning", False),
    "assignments": ("unknown-assignment", "warning", False),
}
MOST_NEAR = 20  # words in one file of which we look for the nearest: it takes long, and more of them are no slip


def finder(
    entity: Entity,
    known: Mapping[str, Mapping[str, str]],
    vocabularies: Mapping[str, Vocabulary],
    problems: list[Problem],
) -> Callable[[str, str, str], str | None]:
    """Settles the references of one file: to an id, or to a problem with the nearest names."""

    places = cache(entity.places)
    unknown = count(1)

    def settle(at: str, to: str, text: str) -> str | None:
        vocabulary = vocabularies.get(to)
        if vocabulary is not None and to == "forms":
            found = find_form(vocabulary, text)
        elif vocabulary is not None:
            if text in vocabulary.terms or not vocabulary.terms:
                return text
            found = find(vocabulary, text)
        else:
            names = known[to]
            found = text if text in names and names[text] == text else names.get(better_slug(text))
        if found is not None or to not in UNKNOWN:  # strengths are free: people have their own words for them
            return text if found is None or found == text else found
        code, severity, kept = UNKNOWN[to]
        line, column, written = place_of(places(), at)
        shared = known["shared"].get(better_slug(text)) if to in ("organisations", "houses") else None
        near: tuple[str, ...] = ()
        if next(unknown) <= MOST_NEAR:
            near = nearest(vocabulary, text) if vocabulary else _near(better_slug(text), known[to])
        values = {"value": text, "near": shared or ", ".join(near)}
        code = "shared-name" if shared else f"{code}-near" if near else code
        problems.append(problem(entity.path, line, column, code, values, field=written, severity=severity))
        return text if kept else None

    return settle


def _near(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    import difflib

    close = difflib.get_close_matches(text, list(known), 3, 0.6)
    return tuple(dict.fromkeys(name if known[name] in LAYERS else known[name] for name in close))
