"""What can happen to a folder of content between two builds: every change there is a row for is measured.

A change is told which time it is. Every time it really changes something, and mostly in another file: some people are
on more pages than others.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

PROFILES, WORK, HOUSES = "content/profiles", "content/assignments", "content/organisations"
ADDED = "zz-nieuw"


class Change(NamedTuple):
    """A sort of change: its name in the tables, and what it does to a folder the nth time."""

    name: str
    make: Callable[[Path, int], None]


def own_text(root: Path, n: int) -> None:
    """Somebody adds a sentence to her text."""
    path = person(root, n)
    path.write_text(f"{path.read_text('utf-8').rstrip()} Dit is regel {n}, van later.\n", "utf-8")


def own_fields(root: Path, n: int) -> None:
    """Somebody turns her headline around, and gives her first skill another level."""
    edited(person(root, n), (HEADLINE, turned), (LEVEL, other_level))


def own_name(root: Path, n: int) -> None:
    """Somebody has another surname."""
    edited(person(root, n), (r"^naam: (.*)$", lambda line: f"naam: {line[1]} Tweemaal"))


def house_name(root: Path, n: int) -> None:
    """The organisation with the most people has another name."""
    edited(largest_house(root), (r"^naam: (.*?)(?: Anders\d*)?$", lambda line: f"naam: {line[1]} Anders{n}"))


def work_text(root: Path, n: int) -> None:
    """Work that is open has another goal and asks another level of its first skill."""
    edited(
        open_work(root, n), (r"^doel: .*$", lambda _: f"doel: Een ander doel dan eerst, keer {n}"), (LEVEL, other_level)
    )


def term_label(root: Path, n: int) -> None:
    """The skill that the most people claim is called otherwise."""
    path = root / "content/vocabulary/skills.yaml"
    term = re.escape(most_claimed(root))
    edited(path, (rf"(?<=^- id: {term}\n  label:\n    nl: )(.*?)(?: anders\d*)?$", lambda nl: f"{nl[1]} anders{n}"))


def template(root: Path, n: int) -> None:
    """The network has a template of its own for profiles, with a line that is new."""
    own = root / "templates/pages/profile.html"
    if not own.exists():
        own.parent.mkdir(parents=True)
        shutil.copy(Path(__file__).parent.parent / "templates/pages/profile.html", own)
    own.write_text(f"{own.read_text('utf-8')}<p>{n}</p>\n", "utf-8")


def profile_added(root: Path, n: int) -> None:
    """Somebody new, much like somebody who is there."""
    copied(person(root, n), root / PROFILES / f"{ADDED}-{n}.md", (r"^naam: .*$", lambda _: f"naam: Zus Nieuw {n}"))


def profile_removed(root: Path, n: int) -> None:
    """She who came leaves."""
    (root / PROFILES / f"{ADDED}-{n}.md").unlink()


def work_added(root: Path, n: int) -> None:
    """New work, much like work that is there."""
    copied(open_work(root, n), root / WORK / f"{ADDED}-{n}.md", (r"^titel: .*$", lambda _: f"titel: Nieuw werk {n}"))


def work_removed(root: Path, n: int) -> None:
    """The work that came is taken away."""
    (root / WORK / f"{ADDED}-{n}.md").unlink()


CHANGES = (
    Change("own text", own_text),
    Change("own fields", own_fields),
    Change("name of a person", own_name),
    Change("name of an organisation", house_name),
    Change("assignment", work_text),
    Change("label of a term", term_label),
    Change("profile added", profile_added),
    Change("profile removed", profile_removed),
    Change("assignment added", work_added),
    Change("assignment removed", work_removed),
    Change("template", template),
)

# Which file -----------------------------------------------------------------------------------------------------------


def person(root: Path, n: int) -> Path:
    """Somebody who is matched, under her own name, with a text."""
    return suitable(
        root / PROFILES, n, lambda text: not re.search("^(schuilnaam|matching|wat_ik_doe):", text, re.MULTILINE)
    )


def open_work(root: Path, n: int) -> Path:
    """Work that people can respond to."""
    return suitable(root / WORK, n, lambda text: "\nstatus:" not in text and "\nduur_weken:" in text)


def suitable(folder: Path, n: int, fits: Callable[[str], bool]) -> Path:
    """The nth file that fits of some that are spread over a folder."""
    paths = sorted(one for one in folder.glob("*.md") if not one.name.startswith(ADDED))
    start = len(paths) * (n % 7) // 7
    ordered = [*paths[start:], *paths[:start]]
    return next(one for one in ordered if fits(one.read_text("utf-8")))


def largest_house(root: Path) -> Path:
    """The organisation that the most people are of."""
    return root / HOUSES / f"{commonest(root, r'^organisatie: (.*)$')}.md"


def most_claimed(root: Path) -> str:
    """The skill that the most people claim."""
    return commonest(root, r"^  - (?:vaardigheid: )?([a-z-]+)(?:: \d)?$")


def commonest(root: Path, pattern: str) -> str:
    """What stands most often in profiles; of equals the first."""
    found = Counter(one for path in sorted((root / PROFILES).glob("*.md")) for one in matches(path, pattern))
    return min(found, key=lambda one: (-found[one], one))


def matches(path: Path, pattern: str) -> list[str]:
    """All that is found in a file."""
    return re.findall(pattern, path.read_text("utf-8"), re.MULTILINE)


# What is done to it ---------------------------------------------------------------------------------------------------

Edit = tuple[str, Callable[[re.Match[str]], str]]
HEADLINE = r"^aanspreken_op: .*$"
LEVEL = r"^(vaardigheden:\n  - [a-z-]+: )(\d)$"


def edited(path: Path, *edits: Edit) -> None:
    """Changes a file; a change that does not change it is a mistake."""
    copied(path, path, *edits)


def copied(path: Path, to: Path, *edits: Edit) -> None:
    """Writes a changed file."""
    text = path.read_text("utf-8")
    changed = replaced(text, edits)
    if changed == text:
        raise ValueError(f"nothing to change in {path}")
    to.write_text(changed, "utf-8")


def replaced(text: str, edits: Sequence[Edit]) -> str:
    """A text after some edits, each at its first place."""
    for pattern, replace in edits:
        text = re.sub(pattern, replace, text, count=1, flags=re.MULTILINE)
    return text


def turned(line: re.Match[str]) -> str:
    """Another line of the same length, and the first one again the next time."""
    words = line[0].partition(": ")[2].strip('"').split()
    return f'aanspreken_op: "{" ".join(reversed(words))}"'


def other_level(found: re.Match[str]) -> str:
    """One level higher, and from the highest to the lowest."""
    return f"{found[1]}{int(found[2]) % 5 + 1}"
