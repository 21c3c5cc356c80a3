"""People and work of other networks, beside those of the network itself."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from builder import build
from builder.networks import Network
from builder.snapshots import Failure, Missed, Snapshot, SourceTerm
from tests.worlds import harvested

BASE = Path(__file__).parent / "broken" / "_base"
TODAY = date(2026, 12, 1)
THERE = "https://linge.example.org"
WORD = "merelnest"  # stands in every text of every guest, and nowhere else
SETTINGS = """titel: Wisselwerk Lindewoud
beheerder: Gemeente Lindewoud
webadres: https://lindewoud.example.org/
talen: [nl, en, de, fr]
contact: kim@lindewoud.example.org
bronnen:
  - id: linge
    adres: https://linge.example.org/
"""
HOUSES = "organisaties: {lindewoud: gemeente-lindewoud}\n"
HOMES: tuple[dict[str, Any], ...] = (
    {
        "id": "linge",
        "name": f"Gemeente Linge {WORD}",
        "layer": "municipality",
        "contact": {"email": "a@linge.example.org"},
    },
    {"id": "lindewoud", "name": "Lindewoud", "layer": "municipality", "official_id": "https://tooi.example.org/gm1"},
)
PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "id": "noor",
        "name": f"Noor {WORD}",
        "organisation": "linge",
        "role": "Redacteur",
        "url": f"{THERE}/profiles/noor.html",
        "skills": [{"skill": "tekst", "level": 5}, {"skill": "vuur", "level": 3}],
        "learns": ["plannen"],
        "fields": ["water", "vuur"],
        "forms": ["secondment", "dijkdag"],
        "contact": {"email": "noor@linge.example.org"},
        "experience": [{"title": "Boek", "together_with": ["bo", "weg"]}],
    },
    {
        "id": "bo",
        "name": f"Bo {WORD}",
        "organisation": "lindewoud",
        "role": "Schrijver",
        "skills": [{"skill": "tekst"}],
    },
)
WORK: tuple[dict[str, Any], ...] = (
    {
        "id": "boek",
        "title": f"Een boek {WORD}",
        "organisation": "linge",
        "goal": "Het verhaal van de Linge",
        "url": f"{THERE}/assignments/boek.html",
        "skills": [{"skill": "tekst", "level": 3, "importance": "must"}],
        "start": "2027-01-11",
        "end": "2027-05-01",
        "ring": "government",
        "filled_by": [],
    },
    {
        "id": "klaar",
        "title": f"Klaar {WORD}",
        "organisation": "linge",
        "goal": "Klaar",
        "status": "finished",
        "filled_by": ["bo"],
    },
)
WORDS = {
    "skills": (SourceTerm(id="tekst", label={"nl": "Schrijven"}), SourceTerm(id="vuur", label={"nl": "Vuur maken"}))
}


def linge(**rest: Any) -> Snapshot:
    given = {
        "source": "linge",
        "url": f"{THERE}/",
        "site": f"{THERE}/",
        "title": "Aan de Linge",
        "licence": "CC-BY-4.0",
        "language": "nl",
        "harvested": date(2026, 11, 30),
        "terms": WORDS,
        "organisations": HOMES,
        "profiles": PEOPLE,
        "assignments": WORK,
    }
    return Snapshot(**{**given, **rest})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small network that harvests another."""
    return begun(tmp_path / "root")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, for who only looks."""
    return built(begun(tmp_path_factory.mktemp("site") / "root"))


def begun(root: Path) -> Path:
    shutil.copytree(BASE, root)
    (root / "directory.yaml").write_text(SETTINGS, "utf-8")
    home = root / "content/organisations/gemeente-lindewoud.md"
    home.write_text(
        home.read_text("utf-8").replace("laag:", "officieel_id: https://tooi.example.org/gm1\nlaag:"), "utf-8"
    )
    (root / "mappings").mkdir()
    (root / "mappings/linge.yaml").write_text(HOUSES, "utf-8")
    harvested(root, linge())
    return root


def checked(root: Path, today: date = TODAY) -> build.Checked:
    return build.check(root, today)


def network(root: Path, today: date = TODAY) -> Network:
    (one,) = checked(root, today).networks
    return one


def built(root: Path, edition: Any = "public") -> Path:
    out = root.parent / f"site-{edition}"
    build.build(root, out, TODAY, edition)
    return out


def files(out: Path) -> Mapping[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


# Where a source is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "told"), [("public", False), ("internal", True)])
def test_only_colleagues_are_told_where_a_source_inside_our_own_computer_network_is(
    root: Path, edition: Any, told: bool
) -> None:
    given, inside = root / "directory.yaml", "https://gids.binnen.example.org"
    given.write_text(f"{SETTINGS.replace(THERE, inside)}    eigen_netwerk: ja\n", "utf-8")
    people = tuple({**one, "directory": f"{inside}/api/v1/directory.json"} for one in PEOPLE)
    moved = msgspec.json.encode(linge(profiles=people)).replace(THERE.encode(), inside.encode())
    harvested(root, msgspec.json.decode(moved, type=Snapshot))

    made = files(built(root, edition))

    assert any(WORD.encode() in text for text in made.values())
    assert any(b"gids.binnen" in text for text in made.values()) is told


# Joining --------------------------------------------------------------------------------------------------------------


def test_without_sources_there_is_one_directory() -> None:
    found = checked(BASE)

    assert found.directory is found.home
    assert found.networks == ()


def test_guests_stand_beside_our_own_under_a_name_that_none_of_ours_can_have(root: Path) -> None:
    found = checked(root)

    assert found.problems == ()
    assert found.directory is not None and found.home is not None
    assert set(found.directory.profiles) - set(found.home.profiles) == {"linge.noor", "linge.bo"}
    assert set(found.directory.assignments) - set(found.home.assignments) == {"linge.boek", "linge.klaar"}
    assert list(found.directory.profiles) == sorted(found.directory.profiles)


def test_an_official_id_alone_makes_no_organisation_ours(root: Path) -> None:
    (root / "mappings/linge.yaml").unlink()
    directory, one = checked(root).directory, network(root)

    assert directory is not None
    assert directory.profiles["linge.bo"].organisation == "linge.lindewoud"
    assert [(amiss.id, amiss.code, amiss.left_out) for amiss in one.amiss] == [("lindewoud", "same-id", False)]
    page = (built(root, "internal") / "networks/index.html").read_text("utf-8")
    assert "hetzelfde officiële nummer" in page
    assert "Lindewoud, Gemeente Lindewoud" in page


def test_an_organisation_is_ours_when_the_coordinator_wrote_it(root: Path) -> None:
    directory, one = checked(root).directory, network(root)

    assert directory is not None
    assert directory.profiles["linge.bo"].organisation == "gemeente-lindewoud"
    assert directory.profiles["linge.noor"].organisation == "linge.linge"
    assert [slug for slug in directory.organisations if "." in slug] == ["linge.linge"]
    assert one.amiss == ()


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://gids.example.org/linge/profiles/noor.html", True),
        ("profiles/noor.html", True),
        ("https://gids.example.org/eem/profiles/noor.html", False),
        ("https://gids.example.org/linge/../eem/profiles/noor.html", False),
        ("https://gids.example.org/linge/%2e%2e/eem/profiles/noor.html", False),
        ("https://gids.example.org/lingerie/noor.html", False),
        ("https://gids.example.org:8443/linge/noor.html", False),
        ("http://gids.example.org/linge/noor.html", False),
        ("https://elders.example.net/linge/noor.html", False),
    ],
)
def test_what_a_source_says_of_its_own_address_counts_below_the_address_in_our_settings(
    root: Path, url: str, own: bool
) -> None:
    home = "https://gids.example.org/linge/"
    (root / "directory.yaml").write_text(SETTINGS.replace(f"{THERE}/", home), "utf-8")
    liar = "https://elders.example.net/" if "elders" in url else home
    harvested(root, linge(profiles=({**PEOPLE[0], "url": url},), url=home, site=liar))
    directory = checked(root).directory

    assert directory is not None
    origin = directory.profiles["linge.noor"].origin
    assert origin is not None and (origin.url is not None) is own
    assert network(root).site == ("" if liar != home else home)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://linge.example.org/~noor/cv.json", True),
        ("http://linge.example.org/~noor/cv.json", False),
        ("https://noor.example.net/cv.json", False),
    ],
)
def test_a_resume_lies_on_the_host_of_its_list(root: Path, url: str, own: bool) -> None:
    settings = SETTINGS.replace(f"{THERE}/", f"{THERE}/cv/lijst.json\n    soort: jsonresume")
    (root / "directory.yaml").write_text(settings, "utf-8")
    harvested(root, linge(profiles=({**PEOPLE[0], "url": url},), site=""))
    directory = checked(root).directory

    assert directory is not None
    origin = directory.profiles["linge.noor"].origin
    assert origin is not None and (origin.url is not None) is own


def test_a_pseudonym_without_an_organisation_is_not_matched_as_it_is_not_there(root: Path) -> None:
    hidden = {**PEOPLE[1], "name": "Merel", "pseudonym": "Merel", "organisation": ""}
    harvested(root, linge(profiles=(PEOPLE[0], hidden)))
    directory = checked(root).directory

    assert directory is not None
    assert {slug: one.matching for slug, one in directory.profiles.items() if "." in slug} == {
        "linge.noor": True, "linge.bo": False,
    }  # fmt: skip


def test_words_become_ours_and_the_rest_is_counted(root: Path) -> None:
    directory, one = checked(root).directory, network(root)

    assert directory is not None
    noor = directory.profiles["linge.noor"]
    assert [(claim.skill, claim.level) for claim in noor.skills] == [("schrijven", 5), ("Vuur maken", 3)]
    assert noor.fields == ("water", "vuur")
    assert noor.forms == ("detachering",)
    assert [(word.vocabulary, word.term, word.times) for word in one.unmapped] == [
        ("fields", "vuur", 1), ("forms", "dijkdag", 1), ("skills", "vuur", 1),
    ]  # fmt: skip


def test_a_mapping_tells_more_than_the_words_themselves(root: Path) -> None:
    (root / "mappings/linge.yaml").write_text(HOUSES + "vaardigheden: {tekst: plannen, vuur: schrijven}\n", "utf-8")
    directory = checked(root).directory

    assert directory is not None
    assert [claim.skill for claim in directory.profiles["linge.noor"].skills] == ["plannen", "schrijven"]


def test_who_named_only_forms_that_we_do_not_know_does_not_take_any(root: Path) -> None:
    harvested(root, linge(profiles=({**PEOPLE[0], "forms": ["dijkdag"]},)))
    directory = checked(root).directory

    assert directory is not None
    assert directory.profiles["linge.noor"].forms == ("dijkdag",)


def test_references_stay_inside_the_source_or_go(root: Path) -> None:
    directory = checked(root).directory

    assert directory is not None
    assert directory.profiles["linge.noor"].experience[0].together_with == ("linge.bo",)
    assert directory.assignments["linge.klaar"].filled_by == ("linge.bo",)


@pytest.mark.parametrize(
    ("days", "failure", "state", "people"),
    [
        (1, None, "good", 2),
        (14, None, "good", 2),
        (15, None, "silent", 0),
        (3, Failure("slow"), "failing", 2),
        (20, Failure("slow"), "silent", 0),
    ],
)
def test_a_source_that_is_silent_for_too_long_is_left_out(
    root: Path, days: int, failure: Failure | None, state: str, people: int
) -> None:
    harvested(root, linge(harvested=TODAY - timedelta(days=days), failure=failure))

    assert (network(root).state, network(root).people) == (state, people)


def test_a_source_that_was_never_harvested_waits(root: Path) -> None:
    (root / "content/harvested/linge.json").unlink()

    assert network(root).state == "waiting"
    assert checked(root).problems == ()


def test_a_snapshot_that_cannot_be_read_breaks_nothing_else(root: Path) -> None:
    (root / "content/harvested/linge.json").write_text('{"source": "linge"', "utf-8")

    assert network(root).state == "broken"
    assert [one.code for one in checked(root).problems] == ["snapshot-unreadable"]
    assert (built(root) / "index.html").is_file()


def test_who_was_not_confirmed_for_too_long_stays_out_as_here(root: Path) -> None:
    harvested(root, linge(profiles=({**PEOPLE[0], "confirmed_on": "2024-01-01"}, PEOPLE[1])))

    assert network(root).people == 1
    assert [(one.id, one.code) for one in network(root).amiss if one.left_out] == [("noor", "left-out")]
    assert checked(root).problems == ()


def test_a_source_brings_no_more_than_was_asked(root: Path) -> None:
    (root / "directory.yaml").write_text(SETTINGS + "    alleen: [klussen]\n    hoogstens: 1\n", "utf-8")

    assert (network(root).people, network(root).work) == (0, 1)


def test_entries_that_cannot_be_shown_are_one_warning(root: Path) -> None:
    harvested(root, linge(profiles=tuple({"id": f"x{n}", "organisation": "linge"} for n in range(50))))

    assert [(one.code, one.severity, dict(one.values)["n"]) for one in checked(root).problems] == [
        ("source-amiss", "warning", "50")
    ]


def test_the_same_person_in_both_networks_is_shown_once(root: Path) -> None:
    ours = "https://lindewoud.example.org/profiles/sam-de-wit.html"
    harvested(root, linge(profiles=({**PEOPLE[0], "links": [{"url": ours}]}, PEOPLE[1])))
    assert network(root).people == 2
    assert [(one.slug, one.other, one.mutual) for one in network(root).doubles] == [("sam-de-wit", "linge.noor", False)]

    own = root / "content/profiles/sam-de-wit.md"
    own.write_text(
        own.read_text("utf-8").replace("functie:", f"links: ['{THERE}/profiles/noor.html']\nfunctie:"), "utf-8"
    )
    assert network(root).people == 1
    assert [one.mutual for one in network(root).doubles] == [True]


# Matching and search --------------------------------------------------------------------------------------------------


def test_guests_and_our_own_are_matched_both_ways(site: Path) -> None:
    people = msgspec.json.decode((site / "api/v1/matches/assignments/brieven-herschrijven.json").read_bytes())
    work = msgspec.json.decode((site / "api/v1/matches/profiles/sam-de-wit.json").read_bytes())

    assert {one["profile"] for one in people} == {"sam-de-wit", "linge.noor", "linge.bo"}
    assert {one["assignment"] for one in work} == {"brieven-herschrijven", "linge.boek"}


def test_guests_who_come_and_go_do_not_change_what_our_own_people_score(root: Path) -> None:
    def score() -> int:
        found = msgspec.json.decode((built(root) / "api/v1/matches/profiles/sam-de-wit.json").read_bytes())
        return next(one["score"] for one in found if one["assignment"] == "brieven-herschrijven")

    with_guests = score()
    harvested(root, linge(profiles=(), assignments=()))

    assert score() == with_guests


def test_the_search_can_be_narrowed_to_a_network(site: Path) -> None:
    index = msgspec.json.decode((site / "search/index.json").read_bytes())
    page = (site / "search/index.html").read_text("utf-8")

    assert "network" in str(index)
    assert '"network":"Netwerk"' in page


def test_without_sources_the_search_has_no_such_filter(root: Path) -> None:
    without_the_source(root)
    out = built(root)

    assert "network" not in (out / "search/index.html").read_text("utf-8").partition("search-words")[2]
    assert b"network" not in (out / "search/index.json").read_bytes()


# Pages ----------------------------------------------------------------------------------------------------------------

GUESTS = ("profiles/linge.noor.html", "assignments/linge.boek.html", "organisations/linge.linge.html")


@pytest.mark.parametrize("path", [*GUESTS, "matches/profiles/linge.noor.html", "matches/assignments/linge.boek.html"])
@pytest.mark.parametrize("prefix", ["", "en/", "de/", "fr/"])
def test_the_page_of_a_guest_says_who_keeps_it_and_is_not_for_search_engines(
    site: Path, path: str, prefix: str
) -> None:
    page = (site / f"{prefix}{path}").read_text("utf-8")

    assert "Aan de Linge" in page
    assert "CC-BY-4.0" in page
    assert '<meta name="robots" content="noindex, nofollow">' in page


@pytest.mark.parametrize("path", GUESTS)
def test_our_coordinator_does_not_answer_for_a_guest(site: Path, path: str) -> None:
    page = (site / path).read_text("utf-8")

    assert "kim@lindewoud.example.org" not in page.partition("<main")[2].partition("</main>")[0]


def test_what_a_supervisor_agrees_to_here_is_not_told_of_a_guest(site: Path) -> None:
    page = (site / "profiles/linge.noor.html").read_text("utf-8")

    assert "Wat je leidinggevende toezegt" not in page


@pytest.mark.parametrize("path", GUESTS[:2])
def test_the_page_of_a_guest_leads_to_where_it_is_kept(site: Path, path: str) -> None:
    page = (site / path).read_text("utf-8")
    there = f"{THERE}/{path.replace('linge.', '')}"

    assert f'<link rel="canonical" href="{there}">' in page
    assert f'<a href="{there}" rel="nofollow noopener ugc external">' in page


def test_our_own_organisation_shows_its_people_in_another_network_apart(site: Path) -> None:
    page = (site / "organisations/gemeente-lindewoud.html").read_text("utf-8")
    own, _, others = page.partition("In een ander netwerk")

    assert f"Bo {WORD}" not in own
    assert f"Bo {WORD}" in others
    assert "Van Aan de Linge" in others


# Where a guest may be told of: its own page, lists of matches, organisations, documents, the search and the network.
MAY = ("profiles/linge.", "assignments/linge.", "organisations/", "matches/", "api/v1/", "search/", "networks/")


def test_lists_figures_feeds_and_the_sitemap_are_of_our_own(site: Path) -> None:
    told = [path for path, data in files(site).items() if WORD.encode() in data]
    elsewhere = [path for path in told if not path.removeprefix(path[:3] if path[2] == "/" else "").startswith(MAY)]

    assert len(told) > 20
    assert elsewhere == []
    assert b"linge" not in (site / "sitemap.xml").read_bytes()


@pytest.mark.parametrize("path", ["organisations/index.html", "profiles/index.html", "assignments/index.html"])
def test_our_lists_do_not_name_a_guest(site: Path, path: str) -> None:
    assert WORD not in (site / path).read_text("utf-8")


def test_counts_are_of_our_own(site: Path) -> None:
    front = msgspec.json.decode((site / "api/v1/directory.json").read_bytes())

    assert (front["counts"]["profiles"], front["counts"]["assignments"], front["counts"]["organisations"]) == (1, 1, 2)


# The same in, the same out --------------------------------------------------------------------------------------------


def with_less(root: Path) -> None:
    harvested(root, linge(profiles=PEOPLE[1:], assignments=WORK[:1]))


def with_other_words(root: Path) -> None:
    (root / "mappings/linge.yaml").write_text(HOUSES + "vaardigheden: {tekst: plannen}\n", "utf-8")


def with_somebody_changed(root: Path) -> None:
    path = root / "content/profiles/sam-de-wit.md"
    path.write_text(path.read_text("utf-8").replace("schrijven: 4", "schrijven: 2"), "utf-8")


def without_the_source(root: Path) -> None:
    shutil.rmtree(root / "mappings")
    shutil.rmtree(root / "content/harvested")
    (root / "directory.yaml").write_text(SETTINGS.partition("bronnen:")[0], "utf-8")


def gone_silent(root: Path) -> None:
    harvested(root, linge(harvested=date(2026, 9, 1)))


CHANGES = [with_less, with_other_words, with_somebody_changed, without_the_source, gone_silent]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_a_change_gives_what_a_cold_build_gives(root: Path, change: Callable[[Path], None], edition: str) -> None:
    built(root, edition)
    change(root)
    warm = files(built(root, edition))
    shutil.rmtree(root / ".wisselwerk")
    shutil.rmtree(root.parent / f"site-{edition}")
    cold = files(built(root, edition))

    assert sorted(warm) == sorted(cold)
    assert [path for path in cold if warm[path] != cold[path]] == []


def test_a_second_build_writes_nothing(root: Path) -> None:
    built(root)
    again = build.build(root, root.parent / "site-public", TODAY)

    assert (again.report.written, again.report.removed) == ((), ())


def test_an_entry_that_was_withdrawn_there_leaves_nothing_here(root: Path) -> None:
    built(root)
    harvested(root, linge(profiles=PEOPLE[1:]))
    left = [path for path, data in files(built(root)).items() if "linge.noor" in path or b"Noor" in data]

    assert left == []


def test_a_source_that_goes_is_no_reason_to_keep_the_old_site(root: Path) -> None:
    built(root)
    gone_silent(root)
    build.build(root, root.parent / "site-public", TODAY, most_dropped=10)

    assert not list((root.parent / "site-public").glob("profiles/linge.*"))


# Hostile --------------------------------------------------------------------------------------------------------------

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "[x](javascript:alert(1))",
    "![x](https://evil.example.net/x.png)",
    "</script><script>alert(1)//",
    "__proto__",
    "constructor",
    "' onmouseover='alert(1)",
    "\u200bleeg\u200b",
    "%0d%0aSet-Cookie: x",
    "=cmd|' /C calc'!A0",
)


def evil_person(n: int, text: str) -> dict[str, Any]:
    kept = ("name", "role", "headline", "does", "good_at", "would_like", "place", "ambitions", "body", "region")
    return {
        "id": f"evil-{n}",
        "organisation": "linge",
        **dict.fromkeys(kept, text),
        "skills": [{"skill": text, "level": 5, "proof": text}, {"skill": "tekst", "level": 5}],
        "learns": [text],
        "fields": [text],
        "strengths": [text],
        "forms": [text],
        "wants": [text],
        "links": [{"url": "javascript:alert(1)", "label": text}, {"url": "https://evil.example.net/", "label": text}],
        "experience": [{"title": text, "organisation": text, "result": text, "link": "data:text/html,x"}],
        "contact": {"name": text, "email": "x@evil.example.net", "route": text},
        "url": f"{THERE}/{text}",
        "language": text,
        "__proto__": {"polluted": text},
    }


def evil(text: str, n: int) -> dict[str, Any]:
    return {
        "id": f"job-{n}",
        "title": text,
        "organisation": "linge",
        **dict.fromkeys(("goal", "result", "role", "place", "outcome", "agreements"), text),
        "skills": [{"skill": text, "importance": text}, {"skill": "tekst"}],
        "hours": text,
        "start": text,
    }


def test_hostile_words_are_shown_as_words_and_nothing_runs(root: Path) -> None:
    people = tuple(evil_person(n, text) for n, text in enumerate(EVIL))
    work = tuple(evil(text, n) for n, text in enumerate(EVIL))
    homes = (
        {"id": "linge", "name": EVIL[0], "layer": "municipality", "short_name": EVIL[1], "website": "javascript:x"},
    )
    words = {"skills": tuple(SourceTerm(id=text, label={"nl": text, text: text}) for text in EVIL)}
    harvested(
        root, linge(profiles=people, assignments=work, organisations=homes, terms=words, title=EVIL[0], licence=EVIL[1])
    )
    found = files(built(root))  # every page is looked at by `verify` on its way out

    assert len([path for path in found if path.startswith("profiles/linge.evil-")]) == len(EVIL)
    pages = b"".join(data for path, data in found.items() if path.endswith(".html"))
    assert b"<script>alert" not in pages
    assert b"<img src=x" not in pages
    assert b'="javascript:' not in pages
    assert b" onmouseover='alert" not in pages
    assert b'src="https://evil' not in pages
    assert b"{{ 7 * 7 }}" in pages


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x9b", "\x1b"])
def test_why_a_source_failed_is_told_without_signs_that_turn_a_text_around(sign: str, root: Path) -> None:
    failure = Failure(f"status{sign}", {"url": f"a{sign}b"})
    gone = Missed("profiles", f"gone{sign}", f"status{sign}")
    known = Failure("status", {"url": f"a{sign}b", "status": "500"})
    pages = []
    for one in (failure, known):
        harvested(root, linge(failure=one, missed=(gone,)))
        pages += [text for path, text in files(built(root)).items() if path.startswith("networks")]

    assert len(pages) > 4
    assert [one for one in pages if sign.encode() in one] == []


def test_very_much_and_very_large_is_no_trouble(root: Path) -> None:
    many = tuple({"id": f"p{n}", "name": f"P {n}", "organisation": "linge", "role": "x"} for n in range(3000))
    harvested(root, linge(profiles=({**PEOPLE[0], "does": "x" * 10_000_000}, *many), assignments=()))

    assert network(root).people == 2000
    assert {one.code for one in network(root).amiss if one.left_out} == {"large", "too-many"}
