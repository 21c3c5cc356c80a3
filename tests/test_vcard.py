"""People in an address book, as other programs read them."""

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from builder import build, vcard
from builder.lines import MOST_OCTETS
from builder.model import Contact, LanguageSkill, Origin, Photo, Profile
from tests import samples
from tests.small_site import frame, settings, site
from tests.worlds import directory, person, term

PROJECT = Path(__file__).parent.parent
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=90)
READ = """
import ICAL from "ical.js";
let text = ""; for await (const part of process.stdin) text += part;
console.log(JSON.stringify(JSON.parse(text).map((one) => ICAL.parse(one)[1])));
"""


def file(one: Profile, house: str = "City", **rest: Any) -> str:
    """The vCard of somebody."""
    words = [term("drafting", label={"nl": "Tekenen, met de hand"}), term("planning")]
    return vcard.full(frame(directory(one, skills=words, settings=settings(**rest))), one, house).decode()


def read(*files: str) -> list[list[Any]]:
    """What ical.js reads in them: name, parameters, type and values of every line."""
    node = shutil.which("node")
    assert node, "Node is not here"
    command = [node, "--input-type=module", "--eval", READ]
    done = subprocess.run(command, input=json.dumps(files), capture_output=True, text=True, cwd=PROJECT, check=True)
    found: list[list[Any]] = json.loads(done.stdout)
    return found


def values(lines: list[Any]) -> dict[str, Any]:
    """The values by name; more of one name as a list."""
    found: dict[str, list[Any]] = {}
    for name, _, _, *value in lines:
        found.setdefault(name, []).append(value[0] if len(value) == 1 else value)
    return {name: one[0] if len(one) == 1 else one for name, one in found.items()}


def test_an_address_book_reads_who_somebody_is_where_she_works_and_what_she_can() -> None:
    one = person(
        name="Ana de Boer", role="Jurist, adviseur", headline="Vraag me,\nwat je wilt", contact=Contact(email="a@b.nl"),
        skills={"drafting": 4, "planning": None}, confirmed_on=date(2026, 11, 1),
    )  # fmt: skip

    found = values(read(file(one))[0])
    assert found.pop("uid").startswith("urn:uuid:")
    assert found == {
        "version": "4.0",
        "kind": "individual",
        "fn": "Ana de Boer",
        "n": ["de Boer", "Ana", "", "", ""],
        "org": "City",
        "title": "Jurist, adviseur",
        "email": "a@b.nl",
        "categories": ["Tekenen, met de hand", "planning"],
        "note": "Vraag me,\nwat je wilt",
        "url": "https://example.org/gids/profiles/ana.html",
        "source": "https://example.org/gids/cards/ana.vcf",
        "rev": "2026-11-01T00:00:00Z",
    }


def test_another_reader_reads_the_same() -> None:
    found = vobject.readOne(file(person(name="Ana de Boer", role="Jurist; adviseur"), house="Stad; zuid"))

    assert (found.fn.value, found.n.value.family, found.n.value.given) == ("Ana de Boer", "de Boer", "Ana")
    assert (found.title.value, found.org.value) == ("Jurist; adviseur", ["Stad; zuid"])


def test_languages_stand_in_the_order_in_which_to_try_them() -> None:
    spoken = (("de", "A2"), ("nl", "native"), ("fy", None), ("en", "C1"))
    one = person(languages=tuple(LanguageSkill(language=tag, level=level) for tag, level in spoken))

    lines = [(more, value) for name, more, _, value in read(file(one))[0] if name == "lang"]
    assert lines == [({"pref": "1"}, "nl"), ({"pref": "2"}, "en"), ({"pref": "3"}, "de"), ({"pref": "4"}, "fy")]


@pytest.mark.parametrize(
    ("name", "sort_name", "parts"),
    [
        ("Noor van den Berg", "Berg, Noor van den", ["van den Berg", "Noor", "", "", ""]),
        ("Anne Marie van der Laan Bos", "Laan Bos, Anne Marie van der", ["van der Laan Bos", "Anne Marie", "", "", ""]),
        ("Nguyễn Thị Lan", "Nguyễn Thị Lan", ["Lan", "Nguyễn Thị", "", "", ""]),
        ("Madonna", None, ["", "Madonna", "", "", ""]),
        ("Ana; de\\Boer", None, ["de\\Boer", "Ana;", "", "", ""]),
    ],
)
def test_a_name_is_parted_as_its_sort_name_says(name: str, sort_name: str | None, parts: list[str]) -> None:
    assert values(read(file(person(name=name, sort_name=sort_name)))[0])["n"] == parts


def test_a_pseudonym_is_one_name_without_parts() -> None:
    found = values(read(file(person(name=None, pseudonym="Zee Meeuw"), house=""))[0])

    assert (found["fn"], found["n"]) == ("Zee Meeuw", ["", "Zee Meeuw", "", "", ""])
    assert "org" not in found


def test_a_photo_has_an_address_when_the_site_has_one() -> None:
    one = person(photo=Photo(file="ana.jpg"), images={"ana.jpg": "ana-1.jpg"})

    assert "\r\nPHOTO:https://example.org/gids/profiles/ana-1.jpg\r\n" in file(one)
    assert "PHOTO" not in file(one, base_url=None) and "URL" not in file(one, base_url=None)
    assert "PHOTO" not in file(person(photo=Photo(file="ana.jpg")))


def test_the_day_of_the_build_is_nowhere_and_the_card_of_one_person_is_always_that_of_the_same() -> None:
    one, two = person(confirmed_on=date(2026, 1, 1)), person(confirmed_on=date(2026, 2, 2), role="Other")
    first, second = (values(read(file(each))[0]) for each in (one, two))

    assert "REV" not in file(person())
    assert first["uid"] == second["uid"] != values(read(file(person("bob")))[0])["uid"]


@given(PRINTABLE, PRINTABLE, PRINTABLE)
def test_whatever_people_write_no_line_is_too_long_broken_in_a_character_or_a_line_of_its_own(
    name: str, role: str, mail: str
) -> None:
    text = file(person(name=name, role=role, contact=Contact(email=mail)))
    lines = text.split("\r\n")

    assert lines[-1] == "" and all(0 < len(line.encode()) <= MOST_OCTETS for line in lines[:-1])
    assert re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", text) is None
    unfolded = text.replace("\r\n ", "").splitlines()
    assert [line.split(":")[0].split(";")[0] for line in text.replace("\r\n ", "").split("\r\n")[:-1]] == [
        "BEGIN", "VERSION", "KIND", "UID", "FN", "N", "ORG", "TITLE", "EMAIL", "URL", "SOURCE", "END",
    ], unfolded  # fmt: skip


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The cards of a small network in both editions."""
    home = tmp_path_factory.mktemp("cards")
    root = samples.world(home / "root")
    house = {"organisation": "dike", "role": "Digger", "contact": {"email": "x@example.org", "phone": "030 123"}}
    samples.write(root, "content/profiles/dora.md", {"name": "Dora", **house})
    open_ = {"name": "Els", **house, "field_visibility": {"contact.phone": "public"}}
    samples.write(root, "content/profiles/els.md", open_)
    samples.write(root, "content/profiles/fay.md", {"name": "Fay Fox", "pseudonym": "Zee Meeuw", **house})
    found = {}
    for edition in ("public", "internal"):
        build.build(root, home / edition, date(2026, 12, 1), edition)  # type: ignore[arg-type]
        found[edition] = {one.name: one.read_bytes().decode() for one in (home / edition / "cards").glob("*.vcf")}
    return found


def test_a_telephone_number_stands_there_inside_the_network_or_when_somebody_chose_so(editions: Any) -> None:
    told = {(edition, name) for edition, files in editions.items() for name, one in files.items() if "TEL" in one}

    assert told & {(one, f"{name}.vcf") for one in editions for name in ("dora", "els")} == {
        ("public", "els.vcf"), ("internal", "dora.vcf"), ("internal", "els.vcf"),
    }  # fmt: skip


def test_whoever_has_a_pseudonym_is_in_public_in_an_address_book_under_it_alone(editions: Any) -> None:
    assert {"zee-meeuw.vcf"} == {name for name in editions["public"] if name in ("zee-meeuw.vcf", "fay.vcf")}
    assert not any(word in editions["public"]["zee-meeuw.vcf"] for word in ("Fay", "Fox", "Dike", "example.org\r"))


def test_a_page_leads_to_the_card_of_who_is_kept_here_and_not_to_that_of_a_guest() -> None:
    away = person("there.bo", origin=Origin(source="there", id="bo", network="There"))
    pages = site(directory(person(), away, settings=settings()))

    assert all('href="../cards/ana.vcf"' in pages[path] for path in ("profiles/ana.html", "cards/ana.html"))
    assert ".vcf" not in pages["profiles/there.bo.html"]
