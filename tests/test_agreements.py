"""What pages tell of somebody's week, of what was agreed, and of who would rather be left in peace."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from builder.model import Consent, Engagement
from tests.small_site import site
from tests.worlds import CITY, DIKE, TODAY, directory, person, work


def page(*records, of="ana"):
    return site(directory(*records))[f"profiles/{of}.html"]


def words(html):
    """The text of a piece of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def days(html):
    """The days of the week as a screen reader says them."""
    return re.findall(r'<span class="visually-hidden">(\w+dag: [^<]+)</span>', html)


# The week


def test_each_day_of_the_week_says_in_words_what_is_in_it():
    quay = Engagement(title="Kade", days=("monday",))
    found = page(person("ana", appointment=60, days=("friday",), engagements=(quay,)))

    assert days(found) == [
        "maandag: Kade", "dinsdag: eigen werk", "woensdag: eigen werk", "donderdag: eigen werk",
        "vrijdag: tijd voor een klus",
    ]  # fmt: skip


def test_two_engagements_on_one_day_are_both_named_and_a_mark_in_a_title_stays_a_mark():
    both = Engagement(title="Kade", days=("monday",)), Engagement(title="<b>Sluis</b>", days=("monday",))

    assert days(page(person("ana", engagements=both)))[0] == "maandag: Kade, &lt;b&gt;Sluis&lt;/b&gt;"


def test_a_running_engagement_says_for_whom_in_which_form_and_on_which_days():
    quay = Engagement(title="Kade", organisation="De Dijk", form="detachering", days=("tuesday", "monday"))

    assert "Kade De Dijk · detachering · maandag en dinsdag" in words(page(person("ana", engagements=(quay,))))


def test_a_confidential_engagement_does_not_say_for_whom():
    quay = Engagement(title="Kade", organisation="De Dijk", confidential=True)
    found = page(person("ana", engagements=(quay,)))

    assert "Een andere overheid" in found
    assert "De Dijk" not in found


# Left in peace


def test_who_would_rather_stay_is_listed_as_such_and_not_with_hours():
    inside = replace(directory(person("ana", stays=True, hours=8)), edition="internal")
    found = words(site(inside)["profiles/index.html"])

    assert "Blijft het liefst op de eigen plek" in found
    assert "8 uur per week" not in found


def test_her_own_matches_tell_who_stays_why_there_is_so_little():
    found = site(directory(person("ana", stays=True)))["matches/profiles/ana.html"]

    assert "Hier staan alleen klussen in de eigen organisatie." in found


def test_without_matching_a_page_says_so_and_keeps_the_way_to_ask():
    found = page(person("ana", matching=False))

    assert "Doet niet mee met matchen. Mail gerust zelf." in found


# Agreements


def test_the_promise_of_an_organisation_stands_beside_the_agreements_of_its_people():
    city = replace(CITY, no_target="Niemand gaat weg om een profiel.")
    found = page(person("ana"), person("bob", organisation="dike"), city, DIKE)

    assert "Niemand gaat weg om een profiel. City" in words(found)
    assert "Niemand gaat weg" not in page(person("ana"), person("bob", organisation="dike"), city, DIKE, of="bob")


def test_a_match_says_that_the_return_is_still_to_arrange():
    job = work(skills={"drafting": 3}, forms=("secondment",))
    ana = person("ana", skills={"drafting": 3}, consent=Consent(until=TODAY.replace(year=2030)))
    found = site(directory(ana, job))

    assert "er is akkoord, spreek nog af hoe je terugkomt" in found["matches/profiles/ana.html"]
    assert "er is akkoord, maar de terugkeer is nog niet afgesproken" in found["matches/assignments/bridge.html"]


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (Consent(), "gegeven · alle vormen · zonder einddatum"),
        (Consent(scope=("exchange",), until=TODAY), "gegeven · Uitwisseling · tot en met 1 december 2026"),
        (Consent(until=date(2026, 9, 30)), "verlopen · tot en met 30 september 2026"),
        (Consent(state="lapsed"), "verlopen"),
        (Consent(state="to-ask", until=TODAY), "nog te vragen"),
        (Consent(state="not-needed"), "niet nodig"),
    ],
)
def test_consent_says_for_what_and_until_when(consent, said):
    assert f"<dt>Akkoord</dt><dd>{said}</dd>" in page(person("ana", consent=consent))
