"""Writes down what the program and its pages are made of, as CycloneDX lists that other tools read.

Run as `python -m builder.sbom` in a checkout, after `make parts` and the installation of `requirements/test.txt`.
"""

import base64
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from . import __version__
from .parts import parts

PROGRAM = f"pkg:pypi/wisselwerk@{__version__}"
FOLDER = Path("requirements")
PARENT = "wisselwerk (pyproject.toml)"  # as the locks name this project


class Pinned(NamedTuple):
    """A Python package of a lock."""

    name: str
    version: str
    hashes: tuple[str, ...]  # of every file in which it comes
    asked_by: tuple[str, ...]


def main() -> None:
    """Write both lists."""
    for name, made in lists().items():
        (FOLDER / name).write_text(made, "utf-8")


def lists() -> dict[str, str]:
    """The list of the program and that of its pages, by the name of the file."""
    return {
        "program.cdx.json": written(program(Path("pyproject.toml"), FOLDER)),
        "browser.cdx.json": written(browser(Path("node_modules"), Path(".venv", "stemmers"))),
    }


def written(told: Mapping[str, Any]) -> str:
    """A list as text; its number is that of what it says, so that the same list has the same number anywhere."""
    number = uuid5(NAMESPACE_URL, json.dumps(told, sort_keys=True)).urn
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": number, "version": 1}
    return json.dumps({**head, **told}, indent=1, ensure_ascii=False) + "\n"


def whole(name: str, made: Sequence[Mapping[str, Any]], asks: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A list of parts, and which of them asks for which."""
    root = {"type": "application", "bom-ref": PROGRAM, "name": name, "version": __version__, "purl": PROGRAM}
    return {
        "metadata": {"component": {**root, "licenses": [{"expression": "EUPL-1.2"}]}},
        "components": list(made),
        "dependencies": [{"ref": ref, "dependsOn": sorted(asked)} for ref, asked in sorted(asks.items())],
    }


# The program ----------------------------------------------------------------------------------------------------------


def program(project: Path, locks: Path) -> dict[str, Any]:
    """The Python packages that the program asks for by itself, and those that its extras bring."""
    known = pinned((locks / "test.txt").read_text("utf-8"))
    needed = reached(pinned((locks / "build.txt").read_text("utf-8")), {PARENT})
    extras = asked_by_extras(project)
    found = [one for one in known if one.name in needed | extras | reached(known, extras)]
    asks = {ref(one): [ref(other) for other in found if one.name in other.asked_by] for one in found}
    direct = [ref(one) for one in found if PARENT in one.asked_by and one.name in needed | extras]
    made = [
        {
            "type": "library",
            "bom-ref": ref(one),
            "name": one.name,
            "version": one.version,
            "scope": "required" if one.name in needed else "optional",
            "hashes": [{"alg": "SHA-256", "content": hashed} for hashed in one.hashes],
            "licenses": licences(one.name),
            "purl": ref(one),
        }
        for one in found
    ]
    return whole("wisselwerk", made, {PROGRAM: direct, **asks})


def pinned(lock: str) -> tuple[Pinned, ...]:
    """The packages of a lock; one that differs between versions of Python stands in it more than once."""
    entries = re.findall(r"^([\w.-]+)==(\S+)(.*?)^    # via ([^\n]*)$", lock, re.MULTILINE | re.DOTALL)
    return tuple(
        Pinned(name, version, tuple(re.findall(r"sha256:(\w+)", rest)), tuple(via.split(", ")))
        for name, version, rest, via in entries
    )


def reached(known: Iterable[Pinned], begin: Set[str]) -> set[str]:
    """The packages that these ask for, and those that those ask for in turn."""
    found: set[str] = set()
    asking = {*begin}
    while asking:
        asking = {one.name for one in known if asking & {*one.asked_by}} - found
        found |= asking
    return found


def asked_by_extras(project: Path) -> set[str]:
    """The packages that the extras name, as the locks write them; those of the tests are nobody's but ours."""
    extras = tomllib.loads(project.read_text("utf-8"))["project"]["optional-dependencies"]
    asked = [one for extra, ones in extras.items() if extra != "test" for one in ones]
    return {re.split(r"[^\w.-]", one, maxsplit=1)[0].lower().replace("_", "-") for one in asked}


def ref(one: Pinned) -> str:
    """What a package is called anywhere."""
    return f"pkg:pypi/{one.name}@{one.version}"


def licences(name: str) -> list[dict[str, Any]]:
    """The licence of an installed package, in the words of its maker."""
    try:
        facts = metadata(name)
    except PackageNotFoundError:  # it is for another system than this one
        return []
    if "License-Expression" in facts:
        return [{"expression": facts["License-Expression"]}]
    told = [one.rpartition(" :: ")[2] for one in facts.get_all("Classifier") or () if one.startswith("License ::")]
    told = told or (facts["License"].splitlines()[:1] if "License" in facts else [])
    return [{"license": {"name": one}} for one in told]


# The pages ------------------------------------------------------------------------------------------------------------


def browser(modules: Path, stemmers: Path) -> dict[str, Any]:
    """The packages of which something reaches the browser."""
    lock = json.loads(modules.parent.joinpath("package-lock.json").read_text("utf-8"))["packages"]
    made = list(_browser_parts(modules, stemmers, lock))
    return whole("wisselwerk-browser-parts", made, {PROGRAM: [one["bom-ref"] for one in made]})


def _browser_parts(modules: Path, stemmers: Path, lock: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in parts(modules, stemmers):
        from_npm = lock.get(f"node_modules/{one.name}")
        name = one.name.lower().replace(" ", "-").replace("@", "%40")
        address = f"pkg:{'npm' if from_npm else 'generic'}/{name}@{one.version}"
        hashes = [{"alg": "SHA-512", "content": hexadecimal(from_npm["integrity"])}] if from_npm else []
        yield {
            "type": "library",
            "bom-ref": address,
            "name": one.name,
            "version": one.version,
            "scope": "required",
            "hashes": hashes,
            "licenses": [{"expression": one.licence}],
            "purl": address,
        }


def hexadecimal(integrity: str) -> str:
    """A hash as npm writes it, in the digits that everybody else uses."""
    return base64.b64decode(integrity.removeprefix("sha512-")).hex()


if __name__ == "__main__":
    main()
