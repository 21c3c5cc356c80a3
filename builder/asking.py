"""Questions on a terminal about a new file, with what is nearest to an answer that nobody knows."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .convert import fields_of
from .directory import Directory
from .model import KINDS
from .new import FOLDERS, NAMES, QUESTIONS, choices, read
from .phrases import Phrases, listed, say
from .problems import Problem
from .report import told, visible
from .vocabulary import find, nearest


class Asking(NamedTuple):
    """Who asks, about what kind of file, and what is known of the network; nothing, when it has no settings yet."""

    kind: str
    words: Phrases
    directory: Directory | None
    prompt: Callable[..., Any]
    echo: Callable[[str], None]


def answers(given: Mapping[str, Any], asking: Asking) -> Mapping[str, Any]:
    """What was given, and what somebody answers, by field. Enter skips all but an organisation that is needed."""
    asked = {field: _answer(field, asking) for field in QUESTIONS[asking.kind] if field not in given}
    return {**given, **{field: value for field, value in asked.items() if value}}


def _answer(field: str, asking: Asking) -> Any:
    if field in ("organisation", "organiser"):
        return _house(field, asking)
    if field == "skills":
        return [{"skill": term, "level": _level(term, asking)} for term in _terms(field, asking)]
    if field == "learns":
        return list(_terms(field, asking))
    limited = choices(asking.kind, field, asking.words)
    if limited:
        asking.echo(say(asking.words, "cli.choose", choices=listed(asking.words, limited, "or")))
    return _read(field, lambda text: text, asking)


def _read(field: str, answer: Callable[[str], Any], asking: Asking, question: str = "") -> Any:
    """What was answered, as the file has it; asked again as long as `check` would not take it."""
    while text := _asked(question or field, asking):
        found = read(asking.kind, field, answer(text))
        if not isinstance(found, Problem):
            return found
        _say(found, asking)
    return None


def _level(skill: str, asking: Asking) -> int | None:
    claims = _read("skills", lambda text: [{"skill": skill, "level": text}], asking, "level")
    return claims[0]["level"] if claims else None


def _asked(question: str, asking: Asking) -> str:
    """What was typed, on one line; asked again when there is something in it that nobody sees, such as an arrow key."""
    keys = (f"cli.new.ask.{asking.kind}.{question}", f"cli.new.ask.{question}")
    words = next(asking.words[key] for key in keys if key in asking.words)
    colon = f"{asking.words['sign.colon']} "
    while True:
        text = " ".join(str(asking.prompt(words, default="", show_default=False, prompt_suffix=colon)).split())
        found = read(asking.kind, NAMES[asking.kind], text)
        if not isinstance(found, Problem) or found.code != "control-character":
            return text
        _say(found, asking)


def _house(field: str, asking: Asking) -> str | None:
    """An organisation of the network, by its name or by that of its file; any name where there are none yet."""
    needed = fields_of(KINDS[FOLDERS[asking.kind]])[field].required
    houses = asking.directory.organisations if asking.directory else {}
    known = {word.casefold(): slug for slug, one in houses.items() for word in (slug, one.name)}
    while True:
        text = _asked(field, asking)
        if (text and (text.casefold() in known or not known)) or not (text or needed):
            return known.get(text.casefold(), text)
        near = [known[word] for word in difflib.get_close_matches(text.casefold(), list(known), 5, 0.3)]
        _choose(near or sorted(houses)[:5], asking)


def _terms(field: str, asking: Asking) -> Iterator[str]:
    """Words of the vocabulary of skills, each once, until there are no more."""
    skills = asking.directory.vocabularies["skills"] if asking.directory else None
    had = set[str]()
    while text := _asked(field, asking):
        term = find(skills, text) if skills and skills.terms else text
        near = nearest(skills, text) if skills and not term else ()
        if term in had:
            continue
        if term:
            had.add(term)
            yield term
        elif near:
            _choose(near, asking)
        else:
            asking.echo(say(asking.words, "cli.new.unknown", name=visible(text)))


def _say(amiss: Problem, asking: Asking) -> None:
    said = told(amiss, asking.words)
    asking.echo(f"{said.message} {said.hint}")


def _choose(names: Iterable[str], asking: Asking) -> None:
    asking.echo(say(asking.words, "cli.new.choose", names=listed(asking.words, list(dict.fromkeys(names)), "or")))
