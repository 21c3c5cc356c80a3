"""A look at the machine and the folder: what is ready to build, and what would make it better."""

import sys
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from . import publish, share
from .assets import assets
from .build import check
from .contrast import too_close
from .directory import Directory
from .frame import tongues
from .personal import unsaid
from .planning import template_folders
from .problems import errors
from .settings import Settings, Theme
from .shipped import templates_folder
from .theme import missing, seen

PARTS = ("lunr.js", "js-yaml.js", "stemmer-base.js", "components.css", "tokens.css", "noto-sans.woff2", "outlines.json")


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
    directory, broken = checked.home, errors(checked.problems)
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
            *([Finding("share-images", bool(share.painter()), optional=True)] if settings.share_images else []),
            _size(root, directory),
            *_house_style(root, settings.theme),
            *(_personal_data(settings) if directory.profiles else ()),
        ]
    return found


# GitHub Pages takes no larger site, and a deployment ends after ten minutes.
MOST_PUBLISHED = 1_000_000_000
# Bytes for each person and for each assignment, of pages in one language and of data: measured on 10,000 and 1,000.
PERSON, WORK = (58_000, 18_000), (61_000, 17_000)
REST = 1_500_000  # styles, scripts, fonts, and pages there is one of


def _size(root: Path, directory: Directory) -> Finding:
    """How large the site is: as it stands, or before the first build by what others took."""
    standing = sum(publish.standing_in(root / "site").values()) if (root / "site" / publish.MARK).is_file() else 0
    size = standing or estimated(directory)
    name = "size" if standing else "size-estimated"
    return Finding(name, size <= MOST_PUBLISHED, {"size": f"{max(1, size // 1_000_000)}"}, optional=True)


def estimated(directory: Directory) -> int:
    """How many bytes a site will be, more or less."""
    many = len(tongues(directory.settings))
    each = (PERSON, len(directory.profiles)), (WORK, len(directory.assignments))
    return REST * many + sum((pages * many + data) * count for (pages, data), count in each)


def _personal_data(settings: Settings) -> list[Finding]:
    """What the record of processing of real people still misses."""
    if settings.fictional:
        return []
    lacking = unsaid(settings)
    return [Finding("processing", not lacking, {"names": ", ".join(lacking)}, optional=True)]


def _house_style(root: Path, theme: Theme) -> list[Finding]:
    """What a network's own tokens leave to the theme, and which of the colours are hard to tell apart."""
    if theme.tokens is None:
        return []
    files = assets(template_folders(root), theme).files
    light, dark = missing(files, theme)
    close = dict.fromkeys(
        f"--{pair.front} / --{pair.ground} ({ratio:.1f} < {pair.least})"
        for colours in seen(files, theme)
        for pair, ratio in too_close(colours)
    )
    return [
        Finding("tokens", not light, {"file": theme.tokens, "names": ", ".join(light)}, optional=True),
        Finding("tokens-dark", not dark, {"file": theme.tokens, "names": ", ".join(dark)}, optional=True),
        Finding("tokens-contrast", not close, {"file": theme.tokens, "pairs": "; ".join(close)}, optional=True),
    ]
