"""What a page tells of the things it shows: everything its template needs, worked out and in words.

A view sees the frame and what its row in the table of pages shows, and nothing else.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, get_args
from urllib.parse import quote

from markupsafe import Markup

from . import facts, match, prose, rank, report
from .cards import (
    Asked,
    Claimed,
    EventCard,
    Named,
    OrganisationCard,
    PersonCard,
    Placed,
    PoolCard,
    Tally,
    WorkCard,
    called,
)
from .frame import Chip, Frame, chip, chips, choice, date_of, joined, json_in_script, told, worded
from .match import House, Pair, SkillFit, Why
from .model import (
    Assignment,
    Contact,
    Event,
    Experience,
    LanguageSkill,
    Layer,
    Organisation,
    Pool,
    Profile,
    Record,
)
from .phrases import moment
from .problems import Problem
from .search import FACETS, FIELDS
from .vocabulary import BROADER, NARROWER, RELATED, Vocabulary

View = Mapping[str, Any]
Crumbs = tuple[tuple[str, str, str], ...]

STEMMERS = {"nl": "stemmer-dutch.js", "en": "stemmer-english.js"}
KINDS = ("profile", "assignment", "organisation", "pool", "event")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKDAYS = 5
HUES = 5
WHOLE = 1000  # bars are drawn on a scale of a thousand
LONGEST_ADDRESS = 7_500  # GitHub answers 414 above some 8,190 bytes


# Parts of pages -------------------------------------------------------------------------------------------------------


class PersonView(NamedTuple):
    """A person in a list, in words."""

    slug: str
    name: str
    initials: str
    hue: int
    role: str
    organisation: Named | None
    headline: str
    skills: tuple[Chip, ...]
    learns: tuple[Chip, ...]
    facts: tuple[str, ...]
    aside: str  # what one list adds: a level, a role in a pool


class WorkView(NamedTuple):
    """A piece of work in a list, in words."""

    slug: str
    title: str
    kind: str
    organisation: Named | None
    gist: str
    state: str
    state_label: str
    skills: tuple[Chip, ...]
    teaches: tuple[Chip, ...]
    facts: tuple[str, ...]
    told: str  # the facts on one line
    closes: str
    first: bool
    filled_by: tuple[tuple[str, str], ...]
    outcome: str
    aside: str


class EventView(NamedTuple):
    """An event in a list, in words."""

    slug: str
    title: str
    number: int
    month: str
    when: str
    where: str
    organiser: Named | None


class LevelView(NamedTuple):
    """A skill with a level in dots and words."""

    skill: Chip
    dots: str
    level: str
    note: str


class Bar(NamedTuple):
    """A piece of a bar, on a scale of a thousand."""

    kind: str
    start: int
    width: int


class Light(NamedTuple):
    """One of the five lights, in words."""

    state: str
    name: str
    said: str


class Score(NamedTuple):
    """One criterion of a match, in words."""

    name: str
    points: int
    of: int
    width: int
    said: str


class MatchView(NamedTuple):
    """An explained match, beside the person or the work it is about."""

    who: PersonView | None
    work: WorkView | None
    band: str
    score: str
    parts: tuple[Score, ...]
    lights: tuple[Light, ...]
    fits: str
    missing: str
    learns: str
    coffee: str
    mail: str
    brief: bool  # little in common: the reasons stay folded


class Pager(NamedTuple):
    """The pages of a list: numbers, and 0 where some are left out."""

    name: str
    item: str
    here: int
    pages: tuple[int, ...]
    before: int
    after: int


@lru_cache(maxsize=4096)  # a card stands in many lists
def person_view(frame: Frame, card: PersonCard, *, times: bool = True, aside: str = "") -> PersonView:
    """A person in a list; `times` says whether hours and dates may be told there."""
    told_facts = (place_of(frame, card.place, card.remote), *(when_free(frame, card) if times else ()))
    return PersonView(
        slug=card.slug,
        name=card.name,
        initials=initials(card.name),
        hue=hue(card.slug),
        role=card.role or "",
        organisation=card.organisation,
        headline=card.headline or "",
        skills=chips(frame, "skills", card.skills),
        learns=chips(frame, "skills", card.learns[:2]),
        facts=tuple(fact for fact in told_facts if fact),
        aside=aside,
    )


def when_free(frame: Frame, card: PersonCard) -> tuple[str, ...]:
    """What a card says about time."""
    if card.paused_until and card.paused_until >= frame.today:
        return (told(frame, "person.paused-until", day=date_of(frame, card.paused_until)),)
    later = card.available_from if card.available_from and card.available_from > frame.today else None
    return (hours_of(frame, card.hours), told(frame, "from", day=date_of(frame, later)) if later else "")


@lru_cache(maxsize=4096)
def work_view(frame: Frame, card: WorkCard, aside: str = "") -> WorkView:
    """A piece of work in a list."""
    told_facts = (
        period(frame, card.start, card.end, card.weeks),
        hours_of(frame, card.hours),
        place_of(frame, card.place, card.remote),
    )
    return WorkView(
        slug=card.slug,
        title=card.title,
        kind=choice(frame, card.kind),
        organisation=card.organisation,
        gist=gist(card.gist),
        state=card.state,
        state_label=frame.words[f"state.{card.state}"],
        skills=chips(frame, "skills", card.skills[:3]),
        teaches=chips(frame, "skills", card.teaches[:2]),
        facts=tuple(fact for fact in told_facts if fact),
        told=joined(*told_facts),
        closes=told(frame, "work.closes", day=date_of(frame, card.closes)) if card.closes else "",
        first=card.first_assignment,
        filled_by=card.filled_by,
        outcome=gist(card.outcome),
        aside=aside,
    )


def event_view(frame: Frame, card: EventCard) -> EventView:
    """An event in a list."""
    when = date_of(frame, card.day)
    if card.last_day:
        when = told(frame, "until", start=when, end=date_of(frame, card.last_day))
    where = joined(card.place, frame.words["event.online"] if card.online else "")
    month = frame.words[f"month.short.{card.day.month}"]
    return EventView(card.slug, card.title, card.day.day, month, joined(when, card.begins), where, card.organiser)


def initials(name: str) -> str:
    """The first letters of the first and last word that begin with one: NA, DK, PM."""
    letters = [word[0] for word in re.split(r"[\s(]+", name) if word and word[0].isalpha() and not word.islower()]
    letters = letters or [character for character in name if character.isalnum()][:1]
    return "".join(letters[:: len(letters) - 1] if len(letters) > 1 else letters)[:2].upper()


def hue(slug: str) -> int:
    """One of a few soft colours, always the same for one person."""
    return sum(slug.encode()) % HUES


def hours_of(frame: Frame, hours: int | None) -> str:
    """Hours a week in words."""
    return told(frame, "hours", n=hours) if hours else ""


def place_of(frame: Frame, place: str | None, remote: str | None) -> str:
    """A town and whether one can work from elsewhere."""
    return joined(place, frame.words[f"remote.{remote}"] if remote and remote != "no" else "")


def period(frame: Frame, start: date | None, end: date | None, weeks: int | None) -> str:
    """From when until when, or how long."""
    if start and end:
        return told(frame, "until", start=date_of(frame, start), end=date_of(frame, end))
    if start or end:
        return told(frame, "from" if start else "up-to", day=date_of(frame, start or end))
    return told(frame, "weeks", n=weeks) if weeks else ""


def moments(frame: Frame, start: str | None, end: str | None) -> str:
    """From when until when, as precisely as it was written."""
    if start and end:
        first, last = moment(frame.words, start), moment(frame.words, end)
        return first if first == last else told(frame, "until", start=first, end=last)
    if start:
        return told(frame, "since", day=moment(frame.words, start))
    return told(frame, "up-to", day=moment(frame.words, end)) if end else ""


PLAIN = re.compile(r"[\w \t,;:.?!'’\"“”()/€%+–-]*")
LIST_OR_RULE = re.compile(r"\s*([-+–]|\d+[.)])\s|\s*-{3}")


def is_plain(text: str) -> bool:
    """Whether a text says the same with and without Markdown."""
    return (
        PLAIN.fullmatch(text) is not None
        and "__" not in text
        and "_ " not in f"{text} "
        and not LIST_OR_RULE.match(text)
    )


def passage(text: str | None, label: str = "") -> Markup:
    """A text of several lines as HTML, after a label when there is one."""
    if not text:
        return Markup()
    said = Markup("<p>{}</p>").format(text) if is_plain(text) else prose.html(text, base_level=3)
    if not label:
        return said
    name = Markup("<strong>{}:</strong>").format(label)
    if said.startswith("<p>"):
        return Markup("<p>{} {}").format(name, said[3:])
    return Markup("<p>{}</p>{}").format(name, said)


def gist(text: str) -> str:
    """The beginning of a text, without its marks."""
    return text if len(text) <= 160 and is_plain(text) else prose.summary(text)


def body_of(record: Record) -> Markup:
    """The text below the front matter, as `prose` made it when the file was read."""
    return Markup(record.body_html)  # noqa: S704  # nothing else writes this field


def level_view(frame: Frame, skill: str, level: int | None, note: str = "") -> LevelView:
    """A skill with its level."""
    if level is None:
        return LevelView(chip(frame, "skills", skill), "", "", note)
    dots = "●" * level + "○" * (5 - level)
    return LevelView(chip(frame, "skills", skill), dots, frame.words[f"level.{level}"], note)


def language_of(frame: Frame, one: LanguageSkill) -> str:
    """A language and how well it is spoken."""
    name = frame.words.get(f"language.{one.language}", one.language)
    level = frame.words["cefr.native"] if one.level == "native" else one.level
    return f"{name} ({level})" if level else name


def extras(record: Record) -> tuple[tuple[str, str], ...]:
    """The network's own fields: the key without its x- as a name, and the value as text."""
    return tuple(
        (key[2:].replace("-", " ").replace("_", " ").capitalize(), flat(value)) for key, value in record.extra.items()
    )


def flat(value: Any) -> str:
    """Text, a list or a mapping on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {flat(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(flat(one) for one in value)
    return str(value)


def tongue(frame: Frame, record: Record) -> str:
    """The language of a text, when it is another one than the site's."""
    return record.language if record.language and record.language != frame.language else ""


def confirmed(frame: Frame, record: Record) -> str:
    """When somebody last saw that this is right."""
    return told(frame, "page.confirmed", day=date_of(frame, record.confirmed_on)) if record.confirmed_on else ""


def editing(frame: Frame, source: str) -> dict[str, str]:
    """The addresses at which a file can be changed or removed."""
    repository = frame.settings.repository
    if repository is None or not source:
        return {"edit": "", "delete": ""}
    at = f"{quote(repository.branch)}/{quote(source)}"
    return {"edit": f"{repository.url}/edit/{at}", "delete": f"{repository.url}/delete/{at}"}


def contact_lines(frame: Frame, contact: Contact | None) -> tuple[tuple[str, str, str], ...]:
    """How to get in touch: label, words and address."""
    if contact is None:
        return ()
    lines = [
        (frame.words["contact.who"], joined(contact.name, contact.role), ""),
        (frame.words["contact.email"], contact.email or "", f"mailto:{contact.email}"),
        (frame.words["contact.phone"], contact.phone or "", "tel:" + re.sub(r"[^+\d]", "", contact.phone or "")),
        (frame.words["contact.route"], contact.route or "", ""),
    ]
    return tuple(line for line in lines if line[1])


def reachable(*contacts: Contact | None) -> Contact | None:
    """The first of these that says how."""
    return next((one for one in contacts if one and (one.email or one.phone or one.route or one.name)), None)


def pager(name: str, item: str, page: int, pages: int) -> Pager | None:
    """The pages of a list: the ends and the neighbours of this one."""
    if pages < 2:
        return None
    near = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    shown: list[int] = []
    for number in near:
        if shown and number > shown[-1] + 1:
            shown.append(0)
        shown.append(number)
    return Pager(name, item, page, tuple(shown), page - 1, page + 1 if page < pages else 0)


def titled(frame: Frame, key: str, page: int) -> str:
    """The title of a list, with the number of its page after the first."""
    return key if page == 1 else told(frame, "page.numbered", title=key, page=page)


def sheet_of(frame: Frame, title: str, name: str, item: str, page: int, pages: int) -> dict[str, Any]:
    """What every page of a list has."""
    return {
        "title": titled(frame, title, page),
        "heading": title,
        "first": page == 1,
        "pager": pager(name, item, page, pages),
    }


# Home and texts -------------------------------------------------------------------------------------------------------


def home(
    frame: Frame, counts: tuple[int, ...], work: Sequence[WorkCard], events: Sequence[EventCard], fields: Tally
) -> View:
    """The front door."""
    settings = frame.settings
    people, open_work, organisations = counts
    return {
        "title": frame.words["home.title"],
        "description": settings.tagline or frame.words["home.lede"],
        "crumbs": (),
        "tagline": settings.tagline or frame.words["home.lede"],
        "people": people,
        "open_work": open_work,
        "organisations": told(frame, "count.organisations", n=organisations),
        "work": [work_view(frame, one) for one in work],
        "events": [event_view(frame, one) for one in events],
        "fields": [(*chip(frame, "fields", term), count) for term, count in fields.counts],
    }


def text_page(name: str, title_key: str) -> Any:
    """A view for a page of fixed text."""

    def view(frame: Frame) -> View:
        title = frame.words[title_key]
        return {
            "title": title,
            "crumbs": ((title, name, ""),),
            "operator": frame.settings.operator,
            "contact": contact_lines(frame, frame.settings.contact),
            "licence": frame.settings.licence,
            "edition": frame.edition,
            "repository": frame.settings.repository,
        }

    return view


about, data = text_page("about", "about.title"), text_page("data", "data.title")
privacy, accessibility = text_page("privacy", "privacy.title"), text_page("accessibility", "accessibility.title")


def missing(frame: Frame) -> View:
    """What an address that leads nowhere says."""
    return {"title": frame.words["missing.title"], "crumbs": (), "indexed": False}


def new(frame: Frame) -> View:
    """How to make a profile."""
    repository = frame.settings.repository
    example = frame.words["new.example"]
    start = ""
    if repository:
        name = frame.words["new.file"]
        at = f"{repository.url}/new/{quote(repository.branch)}?filename=content/profiles/{name}"
        filled = f"{at}&value={quote(example)}"
        start = filled if len(filled) <= LONGEST_ADDRESS else at
    title = frame.words["new.title"]
    return {
        "title": title,
        "crumbs": ((title, "new", ""),),
        "example": example,
        "start": start,
        "contact": contact_lines(frame, frame.settings.contact),
    }


def search(frame: Frame) -> View:
    """The page for searching; a script fills it."""
    title = frame.words["search.title"]
    return {
        "title": title,
        "crumbs": ((title, "search", ""),),
        "indexed": False,
        "stemmer": STEMMERS[frame.language],
        "script_words": search_words(frame),
    }


def search_words(frame: Frame) -> Markup:
    """The sentences the script says, as JSON that cannot leave its element."""
    words = frame.words
    found = {
        "language": frame.language,
        **{key: {n: words[f"search.{key}.{n}"] for n in ("one", "other")} for key in ("count", "partial", "without")},
        **{key: words[f"search.{key}"] for key in ("none", "loading", "trouble", "why", "missing")},
        "kinds": {kind: words[f"kind.{kind}"] for kind in KINDS},
        "fields": {field.name: words[f"search.field.{field.name}"] for field in FIELDS},
        "facets": {name: words[f"search.facet.{name}"] for name in FACETS},
        "values": {
            "kind": {kind: words[f"kinds.{kind}"] for kind in KINDS},
            "ring": {ring: words[f"ring.{ring}"] for ring in facts.RINGS},
            "state": {state: words[f"state.{state}"] for state in get_args(facts.State)},
            "layer": {layer: words[f"choice.{layer}"] for layer in get_args(Layer)},
        },
        "order": list(FACETS),
        "open": ["kind", "field"],
    }
    return json_in_script(found)


# People ---------------------------------------------------------------------------------------------------------------


def profiles(
    frame: Frame, people: Sequence[PersonCard], page: int, pages: int, total: int, fields: Tally, regions: Tally
) -> View:
    """Everyone, by name."""
    title = frame.words["profiles.title"]
    return {
        **sheet_of(frame, title, "profiles", "", page, pages),
        "description": frame.words["profiles.lede"],
        "crumbs": ((title, "profiles", ""),),
        "count": told(frame, "count.people", n=total),
        "people": [person_view(frame, one) for one in people],
        "fields": [(*chip(frame, "fields", term), count) for term, count in fields.counts],
        "regions": [(*chip(frame, "regions", term), count) for term, count in regions.counts],
    }


def term_page(name: str, kind: str, kicker: str) -> Any:
    """A view for the people and the open work of a field of work or a region."""

    def view(
        frame: Frame,
        term: str,
        people: Sequence[PersonCard],
        page: int,
        pages: int,
        total: int,
        work: Sequence[WorkCard],
    ) -> View:
        label = chip(frame, kind, term).label
        found = frame.vocabularies[kind].terms.get(term)
        return {
            **sheet_of(frame, label, name, term, page, pages),
            "crumbs": ((frame.words["profiles.title"], "profiles", ""), (label, name, term)),
            "kicker": frame.words[kicker],
            "explanation": passage(found.explanation if found else None),
            "count": told(frame, "count.people", n=total),
            "people": [person_view(frame, one) for one in people],
            "work": [work_view(frame, one) for one in work],
        }

    return view


field = term_page("field", "fields", "term.field")
region = term_page("region", "regions", "term.region")


def profile(
    frame: Frame,
    one: Profile,
    organisation: Organisation | None,
    pools: Sequence[PoolCard],
    work: Sequence[WorkCard],
    names: Sequence[tuple[str, str]],
    source: str,
) -> View:
    """One person."""
    name = called(one)
    contact = reachable(one.contact, organisation.contact if organisation else None, frame.settings.contact)
    return {
        "title": name,
        "description": joined(one.role, organisation.name if organisation else None) or name,
        "crumbs": ((frame.words["profiles.title"], "profiles", ""), (name, "profile", one.slug)),
        "indexed": one.findable,
        "slug": one.slug,
        "name": name,
        "tongue": tongue(frame, one),
        "photo": one.images.get(one.photo.file, "") if one.photo else "",
        "photo_alt": (one.photo.alt if one.photo else None) or name,
        "initials": initials(name),
        "hue": hue(one.slug),
        "role": one.role or "",
        "organisation": organisation,
        "headline": one.headline or "",
        "mail": (contact and contact.email) or "",
        "mail_label": told(
            frame, "person.mail" if contact is one.contact else "person.mail-via", name=first_name(name)
        ),
        "contact": contact_lines(frame, contact),
        "contact_own": contact is one.contact,
        "matches_label": told(frame, "person.matches", name=first_name(name)) if one.matching else "",
        "answers": [
            (frame.words[f"field.{key}"], passage(text))
            for key, text in (("does", one.does), ("good_at", one.good_at), ("would_like", one.would_like))
            if text
        ],
        "skills": [level_view(frame, claim.skill, claim.level, claim.proof or "") for claim in one.skills],
        "learns": chips(frame, "skills", one.learns),
        "wants": one.wants,
        "wants_not": one.wants_not,
        "fields": chips(frame, "fields", one.fields),
        "strengths": [chip(frame, "strengths", term).label for term in one.strengths],
        "knows": one.knows,
        "experience": [experience_view(frame, entry, dict(names)) for entry in one.experience],
        "education": [
            (entry.title, joined(entry.school, moments(frame, entry.completed, entry.completed)))
            for entry in one.education
        ],
        "certificates": [
            (entry.title, joined(entry.issuer, *certificate_dates(frame, entry)), entry.link or "")
            for entry in one.certificates
        ],
        "portfolio": [
            (entry.title, entry.shows or "", entry.link or one.images.get(entry.file or "", ""))
            for entry in one.portfolio
        ],
        "languages": [language_of(frame, entry) for entry in one.languages],
        "ambitions": passage(one.ambitions),
        "body": body_of(one),
        "work": [work_view(frame, card) for card in work],
        "pools": pools,
        "time": time_view(frame, one),
        "agreements": agreements(frame, one, organisation),
        "side_jobs": [
            joined(entry.title, entry.organisation, frame.words["person.paid"] if entry.paid else "")
            for entry in one.side_jobs
        ],
        "tests": [joined(entry.title, entry.result, moments(frame, entry.taken, entry.taken)) for entry in one.tests],
        "extras": extras(one),
        "links": [(entry.label or entry.url, entry.url) for entry in one.links],
        "stale": facts.freshness(one, frame.settings.rules, frame.today) == "stale",
        "confirmed": confirmed(frame, one),
        **editing(frame, source),
    }


def first_name(name: str) -> str:
    """What one says to somebody: the first word, or the whole when that is short of a name."""
    first = name.split(maxsplit=1)[0] if name.split() else name
    return first if len(first) > 1 and not first.endswith(".") else name


def experience_view(frame: Frame, one: Experience, names: Mapping[str, str]) -> dict[str, Any]:
    """Something a person did."""
    organisation = frame.words["person.confidential"] if one.confidential else one.organisation
    return {
        "title": one.title,
        "meta": joined(organisation, moments(frame, one.start, one.end)),
        "running": bool(one.start and not one.end),
        "result": passage(one.result, frame.words["field.result"]),
        "description": passage(one.description),
        "together": [(slug, names[slug]) for slug in one.together_with if slug in names],
        "link": one.link or "",
    }


def certificate_dates(frame: Frame, one: Any) -> tuple[str, str]:
    """When a certificate was got and until when it holds."""
    expires = told(frame, "up-to", day=moment(frame.words, one.expires)) if one.expires else ""
    return moments(frame, one.issued, one.issued), expires


def time_view(frame: Frame, one: Profile) -> dict[str, Any]:
    """What somebody says about time: hours, dates, days and how full the week is."""
    load = facts.load(one, frame.settings.rules, frame.today)
    free, first = facts.hours_free(one, frame.today), facts.free_from(one, frame.today)
    paused = facts.is_paused(one, frame.today)
    lines = [
        told(frame, "person.paused-until", day=date_of(frame, one.paused_until)) if paused else "",
        frame.words["person.stays"] if one.stays else "",
        hours_of(frame, one.hours),
        told(frame, "person.still-free", n=free) if free is not None and free != one.hours else "",
        told(frame, "from", day=date_of(frame, first)) if first and first > frame.today else "",
        told(frame, "up-to", day=date_of(frame, one.available_until)) if one.available_until else "",
        told(frame, "person.most", n=one.most_engagements) if one.most_engagements else "",
    ]
    return {
        "lines": [line for line in lines if line],
        "days": week(frame, one),
        "bars": bars(load, frame.settings.rules.full_time_hours),
        "parts": [
            (part.kind, part.title or frame.words[f"load.{part.kind}"], hours_of(frame, part.hours))
            for part in load.parts
        ],
        "overloaded": told(frame, "load.overloaded", n=load.hours) if load.overloaded else "",
        "engagements": [
            (
                entry.title,
                joined(entry.organisation, period(frame, entry.start, entry.end, None)),
                entry.assignment or "",
            )
            for entry in facts.running(one, frame.today)
        ],
    }


def week(frame: Frame, one: Profile) -> tuple[tuple[str, str, bool], ...]:
    """The days of the week, in short and in full, and whether they are free; empty when nothing is said."""
    if not one.days:
        return ()
    days = [day for place, day in enumerate(WEEK) if place < WORKDAYS or day in one.days]
    return tuple((frame.words[f"day.short.{day}"], choice(frame, day), day in one.days) for day in days)


def bars(load: facts.Load, full: int) -> tuple[Bar, ...]:
    """The week as a bar, a full-time week wide or as wide as it has become."""
    total = max(full, sum(part.hours for part in load.parts))
    found, start = [], 0
    for part in load.parts:
        width = WHOLE * part.hours // total
        found.append(Bar(part.kind, start, width))
        start += width
    return tuple(found)


def agreements(frame: Frame, one: Profile, organisation: Organisation | None) -> list[tuple[str, str]]:
    """What somebody accepts, where, and what is agreed about it: labels and words."""
    words, consent, back = frame.words, one.consent, one.return_arrangement
    return [
        (label, said)
        for label, said in (
            (words["field.forms"], worded(frame, "forms", one.forms)),
            # What the model takes for granted was not said by anybody.
            (words["field.ring"], words[f"ring.{one.ring}"] if one.ring != "everyone" else ""),
            (
                words["person.where"],
                place_of(frame, one.place, one.remote),
            ),
            (words["field.region"], worded(frame, "regions", [one.region] if one.region else [])),
            (words["field.travels_to"], worded(frame, "regions", one.travels_to)),
            (words["field.appointment"], f"{one.appointment}%" if one.appointment else ""),
            (words["field.consent"], consent_words(frame, one) if consent else ""),
            (words["field.by"], joined(consent.by, date_of(frame, consent.on)) if consent else ""),
            (words["field.note"], consent.note or "" if consent else ""),
            (
                words["field.return_arrangement"],
                joined(back.agreement, date_of(frame, back.day), back.contact) if back else "",
            ),
            (
                words["field.return_rule"],
                gist(organisation.return_rule) if organisation and organisation.return_rule else "",
            ),
        )
        if said
    ]


def consent_words(frame: Frame, one: Profile) -> str:
    """What the supervisor agrees to."""
    state = facts.consent_state(one, frame.today)
    consent = one.consent
    if consent is None or state != "given":
        return frame.words[f"consent.{state}"]
    until = told(frame, "up-to", day=date_of(frame, consent.until)) if consent.until else ""
    return joined(frame.words["consent.given"], worded(frame, "forms", consent.scope), until)


# Work -----------------------------------------------------------------------------------------------------------------


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
        "fields": [(*chip(frame, "fields", term), count) for term, count in fields.counts],
    }


def overview(frame: Frame, work: Sequence[WorkCard], page: int, pages: int, counts: Tally) -> View:
    """All work there is and was, with what came of it."""
    title = frame.words["overview.title"]
    return {
        **sheet_of(frame, title, "overview", "", page, pages),
        "description": frame.words["overview.lede"],
        "crumbs": ((frame.words["assignments.title"], "assignments", ""), (title, "overview", "")),
        "counts": [(state, frame.words[f"state.{state}"], count) for state, count in counts.counts],
        "work": [work_view(frame, one) for one in work],
    }


def assignment(
    frame: Frame,
    one: Assignment,
    organisation: Organisation | None,
    pool: PoolCard | None,
    people: Sequence[PersonCard],
    source: str,
) -> View:
    """One piece of work."""
    words = frame.words
    state = facts.state(one, frame.today)
    contact = reachable(one.contact, organisation.contact if organisation else None, frame.settings.contact)
    return {
        "title": one.title,
        "description": gist(one.goal or one.result or one.title),
        "crumbs": ((words["assignments.title"], "assignments", ""), (one.title, "assignment", one.slug)),
        "slug": one.slug,
        "heading": one.title,
        "tongue": tongue(frame, one),
        "kind": choice(frame, one.kind),
        "state": state,
        "state_label": words[f"state.{state}"],
        "organisation": organisation,
        "rings": ring_words(frame, one),
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
        "people": [person_view(frame, card, times=False) for card in people],
        "body": body_of(one),
        "mail": (contact and contact.email) or "",
        "subject": quote(one.title),
        "contact": contact_lines(frame, contact),
        "respond": told(frame, "work.closes", day=date_of(frame, one.closes)) if one.closes and state == "open" else "",
        "matched": match.is_matched(one, frame.today),
        "links": [(entry.label or entry.url, entry.url) for entry in one.links],
        "extras": extras(one),
        "confirmed": confirmed(frame, one),
        **editing(frame, source),
    }


def ring_words(frame: Frame, one: Assignment) -> list[str]:
    """For whom the work is open, and when that widens."""
    now = facts.ring_today(one, frame.today)
    said = [told(frame, "work.open-for", ring=frame.words[f"ring.{now}"])] if now else []
    return said + [
        told(frame, "work.opens-for", ring=frame.words[f"ring.{opening.ring}"], day=date_of(frame, opening.day))
        for opening in sorted(one.opens, key=lambda opening: opening.day)
        if opening.day > frame.today
    ]


def span(frame: Frame, one: Assignment) -> dict[str, Any]:
    """Head and tail as a bar, with today on it; empty when either is not known."""
    end = facts.last_day(one)
    if one.start is None or end is None or end < one.start:
        return {}
    first, last = min(one.start, frame.today), max(end, frame.today)
    days = max(1, (last - first).days)
    start, width = WHOLE * (one.start - first).days // days, max(20, WHOLE * (end - one.start).days // days)
    return {
        "start": min(start, WHOLE - width),
        "width": width,
        "now": WHOLE * (frame.today - first).days // days,
        "head": date_of(frame, one.start),
        "tail": date_of(frame, end),
        "middle": joined(hours_of(frame, one.hours), told(frame, "weeks", n=max(1, ((end - one.start).days + 4) // 7))),
        "today": date_of(frame, frame.today),
    }


def work_facts(frame: Frame, one: Assignment) -> list[tuple[str, str]]:
    """The small facts of a piece of work: labels and words."""
    words = frame.words
    return [
        (label, said)
        for label, said in (
            (words["field.hours"], hours_of(frame, one.hours)),
            (words["work.when"], period(frame, one.start, facts.last_day(one), one.weeks)),
            (words["person.where"], place_of(frame, one.place, one.remote)),
            (words["field.region"], worded(frame, "regions", [one.region] if one.region else [])),
            (words["field.forms"], worded(frame, "forms", one.forms)),
            (words["field.role"], one.role or ""),
            (words["field.team_size"], told(frame, "count.people", n=one.team_size) if one.team_size else ""),
            (words["field.languages"], ", ".join(language_of(frame, entry) for entry in one.languages)),
            (words["field.reason"], words[f"choice.{one.reason}"] if one.reason else ""),
            (words["field.pay"], words[f"choice.{one.pay}"] if one.pay else ""),
            (words["field.incompatible"], ", ".join(words.get(f"choice.{entry}", entry) for entry in one.incompatible)),
            (words["field.published_on"], date_of(frame, one.published_on)),
            (words["field.closes"], date_of(frame, one.closes)),
        )
        if said
    ]


# Matches --------------------------------------------------------------------------------------------------------------

Shown = tuple[Profile, Assignment, House | None, House | None, tuple[int, ...]]


def profile_matches(
    frame: Frame,
    one: Profile,
    found: Sequence[tuple[Shown, WorkCard, str]],
    barred: Sequence[tuple[WorkCard, str]],
    counts: Sequence[tuple[str, int]],
) -> View:
    """The work that fits somebody, told to her."""
    name = called(one)
    title = told(frame, "person.matches", name=first_name(name))
    return {
        "title": title,
        "crumbs": (
            (frame.words["profiles.title"], "profiles", ""),
            (name, "profile", one.slug),
            (title, "profile-matches", one.slug),
        ),
        "indexed": False,
        "slug": one.slug,
        "name": name,
        "matching": one.matching,
        "stays": one.stays,
        "paused": told(frame, "person.paused-until", day=date_of(frame, one.paused_until))
        if facts.is_paused(one, frame.today)
        else "",
        "matches": [match_view(frame, shown, "you", work=card, mail=mail) for shown, card, mail in found],
        "barred": [(card.slug, card.title, frame.words[f"match.barred.you.{reason}"]) for card, reason in barred],
        "counts": [(frame.words[f"match.barred.you.{reason}"], count) for reason, count in counts],
    }


def assignment_matches(
    frame: Frame,
    one: Assignment,
    organisation: Organisation | None,
    found: Sequence[tuple[Shown, PersonCard, str]],
    counts: Sequence[tuple[str, int]],
) -> View:
    """The people who fit a piece of work."""
    state = facts.state(one, frame.today)
    title = told(frame, "work.matches-of", title=one.title)
    return {
        "title": title,
        "crumbs": (
            (frame.words["assignments.title"], "assignments", ""),
            (one.title, "assignment", one.slug),
            (frame.words["work.matches"], "assignment-matches", one.slug),
        ),
        "indexed": False,
        "slug": one.slug,
        "kind": choice(frame, one.kind),
        "state": state,
        "state_label": frame.words[f"state.{state}"],
        "organisation": organisation,
        "heading": one.title,
        "rings": ring_words(frame, one),
        "goal": gist(one.goal or ""),
        "result": gist(one.result or ""),
        "span": span(frame, one),
        "matches": [match_view(frame, shown, "about", who=card, mail=mail) for shown, card, mail in found],
        "counts": [told(frame, f"match.barred.{reason}", n=count) for reason, count in counts],
    }


def match_view(
    frame: Frame,
    shown: Shown,
    voice: match.Voice,
    *,
    who: PersonCard | None = None,
    work: WorkCard | None = None,
    mail: str,
) -> MatchView:
    """A pair, explained."""
    words, found = frame.words, match.explained(Pair(*shown), frame.matching)
    name, subject = called(shown[0]), quote(told(frame, "match.subject", title=shown[1].title))

    def said(why: Why) -> str:
        return match.spoken(why, voice, words, lambda kind, term: chip(frame, kind, term).label)

    return MatchView(
        who=person_view(frame, who, times=False) if who else None,
        work=work_view(frame, work) if work else None,
        band=words[f"match.band.{found.band}"],
        score=told(frame, "match.score", score=rounded(found.score)),
        parts=tuple(score_view(words[f"match.criterion.{one.name}"], one, said(one.why)) for one in found.criteria),
        lights=tuple(Light(one.state, words[f"match.light.{one.name}"], said(one.why)) for one in found.lights),
        fits=", ".join(chip(frame, "skills", one.skill).label for one in found.fits),
        missing=", ".join(lacking(frame, one) for one in found.missing),
        learns=worded(frame, "skills", found.learns),
        coffee=told(frame, "match.coffee", name=first_name(name)) if who else words["match.coffee-about"],
        mail=f"mailto:{mail}?subject={subject}" if mail else "",
        brief=found.band == "touch",
    )


def score_view(name: str, one: match.Criterion, said: str) -> Score:
    """One criterion, in points of a hundred."""
    return Score(name, rounded(one.points), rounded(one.of), WHOLE * one.points // one.of if one.of else 0, said)


def rounded(points: int) -> int:
    """Points of ten thousand as points of a hundred."""
    return (points + 50) // 100


def lacking(frame: Frame, one: SkillFit) -> str:
    """A skill that is asked and not there, with what is there or can be learnt."""
    label = chip(frame, "skills", one.skill).label
    if one.learnable:
        return told(frame, "match.learnable", skill=label)
    if one.has and one.asked and one.has < one.asked and one.through == one.skill:
        return told(frame, "match.lower", skill=label, level=frame.words[f"level.{one.has}"])
    return label


# Organisations, pools and events --------------------------------------------------------------------------------------


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
                        told(frame, "count.open", n=one.work),
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
) -> View:
    """One organisation: its people, its work, what it offers and asks, and what supervisors may count on."""
    return {
        **sheet_of(frame, one.name, "organisation", one.slug, page, pages),
        "description": joined(choice(frame, one.layer), one.place),
        "crumbs": ((frame.words["organisations.title"], "organisations", ""), (one.name, "organisation", one.slug)),
        "slug": one.slug,
        "short": one.short_name or "",
        "layer": choice(frame, one.layer),
        "body": body_of(one),
        "facts": organisation_facts(frame, one),
        "website": one.website or "",
        "contact": contact_lines(frame, one.contact),
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
        # Who has time stands on the people's own pages: an organisation gets no list of it.
        "people": [person_view(frame, card, times=frame.edition == "internal") for card in people],
        "work": [work_view(frame, card) for card in work],
        "done": told(frame, "count.done", n=done) if done else "",
        "events": [event_view(frame, card) for card in events],
        "balance": [(chip(frame, "skills", entry.skill), entry.people, entry.work) for entry in balance],
        "elsewhere": [(entry.person.slug, entry.person.name, work_view(frame, entry.work)) for entry in elsewhere],
        "extras": extras(one),
        "confirmed": confirmed(frame, one),
        **editing(frame, source),
    }


def organisation_facts(frame: Frame, one: Organisation) -> list[tuple[str, str]]:
    """The small facts of an organisation: labels and words."""
    words = frame.words
    return [
        (label, said)
        for label, said in (
            (words["field.place"], one.place or ""),
            (words["field.region"], worded(frame, "regions", [one.region] if one.region else [])),
            (words["field.forms"], worded(frame, "forms", one.forms)),
            (words["field.incompatible"], ", ".join(words.get(f"choice.{entry}", entry) for entry in one.incompatible)),
            (words["field.official_id"], one.official_id or ""),
        )
        if said
    ]


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


def pool(
    frame: Frame,
    one: Pool,
    organisation: Named | None,
    members: Sequence[PersonCard],
    work: Sequence[WorkCard],
    source: str,
) -> View:
    """One pool, with its members and their work."""
    return {
        "title": one.name,
        "description": gist(one.purpose or one.name),
        "crumbs": ((frame.words["pools.title"], "pools", ""), (one.name, "pool", one.slug)),
        "organisation": organisation,
        "purpose": passage(one.purpose),
        "way_of_working": passage(one.way_of_working),
        "rules": one.rules,
        "admission": frame.words[f"admission.{one.admission}"],
        "fields": chips(frame, "fields", one.fields),
        "contact": contact_lines(frame, one.contact),
        "body": body_of(one),
        "count": told(frame, "count.people", n=len(members)),
        "people": [person_view(frame, card, times=False) for card in members],
        "work": [work_view(frame, card) for card in work],
        "extras": extras(one),
        "confirmed": confirmed(frame, one),
        **editing(frame, source),
    }


def events(frame: Frame, coming: Sequence[EventCard], past: Sequence[EventCard]) -> View:
    """What is coming, and what was."""
    title = frame.words["events.title"]
    return {
        "title": title,
        "description": frame.words["events.lede"],
        "crumbs": ((title, "events", ""),),
        "coming": [event_view(frame, one) for one in coming],
        "past": [event_view(frame, one) for one in past],
    }


def event(frame: Frame, one: Event, organiser: Named | None, source: str) -> View:
    """One event."""
    when = period(frame, one.day, one.last_day, None) if one.last_day else date_of(frame, one.day)
    hours = told(frame, "until", start=one.begins, end=one.ends) if one.begins and one.ends else one.begins or ""
    return {
        "title": one.title,
        "description": joined(when, one.place) or one.title,
        "crumbs": ((frame.words["events.title"], "events", ""), (one.title, "event", one.slug)),
        "heading": one.title,
        "tongue": tongue(frame, one),
        "over": (one.last_day or one.day) < frame.today,
        "facts": [
            (label, said)
            for label, said in (
                (frame.words["field.day"], when),
                (frame.words["event.time"], hours),
                (frame.words["person.where"], joined(one.place, frame.words["event.online"] if one.online else "")),
            )
            if said
        ],
        "organiser": organiser,
        "sign_up": one.sign_up or "",
        "fields": chips(frame, "fields", one.fields),
        "contact": contact_lines(frame, one.contact),
        "body": body_of(one),
        "extras": extras(one),
        "confirmed": confirmed(frame, one),
        **editing(frame, source),
    }


# Skills ---------------------------------------------------------------------------------------------------------------


def skills(frame: Frame, counts: Sequence[tuple[str, int, int, int]]) -> View:
    """All skills by group, with how many people claim them, want to learn them, and how much work asks for them."""
    title = frame.words["skills.title"]
    vocabulary = frame.vocabularies["skills"]
    groups: dict[str, list[tuple[str, str, int, int, int]]] = {}
    for skill, people, wishes, work in counts:
        groups.setdefault(group_of(vocabulary, skill), []).append(
            (chip(frame, "skills", skill).label, skill, people, wishes, work)
        )
    named = [(chip(frame, "skills", group), sorted(found)) for group, found in groups.items()]
    return {
        "title": title,
        "description": frame.words["skills.lede"],
        "crumbs": ((title, "skills", ""),),
        "groups": sorted(named),
    }


def group_of(words: Vocabulary, term: str) -> str:
    """The broadest term above a term; where terms go round in a circle, the last before it closes."""
    passed = {term}
    while above := [one for one in words.broader.get(term, ()) if one not in passed]:
        term = above[0]
        passed.add(term)
    return term


def skill(
    frame: Frame,
    term: str,
    people: Sequence[Claimed],
    page: int,
    pages: int,
    total: int,
    wishes: Sequence[PersonCard],
    work: Sequence[Asked],
) -> View:
    """One skill: who has it, who wants to learn it, and which work asks for it."""
    words, vocabulary = frame.words, frame.vocabularies["skills"]
    label, found = chip(frame, "skills", term).label, vocabulary.terms[term]
    return {
        **sheet_of(frame, label, "skill", term, page, pages),
        "crumbs": ((words["skills.title"], "skills", ""), (label, "skill", term)),
        "explanation": passage(found.explanation),
        "synonyms": ", ".join((*found.synonyms, *found.jargon)),
        "esco": found.esco or "",
        "broader": chips(frame, "skills", vocabulary.broader.get(term, ())),
        "narrower": chips(frame, "skills", vocabulary.narrower.get(term, ())),
        "related": chips(frame, "skills", vocabulary.related.get(term, ())),
        "count": told(frame, "count.people", n=total),
        "people": [
            person_view(frame, one.person, aside=words[f"level.{one.level}"] if one.level else "") for one in people
        ],
        "wishes": [(one.slug, one.name) for one in wishes],
        "work": [
            work_view(
                frame,
                one.work,
                aside=joined(words[f"importance.{one.importance}"], words[f"level.{one.level}"] if one.level else ""),
            )
            for one in work
        ],
    }


def gaps(frame: Frame, found: Sequence[tuple[facts.Gap, tuple[WorkCard, ...], int]], proposed: Tally) -> View:
    """What is asked and nobody offers."""
    title = frame.words["gaps.title"]
    return {
        "title": title,
        "description": frame.words["gaps.lede"],
        "crumbs": ((frame.words["skills.title"], "skills", ""), (title, "gaps", "")),
        "gaps": [
            (
                chip(frame, "skills", gap.skill),
                [(card.slug, card.title) for card in work],
                chips(frame, "skills", gap.near),
                wishes,
            )
            for gap, work, wishes in found
        ],
        "proposed": proposed.counts,
    }


# How it works, and how it stands --------------------------------------------------------------------------------------


def matching(frame: Frame) -> View:
    """The formula, from the very numbers it uses."""
    words, title = frame.words, frame.words["matching.title"]
    return {
        "title": title,
        "description": words["matching.lede"],
        "crumbs": ((title, "matching", ""),),
        "weights": [
            (
                words[f"match.criterion.{name}"],
                rounded(share),
                WHOLE * share // match.WHOLE,
                words[f"matching.weight.{name}"],
            )
            for name, share in frame.matching.shares.items()
        ],
        "levels": [
            (
                told(frame, f"matching.level.{'below' if gap < 0 else 'above' if gap else 'same'}", n=abs(gap)),
                match.level_fit(3, 3 + gap),
            )
            for gap in (-2, -1, 0, 1, 2)
        ],
        "near": [(words[f"matching.near.{name}"], percent) for name, percent in NEAR],
        "importance": [(words[f"importance.{name}"], weight) for name, weight in match.IMPORTANCE.items()],
        "rarity": [
            *((told(frame, "matching.rarity", n=parts), weight) for parts, weight in match.RARITY),
            (words["matching.rarest"], match.RAREST),
        ],
        "bands": [(words[f"match.band.{name}"], rounded(least)) for name, least in match.BANDS],
        "wish": match.WISH,
        "reasons": [words[f"matching.reason.{reason}"] for reason in rank.REASONS],
        "lights": [(words[f"match.light.{name}"], words[f"matching.light.{name}"]) for name in LIGHTS],
    }


LIGHTS = ("wants", "may", "fits", "agreed", "clicks")
NEAR = (("same", 100), ("narrower", NARROWER), ("broader", BROADER), ("related", RELATED))


def status(
    frame: Frame,
    left_out: Sequence[tuple[str, int, int]],
    problems: Sequence[Problem],
    stale: int,
    names: Sequence[tuple[str, str, str]],
    proposed: Tally,
    counts: Sequence[tuple[str, int]],
) -> View:
    """What was left out, what may be out of date, and which words are proposed."""
    words, title, rules = frame.words, frame.words["status.title"], frame.settings.rules
    return {
        "title": title,
        "crumbs": ((title, "status", ""),),
        "indexed": False,
        "built": date_of(frame, frame.today),
        "edition": words[f"edition.{frame.edition}"],
        "version": frame.version,
        "counts": [(words[f"kinds.{kind}"], count) for kind, count in counts],
        "left_out": [
            (words.get(f"folder.{folder}", folder), errors, warnings) for folder, errors, warnings in left_out
        ],
        "problems": [problem_view(frame, one) for one in problems],
        "stale": told(frame, "status.stale", n=stale),
        "names": names,
        "stale_after": told(
            frame, "status.stale-text", months=rules.stale_after_months, out=rules.left_out_after_months
        ),
        "proposed": proposed.counts,
    }


def problem_view(frame: Frame, one: Problem) -> tuple[str, str, str, str, str]:
    """A mistake: where it stands, in which field, what is wrong and one thing to do."""
    said = report.told(one, frame.problem_words)
    return f"{said.path}:{said.line}" if said.line else said.path, said.severity, said.field, said.message, said.hint
