"""Requirement 13: names and titles in every script, and nothing in them that nobody can see."""

import unicodedata
from pathlib import Path

import pytest

from builder import build, readers
from tests.hostile import cases, names, odd
from tests.hostile.cases import Case
from tests.hostile.payloads import quoted

UNSEEN = "\u00ad\u200b\u200c\u2060\u2061\u2062\u2063\u2064\u206a\ufeff\u180e\ufff9\U000e0041\u3164\uffa0"


def read(written: str, root: Path, field: str = "place") -> tuple[str | None, list[str]]:
    """What becomes of a text in a field, and what is told of it."""
    (raw,) = odd.profile("x", f"{field}: {written}\n").values()
    checked = build.check(
        cases.laid(root, [Case("name", {"content/profiles/x.md": raw}, written, "name")]), cases.TODAY
    )
    person = checked.directory.profiles.get("x") if checked.directory else None
    value = person and (person.extra.get(field) if field.startswith("x-") else getattr(person, field))
    return value, [one.code for one in checked.problems]


def test_13_no_good_name_is_refused_or_damaged(tmp_path: Path) -> None:
    assert names.tried(tmp_path) == (len(names.GOOD), 0)
    assert len(names.GOOD) > 100


def test_13_a_name_that_came_out_otherwise_would_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "GOOD", ("Sam O'Brien", "Ana"))
    monkeypatch.setattr(names, "expected", lambda name: name.replace("'", ""))

    assert names.tried(tmp_path) == (2, 1)


@pytest.mark.parametrize("field", ["place", "x-place"])
@pytest.mark.parametrize("sign", list(UNSEEN))
def test_13_what_nobody_can_see_is_left_out(sign: str, field: str, tmp_path: Path) -> None:
    assert read(f"a{sign}b", tmp_path, field) == ("ab", [])
    assert unicodedata.category(sign) in ("Cf", "Lo")


@pytest.mark.parametrize(
    "sign", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200e", "\u061c", "\ufffe"]
)
def test_13_signs_that_do_something_are_refused_however_they_are_written(sign: str, tmp_path: Path) -> None:
    assert read(f'"a{sign}b"', tmp_path / "as-it-is") == (None, ["control-character"])
    assert read(f'"a\\u{ord(sign):04x}b"', tmp_path / "escaped") == (None, ["yaml-escape"])


def test_13_half_a_letter_is_refused(tmp_path: Path) -> None:
    assert read('"a\\ud800b"', tmp_path / "escaped")[0] is None
    assert read("a\ud800b", tmp_path / "raw") == (None, ["not-utf8"])


def test_13_letters_are_in_one_piece(tmp_path: Path) -> None:
    assert read("Rene\u0301e", tmp_path / "line") == ("Renée", [])
    assert read("Rene\u0301e", tmp_path / "own", "x-place") == ("Renée", [])


def test_13_a_joiner_stays_inside_an_emoji_alone(tmp_path: Path) -> None:
    assert read("\U0001f469\u200d\U0001f4bb", tmp_path / "emoji") == ("\U0001f469\u200d\U0001f4bb", [])
    assert read("a\u200db \U0001f469\u200d", tmp_path / "letters") == ("ab \U0001f469", [])


@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\u2060\u00ad"])
def test_13_a_name_of_nothing_is_no_name(name: str, tmp_path: Path) -> None:
    raw = f"---\nname: {quoted(name)}\norganisation: city\nrole: Clerk\n---\n".encode()
    root = cases.laid(tmp_path, [Case("name", {"content/profiles/x.md": raw}, name, "name")])

    assert [one.code for one in build.check(root, cases.TODAY).problems] == ["no-name"]


def test_13_without_the_broom_what_nobody_sees_would_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "clear", str.strip)

    assert read("swept\u200bup", tmp_path) == ("swept\u200bup", [])
