"""The words people meet: one flat file a language in `templates/locales/`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import yaml

Phrases = Mapping[str, str]


@cache
def phrases(folder: Path, language: str) -> Phrases:
    """All phrases of a language, by key."""
    text = (folder / "locales" / f"{language}.yaml").read_text(encoding="utf-8")
    # A flat file is a key and a phrase by turns: no need to make more of it, which takes twice as long.
    said = iter([one.value for one in yaml.parse(text, yaml.CBaseLoader) if isinstance(one, yaml.ScalarEvent)])
    return dict(zip(said, said, strict=True))


def say(words: Phrases, key: str, /, **values: object) -> str:
    """The phrase under `key` with its blanks filled; `n` chooses between `key.one` and `key.other`."""
    if "n" in values and key not in words:
        key = f"{key}.one" if values["n"] == 1 else f"{key}.other"
    return words[key].format(**values) if values else words[key]


def day(words: Phrases, when: date) -> str:
    """A day in words: 21 november 2026. The first of a month has its own words: the French write 1er mars."""
    key = "date.first" if when.day == 1 else "date.day"
    return say(words, key, day=when.day, month=words[f"month.{when.month}"], year=when.year)


def moment(words: Phrases, when: str) -> str:
    """A year, month or day (2021, 2021-03, 2021-03-31) in words."""
    year, *rest = when.split("-")
    if not rest:
        return year
    if len(rest) == 1:
        return say(words, "date.month", month=words[f"month.{int(rest[0])}"], year=year)
    return day(words, date.fromisoformat(when))
