"""Which groups of people are large enough to tell of.

The rules are those of official statistics (statistical disclosure control; A. Hundepool and others, *Statistical
Disclosure Control*, Wiley 2012, chapters 4 and 5):

- *minimum frequency, primary suppression*: a number about fewer than `fewest` people (`rules.fewest`) is not told;
- *secondary suppression*: nor can it be worked out. Groups of a few are put together with others until they are large
  enough, so that what is left when all that is told is taken from a total is about nobody, or about enough people.

The reader we guard against has one edition of the site on one day with every number on it, may add them up and take
them from each other in any way, and knows how the groups are made. We do not guard against somebody who compares two
days, who is one of the group and takes herself out (a group of five leaves four), or who reads on the page of a piece
of work who did it: that is told by name and with consent there.
"""

from collections.abc import Iterable, Mapping

REST = "rest"  # small groups counted together


def enough(people: int, fewest: int) -> int | None:
    """The size of a group of people, unless they are a few."""
    return None if 0 < people < fewest else people


def nobody_or_enough(people: Iterable[str], fewest: int) -> bool:
    """Whether a number about these people can be told."""
    return enough(len(set(people)), fewest) is not None


def together(people: Mapping[str, int], fewest: int) -> frozenset[str]:
    """The groups to count together, so that no group of a few can be found by taking the others from the whole."""
    found: list[str] = []
    for group in sorted(people, key=lambda group: (people[group], group)):
        few = people[group] < fewest or 0 < sum(people[one] for one in found) < fewest
        if people[group] and (few or group == REST):
            found.append(group)
    return frozenset(found)
