"""The reference of all fields, in Dutch and in English, made from the model so that it cannot drift.

Run as `python -m builder.reference` in a checkout; it writes docs/velden.md and docs/fields.md, and of the
published documents docs/datavelden.md and docs/data-fields.md.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
import msgspec.inspect as types

from .fields import Field, fields_of
from .model import (
    VOCABULARIES,
    Arrangement,
    Assignment,
    Certificate,
    Claim,
    Consent,
    Contact,
    Education,
    Engagement,
    Event,
    Experience,
    LanguageSkill,
    Link,
    Need,
    Organisation,
    Part,
    Photo,
    Pool,
    PortfolioItem,
    Profile,
    Record,
    ReturnArrangement,
    RingOpening,
    SideJob,
    Term,
    TestResult,
)
from .phrases import Phrases, phrases, say
from .published import published
from .schema import help_for, in_order, part_in, types_of
from .settings import (
    Algorithm,
    Assessment,
    Logo,
    Processing,
    Processor,
    Repository,
    Rules,
    Settings,
    Source,
    Theme,
    Weights,
)
from .shipped import templates_folder
from .spelling import CHOICES, LEVELS

Language = Literal["nl", "en"]
Kind = type[Record] | type[Part]

FILES: tuple[Kind, ...] = (Record, Profile, Assignment, Organisation, Pool, Event)
NETWORK: tuple[Kind, ...] = (Term, Settings)
PAGES: Mapping[Language, str] = {"nl": "velden.md", "en": "fields.md"}
DATA_PAGES: Mapping[Language, str] = {"nl": "datavelden.md", "en": "data-fields.md"}
COLUMNS = ("key", "spelled", "what", "how", "required", "shown")
# Nobody chooses who sees these.
UNSEEN: tuple[Kind, ...] = (Term, Settings, Rules, Weights, Repository, Algorithm, Assessment, Processing, Theme, Logo)

# The short form of each part, as people write it.
EXAMPLES: Mapping[type[Part], Mapping[Language, str]] = {
    Claim: {"nl": "projectleiding: 4", "en": "projectleiding: 4"},
    Need: {"nl": "projectleiding: 3", "en": "projectleiding: 3"},
    LanguageSkill: {"nl": "en: C1", "en": "en: C1"},
    Link: {"nl": "Mijn blog: https://blog.example.org", "en": "My blog: https://blog.example.org"},
    Experience: {"nl": "Dijkverzwaring in het oosten", "en": "Strengthening a dike"},
    Education: {"nl": "Bestuurskunde: 2012", "en": "Public administration: 2012"},
    Certificate: {"nl": "Prince2: 2021-06", "en": "Prince2: 2021-06"},
    PortfolioItem: {
        "nl": "Draaiboek: https://www.example.org/draaiboek",
        "en": "Script: https://www.example.org/script",
    },
    Engagement: {"nl": "Vraagbaak voor projectleiders: 4", "en": "Advice for project leaders: 4"},
    SideJob: {"nl": "Bestuurslid van de buurtvereniging", "en": "On the board of the neighbourhood society"},
    TestResult: {"nl": "Teamrollen: brononderzoeker", "en": "Team roles: resource investigator"},
    RingOpening: {"nl": "iedereen: 2027-02-01", "en": "everyone: 2027-02-01"},
    Photo: {"nl": "ik.jpg", "en": "me.jpg"},
    Logo: {"nl": "wapen.svg", "en": "arms.svg"},
    Theme: {"nl": "hoog-contrast", "en": "high-contrast"},
    Contact: {"nl": "anna@example.org", "en": "anna@example.org"},
    Source: {"nl": "buren: https://buren.example.org", "en": "neighbours: https://neighbours.example.org"},
    Processor: {"nl": "GitHub: bewaart de bestanden en de site", "en": "GitHub: keeps the files and the site"},
    Consent: {"nl": "gegeven", "en": "given"},
    ReturnArrangement: {"nl": "Mijn eigen functie blijft", "en": "My own post is kept for me"},
    Arrangement: {"nl": "pensioen: Je bouwt pensioen op zoals altijd", "en": "pension: You build up pension as always"},
}


def main() -> int:
    """Write the reference of this checkout."""
    for language, page in PAGES.items():
        (Path("docs") / page).write_text(reference(language, wording(language)), encoding="utf-8", newline="\n")
    for language, page in DATA_PAGES.items():
        (Path("docs") / page).write_text(published(wording(language)), encoding="utf-8", newline="\n")
    return 0


def wording(language: Language) -> Phrases:
    """The words of the reference, and the sentence for each field that the site has."""
    folder = templates_folder()
    return {**phrases(folder, language), **phrases(folder, f"reference/{language}")}


def reference(language: Language, words: Phrases) -> str:
    """Every field of every kind, as a page in Markdown."""
    return "\n\n".join(part for part in _page(language, words) if part) + "\n"


def _page(language: Language, words: Phrases) -> Iterator[str]:
    parts, network = parts_of(FILES), parts_of(NETWORK)
    yield f"# {words['reference.title']}"
    yield f"<!-- {words['reference.made']} -->"
    yield from (words[f"reference.{name}"] for name in ("intro", "lists", "check", "other"))
    yield f"## {words['reference.part.files']}"
    for kind in FILES:
        yield from _section(kind, language, words)
    yield f"## {words['reference.part.parts']}"
    yield words["reference.part.parts-text"]
    for part in parts:
        yield from _section(part, language, words)
    yield f"## {words['reference.part.network']}"
    for kind in (*NETWORK, *(one for one in network if one not in parts)):
        yield from _section(kind, language, words)


def parts_of(kinds: Iterable[Kind]) -> list[type[Part]]:
    """The parts that the fields of these kinds hold, in the order in which they are met."""
    found: dict[type[Part], None] = {}
    for kind in kinds:
        for name in fields_of(kind):
            part = part_in(bare(types_of(kind)[name]))
            if part is not None:
                found |= dict.fromkeys((part, *parts_of((part,))))
    return list(found)


def bare(kind: types.Type) -> types.Type:
    """A type without what is said about it, without nothing, and one of the list."""
    match kind:
        case types.Metadata():
            return bare(kind.type)
        case types.UnionType():
            return bare(next(one for one in kind.types if not isinstance(one, types.NoneType)))
        case types.VarTupleType():
            return bare(kind.item_type)
    return kind


# A kind ---------------------------------------------------------------------------------------------------------------


def _section(kind: Kind, language: Language, words: Phrases) -> Iterator[str]:
    """A heading, a few words, the short form, and a row for each field."""
    yield f"### {_name(kind, words)}"
    yield words.get(f"reference.kind.{kind.__name__.lower()}-text", "")
    if kind in EXAMPLES:
        yield f"{words['reference.short']}: `{EXAMPLES[kind][language]}`."  # type: ignore[index]
    yield "\n".join(_table(kind, language, words))


def _name(kind: type[msgspec.Struct], words: Phrases) -> str:
    return words[f"reference.kind.{kind.__name__.lower()}"]


def _table(kind: Kind, language: Language, words: Phrases) -> Iterator[str]:
    columns = COLUMNS[:-1] if kind in UNSEEN else COLUMNS
    shared = fields_of(Record) if issubclass(kind, Record) and kind is not Record else {}
    yield _row([words[f"reference.column.{one}"] for one in columns])
    yield _row(["---"] * len(columns))
    for field in fields_of(kind).values():
        if field.name not in shared:
            yield _row(_cells(kind, field, language, words)[: len(columns)])


def _cells(kind: Kind, field: Field, language: Language, words: Phrases) -> list[str]:
    keys = (field.dutch, field.name) if language == "nl" else (field.name, field.dutch)
    about = Profile if kind is Record else kind  # the site has a sentence for what all files share with each of them
    return [
        *(f"`{key}`" for key in keys),
        help_for(about, field, words),
        _how(types_of(kind)[field.name], language, words),
        words["reference.yes" if field.required else "reference.no"],
        words[f"reference.shown.{field.shown}"],
    ]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(one.replace('|', '&#124;') for one in cells)} |"


# How a value is written, made from its type ---------------------------------------------------------------------------


def _how(kind: types.Type, language: Language, words: Phrases, extra: Mapping[str, Any] = {}) -> str:  # noqa: C901  # a row per type
    """In plain words, with an example."""

    def told(name: str, **values: object) -> str:
        return say(words, f"reference.type.{name}", **values)

    match kind:
        case types.Metadata():
            return _how(kind.type, language, words, {**extra, **(kind.extra or {})})
        case types.UnionType():
            return _how(next(one for one in kind.types if not isinstance(one, types.NoneType)), language, words, extra)
        case types.VarTupleType():
            part = part_in(kind.item_type)
            if part is None:
                return told("many", one=_how(kind.item_type, language, words))
            return told("parts", title=_name(part, words), anchor=anchor(_name(part, words)))
        case types.StructType():
            return told("part", title=_name(kind.cls, words), anchor=anchor(_name(kind.cls, words)))
        case types.DictType():
            value = bare(kind.value_type)
            if isinstance(kind.value_type, types.VarTupleType):
                return told("by-key")
            return told("by-field" if isinstance(value, types.LiteralType) else "labels")
        case types.LiteralType():
            return told("choice", words=_listed(_spelled(map(str, kind.values), language)))
        case types.BoolType():
            return told("truth")
        case types.DateType():
            return told("day")
        case types.IntType() if extra.get("as") == "level":
            return told("level", words=_listed(_levels(language)))
        case types.IntType():
            name = extra.get("as") or ("number" if kind.le is None else "range")
            return told(name, low=kind.ge, high=kind.le)
        case types.StrType():
            return _text(extra, told)
    raise TypeError(kind)


def _text(extra: Mapping[str, Any], told: Callable[..., str]) -> str:
    to = extra.get("ref")
    if to:
        return told("term" if to in VOCABULARIES else "record", to=to)
    return told(extra.get("as", "line"))


def _spelled(choices: Iterable[str], language: Language) -> list[str]:
    return [CHOICES.get(one, one) if language == "nl" else one for one in in_order(choices)]


def _levels(language: Language) -> list[str]:
    """A word for each level: the first that the model has for it in Dutch, the last in English."""
    by_level = [[word for word, level in LEVELS.items() if level == number] for number in range(1, 6)]
    return [ones[0 if language == "nl" else -1] for ones in by_level]


def _listed(choices: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in choices)


def anchor(heading: str) -> str:
    """Where a heading is found on its page."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


if __name__ == "__main__":
    sys.exit(main())
