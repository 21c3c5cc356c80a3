"""What the pages use from others: only what they need, the same every time, with the licences."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import Stemmer

from builder import parts

CHECKOUT = Path(__file__).parent.parent
MODULES = CHECKOUT / "node_modules"
STEMMERS = CHECKOUT / ".venv" / "stemmers"

WORDS = {
    "dutch": "klus klussen huis huizen omgevingswet projectleider projectleiders begeleiden privé coördinatie",
    "english": "assignment assignments internal international internationally advising policies café",
    "german": "Auftrag Aufträge häuser größe beraten begleitung zuständigkeiten",
    "french": "développeur développeuse interprétation conseillère communes échange international",
}


def rules(css: str, page: str) -> str:
    """What is left of a style sheet for a page, which begins with some plain text."""
    words = frozenset(page.replace('"', " ").replace("{", " ").split())
    return parts.possible_rules(css, words)


def test_a_rule_stays_when_a_template_writes_its_class():
    assert rules(".alert{color:red}.card{color:blue}", "alert") == ".alert{color:red}\n"


def test_a_class_may_be_written_by_its_beginning():
    css = ".alert--error{top:0}.alerts--error{top:0}"

    assert rules(css, "alert--{{ kind }}") == ".alert--error{top:0}\n"


def test_every_class_of_a_selector_must_be_written():
    assert rules(".card .title{top:0}", "card") == ""


def test_a_class_that_must_be_absent_need_not_be_written():
    assert rules(".card:not(.open){top:0}", "card") == ".card:not(.open){top:0}\n"


def test_one_of_several_alternatives_is_enough():
    assert rules(".card:where(.open,.shut){top:0}", "card shut") == ".card:where(.open,.shut){top:0}\n"
    assert rules(".card:where(.open,.shut){top:0}", "card") == ""


def test_only_the_selectors_that_can_match_stay_in_a_rule():
    assert rules(".card,.alert{top:0}", "card") == ".card{top:0}\n"


def test_a_media_block_stays_as_far_as_its_rules_do():
    css = "@media print{.card{top:0}.alert{top:1px}}@media screen{.alert{top:2px}}"

    assert rules(css, "card") == "@media print{\n.card{top:0}\n}\n"


def test_nothing_is_pruned_while_there_are_no_templates():
    assert rules(".card{top:0}.alert{top:1px}", "") == ".card{top:0}\n.alert{top:1px}\n"


def test_a_token_stays_when_a_style_uses_it_directly_or_through_another():
    theme = ".theme{--ink:var(--petrol);--petrol:#0b5563;--saffron:#a34e00}"

    assert parts.used_tokens(theme, "p{color:var(--ink)}") == {"--ink": "var(--petrol)", "--petrol": "#0b5563"}


def test_tokens_that_go_round_in_a_circle_end():
    assert set(parts.used_tokens(".theme{--a:var(--b);--b:var(--a)}", "p{top:var(--a)}")) == {"--a", "--b"}


def test_the_folder_holds_what_was_gathered_and_nothing_else(tmp_path: Path):
    (tmp_path / "old.js").write_text("old")

    parts.store({"new.js": b"new"}, tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"new.js": b"new"}


def test_a_file_that_is_right_already_is_left_alone(tmp_path: Path):
    parts.store({"same.js": b"same"}, tmp_path)
    os.utime(tmp_path / "same.js", (0, 0))

    parts.store({"same.js": b"same"}, tmp_path)

    assert (tmp_path / "same.js").stat().st_mtime == 0


def test_a_page_carries_only_the_components_that_templates_use(tmp_path: Path):
    (tmp_path / "page.html").write_text('<p class="nl-paragraph">Dag</p>')

    files = parts.gathered(MODULES, STEMMERS, tmp_path)

    assert b".nl-paragraph{" in files["components.css"]
    assert b".nl-button{" not in files["components.css"]
    assert b"--nl-paragraph-color:" in files["tokens.css"]
    assert b"--nl-button-" not in files["tokens.css"]


def test_the_templates_own_styles_and_scripts_count_but_what_was_gathered_does_not(tmp_path: Path):
    vendor = tmp_path / "static" / "vendor"
    vendor.mkdir(parents=True)
    (vendor / "components.css").write_text("a{top:var(--nl-button-line-height)}")
    (vendor / "old.js").write_text("utrecht-table")
    (tmp_path / "static" / "page.css").write_text("a{color:var(--nl-link-color)}")
    (tmp_path / "static" / "page.js").write_text('row.className = "nl-mark";')

    files = parts.gathered(MODULES, STEMMERS, tmp_path)

    assert b"--nl-link-color:" in files["tokens.css"]
    assert b".nl-mark{" in files["components.css"]
    assert b"utrecht-table" not in files["components.css"]


def test_gathering_twice_gives_the_same_bytes(tmp_path: Path):
    assert parts.gathered(MODULES, STEMMERS, tmp_path) == parts.gathered(MODULES, STEMMERS, tmp_path)


def test_the_makers_are_named_in_the_styles_and_every_package_has_its_licence(tmp_path: Path):
    files = parts.gathered(MODULES, STEMMERS, tmp_path)
    texts = files["LICENCES.txt"].decode()
    used = json.loads((CHECKOUT / "package.json").read_text("utf-8"))["dependencies"]

    assert "Gemeente Utrecht" in files["components.css"].decode().splitlines()[0]
    assert [name for name, version in used.items() if f"{name} {version}: " not in texts] == []
    assert "Redistributions of source code must retain" in texts
    assert "EUROPEAN UNION PUBLIC LICENCE" in texts
    assert "SIL OPEN FONT LICENSE" in texts


def test_a_folder_that_is_not_there_yet_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)

    assert parts.main() == 1
    assert capsys.readouterr().err == "There is no folder node_modules here yet: run `make site`, which makes it.\n"


def in_a_worker(scripts: dict[str, bytes], question: str, folder: Path) -> object:
    """What a script answers in a bare global scope, the way `importScripts` fills it: no modules, no window."""
    for name, content in scripts.items():
        (folder / name).write_bytes(content)
    run = f"""
        const fs = require("fs"), vm = require("vm"), scope = vm.createContext({{}});
        for (const name of {json.dumps(list(scripts))})
          vm.runInContext(fs.readFileSync(name, "utf8"), scope);
        process.stdout.write(JSON.stringify(vm.runInContext({json.dumps(question)}, scope)));
    """
    node = shutil.which("node") or "node"
    answer = subprocess.run([node, "-e", run], cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def test_lunr_works_in_a_worker_without_modules(tmp_path: Path):
    files = parts.gathered(MODULES, STEMMERS, tmp_path)
    question = """
        lunr(function () { this.ref("id"); this.field("text"); this.add({ id: "noor", text: "dijken en water" }); })
          .search("water").map(hit => hit.ref)
    """

    assert in_a_worker({"lunr.js": files["lunr.js"]}, question, tmp_path) == ["noor"]


@pytest.mark.parametrize("language", WORDS)
def test_browser_and_builder_stem_alike(language: str, tmp_path: Path):
    files = parts.gathered(MODULES, STEMMERS, tmp_path)
    scripts = {name: files[name] for name in ("stemmer-base.js", f"stemmer-{language}.js")}
    words = WORDS[language].split()
    question = f"{{ const s = new {language.title()}Stemmer(); {json.dumps(words)}.map(word => s.stemWord(word)) }}"

    assert in_a_worker(scripts, question, tmp_path) == Stemmer.Stemmer(language).stemWords(words)


def test_the_letters_of_pictures_stand_on_their_line_and_are_wider_when_bold() -> None:
    font = MODULES / parts.FONT / "files" / "noto-sans-latin-wght-normal.woff2"
    plain, bold = (dict(parts.letters(font, weight)) for weight in parts.WEIGHTS.values())
    heights = [int(one or other) for one, other in re.findall(r"V(-?\d+)|[ML]-?\d+,(-?\d+)", plain["I"][1])]

    assert {"A", "ë", "€", "…"} <= plain.keys() == bold.keys()
    assert max(heights) <= 0 and min(heights) < -600
    assert bold["m"][0] > plain["m"][0] > plain["i"][0]
