"""Requirement 12: an address on the site is plain, free, and belongs to one file."""

from pathlib import Path

import pytest

from builder import build, source
from tests.hostile import cases, odd
from tests.hostile.cases import Case

GOOD = ("a", "0", "x" * 60, "anna-de-wit", "a--b", "co", "com", "com10", "console", "index-2", "404-x")
BAD = (
    "A", "a_b", "a b", "a.b", "-a", "a-", "é", "e\u0301", "ａ", "ﬁ", "①", "x" * 61, "ß", "İ", "a\u200bb", "Ａnna",
    "a\nb",
    "index", "404", "search", "assets", "api", "con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9", "CON",
    "Index",
)  # fmt: skip


def codes(root: Path) -> list[tuple[str, str]]:
    return [(one.path.rpartition("/")[2], one.code) for one in build.check(root, cases.TODAY).problems]


def file(slug: str, more: str = "", kind: str = "profiles") -> Case:
    (raw,) = odd.profile("x", more).values()
    return Case(slug, {f"content/{kind}/{slug}.md": raw}, slug, "slug")


def test_12_plain_names_are_taken_in(tmp_path: Path) -> None:
    root = cases.laid(tmp_path, [file(slug) for slug in GOOD])

    assert codes(root) == []
    assert {one.slug for one in build.check(root, cases.TODAY).content.entities} >= set(GOOD)


def test_12_other_names_and_reserved_ones_are_refused(tmp_path: Path) -> None:
    told = codes(cases.laid(tmp_path, [file(slug) for slug in BAD]))

    assert {name for name, _ in told} == {f"{slug}.md" for slug in BAD}
    assert {code for _, code in told} <= {"slug", "slug-reserved", "slug-without-letters"}


def test_12_one_name_is_one_file_over_all_kinds(tmp_path: Path) -> None:
    root = cases.laid(tmp_path, [])
    (root / "content/pools/ana.md").write_text("---\nname: Ana\n---\n", "utf-8")
    (root / "content/events/ana").mkdir()
    (root / "content/events/ana/index.md").write_text("---\ntitle: Ana\nday: 2027-01-01\n---\n", "utf-8")

    assert codes(root) == [("index.md", "slug-twice"), ("ana.md", "slug-twice")]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("pseudonym: Bob\n", "pseudonym-taken"),
        ("pseudonym: BÓB\n", "pseudonym-taken"),
        ("pseudonym: Index\n", "pseudonym-slug"),
        ("pseudonym: '***'\n", "pseudonym-slug"),
        ("aliases: [bob]\n", "alias-taken"),
        ("aliases: [../../index]\n", "alias-slug-better"),
        ("aliases: [con]\n", "alias-slug"),
    ],
)
def test_12_an_address_that_follows_from_words_and_is_not_free_is_an_error(
    more: str, code: str, tmp_path: Path
) -> None:
    told = codes(cases.laid(tmp_path / "root", [file("xander", more)]))

    assert ("xander.md", code) in told
    build.build(tmp_path / "root", tmp_path / "site", cases.TODAY)
    assert not list((tmp_path / "site").rglob("bob-*")), "no number behind it makes another of it"


def test_12_two_who_ask_for_the_same_are_both_told(tmp_path: Path) -> None:
    told = codes(cases.laid(tmp_path, [file("one", "pseudonym: De Uil\n"), file("two", "pseudonym: de-uil\n")]))

    assert [name for name, code in told if code == "pseudonym-taken"] == ["one.md", "two.md"]


def test_12_without_the_list_a_reserved_name_would_be_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = cases.laid(tmp_path, [file("con")])
    assert codes(root) == [("con.md", "slug-reserved")]

    monkeypatch.setattr(source, "RESERVED", frozenset())

    assert codes(root) == []
