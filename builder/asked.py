"""What the form on the site asks: which fields of a kind, in which steps, and how each is filled in.

`STEPS` is the only list of fields; what a field takes (a date, one of a few words, a term of a list) follows from its
type in `model`, and what it is called stands in the locales.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import msgspec.inspect as types
from msgspec import Struct
from msgspec.structs import replace

from . import model
from .fields import fields_of, struct_of
from .model import Assignment, Part, Profile, Record
from .phrases import Phrases
from .settings import Rules
from .spelling import CHOICES, SHORT
from .writing import PAIRED, Slot, slots


class Step(NamedTuple):
    """A page of the form: its name in the locales, and the fields on it. A dot leads into a part."""

    name: str
    fields: tuple[str, ...]


class Steps(NamedTuple):
    """The steps for a kind; the first few are enough for a good file."""

    enough: int
    all: tuple[Step, ...]


STEPS: Mapping[type[Record], Steps] = {
    Profile: Steps(
        2,
        (
            Step("you", ("name", "pseudonym", "organisation", "contact.email", "owner")),
            Step("story", ("does", "good_at", "would_like")),
            Step("work", ("role", "headline", "fields", "place", "region", "remote")),
            Step("skills", ("skills", "learns")),
            Step(
                "time",
                (
                    "hours",
                    "appointment",
                    "available_from",
                    "available_until",
                    "days",
                    "forms",
                    "ring",
                    "stays",
                    "paused_until",
                ),
            ),
            Step("past", ("experience", "education", "certificates", "portfolio")),
            Step("more", ("languages", "strengths", "wants", "wants_not", "knows", "ambitions", "links")),
            Step("wishes", ("contact.phone", "contact.route", "matching", "findable")),
        ),
    ),
    Assignment: Steps(
        2,
        (
            Step("what", ("title", "organisation", "kind", "goal", "result")),
            Step("when", ("start", "end", "hours", "closes", "contact.email", "owner")),
            Step("needs", ("role", "skills", "teaches", "fields", "languages")),
            Step("where", ("place", "region", "remote", "forms", "ring", "first_assignment")),
            Step("terms", ("reason", "pay", "team_size", "facilities", "assessment", "agreements", "links")),
        ),
    ),
}

# Of some parts the form asks less than a file may say: the rest is for who writes by hand.
PARTS: Mapping[type[Struct], tuple[str, ...]] = {
    model.Experience: ("title", "organisation", "start", "end", "result", "link"),
    model.PortfolioItem: ("title", "shows", "link"),
}
# What is needed although each of these may be left out: a name or another name, one answer of three.
LOOSE = frozenset({"name", "does", "good_at", "would_like"})
# What the form fills in itself.
OWN: Mapping[type[Record], tuple[str, ...]] = {
    Profile: ("confirmed_on", "language"),
    Assignment: ("published_on", "language"),
}


# The step for what a network asks beside what anybody does, and the fields that are asked only then.
NETWORK = "network"
EXTRA: Mapping[type[Record], tuple[str, ...]] = {Profile: ("invited_by", "consent.state")}
FOLDER: Mapping[type[Record], str] = {kind: folder for folder, kind in model.KINDS.items()}


class Question(Struct, frozen=True, kw_only=True):
    """A field as the form asks it."""

    name: str  # in English
    path: str  # with the part it stands in, such as contact.email
    takes: str  # how it is filled in: line, text, day, choice, term, … or "group" for parts with questions of their own
    kind: type[Struct]  # whose field it is, for its label and its help
    many: bool = False
    required: bool = False
    agreed: str = ""  # the code of `check` when a network asks for it and it is missing
    shown: str = "public"
    longest: int | None = None
    low: int | None = None
    high: int | None = None
    to: str = ""  # the vocabulary, or the folder of content, that a word is looked up in
    choices: tuple[str, ...] = ()
    parts: tuple["Question", ...] = ()


@cache
def questions(kind: type[Record]) -> Mapping[str, tuple[Question, ...]]:
    """The questions of every step, by the name of the step."""
    return {step.name: tuple(_asked(kind, path) for path in step.fields) for step in STEPS[kind].all}


def agreed(kind: type[Record], rules: Rules) -> Mapping[str, tuple[Question, ...]]:
    """The questions of a network: what its rules ask for is asked, and among the first."""
    found = {step: [*asks] for step, asks in questions(kind).items()}
    codes = _codes(kind, rules)
    if "invited_by" in codes:
        found["you"].insert(3, replace(_asked(kind, "invited_by"), agreed=codes["invited_by"]))
    late = [_asked(kind, "consent.state")] if "consent.state" in codes else []
    for n, (step, asks) in enumerate(found.items()):
        if n < STEPS[kind].enough:
            found[step] = [replace(one, agreed=codes.get(one.path, "")) for one in asks]
            continue
        late += [one for one in asks if one.path in codes]
        found[step] = [one for one in asks if one.path not in codes]
    steps = [(step, tuple(asks)) for step, asks in found.items() if asks]
    if late:
        steps.insert(STEPS[kind].enough, (NETWORK, tuple(replace(one, agreed=codes[one.path]) for one in late)))
    return dict(steps)


def enough(kind: type[Record], rules: Rules) -> int:
    """How many steps make a good file in a network."""
    return STEPS[kind].enough + (NETWORK in agreed(kind, rules))


def by_hand(kind: type[Record], rules: Rules) -> tuple[str, ...]:
    """The fields that a network asks for and the form does not: for whoever opens the file."""
    known = {*_codes(kind, rules), *OWN[kind]}
    required = rules.required.get(FOLDER[kind], ())
    return tuple(one for one in required if one not in known and _path_of(kind, one) is None)


def _codes(kind: type[Record], rules: Rules) -> dict[str, str]:
    """The path of every question that the rules ask for, and what `check` says when nobody answers it."""
    paths = (_path_of(kind, one) for one in rules.required.get(FOLDER[kind], ()))
    found = {path: "required-field" for path in paths if path}
    if kind is Profile and rules.consent == "before-listing":
        found["consent.state"] = "listed-without-consent"
    if kind is Profile and rules.admission == "invitation":
        found["invited_by"] = "not-invited"
    return found


def _path_of(kind: type[Record], field: str) -> str | None:
    """The question that answers a field: itself, or the first of its parts."""
    paths = [*(one for step in STEPS[kind].all for one in step.fields), *EXTRA.get(kind, ())]
    return field if field in paths else next((one for one in paths if one.startswith(f"{field}.")), None)


def every(asked: Iterable[Question]) -> Iterator[Question]:
    """Questions, and those inside them."""
    for one in asked:
        yield one
        yield from every(one.parts)


def helped(one: Question, words: Phrases) -> str:
    """The sentence for a field, as reports give it."""
    sentence = fields_of(one.kind)[one.name].sentence
    return words.get(f"help.{one.kind.__name__.lower()}.{one.name}", f"{sentence[0].upper()}{sentence[1:]}.")


def spelling(kind: type[Record | Part]) -> list[dict[str, Any]]:
    """The fields of a kind as `form/yaml.js` writes them, in the order of the file."""
    return [_spelled(slot) for slot in slots(kind)]


def _spelled(slot: Slot) -> dict[str, Any]:
    found: dict[str, Any] = {"name": slot.name, "key": slot.dutch, "how": slot.how}
    if slot.many:
        found["many"] = True
    if slot.words:
        found["words"] = {word: CHOICES.get(word, word) for word in slot.words}
    if slot.part:
        short = SHORT.get(slot.part, ())
        found |= {"parts": spelling(slot.part), "short": short}
        if slot.part in PAIRED:
            found["pair"] = short[::-1] if slot.part is model.Link else short
    return found


def _asked(kind: type[Struct], path: str) -> Question:
    first, dot, rest = path.partition(".")
    found = _question(kind, first, path if not dot else first)
    if not dot:
        return found
    return next(replace(one, path=path) for one in found.parts if one.name == rest)


def _question(kind: type[Struct], name: str, path: str) -> Question:
    """A field of a kind, as its type says it."""
    field = fields_of(kind)[name]
    told = next(one for one in struct_of(kind).fields if one.name == name)
    values: dict[str, Any] = {}
    takes = _taken(told.type, values)
    return Question(name=name, path=path, kind=kind, takes=takes, required=field.required, shown=field.shown, **values)


def _taken(given: types.Type, values: dict[str, Any], extra: Mapping[str, Any] = {}) -> str:
    """How a type is filled in; what limits it comes in `values`."""
    match given:
        case types.Metadata():
            return _taken(given.type, values, {**extra, **(given.extra or {})})
        case types.UnionType():
            return _taken(next(one for one in given.types if not isinstance(one, types.NoneType)), values, extra)
        case types.VarTupleType():
            values["many"] = True
            return _taken(given.item_type, values)
        case types.StructType():
            values["parts"] = tuple(
                _question(given.cls, name, name) for name in PARTS.get(given.cls, fields_of(given.cls))
            )
            return "group"
        case types.LiteralType():
            order = {word: n for n, word in enumerate(CHOICES)}
            values["choices"] = tuple(sorted(map(str, given.values), key=lambda word: order.get(word, -1)))
            return "choice"
        case types.BoolType():
            return "truth"
        case types.DateType():
            return "day"
        case types.IntType():
            values.update(low=given.ge, high=given.le)
            return str(extra.get("as", "number"))
        case types.StrType():
            values.update(longest=given.max_length, to=extra.get("ref", ""))
            return "term" if values["to"] else str(extra.get("as", "line"))
    raise TypeError(given)
