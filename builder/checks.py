"""What the fields of one record must hold together: dates in order, something said, nothing twice."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from .model import KINDS, Assignment, Event, Pool, Profile, Record
from .problems import Severity


class Flaw(NamedTuple):
    """A mistake between fields: at which field (English path), which code, and what fills its words."""

    at: str
    code: str
    values: Mapping[str, object] = {}
    severity: Severity = "error"
    lacks: tuple[str, ...] = ()  # the fields that are missed: no flaw when a mistake in one of them is the cause


Check = Callable[[Any], Iterator[Flaw]]


def flaws(record: Record, beside: tuple[str, ...] = ()) -> Iterator[Flaw]:
    """All that does not hold together in a record; `beside` names the images in its folder."""
    for check in CHECKS[type(record)]:
        yield from check(record)
    if isinstance(record, Profile):
        yield from _photo(record, beside)


def twice(record: Record) -> Iterator[Flaw]:
    """What is said twice, also when it was said in other words: for a record whose words are settled."""
    if isinstance(record, Profile):
        yield from _said_twice(record)
    elif isinstance(record, Assignment):
        yield from _work_twice(record)


def _named(person: Profile) -> Iterator[Flaw]:
    if not person.name and not person.pseudonym:
        yield Flaw("", "no-name", lacks=("name", "pseudonym"))


def _says_something(person: Profile) -> Iterator[Flaw]:
    lines = ("role", "headline", "does", "good_at", "would_like", "skills", "body")
    if not any(getattr(person, name) for name in lines):
        yield Flaw("", "says-nothing", lacks=lines)


def _person_dates(person: Profile) -> Iterator[Flaw]:
    yield from _in_order("available_until", person.available_from, person.available_until)
    for n, engagement in enumerate(person.engagements):
        yield from _in_order(f"engagements[{n}].end", engagement.start, engagement.end)
    for n, done in enumerate(person.experience):
        if done.start and done.end and done.end[: len(done.start)] < done.start[: len(done.end)]:
            yield Flaw(f"experience[{n}].end", "end-before-start", {"start": done.start, "end": done.end})


def _said_twice(person: Profile) -> Iterator[Flaw]:
    yield from _twice("skills", [claim.skill for claim in person.skills])
    yield from _twice("learns", list(person.learns))
    yield from _twice("languages", [one.language for one in person.languages])


def _photo(person: Profile, beside: tuple[str, ...]) -> Iterator[Flaw]:
    if person.photo is None:
        return
    if person.photo.file not in beside:
        yield Flaw("photo.file", "photo-missing", {"file": person.photo.file, "slug": person.slug})
    elif not person.photo.alt:
        yield Flaw("photo.file", "photo-without-alt", {}, "warning", ("photo.alt",))


def _work_dates(work: Assignment) -> Iterator[Flaw]:
    yield from _in_order("end", work.start, work.end)
    if work.closes and work.start and work.closes > work.start and work.status == "open":
        yield Flaw("closes", "closes-after-start", {"closes": work.closes, "start": work.start})
    if work.closes and work.published_on and work.closes < work.published_on:
        yield Flaw("closes", "closes-before-published", {"closes": work.closes, "published": work.published_on})


def _goal_and_result(work: Assignment) -> Iterator[Flaw]:
    if work.kind in ("gig", "project", "exchange"):
        if not work.goal:
            yield Flaw("", "no-goal", {}, "warning", ("goal",))
        if not work.result:
            yield Flaw("", "no-result", {}, "warning", ("result",))
    if work.kind in ("gig", "project") and not (work.start and (work.end or work.weeks)):
        yield Flaw("", "no-head-or-tail", {}, "warning", ("start", "end", "weeks"))


def _work_twice(work: Assignment) -> Iterator[Flaw]:
    yield from _twice("skills", [need.skill for need in work.skills])
    yield from _twice("teaches", list(work.teaches))


def _rings(work: Assignment) -> Iterator[Flaw]:
    order = ("own", "government", "everyone")
    for n, opening in enumerate(work.opens):
        if order.index(opening.ring) <= order.index(work.ring):
            yield Flaw(f"opens[{n}]", "ring-already-open", {"ring": opening.ring})


def _status(work: Assignment) -> Iterator[Flaw]:
    if work.status == "finished" and not work.outcome:
        yield Flaw("status", "finished-without-outcome", {}, "warning", ("outcome",))
    if work.status == "open" and work.filled_by:
        yield Flaw("filled_by", "filled-but-open")
    if work.filled_on and work.published_on and work.filled_on < work.published_on:
        values = {"filled": work.filled_on, "published": work.published_on}
        yield Flaw("filled_on", "filled-before-published", values, "warning")


def _event_dates(event: Event) -> Iterator[Flaw]:
    yield from _in_order("last_day", event.day, event.last_day)
    if event.begins and event.ends and not event.last_day and event.ends <= event.begins:
        yield Flaw("ends", "ends-before-begins", {"begins": event.begins, "ends": event.ends})


def _members_twice(pool: Pool) -> Iterator[Flaw]:
    yield from _twice("members", list(pool.members))


def _in_order(at: str, start: date | None, end: date | None) -> Iterator[Flaw]:
    if start and end and end < start:
        yield Flaw(at, "end-before-start", {"start": start, "end": end})


def _twice(at: str, values: list[str]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for n, value in enumerate(values):
        if value.casefold() in seen:
            yield Flaw(f"{at}[{n}]", "said-twice", {"value": value})
        seen.add(value.casefold())


CHECKS: Mapping[type[Record], tuple[Check, ...]] = dict.fromkeys(KINDS.values(), ()) | {
    Profile: (_named, _says_something, _person_dates, _said_twice),
    Assignment: (_work_dates, _goal_and_result, _work_twice, _rings, _status),
    Event: (_event_dates,),
    Pool: (_members_twice,),
}
