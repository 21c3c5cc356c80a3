"""Change after change, by the dice: each time the site is the same, to the byte, as one that is built from nothing."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builder import build
from builder.visibility import Edition
from tests import samples

TODAY = date(2026, 11, 21)
STEPS = 12
SKILLS, HOUSES, WORDS = ("drafting", "planning", "writing"), ("city", "dike"), ("calm", "quick", "brave")
Files = dict[str, dict[str, Any]]  # by path


def person(dice: Random, name: str) -> dict[str, Any]:
    skills = [{"skill": one, "level": dice.randint(1, 5)} for one in dice.sample(SKILLS, 2)]
    return {"name": name.title(), "organisation": dice.choice(HOUSES), "role": "Clerk", "skills": skills}


def work(dice: Random, name: str) -> dict[str, Any]:
    skills = [{"skill": one, "level": dice.randint(1, 5)} for one in dice.sample(SKILLS, 2)]
    asked = {"organisation": dice.choice(HOUSES), "goal": "A bridge", "skills": skills}
    return {"title": name.title(), **asked, "team_size": dice.randint(1, 2)}


def world(dice: Random) -> Files:
    """Some people, work and a pool."""
    found: Files = {f"organisations/{one}.md": {"name": one.title(), "layer": "municipality"} for one in HOUSES}
    found |= {f"profiles/{one}.md": person(dice, one) for one in ("ana", "bob", "cleo", "dora", "eva", "fay")}
    found |= {f"assignments/{one}.md": work(dice, one) for one in ("weir", "lock", "quay")}
    return found | {"pools/crew.md": {"name": "Crew", "organisation": "city", "members": ["ana", "bob"]}}


# What can happen ------------------------------------------------------------------------------------------------------


def one_of(files: Files, kind: str, dice: Random) -> tuple[str, dict[str, Any]]:
    path = dice.choice([path for path in sorted(files) if path.startswith(f"{kind}/")])
    return path, files[path]


def slug_of(path: str) -> str:
    return path.split("/")[1].removesuffix(".md")


def says(kind: str, key: str, *values: Any) -> Callable[[Files, Random], None]:
    """Something says one of these in a field."""

    def change(files: Files, dice: Random) -> None:
        one_of(files, kind, dice)[1][key] = dice.choice(values)

    return change


def comes(files: Files, dice: Random) -> None:
    name = f"gus-{dice.randrange(4)}"
    files[f"profiles/{name}.md"] = person(dice, name)


def goes(files: Files, dice: Random) -> None:
    if len([path for path in files if path.startswith("profiles/")]) > 4:
        del files[one_of(files, "profiles", dice)[0]]


def moves(files: Files, dice: Random) -> None:
    path, record = one_of(files, "profiles", dice)
    del files[path]
    files[f"profiles/{slug_of(path)}/index.md"] = record


def mentions(files: Files, dice: Random) -> None:
    other = slug_of(one_of(files, "profiles", dice)[0])
    one_of(files, "profiles", dice)[1]["experience"] = [{"title": "Mirror", "together_with": [other]}]


def is_taken(files: Files, dice: Random) -> None:
    one_of(files, "assignments", dice)[1]["filled_by"] = [slug_of(one_of(files, "profiles", dice)[0])]


def joins(files: Files, dice: Random) -> None:
    files["pools/crew.md"]["members"] = [slug_of(one_of(files, "profiles", dice)[0])]


def learns_it(files: Files, dice: Random) -> None:
    path, record = one_of(files, "profiles", dice)
    record["skills"] = person(dice, path)["skills"]


CHANGES: tuple[Callable[[Files, Random], None], ...] = (
    says("profiles", "ambitions", *WORDS),
    says("profiles", "headline", *WORDS),
    says("profiles", "name", *WORDS),
    says("profiles", "hours", 4, 8, 16),
    says("profiles", "matching", True, False),
    says("profiles", "visibility", "public", "internal", "draft"),
    says("profiles", "pseudonym", "Reed", "Sedge", None),
    says("assignments", "goal", *WORDS),
    says("assignments", "confidential", True, False),
    says("organisations", "name", "City", "Town"),
    comes, goes, moves, mentions, is_taken, joins, learns_it,
)  # fmt: skip


def written(root: Path, files: Mapping[str, Any]) -> None:
    """The files as they are now, leaving alone what is the same."""
    folder = root / "content"
    for path in sorted(folder.rglob("*.md")):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for path, record in files.items():
        given = {key: value for key, value in record.items() if value is not None}
        samples.write(root, f"content/{path}", given)


def site(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("edition", ["public", "internal"])
@pytest.mark.parametrize("seed", range(3))
def test_change_after_change_gives_what_a_build_from_nothing_gives(seed: int, edition: Edition, tmp_path: Path) -> None:
    dice, root, told = Random(seed), tmp_path / "root", list[str]()
    files = world(dice)
    repository = {"url": "https://github.com/net/work"}
    samples.write(root, "directory.yaml", {"title": "Net", "operator": "City", "repository": repository})
    written(root, files)
    build.build(root, tmp_path / "site", TODAY, edition)
    for _ in range(STEPS):
        changes = dice.choices(CHANGES, k=dice.choice((1, 1, 2)))
        for change in changes:
            change(files, dice)
        written(root, files)
        told.append(" and ".join(one.__qualname__ for one in changes))

        build.build(root, tmp_path / "site", TODAY, edition)

        shutil.copytree(root, tmp_path / "other", ignore=shutil.ignore_patterns(".wisselwerk"))
        build.build(tmp_path / "other", tmp_path / "cold", TODAY, edition)
        warm, cold = site(tmp_path / "site"), site(tmp_path / "cold")
        assert sorted(path for path in warm | cold if warm.get(path) != cold.get(path)) == [], told
        for name in ("other", "cold"):
            shutil.rmtree(tmp_path / name)
