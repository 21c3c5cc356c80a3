"""The lowest few numbers of each of very many people, kept up as numbers come by."""

import numpy as np

from .throng import Numbers

MOST_WAITING = 1 << 21  # numbers that wait to be sorted in: many at once is quick, and so many fit in 16 MB
BITS = 38  # of a number; the rest of 63 is for which person it is about
NOTHING = int(np.iinfo(np.int64).max)  # higher than any number


class Lowest:
    """The lowest few numbers of each person."""

    def __init__(self, people: int, most: int) -> None:
        self._rows = np.full((people, most), NOTHING, dtype=np.int64)
        self._waiting: list[Numbers] = []
        self._room = MOST_WAITING

    def add(self, people: Numbers, numbers: Numbers) -> None:
        """A number for each of these people, of whom each is there once; what is too high for a row is let go."""
        low = numbers < self._rows[people, -1]
        self._waiting.append(people[low].astype(np.int64) << BITS | numbers[low])
        self._room -= int(np.count_nonzero(low))
        if self._room < 0:
            self._sort_in()

    def rows(self) -> Numbers:
        """A row for each person, the lowest first, and `NOTHING` where there is no more."""
        self._sort_in()
        return self._rows

    def _sort_in(self) -> None:
        if not self._waiting:
            return
        both = np.sort(np.concatenate(self._waiting))  # in one number: to sort by two takes several times as long
        people, numbers = both >> BITS, both & (1 << BITS) - 1
        at = place_in_group(people)
        low = at < self._rows.shape[1]
        fresh = np.full_like(self._rows, NOTHING)
        fresh[people[low], at[low]] = numbers[low]
        both = np.sort(np.concatenate([self._rows, fresh], axis=1), axis=1)
        self._rows = np.ascontiguousarray(both[:, : self._rows.shape[1]])
        self._waiting, self._room = [], MOST_WAITING


def place_in_group(groups: Numbers) -> Numbers:
    """How many of its group stand before each, in a row where equals stand together."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - np.repeat(starts, np.diff(starts, append=len(groups)))
