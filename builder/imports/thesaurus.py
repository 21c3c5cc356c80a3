"""Words that others keep, in a table of ESCO, a list in SKOS, or the words of another network."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from ..vocabulary import folded
from . import rdf
from .drafts import Known, Unreadable, Wish, loaded
from .lists import LANGUAGE_OF_FILE, MAX_LISTED, SKILL, table
from .rdf import Concept


class Source(NamedTuple):
    """The words of a file, and in which languages they may be taken when those of the network are not there."""

    concepts: tuple[Concept, ...]
    languages: tuple[str, ...]
    counted: str  # the remark that counts them


def source(wish: Wish, here: Known, name: str) -> Source:
    """All words of a file; `name` is the list they are for."""
    raw = loaded(wish.file, MAX_LISTED)
    if not raw.startswith(b"PK"):
        text = raw.decode("utf-8-sig", "replace")
        form = rdf.form_of(wish.file.suffix, text)
        if form and len(raw) > rdf.MAX_RDF:
            raise Unreadable("too-large", file=wish.file, limit=rdf.MAX_RDF // 1_048_576)
        if form == "json-ld" and (own := _of_network(text, here, name, wish.file.name)):
            return own
        if form:
            return Source(tuple(rdf.concepts(text, form, wish.file.name)), ("en",), "concepts")
    return _of_table(wish, here)


# A table


def _of_table(wish: Wish, here: Known) -> Source:
    """The rows of a table that are still in use."""
    rows, head = table(wish, SKILL, ("label",))
    spoken = LANGUAGE_OF_FILE.search(wish.file.stem) or LANGUAGE_OF_FILE.search(" ".join(head).replace("label", "_"))
    language = spoken[1] if spoken else here.language
    found = tuple(_row(row, language) if _in_use(row) else Concept("", {}) for row in rows)
    return Source(found, (language,), "terms")


def _in_use(row: Mapping[str, str]) -> bool:
    return bool(row.get("label")) and row.get("status", "released") == "released"


def _row(row: Mapping[str, str], language: str) -> Concept:
    synonyms = tuple(one.strip() for one in re.split(r"[|\n]", row.get("synonyms", "")) if one.strip())
    return Concept(
        key=row.get("uri", "") or row["label"],
        label={language: (row["label"],)},
        synonyms={language: synonyms} if synonyms else {},
        means={language: (row["explanation"],)} if row.get("explanation") else {},
        broader=tuple(one.strip() for one in row.get("broader", "").split("|") if one.strip()),
    )


# The words of another network


class Theirs(msgspec.Struct):
    """A word as a network publishes it."""

    id: str
    uri: str | None = None
    label: dict[str, str] = {}
    synonyms: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    esco: str | None = None
    uris: tuple[str, ...] = ()
    explanation: str | None = None


class Words(msgspec.Struct):
    """All words of a network."""

    vocabularies: dict[str, tuple[Theirs, ...]]
    language: str = ""


def _of_network(text: str, here: Known, name: str, file: str) -> Source | None:
    """The same list of another network, when this is its file with all lists."""
    try:
        head = msgspec.json.decode(text.encode(), type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
    if "vocabularies" not in head or "@context" in head:
        return None
    try:
        theirs = msgspec.json.decode(text.encode(), type=Words)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Unreadable("not-concepts", file=file) from error
    if name not in theirs.vocabularies:
        raise Unreadable("no-such-list", name=name, names=", ".join(sorted(theirs.vocabularies)) or "—")
    terms = theirs.vocabularies[name]
    keys = {one.id: one.uri or one.id for one in terms}
    return Source(tuple(_theirs(one, keys, theirs.language or here.language) for one in terms), ("en",), "concepts")


def _theirs(one: Theirs, keys: Mapping[str, str], language: str) -> Concept:
    return Concept(
        key=keys[one.id],
        label={tongue.lower(): (word,) for tongue, word in one.label.items() if word.strip()},
        synonyms={language: one.synonyms} if one.synonyms else {},
        jargon={language: one.jargon} if one.jargon else {},
        means={language: (one.explanation,)} if one.explanation else {},
        broader=tuple(keys[each] for each in one.broader if each in keys),
        same=tuple(each for each in (one.esco, *one.uris) if each),
    )


# Which of them


class Chosen(NamedTuple):
    """The words that were asked for, and the addresses that lead to none."""

    concepts: tuple[Concept, ...]
    unknown: tuple[str, ...]


def chosen(found: tuple[Concept, ...], wish: Wish) -> Chosen:
    """The words that were asked for by address or by what is in them, with what is narrower when that was asked too."""
    found = tuple(one for one in found if one.label)
    named: dict[str, list[str]] = {one: [] for one in wish.uris}
    for one in found:
        for address in {one.key, *one.same} & named.keys():
            named[address].append(one.key)
    keys = {key for many in named.values() for key in many} if wish.uris else {one.key for one in found}
    taken = {one.key for one in found if one.key in keys and _holds(one, wish.only)}
    if wish.narrower:
        taken |= set(_below(found, taken))
    return Chosen(
        tuple(one for one in found if one.key in taken), tuple(address for address, keys in named.items() if not keys)
    )


def _holds(one: Concept, words: tuple[str, ...]) -> bool:
    """Whether a concept holds one of some words, or none were asked."""
    if not words:
        return True
    said = (one.label, one.synonyms, one.jargon, one.means)
    texts = (text for each in said for texts in each.values() for text in texts)
    whole = " ".join((one.key, *texts, *one.broader)).casefold()
    return any(word.casefold() in whole for word in words)


def above(found: tuple[Concept, ...]) -> Mapping[str, tuple[str, ...]]:
    """For every concept the keys of what is broader, whether the file gives keys or labels."""
    keys = {one.key for one in found}
    labels = {folded(word): one.key for one in reversed(found) for words in one.label.values() for word in words}
    return {
        one.key: tuple(
            dict.fromkeys(
                key
                for each in one.broader
                for key in [each if each in keys else labels.get(folded(each), each)]
                if key != one.key
            )
        )
        for one in found
    }


def _below(found: tuple[Concept, ...], keys: set[str]) -> Iterator[str]:
    """Everything narrower than some concepts, however far."""
    narrower: dict[str, list[str]] = {}
    for key, wider in above(found).items():
        for each in wider:
            narrower.setdefault(each, []).append(key)
    edge, seen = sorted(keys), set(keys)
    while edge:
        edge = sorted({below for key in edge for below in narrower.get(key, ())} - seen)
        seen.update(edge)
        yield from edge
