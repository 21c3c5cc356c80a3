"""What records refer to is found in the types, so that a new field is never forgotten."""

import msgspec.inspect as types
import pytest

from builder.fields import struct_of
from builder.model import KINDS, VOCABULARIES, Claim, Engagement, Experience, Pool, Profile
from builder.references import settled, slots
from tests.worlds import person

KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def marked(kind, at=""):
    """Every text in a type that is marked as a reference, by its path, without the numbers of lists."""
    match kind:
        case types.Metadata():
            if "ref" in (kind.extra or {}):
                yield at, kind.extra["ref"]
            yield from marked(kind.type, at)
        case types.UnionType():
            for one in kind.types:
                yield from marked(one, at)
        case types.VarTupleType():
            yield from marked(kind.item_type, at)
        case types.StructType():
            for one in kind.fields:
                yield from marked(one.type, f"{at}.{one.name}".lstrip("."))


def slotted(found, at=""):
    for one in found:
        path = f"{at}.{one.name}".lstrip(".")
        yield from slotted(one.parts, path) if one.parts else [(path, one.to)]


def met(record):
    """The references that are asked for, in order."""
    asked = []
    settled(record, lambda at, to, text: asked.append((at, to, text)) or text)
    return asked


@KIND
def test_every_reference_in_the_types_has_a_slot(kind):
    assert set(slotted(slots(kind))) == set(marked(struct_of(kind)))


@KIND
def test_every_reference_leads_to_a_folder_or_a_vocabulary(kind):
    assert {to for _, to in slotted(slots(kind))} <= {*KINDS, *VOCABULARIES, "houses"}


def test_a_reference_is_asked_for_by_its_way_in_the_file():
    ana = person(
        skills={"schrijven": 3}, forms=("detachering",), engagements=(Engagement(title="Kade", assignment="kade"),),
        experience=(Experience(title="A"), Experience(title="B", together_with=("bob",))),
    )  # fmt: skip

    assert met(ana) == [
        ("organisation", "organisations", "city"),
        ("skills[0].skill", "skills", "schrijven"),
        ("experience[1].together_with[0]", "profiles", "bob"),
        ("engagements[0].assignment", "assignments", "kade"),
        ("forms[0]", "forms", "detachering"),
    ]


def test_a_record_that_needs_no_change_is_the_same_record():
    ana = person(skills={"schrijven": 3}, learns=("plannen",))

    assert settled(ana, lambda at, to, text: text) is ana


def test_a_reference_becomes_the_id_it_leads_to():
    ana = person(skills={"Schrijven": 3}, learns=("Plannen",))

    found = settled(ana, lambda at, to, text: text.lower())

    assert (found.skills[0], found.learns) == (Claim(skill="schrijven", level=3), ("plannen",))


def test_what_leads_nowhere_is_taken_out():
    pool = Pool(name="Kade", organisation="x", members=("ana", "bob", "cleo"))

    found = settled(pool, lambda at, to, text: None if text in {"bob", "x"} else text)

    assert (found.members, found.organisation) == (("ana", "cleo"), None)


def test_two_names_for_one_thing_are_one_thing_in_a_list():
    found = settled(Pool(name="Kade", members=("Ana", "ana")), lambda at, to, text: text.lower())

    assert found.members == ("ana",)


def test_what_is_not_a_reference_is_left_alone():
    ana = Profile(slug="ana", name="schrijven", organisation="city", wants=("schrijven",))

    assert met(ana) == [("organisation", "organisations", "city")]


def test_what_stands_for_itself_is_not_asked_about():
    asked = []
    pool = Pool(name="Kade", members=("ana", "bob"))

    assert (
        settled(pool, lambda at, to, text: asked.append(text) or text, sure={"profiles": frozenset({"ana", "bob"})})
        is pool
    )
    assert asked == []


def test_one_reference_that_is_not_sure_has_all_of_them_asked():
    pool = Pool(name="Kade", members=("ana", "Bob"))

    found = settled(pool, lambda at, to, text: text.lower(), sure={"profiles": frozenset({"ana"})})

    assert found.members == ("ana", "bob")
