"""A new language is three catalogs, its code and a stemmer: the guide on translating promises no more and no less."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder import parts
from builder.phrases import LANGUAGES, phrases
from tests import samples

CHECKOUT = Path(__file__).parent.parent
TEMPLATES = CHECKOUT / "templates"
GUIDES = ("docs/vertalen.md", "docs/translating.md")

CODE = ('Literal["nl", "en", "de", "fr"]', 'Literal["nl", "en", "de", "fr", "es"]')
STEMMER = ('"fr": "french"}', '"fr": "french", "es": "spanish"}')
OWN = {
    "own.name": "Español",
    "own.locale": "es-ES",
    "own.iso-639-3": "spa",
    "list.and": '"{first} y {last}"',
    "count.people.other": '"{n} personas"',
    "language": '"es"',
    "report.none": "Todo está bien.",
}


def run(code: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What a copy of the program does."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(code)}
    command = [sys.executable, "-m", "builder", *words]
    return subprocess.run(command, cwd=code, env=environment, capture_output=True, text=True, check=False)


def edited(path: Path, old: str, new: str) -> None:
    """Changes one thing in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with a fifth language, made as the guide says."""
    code = tmp_path_factory.mktemp("fifth")
    for folder in ("builder", "templates"):
        shutil.copytree(CHECKOUT / folder, code / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("", "problems", "cli"):
        text = (TEMPLATES / "locales" / folder / "en.yaml").read_text("utf-8")
        for key, said in OWN.items():
            text = re.sub(rf"^{re.escape(key)}: .*$", f"{key}: {said}", text, flags=re.MULTILINE)
        (code / "templates/locales" / folder / "es.yaml").write_text(text, encoding="utf-8")
    edited(code / "builder/phrases.py", *CODE)
    edited(code / "builder/words.py", *STEMMER)
    # What `make` gathers by the name of the stemmer, as a test shows below.
    stemmer = CHECKOUT / ".venv" / "stemmers" / parts.STEMMERS_FOLDER / "spanish-stemmer.js"
    shutil.copy(stemmer, code / "templates/static/vendor/stemmer-spanish.js")
    return code


def test_a_site_in_a_fifth_language_needs_two_changes_in_the_code_and_its_catalogs(code: Path, tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City", "languages": ["es", "nl"]})

    done = run(code, "build", "--root", str(root), "--today", "2026-11-21")
    assert done.returncode == 0, done.stdout + done.stderr
    home, search = ((root / "site" / one).read_text("utf-8") for one in ("index.html", "search/index.html"))
    assert 'lang="es"' in home
    assert ">Español<" in (root / "site/nl/index.html").read_text("utf-8")
    assert "3 personas" in (root / "site/profiles/index.html").read_text("utf-8")
    assert "stemmer-spanish" in search
    assert '"language":"es-ES"' in search
    assert '"lang":"spa"' in (root / "site/api/v1/algorithm.json").read_text("utf-8").replace(" ", "")


def test_the_terminal_speaks_a_fifth_language_too(code: Path, tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City", "language": "es"})

    assert run(code, "check", "--root", str(root), "--today", "2026-11-21").stdout == "Todo está bien.\n"
    assert "[nl|en|de|fr|es]" in run(code, "check", "--help").stdout


def test_the_stemmers_for_the_browser_are_those_of_the_languages(code: Path) -> None:
    asked = "from builder import parts; print(*parts.STEMMERS)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=code, capture_output=True, text=True, check=True)

    assert done.stdout.split() == [*parts.STEMMERS, "stemmer-spanish.js"]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_names_what_was_changed_here(guide: str) -> None:
    text = (CHECKOUT / guide).read_text("utf-8")

    for place in ("builder/phrases.py", "builder/words.py", "locales/problems/", "locales/cli/"):
        assert place in text


@pytest.mark.parametrize("guide", GUIDES)
def test_the_core_words_are_those_that_the_catalogs_use(guide: str) -> None:
    rows = re.findall(
        r"^\| ([^|\n]+) \| ([^|\n]+) \| ([^|\n]+) \| ([^|\n]+) \|$", (CHECKOUT / guide).read_text("utf-8"), re.MULTILINE
    )
    terms = [row for row in rows if row[0] not in ("Nederlands", "---")]
    said = [" ".join(phrases(TEMPLATES, language).values()).lower() for language in LANGUAGES]

    assert len(terms) == 25
    for row in terms:
        for term, words in zip(row, said, strict=True):
            assert all(one.strip().lower() in words for one in term.split(",")), term
