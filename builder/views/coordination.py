"""The page for whoever keeps the network going: what there is to look after today."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..coordination import CLOSING, Desk, Item, Section
from ..frame import Frame, date_of, joined, told, worded
from ..phrases import number
from ..sketches import Named
from ..tenure import SOON
from .origins import editing
from .pieces import View, hours_of, spoken

DAYS = {"soon": SOON, "closing": CLOSING}


class Cell(NamedTuple):
    """What a row tells in a column."""

    label: str
    said: str


class RowView(NamedTuple):
    """A row, with the ways to its page, its file and its people."""

    page: str
    slug: str
    name: str
    organisation: Named | None
    cells: tuple[Cell, ...]
    mail: str
    edit: str


class SectionView(NamedTuple):
    """A question with its answer in words."""

    name: str
    title: str
    many: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    ways: bool  # whether any row has somewhere to write or something to change
    empty: str
    more: str


def coordination(frame: Frame, found: Desk) -> View:
    """What there is to look after."""
    title = frame.words["coordination.title"]
    return {
        "title": title,
        "crumbs": ((title, "coordination", ""),),
        "indexed": False,
        "sections": [section(frame, one) for one in found.sections],
        "proposed": told(frame, "coordination.proposed", n=found.proposed),
        "waits": told(frame, "coordination.waits", people=found.waits[0], ready=found.waits[1]) if found.waits else "",
        "left_out": told(frame, "coordination.left-out", n=found.left_out),
    }


def section(frame: Frame, one: Section) -> SectionView:
    """A question, what it is about, and who or what answers it."""
    words, rest = frame.words, one.total - len(one.items)
    columns = [(words[f"coordination.column.{label}"], tell) for label, tell in COLUMNS[one.name]]
    title, about, none = (told(frame, f"coordination.{one.name}{part}", **DAYS) for part in ("", "-text", "-none"))
    rows = tuple(row(frame, item, columns, mails=one.name != "paused") for item in one.items)
    return SectionView(
        one.name,
        title,
        number(words, one.total),
        about,
        tuple(label for label, _ in columns),
        rows,
        any(each.mail or each.edit for each in rows),
        none,
        told(frame, "coordination.more", n=rest) if rest else "",
    )


def row(frame: Frame, one: Item, columns: Sequence[tuple[str, "Tell"]], mails: bool) -> RowView:
    """A row in words; nobody is written to who asked to be left in peace."""
    who = one.who
    cells = tuple(Cell(label, tell(frame, one)) for label, tell in columns)
    own = in_own(frame, who.name, who.language) if who.kind == "assignment" else who.name
    edit = editing(frame, who.source)["edit"]
    return RowView(who.kind, who.slug, own, who.organisation, cells, who.mail if mails else "", edit)


def in_own(frame: Frame, text: str, language: str | None) -> str:
    """What somebody wrote, in a language of its own or in that of the page."""
    written = language or frame.settings.language
    return spoken(text, written if written != frame.language else "")


# What a column tells --------------------------------------------------------------------------------------------------

Tell = Callable[[Frame, Item], str]


def _day(frame: Frame, one: Item) -> str:
    return date_of(frame, one.day)


def _until(frame: Frame, one: Item) -> str:
    return date_of(frame, one.until)


def _first(frame: Frame, one: Item) -> str:
    """The first free day; now, this month or later goes before it, for who reads down the column."""
    when = frame.words[f"coordination.when.{one.tag}"]
    return when if one.tag == "now" else joined(when, date_of(frame, one.day))


def _hours(frame: Frame, one: Item) -> str:
    return hours_of(frame, one.hours)


def _forms(frame: Frame, one: Item) -> str:
    return worded(frame, "forms", one.forms)


def _scope(frame: Frame, one: Item) -> str:
    """What a consent is or was for."""
    return _forms(frame, one) or frame.words["consent.all-forms"]


def _about(frame: Frame, one: Item) -> str:
    return in_own(frame, one.about, one.who.language)


def _contact(_: Frame, one: Item) -> str:
    return one.contact


def _back(frame: Frame, one: Item) -> str:
    return joined(date_of(frame, one.day), frame.words[f"coordination.back.{one.tag}"])


def _kind(frame: Frame, one: Item) -> str:
    return frame.words[f"kind.{one.tag}"]


def _fewer_people(frame: Frame, one: Item) -> str:
    return number(frame.words, one.people) if one.people else ""


def _fewer_work(frame: Frame, one: Item) -> str:
    return number(frame.words, one.work) if one.work else ""


def _left(frame: Frame, one: Item) -> str:
    """A day that may have gone by already."""
    return joined(date_of(frame, one.day), frame.words["coordination.over"] if one.tag == "over" else "")


COLUMNS: Mapping[str, tuple[tuple[str, Tell], ...]] = {
    "free": (("from", _first), ("hours", _hours), ("forms", _forms), ("until", _until)),
    "returning": (("back", _back), ("about", _about), ("contact", _contact)),
    "lapsing": (("until", _day), ("forms", _scope)),
    "lapsed": (("until", _day), ("forms", _scope)),
    "unconsented": (("about", _about), ("forms", _forms), ("until", _day)),
    "overloaded": (("hours", _hours),),
    "paused": (("until", _day),),
    "stale": (("goes", _day), ("confirmed", _until)),
    "unconfirmed": (),
    "closing": (("closes", _day), ("hours", _hours), ("forms", _forms)),
    "missed": (("closed", _day),),
    "untold": (("ended", _day), ("people", _contact)),
    "outdated": (("kind", _kind), ("confirmed", _day)),
    "members": (("fewer-people", _fewer_people), ("fewer-work", _fewer_work)),
    "conditions": (("until", _left),),
}
