"""A site in several languages: each stands whole in its own folder, and they lead to each other."""

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from PIL import Image

from builder import build, model, phrases
from builder.build import check
from builder.fields import fields_of
from tests import samples
from tests.test_links import OUTSIDE, target

TODAY = date(2026, 11, 21)
LANGUAGES = phrases.SiteLanguage.__args__


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world in every language there is, with a photo in a profile and in its text."""
    root = samples.world(tmp_path_factory.mktemp("languages") / "root")
    spoken(root, languages=list(LANGUAGES))
    (root / "content/profiles/ana.md").unlink()
    front = samples.front(model.Profile) | {"photo": {"file": "me.png", "alt": "Ana"}, "language": "en"}
    samples.write(root, "content/profiles/ana/index.md", front, "Look: ![the bridge](me.png)")
    Image.new("RGB", (40, 40), "white").save(root / "content/profiles/ana/me.png")
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    """Its site."""
    build.build(root, root.parent / "site", TODAY)
    return root.parent / "site"


def spoken(root: Path, **settings: object) -> None:
    """Writes the settings of a root."""
    own = {"title": "Test", "operator": "City", "base_url": "https://example.org/dir/"}
    samples.write(root, "directory.yaml", {name: one for name, one in {**own, **settings}.items() if one is not None})


def pages(site: Path, language: str) -> Mapping[str, html.HtmlElement]:
    """The pages of a language that somebody reads, by their path in it: not those that only lead on."""
    folder = site / (language if language != LANGUAGES[0] else "")
    others = {one for one in LANGUAGES if one != language}
    found = {
        path.relative_to(folder).as_posix(): html.fromstring(path.read_bytes())
        for path in sorted(folder.rglob("*.html"))
        if path.relative_to(site).parts[0] not in others
    }
    return {path: page for path, page in found.items() if not page.xpath('//meta[@http-equiv="refresh"]')}


def test_every_page_stands_in_every_language_but_the_one_for_what_is_not_there(site: Path) -> None:
    first = set(pages(site, LANGUAGES[0]))

    for language in LANGUAGES[1:]:
        assert set(pages(site, language)) == first - {"404.html"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_leads_to_itself_in_the_others(site: Path, language: str) -> None:
    for path, page in pages(site, language).items():
        switch = page.xpath('//nav[contains(@class, "tongues")]//a')
        here = page.xpath('//nav[contains(@class, "tongues")]//*[@aria-current]')

        assert page.get("lang") == language
        assert [one.get("hreflang") for one in switch] == [one for one in LANGUAGES if one != language]
        assert [one.get("lang") for one in switch] == [one.get("hreflang") for one in switch]
        assert len(here) == 1
        prefix = "" if language == LANGUAGES[0] else f"{language}/"
        for one in switch:
            wanted = "" if one.get("hreflang") == LANGUAGES[0] else f"{one.get('hreflang')}/"
            found = (
                urlsplit(one.get("href")).path.lstrip("/")
                if path == "404.html"
                else target(prefix + path, one.get("href"))[0]
            )
            same = "index.html" if path == "404.html" else path
            assert found.removeprefix("dir/") == wanted + same


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_are_told_of_the_same_page_in_the_other_languages(site: Path, language: str) -> None:
    page = pages(site, language)["profiles/ana.html"]

    assert {one.get("hreflang"): one.get("href") for one in page.xpath('//link[@rel="alternate"]')} == {
        one: f"https://example.org/dir/{'' if one == LANGUAGES[0] else one + '/'}profiles/ana.html" for one in LANGUAGES
    }


def test_search_engines_are_told_of_a_page_by_the_address_that_the_map_of_the_site_has(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    places = set(etree.parse(site / "sitemap.xml").xpath("//s:loc/text()", namespaces=names))

    for path in ("index.html", "skills/index.html", "assignments/bridge.html"):
        for language in LANGUAGES:
            told = pages(site, language)[path].xpath('//link[@rel="alternate"][@hreflang]/@href')
            assert len(told) == len(LANGUAGES)
            assert set(told) <= places


def test_a_site_that_does_not_know_its_address_leaves_search_engines_alone(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    spoken(root, languages=["nl", "en"], base_url=None)
    build.build(root, tmp_path / "site", TODAY)
    page = pages(tmp_path / "site", "en")["profiles/ana.html"]

    assert page.xpath('//link[@rel="alternate"]') == []
    assert page.xpath('//nav[contains(@class, "tongues")]//a/@href') == ["../../profiles/ana.html"]


def test_the_map_of_the_site_names_every_page_in_every_language(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = etree.parse(site / "sitemap.xml").xpath("//s:url", namespaces=names)
    places = {one.findtext("s:loc", namespaces=names) for one in found}

    assert "https://example.org/dir/en/skills/" in places
    for one in found:
        others = {link.get("href") for link in one.findall("x:link", namespaces=names)}
        assert len(others) == len(LANGUAGES)
        assert others <= places


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_every_language_leads_somewhere(site: Path, language: str) -> None:
    prefix = "" if language == LANGUAGES[0] else f"{language}/"
    found = {
        (path, address)
        for path, page in pages(site, language).items()
        for address in page.xpath("//@href | //@src | //form/@action")
        if address and path != "404.html" and urlsplit(address).scheme not in OUTSIDE
    }

    assert len(found) > 200
    assert [one for one in found if not (site / target(prefix + one[0], one[1])[0]).is_file()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_share_one_photo(site: Path, language: str) -> None:
    prefix = "" if language == LANGUAGES[0] else f"{language}/"
    page = pages(site, language)["profiles/ana.html"]
    shown = {target(prefix + "profiles/ana.html", one)[0] for one in page.xpath("//img/@src")}

    assert len(page.xpath("//img")) == 2
    assert len(shown) == 1
    assert (site / shown.pop()).is_file()
    assert len(list(site.rglob("*.png"))) + len(list(site.rglob("*.jpg"))) + len(list(site.rglob("*.webp"))) == 1


def test_a_text_in_another_language_than_the_page_says_so(site: Path) -> None:
    """Ana wrote in English, and who says nothing wrote in the first language of the network."""
    dutch, english = pages(site, "nl"), pages(site, "en")

    assert dutch["profiles/ana.html"].xpath('//p[@class="lede"]/@lang') == ["en"]
    assert english["profiles/ana.html"].xpath('//p[@class="lede"]/@lang') == []
    assert dutch["assignments/index.html"].xpath("//h3/a/@lang") == []
    assert set(english["assignments/index.html"].xpath("//h3/a/@lang")) == {"nl"}


def test_what_people_wrote_says_its_language_in_lists_and_in_the_way_back_too(site: Path) -> None:
    dutch, english = pages(site, "nl"), pages(site, "en")

    assert set(english["events/index.html"].xpath('//ul[@class="dates"]//h3/a/@lang')) == {"nl"}
    assert dutch["events/index.html"].xpath('//ul[@class="dates"]//h3/a/@lang') == []
    for path in (one for one in english if re.fullmatch(r"(events|assignments)/(?!index)[^/]+[.]html", one)):
        here = './/*[@aria-current="page"]//@lang'
        assert english[path].xpath(f"//nav[contains(@class, 'crumbs')]{here[1:]}") == ["nl"], path
        assert dutch[path].xpath(f"//nav[contains(@class, 'crumbs')]{here[1:]}") == [], path


def test_what_somebody_in_a_contact_does_says_its_language(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    spoken(root, languages=["nl", "en"], contact={"name": "Ana", "role": "beheer", "email": "a@example.org"})
    build.build(root, tmp_path / "site", TODAY)
    page = html.fromstring((tmp_path / "site/en/about/index.html").read_bytes())

    assert page.xpath('//dd/span[@lang="nl"]/text()') == ["beheer"]


@pytest.mark.parametrize(
    ("language", "slug", "tongues"),
    [
        ("nl", "ana", {"role": "en", "line": "en"}),
        ("en", "ana", None),
        ("nl", "bridge", None),
        ("en", "bridge", {"title": "nl", "line": "nl"}),
    ],
)
def test_a_hit_in_another_language_says_so(site: Path, language: str, slug: str, tongues: object) -> None:
    folder = site / ("" if language == LANGUAGES[0] else language) / "search"
    blocks = json.loads((folder / "index.json").read_bytes())["cards"]["names"]
    cards = [card for (name,) in blocks for card in json.loads((folder / f"{name}.json").read_bytes())]

    assert next(card for card in cards if card and card["id"] == slug).get("tongues") == tongues


def test_each_language_has_a_search_of_its_own_and_the_data_stand_once(site: Path) -> None:
    stemmers = set()
    for language in LANGUAGES:
        folder = site / ("" if language == LANGUAGES[0] else language)
        assert json.loads((folder / "search/index.json").read_bytes())["language"] == language
        form = pages(site, language)["search/index.html"].xpath('//form[@id="search"]')[0]
        stemmers.add(next(one for one in form.get("data-scripts").split() if "stemmer-" in one and "base" not in one))

    assert len(stemmers) == len(LANGUAGES)
    assert [path.parent.parent.name for path in site.rglob("v1") if path.is_dir()] == ["site"]


def test_a_site_in_one_language_has_no_trace_of_others(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    build.build(root, tmp_path / "site", TODAY)
    text = (tmp_path / "site" / "profiles" / "ana.html").read_text(encoding="utf-8")

    assert not (tmp_path / "site" / "en").exists()
    assert "hreflang" not in text
    assert "tongues" not in text


def test_the_first_language_is_that_of_the_network(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    spoken(root, languages=["en", "nl"], language="nl")
    found = check(root, TODAY).directory

    assert found is not None
    assert found.settings.language == "en"


def test_a_language_that_comes_or_goes_leaves_what_a_cold_build_leaves(root: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(root, tmp_path / "root", ignore=shutil.ignore_patterns(".wisselwerk")))
    warm = tmp_path / "site"
    for spoke in (["nl"], ["nl", "en"], ["en", "nl"], ["en"]):
        spoken(own, languages=spoke)
        build.build(own, warm, TODAY)
        cold = tmp_path / f"cold-{'-'.join(spoke)}"
        build.build(own, cold, TODAY)
        assert files(warm) == files(cold)


def files(out: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


# What has no language: names, places, days and addresses.
NAMES = {
    model.Profile: {
        "name",
        "pseudonym",
        "sort_name",
        "place",
        "travel",
        "days",
        "contact",
        "links",
        "owner",
        "consent",
    },
    model.Assignment: {"place", "contact", "links", "owner"},
    model.Organisation: {"name", "short_name", "official_id", "place", "contact", "website", "owner"},
    model.Pool: {"name", "contact", "owner"},
    model.Event: {"place", "contact", "owner"},
}
# Words that stand beside the name of a school, an issuer or an organisation.
BESIDE_NAMES = {"certificates", "education", "engagements", "experience"}


@pytest.mark.parametrize("kind", NAMES, ids=lambda kind: kind.__name__)
def test_no_text_of_a_record_forgets_its_language(kind: type[model.Record], tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    fields = {name: samples.sample(kind, name, tag=f"q-{name}") for name in fields_of(kind)}
    known = {name: value for name, value in fields.items() if value is not None} | {"language": "fr"}
    folder = next(name for name, one in model.KINDS.items() if one is kind)
    samples.write(root, f"content/{folder}/of-ours.md", known, "q-body")
    build.build(root, tmp_path / "site", TODAY, edition="internal")
    page = html.parse(tmp_path / "site" / folder / "of-ours.html").getroot()

    texts = [(text, text.getparent().xpath("string(ancestor-or-self::*[@lang][1]/@lang)")) for text in tagged(page)]
    spoken = {name for text, language in texts for name in TAG.findall(text) if language == "fr"}
    silent = {name for text, language in texts for name in TAG.findall(text) if language != "fr"}
    assert silent - NAMES[kind] <= BESIDE_NAMES & spoken
    assert spoken


TAG = re.compile(r"q-([a-z_]+)")


def tagged(page: html.HtmlElement) -> list[str]:
    """The texts of a page with a word from a field."""
    return [text for text in page.xpath("//main//text()") if TAG.search(text)]
