"""A picture of some work, to share it with: drawn with the outlines of letters, so that it is the same everywhere.

Social media show pictures of pixels alone. Those are made of the drawing by a library that few networks install.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import msgspec

from .cards import WorkCard
from .contrast import colour
from .frame import Frame, address, date_of, joined, told
from .settings import Settings
from .shipped import templates_folder

WIDTH, HEIGHT, MARGIN = 1200, 630, 84  # some media cut off the edges
ROOM = WIDTH - 2 * MARGIN
SIZES = (76, 66, 56, 48, 40)  # of the title: the largest that fits
BROKEN = (48, 40)  # the same, when a word has to be broken: the larger the letters, the more often
TOP, MOST_HEIGHT = 138, 290  # of the title
LEADING = 1.2
PAINTER = "resvg_py"
USUAL = {"paper": "#fbfaf6", "ink": "#17242b", "soft": "#4a5a62", "petrol": "#0b5563", "saffron-bright": "#e29a2d"}
LOOKING = ("coming", "open")  # the work that somebody would share

Letters = Mapping[str, tuple[int, str]]  # how wide it is, in thousandths of its size, and its path
Font = Mapping[str, Letters]  # "plain" and "bold"


class Line(NamedTuple):
    """A line of text and where it stands."""

    text: str
    weight: str
    size: int
    y: int
    colour: str


# What is there to draw with -------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def painter() -> str:
    """The version of what makes pixels of a drawing; empty when it is not installed."""
    if find_spec(PAINTER) is None:
        return ""
    from importlib.metadata import version

    return version(PAINTER)


def letters() -> bytes:
    """The hash of the outlines that drawings are made of."""
    return hashlib.blake2b(_file().read_bytes() if _file().is_file() else b"", digest_size=16).digest()


def _file() -> Path:
    return templates_folder() / "static" / "vendor" / "outlines.json"


@lru_cache(maxsize=1)
def font() -> Font:
    """The outlines of all letters; none when the parts were not gathered."""
    if not _file().is_file():
        return {"plain": {}, "bold": {}}
    return msgspec.json.decode(_file().read_bytes(), type=dict[str, dict[str, tuple[int, str]]])


def is_drawable(card: WorkCard, settings: Settings) -> bool:
    """Whether we have the outlines of all letters that a picture of some work needs."""
    house = card.organisation.name if card.organisation else ""
    said = ((card.title, "bold"), (settings.title, "bold"), (house, "plain"))
    return all(is_known(plain(text, weight), weight) for text, weight in said)


class Picture(NamedTuple):
    """A picture that goes with a link to a page."""

    url: str
    alt: str


def picture(frame: Frame, card: WorkCard) -> Picture | None:
    """The picture that media show with a link to some work; none when there are no pixels, or no address for them."""
    wanted = frame.settings.share_images and frame.painter and frame.settings.base_url
    if not wanted or card.state not in LOOKING or card.origin or not is_drawable(card, frame.settings):
        return None
    return Picture(address(frame, f"share/{card.slug}.png"), alt(frame, card))


# The drawing ----------------------------------------------------------------------------------------------------------


def drawing(frame: Frame, card: WorkCard) -> bytes:
    """The picture of some work as SVG."""
    colours = {name: colour(frame.colours, f"--{name}") or usual for name, usual in USUAL.items()}
    shown = tuple(lines(frame, card))
    pieces = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
        f"<title>{legal(alt(frame, card))}</title>",
        f"<defs>{''.join(_outlines(shown))}</defs>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours["paper"]}"/>',
        f'<rect width="{WIDTH}" height="20" fill="{colours["petrol"]}"/>',
        f'<rect x="{MARGIN}" y="462" width="96" height="8" rx="4" fill="{colours["saffron-bright"]}"/>',
        *(_drawn(line, colours[line.colour]) for line in shown),
    )
    return f"{''.join(pieces)}</svg>\n".encode()


def pixels(frame: Frame, card: WorkCard) -> bytes:
    """The picture of some work as PNG."""
    from resvg_py import svg_to_bytes

    return bytes(svg_to_bytes(svg_string=drawing(frame, card).decode(), skip_system_fonts=True))


def alt(frame: Frame, card: WorkCard) -> str:
    """What stands in the picture, for people who cannot see it."""
    return joined(card.title, house(frame, card), foot(frame, card), frame.settings.title)


def house(frame: Frame, card: WorkCard) -> str:
    """Who asks, as far as that is told."""
    if card.organisation:
        return card.organisation.name
    return frame.words["person.confidential"] if card.confidential else ""


def foot(frame: Frame, card: WorkCard) -> str:
    """How much work it is, and until when one can respond."""
    hours = told(frame, "hours", n=card.hours) if card.hours else ""
    return joined(hours, told(frame, "work.closes", day=date_of(frame, card.closes)) if card.closes else "")


def lines(frame: Frame, card: WorkCard) -> Iterator[Line]:
    """Every line of the picture: the network, who asks, the title, and what there is to know."""
    yield Line(shortened(frame.settings.title, "bold", 30), "bold", 30, 100, "petrol")
    size, found = title(plain(card.title, "bold"))
    top = TOP + (MOST_HEIGHT - round(len(found) * size * LEADING)) // 2
    for n, text in enumerate(found):
        yield Line(text, "bold", size, round(top + size + n * size * LEADING), "ink")
    yield Line(shortened(house(frame, card), "plain", 34), "plain", 34, 522, "ink")
    yield Line(shortened(foot(frame, card), "plain", 28), "plain", 28, 564, "soft")


def _outlines(shown: Sequence[Line]) -> Iterator[str]:
    """Each letter that is drawn, once."""
    for weight in ("bold", "plain"):
        known = font()[weight]
        used = {one for line in shown if line.weight == weight and is_known(line.text, weight) for one in line.text}
        for one in sorted(used):
            if known[one][1]:
                yield f'<path id="{weight[0]}{ord(one):x}" d="{known[one][1]}"/>'


def _drawn(line: Line, fill: str) -> str:
    """A line of letters; one with letters that we cannot draw is left to the fonts of who looks."""
    if not is_known(line.text, line.weight):
        weight = ' font-weight="bold"' if line.weight == "bold" else ""
        taken = min(ROOM, round(wide(line.text, line.weight) * line.size / 1000))
        return (
            f'<text x="{MARGIN}" y="{line.y}" font-family="sans-serif" font-size="{line.size}"{weight} fill="{fill}"'
            f' textLength="{taken}" lengthAdjust="spacingAndGlyphs">{legal(line.text)}</text>'
        )
    known, at, drawn = font()[line.weight], 0, []
    for one in line.text:
        width, path = known[one]
        if path:
            drawn.append(f'<use href="#{line.weight[0]}{ord(one):x}" x="{at}"/>')
        at += width
    return f'<g transform="translate({MARGIN} {line.y}) scale({line.size / 1000:g})" fill="{fill}">{"".join(drawn)}</g>'


def legal(text: str) -> str:
    """A text as it may stand in a drawing."""
    return escape("".join(one for one in text if one.isprintable()))


# Lines that fit -------------------------------------------------------------------------------------------------------


def plain(text: str, weight: str) -> str:
    """A text without signs that we cannot draw, such as emoji; letters stay."""
    known = font()[weight]
    kept = "".join(one for one in text if one in known or unicodedata.category(one)[0] in "LN" or one.isspace())
    return " ".join(kept.split()) or text


def is_known(text: str, weight: str) -> bool:
    """Whether we can draw every letter."""
    return font()[weight].keys() >= set(text)


def wide(text: str, weight: str) -> int:
    """How wide a text is, in thousandths of its size; a letter that we do not know is taken to be a wide one."""
    known = font()[weight]
    return sum(
        known[one][0] if one in known else 1000 if unicodedata.east_asian_width(one) in "WF" else 700 for one in text
    )


def title(text: str) -> tuple[int, tuple[str, ...]]:
    """The largest size at which a title fits without breaking a word, and its lines; else the smallest, cut off."""
    for size, whole in (*((size, True) for size in SIZES), *((size, False) for size in BROKEN)):
        found = tuple(wrapped(text, size, whole=whole))
        most = int(MOST_HEIGHT / (size * LEADING))
        if found and len(found) <= most:
            return size, found
    return size, (*found[: most - 1], shortened(" ".join(found[most - 1 :]), "bold", size))


def wrapped(text: str, size: int, *, whole: bool) -> Iterator[str]:
    """The lines of a text. A word that is wider than the picture is broken, unless words are to stay whole."""
    room, line = ROOM * 1000 // size, ""
    words = text.split()
    if whole and any(wide(word, "bold") > room for word in words):
        return
    for word in words:
        joint = f"{line} {word}" if line else word
        if wide(joint, "bold") <= room:
            line = joint
            continue
        if line:
            yield line
        *broken, line = pieces(word, room)
        yield from broken
    if line:
        yield line


def pieces(word: str, room: int) -> Iterator[str]:
    """A word in pieces that fit, each but the last with a hyphen."""
    piece = ""
    for one in word:
        if piece and wide(f"{piece}{one}-", "bold") > room:
            yield f"{piece}-"
            piece = ""
        piece += one
    yield piece


def shortened(text: str, weight: str, size: int) -> str:
    """A text that fits on one line, its end left out when it is too long."""
    text, room = plain(text, weight), ROOM * 1000 // size
    if wide(text, weight) <= room:
        return text
    while text and wide(f"{text}…", weight) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
