"""The pages of skills, and of what is asked and not offered."""

from collections.abc import Sequence

from .. import facts
from ..cards import Asked, Tally, WorkCard
from ..concepts import addresses, named
from ..frame import Frame, chip, chips, joined, told
from ..phrases import number
from ..sketches import PersonCard
from ..vocabulary import Vocabulary
from .following import feeds
from .pieces import View, beside, passage, person_view, tongue_of_terms, work_view
from .sheets import sheet_of


def skills(frame: Frame, counts: Sequence[tuple[str, int, int, int]]) -> View:
    """All skills by group, with how many people claim them, want to learn them, and how much work asks for them."""
    title = frame.words["skills.title"]
    vocabulary = frame.vocabularies["skills"]
    groups: dict[str, list[tuple[str, str, str, str, str]]] = {}
    for skill, people, wishes, work in counts:
        groups.setdefault(group_of(vocabulary, skill), []).append(
            (
                chip(frame, "skills", skill).label,
                skill,
                number(frame.words, people),
                number(frame.words, wishes),
                number(frame.words, work),
            )
        )
    named = [(chip(frame, "skills", group), sorted(found)) for group, found in groups.items()]
    return {
        "title": title,
        "description": frame.words["skills.lede"],
        "crumbs": ((title, "skills", ""),),
        "groups": sorted(named),
    }


def group_of(words: Vocabulary, term: str) -> str:
    """The broadest term above a term; where terms go round in a circle, the last before it closes."""
    passed = {term}
    while above := [one for one in words.broader.get(term, ()) if one not in passed]:
        term = above[0]
        passed.add(term)
    return term


def skill(
    frame: Frame,
    term: str,
    people: Sequence[PersonCard],
    levels: Sequence[int | None],
    page: int,
    pages: int,
    total: int,
    wishes: Sequence[PersonCard],
    work: Sequence[Asked],
) -> View:
    """One skill: who has it, who wants to learn it, and which work asks for it."""
    words, vocabulary = frame.words, frame.vocabularies["skills"]
    label, found = chip(frame, "skills", term).label, vocabulary.terms[term]
    return {
        **sheet_of(frame, label, "skill", term, page, pages),
        "crumbs": ((words["skills.title"], "skills", ""), (label, "skill", term)),
        "feeds": feeds(frame, (label, f"skills/{term}")),
        "tongue": tongue_of_terms(frame),
        "explanation": passage(found.explanation),
        "synonyms": ", ".join((*found.synonyms, *found.jargon)),
        "addresses": named(addresses(found)),
        "broader": chips(frame, "skills", vocabulary.broader.get(term, ())),
        "narrower": chips(frame, "skills", vocabulary.narrower.get(term, ())),
        "related": chips(frame, "skills", vocabulary.related.get(term, ())),
        "count": told(frame, "count.people", n=total),
        "people": [
            beside(person_view(frame, one), words[f"level.{level}"] if level else "")
            for one, level in zip(people, levels, strict=True)
        ],
        "wishes": [(one.slug, one.name) for one in wishes],
        "work": [
            beside(
                work_view(frame, one.work),
                joined(words[f"importance.{one.importance}"], words[f"level.{one.level}"] if one.level else ""),
            )
            for one in work
        ],
    }


def gaps(
    frame: Frame, found: Sequence[tuple[facts.Gap, tuple[WorkCard, ...], int]], proposed: Tally, asked: bool
) -> View:
    """What is asked and nobody offers; `asked` is whether anything is."""
    title = frame.words["gaps.title"]
    return {
        "title": title,
        "description": frame.words["gaps.lede"],
        "crumbs": ((frame.words["skills.title"], "skills", ""), (title, "gaps", "")),
        "gaps": [
            (
                chip(frame, "skills", gap.skill),
                [(card.slug, card.title) for card in work],
                chips(frame, "skills", gap.near),
                wishes,
            )
            for gap, work, wishes in found
        ],
        "proposed": proposed.counts,
        "nobody_lacks": frame.words["gaps.none" if asked else "gaps.unasked"],
    }
