"""What a network does with personal data, and what it told of that itself."""

from ..frame import Frame, joined
from ..model import Contact
from ..settings import Processor
from .contacts import contact_lines
from .pieces import View, spoken, tongue_of_terms


def privacy(frame: Frame) -> View:
    """What we know of people, what others see, and who answers for it."""
    title = frame.words["privacy.title"]
    return {
        "title": title,
        "crumbs": ((title, "privacy", ""),),
        "operator": frame.settings.operator,
        "contact": contact_lines(frame, frame.settings.contact),
        "answers": answers(frame),
    }


def answers(frame: Frame) -> list[tuple[str, str]]:
    """What the network told of its use of personal data."""
    own = frame.settings.processing
    rows = {
        "controller": own.controller,
        "joint": ", ".join(own.joint),
        "officer": reached(own.officer),
        "lawful_basis": own.lawful_basis,
        "processors": "; ".join(processor(one) for one in own.processors),
        "transfers": own.transfers,
        "retention": own.retention,
        "security": own.security,
    }
    tongue = tongue_of_terms(frame)  # the network tells it in its own language
    return [(frame.words[f"processing.{name}"], spoken(said, tongue)) for name, said in rows.items() if said]


def reached(contact: Contact | None) -> str | None:
    """How to reach somebody, on one line."""
    return joined(contact.name, contact.role, contact.email, contact.phone, contact.route) or None if contact else None


def processor(one: Processor) -> str:
    """Who handles the data for the network, on one line."""
    return joined(one.name, one.task, one.country, one.agreement)
