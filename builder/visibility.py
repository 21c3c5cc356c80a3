"""Who may see what: applied once, when the directory is made for an edition."""

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, TypeVar

import msgspec

from .checks import Flaw
from .fields import fields_of, listed_part_of, part_of, spellings
from .model import Assignment, Part, Profile, Record, Visibility
from .pseudonyms import HIDDEN, NEVER, UNLESS_SAID, is_hidden, masked
from .settings import Source
from .spelling import key_of

Edition = Literal["public", "internal"]
BODY = ("body", "tekst")
SEEN: Mapping[Edition, frozenset[Visibility]] = {
    "public": frozenset({"public"}),
    "internal": frozenset({"public", "internal"}),
}
R = TypeVar("R", bound=Record)
CONFIDED = attrgetter("confidential")


def seen(record: R, edition: Edition) -> R | None:
    """The record as this edition may show it, without the fields it may not; None when it may not show it at all.

    In the public edition somebody with a pseudonym has another slug too.
    """
    if record.visibility not in SEEN[edition]:
        return None
    shown = _without(record, hidden(record, edition), edition) if _may_hide(record, edition) else record
    shown = _without_clients(shown)
    if edition == "public" and is_hidden(shown):
        return masked(shown)  # type: ignore[arg-type,return-value]  # it is a profile
    return shown


def tells_address(source: Source, edition: Edition) -> bool:
    """Whether an edition tells where a source is: inside one's own computer network that is for colleagues alone."""
    return edition == "internal" or not source.inside


def hidden(record: Record, edition: Edition) -> list[str]:
    """The fields that hold something this edition may not show: English names, a part's after a point."""
    kind, allowed = type(record), SEEN[edition]
    shown = _visibilities(record)
    if shown is usually(kind):
        filled_in = [unseen for name, unseen in _usually_unseen(kind, edition) if getattr(record, name) is not None]
        found = [at for unseen in filled_in for at in unseen if _holds(record, at)]
    else:
        found = [at for at, visibility in shown.items() if visibility not in allowed and _holds(record, at)]
    for name in _of_their_own(kind):
        parts = getattr(record, name)
        if parts and any(_its_own(one, shown.get(name, "public")) not in allowed for one in parts):
            found += [name] if name not in found else []
        elif name in found:
            found.remove(name)
    return found


def may_see(record: Record, written: str, edition: Edition) -> bool:
    """Whether this edition shows a field, from its path as somebody wrote it: `vaardigheden[0].niveau`."""
    shown, allowed = _visibilities(record), SEEN[edition]
    steps = [step.partition("[")[0] for step in written.split(".")]
    name = "body" if steps[0] in BODY else spellings(type(record)).get(key_of(steps[0]))
    if name is None:
        return shown.get(f"extra.{steps[0]}", "public") in allowed
    part = part_of(type(record), name) if len(steps) > 1 else None
    inner = spellings(part).get(key_of(steps[1])) if part else None
    usual = shown.get(name, "public")
    if name in _of_their_own(type(record)):
        return all(_its_own(one, usual) in allowed for one in getattr(record, name))
    return usual in allowed and shown.get(f"{name}.{inner}", "public") in allowed


def _visibilities(record: Record) -> Mapping[str, Visibility]:
    """Who may see each field, as far as that is not everybody by itself."""
    usual = usually(type(record))
    chosen = dict(_chosen(record)) if record.field_visibility else {}
    shown = {**usual, **chosen} if chosen else usual
    if is_hidden(record):  # whoever gives a pseudonym does not mean to be named
        return {**HIDDEN, **shown, **{name: _narrower(chosen.get(name)) for name in NEVER}}
    if isinstance(record, Assignment) and record.confidential:
        return {**CONFIDENTIAL, **shown, "organisation": _narrower(chosen.get("organisation"))}
    return shown


# What tells who the client is, when that is confidential.
CONFIDENTIAL: Mapping[str, Visibility] = dict.fromkeys(
    ("organisation", "contact", "owner", "pool", "links", "result_owner", "aliases"), "internal"
)


def _narrower(chosen: Visibility | None) -> Visibility:
    """What cannot be public: internal, or draft when the writer says so."""
    return "draft" if chosen == "draft" else "internal"


def _its_own(one: Part, usual: Visibility) -> Visibility:
    """Who may see a part in a list: as it says itself, or else as the field is seen; a draft is one as a whole."""
    own: Visibility | None = getattr(one, "visibility", None)
    return own or usual if usual != "draft" else "draft"


@cache
def _of_their_own(kind: type[Record]) -> tuple[str, ...]:
    """The lists whose parts say themselves who may see them."""
    lists = ((one.name, listed_part_of(kind, one.name)) for one in fields_of(kind).values())
    return tuple(name for name, part in lists if part and "visibility" in fields_of(part))


def _without_clients(record: R) -> R:
    """A person without the clients that are confidential, in any edition: the page says `another authority`."""
    if not isinstance(record, Profile):
        return record
    done, doing = record.experience, record.engagements
    if not any(map(CONFIDED, (*done, *doing))):
        return record
    replace = msgspec.structs.replace
    return replace(
        record,
        experience=tuple(replace(one, organisation=None) if one.confidential else one for one in done),
        engagements=tuple(
            replace(one, organisation=None, assignment=None) if one.confidential else one for one in doing
        ),
    )


def flaws(record: Record) -> Iterator[Flaw]:
    """Visibility that cannot be: of fields there are not, or of fields a page cannot do without."""
    words = spellings(type(record))
    for written, visibility in record.field_visibility.items():
        if written in record.extra:
            continue
        first, _, rest = written.partition(".")
        name, at = words.get(key_of(first)), f"field_visibility.{written}"
        part = part_of(type(record), name) if name and rest else None
        if name is None and first not in BODY:
            near = _meant(record, written)
            yield Flaw(at, "unknown-field-hidden-near" if near else "unknown-field-hidden", {"near": "".join(near[:1])})
        elif rest and (part is None or key_of(rest) not in spellings(part)):
            yield Flaw(at, "unknown-part-hidden", {"field": first, "part": rest})
        elif visibility == "public":
            if name in NEVER and is_hidden(record):
                yield Flaw(at, "pseudonym-hides", {"key": written}, "warning")
        elif (
            name
            and fields_of(type(record))[name].required
            and not rest
            and not (name in UNLESS_SAID and is_hidden(record))
        ):
            yield Flaw(at, "hides-required", {"key": written})
        elif name == "name" and isinstance(record, Profile) and not record.pseudonym:
            yield Flaw(at, "hides-name", {"key": written})


def _meant(record: Record, written: str) -> list[str]:
    """The field that is meant: a key of the network's own, a part of some field, or what is written most alike."""
    kind = type(record)
    if key_of(written).startswith("x_"):
        return difflib.get_close_matches(written, list(record.extra), 1, 0.6)
    parts = ((one.dutch, part_of(kind, one.name)) for one in fields_of(kind).values())
    inside = [f"{field}.{written}" for field, part in parts if part and key_of(written) in spellings(part)]
    return inside or difflib.get_close_matches(key_of(written), [*spellings(kind), *BODY], 1, 0.6)


def _may_hide(record: Record, edition: Edition) -> bool:
    """A quick no for the many records that hide nothing."""
    return (
        bool(record.field_visibility)
        or edition == "public"
        or any(getattr(record, name) for name in _of_their_own(type(record)))
    )


def _chosen(record: Record) -> Iterator[tuple[str, Visibility]]:
    """What the writer chose per field, by English name."""
    words = spellings(type(record))
    for written, visibility in record.field_visibility.items():
        first, _, rest = written.partition(".")
        if written in record.extra:
            yield f"extra.{written}", visibility
        elif first in BODY:
            yield "body", visibility
        elif name := words.get(key_of(first)):
            part = part_of(type(record), name)
            inner = spellings(part).get(key_of(rest)) if part and rest else None
            yield (f"{name}.{inner}" if inner else name), visibility


@cache
def usually(kind: type[Record]) -> Mapping[str, Visibility]:
    """The fields that are not public unless the writer says so."""
    usual: dict[str, Visibility] = {}
    for name, field in fields_of(kind).items():
        if field.shown != "public":
            usual[name] = "internal"
        part = part_of(kind, name)
        for inner in fields_of(part).values() if part else ():
            if inner.shown != "public":
                usual[f"{name}.{inner.name}"] = "internal"
    return usual


@cache
def _usually_unseen(kind: type[Record], edition: Edition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields that an edition does not show unless the writer says so, each with what in it that is."""
    unseen = [at for at, visibility in usually(kind).items() if visibility not in SEEN[edition]]
    return tuple((name, tuple(inside)) for name, inside in groupby(unseen, lambda at: at.partition(".")[0]))


def _holds(record: Record, at: str) -> bool:
    """Whether a field says something else than it would by itself."""
    name, _, inner = at.partition(".") if "." in at else (at, "", "")
    value = getattr(record, name)
    if name == "extra":
        return inner in value
    if inner:
        return bool(value is not None and getattr(value, inner))
    # Whether somebody wants matches is not told anywhere: it is done, also where it is hidden.
    return bool(value) or (value is False and name != "matching" and _default(type(record), name) is True)


def _without(record: R, fields: list[str], edition: Edition) -> R:
    """The record with these fields as if they had never been written."""
    changes: dict[str, Any] = {}
    for at in fields:
        name, _, inner = at.partition(".")
        if name == "extra":
            changes[name] = {key: value for key, value in changes.get(name, record.extra).items() if key != inner}
        elif inner:
            part = changes.get(name, getattr(record, name))
            if part is not None:
                kind: Any = type(part)
                default = _default(kind, inner)
                required = default is msgspec.NODEFAULT
                changes[name] = None if required else msgspec.structs.replace(part, **{inner: default})
        elif name in _of_their_own(type(record)):
            usual = _visibilities(record).get(name, "public")
            kept = (one for one in getattr(record, name) if _its_own(one, usual) in SEEN[edition])
            changes[name] = tuple(kept)
        else:
            default = _default(type(record), name)
            changes[name] = "" if default is msgspec.NODEFAULT else default
    if fields:
        chosen = record.field_visibility.items()
        changes["field_visibility"] = {
            at: said for at, said in chosen if said in SEEN[edition] and not _moot(record, at)
        }
    if "body" in changes:
        changes |= {"body_html": "", "body_text": ""}
    new = msgspec.structs.replace(record, **changes) if changes else record
    images = {name: published for name, published in new.images.items() if shows_image(new, name)} if new.images else {}
    return new if len(images) == len(new.images) else msgspec.structs.replace(new, images=images)


def _moot(record: Record, written: str) -> bool:
    """Whether it makes no difference what somebody chose for a field: a pseudonym hides it."""
    name = spellings(type(record)).get(key_of(written.partition(".")[0]))
    return is_hidden(record) and name in NEVER


def images_shown(record: Record) -> tuple[tuple[str, str], ...]:
    """The images beside the file that are in something that is shown: the name of each, and where it lands."""
    return tuple([(name, path) for name, path in record.images.items() if shows_image(record, name)])


def shows_image(record: Record, name: str) -> bool:
    """Whether an image beside the file is in something that is shown."""
    photo, portfolio = getattr(record, "photo", None), getattr(record, "portfolio", ())
    own = (photo is not None and photo.file == name) or any(one.file == name for one in portfolio)
    return own or record.images[name] in record.body_html


@cache
def _default(kind: Any, name: str) -> Any:
    return next(one.default for one in msgspec.structs.fields(kind) if one.name == name)
