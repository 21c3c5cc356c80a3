"""How a network stands for what its members agreed to bring, and what it shows while there are too few people."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder import build, pages, views
from builder.model import Assignment, Organisation, Profile
from builder.settings import Rules
from builder.standing import Standing, counts, standing_of
from builder.state import State
from tests.samples import write
from tests.test_broken import laid_out
from tests.worlds import CITY, DIKE, house, person, work

TODAY = date(2026, 12, 1)


def found(*records: Any, **rules: Any) -> Standing:
    houses = [one for one in records if isinstance(one, Organisation)]
    people, asked = ([counts(one) for one in records if isinstance(one, kind)] for kind in (Profile, Assignment))
    return standing_of(houses, people, asked, Rules(**rules))


def test_a_member_that_brings_too_little_falls_short_by_so_much() -> None:
    standing = found(CITY, DIKE, person("ana"), person("bo"), work(), least_people=2, least_work=1)

    assert (standing.members, standing.with_people, standing.with_work) == (2, 1, 1)
    assert [(one.organisation, one.more_people, one.more_work) for one in standing.short] == [
        ("city", 0, 1),
        ("dike", 2, 0),
    ]


def test_a_guest_is_asked_for_nothing() -> None:
    guests = house("bureau", "external"), house("museum", member=False)

    assert found(CITY, *guests, person(), least_people=1).short == ()


def test_work_that_was_withdrawn_does_not_count() -> None:
    assert found(DIKE, work(status="withdrawn"), least_work=1).with_work == 0
    assert found(DIKE, work(status="finished"), least_work=1).with_work == 1


def test_people_who_are_not_public_count_for_their_member_and_not_for_opening() -> None:
    standing = found(CITY, person(visibility="internal"), least_people=1, ready=1)

    assert standing.with_people == 1
    assert standing.waits


def network(root: Path, **rules: Any) -> Path:
    """The base of the broken cases, with one more person and rules of its own."""
    write(laid_out(root), "directory.yaml", {"title": "Test", "operator": "City", "rules": rules})
    write(
        root, "content/profiles/ana.md", {"name": "Ana Zilverberg", "organisation": "gemeente-lindewoud", "role": "R"}
    )
    work = {"title": "Dikes", "kind": "vacancy", "organisation": "gemeente-lindewoud", "status": "filled"}
    write(root, "content/assignments/dikes.md", {**work, "filled_by": ["ana"]})
    return root


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_nobody_is_published_until_there_are_enough_people(tmp_path: Path, edition: Any) -> None:
    """Not in any file, however it is written; the work is there, and the internal edition shows everyone."""
    build.build(network(tmp_path / "root", ready=3), tmp_path / "site", TODAY, edition)
    files = [path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()]

    assert any(b"Zilverberg" in one for one in files) == (edition == "internal")
    assert (tmp_path / "site/profiles/ana.html").exists() == (edition == "internal")
    assert (tmp_path / "site/assignments/dikes.html").exists()
    listed = (tmp_path / "site/profiles/index.html").read_text("utf-8")
    assert ("We gaan open bij 3 profielen; er zijn er nu 2." in listed) == (edition == "public")


def test_with_enough_people_everyone_is_published(tmp_path: Path) -> None:
    directory = build.check(network(tmp_path, ready=2), TODAY).directory

    assert directory is not None
    assert sorted(directory.profiles) == ["ana", "sam-de-wit"]


def test_a_mistake_in_one_file_does_not_take_everyone_off(tmp_path: Path) -> None:
    network(tmp_path, ready=2)
    path = tmp_path / "content/profiles/ana.md"
    path.write_text(path.read_text("utf-8").replace("gemeente-lindewoud", "nobody"), "utf-8")
    directory = build.check(tmp_path, TODAY).directory

    assert directory is not None
    assert sorted(directory.profiles) == ["sam-de-wit"]


def test_both_editions_hear_the_same_of_who_falls_short(tmp_path: Path) -> None:
    network(tmp_path, ready=3, least_people=1)
    public, internal = (build.check(tmp_path, TODAY, edition) for edition in ("public", "internal"))  # type: ignore[arg-type]

    assert [one.code for one in public.problems] == ["too-few-people", "not-ready"]
    assert public.problems == internal.problems


def test_only_the_internal_edition_says_which_member_falls_short(tmp_path: Path) -> None:
    network(tmp_path, least_people=1)
    public, internal = (build.check(tmp_path, TODAY, edition).directory for edition in ("public", "internal"))  # type: ignore[arg-type]

    assert public is not None and internal is not None
    assert [one.organisation for one in internal.standing.short] == ["waterschap-de-vliet"]
    assert public.standing == Standing(members=2, with_people=1, with_work=2, people=2)


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_the_page_of_rules_tells_totals_to_all_and_names_to_the_network(tmp_path: Path, edition: Any) -> None:
    build.build(network(tmp_path / "root", least_people=1), tmp_path / "site", TODAY, edition)
    page = (tmp_path / "site/rules/index.html").read_text("utf-8")

    assert "nu 1 van de 2 leden" in page
    assert ("Waterschap De Vliet" in page) == (edition == "internal")


def test_every_rule_has_a_sentence_whatever_a_network_agreed_on() -> None:
    """The table of the page names every setting: a rule that is added and not told fails here."""
    told = Path(views.__file__).with_name("rules.py").read_text("utf-8")

    assert [name for name in Rules.__struct_fields__ if f"agreed.{name}" not in told] == []
    assert "rules" in pages.PATHS


def test_rules_in_dutch_are_read_back_as_they_were(tmp_path: Path) -> None:
    """What a first run remembers of the settings is good enough for a second."""
    write(laid_out(tmp_path), "directory.yaml", {"titel": "T", "beheerder": "O", "regels": {
        "verplichte_velden": {"profielen": ["plaats"]}}})  # fmt: skip
    last = State()
    first = build.check(tmp_path, TODAY, last=last)
    last.files = first.content.memory

    again = build.check(tmp_path, TODAY, last=last)

    assert [one.code for one in again.problems] == ["required-field"]
    assert again.problems == first.problems
