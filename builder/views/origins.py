"""Where what a page shows comes from: its file, whoever keeps a guest, and when it was last seen to be right."""

from typing import Any, NamedTuple
from urllib.parse import quote

from ..cards import WorkCard
from ..forge import forge_of
from ..frame import Frame, date_of, joined, told
from ..model import Record
from ..sketches import PersonCard
from ..webaddress import web_address


class OriginView(NamedTuple):
    """Who keeps a guest, in words, and where to see it there."""

    said: str
    facts: str
    open: str
    url: str


def network_of(frame: Frame, one: PersonCard | WorkCard) -> str:
    """What stands on the card of a guest: who keeps it."""
    return told(frame, "guest.from", network=one.origin.network) if one.origin else ""


def site_of(frame: Frame, source: str) -> str:
    """Where people read a source, as our settings say; nothing when that is no place for everybody."""
    found = (
        one.url for one in frame.settings.sources if one.id == source and one.kind == "wisselwerk" and not one.inside
    )
    return next((web_address(url) or "" for url in found), "")


def guest(frame: Frame, record: Record) -> dict[str, Any]:
    """What the page of a guest tells more, and where the same is told first; of an entry of our own nothing."""
    origin = record.origin
    if origin is None:
        return {"origin": None}
    facts = (
        told(frame, "guest.harvested", day=date_of(frame, origin.harvested)) if origin.harvested else "",
        told(frame, "guest.licence", licence=origin.licence) if origin.licence else "",
    )
    return {
        "origin": OriginView(
            told(frame, "guest.said", network=origin.network),
            joined(*facts),
            told(frame, "guest.open", network=origin.network),
            origin.url or site_of(frame, origin.source),
        ),
        "canonical": origin.url or "",
        "indexed": False,
        "linked": "",  # who keeps it tells machines
        "feeds": (),
    }


def confirmed(frame: Frame, record: Record) -> str:
    """When somebody last saw that this is right."""
    return told(frame, "page.confirmed", day=date_of(frame, record.confirmed_on)) if record.confirmed_on else ""


def editing(frame: Frame, source: str, *, confirm: str = "", remove: str = "") -> dict[str, str]:
    """The addresses at which a file can be changed or removed, and what opens it in the form, when there is one.

    `confirm` and `remove` are the keys of the words with which its page asks for that.
    """
    repository = frame.settings.repository
    if repository is None or not source:
        return {"edit": "", "delete": "", "raw": "", "change": "", "confirm": "", "remove": ""}
    ways, path = forge_of(repository), quote(source)
    return {
        "edit": ways.edit.replace("{path}", path),
        "delete": ways.delete.replace("{path}", path),
        "raw": ways.raw.replace("{path}", path) if repository.public or frame.edition == "internal" else "",
        "change": f"?file={path}",
        "confirm": frame.words[confirm] if confirm else "",
        "remove": frame.words[remove] if remove else "",
    }
