"""Asks whether a pinned package is known to be weak: `make audit`, which takes a network.

What is known and accepted for a while stands in `requirements/accepted.yaml`.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
ACCEPTED = PROJECT / "requirements/accepted.yaml"
FIELDS = ("advisory", "package", "why", "until")
SHORTEST = 20  # letters of a reason
LONGEST = 366  # days that something is accepted


class Weakness(NamedTuple):
    """Something that is known against a package, by all the names it has."""

    package: str
    version: str
    advisories: tuple[str, ...]


class Unread(NamedTuple):
    """A package of which nobody knows whether it is weak: as bad as one that is."""

    package: str
    why: str


class Accepted(NamedTuple):
    """A weakness that does no harm here."""

    advisory: str
    package: str
    why: str
    until: date


def main() -> int:
    """Asks about every package of every lock."""
    found = [*python_packages(), *browser_packages()]
    lines = told(found, accepted(ACCEPTED.read_text("utf-8")), datetime.now(tz=UTC).date())
    print("\n".join(lines) or "No known weaknesses but those accepted in requirements/accepted.yaml.")
    return 1 if lines else 0


def told(found: Sequence[Weakness | Unread], known: Iterable[Accepted], today: date) -> list[str]:
    """What has to be done."""
    good = [one for one in known if one.until >= today]
    names = {(one.package, one.advisory) for one in good}
    weak = [one for one in found if isinstance(one, Weakness)]
    open_ones = [one for one in weak if not any((one.package, name) in names for name in one.advisories)]
    there = {(one.package, name) for one in weak for name in one.advisories}
    return sorted(
        [f"{one.package} {one.version}: {', '.join(one.advisories)}" for one in open_ones]
        + [f"{one.package}: nobody looked: {one.why}" for one in found if isinstance(one, Unread)]
        + [
            f"{one.package}: {one.advisory} is accepted, and is not there any more"
            for one in good
            if (one.package, one.advisory) not in there
        ]
    )


# What is accepted -----------------------------------------------------------------------------------------------------


def accepted(text: str) -> tuple[Accepted, ...]:
    """The list of what is accepted."""
    return tuple(Accepted(*(one[name] for name in FIELDS)) for one in yaml.safe_load(text) or ())


def amiss(text: str, today: date) -> list[str]:
    """What is wrong with the list of what is accepted."""
    return [f"{one.get('advisory', number)}: {said}" for number, one in enumerate(yaml.safe_load(text) or (), 1)
            for said in _amiss(one, today)]  # fmt: skip


def _amiss(one: Mapping[str, Any], today: date) -> Iterator[str]:
    if missing := [name for name in FIELDS if name not in one]:
        yield f"says no {', '.join(missing)}"
        return
    if len(str(one["why"])) < SHORTEST:
        yield "says too little of why"
    if not isinstance(one["until"], date):
        yield "has no day behind until"
    elif one["until"] < today:
        yield f"was accepted until {one['until']}: look at it again"
    elif (one["until"] - today).days > LONGEST:
        yield "is accepted for too long"


# Python ---------------------------------------------------------------------------------------------------------------


def python_packages() -> Iterator[Weakness | Unread]:
    """What is known of the packages of the locks, also of those for other systems than this one."""
    tool = PROJECT / ".venv/audit/bin/pip-audit"
    for asked in rounds(text.read_text("utf-8") for text in LOCKS):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write("\n".join(asked))
            file.flush()
            words = [tool, "--disable-pip", "--no-deps", "--progress-spinner=off", "--format=json", "-r", file.name]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
        yield from from_pip(asked, done.stdout, done.stderr)


def rounds(locks: Iterable[str]) -> list[list[str]]:
    """The pinned packages, without the systems they are for; a name that has two versions goes in two rounds."""
    versions: dict[str, set[str]] = defaultdict(set)
    for lock in locks:
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE):
            versions[name].add(version)
    most = max(map(len, versions.values()), default=0)
    ordered = {name: sorted(found) for name, found in sorted(versions.items())}
    return [[f"{name}=={found[turn]}" for name, found in ordered.items() if turn < len(found)] for turn in range(most)]


def from_pip(asked: Sequence[str], answer: str, otherwise: str = "") -> Iterator[Weakness | Unread]:
    """What pip-audit answered. It ends well too when it could look nothing up, so every package is looked for in it."""
    try:
        answers = {one["name"]: one for one in json.loads(answer)["dependencies"]}
    except (ValueError, KeyError):
        answers, reason = {}, (otherwise.strip().splitlines() or ["there was no answer"])[-1]
    else:
        reason = "it is not in the answer"
    for name, version in (one.split("==") for one in asked):
        one = answers.get(name, {"skip_reason": reason})
        if "vulns" not in one:
            yield Unread(name, one.get("skip_reason", reason))
        for weak in one.get("vulns", ()):
            yield Weakness(name, version, (weak["id"], *weak["aliases"]))


# The browser ----------------------------------------------------------------------------------------------------------


def browser_packages() -> Iterator[Weakness | Unread]:
    """What is known of the packages of `package-lock.json`."""
    words = ["npm", "audit", "--package-lock-only", "--json"]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    yield from from_npm(done.stdout)


def from_npm(answer: str) -> Iterator[Weakness | Unread]:
    """What npm answered; without a network it answers too, with a message."""
    try:
        told = json.loads(answer)
    except ValueError:
        told = {}
    if told.get("auditReportVersion") != 2:
        yield Unread("package-lock.json", str(told.get("message", "there was no answer")))
        return
    for name, one in sorted(told["vulnerabilities"].items()):
        # What is weak only because it uses something weak is told of there.
        for weak in (via for via in one["via"] if isinstance(via, dict)):
            yield Weakness(name, weak["range"], (weak["url"].rpartition("/")[2],))


if __name__ == "__main__":
    sys.exit(main())
