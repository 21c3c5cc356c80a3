"""What each field of a file is filled in with in a CMS, made from the types of the model."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

import msgspec
import msgspec.inspect as types

from .. import asked, report
from ..content import Content
from ..fields import Field, fields_of
from ..model import Assignment, Layer, Organisation, Part, Pool, Profile, Record
from ..phrases import Phrases, phrases, say
from ..pseudonyms import is_hidden
from ..references import settled
from ..schema import help_for, in_order, part_in, types_of
from ..settings import Settings
from ..shipped import templates_folder
from ..slugs import better_slug
from ..spelling import CHOICES, LANGUAGES
from ..views.form import FREE
from ..visibility import seen
from ..vocabulary import label
from ..writing import slots

Widget = dict[str, Any]

# What identifies a record for a reader, and gives a new file its name.
NAMED_BY = ("name", "title")
NUMBERS = ("number", "hours")
# What one chooses from, and may have another word for: a word of one's own, or a page that not everyone may see.
OPEN = FREE | {"profiles", "assignments"}
MOST_CHOICES = 300  # of people or of work; where there are more, one writes the name of the file
# What a text must look like, by how it is read; `hint.<code>` says it in words.
PATTERNS: Mapping[str, tuple[str, str]] = {
    "moment": (r"^(19|20|21)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?$", "moment"),
    "mail": (r"^[^\s@]+@[^\s@]+\.[^\s@]+$", "not-a-mail-address"),
    "web": (r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$", "link-no-scheme"),
    "clock": (r"^([01]?[0-9]|2[0-3])[:.][0-5][0-9]$", "not-a-time"),
    "percentage": (r"^[0-9]{1,3} ?%?$", "not-a-percentage"),
}


class Network(NamedTuple):
    """What the CMS has to know of a network."""

    settings: Settings
    words: Phrases
    options: Mapping[str, Mapping[str, str]]  # what refers to what: what a file says → what people call it
    folders: frozenset[str]  # the kinds of which some files have a folder of their own
    uploads: bool = False  # whether an image can be put beside a file

    @property
    def dutch(self) -> bool:
        """Whether its files are written with Dutch keys."""
        return self.settings.language == "nl"


def network(content: Content, settings: Settings) -> Network:
    """A network with all that can be chosen in it."""
    folder = templates_folder()
    words = {**report.wording(folder, settings.language), **phrases(folder, settings.language)}
    own_folder = frozenset(one.kind for one in content.entities if one.path.endswith("/index.md"))
    return Network(settings, words, _options(content, settings.language, words), own_folder)


def key_of_name(kind: type[Record], dutch: bool) -> str:
    """The key of the field that a file is known by."""
    field = next(fields_of(kind)[name] for name in NAMED_BY if name in fields_of(kind))
    return spelled(field, dutch)


def spelled(field: Field, dutch: bool) -> str:
    """The key of a field as the network writes it."""
    return field.dutch if dutch else field.name


def fields(kind: type[Record | Part], here: Network, *, loose: bool = False) -> list[Widget]:
    """The fields of a kind in the order in which they are written; with `loose` none of them has to be filled in."""
    found = []
    for slot in slots(kind):
        field = fields_of(kind)[slot.name]
        widget = _widget(types_of(kind)[slot.name], here)
        if widget:
            told = {"name": spelled(field, here.dutch), "label": _label(kind, field, here)}
            needed = {"required": field.required and not loose, "hint": _hint(kind, field, widget, here)}
            found.append(told | widget | _item(told, widget, here) | needed)
    return found


def _label(kind: type[msgspec.Struct], field: Field, here: Network) -> str:
    """What a field is called: by a name for here, or as in the form, or as on pages."""
    own = f"{kind.__name__.lower()}.{field.name}"
    form = (f"form.{own}", f"form.{field.name}") if field.name in _asked() else ()
    keys = (f"cms.{own}", f"cms.{field.name}", *form, f"field.{field.name}")
    return next(here.words[key] for key in keys if key in here.words)


@cache
def _asked() -> frozenset[str]:
    """The names of the fields that the form asks: other words of the form are not about fields."""
    steps = (step for kind in asked.STEPS for step in asked.questions(kind).values())
    return frozenset(one.name for step in steps for one in asked.every(step))


def _item(told: Widget, widget: Widget, here: Network) -> Widget:
    """What one of a list is called, and is known by while it is folded."""
    if widget["widget"] != "list":
        return {}
    named = {"label_singular": here.words["cms.list-item"]}
    if "field" not in widget:
        return named
    return {**named, "summary": f"{{{{fields.{told['name']}}}}}", "field": told | widget["field"]}


def _hint(kind: type[Record | Part], field: Field, widget: Widget, here: Network) -> str:
    """The sentence for a field."""
    told = help_for(kind, field, here.words)
    return f"{told} {here.words['cms.photo-hint']}" if widget["widget"] == "image" else told


# Widgets, made from the types


def _widget(kind: types.Type, here: Network, extra: Mapping[str, Any] = {}) -> Widget:  # noqa: C901  # a row per type
    """What a value of this type is filled in with; nothing when no widget can."""
    match kind:
        case types.Metadata():
            return _widget(kind.type, here, {**extra, **(kind.extra or {})})
        case types.UnionType():
            return _widget(next(one for one in kind.types if not isinstance(one, types.NoneType)), here, extra)
        case types.VarTupleType():
            return _many(kind.item_type, here)
        case types.StructType() if issubclass(kind.cls, Part):
            return _object(kind.cls, here)
        case types.DictType():
            return {}
        case types.LiteralType():
            return _select({said(one, here): _called(one, here) for one in in_order(map(str, kind.values))})
        case types.BoolType():
            return _select({said(one, here): _called(one, here) for one in ("yes", "no")})
        case types.DateType():
            form = {"format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False, "picker_utc": False}
            return {"widget": "datetime", **form}
        case types.IntType():
            return _number(kind, str(extra.get("as", "number")), here)
        case types.StrType():
            return _text(kind, here, extra)
    raise TypeError(kind)


def _object(kind: type[Part], here: Network) -> Widget:
    """A part. None of its fields has to be filled in: they would be asked of whoever leaves the part out."""
    inside = fields(kind, here, loose=True)
    given = {one["name"] for one in inside}
    if any(spelled(one, here.dutch) not in given for one in fields_of(kind).values() if one.required):
        return {}
    return {"widget": "object", "collapsed": True, "fields": inside}


def _many(item: types.Type, here: Network) -> Widget:
    """A list. What may not be among the choices is chosen one by one: of a whole row it would be lost."""
    part = part_in(item)
    if part:
        return {"widget": "list", "fields": fields(part, here)}
    extra = (item.extra or {}) if isinstance(item, types.Metadata) else {}
    one = _widget(item, here)
    if extra.get("as") == "login":
        return {"widget": "list"}
    if one["widget"] == "select" and extra.get("ref") not in OPEN:
        return {**one, "multiple": True}
    return {"widget": "list", "field": one}


def _select(options: Mapping[Any, str]) -> Widget:
    return {"widget": "select", "options": [{"label": called, "value": value} for value, called in options.items()]}


def _number(kind: types.IntType, how: str, here: Network) -> Widget:
    """A whole number. A level is chosen by what it means; a part of a hundred is a text, for it has its sign."""
    if how == "level":
        levels = range(kind.ge or 1, (kind.le or 5) + 1)
        return _select({n: f"{n} · {here.words[f'level.{n}']}" for n in levels})
    if how not in NUMBERS:
        return {"widget": "string", "pattern": _pattern(how, here)}
    limits = {"min": kind.ge, "max": kind.le}
    return {"widget": "number", "value_type": "int", **{name: n for name, n in limits.items() if n is not None}}


def _text(kind: types.StrType, here: Network, extra: Mapping[str, Any]) -> Widget:
    """A text, or what it refers to."""
    how, to = str(extra.get("as", "line")), str(extra.get("ref", ""))
    options = here.options.get("languages" if how == "language" else to)
    if options:
        return _select(options)
    widget = {"widget": "text" if how == "text" else "string"}
    if how == "file":
        return {"widget": "image", "choose_url": False} if here.uploads else {}
    if how in PATTERNS:
        return {**widget, "pattern": _pattern(how, here)}
    if kind.max_length and how != "login":
        told = say(here.words, "cms.at-most", n=kind.max_length)
        return {**widget, "pattern": [f"^[\\s\\S]{{0,{kind.max_length}}}$", told]}
    return widget


def _pattern(how: str, here: Network) -> list[str]:
    pattern, code = PATTERNS[how]
    return [pattern, here.words[f"hint.{code}"]]


# What can be chosen


def _options(content: Content, language: str, words: Phrases) -> Mapping[str, Mapping[str, str]]:
    """What a field may refer to, where that is a closed list: what a file says → what people call it.

    The words that files use are there too, for a choice that is not in the list would be lost. Only what anyone may
    see: the page of the CMS may stand on the public site.
    """
    public = [one for entity in content.entities if entity.record and (one := seen(entity.record, "public"))]
    people = {one.slug: one.name or "" for one in public if isinstance(one, Profile) and not is_hidden(one)}
    organisations = {one.slug: one.name for one in public if isinstance(one, Organisation)}
    layers = {(CHOICES[one] if language == "nl" else one): words[f"choice.{one}"] for one in get_args(Layer)}
    tags = dict.fromkeys([*LANGUAGES, *(key.removeprefix("language.") for key in words if key.startswith("language."))])
    found: dict[str, dict[str, str]] = {
        "organisations": organisations,
        "houses": {**layers, **organisations},
        "pools": {one.slug: one.name for one in public if isinstance(one, Pool)},
        "profiles": _few(people),
        "assignments": _few({one.slug: one.title for one in public if isinstance(one, Assignment)}),
        "languages": {tag: words.get(f"language.{tag}", tag) for tag in tags},
        **{
            name: {term: label(vocabulary, term, language) for term in vocabulary.terms}
            for name, vocabulary in content.vocabularies.items()
        },
    }
    for to, text in _used(public):
        if to == "profiles" and better_slug(text) not in people:
            found[to] = {}  # somebody whom not everybody may see is mentioned: then it is no closed list
        if found.get(to):
            found[to].setdefault(text, text)
    return {to: dict(sorted(terms.items(), key=lambda one: (one[1].casefold(), one[0]))) for to, terms in found.items()}


def _few(named: dict[str, str]) -> dict[str, str]:
    return named if len(named) <= MOST_CHOICES else {}


def _used(records: list[Record]) -> Iterator[tuple[str, str]]:
    """What records refer to, as they spell it."""
    found: dict[tuple[str, str], None] = {}

    def note(_at: str, to: str, text: str) -> str:
        found[to, text] = None
        return text

    for one in records:
        settled(one, note)
    yield from found


# How choices are spelled and called


def said(choice: str, here: Network) -> str:
    return CHOICES.get(choice, choice) if here.dutch else choice


def _called(choice: str, here: Network) -> str:
    return here.words.get(f"choice.{choice}", choice)
