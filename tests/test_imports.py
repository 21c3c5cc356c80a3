"""What people have elsewhere: it becomes drafts that `check` accepts, and nothing is lost without a word."""

import json
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from builder import build, content, documents, imports
from builder.cli import DOORS, main, words_of
from builder.convert import made
from builder.imports import Known, Unreadable, Wish, drafts, jsonresume, linkedin, moments, people, tabular
from builder.imports import words as words_of_others
from builder.model import KINDS, Profile
from builder.phrases import LANGUAGES
from builder.resumes import tongue
from tests import samples

PROJECT = Path(__file__).parent.parent
RESUMES = PROJECT / "tests/imports/resumes"
SHIPPED = PROJECT / "node_modules/@jsonresume/schema"
REAL = PROJECT.parent / "shared" / "data"
TODAY = date(2026, 11, 21)
DAY = ["--today", "2026-11-21"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return samples.world(tmp_path / "root")


def known(root: Path) -> Known:
    return imports.known(root, TODAY)


def brought_in(root: Path, *arguments: str) -> int:
    """Imports, and checks that `check` has no error to tell of what is there now."""
    done = main(["import", *arguments, "--root", str(root), *DAY])
    assert [one for one in build.check(root, TODAY).problems if one.severity == "error"] == []
    return done


def front(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def record(root: Path, path: str) -> Any:
    """A content file as the reader reads it."""
    document = documents.document(path, (root / path).read_bytes())
    assert not isinstance(document, list), document
    _, _, kind, name = ["", *path.split("/")]
    return made(document, KINDS[kind], name.removesuffix(".md")).record


# JSON Resume ----------------------------------------------------------------------------------------------------------


def resumes() -> list[Path]:
    """Those that the schema ships, and our own."""
    shipped = [SHIPPED / "sample.resume.json", *sorted((SHIPPED / "examples").glob("*.json"))]
    return [*shipped, *sorted(RESUMES.glob("*.json"))]


def test_there_are_ten_resumes_of_our_own_and_those_that_the_schema_ships() -> None:
    assert len(list(RESUMES.glob("*.json"))) == 10
    assert all(path.exists() for path in resumes()) and len(resumes()) == 14


Facts = dict[str, list[Any]]


def held(resume: Mapping[str, Any]) -> Facts:
    """All that a resume tells and a profile can hold, in the order in which it is told; told here once more."""
    basics = resume.get("basics", {})
    projects = resume.get("projects", [])
    took_time = [one for one in projects if any(one.get(key) for key in ("startDate", "endDate", "highlights"))]
    light = [one for one in projects if one not in took_time]
    publications = [{**one, "description": one.get("summary") or one.get("publisher")}
                    for one in resume.get("publications", [])]  # fmt: skip
    done = [
        *[(one.get("position") or one.get("name"), one.get("name") if one.get("position") else None, one)
          for one in resume.get("work", [])],
        *[(one.get("position") or one["organization"], one["organization"] if one.get("position") else None, one)
          for one in resume.get("volunteer", [])],
    ]  # fmt: skip
    done += [(one["name"], one.get("entity"), {**one, "summary": one.get("description")}) for one in took_time]
    certified = [(one["name"], one.get("issuer"), one.get("date"), one.get("url"))
                 for one in resume.get("certificates", [])]  # fmt: skip
    won = [(one["title"], one.get("awarder"), one.get("date"), None) for one in resume.get("awards", [])]
    skills: dict[str, tuple[Any, ...]] = {}
    for one in resume.get("skills", []):
        skills.setdefault(one["name"].removesuffix(" nl"), (grade(one.get("level")), tuple(one.get("keywords", ()))))
    spoken = [(tongue(one["language"]), fluent(one.get("fluency"))) for one in resume.get("languages", [])]
    label = basics.get("label") or (done[0][0] if done and not basics.get("summary") and not skills else None)
    basics = {**basics, "label": label}
    return {
        "about": [plain(basics.get(name)) for name in ("name", "label", "email", "phone", "url", "summary")],
        "place": [basics.get("location", {}).get("city")],
        "links": [(one.get("network"), one.get("username"), one["url"]) for one in basics.get("profiles", [])],
        "done": [
            (title, house, one.get("startDate"), one.get("endDate"), one.get("url"), one.get("summary"),
             tuple(one.get("highlights", ())))
            for title, house, one in done
        ],
        "studied": [(one.get("studyType"), one.get("area"), one.get("institution"), one.get("endDate"))
                    for one in resume.get("education") or []],
        "certified": [*certified, *won],
        "shows": [(one["name"], one.get("description"), one.get("url")) for one in (*light, *publications)],
        "skills": sorted(skills.items()),
        "languages": [one for one in spoken if one[0]],
    }  # fmt: skip


def plain(text: str | None) -> str | None:
    """A text without the spaces and signs that no file may hold."""
    return " ".join(re.sub("[\u0007\u202e]", "", text).split()) or None if text else None


def grade(text: str | None) -> int | None:
    words = ("beginner basic", "assisted", "intermediate independent 3", "advanced gevorderd", "master expert")
    return next((n for n, row in enumerate(words, 1) if (text or "").casefold() in row.split()), None)


def fluent(text: str | None) -> str | None:
    near = {"Native speaker": "native", "moedertaal": "native", "Fluent": "C1", "Conversational": "B1",
            "Professional working proficiency": "B2", "fluent": "C1"}  # fmt: skip
    return near.get(text or "", text)


@pytest.mark.parametrize("path", resumes(), ids=lambda path: path.stem)
def test_a_resume_that_becomes_a_profile_and_a_resume_again_lost_nothing_a_profile_can_hold(
    path: Path, root: Path, tmp_path: Path
) -> None:
    assert brought_in(root, "jsonresume", str(path), "--organisation", "city", "--out", "content/profiles/x.md") == 0
    assert main(["export", "jsonresume", "x", "--root", str(root), "--out", str(tmp_path / "back.json"), *DAY]) == 0
    before, after = (json.loads(one.read_text("utf-8")) for one in (path, tmp_path / "back.json"))

    assert held(after) == held(before)


@pytest.mark.parametrize("path", resumes(), ids=lambda path: path.stem)
def test_a_profile_from_a_resume_is_a_draft_without_private_things(path: Path, root: Path) -> None:
    brought_in(root, "jsonresume", str(path), "--organisation", "city", "--out", "content/profiles/x.md")
    location = json.loads(path.read_text("utf-8"))["basics"].get("location", {})
    written = front(root, "content/profiles/x.md")

    assert "zichtbaarheid: concept" in written
    assert [location[key] for key in ("address", "postalCode") if key in location and location[key] in written] == []
    assert "Woorden van een ander" not in written and "pleasure to recommend" not in written


@pytest.mark.parametrize("name", ["samples", "demo"])
def test_a_profile_that_becomes_a_resume_and_a_profile_again_is_the_same_profile(
    name: str, root: Path, demo_root: Path, tmp_path: Path
) -> None:
    schema = json.loads((SHIPPED / "schema.json").read_text("utf-8"))
    here = known(root if name == "samples" else demo_root)
    records = [one.record for one in here.content.entities if isinstance(one.record, Profile)]
    assert len(records) >= 3
    for one in records:
        resume = json.loads(msgspec.json.encode(jsonresume.resume(one, here)))
        jsonschema.Draft7Validator(schema).validate(resume)
        (tmp_path / "resume.json").write_text(json.dumps(resume))
        brought = jsonresume.brought(Wish(tmp_path / "resume.json", slug="x-y-z"), here)
        [settled], _ = imports.settled(brought.drafts, here)
        document = documents.document(settled.draft.path, settled.text.encode())
        assert not isinstance(document, list)
        assert shape(made(document, Profile, "x").record) == shape(one)


def shape(one: Profile) -> Mapping[str, Any]:
    """What a profile says, without the names that it keeps confidential and what is not in its file."""
    told: dict[str, Any] = msgspec.to_builtins(one)
    for name in ("slug", "visibility", "body_html", "body_text", "images"):
        told.pop(name, None)
    for done in told.get("experience", ()):
        if done.get("confidential"):
            done.pop("organisation", None)
    return told


def test_what_has_no_place_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought_in(root, "jsonresume", str(RESUMES / "van-alles.json"), "--organisation", "city")
    said = capsys.readouterr().out

    assert "Met opzet niet overgenomen: basics.image\n" in said
    assert ("niet overgenomen: education.startDate, education.score, education.courses, interests.name\n") in said
    assert "Taalniveaus die geschat zijn; vraag het na: English: B2 (Professional working proficiency)" in said


def test_a_keyword_that_the_network_knows_becomes_a_skill_and_the_nearest_word_is_not_assumed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    skills = [{"name": "Writting", "keywords": ["Planning NL", "poetry"]}, {"name": "Drafting"}]
    (tmp_path / "r.json").write_text(json.dumps({"basics": {"name": "A B"}, "skills": skills}))
    brought_in(root, "jsonresume", str(tmp_path / "r.json"), "--organisation", "dike")

    person = record(root, "content/profiles/a-b.md")
    assert [(one.skill, one.proof) for one in person.skills] == [
        ("Writting", "poetry"), ("drafting", None), ("planning", None)
    ]  # fmt: skip
    assert "Writting (writing" in capsys.readouterr().out


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"{", b'"x"', b"\xff\xfe", b'{"basics": []}', b"[" * 5000, b'{"a":' * 3000 + b"1" + b"}" * 3000,
        json.dumps({"basics": {"name": {"first": "x"}}}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_resume_is_refused_in_words(
    raw: bytes, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.json").write_bytes(raw)
    before = sorted(root.rglob("*"))

    assert main(["import", "jsonresume", str(tmp_path / "r.json"), "--root", str(root), "--organisation", "city"]) == 1
    assert sorted(root.rglob("*")) == before
    assert capsys.readouterr().err.startswith(("Dit is geen JSON Resume.", "In r.json staat geen naam."))


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["name", "skills", "url", "startDate", "keywords", "highlights", "level", "x-wisselwerk", "work",
                     "experience", "title", "organisation", "contact", "x-a", "body", "label", "field_visibility"]),
    inner, max_size=4), max_leaves=12)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(samples.world(tmp_path_factory.mktemp("small") / "root"))


BASICS = ("label", "email", "url", "summary", "location", "profiles")
SECTIONS = (
    "work", "volunteer", "education", "skills", "languages", "projects", "publications", "awards", "certificates",
    "interests", "meta",
)  # fmt: skip
NAMED = st.fixed_dictionaries({"name": st.just("Ada")}, optional=dict.fromkeys(BASICS, ANYTHING))
RESUME = st.fixed_dictionaries({"basics": NAMED}, optional=dict.fromkeys(SECTIONS, ANYTHING))


@given(RESUME)
@effort(max_examples=80)
def test_whatever_stands_in_a_resume_a_draft_that_comes_of_it_passes_the_check(small: Known, resume: Any) -> None:
    here = small
    path = small.root.parent / "any.json"
    path.write_bytes(json.dumps(resume, allow_nan=False, default=str).encode() if finite(resume) else b"{}")
    try:
        brought = jsonresume.brought(Wish(path, organisation="city", slug="ada"), here)
    except Unreadable:
        return
    good, refused = imports.settled(brought.drafts, here)

    assert len(good) + sum(one.code in ("refused", "no-slug") for one in refused) >= 1
    assert [one for settled in good for one in settled.warnings if one.severity == "error"] == []


def finite(value: Any) -> bool:
    """Whether JSON can hold it."""
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


# LinkedIn -------------------------------------------------------------------------------------------------------------

SECRETS = ("Geheimstraat", "9999ZZ", "Jan 7, 1971", "chatnaam", "liefdesbrief", "buurman@example.org", "+31600000000")
LOCALES: Mapping[str, Mapping[str, Any]] = {
    "en": {"began": "Mar 2021", "ended": "Feb 2021", "study": "2014", "got": "Dec 2019", "dutch": "Dutch",
           "native": "Native or bilingual proficiency", "place": "Greater Utrecht Area, Netherlands"},
    "nl": {"began": "mrt 2021", "ended": "feb. 2021", "study": "2014", "got": "dec. 2019", "dutch": "Nederlands",
           "native": "Moedertaal of tweetalig", "place": "Utrecht en omgeving, Nederland"},
    "fr": {"began": "mars 2021", "ended": "févr. 2021", "study": "2014", "got": "déc. 2019", "dutch": "Néerlandais",
           "native": "Bilingue ou langue natale", "place": "Utrecht et périphérie, Pays-Bas"},
    "de": {"began": "März 2021", "ended": "Feb. 2021", "study": "2014", "got": "Dez. 2019", "dutch": "Niederländisch",
           "native": "Muttersprache oder zweisprachig", "place": "Utrecht und Umgebung, Niederlande"},
}  # fmt: skip


def export(folder: Path, locale: str = "en", *, bom: str = "\ufeff", upper: bool = False, inside: str = "",
           without: Sequence[str] = (), more: Mapping[str, bytes] = {}) -> Path:  # fmt: skip
    """An export as LinkedIn makes it, of somebody who is made up."""
    say = LOCALES[locale]
    tables = {
        "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
                       "Geo Location,Twitter Handles,Websites,Instant Messengers\n"
                       'Noor,de Wit,Zwart,"Geheimstraat 7","Jan 7, 1971",Ik maak brieven leesbaar,'
                       '"Eerst luisteren.\n\nDan schrijven.",Government,9999ZZ,"' + say["place"] + '",,'
                       '"[COMPANY:https://example.org/noor,BLOG:https://example.com/noor]",chatnaam\n',
        "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
                         f'city,"Schrijver, eerste","Brieven: ""kort""",Utrecht,{say["began"]},\n'
                         f'Bureau Oud,Redacteur,,,2018,{say["ended"]}\n',
        "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
                         f"Hogeschool Proef,2010,{say['study']},,Communicatie,\n",
        "Skills.csv": "Name\nDrafting NL\ndrafting\nHaakwerk\n",
        "Languages.csv": f"Name,Proficiency\n{say['dutch']},{say['native']}\nKlingon,\n",
        "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\n"
                              f"Klare taal,https://example.org/badge,Bureau Taal,{say['got']},,123\n",
        "messages.csv": "FROM,CONTENT\nBuurman,liefdesbrief\n",
        "Connections.csv": "Notes:\nFirst Name,Email Address\nBuurman,buurman@example.org\n",
        "PhoneNumbers.csv": "Number,Type\n+31600000000,Mobile\n",
    }  # fmt: skip
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            head, _, rest = text.partition("\n")
            if name not in without:
                archive.writestr(inside + name, bom + (head.upper() if upper else head) + "\n" + rest)
        for name, raw in more.items():
            archive.writestr(name, raw)
    return path


@pytest.mark.parametrize("locale", LOCALES)
def test_an_export_in_any_of_four_locales_becomes_the_same_profile(locale: str, root: Path, tmp_path: Path) -> None:
    assert brought_in(root, "linkedin", str(export(tmp_path, locale))) == 0
    person = record(root, "content/profiles/noor-de-wit.md")

    assert (person.name, person.organisation, person.role) == ("Noor de Wit", "city", "Schrijver, eerste")
    assert (person.headline, person.does) == ("Ik maak brieven leesbaar", "Eerst luisteren.\n\nDan schrijven.")
    assert [(one.title, one.organisation, one.start, one.end) for one in person.experience] == [
        ("Schrijver, eerste", "city", "2021-03", None), ("Redacteur", "Bureau Oud", "2018", "2021-02"),
    ]  # fmt: skip
    assert person.experience[0].description == 'Brieven: "kort"'
    assert [(one.title, one.school, one.completed) for one in person.education] == [
        ("Communicatie", "Hogeschool Proef", "2014")
    ]
    assert [(one.title, one.issuer, one.issued, one.link) for one in person.certificates] == [
        ("Klare taal", "Bureau Taal", "2019-12", "https://example.org/badge")
    ]
    assert [one.skill for one in person.skills] == ["drafting", "Haakwerk"]
    assert [(one.language, one.level) for one in person.languages] == [("nl", "native")]
    assert person.place == "Utrecht"
    assert [one.url for one in person.links] == ["https://example.org/noor", "https://example.com/noor"]
    assert person.visibility == "draft"


def test_what_is_private_or_of_others_is_neither_written_nor_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brought_in(root, "linkedin", str(export(tmp_path)))
    seen = front(root, "content/profiles/noor-de-wit.md") + "".join(capsys.readouterr())

    assert [one for one in SECRETS if one in seen] == []


@pytest.mark.parametrize(
    "how", [{"bom": ""}, {"upper": True}, {"inside": "Basic_LinkedInDataExport_11-21-2026/"}, {"inside": "..\\..\\"}]
)
def test_byte_order_marks_capitals_and_folders_make_no_difference(
    how: dict[str, Any], root: Path, tmp_path: Path
) -> None:
    brought_in(root, "linkedin", str(export(tmp_path, **how)))

    assert len(record(root, "content/profiles/noor-de-wit.md").experience) == 2


def test_tables_that_are_missing_are_told_and_the_rest_is_used(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zipped = export(tmp_path, without=("Skills.csv", "Positions.csv", "Languages.csv"))

    assert main(["import", "linkedin", str(zipped), "--root", str(root), *DAY]) == 2
    assert "Zeg het met --organisation" in capsys.readouterr().err
    assert brought_in(root, "linkedin", str(zipped), "--organisation", "Dike") == 0
    assert "of zijn leeg: Positions.csv, Skills.csv, Languages.csv\n" in capsys.readouterr().out
    assert record(root, "content/profiles/noor-de-wit.md").organisation == "dike"


def test_skills_are_told_as_mapped_near_or_unknown(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/profiles/noor-de-wit.md").unlink(missing_ok=True)
    brought_in(root, "linkedin", str(export(tmp_path)))
    said = capsys.readouterr().out

    assert "Vaardigheden onder de naam van het netwerk: Drafting NL → drafting\n" in said
    assert "zoals ze geschreven waren: Haakwerk\n" in said
    assert "Talen die niet herkend zijn: Klingon\n" in said


def test_a_table_that_unpacks_to_too_much_is_refused(root: Path, tmp_path: Path) -> None:
    bomb = export(tmp_path, without=("Skills.csv",), more={"Skills.csv": b"Name\n" + b"x" * (linkedin.MAX_TABLE + 1)})

    with pytest.raises(Unreadable, match="hostile"):
        linkedin.brought(Wish(bomb), known(root))


def test_a_list_of_contents_that_says_it_is_huge_is_not_read(root: Path, tmp_path: Path) -> None:
    raw = bytearray(export(tmp_path).read_bytes())
    struct.pack_into("<I", raw, raw.rfind(b"PK\x05\x06") + 12, linkedin.MAX_DIRECTORY + 1)
    (tmp_path / "big.zip").write_bytes(raw)

    with pytest.raises(Unreadable, match="hostile"):
        linkedin.brought(Wish(tmp_path / "big.zip"), known(root))


def test_a_zip_that_is_packed_in_a_way_that_takes_gigabytes_is_refused(root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("Profile.csv", "First Name,Last Name\nA,B\n")

    with pytest.raises(Unreadable, match="hostile"):
        linkedin.brought(Wish(tmp_path / "odd.zip"), known(root))
    with pytest.raises(Unreadable, match="hostile"):
        tabular.table(tmp_path / "odd.zip")


@given(st.binary(max_size=60), st.integers(0, 4000))
@effort(max_examples=60)
def test_a_damaged_zip_is_refused_in_words_or_read(small: Known, noise: bytes, at: int) -> None:
    raw = bytearray(export(small.root.parent).read_bytes())
    raw[at % len(raw) : at % len(raw) + len(noise)] = noise
    (small.root.parent / "damaged.zip").write_bytes(raw)
    wish = Wish(small.root.parent / "damaged.zip", organisation="city", slug="x")
    with suppress(Unreadable):
        assert len(linkedin.brought(wish, small).drafts) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Mar 2021", "2021-03"), ("mrt 2021", "2021-03"), ("mrt. 2021", "2021-03"), ("mars 2021", "2021-03"),
        ("März 2021", "2021-03"), ("MÄRZ 2021", "2021-03"), ("Mrz 2021", "2021-03"), ("2021-03", "2021-03"),
        ("03-2021", "2021-03"), ("2021", "2021"), ("Mar 5, 2021", "2021-03-05"), ("5 août 2020", "2020-08-05"),
        ("août 2020", "2020-08"), ("déc. 2019", "2019-12"), ("Jänner 2020", "2020-01"), ("mai 2020", "2020-05"),
        ("Juni 2020", "2020-06"), ("juin 2020", "2020-06"), ("juil. 2020", "2020-07"), ("31-03-2021", "2021-03-31"),
        ("31.03.2021", "2021-03-31"), ("2021/3/31", "2021-03-31"), ("soon", None), ("", None), ("Smarch 2021", None),
        ("31-31-2021", None), ("x" * 5000, None),
    ],
)  # fmt: skip
def test_days_and_months_are_read_as_programs_write_them(text: str, meant: str | None) -> None:
    assert moments.dated(text) == meant


def test_every_month_is_known_in_four_languages() -> None:
    names = {
        "en": "January February March April May June July August September October November December",
        "nl": "januari februari maart april mei juni juli augustus september oktober november december",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    }

    for row in names.values():
        assert [moments.dated(f"{one} 2021") for one in row.split()] == [f"2021-{n:02}" for n in range(1, 13)]


# A table --------------------------------------------------------------------------------------------------------------

PEOPLE = (
    ("Nr", "Achternaam", "Voorvoegsel", "Voornaam", "Organisatie", "Dienst", "Afdeling", "E-mailadres", "Telefoon",
     "Uren", "Competenties", "Functie", "Geboortedatum", "Schoenmaat"),
    ("1", "Berg", "van den", "Zoë", "City", "Ruimte", "VTH", "zoe@example.org", "06 000", "8 uur",
     "Planning (4), drafting; Breien", "vergunningverlener", "1-1-1980", "39"),
    ("2", "Krul", "", "Jan", "dike", "", "", "geen", "", "veel", "writing: expert", "schrijver", "", ""),
)  # fmt: skip


def spread(path: Path, *sheets: Sequence[Sequence[Any]]) -> Path:
    """A spreadsheet with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for n, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Blad{n}")
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def as_csv(rows: Sequence[Sequence[str]], sign: str = ";") -> str:
    return "".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) + "\r\n" for row in rows)


FORMS = {
    "xlsx": lambda folder: spread(folder / "people.xlsx", PEOPLE),
    "title-above": lambda folder: spread(folder / "people.xlsx", [], [("Overzicht 2026",), (), *PEOPLE]),
    "semicolon": lambda folder: text_file(folder, as_csv(PEOPLE), "utf-8-sig"),
    "comma": lambda folder: text_file(folder, as_csv(PEOPLE, ","), "utf-8"),
    "tab": lambda folder: text_file(folder, as_csv(PEOPLE, "\t"), "utf-16"),
    "windows": lambda folder: text_file(folder, as_csv(PEOPLE), "cp1252"),
}


def text_file(folder: Path, text: str, encoding: str) -> Path:
    (folder / "people.csv").write_bytes(text.encode(encoding))
    return folder / "people.csv"


@pytest.mark.parametrize("form", FORMS)
def test_every_row_of_a_table_becomes_a_draft_whatever_program_made_it(
    form: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought_in(root, "table", str(FORMS[form](tmp_path))) == 0
    zoe, jan = (record(root, f"content/profiles/{name}.md") for name in ("zoe-van-den-berg", "jan-krul"))

    assert (zoe.name, zoe.sort_name, zoe.organisation) == ("Zoë van den Berg", "Berg, Zoë van den", "city")
    assert [(one.skill, one.level) for one in zoe.skills] == [("planning", 4), ("drafting", None), ("Breien", None)]
    assert (zoe.hours, zoe.role, zoe.contact.email) == (8, "vergunningverlener", "zoe@example.org")
    assert zoe.extra == {"x-dienst": "Ruimte", "x-afdeling": "VTH"}
    assert (jan.name, jan.hours, jan.contact) == ("Jan Krul", None, None)
    assert [(one.skill, one.level) for one in jan.skills] == [("writing", 5)]
    assert {zoe.visibility, jan.visibility} == {"draft"}
    assert ("cp1252" in capsys.readouterr().out) is (form == "windows")


def test_the_report_of_a_table_tells_rows_columns_and_cells(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brought_in(root, "table", str(FORMS["xlsx"](tmp_path)))
    said = capsys.readouterr().out

    assert "2 rijen gelezen.\n" in said
    assert "Voornaam → naam.first; Organisatie → organisatie; Dienst → x-dienst;" in said
    assert "wijs je ze een veld aan): Nr; Schoenmaat\n" in said
    assert "Met opzet niet overgenomen, want privé: Geboortedatum\n" in said
    assert "Cel J3: 'veel' is niet begrepen en niet overgenomen. 'veel' is geen aantal uren per week.\n" in said
    assert "Cel H3: 'geen' is niet begrepen en niet overgenomen. 'geen' is geen e-mailadres.\n" in said
    assert "1-1-1980" not in said + front(root, "content/profiles/zoe-van-den-berg.md")


def test_columns_are_named_as_the_files_of_the_network_name_the_fields(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples.write(root, "directory.yaml", {"title": "Test", "operator": "City", "language": "de"})
    brought_in(root, "table", str(text_file(tmp_path, "Naam;Organisatie;Functie\nAda Lee;city;x\n", "utf-8")))

    assert "Naam → name; Organisatie → organisation; Functie → role\n" in capsys.readouterr().out
    assert "name: Ada Lee\norganisation: city\n" in (root / "content/profiles/ada-lee.md").read_text("utf-8")


def test_a_mapping_file_points_columns_to_fields(root: Path, tmp_path: Path) -> None:
    mapping = (
        "Wie: naam\n'Wat kan ik': waar_ik_goed_in_ben\nFunctie: '-'\nTel. werk: contact.telefoon\nKleur: x-kleur\n"
    )
    (tmp_path / "map.yaml").write_text(mapping)
    rows = (("Wie", "Wat kan ik", "Functie", "Tel. werk", "Kleur"), ("Ada Lee", "Luisteren", "geheim", "06 1", "rood"))
    table = text_file(tmp_path, as_csv(rows), "utf-8")
    brought_in(root, "table", str(table), "--mapping", str(tmp_path / "map.yaml"), "--organisation", "city")
    ada = record(root, "content/profiles/ada-lee.md")

    assert (ada.name, ada.good_at, ada.role, ada.contact.phone) == ("Ada Lee", "Luisteren", None, "06 1")
    assert ada.extra == {"x-kleur": "rood"}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("Wie: naaam\n", "Kolom 'Wie': er is geen veld 'naaam'. Bedoelde je 'naam'?\n"),
        ("Wie: kleur\n", "Kolom 'Wie': er is geen veld 'kleur'.\n"),
        ("- Wie\n", "is geen lijst van kolommen"),
        ("Wie: [naam]\n", "is geen lijst van kolommen"),
        ("Wie: &a naam\n", "is geen lijst van kolommen"),
    ],
)
def test_a_mapping_file_that_is_wrong_is_told(
    mapping: str, said: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map.yaml").write_text(mapping)
    table = text_file(tmp_path, "Wie;Functie\nAda;x\n", "utf-8")

    assert main(["import", "table", str(table), "--mapping", str(tmp_path / "map.yaml"), "--root", str(root)]) == 2
    assert said in capsys.readouterr().err


def test_work_comes_from_a_table_too(root: Path, tmp_path: Path) -> None:
    rows = (
        ("Klus", "Opdrachtgever", "Doel", "Resultaat", "Startdatum", "Looptijd", "Uren per week", "Vaardigheden",
         "Contactpersoon", "E-mail", "Sluitingsdatum", "Soort", "Thuiswerken"),
        ("Brieven herschrijven", "City", "Leesbaar", "Tien brieven", date(2027, 2, 1), "12 weken", 8.0,
         "writing (3)", "Bob", "bob@example.org", "15-1-2027", "Project", "hybride"),
    )  # fmt: skip
    brought_in(root, "table", str(spread(tmp_path / "work.xlsx", rows)), "--kind", "assignment")
    work = record(root, "content/assignments/brieven-herschrijven.md")

    assert (work.organisation, work.kind, work.goal, work.result) == ("city", "project", "Leesbaar", "Tien brieven")
    assert (work.start, work.weeks, work.hours, work.closes) == (date(2027, 2, 1), 12, 8, date(2027, 1, 15))
    assert [(one.skill, one.level) for one in work.skills] == [("writing", 3)]
    assert (work.contact.name, work.contact.email, work.remote) == ("Bob", "bob@example.org", "hybrid")
    assert work.visibility == "draft"


def test_formulas_count_for_what_they_came_to_and_one_without_outcome_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (("Naam", "Functie", "Uren", "Beschikbaar vanaf"), ("Ada Lee", "schrijver", "=4+4", date(2027, 1, 4)))
    brought_in(root, "table", str(spread(tmp_path / "p.xlsx", rows)), "--organisation", "city")
    ada = record(root, "content/profiles/ada-lee.md")

    assert (ada.hours, ada.available_from) == (None, date(2027, 1, 4))
    assert "vul een waarde in): C2 (=4+4)\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cell", "percent"), [("0,8", 80), (0.8, 80), ("1,0 fte", 100), ("80%", 80), (80, 80), ("1 fte", 100)]
)
def test_an_appointment_is_read_as_people_write_it(cell: Any, percent: int, root: Path, tmp_path: Path) -> None:
    table = spread(tmp_path / "p.xlsx", (("Naam", "Functie", "Fte"), ("Ada Lee", "x", cell)))
    brought_in(root, "table", str(table), "--organisation", "city")

    assert record(root, "content/profiles/ada-lee.md").appointment == percent


def test_rows_that_cannot_become_a_file_are_told_and_the_others_are_made(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (("Naam", "Organisatie", "Functie"), ("Ada", "city", "x"), ("", "city", "y"), ("Ada", "dike", "z"),
            ("Bo", "", "x"), ("Cas", "elders", "x"), ("Bob", "city", "x"), ("Dirk", "city", ""))  # fmt: skip
    assert brought_in(root, "table", str(text_file(tmp_path, as_csv(rows), "utf-8"))) == 0
    said = capsys.readouterr().out

    assert "Rijen zonder naam of titel, overgeslagen: 3\n" in said
    assert "Rij 4 geeft dezelfde bestandsnaam als een rij ervoor (ada) en is overgeslagen.\n" in said
    assert "kies je er een voor al deze rijen): 5\n" in said
    assert "content/profiles/cas.md: niet gemaakt (rij of bron: 6)." in said
    assert "met --force worden ze vervangen: content/profiles/bob.md\n" in said
    assert "content/profiles/dirk.md: niet gemaakt (rij of bron: 8)." in said
    assert [line for line in said.splitlines() if line.startswith("Gemaakt")] == ["Gemaakt: content/profiles/ada.md"]


def part(name: str, raw: bytes, path: Path) -> Path:
    """A ZIP that begins like a spreadsheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, raw)
    return path


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
HOSTILE = {
    "entities": (lambda path: part("xl/workbook.xml", LAUGHS, path), "hostile"),
    "entities-16": (lambda path: part("xl/workbook.xml", LAUGHS.decode().encode("utf-16"), path), "hostile"),
    "bomb": (lambda path: part("xl/a.xml", b" " * (tabular.MAX_UNPACKED + 1), path), "hostile"),
    "no-sheet": (lambda path: part("readme.txt", b"x", path), "table"),
    "old": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 99) and path, "old-spreadsheet"),
    "zeros": (lambda path: path.write_bytes(b"Naam\0;x\n") and path, "table"),
    "empty": (lambda path: path.write_bytes(b"\n\n") and path, "rows"),
    "strange": (lambda path: path.write_bytes(b"abc;def\nx;y\n") and path, "columns"),
    "rows": (lambda path: path.write_bytes(b"Naam;Functie\n" + b"a;b\n" * tabular.MAX_ROWS) and path, "too-many"),
    "columns": (lambda path: path.write_bytes(b"Naam;Functie" + b";" * tabular.MAX_COLUMNS) and path, "too-many"),
    "cut-zip": (lambda path: path.write_bytes(b"PK\x03\x04 and no more") and path, "table"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_table_is_refused(name: str, root: Path, tmp_path: Path) -> None:
    make, code = HOSTILE[name]

    with pytest.raises(Unreadable, match=f"^{code}$"):
        people.brought(Wish(make(tmp_path / "t.xlsx"), organisation="city"), known(root))


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=4),
       st.lists(st.sampled_from(["Naam", "Functie", "Uren", "Talen", "Dagen", "Opleiding", "Beschikbaar", "LinkedIn",
                                 "Vormen", "Ervaring", "Contact", "Foto", "Toestemming", "Fte", "Eigenaar"]),
                min_size=3, max_size=3, unique=True))  # fmt: skip
@effort(max_examples=80)
def test_whatever_stands_in_cells_a_draft_that_comes_of_it_passes_the_check(
    small: Known, rows: list[list[str]], head: list[str]
) -> None:
    def quoted(cell: str) -> str:
        return '"' + re.sub("[\0\ud800-\udfff]", "", cell).replace('"', '""') + '"'

    text = "".join(";".join(map(quoted, row)) + "\n" for row in [head, *rows])
    here = small
    try:
        brought = people.brought(Wish(text_file(small.root.parent, text, "utf-8"), organisation="city"), here)
    except Unreadable:
        return
    good, _ = imports.settled(brought.drafts, here)

    assert [one for settled in good for one in settled.warnings if one.severity == "error"] == []


# Lists ----------------------------------------------------------------------------------------------------------------

TOOI = "https://identifier.overheid.nl/tooi/id"
HOUSES = (
    ("code", "naam", "provincie", "begindatum", "einddatum", "tooi_uri"),
    ("GM1", "Vollestad", "north", "", "", f"{TOOI}/gemeente/gm0001"),
    ("GM2", "Weggemeente", "north", "", "2020-12-31", f"{TOOI}/gemeente/gm0002"),
    ("GM3", "Straks", "south", "2030-01-01", "", f"{TOOI}/gemeente/gm0003"),
    ("PV1", "Overal", "elders", "", "", f"{TOOI}/provincie/pv01"),
    ("WS1", "waterschap Hoogheemraadschap van Droogland", "", "", "", f"{TOOI}/waterschap/ws0001"),
    ("WS2", "waterschap Nat en Droog", "", "2014-01-01", "2099-12-31", f"{TOOI}/waterschap/ws0002"),
    ("HV_1", "Hoogheemraadschap Oud", "", "", "", f"{TOOI}/waterschap/hv_1"),
    ("zb1", "Kamer van Proeven", "", "", "", f"{TOOI}/zbo/zb000001"),
    ("so1", "Veiligheidsregio Proef", "", "", "", f"{TOOI}/so/so0001"),
    ("o1", "Rechtbank Proefland", "", "", "", f"{TOOI}/oorg/oorg1"),
    ("o2", "Politie", "", "", "", f"{TOOI}/oorg/oorg2"),
    ("o3", "Politieonderwijsraad", "", "", "", f"{TOOI}/oorg/oorg3"),
)  # fmt: skip


def test_a_register_becomes_organisations_that_exist_today(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = text_file(tmp_path, as_csv(HOUSES, ","), "utf-8")
    assert brought_in(root, "organisations", str(table)) == 0
    made_now = {
        path.stem: record(root, f"content/organisations/{path.name}")
        for path in (root / "content/organisations").glob("*.md") if path.stem not in ("city", "dike")
    }  # fmt: skip

    assert {slug: (one.name, one.layer, one.region) for slug, one in made_now.items()} == {
        "gemeente-vollestad": ("Gemeente Vollestad", "municipality", "north"),
        "provincie-overal": ("Provincie Overal", "province", None),
        "hoogheemraadschap-van-droogland": ("Hoogheemraadschap van Droogland", "water-board", None),
        "waterschap-nat-en-droog": ("Waterschap Nat en Droog", "water-board", None),
        "kamer-van-proeven": ("Kamer van Proeven", "agency", None),
        "veiligheidsregio-proef": ("Veiligheidsregio Proef", "joint-arrangement", None),
        "rechtbank-proefland": ("Rechtbank Proefland", "judiciary", None),
        "politie": ("Politie", "police", None),
        "politieonderwijsraad": ("Politieonderwijsraad", "other", None),
    }
    assert made_now["gemeente-vollestad"].official_id == f"{TOOI}/gemeente/gm0001"
    assert made_now["gemeente-vollestad"].short_name == "Vollestad"
    assert {one.visibility for one in made_now.values()} == {"draft"}
    said = capsys.readouterr().out
    assert "Rijen: 12; bestaan nu: 9; gekozen: 9.\n" in said
    assert "zijn weggelaten: elders\n" in said


def test_organisations_can_be_chosen_and_are_not_made_twice(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = str(text_file(tmp_path, as_csv(HOUSES, ","), "utf-8"))

    assert brought_in(root, "organisations", table, "--only", "vollestad") == 0
    assert brought_in(root, "organisations", table, "--only", "vollestad") == 1
    assert "met hetzelfde officiële nummer: content/organisations/gemeente-vollestad.md\n" in capsys.readouterr().out


SKILLS = (
    ("conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status,description\n"
     'KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-1,skill,transversal,haken,"breien\nhaakwerk",'
     "released,Met een haaknaald.\n"
     "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-2,skill,transversal,breien,steken,released,\n"
     "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-3,skill,transversal,writing nl,,released,\n"
     "KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/aaaa-4,skill,transversal,oud,,obsolete,\n"),
    ("uri,label_nl,alt_labels_nl,soort,hergebruik,collecties,bovenliggend,omschrijving_nl\n"
     "http://data.europa.eu/esco/skill/aaaa-1,haken,breien|haakwerk,skill,t,t,handwerk,Met een haaknaald.\n"
     "http://data.europa.eu/esco/skill/aaaa-2,breien,steken,skill,t,t,handwerk | writing nl,\n"
     "http://data.europa.eu/esco/skill/aaaa-3,writing nl,,skill,t,t,,\n"),
)  # fmt: skip


@pytest.mark.parametrize("text", SKILLS, ids=["download", "subset"])
def test_skills_of_a_list_are_added_behind_those_of_the_network(
    text: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "skills_nl.csv").write_text(text, encoding="utf-8-sig")
    before = front(root, "content/vocabulary/skills.yaml")

    assert brought_in(root, "vocabulary", str(tmp_path / "skills_nl.csv")) == 0
    after = front(root, "content/vocabulary/skills.yaml")
    words = content.read(root, {}).vocabularies["skills"]
    assert after.startswith(before) and "Europese Commissie" in after
    assert [one.code for one in content.read(root, {}).problems] == []
    assert set(words.terms) == {"drafting", "planning", "writing", "haken", "breien"}
    haken = words.terms["haken"]
    assert (dict(haken.label), haken.synonyms) == ({"nl": "haken"}, ("haakwerk",))
    assert (haken.esco, haken.explanation) == ("http://data.europa.eu/esco/skill/aaaa-1", "Met een haaknaald.")
    assert words.terms["breien"].broader == (("writing",) if "bovenliggend" in text else ())
    assert brought_in(root, "vocabulary", str(tmp_path / "skills_nl.csv")) == 1
    assert front(root, "content/vocabulary/skills.yaml") == after
    assert "Er is niets geschreven." in capsys.readouterr().out


def test_words_can_be_chosen_and_a_list_without_the_right_columns_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "skills_nl.csv").write_text(SKILLS[0])
    brought_in(root, "vocabulary", str(tmp_path / "skills_nl.csv"), "--only", "HAAKNAALD")

    assert "breien" not in content.read(root, {}).vocabularies["skills"].terms
    for door, columns in (("vocabulary", "preferredlabel"), ("organisations", "naam, tooi_uri")):
        (tmp_path / "x.csv").write_text("a,b\n1,2\n")
        assert main(["import", door, str(tmp_path / "x.csv"), "--root", str(root), *DAY]) == 1
        assert f"In x.csv ontbreekt een kolom: {columns}\n" in capsys.readouterr().err
        (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")
        assert main(["import", door, str(tmp_path / "x.xlsx"), "--root", str(root), *DAY]) == 1
        assert "x.xlsx is geen CSV. Sla de lijst op als .csv.\n" in capsys.readouterr().err


def test_a_list_that_would_become_too_long_is_refused(root: Path, tmp_path: Path) -> None:
    rows = "".join(f"http://data.europa.eu/esco/skill/{n},vaardigheid {n},{'x' * 900}\n" for n in range(1500))
    (tmp_path / "s.csv").write_text("conceptUri,preferredLabel,description\n" + rows)

    with pytest.raises(Unreadable, match="list-too-long"):
        words_of_others.terms(Wish(tmp_path / "s.csv"), known(root))


@pytest.mark.skipif(not (REAL / "gemeenten.csv").is_file(), reason="the lists lie outside the repository")
@pytest.mark.parametrize(
    ("name", "least"),
    [("gemeenten", 300), ("provincies", 12), ("waterschappen", 20), ("overheidsorganisaties-overig", 700)],
)
def test_the_real_registers_come_in_whole(name: str, least: int, root: Path) -> None:
    assert brought_in(root, "organisations", str(REAL / f"{name}.csv")) == 0
    assert len(list((root / "content/organisations").glob("*.md"))) >= least


@pytest.mark.skipif(not (REAL / "esco-skills-nl-deelset.csv").is_file(), reason="the list lies outside the repository")
def test_the_real_skills_come_in_whole(root: Path) -> None:
    assert brought_in(root, "vocabulary", str(REAL / "esco-skills-nl-deelset.csv")) == 0
    assert content.read(root, {}).problems == ()
    assert len(content.read(root, {}).vocabularies["skills"].terms) > 440


# All of them ----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_there_stays_as_it_is_unless_force_is_used(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"basics": {"name": "Bob", "label": "nieuw"}}))
    asked = ("jsonresume", str(tmp_path / "r.json"), "--organisation", "city")
    before = front(root, "content/profiles/bob.md")

    assert brought_in(root, *asked) == 1
    assert front(root, "content/profiles/bob.md") == before
    assert "met --force worden ze vervangen: content/profiles/bob.md" in capsys.readouterr().out
    assert brought_in(root, *asked, "--force") == 0
    assert record(root, "content/profiles/bob.md").role == "nieuw"
    assert [path.name for path in (root / "content/profiles").iterdir() if path.name.startswith(".")] == []


def test_a_name_that_another_kind_of_file_has_is_not_used(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"basics": {"name": "City", "label": "x"}}))

    assert brought_in(root, "jsonresume", str(tmp_path / "r.json"), "--organisation", "dike", "--force") == 1
    assert "want de naam city is al van content/organisations/city.md" in capsys.readouterr().out


@pytest.mark.parametrize(
    "out", ["x.md", "content/profiles/x.txt", "content/profiles/../x.md", "content/profiles/Con.md", "/etc/x.md",
            "content/profiles/con.md", "content/assignments/x.md", "content/profiles/a b.md"],
)  # fmt: skip
def test_a_draft_goes_nowhere_but_among_the_profiles(out: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume = str(RESUMES / "klein.json")

    assert main(["import", "jsonresume", resume, "--root", str(root), "--organisation", "city", "--out", out]) == 2
    assert "Kies een bestand in content/profiles/" in capsys.readouterr().err


def test_a_folder_that_leads_outside_is_not_written_to(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "content/assignments").rename(tmp_path / "moved")
    (root / "content/assignments").symlink_to(outside)
    table = text_file(tmp_path, "Klus;Opdrachtgever;Doel;Resultaat\nA klus;dike;x;y\n", "utf-8")

    done = main(["import", "table", str(table), "--kind", "assignment", "--root", str(root), *DAY])
    assert (done, list(outside.iterdir())) == (1, [])


@pytest.mark.parametrize(
    ("door", "option"), [("linkedin", "--only=x"), ("table", "--out=x.md"), ("organisations", "--kind=profile"),
                         ("vocabulary", "--force"), ("jsonresume", "--mapping=x.yaml")],
)  # fmt: skip
def test_an_option_that_does_not_belong_to_a_kind_is_wrong_use(
    door: str, option: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", door, "x", option, "--root", str(root)]) == 2
    assert f"De optie {option.partition('=')[0]} hoort niet bij import {door}.\n" == capsys.readouterr().err


@pytest.mark.parametrize("door", DOORS)
def test_a_file_that_is_not_there_and_a_folder_without_a_network_are_told(
    door: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", door, str(tmp_path / "niets"), "--root", str(root)]) == 2
    assert "is er niet, of kan niet worden gelezen." in capsys.readouterr().err
    assert main(["import", door, str(tmp_path / "niets"), "--root", str(tmp_path)]) == 2
    assert "wisselwerk new network" in capsys.readouterr().err


def test_what_is_told_cannot_move_the_cursor(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume = {"basics": {"name": "A B"}, "skills": [{"name": "x\x1b[2J\u202ey"}], "x\x1b[1m\n": "z"}
    (tmp_path / "r.json").write_text(json.dumps(resume))
    brought_in(root, "jsonresume", str(tmp_path / "r.json"), "--organisation", "city")

    assert [c for c in capsys.readouterr().out if c != "\n" and not c.isprintable()] == []


def test_a_profile_that_is_not_there_cannot_be_taken_along(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "jsonresume", "niemand", "--root", str(root), *DAY]) == 1
    assert "Er is geen bruikbaar profiel 'niemand'." in capsys.readouterr().err


def test_a_name_that_is_confidential_is_not_taken_along(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = {"title": "Stil werk", "organisation": "Geheime Dienst", "confidential": True}
    samples.write(root, "content/profiles/eva.md", {
        "name": "Eva", "role": "x", "organisation": "city", "experience": [done]})  # fmt: skip

    assert main(["export", "jsonresume", "eva", "--root", str(root), *DAY]) == 0
    said = capsys.readouterr().out
    assert "Stil werk" in said and "Geheime Dienst" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_can_be_told_has_words_in_every_language(language: str) -> None:
    code = "".join(path.read_text("utf-8") for path in (PROJECT / "builder/imports").glob("*.py"))
    told = set(re.findall(r'Remark\(\s*"([a-z-]+)"', code)) | set(re.findall(r'"(skill-[a-z]+)"', code)) | {"cell"}
    refused = set(re.findall(r'Unreadable\(\s*"([a-z-]+)"', code))
    words = {key.removesuffix(".other") for key in words_of(language)}

    assert len(told) > 25 and len(refused) > 15
    assert {f"cli.import.{one}" for one in told} | {f"cli.import.no.{one}" for one in refused} <= words


def test_a_door_and_its_options_stand_in_one_table() -> None:
    assert set(imports.OPTIONS) == set(DOORS)


def test_what_is_cut_ends_at_a_word() -> None:
    assert drafts.cut("een twee drie", 9) == "een twee…"
    assert drafts.cut("een  twee", 9) == "een twee"
    assert drafts.cut("x" * 20, 9) == "x" * 8 + "…"
