"""Images that people put beside their text: looked at before they are opened, and never published as they came."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from .problems import Problem, problem

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 20_000_000
WIDEST = 960  # pixels: twice what the widest place on a page shows
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def amiss(path: str, raw: bytes) -> Problem | None:
    """What keeps an image off the site: its name and its header are judged first, then whether it can be decoded."""
    expected = FORMATS[PurePath(path).suffix.lower()]
    opened = _opened(raw)
    if opened is None:
        return problem(path, 0, 0, "image-unreadable")
    if opened.format != expected:
        return problem(path, 0, 0, "image-other-format", named=expected, found=opened.format or "?")
    if opened.width * opened.height > MAX_PIXELS:
        return problem(path, 0, 0, "image-too-many-pixels", width=opened.width, height=opened.height)
    try:
        reencoded(raw)
    except Exception:  # noqa: BLE001  # a spoilt image breaks its reader in more ways than can be named
        return problem(path, 0, 0, "image-unreadable")
    return None


def published_name(name: str, raw: bytes) -> str:
    """The name an image gets on the site: with a hash of what is in it."""
    stem = "".join(c if c.isascii() and c.isalnum() else "-" for c in PurePath(name).stem.lower()).strip("-")
    return f"{stem[:40] or 'image'}-{hashlib.blake2b(raw, digest_size=4).hexdigest()}.jpg"


def reencoded(raw: bytes) -> bytes:
    """The image upright and no larger than needed, as a JPEG that does not say where or with what it was taken."""
    from PIL import Image, ImageOps

    with _strictly(), Image.open(io.BytesIO(raw), formats=tuple(set(FORMATS.values()))) as opened:
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((WIDEST, WIDEST))
        plain = Image.new("RGB", upright.size, "white")
        plain.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _opened(raw: bytes) -> "Image | None":
    """The image with its header read; None when it is no JPEG, PNG or WebP."""
    from PIL import Image

    try:
        with _strictly():
            return Image.open(io.BytesIO(raw), formats=tuple(set(FORMATS.values())))
    except Exception:  # noqa: BLE001  # as above
        return None


@contextmanager
def _strictly() -> Iterator[None]:
    """What the library remarks on an image is for nobody here; its size is judged by our own limit.

    An image that breaks off is none: other packages (WeasyPrint) make the library forgive that, for everyone.
    """
    from PIL import ImageFile

    forgives, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = forgives
