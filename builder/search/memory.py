"""What an index leaves behind so that the next one only works on what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from ..words import stemmer
from . import columns, kept, postings, wordlist
from .columns import Column, Holders, Labels
from .entries import FIELDS, ORDERS, PARTS, Facets, Folded, Spelled, Terms, facets_of, taken_apart, with_parts
from .kept import Chunk
from .postings import Rows, Shard
from .wordlist import Words

Name = tuple[str, str]  # kind and id


class Memory(Struct, frozen=True):
    """All that the files are made of, and the entries to compare the next ones with."""

    language: str
    names: list[Name]
    chunks: list[Chunk]
    cards: list[bytes]
    days: list[list[int]]  # order → the day of each entry
    lengths: list[str]  # field → a character for each entry
    words: Words
    rows: Rows
    labels: dict[str, dict[str, str]]
    facets: dict[str, Column]
    shards: list[Shard] = []  # with their names
    blocks: list[str] = []  # the names of the files with cards


class Change(Struct, frozen=True):
    """What stayed as it was since the memory before; when entries moved, that is nothing."""

    moved: bool = True
    cards: frozenset[int] = frozenset()  # entries with another card
    terms: tuple[str, ...] = ()  # terms with another row, sorted


def made(language: str, entries: Iterable[Folded], labels: Labels) -> Memory:
    """The memory of these entries, made from nothing."""
    gathered = Gathered(language)
    for entry in entries:
        gathered.add(entry)
    return gathered.memory(labels)


class Gathered:
    """What is gathered from entries that come one by one; none of them is held longer than it takes."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._names: list[Name] = []
        self._chunks: list[Chunk] = []
        self._open: list[Folded] = []
        self._cards: list[bytes] = []
        self._days: list[list[int]] = [[] for _ in ORDERS]
        self._lengths: list[list[str]] = [[] for _ in FIELDS]
        self._holders: dict[str, Holders] = {}
        self._spelled: list[Spelled] = []
        self._found = postings.columns()

    def add(self, entry: Folded) -> None:
        """Takes what is in the next entry."""
        number = len(self._names)
        terms, spelled = taken_apart(entry, self._language)
        self._names.append(name(entry))
        self._spelled.append(spelled)
        postings.fill(self._found, number, terms)
        for column, length in zip(self._lengths, lengths(terms), strict=True):
            column.append(length)
        columns.held(self._holders, number, facets_of(entry))
        self._cards.append(entry.card)
        for days, day in zip(self._days, entry.days, strict=True):
            days.append(day)
        self._open.append(entry)
        if len(self._open) == kept.CHUNK:
            self._close()

    def _close(self) -> None:
        self._chunks.append(kept.packed(self._open))
        self._open = []

    def memory(self, labels: Labels) -> Memory:
        """All of it together; the compounds come last, for they are known once every word is."""
        if self._open:
            self._close()
        words = wordlist.listed(Counter(chain.from_iterable(self._spelled)), self._language)
        for number, spelled in enumerate(self._spelled):
            parts = with_parts({}, spelled, words.parts)
            postings.fill(self._found, number, parts)
            self._lengths[PARTS][number] = columns.length(parts.get(PARTS, ()))
        self._spelled = []
        return Memory(
            *(self._language, self._names, self._chunks, self._cards, self._days),
            *(["".join(column) for column in self._lengths], words, postings.rows(self._found)),
            *({facet: dict(values) for facet, values in labels.items()}, columns.facets(self._holders, labels)),
        )


def name(entry: Folded) -> Name:
    """What an entry is known by."""
    return entry.kind, entry.id


def lengths(terms: Terms) -> list[str]:
    """The characters for how long each field is."""
    return [columns.length(terms.get(field, ())) for field in range(len(FIELDS))]


def renewed(
    before: Memory, names: Sequence[Name], fresh: Mapping[int, Folded], labels: Labels
) -> tuple[Memory, Change] | None:
    """The memory of entries some of which are fresh, by place; None when those that stayed have another order.

    The order of the work: what changed or left is taken out under the old numbers, entries get their new numbers,
    what came is put in.
    """
    moved = moves(before.names, names)
    if moved is None:
        return None
    back = {new: old for old, new in enumerate(moved) if new >= 0}
    came = {place: entry for place, entry in fresh.items() if place not in back}
    now = {back[place]: entry for place, entry in fresh.items() if place in back}
    was = kept.at(before.chunks, {*now, *(old for old, new in enumerate(moved) if new < 0)})
    other = {old for old in was if old not in now or now[old].text != was[old].text}
    words = respelled(before, [was[old] for old in other], [*(now[old] for old in other if old in now), *came.values()])
    near = kept.at(before.chunks, set(holders(before, words)) - other)
    old_terms = {old: termed(before, entry, before.words) for old, entry in (near | _some(was, other)).items()}
    new_terms = {old: termed(before, entry, words) for old, entry in (near | _some(now, other)).items()}
    come_terms = {place: termed(before, entry, words) for place, entry in came.items()}
    shift = None if moved == range(len(names)) else moved
    edits = postings.differences(old_terms, new_terms)
    rows = postings.changed(before.rows, edits)
    if shift is not None:
        rows = postings.renumbered(rows, shift)
        rows = postings.changed(rows, postings.differences({}, come_terms))
    long = {moved[old]: lengths(terms) for old, terms in new_terms.items()}
    long |= {place: lengths(terms) for place, terms in come_terms.items()}
    gone = columns.by_value((old, lost(entry, now.get(old))) for old, entry in was.items())
    come = columns.by_value((place, lost(entry, was.get(back.get(place, -1)))) for place, entry in fresh.items())
    cards = frozenset(old for old, entry in now.items() if entry.card != was[old].card)
    memory = Memory(
        before.language,
        list(names),
        kept.renewed(before.chunks, moved, fresh, len(names)),
        columns.placed(before.cards, shift, {place: entry.card for place, entry in fresh.items()}),
        [
            columns.placed(days, shift, {place: entry.days[order] for place, entry in fresh.items()})
            for order, days in enumerate(before.days)
        ],
        [
            columns.relengthened(column, shift, {place: one[field] for place, one in long.items()})
            for field, column in enumerate(before.lengths)
        ],
        words,
        rows,
        {facet: dict(values) for facet, values in labels.items()},
        columns.refaceted(before.facets, gone, come, shift, before.labels, labels),
    )
    return memory, Change(shift is not None, cards, tuple(sorted(edits)))


def moves(before: Sequence[Name], names: Sequence[Name]) -> Sequence[int] | None:
    """For every entry of before its place now, -1 when it left; None when those that stayed have another order."""
    if before == names:
        return range(len(names))
    places = {name: place for place, name in enumerate(names)}
    found = [places.get(name, -1) for name in before]
    stayed = [place for place in found if place >= 0]
    return found if stayed == sorted(stayed) else None


def respelled(before: Memory, old: Iterable[Folded], new: Iterable[Folded]) -> Words:
    """The words after some entries changed from old to new."""
    was, now = ([taken_apart(entry, before.language)[1] for entry in some] for some in (old, new))
    return wordlist.relisted(before.words, was, now, before.language)


def termed(before: Memory, entry: Folded, words: Words) -> Terms:
    """The terms of an entry, with the parts of compounds."""
    return with_parts(*taken_apart(entry, before.language), words.parts)


def holders(before: Memory, words: Words) -> Iterator[int]:
    """The entries with a compound whose parts are others now, because a word came to the directory or left it."""
    if words.parts is before.words.parts:
        return
    # What came or went only stands in texts that changed, and those are looked at anyway.
    parts = before.words.parts.items() ^ words.parts.items()
    changed = {word for word, _ in parts if word in before.words.entries and word in words.entries}
    for row in postings.found(before.rows, sorted(set(map(stemmer(before.language), changed)))):
        yield from chain.from_iterable(row.values())


def lost(entry: Folded, other: Folded | None) -> Facets:
    """The facets of an entry without those that another has just so."""
    same = facets_of(other) if other else {}
    return {facet: values for facet, values in facets_of(entry).items() if same.get(facet) != values}


def _some(entries: Mapping[int, Folded], numbers: set[int]) -> dict[int, Folded]:
    return {number: entry for number, entry in entries.items() if number in numbers}
