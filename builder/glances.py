"""Whether all that is shown of somebody, or of some work, can be as it was, seen at a glance.

What the outputs about a person show takes many steps to gather. Nearly everyone's follow from her own record, from her
lists of matches, and from what is the same for all: the organisations, the work, the pools. Those of work follow from
the same, and from the records of the people in its lists; those of a pool from its members' records, and from all that
lists show, as those of organisations and events do. A hash of that is soon made, and while it is the same nothing
needs gathering. Of whoever mentions others, and of lists, all that lists show counts too: the `outline`.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

import msgspec

from . import rank
from .material import Material
from .model import Assignment, Pool, Record
from .plan import Digests, stamp
from .shelves import hash_of
from .sketches import Sketch


class Lone(NamedTuple):
    """The files of people that mention no others and are mentioned by no work, by slug; and what the matching knows."""

    files: Mapping[str, str]
    matches: rank.Memory
    others: frozenset[str] | None = None  # everyone who may be other than she was; None when nobody knows


class Glances:
    """What the outputs about people and work follow from."""

    def __init__(self, given: Material, lone: Lone, digests: Digests) -> None:
        self._given, self._lone, self._outline = given, lone, outline(given, digests)
        self._people = given.directory.digests.get("profiles", {})
        self._work = given.directory.digests.get("assignments", {})
        self._same_for_all = _same_for_all(given, digests)
        self._begun: dict[tuple[bytes, int], bytes] = {}

    def of_lists(self, mark: bytes) -> bytes:
        """The hash for all lists with this mark."""
        return stamp((mark, self._outline))

    def of_everyone(self, mark: bytes) -> bytes:
        """The hash of what is the same for all people with this mark, but for those who are tied to others."""
        return stamp((mark, self._same_for_all))

    def are_as_they_were(self, *, alone: bool) -> Callable[[str], bool]:
        """Tells of whom all is certainly as it was, where all lists are, or only what shows those who stand `alone`."""
        known, files = self._people, self._lone.files
        if self._lone.others is None:
            return lambda _: False
        teams = (self._given.together.get(slug, ()) for slug in self._lone.others)
        others = self._lone.others.union(*(mates for found in teams for _, mates in found))  # a team is told by names
        return lambda slug: slug not in others and slug in (files if alone else known)

    def at(self, marks: bytes, rows: int, one: Record | Sketch) -> bytes:
        """The hash for something with so many outputs; empty when more than this may be shown of it."""
        told = self._told_of(one)
        if not told:
            return b""
        begun = self._begun.get((marks, rows))
        if begun is None:
            begun = self._begun[marks, rows] = _pack((marks, rows, self._same_for_all))
        return hashlib.blake2b(b"".join((begun, *told)), digest_size=16).digest()

    def _told_of(self, one: Record | Sketch) -> tuple[bytes, ...]:
        if isinstance(one, Sketch):
            return self._of_person(one.slug)
        if isinstance(one, Assignment):
            return self._of_work(one)
        members = self._records_of(one.members if isinstance(one, Pool) else ())
        return () if members is None else (self._outline, *members)

    def _of_person(self, slug: str) -> tuple[bytes, ...]:
        file, record = self._lone.files.get(slug), self._people.get(slug)
        if record is None:
            return ()
        tied = () if file is not None else (self._outline,)
        seen = self._given.directory.people
        teams = self._given.together.get(slug, ())
        together = [_pack((work, [(other, seen[other].card.name) for other in others])) for work, others in teams]
        # Hashes are of one length, and no address or path holds a zero.
        matches = hash_of(self._lone.matches.people, slug)
        return (record, matches, slug.encode(), b"\0", (file or "").encode(), b"\0", *tied, *together)

    def _of_work(self, one: Assignment) -> tuple[bytes, ...]:
        given, slug, matches = self._given, one.slug, self._lone.matches
        people, record = self._people_of(one), self._work.get(slug)
        if people is None or record is None:
            return ()
        campaigns = [(event.slug, event.title) for event in given.cards.campaigns.get(slug, ())]
        about = _pack((slug, given.sources.get(("assignments", slug), ""), campaigns))
        return (record, hash_of(matches.work, slug), b"\0", hash_of(matches.teams, slug), about, *people)

    def _people_of(self, one: Assignment) -> list[bytes] | None:
        """The hashes of the records of everyone who is shown with work; None when there is one without."""
        ranking, slug = self._given.ranking, one.slug
        listed = (other for other, _ in ranking.by_assignment.get(slug, ()))
        return self._records_of(listed, one.filled_by, _members(ranking, slug))

    def _records_of(self, *people: Iterable[str]) -> list[bytes] | None:
        """The hashes of the records of these people, as far as they are shown; None when there is one without."""
        found = set(chain.from_iterable(people)) & self._given.directory.people.keys()
        known = [self._people.get(slug) for slug in sorted(found)]
        return None if None in known else [one for one in known if one]


def _members(ranking: rank.Ranking, slug: str) -> Iterable[str]:
    """Everyone in a team for some work."""
    return (other for team in ranking.teams.get(slug, ()) for other in team.members)


def outline(given: Material, digests: Digests) -> bytes:
    """The hash of all that lists and pages there is one of show: everything but what only the records of people say.

    Of people that is their sketches. Who fits what is not in it either: no list tells of matches.
    """
    pack = msgspec.msgpack.Encoder(order="deterministic").encode
    told = [pack((given.problems, given.networks, given.past, list(given.sources.items())))]
    for one in (given.directory,) if given.home is given.directory else (given.directory, given.home):
        records = (*one.organisations.values(), *one.assignments.values(), *one.pools.values(), *one.events.values())
        told.append(pack((one.edition, one.today, one.settings, one.standing, one.census.sketches)))
        told.append(digests.key(b"", "outline", "", records))
    return stamp(told)


def _same_for_all(given: Material, digests: Digests) -> bytes:
    """The hash of all organisations, work and pools, as records and as cards."""
    directory, made = given.directory, given.cards
    shown = (
        tuple(directory.organisations.values()),
        tuple(given.sides.work.values()),
        tuple(made.work.values()),
        tuple(directory.pools.values()),
        tuple(made.pools.values()),
        bool(made.open_work),
    )
    return digests.key(b"", "glances", "", shown)


_pack = msgspec.msgpack.Encoder().encode
