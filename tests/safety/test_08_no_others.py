"""Requirement 8: nothing that a browser fetches comes from another site."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

FETCHED = (
    "//script/@src | //img/@src | //img/@srcset | //source/@src | //video/@src | //audio/@src | //video/@poster | "
    "//iframe/@src | //embed/@src | //object/@data | //input/@src | //body/@background | "
    "//*[local-name()='use']/@*[local-name()='href'] | "
    "//*[local-name()='image']/@*[local-name()='href'] | "
    "//link[not(@rel='canonical' or @rel='alternate' or @rel='license' or @rel='next' or @rel='prev')]/@href"
)


def far(address: str) -> bool:
    """Whether an address leads out of the site, or holds what it should lead to."""
    parts = urlsplit(address.strip())
    return bool(parts.scheme or parts.netloc)


def fetched(page: bytes) -> Iterator[str]:
    """The addresses that a browser fetches by itself when it shows a page, from another site."""
    yield from (str(one) for one in html.fromstring(page).xpath(FETCHED) if far(str(one)))


def styled(text: str) -> list[str]:
    """The same of styles."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = re.findall(r"(?:url\(\s*|@import\s+)[\"']?([^\"')\s;]+)", bare)
    return [one for one in found if far(one)]


@pytest.mark.parametrize("edition", ["demo", "demo_inside"])
def test_08_no_page_fetches_from_another_site(edition: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(edition)
    pages = sorted(site.rglob("*.html"))[::3]

    assert len(pages) > 1_000
    assert {path: found for path in pages if (found := list(fetched(path.read_bytes())))} == {}


def test_08_no_style_and_no_drawing_does(demo: Path) -> None:
    styles = sorted(demo.rglob("*.css"))
    drawings = sorted(demo.rglob("*.svg"))

    assert [one for path in styles for one in styled(path.read_text("utf-8"))] == []
    assert len(styles) > 4
    for path in drawings:
        addresses = etree.fromstring(path.read_bytes()).xpath("//@*[local-name()='href'] | //@src")
        assert [one for one in addresses if not str(one).startswith("#")] == [], path


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="https://elsewhere.example/x.png">', '<img src="//elsewhere.example/x.png">',
        '<script src="https://elsewhere.example/x.js"></script>', '<iframe src="https://elsewhere.example/"></iframe>',
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        '<link rel="preconnect" href="https://elsewhere.example/">', '<object data="https://elsewhere.example/"></object>',
        '<svg><use href="https://elsewhere.example/x.svg#a"/></svg>', '<img src="data:image/png;base64,AA">',
    ],
)  # fmt: skip
def test_08_a_page_that_does_is_told(tag: str) -> None:
    assert list(fetched(f"<html><body>{tag}</body></html>".encode()))


@pytest.mark.parametrize(
    "rule", ["p{background:url(https://a.example/)}", '@import "https://a.example/";', "p{b:url('//a.example/')}"]
)
def test_08_a_style_that_does_is_told(rule: str) -> None:
    assert styled(rule)
