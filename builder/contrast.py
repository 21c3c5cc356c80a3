"""How well colours can be told apart, by the rule of WCAG."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

TEXT, SHAPE = 4.5, 3.0  # the least that text, and what is no text, must differ from its ground
HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
ALIAS = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
DEEPEST = 8  # how many names may lead to each other


class Pair(NamedTuple):
    """Two tokens that stand on each other, and the least they must differ."""

    front: str
    ground: str
    least: float


def _pairs() -> Iterator[Pair]:
    for ground in ("paper", "card"):
        for front in ("ink", "soft", "petrol", "petrol-deep", "saffron"):
            yield Pair(front, ground, TEXT)
        for front in ("focus", "petrol-mid"):
            yield Pair(front, ground, SHAPE)
    for ground in ("petrol-soft", "saffron-soft", "track"):
        for front in ("ink", "soft", "petrol", "petrol-deep"):
            yield Pair(front, ground, TEXT)
    for ground in ("hue-0", "hue-1", "hue-2", "hue-3", "hue-4"):
        yield Pair("ink", ground, TEXT)
    for front in ("yes", "ask", "no"):
        yield Pair(front, "card", TEXT)
    yield from (Pair("on-petrol", ground, TEXT) for ground in ("petrol", "petrol-deep"))
    yield Pair("saffron", "saffron-soft", TEXT)
    yield Pair("on-mark", "mark", TEXT)
    yield Pair("petrol", "track", SHAPE)


# Everything of the site that stands on something else.
PAIRS = tuple(_pairs())


def too_close(tokens: Mapping[str, str], strict: bool = False) -> list[tuple[Pair, float]]:
    """The pairs that differ too little; a colour that is no #rrggbb is not judged. Strict asks what WCAG's AAA asks."""
    found = []
    for pair in PAIRS:
        colours = [colour(tokens, f"--{name}") for name in pair[:2]]
        least = 7.0 if strict and pair.least == TEXT else pair.least
        if "" not in colours and (ratio := contrast(*colours)) < least:
            found.append((pair, ratio))
    return found


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    digits = colour.lstrip("#")
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(whole[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def colour(tokens: Mapping[str, str], name: str) -> str:
    """What a token comes to, by way of other tokens; nothing when it cannot be told."""
    value = tokens.get(name, "")
    for _ in range(DEEPEST):
        alias = ALIAS.fullmatch(value)
        if alias is None:
            break
        value = tokens.get(alias[1], "")
    return value if HEX.fullmatch(value) else ""
