"""The hours between organisations: a drawing, and all of it in a table."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .. import phrases
from ..frame import Frame, told
from ..hours import Exchange, Flow
from .bars import Chart, Row, chart
from .flows import SIZES, Band, Drawing, drawing

MOST_COLUMNS = 6  # of a matrix; with more the flows are a list
MOST_LINES = 30  # of that list


class End(NamedTuple):
    """Where hours come from or go to, with the page it leads to, and what it is called in a sentence."""

    label: str
    page: str
    item: str
    spoken: str


class Across(NamedTuple):
    """A row of the matrix: from where, the hours to each, and all of them."""

    giver: End
    cells: tuple[str, ...]
    total: str


class Matrix(NamedTuple):
    """From (rows) to (columns), with totals."""

    takers: tuple[End, ...]
    rows: tuple[Across, ...]
    totals: tuple[str, ...]
    total: str


class Way(NamedTuple):
    """A flow with its ends in words."""

    giver: End
    taker: End
    flow: Flow


class ExchangeView(NamedTuple):
    """The hours of a year between organisations, in a sentence, a drawing and a table."""

    said: str
    drawings: tuple[Drawing, ...]
    matrix: Matrix | None
    listed: Chart | None  # in place of a matrix that would be too wide
    notes: tuple[str, ...]


Names = Mapping[str, str]  # of the organisations between which something is told


def exchange(frame: Frame, found: Exchange, names: Names) -> ExchangeView | None:
    """What can be told of the hours between organisations; nothing when there are none."""
    least = frame.settings.rules.fewest
    how = frame.words["figures.exchange-how"]
    unknown = (told(frame, "figures.exchange-unknown", n=found.unknown),) if found.unknown else ()
    if not found.flows:
        said = told(frame, "figures.untold", least=least) if found.few else ""
        return ExchangeView(said, (), None, None, unknown) if said or unknown else None
    ways = [Way(end(frame, one, "giver", names), end(frame, one, "taker", names), one) for one in found.flows]
    wide = len({way.taker for way in ways}) > MOST_COLUMNS
    if all(way.flow.scale == "rest" for way in ways):  # then there is nothing to tell apart
        return ExchangeView(sentence(frame, ways), (), None, None, (how, *unknown))
    return ExchangeView(
        said=sentence(frame, ways),
        drawings=drawings(frame, ways),
        matrix=None if wide else matrix(frame, ways),
        listed=listed(frame, ways) if wide else None,
        notes=(f"{how} {legend(frame, least, wide)}", *unknown),
    )


def legend(frame: Frame, least: int, wide: bool) -> str:
    """What a drawing means, and a matrix: in a list no field is empty."""
    behind = told(frame, "figures.exchange-least", least=least)
    return behind if wide else f"{behind} {frame.words['figures.exchange-empty']}"


def end(frame: Frame, flow: Flow, side: str, names: Names) -> End:
    """What stands at one end of a flow."""
    term = getattr(flow, side)
    match flow.scale:
        case "organisation":
            return End(names[term], "organisation", term, names[term])
        case "layer":
            word = frame.words[f"figures.layer.{term}"]
            return End(word[0].upper() + word[1:], "", "", word)
    rest = frame.words["figures.rest-flows"]
    return End(rest, "", "", rest)


def sentence(frame: Frame, ways: Sequence[Way]) -> str:
    """All hours, and the largest flow that has a name."""
    said = [told(frame, "figures.exchange-said", n=sum(way.flow.hours for way in ways))]
    named = [way for way in ways if way.flow.scale != "rest"]
    if named:
        most = max(named, key=lambda way: way.flow.hours)
        said.append(in_words(frame, most, "figures.exchange-among", "figures.exchange-most", n=most.flow.hours))
    return " ".join(said)


def drawings(frame: Frame, ways: Sequence[Way]) -> tuple[Drawing, ...]:
    """The flows drawn, for each size of screen."""
    bands = [Band(way.giver.label, way.taker.label, way.flow.hours, way.flow.scale == "rest") for way in ways]
    rest = frame.words["figures.rest-flows"]
    return tuple(drawing(bands, rest, lambda n: told(frame, "figures.hours", n=n), size) for size in SIZES)


def matrix(frame: Frame, ways: Sequence[Way]) -> Matrix:
    """The flows as a matrix. Every total is of what stands in its row or column, and tells nothing more."""
    givers, takers = (tuple(dict.fromkeys(getattr(way, side) for way in ways)) for side in ("giver", "taker"))
    hours = {(way.giver, way.taker): way.flow.hours for way in ways}

    def total(giver: End | None, taker: End | None) -> str:
        found = (n for (of, to), n in hours.items() if giver in (None, of) and taker in (None, to))
        return phrases.number(frame.words, sum(found))

    def cell(giver: End, taker: End) -> str:
        return phrases.number(frame.words, hours[giver, taker]) if (giver, taker) in hours else ""

    rows = tuple(Across(giver, tuple(cell(giver, taker) for taker in takers), total(giver, None)) for giver in givers)
    return Matrix(takers, rows, tuple(total(None, taker) for taker in takers), total(None, None))


def listed(frame: Frame, ways: Sequence[Way]) -> Chart:
    """The largest flows one under another, and all that is smaller in the last line."""
    ranked = sorted(ways, key=lambda way: (way.flow.scale == "rest", -way.flow.hours))
    shown, others = ranked[:MOST_LINES], ranked[MOST_LINES:]
    rows = [line(way.giver.label if way.flow.scale == "rest" else from_to(frame, way), way.flow.hours) for way in shown]
    if others:
        rows.append(line(frame.words["figures.rest-flows"], sum(way.flow.hours for way in others)))
    return chart(frame, "exchange", "", ("hours",), rows)


def from_to(frame: Frame, way: Way) -> str:
    """A flow in words."""
    return in_words(frame, way, "figures.among", "figures.from-to")


def in_words(frame: Frame, way: Way, among: str, across: str, **values: int) -> str:
    """A phrase about a flow: among those of one layer, or from one to another."""
    giver, taker = way.giver.spoken, way.taker.spoken
    if way.giver == way.taker:
        return told(frame, among, layer=giver, **values)
    return told(frame, across, giver=giver, taker=taker, **values)


def line(label: str, hours: int) -> Row:
    """A line of the list."""
    return label, "", "", (hours,)
