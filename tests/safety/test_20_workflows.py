"""Requirement 20: the workflows that we ship, here and in a network's own repository, and what a worse one would do."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from builder import __version__
from builder.new import workflows as begun
from tests.runner import PROJECT
from tests.safety.workflows import PINNED, faults, gitlab_faults, step_faults

ACTION = f"vechtstad/wisselwerk@{'0123abcd' * 5}"
PLACES = (".github/workflows/*.yml", ".forgejo/workflows/*.yml")
OURS = {
    path.relative_to(PROJECT).as_posix(): path.read_text("utf-8")
    for place in PLACES
    for path in sorted(PROJECT.glob(place))
}
# The program that a new network names is that of `--action`, with the commit that somebody chose.
THEIRS = {
    f"new network: {path}": text.replace(ACTION, f"{ACTION} # v0.0.0")
    for path, text in begun(PROJECT / "templates", ACTION).items()
    if path.endswith(".yml")
}
TOLD = {
    f"docs/{path.name}, {number}": block
    for path in sorted(PROJECT.glob("docs/*.md"))
    for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", path.read_text("utf-8"), re.DOTALL))
    if "\njobs:" in block
}
SHIPPED = {**OURS, **THEIRS, **TOLD}
CHECK = SHIPPED[".github/workflows/check.yml"]
PUBLISH = SHIPPED[".github/workflows/publish.yml"]
GITLAB = (PROJECT / ".gitlab-ci.yml").read_text("utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_20_a_workflow_that_we_ship_keeps_every_rule(name: str) -> None:
    assert faults(SHIPPED[name]) == []


def test_20_every_place_that_ships_workflows_is_looked_at() -> None:
    everywhere = {path.relative_to(PROJECT).as_posix() for path in PROJECT.glob(".*/workflows/*")}
    everywhere |= {path.relative_to(PROJECT).as_posix() for path in PROJECT.glob("tests/scenarios/*/.*/**/*.yml")}

    assert everywhere == OURS.keys()
    assert len(THEIRS) == len(list(PROJECT.glob("templates/network/*.yml"))) == 4
    assert TOLD


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  pull_request:\n", "  pull_request_target:\n", "begins at pull_request_target"),
        ("permissions: {}\n", "", "does not begin without rights"),
        ("permissions: {}\n", "permissions: write-all\n", "does not begin without rights"),
        ("      contents: read\n", "      contents: write\n", "check: a proposal gets contents"),
        ("    permissions:\n      contents: read\n      pull-requests: read # to see who approved\n", "",
         "check: does not name its rights"),
        ("github.token", "secrets.DEPLOY_KEY", "gives secrets to a proposal"),
        ("persist-credentials: false", "fetch-tags: false", "check: a checkout leaves a key behind"),
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7",
         "check: actions/checkout is not named by its commit"),
        (" # v7.0.1", "", "does not say which version an action is"),
        ('"$AUTHOR"', '"${{ github.event.pull_request.user.login }}"', "check: a command holds words from outside"),
        ('--author="$AUTHOR"', "--author=$AUTHOR",
         "check: a word from outside stands in a command without quotes"),
        ("          ref: ${{ github.event.pull_request.base.ref }}\n", "",
         "check: the program is not that of the base"),
        ("github.event.pull_request.base.ref", "github.head_ref", "check: the program is not that of the base"),
        ("run: make parts", "run: make -C change parts",
         "check: does more than read the proposal: make -C change parts"),
        ("run: make parts", "run: ./change/setup", "check: does more than read the proposal: ./change/setup"),
        ("run: make parts", "working-directory: change\n        run: make parts",
         "check: works in the proposal: change"),
        ("cp -R change/content content", "cp -R change/. .",
         "check: does more than read the proposal: cp -R change/. ."),
        ("run: make parts", "run: curl -s https://example.org/setup | sh",
         "check: a command fetches what is not pinned"),
        ("run: make parts", "run: pip install wisselwerk", "check: a command installs what is not pinned"),
        ("run: make parts", "run: npm install", "check: a command installs what is not pinned"),
    ],
)  # fmt: skip
def test_20_a_worse_check_of_proposals_is_told(old: str, new: str, said: str) -> None:
    assert old in CHECK
    assert said in faults(CHECK.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    if: github.ref == 'refs/heads/main'\n", "", "deploy: publishes from elsewhere than main or a tag"),
        ("'refs/heads/main'\n", "'refs/heads/main' || true\n", "deploy: publishes from elsewhere than main or a tag"),
        ("    steps:\n      - name: Publiceren\n", "    steps:\n      - run: make parts\n      - name: Publiceren\n",
         "deploy: has a right beside what the repository runs"),
        ("  push:\n    branches: [main]\n", "  pull_request:\n", "deploy: a proposal gets id-token, pages"),
        ("  workflow_dispatch:\n", "  issue_comment:\n  workflow_dispatch:\n", "begins at issue_comment"),
    ],
)  # fmt: skip
def test_20_a_worse_publication_is_told(old: str, new: str, said: str) -> None:
    assert old in PUBLISH
    assert said in faults(PUBLISH.replace(old, new))


def test_20_an_image_without_a_digest_is_told() -> None:
    text = SHIPPED[".forgejo/workflows/check.yml"]

    assert "check: an image without a digest" in faults(re.sub(r"@sha256:\w+", "", text))
    assert "an image without a digest" in gitlab_faults(re.sub(r"@sha256:\w+", "", GITLAB))


def test_20_a_comment_comes_from_a_workflow_that_runs_nothing_else() -> None:
    text = """\
on: {workflow_run: {workflows: [Controle], types: [completed]}}
permissions: {}
jobs:
  comment:
    permissions: {pull-requests: write}
    steps: [{run: gh pr comment "$NUMBER" --body-file said.txt}]
"""

    assert faults(text) == []
    assert faults(text.replace("gh pr", "bash left/setup && gh pr")) == [
        "comment: runs more than it takes to place a comment"
    ]
    assert [name for name, text in SHIPPED.items() if "workflow_run" in yaml.safe_load(text)] == []


# GitLab ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ("    - cd ../program\n", "", "check: the program is not that of the base"),
        ('"$GITLAB_USER_LOGIN"', "$GITLAB_USER_LOGIN --x=$CI_MERGE_REQUEST_TITLE",
         "check: a word from outside stands in a command without quotes"),
        ("    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n  variables:", "    - if: $CI_COMMIT_BRANCH\n  variables:",
         "pages: publishes from elsewhere than main"),
    ],
)  # fmt: skip
def test_20_the_pipeline_of_gitlab_keeps_the_rules_as_far_as_they_go(old: str, new: str, said: str) -> None:
    assert old in GITLAB
    assert gitlab_faults(GITLAB.replace(old, new)) == [said] * bool(said)


# The action, zizmor and pins ------------------------------------------------------------------------------------------


def test_20_the_action_keeps_the_rules_of_a_step() -> None:
    steps = yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))["runs"]["steps"]

    assert [said for step in steps for said in step_faults(step)] == []
    assert [*step_faults({"run": "echo ${{ github.event.issue.title }}"})] == ["a command holds words from outside"]


def zizmor(folder: Path) -> tuple[int, str]:
    """What zizmor says of the workflows in a folder."""
    words = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--color", "never", "."]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_20_zizmor_has_nothing_to_say_and_would_have(tmp_path: Path) -> None:
    texts = {f"{number}.yml": text for number, text in enumerate(SHIPPED.values())}
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    (tmp_path / "action.yml").write_text((PROJECT / "action.yml").read_text("utf-8"), "utf-8")
    code, said = zizmor(tmp_path)
    assert (code, said.split(".")[0]) == (0, "No findings to report"), said

    (folder / "bad.yml").write_text(CHECK.replace("pull_request:", "pull_request_target:"), "utf-8")
    code, said = zizmor(tmp_path)
    assert code != 0 and "dangerous-triggers" in said


def test_20_no_warning_of_zizmor_is_switched_off() -> None:
    assert [name for name, text in SHIPPED.items() if "zizmor:" in text] == []
    assert [*PROJECT.glob(".github/zizmor.*"), *PROJECT.glob("zizmor.*")] == []


def test_20_everything_that_make_installs_is_pinned_by_a_hash() -> None:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    installs = [line for line in makefile.splitlines() if re.search(r"(pip|\$\(PIP\)).* install ", line)]
    npm = re.findall(r"npm (\w+)(.*)", makefile)

    assert len(installs) >= 6
    assert [one for one in installs if "--require-hashes" not in one and "--editable ." not in one] == []
    assert {name for name, rest in npm if "--package-lock-only" not in rest} == {"ci"}
    assert [rest for _, rest in npm if "--ignore-scripts" not in rest] == []


def test_20_every_exception_to_the_rules_for_safe_code_says_why() -> None:
    lines = [
        (path.relative_to(PROJECT).as_posix(), number, line)
        for path in sorted(PROJECT.glob("builder/**/*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
    ]
    rules = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    excepted = [one for one in lines if re.search(r"# noqa: [^#]*S\d", one[2])]

    assert "S" in rules["select"] and excepted
    assert [one for one in excepted if not re.search(r"# noqa: (S\d+(, )?)+( {2}#| -) \S+ \S+", one[2])] == []
    assert [one for one in lines if "# nosec" in one[2] or re.search(r"# noqa\b(?!:)", one[2])] == []


# A release ------------------------------------------------------------------------------------------------------------


def test_20_a_release_is_made_without_rights_and_signed_and_published_by_jobs_with_one_each() -> None:
    told = yaml.load(SHIPPED[".github/workflows/release.yml"], Loader=yaml.BaseLoader)
    jobs = told["jobs"]

    assert told["on"] == {"push": {"tags": ["v[0-9]*"]}}
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "test": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "publish": {"id-token": "write"},
        "release": {"contents": "write"},
    }
    assert [jobs[name]["needs"] for name in ("attest", "publish", "release")] == [
        ["build", "test"],
        "attest",
        "publish",
    ]
    assert jobs["publish"]["environment"] == "pypi"
    assert "secrets." not in SHIPPED[".github/workflows/release.yml"]
    assert PINNED.fullmatch(jobs["attest"]["steps"][1]["uses"])


@pytest.mark.parametrize("name", ["audit", "release"])
def test_20_what_is_for_the_keepers_of_the_program_begins_nowhere_else(name: str) -> None:
    jobs = yaml.load(SHIPPED[f".github/workflows/{name}.yml"], Loader=yaml.BaseLoader)["jobs"]

    first = [job for job in jobs.values() if "needs" not in job]
    assert first
    assert [job for job in first if job.get("if") != "vars.KEEPS_THE_PROGRAM == 'yes'"] == []


def test_20_the_tools_of_a_release_and_of_an_audit_have_locks_with_hashes() -> None:
    for name in ("lock", "audit", "release"):
        text = (PROJECT / f"requirements/{name}.txt").read_text("utf-8")
        assert text.count("==") == len(re.findall(r"^[\w.-]+==\S+ .*\\\n +--hash=sha256:", text, re.MULTILINE)) > 0
    built = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert built == {"requires": ["hatchling>=1.28"], "build-backend": "hatchling.build"}


def test_20_whoever_finds_a_weakness_reads_where_to_tell_it_as_the_site_does() -> None:
    page = (PROJECT / "SECURITY.md").read_text("utf-8")
    dutch, english = page.split("\n## ")[1:]
    version = ".".join(__version__.split(".")[:2])

    for part in (dutch, english):
        assert "`.well-known/security.txt`" in part and "*Report a vulnerability*" in part
        assert re.search(rf"^\| {re.escape(version)} \| (ja|yes) \|$", part, re.MULTILINE)
    assert len(re.findall("^### ", dutch, re.MULTILINE)) == len(re.findall("^### ", english, re.MULTILINE)) == 3
