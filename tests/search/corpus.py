"""Fictional entries in plausible Dutch, and thousands of Dutch words, from a handful of morphemes and a seed."""

import random
from functools import cache
from pathlib import Path

from builder.search import Entry

MORPHEMES = Path(__file__).with_name("morphemes.txt").read_text(encoding="utf-8").splitlines()
ROOTS, HEADS, SMALL = (line.split() for line in MORPHEMES)
LINKS = ("", "s")
BEFORE = ("", "", "", "", "her", "mede", "ver", "onder", "over", "be", "ge", "ont")
AFTER = (
    "",
    "",
    "",
    "en",
    "s",
    "e",
    "ing",
    "ingen",
    "heid",
    "lijk",
    "lijke",
    "ster",
    "tje",
    "jes",
    "aar",
    "aars",
    "achtig",
    "baar",
    "teit",
    "isch",
    "ische",
    "eerde",
    "eert",
    "eren",
    "end",
    "ende",
)
ACCENTS = str.maketrans({"e": "ë", "o": "ö", "i": "ï", "a": "á"})
JARGON = {
    "omgevingswet": "ow dso",
    "participatie": "inspraak meedoen",
    "inkoop": "aanbesteden",
    "handhaving": "boa toezichthouden",
}
PLACES = (
    "Zwolle",
    "Goes",
    "'s-Hertogenbosch",
    "Noord-Holland",
    "Súdwest-Fryslân",
    "Emmen",
    "Roermond",
    "Gouda",
    "Tiel",
)
NAMES = (
    "Ana López",
    "Zoë van den Berg",
    "Jørgen de Wit",
    "Fatma Yıldız",
    "Bo",
    "İpek Şahin",
    "Renée Müller",
    "Łukasz O'Neill",
)


@cache
def dutch_words(wanted: int) -> tuple[str, ...]:
    """So many different words that look Dutch: inflected, derived, compounded, some with accents or a hyphen."""
    chance = random.Random(20)
    found: dict[str, None] = {}
    while len(found) < wanted:
        word = chance.choice(BEFORE) + chance.choice(ROOTS) + chance.choice(AFTER)
        if chance.random() < 0.5:
            word = chance.choice(ROOTS) + chance.choice(LINKS) + word
        if chance.random() < 0.1:
            word = word.translate(ACCENTS)
        found[word] = None
    return tuple(found)


def entries(wanted: int, seed: int = 1, length: int = 120) -> list[Entry]:
    """So many entries, the same for the same seed."""
    chance = random.Random(seed)
    vocabulary = [*ROOTS, *(root + link + head for root in ROOTS for link, head in zip(LINKS * 10, HEADS, strict=True))]
    chance.shuffle(vocabulary)
    # Common words are far more common than rare ones, as in any language.
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    return [entry(chance, number, vocabulary, weights, length) for number in range(wanted)]


def entry(chance: random.Random, number: int, vocabulary: list[str], weights: list[float], length: int) -> Entry:
    """One entry."""
    kind = chance.choice(("profile", "profile", "profile", "assignment", "organisation"))
    skills = chance.sample(ROOTS, 4)
    place = chance.choice(PLACES)
    title = f"{chance.choice(NAMES)} {number}" if kind == "profile" else f"{chance.choice(ROOTS).title()} in {place}"
    return Entry(
        kind,
        f"{kind}-{number}",
        {
            "title": title,
            "role": " ".join(chance.choices(vocabulary, weights, k=2)),
            "skills": ", ".join(skills),
            "place": place,
            "synonyms": " ".join(JARGON.get(skill, "") for skill in skills),
            "body": text(chance, vocabulary, weights, length),
        },
        {"skill": skills, "region": (place,), "form": chance.sample(("klus", "detachering", "uitruil"), 2)},
        {"url": f"{kind}s/{number}/", "title": title, "line": place, "meta": skills[:2]},
    )


def text(chance: random.Random, vocabulary: list[str], weights: list[float], length: int) -> str:
    """Running text: nouns with endings among small words, with the odd comma."""
    nouns = chance.choices(vocabulary, weights, k=length // 2)
    smalls = chance.choices(SMALL, k=length // 2)
    return " ".join(
        f"{small} {noun}{chance.choice(('', '', 'en', 's', ',', '.'))}"
        for small, noun in zip(smalls, nouns, strict=True)
    )
