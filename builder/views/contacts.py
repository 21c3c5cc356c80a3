"""How to get in touch with people and organisations."""

from urllib.parse import quote

from markupsafe import Markup, escape

from ..frame import Frame
from ..model import Contact, Record
from ..webaddress import tel_address
from .pieces import spoken, together, tongue, tongue_of_terms

LONGEST_MAIL = 2_000  # what every mail program takes from a link


def contact_lines(
    frame: Frame, contact: Contact | None, *records: Record | None, subject: str = ""
) -> tuple[tuple[str, str, str], ...]:
    """How to get in touch: label, words and address; `subject` is what a mail is about, when it must say so.

    It says its language: that of the one of `records` it stands in, or that of the network.
    """
    if contact is None:
        return ()
    written = (tongue(frame, one) for one in records if one and getattr(one, "contact", None) is contact)
    language = next(written, tongue_of_terms(frame))
    lines = [
        (frame.words["contact.who"], together(contact.name or "", spoken(contact.role or "", language)), ""),
        (frame.words["contact.email"], parted(contact.email or ""), f"mailto:{mail_to(contact, subject)}"),
        (frame.words["contact.phone"], contact.phone or "", tel_address(contact.phone or "") or ""),
        (frame.words["contact.route"], spoken(contact.route or "", language), ""),
    ]
    return tuple(line for line in lines if line[1])


def mail_to(contact: Contact | None, subject: str) -> str:
    """Where a letter goes, and what it is about when it must say so; empty without an address."""
    email = (contact and contact.email) or ""
    return f"{email}?subject={quote(subject)}" if email and subject else email


def parted(email: str) -> Markup:
    """An address that goes on a new line after its @ before it breaks anywhere else."""
    return Markup(str(escape(email)).replace("@", "@<wbr>"))  # noqa: S704  # it was escaped first


def reachable(*contacts: Contact | None) -> Contact | None:
    """The first of these that says how."""
    return next((one for one in contacts if one and (one.email or one.phone or one.route or one.name)), None)
