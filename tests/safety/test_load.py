"""Many mistakes at once, counted in a small network. What they cost is measured by `python -m tests.safety load`."""

import shutil
from datetime import date
from pathlib import Path
from random import Random

import msgspec
import pytest

from benchmarks import make_corpus
from builder import build, report
from builder.cli import words_of
from builder.problems import errors
from tests.safety import load

TODAY = date.fromisoformat(load.TODAY)
DUTCH = words_of("nl")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("load") / "root"
    make_corpus.write(root, 60, 6, 1)
    return root


@pytest.mark.parametrize("way", load.WAYS)
def test_every_way_to_break_a_file_is_an_error(way: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    make_corpus.write(root, 4, 1, 1)
    path = load.content_files(root)[-1]
    spoilt = load.WAYS[way]((root / path).read_text("utf-8"), Random(1))
    (root / path).write_bytes(spoilt.encode() if isinstance(spoilt, str) else spoilt)

    assert {one.path for one in errors(build.check(root, TODAY).problems)} == {path}


def test_of_many_mistakes_some_are_shown_and_all_are_in_json(clean: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(clean, root)
    paths = load.spoilt(root, 1, 1)

    found = build.check(root, TODAY).problems
    text = report.text(found, DUTCH)

    assert {one.path for one in errors(found)} >= {*paths}
    whole = report.text(found, DUTCH, len(found))
    assert len(text.splitlines()) < len(whole.splitlines()) and len(text.splitlines()) <= load.READABLE
    assert len(msgspec.json.decode(report.json(found, DUTCH))) == len(found)
    assert report.summary(found, DUTCH) in text


def test_a_network_is_broken_in_the_same_way_each_time(clean: Path, tmp_path: Path) -> None:
    roots = [tmp_path / name for name in ("one", "other")]
    for root in roots:
        shutil.copytree(clean, root)
    one, other = (load.spoilt(root, 5, 1) for root in roots)

    assert one == other and len(one) == len(load.content_files(clean)) // 5
    assert [(roots[0] / path).read_bytes() for path in one] == [(roots[1] / path).read_bytes() for path in one]


def test_what_is_told_is_counted(clean: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(clean, root)
    paths = load.spoilt(root, 20, 1)
    found = load.told(root, paths)

    assert found["untold"] == 0 and found["problems"] == found["in_json"] >= len(paths)
    assert load.told(clean, paths)["untold"] == len(paths)
