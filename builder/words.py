"""What counts as a word, and when two words are the same one.

`templates/static/search/words.js` does the same in the browser, to what a visitor types. Whatever changes here
changes there.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from itertools import chain

import Stemmer

LONGEST = 60
PART = 3  # the shortest word that may be a part of a compound
BEGINNING = 5  # from here a word counts as the beginning of any longer one, whatever follows

# The languages we stem, as Snowball calls them; every language of the site is one of them.
LANGUAGES = {"nl": "dutch", "en": "english", "de": "german", "fr": "french"}
# What may stand between the parts of a compound, in the languages that write one as one word.
LINKS = {"nl": ("", "s", "e", "en"), "de": ("", "s", "e", "es", "n", "en", "er")}

# Words that say nothing by themselves. They are indexed like any other (someone may be called De Wit),
# but in a search for several words they need not be found.
LITTLE_WORDS = {
    "nl": "aan als bij dat de den die dit door een en er het hun ik in is je me met mijn na naar niet of om onze ons "
    "op over te tot uit uw van voor waar wat we wie wij worden wordt ze zich zijn zoals",
    "en": "a an and are as at be by for from has have i in is my of on or our that the their they this to was we were "
    "what who with you your",
    "de": "als am an auf aus bei das dem den der des die ein eine einem einen einer es fur hat ich im in ist mit nach "
    "nicht oder sich sie sind um und uns von vor was wer wie wir zu zum zur",
    "fr": "a au aux avec ce ces dans de des du elle en et est il ils je la le les leur ma mes mon nos notre nous on ou "
    "par pas pour qu que qui sa se ses son sont sur un une vos votre vous",
}

# Letters that Unicode leaves whole, written out. What a person may type for a hyphen, an apostrophe or the point in
# the French "développeur·se" becomes one of each.
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ς": "σ"}
    | dict.fromkeys("‐", "-")
    | dict.fromkeys("’‘ʼ′", "'")
    | dict.fromkeys("•‧⋅∙", "·")
)
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
# ASCII in small letters, with spaces for the signs between words: most text is ASCII, and then this is the quick way.
ASCII = "".join(sign if sign.isalnum() or sign in "'-" else " " for sign in map(chr, range(128))).lower().encode()
SPACED = ASCII.ljust(256)
WORD = re.compile(r"[^\W_]+(?:['·-][^\W_]+)*")
JOINER = re.compile(r"['·-]")


def fold(text: str) -> str:
    """The text in small letters without accents, joined letters or invisible signs."""
    return (text if text.isascii() else BEYOND_ASCII.sub(lambda run: plain(run[0]), text)).lower()


def words(text: str) -> list[str]:
    """The words of a text in order, each in all its forms."""
    return [form for word in written(text) for form in forms(word)]


def written(text: str) -> list[str]:
    """The pieces of a text between its spaces and signs, folded; a hyphen does not end a piece."""
    folded = text if text.isascii() else fold(text)
    return folded.encode().translate(SPACED).decode().split() if folded.isascii() else WORD.findall(folded)


@cache
def forms(word: str) -> tuple[str, ...]:
    """What a written word can be found by: "e-mail" gives "mail" and "email"."""
    if word.isalnum() and len(word) <= LONGEST:
        return (word,)
    return tuple(chain.from_iterable(map(pieces, WORD.findall(word))))


def pieces(word: str) -> tuple[str, ...]:
    """The parts of a joined word, and the word closed up."""
    # The point comes before an ending for another gender, which is no word: "développeur·se".
    parts = [part[:LONGEST] for part in JOINER.split(word.partition("·")[0])]
    whole = JOINER.sub("", word)[:LONGEST]
    return (*(part for part in parts if len(part) > 1 and part != whole), whole)


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """What is left of a word without its endings, in this language: "klussen" and "klus" both give "klus".

    In a language that has no stemmer here, words are left as they are.
    """
    if language not in LANGUAGES:
        return str
    snowball = Stemmer.Stemmer(LANGUAGES[language], 0).stemWord

    @cache
    def stem(word: str) -> str:
        # Snowball keeps the plural of "idee" and "strategie" ("ideeën", "strategieën") apart.
        if language == "nl" and word.endswith(("eeen", "ieen")):
            word = word[:-2]
        return snowball(word) or word

    return stem


@cache
def filing(language: str) -> Callable[[str], tuple[str, ...]]:
    """Under which stems a written word is filed: those of all its forms."""
    stem = stemmer(language)

    @cache
    def stems(word: str) -> tuple[str, ...]:
        return tuple(map(stem, forms(word)))

    return stems


def forget() -> None:
    """Lets go of what words became: once an index is made that is no longer asked for, and takes much room."""
    for one in (forms, stemmer, filing):
        one.cache_clear()


def compounds(longer: Iterable[str], known: Collection[str], language: str) -> dict[str, tuple[str, ...]]:
    """Which known words each of these words is made of: "omgevingswet" holds "omgeving" and "wet".

    Two known words with a link between them make a compound; a known word of five letters or more is
    also a part of whatever begins with it.
    """
    stem = stemmer(language)
    links = LINKS.get(language, ())
    inside = ((word, held(word, known, links)) for word in longer)
    parts = {word: tuple(sorted({*map(stem, found)} - {stem(word)})) for word, found in inside if found}
    return {word: stems for word, stems in parts.items() if stems}


def held(word: str, known: Collection[str], links: tuple[str, ...]) -> list[str]:
    """The known words at the beginning and at the end of a longer one."""
    found = [word[:cut] for cut in range(BEGINNING, len(word)) if word[:cut] in known]
    for cut in range(PART, len(word) - PART + 1):
        if word[cut:] in known:
            head = unlinked(word[:cut], known, links)
            if head:
                found += (head, word[cut:])
    return found


def unlinked(head: str, known: Collection[str], links: tuple[str, ...]) -> str | None:
    """The first part of a compound without what ties it to the second, when that is a known word."""
    for link in links:
        if head.endswith(link) and len(head) - len(link) >= PART and head[: len(head) - len(link)] in known:
            return head[: len(head) - len(link)]
    return None


@lru_cache(1 << 12)
def plain(run: str) -> str:
    """A run of characters beyond ASCII, folded."""
    whole = unicodedata.normalize("NFKD", run).lower().translate(LETTERS)
    return "".join(map(shown, whole))


def shown(character: str) -> str:
    """Nothing for accents and invisible signs, a space for other signs and for all beyond the first plane of Unicode.

    Beyond it Python and JavaScript count and sort characters differently, and hardly any name is written with them.
    """
    if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}:
        return ""
    return (
        character if character <= "\uffff" and (character.isalnum() or character.isascii() or character == "·") else " "
    )
