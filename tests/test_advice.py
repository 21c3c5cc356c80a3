"""Advice on plain language: what it finds, where, and when it keeps silent."""

from collections.abc import Sequence

import pytest

from builder.advice import MOST, STIFF, advice
from builder.directory import Entity, holding
from builder.model import Claim, Experience, Organisation, Profile, Term
from builder.places import Place
from builder.problems import Problem
from builder.settings import Settings
from builder.vocabulary import vocabulary

LONG = "Ik maak kaarten " + "en nog meer kaarten " * 6 + "voor de stad."
SKILLS = vocabulary(
    "skills",
    [
        Term(id="water", label={"nl": "Waterbeheer", "en": "Water management"}, jargon=("wadi", "NBW")),
        Term(id="geo", label={"nl": "Geo-informatie"}, synonyms=("GIS",)),
    ],
)
PLACES: dict[str, Place] = {"": (2, 1, ""), "does": (5, 13, "wat_ik_doe"), "body": (9, 1, "")}


def advised(record: Profile, *others: Organisation, written: str = "", language: str = "nl") -> list[Problem]:
    """The advice on the file of a person, in which `written` stands."""
    entities = [
        Entity("content/profiles/ana.md", "profiles", "ana", holding(record), lambda: PLACES),
        *(
            Entity("content/organisations/city.md", "organisations", "city", holding(one), lambda: PLACES)
            for one in others
        ),
    ]
    settings = Settings(title="Wisselwerk", operator="Stad", language="en" if language == "en" else "nl")
    return list(advice(entities, {"skills": SKILLS}, settings, lambda _: written))


def person(
    body: str = "", *, claims: Sequence[str] = (), does: str | None = None, speaks: str | None = None
) -> Profile:
    skills = tuple(Claim(skill=one) for one in claims)
    return Profile(slug="ana", name="Ana", organisation="city", body=body, does=does, skills=skills, language=speaks)


def told(record: Profile, written: str = "") -> list[tuple[str, str]]:
    """What is said of a file: the code, and the word it is about."""
    return [(one.code, dict(one.values).get("word", "")) for one in advised(record, written=written)]


def test_advice_is_less_than_a_warning() -> None:
    assert {one.severity for one in advised(person(f"{LONG} Middels de KSD."))} == {"advice"}


# Long sentences


def test_a_sentence_of_more_than_twenty_five_words_is_told_with_its_first_words() -> None:
    [one] = advised(person(f"Dag.\n\nHallo! {LONG}"))

    assert (one.code, one.line, one.column) == ("long-sentence", 11, 8)
    assert dict(one.values) == {"n": "30", "limit": "25", "text": "Ik maak kaarten en nog meer…"}


@pytest.mark.parametrize("n", [25, 26])
def test_twenty_five_words_are_not_too_many(n: int) -> None:
    assert bool(told(person("woord " * n))) == (n > 25)


@pytest.mark.parametrize(
    "between", ["\n\n", "\n- ", "\n12. ", "\n## ", ". ", "? ", '." ', ".\n", ":\n", "  \n", "\n> - ", "… "]
)
def test_a_sentence_ends_where_a_reader_takes_breath(between: str) -> None:
    half = " ".join(["Woord"] * 20)

    assert told(person(f"{half}{between}{half}.")) == []


@pytest.mark.parametrize("between", ["\n", " – ", ": ", "; ", ", "])
def test_a_sentence_goes_on_where_a_reader_has_to(between: str) -> None:
    half = " ".join(["woord"] * 20)

    assert told(person(f"{half}{between}{half}.")) == [("long-sentence", "")]


@pytest.mark.parametrize(
    "unread", ["```\n{}\n```", "`{}`", "<!-- {} -->", "| {} |\n|---|", "[kaart](https://example.org/{})", "<{}>"]
)
def test_what_is_not_for_reading_is_left_alone(unread: str) -> None:
    assert told(person(unread.format("middels-KSD teneinde"))) == []


# Abbreviations


def test_an_abbreviation_is_told_once_at_its_first_place() -> None:
    [one] = advised(person("Ik werk met de KSD.\nDe KSD werkt met mij.", does="Kaarten."))

    assert (one.code, one.line, one.column) == ("abbreviation", 9, 16)


@pytest.mark.parametrize(
    "body",
    [
        "De kaart van stad en dorp (KSD).",
        "De KSD (een kaart) is van ons.",
        "KSD staat voor iets met kaarten.",
        "Wij maken een Kaart Stad Dorp: de KSD.",
        "Wij werken met ICT en HR voor de EU.",
        "Ik doe GIS, in schaal XII.",
        "DIT IS BELANGRIJK.",
        "Ik bel LATER, niet nu maar later.",
        "Mail ksd@KSD.nl of kijk op https://example.org/KSD.",
        "De A en de B1, en ook de W&I.",
    ],
)
def test_an_abbreviation_that_readers_know_or_can_read_of_needs_no_advice(body: str) -> None:
    assert told(person(body), written=body) == []


def test_what_an_organisation_is_called_needs_no_advice() -> None:
    house = Organisation(slug="city", name="Dienst Kaarten", short_name="DKR", layer="agency")

    assert advised(person("Ik werk bij de DKR."), house) == []


def test_what_stands_elsewhere_in_the_file_counts_as_written_out() -> None:
    assert told(person("De KSD is van ons."), written="titel: Kaart Stad (KSD)") == []


# Jargon and stiff words


def test_jargon_is_told_to_who_writes_of_its_subject() -> None:
    assert told(person("Ik teken een wadi.", claims=["water"])) == [("jargon", "wadi")]
    assert told(person("Ik teken een wadi.", claims=["geo"])) == []


def test_jargon_in_capitals_is_jargon_for_everybody() -> None:
    assert told(person("Ik ken het NBW.")) == [("jargon", "NBW")]
    assert told(person("Ik ken het nbw.")) == []


@pytest.mark.parametrize(
    "body", ["Een wadi (een greppel) werkt.", "Ik doe waterbeheer, dus ook een wadi.", "Een super-wadi, wadio."]
)
def test_jargon_that_is_explained_or_said_plainly_too_needs_no_advice(body: str) -> None:
    assert told(person(body, claims=["water"]), written=body) == []


def test_jargon_in_the_list_of_skills_needs_no_advice() -> None:
    assert told(person("Ik graaf.", claims=["wadi", "NBW"])) == []


def test_the_plain_word_is_in_the_language_of_the_text() -> None:
    [one] = advised(person("I draw a wadi.", claims=["water"], speaks="en"))

    assert dict(one.values)["plain"] == "Water management"


def test_stiff_words_are_told_with_the_word_that_people_say() -> None:
    [one] = advised(person("Kaarten maken wij Middels pen."))

    assert dict(one.values) == {"word": "middels", "plain": "met"}


def test_words_on_two_lines_are_found() -> None:
    [one] = advised(person("Een kaart dient\nte kloppen."))

    assert (one.line, one.column, dict(one.values)["plain"]) == (9, 11, "moet")


def test_stiff_words_are_dutch() -> None:
    assert told(person("Maps conform to what people see.", speaks="en")) == []
    assert advised(person("Conform de kaart."), language="en") == []
    assert told(person("Conform de kaart.", speaks="nl-BE")) == [("stiff-word", "conform")]


def test_no_plain_word_is_stiff_itself() -> None:
    assert not set(STIFF.values()) & set(STIFF)
    assert len(STIFF) <= 40


# All together


def test_nobody_gets_more_than_five_and_the_most_useful_come_first() -> None:
    stiff = "Conform, inzake, middels, reeds, tevens en thans."
    codes = [code for code, _ in told(person(f"{stiff} {LONG} Een wadi voor de KSD.", claims=["water"]))]

    assert codes == ["abbreviation", "jargon", "long-sentence", "stiff-word", "stiff-word"]
    assert len(codes) == MOST


def test_the_place_in_a_field_is_where_the_words_stand_in_the_file() -> None:
    lines = [
        "---",
        "naam: Ana",
        "organisatie: city",
        "",
        "wat_ik_doe: >",
        "  Ik maak kaarten",
        "  inzake water.",
        "---",
    ]
    [one] = advised(person(does="Ik maak kaarten inzake water."), written="\n".join(lines))

    assert (one.line, one.column, one.field) == (7, 3, "wat_ik_doe")


def test_words_that_are_written_otherwise_are_told_at_their_field() -> None:
    [one] = advised(
        person(does="Kaarten inzake 't water."), written="\n\n\n\nwat_ik_doe: 'Kaarten in''zake ''t water.'"
    )

    assert (one.line, one.column) == (5, 13)


def test_texts_inside_a_list_are_read_too() -> None:
    done = Experience(title="Middels kaarten", result="Kaarten voor de KSD.")
    [one] = advised(Profile(slug="ana", organisation="city", experience=(done,)))

    assert dict(one.values) == {"word": "KSD"}


def test_a_file_with_a_mistake_gets_no_advice_yet() -> None:
    broken = Entity("content/profiles/ana.md", "profiles", "ana", holding(person(LONG)), lambda: PLACES, broken=True)

    assert list(advice([broken], {}, Settings(title="W", operator="S"), lambda _: "")) == []


@pytest.mark.parametrize("odd", ["<" * 30_000, "](" * 15_000, "`" * 30_001, "-" * 30_000, "." * 30_000, " \t" * 15_000])
def test_an_odd_text_takes_no_longer_than_a_plain_one(odd: str) -> None:
    assert told(person(f"x{odd} Middels")) == [("stiff-word", "middels")]
