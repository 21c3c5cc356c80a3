import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import content
from builder.vocabulary import find, flaws, folded, label, nearest, nearness, vocabulary, within
from tests.worlds import term

MAPS = (
    term("maps", label={"nl": "Kaarten maken", "fr": "Cartographie"}, synonyms=("cartografie",), jargon=("GIS",)),
    term("web-maps", broader=("maps",), related=("web-design",)),
    term("story-maps", broader=("web-maps",)),
    term("geo"),
    term("web-design"),
)


@pytest.mark.parametrize("word", ["maps", "Kaarten maken", "kaarten-maken", "cartographie", "CARTOGRAFIE", "gis"])
def test_an_id_a_label_in_any_language_a_synonym_and_jargon_lead_to_the_term(word):
    assert find(vocabulary("skills", MAPS), word) == "maps"


def test_spaces_hyphens_capitals_and_accents_make_no_difference():
    assert folded("Éénmalig Open-Source_werk") == folded("eenmalig opensource werk") == "eenmaligopensourcewerk"
    assert folded("développeur") == folded("de\u0301veloppeur")
    assert folded("𝓛𝓲𝓴𝓮 ﬁets") == "likefiets"
    assert folded("C++") != folded("C#")


def test_a_word_that_nobody_knows_leads_nowhere():
    assert find(vocabulary("skills", MAPS), "brass band") is None
    assert find(vocabulary("skills", MAPS), "") is None


def test_an_id_beats_a_label_and_a_label_beats_a_synonym_wherever_they_stand():
    terms = [term("b", synonyms=("c", "tea")), term("c"), term("d", label={"nl": "Tea"})]

    for order in (terms, terms[::-1]):
        words = vocabulary("skills", order)
        assert (find(words, "C"), find(words, "tea")) == ("c", "d")


def test_a_label_falls_back_on_another_language_and_then_on_the_id():
    words = vocabulary("skills", MAPS)

    assert label(words, "maps", "fr") == "Cartographie"
    assert label(words, "maps", "de") == "Kaarten maken"
    assert label(words, "brass-band", "nl") == "brass-band"


def test_did_you_mean_finds_what_is_written_alike():
    words = vocabulary("skills", [term("projectmanagement"), term("procesmanagement"), term("tuinieren")])

    assert nearest(words, "projektmanagment") == ("projectmanagement", "procesmanagement")
    assert nearest(words, "projektmanagment", 1) == ("projectmanagement",)
    assert nearest(words, "zwemles") == ()


def test_did_you_mean_looks_at_labels_and_synonyms_but_names_the_id():
    assert nearest(vocabulary("skills", MAPS), "cartograven") == ("maps",)


def nearest_in_plain_words(words, text, n):
    """What `nearest` gives, looked for in every word by itself."""
    wanted = folded(text)
    pairs = {wanted[at : at + 2] for at in range(len(wanted) - 1)} or {wanted}
    near = [word for word in words.known if wanted and abs(len(word) - len(wanted)) <= len(wanted)]
    shared = {word: sum(pair in word for pair in pairs) for word in near}
    first = sorted(near, key=lambda word: (len(word) // 2 - 2 * shared[word], word))[:40]
    best = {}
    for word in first:
        term, ratio = words.known[word], difflib.SequenceMatcher(None, word, wanted, autojunk=False).ratio()
        best[term] = max(best.get(term, 0.0), ratio)
    close = [one for one, ratio in best.items() if ratio >= 0.6]
    return tuple(sorted(close, key=lambda one: (-best[one], one))[:n])


SHORT_WORDS = st.text("abcé -", min_size=1, max_size=7)
ids = st.lists(st.from_regex(r"[a-c]{1,6}", fullmatch=True), max_size=120, unique=True)


@given(ids, st.lists(SHORT_WORDS, max_size=60), st.text("abcdé", max_size=9), st.integers(1, 5))
def test_looking_at_once_finds_what_looking_at_each_word_finds(names, synonyms, text, n):
    terms = [term(one, synonyms=tuple(synonyms[at::40])) for at, one in enumerate(names)]
    words = vocabulary("skills", terms)

    assert nearest(words, text, n) == nearest_in_plain_words(words, text, n)


def test_looking_at_once_finds_the_same_in_a_real_list_of_words():
    words = content.read(Path(__file__).parent.parent, {}).vocabularies["skills"]
    typed = [change(word) for word in sorted(words.known)[::7] for change in (lambda w: w[1:] + "x", lambda w: w[::-1])]

    assert [nearest(words, one) for one in typed] == [nearest_in_plain_words(words, one, 3) for one in typed]
    assert sum(map(bool, map(nearest, [words] * len(typed), typed))) > len(typed) // 3


# Nearness -------------------------------------------------------------------------------------------------------------


def ladder(steps: int):
    return vocabulary("skills", [term(f"s{n}", broader=(f"s{n - 1}",) if n else ()) for n in range(steps)])


def test_the_same_counts_100_and_narrower_90_81_72_rounded_down():
    assert list(nearness(ladder(5), "s0").values()) == [100, 90, 81, 72, 64]


def test_broader_counts_50_and_25_and_nothing_after_that():
    assert nearness(ladder(5), "s4") == {"s4": 100, "s3": 50, "s2": 25}


def test_a_very_long_ladder_ends_where_less_than_20_is_left():
    assert min(nearness(ladder(30), "s0").values()) == 22


def test_related_counts_30_whichever_of_the_two_says_so():
    words = vocabulary("skills", MAPS)

    assert nearness(words, "web-design")["web-maps"] == nearness(words, "web-maps")["web-design"] == 30


def test_the_best_path_counts():
    words = vocabulary("skills", [term("a"), term("b", broader=("a",)), term("c", broader=("a", "b"), related=("a",))])

    assert nearness(words, "a") == {"a": 100, "b": 90, "c": 90}


def test_two_things_within_one_field_do_not_serve_each_other():
    words = vocabulary("skills", [term("law"), term("tax-law", broader=("law",)), term("water-law", broader=("law",))])

    assert "water-law" not in nearness(words, "tax-law")


def test_a_word_of_no_list_is_near_to_nothing_but_without_a_list_it_serves_itself():
    assert nearness(vocabulary("skills", MAPS), "brass-band") == {}
    assert nearness(vocabulary("skills", ()), "brass-band") == {"brass-band": 100}


def test_a_circle_of_broader_terms_ends():
    words = vocabulary("skills", [term("a", broader=("b",)), term("b", broader=("a",))])

    assert nearness(words, "a") == {"a": 100, "b": 90}


def test_a_region_lies_within_itself_and_all_around_it():
    regions = vocabulary(
        "regions", [term("land"), term("shore", broader=("land",)), term("polder", broader=("shore",))]
    )

    assert within(regions, "polder") == {"polder", "shore", "land"}
    assert within(regions, "land") == {"land"}


LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=15)


@given(LINKS, LINKS, st.randoms(use_true_random=False))
def test_the_order_of_the_terms_never_matters(broader, related, dice):
    names = [f"t{n}" for n in range(8)]
    terms = [
        term(
            one,
            broader=tuple(names[b] for a, b in broader if names[a] == one),
            related=tuple(names[b] for a, b in related if names[a] == one),
        )
        for one in names
    ]
    shuffled = dice.sample(terms, len(terms))
    first, second = vocabulary("skills", terms), vocabulary("skills", shuffled)

    assert first == second
    assert all(20 <= percent <= 100 for one in names for percent in nearness(first, one).values())
    assert all(list(nearness(first, one).items()) == list(nearness(second, one).items()) for one in names)


# Flaws ----------------------------------------------------------------------------------------------------------------


def test_a_good_list_has_no_flaws():
    assert flaws(MAPS) == []


def test_a_term_that_is_there_twice_is_reported_where_it_comes_back():
    assert flaws([term("maps"), term("geo"), term("maps", label={"nl": "Atlas"})]) == [
        (2, "term-twice", (("id", "maps"),))
    ]


def test_an_id_has_plain_letters():
    assert flaws([term("Open Source!")]) == [(0, "term-id", (("id", "Open Source!"),))]


def test_broader_and_related_words_must_be_terms():
    assert flaws([term("maps", broader=("art",), related=("atlas",))]) == [
        (0, "broader-unknown", (("id", "maps"), ("word", "art"))),
        (0, "related-unknown", (("id", "maps"), ("word", "atlas"))),
    ]


def test_a_circle_of_broader_terms_is_told_once_with_the_way_round():
    terms = [term("c", broader=("a",)), term("b", broader=("c",)), term("a", broader=("b",)), term("d", broader=("a",))]

    assert flaws(terms) == [(2, "broader-circle", (("id", "a"), ("path", "a → b → c → a")))]


def test_a_term_broader_than_itself_is_a_circle():
    assert flaws([term("a", broader=("a",))]) == [(0, "broader-circle", (("id", "a"), ("path", "a → a")))]


def test_a_word_that_two_terms_claim_is_reported_at_the_one_that_loses():
    terms = [term("b", synonyms=("Atlas",)), term("a", synonyms=("atlas",))]

    assert flaws(terms) == [(0, "word-twice", (("id", "b"), ("other", "a"), ("word", "Atlas")))]


def test_an_address_is_that_of_one_word():
    terms = [
        term("a", label={"nl": "A"}, esco="https://example.org/1"),
        term("b", label={"nl": "B"}, uris=("https://example.org/2", "https://example.org/1")),
    ]

    assert flaws(terms) == [(1, "uri-twice", (("id", "b"), ("other", "a"), ("uri", "https://example.org/1")))]


def test_what_a_word_is_part_of_is_not_its_neighbour_too():
    terms = [
        term("a", label={"nl": "A"}, related=("c",)),
        term("b", label={"nl": "B"}, broader=("a",)),
        term("c", label={"nl": "C"}, broader=("b",), related=("d",)),
        term("d", label={"nl": "D"}),
    ]

    assert flaws(terms) == [(0, "related-broader", (("id", "a"), ("word", "c")))]
