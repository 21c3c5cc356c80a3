"""What people may write: every kind of content, one line per field.

`said` gives a field its Dutch spelling and one sentence for the writer. The type tells how the text is read; the
sentence is the hint when it is missing, the row in the reference and the help in the form. Dutch and other sentences
for readers of the site live in the locales.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct


def said(dutch: str, sentence: str, **extra: str) -> Meta:
    """The Dutch key and the English sentence of a field.

    `extra` may say `shown="internal"`: seen in the internal edition only, unless the writer says otherwise.
    """
    return Meta(title=dutch, description=sentence, extra=dict(extra))


def ref(to: str) -> Meta:
    """Marks a text as the id of something else: a folder of content, or a list of the vocabulary."""
    return Meta(extra={"ref": to})


def read_as(how: str) -> Meta:
    """Marks a type whose text is read in its own way (`values.READERS`)."""
    return Meta(extra={"as": how})


# How a text is read. A Line is one line, a Text may have several (light Markdown).
Line = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=4000), read_as("text")]
Moment = Annotated[str, read_as("moment")]  # 2021, 2021-03 or 2021-03-31: nobody has to invent a day
Mail = Annotated[str, Meta(max_length=254), read_as("mail")]
Web = Annotated[str, Meta(max_length=2000), read_as("web")]
Place = Annotated[str, Meta(max_length=2000), read_as("place")]  # an address that may lie in a closed network
File = Annotated[str, Meta(max_length=120), read_as("file")]
Asset = Annotated[str, Meta(max_length=120), read_as("asset")]  # in templates/static/
Clock = Annotated[str, read_as("clock")]  # 09:30
Percentage = Annotated[int, Meta(ge=1, le=100), read_as("percentage")]
Hours = Annotated[int, Meta(ge=1, le=60), read_as("hours")]
Level = Annotated[int, Meta(ge=1, le=5), read_as("level")]
Login = Annotated[str, Meta(max_length=60), read_as("login")]
Language = Annotated[str, read_as("language")]  # a BCP 47 tag such as nl, fy, en, de

# What refers to something else.
Skill = Annotated[str, Meta(max_length=80), ref("skills")]
FieldOfWork = Annotated[str, Meta(max_length=80), ref("fields")]
Strength = Annotated[str, Meta(max_length=80), ref("strengths")]
Form = Annotated[str, Meta(max_length=80), ref("forms")]
Region = Annotated[str, Meta(max_length=80), ref("regions")]
OrganisationId = Annotated[str, Meta(max_length=80), ref("organisations")]
HouseOrLayer = Annotated[str, Meta(max_length=80), ref("houses")]  # one organisation, or all of a layer
ProfileId = Annotated[str, Meta(max_length=80), ref("profiles")]
AssignmentId = Annotated[str, Meta(max_length=80), ref("assignments")]
PoolId = Annotated[str, Meta(max_length=80), ref("pools")]

Visibility = Literal["public", "internal", "draft"]
Ring = Literal["own", "government", "everyone"]
Remote = Literal["no", "hybrid", "yes"]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Cefr = Literal["A1", "A2", "B1", "B2", "C1", "C2", "native"]
Layer = Literal[
    "municipality", "province", "water-board", "ministry", "agency", "joint-arrangement", "police", "judiciary",
    "prosecution", "union", "other", "external",
]  # fmt: skip
AssignmentKind = Literal["gig", "project", "vacancy", "exchange", "shadowing", "initiative", "signal"]
Importance = Literal["must", "should", "nice"]
Reason = Literal["illness", "peak", "unique", "development", "vacancy"]
Pay = Literal["own-salary", "public-rate", "salary", "unpaid"]
Status = Literal["open", "filled", "finished", "withdrawn"]
ConsentState = Literal["not-needed", "to-ask", "given", "lapsed"]
Admission = Literal["open", "invitation"]
ConsentRule = Literal["free", "before-work", "before-listing"]
Externals = Literal["no", "conditions"]
ArrangeTopic = Literal[
    "time", "salary", "pension", "insurance", "facilities", "assessment", "return", "procurement", "data", "other"
]
OwnType = Literal["text", "number", "date", "yes-no", "link", "term"]
Kind = Literal["organisations", "profiles", "assignments", "pools", "events"]
AlgorithmCategory = Literal["high-risk", "impactful", "other"]
ThemeName = Literal["light", "high-contrast"]
ForgeName = Literal["github", "gitlab", "forgejo"]
SourceKind = Literal["wisselwerk", "jsonresume", "git"]


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a record: something with fields of its own."""


class Claim(Part, frozen=True, kw_only=True):
    """A skill someone has."""

    skill: Annotated[Skill, said("vaardigheid", "the skill, as a term of the vocabulary")]
    level: Annotated[Level | None, said("niveau", "how well, from 1 (I know the basics) to 5 (I lead others)")] = None
    proof: Annotated[Line | None, said("bewijs", "what shows it: a project, a paper, a person")] = None


class Need(Part, frozen=True, kw_only=True):
    """A skill that work asks for."""

    skill: Annotated[Skill, said("vaardigheid", "the skill, as a term of the vocabulary")]
    level: Annotated[Level | None, said("niveau", "the level that is enough, from 1 to 5")] = None
    importance: Annotated[Importance, said("belang", "must, should or nice")] = "must"


class Experience(Part, frozen=True, kw_only=True):
    """Something a person did, with what came of it."""

    title: Annotated[Line, said("titel", "what you did, in a few words")]
    organisation: Annotated[Line | None, said("organisatie", "where you did it")] = None
    confidential: Annotated[bool, said("vertrouwelijk", "yes shows 'another authority' in place of the name")] = False
    start: Annotated[Moment | None, said("van", "the year, month or day it began")] = None
    end: Annotated[Moment | None, said("tot", "the year, month or day it ended; leave out when it still runs")] = None
    result: Annotated[Text | None, said("resultaat", "what came of it")] = None
    description: Annotated[Text | None, said("toelichting", "more about it")] = None
    together_with: Annotated[tuple[ProfileId, ...], said("samen_met", "the people you did it with")] = ()
    link: Annotated[Web | None, said("link", "where more can be read")] = None


class Education(Part, frozen=True, kw_only=True):
    """A course or a degree."""

    title: Annotated[Line, said("titel", "what you studied")]
    school: Annotated[Line | None, said("instelling", "where you studied")] = None
    completed: Annotated[Moment | None, said("afgerond", "the year or month you finished")] = None


class Certificate(Part, frozen=True, kw_only=True):
    """A certificate or an open badge."""

    title: Annotated[Line, said("titel", "what the certificate is called")]
    issuer: Annotated[Line | None, said("uitgever", "who gave it")] = None
    issued: Annotated[Moment | None, said("behaald", "when you got it")] = None
    expires: Annotated[Moment | None, said("geldig_tot", "until when it is valid")] = None
    link: Annotated[Web | None, said("link", "where it can be verified, for example an open badge")] = None


class PortfolioItem(Part, frozen=True, kw_only=True):
    """A piece of work that shows something."""

    title: Annotated[Line, said("titel", "what it is")]
    shows: Annotated[Line | None, said("laat_zien", "what it proves about you")] = None
    link: Annotated[Web | None, said("link", "where it stands")] = None
    file: Annotated[File | None, said("bestand", "a file in the same folder")] = None


class LanguageSkill(Part, frozen=True, kw_only=True):
    """A language someone speaks, or that work asks for."""

    language: Annotated[Language, said("taal", "the language, such as nl, fy, en or de")]
    level: Annotated[Cefr | None, said("niveau", "A1 to C2, or native")] = None


class Engagement(Part, frozen=True, kw_only=True):
    """Work that runs now, beside the appointment."""

    title: Annotated[Line, said("titel", "what you are working on")]
    organisation: Annotated[Line | None, said("organisatie", "for whom")] = None
    assignment: Annotated[AssignmentId | None, said("klus", "the assignment in this directory")] = None
    hours: Annotated[Hours | None, said("uren_per_week", "hours a week")] = None
    days: Annotated[tuple[Day, ...], said("dagen", "the days on which you do it")] = ()
    start: Annotated[date | None, said("van", "the first day")] = None
    end: Annotated[date | None, said("tot", "the last day")] = None
    form: Annotated[Form | None, said("vorm", "the form of working, such as a secondment")] = None
    confidential: Annotated[bool, said("vertrouwelijk", "yes shows 'another authority' in place of the name")] = False


class Consent(Part, frozen=True, kw_only=True):
    """What the supervisor agrees to."""

    state: Annotated[ConsentState, said("stand", "not needed, to ask, given or lapsed")] = "given"
    scope: Annotated[tuple[Form, ...], said("voor", "the forms of working it covers; empty covers all")] = ()
    until: Annotated[date | None, said("tot", "the last day it holds")] = None
    by: Annotated[Line | None, said("door", "who gave it", shown="internal")] = None
    on: Annotated[date | None, said("op", "the day it was given", shown="internal")] = None
    note: Annotated[Line | None, said("opmerking", "what else was agreed", shown="internal")] = None


class ReturnArrangement(Part, frozen=True, kw_only=True):
    """How someone comes back to the own post."""

    agreement: Annotated[Line, said("afspraak", "what was agreed about coming back")]
    day: Annotated[date | None, said("datum", "the day of return")] = None
    contact: Annotated[Line | None, said("contact", "who keeps in touch meanwhile", shown="internal")] = None


class SideJob(Part, frozen=True, kw_only=True):
    """A job or office beside the post."""

    title: Annotated[Line, said("titel", "the job or office")]
    organisation: Annotated[Line | None, said("organisatie", "where")] = None
    paid: Annotated[bool, said("betaald", "yes when it is paid")] = False
    visibility: Annotated[
        Visibility | None, said("zichtbaarheid", "who may see this one: public, internal or draft")
    ] = None


class TestResult(Part, frozen=True, kw_only=True):
    """The outcome of a test a person took."""

    __test__ = False  # not a test of ours

    title: Annotated[Line, said("titel", "the test")]
    result: Annotated[Line, said("uitslag", "what came out")]
    taken: Annotated[Moment | None, said("datum", "when it was taken")] = None


class Link(Part, frozen=True, kw_only=True):
    """An address elsewhere."""

    label: Annotated[Line | None, said("label", "what the link is called")] = None
    url: Annotated[Web, said("adres", "the address, beginning with https://")]


class Photo(Part, frozen=True, kw_only=True):
    """A photo in the same folder."""

    file: Annotated[File, said("bestand", "the file name, in the same folder: JPEG, PNG or WebP")]
    alt: Annotated[Line | None, said("beschrijving", "what can be seen, for people who cannot see it")] = None


class Contact(Part, frozen=True, kw_only=True):
    """How to get in touch."""

    name: Annotated[Line | None, said("naam", "who answers")] = None
    role: Annotated[Line | None, said("functie", "what this person does")] = None
    email: Annotated[Mail | None, said("email", "an e-mail address")] = None
    phone: Annotated[Line | None, said("telefoon", "a telephone number", shown="internal")] = None
    route: Annotated[Line | None, said("via", "another way, for example through the secretariat")] = None


class RingOpening(Part, frozen=True, kw_only=True):
    """The day on which work opens for a wider ring."""

    ring: Annotated[Ring, said("ring", "own, government or everyone")]
    day: Annotated[date, said("vanaf", "the first day it is open to this ring")]


class Origin(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a record was harvested: another network, that keeps it."""

    source: str  # the id of the source in the settings
    id: str  # what it is called there
    network: str
    url: str | None = None  # its page there
    directory: str | None = None  # the front door for machines there
    licence: str | None = None
    harvested: date | None = None


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every content file may say, whatever it is about."""

    slug: str = ""
    body: str = ""  # Markdown, as it was written
    body_html: str = ""  # what `prose` made of it: safe to show
    body_text: str = ""  # its words alone
    images: Mapping[str, str] = {}  # the images beside the file: name → where it lands, from the folder of its kind
    extra: Mapping[str, Any] = {}  # the network's own `x-…` keys, as text, lists and mappings
    origin: Origin | None = None  # None for what the network keeps itself

    owner: Annotated[tuple[Login, ...], said("eigenaar", "the account that may change this file")] = ()
    visibility: Annotated[Visibility, said("zichtbaarheid", "public, internal (this network only) or draft")] = "public"
    field_visibility: Annotated[
        Mapping[str, Visibility], said("zichtbaarheid_per_veld", "who may see one field, such as `phone: public`")
    ] = {}
    confirmed_on: Annotated[date | None, said("bevestigd_op", "the day you last saw that this is still right")] = None
    language: Annotated[Language | None, said("taal", "the language the text is written in")] = None
    aliases: Annotated[
        tuple[Line, ...], said("vorige_namen", "earlier names of this file, whose addresses should lead here")
    ] = ()


class Profile(Record, frozen=True, kw_only=True):
    """One person who can be asked for work."""

    name: Annotated[Line | None, said("naam", "your name, as people call you")] = None
    pseudonym: Annotated[Line | None, said("schuilnaam", "a name to show in place of your own")] = None
    sort_name: Annotated[Line | None, said("sorteernaam", "the name to sort on, such as `Berg, Anna van den`")] = None
    organisation: Annotated[OrganisationId, said("organisatie", "the organisation you work for")]
    role: Annotated[Line | None, said("functie", "your post, in words others understand")] = None
    headline: Annotated[Line | None, said("aanspreken_op", "what people may come to you for")] = None
    does: Annotated[Text | None, said("wat_ik_doe", "what you do")] = None
    good_at: Annotated[Text | None, said("waar_ik_goed_in_ben", "what you are good at")] = None
    would_like: Annotated[Text | None, said("wat_ik_zou_willen", "what you would like to do")] = None
    photo: Annotated[Photo | None, said("foto", "a photo of you, in the same folder")] = None

    fields: Annotated[tuple[FieldOfWork, ...], said("werkvelden", "the fields of work you know")] = ()
    strengths: Annotated[tuple[Strength, ...], said("kernkwaliteiten", "what people value in you")] = ()
    skills: Annotated[tuple[Claim, ...], said("vaardigheden", "what you can do, with a level from 1 to 5")] = ()
    learns: Annotated[tuple[Skill, ...], said("wil_leren", "the skills you want to learn")] = ()
    wants: Annotated[tuple[Line, ...], said("wil", "what you are looking for")] = ()
    wants_not: Annotated[tuple[Line, ...], said("wil_niet", "what you are not looking for")] = ()
    knows: Annotated[tuple[Line, ...], said("netwerk", "the people and circles you know")] = ()
    experience: Annotated[tuple[Experience, ...], said("ervaring", "what you did and what came of it")] = ()
    education: Annotated[tuple[Education, ...], said("opleiding", "what you studied")] = ()
    certificates: Annotated[tuple[Certificate, ...], said("certificaten", "certificates and open badges")] = ()
    portfolio: Annotated[tuple[PortfolioItem, ...], said("portfolio", "pieces of work that show something")] = ()
    languages: Annotated[tuple[LanguageSkill, ...], said("talen", "the languages you speak")] = ()
    ambitions: Annotated[Text | None, said("ambities", "where you would like to be in some years")] = None

    appointment: Annotated[Percentage | None, said("aanstelling", "your appointment, such as 60%")] = None
    hours: Annotated[
        Hours | None, said("uren_per_week", "the hours a week you have for assignments, with those that run")
    ] = None
    available_from: Annotated[date | None, said("beschikbaar_vanaf", "the first day you have time")] = None
    available_until: Annotated[date | None, said("beschikbaar_tot", "the last day you have time")] = None
    days: Annotated[tuple[Day, ...], said("dagen", "the days you have time")] = ()
    engagements: Annotated[tuple[Engagement, ...], said("lopend", "the assignments you do now")] = ()
    most_engagements: Annotated[
        Annotated[int, Meta(ge=1, le=9)] | None, said("hoogstens_tegelijk", "the most assignments at the same time")
    ] = None
    paused_until: Annotated[date | None, said("pauze_tot", "the day until which you want no requests")] = None
    stays: Annotated[bool, said("blijft_liever", "yes when you would rather stay where you are")] = False
    forms: Annotated[tuple[Form, ...], said("vormen", "the forms of working you accept; empty means any")] = ()
    ring: Annotated[Ring, said("ring", "how far you look: own, government or everyone")] = "everyone"
    place: Annotated[Line | None, said("plaats", "the town you work from")] = None
    region: Annotated[Region | None, said("regio", "your region")] = None
    travels_to: Annotated[tuple[Region, ...], said("reist_naar", "other regions you travel to")] = ()
    remote: Annotated[Remote | None, said("op_afstand", "whether you work remotely: no, hybrid or yes")] = None
    consent: Annotated[Consent | None, said("toestemming", "what your supervisor agrees to")] = None
    return_arrangement: Annotated[ReturnArrangement | None, said("terugkeer", "how you come back to your post")] = None
    side_jobs: Annotated[tuple[SideJob, ...], said("nevenfuncties", "jobs beside your post", shown="internal")] = ()
    tests: Annotated[tuple[TestResult, ...], said("testen", "tests you took", shown="internal")] = ()
    invited_by: Annotated[Line | None, said("uitgenodigd_door", "who invited you", shown="internal")] = None
    contact: Annotated[Contact | None, said("contact", "how people reach you")] = None
    links: Annotated[tuple[Link, ...], said("links", "your pages elsewhere")] = ()
    matching: Annotated[bool, said("matching", "no switches matching off for you")] = True
    findable: Annotated[bool, said("vindbaar", "yes lets search engines show this page")] = False


class Assignment(Record, frozen=True, kw_only=True):
    """One piece of work looking for people."""

    title: Annotated[Line, said("titel", "what the work is called")]
    kind: Annotated[AssignmentKind, said("soort", "what sort of work it is")] = "gig"
    organisation: Annotated[OrganisationId, said("organisatie", "the organisation that asks")]
    confidential: Annotated[
        bool, said("vertrouwelijk", "yes shows 'another authority' in place of the organisation")
    ] = False
    goal: Annotated[Text | None, said("doel", "what it is for")] = None
    result: Annotated[Text | None, said("resultaat", "what is there when it is done")] = None
    start: Annotated[date | None, said("begin", "the first day: the head")] = None
    end: Annotated[date | None, said("einde", "the last day: the tail")] = None
    weeks: Annotated[Annotated[int, Meta(ge=1, le=260)] | None, said("duur_weken", "how many weeks it takes")] = None
    hours: Annotated[Hours | None, said("uren_per_week", "hours a week")] = None
    role: Annotated[Line | None, said("rol", "the role you would have")] = None
    fields: Annotated[tuple[FieldOfWork, ...], said("werkvelden", "the fields of work")] = ()
    skills: Annotated[tuple[Need, ...], said("vaardigheden", "the skills asked for, with a level and importance")] = ()
    teaches: Annotated[tuple[Skill, ...], said("je_leert", "the skills one can learn here")] = ()
    languages: Annotated[tuple[LanguageSkill, ...], said("talen", "the languages that are needed")] = ()
    team_size: Annotated[Annotated[int, Meta(ge=1, le=99)] | None, said("teamgrootte", "how many people")] = None
    pool: Annotated[PoolId | None, said("pool", "the pool this work is for")] = None
    place: Annotated[Line | None, said("plaats", "the town")] = None
    region: Annotated[Region | None, said("regio", "the region")] = None
    remote: Annotated[Remote | None, said("op_afstand", "whether it can be done remotely: no, hybrid or yes")] = None
    forms: Annotated[tuple[Form, ...], said("vormen", "the forms of working; empty means any")] = ()
    ring: Annotated[Ring, said("ring", "who may come now: own, government or everyone")] = "government"
    opens: Annotated[tuple[RingOpening, ...], said("ring_opent", "the days on which wider rings open")] = ()
    reason: Annotated[Reason | None, said("reden", "why there is work: illness, peak, unique, development")] = None
    pay: Annotated[Pay | None, said("vergoeding", "own salary, public rate, salary or unpaid")] = None
    facilities: Annotated[Text | None, said("faciliteiten", "what you get to work with")] = None
    assessment: Annotated[Text | None, said("beoordeling", "who assesses, and how")] = None
    agreements: Annotated[Text | None, said("afspraken", "what is agreed beforehand")] = None
    incompatible: Annotated[
        tuple[HouseOrLayer, ...], said("onverenigbaar", "layers or organisations that cannot join")
    ] = ()
    first_assignment: Annotated[bool, said("eerste_klus", "yes when it is fit for a first assignment")] = False
    contact: Annotated[Contact | None, said("contact", "who to ask")] = None
    published_on: Annotated[date | None, said("geplaatst_op", "the day it was posted")] = None
    closes: Annotated[date | None, said("sluit_op", "the last day to respond")] = None
    status: Annotated[Status, said("status", "open, filled, finished or withdrawn")] = "open"
    filled_by: Annotated[tuple[ProfileId, ...], said("vervuld_door", "the people who do it")] = ()
    filled_on: Annotated[date | None, said("vervuld_op", "the day on which somebody was found")] = None
    outcome: Annotated[Text | None, said("opbrengst", "what came of it")] = None
    reflection: Annotated[Text | None, said("terugblik", "what was learnt")] = None
    result_owner: Annotated[Line | None, said("eigenaar_resultaat", "who looks after the result now")] = None
    links: Annotated[tuple[Link, ...], said("links", "where more can be read")] = ()


class Organisation(Record, frozen=True, kw_only=True):
    """An authority, or another party, that has people and work."""

    name: Annotated[Line, said("naam", "the full name")]
    short_name: Annotated[Line | None, said("korte_naam", "the name in daily use")] = None
    layer: Annotated[Layer, said("laag", "the layer of government")]
    member: Annotated[bool, said("lid", "no when it is not a member of the network")] = True
    official_id: Annotated[Line | None, said("officieel_id", "the TOOI address or OIN")] = None
    place: Annotated[Line | None, said("plaats", "the town")] = None
    region: Annotated[Region | None, said("regio", "the region")] = None
    website: Annotated[Web | None, said("website", "the website")] = None
    contact: Annotated[Contact | None, said("contact", "who to ask")] = None
    stance: Annotated[Text | None, said("voor_leidinggevenden", "what supervisors may count on")] = None
    no_target: Annotated[Text | None, said("geen_bezuinigingsdoel", "that a profile is no target in cutbacks")] = None
    return_rule: Annotated[Text | None, said("terugkeerregel", "how people come back")] = None
    forms: Annotated[tuple[Form, ...], said("vormen", "the forms of working it allows; empty means any")] = ()
    incompatible: Annotated[
        tuple[HouseOrLayer, ...], said("onverenigbaar", "layers or organisations it cannot work for")
    ] = ()
    conditions: Annotated[Text | None, said("voorwaarden", "the conditions an external party signed")] = None
    conditions_signed: Annotated[
        date | None, said("voorwaarden_getekend_op", "the day on which the external party signed them")
    ] = None
    conditions_until: Annotated[date | None, said("voorwaarden_tot", "the last day on which they hold")] = None


class Pool(Record, frozen=True, kw_only=True):
    """A group of people that works together."""

    name: Annotated[Line, said("naam", "what the pool is called")]
    organisation: Annotated[OrganisationId | None, said("organisatie", "the organisation that carries it")] = None
    purpose: Annotated[Text | None, said("doel", "what it is for")] = None
    way_of_working: Annotated[Text | None, said("werkwijze", "how it works")] = None
    fields: Annotated[tuple[FieldOfWork, ...], said("werkvelden", "the fields of work")] = ()
    members: Annotated[tuple[ProfileId, ...], said("leden", "the people in it")] = ()
    rules: Annotated[tuple[Line, ...], said("spelregels", "what members agree on")] = ()
    admission: Annotated[Admission, said("toelating", "open or invitation")] = "open"
    contact: Annotated[Contact | None, said("contact", "who to ask")] = None


class Event(Record, frozen=True, kw_only=True):
    """A day on which people meet."""

    title: Annotated[Line, said("titel", "what it is called")]
    day: Annotated[date, said("datum", "the day")]
    last_day: Annotated[date | None, said("tot_en_met", "the last day, when it takes more than one")] = None
    begins: Annotated[Clock | None, said("begintijd", "when it begins, such as 09:30")] = None
    ends: Annotated[Clock | None, said("eindtijd", "when it ends")] = None
    place: Annotated[Line | None, said("plaats", "where: the building and the town")] = None
    online: Annotated[bool, said("online", "yes when one can join online")] = False
    organiser: Annotated[OrganisationId | None, said("organisator", "who organises it")] = None
    fields: Annotated[tuple[FieldOfWork, ...], said("werkvelden", "the fields of work")] = ()
    assignments: Annotated[tuple[AssignmentId, ...], said("klussen", "the work it is about, for a campaign")] = ()
    profiles: Annotated[tuple[ProfileId, ...], said("mensen", "the people it is about, for a campaign")] = ()
    sign_up: Annotated[Web | None, said("aanmelden", "the page to sign up")] = None
    contact: Annotated[Contact | None, said("contact", "who to ask")] = None


class Arrangement(Part, frozen=True, kw_only=True):
    """Something that must be arranged before people work in a form."""

    topic: Annotated[ArrangeTopic, said("onderwerp", "what it is about, such as pension or insurance")]
    text: Annotated[Line, said("wat", "what must be arranged, and by whom")]
    ring: Annotated[Ring | None, said("ring", "the ring for which it must be arranged; leave out for all")] = None


class Term(Part, frozen=True, kw_only=True):
    """A word of the network: a skill, a field of work, a form, a strength or a region."""

    id: Annotated[Line, said("id", "the short name files use: a-z, 0-9 and -")]
    label: Annotated[Mapping[str, Line], said("label", "the word, per language: `nl: …`")]
    synonyms: Annotated[tuple[Line, ...], said("synoniemen", "other words for the same")] = ()
    jargon: Annotated[tuple[Line, ...], said("jargon", "what insiders say")] = ()
    broader: Annotated[tuple[Line, ...], said("breder", "the terms this is part of")] = ()
    related: Annotated[tuple[Line, ...], said("verwant", "terms that lie near")] = ()
    esco: Annotated[Web | None, said("esco", "the ESCO address of the same concept")] = None
    uris: Annotated[tuple[Web, ...], said("adressen", "other public addresses of the same concept")] = ()
    explanation: Annotated[Text | None, said("uitleg", "what it means, in one sentence")] = None
    to_arrange: Annotated[
        tuple[Arrangement, ...], said("te_regelen", "for a form of working: what must be arranged")
    ] = ()


# The folders of content, and what a file in them is about. The order is that of the reports.
KINDS: Mapping[str, type[Record]] = {
    "organisations": Organisation,
    "profiles": Profile,
    "assignments": Assignment,
    "pools": Pool,
    "events": Event,
}
VOCABULARIES = ("skills", "fields", "forms", "strengths", "regions")
