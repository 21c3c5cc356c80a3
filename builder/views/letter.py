"""The letter in which somebody asks her supervisor to agree: to read over, and then to send herself."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from .. import facts, tenure, writing
from ..frame import Frame, address, chip, choice, date_of, joined, told, worded
from ..model import Profile
from ..phrases import listed
from ..sketches import called
from ..slugs import better_slug
from ..vocabulary import find_form
from .contacts import LONGEST_MAIL
from .pieces import hours_of, spoken, tongue

LENGTHS = (60, 40, 24, 12, 6)  # of what somebody wrote, until the letter fits in a link
LONGEST_FORM = 60
VALID_MONTHS = 12  # for which consent is asked, when nothing tells of another day


class Line(NamedTuple):
    """A line of the letter; what the writer said of herself may be in a language of its own."""

    said: str
    own: str = ""
    tail: str = ""
    needed: bool = True  # others go first when the letter is too long for a link


class Letter(NamedTuple):
    """A letter as a link that opens a mail, and as text to copy."""

    href: str
    subject: str
    text: Markup


def letter(frame: Frame, one: Profile) -> Letter:
    """What somebody asks of her supervisor, with the addresses of her profile and of the page for supervisors."""
    pages = frame.path_of("profile", one.slug), frame.path_of("supervisors")
    where = pages if frame.settings.base_url else ("", "")
    drafts = (drafted(frame, one, *where, length) for length in LENGTHS)
    return next(made for made in drafts if len(made.href) < LONGEST_MAIL)


def drafted(frame: Frame, one: Profile, page: str, explained: str, length: int) -> Letter:
    """The letter with names and texts of so many signs, less the lines that do not fit in a link."""
    subject = told(frame, "letter.subject", name=clipped(called(one), length))
    lines = list(worded_lines(frame, one, page, explained, length))
    href = link(subject, lines)
    while len(href) >= LONGEST_MAIL and any(not line.needed for line in lines):
        lines.remove([line for line in lines if not line.needed][-1])
        href = link(subject, lines)
    return Letter(href, subject, shown(lines, tongue(frame, one)))


def shown(lines: list[Line], language: str) -> Markup:
    """The letter as text on a page, with what she wrote herself in its own language."""
    if not language:
        return escape("\n".join([line.said + line.own + line.tail for line in lines]))
    own = (escape(line.said) + spoken(escape(line.own), language) + escape(line.tail) for line in lines)
    return Markup("\n").join(own)


def link(subject: str, lines: list[Line]) -> str:
    """A link that opens a mail to nobody yet."""
    body = quoted("\r\n").join([quoted(line.said) + quoted(line.own) + quoted(line.tail) for line in lines])
    return f"mailto:?subject={quoted(subject)}&body={body}"


@lru_cache(maxsize=2048)  # most lines of a letter stand in every letter
def quoted(text: str) -> str:
    """A text as an address may hold it."""
    return quote(text, safe="")


def worded_lines(frame: Frame, one: Profile, page: str, explained: str, length: int) -> Iterator[Line]:
    """The letter from the greeting to the name."""
    words = frame.words
    yield from (Line(words["letter.greeting"]), Line(""))
    yield Line(told(frame, "letter.opening", title=clipped(frame.settings.title, length)))
    before = consent_before(frame, one)
    if before:
        yield Line(before)
    yield Line("")
    yield from wished(frame, one, length)
    yield from (Line(""), Line(words["letter.each"]))
    if page:
        yield Line("")
        yield Line(words["letter.page"] + " " + address(frame, frame.prefix + page), needed=False)
        yield Line(words["letter.explained"] + " " + address(frame, frame.prefix + explained), needed=False)
    yield from (Line(""), Line(words["letter.yes"]), Line(""))
    yield from (Line(text) for text in rows(frame, one, length))
    yield from (Line(""), Line(words["letter.closing"]), Line("", clipped(called(one), length)))


def consent_before(frame: Frame, one: Profile) -> str:
    """What there was of consent: it lapsed, or it will soon."""
    until = one.consent.until if one.consent else None
    state = facts.consent_state(one, frame.today)
    if until is None or state not in ("lapsed", "given"):
        return ""
    return told(frame, f"letter.{state}", day=date_of(frame, until))


def wished(frame: Frame, one: Profile, length: int) -> Iterator[Line]:
    """What somebody would like to do, when, in which form, and how she comes back."""
    words, back = frame.words, one.return_arrangement
    first, until = facts.free_from(one, frame.today), asked_until(one, frame.today)
    about = clipped("; ".join(one.wants[:3]) or one.headline or "", 2 * length)
    days = listed(words, [choice(frame, day) for day in tenure.WEEK if day in one.days])
    agreed = clipped(back.agreement, 2 * length) if back else ""
    day = f" · {date_of(frame, back.day)}" if back and back.day else ""
    lines = (
        Line(words["letter.about" if one.wants else "letter.me"], about, needed=False),
        Line(words["field.forms"], "", worded(frame, "forms", forms(one, length))),
        Line(words["person.time"], "", joined(hours_of(frame, one.hours), days)),
        Line(words["letter.from"], "", date_of(frame, first) if first and first > frame.today else ""),
        Line(words["letter.until"], "", date_of(frame, until)),
        Line(words["field.return_arrangement"], agreed, day if agreed else words["letter.return"]),
    )
    for line in lines:
        if line.own or line.tail:
            yield line._replace(said=f"- {line.said}{words['sign.colon']} ")


def rows(frame: Frame, one: Profile, length: int) -> tuple[str, ...]:
    """What the file says after a yes."""
    return consent_lines(frame, "given", forms(one, length), asked_until(one, frame.today))


def consent_lines(frame: Frame, state: str, scope: tuple[str, ...] = (), until: date | None = None) -> tuple[str, ...]:
    """A consent as a file says it."""
    lines = _consent_lines(frame, state, scope, date.max if until else None)
    return tuple([line.replace(SOME_DAY, until.isoformat()) for line in lines]) if until else lines


SOME_DAY = date.max.isoformat()  # stands for the day, which is another one in most letters


@lru_cache(maxsize=1024)  # many ask for the same
def _consent_lines(frame: Frame, state: str, scope: tuple[str, ...], until: date | None) -> tuple[str, ...]:
    said = {"state": state, "scope": [in_files(frame, form) for form in scope], "until": until}
    return tuple(row.text for row in writing.rows(Profile, {"consent": said}, frame.language))


def in_files(frame: Frame, form: str) -> str:
    """How people write a form of working: by its label where that leads to it, else by its id."""
    word = better_slug(chip(frame, "forms", form).label)
    return word if find_form(frame.vocabularies["forms"], word) == form else form


def forms(one: Profile, length: int) -> tuple[str, ...]:
    """The forms of working that are asked for: no more and no longer than a letter holds."""
    return tuple([form for form in one.forms if len(quoted(form)) <= LONGEST_FORM])[: max(1, length // 7)]


def asked_until(one: Profile, today: date) -> date:
    """Until when consent is asked: as long as there is time, until the return, or to the end of the month next year."""
    back = one.return_arrangement.day if one.return_arrangement else None
    soon, later = tenure.later(today, tenure.SOON), facts.end_of_month(today, VALID_MONTHS)
    return next((day for day in (one.available_until, back) if day and day > soon), later)


def clipped(text: str, length: int) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
