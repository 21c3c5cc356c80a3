"""Whether anything changed since the last build, told from outside: no file is opened for it."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from . import __version__, share
from .installed import installed
from .planning import template_folders
from .shipped import HERE
from .sight import Look, Sight, sight, untouched, whole
from .state import Outcome
from .visibility import Edition

READ = ("directory.yaml", "figures.yaml", "content", "mappings", "templates")  # all that a build reads of a network


class Looks(NamedTuple):
    """What there is to read, seen from outside."""

    seen: Sight
    program: Look
    own: Look


def looked(root: Path, out: Path) -> Looks:
    """What the program and the files of the network look like."""
    seen, ours = sight(root, READ), template_folders(root)[-1]
    shipped: Mapping[str, Look] = {} if ours.resolve() == (root / "templates").resolve() else sight(ours, ("",))
    code = {path: look for path, look in sight(HERE, ("",)).items() if path.endswith(".py")}
    templates = {path: look for path, look in seen.items() if path.startswith("templates/")}
    python = {f"{sys.version_info[:2]} {__version__} {installed()} {out.resolve()}": b"here"}
    return Looks(
        seen,
        whole({**python, **code, **{f"shipped{path}": look for path, look in shipped.items()}, **templates}),
        whole(seen),
    )


def asked(today: date, edition: Edition, base_url: str | None, *, paints: bool) -> bytes:
    """What is asked for; a network that wants pictures gets what is installed to make them."""
    return msgspec.msgpack.encode((today, edition, base_url, share.painter() if paints else ""))


def is_as_it_was(look: Looks, wish: bytes, out: Path, last: Outcome) -> bool:
    """Whether all that there is to read, what is asked, and all that stands on disk is as the last build left it."""
    told = look.program and look.own  # else something was written only just now
    if not told or (look.program, look.own) != (last.program, last.own) or wish != last.asked:
        return False
    return all(last.folders.values()) and untouched(out, last.folders) == last.folders.keys()
