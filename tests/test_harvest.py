"""The story of builder/harvest: other networks are asked, and what they say lands in a snapshot."""

import json
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import msgspec
import pytest

from builder import build, content
from builder.cli import main, words_of
from builder.harvest import suggest
from builder.harvest.fetch import Limits
from builder.harvest.harvesting import DOORS, Harvest, harvest
from builder.harvest.wisselwerk import site_of
from builder.networks import Amiss
from builder.settings import Settings, Source
from builder.snapshots import Snapshot, digest
from tests.harvesting import Elsewhere, elsewhere, leads_to, sends
from tests.repositories import BASE, person
from tests.samples import write

pytestmark = pytest.mark.usefixtures("own_loop")

TODAY = date(2026, 11, 22)
NEXT = date(2026, 11, 23)
LATER = date(2026, 12, 24)
USUAL = Limits(seconds=30, whole=60, patience=0)
SETTINGS = Settings(title="Ours", operator="City", base_url="https://ours.example.org/")
FRONT = {
    "title": "Theirs", "operator": "Dike", "licence": "CC0-1.0", "language": "nl", "edition": "public",
    "built": "2026-11-22", "url": "https://theirs.example.org/", "api": "1.0", "fictional": True,
}  # fmt: skip
PEOPLE: dict[str, dict[str, Any]] = {
    "ana": {"name": "Ana", "organisation": "dike", "skills": [{"skill": "drafting", "level": 3}]},
    "bob": {"name": "Bob", "organisation": "dike", "fields": ["water"]},
}
WORK: dict[str, dict[str, Any]] = {"canal": {"title": "Canal", "kind": "gig", "organisation": "mill"}}
HOUSES: dict[str, dict[str, Any]] = {
    one: {"name": one.title(), "layer": "water-board"} for one in ("dike", "mill", "idle")
}


def publish(site: Elsewhere, **kinds: dict[str, dict[str, Any]]) -> None:
    """Puts a directory on a site."""
    found = {"profiles": PEOPLE, "assignments": WORK, "organisations": HOUSES, **kinds}
    site.says("/api/v1/directory.json", FRONT)
    for kind, entries in found.items():
        site.says(f"/api/v1/{kind}.json", [{"id": one, "url": "x", "json": "http://evil.example/"} for one in entries])
        for one, document in entries.items():
            site.says(f"/api/v1/{kind}/{one}.json", {"id": one, **document})
    for one in found["profiles"]:
        site.says(f"/api/v1/matches/profiles/{one}.json", [])
    site.says("/api/v1/skills.json", [{"id": "drafting", "label": {"nl": "Opstellen"}, "esco": None}, {"id": "unused"}])


@pytest.fixture
def site() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        publish(found)
        yield found


def go(root: Path, site: Elsewhere, today: date = TODAY, limits: Limits = USUAL, **more: Any) -> Harvest:
    """One source harvested."""
    source = Source(id="theirs", url=f"{site.url}/", inside=True, **more)
    (found,) = harvest(root, SETTINGS, [source], today, limits)
    return found


def stored(root: Path) -> Snapshot:
    return msgspec.json.decode((root / "content/harvested/theirs.json").read_bytes(), type=Snapshot)


def ids(found: Harvest, kind: str = "profiles") -> list[str]:
    return [one["id"] for one in getattr(found.snapshot, kind)]


def why(found: Harvest) -> str:
    assert found.snapshot.failure
    return found.snapshot.failure.code


def missed(found: Harvest) -> list[tuple[str, str]]:
    return [(one.id, one.code) for one in found.snapshot.missed]


# A source that is well ------------------------------------------------------------------------------------------------


def test_people_and_work_come_with_the_organisations_they_name(tmp_path: Path, site: Elsewhere) -> None:
    found = go(tmp_path, site)

    assert (ids(found), ids(found, "assignments"), ids(found, "organisations")) == (
        ["ana", "bob"], ["canal"], ["dike", "mill"],
    )  # fmt: skip
    assert found.snapshot == stored(tmp_path)
    assert found.snapshot.digest == digest(found.snapshot)
    assert found.snapshot.profiles[0] == {"id": "ana", **PEOPLE["ana"]}
    assert "/api/v1/organisations/idle.json" not in site.asked


def test_the_snapshot_says_whose_data_they_are_and_of_when(tmp_path: Path, site: Elsewhere) -> None:
    now = go(tmp_path, site).snapshot

    assert (now.title, now.operator, now.licence, now.api) == ("Theirs", "Dike", "CC0-1.0", "1.0")
    assert (now.site, now.built, now.harvested, now.tried) == (f"{site.url}/", TODAY, TODAY, TODAY)
    assert [one.id for one in now.terms["skills"]] == ["drafting"]


def test_the_words_of_every_vocabulary_come_when_they_are_published(tmp_path: Path, site: Elsewhere) -> None:
    water = {"id": "water", "label": {"nl": "Water"}, "jargon": ["nat"], "uris": ["https://w.example.org/1", 7, "x"]}
    site.says("/api/v1/vocabularies.json", {"vocabularies": {"fields": [water, {"id": "roads"}, 3], "skills": "odd"}})

    terms = go(tmp_path, site).snapshot.terms

    assert list(terms) == ["fields"]
    assert [(one.id, one.synonyms, one.uris) for one in terms["fields"]] == [
        ("water", ("nat",), ("https://w.example.org/1",))
    ]


def test_the_demo_is_harvested_as_it_is_published(tmp_path: Path, demo: Path) -> None:
    def takes_part(one: dict[str, Any]) -> bool:
        return (demo / f"api/v1/matches/profiles/{one['id']}.json").exists()

    with elsewhere() as site:
        for path in (demo / "api/v1").rglob("*.json"):
            site.pages[f"/{path.relative_to(demo).as_posix()}"] = path.read_bytes()
        found = go(tmp_path, site, limits=Limits())

    assert missed(found) == [] and found.snapshot.failure is None
    for kind in ("profiles", "assignments"):
        documents = [json.loads(path.read_bytes()) for path in (demo / "api/v1" / kind).glob("*.json")]
        own = {one["id"]: one for one in documents if "origin" not in one and (kind != "profiles" or takes_part(one))}
        assert {one["id"]: one for one in getattr(found.snapshot, kind)} == own
    used = {one["skill"] for person in found.snapshot.profiles for one in person.get("skills", ())}
    assert used <= {one.id for one in found.snapshot.terms["skills"]} | used and found.snapshot.terms["skills"]


def test_what_is_a_guest_there_is_not_taken(tmp_path: Path, site: Elsewhere) -> None:
    publish(site, profiles={**PEOPLE, "far.eve": {}, "cleo": {"name": "Cleo", "origin": {"source": "far", "id": "c"}}})
    rows = [{"id": "ana"}, {"id": "cleo"}, {"id": "far.eve", "origin": {"source": "far"}}]
    site.says("/api/v1/profiles.json", rows)

    found = go(tmp_path, site)

    assert (ids(found), missed(found)) == (["ana"], [])
    assert "/api/v1/profiles/far.eve.json" not in site.asked


def test_only_the_kinds_that_were_asked_for_come(tmp_path: Path, site: Elsewhere) -> None:
    found = go(tmp_path, site, kinds=("assignments",))

    assert (ids(found), ids(found, "assignments"), ids(found, "organisations")) == ([], ["canal"], ["mill"])


def test_what_did_not_change_is_not_sent_again_and_stays(tmp_path: Path, site: Elsewhere) -> None:
    site.etags = True
    first = go(tmp_path, site)
    site.says("/api/v1/profiles/ana.json", {"id": "ana", **PEOPLE["ana"], "role": "New"})
    site.heard.clear()

    again = go(tmp_path, site, NEXT)

    assert "profiles/bob.json" in first.snapshot.etags
    assert sum("If-None-Match" in one for one in site.heard) == 5
    assert again.snapshot.profiles == ({"id": "ana", **PEOPLE["ana"], "role": "New"}, first.snapshot.profiles[1])
    assert again.changes["profiles"]._asdict() == {"total": 2, "new": 0, "changed": 1, "gone": 0}


def test_the_order_in_which_answers_come_does_not_matter(tmp_path: Path, site: Elsewhere) -> None:
    whole = site.pages["/api/v1/profiles/ana.json"]
    first = go(tmp_path / "a", site)

    def late(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.1)
        sends(bytes(whole))(handler)  # type: ignore[arg-type]

    site.pages["/api/v1/profiles/ana.json"] = late
    site.says("/api/v1/profiles.json", [{"id": "bob"}, {"id": "ana"}, {"id": "ana"}])
    go(tmp_path / "b", site)

    assert first.renewed
    one, other = (tmp_path / name / "content/harvested/theirs.json" for name in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_the_same_day_and_the_same_data_leave_the_file_alone(tmp_path: Path, site: Elsewhere) -> None:
    go(tmp_path, site)
    file = tmp_path / "content/harvested/theirs.json"
    before = file.stat().st_mtime_ns, file.stat().st_ino

    again = go(tmp_path, site)

    assert not again.renewed and (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_the_address_may_lead_on(tmp_path: Path, site: Elsewhere) -> None:
    with elsewhere() as old:
        old.pages["/api/v1/directory.json"] = leads_to(f"{site.url}/api/v1/directory.json", 301)

        assert ids(go(tmp_path, old)) == ["ana", "bob"]
        assert old.asked == ["/api/v1/directory.json"]


# Who takes part in matching -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [404, 410])
def test_whoever_has_no_matches_there_is_not_taken_and_named_nowhere(
    tmp_path: Path, site: Elsewhere, code: int
) -> None:
    go(tmp_path, site)
    site.pages["/api/v1/matches/profiles/ana.json"] = sends(b"", code)
    site.asked.clear()

    found = go(tmp_path, site, NEXT)

    assert (ids(found), missed(found)) == (["bob"], [])
    kept = (tmp_path / "content/harvested/theirs.json").read_text("utf-8")
    assert [one for one in ("Ana", '"ana"', "/ana.json") if one in kept] == []
    assert "/api/v1/profiles/ana.json" not in site.asked


@pytest.mark.parametrize("code", [405, 501])
def test_a_source_that_does_not_know_the_short_question_is_asked_the_long_one(
    tmp_path: Path, site: Elsewhere, code: int
) -> None:
    def only_whole(handler: BaseHTTPRequestHandler) -> None:
        sends(b"[" + b" " * 100_000 + b"]", code if handler.command == "HEAD" else 200)(handler)

    def nothing(handler: BaseHTTPRequestHandler) -> None:
        sends(b"", code if handler.command == "HEAD" else 404)(handler)

    site.pages["/api/v1/matches/profiles/ana.json"] = only_whole
    site.pages["/api/v1/matches/profiles/bob.json"] = nothing

    assert ids(go(tmp_path, site)) == ["ana"]


def test_whoever_may_or_may_not_have_matches_is_told_and_stays_as_it_was(tmp_path: Path, site: Elsewhere) -> None:
    site.pages["/api/v1/matches/profiles/bob.json"] = sends(b"", 500)
    assert ids(go(tmp_path, site)) == ["ana"]
    publish(site)
    go(tmp_path, site)
    site.pages["/api/v1/matches/profiles/bob.json"] = sends(b"", 500)

    again = go(tmp_path, site, NEXT)

    assert (ids(again), missed(again)) == (["ana", "bob"], [("bob", "status")])


@pytest.mark.parametrize("front", [FRONT, {**FRONT, "resources": [{"url": "/api/v1/profiles.json"}, 3]}])
def test_where_no_matches_are_published_people_come_and_are_not_matched(
    tmp_path: Path, site: Elsewhere, front: Any
) -> None:
    site.etags = True
    site.says("/api/v1/directory.json", front)
    for one in PEOPLE:
        del site.pages[f"/api/v1/matches/profiles/{one}.json"]
    first = go(tmp_path, site).snapshot

    assert [one["matching"] for one in first.profiles] == [False, False]
    assert go(tmp_path, site, NEXT).snapshot.profiles == first.profiles
    assert "matching" not in first.assignments[0]

    publish(site)
    assert ["matching" in one for one in go(tmp_path, site, NEXT).snapshot.profiles] == [False, False]


def test_where_everybody_switched_matching_off_nobody_comes(tmp_path: Path, site: Elsewhere) -> None:
    places = [{"url": "https://theirs.example.org/api/v1/matches/profiles/{id}.json"}]
    site.says("/api/v1/directory.json", {**FRONT, "resources": places})
    for one in PEOPLE:
        del site.pages[f"/api/v1/matches/profiles/{one}.json"]

    assert (ids(found := go(tmp_path, site)), missed(found)) == ([], [])


def test_matching_that_is_off_at_home_keeps_somebody_out_of_every_file_here(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for place, text in {**BASE, "content/profiles/quirine.md": person("Quirine", matching="no")}.items():
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        (home / place).write_text(text, "utf-8")
    made = build.build(home, tmp_path / "site", TODAY, "public")
    assert not [one for one in made.problems if one.severity == "error"]
    with elsewhere() as site:
        for path in (tmp_path / "site/api").rglob("*.json"):
            site.pages[f"/{path.relative_to(tmp_path / 'site').as_posix()}"] = path.read_bytes()
        found = go(tmp_path / "ours", site)

    assert "/api/v1/profiles/quirine.json" in site.pages and ids(found) == ["ana", "bob", "nobody", "two"]
    files = [one for one in (tmp_path / "ours").rglob("*") if one.is_file()]
    assert files and [one for one in files if b"quirine" in one.read_bytes().lower()] == []


# What a source says that is odd ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("api", ["1.7", "1", 1, None])
def test_a_newer_minor_version_is_read_and_what_is_unknown_in_it_does_no_harm(
    tmp_path: Path, site: Elsewhere, api: Any
) -> None:
    site.says("/api/v1/directory.json", {**FRONT, "api": api, "future": {"x": [1]}})

    assert ids(go(tmp_path, site)) == ["ana", "bob"]


@pytest.mark.parametrize("api", ["2.0", 2, "10.1", "v1", "x" * 10_000])
def test_a_newer_major_version_is_refused(tmp_path: Path, site: Elsewhere, api: Any) -> None:
    site.says("/api/v1/directory.json", {**FRONT, "api": api})

    assert why(go(tmp_path, site)) == "newer"


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ({**FRONT, "edition": "internal"}, "internal"), ([1], "no-directory"), ({}, "no-directory"),
        ({**FRONT, "title": 3}, "no-directory"), ({**FRONT, "operator": None}, "no-directory"),
    ],
)  # fmt: skip
def test_a_front_door_that_is_not_that_of_a_public_directory_is_refused(
    tmp_path: Path, site: Elsewhere, front: Any, code: str
) -> None:
    site.says("/api/v1/directory.json", front)

    assert why(go(tmp_path, site)) == code


@pytest.mark.parametrize("odd", ["../../etc/passwd", "__proto__", "a" * 10_000, "Ana", "", "a/b", "%2e%2e", 7, None])
def test_an_id_that_cannot_name_a_file_is_never_asked_for(tmp_path: Path, site: Elsewhere, odd: Any) -> None:
    site.says("/api/v1/profiles.json", [{"id": "ana"}, {"id": odd}])

    found = go(tmp_path, site)

    assert ids(found) == ["ana"]
    assert [code for _, code in missed(found)] == ["odd-id"] and len(found.snapshot.missed[0].id) <= 60
    assert [path for path in site.asked if "/profiles/" in path] == ["/api/v1/profiles/ana.json"]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["theirs.json"]


@pytest.mark.parametrize("path", ["", "net"])
def test_where_people_read_it_lies_under_the_address_that_was_asked(path: str) -> None:
    source = Source(id="theirs", url=f"https://theirs.example.org/{path}")
    under, port = f"https://theirs.example.org/{path}/".replace("//n", "/n"), "https://theirs.example.org:8443/"

    for said in (
        "https://evil.example.org/",
        "http://theirs.example.org/",
        port,
        "https://theirs.example.org.evil.nl/",
        "",
    ):
        assert site_of(source, said) == source.url
    assert site_of(source, f"https://theirs.example.org/{path}".rstrip("/") + "/nl/").endswith("/nl/")
    assert under and (site_of(source, "https://theirs.example.org/other/") == source.url) is bool(path)


def test_hostile_words_stay_words(tmp_path: Path, site: Elsewhere) -> None:
    hostile = "<script>\u202e\x00</script>" + "x" * 10_000
    site.says("/api/v1/directory.json", {**FRONT, "title": hostile, "url": "javascript:alert(1)", "licence": hostile})
    document = {"id": "ana", "name": hostile, "__proto__": {"a": 1}}
    site.says("/api/v1/profiles/ana.json", document)

    now = go(tmp_path, site).snapshot

    assert now.profiles[0] == document  # as it was published: a build judges it
    assert len(now.title) <= 200 and "\u202e" not in now.title and "\x00" not in now.title
    assert now.site == f"{site.url}/"


def test_a_list_of_a_million_rows_gives_no_more_than_was_agreed(tmp_path: Path, site: Elsewhere) -> None:
    site.pages["/api/v1/profiles.json"] = b"[" + b",".join(b'{"id":"n%d"}' % n for n in range(1_000_000)) + b"]"
    site.says("/api/v1/profiles/n0.json", {"id": "n0"})

    found = go(tmp_path, site, limits=Limits(seconds=30), most=1)

    assert (ids(found), missed(found)) == (["n0"], [("…", "too-many")])


# Entries that cannot be had -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (sends(b"", 404), "gone"), (sends(b"", 410), "gone"), (sends(b"", 500), "status"), (b"<html>", "not-json"),
        (b"[" * 10_000, "not-json"), (b'"' + b"x" * 70_000 + b'"', "too-large"), (b'{"id": "bob"}', "other-id"),
        (b"[]", "not-json"), (leads_to("http://169.254.169.254/"), "inside"), (sends(b"{}", length=99), "cut-off"),
    ],
)  # fmt: skip
def test_one_entry_that_cannot_be_had_is_told_and_the_rest_goes_on(
    tmp_path: Path, site: Elsewhere, answer: Any, code: str
) -> None:
    site.pages["/api/v1/profiles/ana.json"] = answer

    found = go(tmp_path, site)

    assert (ids(found), missed(found)) == (["bob"], [("ana", code)])


@pytest.mark.parametrize("answer", [sends(b"", 500), sends(b"", 503), sends(b"{}", length=99)])
def test_an_entry_that_got_lost_stays_for_a_while_when_the_list_still_names_it(
    tmp_path: Path, site: Elsewhere, answer: Any
) -> None:
    go(tmp_path, site)
    site.pages["/api/v1/profiles/ana.json"] = answer

    assert (ids(go(tmp_path, site, NEXT)), ids(go(tmp_path, site, LATER))) == (["ana", "bob"], ["bob"])
    assert stored(tmp_path).missed[0].values == {"since": "2026-11-23"}


@pytest.mark.parametrize("answer", [*(sends(b"", code) for code in (401, 403, 404, 410)), b'{"id": "bob"}', b"[]"])
def test_whoever_was_taken_away_there_is_gone_at_once_also_when_the_list_lags_behind(
    tmp_path: Path, site: Elsewhere, answer: Any
) -> None:
    go(tmp_path, site)
    site.pages["/api/v1/profiles/ana.json"] = answer

    assert ids(go(tmp_path, site, NEXT)) == ["bob"]


def test_whoever_is_no_longer_on_the_list_is_gone_at_once(tmp_path: Path, site: Elsewhere) -> None:
    go(tmp_path, site)
    site.says("/api/v1/profiles.json", [{"id": "bob"}])

    found = go(tmp_path, site, NEXT)

    assert (ids(found), missed(found), found.changes["profiles"].gone) == (["bob"], [], 1)
    assert "Ana" not in (tmp_path / "content/harvested/theirs.json").read_text()


# A source that fails --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "answer", "code"),
    [
        ("directory", sends(b"", 404), "gone"), ("directory", sends(b"", 410), "gone"),
        ("directory", leads_to("/api/v1/directory.json"), "redirects"),
        ("directory", leads_to("file:///etc/passwd"), "redirects"),
        ("directory", sends(b"{}", Content_Encoding="gzip"), "encoded"), ("directory", b"<html>", "not-json"),
        ("profiles", b'{"id": "ana"}', "list"), ("profiles", b"[1, 2]", "list"), ("profiles", sends(b"", 404), "gone"),
        ("organisations", b"[1,", "list"),
    ],
)  # fmt: skip
def test_a_door_or_a_list_that_fails_leaves_the_last_good_snapshot(
    tmp_path: Path, site: Elsewhere, path: str, answer: Any, code: str
) -> None:
    first = go(tmp_path, site)
    site.pages[f"/api/v1/{path}.json"] = answer

    found = go(tmp_path, site, NEXT)

    assert why(found) == code
    assert found.snapshot == stored(tmp_path)
    assert msgspec.structs.replace(found.snapshot, failure=None, tried=TODAY) == first.snapshot


def test_a_source_that_is_gone_leaves_what_there_was_and_comes_back(tmp_path: Path, site: Elsewhere) -> None:
    go(tmp_path, site)
    port, pages = site.port, site.pages
    site.port = 1  # nobody is there
    source = Source(id="theirs", url=f"http://127.0.0.1:{port}/", inside=True)
    gone = msgspec.structs.replace(source, url="http://127.0.0.1:1/")

    (other,) = harvest(tmp_path / "new", SETTINGS, [gone], NEXT, USUAL)
    (back,) = harvest(tmp_path, SETTINGS, [source], NEXT, USUAL)

    assert pages and (why(other), other.snapshot.harvested, ids(other)) == ("unreachable", None, [])
    assert (back.snapshot.failure, back.snapshot.harvested) == (None, NEXT)


def test_another_address_under_the_same_name_begins_anew(tmp_path: Path, site: Elsewhere) -> None:
    go(tmp_path, site)
    with elsewhere() as other:
        found = go(tmp_path, other, NEXT)

    assert (why(found), ids(found), found.snapshot.harvested) == ("gone", [], None)


def test_a_source_that_says_too_much_in_all_fails_as_a_whole(tmp_path: Path, site: Elsewhere) -> None:
    assert why(go(tmp_path, site, limits=USUAL._replace(total=500))) == "too-large"


def test_a_source_of_which_much_got_lost_is_not_shown_by_half(tmp_path: Path, site: Elsewhere) -> None:
    publish(site, profiles={f"n{n}": {"name": "N"} for n in range(30)})
    for n in range(30):
        site.pages[f"/api/v1/profiles/n{n}.json"] = sends(b"", 503)

    assert why(go(tmp_path, site)) == "many-missed"


def test_what_nobody_foresaw_of_one_source_does_not_stop_the_others(
    tmp_path: Path, site: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object) -> Snapshot:
        raise OSError("no room left")

    monkeypatch.setitem(DOORS, "git", breaks)  # type: ignore[arg-type]
    odd = Source(id="odd", url="https://odd.example.org/", kind="git")
    good = Source(id="theirs", url=f"{site.url}/", inside=True)

    first, second = harvest(tmp_path, SETTINGS, [odd, good], TODAY, USUAL)

    assert (why(first), second.snapshot.failure, ids(second)) == ("unforeseen", None, ["ana", "bob"])


def test_a_file_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path, site: Elsewhere) -> None:
    (tmp_path / "content/harvested/odd.json").mkdir(parents=True)
    sources = [Source(id=one, url=f"{site.url}/", inside=True) for one in ("odd", "theirs")]

    with pytest.raises(OSError, match="odd"):
        harvest(tmp_path, SETTINGS, sources, TODAY, USUAL)

    assert len(stored(tmp_path).profiles) == 2


def test_all_sources_together_end_before_the_night_does(tmp_path: Path, site: Elsewhere) -> None:
    sources = [Source(id=one, url=f"{site.url}/", inside=True) for one in ("one", "two")]

    assert {why(one) for one in harvest(tmp_path, SETTINGS, sources, TODAY, USUAL._replace(night=0))} == {"slow"}


def test_a_source_that_calls_itself_otherwise_is_told(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    root = network(tmp_path, named("theirs", site))
    run(root)
    site.says("/api/v1/directory.json", {**FRONT, "operator": "Hill", "licence": "CC-BY-4.0"})
    capsys.readouterr()

    run(root, today="2026-11-23")

    assert capsys.readouterr().out.splitlines()[1:] == [
        "    De beheerder is nu 'Hill'; dat was 'Dike'. Kijk of jullie afspraak nog geldt.",
        "    De licentie is nu 'CC-BY-4.0'; die was 'CC0-1.0'. Kijk of die toestaat wat jullie doen.",
    ]


def test_a_source_that_never_ends_is_given_up(tmp_path: Path, site: Elsewhere) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        sends(b"{}")(handler)

    for path in list(site.pages):
        if path.count("/") == 4:
            site.pages[path] = slow

    assert why(go(tmp_path, site, limits=USUAL._replace(whole=0.2))) == "slow"


def test_a_file_that_cannot_be_read_is_nothing_that_was_there(tmp_path: Path, site: Elsewhere) -> None:
    file = tmp_path / "content/harvested/theirs.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"{" * 100_000)

    assert ids(go(tmp_path, site)) == ["ana", "bob"]


def test_a_write_that_is_cut_short_leaves_the_old_file_whole(
    tmp_path: Path, site: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(tmp_path, site)
    before = (tmp_path / "content/harvested/theirs.json").read_bytes()
    site.says("/api/v1/profiles.json", [{"id": "bob"}])

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            go(tmp_path, site, NEXT)

    assert (tmp_path / "content/harvested/theirs.json").read_bytes() == before
    assert ids(go(tmp_path, site, NEXT)) == ["bob"]  # what was left behind is no hindrance


def test_a_folder_that_leads_elsewhere_is_not_written_in(tmp_path: Path, site: Elsewhere) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "root/content").mkdir(parents=True)
    (tmp_path / "root/content/harvested").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="harvested"):
        go(tmp_path / "root", site)

    assert list((tmp_path / "elsewhere").iterdir()) == []


# The command ----------------------------------------------------------------------------------------------------------


def network(root: Path, *sources: str, language: str = "nl") -> Path:
    """A network that names sources."""
    root.mkdir(exist_ok=True)
    lines = [f"title: Ours\noperator: City\nlanguage: {language}"] + (["sources:"] if sources else [])
    (root / "directory.yaml").write_text("\n".join([*lines, *sources]) + "\n", "utf-8")
    return root


def named(name: str, site: Elsewhere) -> str:
    return f"  - {{id: {name}, url: '{site.url}/', inside: yes}}"


def run(root: Path, *asked: str, today: str = "2026-11-22") -> int:
    return main(["harvest", *asked, "--root", str(root), "--today", today])


def test_the_command_tells_what_came_and_what_changed(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    root = network(tmp_path, named("theirs", site))

    assert run(root) == 0
    site.says("/api/v1/profiles.json", [{"id": "bob"}, {"id": "../x"}, {"id": "zed"}])
    site.says("/api/v1/matches/profiles/zed.json", [])
    assert run(root, today="2026-11-23") == 0

    assert capsys.readouterr().out.splitlines() == [
        "theirs: 2 profielen, 1 klus; 3 nieuw.",
        "theirs: 1 profiel, 1 klus; 1 weg.",
        "    profiles/../x: heeft een naam die geen bestandsnaam kan zijn.",
        "    profiles/zed: staat wel in de lijst, maar is er niet.",
    ]


def test_the_command_says_why_a_source_failed_and_what_stays(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    root = network(tmp_path, named("theirs", site), named("never", site))
    run(root, "theirs")
    site.pages.clear()
    capsys.readouterr()

    assert run(root, today="2026-11-23") == 0  # at night one source that is away is no reason to stop
    assert run(root, "never", today="2026-11-23") == 1  # who names a source wants to know

    told = capsys.readouterr().out.splitlines()
    door = f"{site.url}/api/v1/directory.json is er niet. Kijk of het adres klopt, en of dat netwerk nog bestaat."
    assert told[:4] == [
        f"theirs: niet opgehaald. {door}",
        "    Wat er stond van 22 november 2026, blijft staan (2 profielen, 1 klus) tot het 14 dagen oud is.",
        f"never: niet opgehaald. {door}",
        "    Van deze bron staat hier nog niets.",
    ]


def test_the_command_speaks_the_language_of_the_network(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, told in (("en", "2 profiles"), ("de", "2 Profile"), ("fr", "2 profils")):
        assert run(network(tmp_path, named("theirs", site), language=language), "--dry-run") == 0
        assert told in capsys.readouterr().out


def test_machines_read_the_same(tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(network(tmp_path, named("theirs", site)), "--format", "json") == 0

    (one,) = json.loads(capsys.readouterr().out)
    assert (one["source"], one["counts"]["profiles"]["new"], one["failure"], one["renewed"]) == (
        "theirs",
        2,
        None,
        True,
    )


def test_a_dry_run_writes_nothing(tmp_path: Path, site: Elsewhere) -> None:
    assert run(network(tmp_path, named("theirs", site)), "--dry-run") == 0
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize(
    ("sources", "asked", "code"),
    [((), (), 0), ((), ("theirs",), 2), (("  - {id: ../x, url: 'https://a.example.org/'}",), (), 1)],
)
def test_a_source_that_is_not_there_or_has_an_odd_name_is_told(
    tmp_path: Path, sources: tuple[str, ...], asked: tuple[str, ...], code: int
) -> None:
    assert run(network(tmp_path, *sources), *asked) == code


def test_a_mistake_in_the_settings_takes_nothing_away(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    run(network(tmp_path, named("theirs", site)))

    assert run(network(tmp_path, named("theirs", site).replace("inside: yes", "inside: no"))) == 1
    assert "sources[0].url" in capsys.readouterr().err
    assert (tmp_path / "content/harvested/theirs.json").exists()


def test_without_settings_there_is_nothing_to_ask(tmp_path: Path) -> None:
    assert run(tmp_path) == 1


def test_what_came_from_a_source_that_is_no_longer_named_goes(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    run(network(tmp_path, named("theirs", site), named("others", site)))
    run(network(tmp_path, named("theirs", site)), today="2026-11-23")

    assert [path.name for path in (tmp_path / "content/harvested").iterdir()] == ["theirs.json"]
    assert "content/harvested/others.json is weggehaald" in capsys.readouterr().out


# Their words ----------------------------------------------------------------------------------------------------------


def with_words(root: Path, site: Elsewhere) -> Path:
    """A network with words of its own, and people elsewhere who use others."""
    words = [{"id": "planning", "label": {"nl": "Planning"}}, {"id": "gis-analyse", "label": {"nl": "GIS-analyse"}}]
    write(network(root, named("theirs", site)), "content/vocabulary/skills.yaml", words)
    skills = [{"skill": one} for one in ("Planning", "gis-analysis", "bee\n# keeping: x", "yes")]
    publish(
        site, profiles={"ana": {**PEOPLE["ana"], "skills": skills}, "bob": {**PEOPLE["bob"], "skills": skills[1:2]}}
    )
    return root


def test_words_that_we_have_none_for_are_suggested_behind_a_hash(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_words(tmp_path, site)

    assert run(root, "--suggest") == 0

    text = (root / "mappings/theirs.yaml").read_text("utf-8")
    assert (
        "  ## gis-analysis, 2 keer gebruikt; lijkt op gis-analyse (GIS-analyse)\n  #gis-analysis: gis-analyse\n" in text
    )
    assert [line for line in text.splitlines() if not line.strip().startswith("#") and line] == ["vaardigheden:"]
    assert "planning" not in text.replace("mappings", "")
    assert "mappings/theirs.yaml is gemaakt" in capsys.readouterr().out
    assert main(["check", "--root", str(root), "--today", "2026-11-22", "--no-advice"]) == 0


def test_a_suggestion_counts_as_soon_as_its_own_hash_is_gone(tmp_path: Path, site: Elsewhere) -> None:
    root = with_words(tmp_path, site)
    run(root, "--suggest")
    file = root / "mappings/theirs.yaml"
    file.write_text(file.read_text("utf-8").replace("#gis-analysis", "gis-analysis"), "utf-8")

    read = content.read(root, {})

    assert dict(read.harvested[0].crosswalk.skills) == {"gis-analysis": "gis-analyse"} and not read.problems


def test_suggestions_without_a_hash_each_are_a_mapping(tmp_path: Path, site: Elsewhere) -> None:
    root = with_words(tmp_path, site)
    run(root, "--suggest")
    file = root / "mappings/theirs.yaml"
    file.write_text(file.read_text("utf-8").replace("  #", "  "), "utf-8")

    read = content.read(root, {})

    assert dict(read.harvested[0].crosswalk.skills)["yes"] == "" and not read.problems


def test_an_organisation_that_looks_like_ours_is_suggested_behind_a_hash() -> None:
    told = {"there": "Stad", "here": "Gemeente Stad", "slug": "gemeente-stad"}
    alike = [Amiss("organisations", "stad", "same-id", told, left_out=False)]
    text = suggest.written([], {}, "Anderen", words_of("nl"), alike)

    assert "  ## Stad, met hetzelfde officiële nummer als Gemeente Stad\n  #stad: gemeente-stad\n" in text
    assert [line for line in text.splitlines() if not line.strip().startswith("#") and line] == ["organisaties:"]


def test_what_a_person_wrote_is_never_written_over(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_words(tmp_path, site)
    file = root / "mappings/theirs.yaml"
    file.parent.mkdir()
    file.write_text("vaardigheden:\n  gis-analysis: ''\n", "utf-8")

    assert run(root, "--suggest") == 0

    assert file.read_text("utf-8") == "vaardigheden:\n  gis-analysis: ''\n"
    told = capsys.readouterr().out
    assert "mappings/theirs.yaml is er al" in told and "keeping" in told and "gis-analyse (" not in told


def test_where_every_word_has_one_here_there_is_nothing_to_suggest(
    tmp_path: Path, site: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_words(tmp_path, site)
    publish(site, profiles={"ana": {**PEOPLE["ana"], "skills": [{"skill": "Planning"}]}})

    assert run(root, "--suggest") == 0

    assert "theirs: alle woorden hebben hier al een woord." in capsys.readouterr().out
    assert not (root / "mappings").exists()
