"""What a network may bring for its look: a logo and a style sheet."""

from collections.abc import Iterator
from functools import cache

from builder import drawings, theme
from builder.assets import assets
from builder.settings import Theme
from builder.shipped import templates_folder
from builder.verify import looking
from tests.hostile import harmless

NAME = "house.css"


def logo(raw: bytes) -> None:
    """A drawing: it is refused, or what is published of it is plain, harmless and stays as it is."""
    if drawings.unsafe_in(raw):
        return
    plain = drawings.plain(raw)
    assert not drawings.unsafe_in(plain) and drawings.plain(plain) == plain
    published("logo.svg", plain)


def style(raw: bytes) -> None:
    """A style sheet: it is refused, or it gives tokens a value and touches nothing else, alone and between ours."""
    told = list(theme.amiss_in(NAME, raw))
    assert len(told) <= 1
    if told:
        return
    published(NAME, raw)
    whole = theme.sheet({**shipped(), NAME: raw}, Theme(tokens=NAME))
    published("theme.css", whole)
    own = theme.tokens(raw.decode())
    ours = theme.tokens(shipped()[theme.SHEET].decode())
    made = theme.tokens(whole.decode())
    named = {name for values in own.values() for name in values}
    for query, values in ours.items():
        kept = made.get(query, {})
        assert all(kept.get(name) == value for name, value in values.items() if name not in named)


def published(name: str, raw: bytes) -> None:
    """A file as it stands on a site: good for the look at a site, and for one that knows nothing of that."""
    looking()(f"assets/a/{name}", raw)
    assert [*amiss(name, raw)] == []


def amiss(name: str, raw: bytes) -> Iterator[str]:
    """What somebody else has against a file."""
    suffix = name[name.rindex(".") :]
    return harmless.LOOKS[suffix](raw, suffix)


@cache
def shipped() -> dict[str, bytes]:
    """The files of our own look."""
    return {**assets((templates_folder(),)).files}
