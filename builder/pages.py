"""Every page of the site as a row: where it lands, one for each of what, what it shows, and how that is told."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from . import concepts, shows, views
from .material import Material, Sheet, material, sheets
from .model import Assignment, Event, Pool, Profile
from .neighbours import guests
from .networks import is_guest

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


def people(given: Material) -> Iterable[Profile]:
    """Everyone."""
    return given.directory.profiles.values()


def carded(given: Material) -> Iterable[Profile]:
    """Everyone, when the network wants business cards: drawing the code costs more than all the rest of a page."""
    return given.home.profiles.values() if given.directory.settings.business_cards else ()


def matched_people(given: Material) -> Iterable[Profile]:
    """Everyone who did not switch matching off."""
    return (one for one in people(given) if one.matching)


def people_sheets(given: Material) -> Iterable[Sheet]:
    """The list of everyone."""
    return sheets("", len(given.cards.everyone))


def work(given: Material) -> Iterable[Assignment]:
    """All work."""
    return given.directory.assignments.values()


def matched_work(given: Material) -> Iterable[Assignment]:
    """The work that looks for people."""
    return (one for one in work(given) if one.slug in given.ranking.by_assignment)


def open_sheets(given: Material) -> Iterable[Sheet]:
    """The list of open work."""
    return sheets("", len(given.cards.open_work))


def work_sheets(given: Material) -> Iterable[Sheet]:
    """The list of all work."""
    return sheets("", len(given.cards.all_work))


def story_sheets(given: Material) -> Iterable[Sheet]:
    """The list of stories."""
    return sheets("", len(given.cards.stories))


def all_pools(given: Material) -> Iterable[Pool]:
    """All pools."""
    return given.directory.pools.values()


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


# The table ------------------------------------------------------------------------------------------------------------

# fmt: off
PAGES: tuple[Page, ...] = (
    #    name                 where it lands                    one for each, what it shows, how it is told
    Page("home",              "index.html",                     once, shows.home, views.home),
    Page("profiles",          "profiles/index{sheet}.html",     people_sheets, shows.profiles, views.profiles),
    Page("profile",           "profiles/{slug}.html",           people, shows.profile, views.profile),
    Page("profile-card",      "cards/{slug}.html",              carded, shows.profile_card, views.profile_card),
    Page("profile-matches",   "matches/profiles/{slug}.html",   matched_people, shows.profile_matches, views.profile_matches),  # noqa: E501
    Page("field",             "fields/{slug}{sheet}.html",      in_terms("fields"), shows.in_term("fields"), views.field),  # noqa: E501
    Page("region",            "regions/{slug}{sheet}.html",     in_terms("regions"), shows.in_term("regions"), views.region),  # noqa: E501
    Page("assignments",       "assignments/index{sheet}.html",  open_sheets, shows.assignments, views.assignments),
    Page("overview",          "overview/index{sheet}.html",     work_sheets, shows.overview, views.overview),
    Page("stories",           "stories/index{sheet}.html",      story_sheets, shows.stories, views.stories),
    Page("assignment",        "assignments/{slug}.html",        work, shows.assignment, views.assignment),
    Page("assignment-matches","matches/assignments/{slug}.html", matched_work, shows.assignment_matches, views.assignment_matches),  # noqa: E501
    Page("organisations",     "organisations/index.html",       once, shows.organisations, views.organisations),
    Page("organisation",       "organisations/{slug}{sheet}.html",organisation_sheets, shows.organisation, views.organisation),  # noqa: E501
    Page("pools",             "pools/index.html",               once, shows.pools, views.pools),
    Page("pool",              "pools/{slug}.html",              all_pools, shows.pool, views.pool),
    Page("events",            "events/index.html",              once, shows.events, views.events),
    Page("event",             "events/{slug}.html",             all_events, shows.event, views.event),
    Page("forms",             "forms/index.html",               once, shows.forms, views.forms),
    Page("form",              "forms/{slug}.html",              all_forms, shows.form, views.form),
    Page("skills",            "skills/index.html",              once, shows.skills, views.skills),
    Page("skill",             "skills/{slug}{sheet}.html",      skill_sheets, shows.skill, views.skill),
    Page("vocabulary",        "vocabulary/index.html",          once, shows.nothing, views.vocabularies),
    Page("vocabulary-list",   "vocabulary/{slug}/index.html",   word_lists, shows.word_list, views.vocabulary_list),
    Page("gaps",              "gaps/index.html",                once, shows.gaps, views.gaps),
    Page("figures",           "figures/index.html",             once, shows.in_figures, views.figures),
    Page("search",            "search/index.html",              once, shows.search, views.search),
    Page("new",               "new/index.html",                 once, shows.newcomer, views.new),
    Page("new-assignment",    "new/assignment/index.html",      once, shows.choosable, views.new_assignment),
    Page("matching",          "matching/index.html",            once, shows.nothing, views.matching),
    Page("supervisors",       "supervisors/index.html",         once, shows.supervisors, views.supervisors),
    Page("coordination",      "coordination/index.html",        inside, shows.coordination, views.coordination),
    Page("status",            "status/index.html",              once, shows.status, views.status),
    Page("rules",             "rules/index.html",               once, shows.rules, views.rules),
    Page("networks",          "networks/index.html",            once, shows.networks, views.networks),
    Page("network",           "networks/{slug}{sheet}.html",    network_sheets, shows.network, views.network),
    Page("about",             "about/index.html",               once, shows.nothing, views.about),
    Page("data",              "data/index.html",                once, shows.data, views.data),
    Page("following",         "following/index.html",           once, shows.following, views.following),
    Page("privacy",           "privacy/index.html",             once, shows.nothing, views.privacy),
    Page("accessibility",     "accessibility/index.html",       once, shows.nothing, views.accessibility),
    Page("missing",           "404.html",                       once, shows.nothing, views.missing),
)
# fmt: on
PATHS = {page.name: page.path for page in PAGES}
