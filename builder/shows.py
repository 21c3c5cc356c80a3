"""What each page shows: everything it is told of the directory, and nothing else."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from . import facts
from .apart import known_as
from .cards import MemberHours, Tally, gathered, tally, urgency
from .coordination import desk
from .directory import Directory
from .lately import lately
from .material import SHEET, Material, Sheet, cut, lengths, pages_for
from .model import Assignment, Event, Organisation, Pool, Profile
from .neighbours import Neighbour, brief, guests, neighbours
from .networks import is_guest
from .problems import Problem
from .pseudonyms import is_masked
from .sides import PersonSide
from .sketches import Named, PersonCard
from .slugs import better_slug

HOME = 6  # how many new cards the front door shows
CLOSING = 3  # and how many that close soon
FEW = 12  # how many stand beside another list
NOBODY = Tally(())


def nothing(_: Material, __: None) -> tuple[()]:
    """For a page of fixed text."""
    return ()


def home(given: Material, _: None) -> tuple[Any, ...]:
    """Numbers, what is new (or a few people), what closes first, a story, the next events and the fields of work."""
    made = given.cards
    members = sum(one.member for one in given.home.organisations.values())
    counts = (len(made.everyone), len(made.open_work), members)
    new = lately(given.home, made)[:HOME]
    few = made.everyone if not new and len(made.everyone) <= FEW else ()
    closing = made.open_work[:CLOSING]
    if all(one in new for one in closing):  # a small network would show the same work twice
        closing = ()
    return counts, new, few, closing, made.stories[:1], made.coming[:3], made.everywhere


def choosable(given: Material, _: None) -> tuple[Any, ...]:
    """The organisations that a form lets people choose from."""
    named = (Named(one.slug, one.name) for one in given.home.organisations.values())
    return (tuple(sorted(named, key=lambda one: one.name.casefold())),)


def newcomer(given: Material, _: None) -> tuple[Any, ...]:
    """The same, and how many of them say that a profile is no target in cutbacks."""
    return *choosable(given, None), sum(bool(one.no_target) for one in given.home.organisations.values())


def following(given: Material, _: None) -> tuple[Any, ...]:
    """The organisations, each of which has a feed."""
    houses = (Named(slug, one.name) for slug, one in given.directory.organisations.items() if one.origin is None)
    return (tuple(sorted(houses, key=lambda one: (one.name.casefold(), one.slug))),)


def supervisors(given: Material, _: None) -> tuple[Any, ...]:
    """The organisations that say something to supervisors."""
    stated = (one for one in given.home.organisations.values() if one.stance or one.no_target or one.return_rule)
    return (tuple(sorted(stated, key=lambda one: (one.name.casefold(), one.slug))),)


def search(given: Material, _: None) -> tuple[Any, ...]:
    """The fields of work, for who cannot or will not run the script that searches."""
    return (given.cards.everywhere,)


def profiles(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """Part of everyone."""
    everyone = given.cards.everyone
    total = len(everyone)
    beside = (
        (given.cards.everywhere, lengths(given.cards.people_in["regions"])) if sheet.page == 1 else (NOBODY, NOBODY)
    )
    return cut(everyone, sheet), sheet.page, pages_for(total), total, *beside


def in_term(kind: str) -> Callable[[Material, Sheet], tuple[Any, ...]]:
    """Part of the people of a term, and open work beside them."""

    def shows(given: Material, sheet: Sheet) -> tuple[Any, ...]:
        found = given.cards.people_in[kind].get(sheet.slug, ())
        beside = given.cards.work_in[kind].get(sheet.slug, ())[:FEW] if sheet.page == 1 else ()
        return sheet.slug, cut(found, sheet), sheet.page, pages_for(len(found)), len(found), beside

    return shows


def profile(given: Material, one: Profile) -> tuple[Any, ...]:
    """A person, with the names and titles around her."""
    made, directory = given.cards, given.directory
    others = {slug for entry in one.experience for slug in entry.together_with}
    return (
        one,
        directory.organisations.get(one.organisation),
        tuple(made.pools[pool.slug] for pool in directory.pools_of.get(one.slug, ())),
        tuple(made.work[done.slug] for done in directory.work_by.get(one.slug, ())),
        tuple((slug, made.people[slug].name) for slug in sorted(others) if slug in made.people),
        given.sources.get(("profiles", one.slug), ""),
    )


def profile_card(given: Material, one: Profile) -> tuple[Any, ...]:
    """The little of a person that stands on her card."""
    organisation = given.directory.organisations.get(one.organisation)
    house = organisation.contact if organisation and not is_masked(one, given.directory.edition) else None
    return given.cards.people[one.slug], one.contact, house


def profile_matches(given: Material, one: Profile) -> tuple[Any, ...]:
    """The work that fits a person, and what she is barred from."""
    made, both = given.cards, given.sides
    found = [slug for slug, _ in given.ranking.by_profile.get(one.slug, ())]
    barred = given.ranking.barred_by_profile.get(one.slug)
    kept_off = barred.assignments if barred else ()
    return (
        both.people[one.slug],
        tuple([both.work[slug] for slug in found]),
        tuple([made.work[slug] for slug, _ in kept_off]),
        tuple([reason for _, reason in kept_off]),
        barred.counts if barred else (),
        tuple(
            (work, made.work[work].title, tuple((slug, made.people[slug].name) for slug in others))
            for work, others in given.together.get(one.slug, ())
        ),
        bool(found or made.open_work),
    )


def assignments(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """Part of the open work."""
    made = given.cards
    found, coming = made.open_work, dict(made.states.counts).get("coming", 0)
    fields = lengths(made.work_in["fields"]) if sheet.page == 1 else NOBODY
    return cut(found, sheet), sheet.page, pages_for(len(found)), len(found), coming, fields


def overview(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """Part of all work."""
    found = given.cards.all_work
    return cut(found, sheet), sheet.page, pages_for(len(found)), given.cards.states


def stories(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """Part of what finished work brought."""
    found = given.cards.stories
    return cut(found, sheet), sheet.page, pages_for(len(found)), len(found)


def assignment(given: Material, one: Assignment) -> tuple[Any, ...]:
    """A piece of work, with its organisation, its pool, its campaigns and the people who do it."""
    made = given.cards
    return (
        one,
        given.directory.organisations.get(one.organisation),
        made.pools.get(one.pool or ""),
        tuple(made.people[slug] for slug in one.filled_by if slug in made.people),
        tuple([(campaign.slug, campaign.title) for campaign in made.campaigns.get(one.slug, ())]),
        given.sources.get(("assignments", one.slug), ""),
        made.work[one.slug] if given.directory.settings.share_images else None,
    )


def assignment_matches(given: Material, one: Assignment) -> tuple[Any, ...]:
    """The people who fit a piece of work, how many were left out for what, and who can do it together."""
    both = given.sides
    found = [slug for slug, _ in given.ranking.by_assignment.get(one.slug, ())]
    return (
        both.work[one.slug],
        given.directory.organisations.get(one.organisation),
        tuple([both.people[slug] for slug in found]),
        given.ranking.excluded_by_assignment.get(one.slug, ()),
        teams_for(given, one),
    )


def teams_for(given: Material, one: Assignment) -> tuple[tuple[int, tuple[PersonSide, ...]], ...]:
    """The teams for a piece of work: their points and their members."""
    people = given.sides.people
    return tuple(
        (team.points, tuple([people[slug] for slug in team.members])) for team in given.ranking.teams.get(one.slug, ())
    )


def organisations(given: Material, _: None) -> tuple[Any, ...]:
    """All organisations."""
    return (tuple([card for card in given.cards.organisations.values() if card.origin is None]),)


def organisation(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """An organisation with part of its people; the first page has everything else too.

    People and work that another network keeps stand apart, or alone when the organisation is a guest itself.
    """
    made, directory, slug = given.cards, given.directory, sheet.slug
    guest, first = is_guest(slug), sheet.page == 1
    visitors, visiting = made.visitors.get(slug, ()), made.visiting_work.get(slug, ())
    found = visitors if guest else made.people_in["organisations"].get(slug, ())
    own_work = visiting if guest else made.work_in["organisations"].get(slug, ())
    done = sum(
        made.work[one.slug].state in ("filled", "running", "finished")
        for one in (directory if guest else given.home).work_of.get(slug, ())
    )
    return (
        directory.organisations[slug],
        cut(found, sheet),
        sheet.page,
        pages_for(len(found)),
        len(found),
        own_work if first else (),
        0 if guest else done,
        tuple(made.events[one.slug] for one in directory.events_of.get(slug, ())) if first else (),
        made.balance.get(slug, ())[:FEW] if first else (),
        made.elsewhere.get(slug, ()) if first else (),
        given.sources.get(("organisations", slug), ""),
        visitors[:SHEET] if first and not guest else (),
        visiting[:SHEET] if first and not guest else (),
    )


def pools(given: Material, _: None) -> tuple[Any, ...]:
    """All pools."""
    return (tuple(given.cards.pools.values()),)


def pool(given: Material, one: Pool) -> tuple[Any, ...]:
    """A pool with its members, their time and skills, and its work."""
    made, directory = given.cards, given.directory
    members = [directory.profiles[slug] for slug in one.members]
    claimed = Counter(claim.skill for each in members for claim in each.skills)
    internal = directory.edition == "internal"
    hours = facts.hours_together(members, directory.today)
    return (
        one,
        made.pools[one.slug].organisation,
        tuple([made.people[slug] for slug in one.members]),
        tuple(sorted([made.work[meant.slug] for meant in directory.pool_work.get(one.slug, ())], key=urgency)),
        hours if internal or hours.people >= directory.settings.rules.fewest else None,
        tuple([hours_of_member(given, each) for each in members]) if internal else (),
        tuple([(term, count) for term, count in tally(claimed).counts[:FEW] if count > 1]),
        given.sources.get(("pools", one.slug), ""),
    )


def hours_of_member(given: Material, one: Profile) -> MemberHours:
    """The time of a member of a pool."""
    today = given.directory.today
    used, free = facts.hours_used(one, today), facts.hours_free(one, today)
    first = facts.free_from(one, today) if one.hours is not None else None
    return MemberHours(one.slug, given.cards.people[one.slug].name, used, free, first, one.paused_until)


def events(given: Material, _: None) -> tuple[Any, ...]:
    """What is on, what is coming and what was."""
    ahead, today = given.cards.coming, given.directory.today
    running = tuple(one for one in ahead if one.day <= today)
    return running, tuple(one for one in ahead if one.day > today), given.cards.past


def event(given: Material, one: Event) -> tuple[Any, ...]:
    """An event and who organises it; of a campaign the work and the people too."""
    made = given.cards
    return (
        one,
        made.events[one.slug].organiser,
        tuple(sorted([made.work[slug] for slug in one.assignments], key=urgency)),
        tuple([made.people[slug] for slug in one.profiles]),
        given.sources.get(("events", one.slug), ""),
    )


def skills(given: Material, _: None) -> tuple[Any, ...]:
    """Every skill that somebody has, wants or asks, with how many."""
    made = given.cards
    return (
        tuple(
            (term, *counts)
            for term in given.directory.skills.terms
            if any(counts := [len(found.get(term, ())) for found in (made.claims, made.wishes, made.asks)])
        ),
    )


def skill(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """A skill with part of the people who have it; the first page has its wishes and its work too."""
    made, first = given.cards, sheet.page == 1
    found = made.claims.get(sheet.slug, ())
    shown = cut(found, sheet)
    return (
        sheet.slug,
        tuple([one.person for one in shown]),
        tuple([one.level for one in shown]),
        sheet.page,
        pages_for(len(found)),
        len(found),
        made.wishes.get(sheet.slug, ())[:SHEET] if first else (),
        made.asks.get(sheet.slug, ())[:SHEET] if first else (),
    )


def gaps(given: Material, _: None) -> tuple[Any, ...]:
    """What is asked and nobody offers, and the words that are not in the vocabulary yet."""
    made = given.cards
    return (
        tuple(
            (gap, tuple(made.work[slug] for slug in gap.work), len(made.wishes.get(gap.skill, ()))) for gap in made.gaps
        ),
        made.proposed,
        bool(made.asks),
    )


def word_list(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """A list of words, each with how many people and how much open work use it, as far as that is counted."""
    people, work = uses(given, sheet.slug)

    def count(found: Mapping[str, Any] | None, term: str) -> int | None:
        return None if found is None else len(found.get(term, ()))

    terms = given.directory.vocabularies[sheet.slug].terms
    return sheet.slug, tuple((term, count(people, term), count(work, term)) for term in terms)


def uses(given: Material, name: str) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """For the terms of a list the people and the open work that use them."""
    made = given.cards
    if name == "skills":
        return made.claims, made.asks
    if name == "strengths":
        return gathered((term, one.slug) for one in given.home.people.values() for term in one.strengths), None
    return made.people_in.get(name), made.work_in.get(name)


def forms(given: Material, _: None) -> tuple[Any, ...]:
    """Every form of working, with how much open work there is in it."""
    found = given.cards.work_in["forms"]
    return (tuple((term, len(found.get(term, ()))) for term in given.directory.vocabularies["forms"].terms),)


def form(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """A form of working: who allows it, how many people accept it, and part of the open work."""
    made, directory, term = given.cards, given.home, sheet.slug
    found = made.work_in["forms"].get(term, ())
    allowing = (Named(slug, one.name) for slug, one in directory.organisations.items() if accepts(one, term))
    return (
        term,
        tuple(sorted(allowing, key=lambda one: (one.name.casefold(), one.slug))),
        len(directory.organisations),
        sum([not one.forms or term in one.forms for one in directory.people.values()]),
        found[:FEW],
        len(found),
    )


def accepts(one: Organisation, form: str) -> bool:
    """Whether a house allows a form of working: which names none takes any."""
    return not one.forms or form in one.forms


def in_figures(given: Material, _: None) -> tuple[Any, ...]:
    """The directory in numbers, with the names of the organisations between which something is told."""
    found, houses = given.figures(), given.home.organisations
    named = {slug for one in found.exchange.flows if one.scale == "organisation" for slug in (one.giver, one.taker)}
    return found, tuple((slug, houses[slug].name) for slug in sorted(named)), given.past


def coordination(given: Material, _: None) -> tuple[Any, ...]:
    """What there is to look after today."""
    return (desk(given.home, given.cards, given.problems, given.sources),)


def rules(given: Material, _: None) -> tuple[Any, ...]:
    """How the network stands for its rules, and the names of the organisations that these are about."""
    organisations, agreed = given.home.organisations, given.home.settings.rules.incompatible
    known = known_as(organisations.values())
    named = sorted({word for one, others in agreed.items() for word in (one, *others)})
    houses = tuple((word, organisations[slug].name) for word in named if (slug := known.get(better_slug(word))))
    standing = given.home.standing
    return standing, houses, tuple((one.organisation, organisations[one.organisation].name) for one in standing.short)


def networks(given: Material, _: None) -> tuple[Any, ...]:
    """Every other network that is shown here, and what came of it."""
    return neighbours(given.networks, given.directory.edition, given.cards)


def network(given: Material, sheet: Sheet) -> tuple[Any, ...]:
    """Another network, with part of its work and its people."""
    found = guests(given.cards).get(sheet.slug, ())
    return *badge(given, sheet), cut(found, sheet), sheet.page, pages_for(len(found))


def badge(given: Material, sheet: Sheet) -> tuple[Neighbour, ...]:
    """Another network, without what there is to look after."""
    return tuple(brief(one, given.directory.edition) for one in given.networks if one.source.id == sheet.slug)


def data(given: Material, _: None) -> tuple[Any, ...]:
    """How much there is of everything that can be fetched as a list."""
    kinds = ("profiles", "assignments", "organisations", "pools", "events")
    counts = [(kind, len(getattr(given.home, kind))) for kind in kinds]
    return ((*counts, ("skills", len(given.directory.skills.terms))),)


def status(given: Material, _: None) -> tuple[Any, ...]:
    """What was left out and what may be out of date; names and places in the internal edition only."""
    directory, made = given.home, given.cards
    internal = directory.edition == "internal"
    found = Counter((folder_of(one), one.severity) for one in given.problems)
    folders = sorted({folder for folder, _ in found})
    stale = tuple(person for person in made.everyone if is_stale(directory, person))
    kept = directory.profiles, directory.assignments, directory.organisations
    records = tuple(zip(("profile", "assignment", "organisation"), map(len, kept), strict=True))
    return (
        tuple((folder, found[folder, "error"], found[folder, "warning"]) for folder in folders),
        given.problems if internal else (),
        len(stale),
        tuple((one.slug, one.name) for one in stale) if internal else (),
        made.proposed,
        (*records, ("pool", len(made.pools)), ("event", len(made.events))),
    )


def folder_of(problem: Problem) -> str:
    """The folder of content a mistake is in, or the file itself."""
    parts = problem.path.split("/")
    return parts[1] if parts[0] == "content" and len(parts) > 1 else parts[0]


def is_stale(directory: Directory, person: PersonCard) -> bool:
    """Whether nobody confirmed a profile for long."""
    one = directory.people[person.slug]
    return facts.freshness(one, directory.settings.rules, directory.today) == "stale"
