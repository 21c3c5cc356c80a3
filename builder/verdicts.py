"""What became of each file, remembered with what that follows from beside the file itself.

What becomes of nearly everyone follows from her own file and from the little that is the same for all: the words, the
settings, the day and the organisations. She stands *alone*. What becomes of all else, and of whoever mentions other
people or work or is mentioned by work, may follow from each of those: they are *tied*, and judged anew when one of them
changed, or when somebody comes, goes, or is shown no more.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from .beside import Beside, Judged
from .directory import Entity
from .model import Profile
from .problems import Problem
from .pseudonyms import is_masked
from .references import refers
from .settings import Settings
from .shelves import Ref
from .sketches import Census
from .standing import Counts
from .visibility import Edition
from .vocabulary import Vocabulary


class Kept(Struct, frozen=True, array_like=True):
    """What became of a file: true as long as the file is the same, and what it is held beside."""

    digest: bytes  # of the file
    alone: bool
    problems: tuple[Problem, ...]
    good: bool  # nothing in it keeps it off the site
    masked: bool  # whether this edition may not tell whose file it is
    counts: Counts
    shown_counts: Counts  # the same, as this edition may tell it
    slug: str  # under which this edition shows it; nothing when it does not
    shown: Ref  # the record as this edition shows it
    hash: bytes  # that says all there is in the record, where there is one; of people the reference says it
    sketch: msgspec.Raw  # of a person who is shown, the little that lists show of her; else packed None


Files = Mapping[str, Kept]  # by path


class Memory(Struct, frozen=True, array_like=True):
    """What became of all files, and what that follows from beside each; and what all who are shown come to."""

    files: Files = {}
    world: bytes = b""  # what those who stand alone were held beside
    ties: bytes = b""  # and all others
    census: Census = Census()


OTHERS = frozenset({"profiles", "assignments", "pools", "events"})  # what is not the same for everyone
NOT_SHOWN = msgspec.Raw(msgspec.msgpack.encode(None))


def is_alone(one: Judged, beside: Beside) -> bool:
    """Whether what becomes of a file has to do with no file of others, also none that is not there yet."""
    record, entity = one.record, one.entity
    if not isinstance(record, Profile) or not entity.digest:
        return False
    mentions = entity.record is not None and refers(entity.record, OTHERS)
    return not (record.pseudonym or record.aliases or record.slug in beside.mentioned or mentions)


# What a verdict follows from ------------------------------------------------------------------------------------------


def common(
    entities: Iterable[Entity],
    vocabularies: Mapping[str, Vocabulary],
    settings: Settings,
    edition: Edition,
    today: date,
) -> bytes:
    """The hash of what is the same for everyone, as it was written."""
    houses = sorted((one.path, one.digest) for one in entities if one.kind == "organisations")
    words = [tuple(one.terms.values()) for one in vocabularies.values()]
    return _hash((settings, edition, today, houses, words))


def world(common: bytes, houses: Iterable[str]) -> bytes:
    """The hash of what those who stand alone are held beside; `houses` are the organisations that can be shown."""
    return _hash((common, sorted(houses)))


def ties(common: bytes, entities: Sequence[Entity], alone: Files) -> bytes:
    """The hash of what all others are held beside: each other, and that there are those who stand `alone`."""
    told = [(one.path, b"" if (kept := alone.get(one.path)) and kept.alone else one.digest) for one in entities]
    return _hash((common, told))


def as_they_were(common: bytes, entities: Sequence[Entity], last: Memory) -> Files:
    """What is remembered of the files that are as they were, where nothing changed but who stands alone.

    Nothing where something else did.
    """
    if ties(common, entities, last.files) != last.ties:
        return {}
    return {one.path: kept for one in entities if (kept := last.files.get(one.path)) and kept.digest == one.digest}


def _hash(told: Any) -> bytes:
    return hashlib.blake2b(_pack(told), digest_size=16).digest()


_pack = msgspec.msgpack.Encoder(order="deterministic").encode


# What to remember -----------------------------------------------------------------------------------------------------


class Shown(NamedTuple):
    """What to remember of a record as an edition shows it."""

    slug: str
    counts: Counts
    shown: Ref
    hash: bytes
    sketch: msgspec.Raw = NOT_SHOWN


def remembered(one: Judged, edition: Edition, shown: Shown | None, *, alone: bool) -> Kept:
    """What to remember of a file that was judged for an edition."""
    seen = shown or Shown("", Counts("", ""), b"", b"")
    return Kept(
        digest=one.entity.digest,
        alone=alone,
        problems=one.problems,
        good=one.good,
        masked=one.record is not None and is_masked(one.record, edition),
        counts=one.counts,
        shown_counts=seen.counts,
        slug=seen.slug,
        shown=seen.shown,
        hash=seen.hash,
        sketch=seen.sketch,
    )
