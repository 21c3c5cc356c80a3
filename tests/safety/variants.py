"""One site, whatever it is made on: the same files give the same bytes in every folder, order, zone and hour."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from builder.digested import tree_digest
from builder.publish import standing_in
from tests.safety.figures import PROJECT, Row

DAY = "2026-11-21"
MIDNIGHT = 1_795_219_200  # of that day, in UTC
BACKWARDS = Path(__file__).parent / "backwards"
ROWS = (
    Row("variants", "manieren om dezelfde site te bouwen", "ways to build the same site"),
    Row("identical", "gelijk tot op de byte", "the same to the byte", "variants"),
    Row("files", "bestanden van de voorbeeldsite", "files of the demo site"),
    Row("pythons", "versies van Python", "versions of Python"),
)


class Built(NamedTuple):
    """A site with how it is told apart: its digest, its files, and the modes of files and folders."""

    digest: str
    files: int
    modes: frozenset[tuple[bool, int]]  # of folders, of files


class Variant(NamedTuple):
    """A way to build: what is done to the network before, in which environment, by which program."""

    name: str
    environment: Mapping[str, str] = {}
    options: Sequence[str] = ()
    folder: str = "root"
    prepare: Callable[[Path], None] = lambda root: None
    python: Sequence[str] = (sys.executable,)
    umask: int = 0o022
    day: bool = True  # whether the day is given as an option


def backwards(root: Path) -> None:
    """The same files, made in another order."""
    old = root.with_name("forwards")
    root.rename(old)
    for path in sorted(old.rglob("*"), reverse=True):
        if path.is_file():
            there = root / path.relative_to(old)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, there)
    shutil.rmtree(old)


def dated(moment: int) -> Callable[[Path], None]:
    """Gives every file the same time."""

    def prepare(root: Path) -> None:
        for path in root.rglob("*"):
            os.utime(path, (moment, moment))

    return prepare


def built_before(root: Path) -> None:
    """Builds another version first, so that the build is of one change."""
    [changed, *_] = sorted((root / "content/profiles").glob("*.md"))
    text = changed.read_bytes()
    changed.unlink()
    _run(Variant("before"), root)
    changed.write_bytes(text)


def guarded(root: Path) -> None:
    """Nobody may write in the content."""
    for path in (root / "content").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o400)


VARIANTS = (
    Variant("as it is"),
    Variant("another folder", folder="een andere map/é 'x' $y"),
    Variant("a deep folder", folder="/".join(["deep"] * 30)),
    Variant("files made in another order", prepare=backwards),
    Variant("folders listed backwards", {"PYTHONPATH": f"{BACKWARDS}:{PROJECT}"}),
    Variant("files of 1970", prepare=dated(0)),
    Variant("files of 2040", prepare=dated(2_208_988_800)),
    Variant("files that may only be read", prepare=guarded),
    Variant("locale C", {"LC_ALL": "C"}),
    Variant("locale tr_TR", {"LC_ALL": "tr_TR.UTF-8"}),
    Variant("locale ja_JP, not UTF-8", {"LC_ALL": "ja_JP.EUC-JP", "PYTHONUTF8": "0"}),
    Variant("zone +14", {"TZ": "Pacific/Kiritimati"}),
    Variant("zone -11", {"TZ": "Pacific/Pago_Pago"}),
    Variant("hash seed 0", {"PYTHONHASHSEED": "0"}),
    Variant("hash seed 4242", {"PYTHONHASHSEED": "4242"}),
    Variant("umask 077", umask=0o077),
    Variant("umask 000", umask=0o000),
    Variant("one process", options=["--jobs", "1"]),
    Variant("three processes", options=["--jobs", "3"]),
    Variant("processes that begin anew", {"WISSELWERK_START": "spawn"}, ["--jobs", "2"]),
    Variant("just after midnight", {"SOURCE_DATE_EPOCH": str(MIDNIGHT + 1)}, day=False),
    Variant("just before midnight", {"SOURCE_DATE_EPOCH": str(MIDNIGHT + 86_399)}, day=False),
    Variant("one change after another build", prepare=built_before),
    Variant("without assertions", python=(sys.executable, "-O")),
)


def built(variant: Variant, network: Path, scratch: Path, program: Path = PROJECT) -> Built:
    """The site of a network, built in this way."""
    root = scratch / variant.folder
    shutil.copytree(network, root, ignore=shutil.ignore_patterns("site", ".wisselwerk", ".site.*"))
    variant.prepare(root)
    _run(variant, root, program)
    out = root / "site"
    modes = frozenset((one.is_dir(), one.stat().st_mode & 0o7777) for one in (out, *out.rglob("*")))
    return Built(tree_digest(out), len(standing_in(out)), modes)


def _run(variant: Variant, root: Path, program: Path = PROJECT) -> None:
    told = {"PATH": os.environ["PATH"], "HOME": str(root.parent), "PYTHONPATH": str(program), **variant.environment}
    day = ["--today", DAY] if variant.day else []
    subprocess.run(
        [*variant.python, "-m", "builder", "build", "--root", str(root), *day, *variant.options],
        cwd=root.parent, env=told, umask=variant.umask, check=True, capture_output=True,
    )  # fmt: skip


def other_pythons(scratch: Path) -> Iterator[Variant]:
    """A build with each other version of Python that is here, with the same packages installed for it."""
    for minor in range(11, 15):
        found = [shutil.which(f"python3.{minor}"), *Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python3")]
        python = next((one for one in found if one and _works(one)), None)
        if python and minor != sys.version_info.minor:
            where = scratch / f"python{minor}"
            subprocess.run([python, "-m", "venv", where], check=True)
            install = [where / "bin/python", "-m", "pip", "install", "--quiet", "--require-hashes"]
            subprocess.run([*install, "-r", PROJECT / "requirements/build.txt"], check=True)
            yield Variant(f"Python 3.{minor}", python=(str(where / "bin/python"),))


def _works(python: str | Path) -> bool:
    """Whether it is more than the name of a Python that could be chosen."""
    return subprocess.run([python, "--version"], check=False, capture_output=True).returncode == 0


def wheel(scratch: Path) -> Path:
    """A folder with the program as people install it."""
    python = [sys.executable, "-m"]
    subprocess.run(
        [*python, "build", "--wheel", "--no-isolation", "--outdir", scratch / "dist", PROJECT],
        check=True, capture_output=True,
    )  # fmt: skip
    [made] = (scratch / "dist").glob("*.whl")
    install = ["pip", "install", "--quiet", "--no-deps", "--no-index", "--target", scratch / "wheel", made]
    subprocess.run([*python, *install], check=True)
    return scratch / "wheel"


def figures() -> dict[str, int]:
    """The demo, built in every way, by every Python that is here, and by the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        scratch, network = Path(folder), Path(folder, "network")
        for name in ("content", "mappings"):
            shutil.copytree(PROJECT / name, network / name)
        shutil.copy(PROJECT / "directory.yaml", network)
        others = list(other_pythons(scratch))
        sites = []
        for one in (*VARIANTS, *others):
            with tempfile.TemporaryDirectory() as place:
                sites.append(built(one, network, Path(place)))
        with tempfile.TemporaryDirectory() as place:
            sites.append(built(Variant("the wheel"), network, Path(place), wheel(scratch)))
    same = sum(one == sites[0] for one in sites)
    return {"variants": len(sites), "identical": same, "files": sites[0].files, "pythons": 1 + len(others)}
