"""Publishing: only what differs, never half, and never over somebody else's files."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from builder import publish, sight
from builder.plan import Output
from builder.publish import Refusal, Written

MARK = Output(publish.MARK, b"mark", lambda: b"{}\n")


def outputs(**files: str) -> list[Output]:
    """Outputs whose key is their text; `a_b` lands at a/b.html."""
    return [
        MARK,
        *(Output(f"{name.replace('_', '/')}.html", text.encode(), text.encode) for name, text in files.items()),
    ]


def put(out: Path, plan: Iterable[Output], manifest: publish.Manifest | None = None) -> publish.Report:
    """Publishes a plan and remembers what stands there."""
    known = manifest if manifest is not None else {}
    with publish.locked(out):
        new, report = publish.publish(out, list(plan), known, lambda _: lambda path, data: None)
    if isinstance(known, dict):
        known.clear()
        known.update(new)
    return report


def standing(out: Path) -> dict[str, str]:
    return {str(path.relative_to(out)): path.read_text() for path in sorted(out.rglob("*")) if path.is_file()}


def test_a_first_build_writes_everything(tmp_path: Path) -> None:
    put(tmp_path / "site", outputs(index="home", people_ana="Ana"))

    assert standing(tmp_path / "site") == {publish.MARK: "{}\n", "index.html": "home", "people/ana.html": "Ana"}


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    manifest: dict[str, Written] = {}
    put(tmp_path / "site", outputs(index="home"), manifest)
    before = (tmp_path / "site/index.html").stat().st_mtime_ns

    report = put(tmp_path / "site", outputs(index="home"), manifest)

    assert (report.written, report.unchanged, report.removed) == ((), 2, ())
    assert (tmp_path / "site/index.html").stat().st_mtime_ns == before


def test_only_the_page_that_changed_is_made_again(tmp_path: Path) -> None:
    manifest: dict[str, Written] = {}
    first = outputs(index="home", a="1", b="2", c="3", d="4")
    put(tmp_path / "site", first, manifest)

    report = put(tmp_path / "site", outputs(index="home", a="1", b="new", c="3", d="4"), manifest)

    assert report.written == ("b.html",)
    assert (tmp_path / "site/b.html").read_text() == "new"


def test_what_vanished_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    manifest: dict[str, Written] = {}
    put(tmp_path / "site", outputs(index="home", a="1", b="2", people_ana="Ana"), manifest)

    report = put(tmp_path / "site", outputs(index="home", a="1", b="2"), manifest)

    assert report.removed == ("people/ana.html",)
    assert not (tmp_path / "site/people").exists()


def test_a_file_that_was_lost_or_cut_short_is_made_again(tmp_path: Path) -> None:
    manifest: dict[str, Written] = {}
    plan = outputs(index="home", a="one", b="two", c="three")
    put(tmp_path / "site", plan, manifest)
    (tmp_path / "site/a.html").unlink()
    (tmp_path / "site/b.html").write_text("t")

    assert put(tmp_path / "site", plan, manifest).written == ("a.html", "b.html")


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/letter.txt").write_text("dear")

    with pytest.raises(Refusal) as refused:
        put(tmp_path / "site", outputs(index="home"))

    assert refused.value.code == "not-ours"
    assert (tmp_path / "site/letter.txt").read_text() == "dear"


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with publish.locked(tmp_path / "site"), pytest.raises(Refusal) as refused, publish.locked(tmp_path / "site"):
        pass

    assert refused.value.code == "locked"


@pytest.mark.parametrize("changed", [1, 4], ids=["file by file", "as a whole"])
def test_a_page_that_cannot_be_made_leaves_the_old_site(tmp_path: Path, changed: int) -> None:
    manifest: dict[str, Written] = {}
    put(tmp_path / "site", outputs(a="1", b="2", c="3", d="4"), manifest)
    before = standing(tmp_path / "site")

    def broken() -> bytes:
        raise OSError("no space left")

    plan = outputs(a="1", b="2", c="3", d="4")
    plan[-changed:] = [Output(one.path, b"new", broken) for one in plan[-changed:]]
    with pytest.raises(OSError, match="no space left"):
        put(tmp_path / "site", plan, manifest)

    assert standing(tmp_path / "site") == before


def test_what_a_stopped_build_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".site.staging/half").mkdir(parents=True)

    put(tmp_path / "site", outputs(index="home"))

    assert sorted(os.listdir(tmp_path)) == [".site.lock", "site"]


def test_files_that_begin_with_a_point_stay(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.gitignore").write_text("*")

    put(tmp_path / "site", outputs(index="home"))

    assert (tmp_path / "site/.gitignore").read_text() == "*"


def test_a_repository_in_the_output_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site/.git").mkdir(parents=True)
    (tmp_path / "site/.git/HEAD").write_text("ref: refs/heads/pages")

    put(tmp_path / "site", outputs(index="home"))

    assert (tmp_path / "site/.git/HEAD").read_text() == "ref: refs/heads/pages"
    assert (tmp_path / "site/index.html").read_text() == "home"


def test_everyone_may_read_what_is_published_whatever_the_umask(tmp_path: Path) -> None:
    previous = os.umask(0o022)
    try:
        put(tmp_path / "site", outputs(people_ana="Ana"))
    finally:
        os.umask(previous)

    assert (tmp_path / "site/people/ana.html").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "site/people").stat().st_mode & 0o777 == 0o755


def test_a_folder_in_which_nothing_came_or_went_need_not_be_looked_into(tmp_path: Path) -> None:
    out, manifest = tmp_path / "site", dict[str, Written]()
    put(out, outputs(a_one="1", a_two="2", b_three="3"), manifest)
    [times] = sight.times([out], sight.folders_of(manifest))
    (out / "b/three.html").unlink()
    (out / "b/c").mkdir()
    (out / "b/c/four.html").write_text("4444")

    found = publish._still_standing(out, {**manifest, "a/one.html": Written(b"", 99)}, sight.untouched(out, times))

    assert found == {publish.MARK: 3, "a/one.html": 99, "a/two.html": 1, "b/c/four.html": 4}
