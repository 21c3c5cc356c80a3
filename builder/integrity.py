"""What the network agreed on, held beside every file: work that may not be, consent, admission, outside parties."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct, structs

from . import facts
from .apart import Apart, House, apart, are_apart, client_of, house, known_as, left_by
from .checks import Flaw
from .fields import fields_of, part_of
from .model import Assignment, Engagement, Organisation, Profile, Record
from .own import is_own
from .settings import Rules, Settings
from .spelling import CHOICES, USUAL_FORMS, key_of
from .spelling import NOTHING as NULLS
from .vocabulary import Vocabulary, label

AGREED = frozenset({"given", "not-needed"})
Left = Mapping[str, tuple[date, str]]  # an organisation she left → until when that counts, and the work it was


class Network(Struct, frozen=True):
    """What a file is held beside: the rules, and everyone and everything it may mention, by slug."""

    rules: Rules
    today: date
    organisations: Mapping[str, Organisation]
    houses: Mapping[str, House]
    known: Mapping[str, str]  # a name of an organisation → its slug
    apart: Apart
    people: Mapping[str, Profile]
    work: Mapping[str, Assignment]
    done: Mapping[str, tuple[Assignment, ...]]  # profile → the work she fills or filled
    outside: Mapping[str, Flaw]  # organisation that may not take part → why
    form: Callable[[str], str]  # the word for a form of working


def network(
    records: Mapping[str, Mapping[str, Any]],
    settings: Settings,
    forms: Vocabulary,
    today: date,
    broken: Collection[str] = (),
) -> Network:
    """What the files of a folder are held beside; `records` by kind and slug, with their references settled.

    A draft of work, or work with a mistake in it (`broken`), is held against nobody: it is somebody else's file.
    """
    organisations: Mapping[str, Organisation] = records["organisations"]
    done: dict[str, tuple[Assignment, ...]] = {}
    sound = {slug: work for slug, work in records["assignments"].items() if slug not in broken and _counts(work)}
    for work in sound.values():
        for slug in work.filled_by:
            done[slug] = (*done.get(slug, ()), work)
    refused = {slug: _outside(one, settings.rules, today) for slug, one in organisations.items()}
    return Network(
        rules=settings.rules,
        today=today,
        organisations=organisations,
        houses={slug: house(one) for slug, one in organisations.items()},
        known=known_as(organisations.values()),
        apart=apart(settings.rules),
        people=records["profiles"],
        work=sound,
        done=done,
        outside={slug: flaw for slug, flaw in refused.items() if flaw is not None},
        form=lambda one: _form_label(forms, one, settings.language),
    )


def _counts(work: Assignment) -> bool:
    return work.visibility != "draft"


def _form_label(forms: Vocabulary, one: str, language: str) -> str:
    dutch = language == "nl" and not forms.terms and one in USUAL_FORMS
    return CHOICES[one] if dutch else label(forms, one, language)


def flaws(kind: str, record: Record, beside: Network, places: Callable[[], Collection[str]]) -> Iterator[Flaw]:
    """What in a record of a kind the network does not agree with; `places` are the fields that its file writes."""
    if record.visibility == "draft":  # it is on no site, and need not be whole
        return
    for path in beside.rules.required.get(kind, ()):
        if not _filled_in(record, path, places):
            yield _lacking(type(record), path)
    if isinstance(record, Profile):
        yield from _admitted(record, beside)
        yield from _listed(record, beside)
        if record.engagements:
            yield from _engaged(record, beside)
    elif isinstance(record, Assignment):
        yield from _admitted(record, beside)
        if record.filled_by:
            yield from _filled(record, beside)
    elif isinstance(record, Organisation) and record.slug in beside.outside:
        yield beside.outside[record.slug]


# Fields that must be filled in ----------------------------------------------------------------------------------------


def _filled_in(record: Record, path: str, places: Callable[[], Collection[str]]) -> bool:
    """Whether a field says something; one that says what it would say by itself was filled in when it was written."""
    if is_own(path):
        return any(key_of(key) == key_of(path) and _says(value) for key, value in record.extra.items())
    name, _, inner = path.partition(".")
    value = getattr(record, name)
    if inner:
        value = getattr(value, inner, None)
    if value in NOTHING:
        return False
    return bool(inner) or value != _usual(type(record), name) or path in places()


def _says(value: Any) -> bool:
    """Whether an own field says something, which is kept as it was written: also when that is `null`."""
    if isinstance(value, list):
        return any(map(_says, value))
    return value not in NOTHING and not (isinstance(value, str) and value.strip() in NULLS)


@cache
def _usual(kind: type[Record], name: str) -> object:
    """What a field says when nobody says anything."""
    return next(one.default for one in structs.fields(kind) if one.name == name)


NOTHING: tuple[object, ...] = (None, "", (), {}, [])


def _lacking(kind: type[Record], path: str) -> Flaw:
    """What to say of a field that is missed: both its spellings, and where its sentence stands."""
    name, _, inner = path.partition(".")
    if is_own(path):
        return Flaw("", "required-own-field", {"name": path})
    if name == "body":
        return Flaw("", "required-body")
    field, part = fields_of(kind)[name], part_of(kind, name) if inner else None
    dutch, owner = field.dutch, kind.__name__
    if part is not None:
        field, owner = fields_of(part)[inner], part.__name__
        dutch = f"{dutch}.{field.dutch}"
    values = {"name": dutch, "key": path, "help": f"{owner.lower()}.{field.name}", "sentence": field.sentence}
    return Flaw("", "required-field", values)


# Who may take part ----------------------------------------------------------------------------------------------------


def _outside(one: Organisation, rules: Rules, today: date) -> Flaw | None:
    """Why a party from outside government may not take part; nothing when it may."""
    if one.layer != "external":
        return None
    if rules.externals == "no":
        return Flaw("layer", "external-not-allowed")
    if not one.conditions:
        return Flaw("conditions", "external-without-conditions")
    if one.conditions_signed is None or one.conditions_signed > today:
        return Flaw("conditions_signed", "external-not-signed")
    if one.conditions_until is not None and one.conditions_until < today:
        return Flaw("conditions_until", "external-conditions-over", {"day": one.conditions_until})
    return None


def _admitted(record: Profile | Assignment, beside: Network) -> Iterator[Flaw]:
    if record.organisation in beside.outside:
        yield Flaw("organisation", "of-party-outside", {"house": beside.organisations[record.organisation].name})


def _listed(person: Profile, beside: Network) -> Iterator[Flaw]:
    """What must be there before somebody is in the directory."""
    if beside.rules.admission == "invitation" and not person.invited_by:
        yield Flaw("invited_by", "not-invited")
    if beside.rules.consent == "before-listing" and facts.consent_state(person, beside.today) not in AGREED:
        yield Flaw("consent", "listed-without-consent")


# Work that runs -------------------------------------------------------------------------------------------------------


def _engaged(person: Profile, beside: Network) -> Iterator[Flaw]:
    running = facts.running(person, beside.today)
    left = _left(person, beside, beside.today) if running else {}
    for n, one in enumerate(person.engagements):
        if one in running:
            yield from _together(f"engagements[{n}]", person, one, left, beside)
            yield from _agreed(f"engagements[{n}]", person, one, beside)
    yield from _hours(person, running, beside)


def _together(at: str, person: Profile, one: Engagement, left: Left, beside: Network) -> Iterator[Flaw]:
    """Whether the organisation she works for goes together with her own, and with those she left lately."""
    client = client_of(one, beside.work, beside.known)
    work = beside.work.get(one.assignment or "")
    if client:
        yield from _kept_apart(at, "engagement", person, client, left, work.incompatible if work else (), beside)


def _kept_apart(
    at: str,
    what: str,
    person: Profile,
    client: str,
    left: Left,
    listed: Collection[str],
    beside: Network,
) -> Iterator[Flaw]:
    houses, name = beside.houses, _namer(beside)
    if client not in houses:
        return
    home = houses.get(person.organisation)
    values = {"client": name(client), "home": name(person.organisation), "person": person.slug}
    if home and are_apart(home, houses[client], beside.apart, listed):
        yield Flaw(at, f"{what}-apart", values)
        return
    for before, (until, title) in left.items():
        if before in houses and are_apart(houses[before], houses[client], beside.apart, listed):
            yield Flaw(at, f"{what}-cooling-off", {**values, "before": name(before), "work": title, "day": until})
            return


def _namer(beside: Network) -> Callable[[str], str]:
    return lambda slug: beside.organisations[slug].name if slug in beside.organisations else slug


def _left(person: Profile, beside: Network, day: date) -> Left:
    done = beside.done.get(person.slug, ())
    return left_by(person, done, beside.work, beside.known, beside.rules, day)


def _agreed(at: str, person: Profile, one: Engagement, beside: Network) -> Iterator[Flaw]:
    """Whether the form of the work is allowed, covered by the consent, and with a way back where that is needed."""
    form = _form(one, beside)
    if form:
        yield from _allowed(at, person, one, form, beside)
        if form in beside.rules.return_for and person.return_arrangement is None:
            yield Flaw(at, "engagement-without-return", {"form": beside.form(form)})
    listed = facts.consent_state(person, beside.today) in AGREED
    if beside.rules.consent == "before-work" or (beside.rules.consent == "before-listing" and listed):
        yield from _consented(at, person, form, beside)


def _form(one: Engagement, beside: Network) -> str | None:
    """The form of an engagement: as written, or the only one of its assignment."""
    work = beside.work.get(one.assignment or "")
    return one.form or (work.forms[0] if work and len(work.forms) == 1 else None)


def _allowed(at: str, person: Profile, one: Engagement, form: str, beside: Network) -> Iterator[Flaw]:
    """Neither house may rule out the form; within her own house every form goes."""
    client = client_of(one, beside.work, beside.known)
    if client == person.organisation:
        return
    for slug in (person.organisation, client or ""):
        allowed = beside.houses[slug].forms if slug in beside.houses else ()
        if allowed and form not in allowed:
            choices = ", ".join(map(beside.form, allowed))
            values = {"house": _namer(beside)(slug), "form": beside.form(form), "choices": choices}
            yield Flaw(at, "engagement-form-not-allowed", values)


def _consented(at: str, person: Profile, form: str | None, beside: Network) -> Iterator[Flaw]:
    state = facts.consent_state(person, beside.today, (form,) if form else ())
    if state in AGREED:
        return
    general = facts.consent_state(person, beside.today)
    if form and general == "given":
        yield Flaw(at, "engagement-consent-other-form", {"form": beside.form(form)})
    else:
        yield Flaw(at, "engagement-consent-lapsed" if general == "lapsed" else "engagement-without-consent")


def _hours(person: Profile, running: tuple[Engagement, ...], beside: Network) -> Iterator[Flaw]:
    """Whether the work for others takes no more hours than was agreed; a line without an organisation is no other."""
    most = beside.rules.most_hours_elsewhere
    if most is None:
        return
    named = [one for one in running if one.organisation or one.assignment in beside.work]
    clients = [client_of(one, beside.work, beside.known) for one in named]
    away = [one for one, client in zip(named, clients, strict=True) if client != person.organisation]
    hours = sum(_hours_of(one, beside) for one in away)
    if hours > most:
        code = "hours-elsewhere-by-name" if None in clients else "hours-elsewhere"
        yield Flaw("engagements", code, {"hours": hours, "most": most, "home": person.organisation})


def _hours_of(one: Engagement, beside: Network) -> int:
    """The hours a week of an engagement: as written, else those of its assignment."""
    work = beside.work.get(one.assignment or "")
    return one.hours or (work.hours if work else None) or 0


def _filled(work: Assignment, beside: Network) -> Iterator[Flaw]:
    """Whether those who do the work, or will do it, may work for the organisation that asks."""
    if facts.state(work, beside.today) not in ("filled", "running"):
        return
    day = max(beside.today, work.start or beside.today)  # what ended long enough before it begins counts no more
    for n, slug in enumerate(work.filled_by):
        person = beside.people.get(slug)
        if person is not None:
            at, left = f"filled_by[{n}]", _left(person, beside, day)
            yield from _kept_apart(at, "filled", person, work.organisation, left, work.incompatible, beside)
