"""What a page tells of the things it shows: everything its template needs, worked out and in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .directory import Edition
from .model import Settings
from .phrases import Phrases
from .vocabulary import Vocabulary

View = Mapping[str, Any]


@dataclass(frozen=True, eq=False, kw_only=True)
class Frame:
    """What every page may know, whatever it is about; a change in it touches all of them."""

    settings: Settings
    edition: Edition
    today: date
    language: str
    words: Phrases
    problem_words: Phrases  # `problem.<code>` and `hint.<code>`, for the status page
    vocabularies: Mapping[str, Vocabulary]
    asset: Callable[[str], str]  # "site.css" → where it lands, from the root of the site
    folders: tuple[Path, ...]  # where templates are looked for, the network's own first
    version: str


def about(frame: Frame) -> View:
    """What this directory is, and who runs it."""
    return {"title": frame.words["about.title"], "crumbs": ()}
