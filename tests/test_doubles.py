"""The same person in two networks, as links on profiles say."""

from typing import Any

import msgspec
import pytest

from builder.doubles import doubles, place_of
from builder.model import Link, Origin, Profile
from builder.networks import Double
from tests.worlds import SETTINGS, directory, person

THERE = "https://linge.example.org/profiles/anna.html"
HERE = "https://gids.example.org/vecht/profiles/ana.html"
OUR_SITE = msgspec.structs.replace(SETTINGS, base_url="https://gids.example.org/vecht/", languages=("nl", "en"))


def linked(*urls: str) -> dict[str, Any]:
    return {"links": tuple(Link(url=url) for url in urls)}


def guest(slug: str = "linge.anna", url: str = THERE, **rest: Any) -> Profile:
    source, _, name = slug.partition(".")
    return person(slug, origin=Origin(source=source, id=name, network="Linge", url=url), **rest)


def found(own: Profile, *guests: Profile) -> tuple[Double, ...]:
    return doubles(directory(own, settings=OUR_SITE), {one.slug: one for one in guests})


def test_two_links_that_meet_are_one_person() -> None:
    assert found(person(**linked(THERE)), guest(**linked(HERE))) == (Double("ana", "linge.anna", True),)


@pytest.mark.parametrize(
    ("own", "other"), [(linked(THERE), {}), ({}, linked(HERE))], ids=["only here", "only there"]
)  # fmt: skip
def test_one_link_alone_tells_and_settles_nothing(own: dict[str, Any], other: dict[str, Any]) -> None:
    assert found(person(**own), guest(**other)) == (Double("ana", "linge.anna", False),)


def test_a_name_is_no_link() -> None:
    assert found(person(name="Anna"), guest(name="Anna")) == ()


@pytest.mark.parametrize(
    "url", ["http://WWW.gids.example.org/vecht/profiles/ana", HERE + "#contact", HERE.replace("vecht/", "vecht/en/")]
)
def test_an_address_may_be_spelled_in_several_ways(url: str) -> None:
    assert found(person(**linked(THERE)), guest(**linked(url))) == (Double("ana", "linge.anna", True),)


def test_two_sources_may_hold_the_same_person_and_the_first_comes_first() -> None:
    eem = "https://eem.example.org/profiles/anna.html"
    first, second = guest("linge.anna", THERE, **linked(eem)), guest("eem.anna", eem, **linked(THERE))

    assert found(person(), first, second) == (Double("linge.anna", "eem.anna", True),)


def test_an_address_that_two_entries_claim_counts_for_neither() -> None:
    liar = guest("eem.liar", THERE, **linked(HERE))

    assert found(person(**linked(THERE)), guest(), liar) == (Double("ana", "eem.liar", False),)


def test_within_one_source_a_link_says_nothing() -> None:
    other = "https://linge.example.org/profiles/bo.html"

    assert found(person(), guest(**linked(other)), guest("linge.bo", other, **linked(THERE))) == ()


@pytest.mark.parametrize("url", [None, "", "profiles/ana.html", "mailto:ana@example.org"])
def test_what_is_no_address_leads_nowhere(url: str | None) -> None:
    assert place_of(url) == ""
