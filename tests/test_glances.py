"""A glance says that the pages of somebody or of some work are as they were; whoever it cannot speak for gets none."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from builder import match, pages, rank
from builder.cards import PoolCard, WorkCard
from builder.exports import DATA
from builder.glances import Glances, Lone
from builder.model import Assignment, Contact, Organisation, Profile
from builder.plan import Digests
from builder.sides import PersonSide, WorkSide
from builder.sketches import PersonCard
from tests.worlds import TODAY, directory, house, person, work

CITY, DIKE = house("city"), house("dike", "water-board")
ANA = person("ana", skills={"drafting": 3}, organisation="city")
BOB = person("bob", skills={"drafting": 4}, organisation="dike")
BRIDGE = work("bridge", skills={"drafting": 3}, organisation="dike")


def glance(*records: Any, slug: str = "ana", file: str = "content/profiles/ana.md", marks: bytes = b"") -> bytes:
    """What is seen of somebody at a glance."""
    found = directory(*records)
    kinds = ("profiles", "assignments")
    hashes = {kind: {key: msgspec.msgpack.encode(one) for key, one in getattr(found, kind).items()} for kind in kinds}
    found = msgspec.structs.replace(found, digests=hashes)
    context = match.context(found)
    ranking, left = rank.ranked_since(found, rank.Memory(), context)
    given = pages.material(found, ranking, (), {}, context)
    glances = Glances(given, Lone({slug: file} if file else {}, left), Digests())
    return glances.at(marks, 8, found.people[slug] if slug in found.people else found.assignments[slug])


def test_the_same_world_gives_the_same_glance() -> None:
    assert glance(CITY, DIKE, ANA, BOB, BRIDGE) == glance(CITY, DIKE, ANA, BOB, BRIDGE) != b""


@pytest.mark.parametrize(
    "world",
    [
        (CITY, DIKE, msgspec.structs.replace(ANA, headline="x"), BOB, BRIDGE),
        (msgspec.structs.replace(CITY, name="x"), DIKE, ANA, BOB, BRIDGE),
        (CITY, DIKE, ANA, BOB, msgspec.structs.replace(BRIDGE, title="x")),
        (CITY, DIKE, ANA, BOB),
    ],
)
def test_what_is_shown_of_her_changes_the_glance(world: tuple[Any, ...]) -> None:
    assert glance(*world) != glance(CITY, DIKE, ANA, BOB, BRIDGE)


def test_somebody_else_does_not_change_it_as_long_as_nothing_of_hers_follows() -> None:
    other = msgspec.structs.replace(BOB, headline="x")

    assert glance(CITY, DIKE, ANA, other, BRIDGE) == glance(CITY, DIKE, ANA, BOB, BRIDGE)


def test_other_marks_and_another_file_change_it() -> None:
    found = {glance(CITY, DIKE, ANA), glance(CITY, DIKE, ANA, marks=b"x"), glance(CITY, DIKE, ANA, file="x")}

    assert len(found) == 3


def test_of_who_is_tied_to_others_all_that_lists_show_of_them_counts() -> None:
    tied = glance(CITY, DIKE, ANA, BOB, BRIDGE, file="")
    listed, unlisted = (msgspec.structs.replace(BOB, **{name: "x"}) for name in ("headline", "ambitions"))

    assert glance(CITY, DIKE, ANA, listed, BRIDGE, file="") != tied
    assert glance(CITY, DIKE, ANA, unlisted, BRIDGE, file="") == tied != b""


@pytest.mark.parametrize(
    "world",
    [
        (CITY, DIKE, ANA, BOB, msgspec.structs.replace(BRIDGE, goal="x")),
        (CITY, DIKE, msgspec.structs.replace(ANA, headline="x"), BOB, BRIDGE),
        (CITY, msgspec.structs.replace(DIKE, name="x"), ANA, BOB, BRIDGE),
        (CITY, DIKE, ANA, BRIDGE),
    ],
)
def test_what_is_shown_of_work_changes_its_glance(world: tuple[Any, ...]) -> None:
    assert glance(*world, slug="bridge") != glance(CITY, DIKE, ANA, BOB, BRIDGE, slug="bridge") != b""


def test_somebody_in_no_list_of_work_does_not_change_its_glance() -> None:
    cees = person("cees", skills={"planning": 3})
    other = msgspec.structs.replace(cees, headline="x")

    assert glance(CITY, DIKE, ANA, cees, BRIDGE, slug="bridge") == glance(CITY, DIKE, ANA, other, BRIDGE, slug="bridge")


def test_who_fills_work_changes_its_glance() -> None:
    cees, filled = person("cees"), msgspec.structs.replace(BRIDGE, filled_by=("cees",), filled_on=TODAY)
    other = msgspec.structs.replace(cees, headline="x")

    assert glance(CITY, DIKE, cees, filled, slug="bridge") != glance(CITY, DIKE, other, filled, slug="bridge")


# What a glance covers: a row that shows more than this needs a place in it.
COVERED = (Profile, PersonSide, WorkSide, PersonCard, WorkCard, PoolCard, Organisation, Contact, match.House)


def shown(values: Any) -> Iterator[Any]:
    """Everything in what a row shows that is more than a word or a number."""
    for one in values:
        if type(one) is tuple:
            yield from shown(one)
        elif isinstance(one, msgspec.Struct) or hasattr(one, "_fields"):
            yield one


def test_rows_about_people_show_nothing_that_a_glance_overlooks() -> None:
    found = directory(CITY, DIKE, ANA, BOB, BRIDGE)
    context = match.context(found)
    given = pages.material(found, rank.ranked(found), (), {}, context)

    about = [(page, one) for page in (*pages.PAGES, *DATA) for one in page.each(given) if isinstance(one, Profile)]
    assert {one.slug for _, one in about} == {"ana", "bob"}
    for page, her in about:
        for one in shown(page.shows(given, her)):
            assert isinstance(one, COVERED), (page.name, type(one))
            assert not isinstance(one, Profile) or one is her, page.name
            assert not isinstance(one, PersonSide) or one.profile is her, page.name


def test_rows_about_work_show_nothing_that_a_glance_overlooks() -> None:
    found = directory(CITY, DIKE, ANA, BOB, BRIDGE, work("canal", skills={"planning": 3}, filled_by=("bob",)))
    context = match.context(found)
    given = pages.material(found, rank.ranked(found), (), {}, context)

    about = [(page, one) for page in (*pages.PAGES, *DATA) for one in page.each(given) if isinstance(one, Assignment)]
    assert {one.slug for _, one in about} == {"bridge", "canal"}
    for page, it in about:
        for one in shown(page.shows(given, it)):
            assert isinstance(one, (Assignment, *COVERED)), (page.name, type(one))
            assert not isinstance(one, Assignment) or one is it, page.name
            assert not isinstance(one, WorkSide) or one.assignment is it, page.name
