"""A page: its policy first, every tag on the list, every name once, and every link leading somewhere.

Most tags of a site stand on many pages, and so do the header and the footer. What was good once is good again, and
what leads to a file is so in the same folder: only what is new is looked at closely.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from . import formats
from .faults import Fault, fault
from .links import MISSING, Stands, landing, leads, of_ours
from .tags import CSP, CSP_MOVED, Tag, tag

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
DESCRIPTION = re.compile(
    rb'<meta (?:name="description"|property="og:(?:title|description|site_name)") content="[^"<>]*">'
)
SHAPE = re.compile(
    rb"<(?:rect|circle|path|line|text|svg|li|div|span|td|tr)(?: (?:class|c[xy]|r|[xy]|width|height|d|data-label|"
    rb'aria-label|lang|viewBox|role|aria-hidden|focusable)="[^"<>]*")*/?>'
)
ELSEWHERE = (
    rb'(?:mailto:[!-;=?-~]*|https?://[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?:[/?#](?:[!#-;=?-\[\]-~])*)?)"'
    rb'(?: (?:rel|class|hreflang)="[a-z -]*")*(?: aria-describedby="(?P<leads>[a-z-]*)")?'
)
TO_PAGE = (
    rb'(?P<up>(?:\.\./)*)(?P<file>(?:[a-z0-9_-]+/)*[a-z0-9._-]+)(?:\?file=[a-z0-9/._-]+)?(?:#(?P<place>[a-z0-9_-]+))?"'
    rb'(?: (?:(?:lang|hreflang)="[a-z]{2}"|rel="[a-z]+"))*'
)
LINK = re.compile(rb'<a (?:class="[a-z0-9 -]*" )?href="(?:' + ELSEWHERE + b"|" + TO_PAGE + b")>")
ALTERNATE = re.compile(
    rb'<link rel="(?:alternate|canonical)"(?: hreflang="[a-z]{2}")? href="(https?://[!#-;=?-\[\]-~]+)">'
)
ID = b' id="'  # how every id is written
IN_DATA = (b"<", b">", b"&", "\u2028".encode(), "\u2029".encode())
MOST = 250_000
LONG = 130  # bytes: a longer tag is seldom met again


class Found(NamedTuple):
    """What came of a look at tags."""

    wrong: list[Fault]
    ids: int  # so many times there is one
    names: list[str]  # those, of every tag once however often it stands there
    leads: set[str]  # names on the page that tags lead to
    data: set[bytes]  # tags that data for machines stand behind


class Frame(NamedTuple):
    """What pages of a folder have in common: its text, and what came of it."""

    text: bytes
    found: Found


class Ways(NamedTuple):
    """What is the same in the whole of a folder: the ways out of it, and the tags that go along them."""

    ups: Mapping[bytes, str]  # the folder that so many steps up lead to
    from_top: set[bytes]
    leading: set[bytes]


class Known:
    """What a look at one site may know, and what it remembers of the pages before."""

    def __init__(self, stands: Stands, home: str = "") -> None:
        self.stands = stands
        self.home = home  # the address of the site, when it has one
        self.good: set[bytes] = set()  # tags that may stand anywhere
        self.from_top: dict[int, set[bytes]] = {}  # that lead to files by way of the top, by the steps that it is away
        self.leading: dict[str, set[bytes]] = {}  # that lead to files otherwise, by the folder that they are good in
        self.count = 0  # of all those
        self.named: dict[bytes, Tag] = {}  # tags with a name, or that lead to one
        self.data: set[bytes] = set()  # tags that data for machines stand behind
        self.frames: dict[str, Frame] = {}  # of the last page, by folder
        self.places: set[tuple[str, str]] = set()  # in other files that pages lead to, newly met: path and name

    def learn(self, those: set[bytes], one: bytes) -> None:
        """Remembers a tag; when there are many, all are forgotten, so that a very large site stays out of memory."""
        those.add(one)
        self.count += 1
        if self.count > MOST:
            for each in (self.good, self.from_top, self.leading):
                each.clear()
            self.count = 0


def amiss(path: str, data: bytes, given: Known) -> Iterator[Fault]:
    """All that is amiss with a page."""
    if not BEGIN.match(data):
        yield fault("policy")
    frame, spans = parted(data)
    wrong, many, names, leads, before_data = _looked_through(path, data, spans, given)
    if frame:
        same = given.frames.get(_folder(path))
        if same is None or same.text != frame:  # to compare costs less than to look it up
            same = Frame(frame, _looked_through(path, frame, ((0, len(frame)),), given))
            if not same.found.wrong:
                given.frames[_folder(path)] = same
        wrong += same.found.wrong
        many += same.found.ids
        names += same.found.names
        leads |= same.found.leads
        before_data |= same.found.data
    yield from wrong
    there = set(names)
    if len(there) != many:
        yield from (fault("id-twice", name=name) for name, times in ids(data).items() if times > 1)
    for name in sorted(leads - there):
        yield fault("id-missing", name=name)
    for one in before_data:
        yield from _data(data, one)


def parted(data: bytes) -> tuple[bytes, Sequence[tuple[int, int]]]:
    """What a page has in common with others, header and footer, and where its other parts begin and end."""
    start, stop, foot = data.find(b"<body"), data.find(b"</header>"), data.rfind(b"</main>")
    # Where a cut is inside a tag, no part of the page is looked at by itself.
    if not 0 < start <= stop < foot or any(
        data.rfind(b"<", 0, at) > data.rfind(b">", 0, at) for at in (start, stop, foot)
    ):
        return b"", ((0, len(data)),)
    return data[start:stop] + data[foot:], ((0, start), (stop, foot))


def ids(data: bytes) -> Counter[str]:
    """The ids in a page, and how often each stands there."""
    return Counter(name for one in TAG.findall(data) if ID in one for name in tag(one.decode(errors="replace")).names)


def _folder(path: str) -> str:
    return path.rpartition("/")[0] if "/" in path else path if path == MISSING else ""


def _looked_through(path: str, data: bytes, spans: Iterable[tuple[int, int]], given: Known) -> Found:
    """What comes of a look at the tags in parts of a page."""
    folder = _folder(path)
    ways = Ways(
        _ups(folder),
        given.from_top.setdefault(len(_ups(folder)), set()),
        given.leading.setdefault(folder, set()),
    )
    met, many = set[bytes](), 0
    for start, stop in spans:
        met.update(TAG.findall(data, start, stop))
        many += data.count(ID, start, stop)
    found = Found([], many, [], set(), met & given.data)
    for one in met - given.good - ways.from_top - ways.leading:
        if meant := given.named.get(one):
            found.names.extend(meant.names)
            found.leads.update(meant.leads)
        elif not _by_form(one, given, ways, found):
            _closely(path, one, given, ways, found)
    return found


def _by_form(one: bytes, given: Known, ways: Ways, found: Found) -> bool:
    """Whether the form of a tag says all, so that it needs no closer look: of most links, shapes and descriptions."""
    if link := LINK.fullmatch(one):
        if link["file"] is None:
            found.leads.update([link["leads"].decode()] if link["leads"] else ())
        elif _stands(link, ways.ups, given):
            given.learn(ways.leading if ways.ups[link["up"]] else ways.from_top, one)
        else:
            return False
    elif SHAPE.fullmatch(one):
        if len(one) < LONG:
            given.learn(given.good, one)
    else:
        return DESCRIPTION.fullmatch(one) is not None
    return True


def _stands(link: re.Match[bytes], ups: Mapping[bytes, str], given: Known) -> bool:
    """Whether a link leads to a page of the site; the place in it is looked for later."""
    root = ups.get(link["up"])
    target = None if root is None else root + link["file"].decode()
    if target is None or not given.stands(target):
        return False
    if link["place"]:
        given.places.add((target, link["place"].decode()))
    return True


@lru_cache(maxsize=1024)
def _ups(folder: str) -> Mapping[bytes, str]:
    """Which folder so many steps up lead to."""
    steps = folder.split("/") if folder and folder != MISSING else []
    count = 0 if folder == MISSING else len(steps) + 1  # at any address, so no step from it leads to where it says
    return {b"../" * n: "".join(f"{step}/" for step in steps[: len(steps) - n]) for n in range(count)}


def _closely(path: str, one: bytes, given: Known, ways: Ways, found: Found) -> None:
    """Adds what comes of a look at one tag, which is remembered when nothing is amiss."""
    if (link := ALTERNATE.fullmatch(one)) and (ours := of_ours(link[1].decode(), given.home)):
        found.wrong.extend([] if given.stands(ours) else [fault("leads-nowhere", tag=one.decode())])
        return
    text = one.decode(errors="replace")
    meant = tag(text)
    wrong = [*meant.amiss]
    if not wrong and not all(leads(path, each, given.stands) for each in meant.own):
        wrong.append(fault("leads-nowhere", tag=text))
    if meant.names and ID not in one:
        wrong.append(fault("id-quotes", tag=text))
    found.wrong.extend(wrong)
    found.names.extend(meant.names)
    found.leads.update(meant.leads)
    given.places.update((landing(path, each), each.partition("#")[2]) for each in meant.own if "#" in each)
    if wrong:
        return
    if one[:7].lower() == b"<script" and not meant.own:
        given.data.add(one)
        found.data.add(one)
    if not meant.names and not meant.leads:
        given.learn(ways.leading if meant.own else given.good, one)
    elif not meant.own and len(given.named) < MOST:
        given.named[one] = meant


def _data(data: bytes, before: bytes) -> Iterator[Fault]:
    """What is amiss with the data behind a tag: it cannot leave its element, and a strict reader can read it."""
    at = data.find(before)
    while at >= 0:
        stop = data.find(b"</script>", at)
        one, at = data[at + len(before) : stop], data.find(before, max(stop, at + 1))
        if any(sign in one for sign in IN_DATA):
            yield fault("data-sign")
        yield from formats.strict(one)
