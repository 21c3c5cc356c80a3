"""What stands on disk and under which keys: of all that is about one thing together, unless some of it changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

import msgspec
from msgspec import Struct

from .plan import Group, Planned, colliding, together
from .publish import Written
from .shelves import Ref, Shelves

Files = Mapping[str, Written]  # by path
PACK = msgspec.msgpack.Encoder().encode
UNPACK = msgspec.msgpack.Decoder(dict[str, Written]).decode


class Bundle(Struct, frozen=True, array_like=True):
    """The files of a group, packed until one of them may differ."""

    key: bytes
    glance: bytes
    count: int
    files: Ref


class Manifest(Struct, frozen=True):
    """Every file: those of groups, and the rest; and for each language a hash of what all about people shows."""

    alone: Files = {}
    bundles: Mapping[str, Bundle] = {}
    everyone: Mapping[str, bytes] = {}


class Wanted(NamedTuple):
    """What there is to put on disk, what stands there of it, and the groups that can be left alone."""

    outputs: list[Planned]
    before: Files
    groups: Mapping[str, tuple[Group, Sequence[str]]]  # those of the outputs, each with its paths
    kept: Mapping[str, Bundle]


def wanted(
    outputs: Iterable[Planned],
    groups: Iterable[Group],
    last: Manifest,
    shelves: Shelves,
    *,
    whole: bool,
    alike: Iterable[str] = (),
) -> Wanted:
    """The outputs, with those of each group that is not as it was; when the site is looked at as a `whole`, of all.

    Those `alike` are groups that are as they were, and were not asked.
    """
    found, before = list(outputs), dict(last.alone)
    others = dict[str, tuple[Group, Sequence[str]]]()
    kept = {name: last.bundles[name] for name in alike}
    for one in groups:
        bundle = last.bundles.get(one.name)
        if bundle and bundle.key == one.key and not whole:
            same = bundle.glance == one.glance
            kept[one.name] = bundle if same else msgspec.structs.replace(bundle, glance=one.glance)
            continue
        those = one.outputs()
        found += those
        others[one.name] = one, [each.path for each in those]
    for name, bundle in last.bundles.items():
        if name not in kept:
            before.update(UNPACK(shelves.take(bundle.files)))
    for path in colliding(found):
        raise ValueError(f"two outputs for {path}")
    return Wanted(in_order(found), before, others, kept)


TOGETHER = 512  # outputs: of some seventy people


class Lands(Protocol):
    """What has a place in the site."""

    @property
    def path(self) -> str:
        """Where it lands."""


L = TypeVar("L", bound=Lands)


def in_order(found: Iterable[L]) -> list[L]:
    """The outputs in the order in which they are made with the least work.

    What is about the same things stands together, for it often needs the same explanation; and among that what is of
    the same kind, for a processor does quickly what it just did: a tenth of the work of making a site.
    """
    whole = sorted(found, key=lambda one: one.path.rpartition("/")[2].partition(".")[0])
    parts = (whole[start : start + TOGETHER] for start in range(0, len(whole), TOGETHER))
    return [one for part in parts for one in sorted(part, key=lambda one: one.path.rpartition("/")[0])]


def made(given: Wanted, files: Files, shelves: Shelves, everyone: Mapping[str, bytes]) -> Manifest:
    """The manifest when these files stand there."""
    alone, bundles = dict(files), dict(given.kept)
    for name, (one, paths) in given.groups.items():
        files_of = {path: alone.pop(path) for path in paths}
        key = one.key or together([each.key for each in files_of.values()])
        bundles[name] = Bundle(key, one.glance, len(paths), shelves.put(PACK(files_of)))
    return Manifest(alone, bundles, everyone)
