"""The words of the whole directory, with the compounds among them, in groups of which a small change opens few."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

import msgspec

from ..words import compounds
from .pieces import Pieces

GROUP = 2  # letters that words have in common when they are written together
MOST_SHARED = 25
ALL = "words"  # the piece with all words, a line each

Parts = dict[str, tuple[str, ...]]  # compound → what it is made of
Group = dict[str, tuple[int, tuple[str, ...]]]  # word → in how many entries it stands, and its parts
_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder(Group).decode


class Words(Collection[str]):
    """The words, of which a group is read when somebody asks for one of them."""

    def __init__(self, pieces: Mapping[str, bytes], before: "Words | None" = None) -> None:
        self._pieces, self._before = pieces, before
        self._groups: dict[str, Group] = {}

    def group(self, first: str) -> Group:
        """The words that begin so."""
        if first in self._groups:
            return self._groups[first]
        if self._before is not None:
            return self._before.group(first)
        packed = self._pieces.get(_named(first))
        self._groups[first] = _UNPACK(packed) if packed else {}
        return self._groups[first]

    def _own(self, first: str) -> Group:
        """The words that begin so, to be changed."""
        return self._groups.setdefault(first, dict(self.group(first)))

    def parts(self, words: Iterable[str]) -> Parts:
        """Those of these words that are compounds, with their parts."""
        found = ((word, self.group(word[:GROUP]).get(word, (0, ()))[1]) for word in words)
        return {word: parts for word, parts in found if parts}

    def count(self, word: str, more: int) -> int:
        """Counts a word in so many entries more; in how many it stands now."""
        group = self._own(word[:GROUP])
        many, parts = group.get(word, (0, ()))
        group[word] = many + more, parts
        if not many + more:
            del group[word]
        return many + more

    def compose(self, word: str, language: str) -> bool:
        """Looks what the parts of a word are now; whether they are others."""
        many, before = self.group(word[:GROUP])[word]
        parts = compounds([word], self, language).get(word, ())
        if parts != before:
            self._own(word[:GROUP])[word] = many, parts
        return parts != before

    @property
    def changed(self) -> Mapping[str, Group]:
        """The groups that are others than before."""
        return self._groups if self._before is not None else {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self.group(word[:GROUP])

    def __iter__(self) -> Iterator[str]:
        return iter(lines(self._pieces))

    def __len__(self) -> int:
        return len(lines(self._pieces))


def listed(found: Mapping[str, int], language: str, pieces: Pieces) -> tuple[str, Parts]:
    """The file of these words, each with in how many entries it stands; and their parts."""
    names = sorted(found)
    parts = compounds(names, found, language)
    groups = []
    for first, some in groupby(names, lambda word: word[:GROUP]):
        group = list(some)
        groups.append(coded(group))
        pieces.write(_named(first), _PACK({word: (found[word], parts.get(word, ())) for word in group}))
    pieces.write(ALL, "\n".join(names).encode())
    return pieces.put(msgspec.json.encode(groups)), parts


def relisted(
    file: str, before: Words, old: Iterable[Sequence[str]], new: Iterable[Sequence[str]], language: str, pieces: Pieces
) -> tuple[str, Words, set[str]]:
    """The file after the words of some entries changed, the words then, and those that were there with other parts."""
    now = Words(pieces.before, before)
    change = Counter(chain.from_iterable(new))
    change.subtract(Counter(chain.from_iterable(old)))
    counts = {word: now.count(word, more) for word, more in change.items() if more}
    near = {word for word, many in counts.items() if many in (0, change[word])}
    others = set()
    if near:
        names = respelled(lines(pieces.before), near, now)
        changed = {word for word in touched(names, near) if now.compose(word, language)}
        others = {word for word in changed if word in before}
        pieces.write(ALL, "\n".join(names).encode())
        file = pieces.put(_rewritten(pieces.before[file], {word[:GROUP] for word in near}, now))
    for first, group in now.changed.items():
        pieces.write(_named(first), _PACK(dict(sorted(group.items()))) if group else b"")
    return file, now, others


def lines(pieces: Mapping[str, bytes]) -> list[str]:
    """All words in their order."""
    return pieces.get(ALL, b"").decode().split("\n") if pieces.get(ALL) else []


def respelled(names: list[str], near: Iterable[str], now: Collection[str]) -> list[str]:
    """All words, after these came or left."""
    for word in near:
        place = bisect_left(names, word)
        names[place : place + (names[place : place + 1] == [word])] = [word] * (word in now)
    return names


def touched(names: Sequence[str], near: Iterable[str]) -> set[str]:
    """The words that begin or end with one of these; they are looked for in one long text, which is quicker."""
    text, found = "\n".join(["", *names, ""]), set()
    for word in near:
        for sought in (f"\n{word}", f"{word}\n"):
            at = text.find(sought)
            while at >= 0:
                start, stop = text.rfind("\n", 0, at + 1) + 1, text.index("\n", at + 1)
                found.add(text[start:stop])
                at = text.find(sought, stop)
    return found


def _rewritten(file: bytes, firsts: Iterable[str], now: Words) -> bytes:
    """The file with some groups written anew."""
    groups = {group[1 : GROUP + 1]: group for group in msgspec.json.decode(file, type=list[str])}
    groups |= {first: coded(sorted(now.group(first))) for first in firsts}
    return msgspec.json.encode([group for _, group in sorted(groups.items()) if group])


def _named(first: str) -> str:
    return f"words/{first}"


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
