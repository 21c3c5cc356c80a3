"""What comes of the hostile corpus: a part of it here, with every field and every payload once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder import build, model
from builder.fields import fields_of
from tests.hostile import cases, fields, harmless, names, odd, tried
from tests.hostile.payloads import payloads


@pytest.fixture(scope="module")
def found() -> list[cases.Case]:
    """A payload in each field, and all that is written by hand or made by code."""
    return list(cases.cases(fields.tries(1)))


@pytest.fixture(scope="module")
def outcome(found: list[cases.Case], tmp_path_factory: pytest.TempPathFactory) -> tried.Outcome:
    """What came of them."""
    return tried.tried(tmp_path_factory.mktemp("hostile"), found)


def test_every_field_of_every_kind_is_attacked_with_every_payload_somewhere(found: list[cases.Case]) -> None:
    attacked = {(spot.kind, spot.path[0]) for spot in fields.spots() if spot.path}

    assert attacked >= {(kind, name) for kind, record in model.KINDS.items() for name in fields_of(record)}
    assert {payload for _, payload in fields.tries(1)} == set(payloads())
    assert len(found) >= 700 and len(list(cases.by_hand())) >= 280
    assert len({case.path for case in found}) == len(found)


def test_nothing_crashed_vanished_or_went_outside(outcome: tried.Outcome) -> None:
    assert (outcome.crashed, outcome.vanished, outcome.touched) == ((), (), ())


def test_whatever_is_refused_is_told_with_a_place_and_a_hint(outcome: tried.Outcome) -> None:
    assert outcome.refused - outcome.told == set()
    assert len(outcome.refused) > 300


def test_check_and_build_judge_alike(outcome: tried.Outcome) -> None:
    assert outcome.unlike == ()


def test_what_was_taken_in_is_harmless_in_both_editions(outcome: tried.Outcome) -> None:
    assert len(outcome.shown) > 300 and outcome.pages > 3_000
    assert outcome.harms == ()


def test_the_command_itself_tells_all_of_it_in_every_form(found: list[cases.Case], tmp_path: Path) -> None:
    root = cases.laid(tmp_path, found[::9])

    assert {form: list(tried.spoilt_by(root, form)) for form in tried.FORMATS} == {form: [] for form in tried.FORMATS}


def test_every_figure_has_a_line() -> None:
    counts = {"payloads", "fields", "files", "things", "entered", "escaped", "commands", "tracebacks", "names"}

    assert {one.key for one in tried.ROWS} - counts - {"names_refused"} == tried.Outcome.__annotations__.keys() - {
        "touched"
    }


def test_one_folder_holds_what_a_build_takes_in(tmp_path: Path) -> None:
    kept = cases.gathered(tmp_path, list(cases.by_hand()))

    assert len(kept) > 150
    assert [one for one in build.check(tmp_path, cases.TODAY).problems if one.severity == "error"] == []
    assert all((tmp_path / case.path).exists() for case in kept)


# The same looks tell of what is not as it should be


FEW = [
    cases.Case("good", odd.profile("good"), "", "yaml"),
    cases.Case("bad", odd.profile("bad", "hours: x\n"), "", "yaml"),
]


def test_a_case_on_which_checking_breaks_off_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check = build.check

    def fragile(root: Path, *given: Any) -> Any:
        if (root / FEW[1].path).exists():
            raise RecursionError
        return check(root, *given)

    monkeypatch.setattr(build, "check", fragile)

    assert tried.whole(tmp_path / "apart", tuple(FEW)) == ((FEW[0],), ("bad",))


def test_a_file_that_is_gone_in_silence_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tried, "errors", lambda problems: [])

    assert tried.tried(tmp_path, FEW).vanished == (FEW[1].path,)


def test_a_build_that_says_or_writes_something_else_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = build.build

    def careless(root: Path, out: Path, *given: Any) -> Any:
        built = real(root, out, *given)
        (root.parent / "elsewhere").write_text("x")
        return built._replace(problems=())

    monkeypatch.setattr(build, "build", careless)
    outcome = tried.tried(tmp_path, FEW)

    assert set(outcome.unlike) == {FEW[1].path}
    assert [path for path, *_ in outcome.touched] == [str(tmp_path / "elsewhere")]


HEAD = "<!doctype html><html lang=nl><head><title>x</title></head><body>"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.html", "<script>struck()</script>"),
        ("x.html", "<script src=https://strike.invalid/x.js></script>"),
        ("x.html", '<script type="application/json">{"a": "</b>"}</script>'),
        ("x.html", '<script type="application/json">{"a": NaN}</script>'),
        ("x.html", "<img src=x onerror=struck()>"),
        ("x.html", "<img src=//strike.invalid/x>"),
        ("x.html", "<p style=color:red>x"),
        ("x.html", "<iframe src=x></iframe>"),
        ("x.html", "<a href=javascript:struck()>x</a>"),
        ("x.html", '<a href="java\nscript:struck()">x</a>'),
        ("x.html", "<a href='data:text/html,x'>x</a>"),
        ("x.html", "<a href=//strike.invalid>x</a>"),
        ("x.html", "<a href=https://someone@strike.example/ rel='noopener nofollow ugc'>x</a>"),
        ("x.html", "<a href=https://strike.example/>x</a>"),
        ("x.html", "<a href=https://аррӏе.com/>x</a>"),
        ("x.html", "<p id=a><p id=a>"),
        ("x.html", "<p id='a b'>"),
        ("x.html", "<meta http-equiv=refresh content='0; url=https://strike.example/'>"),
        ("x.html", "<svg><script>struck()</script></svg>"),
        ("x.html", "<svg onload=struck()></svg>"),
        ("x.html", "<base href=//strike.invalid/>"),
        ("x.html", "<p>a\u202eb</p>"),
        ("x.html", "<!-- x -->"),
        ("x.json", "{'a': 1}"),
        ("x.json", "[NaN]"),
        ("x.exe", "x"),
        ("x.txt", "a\x1bb"),
        ("x.jpg", "GIF89a"),
    ],
)
def test_a_site_that_holds_something_that_could_act_is_told_of(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text((HEAD if name.endswith("html") else "") + text, "utf-8")

    assert list(harmless.harms(tmp_path)) != []


def test_a_plain_page_is_not_told_of(tmp_path: Path) -> None:
    away = "<a href=https://strike.example/ rel='noopener nofollow ugc'>x</a>"
    page = f"{HEAD}<h1 id=a>x</h1><a href=../b.html#c>x</a>{away}"
    (tmp_path / "x.html").write_text(page, "utf-8")

    assert list(harmless.harms(tmp_path)) == []


def test_a_link_in_a_site_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "x.html").symlink_to("/etc/passwd")

    assert list(harmless.harms(tmp_path)) == ["x.html: no plain file"]


@pytest.mark.parametrize("make", [names.tried])
def test_good_names_stay_good(make: Callable[[Path], tuple[int, int]], tmp_path: Path) -> None:
    assert make(tmp_path)[1] == 0
