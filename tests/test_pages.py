"""What each page shows, and what it keeps to itself."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import msgspec
import pytest

from builder import pages
from builder.directory import Directory
from builder.material import SHEET
from builder.model import Contact
from builder.problems import problem
from builder.rank import ranked
from builder.settings import Repository
from builder.verify import DATA
from tests.small_site import NEIGHBOUR, full_world, settings, site
from tests.worlds import directory, house, person, work

HOSTILE = '<script>alert("x")</script><img src=x onerror=y>{{ 7*7 }}&amp;'


class Elements(HTMLParser):
    """The start tags of a page, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of this kind."""
        return [attrs for name, attrs in self.tags if name == tag]


def links(page: str) -> Iterator[str]:
    """Where a page leads, within the site."""
    for attrs in Elements(page).all("a"):
        target = (attrs.get("href") or "").partition("#")[0]
        if target and not re.match(r"[a-z]+:|/", target):
            yield target


@pytest.fixture(scope="module")
def full() -> dict[str, str]:
    """A site in which every part of every page has something to show."""
    return site(full_world(), (problem("content/profiles/dirk.md", 3, 1, "level-misspelt"),), networks=(NEIGHBOUR,))


def test_every_row_of_the_table_gives_a_page(full: dict[str, str]) -> None:
    inside = full_world(edition="internal")
    material = pages.material(inside, ranked(inside), networks=(NEIGHBOUR,))
    there = full | site(inside, networks=(NEIGHBOUR,))

    for page in pages.PAGES:
        assert any(pages.landing(page, item) in there for item in page.each(material)), page.name


def test_no_two_rows_land_on_one_path() -> None:
    patterns = [page.path for page in pages.PAGES]

    assert len(set(patterns)) == len(patterns)
    assert len({page.name for page in pages.PAGES}) == len(pages.PAGES)


def test_every_page_has_one_first_heading_a_title_and_landmarks(full: dict[str, str]) -> None:
    for path, page in full.items():
        found = Elements(page)
        assert len(found.all("h1")) == 1, path
        assert len(found.all("main")) == len(found.all("header")) == len(found.all("footer")) == 1, path
        assert re.search(r"<title>[^<]+ – Netwerk</title>", page), path
        assert found.all("html") == [{"lang": "nl", "dir": "ltr"}], path


def test_ids_occur_once_on_a_page(full: dict[str, str]) -> None:
    for path, page in full.items():
        ids = [attrs["id"] for _, attrs in Elements(page).tags if "id" in attrs]
        assert len(ids) == len(set(ids)), path


def test_the_policy_for_browsers_comes_before_anything_that_loads(full: dict[str, str]) -> None:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
    )
    for path, page in full.items():
        tags = Elements(page).tags
        assert tags[3] == ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}), path


def test_nothing_runs_or_is_styled_inside_a_page(full: dict[str, str]) -> None:
    for path, page in full.items():
        found = Elements(page)
        assert not found.all("style"), path
        assert all(attrs.get("src") or attrs.get("type") in DATA for attrs in found.all("script")), path
        assert not [name for _, attrs in found.tags for name in attrs if name == "style" or name.startswith("on")], path


def test_every_link_within_the_site_leads_to_a_page(full: dict[str, str]) -> None:
    for path, page in full.items():
        if path != "404.html":
            for target in links(page):
                steps = path.split("/")[:-1]
                for step in target.partition("?")[0].split("/"):
                    steps = steps[:-1] if step == ".." else [*steps, step]
                data = steps[0] in {"api", "calendar", "closing", "feed", "share", "resumes"} or target.endswith(".vcf")
                assert "/".join(steps) in full or data, (path, target)


def test_the_page_for_what_is_not_there_leads_home_from_any_address(full: dict[str, str]) -> None:
    targets = [attrs["href"] or "" for attrs in Elements(full["404.html"]).all("a")]

    assert "/gids/index.html" in targets
    assert all(target.startswith(("/gids/", "#", "https:", "mailto:")) for target in targets)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_hostile_word_is_only_a_word_on_every_page(language: str) -> None:
    ana = person(
        "ana", name=HOSTILE, role=HOSTILE, headline=HOSTILE, wants=(HOSTILE,), skills={"drafting": 3}, does=HOSTILE
    )
    odd = person("odd", name="Odd", skills={HOSTILE: 3}, place=HOSTILE, extra={f"x-{HOSTILE}": HOSTILE})
    bridge = work("bridge", title=HOSTILE, goal=HOSTILE, skills={"drafting": 3}, place=HOSTILE, outcome=HOSTILE)
    for path, page in site(
        directory(ana, odd, bridge, settings=settings(title=HOSTILE, tagline=HOSTILE, language=language))
    ).items():
        found = Elements(page)
        assert not [attrs for attrs in found.all("img") if attrs.get("src") == "x"], path
        assert not [attrs for attrs in found.all("script") if not attrs], path
        assert "49" not in re.findall(r"\d+", " ".join(word for word in found.words if "alert" in word)), path


def test_a_name_that_looks_like_a_mark_stays_a_name() -> None:
    page = site(directory(person("ana", name="main title")))["profiles/ana.html"]

    assert "<title>main title – Netwerk" not in page  # the world of `directory` has its own title
    assert "<title>main title – Wisselwerk" in page


def test_a_sparse_profile_shows_what_there_is_and_no_empty_boxes() -> None:
    page = site(directory(person("wim", name="Wim", role="Wegbeheerder")))["profiles/wim.html"]
    headings = re.findall(r"<h2[^>]*>([^<]+)", page.partition("<main")[2].partition("</main")[0])

    assert headings == ["Meenemen"]
    assert "Wegbeheerder" in page
    assert "None" not in page


def test_nobody_is_put_among_search_results_without_asking() -> None:
    pages_of = site(directory(person("ana"), person("bob", findable=True), work("bridge", skills={"drafting": 2})))

    assert 'content="noindex, nofollow"' in pages_of["profiles/ana.html"]
    assert 'content="index, follow"' in pages_of["profiles/bob.html"]
    assert 'content="noindex, nofollow"' in pages_of["matches/profiles/bob.html"]
    assert 'content="noindex, nofollow"' in pages_of["matches/assignments/bridge.html"]


def test_the_internal_edition_is_for_no_search_engine() -> None:
    given = msgspec.structs.replace(full_world(), edition="internal")

    assert all('content="noindex, nofollow"' in page for page in site(given).values())


def test_no_list_tells_in_public_who_has_time() -> None:
    given = directory(person("ana", skills={"drafting": 3}, hours=31, available_from=date(2027, 3, 5)))
    public, internal = site(given), site(msgspec.structs.replace(given, edition="internal"))
    lists = {"profiles/index.html", "organisations/city.html", "skills/drafting.html"}

    assert {path for path, page in public.items() if "31 uur" in page} == {"profiles/ana.html"}
    assert {path for path, page in internal.items() if "31 uur" in page} >= {*lists, "profiles/ana.html"}


def test_names_stand_on_the_status_page_of_the_internal_edition_only() -> None:
    mistake = problem("content/profiles/dirk.md", 3, 1, "term-id", id="Dirk")
    given = directory(person("ana", name="Ana de Boer", confirmed_on=date(2025, 6, 1)))
    public, internal = (
        site(msgspec.structs.replace(given, edition=edition), (mistake,))["status/index.html"]
        for edition in ("public", "internal")
    )

    assert "dirk.md" not in public
    assert "Ana de Boer" not in public
    assert "1 profiel is lang niet bevestigd" in public
    assert "dirk.md:3" in internal
    assert "Ana de Boer" in internal


def test_the_page_of_work_says_how_many_were_left_out_and_never_who() -> None:
    given = directory(
        person("ana", skills={"drafting": 4}),
        person("bob", name="Bob Pauze", skills={"drafting": 4}, paused_until=date(2027, 6, 1)),
        work("bridge", skills={"drafting": 3}),
    )
    found = site(given)

    assert "1 mens wil nu even rust" in found["matches/assignments/bridge.html"]
    assert "Bob Pauze" not in found["matches/assignments/bridge.html"]
    assert "je hebt een pauze ingesteld" in found["matches/profiles/bob.html"]


def duo() -> Directory:
    """Work for two, and what each of them brings."""
    return directory(
        person("ana", name="Ana Bos", skills={"drafting": 3, "planning": 3}),
        person("bob", name="Bob Dam", skills={"writing": 4}),
        person("cas", name="Cas Vos", skills={"writing": 3}, matching=False),
        work("bridge", skills={"drafting": 3, "planning": 3, "writing": 3, "presenting": 2}, team_size=2),
    )


def test_work_for_two_shows_who_can_do_it_together_and_what_stays_open() -> None:
    page = site(duo())["matches/assignments/bridge.html"]
    rows = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in re.findall(r"<tr>.*?</tr>", page)]

    assert "Samen komen zij het verst" in page
    assert "Ana en Bob" in page
    assert rows[1:] == [
        "drafting gevraagd: zelfstandig Ana zelfstandig ja",
        "planning gevraagd: zelfstandig Ana zelfstandig ja",
        "writing gevraagd: zelfstandig Bob zelfstandig, ook als het lastig is ja",
        "presenting gevraagd: met hulp niemand nee",
    ]
    assert "Cas Vos" not in page


def test_somebody_sees_with_whom_she_is_in_a_team() -> None:
    found = site(duo())

    assert "samen met Bob Dam" in found["matches/profiles/ana.html"]
    assert "samen met Ana Bos" in found["matches/profiles/bob.html"]


def test_when_somebody_covers_it_alone_the_page_says_so() -> None:
    given = directory(
        person("ana", skills={"drafting": 3, "planning": 3}),
        person("bob", skills={"drafting": 3}),
        work("bridge", skills={"drafting": 3, "planning": 3}, team_size=2),
    )
    page = site(given)["matches/assignments/bridge.html"]

    assert "Eén mens dekt hier al het meest" in page
    assert "Samen kunnen zij dit" not in page


def test_with_fewer_people_than_places_the_page_says_so_and_promises_no_others() -> None:
    given = directory(
        person("ana", skills={"drafting": 3}), work("bridge", skills={"drafting": 3, "planning": 3}, team_size=6)
    )
    page = site(given)["matches/assignments/bridge.html"]

    assert "Deze klus zoekt 6 mensen. Er staat er nu 1 in de lijst." in page
    assert "<strong>Blijft open:</strong> planning" in page
    assert "hooguit vijf punten" not in page


def test_nobody_covers_most_where_a_skill_stays_open() -> None:
    given = directory(
        person("ana", skills={"drafting": 3}),
        person("bob", skills={"drafting": 3}),
        work("bridge", skills={"drafting": 3, "planning": 3}, team_size=2),
    )
    page = site(given)["matches/assignments/bridge.html"]

    assert "Een team komt hier niet veel verder" in page
    assert "dekt hier al het meest" not in page


def test_a_member_who_comes_to_learn_a_skill_does_not_bring_it() -> None:
    given = directory(
        person("ana", skills={"drafting": 3}, learns=("writing",)),
        person("bob", skills={"planning": 3}),
        work("bridge", skills={"drafting": 3, "planning": 3, "writing": 3}, teaches=("writing",), team_size=2),
    )
    page = site(given)["matches/assignments/bridge.html"]

    assert "<p>Brengt: drafting</p><p>Leert hier: writing</p>" in page
    assert "<strong>Blijft open:</strong> writing" in page


def test_whoever_has_no_work_to_choose_from_is_not_told_to_add_skills() -> None:
    page = site(directory(person("ana", skills={"drafting": 3})))["matches/profiles/ana.html"]

    assert "Er staat nu geen werk open." in page
    assert "Vul vaardigheden aan" not in page


def test_reasons_that_stand_in_the_list_already_are_not_counted_once_more() -> None:
    def told(many: int) -> str:
        jobs = (work(f"w{n:02}", skills={"drafting": 3}) for n in range(many))
        return site(directory(person("ana", skills={"drafting": 3}, stays=True), *jobs))["matches/profiles/ana.html"]

    assert "Alle redenen bij elkaar" not in told(2)
    assert "12 × je blijft liever" in told(12)


@pytest.mark.parametrize(("many", "said"), [(1, "Wie dat is, staat"), (2, "Wie dat zijn, staat")])
def test_who_is_not_in_a_list_is_counted_among_those_whom_something_fits(many: int, said: str) -> None:
    people = [person(f"p{n}", skills={"drafting": 3}, stays=True) for n in range(many)]
    page = site(directory(*people, person("zoe", stays=True), work("bridge", skills={"drafting": 3})))

    assert f"past wel iets. {said}" in page["matches/assignments/bridge.html"]


def test_where_nothing_is_asked_no_skill_is_said_to_be_covered() -> None:
    given = person("ana", skills={"drafting": 3})

    assert "Er wordt nu niets gevraagd." in site(directory(given))["gaps/index.html"]
    assert "is er iemand" in site(directory(given, work("bridge", skills={"drafting": 3})))["gaps/index.html"]


def test_the_score_of_a_match_is_told_in_points_that_were_counted() -> None:
    page = site(directory(person("ana", skills={"drafting": 3}), work("bridge", skills={"drafting": 3})))
    found = page["matches/assignments/bridge.html"]
    points = re.findall(r"</svg><span>(\d+)/(\d+)<", found)

    assert [of for _, of in points] == ["60", "8", "15", "9", "4", "4"]
    assert re.search(r"(\d+) van 100", found)


def test_somebody_without_an_address_is_reached_through_her_organisation() -> None:
    city = house("city", contact=Contact(email="stad@example.org"))
    found = site(directory(city, person("bob")))["profiles/bob.html"]

    assert "mailto:stad@example.org" in found
    assert "Dit profiel heeft geen eigen adres" in found


def test_somebody_with_a_pseudonym_is_reached_through_the_coordinator_who_is_told_for_whom_it_is() -> None:
    city = house("city", contact=Contact(email="stad@example.org"))
    found = site(
        directory(
            city,
            person("meeuw", name=None, pseudonym="Meeuw"),
            settings=settings(contact=Contact(email="kim@example.org")),
        )
    )

    assert "mailto:stad@example.org" not in found["profiles/meeuw.html"]
    assert 'href="mailto:kim@example.org?subject=Voor%20Meeuw%20%28schuilnaam%29"' in found["profiles/meeuw.html"]
    assert "Dit is een schuilnaam" in found["profiles/meeuw.html"]


def test_a_pseudonym_without_an_organisation_says_why_there_are_no_matches() -> None:
    meeuw = person("meeuw", name=None, pseudonym="Meeuw", organisation="", matching=False)
    found = site(directory(meeuw, person("bob", matching=False)))

    assert "Met deze schuilnaam staan matches niet op de openbare site" in found["profiles/meeuw.html"]
    assert "Doet niet mee met matchen" in found["profiles/bob.html"]


def test_work_for_a_client_that_nobody_may_know_says_so_and_asks_for_no_match() -> None:
    kim = settings(contact=Contact(email="kim@example.org"))
    found = site(directory(work("bridge", organisation="", confidential=True, skills={"drafting": 3}), settings=kim))

    assert "Een andere overheid" in found["assignments/bridge.html"]
    assert "Een andere overheid" in found["assignments/index.html"]
    assert "mailto:kim@example.org" in found["assignments/bridge.html"]
    assert "matches/assignments/bridge.html" not in found


def test_a_long_list_is_cut_into_pages_that_lead_to_each_other() -> None:
    found = site(directory(*(person(f"p{number:03}", skills={"drafting": 2}) for number in range(100))))

    for base in ("profiles/index", "skills/drafting", "organisations/city"):
        counts = [found[f"{base}{sheet}.html"].count("<article") for sheet in ("", "/2", "/3")]
        assert counts == [SHEET, SHEET, 4]
        assert f"{base}/4.html" not in found
    assert 'href="../profiles/index/2.html" rel="next"' in found["profiles/index.html"]
    assert 'href="../../profiles/index.html" rel="prev"' in found["profiles/index/2.html"]


def test_a_person_can_change_and_remove_her_file() -> None:
    given = directory(
        person("ana"), settings=settings(repository=Repository(url="https://github.com/o/r", branch="live"))
    )
    page = site(given, sources={("profiles", "ana"): "content/profiles/ana.md"})["profiles/ana.html"]

    assert 'href="https://github.com/o/r/edit/live/content/profiles/ana.md"' in page
    assert 'href="https://github.com/o/r/delete/live/content/profiles/ana.md"' in page


@pytest.mark.parametrize(("public", "offered"), [(True, True), (False, False)])
def test_visitors_are_not_led_to_a_file_in_a_repository_that_is_closed_to_them(public: bool, offered: bool) -> None:
    kept = Repository(url="https://github.com/o/r", public=public)
    given = directory(person("ana"), settings=settings(repository=kept))
    page = site(given, sources={("profiles", "ana"): "content/profiles/ana.md"})["profiles/ana.html"]

    assert ('href="https://github.com/o/r/raw/main/content/profiles/ana.md"' in page) == offered


def test_the_new_file_on_github_is_filled_in_and_fits_an_address() -> None:
    page = site(directory(settings=settings(repository=Repository(url="https://github.com/o/r"))))["new/index.html"]
    start = next(attrs["href"] or "" for attrs in Elements(page).all("a") if "/new/main" in (attrs["href"] or ""))

    assert start.startswith("https://github.com/o/r/new/main?filename=content/profiles/")
    assert "&value=---" in start
    assert len(start) < 8000


def test_what_a_page_shows_can_be_kept_as_bytes() -> None:
    given = full_world()
    material = pages.material(given, ranked(given))

    for page in pages.PAGES:
        for item in page.each(material):
            assert msgspec.msgpack.encode(page.shows(material, item)), page.name


def test_another_person_leaves_the_page_of_a_colleague_as_it_was() -> None:
    ana, bob = person("ana"), person("bob", contact=Contact(email="bob@example.org"))
    page = next(page for page in pages.PAGES if page.name == "profile")
    alone, together = directory(ana), directory(ana, bob)

    assert page.shows(pages.material(alone, ranked(alone)), ana) == page.shows(
        pages.material(together, ranked(together)), ana
    )
