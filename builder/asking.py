"""What a new file says, from options and from questions on a terminal, with what is nearest to an unknown answer."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from . import new
from .directory import Directory
from .fields import fields_of
from .model import KINDS
from .new import FOLDERS, NAMES, QUESTIONS, choices, given, read, spelled
from .phrases import Phrases, listed, say
from .problems import Problem, problem
from .report import told, visible
from .slugs import RESERVED, better_slug
from .vocabulary import find, nearest


class Asking(NamedTuple):
    """Who asks, about what kind of file, and what is known of the network; nothing, when it has no settings yet."""

    kind: str
    words: Phrases
    directory: Directory | None
    prompt: Callable[..., Any]
    echo: Callable[[str], None]


def begun(
    asking: Asking,
    name: str,
    organisation: str,
    said: Iterable[str],
    day: date,
    files: Mapping[str, str],
    typing: bool,
) -> tuple[str | None, str]:
    """The text of a new file: from what was said beforehand, and from answers when somebody is `typing`.

    `files` has the path of each file there is by its slug. Without a text comes what is wrong.
    """
    kind, words, slug = asking.kind, asking.words, better_slug(name)
    if slug in files or slug in RESERVED:
        code = "slug-twice" if slug in files else "slug-reserved"
        return None, _line(problem("", 0, 0, code, name=slug, other=files.get(slug, "")), asking)
    house = next((one for one in QUESTIONS[kind] if one in ("organisation", "organiser")), "")
    texts = (f"{NAMES[kind]}={name}", *([f"{house}={organisation}"] if house else ()), *said)
    answered: dict[str, Any] = {}
    for field, text in given(kind, texts).items():
        if text is None:
            names = [spelled(kind, one, words) for one in QUESTIONS[kind]]
            return None, say(words, "cli.new.no-field", name=visible(field), names=listed(words, names, "or"))
        answered[field] = read(kind, field, text)
        if isinstance(answered[field], Problem):
            return None, f"{spelled(kind, field, words)}: {_line(answered[field], asking)}"
    skills = asking.directory.vocabularies["skills"].terms if asking.directory else ()
    whole = answers(answered, asking) if typing else answered
    return new.begun(kind, name, whole, day, words, next(iter(skills), new.SKILL)), ""


def answers(before: Mapping[str, Any], asking: Asking) -> Mapping[str, Any]:
    """What was given, and what somebody answers, by field. Enter skips all but an organisation that is needed."""
    asked = {field: _answer(field, asking) for field in QUESTIONS[asking.kind] if field not in before}
    return {**before, **{field: value for field, value in asked.items() if value}}


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
    asking.echo(_line(amiss, asking))


def _line(amiss: Problem, asking: Asking) -> str:
    """A problem that has no place yet."""
    said = told(amiss, asking.words)
    return f"{said.message} {said.hint}"


def _choose(names: Iterable[str], asking: Asking) -> None:
    asking.echo(say(asking.words, "cli.new.choose", names=listed(asking.words, list(dict.fromkeys(names)), "or")))
