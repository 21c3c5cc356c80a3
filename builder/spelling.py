"""How people may write what the model holds: keys, short forms, choices in both spellings, levels and languages."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .model import (
    Arrangement,
    Certificate,
    Claim,
    Consent,
    Contact,
    Education,
    Engagement,
    Experience,
    LanguageSkill,
    Link,
    Need,
    Part,
    Photo,
    PortfolioItem,
    ReturnArrangement,
    RingOpening,
    SideJob,
    TestResult,
)
from .settings import (
    Logo,
    Processor,
    Source,
    Theme,
)

# Short forms: a bare text fills the first field, `text: other` the first two.
SHORT: Mapping[type[Part], tuple[str, ...]] = {
    Claim: ("skill", "level"),
    Need: ("skill", "level"),
    LanguageSkill: ("language", "level"),
    Link: ("url", "label"),
    Experience: ("title",),
    Education: ("title", "completed"),
    Certificate: ("title", "issued"),
    PortfolioItem: ("title", "link"),
    Engagement: ("title", "hours"),
    SideJob: ("title",),
    TestResult: ("title", "result"),
    RingOpening: ("ring", "day"),
    Photo: ("file",),
    Logo: ("file",),
    Theme: ("name",),
    Contact: ("email",),
    Consent: ("state",),
    ReturnArrangement: ("agreement",),
    Arrangement: ("topic", "text"),
    Source: ("id", "url"),
    Processor: ("name", "task"),
}
WORDS = (Claim, Need, LanguageSkill)  # parts that people write as a row of words
NOTHING = frozenset({"", "null", "~", "Null", "NULL"})

# The Dutch spelling of every word a field may be limited to. English is the key; code and JSON use that.
CHOICES: Mapping[str, str] = {
    "public": "openbaar", "internal": "intern", "draft": "concept",
    "own": "eigen", "government": "overheid", "everyone": "iedereen",
    "no": "nee", "hybrid": "hybride", "yes": "ja",
    "monday": "maandag", "tuesday": "dinsdag", "wednesday": "woensdag", "thursday": "donderdag",
    "friday": "vrijdag", "saturday": "zaterdag", "sunday": "zondag",
    "native": "moedertaal",
    "municipality": "gemeente", "province": "provincie", "water-board": "waterschap", "ministry": "ministerie",
    "agency": "uitvoeringsorganisatie", "joint-arrangement": "samenwerking", "police": "politie",
    "judiciary": "rechtspraak", "prosecution": "openbaar-ministerie", "union": "vakbond", "other": "overig",
    "external": "extern",
    "gig": "klus", "project": "project", "vacancy": "vacature", "exchange": "uitwisseling",
    "shadowing": "meelopen", "initiative": "eigen-initiatief", "signal": "signaal",
    "must": "moet", "should": "graag", "nice": "mooi",
    "illness": "ziekte", "peak": "piek", "unique": "eenmalig", "development": "ontwikkeling",
    "own-salary": "eigen-salaris", "public-rate": "publiek-tarief", "salary": "salaris", "unpaid": "onbetaald",
    "open": "open", "filled": "vervuld", "finished": "afgerond", "withdrawn": "ingetrokken",
    "not-needed": "niet-nodig", "to-ask": "nog-te-vragen", "given": "gegeven", "lapsed": "verlopen",
    "invitation": "uitnodiging",
    "free": "vrij", "before-work": "voor-de-klus", "before-listing": "voor-plaatsing", "conditions": "voorwaarden",
    "time": "tijd", "pension": "pensioen", "insurance": "verzekering", "facilities": "faciliteiten",
    "assessment": "beoordeling", "return": "terugkeer", "procurement": "inkoop", "data": "gegevens",
    "text": "tekst", "number": "getal", "date": "datum", "yes-no": "ja-nee", "link": "link", "term": "term",
    "organisations": "organisaties", "profiles": "profielen", "assignments": "klussen", "pools": "pools",
    "events": "bijeenkomsten",
    "light": "licht", "high-contrast": "hoog-contrast",
    "wisselwerk": "wisselwerk", "jsonresume": "jsonresume", "git": "git",
    "high-risk": "hoog-risico", "impactful": "impactvol",
    "secondment": "detachering", "beside-job": "naast-je-baan",
}  # fmt: skip

# The forms of working that nearly every network has.
USUAL_FORMS = ("secondment", "beside-job", "exchange", "internal", "unpaid", "public-rate")

# Words people use for a level, weakest first; the number is the place in the row.
LEVELS: Mapping[str, int] = {
    "basis": 1, "basic": 1, "beginner": 1,
    "met hulp": 2, "assisted": 2,
    "zelfstandig": 3, "independent": 3,
    "gevorderd": 4, "advanced": 4,
    "expert": 5,
}  # fmt: skip

# The languages people name most, and how they name them; any other goes by its BCP 47 tag.
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "nl": ("nederlands", "dutch"), "fy": ("fries", "frysk", "frisian"), "en": ("engels", "english"),
    "de": ("duits", "deutsch", "german"), "fr": ("frans", "français", "french"), "es": ("spaans", "spanish"),
    "it": ("italiaans", "italian"), "pt": ("portugees", "portuguese"), "pl": ("pools", "polish"),
    "tr": ("turks", "turkish"), "ar": ("arabisch", "arabic"), "uk": ("oekraïens", "ukrainian"),
    "ru": ("russisch", "russian"), "ro": ("roemeens", "romanian"), "bg": ("bulgaars", "bulgarian"),
    "zh": ("chinees", "mandarijn", "chinese"), "hi": ("hindi",), "fa": ("farsi", "perzisch", "persian"),
    "ti": ("tigrinya",), "so": ("somalisch", "somali"), "ber": ("berbers", "tamazight", "berber"),
    "pap": ("papiaments", "papiamento"), "srn": ("sranantongo", "sranan"), "id": ("indonesisch", "indonesian"),
    "li": ("limburgs", "limburgish"), "nds": ("nedersaksisch", "low saxon"), "el": ("grieks", "greek"),
    "dse": ("nederlandse gebarentaal", "gebarentaal", "ngt", "dutch sign language"),
}  # fmt: skip
LANGUAGE_NAMES: Mapping[str, str] = {name: tag for tag, names in LANGUAGES.items() for name in names}

# What never belongs in a file that is published, whoever asks for it.
PRIVATE_KEYS = frozenset({
    "geboortedatum", "date_of_birth", "birth_date", "birthday", "leeftijd", "age", "adres", "address", "huisadres",
    "postcode", "bsn", "burgerservicenummer", "social_security_number", "nationaliteit", "nationality",
    "burgerlijke_staat", "marital_status", "religie", "religion", "salarisschaal_persoonlijk", "iban",
})  # fmt: skip


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """A key as people type it, without capitals, spaces and hyphens."""
    return re.sub(r"[\s-]+", "_", unicodedata.normalize("NFC", text).strip().casefold())
