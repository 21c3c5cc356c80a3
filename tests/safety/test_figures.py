"""The figures that the pages on safety show."""

import pytest

from tests.safety.figures import PAGES, PARTS, Row, amiss, kept, page, rows

RENEW = "try it all again with: python -m tests.safety"


@pytest.mark.parametrize("part", kept())
def test_what_was_tried_came_to_what_it_must(part: str) -> None:
    assert amiss(part, kept()[part]["figures"]) == []


@pytest.mark.parametrize("part", kept())
def test_every_line_has_a_figure_and_every_figure_a_line(part: str) -> None:
    assert {one.key for one in rows(part)} == kept()[part]["figures"].keys(), RENEW


@pytest.mark.parametrize("language", PAGES)
def test_the_pages_show_what_was_found(language: str) -> None:
    text = PAGES[language].read_text("utf-8")

    assert page(text, language, kept()) == text, RENEW
    assert [part for part in PARTS if f"<!-- measured: {part} -->" not in text] == []


def test_a_figure_that_is_not_what_it_must_be_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        Row("struck", "geraakt", "struck", 0),
        Row("tried", "geprobeerd", "tried"),
        Row("same", "gelijk", "same", "tried"),
    )
    monkeypatch.setattr("tests.safety.figures.rows", lambda part: lines)

    assert amiss("any", {"struck": 0, "tried": 3, "same": 3}) == []
    assert amiss("any", {"struck": 1, "tried": 3, "same": 2}) == ["struck is 1, not 0", "same is 2, not 3"]


def test_all_that_is_tried_has_figures() -> None:
    assert [*kept()] == [*PARTS], RENEW
