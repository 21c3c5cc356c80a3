"""What the words of another network are called here."""

from collections.abc import Mapping
from typing import Any

import pytest

from builder.crosswalks import Said, flaws, translator
from builder.model import VOCABULARIES
from builder.settings import Crosswalk
from builder.snapshots import SourceTerm
from builder.vocabulary import Vocabulary, vocabulary
from tests.worlds import term

OURS = [
    term("projectmanagement", esco="http://data.europa.eu/esco/skill/1", synonyms=("projecten trekken",)),
    term("schrijven", label={"nl": "Schrijven", "en": "Writing"}, uris=("https://woorden.example.org/schrijven",)),
]


def words(**given: Any) -> Mapping[str, Vocabulary]:
    return {name: vocabulary(name, given.get(name, ())) for name in VOCABULARIES}


def said(word: str, crosswalk: Crosswalk | None = None, *terms: SourceTerm, vocabulary: str = "skills") -> Said:
    found = translator(crosswalk or Crosswalk(), {vocabulary: terms}, words(**{vocabulary: OURS}), ("nl", "en"))
    return found(vocabulary, word)


@pytest.mark.parametrize(
    "there",
    [
        SourceTerm(id="pm", esco="https://data.europa.eu/esco/skill/1/"),
        SourceTerm(id="pm", uris=("http://data.europa.eu/esco/skill/1",)),
        SourceTerm(id="pm", label={"en": "Projectmanagement"}),
        SourceTerm(id="pm", label={"nl": "Leiden"}, synonyms=("Projecten trekken",)),
    ],
)
def test_a_word_is_ours_by_its_public_address_its_label_or_another_word_for_it(there: SourceTerm) -> None:
    assert said("pm", None, there).ours == "projectmanagement"


def test_an_address_tells_more_than_a_label() -> None:
    there = SourceTerm(id="pm", label={"nl": "Schrijven"}, esco="http://data.europa.eu/esco/skill/1")

    assert said("pm", None, there).ours == "projectmanagement"


def test_what_the_coordinator_wrote_comes_before_what_the_words_tell() -> None:
    assert said("schrijven", Crosswalk(skills={"schrijven": "projectmanagement"})).ours == "projectmanagement"


def test_an_empty_word_says_that_we_have_none() -> None:
    there = SourceTerm(id="schrijven", label={"nl": "Kalligrafie"})

    assert said("schrijven", Crosswalk(skills={"schrijven": ""}), there) == Said(None, "Kalligrafie")


def test_what_we_have_no_word_for_keeps_its_own_label_in_our_language() -> None:
    assert said("vuur", None, SourceTerm(id="vuur", label={"en": "Fire", "nl": "Vuur"})) == Said(None, "Vuur")
    assert said("vuur") == Said(None, "vuur")


@pytest.mark.parametrize("label", ["x" * 81, "beep\x07", "\u202eruuv", ""])
def test_a_label_that_cannot_be_shown_gives_way_to_the_id(label: str) -> None:
    assert said("vuur", None, SourceTerm(id="vuur", label={"nl": label})) == Said(None, "vuur")


def test_a_usual_form_has_two_spellings() -> None:
    found = translator(Crosswalk(), {}, words(forms=[term("secondment")]), ("nl",))

    assert found("forms", "detachering").ours == "secondment"


def test_a_word_of_ours_that_is_not_there_is_told_with_what_lies_near() -> None:
    crosswalk = Crosswalk(skills={"pm": "schrijvn", "vuur": ""}, organisations={"linge": "gemeente-linge"})
    found = list(flaws(crosswalk, words(skills=OURS), frozenset({"gemeente-lingen"})))

    assert [(one.at, one.code, one.values["near"], one.severity) for one in found] == [
        ("skills.pm", "unknown-mapping-near", "schrijven", "warning"),
        ("organisations.linge", "unknown-mapping-near", "gemeente-lingen", "warning"),
    ]
