"""Small worlds for tests: people, work and organisations in one line each, and whole directories by the dice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import msgspec

from builder import facts, snapshots
from builder.directory import Directory
from builder.model import (
    Assignment,
    Claim,
    Consent,
    Engagement,
    LanguageSkill,
    Need,
    Organisation,
    Profile,
    RingOpening,
    Term,
)
from builder.settings import Rules, Settings
from builder.sketches import Sketch, census, sketches
from builder.vocabulary import Vocabulary, vocabulary

TODAY = date(2026, 12, 1)
SETTINGS = Settings(title="Wisselwerk", operator="Gemeente Nieuw-Vechten")


# One line each --------------------------------------------------------------------------------------------------------


def person(slug: str = "ana", /, *, skills: Mapping[str, int | None] | Sequence[Claim] = (), **rest: Any) -> Profile:
    """Somebody of the municipality; `skills={"drafting": 4}`."""
    claims = (
        [Claim(skill=skill, level=level) for skill, level in skills.items()] if isinstance(skills, Mapping) else skills
    )
    return Profile(**{"slug": slug, "name": slug.title(), "organisation": "city", "skills": tuple(claims), **rest})


def work(slug: str = "bridge", /, *, skills: Mapping[str, int | None] | Sequence[Need] = (), **rest: Any) -> Assignment:
    """Something the water board asks; `skills={"drafting": 3}` are all musts."""
    needs = (
        [Need(skill=skill, level=level) for skill, level in skills.items()] if isinstance(skills, Mapping) else skills
    )
    return Assignment(**{"slug": slug, "title": slug.title(), "organisation": "dike", "skills": tuple(needs), **rest})


def house(slug: str, layer: str = "municipality", **rest: Any) -> Organisation:
    """An organisation."""
    return Organisation(**{"slug": slug, "name": slug.title(), "layer": layer, **rest})


def term(id: str, /, **rest: Any) -> Term:  # noqa: A002  # it is the id of the term
    """A word of the network; its label is the id with spaces, unless said otherwise."""
    return Term(**{"id": id, "label": {"nl": id.replace("-", " ")}, **rest})


CITY, DIKE = house("city", place="Nieuw-Vechten", region="vecht"), house("dike", "water-board", region="eem")
SKILLS = (term("drafting"), term("planning"), term("writing"), term("presenting"))


def directory(
    *records: Profile | Assignment | Organisation,
    skills: Iterable[Term | str] = SKILLS,
    regions: Iterable[Term | str] = ("vecht", "eem"),
    today: date = TODAY,
    settings: Settings = SETTINGS,
) -> Directory:
    """A directory of these records, with a city and a water board unless others are given."""
    given = [one for one in records if isinstance(one, Organisation)] or [CITY, DIKE]
    people = _by_slug(one for one in records if isinstance(one, Profile))
    assignments = _by_slug(one for one in records if isinstance(one, Assignment))
    drawn = sketches(people, _by_slug(given))
    words = {"skills": skills, "regions": regions, "fields": (), "forms": (), "strengths": ()}
    return Directory(
        settings=settings,
        edition="public",
        today=today,
        vocabularies={name: _words(name, terms) for name, terms in words.items()},
        profiles=people,
        people=drawn,
        assignments=assignments,
        organisations=_by_slug(given),
        pools={},
        events={},
        house_of={slug: one.organisation for slug, one in people.items()},
        census=census(drawn),
        **_relations(drawn.values(), assignments.values(), today),
    )


def _words(name: str, terms: Iterable[Term | str]) -> Vocabulary:
    return vocabulary(name, [term(one) if isinstance(one, str) else one for one in terms])


def _relations(people: Iterable[Sketch], assignments: Iterable[Assignment], today: date) -> dict[str, Any]:
    open_work = [one for one in assignments if facts.is_open(one, today)]
    return {
        "people_of": _by(people, lambda one: [one.organisation]),
        "work_of": _by(assignments, lambda one: [one.organisation]),
        "events_of": {},
        "pools_of": {},
        "work_by": _by(assignments, lambda one: one.filled_by),
        "pool_work": _by(assignments, lambda one: [one.pool]),
        "claimed_by": _by(people, lambda one: [claim.skill for claim in one.skills]),
        "wished_by": _by(people, lambda one: one.learns),
        "asked_by": _by(open_work, lambda one: [need.skill for need in one.skills]),
    }


R = TypeVar("R")


def _by(records: Iterable[R], keys: Callable[[R], Iterable[str | None]]) -> dict[str, tuple[R, ...]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for one in records:
        for key in dict.fromkeys(keys(one)):
            if key:
                found[key].append(one)
    return {key: tuple(found[key]) for key in sorted(found)}


def _by_slug(records: Iterable[R]) -> dict[str, R]:
    return {one.slug: one for one in sorted(records, key=lambda one: one.slug)}  # type: ignore[attr-defined]


# Other networks -------------------------------------------------------------------------------------------------------


def snapshot_of(site: Path, source: str = "linge", harvested: date = TODAY, **rest: Any) -> snapshots.Snapshot:
    """What a harvest takes of a site that was built: its documents as they stand, and its words."""
    api = site / "api/v1"
    front = msgspec.json.decode((api / "directory.json").read_bytes())
    words = msgspec.json.decode((api / "vocabularies.json").read_bytes())["vocabularies"]
    documents: dict[str, Any] = {
        kind: tuple(msgspec.json.decode(path.read_bytes()) for path in sorted((api / kind).glob("*.json")))
        for kind in snapshots.KINDS
    }
    given = {
        "source": source,
        "url": front["url"] or f"https://{source}.example.org/",
        **{name: front[name] for name in ("title", "operator", "licence", "language", "api")},
        "site": front["url"] or "",
        "built": date.fromisoformat(front["built"]),
        "harvested": harvested,
        "tried": harvested,
        "terms": msgspec.convert(words, dict[str, tuple[snapshots.SourceTerm, ...]]),
        **documents,
        **rest,
    }
    found = snapshots.Snapshot(**given)
    return msgspec.structs.replace(found, digest=snapshots.digest(found))


def harvested(root: Path, snapshot: snapshots.Snapshot) -> Path:
    """A folder with a snapshot laid where the build reads it."""
    path = root / snapshots.FOLDER / f"{snapshot.source}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(snapshots.written(snapshot))
    return path


# Whole directories by the dice ----------------------------------------------------------------------------------------

LAYERS = ("municipality", "municipality", "province", "water-board", "ministry", "police", "judiciary", "external")
FORMS = ("secondment", "beside-job", "exchange", "unpaid", "internal")
REGIONS = (term("land"), *(term(f"region-{n}", broader=("land",)) for n in range(6)))
FIELDS = tuple(f"field-{n}" for n in range(20))


def any_directory(dice: Random, people: int, assignments: int, terms: int = 260) -> Directory:
    """A directory in which everything that bears on a match occurs now and then."""
    words = _any_words(dice, terms)
    houses = [house(f"house-{n:02}", dice.choice(LAYERS), **_any_house(dice)) for n in range(16)]
    names = [one.id for one in words]
    return directory(
        *houses,
        *(_any_person(dice, n, names, houses) for n in range(people)),
        *(_any_work(dice, n, names, houses, people) for n in range(assignments)),
        skills=words,
        regions=REGIONS,
        settings=msgspec.structs.replace(SETTINGS, rules=Rules(cooling_off_months=dice.choice([0, 3, 12]))),
    )


def _any_words(dice: Random, terms: int) -> list[Term]:
    """Groups of some ten terms, a few of them with narrower ones, and some cousins."""
    names = [f"skill-{n:03}" for n in range(terms)]
    return [
        term(
            name,
            broader=() if n % 10 == 0 else (names[n - n % 10 if n % 10 < 8 else n - 1],),
            related=(dice.choice(names),) if dice.random() < 0.3 else (),
        )
        for n, name in enumerate(names)
    ]


def _any_house(dice: Random) -> dict[str, Any]:
    return {
        "region": dice.choice(REGIONS).id,
        "place": f"Town {dice.randrange(12)}",
        "forms": _some(dice, FORMS, 0.2, 4),
        "incompatible": ("house-03",) if dice.random() < 0.1 else (),
    }


def _any_person(dice: Random, n: int, names: Sequence[str], houses: Sequence[Organisation]) -> Profile:
    start = _day(dice)
    return person(
        f"person-{n:05}",
        organisation=dice.choice(houses).slug,
        skills=[Claim(skill=one, level=dice.choice([None, 1, 2, 3, 4, 5])) for one in _skewed(dice, names, 8)],
        learns=_skewed(dice, names, 2),
        fields=_some(dice, FIELDS, 0.9, 3),
        hours=dice.choice([None, 4, 8, 12, 16, 24, 36]),
        available_from=dice.choice([None, start]),
        available_until=start + timedelta(days=dice.randrange(30, 700)) if dice.random() < 0.3 else None,
        engagements=_any_engagements(dice, houses),
        most_engagements=dice.choice([None, None, 1, 2]),
        paused_until=_day(dice) if dice.random() < 0.05 else None,
        stays=dice.random() < 0.05,
        forms=_some(dice, FORMS, 0.6, 3),
        ring=dice.choice(["everyone", "everyone", "government", "own"]),
        place=dice.choice([None, f"Town {dice.randrange(12)}"]),
        region=dice.choice([None, dice.choice(REGIONS).id]),
        travels_to=_some(dice, [one.id for one in REGIONS], 0.3, 2),
        remote=dice.choice(["no", "hybrid", "yes"]),
        languages=_some(dice, [LanguageSkill(language="en", level=one) for one in ("A2", "B2", "native")], 0.3, 1),
        consent=dice.choice([None, Consent(state="given", until=_day(dice))]),
        matching=dice.random() < 0.95,
    )


def _any_engagements(dice: Random, houses: Sequence[Organisation]) -> tuple[Engagement, ...]:
    return tuple(
        Engagement(
            title=f"Job {n}",
            organisation=dice.choice([None, dice.choice(houses).name]),
            hours=dice.choice([None, 4, 8]),
            end=dice.choice([None, _day(dice)]),
        )
        for n in range(dice.choice([0, 0, 0, 1, 2]))
    )


def _any_work(dice: Random, n: int, names: Sequence[str], houses: Sequence[Organisation], people: int) -> Assignment:
    start = dice.choice([None, _day(dice)])
    needs = _skewed(dice, names, 6)
    return work(
        f"work-{n:04}",
        kind=dice.choice(["gig", "gig", "project", "vacancy", "signal"]),
        organisation=dice.choice(houses).slug,
        skills=[
            Need(
                skill=one, level=dice.choice([None, 1, 2, 3, 4, 5]), importance=dice.choice(["must", "should", "nice"])
            )
            for one in needs
        ],
        teaches=(*needs[:1], *_skewed(dice, names, 2)) if dice.random() < 0.5 else (),
        fields=_some(dice, FIELDS, 0.8, 2),
        start=start,
        end=(start or TODAY) + timedelta(days=dice.randrange(20, 300)) if dice.random() < 0.8 else None,
        hours=dice.choice([None, 4, 8, 16, 32]),
        place=dice.choice([None, f"Town {dice.randrange(12)}"]),
        region=dice.choice([None, dice.choice(REGIONS).id]),
        remote=dice.choice(["no", "hybrid", "yes"]),
        forms=_some(dice, FORMS, 0.6, 3),
        ring=dice.choice(["own", "government", "government", "everyone"]),
        opens=(RingOpening(ring="everyone", day=_day(dice)),) if dice.random() < 0.3 else (),
        languages=(LanguageSkill(language="en", level="B1"),) if dice.random() < 0.1 else (),
        incompatible=("judiciary",) if dice.random() < 0.1 else (),
        status="filled" if dice.random() < 0.05 else "open",
        filled_by=(f"person-{dice.randrange(people):05}",) if dice.random() < 0.1 else (),
        team_size=(None, 2, 3, None, 4)[n % 5],
    )


def _skewed(dice: Random, names: Sequence[str], most: int) -> tuple[str, ...]:
    """Some names, the first of the list more often than the last."""
    found = (names[int(len(names) * dice.random() ** 2)] for _ in range(dice.randrange(most + 1)))
    return tuple(dict.fromkeys(found))


def _some(dice: Random, given: Sequence[R], often: float, most: int) -> tuple[R, ...]:
    return tuple(dice.sample(given, dice.randint(1, most))) if dice.random() < often else ()


def _day(dice: Random) -> date:
    return TODAY + timedelta(days=dice.randrange(-120, 200))
