"""Three directories that harvest each other over the network: when all is well, and when a neighbour is not."""

import json
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pytest

from builder import build
from builder.cli import main
from builder.harvest import harvesting
from builder.harvest.fetch import Limits, Wires
from builder.verify import looking
from tests.harvesting import Elsewhere, elsewhere, leads_to, sends
from tests.visits import TODAY, Site

pytestmark = pytest.mark.usefixtures("own_loop")

HERE = Path(__file__).parent
POOL, SIXTEEN, BORDER = "flexpool", "provincial-network", "cross-border"
QUICK = Limits(seconds=8, whole=60, patience=0)
TOMORROW = TODAY + timedelta(days=1)
KEPT = 14  # days, when the settings do not say


@pytest.fixture(autouse=True, scope="module")
def _quick() -> Iterator[None]:
    """All names lead to this computer, and nobody waits half a minute for a neighbour who says nothing."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(harvesting, "Limits", lambda: QUICK)
        patched.setattr(harvesting, "Wires", lambda: Wires(addresses=led))
        yield


def led(host: str, _: int) -> list[str]:
    """Where a name leads."""
    return ["127.0.0.1"] if host.endswith(".example.org") else [host]


class Place(NamedTuple):
    """A directory: its files, and where its site stands."""

    name: str
    root: Path
    site: Elsewhere

    @property
    def address(self) -> str:
        """Where people read it."""
        return f"http://{self.name}.example.org:{self.site.port}/"

    def knows(self, *others: "Place", more: str = "") -> None:
        """Takes other directories as its sources."""
        settings = self.root / "directory.yaml"
        lines = [f"  - {{id: {one.name}, adres: {one.address}, eigen_netwerk: ja{more}}}" for one in others]
        settings.write_text(f"{settings.read_text('utf-8')}\nbronnen:\n" + "\n".join(lines) + "\n", "utf-8")

    def reads(self, other: "Place") -> None:
        """Names a source by the address where people read it, once it was harvested where it stands in a test."""
        settings = self.root / "directory.yaml"
        settings.write_text(settings.read_text("utf-8").replace(f"{other.site.url}/", other.address), "utf-8")

    def build(self, today: date = TODAY, edition: Any = "public", to: str = "") -> Site:
        """Its site as it is now; it is made without the network, whatever it shows of others."""
        folder = self.root.parent / f"{self.name}-{edition}{to}"
        with pytest.MonkeyPatch.context() as offline:
            offline.setattr(socket, "socket", forbidden)
            offline.setattr(socket, "getaddrinfo", forbidden)
            done = build.build(self.root, folder, today, edition, base_url=self.address)
        return Site(self._as_it_is_now(folder), done.problems)

    def _as_it_is_now(self, folder: Path) -> Path:
        """A site that stays as it is, whatever is built after it."""
        copy = folder.with_name(f"{folder.name}-{len(list(folder.parent.iterdir()))}")
        return Path(shutil.copytree(folder, copy, copy_function=os.link))

    def publish(self, today: date = TODAY) -> Site:
        """Puts its site on the network."""
        made = self.build(today)
        self.site.pages.clear()
        for path in made.paths:
            if path.startswith("api/"):
                self.site.pages[f"/{path}"] = made.read_bytes(path)
        return made

    def harvest(self, *names: str, today: date = TODAY) -> int:
        """Asks its sources, as its co-ordinator would."""
        return main(["harvest", *names, "--root", str(self.root), "--today", today.isoformat()])

    def snapshot(self, source: str) -> Any:
        """What it keeps of a source."""
        return json.loads((self.root / f"content/harvested/{source}.json").read_bytes())


def forbidden(*_: object, **__: object) -> NoReturn:
    """What a build may never do."""
    raise AssertionError("a build asked for the network")


class Region(NamedTuple):
    """The three directories on the day that they began: their files, their sites, and what those sites say."""

    folder: Path
    sites: dict[str, Elsewhere]
    pages: dict[str, dict[str, Any]]

    def at(self, folder: Path, name: str) -> Place:
        """A directory in a folder."""
        return Place(name, folder / name, self.sites[name])


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Each directory with the other two as its sources, and each on the network."""
    with ExitStack() as open_:
        sites = {name: open_.enter_context(elsewhere()) for name in (POOL, SIXTEEN, BORDER)}
        found = Region(tmp_path_factory.mktemp("region"), sites, {})
        for name in sites:
            shutil.copytree(HERE / name, found.folder / name, ignore=shutil.ignore_patterns(".wisselwerk"))
        places = [found.at(found.folder, name) for name in sites]
        for one in places:
            one.knows(*(other for other in places if other is not one))
            one.publish()
            found.pages[one.name] = dict(one.site.pages)
        yield found


@pytest.fixture
def places(region: Region, tmp_path: Path) -> dict[str, Place]:
    """The three directories as they began."""
    for name, site in region.sites.items():
        shutil.copytree(region.folder / name, tmp_path / name, ignore=shutil.ignore_patterns(".wisselwerk"))
        site.pages.clear()
        site.pages.update(region.pages[name])
    return {name: region.at(tmp_path, name) for name in region.sites}


@pytest.fixture(scope="module")
def harvested(region: Region, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the flexpool harvested of its neighbours on the first day."""
    folder = tmp_path_factory.mktemp("harvested")
    shutil.copytree(region.folder / POOL, folder / POOL)
    for name, site in region.sites.items():
        site.pages.clear()
        site.pages.update(region.pages[name])
    assert region.at(folder, POOL).harvest() == 0
    return folder / POOL / "content/harvested"


@pytest.fixture
def pool(harvested: Path, places: dict[str, Place]) -> Place:
    """The directory that this is about, which harvested its neighbours on the first day."""
    shutil.copytree(harvested, places[POOL].root / "content/harvested")
    return places[POOL]


def people(site: Site, source: str) -> set[str]:
    """The people of a source that a site shows."""
    start = f"profiles/{source}."
    return {path.removeprefix(start).removesuffix(".html") for path in site.pages if path.startswith(start)}


def own_people(place: Place) -> set[str]:
    return {path.stem for path in (place.root / "content/profiles").glob("*.md")}


def status(site: Site, source: str) -> Any:
    """What a site tells machines of a source."""
    (found,) = (one for one in site.data("api/v1/networks.json") if one["id"] == source)
    return found


# When all is well -----------------------------------------------------------------------------------------------------


def test_everybody_of_the_neighbours_can_be_found_in_every_directory(places: dict[str, Place]) -> None:
    for one in places.values():
        assert one.harvest() == 0
    for one in places.values():
        site = one.build()
        assert site.errors == []
        for other in places.values():
            if other is not one:
                assert people(site, other.name) == own_people(other)
                assert status(site, other.name)["state"] == "good"
                assert status(site, other.name)["people"] == len(own_people(other))


def test_a_neighbour_reads_on_the_page_of_networks_how_it_is_shown(places: dict[str, Place], pool: Place) -> None:
    site = pool.build(TOMORROW)
    page = site.page("networks/index.html")

    assert site_title(places[SIXTEEN]) in page.headings
    assert "1 december 2026 (1 dag geleden)" in page.text
    assert f"networks/{SIXTEEN}.html" in page.links
    assert f"profiles/{SIXTEEN}.bas-kuiperi.html" in site.page(f"networks/{SIXTEEN}.html").links
    assert "1 december 2026" in site.read(f"networks/{SIXTEEN}.svg")


def test_a_guest_leads_to_its_own_network_and_is_no_part_of_our_figures(places: dict[str, Place], pool: Place) -> None:
    alone = places[POOL].site.pages["/api/v1/directory.json"]
    pool.reads(places[SIXTEEN])
    site = pool.build()
    path, home = f"profiles/{SIXTEEN}.bas-kuiperi.html", f"{places[SIXTEEN].address}profiles/bas-kuiperi.html"

    # These networks lie inside somebody's own computer network: only colleagues are led there.
    assert home in pool.build(edition="internal").page(path).part.xpath(".//a/@href")
    assert home not in site.page(path).part.xpath(".//a/@href")
    assert site.data("api/v1/directory.json")["counts"] == json.loads(alone)["counts"]  # type: ignore[arg-type]
    assert not site.whole(f"profiles/{SIXTEEN}.bas-kuiperi.html").indexed


def test_what_a_neighbour_harvested_itself_does_not_come_along(places: dict[str, Place]) -> None:
    middle = places[SIXTEEN]
    middle.harvest()
    middle.publish()
    places[POOL].harvest()

    found = [one["id"] for one in places[POOL].snapshot(SIXTEEN)["profiles"]]
    assert set(found) == own_people(middle)
    assert people(places[POOL].build(), BORDER) == own_people(places[BORDER])


@pytest.mark.parametrize("mapped", [True, False])
def test_an_organisation_in_two_networks_is_one_when_the_coordinator_says_so(
    places: dict[str, Place], mapped: bool
) -> None:
    number = "https://identifier.overheid.nl/tooi/id/gemeente/gm9876"
    for place, file in ((POOL, "gemeente-vaarmond"), (SIXTEEN, "gemeente-waalstad")):
        path = places[place].root / f"content/organisations/{file}.md"
        path.write_text(path.read_text("utf-8").replace("---\n", f"---\nofficieel_id: {number}\n", 1), "utf-8")
    if mapped:
        (places[POOL].root / "mappings").mkdir(exist_ok=True)
        line = "organisaties: {gemeente-waalstad: gemeente-vaarmond}\n"
        (places[POOL].root / f"mappings/{SIXTEEN}.yaml").write_text(line, "utf-8")
    places[SIXTEEN].publish()
    places[POOL].harvest()

    site = places[POOL].build()

    assert (f"organisations/{SIXTEEN}.gemeente-waalstad.html" in site.paths) is not mapped
    assert status(site, SIXTEEN)["remarks"] == ({} if mapped else {"same-id": 1})
    guests = [path for path in site.page("organisations/gemeente-vaarmond.html").links if f"{SIXTEEN}." in path]
    assert bool(guests) is mapped
    assert all("gemeente-vaarmond" in str(site.page(path).links) for path in guests if "profiles/" in path)


def links(place: Place, person: str, to: str) -> None:
    """Somebody puts a link on her profile."""
    path = place.root / f"content/profiles/{person}.md"
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\nlinks:\n  - {to}\n", 1), "utf-8")


@pytest.mark.parametrize(("both", "shown"), [(True, False), (False, True)])
def test_somebody_in_two_networks_is_shown_once_when_both_profiles_say_so(
    places: dict[str, Place], both: bool, shown: bool
) -> None:
    here, there = places[POOL], places[SIXTEEN]
    links(here, "gerben-stroink", f"{there.address}profiles/bas-kuiperi.html")
    if both:
        links(there, "bas-kuiperi", f"{here.address}profiles/gerben-stroink.html")
        there.publish()
    here.harvest()
    here.reads(there)

    site = here.build()

    assert ("bas-kuiperi" in people(site, SIXTEEN)) is shown
    assert status(site, SIXTEEN)["doubles"] == int(both)
    assert "bas-kuiperi" not in section(site, there)


def test_an_organisation_with_a_name_of_ours_and_no_number_stands_apart_and_that_is_told(
    places: dict[str, Place],
) -> None:
    path = places[SIXTEEN].root / "content/organisations/gemeente-waalstad.md"
    path.write_text(path.read_text("utf-8").replace("naam: Gemeente Waalstad", "naam: Gemeente Vaarmond"), "utf-8")
    places[SIXTEEN].publish()
    places[POOL].harvest()

    site, inside = places[POOL].build(), places[POOL].build(edition="internal")

    assert f"organisations/{SIXTEEN}.gemeente-waalstad.html" in site.paths
    assert status(site, SIXTEEN)["remarks"] == {"same-name": 1}
    assert "heet net als een organisatie van ons" in section(site, places[SIXTEEN])
    assert "gemeente-waalstad" in section(inside, places[SIXTEEN])


def test_whoever_withdraws_there_is_gone_here_after_the_next_harvest(places: dict[str, Place], pool: Place) -> None:
    assert pool.build().naming("Kuipéri")
    (places[SIXTEEN].root / "content/profiles/bas-kuiperi.md").unlink()
    places[SIXTEEN].publish(TOMORROW)

    assert pool.harvest(SIXTEEN, today=TOMORROW) == 0

    site = pool.build(TOMORROW)
    assert site.naming("Kuipéri") == []
    assert site.naming("bas-kuiperi") == []
    assert people(site, SIXTEEN) == own_people(places[SIXTEEN])


def test_a_site_with_guests_is_the_same_built_again_or_from_nothing(places: dict[str, Place], pool: Place) -> None:
    pool.build()
    (places[SIXTEEN].root / "content/profiles/bas-kuiperi.md").unlink()
    places[SIXTEEN].publish(TOMORROW)
    pool.harvest(today=TOMORROW)

    again, cold = pool.build(TOMORROW), pool.build(TOMORROW, to="-cold")

    assert again.paths == cold.paths
    assert [path for path in sorted(cold.paths) if again.read_bytes(path) != cold.read_bytes(path)] == []
    look = looking(cold.paths.__contains__)
    for path in cold.pages:
        look(path, cold.read_bytes(path))


def test_harvesting_the_same_again_changes_no_file(pool: Place) -> None:
    before = (pool.root / f"content/harvested/{SIXTEEN}.json").read_bytes()

    pool.harvest()

    assert (pool.root / f"content/harvested/{SIXTEEN}.json").read_bytes() == before


# When a neighbour is not well -----------------------------------------------------------------------------------------


def says_nothing(site: Elsewhere) -> None:
    """It takes the question and never answers."""
    site.pages["/api/v1/directory.json"] = lambda _: time.sleep(12)


def lies_about_its_size(site: Elsewhere) -> None:
    """It announces far more than it sends."""
    site.pages["/api/v1/profiles.json"] = sends(b"[]", length=10**11)


def breaks_off(site: Elsewhere) -> None:
    """It announces more than it sends."""
    site.pages["/api/v1/directory.json"] = sends(b'{"title"', length=4_000)


def leads_inside(site: Elsewhere) -> None:
    """It leads to an address where a computer tells its secrets."""
    site.pages["/api/v1/directory.json"] = leads_to("http://169.254.169.254/latest/meta-data/")


def is_gone(site: Elsewhere) -> None:
    """Nothing is left of it."""
    site.pages.clear()


def speaks_a_newer_language(site: Elsewhere) -> None:
    """Its documents are two versions ahead."""
    front = json.loads(site.pages["/api/v1/directory.json"])  # type: ignore[arg-type]
    site.says("/api/v1/directory.json", {**front, "api": "3.0"})


BAD: dict[str, Callable[[Elsewhere], None]] = {
    "slow": says_nothing,
    "too-large": lies_about_its_size,
    "cut-off": breaks_off,
    "inside": leads_inside,
    "gone": is_gone,
    "newer": speaks_a_newer_language,
}
each_bad = pytest.mark.parametrize(("code", "turn"), BAD.items(), ids=list(BAD))


@each_bad
def test_when_a_neighbour_fails_the_last_good_copy_stays_and_everybody_reads_why(
    places: dict[str, Place], pool: Place, capsys: pytest.CaptureFixture[str], code: str, turn: Any
) -> None:
    good = pool.snapshot(SIXTEEN)
    turn(places[SIXTEEN].site)
    capsys.readouterr()

    assert pool.harvest(today=TOMORROW) == 0
    said = capsys.readouterr().out

    now = pool.snapshot(SIXTEEN)
    assert now["failure"]["code"] == code
    assert {**now, "failure": None, "tried": None} == {**good, "failure": None, "tried": None}
    site, inside = pool.build(TOMORROW), pool.build(TOMORROW, "internal")
    assert people(site, SIXTEEN) == own_people(places[SIXTEEN])
    assert (status(site, SIXTEEN)["state"], status(site, SIXTEEN)["failure"]) == ("failing", code)
    assert status(site, BORDER)["state"] == "good"
    why = reason(now["failure"])
    assert why in " ".join(said.split())
    assert why in section(inside, places[SIXTEEN])
    assert "Je ziet hier wat er op 1 december 2026 stond" in section(site, places[SIXTEEN])
    assert why not in section(site, places[SIXTEEN])  # these addresses are inside somebody's own computer network


def section(site: Site, place: Place) -> str:
    """What the page of networks says of one of them."""
    return site.page("networks/index.html").section(site_title(place)).text


def site_title(place: Place) -> str:
    """What a directory is called."""
    for line in (place.root / "directory.yaml").read_text("utf-8").splitlines():
        key, _, value = line.partition(": ")
        if key in ("titel", "title"):
            return value.partition("#")[0].strip()
    raise AssertionError(place.name)


def reason(failure: Any) -> str:
    """The sentence for a failure."""
    from builder.phrases import phrases, say
    from builder.shipped import templates_folder

    return " ".join(
        say(phrases(templates_folder(), "nl"), f"harvest.failed.{failure['code']}", **failure.get("values", {})).split()
    )


def test_what_is_newer_in_the_documents_of_a_neighbour_costs_a_field_and_no_more(
    places: dict[str, Place], pool: Place
) -> None:
    site = places[SIXTEEN].site
    for path, newer in (
        ("directory", {"api": "1.2", "mood": "cheerful"}),
        ("profiles/bas-kuiperi", {"shoe_size": 44, "remote": "by-boat"}),
    ):
        document = json.loads(site.pages[f"/api/v1/{path}.json"])
        site.says(f"/api/v1/{path}.json", {**document, **newer})

    assert pool.harvest(SIXTEEN, today=TOMORROW) == 0

    made = pool.build(TOMORROW)
    assert people(made, SIXTEEN) == own_people(places[SIXTEEN])
    assert (status(made, SIXTEEN)["state"], status(made, SIXTEEN)["remarks"]) == ("good", {"field": 1})
    assert "by-boat" not in made.read(f"profiles/{SIXTEEN}.bas-kuiperi.html")


def test_a_source_that_was_asked_for_by_name_and_failed_is_no_success(places: dict[str, Place], pool: Place) -> None:
    is_gone(places[SIXTEEN].site)

    assert pool.harvest(SIXTEEN, today=TOMORROW) == 1


def test_a_neighbour_that_stays_silent_is_shown_as_long_as_was_agreed_and_then_no_more(
    places: dict[str, Place], pool: Place
) -> None:
    is_gone(places[SIXTEEN].site)
    last = TODAY + timedelta(days=KEPT)
    pool.harvest(SIXTEEN, today=last)

    assert people(pool.build(last), SIXTEEN) == own_people(places[SIXTEEN])
    after = pool.build(last + timedelta(days=1))

    assert people(after, SIXTEEN) == set()
    assert after.naming("Kuipéri") == []
    assert status(after, SIXTEEN)["state"] == "silent"
    assert "Van dit netwerk is hier nu niets te zien." in after.page(f"networks/{SIXTEEN}.html").text
    assert ("directory.yaml", "source-silent") in after.warnings


def test_a_neighbour_that_comes_back_is_shown_again(places: dict[str, Place], pool: Place) -> None:
    kept = dict(places[SIXTEEN].site.pages)
    is_gone(places[SIXTEEN].site)
    pool.harvest(today=TOMORROW)
    places[SIXTEEN].site.pages.update(kept)

    pool.harvest(today=TOMORROW)

    assert status(pool.build(TOMORROW), SIXTEEN)["state"] == "good"


# When a neighbour means harm ------------------------------------------------------------------------------------------

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>{{ 7*7 }}"


def writes_markup(site: Elsewhere) -> None:
    """Everything that it says of itself and of somebody is an attack on a page."""
    front = json.loads(site.pages["/api/v1/directory.json"])  # type: ignore[arg-type]
    site.says(
        "/api/v1/directory.json", {**front, "title": SCRIPT, "operator": SCRIPT, "licence": "javascript:alert(1)"}
    )
    person = json.loads(site.pages["/api/v1/profiles/bas-kuiperi.json"])  # type: ignore[arg-type]
    hostile = {"name": SCRIPT, "headline": SCRIPT, "role": SCRIPT, "url": "javascript:alert(1)", "body": SCRIPT,
               "links": [{"url": "javascript:alert(1)", "label": "klik"}],
               "skills": [{"skill": "__proto__"}, {"skill": SCRIPT}]}  # fmt: skip
    site.says("/api/v1/profiles/bas-kuiperi.json", {**person, **hostile})


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_what_a_neighbour_writes_is_text_and_nothing_more(places: dict[str, Place], pool: Place, edition: str) -> None:
    writes_markup(places[SIXTEEN].site)
    pool.harvest(today=TOMORROW)

    site = pool.build(TOMORROW, edition)

    look = looking(site.paths.__contains__)
    for path in site.pages:
        whole = site.whole(path).part
        look(path, site.read_bytes(path))
        assert whole.xpath("//img[@src='x'] | //*[@onerror] | //a[starts-with(@href, 'javascript:')]") == [], path
        assert [one for one in whole.xpath("//script[not(@src)]/text()") if "alert(" in one and "<" in one] == [], path
    assert "&lt;script&gt;" in site.read("networks/index.html")
    assert site.errors == []


def hides_text(site: Elsewhere) -> None:
    """A name is turned around, and another entry has no name that a file can have."""
    person = json.loads(site.pages["/api/v1/profiles/bas-kuiperi.json"])  # type: ignore[arg-type]
    site.says("/api/v1/profiles/bas-kuiperi.json", {**person, "name": "Bas \u202eirepiuK"})
    rows = json.loads(site.pages["/api/v1/profiles.json"])  # type: ignore[arg-type]
    site.says("/api/v1/profiles.json", [*rows, {"id": "../../etc/passwd"}, {"id": "no-such-person"}])
    site.says("/api/v1/matches/profiles/no-such-person.json", [])


def test_one_bad_entry_stays_out_and_the_rest_comes(places: dict[str, Place], pool: Place) -> None:
    hides_text(places[SIXTEEN].site)
    pool.harvest(today=TOMORROW)

    public, inside = pool.build(TOMORROW), pool.build(TOMORROW, "internal")

    assert people(public, SIXTEEN) == own_people(places[SIXTEEN]) - {"bas-kuiperi"}
    assert status(public, SIXTEEN)["left_out"] == {"control": 1, "gone": 1, "odd-id": 1}
    assert "no-such-person" not in public.read("networks/index.html")
    assert "no-such-person" in inside.read("networks/index.html")
    assert not (pool.root / "content/harvested").joinpath("../../etc").exists()


# When a neighbour does not want it any more ---------------------------------------------------------------------------


def test_one_person_can_be_taken_out_by_hand_when_the_neighbour_does_not_answer(
    places: dict[str, Place], pool: Place
) -> None:
    path = pool.root / f"content/harvested/{SIXTEEN}.json"
    lines = [line for line in path.read_text("utf-8").splitlines(keepends=True) if '"id":"bas-kuiperi"' not in line]
    path.write_text("".join(lines), "utf-8")
    is_gone(places[SIXTEEN].site)
    pool.harvest(today=TOMORROW)

    site = pool.build(TOMORROW)

    assert site.naming("Kuipéri") == []
    assert people(site, SIXTEEN) == own_people(places[SIXTEEN]) - {"bas-kuiperi"}
    assert (f"harvested/{SIXTEEN}.json", "snapshot-changed") in site.warnings


def test_a_source_that_is_taken_out_of_the_settings_is_gone_from_the_site_and_from_the_files(pool: Place) -> None:
    settings = pool.root / "directory.yaml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if f"id: {SIXTEEN}" not in line]
    settings.write_text("\n".join(lines) + "\n", "utf-8")

    assert pool.harvest(today=TOMORROW) == 0

    site = pool.build(TOMORROW)
    assert not (pool.root / f"content/harvested/{SIXTEEN}.json").exists()
    assert site.naming("Kuipéri") == []
    assert [path for path in site.paths if SIXTEEN in path] == []
