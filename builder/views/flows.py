"""How hours flow from one to another, drawn: bands between two columns of names (a Sankey diagram).

All of it is worked out in whole numbers, so the same flows give the same drawing everywhere. The smallest flows are
drawn as one band, and a narrow screen gets a drawing of its own with fewer bands and names on more lines.
"""

from collections.abc import Callable, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

LINE = 17  # the height of a line of text
GAP = 14  # between two names
BODY = 230  # the height of all bands together
NODE = 9  # the width of the block beside a name
AIR = 7  # between a name and its block


class Band(NamedTuple):
    """Hours from one to another, by what they are called."""

    giver: str
    taker: str
    hours: int
    rest: bool = False  # the small ones together


class Size(NamedTuple):
    """The room there is: its width, of which so much for the names on each side, with so many letters on a line."""

    name: str
    width: int
    names: int
    letters: int
    most: int  # bands


SIZES = Size("wide", 760, 250, 30, 9), Size("narrow", 320, 118, 15, 5)
SIDES = ("giver", "taker")


class Text(NamedTuple):
    """A line of a name, and where it stands."""

    x: int
    y: int
    text: str


class Block(NamedTuple):
    """What stands in a column: a block with its name in lines, the last with its hours."""

    x: int
    y: int
    height: int
    lines: tuple[Text, ...]
    side: str  # on which side of the bands


class Ribbon(NamedTuple):
    """A band as a path."""

    path: str
    rest: bool


class Drawing(NamedTuple):
    """Blocks and bands in a box."""

    name: str
    width: int
    height: int
    blocks: tuple[Block, ...]
    ribbons: tuple[Ribbon, ...]


class Node(NamedTuple):
    """A name in a column before it has a place there: how thick its block is, and its lines."""

    thickness: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """The room it takes."""
        return max(self.thickness, len(self.lines) * LINE)


def drawing(bands: Sequence[Band], rest: str, amount: Callable[[int], str], size: Size) -> Drawing:
    """The drawing of some bands; `rest` is the word for small ones together, `amount` says hours in words."""
    shown = fewer(bands, rest, size.most)
    whole = sum(one.hours for one in shown)
    thick = [max(2, one.hours * BODY // whole) for one in shown]
    nodes = [column(side, shown, thick, amount, size) for side in SIDES]
    height = max(sum(one.height + GAP for one in of.values()) for of in nodes)
    left, right = (placed(side, of, height, size) for side, of in zip(SIDES, nodes, strict=True))
    blocks = (*left.values(), *right.values())
    return Drawing(size.name, size.width, height, blocks, ribbons(shown, thick, left, right))


def fewer(bands: Sequence[Band], rest: str, most: int) -> tuple[Band, ...]:
    """The largest bands, and what is smaller together in one."""
    ranked = sorted((one for one in bands if not one.rest), key=lambda one: (-one.hours, one.giver, one.taker))
    small = [one for one in bands if one.rest]
    if len(ranked) + len(small) > most:
        ranked, small = ranked[: most - 1], [*ranked[most - 1 :], *small]
    return (*ranked, *([Band(rest, rest, sum(one.hours for one in small), rest=True)] if small else ()))


def column(
    side: str, bands: Sequence[Band], thick: Sequence[int], amount: Callable[[int], str], size: Size
) -> Mapping[str, Node]:
    """The names on one side, the largest first and the rest last."""
    names = [getattr(one, side) for one in bands]
    hours = {name: sum(one.hours for one, of in zip(bands, names, strict=True) if of == name) for name in names}
    last = {name for one, name in zip(bands, names, strict=True) if one.rest}
    return {
        name: Node(
            sum(width for width, of in zip(thick, names, strict=True) if of == name),
            (*in_lines(name, size.letters), amount(hours[name])),
        )
        for name in sorted(hours, key=lambda name: (name in last, -hours[name], name))
    }


def in_lines(name: str, letters: int) -> tuple[str, ...]:
    """A name in lines that are not too long; a word that is too long itself is broken off with a hyphen."""
    words = (part for word in name.split() for part in pieces(word, letters))
    return tuple(wrap(" ".join(words), letters, break_long_words=False, break_on_hyphens=False))


def pieces(word: str, letters: int) -> tuple[str, ...]:
    """A word in pieces that fit on a line."""
    if len(word) <= letters:
        return (word,)
    return f"{word[: letters - 1]}-", *pieces(word[letters - 1 :], letters)


def placed(side: str, nodes: Mapping[str, Node], height: int, size: Size) -> Mapping[str, Block]:
    """The names of one side at their places, in the middle of the height."""
    left = side == "giver"
    x, text = (
        (size.names, size.names - AIR) if left else (size.width - size.names - NODE, size.width - size.names + AIR)
    )
    at, found = (height - sum(one.height + GAP for one in nodes.values()) + GAP) // 2, {}
    for name, node in nodes.items():
        first = at + (node.height - len(node.lines) * LINE) // 2 + LINE - 4
        lines = tuple(Text(text, first + n * LINE, line) for n, line in enumerate(node.lines))
        found[name] = Block(x, at + (node.height - node.thickness) // 2, node.thickness, lines, side)
        at += node.height + GAP
    return found


def ribbons(
    bands: Sequence[Band], thick: Sequence[int], left: Mapping[str, Block], right: Mapping[str, Block]
) -> tuple[Ribbon, ...]:
    """The bands from block to block; in a block they lie in the order of the blocks on the other side."""
    start, end = ({name: block.y for name, block in of.items()} for of in (left, right))
    ranks = [(list(left).index(one.giver), list(right).index(one.taker)) for one in bands]
    tops: dict[int, int] = {}
    for n in sorted(range(len(bands)), key=lambda n: ranks[n]):
        tops[n] = start[bands[n].giver]
        start[bands[n].giver] += thick[n]
    paths: dict[int, str] = {}
    for n in sorted(range(len(bands)), key=lambda n: ranks[n][::-1]):
        one = bands[n]
        paths[n] = path(left[one.giver].x + NODE, tops[n], right[one.taker].x, end[one.taker], thick[n])
        end[one.taker] += thick[n]
    return tuple(Ribbon(paths[n], bands[n].rest) for n in range(len(bands)))


def path(x0: int, y0: int, x1: int, y1: int, thick: int) -> str:
    """A band that leaves and arrives level."""
    mid = (x0 + x1) // 2
    return (
        f"M{x0} {y0}C{mid} {y0} {mid} {y1} {x1} {y1}V{y1 + thick}"
        f"C{mid} {y1 + thick} {mid} {y0 + thick} {x0} {y0 + thick}Z"
    )
