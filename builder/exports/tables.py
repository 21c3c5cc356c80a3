"""Lists for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from ..cards import WorkCard
from ..figures import Figures
from ..frame import Frame, address
from ..licences import terms
from ..pages import path_of
from ..settings import Past
from .numbers import named

JSON = msgspec.json.Encoder(order="deterministic")

Type = Literal["string", "integer", "date", "anyURI"]


class Column(Struct, frozen=True, omit_defaults=True):
    """A column: its head, what stands under it, and how the values in one cell are kept apart."""

    name: str
    titles: Annotated[str, Meta(description="the head of the column")]
    datatype: Type
    description: Annotated[str, Meta(description="in English")] = field(name="dc:description")
    required: bool = False
    separator: Annotated[str | None, Meta(description="what stands between the values of one cell")] = None


class Linked(Struct, frozen=True):
    """An address that something else has."""

    id: str = field(name="@id")


class Dialect(Struct, frozen=True):
    """How the file is written."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = field(name="quoteChar", default='"')
    double: bool = field(name="doubleQuote", default=True)
    line_ends: tuple[str, ...] = field(name="lineTerminators", default=("\r\n",))
    header: bool = True


class Columns(Struct, frozen=True):
    """The columns, in their order."""

    columns: tuple[Column, ...]


class TableDocument(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands in a table, as "CSV on the Web" of W3C tells it: rows have no room for a licence."""

    context: tuple[Any, ...] = field(name="@context")
    url: Annotated[str, Meta(description="the table, beside this document")]
    title: str = field(name="dc:title")
    publisher: str = field(name="dc:publisher")
    licence: Annotated[Linked | str, Meta(description="the address of the licence, or its name")] = field(
        name="dc:license"
    )
    directory: Annotated[Linked, Meta(description="the directory.json of the network")] = field(name="dc:isPartOf")
    dialect: Dialect
    columns: Columns = field(name="tableSchema")


def column(
    name: str, description: str, datatype: Type = "string", *, required: bool = False, many: bool = False
) -> Column:
    """A column under the head of its own name."""
    return Column(name, name, datatype, description, required, BETWEEN if many else None)


BETWEEN = " | "  # between the values of one cell
# fmt: off
OVERVIEW = (
    column("id", "the id of the assignment", required=True),
    column("title", "its title", required=True),
    column("kind", "what kind of work it is", required=True),
    column("organisation", "the id of the organisation; empty when it is not told"),
    column("organisation_name", "the name of the organisation"),
    column("state", "whether it is open, filled, over", required=True),
    column("ring", "the widest ring that may respond today"),
    column("start", "the first day", "date"),
    column("end", "the last day", "date"),
    column("weeks", "how long it takes", "integer"),
    column("hours", "hours a week", "integer"),
    column("place", "where it is"),
    column("remote", "whether it can be done from elsewhere"),
    column("closes", "the last day on which one can respond", "date"),
    column("forms", "the ids of the forms of working", many=True),
    column("fields", "the ids of the fields of work", many=True),
    column("skills", "the ids of the first of the skills asked", many=True),
    column("filled_by", "the ids of the people who do or did it", many=True),
    column("outcome", "what came of it"),
    column("url", "its page", "anyURI", required=True),
)
HOURS = (
    column("scale", "organisation, layer or rest: between what the hours went", required=True),
    column("from", "the id of the organisation or the layer that gave them"),
    column("from_name", "its name"),
    column("to", "the id of the organisation or the layer that got them"),
    column("to_name", "its name"),
    column("hours", "how many hours", "integer", required=True),
    column("first_day", "the first day of the year that is told", "date", required=True),
    column("last_day", "the last day of it", "date", required=True),
)
# fmt: on
TABLES: Mapping[str, tuple[Column, ...]] = {"overview": OVERVIEW, "hours": HOURS}

# What a spreadsheet takes for a formula at the beginning of a cell. Where the list separator is a semicolon, as in
# most of Europe, a cell can begin behind one too.
FORMULA = re.compile("(^|;)(?=[\t\r]|\\s*[=+@\uff1d\uff0b\uff0d\uff20-])")


def overview(frame: Frame, *work: WorkCard) -> bytes:
    """All open, filled and closed work, a row each."""
    return table(heads(OVERVIEW), (row(frame, one) for one in work))


def hours(frame: Frame, found: Figures, named_houses: Sequence[tuple[str, str]], _: Past | None) -> bytes:
    """The hours between organisations, a row for each flow that is told."""
    names = dict(named_houses)
    return table(
        heads(HOURS),
        (
            (one.scale, one.giver, named(frame, one, one.giver, names), one.taker, named(frame, one, one.taker, names),
             one.hours, *found.year)
            for one in found.exchange.flows
        ),
    )  # fmt: skip


def heads(columns: Iterable[Column]) -> tuple[str, ...]:
    """What stands above the columns."""
    return tuple(one.titles for one in columns)


def metadata(frame: Frame, name: str) -> bytes:
    """What stands in a table, and what others may do with it."""
    settings, licence = frame.settings, terms(frame.settings.licence)
    told = TableDocument(
        context=("http://www.w3.org/ns/csvw", {"@language": frame.language}),
        url=f"{name}.csv",
        title=f"{settings.title}: {name}",
        publisher=settings.operator,
        licence=Linked(licence.url) if licence.url else licence.name,
        directory=Linked("directory.json"),
        dialect=Dialect(),
        columns=Columns(TABLES[name]),
    )
    return JSON.encode(told) + b"\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Rows under their heads, as a spreadsheet reads them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([cell(value) for value in one] for one in rows)
    return text.getvalue().encode()


def row(frame: Frame, one: WorkCard) -> tuple[object, ...]:
    """A piece of work in the order of the columns."""
    organisation = (one.organisation.slug, one.organisation.name) if one.organisation else ("", "")
    doing = (slug for slug, _ in one.filled_by)
    return (
        one.slug, one.title, one.kind, *organisation, one.state, one.ring, one.start, one.end, one.weeks, one.hours,
        one.place, one.remote, one.closes, listed(one.forms), listed(one.fields), listed(one.skills), listed(doing),
        " ".join(one.outcome.split()), address(frame, path_of("assignment", one.slug)),
    )  # fmt: skip


def listed(words: Iterable[str]) -> str:
    """Words in one cell."""
    return BETWEEN.join(words)


def cell(value: object) -> object:
    """A value for a cell that no spreadsheet will run."""
    if isinstance(value, date):
        return value.isoformat()
    return FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
