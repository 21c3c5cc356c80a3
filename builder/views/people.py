"""The pages of people."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from .. import facts, tenure
from ..cards import PoolCard, Tally, WorkCard
from ..frame import Frame, chip, chips, choice, date_of, joined, told, worded
from ..model import (
    Engagement,
    Experience,
    Organisation,
    Profile,
    ReturnArrangement,
)
from ..phrases import listed, moment, percent
from ..pseudonyms import is_masked
from ..sketches import PersonCard, called
from . import linked
from .contacts import contact_lines, mail_to, reachable
from .following import feeds, selections
from .letter import letter
from .origins import confirmed, editing, guest
from .pieces import (
    WHOLE,
    Bar,
    Fact,
    View,
    body_of,
    extras,
    file_of,
    first_name,
    gist,
    hours_of,
    hue,
    initials,
    language_of,
    level_view,
    moments,
    passage,
    period,
    person_view,
    place_of,
    spoken,
    tally,
    tongue,
    work_view,
)
from .sheets import sheet_of


def profiles(
    frame: Frame, people: Sequence[PersonCard], page: int, pages: int, total: int, fields: Tally, regions: Tally
) -> View:
    """Everyone, by name."""
    title = frame.words["profiles.title"]
    return {
        **sheet_of(frame, title, "profiles", "", page, pages),
        "description": frame.words["profiles.lede"],
        "crumbs": ((title, "profiles", ""),),
        "count": told(frame, "count.people", n=total),
        "people": [person_view(frame, one) for one in people],
        "fields": tally(frame, "fields", fields),
        "regions": tally(frame, "regions", regions),
        "feeds": feeds(frame, (title, "people")),
        "selections": selections(frame, "profiles") if page == 1 else (),
    }


def term_page(name: str, kind: str, kicker: str) -> Any:
    """A view for the people and the open work of a field of work or a region."""

    def view(
        frame: Frame,
        term: str,
        people: Sequence[PersonCard],
        page: int,
        pages: int,
        total: int,
        work: Sequence[WorkCard],
    ) -> View:
        label = chip(frame, kind, term).label
        found = frame.vocabularies[kind].terms.get(term)
        return {
            **sheet_of(frame, label, name, term, page, pages),
            "crumbs": ((frame.words["profiles.title"], "profiles", ""), (label, name, term)),
            "kicker": frame.words[kicker],
            "explanation": passage(found.explanation if found else None),
            "count": told(frame, "count.people", n=total),
            "people": [person_view(frame, one) for one in people],
            "work": [work_view(frame, one) for one in work],
            "feeds": feeds(frame, (label, f"{kind}/{term}")),
        }

    return view


field = term_page("field", "fields", "term.field")
region = term_page("region", "regions", "term.region")


def profile(
    frame: Frame,
    one: Profile,
    organisation: Organisation | None,
    pools: Sequence[PoolCard],
    work: Sequence[WorkCard],
    names: Sequence[tuple[str, str]],
    source: str,
) -> View:
    """One person."""
    name = called(one)
    masked = is_masked(one, frame.edition)
    house = organisation.contact if organisation and not masked else None
    contact = reachable(one.contact, house, None if one.origin else frame.settings.contact)
    own = contact is one.contact
    subject = told(frame, "person.mail-subject", name=name) if masked and not own else ""
    skills = [level_view(frame, claim.skill, claim.level, claim.proof or "") for claim in one.skills]
    known, language = dict(names), tongue(frame, one)
    return {
        "title": name,
        "description": joined(one.role, organisation.name if organisation else None) or name,
        "crumbs": ((frame.words["profiles.title"], "profiles", ""), (name, "profile", one.slug)),
        "indexed": one.findable,
        "slug": one.slug,
        "name": name,
        "tongue": language,
        "photo": file_of(frame, one, one.images.get(one.photo.file, "")) if one.photo else "",
        "photo_alt": (one.photo.alt if one.photo else None) or name,
        "initials": initials(name),
        "hue": hue(one.slug),
        "role": one.role or "",
        "organisation": organisation,
        "headline": one.headline or "",
        "real_name": told(frame, "person.pseudonym-of", name=one.name) if one.pseudonym and one.name else "",
        "mail": mail_to(contact, subject),
        "mail_label": told(frame, "person.mail" if own else "person.mail-via", name=first_name(name)),
        "contact": contact_lines(frame, contact, one, subject=subject),
        "contact_said": "" if own else frame.words["person.contact-masked" if masked else "person.contact-via"],
        "matches_label": told(frame, "person.matches", name=first_name(name))
        if one.matching and "assignments" not in frame.lacks
        else "",
        "answers": [
            (frame.words[f"field.{key}"], passage(text))
            for key, text in (("does", one.does), ("good_at", one.good_at), ("would_like", one.would_like))
            if text
        ],
        "skills": [skill for skill in skills if skill.level or skill.note],
        "tags": [skill.skill for skill in skills if not (skill.level or skill.note)],
        "learns": chips(frame, "skills", one.learns),
        "wants": one.wants,
        "wants_not": one.wants_not,
        "fields": chips(frame, "fields", one.fields),
        "strengths": [chip(frame, "strengths", term).label for term in one.strengths],
        "knows": one.knows,
        "experience": [experience_view(frame, entry, known, language) for entry in one.experience],
        "education": [
            (entry.title, joined(entry.school, moments(frame, entry.completed, entry.completed)))
            for entry in one.education
        ],
        "certificates": [
            (entry.title, joined(entry.issuer, *certificate_dates(frame, entry)), entry.link or "")
            for entry in one.certificates
        ],
        "portfolio": [
            (entry.title, entry.shows or "", entry.link or file_of(frame, one, one.images.get(entry.file or "", "")))
            for entry in one.portfolio
        ],
        "languages": [language_of(frame, entry) for entry in one.languages],
        "ambitions": passage(one.ambitions),
        "body": body_of(frame, one),
        "work": [work_view(frame, card) for card in work],
        "pools": pools,
        "time": time_view(frame, one),
        "agreements": agreements(frame, one, organisation),
        "for_supervisors": not one.origin and facts.consent_state(one, frame.today) != "not-needed",
        "promise": spoken(gist(organisation.no_target or ""), tongue(frame, organisation)) if organisation else "",
        "letter": letter(frame, one) if not one.origin and has_to_ask(frame, one) else None,
        "side_jobs": [
            joined(entry.title, entry.organisation, frame.words["person.paid"] if entry.paid else "")
            for entry in one.side_jobs
        ],
        "tests": [joined(entry.title, entry.result, moments(frame, entry.taken, entry.taken)) for entry in one.tests],
        "extras": extras(frame, one),
        "links": [(entry.label or entry.url, entry.url) for entry in one.links],
        "own": one.origin is None,
        "linked": linked.person(frame, one, organisation),
        "stale": facts.freshness(one, frame.settings.rules, frame.today) == "stale",
        "confirmed": confirmed(frame, one),
        **editing(frame, source, confirm="page.confirm", remove="page.delete"),
        **guest(frame, one),
    }


class ExperienceView(NamedTuple):
    """Something a person did, in words."""

    title: str
    meta: str
    running: bool
    result: Markup
    description: Markup
    together: Sequence[tuple[str, str]]
    link: str


def experience_view(frame: Frame, one: Experience, names: Mapping[str, str], tongue: str) -> ExperienceView:
    """Something a person did, told in a language of its own or in that of the page."""
    label = spoken(frame.words["field.result"] + frame.words["sign.colon"], frame.language if tongue else "")
    return ExperienceView(
        title=one.title,
        meta=joined(client_of(frame, one), moments(frame, one.start, one.end)),
        running=bool(one.start and not one.end),
        result=passage(one.result, label),
        description=passage(one.description),
        together=[(slug, names[slug]) for slug in one.together_with if slug in names],
        link=one.link or "",
    )


def client_of(frame: Frame, one: Experience | Engagement) -> str:
    """For whom somebody worked, as far as that is told."""
    return frame.words["person.confidential"] if one.confidential else one.organisation or ""


def certificate_dates(frame: Frame, one: Any) -> tuple[str, str]:
    """When a certificate was got and until when it holds."""
    expires = told(frame, "up-to", day=moment(frame.words, one.expires)) if one.expires else ""
    return moments(frame, one.issued, one.issued), expires


class TimeView(NamedTuple):
    """What somebody says about time, in words."""

    lines: Sequence[str]
    days: Sequence[tuple[str, str, str, str]]
    bars: tuple[Bar, ...]
    parts: Sequence[tuple[str, str, str]]
    overloaded: str
    engagements: Sequence[tuple[str, str, str]]


def time_view(frame: Frame, one: Profile) -> TimeView:
    """What somebody says about time: hours, dates, days and how full the week is."""
    load = facts.load(one, frame.settings.rules, frame.today)
    free, first = facts.hours_free(one, frame.today), facts.free_from(one, frame.today)
    paused, until = facts.is_paused(one, frame.today), one.available_until
    past = until is not None and until < frame.today
    lines = [
        told(frame, "person.paused-until", day=date_of(frame, one.paused_until)) if paused else "",
        frame.words["person.stays"] if one.stays else "",
        hours_of(frame, one.hours) if not past else "",
        still_free(frame, free) if free is not None and free != one.hours and not past else "",
        told(frame, "from", day=date_of(frame, first)) if first and first > frame.today else "",
        told(frame, "person.had-time" if past else "up-to", day=date_of(frame, until)) if until else "",
        told(frame, "person.most", n=one.most_engagements) if one.most_engagements else "",
    ]
    return TimeView(
        lines=[line for line in lines if line],
        days=[day_view(frame, part, tongue(frame, one)) for part in tenure.week(one, frame.today)],
        bars=bars(load, frame.settings.rules.full_time_hours),
        parts=[
            (part.kind, part.title or frame.words[f"load.{part.kind}"], hours_of(frame, part.hours))
            for part in load.parts
        ],
        overloaded=told(frame, "load.overloaded", n=load.hours) if load.overloaded else "",
        engagements=[
            (entry.title or frame.words["load.engagement"], engagement_said(frame, entry), entry.assignment or "")
            for entry in facts.running(one, frame.today)
        ],
    )


def still_free(frame: Frame, hours: int) -> str:
    """How many hours are left now."""
    return told(frame, "person.still-free", n=hours) if hours else frame.words["person.none-free"]


def engagement_said(frame: Frame, one: Engagement) -> str:
    """For whom somebody works now, in which form, on which days and until when."""
    return joined(
        client_of(frame, one),
        worded(frame, "forms", [one.form] if one.form else []),
        listed(frame.words, [choice(frame, day) for day in tenure.WEEK if day in one.days]),
        period(frame, one.start, one.end, None),
    )


def day_view(frame: Frame, one: tenure.DayPart, tongue: str) -> tuple[str, str, str, str]:
    """A day of the week: in short, in full, what sort of day it is and what is in it."""
    words = frame.words
    said = {"free": words["week.free"], "appointment": words["week.own"], "none": words["week.taken"]}.get(one.kind)
    titles = Markup(", ").join(
        [spoken(escape(entry.title), tongue) or words["load.engagement"] for entry in one.engagements]
    )
    return words[f"day.short.{one.day}"], choice(frame, one.day), one.kind, said or titles


def bars(load: facts.Load, full: int) -> tuple[Bar, ...]:
    """The week as a bar, a full-time week wide or as wide as it has become."""
    total = max(full, sum(part.hours for part in load.parts))
    found, start = [], 0
    for part in load.parts:
        width = WHOLE * part.hours // total
        found.append(Bar(part.kind, start, width))
        start += width
    return tuple(found)


def has_to_ask(frame: Frame, one: Profile) -> bool:
    """Whether it is time for the letter: where asking is free, not for who says nothing of time or forms."""
    said = one.consent or one.forms or one.hours or one.appointment or one.engagements
    return tenure.is_to_ask(one, frame.today) and (bool(said) or frame.settings.rules.consent != "free")


def agreements(frame: Frame, one: Profile, organisation: Organisation | None) -> list[Fact]:
    """What somebody accepts, where, and what is agreed about it: labels and words."""
    words, consent, back = frame.words, one.consent, one.return_arrangement
    return [
        (label, said)
        for label, said in (
            (words["field.forms"], chips(frame, "forms", one.forms)),
            # What the model takes for granted was not said by anybody.
            (words["field.ring"], words[f"ring.{one.ring}"] if one.ring != "everyone" else ""),
            (words["person.where"], place_of(frame, one.place, one.remote)),
            (words["field.region"], worded(frame, "regions", [one.region] if one.region else [])),
            (words["field.travels_to"], worded(frame, "regions", one.travels_to)),
            (words["field.appointment"], percent(words, one.appointment) if one.appointment else ""),
            (words["field.invited_by"], spoken(one.invited_by or "", tongue(frame, one))),
            (words["person.matching"], matching_said(frame, one)),
            (words["field.consent"], consent_words(frame, one) if consent else ""),
            (words["field.by"], joined(consent.by, date_of(frame, consent.on)) if consent else ""),
            (words["field.note"], consent.note or "" if consent else ""),
            (
                words["field.return_arrangement"],
                return_said(frame, back, tongue(frame, one)) if back else "",
            ),
            (
                words["field.return_rule"],
                spoken(gist(organisation.return_rule or ""), tongue(frame, organisation)) if organisation else "",
            ),
        )
        if said
    ]


def matching_said(frame: Frame, one: Profile) -> str:
    """That somebody is in no matches, and why not; nothing of who is."""
    if one.matching:
        return ""
    unsaid = is_masked(one, frame.edition) and not one.organisation  # then nobody can tell whether it was her choice
    return frame.words["person.matching-masked" if unsaid else "person.no-matching"]


def return_said(frame: Frame, back: ReturnArrangement, tongue: str) -> str:
    """What was agreed about coming back, in a language of its own or in that of the page."""
    parts = spoken(back.agreement or "", tongue), date_of(frame, back.day), back.contact
    return Markup(" · ").join(part for part in parts if part)


def consent_words(frame: Frame, one: Profile) -> str:
    """What the supervisor agrees to: for which forms, and until when."""
    words, consent, state = frame.words, one.consent, facts.consent_state(one, frame.today)
    said = words[f"consent.{state}"]
    if consent is None or state not in ("given", "lapsed"):
        return said
    until = told(frame, "up-to", day=date_of(frame, consent.until)) if consent.until else ""
    if state == "lapsed":
        return joined(said, until)
    forms = worded(frame, "forms", consent.scope) or words["consent.all-forms"]
    return joined(said, forms, until or words["consent.no-end"])
