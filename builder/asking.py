"""Questions on a terminal about a new file, with what is nearest to an answer that nobody knows."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .directory import Directory
from .new import QUESTIONS
from .phrases import Phrases, listed, say
from .report import visible
from .vocabulary import find, nearest

MOST: Mapping[str, int] = {"level": 5, "hours": 60, "weeks": 260}


class Asking(NamedTuple):
    """Who asks, and what is known of the network; nothing, when it has no settings yet."""

    words: Phrases
    directory: Directory | None
    prompt: Callable[..., Any]
    echo: Callable[[str], None]


def answers(kind: str, organisation: str, asking: Asking) -> Mapping[str, Any]:
    """What somebody answers, by field; Enter skips all but the organisation."""
    given = {field: _answer(field, organisation, asking) for field in QUESTIONS[kind]}
    return {field: value for field, value in given.items() if value}


def _answer(field: str, organisation: str, asking: Asking) -> Any:
    if field == "organisation":
        return organisation or _house(asking)
    if field == "skills":
        levels = {term: _number("level", asking) for term in _terms(field, asking)}
        return [{"skill": term, "level": level} for term, level in levels.items()]
    if field == "learns":
        return list(dict.fromkeys(_terms(field, asking)))
    return _number(field, asking) if field in MOST else _asked(field, asking)


def _asked(field: str, asking: Asking) -> str:
    given = asking.prompt(asking.words[f"cli.new.ask.{field}"], default="", show_default=False)
    return " ".join(str(given).split())


def _number(field: str, asking: Asking) -> int | None:
    while text := _asked(field, asking):
        if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST[field]:
            return int(text)
        asking.echo(say(asking.words, "cli.whole-number", low=1, high=MOST[field]))
    return None


def _house(asking: Asking) -> str:
    """An organisation of the network, by its name or by that of its file; any name where there are none yet."""
    houses = asking.directory.organisations if asking.directory else {}
    known = {word.casefold(): slug for slug, one in houses.items() for word in (slug, one.name)}
    while True:
        text = _asked("organisation", asking)
        if text and (text.casefold() in known or not known):
            return known.get(text.casefold(), text)
        near = [known[word] for word in difflib.get_close_matches(text.casefold(), list(known), 5, 0.3)]
        _choose(near or sorted(houses)[:5], asking)


def _terms(field: str, asking: Asking) -> Iterator[str]:
    """Words of the vocabulary of skills, until there are no more."""
    skills = asking.directory.vocabularies["skills"] if asking.directory else None
    while text := _asked(field, asking):
        term = find(skills, text) if skills else text
        near = nearest(skills, text) if skills and not term else ()
        if term:
            yield term
        elif near:
            _choose(near, asking)
        else:
            asking.echo(say(asking.words, "cli.new.unknown", name=visible(text)))


def _choose(names: Iterable[str], asking: Asking) -> None:
    asking.echo(say(asking.words, "cli.new.choose", names=listed(asking.words, list(dict.fromkeys(names)), "or")))
