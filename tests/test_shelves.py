"""Shelves: what was put is there the next time, what is not needed is gone, and what is spoilt is noticed."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from builder import shelves
from builder.shelves import Ref, Shelf, Shelves, Spoilt


def closed(one: Shelves, live: Iterable[Ref]) -> Mapping[int, Shelf]:
    """The shelves at the end of a build that needs these pieces."""
    standing = one.settled(live)
    one.sweep(standing)
    return standing


def files(folder: Path) -> bytes:
    """All that stands on disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_a_piece_is_there_the_next_time(tmp_path: Path) -> None:
    first = Shelves(tmp_path)
    ref = first.put(b"anna")

    assert Shelves(tmp_path, closed(first, [ref])).take(ref) == b"anna"


def test_a_piece_can_be_taken_before_it_stands_on_disk(tmp_path: Path) -> None:
    one = Shelves(tmp_path)

    assert one.take(one.put(b"anna")) == b"anna"


def test_shelves_without_a_folder_keep_everything_in_memory() -> None:
    one = Shelves()

    assert [one.take(ref) for ref in (one.put(b"anna"), one.put(b"bram"))] == [b"anna", b"bram"]


def test_what_is_not_needed_is_gone_from_the_disk(tmp_path: Path) -> None:
    first = Shelves(tmp_path)
    anna, bram = first.put(b"anna"), first.put(b"bram")
    second = Shelves(tmp_path, closed(first, [anna, bram]))

    closed(second, [bram])

    assert b"anna" not in files(tmp_path)
    assert b"bram" in files(tmp_path)


def test_a_file_that_nobody_knows_of_is_taken_away(tmp_path: Path) -> None:
    one = Shelves(tmp_path)
    ref = one.put(b"anna")
    (tmp_path / "7-of-a-build-that-was-killed.new").write_bytes(b"half")

    standing = closed(one, [ref])

    assert [path.name for path in tmp_path.iterdir()] == [standing[1].name]


def test_a_full_shelf_is_put_on_disk_and_a_new_one_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "FULL", 10)
    one = Shelves(tmp_path)
    refs = [one.put(name.encode() * 2) for name in ("anna", "bram", "cees", "dirk", "emma")]

    standing = closed(one, refs)

    assert [shelf.count for shelf in standing.values()] == [2, 2, 1]
    assert Shelves(tmp_path, standing).take(refs[1]) == b"brambram"


def test_a_shelf_on_which_nothing_changed_stays_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "FULL", 10)
    first = Shelves(tmp_path)
    refs = [first.put(name.encode() * 2) for name in ("anna", "bram", "cees", "dirk", "emma")]
    before = closed(first, refs)
    second = Shelves(tmp_path, before)

    after = closed(second, [*refs[1:], second.put(b"fien")])

    assert {number for number in after if after[number] == before.get(number)} == {2, 3}


def test_small_changes_fill_one_shelf_after_another(tmp_path: Path) -> None:
    refs, standing = list[Ref](), dict[int, Shelf]()
    for name in (b"anna", b"bram", b"cees"):
        one = Shelves(tmp_path, standing)
        refs.append(one.put(name))
        standing = dict(closed(one, refs))

    assert [shelf.count for shelf in standing.values()] == [3]


@pytest.mark.parametrize("harm", [b"", b"anno\xc1", b"x" * 100])
def test_what_is_spoilt_is_noticed(tmp_path: Path, harm: bytes) -> None:
    first = Shelves(tmp_path)
    ref = first.put(b"anna")
    standing = closed(first, [ref])
    (tmp_path / standing[1].name).write_bytes(harm)

    with pytest.raises(Spoilt):
        Shelves(tmp_path, standing).take(ref)


def test_a_piece_that_was_changed_is_noticed(tmp_path: Path) -> None:
    first = Shelves(tmp_path)
    ref = first.put(b"anna")
    standing = closed(first, [ref])
    path = tmp_path / standing[1].name
    path.write_bytes(path.read_bytes().replace(b"anna", b"anne"))

    with pytest.raises(Spoilt):
        Shelves(tmp_path, standing).take(ref)


def test_a_shelf_that_is_gone_is_noticed(tmp_path: Path) -> None:
    first = Shelves(tmp_path)
    ref = first.put(b"anna")
    standing = closed(first, [ref])
    (tmp_path / standing[1].name).unlink()

    with pytest.raises(Spoilt):
        Shelves(tmp_path, standing).take(ref)


def test_more_shelves_can_be_read_than_files_may_be_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "FULL", 1)
    monkeypatch.setattr(shelves, "MOST_OPEN", 2)
    first = Shelves(tmp_path)
    refs = [first.put(name) for name in (b"anna", b"bram", b"cees", b"dirk")]
    second = Shelves(tmp_path, closed(first, refs))

    assert [second.take(ref) for ref in refs * 2] == [b"anna", b"bram", b"cees", b"dirk"] * 2
