"""Every scenario is a beginning too: right on the day it is written, and years later."""

from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.cli import main, words_of
from builder.phrases import LANGUAGES
from builder.problems import errors
from tests.visits import SCENARIOS, TODAY

HERE = Path(__file__).parent
each_scenario = pytest.mark.parametrize("name", SCENARIOS)


@each_scenario
@pytest.mark.parametrize("year", [TODAY.year, TODAY.year + 2, TODAY.year + 9])
def test_time_makes_no_error(name: str, year: int) -> None:
    checked = build.check(HERE / name, date(year, TODAY.month, TODAY.day), "internal")

    assert errors(checked.problems) == []


@each_scenario
def test_its_files_are_as_fmt_leaves_them(name: str) -> None:
    assert main(["fmt", "--root", str(HERE / name), "--check"]) == 0


@each_scenario
def test_nothing_stands_there_that_a_network_does_not_need(name: str) -> None:
    stands = {path.name for path in (HERE / name).iterdir()} - {".wisselwerk"}  # that is the memory of a build

    assert stands == {"directory.yaml", "content"}


@each_scenario
def test_it_says_that_its_people_are_invented(name: str) -> None:
    directory = build.check(HERE / name, TODAY).directory

    assert directory is not None
    assert directory.settings.fictional


@each_scenario
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_line_tells_for_whom_it_is(name: str, language: str) -> None:
    assert words_of(language)[f"cli.starter.{name}"]
