"""A look at the machine and the folder: what is ready to build, and what would make it better."""

import sys
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from .build import check
from .problems import errors
from .shipped import templates_folder

PARTS = ("lunr.js", "stemmer-base.js", "components.css", "tokens.css", "noto-sans.woff2")


class Finding(NamedTuple):
    """One thing looked at; the words are in the locales under `cli.doctor.<name>`."""

    name: str
    good: bool
    values: Mapping[str, object] = {}
    optional: bool = False


def findings(root: Path, today: date) -> list[Finding]:
    """What was found, the machine first."""
    import yaml

    checked = check(root, today)
    directory, broken = checked.directory, errors(checked.problems)
    settings = directory.settings if directory else None
    vendor = templates_folder() / "static" / "vendor"
    found = [
        Finding("python", sys.version_info >= (3, 11), {"version": ".".join(map(str, sys.version_info[:3]))}),
        Finding("libyaml", bool(yaml.__with_libyaml__)),
        Finding("markupsafe", find_spec("markupsafe._speedups") is not None, optional=True),
        Finding("parts", all((vendor / name).is_file() for name in PARTS)),
        Finding("settings", directory is not None),
    ]
    if directory and settings:
        values = {
            "people": len(directory.profiles),
            "work": len(directory.assignments),
            "organisations": len(directory.organisations),
            "errors": len(broken),
        }
        found += [
            Finding("base-url", settings.base_url is not None, optional=True),
            Finding("repository", settings.repository is not None, optional=True),
            Finding("content", not broken, values),
        ]
    return found
