"""The same person in two networks: only when a link on a profile says so, never because names are alike."""

from collections import Counter
from collections.abc import Iterator, Mapping

from .directory import Directory
from .model import Profile
from .networks import Double


def doubles(home: Directory, guests: Mapping[str, Profile]) -> tuple[Double, ...]:
    """Who is in two networks: here and in a source, or in two sources, of which the first comes first."""
    claims = {slug: place_of(one.origin.url) for slug, one in guests.items() if one.origin}
    times = Counter(claims.values())
    pages = {key: slug for slug, key in claims.items() if key and times[key] == 1}  # of two, neither
    said = {*_of_own(home, pages), *_of_guests(home, guests, pages)}
    order = {slug: n for n, slug in enumerate(guests)}
    found: dict[tuple[str, str], bool] = {}
    for one, other in sorted(said):
        first, second = sorted((one, other), key=lambda slug: (order.get(slug, -1), slug))
        found[first, second] = (other, one) in said
    return tuple(Double(first, second, mutual) for (first, second), mutual in sorted(found.items()))


def place_of(url: str | None) -> str:
    """An address without what makes no difference: where it leads, in one spelling."""
    rest = (url or "").partition("://")[2].partition("#")[0].partition("?")[0]
    host, _, path = rest.partition("/")
    path = path.removesuffix("index.html").rstrip("/").removesuffix(".html")
    return f"{host.casefold().removeprefix('www.')}/{path}" if host else ""


def _of_own(home: Directory, pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pages of guests that our own people link to."""
    for slug, one in home.profiles.items():
        for link in one.links:
            if (other := pages.get(place_of(link.url))) is not None:
                yield slug, other


def _of_guests(home: Directory, guests: Mapping[str, Profile], pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Our pages, and those of other sources, that guests link to."""
    base = place_of(home.settings.base_url).rstrip("/")
    languages = ("", *(f"{one}/" for one in home.settings.languages))
    folders = [f"{base}/{one}profiles/" for one in languages] if base else []
    for slug, one in guests.items():
        for link in one.links:
            place = place_of(link.url)
            ours = next((place.removeprefix(folder) for folder in folders if place.startswith(folder)), "")
            if ours in home.profiles:
                yield slug, ours
            other = pages.get(place)
            if other and other.partition(".")[0] != slug.partition(".")[0]:
                yield slug, other
