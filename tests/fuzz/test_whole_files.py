"""Whole files of content, by the dice, go through all that reads them. `--hypothesis-profile fuzz` tries many more."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import msgspec.inspect as types
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder import build
from builder.convert import made
from builder.documents import Document, document
from builder.fields import fields_of
from builder.model import KINDS
from builder.problems import errors
from tests import samples
from tests.fuzz import content_files, wording
from tests.fuzz.whole_files import File, Pairs, files, is_once, plain, tries, written

TODAY = date(2026, 12, 1)


@tries(60)
@given(st.data())
def test_whatever_stands_in_a_file_it_is_read_told_and_tidied(data: st.DataObject) -> None:
    file = data.draw(files())

    content_files.record(file.kind, data.draw(written(file)))


@tries(60)
@given(st.data())
def test_the_style_of_the_yaml_does_not_matter(data: st.DataObject) -> None:
    file = data.draw(files())._replace(body="")
    if file.front and is_once(Pairs(file.front)):
        front = {key: plain(value) for key, value in file.front}
        dumped = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=4_000)
        one, other = _read(file.kind, data.draw(written(file))), _read(file.kind, f"---\n{dumped}---\n".encode())
        assert type(one) is type(other)
        if one is not None and other is not None:
            assert _said(one.record) == _said(other.record)
            assert [(p.code, p.field) for p in one.problems] == [(p.code, p.field) for p in other.problems]


@tries(60)
@given(st.sampled_from(list(KINDS)), st.binary(max_size=200), st.binary(max_size=60))
def test_whatever_bytes_stand_in_a_file_they_are_read_or_told(kind: str, front: bytes, body: bytes) -> None:
    content_files.record(kind, front)
    content_files.record(kind, b"---\n" + front + b"\n---\n" + body)


@tries(60)
@given(st.text(max_size=120) | st.text("*_[]()!<>`~#|-:\\\n &a1.", max_size=60))
def test_whatever_text_stands_below_it_becomes_harmless(text: str) -> None:
    wording.markdown(text.encode("utf-8", "surrogatepass") if text.isprintable() else text.encode("utf-8", "replace"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_people_can_write_is_tried(kind: str) -> None:
    info = types.type_info(KINDS[kind])
    assert isinstance(info, types.StructType)
    named = {one.name for one in info.fields if isinstance(one.type, types.Metadata) and one.type.extra_json_schema}

    assert named == fields_of(KINDS[kind]).keys()


# Whole networks


@pytest.fixture(scope="module")
def world() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield samples.world(Path(folder) / "root")


@tries(2)
@given(st.data())
def test_check_and_build_say_the_same_and_what_is_shown_is_harmless(world: Path, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(files().flatmap(lambda one: st.tuples(st.just(one), written(one))), max_size=6))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        shutil.copytree(world, root)
        paths = [_put(root, n, file, raw) for n, (file, raw) in enumerate(drawn)]
        checked = build.check(root, TODAY)
        built = build.build(root, Path(folder) / "site", TODAY)

        assert built.problems == checked.problems == build.check(root, TODAY).problems
        broken = {one.path for one in errors(built.problems)}
        for path in paths:
            kind, slug = path.removeprefix("content/").removesuffix(".md").split("/")
            assert path not in broken or not (Path(folder) / "site/api/v1" / kind / f"{slug}.json").exists()
        for page in sorted((Path(folder) / "site").rglob("*.html")):
            assert list(Harm.of(page.read_text("utf-8"))) == [], page


def _put(root: Path, n: int, file: File, raw: bytes) -> str:
    path = f"content/{file.kind}/drawn-{n}.md"
    (root / path).write_bytes(raw)
    return path


class Harm(HTMLParser):
    """What in a page would run, or would come from another site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def of(cls, text: str) -> list[str]:
        """All of it."""
        reader = cls()
        reader.feed(text)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in ("iframe", "object", "embed", "base", "style", "applet", "frame"):
            self.found.append(tag)
        if tag == "script" and not given.get("src") and "json" not in given.get("type", ""):
            self.found.append("script")
        for name, value in given.items():
            far = value.lower().replace("\t", "").replace("\n", "").strip()
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action") and far.startswith(("javascript:", "data:text", "vbscript:", "//")):
                self.found.append(f"{tag} {name}={value}")
            if name == "src" and far.startswith("http"):
                self.found.append(f"{tag} {name}={value}")


def test_harm_in_a_page_is_told() -> None:
    text = "<p onclick='a()'><a href='java\tscript:a()'><script>a()</script><img src=https://e.org/a><iframe></iframe>"

    assert len(Harm.of(text)) == 5


def _read(kind: str, raw: bytes) -> content_files.Made | None:
    found = document(content_files.path_of(kind, raw), raw)
    return made(found, KINDS[kind], "x") if isinstance(found, Document) else None


def _said(record: object) -> object:
    """A record without its story."""
    return record if record is None else msgspec.structs.replace(record, body="")  # type: ignore[type-var]
