"""The letter in which somebody asks her supervisor to agree."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builder import facts, tenure, visibility
from builder.convert import made
from builder.documents import document
from builder.model import Consent, Profile, ReturnArrangement
from builder.settings import Rules
from builder.views.letter import letter
from builder.vocabulary import vocabulary
from tests.small_site import frame, settings, site
from tests.worlds import CITY, DIKE, TODAY, directory, person, term

FORMS = vocabulary(
    "forms", [term("secondment", label={"nl": "Detachering"}), term("beside-job", label={"nl": "Erbij"})]
)
SOON = TODAY + timedelta(days=30)


def written(one, language="nl", **rest):
    """The letter of somebody, in a directory of her own."""
    world = directory(one, settings=settings(language=language, **rest))
    words = {**world.vocabularies, "forms": FORMS}
    return letter(frame(replace(world, vocabularies=words)), one)


def read(front):
    """The profile that a file with this front matter gives."""
    return made(document("a.md", f"---\n{front}---\n".encode()), Profile, "ana").record


def mail(found):
    """The subject and the body that a mail program makes of the link."""
    address = urlsplit(found.href)
    assert (address.scheme, address.path) == ("mailto", "")
    asked = parse_qs(address.query, strict_parsing=True, max_num_fields=2)
    return asked["subject"][0], asked["body"][0]


ANA = person(
    "ana",
    name="Ana de Boer",
    wants=("een korte klus", "iets met water"),
    hours=8,
    days=("monday", "friday"),
    forms=("secondment",),
    available_until=date(2027, 9, 30),
    return_arrangement=ReturnArrangement(agreement="Eigen stoel", day=date(2027, 10, 1)),
)


def test_a_letter_tells_what_is_asked_for_when_and_how_she_comes_back():
    subject, body = mail(written(ANA))

    assert subject == "Akkoord voor een klus: Ana de Boer"
    assert "- Wat ik zoek: een korte klus; iets met water\r\n" in body
    assert "- Vorm: Detachering\r\n" in body
    assert "- Tijd: 8 uur per week · maandag en vrijdag\r\n" in body
    assert "- Akkoord tot en met: 30 september 2027\r\n" in body
    assert "- Terugkeer: Eigen stoel · 1 oktober 2027\r\n" in body
    assert "Mijn profiel: https://example.org/gids/profiles/ana.html\r\n" in body
    assert "Wat je toezegt: https://example.org/gids/supervisors/\r\n" in body


def test_who_says_nothing_of_what_she_wants_tells_what_she_is_asked_for():
    body = mail(written(replace(ANA, wants=(), headline="Vraag me wat")))[1]

    assert "- Over mij: Vraag me wat\r\n" in body


@pytest.mark.parametrize("language", ["nl", "en", "de", "fr"])
def test_the_lines_in_a_letter_are_the_consent_that_it_asks_for(language):
    _, body = mail(written(ANA, language))
    said = re.search(r"^(?:toestemming|consent):\r\n(?:  .*\r\n)+", body, re.MULTILINE)[0]
    front = f"naam: Ana\norganisatie: city\n{said}".replace("\r\n", "\n")

    found = read(front)

    assert found.consent.state == "given"
    assert found.consent.until == date(2027, 9, 30)
    assert len(found.consent.scope) == 1
    assert not tenure.is_to_ask(found, TODAY)


def test_consent_is_asked_for_a_year_when_no_day_is_far_enough():
    short = replace(ANA, available_until=SOON, return_arrangement=None)

    assert "tot: 2027-12-31" in mail(written(short))[1]


def test_consent_that_lapses_soon_or_lapsed_is_named():
    soon, past = replace(ANA, consent=Consent(until=SOON)), replace(ANA, consent=Consent(until=date(2026, 9, 30)))

    assert "Je akkoord loopt nog tot en met 31 december 2026." in mail(written(soon))[1]
    assert "Je akkoord liep tot en met 30 september 2026." in mail(written(past))[1]
    assert "Je akkoord l" not in mail(written(ANA))[1]


def test_without_an_address_of_the_site_a_letter_has_no_links():
    assert "profiles/ana" not in mail(written(ANA, base_url=None))[1]


def test_the_text_to_copy_says_what_the_mail_says():
    found = written(replace(ANA, name="Ana & <Bo>", wants=("water & <wind>",)))

    assert unescape(str(found.text)) == mail(found)[1].replace("\r\n", "\n")
    assert "<" not in found.text


ODD = st.text(max_size=200)


@given(
    name=ODD.filter(str.strip),
    wants=st.lists(ODD, max_size=4),
    agreement=ODD,
    title=ODD,
    forms=st.lists(ODD, max_size=9),
    language=st.sampled_from(["nl", "en", "de", "fr"]),
    base=st.sampled_from([None, "https://example.org/" + "a" * 1900]),
)
def test_whatever_a_file_holds_a_letter_fits_in_a_link(name, wants, agreement, title, forms, language, base):
    back = ReturnArrangement(agreement=agreement, day=date(2028, 1, 1))
    odd = replace(
        ANA, name=name, wants=tuple(wants), return_arrangement=back, forms=tuple(forms), consent=Consent(until=SOON)
    )
    found = written(odd, language, title=title or "x", base_url=base)

    assert len(found.href) < 2000
    assert re.fullmatch(r"mailto:\?subject=[\w.~%-]*&body=[\w.~%-]+", found.href, re.ASCII)
    assert mail(found)[0]


def test_a_long_letter_loses_its_links_before_what_is_asked():
    found = mail(written(replace(ANA, name="😀" * 60), base_url="https://example.org/" + "a" * 600))[1]

    assert "example.org" not in found
    assert "- Vorm: Detachering" in found


# On the page


def page(one, **rest):
    return site(directory(one, settings=settings(**rest)))["profiles/ana.html"]


@pytest.mark.parametrize(
    ("consent", "asks"),
    [
        (None, True),
        (Consent(state="to-ask"), True),
        (Consent(until=SOON), True),
        (Consent(), False),
        (Consent(state="not-needed"), False),
    ],
)
def test_a_page_offers_the_letter_as_long_as_there_is_something_to_ask(consent, asks):
    assert ("mailto:?subject=" in page(replace(ANA, consent=consent))) is asks


def test_the_public_edition_writes_nothing_internal_in_a_letter():
    secret = replace(
        ANA,
        consent=Consent(until=SOON, by="kanarie", note="kanarie"),
        return_arrangement=ReturnArrangement(agreement="Eigen stoel", contact="kanarie"),
    )

    assert "kanarie" not in page(visibility.seen(secret, "public"))


def test_every_page_with_agreements_leads_to_the_page_for_supervisors():
    assert 'href="../supervisors/index.html"' in page(replace(ANA, consent=Consent()))


def test_nobody_is_sent_to_what_a_supervisor_agrees_to_where_that_is_not_needed():
    assert 'href="../supervisors/index.html">Wat' not in page(replace(ANA, consent=Consent(state="not-needed")))


# The page for supervisors


def supervisors(forms=FORMS, **rest):
    """The page for supervisors of a network with these forms of working."""
    world = directory(settings=settings(**rest))
    return site(replace(world, vocabularies={**world.vocabularies, "forms": forms}))["supervisors/index.html"]


def test_the_page_for_supervisors_tells_the_rules_of_this_network():
    rules = Rules(consent="before-work", return_for=("secondment",), most_hours_elsewhere=16, full_time_hours=40)
    found = supervisors(rules=rules)

    assert "Akkoord is nodig voordat een klus begint." in found
    assert "Een afspraak over terugkeer hoort bij: Detachering." in found
    assert "Hoogstens 16 uur per week voor andere organisaties." in found
    assert "Een volle werkweek is 40 uur." in found


def test_the_page_for_supervisors_tells_what_each_organisation_says_and_leaves_out_who_says_nothing():
    city = replace(CITY, stance="Zeg ja", no_target="Nooit", return_rule="Altijd")
    found = site(directory(city, DIKE))["supervisors/index.html"]
    row = re.search(r'<tr><th scope="row">.*</tr>', found)[0]

    assert re.sub(r"<[^>]+>", " ", row).split() == ["City", "Zeg", "ja", "Nooit", "Altijd"]
    assert 'href="../organisations/city.html"' in row
    assert "organisations/dike.html" not in found


def test_the_examples_for_supervisors_can_be_put_in_a_file():
    found = site(directory(settings=settings()))["supervisors/index.html"]
    states = []
    for text in re.findall(r"<code>(.*?)</code>", found, re.DOTALL):
        front = f"naam: Ana\norganisatie: city\n{unescape(text)}\n"
        states.append(facts.consent_state(read(front), TODAY))

    assert states == ["given", "given", "lapsed"]


@pytest.mark.parametrize(
    ("return_for", "scope"), [(("secondment",), ("detachering",)), ((), ("erbij",)), (("hire",), ("erbij",))]
)
def test_the_first_example_is_a_yes_to_one_form_of_this_network(return_for, scope):
    found = supervisors(rules=Rules(return_for=return_for))
    [first, *_] = re.findall(r"<code>(.*?)</code>", found, re.DOTALL)

    assert read(f"naam: Ana\norganisatie: city\n{unescape(first)}\n").consent.scope == scope
    assert "<h3>Ja, voor één vorm en tot een dag</h3>" in found


def test_where_there_are_no_forms_the_examples_and_the_rules_speak_of_none():
    found = supervisors(vocabulary("forms", []))

    assert re.findall("<h3>(Ja.*|Langer.*|Niet meer)</h3>", found) == ["Ja, tot een dag", "Langer", "Niet meer"]
    assert "Een afspraak over terugkeer is nergens verplicht." in found


def test_who_begins_a_profile_reads_how_many_organisations_promise_that_it_is_no_target():
    found = site(directory(replace(CITY, no_target="Nooit"), DIKE))["new/index.html"]

    assert "1 organisatie zegt het zwart op wit" in found
    assert "zwart op wit" not in site(directory(CITY, DIKE))["new/index.html"]
