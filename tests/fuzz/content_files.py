"""Files of content, as bytes: from what stands on the disk to a record, its HTML and the same file tidied."""

from functools import partial
from typing import Any

import msgspec
import yaml

from builder import fmt, prose, visibility, vocabulary
from builder.convert import Made, made, made_part, made_terms
from builder.documents import MAX_DEPTH, Document, document, listing
from builder.model import KINDS, Record
from builder.places import placed
from builder.settings import Crosswalk, Past, Settings
from builder.source import Found
from tests.fuzz.oracles import clean, harmless, sound

PARTS = {"settings": Settings, "crosswalk": Crosswalk, "past": Past}
IMAGES = {"a.jpg": "x/a-00.jpg"}


def read(path: str, raw: bytes) -> Document | None:
    """A file as located text. Its problems are sound, and reading it again gives the same."""
    found, again = document(path, raw), document(path, raw)
    if isinstance(found, list):
        assert found and found == again
        sound(found, path, raw)
        return None
    assert isinstance(again, Document) and (found.body, found.body_line) == (again.body, again.body_line)
    assert _depth(found.node) <= MAX_DEPTH
    return found


def path_of(kind: str, raw: bytes) -> str:
    """What is not front matter is YAML alone."""
    return f"content/{kind}/x.{'md' if b'---' in raw[:200] else 'yaml'}"


def reader(raw: bytes) -> None:
    """The bytes of any file."""
    read(path_of("profiles", raw), raw)
    found = listing("directory.yaml", raw)
    if isinstance(found, list):
        sound(found, "directory.yaml", raw)


def record(kind: str, raw: bytes) -> None:
    """A file of a kind: what is taken can be shown, tells the same twice, and is tidied without a change of meaning."""
    path = path_of(kind, raw)
    found = read(path, raw)
    if found is None:
        return
    new, again = (_made(found, kind) for _ in range(2))
    assert (new.record, new.problems) == (again.record, again.problems)
    problems = list(new.problems)
    body = prose.prose(found.body, images=IMAGES)
    harmless(str(body.html), tuple(IMAGES.values()))
    if new.record is not None:
        problems += placed(path, new.places, list(visibility.flaws(new.record)))
        kept = msgspec.msgpack.decode(msgspec.msgpack.encode(new.record), type=KINDS[kind])
        assert kept == new.record
        clean(new.record)
    sound(problems, path, raw)
    tidied(kind, path, raw, new)


def _made(found: Document, kind: str) -> Made:
    return made(found, KINDS[kind], "x", tuple(IMAGES))


def tidied(kind: str, path: str, raw: bytes, before: Made) -> None:
    """What is good stays good and means the same, and tidying it twice is as once."""
    place = Found(path, kind, "x", tuple(IMAGES))
    text = fmt.tidied(place, KINDS[kind], raw)
    assert isinstance(text, list) == before.broken, text
    if not isinstance(text, str):
        return
    found = document(path, text.encode())
    assert isinstance(found, Document)
    after = _made(found, kind)
    assert not after.broken
    assert _without_empty(after.record) == _without_empty(before.record)
    assert fmt.tidied(place, KINDS[kind], text.encode()) == text


def _without_empty(record: Record) -> dict[str, Any]:
    """What a record says: a part of which nothing was filled in says nothing."""
    held = msgspec.structs.asdict(record)
    return {
        name: one
        for name, one in held.items()
        if not (isinstance(one, msgspec.Struct) and not any(msgspec.structs.astuple(one)))
    }


def part(name: str, raw: bytes) -> None:
    """The settings, or another file of a co-ordinator."""
    path = f"{name}.yaml"
    found = listing(path, raw)
    if isinstance(found, list):
        sound(found, path, raw)
        return
    new, again = (made_part(found, PARTS[name]) for _ in range(2))
    assert (new.record, new.problems) == (again.record, again.problems)
    sound(new.problems, path, raw)
    if new.record is not None:
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(new.record), type=PARTS[name]) == new.record
        clean(new.record)


def terms(raw: bytes) -> None:
    """A list of words."""
    path = "content/vocabulary/skills.yaml"
    found = listing(path, raw)
    if isinstance(found, list):
        sound(found, path, raw)
        return
    new = made_terms(found)
    sound(new.problems, path, raw)
    words = [term for term, _ in new.record]
    clean(words)
    flaws = list(vocabulary.flaws(words))
    assert all(0 <= n < len(words) for n, _, _ in flaws)
    listed = vocabulary.vocabulary("skills", [one for one in words if vocabulary.has_place(one)])
    for one in listed.terms:
        assert vocabulary.find(listed, one) is not None


def _depth(node: yaml.Node) -> int:
    if isinstance(node, yaml.ScalarNode):
        return 0
    inner = node.value if isinstance(node, yaml.SequenceNode) else [one for pair in node.value for one in pair]
    return 1 + max(map(_depth, inner), default=0)


KIND = {kind: partial(record, kind) for kind in KINDS}
PART = {name: partial(part, name) for name in PARTS}
