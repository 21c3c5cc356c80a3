"""The words of the network, and which of them have a public address."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..concepts import MARK, PAGE, addresses, lists, named, scheme_of
from ..frame import API, Frame, chip, told
from ..own import fields_of_any, label_of
from ..phrases import number
from ..vocabulary import Vocabulary
from .origins import editing
from .pieces import View

Used = Mapping[str, tuple[int | None, int | None]]  # term → people and open work, as far as these are counted
FORMATS = ("ttl", "jsonld")


def list_title(frame: Frame, name: str) -> str:
    """What a list is called: by the site, or by the field of the network that it is for."""
    if f"vocabulary.list.{name}" in frame.words:
        return frame.words[f"vocabulary.list.{name}"]
    own = (one for one in fields_of_any(frame.settings).values() if one.vocabulary == name)
    return next((label_of(one, frame.language) for one in own), name)


def vocabularies(frame: Frame) -> View:
    """Every list, with how many of its words have a public address, and where these addresses lead."""
    words = frame.words
    known = {name: frame.vocabularies[name] for name in lists(frame.vocabularies, frame.settings, frame.edition)}
    schemes = Counter(
        scheme for one in known.values() for term in one.terms.values() for scheme in {*map(scheme_of, addresses(term))}
    )
    return {
        "title": words["vocabulary.title"],
        "description": words["vocabulary.lede"],
        "crumbs": ((words["vocabulary.title"], "vocabulary", ""),),
        "lists": [
            (name, list_title(frame, name), number(words, len(one.terms)), number(words, _addressed(one)), _files(name))
            for name, one in known.items()
        ],
        "schemes": [(name, number(words, n)) for name, n in sorted(schemes.items(), key=lambda one: (-one[1], one[0]))],
    }


def _files(name: str) -> list[tuple[str, str]]:
    """The files of a list: where each is from the root of the site, and what it is called."""
    return [(f"{API}/vocabularies/{name}.{form}", f"{name}.{form}") for form in FORMATS]


def _addressed(words: Vocabulary) -> int:
    return sum(bool(addresses(one)) for one in words.terms.values())


class Word(NamedTuple):
    """A term on the page of its list."""

    label: str
    mark: str  # what its row is called, for addresses that lead there
    page: str  # the name of the page with all of it, if there is one
    slug: str
    addresses: tuple[tuple[str, str], ...]
    people: str
    work: str


def vocabulary_list(frame: Frame, name: str, used: Sequence[tuple[str, int | None, int | None]]) -> View:
    """The words of a list: those with a public address, and those without, the most used first."""
    words, terms = frame.words, frame.vocabularies[name].terms
    title = list_title(frame, name)
    found = sorted(((_word(frame, name, *one), one) for one in used), key=lambda one: one[0].label.casefold())
    bare = [one for one in found if not one[0].addresses]
    in_use = [one for one in bare if any(one[1][1:])]
    addressed = _addressed(frame.vocabularies[name])
    return {
        "title": title,
        "description": told(frame, "vocabulary.of", name=title, network=frame.settings.title),
        "crumbs": ((words["vocabulary.title"], "vocabulary", ""), (title, "vocabulary-list", name)),
        "some": told(frame, "vocabulary.some", n=addressed, of=len(terms)) if addressed else words["vocabulary.no"],
        "files": _files(name),
        "addressed": [word for word, _ in found if word.addresses],
        "in_use": [word for word, _ in sorted(in_use, key=lambda one: -sum(filter(None, one[1][1:])))],
        "unused": [word for word, one in bare if not any(one[1:])],
        "counts_people": any(people is not None for _, people, _ in used),
        "counts_work": any(work is not None for *_, work in used),
        **editing(frame, f"content/vocabulary/{name}.yaml"),
    }


def _word(frame: Frame, name: str, term: str, people: int | None, work: int | None) -> Word:
    return Word(
        label=chip(frame, name, term).label,
        mark=MARK.removeprefix("#") + term,
        page=PAGE.get(name, ""),
        slug=term,
        addresses=named(addresses(frame.vocabularies[name].terms[term])),
        people="" if people is None else number(frame.words, people),
        work="" if work is None else number(frame.words, work),
    )
