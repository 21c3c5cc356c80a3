"""The words of the site: every language has them all, and all of them are used."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import msgspec
import pytest

from builder import facts, match, model, rank
from builder.phrases import day, phrases

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"
LANGUAGES = ("nl", "en", "de", "fr")
HELPED = ("nl", "de", "fr")  # in English the sentences of the model itself help a writer
WORDS = {language: phrases(TEMPLATES, language) for language in LANGUAGES}

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
def test_no_key_stands_twice_and_no_phrase_is_empty(language: str) -> None:
    text = (TEMPLATES / "locales" / f"{language}.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z][\w.*-]*): ", text, re.MULTILINE)

    assert len(keys) == len(set(keys))
    assert all(WORDS[language].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_who_translated_it(language: str) -> None:
    first = (TEMPLATES / "locales" / f"{language}.yaml").read_text(encoding="utf-8").split("\n")[0]

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
        key for path in TEMPLATES.rglob("*.html") for key in re.findall(r't\["([^"]+)"\]', path.read_text("utf-8"))
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


# What should not stand in French: signs without their narrow space, quotes without theirs, typewriter apostrophes.
LOOSE = re.compile(r"(?<!\u202f)[;!?](?= |$)| :(?= |$)|«(?!\u00a0)|(?<!\u00a0)»|(?<=\w)'(?=\w)")


@pytest.mark.parametrize("name", ["fr", "problems/fr"])
def test_french_signs_stand_at_a_space_that_never_ends_a_line(name: str) -> None:
    wrong = {key: text for key, text in phrases(TEMPLATES, name).items() if key != "new.example" and LOOSE.search(text)}

    assert wrong == {}


@pytest.mark.parametrize("name", ["de", "problems/de"])
def test_german_quotes_open_below_and_close_above(name: str) -> None:
    for key, text in phrases(TEMPLATES, name).items():
        assert re.sub("[^„“”«»‘’]", "", text) == "„“" * text.count("„"), key


@pytest.mark.parametrize("name", ["de", "problems/de"])
def test_german_speaks_to_whoever_reads_as_offices_do(name: str) -> None:
    informal = re.compile(r"\b(du|dich|dir|dein\w*|euch|euer|eure\w*)\b", re.IGNORECASE)

    assert [text for text in phrases(TEMPLATES, name).values() if informal.search(text)] == []


def test_every_choice_has_a_word() -> None:
    words = WORDS["nl"]

    assert {f"choice.{value}" for value in model.CHOICES} <= set(words)
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
        for one in vars(model).values()
        if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__module__ == model.__name__
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
