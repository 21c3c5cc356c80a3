"""The record of processing that article 30 of the GDPR asks of who handles personal data.

What follows from the model, the rules and the settings stands in it. What only the network can say comes from
`directory.yaml` under `processing`, and is named as missing as long as it is not there. It is no legal advice.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from .. import personal
from ..frame import Frame, date_of, joined, told
from ..markdown import escaped
from ..model import KINDS
from ..networks import Network
from ..views.privacy import processor, reached
from ..visibility import tells_address

SUBJECTS = ("people", "guests", "supervisors", "contacts", "named", "writers")  # whom the data are about


class Data(Struct, frozen=True):
    """A category of personal data, and who sees it by itself."""

    category: str
    about: Annotated[str, Meta(description="in which files")]
    public: Annotated[tuple[str, ...], Meta(description="the fields that everybody sees, unless the writer hides them")]
    internal: Annotated[tuple[str, ...], Meta(description="the fields of the internal edition alone")]
    files: Annotated[tuple[str, ...], Meta(description="the fields that are on no page and in no document")] = ()


class Party(Struct, frozen=True, omit_defaults=True):
    """Somebody who answers for the data, and how to reach them."""

    name: str | None = None
    contact: str | None = None


class Origin(Struct, frozen=True, omit_defaults=True):
    """Another network that data come from, with its address unless that is inside somebody's own computer network."""

    id: str
    url: str | None = None
    title: str = ""
    operator: str = ""


class ProcessingRecord(Struct, frozen=True, kw_only=True):
    """The record, in the order of article 30, paragraph 1."""

    title: str
    note: Annotated[str, Meta(description="what to let a privacy officer look at")]
    fictional: bool
    missing: Annotated[tuple[str, ...], Meta(description="the settings that are still to be written")]
    since: date | None
    controller: Party
    joint: tuple[str, ...]
    representative: str
    officer: Party
    operator: Party
    purposes: tuple[str, ...]
    lawful_basis: str | None
    subjects: tuple[str, ...]
    data: tuple[Data, ...]
    derived: str
    refused: str
    origins: tuple[str, ...]
    networks: tuple[Origin, ...]
    recipients: tuple[str, ...]
    processors: tuple[str, ...]
    transfers: str | None
    transfers_known: str
    retention: str | None
    retention_known: tuple[str, ...]
    security: str | None
    security_known: tuple[str, ...]
    built: date
    version: str


def processing(frame: Frame, harvested: Iterable[Network] = ()) -> ProcessingRecord:
    """The record of a network; of others it says what they call themselves, as far as they were harvested."""
    known = {one.source.id: one for one in harvested}
    words, settings, own = frame.words, frame.settings, frame.settings.processing
    return ProcessingRecord(
        title=told(frame, "processing.title", title=settings.title),
        note=words["processing.note"],
        fictional=settings.fictional,
        missing=personal.unsaid(settings, frame.language),
        since=own.since,
        controller=Party(own.controller, reached(settings.contact)),
        joint=own.joint,
        representative=words["processing.representative-text"],
        officer=Party(contact=reached(own.officer)),
        operator=Party(settings.operator, reached(settings.contact)),
        purposes=tuple(_of(frame, "purpose", ("find", "match", "agree", "account"), fewest=settings.rules.fewest)),
        lawful_basis=own.lawful_basis,
        subjects=tuple(_of(frame, "subject", [one for one in SUBJECTS if one != "guests" or settings.sources])),
        data=tuple(_data(frame)),
        derived=words["processing.derived"],
        refused=words["processing.refused"],
        origins=tuple(_of(frame, "origin", ("self", "networks") if settings.sources else ("self",))),
        networks=tuple(_networks(frame, known)),
        recipients=tuple(_recipients(frame)),
        processors=tuple(processor(one) for one in own.processors),
        transfers=own.transfers,
        transfers_known=words["processing.transfer.public"],
        retention=own.retention,
        retention_known=tuple(_kept(frame, known)),
        security=own.security,
        security_known=tuple(_of(frame, "secure", ("editions", "owners", "static", "photos", "engines"))),
        built=frame.today,
        version=frame.version,
    )


def _of(frame: Frame, about: str, names: Iterable[str], **blanks: object) -> Iterator[str]:
    return (told(frame, f"processing.{about}.{name}", **blanks) for name in names)


def _data(frame: Frame) -> Iterator[Data]:
    """The fields of the model by category, then those of the network's own."""
    for one in personal.categories():
        fields = (
            tuple(personal.spelled(one.kind, at, frame.language) for at in names)
            for names in (one.public, one.internal, one.files)
        )
        about = frame.words[f"kinds.{KINDS[one.kind].__name__.lower()}"]
        yield Data(frame.words[f"processing.category.{one.name}"], about, *fields)
    own = frame.settings.own_fields
    if own:
        public = tuple(one.key for one in own if one.visibility == "public")
        internal = tuple(one.key for one in own if one.visibility != "public")
        yield Data(frame.words["processing.category.own"], "", public, internal)


def _recipients(frame: Frame) -> Iterator[str]:
    """Who gets to see the data."""
    settings = frame.settings
    yield told(frame, "processing.recipient.public", licence=settings.licence)
    yield from _of(frame, "recipient", ("colleagues", "networks"))
    files = settings.repository
    if files:
        kind = "open" if files.public else "closed"
        yield told(frame, f"processing.recipient.files-{kind}", url=files.url)


def _networks(frame: Frame, known: Mapping[str, Network]) -> Iterator[Origin]:
    for one in frame.settings.sources:
        there = known.get(one.id)
        name, operator = (there.title, there.operator) if there else (one.id, "")
        yield Origin(one.id, one.url if tells_address(one, frame.edition) else None, name, operator)


def _kept(frame: Frame, known: Mapping[str, Network]) -> Iterator[str]:
    """How long data are kept, as far as the program sees to it."""
    rules = frame.settings.rules
    months = {"stale": rules.stale_after_months, "out": rules.left_out_after_months}
    yield told(frame, "processing.keep.stale", **months)
    yield from _of(frame, "keep", ("remove", "history"))
    for one in frame.settings.sources:
        name = known[one.id].title if one.id in known else one.id
        yield told(frame, "processing.keep.network", name=name, days=one.keep_days)


# As a text ------------------------------------------------------------------------------------------------------------


def markdown(frame: Frame, found: ProcessingRecord) -> str:
    """The record as a text to read, to fill in and to keep."""
    return "\n\n".join(part for part in _parts(frame, found) if part) + "\n"


def _parts(frame: Frame, found: ProcessingRecord) -> Iterator[str]:
    words = frame.words

    def heading(name: str) -> str:
        return f"## {escaped(words[f'processing.{name}'])}"

    def own(said: str | None) -> str:
        return escaped(" ".join(said.split())) if said else f"**{escaped(words['processing.unsaid'])}**"

    yield f"# {escaped(found.title)}"
    yield escaped(told(frame, "processing.lede", day=date_of(frame, found.built)))
    yield escaped(words["algorithm.fictional"]) if found.fictional else ""
    yield f"**{escaped(found.note)}**"
    yield heading("missing")
    yield words["processing.missing-text" if found.missing else "processing.complete"]
    yield _list(f"`{name}`" for name in found.missing)
    yield heading("a")
    yield _facts(frame, [
        ("controller", own(_party(found.controller) if found.controller.name else None)),
        ("joint", escaped(", ".join(found.joint))),
        ("representative", escaped(found.representative)),
        ("officer", own(_party(found.officer))),
        ("operator", escaped(_party(found.operator) or "")),
        ("since", own(date_of(frame, found.since))),
    ])  # fmt: skip
    yield heading("b")
    yield _list(map(escaped, found.purposes))
    yield _facts(frame, [("lawful_basis", own(found.lawful_basis))])
    yield heading("c")
    yield _list(map(escaped, found.subjects))
    yield _table(frame, found.data)
    yield escaped(found.derived)
    yield escaped(found.refused)
    yield heading("origin")
    yield _list(map(escaped, found.origins))
    yield _list(escaped(_network(frame, one)) for one in found.networks)
    yield heading("d")
    yield _list(map(escaped, found.recipients))
    yield _facts(frame, [("processors", own("; ".join(found.processors)))])
    for name, said, known in (
        ("e", found.transfers, (found.transfers_known,)),
        ("f", found.retention, found.retention_known),
        ("g", found.security, found.security_known),
    ):
        yield heading(name)
        yield _list(map(escaped, known))
        yield own(said)


def _network(frame: Frame, one: Origin) -> str:
    name = joined(one.title or one.id, one.operator)
    return f"{name}{frame.words['sign.colon']} {one.url}" if one.url else name


def _party(one: Party) -> str | None:
    return joined(one.name, one.contact) or None


def _list(rows: Iterable[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)


def _facts(frame: Frame, rows: Iterable[tuple[str, str]]) -> str:
    """What there is of these, each after its label."""
    colon = frame.words["sign.colon"]
    return _list(f"{frame.words[f'processing.{name}']}{colon} {said}" for name, said in rows if said)


def _table(frame: Frame, rows: Iterable[Data]) -> str:
    """The categories with their fields, and who sees those."""
    words = frame.words
    heads = [escaped(words[f"processing.{name}"]) for name in ("category", "about", "fields", "inside", "files")]
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
    for one in rows:
        fields = (", ".join(f"`{name}`" for name in names) for names in (one.public, one.internal, one.files))
        lines.append(f"| {' | '.join((escaped(one.category), escaped(one.about), *fields))} |")
    return "\n".join(lines)
