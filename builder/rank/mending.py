"""The pieces of a ranking made again where something changed, from the pieces of the last time.

Who changed is set beside the rest of the work twice: as she was, to take her rows out, and as she is. So is work that
changed, beside everyone else. Only where too little is then known, all is looked at for that list alone. When nothing
is remembered, everyone and everything changed and nothing was.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .. import match
from ..directory import Directory
from ..match import Candidate, Context, Team
from .crowd import crowd, judged, sharing
from .few import Row
from .lists import mended_person, mended_work, of_person, of_work, packed, piece_in
from .memory import (
    Changes,
    Memory,
    People,
    Wanting,
    Work,
    World,
    before,
    person_in,
    read_of_person,
    read_of_work,
    work_in,
)
from .teams import (
    UNKNOWN,
    Pool,
    candidates,
    is_touched,
    mended_pool,
    packed_pool,
    pool_in,
    pool_of,
    teams_in,
    teams_of,
)

MANY = 300_000  # pairs: from here arrays are quicker, with all that they take

Rows = Mapping[str, Sequence[Row]]  # of people or of work, by slug


class Beside(NamedTuple):
    """The rows of who or what stayed: those that went, and those that came."""

    gone: Rows
    come: Rows

    def differing(self) -> Iterator[tuple[str, Sequence[Row], Sequence[Row]]]:
        """Where other rows came than went."""
        for slug in sorted({*self.gone, *self.come}):
            gone, come = self.gone.get(slug, ()), self.come.get(slug, ())
            if gone != come:
                yield slug, gone, come


class Fresh(NamedTuple):
    """The pieces that are other ones than the last time, packed."""

    people: Mapping[str, bytes]
    work: Mapping[str, bytes]
    teams: Mapping[str, bytes]
    pools: Mapping[str, bytes]


class Now(NamedTuple):
    """All there is to rank."""

    directory: Directory
    given: Context
    people: People
    work: Work

    def beside(self, work: Work) -> dict[str, list[Row]]:
        """What everyone is to each of these pieces of work."""
        near = sharing(work.values(), self.directory, self.given.frame) if work else ()
        return rows(work, {slug: self.people[slug] for slug in self.people if slug in near}, self.given)


def mended(now: Now, last: Memory, was: World, changes: Changes) -> Fresh:
    """What is to be remembered of who and what changed, and of all that this touches."""
    _, given, people, work = now
    if not last.frame and len(people) * len(work) > MANY:
        from .at_once import ranked_at_once  # to load numpy takes longer than a small network does

        return Fresh(*ranked_at_once(given, people, work))
    were = {slug: person_in(piece_in(last.people[slug]).read) for slug in sorted(changes.people & last.people.keys())}
    then = before(given, was, {slug: left for slug, (_, left) in were.items()})
    are = {slug: people[slug] for slug in sorted(changes.people & people.keys())}
    kept = {slug: one for slug, one in work.items() if slug not in changes.work}
    of_work = Beside(rows(kept, {slug: one for slug, (one, _) in were.items()}, then), rows(kept, are, given))
    anew = now.beside({slug: work[slug] for slug in work if slug in changes.work})

    stale = {slug: work_in(piece_in(last.work[slug]).read) for slug in sorted(changes.work & last.work.keys())}
    stayed = Wanting(people, (slug for slug in people if slug not in changes.people)) if stale else {}
    across, of_them = _across(anew), _across(of_work.come)
    gone = _across(now._replace(given=then, people=stayed).beside(stale))
    of_people = Beside(gone, {one: across[one] for one in across if one not in are})
    theirs = {slug: [*of_them.get(slug, ()), *across.get(slug, ())] for slug in are}
    return Fresh(_people(now, last, of_people, theirs), *_work(now, last, changes, of_work, anew))


def rows(work: Work, people: People, given: Context) -> dict[str, list[Row]]:
    """What these people are to each of these pieces of work."""
    if not work or not people:
        return {slug: [] for slug in work}
    if len(work) * len(people) > MANY:
        from .at_once import rows_at_once

        return rows_at_once(work, people, given)
    everyone = crowd(people)
    return {slug: judged(one, everyone, given) for slug, one in work.items()}


def _across(columns: Rows) -> dict[str, list[Row]]:
    """The same rows from the other side."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for slug, column in columns.items():
        for short, other, why in column:
            found[other].append((short, slug, why))
    return found


# People ---------------------------------------------------------------------------------------------------------------


def _people(now: Now, last: Memory, beside: Beside, theirs: Rows) -> dict[str, bytes]:
    """The pieces of those who changed, of whom these are all rows, and of those whom work that changed is about."""
    known = {slug: mended_person(piece_in(last.people[slug]), gone, come) for slug, gone, come in beside.differing()}
    short = {slug: now.people[slug] for slug, piece in known.items() if piece is None}
    again = _across(rows(now.work, short, now.given))
    anew = {**{slug: again.get(slug, ()) for slug in short}, **theirs}
    made = {slug: of_person(read_of_person(now.people[slug], now.given), found) for slug, found in anew.items()}
    return {slug: packed(piece) for slug, piece in {**known, **made}.items()}


# Work -----------------------------------------------------------------------------------------------------------------


def _work(
    now: Now, last: Memory, changes: Changes, beside: Beside, anew: Rows
) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """The pieces of work that is new, of which these are all rows, and of work that those who changed may do; teams."""
    _, given, people, work = now
    known = {slug: mended_work(piece_in(last.work[slug]), gone, come) for slug, gone, come in beside.differing()}
    was, pools = _pools(now, last, changes, beside)
    short = {slug for slug, piece in known.items() if piece is None}
    short |= {slug for slug, pool in pools.items() if not pool.serves(work[slug])}
    whole = {**anew, **now.beside({slug: work[slug] for slug in sorted(short)})}
    made = {slug: of_work(read_of_work(work[slug]), found) for slug, found in whole.items()}
    able = {
        slug: candidates(given, people, work[slug], found)
        for slug, found in whole.items()
        if match.team_work(work[slug], given.frame) and not (slug in pools and pools[slug].serves(work[slug]))
    }
    return (
        {slug: packed(piece) for slug, piece in {**known, **made}.items()},
        *_teams(given, work, last, was, pools, able),
    )


def _pools(now: Now, last: Memory, changes: Changes, beside: Beside) -> tuple[dict[str, Pool], dict[str, Pool]]:
    """The pools that those who changed may make a difference for: as they were, and now."""
    _, given, people, work = now
    was, mended = dict[str, Pool](), dict[str, Pool]()
    for slug, one in sorted(work.items()):
        gone, come = ([row for row in rows.get(slug, ()) if not row[2]] for rows in beside)
        if (gone or come) and match.team_work(one, given.frame):
            able = candidates(given, people, one, come)
            if is_touched(last.pools[slug], (who for _, who, _ in gone), able):
                was[slug] = pool_in(last.pools[slug])
                mended[slug] = mended_pool(was[slug], changes.people, able)
    return was, mended


def _teams(
    given: Context,
    work: Work,
    last: Memory,
    was: Mapping[str, Pool],
    mended: Mapping[str, Pool],
    able: Mapping[str, Sequence[Candidate]],
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The teams that are other ones, and the pools: of these people where everyone who is able is looked at."""
    teams, pools = dict[str, Sequence[Team]](), dict[str, Pool]()
    for slug, found in able.items():
        # It takes time to find who can make a difference, and often nobody asks: not before somebody changed.
        pools[slug] = pool_of(work[slug], found) if slug in was else UNKNOWN
        teams[slug] = teams_of(work[slug], found, given)
    for slug in was.keys() - able.keys():
        old, new = was[slug].able, mended[slug].able
        if old is not new:
            pools[slug] = mended[slug]
            others = {*old} ^ {*new}
            if not match.are_same(teams_in(last.teams[slug]), [one for one in new if one not in others], [*others]):
                teams[slug] = teams_of(work[slug], new, given)
    return {slug: packed(ones) for slug, ones in teams.items()}, {
        slug: packed_pool(pool) for slug, pool in pools.items()
    }
