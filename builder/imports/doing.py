"""`wisselwerk import` and `wisselwerk export`: files go in or out, and what happened is told."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from ..forge import kind_of
from ..model import Profile
from ..phrases import Phrases, say
from ..report import visible
from ..slugs import MAX_SLUG, RESERVED, SLUG
from ..visibility import Edition
from ..webaddress import problem_of
from . import OPTIONS, Known, Remark, Unreadable, Wish, brought, jsonresume, known, settled, stored, telling
from .drafts import loaded

WRONG_USE = 2
APPLICATION = re.compile(r"[A-Za-z0-9._-]{1,200}")
# What may be asked beside a file; each door has its own of these.
ASKED = ("out", "organisation", "kind", "mapping", "only", "force", "uri", "uris", "with_narrower", "list")
MAX_ADDRESSES = 1_048_576  # bytes of a file with addresses
USE = frozenset(
    {
        "no-list",
        "no-addresses",
        "there",
        "file",
        "organisation",
        "unknown-organisation",
        "target",
        "mapping",
        "network",
        "target-near",
    }
)


def imported(words: Phrases, root: Path, today: date, asked: Mapping[str, Any]) -> int:
    """Writes what can be written; gives 1 when that is nothing, 2 for wrong use."""
    door = asked["door"]
    odd = [name for name in ASKED if asked[name] and name not in OPTIONS[door]]
    if odd:
        option = f"--{odd[0].replace('_', '-')}"
        click.echo(say(words, "cli.import.not-here", option=option, door=door), err=True)
        return WRONG_USE
    out = asked["out"] if door == "vocabulary" else None
    slug = "" if out else _slug(asked["out"], root)
    if slug is None:
        path, folder = visible(str(asked["out"])), "content/profiles"
        click.echo(say(words, "cli.import.bad-out", path=path, folder=folder), err=True)
        return WRONG_USE
    wish = Wish(asked["file"], asked["organisation"], slug, asked["kind"] or "profile", asked["mapping"], asked["only"])
    try:
        if door == "vocabulary":
            uris = (*asked["uri"], *_addresses(asked["uris"]))
            wish = wish._replace(
                uris=uris, narrower=asked["with_narrower"], into=asked["list"] or "skills", look=bool(out)
            )
        return _brought(words, door, wish, known(root, today), force=asked["force"], out=out)
    except Unreadable as amiss:
        return _refused(words, amiss)


def _addresses(file: Path | None) -> tuple[str, ...]:
    """The addresses in a file, one on each line; what begins with # is a remark."""
    if file is None:
        return ()
    lines = (line.strip() for line in loaded(file, MAX_ADDRESSES).decode("utf-8-sig", "replace").splitlines())
    found = tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not found:
        raise Unreadable("no-addresses", file=file.name)
    return found


def _refused(words: Phrases, amiss: Unreadable) -> int:
    """Says why nothing could be done."""
    values = {name: one if isinstance(one, int) else str(one) for name, one in amiss.values.items()}
    click.echo(visible(say(words, f"cli.import.no.{amiss.code}", **values)), err=True)
    return WRONG_USE if amiss.code in USE else 1


def _slug(out: Path | None, root: Path) -> str | None:
    """The name of the file to write: empty when it follows from the name in it, None when it cannot be."""
    if out is None:
        return ""
    folders = ((root / "content/profiles").absolute(), Path("content/profiles").absolute())
    good = SLUG.fullmatch(out.stem) and out.stem not in RESERVED and len(out.stem) <= MAX_SLUG
    near = out.parent.absolute() == folders[0] or (not out.is_absolute() and out.parent == Path("content/profiles"))
    return out.stem if good and near and out.suffix == ".md" else None


def _brought(words: Phrases, door: str, wish: Wish, here: Known, *, force: bool, out: Path | None = None) -> int:
    """Drafts judged, written and told of."""
    found = brought(door, wish, here)
    good, refused = settled(found.drafts, here, force=force)
    written = [one for one in good if stored(one, here.root, force=force)]
    refused += [Remark("exists", {"name": one.draft.path}) for one in good if one not in written]
    for line in telling.told([*found.remarks, *refused], words):
        click.echo(line)
    for one in written:
        click.echo(say(words, "cli.import.made", path=one.draft.path))
    if found.addition:
        path, text = found.addition
        origin = f"\n# {words['cli.import.esco']}\n" if found.esco else ""
        if out:
            _look(out, origin + text)
            click.echo(say(words, "cli.import.made", path=visible(str(out))))
            click.echo("\n" + say(words, "cli.import.look-out", path=path))
            return 0
        _add(here.root, path, origin + text, found.amended)
        click.echo(say(words, "cli.import.added", path=path))
    warned = telling.warned(written, words)
    if warned:
        click.echo(f"\n{words['cli.import.warnings']}\n\n{warned}", nl=False)
    if not written and not found.addition:
        click.echo(words["cli.import.nothing"])
        return 1
    look = {"vocabulary": "cli.import.look-terms", "organisations": "cli.import.look-organisations"}
    click.echo("\n" + words[look.get(door, "cli.import.look")])
    return 0


def _look(out: Path, text: str) -> None:
    """Writes new words apart from the list they are for."""
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text.removeprefix("\n"))
    except FileExistsError as error:
        raise Unreadable("there", path=out) from error
    except OSError as error:
        raise Unreadable("write", path=out) from error


def _add(root: Path, path: str, text: str, amended: bytes | None = None) -> None:
    """Puts lines at the end of a list; what is there stays as it is, but for what was added within it."""
    there = root / path
    if not there.parent.resolve().is_relative_to(root.resolve()) or there.is_symlink():
        raise Unreadable("outside", path=path)
    new = there.with_name(f".{there.name}.new")
    try:
        there.parent.mkdir(parents=True, exist_ok=True)
        before = amended if amended is not None else there.read_bytes() if there.exists() else b""
        between = b"" if not before or before.endswith(b"\n") else b"\n"
        new.write_bytes(before + between + text.removeprefix("\n" if not before else "").encode())
        new.replace(there)
    except OSError as error:
        raise Unreadable("write", path=path) from error


def exported(words: Phrases, root: Path, today: date, slug: str, out: Path | None) -> int:
    """Gives a profile as a JSON Resume; 1 when there is no such profile."""
    try:
        here = known(root, today)
    except Unreadable as amiss:
        return _refused(words, amiss)
    found = [one for one in here.content.entities if one.kind == "profiles" and one.slug == slug and not one.broken]
    record = found[0].record if found else None
    if not isinstance(record, Profile):
        click.echo(say(words, "cli.export.unknown", slug=visible(slug)), err=True)
        return 1
    text = msgspec.json.format(msgspec.json.encode(jsonresume.resume(record, here)), indent=2).decode() + "\n"
    return _given(words, text, out)


def printed(words: Phrases, root: Path, today: date, slug: str, edition: Edition, out: Path) -> int:
    """Gives a profile on paper, as an edition shows it; 1 when nobody has that name there, or nothing can make it."""
    try:
        from .. import paper
    except (ImportError, OSError):  # it leans on libraries that a computer may lack
        click.echo(words["cli.export.no-weasyprint"], err=True)
        return 1
    made = paper.cv(root, slug, edition, today)
    if made is None:
        click.echo(say(words, "cli.export.unknown", slug=visible(slug)), err=True)
        return 1
    try:
        out.write_bytes(made)
    except OSError:
        return _refused(words, Unreadable("write", path=out))
    click.echo(say(words, "cli.import.made", path=visible(str(out))))
    return 0


def recorded(words: Phrases, root: Path, today: date, out: Path | None) -> int:
    """Gives the record of processing: as JSON in a file that is called so, otherwise as text."""
    from .. import build, match, planning
    from ..assets import Assets
    from ..exports import processing
    from ..frame import Tongue

    checked = build.check(root, today)
    directory = checked.directory
    if directory is None:
        click.echo(words["refusal.no-settings"], err=True)
        return 1
    tongue = Tongue(words["language"], "", "")
    folders = planning.template_folders(root)
    frame = planning.frame_of(directory, match.context(directory).frame, folders, Assets("", {}), tongue)
    found = processing.processing(frame, checked.networks)
    if out is not None and out.suffix == ".json":
        text = msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"
    else:
        text = processing.markdown(frame, found)
    return _given(words, text, out)


def _given(words: Phrases, text: str, out: Path | None) -> int:
    """Shows a text, or writes it."""
    if out is None:
        click.echo(text, nl=False)
        return 0
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        return _refused(words, Unreadable("write", path=out))
    click.echo(say(words, "cli.import.made", path=visible(str(out))))
    return 0


def edited(words: Phrases, root: Path, today: date, out: Path, sign_in: str) -> int:
    """Makes the folder of a CMS, and tells what it still needs; 2 when the network or the sign-in is not clear."""
    from ..exports import decap, widgets

    try:
        here = known(root, today)
    except Unreadable as amiss:
        return _refused(words, amiss)
    settings = here.content.settings
    if settings is None or settings.repository is None:
        click.echo(words["cli.export.no-repository"], err=True)
        return 1
    forge = kind_of(settings.repository)
    helper = "helper" if forge == "github" else "application"
    if sign_in and (problem_of(sign_in) if helper == "helper" else not APPLICATION.fullmatch(sign_in)):
        click.echo(visible(say(words, f"cli.export.bad-{helper}", value=sign_in)), err=True)
        return WRONG_USE
    files = decap.folder(widgets.network(here.content, settings), settings.repository, sign_in.rstrip("/"))
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / name).write_text(text, encoding="utf-8", newline="\n")
            click.echo(say(words, "cli.import.made", path=visible(str(out / name))))
    except OSError:
        return _refused(words, Unreadable("write", path=out))
    if not sign_in:
        click.echo(words[f"cli.export.need-{helper}"])
    unseen = sum(one.path.endswith(".yaml") for one in here.content.entities)
    if unseen:
        click.echo(say(words, "cli.export.unseen", n=unseen))
    click.echo(words["cli.export.need-cms"])
    return 0
