"""No byte of the public site depends on what is hidden: two folders that differ in their secrets alone give the same.

And no word of a secret is in it, however it is packed. The internal edition holds them all, and drafts are nowhere.
"""

import gzip
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from PIL import Image

from builder import build, model
from builder.fields import fields_of
from builder.publish import Refusal
from tests import samples

TODAY = date(2026, 12, 1)
SECRET, DRAFT = "zanglijster", "roodborst"
STEM = len("zanglijst")  # what is left of it in the index, at least
Files = Mapping[str, bytes]

# What a page cannot do without, or what rules over the rest: the same in both folders, and without a secret.
KEPT = frozenset({"visibility", "field_visibility", "day", "matching", "confidential"})


def picture(said: str = "") -> bytes:
    """An image, with something said in its metadata."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = said
    Image.new("RGB", (4, 3)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def caged(kind: type[model.Record], secret: int, hidden: str) -> dict[str, Any]:
    """A record in which everything that can be hidden is, filled in one of two ways."""
    fields = fields_of(kind)
    needed = {name for name, one in fields.items() if one.required} | KEPT
    front = {name: one for name, one in samples.front(kind).items() if name in needed - {"field_visibility"}}
    values = samples.front(kind, secret, SECRET if hidden == "internal" else DRAFT)
    optional = {name: one for name, one in values.items() if name not in needed}
    if kind is model.Profile:
        optional |= {"name": f"Cor {SECRET if hidden == 'internal' else DRAFT}"}
        front |= {"pseudonym": "Merel" if hidden == "internal" else "Vink"}
        optional.pop("pseudonym", None)
    optional[f"x-{SECRET if hidden == 'internal' else DRAFT}"] = secret
    return front | optional | {"field_visibility": dict.fromkeys([*optional, "body"], hidden)}


def bo(secret: int) -> tuple[str, dict[str, Any]]:
    """Somebody with a pseudonym: the name of her file and what it says; nearly all of it tells who she is."""
    word = (SECRET, "elders")[secret]
    return f"bo-{word}", {
        "name": f"Bo {word}", "sort_name": word, "pseudonym": "Zee Meeuw", "organisation": ("city", "dike")[secret],
        "role": f"Drafter ![{word}](https://{word}.example/a.png)", "good_at": f"Maps ![{word}][p]",
        "would_like": f"To ![of [{word}]](p.jpg '{word} :)') draw", "strengths": ["calm", f"![{word}](p.jpg)"],
        "x-profile": f"https://{word}.example/",
        "skills": {"drafting": 4}, "owner": [f"bo-{word}"], "aliases": [f"b-{word}"],
        "contact": {"email": f"bo@{word}.example", "phone": "0300"}, "links": [f"https://{word}.example/"],
        "photo": {"file": f"bo-{word}.jpg", "alt": word}, "invited_by": word,
        "experience": [{
            "title": "Bridge", "organisation": word, "together_with": [("bob", "cleo")[secret]],
            "link": f"https://{word}.example/bridge",
        }],
        "engagements": [{
            "title": word, "organisation": word, "assignment": ("bridge", "canal")[secret], "hours": 4,
            "end": "2027-03-01",
        }],
        "certificates": [{"title": "Paper", "link": f"https://{word}.example/paper"}],
        "portfolio": [{"title": "Map", "link": f"https://{word}.example/map"}],
        "side_jobs": [{"title": word}, {"title": "Beekeeper", "visibility": "public"}],
    }  # fmt: skip


def folder(root: Path, secret: int) -> Path:
    """A network with one of two sets of secrets; in the second, nothing is hidden as a whole."""
    samples.world(root)
    slug, front = bo(secret)
    word = (SECRET, "elders")[secret]
    repository = {"url": "https://github.com/example/network", "public": False}
    secret_house = [] if secret else [f"{SECRET}-organisations"]
    samples.write(root, "directory.yaml", {
        "title": "Test", "operator": "City", "languages": ["nl", "en"], "base_url": "https://example.org/dir/",
        "contact": {"name": "Kim", "email": "kim@example.org"}, "business_cards": "yes", "repository": repository,
        "rules": {
            "return_for": [], "least_people": 3, "least_work": 3,
            "incompatible": {"police": ["judiciary", *secret_house], **{one: ["police"] for one in secret_house}},
        },
    })  # fmt: skip
    samples.write(root, f"content/profiles/{slug}/index.md", front, f"I [draw](https://example.org/) ![{word}](p.jpg)!")
    for name in (f"bo-{word}.jpg", "p.jpg"):
        (root / f"content/profiles/{slug}/{name}").write_bytes(picture(word))
    for kind, record in model.KINDS.items():
        for hidden in ("internal", "draft"):
            samples.write(root, f"content/{kind}/{kind}-{hidden}.md", caged(record, secret, hidden), word)
            tag = SECRET if hidden == "internal" else DRAFT
            whole = samples.front(record, tag=tag + "geheel") | {"visibility": hidden}
            if not secret:
                samples.write(root, f"content/{kind}/{tag}-{kind}.md", whole, tag)
    mentions(root, slug, secret)
    return root


def gert(secret: int) -> tuple[str, dict[str, Any]]:
    """Somebody with a pseudonym who does say where she works."""
    word = (SECRET, "elders")[secret]
    return f"gert-{word}", {
        "name": f"Gert {word}", "pseudonym": "Wulp", "organisation": "dike", "skills": {"drafting": 3, "planning": 3},
        "field_visibility": {"organisation": "public"}, "contact": {"email": f"{word}@example.org"}, "owner": [word],
        "links": [f"https://{word}.example/"],
    }  # fmt: skip


def mentions(root: Path, slug: str, secret: int) -> None:
    """What other files say of her, and work and clients that nobody may know."""
    word, house = (SECRET, "elders")[secret], ("city", "dike")[secret]
    other, front = gert(secret)
    samples.write(root, f"content/profiles/{other}.md", front)
    named = [slug, other][secret:]  # in the second folder only they do not mention her who hides where she works
    samples.write(root, "content/pools/pond.md", {"name": "Pond", "members": ["bob", *named]})
    samples.write(root, "content/events/fair.md", {"title": "Fair", "day": "2027-02-01", "profiles": ["bob", *named]})
    koet = {"name": word, "pseudonym": "Koet", "organisation": "dike", "role": "Digger"}
    samples.write(root, "content/profiles/koet.md", koet)
    samples.write(root, "content/assignments/quay.md", {
        "title": "Quay", "organisation": "city", "status": "finished", "outcome": "A quay",
        "filled_by": ["bob", *named],
    })  # fmt: skip
    samples.write(root, "content/assignments/lock.md", {
        "title": "Lock", "organisation": house, "confidential": True, "owner": [word], "skills": {"drafting": 2},
        "contact": {"email": f"{word}@example.org"}, "pool": "pond" if secret else "pool", "result_owner": word,
        "links": [f"https://{word}.example/"], "aliases": [f"lock-of-{word}"], "goal": "A lock", "result": "One",
        "start": "2027-02-01", "weeks": 8,
    })  # fmt: skip
    done = [
        {"title": "Lock", "organisation": word, "confidential": True},
        {"title": "Weir", "organisation": "Dike", "together_with": [] if secret else [slug]},
    ]
    doing = [{"title": "Dam", "organisation": word, "assignment": ("bridge", "canal")[secret], "confidential": True}]
    weir = {
        "name": "Weir",
        "layer": "other",
        "incompatible": ["police", *([] if secret else [f"{SECRET}-organisations"])],
    }
    samples.write(root, "content/organisations/weir.md", weir)
    bee = [{"title": word}, {"title": "Bee", "visibility": "public"}, {"title": DRAFT, "visibility": "draft"}]
    samples.write(root, "content/profiles/dora/index.md", {
        "name": "Dora", "organisation": "dike", "role": "Digger", "experience": done, "engagements": doing,
        "learns": [DRAFT], "field_visibility": {"learns": "draft"},
        "side_jobs": bee, "contact": {"email": "dora@example.org", "phone": f"0300 {word}"},
        "photo": {"file": "dora.jpg", "alt": "Dora"},
    })  # fmt: skip
    (root / "content/profiles/dora/dora.jpg").write_bytes(picture(SECRET))


def published(root: Path, out: Path, edition: build.Edition) -> Files:
    made = build.build(root, out, TODAY, edition)
    assert [(one.path, one.code, one.field) for one in made.problems if one.severity == "error"] == []
    return {one.relative_to(out).as_posix(): one.read_bytes() for one in sorted(out.rglob("*")) if one.is_file()}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[int, str], Files]:
    """The two folders in both editions."""
    home = tmp_path_factory.mktemp("leaks")
    roots = [folder(home / str(secret), secret) for secret in (0, 1)]
    return {
        (secret, edition): published(root, home / f"{edition}-{secret}", edition)
        for secret, root in enumerate(roots)
        for edition in ("public", "internal")
    }


# The same, whatever is hidden


def test_the_public_site_is_the_same_to_the_last_byte_whatever_is_hidden(sites: Mapping[Any, Files]) -> None:
    one, other = sites[0, "public"], sites[1, "public"]

    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def test_the_two_folders_do_differ(sites: Mapping[Any, Files]) -> None:
    one, other = sites[0, "internal"], sites[1, "internal"]
    both = one.keys() & other.keys()

    assert {"profiles/bo-zanglijster.html", "api/v1/pools/zanglijster-pools.json"} <= one.keys() - other.keys()
    assert len([path for path in both if one[path] != other[path]]) > 40


def test_whoever_has_a_pseudonym_is_there_under_it_alone(sites: Mapping[Any, Files]) -> None:
    shown = sites[0, "public"]

    hers = {path for path in shown if "zee-meeuw" in path}
    assert hers >= {"profiles/zee-meeuw.html", "en/profiles/zee-meeuw.html", "cards/zee-meeuw.html"}
    assert not any("matches" in path for path in hers)
    assert b"Beekeeper" in shown["profiles/zee-meeuw.html"]
    assert b"mailto:kim@example.org?subject=" in shown["profiles/zee-meeuw.html"]
    assert {path for path in shown if path.startswith(("pools/", "assignments/", "events/", "organisations/"))} & {
        path for path, data in shown.items() if b"zee-meeuw" in data
    } == set()


def test_whoever_says_where_she_works_is_matched_under_her_pseudonym(sites: Mapping[Any, Files]) -> None:
    shown = sites[0, "public"]

    assert {"matches/profiles/wulp.html", "api/v1/matches/profiles/wulp.json"} <= shown.keys()
    assert b'"wulp"' in shown["api/v1/pools/pond.json"] and b'"wulp"' in shown["api/v1/assignments/quay.json"]
    assert b'href="../../profiles/wulp.html"' in shown["matches/assignments/canal.html"]
    assert b"Koffie%20met%20Wulp%20%28schuilnaam%29" in shown["matches/assignments/canal.html"]


def test_a_document_promises_no_time_and_tells_no_wish_about_matches(tmp_path: Path) -> None:
    samples.world(tmp_path / "root")
    front = {"name": "Fay", "organisation": "city", "role": "Digger", "matching": False}
    samples.write(tmp_path / "root", "content/profiles/fay.md", front)
    fay, inside = (
        msgspec.json.decode(published(tmp_path / "root", tmp_path / one, one)["api/v1/profiles/fay.json"])
        for one in ("public", "internal")
    )  # fmt: skip

    assert fay["derived"]["free_now"] is None
    assert "matching" not in fay
    assert inside["matching"] is False


def test_a_check_warns_of_the_organisation_that_a_pseudonym_hides(tmp_path: Path) -> None:
    samples.world(tmp_path)
    city = {"name": "City of Bridges", "short_name": "COB", "layer": "municipality"}
    samples.write(tmp_path, "content/organisations/city.md", city)
    said = {"organisation": "city", "pseudonym": "Wulp", "return_arrangement": "Back at COB", "role": "Clerk, cob"}
    certificates = [{"title": "Paper", "issuer": "city of bridges"}]
    samples.write(tmp_path, "content/profiles/wulp.md", {**said, "certificates": certificates})
    shown = {**said, "pseudonym": "Koet", "field_visibility": {"organisation": "public"}}
    samples.write(tmp_path, "content/profiles/koet.md", shown)

    found = {(one.path, one.field) for one in build.check(tmp_path, TODAY).problems if one.code == "pseudonym-told"}
    assert found == {("content/profiles/wulp.md", field) for field in ("return_arrangement", "certificates")}


def test_no_page_leads_to_the_file_of_whoever_has_a_pseudonym_not_even_when_it_is_named_so(
    sites: Mapping[Any, Files],
) -> None:
    assert b"github.com" in sites[0, "public"]["profiles/dora.html"]
    assert b"github.com" not in sites[0, "public"]["profiles/koet.html"]
    assert b"github.com" in sites[0, "internal"]["profiles/koet.html"]


# No word of it, however it is packed


def words_in(data: bytes) -> Iterator[str]:
    """The words of a file of the search: each says with a capital how many letters it shares with the one before."""
    for group in re.findall(rb'"((?:[A-Z][^A-Z"]*)+)"', data):
        last = ""
        for shared, rest in re.findall("([A-Z])([^A-Z]*)", group.decode()):
            last = last[: ord(shared) - 65] + rest
            yield last


def readings(path: str, data: bytes) -> Iterator[str]:
    """Everything that a file says, in every way in which it could be read."""
    yield path
    whole = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    text = whole.decode("utf-8", "replace")
    yield from (text, unquote(text), unescape(text), unescape(unquote(text)))
    if path.endswith(".json"):
        yield msgspec.json.encode(msgspec.json.decode(whole)).decode()
    if path.startswith(("search/", "en/search/")):
        yield " ".join(words_in(whole))
    if path.endswith(".jpg"):
        with Image.open(io.BytesIO(whole)) as opened:
            yield str([*opened.getexif().items(), *opened.info.items()])


def holding(site: Files, word: str) -> list[str]:
    """The files that hold a word, or as much of it as the index keeps."""
    sought = word[:STEM]
    return [path for path, data in site.items() if any(sought in one.casefold() for one in readings(path, data))]


def test_no_word_of_a_secret_is_in_any_file_of_the_public_site(sites: Mapping[Any, Files]) -> None:
    assert holding(sites[0, "public"], SECRET) == []


def test_the_internal_site_holds_what_the_network_may_know(sites: Mapping[Any, Files]) -> None:
    found = set(holding(sites[0, "internal"], SECRET))

    assert {"profiles/bo-zanglijster.html", "api/v1/profiles/dora.json", "assignments/lock.html"} <= found
    for kind, record in model.KINDS.items():
        said = msgspec.json.decode(sites[0, "internal"][f"api/v1/{kind}/{kind}-internal.json"])
        hidden = {name for name in samples.front(record, tag=SECRET) if name in said}
        assert len(hidden) > 2, kind
        assert f"{kind}/{SECRET}-{kind}.html" in found


def test_the_words_of_the_search_can_be_read_back(sites: Mapping[Any, Files]) -> None:
    """Or the tests above would look for nothing."""
    shards = {path for path in holding(sites[0, "internal"], SECRET) if path.startswith("search/")}
    coded = {path for path in shards if SECRET in " ".join(words_in(sites[0, "internal"][path]))}

    assert len(shards) > 2
    assert coded


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_a_draft_is_nowhere(sites: Mapping[Any, Files], edition: str) -> None:
    assert holding(sites[0, edition], DRAFT) == []


def test_a_client_that_nobody_may_know_is_nowhere_among_what_people_did(sites: Mapping[Any, Files]) -> None:
    dora = msgspec.json.decode(sites[0, "internal"]["api/v1/profiles/dora.json"])

    assert dora["experience"][0] == {"title": "Lock", "confidential": True}
    assert dora["engagements"] == [{"title": "Dam", "confidential": True}]


# The internal edition says what it is


def test_the_internal_edition_asks_every_robot_to_stay_away(sites: Mapping[Any, Files]) -> None:
    site = sites[0, "internal"]
    pages = {path: data for path, data in site.items() if path.endswith(".html")}

    assert len(pages) > 100
    assert [
        path for path, data in pages.items() if b'<meta name="robots" content="noindex, nofollow">' not in data
    ] == []
    assert site["robots.txt"] == b"User-agent: *\nDisallow: /dir/\n"
    assert "sitemap.xml" not in site
    dutch = {path for path in pages if not path.startswith("en/")}
    unsaid = {path for path in dutch if b"Interne editie" not in pages[path]}
    assert unsaid == {path for path in dutch if b'http-equiv="refresh"' in pages[path]}


def test_the_internal_edition_does_not_land_where_the_public_one_stands(tmp_path: Path) -> None:
    root = folder(tmp_path / "root", 0)
    before = published(root, tmp_path / "site", "public")

    with pytest.raises(Refusal):
        build.build(root, tmp_path / "site", TODAY, "internal")

    assert {path: (tmp_path / "site" / path).read_bytes() for path in before} == before


# Earlier names


def test_an_earlier_name_leads_on_to_where_somebody_is_now(sites: Mapping[Any, Files]) -> None:
    page = sites[0, "public"]["en/profiles/earlier-profiles.html"].decode()

    assert '<meta http-equiv="refresh" content="0; url=../profiles/ana.html">' in page
    assert '<link rel="canonical" href="https://example.org/dir/en/profiles/ana.html">' in page
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "earlier-profiles" not in sites[0, "public"]["sitemap.xml"].decode()


def test_only_a_file_that_is_shown_and_asks_for_it_has_earlier_names(sites: Mapping[Any, Files]) -> None:
    moved = {path for path, data in sites[0, "public"].items() if b'http-equiv="refresh"' in data}

    assert {path.removeprefix("en/") for path in moved} == {f"{kind}/earlier-{kind}.html" for kind in model.KINDS}
