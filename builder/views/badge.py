"""The picture with which a network shows on its own site that it is harvested here: an SVG that asks for nothing."""

import unicodedata
from collections.abc import Mapping

from markupsafe import escape

from ..frame import Frame, date_of, told
from ..neighbours import Neighbour
from ..networks import NetworkState
from ..phrases import listed

# Text is as wide as `textLength` says, whatever font there is: nothing sticks out, and nothing has to be measured.
FONT = "Verdana,DejaVu Sans,Geneva,sans-serif"
SIZE, HEIGHT, EDGE, MARK = 11, 44, 10, 20
LONGEST = 56  # characters of a line; the title of the picture has all of it

# A colour with its shape, as on the pages; white on any of them has a contrast of 4.5 or more.
CIRCLE = '<circle cx="10" cy="10" r="9.2"/><path d="M5.6 10.4l3 3 6-7" {pen}/>'
DIAMOND = '<path d="M10 .4l9.6 9.6-9.6 9.6L.4 10z"/><path d="M10 5v6M10 13.2v1.8" {pen}/>'
PILL = '<rect x="1.5" y="5" width="17" height="10" rx="5"/><path d="M5 10h2M9 10h2M13 10h2" {pen}/>'
SQUARE = '<rect x="1.5" y="1.5" width="17" height="17" rx="2"/><path d="M6 6l8 8M14 6l-8 8" {pen}/>'
SHAPES: Mapping[NetworkState, tuple[str, str]] = {
    "good": ("#146c43", CIRCLE),
    "failing": ("#8a5300", DIAMOND),
    "silent": ("#a3262a", SQUARE),
    "waiting": ("#0b5563", PILL),
    "broken": ("#a3262a", SQUARE),
}
PEN = 'fill="none" stroke="#fff" stroke-width="2.2"'


def badge(frame: Frame, one: Neighbour) -> bytes:
    """The picture for a source: who harvests it, how it stands, how much there is of it, and of which day."""
    name, line = told(frame, "badge.title", name=frame.settings.title), second_line(frame, one)
    first = cut(name)
    wide = max(width(first, bold=True), width(line))
    colour, shape = SHAPES[one.state]
    whole = EDGE + MARK + EDGE + wide + EDGE
    about = f'role="img" aria-labelledby="{one.id}-title" aria-describedby="{one.id}-desc" lang="{frame.language}"'
    size = f'width="{whole}" height="{HEIGHT}" viewBox="0 0 {whole} {HEIGHT}"'
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {about}>',
        f'<title id="{one.id}-title">{safe(name)}</title>',
        f'<desc id="{one.id}-desc">{safe(one.title + frame.words["sign.colon"] + " " + line)}</desc>',
        f'<rect x=".5" y=".5" width="{whole - 1}" height="{HEIGHT - 1}" rx="6" fill="#fff" stroke="#5c6b70"/>',
        f'<g fill="{colour}" transform="translate({EDGE} {(HEIGHT - MARK) // 2})">{shape.format(pen=PEN)}</g>',
        f'<g font-family="{FONT}" font-size="{SIZE}" fill="#1b2528" aria-hidden="true">',
        written(first, 19, bold=True),
        written(line, 34),
        "</g>",
        "</svg>",
    )
    return "\n".join(lines).encode() + b"\n"


def second_line(frame: Frame, one: Neighbour) -> str:
    """The state, how much there is and the day: never how long ago, for a picture stays as it is."""
    shown = [
        told(frame, f"networks.shown.{name}", n=n) for name, n in (("people", one.people), ("work", one.work)) if n
    ]
    parts = (frame.words[f"networks.state.{one.state}"], listed(frame.words, shown), date_of(frame, one.harvested))
    return " · ".join(part for part in parts if part)


def written(text: str, base: int, *, bold: bool = False) -> str:
    """A line of text, exactly as wide as was reckoned."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{2 * EDGE + MARK}" y="{base}" textLength="{width(text, bold=bold)}" '
        f'lengthAdjust="spacingAndGlyphs"{weight}>{safe(text)}</text>'
    )


def cut(text: str) -> str:
    """A line that is not too long."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def safe(text: str) -> str:
    """A text as it may stand in XML: without what XML does not know at all."""
    return str(escape("".join(one for one in text if unicodedata.category(one) not in ("Cc", "Cs", "Cn"))))


# How wide a sign is, in hundredths of the size of the letters.
NARROW, MIDDLE, BROAD = frozenset("iljI.,:;!|'’() ·ft"), frozenset('rs-–"“”J/'), frozenset("mwMWQOGD@%…—")


def width(text: str, *, bold: bool = False) -> int:
    """How wide a text will be, in whole pixels."""
    hundredths = sum(map(sign_width, text))
    return -(-hundredths * SIZE * (112 if bold else 100) // 10_000)


def sign_width(sign: str) -> int:
    """How wide a sign is."""
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 105
    if sign in NARROW:
        return 38
    if sign in MIDDLE:
        return 50
    if sign in BROAD:
        return 92
    return 72 if sign.isupper() else 63
