"""The workflows run with no more rights than they need, and with actions that cannot change under us."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).parent.parent / ".github" / "workflows").glob("*.yml"))
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def workflow(path: Path) -> dict[str, Any]:
    """The workflow's settings; `on` is a text here, not the yes of old YAML."""
    settings = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(settings, dict)
    return settings


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


@EACH
def test_every_action_is_named_by_its_commit_with_the_version_beside_it(path: Path):
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))

    assert used
    assert [line for line in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@EACH
def test_a_workflow_begins_without_rights_and_each_job_names_its_own(path: Path):
    settings = workflow(path)

    assert settings["permissions"] == {}
    assert [name for name, job in settings["jobs"].items() if not job["permissions"]] == []


@EACH
def test_a_checkout_leaves_no_key_behind(path: Path):
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]

    assert checkouts
    assert [step for step in checkouts if step["with"]["persist-credentials"] != "false"] == []


@EACH
def test_no_command_holds_words_from_outside(path: Path):
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def test_a_pull_request_is_checked_by_the_program_of_the_branch_it_is_meant_for():
    check = next(path for path in WORKFLOWS if path.stem == "check")
    settings = workflow(check)
    program, change = (step["with"] for step in steps(check) if step.get("uses", "").startswith("actions/checkout@"))

    assert list(settings["on"]) == ["pull_request"]
    assert [job["permissions"] for job in settings["jobs"].values()] == [{"contents": "read"}]
    assert program["ref"] == "${{ github.base_ref }}"
    assert change["path"] == "change"
    assert "secrets." not in check.read_text("utf-8")


def test_only_the_job_that_publishes_may_publish_and_only_from_the_main_branch():
    jobs = workflow(next(path for path in WORKFLOWS if path.stem == "publish"))["jobs"]

    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["deploy"]["if"] == "github.ref == 'refs/heads/main'"
