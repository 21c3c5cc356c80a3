"""What machines read: the same records as the pages show, as documents, lists and feeds. Every output is a row.

A row has the shape of a page (`pages.Page`), and its view gives bytes. What is public and what is not was settled when
the directory was made: a row sees what it shows, and no more.
"""

from collections.abc import Callable, Iterable
from typing import Any

from .. import pages, share, shows
from ..facts import LONG_AGO
from ..frame import Late, Offer
from ..model import KINDS, Assignment, Profile, Record
from ..networks import is_guest
from ..pages import Material, Page, Sheet, once
from . import following
from .offers import DATASET, PUBLISHED, TABLES, WRITTEN, Names, offered

# What never stands in the sitemap, for search engines are asked not to show it.
NOT_INDEXED = frozenset(
    {"profile-card", "profile-matches", "assignment-matches", "search", "status", "network", "missing"}
)
MOST_ADDRESSES = 50_000  # a sitemap may not hold more


# One for each of what -------------------------------------------------------------------------------------------------


def with_address(given: Material) -> Iterable[None]:
    """Once, when the site knows its own address."""
    return once(given) if given.directory.settings.base_url else ()


def with_sitemap(given: Material) -> Iterable[None]:
    """Once, when search engines may come at all."""
    return with_address(given) if given.directory.edition == "public" else ()


def with_contact(given: Material) -> Iterable[None]:
    """Once, when there is an address to write to."""
    contact = given.directory.settings.contact
    return once(given) if contact and contact.email else ()


def records(kind: str) -> Callable[[Material], Iterable[Record]]:
    """Every record of a kind."""
    if kind == "profiles":
        return pages.people
    return pages.OfRecords(lambda given: getattr(given.directory, kind).values())


# Everyone whom the network keeps itself: who is a guest takes along what her own network gives.
own_people = pages.OfPeople(lambda given, one: one.slug in given.home.people)
people_matched = pages.OfPeople(lambda given, one: one.slug in given.ranking.by_profile)


def skills(given: Material) -> Iterable[Sheet]:
    """Every skill of the vocabulary."""
    return (Sheet(term, 1) for term in given.directory.skills.terms)


# What each shows ------------------------------------------------------------------------------------------------------


def counts(given: Material, _: None) -> tuple[Any, ...]:
    """How much there is of everything."""
    found = [(kind, len(getattr(given.home, kind))) for kind in KINDS]
    return (*found, ("open_assignments", len(given.cards.open_work)), ("skills", len(given.directory.skills.terms)))


def at_the_door(given: Material, _: None) -> tuple[Any, ...]:
    """How much there is of everything, and all that can be fetched."""
    return counts(given, None), offers(given)


def for_portals(given: Material, _: None) -> tuple[Any, ...]:
    """All that can be fetched."""
    return (offers(given),)


def offers(given: Material) -> tuple[Offer, ...]:
    """All that machines can fetch."""
    return offered(DATA, given, PUBLISHED)


def cards(name: str) -> Callable[[Material, None], tuple[Any, ...]]:
    """All cards of a kind that the network keeps itself: whoever fetches a list should get first-hand data alone."""
    return lambda given, _: tuple(card for slug, card in getattr(given.cards, name).items() if not is_guest(slug))


def skill_counts(given: Material, _: None) -> tuple[Any, ...]:
    """Every skill, counted."""
    return tuple(counts_of(given, term) for term in given.directory.skills.terms)


def skill(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """One skill, counted."""
    return counts_of(given, sheet.slug)


def counts_of(given: Material, term: str) -> tuple[str, int, int, int]:
    """A skill with how many people have it, want it, and how much open work asks for it."""
    people, wishes, asked = (
        len(found.get(term, ())) for found in (given.cards.claims, given.cards.wishes, given.cards.asks)
    )
    return term, people, wishes, asked


def profile(given: Material, one: Record) -> tuple[Any, ...]:
    """A person, the pools she is in and the work she does or did."""
    pools_in, done = given.directory.pools_of.get(one.slug, ()), given.directory.work_by.get(one.slug, ())
    return one, tuple(pool.slug for pool in pools_in), tuple(work.slug for work in done)


def with_house(given: Material, one: Profile) -> tuple[Any, ...]:
    """A person and the name of the organisation she works for."""
    house = given.cards.people[one.slug].organisation
    return one, house.name if house else ""


def with_organisation(given: Material, one: Profile) -> tuple[Any, ...]:
    """A person and all of the organisation she works for."""
    return one, given.directory.organisations.get(one.organisation)


def record(_: Material, one: Record) -> tuple[Any, ...]:
    """A record."""
    return (one,)


def organisation(given: Material, one: Record) -> tuple[Any, ...]:
    """An organisation and its card, which counts."""
    return one, given.cards.organisations[one.slug]


def pool(given: Material, one: Record) -> tuple[Any, ...]:
    """A pool and the work meant for it."""
    return one, tuple(work.slug for work in given.directory.pool_work.get(one.slug, ()))


def matches_of_work(given: Material, one: Record) -> tuple[Any, ...]:
    """Some work and the people in its list."""
    people, work = given.sides
    return work[one.slug], tuple([people[slug] for slug, _ in given.ranking.by_assignment[one.slug]])


def matches_of_person(given: Material, one: Record) -> tuple[Any, ...]:
    """A person and the work in her list."""
    people, work = given.sides
    return people[one.slug], tuple([work[slug] for slug, _ in given.ranking.by_profile[one.slug]])


@pages.OfRecords
def team_work(given: Material) -> Iterable[Record]:
    """The work that asks for more than one."""
    return (given.directory.assignments[slug] for slug in given.ranking.teams)


def teams(given: Material, one: Assignment) -> tuple[Any, ...]:
    """Some work and its teams."""
    return given.sides.work[one.slug], shows.teams_for(given, one)


def every_event(given: Material, _: None) -> tuple[Any, ...]:
    """All events, in the order of their days."""
    found = given.directory.events.values()
    return tuple(sorted(found, key=lambda one: (one.day, one.slug)))


def stories(given: Material, _: None) -> tuple[Any, ...]:
    """What finished work brought, with the day on which it ended."""
    return tuple((one, one.ended or LONG_AGO) for one in given.cards.stories)


def all_work(given: Material, _: None) -> tuple[Any, ...]:
    """All work."""
    return given.cards.all_work


def addresses(given: Material, _: None) -> tuple[Any, ...]:
    """Where the pages are that search engines may show; people last, for a sitemap has an end."""
    found = [
        pages.landing(page, item)
        for page in sorted(pages.PAGES, key=lambda page: page.name == "profile")
        if page.name not in NOT_INDEXED
        for item in pages.items(page, given)
        if (page.name != "profile" or item.findable) and not is_guest(getattr(item, "slug", ""))
    ]
    return tuple(found[:MOST_ADDRESSES])


def itself(_: Material, sheet: Sheet) -> tuple[str]:
    """A name."""
    return (sheet.slug,)


def nothing(_: Material, __: None) -> tuple[()]:
    """For what follows from the settings."""
    return ()


@pages.OfRecords
def shared_work(given: Material) -> Iterable[Record]:
    """The work that looks for people, when the network wants pictures of it."""
    wanted = given.directory.settings.share_images
    found = given.cards.all_work if wanted else ()
    return (given.directory.assignments[card.slug] for card in found if card.state in share.LOOKING)


@pages.OfRecords
def painted_work(given: Material) -> Iterable[Record]:
    """The same, when something is installed that makes pixels of a drawing, and all letters are known."""
    settings, work = given.directory.settings, given.cards.work
    found = shared_work(given) if settings.share_images and share.painter() else ()
    return (one for one in found if share.is_drawable(work[one.slug], settings))


def work_card(given: Material, one: Record) -> tuple[Any, ...]:
    """The card of some work."""
    return (given.cards.work[one.slug],)


# The table ------------------------------------------------------------------------------------------------------------


def told(view: str, of: str = "") -> Late:
    """What becomes of it, by the room and the name of its view."""
    room, name = view.split(".")
    return Late(f"{__name__}.{room}", name, of)


def row(
    path: str,
    each: Callable[[Material], Iterable[Any]],
    shows: Callable[[Material, Any], tuple[Any, ...]],
    view: Callable[..., Any],
) -> Page:
    """A row of the table. Its name is where it lands, for no page links to it by another."""
    return Page(path, path, each, shows, view)


# fmt: off
DATA: tuple[Page, ...] = (
    #   where it lands                            one for each, what it shows, what becomes of that
    row("api/v1/directory.json",                  once, at_the_door, told("documents.directory")),
    row(DATASET,                                  with_address, for_portals, told("dataset.dataset")),
    row("api/v1/algorithm.json",                  once, nothing, told("documents.algorithm")),
    row("api/v1/figures.json",                    once, shows.in_figures, told("documents.figures")),
    row("api/v1/networks.json",                   once, shows.networks, told("documents.networks")),
    row("api/v1/profiles.json",                   once, cards("people"), told("entries.entries", "profiles")),
    row("api/v1/profiles/{slug}.json",            records("profiles"), profile, told("documents.profile")),
    row("api/v1/assignments.json",                once, cards("work"), told("entries.entries", "assignments")),
    row("api/v1/assignments/{slug}.json",         records("assignments"), record, told("documents.assignment")),
    row("api/v1/organisations.json",              once, cards("organisations"), told("entries.entries", "organisations")),  # noqa: E501
    row("api/v1/organisations/{slug}.json",       records("organisations"), organisation, told("documents.organisation")),  # noqa: E501
    row("api/v1/pools.json",                      once, cards("pools"), told("entries.entries", "pools")),
    row("api/v1/pools/{slug}.json",               records("pools"), pool, told("documents.pool")),
    row("api/v1/events.json",                     once, cards("events"), told("entries.entries", "events")),
    row("api/v1/events/{slug}.json",              records("events"), record, told("documents.event")),
    row("api/v1/skills.json",                     once, skill_counts, told("documents.skills")),
    row("api/v1/skills/{slug}.json",              skills, skill, told("documents.skill")),
    row("api/v1/vocabularies.json",               once, nothing, told("documents.vocabularies")),
    row("api/v1/vocabularies/{slug}.ttl",         pages.word_lists, itself, told("skos.turtle")),
    row("api/v1/vocabularies/{slug}.jsonld",      pages.word_lists, itself, told("skos.json_ld")),
    row("api/v1/matches/assignments/{slug}.json", pages.matched_work, matches_of_work, told("matched.matches_of_work")),
    row("api/v1/matches/profiles/{slug}.json",    people_matched, matches_of_person, told("matched.matches_of_person")),
    row("api/v1/teams/{slug}.json",               team_work, teams, told("matched.teams")),
    row("api/v1/schemas/{slug}.json",             Names(WRITTEN), itself, told("documents.schema_to_write")),
    row("api/v1/schemas/published/{slug}.json",   Names(PUBLISHED), itself, told("documents.schema_to_read")),
    row("api/v1/overview.csv",                    once, all_work, told("tables.overview")),
    row("api/v1/hours.csv",                       once, shows.in_figures, told("tables.hours")),
    row("api/v1/{slug}.csv-metadata.json",        Names(TABLES), itself, told("tables.metadata")),
    row("new/skills.txt",                         once, nothing, Late("builder.views.form", "skill_words")),
    row("resumes/{slug}.json",                    own_people, with_organisation, told("resumes.document")),
    row("cards/{slug}.vcf",                       own_people, with_house, Late("builder.vcard", "full")),
    row("networks/{slug}.svg",                    pages.each_network, shows.badge, Late("builder.views.badge", "badge")),  # noqa: E501
    row("calendar/{slug}.ics",                    records("events"), record, told("calendars.calendar")),
    row("closing/{slug}.ics",                     following.closing_work, following.closing, told("calendars.closing")),
    row("feed/events.ics",                        once, every_event, told("calendars.calendar")),
    row("feed/closing.ics",                       once, following.all_closing, told("calendars.closing")),
    row("feed/assignments.xml",                   with_address, following.open_work, told("atom.work")),
    row("feed/stories.xml",                       with_address, stories, told("atom.stories")),
    row("feed/events.xml",                        with_address, following.coming, told("atom.events")),
    row("feed/people.xml",                        with_address, following.everyone, told("atom.people")),
    row("feed/skills/{slug}.xml",                 following.terms("skills"), following.work_of_term("skills"), told("atom.of_term", "skills")),  # noqa: E501
    row("feed/fields/{slug}.xml",                 following.terms("fields"), following.work_of_term("fields"), told("atom.of_term", "fields")),  # noqa: E501
    row("feed/regions/{slug}.xml",                following.terms("regions"), following.work_of_term("regions"), told("atom.of_term", "regions")),  # noqa: E501
    row("feed/organisations/{slug}.xml",          following.organisations, following.work_of_organisation, told("atom.of_organisation")),  # noqa: E501
    row("feed/selections/{slug}.xml",             following.chosen("assignments"), following.selected_work, told("atom.selected_work")),  # noqa: E501
    row("feed/people/{slug}.xml",                 following.chosen("profiles"), following.selected_people, told("atom.selected_people")),  # noqa: E501
    row("share/{slug}.svg",                       shared_work, work_card, Late("builder.share", "drawing")),
    row("share/{slug}.png",                       painted_work, work_card, Late("builder.share", "pixels")),
    row("sitemap.xml",                            with_sitemap, addresses, told("robots.sitemap")),
    row("robots.txt",                             once, nothing, told("robots.robots")),
    row(".well-known/security.txt",               with_contact, nothing, told("robots.security")),
)
# fmt: on
# What no new day changes: a picture costs more than a page, and is not to be made again every night.
LASTING = frozenset({"share/{slug}.svg", "share/{slug}.png"})
