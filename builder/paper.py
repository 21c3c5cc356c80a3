"""A profile on paper: tagged PDF (PDF/UA-1) of what an edition shows of somebody, with the font of the site.

Nothing is fetched: the font and the images of the profile lie ready, and any other address is refused.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import build, match, pages, photos, planning, rank, render, shows, source, visibility
from .assets import assets
from .directory import Directory
from .frame import Frame, address, tongues
from .model import Profile
from .problems import Problem
from .views.people import profile
from .visibility import Edition

EPOCH = "SOURCE_DATE_EPOCH"
FONTS: Mapping[str, str] = {
    "font.woff2": "vendor/noto-sans.woff2",
    "font-ext.woff2": "vendor/noto-sans-latin-ext.woff2",
}


class Shelf(URLFetcher):  # type: ignore[misc]  # the package has no types
    """The files that a document may hold, by the address that it uses for them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002  # the shape it must have
        """A file that lies ready."""
        if url not in self._files:
            raise ValueError(f"not a file of this document: {url}")
        return URLFetcherResponse(url, self._files[url])


def cv(root: Path, slug: str, edition: Edition, today: date) -> bytes | None:
    """The CV of somebody; nothing when nobody has that name in this edition.

    It is in the language in which she writes, when the site is there in that one, for a PDF tells its language once.
    """
    checked = build.check(root, today, edition)
    directory = checked.directory
    one = directory.profiles.get(slug) if directory else None
    if directory is None or one is None or one.origin:
        return None
    folders = planning.template_folders(root)
    given = assets(folders, directory.settings.theme)
    spoken = tongues(directory.settings)
    tongue = next((each for each in spoken if each.language == one.language), spoken[0])
    frame = planning.frame_of(directory, match.context(directory).frame, folders, given, tongue._replace(prefix=""))
    text = written(frame, directory, one)
    files = {name: given.files[path] for name, path in FONTS.items()}
    return set_in_type(text, {**files, **_images(root, checked, one)})


def written(frame: Frame, directory: Directory, one: Profile) -> str:
    """The CV as a document."""
    nobody = rank.Ranking(by_assignment={}, by_profile={}, excluded_by_assignment={}, barred_by_profile={})
    view = profile(frame, *shows.profile(pages.material(directory, nobody), one))
    found_at = address(frame, frame.path_of("profile", one.slug)) if frame.settings.base_url else ""
    footer = " · ".join(part for part in (view["name"], found_at or frame.settings.title, view["confirmed"]) if part)
    known = {**render.everywhere(frame, ""), **view, "footer": _quoted(footer)}
    return render.environment(frame).get_template("cv.html").render(known)


def _quoted(text: str) -> str:
    """A text that stands between quotation marks in a style sheet, inside a document."""
    return "".join(one if one.isalnum() or one in " .,:/·-" else f"\\{ord(one):06x}" for one in text)


def set_in_type(text: str, files: Mapping[str, bytes]) -> bytes:
    """A document as PDF/UA-1; the same document is always the same bytes."""
    document = HTML(string=text, base_url="shelf:/", url_fetcher=Shelf(files))
    with _no_clock():
        made: bytes = document.write_pdf(
            font_config=FontConfiguration(),
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.blake2b(text.encode(), digest_size=16).digest(),
        )
    return made


@contextmanager
def _no_clock() -> Iterator[None]:
    """What is cut out of a font says when that was done, unless the environment says another time."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before


def _images(root: Path, checked: build.Checked, one: Profile) -> dict[str, bytes]:
    """The images that this edition shows of somebody, without anything a camera wrote in them."""
    found = {}
    people = {each.slug: each.path for each in checked.content.entities if each.kind == "profiles"}
    for name, published in one.images.items():
        if visibility.shows_image(one, name):  # whoever has a pseudonym shows none, so the file has her own name
            raw = source.load(root, f"{people[one.slug].rpartition('/')[0]}/{name}", photos.MAX_BYTES)
            if not isinstance(raw, Problem):
                found[published] = photos.reencoded(raw)
    return found
