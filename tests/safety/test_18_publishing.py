"""Requirement 18: publishing is one step, under a lock; whatever fails, a whole site stands there."""

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from builder import build, publish, sight, swap
from builder.digested import tree_digest
from builder.publish import Refusal
from tests import samples
from tests.safety import fire
from tests.safety.figures import PROJECT
from tests.safety.fire import (
    TODAY,
    Moment,
    Versions,
    become,
    cold,
    died,
    disk_full,
    killed,
    moments,
    read_all_the_while,
)

# A namespace of one's own, in which anyone may mount a small disk.
CAN_MOUNT = subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode == 0
mounting = pytest.mark.skipif(not CAN_MOUNT, reason="this system lets nobody mount a disk of their own")

FLUSHED = swap.flushed  # the tests do without it


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return fire.versions(tmp_path_factory.mktemp("versions"))


@pytest.fixture
def root(known: Versions, tmp_path: Path) -> Path:
    """The first version, built."""
    made = Path(shutil.copytree(known.roots["first"], tmp_path / "root"))
    build.build(made, made / "site", TODAY)
    return made


def seen(found: list[Moment]) -> list[tuple[bool, bool, bool]]:
    assert len(found) > 5
    return sorted(set(found))


# Whenever a build dies


@pytest.mark.parametrize(("name", "every"), [("sentence", 13), ("leaver", 41), ("title", 149)])
@pytest.mark.parametrize("fail", [died, disk_full], ids=["killed", "disk full"])
def test_18_at_every_call_to_the_system_a_whole_site_stands_there(
    known: Versions, tmp_path: Path, name: str, every: int, fail: Callable[[], None]
) -> None:
    assert seen(list(moments(known, name, tmp_path, fail, every))) == [(True, True, True)]


def test_18_a_site_replaced_file_by_file_would_be_seen_half(
    known: Versions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "can_change_names", lambda out: False)

    assert not all(one.whole for one in moments(known, "leaver", tmp_path, died, 7))


def test_18_a_state_that_trusts_a_build_that_died_would_be_seen(
    known: Versions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "unsettle", lambda path: None)

    assert not all(one.same for one in moments(known, "sentence", tmp_path, died, every=2, first=90))


def test_18_builds_killed_at_random_while_a_reader_reads(known: Versions, root: Path) -> None:
    with read_all_the_while(root / "site", list(known.digests.values())) as readings:
        found = killed(known, root, 8, seed=18)

    assert found == (8, 8, 2, 2)
    assert readings.done and readings.wrong == []


def test_18_a_reader_would_see_a_file_that_changes_in_place(known: Versions, root: Path) -> None:
    with read_all_the_while(root / "site", list(known.digests.values())) as readings:
        while not readings.done:
            time.sleep(0.01)
        (root / "site/index.html").write_text("half", encoding="utf-8")
        while not readings.wrong:
            time.sleep(0.01)

    assert readings.wrong


# What stands beside the site


def test_18_nothing_of_what_was_taken_off_stays_beside_the_site(known: Versions, root: Path) -> None:
    become(root, known.roots["sentence"])
    build.build(root, root / "site", TODAY)
    become(root, known.roots["leaver"])

    report = build.build(root, root / "site", TODAY).report

    assert report.spared and "profiles/bob.html" in report.removed
    assert tree_digest(root / ".site.spare") == tree_digest(root / "site") == known.digests["leaver"]
    assert (root / ".site.spare/index.html").samefile(root / "site/index.html")


def test_18_a_spare_that_somebody_touched_is_made_anew(known: Versions, root: Path) -> None:
    for name in ("sentence", "first"):
        become(root, known.roots[name])
        build.build(root, root / "site", TODAY)
    (root / ".site.spare/index.html").unlink()
    (root / ".site.spare/profiles/mallory.html").write_text("I was here", encoding="utf-8")
    become(root, known.roots["leaver"])

    build.build(root, root / "site", TODAY)

    assert tree_digest(root / "site") == known.digests["leaver"]


def test_18_where_a_file_has_but_one_name_it_is_copied(
    known: Versions, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*given: object, **more: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    for name in ("sentence", "leaver", "title"):
        become(root, known.roots[name])
        build.build(root, root / "site", TODAY)
        assert tree_digest(root / "site") == known.digests[name]


def test_18_what_a_build_made_reaches_the_disk_before_the_site_changes(
    known: Versions, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    for name in ("flushed", "_changed_names"):
        real = getattr(swap, name)

        def noted(*given: object, real: Callable[..., None] = real, name: str = name) -> None:
            steps.append(name)
            real(*given)

        monkeypatch.setattr(swap, name, noted)
    for name in ("sentence", "title"):
        become(root, known.roots[name])
        build.build(root, root / "site", TODAY)

    assert steps == ["flushed", "_changed_names"] * 2


def test_18_waiting_for_the_disk_goes_with_and_without_help_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(os, "sync", lambda: called.append("sync"))

    FLUSHED(tmp_path)
    assert called == []
    monkeypatch.setattr("ctypes.CDLL", lambda name: None)
    FLUSHED(tmp_path)
    assert called == ["sync"]


@pytest.mark.parametrize("stopped", [False, True])
def test_18_where_two_folders_cannot_change_names_at_once_the_site_gets_its_name_back(
    known: Versions, root: Path, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    become(root, known.roots["sentence"])
    build.build(root, root / "site", TODAY)
    assert tree_digest(root / "site") == known.digests["sentence"]
    if stopped:  # between one name and the other
        os.rename(root / "site", root / ".site.old")
    with publish.locked(root / "site"):
        assert tree_digest(root / "site") == known.digests["sentence"]


# Disks, locks and clocks


def on_a_disk(script: str, root: Path) -> "subprocess.CompletedProcess[str]":
    """Runs this with `$disk`, an empty place to mount something at, and `$wisselwerk`."""
    disk = root.parent / "disk"
    disk.mkdir()
    told = {**os.environ, "disk": str(disk), "root": str(root), "wisselwerk": f"{sys.executable} -m builder"}
    return subprocess.run(
        ["unshare", "-rm", "sh", "-ec", script], cwd=PROJECT, env=told, capture_output=True, text=True, check=False
    )


@mounting
def test_18_a_full_disk_is_told_and_leaves_the_site(known: Versions, root: Path) -> None:
    done = on_a_disk(
        """
        mount -t tmpfs -o size=12m none $disk
        cp -R $root/content $root/directory.yaml $disk
        $wisselwerk build --root $disk --out $disk/site --today 2026-11-21 >&2
        cp -R $disk/site $root/before
        head -c 20m /dev/zero > $disk/filling || true
        set +e; $wisselwerk build --root $disk --out $disk/site --today 2026-11-22; echo "code $?"
        cp -R $disk/site $root/after
        """,
        root,
    )

    assert "code 1" in done.stdout, done.stderr
    assert "De schijf is vol. De site is niet gewijzigd." in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_digest(root / "before") == tree_digest(root / "after") == known.digests["first"]


@mounting
def test_18_a_disk_that_may_only_be_read_is_told(root: Path) -> None:
    done = on_a_disk(
        """
        mount -t tmpfs none $disk
        mount -o remount,ro $disk
        set +e; $wisselwerk build --root $root --out $disk/site --today 2026-11-21; echo "code $?"
        """,
        root,
    )

    assert "code 1" in done.stdout, done.stderr
    assert "Dit mag niet worden gelezen of geschreven" in done.stderr
    assert "Traceback" not in done.stderr


@mounting
def test_18_a_site_that_is_a_mounted_disk_is_built_in_place(known: Versions, root: Path) -> None:
    done = on_a_disk(
        """
        mount -t tmpfs none $disk
        $wisselwerk build --root $root --out $disk --today 2026-11-21 >&2
        sed -i 's/name: Cleo/name: Clea/' $root/content/profiles/cleo.md
        $wisselwerk build --root $root --out $disk --today 2026-11-21 >&2
        ls -A $disk | grep '^[.]' || true
        cp -R $disk $root/after
        """,
        root,
    )

    assert done.returncode == 0, done.stderr
    assert tree_digest(root / "after") == known.digests["sentence"]
    assert [name for name in done.stdout.split() if name != ".well-known"] == []


def test_18_of_two_builds_at_once_one_waits_its_turn(known: Versions, root: Path) -> None:
    become(root, known.roots["title"])
    with publish.locked(root / "site"):
        process = fire.started(root, stderr=subprocess.PIPE)
        told = process.communicate()[1].decode()
        assert process.returncode == 1
        assert "Een andere bouw schrijft nu in site." in told
        assert tree_digest(root / "site") == known.digests["first"]
    both = [fire.started(root) for _ in range(2)]

    assert min(one.wait() for one in both) == 0
    assert tree_digest(root / "site") == known.digests["title"]


def test_18_a_clock_that_is_set_back_hides_no_change(
    known: Versions, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns
    for hours in (-2, 30, -40):
        monkeypatch.setattr(sight.time, "time_ns", lambda hours=hours: now() + hours * 3600 * sight.SECOND)
        for name in ("sentence", "first", "leaver"):
            become(root, known.roots[name])
            for path in root.rglob("content/**/*.md"):
                os.utime(path, (0, 0))  # nor does the time of a file tell it
            build.build(root, root / "site", TODAY)
            assert tree_digest(root / "site") == known.digests[name]


@pytest.mark.parametrize("spoil", ["cut", "foreign", "another version", "another network", "no shelves", "a folder"])
def test_18_a_state_that_is_spoilt_costs_a_build_and_no_more(
    known: Versions, root: Path, tmp_path: Path, spoil: str
) -> None:
    [state] = (root / ".wisselwerk").glob("*.state")
    raw = state.read_bytes()
    if spoil == "cut":
        state.write_bytes(raw[: len(raw) // 2])
    elif spoil == "foreign":
        state.write_bytes(b"\x00" * 4096)
    elif spoil == "another version":
        state.write_bytes(b"an older program" + raw[16:])
    elif spoil == "another network":
        other = samples.world(tmp_path / "other")
        (other / "content/profiles/cleo.md").unlink()
        build.build(other, root / "site", TODAY)
        for left in (other / ".wisselwerk").iterdir():
            place = root / ".wisselwerk" / left.name
            shutil.rmtree(place, ignore_errors=True)
            shutil.move(left, place)
    elif spoil == "no shelves":
        shutil.rmtree(state.with_suffix(".shelves"))
    else:
        state.unlink()
        state.mkdir()
    become(root, known.roots["leaver"])

    refused = pytest.raises(Refusal, match="not-remembered") if spoil == "a folder" else nullcontext()
    with refused:
        build.build(root, root / "site", TODAY)

    assert tree_digest(root / "site") == known.digests["leaver"] == cold(root)
