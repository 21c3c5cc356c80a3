"""What the project's own reader says of drafts before anything is written, and drafts without what it would refuse."""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import msgspec

from .. import documents, prose, visibility
from ..convert import made
from ..directory import Entity, holding
from ..fields import fields_of, part_of, spellings, struct_of
from ..model import KINDS, Part
from ..places import placed
from ..problems import Problem, errors, problem
from ..relate import relate
from ..slugs import MAX_SLUG, RESERVED, SLUG
from ..writing import written
from .drafts import Draft, Known, Remark, Settled, clean, cut

STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
ROUNDS = 8  # a field that is taken out may show a mistake behind it, but never many


def settled(drafts: Sequence[Draft], here: Known, *, force: bool = False) -> tuple[list[Settled], list[Remark]]:
    """The drafts that may be written, without what `check` would refuse, and what was refused."""
    free, remarks = _free(drafts, here, force)
    pending = {one.path: one for one in free}
    texts: dict[str, str] = {}
    found: dict[str, list[Problem]] = {}
    judged: dict[str, Draft] = {}
    for _ in range(ROUNDS):
        changed = {path: one for path, one in pending.items() if judged.get(path) != one}
        texts |= {path: _text(one, here) for path, one in changed.items()}
        found |= _problems(changed, texts, here) if changed else {}
        judged |= changed
        wrong = {path: errors(found.get(path, ())) for path in pending if errors(found.get(path, ()))}
        if not wrong:
            return [Settled(one, texts[path], tuple(found.get(path, ()))) for path, one in pending.items()], remarks
        for path, amiss in wrong.items():
            draft, told = _mended(pending.pop(path), amiss)
            remarks += told
            if draft is not None:
                pending[path] = draft
        pending = {one.path: pending[one.path] for one in free if one.path in pending}
    return [], remarks


def _text(draft: Draft, here: Known) -> str:
    """The file as it would be written."""
    language = "nl" if here.language == "nl" else "en"
    return written(KINDS[draft.kind], clean(draft.front), clean(draft.body), language=language)


def _free(drafts: Sequence[Draft], here: Known, force: bool) -> tuple[list[Draft], list[Remark]]:
    """The drafts whose names are not taken, neither by a file nor by a draft before them."""
    taken = {one.slug: one.path for one in here.content.entities}
    free: list[Draft] = []
    remarks = []
    for draft in drafts:
        name = cut(str(draft.front.get("name") or draft.front.get("title") or ""), 60)
        place = {"path": draft.path, "slug": draft.slug or name, "place": draft.place}
        ours = [one.path for one in free if one.slug == draft.slug]
        other = taken.get(draft.slug, "")
        if not SLUG.fullmatch(draft.slug) or draft.slug in RESERVED or len(draft.slug) > MAX_SLUG:
            remarks.append(Remark("no-slug", place))
        elif ours:
            remarks.append(Remark("twice", place))
        elif other and other != draft.path:
            remarks.append(Remark("taken", {**place, "other": other}))
        elif (other or os.path.lexists(here.root / draft.path)) and not force:
            remarks.append(Remark("exists", {"name": draft.path}))
        else:
            free.append(draft)
    return free, remarks


def _problems(drafts: Mapping[str, Draft], texts: Mapping[str, str], here: Known) -> dict[str, list[Problem]]:
    """What `check` would say of each draft, beside all that is there."""
    assert here.content.settings is not None  # `known` saw to it
    found: dict[str, list[Problem]] = {path: [] for path in drafts}
    # Of what is there already only the names count, and nobody has to judge it again.
    there = (one for one in here.content.entities if one.path not in drafts)
    entities = [one if one.kind == "organisations" else one._replace(take=holding(None)) for one in there]
    for path, draft in drafts.items():
        document = documents.document(path, texts[path].encode())
        if isinstance(document, list):
            found[path] += document
            continue
        new = made(document, KINDS[draft.kind], draft.slug)
        found[path] += new.problems
        body = prose.prose(document.body)
        if any(flaw.code == "too-complex" for flaw in body.problems):
            found[path].append(problem(path, document.body_line, 1, "prose-too-complex", field="body"))
        if new.record is not None:
            found[path] += placed(path, new.places, visibility.flaws(new.record))
            entities.append(
                Entity(path, draft.kind, draft.slug, holding(new.record), partial(_itself, new.places), new.broken, b"")
            )
    _, related = relate(entities, here.vocabularies, here.content.settings, "internal", here.today)
    for one in related:
        if one.path in found:
            found[one.path].append(one)
    return {path: sorted(set(problems)) for path, problems in found.items()}


def _itself(value: Any) -> Any:
    return value


def _mended(draft: Draft, amiss: Sequence[Problem]) -> tuple[Draft | None, list[Remark]]:
    """A draft without the fields that are wrong; none when nothing right would be left."""
    kind = KINDS[draft.kind]
    front: Any = msgspec.to_builtins(draft.front, builtin_types=(date,))
    body, remarks = draft.body, list[Remark]()
    # The last first: what is taken out of a list does not move what stands before it.
    for one in sorted({(each.field, each.code): each for each in amiss}.values(), key=_depth, reverse=True):
        name = spellings(kind).get(one.field.partition("[")[0].partition(".")[0], "")
        if one.field == "body" or (not one.field and one.code in ("body-too-large", "prose-too-complex")):
            body = ""
        elif not name or name not in front or fields_of(kind)[name].required:
            return None, [*remarks, Remark("refused", _place(draft, name, ""), one)]
        cell = _place(draft, _cell(draft, one.field, kind), _shown(_at(front, one.field, kind)))
        front = _without(front, one.field, kind)
        remarks.append(Remark("cell" if cell["cell"] else "left-out", cell, one))
    return draft._replace(front=front, body=body), remarks


def _cell(draft: Draft, field: str, kind: type[msgspec.Struct]) -> str:
    """The field that a cell was to fill: contact.email, when that is what is wrong with a contact."""
    first, *inner = [one for one in _steps(field, kind) if isinstance(one, str)]
    held = draft.front.get(first)
    inner = inner or list(held)[:1] if isinstance(held, dict) else inner
    return f"{first}.{inner[0]}" if inner and f"{first}.{inner[0]}" in draft.cells else first


def _depth(one: Problem) -> tuple[str, int]:
    found = re.search(r"\[(\d+)\]", one.field)
    return one.field.partition("[")[0], int(found[1]) if found else -1


def _place(draft: Draft, name: str, value: str) -> Mapping[str, object]:
    return {"path": draft.path, "place": draft.place, "cell": draft.cells.get(name, ""), "value": cut(value, 60)}


def _steps(field: str, kind: type[msgspec.Struct]) -> list[str | int]:
    """A field as it was written, as the way to it in English."""
    steps: list[str | int] = []
    held: type[msgspec.Struct] | None = kind
    for number, word in STEP.findall(field):
        if number:
            steps.append(int(number))
            continue
        name = spellings(held).get(word, word) if held else word
        steps.append(name)
        held = _held(held, name) if held else None
    return steps


def _held(kind: type[msgspec.Struct], name: str) -> type[Part] | None:
    """The part that a field holds, alone or in a list."""
    alone = part_of(kind, name)
    if alone is not None:
        return alone
    field = next((one.type for one in struct_of(kind).fields if one.name == name), None)
    while field is not None and not hasattr(field, "cls"):
        field = getattr(field, "type", None) or getattr(field, "item_type", None)
    cls = getattr(field, "cls", None)
    return cls if isinstance(cls, type) and issubclass(cls, Part) else None


def _at(front: Any, field: str, kind: type[msgspec.Struct]) -> Any:
    """What stands at a field, or at the nearest thing around it."""
    value = front
    for step in _steps(field, kind):
        inner = _inner(value, step)
        if inner is None:
            break
        value = inner
    return value if value is not front else ""


def _shown(value: Any) -> str:
    """A value in a sentence."""
    if isinstance(value, dict | list):
        return ", ".join(_shown(one) for one in (value.values() if isinstance(value, dict) else value))
    return str(value)


def _inner(value: Any, step: str | int) -> Any:
    if isinstance(step, int) and isinstance(value, list):
        return value[step] if step < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def _without(front: Any, field: str, kind: type[msgspec.Struct]) -> Any:
    """The front matter without what stands at a field, or without the nearest thing around it."""
    if not field:
        return front
    steps, around, last = _steps(field, kind), None, None
    value: Any = front
    for step in steps:
        inner = _inner(value, step)
        if inner is None:
            break
        around, last, value = value, step, inner
    if isinstance(around, list) and isinstance(last, int):
        around[last] = None
    elif isinstance(around, dict) and last is not None:
        del around[last]
    return {name: _whole(value) for name, value in front.items() if value is not None}


def _whole(value: Any) -> Any:
    """A list without the places that were emptied."""
    return [one for one in value if one is not None] if isinstance(value, list) else value
