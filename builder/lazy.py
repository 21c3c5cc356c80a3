"""Mappings of which the names are known, and each value is found when somebody asks for it."""

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")


class Lazy(Mapping[str, V]):
    """Values by name; a kind of it says how one is found."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names  # quick to look in, and in the order of the mapping

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
