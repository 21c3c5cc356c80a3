"""The drawing of flows: where names, blocks and bands lie."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from builder.views.flows import BODY, NODE, SIZES, Band, Drawing, Size, drawing, fewer, in_lines

WIDE, NARROW = SIZES
TWO = (Band("City", "Dike", 300), Band("City", "Land", 100))

names = some.text("abcdefgh ", min_size=1, max_size=40).map(str.split).map(" ".join).filter(bool)
bands = some.lists(
    some.builds(Band, names, names, some.integers(1, 9000)), min_size=1, max_size=20, unique_by=lambda one: one[:2]
)


def drawn(given_: "tuple[Band, ...] | list[Band]", size: Size = WIDE) -> Drawing:
    """The drawing of some bands."""
    return drawing(given_, "Rest", lambda n: f"{n} h", size)


def words(of: Drawing) -> list[str]:
    """What is written in a drawing, name by name."""
    return [" ".join(line.text for line in block.lines) for block in of.blocks]


def test_every_name_stands_once_on_its_side_with_all_its_hours() -> None:
    assert words(drawn(TWO)) == ["City 400 h", "Dike 300 h", "Land 100 h"]


def test_a_band_is_as_thick_as_its_share_of_the_hours() -> None:
    city, dike, land = drawn(TWO).blocks

    assert (dike.height, land.height) == (BODY * 3 // 4, BODY // 4)
    assert city.height == dike.height + land.height


def test_a_band_goes_from_one_block_to_the_other() -> None:
    made = drawn(TWO[:1])
    city, dike = made.blocks
    numbers = [int(one) for one in re.findall(r"\d+", made.ribbons[0].path)]

    assert numbers[:2] == [city.x + NODE, city.y]
    assert numbers[6:9] == [dike.x, dike.y, dike.y + dike.height]


def test_the_smallest_flows_are_one_band() -> None:
    many = [Band(f"a{n}", f"b{n}", 100 - n) for n in range(8)]
    shown = fewer(many, "Rest", 5)

    assert [one.hours for one in shown] == [100, 99, 98, 97, 96 + 95 + 94 + 93]
    assert shown[-1].rest


def test_what_was_the_rest_already_stays_in_it() -> None:
    shown = fewer([Band("rest", "rest", 500, rest=True), *TWO], "Rest", 2)

    assert shown == (TWO[0], Band("Rest", "Rest", 600, rest=True))


def test_a_long_name_takes_several_lines_and_a_long_word_is_broken() -> None:
    assert in_lines("Bedrijfsvoering Polder en Plassen", 16) == ("Bedrijfsvoering", "Polder en", "Plassen")
    assert in_lines("Samenwerkingsverband", 16) == ("Samenwerkingsve-", "rband")


@given(bands)
def test_nothing_lies_on_something_else_or_outside_the_box(given_: list[Band]) -> None:
    for size in SIZES:
        made = drawn(given_, size)
        assert len(made.ribbons) <= size.most
        for side in ("giver", "taker"):
            column = [block for block in made.blocks if block.side == side]
            tops = [min(block.y, block.lines[0].y - 13) for block in column]
            ends = [max(block.y + block.height, block.lines[-1].y) for block in column]
            assert all(end <= top for end, (_, top) in zip(ends, pairwise(tops), strict=False))
            assert min(tops) >= 0
            assert max(ends) <= made.height
            assert all(len(line.text) <= max(size.letters, len("999999 h")) for block in column for line in block.lines)


@given(bands)
def test_the_same_flows_in_another_order_give_the_same_drawing(given_: list[Band]) -> None:
    assert drawn(given_, NARROW) == drawn(given_[::-1], NARROW)
