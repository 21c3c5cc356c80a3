"""The table that a co-ordinator has today: a row becomes a draft, and every cell that says nothing to us is named."""

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from .. import documents
from ..fields import spellings
from ..model import KINDS, Assignment, Claim, LanguageSkill, Link, Need, Part, Profile, Record
from ..resumes import tongue
from ..slugs import better_slug
from ..spelling import CHOICES, PRIVATE_KEYS, key_of
from ..values import TextError, level
from ..vocabulary import find, folded
from ..writing import Slot, slots
from . import tabular
from .drafts import Brought, Draft, Known, Remark, Unreadable, Wish, cut, employer, loaded, skilled
from .moments import dated

KIND_OF: Mapping[str, type[Record]] = {"profile": Profile, "assignment": Assignment}
MAX_MAPPING = 65_536
HEAD_WITHIN = 20  # rows in which the header is looked for: above it often stand a title and a date
IGNORED = "-"

# What co-ordinators call their columns, beside the fields' own names in both spellings. Names of parts of a field
# follow after a point; a key that begins with `x-` is the network's own.
SHARED: Mapping[str, str] = {
    "gemeente": "organisation", "werkgever": "organisation", "organisatienaam": "organisation",
    "bedrijf": "organisation", "waterschap": "organisation", "employer": "organisation", "organization": "organisation",
    "dienst": "x-dienst", "afdeling": "x-afdeling", "directie": "x-directie", "team": "x-team", "sector": "x-sector",
    "department": "x-afdeling", "division": "x-dienst", "unit": "x-team",
    "e-mailadres": "contact.email", "e-mail": "contact.email", "mail": "contact.email", "mailadres": "contact.email",
    "emailadres": "contact.email", "email": "contact.email", "e-mail address": "contact.email",
    "telefoon": "contact.phone", "telefoonnummer": "contact.phone", "tel": "contact.phone", "mobiel": "contact.phone",
    "mobiele nummer": "contact.phone", "06-nummer": "contact.phone", "phone": "contact.phone",
    "phone number": "contact.phone", "mobile": "contact.phone",
    "uren": "hours", "aantal uren": "hours", "uren p/w": "hours", "uur per week": "hours", "hours per week": "hours",
    "uren beschikbaar": "hours", "beschikbare uren": "hours", "tijdsbesteding": "hours", "inzet": "hours",
    "competenties": "skills", "competentie": "skills", "skills": "skills", "expertise": "skills",
    "deskundigheid": "skills", "kennis en vaardigheden": "skills", "competencies": "skills", "specialisme": "skills",
    "standplaats": "place", "woonplaats": "", "locatie": "place", "werkplek": "place", "vestiging": "place",
    "location": "place", "town": "place", "city": "place",
    "vakgebied": "fields", "werkveld": "fields", "werkvelden": "fields", "domein": "fields", "beleidsveld": "fields",
    "thema": "fields", "field": "fields", "taal": "languages", "talen": "languages", "talenkennis": "languages",
    "opmerkingen": "", "opmerking": "", "notes": "", "remarks": "", "nr": "", "nummer": "", "id": "", "volgnummer": "",
    "thuiswerken": "remote", "hybride": "remote",
}  # fmt: skip
OF_PEOPLE: Mapping[str, str] = {
    "voornaam": "name.first", "roepnaam": "name.first", "first name": "name.first", "given name": "name.first",
    "voorletters": "name.initials", "initialen": "name.initials", "initials": "name.initials",
    "voorvoegsel": "name.prefix", "voorvoegsels": "name.prefix", "tussenvoegsel": "name.prefix",
    "tussenvoegsels": "name.prefix", "tv": "name.prefix", "prefix": "name.prefix",
    "achternaam": "name.last", "familienaam": "name.last", "last name": "name.last", "surname": "name.last",
    "volledige naam": "name", "medewerker": "name", "collega": "name", "full name": "name", "employee": "name",
    "functienaam": "role", "functieomschrijving": "role", "functietitel": "role", "beroep": "role", "job title": "role",
    "title": "role", "position": "role", "rol": "role",
    "aanspreken op": "headline", "vraag mij om": "headline", "ask me about": "headline",
    "werkzaamheden": "does", "taken": "does", "over mij": "does", "profiel": "does", "about": "does", "bio": "does",
    "wensen": "wants", "leerwensen": "learns", "wil leren": "learns", "ontwikkelwensen": "learns",
    "wants to learn": "learns", "ambitie": "ambitions",
    "fte": "appointment", "dienstverband": "appointment", "aanstelling (%)": "appointment", "part-time": "appointment",
    "vanaf": "available_from", "beschikbaar per": "available_from", "per": "available_from",
    "available": "available_from", "beschikbaar": "available_from", "tot": "available_until",
    "werkdagen": "days", "working days": "days", "linkedin": "links.linkedin", "opleidingen": "education",
    "nevenwerkzaamheden": "side_jobs", "netwerken": "knows", "account": "owner", "github": "owner",
}  # fmt: skip
OF_WORK: Mapping[str, str] = {
    "klus": "title", "opdracht": "title", "naam": "title", "naam klus": "title", "vacature": "title", "job": "title",
    "opdrachtnaam": "title", "assignment": "title", "opdrachtgever": "organisation", "client": "organisation",
    "doelstelling": "goal", "omschrijving": "goal", "opdrachtomschrijving": "goal", "description": "goal",
    "resultaten": "result", "op te leveren": "result", "deliverable": "result", "deliverables": "result",
    "startdatum": "start", "ingangsdatum": "start", "start date": "start", "vanaf": "start", "per": "start",
    "einddatum": "end", "end date": "end", "tot": "end", "looptijd": "weeks", "aantal weken": "weeks",
    "duration": "weeks", "weken": "weeks", "gevraagde competenties": "skills", "functie-eisen": "skills",
    "eisen": "skills", "requirements": "skills", "gevraagd": "skills", "functie": "role",
    "contactpersoon": "contact.name", "contact": "contact.name", "aanspreekpunt": "contact.name",
    "contact person": "contact.name", "sluitingsdatum": "closes", "reageren voor": "closes", "deadline": "closes",
    "reageren tot": "closes", "closing date": "closes", "publicatiedatum": "published_on", "geplaatst": "published_on",
    "type": "kind", "soort opdracht": "kind",
}  # fmt: skip
# What is never taken over, by the beginning of its name.
PRIVATE = (
    "geboorte", "birth", "bsn", "burgerservice", "adres", "address", "huisadres", "straat", "street", "postcode",
    "zip", "woonplaats", "woonadres", "nationalit", "geslacht", "gender", "sex", "burgerlijke", "marital", "iban",
    "bankrekening", "salaris", "salary", "schaal", "trede", "personeelsnummer", "personeelsnr", "employeenumber",
    "verzuim", "ziek", "religi", "leeftijd", "age", "beoordeling", "prive", "private",
)  # fmt: skip
SPLIT_WORDS = re.compile(r"\s*[,;\n|•]\s*")
SPLIT_LINES = re.compile(r"\s*[;\n•]\s*")
LEVELLED = re.compile(r"(?P<word>.+?)\s*(?:\((?P<in>[^()]{1,20})\)|[:=]\s*(?P<after>[^:=]{1,20})|\s(?P<bare>[1-5]))")
SPOKEN = re.compile(r"(.+?)[\s(:=]+(A1|A2|B1|B2|C1|C2|moedertaal|native)\)?", re.IGNORECASE)
MAX_WORDS = 120  # characters: what is longer is no skill or language with a level behind it
YES, NO = frozenset({"x", "v", "✓", "✔", "j", "y", "1"}), frozenset({"n", "0"})
FTE = re.compile(r"([01](?:[.,]\d{1,3})?)\s*(?:fte)?", re.IGNORECASE)
COUNT = re.compile(
    r"(?:ca\.?\s*)?(\d{1,3})(?:[.,]0+)?\s*(?:uur|uren|u|weken|week|wk|h|hours?|weeks?)?(?:\s*(?:per|p/|/)\s*(?:week|w))?"
)
# The list that the words of a field come from.
LISTS: Mapping[str, str] = {
    "fields": "fields", "strengths": "strengths", "forms": "forms", "region": "regions", "travels_to": "regions",
}  # fmt: skip
Front = dict[str, Any]


class Column(NamedTuple):
    """A column that is used: where it stands, what it is called, and the field it fills."""

    at: int
    head: str
    to: str


def brought(wish: Wish, here: Known) -> Brought:
    """A draft from each row."""
    kind = KIND_OF[wish.kind]
    if wish.organisation:
        employer(here, wish, ())
    table = tabular.table(wish.file)
    chosen = _mapping(wish, kind)
    n, columns, unused, private = _columns(table.rows, kind, chosen)
    dutch = {slot.name: slot.dutch for slot in slots(kind)} if here.language == "nl" else {}
    told = [
        *table.remarks,
        Remark("columns", {"names": "; ".join(f"{one.head} → {_named(one.to, dutch)}" for one in columns)}),
    ]
    if unused:
        told.append(Remark("columns-unused", {"names": "; ".join(unused)}))
    if private:
        told.append(Remark("columns-private", {"names": "; ".join(private)}))
    drafts = []
    for number, cells in table.rows[n + 1 :]:
        draft, amiss = _draft(kind, number, cells, columns, wish, here)
        told += amiss
        if draft is not None:
            drafts.append(draft)
    return Brought(tuple(drafts), (*told, Remark("rows", {"n": len(table.rows) - n - 1})))


def _named(to: str, dutch: Mapping[str, str]) -> str:
    first, sign, rest = to.partition(".")
    return f"{dutch.get(first, first)}{sign}{rest}"


# Columns


def _columns(
    rows: Sequence[tuple[int, tuple[str, ...]]], kind: type[Record], chosen: Mapping[str, str]
) -> tuple[int, list[Column], list[str], list[str]]:
    """The row of the header, the columns that fill a field, those that fill none, and those that are private."""
    known = {**_headers(kind), **chosen}
    if not rows:
        raise Unreadable("rows")
    scores = [sum(folded(cell) in known for cell in cells) for _, cells in rows[:HEAD_WITHIN]]
    n = scores.index(max(scores))
    columns: list[Column] = []
    unused, private, filled = [], [], set()
    for at, head in enumerate(" ".join(cell.split())[:80] for cell in rows[n][1]):
        to = known.get(folded(head), "")
        if head and folded(head) not in chosen and _is_private(head):
            private.append(head)
        elif to and to != IGNORED and to not in filled:
            columns.append(Column(at, head, to))
            filled.add(to)
        elif head and to != IGNORED:
            unused.append(head)
    if not columns:
        raise Unreadable("columns", names="; ".join(unused[:20]))
    return n, columns, unused, private


def _headers(kind: type[Record]) -> Mapping[str, str]:
    """Every name of a column that we know → the field."""
    own = {word: name for word, name in spellings(kind).items() if name not in ("visibility", "field_visibility")}
    theirs = OF_PEOPLE if kind is Profile else OF_WORK
    there = {slot.name for slot in slots(kind)}
    names = {**own, **SHARED, **theirs}
    return {folded(word): to for word, to in names.items() if to.startswith("x-") or to.partition(".")[0] in there}


def _is_private(head: str) -> bool:
    plain = folded(head)
    return plain.startswith(PRIVATE) or key_of(head) in PRIVATE_KEYS


def _mapping(wish: Wish, kind: type[Record]) -> Mapping[str, str]:
    """What the mapping file says: the name of a column → the field it fills, in either spelling; - for none."""
    if wish.mapping is None:
        return {}
    document = documents.listing(str(wish.mapping), loaded(wish.mapping, MAX_MAPPING))
    if isinstance(document, list) or not isinstance(document.node, yaml.MappingNode):
        raise Unreadable("mapping", file=wish.mapping)
    found = {}
    for key, value in document.node.value:
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise Unreadable("mapping", file=wish.mapping)
        found[folded(key.value)] = _target(value.value.strip(), kind, key.value)
    return found


def _target(text: str, kind: type[Record], column: str) -> str:
    """A field as somebody wrote it, in English."""
    first, sign, rest = text.partition(".")
    names, slot = spellings(kind), None
    name = names.get(key_of(first))
    slot = next((one for one in slots(kind) if one.name == name), None)
    part = spellings(slot.part).get(key_of(rest)) if slot and slot.part and sign else None
    special = {"name.first", "name.initials", "name.prefix", "name.last"} if kind is Profile else set()
    if text in ("", IGNORED) or text in special:
        return text or IGNORED
    if name and (not sign or (part and slot and not slot.many)):
        return f"{name}.{part}" if part else name
    if re.fullmatch(r"x-[a-z0-9-]{1,40}", text):
        return text
    near = difflib.get_close_matches(key_of(first), list(names), 1, 0.6)
    code = "target-near" if near else "target"
    raise Unreadable(code, column=cut(column, 60), field=cut(text, 60), near="".join(near))


# Rows


def _draft(
    kind: type[Record], number: int, cells: tuple[str, ...], columns: Sequence[Column], wish: Wish, here: Known
) -> tuple[Draft | None, list[Remark]]:
    """A draft from a row, and the cells of which not all could be used."""
    values = {one.to: cells[one.at] for one in columns if one.at < len(cells) and cells[one.at]}
    places = {one.to: f"{tabular.letters(one.at)}{number}" for one in columns}
    front: Front = {}
    remarks: list[Remark] = []
    held = {slot.name: slot for slot in slots(kind)}
    for to, text in values.items():
        first, _, rest = to.partition(".")
        if to.startswith("x-"):
            front[to] = text
        elif first == "links" and rest:
            front.setdefault("links", []).append({"label": "LinkedIn", "url": _address(text)})
        elif first == "name" and rest:
            continue
        elif rest:
            front.setdefault(first, {})[rest] = text
        else:
            front[first], told = _value(held[first], text, here)
            remarks += told
    if kind is Profile:
        front |= _name(values)
    place = str(number)
    slug, named = better_slug(str(front.get("name" if kind is Profile else "title") or "")), wish.organisation
    if not slug:
        return None, [Remark("row-without-name", {"name": place})]
    if named and not front.get("organisation"):
        front["organisation"] = named
    front["organisation"] = here.names.get(better_slug(front.get("organisation", "")), front.get("organisation", ""))
    if not front["organisation"]:
        return None, [*remarks, Remark("row-without-organisation", {"name": place})]
    return Draft(_folder(kind), slug, {**front, "visibility": "draft"}, "", place, places), remarks


def _folder(kind: type[Record]) -> str:
    return next(folder for folder, one in KINDS.items() if one is kind)


def _name(values: Mapping[str, str]) -> Front:
    """A name from its parts, and the name to sort on; `Berg, Anna van den` in one cell is turned round."""
    first = values.get("name.first") or values.get("name.initials", "")
    prefix, last = values.get("name.prefix", ""), values.get("name.last", "")
    whole = values.get("name", "")
    if last:
        if not prefix and ", " in last:  # Berg, van den
            last, _, prefix = last.partition(", ")
        name = " ".join(one for one in (first, prefix, last) if one)
        given = " ".join(one for one in (first, prefix) if one)
        return {"name": cut(name, 200), "sort_name": cut(f"{last}, {given}", 200) if given else ""}
    if whole.count(",") == 1:
        before, _, after = (one.strip() for one in whole.partition(","))
        return {"name": cut(f"{after} {before}", 200), "sort_name": cut(whole, 200)}
    return {"name": cut(whole or first, 200)}


def _value(slot: Slot, text: str, here: Known) -> tuple[Any, list[Remark]]:
    """What a cell says, as the field holds it."""
    if slot.name == "skills" or slot.name in ("learns", "teaches"):
        return _skills(slot, text, here)
    if slot.part:
        return _parts(slot.part, slot.many, text), []
    if slot.many:
        words = slot.how in ("choice", "login") or slot.name in LISTS
        found = [one for one in (SPLIT_WORDS if words else SPLIT_LINES).split(text) if one]
        return [_term(slot, _word(slot, one), here) for one in found], []
    if slot.how == "line":
        return _term(slot, text, here), []
    return _single(slot, text), []


def _term(slot: Slot, text: str, here: Known) -> str:
    """A word of the network as its term, where the field holds those."""
    words = here.vocabularies.get(LISTS.get(slot.name, ""))
    return (find(words, text) if words else None) or text


def _single(slot: Slot, text: str) -> Any:
    """A day, a number, yes or no, or a choice, as it may be written; a text as it is."""
    if slot.how in ("date", "moment"):
        return dated(text) or text
    if slot.how == "flag":
        plain = text.casefold()
        return True if plain in YES else False if plain in NO else text
    if slot.how == "percentage":
        part = FTE.fullmatch(text)
        return round(float(part[1].replace(",", ".")) * 100) if part and text != "100" else text
    if slot.how == "number":
        found = COUNT.fullmatch(text.casefold())
        return int(found[1]) if found else text
    return _word(slot, text)


# Days in short, as calendars write them.
SHORT_DAYS: Mapping[str, str] = {
    "ma": "monday", "di": "tuesday", "wo": "wednesday", "do": "thursday", "vr": "friday", "za": "saturday",
    "zo": "sunday", "mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday",
}  # fmt: skip


def _word(slot: Slot, text: str) -> str:
    """One of the words a field is limited to, by its English name."""
    if slot.how != "choice":
        return text
    plain = key_of(text)
    known = {key_of(spelled): word for word in slot.words for spelled in (word, CHOICES.get(word, word))}
    return known.get(plain) or (SHORT_DAYS.get(plain, text) if "monday" in slot.words else text)


def _skills(slot: Slot, text: str, here: Known) -> tuple[Any, list[Remark]]:
    """Skills with the level that stands behind some of them."""
    levels: dict[str, int | None] = {}
    for one in SPLIT_WORDS.split(text):
        word, found = _levelled(one)
        if word:
            levels.setdefault(word, found)
    words = here.vocabularies["skills"]
    terms, remarks = skilled(words, levels)
    if slot.part not in (Claim, Need):
        return terms, remarks
    worth = {(find(words, word) or word).casefold(): found for word, found in reversed(levels.items())}
    return [{"skill": term, "level": worth.get(term.casefold())} for term in terms], remarks


def _levelled(text: str) -> tuple[str, int | None]:
    """A skill and its level: `plannen (4)`, `plannen: gevorderd`, `plannen 4`."""
    found = LEVELLED.fullmatch(text.strip()) if len(text) <= MAX_WORDS else None
    said = found and (found["in"] or found["after"] or found["bare"])
    try:
        worth = level(said.strip()) if said else None
    except TextError:
        return text.strip(), None
    return (found["word"].strip(), worth) if found and worth in range(1, 6) else (text.strip(), None)


def _parts(part: type[Part], many: bool, text: str) -> Any:
    """Parts of which the first field is a text."""
    if part is LanguageSkill:
        return [_language(one) for one in SPLIT_WORDS.split(text) if one]
    if part is Link:
        return [{"url": _address(one)} for one in re.split(r"[\s,;]+", text) if one]
    first = slots(part)[0].name
    if part.__name__ == "Contact":
        return {"email": text} if "@" in text else {"name": text}
    return [{first: cut(one, 200)} for one in SPLIT_LINES.split(text) if one] if many else {first: cut(text, 200)}


def _language(text: str) -> Front:
    """A language with the level behind it: `Engels (C1)`, `Duits: B1`."""
    found = SPOKEN.fullmatch(text.strip()) if len(text) <= MAX_WORDS else None
    name, said = (found[1], found[2]) if found else (text.strip(), "")
    worth = "native" if said.casefold() in ("moedertaal", "native") else said.upper()
    return {"language": tongue(name) or name, "level": worth or None}


def _address(text: str) -> str:
    """An address with its beginning."""
    plain = text.strip()
    return plain if "://" in plain else f"https://{plain}"
