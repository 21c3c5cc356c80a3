"""The search as it runs in a browser, run by Node."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from builder.words import LANGUAGES

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "templates" / "static"


def browser(language: str = "nl", **asked: Any) -> Any:
    """What `browser.cjs` answers."""
    stemmer = LANGUAGES.get(language, "dutch")
    needed = [STATIC / "vendor" / name for name in ("lunr.js", "stemmer-base.js", f"stemmer-{stemmer}.js")]
    if missing := [path.name for path in needed if not path.exists()]:
        pytest.fail(f"{', '.join(missing)} is not in {STATIC / 'vendor'}: run `make parts` first", pytrace=False)
    if not shutil.which("node"):
        pytest.fail("these tests run what the browser runs: install Node 20 or newer first", pytrace=False)
    script = Path(__file__).with_name("browser.cjs")
    asked |= {
        "vendor": str(STATIC / "vendor"),
        "scripts": str(STATIC / "search"),
        "stemmer": stemmer,
        "language": language,
    }
    done = subprocess.run(["node", script], input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return json.loads(done.stdout)


def sessions(
    files: Mapping[str, bytes],
    asked: Sequence[Sequence[Mapping[str, Any]]],
    language: str = "nl",
    later: Mapping[str, bytes] | None = None,
) -> Any:
    """For each list of questions, what a worker of its own answered and fetched.

    After the first question of a list, the site is the later one, where there is one.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        write(files, Path(folder))
        write(later or files, Path(other))
        return browser(language, folder=f"{folder}/search", later=f"{other}/search", ask=asked)["ask"]


def answers(files: Mapping[str, bytes], *questions: Mapping[str, Any] | str, language: str = "nl") -> list[Any]:
    """The answers of one worker to these questions."""
    asked = [{"text": question} if isinstance(question, str) else question for question in questions]
    [session] = sessions(files, [asked], language)
    return [reply["answer"] for reply in session["answers"]]


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Puts the files where a site would have them."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
