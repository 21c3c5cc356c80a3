"""`wisselwerk harvest`: sources are asked, and what came is told."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from .. import content
from ..phrases import Phrases, listed, phrases, say
from ..phrases import day as in_words
from ..problems import errors
from ..report import text, visible
from ..settings import Settings, Source
from ..shipped import templates_folder
from ..snapshots import FOLDER
from . import why_failed, why_missed
from .harvesting import Harvest, forgotten, harvest

WRONG_USE = 2
SOURCES = ("sources", "bronnen")  # the field of the settings
MOST_TOLD = 20  # entries of a source that were missed


def harvested(
    words: Phrases, root: Path, today: date, names: Sequence[str], form: str, *, suggest: bool, dry: bool
) -> int:
    """Asks the sources of the settings, or those that were named; 1 when one that was named failed."""
    words = {**phrases(templates_folder(), words["language"]), **words}
    read = content.settings_of(root)
    settings, amiss = read.settings, [one for one in errors(read.problems) if one.field.startswith(SOURCES)]
    if settings is None:
        click.echo(text(errors(read.problems), words), nl=False, err=True)
        click.echo(words["cli.harvest.no-settings"], err=True)
        return 1
    if amiss:  # what is wrong with a source keeps it out of the settings
        click.echo(text(amiss, words), nl=False, err=True)
    chosen = _chosen(words, settings, names)
    if chosen is None:
        return WRONG_USE
    try:
        found = harvest(root, settings, chosen, today, dry=dry)
        left = [] if names or amiss else forgotten(root, settings, dry=dry)
    except OSError as amiss:
        click.echo(say(words, "cli.harvest.not-written", path=visible(str(amiss.filename or amiss))), err=True)
        return 1
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode([data(words, one) for one in found]), indent=2).decode())
    else:
        lines = [line for one in found for line in told(words, one)]
        lines += [say(words, "cli.harvest.forgotten", path=f"{FOLDER}/{name}.json") for name in left]
        lines += _suggestions(words, root, today, chosen, dry=dry) if suggest else ()
        lines += [words["cli.harvest.dry"]] * dry + [words["cli.harvest.none"]] * (
            not (settings.sources or amiss or left)
        )
        click.echo("\n".join(lines))
    return 1 if amiss or (names and any(one.snapshot.failure for one in found)) else 0


def _suggestions(words: Phrases, root: Path, today: date, chosen: Sequence[Source], *, dry: bool) -> Iterator[str]:
    """Words that we have none for: in a file of their own when there is none, else to copy from."""
    from .suggest import FOLDER as MAPPINGS
    from .suggest import begin, suggested

    for one in suggested(root, [each.id for each in chosen], today, words):
        if not one.text:
            yield say(words, "cli.harvest.words-known", name=one.source)
        elif one.there or dry:
            yield from [say(words, "cli.harvest.words-there", path=f"{MAPPINGS}/{one.source}.yaml")] * one.there
            yield one.text
        else:
            yield say(words, "cli.harvest.words-made", path=begin(root, one))


def _chosen(words: Phrases, settings: Settings, names: Sequence[str]) -> list[Source] | None:
    """The sources to ask, in the order of the settings; None when a name leads to none."""
    known = {one.id: one for one in settings.sources}
    for name in names:
        if name not in known:
            near = listed(words, sorted(known)) or "—"
            click.echo(say(words, "cli.harvest.unknown", name=visible(name), names=visible(near)), err=True)
            return None
    return [one for one in known.values() if not names or one.id in names]


def told(words: Phrases, one: Harvest) -> list[str]:
    """What came of a source, in lines."""
    now, name = one.snapshot, one.source.id
    people, work = (_counted(words, one, kind, key) for kind, key in (("profiles", "people"), ("assignments", "work")))
    if now.failure is not None:
        lines = [say(words, "cli.harvest.failed", name=name, why=why_failed(words, now.failure))]
        if now.harvested is None:
            return [visible(lines[0]), f"    {words['cli.harvest.never']}"]
        stays = {"day": in_words(words, now.harvested), "days": one.source.keep_days, "people": people, "work": work}
        return [visible(lines[0]), f"    {say(words, 'cli.harvest.stays', **stays)}"]
    lines = [say(words, "cli.harvest.came", name=name, people=people, work=work, changes=_changes(words, one))]
    for field, said in one.was.items():
        values = {"was": said or "—", "now": getattr(now, field) or "—"}
        lines.append(f"    {visible(say(words, f'cli.harvest.other-{field}', **values))}")
    for missed in now.missed[:MOST_TOLD]:
        is_kept = any(held.get("id") == missed.id for held in getattr(now, missed.kind))
        key = "cli.harvest.missed-kept" if is_kept else "cli.harvest.missed"
        values = {"kind": missed.kind, "name": missed.id, "why": why_missed(words, missed)}
        lines.append(f"    {visible(say(words, key, **values))}")
    if len(now.missed) > MOST_TOLD:
        lines.append(f"    {say(words, 'cli.harvest.more-missed', n=len(now.missed) - MOST_TOLD)}")
    return lines


def _counted(words: Phrases, one: Harvest, kind: str, key: str) -> str:
    return say(words, f"report.{key}", n=one.changes[kind].total)


def _changes(words: Phrases, one: Harvest) -> str:
    """How many people and works are new, changed and gone."""
    seen = [one.changes[kind] for kind in ("profiles", "assignments")]
    counts = {name: sum(getattr(each, name) for each in seen) for name in ("new", "changed", "gone")}
    said = [say(words, f"cli.harvest.{name}", n=count) for name, count in counts.items() if count]
    return ", ".join(said) or words["cli.harvest.same"]


def data(words: Phrases, one: Harvest) -> dict[str, Any]:
    """What came of a source, for machines. Published: a field may be added, never renamed."""
    now = one.snapshot
    failure = now.failure and {"code": now.failure.code, "message": why_failed(words, now.failure)}
    missed = [{"kind": each.kind, "id": each.id, "code": each.code, "message": why_missed(words, each)}
              for each in now.missed]  # fmt: skip
    return {
        "source": one.source.id,
        "url": one.source.url,
        "harvested": now.harvested,
        "failure": failure,
        "counts": {kind: change._asdict() for kind, change in one.changes.items()},
        "missed": missed,
        "renewed": one.renewed,
        "was": one.was,
    }
