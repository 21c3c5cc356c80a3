"""Requirement 2: any bad file is told at its place, all at once, in signs that no terminal or workflow acts on."""

import os
import re
from pathlib import Path

import pytest

from builder import build, cli, report
from builder.planning import template_folders
from builder.problems import problem
from tests.hostile import cases, odd, tried

ESCAPED = re.compile(r"\\x1b|\\u202e|\\n|\\x9b")


def said(root: Path, capsys: pytest.CaptureFixture[str], form: str = "text") -> tuple[int, str]:
    """What `check` gives and prints."""
    code = cli.main(["check", "--root", str(root), "--today", str(cases.TODAY), "--format", form])
    return code, capsys.readouterr().out


def test_02_all_mistakes_are_told_at_once_each_at_its_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {"a": "hours: many\n", "b": "available_from: 2026-02-30\nmatching: perhaps\n", "c": "x-a: [\n"}
    root = cases.laid(tmp_path, [cases.Case(name, odd.profile(name, more), more, "yaml") for name, more in bad.items()])

    code, text = said(root, capsys)

    assert code == 1
    for place in ("a.md:5:8: hours: ", "b.md:5:17: available_from: ", "b.md:6:11: matching: ", "c.md:"):
        assert f"content/profiles/{place}" in text
    assert text.count("    tip: ") == 4


@pytest.mark.parametrize("form", tried.FORMATS)
def test_02_signs_that_move_the_cursor_are_shown_by_their_numbers(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = cases.laid(tmp_path, [])
    for name in ("a\x1b[2Jb.md", "a\nb.md", "a\u202eb.md", "a\x9bb.md"):
        (root / "content/profiles" / name).write_bytes(odd.GOOD)

    code, text = said(root, capsys, form)

    assert code == 1
    assert tried.is_clean(text)
    assert len(ESCAPED.findall(text)) >= 4
    assert not tried.is_clean("a\x1b[2Jb"), "the same look tells of one that is not escaped"


HOSTILE = "x\r\n::error file=README.md::struck()\n%0A::set-output name=a::b"


def test_02_no_value_begins_a_command_of_a_workflow() -> None:
    one = problem(HOSTILE, 1, 1, "unknown-key", {"key": HOSTILE}, field=HOSTILE)
    words = report.wording(template_folders(Path())[-1], "en")

    (line,) = report.github([one], words).splitlines()

    assert tried.COMMAND.fullmatch(line)
    assert not tried.COMMAND.fullmatch(f"::error file={HOSTILE},line=1,col=1,title=x::y"), "as it would be unescaped"


def test_02_without_the_escapes_a_value_would_begin_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "visible", lambda text: text)
    monkeypatch.setattr(report, "_data", lambda text: text)
    words = report.wording(template_folders(Path())[-1], "en")

    assert len(report.github([problem(HOSTILE, 1, 1, "not-utf8")], words).splitlines()) > 1


def test_02_names_that_are_no_text_are_told_of_and_stop_nothing(tmp_path: Path) -> None:
    root = cases.laid(tmp_path / "root", [])
    for name in (b"content/\xff", b"content/profiles/\xff", b"content/vocabulary/\xff"):
        os.mkdir(os.fsencode(root) + b"/" + name)
    for name in (b"content/profiles/\xff.md", b"content/profiles/p/\xff.png", b"content/profiles/p/index.md"):
        place = os.fsencode(root) + b"/" + name
        os.makedirs(os.path.dirname(place), exist_ok=True)
        Path(os.fsdecode(place)).write_bytes(odd.GOOD)

    built = build.build(root, tmp_path / "site", cases.TODAY)

    assert [one.code for one in built.problems] == ["name-not-utf8"] * 5
    assert build.build(root, tmp_path / "site", cases.TODAY).problems == built.problems


def test_02_a_folder_that_may_not_be_read_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, scandir = cases.laid(tmp_path, []), os.scandir

    def closed(path: object) -> object:
        if str(path).endswith("content/profiles"):
            raise PermissionError(path)
        return scandir(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", closed)

    told = {(one.path, one.code) for one in build.check(root, cases.TODAY).problems}
    assert ("content/profiles", "cannot-read") in told


def test_02_thousands_of_unknown_words_are_looked_up_no_oftener_than_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from builder import lookups, places

    files = odd.profile("x", "skills: [" + ", ".join(f"draftin{n}" for n in range(2_000)) + "]\n")
    root = cases.laid(tmp_path, [cases.Case("many", files, "", "yaml")])
    asked: dict[str, int] = {"nearest": 0, "places_of": 0}
    for room, name in ((lookups, "nearest"), (places, "places_of")):
        monkeypatch.setattr(room, name, counting(getattr(room, name), name, asked))
    monkeypatch.setattr("builder.memory.places_of", places.places_of)

    told = [one for one in build.check(root, cases.TODAY).problems if one.code.startswith("unknown-skill")]

    assert len(told) == 2_000
    assert asked["nearest"] == lookups.MOST_NEAR
    assert asked["places_of"] < 20


def counting(function, name, asked):  # type: ignore[no-untyped-def]
    """A function that is counted when it is called."""

    def counted(*given):  # type: ignore[no-untyped-def]
        asked[name] += 1
        return function(*given)

    return counted
