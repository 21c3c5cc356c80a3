"""The last look at a page."""

import pytest

from builder.verify import PageError, verified


@pytest.mark.parametrize(
    "page",
    [
        '<p class="x">Hello <a href="../profiles/ana.html">Ana</a></p>',
        '<a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow ugc">elsewhere</a>',
        '<script src="../assets/x/search.js" defer></script>',
        '<script type="application/json" id="words">{"a":"\\u003c"}</script>',
        '<svg viewBox="0 0 2 2" aria-hidden="true"><path d="M0 0"/></svg>',
        '<a href="mailto:ana@example.org">mail</a>',
    ],
)
def test_what_pages_of_the_site_hold_passes(page: str) -> None:
    verified("index.html", page.encode())


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        '<img src="https://elsewhere.example/x.png">',
        '<p onclick="x()">',
        '<p style="color:red">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java&#x73;cript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<iframe src='x'></iframe>",
        "<object data='x'></object>",
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        "<style>p{}</style>",
        '<a href="mailto:ana@example.org" onclick="x()">x</a>',
        '<a href="../ana.html"onclick="x()">x</a>',
        '<a class="x" href="javascript:x.html">x</a>',
        '<meta name="description" content="" onload="x()">',
    ],
)
def test_what_no_page_of_the_site_holds_stops_the_build(page: str) -> None:
    with pytest.raises(PageError):
        verified("index.html", page.encode())


def test_data_files_are_not_pages() -> None:
    inline = b"<script>alert(1)</script>"

    assert verified("api/v1/x.json", inline) is None
    with pytest.raises(PageError):
        verified("x.html", inline)


@pytest.mark.parametrize(
    "page",
    [
        "{}<body><header></header><main></main>",
        "<body><header>{}</header><main></main>",
        "<body><header></header><main>{}</main>",
        "<body><header></header><main></main>{}",
    ],
)
def test_every_part_of_a_page_is_looked_at_however_often_the_rest_was_seen(page: str) -> None:
    verified("x.html", ("<html>" + page.format("<p>")).encode())
    verified("x.html", ("<html>" + page.format("<p>")).encode())

    with pytest.raises(PageError):
        verified("y.html", ("<html>" + page.format("<p onclick=x>")).encode())


@pytest.mark.parametrize(
    "tag",
    [
        "<pre-x>",
        '<p class="x"onclick="y">',
        "<p\nonclick=x>",
        '<li class="a" style="x">',
        "<P onclick=x>",
        "<spanner>",
        '<a href="../x.html" onclick="y">',
        "<sectionx>",
    ],
)
def test_a_tag_that_begins_like_a_plain_one_is_looked_at(tag: str) -> None:
    with pytest.raises(PageError):
        verified("x.html", tag.encode())
