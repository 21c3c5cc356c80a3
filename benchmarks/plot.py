"""A growth plot as SVG, written by hand: both scales logarithmic, readable on light and dark, told in words."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 24, 56
STYLE = """
.page{fill:#fff}.ink{fill:#1b1b1b}.grid{stroke:#d4d4d4;stroke-width:1}
.line{fill:none;stroke-width:2.5}.s0{stroke:#154273;fill:#154273}.s1{stroke:#a3380c;fill:#a3380c}.s2{stroke:#2b6e2f;fill:#2b6e2f}
.even{fill:none;stroke:#6b6b6b;stroke-width:1.5;stroke-dasharray:5 5}
text{font:14px system-ui,sans-serif}.name{stroke:none;font-weight:600}.line.s0,.line.s1,.line.s2{fill:none}
@media (prefers-color-scheme:dark){.page{fill:#161616}.ink{fill:#ededed}.grid{stroke:#3d3d3d}.even{stroke:#a0a0a0}
.s0{stroke:#8fc3ff;fill:#8fc3ff}.s1{stroke:#ffae86;fill:#ffae86}.s2{stroke:#93d797;fill:#93d797}}
"""
MARKS = ("circle", "square", "triangle")  # a line is not told by its colour alone


class Words(NamedTuple):
    """What the plot says."""

    title: str
    across: str
    up: str
    even: str  # of the line that shows what growing as fast as the directory looks like
    names: Mapping[str, str]  # of the lines
    decimal: str = "."


class Scale(NamedTuple):
    """Powers of ten laid along a length."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(values: Sequence[float], start: float, end: float) -> Scale:
    """Whole powers of ten around some values."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return Scale(low, max(high, low + 1), start, end)


def plot(sizes: Sequence[int], lines: Mapping[str, Sequence[float]], words: Words) -> str:
    """The SVG: a line of values for each name, over the sizes."""
    across = scale(sizes, LEFT, WIDTH - RIGHT)
    up = scale([one for values in lines.values() for one in values], HEIGHT - BOTTOM, TOP)
    told = "; ".join(
        f"{words.names[name]}: "
        + ", ".join(f"{size}: {number(value, words)} s" for size, value in pairs(sizes, values))
        for name, values in lines.items()
    )
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(words.title)}</title>',
        f'<desc id="d">{escape(told)}.</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        *grid(across, up, words),
        *even(across, up, sizes, next(iter(lines.values())), words),
    ]
    for n, values in enumerate(lines.values()):
        points = [(across.at(size), up.at(value)) for size, value in pairs(sizes, values)]
        body.append(f'<polyline class="line s{n}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>')
        body += [mark(MARKS[n % len(MARKS)], x, y, n) for x, y in points]
    heights = apart([up.at(values[-1]) for values in lines.values()])
    for n, (name, y) in enumerate(zip(lines, heights, strict=True)):
        x = across.at(sizes[-1]) + 12
        body.append(f'<text class="name s{n}" x="{x:.1f}" y="{y + 5:.1f}">{escape(words.names[name])}</text>')
    return "\n".join([*body, "</svg>\n"])


def apart(heights: Sequence[float], least: float = 18) -> list[float]:
    """Heights for names that would stand on each other: every next one low enough."""
    placed: dict[int, float] = {}
    last = -least
    for n in sorted(range(len(heights)), key=lambda n: heights[n]):
        last = placed[n] = max(heights[n], last + least)
    return [placed[n] for n in range(len(heights))]


def pairs(sizes: Sequence[int], values: Sequence[float]) -> list[tuple[int, float]]:
    """Each size with its value."""
    return list(zip(sizes, values, strict=True))


def grid(across: Scale, up: Scale, words: Words) -> list[str]:
    """Lines at the powers of ten, with what they stand for."""
    drawn = []
    for power in range(across.low, across.high + 1):
        x = across.at(10**power)
        drawn.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}"/>')
        value = thousands(10**power, words)
        drawn.append(f'<text class="ink" x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{value}</text>')
    for power in range(up.low, up.high + 1):
        y = up.at(10.0**power)
        drawn.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        value = number(10.0**power, words)
        drawn.append(f'<text class="ink" x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{value}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    drawn.append(f'<text class="ink" x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">{escape(words.across)}</text>')
    spot = (TOP + HEIGHT - BOTTOM) / 2
    drawn.append(
        f'<text class="ink" transform="translate(18 {spot}) rotate(-90)" text-anchor="middle">{escape(words.up)}</text>'
    )
    return drawn


def even(across: Scale, up: Scale, sizes: Sequence[int], values: Sequence[float], words: Words) -> list[str]:
    """What the first line would be if it grew as fast as the directory."""
    first, last = (sizes[0], values[0]), (sizes[-1], values[0] * sizes[-1] / sizes[0])
    if log10(last[1]) > up.high:
        return []
    (x1, y1), (x2, y2) = ((across.at(size), up.at(value)) for size, value in (first, last))
    told = f"<title>{escape(words.even)}</title>"
    return [f'<line class="even" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}">{told}</line>']


def mark(shape: str, x: float, y: float, n: int) -> str:
    """A point, in a shape of its own."""
    if shape == "circle":
        return f'<circle class="s{n}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    if shape == "square":
        return f'<rect class="s{n}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
    return f'<path class="s{n}" d="M{x:.1f} {y - 5:.1f}l5 9h-10z"/>'


def thousands(value: int, words: Words) -> str:
    """A whole number as the language parts it."""
    return f"{value:,}".replace(",", "." if words.decimal == "," else ",")


def number(value: float, words: Words) -> str:
    """A value in three figures."""
    return thousands(round(value), words) if value >= 1_000 else f"{value:.3g}".replace(".", words.decimal)
