"""Every scenario is a beginning too: `new --like` writes it, and it is right on that day and years later."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builder import build
from builder.cli import main, words_of
from builder.new import WORKFLOWS
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


# Writing one ----------------------------------------------------------------------------------------------------------

COMMIT = "vechtstad/wisselwerk@" + "0123abcd" * 5
Begin = Callable[..., tuple[int, str, str]]


@pytest.fixture
def begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Begin:
    """Begins a network in `here/`: the exit code, what is printed, and what is complained."""

    def begin(*options: str) -> tuple[int, str, str]:
        code = main(["new", "network", "here", "--root", str(tmp_path), "--language", "nl", *options])
        return code, *capsys.readouterr()

    return begin


def held(folder: Path) -> dict[str, bytes]:
    """The files in a folder, by path."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".wisselwerk" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@each_scenario
def test_a_new_network_is_all_of_the_example_and_checks_clean_today(name: str, begin: Begin, tmp_path: Path) -> None:
    code, said, _ = begin("--like", name)

    assert code == 0
    assert held(tmp_path / "here") == held(HERE / name)
    assert main(["check", "--root", str(tmp_path / "here"), "--no-advice"]) == 0
    assert f"wisselwerk serve --root {tmp_path / 'here'}" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_step_leads_to_a_guide_that_is_there(language: str) -> None:
    last = words_of(language)["cli.new.begun"].splitlines()[-1]

    assert (HERE.parents[1] / last.split()[-1]).is_file()


def test_a_name_that_is_no_example_shows_them_all_the_nearest_first(begin: Begin, tmp_path: Path) -> None:
    code, _, said = begin("--like", "flex-pool")

    first, *lines = said.splitlines()
    assert (code, "flex-pool" in first) == (2, True)
    assert lines[0].split(maxsplit=1) == ["flexpool", words_of("nl")["cli.starter.flexpool"]]
    assert sorted(line.split()[0] for line in lines) == list(SCENARIOS)
    assert not (tmp_path / "here").exists()


def test_a_folder_with_something_in_it_is_left_as_it_is(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "notes.txt").write_text("mine", "utf-8")

    code, _, said = begin("--like", "flexpool")

    assert code == 1
    assert str(tmp_path / "here") in said
    assert held(tmp_path / "here") == {"notes.txt": b"mine"}


def test_a_repository_without_anything_in_it_is_a_good_place(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "here" / ".git").mkdir(parents=True)

    assert begin("--like", "five-person-start")[0] == 0


def test_with_an_action_the_workflows_come_too(begin: Begin, tmp_path: Path) -> None:
    assert begin("--like", "five-person-start", "--action", COMMIT)[0] == 0

    found = held(tmp_path / "here")
    assert set(found) - set(held(HERE / "five-person-start")) == set(WORKFLOWS.values())
    assert COMMIT in found[".github/workflows/publish.yml"].decode()


@pytest.mark.parametrize("options", [("--with", "titel=Anders"), ("--organisation", "gemeente")])
def test_an_example_takes_no_answers(options: tuple[str, str], begin: Begin, tmp_path: Path) -> None:
    code, _, said = begin("--like", "flexpool", *options)

    assert (code, "--like" in said, (tmp_path / "here").exists()) == (2, True, False)


def test_an_example_is_a_network_and_nothing_else(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["new", "pool", "Pool", "--like", "flexpool", "--root", str(tmp_path)]) == 2
    assert "--like" in capsys.readouterr().err
