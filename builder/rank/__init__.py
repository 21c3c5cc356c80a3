"""Who fits which work best: the lists of `match`, found without looking at every pair, and without looking twice.

Only people who share something with the work are looked at; people who are equal in what a question reads of them are
asked it once; and what was judged the last time is judged again only where something changed that matching reads. The
answers themselves are `match`'s.
"""

import os
from collections.abc import Mapping

from msgspec.structs import replace

from .. import match
from ..directory import Directory
from ..match import Context
from ..shelves import pieces
from .lists import Barred, Ranking, Scores, ranking_of
from .memory import Changes, Memory, People, Work, changes, frame_key, keys, marks, others, wanting, world_in, world_of
from .mending import Now, mended
from .reasons import REASONS

# No matrices are multiplied here. The threads that numpy starts for that as it is loaded only cost time, and a process
# with threads cannot be copied safely.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ("REASONS", "Barred", "Memory", "Ranking", "Scores", "others", "ranked", "ranked_since")


def ranked(directory: Directory) -> Ranking:
    """The lists of all work that looks for people, and of everyone who wants matches."""
    return ranked_since(directory, Memory())[0]


def ranked_since(
    directory: Directory, last: Memory, given: Context | None = None, digests: Mapping[str, bytes] | None = None
) -> tuple[Ranking, Memory]:
    """The same lists, and what to remember for the next time: what is as it was then costs next to nothing.

    `digests` may hold one for each profile: whoever has the one she had has the same record, and it is not read.
    """
    given = given or match.context(directory)
    frame = frame_key(given.frame)
    last = last if frame == last.frame else Memory()
    known = marks(given, digests or {})
    people, other = wanting(directory.profiles, known, last)
    work = {slug: one for slug, one in directory.assignments.items() if match.is_matched(one, directory.today)}
    now, was = keys(given, work), world_in(last.world)
    changed = changes(given, people, other, now, was, last)
    if last.frame and not any(changed):
        memory = last if known == last.marks else replace(last, marks=known)
        return ranking_of(memory.people, memory.work, memory.teams), memory
    if not last.frame or _looks(people, work, changed) > len(people) * len(work):
        last, was, changed = Memory(), world_in(b""), Changes(frozenset(people), frozenset(work))
    fresh = mended(Now(directory, given, people, work), last, was, changed)
    together = [slug for slug in sorted(work) if match.team_work(work[slug], given.frame)]
    memory = Memory(
        frame,
        world_of(given),
        known,
        now,
        pieces(people, fresh.people, last.people),
        pieces(work, fresh.work, last.work),
        pieces(together, fresh.teams, last.teams),
        pieces(together, fresh.pools, last.pools),
    )
    return ranking_of(memory.people, memory.work, memory.teams), memory


def _looks(people: People, work: Work, changed: Changes) -> int:
    """How many pairs are looked at, as they were and as they are, when no more is done than is asked."""
    return 2 * (len(changed.people) * len(work) + len(changed.work) * len(people))
