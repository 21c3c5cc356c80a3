"""The digest: what is new since a day, for the newsletter of the network.

`before` reads the directory as it was from the history, `news` puts that of today beside it, `told` says what came of
it in words, and `forms` writes those as Markdown, plain text and mail.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .. import build, match, pages, planning, rank
from ..assets import Assets
from ..frame import Frame, Tongue, tongues
from ..visibility import Edition
from .before import NoHistory, before
from .forms import ENDINGS, FORMS
from .news import news
from .told import Digest
from .told import digest as told

__all__ = ("Digest", "Made", "NoAddress", "NoSettings", "digest", "files", "written")


class NoSettings(Exception):  # noqa: N818  # a state of the world, worded in the locales
    """There are no usable settings."""


class NoAddress(Exception):  # noqa: N818  # the same
    """The settings do not say where the site is, and a mail has to lead there."""


class Made(NamedTuple):
    """A digest, with the words to write it in."""

    frame: Frame
    digest: Digest
    lacks: str  # why the history did not tell what is new: a code of `cli.digest.<code>`


def digest(
    root: Path, repository: Path, since: date, today: date, edition: Edition, language: str, base_url: str | None = None
) -> Made:
    """What is new in a folder since the beginning of a day."""
    checked = build.check(root, today, edition, base_url=base_url)
    directory = checked.directory
    if directory is None:
        raise NoSettings
    if not directory.settings.base_url:
        raise NoAddress
    context = match.context(directory)
    material = pages.material(
        directory, rank.ranked(directory), (), {}, context, home=checked.home, networks=checked.networks
    )
    spoken = {one.language: one for one in tongues(directory.settings)}
    tongue = spoken.get(language, Tongue(language, "", ""))  # a language that the site does not have leads to its first
    frame = planning.frame_of(directory, context.frame, planning.template_folders(root), Assets("", {}), tongue)
    then, lacks = None, ""
    try:
        then = before(root, repository, since, directory.settings, checked.content, edition)
    except NoHistory as missing:
        lacks = missing.code
    return Made(frame, told(frame, news(material, since, then), since), lacks)


def written(made: Made, form: str) -> bytes:
    """A digest in one form."""
    found = FORMS[form](made.frame, made.digest)
    return found.encode() if isinstance(found, str) else found


def endings() -> tuple[str, ...]:
    """What the file of a digest can end in."""
    return tuple(ENDINGS.values())


def unknown(out: Path) -> bool:
    """Whether a file ends in something that no digest is written as."""
    return bool(out.suffix) and not out.is_dir() and out.suffix not in endings()


def files(made: Made, form: str | None, out: Path, today: date) -> Mapping[Path, bytes]:
    """What to write where: one form in a file, or every form in a folder."""
    by_ending = {ending: name for name, ending in ENDINGS.items()}
    if form is None and not out.is_dir() and out.suffix in by_ending:
        form = by_ending[out.suffix]
    if form is None and (out.is_dir() or not out.suffix):
        return {out / f"digest-{today}{ending}": written(made, name) for name, ending in ENDINGS.items()}
    form = form or "markdown"
    return {out / f"digest-{today}{ENDINGS[form]}" if out.is_dir() else out: written(made, form)}
