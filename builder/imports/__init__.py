"""What people already have elsewhere becomes drafts of content files: nothing is published, nothing is overwritten.

A door for each kind of file reads it as the hostile input it may be and gives `Draft`s with remarks; `judging` lets the
project's own reader judge them, and `doing` writes what is left.
"""

from collections.abc import Callable, Mapping

from .drafts import Brought, Draft, Known, Remark, Settled, Unreadable, Wish, known, stored
from .judging import settled

__all__ = (
    "Brought", "Draft", "Known", "Remark", "Settled", "Unreadable", "Wish", "brought", "known", "settled",
    "stored",
)  # fmt: skip

# What may be asked of each door beside a file; anything else is wrong use.
OPTIONS: Mapping[str, frozenset[str]] = {
    "linkedin": frozenset({"out", "organisation", "force"}),
    "jsonresume": frozenset({"out", "organisation", "force"}),
    "table": frozenset({"organisation", "kind", "mapping", "force"}),
    "organisations": frozenset({"only", "force"}),
    "vocabulary": frozenset({"only", "uri", "uris", "with_narrower", "list", "out"}),
}


def brought(door: str, wish: Wish, here: Known) -> Brought:
    """What a file holds, as drafts and remarks."""
    from .jsonresume import brought as resume
    from .linkedin import brought as linkedin
    from .lists import organisations
    from .people import brought as people
    from .words import terms

    ways: Mapping[str, Callable[[Wish, Known], Brought]] = {
        "linkedin": linkedin,
        "jsonresume": resume,
        "table": people,
        "organisations": organisations,
        "vocabulary": terms,
    }
    return ways[door](wish, here)
