"""Lists for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..cards import WorkCard
from ..figures import Figures
from ..frame import Frame, address
from ..model import Past
from ..pages import path_of
from .numbers import named

COLUMNS = (
    "id", "title", "kind", "organisation", "organisation_name", "state", "ring", "start", "end", "weeks", "hours",
    "place", "remote", "closes", "forms", "fields", "skills", "filled_by", "outcome", "url",
)  # fmt: skip

# What a spreadsheet takes for a formula at the beginning of a cell. Where the list separator is a semicolon, as in
# most of Europe, a cell can begin behind one too.
FORMULA = re.compile("(^|;)(?=[\t\r]|\\s*[=+@\uff1d\uff0b\uff0d\uff20-])")


def overview(frame: Frame, *work: WorkCard) -> bytes:
    """All open, filled and closed work, a row each."""
    return table(COLUMNS, (row(frame, one) for one in work))


def hours(frame: Frame, found: Figures, named_houses: Sequence[tuple[str, str]], _: Past | None) -> bytes:
    """The hours between organisations, a row for each flow that is told."""
    names = dict(named_houses)
    return table(
        ("scale", "from", "from_name", "to", "to_name", "hours", "first_day", "last_day"),
        (
            (one.scale, one.giver, named(frame, one, one.giver, names), one.taker, named(frame, one, one.taker, names),
             one.hours, *found.year)
            for one in found.exchange.flows
        ),
    )  # fmt: skip


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
    return " | ".join(words)


def cell(value: object) -> object:
    """A value for a cell that no spreadsheet will run."""
    if isinstance(value, date):
        return value.isoformat()
    return FORMULA.sub(r"\1'", value) if isinstance(value, str) else value
