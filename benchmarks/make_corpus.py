"""A made-up directory of any size, to measure with.

    python benchmarks/make_corpus.py corpus --profiles 1000 --assignments 100 --seed 1

The people are dice and the sentences come from patterns, but the sizes are those of real networks: a few skills that
many people have and many that few have, large and small organisations, short profiles and long ones.
"""

import argparse
import json
import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Generic, NamedTuple, TypeVar

TODAY = date(2026, 11, 21)
T = TypeVar("T")
Front = dict[str, Any]  # what stands above the text; None and empty lists are left out


def main(argv: Sequence[str] | None = None) -> int:
    """Writes a corpus; 2 when there is something in its place already."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="a folder that is not there yet, or is empty")
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--assignments", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="another seed, another directory")
    asked = parser.parse_args(argv)
    if asked.out.exists() and any(asked.out.iterdir()):
        print(f"{asked.out} is not empty.", file=sys.stderr)
        return 2
    write(asked.out, asked.profiles, asked.assignments, asked.seed)
    return 0


def write(out: Path, profiles: int, assignments: int, seed: int) -> None:
    """A corpus as files in a folder."""
    for path, text in files(profiles, assignments, seed):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(text.encode())


def files(profiles: int, assignments: int, seed: int) -> Iterator[tuple[str, str]]:
    """Every file of a corpus: its path and its text."""
    dice = Dice(seed)
    yield "directory.yaml", yaml_text(SETTINGS)
    terms = list(skills(dice))
    for name, vocabulary in (("skills", terms), *other_words()):
        yield f"content/vocabulary/{name}.yaml", "\n".join(map(yaml_item, vocabulary))
    world = peopled(dice, terms, profiles, assignments)
    for kind, names, made in (
        ("organisations", world.organisations, organisation),
        ("profiles", world.people, profile),
        ("assignments", world.work, assignment),
        ("pools", world.pools, pool),
        ("events", world.events, event),
    ):
        for slug in names:
            front, body = made(world, slug)
            yield f"content/{kind}/{slug}.md", f"---\n{yaml_text(front)}---\n" + (f"\n{body}" if body else "")


# Chance ---------------------------------------------------------------------------------------------------------------


class Dice:
    """Chance from a seed. Of the methods of Random only `random` is used: the one that is promised never to change."""

    def __init__(self, seed: int) -> None:
        self._throw = Random(seed).random  # noqa: S311  # nothing here is a secret

    def below(self, n: int) -> int:
        """A number from 0 up to, not including, n."""
        return int(self._throw() * n)

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + self.below(high - low + 1)

    def percent(self, n: int) -> bool:
        """Yes in n of 100 throws."""
        return self.below(100) < n

    def pick(self, row: Sequence[T]) -> T:
        """One of a row."""
        return row[self.below(len(row))]

    def some(self, row: Sequence[T], most: int) -> list[T]:
        """A few of a row, each once; none of an empty row."""
        return list(dict.fromkeys(self.pick(row) for _ in range(most))) if row else []

    def shuffled(self, row: Sequence[T]) -> list[T]:
        """A row in another order."""
        return [row[n] for _, n in sorted((self._throw(), n) for n in range(len(row)))]


class Popular(Generic[T]):
    """A row of which the first comes up often, the second half as often, the third a third as often, and so on."""

    def __init__(self, row: Sequence[T]) -> None:
        self._row = tuple(row)
        self._heights = list(accumulate(1_000_000 // (n + 1) for n in range(len(row))))

    def one(self, dice: Dice) -> T:
        """One of the row."""
        return self._row[bisect_right(self._heights, dice.below(self._heights[-1]))]

    def some(self, dice: Dice, most: int) -> list[T]:
        """A few of the row, each once."""
        return list(dict.fromkeys(self.one(dice) for _ in range(most)))


def day(distance: int) -> str:
    """A day this far from today."""
    return (TODAY + timedelta(days=distance)).isoformat()


# Words ----------------------------------------------------------------------------------------------------------------


def sections(text: str) -> Mapping[str, tuple[str, ...]]:
    """The entries under each heading of words.txt."""
    parts = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)[1:]
    return {
        name: tuple(entry.strip() for entry in re.split(r"\n| / ", rows) if entry.strip())
        for name, rows in zip(parts[::2], parts[1::2], strict=True)
    }


def columns(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries under a heading, each as its columns."""
    return tuple(tuple(entry.split(" | ")) for entry in WORDS[name])


WORDS = sections(Path(__file__).with_name("words.txt").read_text(encoding="utf-8"))
SUBJECTS, ACTIVITIES, HEADS = columns("subjects"), columns("activities"), columns("heads")
LAYERS = {layer: name for layer, name in columns("layers")}  # noqa: C416  # a pair is not known to be one
LABELS = {subject: label for subject, label, _ in SUBJECTS}
FORMS = [form for form, _ in columns("forms")]
SETTINGS: Front = {
    "titel": "Wisselwerk op de proef",
    "ondertitel": "Een verzonnen netwerk om mee te meten",
    "beheerder": "Bureau Meetwerk",
    "taal": "nl",
    "webadres": "https://meetwerk.example.org/",
    "contact": {"email": "coordinator@meetwerk.example.org"},
    "fictief": "ja",
    "opslag": {"adres": "https://github.com/meetwerk-voorbeeld/gids", "openbaar": "nee"},
}


def skills(dice: Dice) -> Iterator[Front]:
    """Some 350 terms: activities, subjects, and every activity within a subject, with links up and sideways."""
    for word, activity, english in ACTIVITIES:
        labels = {"nl": activity, "en": english.capitalize()}
        yield {"id": slug_of(activity), "label": labels, "jargon": [f"{word}werk"]}
    for n, (subject, label, english) in enumerate(SUBJECTS):
        beside = SUBJECTS[(n + 1) % len(SUBJECTS)][0]
        yield {
            "id": f"{subject}-algemeen",
            "label": {"nl": label, "en": english.capitalize()},
            "synoniemen": [f"{subject}zaken"],
            "verwant": [f"{beside}-algemeen"] if dice.percent(60) else [],
        }
        for word, activity, action in ACTIVITIES:
            yield {
                "id": f"{subject}{word}",
                "label": {"nl": f"{subject}{word}".capitalize(), "en": f"{english} {action}".capitalize()},
                "synoniemen": [f"{word} {label.lower()}"] if dice.percent(60) else [],
                "breder": [f"{subject}-algemeen", *([slug_of(activity)] if dice.percent(50) else [])],
                "verwant": [f"{beside}{word}"] if dice.percent(25) else [],
                "uitleg": f"{activity} als het gaat om {label.lower()}.",
            }


def other_words() -> Iterator[tuple[str, list[Front]]]:
    """The other vocabularies, which are short."""
    for name in ("fields", "strengths"):
        yield name, [term(one, one) for one in WORDS[name]]
    yield "forms", [term(form, dutch) for form, dutch in columns("forms")]
    regions = [{**term(one, one), "breder": ["landelijk"]} for one in WORDS["regions"]]
    yield "regions", [term("landelijk", "heel Nederland"), *regions]


def term(slug: str, label: str) -> Front:
    """A term without links."""
    return {"id": slug, "label": {"nl": label[0].upper() + label[1:].replace("-", " ")}}


# The world ------------------------------------------------------------------------------------------------------------

Named = Mapping[str, str]  # slug → name


class World(NamedTuple):
    """Who and what there is, before anything is told of them."""

    dice: Dice
    people: Named
    work: Named
    organisations: Named
    pools: Named
    events: Named
    layers: Mapping[str, str]  # organisation → its layer
    employers: Popular[str]
    labels: Mapping[str, str]  # skill → its Dutch word
    subjects: Popular[str]
    skills_of: Mapping[str, Popular[str]]  # subject → its skills
    all_skills: Popular[str]
    homes: Mapping[str, str]  # person → organisation
    slugs: Sequence[str]  # of the people, to pick from


def peopled(dice: Dice, terms: Sequence[Front], profiles: int, assignments: int) -> World:
    """A world of this size."""
    taken: set[str] = set()
    ids = [one["id"] for one in terms]
    subjects = dice.shuffled(list(LABELS))
    places = dice.shuffled([start + end for start in WORDS["place starts"] for end in WORDS["place ends"]])
    organisations = named(profiles // 60 + 16, lambda n: f"{LAYERS[layer_of(n)]} {places[n % len(places)]}", taken)
    people = named(profiles, lambda _: full_name(dice), taken)

    def pool_name(n: int) -> str:
        return f"Pool {LABELS[subjects[n % len(subjects)]]} {places[-1 - n % len(places)]}"

    employers = Popular(dice.shuffled(list(organisations)))
    return World(
        dice=dice,
        people=people,
        work=named(assignments, lambda _: title(dice), taken),
        organisations=organisations,
        pools=named(profiles // 400 + 2, pool_name, taken),
        events=named(profiles // 250 + 4, lambda _: f"{dice.pick(WORDS['meetings'])} {dice.pick(places)}", taken),
        layers={slug: layer_of(n) for n, slug in enumerate(organisations)},
        employers=employers,
        labels={one["id"]: one["label"]["nl"] for one in terms},
        subjects=Popular(subjects),
        skills_of={one: Popular(dice.shuffled([id_ for id_ in ids if id_.startswith(one)])) for one in subjects},
        all_skills=Popular(dice.shuffled(ids)),
        homes={slug: employers.one(dice) for slug in people},
        slugs=list(people),
    )


def named(count: int, name_of: Callable[[int], str], taken: set[str]) -> Named:
    """Names with a slug each; the second of two equal names gets a number behind its slug."""
    found: dict[str, str] = {}
    for n in range(count):
        name = name_of(n)
        plain = slug_of(name)
        slug, again = plain, 2
        while slug in taken:
            slug, again = f"{plain}-{again}", again + 1
        found[slug] = name
        taken.add(slug)
    return found


def slug_of(name: str) -> str:
    """A name as the name of a file."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub("[^a-z0-9]+", "-", plain)[:52].strip("-")


def layer_of(n: int) -> str:
    """The layer of the nth organisation: one of each first, then as they come in a country."""
    common = WORDS["layers as they come"]
    return tuple(LAYERS)[n] if n < len(LAYERS) else common[n % len(common)]


def full_name(dice: Dice) -> str:
    """A first name and a surname; some have two of one or the other."""
    first, last = dice.pick(WORDS["first names"]), dice.pick(WORDS["surnames"])
    if dice.percent(4):
        first = f"{first}-{dice.pick(WORDS['first names'])}"
    if dice.percent(5):
        last = f"{last}-{dice.pick(WORDS['surnames']).rpartition(' ')[2]}"
    return f"{first} {last}"


def title(dice: Dice) -> str:
    """What work is called."""
    return sentence(dice, dice.pick(WORDS["titles"]), {})


def claimed(world: World, subject: str, most: int) -> list[str]:
    """A few skills: more than half of one subject, the rest from anywhere."""
    near = most * 3 // 5
    found = world.skills_of[subject].some(world.dice, near) + world.all_skills.some(world.dice, most - near)
    return list(dict.fromkeys(found))


# People ---------------------------------------------------------------------------------------------------------------


def profile(world: World, slug: str) -> tuple[Front, str]:
    """One person. One in five answers three plain questions and writes no text."""
    dice, subject, employer = world.dice, world.subjects.one(world.dice), world.homes[slug]
    said = words(world, subject, employer)
    simple = dice.percent(20)
    front = {
        "naam": world.people[slug],
        "schuilnaam": f"Collega {dice.between(2, most_masked(world))}" if dice.percent(1) else None,
        "organisatie": employer,
        "functie": f"{dice.pick(WORDS['roles'])} {LABELS[subject].lower()}",
        "aanspreken_op": sentence(dice, dice.pick(WORDS["headlines"]), said),
        **(answers(dice, said) if simple else {}),
        **abilities(world, subject, said),
        **time(dice),
        **terms_of_work(world, employer),
        "nevenfuncties": [{"titel": f"Bestuurslid {dice.pick(WORDS['clubs'])}"}] if dice.percent(8) else None,
        "contact": {"email": f"{slug}@{employer}.example.org", "telefoon": f"06 000 {dice.between(10000, 99999)}"},
        "matching": "nee" if dice.percent(3) else None,
        "bevestigd_op": day(-dice.between(0, 500)),
        "eigenaar": slug,
    }
    return front, "" if simple else body(dice, "about a person", long_tail(dice), said)


def most_masked(world: World) -> int:
    """The highest number in a pseudonym: of two people with one number the second is left out, which is rare."""
    few = len(world.slugs) <= 10_000  # these were measured with two figures, and keep their bytes
    return 99 if few else 10 * len(world.slugs)


def answers(dice: Dice, said: "Said") -> Front:
    """The three plain questions, answered."""
    return {
        "wat_ik_doe": text(dice, "about a person", 2, said),
        "waar_ik_goed_in_ben": text(dice, "about a person", 2, said),
        "wat_ik_zou_willen": sentence(dice, dice.pick(WORDS["wishes"]), said),
    }


def abilities(world: World, subject: str, said: "Said") -> Front:
    """What somebody can do, likes to do and did."""
    dice = world.dice
    basis = [f"{subject}{word}" for word, *_ in ACTIVITIES[:3]]
    skills = list(dict.fromkeys(claimed(world, subject, dice.between(3, 12)) + basis))[: dice.between(3, 9)]
    return {
        "werkvelden": dice.some(WORDS["fields"], 3),
        "kernkwaliteiten": dice.some(WORDS["strengths"], dice.between(0, 4)),
        "vaardigheden": [claim(dice, skill, said) for skill in skills],
        "wil_leren": [one for one in claimed(world, subject, dice.between(0, 3)) if one not in skills],
        "wil": [sentence(dice, pattern, said) for pattern in dice.some(WORDS["wishes"], dice.between(0, 2))],
        "ervaring": [experience(world, said) for _ in range(dice.pick((0, 1, 1, 2, 2, 3, 4)))],
        "opleiding": [schooling(dice, subject) for _ in range(dice.pick((0, 1, 1, 2)))],
        "talen": [language(dice, tag) for tag in dice.some(("nl", "en", "de", "fr", "fy", "tr"), dice.between(0, 3))],
    }


def claim(dice: Dice, skill: str, said: "Said") -> Front:
    """A skill someone has, mostly in its short form."""
    level = dice.pick((1, 2, 2, 3, 3, 3, 4, 4, 5))
    if dice.percent(85):
        return {skill: level}
    return {"vaardigheid": skill, "niveau": level, "bewijs": sentence(dice, dice.pick(WORDS["proofs"]), said)}


def experience(world: World, said: "Said") -> Front:
    """Something a person did."""
    dice, end = world.dice, world.dice.between(2010, 2026)
    return {
        "titel": title(dice),
        "organisatie": world.organisations[world.employers.one(dice)] if dice.percent(80) else None,
        "vertrouwelijk": "ja" if dice.percent(4) else None,
        "van": end - dice.between(0, 6),
        "tot": end if dice.percent(85) else None,
        "resultaat": sentence(dice, dice.pick(WORDS["results"]), said) if dice.percent(70) else None,
    }


def schooling(dice: Dice, subject: str) -> Front:
    """A course or a degree."""
    name = f"{dice.pick(WORDS['studies'])} {LABELS[subject].lower()}"
    return {"titel": name, "instelling": dice.pick(WORDS["schools"]), "afgerond": dice.between(1985, 2025)}


def language(dice: Dice, tag: str) -> Front:
    """A language someone speaks."""
    return {tag: dice.pick(("B1", "B2", "C1", "C2", "moedertaal"))}


def time(dice: Dice) -> Front:
    """When somebody has time; who has an engagement works less than a full week for the employer."""
    busy, start = dice.percent(15), dice.between(-200, 120)
    engagement = {
        "titel": title(dice),
        "uren_per_week": dice.between(4, 7),
        "van": day(-dice.between(10, 200)),
        "tot": day(dice.between(10, 300)),
    }
    return {
        "aanstelling": f"{dice.pick((50, 60, 80) if busy else (60, 80, 80, 100, 100))}%" if dice.percent(60) else None,
        "uren_per_week": dice.pick((4, 8, 8, 8, 12, 16, 16, 24, 32, 36)) if dice.percent(85) else None,
        "beschikbaar_vanaf": day(start) if dice.percent(60) else None,
        "beschikbaar_tot": day(max(start, 0) + dice.between(60, 500)) if dice.percent(40) else None,
        "dagen": dice.some(("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"), 3) if dice.percent(30) else [],
        "lopend": [engagement] if busy else [],
        "hoogstens_tegelijk": dice.between(1, 3) if dice.percent(25) else None,
        "pauze_tot": day(dice.between(5, 120)) if dice.percent(3) else None,
        "blijft_liever": "ja" if dice.percent(5) else None,
    }


def terms_of_work(world: World, employer: str) -> Front:
    """Where somebody works, how, and what was agreed about it."""
    dice = world.dice
    given = dice.percent(70)
    consent = {
        "stand": "gegeven" if given else dice.pick(("niet-nodig", "nog-te-vragen")),
        "voor": dice.some(FORMS, 3) if given and dice.percent(60) else [],
        "tot": day(dice.between(-30, 500)) if given and dice.percent(50) else None,
    }
    return {
        "vormen": dice.some(FORMS, 4) if dice.percent(80) else [],
        "ring": dice.pick(("eigen", "overheid", "overheid", "iedereen")),
        "plaats": world.organisations[employer].rpartition(" ")[2],
        "regio": dice.pick(WORDS["regions"]),
        "reist_naar": dice.some(WORDS["regions"], dice.between(0, 2)),
        "op_afstand": dice.pick(("hybride", "hybride", "ja", "nee")),
        "toestemming": consent if dice.percent(65) else None,
        "terugkeer": {"afspraak": dice.pick(WORDS["return rules"])} if dice.percent(20) else None,
    }


# Work and organisations -----------------------------------------------------------------------------------------------


def assignment(world: World, slug: str) -> tuple[Front, str]:
    """One piece of work."""
    dice, subject, asker = world.dice, world.subjects.one(world.dice), world.employers.one(world.dice)
    said = words(world, subject, asker)
    asked = claimed(world, subject, dice.between(3, 7))[:6]
    front = {
        "titel": world.work[slug],
        "soort": dice.pick(WORDS["kinds"]),
        "organisatie": asker,
        "doel": sentence(dice, dice.pick(WORDS["goals"]), said),
        "resultaat": sentence(dice, dice.pick(WORDS["results"]), said),
        **life(dice, welcome(world, asker)),
        "uren_per_week": dice.pick((4, 8, 8, 12, 16, 16, 24, 32)),
        "rol": f"{dice.pick(WORDS['roles'])} {LABELS[subject].lower()}",
        "werkvelden": dice.some(WORDS["fields"], 2),
        "vaardigheden": [need(dice, skill) for skill in asked],
        "je_leert": [one for one in claimed(world, subject, dice.between(0, 2)) if one not in asked],
        "talen": [{"en": "B2"}] if dice.percent(6) else [],
        "teamgrootte": dice.between(2, 12) if dice.percent(50) else None,
        "pool": dice.pick(list(world.pools)) if dice.percent(6) else None,
        "plaats": world.organisations[asker].rpartition(" ")[2],
        "regio": dice.pick(WORDS["regions"]),
        "op_afstand": dice.pick(("hybride", "hybride", "ja", "nee")),
        "vormen": dice.some(FORMS, 3) if dice.percent(85) else [],
        "reden": dice.pick(("ziekte", "piek", "eenmalig", "ontwikkeling")),
        "vergoeding": dice.pick(("eigen-salaris", "eigen-salaris", "publiek-tarief", "onbetaald")),
        "eerste_klus": "ja" if dice.percent(15) else None,
        "contact": {"naam": full_name(dice), "email": f"werk@{asker}.example.org"},
    }
    return front, body(dice, "about work", dice.between(80, 400), said)


def welcome(world: World, asker: str) -> Sequence[str]:
    """The people who may work for an organisation: who tracks down, prosecutes or judges keeps to the own layer."""
    layer = world.layers[asker]
    if layer not in APART:
        return world.slugs
    return [one for one in world.slugs if world.layers[world.homes[one]] in {layer, *LAYERS} - (APART - {layer})]


APART = {"politie", "rechtspraak", "openbaar-ministerie"}


def need(dice: Dice, skill: str) -> Front:
    """A skill that work asks for."""
    level = dice.pick((2, 2, 3, 3, 3, 4, 4, 5))
    if dice.percent(50):
        return {skill: level}
    return {"vaardigheid": skill, "niveau": level, "belang": dice.pick(("moet", "graag", "graag", "mooi"))}


def life(dice: Dice, people: Sequence[str]) -> Front:
    """Where work is between its first and its last day: six in ten can be responded to."""
    stage, weeks = dice.below(100), dice.between(3, 40)
    if stage < 60:
        closes = dice.between(3, 60)
        return {
            "begin": day(closes + dice.between(3, 60)),
            "duur_weken": weeks,
            "ring_opent": [{"ring": "iedereen", "vanaf": day(closes // 2)}] if dice.percent(20) else [],
            "geplaatst_op": day(-dice.between(1, 60)),
            "sluit_op": day(closes),
        }
    closed = -dice.between(20, 400)
    begun = closed + dice.between(5, 15)
    past: Front = {"begin": day(begun), "einde": day(begun + 7 * weeks)}
    past |= {"geplaatst_op": day(closed - 30), "sluit_op": day(closed)}
    if stage < 75:
        return past | {"status": "vervuld", "vervuld_door": dice.some(people, 2)}
    if stage < 90:
        outcome = sentence(dice, dice.pick(WORDS["results"]), {})
        return past | {"status": "afgerond", "vervuld_door": dice.some(people, 2), "opbrengst": outcome}
    return past | {"status": "ingetrokken" if stage > 96 else None}


def organisation(world: World, slug: str) -> tuple[Front, str]:
    """An authority, or another party."""
    dice, name, layer, said = world.dice, world.organisations[slug], world.layers[slug], words(world)
    phone = f"(0{dice.between(10, 88)}) 000 {dice.between(10, 99)} 00"
    front = {
        "naam": name,
        "laag": layer,
        "regio": dice.pick(WORDS["regions"]),
        "plaats": name.rpartition(" ")[2],
        "website": f"https://{slug}.example.org/",
        "contact": {"email": f"info@{slug}.example.org", "telefoon": phone},
        "voor_leidinggevenden": text(dice, "for supervisors", 2, said) if dice.percent(50) else None,
        "terugkeerregel": dice.pick(WORDS["return rules"]) if dice.percent(40) else None,
        "vormen": dice.some(FORMS, 4) if dice.percent(30) else [],
        "voorwaarden": "Iedereen tekent de gedragscode van het netwerk." if layer == "extern" else None,
        "voorwaarden_getekend_op": day(-90) if layer == "extern" else None,
    }
    return front, body(dice, "about us", dice.between(40, 160), said)


def pool(world: World, slug: str) -> tuple[Front, str]:
    """A group of people that works together."""
    dice, said = world.dice, words(world)
    front = {
        "naam": world.pools[slug],
        "organisatie": world.employers.one(dice),
        "doel": sentence(dice, dice.pick(WORDS["goals"]), said),
        "werkvelden": dice.some(WORDS["fields"], 2),
        "leden": dice.some(world.slugs, dice.between(3, 40)),
        "spelregels": [sentence(dice, pattern, said) for pattern in dice.some(WORDS["for supervisors"], 3)],
        "toelating": dice.pick(("open", "uitnodiging")),
    }
    return front, body(dice, "about us", dice.between(50, 150), said)


def event(world: World, slug: str) -> tuple[Front, str]:
    """A day on which people meet."""
    dice, name, begins = world.dice, world.events[slug], world.dice.between(9, 15)
    front = {
        "titel": name,
        "datum": day(dice.between(-120, 200)),
        "begintijd": f"{begins:02}:00",
        "eindtijd": f"{begins + 2}:30",
        "plaats": name.rpartition(" ")[2],
        "organisator": world.employers.one(dice),
        "werkvelden": dice.some(WORDS["fields"], 2),
    }
    return front, body(dice, "about us", dice.between(30, 90), words(world))


# Text -----------------------------------------------------------------------------------------------------------------

Said = Mapping[str, Sequence[str]]  # what <skill> and <org> may be in the sentences of one record


def words(world: World, subject: str | None = None, organisation: str | None = None) -> Said:
    """The words that belong to one record: its organisation, and some skills of its subject."""
    dice = world.dice
    skills = world.skills_of[subject or world.subjects.one(dice)].some(dice, 4)
    return {
        "org": (world.organisations[organisation or world.employers.one(dice)],),
        "skill": tuple(world.labels[one].lower() for one in skills),
    }


def long_tail(dice: Dice) -> int:
    """How many words people write: mostly few, sometimes many."""
    return min(dice.between(50, 400), dice.between(50, 400))


def body(dice: Dice, about: str, length: int, said: Said) -> str:
    """A text of about this many words in Markdown: paragraphs, and in the longer ones headings and lists."""
    parts: list[str] = []
    written = 0
    while written < length:
        if written > 90 and dice.percent(25):
            parts.append(f"## {dice.pick(WORDS['headings'])}")
        if written > 60 and dice.percent(12):
            items = dice.some(WORDS["items"], dice.between(3, 5))
            parts.append("\n".join(f"- {sentence(dice, item, said)}" for item in items))
        parts.append(text(dice, about, dice.between(2, 5), said))
        written += len(parts[-1].split())
    return "\n\n".join(parts) + "\n"


def text(dice: Dice, about: str, most: int, said: Said) -> str:
    """A few sentences."""
    return " ".join(sentence(dice, pattern, said) for pattern in dice.some(WORDS[about], most))


def sentence(dice: Dice, pattern: str, said: Said) -> str:
    """A pattern with its slots filled, and a capital at the beginning."""
    whole = re.sub(r"<(\w+)>", lambda slot: filled(dice, slot[1], said), pattern)
    return whole[:1].upper() + whole[1:]


def filled(dice: Dice, slot: str, said: Said) -> str:
    """What stands in the place of a slot."""
    if slot in said:
        return dice.pick(said[slot])
    return SLOTS[slot](dice) if slot in SLOTS else dice.pick(WORDS[slot])


def thing(dice: Dice) -> str:
    """A compound with its article, and perhaps a word about it: het bewonersplan, de nieuwe wijkavond."""
    article, head, _ = dice.pick(HEADS)
    about = f"{dice.pick(WORDS['adjective'])} " if dice.percent(40) else ""
    return f"{article} {about}{dice.pick(WORDS['starts'])}{head}"


def things(dice: Dice) -> str:
    """Several of a compound: bewonersplannen, nieuwe wijkavonden."""
    *_, heads = dice.pick(HEADS)
    about = f"{dice.pick(WORDS['adjective'])} " if dice.percent(30) else ""
    return f"{about}{dice.pick(WORDS['starts'])}{heads}"


def place(dice: Dice) -> str:
    """The name of a place."""
    return dice.pick(WORDS["place starts"]) + dice.pick(WORDS["place ends"])


SLOTS: Mapping[str, Callable[[Dice], str]] = {
    "thing": thing,
    "things": things,
    "place": place,
    "org": lambda dice: f"Gemeente {place(dice)}",
    "skill": lambda dice: dice.pick(SUBJECTS)[0] + dice.pick(ACTIVITIES)[0],
    "number": lambda dice: str(dice.between(3, 40)),
    "year": lambda dice: str(dice.between(2012, 2026)),
}


# YAML -----------------------------------------------------------------------------------------------------------------

PLAIN = re.compile(r"[A-Za-zÀ-ÿ0-9](?:[^:#\[\]{},&*!|>'\"%@`\n]*[^:#\[\]{},&*!|>'\"%@`\s])?")


def yaml_text(front: Front) -> str:
    """A mapping as YAML."""
    return "".join(f"{line}\n" for line in yaml_lines(front))


def yaml_item(front: Front) -> str:
    """A mapping as an item of a list."""
    first, *rest = yaml_lines(front)
    return "".join(f"{line}\n" for line in (f"- {first}", *(f"  {line}" for line in rest)))


def yaml_lines(front: Front) -> Iterator[str]:
    """The lines of a mapping."""
    for key, value in front.items():
        if value is None or value == []:
            continue
        if isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {line}" for line in yaml_lines(value))
        elif isinstance(value, list) and isinstance(value[0], dict):
            yield f"{key}:"
            yield from (f"  {line}" for one in value for line in yaml_item(one).splitlines())
        elif isinstance(value, list):
            yield f"{key}: [{', '.join(map(scalar, value))}]"
        else:
            yield f"{key}: {scalar(value)}"


def scalar(value: object) -> str:
    """A text as YAML, between quotes where it must be."""
    written = str(value)
    return written if PLAIN.fullmatch(written) else json.dumps(written, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
