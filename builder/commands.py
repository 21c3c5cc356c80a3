"""What each command does: it asks the rooms above, prints what they say, and gives the exit code."""

import gc
import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from . import report
from .authoring import WRONG_USE
from .clock import today
from .phrases import Phrases, listed, phrases, say
from .problems import errors
from .shipped import templates_folder

if TYPE_CHECKING:
    from .pools import Hired
    from .stages import Order
    from .visibility import Edition


def check(words: Phrases, root: Path, on: date | None, form: str, advice: bool, whole: bool, lines: str) -> int:
    """Reports mistakes, and advice on plain language; 1 when there is an error."""
    from . import build

    checked = build.check(root, on or today())
    found = build.advised(root, checked) if advice else checked.problems
    told = report.text(found, words, len(found)) if whole and form == "text" else report.FORMATS[form](found, words)
    click.echo(told, nl=False)
    if form == "github":
        _summarise(report.job_summary(found, words, lines))
    return 1 if errors(found) else 0


def guard(
    words: Phrases,
    root: Path,
    base: str | None,
    head: str,
    author: str | None,
    approved: tuple[str, ...],
    reviews: BinaryIO | None,
    reviewed: str | None,
    repository: Path | None,
    codeowners: bool,
    form: str,
    lines: str,
) -> int:
    """Says what in a proposal its maker may not change; 1 when there is something."""
    from . import guard as guarding
    from .history import NoVersion, commit

    if codeowners:
        owners = guarding.codeowners(root, words)
        click.echo(owners or words["cli.guard.no-maintainers"], nl=not owners, err=not owners)
        return 0 if owners else 1
    where = repository or root
    for name, value in (("--base", base), ("--author", author)):
        if not value:
            click.echo(say(words, "cli.usage", message=say(words, "cli.missing", name=name),
                           command="wisselwerk guard"), err=True)  # fmt: skip
            return WRONG_USE
    try:
        if reviews:
            raw = reviews.read(guarding.MOST_REVIEWS)
            approved += guarding.approvers(raw, reviewed or commit(where, head))
        found = guarding.guard(where, base or "", head, author or "", approved)
    except NoVersion as missing:
        click.echo(_no_version(words, where, missing.asked), err=True)
        return WRONG_USE
    if found or form in ("json", "codequality"):
        click.echo(report.FORMATS[form](found, words), nl=False)
    else:
        click.echo(words["cli.guard.fine"])
    if form == "github" and found:
        _summarise(report.job_summary(found, words, lines))
    return 1 if found else 0


def preview(words: Phrases, versions: str, root: Path, out: Path, repository: Path | None, on: date | None) -> int:
    """Writes one page that shows what a proposal changes."""
    from . import inspection
    from . import preview as showing
    from .history import NoVersion
    from .publish import Refusal
    from .verify import PageError

    where = repository or root
    base, head = showing.versions(versions)
    try:
        made = showing.preview(root, where, base, head, on or today())
    except NoVersion as missing:
        click.echo(_no_version(words, where, missing.asked), err=True)
        return WRONG_USE
    except Refusal as refusal:
        click.echo(say(words, f"refusal.{refusal.code}"), err=True)
        return 1
    except PageError as error:
        click.echo(inspection.placed(error.path, error.fault, words), err=True)
        return 1
    out.write_bytes(made)
    click.echo(say(words, "cli.preview.made", path=out))
    return 0


def build(
    words: Phrases,
    root: Path,
    out: Path | str | None,
    on: date | None,
    edition: str,
    form: str,
    base_url: str | None,
    strict: bool,
    most_dropped: int | None,
    jobs: int | None,
    cluster: str | None,
) -> int:
    """Builds the site and reports what was left out of it."""
    from . import build as building
    from . import outcome, stages, stores
    from .orders import remake
    from .publish import Refusal
    from .verify import PageError

    where = out or root / ("site" if edition == "public" else "site-internal")
    kind = cast("Edition", edition)

    def alone(why: Exception) -> None:
        click.echo(say(words, "cli.build.alone", why=report.visible(f"{type(why).__name__}: {why}")), err=True)

    crew = stages.Crew(jobs or stages.useful(), _cluster(cluster) if cluster else None, alone)
    try:
        store = stores.opened(where) if isinstance(where, str) else None
        work_at = stores.beside(root, where) if isinstance(where, str) else where
        with outcome.progress(words) as tick:
            built = building.build(
                root, work_at, on or today(), kind, strict=strict, base_url=base_url, most_dropped=most_dropped,
                tick=tick, crew=crew, remake=remake, store=store,
            )  # fmt: skip
    except PageError as error:
        from . import inspection

        click.echo(inspection.unfit(error, words), err=True)
        return 1
    except Refusal as refusal:
        if refusal.code in ("no-settings", "strict"):
            found = building.check(root, on or today(), kind).problems
            click.echo(report.FORMATS[form](found, words), nl=False)
        click.echo(say(words, f"refusal.{refusal.code}", **refusal.values), err=True)
        return WRONG_USE if refusal.code in ("among-files", "not-ours", "other-edition") else 1
    if form == "json":
        click.echo(outcome.data(built, words))
        return 0
    if built.problems:
        click.echo(report.FORMATS[form](built.problems, words), nl=False)
    click.echo(outcome.told(built, where, words))
    return 0


def _no_version(words: Phrases, repository: Path, asked: str) -> str:
    """That a version is not there, or that there are no versions at all."""
    from .history import NoVersion, commit

    try:
        commit(repository, "HEAD")
    except NoVersion:
        return say(words, "cli.guard.no-history", folder=repository.resolve().name)
    return say(words, "cli.guard.no-version", name=asked)


def _cluster(address: str) -> "Callable[[Order], AbstractContextManager[Hired]]":
    """The cluster at an address, asked for when there is work for it."""
    from .cluster import hired

    return partial(hired, address)


def serve(words: Phrases, root: Path, on: date | None, edition: str, port: int) -> int:
    """Shows the site on this computer and builds it again at each change."""
    from . import serve as serving

    gc.enable()  # this one goes on
    try:
        serving.serve(root, cast("Edition", edition), port, lambda: on or today(), words)
    except serving.PortTaken:
        click.echo(say(words, "cli.serve.port-taken", port=str(port)), err=True)
        return 1
    return 0


def match(words: Phrases, slug: str, root: Path, on: date | None, edition: str) -> int:
    """Tells the matches of a person or of a piece of work."""
    from . import build as building
    from . import tell

    directory = building.check(root, on or today(), cast("Edition", edition)).directory
    if directory is None:
        click.echo(words["refusal.no-settings"], err=True)
        return 1
    site = phrases(templates_folder(), words["language"])
    said = tell.matches(directory, slug, {**site, **words})
    if said is None:
        near = tell.near(directory, slug)
        code = "cli.match.unknown-near" if near else "cli.match.unknown"
        click.echo(say(words, code, slug=slug, near=listed(words, near, "or")), err=True)
        return 1
    click.echo(said, nl=False)
    return 0


def doctor(words: Phrases, root: Path, on: date | None) -> int:
    """Says what is ready and what is not."""
    from . import doctor as looking

    findings = looking.findings(root, on or today())
    for one in findings:
        counted = ("people", "work", "organisations")
        values = {name: say(words, f"report.{name}", n=n) if name in counted else n for name, n in one.values.items()}
        sign = words["cli.doctor.good" if one.good else "cli.doctor.mend"]
        click.echo(f"{sign}{words['sign.colon']} {say(words, f'cli.doctor.{one.name}', **values)}")
        if not one.good:
            mend = say(words, f"cli.doctor.{one.name}.mend", **values)
            click.echo(f"    {words['report.hint']}{words['sign.colon']} {mend}")
    return 0 if all(one.good or one.optional for one in findings) else 1


def verify(words: Phrases, site: Path | None, root: Path, form: str, on: date | None) -> int:
    """Looks at a finished site; 1 when something in it may not be."""
    from . import inspection

    where = site or root / "site"
    if not where.is_dir():
        click.echo(say(words, "cli.verify.no-site", folder=where), err=True)
        return WRONG_USE
    found = inspection.inspected(where, root, on or today())
    told = inspection.data(found, words) if form == "json" else inspection.told(found, words)
    click.echo(told)
    if form == "github":
        _summarise(f"```\n{told}\n```\n")
    return 1 if found.seen.findings else 0


def stale(words: Phrases, root: Path, on: date | None) -> int:
    """Lists the files that nobody confirmed for long."""
    from . import stale as looking

    found = looking.stale(root, on or today())
    if found is None:
        click.echo(words["refusal.no-settings"], err=True)
        return 1
    click.echo(looking.listed(found, words), nl=False)
    return 0


def look_back(words: Phrases, root: Path, months: int, repository: Path | None, on: date | None) -> int:
    """Writes what work asked and nobody offered in the months behind us."""
    from . import lookback, past
    from .history import NoVersion, is_shallow

    where = repository or root
    try:
        found = lookback.look_back(root, where, on or today(), months)
    except NoVersion as missing:
        click.echo(_no_version(words, where, missing.asked), err=True)
        return WRONG_USE
    if found is None:
        click.echo(words["refusal.no-settings"], err=True)
        return 1
    if not found.months:
        click.echo(words["cli.look-back.shallow" if is_shallow(where) else "cli.look-back.young"], err=True)
        return 1
    text = past.written(found, words["language"], words["cli.look-back.heading"])
    (root / past.FILE).write_text(text, encoding="utf-8", newline="\n")
    counted = {"months": len(found.months), "gaps": len(found.gaps)}
    click.echo(say(words, "cli.look-back.made", path=past.FILE, **counted))
    return 0


def digest(
    words: Phrases,
    root: Path,
    since: date | None,
    on: date | None,
    edition: str,
    form: str | None,
    out: Path | None,
    repository: Path | None,
    base_url: str | None,
) -> int:
    """Writes what is new since a day, for a newsletter."""
    from . import digest as news

    day, where = on or today(), repository or root
    if since is None:
        lacking = say(words, "cli.missing", name="--since")
        click.echo(say(words, "cli.usage", message=lacking, command="wisselwerk digest"), err=True)
        return WRONG_USE
    if since > day:
        click.echo(words["cli.digest.late"], err=True)
        return WRONG_USE
    if out is not None and form is None and news.unknown(out):
        choices = listed(words, news.endings(), "or")
        click.echo(say(words, "cli.digest.ending", ending=report.visible(out.suffix), choices=choices), err=True)
        return WRONG_USE
    try:
        made = news.digest(root, where, since, day, cast("Edition", edition), words["language"], base_url)
    except news.NoSettings:
        click.echo(words["refusal.no-settings"], err=True)
        return 1
    except news.NoAddress:
        click.echo(words["cli.digest.no-address"], err=True)
        return 1
    if made.lacks:
        click.echo(words[f"cli.digest.{made.lacks}"], err=True)
    if out is None:
        click.echo(news.written(made, form or "markdown"), nl=False)
        return 0
    return _stored(words, news.files(made, form, out, day))


def _stored(words: Phrases, files: Mapping[Path, bytes]) -> int:
    """Writes files, and says which."""
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        except OSError:
            click.echo(say(words, "cli.digest.no-write", path=report.visible(str(path))), err=True)
            return 1
        click.echo(say(words, "cli.import.made", path=report.visible(str(path))))
    return 0


def harvest(
    words: Phrases, sources: tuple[str, ...], root: Path, on: date | None, form: str, suggest: bool, dry: bool
) -> int:
    """Asks other networks what is shown of them here."""
    from .harvest import doing

    return doing.harvested(words, root, on or today(), sources, form, suggest=suggest, dry=dry)


def _summarise(text: str) -> None:
    """Adds to the summary of a workflow run, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
