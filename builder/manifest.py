"""What stands on disk and under which keys: of all that is about one thing together, unless some of it changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from .plan import Group, Output, colliding
from .publish import Written

Files = Mapping[str, Written]  # by path
PACK = msgspec.msgpack.Encoder().encode
UNPACK = msgspec.msgpack.Decoder(dict[str, Written]).decode


class Bundle(Struct, frozen=True, array_like=True):
    """The files of a group, packed until one of them may differ."""

    key: bytes
    count: int
    files: msgspec.Raw


class Manifest(Struct, frozen=True):
    """Every file: those of groups, and the rest."""

    alone: Files = {}
    bundles: Mapping[str, Bundle] = {}


class Wanted(NamedTuple):
    """What there is to put on disk, what stands there of it, and the groups that can be left alone."""

    outputs: list[Output]
    before: Files
    groups: Mapping[str, tuple[bytes, Sequence[str]]]  # of the outputs: the key of each, and its paths
    kept: Mapping[str, Bundle]


def wanted(outputs: Iterable[Output], groups: Iterable[Group], last: Manifest, *, whole: bool) -> Wanted:
    """The outputs, with those of each group that is not as it was; when the site is looked at as a `whole`, of all."""
    found, before = list(outputs), dict(last.alone)
    others, kept = dict[str, tuple[bytes, Sequence[str]]](), dict[str, Bundle]()
    for one in groups:
        bundle = last.bundles.get(one.name)
        if bundle and bundle.key == one.key and not whole:
            kept[one.name] = bundle
            continue
        those = one.outputs()
        found += those
        others[one.name] = one.key, [each.path for each in those]
    for name, bundle in last.bundles.items():
        if name not in kept:
            before.update(UNPACK(bundle.files))
    for path in colliding(found):
        raise ValueError(f"two outputs for {path}")
    # What is about the same thing stands together: it often needs the same explanation.
    found.sort(key=lambda one: one.path.rpartition("/")[2].partition(".")[0])
    return Wanted(found, before, others, kept)


def made(given: Wanted, files: Files) -> Manifest:
    """The manifest when these files stand there."""
    alone, bundles = dict(files), dict(given.kept)
    for name, (key, paths) in given.groups.items():
        bundles[name] = Bundle(key, len(paths), msgspec.Raw(PACK({path: alone.pop(path) for path in paths})))
    return Manifest(alone, bundles)
