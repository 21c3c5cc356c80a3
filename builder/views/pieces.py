"""What many pages tell: people, work and events in lists, dates and texts."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from .. import own, phrases, prose
from ..cards import EventCard, Story, Tally, WorkCard
from ..frame import Chip, Frame, chip, chips, choice, date_of, joined, told
from ..model import KINDS, LanguageSkill, Record
from ..phrases import moment
from ..search import FACETS
from ..settings import OwnField
from ..sketches import Named, PersonCard
from ..spelling import key_of
from ..values import truth
from .origins import network_of

View = Mapping[str, Any]
Fact = tuple[str, str | tuple[Chip, ...]]  # a label, and words or forms of working
FOLDERS = {record: kind for kind, record in KINDS.items()}

HUES = 5
WHOLE = 1000  # bars are drawn on a scale of a thousand


class PersonView(Struct, frozen=True, cache_hash=True):
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
    tongue: str
    network: str = ""  # of a guest: who keeps it
    aside: str = ""  # what one list adds: a level, a role in a pool
    alone: "PersonView | None" = None  # the same without that


class WorkView(Struct, frozen=True, cache_hash=True):
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
    closes: str
    first: bool
    filled_by: tuple[tuple[str, str], ...]
    outcome: str
    tongue: str
    confidential: bool
    network: str = ""
    aside: str = ""
    alone: "WorkView | None" = None


V = TypeVar("V", PersonView, WorkView)


class StoryView(NamedTuple):
    """Finished work in a list, in words: its card has what came of it."""

    work: WorkView
    ended: str
    reflection: str
    result_owner: str


class EventView(NamedTuple):
    """An event in a list, in words."""

    slug: str
    title: str
    number: int
    month: str
    when: str
    where: str
    organiser: Named | None
    campaign: bool
    tongue: str


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


MOST = 16_384  # cards that are kept in words: each stands in many lists


@lru_cache(maxsize=MOST)
def person_view(frame: Frame, card: PersonCard, times: bool = True) -> PersonView:
    """A person in a list; `times` says whether hours and dates may be told there.

    In public they stand on her own page alone: no list tells who has time, least of all by organisation.
    """
    free = when_free(frame, card) if times and frame.edition == "internal" else ()
    told_facts = (place_of(frame, card.place, card.remote), *free)
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
        tongue=tongue(frame, card),
        network=network_of(frame, card),
    )


def beside(view: V, aside: str) -> V:
    """A card in a list that adds a word to it."""
    return replace(view, aside=aside, alone=view) if aside else view


def when_free(frame: Frame, card: PersonCard) -> tuple[str, ...]:
    """What a card says about time."""
    if card.paused_until and card.paused_until >= frame.today:
        return (told(frame, "person.paused-until", day=date_of(frame, card.paused_until)),)
    if card.stays:
        return (frame.words["person.stays"],)
    later = card.available_from if card.available_from and card.available_from > frame.today else None
    return (hours_of(frame, card.hours), told(frame, "from", day=date_of(frame, later)) if later else "")


@lru_cache(maxsize=MOST)
def work_view(frame: Frame, card: WorkCard) -> WorkView:
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
        closes=told(frame, "work.closes", day=date_of(frame, card.closes)) if card.closes else "",
        first=card.first_assignment,
        filled_by=card.filled_by,
        outcome=gist(card.outcome),
        tongue=tongue(frame, card),
        confidential=card.confidential,
        network=network_of(frame, card),
    )


def story_view(frame: Frame, one: Story) -> StoryView:
    """A story in a list."""
    said = told(frame, "stories.ended", day=date_of(frame, one.ended)) if one.ended else ""
    return StoryView(work_view(frame, one.work), said, gist(one.reflection), one.result_owner)


def event_view(frame: Frame, card: EventCard) -> EventView:
    """An event in a list."""
    when = date_of(frame, card.day)
    if card.last_day:
        when = told(frame, "until", start=when, end=date_of(frame, card.last_day))
    language = tongue(frame, card)
    where = together(spoken(card.place or "", language), frame.words["event.online"] if card.online else "")
    month = frame.words[f"month.short.{card.day.month}"]
    when = joined(when, card.begins)
    return EventView(card.slug, card.title, card.day.day, month, when, where, card.organiser, card.campaign, language)


def initials(name: str) -> str:
    """The first letters of the first and last word that begin with one: NA, DK, PM."""
    letters = [word[0] for word in re.split(r"[\s(]+", name) if word and word[0].isalpha() and not word.islower()]
    letters = letters or [character for character in name if character.isalnum()][:1]
    return "".join(letters[:: len(letters) - 1] if len(letters) > 1 else letters)[:2].upper()


def hue(slug: str) -> int:
    """One of a few soft colours, always the same for one person."""
    return sum(slug.encode()) % HUES


def tally(frame: Frame, kind: str, found: Tally) -> list[tuple[str, str, str]]:
    """How often each term occurs: its word, its page and the number."""
    return [(*chip(frame, kind, term), phrases.number(frame.words, count)) for term, count in found.counts]


@lru_cache(maxsize=512)
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


@lru_cache(maxsize=4096)
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


PARAGRAPH = "<p>"


def passage(text: str | None, label: str = "") -> Markup:
    """A text of several lines as HTML, after a label with its colon when there is one."""
    if not text:
        return Markup()
    # Joined as texts, for adding Markup to Markup escapes it all again: every piece is escaped, or `prose` made it.
    said = f"<p>{escape(text)}</p>" if is_plain(text) else str(prose.html(text, base_level=3))
    if label:
        rest = said[len(PARAGRAPH) :] if said.startswith(PARAGRAPH) else ""
        name = f"<p><strong>{escape(label)}</strong>"
        said = f"{name} {rest}" if rest else f"{name}</p>{said}"
    return Markup(said)  # noqa: S704  # every piece was escaped, or made by `prose`


def gist(text: str) -> str:
    """The beginning of a text, without its marks."""
    return text if len(text) <= 160 and is_plain(text) else prose.summary(text)


def body_of(frame: Frame, record: Record) -> Markup:
    """The text below the front matter, as `prose` made it when the file was read."""
    text = record.body_html
    for published in record.images.values() if frame.prefix else ():
        text = text.replace(f'src="{published}"', f'src="{file_of(frame, record, published)}"')
    return Markup(text)  # noqa: S704  # nothing else writes this field


def file_of(frame: Frame, record: Record, published: str) -> str:
    """Where a file beside a record is, from the page of the record: all languages share it."""
    return f"../{frame.up}{FOLDERS[type(record)]}/{published}" if frame.prefix and published else published


def level_view(frame: Frame, skill: str, level: int | None, note: str = "") -> LevelView:
    """A skill with its level."""
    made = _level_view(frame, skill, level)
    return made._replace(note=note) if note else made


@lru_cache(maxsize=8192)
def _level_view(frame: Frame, skill: str, level: int | None) -> LevelView:
    dots = "●" * level + "○" * (5 - level) if level else ""
    return LevelView(chip(frame, "skills", skill), dots, frame.words[f"level.{level}"] if level else "", "")


@lru_cache(maxsize=1024)
def language_of(frame: Frame, one: LanguageSkill) -> str:
    """A language and how well it is spoken."""
    name = frame.words.get(f"language.{one.language}", one.language)
    level = frame.words["cefr.native"] if one.level == "native" else one.level
    return f"{name} ({level})" if level else name


def extras(frame: Frame, record: Record) -> tuple[tuple[str, str], ...]:
    """The network's own fields, those it explains first: what each is called and says, in the language of the page."""
    if not record.extra:
        return ()
    fields = own.own_fields(frame.settings, FOLDERS[type(record)])
    order = {key: n for n, key in enumerate(fields)}
    written = sorted(record.extra.items(), key=lambda one: order.get(key_of(one[0]), len(order)))
    return tuple(
        (own_label(frame, fields, key), own_value(frame, fields, key, value, record)) for key, value in written
    )


def own_label(frame: Frame, fields: own.Own, key: str) -> str:
    """What a field of the network's own is called."""
    field = fields.get(key_of(key))
    return own.label_of(field, frame.language) if field else own.spelled_out(key)


def own_value(frame: Frame, fields: own.Own, key: str, value: Any, record: Record) -> str:
    """What a field of the network's own says: free text in the language it was written in, all else in words."""
    field = fields.get(key_of(key))
    if field is None or field.type == "text":
        return spoken(flat(value), tongue(frame, record))
    return Markup(", ").join(_own_words(frame, field, text) for text in own.items(value) if text)


def _own_words(frame: Frame, field: OwnField, text: str) -> str:
    match field.type:
        case "number":
            return phrases.number(frame.words, int(text))
        case "date":
            return date_of(frame, date.fromisoformat(text))
        case "yes-no":
            return choice(frame, "yes" if truth(text) else "no")
        case "link":
            link = Markup('<a href="{}" rel="noopener nofollow ugc">{}</a>')
            return link.format(text, text.partition("//")[2].removesuffix("/"))
        case "term":
            return chip(frame, field.vocabulary or "", text).label
    return text


def flat(value: Any) -> str:
    """Text, a list or a mapping on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {flat(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(flat(one) for one in value)
    return str(value)


def tongue(frame: Frame, record: Record | PersonCard | WorkCard | EventCard) -> str:
    """The language of a text, when it is another one than that of the page."""
    written = record.language or frame.settings.language
    return written if written != frame.language else ""


def tongue_of_terms(frame: Frame) -> str:
    """The language in which the network explains its words, when it is another one than that of the page."""
    return frame.settings.language if frame.settings.language != frame.language else ""


def spoken(text: str, language: str) -> str:
    """A text that says in which language it is; without one that is the language around it."""
    return Markup('<span lang="{}">{}</span>').format(language, text) if text and language else text


def together(*parts: str) -> str:
    """What there is of these, with a point between; each keeps the language it says."""
    return Markup(" · ").join(part for part in parts if part)


def facets_of(frame: Frame) -> tuple[str, ...]:
    """The groups people can narrow a search by: by network only where there are others."""
    return tuple(one for one in FACETS if one != "network" or frame.settings.sources)


def first_name(name: str) -> str:
    """What one says to somebody: the first word, or the whole when that is short of a name."""
    first = name.split(maxsplit=1)[0] if name.split() else name
    return first if len(first) > 1 and not first.endswith(".") else name
