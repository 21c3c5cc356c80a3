"""A profile on paper, as another program reads it: tagged, in order, and without anything from elsewhere."""

import io
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

from builder import paper
from builder.cli import main
from tests import samples
from tests.conftest import TODAY

PNG_SIZE = (40, 30)
FRONT: Mapping[str, Any] = {
    "name": "Zoë Łukasz", "organisation": "city", "role": "Tekenaar", "headline": "Vraag me <b>wat</b> & 'hoe'",
    "skills": {"drafting": 4}, "good_at": "Lijnen *trekken*",
    "experience": [{"title": "Brug", "start": "2020", "end": "2021", "result": "- open\n- dicht"}],
    "photo": {"file": "zoe.png", "alt": "Zoë bij de brug"}, "links": ["https://example.org/zoe"],
    "contact": {"email": "zoe@example.org", "phone": "030 123"}, "tests": [{"title": "Test", "result": "Geheim"}],
    "confirmed_on": "2026-11-01",
}  # fmt: skip
BODY = """## Verhaal

Een [link](https://example.org/a) en ![schets](s.png).
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network with somebody whose profile holds about everything."""
    root = samples.world(tmp_path_factory.mktemp("paper") / "root")
    samples.write(root, "content/profiles/zoe/index.md", FRONT, BODY)
    for name in ("zoe.png", "s.png"):
        out = io.BytesIO()
        Image.new("RGB", PNG_SIZE, (10, 80, 90)).save(out, "PNG")
        (root / "content/profiles/zoe" / name).write_bytes(out.getvalue())
    return root


@pytest.fixture(scope="module")
def made(root: Path) -> bytes:
    """Her CV in the public edition."""
    found = paper.cv(root, "zoe", "public", TODAY)
    assert found is not None
    return found


@pytest.fixture
def read(made: bytes) -> PdfReader:
    """The same, opened."""
    return PdfReader(io.BytesIO(made))


def elements(node: Any) -> Iterator[tuple[str, Any]]:
    """Every element of the structure, in the order of reading: what it is, and itself."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield node["/S"], node
        if "/K" in node:
            yield from elements(node["/K"])


def structure(read: PdfReader) -> list[tuple[str, Any]]:
    return list(elements(read.trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]


def test_it_says_that_it_is_accessible_and_is_tagged_named_and_in_a_language(read: PdfReader) -> None:
    top: Any = read.trailer["/Root"]

    assert top["/MarkInfo"]["/Marked"] and top["/ViewerPreferences"]["/DisplayDocTitle"]
    assert top["/Lang"] == "nl"
    assert read.metadata is not None and read.metadata.title == "Zoë Łukasz – Test"
    about = top["/Metadata"].get_data().decode()
    assert 'pdfuaid:part="1"' in about and "Zoë Łukasz – Test" in about


def test_headings_stand_in_order_and_make_the_bookmarks(read: PdfReader) -> None:
    levels = [int(kind[2:]) for kind, _ in structure(read) if kind.startswith("/H")]
    marks = [one.title for one in flat(read.outline)]

    assert levels[0] == 1 and levels.count(1) == 1 and len(levels) > 5
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert marks[0] == "Zoë Łukasz" and {"Contact", "Wat ik kan", "Wat ik deed", "Brug", "Verhaal"} <= set(marks)


def flat(outline: Any) -> Iterator[Any]:
    for one in outline:
        yield from flat(one) if isinstance(one, list) else (one,)


def test_every_picture_is_told_in_words_and_every_link_says_where_it_goes(read: PdfReader) -> None:
    told = [node.get("/Alt") for kind, node in structure(read) if kind == "/Figure"]
    links = [one.get_object() for page in read.pages for one in page.get("/Annots", ())]

    assert told == ["Zoë bij de brug", "schets"]
    assert {one["/A"]["/URI"] for one in links} == {
        "mailto:zoe@example.org", "https://example.org/zoe", "https://example.org/a",
    }  # fmt: skip
    assert all(one.get("/Contents") and "/StructParent" in one for one in links)


def test_nothing_is_shown_that_is_neither_tagged_nor_marked_as_decoration(read: PdfReader) -> None:
    shown = loose = 0
    for page in read.pages:
        depth = 0
        for _, operator in ContentStream(page.get_contents(), read).operations:
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            if operator in (b"Tj", b"TJ", b"Do"):
                shown, loose = shown + 1, loose + (depth == 0)

    assert shown > 20 and loose == 0


def test_the_text_can_be_read_in_order_in_the_font_of_the_site(read: PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    said = ("Zoë Łukasz", "Tekenaar", "Vraag me <b>wat</b> & 'hoe'", "zoe@example.org", "Lijnen trekken", "Verhaal",
            "Wat ik kan", "drafting nl", "Brug", "open")  # fmt: skip
    places = [text.index(one) for one in said]
    fonts = [one.get_object() for page in read.pages for one in page["/Resources"]["/Font"].values()]  # type: ignore[index]

    assert places == sorted(places)
    assert any("+Site" in one["/BaseFont"] for one in fonts)
    assert all("/FontFile2" in one["/DescendantFonts"][0].get_object()["/FontDescriptor"] for one in fonts)


def test_it_is_in_the_language_in_which_somebody_writes_when_the_site_is_in_that_one(tmp_path: Path) -> None:
    root, told = samples.world(tmp_path), {}
    samples.write(root, "content/profiles/zoe.md", {**FRONT, "language": "en", "photo": None})
    for languages in (["nl"], ["nl", "en"]):
        settings = {"title": "Test", "operator": "City", "languages": languages, "base_url": "https://example.org/"}
        samples.write(root, "directory.yaml", settings)
        read = PdfReader(io.BytesIO(paper.cv(root, "zoe", "public", TODAY) or b""))
        told[len(languages)] = (read.trailer["/Root"]["/Lang"], flat_titles(read)[3])  # type: ignore[index]

    assert told == {1: ("nl", "Wat ik kan"), 2: ("en", "What I can do")}


def flat_titles(read: PdfReader) -> list[str]:
    """The titles of the bookmarks."""
    return [one.title for one in flat(read.outline)]


def test_the_same_profile_is_always_the_same_file(root: Path, made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert paper.cv(root, "zoe", "public", TODAY) == made


def test_each_edition_shows_its_own(root: Path, made: bytes) -> None:
    inside = paper.cv(root, "zoe", "internal", TODAY)
    assert inside is not None
    public, internal = (
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(one)).pages) for one in (made, inside)
    )

    assert "030 123" not in public and "Geheim" not in public
    assert "030 123" in internal and "Geheim" in internal


def test_nothing_is_fetched_that_does_not_lie_ready() -> None:
    shelf = paper.Shelf({"font.woff2": b"x"})

    assert shelf.fetch("font.woff2").read() == b"x"
    for address in ("https://example.org/a.png", "file:///etc/passwd", "shelf:/font.woff2", "/etc/passwd", "data:,x"):
        with pytest.raises(ValueError, match="not a file of this document"):
            shelf.fetch(address)


def test_the_command_writes_it_and_says_what_is_wrong(root: Path, tmp_path: Path, capsys: Any) -> None:
    day, out = ("--root", str(root), "--today", "2026-11-21"), str(tmp_path / "cv.pdf")

    assert main(["export", "pdf", "zoe", "--out", out, *day]) == 0
    assert (tmp_path / "cv.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert main(["export", "pdf", "niemand", "--out", out, *day]) == 1
    assert main(["export", "pdf", "zoe", *day]) == 2
    assert main(["export", "jsonresume", "zoe", "--edition", "internal", *day]) == 2
    assert "niemand" in capsys.readouterr().err


def test_without_the_package_it_says_how_to_get_it(root: Path, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    monkeypatch.delitem(__import__("sys").modules, "builder.paper")
    monkeypatch.delattr("builder.paper")

    asked = ["export", "pdf", "zoe", "--out", str(tmp_path / "cv.pdf"), "--root", str(root), "--today", "2026-11-21"]
    assert main(asked) == 1
    assert 'pip install "wisselwerk[pdf]"' in capsys.readouterr().err
