"""The lists that people see, made of what is known of somebody or of work."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from ..lazy import Lazy
from ..match import WHOLE, Team
from . import few
from .few import Firsts, Length, Row, shown
from .reasons import REASONS

MOST_PEOPLE = 20  # in the list of an assignment
MOST_WORK = 10  # in the list of a person, and of the work she is barred from
# Guests stand beside those and take the place of none: so many, and so many of one source.
GUESTS, GUESTS_OF_ONE = 10, 5
GUEST_WORK, GUEST_WORK_OF_ONE = 5, 3
# To judge everyone beside work takes far longer than to judge one person beside all work, and there are more people.
PEOPLE = Length(MOST_PEOPLE, GUESTS, GUESTS_OF_ONE, spare=6)
WORK = Length(MOST_WORK, GUEST_WORK, GUEST_WORK_OF_ONE, spare=2)

Scores = tuple[tuple[str, int], ...]


class Barred(Struct, frozen=True):
    """The work a person has something in common with and cannot be matched to."""

    assignments: tuple[tuple[str, str], ...]  # with the reason; where her skills fit best first
    counts: Scores  # reason → how much work


class Ranking(Struct, frozen=True):
    """The best matches both ways, and who was left out for what; by slug, in the order of the slugs."""

    by_assignment: Mapping[str, Scores]  # profile → score, best first
    by_profile: Mapping[str, Scores]  # assignment → score, best first
    excluded_by_assignment: Mapping[str, Scores]  # reason → how many people
    barred_by_profile: Mapping[str, Barred]
    teams: Mapping[str, tuple[Team, ...]] = {}  # of work that asks for more than one: who can do it together


class Piece(Struct, frozen=True, array_like=True):
    """What is remembered of one person or of one piece of work."""

    read: bytes  # all of it that matching reads, packed
    fits: Firsts
    bars: Firsts  # of a person: the work she is barred from. Of work only the numbers are told
    counts: Scores  # reason → how many of our own


# Made, and mended -----------------------------------------------------------------------------------------------------


def of_person(read: bytes, rows: Iterable[Row]) -> Piece:
    """What is known of a person of whom these are all rows."""
    fits, bars = _apart(rows)
    return Piece(read, few.firsts(fits, WORK), few.firsts(bars, WORK), _counted(Counter(), bars))


def of_work(read: bytes, rows: Iterable[Row]) -> Piece:
    """What is known of work of which these are all rows."""
    fits, bars = _apart(rows)
    return Piece(read, few.firsts(fits, PEOPLE), {}, _counted(Counter(), bars))


def mended_person(one: Piece, gone: Iterable[Row], come: Iterable[Row]) -> Piece | None:
    """A person after some work changed; None when too little is known to say."""
    (lost, left), (won, more) = _apart(gone), _apart(come)
    fits, bars = few.mended(one.fits, lost, won, WORK), few.mended(one.bars, left, more, WORK)
    return None if fits is None or bars is None else Piece(one.read, fits, bars, _recounted(one.counts, left, more))


def mended_work(one: Piece, gone: Iterable[Row], come: Iterable[Row]) -> Piece | None:
    """Work after some people changed; None when too little is known to say."""
    (lost, left), (won, more) = _apart(gone), _apart(come)
    fits = few.mended(one.fits, lost, won, PEOPLE)
    return None if fits is None else Piece(one.read, fits, {}, _recounted(one.counts, left, more))


def _apart(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """What fits, and what is barred."""
    found: tuple[list[Row], list[Row]] = [], []
    for row in rows:
        found[bool(row[2])].append(row)
    return found


def _recounted(counts: Scores, gone: Iterable[Row], come: Iterable[Row]) -> Scores:
    known = Counter({REASONS.index(reason) + 1: count for reason, count in counts})
    known.subtract(_reasons(gone))
    return _counted(known, come)


def _counted(known: Counter[int], come: Iterable[Row]) -> Scores:
    known.update(_reasons(come))
    return tuple([(reason, known[number]) for number, reason in enumerate(REASONS, 1) if known[number]])


def _reasons(rows: Iterable[Row]) -> Iterator[int]:
    """Of our own: guests are not counted."""
    return (why for _, slug, why in rows if not few.source_of(slug))


# Shown ----------------------------------------------------------------------------------------------------------------

Item = TypeVar("Item")


class _Fits(Struct, frozen=True, array_like=True):
    """A piece of which only what fits is unpacked."""

    read: msgspec.Raw
    fits: Firsts


class _Bars(Struct, frozen=True, array_like=True):
    """And one of which the rest is."""

    read: msgspec.Raw
    fits: msgspec.Raw
    bars: Firsts
    counts: Scores


_piece = msgspec.msgpack.Decoder(Piece).decode
_fits = msgspec.msgpack.Decoder(_Fits).decode
_bars = msgspec.msgpack.Decoder(_Bars).decode
teams_in = msgspec.msgpack.Decoder(tuple[Team, ...]).decode


class Unpacked(Lazy[Item]):
    """Packed pieces, each looked into when it is asked for: most never are when little changed."""

    def __init__(self, packed: Mapping[str, bytes], item: Callable[[bytes], Item]) -> None:
        super().__init__(packed.keys())
        self._packed, self._item = packed, item

    def __getitem__(self, slug: str) -> Item:
        return self._item(self._packed[slug])


def ranking_of(people: Mapping[str, bytes], work: Mapping[str, bytes], teams: Mapping[str, bytes]) -> Ranking:
    """The ranking that these pieces hold."""
    return Ranking(
        Unpacked(work, lambda one: _scores(_fits(one).fits, PEOPLE)),
        Unpacked(people, lambda one: _scores(_fits(one).fits, WORK)),
        Unpacked(work, lambda one: _bars(one).counts),
        Unpacked(people, lambda one: _barred(_bars(one))),
        Unpacked(teams, teams_in),
    )


def _scores(known: Firsts, length: Length) -> Scores:
    return tuple([(slug, WHOLE - short) for short, slug, _ in shown(known, length)])


def _barred(one: _Bars) -> Barred:
    return Barred(tuple([(slug, REASONS[why - 1]) for _, slug, why in shown(one.bars, WORK)]), one.counts)


def piece_in(packed: bytes) -> Piece:
    """A piece unpacked."""
    return _piece(packed)


def packed(one: Any) -> bytes:
    """A piece, teams or a pool packed."""
    return _encode(one)


_encode = msgspec.msgpack.Encoder().encode
