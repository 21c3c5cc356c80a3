"""What people may ask of a directory: two hundred questions of eight kinds, each with the entries it should find."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from random import Random

from msgspec import Struct

from builder.search import FIELDS, Folded
from builder.words import compounds, fold, forms, stemmer

EACH = 25  # questions of a kind
PLACES = {field.name: number for number, field in enumerate(FIELDS)}
LETTERS = "abdefghiklmnoprstuvwz"


class Query(Struct, frozen=True):
    """A question, and which entries are a good answer to it; none where nothing should be found."""

    kind: str
    text: str
    good: list[int]


Kind = Callable[["World", Random], tuple[str, Callable[[frozenset[str]], bool] | set[int]]]


class World:
    """The entries, and where their words stand."""

    def __init__(self, entries: Sequence[Folded], labels: Mapping[str, Mapping[str, str]], language: str) -> None:
        self.entries, self.language = entries, language
        self.words = [frozenset(form for word in entry.text.split() for form in forms(word)) for entry in entries]
        self.people = [number for number, entry in enumerate(entries) if entry.kind == "profile"]
        self.skills = sorted({fold(label) for label in labels["skill"].values()})
        self.terms = sorted({word for label in self.skills for word in label.split() if len(word) >= 7})

    def holding(self, fits: Callable[[frozenset[str]], bool]) -> list[int]:
        """The entries of which the words fit."""
        return [number for number, words in enumerate(self.words) if fits(words)]

    @cache  # noqa: B019 (a world lives as long as the run)
    def spread(self) -> dict[str, int]:
        """Every word, and in how many entries it stands."""
        found: dict[str, int] = {}
        for words in self.words:
            for word in words:
                found[word] = found.get(word, 0) + 1
        return dict(sorted(found.items()))


def queries(world: World, seed: int = 7) -> list[Query]:
    """The questions, the same for the same entries."""
    dice = Random(seed)  # noqa: S311 (made up, not secret)
    return [query for kind, made in KINDS.items() for query in several(world, dice, kind, made)]


def several(world: World, dice: Random, kind: str, made: "Kind") -> Iterator[Query]:
    """So many different questions of one kind."""
    seen: set[str] = set()
    for _ in range(EACH * 40):
        text, fits = made(world, dice)
        if text in seen:
            continue
        seen.add(text)
        good = sorted(fits) if isinstance(fits, set) else world.holding(fits)
        if bool(good) == (kind != "none"):
            yield Query(kind, text, good)
        if len(seen) == EACH:
            return


def name(world: World, dice: Random) -> tuple[str, set[int]]:
    """Somebody by name."""
    number = dice.choice(world.people)
    title = world.entries[number].text.split("\n")[PLACES["title"]]
    return title, {other for other in world.people if world.entries[other].text.split("\n")[0] == title}


def skill(world: World, dice: Random) -> tuple[str, Callable[[frozenset[str]], bool]]:
    """A skill as it is called."""
    label = dice.choice(world.skills)
    return label, stemmed(world, *label.split())


def stemmed(world: World, *asked: str) -> Callable[[frozenset[str]], bool]:
    """Whether there is a word with the same stem as each of these."""
    stem = stemmer(world.language)
    wanted = {stem(form) for word in asked for form in forms(word)}
    return lambda words: wanted <= set(map(stem, words))


def prefix(world: World, dice: Random) -> tuple[str, Callable[[frozenset[str]], bool]]:
    """The beginning of a long word."""
    word = dice.choice([term for term in world.terms if term.isalpha()])
    begun = word[: dice.randrange(4, len(word) - 1)]
    return begun, lambda words: any(one.startswith(begun) for one in words)


def typo(world: World, dice: Random) -> tuple[str, Callable[[frozenset[str]], bool]]:
    """A word with one mistake: a letter too few, too many, another, or two that changed places."""
    word = dice.choice([term for term in world.terms if term.isalpha()])
    at = dice.randrange(1, len(word) - 1)
    wrong = dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + dice.choice(LETTERS) + word[at:],
            word[:at] + dice.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return (word, set()) if wrong == word else (wrong, stemmed(world, word))


def compound(world: World, dice: Random) -> tuple[str, Callable[[frozenset[str]], bool]]:
    """A word that is the end of a longer one: "wet", where somebody wrote "omgevingswet"."""
    whole, tails = dice.choice(_compounds(world))
    tail = dice.choice(tails)
    return tail, lambda words: whole in words or any(word.endswith(tail) for word in words)


@cache
def _compounds(world: World) -> list[tuple[str, list[str]]]:
    known = world.spread()
    longer = [word for word in known if len(word) >= 9 and word.isalpha()]
    inside = compounds(longer, known, world.language)
    tails = ((word, [word[cut:] for cut in range(4, len(word) - 3) if word[cut:] in known]) for word in inside)
    return [(word, found) for word, found in tails if found]


def two(world: World, dice: Random) -> tuple[str, Callable[[frozenset[str]], bool]]:
    """Two words of one person: of a skill, and of where they work."""
    lines = world.entries[dice.choice(world.people)].text.split("\n")
    pair = [dice.choice(lines[PLACES[field]].split() or [""]) for field in ("skills", "place")]
    return " ".join(pair), stemmed(world, *pair)


def rare(world: World, dice: Random) -> tuple[str, Callable[[frozenset[str]], bool]]:
    """A word of one to three entries."""
    word = dice.choice(_rare(world))
    return word, lambda words: word in words


@cache
def _rare(world: World) -> list[str]:
    return [word for word, many in world.spread().items() if many <= 3 and len(word) >= 5 and word.isalpha()]


def none(_: World, dice: Random) -> tuple[str, Callable[[frozenset[str]], bool]]:
    """A word that is none."""
    word = "".join(dice.choice("bcdfghjklmnpqrstvwxz") for _ in range(dice.randrange(9, 13)))
    return word, lambda words: word in words


KINDS: dict[str, Kind] = {
    "name": name,
    "skill": skill,
    "prefix": prefix,
    "typo": typo,
    "compound": compound,
    "two words": two,
    "rare": rare,
    "none": none,
}
