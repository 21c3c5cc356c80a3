"""One page that shows what a proposal changes, to people who do not read Markdown."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
from PIL import Image
from playwright.sync_api import Browser

from builder.cli import main
from builder.preview import preview
from builder.publish import Refusal
from tests.repositories import BASE, git, person, repository, work, written

TODAY = date(2026, 11, 21)
ANA = "content/profiles/ana.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "net")


def shown(root: Path) -> tuple[str, Any]:
    """The page as text and as elements."""
    text = preview(root, root, "main", "HEAD", TODAY).decode()
    return text, html5lib.parse(text, namespaceHTMLElements=False)


def sections(tree: Any) -> list[str]:
    """What is said of each file, in words."""
    return [
        " ".join("".join(one.itertext()).split()) for one in tree.iter("section") if one.get("class") == "preview-item"
    ]


def test_a_changed_field_is_told_in_words_and_shown_before_and_after(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="Ask me about dikes") + "\nA *story*.\n"})

    text, tree = shown(root)
    [said] = sections(tree)

    assert said.startswith(
        "Gewijzigd: content/profiles/ana.md Wat er verandert Aanspreken op erbij: Ask me about dikes"
    )
    assert "Tekst erbij: A *story*." in said
    assert said.index("Zo wordt de pagina") < said.index("Zo is de pagina nu")
    assert "<em>story</em>" in text and "**" not in text


def test_new_moved_and_removed_files_are_told_as_such(root: Path) -> None:
    git(root, "mv", ANA, "content/profiles/ana-lopez.md")
    written(
        root, {"content/profiles/cleo.md": person("Cleo", "cleo"), "content/assignments/bridge.md": None, "x.sh": ""}
    )

    _, tree = shown(root)
    bridge, moved, cleo = sections(tree)

    assert bridge.startswith("Weg: content/assignments/bridge.md Zo is de pagina nu")
    assert moved.startswith("Verplaatst: content/profiles/ana-lopez.md Stond eerst op: content/profiles/ana.md")
    assert cleo.startswith("Nieuw: content/profiles/cleo.md Zo wordt de pagina")
    assert "x.sh" in "".join(tree.find("body").itertext()).split("Andere bestanden in dit voorstel")[1]


def test_a_list_says_only_what_came_and_what_went(tmp_path: Path) -> None:
    root = repository(tmp_path, {**BASE, ANA: person("Ana", "ana", wants="[rest, work]", available_from="2027-01-01")})
    written(root, {ANA: person("Ana", "ana", wants="[work, water]", available_from="2027-02-01")})

    [said] = sections(shown(root)[1])

    assert "Wil weg: rest erbij: water" in said
    assert "Beschikbaar vanaf weg: 1 januari 2027 erbij: 1 februari 2027" in said


def test_mistakes_stand_on_top(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", shoes="9")})

    [said] = sections(shown(root)[1])

    assert said.startswith("Gewijzigd: content/profiles/ana.md Nog te verbeteren regel 6: ")
    assert "Van dit bestand komt geen openbare pagina." in said


def test_what_is_not_public_is_told_in_words_alone(root: Path) -> None:
    written(root, {"content/profiles/cleo.md": person("Cleo", "cleo", visibility="internal")})

    [said] = sections(shown(root)[1])

    assert "Naam erbij: Cleo" in said and "Van dit bestand komt geen openbare pagina." in said


def test_hostile_content_stays_harmless(root: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onload=x {{ 7*7 }}</style>"
    body = f"\n{evil}\n\n[x](javascript:alert(1)) ![x](https://evil.example/x.png) [y](../../../etc)\n"
    written(
        root,
        {
            ANA: person("Ana", "ana", headline=repr(evil).replace("\\", "")) + body,
            "content/profiles/eve.md": person("Eve", "eve", does=f"'{evil.replace(chr(39), chr(39) * 2)}'"),
            "templates/preview.html": "sprung",
            "directory.yaml": "title: Sprung\noperator: x\n",
            "content/<script>.txt": "x",
        },
    )
    (root / "content/profiles/link.md").symlink_to("/etc/passwd")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Link")
    git(root, "checkout", "-q", "main")

    text = preview(root, root, "main", "proposal", TODAY).decode()
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    elements = [one for one in tree.iter() if isinstance(one.tag, str)]

    assert not [one.tag for one in elements if one.tag in ("script", "iframe", "link", "base", "form", "object")]
    assert not [name for one in elements for name in one.attrib if name.startswith("on") or name in ("style", "srcdoc")]
    assert not [
        one.get("href") for one in tree.iter("a") if not (one.get("href") or "https:").startswith(("http", "mailto:"))
    ]
    assert not [one for one in tree.iter("img") if not one.get("src", "data:").startswith("data:")]
    assert len(list(tree.iter("style"))) == 1
    assert text.count("&lt;script&gt;alert(1)") > 2
    assert "root:x:0" not in text and "Sprung" not in text and 'evil.example/x.png" ' not in text
    policy = next(one.get("content") for one in tree.iter("meta") if one.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


def test_no_name_stands_twice(root: Path) -> None:
    contact = "{email: ana@example.org}"
    written(
        root, {ANA: person("Ana", "ana", contact=contact), "content/profiles/bob.md": person("Bo", contact=contact)}
    )

    _, tree = shown(root)
    names = [one.get("id") for one in tree.iter() if one.get("id")]

    assert len(names) == len(set(names)) > 2


def test_a_photo_is_part_of_the_page(root: Path) -> None:
    raw = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(raw, "PNG")
    folder = root / "content/profiles/cleo"
    folder.mkdir()
    (folder / "me.png").write_bytes(raw.getvalue())
    written(root, {"content/profiles/cleo/index.md": person("Cleo", "cleo", photo="{file: me.png, alt: Cleo laughs}")})

    _, tree = shown(root)
    [picture] = tree.iter("img")

    assert picture.get("src").startswith("data:image/jpeg;base64,") and picture.get("alt") == "Cleo laughs"


def test_a_large_proposal_stays_readable(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.preview.MOST_SHOWN", 3)
    written(root, {f"content/assignments/work-{n}.md": work(f"Work {n}", "ana") for n in range(6)})

    text, tree = shown(root)

    assert len(sections(tree)) == 3
    assert "content/assignments/work-5.md" in text
    monkeypatch.setattr("builder.preview.MOST_BYTES", 10)
    assert "Zo wordt de pagina" not in shown(root)[0]


def test_the_page_is_the_same_each_time_and_needs_settings(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="x")})

    assert preview(root, root, "main", "HEAD", TODAY) == preview(root, root, "main", "HEAD", TODAY)
    (root / "directory.yaml").unlink()
    with pytest.raises(Refusal):
        preview(root, root, "main", "HEAD", TODAY)


def test_the_command_writes_the_page(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(root, {ANA: person("Ana", "ana", headline="x")})
    out = tmp_path / "preview.html"

    assert main(["preview", "main..HEAD", "--root", str(root), "--out", str(out), "--today", "2026-11-21"]) == 0
    assert capsys.readouterr().out == f"Gemaakt: {out}. Open het in de browser.\n"
    assert "Dit voorstel gaat over 1 bestand." in out.read_text(encoding="utf-8")
    assert main(["preview", "gone..HEAD", "--root", str(root), "--out", str(out)]) == 2


def test_the_command_tells_what_a_template_spoils(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(root, {ANA: person("Ana", "ana", headline="x")})
    (root / "templates/pages").mkdir(parents=True)
    (root / "templates/pages/profile.html").write_text("<h1 onclick=x>Wij</h1>")
    out = root / "preview.html"

    assert main(["preview", "main..HEAD", "--root", str(root), "--out", str(out), "--today", "2026-11-21"]) == 1
    assert capsys.readouterr().err == ("profiles/ana: Het attribuut 'onclick' mag hier niet staan: <h1 onclick=x>\n")
    assert not out.exists()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_a_browser_fetches_nothing_and_need_not_scroll_sideways(chromium: Browser, root: Path, width: int) -> None:
    long = "a" * 150
    written(root, {ANA: person("Ana", "ana", headline=long, contact="{email: ana@example.org}") + f"\n{long}\n"})
    (root / "preview.html").write_bytes(preview(root, root, "main", "HEAD", TODAY))
    page = chromium.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto((root / "preview.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.locator("ins").first.inner_text().endswith(long)
    page.close()
