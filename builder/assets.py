"""The files that pages lean on: styles, scripts, the font and the logo."""

import hashlib
from collections.abc import Mapping, Set
from pathlib import Path
from typing import NamedTuple

from .settings import Theme
from .theme import SHEET, plain_logo, sheet

DEFAULT = Theme()
ON_EVERY_PAGE = frozenset({"favicon.svg", "site.css"})
KINDS_OF_FILE = frozenset({".css", ".js", ".svg", ".woff2", ".png", ".ico", ".txt"})


class Assets(NamedTuple):
    """The files by name (`site.css`, `vendor/lunr.js`), and the folder they land in.

    The folder carries a hash of all of them: a browser may keep it for ever, and they find each other by their names.
    """

    folder: str
    files: Mapping[str, bytes]

    def path(self, name: str) -> str:
        """Where a file lands, from the root of the site."""
        if name not in self.files:
            raise KeyError(name)
        return f"{self.folder}/{name}"


def assets(folders: tuple[Path, ...], theme: Theme = DEFAULT, refused: Set[str] = frozenset()) -> Assets:
    """What stands in `static/` of the template folders, an earlier one before a later one, and the theme.

    What is `refused` is left out where a network puts its own files.
    """
    files: dict[str, bytes] = {}
    for folder in reversed(folders):
        static = folder / "static"
        for path in sorted(static.rglob("*")):
            name = path.relative_to(static).as_posix()
            if folder == folders[0] and name in refused - ON_EVERY_PAGE:
                continue
            if path.suffix in KINDS_OF_FILE and path.is_file() and not path.is_symlink():
                files[name] = path.read_bytes()
    files[SHEET] = sheet(files, theme)
    if theme.logo:
        files[theme.logo.file] = plain_logo(theme.logo.file, files[theme.logo.file])
    whole = hashlib.blake2b(digest_size=5)
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return Assets(f"assets/{whole.hexdigest()}", {name: files[name] for name in sorted(files)})
