"""Requirement 16: what only members may read is in no file of the public site, however short the way to it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder import build, members, visibility
from builder.publish import Refusal
from builder.verify.site import seen
from builder.verify.traces import indexed
from tests import samples

TODAY = date(2026, 12, 1)
CANARY = "zanglijster"
FIELDS: Mapping[str, Any] = {
    "role": f"Adviseur {CANARY}", "headline": f"Ik ben {CANARY}", "good_at": f"Goed in {CANARY}",
    "would_like": f"Ik wil {CANARY}", "wants": [f"Meer {CANARY}"], "strengths": [f"{CANARY} zijn"],
    "contact": {"email": f"{CANARY}@example.org", "phone": f"030 {CANARY}"},
    "experience": [{"title": f"Brug {CANARY}"}], "photo": {"file": "eve.jpg", "alt": f"Eve {CANARY}"},
    "links": [f"https://{CANARY}.example.org/"],
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A network in which somebody hides every field, and somebody all of a file."""
    samples.world(tmp_path)
    samples.write(
        tmp_path, "directory.yaml",
        {"title": "Test", "operator": "City", "languages": ["en", "nl"], "base_url": "https://example.org/"},
    )  # fmt: skip
    front = {
        "name": "Eve",
        "organisation": "city",
        **FIELDS,
        "field_visibility": dict.fromkeys([*FIELDS, "body"], "internal"),
    }
    samples.write(tmp_path, "content/profiles/eve/index.md", front, f"Mijn verhaal over {CANARY}.")
    from PIL import Image

    Image.new("RGB", (4, 3)).save(tmp_path / "content/profiles/eve/eve.jpg", "JPEG")
    hidden = {"name": f"Vogel {CANARY}", "organisation": "city", "visibility": "internal"}
    samples.write(tmp_path, f"content/profiles/{CANARY}.md", hidden, CANARY)
    return tmp_path


def holding(site: Path) -> list[str]:
    """The files that hold the canary, in their name or in what they say."""
    files = (one for one in sorted(site.rglob("*")) if one.is_file())
    return [
        one.relative_to(site).as_posix()
        for one in files
        if CANARY in one.as_posix().removeprefix(site.as_posix()) or CANARY.encode() in one.read_bytes().lower()
    ]


def for_members(site: Path, values: Iterable[str]) -> set[str]:
    """The files of which the look says that they hold what only members may read."""
    return {one.path for one in seen(site, values=indexed(values)).findings if one.fault.code == "member-text"}


def test_16_no_file_of_the_public_site_holds_what_is_for_members(root: Path) -> None:
    build.build(root, root / "site", TODAY)
    values = members.values(root, TODAY)

    assert (root / "site/profiles/eve.html").exists()
    assert holding(root / "site") == []
    assert any(CANARY in one for one in values)
    assert for_members(root / "site", values) == set()


def test_16_the_internal_site_holds_it_and_says_what_it_is(root: Path) -> None:
    build.build(root, root / "inside", TODAY, "internal")

    assert len(holding(root / "inside")) > 5
    assert seen(root / "inside").findings == ()
    pages = [one.read_text("utf-8") for one in (root / "inside").rglob("*.html")]
    assert pages
    assert all('<meta name="robots" content="noindex, nofollow">' in one for one in pages)
    with pytest.raises(Refusal):
        build.build(root, root / "inside", TODAY)


def test_16_the_model_never_holds_it(root: Path) -> None:
    shown = build.check(root, TODAY).directory
    known = build.check(root, TODAY, "internal").directory

    assert shown is not None
    assert known is not None
    assert CANARY not in repr(shown.profiles["eve"])
    assert CANARY not in shown.profiles
    assert CANARY in repr(known.profiles["eve"])
    assert CANARY in known.profiles


def test_16_when_nothing_is_hidden_both_looks_tell_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = members.values(root, TODAY)
    monkeypatch.setattr(visibility, "hidden", lambda record, edition: [])
    build.build(root, root / "site", TODAY)

    assert "profiles/eve.html" in holding(root / "site")
    assert "profiles/eve.html" in for_members(root / "site", values)
