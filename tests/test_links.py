"""The finished demo site: every link leads somewhere, and every document parses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree, html

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

    moved = {path for path, page in found.items() if page.xpath('//meta[@http-equiv="refresh"]')}
    assert moved
    assert set(found) - seen == {"404.html", *moved}


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
        asked = page.xpath("//script/@src | //link[not(@rel='canonical' or @hreflang)]/@href | //img/@src")
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
