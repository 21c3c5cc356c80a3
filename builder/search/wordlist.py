"""The words of the whole directory, with the compounds among them, kept in a form that a small change hardly moves."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from ..words import compounds

GROUP = 2  # letters that words have in common when they are written together
MOST_SHARED = 25


class Words(Struct, frozen=True):
    """Every word, in how many entries it stands, what its parts are, and how the list is written."""

    entries: dict[str, int]  # in the order of the words
    parts: dict[str, tuple[str, ...]]
    groups: dict[str, str]  # first letters → the words that begin with them, written


def listed(found: Mapping[str, int], language: str) -> Words:
    """These words, each with in how many entries it stands, listed from nothing."""
    names = sorted(found)
    spread = {word: found[word] for word in names}
    groups: dict[str, list[str]] = {}
    for word in names:
        groups.setdefault(word[:GROUP], []).append(word)
    written = {first: coded(group) for first, group in groups.items()}
    return Words(spread, compounds(names, spread, language), written)


def relisted(before: Words, old: Iterable[Sequence[str]], new: Iterable[Sequence[str]], language: str) -> Words:
    """The words after those of some entries changed from old to new."""
    change = Counter(chain.from_iterable(new))
    change.subtract(Counter(chain.from_iterable(old)))
    counts = {word: before.entries.get(word, 0) + more for word, more in change.items() if more}
    gone = {word for word, many in counts.items() if not many}
    come = counts.keys() - before.entries.keys()
    if not gone and not come:
        return Words(before.entries | counts, before.parts, before.groups)
    spread = {word: many for word, many in sorted((before.entries | counts).items()) if many}
    names, near = list(spread), tuple(gone | come)
    touched = [word for word in names if word.startswith(near) or word.endswith(near)]
    parts = before.parts.copy()
    for word in {*gone, *touched}:
        parts.pop(word, None)
    groups = before.groups.copy()
    for first in {word[:GROUP] for word in near}:
        group = beginning(names, first)
        groups[first] = coded(group)
        if not group:
            del groups[first]
    return Words(spread, parts | compounds(touched, spread, language), groups)


def beginning(names: Sequence[str], first: str) -> Sequence[str]:
    """The words of one group."""
    start = bisect_left(names, first)
    # A word shorter than the group's letters is a group of its own.
    stop = start + (first in names[start : start + 1]) if len(first) < GROUP else bisect_left(names, first + "\uffff")
    return names[start:stop]


def coded(group: Sequence[str]) -> str:
    """The words written short: a capital, A for 0, tells how many letters a word shares with the one before it."""
    written = []
    last = ""
    for word in group:
        shared = 0
        for ours, theirs in zip(word, last, strict=False):
            if ours != theirs or shared == MOST_SHARED:
                break
            shared += 1
        written.append(chr(65 + shared) + word[shared:])
        last = word
    return "".join(written)
