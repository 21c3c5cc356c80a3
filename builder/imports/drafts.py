"""A content file in the making, and what the project's own reader says of it before anything is written."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from .. import content, prose, source, visibility
from ..content import Content
from ..convert import fields_of, made, part_of, spellings, struct_of
from ..directory import Entity, relate
from ..model import KINDS, Part
from ..places import placed
from ..problems import Problem, errors, problem
from ..source import FORBIDDEN, MAX_SLUG, RESERVED, SLUG, better_slug
from ..vocabulary import Vocabulary, find, folded, nearest
from ..writing import written

# What no file may hold, and what no encoding knows.
CONTROLS = re.compile(f"{FORBIDDEN.pattern}|[\ud800-\udfff]")
STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
ROUNDS = 8  # a field that is taken out may show a mistake behind it, but never many


class Unreadable(Exception):  # noqa: N818  # it is told, not raised to a programmer
    """Why a file cannot be brought in: a code, and what fills its words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Wish(NamedTuple):
    """What somebody asks for."""

    file: Path
    organisation: str = ""
    slug: str = ""  # the name of the file to write, when the writer chose one
    kind: str = "profile"
    mapping: Path | None = None
    only: tuple[str, ...] = ()


class Known(NamedTuple):
    """What the network has, and what day it is."""

    root: Path
    content: Content
    today: date

    @property
    def language(self) -> str:
        """The language of the network."""
        return self.content.settings.language if self.content.settings else "nl"

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The words of the network."""
        return self.content.vocabularies

    @property
    def names(self) -> Mapping[str, str]:
        """Every name of an organisation, as a file would be called → the file."""
        found: dict[str, str] = {}
        for one in self.content.entities:
            if one.kind == "organisations":
                spellings = (getattr(one.record, "name", None), getattr(one.record, "short_name", None))
                for name in (one.slug, *(better_slug(each) for each in spellings if each)):
                    found.setdefault(name, one.slug)
        return found


class Remark(NamedTuple):
    """Something to tell whoever asked: the key of a phrase, and what fills it."""

    code: str
    values: Mapping[str, object] = {}
    problem: Problem | None = None  # told in its own words, as {message}


class Draft(NamedTuple):
    """A file in the making: English field names → plain values."""

    kind: str  # the folder of content
    slug: str
    front: Mapping[str, Any]
    body: str = ""
    place: str = ""  # where it came from, such as a row of a table
    cells: Mapping[str, str] = {}  # field → the cell it came from

    @property
    def path(self) -> str:
        """Where it goes, from the root."""
        return f"content/{self.kind}/{self.slug}.md"


class Brought(NamedTuple):
    """What came out of a file."""

    drafts: tuple[Draft, ...]
    remarks: tuple[Remark, ...] = ()
    addition: tuple[str, str] | None = None  # a list of words, and what is to be added at its end


class Settled(NamedTuple):
    """A draft that may be written: its file passes `check`."""

    draft: Draft
    text: str
    warnings: tuple[Problem, ...]


def known(root: Path, today: date) -> Known:
    """What there is in a folder; it must be a network."""
    here = Known(root, content.read(root, {}), today)
    if here.content.settings is None:
        raise Unreadable("network", root=root)
    return here


def loaded(path: Path, limit: int) -> bytes:
    """The bytes of a file that somebody named; `limit` is in bytes."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise Unreadable("file", file=path) from error
    if len(raw) > limit:
        raise Unreadable("too-large", file=path, limit=limit // 1_048_576)
    return raw


# Words of the network


def skilled(words: Vocabulary, texts: Iterable[str]) -> tuple[list[str], list[Remark]]:
    """Skills as the network calls them, each once, and what was made of those that it does not know.

    A word that the vocabulary knows becomes its term. Any other stays as it was written: what lies near is told, but
    only the person knows whether it is the same.
    """
    found: list[str] = []
    remarks: list[Remark] = []
    seen: set[str] = set()
    for text in (" ".join(one.split()) for one in texts):
        term = find(words, text)
        if not text or (term or text).casefold() in seen:
            continue
        seen.add((term or text).casefold())
        if len(text) > 80 and term is None:
            remarks.append(Remark("skill-long", {"name": text[:60] + "…"}))
            continue
        found.append(term or text)
        if term and folded(term) != folded(text):
            remarks.append(Remark("skill-mapped", {"name": f"{text} → {term}"}))
        elif term is None and words.terms:
            near = nearest(words, text)
            told = f"{text} ({', '.join(near)})" if near else text
            remarks.append(Remark("skill-near" if near else "skill-unknown", {"name": told}))
    return found, remarks


def employer(here: Known, wish: Wish, names: Iterable[str]) -> tuple[str, list[Remark]]:
    """The organisation of a person: the one that was asked for, else the first of the names that the network has."""
    houses = here.names
    if wish.organisation:
        asked = houses.get(better_slug(wish.organisation))
        if asked is None:
            raise Unreadable("unknown-organisation", name=wish.organisation, names=", ".join(_near(wish, houses)))
        return asked, []
    for name in names:
        if better_slug(name) in houses:
            slug = houses[better_slug(name)]
            return slug, [Remark("organisation", {"house": name, "slug": slug})]
    raise Unreadable("organisation", names=", ".join(dict.fromkeys(houses.values())) or "—")


def _near(wish: Wish, houses: Mapping[str, str]) -> Sequence[str]:
    import difflib

    close = difflib.get_close_matches(better_slug(wish.organisation), list(houses), 3, 0.5)
    return list(dict.fromkeys(houses[one] for one in close)) or list(dict.fromkeys(houses.values()))


def cut(text: str, most: int) -> str:
    """A text on one line, no longer than a field may hold."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    head = plain[: most - 1] if plain[most - 1] == " " else plain[: most - 1].rpartition(" ")[0] or plain[: most - 1]
    return head.rstrip(" ,;.") + "…"


def introduced(front: dict[str, Any], body: str) -> list[Remark]:
    """Gives a profile that says nothing of the person the title of what was done last: a page needs a line."""
    if body or any(front.get(name) for name in ("role", "headline", "does", "skills")):
        return []
    titles = [one["title"] for name in ("experience", "education") for one in front.get(name, ()) if one.get("title")]
    front["role"] = titles[0] if titles else ""
    return [Remark("role", {"role": titles[0]})] if titles else []


def clean(value: Any) -> Any:
    """A value without the characters that no file may hold."""
    if isinstance(value, str):
        return CONTROLS.sub("", value)
    if isinstance(value, Mapping):
        return {clean(name): clean(one) for name, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list | tuple) else value


# Judged by the reader


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
    entities = [one if one.kind == "organisations" else one._replace(record=None) for one in there]
    for path, draft in drafts.items():
        document = source.document(path, texts[path].encode())
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
                Entity(path, draft.kind, draft.slug, new.record, partial(_itself, new.places), new.broken, b"")
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


# Written


def stored(settled: Settled, root: Path, *, force: bool = False) -> bool:
    """Writes a new file; without `force` never over another, even one that appeared just now."""
    path = root / settled.draft.path
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise Unreadable("outside", path=settled.draft.path)
    new = path.with_name(f".{path.name}.new") if force else path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(settled.text)
        if force:
            new.replace(path)
    except FileExistsError:
        return False
    except OSError as error:
        raise Unreadable("write", path=settled.draft.path) from error
    return True
