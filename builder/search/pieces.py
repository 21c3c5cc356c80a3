"""The pieces that an index is kept in: bytes by name, each read when it is asked for and written when it is another."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b


class Pieces(Mapping[str, bytes]):
    """The pieces after some came, changed or left; those of before stay where they are until somebody asks."""

    def __init__(self, before: Mapping[str, bytes] | None = None) -> None:
        self.before: Mapping[str, bytes] = {} if before is None else before
        self.fresh: dict[str, bytes] = {}  # what came or changed
        self.gone: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        if name in self.fresh:
            return self.fresh[name]
        if name in self.gone:
            raise KeyError(name)
        return self.before[name]

    def __iter__(self) -> Iterator[str]:
        yield from self.fresh
        yield from (name for name in self.before if name not in self.fresh and name not in self.gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def put(self, content: bytes) -> str:
        """Keeps a file, and gives its name, which it gets from what is in it."""
        name = called(content)
        if name in self.gone or name not in self.before:
            self.fresh[name] = content
        return name

    def write(self, name: str, content: bytes) -> None:
        """Keeps a piece under a name of its own; without content there is none any more."""
        if content:
            self.fresh[name] = content
        else:
            self.fresh.pop(name, None)
            self.gone |= {name} & self.before.keys()

    def drop(self, names: Iterable[str]) -> None:
        """Lets go of pieces."""
        for name in names:
            self.write(name, b"")


def called(content: bytes) -> str:
    """The name of a file by what is in it."""
    return blake2b(content, digest_size=6).hexdigest()
