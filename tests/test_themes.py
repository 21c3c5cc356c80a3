"""The look of the site: two themes by day and night, a network's own on top, and pages for any size of text."""

import gzip
import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from builder import assets, build, contrast, doctor, drawings, theme
from builder.settings import Logo, Theme
from builder.shipped import templates_folder
from builder.verify import formats
from tests.conftest import TODAY

STATIC = templates_folder() / "static"
THEMES = ("light", "high-contrast")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 8">{}</svg>'
)
HOUSE = ":root { --petrol: #31418c; --radius: 0; --of-another-program: 1px }"


# The themes that come with the program --------------------------------------------------------------------------------


def sides(name: str) -> Mapping[str, Mapping[str, str]]:
    """The tokens of a theme by day and in the dark."""
    files = assets.assets((templates_folder(),)).files
    day, night = theme.seen(files, Theme(name=name))  # type: ignore[arg-type]
    return {"day": day, "night": night}


@pytest.mark.parametrize("side", ["day", "night"])
def test_everything_of_the_light_theme_can_be_told_from_its_ground(side: str) -> None:
    assert contrast.too_close(sides("light")[side]) == []


@pytest.mark.parametrize("side", ["day", "night"])
def test_the_high_contrast_theme_gives_every_text_seven_to_one(side: str) -> None:
    assert contrast.too_close(sides("high-contrast")[side], strict=True) == []


def test_every_colour_of_a_pair_is_judged() -> None:
    named = {f"--{name}" for pair in contrast.PAIRS for name in pair[:2]}

    for name in THEMES:
        for tokens in sides(name).values():
            assert [one for one in named if not re.fullmatch("#[0-9a-f]{6}", tokens[one])] == []


def test_contrast_is_that_of_wcag() -> None:
    assert contrast.contrast("#000000", "#ffffff") == 21
    assert round(contrast.contrast("#777777", "#fff"), 2) == 4.48
    assert contrast.contrast("#31418c", "#31418C") == 1


def test_a_colour_that_is_too_close_is_found_by_way_of_another() -> None:
    tokens = {**sides("light")["day"], "--soft": "var(--brand)", "--brand": "#bbbbbb"}

    assert ("soft", "card") in [pair[:2] for pair, _ in contrast.too_close(tokens)]


def test_both_themes_set_the_same_tokens_by_day_and_in_the_dark() -> None:
    found = [theme.tokens((STATIC / "themes" / f"{name}.css").read_text("utf-8")) for name in THEMES]

    assert len({tuple(sorted(tokens)) for sheet in found for tokens in sheet.values()}) == 1


def test_every_token_that_a_style_uses_is_set_and_every_one_set_is_used() -> None:
    files = assets.assets((templates_folder(),)).files
    styles = "".join(files[name].decode() for name in ("site.css", "themes/shared.css"))
    ours = set(theme.tokens((STATIC / "themes/light.css").read_text("utf-8"))[""])
    known = {name for tokens in theme.tokens(files["theme.css"].decode()).values() for name in tokens}
    asked = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", styles))

    assert asked - known == set()
    assert ours - asked == set()


# A network's own ------------------------------------------------------------------------------------------------------


def network(root: Path, look: str, **files: str | bytes) -> Path:
    """A network of nothing but settings, a look and the files for it; a name's first underscore is its point."""
    static = root / "templates" / "static"
    static.mkdir(parents=True)
    (root / "directory.yaml").write_text(f"title: Lindewoud\noperator: Lindewoud\nlanguage: en\ntheme: {look}\n")
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (static / name.replace("_", ".", 1)).write_bytes(data)
    return root


def built(root: Path) -> tuple[str, str, list[str]]:
    """The front page and the theme's style sheet of a network, and what is wrong with it."""
    done = build.build(root, root / "site", TODAY)
    sheet = next((root / "site").glob("assets/*/theme.css")).read_text("utf-8")
    return (root / "site" / "index.html").read_text("utf-8"), sheet, [one.code for one in done.problems]


def test_a_network_chooses_a_theme_in_one_word(tmp_path: Path) -> None:
    _, sheet, problems = built(network(tmp_path, "high-contrast"))

    assert problems == []
    assert "--paper: #ffffff" in sheet
    assert "#fbfaf6" not in sheet


def test_the_light_theme_gives_more_contrast_to_whoever_asks_for_it(tmp_path: Path) -> None:
    _, sheet, _ = built(network(tmp_path, "light"))

    assert "@media (prefers-contrast: more){:root{--ink:#000000;" in sheet
    assert "@media screen and (prefers-color-scheme: dark) and (prefers-contrast: more){:root{--ink:#ffffff;" in sheet


def test_own_tokens_come_after_the_theme_and_only_those_that_pages_use(tmp_path: Path) -> None:
    _, sheet, problems = built(network(tmp_path, "{tokens: house.css}", house_css=HOUSE))

    assert problems == []
    assert sheet.index("#31418c") > sheet.index("#0b5563")
    assert "--of-another-program" not in sheet


def test_own_colours_for_the_day_alone_leave_the_dark_to_the_theme(tmp_path: Path) -> None:
    _, sheet, _ = built(network(tmp_path, "{tokens: house.css}", house_css=HOUSE))

    assert "@media print, (prefers-color-scheme: light){:root{--petrol:#31418c}}" in sheet
    assert "\n:root{--radius:0}" in sheet


def test_own_colours_for_the_dark_are_taken_over(tmp_path: Path) -> None:
    dark = "@media (prefers-color-scheme: dark) { .our-theme { --petrol: #c0c8f0 } }"
    _, sheet, _ = built(network(tmp_path, "{tokens: house.css}", house_css=HOUSE + dark))

    assert "\n:root{--petrol:#31418c;--radius:0}" in sheet
    assert "@media (prefers-color-scheme: dark){:root{--petrol:#c0c8f0}}" in sheet


@pytest.mark.parametrize(
    "css",
    [
        "p { color: red }",
        ":root { color: red }",
        ":root { --a: url(//x.example/a.png) }",
        ":root { --a: src('a') }",
        ":root { --a: image('//x.example/a') }",
        ":root { --a: u/* */rl(//x.example/a) }",
        ":root { --a: expression(alert(1)) }",
        ":root { --a: @charset 'utf-7' }",
        "@import 'a.css'; :root { --a: 1px }",
        "@font-face { --a: 1px }",
        ":root { --a: \\75 rl(a) }",
        ":root { --a: 1px } </style><script>",
        ":root { --a: 1px",
        "@media print { @media screen { :root { --a: 1px } } }",
        "} :root { --a: 1px }",
        ",:root { --petrol: red }} * { --petrol: red }",
        " { --petrol: red }",
        "@media0 print { :root { --petrol: red } }",
        "@media pr\\69nt { :root { --petrol: red } }",
        ":root { --petrol: ( }",
        ":root { --petrol: rgb(1, 2 }",
        ":root { --petrol: a] }",
        ":root { --petrol: 'a }",
        ":root { --petrol: /* }",
        "@media (print { :root { --petrol: red } }",
        ":root { --petrol: a\u202eb }",
        "/* a\0b */ :root { --petrol: red }",
        b":root { --petrol: '\xe9' }",
        "",
    ],
)
def test_a_sheet_of_more_than_tokens_is_left_out_and_told(tmp_path: Path, css: str | bytes) -> None:
    _, sheet, problems = built(network(tmp_path, "{tokens: house.css}", house_css=css))

    assert [code for code in problems if code.startswith("tokens-")] == problems != []
    assert "red" not in theme.tokens(sheet)[""].values()
    assert "x.example" not in sheet
    assert not list((tmp_path / "site").rglob("house.css"))


def test_a_logo_that_does_more_than_draw_is_left_out_and_told(tmp_path: Path) -> None:
    logo = DRAWING.format("<script>struck()</script>")
    page, _, problems = built(network(tmp_path, '{logo: {file: arms.svg, alt: "Arms"}}', arms_svg=logo))

    assert len(problems) == 1
    assert "arms.svg" not in page
    assert not list((tmp_path / "site").rglob("arms.svg"))


def test_the_logo_takes_the_place_of_our_mark_with_its_description(tmp_path: Path) -> None:
    logo = DRAWING.format('<path id="a" d="M0 0h8v8z"/><use href="#a" fill="url(#b)"/>')
    page, _, problems = built(network(tmp_path, '{logo: {file: arms.svg, alt: "Arms & lion"}}', arms_svg=logo))

    assert problems == []
    assert re.search(r'<img class="logo" src="assets/\w+/arms\.svg" alt="Arms &amp; lion">', page)
    assert "brand-line" not in page


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT/>", "<script>"),
        ("<foreignObject/>", "<foreignobject>"),
        ('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml"/>', "<iframe>"),
        ('<path onload="alert(1)"/>', "onload"),
        ('<use href="https://x.example/a.svg#a"/>', "href"),
        ('<use xlink:href="//x.example/a.svg#a"/>', "href"),
        ('<use href="data:image/svg+xml,a"/>', "href"),
        ('<image href="a.png"/>', "<image>"),
        ("<path fill=\"url( '//x.example/a')\"/>", "fill"),
        ('<path style="fill:u\\72l(a)"/>', "style"),
        ('<path style="fill:u/**/rl(//x.example/a)"/>', "style"),
        ("<style>@import 'a.css';</style>", "style"),
        ("<style>p{fill:u/* a */rl(a)}</style>", "style"),
        ("<style>p{fill:u<!-- -->rl(a)}</style>", "style"),
        ("<style>p{fill:&#117;rl(a)}</style>", "style"),
        ('<set attributeName="href" to="javascript:a"/>', "<set>"),
        ("<path>", "XML"),
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str, what: str) -> None:
    assert drawings.unsafe_in(DRAWING.format(inside).encode()) == what


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "<!ENTITY>"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"), "<!ENTITY>"),
        (b'<?xml-stylesheet href="a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>', "<?"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "XML"),
        (b"<svg/>", "XML"),
        (b"\xff", "XML"),
        (b"", "XML"),
    ],
)
def test_a_file_that_is_no_plain_drawing_is_refused(raw: bytes, what: str) -> None:
    assert drawings.unsafe_in(raw) == what


def test_a_drawing_in_which_parts_are_used_without_end_is_refused() -> None:
    nested = "".join(f"<g id='a{n + 1}'>" + f"<use href='#a{n}'/>" * 9 + "</g>" for n in range(9))

    assert drawings.unsafe_in(DRAWING.format(f"<g id='a0'/>{nested}").encode()) == "<use>"
    assert drawings.unsafe_in(DRAWING.format("<g>" * 90 + "</g>" * 90).encode()) == "<g>"
    assert drawings.unsafe_in(DRAWING.format('<g id="a"/><use href="#a"/><use href="#a"/>').encode()) == ""


EXPORTED = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Created with a program for drawing, by sanne -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="https://draw.example/"
  viewBox="0 0 9 9" draw:export="C:\\Users\\sanne\\arms.png">
  <draw:view by="sanne"/><metadata><x xmlns="https://x.example/">sanne</x></metadata>
  <defs>
    <linearGradient id="a"><stop offset="0" style="stop-color:#fff"/></linearGradient>
    <style><![CDATA[.b{fill:url('#a')}]]></style>
  </defs>
  <path class="b" draw:by="sanne" d="M0 0h9v9z" style="fill:url(#a);stroke:none"/><use xlink:href="#c"/>
</svg>
"""


def test_a_logo_as_drawing_programs_write_it_is_published_without_what_they_wrote_for_themselves(
    tmp_path: Path,
) -> None:
    look = "{tokens: house.css, logo: {file: arms.svg, alt: Arms}}"
    _, _, problems = built(network(tmp_path, look, house_css=HOUSE, arms_svg=EXPORTED))
    shown = next((tmp_path / "site").glob("assets/*/arms.svg")).read_text("utf-8")

    assert problems == []
    assert "sanne" not in shown
    assert '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">' in shown
    assert """<style>.b{fill:url('#a')}</style>""" in shown
    assert '<path class="b" d="M0 0h9v9z" style="fill:url(#a);stroke:none" /><use href="#c" />' in shown


def test_the_last_look_knows_all_that_a_plain_drawing_may_hold() -> None:
    known = formats.OF_DRAWINGS

    assert (drawings.SHAPES - formats.DRAWN, drawings.SAID - known) == (set(), set())


def test_the_drawings_of_the_program_are_safe() -> None:
    assert [path.name for path in STATIC.glob("*.svg") if drawings.unsafe_in(path.read_bytes())] == []


def png(**words: str) -> bytes:
    beside, out = PngImagePlugin.PngInfo(), io.BytesIO()
    for name, value in words.items():
        beside.add_text(name, value)
    Image.new("RGBA", (1200, 300), (0, 0, 0, 0)).save(out, "PNG", pnginfo=beside)
    return out.getvalue()


def test_a_png_is_published_small_clear_and_without_what_its_maker_wrote_in_it(tmp_path: Path) -> None:
    built(network(tmp_path, "{logo: {file: arms.png, alt: Arms}}", arms_png=png(Author="somebody")))
    published = next((tmp_path / "site").glob("assets/*/arms.png"))
    with Image.open(published) as shown:
        assert (shown.size, shown.mode, shown.getpixel((1, 1))) == ((640, 160), "RGBA", (0, 0, 0, 0))
    assert b"somebody" not in published.read_bytes()


def test_a_logo_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    elsewhere = network(tmp_path / "other", "light", arms_svg=DRAWING.format(""))
    root = network(tmp_path / "own", "{logo: {file: arms.svg, alt: Arms}}")
    shutil.rmtree(root / "templates" / "static")
    (root / "templates" / "static").symlink_to(elsewhere / "templates" / "static")

    assert [one.code for one in theme.flaws(root, Theme(logo=Logo(file="arms.svg")))][:1] == ["theme-file-missing"]


def told(root: Path) -> dict[str, doctor.Finding]:
    return {one.name: one for one in doctor.findings(root, TODAY) if one.name.startswith("tokens")}


def test_doctor_names_what_a_house_style_leaves_to_the_theme(tmp_path: Path) -> None:
    found = told(network(tmp_path, "{tokens: house.css}", house_css=HOUSE))
    names = str(found["tokens"].values["names"]).split(", ")

    assert "--petrol" not in names
    assert {"--ink", "--saffron", "--focus"} <= set(names)
    assert "--petrol" in str(found["tokens-dark"].values["names"]).split(", ")
    assert found["tokens-contrast"].good


def test_doctor_is_content_with_a_whole_house_style_and_silent_without_one(tmp_path: Path) -> None:
    whole = (STATIC / "themes" / "light.css").read_text("utf-8")

    assert all(one.good for one in told(network(tmp_path / "a", "{tokens: house.css}", house_css=whole)).values())
    assert told(network(tmp_path / "b", "light")) == {}


def test_doctor_says_which_colours_of_a_house_style_are_too_close(tmp_path: Path) -> None:
    found = told(network(tmp_path, "{tokens: house.css}", house_css=":root { --petrol: #8fa6ff }"))

    assert "--on-petrol / --petrol (2.3 < 4.5)" in str(found["tokens-contrast"].values["pairs"])


# Weight ---------------------------------------------------------------------------------------------------------------


def test_a_profile_is_light_to_carry(demo: Path) -> None:
    largest = max(demo.glob("profiles/*.html"), key=lambda path: len(gzip.compress(path.read_bytes(), mtime=0)))
    page = largest.read_bytes()
    sheets = re.findall(rb'<link rel="stylesheet" href="([^"]+)"', page)
    styles = [len(gzip.compress((largest.parent / one.decode()).read_bytes(), mtime=0)) for one in sheets]

    assert len(gzip.compress(page, mtime=0)) <= 15_000
    assert len(styles) == 3
    assert sum(styles) <= 20_000
