"""Real Git repositories for tests, with people who do not exist."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ALONE = {
    "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C",
    "GIT_AUTHOR_NAME": "Ana", "GIT_AUTHOR_EMAIL": "ana@example.org", "GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z",
    "GIT_COMMITTER_NAME": "Ana", "GIT_COMMITTER_EMAIL": "ana@example.org", "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z",
}  # fmt: skip

SETTINGS = (
    "title: Net\noperator: Us\nlanguage: nl\nrepository:\n  url: https://example.org/net\n  maintainers: [Keeper]\n"
)
CITY = "---\nname: City\nlayer: municipality\nowner: clerk\n---\n"


def person(name: str, owner: str = "", **rest: str) -> str:
    """A profile."""
    lines = "".join(f"{key}: {value}\n" for key, value in rest.items())
    return f"---\nname: {name}\norganisation: city\nrole: advisor\n{f'owner: {owner}' if owner else ''}\n{lines}---\n"


def work(title: str, owner: str, **rest: str) -> str:
    """A piece of work."""
    lines = "".join(f"{key}: {value}\n" for key, value in rest.items())
    return (
        f"---\ntitle: {title}\norganisation: city\ngoal: A\nresult: B\nstart: 2027-01-04\nweeks: 4\n"
        f"owner: {owner}\n{lines}---\n"
    )


# What everybody begins with.
BASE: Mapping[str, str] = {
    "directory.yaml": SETTINGS,
    "content/organisations/city.md": CITY,
    "content/profiles/ana.md": person("Ana", "ana"),
    "content/profiles/bob.md": person("Bob", "'@Bob'"),
    "content/profiles/nobody.md": person("Nobody"),
    "content/profiles/two.md": person("Two", "[ana, bob]"),
    "content/assignments/bridge.md": work("Bridge", "bob"),
    "content/pools/pool.md": "---\nname: Pool\nowner: bob\n---\n",
    "content/vocabulary/skills.yaml": "- id: drafting\n  label: Drafting\n",
    "builder/cli.py": "print('hello')\n",
}


def git(root: Path, *asked: str, **known: str) -> str:
    """What Git says."""
    done = subprocess.run(
        ["git", "-C", str(root), *asked], env={**ALONE, **known}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def repository(root: Path, files: Mapping[str, str] = BASE) -> Path:
    """A repository whose branch `main` holds these files, standing on a branch for a proposal."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    written(root, files)
    git(root, "checkout", "-q", "-b", "proposal")
    return root


def written(root: Path, files: Mapping[str, str | None], **known: str) -> str:
    """A new version in which these files are so; None takes one away. Gives its name."""
    for path, text in files.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "A change", **known)
    return git(root, "rev-parse", "HEAD")
