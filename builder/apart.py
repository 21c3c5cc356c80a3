"""Who cannot work for whom: rules that matching and checking share, and for how long they hold after work ended."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import get_args

from msgspec import Struct

from . import facts
from .checks import Flaw
from .model import Assignment, Engagement, Layer, Organisation, Profile
from .settings import Rules
from .slugs import better_slug
from .spelling import CHOICES
from .vocabulary import folded

Apart = tuple[tuple[str, tuple[str, ...]], ...]  # folded: who cannot work for whom


class House(Struct, frozen=True):
    """What rules and matches need to know of an organisation."""

    slug: str
    layer: str
    names: tuple[str, ...]  # folded: by which rules of incompatibility may name it
    forms: tuple[str, ...]
    incompatible: tuple[str, ...]  # folded
    place: str | None
    region: str | None


def house(organisation: Organisation) -> House:
    """An organisation as rules see it."""
    one = organisation
    names = (one.slug, one.name, one.short_name or one.name, one.layer, CHOICES[one.layer])
    return House(
        one.slug,
        one.layer,
        tuple(sorted({folded(name) for name in names})),
        one.forms,
        tuple(folded(name) for name in one.incompatible),
        one.place,
        one.region,
    )


def apart(rules: Rules) -> Apart:
    """What the network keeps apart."""
    return tuple((folded(one), tuple(folded(other) for other in others)) for one, others in rules.incompatible.items())


def unknown_houses(rules: Rules, slugs: Iterable[str], organisations: Iterable[Organisation]) -> Iterator[Flaw]:
    """The words in the network's rule that name no layer and no organisation: what they were to keep apart is not."""
    words = {name: name for layer in get_args(Layer) for name in (CHOICES[layer], layer)}
    words |= {slug: slug for slug in slugs}
    known = {folded(word): word for word in words}
    known |= {name: one.slug for one in organisations for name in house(one).names if name not in known}
    for one, others in rules.incompatible.items():
        at = f"rules.incompatible.{one}"
        for place, word in ((at, one), *((f"{at}[{n}]", other) for n, other in enumerate(others))):
            if folded(word) not in known:
                near = dict.fromkeys(known[name] for name in get_close_matches(folded(word), sorted(known), 3, 0.6))
                values = {"value": word, "near": ", ".join(near)}
                yield Flaw(place, "unknown-house-near" if near else "unknown-house", values, "warning")


def are_apart(home: House, client: House, rules: Apart, listed: Iterable[str] = ()) -> bool:
    """Whether a rule of the network, of either house (both ways) or of the work (`listed`) keeps two houses apart."""
    if home.slug == client.slug:
        return False
    if _names(home, (*map(folded, listed), *client.incompatible)) or _names(client, home.incompatible):
        return True
    return any(
        (one in home.names and _names(client, others)) or (one in client.names and _names(home, others))
        for one, others in rules
    )


def _names(one: House, words: tuple[str, ...]) -> bool:
    return bool(words) and any(word in one.names for word in words)


# Work that ended ------------------------------------------------------------------------------------------------------


def known_as(organisations: Iterable[Organisation]) -> Mapping[str, str]:
    """The words that lead to an organisation: its slug, then its names as a slug would be made of them."""
    given = tuple(organisations)
    named = {name: slugs[0] for name, slugs in _named(given).items() if len(slugs) == 1}
    return {**named, **{one.slug: one.slug for one in given}}


def shared_names(organisations: Iterable[Organisation]) -> Mapping[str, tuple[str, ...]]:
    """The names that more than one organisation has, with the slugs of those: such a name leads to none of them."""
    given = tuple(organisations)
    slugs = {one.slug for one in given}
    return {name: found for name, found in _named(given).items() if len(found) > 1 and name not in slugs}


def _named(organisations: Iterable[Organisation]) -> Mapping[str, tuple[str, ...]]:
    """The names of organisations with the slugs of those that have them; what is public or internal beats a draft."""
    found: dict[str, list[Organisation]] = {}
    for one in organisations:
        for name in {better_slug(name) for name in (one.name, one.short_name) if name}:
            found.setdefault(name, []).append(one)
    firm = {name: [one for one in those if one.visibility != "draft"] or those for name, those in found.items()}
    return {name: tuple(sorted({one.slug for one in those})) for name, those in firm.items()}


def client_of(one: Engagement, work: Mapping[str, Assignment], known: Mapping[str, str]) -> str | None:
    """For which organisation of the directory an engagement is: by its assignment, else by the name on its line."""
    if one.assignment and one.assignment in work:
        return work[one.assignment].organisation or None
    return known.get(better_slug(one.organisation)) if one.organisation else None


def left_by(
    person: Profile,
    done: Iterable[Assignment],
    work: Mapping[str, Assignment],
    known: Mapping[str, str],
    rules: Rules,
    today: date,
) -> Mapping[str, tuple[date, str]]:
    """The organisations where she worked until lately, each with the last day on which that counts, and by which work.

    `done` is the work she filled. What ends later counts longer; her own organisation is no organisation she left.
    """
    months = rules.cooling_off_months
    if not months:
        return {}
    ends = [(client_of(one, work, known), one.end, one.title) for one in person.engagements]
    finished = [one for one in done if facts.state(one, today) == "finished"]
    ends += [(one.organisation, facts.last_day(one), one.title) for one in finished]
    found: dict[str, tuple[date, str]] = {}
    for client, end, title in ends:
        if client and end and end < today and client != person.organisation:
            until = facts.months_after(end, months)
            if until >= today:
                found[client] = max((until, title), found.get(client, (until, title)))
    return dict(sorted(found.items()))
