"""The network's own words, and how near they lie to each other."""

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from .model import Term
from .phrases import LANGUAGES
from .spelling import CHOICES, USUAL_FORMS

# What a claim is worth, per cent, for each step away from what is asked. A path keeps one direction: to know one thing
# within a broad field says nothing of the other things in it.
NARROWER = 90
BROADER = 50
RELATED = 30
FAR = 20  # what is worth less is nothing

COMPARED = 40  # words that are looked at letter by letter
CLOSE = 0.6  # how much of two words is the same when one may be meant by the other

Flaw = tuple[int, str, tuple[tuple[str, str], ...]]  # which term, the code of a problem, its values
Links = Mapping[str, tuple[str, ...]]


class Vocabulary(Struct, frozen=True):
    """A list of terms: by id in the order of the ids, and by every folded word that leads to them."""

    name: str
    terms: Mapping[str, Term]
    known: Mapping[str, str]  # folded id, label, synonym or jargon → id
    narrower: Links  # id → the ids one step narrower
    broader: Links  # id → the ids one step broader
    related: Links  # id → the ids that lie beside it, whichever of the two says so


def vocabulary(name: str, terms: Iterable[Term]) -> Vocabulary:
    """A vocabulary of terms in any order; what `flaws` reports is left out of it."""
    by_id: dict[str, Term] = {}
    for term in terms:
        by_id.setdefault(term.id, term)
    by_id = dict(sorted(by_id.items()))
    known = {word: claims[0][1] for word, claims in _claims(by_id.values()).items()}
    broader = {one.id: tuple(sorted(_ids(one.broader, known) - {one.id})) for one in by_id.values()}
    related = {one.id: _ids(one.related, known) - {one.id} for one in by_id.values()}
    beside = _turned(related)
    return Vocabulary(
        name=name,
        terms=by_id,
        known=known,
        narrower=_turned(broader),
        broader={one: links for one, links in broader.items() if links},
        related={one: links for one in by_id if (links := tuple(sorted({*related[one], *beside.get(one, ())})))},
    )


def find(words: Vocabulary, text: str) -> str | None:
    """The id that a word leads to: an id, a label in any language, a synonym or jargon."""
    return text if text in words.terms else words.known.get(folded(text))


def find_form(forms: Vocabulary, text: str) -> str | None:
    """The form of working that a word leads to, in either spelling of the usual ones; without a list any word goes."""
    key = FORM_KEYS.get(folded(text))
    if not forms.terms:
        return key or text
    ways = (text, key, CHOICES[key]) if key else (text,)
    return next((found for way in ways if (found := find(forms, way))), None)


def label(words: Vocabulary, term: str, language: str) -> str:
    """The word for a term in a language, else in another; what is no term stands for itself."""
    if term not in words.terms:
        return term
    labels = words.terms[term].label
    return next((labels[one] for one in (language, *LANGUAGES, *sorted(labels)) if one in labels), term)


def nearest(words: Vocabulary, text: str, n: int = 3) -> tuple[str, ...]:
    """The terms with a word that is written most like `text`, best first."""
    wanted = folded(text)
    if not wanted or n < 1:
        return ()
    comparison = difflib.SequenceMatcher(None, b=wanted, autojunk=False)
    hopes = []
    for word in _alike(_spelled(tuple(words.known)), wanted):
        comparison.set_seq1(word)
        hopes.append((comparison.quick_ratio(), word))
    best: dict[str, float] = {}
    floor = CLOSE
    for hope, word in sorted(hopes, reverse=True):
        if hope < floor:
            break  # it cannot be nearer than what there is
        comparison.set_seq1(word)
        term = words.known[word]
        best[term] = max(best.get(term, 0.0), comparison.ratio())
        floor = max(CLOSE, sorted(best.values())[-n]) if len(best) >= n else CLOSE
    close = [term for term, ratio in best.items() if ratio >= CLOSE]
    return tuple(sorted(close, key=lambda term: (-best[term], term))[:n])


class Spelled(NamedTuple):
    """Words, the shortest first, and the places among them of those that hold a pair of letters."""

    words: tuple[str, ...]
    holding: Mapping[str, Sequence[int]]


@lru_cache(maxsize=8)
def _spelled(words: tuple[str, ...]) -> Spelled:
    ordered = tuple(sorted(words, key=lambda word: (len(word) // 2, word)))
    holding: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(ordered):
        for pair in _pairs(word):
            holding[pair].append(at)
    return Spelled(ordered, holding)


def _pairs(word: str) -> set[str]:
    """The letters of a word, two by two."""
    return {word[at : at + 2] for at in range(len(word) - 1)}


def _alike(spelled: Spelled, wanted: str) -> list[str]:
    """The words that share most pairs of letters with another, seen how long they are: those to compare it with."""
    words, pairs = spelled.words, _pairs(wanted)
    shared = Counter(at for pair in pairs for at in spelled.holding.get(pair, ()))
    if not pairs:
        shared.update(at for at, word in enumerate(words) if wanted in word)
    others = islice((at for at in range(len(words)) if at not in shared), COMPARED)
    found = (at for at in (*shared, *others) if len(words[at]) <= 2 * len(wanted))
    best = nsmallest(COMPARED, ((len(words[at]) // 2 - 2 * shared[at], words[at]) for at in found))
    return [word for _, word in best]


def nearness(words: Vocabulary, skill: str) -> Mapping[str, int]:
    """How well a claim of each term serves a need of `skill`, per cent: narrower, broader or related. Best first.

    Steps multiply and round down: 90, 81, 72, … for narrower terms and 50, 25 for broader ones. What is no term is near
    to nothing, unless the network keeps no list of words at all: then a word serves itself.
    """
    if words.terms and skill not in words.terms:
        return {}
    near = {skill: 100}
    for links, worth in ((words.narrower, NARROWER), (words.broader, BROADER)):
        for term, percent in _along(links, skill, worth):
            near[term] = max(near.get(term, 0), percent)
    for term in words.related.get(skill, ()):
        near[term] = max(near.get(term, 0), RELATED)
    return dict(sorted(near.items(), key=lambda one: (-one[1], one[0])))


def within(words: Vocabulary, term: str) -> frozenset[str]:
    """A term and everything it is part of."""
    return frozenset({term, *(one for one, _ in _along(words.broader, term, 100))})


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A word without capitals, accents, spaces, hyphens and apostrophes: Open-Source and opensource are one."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
        plain = "".join(one for one in plain if unicodedata.category(one) not in {"Mn", "Cf", "Pd", "Zs"})
    return plain.translate(_GAPS)


_GAPS = dict.fromkeys(map(ord, " \t\r\n_-'’"))

# A network without a list of its own may write the usual forms in Dutch and in English alike.
FORM_KEYS = {folded(word): key for key in USUAL_FORMS for word in (CHOICES[key], key)}


def flaws(terms: Sequence[Term]) -> list[Flaw]:
    """What is wrong in a list of terms, in the order of the list."""
    by_id: dict[str, Term] = {}
    for term in terms:
        by_id.setdefault(term.id, term)
    claims = _claims(by_id[term] for term in sorted(by_id))
    known = {word: claimed[0][1] for word, claimed in claims.items()}
    broader = {one.id: tuple(sorted(_ids(one.broader, known))) for one in by_id.values()}
    found: list[Flaw] = []
    for index, term in enumerate(terms):
        if not ID.fullmatch(term.id):
            found.append((index, "term-id", (("id", term.id),)))
        elif not has_place(term):
            found.append((index, "id-reserved", (("id", term.id),)))
        if by_id[term.id] is not term:
            found.append((index, "term-twice", (("id", term.id),)))
            continue
        for code, words in (("broader-unknown", term.broader), ("related-unknown", term.related)):
            found += [(index, code, (("id", term.id), ("word", one))) for one in words if folded(one) not in known]
        circle = _circle(broader, term.id)
        if circle and term.id == min(circle):
            found.append((index, "broader-circle", (("id", term.id), ("path", " → ".join(circle)))))
        for word in dict.fromkeys(_spellings(term)):
            owner = known[folded(word)]
            if owner != term.id:
                found.append((index, "word-twice", (("id", term.id), ("other", owner), ("word", word))))
    return [*found, *_doubts(terms, by_id, known, broader)]


ID = re.compile(r"[a-z0-9-]{1,60}")
TAKEN = frozenset({"index"})  # the page with all terms


def has_place(term: Term) -> bool:
    """Whether a page can be named after a term: an id with a slash in it would lead out of the site."""
    return bool(ID.fullmatch(term.id)) and term.id not in TAKEN


def _doubts(
    terms: Sequence[Term], by_id: Mapping[str, Term], known: Mapping[str, str], broader: Links
) -> Iterator[Flaw]:
    """What contradicts itself in a list of terms and harms nothing here: others who read it are told less."""
    owners: dict[str, str] = {}
    for index, term in enumerate(terms):
        if by_id[term.id] is not term:
            continue
        for address in dict.fromkeys((*([term.esco] if term.esco else []), *term.uris)):
            owner = owners.setdefault(address, term.id)
            if owner != term.id:
                yield index, "uri-twice", (("id", term.id), ("other", owner), ("uri", address))
        for word in term.related:
            other = known.get(folded(word), term.id)
            if other in _above(broader, term.id) or term.id in _above(broader, other):
                yield index, "related-broader", (("id", term.id), ("word", word))


def _above(broader: Links, term: str) -> set[str]:
    return {one for one, _ in _along(broader, term, 100)} - {term}


DOUBTS = frozenset({"uri-twice", "related-broader"})  # these are warnings


def _claims(terms: Iterable[Term]) -> dict[str, list[tuple[int, str]]]:
    """Every folded word with the terms that claim it: an id beats a label, and that a synonym or jargon."""
    claims: dict[str, list[tuple[int, str]]] = {}
    for term in terms:
        words = ((0, (term.id,)), (1, term.label.values()), (2, term.synonyms), (3, term.jargon))
        for rank, spellings in words:
            for word in spellings:
                claims.setdefault(folded(word), []).append((rank, term.id))
    claims.pop("", None)
    for claimed in claims.values():
        claimed.sort()
    return claims


def _spellings(term: Term) -> Iterator[str]:
    """Every word that should lead to a term."""
    return (word for word in (*term.label.values(), *term.synonyms, *term.jargon) if folded(word))


def _ids(words: Iterable[str], known: Mapping[str, str]) -> set[str]:
    """The ids that words lead to; a word that leads nowhere is left out."""
    return {known[folded(word)] for word in words if folded(word) in known}


def _turned(links: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Links the other way round, in the order of the ids."""
    turned: dict[str, list[str]] = {}
    for term in sorted(links):
        for other in sorted(links[term]):
            turned.setdefault(other, []).append(term)
    return {term: tuple(turned[term]) for term in sorted(turned)}


def _along(links: Links, start: str, worth: int) -> Iterator[tuple[str, int]]:
    """The terms that a path in one direction reaches, nearest first, each with what is left after its steps."""
    percent, seen, edge = 100, {start}, [start]
    while edge:
        percent = percent * worth // 100
        if percent < FAR:
            return
        edge = sorted({term for one in edge for term in links.get(one, ())} - seen)
        seen.update(edge)
        yield from ((term, percent) for term in edge)


def _circle(links: Links, start: str) -> tuple[str, ...]:
    """A way from a term back to itself, if there is one."""
    came_from = dict.fromkeys(links.get(start, ()), start)
    edge = list(came_from)
    while edge and start not in came_from:
        steps = [(one, term) for one in edge for term in links.get(one, ()) if term not in came_from]
        for one, term in steps:
            came_from.setdefault(term, one)
        edge = [term for _, term in dict.fromkeys(steps)]
    if start not in came_from:
        return ()
    path = [start]
    while (before := came_from[path[-1]]) != start:
        path.append(before)
    return (start, *reversed(path[1:]), start) if len(path) > 1 else (start, start)
