"""`new` on a terminal: it asks, suggests, lets you skip, and what it writes is right."""

import json
import sys

import click
import pytest

from builder.cli import main
from builder.phrases import LANGUAGES
from tests import samples

DAY = ["--today", "2026-11-21"]


@pytest.fixture
def asks(tmp_path, monkeypatch):
    """A network, and a terminal on which these answers are typed."""

    def begin(kind, answers, *more):
        given = iter(answers)
        monkeypatch.setattr(click, "prompt", lambda *_, **__: next(given))
        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
        assert main(["new", kind, "Ánna: van 't Hof", "--root", str(root), *DAY, *more]) == 0
        assert list(given) == []
        (path,) = root.glob("content/*/anna-van-t-hof.md")
        return path.read_text("utf-8")

    root = samples.world(tmp_path / "root")
    begin.root = root
    return begin


def test_a_person_is_asked_and_helped(asks, capsys):
    answers = [
        "",
        "citty",
        "City",
        "",
        "Kaarten",
        "drafting",
        "6",
        "4",
        "planing",
        "planning nl",
        "",
        "",
        "writing",
        "",
        "8",
    ]
    samples.write(asks.root, "content/organisations/city.md", {"name": "City", "layer": "municipality"})

    assert asks("profile", answers) == (
        '---\nnaam: "Ánna: van \'t Hof"\norganisatie: city\n'
        "# functie: je werk, in woorden die een ander begrijpt\naanspreken_op: Kaarten\n"
        "vaardigheden:\n  - drafting: 4\n  - planning\nwil_leren:\n  - writing\nuren_per_week: 8\n"
        "eigenaar: anna-van-t-hof\nbevestigd_op: 2026-11-21\n---\n"
    )
    assert "planning" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_answered_passes_check(asks, language, capsys):
    asks(
        "assignment",
        ["Een doel", "Een kaart", "8", "12", "drafting", "3", ""],
        "--organisation",
        "city",
        "--language",
        language,
    )
    capsys.readouterr()

    assert main(["check", "--root", str(asks.root), "--format", "json", *DAY]) == 0
    assert [(one["code"], one["field"]) for one in json.loads(capsys.readouterr().out)] == []
