"""A source that is a list of resumes: each becomes the profile that an import would make of it.

The people work for one organisation of ours, which the settings name. Words become terms of our own vocabulary where
we know them, and what is private stays behind: a telephone number, where somebody lives, and who may edit what.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import httpx
import msgspec

from .. import source as reading
from ..documents import MAX_LIST
from ..imports import Draft, Known, known, settled, stored
from ..imports.jsonresume import profile_of
from ..problems import Problem
from ..slugs import better_slug
from ..snapshots import Missed, Snapshot
from ..source import SETTINGS
from .apart import apart
from .editions import Edition, published, taken
from .errand import Errand
from .fetch import Answer, Door, Refused, address, decoded
from .wisselwerk import LOST, MANY_LOST, Document, is_id, line

PLAIN_NAMES = frozenset({"resume", "cv", "index", "profile", "jsonresume", ""})  # say nothing of whose it is


class Resume(NamedTuple):
    """A resume, and the address where it stands when it has one of its own."""

    name: str  # what it goes by until somebody reads it
    url: str
    plain: Mapping[str, Any] | Refused


async def harvested(errand: Errand, door: Door) -> Snapshot:
    """The people of a list of resumes. Raises `Refused`."""
    source = errand.source
    house = _house(errand)
    found = await _resumes(errand, door)
    lost = [one for one in found if isinstance(one.plain, Refused) and one.plain.code in LOST]
    if door.spent is not None:
        raise door.spent
    if len(lost) > MANY_LOST:
        raise Refused("many-missed", missed=str(len(lost)))
    drafts, missed = _drafts(found[: source.most], house)
    if len(found) > source.most:
        missed.append(Missed("profiles", "…", "too-many"))
    edition = await apart(_published, errand, drafts, house)
    there = {str(one["id"]) for one in edition.documents["profiles"]}
    missed += [Missed("profiles", one.slug, "no-profile") for one in drafts if one.slug not in there]
    places = {one.slug: one.place or source.url for one in drafts}
    name = next((str(one["name"]) for one in edition.documents["organisations"]), house.slug)
    return Snapshot(
        source=source.id,
        url=source.url,
        title=line(name),
        operator=line(name),
        licence=line(source.licence or ""),
        language=errand.settings.language,
        site=source.url,
        terms=edition.terms,
        missed=tuple(sorted(missed, key=lambda one: (one.id, one.code))),
        organisations=tuple(_signed(one, source.url, source.licence) for one in edition.documents["organisations"]),
        profiles=tuple(_signed(one, places[one["id"]], source.licence) for one in edition.documents["profiles"]),
    )


def _signed(document: Document, url: str, licence: str | None) -> Document:
    """A document with the address where its person is found, and no terms but those of the source."""
    kept = {name: value for name, value in document.items() if name not in ("directory", "json")}
    return {**kept, "url": url, "licence": licence}


# The resumes ----------------------------------------------------------------------------------------------------------


async def _resumes(errand: Errand, door: Door) -> list[Resume]:
    """Every resume: the one at the address, those in the list there, or those at the addresses in that list."""
    answer = await door.ask(str(address(errand.source.url)), door.limits.listing)
    found = decoded(answer)
    if isinstance(found, dict) and "basics" in found:
        return [_resume("", found)]
    if not isinstance(found, list) or not all(isinstance(one, dict | str) for one in found):
        raise Refused("resumes", url=answer.url)
    rows = list(dict.fromkeys(one if isinstance(one, str) else msgspec.json.encode(one) for one in found))
    return list(await asyncio.gather(*(_row(one, answer, door) for one in rows[: errand.source.most + 1])))


async def _row(row: str | bytes, listed: Answer, door: Door) -> Resume:
    if isinstance(row, bytes):
        return _resume("", msgspec.json.decode(row))
    try:
        url = str(httpx.URL(listed.url).join(row))
        return _resume(url, decoded(await door.ask(url, door.limits.document)))
    except Refused as amiss:
        return Resume(line(row), line(row), amiss)
    except (httpx.InvalidURL, ValueError):
        return Resume(line(row), line(row), Refused("address", url=row))


def _resume(url: str, found: Any) -> Resume:
    good = isinstance(found, dict) and isinstance(found.get("basics"), dict)
    return Resume(line(url), url, found if good else Refused("not-json", url=url))


# From resumes to documents --------------------------------------------------------------------------------------------


class House(NamedTuple):
    """The organisation that the people work for: its file."""

    slug: str
    path: str
    raw: bytes


def _house(errand: Errand) -> House:
    slug = better_slug(errand.source.organisation or "")
    files = [one for one in reading.find(errand.root, ("organisations",))[0] if one.slug == slug]
    raw = reading.load(errand.root, files[0].path) if files else b""
    if not raw or isinstance(raw, Problem):
        raise Refused("organisation")
    return House(slug, files[0].path, raw)


def _drafts(found: Sequence[Resume], house: House) -> tuple[list[Draft], list[Missed]]:
    """A draft of each, under the name that stays the same as long as its address or its person's name does."""
    missed: list[Missed] = []
    named: list[tuple[str, Resume]] = []
    for one in found:
        if isinstance(one.plain, Refused):
            missed.append(Missed("profiles", one.name[-60:], one.plain.code))
            continue
        name = _name_of(one)
        if is_id(name):
            named.append((name, one))
        else:
            missed.append(Missed("profiles", one.name[-60:] or "…", "no-name"))
    times = Counter(name for name, _ in named)
    missed += [Missed("profiles", name, "twice") for name, count in times.items() if count > 1]
    drafts = [
        Draft("profiles", name, {"organisation": house.slug, "resume": one.plain}, place=_page_of(one))
        for name, one in named
        if times[name] == 1
    ]
    return sorted(drafts, key=lambda one: one.slug), missed


def _name_of(one: Resume) -> str:
    """What a resume goes by: the end of the address that it says is its own, or where it stands; else the name."""
    for url in (_canonical(one), one.url):
        steps = [unquote(step).partition(".")[0] for step in httpx.URL(url).path.split("/")] if url else []
        own = [step for step in steps if step.casefold() not in PLAIN_NAMES]
        if own and is_id(better_slug(own[-1])):
            return better_slug(own[-1])
    basics = one.plain["basics"] if not isinstance(one.plain, Refused) else {}
    name = basics.get("name")
    return better_slug(name) if isinstance(name, str) else ""


def _canonical(one: Resume) -> str:
    meta = one.plain.get("meta") if not isinstance(one.plain, Refused) else None
    url = meta.get("canonical") if isinstance(meta, dict) else None
    try:
        return str(address(url)) if isinstance(url, str) else ""
    except Refused:
        return ""


def _page_of(one: Resume) -> str:
    return _canonical(one) or one.url


def _published(errand: Errand, drafts: Sequence[Draft], house: House) -> Edition:
    """The public documents of these people, as if their organisation had a directory with our words."""
    with tempfile.TemporaryDirectory(prefix="wisselwerk-") as place:
        folder = Path(place)
        settings = f"title: Resumes\noperator: Resumes\nlanguage: {errand.settings.language}\n"
        (folder / SETTINGS).write_text(settings, "utf-8")
        _copy(folder, house.path, house.raw)
        for path in reading.vocabulary_files(errand.root)[0]:
            raw = reading.load(errand.root, path, MAX_LIST)
            if isinstance(raw, bytes):
                _copy(folder, path, raw)
        here = known(folder, errand.today)
        for one in settled([_filled(draft, here) for draft in drafts], here)[0]:
            stored(one, folder)
        found = published(folder, errand.today)
    if found is None or not found.documents["organisations"]:
        raise Refused("organisation")
    return taken(found, (), errand.source.most)


def _copy(folder: Path, path: str, raw: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(raw)


def _filled(draft: Draft, here: Known) -> Draft:
    """A draft with what the resume says, but for what is private and what only the network may say."""
    front, body = profile_of(draft.front["resume"], here)
    contact = front.get("contact") or {}
    email = contact.get("email") if isinstance(contact, dict) else None
    front |= {"organisation": draft.front["organisation"], "owner": [], "contact": {"email": email}, "aliases": []}
    front |= {"visibility": front.get("visibility") or "public", "photo": None}
    return draft._replace(front=front, body=body)
