"""What the commands do with which people write: begin a file, bring it into order, bring it here and take it along."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click
import msgspec

from . import report
from .clock import today
from .phrases import Phrases, phrases, say
from .problems import Problem
from .shipped import starters_folder, templates_folder

WRONG_USE = 2


def new(
    words: Phrases, kind: str, name: str, root: Path, organisation: str, said: tuple[str, ...], like: str, action: str,
    on: date | None,
) -> int:  # fmt: skip
    """Begins a file that `check` has nothing to say about but what is still to be filled in, or a whole network."""
    from . import new as beginning

    if like and (kind != "network" or organisation or said):
        click.echo(words["cli.new.like-alone"], err=True)
        return WRONG_USE
    path = beginning.place(kind, name)
    if path is None:
        click.echo(say(words, "cli.new.no-slug", name=report.visible(name)), err=True)
        return WRONG_USE
    if action and not (kind == "network" and beginning.ACTION.fullmatch(action)):
        click.echo(say(words, "cli.new.wrong-action", name=report.visible(action)), err=True)
        return WRONG_USE
    more = beginning.workflows(templates_folder(), action) if action else {}
    if like:
        return _like(words, like, root / name, more)
    for there in (path, *more):
        if (root / there).exists():
            click.echo(say(words, "cli.new.exists", path=there), err=True)
            return 1
    if kind == "network":
        text = None if said else beginning.settings(name, words["language"])
        amiss = words["cli.new.not-with-network"]
    else:
        text, amiss = _begun(words, kind, name, root, organisation, said, on or today())
    if text is None:
        click.echo(amiss, err=True)
        return WRONG_USE
    for to, written in {path: text, **more}.items():
        (root / to).parent.mkdir(parents=True, exist_ok=True)
        (root / to).write_text(written, encoding="utf-8")
        click.echo(say(words, "cli.new.made" if to == path else "cli.import.made", path=to))
    return 0


def _like(words: Phrases, name: str, folder: Path, more: Mapping[str, str]) -> int:
    """Begins a network like one that comes with the program, and says how to go on."""
    from . import starters

    known = starters.names(starters_folder())
    if name not in known:
        click.echo(say(words, "cli.new.no-starter", name=report.visible(name)), err=True)
        width = max(map(len, known))
        for one in starters.nearest(name, known):
            click.echo(f"  {one:{width}}  {words[f'cli.starter.{one}']}", err=True)
        return WRONG_USE
    if not starters.is_free(folder):
        click.echo(say(words, "cli.new.not-empty", path=report.visible(str(folder))), err=True)
        return 1
    written = {**starters.files(starters_folder(), name), **{to: text.encode() for to, text in more.items()}}
    for to, text in written.items():
        (folder / to).parent.mkdir(parents=True, exist_ok=True)
        (folder / to).write_bytes(text)
    where = report.visible(str(folder))
    click.echo(say(words, "cli.new.begun", path=where, n=str(len(written)), name=name))
    return 0


def _begun(
    words: Phrases, kind: str, name: str, root: Path, organisation: str, said: tuple[str, ...], day: date
) -> tuple[str | None, str]:
    """The text of a new file: from the options, and on a terminal from answers. Without a text, what is wrong."""
    from . import asking
    from . import build as building

    read = building.check(root, day, "internal")
    site = phrases(templates_folder(), words["language"])  # what choices mean stands there
    who = asking.Asking(kind, {**site, **words}, read.home, click.prompt, click.echo)
    files = {one.slug: one.path for one in read.content.entities}
    typing = sys.stdin.isatty() and sys.stdout.isatty()
    return asking.begun(who, name, organisation, said, day, files, typing)


def fmt(words: Phrases, paths: tuple[Path, ...], root: Path, looking: bool) -> int:
    """Brings files into one order and spelling; with `looking` only tells which."""
    from . import fmt as tidying
    from .model import KINDS as KINDS_OF_CONTENT
    from .source import find, load

    chosen = tidying.chosen(find(root, KINDS_OF_CONTENT)[0], root, paths)
    if isinstance(chosen, Path):
        click.echo(say(words, "cli.fmt.no-content", path=report.visible(str(chosen))), err=True)
        return WRONG_USE
    wrong: list[Problem] = []
    changed = odd = 0
    for one in chosen:
        raw = load(root, one.path)
        found = (
            tidying.tidied(one, KINDS_OF_CONTENT[one.kind], raw, words["language"]) if isinstance(raw, bytes) else [raw]
        )
        if isinstance(found, str) and found.encode() != raw:
            changed += 1
            if not looking:
                tidying.replace(root / one.path, found)
            click.echo(say(words, "cli.fmt.would" if looking else "cli.fmt.changed", path=one.path))
        elif isinstance(found, list):
            wrong += found
        elif found is None:
            odd += 1
            click.echo(say(words, "cli.fmt.not-the-same", path=one.path))
    if wrong:
        click.echo(words["cli.fmt.left"])
        click.echo(report.text(sorted(wrong), words), nl=False)
    elif not changed + odd:
        click.echo(words["cli.fmt.none"])
    return 1 if wrong or odd or (looking and changed) else 0


def import_(words: Phrases, root: Path, on: date | None, **asked: Any) -> int:
    """Makes drafts of what there is already, and tells what was not taken over."""
    from .imports import doing

    return doing.imported(words, root, on or today(), asked)


# What can be exported: what must be said, and what else may be.
EXPORTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "jsonresume": (frozenset({"slug"}), frozenset({"out"})),
    "pdf": (frozenset({"slug", "out"}), frozenset({"edition"})),
    "decap": (frozenset({"out"}), frozenset({"sign_in"})),
    "processing": (frozenset(), frozenset({"out"})),
}


def export(words: Phrases, what: str, root: Path, on: date | None, **asked: Any) -> int:
    """Gives a profile in another form, makes the folder of a CMS, or gives the record of processing."""
    from .imports import doing

    must, may = EXPORTS[what]
    typed = {"slug": words["cli.meta.slug"], "out": "--out"}
    lacks = next((typed[name] for name in sorted(must, reverse=True) if not asked[name]), "")
    odd = next((one for name, one in asked.items() if one and name not in must | may), None)
    if lacks or odd:
        text = say(words, "cli.missing", name=lacks) if lacks else say(words, "cli.too-much", text=odd)
        click.echo(say(words, "cli.usage", message=report.visible(text), command="wisselwerk export"), err=True)
        return WRONG_USE
    match what:
        case "jsonresume":
            return doing.exported(words, root, on or today(), asked["slug"], asked["out"])
        case "pdf":
            return doing.printed(words, root, on or today(), asked["slug"], asked["edition"] or "public", asked["out"])
        case "processing":
            return doing.recorded(words, root, on or today(), asked["out"])
    return doing.edited(words, root, on or today(), asked["out"], asked["sign_in"] or "")


def schema(words: Phrases, kind: str, root: Path, language: Literal["nl", "en"] | None) -> int:  # noqa: ARG001
    """Prints the JSON Schema of what may be written."""
    from . import content
    from .schema import schema as schema_of

    read = content.settings_of(root)
    made = schema_of(kind, language, read.vocabularies, phrases(templates_folder(), language or "en"), read.settings)
    click.echo(msgspec.json.format(msgspec.json.encode(made), indent=2).decode())
    return 0
