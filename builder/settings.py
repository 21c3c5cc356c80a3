"""What a network writes at the root: its settings and rules, words for those of others, and what a look back found."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from .model import (
    Admission,
    AlgorithmCategory,
    Asset,
    ConsentRule,
    Contact,
    Externals,
    FieldOfWork,
    ForgeName,
    Form,
    Hours,
    Kind,
    Layer,
    Line,
    Link,
    Login,
    Moment,
    OrganisationId,
    OwnType,
    Part,
    Place,
    Region,
    Skill,
    SourceKind,
    ThemeName,
    Visibility,
    Web,
    read_as,
    said,
)
from .phrases import SiteLanguage

Weight = Annotated[int, Meta(ge=0, le=1000)]


class Weights(Part, frozen=True, kw_only=True):
    """What each criterion weighs in a match; together 100."""

    skills: Annotated[Weight, said("vaardigheden", "the skills asked for")] = 60
    learning: Annotated[Weight, said("leerwens", "what the person wants to learn here")] = 8
    availability: Annotated[Weight, said("beschikbaarheid", "hours and time")] = 15
    place: Annotated[Weight, said("plaats", "place, region or remote")] = 9
    layers: Annotated[Weight, said("lagen", "crossing layers of government")] = 4
    fields: Annotated[Weight, said("werkvelden", "fields of work")] = 4


# Who tracks down, who prosecutes and who judges do not work in each other's house, unless a network says otherwise.
INCOMPATIBLE: Mapping[str, tuple[str, ...]] = {
    "police": ("judiciary", "prosecution"),
    "judiciary": ("police", "prosecution"),
    "prosecution": ("police", "judiciary"),
}


Few = Annotated[int, Meta(ge=0, le=1000)]


class Rules(Part, frozen=True, kw_only=True):
    """What the network agreed on."""

    stale_after_months: Annotated[
        Annotated[int, Meta(ge=1, le=60)], said("verouderd_na_maanden", "months until a profile is flagged")
    ] = 12
    left_out_after_months: Annotated[
        Annotated[int, Meta(ge=1, le=120)], said("weggelaten_na_maanden", "months until it is left out")
    ] = 18
    full_time_hours: Annotated[
        Annotated[int, Meta(ge=20, le=48)], said("voltijd_uren", "the hours of a full-time week")
    ] = 36
    incompatible: Annotated[
        Mapping[str, tuple[Line, ...]],
        said("onverenigbaar", "for each layer or organisation, the layers or organisations it cannot work for"),
    ] = field(default_factory=lambda: INCOMPATIBLE)
    advice: Annotated[bool, said("advies", "no switches advice on plain language off")] = True
    admission: Annotated[Admission, said("toelating", "open, or invitation: then a profile says who invited")] = "open"
    ready: Annotated[Few, said("publiceren_vanaf", "the number of profiles from which people are published")] = 0
    least_people: Annotated[Few, said("minstens_mensen", "the people each member brings at least")] = 0
    least_work: Annotated[Few, said("minstens_klussen", "the pieces of work each member brings at least")] = 0
    required: Annotated[
        Mapping[str, tuple[Line, ...]], said("verplichte_velden", "for each folder of content, the fields to fill in")
    ] = {}
    consent: Annotated[
        ConsentRule, said("toestemming", "when the supervisor's consent is needed: free, before-work or before-listing")
    ] = "free"
    return_for: Annotated[
        tuple[Form, ...], said("terugkeer_bij", "the forms of working that need a return arrangement")
    ] = ("secondment",)
    most_hours_elsewhere: Annotated[
        Hours | None, said("hoogstens_uren_elders", "the most hours a week for other organisations")
    ] = None
    cooling_off_months: Annotated[
        Few, said("afkoelmaanden", "months for which incompatible posts stay closed after an engagement")
    ] = 0
    externals: Annotated[
        Externals, said("externen", "whether external parties may join: no, or under signed conditions")
    ] = "conditions"
    fewest: Annotated[
        Annotated[int, Meta(ge=3, le=50)], said("kleinste_groep", "the smallest group of people that figures tell of")
    ] = 5
    hire_rate: Annotated[
        Annotated[int, Meta(ge=1, le=500)] | None, said("inhuurtarief", "what an hour of hired work costs, in euros")
    ] = None


class Repository(Part, frozen=True, kw_only=True):
    """Where the files are kept and edited."""

    url: Annotated[Web, said("adres", "the address of the repository")]
    branch: Annotated[Line, said("tak", "the branch that is published")] = "main"
    public: Annotated[bool, said("openbaar", "yes when anyone can read the repository")] = True
    maintainers: Annotated[tuple[Login, ...], said("beheerders", "the accounts that may change everything")] = ()
    kind: Annotated[
        ForgeName | None, said("soort", "what it runs on, when the address does not tell: github, gitlab or forgejo")
    ] = None


Account = Annotated[str, Meta(max_length=2500), read_as("text")]  # as long as the register of algorithms takes


class Assessment(Part, frozen=True, kw_only=True):
    """A test of what matching does to people, such as a DPIA."""

    title: Annotated[Line, said("titel", "what the assessment is called, for example DPIA")]
    link: Annotated[Web | None, said("link", "where its outcome can be read")] = None


class Algorithm(Part, frozen=True, kw_only=True):
    """What only the network can say of its matching, for a register of algorithms."""

    since: Annotated[date | None, said("sinds", "the day on which the network began to use matching")] = None
    category: Annotated[
        AlgorithmCategory | None, said("categorie", "the category that your lawyer or privacy officer chose")
    ] = None
    lawful_basis: Annotated[Account | None, said("wettelijke_basis", "on which law the network relies, and why")] = None
    laws: Annotated[tuple[Link, ...], said("wetten", "the laws themselves, each with its address")] = ()
    assessments: Annotated[tuple[Assessment, ...], said("impacttoetsen", "the assessments that were made")] = ()
    assessments_note: Annotated[
        Account | None, said("toelichting_impacttoetsen", "why assessments were made or not made")
    ] = None
    processing: Annotated[
        Web | None, said("verwerkingsregister", "where your register of processing activities tells of it")
    ] = None
    provider: Annotated[Line | None, said("leverancier", "who supplied the program, if it was somebody else")] = None
    code: Annotated[Web | None, said("broncode", "where the code of the program can be read")] = None


class Logo(Part, frozen=True, kw_only=True):
    """The logo of the network."""

    file: Annotated[Asset, said("bestand", "the file name, in templates/static/: SVG or PNG")]
    alt: Annotated[Line | None, said("beschrijving", "what it shows, for people who cannot see it")] = None


class Theme(Part, frozen=True, kw_only=True):
    """How the site looks."""

    name: Annotated[ThemeName, said("naam", "light, or high contrast for everyone")] = "light"
    tokens: Annotated[
        Asset | None, said("tokens", "a CSS file with the custom properties of your house style, in templates/static/")
    ] = None
    logo: Annotated[Logo | None, said("logo", "the logo in the header")] = None


class OwnField(Part, frozen=True, kw_only=True):
    """A field of the network's own: what an `x-…` key is called, holds and shows."""

    key: Annotated[Line, said("sleutel", "the key as files write it, beginning with x-")]
    label: Annotated[Mapping[str, Line], said("label", "the word, per language: `nl: …`")] = {}
    type: Annotated[OwnType, said("type", "what it holds: text, number, date, yes-no, link or term")] = "text"
    vocabulary: Annotated[Line | None, said("woordenlijst", "for a term: the list it is from")] = None
    kinds: Annotated[tuple[Kind, ...], said("voor", "the folders of content it is for; empty means all")] = ()
    visibility: Annotated[Visibility, said("zichtbaarheid", "public, internal or draft")] = "public"
    required: Annotated[bool, said("verplicht", "yes when it must be filled in")] = False


class Source(Part, frozen=True, kw_only=True):
    """Another directory from which people and work are harvested."""

    id: Annotated[Line, said("id", "a short name for this source: a-z, 0-9 and -")]
    url: Annotated[Place, said("adres", "the address of the site, of the list of resumes, or of the repository")]
    kind: Annotated[SourceKind, said("soort", "what is there: wisselwerk, jsonresume or git")] = "wisselwerk"
    branch: Annotated[Line, said("tak", "for git: the branch that is published there")] = "main"
    organisation: Annotated[
        OrganisationId | None, said("organisatie", "for resumes: the organisation these people work for")
    ] = None
    licence: Annotated[Line | None, said("licentie", "the licence of the data, when the source does not tell")] = None
    kinds: Annotated[tuple[Kind, ...], said("alleen", "what to take: profiles, assignments; empty means both")] = ()
    most: Annotated[
        Annotated[int, Meta(ge=1, le=20_000)], said("hoogstens", "the most entries to take of each kind")
    ] = 2000
    keep_days: Annotated[
        Annotated[int, Meta(ge=1, le=366)], said("bewaar_dagen", "days after which a silent source is left out")
    ] = 14
    inside: Annotated[bool, said("eigen_netwerk", "yes when the address is inside your own computer network")] = False


class Crosswalk(Part, frozen=True, kw_only=True):
    """What the words of a source are called here: mappings/<source>.yaml. An empty word is one that we do not have."""

    skills: Annotated[Mapping[str, Line], said("vaardigheden", "for each skill there, ours")] = {}
    fields: Annotated[Mapping[str, Line], said("werkvelden", "for each field of work there, ours")] = {}
    strengths: Annotated[Mapping[str, Line], said("kernkwaliteiten", "for each strength there, ours")] = {}
    forms: Annotated[Mapping[str, Line], said("vormen", "for each form of working there, ours")] = {}
    regions: Annotated[Mapping[str, Line], said("regios", "for each region there, ours")] = {}
    organisations: Annotated[Mapping[str, Line], said("organisaties", "for each organisation there, ours")] = {}


class Selection(Part, frozen=True, kw_only=True):
    """A selection of people or work that others can subscribe to."""

    id: Annotated[Line, said("id", "a short name for its address: a-z, 0-9 and -")]
    label: Annotated[Mapping[str, Line], said("label", "what it is called, per language: `nl: …`")]
    about: Annotated[Literal["profiles", "assignments"], said("wat", "what it selects: profiles or assignments")] = (
        "assignments"
    )
    fields: Annotated[tuple[FieldOfWork, ...], said("werkvelden", "the fields of work: one of these")] = ()
    skills: Annotated[tuple[Skill, ...], said("vaardigheden", "the skills: one of these")] = ()
    regions: Annotated[tuple[Region, ...], said("regios", "the regions: one of these")] = ()
    forms: Annotated[tuple[Form, ...], said("vormen", "the forms of working: one of these")] = ()
    organisations: Annotated[tuple[OrganisationId, ...], said("organisaties", "the organisations: one of these")] = ()
    layers: Annotated[tuple[Layer, ...], said("lagen", "the layers of government: one of these")] = ()
    first_assignment: Annotated[bool, said("eerste_klus", "yes takes only work fit for a first assignment")] = False


class Processor(Part, frozen=True, kw_only=True):
    """Somebody who handles the data for the network, such as the host of the site."""

    name: Annotated[Line, said("naam", "who it is")]
    task: Annotated[Line | None, said("taak", "what this party does with the data")] = None
    country: Annotated[Line | None, said("land", "the country in which it does that")] = None
    agreement: Annotated[Line | None, said("overeenkomst", "which agreement was signed, and when")] = None


class Processing(Part, frozen=True, kw_only=True):
    """What only the network can say of its use of personal data, for the record of processing (GDPR article 30)."""

    controller: Annotated[Line | None, said("verantwoordelijke", "the authority that answers for the data")] = None
    joint: Annotated[tuple[Line, ...], said("samen_met", "the authorities that answer for it together with it")] = ()
    officer: Annotated[
        Contact | None, said("functionaris", "the data protection officer, and how to reach this person")
    ] = None
    lawful_basis: Annotated[Account | None, said("grondslag", "on which lawful basis, and why")] = None
    processors: Annotated[tuple[Processor, ...], said("verwerkers", "who handles the data for the network")] = ()
    transfers: Annotated[
        Account | None, said("doorgifte", "whether data go to countries outside the EEA, and what protects them there")
    ] = None
    retention: Annotated[Account | None, said("bewaartermijn", "how long data are kept, also in the history")] = None
    security: Annotated[Account | None, said("beveiliging", "what protects the data")] = None
    since: Annotated[date | None, said("sinds", "the day on which the processing began")] = None


class Settings(Part, frozen=True, kw_only=True):
    """The network's settings and rules: directory.yaml."""

    title: Annotated[Line, said("titel", "the name of the network")]
    tagline: Annotated[Line | None, said("ondertitel", "the network in one sentence")] = None
    operator: Annotated[Line, said("beheerder", "who runs the directory")]
    language: Annotated[SiteLanguage, said("taal", "the language of the site and the messages")] = "nl"
    languages: Annotated[
        tuple[SiteLanguage, ...], said("talen", "the languages of the site, when there are more; the first comes first")
    ] = ()
    base_url: Annotated[Web | None, said("webadres", "the address of the site, for feeds and the sitemap")] = None
    contact: Annotated[Contact | None, said("contact", "the co-ordinator")] = None
    licence: Annotated[Line, said("licentie", "the licence of the published data")] = "CC-BY-4.0"
    repository: Annotated[Repository | None, said("opslag", "where the files are kept and edited")] = None
    fictional: Annotated[bool, said("fictief", "yes says on every page that the people are made up")] = False
    business_cards: Annotated[bool, said("visitekaartjes", "yes makes a card to print for everyone")] = False
    share_images: Annotated[bool, said("deelplaatjes", "yes makes a picture of all work, to share it with")] = False
    rules: Annotated[Rules, said("regels", "what the network agreed on")] = Rules()
    own_fields: Annotated[
        tuple[OwnField, ...], said("eigen_velden", "the network's own fields: what its `x-…` keys mean")
    ] = ()
    weights: Annotated[Weights, said("gewichten", "what each criterion weighs in a match")] = Weights()
    algorithm: Annotated[
        Algorithm, said("algoritme", "what the network says of its matching, for a register of algorithms")
    ] = Algorithm()
    processing: Annotated[
        Processing,
        said("verwerking", "what the network says of its use of personal data, for the record of processing"),
    ] = Processing()
    sources: Annotated[
        tuple[Source, ...], said("bronnen", "other directories whose people and work are shown here too")
    ] = ()
    selections: Annotated[
        tuple[Selection, ...], said("selecties", "selections of people or work that others can subscribe to")
    ] = ()
    theme: Annotated[Theme, said("thema", "how the site looks")] = Theme()


class PastMonth(Part, frozen=True, kw_only=True):
    """A skill on the first day of a month."""

    month: Annotated[Moment, said("maand", "the month, such as 2026-11")]
    asked: Annotated[Annotated[int, Meta(ge=0, le=100_000)], said("gevraagd", "how much open work asked for it")]
    gap: Annotated[bool, said("tekort", "yes when work asked for it and nobody offered it")] = False


class PastSkill(Part, frozen=True, kw_only=True):
    """A skill that was a gap, and when."""

    skill: Annotated[Line, said("vaardigheid", "the skill, as a term of the vocabulary")]
    months: Annotated[tuple[PastMonth, ...], said("maanden", "the months in which work asked for it")] = ()


class Past(Part, frozen=True, kw_only=True):
    """The gaps of the months behind us."""

    made_on: Annotated[date | None, said("gemaakt_op", "the day on which this file was made")] = None
    months: Annotated[tuple[Moment, ...], said("maanden", "the months that were looked at")] = ()
    gaps: Annotated[tuple[PastSkill, ...], said("tekorten", "the skills that were a gap, most months first")] = ()
