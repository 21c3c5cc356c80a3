"""Files are told apart from outside, and never trusted further than that goes."""

import os
import time
from pathlib import Path

from builder import sight

LONG_AGO = time.time_ns() - 10 * sight.COARSE


def file(path: Path, text: str, when: int = LONG_AGO + 1) -> Path:
    """A file as if nobody had touched it for a while: its status changed now, so only its own time can tell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, ns=(when, when))
    return path


def settled(root: Path, *places: str) -> sight.Sight:
    """What files look like once the clock has ticked."""
    time.sleep(2 * sight.TICK / sight.SECOND)
    return sight.sight(root, places)


def test_what_nobody_touched_looks_the_same(tmp_path: Path) -> None:
    file(tmp_path / "a/one", "1")

    assert settled(tmp_path, "a") == settled(tmp_path, "a") != {}


def test_the_same_text_written_again_looks_different(tmp_path: Path) -> None:
    file(tmp_path / "a/one", "1")
    before = settled(tmp_path, "a")
    file(tmp_path / "a/one", "1")

    assert settled(tmp_path, "a") != before


def test_a_file_that_was_written_just_now_cannot_be_relied_on(tmp_path: Path) -> None:
    file(tmp_path / "a/one", "1", time.time_ns())

    seen = sight.sight(tmp_path, ["a"])

    assert (seen, sight.whole(seen)) == ({"a/one": b""}, b"")


def test_whole_seconds_are_too_coarse_to_rely_on_for_a_while(tmp_path: Path) -> None:
    now = time.time_ns() // sight.SECOND * sight.SECOND
    found = os.stat_result((0o100644, 1, 0, 1, 0, 0, 1, 0, 0, 0), {"st_mtime_ns": now, "st_ctime_ns": now})

    assert sight._look(found, now + sight.SECOND) == b"" != sight._look(found, now + 3 * sight.SECOND)


def test_a_clock_that_was_set_back_makes_nothing_look_old(tmp_path: Path) -> None:
    file(tmp_path / "a/one", "1", time.time_ns() + 3600 * sight.SECOND)

    assert settled(tmp_path, "a") == {"a/one": b""}


def test_a_place_can_be_a_file_a_folder_or_nothing(tmp_path: Path) -> None:
    file(tmp_path / "a/b/one", "1")
    file(tmp_path / "two", "2")

    assert set(sight.sight(tmp_path, ["a", "two", "three"])) == {"a/b/one", "two"}


def test_a_name_that_comes_or_goes_gives_a_folder_another_time(tmp_path: Path) -> None:
    file(tmp_path / "a/one", "1")
    file(tmp_path / "b/c/two", "2")
    [times] = sight.times([tmp_path], sight.folders_of(["a/one", "b/c/two"]))
    file(tmp_path / "b/c/three", "3")

    assert sight.untouched(tmp_path, times) == {"", "a", "b"} == times.keys() - {"b/c"}
