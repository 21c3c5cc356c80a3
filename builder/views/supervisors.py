"""The page for supervisors: what they agree to, what it does not mean, and what each organisation says of it."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from .. import facts
from ..frame import Frame, told, worded
from ..model import Organisation
from .contacts import contact_lines
from .letter import consent_lines
from .pieces import View, gist, spoken, tongue

AGREED = ("consent", "return", "load")
NOT_MEANT = ("available", "target", "judgement", "lapsed")
STATED = ("stance", "no_target", "return_rule")  # what an organisation may say
YEAR = 12  # months for which the example gives consent


class Stated(NamedTuple):
    """What an organisation says to supervisors."""

    slug: str
    name: str
    said: tuple[Markup | str, ...]  # in the order of the columns


def supervisors(frame: Frame, organisations: Sequence[Organisation]) -> View:
    """What supervisors agree to and may count on."""
    words, title = frame.words, frame.words["supervisors.title"]
    columns = tuple(name for name in STATED if any(getattr(one, name) for one in organisations))
    return {
        "title": title,
        "description": words["supervisors.lede"],
        "crumbs": ((title, "supervisors", ""),),
        "agreed": [(words[f"supervisors.{name}"], words[f"supervisors.{name}-text"]) for name in AGREED],
        "not_meant": [words[f"supervisors.not.{name}"] for name in NOT_MEANT],
        "rules": rules(frame),
        "columns": [words[f"field.{name}"] for name in columns],
        "stated": [stated(frame, one, columns) for one in organisations],
        "examples": examples(frame),
        "contact": contact_lines(frame, frame.settings.contact),
    }


def rules(frame: Frame) -> list[str]:
    """What this network asks, in sentences."""
    words, agreed, back = frame.words, frame.settings.rules, coming_back(frame)
    most = agreed.most_hours_elsewhere
    return [
        words[f"supervisors.rule.{agreed.consent}"],
        told(frame, "supervisors.rule.return", forms=worded(frame, "forms", back))
        if back
        else words["supervisors.rule.no-return"],
        *([told(frame, "supervisors.rule.elsewhere", n=most)] if most else []),
        told(frame, "supervisors.rule.week", n=agreed.full_time_hours),
    ]


def coming_back(frame: Frame) -> tuple[str, ...]:
    """The forms of this network that need an arrangement about coming back."""
    known = frame.vocabularies["forms"].terms
    return tuple(one for one in frame.settings.rules.return_for if one in known)


def stated(frame: Frame, one: Organisation, columns: Sequence[str]) -> Stated:
    """What an organisation says, each text in its own language."""
    said = tuple(spoken(gist(getattr(one, name) or ""), tongue(frame, one)) for name in columns)
    return Stated(one.slug, one.name, said)


def examples(frame: Frame) -> list[tuple[str, str]]:
    """The lines that go in the file: to give consent, to change it and to withdraw it."""
    form = (*coming_back(frame), *frame.vocabularies["forms"].terms)[:1]  # with none, there is nothing to choose
    until, any_form = facts.end_of_month(frame.today, YEAR), "" if form else "-any"
    kinds = (
        (f"give{any_form}", consent_lines(frame, "given", form, until)),
        (f"change{any_form}", consent_lines(frame, "given", (), facts.end_of_month(until, YEAR))),
        ("withdraw", consent_lines(frame, "lapsed")),
    )
    return [(frame.words[f"supervisors.{name}"], "\n".join(lines)) for name, lines in kinds]
