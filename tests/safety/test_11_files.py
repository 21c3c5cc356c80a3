"""Requirement 11: only plain files in their own places are read, and nothing outside the folder."""

import os
from pathlib import Path

import pytest

from builder import build, source
from tests.hostile import cases, odd, tried

LYING = {**odd.named(), **odd.things()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything in it that does not belong there."""
    root = cases.laid(tmp_path_factory.mktemp("odd") / "root", [])
    (root.parent / "outside").mkdir()
    (root.parent / "outside/secret.md").write_text(odd.SECRET)
    for path, make in LYING.items():
        tried.laid_down(root / path, make)
    return root


@pytest.mark.parametrize("path", LYING)
def test_11_what_does_not_belong_is_told_of_and_never_read(path: str, root: Path) -> None:
    if not os.path.lexists(root / path):
        pytest.skip("this file system does not take it")
    checked = build.check(root, cases.TODAY, "internal")

    assert tried.is_said_of(path, checked.problems)
    assert [one for one in checked.content.entities if one.path == path] == []


def test_11_nothing_of_it_reaches_the_site_and_nothing_beside_it_is_touched(tmp_path: Path) -> None:
    lying, entered, touched = tried.apart(tmp_path)

    assert lying > 80
    assert (entered, touched) == (0, 0)


def test_11_mappings_that_are_a_link_are_told_of(tmp_path: Path) -> None:
    root = cases.laid(tmp_path / "root", [])
    (root / "mappings").symlink_to(tmp_path)

    assert [(one.path, one.code) for one in build.check(root, cases.TODAY).problems] == [
        ("mappings", "link-in-content")
    ]


@pytest.mark.parametrize("name", ["../x.png", "/etc/passwd", ".env", "C:\\x.png", "a/b.png"])
def test_11_a_field_names_no_file_of_another_folder(name: str, tmp_path: Path) -> None:
    case = cases.Case("file", odd.profile("x", f"photo: {{file: '{name}', alt: x}}\n"), name, "path")

    told = [one.code for one in build.check(cases.laid(tmp_path, [case]), cases.TODAY).problems]

    assert told == ["file-elsewhere"]


def test_11_without_the_guard_a_link_would_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text(odd.SECRET)
    (tmp_path / "link").symlink_to("secret")
    assert not isinstance(source.load(tmp_path, "link"), bytes)

    monkeypatch.setattr(os, "O_NOFOLLOW", 0)

    assert source.load(tmp_path, "link") == odd.SECRET.encode()
