"""What became of work, and how soon it was filled."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from builder import filling
from builder.filling import Soon
from builder.model import Assignment
from tests.worlds import TODAY, directory, work

LATELY = date(2026, 9, 1)


def filled(slug: str = "bridge", /, took: int = 10, **rest: Any) -> Assignment:
    """Work that was filled some days after it was posted."""
    days = {"published_on": LATELY - timedelta(days=took), "filled_on": LATELY}
    return work(slug, **{"status": "filled", **days, **rest})


def several(days: Sequence[int], **rest: Any) -> list[Assignment]:
    """A piece of work for each of some times that it took."""
    return [filled(f"one-{n}", took, **rest) for n, took in enumerate(days)]


# How it ended ---------------------------------------------------------------------------------------------------------


def test_work_of_a_year_was_filled_or_closed_without_anyone_or_withdrawn() -> None:
    found = filling.filling(
        directory(
            filled("a"),
            work("b", status="finished", filled_on=LATELY),
            work("c", closes=LATELY),
            work("d", status="withdrawn", closes=LATELY),
            work("open"),
        )
    )

    assert found.ends == (("filled", 2), ("nobody", 1), ("withdrawn", 1))


@pytest.mark.parametrize(
    ("day", "counts"), [(date(2025, 11, 30), 0), (date(2025, 12, 1), 1), (date(2026, 11, 30), 1), (TODAY, 0)]
)
def test_a_year_is_the_twelve_months_before_this_one(day: date, counts: int) -> None:
    found = filling.filling(directory(work(status="filled", filled_on=day)))

    assert sum(count for _, count in found.ends) == counts


def test_work_that_does_not_say_when_it_was_over_is_counted_apart() -> None:
    found = filling.filling(directory(work("a", status="filled"), work("b", status="withdrawn"), filled("c")))

    assert (found.ends, found.undated) == ((("filled", 1),), 2)


def test_work_that_was_withdrawn_early_counts_on_the_day_it_was_posted() -> None:
    early = work(status="withdrawn", closes=date(2027, 3, 1), published_on=date(2025, 6, 1))

    assert filling.filling(directory(early)).ends == ()


# How soon -------------------------------------------------------------------------------------------------------------


def test_a_quarter_a_half_and_three_quarters_were_filled_within_so_many_days() -> None:
    found = filling.filling(directory(*several([40, 3, 12, 30, 5, 21, 90, 8])))

    assert found.soon == Soon(None, 8, 5, 12, 30)


def test_of_too_little_work_the_time_is_not_told() -> None:
    found = filling.filling(directory(*several([1, 2, 3, 4])))

    assert (found.soon, found.kinds, found.untimed) == (None, (), 0)


def test_only_a_kind_with_enough_work_has_a_row_of_its_own() -> None:
    found = filling.filling(directory(*several([1, 2, 3, 4, 5]), filled("two", 9, kind="project")))

    assert [(one.kind, one.work) for one in found.kinds] == [("gig", 5)]


def test_work_without_both_days_is_told_apart_and_never_guessed() -> None:
    found = filling.filling(
        directory(
            *several([1, 2, 3, 4, 5]),
            filled("a", published_on=None),
            filled("b", filled_on=None, closes=LATELY),
            filled("c", took=-3),
        )
    )

    assert (found.soon and found.soon.work, found.untimed) == (5, 3)
