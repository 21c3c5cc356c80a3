"""The documents of another network made into records, by the same rules as files, and judged as hostile.

What is newer than this program is left aside: a key or a value that it does not know costs that field and no more. An
entry stays out when what every entry must have is wrong, or when what decides who may see it or answer it is unclear.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec
import yaml
from msgspec import Struct
from msgspec.structs import replace

from . import checks, prose
from .convert import made
from .documents import FORBIDDEN, MAX_BODY, MAX_DEPTH, MAX_FRONT_MATTER, SPACES, Document
from .fields import fields_of, listed_part_of, part_of, struct_of, words_of
from .model import KINDS, Assignment, Engagement, Organisation, Origin, Profile, Record
from .networks import Amiss
from .problems import Problem, Severity
from .settings import Crosswalk, Source
from .slugs import MAX_SLUG, RESERVED, SLUG
from .snapshots import FORMAT, Failure, Snapshot, digest
from .snapshots import KINDS as SNAPSHOT_KINDS
from .webaddress import web_address

MAX_SNAPSHOT = 64 * 1_048_576  # bytes
ROUNDS = 8  # in which fields that do not hold together are taken out
RELATIVE = re.compile(r"/?[A-Za-z0-9_-][A-Za-z0-9._/-]*")  # an address from the root of a site
UNSAID = "·"  # stands for a required word that a network does not tell, as long as a document is read

# What a document tells beside the record, and what of the record is not taken over: who may change it, who sees it
# there, and the files beside it.
NOT_TAKEN = frozenset({"owner", "visibility", "field_visibility", "aliases", "photo", "findable"})
# What decides who may see an entry or answer it: a word that we do not know may not be read as the usual one.
DECISIVE = ("visibility", "ring", "status")
DAYS = ("confirmed_on", "published_on")  # of the past

R = TypeVar("R", bound=Record)


class Taken(Struct, frozen=True, array_like=True):
    """What a snapshot holds: its head, and the records as far as they could be made, in the words of their network."""

    head: Snapshot
    organisations: tuple[Organisation, ...] = ()
    profiles: tuple[Profile, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    amiss: tuple[Amiss, ...] = ()


class Harvest(NamedTuple):
    """A source in the settings, with what lies there of it."""

    source: Source
    at: str  # its place in the settings
    there: bool  # whether it was ever harvested
    taken: Taken | None  # None when the snapshot cannot be read
    crosswalk: Crosswalk


class Read(NamedTuple):
    """What became of a snapshot: what it holds, or the code of a problem; a flaw may stand beside what it holds."""

    taken: Taken | None
    code: str = ""
    severity: Severity = "error"


class Left(Exception):  # noqa: N818  # no mistake of ours: it carries why an entry stays out
    """An entry stays out."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def read(source: str, raw: bytes) -> Read:
    """The snapshot of a source."""
    try:
        snapshot = msgspec.json.decode(raw, type=Snapshot)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Read(None, "snapshot-unreadable")
    if snapshot.format != FORMAT or snapshot.source != source:
        return Read(None, "snapshot-other-format" if snapshot.format != FORMAT else "snapshot-other-source")
    changed = bool(snapshot.digest) and snapshot.digest != digest(snapshot)
    return Read(taken(snapshot), "snapshot-changed" if changed else "", "warning")


def taken(snapshot: Snapshot) -> Taken:
    """The records in a snapshot."""
    amiss: list[Amiss] = []
    made: dict[str, Any] = {kind: tuple(_records(snapshot, kind, amiss)) for kind in SNAPSHOT_KINDS}
    head = replace(snapshot, organisations=(), profiles=(), assignments=(), etags={}, missed=())
    head = replace(head, title=_said(head.title), operator=_said(head.operator), licence=_said(head.licence))
    missed = (Amiss(_said(one.kind), _said(one.id), "missed", {"why": _said(one.code)}) for one in snapshot.missed)
    language = head.language if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", head.language) else ""
    head = replace(head, site=_web(head.site) or "", language=language, failure=_failure(head.failure))
    return Taken(head, **made, amiss=(*amiss, *missed))


def _failure(told: Failure | None) -> Failure | None:
    """Why a source could not be harvested, in signs that can stand in a page."""
    return told and Failure(_said(told.code), {_said(name): _said(value) for name, value in told.values.items()})


def _records(snapshot: Snapshot, kind: str, amiss: list[Amiss]) -> Iterator[Record]:
    """The records of a kind, each id once."""
    seen: set[str] = set()
    for document in getattr(snapshot, kind):
        if document.get("origin"):
            continue  # it is a guest there as well: only what a network keeps itself travels
        name = document.get("id")
        known = isinstance(name, str) and len(name) <= MAX_SLUG and SLUG.fullmatch(name) and name not in RESERVED
        told = str(name)[:MAX_SLUG] if isinstance(name, str) and not FORBIDDEN.search(name) else ""
        if not known or told in seen:
            amiss.append(Amiss(kind, told, "id-twice" if told in seen else "id"))
            continue
        seen.add(told)
        notes: list[str] = []
        try:
            yield _record(snapshot, kind, told, document, notes)
        except Left as left:
            amiss.append(Amiss(kind, told, left.code, left.values))
        else:
            amiss += [Amiss(kind, told, "field", {"field": one}, left_out=False) for one in dict.fromkeys(notes)]


def _record(snapshot: Snapshot, kind: str, name: str, document: Mapping[str, Any], notes: list[str]) -> Record:
    """A document as a record, in the words of its network."""
    form = KINDS[kind]
    body = document.get("body") or ""
    told = {key: value for key, value in document.items() if key in fields_of(form) and key not in NOT_TAKEN}
    _judge_size(told, body)
    _judge_decisive(form, document)
    nameless = "organisation" in told and not told["organisation"]
    if nameless:
        told["organisation"] = UNSAID  # it is not told there for whom somebody works, or whose work it is
    node = _node(told, form)
    new = made(Document("", node, 0, _plain(body), 1), form, name)
    if new.record is None:
        raise Left("required", field=_missed(new.problems))
    record: Record = new.record
    notes += [one.field.partition("[")[0].partition(".")[0] for one in new.problems if one.severity == "error"]
    record = _holding_together(record, notes)
    if nameless:
        record = replace(record, organisation="")
    record = _said_in_time(record, snapshot, notes)
    return _worded(replace(record, origin=_origin(snapshot, name, document)))


def _missed(problems: Sequence[Problem]) -> str:
    """The field for want of which there is no record."""
    missing = [dict(one.values).get("key", "") for one in problems if one.code in ("missing", "empty-field")]
    wrong = [one.field for one in problems if one.severity == "error" and one.field]
    return next((one for one in (*missing, *wrong) if one), "")


def _judge_size(told: Mapping[str, Any], body: Any) -> None:
    """A document may be as large and as deep as a file."""
    if not isinstance(body, str) or len(body.encode("utf-8", "replace")) > MAX_BODY:
        raise Left("large")
    if _depth(told) > MAX_DEPTH:
        raise Left("deep")
    if len(msgspec.json.encode(told)) > MAX_FRONT_MATTER:
        raise Left("large")
    if FORBIDDEN.search(body.replace("\r\n", "\n").replace("\r", "\n")):
        raise Left("control")


def _depth(value: Any, limit: int = MAX_DEPTH + 1) -> int:
    """How deep lists and mappings lie in each other, looked at no deeper than need be."""
    if limit == 0 or not isinstance(value, Mapping | list):
        return 0
    inner = value.values() if isinstance(value, Mapping) else value
    return 1 + max((_depth(one, limit - 1) for one in inner), default=0)


def _judge_decisive(form: type[Record], document: Mapping[str, Any]) -> None:
    """An entry that is not for everybody, or of which we cannot tell for whom it is, stays out."""
    for name in DECISIVE:
        value = document.get(name)
        if name in fields_of(form) and value is not None and value not in _choices(form, name):
            raise Left("unknown-value", field=name)
    if document.get("visibility", "public") != "public":
        raise Left("not-public")


@cache
def _choices(form: type[Record], name: str) -> tuple[str, ...]:
    """The words that a field is limited to."""
    return tuple(words_of(next(one.type for one in struct_of(form).fields if one.name == name)))


# A document as located text -------------------------------------------------------------------------------------------


MARK = yaml.Mark("", 0, 0, 0, None, 0)  # a document has no lines to tell of


def _node(value: Any, form: type[Struct] | None) -> yaml.Node:
    """A value as YAML nodes whose scalars are text, without the keys that `form` does not have."""
    if isinstance(value, Mapping):
        kept = {key: one for key, one in value.items() if one is not None and (form is None or key in fields_of(form))}
        pairs = [(_scalar(key), _node(_said_by(form, key, one), _form(form, key))) for key, one in kept.items()]
        return yaml.MappingNode("map", pairs, MARK, MARK)
    if isinstance(value, list):
        return yaml.SequenceNode("seq", [_node(one, form) for one in value if one is not None], MARK, MARK)
    return _scalar(value)


def _said_by(form: type[Struct] | None, key: str, value: Any) -> Any:
    """A value of a part; work that somebody does under a pseudonym has no title."""
    return UNSAID if form is Engagement and key == "title" and value == "" else value


@cache
def _form(form: type[Struct] | None, key: str) -> type[Struct] | None:
    """The part that a field holds, or holds many of."""
    return (part_of(form, key) or listed_part_of(form, key)) if form else None


def _scalar(value: Any) -> yaml.ScalarNode:
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return yaml.ScalarNode("str", _plain(text), MARK, MARK, style='"')


def _plain(text: str) -> str:
    """A text with plain line ends; with control characters or turned text in it an entry stays out."""
    if text.isprintable():
        return text
    text = SPACES.sub(" ", text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n"))
    if FORBIDDEN.search(text):
        raise Left("control")
    return text


# What stands in a record ----------------------------------------------------------------------------------------------


def _holding_together(record: R, notes: list[str]) -> R:
    """A record without what does not fit its other fields; it stays out when that cannot be mended so."""
    for _ in range(ROUNDS):
        flaw = next((one for one in checks.flaws(record) if one.severity == "error"), None)
        if flaw is None:
            return record
        name = re.split(r"[.\[]", flaw.at)[0]
        if name not in _defaults(type(record)):
            raise Left("required", field=name or ", ".join(flaw.lacks))
        notes.append(name)
        record = replace(record, **{name: _defaults(type(record))[name]})
    raise Left("required", field=name)


def _said_in_time(record: Record, snapshot: Snapshot, notes: list[str]) -> Record:
    """A record without a day on which it cannot have been confirmed or posted when it was harvested."""
    late = [name for name in DAYS if (day := getattr(record, name, None)) and day > (snapshot.harvested or day)]
    notes += late
    return replace(record, **dict.fromkeys(late)) if late else record


@cache
def _defaults(form: type[Record]) -> Mapping[str, Any]:
    """The fields that need not be there, with what they are then."""
    fields = (one for one in msgspec.structs.fields(form) if not one.required)
    return {one.name: one.default if one.default is not msgspec.NODEFAULT else one.default_factory() for one in fields}


def _worded(record: Record) -> Record:
    """A record with its body made safe to show, and without files that stay where they are."""
    if isinstance(record, Profile):
        items = tuple(replace(one, file=None) if one.file else one for one in record.portfolio)
        work = tuple(replace(one, title="") if one.title == UNSAID else one for one in record.engagements)
        record = replace(record, portfolio=items, engagements=work)
    if not record.body:
        return record
    body = prose.prose(record.body, images={})
    if any(one.code == "too-complex" for one in body.problems):
        raise Left("prose")
    return replace(record, body_html=str(body.html), body_text=body.text)


def _origin(snapshot: Snapshot, name: str, document: Mapping[str, Any]) -> Origin:
    """Where a document says that it is from; whether that can be so the settings of the source tell."""
    return Origin(
        source=snapshot.source,
        id=name,
        network=_said(snapshot.title) or snapshot.source,
        url=_page(snapshot, document.get("url")),
        directory=_web(document.get("directory")),
        licence=_said(document.get("licence")) or _said(snapshot.licence) or None,
        harvested=snapshot.harvested,
    )


def _page(snapshot: Snapshot, url: Any) -> str | None:
    """Where a page is: in full, or from the root of the site there."""
    if isinstance(url, str) and RELATIVE.fullmatch(url):
        return _web(f"{(snapshot.site or snapshot.url).rstrip('/')}/{url.lstrip('/')}")
    return _web(url)


def _said(text: Any) -> str:
    """A line of text, or nothing."""
    if not isinstance(text, str) or len(text) > 200:
        return ""
    line = " ".join(SPACES.sub(" ", text).split())
    return "" if FORBIDDEN.search(line) else line


def _web(text: Any) -> str | None:
    """An address on the web, or nothing."""
    if not isinstance(text, str) or len(text) > 2000 or not text.isprintable():
        return None
    return web_address(text)
