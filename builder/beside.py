"""One file beside the rest: its references settled, and what is amiss with it that it does not say by itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from . import facts, integrity, own, telltale
from .checks import Flaw, twice
from .directory import Entity
from .lookups import finder, taken
from .model import KINDS, Assignment, Profile, Record
from .places import placed
from .problems import Problem
from .references import settled
from .settings import Rules, Settings
from .standing import Counts, counts
from .visibility import Edition
from .vocabulary import Vocabulary


class Judged(NamedTuple):
    """A file with its references settled, all that is amiss with it, and whether it can be shown."""

    entity: Entity
    record: Record | None
    problems: tuple[Problem, ...]
    good: bool

    @property
    def counts(self) -> Counts:
        """What counts of it."""
        return counts(self.record)


class Beside:
    """What a file is held beside: the words, the settings, the day, and what it may refer to."""

    def __init__(
        self,
        entities: Sequence[Entity],
        known: Mapping[str, Mapping[str, str]],
        vocabularies: Mapping[str, Vocabulary],
        settings: Settings,
        edition: Edition,
        today: date,
        *,
        others: Sequence[Entity],
        same: Collection[str],
    ) -> None:
        """`known` are the words that lead to the files, `others` those that people are judged by.

        Of the paths in `same` it is known that they ask for no address beside their own.
        """
        self.entities, self.others, self.vocabularies, self.settings = entities, others, vocabularies, settings
        self.edition, self.today, self.known = edition, today, known
        self._taken = taken(entities, same)
        self._sure = {
            to: frozenset(name for name, slug in names.items() if name == slug) for to, names in self.known.items()
        }
        self._sure |= {to: frozenset(vocabulary.terms) for to, vocabulary in vocabularies.items()}
        self._fields = {kind: own.own_fields(settings, kind) for kind in KINDS}
        self._of_any = own.fields_of_any(settings)
        self._settled: dict[str, tuple[Record, list[Problem]]] = {}

    @cached_property
    def network(self) -> integrity.Network:
        """What the rules are about: also what is broken or hidden counts beside other files."""
        records: dict[str, Any] = {kind: {} for kind in KINDS} | {"profiles": _People(self)}
        broken = set()
        for one in self.others:
            record, unknown = self.settled(one)
            if record is not None:
                records[one.kind][one.slug] = record
            if one.kind == "assignments" and (one.broken or any(found.severity == "error" for found in unknown)):
                broken.add(one.slug)
        return integrity.network(records, self.settings, self.vocabularies["forms"], self.today, broken)

    @cached_property
    def mentioned(self) -> Set[str]:
        """Everyone who does some work, also work that is not as it should be."""
        work = (record for record, _ in map(self.settled, self.others) if isinstance(record, Assignment))
        return {slug for one in work for slug in one.filled_by}

    def settled(self, one: Entity) -> tuple[Record | None, list[Problem]]:
        """A record with its references settled, and those that lead nowhere."""
        if one.record is None:
            return None, []
        if one.path not in self._settled:
            found: list[Problem] = []
            record = settled(one.record, finder(one, self.known, self.vocabularies, found), sure=self._sure)
            record, amiss = own.settled(record, self._fields[one.kind], self.vocabularies, self._of_any)
            found += placed(one.path, one.places(), amiss) if amiss else []
            self._settled[one.path] = record, found
        return self._settled[one.path]

    def judged(self, one: Entity) -> Judged:
        """A file with all that is amiss with it."""
        record, unknown = self.settled(one)
        if record is None:
            return Judged(one, None, (), False)
        found = [*unknown, *_amiss(one, record, self.settings, self.today, self.network)]
        if one.path in self._taken:
            found += placed(one.path, one.places(), self._taken[one.path])
        kept_off = one.broken or any(flaw.severity == "error" or flaw.code == "left-out" for flaw in found)
        return Judged(one, record, tuple(found), not kept_off)


class _People(Mapping[str, Profile]):
    """Everyone whose file could be read, with its references settled when somebody asks."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._files = {one.slug: one for one in beside.entities if one.kind == "profiles"}

    def __getitem__(self, slug: str) -> Profile:
        record, _ = self._beside.settled(self._files[slug])
        if not isinstance(record, Profile):
            raise KeyError(slug)
        return record

    def __iter__(self) -> Iterator[str]:
        return (slug for slug, one in self._files.items() if one.record is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


# What can only be judged beside the settings


def _amiss(
    entity: Entity, record: Record, settings: Settings, today: date, network: integrity.Network
) -> list[Problem]:
    again = twice(record) if record is not entity.record else ()  # other words may have become the same word
    found = [
        *again,
        *_work_load(record, settings.rules, today),
        *_too_old(record, settings.rules, today),
        *telltale.flaws(record, settings, network.organisations),
    ]
    agreed = integrity.flaws(entity.kind, record, network, entity.places)
    found += [one for one in agreed if not (entity.broken and _unread(one, record, entity.places()))]
    return placed(entity.path, entity.places(), found) if found else []


def _unread(flaw: Flaw, record: Record, places: Mapping[str, Any]) -> bool:
    """Whether a flaw misses a field that was written, and of which the mistake in it is told already."""
    path = flaw.at or str(flaw.values.get("key", ""))
    value: Any = record
    for name in path.split("."):
        value = getattr(value, name, None)
    return path in places and value is None


def _work_load(record: Record, rules: Rules, today: date) -> Iterator[Flaw]:
    """A week that holds more hours than a week has."""
    if isinstance(record, Profile):
        load = facts.load(record, rules, today)
        if load.overloaded:
            values = {"hours": load.hours, "most": rules.full_time_hours, "percent": load.percent}
            yield Flaw("engagements", "overload", values, "warning")


def _too_old(record: Record, rules: Rules, today: date) -> Iterator[Flaw]:
    """A profile that nobody confirmed for too long."""
    if isinstance(record, Profile) and facts.freshness(record, rules, today) == "left-out":
        values = {"months": rules.left_out_after_months, "day": record.confirmed_on}
        yield Flaw("confirmed_on", "left-out", values, "warning")
