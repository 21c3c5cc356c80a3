"""Tries what a network shares: every payload in a network of its own, then many in one network, each in another place.

`python -m tests.safety shared` does so with some payloads in every field, each time other ones; the suite with one.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from builder import build
from builder.build import Checked
from builder.markdown import seen
from builder.networks import is_guest
from builder.planning import template_folders
from builder.problems import Problem, errors
from builder.publish import Refusal
from builder.report import wording
from builder.snapshots import KINDS as GUESTS
from tests.hostile import harmless, shared
from tests.hostile.cases import TODAY
from tests.hostile.fields import Spot
from tests.hostile.payloads import TEXTS
from tests.hostile.shared import LISTS, LOOKS, MAPPING, PAST, PICTURE, SETTINGS, SNAPSHOT, Try
from tests.hostile.tried import EDITIONS, FORMATS, is_told, spoilt_by, standing
from tests.safety.figures import Row

ROWS = (
    Row("fields", "velden waarin ze zijn gezet, uit het model", "fields they were put in, from the model"),
    Row("networks", "netwerken met elk één vijandig veld of bestand", "networks with one hostile field or file each"),
    Row("refused", "geweigerd door `check`", "refused by `check`"),
    Row("told", "geweigerd met plaats, uitleg en tip", "refused with a place, what is wrong and a hint", "refused"),
    Row("taken", "aangenomen", "taken in"),
    Row("vanished", "iets verdwenen zonder dat het verteld is", "something gone without being told", 0),
    Row("crashed", "vastgelopen", "crashed", 0),
    Row("unlike", "door `check` en `build` anders beoordeeld", "judged otherwise by `check` and `build`", 0),
    Row(
        "shown",
        "op een site gezet: wat is aangenomen, en wat is geweigerd terwijl de rest blijft staan",
        "put on a site: what was taken in, and what was refused while the rest stands",
    ),
    Row("pages", "pagina's en documenten nagekeken door een ander", "pages and documents looked at by another"),
    Row("harms", "daarin iets dat kan werken of opvragen", "something in them that could act or ask", 0),
    Row("escaped", "bestanden buiten de uitvoermap geraakt", "files touched outside the output", 0),
    Row("commands", "keer de opdracht zelf gegeven", "times the command itself was given"),
    Row("tracebacks", "daarvan een traceback of stuurteken", "of those a traceback or control character", 0),
)


EACH = 3  # payloads in a field: one of each sort takes an hour


def figures() -> Mapping[str, int]:
    """What came of all of it."""
    found = [*shared.tries(EACH), *shared.of_looks(), *shared.odd_files()]
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        outcome = tried(here, found)
        few = found[:: max(1, len(found) // 40)]
        spoilt = sum(bool(list(spoilt_by(alone(here / "told", one), FORMATS[n % 4]))) for n, one in enumerate(few))
    for one in (*outcome.vanished, *outcome.crashed, *outcome.unlike, *outcome.harms, *outcome.escaped):
        print(ascii(one))
    return {
        "fields": len({one.spot for one in found}),
        "networks": len(found),
        **{name: one if isinstance(one, int) else len(one) for name, one in outcome._asdict().items()},
        "commands": len(few),
        "tracebacks": spoilt,
    }


class Outcome(NamedTuple):
    """What came of many payloads; what should not be is told by name."""

    refused: int
    told: int
    taken: int
    vanished: tuple[str, ...]
    crashed: tuple[str, ...]
    unlike: tuple[str, ...]
    shown: int
    pages: int
    harms: tuple[str, ...]
    escaped: tuple[str, ...]


def tried(here: Path, found: Iterable[Try]) -> Outcome:
    """Every payload checked in a network of its own, and those that leave a network standing built together."""
    root = shared.laid(here / "root")
    before = standing(here, "site", "root", "together")
    well = build.check(root, TODAY, "internal")
    verdicts = [judged(root, here / "site-apart", one, well) for one in found]
    sites = [built(here, each) for each in rounds(one.tried for one in verdicts if one.how == "taken")]
    sites += [built(here, each, good=False) for each in rounds(one.tried for one in verdicts if one.is_left_out)]
    refused = [one for one in verdicts if one.how == "refused"]
    return Outcome(
        refused=len(refused),
        told=sum(one.is_told for one in refused),
        taken=sum(one.how == "taken" for one in verdicts),
        vanished=tuple(str(one.tried) for one in verdicts if one.how == "vanished"),
        crashed=tuple(str(one.tried) for one in verdicts if one.how == "crashed"),
        unlike=(
            *(str(one.tried) for one in verdicts if one.how == "unlike"),
            *(of for one in sites for of in one.unlike),
        ),
        shown=sum(one.shown for one in sites),
        pages=sum(one.pages for one in sites),
        harms=tuple(of for one in sites for of in one.harms),
        escaped=tuple(sorted(str(path) for path, *_ in before ^ standing(here, "site", "root", "together"))),
    )  # fmt: skip


def alone(root: Path, one: Try) -> Path:
    """A network with one payload in it, and nothing else that is wrong."""
    shared.laid(root)
    shared.put(root, shared.files([one]))
    return root


# One by one -----------------------------------------------------------------------------------------------------------


class Verdict(NamedTuple):
    """What `check` makes of a payload: taken, refused, vanished, crashed, or unlike what a build makes of it."""

    tried: Try
    how: str
    is_told: bool = True
    is_left_out: bool = False  # refused, and the rest of the file stands


def judged(root: Path, out: Path, one: Try, before: Checked) -> Verdict:
    """A payload in a network in which all was well `before`, and is again afterwards."""
    whole = shared.files(())
    held = shared.files([one])
    shared.put(root, held)
    try:
        return _verdict(root, out, one, before, build.check(root, TODAY, "internal"))
    except Exception:  # noqa: BLE001  # this is what is looked for
        return Verdict(one, "crashed")
    finally:
        shared.put(root, {path: whole[path] for path in held if path in whole})


def _verdict(root: Path, out: Path, one: Try, before: Checked, now: Checked) -> Verdict:
    words = wording(template_folders(root)[-1], "nl")
    clean = all(is_told(problem, words) for problem in now.problems)
    if not errors(now.problems):
        lost = [path for path, n in tally(now).items() if n < tally(before)[path]]
        vanished = lost and set(now.problems) <= set(before.problems) and _says_something(one)
        return Verdict(one, "vanished" if vanished else "taken" if clean else "unlike")
    if now.directory is None and not _is_refused(root, out):
        return Verdict(one, "unlike")
    stands = now.directory is not None and bool(tally(now).get(one.path, True))
    return Verdict(one, "refused", clean and _is_at(one, errors(now.problems)), stands)


def _is_at(one: Try, found: Sequence[Problem]) -> bool:
    """Whether the file with the payload is told of, or what points to it."""
    place = SETTINGS if one.path in (*LOOKS, PICTURE) else one.path
    elsewhere = one.path in LISTS  # a word that is not there any more is told where it is used
    return elsewhere or any(problem.path == place for problem in found)


def _is_refused(root: Path, out: Path) -> bool:
    """Whether a build refuses a network, and writes nothing."""
    try:
        build.build(root, out, TODAY, "internal")
    except Refusal:
        return not out.exists()
    return False


def _says_something(one: Try) -> bool:
    """Whether a text is more than a way to say that there is nothing; what is a guest elsewhere stays there."""
    return one.payload.sort in TEXTS and bool(seen(one.payload.text).strip()) and one.spot.path[-1:] != ("origin",)


def tally(checked: Checked) -> Mapping[str, int]:
    """How much there is of what each file can hold more than one of."""
    read = checked.content
    settings = read.settings
    if settings is None or checked.directory is None:
        return {SETTINGS: 0}
    lists = (settings.own_fields, settings.sources, settings.selections)
    looks = (settings.theme.tokens, settings.theme.logo)
    words = {
        path: len(read.vocabularies[name].terms) if name in read.vocabularies else 0 for path, name in LISTS.items()
    }
    guests = sum(is_guest(slug) for kind in GUESTS for slug in getattr(checked.directory, kind))
    told = sum(amiss.left_out for one in checked.networks for amiss in one.amiss)
    mapped = [one.crosswalk for one in read.harvested]
    return {
        SETTINGS: 1 + sum(map(len, lists)) + sum(map(bool, looks)),
        **words,
        MAPPING: sum(len(getattr(one, name)) for one in mapped for name in one.__struct_fields__),
        PAST: len(read.past.months) + len(read.past.gaps) if read.past else 0,
        SNAPSHOT: guests + told,
    }


# Together -------------------------------------------------------------------------------------------------------------


class Site(NamedTuple):
    """What was built of a network with payloads in it."""

    shown: int
    pages: int = 0
    unlike: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()


def rounds(found: Iterable[Try]) -> Iterator[tuple[Try, ...]]:
    """As few networks as need be: in each, no payload stands where another stands, or around it. A look is alone."""
    kept: list[tuple[list[Try], set[Spot], set[Spot]]] = []
    for one in found:
        if is_look(one):
            yield (one,)
            continue
        around = {Spot(one.path, one.spot.path[:n]) for n in range(len(one.spot.path))}
        fits = (each for each in kept if (around | {one.spot}).isdisjoint(each[1]) and one.spot not in each[2])
        held, taken, above = next(fits, ([], set(), set()))
        if not held:
            kept.append((held, taken, above))
        held.append(one)
        taken.add(one.spot)
        above |= around
    yield from (tuple(held) for held, _, _ in kept)


def is_look(one: Try) -> bool:
    """Whether a payload stands in a style sheet or a logo."""
    return one.path in (*LOOKS, PICTURE)


def built(here: Path, found: Sequence[Try], *, good: bool = True) -> Site:
    """A network with all of these in it, built in both editions and looked at; on which it breaks off is found out.

    What is `good` one by one may be too much together: then it is built in halves.
    """
    with tempfile.TemporaryDirectory(dir=here, prefix="together-") as place:
        root = Path(place) / "root"
        if is_look(found[0]):
            shared.bare(root, found[0])
        else:
            shared.put(shared.laid(root), shared.files(found))
        try:
            if not (good and len(found) > 1 and errors(build.check(root, TODAY, "internal").problems)):
                return _looked_at(root, found)
        except Exception as error:  # noqa: BLE001  # this is what is looked for
            if len(found) == 1:
                return Site(0, unlike=(f"{found[0]}: {error!r}",))
    halves = [built(here, half, good=good) for half in (found[: len(found) // 2], found[len(found) // 2 :])]
    return Site(
        sum(one.shown for one in halves),
        sum(one.pages for one in halves),
        tuple(of for one in halves for of in one.unlike),
        tuple(of for one in halves for of in one.harms),
    )


def _looked_at(root: Path, found: Sequence[Try]) -> Site:
    unlike, harms, pages = list[str](), list[str](), 0
    for edition in EDITIONS[: 1 if is_look(found[0]) else 2]:
        site = root.with_name(f"site-{edition}")
        done = build.build(root, site, TODAY, edition)
        said = build.check(root, TODAY, edition)
        unlike += [str(one) for one in {*done.problems} ^ {*said.problems}]
        harms += [f"{one} of {[str(each.payload.text[:60]) for each in found][:9]}" for one in harmless.harms(site)]
        pages += sum(path.is_file() for path in site.rglob("*"))
    return Site(len(found), pages, tuple(unlike), tuple(harms))
