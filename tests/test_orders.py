"""The same site, byte for byte, whoever makes its files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from jinja2 import UndefinedError

from builder import build, orders, stages
from builder.manifest import Manifest, wanted
from builder.stages import Crew, Refusal
from builder.state import State, learnt
from tests import samples
from tests.conftest import TODAY
from tests.test_build import files

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def root(demo_root: Path, tmp_path: Path) -> Path:
    """The demo content, as if it was never built."""
    return Path(shutil.copytree(demo_root, tmp_path / "root", ignore=shutil.ignore_patterns(".wisselwerk")))


def command(root: Path, out: Path, *more: str, start: str = "fork") -> dict[str, int]:
    """A build as people run it; gives how many files were written, unchanged and removed."""
    words = [sys.executable, "-m", "builder", "build", "--root", root, "--out", out, "--today", str(TODAY)]
    environment = {**os.environ, "WISSELWERK_START": start}
    done = subprocess.run(
        [*words, "--format", "json", *more], cwd=PROJECT, env=environment, capture_output=True, check=True
    )
    assert done.stderr == b""
    found: dict[str, int] = msgspec.json.decode(done.stdout)["files"]
    return found


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_two_processes_make_what_one_makes_and_leave_it_nothing_to_do(
    start: str, demo: Path, root: Path, tmp_path: Path
) -> None:
    first = command(root, tmp_path / "site", "--jobs", "2", start=start)
    assert files(tmp_path / "site") == files(demo)

    again = command(root, tmp_path / "site", "--jobs", "1")

    assert again == {"written": 0, "unchanged": first["written"], "removed": 0}


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small world, of which little work is work for two."""
    monkeypatch.setattr(stages, "LEAST", 20)
    return samples.world(tmp_path / "small")


@pytest.mark.parametrize("forked", [True, False], ids=["fork", "spawn"])
def test_a_mistake_in_a_template_leaves_the_old_site_as_it_was(
    forked: bool, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "_may_fork", lambda: forked)
    build.build(small, tmp_path / "site", TODAY)
    before = files(tmp_path / "site")
    page = small / "templates/pages/profile.html"
    page.parent.mkdir(parents=True)
    page.write_text("{{ nobody.knows }}")

    for crew in (Crew(1), Crew(2)):
        with pytest.raises(UndefinedError, match="'nobody' is undefined"):
            build.build(small, tmp_path / "site", TODAY, crew=crew, remake=orders.remake)

    assert files(tmp_path / "site") == before
    assert sorted(os.listdir(tmp_path)) == [".site.lock", "site", "small"]


def test_content_that_changes_meanwhile_is_never_mixed_into_the_site(small: Path, tmp_path: Path) -> None:
    last = State()
    checked = build.check(small, TODAY, last=last)
    mark = build.mark_of(build.template_folders(small), tmp_path / "site")
    plan = build.planned(small, "public", checked, last, mark, build.Watch())
    state = learnt(checked.content.memory, checked.judged, plan.ranked, plan.kept, last.shelves)
    outputs = wanted(plan.outputs, plan.groups, Manifest(), last.shelves, whole=True).outputs
    out, staging = tmp_path / "site", tmp_path / ".site.staging"
    order = orders.remake(small, out, TODAY, "public", None, state, last.shelves, staging, outputs)
    person = next((small / "content/profiles").glob("*.md"))
    person.write_text(person.read_text() + "\nEn nog iets.\n")

    with pytest.raises(Refusal, match="other-plan"):
        order.begin(order.data)
