"""The twenty requirements: what the pages on safety promise, and the tests that stand behind it."""

import re

import pytest

from tests.safety.figures import PAGES, PROJECT

NUMBERS = [f"{number:02}" for number in range(1, 21)]
FILES = {path.name: path.read_text("utf-8") for path in sorted((PROJECT / "tests/safety").glob("test_[0-9]*.py"))}


def promised(page: str) -> list[tuple[int, str]]:
    """The number of each row of the table of requirements, and the files that it names."""
    return [(int(one), files) for one, files in re.findall(r"^\| (\d+) \| .+ \| `(\S+)` \|$", page, re.MULTILINE)]


@pytest.mark.parametrize("language", PAGES)
def test_the_pages_name_every_requirement_with_its_tests(language: str) -> None:
    expected = [(int(number), f"test_{number}_*") for number in NUMBERS]

    assert promised(PAGES[language].read_text("utf-8")) == expected
    assert promised("| 3 | A test. | `test_04_*` |") == [(3, "test_04_*")]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_requirement_holds_tests_of_that_number_and_no_others(name: str) -> None:
    tests = re.findall(r"^def (test_\w+)", FILES[name], re.MULTILINE)

    assert name[5:7] in NUMBERS and tests
    assert [one for one in tests if not one.startswith(name[:8])] == []


def test_every_requirement_has_tests() -> None:
    assert {name[5:7] for name in FILES} == {*NUMBERS}
