"""The words of the site: every language has them all, and all of them are used."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import msgspec
import pytest

from builder import facts, match, model, rank, settings, spelling
from builder.phrases import LANGUAGES, day, listed, number, percent, phrases, say

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"
HELPED = ("nl", "de", "fr")  # in English the sentences of the model itself help a writer
WORDS = {language: phrases(TEMPLATES, language) for language in LANGUAGES}
CATALOGS = [f"{folder}{language}" for folder in ("", "problems/", "cli/") for language in LANGUAGES]

# How phrases are asked for: by their key, or by a beginning and something that is known only then.
WHOLE = re.compile(r'"([a-z][\w-]*(?:\.[\w-]+)*)"')
BUILT = re.compile(
    r'f"((?:[a-z][\w-]*\.)+[^"]*\{[^"]*)"|"((?:[a-z][\w-]*\.)+[\w-]*)" ~ \w+(?:\.\w+)?(?: ~ "([\w.-]+)")?'
)
# `match.spoken` joins a voice and a reason.
SPOKEN = re.compile(r"match\.(about|you)\.")


def sources() -> Iterator[str]:
    """Every text that may ask for a phrase."""
    for path in sorted([*TEMPLATES.rglob("*.html"), *(PROJECT / "builder").rglob("*.py")]):
        yield path.read_text(encoding="utf-8")


def plain(key: str) -> str:
    """A key without the ending that a number chooses."""
    return re.sub(r"\.(one|other)$", "", key)


def built() -> list[re.Pattern[str]]:
    """The keys that are built while running, as patterns."""
    found = []
    for text in sources():
        for formatted, beginning, ending in BUILT.findall(text):
            pattern = (
                re.escape(re.sub(r"\{[^}]*\}", "\x00", formatted))
                if formatted
                else re.escape(beginning) + "\x00" + re.escape(ending)
            )
            found.append(re.compile(pattern.replace("\x00", r"[\w.+-]+")))
    return found


def of_pages(language: str) -> dict[str, str]:
    """The phrases of a language without the help for writers, whose English sentences stand in the model."""
    return {key: text for key, text in WORDS[language].items() if not key.startswith("help.")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert list(of_pages(language)) == list(of_pages("nl"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_blanks(language: str) -> None:
    for key, text in of_pages("nl").items():
        blanks = [
            sorted(blank for _, blank, _, _ in Formatter().parse(one) if blank) for one in (text, WORDS[language][key])
        ]
        assert key == "new.example" or blanks[0] == blanks[1], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_says_the_same_things_with_the_same_blanks(language: str) -> None:
    dutch, other = phrases(TEMPLATES, "cli/nl"), phrases(TEMPLATES, f"cli/{language}")

    assert list(dutch) == list(other)
    assert [key for key in dutch if blanks(dutch[key]) != blanks(other[key])] == []


def blanks(text: str) -> list[str]:
    """What is filled in."""
    return sorted(blank for _, blank, _, _ in Formatter().parse(text) if blank)


@pytest.mark.parametrize("catalog", CATALOGS)
def test_what_is_counted_has_one_form_for_one_and_another_for_more_and_both_say_the_number(catalog: str) -> None:
    words = phrases(TEMPLATES, catalog)
    counted = [key.removesuffix(".one") for key in words if key.endswith(".one")]

    assert {f"{key}.other" for key in counted} <= set(words)
    assert [key for key in counted if blanks(words[f"{key}.one"]) != blanks(words[f"{key}.other"])] == [
        key for key in ("match.about.skills.all", "match.you.skills.all") if f"{key}.one" in words
    ]


@pytest.mark.parametrize("catalog", CATALOGS)
def test_no_key_stands_twice_and_no_phrase_is_empty(catalog: str) -> None:
    text = (TEMPLATES / "locales" / f"{catalog}.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z][\w.*-]*): ", text, re.MULTILINE)

    assert len(keys) == len(set(keys))
    assert all(phrases(TEMPLATES, catalog).values())


@pytest.mark.parametrize("catalog", CATALOGS)
def test_the_file_says_who_translated_it(catalog: str) -> None:
    first = (TEMPLATES / "locales" / f"{catalog}.yaml").read_text(encoding="utf-8").split("\n")[0]

    assert first.startswith("#")
    assert "Wisselwerk" in first


def test_every_phrase_is_used() -> None:
    named = {key for text in sources() for key in WHOLE.findall(text)}
    patterns = built()
    unused = [
        key for key in of_pages("nl")
        if plain(key) not in named and key not in named and not SPOKEN.match(key)
        and not any(pattern.fullmatch(one) for pattern in patterns for one in {key, plain(key)})
    ]  # fmt: skip

    assert unused == []


def test_every_phrase_that_a_template_asks_for_is_there() -> None:
    asked = {
        key for path in TEMPLATES.rglob("*.html") for key in re.findall(r'\bt\["([^"]+)"\]', path.read_text("utf-8"))
    }

    assert asked - set(WORDS["nl"]) == set()


def test_every_phrase_that_a_view_asks_for_is_there() -> None:
    text = "".join(path.read_text("utf-8") for path in (PROJECT / "builder").glob("views*/**/*.py"))
    text += "".join(path.read_text("utf-8") for path in (PROJECT / "builder").glob("views.py"))
    asked = set(re.findall(r'words\["([^"{]+)"\]', text)) | set(re.findall(r'told\(\s*frame,\s*"([^"{]+)"', text))

    assert asked
    assert asked - {plain(key) for key in WORDS["nl"]} == set()


def test_the_first_day_of_a_month_is_said_as_each_language_says_it() -> None:
    first, second = date(2027, 3, 1), date(2027, 3, 2)

    assert [day(WORDS["nl"], one) for one in (first, second)] == ["1 maart 2027", "2 maart 2027"]
    assert [day(WORDS["fr"], one) for one in (first, second)] == ["1er mars 2027", "2 mars 2027"]
    assert [day(WORDS["de"], one) for one in (first, second)] == ["1.\u00a0März 2027", "2.\u00a0März 2027"]


def test_nothing_at_all_is_one_thing_in_french_and_many_elsewhere() -> None:
    said = [say(WORDS[language], "count.people", n=0) for language in LANGUAGES]

    assert said == ["0 mensen", "0 people", "0 Menschen", "0 personne"]
    assert say(WORDS["fr"], "count.people", n=2) == "2 personnes"


def test_large_numbers_are_divided_as_each_language_divides_them() -> None:
    assert [number(WORDS[one], 1234567) for one in LANGUAGES] == [
        "1.234.567", "1,234,567", "1.234.567", "1\u202f234\u202f567"
    ]  # fmt: skip
    assert say(WORDS["nl"], "count.people", n=1000) == "1.000 mensen"
    assert number(WORDS["en"], 999) == "999"


def test_a_year_is_no_large_number() -> None:
    assert day(WORDS["en"], date(2027, 3, 2)) == "2 March 2027"


def test_the_percent_sign_stands_where_each_language_puts_it() -> None:
    assert [percent(WORDS[one], 60) for one in LANGUAGES] == ["60%", "60%", "60\u00a0%", "60\u202f%"]


def test_a_list_ends_in_a_word() -> None:
    assert [listed(WORDS[one], "abc") for one in LANGUAGES] == ["a, b en c", "a, b and c", "a, b und c", "a, b et c"]
    assert [listed(WORDS[one], "ab", "or") for one in LANGUAGES] == ["a of b", "a or b", "a oder b", "a ou b"]
    assert [listed(WORDS["nl"], one) for one in ("", "a")] == ["", "a"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_writes_numbers_and_lists_as_the_site_does(language: str) -> None:
    terminal = phrases(TEMPLATES, f"cli/{language}")
    shared = [key for key in terminal if key.startswith(("sign.", "list."))]

    assert {key: terminal[key] for key in shared} == {key: WORDS[language][key] for key in shared}
    assert len(shared) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_percent_sign_in_a_phrase_stands_where_the_language_puts_it(language: str) -> None:
    sign = WORDS[language]["sign.percent"].removeprefix("{n}")
    for catalog in (language, f"problems/{language}", f"cli/{language}"):
        for key, text in phrases(TEMPLATES, catalog).items():
            assert [one for one in re.findall(r"\d(\s*%)", text) if one != sign] == [], key


# What a person types into a file or a terminal keeps its own signs: between backticks or quotes, and addresses.
TYPED = re.compile(r"`[^`]*`|\b(?:https?|mailto|tel):\S*|\w+: \"[^\"]*\"|«[^»]*»")
# What should not stand in French: a colon or quotes without their space that never ends a line, other signs without
# their narrow one, and a typewriter's apostrophe.
LOOSE = re.compile(r"(?<!\u202f)[;!?](?= |$)|(?<!\u00a0):(?= |$)|(?<!\u202f)%(?!\d)|(?<=\w)'(?=\w)")
QUOTES = re.compile(r"«(?!\u00a0)|(?<!\u00a0)»")


@pytest.mark.parametrize("catalog", ["fr", "problems/fr", "cli/fr"])
def test_french_signs_stand_at_a_space_that_never_ends_a_line(catalog: str) -> None:
    words = {key: TYPED.sub("", text) for key, text in phrases(TEMPLATES, catalog).items() if key != "new.example"}

    assert {key: text for key, text in words.items() if LOOSE.search(text)} == {}
    assert [text for text in phrases(TEMPLATES, catalog).values() if QUOTES.search(text)] == []


@pytest.mark.parametrize("catalog", ["de", "problems/de", "cli/de"])
def test_german_quotes_open_below_and_close_above(catalog: str) -> None:
    for key, text in phrases(TEMPLATES, catalog).items():
        assert re.sub("[^„“”«»‘’]", "", text) == "„“" * text.count("„"), key


@pytest.mark.parametrize("language", ["nl", "en"])
def test_dutch_and_english_pages_have_curled_quotes_and_the_terminal_straight_ones(language: str) -> None:
    for key, text in of_pages(language).items():
        assert key == "new.example" or not re.search("[\"'„“”«»]", text), key
        assert text.count("‘") <= text.count("’"), key
    for catalog in (f"problems/{language}", f"cli/{language}"):
        for key, text in phrases(TEMPLATES, catalog).items():
            assert not re.search("[‘’„“”«»]", text), key


@pytest.mark.parametrize("catalog", ["de", "problems/de", "cli/de"])
def test_german_speaks_to_whoever_reads_as_offices_do(catalog: str) -> None:
    informal = re.compile(r"\b(du|dich|dir|dein\w*|euch|euer|eure\w*)\b", re.IGNORECASE)

    assert [text for text in phrases(TEMPLATES, catalog).values() if informal.search(text)] == []


@pytest.mark.parametrize("catalog", ["fr", "problems/fr", "cli/fr"])
def test_french_says_vous_and_leaves_out_points_in_the_middle_of_words(catalog: str) -> None:
    informal = re.compile(r"\b(tu|toi|ton|tes|t’)\b|\w·\w", re.IGNORECASE)

    assert [text for text in phrases(TEMPLATES, catalog).values() if informal.search(text)] == []


@pytest.mark.parametrize("catalog", ["nl", "problems/nl", "cli/nl"])
def test_dutch_says_je_and_no_words_of_offices(catalog: str) -> None:
    stiff = re.compile(r"\b(u|uw|middels|teneinde|tevens|dient|dienen|betreffende|bladzijden?)\b", re.IGNORECASE)

    assert [text for text in phrases(TEMPLATES, catalog).values() if stiff.search(text)] == []


def test_every_choice_has_a_word() -> None:
    words = WORDS["nl"]

    assert {f"choice.{value}" for value in spelling.CHOICES} <= set(words)
    assert {f"state.{state}" for state in get_args(facts.State)} <= set(words)
    assert {f"ring.{ring}" for ring in get_args(model.Ring)} <= set(words)
    assert {f"remote.{remote}" for remote in ("hybrid", "yes")} <= set(words)
    assert {f"consent.{state}" for state in get_args(model.ConsentState)} <= set(words)
    assert {f"importance.{one}" for one in get_args(model.Importance)} <= set(words)
    assert {f"admission.{one}" for one in get_args(model.Admission)} <= set(words)
    assert {f"level.{level}" for level in range(1, 6)} <= set(words)
    assert {f"day.short.{day}" for day in get_args(model.Day)} <= set(words)
    assert {f"{key}.{month}" for month in range(1, 13) for key in ("month", "month.short")} <= set(words)


def test_every_reason_and_every_criterion_has_its_words() -> None:
    words = WORDS["nl"]

    assert {f"match.barred.{reason}.{n}" for reason in rank.REASONS for n in ("one", "other")} <= set(words)
    assert {f"matching.reason.{reason}" for reason in rank.REASONS} <= set(words)
    assert {f"match.criterion.{one.name}" for one in match.CRITERIA} <= set(words)
    assert {f"match.band.{band}" for band, _ in match.BANDS} <= set(words)


def test_both_voices_know_the_same_reasons() -> None:
    reasons = [{key.removeprefix(f"match.{voice}.") for key in WORDS["nl"] if key.startswith(f"match.{voice}.")}
               for voice in ("about", "you")]  # fmt: skip

    assert reasons[0] == reasons[1]
    assert len(reasons[0]) > 40


@pytest.mark.parametrize("language", HELPED)
def test_every_field_has_help(language: str) -> None:
    kinds = [
        one
        for room in (model, settings)
        for one in vars(room).values()
        if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__module__ == room.__name__
    ]
    written = {
        f"help.{kind.__name__.lower()}.{name}"
        for kind in kinds
        if kind not in (model.Part, model.Record)
        for name, hint in kind_hints(kind).items()
        if any(isinstance(one, msgspec.Meta) and one.title for one in getattr(hint, "__metadata__", ()))
    }

    assert written == {key for key in WORDS[language] if key.startswith("help.")}


def kind_hints(kind: type) -> dict[str, object]:
    """The types of all fields of a kind, with what was said about them."""
    from typing import get_type_hints

    return get_type_hints(kind, include_extras=True)
