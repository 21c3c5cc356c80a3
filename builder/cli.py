"""The command line: what people type, and what they read back."""

import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from . import __version__, authoring, commands, report
from .authoring import WRONG_USE
from .phrases import LANGUAGES, Phrases, listed, phrases, say
from .shipped import templates_folder

MOST_JOBS = 256
SPELLINGS = ("nl", "en")  # of keys in files
KINDS = ("profile", "assignment", "organisation", "pool", "event")
DOORS = ("linkedin", "jsonresume", "table", "organisations", "vocabulary")  # what can be imported
# What can be exported: a profile in another form, the folder of a CMS, the record of processing.
FORMS = tuple(authoring.EXPORTS)
NO_COMMAND, NO_CHOICE = re.compile("No such command '(.*)'"), re.compile("'(.*)' is not one of ")  # as click says it
DIGESTS = ("markdown", "html", "text", "eml")  # how a digest can be written
# The settings are looked through before they are read, for even what is wrong in them is told in their language.
MANY_LANGUAGES = re.compile(r"^(?:talen|languages)[ \t]*:[\s\[\"'-]*([a-z]{2})\b", re.MULTILINE)
ONE_LANGUAGE = re.compile(r"^(?:taal|language)[ \t]*:[ \t\"']*([a-z]{2})\b", re.MULTILINE)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; gives 0 when all is well, 1 when something is wrong with the content, 2 for wrong use."""
    given = list(sys.argv[1:] if argv is None else argv)
    words = words_of(_language(given))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.disable()  # a command makes few cycles and ends soon: looking for them costs a tenth of a build
    os.umask(0o022)  # what is published can be read by everyone, whatever the machine is used to
    try:
        done = program(words).main(args=given, prog_name="wisselwerk", standalone_mode=False)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "wisselwerk"
        click.echo(say(words, "cli.usage", message=_usage(error, words), command=path), err=True)
        return WRONG_USE
    except click.exceptions.Abort:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return done if isinstance(done, int) else 0


def words_of(language: str) -> Phrases:
    """The words of the terminal and of the problems."""
    folder = templates_folder()
    return {**phrases(folder, f"cli/{language}"), **report.wording(folder, language)}


def _language(given: Sequence[str]) -> str:
    """The language asked for, else that of the network, else that of the machine, else Dutch.

    A network whose own language there are no words in hears English.
    """
    asked = _option(given, "--language")
    if asked in LANGUAGES and "schema" not in given:
        return asked
    root = Path(_option(given, "--root") or ".")
    try:
        settings = (root / "directory.yaml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        settings = ""
    found = MANY_LANGUAGES.search(settings) or ONE_LANGUAGE.search(settings)
    said = found[1] if found else ""
    machine = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return next((one for one in (said, machine[:2]) if one in LANGUAGES), "en" if said else "nl")


def _option(given: Sequence[str], name: str) -> str | None:
    """The value of an option, before anything else is known of the command line."""
    for n, one in enumerate(given):
        if one == name and n + 1 < len(given):
            return given[n + 1]
        if one.startswith(f"{name}="):
            return one.partition("=")[2]
    return None


class Share(click.ParamType[int]):
    """A part of a hundred, written 20%."""

    name = "N%"

    def __init__(self, words: Phrases) -> None:
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """How many hundredths."""
        found = re.fullmatch(r"(\d{1,3})\s?%?", str(value))
        if found is None or int(found[1]) > 100:
            self.fail(say(self._words, "cli.bad-share", value=value), param, ctx)
        return int(found[1])


class Place(click.ParamType[Path | str]):
    """Where a site is put: a folder, or an address such as s3://bucket/site."""

    name = "PLACE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """The folder, or the address as it was written."""
        if "://" in str(value) and not str(value).startswith("file://"):  # a folder is exchanged as a whole
            return str(value)
        folder = click.Path(file_okay=False, path_type=Path)
        return Path(str(folder.convert(str(value).removeprefix("file://"), param, ctx)))


class Day(click.ParamType[date]):
    """A day, written 2026-12-01."""

    name = "YYYY-MM-DD"

    def __init__(self, words: Phrases) -> None:
        self._words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day itself."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(say(self._words, "cli.bad-date", value=value), param, ctx)


def program(words: Phrases) -> click.Group:
    """The commands, with their help in one language."""

    headings = {"Options": words["cli.heading.options"], "Commands": words["cli.heading.commands"]}

    class Page(click.HelpFormatter):
        """Help with its headings in the language of the words."""

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{words['cli.heading.usage']} ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(headings.get(heading, heading) + words["sign.colon"].removesuffix(":"))

    class Context(click.Context):
        formatter_class = Page

    @click.group(
        help=words["cli.help"], options_metavar=words["cli.meta.options"], subcommand_metavar=words["cli.meta.command"]
    )
    @click.version_option(__version__, "--version", help=words["cli.version"], prog_name="wisselwerk")
    @click.help_option("--help", "-h", help=words["cli.help-option"])
    def wisselwerk() -> None: ...

    root = click.option(
        "--root", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=words["cli.root"]
    )
    spoken = say(words, "cli.language", choices=listed(words, LANGUAGES, "or"))
    language = click.option("--language", type=click.Choice(LANGUAGES), help=spoken, expose_value=False)
    day = click.option("--today", "on", type=Day(words), default=None, help=words["cli.today"])
    form = click.option(
        "--format", "form", type=click.Choice(tuple(report.FORMATS)), default="text", help=words["cli.check.format"]
    )
    lines = click.option("--lines", default="", help=words["cli.check.lines"])
    edition = click.option(
        "--edition", type=click.Choice(("public", "internal")), default="public", help=words["cli.build.edition"]
    )
    out = click.option("--out", type=Place(), default=None, help=words["cli.build.out"])

    def command(name: str, run: Callable[..., int], *options: Callable[[Any], Any]) -> None:
        def bound(**values: Any) -> int:
            return run(words, **values)

        for option in reversed(options):
            bound = option(bound)
        kinds = listed(words, (*KINDS, "network"), "or")
        explain = click.help_option("--help", "-h", help=words["cli.help-option"])
        told = say(words, f"cli.{name}.help", kinds=kinds)
        wisselwerk.command(name, help=told, options_metavar=words["cli.meta.options"])(explain(bound))
        wisselwerk.commands[name].context_class = Context
        for one in wisselwerk.commands[name].params:
            kept = one.metavar or isinstance(one.type, click.Choice | Share) or getattr(one, "is_flag", False)
            one.metavar = one.metavar if kept else _metavar(one, words)

    command(
        "check", commands.check, root, day, form, language,
        click.option("--no-advice", "advice", flag_value=False, default=True, help=words["cli.check.no-advice"]),
        click.option("--all", "whole", is_flag=True, help=words["cli.check.all"]), lines,
    )  # fmt: skip
    command(
        "guard", commands.guard, root,
        click.option("--base", help=words["cli.guard.base"]),
        click.option("--head", default="HEAD", help=words["cli.guard.head"]),
        click.option("--author", help=words["cli.guard.author"]),
        click.option("--approved-by", "approved", multiple=True, help=words["cli.guard.approved-by"]),
        click.option("--reviews", type=click.File("rb"), help=words["cli.guard.reviews"]),
        click.option("--reviewed", help=words["cli.guard.reviewed"]),
        click.option("--repository", type=click.Path(file_okay=False, path_type=Path),
                     help=words["cli.guard.repository"]),
        click.option("--codeowners", is_flag=True, help=words["cli.guard.codeowners"]), form, lines, language,
    )  # fmt: skip
    command(
        "build", commands.build, root, out, day, edition, form, language,
        click.option("--base-url", help=words["cli.build.base-url"]),
        click.option("--strict", is_flag=True, help=words["cli.build.strict"]),
        click.option("--most-dropped", type=Share(words), default=None, help=words["cli.build.most-dropped"]),
        click.option("--jobs", type=click.IntRange(1, MOST_JOBS), default=None, help=words["cli.build.jobs"]),
        click.option("--cluster", metavar=words["cli.meta.address"], help=words["cli.build.cluster"]),
    )  # fmt: skip
    command(
        "serve", commands.serve, root, day, edition, language,
        click.option("--port", type=click.IntRange(0, 65535), default=8000,
                     help=say(words, "cli.serve.port", port="8000")),
    )  # fmt: skip
    command(
        "new", authoring.new,
        click.argument("kind", type=click.Choice((*KINDS, "network"))), click.argument("name"), root,
        click.option("--organisation", default="", help=words["cli.new.organisation"]),
        click.option("--with", "said", multiple=True, metavar=words["cli.new.with-meta"], help=words["cli.new.with"]),
        click.option("--like", default="", metavar=words["cli.new.like-meta"], help=words["cli.new.like"]),
        click.option("--action", default="", help=words["cli.new.action"]), day, language,
    )  # fmt: skip
    command(
        "fmt", authoring.fmt, click.argument("paths", nargs=-1, type=click.Path(path_type=Path)), root,
        click.option("--check", "looking", is_flag=True, help=words["cli.fmt.check"]), language,
    )  # fmt: skip
    command(
        "preview", commands.preview, click.argument("versions"), root,
        click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("preview.html"),
                     help=words["cli.preview.out"]),
        click.option("--repository", type=click.Path(file_okay=False, path_type=Path),
                     help=words["cli.guard.repository"]), day, language,
    )  # fmt: skip
    command("match", commands.match, click.argument("slug"), root, day, edition, language)
    command(
        "schema", authoring.schema, click.argument("kind", type=click.Choice((*KINDS, "term", "settings"))), root,
        click.option("--language", type=click.Choice(SPELLINGS), default=None, help=words["cli.schema.language"]),
    )  # fmt: skip
    command(
        "import", authoring.import_, click.argument("door", type=click.Choice(DOORS)),
        click.argument("file", type=click.Path(path_type=Path)), root,
        click.option("--out", type=click.Path(path_type=Path), default=None, help=words["cli.import.out"]),
        click.option("--organisation", default="", help=words["cli.new.organisation"]),
        click.option("--kind", type=click.Choice(("profile", "assignment")), default=None,
                     help=words["cli.import.kind"]),
        click.option("--mapping", type=click.Path(path_type=Path), default=None, help=words["cli.import.mapping"]),
        click.option("--only", multiple=True, help=words["cli.import.only"]),
        click.option("--uri", multiple=True, help=words["cli.import.uri"]),
        click.option("--uris", type=click.Path(path_type=Path), default=None, help=words["cli.import.uris"]),
        click.option("--with-narrower", is_flag=True, help=words["cli.import.with-narrower"]),
        click.option("--list", default="", help=words["cli.import.into"]),
        click.option("--force", is_flag=True, help=words["cli.import.force"]), day, language,
    )  # fmt: skip
    command(
        "export", authoring.export, click.argument("what", type=click.Choice(FORMS)),
        click.argument("slug", required=False), root,
        click.option("--out", type=click.Path(path_type=Path), default=None, help=words["cli.export.out"]),
        click.option("--sign-in", default=None, help=words["cli.export.sign-in"]),
        click.option("--edition", type=click.Choice(("public", "internal")), default=None,
                     help=words["cli.export.edition"]), day, language,
    )  # fmt: skip
    command(
        "harvest", commands.harvest, click.argument("sources", nargs=-1), root,
        click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
                     help=words["cli.harvest.format"]),
        click.option("--suggest", is_flag=True, help=words["cli.harvest.suggest"]),
        click.option("--dry-run", "dry", is_flag=True, help=words["cli.harvest.dry-run"]), day, language,
    )  # fmt: skip
    command("doctor", commands.doctor, root, day, language)
    command("stale", commands.stale, root, day, language)
    command(
        "digest", commands.digest, root,
        click.option("--since", type=Day(words), default=None, help=words["cli.digest.since"]), day, edition,
        click.option("--format", "form", type=click.Choice(DIGESTS), default=None, help=words["cli.digest.format"]),
        click.option("--out", type=click.Path(path_type=Path), default=None, help=words["cli.digest.out"]),
        click.option("--repository", type=click.Path(file_okay=False, path_type=Path),
                     help=words["cli.guard.repository"]),
        click.option("--base-url", help=words["cli.build.base-url"]), language,
    )  # fmt: skip
    command(
        "look-back", commands.look_back, root,
        click.option("--months", type=click.IntRange(1, 60), default=12,
                     help=say(words, "cli.look-back.months", months="12")),
        click.option("--repository", type=click.Path(file_okay=False, path_type=Path),
                     help=words["cli.guard.repository"]), day, language,
    )  # fmt: skip
    command(
        "verify", commands.verify,
        click.argument("site", required=False, type=click.Path(file_okay=False, path_type=Path)), root,
        click.option("--format", "form", type=click.Choice(("text", "json", "github")), default="text",
                     help=words["cli.harvest.format"]), day, language,
    )  # fmt: skip
    wisselwerk.context_class = Context
    return wisselwerk


def _metavar(one: click.Parameter, words: Phrases) -> str:
    """What stands in the help for a value that people type."""
    if isinstance(one, click.Argument):
        told = words[f"cli.meta.{one.name}"]
        return f"[{told}]{'...' if one.nargs < 0 else ''}" if not one.required else told
    match one.type:
        case click.Path(file_okay=False) | Place():
            return words["cli.meta.folder"]
        case click.Path() | click.File():
            return words["cli.meta.file"]
        case click.IntRange():
            return words["cli.meta.number"]
        case Day():
            return words["cli.meta.day"]
    return words["cli.meta.text"]


def _usage(error: click.UsageError, words: Phrases) -> str:
    """What is wrong with the command line, in the language of the words, and what was meant if that can be guessed."""
    import difflib  # only when something is wrong

    near = difflib.get_close_matches(*_meant(error), n=1, cutoff=0.7)
    told = _told(error, words)
    return f"{told} {say(words, 'cli.near', near=near[0])}" if near else told


def _meant(error: click.UsageError) -> tuple[str, Sequence[str]]:
    """What was typed, and what might have been meant."""
    ctx, param = error.ctx, error.param if isinstance(error, click.BadParameter) else None
    if ctx and isinstance(error, click.NoSuchOption):
        return error.option_name, [name for one in ctx.command.get_params(ctx) for name in one.opts]
    if ctx and isinstance(ctx.command, click.Group) and (unknown := NO_COMMAND.match(error.message)):
        return unknown[1], ctx.command.list_commands(ctx)
    if param and isinstance(param.type, click.Choice) and (unknown := NO_CHOICE.match(error.message)):
        return unknown[1], param.type.choices
    return "", ()


def _told(error: click.UsageError, words: Phrases) -> str:
    match error:
        case click.NoSuchOption():
            return say(words, "cli.no-such-option", name=error.option_name)
        case click.MissingParameter():
            return say(words, "cli.missing", name=_typed(error))
        case click.BadParameter():
            return say(words, "cli.bad-value", name=_typed(error), message=_asked(error, words))
        case click.BadOptionUsage():
            return say(words, "cli.no-value", name=error.option_name)
    if error.ctx and isinstance(error.ctx.command, click.Group) and (unknown := NO_COMMAND.match(error.message)):
        choices = listed(words, error.ctx.command.list_commands(error.ctx), "or")
        return say(words, "cli.no-such-command", name=unknown[1], choices=choices)
    extra = re.search(r"extra arguments? \((.*)\)", error.message)
    return say(words, "cli.too-much", text=extra[1]) if extra else error.format_message()


def _typed(error: click.BadParameter) -> str:
    """What is wrong or missing: an option, or the word that was typed in the place of another."""
    if not isinstance(error.param, click.Argument):
        return error.param.opts[0] if error.param else ""
    word = NO_CHOICE.match(error.message)
    return word[1] if word else error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name


def _asked(error: click.BadParameter, words: Phrases) -> str:
    """What may stand where something else was typed."""
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return say(words, "cli.choose", choices=listed(words, choices, "or"))
        case click.IntRange(min=low, max=high):
            return say(words, "cli.whole-number", low=low, high=str(high))
        case click.File():
            quoted = re.match("'(.*)': ", error.message)
            return say(words, "cli.import.no.file", file=report.visible(quoted[1] if quoted else ""))
    return error.message


if __name__ == "__main__":
    sys.exit(main())
