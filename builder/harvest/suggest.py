"""Words of a source that we have no word for, with what lies near them: the beginning of `mappings/<source>.yaml`.

What is called the same, or has the same public address, a build finds by itself. The rest only a person can judge, so
every suggestion stands behind a hash of its own: without it, it counts.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .. import build
from ..fields import fields_of
from ..foreign import Harvest
from ..model import VOCABULARIES
from ..networks import Amiss, Unmapped
from ..phrases import Phrases, listed, say
from ..report import visible
from ..settings import Crosswalk
from ..snapshots import SourceTerm
from ..vocabulary import Vocabulary, label, nearest
from .harvesting import kept

FOLDER = "mappings"
ALIKE = ("same-id", "same-name")  # organisations that seem to be one of ours
PLAIN = re.compile(r"[a-z][a-z0-9-]*")  # needs no quotes in YAML
WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "ja", "nee"})


class Suggestion(NamedTuple):
    """A word of theirs, and ours that are written like it, the nearest first."""

    word: Unmapped
    near: tuple[str, ...]


class Suggested(NamedTuple):
    """What there is to suggest for a source."""

    source: str
    text: str  # empty when all its words have a word here
    there: bool  # whether somebody has a file for it already


def suggested(root: Path, names: Iterable[str], today: date, words: Phrases) -> list[Suggested]:
    """Suggestions for each of some sources, from what was harvested of them."""
    checked = build.check(root, today)
    wanted, found = frozenset(names), []
    harvests = {one.source.id: one for one in checked.content.harvested}
    for network in checked.networks:
        name = network.source.id
        if name in wanted:
            last = kept(root, network.source)
            open_ = _undecided(network.unmapped, harvests[name])
            rows = suggestions(open_, checked.content.vocabularies, last.terms if last else {})
            there = os.path.lexists(root / FOLDER / f"{name}.yaml")
            alike = [one for one in network.amiss if one.code in ALIKE]
            text = written(rows, checked.content.vocabularies, network.title, words, alike) if rows or alike else ""
            found.append(Suggested(name, text, there))
    return found


def _undecided(unmapped: Iterable[Unmapped], harvest: Harvest) -> list[Unmapped]:
    """The words that nobody decided on: an empty word in the file says that we have none."""
    return [one for one in unmapped if one.term not in getattr(harvest.crosswalk, one.vocabulary, {})]


def suggestions(
    unmapped: Iterable[Unmapped],
    vocabularies: Mapping[str, Vocabulary],
    terms: Mapping[str, Sequence[SourceTerm]],
) -> list[Suggestion]:
    """For each word the words of ours that are written like it, its labels in any language or its synonyms."""
    there = {(name, one.id): one for name, of_name in terms.items() for one in of_name}
    found = []
    for word in unmapped:
        ours, term = vocabularies.get(word.vocabulary), there.get((word.vocabulary, word.term))
        spelled = [word.term, word.label, *(term.label.values() if term else ()), *(term.synonyms if term else ())]
        near = [one for text in dict.fromkeys(spelled) for one in (nearest(ours, text) if ours else ())]
        found.append(Suggestion(word, tuple(dict.fromkeys(near))[:3]))
    return found


def written(
    rows: Sequence[Suggestion],
    vocabularies: Mapping[str, Vocabulary],
    title: str,
    words: Phrases,
    alike: Sequence[Amiss] = (),
) -> str:
    """The file: every word behind a hash, with why and how often it is used; the lists themselves are there already."""
    language = words["language"]
    lines = [f"# {visible(say(words, 'cli.harvest.words-head', title=title))}"]
    for name in VOCABULARIES:
        of_name = [row for row in rows if row.word.vocabulary == name]
        if of_name:
            key = fields_of(Crosswalk)[name].dutch if language == "nl" else name
            lines += ["", f"{key}:"]
        for row in of_name:
            near = [_shown(vocabularies[name], one, language) for one in row.near]
            code = "cli.harvest.word-near" if near else "cli.harvest.word-alone"
            values = {"label": row.word.label, "n": row.word.times, "near": listed(words, near, "or")}
            lines.append(f"  ## {visible(say(words, code, **values))}")  # without one hash it still says nothing
            lines.append(f"  #{_quoted(row.word.term)}: {_quoted(row.near[0]) if row.near else json.dumps('')}")
    key = fields_of(Crosswalk)["organisations"].dutch if language == "nl" else "organisations"
    lines += ["", f"{key}:"] if alike else []
    for one in alike:
        lines.append(f"  ## {visible(say(words, f'cli.harvest.organisation.{one.code}', **one.values))}")
        lines.append(f"  #{_quoted(one.id)}: {_quoted(one.values['slug'])}")
    return "\n".join(lines) + "\n"


def _shown(ours: Vocabulary, term: str, language: str) -> str:
    said = label(ours, term, language)
    return term if said == term else f"{term} ({said})"


def _quoted(text: str) -> str:
    """A word as YAML reads it back."""
    plain = PLAIN.fullmatch(text) and text not in WORDS_OF_YAML
    return text if plain else json.dumps(text, ensure_ascii=True)


def begin(root: Path, one: Suggested) -> str:
    """Writes the file of a source that has none, and gives its path; never over another."""
    path = f"{FOLDER}/{one.source}.yaml"
    (root / FOLDER).mkdir(exist_ok=True)
    if not (root / FOLDER).resolve().is_relative_to(root.resolve()):
        raise OSError(path)
    with (root / path).open("x", encoding="utf-8", newline="\n") as file:
        file.write(one.text)
    return path
