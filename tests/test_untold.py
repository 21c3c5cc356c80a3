"""The status page tells no mistake whose message would say what the edition hides."""

from typing import Any

import pytest

from builder.model import Engagement, Profile
from builder.problems import Problem
from builder.untold import to_tell
from builder.visibility import Edition

PATH = "content/profiles/ana.md"


def told(code: str, field: str, edition: Edition = "internal", at: str = PATH, **said: Any) -> bool:
    """Whether a mistake in a file is told; `said` is what Ana says."""
    ana = Profile(slug="ana", name="Ana", organisation="city", **said)
    found = Problem(at, 1, 1, "warning", code, field, (("person", "ana"),) if at != PATH else ())
    return to_tell([found], {PATH: ("ana", ana)}, edition) == (found,)


def test_a_mistake_in_what_an_edition_shows_is_told() -> None:
    assert told("unknown-skill", "vaardigheden[0]")
    assert told("unknown-skill", "vaardigheden[0]", field_visibility={"functie": "draft"})


@pytest.mark.parametrize("field", ["vaardigheden", "vaardigheden[0].niveau", "skills[0]"])
def test_a_mistake_in_a_field_that_is_a_draft_is_told_nowhere(field: str) -> None:
    assert not told("unknown-skill", field, field_visibility={"vaardigheden": "draft"})


def test_a_mistake_in_an_internal_field_is_told_in_the_internal_edition_alone() -> None:
    hidden: Any = {"x-pas": "internal"}
    assert told("not-number", "x-pas", field_visibility=hidden, extra={"x-pas": "?"})
    assert not told("not-number", "x-pas", "public", field_visibility=hidden, extra={"x-pas": "?"})
    assert not told("unknown-skill", "skills[0]", "public", visibility="internal")


@pytest.mark.parametrize(
    ("code", "field", "at"),
    [
        ("engagement-without-return", "lopend[0]", PATH),
        ("engagement-cooling-off", "lopend[1]", PATH),
        ("filled-apart", "door[0]", "content/assignments/bridge.md"),
    ],
)
def test_no_mistake_names_a_client_that_is_confidential(code: str, field: str, at: str) -> None:
    secret = Engagement(title="Dam", organisation="Court", confidential=True)
    other = Engagement(title="Lock", organisation="Dike")

    assert told(code, field, at=at, engagements=(other, other))
    assert not told(code, field, at=at, engagements=(secret, other))


def test_how_many_members_fall_short_is_not_counted_in_public() -> None:
    assert told("too-few-people", "naam")
    assert not told("too-few-people", "naam", "public")
