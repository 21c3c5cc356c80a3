"""A small site in memory: every page of a directory as text, by its path."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from builder import match, pages
from builder.directory import Directory
from builder.frame import Frame
from builder.model import (
    Certificate,
    Consent,
    Contact,
    Education,
    Engagement,
    Event,
    Experience,
    LanguageSkill,
    Link,
    Pool,
    PortfolioItem,
    ReturnArrangement,
    RingOpening,
    SideJob,
    TestResult,
)
from builder.networks import Amiss, Double, Network, Unmapped
from builder.phrases import phrases
from builder.problems import Problem
from builder.rank import ranked
from builder.render import render
from builder.settings import Repository, Settings, Source
from builder.snapshots import Failure
from builder.vocabulary import vocabulary
from tests.worlds import DIKE, directory, house, person, term, work

TEMPLATES = Path(__file__).parent.parent / "templates"
NEIGHBOUR = Network(
    source=Source(id="oost", url="https://oost.example.org/gids/"),
    state="failing",
    title="Netwerk Oost",
    operator="Provincie Oost",
    licence="CC-BY-4.0",
    site="https://oost.example.org/gids/",
    harvested=date(2026, 11, 29),
    tried=date(2026, 12, 1),
    failure=Failure("slow"),
    people=1,
    work=1,
    amiss=(Amiss("profiles", "weg", "odd"), Amiss("profiles", "half", "odd", left_out=False)),
    doubles=(Double("ana", "anna", True),),
    unmapped=(Unmapped("skills", "gis", "Kaarten", 2),),
)


def settings(**rest: Any) -> Settings:
    """The settings of a small network."""
    return Settings(
        **{
            "title": "Netwerk",
            "operator": "Gemeente",
            "base_url": "https://example.org/gids/",
            "business_cards": True,
            **rest,
        }
    )


def frame(given: Directory, folders: tuple[Path, ...] = (TEMPLATES,)) -> Frame:
    """What every page may know."""
    return Frame(
        settings=given.settings,
        edition=given.edition,
        today=given.today,
        language=given.settings.language,
        words=phrases(TEMPLATES, given.settings.language),
        problem_words=phrases(TEMPLATES, f"problems/{given.settings.language}"),
        vocabularies=given.vocabularies,
        matching=match.context(given).frame,
        path_of=pages.path_of,
        asset=lambda name: f"assets/{name}",
        folders=folders,
        version="1.0",
    )


def site(
    given: Directory,
    problems: tuple[Problem, ...] = (),
    sources: dict[tuple[str, str], str] | None = None,
    networks: tuple[Network, ...] = (),
) -> dict[str, str]:
    """Every page, by its path."""
    known, material = frame(given), pages.material(given, ranked(given), problems, sources, networks=networks)
    return {
        path: render(page, known, path, page.shows(material, item)).decode()
        for page in pages.PAGES
        for item in page.each(material)
        for path in (pages.landing(page, item),)
    }


def full_world(given: Settings | None = None, **rest: Any) -> Directory:
    """A directory in which every part of every page has something to show."""
    ana = person(
        "ana",
        name="Ana de Boer",
        role="Tekenaar",
        headline="Vraag me wat",
        skills={"drafting": 4, "sketching": None},
        learns=("planning",),
        wants=("een klus",),
        wants_not=("haast",),
        fields=("water",),
        strengths=("calm",),
        knows=("de wijk",),
        does="Ik *teken*.",
        good_at="Lijnen",
        would_like="Meer",
        ambitions="Verder",
        experience=(
            Experience(
                title="Brug",
                organisation="Stad",
                start="2020",
                end="2021-03",
                result="- klaar",
                together_with=("bob",),
                link="https://example.org/brug",
            ),
            Experience(title="Dijk", confidential=True, start="2024", description="Nog bezig"),
        ),
        education=(Education(title="Tekenen", school="School", completed="2010"),),
        certificates=(
            Certificate(
                title="Vaarbewijs", issuer="Haven", issued="2019", expires="2029-01", link="https://example.org/v"
            ),
        ),
        portfolio=(
            PortfolioItem(title="Schets", shows="Handschrift", link="https://example.org/s"),
            PortfolioItem(title="Plan"),
        ),
        languages=(LanguageSkill(language="nl", level="native"), LanguageSkill(language="x-klingon")),
        appointment=60,
        hours=8,
        available_from=date(2027, 1, 1),
        available_until=date(2027, 12, 31),
        days=("monday", "saturday"),
        engagements=(
            Engagement(title="Kade", organisation="Stad", assignment="quay", hours=4),
            Engagement(title="Los werk", hours=20),
        ),
        most_engagements=3,
        forms=("secondment",),
        ring="government",
        place="Dorp",
        region="vecht",
        travels_to=("eem",),
        consent=Consent(
            state="given", scope=("secondment",), until=date(2027, 6, 1), by="Chef", on=date(2026, 1, 1), note="Let op"
        ),
        return_arrangement=ReturnArrangement(agreement="Eigen stoel", day=date(2028, 1, 1), contact="HR"),
        side_jobs=(SideJob(title="Bijbaan", organisation="Club", paid=True),),
        tests=(TestResult(title="Test", result="Goed", taken="2020"),),
        contact=Contact(name="Ana", email="ana@example.org", phone="030 123", route="via de balie"),
        links=(Link(url="https://example.org/ana"),),
        confirmed_on=date(2025, 6, 1),
        findable=True,
        language="en",
        extra={"x-my-colour": ["blue", {"shade": "sea"}]},
        body_html="<p>Het verhaal</p>",
    )
    bob = person("bob", pseudonym="B.", paused_until=date(2027, 1, 1), stays=True, skills={"writing": 2})
    cleo = person(
        "cleo", matching=False, organisation="dike", skills={"drafting": 3}, consent=Consent(state="not-needed")
    )
    bridge = work(
        "bridge",
        title="De brug",
        goal="Droog over",
        result="Een **brug**",
        start=date(2027, 1, 11),
        weeks=20,
        hours=8,
        role="Tekenaar",
        fields=("water",),
        skills={"drafting": 3, "presenting": 4, "juggling": 1},
        teaches=("planning",),
        languages=(LanguageSkill(language="nl", level="B1"),),
        team_size=2,
        pool="pool",
        place="Dorp",
        region="vecht",
        forms=("secondment",),
        ring="government",
        opens=(RingOpening(ring="everyone", day=date(2027, 2, 1)),),
        reason="peak",
        pay="own-salary",
        facilities="Een stoel",
        assessment="Samen",
        agreements="Vooraf",
        incompatible=("police", "Club"),
        first_assignment=True,
        contact=Contact(email="werk@example.org"),
        published_on=date(2026, 11, 1),
        closes=date(2026, 12, 20),
        links=(Link(url="https://example.org/brug", label="Meer"),),
        extra={"x-code": "7"},
        body_html="<p>Meer</p>",
    )
    quay = work(
        "quay",
        status="filled",
        filled_by=("ana",),
        start=date(2026, 9, 1),
        end=date(2027, 3, 1),
        skills={"drafting": 2},
    )
    canal = work(
        "canal",
        status="finished",
        filled_by=("ana", "bob"),
        outcome="Water",
        reflection="Diep",
        start=date(2026, 1, 1),
        end=date(2026, 5, 1),
    )
    later = work("later", published_on=date(2027, 1, 1))
    world = directory(
        ana,
        bob,
        cleo,
        bridge,
        quay,
        canal,
        later,
        house(
            "city",
            name="De Stad",
            short_name="Stad",
            place="Dorp",
            region="vecht",
            website="https://example.org/",
            contact=Contact(email="stad@example.org"),
            stance="Zeg ja",
            no_target="Nooit",
            return_rule="Altijd",
            forms=("secondment",),
            incompatible=("police",),
            conditions="Geen",
            official_id="gm1",
        ),
        DIKE,
        skills=[
            term("making", explanation="Iets maken"),
            term(
                "drafting",
                broader=("making",),
                synonyms=("tekenen",),
                jargon=("cad",),
                related=("writing",),
                esco="http://data.europa.eu/esco/skill/1",
            ),
            "planning",
            "writing",
            "presenting",
        ],
        today=date(2026, 12, 1),
        settings=given
        or settings(
            contact=Contact(name="Co", email="co@example.org"),
            repository=Repository(url="https://github.com/o/r"),
            fictional=True,
        ),
    )
    pool = Pool(
        slug="pool",
        name="De pool",
        organisation="city",
        purpose="Samen",
        way_of_working="Rustig",
        fields=("water",),
        members=("ana", "bob"),
        rules=("op tijd",),
        admission="invitation",
        contact=Contact(email="pool@example.org"),
        body_html="<p>Pool</p>",
    )
    fair = Event(
        slug="fair",
        title="Markt",
        day=date(2027, 1, 14),
        last_day=date(2027, 1, 15),
        begins="09:30",
        ends="17:00",
        place="Hal",
        online=True,
        organiser="city",
        fields=("water",),
        sign_up="https://example.org/in",
        contact=Contact(email="markt@example.org"),
    )
    past = Event(slug="past", title="Toen", day=date(2026, 1, 1))
    words = {kind: world.vocabularies[kind] for kind in world.vocabularies} | {
        kind: vocabulary(kind, [term(name)])
        for kind, name in (("fields", "water"), ("forms", "secondment"), ("strengths", "calm"))
    }
    return msgspec.structs.replace(
        world,
        vocabularies=words,
        pools={"pool": pool},
        events={"fair": fair, "past": past},
        events_of={"city": (fair,)},
        pools_of={"ana": (pool,), "bob": (pool,)},
        pool_work={"pool": (bridge,)},
        **rest,
    )
