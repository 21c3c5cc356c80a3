"""Which versions of the packages of others are installed, told from the names of folders: nothing is loaded for it."""

import os
import re
import sys
from collections.abc import Mapping, Sequence

# What the bytes of a site follow from, beside the program.
NEEDED = ("jinja2", "markdown-it-py", "markupsafe", "msgspec", "numpy", "pillow", "pystemmer", "pyyaml", "segno")
ENDING = ".dist-info"


def installed(folders: Sequence[str] | None = None) -> Mapping[str, str]:
    """The versions of those that are installed, by name; where one stands twice the first counts, as in Python."""
    found: dict[str, str] = {}
    for folder in sys.path if folders is None else folders:
        for entry in _names(folder or "."):
            name, _, version = entry.removesuffix(ENDING).partition("-")
            found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    return {name: found[name] for name in NEEDED if name in found}


def _names(folder: str) -> list[str]:
    try:
        return [entry for entry in os.listdir(folder) if entry.endswith(ENDING)]
    except OSError:  # a part of the path may be an archive, or not be there
        return []
