"""Requirement 3: `check` and `build` refuse exactly the same."""

from pathlib import Path

import pytest

from builder import build, photos, publish
from builder.problems import errors
from builder.publish import Refusal
from builder.visibility import Edition
from tests.hostile import cases, odd, tried


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything written by hand, and all images, in one folder."""
    images = [cases.Case(name, files, name, "image") for name, files in odd.images().items()]
    return cases.laid(tmp_path_factory.mktemp("same") / "root", [*cases.by_hand(), *images])


@pytest.mark.parametrize("edition", tried.EDITIONS)
def test_03_what_check_says_build_says(edition: Edition, root: Path, tmp_path: Path) -> None:
    checked = build.check(root, cases.TODAY, edition)
    built = build.build(root, tmp_path / "site", cases.TODAY, edition)

    assert built.problems == checked.problems
    assert len(errors(checked.problems)) > 100
    refused = {one.path for one in errors(checked.problems)}
    assert [
        path for path in refused if path.endswith(".md") and (tmp_path / "site" / tried.page_of(path)).exists()
    ] == []


def test_03_a_strict_build_writes_nothing_when_check_finds_a_mistake(root: Path, tmp_path: Path) -> None:
    with pytest.raises(publish.Refusal):
        build.build(root, tmp_path / "site", cases.TODAY, strict=True)

    assert not (tmp_path / "site").exists()
    build.build(cases.laid(tmp_path / "good", []), tmp_path / "site", cases.TODAY, strict=True)


def test_03_a_check_that_would_not_look_as_far_as_the_build_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.Case("cut", odd.images()["cut-jpeg"], "cut", "image")
    root = cases.laid(tmp_path / "root", [case])
    assert [one.code for one in errors(build.check(root, cases.TODAY).problems)] == ["image-unreadable"]

    monkeypatch.setattr(photos, "amiss", lambda path, raw: None)

    assert errors(build.check(root, cases.TODAY).problems) == []
    with pytest.raises(Refusal, match="unwritable"):
        build.build(root, tmp_path / "site", cases.TODAY)
