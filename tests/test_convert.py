"""Located text becomes records, in either spelling, and every mistake keeps its place."""

from datetime import date

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.convert import made, made_part, made_terms
from builder.documents import Document, document, listing
from builder.fields import fields_of, part_of, spellings, struct_of, words_of
from builder.model import KINDS, Profile, Term
from builder.settings import Rules, Settings
from builder.spelling import CHOICES, PRIVATE_KEYS, SHORT
from tests.samples import front

KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def read(front_matter, kind=Profile, beside=()):
    found = document("content/profiles/anna.md", f"---\n{front_matter}\n---\n".encode())
    assert isinstance(found, Document), found
    return made(found, kind, "anna", beside)


def dumped(values):
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False)


def person(lines=""):
    return read(f"naam: Anna\norganisatie: lindewoud\nfunctie: Adviseur\n{lines}")


def record(lines):
    found = person(lines)
    assert found.problems == []
    return found.record


def amiss(lines):
    (one,) = person(lines).problems
    return one.code, one.line, one.field


def in_dutch(values, kind):
    """The same front matter with Dutch keys and choices."""
    choices = {one.name: {*words_of(one.type)} for one in struct_of(kind).fields}
    fields, held = fields_of(kind), parts(kind)
    return {fields[name].dutch: dutch(value, held.get(name), choices[name]) for name, value in values.items()}


def dutch(value, part, choices):
    if isinstance(value, list):
        return [dutch(one, part, choices) for one in value]
    if isinstance(value, dict):
        return in_dutch(value, part)
    return CHOICES.get(value, value) if value in choices else value


def parts(kind):
    """The kinds of the parts that fields hold, one or many."""
    found = {}
    for one in struct_of(kind).fields:
        held = one.type
        while not isinstance(held, msgspec.inspect.StructType):
            if isinstance(held, msgspec.inspect.Metadata):
                held = held.type
            elif isinstance(held, msgspec.inspect.VarTupleType):
                held = held.item_type
            elif isinstance(held, msgspec.inspect.UnionType):
                held = held.types[0]
            else:
                break
        else:
            found[one.name] = held.cls
    return found


# Two spellings


@KIND
def test_both_spellings_give_the_same_record(kind):
    english = front(kind)

    first, second = read(dumped(english), kind), read(dumped(in_dutch(english, kind)), kind)

    assert first.problems == second.problems == []
    assert first.record == second.record
    assert first.record is not None


@KIND
def test_every_field_can_be_written_and_is_kept(kind):
    found = read(dumped(front(kind)), kind).record

    assert {name for name in front(kind) if getattr(found, name) in (None, "", ())} == set()


@KIND
def test_a_record_comes_back_whole_from_the_state(kind):
    found = read(dumped(front(kind)) + "x-auto: {kleur: [rood, blauw]}\n", kind).record

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=kind) == found
    assert msgspec.json.decode(msgspec.json.encode(found), type=kind) == found


@KIND
def test_no_two_fields_share_a_spelling(kind):
    for one in (kind, *parts(kind).values()):
        assert len(spellings(one)) == len({*(f.dutch for f in fields_of(one).values()), *fields_of(one)})


@pytest.mark.parametrize("key", ["uren_per_week", "Uren per week", "UREN-PER-WEEK", "uren_per_week ", "hours", "Hours"])
def test_keys_are_read_as_people_type_them(key):
    assert record(f"{key}: 8").hours == 8


# Short forms


@pytest.mark.parametrize(("written", "skills"), [
    ("[schrijven, plannen]", [("schrijven", None), ("plannen", None)]),
    ("schrijven", [("schrijven", None)]),
    ("\n  - schrijven: 4\n  - plannen", [("schrijven", 4), ("plannen", None)]),
    ("{schrijven: 4, plannen: zelfstandig}", [("schrijven", 4), ("plannen", 3)]),
    ("\n  - vaardigheid: schrijven\n    niveau: expert", [("schrijven", 5)]),
    ("\n  vaardigheid: schrijven\n  niveau: 2", [("schrijven", 2)]),
    ("\n  - schrijven:", [("schrijven", None)]),
])  # fmt: skip
def test_skills_are_written_long_or_short(written, skills):
    assert [(one.skill, one.level) for one in record(f"vaardigheden: {written}").skills] == skills


def test_parts_have_short_forms_of_their_own():
    found = record(
        "contact: anna@lindewoud.example\nlinks:\n  - https://example.org/\n  - mijn site: https://example.com/\n"
        "talen: [nl: moedertaal, en]\nlopend:\n  - Kade in kaart: 8 uur\nopleiding: Cartografie\ntoestemming: gegeven\n"
        "terugkeer: Terug in mijn team\n"
    )

    assert found.contact.email == "anna@lindewoud.example"
    assert [(one.label, one.url) for one in found.links] == [
        (None, "https://example.org/"), ("mijn site", "https://example.com/"),
    ]  # fmt: skip
    assert [(one.language, one.level) for one in found.languages] == [("nl", "native"), ("en", None)]
    assert [(one.title, one.hours) for one in found.engagements] == [("Kade in kaart", 8)]
    assert (found.education[0].title, found.consent.state) == ("Cartografie", "given")
    assert found.return_arrangement.agreement == "Terug in mijn team"


def test_every_short_form_names_fields_of_its_part():
    for part, names in SHORT.items():
        assert set(names) <= set(fields_of(part))
        assert {name for name, one in fields_of(part).items() if one.required} <= set(names)


def test_a_day_can_open_a_ring_in_one_line():
    work = read(
        "titel: Kade\norganisatie: vliet\nring: eigen\nring_opent:\n  - iedereen: 2027-01-02\n", KINDS["assignments"]
    )

    assert [(one.ring, one.day) for one in work.record.opens] == [("everyone", date(2027, 1, 2))]


# What is kept, and what is taken off


@pytest.mark.parametrize("nothing", ["", "null", "~", "''", "[]", "['']"])
def test_all_ways_to_say_nothing_say_nothing(nothing):
    assert record(f"werkvelden: {nothing}").fields == ()


def test_an_empty_list_says_that_there_are_none_where_some_are_usual():
    none, unsaid = (
        made_part(document("directory.yaml", f"terugkeer_bij: {said}\n".encode()), Rules) for said in ("[]", "")
    )

    assert none.record.return_for == ()
    assert unsaid.record.return_for == Rules().return_for


def test_an_empty_mapping_says_that_there_are_none_where_some_are_usual():
    none, unsaid = (
        made_part(document("directory.yaml", f"onverenigbaar: {said}\n".encode()), Rules) for said in ("{}", "")
    )

    assert none.record.incompatible == {}
    assert unsaid.record.incompatible == Rules().incompatible


def test_what_one_file_says_does_not_change_what_another_says():
    one = record("plaats: 'null'\naanspreken_op: \" x \"")
    other = record("plaats: null\naanspreken_op: x")

    assert (one.place, one.headline, other.place, other.headline) == ("null", "x", None, "x")


@pytest.mark.parametrize("nothing", ["", "null", "~", "''"])
def test_an_empty_line_is_no_line(nothing):
    assert record(f"plaats: {nothing}").place is None


def test_own_keys_are_kept_as_they_were_written():
    found = record("x-auto: ja\nX-Kleuren: [rood, {licht: blauw}]")

    assert found.extra == {"x-auto": "ja", "X-Kleuren": ["rood", {"licht": "blauw"}]}


def test_lines_are_tidied_and_texts_are_not():
    found = record("aanspreken_op: '  kaarten \u00a0 van\u200b  kades '\nwat_ik_doe: |\n  Eén.\n\n  Twee.")

    assert found.headline == "kaarten van kades"
    assert found.does == "Eén.\n\nTwee."


def test_names_are_composed_and_joined_pictures_stay_joined():
    found = read("naam: Jose\u0301 👩\u200d💻\norganisatie: lindewoud\nfunctie: Adviseur\n").record

    assert found.name == "José 👩\u200d💻"


def test_ordinary_sentences_are_no_template():
    assert record("aanspreken_op: Ik vul de aanvraag graag met je in").headline


# Mistakes


def test_a_mistake_in_a_part_names_the_way_to_it():
    assert amiss("ervaring:\n  - titel: Kade\n    van: 2021\n    tot: ooit\n") == ("moment", 8, "ervaring[0].tot")


def test_the_field_is_called_what_the_writer_called_it():
    assert amiss("Hours per week: 8")[2] == "Hours per week"
    assert amiss("Hours: veel")[2] == "Hours"


def test_one_mistake_is_told_once():
    assert amiss("vaardigheden:\n  - schrijven: heel goed")[0] == "level"
    assert [one.code for one in read("naam: [A, B]\norganisatie: x\nfunctie: Y").problems] == ["list-for-one"]
    assert [one.code for one in read("naam: A\norganisatie: x\nfunctie: [Y]").problems] == ["list-for-one"]
    assert [one.code for one in read("naam: A\norganisatie: [x]\nfunctie: Y").problems] == ["list-for-one"]


def test_a_file_with_a_mistake_is_broken_and_gives_all_its_problems():
    found = person("uren_per_week: veel\nblijft_liever: soms\nplats: Lindewoud")

    assert found.broken
    assert [one.code for one in found.problems] == ["not-hours", "not-yes-or-no", "unknown-key-near"]


def test_a_warning_keeps_the_record():
    found = person("aanspreken_op: VUL HIER IN")

    assert found.record is not None
    assert [(one.code, one.severity) for one in found.problems] == [("template-text", "warning")]


@pytest.mark.parametrize("key", sorted(PRIVATE_KEYS))
def test_private_keys_are_refused_without_their_value(key):
    (one,) = person(f"{key}: geheim-7").problems

    assert one.code == "private-key"
    assert "geheim" not in str(one)


def test_a_word_of_a_vocabulary_that_is_wrong_leaves_the_others():
    found = made_terms(listing("skills.yaml", b"- id: a\n  label: A\n- id: b\n- id: c\n  label: {nl: C, en: See}\n"))

    assert [(term.id, term.label) for term, _ in found.record] == [("a", {"": "A"}), ("c", {"nl": "C", "en": "See"})]
    assert [(one.code, one.line, one.field) for one in found.problems] == [("missing", 3, "b")]


def test_settings_are_read_like_a_record():
    found = made_part(listing("directory.yaml", b"titel: W\nbeheerder: L\nregels: {voltijd_uren: 38}\n"), Settings)

    assert (found.problems, found.record.rules.full_time_hours) == ([], 38)


def test_a_part_is_one_and_not_a_list_of_them():
    assert part_of(Profile, "contact").__name__ == "Contact"
    assert part_of(Profile, "skills") is None
    assert part_of(Profile, "name") is None


# Whatever people type

KEYS = st.sampled_from(
    [*sorted({word for kind in KINDS.values() for word in spellings(kind)}), "x-a", "adres", "<<", "a b"]
)
TEXTS = st.sampled_from(
    ["", "a", "1", "ja", "2026-02-30", "31-3-2026", "a, b", "a: b", "@a", "https://x.org", "A1", "²"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | TEXTS, inner, max_size=3), max_leaves=8
)


def lines_of(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@settings(max_examples=200)
@given(st.sampled_from([*KINDS.values(), Settings, Term]), st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_front_matter_is_a_record_or_problems_within_the_file(kind, values):
    text = f"---\n{dumped(values)}---\n\nTekst\n"
    found = document("content/profiles/anna.md", text.encode())
    if isinstance(found, Document):
        result = made(found, kind, "anna") if kind in KINDS.values() else made_part(found, kind)
        assert result.record is not None or result.problems
        for one in result.problems:
            assert 1 <= one.line <= len(lines_of(text))
            assert 1 <= one.column <= len(lines_of(text)[one.line - 1]) + 1
            assert one.code
        if kind in KINDS.values() and result.record is not None:
            assert msgspec.msgpack.decode(msgspec.msgpack.encode(result.record), type=kind) == result.record


@given(st.text("-?:[]{},&*!|>'\"%@#~\n\t ab0\\naomtielw", max_size=60))
def test_any_text_between_the_lines_is_a_record_or_problems(text):
    found = document("content/profiles/anna.md", f"---\nnaam: A\norganisatie: b\n{text}\n---\n".encode())
    result = made(found, Profile, "anna") if isinstance(found, Document) else None

    assert found if result is None else result.problems or result.record is not None
