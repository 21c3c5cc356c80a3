"""Whether all that is shown of somebody can be as it was, seen at a glance.

What the outputs about a person show takes many steps to gather. Nearly everyone's follow from her own record, from her
lists of matches, and from what is the same for all: the organisations, the work, the pools. A hash of those is soon
made, and while it is the same nothing needs gathering.
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from .material import Material
from .model import Profile, Record
from .plan import Digests


class Lone(NamedTuple):
    """People whose file mentions no others and is mentioned by no work: the file of each by slug, and all matches."""

    files: Mapping[str, str]
    matches: Mapping[str, bytes]  # of everyone, packed


class Glances:
    """What the outputs about people follow from."""

    def __init__(self, given: Material, lone: Lone, digests: Digests) -> None:
        self._given, self._lone = given, lone
        self._records = given.directory.digests.get("profiles", {})
        self._same_for_all = _same_for_all(given, digests)

    def at(self, marks: bytes, rows: int, one: Record) -> bytes:
        """The hash for somebody with so many outputs; empty when more than this may be shown of her."""
        slug = one.slug
        file, record = self._lone.files.get(slug), self._records.get(slug)
        if file is None or record is None or not isinstance(one, Profile):
            return b""
        matches = self._lone.matches.get(slug, b"")
        seen = self._given.cards.people
        teams = self._given.together.get(slug, ())
        together = [(work, [(other, seen[other].name) for other in others]) for work, others in teams]
        told = msgspec.msgpack.encode((marks, rows, self._same_for_all, record, slug, file, matches, together))
        return hashlib.blake2b(told, digest_size=16).digest()


def _same_for_all(given: Material, digests: Digests) -> bytes:
    """The hash of all organisations, work and pools, as records and as cards."""
    directory, made = given.directory, given.cards
    shown = (
        tuple(directory.organisations.values()),
        tuple(given.sides.work.values()),
        tuple(made.work.values()),
        tuple(directory.pools.values()),
        tuple(made.pools.values()),
        bool(made.open_work),
    )
    return digests.key(b"", "glances", "", shown)
