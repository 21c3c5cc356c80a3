"""Records become a directory: related both ways, for one edition, on one day."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import build
from builder import relate as relating
from builder.directory import Entity, holding
from builder.lookups import UNKNOWN
from builder.model import KINDS, Claim, Engagement, Event, Pool, RingOpening, Term
from builder.relate import relate
from builder.settings import Repository, Rules, Settings
from builder.shelves import Shelves
from builder.vocabulary import vocabulary
from tests import samples
from tests.worlds import house, person, work

TODAY = date(2026, 12, 1)
SETTINGS = Settings(title="Wisselwerk", operator="Lindewoud")
FOLDERS = {kind: folder for folder, kind in KINDS.items()}
WORDS = {
    "skills": [
        Term(
            id="schrijven", label={"nl": "Schrijven", "en": "Writing"}, synonyms=("teksten schrijven",), jargon=("pen",)
        ),
        Term(id="plannen", label={"nl": "Plannen"}),
    ],
    "forms": [Term(id="detachering", label={"nl": "Detachering", "en": "Secondment"})],
    "fields": [Term(id="water", label={"nl": "Water"})],
    "regions": [Term(id="geestland", label={"nl": "Geestland"})],
    "strengths": [Term(id="rustig", label={"nl": "Rustig"})],
}  # fmt: skip

CITY, DIKE = house("city", name="Gemeente Lindewoud", short_name="Lindewoud"), house("dike", "water-board")
ANA = person("ana", skills={"schrijven": 4}, learns=("plannen",))
BOB = person("bob", organisation="dike", skills={"plannen": 2, "schrijven": 1})
BRIDGE = work("bridge", skills={"schrijven": 3}, filled_by=("bob",), status="filled", pool="pool")
CANAL = work("canal", skills={"plannen": 3}, organisation="city", pool="pool")
POOL = Pool(slug="pool", name="Kade", members=("ana", "bob"), organisation="city")
DAY = Event(slug="day", title="Kadedag", day=date(2027, 1, 14), organiser="dike")
WORLD = (CITY, DIKE, ANA, BOB, BRIDGE, CANAL, POOL, DAY)


def entity(record, broken=False):
    folder = FOLDERS[type(record)]
    return Entity(f"content/{folder}/{record.slug}.md", folder, record.slug, holding(None if broken else record), dict)


def broken(record):
    return entity(record, broken=True)


def related(*given, edition="public", words=WORDS, settings=SETTINGS, today=TODAY):
    entities = [one if isinstance(one, Entity) else entity(one) for one in given]
    vocabularies = {name: vocabulary(name, words.get(name, ())) for name in WORDS}
    return relate(entities, vocabularies, settings, edition, today)


def directory(*given, **how):
    found, problems = related(*given, **how)
    assert problems == []
    return found


def codes(*given, **how):
    return [(one.code, one.severity, one.field) for one in related(*given, **how)[1]]


def slugs(found):
    return {key: [one.slug for one in records] for key, records in found.items()}


def numbered(given):
    """Files with a hash of their own, as they come from a folder."""
    return [entity(one)._replace(digest=repr(one).encode()) for one in given]


# Both ways


def test_every_relation_can_be_followed_from_the_other_side():
    found = directory(*WORLD)

    assert slugs(found.people_of) == {"city": ["ana"], "dike": ["bob"]}
    assert slugs(found.work_of) == {"city": ["canal"], "dike": ["bridge"]}
    assert slugs(found.events_of) == {"dike": ["day"]}
    assert slugs(found.pools_of) == {"ana": ["pool"], "bob": ["pool"]}
    assert slugs(found.work_by) == {"bob": ["bridge"]}
    assert slugs(found.pool_work) == {"pool": ["bridge", "canal"]}
    assert slugs(found.claimed_by) == {"plannen": ["bob"], "schrijven": ["ana", "bob"]}
    assert slugs(found.wished_by) == {"plannen": ["ana"]}


def test_only_open_work_asks_for_skills():
    assert slugs(directory(*WORLD).asked_by) == {"plannen": ["canal"]}


def test_everything_stands_in_the_order_of_the_slugs():
    found = directory(*reversed(WORLD))

    assert list(found.profiles) == ["ana", "bob"]
    assert list(found.claimed_by) == sorted(found.claimed_by)


@given(st.permutations(WORLD))
def test_the_order_of_the_files_changes_nothing(records):
    assert directory(*records) == directory(*WORLD)


# References


@pytest.mark.parametrize("written", ["city", "Gemeente Lindewoud", "gemeente lindewoud", "Lindewoud", "City"])
def test_an_organisation_goes_by_its_file_or_by_its_names(written):
    assert directory(CITY, person(organisation=written)).profiles["ana"].organisation == "city"


@pytest.mark.parametrize(
    "written", ["schrijven", "Schrijven", "Writing", "teksten schrijven", "Teksten-Schrijven", "pen"]
)
def test_a_skill_goes_by_any_of_its_words(written):
    found = directory(CITY, person(skills={written: 4}, learns=(written,)))

    assert found.profiles["ana"].skills == (Claim(skill="schrijven", level=4),)
    assert found.profiles["ana"].learns == ("schrijven",)


def test_two_words_for_one_skill_are_one_skill_said_twice():
    ana = person(skills={"schrijven": 3, "pen": 4})

    assert codes(CITY, ana) == [("said-twice", "error", "")]


def test_a_network_without_a_list_of_words_takes_any_word():
    found = directory(CITY, person(skills={"jongleren": 4}, forms=("ruil",), region="hier"), words={})

    assert found.profiles["ana"].skills[0].skill == "jongleren"


def test_strengths_are_free():
    assert directory(CITY, person(strengths=("rustig", "eigenwijs"))).profiles["ana"].strengths == (
        "rustig",
        "eigenwijs",
    )


@pytest.mark.parametrize(("lines", "code", "severity"), [
    ({"organisation": "xyzzy"}, "unknown-organisation", "error"),
    ({"organisation": "citi"}, "unknown-organisation-near", "error"),
    ({"forms": ("zzz",)}, "unknown-form", "error"),
    ({"forms": ("detachring",)}, "unknown-form-near", "error"),
    ({"region": "zzz"}, "unknown-region", "warning"),
    ({"skills": {"zzz": 3}}, "unknown-skill", "warning"),
    ({"skills": {"schrijve": 3}}, "unknown-skill-near", "warning"),
    ({"fields": ("zzz",)}, "unknown-field-of-work", "warning"),
])  # fmt: skip
def test_a_reference_that_leads_nowhere_is_told(lines, code, severity):
    assert [one[:2] for one in codes(CITY, person(**lines))] == [(code, severity)]
    assert ("ana" in related(CITY, person(**lines))[0].profiles) == (severity == "warning")


def test_an_unknown_word_is_shown_as_it_was_written():
    found, _ = related(CITY, person(skills={"Jongleren": 3}))

    assert found.profiles["ana"].skills[0].skill == "Jongleren"
    assert "Jongleren" not in found.skills.terms


def test_somebody_who_left_is_left_out_and_told_but_takes_nothing_along():
    found, problems = related(CITY, DIKE, ANA, POOL, BRIDGE)

    assert found.pools["pool"].members == ("ana",)
    assert found.assignments["bridge"].filled_by == ()
    assert [(one.code, one.severity) for one in problems] == [("unknown-profile", "warning")] * 2


def test_work_for_a_pool_that_is_not_there_is_an_error():
    assert codes(DIKE, work(pool="duikers")) == [("unknown-pool", "error", "")]


def test_every_kind_of_reference_but_the_free_one_has_an_answer():
    assert {*UNKNOWN} == ({*KINDS, *WORDS, "houses"} - {"events", "strengths"})


# A mistake in one file is not a mistake in another


def test_a_broken_organisation_does_not_take_its_people_along():
    found = directory(broken(CITY), ANA)

    assert found.profiles["ana"].organisation == ""
    assert "city" not in found.organisations
    assert found.people_of == {}


def test_a_broken_profile_leaves_the_lists_without_a_word():
    found = directory(CITY, DIKE, ANA, broken(BOB), POOL)

    assert found.pools["pool"].members == ("ana",)


# Editions and days


def hidden(record, visibility="internal"):
    return msgspec.structs.replace(record, visibility=visibility)


def test_what_is_internal_is_in_the_internal_edition_alone():
    assert "ana" not in directory(CITY, hidden(ANA)).profiles
    assert "ana" in directory(CITY, hidden(ANA), edition="internal").profiles


def test_a_draft_is_nowhere():
    assert "ana" not in directory(CITY, hidden(ANA, "draft"), edition="internal").profiles


def test_nobody_learns_of_a_hidden_organisation_through_its_people():
    found = directory(hidden(CITY), ANA)

    assert (found.profiles["ana"].organisation, found.people_of) == ("", {})
    assert directory(hidden(CITY), ANA, edition="internal").profiles["ana"].organisation == "city"


def test_nobody_learns_of_a_hidden_person_through_a_pool_or_through_work():
    found = directory(CITY, DIKE, ANA, hidden(BOB), POOL, BRIDGE, CANAL)

    assert found.pools["pool"].members == ("ana",)
    assert (found.assignments["bridge"].filled_by, found.work_by) == ((), {})
    assert slugs(found.claimed_by) == {"schrijven": ["ana"]}


def test_nobody_learns_of_a_hidden_pool_through_its_work():
    found = directory(CITY, DIKE, ANA, BOB, hidden(POOL), CANAL)

    assert (found.assignments["canal"].pool, found.pools_of, found.pool_work) == (None, {}, {})


def test_a_profile_that_was_not_confirmed_for_too_long_is_left_out_and_told():
    old = person(confirmed_on=date(2025, 1, 1))

    assert codes(CITY, old) == [("left-out", "warning", "")]
    assert related(CITY, old)[0].profiles == {}
    assert codes(CITY, old, settings=Settings(title="W", operator="L", rules=Rules(left_out_after_months=60))) == []
    assert codes(CITY, old, today=date(2026, 7, 1)) == []


def test_a_ring_opens_by_its_day_and_asks_from_then_on():
    later = work(ring="own", opens=(RingOpening(ring="own", day=date(2027, 1, 1)),), skills={"schrijven": 3})

    assert directory(DIKE, later).asked_by == {}
    assert slugs(directory(DIKE, later, today=date(2027, 1, 1)).asked_by) == {"schrijven": ["bridge"]}


# What is told beside the settings

OPEN = Settings(title="W", operator="L", repository=Repository(url="https://example.org/r", public=True))
CLOSED = Settings(title="W", operator="L", repository=Repository(url="https://example.org/r", public=False))


def test_a_public_repository_shows_what_the_site_hides():
    shy = person(place="Kade", field_visibility={"plaats": "internal"})

    assert codes(CITY, shy, settings=OPEN) == [("public-repository", "warning", "")]
    assert codes(CITY, hidden(ANA), settings=OPEN) == [("public-repository", "warning", "")]
    assert codes(CITY, ANA, settings=OPEN) == []
    assert codes(CITY, shy, settings=CLOSED) == codes(CITY, shy) == []


def test_a_full_week_is_told_to_whoever_has_more_than_that():
    busy = person(appointment=60, engagements=(Engagement(title="Kade", hours=22),))
    done = person(appointment=60, engagements=(Engagement(title="Kade", hours=22, end=date(2026, 11, 30)),))

    assert codes(CITY, busy) == [("overload", "warning", "")]
    assert codes(CITY, done) == []
    assert "ana" in related(CITY, busy)[0].profiles


def test_a_file_vouches_for_a_record_only_where_it_says_all_of_it():
    """What the words and the other files decide is hashed itself, or a page would miss a change there."""
    told = [entity(one)._replace(digest=one.slug.encode()) for one in (CITY, DIKE, work(skills={"Writing": 2}))]

    found = directory(*told)

    assert {kind: vouched for kind, vouched in found.digests.items() if vouched} == {
        "organisations": {"city": b"city", "dike": b"dike"}
    }


def test_the_hash_of_a_person_follows_all_that_is_shown_of_her():
    """Other words in her file can come to the same, and the same words to something else."""

    def hashed(one, *others):
        return directory(*others, entity(one)._replace(digest=b"file")).digests["profiles"]["ana"]

    hidden = msgspec.structs.replace(CITY, visibility="internal")
    plain = hashed(person("ana", skills={"schrijven": 2}, organisation="city"), CITY)

    assert hashed(person("ana", skills={"Writing": 2}, organisation="Lindewoud"), CITY) == plain
    assert hashed(person("ana", skills={"schrijven": 3}, organisation="city"), CITY) != plain
    assert hashed(person("ana", skills={"schrijven": 2}, organisation="city"), hidden) != plain


def test_a_file_does_not_vouch_for_a_record_that_lost_somebody_who_is_not_shown():
    pool = entity(Pool(slug="pool", name="Kade", members=("ana",), organisation="city"))._replace(digest=b"pool")
    hidden = person("ana", skills={"schrijven": 4}, visibility="internal")

    assert not any(directory(CITY, hidden, pool).digests.values())


def test_without_a_list_of_forms_a_dutch_and_an_english_word_are_one_form():
    ana, bridge = person("ana", forms=("detachering", "op proef")), work("bridge", forms=("secondment",))
    found = directory(CITY, DIKE, ana, bridge, words={})

    assert found.profiles["ana"].forms == ("secondment", "op proef")
    assert found.assignments["bridge"].forms == ("secondment",)


@pytest.mark.parametrize("word", ["politie", "police", "Politie"])
def test_a_layer_is_named_in_either_language_in_what_keeps_houses_apart(tmp_path, word):
    root = samples.world(tmp_path)
    samples.write(root, "content/organisations/court.md", {"name": "Court", "layer": "judiciary", "incompatible": word})

    for edition in ("public", "internal"):
        directory = build.check(root, date(2026, 12, 1), edition).directory
        assert directory.organisations["court"].incompatible == ("police",)


# Remembered


AGREED = msgspec.structs.replace(
    SETTINGS, rules=Rules(cooling_off_months=12, least_people=2, least_work=1, ready=2, most_hours_elsewhere=8)
)
CAS = person("cas", skills={"plannen": 1})


def changes(kind):
    """Other values for the fields that other files refer to, or that are told in more than one place."""
    left = Engagement(title="Kade", organisation="dike", start=date(2026, 1, 1), end=date(2026, 10, 1))
    return {
        "profiles": {"organisation": ["city", "dike", "nowhere"], "skills": [(), (Claim(skill="pen", level=3),)],
                     "visibility": ["public", "internal", "draft"], "pseudonym": [None, "Kade"],
                     "does": [None, "Teksten"], "aliases": [(), ("kees",), ("canal",)],
                     "confirmed_on": [date(2026, 11, 1), date(2020, 1, 1)],
                     "engagements": [(), (Engagement(title="Kade", assignment="canal"),), (left,),
                                     (Engagement(title="Kade", organisation="Lindewoud", hours=50),)]},
        "assignments": {"filled_by": [(), ("ana",), ("bob", "ana"), ("cas",)], "status": ["open", "filled"],
                        "organisation": ["city", "dike", "nowhere"], "incompatible": [(), ("dike",)],
                        "visibility": ["public", "draft"]},
        "organisations": {"name": ["Dijk", "Gemeente Lindewoud"], "visibility": ["public", "internal"],
                          "member": [True, False], "incompatible": [(), ("city", "dike")]},
        "pools": {"members": [("ana",), ("cas", "bob")], "visibility": ["public", "internal"]},
    }[kind]  # fmt: skip


@settings(max_examples=300)
@given(st.data())
def test_what_is_remembered_of_files_comes_to_the_same(data):
    """Whatever changed in between: the same directory and the same problems as without a memory."""
    vocabularies = {name: vocabulary(name, WORDS.get(name, ())) for name in WORDS}
    how = data.draw(st.sampled_from([SETTINGS, AGREED])), data.draw(st.sampled_from(["public", "internal"])), TODAY
    world, memory, shelves = {one.slug: one for one in (*WORLD, CAS)}, None, Shelves()
    for _ in range(5):
        again = relating.related(numbered(world.values()), vocabularies, *how, memory, shelves)
        fresh = relating.related(numbered(world.values()), vocabularies, *how)
        assert (again.directory, again.problems, again.memory) == (fresh.directory, fresh.problems, fresh.memory)
        memory = again.memory
        slug = data.draw(st.sampled_from(["cas", "cas", *world]).filter(lambda one: one != "day"))
        fields = changes(FOLDERS[type(world[slug])])
        name = data.draw(st.sampled_from(sorted(fields)))
        world[slug] = msgspec.structs.replace(world[slug], **{name: data.draw(st.sampled_from(fields[name]))})
        if data.draw(st.integers(0, 5)) == 0:
            world = {one: record for one, record in world.items() if one != slug} | {"cas": CAS}


def test_somebody_whose_file_is_as_it_was_is_not_read_again():
    vocabularies = {name: vocabulary(name, WORDS.get(name, ())) for name in WORDS}
    shelves = Shelves()
    first = relating.related(numbered([CITY, DIKE, ANA]), vocabularies, SETTINGS, "public", TODAY, None, shelves)
    *others, ana = numbered([CITY, DIKE, ANA])

    def unread():
        raise AssertionError(ana.path)

    again = relating.related(
        [*others, ana._replace(take=unread)], vocabularies, SETTINGS, "public", TODAY, first.memory, shelves
    )

    assert again.directory.profiles == {"ana": ANA}


def test_where_nobody_is_tied_to_anything_another_day_and_other_words_count_all_the_same():
    vocabularies, shelves = {name: vocabulary(name, WORDS.get(name, ())) for name in WORDS}, Shelves()
    cas = person("cas", organisation="", skills={"pen": 1})
    old = numbered([msgspec.structs.replace(cas, confirmed_on=TODAY)])
    first = relating.related(old, vocabularies, SETTINGS, "public", TODAY, None, shelves)
    wordless = {name: vocabulary(name, ()) for name in WORDS}

    again = relating.related(old, wordless, SETTINGS, "public", TODAY, first.memory, shelves)
    later = relating.related(old, vocabularies, SETTINGS, "public", date(2036, 1, 1), first.memory, shelves)

    said = [[one.skill for one in found.directory.profiles["cas"].skills] for found in (first, again)]
    assert said == [["schrijven"], ["pen"]]
    shown = [list(found.directory.profiles) for found in (first, later)]
    assert shown == [["cas"], []]  # confirmed long ago by then


def test_where_an_organisation_may_be_shown_at_last_everyone_who_works_there_says_so():
    """Somebody had the address that it asks for, and leaves."""
    vocabularies, shelves = {name: vocabulary(name, WORDS.get(name, ())) for name in WORDS}, Shelves()
    given = vocabularies, SETTINGS, "public", TODAY
    city = msgspec.structs.replace(CITY, aliases=("cas",))
    first = relating.related(numbered([city, DIKE, ANA, CAS]), *given, None, shelves)
    again = relating.related(numbered([city, DIKE, ANA]), *given, first.memory, shelves)

    assert [found.directory.profiles["ana"].organisation for found in (first, again)] == ["", "city"]


def test_who_does_work_with_a_mistake_in_it_is_tied_to_it():
    """Such work is held against nobody, and she is still held beside it."""
    vocabularies, shelves = {name: vocabulary(name, WORDS.get(name, ())) for name in WORDS}, Shelves()
    given = vocabularies, SETTINGS, "public", TODAY
    broken_work = work("weir", organisation="city", forms=("zeef",), filled_by=("cas",), status="filled",
                       incompatible=("dike",))  # fmt: skip
    first = relating.related(numbered([CITY, DIKE, CAS, broken_work]), *given, None, shelves)

    world = numbered([CITY, DIKE, msgspec.structs.replace(CAS, organisation="dike"), broken_work])
    again, fresh = relating.related(world, *given, first.memory, shelves), relating.related(world, *given)

    assert "filled-apart" not in [one.code for one in first.problems]
    assert "filled-apart" in [one.code for one in fresh.problems]
    assert again.problems == fresh.problems


def test_after_a_change_of_who_has_to_do_with_no_others_nobody_else_is_read():
    vocabularies, shelves = {name: vocabulary(name, WORDS.get(name, ())) for name in WORDS}, Shelves()
    given = vocabularies, SETTINGS, "public", TODAY
    first = relating.related(numbered([*WORLD, CAS]), *given, None, shelves)

    def unread():
        raise AssertionError

    world = numbered([*WORLD, msgspec.structs.replace(CAS, does="Teksten")])
    others = [one if one.kind == "organisations" or one.slug == "cas" else one._replace(take=unread) for one in world]
    again = relating.related(others, *given, first.memory, shelves)

    assert (again.directory, again.problems) == relating.related(world, *given)[:2]
