"""The page of a pool: its people, its work and what came of it, and how much time there is."""

from collections.abc import Mapping, Sequence

from .. import facts
from ..cards import MemberHours, WorkCard
from ..facts import GroupHours
from ..frame import Frame, chip, chips, date_of, told
from ..model import Pool
from ..sketches import Named, PersonCard
from .contacts import contact_lines
from .origins import confirmed, editing
from .pieces import WHOLE, Bar, View, body_of, extras, gist, passage, person_view, tongue, work_view
from .results import has_result, results

# The work of a pool, in the order of its sections.
SECTIONS: Mapping[str, frozenset[str]] = {
    "open": frozenset({"open", "coming"}),
    "running": frozenset({"filled", "running"}),
}


def pool(
    frame: Frame,
    one: Pool,
    organisation: Named | None,
    members: Sequence[PersonCard],
    work: Sequence[WorkCard],
    hours: GroupHours | None,
    times: Sequence[MemberHours],
    skills: Sequence[tuple[str, int]],
    source: str,
) -> View:
    """One pool."""
    done = [card for card in work if card.state == "finished"]
    return {
        "title": one.name,
        "description": gist(one.purpose or one.name),
        "crumbs": ((frame.words["pools.title"], "pools", ""), (one.name, "pool", one.slug)),
        "organisation": organisation,
        "tongue": tongue(frame, one),
        "purpose": passage(one.purpose),
        "way_of_working": passage(one.way_of_working),
        "rules": one.rules,
        "admission": frame.words[f"admission.{one.admission}"],
        "joining": frame.words[f"pool.join-{one.admission}"],
        "fields": chips(frame, "fields", one.fields),
        "contact": contact_lines(frame, one.contact, one),
        "body": body_of(frame, one),
        "count": told(frame, "count.people", n=len(members)),
        "people": [person_view(frame, card, False) for card in members],
        "skills": [(chip(frame, "skills", term), count) for term, count in skills],
        "hours": hours_view(frame, hours, len(members)) if hours else None,
        "times": [times_view(frame, each) for each in times],
        "sections": [
            (frame.words[f"pool.work-{name}"], counted(frame, found), found)
            for name, states in SECTIONS.items()
            if (found := [work_view(frame, card) for card in work if card.state in states])
        ],
        "done": counted(frame, done) if done else "",
        "results": results(frame, done),
        "others": [work_view(frame, card) for card in done if not has_result(card)],
        "extras": extras(frame, one),
        "confirmed": confirmed(frame, one),
        "stale": facts.is_stale(one, frame.settings.rules, frame.today),
        **editing(frame, source, confirm="page.confirm", remove="page.delete-pool"),
    }


def counted(frame: Frame, found: Sequence[object]) -> str:
    """How much work there is."""
    return told(frame, "pool.count", n=len(found))


def hours_view(frame: Frame, one: GroupHours, members: int) -> dict[str, object]:
    """The time of all members together, as a bar and in words."""
    parts = (("engagement", "used", one.used), ("free", "free", one.free), ("later", "later", one.later))
    return {
        "said": told(frame, "pool.hours", n=one.people, of=members),
        "bars": bars([(kind, hours) for kind, _, hours in parts]),
        "parts": [
            (kind, frame.words[f"pool.hours-{name}"], told(frame, "hours", n=hours)) for kind, name, hours in parts
        ],
    }


def bars(parts: Sequence[tuple[str, int]]) -> list[Bar]:
    """Parts of a whole, one after another."""
    total, start = sum(hours for _, hours in parts) or 1, 0
    found = []
    for kind, hours in parts:
        found.append(Bar(kind, WHOLE * start // total, WHOLE * hours // total))
        start += hours
    return found


def times_view(frame: Frame, one: MemberHours) -> tuple[str, str, str, str, str]:
    """The time of a member in words: slug, name, in use, free and from when."""
    words = frame.words
    if one.paused_until and one.paused_until >= frame.today:
        when = told(frame, "person.paused-until", day=date_of(frame, one.paused_until))
    elif one.first:
        when = words["pool.now"] if one.first <= frame.today else date_of(frame, one.first)
    else:
        when = words["pool.unknown"]
    free = words["pool.unknown"] if one.free is None else told(frame, "hours", n=one.free)
    return one.slug, one.name, told(frame, "hours", n=one.used), free, when
