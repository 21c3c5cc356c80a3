"""The business card of a person, with a code that a telephone reads."""

import re
from functools import lru_cache
from typing import NamedTuple

from ..frame import Frame, address, chip, told
from ..model import Contact
from ..sketches import PersonCard
from ..vcard import small
from .contacts import contact_lines, reachable
from .pieces import View, first_name

LINES = 3  # of contact
QUIET = 4  # empty squares around a code
DARK = re.compile(rb"\x01+")


class Code(NamedTuple):
    """A QR code: how wide it is in squares, and its dark squares as a path."""

    size: int
    path: str


def profile_card(frame: Frame, one: PersonCard, own: Contact | None, house: Contact | None) -> View:
    """What somebody gives away on paper."""
    title = told(frame, "card.title", name=one.name)
    contact = reachable(own, house, frame.settings.contact)
    lines = contact_lines(frame, contact)
    found_at = address(frame, frame.prefix + frame.path_of("profile", one.slug)) if frame.settings.base_url else ""
    house_name = one.organisation.name if one.organisation else ""
    return {
        "title": title,
        "crumbs": (
            (frame.words["profiles.title"], "profiles", ""),
            (one.name, "profile", one.slug),
            (frame.words["card.link"], "profile-card", one.slug),
        ),
        "indexed": False,
        "slug": one.slug,
        "name": one.name,
        "role": one.role or "",
        "organisation": one.organisation,
        "skills": [chip(frame, "skills", term).label for term in one.skills],
        "contact": [line for line in lines if contact is not own or line[0] != frame.words["contact.who"]][:LINES],
        "address": found_at,
        "said": found_at.partition("://")[2],
        "code": code(found_at) if found_at else None,
        "code_label": told(frame, "card.code", name=first_name(one.name)),
        "contact_code": code(small(one.name, house_name, own, found_at)) if found_at else None,
        "contact_code_label": told(frame, "card.contact-code", name=first_name(one.name)),
    }


@lru_cache(maxsize=256)
def code(text: str) -> Code:
    """A text as a QR code."""
    from segno import make_qr  # only when a card is made

    # Looking for the best mask takes four times as long, and every reader reads every mask.
    rows = make_qr(text, error="l", mask=2, encoding="utf-8").matrix
    return Code(len(rows) + 2 * QUIET, "".join(runs(bytes(row), y) for y, row in enumerate(rows, QUIET)))


def runs(row: bytes, y: int) -> str:
    """The dark squares of a row as lines through their middle."""
    return "".join([f"M{one.start() + QUIET} {y}.5h{one.end() - one.start()}" for one in DARK.finditer(row)])
