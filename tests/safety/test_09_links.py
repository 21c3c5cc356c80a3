"""Requirement 9: links to other sites lead where they say, and to nothing but the web."""

import html5lib
import pytest

from builder import build, webaddress
from builder.webaddress import web_address
from tests.hostile import cases, odd
from tests.hostile.payloads import TEXTS, quoted

NONE = [one for one in TEXTS["address"] if not one.startswith(("https://strike.example/", "https://example.org@"))]


@pytest.mark.parametrize("address", [*NONE, "https://example.org@strike.example/", "https://strike.example:99999/"])
def test_09_what_is_no_plain_address_on_the_web_is_not_linked(address: str) -> None:
    assert web_address(address) is None


@pytest.mark.parametrize("address", [one for one in TEXTS["address"] if web_address(one)])
def test_09_an_address_has_nothing_in_it_that_could_end_an_attribute(address: str) -> None:
    spelled = web_address(address) or ""

    assert spelled.startswith("https://strike.example/")
    assert not set(spelled) & set("\"'<>`\\ {}")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/"),
        ("https://example。org/", "https://example.org/"),
        ("http://EXAMPLE.org:80/x y", None),
        ("https://faß.de/", "https://xn--fa-hia.de/"),
        ("https://example.org／strike.example/", None),
    ],
)
def test_09_a_name_in_other_letters_shows_as_what_it_is(written: str, shown: str | None) -> None:
    assert web_address(written) == shown


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The links on the page of somebody who wrote addresses in every place there is."""
    here = tmp_path_factory.mktemp("links")
    addresses = [one for one in (*TEXTS["address"], *TEXTS["homograph"]) if "\n" not in one]
    good = [one for one in addresses if web_address(one)]
    front = "links:\n" + "".join(f"- url: {quoted(one)}\n  label: {quoted(one)}\n" for one in good)
    front += (
        f"portfolio: [{{title: x, link: {quoted(good[0])}}}]\ncertificates: [{{title: x, link: {quoted(good[0])}}}]\n"
    )
    front += f"experience: [{{title: x, link: {quoted(good[0])}}}]\n"
    body = "".join(f"[x]({one}) <{one}> ![y]({one})\n\n" for one in addresses)
    root = cases.laid(here / "root", [cases.Case("links", odd.profile("x", front, body), "", "address")])
    build.build(root, here / "site", cases.TODAY)
    parsed = html5lib.parse((here / "site/profiles/x.html").read_bytes(), namespaceHTMLElements=False)
    return [{**one.attrib, "text": "".join(one.itertext())} for one in parsed.iter("a")]


def test_09_every_link_of_a_stranger_says_that_it_is_one(page: list[dict[str, str]]) -> None:
    away = [one for one in page if "//" in one["href"] and not one["href"].startswith("https://example.org/dir/")]

    assert len(away) > 20
    assert [one for one in away if set(one.get("rel", "").split()) < {"noopener", "nofollow", "ugc"}] == []
    assert [one for one in away if not one["href"].isascii() or "@" in one["href"].split("/")[2]] == []


def test_09_a_bare_address_is_shown_as_it_is_spelled(page: list[dict[str, str]]) -> None:
    bare = [one for one in page if one["text"].startswith("https://xn--")]

    assert bare and all(one["text"] == one["href"] for one in bare)


def test_09_without_the_look_at_schemes_a_script_would_be_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webaddress, "_wrong_scheme", lambda text: None)
    monkeypatch.setattr(webaddress, "_wrong_host", lambda text: None)

    assert webaddress.problem_of("javascript:struck()") is None
