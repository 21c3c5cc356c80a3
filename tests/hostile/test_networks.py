"""What comes of payloads in what a whole network shares: every field of it here, with one payload."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from builder import build, model, snapshots, source
from builder.fields import fields_of, listed_part_of, part_of
from builder.problems import errors
from tests.hostile import networks, shared
from tests.hostile.cases import TODAY
from tests.hostile.fields import MARK, Spot
from tests.hostile.payloads import Payload


@pytest.fixture(scope="module")
def found() -> list[shared.Try]:
    """A payload in each field; of the looks every other one, since each takes a site of its own."""
    tries = list(shared.tries(1))
    looks = [one for one in tries if networks.is_look(one)]
    return [one for one in tries if one not in looks[1::2]]


@pytest.fixture(scope="module")
def outcome(found: list[shared.Try], tmp_path_factory: pytest.TempPathFactory) -> networks.Outcome:
    """What came of them."""
    return networks.tried(tmp_path_factory.mktemp("shared"), found)


# What is tried


def parts_of(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """A kind, and the parts that its fields hold."""
    yield kind
    for name in fields_of(kind):
        if part := part_of(kind, name) or listed_part_of(kind, name):
            yield from parts_of(part)


def parts_known(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """Every part that the program knows."""
    for one in kind.__subclasses__():
        yield one
        yield from parts_known(one)


def test_every_part_that_the_program_reads_is_of_a_file_that_is_attacked() -> None:
    kinds = [one for path, one in shared.KINDS.items() if path != shared.SNAPSHOT]
    reached = {part for kind in (*kinds, *model.KINDS.values()) for part in parts_of(kind)}

    assert {one for one in parts_known(model.Part) if one.__module__.startswith("builder.")} - reached == set()


def test_every_field_of_every_file_is_attacked() -> None:
    spots = {(one.kind, one.path[-1]) for one in shared.spots() if one.path}
    wanted = {
        (path, name)
        for path, kind in shared.KINDS.items()
        if path != shared.SNAPSHOT
        for part in parts_of(kind)
        for name in fields_of(part)
    }
    heads = (snapshots.Snapshot, snapshots.SourceTerm, snapshots.Failure, snapshots.Missed)
    wanted |= {(shared.SNAPSHOT, name) for head in heads for name in head.__struct_fields__}
    harvested = {(shared.SNAPSHOT, name) for kind in snapshots.KINDS for name in fields_of(model.KINDS[kind])}

    assert (wanted | harvested) - spots == set()
    assert ("directory.yaml", "tokens") in wanted and len(wanted) > 150


def test_a_field_of_tomorrow_is_attacked_too(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setitem(shared.KINDS, shared.SNAPSHOT, msgspec.defstruct("Head", [("motto", str)]))

    assert Spot(shared.SNAPSHOT, ("motto",)) in list(shared.spots())


def test_every_file_that_a_build_reads_of_a_network_is_attacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, load = list[str](), source.load
    monkeypatch.setattr(source, "load", lambda root, path, *given: [read.append(path), load(root, path, *given)][1])
    build.check(shared.laid(tmp_path), TODAY)
    records = tuple(f"content/{kind}/" for kind in model.KINDS)

    assert {path for path in read if not path.startswith(records)} == {*shared.KINDS, *shared.LOOKS}


def test_without_a_payload_all_is_well(tmp_path: Path) -> None:
    checked = build.check(shared.laid(tmp_path), TODAY)

    assert errors(checked.problems) == []
    assert all(networks.tally(checked).values())


def test_each_file_holds_its_payload_where_it_should() -> None:
    payload = Payload("x", "tried here", '"tried here"')
    tries = [shared.Try(spot, payload) for spot in shared.spots()]

    assert [one for one in tries if b"tried here" not in shared.files([one])[one.path]] == []
    assert [one for one in tries if MARK.encode() in shared.files([one])[one.path]] == []


# What came of it


def test_nothing_crashed_vanished_or_went_outside(outcome: networks.Outcome) -> None:
    assert (outcome.crashed, outcome.vanished, outcome.escaped) == ((), (), ())


def test_whatever_is_refused_is_told_with_a_place_and_a_hint(outcome: networks.Outcome) -> None:
    assert outcome.refused == outcome.told > 200


def test_check_and_build_judge_alike(outcome: networks.Outcome) -> None:
    assert outcome.unlike == ()


def test_what_was_taken_in_is_harmless(outcome: networks.Outcome) -> None:
    assert outcome.taken > 300 and outcome.shown > outcome.taken
    assert outcome.harms == ()


# The same looks tell of what is not as it should be

TITLE = shared.Try(Spot(shared.SETTINGS, ("title",)), Payload("markup", "<b>", '"<b>"'))
TERM = shared.Try(Spot("content/vocabulary/regions.yaml", (2, "id")), Payload("markup", "<b>", '"<b>"'))


@pytest.mark.parametrize(("one", "how"), [(TITLE, "taken"), (TERM, "refused")])
def test_a_payload_is_judged(one: shared.Try, how: str, tmp_path: Path) -> None:
    root = shared.laid(tmp_path / "root")
    verdict = networks.judged(root, tmp_path / "site", one, build.check(root, TODAY, "internal"))

    assert (verdict.how, verdict.is_told) == (how, True)
    assert (root / one.path).read_bytes() == shared.files(())[one.path]


def test_a_payload_on_which_checking_breaks_off_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = shared.laid(tmp_path / "root")
    before = build.check(root, TODAY)
    monkeypatch.setattr(build, "check", lambda *given: 1 / 0)

    assert networks.judged(root, tmp_path / "site", TITLE, before).how == "crashed"


def test_a_word_that_is_gone_in_silence_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = shared.laid(tmp_path / "root")
    before = build.check(root, TODAY, "internal")
    real: Any = build.check
    monkeypatch.setattr(build, "check", lambda *given: real(*given)._replace(problems=()))

    assert networks.judged(root, tmp_path / "site", TERM, before).how == "vanished"


def test_a_payload_on_which_building_breaks_off_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "build", lambda *given: 1 / 0)

    assert [str(TITLE) in one for one in networks.built(tmp_path, [TITLE]).unlike] == [True]


def test_payloads_that_stand_in_each_others_way_have_networks_of_their_own() -> None:
    whole, inner, other = (Spot(shared.SETTINGS, way) for way in (("rules",), ("rules", "ready"), ("title",)))
    tries = [shared.Try(spot, TITLE.payload) for spot in (whole, inner, other, whole)]

    assert [len(one) for one in networks.rounds(tries)] == [2, 1, 1]
