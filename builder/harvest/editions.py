"""A folder of content as the documents that its own public site would publish."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from .. import build, exports, match, pages, planning
from ..assets import assets
from ..frame import Frame, tongues
from ..model import VOCABULARIES, Term
from ..rank import Ranking
from ..settings import Settings, Theme
from ..shipped import templates_folder
from ..snapshots import KINDS, Missed, SourceTerm
from ..vocabulary import Vocabulary
from .wisselwerk import Document, said


class Edition(NamedTuple):
    """What a folder publishes."""

    settings: Settings
    documents: Mapping[str, tuple[Document, ...]]  # by kind, in the order of the ids
    terms: Mapping[str, tuple[SourceTerm, ...]]  # vocabulary → the words that those use
    missed: tuple[Missed, ...] = ()


def published(folder: Path, today: date) -> Edition | None:
    """The documents of the public edition; None when there are no settings to be read."""
    directory = build.check(folder, today).directory
    if directory is None:
        return None
    # How it looks is of no matter, and nobody is matched.
    directory = replace(directory, settings=replace(directory.settings, theme=Theme(), sources=()))
    shipped, context = templates_folder(), match.context(directory)
    given, tongue = assets((shipped,), directory.settings.theme), tongues(directory.settings)[0]
    frame = planning.frame_of(directory, context.frame, (shipped,), given, tongue)
    material = pages.material(directory, Ranking({}, {}, {}, {}), context=context)
    rows = {kind: next(row for row in exports.DATA if row.path == f"api/v1/{kind}/{{slug}}.json") for kind in KINDS}
    documents: dict[str, tuple[Document, ...]] = {
        kind: tuple(
            msgspec.json.decode(_made(row, frame, row.shows(material, one)))
            for one in row.each(material)
            if getattr(one, "matching", True)  # only people who take part in matching travel
        )
        for kind, row in rows.items()
    }
    return Edition(directory.settings, documents, terms_of(directory.vocabularies, documents))


def _made(row: pages.Page, frame: Frame, shown: tuple[Any, ...]) -> bytes:
    made: Any = row.view(frame, *shown)
    return bytes(made)


def terms_of(
    vocabularies: Mapping[str, Vocabulary], documents: Mapping[str, tuple[Document, ...]]
) -> Mapping[str, tuple[SourceTerm, ...]]:
    """The words that some documents use, as a source tells them."""
    used = said(documents.values())
    found = {
        name: tuple(_term(one) for key, one in vocabularies[name].terms.items() if key in used) for name in VOCABULARIES
    }
    return {name: words for name, words in found.items() if words}


def _term(one: Term) -> SourceTerm:
    return SourceTerm(id=one.id, label=one.label, synonyms=(*one.synonyms, *one.jargon), esco=one.esco, uris=one.uris)


def taken(found: Edition, kinds: tuple[str, ...], most: int) -> Edition:
    """What is wanted of an edition: so many of these kinds, and the organisations that they name."""
    cut: dict[str, tuple[Any, ...]] = {
        kind: found.documents[kind][:most] for kind in KINDS if kind != "organisations" and kind in (kinds or KINDS)
    }
    houses = {one.get("organisation") for documents in cut.values() for one in documents}
    cut["organisations"] = tuple(one for one in found.documents["organisations"] if one["id"] in houses)[:most]
    more = [Missed(kind, "…", "too-many") for kind in cut if len(found.documents[kind]) > most]
    used = said(cut.values())
    terms = {name: tuple(one for one in words if one.id in used) for name, words in found.terms.items()}
    documents = {kind: cut.get(kind, ()) for kind in KINDS}
    return found._replace(
        documents=documents, terms={name: words for name, words in terms.items() if words}, missed=tuple(more)
    )
