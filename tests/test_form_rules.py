"""What the scripts of the form decide, beside what Python decides of the same."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder import asked, lookups, model, report
from builder.build import check
from builder.fields import fields_of
from builder.problems import problem
from builder.shipped import templates_folder
from builder.slugs import better_slug
from builder.views.form import CODES, OF_WORK
from builder.vocabulary import Vocabulary, folded, nearest
from builder.writing import written

PROJECT = Path(__file__).parent.parent
SCRIPTS = templates_folder() / "static" / "form"
VECTORS = sorted((Path(__file__).parent / "writing").glob("*.json"))
NODE = shutil.which("node") or "node"
ASKED = [model.Profile, model.Assignment]


def ran(script: str, given: Any) -> Any:
    """What a line of JavaScript makes of something; `yaml`, `rules` and `near` are the scripts of the form."""
    modules = "".join(
        f"const {{{name}}} = require({json.dumps(str(SCRIPTS / name))});" for name in ("yaml", "rules", "near")
    )
    program = f"{modules} const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    program += f"process.stdout.write(JSON.stringify({script}))"
    done = subprocess.run([NODE, "-e", program], input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def skills() -> Vocabulary:
    """The skills of the demo."""
    directory = check(PROJECT, date(2026, 11, 21)).directory
    assert directory
    return directory.skills


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_the_browser_writes_the_same_bytes(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    case["fields"] = asked.spelling(model.KINDS[case["kind"]])
    case["dutch"] = case["language"] == "nl"

    assert ran("yaml.written(given.fields, given.front, given)", case) == case["expected"]


@pytest.mark.parametrize("kind", ASKED)
def test_the_form_asks_only_what_the_model_has_and_nothing_twice(kind: type[model.Record]) -> None:
    paths = [one.path for step in asked.questions(kind).values() for one in step]

    assert len(paths) == len(set(paths))
    assert {path.split(".")[0] for path in paths} <= set(fields_of(kind))
    assert {one.name for one in fields_of(kind).values() if one.required} <= set(paths)


def test_the_browser_finds_the_same_nearest_terms(skills: Vocabulary) -> None:
    words = sorted(skills.known)[::29]
    typed = [change(word) for word in words for change in (lambda w: w[:-1], lambda w: w[1:] + "x", lambda w: w[::-1])]
    typed += ["Klare taal", "proces-management", "Ünderhandelen", "zzz", "a", "", "straße"]
    lines = "".join("\t".join([term, *words]) + "\n" for term, words in known(skills).items())
    given = {"lines": lines, "typed": typed}

    assert ran("given.typed.map((one) => near.nearest(near.vocabulary(given.lines), one))", given) == [
        list(nearest(skills, one)) for one in typed
    ]
    assert ran("given.typed.map(near.folded)", given) == [folded(one) for one in typed]


def test_of_many_unknown_words_the_browser_looks_for_what_is_near_the_first() -> None:
    line = {"takes": "line", "name": "skill", "to": "skills", "key": "skill", "required": True}
    given = {
        "questions": [{"takes": "group", "many": True, "name": "skills", "key": "skills", "parts": [line]}],
        "typed": {"skills": [{"skill": f"reeding{n}"} for n in range(50)]},
        "lines": "reading\treading\n",
    }
    script = """(() => {
        let asked = 0;
        const counting = { ...near, nearest: (...those) => { asked += 1; return near.nearest(...those); } };
        const world = { near: counting, vocabularies: { skills: near.vocabulary(given.lines) } };
        const { problems } = rules.judged("profile", given.questions, given.typed, world);
        return [asked, problems.map(({ code }) => code).filter((code) => code.startsWith("unknown"))];
    })()"""

    most = lookups.MOST_NEAR
    assert ran(script, given) == [most, ["unknown-skill-near"] * most + ["unknown-skill"] * (50 - most)]


def known(words: Vocabulary) -> dict[str, list[str]]:
    """The words that lead to each term."""
    return {term: [word for word, found in words.known.items() if found == term] for term in words.terms}


def test_the_browser_gives_a_file_the_same_name() -> None:
    names = ["Anna de Vries", "Zoë O’Hara", "Søren Straße", "李", "--a--", "x" * 80, "Jan-Willem van 't Hof", "É. Ünal"]

    assert ran("given.map(rules.slugged)", names) == [better_slug(name) for name in names]


def test_the_browser_fills_the_blanks_of_a_sentence_in_the_same_way() -> None:
    values = {"value": "a\u200bb\u202e\n\u00a0{x} '\U0001f600", "near": "één, twee", "limit": 200, "length": 201}
    values |= {"low": 1, "high": 60, "better": "2026-03-01", "start": "2026", "end": "2025", "name": "con"}
    values |= {"key": "name", "help": "Hulp.", "closes": "2026", "published": "2027", "character": "U+0007"}
    for language in ("nl", "en", "de", "fr"):
        words = report.wording(templates_folder(), language)
        told = [report.told(problem("", 0, 0, code, values, sentence="hulp"), words) for code in (*CODES, *OF_WORK)]
        phrases = [[words[f"problem.{one.code}"], words[f"hint.{one.code}"]] for one in told]
        given = {"phrases": phrases, "values": {**values, "help": "Hulp."}}

        assert ran("given.phrases.map((two) => two.map((one) => rules.filled(one, given.values)))", given) == [
            [one.message, one.hint] for one in told
        ]


def test_what_the_form_makes_of_good_answers_is_a_good_file(tmp_path: Path) -> None:
    for name in ("organisations", "vocabulary"):
        shutil.copytree(PROJECT / "content" / name, tmp_path / "content" / name)
    shutil.copy(PROJECT / "directory.yaml", tmp_path)
    house = next(iter(sorted((tmp_path / "content/organisations").glob("*.md")))).stem
    front = {"name": "Anna: een #test", "organisation": house, "does": "Eén\nTwee", "skills": [{"skill": "@x"}]}
    path = tmp_path / "content/profiles/anna.md"
    path.parent.mkdir()
    fields = asked.spelling(model.Profile)
    path.write_text(ran("yaml.written(given[0], given[1])", [fields, front]), encoding="utf-8")

    found = check(tmp_path, date(2026, 11, 21))
    assert path.read_text(encoding="utf-8") == written(model.Profile, front)
    assert {one.code for one in found.problems if one.path.endswith("anna.md")} == {"unknown-skill"}
