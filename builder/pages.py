"""Every page of the site as a row: where it lands, one for each of what, what it shows, and how that is told."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from . import concepts, shows
from .frame import Late
from .material import Material, Sheet, material, sheets
from .model import Assignment, Event, Pool, Profile, Record
from .neighbours import guests
from .networks import is_guest
from .sketches import Sketch

__all__ = ("PAGES", "PATHS", "Material", "Page", "Sheet", "landing", "material", "path_of")


class Page(NamedTuple):
    """A row: `name` is also the name of the template."""

    name: str
    path: str
    each: Callable[[Material], Iterable[Any]]
    shows: Callable[[Material, Any], tuple[Any, ...]]
    view: Callable[..., Mapping[str, Any]]


@lru_cache(maxsize=65_536)
def path_of(name: str, slug: str = "", page: int = 1) -> str:
    """Where a page lands, from the root of the site."""
    return _placed(PATHS[name], slug, page)


def items(page: Page, given: Material) -> Iterable[Any]:
    """All that a row has a page of; of people their sketches, which lie at hand."""
    return page.each.sketches(given) if isinstance(page.each, OfPeople) else page.each(given)


def landing(page: Page, item: Any) -> str:
    """Where the output for an item lands: a record by its slug, a sheet by its number."""
    return _placed(page.path, getattr(item, "slug", ""), getattr(item, "page", 1))


def _placed(path: str, slug: str, page: int) -> str:
    return path.replace("{slug}", slug).replace("{sheet}", "" if page == 1 else f"/{page}")


# One for each of what -------------------------------------------------------------------------------------------------


def once(_: Material) -> tuple[None]:
    """For a page there is one of."""
    return (None,)


def inside(given: Material) -> tuple[None, ...]:
    """For a page there is one of, in the internal edition alone."""
    return (None,) if given.directory.edition == "internal" else ()


def in_terms(kind: str) -> Callable[[Material], Iterable[Sheet]]:
    """A list of people for every term of a vocabulary."""

    def each(given: Material) -> Iterable[Sheet]:
        found = given.cards.people_in[kind]
        for term in given.directory.vocabularies[kind].terms:
            yield from sheets(term, len(found.get(term, ())))

    return each


class OfRecords(Struct, frozen=True):
    """One for each record of some sort but people: in the plan all that is about one record stands together."""

    records: Callable[[Material], Iterable[Record]]

    def __call__(self, given: Material) -> Iterable[Record]:
        """The records."""
        return self.records(given)


class OfPeople(Struct, frozen=True):
    """One for each of some people: their sketches tell who they are, and no record is unpacked for that."""

    has: Callable[[Material, Sketch], bool]  # whether she is one of them

    def __call__(self, given: Material) -> Iterable[Profile]:
        """Their records."""
        return (given.directory.profiles[one.slug] for one in self.sketches(given))

    def sketches(self, given: Material) -> Iterable[Sketch]:
        """Their sketches."""
        return (one for one in given.directory.people.values() if self.has(given, one))


people = OfPeople(lambda _, __: True)  # everyone
matched_people = OfPeople(lambda _, one: one.matching)
# Drawing the code on a business card costs more than all the rest of a page.
carded = OfPeople(lambda given, one: given.directory.settings.business_cards and one.slug in given.home.people)


def people_sheets(given: Material) -> Iterable[Sheet]:
    """The list of everyone."""
    return sheets("", len(given.cards.everyone))


@OfRecords
def work(given: Material) -> Iterable[Assignment]:
    """All work."""
    return given.directory.assignments.values()


@OfRecords
def matched_work(given: Material) -> Iterable[Assignment]:
    """The work that looks for people."""
    return (one for one in given.directory.assignments.values() if one.slug in given.ranking.by_assignment)


def open_sheets(given: Material) -> Iterable[Sheet]:
    """The list of open work."""
    return sheets("", len(given.cards.open_work))


def work_sheets(given: Material) -> Iterable[Sheet]:
    """The list of all work."""
    return sheets("", len(given.cards.all_work))


def story_sheets(given: Material) -> Iterable[Sheet]:
    """The list of stories."""
    return sheets("", len(given.cards.stories))


@OfRecords
def all_pools(given: Material) -> Iterable[Pool]:
    """All pools."""
    return given.directory.pools.values()


@OfRecords
def all_events(given: Material) -> Iterable[Event]:
    """All events."""
    return given.directory.events.values()


def skill_sheets(given: Material) -> Iterable[Sheet]:
    """A list of people for every skill."""
    for term in given.directory.skills.terms:
        yield from sheets(term, len(given.cards.claims.get(term, ())))


def all_forms(given: Material) -> Iterable[Sheet]:
    """Every form of working."""
    return (Sheet(term, 1) for term in given.directory.vocabularies["forms"].terms)


def word_lists(given: Material) -> Iterable[Sheet]:
    """Every list of words that may be told of."""
    directory = given.directory
    names = concepts.lists(directory.vocabularies, directory.settings, directory.edition)
    return (Sheet(name, 1) for name in names)


def organisation_sheets(given: Material) -> Iterable[Sheet]:
    """A list of people for every organisation."""
    for slug in given.directory.organisations:
        found = given.cards.visitors if is_guest(slug) else given.cards.people_in["organisations"]
        yield from sheets(slug, len(found.get(slug, ())))


def each_network(given: Material) -> Iterable[Sheet]:
    """Every other network."""
    return (Sheet(one.source.id, 1) for one in given.networks)


def network_sheets(given: Material) -> Iterable[Sheet]:
    """The list of what is shown of every other network."""
    found = guests(given.cards) if given.networks else {}
    for one in given.networks:
        yield from sheets(one.source.id, len(found.get(one.source.id, ())))


def told(view: str) -> Late:
    """How a page is told, by the room and the name of its view."""
    room, name = view.split(".")
    return Late(f"{__package__}.views.{room}", name)


# The table ------------------------------------------------------------------------------------------------------------

# fmt: off
PAGES: tuple[Page, ...] = (
    #    name                 where it lands                    one for each, what it shows, how it is told
    Page("home",              "index.html",                     once, shows.home, told("site.home")),
    Page("profiles",          "profiles/index{sheet}.html",     people_sheets, shows.profiles, told("people.profiles")),
    Page("profile",           "profiles/{slug}.html",           people, shows.profile, told("people.profile")),
    Page("profile-card",      "cards/{slug}.html",              carded, shows.profile_card, told("card.profile_card")),
    Page("profile-matches",   "matches/profiles/{slug}.html",   matched_people, shows.profile_matches, told("matches.profile_matches")),  # noqa: E501
    Page("field",             "fields/{slug}{sheet}.html",      in_terms("fields"), shows.in_term("fields"), told("people.field")),  # noqa: E501
    Page("region",            "regions/{slug}{sheet}.html",     in_terms("regions"), shows.in_term("regions"), told("people.region")),  # noqa: E501
    Page("assignments",       "assignments/index{sheet}.html",  open_sheets, shows.assignments, told("work.assignments")),  # noqa: E501
    Page("overview",          "overview/index{sheet}.html",     work_sheets, shows.overview, told("work.overview")),
    Page("stories",           "stories/index{sheet}.html",      story_sheets, shows.stories, told("work.stories")),
    Page("assignment",        "assignments/{slug}.html",        work, shows.assignment, told("work.assignment")),
    Page("assignment-matches","matches/assignments/{slug}.html", matched_work, shows.assignment_matches, told("matches.assignment_matches")),  # noqa: E501
    Page("organisations",     "organisations/index.html",       once, shows.organisations, told("network.organisations")),  # noqa: E501
    Page("organisation",       "organisations/{slug}{sheet}.html",organisation_sheets, shows.organisation, told("network.organisation")),  # noqa: E501
    Page("pools",             "pools/index.html",               once, shows.pools, told("network.pools")),
    Page("pool",              "pools/{slug}.html",              all_pools, shows.pool, told("pool.pool")),
    Page("events",            "events/index.html",              once, shows.events, told("network.events")),
    Page("event",             "events/{slug}.html",             all_events, shows.event, told("network.event")),
    Page("forms",             "forms/index.html",               once, shows.forms, told("forms.forms")),
    Page("form",              "forms/{slug}.html",              all_forms, shows.form, told("forms.form")),
    Page("skills",            "skills/index.html",              once, shows.skills, told("skills.skills")),
    Page("skill",             "skills/{slug}{sheet}.html",      skill_sheets, shows.skill, told("skills.skill")),
    Page("vocabulary",        "vocabulary/index.html",          once, shows.nothing, told("vocabularies.vocabularies")),
    Page("vocabulary-list",   "vocabulary/{slug}/index.html",   word_lists, shows.word_list, told("vocabularies.vocabulary_list")),  # noqa: E501
    Page("gaps",              "gaps/index.html",                once, shows.gaps, told("skills.gaps")),
    Page("figures",           "figures/index.html",             once, shows.in_figures, told("figures.figures")),
    Page("search",            "search/index.html",              once, shows.search, told("site.search")),
    Page("new",               "new/index.html",                 once, shows.newcomer, told("form.new")),
    Page("new-assignment",    "new/assignment/index.html",      once, shows.choosable, told("form.new_assignment")),
    Page("matching",          "matching/index.html",            once, shows.nothing, told("insight.matching")),
    Page("supervisors",       "supervisors/index.html",         once, shows.supervisors, told("supervisors.supervisors")),  # noqa: E501
    Page("coordination",      "coordination/index.html",        inside, shows.coordination, told("coordination.coordination")),  # noqa: E501
    Page("status",            "status/index.html",              once, shows.status, told("insight.status")),
    Page("rules",             "rules/index.html",               once, shows.rules, told("rules.rules")),
    Page("networks",          "networks/index.html",            once, shows.networks, told("networks.networks")),
    Page("network",           "networks/{slug}{sheet}.html",    network_sheets, shows.network, told("networks.network")),  # noqa: E501
    Page("about",             "about/index.html",               once, shows.nothing, told("site.about")),
    Page("data",              "data/index.html",                once, shows.data, told("open_data.data")),
    Page("following",         "following/index.html",           once, shows.following, told("following.following")),
    Page("privacy",           "privacy/index.html",             once, shows.nothing, told("privacy.privacy")),
    Page("accessibility",     "accessibility/index.html",       once, shows.nothing, told("site.accessibility")),
    Page("missing",           "404.html",                       once, shows.nothing, told("site.missing")),
)
# fmt: on
PATHS = {page.name: page.path for page in PAGES}
# Lists that tell of people what their sketches do not: all others follow from the outline of a directory (`planning`).
OF_WHOLE_RECORDS = frozenset({"coordination"})
