"""The list of profiles that nobody confirmed for long."""

from pathlib import Path

import pytest

from builder.cli import main
from tests.repositories import BASE, person, repository

DAY = ["--today", "2026-11-21"]


def test_files_are_listed_by_what_becomes_of_them_and_people_are_not_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = {"ana": "2025-10-01", "bob": "2024-01-01", "cleo": "2026-10-01"}
    files = {f"content/profiles/{one}.md": person(one.title(), one, confirmed_on=day) for one, day in days.items()}
    repository(tmp_path, {**BASE, **files})

    assert main(["stale", "--root", str(tmp_path), *DAY]) == 0
    said = capsys.readouterr().out

    assert said.startswith("Van de site gehaald, want langer dan 18 maanden niet bevestigd: 1 profiel.\n\n- `content/")
    assert said.index("bob.md") < said.index("Misschien verouderd") < said.index("ana.md")
    assert "cleo" not in said and "nobody" not in said and "Bob" not in said


def test_a_network_that_is_up_to_date_hears_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path)

    assert main(["stale", "--root", str(tmp_path), *DAY]) == 0
    assert capsys.readouterr().out == "Alle profielen zijn kort geleden bevestigd.\n"
    assert main(["stale", "--root", str(tmp_path / "nowhere"), *DAY]) == 1


def test_a_part_that_is_none_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("much", "101%", "-1"):
        assert main(["build", "--root", str(tmp_path), f"--most-dropped={part}", *DAY]) == 2
        assert f"'{part}' is geen deel van honderd" in capsys.readouterr().err
