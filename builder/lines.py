"""Lines as iCalendar (RFC 5545) and vCard (RFC 6350) want them: escaped, folded, and ended with CR LF."""

import re
from collections.abc import Iterable

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
MOST_OCTETS = 75  # in a line, without its end
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def text(value: str) -> str:
    """A text as a value of one line: what separates values is escaped, a new line is `\\n`, controls are left out."""
    if value.isprintable():  # nearly all, and most need nothing
        return value.translate(ESCAPES) if "," in value or ";" in value or "\\" in value else value
    one = value.translate(ESCAPES).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", one).replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never cut inside a character."""
    if line.isascii():
        if len(line) <= MOST_OCTETS:
            return line
        rest = range(MOST_OCTETS, len(line), MOST_OCTETS - 1)  # the space that a next piece begins with counts
        return "\r\n ".join([line[:MOST_OCTETS], *(line[at : at + MOST_OCTETS - 1] for at in rest)])
    if len(line.encode()) <= MOST_OCTETS:
        return line
    pieces, room = [""], MOST_OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append("")
            room = MOST_OCTETS - 1  # the space that a next piece begins with
        pieces[-1] += character
        room -= size
    return "\r\n ".join(pieces)


def written(lines: Iterable[str]) -> bytes:
    """Lines as a file."""
    return "".join([folded(line) + "\r\n" for line in lines]).encode()
