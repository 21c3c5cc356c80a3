"""Why: a reason as a key and values, and the sentence that it becomes."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from .. import phrases
from ..phrases import Phrases

Voice = Literal["about", "you"]
Value = int | str | date | tuple[str, ...]


class Why(Struct, frozen=True, cache_hash=True):
    """A reason: the key of a phrase without its voice, and what fills the blanks."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()


@lru_cache(maxsize=8192)  # the same reasons are given again and again, and what they become is looked up by them
def because(key: str, **values: Value) -> Why:
    """A reason with what fills its blanks."""
    return Why(key, tuple(values.items()))


def spoken(why: Why, voice: Voice, words: Phrases, label: Callable[[str, str], str]) -> str:
    """A reason as a sentence: about a person, or to her. `label` gives the word for an id of a kind."""
    values = {name: _spoken(name, value, words, label) for name, value in why.values}
    return phrases.say(words, f"match.{voice}.{why.key}", **values)


def _spoken(name: str, value: Value, words: Phrases, label: Callable[[str, str], str]) -> object:
    if isinstance(value, tuple):
        return phrases.listed(words, [label(name, one) for one in value])
    if isinstance(value, date):
        return phrases.day(words, value)
    if name == "share" and isinstance(value, int):
        return phrases.percent(words, value)
    return label("regions", value) if name == "region" and isinstance(value, str) else value
