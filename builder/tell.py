"""Matches told on a terminal: the same explanation as on the pages, in plain lines."""

import difflib
from collections.abc import Iterable, Iterator

from . import match, rank
from .directory import Directory
from .match import Match, Voice
from .model import Assignment
from .phrases import Phrases, listed, say
from .sketches import called
from .vocabulary import label


def matches(directory: Directory, slug: str, words: Phrases) -> str | None:
    """The matches of a person or of a piece of work, best first; None when there is neither."""
    person, work = directory.profiles.get(slug), directory.assignments.get(slug)
    if person is None and work is None:
        return None
    given, ranking = match.context(directory), rank.ranked(directory)
    if person is not None:
        found = [(person, directory.assignments[other]) for other, _ in ranking.by_profile.get(slug, ())]
        heading = called(person)
    else:
        assert work is not None
        found = [(directory.profiles[other], work) for other, _ in ranking.by_assignment.get(slug, ())]
        heading = work.title
    voice: Voice = "you" if person else "about"
    lines = [heading, "=" * len(heading), ""]
    for one, other in found:
        made = match.explain(match.pair(given, one, other), given.frame)
        lines += [*_told(made, other.title if person else called(one), voice, directory, words), ""]
    if work is not None and person is None:
        lines += _teams(directory, work, given, ranking.teams.get(slug, ()), words)
    if not found:
        lines += [say(words, "cli.match.none", name=heading), ""]
    return "\n".join(lines)


def _teams(
    directory: Directory, work: Assignment, given: match.Context, found: Iterable[match.Team], words: Phrases
) -> Iterator[str]:
    """Who together can do the work, and what each covers."""
    skills, language, colon = directory.skills, directory.settings.language, words["sign.colon"]
    for team in found:
        people = [directory.profiles[one] for one in team.members]
        names = listed(words, [called(one) for one in people])
        points = say(words, "team.points", points=_hundredths(team.points))
        yield f"{words['kind.team']}{colon} {names} ({points})"
        for one in match.covers([match.pair(given, each, work) for each in people], given.frame):
            who = called(directory.profiles[one.by]) if one.by else words["team.nobody"]
            level = f", {words[f'level.{one.fit.has}']}" if one.fit.has else ""
            yield f"  {label(skills, one.fit.skill, language)}{colon} {who}{level} ({one.fit.credit // 100}/100)"
        yield ""


def near(directory: Directory, slug: str) -> tuple[str, ...]:
    """The names that look like this one."""
    return tuple(difflib.get_close_matches(slug, [*directory.profiles, *directory.assignments], 2, 0.7))


def _told(made: Match, name: str, voice: Voice, directory: Directory, words: Phrases) -> Iterator[str]:
    language = directory.settings.language

    def labelled(kind: str, term: str) -> str:
        vocabulary = directory.vocabularies.get(kind)
        return label(vocabulary, term, language) if vocabulary else words.get(f"choice.{term}", term)

    colon = words["sign.colon"]
    yield f"{name}{colon} {words[f'match.band.{made.band}']} ({made.score // 100}/100)"
    for criterion in made.criteria:
        why = match.spoken(criterion.why, voice, words, labelled)
        points = f"{_hundredths(criterion.points)}/{_hundredths(criterion.of)}"
        yield f"  {points:>9}  {words[f'match.criterion.{criterion.name}']}{colon} {why}"
    for light in made.lights:
        why = match.spoken(light.why, voice, words, labelled)
        yield f"  {words[f'match.light.{light.name}']}{colon} {words[f'match.state.{light.state}']} ({why})"


def _hundredths(points: int) -> int:
    return (points + 50) // 100
