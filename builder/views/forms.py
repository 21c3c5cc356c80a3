"""The pages of the forms of working: what each is, what must be arranged for it, and where it is found."""

from collections.abc import Sequence
from typing import NamedTuple, get_args

from ..cards import WorkCard
from ..facts import RINGS
from ..frame import Chip, Frame, chip, choice, told
from ..model import Arrangement, ArrangeTopic, Ring
from ..sketches import Named
from .pieces import View, gist, passage, tongue_of_terms, work_view

TOPICS: tuple[str, ...] = get_args(ArrangeTopic)


class Topic(NamedTuple):
    """What must be arranged about one thing: each with whom it is for, when that is not everybody."""

    label: str
    points: tuple[tuple[str, str], ...]


class Arranged(NamedTuple):
    """A form of working with what must be arranged for it."""

    form: Chip
    topics: tuple[Topic, ...]


def forms(frame: Frame, work: Sequence[tuple[str, int]]) -> View:
    """All forms, and the rings for which work opens."""
    words, title = frame.words, frame.words["forms.title"]
    terms = frame.vocabularies["forms"].terms
    return {
        "title": title,
        "description": words["forms.lede"],
        "crumbs": ((title, "forms", ""),),
        "tongue": tongue_of_terms(frame),
        "forms": sorted(
            (
                chip(frame, "forms", form),
                gist(terms[form].explanation or ""),
                told(frame, "count.open", n=count),
                told(frame, "forms.count", n=len(terms[form].to_arrange)) if terms[form].to_arrange else "",
            )
            for form, count in work
        ),
        "rings": [(sentence(words[f"ring.{ring}"]), words[f"ring.text.{ring}"]) for ring in RINGS],
    }


def form(
    frame: Frame,
    term: str,
    allowed: Sequence[Named],
    organisations: int,
    people: int,
    work: Sequence[WorkCard],
    total: int,
) -> View:
    """One form: what it is, what must be arranged, who allows it, and the work that is open in it."""
    words, found = frame.words, frame.vocabularies["forms"].terms[term]
    label = chip(frame, "forms", term).label
    return {
        "title": label,
        "description": gist(found.explanation or words["forms.lede"]),
        "crumbs": ((words["forms.title"], "forms", ""), (label, "form", term)),
        "slug": term,
        "heading": label,
        "tongue": tongue_of_terms(frame),
        "explanation": passage(found.explanation),
        "synonyms": ", ".join((*found.synonyms, *found.jargon)),
        "topics": topics(frame, found.to_arrange),
        "rules": rules(frame, term),
        "allowed": () if len(allowed) == organisations else allowed,
        "allowed_by": allowed_by(frame, len(allowed), organisations),
        "people": people_said(frame, people),
        "count": told(frame, "count.open", n=total),
        "work": [work_view(frame, card) for card in work],
    }


def topics(frame: Frame, found: Sequence[Arrangement]) -> tuple[Topic, ...]:
    """What must be arranged, by what it is about."""
    return tuple(
        Topic(sentence(choice(frame, topic)), tuple((one.text, whom(frame, one)) for one in about))
        for topic in TOPICS
        if (about := [one for one in found if one.topic == topic])
    )


def whom(frame: Frame, one: Arrangement) -> str:
    """For whom something must be arranged, when it is not for everybody."""
    return frame.words[f"form.for.{one.ring}"] if one.ring else ""


def arranged(frame: Frame, found: Sequence[str], ring: Ring) -> tuple[Arranged, ...]:
    """What must be arranged for these forms, when people as far as this ring may come, now or later."""
    terms = frame.vocabularies["forms"].terms
    lists = ((one, [each for each in terms[one].to_arrange if reaches(each, ring)]) for one in found if one in terms)
    return tuple(Arranged(chip(frame, "forms", one), topics(frame, items)) for one, items in lists if items)


def reaches(one: Arrangement, ring: Ring) -> bool:
    """Whether something is to be arranged for anybody within a ring."""
    return one.ring is None or RINGS.index(one.ring) <= RINGS.index(ring)


def rules(frame: Frame, term: str) -> list[str]:
    """What the network agreed on for everyone who works in this form."""
    words, agreed = frame.words, frame.settings.rules
    return [
        *([words["form.rule.return"]] if term in agreed.return_for else []),
        words[f"form.rule.consent.{agreed.consent}"],
        *([told(frame, "form.rule.hours", n=agreed.most_hours_elsewhere)] if agreed.most_hours_elsewhere else []),
    ]


def allowed_by(frame: Frame, some: int, every: int) -> str:
    """How many organisations allow a form."""
    if not some:
        return frame.words["form.allowed-none"]
    return frame.words["form.allowed-all"] if some == every else told(frame, "form.allowed-some", some=some, all=every)


def people_said(frame: Frame, people: int) -> str:
    """How many people accept a form; few are not counted out."""
    fewest = frame.settings.rules.fewest
    if people < fewest:
        return told(frame, "form.people-few", fewest=fewest)
    return told(frame, "form.people-some", people=people)


def sentence(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
