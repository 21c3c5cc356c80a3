"""What there is to look after, for whoever keeps a network going."""

import re
from datetime import date, timedelta

from msgspec.structs import replace

from builder import coordination
from builder.lists import Cards
from builder.model import Consent, Contact, Engagement, ReturnArrangement
from builder.problems import problem
from builder.settings import Repository, Rules
from builder.standing import Short, Standing
from tests.small_site import settings, site
from tests.worlds import CITY, DIKE, TODAY, directory, house, person, work

SPRING, YESTERDAY, SOON = date(2027, 3, 1), TODAY - timedelta(days=1), TODAY + timedelta(days=30)


def inside(*records, **rest):
    """A directory as the network sees it."""
    return replace(directory(*records, **rest), edition="internal")


def asked(name, *records, **rest):
    """The rows of one section."""
    given = inside(*records, **rest)
    found = coordination.desk(given, Cards(given), (), {})
    return next(one for one in found.sections if one.name == name).items


def names(name, *records, **rest):
    return [one.who.slug for one in asked(name, *records, **rest)]


# People


def test_who_is_free_stands_in_the_order_of_the_first_free_day():
    found = asked(
        "free",
        person("ana", hours=8, available_from=SPRING),
        person("bob", hours=8),
        person("cleo", hours=8, available_from=date(2026, 12, 20)),
        person("dirk", hours=8, engagements=(Engagement(title="Quay", hours=8, end=SPRING),)),
    )

    assert [(one.who.slug, one.tag) for one in found] == [
        ("bob", "now"), ("cleo", "month"), ("ana", "later"), ("dirk", "later"),
    ]  # fmt: skip
    assert found[-1].day == SPRING + timedelta(days=1)


def test_who_said_nothing_of_time_or_wants_no_requests_is_not_called_free():
    assert (
        names(
            "free",
            person("silent"),
            person("off", hours=8, matching=False),
            person("stays", hours=8, stays=True),
            person("gone", hours=8, available_until=YESTERDAY),
        )
        == []
    )


def test_who_comes_back_soon_tells_from_what_and_who_keeps_in_touch():
    back = ReturnArrangement(agreement="Own post", day=SOON, contact="Kim")
    quay = Engagement(title="Quay", end=SPRING)
    [found] = asked(
        "returning",
        person("ana", return_arrangement=back, engagements=(quay,)),
        person("bob", return_arrangement=ReturnArrangement(agreement="Own post", day=SPRING)),
    )

    assert (found.who.slug, found.day, found.about, found.contact, found.tag) == ("ana", SOON, "Quay", "Kim", "agreed")


def test_consent_is_told_by_what_is_to_be_done():
    people = (
        person("month", consent=Consent(until=date(2026, 12, 31))),
        person("over", consent=Consent(until=YESTERDAY)),
        person("later", consent=Consent(until=SPRING)),
        person("never"),
    )

    assert names("lapsing", *people) == ["month"]
    assert names("lapsed", *people) == ["over"]


def test_work_that_runs_without_consent_is_told_for_each_engagement():
    quay, lock = Engagement(title="Quay", end=SPRING), Engagement(title="Lock", end=SOON)
    found = asked(
        "unconsented",
        person("ana", engagements=(quay, lock)),
        person("bob", engagements=(quay,), consent=Consent()),
        person("cleo"),
    )

    assert [(one.who.slug, one.about) for one in found] == [("ana", "Lock"), ("ana", "Quay")]


def test_who_has_too_much_and_who_takes_a_break_are_told():
    busy = person("ana", appointment=100, engagements=(Engagement(title="Quay", hours=4),))
    resting = person("bob", paused_until=SOON)

    assert [(one.who.slug, one.hours) for one in asked("overloaded", busy, resting)] == [("ana", 40)]
    assert [(one.who.slug, one.day) for one in asked("paused", busy, resting)] == [("bob", SOON)]


def test_a_profile_that_grows_old_tells_the_day_on_which_it_goes():
    rules = Rules(stale_after_months=2, left_out_after_months=4)
    old, fresh = person("ana", confirmed_on=date(2026, 9, 15)), person("bob", confirmed_on=TODAY)
    [found] = asked("stale", old, fresh, person("cleo"), settings=settings(rules=rules))

    assert (found.who.slug, found.day) == ("ana", date(2027, 1, 16))
    assert names("unconfirmed", old, fresh, person("cleo")) == ["cleo"]


# Work, and what is around it


def test_open_work_that_closes_within_two_weeks_wants_people_now():
    day = TODAY + timedelta(days=14)
    assert names(
        "closing",
        work("soon", closes=day),
        work("later", closes=day + timedelta(days=1)),
        work("filled", closes=day, status="filled"),
        work("over", closes=YESTERDAY),
    ) == ["soon"]


def test_work_that_closed_without_anyone_tells_since_when():
    [found] = asked("missed", work("over", closes=YESTERDAY, end=SPRING), work("open", closes=SPRING))

    assert (found.who.slug, found.day) == ("over", YESTERDAY)


def test_work_that_is_done_and_tells_nothing_is_asked_after():
    done = {"start": date(2026, 9, 1), "end": YESTERDAY, "status": "filled", "filled_by": ("ana",)}
    found = asked(
        "untold",
        person("ana", name="Ana de Boer"),
        work("silent", **done),
        work("told", outcome="Droog", **done),
        work("running", **{**done, "end": SPRING}),
    )

    assert [(one.who.slug, one.contact) for one in found] == [("silent", "Ana de Boer")]


def test_organisations_and_open_work_that_grew_old_are_asked_after_and_people_are_not():
    old = date(2025, 1, 1)
    city = replace(CITY, confirmed_on=old)

    assert names("outdated", city, DIKE, work("bridge", confirmed_on=old), person("ana", confirmed_on=old)) == [
        "bridge", "city",
    ]  # fmt: skip


def test_a_member_that_brings_too_little_says_how_much_more_is_agreed():
    given = inside(person("ana"), CITY, DIKE)
    short = (Short("dike", people=0, work=1, more_people=2, more_work=0),)
    given = replace(given, standing=Standing(members=2, short=short))
    page = site(given)["coordination/index.html"]
    row = re.search(r'id="members".*?(<tr><th scope="row">.*?</tr>)', page, re.DOTALL)[1]

    assert 'href="../organisations/dike.html"' in row
    assert re.findall(r'<td data-label="([^"]+)">([^<]*)</td>', row)[:2] == [
        ("Mensen te weinig", "2"), ("Klussen te weinig", ""),
    ]  # fmt: skip


def test_a_network_that_waits_for_people_says_how_many_there_are():
    waiting = replace(inside(person("ana")), standing=Standing(people=3, ready=20))

    assert "3 van de 20 profielen" in site(waiting)["coordination/index.html"]
    assert "profielen waarmee" not in site(inside(person("ana")))["coordination/index.html"]


def test_outside_parties_are_told_when_their_conditions_end():
    ends = house("club", "external", conditions_until=SOON)
    over = house("shop", "external", conditions_until=YESTERDAY)
    late = house("firm", "external", conditions_until=SPRING)

    assert [(one.who.slug, one.tag) for one in asked("conditions", ends, over, late)] == [
        ("shop", "over"),
        ("club", ""),
    ]


# The page


def test_every_row_leads_to_the_page_the_file_and_the_mail():
    ana = person("ana", name="Ana", consent=Consent(until=YESTERDAY), contact=Contact(email="ana@example.org"))
    given = inside(ana, settings=settings(repository=Repository(url="https://github.com/o/r")))
    page = site(given, sources={("profiles", "ana"): "content/profiles/ana.md"})["coordination/index.html"]
    row = re.search(r'id="lapsed".*?(<tr><th scope="row">.*?</tr>)', page, re.DOTALL)[1]

    assert 'href="../profiles/ana.html"' in row
    assert 'href="mailto:ana@example.org"' in row
    assert 'href="https://github.com/o/r/edit/main/content/profiles/ana.md"' in row


def test_who_asked_to_be_left_in_peace_is_not_written_to():
    ana = person("ana", paused_until=SOON, contact=Contact(email="ana@example.org"))
    rows = site(inside(ana))["coordination/index.html"].partition('id="paused"')[2].partition("</section>")[0]

    assert "ana.html" in rows
    assert "mailto:" not in rows


def test_a_column_of_ways_that_lead_nowhere_is_left_out():
    ana = person("ana", consent=Consent(until=YESTERDAY))
    pages = [
        site(inside(replace(ana, contact=contact)))["coordination/index.html"].partition('id="lapsed"')[2]
        for contact in (None, Contact(email="ana@example.org"))
    ]

    assert ["Doen</th>" in page.partition("</section>")[0] for page in pages] == [False, True]


def test_a_section_that_nobody_is_in_says_so_in_words_and_the_list_above_counts_nought():
    page = site(inside())["coordination/index.html"]

    assert re.findall(r'<li id="(\w+)">', page) == [name for name, _ in coordination.SECTIONS]
    assert "<table" not in page
    assert re.findall(r'<a href="#\w+">[^<]+</a><span>(\d+)</span>', page) == ["0"] * len(coordination.SECTIONS)


def test_a_long_section_counts_everybody_and_shows_the_first():
    people = [person(f"p{n:03}", paused_until=SOON) for n in range(coordination.MOST + 2)]
    page = site(inside(*people))["coordination/index.html"]

    assert "Even met rust laten (202)" in page
    assert "En nog 2." in page


def test_words_without_a_list_and_files_with_a_mistake_are_counted():
    amiss = problem("content/profiles/dirk.md", 3, 1, "cannot-read")
    page = site(inside(person("ana", skills={"juggling": 2})), (amiss, amiss))["coordination/index.html"]

    assert "1 woord staat nog in geen lijst." in page
    assert "1 bestand kon niet op de site." in page


def test_the_public_edition_has_no_such_page_and_no_link_to_it():
    found = site(directory(person("ana")))

    assert not [path for path in found if path.startswith("coordination")]
    assert not [path for path, page in found.items() if "coordination/" in page]


def test_every_page_of_the_internal_edition_leads_there():
    found = site(inside(person("ana")))

    assert 'href="../coordination/index.html"' in found["profiles/ana.html"]
