"""The directory in numbers, which never tell of one person."""

import re
from collections.abc import Mapping
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from builder import disclosure, figures
from builder.directory import Directory
from builder.disclosure import REST
from builder.figures import Count, Month
from builder.model import Assignment, Profile
from builder.settings import Rules
from builder.vocabulary import vocabulary
from tests.small_site import settings, site
from tests.worlds import CITY, DIKE, TODAY, directory, house, person, term, work

FEWEST = 5
LAND = house("land", "province")
TOWN = house("town", "municipality")


def crowd(count: int, name: str = "one", **rest: object) -> list[Profile]:
    """Some people who are alike."""
    return [person(f"{name}-{n}", **rest) for n in range(count)]


def in_fields(*records: Profile | Assignment) -> Directory:
    """A directory with some fields of work."""
    of = directory(*records)
    fields = vocabulary("fields", [term(f"field-{n}") for n in range(1, 5)])
    return msgspec.structs.replace(of, vocabularies={**of.vocabularies, "fields": fields})


def page(of: Directory) -> str:
    """What the page of figures says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", site(of)["figures/index.html"].partition("<main")[2]).split())


# People ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("people", "told"), [(0, 0), (1, None), (4, None), (5, 5), (63, 63)])
def test_the_size_of_a_small_group_stays_unsaid(people: int, told: int | None) -> None:
    assert disclosure.enough(people, 5) == told


def test_a_field_of_work_counts_everyone_who_names_it_and_the_open_work() -> None:
    found = figures.figures(
        in_fields(
            *crowd(5, "a", fields=("field-1", "field-2")),
            *crowd(3, "b", fields=("field-2", "field-3")),
            work("gone", fields=("field-3",), status="withdrawn"),
            work("bridge", fields=("field-3",)),
        )
    )

    assert found.fields == (Count("field-2", 8, 0), Count("field-1", 5, 0), Count("field-3", None, 1))


def test_layers_with_a_few_people_are_counted_together() -> None:
    found = figures.figures(
        directory(
            CITY,
            DIKE,
            LAND,
            *crowd(9),
            *crowd(2, "d", organisation="dike"),
            *crowd(3, "l", organisation="land"),
            work(),
        )
    )

    assert found.layers == (Count("municipality", 9, 0), Count(REST, 5, 1))


def test_one_small_layer_takes_the_next_with_it_or_it_could_be_worked_out() -> None:
    found = figures.figures(
        directory(CITY, DIKE, LAND, *crowd(9), *crowd(1, "d", organisation="dike"), *crowd(6, "l", organisation="land"))
    )

    assert found.layers == (Count("municipality", 9, 0), Count(REST, 7, 0))


@given(some.dictionaries(some.sampled_from(["a", "b", "c", "d", REST]), some.integers(0, 30)))
def test_no_small_group_can_be_worked_out_from_the_whole(people: Mapping[str, int]) -> None:
    small = disclosure.together(people, FEWEST)
    rest = sum(people[group] for group in small)

    assert all(not people[group] or people[group] >= FEWEST for group in people if group not in small)
    assert rest == 0 or rest >= FEWEST or rest == sum(people.values())


def test_of_groups_whose_size_is_unsaid_the_order_says_nothing() -> None:
    found = figures.figures(in_fields(*crowd(1, "a", fields=("field-1",)), *crowd(4, "b", fields=("field-2",))))

    assert [one.term for one in found.fields] == ["field-1", "field-2"]


def test_skills_are_listed_by_what_is_asked_and_by_what_is_offered() -> None:
    found = figures.figures(
        directory(
            *crowd(6, "a", skills={"drafting": 3}),
            *crowd(2, "b", skills={"planning": 3, "own word": 2}),
            work("one", skills={"planning": 3, "writing": 2}),
            work("two", skills={"planning": 3}),
        )
    )

    assert found.asked == (Count("planning", None, 2), Count("writing", 0, 1))
    assert found.offered == (Count("drafting", 6, 0), Count("planning", None, 2))


# Work -----------------------------------------------------------------------------------------------------------------


def test_work_is_counted_by_state_in_the_order_of_its_life() -> None:
    found = figures.figures(directory(work("a"), work("b"), work("c", status="finished"), work("d", status="filled")))

    assert found.states == (("open", 2), ("filled", 1), ("finished", 1))
    assert found.open_work == 2


def test_work_is_counted_by_the_month_in_which_it_begins() -> None:
    months = figures.by_month(
        [
            work("a", start=date(2027, 1, 1)),
            work("b", start=date(2027, 1, 31), status="filled"),
            work("c", start=date(2026, 6, 1), weeks=2, status="filled"),
            work("long-ago", start=date(2025, 1, 1), status="finished"),
            work("off", start=date(2027, 1, 5), status="withdrawn"),
            work("some-day"),
        ],
        TODAY,
    )

    assert [one.month for one in months] == [
        *(f"2026-{n:02}" for n in range(6, 13)),
        *(f"2027-{n:02}" for n in range(1, 6)),
    ]
    assert months[0] == Month("2026-06", 0, 0, 1)
    assert months[7] == Month("2027-01", 1, 1, 0)


def test_work_of_several_people_counts_once_for_whoever_came_from_farthest() -> None:
    of = directory(
        CITY,
        TOWN,
        DIKE,
        person("ana"),
        person("tim", organisation="town"),
        person("dirk", organisation="dike"),
        person("wim", organisation=""),
        work("own", organisation="city", status="filled", filled_by=("ana",)),
        work("near", organisation="city", status="filled", filled_by=("ana", "tim")),
        work("far", organisation="city", status="filled", filled_by=("tim", "dirk", "ana")),
        work("unknown", organisation="city", status="filled", filled_by=("wim", "nobody")),
    )

    assert figures.by_distance(of) == (("own", 1), ("same-layer", 1), ("other-layer", 1))
    assert figures.people_away(of) == {"tim", "dirk"}
    assert figures.figures(of).away is None


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_says_the_main_thing_of_every_chart_in_a_sentence() -> None:
    said = page(
        in_fields(
            *crowd(7, skills={"drafting": 3}, fields=("field-1",)),
            *(work(f"o{n}", skills={"drafting": 3}, fields=("field-1",), start=date(2027, 2, 1)) for n in range(3)),
            work("two", organisation="dike", status="filled", filled_by=("one-1",)),
        )
    )

    assert "3 van de 4 klussen staan open." in said
    assert "Het meeste werk begint in februari 2027 (3)." in said
    assert "De meeste mensen: field 1 (7). Het meeste open werk: field 1 (3)." in said
    assert "Het vaakst gevraagd: drafting, in 3 open klussen." in said
    assert "Het vaakst aangeboden: drafting, door 7 mensen." in said
    assert "Bij 1 van de 1 vervulde klussen komt iemand van een andere organisatie." in said
    assert "Dat deden" not in said  # it was one person


def test_one_or_a_tie_is_not_called_the_most() -> None:
    once = {"skills": {"drafting": 3}, "fields": ("field-1",)}
    said = page(in_fields(work("a", start=date(2027, 2, 1), **once), work("b", start=date(2027, 3, 1))))

    assert "Het meeste werk begint" not in said
    assert "Het vaakst gevraagd" not in said
    assert "field 1 (1)" not in said


def test_a_chart_without_a_bar_is_left_out() -> None:
    said = page(in_fields(*crowd(2, skills={"drafting": 3}, fields=("field-1",))))

    assert "Werkvelden" not in said
    assert "Het meest aangeboden" not in said


def test_of_one_the_label_is_singular() -> None:
    said = page(directory(CITY, *crowd(6), work()))

    assert "1 Open klus" in said
    assert "1 Open klussen" not in said
    assert "1 Organisatie " in said


def test_a_small_group_has_words_in_place_of_a_number_and_of_a_bar() -> None:
    people = *crowd(6, fields=("field-2",)), person("ana", fields=("field-1",))
    whole = site(in_fields(*people))["figures/index.html"]
    row = re.search(r"field 1</a></th><td>(.*?)</td><td>(.*?)</td></tr>", whole)

    assert row and "minder dan 5" in row[1]
    assert "<rect" not in row[1]
    assert '<span>0</span><svg class="weight"' in row[2]


def test_every_bar_stands_beside_its_number_in_a_table() -> None:
    whole = site(directory(*crowd(8), *crowd(6, "d", organisation="dike"), work()))["figures/index.html"]
    bars = re.findall(r"<span>(\d+)</span><svg[^>]*aria-hidden=\"true\"[^>]*>.*?class=\"fill\" width=\"(\d+)\"", whole)

    assert ("8", "1000") in bars
    assert ("6", "750") in bars


def test_the_page_tells_what_a_year_brought() -> None:
    people = crowd(5, organisation="dike")
    days = {"status": "finished", "published_on": date(2026, 8, 3), "start": date(2026, 9, 1), "weeks": 10, "hours": 8}
    works = [
        work(f"w{n}", filled_by=(one.slug,), filled_on=date(2026, 8, 4 + n), reason="peak", **days)
        for n, one in enumerate(people)
    ]

    said = page(
        directory(*people, *works, work("no", closes=date(2026, 9, 1)), settings=settings(rules=Rules(hire_rate=100)))
    )

    assert "5 van de 6 klussen die in de afgelopen twaalf maanden sloten, zijn vervuld: 83%." in said
    assert "De helft was binnen 3 dagen vervuld, een kwart binnen 2 dagen en driekwart binnen 4 dagen." in said
    assert "deden in de afgelopen twaalf maanden 400 uur werk" in said
    assert "Tegen 100 euro per uur is dat ongeveer 40.000 euro." in said


def elsewhere(people: list[Profile], to: str) -> list[Assignment]:
    """Eighty hours of work in the last year for each of these people."""
    days = {"status": "finished", "start": date(2026, 9, 1), "weeks": 10, "hours": 8}
    return [work(f"for-{one.slug}", organisation=to, filled_by=(one.slug,), **days) for one in people]


def test_hours_between_organisations_stand_in_a_sentence_a_drawing_and_a_table() -> None:
    many, some_ = crowd(6, "a"), crowd(5, "d", organisation="dike")
    of = directory(CITY, TOWN, DIKE, *many, *some_, *elsewhere(many, "dike"), *elsewhere(some_, "town"))
    whole = site(of)["figures/index.html"]
    said = page(of)

    assert "In dat jaar werkten mensen 880 uur voor een andere organisatie." in said
    assert "De grootste stroom, 480 uur: van City naar Dike." in said
    assert whole.count('<path class="flow"') == 2 * 2  # a wide and a narrow drawing
    assert re.findall(r'<td class="number" data-label="Dike">(\d*)</td>', whole) == ["480", "", "480"]
    assert re.findall(r'<td class="number" data-label="Samen">(\d*)</td>', whole) == ["480", "400", "880"]


def test_flows_within_a_layer_are_told_in_plain_words() -> None:
    houses = [house(f"h{n}", "municipality") for n in range(4)]
    people = [one for n in range(2) for one in crowd(3, f"p{n}", organisation=f"h{n}")]
    of = directory(*houses, *people, *elsewhere(people[:3], "h2"), *elsewhere(people[3:], "h3"))

    assert "De grootste stroom, 480 uur: tussen gemeenten onderling." in page(of)


def test_what_a_drawing_means_is_told_beside_a_drawing_alone() -> None:
    people = [*crowd(3, "a"), *crowd(3, "d", organisation="dike")]
    alone = page(directory(CITY, TOWN, DIKE, *people, *elsewhere(people[:3], "dike"), *elsewhere(people[3:], "city")))
    many = crowd(6)
    drawn = page(directory(CITY, DIKE, *many, *elsewhere(many, "dike")))

    assert "480 uur" in alone
    assert "Achter elke stroom" not in alone
    assert "Achter elke stroom" in drawn
    assert "Een leeg vak betekent" in drawn


def test_a_matrix_that_would_be_too_wide_is_a_list() -> None:
    houses = [house(f"h{n}") for n in range(8)]
    people = [one for n in range(8) for one in crowd(5, f"p{n}", organisation=f"h{n}")]
    works = [one for n in range(8) for one in elsewhere(people[5 * n : 5 * n + 5], f"h{(n + 1) % 8}")]
    whole = site(directory(*houses, *people, *works))["figures/index.html"]

    assert "data matrix" not in whole
    assert "Van H0 naar H1</th>" in whole


def test_a_long_list_ends_with_all_smaller_flows_together() -> None:
    count = 33
    houses = [house(f"h{n}") for n in range(count)]
    people = [one for n in range(count) for one in crowd(5, f"p{n}", organisation=f"h{n}")]
    works = [one for n in range(count) for one in elsewhere(people[5 * n : 5 * n + 5], f"h{(n + 1) % count}")]
    whole = site(directory(*houses, *people, *works))["figures/index.html"]

    assert whole.count("Van H") == 30
    assert re.search(r"Andere stromen samen</th><td><span class=\"bar\"><span>1.200</span>", whole)  # three of 400


def test_hours_of_a_few_people_leave_no_drawing() -> None:
    few = crowd(4)
    whole = site(directory(*few, *elsewhere(few, "dike")))["figures/index.html"]

    assert "Dit gaat over minder dan 5 mensen" in whole
    assert 'class="flow' not in whole


def test_the_network_says_how_few_people_are_a_few() -> None:
    said = page(directory(*crowd(6), settings=settings(rules=Rules(fewest=7))))

    assert "Een groep van minder dan 7 mensen" in said
    assert "minder dan 7 Mensen" in said


def test_who_stayed_cannot_be_found_by_taking_who_went_from_everybody() -> None:
    people = [*crowd(5, "a"), person("stayed")]
    works = [work(f"w{n}", status="filled", filled_by=(one.slug,)) for n, one in enumerate(people[:5])]

    assert figures.figures(directory(*people, *works)).away is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_directory_has_figures_too(language: str) -> None:
    said = page(directory(settings=settings(language=language)))

    assert {"nl": "0 Mensen", "en": "0 People"}[language] in said
    assert {"nl": "0 Open klussen", "en": "0 Open assignments"}[language] not in said  # nothing is no news
    assert "None" not in said
