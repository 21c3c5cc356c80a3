"""A source that publishes like we do: the front door for machines, the lists, and a document of everything on them.

Addresses are made here, from that of the source and an id that was judged; none is followed from a document.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from ..imports.drafts import clean, cut
from ..model import VOCABULARIES
from ..settings import Source
from ..slugs import MAX_SLUG, SLUG
from ..snapshots import KINDS, Missed, Snapshot, SourceTerm
from ..webaddress import web_address
from .errand import Errand
from .fetch import Answer, Door, Refused, address, decoded

API = "api/v1"
SPOKEN = 1  # the major version of the documents that we know
PEOPLE_AND_WORK = ("profiles", "assignments")
MANY_TOLD = 50  # of the entries whose names are odd
MANY_LOST = 25  # entries that the network lost: then it is the source that fails
MATCHES = "matches/profiles"  # where a document stands of everybody who takes part in matching
LOST = frozenset({"unreachable", "slow", "busy", "unknown-host"})  # tomorrow it may be otherwise
BROKEN_OFF = LOST | {"cut-off", "certificate"}  # says nothing of the entry itself
MAX_WORD = 200
MOST_WORDS = 40  # for one term
Document = Mapping[str, Any]


class Front(Struct, frozen=True):
    """What the front door tells, as far as we ask."""

    title: str
    operator: str
    licence: str | None = None
    language: str | None = None
    edition: str | None = "public"
    built: str | None = None
    url: str | None = None
    resources: Any = None


class Listed(Struct, frozen=True):
    """A row of a list."""

    id: Any = None
    origin: Any = None


class Taken(NamedTuple):
    """What was taken of a kind."""

    documents: tuple[Document, ...]
    missed: tuple[Missed, ...]
    etags: Mapping[str, str]


async def harvested(errand: Errand, door: Door) -> Snapshot:
    """All that a source keeps itself, of what we want of it. Raises `Refused` when its door or a list fails."""
    source = errand.source
    answer, front, api = await _front(source, door)
    base = answer.url.removesuffix("/directory.json")
    taken: dict[str, Taken] = {}
    for kind in (one for one in PEOPLE_AND_WORK if one in (source.kinds or PEOPLE_AND_WORK)):
        rows = await _listed(base, kind, door)
        taken[kind] = await _taken(errand, kind, rows, door, base, front)
    houses = {str(one.get("organisation")) for of_kind in taken.values() for one in of_kind.documents}
    rows = [one for one in await _listed(base, "organisations", door) if one.id in houses]
    taken["organisations"] = await _taken(errand, "organisations", rows, door, base, front)
    nothing = Taken((), (), {})
    of_kind = {kind: taken.get(kind, nothing) for kind in KINDS}
    return Snapshot(
        source=source.id,
        url=source.url,
        title=line(front.title),
        operator=line(front.operator),
        licence=line(front.licence or source.licence or ""),
        language=line(front.language or ""),
        site=site_of(source, front.url),
        api=api,
        built=day(front.built),
        etags={path: mark for one in of_kind.values() for path, mark in one.etags.items()},
        terms=await _terms(base, door, said(one.documents for one in of_kind.values())),
        missed=tuple(missed for one in of_kind.values() for missed in one.missed),
        organisations=of_kind["organisations"].documents,
        profiles=of_kind["profiles"].documents,
        assignments=of_kind["assignments"].documents,
    )


def site_of(source: Source, said: str | None) -> str:
    """Where people read a source: where it says, when that lies under the address where it is asked."""
    asked, told = web_address(source.url) or source.url, web_address(said or "") or ""
    under = f"{told.rstrip('/')}/".startswith(f"{asked.rstrip('/')}/")
    return told if told and under else source.url


def line(text: str) -> str:
    """A text of theirs on one line of ours."""
    return cut(str(clean(text)), MAX_WORD)


def day(text: str | None) -> date | None:
    """A day, when it is one."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def said(documents: Iterable[Iterable[Any]]) -> frozenset[str]:
    """Every text in some documents: what words of a vocabulary they use."""
    found: set[str] = set()
    edge: list[Any] = [one for each in documents for one in each]
    while edge:
        one = edge.pop()
        if isinstance(one, str):
            found.add(one)
        elif isinstance(one, Mapping):
            edge += one.values()
        elif isinstance(one, list):
            edge += one
    return frozenset(found)


# The front door and the lists -----------------------------------------------------------------------------------------


async def _front(source: Source, door: Door) -> tuple[Answer, Front, str]:
    """What the source says it is, when it is a public directory in a language that we speak."""
    where = f"{str(address(source.url)).rstrip('/')}/{API}/directory.json"
    answer = await door.ask(where, door.limits.front)
    found = decoded(answer)
    if not isinstance(found, dict):
        raise Refused("no-directory", url=where)
    api = line(str(found.get("api") or "1.0"))
    if api.partition(".")[0] != str(SPOKEN):
        raise Refused("newer", api=api)
    try:
        front = msgspec.convert(found, Front)
    except msgspec.ValidationError:
        raise Refused("no-directory", url=where) from None
    if front.edition != "public":
        raise Refused("internal", url=where)
    return answer, front, api


async def _listed(base: str, kind: str, door: Door) -> list[Listed]:
    """The rows of a list that the source keeps itself: what is a guest there has a home elsewhere."""
    answer = await door.ask(f"{base}/{kind}.json", door.limits.listing)
    try:
        rows: list[Listed] = decoded(answer, list[Listed])
    except Refused as amiss:
        raise Refused("list", **amiss.values) if amiss.code == "not-json" else amiss from None
    return [one for one in rows if not one.origin]


# The documents --------------------------------------------------------------------------------------------------------


async def _taken(errand: Errand, kind: str, rows: Sequence[Listed], door: Door, base: str, front: Front) -> Taken:
    """The documents of a list. What got lost on the way stays as it was, as long as the list names it."""
    source, today, before = errand.source, errand.today, errand.before
    ids, missed = _ids(source, kind, rows)
    matched = await _matched(front, ids, door, base) if kind == "profiles" else Matched({})
    ids = [one for one in ids if matched.people.get(one) is not False]
    last: Mapping[str, Document] = {str(one.get("id")): one for one in getattr(before, kind)}
    marks = {one: _mark(before, kind, last.get(one), matched) for one in ids}
    known = {one: why for one, why in matched.people.items() if isinstance(why, Refused)}
    answers = await asyncio.gather(*(_asked(door, base, _path(kind, one), marks[one], known.get(one)) for one in ids))
    documents: list[Document] = []
    etags: dict[str, str] = {}
    since = {(one.kind, one.id): one.values.get("since", "") for one in before.missed}
    for one, answer in zip(ids, answers, strict=True):
        try:
            if isinstance(answer, Refused):
                raise answer
            document = last[one] if answer.same else _document(one, answer)
        except Refused as amiss:
            first = since.get((kind, one)) or today.isoformat()
            missed.append(Missed(kind, one, amiss.code, {"since": first}))
            if one in last and _is_lost(amiss) and (day(first) or today) + timedelta(days=source.keep_days) >= today:
                documents.append(_as_matched(last[one], matched))
        else:
            if document is not None:
                documents.append(_as_matched(document, matched))
                etags |= {_path(kind, one): answer.etag} if answer.etag else {}
    _judge_loss(door, missed)
    return Taken(tuple(documents), tuple(missed), etags)


def _judge_loss(door: Door, missed: Sequence[Missed]) -> None:
    """A source of which much got lost on the way is not shown by half."""
    if door.spent is not None:
        raise door.spent
    if sum(one.code in LOST for one in missed) > MANY_LOST:
        raise Refused("many-missed", missed=str(len(missed)))


def _is_lost(why: Refused) -> bool:
    """Whether it is the way or the machine that failed. Who is no longer there, or no longer public, chose that."""
    return why.code in BROKEN_OFF or (why.code == "status" and why.values.get("status", "").startswith("5"))


def _path(kind: str, one: str) -> str:
    return f"{kind}/{one}.json"


async def _asked(
    door: Door, base: str, path: str, etag: str = "", known: Refused | None = None, *, most: int = 0
) -> Answer | Refused:
    """What stands at a path, unless it is known already why it cannot be had."""
    try:
        if known is not None:
            return known
        return await door.ask(f"{base}/{path}", most or door.limits.document, etag)
    except Refused as amiss:
        return amiss


def _ids(source: Source, kind: str, rows: Sequence[Listed]) -> tuple[list[str], list[Missed]]:
    """The names on a list that can be that of a file, each once, in order; and those that cannot."""
    good = sorted({one.id for one in rows if is_id(one.id)})
    odd = sorted({line(str(one.id))[:MAX_SLUG] for one in rows[:1000] if not is_id(one.id)})
    missed = [Missed(kind, one, "odd-id") for one in odd[:MANY_TOLD]]
    if len(good) > source.most:
        missed.append(Missed(kind, "…", "too-many", {"most": str(source.most)}))
    return good[: source.most], missed


def is_id(text: Any) -> bool:
    """Whether a name can be that of a file."""
    return isinstance(text, str) and len(text) <= MAX_SLUG and SLUG.fullmatch(text) is not None


def _document(one: str, answer: Answer) -> Document | None:
    """A document about what the list says; None when it is kept elsewhere after all."""
    found = decoded(answer)
    if not isinstance(found, dict):
        raise Refused("not-json", url=answer.url)
    if found.get("id") != one:
        raise Refused("other-id", url=answer.url)
    return None if found.get("origin") else found


# Who takes part in matching -------------------------------------------------------------------------------------------


class Matched(NamedTuple):
    """Whether each person takes part in matching, or why that is not known; and whether the source tells it at all."""

    people: Mapping[str, bool | Refused]
    told: bool = True


async def _matched(front: Front, ids: Sequence[str], door: Door, base: str) -> Matched:
    """Public documents do not say that somebody wants no matches: then there is no document of hers with matches."""
    told = _tells_matches(front.resources)
    if told is False:
        return Matched({}, told=False)
    found = dict(zip(ids, await asyncio.gather(*(_is_matched(door, base, one) for one in ids)), strict=True))
    if told is None and True not in found.values():  # nobody has one: this source does not publish them
        return Matched({one: why for one, why in found.items() if isinstance(why, Refused)}, told=False)
    return Matched(found)


def _tells_matches(resources: Any) -> bool | None:
    """Whether the front door leads to the matches of people; None when it does not say where things are."""
    places = [one.get("url") for one in resources if isinstance(one, dict)] if isinstance(resources, list) else []
    return any(isinstance(one, str) and f"{MATCHES}/" in one for one in places) if places else None


async def _is_matched(door: Door, base: str, one: str) -> bool | Refused:
    try:
        return await door.is_there(f"{base}/{MATCHES}/{one}.json")
    except Refused as amiss:
        return amiss


def _as_matched(document: Document, matched: Matched) -> Document:
    """A document of somebody of whom it is not known whether she takes part says that she does not."""
    return document if matched.told else {**document, "matching": False}


def _mark(before: Snapshot, kind: str, last: Document | None, matched: Matched) -> str:
    """The mark of the version that is here; none when what we added to it does not hold any more."""
    stale = last is None or (matched.told and last.get("matching") is False)
    return "" if stale or last is None else before.etags.get(_path(kind, str(last.get("id"))), "")


# Their words ----------------------------------------------------------------------------------------------------------


async def _terms(base: str, door: Door, used: frozenset[str]) -> Mapping[str, tuple[SourceTerm, ...]]:
    """The words of the source that its documents use. Without them words are what they look like."""
    whole = await _asked(door, base, "vocabularies.json", most=door.limits.listing)
    lists = _plain(whole).get("vocabularies") if isinstance(_plain(whole), dict) else None
    if not isinstance(lists, dict):  # an older one tells its skills alone
        lists = {"skills": _plain(await _asked(door, base, "skills.json", most=door.limits.listing))}
    found = {name: tuple(_words(lists.get(name), used)) for name in VOCABULARIES}
    return {name: words for name, words in found.items() if words}


def _plain(answer: Answer | Refused) -> Any:
    """What an answer holds; nothing when there is none."""
    try:
        return {} if isinstance(answer, Refused) else decoded(answer)
    except Refused:
        return {}


def _words(listed: Any, used: frozenset[str]) -> list[SourceTerm]:
    """The words of a list that are used, as far as each can be read."""
    found: dict[str, SourceTerm] = {}
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str) and one["id"] in used:
            found[one["id"]] = _word(one)
    return [found[one] for one in sorted(found)]


def _word(one: Mapping[str, Any]) -> SourceTerm:
    label = one.get("label")
    labels = label if isinstance(label, dict) else {}
    texts = {name: _texts(one.get(name)) for name in ("synonyms", "jargon", "uris")}
    addresses = [*_texts([one.get("uri")]), *texts["uris"]]
    return SourceTerm(
        id=line(one["id"]),
        label={line(tongue)[:20]: line(word) for tongue, word in labels.items() if isinstance(word, str)},
        synonyms=tuple(line(word) for word in (*texts["synonyms"], *texts["jargon"])),
        esco=web_address(one["esco"]) if isinstance(one.get("esco"), str) else None,
        uris=tuple(uri for word in addresses if (uri := web_address(word))),
    )


def _texts(given: Any) -> list[str]:
    return [one for one in given[:MOST_WORDS] if isinstance(one, str)] if isinstance(given, list) else []
