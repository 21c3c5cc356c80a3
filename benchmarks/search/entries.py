"""The entries of a directory, made with the builder's own code and without a page being rendered.

python benchmarks/search/entries.py ROOT OUT.msgpack
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from builder import content, findable, match, planning, search
from builder.assets import assets
from builder.directory import Directory
from builder.frame import Frame, tongues
from builder.relate import relate

TODAY = date(2026, 11, 21)


class Found(Struct, frozen=True):
    """What the search of a directory is made of."""

    language: str
    entries: list[search.Folded]
    labels: dict[str, dict[str, str]]


def main(argv: Sequence[str]) -> None:
    """Writes the entries to a file, so that a large directory is read once."""
    root, out = map(Path, argv)
    out.write_bytes(msgspec.msgpack.encode(found(root)))


def read(path: Path) -> Found:
    """The entries in a file."""
    return msgspec.msgpack.decode(path.read_bytes(), type=Found)


def found(root: Path) -> Found:
    """What the search finds in a folder of content."""
    read = content.read(root, {})
    assert read.settings is not None, f"{root} has no directory.yaml"
    directory, _ = relate(read.entities, read.vocabularies, read.settings, "public", TODAY)
    frame = framed(root, directory)
    entries = [findable.found(frame, directory, *one) for one in findable.everything(directory)]
    return Found(frame.language, entries, findable.facet_labels(frame, directory))


def framed(root: Path, directory: Directory) -> Frame:
    """What the pages of the first language may know."""
    folders = planning.template_folders(root)
    first, given = tongues(directory.settings)[0], assets(folders, directory.settings.theme)
    return planning.frame_of(directory, match.context(directory).frame, folders, given, first)


if __name__ == "__main__":
    main(sys.argv[1:])
