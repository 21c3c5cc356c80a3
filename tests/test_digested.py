"""A site in one number."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from builder.digested import tree_digest

SHELL = r"""find . -type f | sed 's|^\./||' | LC_ALL=C sort | while read -r f; do
printf '%s\0%s\n' "$f" "$(sha256sum <"$f" | cut -c-64)"; done | sha256sum"""


def site(root: Path) -> Path:
    """A small one."""
    for path, text in {"index.html": "home", "a/b.html": "page", "a-b.html": "x", ".well-known/key": "k"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def test_the_number_is_that_of_a_line_for_each_file_in_order(tmp_path: Path) -> None:
    lines = [
        f"{path}\0{hashlib.sha256(text).hexdigest()}\n"
        for path, text in [
            (".well-known/key", b"k"), ("a-b.html", b"x"), ("a/b.html", b"page"), ("index.html", b"home"),
        ]
    ]  # fmt: skip

    assert tree_digest(site(tmp_path)) == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_anyone_can_work_it_out_without_this_program(tmp_path: Path) -> None:
    site(tmp_path)
    said = subprocess.run(["bash", "-c", SHELL], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert said.split()[0] == tree_digest(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "index.html").write_text("Home"),
        lambda root: (root / "new.html").write_text(""),
        lambda root: (root / "a/b.html").unlink(),
        lambda root: (root / "a-b.html").rename(root / "a-c.html"),
        lambda root: (root / ".well-known/key").write_text("l"),
    ],
)
def test_whatever_differs_gives_another_number(tmp_path: Path, change) -> None:
    before = tree_digest(site(tmp_path))
    change(tmp_path)

    assert tree_digest(tmp_path) != before


def test_how_it_stands_on_disk_makes_no_difference(tmp_path: Path) -> None:
    one = site(tmp_path / "one")
    other = tmp_path / "other"
    for path in sorted(one.rglob("*"), reverse=True):
        if path.is_file():
            (other / path.relative_to(one)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, other / path.relative_to(one))
    os.utime(other / "index.html", (0, 0))
    (other / ".git").mkdir()
    (other / ".git/HEAD").write_text("somebody else's")

    assert tree_digest(one) == tree_digest(other)
