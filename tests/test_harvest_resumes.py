"""The story of builder/harvest/resumes.py: people who keep a resume become people of one organisation."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder import content
from builder.harvest.harvesting import Harvest, harvest
from builder.settings import Source
from tests.harvesting import Elsewhere, elsewhere, leads_to
from tests.samples import write

pytestmark = pytest.mark.usefixtures("own_loop")

TODAY = date(2026, 11, 22)
ANA: dict[str, Any] = {
    "basics": {
        "name": "Ana López", "label": "Advisor", "email": "ana@example.org", "phone": "0612345678",
        "location": {"address": "Street 1", "postalCode": "1234 AB", "city": "Utrecht"}, "summary": "I draft.",
    },
    "skills": [{"name": "Opstellen", "level": "Expert"}, {"name": "Juggling"}],
    "references": [{"name": "Bob", "reference": "She is fine"}],
}  # fmt: skip


def resume(name: str, **more: Any) -> dict[str, Any]:
    return {"basics": {"name": name, "label": "Clerk"}, **more}


@pytest.fixture
def site() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A network with an organisation and words of its own."""
    write(tmp_path, "directory.yaml", {"title": "Ours", "operator": "City", "language": "nl"})
    write(tmp_path, "content/organisations/city.md", {"name": "City", "layer": "municipality"})
    words = [{"id": "drafting", "label": {"nl": "Opstellen"}, "esco": "http://data.europa.eu/esco/skill/1"}]
    write(tmp_path, "content/vocabulary/skills.yaml", words)
    return tmp_path


def go(root: Path, site: Elsewhere, **more: Any) -> Harvest:
    """The list of resumes harvested."""
    asked = {"organisation": "city", "licence": "CC-BY-4.0", "inside": True, **more}
    settings = content.settings_of(root).settings
    assert settings
    source = Source(id="cvs", url=f"{site.url}/all.json", kind="jsonresume", **asked)
    (found,) = harvest(root, settings, [source], TODAY)
    return found


def ids(found: Harvest) -> list[str]:
    return [one["id"] for one in found.snapshot.profiles]


def missed(found: Harvest) -> list[tuple[str, str]]:
    return [(one.id, one.code) for one in found.snapshot.missed]


def why(found: Harvest) -> str:
    assert found.snapshot.failure
    return found.snapshot.failure.code


def test_a_resume_becomes_a_profile_of_the_organisation_in_the_words_of_the_network(
    root: Path, site: Elsewhere
) -> None:
    site.says("/all.json", [ANA])

    found = go(root, site)

    (ana,) = found.snapshot.profiles
    assert (ana["id"], ana["name"], ana["organisation"], ana["role"]) == ("ana-lopez", "Ana López", "city", "Advisor")
    assert ana["skills"] == [{"skill": "drafting", "level": 5}, {"skill": "Juggling"}]
    assert [one["name"] for one in found.snapshot.organisations] == ["City"]
    assert [one.id for one in found.snapshot.terms["skills"]] == ["drafting"]
    assert (ana["licence"], found.snapshot.licence, found.snapshot.title) == ("CC-BY-4.0", "CC-BY-4.0", "City")


def test_what_is_private_stays_behind(root: Path, site: Elsewhere) -> None:
    own = {"owner": ["ana"], "contact": {"phone": "0687654321"}, "field_visibility": {"contact.phone": "public"}}
    site.says("/all.json", [ANA, resume("Eve", meta={"x-wisselwerk": own})])
    go(root, site)

    kept = (root / "content/harvested/cvs.json").read_text("utf-8")
    assert "ana@example.org" in kept and "Utrecht" in kept
    assert [one for one in ("06123", "06876", "Street", "1234 AB", "She is fine", '"owner"') if one in kept] == []


def test_a_list_may_name_the_addresses_of_resumes(root: Path, site: Elsewhere) -> None:
    site.says("/all.json", ["/cv/ana.json", f"{site.url}/cv/bob/resume.json", "/cv/gone.json", "/cv/page.json"])
    site.says("/cv/ana.json", ANA)
    site.says("/cv/bob/resume.json", resume("Robert"))
    site.pages["/cv/page.json"] = b"<html>"

    found = go(root, site)

    assert ids(found) == ["ana", "bob"]
    assert [code for _, code in missed(found)] == ["gone", "not-json"]
    assert found.snapshot.profiles[1]["url"] == f"{site.url}/cv/bob/resume.json"


def test_a_single_resume_will_do(root: Path, site: Elsewhere) -> None:
    site.says("/all.json", ANA)

    assert len(ids(go(root, site))) == 1


def test_the_address_that_a_resume_says_is_its_own_names_it(root: Path, site: Elsewhere) -> None:
    own = {"meta": {"canonical": "https://people.example.org/bob-de-wit/resume.json"}}
    site.says("/all.json", [resume("Robert", **own), resume("Eve", meta={"canonical": "javascript:alert(1)"})])

    found = go(root, site)

    assert ids(found) == ["bob-de-wit", "eve"]
    assert found.snapshot.profiles[0]["url"] == own["meta"]["canonical"]


def test_two_of_one_name_are_both_left_out_for_nobody_knows_who_is_who(root: Path, site: Elsewhere) -> None:
    site.says("/all.json", [resume("Bob"), resume("Eve"), resume("BOB", skills=[])])

    found = go(root, site)

    assert (ids(found), missed(found)) == (["eve"], [("bob", "twice")])


@pytest.mark.parametrize("basics", [{}, {"name": ""}, {"name": 7}, {"name": "☃"}, {"name": "../.."}])
def test_without_a_name_there_is_no_profile(root: Path, site: Elsewhere, basics: dict[str, Any]) -> None:
    site.says("/all.json", [{"basics": basics}, resume("Eve")])

    found = go(root, site)

    assert ids(found) == ["eve"] and [code for _, code in missed(found)] == ["no-name"]


@pytest.mark.parametrize(
    "odd",
    [{"basics": []}, {"basics": {"name": ["x"], "location": 3}}, {"work": {}, "basics": {"name": "A" * 10_000}},
     {"basics": {"name": "Zed"}, "skills": "x", "languages": [3], "meta": {"x-wisselwerk": {"skills": {"a": 1}}}}],
)  # fmt: skip
def test_an_odd_resume_harms_no_other(root: Path, site: Elsewhere, odd: dict[str, Any]) -> None:
    site.says("/all.json", [odd, resume("Eve")])

    assert "eve" in ids(go(root, site))


def test_what_a_person_keeps_inside_is_not_taken(root: Path, site: Elsewhere) -> None:
    site.says("/all.json", [resume("Eve", meta={"x-wisselwerk": {"visibility": "internal"}}), resume("Bob")])

    found = go(root, site)

    assert (ids(found), missed(found)) == (["bob"], [("eve", "no-profile")])


@pytest.mark.parametrize(
    ("answer", "code"),
    [({"a": 1}, "resumes"), ([1], "resumes"), ("x", "resumes"), (None, "resumes")],
)
def test_what_is_no_list_of_resumes_is_told(root: Path, site: Elsewhere, answer: Any, code: str) -> None:
    site.says("/all.json", answer)

    assert why(go(root, site)) == code


@pytest.mark.parametrize("name", [None, "nowhere", "../../etc/passwd"])
def test_the_organisation_must_be_one_of_ours(root: Path, site: Elsewhere, name: str | None) -> None:
    site.says("/all.json", [ANA])

    assert why(go(root, site, organisation=name)) == "organisation"


def test_an_address_in_a_list_is_judged_like_any_other(root: Path, site: Elsewhere) -> None:
    rows = ["http://169.254.169.254/x", "file:///etc/passwd", "https://a:b@example.org/", "/hop"]
    site.says("/all.json", rows)
    site.pages["/hop"] = leads_to("http://0.0.0.0/")

    assert sorted(code for _, code in missed(go(root, site))) == ["address", "address", "inside", "inside"]


def test_only_so_many_come(root: Path, site: Elsewhere) -> None:
    site.says("/all.json", [resume(f"Person {n}") for n in range(5)])

    found = go(root, site, most=2)

    assert (ids(found), missed(found)) == (["person-0", "person-1"], [("…", "too-many")])
