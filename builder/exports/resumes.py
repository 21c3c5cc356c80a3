"""A person as a JSON Resume (`resumes.resume`), of what the edition shows of her."""

from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from ..frame import Frame, address
from ..model import Organisation, PortfolioItem, Profile
from ..resumes import Lexicon, resume
from ..visibility import SEEN
from .packed import packed


def place(slug: str) -> str:
    """Where the resume of somebody lands, from the root of the site."""
    return f"resumes/{slug}.json"


def document(frame: Frame, one: Profile, house: Organisation | None) -> bytes:
    """A person as a resume. A photo is an address in it, and so is a file of hers."""
    made = resume(_taken(frame, one), lexicon(frame), house)
    photo = one.images.get(one.photo.file) if one.photo else None
    if photo and frame.settings.base_url:
        made["basics"]["image"] = address(frame, f"profiles/{photo}")
    made["meta"] |= _about(frame, one)
    return packed(made)


def _about(frame: Frame, one: Profile) -> dict[str, Any]:
    """What a resume says of itself: where it is found, and when somebody last saw that it is right."""
    found = {}
    if frame.settings.base_url:
        found["canonical"] = address(frame, place(one.slug))
    if one.confirmed_on:
        found["lastModified"] = f"{one.confirmed_on}T00:00:00"
    return found


def _taken(frame: Frame, one: Profile) -> Profile:
    """What goes along: no account, no wish about matches in public, and of visibility only what can be seen."""
    public = frame.edition == "public"
    seen = {at: said for at, said in one.field_visibility.items() if said in SEEN[frame.edition]}
    files = any(item.file for item in one.portfolio)
    return replace(
        one,
        owner=(),
        photo=None,
        field_visibility=seen,
        matching=one.matching or public,
        portfolio=tuple([_found(frame, one, item) for item in one.portfolio]) if files else one.portfolio,
    )


def _found(frame: Frame, one: Profile, item: PortfolioItem) -> PortfolioItem:
    published = one.images.get(item.file or "") if frame.settings.base_url else None
    return replace(item, file=None, link=address(frame, f"profiles/{published}") if published else item.link)


@lru_cache(maxsize=8)
def lexicon(frame: Frame) -> Lexicon:
    """The words of the network, for all resumes of a build."""
    return Lexicon(frame.vocabularies, frame.language)
