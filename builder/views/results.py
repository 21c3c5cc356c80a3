"""What came of work."""

from collections.abc import Sequence
from typing import NamedTuple

from ..cards import WorkCard
from ..frame import Frame
from .pieces import gist, tongue


class ResultView(NamedTuple):
    """Work that is done, with what came of it and who did it."""

    slug: str
    title: str
    outcome: str
    tongue: str
    people: tuple[tuple[str, str], ...]


def results(frame: Frame, work: Sequence[WorkCard]) -> list[ResultView]:
    """What came of the work that says so."""
    return [
        ResultView(card.slug, card.title, gist(card.outcome), tongue(frame, card), card.filled_by)
        for card in work
        if has_result(card)
    ]


def has_result(card: WorkCard) -> bool:
    """Whether work is done and says what came of it."""
    return card.state == "finished" and card.outcome != ""
