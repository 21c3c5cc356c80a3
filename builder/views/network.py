"""The pages of organisations, pools and events."""

from collections.abc import Sequence
from typing import get_args

from .. import facts
from ..cards import EventCard, OrganisationCard, Placed, PoolCard, WorkCard, is_campaign
from ..frame import Frame, chip, chips, choice, date_of, joined, told, worded
from ..model import (
    Event,
    Layer,
    Organisation,
)
from ..sketches import Named, PersonCard
from . import linked
from .contacts import contact_lines
from .following import feeds
from .forms import sentence
from .origins import confirmed, editing, guest
from .pieces import (
    Fact,
    View,
    body_of,
    event_view,
    extras,
    gist,
    passage,
    period,
    person_view,
    spoken,
    together,
    tongue,
    work_view,
)
from .postings import meeting
from .results import has_result, results
from .sheets import sheet_of


def organisations(frame: Frame, found: Sequence[OrganisationCard]) -> View:
    """All organisations, by layer of government."""
    title = frame.words["organisations.title"]
    layers = [(choice(frame, layer), [one for one in found if one.layer == layer]) for layer in get_args(Layer)]
    return {
        "title": title,
        "description": frame.words["organisations.lede"],
        "crumbs": ((title, "organisations", ""),),
        "count": told(frame, "count.organisations", n=len(found)),
        "layers": [
            (
                layer,
                [
                    (
                        one.slug,
                        one.name,
                        one.place or "",
                        told(frame, "count.people", n=one.people),
                        told(frame, "count.open", n=one.work) if one.work else "",
                    )
                    for one in ones
                ],
            )
            for layer, ones in layers
            if ones
        ],
    }


def organisation(
    frame: Frame,
    one: Organisation,
    people: Sequence[PersonCard],
    page: int,
    pages: int,
    total: int,
    work: Sequence[WorkCard],
    done: int,
    events: Sequence[EventCard],
    balance: Sequence[facts.Balance],
    elsewhere: Sequence[Placed],
    source: str,
    visitors: Sequence[PersonCard],
    visiting: Sequence[WorkCard],
) -> View:
    """One organisation: its people, its work, what it offers and asks, and what supervisors may count on."""
    return {
        **sheet_of(frame, one.name, "organisation", one.slug, page, pages),
        "description": joined(choice(frame, one.layer), one.place),
        "crumbs": ((frame.words["organisations.title"], "organisations", ""), (one.name, "organisation", one.slug)),
        "feeds": feeds(frame, (one.name, f"organisations/{one.slug}")) if one.origin is None else (),
        "slug": one.slug,
        "short": one.short_name or "",
        "tongue": tongue(frame, one),
        "layer": choice(frame, one.layer),
        "external": one.layer == "external",
        "body": body_of(frame, one),
        "facts": organisation_facts(frame, one),
        "website": one.website or "",
        "site": (one.website or "").partition("://")[2].rstrip("/"),
        "contact": contact_lines(frame, one.contact, one),
        "texts": [
            (frame.words[f"field.{key}"], passage(text))
            for key, text in (
                ("stance", one.stance),
                ("no_target", one.no_target),
                ("return_rule", one.return_rule),
                ("conditions", one.conditions),
            )
            if text
        ],
        "count": told(frame, "count.people", n=total),
        "people": [person_view(frame, card) for card in people],
        "work": [work_view(frame, card) for card in work],
        "done": told(frame, "count.done", n=done) if done else "",
        "events": [event_view(frame, card) for card in events],
        "balance": [(chip(frame, "skills", entry.skill), entry.people, entry.work) for entry in balance],
        "elsewhere": [(entry.person.slug, entry.person.name, work_view(frame, entry.work)) for entry in elsewhere],
        "linked": linked.organisation(frame, one) if page == 1 else "",
        "visitors": [person_view(frame, card) for card in visitors],
        "visiting": [work_view(frame, card) for card in visiting],
        "extras": extras(frame, one),
        "confirmed": confirmed(frame, one),
        "stale": facts.is_stale(one, frame.settings.rules, frame.today),
        **editing(frame, source, confirm="page.confirm"),
        **guest(frame, one),
    }


def organisation_facts(frame: Frame, one: Organisation) -> list[Fact]:
    """The small facts of an organisation: labels and words."""
    words = frame.words
    found: tuple[Fact, ...] = (
        (words["field.place"], one.place or ""),
        (words["field.region"], worded(frame, "regions", [one.region] if one.region else [])),
        (words["field.forms"], chips(frame, "forms", one.forms)),
        (words["field.incompatible"], ", ".join(words.get(f"choice.{entry}", entry) for entry in one.incompatible)),
        (words["field.official_id"], one.official_id or ""),
        *signed(frame, one),
    )
    return [(label, said) for label, said in found if said]


def signed(frame: Frame, one: Organisation) -> list[Fact]:
    """What an external party signed, until when that holds, and what it may do."""
    words = frame.words
    if one.layer != "external":
        return []
    return [
        (words["field.conditions_signed"], date_of(frame, one.conditions_signed)),
        (words["field.conditions_until"], date_of(frame, one.conditions_until)),
        (words["organisation.may"], words["organisation.may-everyone"]),
    ]


def external(frame: Frame, one: Organisation | None) -> str:
    """What a page about somebody else says of an external party, in one line; empty for who is none."""
    if one is None or one.layer != "external":
        return ""
    days = {"signed": one.conditions_signed, "signed-until": one.conditions_until}
    said = [told(frame, f"organisation.{key}", day=date_of(frame, day)) for key, day in days.items() if day]
    line = told(frame, "work.external", name=one.name)
    return f"{line} {sentence(', '.join(said))}." if said else line


def pools(frame: Frame, found: Sequence[PoolCard]) -> View:
    """All pools."""
    title = frame.words["pools.title"]
    return {
        "title": title,
        "description": frame.words["pools.lede"],
        "crumbs": ((title, "pools", ""),),
        "pools": [
            (
                one.slug,
                one.name,
                one.organisation,
                gist(one.purpose),
                frame.words[f"admission.{one.admission}"],
                told(frame, "count.people", n=one.members),
                chips(frame, "fields", one.fields),
            )
            for one in found
        ],
    }


def events(frame: Frame, running: Sequence[EventCard], coming: Sequence[EventCard], past: Sequence[EventCard]) -> View:
    """What is on, what is coming, and what was."""
    title = frame.words["events.title"]
    return {
        "title": title,
        "description": frame.words["events.lede"],
        "crumbs": ((title, "events", ""),),
        "running": [event_view(frame, one) for one in running],
        "coming": [event_view(frame, one) for one in coming],
        "past": [event_view(frame, one) for one in past],
        "feeds": feeds(frame, (title, "events")),
    }


def place_of_event(frame: Frame, one: Event) -> str:
    """Where an event is: a place in the language it was written in, and whether it is online too."""
    return together(spoken(one.place or "", tongue(frame, one)), frame.words["event.online"] if one.online else "")


# What can be done with an event as long as it is not over.
COMING = {"confirm": "page.confirm-event", "remove": "page.delete-event"}


def event(
    frame: Frame,
    one: Event,
    organiser: Named | None,
    work: Sequence[WorkCard],
    people: Sequence[PersonCard],
    source: str,
) -> View:
    """One event; a campaign with its work and its people, and when it is over with what came of it."""
    when = period(frame, one.day, one.last_day, None) if one.last_day else date_of(frame, one.day)
    over = (one.last_day or one.day) < frame.today
    hours = told(frame, "until", start=one.begins, end=one.ends) if one.begins and one.ends else one.begins or ""
    return {
        "title": one.title,
        "description": joined(when, one.place) or one.title,
        "crumbs": (
            (frame.words["events.title"], "events", ""),
            (spoken(one.title, tongue(frame, one)), "event", one.slug),
        ),
        "linked": meeting(frame, one, organiser),
        "heading": one.title,
        "tongue": tongue(frame, one),
        "over": over,
        "running": one.day <= frame.today and not over,
        "kind": frame.words["kind.campaign" if is_campaign(one) else "kind.event"],
        "slug": one.slug,
        "work": [work_view(frame, card) for card in work if not (over and has_result(card))],
        "people": [person_view(frame, card, False) for card in people],
        "results": results(frame, work) if over else [],
        "found": found_somebody(frame, work) if over and work else "",
        "facts": [
            (label, said)
            for label, said in (
                (frame.words["event.period" if one.last_day else "field.day"], when),
                (frame.words["event.time"], hours),
                (frame.words["person.where"], place_of_event(frame, one)),
            )
            if said
        ],
        "organiser": organiser,
        "sign_up": one.sign_up or "",
        "fields": chips(frame, "fields", one.fields),
        "contact": contact_lines(frame, one.contact, one),
        "body": body_of(frame, one),
        "extras": extras(frame, one),
        "confirmed": confirmed(frame, one),
        **(editing(frame, source) if over else editing(frame, source, **COMING)),
    }


FOUND = frozenset({"filled", "running", "finished"})


def found_somebody(frame: Frame, work: Sequence[WorkCard]) -> str:
    """How much of some work found somebody."""
    return told(frame, "event.found", n=sum(card.state in FOUND for card in work), of=len(work))
