"""Whoever leaves, leaves nothing behind: not in the site, not in a name of a file, not in what a build remembers."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from builder import build
from tests import samples

TODAY = date(2026, 12, 1)
NAME = "goudplevier"
STEM = "goudpl"  # no language makes it shorter
ELIZA = {
    "name": f"Eliza {NAME}", "organisation": "dike", "role": NAME, "skills": {"drafting": 3, NAME: 2},
    "photo": {"file": f"{NAME}.jpg", "alt": NAME}, "contact": {"email": f"eliza@{NAME}.example", "phone": NAME},
    "hours": 8, "place": NAME, "aliases": [f"eliza-{NAME}-vroeger"], "owner": [NAME],
}  # fmt: skip
HERS = f"content/profiles/eliza-{NAME}"
Change = Callable[[Path], None]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG")
    return out.getvalue()


def network(root: Path) -> Path:
    """A network that somebody is in, and is mentioned all over."""
    samples.world(root)
    settings = {"title": "Test", "operator": "City", "language": "nl", "business_cards": "yes"}
    samples.write(root, "directory.yaml", settings | {"base_url": "https://example.org/", "contact": "kim@example.org"})
    samples.write(root, f"{HERS}/index.md", ELIZA, f"Ik ben {NAME}.")
    (root / f"{HERS}/{NAME}.jpg").write_bytes(picture())
    mentioned(root, f"eliza-{NAME}")
    return root


def mentioned(root: Path, *slug: str) -> None:
    """Other files that name somebody."""
    samples.write(root, "content/pools/pond.md", {"name": "Pond", "members": ["bob", *slug]})
    samples.write(root, "content/events/fair.md", {"title": "Fair", "day": "2027-02-01", "profiles": ["bob", *slug]})
    done = {"title": "Quay", "organisation": "city", "status": "finished", "outcome": "A quay"}
    samples.write(root, "content/assignments/quay.md", done | {"filled_by": ["bob", *slug]})


# What may happen ------------------------------------------------------------------------------------------------------


def removed(root: Path) -> None:
    """Her file goes, and others no longer name her."""
    (root / f"{HERS}/index.md").unlink()
    (root / f"{HERS}/{NAME}.jpg").unlink()
    (root / HERS).rmdir()
    mentioned(root)


def renamed(root: Path) -> None:
    """She takes another name, everywhere, and asks for no way from the old one."""
    removed(root)
    samples.write(
        root, "content/profiles/eliza-vos.md", {"name": "Eliza Vos", "organisation": "dike", "role": "Digger"}
    )
    mentioned(root, "eliza-vos")


def hidden(visibility: str) -> Change:
    """Her file stays where it is, for the network alone or for nobody; others still name her."""
    return lambda root: samples.write(root, f"{HERS}/index.md", ELIZA | {"visibility": visibility}, f"Ik ben {NAME}.")


def half_hidden(root: Path) -> None:
    """All that names her is hidden, field by field, behind a pseudonym."""
    fields = {name: one for name, one in ELIZA.items() if name not in ("name", "organisation")}
    said = {"pseudonym": "Steltkluut", "field_visibility": dict.fromkeys([*fields, "body"], "internal")}
    samples.write(root, f"{HERS}/index.md", ELIZA | said | {"headline": "Ask me"}, f"Ik ben {NAME}.")


def under_a_pseudonym(root: Path) -> None:
    """She gives a pseudonym, and no longer says in her texts who she is."""
    said = {"pseudonym": "Steltkluut", "role": "Digger", "skills": {"drafting": 3}, "place": "Town"}
    samples.write(root, f"{HERS}/index.md", ELIZA | said, "Ik graaf.")


CHANGES: Mapping[str, tuple[Change, tuple[build.Edition, ...]]] = {
    "removed": (removed, ("public", "internal")),
    "renamed": (renamed, ("public", "internal")),
    "made a draft": (hidden("draft"), ("public", "internal")),
    "made internal": (hidden("internal"), ("public",)),
    "hidden by the field": (half_hidden, ("public",)),
    "put under a pseudonym": (under_a_pseudonym, ("public",)),
}
ROWS = [(what, edition) for what, (_, editions) in CHANGES.items() for edition in editions]


# What is left ---------------------------------------------------------------------------------------------------------


def files(out: Path) -> Mapping[str, bytes]:
    """Every file in a folder, also what begins with a point."""
    return {one.relative_to(out).as_posix(): one.read_bytes() for one in sorted(out.rglob("*")) if one.is_file()}


def holding(found: Mapping[str, bytes]) -> list[str]:
    """The files that name her; in the list of words of the search a word begins where it differs from the last."""
    return [path for path, data in found.items() if STEM in path or STEM.encode() in data.lower()]


class Left(NamedTuple):
    """A site before and after somebody left, the same from nothing, and what the builds remember."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    cold: Mapping[str, bytes]
    memory: Mapping[str, bytes]


@pytest.fixture(scope="module", params=ROWS, ids="-".join)
def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Left:
    """What is left of whoever leaves."""
    what, edition = request.param
    home = tmp_path_factory.mktemp("traces")
    root, site = network(home / "root"), home / "site"
    build.build(root, site, TODAY, edition)
    before = files(site)
    CHANGES[what][0](root)
    build.build(root, site, TODAY, edition)
    memory = files(root / ".wisselwerk")
    build.build(root, home / "cold", TODAY, edition)
    return Left(before, files(site), files(home / "cold"), memory if what in ("removed", "renamed") else {})


def test_she_was_all_over_the_site(left: Left) -> None:
    assert len(holding(left.before)) > 12


def test_nothing_is_left_of_whoever_leaves(left: Left) -> None:
    assert holding(left.after) == []


def test_the_site_is_as_if_she_had_never_been_there(left: Left) -> None:
    assert left.after == left.cold


def test_what_a_build_remembers_forgets_whose_file_is_gone(left: Left) -> None:
    assert holding(left.memory) == []
