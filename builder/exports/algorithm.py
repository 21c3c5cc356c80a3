"""How matching works here, as an entry for a register of algorithms.

`Registration` has the fields of the Dutch Algoritmeregister (Publicatiestandaard 1.0), in its spelling and its order.
The sentences are ours, the numbers are those of the program, and what only the network can say stands in
`directory.yaml` or is left out.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .. import match
from ..frame import API, Frame, address, told
from ..model import Importance
from ..pages import path_of
from ..rank.lists import MOST_PEOPLE, MOST_WORK
from ..settings import Algorithm
from ..views.insight import LIGHTS, NEAR
from ..visibility import tells_address
from .provenance import FrontDoor, Licence, stated

Status = Literal["In ontwikkeling", "In gebruik"]
Category = Literal["Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"]
Theme = Literal["Organisatie en bedrijfsvoering"]
Language = Annotated[str, Meta(pattern="^[a-z]{3}$")]  # ISO 639-3; the register takes Dutch only

CATEGORIES: Mapping[str, Category] = {
    "high-risk": "Hoog-risico AI-systeem",
    "impactful": "Impactvolle algoritmes",
    "other": "Overige algoritmes",
}


class Standard(Struct, frozen=True):
    """Whose fields an entry has."""

    name: str
    version: str
    url: str
    text: Annotated[str, Meta(description="the version of its text that was read")] = "1.0.10"
    code: Annotated[str, Meta(description="the month of the public code of the register that was read")] = "2025-09"


STANDARD = Standard(
    "Algoritmeregister Publicatiestandaard",
    "1.0",
    "https://github.com/MinBZK/Algoritmeregister-Publicatiestandaard",
)


UNKNOWN = ("newer", "differences", "accepted")  # of the standard; the sentences are in the locales


class Titled(Struct, frozen=True, omit_defaults=True):
    """A law, an assessment or a source of data, with where it can be read."""

    title: str
    link: str | None = None


class Registration(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry for the register. What the network has not told is not there."""

    name: str
    description_short: str
    organization: str
    category: tuple[Theme, ...]
    status: Status
    begin_date: Annotated[str | None, Meta(description="year and month")] = None
    contact_email: str | None = None
    website: Annotated[str | None, Meta(description="the page that explains matching")] = None
    publication_category: Category | None = None
    url: Annotated[str | None, Meta(description="where this document is found")] = None
    goal: str
    proportionality: str
    human_intervention: str
    risks: str
    lawful_basis: str | None = None
    lawful_basis_grouping: tuple[Titled, ...] = ()
    process_index_url: str | None = None
    impacttoetsen_grouping: tuple[Titled, ...] = ()
    impacttoetsen: Annotated[str | None, Meta(description="why assessments were made or not made")] = None
    source_data: str
    source_data_grouping: tuple[Titled, ...] = ()
    methods_and_models: str
    provider: str | None = None
    publiccode: str | None = None
    lang: Language
    standard_version: Literal["1.0"]
    tags: str


class Formula(Struct, frozen=True, kw_only=True):
    """The numbers of the formula."""

    whole: Annotated[int, Meta(description="the highest score")]
    weights: Annotated[Mapping[str, int], Meta(description="what each criterion weighs; together the highest score")]
    importance: Annotated[Mapping[Importance, int], Meta(description="what a skill weighs by its importance")]
    bands: Annotated[Mapping[match.Band, int], Meta(description="from which score a word stands beside it")]
    exclusions: Annotated[tuple[str, ...], Meta(description="the reasons for which there is no match at all")]
    lights: tuple[str, ...]
    most_people: Annotated[int, Meta(description="the longest list beside an assignment, guests not counted")]
    most_assignments: Annotated[int, Meta(description="the longest list beside a profile, guests not counted")]
    most_teams: Annotated[int, Meta(description="the most teams beside an assignment for more people")]
    team_slack: Annotated[int, Meta(description="what a smaller team may cover less than the best")]


class AlgorithmDocument(Struct, frozen=True, kw_only=True):
    """What this directory tells of its matching."""

    standard: Standard
    note: Annotated[str, Meta(description="what was not done with this entry, and what is not known of the standard")]
    unknown: Annotated[tuple[str, ...], Meta(description="what could not be established of the standard")] = ()
    fictional: Annotated[bool, Meta(description="true when the people are made up")]
    entry: Registration
    unsaid: Annotated[tuple[str, ...], Meta(description="the fields of the entry that the network has not told")]
    formula: Formula
    licence: Licence
    directory: FrontDoor
    built: Annotated[date, Meta(description="the day for which everything holds")]
    version: Annotated[str, Meta(description="of the program that made this")]


def algorithm(frame: Frame) -> AlgorithmDocument:
    """The entry, with what is missing from it and the numbers it speaks of."""
    entry = registration(frame)
    return AlgorithmDocument(
        standard=STANDARD,
        note=frame.words["algorithm.note"],
        unknown=tuple(told(frame, f"algorithm.unknown.{name}", text=STANDARD.text) for name in UNKNOWN),
        fictional=frame.settings.fictional,
        entry=entry,
        unsaid=tuple(name for name in entry.__struct_fields__ if getattr(entry, name) in (None, ())),
        formula=formula(frame),
        **stated(frame),
        built=frame.today,
        version=frame.version,
    )


def registration(frame: Frame) -> Registration:
    """The entry itself."""
    settings, own = frame.settings, frame.settings.algorithm
    return Registration(
        **texts(frame),
        **pages_of(frame),
        organization=settings.operator,
        category=("Organisatie en bedrijfsvoering",),
        status=status(own, frame.today),
        begin_date=own.since.isoformat()[:7] if own.since else None,
        contact_email=settings.contact.email if settings.contact else None,
        publication_category=CATEGORIES[own.category] if own.category else None,
        lawful_basis=own.lawful_basis,
        lawful_basis_grouping=tuple(Titled(one.label or one.url, one.url) for one in own.laws),
        process_index_url=own.processing,
        impacttoetsen_grouping=tuple(Titled(one.title, one.link) for one in own.assessments),
        impacttoetsen=own.assessments_note,
        source_data_grouping=sources(frame),
        provider=own.provider,
        publiccode=own.code,
        lang=frame.words["own.iso-639-3"],
        standard_version="1.0",
    )


def status(own: Algorithm, today: date) -> Status:
    """Whether the network uses matching yet: it does when it is on the site, unless it named a later day."""
    return "In ontwikkeling" if own.since and own.since > today else "In gebruik"


def pages_of(frame: Frame) -> Mapping[str, str]:
    """Where the page and this document are, when the site knows its own address."""
    if not frame.settings.base_url:
        return {}
    return {"website": address(frame, path_of("matching")), "url": address(frame, f"{API}/algorithm.json")}


def sources(frame: Frame) -> tuple[Titled, ...]:
    """Where the data can be read that the formula works with."""
    settings, words = frame.settings, frame.words
    repository = settings.repository
    open_data = [Titled(words["data.title"], address(frame, path_of("data")))] if settings.base_url else []
    files = [Titled(words["about.repository"], repository.url)] if repository and repository.public else []
    networks = [Titled(one.id, one.url if tells_address(one, frame.edition) else None) for one in settings.sources]
    return (*open_data, *files, *networks)


# What is the same for every network, in words -------------------------------------------------------------------------

TEXTS = (
    "name", "description_short", "goal", "proportionality", "human_intervention", "risks", "source_data",
    "methods_and_models", "tags",
)  # fmt: skip


def texts(frame: Frame) -> dict[str, str]:
    """The sentences of the entry, with the numbers of the program in them."""
    blanks = numbers(frame)
    found = {name: told(frame, f"algorithm.entry.{name}", **blanks) for name in TEXTS}
    if frame.settings.sources:
        found["source_data"] += " " + told(frame, "algorithm.networks", n=len(frame.settings.sources))
    if frame.settings.fictional:
        found["description_short"] += " " + frame.words["algorithm.fictional"]
    return found


def numbers(frame: Frame) -> Mapping[str, object]:
    """What fills the blanks of the sentences."""
    words, rules, near = frame.words, frame.settings.rules, dict(NEAR)
    rare = [f"{told(frame, 'matching.rarity', n=parts)}: {weight}" for parts, weight in match.RARITY]
    return {
        "people": MOST_PEOPLE,
        "work": MOST_WORK,
        "stale": rules.stale_after_months,
        "out": rules.left_out_after_months,
        "whole": match.WHOLE,
        "least": match.LEAST // 100,
        "teams": match.MOST_TEAMS,
        "worth": match.WORTH // 100,
        "least_wish": match.LEAST_WISH // 100,
        "wish": match.WISH,
        "lower": match.level_fit(3, 2),
        "higher": match.level_fit(3, 4),
        "highest": match.level_fit(1, 5),
        **{name: near[name] for name in ("narrower", "broader", "related")},
        "reasons": "; ".join(words[f"algorithm.reason.{one.reason}"] for one in match.EXCLUSIONS),
        "weights": ", ".join(
            f"{inside(frame, f'match.criterion.{name}')} {share}" for name, share in frame.matching.shares.items()
        ),
        "importance": ", ".join(f"{words[f'importance.{name}']} {weight}" for name, weight in match.IMPORTANCE.items()),
        "rarity": "; ".join([*rare, f"{words['matching.rarest']}: {match.RAREST}"]),
        "bands": ", ".join(f"{inside(frame, f'match.band.{name}')} {least // 100}" for name, least in match.BANDS),
        "lights": ", ".join(inside(frame, f"match.light.{name}") for name in LIGHTS),
    }


def inside(frame: Frame, key: str) -> str:
    """A heading as it is written inside a sentence. In German, where it may be a noun, it keeps its capital."""
    return frame.words[key] if frame.language == "de" else frame.words[key].lower()


def formula(frame: Frame) -> Formula:
    """The numbers, for machines."""
    return Formula(
        whole=match.WHOLE,
        weights=frame.matching.shares,
        importance=match.IMPORTANCE,
        bands=dict(match.BANDS),
        exclusions=tuple(one.reason for one in match.EXCLUSIONS),
        lights=LIGHTS,
        most_people=MOST_PEOPLE,
        most_assignments=MOST_WORK,
        most_teams=match.MOST_TEAMS,
        team_slack=match.WORTH,
    )
