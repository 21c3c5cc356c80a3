"""What an index leaves behind so that the next one only works on what changed: a little, and pieces that can wait."""

from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from ..words import stemmer
from . import columns, kept, numbers, postings, shards, wordlist
from .columns import Column, Holders, Labels, Lengths
from .entries import FIELDS, KIND, ORDERS, PARTS, Folded, Spelled, Terms, facets_of, taken_apart, with_parts
from .kept import Block
from .numbers import Name
from .pieces import Pieces
from .shards import Shard

EntryAt = Callable[[int], Folded]


class Memory(Struct, frozen=True, array_like=True):
    """What is read whatever changed: who there is, and which files there are."""

    language: str
    names: list[Name]
    numbers: bytes  # of the entries, packed
    block: int  # how many numbers a file of cards is for
    there: str
    listing: list[str]
    cards: list[str]
    lengths: list[Lengths]  # by field
    facets: dict[str, Column]
    orders: dict[str, Column]
    words: str
    shards: list[Shard]

    @property
    def places(self) -> list[int]:
        """The number of each entry."""
        return array("I", self.numbers).tolist()


def made(language: str, names: Sequence[Name], entry_at: EntryAt, labels: Labels, pieces: Pieces) -> Memory:
    """The memory of these entries, made from nothing."""
    found = numbers.numbered(names)
    gathered = Gathered(language, kept.size(max(found, default=0) + 1), pieces)
    for place in sorted(range(len(names)), key=found.__getitem__):
        gathered.add(found[place], entry_at(place))
    return gathered.memory(names, found, labels)


class Gathered:
    """What is gathered from entries that come by their numbers; none of them is held longer than it takes."""

    def __init__(self, language: str, size: int, pieces: Pieces) -> None:
        self._language, self._size, self._pieces = language, size, pieces
        self._numbers: list[int] = []
        self._open: Block = {}
        self._cards: list[str] = []
        self._days: list[dict[int, int]] = [{} for _ in ORDERS]
        self._lengths: list[list[str]] = [[] for _ in FIELDS]
        self._holders: dict[str, Holders] = {}
        self._spelled: list[Spelled] = []
        self._found = postings.columns()

    def add(self, number: int, entry: Folded) -> None:
        """Takes what is in the next entry."""
        while len(self._cards) < number // self._size:
            self._close()
        terms, spelled = taken_apart(entry, self._language)
        self._numbers.append(number)
        self._spelled.append(spelled)
        postings.fill(self._found, number, terms)
        for column, length in zip(self._lengths, lengths(terms), strict=True):
            column.append(length)
        columns.held(self._holders, number, facets_of(entry))
        for days, day in zip(self._days, entry.days, strict=True):
            days.update({number: day} if day else {})
        self._open[number] = entry

    def _close(self) -> None:
        self._cards.append(kept.closed(len(self._cards), self._open, self._size, self._pieces))
        self._open = {}

    def memory(self, names: Sequence[Name], places: Sequence[int], labels: Labels) -> Memory:
        """All of it together; the compounds come last, for they are known once every word is."""
        if self._open:
            self._close()
        spread = Counter(chain.from_iterable(self._spelled))
        words, compounds = wordlist.listed(spread, self._language, self._pieces)
        for at, (number, spelled) in enumerate(zip(self._numbers, self._spelled, strict=True)):
            parts = with_parts({}, spelled, compounds)
            postings.fill(self._found, number, parts)
            self._lengths[PARTS][at] = columns.length(parts.get(PARTS, ()))
        self._spelled = []
        return Memory(
            *(self._language, list(names), packed(places), self._size),
            *numbered(places, self._pieces),
            self._cards,
            [columns.lengths("".join(column), self._numbers, self._pieces) for column in self._lengths],
            columns.kinds(names, places, self._pieces) | columns.facets(self._holders, labels, self._pieces),
            columns.orders(self._days, self._pieces),
            *(words, shards.filed(postings.rows(self._found), self._pieces)),
        )


def packed(places: Sequence[int]) -> bytes:
    """Numbers in four bytes each."""
    return array("I", places).tobytes()


def numbered(places: Sequence[int], pieces: Pieces) -> tuple[str, list[str]]:
    """The files that tell which numbers are taken, and in which order entries are listed."""
    return pieces.put(numbers.there(places)), list(map(pieces.put, numbers.listing(places)))


def lengths(terms: Terms) -> list[str]:
    """The characters for how long each field is."""
    return [columns.length(terms.get(field, ())) for field in range(len(FIELDS))]


# What changed


class Step(NamedTuple):
    """The entries that are others now, by number: as they were, and as they are."""

    was: Block
    now: Block

    @property
    def left(self) -> set[int]:
        """The numbers that nobody has any more."""
        return self.was.keys() - self.now.keys()


def renewed(
    before: Memory, names: Sequence[Name], fresh: Iterable[int], entry_at: EntryAt, labels: Labels, pieces: Pieces
) -> Memory | None:
    """The memory of entries some of which are fresh, by place; None when so many move that from nothing is quicker."""
    same = names == before.names
    places = before.places
    found = places if same else numbers.numbered(names)
    moved = {} if same else moves(dict(zip(before.names, places, strict=True)), dict(zip(names, found, strict=True)))
    step = stepped(before, moved, found, {found[place]: entry_at(place) for place in fresh}, pieces)
    if step is None:
        return None
    words, old_terms, new_terms = reworded(before, step, pieces)
    was = sorted(places)
    now = was if same else sorted(found)
    long = {number: lengths(terms) for number, terms in new_terms.items()}
    short = {number: lengths(terms) for number, terms in old_terms.items()}
    long = {number: one for number, one in long.items() if short.get(number) != one}
    kinds = {KIND: before.facets[KIND]} if same else columns.kinds(names, found, pieces)
    changed = columns.changed(*([(number, facets_of(one)) for number, one in some.items()] for some in step))
    return Memory(
        *(before.language, list(names), packed(found), before.block),
        *((before.there, before.listing) if same else numbered(found, pieces)),
        kept.renewed(before.cards, step.left, step.now, before.block, now[-1] + 1, pieces),
        [
            columns.relengthened(one, was, now, step.left, of_field(long, short, field), pieces)
            for field, one in enumerate(before.lengths)
        ],
        kinds | columns.refaceted(before.facets, changed, labels, pieces),
        columns.reordered(before.orders, *redated(step), pieces),
        *(words, shards.refiled(before.shards, postings.differences(old_terms, new_terms), pieces)),
    )


def of_field(long: Mapping[int, list[str]], short: Mapping[int, list[str]], field: int) -> dict[int, str]:
    """The entries of which this field has another length than it had."""
    there = ((number, one[field]) for number, one in long.items())
    return {number: one for number, one in there if number not in short or short[number][field] != one}


def redated(step: Step) -> tuple[set[int], dict[int, tuple[int, ...]]]:
    """The entries that left with a day, and those that have other days."""
    come = {number: one.days for number, one in step.now.items()}
    was = {number: one.days for number, one in step.was.items()}
    none = (0,) * len(ORDERS)
    other = {number: days for number, days in come.items() if was.get(number, none) != days}
    return {number for number in step.left if any(was[number])}, other


MOST_MOVED = 4  # when more than one in so many entries has another number, all is made from nothing


def moves(old: Mapping[Name, int], new: Mapping[Name, int]) -> dict[int, int | None]:
    """For every number of before that its entry has no more, the number that it has now; None where it left."""
    return {number: new.get(name) for name, number in old.items() if new.get(name) != number}


def stepped(
    before: Memory, moved: Mapping[int, int | None], found: Sequence[int], came: Block, pieces: Pieces
) -> Step | None:
    """What changed; an entry that moved left one number and came to another."""
    total = max(found, default=-1) + 1
    if not total or len(moved) * MOST_MOVED > len(found) or kept.size(total) != before.block:
        return None
    was = kept.at(before.cards, {*moved, *came} & {*before.places}, before.block, pieces)
    there = ((moved.get(number), one) for number, one in was.items())
    return Step(was, {number: one for number, one in there if number is not None} | came)


def known(before: Memory, pieces: Mapping[str, bytes]) -> Iterator[tuple[Name, Folded]]:
    """Every entry of a memory, by its name."""
    names = dict(zip(before.places, before.names, strict=True))
    for number, entry in kept.at(before.cards, names, before.block, pieces).items():
        yield names[number], entry


def reworded(before: Memory, step: Step, pieces: Pieces) -> tuple[str, dict[int, Terms], dict[int, Terms]]:
    """The file of words, and the terms of all entries that may have others, as they were and as they are."""
    texts = ({number: one.text for number, one in some.items()} for some in step)
    differ = {number for number, _ in frozenset(next(texts).items()) ^ frozenset(next(texts).items())}
    was, now = (_apart(some, differ, before.language) for some in step)
    old = wordlist.Words(pieces.before)
    spelled = ([words for _, words in some.values()] for some in (was, now))
    file, new, others = wordlist.relisted(before.words, old, next(spelled), next(spelled), before.language, pieces)
    near = kept.at(before.cards, {*holders(before, others, pieces)} - step.was.keys(), before.block, pieces.before)
    near |= {number: one for number, one in step.was.items() if number not in differ}
    beside = _apart(near, set(near), before.language) if others else {}
    return (
        file,
        {number: _with(old, *one) for number, one in (was | beside).items()},
        {number: _with(new, *one) for number, one in (now | beside).items()},
    )


def _apart(entries: Block, some: Container[int], language: str) -> dict[int, tuple[Terms, Spelled]]:
    """The terms and the words of some of these entries."""
    return {number: taken_apart(one, language) for number, one in entries.items() if number in some}


def _with(words: wordlist.Words, terms: Terms, spelled: Spelled) -> Terms:
    """The terms of an entry, with the parts of its compounds."""
    return with_parts(terms, spelled, words.parts(spelled))


def holders(before: Memory, words: Iterable[str], pieces: Pieces) -> Iterator[int]:
    """The entries with one of these compounds."""
    rows = shards.Opened(before.shards, pieces.before)
    for term in sorted(set(map(stemmer(before.language), words))):
        yield from chain.from_iterable(rows.row(term).values())
