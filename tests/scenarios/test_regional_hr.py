"""HR of twenty-two municipalities: a public and an internal edition from one source, apart where they should be."""

import re
from pathlib import Path

import pytest

from tests.visits import Built, Site

# What only the twenty-two may see, each with the places where the internal edition shows it.
HIDDEN = {
    "Otto Rensink": "profiles/otto-rensink.html",
    "Thijs Oonk": "profiles/thijs-oonk.html",
    "Evert-Jan Mentink": "profiles/evert-jan-mentink.html",
    "teamleider sociaal domein": "profiles/heron.html",
    "fusie van twee teams": "profiles/heron.html",
    "Penningmeester van de dorpsraad": "profiles/heron.html",
    "Voorzitter": "profiles/heron.html",
    "gemeentesecretaris Elsterwoude": "profiles/heron.html",
    "(0500) 00 20 01": "profiles/ruud-brethouwer.html",
    "(0500) 00 100 0": "organisations/gemeente-appelhove.html",
    "(0500) 00 30 00": "assignments/salaris-drie-maanden.html",
    "De jaarrekening inhalen": "assignments/jaarrekening-inhalen.html",
    "Een gevoelig gesprek voorbereiden": "assignments/reorganisatie-begeleiden.html",
    "Overleg van de tweeëntwintig": "events/hr-overleg.html",
    "teamleider Appelhove": "profiles/alieke-nijenhuis.html",
    "Op vaste dagen.": "profiles/alieke-nijenhuis.html",
}
INTERNAL_FILES = (
    "profiles/evert-jan-mentink", "profiles/otto-rensink", "profiles/thijs-oonk", "assignments/jaarrekening-inhalen",
    "assignments/reorganisatie-begeleiden", "events/hr-overleg",
)  # fmt: skip
# The names of these hold a hash of what is in them, and a sitemap is for search engines only.
OTHERWISE = re.compile(r"search/[0-9a-f]{12}\.json|sitemap\.xml")


@pytest.fixture
def public(built: Built) -> Site:
    """What everybody may read."""
    return built("regional-hr")


@pytest.fixture
def internal(built: Built) -> Site:
    """What the twenty-two may read."""
    return built("regional-hr", "internal")


def test_there_is_nothing_to_mend(public: Site, internal: Site) -> None:
    assert public.problems == ()
    assert internal.problems == ()


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_a_visitor_finds_all_twenty_two(edition: str, built: Built) -> None:
    links = built("regional-hr", edition).page("organisations/index.html").links

    assert sum(to.startswith("organisations/gemeente-") for to in links) == 22


@pytest.mark.parametrize("words", HIDDEN)
def test_what_is_for_the_members_is_in_their_edition_and_nowhere_in_the_public_one(
    words: str, public: Site, internal: Site
) -> None:
    assert words in internal.page(HIDDEN[words]).text
    assert public.naming(words) == []


def as_if_never_written(root: Path) -> None:
    """Takes away every file and field that is internal."""
    for path in INTERNAL_FILES:
        (root / f"content/{path}.md").unlink()
    for path in sorted((root / "content").glob("*/*.md")):
        path.write_text(_without_internal(path.read_text("utf-8"), path.stem), "utf-8")


def _without_internal(text: str, slug: str) -> str:
    for slug_inside in (path.rpartition("/")[2] for path in INTERNAL_FILES):
        text = text.replace(f"  - {slug_inside}\n", "")
    text = re.sub(r"^  (telefoon|door|op|opmerking): .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^  contact: HR van .*\n", "", text, flags=re.MULTILINE)
    if slug == "heron":
        text = re.sub(r"^(naam|functie|ambities): .*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(nevenfuncties|testen|zichtbaarheid_per_veld):\n(  .*\n)+", "", text, flags=re.MULTILINE)
    return text


def test_the_public_edition_is_as_if_what_is_internal_had_never_been_written(built: Built, public: Site) -> None:
    bare = built("regional-hr", change=as_if_never_written)

    assert bare.problems == ()
    assert bare.paths == public.paths
    assert [path for path in sorted(public.paths) if bare.read_bytes(path) != public.read_bytes(path)] == []


def test_the_internal_edition_has_the_same_pages_and_those_of_internal_files(public: Site, internal: Site) -> None:
    more = {path for path in internal.paths - public.paths if not OTHERWISE.fullmatch(path)}
    of_files = {path for path in more if any(f"{one}." in path for one in INTERNAL_FILES)}

    assert {path for path in public.paths - internal.paths if not OTHERWISE.fullmatch(path)} == set()
    assert {path.rpartition(".")[0] for path in of_files if path.endswith(".html")} >= set(INTERNAL_FILES)
    assert {path for path in more - of_files if path.endswith(".html")} == {
        "coordination/index.html",  # for the co-ordinator
        "matches/profiles/heron.html",  # which would tell outside who is behind another name
    }


def test_search_engines_stay_out_of_the_whole_internal_edition(public: Site, internal: Site) -> None:
    assert [address for address in internal.pages if internal.whole(address).indexed] == []
    assert "index.html" in [address for address in public.pages if public.whole(address).indexed]


def test_every_internal_page_says_that_it_is_internal(public: Site, internal: Site) -> None:
    told = "Interne editie"

    assert [address for address in internal.pages if told not in internal.whole(address).text] == []
    assert [address for address in public.pages if told in public.whole(address).text] == []


def test_a_member_under_another_name_is_never_named_in_public(public: Site) -> None:
    assert public.page("profiles/heron.html").headings[0] == "Heron"
    assert public.naming("Liesbeth") + public.naming("Wissink") == []


def test_a_supervisor_must_agree_before_somebody_is_listed(public: Site) -> None:
    asks = public.page("supervisors/index.html").section("Wat dit netwerk vraagt")

    assert "Akkoord is nodig voordat iemand in de gids komt." in asks.text


def consent_withdrawn(root: Path) -> None:
    """A supervisor takes a consent back."""
    path = root / "content/profiles/samira-tahiri.md"
    path.write_text(path.read_text("utf-8").replace("stand: gegeven", "stand: verlopen"), "utf-8")


def test_who_has_no_consent_is_not_listed_and_hears_why(built: Built) -> None:
    site = built("regional-hr", change=consent_withdrawn)

    assert [one.path for one in site.errors] == ["content/profiles/samira-tahiri.md"]
    assert site.naming("Samira Tahiri") == []
