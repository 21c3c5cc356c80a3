"""Weak packages are told of, and what is accepted has a reason and an end. The answers were recorded."""

import json
from datetime import UTC, date, datetime

import pytest

from tests.audit import ACCEPTED, LOCKS, Unread, Weakness, accepted, amiss, from_npm, from_pip, rounds, told

TODAY = date(2026, 11, 23)
ASKED = ["jinja2==3.1.5", "pyyaml==6.0.3"]
WEAK = {
    "name": "jinja2",
    "version": "3.1.5",
    "vulns": [
        {"id": "PYSEC-2025-1", "fix_versions": ["3.1.6"], "aliases": ["GHSA-cpwx-vrp4-4pq7"], "description": "…"}
    ],
}
GOOD = {"name": "pyyaml", "version": "6.0.3", "vulns": []}
SKIPPED = {"name": "pyyaml", "skip_reason": "Dependency not found on PyPI and could not be audited: pyyaml (6.0.3)"}
NO_NETWORK = '{"message": "405 Method Not Allowed", "method": "POST", "headers": {}}'
NPM = {
    "auditReportVersion": 2,
    "vulnerabilities": {
        "svgo": {"name": "svgo", "via": ["css-tree"]},
        "css-tree": {
            "name": "css-tree",
            "via": [{"title": "…", "url": "https://github.com/advisories/GHSA-0000-0000-0001", "range": "<3.0.2"}],
        },
    },
}
ONE = """\
- advisory: GHSA-cpwx-vrp4-4pq7
  package: jinja2
  why: Templates are never those of a stranger.
  until: 2027-01-31
"""


def answered(*dependencies: object) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_what_is_accepted_has_a_reason_and_has_not_ended() -> None:
    assert amiss(ACCEPTED.read_text("utf-8"), datetime.now(tz=UTC).date()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Templates are never those of a stranger.", "fine", "says too little of why"),
        ("2027-01-31", "2026-11-22", "was accepted until 2026-11-22: look at it again"),
        ("2027-01-31", "2036-11-22", "is accepted for too long"),
        ("2027-01-31", "some day", "has no day behind until"),
        ("  until: 2027-01-31\n", "", "says no until"),
    ],
)
def test_a_line_without_a_good_reason_or_end_is_told(old: str, new: str, said: str) -> None:
    assert amiss(ONE, TODAY) == []
    assert amiss(ONE.replace(old, new), TODAY) == [f"GHSA-cpwx-vrp4-4pq7: {said}"]


def test_a_weak_package_is_told_of_by_all_its_names() -> None:
    found = [*from_pip(ASKED, answered(WEAK, GOOD))]

    assert found == [Weakness("jinja2", "3.1.5", ("PYSEC-2025-1", "GHSA-cpwx-vrp4-4pq7"))]
    assert told(found, (), TODAY) == ["jinja2 3.1.5: PYSEC-2025-1, GHSA-cpwx-vrp4-4pq7"]


def test_what_is_accepted_is_not_told_of_until_its_day_or_until_it_is_gone() -> None:
    found, known = [*from_pip(ASKED, answered(WEAK, GOOD))], accepted(ONE)

    assert told(found, known, TODAY) == []
    assert told(found, known, date(2027, 2, 1)) == ["jinja2 3.1.5: PYSEC-2025-1, GHSA-cpwx-vrp4-4pq7"]
    assert told([], known, TODAY) == ["jinja2: GHSA-cpwx-vrp4-4pq7 is accepted, and is not there any more"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (answered(WEAK, SKIPPED), SKIPPED["skip_reason"]),
        (answered(WEAK), "it is not in the answer"),
        ("", "ERROR: no route to host"),
    ],
)
def test_a_package_that_nobody_looked_up_is_no_good_news(answer: str, why: str) -> None:
    unread = Unread("pyyaml", why)

    assert unread in [*from_pip(ASKED, answer, "WARNING: …\nERROR: no route to host\n")]
    assert told([unread], (), TODAY) == [f"pyyaml: nobody looked: {why}"]


def test_a_weak_package_of_the_browser_is_told_of_where_it_is_weak() -> None:
    assert [*from_npm(json.dumps(NPM))] == [Weakness("css-tree", "<3.0.2", ("GHSA-0000-0000-0001",))]
    assert [*from_npm('{"auditReportVersion": 2, "vulnerabilities": {}}')] == []


@pytest.mark.parametrize(("answer", "why"), [(NO_NETWORK, "405 Method Not Allowed"), ("", "there was no answer")])
def test_npm_without_a_network_is_no_good_news(answer: str, why: str) -> None:
    assert [*from_npm(answer)] == [Unread("package-lock.json", why)]


def test_every_version_of_every_lock_is_asked_about() -> None:
    texts = [path.read_text("utf-8") for path in LOCKS]
    asked = {one for turn in rounds(texts) for one in turn}

    assert len(asked) > 100
    assert asked == {line.split()[0] for text in texts for line in text.splitlines() if "==" in line.split(" ;")[0]}
    assert [len({one.split("==")[0] for one in turn}) - len(turn) for turn in rounds(texts)] == [0, 0]
