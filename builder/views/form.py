"""The form that makes a file: its questions in steps, and what its script has to know."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from .. import asked
from ..asked import LOOSE, OWN, Question, helped
from ..fields import fields_of, part_of
from ..forge import Forge, forge_of, kind_of
from ..frame import Frame, choice, json_in_script, labels, told
from ..model import Assignment, Profile, Record
from ..phrases import listed
from ..sketches import Named
from ..spelling import LANGUAGE_NAMES, LANGUAGES, LEVELS
from ..vocabulary import label
from .contacts import LONGEST_MAIL, contact_lines
from .pieces import FOLDERS, View
from .rules import field_word

SHOWN = ("projectmanagement", "warmtetransitie")  # in the example, where the network knows these
MOST_BOXES = 40  # more terms than these are looked for in a list that opens while one types
LONGEST_ADDRESS = 7_500  # GitHub answers 414 above some 8,190 bytes
FREE = frozenset({"skills", "strengths"})  # where people may have words of their own
KEYBOARDS = {"mail": "email", "web": "url", "hours": "numeric", "number": "numeric", "percentage": "numeric"}
FILLED = {"name": "name", "organisation": "organization", "contact.email": "email", "contact.phone": "tel"}
# Words that people use for what a file has another sign for.
KNOWN: Mapping[str, Mapping[str, Any]] = {"level": LEVELS, "language": LANGUAGE_NAMES}
# Where the label says all that the sentence would.
CLEAR = frozenset({"does", "good_at", "would_like", "contact.email", "learns", "links"})
SAID = (  # by the script, under `form.`
    "step", "amiss", "note", "take", "remove", "cleared", "public-site", "public-network", "copied", "not-copied",
    "open", "paste", "upload", "paste-long", "mail-long", "mail-subject", "paste-text", "open-text", "photo",
    "bring-shut", "bring-shut-line", "bring-failed", "opened", "strange", "changes", "no-changes", "over-text",
    "unknown-keys",
)  # fmt: skip
# What the rules in the browser may say, in `problem.…` and `hint.…`.
CODES = (
    "missing", "no-name", "says-nothing", "control-character", "too-long", "out-of-range", "template-text",
    "not-hours", "not-a-percentage", "not-a-number", "not-a-login", "not-a-mail-address", "date-order",
    "date-impossible", "date-placeholder", "date-not-a-day", "not-a-date", "moment", "moment-near", "moment-now",
    "end-before-start", "said-twice", "unknown-skill", "unknown-skill-near", "public-repository",
    "front-matter-too-large", "slug", "slug-reserved", "slug-without-letters", "pseudonym-slug",
    *(f"link-{what}" for what in (
        "too-long", "control-character", "invisible-character", "space-inside", "protocol-relative", "no-scheme",
        "handle", "no-host", "scheme-not-allowed", "user-info", "bad-port", "not-public", "bad-host",
    )),
)  # fmt: skip
OF_WORK = ("closes-after-start", "closes-before-published", "no-goal", "no-result", "no-head-or-tail")


def new(frame: Frame, organisations: Sequence[Named], promised: int) -> View:
    """How to make a profile."""
    title = frame.words["new.title"]
    example = example_of(frame, organisations)
    forge = forge_of(frame.settings.repository) if frame.settings.repository else None
    start, filled = _start(frame, forge, example)
    way = "mail" if forge is None else "" if filled else "forge"
    said = {"forge": forge.name if forge else "", "fields": listed(frame.words, _also(frame, Profile))}
    texts = ("step-1", "step-2" + ("-also" if said["fields"] else ""), "step-3", "step-4")
    return {
        "title": title,
        "crumbs": ((title, "new", ""),),
        "example": example,
        "start": start,
        "start_title": told(frame, "new.start", forge=said["forge"]),
        "steps_text": [
            (frame.words[f"new.step-{n}"], _told_for(frame, f"new.{text}", way, said))
            for n, text in enumerate(texts, 1)
        ],
        "also": told(frame, "new.also-text", fields=said["fields"]) if said["fields"] else "",
        "invitation": frame.settings.rules.admission == "invitation",
        "promised": told(frame, "new.promised", n=promised) if promised else "",
        "contact": contact_lines(frame, frame.settings.contact),
        **form(frame, Profile, organisations),
    }


def _start(frame: Frame, forge: Forge | None, example: str) -> tuple[str, bool]:
    """Where a new file is made by hand, and whether the example comes along."""
    if forge is None:
        return "", False
    path = "content/profiles/" + frame.words["new.file"]
    at = forge.new.replace("{path}", quote(path)).replace("{folder}", "content/profiles")
    filled = f"{at}{forge.value}{quote(example)}"
    fits = bool(forge.value) and len(filled) <= LONGEST_ADDRESS
    return (filled, True) if fits else (at, False)


def _told_for(frame: Frame, key: str, way: str, said: Mapping[str, str]) -> str:
    """A sentence, as it is for a network that keeps its files in this way."""
    own = f"{key}-{way}"
    return told(frame, own if own in frame.words else f"{key}-text", **said)


def example_of(frame: Frame, organisations: Sequence[Named]) -> str:
    """A short profile with words that are there, so that who takes it over makes no mistake by it."""
    known = frame.vocabularies["skills"].terms
    terms = [*(one for one in SHOWN if one in known), *(one for one in known if one not in SHOWN)]
    skill, learns = [*terms, "", ""][:2]
    house = organisations[0].slug if organisations else "…"
    text = told(frame, "new.example", organisation=house, skill=skill, learns=learns)
    split = [row.partition("  # ")[::2] for row in text.splitlines()]
    rows = [(code, said) for code, said in split if not _is_empty(code, bool(skill))]
    rules, keys = frame.settings.rules, keys_of(frame, Profile)
    if rules.admission == "invitation":
        rows.insert(3, (f"{keys['invited_by']}: {frame.words['new.example-invited']}", ""))
    wide = max(len(code) for code, said in rows if said) + 2
    return "".join(f"{code:<{wide}}# {said}\n" if said else f"{code}\n" for code, said in rows)


def _is_empty(code: str, skilled: bool) -> bool:
    """Whether a row of the example lacks the term that it should name."""
    return code.endswith(": []") or (not skilled and (code.endswith(":") or code.lstrip().startswith("- ")))


def _also(frame: Frame, kind: type[Record]) -> list[str]:
    """What the network asks for beside a name, an organisation and a sentence, as people call it."""
    asks = [one for step in asked.agreed(kind, frame.settings.rules).values() for one in step if one.agreed]
    asked_for = [frame.words.get(f"new.also.{one.path}") or field_word(frame, FOLDERS[kind], one.path) for one in asks]
    return [*asked_for, *(field_word(frame, FOLDERS[kind], one) for one in asked.by_hand(kind, frame.settings.rules))]


def new_assignment(frame: Frame, organisations: Sequence[Named]) -> View:
    """How to post work."""
    title = frame.words["form.assignment.heading"]
    asks = [one for step in asked.agreed(Assignment, frame.settings.rules).values() for one in step]
    keys = keys_of(frame, Assignment)
    return {
        "title": title,
        "crumbs": ((title, "new-assignment", ""),),
        "lines": [(keys[one.path], helped(one, frame.words)) for one in asks if one.path in keys],
        "contact": contact_lines(frame, frame.settings.contact),
        **form(frame, Assignment, organisations),
    }


def form(frame: Frame, kind: type[Record], organisations: Sequence[Named]) -> dict[str, Any]:
    """The form for a kind of file."""
    name = kind.__name__.lower()
    forge = forge_of(frame.settings.repository).name if frame.settings.repository else ""
    rules = frame.settings.rules
    asks = asked.agreed(kind, rules)
    whole = [one for questions in asks.values() for one in questions]
    lists = {one.to for one in asked.every(whole) if _control(frame, one) in ("list", "row")} & set(frame.vocabularies)
    return {
        "form": name,
        "by_hand": listed(frame.words, [_key(frame, kind, one) for one in asked.by_hand(kind, rules)]),
        "steps": [
            {
                "name": step,
                "title": frame.words[f"form.{name}.step.{step}"],
                "text": frame.words.get(f"form.{name}.step.{step}-text", ""),
                "questions": [_question(frame, kind, one, organisations) for one in questions],
            }
            for step, questions in asks.items()
        ],
        "lists": [(one, sorted(labels(frame, one).values(), key=str.casefold)) for one in sorted(lists)],
        "seen_hours": _shows_hours(frame, kind),
        "preview_title": frame.words["form.assignment.preview" if kind is Assignment else "form.preview"],
        "form_data": json_in_script(_data(frame, kind, whole)),
        "mail": bool(frame.settings.contact and frame.settings.contact.email),
        "forge": forge,
        "bring_raw": told(frame, "form.bring-raw", forge=forge),
        "bring_edit": told(frame, "form.bring-edit", forge=forge),
    }


def keys_of(frame: Frame, kind: type[Record]) -> dict[str, str]:
    """How a file in the language of the page spells the fields."""
    return {row["name"]: row["key"] if frame.language == "nl" else row["name"] for row in asked.spelling(kind)}


def skill_words(frame: Frame) -> bytes:
    """The vocabulary of skills as the form looks words up in it: a line for each term."""
    known = frame.vocabularies["skills"].known
    lines: dict[str, list[str]] = {term: [term] for term in frame.vocabularies["skills"].terms}
    for word in sorted(known):
        lines[known[word]].append(word)
    return "".join("\t".join(words) + "\n" for words in lines.values()).encode()


# Questions ------------------------------------------------------------------------------------------------------------


def _question(frame: Frame, kind: type[Record], one: Question, organisations: Sequence[Named]) -> dict[str, Any]:
    """A question as the template draws it."""
    control = _control(frame, one)
    own = f"form.hint.{one.kind.__name__.lower()}.{one.name}"  # where the sentence is for who writes by hand
    hint = [] if one.path in CLEAR else [frame.words.get(own) or helped(one, frame.words)]
    if control == "lines":
        hint.append(frame.words["form.lines"])
    if one.takes in ("day", "moment"):
        hint.append(frame.words[f"form.example-{one.takes}"])
    if one.to == "organisations":
        hint.append(frame.words["form.elsewhere"])
    return {
        "path": one.path,
        "name": one.name,
        "id": f"f-{one.path.replace('.', '-')}",
        "label": labelled(frame, kind, one),
        "supervisors": one.path == "consent.state",
        "hint": " ".join(hint),
        "optional": not (one.required or one.agreed or one.path in LOOSE),
        "control": control,
        "keyboard": KEYBOARDS.get(one.takes, ""),
        "filled": FILLED.get(one.path, ""),
        "list": one.to if one.to in FREE else "",
        "options": _options(frame, one, organisations) if control in ("select", "boxes") else (),
        "parts": [_question(frame, kind, part, organisations) for part in one.parts] if control == "group" else (),
    }


def labelled(frame: Frame, kind: type[Record], one: Question) -> str:
    """What a field is called in the form: for this kind of file, in any, or as pages call it."""
    keys = (f"form.{kind.__name__.lower()}.{one.path}", f"form.{one.name}", f"field.{one.name}")
    return next(frame.words[key] for key in keys if key in frame.words)


def _control(frame: Frame, one: Question) -> str:
    """How a question is answered: with what kind of field."""
    if one.takes == "group":
        return "group"
    if one.takes == "text":
        return "area"
    if one.to in FREE:
        return "list" if one.many else "row"
    if one.choices or one.to in ("organisations", *frame.vocabularies) or one.takes in ("truth", "level", "language"):
        return "boxes" if one.many else "select"
    return "lines" if one.many and one.takes == "line" else "input"


def _options(frame: Frame, one: Question, organisations: Sequence[Named]) -> list[tuple[str, str]]:
    """What can be chosen: what stands in the file, and how it is called here."""
    if one.to == "organisations":
        return [(each.slug, each.name) for each in organisations]
    if one.to:
        return [(term, label(frame.vocabularies[one.to], term, frame.language)) for term in labels(frame, one.to)]
    if one.takes == "level":
        return [(str(n), f"{n} · {frame.words[f'level.{n}']}") for n in range(one.low or 1, (one.high or 5) + 1)]
    if one.takes == "language":
        named = [(tag, frame.words.get(f"language.{tag}", tag)) for tag in LANGUAGES]
        return sorted(named, key=lambda pair: pair[1].casefold())
    values = ("yes", "no") if one.takes == "truth" else one.choices
    return [(value, choice(frame, value) if f"choice.{value}" in frame.words else value) for value in values]


# What the script has to know ------------------------------------------------------------------------------------------


def _data(frame: Frame, kind: type[Record], whole: Iterable[Question]) -> dict[str, Any]:
    words, settings, name = frame.words, frame.settings, kind.__name__.lower()
    by_name: dict[str, list[Question]] = {}
    for one in whole:
        by_name.setdefault(one.path.partition(".")[0], []).append(one)
    spelled = asked.spelling(kind)
    fields = [
        _field(frame, kind, row, by_name.get(row["name"], ()))
        for row in spelled
        if row["name"] in by_name or row["name"] in OWN[kind]
    ]
    codes = (*CODES, *(OF_WORK if kind is Assignment else ()), *{one.agreed: 0 for one in whole if one.agreed})
    mail = settings.contact.email if settings.contact else None
    return {
        "kind": name,
        "folder": f"content/{FOLDERS[kind]}",
        "enough": asked.enough(kind, settings.rules),
        "agreed": [_needed(frame, kind, one) for one in whole if one.agreed],
        "fields": fields,
        "order": [(row["name"], row["key"]) for row in spelled],
        "dutch": frame.language == "nl",
        # A file in another language than that of the site says so.
        "language": frame.language if frame.language != settings.language else "",
        "open": bool(settings.repository and settings.repository.public),
        "forge": forge_of(settings.repository)._asdict() if settings.repository else None,
        "mail": mail or "",
        "title": settings.title,
        "longest": LONGEST_ADDRESS,
        "longestMail": LONGEST_MAIL,
        "notes": _notes(frame, kind),
        "words": {key: _said(frame, name, key) for key in SAID},
        # Nothing that everyone reads lists who has time.
        "hours": [words[f"hours.{n}"] for n in ("one", "other")] if _shows_hours(frame, kind) else [],
        "problems": {
            code: [
                frame.problem_words[f"problem.{code}"],
                words.get(f"form.hint.{code}") or frame.problem_words[f"hint.{code}"],
            ]
            for code in codes
        },
    }


def _said(frame: Frame, name: str, key: str) -> str:
    """What the script says: for this kind of file, for another forge than most, or as it always does."""
    repository = frame.settings.repository
    other = f"form.{key}-other" if repository and kind_of(repository) != "github" else ""
    return next(frame.words[one] for one in (other, f"form.{name}.{key}", f"form.{key}") if one in frame.words)


def _shows_hours(frame: Frame, kind: type[Record]) -> bool:
    """Whether the list in which a file comes tells hours."""
    return kind is Assignment or frame.edition == "internal"


def _key(frame: Frame, kind: type[Record], path: str) -> str:
    """A field as a file in the language of the page spells it."""
    name, _, inner = path.partition(".")
    if path.startswith("x") or name == "body":
        return field_word(frame, FOLDERS[kind], path) if name == "body" else path
    if frame.language != "nl":
        return path
    part = part_of(kind, name) if inner else None
    return fields_of(kind)[name].dutch + (f".{fields_of(part)[inner].dutch}" if part else "")


def _needed(frame: Frame, kind: type[Record], one: Question) -> dict[str, str]:
    """A question that must be answered here, and what to say when it is not."""
    values = {"name": _key(frame, kind, one.path), "key": one.path, "help": helped(one, frame.problem_words)}
    return {"at": one.path, "code": one.agreed, **values}


def _field(frame: Frame, kind: type[Record], row: dict[str, Any], asks: Sequence[Question]) -> dict[str, Any]:
    """A field as the writer and the rules in the browser see it."""
    found = dict(row)
    if not asks:
        return found
    first = asks[0]
    if "parts" in row:
        inside = {one.name: (one,) for one in (first.parts if first.takes == "group" else asks)}
        found["takes"] = "group"
        found["parts"] = [_field(frame, kind, part, inside.get(part["name"], ())) for part in row["parts"]]
        return found
    limits = {"longest": first.longest, "low": first.low, "high": first.high}
    found |= {"takes": first.takes, **{name: limit for name, limit in limits.items() if limit is not None}}
    if first.to in FREE:
        found["to"] = first.to
    if first.takes in KNOWN:
        found["known"] = KNOWN[first.takes]
    if first.to in frame.vocabularies and first.to not in FREE:
        found["terms"] = frame.vocabularies[first.to].known
    if first.required:
        found |= {"required": True, "help": helped(first, frame.problem_words)}
    if first.shown == "internal":
        found["shown"] = "internal"
    return found


def _notes(frame: Frame, kind: type[Record]) -> dict[str, str]:
    """What the file says of a field that is left out, for whoever adds it by hand."""
    terms = frame.vocabularies["skills"].terms
    keys = keys_of(frame, kind)
    help_of = {one.name: helped(one, frame.words) for questions in asked.questions(kind).values() for one in questions}
    example = next(iter(terms), "")
    skills = f"{help_of['skills']}\n{keys['skills']}:\n  - {example}: 4" if example else ""
    notes = {"skills": skills, "hours": f"{help_of['hours']}\n{keys['hours']}: 8"}
    return {name: note for name, note in notes.items() if note}
