"""Tries the whole corpus: every file through `check`, the command and both editions of the site, and counts.

`python -m tests.safety hostile` does so with one payload of each sort in every field; the suite with one in each.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from builder import build, report
from builder.build import Checked
from builder.planning import template_folders
from builder.problems import Problem, errors
from builder.visibility import Edition
from tests.hostile import cases, fields, harmless, names, odd
from tests.hostile.cases import TODAY, Case
from tests.safety.figures import Row

EDITIONS: tuple[Edition, ...] = ("public", "internal")
ROWS = (
    Row("payloads", "soorten tekst die kwaad willen", "texts that mean harm"),
    Row("fields", "velden waarin ze zijn gezet, uit het model", "fields they were put in, from the model"),
    Row("files", "vijandige bestanden", "hostile files"),
    Row("refused", "geweigerd door `check`", "refused by `check`"),
    Row("told", "geweigerd met plaats, uitleg en tip", "refused with a place, what is wrong and a hint", "refused"),
    Row("shown", "aangenomen en getoond", "taken in and shown"),
    Row("vanished", "verdwenen zonder dat het verteld is", "gone without being told", 0),
    Row("crashed", "vastgelopen", "crashed", 0),
    Row("unlike", "door `check` en `build` anders beoordeeld", "judged otherwise by `check` and `build`", 0),
    Row("things", "vreemde namen, links, pijpen en apparaten", "odd names, links, pipes and devices"),
    Row("entered", "daarvan gelezen", "of those that were read", 0),
    Row("escaped", "bestanden buiten de uitvoermap geraakt", "files touched outside the output", 0),
    Row("pages", "pagina's en documenten nagekeken door een ander", "pages and documents looked at by another"),
    Row("harms", "daarin iets dat kan werken of opvragen", "something in them that could act or ask", 0),
    Row("commands", "keer de opdracht zelf gegeven", "times the command itself was given"),
    Row("tracebacks", "daarvan een traceback of stuurteken", "of those a traceback or control character", 0),
    Row("names", "goede, bijzondere namen", "good names that are out of the ordinary"),
    Row("names_refused", "daarvan geweigerd of geschonden", "of those refused or damaged", 0),
)


def figures() -> Mapping[str, int]:
    """What came of all of it."""
    return counted(list(fields.by_sort()), commands=40)


def counted(derived: Iterable[tuple[fields.Spot, "fields.Payload"]], commands: int) -> Mapping[str, int]:
    """The same for a part of what the model gives."""
    derived = tuple(derived)
    found = list(cases.cases(derived))
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        outcome = tried(here / "many", found)
        lying, entered, touched = apart(here / "odd")
        given, spoilt = told_on_a_terminal(
            here / "many" / "root", here / "one", found[:: max(1, len(found) // commands)]
        )
        known, refused = names.tried(here / "names")
    return {
        "payloads": len({payload.text for _, payload in derived}),
        "fields": len({spot for spot, _ in derived}),
        "files": len(found),
        **outcome.count(),
        "things": lying,
        "entered": entered,
        "escaped": len(outcome.touched) + touched,
        "commands": given,
        "tracebacks": spoilt,
        "names": known,
        "names_refused": refused,
    }


# Many files in one folder ---------------------------------------------------------------------------------------------


class Outcome(NamedTuple):
    """What came of many cases in one folder."""

    refused: frozenset[str]  # by path
    told: frozenset[str]  # of those, the ones of which everything was told that there is to tell
    shown: frozenset[str]
    vanished: tuple[str, ...]
    crashed: tuple[str, ...]
    unlike: tuple[str, ...]
    touched: tuple[str, ...]
    pages: int
    harms: tuple[str, ...]

    def count(self) -> dict[str, int]:
        """How many of each; files outside the folder are counted with others."""
        numbers = {name: one if isinstance(one, int) else len(one) for name, one in self._asdict().items()}
        return {name: one for name, one in numbers.items() if name != "touched"}


def tried(here: Path, found: Iterable[Case]) -> Outcome:
    """Every case checked beside the others and built in both editions, and the sites looked at."""
    found, crashed = whole(here / "apart", tuple(found))
    root = cases.laid(here / "root", found)
    (here / "outside").mkdir()
    (here / "outside/secret.md").write_text(odd.SECRET)
    before = standing(here, "site-")
    checked = build.check(root, TODAY, "internal")
    broken = errors(checked.problems)
    refused = {case.path for case in found if broken_by(case, broken)}
    words = report.wording(template_folders(root)[-1], "nl")
    told = {case.path for case in found if (by := broken_by(case, broken)) and all(is_told(one, words) for one in by)}
    shown = {one.path for one in checked.content.entities if is_shown(one.slug, one.kind, checked)}
    vanished = tuple(case.path for case in found if case.path not in refused and case.path not in shown)
    unlike, harms, pages = list[str](), list[str](), 0
    for edition in EDITIONS:
        site = here / f"site-{edition}"
        built = build.build(root, site, TODAY, edition)
        said = build.check(root, TODAY, edition)
        unlike += [one.path for one in {*built.problems} ^ {*said.problems}]
        unlike += [path for path in sorted(refused) if (site / page_of(path)).exists()]
        harms += harmless.harms(site)
        harms += [str(path) for path in site.rglob("*") if path.is_file() and odd.SECRET.encode() in path.read_bytes()]
        pages += sum(path.is_file() for path in site.rglob("*"))
    touched = tuple(sorted(before ^ standing(here, "site-")))
    return Outcome(
        frozenset(refused), frozenset(told), frozenset(shown & {one.path for one in found}), vanished,
        crashed, tuple(unlike), touched, pages, tuple(harms),
    )  # fmt: skip


def whole(here: Path, found: tuple[Case, ...]) -> tuple[tuple[Case, ...], tuple[str, ...]]:
    """The cases that can be checked, and those on which checking breaks off: looked for in halves."""
    try:
        build.check(cases.laid(here, found), TODAY, "internal")
    except Exception:  # noqa: BLE001  # this is what is looked for
        if len(found) == 1:
            return (), (found[0].name,)
        middle = len(found) // 2
        first, broken = whole(here.with_name(f"{here.name}0"), found[:middle])
        last, more = whole(here.with_name(f"{here.name}1"), found[middle:])
        return first + last, broken + more
    return found, ()


def broken_by(case: Case, problems: Iterable[Problem]) -> list[Problem]:
    """What keeps a case off the site: told at one of its files, or at the folder that it has for itself."""
    own = {*case.files, *([case.path.rpartition("/")[0]] if len(case.files) > 1 else [])}
    return [one for one in problems if one.path in own]


def is_told(one: Problem, words: Mapping[str, str]) -> bool:
    """Whether a mistake has a place, what is wrong and a hint, without a sign that moves the cursor."""
    told = report.told(one, words)
    signs = told.path + told.field + told.message + told.hint
    return bool(told.path and told.message and told.hint) and is_clean(signs)


def is_clean(text: str) -> bool:
    """Whether a text leaves the cursor of a terminal alone; a space without width keeps `::` apart in annotations."""
    return all(sign.isprintable() or sign in "\u00a0\u202f\u200b\n" for sign in text)


def is_shown(slug: str, kind: str, checked: Checked) -> bool:
    """Whether somebody or something stands in the directory."""
    return checked.directory is not None and slug in getattr(checked.directory, kind)


def page_of(path: str) -> str:
    """The page of a file, if it has one."""
    _, kind, slug, *_ = path.split("/")
    return f"{kind}/{slug.removesuffix('.md')}.html"


def standing(here: Path, *but: str) -> set[tuple[str, int, int]]:
    """All that lies in a folder, but what was made there on purpose."""
    return {
        (str(path), *((path.lstat().st_size, path.lstat().st_mtime_ns) if path.is_file() else (0, 0)))
        for path in here.rglob("*")
        if ".wisselwerk" not in path.parts and not path.relative_to(here).parts[0].startswith((*but, ".site", "apart"))
    }


# Odd names and things -------------------------------------------------------------------------------------------------


def apart(here: Path) -> tuple[int, int, int]:
    """How many odd names and things lie in a folder; how many were taken in; what was touched outside the output."""
    lying = {**odd.named(), **odd.things()}
    root = cases.laid(here / "root", ())
    (here / "outside").mkdir()
    (here / "outside/secret.md").write_text(odd.SECRET)
    made = {path for path, make in lying.items() if laid_down(root / path, make)}
    before = standing(here, "site")
    checked = build.check(root, TODAY, "internal")
    entered = sum(one.path in made or one.path.rpartition("/")[0] in made for one in checked.content.entities)
    silent = [path for path in made if not is_said_of(path, checked.problems)]
    build.build(root, here / "site", TODAY, "internal")
    leaked = [
        path for path in (here / "site").rglob("*") if path.is_file() and odd.SECRET.encode() in path.read_bytes()
    ]
    return len(made), entered + len(silent) + len(leaked), len(before ^ standing(here, "site"))


def laid_down(at: Path, make: "odd.Make") -> bool:
    """Puts something odd in its place; not all file systems take all of it."""
    at.parent.mkdir(parents=True, exist_ok=True)
    try:
        make(at)
    except OSError:
        return False
    return True


def is_said_of(path: str, problems: Iterable[Problem]) -> bool:
    """Whether something is told of a path, or of the folder that it lies in."""
    shown = os.fsencode(path).decode(errors="backslashreplace")
    return any(one.path and (shown == one.path or shown.startswith(f"{one.path}/")) for one in problems)


# On a terminal --------------------------------------------------------------------------------------------------------

FORMATS = ("text", "json", "github", "codequality")
COMMAND = re.compile(r"::(?:error|warning|notice) file=[^:,\n]*,line=\d+,col=\d+,title=[^:,\n]*::[^\n]*")


def told_on_a_terminal(many: Path, one: Path, found: Iterable[Case]) -> tuple[int, int]:
    """How often the command itself was given, and how often it said what it should not."""
    orders = [(many, form) for form in FORMATS]
    for n, case in enumerate(found):
        orders.append((cases.laid(one / str(n), [case]), FORMATS[n % len(FORMATS)]))
    spoilt = sum(bool(list(spoilt_by(*order))) for order in orders)
    return len(orders), spoilt


def spoilt_by(root: Path, form: str) -> Iterator[str]:
    """What `check` says that it should not, in one of its forms."""
    done = checked_by_command(root, form)
    wrong = bool(errors(build.check(root, TODAY).problems))
    if done.returncode != wrong:
        yield f"exit {done.returncode}"
    if "Traceback" in done.stdout + done.stderr or done.stderr:
        yield done.stderr[-200:]
    if not is_clean(done.stdout + done.stderr):
        yield "a control character"
    if form == "github":
        *lines, last = done.stdout.splitlines() or [""]
        yield from (line for line in lines if not COMMAND.fullmatch(line))
        if "::" in last and not COMMAND.fullmatch(last):  # of many, the last line says how many of them GitHub shows
            yield last


def checked_by_command(root: Path, form: str) -> "subprocess.CompletedProcess[str]":
    """`wisselwerk check` in a process of its own."""
    order = [sys.executable, "-m", "builder", "check", "--root", str(root), "--today", str(TODAY), "--format", form]
    with environment() as given:
        return subprocess.run(order, capture_output=True, text=True, encoding="utf-8", env=given, check=False)


@contextmanager
def environment() -> Iterator[Mapping[str, str]]:
    """What the command may know of the machine; what a workflow would add is left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "SOURCE_DATE"))}
    yield {**kept, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
