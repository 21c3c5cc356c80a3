"""The words of the network for others: which lists are told, where a word is found, and what it is called elsewhere."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from .model import VOCABULARIES, Term
from .settings import Settings
from .slugs import SLUG
from .visibility import SEEN, Edition
from .vocabulary import Vocabulary, within

TONGUE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")  # a language as every format knows to write it
FORBIDDEN = re.compile('[\0-\x20<>"{}|^`\\\\\x7f]')  # no address may hold these
MARK = "#term-"  # before the id of a term, in the address of the page of its list

# The page of a term, for the lists whose terms have one.
PAGE: Mapping[str, str] = {"skills": "skill", "fields": "field", "regions": "region", "forms": "form"}

# What people call the list that an address belongs to, by the end of its host and the begin of its path.
SCHEMES: Sequence[tuple[str, str, str]] = (
    ("data.europa.eu", "/esco/", "ESCO"),
    ("esco.ec.europa.eu", "/", "ESCO"),
    ("publications.europa.eu", "/resource/authority/", "EU Vocabularies"),
    ("competentnl.nl", "/", "CompetentNL"),
    ("identifier.overheid.nl", "/tooi/", "TOOI"),
    ("standaarden.overheid.nl", "/owms/", "OWMS"),
    ("wikidata.org", "/", "Wikidata"),
    ("onetonline.org", "/", "O*NET"),
    ("onetcenter.org", "/", "O*NET"),
    ("d-nb.info", "/gnd/", "GND"),
    ("vocab.getty.edu", "/aat/", "AAT"),
)


def lists(vocabularies: Mapping[str, Vocabulary], settings: Settings, edition: Edition) -> tuple[str, ...]:
    """The lists that hold words and may be told of: the usual ones, and those of own fields that are seen here."""
    own = {one.vocabulary for one in settings.own_fields if one.type == "term" and one.visibility in SEEN[edition]}
    more = sorted(name for name in vocabularies if name in own and name not in VOCABULARIES and SLUG.fullmatch(name))
    return tuple(name for name in (*VOCABULARIES, *more) if name in vocabularies and vocabularies[name].terms)


def spoken(term: Term, language: str) -> Mapping[str, str]:
    """The word of a term in each language, one for each; a word without a language is in that of the network."""
    tongues = {written: written.lower().replace("_", "-") for written in sorted(term.label)}
    known = {tongue: term.label[written] for written, tongue in tongues.items() if TONGUE.fullmatch(tongue)}
    rest = [term.label[written] for written, tongue in tongues.items() if tongue not in known]
    return dict(sorted({language: (*rest, term.id)[0], **known}.items())) if rest or not known else known


def addresses(term: Term) -> tuple[str, ...]:
    """The public addresses of a term, each once, that of ESCO first."""
    return tuple(dict.fromkeys((*([term.esco] if term.esco else []), *term.uris)))


def scheme_of(address: str) -> str:
    """What people call the list that an address belongs to, else the host it stands on."""
    found = urlsplit(address)
    host = (found.hostname or "").removeprefix("www.")
    for end, begin, name in SCHEMES:
        if (host == end or host.endswith("." + end)) and found.path.startswith(begin):
            return name
    return host


def named(found: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Addresses with the name of their list; of several in one list the second is told from the first by a number."""
    before: Counter[str] = Counter()
    told = []
    for one in found:
        name = scheme_of(one)
        before[name] += 1
        told.append((one, name if before[name] == 1 else f"{name} {before[name]}"))
    return tuple(told)


# What others may build on ---------------------------------------------------------------------------------------------


class Concept(NamedTuple):
    """A term as SKOS sees it, with ids of other terms in its links; whatever SKOS does not allow is left out."""

    id: str
    prefer: Mapping[str, str]  # language → the word
    other: tuple[str, ...]  # words in the language of the network
    hidden: tuple[str, ...]
    means: str
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    related: tuple[str, ...]
    exact: tuple[str, ...]  # addresses of the same concept elsewhere
    close: tuple[str, ...]  # the same, but two of our terms say so, and these cannot both be right


def concepts(words: Vocabulary, language: str) -> tuple[Concept, ...]:
    """The terms of a list as concepts, in the order of their ids.

    A term is never broader than itself by a detour, and what it is part of is not also its neighbour (SKOS S27). In one
    language a word is one thing: the best word, another word, or one that only helps to find (S13, S14).
    """
    above = {term: within(words, term) - {term} for term in words.terms}
    broader = {term: tuple(one for one in words.broader.get(term, ()) if term not in above[one]) for term in above}
    below: dict[str, list[str]] = {term: [] for term in above}
    for term, wider in broader.items():
        for each in wider:
            below[each].append(term)
    shared = Counter(address for one in words.terms.values() for address in addresses(one))
    made = []
    for term, one in words.terms.items():
        prefer = spoken(one, language)
        other = _without(one.synonyms, {prefer.get(language, "")})
        found = addresses(one)
        made.append(
            Concept(
                id=term,
                prefer=prefer,
                other=other,
                hidden=_without(one.jargon, {prefer.get(language, ""), *other}),
                means=one.explanation or "",
                broader=broader[term],
                narrower=tuple(below[term]),
                related=tuple(
                    two for two in words.related.get(term, ()) if two not in above[term] and term not in above[two]
                ),
                exact=tuple(each for each in found if shared[each] == 1),
                close=tuple(each for each in found if shared[each] > 1),
            )
        )
    return tuple(made)


def _without(words: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word and word not in taken)


class Home(NamedTuple):
    """Where a list and its terms are found: in full, or from the page of the list when the site has no address."""

    base: str  # the address of the site, or nothing
    name: str
    path_of: Callable[..., str]

    @property
    def scheme(self) -> str:
        """The list itself: its page."""
        return (
            f"{self.base}{self.path_of('vocabulary-list', self.name).removesuffix('index.html')}" if self.base else ""
        )

    def term(self, term: str) -> str:
        """A term: its row on the page of its list, whatever the pages of people and work are called."""
        return f"{self.scheme}{MARK}{safe(term)}"

    def page(self, term: str) -> str:
        """The page that shows all of a term, if there is one."""
        if self.name not in PAGE:
            return ""
        return f"{self.base or '../../'}{safe(self.path_of(PAGE[self.name], term))}"


def home(settings: Settings, name: str, path_of: Callable[..., str]) -> Home:
    """Where a list is found on a site with these settings."""
    return Home(f"{settings.base_url.rstrip('/')}/" if settings.base_url else "", name, path_of)


def safe(address: str) -> str:
    """An address with nothing in it that ends an address."""
    return FORBIDDEN.sub(lambda found: f"%{ord(found[0]):02X}", address)
