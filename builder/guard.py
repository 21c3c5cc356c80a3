"""Who may change which file: what a proposal changes, beside who owns that before and after.

Owners and maintainers are those of the version that the proposal is meant for; a proposal cannot say who may make it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from . import content, history
from .convert import made, made_part
from .documents import MAX_LIST, Document, document, listing
from .fields import spellings
from .history import PROGRAM, SUBMODULE, SYMLINK, Leaf, Tree
from .model import KINDS, Assignment, Organisation, Record
from .phrases import Phrases, say
from .places import Place, place_of
from .problems import Problem, problem
from .references import settled
from .settings import Settings
from .slugs import better_slug
from .source import IGNORED, MAX_FILE, SETTINGS
from .spelling import key_of
from .values import TextError, login

MOST = 2000  # files in one proposal of somebody who is no maintainer
MOST_REVIEWS = 1_048_576  # bytes
TOP: Place = (0, 0, "")
# What a file can say about others that comes to stand on their pages.
NAMES = ("filled_by", "members")
RESULTS = ("outcome", "reflection")


class Thing(NamedTuple):
    """What files of content are about: a person, work, an organisation; its slug without capitals."""

    kind: str
    slug: str


class Version(NamedTuple):
    """One state of the repository."""

    tree: Tree
    files: Mapping[Thing, tuple[str, ...]]  # all files of each thing
    texts: Mapping[str, bytes]  # the content of the files that matter here, by its name


class Proposal(NamedTuple):
    """What is looked at: two versions, what differs, and who stands for it."""

    base: Version
    head: Version
    changed: tuple[str, ...]
    actors: frozenset[str]  # who made the proposal, and who approved of it


class Said(NamedTuple):
    """What a file says of itself."""

    path: str
    owners: tuple[str, ...]
    place: Place  # of the line that names the owner
    record: Record | None
    places: Mapping[str, Place]
    readable: bool


def guard(root: Path, base: str, head: str, author: str, approvers: Iterable[str] = ()) -> tuple[Problem, ...]:
    """What may not be changed like this; raises `history.NoVersion` when a version is not there."""
    tip, top = history.commit(root, base), history.commit(root, head)
    before, after = history.tree(root, tip), history.tree(root, top)
    parted = [history.tree(root, one) for one in history.parting(root, tip, top)]
    if not parted:
        raise history.NoVersion(head)
    actors = frozenset(_folded(one) for one in (author, *approvers) if one)
    if actors & {_folded(one) for one in _maintainers(root, before)}:
        return ()
    changed = tuple(sorted(path for path in {*before, *after} if _differs(path, before, after, parted)))
    if len(changed) > MOST:
        return (problem("", 0, 0, "guard-too-many", n=len(changed), most=MOST),)
    return tuple(sorted(_judged(_proposal(root, before, after, changed, actors))))


def _differs(path: str, before: Tree, after: Tree, parted: Sequence[Tree]) -> bool:
    """Whether a proposal changes a file: it is not what it was when the histories parted, nor what it is now."""
    now = after.get(path)
    return now != before.get(path) and any(now != one.get(path) for one in parted)


def _proposal(root: Path, before: Tree, after: Tree, changed: tuple[str, ...], actors: frozenset[str]) -> Proposal:
    """The versions with the text of every record that may be asked for."""
    old, new = _files(before), _files(after)
    touched = {thing for path in changed if (thing := thing_of(path))}
    # Whom a changed file names is known when it is read, so the files of all people are at hand in the base.
    wanted = [path for thing, paths in old.items() if thing in touched or thing.kind == "profiles" for path in paths]
    slugs = {thing.slug for thing in touched}
    wanted += [path for thing, paths in old.items() if thing.slug in slugs for path in paths]
    mains = [path for path in wanted if _is_main(path)]
    texts = history.contents(root, [before[path] for path in mains], MAX_FILE)
    mains = [path for thing in touched for path in new.get(thing, ()) if _is_main(path)]
    fresh = history.contents(root, [after[path] for path in mains], MAX_FILE)
    return Proposal(Version(before, old, texts), Version(after, new, fresh), changed, actors)


def _judged(given: Proposal) -> Iterator[Problem]:
    """Every reason why a proposal is not allowed, first what kind of thing it changes, then whose that is."""
    things: dict[Thing, list[str]] = defaultdict(list)
    for path in given.changed:
        thing = thing_of(path)
        kept = _odd(path, given.base.tree.get(path), given.head.tree.get(path))
        if kept:
            yield problem(path, 0, 0, kept)
        elif not path.startswith("content/"):
            yield problem(path, 0, 0, "guard-outside")
        elif thing is None:
            yield problem(path, 0, 0, "guard-shared")
        else:
            things[thing].append(path)
    for thing, paths in things.items():
        found = list(_changes(given, thing, paths) if _mains(given.base, thing) else _additions(given, thing, paths))
        yield from found
        if not found:
            yield from _on_others(given, thing)


def _odd(path: str, old: Leaf | None, new: Leaf | None) -> str:
    """What is wrong with how a file is kept: the code of a problem."""
    modes = {one.mode for one in (old, new) if one}
    if SYMLINK in modes:
        return "guard-symlink"
    if SUBMODULE in modes or path == ".gitmodules":
        return "guard-submodule"
    return "guard-mode" if new and new.mode == PROGRAM and (not old or old.mode != PROGRAM) else ""


# Whose it is


def _changes(given: Proposal, thing: Thing, paths: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with changing what is there."""
    owners: dict[str, str] = {}
    for said in _all_said(given.base, thing):
        owners |= {_folded(one): one for one in said.owners}
    gone = not given.head.files.get(thing)
    if not owners:
        yield problem(paths[0], 0, 0, "guard-nobodys")
    elif not given.actors & set(owners):
        code = "guard-removes-another" if gone else "guard-changes-another"
        yield problem(paths[0], 0, 0, code, owners=_at(owners.values()))
    elif not gone:
        yield from _handed_over(given, thing, owners, paths[0])


def _handed_over(given: Proposal, thing: Thing, owners: Mapping[str, str], path: str) -> Iterator[Problem]:
    """What is wrong with the owners that a file gets."""
    new = _all_said(given.head, thing)
    if not new or not all(said.readable for said in new):
        yield problem(new[0].path if new else path, 0, 0, "guard-unreadable")
        return
    for said in new:
        named = {_folded(one) for one in said.owners}
        line, column, written = said.place
        left = [name for folded, name in owners.items() if folded not in named and folded not in given.actors]
        if not named:
            yield problem(said.path, line, column, "guard-owner-gone", owners=_at(owners.values()))
        elif left:
            yield problem(said.path, line, column, "guard-owner-removed", field=written, owners=_at(left))
        elif not named & given.actors:
            yield problem(said.path, line, column, "guard-gives-away", field=written, owners=_at(said.owners))


def _additions(given: Proposal, thing: Thing, paths: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with what is new."""
    new = _all_said(given.head, thing)
    if not new:
        yield problem(paths[0], 0, 0, "guard-shared")
        return
    if thing.kind == "organisations":
        yield problem(new[0].path, 0, 0, "guard-new-organisation")
        return
    for said in new:
        line, column, written = said.place
        if not said.readable:
            yield problem(said.path, 0, 0, "guard-unreadable")
        elif not said.owners:
            yield problem(said.path, line, column, "guard-no-owner")
        elif not given.actors & {_folded(one) for one in said.owners}:
            yield problem(said.path, line, column, "guard-for-another", field=written, owners=_at(said.owners))


# What a file does to others


def _on_others(given: Proposal, thing: Thing) -> Iterator[Problem]:
    """What one's own file would change for somebody else."""
    old = {said.path: said for said in _all_said(given.base, thing)}
    before = next(iter(old.values()), None)
    for said in _all_said(given.head, thing):
        if said.path not in old:
            yield from _name_taken(given, said.path)
        yield from _names(given, said, before)
        record, was = said.record, before.record if before else None
        if isinstance(record, Organisation) and isinstance(was, Organisation):
            for at in ("name", "short_name"):
                if getattr(record, at) != getattr(was, at):
                    yield _there(said, at, "guard-organisation-name")


def _name_taken(given: Proposal, path: str) -> Iterator[Problem]:
    """Another's page that would have the same name."""
    mine = thing_of(path)
    assert mine is not None
    for thing in (Thing(kind, mine.slug) for kind in KINDS):
        for other in _mains(given.base, thing):
            if other != path and other in given.head.tree and not _is_own(given, thing):
                yield problem(path, 0, 0, "guard-name-taken", name=mine.slug, other=other)


def _names(given: Proposal, said: Said, before: Said | None) -> Iterator[Problem]:
    """Others whose page would show what was not there: who did the work, who is in the pool, what came of it."""
    record, was = said.record, before.record if before else None
    if record is None:
        return
    known = set(_people(was).values()) if was else set()
    for at, slug in _people(record).items():
        thing = Thing("profiles", _folded(slug))
        there = bool(_mains(given.base, thing)) and not _is_own(given, thing)
        if there and slug not in known:
            yield _there(said, at, "guard-names-another", name=slug, owners=_owners_of(given, thing))
        elif there and isinstance(record, Assignment):
            for name in RESULTS:
                if getattr(record, name) != getattr(was, name, None):
                    yield _there(said, name, "guard-result-of-another", name=slug, owners=_owners_of(given, thing))


def _people(record: Record) -> Mapping[str, str]:
    """The people that a record puts something about on their own page, by where they are named."""
    found: dict[str, str] = {}

    def note(at: str, _: str, text: str) -> str:
        if at.partition("[")[0] in NAMES:
            found[at] = better_slug(text)
        return text

    settled(record, note, frozenset({"profiles"}))
    return found


def _there(said: Said, at: str, code: str, **values: str) -> Problem:
    line, column, written = place_of(said.places, at)
    return problem(said.path, line, column, code, values, field=written)


def _is_own(given: Proposal, thing: Thing) -> bool:
    return any(given.actors & {_folded(one) for one in said.owners} for said in _all_said(given.base, thing))


def _owners_of(given: Proposal, thing: Thing) -> str:
    return _at(one for said in _all_said(given.base, thing) for one in said.owners)


# Reading


def thing_of(path: str) -> Thing | None:
    """What a file is about: `content/profiles/ana.md` and `content/profiles/ana/photo.jpg` are about Ana."""
    top, _, rest = path.partition("/")
    kind, _, name = rest.partition("/")
    first, _, inner = name.partition("/")
    if top != "content" or kind not in KINDS or not first or "/" in inner or path.rpartition("/")[2] in IGNORED:
        return None
    return Thing(kind, _folded(first if inner else first.rpartition(".")[0] or first))


def _is_main(path: str) -> bool:
    """Whether a file is the one that says what the thing is, not an image beside it."""
    return path.endswith((".md", ".yaml")) and (path.count("/") == 2 or path.rpartition("/")[2].startswith("index."))


def _files(tree: Tree) -> Mapping[Thing, tuple[str, ...]]:
    found: defaultdict[Thing, list[str]] = defaultdict(list)
    for path in sorted(tree):
        thing = thing_of(path)
        if thing:
            found[thing].append(path)
    return {thing: tuple(paths) for thing, paths in found.items()}


def _mains(version: Version, thing: Thing) -> tuple[str, ...]:
    return tuple(path for path in version.files.get(thing, ()) if _is_main(path))


def _all_said(version: Version, thing: Thing) -> tuple[Said, ...]:
    paths = _mains(version, thing)
    return tuple(_said(thing, path, version.texts.get(version.tree[path].name)) for path in paths)


def _said(thing: Thing, path: str, raw: bytes | None) -> Said:
    """What a file says of itself; of one that cannot be read nothing is known."""
    read = document(path, raw) if raw is not None else []
    if not isinstance(read, Document) or not isinstance(read.node, yaml.MappingNode):
        return Said(path, (), TOP, None, {}, False)
    done = made(read, KINDS[thing.kind], thing.slug)
    owners, place = _owners(read)
    return Said(path, owners, place, done.record, done.places, True)


def _owners(read: Document) -> tuple[tuple[str, ...], Place]:
    """The owners that a file names, also when it has mistakes that keep it off the site."""
    words = spellings(Record)
    for key, value in read.node.value:
        if isinstance(key, yaml.ScalarNode) and words.get(key_of(key.value)) == "owner":
            nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
            texts = [str(node.value).strip() for node in nodes if isinstance(node, yaml.ScalarNode)]
            line = read.first_line + key.start_mark.line + 1
            return tuple(_logins(texts)), (line, key.start_mark.column + 1, str(key.value))
    return (), (read.first_line + 1, 1, "")


def _logins(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        try:
            yield login(text)
        except TextError:
            continue


def _maintainers(root: Path, tree: Tree) -> tuple[str, ...]:
    """Who keeps the network: what the settings of a version say."""
    leaf = tree.get(SETTINGS)
    raw = history.contents(root, [leaf], MAX_LIST).get(leaf.name) if leaf else None
    read = listing(SETTINGS, raw) if raw is not None else []
    settings = made_part(read, Settings).record if isinstance(read, Document) else None
    return settings.repository.maintainers if isinstance(settings, Settings) and settings.repository else ()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text.removeprefix("@")).casefold()


def _at(logins: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(f"@{one.removeprefix('@')}" for one in logins))


# Reviews


class Review(msgspec.Struct):
    """A review as GitHub tells of it, a line each."""

    login: str | None = None
    state: str | None = None
    commit: str | None = None


def approvers(raw: bytes, head: str) -> tuple[str, ...]:
    """Who approved of exactly this version and did not come back on it; of a broken list nobody."""
    last: dict[str, bool] = {}
    try:
        reviews = msgspec.json.Decoder(Review).decode_lines(raw[:MOST_REVIEWS])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()
    for one in reviews:
        if one.login and one.state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED"):
            last[one.login] = one.state == "APPROVED" and one.commit == head
    return tuple(sorted(name for name, approves in last.items() if approves))


# CODEOWNERS


def codeowners(root: Path, words: Phrases) -> str | None:
    """Who is asked to look at a change, organisation by organisation; None without maintainers.

    A proposal that touches a file asks its owners, those of its organisation, and the maintainers.
    """
    read = content.read(root, {})
    repository = read.settings.repository if read.settings else None
    keepers = repository.maintainers if repository else ()
    if not keepers:
        return None
    houses: dict[str, Any] = {
        one.slug: one.record for one in read.entities if one.kind == "organisations" and one.record is not None
    }
    rows: dict[str, list[str]] = defaultdict(list)
    for one in sorted(read.entities, key=lambda one: one.path):
        if one.record is None:
            continue
        house = one.slug if one.kind == "organisations" else better_slug(getattr(one.record, "organisation", "") or "")
        house = house if house in houses else ""
        owners = (*one.record.owner, *(houses[house].owner if house else ()), *keepers)
        place = one.path.rpartition("/")[0] + "/" if one.path.count("/") == 3 else one.path
        rows[house].append(f"/{place} {' '.join(dict.fromkeys(f'@{name}' for name in owners))}\n")
    parts = [f"# {words['cli.guard.codeowners-made']}\n* {' '.join(f'@{name}' for name in keepers)}\n"]
    parts += ["".join([f"# {say(words, 'cli.guard.codeowners-of', name=house)}\n" if house else "", *rows[house]])
              for house in sorted(rows)]  # fmt: skip
    return "\n".join(parts)
