"""Problems told to people and machines: as text, as annotations of a workflow, as JSON."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import get_args

import msgspec

from .phrases import Phrases, listed, phrases, say
from .problems import Problem, Severity

SEVERITIES = get_args(Severity)
COMMANDS: Mapping[str, str] = {"error": "error", "warning": "warning", "advice": "notice"}  # what a workflow calls them


class Told(msgspec.Struct, frozen=True):
    """A problem in words: what `check --format json` prints. Published: a field may be added, never renamed."""

    path: str
    line: int
    column: int
    severity: str
    code: str
    field: str
    message: str
    hint: str


def wording(folder: Path, language: str) -> Phrases:
    """The words in which problems are told: their own, and the sentences that help with a field."""
    helps = {key: words for key, words in phrases(folder, language).items() if key.startswith("help.")}
    return {**helps, **phrases(folder, f"problems/{language}")}


def told(problem: Problem, words: Phrases) -> Told:
    """A problem in the words of a language; what writers typed is shown with its control characters escaped."""
    values = {name: _visible(value) for name, value in problem.values}
    if "help" in values:
        sentence = values["sentence"]
        values["help"] = words.get(f"help.{values['help']}", f"{sentence[0].upper()}{sentence[1:]}.")
    return Told(
        _visible(problem.path),
        problem.line,
        problem.column,
        problem.severity,
        problem.code,
        _visible(problem.field),
        say(words, f"problem.{problem.code}", **values),
        say(words, f"hint.{problem.code}", **values),
    )


def text(problems: Sequence[Problem], words: Phrases) -> str:
    """One paragraph a problem, its place first, and a sum at the end."""
    lines, colon = [], words.get("sign.colon", ":")
    for one in (told(problem, words) for problem in problems):
        field = f"{one.field}: " if one.field else ""
        kind = "" if one.severity == "error" else f"{words[f'report.{one.severity}']}{colon} "
        lines += [f"{_place(one)}: {kind}{field}{one.message}", f"    {words['report.hint']}{colon} {one.hint}", ""]
    return "\n".join([*lines, summary(problems, words), ""])


def summary(problems: Iterable[Problem], words: Phrases) -> str:
    """How many errors, warnings and pieces of advice, in one line."""
    counts = Counter(one.severity for one in problems)
    said = [say(words, f"report.{kind}s", n=counts[kind]) for kind in SEVERITIES if counts[kind]]
    if not said:
        return words["report.none"]
    if set(counts) == {"advice"}:
        return say(words, "report.only-advice", none=words["report.none"], advice=said[0])
    return f"{listed(words, said)}."


def json(problems: Sequence[Problem], words: Phrases) -> str:
    """A list of objects with path, line, column, severity, code, field, message and hint."""
    listed = msgspec.json.encode([told(problem, words) for problem in problems])
    return msgspec.json.format(listed, indent=2).decode() + "\n"


def github(problems: Sequence[Problem], words: Phrases) -> str:
    """Workflow commands that put each problem beside its line. Errors first: only the first ten of each are shown."""
    return "".join(
        f"::{COMMANDS[one.severity]} file={_property(one.path)},line={max(one.line, 1)},col={max(one.column, 1)},"
        f"title={_property(one.field or one.code)}::{_data(f'{one.message} {one.hint}')}\n"
        for one in (told(problem, words) for problem in sorted(problems, key=_severity))
    )


def job_summary(problems: Sequence[Problem], words: Phrases) -> str:
    """The same problems as a table in Markdown, for the summary of a workflow run."""
    if not problems:
        return f"{words['report.none']}\n"
    head = f"| {words['report.place']} | {words['report.what']} | {words['report.hint']} |\n|---|---|---|\n"
    rows = "".join(
        f"| `{_cell(_place(one))}` | {_cell(one.message)} | {_cell(one.hint)} |\n"
        for one in (told(problem, words) for problem in problems)
    )
    return f"{head}{rows}\n{summary(problems, words)}\n"


FORMATS: Mapping[str, Callable[[Sequence[Problem], Phrases], str]] = {"text": text, "github": github, "json": json}


def _severity(problem: Problem) -> int:
    return SEVERITIES.index(problem.severity)


def _place(one: Told) -> str:
    if not one.line:
        return one.path
    return f"{one.path}:{one.line}:{one.column}" if one.column else f"{one.path}:{one.line}"


def _visible(text: str) -> str:
    """Text that cannot move the cursor, end the line or turn the reading order around."""
    return "".join(c if c.isprintable() or c == "\u00a0" else c.encode("unicode_escape").decode() for c in text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("::", ":\u200b:")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text in a Markdown table: nothing in it is markup."""
    for sign, safe in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("|", "\\|"),
        ("`", "'"),
        ("[", "\\["),
        ("!", "\\!"),
        ("@", "@\u200b"),
    ):
        text = text.replace(sign, safe)
    return text
