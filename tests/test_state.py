"""What one build leaves for the next: nobody can come to harm by it."""

from pathlib import Path

import pytest

from builder.manifest import Manifest
from builder.publish import Written
from builder.shelves import Spoilt
from builder.state import Outcome, State, remember

MARK = b"0123456789abcdef"


def left(path: Path, last: State | None = None, **parts: object) -> State:
    """The state, with these parts, as the next build finds it."""
    empty = State()
    names = ("outcome", "files", "judged", "manifest", "ranking", "search")
    remember(path, MARK, {name: parts.get(name, getattr(empty, name)) for name in names}, last or State.empty(path))
    return State(path)


def test_what_was_left_is_found_again(tmp_path: Path) -> None:
    found = left(tmp_path / "state", manifest=Manifest({"a": Written(b"key", 3)}), outcome=Outcome(files=1))

    assert (found.mark, found.manifest, found.outcome.files) == (MARK, Manifest({"a": Written(b"key", 3)}), 1)


def test_a_part_that_stays_the_same_is_copied_as_it_stands(tmp_path: Path) -> None:
    first = left(tmp_path / "state", manifest=Manifest({"a": Written(b"key", 3)}))

    second = left(tmp_path / "state", first, manifest=first.manifest, outcome=Outcome(files=2))

    assert (second.packed("manifest"), second.outcome.files) == (first.packed("manifest"), 2)


@pytest.mark.parametrize("harm", [b"", b"someone else's", MARK, MARK + b"\x00\x00\x00\x02\xc1\xc1", MARK + b"\xff" * 9])
def test_what_is_foreign_or_cut_short_is_nothing(tmp_path: Path, harm: bytes) -> None:
    (tmp_path / "state").write_bytes(harm)

    found = State(tmp_path / "state")

    assert (found.mark, found.manifest) == (b"", Manifest())


def test_a_part_that_was_cut_off_is_nothing(tmp_path: Path) -> None:
    left(tmp_path / "state", manifest=Manifest({"a": Written(b"key", 3)}))
    whole = (tmp_path / "state").read_bytes()
    (tmp_path / "state").write_bytes(whole[:-1])

    assert State(tmp_path / "state").mark == b""


def test_a_part_that_holds_something_else_is_noticed(tmp_path: Path) -> None:
    left(tmp_path / "state", manifest=Manifest({"a": Written(b"key", 3)}))
    whole = (tmp_path / "state").read_bytes()
    (tmp_path / "state").write_bytes(whole.replace(b"key", b"kay"))

    with pytest.raises(Spoilt):
        assert State(tmp_path / "state").manifest
