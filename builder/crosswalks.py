"""What the words of another network are called here: as a co-ordinator wrote it, else as the words themselves tell."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .checks import Flaw
from .model import VOCABULARIES, Term
from .settings import Crosswalk
from .snapshots import SourceTerm
from .vocabulary import Vocabulary, find, find_form, folded, nearest

LONGEST = 80  # letters of a word


class Said(NamedTuple):
    """A word of a source: ours, or None with the label that it has there."""

    ours: str | None
    label: str


Words = Callable[[str, str], Said]  # vocabulary and word there → what it is here


def flaws(crosswalk: Crosswalk, vocabularies: Mapping[str, Vocabulary], houses: frozenset[str]) -> Iterator[Flaw]:
    """The words in a mapping that we do not have ourselves."""
    for name in VOCABULARIES:
        words = vocabularies[name]
        for there, ours in getattr(crosswalk, name).items():
            if ours and words.terms and _known(words, ours) is None:
                yield _unknown(f"{name}.{there}", ours, nearest(words, ours))
    for there, ours in crosswalk.organisations.items():
        if ours and ours not in houses:
            near = difflib.get_close_matches(ours, sorted(houses), 3, 0.6)
            yield _unknown(f"organisations.{there}", ours, near)


def _unknown(at: str, value: str, near: Sequence[str]) -> Flaw:
    code = "unknown-mapping-near" if near else "unknown-mapping"
    return Flaw(at, code, {"value": value, "near": ", ".join(near)}, "warning")


def translator(
    crosswalk: Crosswalk,
    terms: Mapping[str, Sequence[SourceTerm]],
    vocabularies: Mapping[str, Vocabulary],
    languages: Sequence[str],
) -> Words:
    """Gives for each word of a source what it is here, each looked up once."""
    known: dict[tuple[str, str], Said] = {}
    there = {name: {one.id: one for one in found} for name, found in terms.items()}
    shared = {name: _by_address(vocabularies[name].terms) for name in VOCABULARIES}

    def said(name: str, word: str) -> Said:
        if (name, word) not in known:
            term = there.get(name, {}).get(word)
            label = _label(term, languages) if term else word
            mapped = _mapped(getattr(crosswalk, name), word)
            if mapped is None:
                ours = _found(vocabularies[name], shared[name], word, term) if vocabularies[name].terms else label
            else:
                ours = _known(vocabularies[name], mapped) if mapped else None
            known[name, word] = Said(ours, label)
        return known[name, word]

    return said


def _mapped(written: Mapping[str, str], word: str) -> str | None:
    """What a co-ordinator wrote of a word; the empty text says that we have none."""
    if word in written:
        return written[word]
    return next((ours for there, ours in written.items() if folded(there) == folded(word)), None)


def _found(words: Vocabulary, shared: Mapping[str, str], word: str, term: SourceTerm | None) -> str | None:
    """The word of ours with the same public address, else the same id, label or synonym."""
    addresses = (*((term.esco,) if term and term.esco else ()), *(term.uris if term else ()))
    same = next((shared[one] for one in map(_address, addresses) if one in shared), None)
    spelled = (word, *(term.label.values() if term else ()), *(term.synonyms if term else ()))
    return same or next((found for text in spelled if (found := _known(words, text))), None)


def _known(words: Vocabulary, text: str) -> str | None:
    return find_form(words, text) if words.name == "forms" else find(words, text) if words.terms else text


def _by_address(terms: Mapping[str, Term]) -> Mapping[str, str]:
    """The public addresses of our words."""
    found: dict[str, str] = {}
    for id_, term in terms.items():
        for address in (*((term.esco,) if term.esco else ()), *term.uris):
            found.setdefault(_address(address), id_)
    return found


def _address(text: str) -> str:
    """An address without what makes no difference."""
    return text.partition("://")[2].rstrip("/").casefold() or text


def _label(term: SourceTerm, languages: Sequence[str]) -> str:
    """What a source calls a word, in the first of these languages; its id when there is nothing to show."""
    found = (term.label.get(one, "") for one in (*languages, *sorted(term.label)))
    return next((one for one in found if one.isprintable() and 0 < len(one) <= LONGEST), term.id)
