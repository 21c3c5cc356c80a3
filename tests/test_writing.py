"""One way to write a content file: the same bytes for everyone, and what is read back is what was meant."""

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builder.convert import made
from builder.documents import Document, document
from builder.fields import fields_of
from builder.model import KINDS, Profile, Record
from builder.writing import slots, written
from tests.samples import front

VECTORS = sorted((Path(__file__).parent / "writing").glob("*.json"))
KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
LANGUAGE = pytest.mark.parametrize("language", ["nl", "en"])


def read(text, kind):
    found = document("content/x/x.md", text.encode())
    assert isinstance(found, Document), (found, text)
    return made(found, kind, "x")


def dumped(front, body):
    """The same front matter by another writer, in another style."""
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=True, default_flow_style=True)}---\n{body}"


# The same for everyone


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_file_is_written_so_to_the_byte(path):
    case = json.loads(path.read_text(encoding="utf-8"))

    made_of = KINDS[case["kind"]], case["front"], case["body"]
    assert written(*made_of, language=case["language"], notes=case["notes"]) == case["expected"]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_another_reader_of_yaml_finds_the_same_texts(path):
    expected = json.loads(path.read_text(encoding="utf-8"))["expected"]
    as_text, as_usual = (yaml.load(expected.split("---\n")[1], how) for how in (yaml.BaseLoader, yaml.SafeLoader))

    assert [one for pair in zip(texts(as_text), texts(as_usual), strict=True) for one in mistaken(*pair)] == []


def texts(value):
    """Every text and other single value, keys too, in order."""
    if isinstance(value, dict):
        return [one for pair in value.items() for half in pair for one in texts(half)]
    return [one for item in value for one in texts(item)] if isinstance(value, list) else [value]


def mistaken(text, found):
    """A text that the usual rules of YAML take for something else than digits, a day or yes."""
    same = str(found) == text or (found is True and text in ("yes", "true")) or (found is False and text == "no")
    return [] if same else [(text, found)]


@KIND
@LANGUAGE
def test_every_field_is_written_in_the_order_of_the_model(kind, language):
    keys = [
        line.split(":")[0]
        for line in written(kind, front(kind), language=language).split("\n")[1:]
        if line[:1].isalpha()
    ]
    spelled = [slot.dutch if language == "nl" else slot.name for slot in slots(kind) if slot.name in front(kind)]

    assert keys == spelled


@KIND
def test_what_a_kind_has_of_its_own_comes_first(kind):
    names = [slot.name for slot in slots(kind)]

    assert sorted(names) == sorted(fields_of(kind))
    assert names[-len(fields_of(Record)) :] == list(fields_of(Record))


def test_a_field_that_does_not_exist_is_a_mistake_in_the_program():
    with pytest.raises(KeyError, match="naam"):
        written(Profile, {"naam": "Anna"})


# What is read back

LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(
    "-?:,[]{}#&*!|>'\"%@`=~<.+ \t\n\r\u0085\u00a0\u2028"
)
WORDS = st.sampled_from([
    "", "no", "0777", "null", "ja", "2021", "a: b", "a #b", "- a", "---", "...", "titel", "niveau", "x\ny",
    " x\n\n y \n", "adres", "<<", "1e3", "[a]", "12:30",
])  # fmt: skip
# A lone return and the other signs for a new line are spaces or line ends to whoever reads the file.
TEXTS = WORDS | st.text(LETTERS, max_size=20).filter(lambda text: not re.search("[\r\u0085\u2028]", text))
OWN = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)


def values_for(slot):
    if slot.how == "mapping":
        one = st.dictionaries(TEXTS, st.sampled_from(slot.words) | TEXTS, max_size=3)
    elif slot.part:
        one = fronts(slot.part)
    elif slot.how == "flag":
        one = st.booleans()
    elif slot.how in ("number", "percentage"):
        one = st.integers(0, 99) | TEXTS
    elif slot.how in ("date", "moment"):
        one = st.dates().map(str) | st.sampled_from(["2021", "2021-03"]) | TEXTS
    elif slot.how == "file":
        one = TEXTS.map(lambda text: text.replace("\n", ""))
    else:
        one = TEXTS | st.sampled_from(slot.words) if slot.words else TEXTS
    return st.lists(one.filter(filled), max_size=3) if slot.many else one


@st.composite
def fronts(draw, kind):
    """Some fields of a kind, filled with whatever people type."""
    chosen = draw(st.lists(st.sampled_from(slots(kind)), max_size=4, unique=True))
    found = {slot.name: draw(values_for(slot)) for slot in chosen}
    return {name: value for name, value in found.items() if filled(value)}


def filled(value):
    """Whether there is something in a value: a part without anything in it would be read as a part."""
    return bool(value.strip()) if isinstance(value, str) else value not in ({}, []) and value != [{}]


@settings(max_examples=80, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.data(), st.sampled_from(list(KINDS.values())), st.sampled_from(["nl", "en", "de"]))
def test_reading_a_written_file_gives_the_same_record(data, kind, language):
    own = data.draw(st.dictionaries(st.sampled_from(["x-a", "X-b", "x_c"]), OWN, max_size=2))
    values = {**front(kind), **data.draw(fronts(kind)), **own}
    body = data.draw(st.text(LETTERS, max_size=30))
    plain = document("content/x/x.md", dumped(values, body).encode())
    assert isinstance(plain, Document)
    first, second = made(plain, kind, "x"), read(written(kind, values, body, language=language), kind)

    assert first.record == second.record
