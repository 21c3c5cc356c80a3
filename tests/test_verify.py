"""The finished site looked at: every rule tells its fault, and nothing is told of a site as it is made."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from builder import build, inspection
from builder.cli import main, words_of
from builder.digested import tree_digest
from builder.phrases import LANGUAGES
from builder.verify import CSP, PageError, looking, verified
from builder.verify.faults import Fault, fault
from builder.verify.site import Finding, Seen, seen
from builder.verify.traces import held, indexed
from tests.conftest import TODAY
from tests.safety.planted import FILES, PAGES, TRACES, VALUES, is_told, plant

PAGE = (
    '<!doctype html>\n<html lang="nl" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{CSP}">\n<title>x</title>\n'
    '<meta property="og:site_name" content="x">\n</head>\n<body>\n'
    '<header><nav><a href="index.html">x</a></nav></header>\n<main id="main">{main}</main>\n'
    "<footer></footer></body></html>"
)


@pytest.fixture(scope="module")
def copied(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo, to spoil."""
    site = tmp_path_factory.mktemp("planted") / "site"
    shutil.copytree(demo, site)
    yield site
    shutil.rmtree(site)


@pytest.fixture(scope="module")
def spoilt(copied: Path) -> tuple[Mapping[str, Fault], Seen]:
    """What was planted, each in a file of its own, and what was told."""
    told = plant(copied)
    return told, seen(copied, TRACES, indexed(VALUES))


def at(found: Seen, path: str) -> list[Fault]:
    return [one.fault for one in found.findings if one.path == path]


# A whole site --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["demo", "demo_inside"])
def test_nothing_is_told_of_a_site_as_it_is_made(edition: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(edition)
    found = seen(site, TRACES)

    assert found.findings == ()
    assert found.files > 4_000
    assert found.pages > 3_000
    assert found.edition == ("public" if edition == "demo" else "internal")
    assert found.digest == tree_digest(site)


def test_every_planted_fault_is_told_where_it_was_planted(spoilt: tuple[Mapping[str, Fault], Seen]) -> None:
    told, found = spoilt

    assert len(told) > 100
    assert PAGES.keys() & FILES.keys() == set()  # or one would never be planted
    assert {path: one for path, one in told.items() if not is_told(one, at(found, path))} == {}


OF_OTHERS = {"listed-for-search", "no-site", "open-to-robots", "shown-by-search"}  # what other tests here tell


def test_every_fault_that_has_words_is_told_somewhere(spoilt: tuple[Mapping[str, Fault], Seen]) -> None:
    words = words_of("nl")

    told = {one.fault.code for one in spoilt[1].findings}
    assert {key.rpartition(".")[2] for key in words if key.startswith("cli.verify.fault.")} == told | OF_OTHERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_told_in_the_language_of_the_reader(
    language: str, spoilt: tuple[Mapping[str, Fault], Seen]
) -> None:
    words, others = words_of(language), [words_of(one) for one in LANGUAGES if one != language]
    lines = inspection.told(inspection.Inspected(spoilt[1], None), words).splitlines()

    assert lines[0] == inspection.placed(*spoilt[1].findings[0], words)
    assert len(lines) == inspection.MOST + len(("and so many more", "looked at", "wrong", "number"))
    for one in spoilt[1].findings:
        said = inspection.sentence(one.fault, words)
        assert [other for other in others if inspection.sentence(one.fault, other) == said] == []


def test_nothing_is_told_of_what_was_left_alone(spoilt: tuple[Mapping[str, Fault], Seen]) -> None:
    told, found = spoilt

    assert {one.path for one in found.findings} - told.keys() == set()


def test_what_vanished_is_told_by_every_page_that_leads_there(
    copied: Path, spoilt: tuple[Mapping[str, Fault], Seen]
) -> None:
    there = {one.path for one in spoilt[1].findings}
    (copied / "events/werkmarkt-voorjaar.html").unlink()
    (copied / "api/v1/directory.json").rename(copied / "api/v1/said.json")

    found = seen(copied)
    (copied / "api/v1/said.json").rename(copied / "api/v1/directory.json")

    assert is_told(
        fault("leads-nowhere", tag='<a href="../events/werkmarkt-voorjaar.html">'), at(found, "events/index.html")
    )
    assert at(found, "api/v1/directory.json") == [fault("no-site")]
    assert "events/index.html" not in there


def test_an_internal_site_keeps_search_engines_out_and_is_never_taken_for_the_public_one(
    demo_inside: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(demo_inside, site)
    for path, old, new in (("index.html", "noindex, nofollow", "index"), ("robots.txt", "Disallow: /", "Allow: /")):
        (site / path).write_text((site / path).read_text("utf-8").replace(old, new), "utf-8")
    (site / "sitemap.xml").write_text("<a/>")

    assert seen(site).findings == (
        Finding("index.html", fault("shown-by-search")),
        Finding("robots.txt", fault("open-to-robots")),
        Finding("sitemap.xml", fault("listed-for-search")),
    )

    said = site / "api/v1/directory.json"
    said.write_text(said.read_text("utf-8").replace('"edition":"internal"', '"edition":"public"'), "utf-8")
    found = seen(site, values=indexed(VALUES))

    assert {one.fault for one in found.findings} == {
        fault("for-members"),
        fault("internal"),
        fault("member-text", text="sandra abspoel"),
        fault("member-text", text="sandra abspoel example org"),
    }
    assert len({one.path for one in found.findings}) > found.pages * 0.9


# The command ---------------------------------------------------------------------------------------------------------


def test_the_command_tells_what_it_saw_and_the_site_in_one_number(
    demo: Path, demo_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(demo), "--root", str(demo_root), "--today", str(TODAY), "--language", "en"]) == 0

    looked, sought, well, number = capsys.readouterr().out.splitlines()
    assert looked.startswith("Looked at 4")
    assert sought == "Looked for what only members may read: 62 texts."
    assert (well, number) == ("All is well.", f"sha256 {tree_digest(demo)}")


def test_the_command_fails_at_a_fault_and_tells_it_to_programs(
    copied: Path, spoilt: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(copied), "--root", "nowhere", "--format", "json", "--language", "nl"]) == 1

    said = json.loads(capsys.readouterr().out)
    assert {
        "path": "profiles/open.txt",
        "code": "mode",
        "values": {"mode": "666", "wanted": "644"},
        "what": "De rechten op de schijf zijn 666 en moeten 644 zijn. Verander ze met: chmod 644",
    } in said["faults"]
    assert said["sought"] is None


def test_without_a_site_there_is_nothing_to_look_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "none"), "--language", "en"]) == 2
    assert "There is no folder" in capsys.readouterr().err


# Before it is published ----------------------------------------------------------------------------------------------


def test_a_fault_stops_publishing_and_the_old_site_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "root"
    (root / "templates/pages").mkdir(parents=True)
    (root / "directory.yaml").write_text("titel: Proef\nbeheerder: Stad\ntaal: nl\n", "utf-8")
    own = root / "templates/pages/about.html"
    own.write_text("<h1>Wij</h1>", "utf-8")
    assert main(["build", "--root", str(root), "--today", str(TODAY)]) == 0
    before = tree_digest(root / "site")

    own.write_text('<h1 onclick="x()">Wij</h1>', "utf-8")

    assert main(["build", "--root", str(root), "--today", str(TODAY), "--language", "en"]) == 1
    assert (
        """about/index.html: The attribute 'onclick' may not stand here: <h1 onclick="x()">\n"""
        in capsys.readouterr().err
    )
    assert tree_digest(root / "site") == before


def test_a_page_that_leads_to_what_will_not_stand_is_not_published(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "templates/pages").mkdir(parents=True)
    (root / "directory.yaml").write_text("titel: Proef\nbeheerder: Stad\ntaal: nl\n", "utf-8")
    (root / "templates/pages/about.html").write_text('<h1>Wij</h1><a href="../gone.html">x</a>', "utf-8")

    with pytest.raises(PageError, match="leads-nowhere"):
        build.build(root, root / "site", TODAY)


AT_A_SITE = {"place-elsewhere", "bytes", "bytes-in-ids"}  # found where it stands: a build makes its pages of text


@pytest.mark.parametrize("name", sorted(PAGES.keys() - AT_A_SITE))
def test_a_page_with_a_fault_is_not_published(demo: Path, name: str) -> None:
    one = PAGES[name]
    look = looking(lambda path: (demo / path).is_file(), "https://wisselwerk.example.org/")

    look(one.base, (demo / one.base).read_bytes())
    with pytest.raises(PageError) as told:
        look(one.base, one.change((demo / one.base).read_bytes()))

    assert is_told(one.told, [told.value.fault])


LATER = {"json-twice", "for-members-document", "for-members-foot", "machine", "member-value"}  # by the whole look


@pytest.mark.parametrize("name", sorted(FILES.keys() - LATER))
def test_a_file_with_a_fault_is_not_published(demo: Path, name: str) -> None:
    one = FILES[name]
    (base,) = demo.glob(one.base)
    path = base.relative_to(demo).as_posix()
    look = looking(lambda path: (demo / path).is_file())

    look(path, base.read_bytes())
    with pytest.raises(PageError) as told:
        look(path, one.change(base.read_bytes()))

    assert is_told(one.told, [told.value.fault])


@pytest.mark.parametrize(
    "tag",
    [
        '<p class="x">Hello <a href="../profiles/ana.html">Ana</a></p>',
        '<a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow ugc">elsewhere</a>',
        '<script src="../assets/x/search.js" defer></script>',
        '<script type="application/json" id="words">{"a":"\\u003c"}</script>',
        '<svg viewBox="0 0 2 2" aria-hidden="true"><path d="M0 0"/></svg>',
        '<a href="mailto:o\'brien&amp;co@example.org">mail</a>',
        '<a href="tel:+31300000000">phone</a>',
        '<a href="https://under_score.example.org:8443/a(b)?c=[d]#e">x</a>',
        '<time datetime="2026-02-28">today</time>',
        '<img src="../photos/a.jpg" alt="">',
    ],
)
def test_what_pages_of_the_site_hold_passes(tag: str) -> None:
    looking()("a/b.html", PAGE.replace("{main}", tag).encode())


@pytest.mark.parametrize(
    ("value", "path", "data"),
    [
        ("Sandra Abspoel", "x.html", "<b>Sandra</b> <i>Abspoel</i>"),
        ("Sandra Abspoel", "x.html", '<p title="sandra abspoel">'),
        ("Sandra Abspoel", "x.json", '{"body":"Eerst.\\nSandra Abspoel"}'),
        ("Sandra Abspoel", "x.ics", "SUMMARY:Sandra Abs\r\n poel\r\n"),
        ("Ploegt bij O'Brien & Co", "x.html", "ploegt bij O&#39;Brien &amp; Co"),
        ("06 000 18848", "x.html", "tel 06-000-18848"),
        ("(010) 000 86 00", "x.txt", "(010)\u00a0000\u00a086\u00a000"),
        ("Straße 12, Köln", "x.html", "STRASSE 12 KÖLN".replace("SS", "ß")),
        ("Αθηνά Παππά", "x.html", "<p>ΑΘΗΝΆ ΠΑΠΠΆ</p>"),
        ("سارة الخطيب", "x.json", '{"name":"سارة الخطيب"}'),
        ("Zoë Smeenk", "x.html", "Zoë Smeenk"),
    ],
)
def test_a_text_is_found_however_a_file_writes_it(value: str, path: str, data: str) -> None:
    sought = indexed([value, "Not in any file"])

    assert len(held(path, data.encode(), sought)) == 1
    assert held(path, b"<p>Sandra Smeenk, 06 000 18849, Stra\xc3\x9fe 13</p>", sought) == []


def test_a_text_of_few_letters_is_not_looked_for() -> None:
    assert indexed(["a b c", "12-3", "..."]) == {}


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("<title>", "{}<title>"),
        PAGE.replace("<meta property", "{}<meta property"),
        PAGE.replace("</head>", "{}</head>"),
        PAGE.replace("<header>", "{}<header>"),
        PAGE.replace("</nav>", "{}</nav>"),
        PAGE.replace("</header>", "{}</header>"),
        PAGE.replace("{main}", "{}"),
        PAGE.replace("<footer>", "<footer>{}"),
        PAGE.replace("</html>", "</html>{}"),
    ],
)
def test_every_part_of_a_page_is_looked_at_however_often_the_rest_was_seen(page: str) -> None:
    look = looking()
    for _ in range(2):
        look("x.html", page.replace("{}", "<b>").replace("{main}", "").encode())

    with pytest.raises(PageError):
        look("y.html", page.replace("{}", "<b onclick=x>").replace("{main}", "").encode())


@pytest.mark.parametrize("before", ["<meta property", "</header>", "</main>"])
def test_a_tag_left_open_where_the_same_part_begins_is_seen(before: str) -> None:
    look = looking()
    for _ in range(2):
        look("x.html", PAGE.replace("{main}", "").encode())

    with pytest.raises(PageError):
        look("y.html", PAGE.replace(before, f"<b onclick=x {before}").replace("{main}", "").encode())


def test_what_leads_somewhere_from_one_folder_may_lead_nowhere_from_another() -> None:
    look = looking(lambda path: path in ("a/x.html", "index.html"))
    page = PAGE.replace('"index.html"', '"../index.html"').replace("{main}", '<a href="x.html">x</a>').encode()

    look("a/y.html", page)
    with pytest.raises(PageError, match="leads-nowhere"):
        look("b/y.html", page)


def test_the_page_for_what_is_not_there_says_where_the_site_stands() -> None:
    look = looking(lambda path: path in ("index.html", "404.html"))
    for root in ("/", "/folder/"):
        look("404.html", PAGE.replace('"index.html"', f'"{root}index.html"').replace("{main}", "").encode())

    with pytest.raises(PageError, match="leads-nowhere"):
        look("404.html", PAGE.replace('"index.html"', '"/gone.html"').replace("{main}", "").encode())


@pytest.mark.parametrize(
    "tag", ["<pre-x>", "<p\nonclick=x>", '<li class="a" style="x">', "<P onclick=x>", "<spanner>", "<sectionx>"]
)
def test_a_piece_of_a_page_is_held_to_the_same_list(tag: str) -> None:
    verified("x", '<p class="x">')
    with pytest.raises(PageError):
        verified("x", tag)
