"""A profile as a JSON Resume: what stands where, and what goes into `meta` because a resume has no place for it.

`imports.jsonresume` reads by the same tables. What it would not give back as it was is known here beforehand, place by
place, and goes into `meta` under a name of ours: a whole site of resumes cannot be made by trying.

The ids of a network mean nothing elsewhere. So `meta` explains those it holds: by a word, and by public addresses.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from .concepts import addresses
from .model import Organisation, Part, Profile
from .references import Slot, slots
from .spelling import LANGUAGE_NAMES, LANGUAGES, LEVELS
from .values import TextError, language
from .vocabulary import Vocabulary, find, folded, label

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
OURS = "x-wisselwerk"  # the fields that have no place, by their English names
WORDS = "x-wisselwerk-words"  # what the ids in it mean: kind → id → label and addresses
TOLD = "x-wisselwerk-language"  # the language of the texts, when they do not say it themselves
ESCO = "http://data.europa.eu/esco/"
LINE, TEXT = 200, 4000  # how long a line and a text may be
MOST_SKILL = 80

# Words for how well somebody can do something, weakest first, beside those of the model.
WORD_OF_LEVEL = {1: "Basic", 2: "Assisted", 3: "Independent", 4: "Advanced", 5: "Expert"}
GRADES: Mapping[str, int] = {
    **{folded(word): level for word, level in LEVELS.items()},
    "novice": 1, "elementary": 2, "intermediate": 3, "competent": 3, "proficient": 4, "skilled": 4, "senior": 4,
    "master": 5, "guru": 5,
}  # fmt: skip
NATIVE = "Native speaker"
# Names of languages in German and French, where they are not those that the model knows.
NAMES: Mapping[str, str] = {
    "niederländisch": "nl", "néerlandais": "nl", "englisch": "en", "anglais": "en", "allemand": "de",
    "französisch": "fr", "spanisch": "es", "espagnol": "es", "italienisch": "it", "italien": "it",
    "portugiesisch": "pt", "portugais": "pt", "polnisch": "pl", "polonais": "pl", "türkisch": "tr", "turc": "tr",
    "arabisch": "ar", "arabe": "ar", "russisch": "ru", "russe": "ru", "friesisch": "fy", "frison": "fy",
    "ukrainisch": "uk", "ukrainien": "uk", "chinesisch": "zh", "chinois": "zh",
}  # fmt: skip

Front = dict[str, Any]
LEFT_OUT = ("slug", "body_html", "body_text", "images", "visibility", "origin")


def tongue(name: str) -> str | None:
    """The tag of a language that is written as a name, or as a tag."""
    plain = " ".join(name.split()).casefold()
    if plain in NAMES or plain in LANGUAGE_NAMES:
        return NAMES.get(plain) or LANGUAGE_NAMES[plain]
    try:
        return language(plain) if len(plain) == 2 or "-" in plain else None
    except TextError:
        return None


# What a network calls things ------------------------------------------------------------------------------------------


class Called(NamedTuple):
    """A term in a resume."""

    label: str
    addresses: tuple[str, ...]
    sure: bool  # whether label and addresses lead back to it
    esco: tuple[str, ...] = ()  # those of the addresses that a resume tells beside the word


class Lexicon:
    """The words of a network as resumes use them; each is worked out once."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary], tongue: str) -> None:
        self.vocabularies, self.language = vocabularies, tongue
        self._called: dict[tuple[str, str], Called] = {}
        self._spoken: dict[str, tuple[str, bool]] = {}
        self._at: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def called(self, kind: str, term: str) -> Called:
        """A term; a word that is none stands for itself."""
        made = self._called.get((kind, term))
        if made is None:
            words = self.vocabularies[kind]
            known = words.terms.get(term)
            said, public = label(words, term, self.language), addresses(known) if known else ()
            esco = tuple(one for one in public if one.startswith(ESCO))
            made = Called(said, public, self.meant(kind, said, esco) == (term if known else None), esco)
            self._called[kind, term] = made
        return made

    def meant(self, kind: str, text: str, addresses: tuple[str, ...] = ()) -> str | None:
        """The term that a word with public addresses leads to: by an address if one is known here, else by the word."""
        by_word = find(self.vocabularies[kind], text)
        terms = next((found for one in addresses if (found := self.at(kind).get(one))), ())
        return by_word if not terms or by_word in terms else terms[0]

    def at(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        """The terms that have a public address, by that address."""
        if kind not in self._at:
            self._at[kind] = _by_address(self.vocabularies[kind])
        return self._at[kind]

    def spoken(self, tag: str) -> tuple[str, bool]:
        """The name of a language, and whether it leads back to it."""
        made = self._spoken.get(tag)
        if made is None:
            names = LANGUAGES.get(tag)
            name = names[-1].capitalize() if names else tag
            made = self._spoken[tag] = name, tongue(name) == tag
        return made


def _by_address(words: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for slug, term in words.terms.items():
        for one in addresses(term):
            found[one] = (*found.get(one, ()), slug)
    return found


# From a profile to a resume -------------------------------------------------------------------------------------------


def resume(one: Profile, words: Lexicon, house: Organisation | None = None) -> Front:
    """A profile as a resume. The person takes along all that it holds; only confidential names stay behind."""
    front = said(one)
    made: Front = {
        "$schema": SCHEMA,
        "basics": _basics(one, words),
        "work": [_work(each) for each in front.get("experience", ())],
        "education": [_study(each) for each in front.get("education", ())],
        "certificates": [
            _named(each, name="title", issuer="issuer", date="issued", url="link")
            for each in front.get("certificates", ())
        ],
        "projects": [
            _named(each, name="title", description="shows", url="link") for each in front.get("portfolio", ())
        ],
        "skills": [_skill(each, words) for each in front.get("skills", ())],
        "languages": [_language(each, words) for each in front.get("languages", ())],
        "interests": [{"name": each} for each in front.get("wants", ())],
    }
    made = {name: value for name, value in made.items() if value}
    own = _without_place(front, words)
    meta: Front = {OURS: own, WORDS: explanations(front, own, words, house)}
    if not one.language:
        meta[TOLD] = words.language
    return {**made, "meta": {name: value for name, value in meta.items() if value}}


def said(one: Profile) -> Front:
    """What a profile says, in plain values, without names that are confidential and what the reader adds."""
    plain: Front = msgspec.to_builtins(one, builtin_types=())
    for name, value in plain.items():
        if value == {} and isinstance(part := getattr(one, name), Part):  # consent that is given says no more than that
            plain[name] = {field: held for field in type(part).__struct_fields__ if (held := getattr(part, field))}
    for name in LEFT_OUT:
        plain.pop(name, None)
    for done in plain.get("experience", ()):
        if done.get("confidential"):
            done.pop("organisation", None)
    extra = plain.pop("extra", {})
    kept: Front = full({**plain, **extra})
    return kept


def full(value: Any) -> Any:
    """A value without what is empty in it."""
    if type(value) is dict:
        held = [(name, one if type(one) is str else full(one)) for name, one in value.items()]
        return {name: one for name, one in held if one or isinstance(one, int)}  # no is not nothing
    if type(value) is list or type(value) is tuple:
        return [one if type(one) is str else full(one) for one in value]
    return value


def _basics(one: Profile, words: Lexicon) -> Front:
    contact, links = one.contact, one.links
    own = next((link for link in links if not link.label), None)
    where = {"city": one.place, "region": words.called("regions", one.region).label if one.region else None}
    found = {
        "name": one.name or one.pseudonym,
        "label": one.role,
        "email": contact.email if contact else None,
        "phone": contact.phone if contact else None,
        "url": own.url if own else None,
        "summary": one.does or one.body or None,
        "location": {name: value for name, value in where.items() if value} or None,
        "profiles": [_profile(link.label or "", link.url) for link in links if link is not own] or None,
    }
    return {name: value for name, value in found.items() if value}


def _profile(name: str, url: str) -> Front:
    network, _, user = name.partition(": ")
    found = {"network": network, "username": user, "url": url}
    return {key: value for key, value in found.items() if value}


def _named(one: Front, **names: str) -> Front:
    """The values of a part under the names of a resume."""
    return {name: one[ours] for name, ours in names.items() if ours in one}


def _work(one: Front) -> Front:
    names = {"name": "organisation", "position": "title", "url": "link", "startDate": "start", "endDate": "end"}
    found = _named(one, **names, summary="description")
    return {**found, "highlights": points(one["result"])} if "result" in one else found


def points(result: str) -> list[str]:
    """What came of it: the items of a list, or all of it as one."""
    lines = result.split("\n")
    return [line[2:] for line in lines] if all(line.startswith("- ") for line in lines) else [result]


def joined_points(texts: list[str]) -> str:
    """The same the other way round: one thing as it is, more as a list."""
    plain = [" ".join(one.split()) for one in texts]
    return plain[0] if len(plain) == 1 else "\n".join(f"- {one}" for one in plain)


def _study(one: Front) -> Front:
    kind, sign, area = one["title"].partition(": ")
    found = {"institution": one.get("school"), "studyType": kind if sign else None, "area": area if sign else kind}
    return {name: value for name, value in {**found, "endDate": one.get("completed")}.items() if value}


def _skill(one: Front, words: Lexicon) -> Front:
    term = words.called("skills", one["skill"])
    made: Front = {"name": term.label}
    if "level" in one:
        made["level"] = WORD_OF_LEVEL[one["level"]]
    if "proof" in one or term.esco:
        made["keywords"] = [*term.esco, *[key for key in one.get("proof", "").split(", ") if key]]
    return made


def _language(one: Front, words: Lexicon) -> Front:
    level = one.get("level")
    found = {"language": words.spoken(one["language"])[0], "fluency": NATIVE if level == "native" else level}
    return {name: value for name, value in found.items() if value}


# What would not come back as it was -----------------------------------------------------------------------------------


def _without_place(front: Front, words: Lexicon) -> Front:
    """The fields that a resume has no place for, or not for all that they hold. Nothing marks what is not there."""
    own = {name: value for name, value in front.items() if name not in PLACED or not PLACED[name](value, front, words)}
    summary = front.get("does") or front.get("body")
    if summary and "does" not in front and len(summary) <= TEXT:
        own["does"] = None
    if "name" not in front and "pseudonym" in front:
        own["name"] = None
    return own


def _line(value: str) -> bool:
    """Whether a text comes back as it is from a place for one line."""
    return len(value) <= LINE and " ".join(value.split()) == value


def _text(value: str) -> bool:
    """The same from a place for several lines."""
    return len(value) <= TEXT and value.strip() == value


def _only(one: Front, names: frozenset[str]) -> bool:
    return names.issuperset(one)


def _body(value: str, front: Front, _: Lexicon) -> bool:
    """The text of a profile stands where a short answer would: a long one is known by its length, another is marked."""
    return "does" not in front and value.strip() == value


DONE = frozenset({"title", "organisation", "start", "end", "result", "description", "link"})


def _experience(value: list[Front], *_: Any) -> bool:
    return all(
        _only(one, DONE)
        and _line(one["title"])
        and _line(one.get("organisation", ""))
        and ("result" not in one or joined_points(points(one["result"])) == one["result"])
        and _text(one.get("description", ""))
        and _text(one.get("link", ""))
        for one in value
    )


STUDIED = frozenset({"title", "school", "completed"})


def _education(value: list[Front], *_: Any) -> bool:
    return all(
        _only(one, STUDIED) and _line(one["title"]) and _line(one.get("school", "")) and _label(one["title"])
        for one in value
    )


def _parts(*names: str) -> Callable[..., bool]:
    """A list of parts with these fields and no other, each a line."""
    known = frozenset(names)

    def survives(value: list[Front], *_: Any) -> bool:
        return all(
            _only(one, known) and all(_line(said) or (name == "link" and _text(said)) for name, said in one.items())
            for one in value
        )

    return survives


def _skills(value: list[Front], _: Front, words: Lexicon) -> bool:
    seen = {one["skill"].casefold() for one in value}
    return len(seen) == len(value) and all(_claim(one, words) for one in value)


def _claim(one: Front, words: Lexicon) -> bool:
    skill, proof = one["skill"], one.get("proof", "")
    if not words.called("skills", skill).sure or not _line(skill) or len(skill) > MOST_SKILL:
        return False
    if not proof:
        return True
    known, addresses = words.vocabularies["skills"], words.at("skills")
    return _line(proof) and all(
        piece.strip() == piece != ""
        and not piece.startswith(ESCO)
        and piece not in addresses
        and find(known, piece) in (None, skill)
        for piece in proof.split(", ")
    )


def _languages(value: list[Front], _: Front, words: Lexicon) -> bool:
    tags = [one["language"] for one in value]
    return len(set(tags)) == len(tags) and all(words.spoken(tag)[1] for tag in tags)


def _region(value: str, _: Front, words: Lexicon) -> bool:
    known = words.vocabularies["regions"]
    return find(known, words.called("regions", value).label) == value


def _contact(value: Front, *_: Any) -> bool:
    return _only(value, frozenset({"email", "phone"})) and all(map(_text, value.values()))


def _links(value: list[Front], *_: Any) -> bool:
    own = next((n for n, one in enumerate(value) if "label" not in one), 0)
    return own == 0 and all(_text(one["url"]) and _label(one.get("label", "-")) for one in value)


def _label(value: str) -> bool:
    """Whether a text comes back from two places: what stands before its first colon, and the rest."""
    return _line(value) and all(part.strip() == part != "" for part in value.split(": ", 1))


PLACED: Mapping[str, Callable[[Any, Front, Lexicon], bool]] = {
    "name": lambda value, *_: _line(value),
    "role": lambda value, *_: _line(value),
    "does": lambda value, *_: _text(value),
    "body": _body,
    "experience": _experience,
    "education": _education,
    "certificates": _parts("title", "issuer", "issued", "link"),
    "portfolio": _parts("title", "shows", "link"),
    "skills": _skills,
    "languages": _languages,
    "place": lambda value, *_: _line(value),
    "region": _region,
    "contact": _contact,
    "links": _links,
}


# What the ids mean ----------------------------------------------------------------------------------------------------


KINDS = frozenset({"skills", "fields", "strengths", "forms", "regions", "organisations"})


def explanations(front: Front, own: Front, words: Lexicon, house: Organisation | None) -> Mapping[str, Front]:
    """For every id that `meta` holds, the word and the public addresses of what it means.

    So too for a word that stands in the resume itself and has more addresses than it can tell there.
    """
    found: dict[str, Front] = {}
    ids = [
        ("skills", one["skill"]) for one in front.get("skills", ()) if _has_more(words.called("skills", one["skill"]))
    ]
    if "region" in front:
        ids.append(("regions", front["region"]))
    for kind, term in (*ids, *referred(own, slots(Profile, KINDS))):
        if kind == "organisations":
            if house:
                found[kind] = {term: _organisation(house)}
        elif term in words.vocabularies[kind].terms:
            found.setdefault(kind, {})[term] = _explained(words.called(kind, term))
    return found


def _has_more(one: Called) -> bool:
    return len(one.addresses) > len(one.esco)


def _explained(one: Called) -> Front:
    return {"label": one.label, "addresses": list(one.addresses)} if one.addresses else {"label": one.label}


def _organisation(one: Organisation) -> Front:
    """An organisation by its name and its official id, as far as it has one."""
    return {"label": one.name, "addresses": [one.official_id]} if one.official_id else {"label": one.name}


def referred(front: Front, where: tuple[Slot, ...]) -> list[tuple[str, str]]:
    """The ids in plain values: of what kind, and which."""
    found: list[tuple[str, str]] = []
    for slot in where:
        value = front.get(slot.name)
        if not value:
            continue
        held = value if slot.many else [value]
        if slot.parts:
            for one in held:
                found += referred(one, slot.parts)
        else:
            found += [(slot.to, one) for one in held]
    return found


def renamed(front: Front, where: tuple[Slot, ...], here: Callable[[str, str], str]) -> Front:
    """The same values with every id as `here` calls it."""
    new = dict(front)
    for slot in where:
        value = front.get(slot.name)
        if not value:
            continue
        held = value if slot.many else [value]
        if not isinstance(held, list):
            continue
        if slot.parts:
            made = [renamed(one, slot.parts, here) if isinstance(one, dict) else one for one in held]
        else:
            made = [here(slot.to, one) if isinstance(one, str) else one for one in held]
        new[slot.name] = made if slot.many else made[0]
    return new
