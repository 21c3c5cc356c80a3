"""A page: its policy first, every tag on the list, every name once, and every link leading somewhere.

Most tags of a site stand on many pages, and so do the header and the footer. What was good once is good again, and
what leads to a file is so in the same folder: only what is new is looked at closely.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
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
# What needs no closer look, for its form says all: links, shapes and descriptions.
DESCRIPTION = rb'meta (?:name="description"|property="og:(?:title|description|site_name)") content="[^"<>]*"'
SHAPE = (
    rb"(rect|circle|path|line|text|svg|li|div|span|td|tr)(?: (?:class|c[xy]|r[xy]?|[xy]|width|height|d|data-label|"
    rb'aria-label|lang|viewBox|role|aria-hidden|focusable)="[^"<>]*")*/?'
)
ELSEWHERE = (
    rb'(?:mailto:[!-;=@-~]*(\?[!-;=?-~]*)?|https?://[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?:[/?#](?:[!#-;=?-\[\]-~])*)?)"'
    rb'(?: (?:rel|class|hreflang)="[a-z -]*")*(?: aria-describedby="([a-z-]*)")?'
)
TO_PAGE = (
    rb'((?:\.\./)*)((?:[a-z0-9_-]+/)*[a-z0-9._-]+)(?:\?file=[a-z0-9/._-]+)?(?:#([a-z0-9_-]+))?"'
    rb'(?: (?:(?:lang|hreflang)="[a-z]{2}"|rel="[a-z]+"|as="[a-z]+"|type="[a-z0-9/+]+"|crossorigin))*'
)
# What a browser fetches by itself, or offers to follow, is of this site.
FROM = (
    rb'(?:a (?:class="[a-z0-9 -]*" )?href="|link rel="(?:alternate|icon|preload|stylesheet)"(?: type="[a-z/+]+")?'
    rb'(?: title="[^"<>]*")? href="(?![a-z]+:))'
)
LINK = FROM + b"(?:" + ELSEWHERE + b"|" + TO_PAGE + b")"
# In turn: the subject of a mail, what describes a link, the steps up, the file and the place that it leads to, and the
# kind of a shape.
FORM = re.compile(b"<(?:" + LINK + b"|" + SHAPE + b"|" + DESCRIPTION + b")>")
ALTERNATE = re.compile(
    rb'<link rel="(?:alternate|canonical)"(?: hreflang="[a-z]{2}")? href="(https?://[!#-;=?-\[\]-~]+)">'
)
ID = b' id="'  # how every id is written
IN_COMMON = b'<meta property="og:site_name"'  # with this begins what pages have in common, in `base.html`
IN_DATA = "<>&\u2028\u2029"
MOST = 250_000
LONG = 256  # bytes: a longer tag is seldom met again


class Found(NamedTuple):
    """What came of a look at tags."""

    wrong: list[Fault]
    ids: int  # so many times there is one
    names: list[str]  # those, of every tag once however often it stands there
    leads: set[str]  # names on the page that tags lead to
    data: set[bytes]  # tags that data for machines stand behind


class Folder:
    """What is known of the pages in a folder."""

    def __init__(self, path: str, given: "Known") -> None:
        self.ups = _ups(path)
        self.from_top = given.from_top.setdefault(len(self.ups), set())
        self.good: set[bytes] = set()  # tags that may stand here
        self.begin = b""  # how pages begin, up to their policy, when nothing is amiss with it and it leads nowhere
        self.head = b""  # what the last page has in common with others: the end of the head, with the header
        self.foot = b""  # and the footer
        self.found: Found | None = None  # what came of those, when nothing was amiss


class Known:
    """What a look at one site may know, and what it remembers of the pages before."""

    def __init__(self, stands: Stands, home: str = "") -> None:
        self.stands = stands
        self.home = home  # the address of the site, when it has one
        self.good: set[bytes] = set()  # tags that may stand anywhere
        self.from_top: dict[int, set[bytes]] = {}  # that lead to files by way of the top, by the steps that it is away
        self.named: dict[bytes, Tag] = {}  # tags with a name, or that lead to one
        self.data: set[bytes] = set()  # tags that data for machines stand behind
        self.folders: dict[str, Folder] = {}
        self.count = 0  # of tags that may stand somewhere
        self.places: set[tuple[str, str]] = set()  # in other files that pages lead to, newly met: path and name

    def folder(self, page: str) -> Folder:
        """The folder of a page; that which is shown at any address has one of its own."""
        path = page.rpartition("/")[0] if "/" in page else page if page == MISSING else ""
        found = self.folders.get(path)
        if found is None:
            found = self.folders[path] = Folder(path, self)
        return found

    def learn(self, those: set[bytes], one: bytes) -> None:
        """Remembers a tag; when there are many, all are forgotten, so that a very large site stays out of memory."""
        those.add(one)
        self.count += 1
        if self.count > MOST:
            for each in (self.good, *self.from_top.values(), *(folder.good for folder in self.folders.values())):
                each.clear()
            self.count = 0


def amiss(path: str, data: bytes, given: Known) -> list[Fault]:
    """All that is amiss with a page."""
    folder = given.folder(path)
    first = len(folder.begin) if data.startswith(folder.begin) else 0
    start, stop, foot = _cuts(data, folder)
    wrong, many, names, leads, before_data = _looked_through(path, data, ((first, start), (stop, foot)), folder, given)
    if start < stop:
        same = folder.found
        if same is None:
            same = _looked_through(path, data, ((start, stop), (foot, len(data))), folder, given)
            folder.head, folder.foot, folder.found = data[start:stop], data[foot:], None if same.wrong else same
        wrong += same.wrong
        many += same.ids
        names += same.names
        leads |= same.leads
        before_data |= same.data
    if not first:
        begun = BEGIN.match(data)
        if begun is None:
            wrong.insert(0, fault("policy"))
        elif given.good.issuperset(TAG.findall(begun[0])):
            folder.begin = begun[0]
    there = set(names)
    if len(there) != many:
        wrong += [fault("id-twice", name=name) for name, times in ids(data).items() if times > 1]
    if not leads <= there:
        wrong += [fault("id-missing", name=name) for name in sorted(leads - there)]
    for one in before_data:
        wrong += _data(data, one)
    return wrong


def _cuts(data: bytes, folder: Folder) -> tuple[int, int, int]:
    """Where what a page has in common with others begins and ends, and where it begins again, up to the end.

    All three are the end of the page when there is no such thing. Forgets what came of it when it is not the same.
    """
    start = data.find(IN_COMMON)
    if folder.found and data.startswith(folder.head, start) and data.endswith(folder.foot):
        stop, foot = start + len(folder.head), len(data) - len(folder.foot)
    else:
        folder.found = None
        stop, foot = data.find(b"</header>", start), data.rfind(b"</main>")
    # Where a cut is inside a tag, no part of the page is looked at by itself.
    if 0 < start < stop < foot and not (_in_tag(data, start) or _in_tag(data, stop) or _in_tag(data, foot)):
        return start, stop, foot
    return len(data), len(data), len(data)


def _in_tag(data: bytes, at: int) -> bool:
    return data.rfind(b"<", 0, at) > data.rfind(b">", 0, at)


def ids(data: bytes) -> Counter[str]:
    """The ids in a page, and how often each stands there."""
    return Counter(name for one in TAG.findall(data) if ID in one for name in tag(one.decode(errors="replace")).names)


def _looked_through(path: str, data: bytes, spans: Iterable[tuple[int, int]], folder: Folder, given: Known) -> Found:
    """What comes of a look at the tags in parts of a page."""
    met, many = set[bytes](), 0
    for start, stop in spans:
        met.update(TAG.findall(data, start, stop))
        many += data.count(ID, start, stop)
    found = Found([], many, [], set(), met & given.data)
    new = met - folder.good - folder.from_top
    known = new & given.good
    folder.good |= known
    for one in new - known:
        if meant := given.named.get(one):
            found.names.extend(meant.names)
            found.leads.update(meant.leads)
        elif not _by_form(one, given, folder, found):
            _closely(path, one, given, folder, found)
    return found


def _by_form(one: bytes, given: Known, folder: Folder, found: Found) -> bool:
    """Whether the form of a tag says all, so that it needs no closer look: of most links, shapes and descriptions."""
    form = FORM.fullmatch(one)
    if not form:
        return False
    subject, to, up, file, place, shape = form.groups()
    if file:
        root = folder.ups.get(up)
        target = None if root is None else root + file.decode()
        if target is None or not given.stands(target):
            return False
        if place:
            given.places.add((target, place.decode()))  # whether it is there is looked at later
        given.learn(folder.good if root else folder.from_top, one)
    elif to:
        found.leads.add(to.decode())
    elif (shape or subject) and len(one) < LONG:
        given.learn(given.good, one)
    return True


@lru_cache(maxsize=1024)
def _ups(folder: str) -> Mapping[bytes, str]:
    """Which folder so many steps up lead to."""
    steps = folder.split("/") if folder and folder != MISSING else []
    count = 0 if folder == MISSING else len(steps) + 1  # at any address, so no step from it leads to where it says
    return {b"../" * n: "".join(f"{step}/" for step in steps[: len(steps) - n]) for n in range(count)}


def _closely(path: str, one: bytes, given: Known, folder: Folder, found: Found) -> None:
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
        given.learn(folder.good if meant.own else given.good, one)
    elif not meant.own and len(given.named) < MOST:
        given.named[one] = meant


def _data(data: bytes, before: bytes) -> list[Fault]:
    """What is amiss with the data behind a tag: it cannot leave its element, and a strict reader can read it."""
    wrong = list[Fault]()
    for after in data.split(before)[1:]:
        one = after[: after.find(b"</script>")]
        text = one.decode(errors="replace")
        if any(sign in text for sign in IN_DATA):
            wrong.append(fault("data-sign"))
        wrong += formats.strict(one)
    return wrong
