"""The pages of work."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from .. import facts, match
from ..cards import PoolCard, Story, Tally, WorkCard
from ..frame import Frame, chips, choice, date_of, joined, told, worded
from ..model import (
    Assignment,
    Organisation,
)
from ..phrases import number
from ..share import picture
from ..sketches import PersonCard
from .contacts import contact_lines, reachable
from .following import feeds, selections
from .forms import arranged, sentence
from .network import external
from .origins import confirmed, editing, guest
from .pieces import (
    WHOLE,
    Fact,
    View,
    body_of,
    extras,
    gist,
    hours_of,
    language_of,
    level_view,
    passage,
    period,
    person_view,
    place_of,
    spoken,
    story_view,
    tally,
    tongue,
    tongue_of_terms,
    work_view,
)
from .postings import posting
from .sheets import sheet_of


def assignments(
    frame: Frame, work: Sequence[WorkCard], page: int, pages: int, total: int, coming: int, fields: Tally
) -> View:
    """The open work."""
    title = frame.words["assignments.title"]
    return {
        **sheet_of(frame, title, "assignments", "", page, pages),
        "description": frame.words["assignments.lede"],
        "crumbs": ((title, "assignments", ""),),
        "count": told(frame, "count.work", n=total),
        "coming": told(frame, "count.coming", n=coming) if coming else "",
        "work": [work_view(frame, one) for one in work],
        "fields": tally(frame, "fields", fields),
        "feeds": feeds(frame, (title, "assignments")),
        "selections": selections(frame, "assignments") if page == 1 else (),
        "closing": any(one.closes for one in work),
    }


def overview(frame: Frame, work: Sequence[WorkCard], page: int, pages: int, counts: Tally) -> View:
    """All work there is and was, with what came of it."""
    title = frame.words["overview.title"]
    return {
        **sheet_of(frame, title, "overview", "", page, pages),
        "description": frame.words["overview.lede"],
        "crumbs": ((frame.words["assignments.title"], "assignments", ""), (title, "overview", "")),
        "counts": [
            (state, frame.words[f"state.{state}"], number(frame.words, count)) for state, count in counts.counts
        ],
        "work": [work_view(frame, one) for one in work],
    }


# What its owner can confirm of work that is not over.
CONFIRMED = {"open": "page.confirm-work", "coming": "page.confirm", "filled": "page.confirm", "running": "page.confirm"}


LOOKING = ("coming", "open")
AHEAD = (*LOOKING, "filled", "running")  # what must be arranged still matters


def assignment(
    frame: Frame,
    one: Assignment,
    organisation: Organisation | None,
    pool: PoolCard | None,
    people: Sequence[PersonCard],
    campaigns: Sequence[tuple[str, str]],
    source: str,
    card: WorkCard | None = None,
) -> View:
    """One piece of work; its card when there is a picture of it."""
    words = frame.words
    state = facts.state(one, frame.today)
    operator = None if one.origin else frame.settings.contact
    contact = reachable(one.contact, organisation.contact if organisation else None, operator)
    return {
        "title": one.title,
        "description": gist(one.goal or one.result or one.title),
        "crumbs": (
            (words["assignments.title"], "assignments", ""),
            (spoken(one.title, tongue(frame, one)), "assignment", one.slug),
        ),
        "slug": one.slug,
        "picture": picture(frame, card) if card else None,
        "drawn": bool(card and card.state in LOOKING and not card.origin),
        "linked": posting(frame, one, organisation),
        "heading": one.title,
        "tongue": tongue(frame, one),
        "kind": choice(frame, one.kind),
        "state": state,
        "state_label": words[f"state.{state}"],
        "organisation": organisation,
        "client": client_of(frame, one),
        "contact_said": words["work.contact-confidential"] if client_of(frame, one) and not one.contact else "",
        "rings": ring_words(frame, one)[:1] if state in LOOKING else [],
        "external": external(frame, organisation),
        "steps": ring_steps(frame, one) if state in LOOKING else (),
        "arranged": arranged(frame, one.forms, facts.widest_ring(one)) if state in AHEAD else (),
        "tongue_of_terms": tongue_of_terms(frame),
        "goal": passage(one.goal),
        "result": passage(one.result),
        "span": span(frame, one),
        "role": one.role or "",
        "skills": [
            level_view(frame, need.skill, need.level, words[f"importance.{need.importance}"]) for need in one.skills
        ],
        "teaches": chips(frame, "skills", one.teaches),
        "fields": chips(frame, "fields", one.fields),
        "first": one.first_assignment,
        "facts": work_facts(frame, one),
        "pool": pool,
        "campaigns": campaigns,
        "texts": [
            (words[f"field.{key}"], passage(text))
            for key, text in (
                ("agreements", one.agreements),
                ("facilities", one.facilities),
                ("assessment", one.assessment),
            )
            if text
        ],
        "outcome": passage(one.outcome),
        "reflection": passage(one.reflection),
        "result_owner": one.result_owner or "",
        "untold": state == "finished" and not one.outcome and not one.reflection,
        "people": [person_view(frame, card, False) for card in people],
        "body": body_of(frame, one),
        "mail": (contact and contact.email) or "",
        "subject": quote(one.title),
        "contact": contact_lines(frame, contact, one, organisation),
        "respond": told(frame, "work.closes", day=date_of(frame, one.closes)) if one.closes and state == "open" else "",
        "closing": bool(one.closes) and state == "open" and one.origin is None,
        "matched": match.is_matched(one, frame.today),
        "links": [(entry.label or entry.url, entry.url) for entry in one.links],
        "extras": extras(frame, one),
        "confirmed": confirmed(frame, one),
        "stale": facts.is_stale(one, frame.settings.rules, frame.today),
        "withdraw": state not in ("finished", "withdrawn"),
        **editing(frame, source, confirm=CONFIRMED.get(state, "")),
        **guest(frame, one),
    }


def stories(frame: Frame, found: Sequence[Story], page: int, pages: int, total: int) -> View:
    """What finished work brought, the last first."""
    title = frame.words["stories.title"]
    return {
        **sheet_of(frame, title, "stories", "", page, pages),
        "description": frame.words["stories.lede"],
        "crumbs": ((frame.words["assignments.title"], "assignments", ""), (title, "stories", "")),
        "count": told(frame, "stories.count", n=total),
        "stories": [story_view(frame, one) for one in found],
        "feeds": feeds(frame, (title, "stories")),
    }


def client_of(frame: Frame, one: Assignment | WorkCard) -> str:
    """What is said in place of an organisation that nobody may know."""
    return frame.words["person.confidential"] if one.confidential and not one.organisation else ""


def ring_words(frame: Frame, one: Assignment) -> list[str]:
    """For whom the work is open, and when that widens."""
    now = facts.ring_today(one, frame.today)
    said = [told(frame, "work.open-for", ring=frame.words[f"ring.{now}"])] if now else []
    return said + [
        told(frame, "work.opens-for", ring=frame.words[f"ring.{opening.ring}"], day=date_of(frame, opening.day))
        for opening in sorted(one.opens, key=lambda opening: opening.day)
        if opening.day > frame.today
    ]


def ring_steps(frame: Frame, one: Assignment) -> list[tuple[str, str, bool]]:
    """The rings for which work opens one after the other, and whether each is open; empty when there is but one."""
    days = {step.ring: step.day for step in one.opens}
    rings = [ring for ring in facts.RINGS if ring in days or ring == one.ring]
    now = facts.ring_today(one, frame.today)
    reached = facts.RINGS.index(now) if now else -1
    steps = [(ring, facts.RINGS.index(ring) <= reached) for ring in rings]
    found = [
        (sentence(frame.words[f"ring.{ring}"]), opening(frame, days.get(ring), is_open), is_open)
        for ring, is_open in steps
    ]
    return found if len(found) > 1 else []


def opening(frame: Frame, day: date | None, is_open: bool) -> str:
    """Since or from when work is open for a ring."""
    if day is None:
        return frame.words["work.ring-open"] if is_open else ""
    return told(frame, "work.ring-since" if is_open else "from", day=date_of(frame, day))


def span(frame: Frame, one: Assignment) -> dict[str, Any]:
    """Head and tail as a bar that begins when the work was posted; empty when head or tail is not known.

    It moves once a week at most, and only while the work runs: a page should change when there is something to tell.
    """
    end = facts.last_day(one)
    if one.start is None or end is None or end < one.start:
        return {}
    first = min(one.start, one.published_on or one.start)
    days = max(1, (end - first).days)
    start, width = WHOLE * (one.start - first).days // days, max(20, WHOLE * (end - one.start).days // days)
    label, mark, day = marked(frame, one, end)
    return {
        "start": min(start, WHOLE - width),
        "width": width,
        "label": label,
        "mark": mark,
        "now": min(max(0, WHOLE * (day - first).days // days - 3), WHOLE - 6),
        "head": date_of(frame, one.start),
        "tail": date_of(frame, end),
        "middle": joined(hours_of(frame, one.hours), told(frame, "weeks", n=weeks_of(one.start, end))),
    }


def marked(frame: Frame, one: Assignment, end: date) -> tuple[str, str, date]:
    """What is marked on the bar: the week in which work is that runs, else the last day to respond, else nothing."""
    start = one.start or end
    state = facts.state(one, frame.today)
    if state == "running" or (state == "open" and start <= frame.today):
        week = (frame.today - start).days // 7
        said = told(frame, "work.week-of", n=week + 1, of=max(week + 1, weeks_of(start, end)))
        return frame.words["work.now"], said, start + timedelta(weeks=week)
    if state == "open" and one.closes:
        return frame.words["field.closes"], date_of(frame, one.closes), one.closes
    return "", "", start


def weeks_of(start: date, end: date) -> int:
    """How many weeks a period takes, rounded."""
    return max(1, ((end - start).days + 4) // 7)


def work_facts(frame: Frame, one: Assignment) -> list[Fact]:
    """The small facts of a piece of work: labels and words."""
    words = frame.words
    return [
        (label, said)
        for label, said in (
            (words["field.hours"], hours_of(frame, one.hours)),
            (words["work.when"], period(frame, one.start, facts.last_day(one), one.weeks)),
            (words["person.where"], place_of(frame, one.place, one.remote)),
            (words["field.region"], worded(frame, "regions", [one.region] if one.region else [])),
            (words["field.forms"], chips(frame, "forms", one.forms)),
            (words["field.role"], spoken(one.role or "", tongue(frame, one))),
            (words["field.team_size"], told(frame, "count.people", n=one.team_size) if one.team_size else ""),
            (words["field.languages"], ", ".join(language_of(frame, entry) for entry in one.languages)),
            (words["field.reason"], words[f"choice.{one.reason}"] if one.reason else ""),
            (words["field.pay"], words[f"choice.{one.pay}"] if one.pay else ""),
            (words["field.incompatible"], ", ".join(words.get(f"choice.{entry}", entry) for entry in one.incompatible)),
            (words["field.published_on"], date_of(frame, one.published_on)),
            (words["field.closes"], date_of(frame, one.closes)),
            (words["field.filled_on"], date_of(frame, one.filled_on)),
        )
        if said
    ]
