"""Requirement 6: data in a page cannot leave their element, and are read by the strictest reader."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.frame import json_in_script
from builder.verify import formats

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
SIGNS = "<>&\u2028\u2029"
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from([*SIGNS, "/", "!", "-", "s", '"', "\\"]), st.characters(exclude_categories=["Cs"])
    )
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def leaves(text: str) -> list[str]:
    """The signs with which data could leave their element, or end a line of a script."""
    return [sign for sign in SIGNS if sign in text]


@given(VALUES)
def test_06_data_hold_no_sign_that_ends_an_element_and_say_the_same(value: Any) -> None:
    made = str(json_in_script(value))

    assert leaves(made) == []
    assert json.loads(made) == value


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "]]>", "&lt;/script&gt;", "a\u2028b", "a\u2029b"])
def test_06_plain_json_would_hold_them(text: str) -> None:
    assert leaves(msgspec.json.encode(text).decode())
    assert leaves(str(json_in_script(text))) == []


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_06_what_is_no_number_is_never_written_as_one(number: float) -> None:
    assert json_in_script([number]) == "[null]"
    assert list(formats.strict(json.dumps([number]).encode()))  # as others write it, and as the look refuses it


def by_hand(text: str) -> list[str]:
    """Script elements in a template that hold more than one value made elsewhere, and styles."""
    inside = [
        body.strip()
        for tag, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.DOTALL)
        if "src=" not in tag
    ]
    return [one for one in inside if not re.fullmatch(r"\{\{ [a-z_.]+ \}\}", one)] + re.findall(
        r"<style\b|\sstyle=", text
    )


def test_06_no_template_writes_scripts_styles_or_data_by_hand() -> None:
    ours = [
        path
        for path in TEMPLATES
        if path.name not in ("preview.html", "cv.html") and path.parent.name not in ("cms", "mail")
    ]
    found = {path.name: by_hand(path.read_text("utf-8")) for path in ours}

    assert len(ours) > 70
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        '<script type="application/json">{"a": "{{ a }}"}</script>',
        "<style>p{}</style>",
        '<p style="a">',
    ],
)
def test_06_a_template_that_does_is_told(text: str) -> None:
    assert by_hand(text)


@pytest.mark.parametrize("data", [b'{"a":1,"a":2}', b'{"a":{"b":1,"c":2,"b":1}}', b'[{"a":1, "a":1}]'])
def test_06_a_key_that_stands_twice_is_told(data: bytes) -> None:
    assert list(formats.keys(data))
    assert list(formats.keys(data.replace(b'"a":2', b'"d":2').replace(b',"b":1}', b"}").replace(b', "a":1', b""))) == []
