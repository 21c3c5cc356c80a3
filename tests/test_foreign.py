"""What another network publishes, judged before it is shown."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import foreign
from builder.model import Profile
from builder.snapshots import Snapshot, digest, written

NOOR = {"id": "noor", "name": "Noor", "organisation": "city", "role": "Redacteur"}
WORK = {"id": "brug", "title": "De brug", "organisation": "city", "goal": "Over het water"}
HOME = {"id": "city", "name": "Stad", "layer": "municipality"}


def snapshot(**rest: Any) -> Snapshot:
    return Snapshot(
        **{
            "source": "linge",
            "url": "https://linge.example.org/",
            "title": "Aan de Linge",
            "licence": "CC-BY-4.0",
            "harvested": date(2026, 11, 21),
            **rest,
        }
    )


def profile(**rest: Any) -> foreign.Taken:
    """What becomes of one profile."""
    return foreign.taken(snapshot(profiles=({**NOOR, **rest},)))


def only(taken: foreign.Taken) -> Profile:
    (one,) = taken.profiles
    return one


def why(taken: foreign.Taken) -> list[tuple[str, bool]]:
    return [(one.code, one.left_out) for one in taken.amiss]


def test_a_document_becomes_the_record_it_was_with_where_it_came_from() -> None:
    skills = [{"skill": "schrijven", "level": 4}, {"skill": "plannen"}]
    one = only(profile(skills=skills, hours=8, available_from="2027-01-04", url="profiles/noor.html"))

    assert [(claim.skill, claim.level) for claim in one.skills] == [("schrijven", 4), ("plannen", None)]
    assert (one.hours, one.available_from) == (8, date(2027, 1, 4))
    assert one.origin is not None
    assert (one.origin.source, one.origin.id, one.origin.network) == ("linge", "noor", "Aan de Linge")
    assert (one.origin.url, one.origin.licence) == ("https://linge.example.org/profiles/noor.html", "CC-BY-4.0")


def test_a_key_of_a_later_version_is_ignored_at_any_depth() -> None:
    taken = profile(mood="bright", skills=[{"skill": "schrijven", "since": 2019}], contact={"signal": "@noor"})

    assert why(taken) == []
    assert [claim.skill for claim in only(taken).skills] == ["schrijven"]


def test_a_value_of_a_later_version_costs_its_field_alone() -> None:
    taken = profile(remote="hologram", hours="veel", place="Lingebroek")

    assert (only(taken).remote, only(taken).hours, only(taken).place) == (None, None, "Lingebroek")
    assert [(one.code, one.values["field"], one.left_out) for one in taken.amiss] == [
        ("field", "remote", False), ("field", "hours", False),
    ]  # fmt: skip


def test_what_every_entry_must_have_decides_whether_it_comes_along() -> None:
    taken = foreign.taken(snapshot(profiles=({"id": "noor", "organisation": "city"}, {**NOOR, "id": "bo"})))

    assert [one.slug for one in taken.profiles] == ["bo"]
    assert why(taken) == [("required", True)]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"visibility": "internal"}, "not-public"),
        ({"visibility": "draft"}, "not-public"),
        ({"visibility": "friends"}, "unknown-value"),
        ({"ring": "galaxy"}, "unknown-value"),
        ({"name": "No\u202eor"}, "control"),
        ({"headline": "beep\x07"}, "control"),
        ({"body": "beep\x07"}, "control"),
        ({"does": "x" * 40_000}, "large"),
        ({"body": "x" * 40_000}, "large"),
        ({"body": ["x"]}, "large"),
        ({"skills": [[[[[[[[[[[[[[[[[[[[[[["x"]]]]]]]]]]]]]]]]]]]]]]]}, "deep"),
        ({"id": "../noor"}, "id"),
        ({"id": "index"}, "id"),
        ({"id": 7}, "id"),
        ({"id": None}, "id"),
        ({"name": ["Noor"]}, "required"),
        ({"organisation": {"id": "city"}}, "required"),
    ],
)
def test_what_cannot_be_shown_stays_out_and_is_told(document: dict[str, Any], code: str) -> None:
    taken = profile(**document)

    assert taken.profiles == ()
    assert why(taken) == [(code, True)]


def test_an_id_comes_once() -> None:
    taken = foreign.taken(snapshot(profiles=(NOOR, {**NOOR, "name": "Nora"})))

    assert only(taken).name == "Noor"
    assert why(taken) == [("id-twice", True)]


def test_what_is_a_guest_there_does_not_travel_on() -> None:
    taken = profile(origin={"source": "eem", "id": "noor", "network": "Eem"})

    assert (taken.profiles, taken.amiss) == ((), ())


def test_what_the_other_network_decides_for_itself_is_not_taken_over() -> None:
    extra = {"x-rooster": "ja"}
    files = {"photo": {"file": "https://linge.example.org/n.jpg"}, "portfolio": [{"title": "Brief", "file": "a.pdf"}]}
    one = only(profile(owner=["noor"], aliases=["nora"], findable=True, extra=extra, **files))

    assert (one.owner, one.aliases, one.findable, one.extra, one.photo) == ((), (), False, {}, None)
    assert [(item.title, item.file) for item in one.portfolio] == [("Brief", None)]


def test_an_address_that_is_none_is_left_out() -> None:
    links = [{"url": "javascript:alert(1)"}, {"url": "https://example.org/noor"}]
    taken = profile(links=links, url="javascript:alert(1)", directory="data:text/html,x")

    assert [link.url for link in only(taken).links] == ["https://example.org/noor"]
    assert only(taken).origin == foreign.Origin(
        source="linge", id="noor", network="Aan de Linge", licence="CC-BY-4.0", harvested=date(2026, 11, 21)
    )


def test_a_day_after_the_harvest_counts_as_not_said() -> None:
    taken = profile(confirmed_on="2027-08-01")

    assert only(taken).confirmed_on is None
    assert only(profile(confirmed_on="2026-11-21")).confirmed_on == date(2026, 11, 21)
    assert [(one.values["field"], one.left_out) for one in taken.amiss] == [("confirmed_on", False)]


def test_work_cannot_be_posted_after_it_was_harvested() -> None:
    (one,) = foreign.taken(snapshot(assignments=({**WORK, "published_on": "2027-08-01"},))).assignments

    assert one.published_on is None


def test_who_asked_not_to_be_matched_there_is_not_matched_here() -> None:
    assert only(profile(matching=False)).matching is False


def test_who_does_not_tell_for_whom_she_works_comes_along() -> None:
    one = only(profile(organisation="", engagements=[{"title": "", "hours": 8, "confidential": True}]))

    assert one.organisation == ""
    assert [(work.title, work.hours) for work in one.engagements] == [("", 8)]


def test_fields_that_do_not_hold_together_are_taken_out() -> None:
    taken = foreign.taken(snapshot(assignments=({**WORK, "start": "2027-05-01", "end": "2027-01-01"},)))

    (one,) = taken.assignments
    assert (one.start is None, one.end is None) in [(True, False), (False, True)]
    assert [code for code, _ in why(taken)] == ["field"]


def test_words_may_look_like_anything_but_text() -> None:
    one = only(profile(name="null", headline="<script>alert(1)</script> {{ 7 * 7 }}", body="<b>Hoi</b> {% raw %}"))

    assert one.name == "null"
    assert one.headline == "<script>alert(1)</script> {{ 7 * 7 }}"
    assert "<b>" not in one.body_html


def test_a_number_may_be_written_as_text_and_a_choice_as_a_truth() -> None:
    taken = foreign.taken(snapshot(assignments=({**WORK, "hours": "8", "first_assignment": True},)))

    assert [(one.hours, one.first_assignment) for one in taken.assignments] == [(8, True)]


# Whole files ----------------------------------------------------------------------------------------------------------


def test_a_snapshot_comes_back_from_its_file() -> None:
    given_ = snapshot(profiles=(NOOR,), assignments=(WORK,), organisations=(HOME,))
    read = foreign.read("linge", written(msgspec.structs.replace(given_, digest=digest(given_))))

    assert read.code == ""
    assert read.taken is not None
    assert [len(kind) for kind in (read.taken.profiles, read.taken.assignments, read.taken.organisations)] == [1, 1, 1]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"source": "linge", "url": "x", "profiles": [1]}',
        b'{"source": "linge", "url": "x", "profiles": ' + b"[" * 50_000,
        b'{"source": "linge", "url": "x", "harvested": "gisteren"}',
        b'{"source": "linge", "url": "x", "profiles": [{"name": "\\ud800"}]}',
    ],
)
def test_what_is_no_snapshot_is_told_and_nothing_more(raw: bytes) -> None:
    assert foreign.read("linge", raw) == foreign.Read(None, "snapshot-unreadable")


def test_a_file_that_somebody_changed_is_told_and_read_all_the_same() -> None:
    read = foreign.read("linge", written(snapshot(profiles=(NOOR,), digest="0" * 64)))

    assert (read.code, read.severity) == ("snapshot-changed", "warning")
    assert read.taken is not None and len(read.taken.profiles) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(sorted({*foreign.fields_of(Profile), "id", "url", "body", "origin", "__proto__", "constructor"}))


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=12), max_size=4))
def test_no_document_of_any_shape_stops_the_reading(documents: list[dict[str, Any]]) -> None:
    for one in documents:
        one.setdefault("name", "Noor")
        one.setdefault("organisation", "city")
        one.setdefault("role", "Redacteur")
    found = foreign.read(
        "linge", json.dumps({"source": "linge", "url": "https://a.org", "profiles": documents}).encode()
    )

    assert found.taken is not None or found.code == "snapshot-unreadable"
    if found.taken is not None:
        told = sum(one.left_out for one in found.taken.amiss)
        assert len(found.taken.profiles) + told + sum(bool(one.get("origin")) for one in documents) == len(documents)
