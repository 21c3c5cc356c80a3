"""Words that others keep beside those of the network: what is new is added, and what is there keeps its words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .. import documents
from ..concepts import addresses
from ..convert import made_terms
from ..documents import MAX_LIST
from ..model import Term
from ..slugs import better_slug
from ..vocabulary import Vocabulary, find, folded, has_place
from ..webaddress import web_address
from ..writing import rows as written_rows
from .amend import Addition, added
from .drafts import Brought, Known, Remark, Unreadable, Wish, clean, cut, loaded
from .rdf import Concept, Spoken
from .thesaurus import above, chosen
from .thesaurus import source as source_of

ESCO = ("http://data.europa.eu/esco/", "https://data.europa.eu/esco/")
MOST = 30  # synonyms of a word


def terms(wish: Wish, here: Known) -> Brought:
    """Terms to add to a list of the network, and what to add to those it has."""
    name = wish.into
    if name not in here.vocabularies:
        raise Unreadable("no-list", name=name, names=", ".join(here.vocabularies))
    found = source_of(wish, here, name)
    asked = chosen(found.concepts, wish)
    made = beside(asked.concepts, here.vocabularies[name], _tongues(here), found.languages)
    path = f"content/vocabulary/{name}.yaml"
    whole, refused = (b"", frozenset(made.additions)) if wish.look else _whole(here, path, made.additions)
    remarks = [Remark(found.counted, {"rows": len(found.concepts), "chosen": len(asked.concepts), "n": len(made.new)})]
    remarks += [Remark("uri-unknown", {"name": one}) for one in asked.unknown]
    remarks += made.remarks
    remarks += [
        Remark("term-not-amended" if one in refused else "term-amended", {"name": _told(one, made.additions[one])})
        for one in made.additions
    ]
    text = "".join("\n" + item(one) for one in made.new)
    if len(text.encode()) + len(whole) > MAX_LIST:
        raise Unreadable("list-too-long", n=len(made.new), limit=MAX_LIST // 1024)
    changed = len(refused) < len(made.additions)
    return Brought(
        (),
        tuple(remarks),
        (path, text) if text or changed else None,
        whole if changed else None,
        esco=bool(text) and any(one.key.startswith(ESCO) for one in asked.concepts),
    )


def _tongues(here: Known) -> tuple[str, ...]:
    """The languages of the site, the first of the network first."""
    more = here.content.settings.languages if here.content.settings else ()
    return tuple(dict.fromkeys((here.language, *more)))


def _whole(here: Known, path: str, additions: Mapping[str, Addition]) -> tuple[bytes, frozenset[str]]:
    """The list as it will be without the new words, and the words to which nothing could be added."""
    there = here.root / path
    raw = loaded(there, MAX_LIST) if there.is_file() else b""
    if additions and (new := added(path, raw, additions)) is not None:
        return new, frozenset()
    refused = set()
    for term, one in additions.items():
        new = added(path, raw, {term: one})
        if new is None:
            refused.add(term)
        else:
            raw = new
    return raw, frozenset(refused)


def _told(term: str, addition: Addition) -> str:
    labels = (f"{language}: {word}" for language, word in addition.label.items())
    return f"{term} ← {', '.join((*labels, *filter(None, [addition.esco]), *addition.uris))}"


# What is new, what is known -------------------------------------------------------------------------------------------


class Beside(NamedTuple):
    """What a list of words gains."""

    new: tuple[Mapping[str, Any], ...]
    additions: Mapping[str, Addition]  # id → what it is given
    remarks: tuple[Remark, ...]


def beside(found: tuple[Concept, ...], words: Vocabulary, tongues: tuple[str, ...], others: tuple[str, ...]) -> Beside:
    """Concepts beside the terms of a list: the same address is the same word, and the same word is a question."""
    shelf = _Shelf(words)
    for one in found:
        label = _labels(one.label, tongues, others)
        term = next((shelf.known[each] for each in _same(one) if each in shelf.known), None)
        if term:
            shelf.recognise(term, one, label, tongues[0])
        else:
            shelf.place(one, label)
    links = _links(found, shelf.ids, words, frozenset(shelf.new))
    fronts = tuple(_front(slug, one, label, shelf.claimed, links[slug]) for slug, (one, label) in shelf.new.items())
    return Beside(fronts, shelf.additions, tuple(shelf.remarks))


class _Shelf:
    """A list of words while others are put beside it."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.known = {address: term for term, one in words.terms.items() for address in addresses(one)}
        self.claimed = set(words.known)
        self.ids: dict[str, str] = {}  # the key of a concept → the term it is
        self.new: dict[str, tuple[Concept, Mapping[str, str]]] = {}
        self.additions: dict[str, Addition] = {}
        self.remarks: list[Remark] = []

    def recognise(self, term: str, one: Concept, label: Mapping[str, str], first: str) -> None:
        """A concept that the network has already, under whatever word."""
        self.ids[one.key] = term
        free = {each: word for each, word in label.items() if self.words.known.get(folded(word), term) == term}
        gained = _gained(self.words.terms[term], one, free, first)
        if gained and term not in self.additions:
            self.additions[term] = gained
            self.claimed |= {folded(word) for word in gained.label.values()}

    def place(self, one: Concept, label: Mapping[str, str]) -> None:
        """A concept that the network does not have, unless its word says otherwise."""
        slug = better_slug(next(iter(label.values()), ""))
        if not slug or not _sound(slug, label):
            self.remarks.append(Remark("term-without-word", {"name": one.key}))
            return
        claims = {folded(word) for word in (*label.values(), slug)}
        if claims & self.claimed or slug in self.words.terms or slug in self.new:
            self.remarks += _likeness(one, claims & self.claimed, self.words)
            return
        self.ids[one.key] = slug
        self.new[slug] = one, label
        self.claimed |= claims


def _sound(slug: str, label: Mapping[str, str]) -> bool:
    """Whether our own reader takes a word as it would be written."""
    document = documents.listing("x.yaml", item({"id": slug, "label": label}).encode())
    if isinstance(document, list):
        return False
    made = made_terms(document)
    return not made.problems and all(has_place(term) for term, _ in made.record)


def _same(one: Concept) -> tuple[str, ...]:
    """All addresses of a concept, its own first, in the spelling that we keep."""
    spelled = (web_address(each) for each in (one.key, *one.same))
    return tuple(dict.fromkeys(each for each in spelled if each))


def _labels(label: Spoken, tongues: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """The word in each language that is wanted, else in the first of the others that there is."""
    found = {tongue: word for tongue in tongues if (word := _word(label, tongue))}
    rest = ({tongue: word} for tongue in others if (word := _word(label, tongue)))
    return found or next(rest, {})


def _word(label: Spoken, tongue: str) -> str:
    """The word in a language, or in the way some country speaks it."""
    near = sorted(one for one in label if one.partition("-")[0] == tongue)
    return next((cut(clean(label[one][0]), 200) for one in (tongue, *near) if label.get(one)), "")


def _likeness(one: Concept, there: set[str], words: Vocabulary) -> list[Remark]:
    """What to tell of a concept whose word is taken: only people know whether it is the same."""
    terms = sorted({words.known[word] for word in there if word in words.known})
    address = next(iter(_same(one)), "")
    return [Remark("term-like", {"name": f"{term} ← {address}"}) for term in terms[:1] if address]


def _gained(term: Term, one: Concept, label: Mapping[str, str], first: str) -> Addition | None:
    """What a term gains by a concept with one of its addresses: never another word in a language it has."""
    has = {language or first for language in term.label}
    words = {language: word for language, word in label.items() if language not in has}
    more = [each for each in _same(one) if each not in addresses(term)]
    esco = next((each for each in more if each.startswith(ESCO)), "") if not term.esco else ""
    uris = tuple(each for each in more if each != esco)
    return Addition(words, esco, uris) if words or more else None


def _links(
    found: tuple[Concept, ...], ids: Mapping[str, str], words: Vocabulary, new: frozenset[str]
) -> Mapping[str, tuple[str, ...]]:
    """For every new term what it is part of, of what is taken or was there; never in a circle."""
    called = {one.key: next((texts[0] for texts in one.label.values()), "") for one in found}
    wider: dict[str, set[str]] = {term: set(links) for term, links in words.broader.items()}
    for key, keys in above(found).items():
        term = ids.get(key, "")
        for each in keys if term in new else ():
            other = ids.get(each) or find(words, called.get(each, each))
            if other and other != term and term not in _reached(wider, other):
                wider.setdefault(term, set()).add(other)
    return {term: tuple(sorted(wider.get(term, ()))) for term in new}


def _reached(links: Mapping[str, Iterable[str]], start: str) -> set[str]:
    seen, edge = {start}, [start]
    while edge:
        edge = [term for one in edge for term in links.get(one, ()) if term not in seen]
        seen.update(edge)
    return seen


def _front(
    slug: str, one: Concept, label: Mapping[str, str], claimed: set[str], broader: tuple[str, ...]
) -> dict[str, Any]:
    """A new term; its other words are those that nobody claims yet."""
    tongue = next(iter(label))
    same = _same(one)
    esco = next((each for each in same if each.startswith(ESCO)), "")
    return {
        "id": slug,
        "label": label,
        "synonyms": list(_free(_texts(one.synonyms, tongue), claimed)),
        "jargon": list(_free(_texts(one.jargon, tongue), claimed)),
        "broader": list(broader),
        "esco": esco,
        "uris": [each for each in same if each != esco],
        "explanation": " ".join(_texts(one.means, tongue)[:1])[:4000],
    }


def _texts(said: Spoken, tongue: str) -> tuple[str, ...]:
    near = sorted(one for one in said if one.partition("-")[0] == tongue)
    return next((said[one] for one in (tongue, *near, "") if said.get(one)), ())


def _free(texts: Iterable[str], claimed: set[str]) -> Iterator[str]:
    """The words that lead nowhere yet; from now on they do."""
    left = MOST
    for text in texts:
        word = cut(clean(text), 200)
        if folded(word) and folded(word) not in claimed and left:
            claimed.add(folded(word))
            left -= 1
            yield word


def item(front: Mapping[str, Any]) -> str:
    """A term as an item of a list."""
    lines = [row.text for row in written_rows(Term, clean(front), "nl")]
    return "".join(f"{'- ' if n == 0 else '  ' if line else ''}{line}\n" for n, line in enumerate(lines))
