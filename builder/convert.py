"""Located text becomes records, and every mistake on the way becomes a problem."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from yaml import MappingNode, Node, SequenceNode

from . import checks, model
from .documents import Document
from .keys import key_text, values_of
from .model import Part, Record
from .places import Place, Spot, placed, places_of
from .problems import Problem, errors
from .readers import keys_of
from .reading import Mark, Marked, Reading


class Made(NamedTuple):
    """What became of one file: a record with the spots of its fields, or nothing, and the problems met.

    A record with an error in it is there too, as far as it could be made, so that its references can be looked at:
    it is `broken`, and is not for showing.
    """

    record: Any
    marked: Sequence[Marked]
    problems: list[Problem]
    first_line: int = 0

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where each field stands, in the file: asked for only when there is something to say."""
        first = self.first_line + 1
        return tuple([(one, step, said, first + at.line, 1 + at.column) for one, step, said, at in self.marked])

    @property
    def broken(self) -> bool:
        """Whether a mistake keeps it off the site."""
        return self.record is None or bool(errors(self.problems))

    @property
    def places(self) -> Mapping[str, Place]:
        """Where each field stands."""
        return places_of(self.spots)


def made(document: Document, kind: type[Record], slug: str, beside: tuple[str, ...] = ()) -> Made:
    """A record of this kind; None when too little is right to make one.

    `beside` names the images in the record's own folder.
    """
    reading = _begun(document)
    values = values_of(document.node, 0, reading, kind, keys_of(kind))
    reading.spots.append((0, "body", "", Mark(document.body_line - document.first_line - 1, 0)))
    record = None if values is None else kind(slug=slug, body=document.body, **values)
    found = _made(record, reading)
    flaws = list(checks.flaws(record, beside)) if record is not None else []
    if flaws:
        places = found.places
        told = [flaw for flaw in flaws if not any(_is_wrong(at, places, reading) for at in flaw.lacks)]
        reading.problems += placed(document.path, places, told)
    return found


def made_part(document: Document, kind: type[Part]) -> Made:
    """A mapping without slug and body, such as the settings."""
    reading = _begun(document)
    values = values_of(document.node, 0, reading, kind, keys_of(kind))
    part = None if values is None else kind(**values)
    broken = any(one.severity == "error" for one in reading.problems)
    return _made(None if broken else part, reading)


def made_terms(document: Document) -> Made:
    """The terms of a vocabulary, each with its place; a bad term is left out and reported."""
    reading = _begun(document)
    if not isinstance(document.node, SequenceNode):
        reading.amiss(document.node, 0, "vocabulary-not-a-list")
        return Made([], (), reading.problems)
    terms = []
    for n, node in enumerate(document.node.value):
        at = reading.spot(node, 0, n, _id_of(node) or None)
        values = values_of(node, at, reading, model.Term, keys_of(model.Term))
        if values is not None:
            terms.append((model.Term(**values), (reading.line(node), node.start_mark.column + 1, reading.written(at))))
    return Made(terms, (), reading.problems)


def _made(record: Any, reading: Reading) -> Made:
    return Made(record, reading.spots, reading.problems, reading.first_line)


def _begun(document: Document) -> Reading:
    """The reading of a file of which only the beginning is known."""
    return Reading(document.path, document.first_line)


def _id_of(term: Node) -> str:
    """What a term is called in a report."""
    pairs = term.value if isinstance(term, MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key_text(key) == "id"), "")[:60]


def _is_wrong(at: str, places: Mapping[str, Place], reading: Reading) -> bool:
    """Whether a field was written and a mistake in it reported: then it is not missed too."""
    written = places.get(at, (0, 0, ""))[2]
    return at in reading.meant or (bool(written) and any(one.field.startswith(written) for one in reading.problems))
