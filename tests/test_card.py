"""The business card of a person."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from segno import make_qr

from builder.model import Contact
from builder.views.card import QUIET, code
from tests.small_site import settings, site
from tests.worlds import directory, house, person, work

ADDRESS = "https://example.org/gids/profiles/ana.html"
READ = """
const rows = JSON.parse(require("fs").readFileSync(0)), width = rows[0].length;
const pixels = new Uint8ClampedArray(rows.flat().flatMap((dark) => [...Array(3).fill(dark ? 0 : 255), 255]));
console.log(JSON.stringify(require("jsqr")(pixels, width, rows.length).data));
"""
LINE = re.compile(r"M(\d+) (\d+)\.5h(\d+)")


def card(*records, slug: str = "ana", **rest) -> str:
    """What stands on a card."""
    page = site(directory(*records, settings=settings(**rest)))[f"cards/{slug}.html"]
    return page.partition('business-card">')[2].partition("</main")[0]


def squares(path: str) -> set[tuple[int, int]]:
    """The dark squares of a code, drawn as lines."""
    lines = [(int(x), int(y), int(length)) for x, y, length in LINE.findall(path)]
    return {(x + n - QUIET, y - QUIET) for x, y, length in lines for n in range(length)}


def test_a_card_has_a_name_a_role_an_organisation_a_way_to_reach_and_three_skills() -> None:
    found = card(
        person(
            role="Wegbeheerder",
            skills={"drafting": 3, "planning": 3, "writing": 3, "presenting": 3},
            contact=Contact(email="ana@example.org"),
        )
    )

    for said in ("Ana", "Wegbeheerder", "City", "drafting · planning · writing", "mailto:ana@example.org"):
        assert said in found
    assert "presenting" not in found


def test_somebody_without_an_address_is_reached_by_the_organisation() -> None:
    found = card(person(), house("city", contact=Contact(email="pool@example.org")))

    assert "pool@example.org" in found


def test_the_code_holds_the_address_of_the_profile() -> None:
    found = card(person())
    path = re.search(r'<path d="([^"]+)"', found)
    size, drawn = code(ADDRESS)
    whole = make_qr(ADDRESS, error="l", mask=2)

    assert path and path[1] == drawn
    assert squares(drawn) == {(x, y) for y, row in enumerate(whole.matrix) for x, dark in enumerate(row) if dark}
    assert size == len(whole.matrix) + 2 * QUIET
    assert "example.org/gids/profiles/ana.html" in found


def test_a_telephone_reads_the_address_in_one_code_and_the_whole_card_in_the_other() -> None:
    page = site(
        directory(person(name="Zoë Łuk", contact=Contact(email="zoe@example.org")), settings=settings())
    )["cards/ana.html"]  # fmt: skip

    own, whole = (read(drawn) for drawn in re.findall(r'<path d="(M[^"]+h[^"]+)"/></svg>', page)[-2:])
    assert own == ADDRESS
    assert whole.split("\r\n") == [
        "BEGIN:VCARD", "VERSION:4.0", "FN:Zoë Łuk", "ORG:City", "EMAIL:zoe@example.org", f"URL:{ADDRESS}", "END:VCARD",
        "",
    ]  # fmt: skip


def read(drawn: str) -> str:
    """What jsQR reads in a code that is drawn as lines."""
    dark = squares(drawn)
    size = max(max(one) for one in dark) + 1
    rows = [[(x // 4, y // 4) in dark for x in range(-16, 4 * size + 16)] for y in range(-16, 4 * size + 16)]
    done = subprocess.run(
        [str(shutil.which("node")), "--eval", READ], input=json.dumps(rows), capture_output=True, text=True,
        cwd=Path(__file__).parent.parent, check=True,
    )  # fmt: skip
    return str(json.loads(done.stdout))


def test_a_site_that_does_not_know_its_address_makes_no_code() -> None:
    found = card(person(), base_url=None)

    assert "<svg" not in found
    assert "Ana" in found


def test_a_card_calls_somebody_by_her_pseudonym() -> None:
    found = card(person(name="Ana Lopez", pseudonym="Aurora"))

    assert "Aurora" in found
    assert "Lopez" not in found


def test_a_card_is_not_for_search_engines_and_her_page_leads_to_it() -> None:
    pages = site(directory(person(), work(), settings=settings()))

    assert '<meta name="robots" content="noindex, nofollow">' in pages["cards/ana.html"]
    assert 'href="../cards/ana.html"' in pages["profiles/ana.html"]


@pytest.mark.parametrize("text", ["https://example.org/" + "a" * length for length in (1, 30, 60, 200)])
def test_a_code_is_square_and_quiet_around(text: str) -> None:
    size, drawn = code(text)
    found = squares(drawn)

    assert {(0, 0), (6, 0), (0, 6)} <= found
    assert max(max(one) for one in found) < size - 2 * QUIET
    assert min(min(one) for one in found) == 0


def test_a_network_that_wants_no_cards_has_none() -> None:
    found = site(directory(person(), settings=settings(business_cards=False)))

    assert [path for path in found if path.startswith("cards/")] == []
    assert "cards/ana.html" not in found["profiles/ana.html"]
