"""What work asked and nobody offered, month by month: `figures.yaml`, which `wisselwerk look-back` writes.

It holds numbers of pieces of work and words of the vocabulary, and nothing about people: only whether there was anyone.
A build reads it like any other file, for a build never looks into the history itself.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from .settings import Past, PastMonth, PastSkill

FILE = "figures.yaml"
MOST = 20  # skills


Seen = Mapping[
    str, Mapping[str, tuple[int, bool]]
]  # month → skill → how much work asked for it, and whether it was a gap


def past(seen: Seen, today: date) -> Past:
    """The skills that were a gap in most months."""
    months = tuple(sorted(seen))
    count = {
        skill: (
            sum(of.get(skill, (0, False))[1] for of in seen.values()),
            sum(of.get(skill, (0,))[0] for of in seen.values()),
        )
        for skill in sorted({skill for of in seen.values() for skill, (_, gap) in of.items() if gap})
    }
    ranked = sorted(count, key=lambda skill: (-count[skill][0], -count[skill][1], skill))[:MOST]
    return Past(
        made_on=today, months=months, gaps=tuple(PastSkill(skill=one, months=tuple(asked(seen, one))) for one in ranked)
    )


def asked(seen: Seen, skill: str) -> Iterator[PastMonth]:
    """The months in which work asked for a skill."""
    for month in sorted(seen):
        if skill in seen[month]:
            work, gap = seen[month][skill]
            yield PastMonth(month=month, asked=work, gap=gap)


def written(found: Past, language: str, heading: str) -> str:
    """The file: in Dutch for a Dutch network, else in English. Nothing in it has to be quoted."""
    dutch = language == "nl"
    made, months, gaps, skill, month, work, gap, yes = (
        ("gemaakt_op", "maanden", "tekorten", "vaardigheid", "maand", "gevraagd", "tekort", "ja")
        if dutch
        else ("made_on", "months", "gaps", "skill", "month", "asked", "gap", "yes")
    )
    lines = [f"# {heading}", f"{made}: {found.made_on}", f"{months}: [{', '.join(found.months)}]"]
    lines += [f"{gaps}:"] if found.gaps else []
    for one in found.gaps:
        lines += [f"  - {skill}: {one.skill}", f"    {months}:"]
        for each in one.months:
            flag = f", {gap}: {yes}" if each.gap else ""
            lines.append(f"      - {{{month}: {each.month}, {work}: {each.asked}{flag}}}")
    return "\n".join(lines) + "\n"
