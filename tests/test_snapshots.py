"""Snapshots of other networks, as files."""

from datetime import date

import msgspec

from builder.snapshots import Failure, Missed, Snapshot, SourceTerm, digest, written

FULL = Snapshot(
    source="buren", url="https://buren.example.org/", title="Gids van de buren", api="1.0", built=date(2026, 11, 20),
    harvested=date(2026, 11, 21), tried=date(2026, 11, 22), failure=Failure("gone", {"status": "404"}),
    etags={"profiles/anna.json": '"a"'}, terms={"skills": (SourceTerm(id="gis", label={"nl": "Kaarten"}),)},
    profiles=({"id": "anna", "name": "Anna"}, {"id": "bo", "name": "Bo"}), assignments=({"id": "klus"},),
    missed=(Missed("profiles", "cor", "too-large"),),
)  # fmt: skip


def test_a_snapshot_is_read_back_as_it_was_written() -> None:
    assert msgspec.json.decode(written(FULL), type=Snapshot) == FULL


def test_each_document_has_a_line_of_its_own() -> None:
    lines = written(FULL).decode().splitlines()

    assert [line.strip(" ,") for line in lines if '"name"' in line] == [
        '{"id":"anna","name":"Anna"}', '{"id":"bo","name":"Bo"}',
    ]  # fmt: skip


def test_the_digest_is_of_the_documents_and_not_of_the_day() -> None:
    later = msgspec.structs.replace(FULL, harvested=date(2026, 12, 1), etags={})
    turned = msgspec.structs.replace(FULL, profiles=({"name": "Anna", "id": "anna"}, FULL.profiles[1]))
    other = msgspec.structs.replace(FULL, profiles=FULL.profiles[:1])

    assert digest(FULL) == digest(later) == digest(turned)
    assert digest(other) != digest(FULL)
