"""The finished demo site: every link leads somewhere, every page is valid, every document parses."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree, html

PROJECT = Path(__file__).parent.parent
OUTSIDE = ("http", "https", "mailto", "tel", "data")


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), html.fromstring(path.read_bytes())


def target(page: str, address: str) -> tuple[str, str]:
    """The file and the place in it that a link on a page leads to."""
    parts = urlsplit(address)
    if not parts.path:
        return page, parts.fragment
    if page == "404.html":  # served at any address, so its links begin at the root of the site
        return unquote(parts.path).lstrip("/"), parts.fragment
    steps: list[str] = []
    for step in (PurePosixPath(page).parent / unquote(parts.path)).parts:
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps), parts.fragment


def test_every_link_leads_to_a_file_and_a_place_that_exist(demo: Path) -> None:
    found = dict(pages(demo))
    ids = {path: set(page.xpath("//@id")) for path, page in found.items()}
    broken = []
    for path, page in found.items():
        for address in page.xpath("//@href | //@src | //form/@action"):
            if not address or urlsplit(address).scheme in OUTSIDE:
                continue
            file, place = target(path, address)
            if not (demo / file).is_file() or (place and file in ids and place not in ids[file]):
                broken.append((path, address))

    assert len(found) > 300
    assert broken == []


def test_every_page_can_be_reached_from_home(demo: Path) -> None:
    found, seen, waiting = dict(pages(demo)), set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in found:
            continue
        seen.add(path)
        waiting += [
            target(path, address)[0]
            for address in found[path].xpath("//a/@href")
            if urlsplit(address).scheme not in OUTSIDE
        ]

    assert sorted(set(found) - seen) == ["404.html"]


def test_every_page_has_what_a_page_needs(demo: Path) -> None:
    for path, page in pages(demo):
        assert page.get("lang"), path
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("string(//title)").strip(), path
        assert len(page.xpath("//main")) == 1, path
        assert page.xpath("//head/meta")[0].get("http-equiv") or page.xpath("//head/meta")[1].get("http-equiv"), path
        assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id")), path


def test_no_page_asks_anything_of_another_site(demo: Path) -> None:
    for path, page in pages(demo):
        asked = page.xpath("//script/@src | //link[not(@rel='canonical')]/@href | //img/@src")
        assert [address for address in asked if urlsplit(address).scheme in ("http", "https")] == [], path


def test_people_decide_whether_search_engines_show_them(demo: Path) -> None:
    for path, page in pages(demo):
        if re.fullmatch(r"(profiles|assignments)/[^/]+/matches\.html", path):
            assert "noindex" in page.xpath("string(//meta[@name='robots']/@content)"), path


def test_every_document_parses(demo: Path) -> None:
    documents = [json.loads(path.read_bytes()) for path in demo.rglob("*.json")]
    feeds = [etree.fromstring(path.read_bytes()) for path in demo.rglob("*.xml")]

    assert len(documents) > 300
    assert feeds


def test_a_page_of_every_sort_is_valid_html(demo: Path, tmp_path: Path) -> None:
    sorts: dict[str, Path] = {}
    for path in sorted(demo.rglob("*.html")):
        parts = path.relative_to(demo).parts
        sorts.setdefault("/".join("*" if 0 < n < len(parts) - 1 else part for n, part in enumerate(parts)), path)
    rules = {
        "extends": ["html-validate:standard"],
        "rules": {"long-title": "off", "no-trailing-whitespace": "off", "no-inline-style": "error"},
    }
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps({"root": True, **rules}))
    command = [
        PROJECT / "node_modules/.bin/html-validate",
        "--config",
        tmp_path / ".htmlvalidate.json",
        *sorts.values(),
    ]

    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert len(sorts) > 25
    assert done.returncode == 0, done.stdout[-6000:]
