"""What a file should not tell: of the machine that made it, and what only members may read."""

import getpass
import html
import re
import socket
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .faults import Fault, fault

WORD = re.compile(r"\w+")
MARKUP = re.compile(r"<[^>]*>")
SHORTEST, FEWEST = 4, 8  # letters of a word by which a text is looked for, or of all of them together
# Whatever is no letter or figure of ASCII made a space, and capitals small.
PLAIN = bytes(ord(chr(n).lower()) if chr(n).isalnum() and n < 128 else ord(" ") for n in range(256))
NO_WORD = b""  # stands for the longest word of a text that has none in ASCII


class Sought(NamedTuple):
    """A text that may not stand in a file, as `normal` gives it, and its words as far as they are written in ASCII."""

    text: str
    words: tuple[bytes, ...]


Values = Mapping[bytes, tuple[Sought, ...]]  # by the longest word of each, so that a file is gone through once for all


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
    whole = {one for one in found if not any(other in one for other in found if other != one)}
    return tuple(sorted(one.encode() for one in whole))


def told(data: bytes, traces: Iterable[bytes]) -> Iterator[Fault]:
    """Which of these stand in a file."""
    yield from (fault("machine", text=one.decode(errors="replace")) for one in traces if one in data)


def indexed(values: Iterable[str]) -> Values:
    """Values by the longest word in each."""
    found: dict[bytes, list[Sought]] = {}
    for value in values:
        text = normal(value)
        each = [len(word) for word in text.split()]
        if max(each, default=0) >= SHORTEST or sum(each) >= FEWEST:
            words = _plain(value.encode(errors="replace")).split()
            found.setdefault(max(words, key=len, default=NO_WORD), []).append(Sought(text, tuple(words)))
    return {word: tuple(values) for word, values in found.items()}


def normal(text: str) -> str:
    """The words of a text, whatever stands between them and however they are written."""
    return " ".join(WORD.findall(text.casefold()))


def held(path: str, data: bytes, values: Values) -> list[str]:
    """Which of the values stand in a file, whatever stands between their words."""
    if not values:
        return []
    data = data.replace(b"\\n", b" ").replace(b"\r\n ", b"")  # as JSON and calendars end a line, and fold it
    plain = _plain(data)
    hit = values.keys() & plain.split()
    if NO_WORD in values and not data.isascii():
        hit.add(NO_WORD)
    likely = [one.text for word in hit for one in values[word] if all(each in plain for each in one.words)]
    if not likely:
        return []
    marked = path.endswith((".html", ".xml", ".svg"))
    text = data.decode(errors="ignore")
    words = normal(html.unescape(text) if marked else text)
    if marked:  # a value may be cut by tags, and stand in one
        words += f" {normal(html.unescape(MARKUP.sub(' ', text)))}"
    return sorted(one for one in likely if f" {one} " in f" {words} ")


def _plain(data: bytes) -> bytes:
    """A text in small letters, as far as it is written in ASCII."""
    return data.translate(PLAIN)
