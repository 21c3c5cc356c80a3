"""One page that shows what a proposal changes as people will read it, for reviewers who do not read Markdown.

It stands on its own: no scripts, no links to other files, styles and photos inside. Templates and settings are those
of the folder that the program runs in; of the proposal only the content is read.
"""

import base64
import difflib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from . import build, guard, history, match, pages, photos, planning, rank, report
from .assets import Assets, assets
from .directory import Entity
from .fields import fields_of
from .frame import Frame, date_of, told, tongues
from .history import Step
from .model import KINDS, Part
from .problems import Problem
from .publish import Refusal
from .render import environment, everywhere
from .source import SETTINGS
from .spelling import CHOICES
from .state import State
from .theme import SHEET
from .verify import verified

STYLES = (SHEET, "vendor/components.css", "site.css")
MOST_SHOWN = 50  # pages that are shown; of the rest only the names
MOST_BYTES = 6_000_000
MOST_PHOTO = 300_000
MOST_TEXT = 600  # of one value
MOST_LINES = 60  # of what changed in a text
MOST_PROBLEMS = 20
MOST_PAIRS = 100_000  # of lines that are compared
TAG = re.compile(r"<[a-z][^>]*>")
NAMED = re.compile(r' (id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')
LEADS = re.compile(r' href="(?!https?://|mailto:|tel:)[^"]*"')
PICTURE = re.compile(r' src="([^"]*)"')


class Line(NamedTuple):
    """What changed in one field, or in a line of the text."""

    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Shown(NamedTuple):
    """One thing that a proposal changes."""

    what: str  # added, changed, moved, removed
    before: str  # path; empty when it is new
    after: str  # path; empty when it is gone
    lines: tuple[Line, ...]
    old: Markup  # as people read it now; empty when there is nothing to read
    new: Markup
    problems: tuple[report.Told, ...]


class _Given(NamedTuple):
    """What both versions are read with: where they are laid out, and whose settings and templates show them."""

    folder: Path
    root: Path
    repository: Path
    today: date
    templates: tuple[Path, ...]


class _Last(NamedTuple):
    """The version that was looked at before: it lies there still, and most of it will be the same."""

    tree: history.Tree
    state: State
    ranked: rank.Memory


class Side(NamedTuple):
    """A version with all that is needed to show its pages."""

    frame: Frame
    material: pages.Material
    entities: Mapping[str, Entity]
    problems: tuple[Problem, ...]
    images: Mapping[str, bytes]  # by the name they get on the site
    last: _Last


def preview(root: Path, repository: Path, base: str, head: str, today: date) -> bytes:
    """The page; raises `history.NoVersion` for a version that is not there, `Refusal` without usable settings."""
    tip, top = history.commit(repository, base), history.commit(repository, head)
    parted = (*history.parting(repository, tip, top), tip)[0]
    found = history.steps(repository, parted, top)
    folders = planning.template_folders(root)
    with tempfile.TemporaryDirectory() as place:
        given = _Given(Path(place), root, repository, today, folders)
        before = _side(given, parted, _Last({}, State(), rank.Memory()))
        after = _side(given, top, before.last)
    frame = after.frame
    things = [step for step in found if _is_record(step.before) or _is_record(step.after)]
    shown, size = [], 0
    for n, step in enumerate(things[:MOST_SHOWN]):
        one = _shown(step, before, after, f"p{n}-")
        size += len(one.old) + len(one.new)
        shown.append(one if size < MOST_BYTES else one._replace(old=Markup(), new=Markup()))
    others = [step.after or step.before for step in found if step not in things]
    names = [step.after or step.before for step in things[MOST_SHOWN:]] + others
    made = environment(frame).get_template("preview.html")
    page = made.render(
        t=frame.words,
        language=frame.language,
        title=told(frame, "preview.title", name=frame.settings.title),
        styles=_styles(assets(folders, frame.settings.theme)),
        said=told(frame, "preview.said", n=len(things)),
        shown=shown,
        others=tuple(report.visible(name) for name in names[:1000]),
    )
    return page.encode()


# Two versions


def _side(given: _Given, version: str, last: _Last) -> Side:
    """A version with the settings of the folder the program runs in; what is as it was in the last one is known."""
    folder, tree = given.folder, history.tree(given.repository, version)
    history.laid_out(folder, given.repository, tree, last.tree)
    settings = given.root / SETTINGS
    if settings.is_file():
        (folder / SETTINGS).write_bytes(settings.read_bytes())
    checked = build.check(folder, given.today, last=last.state)
    directory, home = checked.directory, checked.home
    if directory is None or home is None:
        raise Refusal("no-settings")
    context = match.context(directory)
    static = Assets("", {**assets(given.templates, directory.settings.theme).files})
    frame = planning.frame_of(home, context.frame, given.templates, static, tongues(directory.settings)[0])
    ranking, ranked = rank.ranked_since(directory, last.ranked, context, directory.digests.get("profiles"))
    material = pages.material(directory, ranking, checked.problems, {}, context, None, home, checked.networks)
    images = {}
    for entity in checked.content.entities:
        for name, published in entity.record.images.items() if entity.record else ():
            beside = folder / entity.path.rpartition("/")[0] / name
            images[published.rpartition("/")[2]] = beside.read_bytes()
    entities = {one.path: one for one in checked.content.entities}
    known = State.knowing(checked.content.memory, checked.judged, last.state.shelves)
    return Side(frame, material, entities, checked.problems, images, _Last(tree, known, ranked))


def _is_record(path: str) -> bool:
    return guard.thing_of(path) is not None and path.endswith((".md", ".yaml"))


# One thing


def _shown(step: Step, before: Side, after: Side, mark: str) -> Shown:
    old, new = before.entities.get(step.before), after.entities.get(step.after)
    moved = step.before != step.after
    what = "added" if not step.before else "removed" if not step.after else "moved" if moved else "changed"
    problems = tuple(report.told(one, after.frame.problem_words) for one in after.problems if one.path == step.after)
    was, becomes = _page(before, old, f"{mark}old-"), _page(after, new, f"{mark}new-")
    whole = bool(becomes if not step.before else was if not step.after else None)  # then the page tells it all
    lines = () if whole else tuple(_lines(old, new, after.frame))[:MOST_LINES]
    return Shown(
        what, report.visible(step.before), report.visible(step.after), lines, was, becomes, problems[:MOST_PROBLEMS]
    )


def _page(side: Side, entity: Entity | None, mark: str) -> Markup:
    """The main part of a page, as it is published; empty when it is not."""
    if entity is None:
        return Markup()
    of_kind: Mapping[str, Any] = getattr(side.material.directory, entity.kind)
    record = of_kind.get(entity.slug)
    if record is None:
        return Markup()
    page = next(one for one in pages.PAGES if one.name == KINDS[entity.kind].__name__.lower())
    item = pages.Sheet(entity.slug, 1) if entity.kind == "organisations" else record
    view = page.view(side.frame, *page.shows(side.material, item))
    made = environment(side.frame).get_template(f"pages/{page.name}.html")
    text = made.render({**everywhere(side.frame, "./"), **view})
    verified(f"{entity.kind}/{entity.slug}", text)

    def alone(tag: re.Match[str]) -> str:
        """A tag that leads to no other file and shares no name with the same page in the other version."""
        said = NAMED.sub(lambda one: f' {one[1]}="{_marked(one[2], mark)}"', tag[0])
        said = LEADS.sub("", said)
        return PICTURE.sub(lambda one: _picture(one[1], side.images), said)

    return Markup(TAG.sub(alone, text))  # noqa: S704  # it was looked at, and only lost since


def _marked(names: str, mark: str) -> str:
    return " ".join(mark + name for name in names.split())


def _picture(source: str, images: Mapping[str, bytes]) -> str:
    """A photo as part of the page, made again as the site does."""
    raw = images.get(source.rpartition("/")[2])
    data = photos.reencoded(raw) if raw is not None else b""
    if not data or len(data) > MOST_PHOTO:
        return ""
    return f' src="data:image/jpeg;base64,{base64.b64encode(data).decode()}"'


def _styles(given: Assets) -> Markup:
    """The styles of the site, for inside the page."""
    text = "\n".join(given.files[name].decode() for name in STYLES)
    return Markup(text.replace("</", "<\\/"))  # noqa: S704  # styles of the network itself, which cannot end their element


# What changed, in words


def _lines(old: Entity | None, new: Entity | None, frame: Frame) -> Iterator[Line]:
    """Field by field, then the text, what is gone and what came."""
    found = new or old
    if found is None:
        return
    kind = KINDS[found.kind]
    before, after = old.record if old else None, new.record if new else None
    for name, field in fields_of(kind).items():
        was, now = _said(getattr(before, name, None), frame), _said(getattr(after, name, None), frame)
        gone, came = tuple(one for one in was if one not in now), tuple(one for one in now if one not in was)
        if gone or came:
            spelled = field.dutch if frame.language == "nl" else name
            yield Line(spelled.replace("_", " ").capitalize(), gone, came)
    yield from _text_lines(before.body if before else "", after.body if after else "", frame)


def _text_lines(before: str, after: str, frame: Frame) -> Iterator[Line]:
    was, now = before.split("\n"), after.split("\n")
    # Comparing long texts line by line takes long; then the page itself has to tell.
    rows = list(difflib.ndiff(was, now)) if before != after and len(was) * len(now) < MOST_PAIRS else []
    gone, came = ([_short(row[2:]) for row in rows if row[0] == sign and row[2:].strip()] for sign in "-+")
    if gone or came:
        yield Line(frame.words["preview.text"], tuple(gone[:MOST_LINES]), tuple(came[:MOST_LINES]))


def _said(value: Any, frame: Frame) -> tuple[str, ...]:
    """A value as somebody would read it out, an entry of a list each."""
    if value is None or value == () or value == "" or value == {}:
        return ()
    if isinstance(value, tuple):
        return tuple(text for one in value for text in _said(one, frame))
    if isinstance(value, Mapping):
        return tuple(_short(f"{key}: {', '.join(_said(one, frame))}") for key, one in value.items())
    return (_short(_plain(value, frame)),)


def _plain(value: Any, frame: Frame) -> str:
    if isinstance(value, bool):
        return frame.words["choice.yes" if value else "choice.no"]
    if isinstance(value, date):
        return date_of(frame, value)
    if isinstance(value, Part):
        parts = (getattr(value, one.name) for one in msgspec.structs.fields(value))
        return " · ".join(text for one in parts for text in _said(one, frame))
    if isinstance(value, str) and value in CHOICES:
        return frame.words.get(f"choice.{value}", value)
    return str(value)


def _short(text: str) -> str:
    shown = report.visible(" ".join(text.split()))
    return shown if len(shown) <= MOST_TEXT else f"{shown[:MOST_TEXT]}…"


def versions(given: str) -> Iterable[str]:
    """The two versions of `main..proposal`; of a single name, what it adds to the one before it."""
    base, dots, head = given.partition("..")
    return (base, head.removeprefix(".") or "HEAD") if dots else (f"{given}^1", given)
