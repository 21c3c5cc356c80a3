"""A page: its policy first, every tag on the list, every name once, and every link leading somewhere.

Most tags of a site stand on many pages, and so do the header and the footer. What was good once is good again, and
what leads to a file is so in the same folder: only what is new is looked at closely.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from . import formats
from .faults import Fault, fault
from .links import MISSING, Stands, landing, leads, of_ours
from .tags import CSP, CSP_MOVED, tag

BEGIN = re.compile(
    rb'\s*<!doctype html>\s*<html[^<>]*>\s*<head>\s*<meta charset="utf-8">\s*'
    rb'<meta http-equiv="Content-Security-Policy" content="(?:'
    + re.escape(CSP).encode()
    + b"|"
    + re.escape(CSP_MOVED).encode()
    + rb')">',
    re.IGNORECASE,
)
TAG = re.compile(rb"<[^/][^>]*>")
# What needs no closer look, for its form says all: descriptions, shapes, and links to elsewhere.
FREE = rb'"[^"<>]*"'
HEAD = rb'<meta (?:name="description"|property="og:(?:title|description|site_name)") content=' + FREE + rb">"
SHAPES = (
    rb"<(?:rect|circle|path|line|text|svg|li|div|span|td|tr)(?: (?:class|c[xy]|r|[xy]|width|height|d|data-label|"
    rb'aria-label|lang|viewBox|role|aria-hidden|focusable)="[^"<>]*")*/?>'
)
ELSEWHERE = (
    rb'<a (?:class="[a-z0-9 -]*" )?href="(?:mailto:[!-;=?-~]*|https?://[a-z0-9_-]+(?:\.[a-z0-9_-]+)*'
    rb'(?:[/?#](?:[!#-;=?-\[\]-~])*)?)"(?: (?:rel|class|hreflang)="[a-z -]*")*(?: aria-describedby="([a-z-]*)")?>'
)
FORM_SAYS_ALL = re.compile(b"|".join((HEAD, SHAPES)))
TO_ELSEWHERE = re.compile(ELSEWHERE)
TO_PAGE = re.compile(
    rb'<a (?:class="[a-z0-9 -]*" )?href="((?:\.\./)*)((?:[a-z0-9_-]+/)*[a-z0-9._-]+)'
    rb'(?:\?file=[a-z0-9/._-]+)?(?:#([a-z0-9_-]+))?"(?: (?:(?:lang|hreflang)="[a-z]{2}"|rel="[a-z]+"))*>'
)
ALTERNATE = re.compile(
    rb'<link rel="(?:alternate|canonical)"(?: hreflang="[a-z]{2}")? href="(https?://[!#-;=?-\[\]-~]+)">'
)
DATA_TAG = b'<script type="application/'
IN_DATA = (b"<", b">", b"&", "\u2028".encode(), "\u2029".encode())
MOST_GOOD = 250_000
LONG = 130  # bytes: a longer tag is seldom met again


class Frame(NamedTuple):
    """What pages of a folder have in common: its text, the names in it, and those that it leads to."""

    text: bytes
    names: tuple[bytes, ...]
    leads: frozenset[str]


class Known(NamedTuple):
    """What a look at one site may know, and what it remembers of the pages before."""

    stands: Stands
    home: str  # the address of the site, when it has one
    good: set[bytes]  # tags that may stand anywhere
    leading: dict[str, set[bytes]]  # tags that lead to files, by the folder that they are good in
    named: dict[bytes, Sequence[str]]  # tags with a name or that lead to one, with those
    frames: dict[str, Frame]  # of the last page, by folder
    places: set[tuple[str, str]]  # in other files that pages lead to, newly met: the path, and the name in it


def known(stands: Stands, home: str = "") -> Known:
    """Nothing remembered yet."""
    return Known(stands, home, set(), {}, {}, {}, set())


def amiss(path: str, data: bytes, given: Known) -> Iterator[Fault]:
    """All that is amiss with a page."""
    if not BEGIN.match(data):
        yield fault("policy")
    if not data.isascii() and not _is_text(data):
        yield fault("no-utf-8")
    frame, parts = parted(data)
    names = ids(parts)
    wrong, refers = _looked_through(path, parts, given)
    if frame:
        same = given.frames.get(_folder(path))
        if same is None or same.text != frame:  # to compare costs less than to look it up
            more, leading = _looked_through(path, (frame,), given)
            wrong += more
            same = given.frames[_folder(path)] = Frame(frame, tuple(ids((frame,))), frozenset(leading))
        names += same.names
        refers |= same.leads
    yield from wrong
    there = set(names)
    if len(there) < len(names):
        twice = min(one for one in there if names.count(one) > 1)
        yield fault("id-twice", name=twice.decode(errors="replace"))
    for name in sorted(refers):
        if name.encode() not in there:
            yield fault("id-missing", name=name)
    if DATA_TAG in data:
        yield from _data(data)
    _bounded(given)


def _is_text(data: bytes) -> bool:
    try:
        return bool(data.decode())
    except UnicodeDecodeError:
        return False


def parted(data: bytes) -> tuple[bytes, Sequence[bytes]]:
    """What a page has in common with others, header and footer, and its other parts; all of it when it has none."""
    start, stop, foot = data.find(b"</nav>"), data.find(b"</header>"), data.rfind(b"</main>")
    if not 0 < start <= stop < foot:
        return b"", (data,)
    parts = data[:start], data[start:stop], data[stop:foot], data[foot:]
    # A part that ends inside a tag was cut where no tag begins.
    if any(part.rfind(b"<") > part.rfind(b">") for part in parts):
        return b"", (data,)
    return parts[1] + parts[3], (parts[0], parts[2])


def ids(parts: Iterable[bytes]) -> list[bytes]:
    """The ids in parts of a page, as often as they stand there."""
    return [one[: one.find(b'"')] for part in parts for one in part.split(b' id="')[1:]]


def _folder(path: str) -> str:
    return path.rpartition("/")[0] if "/" in path else path if path == MISSING else ""


def _looked_through(path: str, parts: Iterable[bytes], given: Known) -> tuple[list[Fault], set[str]]:
    """What is amiss with the tags of a page, and the names on the page that they lead to."""
    wrong, refers = list[Fault](), set[str]()
    folder = _folder(path)
    good, leading, ups, named = given.good, given.leading.setdefault(folder, set()), _ups(folder), given.named
    new = set[bytes]()
    for part in parts:
        new.update(TAG.findall(part))
    new -= good
    new -= leading
    for one in new:
        if one in named:
            refers.update(named[one])
        elif one.startswith(b"<a ") and (found := TO_PAGE.fullmatch(one)) and _stands(found, ups, given):
            leading.add(one)
        elif one.startswith(b"<a ") and (found := TO_ELSEWHERE.fullmatch(one)):
            if found[1]:
                refers.add(found[1].decode())
        elif FORM_SAYS_ALL.fullmatch(one):
            if len(one) < LONG:
                good.add(one)
        else:
            wrong += _closely(path, one, given, leading, refers)
    return wrong, refers


def _stands(found: re.Match[bytes], ups: Mapping[bytes, str], given: Known) -> bool:
    """Whether a link leads to a page of the site; the place in it is looked for later."""
    root = ups.get(found[1])
    target = None if root is None else root + found[2].decode()
    if target is None or not given.stands(target):
        return False
    if found[3]:
        given.places.add((target, found[3].decode()))
    return True


@lru_cache(maxsize=1024)
def _ups(folder: str) -> Mapping[bytes, str]:
    """Which folder so many steps up lead to."""
    steps = folder.split("/") if folder and folder != MISSING else []
    count = 0 if folder == MISSING else len(steps) + 1  # at any address, so no step from it leads to where it says
    return {b"../" * n: "".join(f"{step}/" for step in steps[: len(steps) - n]) for n in range(count)}


def _closely(path: str, one: bytes, given: Known, leading: set[bytes], refers: set[str]) -> list[Fault]:
    """What is amiss with a tag, which is remembered when nothing is."""
    if (found := ALTERNATE.fullmatch(one)) and (ours := of_ours(found[1].decode(), given.home)):
        return [] if given.stands(ours) else [fault("leads-nowhere", tag=one.decode())]
    text = one.decode(errors="replace")
    meant = tag(text)
    wrong = [*meant.amiss]
    if not wrong and not all(leads(path, each, given.stands) for each in meant.own):
        wrong.append(fault("leads-nowhere", tag=text))
    if meant.names and b' id="' not in one:
        wrong.append(fault("id-quotes", tag=text))
    refers.update(meant.leads)
    given.places.update((landing(path, each), each.partition("#")[2]) for each in meant.own if "#" in each)
    if wrong:
        return wrong
    if meant.own:
        if not meant.names and not meant.leads:
            leading.add(one)
    elif meant.names or meant.leads:
        given.named[one] = meant.leads
    else:
        given.good.add(one)
    return []


def _data(data: bytes) -> Iterator[Fault]:
    """What is amiss with the data in a page: it cannot leave its element, and a strict reader can read it."""
    at = data.find(DATA_TAG)
    while at >= 0:
        start = data.find(b">", at) + 1
        stop = data.find(b"</script>", start)
        one, at = data[start:stop], data.find(DATA_TAG, max(stop, start))
        if any(sign in one for sign in IN_DATA):
            yield fault("data-sign")
        yield from formats.strict(one)


def _bounded(given: Known) -> None:
    """Forgets what was good when it becomes much: a very large site stays out of memory."""
    if len(given.good) + len(given.named) + sum(map(len, given.leading.values())) > MOST_GOOD:
        for one in (given.good, given.named, given.leading):
            one.clear()
