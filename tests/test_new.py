"""`new`: what it writes is right, on a terminal it asks and helps, and elsewhere options answer."""

import json
import re
import sys

import click
import pytest

from builder.cli import main
from builder.new import EXAMPLES, QUESTIONS
from builder.phrases import LANGUAGES
from tests import samples

DAY = ["--today", "2026-11-21"]
NAME = "Ánna: van 't Hof"
# What has to be said of each kind before `check` has nothing to ask.
ENOUGH = {
    "profile": ["--organisation", "city", "--with", "headline=Kaarten"],
    "assignment": ["--organisation", "city", "--with", "goal=Een doel", "--with", "result=Een kaart"],
    "organisation": [],
    "pool": [],
    "event": ["--with", "datum=2026-12-01"],
}
each_kind = pytest.mark.parametrize("kind", QUESTIONS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def root(tmp_path):
    return samples.world(tmp_path / "root")


@pytest.fixture
def begin(root, capsys):
    """Begins a file, which then has this text."""

    def begin(kind, *options):
        assert main(["new", kind, NAME, "--root", str(root), *DAY, *options]) == 0
        (path,) = root.glob("content/*/anna-van-t-hof.md")
        return path.read_text("utf-8")

    return begin


@pytest.fixture
def asks(begin, monkeypatch):
    """Begins a file on a terminal on which these answers are typed."""

    def asks(kind, answers, *options):
        typed = iter(answers)
        monkeypatch.setattr(click, "prompt", lambda *_, **__: next(typed))
        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
        text = begin(kind, *options)
        assert list(typed) == []
        return text

    return asks


def checked(root, capsys):
    """What `check` says: the code and the field of each problem."""
    capsys.readouterr()
    main(["check", "--root", str(root), "--format", "json", *DAY])
    return [(one["code"], one["field"]) for one in json.loads(capsys.readouterr().out)]


def tidy(root):
    return main(["fmt", "--root", str(root), "--check", str(next(root.glob("content/*/anna-van-t-hof.md")))]) == 0


# Without a terminal ---------------------------------------------------------------------------------------------------


@each_kind
@each_language
def test_a_new_file_is_right_and_tidy_from_the_start(root, begin, kind, language, capsys):
    begin(kind, *ENOUGH[kind], "--language", language)

    assert checked(root, capsys) == []
    assert tidy(root)


@pytest.mark.parametrize(("language", "said"), [("en", "agency, "), ("de", "agency (Ausführende Behörde), ")])
def test_a_choice_is_explained_where_the_file_has_it_in_another_language(begin, language, said):
    text = begin("organisation", "--language", language)

    assert said in " ".join(line.removeprefix("# ") for line in text.split("\n"))


@each_kind
@each_language
def test_its_examples_are_right_when_the_sign_before_them_is_taken_away(root, begin, kind, language, capsys):
    samples.write(root, "content/profiles/anna-de-vries.md", {"name": "Anna", "organisation": "city", "role": "x"})
    text = begin(kind, *ENOUGH[kind], "--language", language)
    (path,) = root.glob("content/*/anna-van-t-hof.md")
    path.write_text(re.sub(r"^# (?=[a-z_]+: |[a-z_]+:$|  - )", "", text, flags=re.MULTILINE), "utf-8")

    assert len([line for line in path.read_text("utf-8").split("\n") if line[:1].isalpha()]) > len(EXAMPLES[kind])
    assert [one for one in checked(root, capsys) if not one[1].startswith("organis")] == []  # that is a sentence


@pytest.mark.parametrize(
    ("kind", "asked_for"),
    [
        ("profile", {("missing", ""), ("says-nothing", "")}),
        ("assignment", {("missing", "")}),
        ("event", {("missing", "")}),
    ],
)
def test_what_nobody_said_is_not_made_up(root, begin, kind, asked_for, capsys):
    begin(kind)

    assert set(checked(root, capsys)) <= asked_for
    assert checked(root, capsys)


def test_options_answer_in_either_spelling(begin):
    text = begin(
        "profile", "--organisation", "city", "--with", "uren_per_week=8 uur", "--with", "skills=drafting: gevorderd",
        "--with", "Vaardigheden=planning", "--with", "does=Ik teken: kaarten", "--with", "talen=Engels:B2",
        "--with", "vindbaar=ja", "--with", "contact=ana@example.org", "--with", "role= ",
    )  # fmt: skip

    said = [line for line in text.split("\n") if not line.startswith("#")]
    assert said == [
        "---", f'naam: "{NAME}"', "organisatie: city", 'wat_ik_doe: "Ik teken: kaarten"', "vaardigheden:",
        "  - drafting: 4", "  - planning", "talen:", "  - en: B2", "uren_per_week: 8", "contact: ana@example.org",
        "vindbaar: ja", "eigenaar: anna-van-t-hof", "bevestigd_op: 2026-11-21", "---", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["event", NAME, "--with", "datum=31-11-2026"], "datum"),
        (["profile", NAME, "--with", "hours=99"], "uren_per_week: '99'"),
        (["profile", NAME, "--with", "hours"], "'hours'"),
        (["profile", NAME, "--with", "\x1bhour=8"], "'\\x1bhour=8' kan hier niet"),
        (["profile", NAME, "--with", "field_visibility=x"], "aanspreken_op"),
        (["pool", "An\x1b[Da"], "U+001B"),
        (["pool", "\x1b"], "'\\x1b'"),
        (["profile", NAME, "--organisation", "ci\x1bty"], "U+001B"),
        (["pool", "Search"], "De naam 'search' gebruikt de site zelf al."),
        (["pool", "Bob"], "content/profiles/bob.md"),
        (["network", "Net", "--with", "title=x"], "--with"),
    ],
)
def test_an_option_that_cannot_be_used_is_told_and_nothing_is_written(root, options, said, capsys):
    before = sorted(root.rglob("*"))
    (root / "directory.yaml").rename(root.parent / "elsewhere.yaml")

    assert main(["new", *options, "--root", str(root), "--language", "nl", *DAY]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "\x1b" not in told
    assert [path for path in sorted(root.rglob("*")) if path not in before] == []


# On a terminal --------------------------------------------------------------------------------------------------------


def test_a_person_is_asked_and_helped(root, asks, capsys):
    answers = ["", "citty", "City", "", "Kaarten", "drafting", "6", "4", "planing", "planning nl", "", "drafting", "",
               "writing", "", "8"]  # fmt: skip
    samples.write(root, "content/organisations/city.md", {"name": "City", "layer": "municipality"})

    text = asks("profile", answers)
    assert text.startswith(
        '---\nnaam: "Ánna: van \'t Hof"\norganisatie: city\n'
        "# functie: Je functie, in woorden die anderen begrijpen.\naanspreken_op: Kaarten\n"
    )
    assert "\nvaardigheden:\n  - drafting: 4\n  - planning\nwil_leren:\n  - writing\nuren_per_week: 8\n" in text
    said = capsys.readouterr().out
    assert "planning" in said
    assert "'6'" in said


@pytest.mark.parametrize(
    ("kind", "answers", "lines"),
    [
        ("organisation", ["kasteel", "waterschap", "", "www.dijk.nl", "https://www.dijk.nl/"],
         ["laag: waterschap", "# plaats: Utrecht", "website: https://www.dijk.nl/"]),
        ("pool", ["", "Werk \x1b[D verdelen", "Werk verdelen"],
         ["# organisatie: De organisatie die de pool draagt.", "doel: Werk verdelen", "toelating: open"]),
        ("pool", ["nergens", "city", ""], ["organisatie: city", "# doel: Waar de pool voor is."]),
        ("event", ["morgen", "1 december 2026", "2026-12-01", "9 uur", "9.30 uur", "", "Stadhuis, Vechtstad", ""],
         ["datum: 2026-12-01", 'begintijd: "09:30"', '# eindtijd: "12:00"', "plaats: Stadhuis, Vechtstad"]),
    ],
)  # fmt: skip
def test_every_kind_asks_and_asks_again_what_check_would_not_take(root, asks, kind, answers, lines, capsys):
    text = asks(kind, answers)

    assert set(lines) <= set(text.split("\n"))
    assert checked(root, capsys) == []
    assert tidy(root)


def test_what_an_option_answered_is_not_asked(asks):
    text = asks("event", ["10:00", "", "", "city"], "--with", "day=2026-12-01")

    assert "organisator: city" in text


@each_language
def test_what_was_answered_passes_check(root, asks, language, capsys):
    asks("assignment", ["Een doel", "Een kaart", "8", "12", "drafting", "3", ""], "--organisation", "city",
         "--language", language)  # fmt: skip

    assert checked(root, capsys) == []
    assert tidy(root)


def test_where_there_is_no_list_of_words_any_skill_will_do(root, asks):
    (root / "content/vocabulary/skills.yaml").unlink()

    assert "  - bijen houden: 2" in asks("profile", ["city", "", "", "bijen houden", "2", "", "", ""])


def test_where_there_is_no_network_yet_any_organisation_will_do(root, asks):
    (root / "directory.yaml").unlink()

    assert "organisatie: elders" in asks("profile", ["elders", "", "", "", "", ""])
