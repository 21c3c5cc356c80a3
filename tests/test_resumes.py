"""What people take along as a JSON Resume, and what becomes of that in another network."""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder import build, imports, resumes
from builder.cli import main
from builder.content import Content
from builder.imports import Known, Wish, jsonresume
from builder.model import (
    Certificate,
    Claim,
    Contact,
    Education,
    Experience,
    LanguageSkill,
    Link,
    PortfolioItem,
    Profile,
    Term,
)
from builder.networks import is_guest
from builder.vocabulary import vocabulary
from tests import samples
from tests.conftest import PROJECT, TODAY

SCHEMA = json.loads((PROJECT / "node_modules/@jsonresume/schema/schema.json").read_text("utf-8"))


def held(site: Path) -> dict[str, Any]:
    """The resumes of a site, by slug."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((site / "resumes").glob("*.json"))}


@pytest.mark.parametrize("edition", ["demo", "demo_inside"])
def test_the_resume_of_everyone_follows_the_schema(edition: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(edition)
    found = held(site)
    validator = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

    everyone = {path.stem for path in (site / "api/v1/profiles").glob("*.json")}
    assert len(found) > 60 and found.keys() == {slug for slug in everyone if not is_guest(slug)}
    assert {slug: [one.message for one in validator.iter_errors(resume)] for slug, resume in found.items()} == {
        slug: [] for slug in found
    }


def test_a_resume_says_where_it_is_found_and_when_it_was_right(demo: Path) -> None:
    meta = held(demo)["aicha-ouarraki"]["meta"]

    assert meta["canonical"] == "https://wisselwerk.example.org/resumes/aicha-ouarraki.json"
    assert meta["lastModified"] == "2026-11-05T00:00:00"


# Nothing stands there twice, and nothing is lost ----------------------------------------------------------------------

WORDS = {
    **{name: vocabulary(name, ()) for name in ("fields", "forms", "strengths")},
    "regions": vocabulary("regions", [Term(id="eem", label={"nl": "Eem"}), Term(id="odd", label={"nl": "Eem"})]),
    "skills": vocabulary(
        "skills",
        [
            Term(id="drafting", label={"nl": "Tekenen"}, esco=resumes.ESCO + "skill/1"),
            Term(id="maps", label={"nl": "Kaarten"}, synonyms=("gis",), esco=resumes.ESCO + "skill/1"),
            Term(id="odd", label={"nl": "Tekenen"}, uris=("https://words.example/odd",)),
        ],
    ),
}
PIECES = (
    "Brug",
    "- a",
    "- b\n- c",
    "A: B",
    ": B",
    "A:  B",
    " los ",
    "x\ny",
    "gis, snel",
    "drafting",
    "maps",
    "Tekenen",
)
PIECES += ("", "2021-03", "https://example.org/a", resumes.ESCO + "skill/1", "https://words.example/odd", "w" * 200)
said = st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12)
line, words = said.filter(bool), st.none() | said
whole = st.builds(
    Profile,
    organisation=st.just("city"),
    name=words, pseudonym=words, role=words, does=words, place=words, headline=words,
    body=said | st.just("L" * 4001),
    region=st.sampled_from((None, "eem", "odd", "elders")),
    skills=st.lists(st.builds(Claim, skill=line, level=st.none() | st.integers(1, 5), proof=words), max_size=3),
    experience=st.lists(st.builds(Experience, title=line, organisation=words, start=st.sampled_from((None, "2021")),
                                  result=words, description=words, link=words, confidential=st.booleans()), max_size=2),
    education=st.lists(st.builds(Education, title=line, school=words), max_size=2),
    certificates=st.lists(st.builds(Certificate, title=line, issuer=words, expires=st.sampled_from((None, "2030"))),
                          max_size=2),
    portfolio=st.lists(st.builds(PortfolioItem, title=line, shows=words, link=words), max_size=2),
    languages=st.lists(st.builds(LanguageSkill, language=st.sampled_from(("nl", "en", "dse", "x-eigen")),
                                 level=st.sampled_from((None, "B1", "native"))), max_size=3),
    links=st.lists(st.builds(Link, url=line, label=words), max_size=3),
    contact=st.none() | st.builds(Contact, email=words, phone=words, name=words),
)  # fmt: skip


def not_given_back(one: Profile, made: Mapping[str, Any], here: Known) -> set[str]:
    """The fields that are otherwise when a resume is read without what we put into its `meta`."""
    own = made["meta"].get(resumes.OURS, {})
    left = jsonresume._Left(json.loads(msgspec.json.encode({**made, "meta": {}})))
    back = resumes.full(jsonresume._front(left, here, jsonresume._There(left, here))[0])
    front = resumes.said(one)
    marked = {"body"} if "body" not in own and own.get("does", "") is None else set()
    assert {name: front.get(name) for name in own} == own
    return {name for name in {*front, *back} if front.get(name) != back.get(name)} - marked


@given(whole)
def test_what_reading_would_not_give_back_by_itself_is_in_what_we_add(one: Profile) -> None:
    here = Known(Path(), Content(None, WORDS, (), (), {}, dict), TODAY)
    made = resumes.resume(one, resumes.Lexicon(WORDS, "nl"))

    assert not_given_back(one, made, here) <= made["meta"].get(resumes.OURS, {}).keys()


def test_nothing_of_the_demo_is_told_twice(demo_root: Path) -> None:
    here = imports.known(demo_root, TODAY)
    words = resumes.Lexicon(here.vocabularies, "nl")
    for one in people(demo_root).values():
        made = resumes.resume(one, words)
        assert not_given_back(one, made, here) == made["meta"][resumes.OURS].keys(), one.slug


# In another network ---------------------------------------------------------------------------------------------------


def house_for(path: Path) -> str:
    """The organisation of somebody whose resume does not tell it: who has a pseudonym says it herself."""
    own = json.loads(path.read_text("utf-8"))["meta"][resumes.OURS]
    return "" if "organisation" in own else "gemeente-eempolder"


def moved(files: Iterable[tuple[str, Path]], root: Path) -> None:
    """Brings resumes into a network, and publishes each as the person would: without the line that makes it a draft."""
    here = imports.known(root, TODAY)
    wishes = [Wish(path, house_for(path), slug) for slug, path in files]
    drafts = [draft for wish in wishes for draft in imports.brought("jsonresume", wish, here).drafts]
    good, refused = imports.settled(drafts, here)
    assert refused == []
    for one in good:
        text = one.text.replace("\nzichtbaarheid: concept\n", "\n").replace("\nvisibility: draft\n", "\n")
        (root / one.draft.path).parent.mkdir(parents=True, exist_ok=True)
        (root / one.draft.path).write_text(text, "utf-8")


def without_people(old: Path, new: Path) -> Path:
    """The same network before anybody came."""
    shutil.copytree(old, new, ignore=shutil.ignore_patterns("profiles", ".wisselwerk"))
    return new


PHOTO = re.compile(r'<(?:img|span) class="face.*?(?:</span>|>)(?=<div>)')
SOURCE = re.compile(r'<p class="source">.*?</p>', re.DOTALL)
ADDRESS = re.compile(r' (?:href|src|content)="[^"]*"')


def shown(site: Path, slug: str) -> str:
    """What a profile shows, whatever the addresses in it; a photo stays where it is."""
    page = (site / f"profiles/{slug}.html").read_text("utf-8")
    return ADDRESS.sub("", SOURCE.sub("", PHOTO.sub("", page)))


def alone(page: str) -> str:
    """The same without the names of those who did not move along."""
    return re.sub(r'<p class="meta">Samen met .*?</p>', "", page)


def cards(site: Path) -> dict[str, Any]:
    """The people in the list."""
    found = json.loads((site / "api/v1/profiles.json").read_bytes())
    return {one["id"]: one for one in found if not is_guest(one["id"])}


def test_who_moves_with_what_the_site_gives_looks_the_same_in_the_other_directory(
    demo: Path, demo_root: Path, tmp_path: Path
) -> None:
    root = without_people(demo_root, tmp_path / "root")
    moved([(path.stem, path) for path in sorted((demo / "resumes").glob("*.json"))], root)
    build.build(root, tmp_path / "site", TODAY)
    before, after = cards(demo), cards(tmp_path / "site")

    assert len(before) > 60 and after == before
    changed = {slug for slug in before if shown(demo, slug) != shown(tmp_path / "site", slug)}
    unmatched = {slug for slug, one in people(demo_root).items() if not (one.matching or one.pseudonym)}
    assert changed == unmatched  # of whom no public file tells that


def people(root: Path) -> Mapping[str, Profile]:
    """Everyone in the public edition."""
    directory = build.check(root, TODAY).directory
    assert directory is not None
    return {slug: one for slug, one in directory.profiles.items() if not is_guest(slug)}


def test_who_moves_with_what_the_command_gives_keeps_everything(demo: Path, demo_root: Path, tmp_path: Path) -> None:
    root = without_people(demo_root, tmp_path / "root")
    own = [slug for slug, one in people(demo_root).items() if not one.pseudonym][::3]
    for slug in own:
        assert main(["export", "jsonresume", slug, "--root", str(demo_root), "--out", str(tmp_path / slug)]) == 0
    moved([(slug, tmp_path / slug) for slug in own], root)
    build.build(root, tmp_path / "site", TODAY)
    before, after = cards(demo), cards(tmp_path / "site")

    assert len(own) > 20 and after == {slug: before[slug] for slug in own}
    assert [slug for slug in own if alone(shown(demo, slug)) != alone(shown(tmp_path / "site", slug))] == []


LABELS = {"drafting": "Tekenen", "planning": "Plannen", "writing": "Schrijven", "water": "Water", "roads": "Wegen",
          "calm": "Kalm", "quick": "Snel", "secondment": "Detachering", "exchange": "Ruilen", "unpaid": "Onbetaald",
          "north": "Noord", "south": "Zuid"}  # fmt: skip


def network(root: Path, other: bool) -> Path:
    """A small network; another one has the same words and houses under other ids, and its words in English."""
    samples.world(root)
    for path in sorted((root / "content/vocabulary").glob("*.yaml")):
        terms = [one["id"] for one in yaml.safe_load(path.read_text("utf-8"))]
        samples.write(root, f"content/vocabulary/{path.name}", [word(path.stem, one, other) for one in terms])
    settings = yaml.safe_load((root / "directory.yaml").read_text("utf-8"))
    samples.write(root, "directory.yaml", {**settings, "language": "en" if other else "nl"})
    for n, house in enumerate(("city", "dike")):
        told = {"name": house.title(), "layer": "other", "official_id": f"https://example.org/tooi/{n}"}
        samples.write(root, f"content/organisations/{'the-' if other else ''}{house}.md", told)
    if other:
        shutil.rmtree(root / "content/profiles")
        for kind in ("assignments", "pools", "events"):
            shutil.rmtree(root / "content" / kind)
        for house in ("city", "dike"):
            (root / f"content/organisations/{house}.md").unlink()
    return root


def word(kind: str, term: str, other: bool) -> Mapping[str, Any]:
    """A word with a public address: of ESCO for skills, and of the network's own choice for all else."""
    address = {"esco": f"{resumes.ESCO}skill/{term}"} if kind == "skills" else {"uris": [f"https://w.example/{term}"]}
    return {"id": f"w-{term}" if other else term, "label": {"en": term} if other else {"nl": LABELS[term]}, **address}


def test_words_and_houses_with_a_public_address_are_known_under_any_id(tmp_path: Path) -> None:
    here, there = network(tmp_path / "here", other=False), network(tmp_path / "there", other=True)
    build.build(here, tmp_path / "site", TODAY)
    moved([("ana", tmp_path / "site/resumes/ana.json")], there)
    build.build(there, tmp_path / "new", TODAY)
    before, after = (json.loads((tmp_path / one / "api/v1/profiles/ana.json").read_bytes()) for one in ("site", "new"))

    named = {"skills": [f"w-{one['skill']}" for one in before["skills"]], "organisation": "the-city", "language": "nl"}
    for name in ("learns", "fields", "strengths", "forms", "travels_to"):
        assert before[name] and name not in named
        named[name] = [f"w-{term}" for term in before[name]]
    named |= {"region": f"w-{before['region']}"}
    assert {name: after[name] for name in named if name != "skills"} == {
        n: v for n, v in named.items() if n != "skills"
    }
    assert [one["skill"] for one in after["skills"]] == named["skills"]


# What does not go along -----------------------------------------------------------------------------------------------


def test_in_public_no_account_no_wish_about_matches_and_nothing_of_what_is_hidden_goes_along(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")
    front = {
        "name": "Fay", "organisation": "city", "role": "Digger", "matching": False, "owner": ["fay"],
        "tests": [{"title": "Test", "result": "Red"}], "headline": "Hidden",
        "contact": {"email": "fay@example.org", "phone": "030 123"},
        "field_visibility": {"headline": "internal", "contact.phone": "public", "tests": "internal"},
    }  # fmt: skip
    samples.write(root, "content/profiles/fay.md", front)
    found = {}
    for edition in ("public", "internal"):
        build.build(root, tmp_path / edition, TODAY, edition)  # type: ignore[arg-type]
        found[edition] = held(tmp_path / edition)["fay"]

    own = found["public"]["meta"][resumes.OURS]
    assert own == {"organisation": "city", "field_visibility": {"contact.phone": "public"}}
    assert found["public"]["basics"]["phone"] == "030 123"
    inside = found["internal"]["meta"][resumes.OURS]
    assert inside["matching"] is False and inside["headline"] == "Hidden" and "owner" not in inside
    assert inside["field_visibility"] == front["field_visibility"]


def test_a_photo_and_a_file_are_addresses_in_a_resume(demo: Path) -> None:
    found = held(demo)
    pictured = {slug for slug, one in found.items() if "image" in one["basics"]}

    assert pictured == {
        path.stem for path in (demo / "profiles").glob("*.html") if b'<img class="face large"' in path.read_bytes()
    }
    for slug in pictured:
        address = found[slug]["basics"]["image"].removeprefix("https://wisselwerk.example.org/")
        assert (demo / address).is_file()
