"""What a file should not tell: of the machine that made it, and what only members may read."""

import getpass
import html
import re
import socket
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

WORD = re.compile(r"\w+")
MARKUP = re.compile(r"<[^>]*>")
SHORTEST = 4  # letters of a word by which a text is looked for


def of_machine(*folders: Path) -> tuple[bytes, ...]:
    """Paths of this machine, and who works at it: what a site would hold if it told where it was made."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    found = [str(one.resolve()) for one in folders]
    found = [one for one in found if one.count("/") > 1]  # a short path is a word that anyone may write
    if user:
        found += [f"/home/{user}/", f"/Users/{user}/", f"\\Users\\{user}\\", f"{user}@{socket.gethostname()}"]
    return tuple(sorted({one.encode() for one in found}))


def told(data: bytes, traces: Iterable[bytes]) -> Iterator[str]:
    """Which of these stand in a file."""
    yield from (f"the machine that made it: {one.decode(errors='replace')}" for one in traces if one in data)


def indexed(values: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Values by the longest word in each, so that a file is gone through once for all of them."""
    found: dict[str, list[str]] = {}
    for value in values:
        words = WORD.findall(value.casefold())
        longest = max(words, key=len, default="")
        if len(longest) >= SHORTEST:
            found.setdefault(longest, []).append(" ".join(words))
    return {word: tuple(values) for word, values in found.items()}


def held(path: str, data: bytes, values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Which of the values stand in a file, whatever stands between their words."""
    text = data.decode(errors="ignore").casefold()
    marked = path.endswith((".html", ".xml", ".svg"))
    words = WORD.findall(html.unescape(text) if marked else text)
    hit = values.keys() & set(words)
    if hit and marked:  # a value may be cut by tags, and stand in one
        words += WORD.findall(html.unescape(MARKUP.sub(" ", text)))
    whole = f" {' '.join(words)} " if hit else ""
    yield from (
        f"what only members may read: {one}" for word in sorted(hit) for one in values[word] if f" {one} " in whole
    )
