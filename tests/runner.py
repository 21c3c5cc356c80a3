"""Runs the steps of a workflow in order, as a runner of workflows would, on a fake event and without the network.

An action is played by what stands in `Machine.used`: a checkout is a clone. Tools that are there when a step begins,
such as the packages that `make parts` installs, stand ready with the date of today, so that `make` finds them done.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.repositories import ALONE, git

PROJECT = Path(__file__).resolve().parent.parent
PROGRAM = ("builder", "templates", "requirements", "Makefile", "pyproject.toml", "package.json", "package-lock.json")
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
TERM = re.compile(r"'[^']*'|&&|\|\||==|!=|!|[()]|[\w-]+(?:\.[\w-]+)*(?:\(\))?")


@dataclass
class Done:
    """What came of a step."""

    name: str
    outcome: str  # success, failure or skipped
    said: str = ""


@dataclass
class Machine:
    """Where a workflow runs: a folder, an event and what stands in for the world."""

    origin: Path
    workspace: Path
    context: dict[str, Any]
    known: Mapping[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)  # what was uploaded

    @property
    def summary(self) -> str:
        """The summary of the run."""
        path = self.workspace.parent / "summary.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def run(self, path: Path, job: str) -> list[Done]:
        """Every step of a job."""
        return self.steps(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)["jobs"][job])

    def act(self, path: Path, **inputs: str) -> list[Done]:
        """Every step of an action of more steps, with its own inputs beside those that are given."""
        settings = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        usual = {name: one["default"] for name, one in settings["inputs"].items()}
        self.context["inputs"] = {**usual, **inputs}
        return self.steps(settings["runs"])

    def steps(self, settings: Mapping[str, Any]) -> list[Done]:
        """Every step in order; one that fails makes the rest be skipped, but for who asks otherwise."""
        self.workspace.mkdir(parents=True, exist_ok=True)
        self.context["steps"] = {}
        done: list[Done] = []
        env = {key: self.filled(value) for key, value in settings.get("env", {}).items()}
        for step in settings["steps"]:
            failed = any(one.outcome == "failure" for one in done)
            wanted = self.truth(step["if"], failed) if "if" in step else not failed
            one = self.step(step, env) if wanted else Done(step["name"], "skipped")
            outputs = self.outputs() if wanted else {}
            self.context["steps"][step.get("id", "")] = {"outcome": one.outcome, "outputs": outputs}
            done.append(one)
        return done

    def step(self, step: Mapping[str, Any], env: Mapping[str, str]) -> Done:
        """One step that is to be run."""
        given = {key: self.filled(value) for key, value in step.get("with", {}).items()}
        if "uses" in step:
            self.use(step["uses"].partition("@")[0], given)
            return Done(step["name"], "success")
        env = {**env, **{key: self.filled(value) for key, value in step.get("env", {}).items()}}
        told = self.workspace.parent
        ours = {
            "PATH": f"{told / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(told),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_STEP_SUMMARY": str(told / "summary.md"),
            "GITHUB_OUTPUT": str(told / "output"),
            "GITHUB_REPOSITORY": "example/net",
            "GITHUB_SERVER_URL": "https://forge.example.org",
            "SOURCE_DATE_EPOCH": "1795600000",
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.filled(step["run"])]
        ran = subprocess.run(
            command, cwd=self.workspace, env={**ours, **self.known, **env}, capture_output=True, text=True, check=False
        )
        return Done(step["name"], "failure" if ran.returncode else "success", ran.stdout + ran.stderr)

    def use(self, action: str, given: Mapping[str, str]) -> None:
        """What an action does."""
        if action == "actions/checkout":
            place = self.workspace / given.get("path", "")
            place.mkdir(exist_ok=True)
            ref = given.get("ref") or self.context["github"]["sha"]
            git(place, "init", "-q")
            git(place, "fetch", "-q", f"--depth={given.get('fetch-depth', '1')}", str(self.origin), ref)
            git(place, "checkout", "-q", "-f", "FETCH_HEAD")
        elif action == "actions/setup-node":
            ready(self.workspace)
        elif action == "actions/upload-artifact":
            self.kept.append((self.workspace / given["path"]).read_text(encoding="utf-8"))
        else:
            assert action in ("actions/setup-python", "actions/cache", "actions/upload-pages-artifact"), action

    def outputs(self) -> Mapping[str, str]:
        """What a step gave to the next."""
        path = self.workspace.parent / "output"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.unlink(missing_ok=True)
        long = re.findall(r"^(\w+)<<(\w+)\n(.*?)\n\2$", text, re.DOTALL | re.MULTILINE)
        short = re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE)
        return {**dict(short), **{name: value for name, _, value in long}}

    def filled(self, text: str) -> str:
        """A text with its expressions worked out."""
        return EXPRESSION.sub(lambda found: str(self.worth(found[1], False)), text)

    def truth(self, text: str, failed: bool) -> bool:
        """Whether a condition holds."""
        whole = EXPRESSION.fullmatch(text.strip())
        return bool(self.worth(whole[1] if whole else text, failed))

    def worth(self, expression: str, failed: bool) -> Any:
        """What an expression comes to."""
        signs = {"&&": " and ", "||": " or ", "!": " not ", "==": "==", "!=": "!=", "(": "(", ")": ")"}
        calls = {"cancelled()": False, "failure()": failed, "always()": True, "success()": not failed}
        parts = []
        for term in TERM.findall(expression):
            value = calls[term] if term in calls else self.found(term) if term[0] != "'" else term[1:-1]
            parts.append(signs.get(term) or repr(value))
        return eval("".join(parts), {"__builtins__": {}})

    def found(self, path: str) -> Any:
        """A value of the context; nothing where there is none."""
        value: Any = self.context
        for name in path.split("."):
            value = value.get(name, "") if isinstance(value, Mapping) else ""
        return value


def ready(workspace: Path) -> None:
    """What `make parts` makes, as if it had been made in this folder; the program is that of the folder itself."""
    workspace = workspace.resolve()
    tools = workspace / ".venv" / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    for name, run in (("python", ""), ("wisselwerk", "-m builder ")):
        command = f'#!/bin/sh\nPYTHONPATH="{workspace}" PYTHONSAFEPATH=1 exec "{sys.executable}" {run}"$@"\n'
        (tools / name).write_text(command)
        (tools / name).chmod(0o755)
    shutil.copytree(PROJECT / "templates/static/vendor", workspace / "templates/static/vendor", dirs_exist_ok=True)
    for place in (".venv/installed", ".venv/stemmers/installed", "node_modules/installed"):
        (workspace / place).parent.mkdir(parents=True, exist_ok=True)
        (workspace / place).touch()
    (workspace / "templates/static/vendor/LICENCES.txt").touch()


def makes(folder: Path) -> None:
    """A `make` that finds all it needs on the machine, in whatever folder it is asked for."""
    code = "import sys, pathlib; sys.path.insert(0, sys.argv[1]); from tests.runner import ready; ready(pathlib.Path())"
    there = 'test "$1" != --directory || cd "$2"'
    tool(folder, "make", f'{there}\nexec "{sys.executable}" -c "{code}" "{PROJECT}"')


def program(root: Path) -> None:
    """The files of the program, without what is made from them."""
    listed = subprocess.run(
        ["git", "-C", str(PROJECT), "ls-files", "-co", "--exclude-standard", "-z", *PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env=ALONE,
    ).stdout
    for name in sorted(name for name in set(listed.split("\0")) if (PROJECT / name).is_file()):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, root / name)


def tool(folder: Path, name: str, text: str) -> Path:
    """A program that stands in for one of the machine; gives the file in which it notes how it was called."""
    place = folder / "bin" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{folder}/{name}.called"\n{text}\n')
    place.chmod(0o755)
    return folder / f"{name}.called"
