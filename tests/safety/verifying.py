"""What the look at finished sites was tried on: faults of our own making, sites without any, and what it costs."""

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from builder.verify.site import seen
from builder.verify.traces import indexed
from tests.safety.figures import PROJECT, Row
from tests.safety.planted import TRACES, VALUES, is_told, plant

ROWS = (
    Row("planted", "zelf gezette fouten, bij elke regel minstens een", "planted faults, at least one for each rule"),
    Row("told", "daarvan gemeld, elk op zijn plek", "of those told, each in its place", "planted"),
    Row("sites", "sites zonder fout: demo, voorbeelden en begin van een netwerk, elke taal, beide edities",
        "sites without a fault: demo, examples and beginnings, every language, both editions"),
    Row("pages", "pagina's daarin", "pages in those"),
    Row("files", "bestanden daarin", "files in those"),
    Row("false", "daarin ten onrechte iets gemeld", "told of those without reason", 0),
    Row("large", "pagina's van een grote site", "pages of a large site"),
    Row("cost", "CPU van het nakijken bij het bouwen daarvan, als deel van de bouw, in procenten",
        "CPU of the look that building it takes, as a part of the build, in per cent"),
    Row("again", "CPU van `verify` op die site, als deel van de bouw, in procenten",
        "CPU of `verify` on that site, as a part of the build, in per cent"),
    Row("sought", "CPU van `verify` met de map erbij, als deel van de bouw, in procenten",
        "CPU of `verify` with the folder at hand, as a part of the build, in per cent"),
)  # fmt: skip
TODAY = "2026-11-21"


class Site(NamedTuple):
    """A folder, and an edition to make of it."""

    root: Path
    edition: str


def figures() -> Mapping[str, Any]:
    """Everything tried."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        told, planted = spoilt(work)
        whole = list(sound(work))
        return {
            "planted": planted,
            "told": told,
            "sites": len(whole),
            "pages": sum(one[0] for one in whole),
            "files": sum(one[1] for one in whole),
            "false": sum(one[2] for one in whole),
            **cost(work),
        }


def spoilt(work: Path) -> tuple[int, int]:
    """How many planted faults are told, and how many there are."""
    site = made(Site(PROJECT, "public"), work / "spoilt")
    planted = plant(site)
    found = seen(site, TRACES, indexed(VALUES))
    told = [
        path
        for path, wanted in planted.items()
        if is_told(wanted, [one.fault for one in found.findings if one.path == path])
    ]
    shutil.rmtree(site)
    return len(told), len(planted)


def sound(work: Path) -> Iterator[tuple[int, int, int]]:
    """The pages, the files and what was told of every site there is."""
    roots = sorted({one.parent for one in (PROJECT / "tests/scenarios").rglob("directory.yaml")})
    for root in (PROJECT, *roots):
        for edition in ("public", "internal"):
            site = made(Site(root, edition), work / "sound")
            found = seen(site, TRACES)
            yield found.pages, found.files, len(found.findings)
            shutil.rmtree(site)


def made(one: Site, out: Path) -> Path:
    """A site, made as anyone makes it."""
    root = out.with_name(f"{out.name}-root")
    shutil.copytree(one.root, root, ignore=lambda folder, names: set(names) - WANTED if folder == str(one.root) else ())
    built(root, out, one.edition)
    shutil.rmtree(root)
    return out


WANTED = {"content", "directory.yaml", "figures.yaml", "mappings", "templates"}


def built(root: Path, out: Path, edition: str) -> None:
    """Builds in a process of its own."""
    ran("build", "--root", str(root), "--out", str(out), "--edition", edition, "--jobs", "1")


def ran(*order: str) -> float:
    """Runs the command in a process of its own; gives the seconds of CPU."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "builder", *order, "--today", TODAY]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cost(work: Path, profiles: int = 4_150, rounds: int = 7) -> Mapping[str, Any]:
    """What looking costs as a part of the CPU of a build: the middle of some rounds, each beside a build."""
    corpus, bare = work / "corpus", work / "bare"
    bare.mkdir()
    numbers = ["--profiles", str(profiles), "--assignments", str(profiles // 10), "--seed", "1"]
    order = [sys.executable, "benchmarks/make_corpus.py", str(corpus), *numbers]
    subprocess.run(order, cwd=PROJECT, check=True, capture_output=True)
    pages, found = 0, list[tuple[float, ...]]()
    for n in range(rounds):
        site = work / f"measured-{n}"
        look, seconds = within(corpus, site)
        spent = look, *(ran("verify", str(site), "--root", str(root)) for root in (bare, corpus))
        found.append(tuple(100 * one / seconds for one in spent))
        pages = sum(1 for _ in site.rglob("*.html"))
        shutil.rmtree(site)
        shutil.rmtree(corpus / ".wisselwerk")
    middle = (round(sorted(each)[rounds // 2], 1) for each in zip(*found, strict=True))
    return {"large": pages, **dict(zip(("cost", "again", "sought"), middle, strict=True))}


def within(root: Path, out: Path) -> tuple[float, float]:
    """The seconds of CPU that the look of a build takes, and those of all of it."""
    command = [sys.executable, "-m", "tests.safety.within", "--root", str(root), "--out", str(out), "--today", TODAY]
    said = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    look, seconds = said.split()[-2:]
    return float(look), float(seconds)
