"""A source that is a repository of files: its last version is fetched, read, and made into its public edition.

Nothing of it is run and nothing is checked out: only content is laid out as files, in a folder that goes afterwards.
"""

import asyncio
import os
import re
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import httpx

from .. import history
from ..documents import MAX_LIST
from ..history import ALONE, PLAIN, QUIET, Tree
from ..snapshots import Snapshot
from ..source import SETTINGS
from ..webaddress import web_address
from .apart import apart
from .editions import published, taken
from .errand import Errand
from .fetch import MEGABYTE, Door, Refused, address, name_of, weight
from .wisselwerk import line

PAUSE = 0.1  # seconds between two looks at how much came
MOST_FILES = 20_000
MOST_LISTED = 16 * MEGABYTE  # bytes that their names may take
BRANCH = re.compile(r"(?!-)[A-Za-z0-9._/-]{1,200}")
NEWEST = (2, 37)  # the first version of Git that can be told where a name is
# What could lead elsewhere, ask for a password, run something or bring more than one version.
CAREFUL = (
    "http.followRedirects=false", "http.proxy=", "http.sslVerify=true", "http.lowSpeedLimit=500",
    "http.lowSpeedTime=30", "http.cookieFile=", "http.extraHeader=", "credential.helper=", "core.askPass=",
    "transfer.bundleURI=false", "transfer.fsckObjects=true", "submodule.recurse=false", "core.symlinks=false",
    "core.alternateRefsCommand=", "gc.auto=0", "maintenance.auto=false",
)  # fmt: skip


async def harvested(errand: Errand, door: Door) -> Snapshot:
    """What a repository would publish. Raises `Refused`."""
    source = errand.source
    if not BRANCH.fullmatch(source.branch) or ".." in source.branch:
        raise Refused("branch", branch=source.branch)
    url = address(source.url)
    with tempfile.TemporaryDirectory(prefix="wisselwerk-") as folder:
        store, content = Path(folder, "store.git"), Path(folder, "files")
        content.mkdir()
        await _cloned(url, source.branch, door, store, await door.judged(url))
        tree = await _tree(store, url)
        await apart(_lay_out, store, tree, content, door.limits.content, str(url))
        found = await apart(published, content, errand.today)
    if found is None:
        raise Refused("no-settings", url=str(url))
    wanted = taken(found, source.kinds, source.most)
    return Snapshot(
        source=source.id,
        url=source.url,
        title=line(found.settings.title),
        operator=line(found.settings.operator),
        licence=line(found.settings.licence),
        language=found.settings.language,
        site=_site(url, found.settings.base_url),
        terms=wanted.terms,
        missed=wanted.missed,
        organisations=wanted.documents["organisations"],
        profiles=wanted.documents["profiles"],
        assignments=wanted.documents["assignments"],
    )


def _site(url: httpx.URL, said: str | None) -> str:
    """Where people read it, as far as that can be believed: a file can say any address, and proves none."""
    told = web_address(said or "")
    return told if told and name_of(address(told)) == name_of(url) else ""


async def _cloned(url: httpx.URL, branch: str, door: Door, store: Path, places: Sequence[str]) -> None:
    """The last version of a branch, fetched from the address that was judged; given up when it weighs too much."""
    await _see_version(url)
    port = url.port or (443 if url.scheme == "https" else 80)
    place = f"[{places[0]}]" if ":" in places[0] else places[0]
    settings = (*CAREFUL, f"http.userAgent={door.agent}", f"http.curloptResolve={name_of(url)}:{port}:{place}")
    options = [word for one in settings for word in ("-c", one)]
    told = store.parent / "told"
    process = await _git(
        *options, "clone", "--bare", "--quiet", "--depth=1", "--single-branch", "--no-tags", "--no-local",
        "--template=", f"--branch={branch}", "--", str(url), str(store), protocol=url.scheme, told=told,
    )  # fmt: skip
    done = asyncio.ensure_future(process.wait())
    try:
        running = True
        while running:
            running = not (await asyncio.wait({done}, timeout=PAUSE))[0]
            if _weight_of(store.parent) > door.limits.repository:
                raise Refused("too-large", url=str(url), limit=weight(door.limits.repository))
    finally:
        await _ended(process)
    if process.returncode:
        said = told.read_bytes()[:10_000]
        raise Refused("branch", branch=branch) if b"Remote branch" in said else Refused("git", url=str(url))


async def _git(*asked: str, protocol: str = "", told: Path | None = None) -> asyncio.subprocess.Process:
    """Git on its own, without the settings of this machine; `protocol` is the only one that it may speak."""
    known = {**ALONE, "PATH": os.environ.get("PATH", os.defpath), "GIT_ALLOW_PROTOCOL": protocol or "none"}
    out = asyncio.subprocess.DEVNULL if told else asyncio.subprocess.PIPE
    aside = told.open("wb") if told else None
    try:
        return await asyncio.create_subprocess_exec(
            "git", *QUIET, *asked,
            stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=aside or asyncio.subprocess.DEVNULL,
            env=known, start_new_session=True,
        )  # fmt: skip
    finally:
        if aside:
            aside.close()


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Ends a program that still runs, with those that it started."""
    if process.returncode is None:
        with suppress(ProcessLookupError):  # it may have ended by itself just now
            os.killpg(process.pid, signal.SIGKILL)
    await process.communicate()  # what it still had to say would keep it waiting


async def _see_version(url: httpx.URL) -> None:
    """An older Git would look a name up again, and might find another computer."""
    try:
        process = await _git("version")
    except OSError:
        raise Refused("git", url=str(url)) from None
    said, _ = await process.communicate()
    found = re.search(rb"(\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < NEWEST:
        raise Refused("git", url=str(url))


def _weight_of(folder: Path) -> int:
    """How much there is in a folder, as far as it stays there while one looks."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_size
            except OSError:
                continue
    return total


async def _tree(store: Path, url: httpx.URL) -> Tree:
    """The files of content. A few objects can stand for a million of them: the list is given up when it is long."""
    process = await _git(
        "-C", str(store), "ls-tree", "-r", "-z", "-l", "--full-tree", "HEAD", "--", "content/", SETTINGS
    )
    try:
        said = bytearray()
        while process.stdout is not None and (more := await process.stdout.read(MEGABYTE)):
            said += more
            if len(said) > MOST_LISTED or said.count(b"\0") > MOST_FILES:
                raise Refused("too-large", url=str(url), limit=weight(MOST_LISTED))
        await process.wait()
    finally:
        await _ended(process)
    if process.returncode:
        raise Refused("git", url=str(url))
    return history.leaves(bytes(said))


def _lay_out(store: Path, tree: Tree, folder: Path, most: int, url: str) -> None:
    """The content and the settings as files."""
    if sum(leaf.size for leaf in tree.values()) > most:
        raise Refused("too-large", url=url, limit=weight(most))
    settings = tree.get(SETTINGS)
    if settings is None or settings.mode != PLAIN or settings.size > MAX_LIST:
        raise Refused("no-settings", url=url)
    (folder / SETTINGS).write_bytes(history.contents(store, [settings], MAX_LIST)[settings.name])
    history.laid_out(folder, store, tree)
