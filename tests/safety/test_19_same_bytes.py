"""Requirement 19: the same files give the same bytes, wherever and whenever they are built."""

import shutil
from pathlib import Path

import pytest

from tests import samples
from tests.safety.figures import PROJECT
from tests.safety.variants import VARIANTS, Built, Variant, built


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.world(tmp_path_factory.mktemp("network") / "root")


@pytest.fixture(scope="module")
def as_it_is(network: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(VARIANTS[0], network, tmp_path_factory.mktemp("as it is"))


def test_19_there_are_two_dozen_ways_to_build() -> None:
    assert len({one.name for one in VARIANTS}) == len(VARIANTS) >= 24


@pytest.mark.parametrize("variant", VARIANTS[1:], ids=lambda one: one.name)
def test_19_a_site_is_the_same_to_the_byte(variant: Variant, network: Path, as_it_is: Built, tmp_path: Path) -> None:
    assert built(variant, network, tmp_path) == as_it_is


def test_19_files_are_for_everyone_to_read(as_it_is: Built) -> None:
    assert as_it_is.modes == {(False, 0o644), (True, 0o755)}


@pytest.mark.parametrize(
    ("planted", "ways"),
    [
        ("os.getcwd()", ("as it is", "a deep folder")),
        ("time.tzname[0]", ("zone +14", "zone -11")),
        ("hash('Wisselwerk')", ("hash seed 0", "hash seed 4242")),
        ("os.environ.get('SOURCE_DATE_EPOCH')", ("just after midnight", "just before midnight")),
        ("__debug__", ("as it is", "without assertions")),
    ],
    ids=["where", "the zone", "the seed of hashes", "the hour", "how"],
)
def test_19_a_program_that_tells_where_or_how_it_ran_would_be_seen(
    planted: str, ways: tuple[str, str], network: Path, tmp_path: Path
) -> None:
    program = tmp_path / "program"
    for name in ("builder", "templates"):
        shutil.copytree(PROJECT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    (program / "builder/__init__.py").write_text(f"import os, time\n\n__version__ = str({planted})\n", "utf-8")
    one, other = [
        built(variant, network, tmp_path / variant.name, program) for variant in VARIANTS if variant.name in ways
    ]

    assert one != other
    assert one.files == other.files > 100
