"""Photos: judged before they are opened, and published without what a camera wrote in them."""

import io
import struct
import zlib

import pytest
from PIL import Image

from builder import photos


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 32), **more: object) -> bytes:
    """A small image, red on the left and blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.PNG", "PNG"), ("a.webp", "WEBP")]
)
def test_jpeg_png_and_webp_are_welcome(name: str, kind: str) -> None:
    assert photos.amiss(name, picture(kind)) is None


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.jpg", b"<svg onload='alert(1)'/>", "image-unreadable"),
        ("a.jpg", b"", "image-unreadable"),
        ("a.png", picture("JPEG"), "image-other-format"),
        ("a.jpg", picture("GIF"), "image-unreadable"),
    ],
)
def test_what_is_no_photo_or_says_it_is_another_is_refused(name: str, raw: bytes, code: str) -> None:
    found = photos.amiss(name, raw)

    assert found is not None and found.code == code


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_what_breaks_off_behind_a_good_header_is_refused_too(name: str, kind: str) -> None:
    whole = picture(kind, (640, 480))

    found = photos.amiss(name, whole[: len(whole) * 3 // 4])

    assert found is not None and found.code == "image-unreadable"


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header() -> None:
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    bomb += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))

    found = photos.amiss("bomb.png", bomb)

    assert found is not None and found.code in ("image-too-many-pixels", "image-unreadable")


def test_what_the_camera_wrote_is_gone_and_the_photo_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    exif[0x010F] = "SecretCamera"

    made = photos.reencoded(picture(exif=exif, comment=b"secret"))

    with Image.open(io.BytesIO(made)) as opened:
        assert (opened.format, opened.size, dict(opened.getexif())) == ("JPEG", (32, 64), {})
    assert b"ecret" not in made


def test_a_photo_is_no_larger_than_a_page_shows() -> None:
    with Image.open(io.BytesIO(photos.reencoded(picture(size=(3000, 1500))))) as opened:
        assert opened.size == (960, 480)


def test_the_same_photo_gives_the_same_bytes_and_name() -> None:
    raw = picture()

    assert photos.reencoded(raw) == photos.reencoded(raw)
    assert photos.published_name("Mijn foto.JPG", raw) == photos.published_name("Mijn foto.JPG", raw)
    assert photos.published_name("Mijn foto.JPG", raw).startswith("mijn-foto-")
