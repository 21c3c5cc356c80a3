"""Selections that others can subscribe to: judged where they are written, and never wider than they say."""

from collections.abc import Sequence

import pytest

from builder.selections import asked_for, called, judged, of_edition, taken
from builder.settings import Selection
from builder.vocabulary import vocabulary
from tests.worlds import CITY, DIKE, person, term, work

WORDS = {
    "skills": vocabulary("skills", [term("drafting", synonyms=("opstellen",)), term("planning")]),
    "fields": vocabulary("fields", ()),
    "regions": vocabulary("regions", [term("vecht")]),
    "forms": vocabulary("forms", ()),
}
HOUSES = {"city": CITY, "dike": DIKE}


def one(**rest: object) -> Selection:
    return Selection(**{"id": "mine", "label": {"nl": "Mijn keuze"}, **rest})


def kept(*given: Selection) -> tuple[Selection, ...]:
    return judged(given, WORDS, HOUSES.values(), HOUSES).selections


def codes(*given: Selection) -> list[tuple[str, str]]:
    return [(flaw.at, flaw.code) for flaw in judged(given, WORDS, HOUSES.values(), HOUSES).flaws]


def test_other_words_for_the_same_are_the_same():
    (found,) = kept(one(skills=("opstellen", "drafting"), organisations=("City", "dike"), forms=("detachering",)))

    assert (found.skills, found.organisations, found.forms) == (("drafting",), ("city", "dike"), ("secondment",))


def test_a_word_that_nobody_knows_is_told_at_its_place():
    assert codes(one(id="first", skills=("planning",)), one(skills=("draftig", "planning"))) == [
        ("selections[1].skills[0]", "selection-unknown-near")
    ]


def test_without_a_list_of_words_any_word_goes():
    assert kept(one(fields=("water",)))[0].fields == ("water",)


@pytest.mark.parametrize("rest", [{"skills": ("nothing",)}, {"skills": ("planning",), "regions": ("nowhere",)}])
def test_a_selection_that_lost_a_whole_group_is_left_out(rest):
    assert kept(one(**rest)) == ()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([one(id="Twee Woorden", skills=("planning",))], "selection-id-near"),
        ([one(id="con", skills=("planning",))], "selection-id"),
        ([one(id="--", skills=("planning",))], "selection-id"),
        ([one(skills=("planning",)), one(skills=("drafting",))], "selection-twice"),
        ([one()], "selection-empty"),
        ([one(about="profiles", first_assignment=True)], "selection-empty"),
    ],
)
def test_what_cannot_be_followed_is_told_and_left_out(given: Sequence[Selection], code: str):
    assert code in [found for _, found in codes(*given)]
    assert len(kept(*given)) == len(given) - 1


def test_a_first_assignment_says_nothing_of_people_and_does_no_harm():
    given = one(about="profiles", skills=("planning",), first_assignment=True)

    assert codes(given) == [("selections[0].first_assignment", "selection-first-of-people")]
    assert ("first", "yes") not in asked_for(kept(given)[0])
    assert list(taken(given, {"ana": person(skills={"planning": 3})}, HOUSES)) == ["ana"]


def test_an_organisation_that_this_edition_does_not_show_is_not_named():
    both, hidden = one(organisations=("city", "dike")), one(id="other", organisations=("dike",))

    assert [found.organisations for found in of_edition([both, hidden], {"city": CITY})] == [("city",)]


def test_work_is_taken_for_what_it_teaches_too():
    assert list(taken(one(skills=("drafting",)), {"bridge": work(teaches=("drafting",))}, HOUSES)) == ["bridge"]


def test_work_of_which_the_client_is_a_secret_is_in_no_layer():
    assert list(taken(one(layers=("water-board",)), {"bridge": work(organisation="")}, HOUSES)) == []


@pytest.mark.parametrize(("label", "name"), [({"en": "Mine"}, "Mine"), ({"": "Mijn"}, "Mijn"), ({}, "mine")])
def test_a_selection_is_called_by_what_there_is(label, name):
    assert called(one(label=label), "nl") == name
