"""Requirement 17: what was removed or has ended leaves nothing behind, and people are told where it still is."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.cli import main
from builder.phrases import LANGUAGES, phrases
from builder.shipped import templates_folder
from tests import samples
from tests.safety.figures import PROJECT
from tests.test_traces import NAME, files, holding, network, removed

LAST_DAY, DAY_AFTER = "2026-11-30", "2026-12-01"
NOON = {LAST_DAY: 1_796_040_000, DAY_AFTER: 1_796_126_400}  # in UTC
DITCH = {"title": "Ditch", "organisation": "city", "goal": "A ditch", "result": "Dug", "closes": LAST_DAY}
PHOTO = re.compile(r"\.(?:jpe?g|png|webp)$")


def site(root: Path, *options: str) -> Mapping[str, bytes]:
    """The site as it stands there after the command."""
    assert main(["build", "--root", str(root), *options]) == 0
    return files(root / "site")


def left_behind(root: Path) -> list[str]:
    """All that a build wrote and that names her: the site, what is beside it, and what it remembers."""
    written = {path: data for path, data in files(root).items() if not path.startswith(("content/", "directory.yaml"))}
    return holding(written)


@pytest.mark.parametrize("steps", [1, 2], ids=["at once", "when there is a spare"])
def test_17_whoever_leaves_is_gone_from_all_that_a_build_wrote(tmp_path: Path, steps: int) -> None:
    root = network(tmp_path / "root")
    photos = [path for path in site(root, "--today", LAST_DAY) if PHOTO.search(path)]
    if steps == 2:
        samples.write(root, "content/profiles/cleo.md", {"name": "Clea", "organisation": "city", "role": "Clerk"})
        site(root, "--today", LAST_DAY)
        assert any(path.startswith(".site.spare/") for path in left_behind(root))
    before = left_behind(root)
    removed(root)

    after = site(root, "--today", LAST_DAY)

    assert len(before) > 12 and any(NAME in path for path in before) and photos
    assert left_behind(root) == []
    assert not any(PHOTO.search(path) for path in after)


def test_17_something_left_behind_would_be_seen(tmp_path: Path) -> None:
    root = network(tmp_path / "root")
    removed(root)
    site(root, "--today", LAST_DAY)
    assert left_behind(root) == []

    (root / "site/assets/photos").mkdir(parents=True)
    (root / f"site/assets/photos/{NAME}.jpg").write_bytes(b"photo")
    (root / ".wisselwerk/old.state").write_bytes(NAME.encode())

    assert left_behind(root) == [".wisselwerk/old.state", f"site/assets/photos/{NAME}.jpg"]


@pytest.mark.parametrize("told", ["--today", "SOURCE_DATE_EPOCH"])
def test_17_work_that_closed_is_in_no_list_feed_calendar_or_match(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    root = samples.world(tmp_path / "root")
    samples.write(root, "content/assignments/ditch.md", DITCH)

    def on(day: str) -> set[str]:
        if told == "--today":
            found = site(root, "--today", day)
        else:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON[day]))
            found = site(root)
        return {path for path, data in found.items() if "ditch" in path or b"Ditch" in data}

    offered = {
        "closing/ditch.ics", "feed/closing.ics", "feed/assignments.xml", "feed/organisations/city.xml",
        "assignments/index.html", "matches/assignments/ditch.html", "api/v1/matches/assignments/ditch.json",
    }  # fmt: skip

    assert offered <= on(LAST_DAY)
    assert offered & on(DAY_AFTER) == set()
    assert offered <= on(LAST_DAY)  # the day decides, and nothing that an earlier build left


def test_17_people_are_told_what_still_holds_it() -> None:
    for page, words in (
        ("docs/wie-ziet-wat.md", ("oude versie", "zoekmachines")),
        ("docs/who-sees-what.md", ("every old version", "search engines")),
        ("docs/veiligheid.md", ("Git bewaart alles", "Kopieën en archieven")),
        ("docs/security.md", ("Git keeps everything", "Caches and archives")),
    ):
        text = " ".join((PROJECT / page).read_text("utf-8").split())
        assert [word for word in words if word.lower() not in text.lower()] == [], page
    for language in LANGUAGES:
        assert "Git" in phrases(templates_folder(), language)["processing.keep.history"]
