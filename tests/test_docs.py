"""The documentation: what it shows is run, what it names is there, and what is there is named.

A page tells a story in a folder of its own: a block after a line that ends with a path (`content/…`:) is that file,
and the commands of a console block are run in it. `python -m tests.test_docs` writes anew what they print.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
import yaml
from PIL import Image

from builder import build, match
from builder.cli import program, words_of
from builder.exports import DATA
from builder.pages import PAGES
from builder.search import FACETS
from builder.settings import Settings, Weights
from tests.pictures import GUIDES, NETWORKS, TOUR, guide_names, network_names
from tests.pictures import names as taken
from tests.repositories import ALONE, git, repository, written
from tests.runner import program as program_files
from tests.visits import SCENARIOS

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
TODAY = date(2026, 11, 21)
RENEW = "make it anew with: .venv/bin/python -m tests.test_docs"
MOST_OF_A_PICTURE = 150_000  # bytes
MOST_OF_A_NETWORK = 120_000

# The pages in pairs: Dutch, English.
PAIRS = (
    ("README.md", "README.en.md"),
    ("docs/je-profiel.md", "docs/your-profile.md"),
    ("docs/profiel-schrijven.md", "docs/writing-a-profile.md"),
    ("docs/wie-ziet-wat.md", "docs/who-sees-what.md"),
    ("docs/klus-plaatsen.md", "docs/posting-work.md"),
    ("docs/voor-leidinggevenden.md", "docs/for-managers.md"),
    ("docs/netwerk-starten.md", "docs/starting-a-network.md"),
    ("docs/netwerken.md", "docs/networks.md"),
    ("docs/netwerk-beheren.md", "docs/running-a-network.md"),
    ("docs/instellingen.md", "docs/settings.md"),
    ("docs/matchen.md", "docs/matching.md"),
    ("docs/opdrachten.md", "docs/commands.md"),
    ("docs/velden.md", "docs/fields.md"),
    ("docs/data-gebruiken.md", "docs/using-the-data.md"),
    ("docs/datavelden.md", "docs/data-fields.md"),
    ("docs/echte-gegevens.md", "docs/real-data.md"),
    ("docs/zoeken.md", "docs/search.md"),
    ("docs/cijfers.md", "docs/figures.md"),
    ("docs/andere-netwerken.md", "docs/other-networks.md"),
    ("docs/volgen.md", "docs/following.md"),
    ("docs/vertalen.md", "docs/translating.md"),
    ("docs/rondleiding.md", "docs/tour.md"),
    ("docs/importeren.md", "docs/importing.md"),
    ("docs/redactie.md", "docs/cms.md"),
    ("docs/netwerken-verbinden.md", "docs/linking-networks.md"),
    ("docs/nieuwsbrief.md", "docs/newsletter.md"),
    ("docs/snelheid.md", "docs/performance.md"),
    ("docs/veiligheid.md", "docs/security.md"),
)
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# What the pieces of YAML on a page are pieces of: the file they are tried in, and what makes them a whole one.
PIECES: Mapping[str, tuple[str, str]] = {
    "docs/profiel-schrijven.md": (
        "content/profiles/proef.md",
        "naam: Proef\norganisatie: gemeente-nieuw-vechten\nfunctie: adviseur\n",
    ),
    "docs/writing-a-profile.md": (
        "content/profiles/proef.md",
        "name: Proef\norganisation: gemeente-nieuw-vechten\nrole: advisor\n",
    ),
    "docs/klus-plaatsen.md": (
        "content/assignments/proef.md",
        "titel: Proef\norganisatie: parket-vecht-en-eem\ndoel: A\nresultaat: B\nbegin: 2027-01-11\nduur_weken: 4\n",
    ),
    "docs/posting-work.md": (
        "content/assignments/proef.md",
        "title: Proef\norganisation: parket-vecht-en-eem\ngoal: A\nresult: B\nstart: 2027-01-11\nweeks: 4\n",
    ),
}
NAMED = re.compile(r"`(?P<path>[\w./-]+\.(?:md|yaml|html|css|csv|json|ttl))`:\n\n\Z")
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\((?P<to>[^)\s]+)\)")


# What a story begins with -------------------------------------------------------------------------------------------


def nothing(root: Path) -> None:
    """An empty folder."""


def network_alone(root: Path) -> None:
    """The settings of a network that names nothing but itself."""
    (root / "directory.yaml").write_text("title: Vechtstad\noperator: Vechtstad\n", encoding="utf-8")


def demo_content(root: Path) -> None:
    """A copy of the demo content."""
    for folder in ("content", "mappings"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copy(PROJECT / "directory.yaml", root)


def template(root: Path) -> None:
    """A forge on which somebody made a repository of their own from this one."""
    source = root.parent / "source"
    source.mkdir()
    program_files(source)
    demo_content(source)
    shutil.copytree(PROJECT / ".github", source / ".github")
    shutil.copy(PROJECT / ".gitignore", source)
    git(source, "init", "-q", "-b", "main")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "Initial commit")
    forge(root, source)
    git(root, "init", "-q", "--bare", "-b", "main", str(root.parent / "forge/gids.git"))


def leaver(root: Path) -> None:
    """A forge with a network that somebody joined, put other things into, and left."""
    source = repository(root.parent / "source", VECHTSTAD)
    git(source, "checkout", "-q", "main")
    karel = {"content/profiles/karel-de-jong.md": someone("Karel de Jong", "karel", "")}
    anna = {"content/profiles/anna-de-vries.md": someone("Anna de Vries", "anna", "klare-taal")}
    for files, said in (
        (karel, "Create karel-de-jong.md"),
        (anna, "Learns"),
        (dict.fromkeys(karel), "Delete karel-de-jong.md"),
    ):
        written(source, files)
        git(source, "commit", "-q", "--amend", "-m", said)
    forge(root, source)
    # As a forge keeps what was once proposed.
    git(root.parent / "forge/wisselwerk.git", "update-ref", "refs/pull/7/head", git(source, "rev-parse", "HEAD~2"))


def someone(name: str, owner: str, learns: str) -> str:
    """A profile."""
    house = "organisatie: gemeente-vechtstad\nfunctie: adviseur"
    return f"---\nnaam: {name}\n{house}\nwil_leren: [{learns}]\neigenaar: {owner}\n---\n"


VECHTSTAD: Mapping[str, str] = {
    "directory.yaml": (
        "titel: Wisselwerk Vechtstad\nbeheerder: Gemeente Vechtstad\nopslag:\n"
        "  adres: https://github.com/vechtstad/wisselwerk\n  openbaar: nee\n"
        "  beheerders: [anne-van-vechtstad, joris-van-de-vaart]\n"
    ),
    "content/organisations/gemeente-vechtstad.md": "---\nnaam: Gemeente Vechtstad\nlaag: gemeente\n---\n",
    "content/organisations/waterschap-de-lange-vaart.md": (
        "---\nnaam: Waterschap De Lange Vaart\nlaag: waterschap\neigenaar: lange-vaart\n---\n"
    ),
    "content/profiles/anna-de-vries.md": someone("Anna de Vries", "anna", ""),
    ".github/CODEOWNERS": "* @anne-van-vechtstad\n",
}


def forge(root: Path, source: Path) -> None:
    """Keeps a repository where `environment` leads the address of a forge to."""
    (root.parent / "forge").mkdir()
    git(root, "clone", "-q", "--bare", str(source), str(root.parent / "forge/wisselwerk.git"))


# The pages that are played, both in their own language, and what their folder begins with.
BEGINNINGS: Mapping[str, Callable[[Path], None]] = {
    "README.md": nothing,
    "docs/je-profiel.md": demo_content,
    "docs/profiel-schrijven.md": demo_content,
    "docs/klus-plaatsen.md": demo_content,
    "docs/voor-leidinggevenden.md": demo_content,
    "docs/netwerk-starten.md": template,
    "docs/netwerken.md": nothing,
    "docs/netwerk-beheren.md": leaver,
    "docs/instellingen.md": nothing,
    "docs/matchen.md": demo_content,
    "docs/opdrachten.md": nothing,
    "docs/importeren.md": demo_content,
    "docs/redactie.md": demo_content,
    "docs/netwerken-verbinden.md": network_alone,
}
PLAYED = tuple(pair for pair in PAIRS if pair[0] in BEGINNINGS)
STORIES: Mapping[str, tuple[str, Callable[[Path], None]]] = {
    name: (language, BEGINNINGS[pair[0]]) for pair in PLAYED for name, language in zip(pair, ("nl", "en"), strict=True)
}


@dataclass(frozen=True)
class Block:
    """A fenced block, with the file it is, if it is one."""

    kind: str
    body: str
    path: str | None
    start: int
    end: int


def pages() -> list[str]:
    """Every page of documentation."""
    found = [*PROJECT.glob("*.md"), *DOCS.glob("*.md")]
    return sorted(path.relative_to(PROJECT).as_posix() for path in found)


def text_of(name: str) -> str:
    """A page as it is written."""
    return (PROJECT / name).read_text(encoding="utf-8")


# What pages show ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_what_a_page_shows_is_what_happens(name: str) -> None:
    written = text_of(name)

    assert written == told(name, written), RENEW


@pytest.mark.parametrize("name", STORIES)
def test_a_page_shows_something_that_happens(name: str) -> None:
    assert any(block.kind == "console" for block in blocks(text_of(name)))


@pytest.mark.parametrize("name", PIECES)
def test_every_piece_of_a_file_may_be_written(name: str, tmp_path: Path) -> None:
    path, whole = PIECES[name]
    pieces = [block.body for block in blocks(text_of(name)) if block.kind == "yaml" and block.path is None]
    demo_content(tmp_path)

    assert len(pieces) > 4
    for piece in pieces:
        (tmp_path / path).write_text(f"---\n{joined(whole, piece)}---\n", encoding="utf-8")
        found = build.check(tmp_path, TODAY).problems
        assert [(one.code, one.field, piece) for one in found] == []


@pytest.mark.parametrize("name", ["docs/matchen.md", "docs/matching.md"])
def test_every_sum_adds_up(name: str) -> None:
    sums = re.findall(r"^ {4}(.+)$", prose(text_of(name)), re.MULTILINE)

    assert len(sums) > 5
    for one in sums:
        values = [worth(part) for part in one.split(" = ")]
        assert len(values) > 1 and all(before == after for before, after in pairwise(values)), one


@pytest.mark.parametrize("name", ["docs/matchen.md", "docs/matching.md"])
def test_the_worked_example_is_that_of_the_program(name: str) -> None:
    page = text_of(name).replace(",5 |", ".5 |")
    directory = build.check(PROJECT, TODAY).directory
    assert directory is not None
    given = match.context(directory)
    both = match.pair(given, directory.profiles["tariq-rehmani"], directory.assignments["een-zaaksysteem-voor-vier"])
    made = match.explain(both, given.frame)

    for fit, need, rare in zip(match.skill_fits(both, given.frame), both.assignment.skills, both.rarity, strict=True):
        heavy = f"{match.IMPORTANCE[need.importance]} × {rare} = {match.weight(need, rare)}"
        row = rf"^\| `{need.skill}` \| {heavy} \|.* {re.escape(f'{fit.credit / 100:g}')} \|$"
        assert re.search(row, page, re.MULTILINE), row
    for points in (*(one.points for one in made.criteria), made.score):
        assert re.search(rf"^    .* = {points}$", page, re.MULTILINE), points


@pytest.mark.parametrize("name", ["docs/matchen.md", "docs/matching.md"])
def test_the_tables_of_matching_are_those_of_the_program(name: str) -> None:
    tables = [rows.splitlines()[2:] for rows in re.findall(r"(?:^\|.*\n)+", text_of(name), re.MULTILINE)]
    reasons, criteria, _, bands, lights = tables
    weights = [row.split(" | ")[1] for row in criteria]

    assert len(reasons) == len(match.EXCLUSIONS)
    assert weights == [str(msgspec.structs.asdict(Weights())[one.name]) for one in match.CRITERIA]
    assert [re.findall(r"\d+", row) for row in bands] == [[str(least // 100)] * (least > 0) for _, least in match.BANDS]
    assert len(lights) == 5


# Pictures -------------------------------------------------------------------------------------------------------------


def shown(name: str) -> list[tuple[str, Path]]:
    """The pictures of a page, with what they are said to show."""
    page = PROJECT / name
    return [(said, page.parent / to) for said, to in re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", text_of(name))]


@pytest.mark.parametrize("name", [name for name in pages() if "![" in text_of(name)])
def test_a_picture_is_small_and_said_in_words(name: str) -> None:
    assert shown(name)
    for said, picture in shown(name):
        assert picture.stat().st_size <= MOST_OF_A_PICTURE
        assert len(said) > 30


@pytest.mark.parametrize("name", ["docs/rondleiding.md", "docs/tour.md"])
def test_the_tour_shows_every_stop_on_a_large_screen_and_on_a_phone(name: str) -> None:
    pictures = [picture for _, picture in shown(name)]

    assert [picture.name for picture in pictures] == taken()
    assert {path.name for path in TOUR.iterdir()} == set(taken())
    for picture in pictures:
        with Image.open(picture) as found:
            assert picture.stem.endswith(f"-{found.width}")


@pytest.mark.parametrize("name", ["docs/netwerken.md", "docs/networks.md"])
def test_every_kind_of_network_is_told_of_with_its_command_and_its_picture(name: str) -> None:
    begun = re.findall(r"^`wisselwerk new network \w+ --like ([\w-]+)`$", text_of(name), re.MULTILINE)
    pictures = [picture for _, picture in shown(name)]

    assert sorted(begun) == list(SCENARIOS)
    assert [picture.stem for picture in pictures] == begun
    assert {path.name for path in NETWORKS.iterdir()} == set(network_names()) == {one.name for one in pictures}
    assert [picture.name for picture in pictures if picture.stat().st_size > MOST_OF_A_NETWORK] == []


@pytest.mark.parametrize("tongue", [0, 1], ids=["nl", "en"])
def test_every_picture_of_the_guides_is_shown_in_a_guide_of_its_language(tongue: int) -> None:
    ending = f"-{('nl', 'en')[tongue]}.png"
    used = [to.name for pair in PAIRS for _, to in shown(pair[tongue]) if to.parent == GUIDES]

    assert sorted(used) == [name for name in guide_names() if name.endswith(ending)]
    assert {path.name for path in GUIDES.iterdir()} == set(guide_names())


# What is there is named -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["docs/opdrachten.md", "docs/commands.md"])
def test_every_command_is_told_of(name: str) -> None:
    page = text_of(name)

    for command in program(words_of("nl")).commands:
        assert f"\n$ wisselwerk {command} --help\n" in page
    for facet in FACETS:
        assert f"\n| `{facet}` |" in page
    for row in DATA:
        assert f"\n| `{row.path}` |" in page


@pytest.mark.parametrize("name", ["docs/instellingen.md", "docs/settings.md"])
def test_every_page_and_every_setting_is_told_of(name: str) -> None:
    page = text_of(name)

    for row in PAGES:
        assert f"| `{row.name}` | `{row.path}` |" in page
    settings = next(block for block in blocks(page) if block.path == "directory.yaml")
    written = yaml.safe_load(settings.body)
    assert len(written) == len(msgspec.structs.fields(Settings))
    weights = written.get("gewichten") or written["weights"]
    assert sorted(weights.values()) == sorted(msgspec.structs.asdict(Weights()).values())


# What is named is there -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", pages())
def test_every_link_leads_somewhere(name: str) -> None:
    for to in LINK.findall(prose(text_of(name))):
        address, _, heading = to.partition("#")
        if "://" in address or address.startswith("mailto:"):
            continue
        found = (PROJECT / name).parent / address if address else PROJECT / name
        assert found.exists(), to
        if heading:
            assert heading in headings(found.read_text(encoding="utf-8")), to


def test_the_index_leads_to_every_page_in_both_languages() -> None:
    linked = set(LINK.findall(text_of("docs/README.md")))

    for pair in PAIRS[1:]:
        assert {name.removeprefix("docs/") for name in pair} <= linked
    assert {path.name for path in DOCS.glob("*.md")} - {"README.md"} == {
        name.removeprefix("docs/") for pair in PAIRS[1:] for name in pair
    }


@pytest.mark.parametrize(("dutch", "english"), [*PLAYED, ("docs/velden.md", "docs/fields.md")])
def test_a_page_leads_to_the_same_page_in_the_other_language(dutch: str, english: str) -> None:
    assert Path(english).name in LINK.findall(text_of(dutch))
    assert Path(dutch).name in LINK.findall(text_of(english))


@pytest.mark.parametrize(("dutch", "english"), PLAYED)
def test_both_languages_tell_the_same(dutch: str, english: str) -> None:
    shapes = [
        (re.findall(r"^#+", prose(text), re.MULTILINE), [block.kind for block in blocks(text)])
        for text in (text_of(dutch), text_of(english))
    ]

    assert shapes[0] == shapes[1]


# Reading a page -------------------------------------------------------------------------------------------------------


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in FENCE.finditer(text):
        named = NAMED.search(text[: found.start()])
        yield Block(found["kind"], found["body"], named and named["path"], found.start("body"), found.end("body"))


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", text)


def headings(text: str) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


def joined(whole: str, piece: str) -> str:
    """A piece of a file with the lines that make it a whole file."""
    said = set(re.findall(r"^(\w+):", piece, re.MULTILINE))
    return "".join(line for line in whole.splitlines(True) if line.partition(":")[0] not in said) + piece


def worth(part: str) -> float:
    """What one side of a sum comes to; a quotient is rounded down, as in the program."""
    assert re.fullmatch(r"[\d ,.()+×/]+", part), part
    plain = part.replace(",", ".").replace("×", "*").replace("/", "//")
    return round(float(eval(plain)), 6)


# Playing a page -------------------------------------------------------------------------------------------------------


def told(name: str, text: str) -> str:
    """The page with what its commands print now."""
    language, begin = STORIES[name]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "netwerk")
        root.mkdir()
        begin(root)
        return played(placed(text), root, environment(Path(folder), language))


def played(text: str, root: Path, known: Mapping[str, str]) -> str:
    """The page with what its commands print when they are run in a folder, after its files are written there."""
    parts, end = [], 0
    for block in blocks(text):
        if block.path:
            (root / block.path).parent.mkdir(parents=True, exist_ok=True)
            (root / block.path).write_text(block.body, encoding="utf-8")
        if block.kind == "console":
            commands = [line for line in block.body.splitlines() if line.startswith("$ ")]
            assert commands, block.body
            printed = ""
            for line in commands:
                place = line.removeprefix("$ cd ")
                root = root / place if place != line else root
                printed += f"{line}\n{output(line[2:], root, known) if place == line else ''}"
            parts += [text[end : block.start], printed]
            end = block.end
    return "".join([*parts, text[end:]])


def placed(text: str) -> str:
    """The page with the place of each kind of page in its table."""
    for page in PAGES:
        text = re.sub(rf"(?m)^(\| `{page.name}` \|) `[^`]*` \|", rf"\1 `{page.path}` |", text)
    return text


def output(command: str, root: Path, known: Mapping[str, str]) -> str:
    """What a command prints."""
    done = subprocess.run(["bash", "-c", command], cwd=root, env=known, capture_output=True, text=True, check=False)
    printed = done.stdout + done.stderr
    assert done.returncode in (0, 1, 2) and "Traceback" not in printed, printed
    return printed


def environment(folder: Path, language: str) -> dict[str, str]:
    """The surroundings of a command: `wisselwerk` is the program of this checkout."""
    command = folder / "bin" / "wisselwerk"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{PROJECT}" PYTHONSAFEPATH=1 exec "{sys.executable}" -m builder "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join((str(command.parent), str(Path(sys.executable).parent), os.environ["PATH"]))
    address = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{folder}/forge/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/vechtstad/",
    }
    return {
        **ALONE,
        **address,
        "PATH": path,
        "LC_ALL": "",
        "LANG": language,
        "COLUMNS": "80",
        "PYTHONUTF8": "1",
        "PERL_BADLANG": "0",
    }


# Renewing ------------------------------------------------------------------------------------------------------------


def main() -> None:
    """Writes anew what the pages show."""
    for name in STORIES:
        text = text_of(name)
        (PROJECT / name).write_text(told(name, text), encoding="utf-8")


if __name__ == "__main__":
    main()
