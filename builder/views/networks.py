"""The pages of other networks: how each stands, and what is shown of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from ..cards import WorkCard
from ..frame import Frame, address, choice, date_of, told
from ..neighbours import Neighbour, Pairing
from ..neighbours import why as code_of
from ..networks import Amiss, Unmapped
from ..phrases import listed, number
from ..sketches import PersonCard
from .badge import badge
from .contacts import mail_to
from .pieces import View, person_view, work_view
from .sheets import sheet_of

MOST_WORDS = 24  # of a vocabulary; whoever writes a mapping has the list from the terminal
MOST_ENTRIES = 200
MOST_SAID = 160  # of what a source says itself


class WordsView(NamedTuple):
    """Words of a source that we have no word for, of one vocabulary."""

    vocabulary: str
    many: str
    words: tuple[tuple[str, str], ...]  # the word, and how often
    more: str


class EntryView(NamedTuple):
    """An entry of a source with which something is the matter."""

    kind: str
    id: str
    said: str
    left_out: bool


class NetworkView(NamedTuple):
    """A source, in words."""

    id: str
    title: str
    url: str
    state: str
    label: str
    said: tuple[str, ...]  # how it stands, in sentences
    facts: tuple[tuple[str, str], ...]
    shown: str  # what there is of it here, or nothing
    left_out: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    words: tuple[WordsView, ...]
    mapping: str
    doubles: tuple[str, ...]
    pairs: tuple[Pairing, ...]
    entries: tuple[EntryView, ...]
    more_entries: str


def networks(frame: Frame, *found: Neighbour) -> View:
    """Every source and what came of it; and how others harvest this directory."""
    words, title = frame.words, frame.words["networks.title"]
    mail = mail_to(frame.settings.contact, title)
    return {
        "title": title,
        "description": words["networks.lede" if found else "networks.lede-none"],
        "crumbs": ((title, "networks", ""),),
        "networks": [network_view(frame, one) for one in found],
        "count": told(frame, "networks.count", n=len(found)) if found else "",
        "front": frame.settings.base_url or "",
        "add": words["networks.add-text"] if frame.edition == "internal" else "",  # for who keeps the directory
        "licence": told(frame, "networks.be-harvested-text", licence=frame.settings.licence),
        "mail": f"mailto:{mail}" if mail else "",
    }


def network(frame: Frame, one: Neighbour, cards: Sequence[WorkCard | PersonCard], page: int, pages: int) -> View:
    """What is shown of a source: its work, then its people. No list tells who has time."""
    words = frame.words
    return {
        **sheet_of(frame, one.title, "network", one.id, page, pages),
        "crumbs": ((words["networks.title"], "networks", ""), (one.title, "network", one.id)),
        "indexed": False,
        "network": network_view(frame, one),
        "work": [work_view(frame, card) for card in cards if isinstance(card, WorkCard)],
        "people": [person_view(frame, card, False) for card in cards if isinstance(card, PersonCard)],
        "find": f"?network={one.id}" if cards else "",
        "badge": Markup(badge(frame, one).decode()),  # noqa: S704 - every text in it was escaped
        "code": badge_code(frame, one),
    }


def badge_code(frame: Frame, one: Neighbour) -> str:
    """What a source puts on its own site, when this site knows its address."""
    if not frame.settings.base_url:
        return ""
    page, image = (address(frame, f"networks/{one.id}.{end}") for end in ("html", "svg"))
    alt = quoted(told(frame, "badge.title", name=frame.settings.title))
    return f'<a href="{page}"><img src="{image}" alt="{alt}"></a>'


def quoted(text: str) -> str:
    """A text as it stands in an attribute."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def network_view(frame: Frame, one: Neighbour) -> NetworkView:
    """A source: its state, its facts, and what there is to look after."""
    words = frame.words
    shown = [
        told(frame, f"networks.shown.{name}", n=n) for name, n in (("people", one.people), ("work", one.work)) if n
    ]
    by_kind, inside = sorted(one.unmapped, key=vocabulary_of), frame.edition == "internal"
    return NetworkView(
        id=one.id,
        title=one.title,
        url=one.url,
        state=one.state,
        label=words[f"networks.state.{one.state}"],
        said=tuple(standing(frame, one)),
        facts=tuple(facts_of(frame, one)),
        shown=listed(words, shown) if shown else "",
        left_out=tuple((why(frame, code), number(words, n)) for code, n in one.left_out),
        remarks=tuple((why(frame, code), number(words, n)) for code, n in one.remarks),
        words=tuple(words_view(frame, kind, tuple(ones)) for kind, ones in groupby(by_kind, vocabulary_of)),
        mapping=told(frame, "networks.unmapped-how", source=one.id) if one.unmapped and inside else "",
        doubles=tuple(doubles(frame, one)),
        pairs=one.pairs,
        entries=tuple(entry_view(frame, entry) for entry in one.entries[:MOST_ENTRIES]),
        more_entries=more(frame, len(one.entries) - MOST_ENTRIES),
    )


# How it stands --------------------------------------------------------------------------------------------------------


def standing(frame: Frame, one: Neighbour) -> list[str]:
    """How a source stands, in sentences: what is shown, what failed, and until when that goes on."""
    days = {"harvested": date_of(frame, one.harvested), "tried": date_of(frame, one.tried)}
    state = "tried" if one.state == "waiting" and one.tried and one.failure else one.state
    found = [told(frame, f"networks.said.{state}", **days)] if state != "good" else []
    if one.failure and one.url:  # what failed inside somebody's own computer network is told inside alone
        found.append(reason(frame, "harvest.failed", one.failure.code, one.failure.values))
    if one.state == "failing" and one.until:
        found.append(told(frame, "networks.until", day=date_of(frame, one.until)))
    return found


def facts_of(frame: Frame, one: Neighbour) -> list[tuple[str, str]]:
    """What a source is and when it was harvested: labels and words, without what is not known."""
    words = frame.words
    took = listed(words, [words[f"networks.takes.{kind}"] for kind in one.takes])
    tried = one.tried if one.tried != one.harvested else None
    found = {
        "operator": cut_short(one.operator),
        "kind": choice(frame, one.kind),
        "takes": took,
        "licence": cut_short(one.licence),
        "harvested": aged(frame, one.harvested),
        "tried": aged(frame, tried),
    }
    return [(words[f"networks.fact.{name}"], said) for name, said in found.items() if said]


def aged(frame: Frame, when: date | None) -> str:
    """A day, and how long ago that is."""
    if when is None:
        return ""
    days = (frame.today - when).days
    ago = frame.words["networks.today"] if days <= 0 else told(frame, "networks.days-ago", n=days)
    return f"{date_of(frame, when)} ({ago})"


def cut_short(text: str) -> str:
    """What a source says of itself, no longer than is of use."""
    return text if len(text) <= MOST_SAID else text[: MOST_SAID - 1].rstrip() + "…"


# What is the matter ---------------------------------------------------------------------------------------------------


class Blanks(dict[str, str]):
    """What fills the blanks of a sentence, and three points where a source does not tell."""

    def __missing__(self, _: str) -> str:
        return "…"


def reason(frame: Frame, about: str, code: str, values: Mapping[str, str]) -> str:
    """Why something could not be had. A reason that we have no words for is named by its code."""
    sentence = frame.words.get(f"{about}.{code}")
    if sentence is None:
        return told(frame, "networks.other-reason", code=cut_short(code))
    return sentence.format_map(Blanks({name: cut_short(value) for name, value in values.items()}))


def why(frame: Frame, code: str) -> str:
    """Why entries were left out, in short and without what differs from one to the next."""
    return frame.words.get(f"networks.why.{code}") or reason(frame, "harvest.missed", code, {})


def entry_view(frame: Frame, one: Amiss) -> EntryView:
    """An entry with which something is the matter, for who looks after it."""
    kind = frame.words.get(f"folder.{one.kind}", one.kind)
    more = ", ".join(cut_short(one.values[name]) for name in ("field", "there", "here") if one.values.get(name))
    said = f"{why(frame, code_of(one))} ({more})" if more else why(frame, code_of(one))
    return EntryView(kind, cut_short(one.id), said, one.left_out)


def doubles(frame: Frame, one: Neighbour) -> list[str]:
    """How many people say themselves that they are in both networks."""
    found = ("both", one.doubles), ("one-side", one.claims)
    return [told(frame, f"networks.doubles.{name}", n=n) for name, n in found if n]


def vocabulary_of(one: Unmapped) -> str:
    """The vocabulary a word is of."""
    return one.vocabulary


def words_view(frame: Frame, vocabulary: str, found: Sequence[Unmapped]) -> WordsView:
    """The words of a vocabulary that are missed most."""
    often = sorted(found, key=lambda one: (-one.times, one.label.casefold(), one.term))
    return WordsView(
        frame.words.get(f"networks.words.{vocabulary}", cut_short(vocabulary)),
        number(frame.words, len(often)),
        tuple((cut_short(one.label or one.term), number(frame.words, one.times)) for one in often[:MOST_WORDS]),
        more(frame, len(often) - MOST_WORDS),
    )


def more(frame: Frame, n: int) -> str:
    """How many are not shown."""
    return told(frame, "networks.more", n=n) if n > 0 else ""
