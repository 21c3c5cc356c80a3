"""Requirement 14: a photo is what it says, no larger than it may be, and made anew with nothing but the picture."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from builder import build, photos
from builder.problems import errors
from tests.hostile import cases, harmless, odd
from tests.hostile.cases import Case

WELCOME = {
    "camera", "texts", "moving", "moving-webp", "cmyk", "one-bit", "sixteen-bits", "palette", "see-through", "gifar",
    "page-behind", "capitals", "two-suffixes", "orientation-odd", "exif-spoilt",
}  # fmt: skip


# A good picture under an odd name, or one that may be refused or not.
EITHER = {"markup-in-name", "quote-in-name", "deflated", "deflated-too-much", "text-deflated", "profile-deflated"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A site of people with odd photos, and those of whom something is told."""
    here = tmp_path_factory.mktemp("photos")
    found = [Case(name, files, name, "image") for name, files in odd.images().items()]
    done = build.build(cases.laid(here / "root", found), here / "site", cases.TODAY)
    return here / "site", {one.path.split("/")[2].removeprefix("image-") for one in errors(done.problems)}


@pytest.mark.parametrize("name", sorted(odd.images().keys() - WELCOME - EITHER))
def test_14_what_is_no_photo_says_it_is_another_or_is_too_large_is_refused(
    name: str, built: tuple[Path, set[str]]
) -> None:
    assert name in built[1]


@pytest.mark.parametrize("name", sorted(WELCOME - {"capitals"}))
def test_14_an_odd_photo_of_a_good_sort_is_shown(name: str, built: tuple[Path, set[str]]) -> None:
    assert name not in built[1]


def test_14_what_is_published_holds_nothing_but_the_picture(built: tuple[Path, set[str]]) -> None:
    site, _ = built
    published = sorted(site.rglob("profiles/*/*"))

    assert len(published) > 10
    assert {path.suffix for path in published} == {".jpg"}
    assert [told for path in published for told in harmless._photo(path.read_bytes(), "")] == []
    for path in published:
        with Image.open(path) as picture:
            assert not picture.getexif() and "comment" not in picture.info and "icc_profile" not in picture.info
            assert max(picture.size) <= photos.WIDEST


def test_14_the_same_look_tells_of_a_photo_that_was_copied_through(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(harmless._photo(odd.camera(), "")) != []
    assert list(harmless._photo(odd.picture("JPEG") + odd.archive(), "")) != []
    assert list(harmless._photo(photos.reencoded(odd.camera()), "")) == []


def test_14_the_photo_is_turned_before_what_says_so_is_left_out() -> None:
    with Image.open(io.BytesIO(photos.reencoded(odd.camera()))) as upright:
        assert upright.size == (30, 40)


def test_14_size_is_judged_by_the_header_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "reencoded", lambda raw: pytest.fail("it was unpacked"))

    for width, height in ((4_001, 5_000), (60_000, 60_000), (20_000_001, 1)):
        told = photos.amiss("x/a.png", odd.png(width, height))
        assert told is not None and told.code in ("image-too-many-pixels", "image-unreadable")
    with pytest.raises(pytest.fail.Exception):
        photos.amiss("x/a.png", odd.png(4_000, 5_000))


def test_14_five_megabytes_and_no_byte_more(tmp_path: Path) -> None:
    for more, code in ((0, []), (1, ["image-too-large"])):
        raw = odd.picture("JPEG")
        files = {
            "content/profiles/x/index.md": odd.GOOD,
            "content/profiles/x/a.jpg": raw + bytes(photos.MAX_BYTES - len(raw) + more),
        }
        root = cases.laid(tmp_path / str(more), [Case("large", files, "", "image")])

        assert [one.code for one in build.check(root, cases.TODAY).problems] == code


def test_14_a_photo_that_breaks_off_is_refused_whatever_other_packages_forgive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does, for a whole process
    [raw] = [raw for name, raw in odd.images()["cut-jpeg"].items() if name.endswith(".jpg")]

    found = photos.amiss("ana.jpg", raw)

    assert found is not None and found.code == "image-unreadable"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
