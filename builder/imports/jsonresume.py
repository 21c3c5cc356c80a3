"""From a JSON Resume to a profile, by the tables of `resumes`, so that nothing is lost on the way there and back.

What a resume has and a profile has not (an address, marks, the words of others about somebody) is told and left out.
What a profile has and a resume has not stands in `meta`, under a name of ours, and comes back from there; the ids in it
are those of the network it comes from, which explains them by words and by public addresses.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from ..model import Organisation, Part, Profile, Record
from ..references import slots as references
from ..resumes import (
    ESCO,
    GRADES,
    KINDS,
    NATIVE,
    OURS,
    TOLD,
    WORDS,
    Front,
    Lexicon,
    joined_points,
    renamed,
    tongue,
)
from ..resumes import resume as resume_of
from ..slugs import better_slug
from ..vocabulary import find, find_form, folded
from ..writing import slots
from .drafts import Brought, Draft, Known, Remark, Unreadable, Wish, clean, cut, employer, introduced, loaded, skilled
from .linkedin import PROFICIENCY
from .moments import dated

MAX_FILE = 1_048_576
MAX_DEPTH = 20
MAX_ITEMS = 200
# Never taken over, whatever a profile could hold: private, or somebody else's words.
PRIVATE = ("basics.location.address", "basics.location.postalCode", "references", "basics.image")
FLUENCY: Mapping[str, str] = {
    **PROFICIENCY,
    **{folded(level): level for level in ("A1", "A2", "B1", "B2", "C1", "C2", "native")},
    **{folded(said): "native" for said in (NATIVE, "Mother tongue", "Bilingual")},
    **{folded(said): level for said, level in (
        ("Beginner", "A1"), ("Basic", "A2"), ("Elementary", "A2"), ("Conversational", "B1"), ("Intermediate", "B1"),
        ("Advanced", "C1"), ("Fluent", "C1"), ("Proficient", "C1"), ("Full professional", "C1"),
        ("Professional working", "B2"), ("Limited working", "B1"),
    )},
}  # fmt: skip


def brought(wish: Wish, here: Known) -> Brought:
    """A profile from a resume."""
    left = _Left(_resume(loaded(wish.file, MAX_FILE)))
    there = _There(left, here)
    front, remarks = _front(left, here, there)
    names = [one.get("organisation") or "" for one in front["experience"] if not one.get("end")]
    ours = _ours(left, there, front)
    if ours.get("organisation") and not wish.organisation and ours["organisation"] in here.names.values():
        house: str = ours["organisation"]
    else:
        house, told = employer(here, wish, names)
        remarks = [*told, *remarks]
    front |= {**ours, "organisation": house, "visibility": "draft"}
    body = front.pop("body", "")
    remarks = [*introduced(front, body), *remarks]
    name = front.get("name") or ""
    if not name and not front.get("pseudonym") and not wish.slug:
        raise Unreadable("profile", file=wish.file.name)
    return Brought((Draft("profiles", wish.slug or better_slug(name), front, body),), (*remarks, *_told(left)))


def profile_of(resume: Mapping[str, Any], here: Known) -> tuple[Front, str]:
    """The fields of a profile, and its text, from a resume that was read already; for whom is not settled."""
    left = _Left(clean(resume))
    there = _There(left, here)
    front, _ = _front(left, here, there)
    front |= _ours(left, there, front)
    body = front.pop("body", "")
    introduced(front, body)
    return front, body


def _resume(raw: bytes) -> dict[str, Any]:
    """The resume as plain values: only so deep, and long in no place."""
    try:
        found = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("json") from error
    if not isinstance(found, dict) or _depth(found) > MAX_DEPTH or not isinstance(found.get("basics", {}), dict):
        raise Unreadable("json")
    cleaned: dict[str, Any] = clean(found)
    return cleaned


def _depth(value: Any) -> int:
    """How deep values lie in each other; what is deeper than we take is not looked into."""
    level, edge = 0, [value]
    while edge and level <= MAX_DEPTH:
        edge = [
            one
            for held in edge
            for one in (held.values() if isinstance(held, dict) else held if isinstance(held, list) else ())
        ]
        level += 1
    return level


class _Left:
    """What of a resume was not taken yet: what is taken is gone, so that the rest can be told."""

    def __init__(self, resume: Mapping[str, Any]) -> None:
        self.resume: dict[str, Any] = dict(resume)

    def text(self, around: Any, name: str) -> str:
        """A text, taken out; one that is something else stays."""
        if isinstance(around, dict) and isinstance(around.get(name), str):
            taken: str = around.pop(name)
            return taken.strip()
        return ""

    def line(self, around: Any, name: str, most: int = 200) -> str:
        """A text that fits; of one that is too long a beginning is taken, and it stays to be told."""
        found = self.text(around, name)
        if len(found) > most:
            around[name] = found
        return cut(found, most) if most <= 200 else found if len(found) <= most else f"{found[: most - 1]}…"

    def texts(self, around: Any, name: str) -> list[str]:
        """A list of texts, taken out."""
        if isinstance(around, dict) and isinstance(around.get(name), list):
            found = around[name]
            around[name] = [one for one in found if not isinstance(one, str)]
            return [one.strip() for one in found if isinstance(one, str) and one.strip()]
        return []

    def moment(self, around: Any, name: str) -> str | None:
        """A date, taken out when it can be read."""
        if isinstance(around, dict) and isinstance(around.get(name), str):
            found = dated(around[name])
            if found:
                del around[name]
            return found
        return None

    def meta(self, name: str) -> dict[str, Any]:
        """Something that we put into `meta`; empty when it is not there, or something else."""
        meta = self.resume.get("meta")
        found = meta.get(name) if isinstance(meta, dict) else None
        return found if isinstance(found, dict) else {}

    def all(self, name: str) -> list[dict[str, Any]]:
        """The items of a section."""
        found = self.resume.get(name)
        return [one for one in found if isinstance(one, dict)][:MAX_ITEMS] if isinstance(found, list) else []


class _There:
    """What the network that a resume comes from calls things, and what they are called here."""

    def __init__(self, left: _Left, here: Known) -> None:
        self.lexicon, self._here, self._left = Lexicon(here.vocabularies, here.language), here, left
        self._entries = {kind: _entries(left.meta(WORDS).get(kind)) for kind in KINDS}

    def meant(self, kind: str, text: str, addresses: tuple[str, ...] = ()) -> str | None:
        """Our term for a word: by the addresses that are told with it, else by the word itself."""
        told = (known for label, known in self._entries[kind].values() if label == text)
        return self.lexicon.meant(kind, text, (*addresses, *next(told, ()))) if text else None

    def here(self, kind: str, there: str) -> str:
        """What we call something that has an id there; its word when we have nothing like it."""
        if there not in self._entries[kind]:
            return there
        label, addresses = self._entries[kind][there]
        if kind == "organisations":
            return self._house(there, label, addresses)
        words = self._here.vocabularies[kind]
        term = words.terms.get(there)
        if term and label in term.label.values():
            return there
        form = find_form(words, there) if kind == "forms" else None
        return self.lexicon.meant(kind, label, addresses) or form or label

    def _house(self, there: str, label: str, addresses: tuple[str, ...]) -> str:
        for one in self._here.content.entities if addresses else ():
            if isinstance(one.record, Organisation) and one.record.official_id in addresses:
                return one.slug
        names = self._here.names
        return names.get(better_slug(label)) or names.get(better_slug(there)) or there

    def language(self) -> Front:
        """The language of the texts, when it is not that of this network."""
        meta = self._left.resume.get("meta")
        told = meta.get(TOLD) if isinstance(meta, dict) else None
        return {"language": told} if isinstance(told, str) and told not in ("", self._here.language) else {}


def _entries(given: Any) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """The words and addresses that explain ids, as far as they are what we would write."""
    found = {}
    for one, told in list(given.items())[:MAX_ITEMS] if isinstance(given, dict) else ():
        label, addresses = (told.get("label"), told.get("addresses", [])) if isinstance(told, dict) else (None, [])
        if isinstance(label, str) and isinstance(addresses, list):
            found[one] = (label, tuple(each for each in addresses if isinstance(each, str))[:MAX_ITEMS])
    return found


# From a resume to a profile


def _front(left: _Left, here: Known, there: "_There") -> tuple[Front, list[Remark]]:
    """The fields of a profile, and what was made of words that the network has its own for."""
    basics = left.resume.get("basics", {})
    location = basics.get("location", {})
    summary = left.text(basics, "summary")
    skills, remarks = _skills(left, here, there)
    spoken, unsure = _languages(left)
    where = location.get("region", "") if isinstance(location, dict) else ""
    region = there.meant("regions", where) if isinstance(where, str) and where else None
    if region:
        left.text(location, "region")
    worked = [_experience(left, one, "name") for one in left.all("work")]
    gave = [_experience(left, one, "organization") for one in left.all("volunteer")]
    made, shown = _projects(left)
    front: Front = {
        "name": left.line(basics, "name"),
        "role": left.line(basics, "label"),
        "does": summary if len(summary) <= 4000 else "",
        "body": summary if len(summary) > 4000 else "",
        "skills": skills,
        "experience": [one for one in (*worked, *gave, *made) if one["title"]],
        "education": [one for one in (_education(left, one) for one in left.all("education")) if one["title"]],
        "certificates": [one for one in (*_certificates(left), *_awards(left)) if one["title"]],
        "portfolio": [one for one in (*shown, *_publications(left)) if one["title"]],
        "languages": spoken,
        "place": left.line(location, "city"),
        "region": region or "",
        "contact": {"email": left.text(basics, "email"), "phone": left.text(basics, "phone")},
        "links": _links(left, basics),
    }
    return front, [*remarks, *unsure]


def _experience(left: _Left, one: dict[str, Any], house: str) -> Front:
    title, where = left.text(one, "position"), left.text(one, house)
    return {
        "title": cut(title or where, 200),
        "organisation": cut(where, 200) if title else "",
        "start": left.moment(one, "startDate"),
        "end": left.moment(one, "endDate"),
        "result": joined_points(left.texts(one, "highlights")),
        "description": left.line(one, "summary", 4000),
        "link": left.text(one, "url"),
    }


def _projects(left: _Left) -> tuple[list[Front], list[Front]]:
    """A project that took time or had results is experience; one with only a line and an address shows something."""
    made, shown = [], []
    for one in left.all("projects"):
        name, told = left.text(one, "name"), left.text(one, "description")
        if any(one.get(key) for key in ("startDate", "endDate", "highlights", "entity")) or len(told) > 200:
            both = {"position": name, "summary": told, "name": left.text(one, "entity")}
            one |= {key: text for key, text in both.items() if text}
            made.append(_experience(left, one, "name"))
        else:
            shown.append({"title": cut(name, 200), "shows": told, "link": left.text(one, "url")})
    return made, shown


def _education(left: _Left, one: dict[str, Any]) -> Front:
    kind, area, school = (left.text(one, name) for name in ("studyType", "area", "institution"))
    title = f"{kind}: {area}" if kind and area else area or kind
    return {
        "title": cut(title or school, 200),
        "school": cut(school, 200) if title else "",
        "completed": left.moment(one, "endDate"),
    }


def _certificates(left: _Left) -> list[Front]:
    return [
        {
            "title": left.line(one, "name"),
            "issuer": left.line(one, "issuer"),
            "issued": left.moment(one, "date"),
            "link": left.text(one, "url"),
        }
        for one in left.all("certificates")
    ]


def _awards(left: _Left) -> list[Front]:
    return [
        {
            "title": left.line(one, "title"),
            "issuer": left.line(one, "awarder"),
            "issued": left.moment(one, "date"),
        }
        for one in left.all("awards")
    ]


def _publications(left: _Left) -> list[Front]:
    found = []
    for one in left.all("publications"):
        shows = left.text(one, "summary") or left.text(one, "publisher")
        found.append({"title": left.line(one, "name"), "shows": cut(shows, 200), "link": left.text(one, "url")})
    return found


def _skills(left: _Left, here: Known, there: "_There") -> tuple[list[Front], list[Remark]]:
    """Skills with a level where one is told. A keyword that the network knows is a skill too; others show the skill."""
    words = here.vocabularies["skills"]
    found: dict[str, Front] = {}
    remarks = []
    known_too: list[str] = []
    for one in left.all("skills"):
        name, said = left.text(one, "name"), left.text(one, "level")
        level = GRADES.get(folded(said)) or (int(said) if said in ("1", "2", "3", "4", "5") else None)
        if said and level is None:
            one["level"] = said
        keys = left.texts(one, "keywords")
        addresses = tuple(key for key in keys if key.startswith(ESCO) or key in there.lexicon.at("skills"))
        keys = [key for key in keys if key not in addresses]
        own = there.meant("skills", name, addresses)
        terms, told = ([own], _mapped(name, own)) if own and words.terms else skilled(words, [name])
        remarks += told
        kept = [key for key in keys if not words.terms or find(words, key) in (None, own)]
        known_too += [key for key in keys if key not in kept]
        for term in terms:
            found.setdefault(term.casefold(), {"skill": term, "level": level, "proof": cut(", ".join(kept), 200)})
    terms, told = skilled(words, known_too)
    remarks += told
    for term in terms:
        found.setdefault(term.casefold(), {"skill": term})
    return list(found.values()), remarks


def _mapped(name: str, term: str) -> list[Remark]:
    """That a word became another."""
    return [] if folded(term) == folded(name) else [Remark("skill-mapped", {"name": f"{name} → {term}"})]


def _languages(left: _Left) -> tuple[list[Front], list[Remark]]:
    found: dict[str, Front] = {}
    remarks = []
    for one in left.all("languages"):
        name = one.get("language")
        tag = tongue(name) if isinstance(name, str) else None
        if tag is None:
            remarks.append(Remark("language-unknown", {"name": cut(str(name), 60)}))
            continue
        left.text(one, "language")
        said = left.text(one, "fluency")
        level = FLUENCY.get(folded(said))
        if said and level is None:
            one["fluency"] = said
        elif level and folded(level) not in folded(said):
            remarks.append(Remark("language-level", {"name": f"{name}: {level} ({said})"}))
        found.setdefault(tag, {"language": tag, "level": level})
    return list(found.values()), remarks


def _links(left: _Left, basics: dict[str, Any]) -> list[Front]:
    own = left.text(basics, "url")
    found: list[Front] = [{"url": own}] if own else []
    profiles = basics.get("profiles")
    for one in profiles if isinstance(profiles, list) else ():
        url = left.text(one, "url")
        if url:
            network, user = left.text(one, "network"), left.text(one, "username")
            found.append({"url": url, "label": cut(": ".join(each for each in (network, user) if each), 200)})
    return found


def _ours(left: _Left, there: "_There", front: Front) -> Front:
    """What we put into `meta` ourselves, as far as it is what we would put there, in the words of this network."""
    own = left.meta(OURS)
    if not own:
        return there.language()
    # What a resume tells in a place of its own, though the profile does not, was marked as nothing.
    nothing = {name: "" for name, value in own.items() if value is None and isinstance(name, str)}
    gone = {slot.name: "" for slot in slots(Profile) if slot.name in nothing}
    if "does" in nothing and "body" not in own:
        gone["body"] = front["does"]  # the text of a profile stands where a resume has its summary
    plain = renamed(_plain(Profile, own), references(Profile, KINDS), there.here)
    return {**there.language(), **gone, **plain, **_extra(own)}


def _extra(own: Mapping[str, Any]) -> Front:
    body = own.get("body")
    kept = {key: value for key, value in own.items() if key.startswith("x-") and isinstance(value, str | list | dict)}
    return {**kept, "body": body} if isinstance(body, str) else kept


def _plain(kind: type[Record | Part], given: Any) -> Front:
    """The fields of a kind that hold what such a field can hold."""
    found: Front = {}
    for slot in slots(kind):
        value = given.get(slot.name) if isinstance(given, dict) else None
        if slot.many:
            items = [_value(slot, one) for one in value[:MAX_ITEMS]] if isinstance(value, list) else []
            value = [one for one in items if one is not None]
        else:
            value = _value(slot, value)
        if value not in (None, [], {}):
            found[slot.name] = value
    return found


def _value(slot: Any, value: Any) -> Any:
    if slot.part:
        return _plain(slot.part, value) or None
    if slot.how == "mapping":
        return {key: one for key, one in value.items() if isinstance(one, str)} if isinstance(value, dict) else None
    return value if isinstance(value, str | bool | int) else None


def _told(left: _Left) -> list[Remark]:
    """What was left: on purpose, or for want of a place."""
    left.resume.pop("$schema", None)
    left.resume.pop("meta", None)
    paths = list(dict.fromkeys(_leaves(left.resume, "")))
    private = [one for one in paths if one.startswith(PRIVATE)]
    others = [one for one in paths if one not in private]
    remarks = [Remark("private", {"names": ", ".join(private)})] if private else []
    return [*remarks, Remark("no-place", {"names": ", ".join(others[:40])})] if others else remarks


def _leaves(value: Any, path: str) -> list[str]:
    if isinstance(value, dict):
        return [leaf for key, one in value.items() for leaf in _leaves(one, f"{path}.{cut(str(key), 40)}".lstrip("."))]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one, path)]
    return [path] if value not in (None, "") else []


# From a profile to a resume


def resume(one: Profile, here: Known) -> Front:
    """A profile as its file has it, as a resume."""
    named = here.names.get(better_slug(one.organisation))
    records = (each.record for each in here.content.entities if each.kind == "organisations" and each.slug == named)
    house = next((each for each in records if isinstance(each, Organisation)), None)
    return resume_of(one, Lexicon(here.vocabularies, here.language), house)
