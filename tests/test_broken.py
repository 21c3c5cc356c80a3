"""One folder for each mistake that people make, with the report they read, word for word.

A case is laid over `_base`, a small network in which all is well. `python -m tests.test_broken` writes the reports of
all cases anew: read every line of the difference before it is committed.
"""

import io
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import pytest

from builder import build, cli, content, slugs
from builder.directory import Directory
from builder.model import KINDS
from builder.shelves import Shelves

CASES = Path(__file__).parent / "broken"
NAMES = sorted(case.name for case in CASES.iterdir() if case.is_dir() and case.name != "_base")
TODAY = date(2026, 12, 1)
OUTCOMES = ("expected.json", "expected.txt")

ANNA = "---\nnaam: Anna Lopez\norganisatie: gemeente-lindewoud\nfunctie: Adviseur\n{}---\n"


# What a repository of text files cannot hold, or would not hold for long


def written(path: str, text: str | bytes) -> Callable[[Path], None]:
    """Writes one file of a case."""

    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())

    return write


def linked(path: str, to: str) -> Callable[[Path], None]:
    return lambda root: (root / path).symlink_to(to)


def picture(kind: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (4, 3), "navy").save(out, kind)
    return out.getvalue()


def header_of_a_picture(width: int, height: int) -> bytes:
    """The first bytes of a PNG that says it is this large."""
    size = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    data = b"IDAT" + zlib.compress(b"")
    chunks = (len(one[4:]).to_bytes(4) + one + zlib.crc32(one).to_bytes(4) for one in (size, data, b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


MADE: Mapping[str, Callable[[Path], None]] = {
    "line-ends-of-windows": written(
        "content/profiles/line-ends-of-windows.md",
        ANNA.format("plaats: Lindewoud\nmatching: soms\n").replace("\n", "\r\n"),
    ),
    "line-ends-of-an-old-mac": written(
        "content/profiles/line-ends-of-an-old-mac.md", ANNA.format("matching: soms\n").replace("\n", "\r")
    ),
    "line-separator": written(
        "content/profiles/line-separator.md", ANNA.format("plaats: Linde\u2028woud\nmatching: soms\n")
    ),
    "byte-order-mark": written("content/profiles/byte-order-mark.md", "\ufeff" + ANNA.format("matching: soms\n")),
    "latin-1": written("content/profiles/latin-1.md", ANNA.format("plaats: Privé\n").encode("latin-1")),
    "control-character": written(
        "content/profiles/control-character.md", ANNA.format("plaats: Linde\x0cwoud\n") + "\nIk maak\x1b[31m kaarten.\n"
    ),
    "reading-order": written("content/profiles/reading-order.md", ANNA.format("plaats: Linde\u202ewoud\n")),
    "slug-with-accents": written("content/profiles/André Lopès.md", ANNA.format("")),
    "slug-in-another-script": written("content/profiles/Анна.md", ANNA.format("")),
    "slug-with-a-line-end": written("content/profiles/anna\nlopez.md", ANNA.format("")),
    "file-too-large": written("content/profiles/file-too-large.md", ANNA.format("") + "Kaarten. " * 9000),
    "front-matter-too-large": written(
        "content/profiles/front-matter-too-large.md", ANNA.format("x-verhaal: " + "Kaarten. " * 4000 + "\n")
    ),
    "body-too-large": written("content/profiles/body-too-large.md", ANNA.format("") + "\n" + "Kaarten. " * 4000),
    "link-in-content": linked("content/profiles/link-in-content.md", "sam-de-wit.md"),
    "link-of-a-note": linked("content/profiles/README.md", "sam-de-wit.md"),
    "link-to-a-folder": linked("content/profiles/link-to-a-folder", "../organisations"),
    "slug-not-utf8": written(os.fsdecode(b"content/profiles/anna-l\xf3pez.md"), ANNA.format("")),
    "photo-name-not-utf8": written(os.fsdecode(b"content/profiles/photo-name-not-utf8/kad\xe9.png"), picture("PNG")),
    "nesting-deep-in-two-ways": written(
        "content/profiles/nesting-deep-in-two-ways.md",
        ANNA.format(
            "x-kaart:\n" + "".join(" " * n + "- \n" for n in range(2, 14)) + " " * 14 + "[" * 9 + "]" * 9 + "\n"
        ),
    ),
    "exclamation-mark-alone": written(
        "content/profiles/exclamation-mark-alone.md", ANNA.format("plaats: ! Lindewoud\n")
    ),
    "pipe": lambda root: os.mkfifo(root / "content/profiles/pipe.md"),
    "photo-without-alt": written("content/profiles/photo-without-alt/anna.png", picture("PNG")),
    "photo-other-format": written("content/profiles/photo-other-format/anna.jpg", picture("PNG")),
    "photo-huge": written("content/profiles/photo-huge/anna.png", header_of_a_picture(9000, 9000)),
    "photo-too-large": written("content/organisations/photo-too-large/kaart.jpg", bytes(5 * 1024 * 1024 + 1)),
    "body-image-without-alt": written("content/profiles/body-image-without-alt/kade.png", picture("PNG")),
    "logo-other-format": written("templates/static/wapen.png", b"GIF89a"),
    "theme-file-too-large": written("templates/static/huisstijl.css", b":root{--ink:#000}" * 20_000),
    "settings-missing": lambda root: (root / "directory.yaml").unlink(),
}


# A case


def laid_out(root: Path, *names: str) -> Path:
    """The base with these cases laid over it."""
    for name in ("_base", *names):
        shutil.copytree(CASES / name, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*OUTCOMES))
        MADE.get(name, lambda root: None)(root)
    return root


def reported(root: Path, form: str, language: str = "nl") -> tuple[int, str]:
    """What `check` gives and prints."""
    with redirect_stdout(io.StringIO()) as said:
        code = cli.main(["check", "--root", str(root), "--today", str(TODAY), "--format", form, "--language", language])
    return code, said.getvalue()


def expected(name: str) -> list[dict[str, object]]:
    problems: list[dict[str, object]] = json.loads((CASES / name / "expected.json").read_text("utf-8"))
    return problems


def place(one: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(one[name] for name in ("path", "line", "column", "severity", "code", "field"))


@pytest.fixture(params=NAMES, scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def root(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_out(tmp_path_factory.mktemp("case"), name)


def test_there_is_nothing_to_say_of_the_base(tmp_path: Path) -> None:
    assert reported(laid_out(tmp_path), "json") == (0, "[]\n")


def test_every_mistake_is_told_to_people_word_for_word(name: str, root: Path) -> None:
    assert reported(root, "text")[1] == (CASES / name / "expected.txt").read_text("utf-8")


def test_every_mistake_is_told_to_machines(name: str, root: Path) -> None:
    assert json.loads(reported(root, "json")[1]) == expected(name)


def test_errors_end_in_one_and_warnings_in_nought(name: str, root: Path) -> None:
    assert reported(root, "json")[0] == any(one["severity"] == "error" for one in expected(name))


def test_another_language_tells_the_same_in_its_own_words(name: str, root: Path) -> None:
    english = json.loads(reported(root, "json", "en")[1])

    assert [place(one) for one in english] == [place(one) for one in expected(name)]
    assert not [one for one, dutch in zip(english, expected(name), strict=True) if one["message"] == dutch["message"]]


def test_every_problem_lies_within_its_file(name: str, root: Path) -> None:
    for one in expected(name):
        line, column = int(str(one["line"])), int(str(one["column"]))
        file = root / str(one["path"])
        if line:
            lines = file.read_bytes().decode("latin-1").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1


# Together


def shown(directory: Directory) -> set[str]:
    return {f"{kind}/{slug}" for kind in KINDS for slug in getattr(directory, kind)}


def test_what_check_calls_an_error_build_leaves_out_and_nothing_else(root: Path) -> None:
    checked = build.check(root, TODAY, "internal")
    if checked.directory is None:
        return
    refused = [one for one in checked.problems if one.severity == "error" or one.code == "left-out"]
    files = {one.path for one in refused}
    folders = {one.path.rpartition("/")[0] for one in refused if one.code.startswith("image-")}
    good = [one for one in checked.content.entities if not {one.path, one.path.rpartition("/")[0]} & (files | folders)]

    assert shown(checked.directory) == {f"{one.kind}/{one.slug}" for one in good}


def mergeable() -> Iterator[str]:
    """The cases that add files of their own and change nothing of the base."""
    base = {path.relative_to(CASES / "_base") for path in (CASES / "_base").rglob("*") if path.is_file()}
    for name in NAMES:
        files = {path.relative_to(CASES / name) for path in (CASES / name).rglob("*") if path.is_file()}
        if not files & base and name != "settings-missing":
            yield name


def without_nearest(one: Mapping[str, object]) -> tuple[object, ...]:
    """A problem without the names that lie near: among more files others may lie nearer."""
    code = str(one["code"]).removesuffix("-near")
    return tuple(
        code if name == "code" else one[name] for name in ("path", "line", "column", "severity", "code", "field")
    )


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_out(tmp_path_factory.mktemp("all"), *mergeable())


def test_all_mistakes_together_are_each_reported_once(all_at_once: Path) -> None:
    apart = [without_nearest(one) for name in mergeable() for one in expected(name)]

    assert sorted(map(without_nearest, json.loads(reported(all_at_once, "json")[1])), key=str) == sorted(apart, key=str)


def test_all_mistakes_together_take_no_good_file_along(all_at_once: Path, tmp_path: Path) -> None:
    good = build.check(laid_out(tmp_path), TODAY).directory
    directory = build.check(all_at_once, TODAY).directory

    assert good is not None and directory is not None
    assert shown(good) <= shown(directory)
    assert directory.profiles["sam-de-wit"] == good.profiles["sam-de-wit"]


def test_build_says_what_check_says_and_writes_no_page_of_a_broken_file(all_at_once: Path, tmp_path: Path) -> None:
    built = build.build(all_at_once, tmp_path / "site", TODAY)
    pages = {f"{kind}/{page.stem}" for kind in KINDS for page in (tmp_path / "site" / kind).glob("*.html")} - {
        f"{kind}/index" for kind in KINDS
    }

    assert built.problems == build.check(all_at_once, TODAY).problems
    assert shown(built.directory) == pages


def test_a_second_look_at_the_same_files_says_the_same(all_at_once: Path) -> None:
    shelves = Shelves()
    first = content.read(all_at_once, {}, shelves)
    again = content.read(all_at_once, first.memory, shelves)

    assert sorted(again.problems) == sorted(first.problems)
    assert [one.record for one in again.entities] == [one.record for one in first.entities]


def test_where_fields_stand_is_the_same_when_it_was_asked_before(all_at_once: Path) -> None:
    shelves = Shelves()
    first = content.read(all_at_once, {}, shelves)
    asked = [one.places() for one in first.entities]
    again = content.read(all_at_once, first.memory, shelves)

    assert any(asked)
    assert [one.places() for one in again.entities] == asked


def test_no_lines_are_told_of_a_file_that_changed_after_it_was_read(tmp_path: Path) -> None:
    root = laid_out(tmp_path, "level-misspelt")
    person = next(one for one in content.read(root, {}).entities if one.kind == "profiles")
    path = root / person.path
    path.write_text(f"\n{path.read_text('utf-8')}", "utf-8")

    assert person.record is not None
    assert person.places() == {}


def test_a_good_name_is_given_for_every_bad_one() -> None:
    for one in (one for name in NAMES for one in expected(name) if one["code"] == "slug"):
        better = str(one["hint"]).split("'")[1]
        assert slugs.SLUG.fullmatch(better) and len(better) <= slugs.MAX_SLUG


def anew() -> None:
    """Writes the reports of all cases."""
    for name in sorted({*NAMES, *MADE}):
        with tempfile.TemporaryDirectory() as folder:
            (CASES / name).mkdir(exist_ok=True)
            root = laid_out(Path(folder), name)
            for form, outcome in (("json", "expected.json"), ("text", "expected.txt")):
                (CASES / name / outcome).write_text(reported(root, form)[1], "utf-8")


if __name__ == "__main__":
    anew()
