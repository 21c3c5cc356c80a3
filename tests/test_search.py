import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import zlib
from collections import Counter
from datetime import date
from hashlib import blake2b
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.builder import Builder
from playwright.sync_api import expect
from search.browser import ROOT, STATIC, answers, browser, sessions, write
from search.corpus import dutch_words, entries

from builder import words
from builder.search import FACETS, FIELDS, Entry, Memory, columns, folded, numbered
from builder.search import index as index_of
from builder.search.memory import known
from tests.browsing import served

PARTS = "parts"
LITTLE = set(words.LITTLE_WORDS["nl"].split())


def entry(id_, kind="profile", facets=None, days=None, card=None, **fields):
    return Entry(kind, id_, fields, facets or {}, {"url": f"{id_}/", "title": id_, **(card or {})}, days or {})


def index(found, language, labels=None, previous=None):
    """The index of these entries, told which of them the previous one has not just so."""
    was = left(previous) if previous else None
    before = dict(known(was[0], was[2])) if was else {}
    names = [(one.kind, one.id) for one in found]
    fresh = [place for place, one in enumerate(found) if before.get(names[place]) != one]
    return index_of(language, names, fresh, found.__getitem__, labels, was)


def left(index):
    """What an index leaves for the next, as it comes back from disk."""
    memory = msgspec.msgpack.decode(msgspec.msgpack.encode(index.memory), type=Memory)
    return memory, index.names, dict(index.pieces)


def made(*found, language="nl", **more):
    return index([folded(one) for one in found], language, **more)


def search(found, *questions, language="nl"):
    return answers(made(*found, language=language).files, *questions, language=language)


def ids(answer):
    return [hit["card"]["id"] for hit in answer["hits"]]


# What people may count on


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("een korte klus", "klussen"),
        ("twee klussen", "klus"),
        ("de wet, en de Omgevingswet", "wet"),
        ("invoering Omgevingswet", "wet"),
        ("invoering Omgevingswet", "omgevings"),
        ("wet en Omgevingswetten en omgevingswet", "wetten"),
        ("coördinatie", "coordinatie"),
        ("coordinatie", "coördinatie"),
        ("een project, en een projectmatige aanpak", "project"),
        ("projectleider", "projectlieder"),
        ("projectleider", "projectleidr"),
        ("omgevingswet", "omgevinswet"),
        ("gezondheid", "gezondheit"),
        ("gemeentesecretaris", "gemeentescretaris"),
        ("vergunningverlening", "vergun"),
        ("beleidsmedewerker", "beleids-medewerker"),
        ("e-mail", "email"),
        ("'s-Hertogenbosch", "s hertogenbosch"),
        ("développeur·se", "developpeur"),
        ("strategieën", "strategie"),
        ("foto's", "foto"),
        ("𝓛𝓲𝓴𝓮", "like"),
        ("__proto__", "__proto__"),
        ("constructor", "constructor"),
        ("hasOwnProperty", "hasownproperty"),
        ("C en R", "r"),
        ("in 2026", "2026"),
    ],
)
def test_what_is_written_is_found_by_what_people_type(written, asked):
    found = [entry("other", body="iets heel anders"), entry("this", body=written)]

    [answer] = search(found, asked)

    assert ids(answer) == ["this"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("projectmanagement", "project management"),
        ("de zaaksystemen", "zaak systeem"),
        ("politie in de wijk", "wijkpolitie"),
        ("zwemwater van goede kwaliteit", "zwemwaterkwaliteit"),
        ("informatie", "informatieblaadje"),
        ("de gemeente heeft een secretaris", "gemeentesecretaris"),
    ],
)
def test_what_one_writes_apart_another_writes_together(written, asked):
    found = [entry("other", body="iets heel anders"), entry("this", body=written)]

    [answer] = search(found, asked)

    assert ids(answer) == ["this"]
    assert answer["hits"][0]["missing"] == []


def test_a_word_is_taken_apart_in_the_browser_as_it_was_in_the_index():
    known = sorted({*dutch_words(600), "wet", "omgeving"})
    longer = [*dutch_words(2_000), "omgevingswet", "wetten", "jeugdzorgwet"]

    apart = browser(held={"words": longer, "known": known, "links": words.LINKS["nl"]})["held"]

    assert apart == [words.held(word, set(known), words.LINKS["nl"]) for word in longer]
    assert sum(map(bool, apart)) > 100


def test_jargon_finds_the_plain_term():
    [answer] = search(
        [entry("ana", skills="inkoop", synonyms="aanbesteden"), entry("bo", skills="zorg")], "aanbesteding"
    )

    assert ids(answer) == ["ana"]
    assert answer["hits"][0]["fields"] == ["synonyms"]


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [("en", "managing projects", "manage project"), ("de", "Häuser", "haus"), ("fr", "élections locales", "election")],
)
def test_other_languages_have_their_own_stems(language, written, asked):
    [answer] = search([entry("this", body=written)], asked, language=language)

    assert ids(answer) == ["this"]
    assert not answer["hits"][0]["missing"]


def test_a_language_without_stems_finds_words_as_they_are_written():
    [answer] = search([entry("this", body="doarpen")], "doarpen", language="fy")

    assert ids(answer) == ["this"]


def test_a_word_in_the_title_weighs_more_than_one_in_the_body():
    [answer] = search([entry("body", body="water"), entry("title", title="water")], "water")

    assert ids(answer) == ["title", "body"]


def test_a_hit_with_all_the_words_stands_before_a_better_hit_with_one():
    found = [
        entry("one", title="water", skills="water"),
        entry("both", body="water en zorg"),
        entry("none", body="wegen"),
    ]

    [answer] = search(found, "water zorg")

    assert ids(answer) == ["both", "one"]
    assert (answer["total"], answer["whole"]) == (2, 1)
    assert [hit["missing"] for hit in answer["hits"]] == [[], ["zorg"]]


def test_little_words_need_not_be_found_among_others():
    found = [entry("ana", title="Ana de Wit"), entry("bo", body="de weg in de stad")]

    named, little = search(found, "de Wit in", "de")

    assert ids(named) == ["ana"]
    assert ids(little) == ["ana", "bo"]


def test_a_mistyped_word_is_never_taken_for_a_little_one():
    [answer] = search([entry("ana", body="het"), entry("bo", body="hert")], "heft")

    assert ids(answer) == ["bo"]


def test_equal_hits_stand_in_one_order_whatever_stands_beside_them():
    found = [entry(id_, body="water") for id_ in "abcdefgh"]
    more = [entry("new", body="water"), *found[::-1], entry("more", kind="assignment", body="water")]

    [few], [many] = search(found, "water"), search(more, "water")

    assert [id_ for id_ in ids(many) if len(id_) == 1] == ids(few)
    assert ids(many)[-1] == "more"


def test_a_hit_says_where_it_was_found():
    [answer] = search([entry("ana", title="Jeugdzorg", skills="zorg", body="jeugd")], "zorg")

    assert answer["hits"][0]["fields"] == ["title", "skills", PARTS][1:]
    assert answer["hits"][0]["card"] == {"kind": "profile", "id": "ana", "url": "ana/", "title": "ana"}


def test_nothing_of_the_syntax_of_lunr_means_anything():
    [answer] = search([entry("ana", title="water"), entry("bo", body="wet")], "+wet -water title:zorg wet~1 w*t ^5 :")

    assert ids(answer) == ["ana", "bo"]
    assert answer["hits"][1]["missing"] == ["water", "title", "zorg", "1", "w", "t", "5"]


def test_a_question_without_words_lists_everything():
    everything, sign = search([entry("ana"), entry("bo", body="water")], "", "?! 😀")

    assert ids(everything) == ids(sign) == ["ana", "bo"]


def test_an_empty_directory_finds_nothing_and_is_no_mistake():
    word, nothing = search([], "water", {"text": "", "wanted": list(FACETS)})

    assert word["total"] == nothing["total"] == 0
    assert nothing["facets"] == []


@pytest.mark.parametrize("text", ["water", ""])
def test_hits_come_a_page_at_a_time(text):
    found = [entry(f"e{number}", body="water") for number in range(40)]

    whole, part = search(found, {"text": text, "size": 40}, {"text": text, "from": 10, "size": 15})

    assert part["total"] == len(ids(whole)) == 40
    assert ids(part) == ids(whole)[10:25]


def test_a_list_without_words_is_as_long_as_it_takes_to_find_who_fits(monkeypatch):
    monkeypatch.setattr(sys.modules["builder.search.numbers"], "LISTING", 3)
    found = [entry(f"e{number:02}", facets={"region": ("Goes" if number % 9 else "Tiel",)}) for number in range(40)]
    question = {"text": "", "chosen": {"region": ["Tiel"]}, "size": 3}

    [first], [last] = (sessions(made(*found).files, [[{**question, "from": at}]]) for at in (0, 3))

    assert ids(first["answers"][0]["answer"]) == ["e00", "e09", "e18"]
    assert ids(last["answers"][0]["answer"]) == ["e27", "e36"]
    assert len(first["fetched"]) < len(last["fetched"])


# Filters


FILTERED = (
    entry("ana", facets={"region": ("Goes",), "skill": ("zorg", "water")}, body="klus"),
    entry("bo", facets={"region": ("Tiel",), "skill": ("zorg",)}, body="klus"),
    entry("cas", kind="assignment", facets={"region": ("Goes",), "skill": ("__proto__",)}, body="klus"),
    entry("dee", facets={"region": ("Emmen",)}, body="iets anders"),
)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"region": ["Goes"]}, ["ana", "cas"]),
        ({"region": ["Goes", "Tiel"]}, ["ana", "bo", "cas"]),
        ({"region": ["Goes", "Tiel"], "skill": ["zorg"]}, ["ana", "bo"]),
        ({"kind": ["assignment"]}, ["cas"]),
        ({"skill": ["__proto__"]}, ["cas"]),
        ({"skill": ["constructor"]}, []),
        ({"ring": ["own"]}, ["ana", "bo", "cas"]),
        ({"region": []}, ["ana", "bo", "cas"]),
    ],
)
def test_every_group_must_fit_and_within_a_group_one_value_is_enough(chosen, found):
    [answer] = search(FILTERED, {"text": "klus", "chosen": chosen})

    assert sorted(ids(answer)) == found


def test_what_is_fixed_narrows_all_there_is_even_without_filters():
    question = {"text": "klus", "chosen": {"region": ["Emmen"]}, "wanted": ["skill"], "fixed": {"kind": ["profile"]}}

    [answer] = search(FILTERED, question)

    assert (answer["total"], answer["unfiltered"]) == (0, 2)
    assert ids(search(FILTERED, {**question, "chosen": {}})[0]) == ["ana", "bo"]
    assert search(FILTERED, {"fixed": {"ring": ["own"]}})[0]["total"] == 0


def test_a_value_counts_the_hits_it_would_give_beside_the_other_groups():
    [answer] = search(FILTERED, {"text": "klus", "chosen": {"region": ["Goes"]}, "wanted": ["region", "skill"]})

    counts = {
        facet["name"]: {value["id"]: value["count"] for value in facet["values"] or ()} for facet in answer["facets"]
    }
    assert counts["region"] == {"Goes": 2, "Tiel": 1}
    assert counts["skill"] == {"__proto__": 1, "water": 1, "zorg": 1}


def test_only_facets_with_data_are_offered_and_only_wanted_ones_are_counted():
    [answer] = search(FILTERED, {"text": "", "wanted": ["kind"]})

    assert [(facet["name"], facet["values"] is None) for facet in answer["facets"]] == [
        ("kind", False),
        ("skill", True),
        ("region", True),
    ]


def test_a_facet_of_which_no_hit_can_have_a_value_is_not_offered():
    [answer] = search(FILTERED, {"text": "anders", "chosen": {"region": ["Goes"]}})

    assert {facet["name"]: facet["some"] for facet in answer["facets"]} == {
        "kind": False,
        "skill": False,
        "region": True,
    }


def test_values_carry_the_labels_that_people_read():
    files = made(entry("ana", facets={"skill": ("water",)}), labels={"skill": {"water": "Waterbeheer"}}).files

    [answer] = answers(files, {"wanted": ["skill"]})

    assert answer["facets"][1]["values"] == [{"id": "water", "label": "Waterbeheer", "chosen": False, "count": 1}]


# Order


DATED = (
    entry("old", days={"new": date(2026, 1, 5), "closing": date(2027, 1, 1)}, body="klus"),
    entry("undated", body="klus"),
    entry("late", days={"new": date(2026, 3, 9), "closing": date(2026, 12, 1)}, body="klus"),
    entry("soon", days={"new": date(2026, 3, 1), "closing": date(2026, 11, 30)}, body="klus"),
    entry("both", days={"new": date(2025, 3, 1), "closing": date(2026, 12, 30)}, body="klus water"),
)


@pytest.mark.parametrize(
    ("text", "sort", "found"),
    [
        ("", "", ["old", "undated", "late", "soon", "both"]),
        ("", "new", ["late", "soon", "old", "both", "undated"]),
        ("", "closing", ["soon", "late", "both", "old", "undated"]),
        ("", "__proto__", ["old", "undated", "late", "soon", "both"]),
        ("klus water", "new", ["both", "late", "soon", "old", "undated"]),
    ],
)
def test_hits_can_be_put_in_the_order_of_a_day_and_those_without_one_come_last(text, sort, found):
    [answer] = search(DATED, {"text": text, "sort": sort})

    assert ids(answer) == found


@pytest.mark.parametrize(
    ("question", "sorts"),
    [
        ({"text": "klus"}, ["fit", "new", "closing"]),
        ({"text": ""}, ["listed", "new", "closing"]),
        ({"text": "oud"}, ["fit", "new"]),
        ({"text": "nergens"}, ["fit"]),
    ],
)
def test_only_orders_that_mean_something_for_the_hits_are_offered(question, sorts):
    [answer] = search([entry("first", days={"new": date(2026, 1, 5)}, body="oud"), *DATED], question)

    assert (answer["sorts"], answer["sort"]) == (sorts, sorts[0])


def test_the_days_are_fetched_only_when_somebody_wants_their_order():
    [plain] = sessions(made(*DATED).files, [[{"text": "klus"}]])
    [sorted_] = sessions(made(*DATED).files, [[{"text": "klus", "sort": "new"}]])

    assert len(sorted_["fetched"]) == len(plain["fetched"]) + 1


# Why it was found


def found_in(text):
    """What is between brackets was found."""
    return [[piece, number % 2 == 1] for number, piece in enumerate(re.split(r"[\[\]]", text)) if piece]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("klussen", "Een [klus] in de jeugdzorg"),
        ("zorg", "Een klus in de jeugd[zorg]"),
        ("jeugd", "Een klus in de [jeugd]zorg"),
        ("jeugdzorgg klus", "Een [klus] in de [jeugdzorg]"),
        ("elders", "Een klus in de jeugdzorg"),
    ],
)
def test_the_words_that_were_found_are_marked_in_what_a_hit_shows(asked, shown):
    found = entry(
        "this", card={"line": shown.replace("[", "").replace("]", "")}, body="klus jeugdzorg elders zorg jeugd"
    )

    [answer] = search([found], asked)

    assert answer["hits"][0]["shown"]["line"] == found_in(shown)


def test_a_part_is_marked_only_where_something_of_a_word_is_left():
    [answer] = search([entry("this", card={"line": "weten van de wetgeving"}, body="wet wetgeving geving")], "wet")

    assert answer["hits"][0]["shown"]["line"] == found_in("weten van de [wet]geving")


def test_accents_apostrophes_and_signs_stay_as_they_are_written():
    [answer] = search(
        [entry("this", card={"line": "Coördinatie, foto’s & <b>"}, body="coördinatie foto's")], "coordinatie foto"
    )

    assert answer["hits"][0]["shown"]["line"] == found_in("[Coördinatie], [foto’s] & <b>")


@pytest.mark.parametrize(
    ("asked", "elsewhere"),
    [
        ("water", []),
        ("klus", ["body"]),
        ("water klus", ["body"]),
        ("inkoop", []),
        ("jeugd", []),
        ("wet", ["body", PARTS]),
    ],
)
def test_a_hit_says_where_words_stand_that_its_card_does_not_show(asked, elsewhere):
    card = {"line": "Water en jeugdzorg", "skills": ["Inkoop"]}
    found = entry(
        "this", card=card, goal="water jeugdzorg", skills="inkoop", body="water, een klus, geving, wetgeving en wet"
    )

    [answer] = search([found, entry("other", body="de jeugd")], asked)

    assert next(hit["elsewhere"] for hit in answer["hits"] if hit["card"]["id"] == "this") == elsewhere


def test_of_the_skills_a_hit_shows_those_that_were_found():
    card = {"skills": ["Zorg inkopen", "Schrijven"], "meta": ["Zorg", "Goes"]}

    [answer] = search([entry("this", card=card, skills="zorg inkopen, schrijven")], "zorg")

    assert answer["hits"][0]["shown"]["skills"] == [found_in("[Zorg] inkopen")]
    assert answer["hits"][0]["shown"]["meta"] == [found_in("[Zorg]"), found_in("Goes")]


# Nothing found


def test_words_near_a_word_that_is_found_nowhere_are_offered_as_they_are_written():
    [answer] = search([entry("ana", body="de omgevingsvergunningen")], "omgevinsvergunnigen")

    assert answer["total"] == 0
    assert answer["nearest"] == [{"word": "omgevinsvergunnigen", "instead": "omgevingsvergunningen"}]


def test_filters_that_leave_nothing_tell_what_there_is_without_them():
    [answer] = search(FILTERED, {"text": "klus", "chosen": {"region": ["Emmen"]}})

    assert (answer["total"], answer["unfiltered"]) == (0, 3)


# The same as lunr


def everything():
    """A few hundred entries: made up ones, and those of the demonstration when they are here."""
    demo = sorted((ROOT / "content").glob("*/**/*.md"))
    return [*entries(300), *(entry(path.stem, body=path.read_text(encoding="utf-8")) for path in demo)]


def queries(found):
    """The questions in the file, and as many made from words of the entries: whole, begun, mistyped, in pairs."""
    chance = random.Random(3)
    texts = Path(__file__).with_name("search").joinpath("queries.txt").read_text(encoding="utf-8").splitlines()
    all_words = sorted(
        {word for one in found for text in one.fields.values() for word in words.words(text) if len(word) > 5}
    )
    for word in chance.sample(all_words, 60):
        cut = chance.randrange(1, len(word))
        texts += [
            word,
            word[: chance.randrange(3, len(word))],
            word[:cut] + word[cut + 1 :],
            f"{word} {chance.choice(all_words)}",
        ]
    return texts


def filed(found, language="nl"):
    """The terms of every field of every entry, one by one, straight from the texts."""
    stem = words.stemmer(language)
    texts = [{name: words.words(text) for name, text in one.fields.items()} for one in found]
    seen = [sorted({word for text in fields.values() for word in text}) for fields in texts]
    known = {word for one in seen for word in one}
    parts = words.compounds(known, known, language)
    return [
        {name: [stem(word) for word in text] for name, text in fields.items()}
        | {PARTS: [part for word in one for part in parts.get(word, ())]}
        for fields, one in zip(texts, seen, strict=True)
    ]


@pytest.fixture(scope="module")
def asked():
    """Every question with its answer in full, and the terms of the entries by their numbers."""
    found = everything()
    texts = queries(found)
    replies = answers(made(*found).files, *({"text": text, "size": len(found)} for text in texts))
    places = numbered([(one.kind, one.id) for one in found])
    terms = dict(sorted(zip(places, filed(found), strict=True)))
    return terms, texts, [reply for reply in replies if reply["clauses"]]


def ranked(answer):
    return [(hit["entry"], hit["score"]) for hit in answer["hits"]]


def assert_same(answer, hits):
    """The same entries in the same order with the same scores, given what lunr found: entry, score, terms."""
    order = [hit["entry"] for hit in answer["hits"]]
    missing = {hit["entry"]: len(hit["missing"]) for hit in answer["hits"]}
    assert sorted(order) == sorted(entry for entry, _ in hits)
    assert order == [entry for entry, _ in sorted(hits, key=lambda hit: (missing[hit[0]], -round(hit[1], 9), hit[0]))]
    assert dict(ranked(answer)) == pytest.approx(dict(hits), abs=1e-9)


def test_hits_order_and_scores_are_those_of_a_whole_index_by_lunr_js(asked):
    terms, _, replies = asked
    whole = {
        "fields": [{"name": field.name, "boost": field.boost} for field in FIELDS],
        "entries": [{"id": str(number), "fields": fields} for number, fields in terms.items()],
        "queries": [reply["clauses"] for reply in replies],
        "k1": 1.2,
        "b": 0.75,
    }

    results = browser(whole=whole)["whole"]

    assert len(replies) >= 200
    for reply, hits in zip(replies, results, strict=True):
        assert_same(reply, [(int(hit["ref"]), hit["score"]) for hit in hits])


def test_hits_order_and_scores_are_those_of_a_whole_index_by_lunr_py(asked):
    terms, _, replies = asked
    builder = Builder()
    for field in FIELDS:
        builder.field(field.name, field.boost)
    for number, fields in terms.items():
        builder.add({"id": number} | {field.name: fields.get(field.name, []) for field in FIELDS})
    whole = builder.build()

    assert len(replies) >= 200
    for reply in replies:
        query = whole.create_query()
        for clause in reply["clauses"]:
            query.term(clause["term"], boost=clause["boost"], use_pipeline=False)
        assert_same(reply, [(int(hit["ref"]), hit["score"]) for hit in whole.query(query)])


def test_a_word_nobody_wrote_is_tried_as_lunr_would_with_one_edit(asked):
    found = everything()
    known = sorted({word for one in found for text in one.fields.values() for word in words.words(text)} - LITTLE)
    stem = words.stemmer("nl")
    stems = set(map(stem, known))
    typed = [word for text in asked[1] for word in words.words(text) if len(word) >= 4 and stem(word) not in stems][:60]
    clauses = [{clause["term"] for clause in reply["clauses"]} for reply in answers(made(*found).files, *typed)]

    near = browser(near={"words": typed, "list": known})["near"]

    few = [(terms, others) for terms, others in zip(clauses, near, strict=True) if 0 < len(others) <= 10]
    assert len(few) >= 20
    assert all(terms >= set(map(stem, others)) for terms, others in few)


# The files


def test_every_file_but_the_list_is_named_by_its_content():
    files = made(*entries(60)).files

    named = {path for path, content in files.items() if path != "search/index.json"}
    assert named == {f"search/{called(content)}.json" for path, content in files.items() if path in named}


def called(content):
    return blake2b(content, digest_size=6).hexdigest()


def test_only_the_list_is_asked_for_anew_every_time():
    [session] = sessions(made(*entries(60)).files, [[{"text": "water", "wanted": ["skill"]}]])

    assert {name for name, file in session["fetched"].items() if file["cache"] == "no-cache"} == {"index.json"}
    assert {file["cache"] for file in session["fetched"].values()} == {"no-cache", "default"}


def test_a_shard_is_small_unless_one_term_needs_more():
    files = made(*(entry(f"e{number}", body=f"overal w{number:04} w{number:04}x") for number in range(5_000))).files

    shards = [json.loads(files[f"search/{name}.json"]) for _, name in shards_of(files)]
    large = [shard for shard in shards if len(json.dumps(shard, separators=(",", ":"))) > 8_000]
    assert len(shards) > 20
    assert [[row[0] for row in shard] for shard in large] == [["overal"]]


def listed(files):
    return json.loads(files["search/index.json"])


def shards_of(files):
    """The first term of each shard, and its name."""
    named = listed(files)["shards"]
    if not named["lists"]:
        return named["names"]
    return [one for _, name in named["names"] for one in json.loads(files[f"search/{name}.json"])]


def test_a_large_directory_names_its_files_in_lists_and_is_searched_the_same(monkeypatch):
    found = entries(120)
    questions = [{"text": text, "size": 120, "wanted": ["skill"]} for text in ("water zorg", "projectlieder", "zw", "")]
    plain = answers(made(*found).files, *questions)

    monkeypatch.setattr(sys.modules["builder.search.index"], "NAMED", 4)
    monkeypatch.setattr(sys.modules["builder.search.index"], "LISTED", 3)
    monkeypatch.setattr(columns, "SPAN", 50)
    files = made(*found).files

    assert listed(files)["cards"]["lists"] == listed(files)["shards"]["lists"] == 3
    assert answers(files, *questions) == plain


def test_a_facet_that_would_fetch_much_is_counted_only_when_somebody_wants_it():
    found = [entry(f"e{n}", facets={"skill": [f"vaardigheid-{n}-{m}" for m in range(9)]}) for n in range(200)]

    usual, wanted = search(found, {"usual": ["kind", "skill"]}, {"usual": ["kind"], "wanted": ["skill"]})

    assert [(facet["name"], facet["values"] is None) for facet in usual["facets"]] == [("kind", False), ("skill", True)]
    assert usual["facets"][1]["some"]
    assert len(wanted["facets"][1]["values"]) == 1_800


def test_files_of_another_version_are_not_searched():
    files = made(entry("ana", body="klus")).files
    listing = listed(files) | {"version": 1}

    [session] = sessions({**files, "search/index.json": json.dumps(listing).encode()}, [[{"text": "klus"}]])

    assert "version 1" in session["answers"][0]["trouble"]


def test_every_term_is_found_in_its_shard():
    found = entries(300)
    terms = sorted({term for fields in filed(found) for found in fields.values() for term in found})
    files = made(*found).files

    shards = shards_of(files)
    held = [row[0] for _, name in shards for row in json.loads(files[f"search/{name}.json"])]
    assert len(shards) > 20
    assert held == terms
    assert [first for first, _ in shards] == [json.loads(files[f"search/{name}.json"])[0][0] for _, name in shards]


def test_a_site_published_anew_under_an_open_page_is_found_again():
    old, new = made(entry("ana", body="klus")).files, made(entry("bo", body="een")).files

    [session] = sessions(old, [[{"text": "klus"}, {"text": "een"}]], later=new)

    assert [ids(reply["answer"]) for reply in session["answers"]] == [["ana"], ["bo"]]


def test_a_search_without_its_files_says_so():
    files = made(entry("ana", body="klus")).files

    [session] = sessions({"search/index.json": files["search/index.json"]}, [[{"text": "klus"}]])

    assert "404" in session["answers"][0]["trouble"]


def test_the_hour_and_the_order_of_sets_change_nothing():
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; from search.corpus import entries; from builder.search import *;"
        "import hashlib; found = [folded(one) for one in entries(40)];"
        "names = [(one.kind, one.id) for one in found];"
        "files = index('nl', names, range(40), found.__getitem__).files;"
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
    )

    def digest(seed):
        command = [sys.executable, "-c", program, str(ROOT), str(ROOT / "tests")]
        return subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout

    assert digest("1") == digest("2")


def test_a_first_search_is_light():
    found = entries(300)
    texts = [
        word for word, _ in Counter(word for one in found for word in words.words(one.fields["role"])).most_common(40)
    ]

    fetched = [session["fetched"] for session in sessions(made(*found).files, [[{"text": text}] for text in texts])]

    sizes = sorted(sum(file["size"] for file in files.values()) for files in fetched)
    whole = sum(len(gzip.compress(content)) for content in made(*found).files.values())
    assert sizes[len(sizes) // 2] < whole / 8


# What changed


WORDS = "wet omgeving omgevingswet jeugd jeugdwet wetten klus klussen a é 12 project projectplan plan mail e-mail zorg"
TEXT = st.lists(st.sampled_from([*WORDS.split(), "jeugdzorgwet"]), max_size=6).map(" ".join)
ENTRY = st.fixed_dictionaries({"title": TEXT, "body": TEXT, "skills": TEXT})
FACET = st.lists(st.sampled_from(["a", "b", "__proto__"]), max_size=2)


WORLD = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(ENTRY, FACET), max_size=8)


def shown(world):
    """Entries in the order of their names; the letter is on the card and gives the day."""
    return [
        folded(entry(id_, facets={"skill": facet}, days={"new": date(2026, 1, 1 + len(fields["body"]) % 7)}, **fields))
        for id_, (fields, facet) in sorted(world.items())
    ]


@settings(max_examples=400, deadline=None)
@given(first=WORLD, changes=st.lists(st.tuples(WORLD, st.sets(st.sampled_from("abcdefgh"))), max_size=4))
def test_an_index_made_from_what_came_went_or_changed_is_the_index_made_from_nothing(first, changes):
    """Somebody with another name left under the one and came under the other."""
    last, world = index(shown(first), "nl"), first

    for come, gone in changes:
        world = {id_: one for id_, one in ({**world, **come}).items() if id_ not in gone}
        last = index(shown(world), "nl", previous=last)
        assert_whole(last, index(shown(world), "nl"))


def assert_whole(warm, cold):
    """The same files, and the same left for the next time."""
    assert warm.files == cold.files
    assert (warm.memory, dict(warm.pieces)) == (cold.memory, dict(cold.pieces))


@pytest.mark.parametrize("seed", range(4))
def test_a_large_index_made_from_what_came_went_or_changed_is_the_index_made_from_nothing(seed):
    chance, found = random.Random(seed), {one.id: one for one in entries(500)}
    others = {one.id: one for one in entries(500, seed=2 + seed, length=40)}
    last = index(list(map(folded, found.values())), "nl")

    for step in range(3):
        for id_ in chance.sample(sorted(found), 9):
            del found[id_]
        found |= {id_: others[id_] for id_ in chance.sample(sorted(others), (9, 200, 1)[step])}
        found = dict(sorted(found.items(), key=lambda one: (one[1].kind, one[0])))
        now = list(map(folded, found.values()))
        last = index(now, "nl", previous=last)
        assert_whole(last, index(now, "nl"))


def test_entries_in_another_order_or_language_are_indexed_anew():
    found = [folded(one) for one in entries(12)]
    last = index(found, "nl")

    for others in (found[1:], found[::-1], [*found, folded(entry("new", body="klus"))], []):
        assert_whole(index(others, "nl", previous=last), index(others, "nl"))
    assert_whole(index(found, "en", previous=last), index(found, "en"))


def test_a_label_or_a_value_that_changed_is_written_anew():
    one, other = entry("ana", facets={"skill": ("water",)}), entry("ana", facets={"skill": ("zorg",)})
    last = made(one, labels={"skill": {"water": "Water"}})

    for found, labels in (
        (one, {"skill": {"water": "Waterbeheer"}}),
        (other, {"skill": {"water": "Water"}}),
        (one, None),
    ):
        assert made(found, labels=labels, previous=last).files == made(found, labels=labels).files


def test_one_changed_text_touches_the_shards_of_its_own_words():
    found = entries(300)
    first = [folded(one) for one in found]
    text = found[7].fields["body"]
    second = [
        *first[:7],
        folded(msgspec.structs.replace(found[7], fields={**found[7].fields, "body": f"{text} water"})),
        *first[8:],
    ]

    cold = index(first, "nl")
    warm = index(second, "nl", previous=cold)

    changed = {path for path, content in warm.files.items() if cold.files.get(path) != content}
    names = {name for _, name in shards_of(warm.files) if f"search/{name}.json" in changed}
    assert len(names) == 1
    # Beside the shard: the list of files, and the lengths of the one field.
    assert len(changed) == 3


class Read(dict):
    """Pieces that remember which were asked for."""

    def __init__(self, pieces):
        super().__init__(pieces)
        self.asked = set()

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name, other=None):
        self.asked.add(name)
        return super().get(name, other)


def test_one_changed_text_reads_and_writes_the_pieces_that_it_touches():
    found = [folded(one) for one in entries(300)]
    other = msgspec.structs.replace(found[7], text=f"{found[7].text} water")
    cold = index(found, "nl")
    memory, names, pieces = left(cold)
    read = Read(pieces)

    warm = index_of("nl", cold.memory.names, [7], lambda _: other, None, (memory, names, read))

    assert len([name for name in read.asked if name.startswith("entries/")]) == 1
    assert len(read.asked & {one.name for one in memory.shards}) == 1
    assert len(warm.pieces.fresh) < len(pieces) / 20
    assert_whole(warm, index([*found[:7], other, *found[8:]], "nl"))


def test_an_entry_that_comes_leaves_most_files_as_they_were(monkeypatch):
    monkeypatch.setattr(sys.modules["builder.search.shards"], "SHARDS", ((1_000_000, 300),))
    found = [folded(entry(f"e{number}", body=f"woord{number} eigen{number}")) for number in range(280)]
    new = folded(entry("aaa", body="water"))
    cold = index(found, "nl")

    warm = index([new, *found], "nl", previous=cold)

    assert len(set(warm.names) - set(cold.names)) < len(cold.names) / 5
    assert_whole(warm, index([new, *found], "nl"))


NAME = st.tuples(st.sampled_from(["profile", "assignment"]), st.text("abcdefgh", min_size=1, max_size=4))


@given(st.sets(NAME, min_size=1).map(sorted))
def test_everyone_has_a_number_that_no_order_decides(names):
    numbers = numbered(names)

    assert len(set(numbers)) == len(names)
    turned = sorted(names, key=lambda name: (name[0], name[1][::-1]))
    assert dict(zip(turned, numbered(turned), strict=True)) == dict(zip(names, numbers, strict=True))


def test_hardly_anyone_gets_another_number_when_somebody_comes():
    names = [("profile", f"p{number}") for number in range(1_000)]
    was = dict(zip(names, numbered(names), strict=True))

    moved = []
    for number in range(40):
        more = [*names, ("profile", f"new{number}")]
        now = dict(zip(more, numbered(more), strict=True))
        moved.append(sum(now[name] != was[name] for name in names))

    assert sum(moved) < 5 * len(moved)


def test_what_is_taken_out_leaves_no_trace():
    found = [entry("ana", title="Canarina", body="geheimzinnigwoord"), entry("bo", body="klus")]
    without = [entry("ana"), found[1]]

    now = index([folded(one) for one in without], "nl", previous=made(*found))

    packed = [zlib.decompress(piece) for name, piece in now.pieces.items() if name.startswith("entries/")]
    kept = b"".join([*now.pieces.values(), *packed, msgspec.msgpack.encode(now.memory)])
    assert b"anarin" not in kept
    assert b"geheimzinnig" not in kept


# In a browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small site with a search page."""
    folder = tmp_path_factory.mktemp("site")
    regions = [("Goes",), ("Tiel",)]
    found = [
        entry(
            f"e{number}", facets={"region": regions[number % 2]}, days={"new": date(2026, 5, number + 1)}, body="klus"
        )
        for number in range(25)
    ]
    odd = Entry(
        "profile",
        "odd",
        {"body": "zeldzaam"},
        {},
        {
            "url": "https://elsewhere.example/",
            "title": "<img src=x>",
            "line": "Zeldzaam & <b>zeldzaam</b>",
            "tongues": {"line": "de", "role": "de"},
        },
    )
    write(made(*found, odd).files, folder)
    shutil.copytree(STATIC / "search", folder / "search-scripts")
    shutil.copytree(STATIC / "vendor", folder / "vendor")
    (folder / "zoeken").mkdir()
    shutil.copy(Path(__file__).with_name("search") / "page.html", folder / "zoeken" / "index.html")
    return folder


NAMES = [f"e{number}" for number in range(25)]
NUMBERS = dict(zip(NAMES, numbered([("profile", name) for name in [*NAMES, "odd"]]), strict=False))
ORDER = sorted(NAMES, key=NUMBERS.__getitem__)  # in which hits stand that are found as well


@pytest.fixture
def visit(folder, chromium):
    """Opens the search page at an address; afterwards nothing may have gone wrong in it."""
    wrong = []
    with served(folder) as home:
        page = chromium.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))

        def visit(address=""):
            page.goto(f"{home}zoeken/{address}")
            return page

        yield visit
        page.close()
    assert not wrong


def said(page, text):
    expect(page.locator("#count")).to_have_text(text)


@pytest.mark.browser
def test_the_address_asks_and_the_page_answers(visit):
    page = visit("?q=klussen&region=Tiel")
    tiel = [name for name in ORDER if name in NAMES[1::2]]

    said(page, "12 resultaten")
    assert page.locator("#results > li").count() == 10
    assert page.locator("#results > li").first.get_attribute("data-kind") == "profile"
    assert page.locator("#results > li").first.get_attribute("data-id") == tiel[0]
    assert page.locator("#results a").first.evaluate("link => new URL(link.href).pathname") == f"/{tiel[0]}/"
    assert page.locator("#results .why").first.text_content() == "Gevonden in: tekst"
    assert page.locator("#results .missing").count() == 0
    assert page.get_by_label("Stad Tiel (12)").is_checked()
    assert not page.get_by_label("Goes (13)").is_checked()


@pytest.mark.browser
def test_a_question_lives_in_the_address(visit):
    page = visit()
    page.get_by_label("Zoeken").fill("klus zeldzaam")
    page.keyboard.press("Enter")
    said(page, "26 resultaten. 0 hebben alle woorden")
    page.get_by_label("Goes (13)").check()
    said(page, "13 resultaten. 0 hebben alle woorden")
    assert page.evaluate("location.search") == "?q=klus+zeldzaam&region=Goes"
    assert page.evaluate("document.activeElement.value") == "Goes"

    page.go_back()

    said(page, "26 resultaten. 0 hebben alle woorden")
    assert not page.get_by_label("Goes (13)").is_checked()


@pytest.mark.browser
def test_chosen_filters_are_taken_away_one_by_one_without_losing_the_place(visit):
    page = visit("?q=klus&region=Goes&region=Tiel&region=Emmen")
    said(page, "25 resultaten")
    chips = page.locator("#chosen button")
    assert chips.all_text_contents() == ["Regio: Goes", "Regio: Stad Tiel", "Regio: Emmen"]

    page.get_by_role("button", name="Haal weg: Regio: Goes").click()
    said(page, "12 resultaten")
    expect(chips).to_have_text(["Regio: Stad Tiel", "Regio: Emmen"])
    expect(chips.first).to_be_focused()
    assert page.evaluate("location.search") == "?q=klus&region=Tiel&region=Emmen"

    page.get_by_role("button", name="Alles weg").click()
    said(page, "25 resultaten")
    expect(page.locator("#chosen")).to_be_hidden()
    expect(page.get_by_label("Zoeken")).to_be_focused()


@pytest.mark.browser
def test_the_order_lives_in_the_address_and_is_offered_only_when_there_is_a_choice(visit):
    page = visit("?q=klus")
    said(page, "25 resultaten")
    assert page.locator("#sort option").all_text_contents() == ["Past het best", "Nieuwste"]

    page.get_by_label("Volgorde").select_option("Nieuwste")
    expect(page.locator("#results > li").first).to_have_attribute("data-id", "e24")
    assert page.evaluate("location.search") == "?q=klus&sort=new"
    page.get_by_label("Volgorde").select_option("Past het best")
    expect(page.locator("#results > li").first).to_have_attribute("data-id", ORDER[0])
    assert page.evaluate("location.search") == "?q=klus"

    page.goto(page.url.split("?")[0] + "?q=zeldzaam")
    said(page, "1 resultaat")
    expect(page.locator("#sorting")).to_be_hidden()


@pytest.mark.browser
def test_more_hits_come_below_and_the_reader_goes_there(visit):
    page = visit("?q=klus")
    said(page, "25 resultaten")

    page.get_by_role("button", name="Meer").click()

    expect(page.locator("#results > li")).to_have_count(20)
    assert page.evaluate("location.search") == "?q=klus&n=20"
    assert page.evaluate("document.activeElement.textContent") == ORDER[10]


@pytest.mark.browser
def test_what_people_wrote_is_never_markup_nor_a_way_out_of_the_site(visit):
    page = visit("?q=zeldzaam")

    said(page, "1 resultaat")
    assert page.locator("#results a").text_content() == "<img src=x>"
    assert page.locator("#results :is(img, b)").count() == 0
    assert page.locator("#results mark").all_text_contents() == ["Zeldzaam", "zeldzaam"]
    assert page.locator("#results a").evaluate("link => new URL(link.href).origin === location.origin")


@pytest.mark.browser
def test_a_text_in_another_language_says_so_and_what_is_marked_is_not_told_again(visit):
    page = visit("?q=zeldzaam")

    said(page, "1 resultaat")
    assert page.locator("#results [lang]").evaluate_all("all => all.map((one) => [one.tagName, one.lang])") == [
        ["P", "de"]
    ]
    assert page.locator("#results .why").count() == 0


@pytest.mark.browser
def test_when_nothing_is_found_the_page_helps(visit):
    page = visit("?q=klus+zeldzaaamm&region=Emmen")
    said(page, "Niets gevonden")
    assert page.locator("#without").text_content() == "Zonder filters: 25"

    page.locator("#nearest a").click()

    said(page, "26 resultaten. 0 hebben alle woorden")


@pytest.mark.browser
def test_a_search_that_cannot_work_says_so(chromium, folder):
    page = chromium.new_page()
    page.goto((folder / "zoeken" / "index.html").as_uri() + "?q=klus")

    expect(page.locator("#trouble")).to_have_text("Zoeken lukt nu niet")
    expect(page.locator("#progress")).to_be_hidden()
    page.close()
