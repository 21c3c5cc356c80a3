"""What is not for everybody is not in the public edition: not anywhere, not even in memory."""

import io
from datetime import date

import msgspec
import pytest
from PIL import Image

from builder import content
from builder.fields import fields_of, part_of
from builder.model import (
    KINDS,
    Certificate,
    Consent,
    Contact,
    Engagement,
    Experience,
    Link,
    Photo,
    PortfolioItem,
    Profile,
    ReturnArrangement,
    SideJob,
    TestResult,
)
from builder.relate import relate
from builder.visibility import flaws, hidden, seen, shows_image
from tests.samples import front, world, write
from tests.worlds import person, work

TODAY = date(2026, 12, 1)
CANARY = "Kanarie"
KIND = pytest.mark.parametrize("kind", KINDS)

# Fields that hold no words of the writer's own, so that a canary cannot sit in them, or that rule over the others.
WITHOUT_WORDS = {"visibility", "field_visibility"}


def codes(record):
    return [(one.at, one.code) for one in flaws(record)]


def packed(root, edition):
    """All that an edition holds, as bytes."""
    read = content.read(root, {})
    assert [one for one in read.problems if one.severity == "error"] == []
    directory, problems = relate(read.entities, read.vocabularies, read.settings, edition, TODAY)
    assert [one for one in problems if one.severity == "error"] == []
    whole = {name: getattr(directory, name) for name in directory.__slots__}
    return msgspec.json.encode(whole, enc_hook=dict).decode()  # some mappings are made when they are looked into


def sung(kind):
    """A record with a canary in every field that has words, and what is needed to hide each of them."""
    values = front(KINDS[kind], tag=CANARY)
    needed = {name for name, one in fields_of(KINDS[kind]).items() if one.required}
    optional = {name: value for name, value in values.items() if name not in needed | WITHOUT_WORDS}
    plain = {name: value for name, value in front(KINDS[kind]).items() if name in needed}
    if kind == "profiles":
        optional |= {"name": f"Anna {CANARY}", "photo": {"file": f"{CANARY.lower()}.png", "alt": f"Alt {CANARY}"}}
        plain |= {"pseudonym": "Meeuw"}
    return plain | optional | {f"x-{CANARY.lower()}": CANARY}, [*optional, "body", f"x-{CANARY.lower()}"]


def picture():
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def root(tmp_path):
    return world(tmp_path)


@KIND
@pytest.mark.parametrize("visibility", ["internal", "draft"])
def test_no_canary_gets_out_of_any_hidden_field(root, kind, visibility):
    values, names = sung(kind)
    rules = {"field_visibility": dict.fromkeys(names, visibility)}
    write(root, f"content/{kind}/cage/index.md", values | rules, f"In de tekst zit ook een {CANARY}.")
    (root / f"content/{kind}/cage/{CANARY.lower()}.png").write_bytes(picture())

    assert f'"{"meeuw" if kind == "profiles" else "cage"}"' in packed(root, "public")
    assert CANARY.lower() not in packed(root, "public").lower()
    assert (CANARY.lower() in packed(root, "internal").lower()) == (visibility == "internal")


@KIND
def test_the_canaries_do_sing_where_nothing_is_hidden(root, kind):
    values, names = sung(kind)
    write(root, f"content/{kind}/cage.md", {name: one for name, one in values.items() if name != "photo"}, CANARY)

    sings = packed(root, "internal")

    caged = [name for name in names if CANARY in str(values.get(name)) and name != "photo"]
    assert len(caged) > 2
    assert all(f'"{name}":' in sings for name in caged)
    assert sings.count(CANARY) > len(caged)


@KIND
@pytest.mark.parametrize(("visibility", "editions"), [("internal", ["internal"]), ("draft", [])])
def test_a_hidden_file_is_in_no_edition_it_is_not_for(root, kind, visibility, editions):
    values, _ = sung(kind)
    values = {name: one for name, one in values.items() if name != "photo"}
    write(root, f"content/{kind}/cage.md", values | {"visibility": visibility}, CANARY)

    assert [one for one in ("public", "internal") if CANARY in packed(root, one)] == editions


# What is internal unless somebody says otherwise

ANA = person(
    role="Adviseur", contact=Contact(email="ana@city.example", phone="0300 000 000"),
    consent=Consent(by="Kim", on=date(2026, 1, 1), note="Tot de zomer", until=date(2027, 6, 1)),
    return_arrangement=ReturnArrangement(agreement="Terug in mijn team", contact="Kim"),
    invited_by="Kim", side_jobs=(SideJob(title="Imker"),), tests=(TestResult(title="Kleuren", result="blauw"),),
)  # fmt: skip


def test_telephone_tests_side_jobs_and_the_details_of_consent_are_internal():
    assert sorted(hidden(ANA, "public")) == [
        "consent.by", "consent.note", "consent.on", "contact.phone", "invited_by", "return_arrangement.contact",
        "side_jobs", "tests",
    ]  # fmt: skip


def test_the_rest_of_such_a_part_is_still_shown():
    shown = seen(ANA, "public")

    assert shown.contact == Contact(email="ana@city.example")
    assert shown.consent == Consent(until=date(2027, 6, 1))
    assert shown.return_arrangement == ReturnArrangement(agreement="Terug in mijn team")
    assert (shown.side_jobs, shown.tests) == ((), ())


def test_the_internal_edition_shows_them():
    assert seen(ANA, "internal") is ANA


@pytest.mark.parametrize("written", ["contact.telefoon", "contact.phone", "Contact.Telefoon"])
def test_a_writer_may_make_them_public(written):
    ana = msgspec.structs.replace(ANA, field_visibility={written: "public"})

    assert seen(ana, "public").contact.phone == "0300 000 000"


def test_a_name_behind_a_pseudonym_is_internal():
    ana = person(pseudonym="Meeuw", role="Adviseur")

    assert (seen(ana, "public").name, seen(ana, "internal").name) == (None, "Ana")


def test_what_was_hidden_is_not_named_either():
    ana = person(role="Adviseur", place="Kade", field_visibility={"plaats": "internal"})

    assert (seen(ana, "public").place, seen(ana, "public").field_visibility) == (None, {})


def test_work_keeps_its_telephone_inside_too():
    assert hidden(work(contact=Contact(phone="0300 000 000")), "public") == ["contact.phone"]


def test_a_part_whose_heart_is_hidden_goes_as_a_whole():
    ana = person(role="A", photo=Photo(file="ana.jpg", alt="Ana"), field_visibility={"foto.bestand": "internal"})

    assert seen(ana, "public").photo is None


# People under another name

HIDDEN = person(
    "bo-teunissen", name="Bo Teunissen", sort_name="Teunissen, Bo", pseudonym="Zee Meeuw", role="Adviseur",
    organisation="city", owner=("bo",), contact=Contact(email="bo@city.example", phone="0300 000 000"),
    photo=Photo(file="bo.jpg", alt="Bo"), links=(Link(url="https://bo.example"),), aliases=("b-teunissen",),
    invited_by="Kim", images={"bo.jpg": "bo-teunissen/bo-1.jpg", "desk.png": "bo-teunissen/desk-1.jpg"},
    experience=(Experience(title="Brug", organisation="Stad", together_with=("ana",), link="https://stad.example"),),
    engagements=(Engagement(title="Kade van Stad", organisation="Stad", assignment="quay", hours=8, days=("monday",)),),
    certificates=(Certificate(title="Prince2", link="https://badge.example/bo"),),
    portfolio=(PortfolioItem(title="Kaart", link="https://bo.example/kaart", file="desk.png"),),
    body="Ik ![bureau](desk.png) teken.", body_text="Ik bureau teken.",
    body_html='<p>Ik <img src="bo-teunissen/desk-1.jpg" alt="bureau"> teken.</p>\n',
)  # fmt: skip


def test_whoever_has_a_pseudonym_is_somebody_else_in_the_public_edition():
    shown = seen(HIDDEN, "public")

    assert shown == Profile(
        slug="zee-meeuw", pseudonym="Zee Meeuw", organisation="", role="Adviseur", matching=False,
        experience=(Experience(title="Brug", confidential=True),),
        engagements=(Engagement(title="", hours=8, days=("monday",), confidential=True),),
        certificates=(Certificate(title="Prince2"),), portfolio=(PortfolioItem(title="Kaart"),),
        body="Ik teken.", body_text="Ik teken.", body_html="<p>Ik  teken.</p>\n",
    )  # fmt: skip


def test_the_internal_edition_shows_who_it_is():
    assert seen(HIDDEN, "internal") == HIDDEN


def test_where_she_works_and_how_to_reach_her_are_shown_when_she_says_so():
    rules = {"organisatie": "public", "contact": "public"}
    shown = seen(msgspec.structs.replace(HIDDEN, field_visibility=rules), "public")

    assert (shown.organisation, shown.contact, shown.matching) == ("city", Contact(email="bo@city.example"), True)


def test_a_pseudonym_stays_one_whatever_else_is_said():
    rules = dict.fromkeys(("naam", "sorteernaam", "foto", "eigenaar", "links", "vorige_namen"), "public")
    hers = msgspec.structs.replace(HIDDEN, field_visibility=rules)

    assert seen(hers, "public") == seen(HIDDEN, "public")
    assert [code for _, code in codes(hers)] == ["pseudonym-hides"] * 6


def test_whoever_has_a_pseudonym_may_say_that_her_organisation_is_internal():
    assert codes(person(pseudonym="Meeuw", role="A", field_visibility={"organisatie": "internal"})) == []


# Clients that nobody may know


def test_a_confidential_client_is_in_no_edition():
    ana = person(
        role="A",
        experience=(Experience(title="Brug", organisation="Stad", confidential=True),),
        engagements=(Engagement(title="Kade", organisation="Stad", assignment="quay", hours=4, confidential=True),),
    )
    expected = person(
        role="A",
        experience=(Experience(title="Brug", confidential=True),),
        engagements=(Engagement(title="Kade", hours=4, confidential=True),),
    )

    assert (seen(ana, "public"), seen(ana, "internal")) == (expected, expected)


QUAY = work(
    "quay", organisation="city", confidential=True, contact=Contact(email="ed@city.example"), owner=("ed",),
    pool="city-pool", links=(Link(url="https://city.example"),), result_owner="Team Stad", title="Kade",
)  # fmt: skip


def test_nobody_learns_for_whom_confidential_work_is():
    assert seen(QUAY, "public") == work("quay", organisation="", confidential=True, title="Kade")


def test_the_network_itself_does():
    assert seen(QUAY, "internal") is QUAY


def test_confidential_work_may_have_its_own_contact():
    quay = msgspec.structs.replace(QUAY, field_visibility={"contact": "public", "organisatie": "public"})

    assert seen(quay, "public").contact == Contact(email="ed@city.example")
    assert seen(quay, "public").organisation == ""


# Parts that say themselves who may see them


def jobs(edition, field=None):
    said = [SideJob(title="A"), SideJob(title="B", visibility="public"), SideJob(title="C", visibility="draft")]
    said.append(SideJob(title="D", visibility="internal"))
    rules = {"nevenfuncties": field} if field else {}
    shown = seen(person(role="A", side_jobs=tuple(said), field_visibility=rules), edition)
    return "".join(one.title for one in shown.side_jobs)


@pytest.mark.parametrize(("field", "public", "internal"), [
    (None, "B", "ABD"), ("internal", "B", "ABD"), ("public", "AB", "ABD"), ("draft", "", ""),
])  # fmt: skip
def test_a_side_job_may_say_itself_who_sees_it(field, public, internal):
    assert (jobs("public", field), jobs("internal", field)) == (public, internal)


# Images


def test_an_image_goes_where_it_is_shown():
    images = {name: f"{name}-1.jpg" for name in ("photo", "piece", "text", "spare")}
    ana = person(
        photo=Photo(file="photo"), portfolio=(PortfolioItem(title="A", file="piece"),), images=images,
        body_html='<img src="text-1.jpg">',
    )  # fmt: skip

    assert [name for name in images if shows_image(ana, name)] == ["photo", "piece", "text"]


# Wishes that cannot be granted


def wishing(**visibility):
    return person(role="Adviseur", extra={"x-auto": "ja"}, field_visibility=visibility)


@pytest.mark.parametrize(("written", "code"), [
    ("plats", "unknown-field-hidden-near"), ("telefoon", "unknown-field-hidden-near"),
    ("kleur", "unknown-field-hidden"),
    ("x-autos", "unknown-field-hidden-near"), ("x-fiets", "unknown-field-hidden"),
    ("contact.fax", "unknown-part-hidden"), ("vaardigheden.bewijs", "unknown-part-hidden"),
    ("organisatie", "hides-required"), ("naam", "hides-name"), ("name", "hides-name"),
])  # fmt: skip
def test_what_cannot_be_hidden_is_said(written, code):
    assert codes(wishing(**{written: "internal"})) == [(f"field_visibility.{written}", code)]


@pytest.mark.parametrize("written", ["plaats", "place", "contact", "contact.telefoon", "body", "tekst", "x-auto"])
def test_what_can_be_hidden_is_hidden_without_a_word(written):
    assert codes(wishing(**{written: "internal"})) == []


def test_a_name_may_be_hidden_behind_a_pseudonym():
    assert codes(person(pseudonym="Meeuw", role="A", field_visibility={"naam": "internal"})) == []


def test_what_must_be_seen_may_be_called_public():
    assert codes(wishing(naam="public", organisatie="public")) == []


def test_whatever_is_internal_by_itself_can_be_made_public():
    inner = [f"{name}.{one.name}" for name in fields_of(Profile) for one in parts_of(name) if one.shown == "internal"]
    whole = [one.name for one in fields_of(Profile).values() if one.shown == "internal"]
    ana = msgspec.structs.replace(ANA, field_visibility=dict.fromkeys([*inner, *whole], "public"))

    assert sorted([*inner, *whole]) == sorted(hidden(ANA, "public"))
    assert hidden(ana, "public") == []


def parts_of(name):
    part = part_of(Profile, name)
    return fields_of(part).values() if part else ()
