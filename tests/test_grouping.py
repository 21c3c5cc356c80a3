"""What stands together in a plan, and what is left alone because nothing of it can be other than it was."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import asdict, replace

from builder import build, exports, match, moved, pages, rank
from builder.figures import figures
from builder.glances import outline
from builder.lists import Cards
from builder.model import Assignment, Record
from builder.pages import Material, OfPeople, OfRecords
from builder.plan import Digests
from builder.problems import problem
from builder.sides import Sides
from builder.sketches import Census, Sketch, census
from builder.state import State
from builder.visibility import Edition
from tests import samples
from tests.conftest import TODAY

ROWS = (*pages.PAGES, *exports.DATA, *moved.ROWS)
LISTS = [page for page in ROWS if not isinstance(page.each, OfPeople | OfRecords)]
OUTLINED = [page for page in LISTS if page not in moved.ROWS and page.name not in pages.OF_WHOLE_RECORDS]


class Untold(Mapping[str, Any]):
    """What may be counted, and not looked at but for some."""

    def __init__(self, known: Mapping[str, Any], but: Iterable[str] = ()) -> None:
        self._known, self._but = known, frozenset(but)

    def __getitem__(self, slug: str) -> Any:
        if slug in self._but:
            return self._known[slug]
        raise AssertionError(f"{slug} is looked at")

    def __contains__(self, slug: object) -> bool:
        return slug in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@pytest.fixture(scope="module", params=get_args(Edition))
def given(request: pytest.FixtureRequest, demo_root: Path) -> Material:
    """What the pages of an edition of the demo are made of."""
    checked = build.check(demo_root, TODAY, request.param)
    assert checked.directory is not None
    context = match.context(checked.directory)
    ranking = rank.ranked(checked.directory)
    told = (*checked.problems, problem("content/profiles/x.md", 1, 1, "unknown-pool", {"value": "x", "near": ""}))
    past, home, more = checked.content.past, checked.home, checked.networks
    return pages.material(checked.directory, ranking, told, {}, context, past, home, more)


@pytest.fixture(scope="module")
def untold(given: Material) -> Material:
    """The same, in which nobody may look at somebody's own record or at what fits whom."""
    directory, home = (replace(one, profiles=Untold(one.profiles)) for one in (given.directory, given.home))
    ranking = replace(given.ranking, **{name: Untold(one) for name, one in asdict(given.ranking).items()})
    both = Sides(Untold(given.sides.people), given.sides.work)
    return given._replace(
        directory=directory, home=home, ranking=ranking, cards=Cards(directory, home), sides=both, together={},
        figures=partial(figures, home),
    )  # fmt: skip


def test_the_demo_has_what_a_list_can_be_about(given: Material) -> None:
    directory = given.directory

    assert directory.people and directory.assignments and directory.pools and directory.events
    assert given.networks and given.home is not directory


@pytest.mark.parametrize("page", OUTLINED, ids=lambda page: page.name)
def test_a_list_shows_what_the_outline_tells(given: Material, untold: Material, page: pages.Page) -> None:
    assert [page.shows(untold, one) for one in page.each(untold)] == [
        page.shows(given, one) for one in page.each(given)
    ]


def test_what_is_said_to_tell_of_whole_records_does(untold: Material) -> None:
    told = [page for page in LISTS if page.name in pages.OF_WHOLE_RECORDS]

    assert len(told) == len(pages.OF_WHOLE_RECORDS)
    if untold.directory.edition == "internal":
        for page in told:
            with pytest.raises(AssertionError, match="is looked at"):
                [page.shows(untold, one) for one in page.each(untold)]


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.name)
def test_all_that_is_about_one_record_stands_with_it(given: Material, page: pages.Page) -> None:
    assert not any(isinstance(one, Record | Sketch) for one in page.each(given))


RECORDS = [page for page in ROWS if isinstance(page.each, OfRecords)]


@pytest.mark.parametrize("page", RECORDS, ids=lambda page: page.name)
def test_of_what_is_neither_people_nor_work_pages_show_what_the_outline_tells(
    given: Material, untold: Material, page: pages.Page
) -> None:
    """Of people they look at nobody but the members of the pool that they are about."""
    for one in page.each(given):
        if not isinstance(one, Assignment):
            profiles = Untold(given.directory.profiles, but=getattr(one, "members", ()))
            told = untold._replace(directory=replace(untold.directory, profiles=profiles))
            assert page.shows(told, one) == page.shows(given, one)


# The outline


def seen(given: Material) -> bytes:
    return outline(given, Digests())


def test_the_outline_is_another_when_anything_in_it_is(given: Material) -> None:
    directory = given.directory
    slug, person = next(iter(directory.people.items()))
    others = [given._replace(problems=()), given._replace(networks=()), given._replace(sources={("pools", "x"): "y"})]
    moved = census({**directory.people, slug: replace(person, region="?")})
    others.append(given._replace(directory=replace(directory, census=moved)))
    for kind in ("assignments", "organisations", "pools", "events"):
        records = getattr(directory, kind)
        slug, record = next(iter(records.items()))
        changed = replace(directory, **{kind: {**records, slug: replace(record, extra={"x": "y"})}})
        others.append(given._replace(directory=changed))
    others.append(given._replace(home=replace(given.home, census=Census())))

    assert len({seen(given), *map(seen, others)}) == len(others) + 1


def test_the_outline_is_the_same_whatever_a_record_says_beside_its_sketch(given: Material) -> None:
    assert seen(given._replace(directory=replace(given.directory, profiles={}))) == seen(given)


# What is not asked


CLERK = {"organisation": "city", "role": "Clerk"}
ABLE = {"dora": "drafting", "pim": "planning"}  # each half of a team


def write(root: Path, slug: str, **more: object) -> None:
    skill = {"skills": [{"skill": ABLE[slug], "level": 4}]} if slug in ABLE else {}
    samples.write(root, f"content/profiles/{slug}.md", {"name": slug.title(), **CLERK, **skill, **more})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A world of some people and work for a team, with a site that was built from it."""
    root = tmp_path / "root"
    samples.write(root, "directory.yaml", {"title": "Net", "operator": "City"})
    samples.write(root, "content/organisations/city.md", {"name": "City", "layer": "municipality"})
    skills = [{"skill": skill, "level": 3} for skill in ABLE.values()]
    weir = {"title": "Weir", "organisation": "city", "goal": "A weir", "skills": skills, "team_size": 2}
    samples.write(root, "content/assignments/weir.md", weir)
    for slug in (*ABLE, "fay", "hal"):
        write(root, slug)
    write(root, "ivo", experience=[{"title": "Mirror", "together_with": ["fay"]}])
    build.build(root, tmp_path / "site", TODAY)
    return root


def planned(root: Path, **how: bool) -> build.Plan:
    """The plan of what changed since."""
    last = State(build.state_file(root, root.parent / "site", "public"))
    return build.planned(root, "public", build.check(root, TODAY, last=last), last, last.mark, build.Watch(), **how)


def asked(plan: build.Plan) -> set[str]:
    """Everyone of whom is asked what is shown; each is asked or left alone."""
    found = {one.name for one in plan.groups if one.name.startswith("Profile/")}
    assert found | set(plan.alike) == {f"Profile/{slug}" for slug in plan.directory.people}
    assert not found & set(plan.alike)
    return {name.removeprefix("Profile/") for name in found}


def test_only_who_says_something_else_is_asked(root: Path) -> None:
    write(root, "fay", ambitions="A bridge")

    assert asked(planned(root, whole=False)) == {"fay"}


def test_who_is_tied_to_others_is_asked_when_lists_tell_something_else(root: Path) -> None:
    write(root, "hal", headline="Ask me")

    assert asked(planned(root, whole=False)) == {"hal", "ivo"}


def test_who_comes_is_asked(root: Path) -> None:
    write(root, "kim")

    assert asked(planned(root, whole=False)) == {"kim", "ivo"}


def test_who_moves_to_a_folder_is_asked(root: Path) -> None:
    (root / "content/profiles/hal").mkdir()
    (root / "content/profiles/hal.md").rename(root / "content/profiles/hal/index.md")

    assert "hal" in asked(planned(root, whole=False))


def test_whose_teammate_has_another_name_is_asked(root: Path) -> None:
    write(root, "dora", name="Theodora")

    assert asked(planned(root, whole=False)) == {"dora", "pim", "ivo"}


def test_whose_team_is_gone_is_asked(root: Path) -> None:
    write(root, "dora", skills=[])

    assert {"dora", "pim"} <= asked(planned(root, whole=False))


def test_everyone_is_asked_when_an_organisation_has_another_name(root: Path) -> None:
    samples.write(root, "content/organisations/city.md", {"name": "Town", "layer": "municipality"})

    assert planned(root, whole=False).alike == []


def test_everyone_is_asked_when_the_site_is_looked_at_as_a_whole(root: Path) -> None:
    write(root, "fay", ambitions="A bridge")

    assert planned(root).alike == []


def glance(root: Path, name: str) -> bytes:
    """What a group follows from, as it stands in the plan of what changed since."""
    return next(one.glance for one in planned(root, whole=False).groups if one.name == name)


def test_a_pool_is_asked_when_a_member_says_something_else(root: Path) -> None:
    samples.write(root, "content/pools/crew.md", {"name": "Crew", "organisation": "city", "members": ["fay"]})
    before = glance(root, "Pool/crew")
    write(root, "hal", ambitions="A bridge")
    meanwhile = glance(root, "Pool/crew")
    write(root, "fay", ambitions="A bridge")

    assert before == meanwhile != glance(root, "Pool/crew")


def test_an_organisation_is_asked_when_lists_tell_something_else(root: Path) -> None:
    before = glance(root, "Organisation/city")
    write(root, "hal", ambitions="A bridge")
    meanwhile = glance(root, "Organisation/city")
    write(root, "kim")

    assert before == meanwhile != glance(root, "Organisation/city")
