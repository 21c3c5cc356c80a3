"""The settings as everything else reads them: fields and forms by their ids, and what is wrong with them told."""

import difflib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from .checks import Flaw
from .fields import part_of, spellings
from .model import KINDS, Record
from .own import KEY, is_own, no_key, usable
from .problems import Severity
from .settings import Rules, Settings, Source
from .slugs import MAX_SLUG, RESERVED, SLUG, better_slug
from .snapshots import KINDS as HARVESTED
from .spelling import CHOICES, key_of
from .vocabulary import Vocabulary, find_form, nearest

USUAL_RETURN = Rules().return_for  # a network without these forms need not hear of them


class Settled(NamedTuple):
    """Settings with what could be understood of them, and what could not."""

    settings: Settings
    flaws: tuple[Flaw, ...]


def settled(settings: Settings, vocabularies: Mapping[str, Vocabulary]) -> Settled:
    """The settings with every word in its English spelling; what nobody can follow is left out and told."""
    own, amiss = usable(settings.own_fields, vocabularies)
    settings = msgspec.structs.replace(settings, own_fields=own)
    rules = msgspec.structs.replace(
        settings.rules,
        required=_required(settings, amiss),
        return_for=_forms(settings.rules.return_for, vocabularies["forms"], amiss),
    )
    amiss += _contradictions(rules)
    sources = tuple(_sources(settings.sources, amiss))
    return Settled(msgspec.structs.replace(settings, rules=rules, sources=sources), tuple(amiss))


def _contradictions(rules: Rules) -> Iterator[Flaw]:
    """Rules that make each other pointless."""
    if rules.left_out_after_months <= rules.stale_after_months:
        values = {"stale": rules.stale_after_months, "out": rules.left_out_after_months}
        yield Flaw("rules.left_out_after_months", "left-out-before-stale", values, "warning")
    if rules.most_hours_elsewhere is not None and rules.most_hours_elsewhere > rules.full_time_hours:
        values = {"most": rules.most_hours_elsewhere, "full": rules.full_time_hours}
        yield Flaw("rules.most_hours_elsewhere", "more-than-full-time", values, "warning")


# Other networks -------------------------------------------------------------------------------------------------------

OURS = "own"  # what we call ourselves beside the others
TAKEN = tuple(kind for kind in HARVESTED if kind != "organisations")  # those come along with their people and work


def _sources(given: tuple[Source, ...], amiss: list[Flaw]) -> Iterator[Source]:
    """The sources that can be harvested; the rest is told."""
    first: dict[str, int] = {}
    for n, one in enumerate(given):
        found = list(_amiss_with(one, f"sources[{n}]", first))
        first.setdefault(one.id, n)
        amiss += found
        if not found:
            yield one


def _amiss_with(one: Source, at: str, first: Mapping[str, int]) -> Iterator[Flaw]:
    if not SLUG.fullmatch(one.id) or len(one.id) > MAX_SLUG or one.id in RESERVED or one.id == OURS:
        better = better_slug(one.id) if better_slug(one.id) not in (*RESERVED, OURS) else ""
        yield Flaw(at + ".id", "source-id-better" if better else "source-id", {"value": one.id, "better": better})
    elif one.id in first:
        yield Flaw(at + ".id", "source-twice", {"value": one.id})
    if one.url.startswith("http:") and not one.inside:
        yield Flaw(at + ".url", "source-http", {"value": one.url})
    for n, kind in enumerate(one.kinds):
        if kind not in TAKEN:
            yield Flaw(f"{at}.kinds[{n}]", "source-kind", {"value": CHOICES[kind], "value_en": kind})


# Fields that must be filled in ----------------------------------------------------------------------------------------


def _required(settings: Settings, amiss: list[Flaw]) -> dict[str, tuple[str, ...]]:
    """Folder → the fields it asks for, as paths in English (`contact.email`) or keys of the network's own."""
    found: dict[str, tuple[str, ...]] = {}
    for written, fields in settings.rules.required.items():
        at = f"rules.required.{written}"
        kind = KIND_WORDS.get(key_of(written))
        if kind is None:
            amiss.append(_unknown(at, "required-kind-unknown", written, KIND_WORDS))
            continue
        paths = [_path(f"{at}[{n}]", one, KINDS[kind], amiss) for n, one in enumerate(fields)]
        found[kind] = tuple(dict.fromkeys((*found.get(kind, ()), *(one for one in paths if one))))
    for kind in KINDS:
        own = [one.key for one in settings.own_fields if one.required and (not one.kinds or kind in one.kinds)]
        if own:
            found[kind] = tuple(dict.fromkeys((*found.get(kind, ()), *own)))
    return found


KIND_WORDS = {key_of(word): kind for kind in KINDS for word in (CHOICES[kind], kind)}


def _path(at: str, written: str, kind: type[Record], amiss: list[Flaw]) -> str | None:
    """The path of a field as somebody wrote it: in either language, a part after a point, or an `x-…` key."""
    if is_own(written):
        if not KEY.fullmatch(written.strip().casefold()):
            amiss.append(no_key(at, written))
            return None
        return written.strip()
    first, _, rest = written.partition(".")
    words = {**spellings(kind), "body": "body", "tekst": "body"}
    name = words.get(key_of(first))
    if name is None:
        amiss.append(_unknown(at, "required-field-unknown", written, words))
        return None
    if not rest:
        return name
    part = part_of(kind, name)
    inner = spellings(part) if part else {}
    if key_of(rest) not in inner:
        amiss.append(_unknown(at, "required-field-unknown", written, {f"{first}.{one}": one for one in inner}))
        return None
    return f"{name}.{inner[key_of(rest)]}"


def _unknown(at: str, code: str, written: str, known: Mapping[str, str], severity: Severity = "error") -> Flaw:
    near = difflib.get_close_matches(key_of(written), known, 1, 0.6)
    choices = {"choices": ", ".join(CHOICES[kind] for kind in KINDS), "choices_en": ", ".join(KINDS)}
    values = {"value": written, "near": "".join(near), **choices}
    return Flaw(at, f"{code}-near" if near else code, values, severity)


# Forms that need a way back -------------------------------------------------------------------------------------------


def _forms(given: tuple[str, ...], forms: Vocabulary, amiss: list[Flaw]) -> tuple[str, ...]:
    found = []
    for n, written in enumerate(given):
        form = find_form(forms, written)
        if form is None and given == USUAL_RETURN:
            continue
        if form is None:
            near = nearest(forms, written)
            code = "return-form-unknown-near" if near else "return-form-unknown"
            amiss.append(Flaw(f"rules.return_for[{n}]", code, {"value": written, "near": ", ".join(near)}, "warning"))
        found.append(form or written)
    return tuple(dict.fromkeys(found))
