import csv
import random
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from search.browser import ROOT, browser
from search.corpus import dutch_words

from builder.words import LANGUAGES, compounds, fold, stemmer, words

SHARED = ROOT.parent / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Coördinatie", "coordinatie"),
        ("ZOË & İpek", "zoe & ipek"),
        ("straße, cœur, Łódź, ørsted, ĳssel", "strasse, coeur, lodz, orsted, ijssel"),
        ("𝓛𝓲𝓴𝓮", "like"),
        ("beleids\u00admede\u200bwerker", "beleidsmedewerker"),
        ("e\u0301e\u0301n", "een"),
        ("ΟΔΟΣ", "οδοσ"),
        ("zo’n", "zo'n"),
    ],
)
def test_text_is_compared_without_capitals_accents_and_invisible_signs(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Samen aan de slag!", ["samen", "aan", "de", "slag"]),
        ("Wet 2026, art. 3", ["wet", "2026", "art", "3"]),
        ("e-mail", ["mail", "email"]),
        ("Noord-Holland", ["noord", "holland", "noordholland"]),
        ("beleids- en projectwerk", ["beleids", "en", "projectwerk"]),
        ("foto’s", ["foto", "fotos"]),
        ("'s-Hertogenbosch", ["hertogenbosch", "shertogenbosch"]),
        ("l'équipe", ["equipe", "lequipe"]),
        ("développeur·se·s", ["developpeur", "developpeurses"]),
        ("snake_case/pad", ["snake", "case", "pad"]),
        ("C, R en 𠮷", ["c", "r", "en"]),
        ("__proto__", ["proto"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text, found):
    assert words(text) == found


def test_a_word_longer_than_sixty_letters_is_cut():
    assert words("a" * 61 + " " + "b" * 40 + "-" + "c" * 40) == ["a" * 60, "b" * 40, "c" * 40, "b" * 40 + "c" * 20]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "klus", "klussen"),
        ("nl", "huis", "huizen"),
        ("nl", "wet", "wetten"),
        ("nl", "idee", "ideeen"),
        ("nl", "strategie", "strategieen"),
        ("en", "skill", "skills"),
        ("de", "haus", "hauser"),
        ("fr", "projet", "projets"),
    ],
)
def test_one_and_more_of_a_thing_have_the_same_stem(language, one, other):
    stem = stemmer(language)

    assert stem(one) == stem(other)


def test_words_in_a_language_without_stemmer_stay_as_they_are():
    assert stemmer("fy")("doarpen") == "doarpen"


def test_a_compound_holds_the_words_of_the_directory_that_it_is_made_of():
    known = {"omgeving", "wet", "jeugd", "zorg", "plan"}
    stem = stemmer("nl")

    found = compounds(["omgevingswet", "jeugdzorg", "zorgplan", "planeet", "wethouder"], known, "nl")

    assert found == {
        "omgevingswet": tuple(sorted((stem("omgeving"), "wet"))),
        "jeugdzorg": ("jeugd", "zorg"),
        "zorgplan": ("plan", "zorg"),
    }


def test_a_word_of_five_letters_is_a_part_of_whatever_begins_with_it():
    assert compounds(["waterschap", "projectmatig", "wetenschap"], {"water", "project", "wet"}, "nl") == {
        "waterschap": ("water",),
        "projectmatig": ("project",),
    }


def test_an_inflection_is_no_compound():
    assert compounds(["projecten"], {"project", "projecten"}, "nl") == {}


def test_what_ties_a_compound_together_depends_on_the_language():
    assert compounds(["landesplan", "arbeitsplan"], {"land", "arbeit", "plan"}, "de") == {
        "arbeitsplan": ("arbeit", "plan"),
        "landesplan": ("land", "plan"),
    }
    assert compounds(["landplan"], {"land", "plan"}, "en") == {}


def test_the_browser_sees_the_same_words_around_every_character():
    texts = [f"ab{chr(code)}cd {chr(code)}" for code in range(sys.maxunicode + 1) if assigned(chr(code))]

    assert in_browser(texts) == [words(text) for text in texts]


def test_the_browser_sees_the_same_words_in_texts_of_odd_characters():
    chance = random.Random(7)
    odd = "aZé1-'’·.‐‑\u00ad\u200d\u0301\u0345İıßςΣσĳŉﬁ²½٣ⅷ𝓛👩👨ʼ_ \n\u00a0ÅÅ한가กำหिन्दी"
    texts = ["".join(chance.choices(odd, k=30)) for _ in range(5_000)]

    assert in_browser(texts) == [words(text) for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_stems_twenty_thousand_words_alike(language):
    texts = dutch_words(20_000)

    assert stems_in_browser(texts, language) == stems(texts, language)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the list of real words is not here")
def test_the_browser_stems_real_words_alike():
    texts = sorted({word for path in sorted(SHARED.glob("*.csv")) for word in re.findall(r"[^\W\d_]+", read(path))})

    assert len(texts) > 10_000
    assert stems_in_browser(texts, "nl") == stems(texts, "nl")


def assigned(character: str) -> bool:
    """Whether Python's Unicode knows the character: the browser's may be newer and know others."""
    return unicodedata.category(character) not in {"Cn", "Cs"}


def in_browser(texts: list[str]) -> list[list[str]]:
    return [[word for word, _ in found] for found in browser(texts=texts)["texts"]]


def stems_in_browser(texts, language):
    return [[stem for _, stem in found] for found in browser(language, texts=list(texts))["texts"]]


def stems(texts, language):
    return [[stemmer(language)(word) for word in words(text)] for text in texts]


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as lines:
        return " ".join(" ".join(row) for row in csv.reader(lines))
