"""Every door is tried with the small corpus and with everything that was ever found there. No search is made here."""

from pathlib import Path

import pytest

from builder.problems import problem
from tests.fuzz import oracles, report, targets

pytestmark = pytest.mark.usefixtures("own_loop")

CASES = [(name, path) for name in targets.TARGETS for path in targets.kept(name)]
SEEDS = [(name, raw) for name in targets.TARGETS for raw in targets.own(name)]


@pytest.mark.parametrize(("name", "path"), CASES, ids=[f"{name}-{path.name[:12]}" for name, path in CASES])
def test_what_was_found_stays_mended(name: str, path: Path) -> None:
    targets.TARGETS[name].tried(path.read_bytes())


@pytest.mark.parametrize(("name", "raw"), SEEDS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(SEEDS)])
def test_what_a_search_begins_with_is_taken_well(name: str, raw: bytes) -> None:
    targets.TARGETS[name].tried(raw)


def test_the_corpus_stays_small() -> None:
    files = [path for folder in (targets.CORPUS, targets.SEEDS) for path in folder.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) < 400_000


def test_every_door_was_searched() -> None:
    assert report.hunts().keys() == targets.TARGETS.keys()
    assert all(one.runs and one.edges for one in report.hunts().values())


# The oracles can fail


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<p onclick='a()'>", '<a href="javascript:alert(1)">x</a>', "<!-- a -->",
        '<img src="https://e.org/a.png" alt="x">', '<a href="https://a@e.org/" rel="noopener nofollow ugc">x</a>',
        '<a href="https://e.org/">x</a>', '<table><tr><td style="a:b">x</td></tr></table>', "<p id=a>x</p>",
        '<a href="//e.org">x</a>',
        '<code class="a b">x</code>', "<p>a</p><svg><a/></svg>", '<a href="mailto:a@e.org" title="\u202ea">x</a>',
    ],
)  # fmt: skip
def test_html_that_does_harm_is_told(html: str) -> None:
    with pytest.raises(AssertionError):
        oracles.harmless(html)


def test_html_of_every_kind_that_is_allowed_is_harmless() -> None:
    oracles.harmless(
        '<h2>A</h2><p>a <em>b</em> <a href="https://e.org/" rel="noopener nofollow ugc">c</a></p>'
        '<table><tbody><tr><td class="align-right">d</td></tr></tbody></table><img src="x/a.jpg" alt="e">',
        ("x/a.jpg",),
    )


def test_a_problem_outside_its_file_is_told() -> None:
    for path, line, column in (("b", 1, 1), ("a", 3, 1), ("a", 1, 9), ("a", -1, 0)):
        with pytest.raises(AssertionError):
            oracles.sound([problem(path, line, column, "empty")], "a", b"one\ntwo")
    oracles.sound([problem("a", 2, 4, "empty")], "a", b"one\ntwo")


def test_a_finding_that_is_not_mended_is_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(raw: bytes) -> None:
        raise ValueError(raw)

    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "case").write_bytes(b"x")
    monkeypatch.setattr(targets, "FINDINGS", tmp_path)
    monkeypatch.setattr(targets, "CORPUS", tmp_path / "none")
    assert list(report.broken()) == []

    monkeypatch.setitem(targets.TARGETS, "reader", targets.TARGETS["reader"]._replace(tried=broken))
    assert [path.name for path in report.broken()] == ["case"]
