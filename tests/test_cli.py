"""The command line: what people type, what they read, and the numbers that scripts look at."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder import build, doctor, outcome
from builder.cli import main, program, words_of
from builder.phrases import LANGUAGES
from tests import samples
from tests.conftest import TODAY

DAY = ["--today", "2026-11-21"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return samples.world(tmp_path / "root")


def broken(root: Path) -> Path:
    (root / "content/profiles/dora.md").write_text(
        "---\nnaam: Dora\norganisatie: city\nfunctie: x\nvaardigheeden: y\n---\n"
    )
    return root


def test_check_says_that_all_is_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(root), *DAY]) == 0
    assert capsys.readouterr().out == "Alles klopt: geen fouten en geen waarschuwingen.\n"


def test_check_gives_1_for_an_error_and_tells_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(broken(root)), *DAY]) == 1
    said = capsys.readouterr().out
    assert said.startswith("content/profiles/dora.md:5:1: vaardigheeden: ")
    assert "vaardigheden" in said


def test_check_gives_0_for_a_warning(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples.write(root, "content/profiles/bob.md", {"name": "Bob", "organisation": "dike", "skills": ["plannning"]})

    assert main(["check", "--root", str(root), "--format", "json", *DAY]) == 0
    [one] = json.loads(capsys.readouterr().out)
    assert (one["severity"], one["code"], one["field"]) == ("warning", "unknown-skill-near", "skills[0]")


def test_advice_is_given_by_check_alone_and_can_be_left_out(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = {"name": "Bob", "organisation": "dike", "role": "x", "does": "Kaarten middels pen."}
    samples.write(root, "content/profiles/bob.md", person)

    assert main(["check", "--root", str(root), *DAY]) == 0
    assert "advies: does: 'middels'" in capsys.readouterr().out
    assert main(["check", "--root", str(root), "--no-advice", *DAY]) == 0
    assert capsys.readouterr().out == "Alles klopt: geen fouten en geen waarschuwingen.\n"
    assert main(["build", "--root", str(root), "--out", str(tmp_path / "site"), "--strict", *DAY]) == 0
    assert "middels" not in capsys.readouterr().out
    assert "schrijftaal" not in (tmp_path / "site/status/index.html").read_text("utf-8")


def test_a_network_can_do_without_advice(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = {"name": "Bob", "organisation": "dike", "role": "x", "does": "Kaarten middels pen."}
    samples.write(root, "content/profiles/bob.md", person)
    with (root / "directory.yaml").open("a", encoding="utf-8") as settings:
        settings.write("regels:\n  advies: nee\n")

    main(["check", "--root", str(root), *DAY])
    assert capsys.readouterr().out == "Alles klopt: geen fouten en geen waarschuwingen.\n"


def test_a_file_that_leads_nowhere_gets_no_advice_yet(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = {"name": "Bob", "organisation": "nowhere", "role": "x", "does": "Kaarten middels pen."}
    samples.write(root, "content/profiles/bob.md", person)

    assert main(["check", "--root", str(root), *DAY]) == 1
    assert "middels" not in capsys.readouterr().out


def test_check_speaks_the_language_of_the_network_unless_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--root", str(broken(root)), *DAY])
    dutch = capsys.readouterr().out
    main(["check", "--root", str(root), "--language", "en", *DAY])
    english = capsys.readouterr().out

    assert "1 fout." in dutch
    assert "1 error." in english


@pytest.mark.parametrize(
    "said",
    [
        "taal: en", 'language: "en"', "talen: [en, nl]", "languages: ['en', nl]", "talen:\n  - en\n  - nl",
        "taal: nl\ntalen: [en, nl]",
    ],
)  # fmt: skip
def test_check_finds_the_language_of_the_network_however_it_is_written(
    root: Path, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "directory.yaml").write_text(f"title: Test\noperator: City\n{said}\n")
    main(["check", "--root", str(root), *DAY])

    assert capsys.readouterr().out.startswith("All is well")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "vaardigheeden: Den Namen „vaardigheeden“ kennen wir hier nicht.\n    Tipp: "),
        ("fr", "vaardigheeden: Nous ne connaissons pas ici le nom «\u00a0vaardigheeden\u00a0».\n    à faire\u00a0: "),
    ],
)
def test_a_network_hears_of_mistakes_in_its_own_language(
    root: Path, language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City", "language": language})
    broken(root)

    for command in ("check", "build"):
        main([command, "--root", str(root), *DAY])
        assert said in capsys.readouterr().out


def test_doctor_speaks_the_language_of_the_network(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City", "language": "fr"})
    main(["doctor", "--root", str(root), *DAY])

    assert "en ordre\u00a0: 3 profils, 2 missions, 2 organisations" in capsys.readouterr().out


def test_a_network_in_a_language_without_words_hears_english(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City", "language": "es"})
    main(["check", "--root", str(root), *DAY])

    assert "You cannot choose 'es' here." in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [[], ["check"], ["build"], ["serve"], ["new"], ["match"], ["schema"], ["doctor"]])
def test_help_is_in_one_language(
    root: Path, language: str, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City", "language": language})
    monkeypatch.chdir(root)
    words = words_of(language)

    assert main([*command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{words['cli.heading.usage']} wisselwerk")
    assert f"\n{words['cli.heading.options']}{words['sign.colon']}\n" in said
    assert words["cli.help-option"] in said
    assert "default" not in said
    assert f"--root {words['cli.meta.folder']} " in said or "--root" not in said
    assert {"DIRECTORY", "PATH", "TEXT", "INTEGER"} & {*re.findall("[A-Z]+", said)} <= {*words.values()}


def test_check_writes_a_summary_for_a_workflow(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    assert main(["check", "--root", str(broken(root)), "--format", "github", *DAY]) == 1
    assert capsys.readouterr().out.startswith("::error file=content/profiles/dora.md,line=5,col=1,")
    assert "content/profiles/dora.md:5:1" in (tmp_path / "summary.md").read_text()


def test_build_leaves_out_what_is_broken_and_gives_0(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(broken(root)), *DAY]) == 0
    assert (root / "site/profiles/ana.html").exists()
    assert not (root / "site/profiles/dora").exists()
    assert "vaardigheeden" in capsys.readouterr().out


def test_build_strict_gives_1_and_builds_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(broken(root)), "--strict", *DAY]) == 1
    assert not (root / "site").exists()
    assert "De site is niet gewijzigd." in capsys.readouterr().err


def test_build_json_is_one_object(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(broken(root)), "--format", "json", *DAY]) == 0

    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["counts", "problems", "files", "seconds"]
    assert told["counts"] == {"profiles": 3, "assignments": 2, "organisations": 2, "pools": 2, "events": 1}
    assert [one["code"] for one in told["problems"]] == ["unknown-key-near"]
    assert told["files"]["written"] > 50
    assert set(told["seconds"]) == {"read", "match", "plan", "search", "write"}


def test_the_internal_edition_goes_to_its_own_folder(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(root), "--edition", "internal", *DAY]) == 0
    assert (root / "site-internal/index.html").exists()
    assert not (root / "site").exists()
    assert main(["build", "--root", str(root), "--out", str(root / "site-internal"), *DAY]) == 2
    assert "internal" in capsys.readouterr().err


COMMANDS = sorted(program(words_of("nl")).commands)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["biuld"],
            f"De opdracht 'biuld' is er niet. Kies uit: {', '.join(COMMANDS[:-1])} of {COMMANDS[-1]}. Bedoel je build?",
        ),
        (["zomaar"], f"of {COMMANDS[-1]}.\nUitleg:"),
        (["check", "--fromat", "json"], "De optie --fromat is er niet. Bedoel je --format?"),
        (["check", "--zomaar"], "De optie --zomaar is er niet.\nUitleg:"),
        (["new", "profle"], "pool, event of network. Bedoel je profile?"),
        (["check", "--format", "jsn"], "json of codequality. Bedoel je json?"),
        (["match"], "Er ontbreekt iets"),
        (["check", "--format", "xml"], "'--format' klopt niet. Kies uit: text, github, json of codequality."),
        (["serve", "--port", "acht"], "'--port' klopt niet. Schrijf een heel getal van 0 tot en met 65535."),
        (["import", "table"], "Er ontbreekt iets: BESTAND."),
        (["new"], "Er ontbreekt iets: {profile|assignment|organisation|pool|event|network}."),
        (["import", "excel", "x.csv"], "'excel' klopt niet. Kies uit: linkedin, "),
        (["guard", "--reviews", "nergens"], "'--reviews' klopt niet. Het bestand nergens is er niet, of"),
        (["check", "--root"], "Achter --root ontbreekt een waarde."),
        (["check", "alles"], "Dit is te veel: alles."),
        (["check", "--today", "31-12-2026"], "'31-12-2026' is geen dag. Schrijf hem als 2026-12-01."),
    ],
)
def test_wrong_use_gives_2_and_says_what_to_type(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_network_is_a_root_in_its_language(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "network", "Ons netwerk", "--root", str(tmp_path), "--language", language]) == 0
    assert main(["check", "--root", str(tmp_path), *DAY]) == 0
    assert main(["build", "--root", str(tmp_path), *DAY]) == 0
    assert f'lang="{language}"' in (tmp_path / "site/index.html").read_text("utf-8")


def test_new_never_writes_over_a_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / "content/profiles/bob.md").read_text()

    assert main(["new", "profile", "Bob", "--root", str(root)]) == 1
    assert (root / "content/profiles/bob.md").read_text() == before


def test_match_explains_in_the_terminal(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "canal", "--root", str(root), *DAY]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Canal\n=====\n")
    assert "Vaardigheden: " in said or "niets gevonden" in said


def test_match_suggests_a_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "cannal", "--root", str(root), *DAY]) == 1
    assert "Bedoelde je canal?" in capsys.readouterr().err


def test_schema_is_json_schema_in_the_keys_of_a_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "profile", "--language", "nl"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "aanspreken_op" in schema["properties"]
    assert "headline" not in schema["properties"]


def test_doctor_looks_at_the_machine_and_the_folder(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--root", str(root), *DAY]) == 0
    assert "3 profielen, 2 klussen, 2 organisaties" in capsys.readouterr().out
    (root / "directory.yaml").unlink()
    assert main(["doctor", "--root", str(root), *DAY]) == 1


def test_doctor_says_how_large_the_site_is_and_what_to_do_when_that_is_too_large(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["doctor", "--root", str(root), *DAY])
    assert "Grootte van de site, geschat: 1 MB" in capsys.readouterr().out
    main(["build", "--root", str(root), *DAY])
    monkeypatch.setattr(doctor, "MOST_PUBLISHED", 1_000)

    assert main(["doctor", "--root", str(root), *DAY]) == 0

    told = capsys.readouterr().out
    assert "let op: Grootte van de site: " in told
    assert "GitHub Pages neemt hoogstens 1000 MB aan" in told


def test_the_size_that_the_doctor_expects_is_not_far_from_that_of_a_real_site(demo: Path, demo_root: Path) -> None:
    checked = build.check(demo_root, TODAY)
    assert checked.home is not None

    size = sum(path.stat().st_size for path in demo.rglob("*") if path.is_file())

    assert size / 2 < doctor.estimated(checked.home) < size * 2


def test_the_day_comes_from_source_date_epoch(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")  # 2030-01-01

    assert main(["check", "--root", str(root), "--format", "json"]) == 0
    assert "left-out" in {one["code"] for one in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_say_the_same_things(language: str) -> None:
    # English help sentences stand in the model itself.
    said = [{key for key in words_of(one) if not key.startswith("help.")} for one in ("nl", language)]
    assert said[0] == said[1]


def test_it_runs_as_a_module_and_survives_a_closed_pipe(root: Path) -> None:
    command = f"{sys.executable} -m builder check --root {root} --today 2026-11-21 | true"
    done = subprocess.run(
        ["bash", "-c", command], cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip

    assert "Traceback" not in done.stderr


def test_a_bar_shows_how_far_long_work_is_however_much_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)

    with outcome.progress(words_of("nl")) as tick:
        for done in (0, 32, 700, 1000):
            tick("write", done, 1000)

    assert "Schrijven" in shown.getvalue()
    assert "70%" in shown.getvalue()
    assert (shown.getvalue().count("100%"), shown.getvalue().count("\n")) == (1, 1)
    assert "\x1b[3" not in shown.getvalue()  # no colour, whatever NO_COLOR says
