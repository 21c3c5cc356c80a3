"""The network's own fields: what an `x-…` key is called, what it holds and who sees it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from . import values
from .checks import Flaw
from .model import Record, Visibility
from .phrases import LANGUAGES
from .pseudonyms import is_hidden
from .settings import OwnField, Settings
from .spelling import key_of
from .values import TextError
from .vocabulary import Vocabulary, find, nearest

KEY = re.compile(r"x[-_][A-Za-z0-9]+([-_][A-Za-z0-9]+)*")
SHOWN = 60  # letters of a value in a message
Own = Mapping[str, OwnField]  # by the key without capitals and hyphens


def own_fields(settings: Settings, kind: str) -> Own:
    """The network's own fields for a folder of content, in the order of the settings."""
    return {key: one for key, one in fields_of_any(settings).items() if not one.kinds or kind in one.kinds}


def fields_of_any(settings: Settings) -> Own:
    """The network's own fields, for whatever folder they are."""
    return {key_of(one.key): one for one in settings.own_fields}


def label_of(field: OwnField, language: str) -> str:
    """What a field is called in a language, else in another, else as its key says it."""
    named = (field.label[one] for one in (language, "", *LANGUAGES) if one in field.label)
    return next(named, "") or spelled_out(field.key)


def spelled_out(key: str) -> str:
    """A key as words: `x-favourite-tool` is Favourite tool."""
    return key[2:].replace("-", " ").replace("_", " ").capitalize()


# Values ---------------------------------------------------------------------------------------------------------------

READERS: Mapping[str, Callable[[str], object]] = {
    "number": values.number,
    "date": values.day,
    "yes-no": values.truth,
    "link": values.web,
}


def settled(
    record: Record, fields: Own, vocabularies: Mapping[str, Vocabulary], of_any: Own
) -> tuple[Record, list[Flaw]]:
    """The record with its own fields settled: terms by id, seen by whom the network says; and what does not fit.

    A key of another folder (`of_any`) is no field here, and is yet seen by no more people than there.
    """
    amiss: list[Flaw] = []
    if not record.extra or not (of_any or is_hidden(record)):
        return record, amiss
    new = {key: _settled(key, value, fields, vocabularies, amiss) for key, value in record.extra.items()}
    hidden = {**_unseen(record, of_any), **record.field_visibility}
    hidden |= dict.fromkeys(_leading_to_her(record, of_any, hidden), "internal") if is_hidden(record) else {}
    if new == record.extra and hidden == record.field_visibility:
        return record, amiss
    return msgspec.structs.replace(record, extra=new, field_visibility=hidden), amiss


def _unseen(record: Record, fields: Own) -> Mapping[str, Visibility]:
    """Who sees the own fields of a record when its file says nothing of it, as far as that is not everybody."""
    shown = {key: fields[key_of(key)].visibility for key in record.extra if key_of(key) in fields}
    return {key: visibility for key, visibility in shown.items() if visibility != "public"}


def _leading_to_her(record: Record, of_any: Own, hidden: Mapping[str, Visibility]) -> Iterator[str]:
    """The addresses that would lead to whoever has a pseudonym: hidden as her links are, whatever the file says."""
    for key, value in record.extra.items():
        field = of_any.get(key_of(key))
        if ((field and field.type == "link") or "://" in str(value)) and hidden.get(key, "public") == "public":
            yield key


def _settled(key: str, value: Any, fields: Own, vocabularies: Mapping[str, Vocabulary], amiss: list[Flaw]) -> Any:
    field = fields.get(key_of(key))
    if field is None or field.type == "text":
        return value
    if isinstance(value, Mapping):
        amiss.append(Flaw(key, "mapping-for-one"))
        return value
    try:
        if isinstance(value, list):
            return [_read(str(one), field, vocabularies) for one in value]
        return _read(str(value), field, vocabularies)
    except TextError as wrong:
        amiss.append(Flaw(key, wrong.code, wrong.values))
        return value


def _read(text: str, field: OwnField, vocabularies: Mapping[str, Vocabulary]) -> str:
    """A text as it is kept: a term by its id, all else as it was written. Raises `TextError`."""
    if not text.strip():
        return text
    if field.type == "term":
        return _term(text, vocabularies[field.vocabulary or ""])
    try:
        read = READERS[field.type](text.strip())
    except TextError as wrong:
        raise TextError(wrong.code, **{"value": _short(text), **wrong.values}) from None
    return read if isinstance(read, str) else text.strip()  # an address is kept as the site writes it


def _term(text: str, terms: Vocabulary) -> str:
    found = find(terms, text)
    if found is not None:
        return found
    near = nearest(terms, text)
    code = "own-term-unknown-near" if near else "own-term-unknown"
    raise TextError(code, value=_short(text), near=", ".join(near), list=terms.name)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def items(value: Any) -> Sequence[str]:
    """What stands in a field, one by one."""
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


# The settings themselves ----------------------------------------------------------------------------------------------


def usable(
    fields: Sequence[OwnField], vocabularies: Mapping[str, Vocabulary]
) -> tuple[tuple[OwnField, ...], list[Flaw]]:
    """The own fields that can be followed, and what is wrong with the others."""
    good: dict[str, OwnField] = {}
    sound: set[str] = set()
    amiss: list[Flaw] = []
    for n, one in enumerate(fields):
        found = list(_flaws(f"own_fields[{n}]", one, sound, vocabularies))
        amiss += found
        key = key_of(_better(one.key))
        if not found:
            sound.add(key)
        elif key not in good and one.visibility == "public":
            continue  # what it holds is shown as it was written
        kept = one if not found else good.get(key, _as_text(one))
        both = {one.visibility, good.get(key, one).visibility}
        good[key] = msgspec.structs.replace(kept, visibility=max(both, key=NARROW.index))
    return tuple(good.values()), amiss


NARROW: Sequence[Visibility] = ("public", "internal", "draft")  # the widest first


def _as_text(one: OwnField) -> OwnField:
    """A field with a mistake in it: what it holds is not known, who may see it is."""
    return msgspec.structs.replace(one, key=_better(one.key), type="text", vocabulary=None, required=False)


def _better(written: str) -> str:
    """A key that can be one, as much like what was written as can be."""
    if KEY.fullmatch(written):
        return written
    better = re.sub(r"[^a-z0-9]+", "-", written.casefold()).strip("-").removeprefix("x").strip("-")
    return f"x-{better or 'veld'}"


def _flaws(at: str, one: OwnField, before: set[str], vocabularies: Mapping[str, Vocabulary]) -> Iterator[Flaw]:
    if not KEY.fullmatch(one.key):
        yield no_key(f"{at}.key", one.key)
    elif key_of(one.key) in before:
        yield Flaw(f"{at}.key", "own-field-twice", {"value": one.key})
    if one.type == "term" and not one.vocabulary:
        yield Flaw(at, "own-field-without-list", {"value": one.key})
    elif one.type == "term" and not (one.vocabulary in vocabularies and vocabularies[one.vocabulary or ""].terms):
        yield Flaw(f"{at}.vocabulary", "own-field-list-unknown", {"value": one.vocabulary})


def is_own(path: str) -> bool:
    """Whether a path is a key of the network's own."""
    return key_of(path).startswith("x_")


def no_key(at: str, written: str) -> Flaw:
    """What to say of a word that cannot be the key of an own field."""
    return Flaw(at, "own-field-key", {"value": written, "better": _better(written)})


def lists(settings: Settings | None) -> frozenset[str]:
    """The lists of words that own fields need, beside the usual ones."""
    found = settings.own_fields if settings else ()
    return frozenset(one.vocabulary for one in found if one.type == "term" and one.vocabulary)
