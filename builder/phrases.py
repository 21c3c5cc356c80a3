"""The words people meet: one flat file a language in `templates/locales/`.

The file also says how its language writes numbers, parts of a hundred and lists.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from . import kept

Phrases = Mapping[str, str]

SiteLanguage = Literal["nl", "en", "de", "fr"]  # a catalog each: of the site, of the terminal and of the problems
LANGUAGES: tuple[str, ...] = get_args(SiteLanguage)


@cache
def phrases(folder: Path, language: str) -> Phrases:
    """All phrases of a language, by key."""
    raw = (folder / "locales" / f"{language}.yaml").read_bytes()
    name, mark = f"phrases-{language.replace('/', '-')}", hashlib.blake2b(raw, digest_size=16).hexdigest()
    found: dict[str, str] | None = kept.load(name, mark)
    if found is None:
        found = _read(raw.decode())
        kept.store(name, mark, found)
    return found


def _read(text: str) -> dict[str, str]:
    import yaml  # only when a file is new

    # A flat file is a key and a phrase by turns: no need to make more of it, which takes twice as long.
    said = iter([one.value for one in yaml.parse(text, yaml.CBaseLoader) if isinstance(one, yaml.ScalarEvent)])
    return dict(zip(said, said, strict=True))


def say(words: Phrases, key: str, /, **values: object) -> str:
    """The phrase under `key` with its blanks filled; `n` chooses between `key.one` and `key.other`."""
    if "n" in values and key not in words:
        key = f"{key}.one" if str(values["n"]) in words.get("sign.singular", "1").split() else f"{key}.other"
    if not values:
        return words[key]
    return words[key].format(
        **{name: number(words, value) if isinstance(value, int) else value for name, value in values.items()}
    )


def number(words: Phrases, n: int) -> str:
    """A whole number: 1.234, 1,234 or 1 234."""
    return str(n) if -1000 < n < 1000 else f"{n:,}".replace(",", words["sign.thousands"])


def percent(words: Phrases, n: int) -> str:
    """A part of a hundred: 60%, or with the space that some languages put before the sign."""
    return words["sign.percent"].format(n=number(words, n))


def listed(words: Phrases, texts: Sequence[str], how: Literal["and", "or"] = "and") -> str:
    """Texts in a sentence: a, b en c."""
    *first, last = texts or ("",)
    return say(words, f"list.{how}", first=", ".join(first), last=last) if first else last


def day(words: Phrases, when: date) -> str:
    """A day in words: 21 november 2026. The first of a month has its own words: the French write 1er mars."""
    key = "date.first" if when.day == 1 else "date.day"
    return say(words, key, day=when.day, month=words[f"month.{when.month}"], year=str(when.year))


def moment(words: Phrases, when: str) -> str:
    """A year, month or day (2021, 2021-03, 2021-03-31) in words."""
    year, *rest = when.split("-")
    if not rest:
        return year
    if len(rest) == 1:
        return say(words, "date.month", month=words[f"month.{int(rest[0])}"], year=year)
    return day(words, date.fromisoformat(when))
