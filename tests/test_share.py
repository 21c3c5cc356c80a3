"""Pictures to share work with: the same everywhere, nothing outside the edges, and pixels when they can be made."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from msgspec.structs import replace
from PIL import Image

from builder import build, doctor, pages, share
from builder.cards import WorkCard
from builder.rank import ranked
from tests import samples
from tests.small_site import frame, settings, site
from tests.worlds import TODAY, directory, work

SVG = "{http://www.w3.org/2000/svg}"
COMPOUND = "Arbeidsongeschiktheidsverzekeringsmaatschappijsamenwerkingsovereenkomsten"
ARABIC = "تحسين خدمات البلدية"
WORLD = directory(work("bridge", hours=16), settings=settings(share_images=True))
FRAME = replace(frame(WORLD), painter="1")
CARD = pages.material(WORLD, ranked(WORLD)).cards.work["bridge"]


def card(title: str, **rest: Any) -> WorkCard:
    return replace(CARD, title=title, **rest)


def drawn(title: str) -> Any:
    return etree.fromstring(share.drawing(FRAME, card(title)))


# The drawing ----------------------------------------------------------------------------------------------------------


def test_the_picture_tells_in_words_what_stands_in_it():
    assert drawn("De brug").findtext(f"{SVG}title") == "De brug · Dike · 16 uur per week · Netwerk"


def test_letters_are_drawn_and_need_no_font():
    assert not drawn("De brug").findall(f".//{SVG}text")
    assert len(drawn("De brug").findall(f".//{SVG}use")) > 6


@given(st.text(min_size=1, max_size=200))
def test_nothing_stands_outside_the_edges_and_no_text_breaks_the_drawing(title):
    size, found = share.title(share.plain(title, "bold"))

    assert all(share.wide(line, "bold") * size / 1000 <= share.ROOM for line in found)
    assert len(found) * size * share.LEADING <= share.MOST_HEIGHT
    assert etree.fromstring(share.drawing(FRAME, card("".join(title.split()) or "x"))).tag == f"{SVG}svg"


@pytest.mark.parametrize(("title", "lines"), [("X", 1), ("Kort en goed", 1), (COMPOUND, 2)])
def test_a_title_takes_the_lines_it_needs(title, lines):
    assert len(share.title(title)[1]) == lines


def test_a_word_that_is_too_long_is_broken_with_a_hyphen():
    _, (first, second) = share.title(COMPOUND)

    assert first.endswith("-")
    assert first.removesuffix("-") + second == COMPOUND


def test_a_title_without_end_is_cut_off():
    _, lines = share.title("WERKWOORD " * 20)

    assert lines[-1].endswith("…")


def test_a_sign_that_cannot_be_drawn_is_left_out_and_letters_never_are():
    assert share.plain("🚲 Fietsen", "bold") == "Fietsen"
    assert share.plain(ARABIC, "bold") == ARABIC


def test_letters_that_cannot_be_drawn_are_left_to_the_fonts_of_who_looks_and_fit_all_the_same():
    texts = drawn(ARABIC).findall(f".//{SVG}text")

    assert [one.text for one in texts] == [ARABIC]
    assert int(texts[0].get("textLength")) <= share.ROOM


def test_the_colours_are_those_of_the_theme():
    own = replace(FRAME, colours={"--petrol": "#123456", "--paper": "var(--card)", "--card": "#fefefe"})
    picture = share.drawing(own, CARD).decode()

    assert "#123456" in picture and "#fefefe" in picture


# Pixels ---------------------------------------------------------------------------------------------------------------


def test_pixels_are_made_of_the_drawing_in_the_size_that_media_ask():
    with Image.open(io.BytesIO(share.pixels(FRAME, CARD))) as found:
        assert (found.format, found.size) == ("PNG", (1200, 630))
        assert found.convert("RGB").getpixel((600, 10)) == (11, 85, 99)


def test_the_same_work_gives_the_same_pixels():
    assert share.pixels(FRAME, CARD) == share.pixels(FRAME, CARD)


def test_there_are_no_pixels_of_letters_that_cannot_be_drawn():
    assert share.is_drawable(card("De brug"), WORLD.settings)
    assert not share.is_drawable(card(ARABIC), WORLD.settings)
    assert share.picture(FRAME, card(ARABIC)) is None


# The site -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = samples.world(tmp_path / "root")
    text = (made / "directory.yaml").read_text("utf-8")
    text = re.sub(r"^(share_images|deelplaatjes):.*\n", "", text, flags=re.MULTILINE)
    key = "deelplaatjes: ja" if "titel:" in text else "share_images: yes"
    (made / "directory.yaml").write_text(f"{text.rstrip()}\n{key}\n", "utf-8")
    return made


def built(root: Path) -> dict[str, bytes]:
    build.build(root, root.parent / "site", TODAY)
    found = (root.parent / "site").rglob("share/*")
    return {path.name: path.read_bytes() for path in found}


def test_pixels_come_when_what_makes_them_is_installed_later(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "painter", lambda: "")
    before = built(root)
    monkeypatch.undo()

    assert before and all(name.endswith(".svg") for name in before)
    assert {name.rpartition(".")[0] for name in built(root) if name.endswith(".png")} == {
        name.rpartition(".")[0] for name in before
    }


def test_a_new_day_makes_no_picture_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built(root)

    def never(**_: Any) -> bytes:
        raise AssertionError("this was drawn already")

    monkeypatch.setattr(resvg_py, "svg_to_bytes", never)
    build.build(root, root.parent / "site", TODAY + timedelta(days=1))
    kept = {path.name: path.read_bytes() for path in (root.parent / "site").rglob("share/*")}
    assert kept == {name: before[name] for name in kept} and kept


def test_without_the_setting_there_are_no_pictures():
    plain = directory(work("bridge"), settings=settings())
    assert "share/" not in site(plain)["assignments/bridge.html"]


def test_the_page_of_the_work_leads_media_to_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    given = directory(work("bridge", title='De "brug"'), settings=settings(share_images=True))
    view = pages.PAGES[[page.name for page in pages.PAGES].index("assignment")]
    material = pages.material(given, ranked(given))
    from builder.render import render

    shown = view.shows(material, given.assignments["bridge"])
    page = html.fromstring(render(view, replace(frame(given), painter="1"), "assignments/bridge.html", shown).decode())
    said = {one.get("property") or one.get("name"): one.get("content") for one in page.xpath("//head/meta")}

    assert said["og:image"] == "https://example.org/gids/share/bridge.png"
    assert said["og:image:alt"] == 'De "brug" · Dike · Netwerk'
    assert (said["og:title"], said["twitter:card"]) == ('De "brug"', "summary_large_image")


@pytest.mark.parametrize("rest", [{"base_url": None}, {"share_images": False}])
def test_a_page_names_no_picture_that_nobody_can_fetch(rest):
    given = directory(work("bridge"), settings=settings(**{"share_images": True, **rest}))

    assert "og:image" not in site(given)["assignments/bridge.html"]


def test_doctor_says_when_there_are_drawings_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "painter", lambda: "")

    assert [(one.good, one.optional) for one in doctor.findings(root, TODAY) if one.name == "share-images"] == [
        (False, True)
    ]
