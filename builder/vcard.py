"""A person as a vCard 4.0 (RFC 6350), for an address book: in full as a file, and small enough for a QR code.

It is made of the record of an edition, so it tells what the page of that edition tells. A telephone number stands in
it where the page shows one.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5

from .frame import Frame, address, labels
from .lines import text, written
from .model import Cefr, Contact, LanguageSkill, Profile
from .sketches import called

FIRST: tuple[Cefr | None, ...] = ("native", "C2", "C1", "B2", "B1", "A2", "A1", None)  # the language to try first


def place(slug: str) -> str:
    """Where the vCard of somebody lands, from the root of the site."""
    return f"cards/{slug}.vcf"


def full(frame: Frame, one: Profile, organisation: str) -> bytes:
    """All that an address book has a place for."""
    return written(_full(frame, one, organisation))


def small(name: str, organisation: str, contact: Contact | None, page: str) -> str:
    """The least with which somebody can be found again: a code with more in it is hard to read."""
    said = (
        ("FN", text(name)),
        ("ORG", text(organisation)),
        ("EMAIL", text((contact and contact.email) or "")),
        ("URL", page),
    )
    lines = [f"{key}:{value}" for key, value in said if value]
    return written(("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD")).decode()


def _full(frame: Frame, one: Profile, organisation: str) -> Iterator[str]:
    page, known = address(frame, frame.path_of("profile", one.slug)), bool(frame.settings.base_url)
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:individual"
    yield f"UID:{uid(frame, one.slug)}"
    yield f"FN:{text(called(one))}"
    yield f"N{named(one)}"
    if organisation:
        yield f"ORG:{text(organisation)}"
    if one.role:
        yield f"TITLE:{text(one.role)}"
    if one.contact:
        yield from _reached(one.contact)
    ordered = sorted(one.languages, key=_ease)
    yield from (f"LANG;PREF={min(n, 100)}:{text(each.language)}" for n, each in enumerate(ordered, 1))
    if one.skills:
        words = categories(frame)
        yield "CATEGORIES:" + ",".join([words.get(claim.skill) or text(claim.skill) for claim in one.skills])
    if one.headline:
        yield f"NOTE:{text(one.headline)}"
    if known:
        yield f"URL:{page}"
        yield from _photo(frame, one)
        yield f"SOURCE:{address(frame, place(one.slug))}"
    if one.confirmed_on:
        yield f"REV:{stamp(one.confirmed_on)}"
    yield "END:VCARD"


@lru_cache(maxsize=8)
def categories(frame: Frame) -> Mapping[str, str]:
    """The words for all skills as they stand in a card."""
    return {skill: text(word) for skill, word in labels(frame, "skills").items()}


def _reached(contact: Contact) -> Iterator[str]:
    if contact.email:
        yield f"EMAIL;TYPE=work:{text(contact.email)}"
    if contact.phone:
        yield f"TEL;TYPE=work:{text(contact.phone)}"


def _photo(frame: Frame, one: Profile) -> Iterator[str]:
    published = one.images.get(one.photo.file) if one.photo else None
    if published:
        yield f"PHOTO:{address(frame, f'profiles/{published}')}"


def _ease(one: LanguageSkill) -> int:
    return FIRST.index(one.level)


def stamp(day: date) -> str:
    """A day as a moment; the format knows no day alone."""
    return f"{day.isoformat().replace('-', '')}T000000Z"


def uid(frame: Frame, slug: str) -> str:
    """Always the same for one person of one network, so that a new card takes the place of the old one."""
    network = frame.settings.base_url or f"https://wisselwerk.invalid/{frame.settings.title}/"
    return uuid5(NAMESPACE_URL, f"{network.rstrip('/')}/{frame.path_of('profile', slug)}").urn


def named(one: Profile) -> str:
    """The name in parts, family name first, and how to sort it; a pseudonym has no parts."""
    if one.pseudonym or not one.name:
        return f":;{text(called(one))};;;"
    last, sign, rest = (one.sort_name or "").partition(",")
    if sign and one.name.endswith(last.strip()):
        given, prefix = _parted(one.name[: len(one.name) - len(last.strip())].split())
        family = " ".join((*prefix, last.strip()))
        return f";SORT-AS={_quoted(last, rest)}:{text(family)};{text(' '.join(given))};;;"
    words = one.name.split()
    if len(words) < 2:
        return f":;{text(one.name)};;;"
    given, prefix = _parted(words[:-1])
    return f":{text(' '.join((*prefix, words[-1])))};{text(' '.join(given))};;;"


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Given names, and what stands between them and the family name: the words without a capital at the end."""
    cut = len(words)
    while cut > 1 and words[cut - 1].islower():
        cut -= 1
    return words[:cut], words[cut:]


def _quoted(*words: str) -> str:
    """The value of a parameter: it cannot hold a quotation mark."""
    return '"' + ",".join(word.strip().replace('"', "") for word in words if word.strip()) + '"'
