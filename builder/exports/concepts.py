"""The words of the network as a document that other networks can lay beside their own."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from ..concepts import Home, home, lists, spoken
from ..frame import Frame
from ..model import Arrangement, Term
from ..vocabulary import Vocabulary
from .provenance import FrontDoor, Licence, stated


class TermEntry(Struct, frozen=True, kw_only=True):
    """A word of the network: a skill, a field of work, a form of working, a strength, a region or a word of its own."""

    id: str
    uri: Annotated[str | None, Meta(description="the address of this word itself; null when the site has no address")]
    label: Annotated[Mapping[str, str], Meta(description="the word, per language")]
    synonyms: Annotated[tuple[str, ...], Meta(description="other words for the same")]
    jargon: Annotated[tuple[str, ...], Meta(description="what insiders say")]
    broader: Annotated[tuple[str, ...], Meta(description="the terms this is part of, by id")]
    related: Annotated[tuple[str, ...], Meta(description="the terms that lie near, by id")]
    esco: Annotated[str | None, Meta(description="the ESCO address of the same concept")]
    uris: Annotated[tuple[str, ...], Meta(description="other public addresses of the same concept")]
    explanation: Annotated[str | None, Meta(description="what it means")]
    to_arrange: Annotated[tuple[Arrangement, ...], Meta(description="for a form of working: what must be arranged")]


class VocabulariesDocument(Struct, frozen=True, kw_only=True):
    """All words of the network: a list of terms for each of its vocabularies, by the name of the vocabulary."""

    language: Annotated[str, Meta(description="of the synonyms, the jargon and the explanations")]
    vocabularies: Mapping[str, tuple[TermEntry, ...]]
    licence: Licence
    directory: FrontDoor


def vocabularies(frame: Frame) -> VocabulariesDocument:
    """Every list of words that may be told of, in the order of the ids."""
    known = frame.vocabularies
    names = lists(known, frame.settings, frame.edition)
    return VocabulariesDocument(
        language=frame.language,
        vocabularies={
            name: tuple(
                _entry(frame, known[name], one, home(frame.settings, name, frame.path_of))
                for one in known[name].terms.values()
            )
            for name in names
        },
        **stated(frame),
    )


def _entry(frame: Frame, words: Vocabulary, one: Term, at: Home) -> TermEntry:
    return TermEntry(
        id=one.id,
        uri=at.term(one.id) if at.base else None,
        label=spoken(one, frame.language),
        synonyms=one.synonyms,
        jargon=one.jargon,
        broader=words.broader.get(one.id, ()),
        related=words.related.get(one.id, ()),
        esco=one.esco,
        uris=one.uris,
        explanation=one.explanation,
        to_arrange=one.to_arrange,
    )
