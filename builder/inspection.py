"""A look at a finished site with all that this machine knows, and how it is told."""

from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from . import members, stages
from .phrases import Phrases, say
from .report import visible
from .source import SETTINGS
from .verify import PageError, traces
from .verify.faults import Fault
from .verify.site import Finding, Seen, seen

MOST = 100  # sorts of faults that are told


class Told(msgspec.Struct, frozen=True):
    """A fault for programs: what `verify --format json` prints. Published: a field may be added, never renamed."""

    path: str
    code: str
    values: dict[str, str]
    what: str


class Inspected(NamedTuple):
    """What came of a look, and how many values of members were looked for; None when there was nothing to compare."""

    seen: Seen
    sought: int | None


def inspected(site: Path, root: Path, today: date) -> Inspected:
    """A finished site looked at. What only members may read is looked for when its folder is at hand."""
    machine = traces.of_machine(root, site.parent, Path.home())
    kept = members.values(root, today) if (root / SETTINGS).is_file() and not _is_inside(site) else None
    look = partial(seen, site, values=traces.indexed(kept or ()), crew=stages.Crew(stages.useful()))
    found = look(machine)
    own = {one for one in machine if _is_told(found, one) and _is_content(root, one)}
    if own:
        found = look([one for one in machine if one not in own])
    return Inspected(found, None if kept is None else len(kept))


def _is_told(found: Seen, trace: bytes) -> bool:
    return any(one.fault in traces.told(trace, (trace,)) for one in found.findings)


def _is_inside(site: Path) -> bool:
    from .verify.editions import said

    return said(site).edition == "internal"


def _is_content(root: Path, trace: bytes) -> bool:
    """Whether people wrote this themselves: then it tells nothing of the machine."""
    content = root / "content"
    files = content.rglob("*") if content.is_dir() else ()
    return any(trace in one.read_bytes() for one in files if one.is_file() and not one.is_symlink())


def data(found: Inspected, words: Phrases) -> str:
    """One JSON object: codes and values for programs, and each fault in the words of a language."""
    said = found.seen._asdict()
    said["faults"] = [_for_programs(one, words) for one in said.pop("findings")]
    return msgspec.json.encode(said | {"sought": found.sought}).decode()


def _for_programs(one: Finding, words: Phrases) -> Told:
    return Told(visible(one.path), one.fault.code, dict(one.fault.values), sentence(one.fault, words))


def told(found: Inspected, words: Phrases) -> str:
    """A line for each sort of fault with the first file that has it, what was looked at, and the site in one number."""
    seen, sought = found
    first = {one.fault: one.path for one in reversed(seen.findings)}
    times = Counter(one.fault for one in seen.findings)
    lines = [f"{placed(first[one], one, words)}{_again(n - 1, words)}" for one, n in times.items()]
    if len(lines) > MOST:
        lines[MOST:] = [say(words, "cli.verify.more", n=len(lines) - MOST)]
    lines.append(say(words, "cli.verify.seen", files=seen.files, pages=seen.pages, size=max(1, round(seen.size / 1e6))))
    if sought is not None:
        lines.append(say(words, "cli.verify.sought", n=sought))
    wrong = len(seen.findings)
    lines.append(say(words, "cli.verify.wrong", n=wrong) if wrong else words["cli.verify.fine"])
    return "\n".join([*lines, f"sha256 {seen.digest}"])


def _again(n: int, words: Phrases) -> str:
    return f" {say(words, 'cli.verify.again', n=n)}" if n else ""


def unfit(error: PageError, words: Phrases) -> str:
    """Why a build did not publish."""
    return say(words, "cli.build.unfit", what=placed(error.path, error.fault, words))


def placed(path: str, fault: Fault, words: Phrases) -> str:
    """A fault behind the file that has it."""
    return f"{visible(path)}: {sentence(fault, words)}"


def sentence(fault: Fault, words: Phrases) -> str:
    """A fault in the words of a language; what was read in the file is shown with its control characters escaped."""
    return say(words, f"cli.verify.fault.{fault.code}", **{name: visible(value) for name, value in fault.values})
