"""What may not be on a site, as a value: the words for it are chosen where it is told."""

from typing import NamedTuple

MOST_SHOWN = 200  # signs of a value: of a tag or an address that is longer, people read the beginning


class Fault(NamedTuple):
    """Something that may not be: its code, and what it is about, by name."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


def fault(code: str, **values: object) -> Fault:
    """A fault with the values that fill the blanks of its words, each as far as it is shown."""
    return Fault(code, tuple([(name, _shown(str(value))) for name, value in values.items()]))


def in_tag(one: Fault, tag: str) -> Fault:
    """The same fault, with the tag that it stands in."""
    return Fault(one.code, (*one.values, ("tag", _shown(tag))))


def _shown(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
