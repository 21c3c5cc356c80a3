"""A first version of a file: short, right, and with comments that help whoever edits it by hand."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from .documents import document
from .fields import fields_of, spellings
from .model import KINDS, Part, Record
from .phrases import Phrases, listed, say
from .problems import errors
from .readers import keys_of
from .reading import Reading
from .slugs import better_slug
from .spelling import CHOICES, SHORT, WORDS, key_of
from .writing import rows, slots, written

FOLDERS: Mapping[str, str] = {kind.__name__.lower(): folder for folder, kind in KINDS.items()}
# The program at one version, as a workflow names it: account/repository@commit.
ACTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+@[0-9a-f]{40}")
# Where in a repository of content alone the files go that stand in templates/network.
WORKFLOWS: Mapping[str, str] = {
    "check.yml": ".github/workflows/check.yml",
    "publish.yml": ".github/workflows/publish.yml",
    "stale.yml": ".github/workflows/stale.yml",
    "harvest.yml": ".github/workflows/harvest.yml",
    "ignored": ".gitignore",
}

# What is asked on a terminal, and how each kind calls its name.
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "profile": ("organisation", "role", "headline", "skills", "learns", "hours"),
    "assignment": ("organisation", "goal", "result", "weeks", "hours", "skills"),
    "organisation": ("layer", "place", "website"),
    "pool": ("organisation", "purpose"),
    "event": ("day", "begins", "ends", "place", "organiser"),
}
NAMES: Mapping[str, str] = {
    "profile": "name", "assignment": "title", "organisation": "name", "pool": "name", "event": "title",
}  # fmt: skip

# What stands as an example where a field has no value; None is the sentence that goes with the field.
SKILL = "projectmanagement"  # where the network has no words of its own
CONTACT = {"email": "info@example.org"}
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "profile": {
        "organisation": None, "role": None, "headline": None, "does": None, "good_at": None, "would_like": None,
        "skills": [{"skill": SKILL, "level": 4}], "learns": [SKILL], "hours": 8, "available_from": date.min,
        "contact": CONTACT,
    },
    "assignment": {
        "organisation": None, "goal": None, "result": None, "hours": 8, "skills": [{"skill": SKILL, "level": 3}],
        "teaches": [SKILL], "closes": date.min, "contact": CONTACT,
    },
    "organisation": {
        "place": "Utrecht", "website": "https://www.example.org/", "contact": CONTACT,
        "stance": None, "no_target": None,
    },
    "pool": {"organisation": None, "purpose": None, "members": ["anna-de-vries"], "contact": CONTACT},
    "event": {
        "day": date.min, "begins": "09:30", "ends": "12:00", "place": None, "organiser": None,
        "sign_up": "https://www.example.org/", "contact": CONTACT,
    },
}  # fmt: skip

SETTINGS: Mapping[str, str] = {
    "nl": """\
# De instellingen en afspraken van het netwerk.
titel: {name}
beheerder: …              # wie dit netwerk draait
taal: {language}
# webadres: https://…     # het adres van de site
# opslag:
#   adres: https://…      # waar de bestanden staan
#   openbaar: ja
""",
    "en": """\
# The settings and rules of the network.
title: {name}
operator: …               # who runs this network
language: {language}
# base_url: https://…     # the address of the site
# repository:
#   url: https://…        # where the files are kept
#   public: yes
""",
}


def place(kind: str, name: str) -> str | None:
    """Where the file goes, from the root; nowhere when the name gives no file name."""
    if kind == "network":
        return "directory.yaml"
    slug = better_slug(name)
    return f"content/{FOLDERS[kind]}/{slug}.md" if slug else None


def settings(name: str, language: str) -> str:
    """The text of directory.yaml."""
    return SETTINGS.get(language, SETTINGS["en"]).format(name=quoted(name), language=language)


def workflows(templates: Path, action: str) -> Mapping[str, str]:
    """What a repository of content alone needs to be checked and published by the program of this action."""
    texts = {path: (templates / "network" / name).read_text(encoding="utf-8") for name, path in WORKFLOWS.items()}
    return {path: text.replace("OWNER/REPOSITORY@COMMIT", action) for path, text in texts.items()}


def begun(kind: str, name: str, answers: Mapping[str, Any], today: date, words: Phrases, skill: str = SKILL) -> str:
    """The text of a file from answers by field, with examples where there is none yet; `skill` is one of those."""
    usual: Mapping[str, Mapping[str, Any]] = {
        "profile": {"owner": better_slug(name), "confirmed_on": today},
        "assignment": {"kind": "gig", "start": today, "weeks": 8, "ring": "government", "published_on": today},
        "organisation": {"layer": "municipality"},
        "pool": {"admission": "open"},
        "event": {},
    }
    front = {NAMES[kind]: name, **usual[kind], **answers}
    notes = {field: _told(kind, field, words) for field in usual[kind] if field not in answers}
    notes |= {
        field: _example(kind, field, _filled(example, skill, today), words)
        for field, example in EXAMPLES[kind].items()
        if field not in front
    }
    told = {**notes, "language": words["cli.new.story"]}
    return written(KINDS[FOLDERS[kind]], front, language=_spelling(words), notes=told)


def read(kind: str, field: str, answer: Any) -> Any:
    """An answer as the value of a field, or the problem that `check` would have with it."""
    record = KINDS[FOLDERS[kind]]
    text = document("", written(record, {field: answer}, language="en").encode())
    if isinstance(text, list):
        return text[0]
    reading = Reading("", 0)
    [(_, node)] = text.node.value
    value = keys_of(record)[field].read(node, reading.spot(node, 0, field), reading)
    amiss = errors(reading.problems)
    return amiss[0] if amiss else msgspec.to_builtins(value, builtin_types=(date,))


def given(kind: str, texts: Iterable[str]) -> dict[str, Any]:
    """Answers by field from texts such as `hours=8`; where more may be said, so may the text.

    A skill or a language has its level behind a colon. What fills no field is there as it was typed.
    """
    record, found = KINDS[FOLDERS[kind]], dict[str, Any]()
    fields = {one.name: one for one in slots(record) if one.how != "mapping"}
    for text in texts:
        key, is_, value = text.partition("=")
        field = fields.get(spellings(record).get(key_of(key), "")) if is_ else None
        if field is None:
            found[text] = None
        elif value.strip():
            answer = _part(field.part, value) if field.part else value
            found[field.name] = [*found.get(field.name, ()), answer] if field.many else answer
    return found


def spelled(kind: str, field: str, words: Phrases) -> str:
    """What a field is called in the file."""
    return fields_of(KINDS[FOLDERS[kind]])[field].dutch if _spelling(words) == "nl" else field


def choices(kind: str, field: str, words: Phrases) -> list[str]:
    """The words that a field is limited to, as the file spells them, and what they mean; none when it is free."""
    held = next(one for one in slots(KINDS[FOLDERS[kind]]) if one.name == field)
    order = {word: n for n, word in enumerate(CHOICES)}
    ordered = sorted(held.words, key=lambda word: order.get(word, -1))
    if _spelling(words) == "nl":
        return [CHOICES.get(word, word) for word in ordered]
    if words["language"] == "en":
        return ordered
    return [f"{word} ({words[f'choice.{word}']})" for word in ordered]


def quoted(text: str) -> str:
    """A text as YAML: in quotes where a colon or another sign would mean something else."""
    plain = " ".join(text.split())
    if plain and plain[0].isalpha() and not any(sign in plain for sign in (": ", " #")) and not plain.endswith(":"):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _spelling(words: Phrases) -> str:
    return "nl" if words["language"] == "nl" else "en"


def _part(kind: type[Part], text: str) -> dict[str, str]:
    """A part in its short form: its first field, and of a few the second behind a colon."""
    first, second, *_ = (*SHORT[kind], "")
    before, colon, after = text.rpartition(":")
    return {first: before, second: after} if colon and kind in WORDS else {first: text}


def _told(kind: str, field: str, words: Phrases) -> str:
    """What the file says above a value that nobody gave."""
    limited = choices(kind, field, words)
    told = say(words, "cli.choose", choices=listed(words, limited, "or")) if limited else _sentence(kind, field, words)
    return "\n".join(textwrap.wrap(told, 98, break_long_words=False, break_on_hyphens=False))


def _example(kind: str, field: str, example: Any, words: Phrases) -> str:
    """What the file says in the place of a value, to take the # away from."""
    record, sentence = KINDS[FOLDERS[kind]], _sentence(kind, field, words)
    if example is None:
        return _text(record, {field: sentence}, words)
    return f"{sentence}\n{_text(record, {field: example}, words)}"


def _text(record: type[Record], front: Mapping[str, Any], words: Phrases) -> str:
    return "\n".join(row.text for row in rows(record, front, _spelling(words)))


def _sentence(kind: str, field: str, words: Phrases) -> str:
    """The sentence for a field, as reports give it."""
    sentence = fields_of(KINDS[FOLDERS[kind]])[field].sentence
    return words.get(f"help.{kind}.{field}", f"{sentence[0].upper()}{sentence[1:]}.")


def _filled(example: Any, skill: str, today: date) -> Any:
    """An example with the day and a skill of this network in it."""
    match example:
        case date():
            return today
        case [{"skill": _, "level": level}]:
            return [{"skill": skill, "level": level}]
        case [one] if one == SKILL:
            return [skill]
    return example
