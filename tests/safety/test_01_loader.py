"""Requirement 1: one loader for all YAML, which reads text and nothing else."""

import ast
from pathlib import Path

import pytest
import yaml

import builder
from builder import build, documents
from tests.hostile import cases, odd

LOADERS = {"load", "safe_load", "full_load", "unsafe_load", "load_all", "safe_load_all", "compose", "compose_all"}


def code(front: str | bytes = "", body: str = "") -> str:
    """The first thing that is said of a file with this in it; nothing when it is a document."""
    (raw,) = odd.profile("x", front, body).values()
    found = documents.document("content/profiles/x.md", raw)
    return found[0].code if isinstance(found, list) else ""


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (b"place: Priv\xe9\n", "not-utf8"),
        ("place: a\ud800b\n", "not-utf8"),
        ("place: a\0b\n", "control-character"),
        ("x-a: &a b\n", "yaml-anchor"),
        ("x-a: *a\n", "yaml-alias"),
        ("x-a: !!python/object/apply:os.system [x]\n", "yaml-tag"),
        ("x-a: ! b\n", "yaml-tag"),
        ("x-a: !!bool maybe\n", "yaml-tag"),
        ("x-a: {b: &c d}\n", "yaml-anchor"),
    ],
)
def test_01_what_is_more_than_text_is_refused(front: str | bytes, said: str) -> None:
    assert code(front) == said
    assert code("x-a: 'R & D, 5 * 4 !'\n") == ""


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("<<: {place: Dorp}\n", "yaml-merge"),
        ("place: Dorp\nplace: Stad\n", "key-twice"),
        ("place: Dorp\nplaats: Stad\n", "key-twice"),
        ("contact: {email: a@example.org, email: b@example.org}\n", "key-twice"),
        ("links: {Site: https://a.example.org, Site: https://b.example.org}\n", "key-twice"),
        ("x-a: {b: {c: 1, c: 2}}\n", "key-twice"),
        ("field_visibility: {place: internal, place: public}\n", "key-twice"),
    ],
)
def test_01_no_key_is_merged_or_said_twice(front: str, said: str, tmp_path: Path) -> None:
    root = cases.laid(tmp_path, [cases.Case("twice", odd.profile("x", front), front, "yaml")])

    told = [one.code for one in build.check(root, cases.TODAY).problems if one.path == "content/profiles/x.md"]

    assert told == [said]


def test_01_front_matter_and_body_may_each_be_32_kb_and_no_byte_more() -> None:
    around = len("name: x\norganisation: city\nrole: Clerk\nx-a: \n")

    assert code("x-a: " + "a" * (32_768 - around) + "\n") == ""
    assert code("x-a: " + "a" * (32_769 - around) + "\n") == "front-matter-too-large"
    assert code("x-a: " + "é" * (16_384 - around // 2) + "\n") == "front-matter-too-large"
    assert code(body="a" * 32_768) == ""
    assert code(body="a" * 32_769) == "body-too-large"


def nested(blocks: int, brackets: int) -> str:
    """Front matter that is so deep: itself, then mappings by their indents, then lists by their brackets."""
    lines = ["x-a:", *(" " * n + "a:" for n in range(1, blocks))]
    return "\n".join(lines) + " " + "[" * brackets + "]" * brackets + "\n"


@pytest.mark.parametrize("blocks", range(1, 20))
def test_01_whatever_it_is_made_of_nesting_goes_20_deep_and_no_deeper(blocks: int) -> None:
    assert code(nested(blocks, 20 - blocks)) == ""
    assert code(nested(blocks, 21 - blocks)) == "yaml-deep"


@pytest.mark.parametrize(
    "signs", ["[" * 32_000, "[" * 15_000 + "]" * 15_000, "{a: " * 8_000, "- " * 15_000, "? " * 9_000]
)
def test_01_nesting_that_would_end_the_process_is_only_refused(signs: str) -> None:
    assert code(f"x-a:\n  {signs}\n") != ""


@pytest.mark.parametrize("written", ["no", "0777", "01234", "1_000", "2026-02-30", "12:30:45", ".nan", "9" * 6_000])
def test_01_scalars_stay_the_text_they_are(written: str, tmp_path: Path) -> None:
    case = cases.Case("text", odd.profile("x", f"x-a: {written}\n"), written, "yaml")

    checked = build.check(cases.laid(tmp_path, [case]), cases.TODAY)

    assert checked.directory is not None and checked.directory.profiles["x"].extra == {"x-a": written}
    if len(written) < 5:
        assert yaml.safe_load(written) != written, "which another loader would not"


def test_01_no_room_loads_yaml_in_another_way() -> None:
    rooms = Path(builder.__file__).parent.rglob("*.py")

    assert [(room.name, called) for room in rooms for called in loaders(room.read_text("utf-8"))] == []
    assert list(loaders("import yaml\nyaml.safe_load('a')")) == ["safe_load"]


def loaders(text: str) -> list[str]:
    """The calls in a program that would make values of YAML."""
    calls = [one.func for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Call)]
    found = [one for one in calls if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)]
    return [one.attr for one in found if one.value.id == "yaml" and one.attr in LOADERS]  # type: ignore[attr-defined]


def test_01_without_a_look_beforehand_an_alias_would_be_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    front = "x-a: &a b\nx-c: *a\n"
    assert code(front) == "yaml-anchor"

    monkeypatch.setattr(documents, "_suspect", lambda text: False)

    assert code(front) == ""
